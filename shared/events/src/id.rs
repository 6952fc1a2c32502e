//! Names that cross processes: of jobs, units, contents, and places under the storage root.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::{JOB_ID_BYTES_MAX, PATH_BYTES_MAX};

/// Why a text is no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadId {
    /// What the text was meant to be.
    pub what: &'static str,
    /// What an id of this kind looks like.
    pub rule: &'static str,
}

impl fmt::Display for BadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a valid {}: {}", self.what, self.rule)
    }
}

impl std::error::Error for BadId {}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $rule:literal, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks a text against the rule of this kind of id.
            pub fn new(text: impl Into<String>) -> Result<Self, BadId> {
                let text = text.into();
                let check: fn(&str) -> bool = $check;
                if check(&text) { Ok(Self(text)) } else { Err(BadId { what: $what, rule: $rule }) }
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }
    };
}

fn is_hex(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

text_id!(
    /// One request, from `parse.requested` to its end. A token of a subject and the name of a folder.
    JobId,
    "job id",
    "1 to 64 of A-Z a-z 0-9 _ - (it names a subject and a folder)",
    |t| (1..=JOB_ID_BYTES_MAX).contains(&t.len())
        && t.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
);

text_id!(
    /// A SHA-256 in 64 lower-case hexadecimal digits.
    Digest,
    "digest",
    "64 lower-case hexadecimal digits",
    |t| t.len() == 64 && is_hex(t)
);

text_id!(
    /// A unit of a commit: the first 32 digits of the digest of what is in it, so a unit that
    /// did not change between commits keeps its id.
    UnitId,
    "unit id",
    "32 lower-case hexadecimal digits",
    |t| t.len() == 32 && is_hex(t)
);

text_id!(
    /// A place under the storage root. Relative, with `/`, without `.` or `..`: nodes mount the
    /// root where they like, and nothing leaves it.
    RelPath,
    "path under the storage root",
    "relative, separated by /, without empty parts, `.`, `..`, backslashes or NUL",
    |t| !t.is_empty()
        && t.len() <= PATH_BYTES_MAX
        && !t.contains(['\\', '\0'])
        && t.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
);

impl From<[u8; 32]> for Digest {
    fn from(sha256: [u8; 32]) -> Digest {
        let digits = sha256
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(digit.into(), 16));
        Digest(digits.collect())
    }
}

impl Digest {
    /// The hash that the digits say.
    pub fn bytes(&self) -> [u8; 32] {
        let digit = |digit: u8| match digit {
            b'a'..=b'f' => digit - b'a' + 10,
            digit => digit.wrapping_sub(b'0'),
        };
        let mut hash = [0; 32];
        for (byte, pair) in hash.iter_mut().zip(self.0.as_bytes().chunks_exact(2)) {
            *byte = (digit(pair[0]) << 4) | digit(pair[1]);
        }
        hash
    }
}

impl From<&Digest> for UnitId {
    fn from(digest: &Digest) -> UnitId {
        UnitId(digest.as_str()[..32].to_owned())
    }
}

impl JobId {
    /// The id of a job whose requester gave none: from the request's place in its stream, so
    /// that a redelivery of the same message is the same job, and from the time at which the
    /// stream stored it, so that a stream that was made anew gives new ids.
    pub fn of_message(sequence: u64, stored_unix_ms: u64) -> JobId {
        JobId(format!("j{sequence}-{stored_unix_ms:x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_id_is_one_token_of_a_subject() {
        for good in ["a", "A-b_9", &"x".repeat(64)] {
            assert!(JobId::new(good).is_ok(), "{good}");
        }
        for bad in ["", "a.b", "a b", "*", ">", "é", "../x", &"x".repeat(65)] {
            assert!(JobId::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_digest_of_bytes_is_one_of_digits() {
        let mut bytes = [0; 32];
        (bytes[0], bytes[1], bytes[31]) = (0x0f, 0xa0, 0xff);
        let digest = Digest::from(bytes);
        assert_eq!(digest.as_str(), format!("0fa0{}ff", "0".repeat(58)));
        assert_eq!(Digest::new(digest.as_str()), Ok(digest));
    }

    #[test]
    fn a_path_never_leaves_the_root() {
        assert!(RelPath::new("jobs/a/repo.git").is_ok());
        for bad in [
            "", "/etc", "../x", "a/../b", "a//b", "a/./b", "a\\b", "a/", "a\0b",
        ] {
            assert!(RelPath::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_redelivered_message_names_the_same_job() {
        assert_eq!(
            JobId::of_message(7, 1_700_000_000_000),
            JobId::of_message(7, 1_700_000_000_000)
        );
        assert_ne!(
            JobId::of_message(7, 1_700_000_000_000),
            JobId::of_message(7, 1_700_000_000_001)
        );
    }
}
