//! Whether a clone may go: a pure function of what was read and counted.

use events::{AggregateDone, Digest, SplitDone};

/// The distinct units of a job that have a `unit.done`, counted at the stream's leader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub units: u64,
    /// Digest over them.
    pub digest: Digest,
}

/// What is to become of a clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Manifest, graph and count agree: nobody reads it any more.
    Remove,
    /// They do not; the sentence says in what.
    Refuse(String),
}

/// Compares the manifest, the graph's event and the count.
pub fn verdict(manifest: Option<&SplitDone>, done: &AggregateDone, counted: &Counted) -> Verdict {
    let Some(manifest) = manifest else {
        return Verdict::Refuse("there is an aggregate.done, but no split.done".into());
    };
    let units = [manifest.units, done.units, counted.units];
    if units.iter().any(|count| *count != manifest.units) {
        return Verdict::Refuse(format!(
            "the manifest has {} units, the graph {}, and {} are done",
            units[0], units[1], units[2]
        ));
    }
    if done.units_digest != manifest.units_digest {
        return Verdict::Refuse("the graph is of other units than the manifest's".into());
    }
    if counted.digest != manifest.units_digest {
        return Verdict::Refuse("other units are done than the manifest's".into());
    }
    Verdict::Remove
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use events::{BlobRef, JobId, Outcomes, RelPath};

    use super::*;

    fn digest(c: char) -> Digest {
        Digest::new(c.to_string().repeat(64)).unwrap()
    }

    fn manifest() -> SplitDone {
        SplitDone {
            v: 1,
            job: JobId::new("j").unwrap(),
            repo: "r".into(),
            revision: None,
            commit: "c".into(),
            tree: "t".into(),
            clone: RelPath::new("jobs/j/repo.git").unwrap(),
            units: 2,
            units_digest: digest('a'),
            files_total: 2,
            files_planned: 2,
            files_skipped: BTreeMap::new(),
            bytes_planned: 2,
            skipped: BlobRef {
                digest: digest('b'),
                parts: 1,
                bytes: 1,
            },
            requested_ms: 0,
            clone_ms: 0,
            elapsed_ms: 0,
        }
    }

    fn done() -> AggregateDone {
        AggregateDone {
            v: 1,
            job: JobId::new("j").unwrap(),
            repo: "r".into(),
            commit: "c".into(),
            units: 2,
            units_digest: digest('a'),
            outcomes: Outcomes::default(),
            definitions: 0,
            references: 0,
            resolved: 0,
            ambiguous: 0,
            external: 0,
            artifacts: Vec::new(),
            elapsed_ms: 0,
        }
    }

    #[test]
    fn a_clone_goes_only_when_all_three_agree() {
        let counted = Counted {
            units: 2,
            digest: digest('a'),
        };
        assert_eq!(
            verdict(Some(&manifest()), &done(), &counted),
            Verdict::Remove
        );

        let refused = |manifest: Option<&SplitDone>, done: &AggregateDone, counted: &Counted| {
            matches!(verdict(manifest, done, counted), Verdict::Refuse(_))
        };
        assert!(refused(None, &done(), &counted));
        assert!(refused(
            Some(&manifest()),
            &done(),
            &Counted {
                units: 1,
                ..counted.clone()
            }
        ));
        assert!(refused(
            Some(&manifest()),
            &done(),
            &Counted {
                digest: digest('c'),
                ..counted.clone()
            }
        ));
        assert!(refused(
            Some(&manifest()),
            &AggregateDone { units: 3, ..done() },
            &counted
        ));
        assert!(refused(
            Some(&manifest()),
            &AggregateDone {
                units_digest: digest('c'),
                ..done()
            },
            &counted
        ));
        assert!(refused(
            Some(&SplitDone {
                units: 3,
                ..manifest()
            }),
            &done(),
            &counted
        ));
    }
}
