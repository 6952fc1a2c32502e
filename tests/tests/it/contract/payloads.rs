//! Payloads that were released once are read for ever.

use std::collections::BTreeSet;

use events::{
    AggregateDone, AggregateFailed, CloneDone, CloneFailed, JanitorDone, JanitorRefused,
    ParseRequested, Selection, SplitDone, SplitFailed, UnitDone, UnitReady, map,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::workspace;

/// Versions that were released. A new one gets a folder of its own; the old ones stay as they are.
const VERSIONS: [&str; 1] = ["v1"];

fn golden(version: &str, subject: &str) -> Value {
    let text = workspace::read(&format!("shared/events/golden/{version}/{subject}.json"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{version}/{subject}: {error}"))
}

/// Reads a payload as an event, and writes it again.
fn through<T: DeserializeOwned + Serialize>(payload: &Value) -> Result<Value, serde_json::Error> {
    serde_json::to_value(serde_json::from_value::<T>(payload.clone())?)
}

/// How the payload of a subject comes out of its event.
type Through = fn(&Value) -> Result<Value, serde_json::Error>;

/// Every subject that carries JSON, without its job, with its event.
const EVENTS: [(&str, Through); 11] = [
    (map::PARSE_REQUESTED, through::<ParseRequested>),
    ("clone.done", through::<CloneDone>),
    ("clone.failed", through::<CloneFailed>),
    ("split.done", through::<SplitDone>),
    ("split.failed", through::<SplitFailed>),
    ("unit.ready", through::<UnitReady>),
    ("unit.done", through::<UnitDone>),
    ("aggregate.done", through::<AggregateDone>),
    ("aggregate.failed", through::<AggregateFailed>),
    ("janitor.done", through::<JanitorDone>),
    ("janitor.refused", through::<JanitorRefused>),
];

#[test]
fn released_payloads_are_read_without_loss() {
    for version in VERSIONS {
        for (subject, through) in EVENTS {
            let payload = golden(version, subject);
            let again =
                through(&payload).unwrap_or_else(|error| panic!("{version}/{subject}: {error}"));
            assert_eq!(again, payload, "{version}/{subject}");
        }
    }
}

#[test]
fn every_event_has_a_golden_payload_in_every_version() {
    let wanted: BTreeSet<String> = VERSIONS
        .iter()
        .flat_map(|version| {
            EVENTS.map(|(subject, _)| format!("shared/events/golden/{version}/{subject}.json"))
        })
        .collect();
    let found: BTreeSet<String> = workspace::files(&["json"])
        .into_iter()
        .filter(|path| path.starts_with("shared/events/golden/"))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn what_a_newer_release_adds_is_ignored() {
    for (subject, through) in EVENTS {
        let payload = golden("v1", subject);
        let mut newer = payload.clone();
        newer["a_field_of_the_future"] = json!({"x": [1, 2, 3]});
        assert_eq!(through(&newer).expect(subject), payload, "{subject}");
    }
}

#[test]
fn optional_fields_may_be_absent() {
    for (subject, fields) in [
        (
            "parse.requested",
            &[
                "revision",
                "job_id",
                "user_id",
                "languages",
                "include",
                "exclude",
            ][..],
        ),
        ("clone.done", &["revision", "user_id", "selection"][..]),
        ("split.done", &["revision"][..]),
    ] {
        let mut payload = golden("v1", subject);
        for field in fields {
            payload
                .as_object_mut()
                .expect("an event is an object")
                .remove(*field);
        }
        let (_, through) = EVENTS
            .into_iter()
            .find(|(name, _)| *name == subject)
            .expect("listed above");
        through(&payload).unwrap_or_else(|error| panic!("{subject}: {error}"));
    }
}

#[test]
fn requests_of_the_predecessor_are_read() {
    let request: ParseRequested = serde_json::from_value(json!({
        "repo_name": "ann/shop",
        "branch": "main",
        "project_id": 7,
        "use_inference_context": true,
    }))
    .expect("its names and its extra fields are accepted");
    assert_eq!(request.repo, "ann/shop");
    assert_eq!(request.revision.as_deref(), Some("main"));
    assert_eq!(request.defect(), None);
}

#[test]
fn malformed_payloads_are_refused() {
    let refused = |subject: &str, field: &str, value: Value| {
        let mut payload = golden("v1", subject);
        let parent = payload.pointer_mut(&field[..field.rfind('/').expect("a pointer")]);
        let parent = parent.unwrap_or_else(|| panic!("{subject} has no {field}"));
        parent[&field[field.rfind('/').expect("a pointer") + 1..]] = value.clone();
        let (_, through) = EVENTS
            .into_iter()
            .find(|(name, _)| *name == subject)
            .expect("listed above");
        assert!(
            through(&payload).is_err(),
            "{subject} with {field} = {value} must be refused"
        );
    };
    for bad in [json!(null), json!(7), json!(["a"])] {
        refused("parse.requested", "/repo", bad);
    }
    for bad in [
        json!(""),
        json!("a.b"),
        json!("*"),
        json!("../x"),
        json!("x".repeat(65)),
        json!(7),
    ] {
        refused("parse.requested", "/job_id", bad.clone());
        refused("clone.done", "/job", bad);
    }
    refused("parse.requested", "/languages", json!("python"));
    // Nothing leaves the storage root.
    for bad in [
        json!(""),
        json!("/etc"),
        json!("../x"),
        json!("jobs/../../x"),
        json!("a\\b"),
        json!("a/\u{0}"),
    ] {
        refused("clone.done", "/clone", bad.clone());
        refused("unit.ready", "/clone", bad);
    }
    for bad in [
        json!(""),
        json!("A".repeat(64)),
        json!("a".repeat(63)),
        json!("../facts"),
    ] {
        refused("unit.ready", "/digest", bad.clone());
        refused("unit.done", "/facts/digest", bad.clone());
        refused("split.done", "/units_digest", bad);
    }
    refused("unit.ready", "/unit", json!("*"));
    refused("unit.done", "/outcomes/parsed", json!(-1));
    refused("split.done", "/units", json!("1"));
    refused("clone.failed", "/kind", json!("bad luck"));
}

#[test]
fn a_request_that_breaks_a_limit_is_told_so() {
    use events::limits::{REPO_BYTES_MAX, REVISION_BYTES_MAX, SELECTION_ITEMS_MAX};
    let ask = || ParseRequested::of("ann/shop");
    let choose = |languages: &[&str], exclude: usize| Selection {
        languages: languages.iter().map(|name| (*name).to_owned()).collect(),
        exclude: vec!["x".into(); exclude],
        ..Selection::default()
    };
    let at = |revision: String| ParseRequested {
        revision: Some(revision),
        ..ask()
    };
    let of = |selection| ParseRequested { selection, ..ask() };
    assert_eq!(ask().defect(), None);
    assert_eq!(
        of(choose(&["python", "js"], SELECTION_ITEMS_MAX)).defect(),
        None
    );
    for (names, request) in [
        ("`repo`", ParseRequested::of(" ")),
        ("`repo`", ParseRequested::of("a\nb")),
        ("`repo`", ParseRequested::of("x".repeat(REPO_BYTES_MAX + 1))),
        ("`revision`", at("a\u{0}".into())),
        ("`revision`", at("x".repeat(REVISION_BYTES_MAX + 1))),
        ("`exclude`", of(choose(&[], SELECTION_ITEMS_MAX + 1))),
        ("`cobol`", of(choose(&["python", "cobol"], 0))),
    ] {
        let sentence = request
            .defect()
            .unwrap_or_else(|| panic!("{names} breaks a limit"));
        assert!(sentence.contains(names), "{sentence}");
    }
}

#[test]
fn the_names_of_failures_and_reasons_are_those_on_the_wire() {
    // `docs/outcomes.md` lists them; here they are what JSON says.
    let kind = |name: &str| {
        serde_json::from_value::<events::FailureKind>(json!(name))
            .map(|kind| kind.name().to_owned())
    };
    for name in crate::tidy::docs::variants("FailureKind") {
        assert_eq!(kind(&name).ok(), Some(name));
    }
    let reason = |name: &str| {
        serde_json::from_value::<events::SkipReason>(json!(name))
            .map(|reason| reason.name().to_owned())
    };
    for name in crate::tidy::docs::variants("SkipReason") {
        assert_eq!(reason(&name).ok(), Some(name));
    }
}
