//! Why an output could not be written.

use std::path::PathBuf;

/// Why an output could not be written. Each of them is a matter of the disk or of memory, so
/// trying again elsewhere or later may help.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// A file could not be made, written or read back.
    #[error("cannot write {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The receiver of the bytes refused them.
    #[error("cannot write the SCIP index")]
    Write(#[source] std::io::Error),
    /// A message could not be encoded.
    #[error("cannot encode the SCIP index")]
    Encode(#[source] protobuf::Error),
    /// SQLite refused.
    #[error("cannot write {}: {step}", path.display())]
    Sqlite {
        /// Which file.
        path: PathBuf,
        /// What was being done.
        step: &'static str,
        /// What SQLite said.
        #[source]
        source: rusqlite::Error,
    },
}
