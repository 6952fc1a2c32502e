//! An event as a payload, and back.

use bytes::Bytes;
use events::SCHEMA_VERSION;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// Why a payload is no event that is known here.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// A newer release said it. What it means may have changed, so nothing of it is used, also
    /// where its shape happens to fit.
    #[error(
        "it is of schema version {v}, and this release reads up to {SCHEMA_VERSION}: a newer release said it; start that release here too"
    )]
    Newer {
        /// Its version.
        v: u64,
    },
    /// It is not of the shape that its subject asks for.
    #[error("the message cannot be read: {0}")]
    Malformed(serde_json::Error),
}

/// An event as a payload.
pub fn json(event: &impl Serialize) -> Bytes {
    // Events are plain structs with text keys: serde_json has no way to fail on them.
    serde_json::to_vec(event)
        .map(Bytes::from)
        .unwrap_or_default()
}

/// The event in a payload.
pub fn event<T: DeserializeOwned>(payload: &[u8]) -> Result<T, Unreadable> {
    #[derive(Deserialize)]
    struct Versioned {
        v: u64,
    }
    // What tells no version is for the event itself to refuse.
    if let Ok(Versioned { v }) = serde_json::from_slice(payload)
        && v > u64::from(SCHEMA_VERSION)
    {
        return Err(Unreadable::Newer { v });
    }
    serde_json::from_slice(payload).map_err(Unreadable::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Event {
        v: u32,
    }

    #[test]
    fn a_newer_version_is_told_from_a_broken_message() {
        let read = |text: &str| event::<Event>(text.as_bytes());
        assert_eq!(read(r#"{"v":1,"more":[]}"#).unwrap().v, 1);
        for newer in [r#"{"v":2}"#, r#"{"v":5000000000,"shape":"another"}"#] {
            let error = read(newer).unwrap_err();
            assert!(
                matches!(error, Unreadable::Newer { .. }),
                "{newer}: {error}"
            );
        }
        for broken in [
            "",
            "{",
            "[]",
            "{}",
            r#"{"v":"2"}"#,
            r#"{"v":-1}"#,
            r#"{"v":2"#,
        ] {
            let error = read(broken).unwrap_err();
            assert!(
                matches!(error, Unreadable::Malformed(_)),
                "{broken}: {error}"
            );
        }
    }
}
