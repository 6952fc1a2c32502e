//! What users do with a graph that `graphmill index` made: validate, ask, draw, export.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output};

use events::Language;
use serde_json::Value;
use tempfile::TempDir;
use testkit::repos::TestRepo;

use super::programs::program;
use super::repositories::commit;
use crate::mixed;

fn graphmill(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program("graphmill"))
        .current_dir(folder)
        .args(arguments)
        .env("TMPDIR", folder)
        .output()
        .unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The mixed repository, indexed into `graphmill-out` beside its sources.
fn indexed() -> TempDir {
    let folder = TempDir::new().unwrap();
    let repo = TestRepo::worktree(folder.path().join("repo"));
    commit(&repo, "main", &mixed::files());
    for (path, text) in mixed::files() {
        let path = folder.path().join("repo").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let run = graphmill(folder.path(), &["index", "repo"]);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    folder
}

#[test]
fn every_language_has_files_in_the_mixed_repository() {
    let there: BTreeSet<Language> = mixed::FILES
        .iter()
        .filter_map(|(path, _)| Language::of_path(path))
        .collect();
    for language in Language::ALL {
        assert!(
            there.contains(language),
            "add files of {language} to mixed.rs"
        );
    }
}

#[test]
fn a_graph_is_sound_and_asked_and_drawn_and_exported() {
    let folder = indexed();
    let at = folder.path();

    let sound = graphmill(at, &["validate", "--root", "repo"]);
    let said = String::from_utf8_lossy(&sound.stderr);
    assert!(sound.status.success(), "{}{said}", told(&sound));
    assert!(told(&sound).contains("sound"), "{}", told(&sound));
    // A text that changed since is told.
    std::fs::write(at.join("repo/shop/price.py"), "é = 1\n").unwrap();
    let changed = graphmill(at, &["validate", "--root", "repo", "--json"]);
    assert_eq!(changed.status.code(), Some(1));
    assert!(json(&changed)["faults_by_rule"]["text"].as_u64() > Some(0));
    assert!(graphmill(at, &["validate"]).status.success());

    let callers = graphmill(
        at,
        &["query", "callers", "shop/price.py:total", "--depth", "2"],
    );
    assert!(callers.status.success());
    assert!(
        told(&callers).contains("shop/order.py:7"),
        "{}",
        told(&callers)
    );
    let callers = graphmill(
        at,
        &[
            "query",
            "callers",
            "shop.total",
            "--graph",
            "graphmill-out/graph.db",
            "--json",
        ],
    );
    let answer = json(&callers);
    assert_eq!(answer["outcome"], "answered");
    assert_eq!(answer["edges"][0]["file"], "shop/order.py");
    assert_eq!(answer["edges"][0]["start_line"], 6);

    let unclear = graphmill(at, &["query", "callers", "total", "--json"]);
    assert_eq!(unclear.status.code(), Some(1));
    assert_eq!(json(&unclear)["outcome"], "ambiguous");
    let unclear = graphmill(at, &["query", "callers", "totle"]);
    assert_eq!(unclear.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&unclear.stderr).contains("near it are"));
    let timed = graphmill(at, &["query", "uses", "decimal", "--dot", "--timing"]);
    assert!(told(&timed).starts_with("digraph"), "{}", told(&timed));
    assert!(String::from_utf8_lossy(&timed.stderr).contains("answered in"));
    let absent = graphmill(at, &["query", "callers", "x", "--graph", "repo"]);
    assert_eq!(absent.status.code(), Some(2));

    for (format, files) in [
        ("ndjson", &["graph.ndjson"][..]),
        ("neo4j", &["nodes.csv", "edges.csv"]),
        ("parquet", &["nodes.parquet", "edges.parquet"]),
        ("graphml", &["graph.graphml"]),
    ] {
        let run = graphmill(
            at,
            &["export", "--format", format, "--out", "out", "--json"],
        );
        assert!(
            run.status.success(),
            "{}",
            String::from_utf8_lossy(&run.stderr)
        );
        assert!(json(&run)["edges"].as_u64() > Some(100));
        for file in files {
            assert!(at.join("out").join(file).is_file(), "{file}");
        }
    }
}
