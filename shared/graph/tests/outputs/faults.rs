//! Each rule that a SCIP index must keep, broken once.

use graph::examine;
use protobuf::{Message, MessageField};
use scip::types::{
    Document, Index, Metadata, Occurrence, PositionEncoding, Relationship, SymbolInformation,
    TextEncoding, ToolInfo,
};

/// The text of the one document. In bytes, `größe` is from 0 to 7 and from 4 to 11.
const TEXT: &str = "größe = 1\nuse(größe)\n";
const SIZE: &str = "graphmill . . . `a.py`/`größe`.";
const OUTSIDE: [&str; 2] = ["graphmill python . . print.", "graphmill python . . use."];

fn occurrence(symbol: &str, range: &[i32], roles: i32) -> Occurrence {
    Occurrence {
        symbol: symbol.into(),
        range: range.to_vec(),
        symbol_roles: roles,
        enclosing_range: if roles == 1 {
            vec![0, 0, 2, 0]
        } else {
            Vec::new()
        },
        ..Occurrence::default()
    }
}

fn information(symbol: &str, name: &str) -> SymbolInformation {
    SymbolInformation {
        symbol: symbol.into(),
        display_name: name.into(),
        ..SymbolInformation::default()
    }
}

/// A sound index.
fn sound() -> Index {
    let document = Document {
        relative_path: "a.py".into(),
        language: "Python".into(),
        position_encoding: PositionEncoding::UTF8CodeUnitOffsetFromLineStart.into(),
        occurrences: vec![
            occurrence(SIZE, &[0, 0, 7], 1),
            occurrence(OUTSIDE[1], &[1, 0, 3], 0),
            occurrence(SIZE, &[1, 4, 11], 0),
            occurrence("local 0", &[1, 4, 11], 1),
        ],
        symbols: vec![information(SIZE, "größe"), information("local 0", "größe")],
        ..Document::default()
    };
    let tool = ToolInfo {
        name: "graphmill".into(),
        ..ToolInfo::default()
    };
    Index {
        metadata: MessageField::some(Metadata {
            tool_info: MessageField::some(tool),
            project_root: "file:///".into(),
            text_document_encoding: TextEncoding::UTF8.into(),
            ..Metadata::default()
        }),
        documents: vec![document],
        external_symbols: OUTSIDE.map(|symbol| information(symbol, "")).to_vec(),
        ..Index::default()
    }
}

/// The rules that the index breaks after a change, each once.
fn broken(change: impl FnOnce(&mut Index)) -> String {
    let mut index = sound();
    change(&mut index);
    let bytes = index.write_to_bytes().unwrap();
    let mut text = |path: &str| (path == "a.py").then(|| TEXT.as_bytes().to_vec());
    let verdict = examine(&mut bytes.as_slice(), Some(&mut text));
    let listed = verdict.faults.len() as u64;
    assert_eq!(verdict.faults_total(), listed);
    let rules: Vec<&str> = verdict.counts.keys().map(|rule| rule.name()).collect();
    rules.join(" ")
}

/// The same, of a change of the document.
fn in_document(change: impl FnOnce(&mut Document)) -> String {
    broken(|index| change(&mut index.documents[0]))
}

#[test]
fn a_sound_index_has_no_fault() {
    assert_eq!(broken(|_| {}), "");
    // Texts are not asked for if there are none.
    let bytes = sound().write_to_bytes().unwrap();
    let verdict = examine(&mut bytes.as_slice(), None);
    assert_eq!(verdict.faults, []);
    assert_eq!(
        (verdict.documents, verdict.occurrences, verdict.texts),
        (1, 4, 0)
    );
}

#[test]
fn what_stands_around_the_documents_is_looked_at() {
    assert_eq!(broken(|i| i.metadata = MessageField::none()), "metadata");
    assert_eq!(
        broken(|i| i.metadata.as_mut().unwrap().project_root.clear()),
        "metadata"
    );
    assert_eq!(
        broken(|i| i.metadata.as_mut().unwrap().text_document_encoding = TextEncoding::UTF16.into()),
        "encoding"
    );
    assert_eq!(broken(|i| i.external_symbols.swap(0, 1)), "order");
    assert_eq!(
        broken(|i| i.external_symbols.push(information(OUTSIDE[1], ""))),
        "order"
    );
    assert_eq!(
        broken(|i| i.external_symbols[0].symbol = "no symbol".into()),
        "order symbol"
    );
    assert_eq!(broken(|i| i.external_symbols.truncate(1)), "undefined");
    assert_eq!(
        broken(|i| i.external_symbols.insert(0, information(SIZE, ""))),
        "duplicate"
    );
    // The metadata of another index behind: a reader would merge both.
    let bytes = [sound(), sound()].map(|index| index.write_to_bytes().unwrap());
    let verdict = examine(&mut bytes.concat().as_slice(), None);
    let rules: Vec<&str> = verdict.counts.keys().map(|rule| rule.name()).collect();
    assert_eq!(rules, ["metadata", "order", "duplicate"]);
    let verdict = examine(&mut b"\x0a\xff".as_slice(), None);
    assert!(verdict.faults_total() > 0);
}

#[test]
fn documents_are_sorted_and_define_a_symbol_once_among_them() {
    let twin = |path: &str| {
        let mut index = sound();
        let mut document = index.documents.remove(0);
        document.relative_path = path.into();
        document
    };
    assert_eq!(broken(|i| i.documents.push(twin("b.py"))), "text duplicate");
    assert_eq!(
        broken(|i| i.documents.push(twin("a.py"))),
        "order duplicate"
    );
    for path in ["", "/a.py", "x/../a.py", "./a.py", "x\\a.py"] {
        assert_eq!(
            in_document(|d| d.relative_path = path.into()),
            "document text",
            "{path}"
        );
    }
    assert_eq!(in_document(|d| d.language.clear()), "document");
    assert_eq!(
        in_document(
            |d| d.position_encoding = PositionEncoding::UTF16CodeUnitOffsetFromLineStart.into()
        ),
        "encoding"
    );
}

#[test]
fn ranges_are_in_the_text_and_on_names() {
    let range =
        |at: usize, range: &[i32]| in_document(|d| d.occurrences[at].range = range.to_vec());
    assert_eq!(range(1, &[1, 0]), "range");
    assert_eq!(range(1, &[1, 3, 0]), "range");
    assert_eq!(range(1, &[1, 0, 1, 3]), "range");
    assert_eq!(range(1, &[-1, 0, 3]), "range");
    // Half-open, so one may end where the line does, and not behind.
    assert_eq!(range(3, &[1, 4, 12]), "");
    assert_eq!(range(3, &[1, 4, 13]), "text");
    assert_eq!(range(3, &[1, 4, 2, 1]), "text enclosing");
    assert_eq!(range(3, &[3, 0, 0]), "text enclosing");
    // Columns that count characters instead of bytes.
    assert_eq!(range(2, &[1, 4, 9]), "text");
    assert_eq!(range(3, &[1, 4, 9]), "order text");
    assert_eq!(range(0, &[0, 8, 9]), "name");
    assert_eq!(
        in_document(|d| d.occurrences[0].enclosing_range = vec![0, 0, 9, 0]),
        "text"
    );
    assert_eq!(
        in_document(|d| d.occurrences[0].enclosing_range = vec![0, 0, 3]),
        "text enclosing"
    );
    assert_eq!(
        in_document(|d| d.occurrences[0].enclosing_range.clear()),
        "enclosing"
    );
    assert_eq!(in_document(|d| d.occurrences.swap(0, 1)), "order");
}

#[test]
fn symbols_are_spelled_by_the_grammar_and_told() {
    assert_eq!(
        in_document(|d| d.occurrences[1].symbol = "use".into()),
        "symbol"
    );
    assert_eq!(
        in_document(|d| d.occurrences[1].symbol = "graphmill python . . `use`.".into()),
        "symbol"
    );
    assert_eq!(
        in_document(|d| d.occurrences[1].symbol = "local 7".into()),
        "local"
    );
    assert_eq!(in_document(|d| d.symbols.swap(0, 1)), "order");
    assert_eq!(in_document(|d| d.symbols.truncate(1)), "information");
    assert_eq!(
        in_document(|d| d.symbols.push(information("local 1", ""))),
        "information"
    );
    let related = |symbol: &str, is_implementation: bool| {
        in_document(|d| {
            d.symbols[0].relationships.push(Relationship {
                symbol: symbol.into(),
                is_implementation,
                ..Relationship::default()
            });
        })
    };
    assert_eq!(related(OUTSIDE[0], true), "");
    assert_eq!(related("local 0", true), "");
    assert_eq!(related(OUTSIDE[0], false), "relationship");
    assert_eq!(related(SIZE, true), "relationship");
    assert_eq!(related("nothing", true), "symbol");
    assert_eq!(related("local 7", true), "local");
    assert_eq!(related("graphmill . . . `b.py`/x.", true), "undefined");
    assert_eq!(
        in_document(|d| d.symbols[0].enclosing_symbol = "graphmill . . . `b.py`/".into()),
        "undefined"
    );
}

#[test]
fn more_faults_than_can_be_read_are_counted() {
    let mut index = sound();
    for line in 0..500 {
        let symbol = format!("local {}", line + 1);
        index.documents[0]
            .occurrences
            .push(occurrence(&symbol, &[2, 0, 0], 0));
    }
    let bytes = index.write_to_bytes().unwrap();
    let verdict = examine(&mut bytes.as_slice(), None);
    assert_eq!(verdict.faults_total(), 500);
    assert_eq!(verdict.faults.len(), 100);
}
