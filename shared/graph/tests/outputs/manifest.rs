//! The manifest, the counts, and all outputs together.

use std::collections::BTreeMap;

use events::{BlobRef, Digest, JobId, RelPath, SplitDone};
use graph::{CodeGraph, GRAPH_DB, INDEX_SCIP, Manifest, counts, write_all};
use insta::assert_snapshot;

use crate::fixture::small;

fn split() -> SplitDone {
    let digest = || Digest::new("a".repeat(64)).unwrap();
    SplitDone {
        v: 1,
        job: JobId::new("j1").unwrap(),
        repo: "https://example.org/a.git".into(),
        revision: None,
        commit: "c".repeat(40),
        tree: "d".repeat(40),
        clone: RelPath::new("jobs/j1/repo.git").unwrap(),
        units: 1,
        units_digest: digest(),
        files_total: 6,
        files_planned: 5,
        files_skipped: BTreeMap::from([("binary".to_owned(), 1)]),
        bytes_planned: 500,
        skipped: BlobRef {
            digest: digest(),
            parts: 1,
            bytes: 1,
        },
        requested_ms: 0,
        clone_ms: 20,
        elapsed_ms: 3,
    }
}

#[test]
fn references_are_the_sum_of_their_kinds() {
    let counts = counts(&small());
    assert_eq!(
        counts.references,
        counts.resolved + counts.ambiguous + counts.external + counts.unresolved
    );
    assert_eq!(counts.outcomes.total(), 5);
    assert_eq!(
        graph::counts(&CodeGraph::default()),
        graph::Counts::default()
    );
}

#[test]
fn a_manifest_tells_what_came_of_a_job() {
    let dir = tempfile::tempdir().unwrap();
    let mut written = write_all(&small(), dir.path()).unwrap();
    for artifact in &mut written {
        let bytes = std::fs::read(dir.path().join(artifact.name)).unwrap();
        assert_eq!(artifact.bytes, bytes.len() as u64);
        assert_eq!(artifact.sha256, facts::sha256(&bytes));
        // Those of the real ones change with every version.
        artifact.bytes = 1;
        artifact.sha256 = split().units_digest;
    }
    let stages = [("parse".to_owned(), 40), ("aggregate".to_owned(), 5)];
    let manifest = Manifest::new(&split(), &small(), &written, stages);
    let json = manifest.to_json();
    assert_eq!(serde_json::from_slice::<Manifest>(&json).unwrap(), manifest);
    let text = String::from_utf8(json).unwrap();
    assert_snapshot!(text.replace(env!("CARGO_PKG_VERSION"), "<version>"), @r#"
    {
      "job": "j1",
      "repo": "https://example.org/a.git",
      "revision": null,
      "commit": "cccccccccccccccccccccccccccccccccccccccc",
      "tree": "dddddddddddddddddddddddddddddddddddddddd",
      "files_total": 6,
      "files_planned": 5,
      "files_skipped": {
        "binary": 1
      },
      "outcomes": {
        "parsed": 3,
        "partial": 1,
        "failed": 1
      },
      "units": 1,
      "definitions": 12,
      "references": 11,
      "resolved": 7,
      "ambiguous": 1,
      "external": 2,
      "unresolved": 1,
      "languages": {
        "c": 1,
        "python": 2,
        "rust": 2
      },
      "stages": {
        "aggregate": 5,
        "clone": 20,
        "parse": 40,
        "split": 3
      },
      "extractor_version": 9,
      "graphmill": "<version>",
      "artifacts": [
        {
          "name": "graph.db",
          "bytes": 1,
          "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        },
        {
          "name": "index.scip",
          "bytes": 1,
          "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        }
      ]
    }
    "#);
}

#[test]
fn the_same_graph_gives_the_same_files_wherever_and_after_whatever() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = write_all(&small(), one.path()).unwrap();
    write_all(&CodeGraph::default(), two.path()).unwrap();
    // Over what is there, and on another thread with a memory of its own.
    let second = std::thread::scope(|scope| {
        scope
            .spawn(|| write_all(&small(), two.path()).unwrap())
            .join()
            .unwrap()
    });
    assert_eq!(first, second);
    assert_eq!(
        first.iter().map(|w| w.name).collect::<Vec<_>>(),
        [GRAPH_DB, INDEX_SCIP]
    );
}

#[test]
fn a_folder_that_is_not_there_is_an_error_that_names_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let error = write_all(&small(), &dir.path().join("missing")).unwrap_err();
    assert!(error.to_string().contains(GRAPH_DB), "{error}");
}
