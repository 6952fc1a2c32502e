//! Other formats, read back by others' readers.

use std::fs;
use std::path::Path;

use finished::{Exported, Finished, Format, export};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use serde_json::Value;

use crate::fixture::{AWKWARD, AWKWARD_TEXT, Small};

fn exported(small: &Small, format: Format) -> Exported {
    let written = export(&small.graph, format, small.folder.path(), &mut |_| {}).unwrap();
    let names = fs::read_dir(small.folder.path()).unwrap();
    let names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.'))
        .collect();
    assert_eq!(names, [""; 0], "no part is left");
    for (path, bytes) in &written.files {
        assert_eq!(fs::metadata(path).unwrap().len(), *bytes);
    }
    assert!(written.nodes > 10 && written.edges > 10);
    written
}

fn read(small: &Small, name: &str) -> Vec<u8> {
    fs::read(small.folder.path().join(name)).unwrap()
}

#[test]
fn ndjson_has_a_node_or_an_edge_a_line() {
    let small = Small::new();
    let written = exported(&small, Format::Ndjson);
    let text = String::from_utf8(read(&small, "graph.ndjson")).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let of = |kind: &str| lines.iter().filter(|line| line["type"] == kind).count() as u64;
    assert_eq!((of("node"), of("edge")), (written.nodes, written.edges));
    let awkward = lines.iter().find(|line| line["name"] == AWKWARD).unwrap();
    assert_eq!(awkward["documentation"], AWKWARD_TEXT);
    assert_eq!(awkward["is_test"], false);
    assert_eq!(awkward["visibility"], Value::Null);
}

#[test]
fn csv_for_neo4j_is_read_back_with_its_quotes_and_lines() {
    let small = Small::new();
    let written = exported(&small, Format::Neo4j);
    let rows = |name: &str| {
        let bytes = read(&small, name);
        let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_slice());
        let head: Vec<String> = reader
            .headers()
            .unwrap()
            .iter()
            .map(str::to_owned)
            .collect();
        let rows: Vec<Vec<String>> = reader
            .records()
            .map(|row| row.unwrap().iter().map(str::to_owned).collect())
            .collect();
        (head, rows)
    };
    let (head, nodes) = rows("nodes.csv");
    assert_eq!(head[..2], ["id:ID", ":LABEL"]);
    assert_eq!(nodes.len() as u64, written.nodes);
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let awkward = nodes.iter().find(|row| row[at("name")] == AWKWARD).unwrap();
    assert_eq!(awkward[at("documentation")], AWKWARD_TEXT);
    assert_eq!(awkward[1], "Node;Variable");
    assert_eq!(awkward[at("start_line:int")], "4");
    let (head, edges) = rows("edges.csv");
    assert_eq!(head[..3], [":START_ID", ":END_ID", ":TYPE"]);
    assert_eq!(edges.len() as u64, written.edges);
    assert!(edges.iter().any(|row| row[2] == "CALLS"));
    // What is absent is no empty text: the repository has a name, and no file.
    let text = String::from_utf8(read(&small, "nodes.csv")).unwrap();
    assert!(
        text.lines()
            .nth(1)
            .unwrap()
            .contains("\"repository\",\"\",\"\",,"),
        "{text}"
    );
}

#[test]
fn parquet_has_the_columns_of_the_database() {
    let small = Small::new();
    let written = exported(&small, Format::Parquet);
    let open = |name: &str| {
        let file = fs::File::open(small.folder.path().join(name)).unwrap();
        SerializedFileReader::new(file).unwrap()
    };
    let reader = open("nodes.parquet");
    let rows: Result<Vec<_>, _> = reader.get_row_iter(None).unwrap().collect();
    let rows = rows.unwrap();
    assert_eq!(rows.len() as u64, written.nodes);
    let schema = reader.metadata().file_metadata().schema();
    let at = |name: &str| {
        let fields = schema.get_fields();
        fields
            .iter()
            .position(|field| field.name() == name)
            .unwrap()
    };
    let awkward = rows
        .iter()
        .find(|row| row.get_string(at("name")).unwrap() == AWKWARD)
        .unwrap();
    assert_eq!(
        awkward.get_string(at("documentation")).unwrap(),
        AWKWARD_TEXT
    );
    assert_eq!(awkward.get_int(at("start_line")).unwrap(), 4);
    assert!(!awkward.get_bool(at("is_test")).unwrap());
    assert!(awkward.get_string(at("visibility")).is_err());
    assert_eq!(rows[0].get_long(at("id")).unwrap(), 1);
    let edges = open("edges.parquet").get_row_iter(None).unwrap().count();
    assert_eq!(edges as u64, written.edges);
}

#[test]
fn graphml_is_xml_whatever_is_in_the_names() {
    let small = Small::new();
    let written = exported(&small, Format::GraphMl);
    let text = String::from_utf8(read(&small, "graph.graphml")).unwrap();
    let document = roxmltree::Document::parse(&text).unwrap();
    let all = |tag: &str| {
        let nodes = document.descendants();
        nodes
            .filter(|node| node.has_tag_name(("http://graphml.graphdrawing.org/xmlns", tag)))
            .collect::<Vec<_>>()
    };
    assert_eq!(all("node").len() as u64, written.nodes);
    assert_eq!(all("edge").len() as u64, written.edges);
    let keys = all("key");
    let value = |node: &roxmltree::Node, name: &str| {
        let key = keys.iter().find(|key| {
            key.attribute("attr.name") == Some(name)
                && key.attribute("for") == Some(node.tag_name().name())
        });
        let id = key.unwrap().attribute("id").unwrap();
        let data = node
            .children()
            .find(|data| data.attribute("key") == Some(id));
        data.map(|data| data.text().unwrap_or_default().to_owned())
    };
    let shown = |text: &str| text.replace(['\0', '\u{1}', '\u{b}', '\u{fffe}'], "\u{fffd}");
    let nodes = all("node");
    let awkward = nodes
        .iter()
        .find(|node| value(node, "name") == Some(shown(AWKWARD)))
        .unwrap();
    assert_eq!(value(awkward, "documentation"), Some(shown(AWKWARD_TEXT)));
    assert_eq!(value(awkward, "start_line").as_deref(), Some("4"));
    assert_eq!(value(awkward, "visibility"), None);
    let ids: Vec<&str> = nodes
        .iter()
        .filter_map(|node| node.attribute("id"))
        .collect();
    for edge in all("edge") {
        assert!(ids.contains(&edge.attribute("source").unwrap()));
        assert!(ids.contains(&edge.attribute("target").unwrap()));
        assert!(value(&edge, "kind").is_some());
    }
}

#[test]
fn the_same_graph_gives_the_same_files() {
    let (one, two) = (Small::new(), Small::new());
    for format in [
        Format::Ndjson,
        Format::Neo4j,
        Format::Parquet,
        Format::GraphMl,
    ] {
        exported(&one, format);
        exported(&two, format);
        // Over what is there already.
        exported(&two, format);
        for name in format.files() {
            assert!(read(&one, name) == read(&two, name), "{name}");
        }
    }
}

#[test]
fn an_export_that_fails_leaves_nothing() {
    let small = Small::new();
    let missing = small.folder.path().join("no/such/folder");
    assert!(export(&small.graph, Format::Neo4j, &missing, &mut |_| {}).is_err());
    // A folder in the place of the second file.
    let taken = small.folder.path().join("taken");
    fs::create_dir_all(taken.join("edges.csv/x")).unwrap();
    assert!(export(&small.graph, Format::Neo4j, &taken, &mut |_| {}).is_err());
    let left = |folder: &Path| {
        let names = fs::read_dir(folder).unwrap();
        names
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with('.'))
            .count()
    };
    assert_eq!(left(&taken), 0);
    assert!(Finished::open(small.folder.path()).is_ok());
}
