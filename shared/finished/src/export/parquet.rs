//! Parquet: `nodes.parquet` and `edges.parquet`, with the columns of the database, by Snappy.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::parquet::basic::Compression;
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;

use super::{Place, Sink};
use crate::{Edge, ExportError, Node};

const NODES: &str = "message node {
    required int64 id;
    required binary symbol (STRING);
    required binary kind (STRING);
    required binary name (STRING);
    required binary qualified_name (STRING);
    optional binary file (STRING);
    optional int32 start_line;
    optional int32 start_col;
    optional int32 end_line;
    optional int32 end_col;
    optional int32 body_start_line;
    optional int32 body_start_col;
    optional int32 body_end_line;
    optional int32 body_end_col;
    optional binary signature (STRING);
    optional binary documentation (STRING);
    optional binary visibility (STRING);
    optional binary language (STRING);
    required boolean is_test;
}";
const EDGES: &str = "message edge {
    required int64 source;
    required int64 target;
    required binary kind (STRING);
    optional binary file (STRING);
    optional int32 start_line;
    optional int32 start_col;
    optional int32 end_line;
    optional int32 end_col;
    optional binary strategy (STRING);
    optional int32 confidence;
}";

/// A row group has no more rows, nor, but for its last row, more bytes of text.
const GROUP_ROWS_MAX: usize = 64 << 10;
const GROUP_TEXT_BYTES_MAX: usize = 16 << 20;

/// The values of a column that wait for their row group. A level is 1 where there is a value, and
/// a column without levels has one in each row.
enum Column {
    Long(Vec<i64>),
    Flag(Vec<bool>),
    Number(Vec<i32>, Vec<i16>),
    Text(Vec<ByteArray>, Vec<i16>),
    Name(Vec<ByteArray>),
}

/// A file in the making.
struct Table {
    path: PathBuf,
    writer: SerializedFileWriter<Place>,
    columns: Vec<Column>,
    next: usize,
    rows: usize,
    text_bytes: usize,
}

pub(super) struct Parquet {
    nodes: Table,
    edges: Table,
}

impl Parquet {
    pub(super) fn new(nodes: Place, edges: Place) -> Result<Parquet, ExportError> {
        Ok(Parquet {
            nodes: Table::new(nodes, NODES)?,
            edges: Table::new(edges, EDGES)?,
        })
    }
}

impl Sink for Parquet {
    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        let table = &mut self.nodes;
        table.long(node.id);
        for name in [&node.symbol, &node.kind, &node.name, &node.qualified_name] {
            table.text(Some(name));
        }
        table.text(node.file.as_deref());
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
            table.number(number);
        }
        for text in [
            &node.signature,
            &node.documentation,
            &node.visibility,
            &node.language,
        ] {
            table.text(text.as_deref());
        }
        table.flag(node.is_test);
        table.end_row()
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        let table = &mut self.edges;
        table.long(edge.source);
        table.long(edge.target);
        table.text(Some(&edge.kind));
        table.text(edge.file.as_deref());
        for number in [edge.start_line, edge.start_col, edge.end_line, edge.end_col] {
            table.number(number);
        }
        table.text(edge.strategy.as_deref());
        table.number(edge.confidence.map(u32::from));
        table.end_row()
    }

    fn end(self) -> Result<Vec<(PathBuf, u64)>, ExportError> {
        Ok(vec![self.nodes.end()?, self.edges.end()?])
    }
}

impl Table {
    fn new(place: Place, schema: &str) -> Result<Table, ExportError> {
        let path = place.path().to_owned();
        let made = parse_message_type(schema).and_then(|schema| {
            let columns = schema.get_fields().iter().map(Column::of).collect();
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                // What another release of the writer calls itself would change the bytes.
                .set_created_by("graphmill".into())
                .build();
            let writer = SerializedFileWriter::new(place, Arc::new(schema), Arc::new(properties))?;
            Ok((columns, writer))
        });
        let (columns, writer) = made.map_err(|source| failed(&path, source))?;
        Ok(Table {
            path,
            writer,
            columns,
            next: 0,
            rows: 0,
            text_bytes: 0,
        })
    }

    /// The column of the next value in the row.
    fn column(&mut self) -> Option<&mut Column> {
        self.next += 1;
        self.columns.get_mut(self.next - 1)
    }

    fn long(&mut self, value: i64) {
        if let Some(Column::Long(values)) = self.column() {
            values.push(value);
        }
    }

    fn flag(&mut self, value: bool) {
        if let Some(Column::Flag(values)) = self.column() {
            values.push(value);
        }
    }

    fn number(&mut self, value: Option<u32>) {
        if let Some(Column::Number(values, levels)) = self.column() {
            // No file has so many lines.
            values.extend(value.map(|value| i32::try_from(value).unwrap_or(i32::MAX)));
            levels.push(value.is_some().into());
        }
    }

    fn text(&mut self, value: Option<&str>) {
        self.text_bytes += value.map_or(0, str::len);
        match self.column() {
            Some(Column::Text(values, levels)) => {
                values.extend(value.map(ByteArray::from));
                levels.push(value.is_some().into());
            }
            Some(Column::Name(values)) => values.push(value.unwrap_or_default().into()),
            Some(Column::Long(_) | Column::Flag(_) | Column::Number(..)) | None => {}
        }
    }

    fn end_row(&mut self) -> Result<(), ExportError> {
        debug_assert_eq!(self.next, self.columns.len(), "a row has all its values");
        self.next = 0;
        self.rows += 1;
        if self.rows == GROUP_ROWS_MAX || self.text_bytes >= GROUP_TEXT_BYTES_MAX {
            self.end_group()?;
        }
        Ok(())
    }

    fn end_group(&mut self) -> Result<(), ExportError> {
        if self.rows == 0 {
            return Ok(());
        }
        (self.rows, self.text_bytes) = (0, 0);
        let columns = &mut self.columns;
        let mut write = || {
            let mut group = self.writer.next_row_group()?;
            for column in &mut *columns {
                if let Some(mut writer) = group.next_column()? {
                    match column {
                        Column::Long(values) => {
                            writer
                                .typed::<Int64Type>()
                                .write_batch(values, None, None)?;
                            values.clear();
                        }
                        Column::Flag(values) => {
                            writer.typed::<BoolType>().write_batch(values, None, None)?;
                            values.clear();
                        }
                        Column::Number(values, levels) => {
                            let to = writer.typed::<Int32Type>();
                            to.write_batch(values, Some(levels), None)?;
                            values.clear();
                            levels.clear();
                        }
                        Column::Text(values, levels) => {
                            let to = writer.typed::<ByteArrayType>();
                            to.write_batch(values, Some(levels), None)?;
                            values.clear();
                            levels.clear();
                        }
                        Column::Name(values) => {
                            let to = writer.typed::<ByteArrayType>();
                            to.write_batch(values, None, None)?;
                            values.clear();
                        }
                    }
                    writer.close()?;
                }
            }
            group.close()
        };
        let written = write().map(drop);
        written.map_err(|source| failed(&self.path, source))
    }

    fn end(mut self) -> Result<(PathBuf, u64), ExportError> {
        self.end_group()?;
        let path = self.path;
        let place = self.writer.into_inner();
        place.map_err(|source| failed(&path, source))?.end()
    }
}

impl Column {
    fn of(field: &Arc<::parquet::schema::types::Type>) -> Column {
        use ::parquet::basic::{Repetition, Type};
        let is_optional = field.get_basic_info().repetition() == Repetition::OPTIONAL;
        match field.get_physical_type() {
            Type::INT64 => Column::Long(Vec::new()),
            Type::BOOLEAN => Column::Flag(Vec::new()),
            Type::INT32 => Column::Number(Vec::new(), Vec::new()),
            _ if is_optional => Column::Text(Vec::new(), Vec::new()),
            _ => Column::Name(Vec::new()),
        }
    }
}

fn failed(path: &Path, source: ParquetError) -> ExportError {
    ExportError::Parquet {
        path: path.to_owned(),
        source,
    }
}
