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
    assert_snapshot!(body.join("\n"), @r##"
      subgraph cluster_0 {
        graph [label="shop.py", labeljust=l, style="rounded,filled", color="#d0d5dd", fillcolor="#f9fafb", fontcolor="#475467", fontsize=10, margin=10];
        n5 [label="Shop.render()", tooltip="method shop.py:5", fillcolor="#ecfccb", color="#65a30d", penwidth=2.4];
        n6 [label="fetch()", tooltip="function shop.py:9", fillcolor="#dcfce7", color="#16a34a"];
      }
      subgraph cluster_1 {
        graph [label="web/base.py", labeljust=l, style="rounded,filled", color="#d0d5dd", fillcolor="#f9fafb", fontcolor="#475467", fontsize=10, margin=10];
        n16 [label="View.render()", tooltip="method web/base.py:3", fillcolor="#ecfccb", color="#65a30d"];
      }
      n5 -> n5 [color="#98a2b3", style=dashed, penwidth=1.0, tooltip="dispatches at shop.py:8", label="dispatches"];
      n5 -> n6 [color="#344054", penwidth=1.5, tooltip="calls at shop.py:6 and 1 more"];
      n5 -> n16 [color="#344054", penwidth=1.0, tooltip="calls at shop.py:8"];
    }
    "##);
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
