//! Where comments, literals, words and arguments end.

/// A macro whose arguments are longer is left as it is.
const ARGUMENTS_BYTES_MAX: usize = 2048;

/// Where the arguments that start here end.
pub(super) fn end_of_arguments(text: &[u8], open: usize) -> Option<usize> {
    let mut depth = 0_u32;
    let mut at = open;
    let end = text.len().min(open + ARGUMENTS_BYTES_MAX);
    while at < end {
        match text[at] {
            b'"' | b'\'' => {
                at = end_of_literal(text, at);
                continue;
            }
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b';' | b'{' | b'}' | b'#' => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

pub(in super::super) fn end_of_comment(text: &[u8], start: usize) -> usize {
    let rest = &text[start + 2..];
    let length = if text[start + 1] == b'*' {
        rest.windows(2)
            .position(|pair| pair == b"*/")
            .map(|length| length + 2)
    } else {
        rest.iter().position(|c| *c == b'\n')
    };
    length.map_or(text.len(), |length| start + 2 + length)
}

/// Where a string or character that starts here ends: at its quote, or with its line.
pub(in super::super) fn end_of_literal(text: &[u8], start: usize) -> usize {
    let quote = text[start];
    let mut at = start + 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\n' => break,
            b'\\' => at += 1,
            byte if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    at.min(text.len())
}

/// Where a raw string ends whose quote starts here.
pub(super) fn end_of_raw(text: &[u8], quote: usize) -> usize {
    /// Longer ones the language does not allow.
    const DELIMITER_BYTES_MAX: usize = 16;
    let rest = &text[quote + 1..];
    let open = rest
        .iter()
        .take(DELIMITER_BYTES_MAX + 1)
        .position(|c| *c == b'(');
    let Some(open) = open else {
        return end_of_literal(text, quote);
    };
    let delimiter = &rest[..open];
    let mut at = open;
    while let Some(close) = rest[at..].iter().position(|c| *c == b')') {
        at += close + 1;
        let after = &rest[at..];
        if after.starts_with(delimiter) && after.get(open) == Some(&b'"') {
            return quote + 1 + at + open + 1;
        }
    }
    text.len()
}

/// Whether only blanks stand before an offset in its line.
pub(super) fn starts_line(text: &[u8], start: usize) -> bool {
    text[..start]
        .iter()
        .rev()
        .take_while(|c| **c != b'\n')
        .all(u8::is_ascii_whitespace)
}

pub(super) fn skip_blanks(text: &[u8], from: usize) -> usize {
    skip(text, from, u8::is_ascii_whitespace)
}

/// The first sign in the line that is no blank.
pub(super) fn skip_blanks_of_line(text: &[u8], from: usize) -> usize {
    skip(text, from, |c| matches!(c, b' ' | b'\t'))
}

/// Where a word goes on to behind its first name: over `::b` and `<c>`.
pub(super) fn end_of_path(text: &[u8], from: usize) -> usize {
    /// A longer list of arguments is taken for a comparison.
    const ARGUMENTS_MAX: usize = 200;
    let mut at = from;
    loop {
        if text[at..].starts_with(b"::") {
            let name = at + 2 + usize::from(text.get(at + 2) == Some(&b'~'));
            let end = end_of_word(text, name);
            if end == name {
                return at;
            }
            at = end;
        } else if text.get(at) == Some(&b'<') {
            let mut depth = 0_u32;
            let close = text[at..].iter().take(ARGUMENTS_MAX).position(|c| {
                match c {
                    b'<' => depth += 1,
                    b'>' => depth -= 1,
                    b';' | b'{' | b'}' | b'"' | b'#' | b'=' => depth = u32::MAX / 2,
                    _ => {}
                }
                depth == 0
            });
            match close {
                Some(close) => at += close + 1,
                None => return at,
            }
        } else {
            return at;
        }
    }
}

pub(in super::super) fn end_of_word(text: &[u8], from: usize) -> usize {
    skip(text, from, |c| is_name_byte(*c))
}

fn skip(text: &[u8], from: usize, is_skipped: impl Fn(&u8) -> bool) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    from + rest.iter().take_while(|c| is_skipped(c)).count()
}

/// Bytes of names; those beyond ASCII too.
pub(in super::super) const fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}
