//! A file that appears whole, under its name, or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::ExportError;

const BUFFER_BYTES: usize = 256 << 10;

/// A file in the making, under a hidden name beside its own.
#[derive(Debug)]
pub(crate) struct Place {
    path: PathBuf,
    partial: PathBuf,
    /// Until the file is in its place.
    out: Option<BufWriter<File>>,
    written: u64,
}

impl Place {
    pub(crate) fn new(path: &Path) -> Result<Place, ExportError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let partial = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
        let file = File::create(&partial).map_err(|source| ExportError::File {
            path: path.to_owned(),
            source,
        })?;
        Ok(Place {
            path: path.to_owned(),
            partial,
            out: Some(BufWriter::with_capacity(BUFFER_BYTES, file)),
            written: 0,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn put(&mut self, bytes: &[u8]) -> Result<(), ExportError> {
        self.write_all(bytes).map_err(|source| self.failed(source))
    }

    pub(crate) fn failed(&self, source: io::Error) -> ExportError {
        ExportError::File {
            path: self.path.clone(),
            source,
        }
    }

    /// Puts the file in its place; gives its name and size.
    pub(crate) fn end(mut self) -> Result<(PathBuf, u64), ExportError> {
        if let Some(mut out) = self.out.take() {
            let moved = out
                .flush()
                .and_then(|()| std::fs::rename(&self.partial, &self.path));
            if let Err(source) = moved {
                self.out = Some(out);
                return Err(self.failed(source));
            }
        }
        Ok((self.path.clone(), self.written))
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match &mut self.out {
            Some(out) => out.write(bytes)?,
            None => 0,
        };
        self.written += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.out.take().is_some() {
            // What failed before is what matters; what stays is hidden by its name.
            std::fs::remove_file(&self.partial).ok();
        }
    }
}
