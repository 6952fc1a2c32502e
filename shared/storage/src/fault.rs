//! What follows from an error of the shared root, the same for every service.

use pipeline::Fault;

use crate::StorageError;

impl From<StorageError> for Fault {
    fn from(error: StorageError) -> Fault {
        match &error {
            // The world is broken, not the message.
            StorageError::Unmounted { .. }
            | StorageError::Full { .. }
            | StorageError::ReadOnly { .. }
            | StorageError::Stale { .. }
            | StorageError::Unfaithful { .. } => Fault::halt(error),
            StorageError::Io { .. } => Fault::retry(error),
            StorageError::CloneMissing { .. }
            | StorageError::ObjectMissing { .. }
            | StorageError::CloneDamaged { .. }
            | StorageError::OverLimit { .. }
            | StorageError::Refused { .. }
            | StorageError::Foreign { .. } => Fault::reject(error.kind(), error.to_string()),
        }
    }
}
