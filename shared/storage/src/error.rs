//! What can go wrong in the shared root, named by what a caller can do about it.

use std::io;
use std::path::PathBuf;

use events::{FailureKind, JobId};

/// An error of the shared root. Paths are relative to it, except where the root itself is at fault.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// The root is not there, or is no folder: nothing was mounted, or the setting is wrong.
    #[error(
        "the storage root {path} {why}: mount the shared volume there, or set \
         GRAPHMILL_STORAGE__ROOT to the folder where it is mounted"
    )]
    Unmounted {
        /// The root as it was set.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
        /// What the system said.
        #[source]
        source: Option<io::Error>,
    },
    /// No space, or no quota, is left.
    #[error("shared storage is full: could not {operation} {path}")]
    Full {
        /// What was tried.
        operation: &'static str,
        /// On what, under the root.
        path: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// The mount is read-only, or the process may not write there.
    #[error("shared storage cannot be written: could not {operation} {path}")]
    ReadOnly {
        /// What was tried.
        operation: &'static str,
        /// On what, under the root.
        path: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A handle of network storage is stale: it was exported or mounted anew.
    #[error(
        "shared storage has gone stale and must be mounted again: could not {operation} {path}"
    )]
    Stale {
        /// What was tried.
        operation: &'static str,
        /// On what, under the root.
        path: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// Any other answer of the file system; it may be different next time.
    #[error("could not {operation} {path} in shared storage")]
    Io {
        /// What was tried.
        operation: &'static str,
        /// On what, under the root.
        path: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// What was written was not what was read: the mount cannot be trusted.
    #[error("shared storage returned other bytes than were written to {path}")]
    Unfaithful {
        /// The probe, under the root.
        path: String,
    },
    /// There is no such clone.
    #[error("there is no clone at {path} in shared storage")]
    CloneMissing {
        /// Where it should be, under the root.
        path: String,
    },
    /// The clone lacks an object.
    #[error("the clone {path} does not hold object {oid}")]
    ObjectMissing {
        /// The clone, under the root.
        path: String,
        /// The object.
        oid: String,
    },
    /// The clone is there but cannot be read.
    #[error("the clone {path} is damaged: {what}")]
    CloneDamaged {
        /// The clone, under the root.
        path: String,
        /// What is wrong.
        what: String,
        /// What libgit2 said.
        #[source]
        source: Option<git2::Error>,
    },
    /// Larger than a limit.
    #[error("{what} is over the limit of {max} {unit}")]
    OverLimit {
        /// What is too large.
        what: String,
        /// How much is allowed.
        max: u64,
        /// Of what.
        unit: &'static str,
    },
    /// A path that leaves the root, or goes through a symbolic link.
    #[error("{path} was refused: {why}")]
    Refused {
        /// The path, under the root.
        path: String,
        /// Why.
        why: &'static str,
    },
    /// A folder at the job's place that graphmill did not make; it is left alone.
    #[error("jobs/{job} is not touched: {why}")]
    Foreign {
        /// The job.
        job: JobId,
        /// What speaks against it.
        why: &'static str,
    },
}

impl StorageError {
    /// Sorts an answer of the file system by its consequence.
    pub fn of_io(
        operation: &'static str,
        path: impl Into<String>,
        source: io::Error,
    ) -> StorageError {
        let path = path.into();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StorageError::Full {
                operation,
                path,
                source,
            },
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                StorageError::ReadOnly {
                    operation,
                    path,
                    source,
                }
            }
            io::ErrorKind::StaleNetworkFileHandle => StorageError::Stale {
                operation,
                path,
                source,
            },
            _ => StorageError::Io {
                operation,
                path,
                source,
            },
        }
    }

    /// The kind under which a job fails, should it fail for this.
    pub fn kind(&self) -> FailureKind {
        match self {
            StorageError::Unmounted { .. }
            | StorageError::Full { .. }
            | StorageError::ReadOnly { .. }
            | StorageError::Stale { .. }
            | StorageError::Io { .. }
            | StorageError::Unfaithful { .. }
            | StorageError::Foreign { .. } => FailureKind::Storage,
            StorageError::CloneMissing { .. }
            | StorageError::ObjectMissing { .. }
            | StorageError::CloneDamaged { .. } => FailureKind::CloneLost,
            StorageError::OverLimit { .. } => FailureKind::TooLarge,
            StorageError::Refused { .. } => FailureKind::NotAllowed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_of_the_system_is_sorted_by_its_consequence() {
        let of = |code| StorageError::of_io("write", "tmp/x", io::Error::from_raw_os_error(code));
        // ENOSPC, EDQUOT, EROFS, EACCES, ESTALE, EIO as Linux numbers them.
        assert!(matches!(of(28), StorageError::Full { .. }));
        assert!(matches!(of(122), StorageError::Full { .. }));
        assert!(matches!(of(30), StorageError::ReadOnly { .. }));
        assert!(matches!(of(13), StorageError::ReadOnly { .. }));
        assert!(matches!(of(116), StorageError::Stale { .. }));
        assert!(matches!(of(5), StorageError::Io { .. }));
    }
}
