//! The SCIP index, and the faults that the validator finds in one.

use std::fmt::Write;

use graph::{CodeGraph, validate, write_scip};
use insta::assert_snapshot;
use protobuf::{Enum, EnumOrUnknown, Message};
use scip::types::{Index, SymbolInformation, SymbolRole};

use crate::fixture::small;

fn bytes(graph: &CodeGraph) -> Vec<u8> {
    let mut bytes = Vec::new();
    let size = write_scip(graph, &mut bytes).unwrap();
    assert_eq!(size, bytes.len() as u64);
    bytes
}

fn index(graph: &CodeGraph) -> Index {
    Index::parse_from_bytes(&bytes(graph)).unwrap()
}

fn print_information(text: &mut String, information: &SymbolInformation) {
    let kind = information.kind.enum_value().unwrap();
    let (symbol, name) = (&information.symbol, &information.display_name);
    write!(text, "  {symbol} = {kind:?} {name:?}").unwrap();
    if let Some(signature) = information.signature_documentation.as_ref() {
        write!(text, " [{}: {}]", signature.language, signature.text).unwrap();
    }
    for documentation in &information.documentation {
        write!(text, " ({documentation})").unwrap();
    }
    if !information.enclosing_symbol.is_empty() {
        write!(text, " in {}", information.enclosing_symbol).unwrap();
    }
    for related in &information.relationships {
        let reference = if related.is_reference {
            "+reference"
        } else {
            ""
        };
        assert!(related.is_implementation);
        write!(text, " implementation{reference} of {}", related.symbol).unwrap();
    }
    text.push('\n');
}

fn print(index: &Index) -> String {
    let mut text = String::new();
    let metadata = &index.metadata;
    writeln!(
        text,
        "{} {} {:?}",
        metadata.tool_info.name, metadata.project_root, metadata.text_document_encoding
    )
    .unwrap();
    for document in &index.documents {
        writeln!(text, "{} {}", document.relative_path, document.language).unwrap();
        for occurrence in &document.occurrences {
            let roles: Vec<String> = SymbolRole::VALUES
                .iter()
                .filter(|role| occurrence.symbol_roles & role.value() != 0)
                .map(|role| format!(" {role:?}"))
                .collect();
            let (range, symbol) = (&occurrence.range, &occurrence.symbol);
            write!(text, "  {range:?}{} {symbol}", roles.concat()).unwrap();
            if !occurrence.enclosing_range.is_empty() {
                write!(text, " in {:?}", occurrence.enclosing_range).unwrap();
            }
            for diagnostic in &occurrence.diagnostics {
                write!(text, " !{} {}", diagnostic.code, diagnostic.message).unwrap();
            }
            text.push('\n');
        }
        for information in &document.symbols {
            print_information(&mut text, information);
        }
    }
    text.push_str("external\n");
    for information in &index.external_symbols {
        print_information(&mut text, information);
    }
    text
}

#[test]
fn an_index_holds_what_the_graph_knows() {
    let bytes = bytes(&small());
    assert_eq!(validate(&bytes), [""; 0]);
    assert_snapshot!(print(&Index::parse_from_bytes(&bytes).unwrap()), @r#"
    graphmill file:/// UTF8
    broken.c C
      [0, 0, 0] Definition graphmill . . . `broken.c`/ in [0, 0, 0] !failed timeout: 5000 ms
      graphmill . . . `broken.c`/ = File "broken.c"
    lib/model.rs Rust
      [0, 0, 0] Definition graphmill . . . `lib/model.rs`/ in [0, 0, 4, 1]
      [0, 4, 9] Definition graphmill . . . `lib/model.rs`/Point# in [0, 0, 2, 1]
      [2, 4, 7] Definition graphmill . . . `lib/model.rs`/Point#new(). in [2, 0, 4, 1]
      graphmill . . . `lib/model.rs`/ = File "lib/model.rs"
      graphmill . . . `lib/model.rs`/Point# = Struct "Point" [Rust: struct Point]
      graphmill . . . `lib/model.rs`/Point#new(). = Method "new" [Rust: method new] in graphmill . . . `lib/model.rs`/Point#
    lib/moves.rs Rust
      [0, 0, 0] Definition graphmill . . . `lib/moves.rs`/ in [0, 0, 4, 1]
      [0, 4, 7] Definition graphmill . . . `lib/model.rs`/Point#new(+1). in [0, 0, 2, 1]
      [2, 4, 9] Definition graphmill . . . `lib/model.rs`/Point#shift(). in [2, 0, 4, 1]
      graphmill . . . `lib/model.rs`/Point#new(+1). = Method "new" [Rust: method new] in graphmill . . . `lib/model.rs`/Point#
      graphmill . . . `lib/model.rs`/Point#shift(). = Method "shift" [Rust: method shift] in graphmill . . . `lib/model.rs`/Point#
      graphmill . . . `lib/moves.rs`/ = File "lib/moves.rs"
    src/app.py Python
      [0, 0, 0] Definition graphmill . . . `src/app.py`/ in [0, 0, 31, 11]
      [0, 4, 7] Definition graphmill . . . `src/app.py`/App# in [0, 0, 2, 1]
      [1, 8, 11] Import graphmill . . . `src/base.py`/
      [2, 4, 7] Definition graphmill . . . `src/app.py`/App#run(). in [2, 0, 4, 1]
      [3, 8, 11] Import graphmill . . . `src/base.py`/Base#
      [4, 4, 8] Definition local 0 in [4, 0, 6, 1]
      [5, 8, 11] Import graphmill python requests . requests/
      [6, 4, 5] Definition local 1 in [6, 0, 8, 1]
      [7, 8, 11] graphmill . . . `src/base.py`/Base#
      [8, 4, 13] Definition Test graphmill . . . `src/app.py`/test_main(). in [8, 0, 10, 1]
      [9, 8, 11] graphmill . . . `src/base.py`/Base#run().
      [10, 4, 7] Definition graphmill . . . `src/app.py`/+1:App# in [10, 0, 12, 1]
      [11, 8, 11] WriteAccess local 1
      [13, 8, 11] ReadAccess local 1
      [15, 8, 11] ReadAccess graphmill . . . `src/base.py`/LIMIT.
      [17, 8, 11] WriteAccess graphmill . . . `src/base.py`/LIMIT.
      [19, 8, 11] graphmill python requests . requests/get.
      [23, 8, 11] graphmill . . . `src/app.py`/App#
      [25, 8, 11] graphmill . . . `src/app.py`/App#run().
      [27, 8, 11] graphmill . . . `src/app.py`/App#
      [31, 8, 11] graphmill python . . print.
      graphmill . . . `src/app.py`/ = File "src/app.py"
      graphmill . . . `src/app.py`/+1:App# = Class "App" [Python: class App]
      graphmill . . . `src/app.py`/App# = Class "App" [Python: class App] (The app.) implementation of graphmill . . . `src/base.py`/Base#
      graphmill . . . `src/app.py`/App#run(). = Method "run" [Python: method run] in graphmill . . . `src/app.py`/App# implementation+reference of graphmill . . . `src/base.py`/Base#run().
      graphmill . . . `src/app.py`/test_main(). = Function "test_main" [Python: function test_main]
      local 0 = Parameter "self"
      local 1 = Variable "x"
    src/base.py Python
      [0, 0, 0] Definition graphmill . . . `src/base.py`/ in [0, 0, 10, 1] !partial syntax
      [0, 4, 8] Definition graphmill . . . `src/base.py`/Base# in [0, 0, 2, 1]
      [2, 4, 7] Definition graphmill . . . `src/base.py`/Base#run(). in [2, 0, 4, 1]
      [4, 4, 8] Definition local 0 in [4, 0, 6, 1]
      [6, 4, 7] Definition graphmill . . . `src/base.py`/Base#run(+1). in [6, 0, 8, 1]
      [8, 4, 9] Definition graphmill . . . `src/base.py`/LIMIT. in [8, 0, 10, 1]
      graphmill . . . `src/base.py`/ = File "src/base.py"
      graphmill . . . `src/base.py`/Base# = Class "Base" [Python: class Base]
      graphmill . . . `src/base.py`/Base#run(). = Method "run" [Python: method run] in graphmill . . . `src/base.py`/Base#
      graphmill . . . `src/base.py`/Base#run(+1). = Method "run" [Python: method run] in graphmill . . . `src/base.py`/Base#
      graphmill . . . `src/base.py`/LIMIT. = Constant "LIMIT" [Python: constant LIMIT]
      local 0 = Parameter "self"
    external
      graphmill python . . print. = UnspecifiedKind "print"
      graphmill python requests . requests/ = UnspecifiedKind "requests"
      graphmill python requests . requests/get. = UnspecifiedKind "get"
    "#);
}

#[test]
fn an_empty_graph_has_an_index() {
    assert_eq!(validate(&bytes(&CodeGraph::default())), [""; 0]);
}

#[test]
fn the_same_graph_has_the_same_index() {
    assert_eq!(bytes(&small()), bytes(&small()));
}

/// The faults after a change to the index of [`small`].
fn faults(change: impl FnOnce(&mut Index)) -> String {
    let mut index = index(&small());
    change(&mut index);
    validate(&index.write_to_bytes().unwrap()).join("\n")
}

#[test]
fn planted_faults_are_found() {
    /// The document src/app.py.
    const APP: usize = 3;
    assert_eq!(faults(|_| {}), "");
    assert_snapshot!(faults(|i| { i.metadata.take(); }), @r"
    metadata does not stand first
    metadata is there 0 times, not once
    ");
    assert_snapshot!(faults(|i| i.documents.swap(0, 1)), @"document broken.c does not come after lib/model.rs");
    assert_snapshot!(faults(|i| i.documents[0].position_encoding = EnumOrUnknown::from_i32(0)), @"broken.c: positions do not count bytes of UTF-8");
    assert_snapshot!(faults(|i| i.documents[APP].occurrences.swap(1, 3)), @r"
    src/app.py: [1, 8, 1, 11] of `graphmill . . . `src/base.py`/` is out of order
    src/app.py: [0, 4, 0, 7] of `graphmill . . . `src/app.py`/App#` is out of order
    ");
    assert_snapshot!(faults(|i| i.documents[APP].occurrences[1].range = vec![1, 2]), @r"
    src/app.py: [1, 2] of `graphmill . . . `src/app.py`/App#` is no range
    src/app.py: information on `graphmill . . . `src/app.py`/App#`, which is not defined there
    src/app.py: `graphmill . . . `src/app.py`/App#` is neither defined nor external
    ");
    assert_snapshot!(faults(|i| i.documents[APP].occurrences[1].range = vec![0, 9, 2]), @r"
    src/app.py: [0, 9, 2] of `graphmill . . . `src/app.py`/App#` goes backwards
    src/app.py: information on `graphmill . . . `src/app.py`/App#`, which is not defined there
    src/app.py: `graphmill . . . `src/app.py`/App#` is neither defined nor external
    ");
    assert_snapshot!(faults(|i| i.documents[APP].occurrences[1].enclosing_range.clear()), @"src/app.py: `graphmill . . . `src/app.py`/App#` has no enclosing range");
    assert_snapshot!(faults(|i| i.documents[APP].occurrences[2].symbol = "x".into()), @"src/app.py: `x` is no symbol: the scheme does not end");
    assert_snapshot!(faults(|i| i.documents[APP].occurrences[2].symbol = "local 77".into()), @"src/app.py: `local 77` has no definition");
    assert_snapshot!(faults(|i| i.documents[APP].symbols.swap(0, 1)), @"src/app.py: information on `graphmill . . . `src/app.py`/` is out of order, or there twice");
    assert_snapshot!(faults(|i| { i.external_symbols.remove(0); }), @"src/app.py: `graphmill python . . print.` is neither defined nor external");
    assert_snapshot!(faults(|i| {
        let twin = i.documents[APP].occurrences[1].clone();
        i.documents[APP].occurrences.insert(1, twin);
    }), @r"
    src/app.py: [0, 4, 0, 7] of `graphmill . . . `src/app.py`/App#` is there twice
    src/app.py: `graphmill . . . `src/app.py`/App#` is defined twice
    ");
    assert_snapshot!(validate(b"nothing of the kind").join("\n"), @r"
    metadata does not stand first
    an index has no field of tag 110
    metadata is there 0 times, not once
    ");
}
