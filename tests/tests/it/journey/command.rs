//! `graphmill index` as a user meets it.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use testkit::eventually;
use testkit::repos::TestRepo;

use super::programs::program;
use super::repositories::{commit, modules};
use super::system::LIMIT;

fn index(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program("graphmill"))
        .current_dir(folder)
        .arg("index")
        .args(arguments)
        .env("TMPDIR", folder)
        .output()
        .unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What is left in a folder of temporary files.
fn left_over(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned());
    names
        .filter(|name| name.starts_with("graphmill-") && name != "graphmill-out")
        .collect()
}

#[test]
fn a_path_becomes_three_outputs_and_a_summary() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    commit(&repo, "main", &modules(10));
    let run = index(folder.path(), &["repo"]);
    assert!(run.status.success(), "{}", stderr(&run));
    for name in ["index.scip", "graph.db", "manifest.json"] {
        assert!(
            folder.path().join("graphmill-out").join(name).is_file(),
            "{name}"
        );
    }
    let summary = String::from_utf8(run.stdout.clone()).unwrap();
    assert!(
        summary.contains("12 = 11 parsed + 0 partial + 0 failed + 1 skipped"),
        "{summary}"
    );
    assert!(
        stderr(&run).contains("parsing"),
        "progress in plain lines: {}",
        stderr(&run)
    );
    assert_eq!(left_over(folder.path()), Vec::<String>::new());
    let index = std::fs::read(folder.path().join("graphmill-out/index.scip")).unwrap();
    assert_eq!(graph::validate(&index), Vec::<String>::new());
}

#[test]
fn for_programs_there_is_json_line_by_line() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    let head = commit(&repo, "main", &modules(3));
    let run = index(
        folder.path(),
        &["repo", "--json", "--workers", "1", "--out", "o"],
    );
    assert!(run.status.success(), "{}", stderr(&run));
    let lines: Vec<Value> = String::from_utf8(run.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let summary = lines.last().unwrap();
    assert_eq!(summary["event"], "summary");
    assert_eq!(summary["manifest"]["commit"], head.as_str());
    assert!(lines.iter().any(|line| line["event"] == "progress"));
}

#[test]
fn each_wrong_input_has_a_clear_error_and_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("plain")).unwrap();
    TestRepo::worktree(folder.path().join("empty"));
    let repo = TestRepo::worktree(folder.path().join("repo"));
    commit(&repo, "main", &modules(1));
    let cases: [(&[&str], &str); 6] = [
        (&["./missing"], "there is no repository at ./missing"),
        (&["plain"], "not_found"),
        (&["empty"], "empty_repository"),
        (&["repo", "--revision", "nope"], "no_such_revision"),
        (&["repo", "--language", "klingon"], "klingon"),
        (&["http://127.0.0.1:1/x/y.git"], "unreachable"),
    ];
    for (arguments, expected) in cases {
        let run = index(folder.path(), arguments);
        assert!(!run.status.success());
        let said = stderr(&run);
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
        assert_eq!(left_over(folder.path()), Vec::<String>::new());
    }
}

#[test]
fn a_repository_without_source_has_an_empty_graph() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    repo.commit("main", &[("README.md", b"# nothing\n")]);
    let run = index(folder.path(), &["repo"]);
    assert!(run.status.success(), "{}", stderr(&run));
    assert!(folder.path().join("graphmill-out/graph.db").is_file());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_ends_it_and_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    commit(&repo, "main", &modules(300));
    let mut child = Command::new(program("graphmill"))
        .current_dir(folder.path())
        .args(["index", "repo", "--workers", "1"])
        .env("TMPDIR", folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    eventually(LIMIT, "the system to start", async || {
        !left_over(folder.path()).is_empty()
    })
    .await;
    Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    let ended = eventually(LIMIT, "the command to end", async || {
        child.try_wait().unwrap()
    })
    .await;
    // On a fast machine the work may be over before the interrupt arrives.
    assert!(matches!(ended.code(), Some(130 | 0)), "{ended}");
    assert_eq!(left_over(folder.path()), Vec::<String>::new());
}

/// As a number, a truth or a list it would be refused, and the refusal would show it.
#[test]
fn a_password_is_taken_letter_by_letter_and_never_shown() {
    let folder = TempDir::new().unwrap();
    for password in ["8675309", "true", " [8675309] ", "\"8675309\""] {
        for variable in [
            "GITBUCKET_PASSWORD",
            "GRAPHMILL_CLONE__PASSWORD",
            "GRAPHMILL_NATS__PASSWORD",
        ] {
            let run = Command::new(program("graphmill-clone"))
                .env_clear()
                .current_dir(folder.path())
                .env("GRAPHMILL_NATS__URL", "nats://127.0.0.1:1")
                .env("GRAPHMILL_NATS__PATIENCE_S", "0")
                .env("GRAPHMILL_STORAGE__ROOT", folder.path())
                .env(variable, password)
                .output()
                .unwrap();
            let said = stderr(&run);
            // The settings were taken: what is missing is the broker.
            assert!(
                said.contains("cannot connect to NATS"),
                "{variable}={password}: {said}"
            );
            assert!(!said.contains("8675309"), "{variable} is shown: {said}");
        }
    }
}
