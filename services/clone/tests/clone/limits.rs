//! Clones that are too large, too slow, or not wanted any more.

use std::time::Duration;

use events::FailureKind;
use graphmill_clone::{CloneError, Config, Remote, Watch, fetch};
use testkit::git_http::GitServer;
use testkit::repos::{TestRepo, noise};

use crate::failure;

#[test]
fn a_clone_over_its_limits_is_given_up() {
    let root = tempfile::tempdir().unwrap();
    let repo = TestRepo::bare(root.path().join("big.git"));
    repo.commit("main", &[("big.bin", &noise(1 << 20))]);
    let server = GitServer::open(root.path());
    let small = Config {
        bytes_max: 100_000,
        ..Config::default()
    };
    assert_eq!(
        failure(&server.url("big.git"), None, &small).0,
        FailureKind::TooLarge
    );
    let short = Config {
        time_max: Duration::ZERO,
        ..Config::default()
    };
    assert_eq!(
        failure(&server.url("big.git"), None, &short).0,
        FailureKind::Deadline
    );
}

#[test]
fn a_clone_that_nobody_wants_any_more_stops() {
    let root = tempfile::tempdir().unwrap();
    let repo = TestRepo::bare(root.path().join("a.git"));
    repo.commit("main", &[("a.py", b"1\n")]);
    let server = GitServer::open(root.path());
    let local = Config {
        allow_local: true,
        ..Config::default()
    };
    let watch = Watch::default();
    watch.cancel();
    for repo in [
        server.url("a.git"),
        repo.path().to_str().unwrap().to_owned(),
    ] {
        let remote = Remote::parse(&repo, &local).unwrap();
        let staging = root.path().join("staging").join(if repo.starts_with('/') {
            "local"
        } else {
            "http"
        });
        let stopped = fetch(&remote, None, &staging, &local, &watch).unwrap_err();
        assert!(matches!(stopped, CloneError::Cancelled { .. }), "{stopped}");
    }
}
