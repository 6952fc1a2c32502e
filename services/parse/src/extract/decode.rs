//! Makes text of a file's bytes, or says why there is none.

use std::borrow::Cow;

/// The text of a file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Decoded<'a> {
    /// Text, in UTF-8 or close to it; `flaw` says what is odd about it.
    Text {
        /// What is parsed; positions refer to it.
        text: Cow<'a, [u8]>,
        /// A reason for the outcome `partial`.
        flaw: Option<&'static str>,
    },
    /// No text.
    Binary,
}

/// A NUL among the first of these bytes makes a file binary, as for git.
const PROBE_BYTES: usize = 8 << 10;

/// Looks at the bytes of a file. A UTF-8 byte order mark is left in: columns count it, and the
/// parser passes over it.
pub(crate) fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some(text) = from_utf16(bytes) {
        return Decoded::Text {
            text: Cow::Owned(text.into_bytes()),
            flaw: Some("utf16"),
        };
    }
    if bytes[..bytes.len().min(PROBE_BYTES)].contains(&0) {
        return Decoded::Binary;
    }
    Decoded::Text {
        text: Cow::Borrowed(bytes),
        flaw: std::str::from_utf8(bytes).is_err().then_some("not_utf8"),
    }
}

/// The text of UTF-16 with a byte order mark, which is left out; broken pairs become U+FFFD.
fn from_utf16(bytes: &[u8]) -> Option<String> {
    let (rest, is_little) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, true),
        [0xfe, 0xff, rest @ ..] => (rest, false),
        _ => return None,
    };
    let units = rest.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if is_little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        }
    });
    Some(
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_of_either_order_becomes_utf8() {
        for (mark, bytes) in [
            ([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]),
            ([0xfe, 0xff], u16::to_be_bytes),
        ] {
            let mut file = mark.to_vec();
            file.extend("é = 1\n".encode_utf16().flat_map(bytes));
            let decoded = decode(&file);
            assert_eq!(
                decoded,
                Decoded::Text {
                    text: Cow::Owned("é = 1\n".into()),
                    flaw: Some("utf16")
                }
            );
        }
    }

    #[test]
    fn a_nul_makes_a_file_binary() {
        assert_eq!(decode(b"x = 1\0"), Decoded::Binary);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_kept_as_they_are() {
        let bytes = b"x = '\xe9'";
        assert_eq!(
            decode(bytes),
            Decoded::Text {
                text: Cow::Borrowed(bytes),
                flaw: Some("not_utf8")
            }
        );
    }
}
