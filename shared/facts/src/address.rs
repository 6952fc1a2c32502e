//! Addresses made of content.

use events::{Digest, PlannedFile, UnitId};
use sha2::{Digest as _, Sha256};

use crate::EXTRACTOR_VERSION;

/// SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> Digest {
    Digest::from(<[u8; 32]>::from(Sha256::digest(bytes)))
}

/// The digest of a unit: of its files' paths, languages and contents, and of the extractor's
/// version. It is the address of the unit's facts.
pub fn unit_digest(files: &[PlannedFile]) -> Digest {
    let mut hash = Sha256::new();
    hash.update(EXTRACTOR_VERSION.to_le_bytes());
    for file in files {
        for part in [file.path.as_str(), file.language.name(), file.oid.as_str()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    Digest::from(<[u8; 32]>::from(hash.finalize()))
}

/// The digest over a job's units: of the sorted ids, each followed by a newline. Repeats count once.
pub fn units_digest<'a>(units: impl IntoIterator<Item = &'a UnitId>) -> Digest {
    let sorted: std::collections::BTreeSet<&UnitId> = units.into_iter().collect();
    let mut hash = Sha256::new();
    for unit in sorted {
        hash.update(unit.as_str());
        hash.update("\n");
    }
    Digest::from(<[u8; 32]>::from(hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_units_knows_neither_order_nor_repeats() {
        let ids: Vec<UnitId> = ["a", "b", "c"]
            .iter()
            .map(|t| UnitId::from(&sha256(t.as_bytes())))
            .collect();
        let once = units_digest(&ids);
        assert_eq!(once, units_digest(ids.iter().rev().chain(&ids)));
        assert_ne!(once, units_digest(&ids[..2]));
    }
}
