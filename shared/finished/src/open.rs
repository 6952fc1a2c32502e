//! Opening: for reading only, and only what this release understands.

use std::path::{Path, PathBuf};

use graph::{APPLICATION_ID, GRAPH_DB, SCHEMA_VERSION};
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags};

use crate::ReadError;

/// Statements that stay prepared.
const STATEMENTS_MAX: usize = 64;
/// How much of the file may be read in place.
const MAPPED_BYTES_MAX: u64 = 1 << 30;

/// A finished graph.
#[derive(Debug)]
pub struct Finished {
    database: Connection,
    path: PathBuf,
}

impl Finished {
    /// Opens a `graph.db`, or the one in a folder.
    pub fn open(place: &Path) -> Result<Finished, ReadError> {
        let path = if place.is_dir() {
            place.join(GRAPH_DB)
        } else {
            place.to_owned()
        };
        if !path.is_file() {
            return Err(ReadError::Missing { path });
        }
        // Without SQLITE_OPEN_URI, for a path is a path whatever it looks like.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let opened = Connection::open_with_flags(&path, flags).and_then(|database| {
            database.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
            let number = |name| database.pragma_query_value(None, name, |row| row.get::<_, u32>(0));
            let (application, version) = (number("application_id")?, number("user_version")?);
            database.execute_batch(&format!(
                "PRAGMA query_only = ON; PRAGMA mmap_size = {MAPPED_BYTES_MAX};"
            ))?;
            Ok((database, application, version))
        });
        let (database, application, version) = match opened {
            Ok(opened) => opened,
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
                return Err(ReadError::Foreign { path });
            }
            Err(source) => {
                return Err(ReadError::Sqlite {
                    path,
                    step: "opening it",
                    source,
                });
            }
        };
        if application != APPLICATION_ID {
            return Err(ReadError::Foreign { path });
        }
        if version != SCHEMA_VERSION {
            return Err(ReadError::Version {
                path,
                found: version,
            });
        }
        Ok(Finished { database, path })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn statement(&self, sql: &str) -> Result<CachedStatement<'_>, ReadError> {
        self.database
            .prepare_cached(sql)
            .map_err(self.failed("preparing a question"))
    }

    pub(crate) fn failed(&self, step: &'static str) -> impl Fn(rusqlite::Error) -> ReadError {
        let path = self.path.clone();
        move |source| ReadError::Sqlite {
            path: path.clone(),
            step,
            source,
        }
    }
}
