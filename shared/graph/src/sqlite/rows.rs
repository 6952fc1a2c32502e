//! Rows on their way into a table.

use facts::Span;
use rusqlite::{Connection, Result, Statement, ToSql};

/// A prepared insert, whose values are given one after the other.
pub(super) struct Rows<'c> {
    statement: Statement<'c>,
    columns: usize,
    next: usize,
}

impl<'c> Rows<'c> {
    pub(super) fn into(database: &'c Connection, table: &str, columns: &str) -> Result<Rows<'c>> {
        let count = columns.split(',').count();
        let marks = vec!["?"; count].join(",");
        let statement =
            database.prepare(&format!("INSERT INTO {table} ({columns}) VALUES ({marks})"))?;
        Ok(Rows {
            statement,
            columns: count,
            next: 1,
        })
    }

    /// The next value of the row.
    pub(super) fn value(&mut self, value: impl ToSql) -> Result<&mut Self> {
        self.statement.raw_bind_parameter(self.next, value)?;
        self.next += 1;
        Ok(self)
    }

    /// The next four: start and end.
    pub(super) fn span(&mut self, span: Option<Span>) -> Result<&mut Self> {
        self.value(span.map(|s| s.start_line))?
            .value(span.map(|s| s.start_col))?
            .value(span.map(|s| s.end_line))?
            .value(span.map(|s| s.end_col))
    }

    /// The row is complete.
    pub(super) fn end(&mut self) -> Result<()> {
        debug_assert_eq!(self.next, self.columns + 1, "a row has all its values");
        self.next = 1;
        self.statement.raw_execute()?;
        Ok(())
    }
}
