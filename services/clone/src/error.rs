//! Why there is no clone, by what follows from it.

use std::error::Error;

use events::FailureKind;
use pipeline::Fault;
use storage::StorageError;

/// Why a repository was not cloned. Never holds credentials: they are in no URL here.
#[derive(Debug, thiserror::Error)]
pub enum CloneError {
    /// The request makes no sense.
    #[error("{message}")]
    BadRequest {
        /// What is wrong with it, for its sender.
        message: String,
    },
    /// The address is not allowed here.
    #[error("{message}")]
    NotAllowed {
        /// Why, and what would allow it.
        message: String,
    },
    /// The remote does not know us.
    #[error("{remote} {}", refusal(*.given))]
    Unauthorized {
        /// Which remote.
        remote: String,
        /// Whether credentials were given.
        given: bool,
        /// What libgit2 said.
        #[source]
        source: Option<git2::Error>,
    },
    /// There is no such repository.
    #[error("{remote}: {why}")]
    NotFound {
        /// Which remote.
        remote: String,
        /// What is there instead.
        why: String,
    },
    /// The repository lacks the revision.
    #[error("{remote} has no branch, tag or commit `{revision}`{}", listed(.known))]
    NoSuchRevision {
        /// Which remote.
        remote: String,
        /// What was asked for.
        revision: String,
        /// Some branches that it has.
        known: Vec<String>,
    },
    /// Nothing was asked for, and the repository has no default.
    #[error("{remote} has no default branch: name a revision{}", listed(.known))]
    NoDefaultBranch {
        /// Which remote.
        remote: String,
        /// Some branches that it has.
        known: Vec<String>,
    },
    /// A short id that several commits share.
    #[error("{remote} has several objects whose ids start with `{revision}`: give more digits")]
    Ambiguous {
        /// Which remote.
        remote: String,
        /// What was asked for.
        revision: String,
    },
    /// There is no commit in the repository.
    #[error("{remote} is empty: it has no commit yet")]
    Empty {
        /// Which remote.
        remote: String,
    },
    /// The remote cannot be talked to at present.
    #[error("{remote} cannot be reached")]
    Unreachable {
        /// Which remote.
        remote: String,
        /// What libgit2 said.
        #[source]
        source: git2::Error,
    },
    /// The remote shows a certificate that is not vouched for, or not for this host.
    #[error(
        "{remote} shows a certificate that is not trusted for it; if its authority is your own, set SSL_CERT_FILE \
         to a file with its certificate where the clone service runs"
    )]
    Untrusted {
        /// Which remote.
        remote: String,
        /// What libgit2 said.
        #[source]
        source: git2::Error,
    },
    /// The remote took the connection and then said nothing.
    #[error("{remote} said nothing for {seconds} seconds")]
    Silent {
        /// Which remote.
        remote: String,
        /// For how long.
        seconds: u64,
    },
    /// Larger than allowed.
    #[error("{remote} is larger than the {bytes_max} bytes that a clone may have")]
    TooLarge {
        /// Which remote.
        remote: String,
        /// How much is allowed.
        bytes_max: u64,
    },
    /// Not finished in time.
    #[error("{remote} could not be cloned within {seconds} seconds")]
    Deadline {
        /// Which remote.
        remote: String,
        /// How long is allowed.
        seconds: u64,
    },
    /// Somebody asked to stop.
    #[error("the clone of {remote} was stopped")]
    Cancelled {
        /// Which remote.
        remote: String,
    },
    /// The repository cannot be read, although it is there.
    #[error("{remote} cannot be read: {why}")]
    Unreadable {
        /// Which remote.
        remote: String,
        /// Why, and what helps.
        why: String,
        /// What was said.
        #[source]
        source: Option<Box<dyn Error + Send + Sync>>,
    },
    /// What arrived is not what was asked for.
    #[error("the clone of {remote} came out incomplete")]
    Incomplete {
        /// Which remote.
        remote: String,
        /// What is wrong with it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Shared storage is full.
    #[error("shared storage is full: the clone of {remote} has no room")]
    StorageFull {
        /// Which remote.
        remote: String,
        /// What was said.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// Shared storage did not do what was asked.
    #[error("shared storage failed the clone of {remote}")]
    Storage {
        /// Which remote.
        remote: String,
        /// What was said.
        #[source]
        source: StorageError,
    },
    /// A fault of ours.
    #[error("cloning {remote} ended without a result")]
    Crashed {
        /// Which remote.
        remote: String,
    },
}

fn refusal(given: bool) -> &'static str {
    if given {
        "refused the credentials that are configured for its host"
    } else {
        "cannot be read without credentials, and none are configured for its host: set \
         `[[clone.credentials]]` in graphmill.toml, or GRAPHMILL_CLONE__CREDENTIALS__0__HOST, …__USERNAME and …__PASSWORD"
    }
}

fn listed(known: &[String]) -> String {
    if known.is_empty() {
        String::new()
    } else {
        format!("; it has {}", known.join(", "))
    }
}

impl CloneError {
    /// The kind under which the job fails.
    pub fn kind(&self) -> FailureKind {
        match self {
            CloneError::BadRequest { .. } => FailureKind::BadRequest,
            CloneError::NotAllowed { .. } => FailureKind::NotAllowed,
            CloneError::Unauthorized { .. } => FailureKind::Unauthorized,
            CloneError::NotFound { .. } | CloneError::Unreadable { .. } => FailureKind::NotFound,
            CloneError::NoSuchRevision { .. }
            | CloneError::NoDefaultBranch { .. }
            | CloneError::Ambiguous { .. } => FailureKind::NoSuchRevision,
            CloneError::Empty { .. } => FailureKind::EmptyRepository,
            CloneError::Unreachable { .. }
            | CloneError::Untrusted { .. }
            | CloneError::Silent { .. } => FailureKind::Unreachable,
            CloneError::Incomplete { .. } => FailureKind::CloneLost,
            CloneError::TooLarge { .. } => FailureKind::TooLarge,
            CloneError::Deadline { .. } => FailureKind::Deadline,
            CloneError::StorageFull { .. } => FailureKind::Storage,
            CloneError::Storage { source, .. } => source.kind(),
            CloneError::Cancelled { .. } | CloneError::Crashed { .. } => FailureKind::Internal,
        }
    }

    /// The error with all its sources, in one line for people.
    pub fn sentence(&self) -> String {
        let mut text = self.to_string();
        let mut source = self.source();
        while let Some(error) = source {
            text += ": ";
            text += &error.to_string();
            source = error.source();
        }
        text
    }
}

impl From<CloneError> for Fault {
    fn from(error: CloneError) -> Fault {
        match error {
            CloneError::BadRequest { .. }
            | CloneError::NotAllowed { .. }
            | CloneError::Unauthorized { .. }
            | CloneError::NotFound { .. }
            // Whether to trust somebody is for people to say, and takes them longer than a retry.
            | CloneError::Untrusted { .. }
            | CloneError::Unreadable { .. }
            | CloneError::NoSuchRevision { .. }
            | CloneError::NoDefaultBranch { .. }
            | CloneError::Ambiguous { .. }
            | CloneError::Empty { .. }
            | CloneError::TooLarge { .. }
            | CloneError::Deadline { .. } => Fault::reject(error.kind(), error.sentence()),
            CloneError::Unreachable { .. }
            | CloneError::Silent { .. }
            | CloneError::Incomplete { .. }
            | CloneError::Cancelled { .. }
            | CloneError::Crashed { .. } => Fault::retry(error),
            CloneError::StorageFull { .. } => Fault::halt(error),
            CloneError::Storage { source, .. } => source.into(),
        }
    }
}
