//! A graph in other formats: row by row from the database into files that appear whole.

mod graphml;
mod ndjson;
mod neo4j;
mod parquet;
mod place;

use std::path::{Path, PathBuf};

use crate::rows::{EDGE, NODE};
use crate::{Edge, ExportError, Finished, Node, ReadError};

use place::Place;

/// Rows between two looks at how far it is.
const ROWS_PER_NEWS: u64 = 50_000;

/// A format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A node or an edge a line, each a JSON object.
    Ndjson,
    /// CSV for `neo4j-admin database import`.
    Neo4j,
    /// Apache Parquet.
    Parquet,
    /// GraphML, an XML.
    GraphMl,
}

impl Format {
    /// The files that it is written into.
    pub const fn files(self) -> &'static [&'static str] {
        match self {
            Format::Ndjson => &["graph.ndjson"],
            Format::Neo4j => &["nodes.csv", "edges.csv"],
            Format::Parquet => &["nodes.parquet", "edges.parquet"],
            Format::GraphMl => &["graph.graphml"],
        }
    }
}

/// How far an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Nodes and edges that are written.
    pub done: u64,
    /// All of them.
    pub total: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// The files, with their sizes.
    pub files: Vec<(PathBuf, u64)>,
    /// Nodes in them.
    pub nodes: u64,
    /// Edges in them.
    pub edges: u64,
}

/// Takes nodes, then edges, one at a time.
pub(crate) trait Sink {
    fn node(&mut self, node: &Node) -> Result<(), ExportError>;
    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError>;
    /// Puts the files in their places; gives them with their sizes.
    fn end(self) -> Result<Vec<(PathBuf, u64)>, ExportError>;
}

/// Writes a graph in a format into a folder that exists, over what is there. The same graph gives
/// the same bytes. Until all is written, the files have other names; if it fails, none is left.
pub fn export(
    graph: &Finished,
    format: Format,
    folder: &Path,
    news: &mut dyn FnMut(Progress),
) -> Result<Exported, ExportError> {
    let places: Result<Vec<Place>, ExportError> = format
        .files()
        .iter()
        .map(|name| Place::new(&folder.join(name)))
        .collect();
    let mut places = places?.into_iter();
    let (Some(first), second) = (places.next(), places.next()) else {
        return Ok(Exported {
            files: Vec::new(),
            nodes: 0,
            edges: 0,
        });
    };
    match (format, second) {
        (Format::Ndjson, _) => rows(graph, ndjson::Ndjson::new(first), news),
        (Format::GraphMl, _) => rows(graph, graphml::GraphMl::new(first)?, news),
        (Format::Neo4j, Some(edges)) => rows(graph, neo4j::Neo4j::new(first, edges)?, news),
        (Format::Parquet, Some(edges)) => rows(graph, parquet::Parquet::new(first, edges)?, news),
        (Format::Neo4j | Format::Parquet, None) => Ok(Exported {
            files: Vec::new(),
            nodes: 0,
            edges: 0,
        }),
    }
}

fn rows(
    graph: &Finished,
    mut sink: impl Sink,
    news: &mut dyn FnMut(Progress),
) -> Result<Exported, ExportError> {
    let count = |table: &str| -> Result<u64, ReadError> {
        let mut statement = graph.statement(&format!("SELECT count(*) FROM {table}"))?;
        statement
            .query_row((), |row| row.get::<_, i64>(0))
            .map(i64::unsigned_abs)
            .map_err(graph.failed("counting rows"))
    };
    let (nodes, edges) = (count("nodes")?, count("edges")?);
    let mut progress = Progress {
        done: 0,
        total: nodes + edges,
    };
    let mut step = || {
        progress.done += 1;
        if progress.done.is_multiple_of(ROWS_PER_NEWS) {
            news(progress);
        }
    };
    let failed = graph.failed("reading rows");
    let mut statement = graph.statement(&format!("SELECT {NODE} FROM nodes ORDER BY id"))?;
    let mut found = statement.query(()).map_err(&failed)?;
    while let Some(row) = found.next().map_err(&failed)? {
        sink.node(&Node::of(row).map_err(&failed)?)?;
        step();
    }
    let mut statement = graph.statement(&format!("SELECT {EDGE} FROM edges ORDER BY rowid"))?;
    let mut found = statement.query(()).map_err(&failed)?;
    while let Some(row) = found.next().map_err(&failed)? {
        sink.edge(&Edge::of(row).map_err(&failed)?)?;
        step();
    }
    Ok(Exported {
        files: sink.end()?,
        nodes,
        edges,
    })
}
