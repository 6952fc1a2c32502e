//! Rows of `nodes` and `edges`.

use rusqlite::{Result, Row};
use serde::Serialize;

/// What [`Node::of`] reads, in its order.
pub(crate) const NODE: &str = "id, symbol, kind, name, qualified_name, file, \
    start_line, start_col, end_line, end_col, \
    body_start_line, body_start_col, body_end_line, body_end_col, \
    signature, documentation, visibility, language, is_test";

/// What [`Edge::of`] reads, in its order.
pub(crate) const EDGE: &str = "source, target, kind, file, \
    start_line, start_col, end_line, end_col, strategy, confidence";

/// A row of `nodes`; the schema says what each column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the schema describes the columns")]
pub struct Node {
    pub id: i64,
    pub symbol: String,
    pub kind: String,
    pub name: String,
    pub qualified_name: String,
    pub file: Option<String>,
    pub start_line: Option<u32>,
    pub start_col: Option<u32>,
    pub end_line: Option<u32>,
    pub end_col: Option<u32>,
    pub body_start_line: Option<u32>,
    pub body_start_col: Option<u32>,
    pub body_end_line: Option<u32>,
    pub body_end_col: Option<u32>,
    pub signature: Option<String>,
    pub documentation: Option<String>,
    pub visibility: Option<String>,
    pub language: Option<String>,
    pub is_test: bool,
}

impl Node {
    pub(crate) fn of(row: &Row) -> Result<Node> {
        Ok(Node {
            id: row.get(0)?,
            symbol: row.get(1)?,
            kind: row.get(2)?,
            name: row.get(3)?,
            qualified_name: row.get(4)?,
            file: row.get(5)?,
            start_line: row.get(6)?,
            start_col: row.get(7)?,
            end_line: row.get(8)?,
            end_col: row.get(9)?,
            body_start_line: row.get(10)?,
            body_start_col: row.get(11)?,
            body_end_line: row.get(12)?,
            body_end_col: row.get(13)?,
            signature: row.get(14)?,
            documentation: row.get(15)?,
            visibility: row.get(16)?,
            language: row.get(17)?,
            is_test: row.get(18)?,
        })
    }

    /// Whether it is a definition of the repository, rather than a file, a folder or something outside.
    pub fn is_definition(&self) -> bool {
        !matches!(
            self.kind.as_str(),
            "repository" | "folder" | "file" | "external"
        )
    }
}

/// A row of `edges`; the schema says what each column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the schema describes the columns")]
pub struct Edge {
    pub source: i64,
    pub target: i64,
    pub kind: String,
    pub file: Option<String>,
    pub start_line: Option<u32>,
    pub start_col: Option<u32>,
    pub end_line: Option<u32>,
    pub end_col: Option<u32>,
    pub strategy: Option<String>,
    pub confidence: Option<u8>,
}

impl Edge {
    pub(crate) fn of(row: &Row) -> Result<Edge> {
        Ok(Edge {
            source: row.get(0)?,
            target: row.get(1)?,
            kind: row.get(2)?,
            file: row.get(3)?,
            start_line: row.get(4)?,
            start_col: row.get(5)?,
            end_line: row.get(6)?,
            end_col: row.get(7)?,
            strategy: row.get(8)?,
            confidence: row.get(9)?,
        })
    }
}
