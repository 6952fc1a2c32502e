//! What the services tell each other: facts of the past, one struct a subject, as JSON.
//!
//! Every event carries `v`, the schema version, and `job`. Times are milliseconds since 1970.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Digest, FailureKind, JobId, Language, RelPath, Selection, UnitId};

/// `clone.done.<job>`: the commit lies in shared storage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloneDone {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// The repository as asked for, free of credentials.
    pub repo: String,
    /// The revision as asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// The commit that the revision named, as a full object id.
    pub commit: String,
    /// The commit's tree, as a full object id.
    pub tree: String,
    /// The bare clone, under the storage root.
    pub clone: RelPath,
    /// Which files are wanted.
    #[serde(default)]
    pub selection: Selection,
    /// Who asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// When the request was stored.
    pub requested_ms: u64,
    /// How long cloning took.
    pub elapsed_ms: u64,
}

/// `clone.failed.<job>`: there will be no clone; the job is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloneFailed {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// What went wrong, for programs.
    pub kind: FailureKind,
    /// What went wrong and what to do, for people.
    pub message: String,
}

/// Bytes in the FACTS stream: one message, or several parts of one content.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BlobRef {
    /// The address: `facts.<digest>`.
    pub digest: Digest,
    /// One: at `facts.<digest>`; more: at `facts.<digest>.<0-based part>`.
    pub parts: u32,
    /// Bytes of all parts together.
    pub bytes: u64,
}

/// `split.done.<job>`: the manifest. Planned and skipped files together are the commit's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitDone {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// The repository as asked for, free of credentials.
    pub repo: String,
    /// The revision as asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// The commit.
    pub commit: String,
    /// The commit's tree.
    pub tree: String,
    /// The bare clone, under the storage root.
    pub clone: RelPath,
    /// How many units there are; none for a commit without source.
    pub units: u64,
    /// SHA-256 over the sorted unit ids, each followed by a newline.
    pub units_digest: Digest,
    /// All entries of the commit that are not trees.
    pub files_total: u64,
    /// Files in units.
    pub files_planned: u64,
    /// Files in no unit, by reason.
    pub files_skipped: BTreeMap<String, u64>,
    /// Bytes of the planned files.
    pub bytes_planned: u64,
    /// The account of the skipped files, each with its reason.
    pub skipped: BlobRef,
    /// When the request was stored.
    pub requested_ms: u64,
    /// How long cloning took.
    pub clone_ms: u64,
    /// How long splitting took.
    pub elapsed_ms: u64,
}

/// `split.failed.<job>`: the commit cannot be cut into units; the job is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitFailed {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// What went wrong, for programs.
    pub kind: FailureKind,
    /// What went wrong and what to do, for people.
    pub message: String,
}

/// A file of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedFile {
    /// Path in the repository.
    pub path: String,
    /// Object id of its content.
    pub oid: String,
    /// Size of its content.
    pub bytes: u64,
    /// Language by its name.
    pub language: Language,
}

/// `unit.ready.<job>.<unit>`: a share of the commit to be parsed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitReady {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// The unit: the start of `digest`.
    pub unit: UnitId,
    /// Digest of what is in the unit and of the extractor's version: the address of its facts.
    pub digest: Digest,
    /// Common folder of the files, for people.
    pub label: String,
    /// The bare clone, under the storage root.
    pub clone: RelPath,
    /// The files, by path.
    pub files: Vec<PlannedFile>,
}

/// How the files of a unit, or of a job, came out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcomes {
    /// Parsed without a defect.
    pub parsed: u64,
    /// Parsed around defects.
    pub partial: u64,
    /// Not parsed, each with a reason in its facts.
    pub failed: u64,
}

impl Outcomes {
    /// All files together.
    pub const fn total(self) -> u64 {
        self.parsed + self.partial + self.failed
    }
}

/// `unit.done.<job>.<unit>`: every file of the unit has an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitDone {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// The unit.
    pub unit: UnitId,
    /// Where its facts lie.
    pub facts: BlobRef,
    /// How its files came out.
    pub outcomes: Outcomes,
    /// Bytes of source.
    pub bytes: u64,
    /// Definitions found.
    pub definitions: u64,
    /// References found.
    pub references: u64,
    /// The facts were there already.
    pub cached: bool,
    /// How long the unit took.
    pub elapsed_ms: u64,
}

/// A file in the object store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Artifact {
    /// File name: `index.scip`, `graph.db`, `manifest.json`.
    pub name: String,
    /// Object name in the bucket GRAPHS.
    pub object: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of the content.
    pub sha256: Digest,
}

/// `aggregate.done.<job>`: the graph is in the object store; the job is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AggregateDone {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// The repository as asked for, free of credentials.
    pub repo: String,
    /// The commit.
    pub commit: String,
    /// Units that were folded.
    pub units: u64,
    /// As in the manifest, over the units that were folded.
    pub units_digest: Digest,
    /// How the files came out.
    pub outcomes: Outcomes,
    /// Definitions in the graph.
    pub definitions: u64,
    /// References seen.
    pub references: u64,
    /// References with a definition in the repository.
    pub resolved: u64,
    /// References with several possible definitions, and so with no edge.
    pub ambiguous: u64,
    /// References to something outside the repository.
    pub external: u64,
    /// What was written.
    pub artifacts: Vec<Artifact>,
    /// From the request to this event.
    pub elapsed_ms: u64,
}

/// `aggregate.failed.<job>`: there will be no graph; the job is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AggregateFailed {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// What went wrong, for programs.
    pub kind: FailureKind,
    /// What went wrong and what to do, for people.
    pub message: String,
}

/// `janitor.done.<job>`: nothing of the job is left in shared storage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JanitorDone {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// The event that allowed the removal: its subject.
    pub after: String,
    /// Bytes that were freed; 0 when the clone was gone already.
    pub freed_bytes: u64,
}

/// `janitor.refused.<job>`: the clone is kept, for the count does not agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JanitorRefused {
    /// Schema version.
    pub v: u32,
    /// The job.
    pub job: JobId,
    /// What did not agree.
    pub reason: String,
}
