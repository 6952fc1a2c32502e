//! A real Git server, with and without a password.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use boot::Secret;
use boot::settings::HostCredential;
use events::FailureKind;
use graphmill_clone::Config;
use tempfile::TempDir;
use testkit::git_http::GitServer;
use testkit::repos::TestRepo;

use crate::{clone, failure};

/// A repository with some history, at `<root>/owner/name.git`.
struct Fixture {
    root: TempDir,
    repo: TestRepo,
    first: String,
    second: String,
    side: String,
    tag: String,
}

fn fixture() -> Fixture {
    let root = tempfile::tempdir().unwrap();
    let repo = TestRepo::bare(root.path().join("owner/name.git"));
    let first = repo.commit("main", &[("one.py", b"x = 1\n")]);
    let second = repo.commit(
        "main",
        &[("one.py", b"x = 1\n"), ("pkg/two.py", b"y = 2\n")],
    );
    let side = repo.commit("feature/side", &[("side.py", b"z = 3\n")]);
    let tag = repo.tag("v1", &first);
    Fixture {
        root,
        repo,
        first,
        second,
        side,
        tag,
    }
}

fn with_password(server: &GitServer, username: &str, password: &str) -> Config {
    let host = format!("127.0.0.1:{}", server.port());
    let credential = HostCredential {
        host,
        username: username.into(),
        password: Secret::new(password),
    };
    Config {
        credentials: vec![credential],
        ..Config::default()
    }
}

#[test]
fn one_commit_arrives_without_its_history() {
    let it = fixture();
    let server = GitServer::open(it.root.path());
    let made = clone(&server.url("owner/name.git"), None, &Config::default()).unwrap();
    assert_eq!(made.fetched.commit, it.second);
    assert_eq!(made.fetched.tree, it.repo.tree_of(&it.second));
    assert_eq!(made.files(), ["one.py", "pkg/two.py"]);
    assert_eq!(made.commits(), 1);
}

#[test]
fn a_revision_may_be_a_branch_a_tag_or_an_id() {
    let it = fixture();
    let light = it.repo.commit("other", &[("light.py", b"l\n")]);
    it.repo.light_tag("light", &light);
    let server = GitServer::open(it.root.path());
    let url = server.url("owner/name.git");
    let commit = |revision: &str| {
        clone(&url, Some(revision), &Config::default())
            .unwrap()
            .fetched
            .commit
    };
    assert_eq!(commit("main"), it.second);
    assert_eq!(commit("feature/side"), it.side);
    assert_eq!(commit("refs/heads/main"), it.second);
    assert_eq!(commit("HEAD"), it.second);
    assert_eq!(commit("v1"), it.first);
    assert_eq!(commit("light"), light);
    assert_eq!(commit(&it.tag), it.first);
    assert_eq!(commit(&it.second), it.second);
    assert_eq!(commit(&it.side[..9]), it.side);
    assert_eq!(commit(&it.first[..7].to_uppercase()), it.first);
}

#[test]
fn a_commit_that_no_ref_names_is_found_whether_or_not_the_server_gives_it_out() {
    let it = fixture();
    let third = it.repo.commit("main", &[("three.py", b"3\n")]);
    let server = GitServer::open(it.root.path());
    let url = server.url("owner/name.git");
    let deep = clone(&url, Some(&it.second), &Config::default()).unwrap();
    assert_eq!(
        (deep.fetched.commit.as_str(), deep.commits()),
        (it.second.as_str(), 4)
    );

    it.repo.set("uploadpack.allowAnySHA1InWant", "true");
    let shallow = clone(&url, Some(&it.second), &Config::default()).unwrap();
    assert_eq!(
        (shallow.fetched.commit.as_str(), shallow.commits()),
        (it.second.as_str(), 1)
    );
    assert_eq!(shallow.files(), ["one.py", "pkg/two.py"]);
    assert_ne!(third, it.second);

    let unknown = "1234567890".repeat(4);
    for given_out in ["true", "false"] {
        it.repo.set("uploadpack.allowAnySHA1InWant", given_out);
        let (kind, message) = failure(&url, Some(&unknown), &Config::default());
        assert_eq!(kind, FailureKind::NoSuchRevision, "{given_out}: {message}");
    }
}

#[test]
fn an_unknown_revision_is_answered_with_what_there_is() {
    let it = fixture();
    let server = GitServer::open(it.root.path());
    let (kind, message) = failure(
        &server.url("owner/name.git"),
        Some("mian"),
        &Config::default(),
    );
    assert_eq!(kind, FailureKind::NoSuchRevision);
    assert!(
        message.contains("`mian`")
            && message.contains("`main`")
            && message.contains("`feature/side`"),
        "{message}"
    );
    let (kind, _) = failure(
        &server.url("owner/name.git"),
        Some("0123456"),
        &Config::default(),
    );
    assert_eq!(kind, FailureKind::NoSuchRevision);
}

#[test]
fn a_repository_without_a_default_branch_asks_for_a_name() {
    let it = fixture();
    it.repo.set_head("refs/heads/nowhere");
    let server = GitServer::open(it.root.path());
    let (kind, message) = failure(&server.url("owner/name.git"), None, &Config::default());
    assert_eq!(kind, FailureKind::NoSuchRevision);
    assert!(
        message.contains("no default branch") && message.contains("`main`"),
        "{message}"
    );
}

#[test]
fn a_tag_on_a_file_is_no_commit() {
    let it = fixture();
    let blob = it.repo.raw(git2::ObjectType::Blob, b"a key");
    it.repo.tag("key", &blob);
    let server = GitServer::open(it.root.path());
    let (kind, _) = failure(
        &server.url("owner/name.git"),
        Some("key"),
        &Config::default(),
    );
    assert_eq!(kind, FailureKind::NoSuchRevision);
}

#[test]
fn an_empty_repository_is_called_empty() {
    let root = tempfile::tempdir().unwrap();
    TestRepo::bare(root.path().join("empty.git"));
    let server = GitServer::open(root.path());
    for revision in [None, Some("main")] {
        assert_eq!(
            failure(&server.url("empty.git"), revision, &Config::default()).0,
            FailureKind::EmptyRepository
        );
    }
}

#[test]
fn a_ref_whose_name_is_not_utf8_disturbs_nobody() {
    let it = fixture();
    let packed = [format!("{} refs/heads/", it.first).as_bytes(), b"caf\xe9\n"].concat();
    std::fs::write(it.repo.path().join("packed-refs"), packed).unwrap();
    let server = GitServer::open(it.root.path());
    let made = clone(&server.url("owner/name.git"), None, &Config::default()).unwrap();
    assert_eq!(made.fetched.commit, it.second);
}

#[test]
fn the_right_password_opens_and_shows_nowhere() {
    let it = fixture();
    let server = GitServer::with_user(it.root.path(), "user", "hunter2");
    let made = clone(
        &server.url("owner/name.git"),
        None,
        &with_password(&server, "user", "hunter2"),
    )
    .unwrap();
    assert_eq!(made.fetched.commit, it.second);
    for name in ["config", "HEAD"] {
        let written = std::fs::read_to_string(made.path().join(name)).unwrap();
        assert!(
            !written.contains("hunter2") && !written.contains("user"),
            "{written}"
        );
    }
}

#[test]
fn special_characters_work_in_user_and_password() {
    let it = fixture();
    for (user, password) in [
        ("a@b:/#%?+ é", "p@:/#%?+ é%20\"\\"),
        ("user", "@:/#%?+ é"),
        ("é%@", ""),
        ("u", &"x".repeat(400)),
    ] {
        let server = GitServer::with_user(it.root.path(), user, password);
        let made = clone(
            &server.url("owner/name.git"),
            None,
            &with_password(&server, user, password),
        )
        .unwrap();
        assert_eq!(made.fetched.commit, it.second, "{user} {password}");
    }
}

#[test]
fn a_wrong_password_is_tried_once() {
    let it = fixture();
    let server = GitServer::with_user(it.root.path(), "user", "right");
    let url = server.url("owner/name.git");
    let started = Instant::now();
    let (kind, message) = failure(&url, None, &with_password(&server, "user", "hunter2"));
    assert_eq!(kind, FailureKind::Unauthorized, "{message}");
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(
        message.contains(&url) && !message.contains("hunter2"),
        "{message}"
    );
    // One request without, one with the password.
    let requests = server.requests();
    assert_eq!(requests.len(), 2, "{requests:?}");
    assert!(
        requests
            .iter()
            .all(|request| request.starts_with("GET 401")),
        "{requests:?}"
    );
}

#[test]
fn without_credentials_the_answer_says_what_to_set() {
    let it = fixture();
    let server = GitServer::with_user(it.root.path(), "user", "right");
    let (kind, message) = failure(&server.url("owner/name.git"), None, &Config::default());
    assert_eq!(kind, FailureKind::Unauthorized);
    assert!(
        message.contains("GRAPHMILL_CLONE__CREDENTIALS"),
        "{message}"
    );
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn a_name_is_cloned_from_the_base_url_with_its_credentials() {
    let it = fixture();
    let server = GitServer::with_user(it.root.path(), "bucket", "p@ss");
    let config = Config {
        base_url: Some(server.at("git")),
        username: Some("bucket".into()),
        password: Some(Secret::new("p@ss")),
        ..Config::default()
    };
    assert_eq!(
        clone("owner/name", None, &config).unwrap().fetched.commit,
        it.second
    );
    // Another server is another host, and does not get them.
    let other = GitServer::with_user(it.root.path(), "bucket", "p@ss");
    assert_eq!(
        failure(&other.url("owner/name.git"), None, &config).0,
        FailureKind::Unauthorized
    );
    assert_eq!(other.requests().len(), 1);
}

#[test]
fn credentials_do_not_follow_a_redirect_to_another_host() {
    let it = fixture();
    let thief = GitServer::with_user(it.root.path(), "user", "hunter2");
    let server = GitServer::with_user(it.root.path(), "user", "hunter2");
    let url = server.at(&format!("moved/{}/git/owner/name.git", thief.port()));
    let config = with_password(&server, "user", "hunter2");
    failure(&url, None, &config);
    assert_eq!(thief.requests(), Vec::<String>::new());

    // Without credentials at stake a redirect is fine.
    let open = GitServer::open(it.root.path());
    let elsewhere = GitServer::open(it.root.path());
    let url = open.at(&format!("moved/{}/git/owner/name.git", elsewhere.port()));
    let made = clone(&url, None, &Config::default()).unwrap();
    assert_eq!(made.fetched.commit, it.second);
}

#[test]
fn a_repository_that_is_not_there_is_not_found() {
    let it = fixture();
    let server = GitServer::open(it.root.path());
    let (kind, message) = failure(&server.url("owner/nope.git"), None, &Config::default());
    assert_eq!(kind, FailureKind::NotFound, "{message}");
    let (kind, message) = failure(&server.at("page"), None, &Config::default());
    assert_eq!(kind, FailureKind::NotFound, "{message}");
    assert!(message.contains("web page"), "{message}");
}

#[test]
fn nobody_at_the_port_is_unreachable() {
    // Bound and not listened to by anybody after the drop.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let (kind, message) = failure(
        &format!("http://127.0.0.1:{port}/a/b.git"),
        None,
        &Config::default(),
    );
    assert_eq!(kind, FailureKind::Unreachable, "{message}");
    let (kind, message) = failure(
        "http://no-such-host.invalid/a/b.git",
        None,
        &Config::default(),
    );
    assert_eq!(kind, FailureKind::Unreachable, "{message}");
}

#[test]
fn a_server_that_speaks_no_tls_is_unreachable_over_https() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let hangs_up = thread::spawn(move || drop(listener.accept()));
    let (kind, message) = failure(
        &format!("https://127.0.0.1:{port}/a/b.git"),
        None,
        &Config::default(),
    );
    assert_eq!(kind, FailureKind::Unreachable, "{message}");
    hangs_up.join().unwrap();
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused_with_what_to_set() {
    let it = fixture();
    let server = GitServer::secure(it.root.path());
    let url = server.url("owner/name.git");
    // Not signed by anybody whom this machine trusts; nor, by its number, the host that it names.
    for url in [&url, &url.replace("localhost", "127.0.0.1")] {
        let (kind, message) = failure(url, None, &Config::default());
        assert_eq!(kind, FailureKind::Unreachable, "{message}");
        assert!(
            message.contains("certificate") && message.contains("SSL_CERT_FILE"),
            "{message}"
        );
    }
    // Not even asked: what is asked may hold a password.
    assert_eq!(server.requests(), Vec::<String>::new());
}
