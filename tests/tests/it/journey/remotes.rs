//! Clones that depend on what is around the clone service: whom it trusts, how full its disk is.

#![expect(
    clippy::print_stderr,
    reason = "a test that cannot be tried here says so"
)]

use std::fs;
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::Command;

use events::map::{self, JOBS};
use events::{CloneDone, CloneFailed, FailureKind, JobId};
use serde_json::json;
use tempfile::TempDir;
use testkit::eventually;
use testkit::git_http::GitServer;
use testkit::repos::{TestRepo, git, noise};

use super::repositories::{commit, modules};
use super::system::{LIMIT, System};

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_of_ones_own_is_trusted_where_it_is_named() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::bare(folder.path().join("owner/name.git"));
    let wanted = commit(&repo, "main", &modules(2));
    let server = GitServer::secure(folder.path());
    let authority = folder.path().join("authority.pem");
    fs::write(&authority, server.authority()).unwrap();
    let request = json!({ "repo": server.url("owner/name.git") });

    let mut system = System::new().await;
    let strict = system.start("clone", &[]);
    let job = system.request(&request).await;
    let failed: CloneFailed = system.event(&map::clone_failed(&job)).await;
    assert_eq!(failed.kind, FailureKind::Unreachable, "{}", failed.message);
    assert!(
        failed.message.contains("SSL_CERT_FILE"),
        "{}",
        failed.message
    );

    assert!(system.stop(strict).await);
    system.start("clone", &[("SSL_CERT_FILE", authority.to_str().unwrap())]);
    let job = system.request(&request).await;
    let done: CloneDone = system.event(&map::clone_done(&job)).await;
    assert_eq!(done.commit, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repository_of_another_user_is_cloned_where_git_is_told_to_trust_it() {
    let folder = TempDir::new().unwrap();
    let bare = TestRepo::bare(folder.path().join("bare.git"));
    let tree = TestRepo::worktree(folder.path().join("tree"));
    for repo in [&bare, &tree] {
        commit(repo, "main", &modules(2));
        if let Err(error) = give_away(repo.path()) {
            eprintln!("not tried: only root can give files away ({error})");
            return;
        }
    }
    // Homes of the service's user, with and without what the refusal says to run.
    let (wary, trusting) = (folder.path().join("wary"), folder.path().join("trusting"));
    for home in [&wary, &trusting] {
        fs::create_dir(home).unwrap();
    }
    let mut system = System::new().await;
    let first = system.start("clone", &[("HOME", wary.to_str().unwrap())]);
    for repo in [&bare, &tree] {
        let job = system.request(&json!({ "repo": repo.path() })).await;
        let failed: CloneFailed = system.event(&map::clone_failed(&job)).await;
        assert_eq!(failed.kind, FailureKind::NotAllowed, "{}", failed.message);
        let advice = failed.message.split('`').nth(1).unwrap_or_default();
        let words: Vec<&str> = advice.split(' ').collect();
        let ["git", arguments @ ..] = &words[..] else {
            panic!("no advice: {}", failed.message)
        };
        let told = Command::new("git")
            .args(arguments)
            .env("HOME", &trusting)
            .env_remove("XDG_CONFIG_HOME")
            .env_remove("GIT_CONFIG_GLOBAL")
            .status()
            .unwrap();
        assert!(told.success(), "{advice}");
    }
    assert!(system.stop(first).await);
    system.start("clone", &[("HOME", trusting.to_str().unwrap())]);
    for repo in [&bare, &tree] {
        let job = system.request(&json!({ "repo": repo.path() })).await;
        let done: CloneDone = system.event(&map::clone_done(&job)).await;
        assert_eq!(done.commit, git(repo.path(), &["rev-parse", "main"]));
    }
}

/// Makes everything below a folder another user's.
fn give_away(place: &Path) -> std::io::Result<()> {
    if place.is_dir() {
        for entry in fs::read_dir(place)? {
            give_away(&entry?.path())?;
        }
    }
    chown(place, Some(4711), Some(4711))
}

/// Storage of 8 MB, of which 7 are taken, in a mount that only the service sees.
const SMALL_DISK: &str = r#"mount -t tmpfs -o size=8m none "$GRAPHMILL_STORAGE__ROOT" &&
    dd if=/dev/zero of="$GRAPHMILL_STORAGE__ROOT/filler" bs=1024 count=7168 2>/dev/null &&
    exec "$0""#;

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_holds_the_job_until_there_is_room() {
    let may = Command::new("unshare")
        .args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"])
        .status();
    if !may.is_ok_and(|status| status.success()) {
        eprintln!("not tried: this machine lets nobody mount");
        return;
    }
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::bare(folder.path().join("big.git"));
    let wanted = repo.commit("main", &[("big.bin", &noise(2 << 20))]);
    let server = GitServer::open(folder.path());
    let url = server.url("big.git");
    let path = repo.path().to_str().unwrap();

    let mut system = System::new().await;
    let launcher = ["unshare", "-rm", "sh", "-c", SMALL_DISK];
    let service = system.launch(&launcher, "clone", &[]);
    let jobs = ["fetched", "copied"].map(|id| JobId::new(id).unwrap());
    for (job, repo) in jobs.iter().zip([url.as_str(), path]) {
        let request = json!({ "repo": repo, "job_id": job });
        let sequence = system.publish(request.to_string()).await;
        let delivery = format!(" sequence={sequence} ");
        eventually(LIMIT, "the job to be held", async || {
            let logs = system.logs();
            let mut of_job = logs.lines().filter(|line| line.contains(&delivery));
            of_job.any(|line| line.contains("held") && line.contains("storage is full"))
        })
        .await;
    }
    // Nothing is said of the jobs, no delivery is burnt, and nothing of the attempts is left.
    let ends = system.bus.subjects(&JOBS, "clone.*.*").await.unwrap();
    assert!(ends.is_empty(), "{ends:?}");
    let state = system.bus.durable_state(&map::CLONE).await.unwrap();
    assert_eq!((state.ack_pending, state.redelivered), (2, 0));

    let inside = Path::new("/proc")
        .join(system.id(service).to_string())
        .join("root")
        .join(system.root().strip_prefix("/").unwrap());
    fs::remove_file(inside.join("filler")).unwrap();
    for job in jobs {
        let done: CloneDone = system.event(&map::clone_done(&job)).await;
        assert_eq!(done.commit, wanted);
        assert!(inside.join("jobs").join(job.as_str()).is_dir());
    }
    assert_eq!(fs::read_dir(inside.join("tmp")).unwrap().count(), 0);
}
