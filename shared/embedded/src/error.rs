//! What may go wrong with a server of our own, told with what to do about it.

use std::{fmt, io, path::PathBuf, process::ExitStatus, time::Duration};

use crate::version::Version;

/// Why there is no server.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    /// The program cannot be run at all.
    #[error("{} cannot be executed; name a nats-server {} or newer", binary.display(), Version::NEEDED)]
    NotExecutable {
        /// The program.
        binary: PathBuf,
        /// Why not.
        #[source]
        source: io::Error,
    },
    /// The program is something else.
    #[error(
        "{} is not a nats-server: it answered --version with {answer}; name a nats-server {} or newer",
        binary.display(), Version::NEEDED
    )]
    NoVersion {
        /// The program.
        binary: PathBuf,
        /// What it said, shortened.
        answer: String,
    },
    /// A nats-server without what graphmill relies on.
    #[error("{} is nats-server {found}, which is too old: graphmill needs {needed} or newer", binary.display())]
    TooOld {
        /// The program.
        binary: PathBuf,
        /// Its version.
        found: Version,
        /// The oldest that will do.
        needed: Version,
    },
    /// There is none, and fetching one failed.
    #[error(
        "no nats-server {} or newer was found{}, and fetching one failed; {by_hand}",
        Version::NEEDED,
        Unfit(unfit)
    )]
    NotFound {
        /// Why those on `PATH` will not do.
        unfit: Vec<EmbeddedError>,
        /// What to type.
        by_hand: String,
        /// Why none was fetched.
        #[source]
        source: FetchError,
    },
    /// The folder of the server cannot be made or written.
    #[error("the folder of the embedded nats-server could not be {operation} in {}; free some space or choose another folder", folder.display())]
    Folder {
        /// What was tried.
        operation: &'static str,
        /// The folder.
        folder: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// The process cannot be started or spoken to.
    #[error("the embedded nats-server {} could not be {operation}", binary.display())]
    Process {
        /// What was tried.
        operation: &'static str,
        /// The program.
        binary: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// It ended, though nobody asked it to.
    #[error("the embedded nats-server ended by itself ({status}); its last words:\n{log}")]
    Ended {
        /// How it ended.
        status: ExitStatus,
        /// The end of its log.
        log: String,
    },
    /// It runs, but serves nobody.
    #[error("the embedded nats-server was not ready after {} s; its last words:\n{log}", limit.as_secs())]
    NotReady {
        /// How long it had.
        limit: Duration,
        /// The end of its log.
        log: String,
    },
}

/// Why no server was fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// There is no build for this machine.
    #[error(
        "nats-server {} is published for no {os} on {arch}",
        crate::release::VERSION
    )]
    NoBuild {
        /// Its operating system.
        os: &'static str,
        /// Its architecture.
        arch: &'static str,
    },
    /// There is nowhere to keep one.
    #[error("no cache folder is known: set HOME or XDG_CACHE_HOME")]
    NoCache,
    /// There is no Python to fetch it with.
    #[error("there is no python3 on PATH to fetch it with")]
    NoPython,
    /// A Python ran, and failed.
    #[error("{} failed to {operation} ({status}): {stderr}", python.display())]
    Python {
        /// The Python.
        python: PathBuf,
        /// What it was to do.
        operation: &'static str,
        /// How it ended.
        status: ExitStatus,
        /// The end of what it said.
        stderr: String,
    },
    /// It took too long.
    #[error("it took longer than {} s", limit.as_secs())]
    TooSlow {
        /// How long it had.
        limit: Duration,
    },
    /// What came is not what was published.
    #[error("the {what} that came has the sha256 {found}, not {expected}; it was thrown away")]
    Checksum {
        /// Which file.
        what: &'static str,
        /// The pinned sum.
        expected: String,
        /// The sum of what came.
        found: String,
    },
    /// The cache cannot be written, or a file of it not read.
    #[error("{operation} failed at {}", path.display())]
    File {
        /// What was tried.
        operation: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
}

/// The servers that were found and refused, as part of a sentence.
struct Unfit<'a>(&'a [EmbeddedError]);

impl fmt::Display for Unfit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|refused| write!(f, " ({refused})"))
    }
}
