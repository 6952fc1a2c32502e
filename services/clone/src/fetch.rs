//! From a remote to a bare clone that holds the commit, in the calling thread.

use std::path::Path;
use std::time::Instant;

use storage::Repo;

use crate::revision::{self, Named};
use crate::{CloneError, Config, Remote, Watch, http, local};

/// The ref that keeps the commit, so that Git's own tools see it as used.
pub(crate) const KEPT: &str = "refs/graphmill/commit";

/// The commit that a revision meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The commit's id.
    pub commit: String,
    /// Its tree's id.
    pub tree: String,
}

/// What one clone knows of itself.
pub(crate) struct Order<'a> {
    /// The remote as messages name it.
    pub(crate) remote: String,
    pub(crate) revision: Option<&'a str>,
    pub(crate) staging: &'a Path,
    pub(crate) config: &'a Config,
    pub(crate) watch: &'a Watch,
    pub(crate) started: Instant,
}

/// Makes a bare clone at `staging`, which must not exist yet, with the commit that `revision`
/// means, the default branch's when it is `None`. Blocks.
pub fn fetch(
    remote: &Remote,
    revision: Option<&str>,
    staging: &Path,
    config: &Config,
    watch: &Watch,
) -> Result<Fetched, CloneError> {
    let started = Instant::now();
    let order = Order {
        remote: remote.to_string(),
        revision,
        staging,
        config,
        watch,
        started,
    };
    let commit = match remote {
        Remote::Http { url, .. } => http::fetch(&order, url)?,
        Remote::Local { path, within } => local::fetch(&order, path, within.as_deref())?,
    };
    let tree = order.verify(&commit)?;
    Ok(Fetched { commit, tree })
}

impl Order<'_> {
    /// Whether to go on.
    pub(crate) fn check(&self) -> Result<(), CloneError> {
        if self.watch.is_cancelled() {
            return Err(CloneError::Cancelled {
                remote: self.remote.clone(),
            });
        }
        if self.started.elapsed() > self.config.time_max {
            return Err(self.deadline());
        }
        Ok(())
    }

    pub(crate) fn deadline(&self) -> CloneError {
        CloneError::Deadline {
            remote: self.remote.clone(),
            seconds: self.config.time_max.as_secs(),
        }
    }

    pub(crate) fn too_large(&self) -> CloneError {
        CloneError::TooLarge {
            remote: self.remote.clone(),
            bytes_max: self.config.bytes_max,
        }
    }

    pub(crate) fn no_such_revision(&self, refs: &[Named]) -> CloneError {
        CloneError::NoSuchRevision {
            remote: self.remote.clone(),
            revision: self.revision.unwrap_or("HEAD").to_owned(),
            known: revision::known(refs),
        }
    }

    pub(crate) fn ambiguous(&self) -> CloneError {
        let revision = self.revision.unwrap_or("HEAD").to_owned();
        CloneError::Ambiguous {
            remote: self.remote.clone(),
            revision,
        }
    }

    pub(crate) fn no_default_branch(&self, refs: &[Named]) -> CloneError {
        CloneError::NoDefaultBranch {
            remote: self.remote.clone(),
            known: revision::known(refs),
        }
    }

    pub(crate) fn empty(&self) -> CloneError {
        CloneError::Empty {
            remote: self.remote.clone(),
        }
    }

    pub(crate) fn not_found(&self, why: impl Into<String>) -> CloneError {
        CloneError::NotFound {
            remote: self.remote.clone(),
            why: why.into(),
        }
    }

    pub(crate) fn incomplete(
        &self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> CloneError {
        CloneError::Incomplete {
            remote: self.remote.clone(),
            source: source.into(),
        }
    }

    /// The commit's tree, read as the services after this one will read it.
    pub(crate) fn verify(&self, commit: &str) -> Result<String, CloneError> {
        let clone = Repo::open_at(self.staging, "that was just made")
            .map_err(|error| self.incomplete(error))?;
        let tree = clone.tree(commit).map_err(|error| self.incomplete(error))?;
        if !clone.holds(&tree) {
            return Err(self.incomplete(format!("tree {tree} of commit {commit} is not in it")));
        }
        Ok(tree)
    }
}
