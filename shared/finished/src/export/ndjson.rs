//! NDJSON: first the nodes, then the edges, an object a line, with a `type`.

use std::path::PathBuf;

use serde::Serialize;

use super::{Place, Sink};
use crate::{Edge, ExportError, Node};

pub(super) struct Ndjson {
    place: Place,
    line: Vec<u8>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    Node(&'a Node),
    Edge(&'a Edge),
}

impl Ndjson {
    pub(super) fn new(place: Place) -> Ndjson {
        Ndjson {
            place,
            line: Vec::new(),
        }
    }

    fn line(&mut self, line: &Line) -> Result<(), ExportError> {
        self.line.clear();
        serde_json::to_writer(&mut self.line, line)
            .map_err(|error| self.place.failed(error.into()))?;
        self.line.push(b'\n');
        self.place.put(&self.line)
    }
}

impl Sink for Ndjson {
    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        self.line(&Line::Node(node))
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        self.line(&Line::Edge(edge))
    }

    fn end(self) -> Result<Vec<(PathBuf, u64)>, ExportError> {
        Ok(vec![self.place.end()?])
    }
}
