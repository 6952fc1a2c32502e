//! Crates depend on each other in one direction, and only some of them know certain others.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{Dependency, DependencyKind, Package};

use crate::workspace;

/// The services, without the command line, which is where they are put together.
const SERVICES: [&str; 5] = [
    "graphmill-clone",
    "graphmill-split",
    "graphmill-parse",
    "graphmill-aggregate",
    "graphmill-janitor",
];

/// Every crate with the crates of ours that it depends on, in the order in which they may.
const EDGES: [(&str, &[&str]); 17] = [
    ("events", &[]),
    ("facts", &["events"]),
    ("graph", &["events", "facts"]),
    ("finished", &["graph"]),
    ("pipeline", &["events"]),
    ("bus", &["events", "pipeline"]),
    ("storage", &["events", "pipeline"]),
    ("boot", &["events", "pipeline", "bus"]),
    ("embedded", &[]),
    ("testkit", &["embedded"]),
    (
        "graphmill-clone",
        &["events", "pipeline", "bus", "storage", "boot"],
    ),
    (
        "graphmill-split",
        &["events", "facts", "pipeline", "bus", "storage", "boot"],
    ),
    (
        "graphmill-parse",
        &["events", "facts", "pipeline", "bus", "storage", "boot"],
    ),
    (
        "graphmill-aggregate",
        &["events", "facts", "graph", "pipeline", "bus", "boot"],
    ),
    (
        "graphmill-janitor",
        &["events", "facts", "pipeline", "bus", "storage", "boot"],
    ),
    (
        "graphmill",
        &[
            "events",
            "facts",
            "graph",
            "finished",
            "pipeline",
            "bus",
            "storage",
            "boot",
            "embedded",
            "graphmill-clone",
            "graphmill-split",
            "graphmill-parse",
            "graphmill-aggregate",
            "graphmill-janitor",
        ],
    ),
    ("graphmill-tests", &[]),
];

/// Crates of others that only some of ours may name. What tests alone name does not count.
const KEPT: [(&str, &[&str]); 5] = [
    // The broker's client has sharp edges, and one place knows them.
    ("async-nats", &["bus"]),
    // What Git reads was made by strangers.
    ("git2", &["storage", "graphmill-clone", "testkit"]),
    // The accuracy of graphmill is measured by definitions that graphmill did not cut itself.
    ("tree-sitter", &["graphmill-parse", "graphmill-tests"]),
    // One crate writes `graph.db`, one reads it.
    ("rusqlite", &["graph", "finished"]),
    ("figment", &["boot"]),
];

fn packages() -> BTreeMap<&'static str, &'static Package> {
    workspace::metadata()
        .packages
        .iter()
        .map(|package| (package.name.as_str(), package))
        .collect()
}

/// The names of what a package depends on, of one kind; of ours or of others.
fn names(package: &Package, kinds: &[DependencyKind], ours: bool) -> BTreeSet<String> {
    let wanted = |one: &&Dependency| kinds.contains(&one.kind) && one.path.is_some() == ours;
    package
        .dependencies
        .iter()
        .filter(wanted)
        .map(|one| one.name.clone())
        .collect()
}

const NORMAL: [DependencyKind; 2] = [DependencyKind::Normal, DependencyKind::Build];
const DEVELOPMENT: [DependencyKind; 1] = [DependencyKind::Development];

#[test]
fn crates_depend_on_each_other_as_the_architecture_says() {
    let packages = packages();
    let known: BTreeSet<&str> = EDGES.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        packages.keys().copied().collect::<BTreeSet<_>>(),
        known,
        "the crates of the workspace"
    );
    for (name, edges) in EDGES {
        let edges: BTreeSet<String> = edges.iter().map(|edge| (*edge).to_owned()).collect();
        assert_eq!(
            names(packages[name], &NORMAL, true),
            edges,
            "{name} depends on other crates than it should"
        );
    }
}

#[test]
fn edges_have_one_direction() {
    let mut before: BTreeSet<&str> = BTreeSet::new();
    for (name, edges) in EDGES {
        for edge in edges {
            assert!(
                before.contains(edge),
                "{name} depends on {edge}, which stands below it"
            );
            assert!(
                name == "graphmill" || !SERVICES.contains(edge),
                "{name} depends on the service {edge}"
            );
        }
        before.insert(name);
    }
}

#[test]
fn services_do_not_know_each_other_even_in_tests() {
    let packages = packages();
    for service in SERVICES {
        let known = names(packages[service], &DEVELOPMENT, true);
        let other = SERVICES.iter().find(|other| known.contains(**other));
        assert_eq!(
            other, None,
            "{service} is tested with another service; such tests belong to `tests/`"
        );
    }
}

#[test]
fn the_test_kit_is_for_tests() {
    for (name, package) in packages() {
        assert!(
            !names(package, &NORMAL, true).contains("testkit"),
            "{name} ships with the test kit"
        );
    }
}

#[test]
fn only_some_crates_know_certain_others() {
    for (name, package) in packages() {
        for other in names(package, &NORMAL, false) {
            let kept = KEPT.iter().find(|(kept, _)| *kept == other);
            assert!(
                kept.is_none_or(|(_, by)| by.contains(&name)),
                "{name} names {other}"
            );
        }
        let tests = names(package, &DEVELOPMENT, false);
        assert!(
            !tests.contains("async-nats") || name == "bus",
            "the tests of {name} name async-nats"
        );
    }
}

#[test]
fn every_crate_takes_the_lints_and_versions_of_the_workspace() {
    for (name, package) in packages() {
        let manifest =
            std::fs::read_to_string(&package.manifest_path).expect("a manifest can be read");
        for line in [
            "[lints]\nworkspace = true",
            "edition.workspace = true",
            "rust-version.workspace = true",
        ] {
            assert!(
                manifest.contains(line),
                "{name} lacks `{}`",
                line.replace('\n', " ")
            );
        }
        let own = manifest.lines().find(|line| {
            line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains("version = \"")
        });
        assert_eq!(
            own, None,
            "{name} has a version of its own; versions stand in the workspace"
        );
    }
}

/// The code map of ARCHITECTURE.md: what each crate is for is told by the first sentence in it.
#[test]
fn the_code_map_is_the_crates() {
    let packages = packages();
    let mut table =
        String::from("| crate | folder | its one job | of ours, it names |\n|---|---|---|---|\n");
    for (name, edges) in EDGES {
        let folder = packages[name]
            .manifest_path
            .parent()
            .expect("a manifest is in a folder");
        let folder = folder
            .strip_prefix(workspace::root())
            .expect("a crate is in the workspace");
        let edges: Vec<String> = edges
            .iter()
            .map(|edge| format!("`{}`", edge.trim_start_matches("graphmill-")))
            .collect();
        let edges = if edges.is_empty() {
            "none".to_owned()
        } else {
            edges.join(" ")
        };
        let edges = if name == "graphmill-tests" {
            "what it tests".to_owned()
        } else {
            edges
        };
        table += &format!(
            "| `{name}` | [{folder}]({folder}) | {} | {edges} |\n",
            job(folder.as_str())
        );
    }
    workspace::hold("ARCHITECTURE.md", Some("crates"), &table);
}

/// The first paragraph of a crate's documentation, in one line.
fn job(folder: &str) -> String {
    let tops = ["src/lib.rs", "src/main.rs", "tests/it/main.rs"];
    let top = tops
        .iter()
        .map(|top| format!("{folder}/{top}"))
        .find(|top| workspace::root().join(top).is_file());
    let text = workspace::read(&top.unwrap_or_else(|| panic!("{folder} has no top file")));
    let lines: Vec<&str> = text
        .lines()
        .map_while(|line| line.strip_prefix("//! "))
        .collect();
    lines.join(" ").replace('|', "\\|")
}
