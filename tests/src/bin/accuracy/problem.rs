//! Why a measurement did not come about.

use std::io;
use std::path::{Path, PathBuf};

/// A problem, told so that who reads it knows what to do.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error("{path}")]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{path}, line {line}: {why}")]
    Line {
        path: PathBuf,
        line: usize,
        why: String,
    },
    #[error("{path} is no SCIP index")]
    Scip {
        path: PathBuf,
        #[source]
        source: protobuf::Error,
    },
    #[error("{program} cannot be started; {instead}")]
    Absent {
        program: String,
        instead: &'static str,
    },
    #[error("`{command}` failed in {folder}: {last}")]
    Ended {
        command: String,
        folder: PathBuf,
        last: String,
    },
    #[error("{0}")]
    Asked(String),
}

impl Problem {
    /// For `map_err` at what touches a file.
    pub(crate) fn file(path: &Path) -> impl FnOnce(io::Error) -> Problem {
        let path = path.to_owned();
        move |source| Problem::File { path, source }
    }
}
