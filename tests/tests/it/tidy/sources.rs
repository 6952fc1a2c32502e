//! What holds for every source file.

use crate::workspace;

/// A longer file holds more than one thing.
const LINES_MAX: usize = 800;

/// Names that say nothing about what is inside, so that everything ends up there.
const ATTICS: [&str; 9] = [
    "util", "utils", "common", "helper", "helpers", "misc", "types", "core", "manager",
];

/// Homes of people. The documents' own example person is called Ann.
const HOMES: [&str; 3] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/ro", "ot/"),
];

#[test]
fn every_source_file_says_its_one_job_first() {
    let silent: Vec<String> = workspace::files(&["rs"])
        .into_iter()
        .filter(|path| !workspace::read(path).starts_with("//! "))
        .collect();
    assert_eq!(silent, [""; 0], "these do not start with a `//!` line");
}

#[test]
fn no_source_file_is_too_long() {
    for path in workspace::files(&["rs"]) {
        let lines = workspace::read(&path).lines().count();
        assert!(
            lines <= LINES_MAX,
            "{path} has {lines} lines, more than {LINES_MAX}"
        );
    }
}

#[test]
fn no_file_or_folder_is_an_attic() {
    for path in workspace::files(&["rs"]) {
        let attic = path.split(['/', '.']).find(|part| ATTICS.contains(part));
        assert_eq!(attic, None, "{path}: find the noun");
    }
}

#[test]
fn no_file_names_the_home_of_a_person() {
    for path in workspace::files(&[]) {
        let Ok(text) = std::fs::read_to_string(workspace::root().join(&path)) else {
            continue;
        };
        for (line, number) in text.lines().zip(1..) {
            for home in HOMES {
                let told = line
                    .match_indices(home)
                    .any(|(at, _)| !line[at + home.len()..].starts_with("ann"));
                assert!(
                    !told,
                    "{path}:{number} names a place of one machine: {line}"
                );
            }
        }
    }
}

#[test]
fn subjects_stand_in_the_map_alone() {
    let events = ["clone", "split", "unit", "aggregate", "janitor"];
    let ends = ["done", "failed", "ready", "refused", "*"];
    let mut subjects: Vec<String> = events
        .iter()
        .flat_map(|event| ends.map(|end| format!("\"{event}.{end}")))
        .collect();
    subjects.push("\"parse.requested".into());
    subjects.push("\"facts.".into());
    for path in workspace::files(&["rs"]) {
        if !path.contains("/src/") || path == "shared/events/src/map.rs" {
            continue;
        }
        let text = workspace::read(&path);
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (line, number) in code.lines().zip(1..) {
            let found = subjects.iter().find(|subject| line.contains(*subject));
            assert!(
                found.is_none() || line.trim_start().starts_with("//"),
                "{path}:{number} spells out a subject; take it from `events::map`: {line}"
            );
        }
    }
}
