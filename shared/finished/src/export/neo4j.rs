//! CSV for `neo4j-admin database import`: `nodes.csv` and `edges.csv`.
//!
//! Texts are quoted, a quote in them is doubled, and a line may end in them, so the import needs
//! `--multiline-fields=true`. What is absent is an empty field without quotes, which becomes no
//! property; an empty text is `""`.

use std::path::PathBuf;

use super::{Place, Sink};
use crate::{Edge, ExportError, Node};

const NODES: &str = "id:ID,:LABEL,symbol,kind,name,qualified_name,file,\
    start_line:int,start_col:int,end_line:int,end_col:int,\
    body_start_line:int,body_start_col:int,body_end_line:int,body_end_col:int,\
    signature,documentation,visibility,language,is_test:boolean\n";
const EDGES: &str = ":START_ID,:END_ID,:TYPE,file,\
    start_line:int,start_col:int,end_line:int,end_col:int,strategy,confidence:int\n";

pub(super) struct Neo4j {
    nodes: Place,
    edges: Place,
    line: String,
}

impl Neo4j {
    pub(super) fn new(mut nodes: Place, mut edges: Place) -> Result<Neo4j, ExportError> {
        nodes.put(NODES.as_bytes())?;
        edges.put(EDGES.as_bytes())?;
        Ok(Neo4j {
            nodes,
            edges,
            line: String::new(),
        })
    }

    fn number(&mut self, number: Option<impl Into<i64>>) {
        if let Some(number) = number {
            self.line.push_str(&number.into().to_string());
        }
        self.line.push(',');
    }

    fn text(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            self.line.push('"');
            for (at, piece) in text.split('"').enumerate() {
                if at > 0 {
                    self.line.push_str("\"\"");
                }
                self.line.push_str(piece);
            }
            self.line.push('"');
        }
        self.line.push(',');
    }

    /// The last comma of a line separates nothing.
    fn end_line(&mut self) {
        self.line.pop();
        self.line.push('\n');
    }
}

impl Sink for Neo4j {
    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        self.line.clear();
        self.number(Some(node.id));
        // One label for all, so that one index serves every kind.
        let label = format!("Node;{}", label(&node.kind));
        self.text(Some(&label));
        self.text(Some(&node.symbol));
        self.text(Some(&node.kind));
        self.text(Some(&node.name));
        self.text(Some(&node.qualified_name));
        self.text(node.file.as_deref());
        for number in [
            node.start_line,
            node.start_col,
            node.end_line,
            node.end_col,
            node.body_start_line,
            node.body_start_col,
            node.body_end_line,
            node.body_end_col,
        ] {
            self.number(number);
        }
        self.text(node.signature.as_deref());
        self.text(node.documentation.as_deref());
        self.text(node.visibility.as_deref());
        self.text(node.language.as_deref());
        self.line
            .push_str(if node.is_test { "true," } else { "false," });
        self.end_line();
        self.nodes.put(self.line.as_bytes())
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        self.line.clear();
        self.number(Some(edge.source));
        self.number(Some(edge.target));
        self.text(Some(&edge.kind.to_ascii_uppercase()));
        self.text(edge.file.as_deref());
        for number in [edge.start_line, edge.start_col, edge.end_line, edge.end_col] {
            self.number(number);
        }
        self.text(edge.strategy.as_deref());
        self.number(edge.confidence);
        self.end_line();
        self.edges.put(self.line.as_bytes())
    }

    fn end(self) -> Result<Vec<(PathBuf, u64)>, ExportError> {
        Ok(vec![self.nodes.end()?, self.edges.end()?])
    }
}

/// `enum_member` as Neo4j's users write it: `EnumMember`.
fn label(kind: &str) -> String {
    let words = kind.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_ascii_uppercase() + rest
    });
    words.collect()
}
