//! The bytes of facts: a version byte, then postcard under zstd.

use serde::{Serialize, de::DeserializeOwned};

use crate::{SkippedFiles, UnitFacts};

const FORMAT: u8 = 3;
/// Facts that unpack to more than this are refused: no unit comes near it.
const UNPACKED_BYTES_MAX: usize = 1 << 30;
/// zstd-1 halves the time of the default and costs a tenth in size.
const ZSTD_LEVEL: i32 = 1;

/// Why bytes are no facts.
#[derive(Debug, thiserror::Error)]
pub enum EncodingError {
    /// The first byte is of no format that is known here.
    #[error(
        "facts are of format {found}, this version reads {FORMAT}; start the same release everywhere"
    )]
    Format {
        /// The first byte; 0 when there is none.
        found: u8,
    },
    /// zstd refused.
    #[error("facts cannot be packed or unpacked")]
    Zstd(#[source] std::io::Error),
    /// postcard refused.
    #[error("facts cannot be encoded or decoded")]
    Postcard(#[source] postcard::Error),
}

/// The bytes of a unit's facts.
pub fn encode_unit(facts: &UnitFacts) -> Result<Vec<u8>, EncodingError> {
    encode(facts)
}

/// The facts in such bytes.
pub fn decode_unit(bytes: &[u8]) -> Result<UnitFacts, EncodingError> {
    decode(bytes)
}

/// The bytes of an account.
pub fn encode_skipped(account: &SkippedFiles) -> Result<Vec<u8>, EncodingError> {
    encode(account)
}

/// The account in such bytes.
pub fn decode_skipped(bytes: &[u8]) -> Result<SkippedFiles, EncodingError> {
    decode(bytes)
}

fn encode<T: Serialize>(value: &T) -> Result<Vec<u8>, EncodingError> {
    let plain = postcard::to_stdvec(value).map_err(EncodingError::Postcard)?;
    let mut packed = zstd::bulk::compress(&plain, ZSTD_LEVEL).map_err(EncodingError::Zstd)?;
    packed.insert(0, FORMAT);
    Ok(packed)
}

fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, EncodingError> {
    match bytes.split_first() {
        Some((&FORMAT, packed)) => {
            // What packs writes the size at the front.
            let size = zstd::zstd_safe::get_frame_content_size(packed)
                .ok()
                .flatten()
                .and_then(|size| usize::try_from(size).ok())
                .filter(|size| *size <= UNPACKED_BYTES_MAX)
                .ok_or_else(|| {
                    let why = "its size is absent, or larger than the limit";
                    EncodingError::Zstd(std::io::Error::other(why))
                })?;
            let plain = zstd::bulk::decompress(packed, size).map_err(EncodingError::Zstd)?;
            postcard::from_bytes(&plain).map_err(EncodingError::Postcard)
        }
        other => Err(EncodingError::Format {
            found: other.map_or(0, |(first, _)| *first),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_encoded_is_read_back() {
        let facts = UnitFacts::default();
        assert_eq!(decode_unit(&encode_unit(&facts).unwrap()).unwrap(), facts);
    }

    #[test]
    fn other_bytes_are_refused_with_a_sentence() {
        assert!(matches!(
            decode_unit(&[]),
            Err(EncodingError::Format { found: 0 })
        ));
        assert!(matches!(
            decode_unit(&[9, 1]),
            Err(EncodingError::Format { found: 9 })
        ));
        assert!(decode_unit(&[1, 2, 3, 4]).is_err());
        // What comes in a stream has no size at its front, and so no limit before it is unpacked.
        let plain = postcard::to_stdvec(&UnitFacts::default()).unwrap();
        let mut endless = zstd::stream::encode_all(&plain[..], ZSTD_LEVEL).unwrap();
        endless.insert(0, FORMAT);
        assert!(matches!(decode_unit(&endless), Err(EncodingError::Zstd(_))));
        // The head of a frame that says that it unpacks to 2^62 bytes.
        let mut huge = vec![FORMAT, 0x28, 0xb5, 0x2f, 0xfd, 0xe0];
        huge.extend((1_u64 << 62).to_le_bytes());
        assert!(matches!(decode_unit(&huge), Err(EncodingError::Zstd(_))));
        let mut cut = encode_unit(&UnitFacts::default()).unwrap();
        cut.truncate(cut.len() - 1);
        assert!(decode_unit(&cut).is_err());
    }
}
