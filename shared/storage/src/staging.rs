//! How a clone appears: whole, or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use events::{JobId, RelPath};

use crate::root::{JOBS, MARKER, Marker, REPO, TMP, sync};
use crate::{Root, StorageError};

/// A clone under way, in a folder of its own that nobody else sees. Dropped without having been
/// published, it removes its folder.
#[derive(Debug)]
pub struct Staging {
    root: Root,
    job: JobId,
    folder: PathBuf,
    repo: PathBuf,
}

/// A job's clone that is there for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The bare clone, under the root.
    pub clone: RelPath,
    /// The commit that was asked for.
    pub commit: String,
    /// Its tree.
    pub tree: String,
}

impl Root {
    /// A place to make a job's clone in.
    pub fn stage(&self, job: &JobId) -> Result<Staging, StorageError> {
        let folder = self.fresh_folder(job)?;
        let repo = folder.join(REPO);
        Ok(Staging {
            root: self.clone(),
            job: job.clone(),
            folder,
            repo,
        })
    }
}

impl Staging {
    /// Where the bare clone is to be made. The folder does not exist yet.
    pub fn path(&self) -> &Path {
        &self.repo
    }

    /// The job's clone appears under `jobs/`, as that of `commit` with its `tree`.
    ///
    /// When another replica was faster, theirs is kept, and what is returned is theirs: between
    /// the two a branch may have moved, and the job has only one commit.
    pub fn publish(self, commit: &str, tree: &str) -> Result<Published, StorageError> {
        self.seal(&Marker::new(&self.job, commit, tree))?;
        let place = self.root.job_folder(&self.job)?;
        let path = format!("{JOBS}/{}", self.job);
        // A rename replaces an empty folder at most, so the first one wins.
        match fs::rename(&self.folder, &place) {
            Ok(()) => {}
            Err(source)
                if matches!(
                    source.kind(),
                    io::ErrorKind::DirectoryNotEmpty
                        | io::ErrorKind::AlreadyExists
                        | io::ErrorKind::NotADirectory
                ) => {}
            Err(source) => return Err(StorageError::of_io("rename the clone to", path, source)),
        }
        sync(&self.root.path().join(JOBS), JOBS)?;
        // A janitor that ended the job meanwhile has taken the folder away again.
        self.root
            .published(&self.job)?
            .ok_or(StorageError::CloneMissing { path })
    }

    /// Writes the marker, and makes everything last that the rename will show.
    fn seal(&self, marker: &Marker) -> Result<(), StorageError> {
        let path = format!("{TMP}/{MARKER}");
        File::create_new(self.folder.join(MARKER))
            .and_then(|file| serde_json::to_writer(file, marker).map_err(io::Error::from))
            .map_err(|source| StorageError::of_io("write", &path, source))?;
        sync_below(&self.folder, &path)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // After a publish of ours the folder is gone.
        if let Err(error) = fs::remove_dir_all(&self.folder)
            && error.kind() != io::ErrorKind::NotFound
        {
            tracing::warn!(job = %self.job, %error, "a temporary clone was left behind");
        }
    }
}

/// Makes a folder last, with everything in it.
fn sync_below(folder: &Path, path: &str) -> Result<(), StorageError> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let listed = fs::read_dir(&folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        for entry in listed.map_err(|source| StorageError::of_io("list", path, source))? {
            let kind = entry
                .file_type()
                .map_err(|source| StorageError::of_io("look at", path, source))?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                sync(&entry.path(), path)?;
            }
        }
        sync(&folder, path)?;
    }
    Ok(())
}
