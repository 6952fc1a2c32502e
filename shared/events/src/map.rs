//! The one map of streams, subjects, durables and buckets, with their limits and patience.
//!
//! A subject as a string anywhere else is a bug. The table in ARCHITECTURE.md and the files in
//! `nats/` are generated from here, and a test keeps them equal.

use std::time::Duration;

use crate::{Digest, JobId, UnitId};

/// A stream, as it is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    /// Name.
    pub name: &'static str,
    /// Subjects that it captures.
    pub subjects: &'static [&'static str],
    /// How long messages are kept.
    pub age_max: Duration,
    /// Refuse new messages when full, rather than lose old ones.
    pub refuse_when_full: bool,
    /// Captures advisories, which expect no acknowledgement.
    pub no_ack: bool,
    /// What it is for.
    pub purpose: &'static str,
}

/// A durable pull consumer: one for a service, shared by its replicas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Durable {
    /// Name.
    pub name: &'static str,
    /// The stream that it reads.
    pub stream: &'static Stream,
    /// Subjects that it takes; empty means all of the stream.
    pub filters: &'static [&'static str],
    /// A message that is not acknowledged, nor told to be in progress, for so long is delivered again.
    pub ack_wait: Duration,
    /// After so many deliveries the runtime gives up on the message; `None`: never.
    pub deliveries_max: Option<u32>,
    /// Messages that may be out at once, over all replicas.
    pub ack_pending_max: u32,
    /// What it is for.
    pub purpose: &'static str,
}

/// A key-value bucket or object store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// Name.
    pub name: &'static str,
    /// How long an entry lives; `None`: for good.
    pub ttl: Option<Duration>,
    /// What it is for.
    pub purpose: &'static str,
}

const DAY: Duration = Duration::from_secs(24 * 3600);

/// The subject of requests.
pub const PARSE_REQUESTED: &str = "parse.requested";

/// Requests: the public entry.
pub const REQUESTS: Stream = Stream {
    name: "REQUESTS",
    subjects: &[PARSE_REQUESTED],
    age_max: DAY.saturating_mul(30),
    refuse_when_full: true,
    no_ack: false,
    purpose: "public entry, plain JSON",
};
/// What became of jobs.
pub const JOBS: Stream = Stream {
    name: "JOBS",
    subjects: &["clone.*.*", "split.*.*", "aggregate.*.*", "janitor.*.*"],
    age_max: DAY.saturating_mul(90),
    refuse_when_full: true,
    no_ack: false,
    purpose: "write-once, small, kept longest",
};
/// Units to be parsed.
pub const UNITS: Stream = Stream {
    name: "UNITS",
    subjects: &["unit.ready.*.*"],
    age_max: DAY.saturating_mul(30),
    refuse_when_full: true,
    no_ack: false,
    purpose: "write-once",
};
/// What became of units.
pub const RESULTS: Stream = Stream {
    name: "RESULTS",
    subjects: &["unit.done.*.*"],
    age_max: DAY.saturating_mul(30),
    refuse_when_full: true,
    no_ack: false,
    purpose: "write-once, small: counts, outcomes, the address of the facts",
};
/// What parsing found, by the digest of what was parsed.
pub const FACTS: Stream = Stream {
    name: "FACTS",
    subjects: &["facts.>"],
    age_max: DAY.saturating_mul(30),
    refuse_when_full: true,
    no_ack: false,
    purpose: "content-addressed `facts.<digest>[.<part>]`: the cache of parsing, shared by jobs, commits and repositories",
};
/// Dead letters.
pub const DEAD: Stream = Stream {
    name: "DEAD",
    subjects: &[
        "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>",
        "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.>",
    ],
    age_max: DAY.saturating_mul(90),
    refuse_when_full: false,
    no_ack: true,
    purpose: "advisories of messages that were given up; the originals stay readable by their sequence",
};
/// All streams, in the order of the data's way.
pub const STREAMS: [&Stream; 6] = [&REQUESTS, &JOBS, &UNITS, &RESULTS, &FACTS, &DEAD];

/// What clone takes.
pub const CLONE: Durable = Durable {
    name: "clone",
    stream: &REQUESTS,
    filters: &[],
    ack_wait: Duration::from_secs(30),
    deliveries_max: Some(5),
    ack_pending_max: 256,
    purpose: "clones once",
};
/// What split takes.
pub const SPLIT: Durable = Durable {
    name: "split",
    stream: &JOBS,
    filters: &["clone.done.*"],
    ack_wait: Duration::from_secs(30),
    deliveries_max: Some(5),
    ack_pending_max: 256,
    purpose: "cuts commits into units",
};
/// What parse takes.
pub const PARSE: Durable = Durable {
    name: "parse",
    stream: &UNITS,
    filters: &[],
    ack_wait: Duration::from_secs(15),
    deliveries_max: Some(5),
    ack_pending_max: 4096,
    purpose: "extracts facts",
};
/// What starts an aggregation.
pub const AGGREGATE: Durable = Durable {
    name: "aggregate",
    stream: &JOBS,
    filters: &["split.done.*"],
    ack_wait: Duration::from_secs(15),
    deliveries_max: None,
    ack_pending_max: 256,
    purpose: "folds a job's units into its graph",
};
/// What allows a removal.
pub const JANITOR: Durable = Durable {
    name: "janitor",
    stream: &JOBS,
    filters: &["aggregate.*.*", "clone.failed.*", "split.failed.*"],
    ack_wait: Duration::from_secs(30),
    deliveries_max: None,
    ack_pending_max: 1024,
    purpose: "removes clones after their jobs",
};
/// All durables, in the order of the data's way.
pub const DURABLES: [&Durable; 5] = [&CLONE, &SPLIT, &PARSE, &AGGREGATE, &JANITOR];

/// The health gate: `storage.<node>`.
pub const GATE: Bucket = Bucket {
    name: "GATE",
    ttl: Some(Duration::from_secs(15)),
    purpose: "the health gate: `storage.<node>` is a fresh proof that the node can write shared storage",
};
/// Finished graphs: `<job>/<file>`.
pub const GRAPHS: Bucket = Bucket {
    name: "GRAPHS",
    ttl: None,
    purpose: "finished graphs: `<job>/<file>`",
};

/// The key of a node's proof in [`GATE`].
pub fn gate_key(node: &str) -> String {
    let token: String = node
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!("storage.{token}")
}

/// The name of a job's file in [`GRAPHS`].
pub fn object(job: &JobId, name: &str) -> String {
    format!("{job}/{name}")
}

/// `clone.done.<job>`.
pub fn clone_done(job: &JobId) -> String {
    format!("clone.done.{job}")
}
/// `clone.failed.<job>`.
pub fn clone_failed(job: &JobId) -> String {
    format!("clone.failed.{job}")
}
/// Both ends of cloning: at most one is ever stored.
pub fn clone_ends(job: &JobId) -> String {
    format!("clone.*.{job}")
}
/// `split.done.<job>`.
pub fn split_done(job: &JobId) -> String {
    format!("split.done.{job}")
}
/// `split.failed.<job>`.
pub fn split_failed(job: &JobId) -> String {
    format!("split.failed.{job}")
}
/// Both ends of splitting: at most one is ever stored.
pub fn split_ends(job: &JobId) -> String {
    format!("split.*.{job}")
}
/// `unit.ready.<job>.<unit>`.
pub fn unit_ready(job: &JobId, unit: &UnitId) -> String {
    format!("unit.ready.{job}.{unit}")
}
/// `unit.done.<job>.<unit>`.
pub fn unit_done(job: &JobId, unit: &UnitId) -> String {
    format!("unit.done.{job}.{unit}")
}
/// All `unit.done` of a job.
pub fn units_done(job: &JobId) -> String {
    format!("unit.done.{job}.*")
}
/// The unit of a `unit.done` subject.
pub fn unit_of_subject(subject: &str) -> Option<UnitId> {
    UnitId::new(subject.rsplit('.').next()?).ok()
}
/// `aggregate.done.<job>`.
pub fn aggregate_done(job: &JobId) -> String {
    format!("aggregate.done.{job}")
}
/// `aggregate.failed.<job>`.
pub fn aggregate_failed(job: &JobId) -> String {
    format!("aggregate.failed.{job}")
}
/// Both ends of aggregation: at most one is ever stored.
pub fn aggregate_ends(job: &JobId) -> String {
    format!("aggregate.*.{job}")
}
/// `janitor.done.<job>`.
pub fn janitor_done(job: &JobId) -> String {
    format!("janitor.done.{job}")
}
/// `janitor.refused.<job>`.
pub fn janitor_refused(job: &JobId) -> String {
    format!("janitor.refused.{job}")
}
/// Everything about a job that JOBS holds, as filters.
pub fn job_events(job: &JobId) -> Vec<String> {
    ["clone", "split", "aggregate", "janitor"]
        .iter()
        .map(|stage| format!("{stage}.*.{job}"))
        .collect()
}
/// `facts.<digest>`, or a part of it.
pub fn facts(digest: &Digest, part: Option<u32>) -> String {
    match part {
        None => format!("facts.{digest}"),
        Some(part) => format!("facts.{digest}.{part}"),
    }
}

/// The map as the table of ARCHITECTURE.md.
pub fn table() -> String {
    let mut out = String::from("| stream or bucket | subjects | kept | for |\n|---|---|---|---|\n");
    for stream in STREAMS {
        let subjects: Vec<String> = stream.subjects.iter().map(|s| format!("`{s}`")).collect();
        let days = stream.age_max.as_secs() / DAY.as_secs();
        out += &format!(
            "| {} | {} | {days} days | {} |\n",
            stream.name,
            subjects.join(" "),
            stream.purpose
        );
    }
    for (bucket, what) in [(&GATE, "key-value"), (&GRAPHS, "objects")] {
        let kept = bucket
            .ttl
            .map_or_else(|| "for good".into(), |ttl| format!("{} s", ttl.as_secs()));
        out += &format!(
            "| {} | {what} | {kept} | {} |\n",
            bucket.name, bucket.purpose
        );
    }
    out +=
        "\n| durable | stream | takes | ack wait | deliveries | for |\n|---|---|---|---|---|---|\n";
    for durable in DURABLES {
        let takes = if durable.filters.is_empty() {
            durable.stream.subjects
        } else {
            durable.filters
        };
        let takes: Vec<String> = takes.iter().map(|s| format!("`{s}`")).collect();
        let deliveries = durable
            .deliveries_max
            .map_or_else(|| "no limit".into(), |n| n.to_string());
        out += &format!(
            "| {} | {} | {} | {} s | {deliveries} | {} |\n",
            durable.name,
            durable.stream.name,
            takes.join(" "),
            durable.ack_wait.as_secs(),
            durable.purpose
        );
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a subject is captured by a pattern with `*` and `>`.
    fn captures(pattern: &str, subject: &str) -> bool {
        let (pattern, subject): (Vec<_>, Vec<_>) =
            (pattern.split('.').collect(), subject.split('.').collect());
        for (at, token) in pattern.iter().enumerate() {
            match *token {
                ">" => return subject.len() > at,
                "*" if at < subject.len() => {}
                literal if subject.get(at) == Some(&literal) => {}
                _ => return false,
            }
        }
        pattern.len() == subject.len()
    }

    #[test]
    fn every_subject_belongs_to_exactly_one_stream() {
        let job = JobId::new("j1").unwrap();
        let digest = Digest::new("a".repeat(64)).unwrap();
        let unit = UnitId::from(&digest);
        let subjects = [
            PARSE_REQUESTED.to_owned(),
            clone_done(&job),
            clone_failed(&job),
            split_done(&job),
            split_failed(&job),
            unit_ready(&job, &unit),
            unit_done(&job, &unit),
            aggregate_done(&job),
            aggregate_failed(&job),
            janitor_done(&job),
            janitor_refused(&job),
            facts(&digest, None),
            facts(&digest, Some(3)),
        ];
        for subject in &subjects {
            let homes: Vec<&str> = STREAMS
                .iter()
                .filter(|stream| {
                    stream
                        .subjects
                        .iter()
                        .any(|pattern| captures(pattern, subject))
                })
                .map(|stream| stream.name)
                .collect();
            assert_eq!(homes.len(), 1, "{subject}: {homes:?}");
        }
        assert_eq!(unit_of_subject(&unit_done(&job, &unit)), Some(unit));
    }

    #[test]
    fn a_durable_takes_what_its_stream_captures() {
        for durable in DURABLES {
            for filter in durable.filters {
                let example = filter.replace('*', "x");
                assert!(
                    durable
                        .stream
                        .subjects
                        .iter()
                        .any(|s| captures(s, &example)),
                    "{}",
                    durable.name
                );
            }
        }
    }
}
