//! What a name means.

use finished::{Options, Outcome, Question};

use crate::fixture::{AWKWARD, Small, options};

/// What a name means: the places, with `!` before candidates and `?` before what is only near.
fn meant(small: &Small, name: &str) -> String {
    let answer = small.ask(&Question::Callers(name.into()));
    let place = |node: &finished::Node| match (&node.file, node.start_line) {
        (Some(file), Some(line)) if node.is_definition() => format!("{file}:{}", line + 1),
        _ => node.qualified_name.clone(),
    };
    let (mark, nodes): (&str, Vec<String>) = match answer.outcome {
        Outcome::Answered => {
            let roots = answer.nodes.iter();
            let roots = roots.filter(|reached| answer.roots.contains(&reached.node.id));
            ("", roots.map(|reached| place(&reached.node)).collect())
        }
        Outcome::Ambiguous => ("! ", answer.candidates.iter().map(place).collect()),
        Outcome::Unknown => ("? ", answer.candidates.iter().map(place).collect()),
    };
    assert_eq!(answer.unclear.is_some(), !mark.is_empty());
    format!("{mark}{}", nodes.join(" "))
}

#[test]
fn a_name_is_understood_in_every_way_of_saying_it() {
    let small = Small::new();
    for (name, expected) in [
        ("View", "web/base.py:1"),
        ("View.render", "web/base.py:3"),
        ("View::render", "web/base.py:3"),
        ("web.base.View.render", "web/base.py:3"),
        ("web/base.py:View.render", "web/base.py:3"),
        ("web/base.py:render", "web/base.py:3"),
        ("base.py:render", "web/base.py:3"),
        ("./web/base.py:render", "web/base.py:3"),
        ("shop.py:Shop", "shop.py:3"),
        ("shop.Shop", "shop.py:3"),
        // Lines: a name's, one in a body, one outside of all bodies.
        ("shop.py:5", "shop.py:5"),
        ("shop.py:7", "shop.py:5"),
        ("shop.py:7:12", "shop.py:5"),
        ("shop.py:1", "shop.py"),
        // The package gives on what its module defines.
        ("web.View", "web/base.py:1"),
        (
            "graphmill . . . `web/base.py`/View#render().",
            "web/base.py:3",
        ),
        ("shop.py", "shop.py"),
        ("base.py", "web/base.py"),
        ("web", "web"),
        (".", ""),
        ("requests.get", "requests.get"),
        ("print", "print"),
        (AWKWARD, "web/base.py:5"),
    ] {
        assert_eq!(meant(&small, name), expected, "{name}");
    }
}

#[test]
fn a_name_of_several_lists_them_and_tests_come_last() {
    let small = Small::new();
    assert_eq!(meant(&small, "Shop"), "! shop.py:3 twin.py:1");
    assert_eq!(meant(&small, "fetch"), "! shop.py:9 test_shop.py:5");
    assert_eq!(meant(&small, "render"), "! shop.py:5 web/base.py:3");
    let all = Options {
        all: true,
        ..options()
    };
    let question = Question::Callers("fetch".into());
    assert_eq!(small.graph.ask(&question, &all).unwrap().roots.len(), 2);
    let kind = Options {
        kind: Some("class".into()),
        ..options()
    };
    let question = Question::Callers("shop.py:3".into());
    assert_eq!(small.graph.ask(&question, &kind).unwrap().roots.len(), 1);
    let kind = Options {
        kind: Some("method".into()),
        ..options()
    };
    let none = small.graph.ask(&question, &kind).unwrap();
    assert_eq!(none.outcome, Outcome::Unknown);
}

#[test]
fn a_name_that_nobody_has_brings_those_near_it() {
    let small = Small::new();
    assert_eq!(meant(&small, "fecth"), "? ");
    assert_eq!(
        meant(&small, "Viewer"),
        "? web/base.py:1 web/base.py:3 web/base.py:2"
    );
    assert_eq!(
        meant(&small, "web.base.rendr"),
        "? shop.py:5 web/base.py:3 test_shop.py:2"
    );
    for name in [
        "",
        " ",
        ":",
        "::",
        ":1",
        "shop.py:",
        "shop.py:0",
        "shop.py:99999999999",
        "'; DROP",
        "\"",
        "a\0b",
        "*",
    ] {
        let told = meant(&small, name);
        assert!(
            told.starts_with('?') || told == "shop.py",
            "{name:?}: {told}"
        );
    }
}
