//! `manifest.json`: what a job gave, for people and for programs that compare runs.

use std::collections::BTreeMap;

use events::{Digest, JobId, Outcomes, SplitDone};
use serde::{Deserialize, Serialize};

use crate::{CodeGraph, Written, counts};

/// The content of `manifest.json`. Only `job`, `repo`, `revision` and `stages` differ between two
/// runs on the same commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The job.
    pub job: JobId,
    /// The repository as asked for, free of credentials.
    pub repo: String,
    /// The revision as asked for; absent for the default branch.
    pub revision: Option<String>,
    /// The commit, as a full object id.
    pub commit: String,
    /// Its tree, as a full object id.
    pub tree: String,
    /// All files of the commit.
    pub files_total: u64,
    /// Those that were to be parsed.
    pub files_planned: u64,
    /// The others, by reason.
    pub files_skipped: BTreeMap<String, u64>,
    /// How the planned ones came out.
    pub outcomes: Outcomes,
    /// Units that the files were parsed in.
    pub units: u64,
    /// Definitions that are not local.
    pub definitions: u64,
    /// Uses of names, but for locals and the names in import statements.
    pub references: u64,
    /// References to a definition or file of the repository.
    pub resolved: u64,
    /// References with several possible definitions, and so with no edge.
    pub ambiguous: u64,
    /// References to something outside the repository.
    pub external: u64,
    /// References of which nothing is known.
    pub unresolved: u64,
    /// Planned files by language.
    pub languages: BTreeMap<String, u64>,
    /// How long each stage took, in milliseconds.
    pub stages: BTreeMap<String, u64>,
    /// The version of what extraction yields.
    pub extractor_version: u32,
    /// The version of graphmill.
    pub graphmill: String,
    /// The other outputs.
    pub artifacts: Vec<ArtifactEntry>,
}

/// An output beside the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArtifactEntry {
    /// File name.
    pub name: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of the content.
    pub sha256: Digest,
}

impl Manifest {
    /// The manifest of a job: of what was split, what came of it, and what was written. The times
    /// of cloning and splitting are in `split`; `stages` adds those that it cannot know.
    pub fn new(
        split: &SplitDone,
        graph: &CodeGraph,
        written: &[Written],
        stages: impl IntoIterator<Item = (String, u64)>,
    ) -> Manifest {
        let counts = counts(graph);
        let mut languages: BTreeMap<String, u64> = BTreeMap::new();
        for file in &graph.files {
            *languages
                .entry(file.facts.language.name().to_owned())
                .or_default() += 1;
        }
        let known = [
            ("clone".to_owned(), split.clone_ms),
            ("split".to_owned(), split.elapsed_ms),
        ];
        Manifest {
            job: split.job.clone(),
            repo: split.repo.clone(),
            revision: split.revision.clone(),
            commit: split.commit.clone(),
            tree: split.tree.clone(),
            files_total: split.files_total,
            files_planned: split.files_planned,
            files_skipped: split.files_skipped.clone(),
            outcomes: counts.outcomes,
            units: split.units,
            definitions: counts.definitions,
            references: counts.references,
            resolved: counts.resolved,
            ambiguous: counts.ambiguous,
            external: counts.external,
            unresolved: counts.unresolved,
            languages,
            stages: known.into_iter().chain(stages).collect(),
            extractor_version: facts::EXTRACTOR_VERSION,
            graphmill: env!("CARGO_PKG_VERSION").to_owned(),
            artifacts: written.iter().map(ArtifactEntry::from).collect(),
        }
    }

    /// The bytes of `manifest.json`: indented, with a newline at the end.
    pub fn to_json(&self) -> Vec<u8> {
        // Strings, numbers and maps with text keys always serialise.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

impl From<&Written> for ArtifactEntry {
    fn from(written: &Written) -> ArtifactEntry {
        ArtifactEntry {
            name: written.name.to_owned(),
            bytes: written.bytes,
            sha256: written.sha256.clone(),
        }
    }
}
