//! How a clone goes: renamed into the trash, so that it is gone at once, then deleted at leisure.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use events::JobId;

use crate::root::{JOBS, TMP, TRASH, fresh_name, sync};
use crate::{Root, StorageError};

impl Root {
    /// Removes everything of a job: its clone, and what killed processes left of it in the
    /// temporary folder or in the trash. Returns the bytes that this freed.
    ///
    /// Repeatable: what is gone already is fine. A folder that does not carry our marker for
    /// this job is left alone. To be called when the job is over: a clone of it that is still
    /// under way loses its folder.
    pub fn remove(&self, job: &JobId) -> Result<u64, StorageError> {
        if self.marker(job)?.is_some() {
            self.discard(job)?;
        }
        let mut freed = 0;
        for folder in [TRASH, TMP] {
            for leftover in self.of_job(folder, job)? {
                freed += delete(&leftover, folder)?;
            }
        }
        Ok(freed)
    }

    /// Renames the job's folder into the trash.
    fn discard(&self, job: &JobId) -> Result<(), StorageError> {
        let from = self.job_folder(job)?;
        // A leftover of the same name would make the rename fail, and it may be there after a
        // restart that gave this process an old process id.
        loop {
            let to = self.path().join(TRASH).join(fresh_name(job.as_str()));
            match fs::rename(&from, &to) {
                Ok(()) => break,
                // Another janitor was faster.
                Err(source) if source.kind() == io::ErrorKind::NotFound => break,
                Err(source) if source.kind() == io::ErrorKind::DirectoryNotEmpty => {}
                Err(source) => {
                    return Err(StorageError::of_io(
                        "rename into the trash",
                        format!("{JOBS}/{job}"),
                        source,
                    ));
                }
            }
        }
        sync(&self.path().join(JOBS), JOBS)
    }

    /// What lies of a job in the trash or in the temporary folder.
    fn of_job(&self, folder: &'static str, job: &JobId) -> Result<Vec<PathBuf>, StorageError> {
        let failed = |source| StorageError::of_io("list", folder, source);
        let prefix = format!("{job}.");
        let mut found = Vec::new();
        for entry in fs::read_dir(self.path().join(folder)).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().to_string_lossy().starts_with(&prefix) {
                found.push(entry.path());
            }
        }
        Ok(found)
    }
}

/// Deletes a folder with everything in it, never what a symbolic link points to. A second one
/// who deletes the same at the same time does not disturb.
fn delete(place: &Path, folder: &'static str) -> Result<u64, StorageError> {
    let freed = bytes_below(place);
    match fs::remove_dir_all(place) {
        Ok(()) => Ok(freed),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(source) => Err(StorageError::of_io("delete from", folder, source)),
    }
}

/// What deleting would free. A file with another link somewhere, as in the clone of a local
/// path, frees nothing.
fn bytes_below(place: &Path) -> u64 {
    let mut bytes = 0;
    let mut places = vec![place.to_owned()];
    while let Some(place) = places.pop() {
        let Ok(meta) = fs::symlink_metadata(&place) else {
            continue;
        };
        if meta.is_dir() {
            let entries = fs::read_dir(&place).into_iter().flatten().flatten();
            places.extend(entries.map(|entry| entry.path()));
        } else if meta.nlink() == 1 {
            bytes += meta.len();
        }
    }
    bytes
}
