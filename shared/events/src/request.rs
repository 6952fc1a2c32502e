//! The one public entry: what somebody asks for in `parse.requested`.

use serde::{Deserialize, Serialize};

use crate::limits::{REPO_BYTES_MAX, REVISION_BYTES_MAX, SELECTION_ITEMS_MAX};
use crate::{JobId, Language};

/// `parse.requested`: index this revision of this repository.
///
/// Fields that are not known are ignored: the predecessor's clients send more than is needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParseRequested {
    /// A URL, `owner/name` against the configured base URL, or a local path where allowed.
    #[serde(alias = "repo_name")]
    pub repo: String,
    /// A branch, tag or commit id (full or short); absent means the default branch.
    #[serde(default, alias = "branch", skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// An idempotency key: a second request with the same key is the same job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_id: Option<JobId>,
    /// Who asks; carried along, never interpreted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// Which files are wanted.
    #[serde(flatten)]
    pub selection: Selection,
}

/// Which files of the commit are wanted; the rest is skipped as `not_selected`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// Names of languages; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Globs of paths to take; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// Globs of paths to leave; wins over `include`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
}

impl ParseRequested {
    /// A request for the default branch of `repo`.
    pub fn of(repo: impl Into<String>) -> ParseRequested {
        ParseRequested {
            repo: repo.into(),
            revision: None,
            job_id: None,
            user_id: None,
            selection: Selection::default(),
        }
    }

    /// Why this request cannot be taken, in a sentence for its sender; `None` when it can.
    pub fn defect(&self) -> Option<String> {
        if self.repo.trim().is_empty() {
            return Some("`repo` is empty: give a URL, owner/name or a path".into());
        }
        if self.repo.len() > REPO_BYTES_MAX {
            return Some(format!("`repo` is longer than {REPO_BYTES_MAX} bytes"));
        }
        if self.repo.contains(char::is_control) {
            return Some("`repo` holds control characters".into());
        }
        if let Some(revision) = &self.revision {
            if revision.len() > REVISION_BYTES_MAX {
                return Some(format!(
                    "`revision` is longer than {REVISION_BYTES_MAX} bytes"
                ));
            }
            if revision.contains(char::is_control) {
                return Some("`revision` holds control characters".into());
            }
        }
        let lists = [
            &self.selection.languages,
            &self.selection.include,
            &self.selection.exclude,
        ];
        if lists.iter().any(|list| list.len() > SELECTION_ITEMS_MAX) {
            return Some(format!(
                "`languages`, `include` and `exclude` hold at most {SELECTION_ITEMS_MAX} items each"
            ));
        }
        let unknown = self
            .selection
            .languages
            .iter()
            .find(|name| Language::named(name).is_none())?;
        let known: Vec<&str> = Language::ALL
            .iter()
            .map(|language| language.name())
            .collect();
        Some(format!(
            "language `{unknown}` is not known; known are {}",
            known.join(", ")
        ))
    }
}
