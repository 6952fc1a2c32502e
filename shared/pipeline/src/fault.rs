//! Errors by their consequence.

use std::error::Error;
use std::fmt;

use events::FailureKind;

/// Some error, kept for its message and its sources.
pub type Cause = Box<dyn Error + Send + Sync>;

/// Why a handler did not succeed, named by what follows from it.
#[derive(Debug)]
pub enum Fault {
    /// May work later: the message comes again, with growing pauses.
    Retry(Cause),
    /// Not yet: the message comes again after this, and that is no error.
    Later(std::time::Duration),
    /// Never works: the stage's failure event is published, the message is dead-lettered.
    Reject(Failure),
    /// The world around is broken, not the message: it is held, without burning a delivery, until
    /// the world is well.
    Halt(Cause),
}

impl Fault {
    /// A retry because of some error.
    pub fn retry(cause: impl Into<Cause>) -> Fault {
        Fault::Retry(cause.into())
    }

    /// A rejection with a kind for programs and a sentence for people.
    pub fn reject(kind: FailureKind, message: impl Into<String>) -> Fault {
        Fault::Reject(Failure {
            kind,
            message: message.into(),
        })
    }

    /// A halt because of some error.
    pub fn halt(cause: impl Into<Cause>) -> Fault {
        Fault::Halt(cause.into())
    }
}

/// The end of a job without success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong, for programs.
    pub kind: FailureKind,
    /// What went wrong and what to do, for people.
    pub message: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.message)
    }
}

/// An error with its sources in one line.
pub(crate) fn chain(cause: &(dyn Error + 'static)) -> String {
    let mut text = cause.to_string();
    let mut source = cause.source();
    while let Some(error) = source {
        text += ": ";
        text += &error.to_string();
        source = error.source();
    }
    text
}
