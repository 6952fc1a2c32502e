//! Symbols: unique, by the grammar, the same whatever stands elsewhere.

use std::collections::BTreeSet;

use events::Language;
use facts::{DefinitionKind as D, Pinned};
use graph::{CodeGraph, External, NodeRef, Symbol, Symbols, parse_symbol};
use insta::assert_snapshot;

use crate::fixture::{File, graph, node, small};

/// Every symbol of a graph that is not local, a line each.
fn symbols(graph: &CodeGraph) -> String {
    let symbols = Symbols::of(graph);
    let mut all = Vec::new();
    for (file, source) in (0_u32..).zip(&graph.files) {
        all.push(symbols.file(file).to_owned());
        for (definition, facts) in (0_u32..).zip(&source.facts.definitions) {
            let node = NodeRef { file, definition };
            if facts.kind.is_local() {
                assert_eq!(symbols.node(node), "");
            } else {
                all.push(symbols.node(node).to_owned());
            }
        }
    }
    all.extend((0..graph.externals.len() as u32).map(|id| symbols.external(id).to_owned()));
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len(), "a symbol twice in {all:#?}");
    for symbol in &all {
        assert!(matches!(parse_symbol(symbol), Ok(Symbol::Global { .. })));
        let theirs = scip::symbol::parse_symbol(symbol).unwrap();
        // Theirs reads doubled spaces in a package, but does not write them.
        if !symbol.contains("a  b") {
            assert_eq!(&scip::symbol::format_symbol(theirs), symbol);
        }
    }
    all.join("\n")
}

#[test]
fn a_symbol_names_the_file_the_owners_and_the_definition() {
    assert_snapshot!(symbols(&small()), @r"
    graphmill . . . `broken.c`/
    graphmill . . . `lib/model.rs`/
    graphmill . . . `lib/model.rs`/Point#
    graphmill . . . `lib/model.rs`/Point#new().
    graphmill . . . `lib/moves.rs`/
    graphmill . . . `lib/model.rs`/Point#new(+1).
    graphmill . . . `lib/model.rs`/Point#shift().
    graphmill . . . `src/app.py`/
    graphmill . . . `src/app.py`/App#
    graphmill . . . `src/app.py`/App#run().
    graphmill . . . `src/app.py`/test_main().
    graphmill . . . `src/app.py`/+1:App#
    graphmill . . . `src/base.py`/
    graphmill . . . `src/base.py`/Base#
    graphmill . . . `src/base.py`/Base#run().
    graphmill . . . `src/base.py`/Base#run(+1).
    graphmill . . . `src/base.py`/LIMIT.
    graphmill python . . print.
    graphmill python requests . requests/
    graphmill python requests . requests/get.
    ");
}

#[test]
fn odd_names_are_in_backticks() {
    let graph = graph(vec![
        File::new("Makefile", Language::C),
        File::new("a `b`/ü c.js", Language::JavaScript)
            .define(D::Function, "", None)
            .define(D::Function, "", None)
            .define(D::Function, "<anonymous>", None)
            .define(D::Method, "a b", None)
            .define(D::Field, "`", None)
            .define(D::Class, "ü", None)
            .define(D::Macro, "a.b", None)
            .define(D::Namespace, "A::B", None)
            .define(D::Function, "$_+-9", None)
            .define(D::Variable, &"ü".repeat(200), None)
            .define(D::Variable, &"ü".repeat(201), None),
    ]);
    let all = symbols(&graph).replace(&"ü".repeat(128), "<128 ü>");
    assert_snapshot!(all, @r"
    graphmill . . . Makefile/
    graphmill . . . `a ``b``/ü c.js`/
    graphmill . . . `a ``b``/ü c.js`/`<anonymous>`().
    graphmill . . . `a ``b``/ü c.js`/`<anonymous>`(+1).
    graphmill . . . `a ``b``/ü c.js`/`<anonymous>`(+2).
    graphmill . . . `a ``b``/ü c.js`/`a b`().
    graphmill . . . `a ``b``/ü c.js`/````.
    graphmill . . . `a ``b``/ü c.js`/`ü`#
    graphmill . . . `a ``b``/ü c.js`/`a.b`!
    graphmill . . . `a ``b``/ü c.js`/`A::B`/
    graphmill . . . `a ``b``/ü c.js`/$_+-9().
    graphmill . . . `a ``b``/ü c.js`/`<128 ü>`.
    graphmill . . . `a ``b``/ü c.js`/+1:`<128 ü>`.
    ");
}

#[test]
fn namesakes_are_told_apart_and_the_first_keeps_its_name() {
    let graph = graph(vec![
        File::new("a.ts", Language::TypeScript)
            .define(D::Class, "A", None)
            .define(D::Function, "A", None)
            .define(D::Class, "A", None)
            .define(D::Method, "m", Some(2))
            .define(D::Method, "m", Some(2))
            .define(D::Method, "m", Some(0))
            .define(D::Variable, "v", None)
            .define(D::Constant, "v", None),
    ]);
    assert_snapshot!(symbols(&graph), @r"
    graphmill . . . `a.ts`/
    graphmill . . . `a.ts`/A#
    graphmill . . . `a.ts`/A().
    graphmill . . . `a.ts`/+1:A#
    graphmill . . . `a.ts`/+1:A#m().
    graphmill . . . `a.ts`/+1:A#m(+1).
    graphmill . . . `a.ts`/A#m().
    graphmill . . . `a.ts`/v.
    graphmill . . . `a.ts`/+1:v.
    ");
}

#[test]
fn a_member_elsewhere_does_not_rename_those_beside_the_owner() {
    let home = || {
        File::new("b.go", Language::Go)
            .define(D::Struct, "T", None)
            .define(D::Method, "M", None)
            .owned_by(node(1, 0))
    };
    let away = File::new("a.go", Language::Go)
        .define(D::Method, "M", None)
        .owned_by(node(1, 0))
        .define(D::Method, "N", None)
        .owned_by(node(1, 0));
    assert_snapshot!(symbols(&graph(vec![away, home()])), @r"
    graphmill . . . `a.go`/
    graphmill . . . `b.go`/T#M(+1).
    graphmill . . . `b.go`/T#N().
    graphmill . . . `b.go`/
    graphmill . . . `b.go`/T#
    graphmill . . . `b.go`/T#M().
    ");
}

#[test]
fn what_a_local_holds_is_named_after_who_holds_the_local() {
    let graph = graph(vec![
        File::new("a.js", Language::JavaScript)
            .define(D::Function, "f", None)
            .define(D::Local, "x", Some(0))
            .define(D::Method, "m", Some(1))
            .define(D::Local, "y", None)
            .define(D::Method, "n", None)
            .owned_by(node(0, 1)),
    ]);
    assert_snapshot!(symbols(&graph), @r"
    graphmill . . . `a.js`/
    graphmill . . . `a.js`/f().
    graphmill . . . `a.js`/f().m().
    graphmill . . . `a.js`/f().n().
    ");
    let symbols = Symbols::of(&graph);
    assert_eq!(
        (symbols.local(node(0, 1)), symbols.local(node(0, 3))),
        (0, 1)
    );
}

#[test]
fn a_circle_of_owners_is_cut() {
    let graph = graph(vec![
        File::new("a.rs", Language::Rust)
            .define(D::Struct, "A", None)
            .owned_by(node(0, 1))
            .define(D::Struct, "B", None)
            .owned_by(node(0, 0))
            .define(D::Struct, "C", None)
            .owned_by(node(0, 2)),
    ]);
    assert_snapshot!(symbols(&graph), @r"
    graphmill . . . `a.rs`/
    graphmill . . . `a.rs`/B#A#
    graphmill . . . `a.rs`/B#
    graphmill . . . `a.rs`/C#
    ");
}

#[test]
fn deep_nesting_ends_at_a_limit() {
    let mut file = File::new("deep.py", Language::Python).define(D::Function, "f", None);
    for depth in 0..5000 {
        file = file.define(D::Function, "f", Some(depth));
    }
    let graph = graph(vec![file]);
    let longest = symbols(&graph).lines().map(str::len).max();
    assert!(longest < Some(500), "{longest:?}");
}

#[test]
fn what_is_outside_is_named_by_its_package() {
    let external = |ecosystem: &str, module: &str, name: &str| External {
        ecosystem: ecosystem.into(),
        module: module.into(),
        name: name.into(),
        pinned: match (ecosystem, module) {
            ("npm", "react") => Some(Pinned {
                name: "react".into(),
                version: "18.2.0".into(),
            }),
            _ => None,
        },
    };
    let mut graph = CodeGraph {
        externals: vec![
            external("c", "stdio.h", "printf"),
            external("c", "sys/types.h", ""),
            external("cargo", "std::collections", "HashMap.new"),
            external("go", "github.com/a/b/c", "D"),
            external("go", "net/http", "Get"),
            external("maven", "java.util", "List"),
            external("npm", "", ""),
            external("npm", "./x", "y"),
            external("npm", "@scope/a b/c", "default"),
            external("npm", "react", "useState"),
            external("python", "", "print"),
            external("python", "os.path", ""),
            external("python", "os.path", "a..b"),
            external("python", "os.path", "a.<anonymous>.b"),
        ],
        ..CodeGraph::default()
    };
    graph.externals.sort();
    assert_snapshot!(symbols(&graph), @r"
    graphmill c stdio.h . `stdio.h`/printf.
    graphmill c sys . `sys/types.h`/
    graphmill cargo std . `std::collections`/HashMap.new.
    graphmill go github.com/a/b . `github.com/a/b/c`/D.
    graphmill go net . `net/http`/Get.
    graphmill maven java.util . `java.util`/List.
    graphmill npm . . `<anonymous>`/
    graphmill npm . . `./x`/y.
    graphmill npm @scope/a  b . `@scope/a b/c`/default.
    graphmill npm react 18.2.0 react/useState.
    graphmill python . . print.
    graphmill python os . `os.path`/
    graphmill python os . `os.path`/a.`<anonymous>`.b.
    graphmill python os . `os.path`/a.`<anonymous>`.+1:b.
    ");
}

#[test]
fn what_breaks_the_grammar_is_no_symbol() {
    for bad in [
        "",
        "local",
        "local ",
        "local a b",
        "graphmill . . .",
        "graphmill . . . ",
        " . . . a/",
        "local-thing . . . a/",
        "graphmill  . . . a/",
        "graphmill .  . a/",
        "graphmill . . . a",
        "graphmill . . . a/b",
        "graphmill . . . a b/",
        "graphmill . . . `a/",
        "graphmill . . . `a`/",
        "graphmill . . . ``/",
        "graphmill . . . f(",
        "graphmill . . . f()",
        "graphmill . . . f(a b).",
        "graphmill . . . ü/",
    ] {
        assert!(parse_symbol(bad).is_err(), "{bad:?}");
    }
    for good in ["local 0", "a b  c . . `x y`/T#f(+1).g.m!x:[T](p)"] {
        assert!(parse_symbol(good).is_ok(), "{good:?}");
    }
}
