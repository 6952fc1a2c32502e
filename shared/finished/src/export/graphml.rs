//! GraphML: a directed graph, with what is known of nodes and edges as typed data.

use std::path::PathBuf;

use super::{Place, Sink};
use crate::{Edge, ExportError, Node};

/// Keys of nodes: name and type. The key's id is its place in this list.
const NODE_KEYS: [(&str, &str); 18] = [
    ("symbol", "string"),
    ("kind", "string"),
    ("name", "string"),
    ("qualified_name", "string"),
    ("file", "string"),
    ("signature", "string"),
    ("documentation", "string"),
    ("visibility", "string"),
    ("language", "string"),
    ("start_line", "int"),
    ("start_col", "int"),
    ("end_line", "int"),
    ("end_col", "int"),
    ("body_start_line", "int"),
    ("body_start_col", "int"),
    ("body_end_line", "int"),
    ("body_end_col", "int"),
    ("is_test", "boolean"),
];
/// Keys of edges.
const EDGE_KEYS: [(&str, &str); 8] = [
    ("kind", "string"),
    ("file", "string"),
    ("strategy", "string"),
    ("start_line", "int"),
    ("start_col", "int"),
    ("end_line", "int"),
    ("end_col", "int"),
    ("confidence", "int"),
];

pub(super) struct GraphMl {
    place: Place,
    piece: String,
}

impl GraphMl {
    pub(super) fn new(place: Place) -> Result<GraphMl, ExportError> {
        let mut piece = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
             xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns \
             http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
        );
        for (letter, whose, keys) in [
            ('n', "node", NODE_KEYS.as_slice()),
            ('e', "edge", EDGE_KEYS.as_slice()),
        ] {
            for (at, (name, kind)) in keys.iter().enumerate() {
                piece += &format!(
                    "<key id=\"{letter}{at}\" for=\"{whose}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n"
                );
            }
        }
        piece += "<graph id=\"graph\" edgedefault=\"directed\">\n";
        let mut graph = GraphMl { place, piece };
        graph.put()?;
        Ok(graph)
    }

    fn put(&mut self) -> Result<(), ExportError> {
        self.place.put(self.piece.as_bytes())?;
        self.piece.clear();
        Ok(())
    }

    fn text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.piece += &format!("<data key=\"{key}\">");
            push_text(&mut self.piece, text);
            self.piece += "</data>";
        }
    }

    fn number(&mut self, key: &str, number: Option<u32>) {
        if let Some(number) = number {
            self.piece += &format!("<data key=\"{key}\">{number}</data>");
        }
    }
}

impl Sink for GraphMl {
    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        self.piece += &format!("<node id=\"{}\">", node.id);
        let texts = [
            Some(node.symbol.as_str()),
            Some(&node.kind),
            Some(&node.name),
            Some(&node.qualified_name),
            node.file.as_deref(),
            node.signature.as_deref(),
            node.documentation.as_deref(),
            node.visibility.as_deref(),
            node.language.as_deref(),
        ];
        let numbers = [
            node.start_line,
            node.start_col,
            node.end_line,
            node.end_col,
            node.body_start_line,
            node.body_start_col,
            node.body_end_line,
            node.body_end_col,
        ];
        for (at, text) in texts.into_iter().enumerate() {
            self.text(&format!("n{at}"), text);
        }
        for (at, number) in (texts.len()..).zip(numbers) {
            self.number(&format!("n{at}"), number);
        }
        let test = texts.len() + numbers.len();
        self.text(&format!("n{test}"), Some(&node.is_test.to_string()));
        self.piece += "</node>\n";
        self.put()
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        let (source, target) = (edge.source, edge.target);
        self.piece += &format!("<edge source=\"{source}\" target=\"{target}\">");
        let texts = [
            Some(edge.kind.as_str()),
            edge.file.as_deref(),
            edge.strategy.as_deref(),
        ];
        let numbers = [
            edge.start_line,
            edge.start_col,
            edge.end_line,
            edge.end_col,
            edge.confidence.map(u32::from),
        ];
        for (at, text) in texts.into_iter().enumerate() {
            self.text(&format!("e{at}"), text);
        }
        for (at, number) in (texts.len()..).zip(numbers) {
            self.number(&format!("e{at}"), number);
        }
        self.piece += "</edge>\n";
        self.put()
    }

    fn end(mut self) -> Result<Vec<(PathBuf, u64)>, ExportError> {
        self.piece += "</graph>\n</graphml>\n";
        self.put()?;
        Ok(vec![self.place.end()?])
    }
}

/// Writes a text so that a reader gets it back. A carriage return would be read as a newline if
/// it were not spelled out; what XML has no way to say becomes U+FFFD.
fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}
