//! The stage over a real broker: each request has one end.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use boot::Secret;
use boot::settings::HostCredential;
use bus::{Access, Bus, Topology, TopologyMode};
use bytes::Bytes;
use events::{CloneDone, CloneFailed, FailureKind, JobId, ParseRequested, map};
use graphmill_clone::{Clone, Config};
use pipeline::{Context, Drive, Fault, Guard, Outgoing, Stage, drive};
use storage::Root;
use tempfile::TempDir;
use testkit::git_http::GitServer;
use testkit::repos::TestRepo;
use testkit::{TestServer, eventually, nats};
use tokio_util::sync::CancellationToken;

use crate::text;

struct Fixture {
    _server: TestServer,
    bus: Bus,
    folder: TempDir,
    root: Root,
    repo: TestRepo,
    commit: String,
}

async fn fixture() -> Fixture {
    let server = nats().await;
    let access = Access {
        url: server.url(),
        user: Some(server.user().into()),
        password: Some(server.password().into()),
        name: "test".into(),
        patience: Duration::from_secs(10),
        ..Access::default()
    };
    let bus = Bus::connect(&access).await.unwrap();
    bus.ensure(
        &Topology {
            replicas: 1,
            stream_bytes_max: 1 << 28,
        },
        TopologyMode::Create,
    )
    .await
    .unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("root")).unwrap();
    let root = Root::open(folder.path().join("root")).unwrap();
    let repo = TestRepo::bare(folder.path().join("repo.git"));
    let commit = repo.commit("main", &[("a.py", b"1\n")]);
    Fixture {
        _server: server,
        bus,
        folder,
        root,
        repo,
        commit,
    }
}

fn local() -> Config {
    Config {
        allow_local: true,
        ..Config::default()
    }
}

fn context(delivered: u32) -> Context {
    Context {
        subject: map::PARSE_REQUESTED.into(),
        sequence: 7,
        stored_ms: 1_700_000_000_000,
        delivered,
        trace: String::new(),
    }
}

fn request(repo: &str, job: Option<&JobId>) -> ParseRequested {
    ParseRequested {
        job_id: job.cloned(),
        ..ParseRequested::of(repo)
    }
}

fn event<T: serde::de::DeserializeOwned>(outputs: &[Outgoing]) -> T {
    let [output] = outputs else {
        panic!("one event, not {outputs:?}")
    };
    serde_json::from_slice(&output.payload).unwrap()
}

fn folders(place: &Path) -> usize {
    std::fs::read_dir(place).unwrap().count()
}

/// Runs the service until the job has an end; gives that end.
async fn run(it: &Fixture, config: Config, payload: Bytes, job: Option<&JobId>) -> bus::Stored {
    let shutdown = CancellationToken::new();
    let stage = Arc::new(Clone::new(it.root.clone(), it.bus.clone(), config));
    let how = Drive {
        slots: 2,
        grace: Duration::from_secs(1),
    };
    let inlet = Arc::new(it.bus.inlet(&map::CLONE));
    let service = drive(
        stage,
        inlet,
        Arc::new(it.bus.clone()),
        how,
        shutdown.clone(),
    );
    let (subject, guard) = (map::PARSE_REQUESTED.into(), Guard::Always);
    it.bus
        .publish_one(&Outgoing {
            subject,
            payload,
            guard,
            headers: Vec::new(),
        })
        .await
        .unwrap();
    let ends = job.map_or_else(|| "clone.*.*".into(), map::clone_ends);
    let ended = async {
        let end = eventually(Duration::from_secs(20), "the job has an end", async || {
            it.bus.last(&map::JOBS, &ends).await.unwrap()
        });
        let end = end.await;
        shutdown.cancel();
        end
    };
    tokio::join!(service, ended).1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_becomes_a_clone_once() {
    let it = fixture().await;
    let job = JobId::new("mine").unwrap();
    let payload = pipeline::json(&request(text(it.repo.path()), Some(&job)));
    let end = run(&it, local(), payload.clone(), Some(&job)).await;
    let done: CloneDone = end.event().unwrap();
    assert_eq!(
        (done.job.as_str(), &done.commit, &done.repo),
        ("mine", &it.commit, &text(it.repo.path()).to_owned())
    );
    assert_eq!(done.clone, it.root.clone_path(&job));
    assert!(it.root.exists(&job));

    // Asked again, in another process: nothing is cloned, nothing is said.
    it.root.remove(&job).unwrap();
    let again = Clone::new(it.root.clone(), it.bus.clone(), local());
    let outputs = again
        .handle(&context(1), &request(text(it.repo.path()), Some(&job)))
        .await
        .unwrap();
    assert!(outputs.is_empty() && !it.root.exists(&job));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clone_whose_maker_died_before_saying_so_is_used() {
    let it = fixture().await;
    let stage = Clone::new(it.root.clone(), it.bus.clone(), local());
    let asked = request(text(it.repo.path()), None);
    let first: CloneDone = event(&stage.handle(&context(1), &asked).await.unwrap());
    let moved = it.repo.commit("main", &[("a.py", b"2\n")]);
    assert_ne!(moved, it.commit);
    let second: CloneDone = event(&stage.handle(&context(2), &asked).await.unwrap());
    // Neither cloned anew nor said differently.
    assert_eq!((&second.job, &second.commit), (&first.job, &it.commit));
    assert_eq!(second.job, JobId::of_message(7, 1_700_000_000_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_ends_the_job_within_seconds_and_is_seen_nowhere() {
    let it = fixture().await;
    let git = GitServer::with_user(it.folder.path(), "user", "right");
    let credential = HostCredential {
        host: format!("127.0.0.1:{}", git.port()),
        username: "user".into(),
        password: Secret::new("hunter2"),
    };
    let config = Config {
        credentials: vec![credential],
        ..Config::default()
    };
    let started = Instant::now();
    let end = run(
        &it,
        config,
        pipeline::json(&request(&git.url("repo.git"), None)),
        None,
    )
    .await;
    assert!(started.elapsed() < Duration::from_secs(10));
    assert!(!String::from_utf8_lossy(&end.payload).contains("hunter2"));
    let failed: CloneFailed = end.event().unwrap();
    assert_eq!(failed.kind, FailureKind::Unauthorized, "{}", failed.message);
    assert_eq!(git.requests().len(), 2);
    assert_eq!(
        (
            folders(&it.root.path().join("tmp")),
            folders(&it.root.path().join("jobs"))
        ),
        (0, 0)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_cannot_be_read_is_answered() {
    let it = fixture().await;
    let end = run(&it, local(), Bytes::from_static(b"not json"), None).await;
    assert_eq!(
        end.event::<CloneFailed>().unwrap().kind,
        FailureKind::BadRequest
    );
    let job = JobId::new("mine").unwrap();
    let end = run(
        &it,
        local(),
        Bytes::from_static(br#"{"job_id":"mine","repo":7}"#),
        Some(&job),
    )
    .await;
    assert_eq!(
        end.event::<CloneFailed>().unwrap().kind,
        FailureKind::BadRequest
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_server_is_left_and_in_the_end_unreachable() {
    let it = fixture().await;
    let git = GitServer::open(it.folder.path());
    let config = Config {
        silence_max: Duration::from_millis(200),
        ..Config::default()
    };
    let stage = Clone::new(it.root.clone(), it.bus.clone(), config);
    let asked = request(&git.at("silent/a.git"), None);
    // Long after the silence is noticed, and long before a clone's own time is over.
    let limit = Duration::from_secs(20);
    let (once, finally) = (context(1), context(5));
    let first = tokio::time::timeout(limit, stage.handle(&once, &asked));
    let first = first.await.expect("a silent server is left").unwrap_err();
    assert!(matches!(first, Fault::Retry(_)), "{first:?}");
    let last = tokio::time::timeout(limit, stage.last_resort(&finally, &asked));
    let last = last.await.expect("a silent server is left").unwrap_err();
    let Fault::Reject(failure) = last else {
        panic!("must end: {last:?}")
    };
    assert_eq!(failure.kind, FailureKind::Unreachable, "{failure}");
    assert!(failure.message.contains("5 attempts"), "{failure}");
    // The server hangs up, the threads come to their end, and so do their folders.
    drop(git);
    let tmp = it.root.path().join("tmp");
    eventually(
        Duration::from_secs(10),
        "the temporary folders are gone",
        async || folders(&tmp) == 0,
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn storage_that_goes_away_is_no_fault_of_the_job() {
    let it = fixture().await;
    let stage = Clone::new(it.root.clone(), it.bus.clone(), local());
    // The mount goes away under a running service.
    std::fs::rename(it.root.path().join("tmp"), it.root.path().join("gone")).unwrap();
    let fault = stage
        .handle(&context(1), &request(text(it.repo.path()), None))
        .await
        .unwrap_err();
    assert!(!matches!(fault, Fault::Reject(_)), "{fault:?}");
}
