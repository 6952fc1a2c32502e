//! The account of the files that are in no unit.

use events::SkipReason;
use serde::{Deserialize, Serialize};

use crate::Project;

/// A file of the commit that is in no unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Skipped {
    /// Path in the repository; one that is not UTF-8 in Git's quoted form.
    pub path: String,
    /// Object id of its content; of a submodule, the commit.
    pub oid: String,
    /// Size, where there is one.
    pub bytes: u64,
    /// Why.
    pub reason: SkipReason,
}

/// All of them, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedFiles {
    /// By path.
    pub files: Vec<Skipped>,
    /// What the project files among them say, by path.
    pub projects: Vec<Project>,
}
