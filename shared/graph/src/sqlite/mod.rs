//! `graph.db`: the graph as a SQLite database.
//!
//! SQLite's bytes follow from the statements and settings alone, so these are always the same. The
//! file is new and nobody else reads it yet, so it needs neither journal nor locks: a write that
//! fails leaves a file that its caller throws away.

mod edges;
mod ids;
mod nodes;
mod rows;

use std::fs;
use std::io;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::{CodeGraph, OutputError, Symbols};
use ids::Ids;

/// The tables of `graph.db`, with comments.
pub const SCHEMA: &str = include_str!("schema.sql");
const INDEXES: &str = include_str!("indexes.sql");

/// The version of [`SCHEMA`], in `meta` and as `PRAGMA user_version`.
pub const SCHEMA_VERSION: u32 = 1;

/// "grml", as `PRAGMA application_id`: tells the file from other SQLite files.
pub const APPLICATION_ID: u32 = 0x6772_6d6c;

/// Pages in memory, and what sorting may take, in KiB.
const CACHE_KIB: u32 = 32 << 10;
/// What full-text search gathers before it writes a piece.
const SEARCH_BYTES: u32 = 16 << 20;

/// Writes the database, over what is there, and gives its size.
pub fn write_sqlite(graph: &CodeGraph, path: &Path) -> Result<u64, OutputError> {
    write(graph, &Symbols::of(graph), path)
}

pub(crate) fn write(graph: &CodeGraph, symbols: &Symbols, path: &Path) -> Result<u64, OutputError> {
    let failed = |source: io::Error| OutputError::File {
        path: path.to_owned(),
        source,
    };
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        Ok(()) | Err(_) => {}
    }
    fill(graph, symbols, path).map_err(|(step, source)| OutputError::Sqlite {
        path: path.to_owned(),
        step,
        source,
    })?;
    Ok(fs::metadata(path).map_err(failed)?.len())
}

/// What was being done, and why it failed.
type Failure = (&'static str, rusqlite::Error);

fn fill(graph: &CodeGraph, symbols: &Symbols, path: &Path) -> Result<(), Failure> {
    let at = |step: &'static str| move |error| (step, error);
    // Without SQLITE_OPEN_URI, for a path is a path whatever it looks like.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let database = Connection::open_with_flags(path, flags).map_err(at("opening it"))?;
    database
        .execute_batch(&format!(
            "PRAGMA page_size = 16384; PRAGMA auto_vacuum = NONE; PRAGMA encoding = 'UTF-8';
             PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{CACHE_KIB}; PRAGMA foreign_keys = OFF;
             PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};
             BEGIN EXCLUSIVE;"
        ))
        .map_err(at("setting it up"))?;
    database
        .execute_batch(SCHEMA)
        .map_err(at("making its tables"))?;
    database
        .execute_batch(&format!(
            "INSERT INTO search (search, rank) VALUES ('hashsize', {SEARCH_BYTES});
             INSERT INTO search (search, rank) VALUES ('automerge', 0);"
        ))
        .map_err(at("setting up the search"))?;
    let ids = Ids::of(graph, symbols);
    nodes::meta(&database).map_err(at("inserting into meta"))?;
    nodes::files(&database, graph).map_err(at("inserting into files"))?;
    nodes::nodes(&database, graph, symbols, &ids).map_err(at("inserting into nodes"))?;
    edges::edges(&database, graph, symbols, &ids).map_err(at("inserting into edges"))?;
    database
        .execute_batch(INDEXES)
        .map_err(at("making its indexes"))?;
    database
        .execute_batch("COMMIT;")
        .map_err(at("committing"))?;
    database.close().map_err(|(_, error)| ("closing it", error))
}
