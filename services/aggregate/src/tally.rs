//! Which units of a job are in: a fold over `unit.done`, in any order, with repeats.

use std::collections::BTreeSet;

use events::{Digest, SplitDone, UnitDone, UnitId};
use facts::units_digest;

/// The units that are in, against the manifest.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    units: u64,
    units_digest: Digest,
    seen: BTreeSet<UnitId>,
}

/// Whether all is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Units are missing.
    Waiting,
    /// All units of the manifest are in.
    Complete,
    /// As many units as the manifest has, but not the same ones.
    Foreign,
}

impl Tally {
    /// Nothing is in.
    pub(crate) fn new(manifest: &SplitDone) -> Tally {
        Tally {
            units: manifest.units,
            units_digest: manifest.units_digest.clone(),
            seen: BTreeSet::new(),
        }
    }

    /// Takes a unit in; says whether it is new.
    pub(crate) fn add(&mut self, done: &UnitDone) -> bool {
        self.seen.insert(done.unit.clone())
    }

    /// Whether all is in.
    pub(crate) fn standing(&self) -> Standing {
        if (self.seen.len() as u64) < self.units {
            Standing::Waiting
        } else if self.seen.len() as u64 == self.units && self.digest() == self.units_digest {
            Standing::Complete
        } else {
            Standing::Foreign
        }
    }

    /// How many units are in.
    pub(crate) fn seen(&self) -> u64 {
        self.seen.len() as u64
    }

    /// Digest over the units that are in.
    pub(crate) fn digest(&self) -> Digest {
        units_digest(&self.seen)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use events::{BlobRef, JobId, Outcomes, RelPath};
    use facts::sha256;

    use super::*;

    fn unit(name: u32) -> UnitId {
        UnitId::from(&sha256(&name.to_le_bytes()))
    }

    fn done(name: u32) -> UnitDone {
        UnitDone {
            v: 1,
            job: JobId::new("j").unwrap(),
            unit: unit(name),
            facts: BlobRef {
                digest: sha256(b""),
                parts: 1,
                bytes: 0,
            },
            outcomes: Outcomes {
                parsed: 1,
                partial: 0,
                failed: 0,
            },
            bytes: 1,
            definitions: 0,
            references: 0,
            cached: false,
            elapsed_ms: 0,
        }
    }

    fn manifest(units: &[u32]) -> SplitDone {
        let ids: Vec<UnitId> = units.iter().map(|name| unit(*name)).collect();
        SplitDone {
            v: 1,
            job: JobId::new("j").unwrap(),
            repo: "r".into(),
            revision: None,
            commit: "c".into(),
            tree: "t".into(),
            clone: RelPath::new("jobs/j/repo.git").unwrap(),
            units: ids.len() as u64,
            units_digest: units_digest(&ids),
            files_total: 0,
            files_planned: 0,
            files_skipped: BTreeMap::new(),
            bytes_planned: 0,
            skipped: BlobRef {
                digest: sha256(b""),
                parts: 1,
                bytes: 0,
            },
            requested_ms: 0,
            clone_ms: 0,
            elapsed_ms: 0,
        }
    }

    #[test]
    fn repeats_and_order_do_not_count() {
        let mut tally = Tally::new(&manifest(&[1, 2, 3]));
        for name in [3, 3, 1, 3, 1] {
            tally.add(&done(name));
            assert_eq!(
                tally.standing(),
                Standing::Waiting,
                "a repeat must not complete a job"
            );
        }
        assert!(tally.add(&done(2)));
        assert_eq!(tally.standing(), Standing::Complete);
        assert!(!tally.add(&done(2)));
        assert_eq!(tally.standing(), Standing::Complete);
    }

    #[test]
    fn other_units_never_complete_a_job() {
        let mut tally = Tally::new(&manifest(&[1, 2]));
        tally.add(&done(1));
        tally.add(&done(9));
        assert_eq!(tally.standing(), Standing::Foreign);
    }

    #[test]
    fn a_job_without_units_is_complete_at_once() {
        assert_eq!(Tally::new(&manifest(&[])).standing(), Standing::Complete);
    }
}
