//! Pictures for Graphviz.

use finished::{Question, dot};
use insta::assert_snapshot;

use crate::fixture::{AWKWARD, Small};

#[test]
fn a_picture_has_frames_for_files_and_edges_by_kind() {
    let small = Small::new();
    let answer = small.ask(&Question::Callees("shop.py:Shop.render".into()));
    let picture = dot(&answer);
    let body: Vec<&str> = picture.lines().skip(4).collect();
    assert_snapshot!(body.join("\n"), @"");
}

#[test]
fn what_stands_alone_is_drawn_alone() {
    let small = Small::new();
    let picture = dot(&small.ask(&Question::Callers(AWKWARD.into())));
    let node = picture
        .lines()
        .find(|line| line.contains("[label=\"q"))
        .unwrap();
    assert!(node.contains(r#"label="q\"<&amp;>'\\,;␁`"#), "{node}");
    // Every quote that is not escaped opens or closes a text.
    for line in picture.lines() {
        let plain = line.replace("\\\\", "").replace("\\\"", "");
        assert_eq!(plain.matches('"').count() % 2, 0, "{line}");
    }
}
