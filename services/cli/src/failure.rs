//! Why a command failed, and what the shell is told.

use std::error::Error;
use std::process::ExitCode;

use boot::BootError;
use events::FailureKind;
use finished::{ExportError, ReadError};
use pipeline::PortError;

use crate::show;

/// The job ended without a graph.
const JOB_FAILED: u8 = 1;
/// The command could not do its work.
const ENVIRONMENT: u8 = 2;
/// As shells say it of a process that SIGINT ended.
const INTERRUPTED: u8 = 130;

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The job ended without a graph.
    Job {
        /// For programs.
        kind: FailureKind,
        /// For people.
        message: String,
        /// Print JSON.
        json: bool,
    },
    /// Something around is not as it must be.
    Environment {
        /// What, and what to do.
        message: String,
        /// Why.
        source: Option<Box<dyn Error + Send + Sync>>,
    },
    /// Ctrl-C.
    Interrupted,
}

impl Failure {
    pub(crate) fn environment(
        message: impl Into<String>,
        source: impl Into<Box<dyn Error + Send + Sync>>,
    ) -> Failure {
        Failure::Environment {
            message: message.into(),
            source: Some(source.into()),
        }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Failure {
        Failure::Environment {
            message: message.into(),
            source: None,
        }
    }

    /// Tells the user, and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Failure::Job {
                kind,
                message,
                json,
            } => {
                if json {
                    show::json(&serde_json::json!({
                        "event": "failed", "kind": kind, "message": message,
                    }));
                }
                show::error(&format!("error ({kind}): {message}"));
                ExitCode::from(JOB_FAILED)
            }
            Failure::Environment { message, source } => {
                show::error(&format!("error: {message}"));
                let mut cause = source.as_deref().map(|source| source as &dyn Error);
                while let Some(error) = cause {
                    show::error(&format!("  because: {error}"));
                    cause = error.source();
                }
                ExitCode::from(ENVIRONMENT)
            }
            Failure::Interrupted => {
                show::error("interrupted; everything temporary was removed");
                ExitCode::from(INTERRUPTED)
            }
        }
    }
}

impl From<BootError> for Failure {
    fn from(error: BootError) -> Failure {
        let message = error.to_string();
        let source = error.source().map(|source| source.to_string().into());
        Failure::Environment { message, source }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Failure {
        with_source(&error)
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Failure {
        with_source(&error)
    }
}

fn with_source(error: &dyn Error) -> Failure {
    Failure::Environment {
        message: error.to_string(),
        source: error.source().map(|source| source.to_string().into()),
    }
}

impl From<PortError> for Failure {
    fn from(error: PortError) -> Failure {
        Failure::environment("NATS did not do what was asked", error)
    }
}
