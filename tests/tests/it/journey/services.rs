//! The services as separate processes: scaled, killed, asked twice, asked wrongly.

use events::map::{self, DEAD, JOBS, RESULTS};
use events::{CloneFailed, FailureKind, SplitDone};
use serde_json::json;
use tempfile::TempDir;
use testkit::eventually;
use testkit::git_http::GitServer;
use testkit::repos::TestRepo;

use super::repositories::{commit, modules};
use super::system::{LIMIT, System, digests, files_with};

/// The lowest share of a job that is done when something is killed "in the middle" of it.
const SOME_UNITS: usize = 3;

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_request_becomes_a_graph_and_leaves_no_clone() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    commit(&repo, "main", &modules(40));
    let mut system = System::new().await;
    for service in [
        "clone",
        "split",
        "parse",
        "parse",
        "aggregate",
        "aggregate",
        "janitor",
    ] {
        system.start(service, &[]);
    }
    let job = system.request(&json!({ "repo": repo.path() })).await;
    let done = system.finished(&job).await;
    assert_eq!(done.outcomes.total(), 41);
    let manifest: SplitDone = system.event(&map::split_done(&job)).await;
    assert!(manifest.units > 5, "{} units", manifest.units);
    assert_eq!(
        (done.units, &done.units_digest),
        (manifest.units, &manifest.units_digest)
    );
    assert_eq!(manifest.files_total, 42);
    for number in 0..7 {
        assert!(
            system.stop(number).await,
            "a service that is asked to stop ends in success"
        );
    }
    assert_eq!(
        std::fs::read_dir(system.root().join("jobs"))
            .unwrap()
            .count(),
        0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_predecessors_names_are_understood() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    commit(&repo, "main", &modules(3));
    let wanted = commit(&repo, "feature", &modules(4));
    let system = System::whole().await;
    let request =
        json!({ "repo_name": repo.path(), "branch": "feature", "user_id": "u", "extra": 1 });
    let job = system.request(&request).await;
    assert_eq!(system.finished(&job).await.commit, wanted);
}

/// Law 10, and laws 5 and 6 on the way.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_commit_gives_the_same_bytes_whoever_works_and_whoever_dies() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    commit(&repo, "main", &modules(150));
    let request = json!({ "repo": repo.path(), "job_id": "job" });

    let mut calm = System::new().await;
    for service in ["clone", "split", "aggregate", "janitor"] {
        calm.start(service, &[]);
    }
    calm.start("parse", &[("GRAPHMILL_PARSE__WORKERS", "1")]);
    let job = calm.request(&request).await;
    let expected = digests(&calm.finished(&job).await);
    drop(calm);

    let mut stormy = System::new().await;
    for service in ["clone", "split", "janitor"] {
        stormy.start(service, &[]);
    }
    let first_aggregator = stormy.start("aggregate", &[]);
    let first_worker = stormy.start("parse", &[("GRAPHMILL_PARSE__WORKERS", "1")]);
    let job = stormy.request(&request).await;
    eventually(LIMIT, "some units", async || {
        stormy
            .bus
            .subjects(&RESULTS, &map::units_done(&job))
            .await
            .unwrap()
            .len()
            >= SOME_UNITS
    })
    .await;
    stormy.kill(first_worker);
    stormy.kill(first_aggregator);
    let done = stormy
        .bus
        .last(&JOBS, &map::aggregate_done(&job))
        .await
        .unwrap();
    assert!(
        done.is_none(),
        "the kill was to come in the middle of the job"
    );
    for _ in 0..2 {
        stormy.start("aggregate", &[]);
        stormy.start("parse", &[("GRAPHMILL_PARSE__WORKERS", "4")]);
    }
    assert_eq!(digests(&stormy.finished(&job).await), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_of_one_repository_do_not_disturb_each_other() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    let one = commit(&repo, "main", &modules(30));
    let two = commit(&repo, "other", &modules(31));
    let system = System::whole().await;
    let ask = |id: &str, branch: &str| {
        let request = json!({ "repo": repo.path(), "revision": branch, "job_id": id });
        let system = &system;
        async move {
            let job = system.request(&request).await;
            system.finished(&job).await
        }
    };
    let (a, b, c) = tokio::join!(ask("a", "main"), ask("b", "main"), ask("c", "other"));
    assert_eq!(
        (a.commit.as_str(), c.commit.as_str()),
        (one.as_str(), two.as_str())
    );
    assert_eq!(digests(&a), digests(&b));
    assert_ne!(digests(&a), digests(&c));
    assert_eq!((a.outcomes.total(), c.outcomes.total()), (31, 32));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_job_id_twice_is_one_job() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    commit(&repo, "main", &modules(5));
    let system = System::whole().await;
    let request = json!({ "repo": repo.path(), "job_id": "once" });
    let job = system.request(&request).await;
    system.finished(&job).await;
    system.request(&request).await;
    eventually(LIMIT, "the second request to be settled", async || {
        let state = system.bus.durable_state(&map::CLONE).await.unwrap();
        state.pending == 0 && state.ack_pending == 0
    })
    .await;
    let mut said = 0;
    for filter in map::job_events(&job) {
        said += system
            .bus
            .subjects(&JOBS, &filter)
            .await
            .unwrap()
            .values()
            .sum::<usize>();
    }
    assert_eq!(said, 4, "clone, split, aggregate and janitor, each once");
    assert!(!system.root().join("jobs/once").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_malformed_request_is_answered_and_dead_lettered() {
    let mut system = System::new().await;
    system.start("clone", &[]);
    let bad = [
        "{".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        json!({ "repo": 7 }).to_string(),
        json!({ "repo": "" }).to_string(),
        json!({ "repo": "o/r", "languages": ["klingon"] }).to_string(),
        json!({ "repo": "o/r", "job_id": "a.b" }).to_string(),
    ];
    let mut reasons = Vec::new();
    for payload in &bad {
        let sequence = system.publish(payload.clone()).await;
        let job = system.job_of(sequence).await;
        let failed: CloneFailed = system.event(&map::clone_failed(&job)).await;
        assert_eq!(failed.kind, FailureKind::BadRequest, "{payload}");
        reasons.push(failed.message);
    }
    assert!(
        reasons[5].contains("klingon") && reasons[5].contains("python"),
        "{reasons:?}"
    );
    // One whose id can be read is answered under it.
    system
        .publish(json!({ "repo": 7, "job_id": "mine" }).to_string())
        .await;
    let _: CloneFailed = system.event("clone.failed.mine").await;
    eventually(LIMIT, "the dead letters", async || {
        system.bus.stream_state(&DEAD).await.unwrap().messages == bad.len() as u64 + 1
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clone_over_http_with_credentials_that_need_care() {
    // Basic authentication has no way to write a colon in a user's name.
    const USER: &str = "u/@ é";
    const PASSWORD: &str = "[\"p@:/#%?+ é-s3cr3t";
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::bare(folder.path().join("owner/name.git"));
    let wanted = commit(&repo, "main", &modules(6));
    let git = GitServer::with_user(folder.path(), USER, PASSWORD);
    let base = git.url("").trim_end_matches('/').to_owned();

    let mut system = System::new().await;
    for service in ["split", "parse", "aggregate", "janitor"] {
        system.start(service, &[]);
    }
    let right = system.start(
        "clone",
        &[
            ("GRAPHMILL_CLONE__BASE_URL", base.as_str()),
            ("GITBUCKET_USERNAME", USER),
            ("GITBUCKET_PASSWORD", PASSWORD),
        ],
    );
    let job = system.request(&json!({ "repo": "owner/name" })).await;
    assert_eq!(system.finished(&job).await.commit, wanted);

    // The same from the list of credentials, for a URL.
    assert!(system.stop(right).await);
    let host = format!("127.0.0.1:{}", git.port());
    let listed = system.start(
        "clone",
        &[
            ("GRAPHMILL_CLONE__CREDENTIALS__0__HOST", host.as_str()),
            ("GRAPHMILL_CLONE__CREDENTIALS__0__USERNAME", USER),
            ("GRAPHMILL_CLONE__CREDENTIALS__0__PASSWORD", PASSWORD),
        ],
    );
    let url = git.url("owner/name.git");
    let job = system.request(&json!({ "repo": url })).await;
    assert_eq!(system.finished(&job).await.commit, wanted);

    assert!(system.stop(listed).await);
    system.start(
        "clone",
        &[
            ("GRAPHMILL_CLONE__BASE_URL", base.as_str()),
            ("GITBUCKET_USERNAME", USER),
            ("GITBUCKET_PASSWORD", "wr0ng-s3cr3t"),
        ],
    );
    git.requests();
    let job = system.request(&json!({ "repo": "owner/name" })).await;
    let failed: CloneFailed = system.event(&map::clone_failed(&job)).await;
    assert_eq!(failed.kind, FailureKind::Unauthorized, "{}", failed.message);
    assert!(git.requests().len() <= 4, "no storm of retries");

    for secret in ["s3cr3t", PASSWORD] {
        assert!(!system.logs().contains(secret), "a secret is in a log");
        assert_eq!(
            files_with(&system.root(), secret),
            Vec::<std::path::PathBuf>::new()
        );
        for (subject, payload) in system.everything_said().await {
            assert!(!payload.contains(secret), "a secret is in {subject}");
        }
    }
}
