//! All outputs of a graph, side by side in a folder.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use events::Digest;
use sha2::{Digest as _, Sha256};

use crate::{CodeGraph, OutputError, Symbols, scip, sqlite};

/// The file name of the SCIP index.
pub const INDEX_SCIP: &str = "index.scip";
/// The file name of the SQLite database.
pub const GRAPH_DB: &str = "graph.db";
/// The file name of the manifest.
pub const MANIFEST_JSON: &str = "manifest.json";

const BUFFER_BYTES: usize = 256 << 10;

/// An output that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// File name.
    pub name: &'static str,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of the content.
    pub sha256: Digest,
}

/// Writes [`INDEX_SCIP`] and [`GRAPH_DB`] into a folder that exists, over what is there, both at
/// once. Sorted by name.
pub fn write_all(graph: &CodeGraph, dir: &Path) -> Result<Vec<Written>, OutputError> {
    let symbols = Symbols::of(graph);
    let (database, index) = rayon::join(
        || write_database(graph, &symbols, dir),
        || write_index(graph, &symbols, dir),
    );
    Ok(vec![database?, index?])
}

/// Writes [`INDEX_SCIP`] into a folder that exists, over what is there.
pub fn write_index(
    graph: &CodeGraph,
    symbols: &Symbols,
    dir: &Path,
) -> Result<Written, OutputError> {
    let path = dir.join(INDEX_SCIP);
    let failed = |source| OutputError::File {
        path: path.clone(),
        source,
    };
    let file = File::create(&path).map_err(failed)?;
    let mut out = Hashing {
        inner: BufWriter::with_capacity(BUFFER_BYTES, file),
        hash: Sha256::new(),
    };
    let bytes = scip::write(graph, symbols, &mut out).map_err(|error| match error {
        OutputError::Write(source) => failed(source),
        other
        @ (OutputError::File { .. } | OutputError::Encode(_) | OutputError::Sqlite { .. }) => other,
    })?;
    out.flush().map_err(failed)?;
    Ok(Written {
        name: INDEX_SCIP,
        bytes,
        sha256: digest(out.hash),
    })
}

/// Writes [`GRAPH_DB`] into a folder that exists, over what is there.
pub fn write_database(
    graph: &CodeGraph,
    symbols: &Symbols,
    dir: &Path,
) -> Result<Written, OutputError> {
    let path = dir.join(GRAPH_DB);
    let bytes = sqlite::write(graph, symbols, &path)?;
    let sha256 = sha256_of(&path).map_err(|source| OutputError::File { path, source })?;
    Ok(Written {
        name: GRAPH_DB,
        bytes,
        sha256,
    })
}

/// Hashes what passes.
struct Hashing<W> {
    inner: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn sha256_of(path: &Path) -> io::Result<Digest> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(digest(hash)),
            read => hash.update(&buffer[..read]),
        }
    }
}

fn digest(hash: Sha256) -> Digest {
    Digest::from(<[u8; 32]>::from(hash.finalize()))
}
