//! Why a finished graph could not be read, or not be given in another format.

use std::path::PathBuf;

use graph::SCHEMA_VERSION;

/// Why a finished graph could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// There is no such file.
    #[error(
        "there is no graph at {}; make one with `graphmill index`, or name another with --graph",
        path.display()
    )]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is no graph.db of graphmill", path.display())]
    Foreign {
        /// Which.
        path: PathBuf,
    },
    /// The file is of another release.
    #[error(
        "{} has version {found} of the schema, and this graphmill reads version {SCHEMA_VERSION}; \
         index the repository again, or use the release that made it",
        path.display()
    )]
    Version {
        /// Which.
        path: PathBuf,
        /// What it says.
        found: u32,
    },
    /// SQLite could not do it.
    #[error("cannot read {}: {step}", path.display())]
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

/// Why a graph could not be given in another format.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The graph could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A file could not be made, written or put in its place.
    #[error("cannot write {}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The Parquet writer refused.
    #[error("cannot write {}", path.display())]
    Parquet {
        /// Which.
        path: PathBuf,
        /// What it said.
        #[source]
        source: parquet::errors::ParquetError,
    },
}
