//! What libgit2 says, sorted by what it means for the job.

use git2::{ErrorClass, ErrorCode};

use crate::CloneError;
use crate::fetch::Order;

/// Why we broke off ourselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    Cancelled,
    TooLarge,
    Deadline,
}

/// Of an error while talking to a server.
pub(crate) fn talk(
    order: &Order<'_>,
    given: bool,
    stop: Option<Stop>,
    error: git2::Error,
) -> CloneError {
    let remote = order.remote.clone();
    match stop {
        Some(Stop::Cancelled) => return CloneError::Cancelled { remote },
        Some(Stop::TooLarge) => return order.too_large(),
        Some(Stop::Deadline) => return order.deadline(),
        None => {}
    }
    if is_full(&error) {
        return CloneError::StorageFull {
            remote,
            source: error.into(),
        };
    }
    if let Some(why) = foreign(&error) {
        return unreadable(remote, why, error);
    }
    match (error.code(), error.class()) {
        (ErrorCode::Auth, _) => CloneError::Unauthorized {
            remote,
            given,
            source: Some(error),
        },
        (ErrorCode::Certificate, _) => CloneError::Untrusted {
            remote,
            source: error,
        },
        (_, ErrorClass::Http) => http(order, given, error),
        (_, ErrorClass::Filesystem) => CloneError::Storage {
            remote,
            source: io_like(error),
        },
        (_, ErrorClass::Indexer | ErrorClass::Zlib | ErrorClass::Odb) => order.incomplete(error),
        // Names that do not resolve, ports that are closed, connections that break: all of them
        // may be well again in a moment. So may what is not known here.
        _ => CloneError::Unreachable {
            remote,
            source: error,
        },
    }
}

/// Of an answer that is not what a Git server says. There is no code, only words.
fn http(order: &Order<'_>, given: bool, error: git2::Error) -> CloneError {
    let remote = order.remote.clone();
    let status = error
        .message()
        .rsplit_once("status code: ")
        .and_then(|(_, status)| status.trim().parse().ok());
    match status {
        Some(404 | 410) if given => order.not_found(
            "the server knows no such repository, or does not show it to the user whose credentials are configured",
        ),
        Some(404 | 410) => order.not_found("the server knows no such repository, or shows it only with credentials"),
        Some(401u16 | 403) => CloneError::Unauthorized { remote, given, source: Some(error) },
        None if error.message().contains("content-type") => {
            order.not_found("a web server answers there, but not as a Git server does: is it the address of a web page?")
        }
        _ => CloneError::Unreachable { remote, source: error },
    }
}

/// Of an error while writing to the staging folder.
pub(crate) fn storage(order: &Order<'_>, error: git2::Error) -> CloneError {
    let remote = order.remote.clone();
    if is_full(&error) {
        return CloneError::StorageFull {
            remote,
            source: error.into(),
        };
    }
    CloneError::Storage {
        remote,
        source: io_like(error),
    }
}

fn is_full(error: &git2::Error) -> bool {
    // libgit2 appends what strerror(3) says to its message, and keeps no number.
    ["No space left on device", "Disk quota exceeded"]
        .iter()
        .any(|text| error.message().contains(text))
}

fn io_like(error: git2::Error) -> storage::StorageError {
    storage::StorageError::Io {
        operation: "write",
        path: "tmp".into(),
        source: std::io::Error::other(error),
    }
}

/// Of an error while opening a repository on this machine.
pub(crate) fn open(order: &Order<'_>, error: git2::Error) -> CloneError {
    let remote = order.remote.clone();
    match error.code() {
        ErrorCode::NotFound => order.not_found("the path is there, but it is no Git repository"),
        ErrorCode::Owner => CloneError::NotAllowed {
            message: format!(
                "{remote} belongs to another user, and Git does not trust it: run `git config --global --add \
                 safe.directory {remote}` as the user of this process to allow it"
            ),
        },
        _ => {
            let why = foreign(&error).unwrap_or("Git could not open it");
            unreadable(remote, why, error)
        }
    }
}

/// Why libgit2 cannot read a repository that Git itself can, and what helps. It keeps no number
/// for any of these.
fn foreign(error: &git2::Error) -> Option<&'static str> {
    let known = [
        (
            "object format",
            "its objects are named by SHA-256, and only SHA-1 repositories are read",
        ),
        (
            "extensions.refstorage",
            "its refs are kept in a reftable, which is not read from a path: give its URL, or run \
             `git refs migrate --ref-format=files` there",
        ),
        (
            "unsupported extension",
            "it uses an extension that is not read from a path: give its URL",
        ),
        (
            "invalid packet line",
            "its server says what is not understood, as one does whose repository is a shallow clone: run \
             `git fetch --unshallow` there",
        ),
    ];
    let said = error.message();
    let (_, why) = known.iter().find(|(text, _)| said.contains(text))?;
    Some(why)
}

fn unreadable(remote: String, why: &str, error: git2::Error) -> CloneError {
    CloneError::Unreadable {
        remote,
        why: why.to_owned(),
        source: Some(error.into()),
    }
}
