//! Cloning from real servers, and from repositories on this machine.

#![expect(clippy::unwrap_used, reason = "panicking is how a test fails")]

mod http;
mod limits;
mod local;
mod service;

use std::path::Path;

use events::FailureKind;
use graphmill_clone::{CloneError, Config, Fetched, Remote, Watch, fetch};
use storage::Repo;
use tempfile::TempDir;

/// A clone that was made, gone when dropped.
struct Made {
    folder: TempDir,
    fetched: Fetched,
}

impl Made {
    /// The files of the commit, as the services after this one read them.
    fn files(&self) -> Vec<String> {
        let repo = Repo::open_at(&self.path(), "made").unwrap();
        let entries = repo.entries(&self.fetched.commit).unwrap();
        assert!(entries.iter().all(|e| repo.holds(&e.oid)), "{entries:?}");
        entries
            .into_iter()
            .map(|e| String::from_utf8(e.path).unwrap())
            .collect()
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("repo.git")
    }

    /// How many commits Git itself finds, and that it finds nothing to complain of.
    fn commits(&self) -> usize {
        testkit::repos::git(&self.path(), &["fsck", "--connectivity-only"]);
        let log = testkit::repos::git(&self.path(), &["rev-list", "--all"]);
        log.lines().count()
    }
}

fn clone(repo: &str, revision: Option<&str>, config: &Config) -> Result<Made, CloneError> {
    let folder = tempfile::tempdir().unwrap();
    let remote = Remote::parse(repo, config)?;
    let fetched = fetch(
        &remote,
        revision,
        &folder.path().join("repo.git"),
        config,
        &Watch::default(),
    )?;
    Ok(Made { folder, fetched })
}

fn failure(repo: &str, revision: Option<&str>, config: &Config) -> (FailureKind, String) {
    match clone(repo, revision, config) {
        Ok(made) => panic!("{repo} must not be cloned, and {:?} was", made.fetched),
        Err(error) => (error.kind(), error.sentence()),
    }
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
