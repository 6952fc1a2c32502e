//! Why something was left out or failed, as names that a program can branch on.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a file of the commit is in no unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// No extractor knows this kind of file.
    NoGrammar,
    /// The name says that the content is no text.
    Binary,
    /// Larger than the limit of a file.
    TooLarge,
    /// Code of others, in a folder that is known for it.
    Vendored,
    /// Made by a program, by its name.
    Generated,
    /// A symbolic link; it is never followed.
    Symlink,
    /// A commit of another repository.
    Submodule,
    /// The name is not UTF-8.
    NameNotUtf8,
    /// The path is longer than the limit.
    PathTooLong,
    /// Left out by the request's languages, include or exclude.
    NotSelected,
    /// The object is not in the clone.
    Missing,
}

impl SkipReason {
    /// The name in events and outputs.
    pub const fn name(self) -> &'static str {
        match self {
            SkipReason::NoGrammar => "no_grammar",
            SkipReason::Binary => "binary",
            SkipReason::TooLarge => "too_large",
            SkipReason::Vendored => "vendored",
            SkipReason::Generated => "generated",
            SkipReason::Symlink => "symlink",
            SkipReason::Submodule => "submodule",
            SkipReason::NameNotUtf8 => "name_not_utf8",
            SkipReason::PathTooLong => "path_too_long",
            SkipReason::NotSelected => "not_selected",
            SkipReason::Missing => "missing",
        }
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What kind of failure ended a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// The request cannot be read or breaks a limit.
    BadRequest,
    /// The remote refused the credentials, or wants some.
    Unauthorized,
    /// There is no such repository.
    NotFound,
    /// The repository has no such branch, tag or commit.
    NoSuchRevision,
    /// The repository has no commit at all.
    EmptyRepository,
    /// The remote cannot be reached or does not answer.
    Unreachable,
    /// The address is not allowed here (a local path, a scheme).
    NotAllowed,
    /// The shared storage could not be used.
    Storage,
    /// The clone is gone or damaged.
    CloneLost,
    /// Over a limit.
    TooLarge,
    /// Not finished in time.
    Deadline,
    /// Tried as often as is allowed, without success.
    Exhausted,
    /// A fault of graphmill.
    Internal,
}

impl FailureKind {
    /// The name in events and outputs.
    pub const fn name(self) -> &'static str {
        match self {
            FailureKind::BadRequest => "bad_request",
            FailureKind::Unauthorized => "unauthorized",
            FailureKind::NotFound => "not_found",
            FailureKind::NoSuchRevision => "no_such_revision",
            FailureKind::EmptyRepository => "empty_repository",
            FailureKind::Unreachable => "unreachable",
            FailureKind::NotAllowed => "not_allowed",
            FailureKind::Storage => "storage",
            FailureKind::CloneLost => "clone_lost",
            FailureKind::TooLarge => "too_large",
            FailureKind::Deadline => "deadline",
            FailureKind::Exhausted => "exhausted",
            FailureKind::Internal => "internal",
        }
    }
}

impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
