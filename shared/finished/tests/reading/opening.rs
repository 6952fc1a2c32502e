//! Only a graph of this schema is opened, and only for reading.

use std::fs;

use finished::{Finished, ReadError};

use crate::fixture::{Small, write};

#[test]
fn what_is_no_graph_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let said = |place: &std::path::Path| Finished::open(place).unwrap_err().to_string();
    assert!(said(folder.path()).contains("graphmill index"));
    let other = folder.path().join("notes.txt");
    fs::write(
        &other,
        "these are notes, and long enough to be taken for a database ".repeat(20),
    )
    .unwrap();
    assert!(said(&other).contains("is no graph.db"));
    fs::write(&other, "").unwrap();
    assert!(said(&other).contains("is no graph.db"));
}

#[test]
fn another_version_of_the_schema_is_refused_by_its_number() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let path = folder.path().join("graph.db");
    let mut bytes = fs::read(&path).unwrap();
    // Where SQLite keeps `PRAGMA user_version`.
    bytes[60..64].copy_from_slice(&7_u32.to_be_bytes());
    fs::write(&path, bytes).unwrap();
    let error = Finished::open(&path).unwrap_err();
    assert!(
        matches!(error, ReadError::Version { found: 7, .. }),
        "{error}"
    );
    assert!(error.to_string().contains("has version 7 of the schema"));
}

#[test]
fn questions_leave_the_file_as_it_is() {
    let small = Small::new();
    let path = small.folder.path().join("graph.db");
    let before = fs::read(&path).unwrap();
    small.ask(&finished::Question::Search("view".into()));
    assert_eq!(fs::read(&path).unwrap(), before);
    let beside: Vec<String> = fs::read_dir(small.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with("graph.db-"))
        .collect();
    assert_eq!(beside, [""; 0]);
}
