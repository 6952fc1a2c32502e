//! The storage root as a layout: which folder is for what, and which paths are inside.
//!
//! ```text
//! jobs/<job>/graphmill-job.json   the marker: ours, of this job, complete
//! jobs/<job>/repo.git             the bare clone
//! tmp/                            clones and probes under way
//! trash/                          clones on their way out
//! ```

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use events::{JobId, RelPath};
use serde::{Deserialize, Serialize};

use crate::{Published, StorageError, probe};

pub(crate) const JOBS: &str = "jobs";
pub(crate) const TMP: &str = "tmp";
pub(crate) const TRASH: &str = "trash";
pub(crate) const REPO: &str = "repo.git";
pub(crate) const MARKER: &str = "graphmill-job.json";

/// A marker is this small; anything larger is not ours.
const MARKER_BYTES_MAX: u64 = 4096;

/// The shared root, as this node mounts it. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Root {
    path: Arc<Path>,
}

/// What says that a folder under `jobs/` is ours, whose it is, and that it is complete.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marker {
    v: u32,
    job: JobId,
    commit: String,
    tree: String,
}

impl Marker {
    pub(crate) fn new(job: &JobId, commit: &str, tree: &str) -> Marker {
        let (job, commit, tree) = (job.clone(), commit.to_owned(), tree.to_owned());
        Marker {
            v: events::SCHEMA_VERSION,
            job,
            commit,
            tree,
        }
    }
}

impl Root {
    /// Opens the root for reading and writing: it must exist, and it is proved that it takes
    /// and returns bytes.
    pub fn open(path: impl AsRef<Path>) -> Result<Root, StorageError> {
        let root = Root::open_read_only(path)?;
        for folder in [JOBS, TMP, TRASH] {
            let created = fs::create_dir(root.path.join(folder));
            if let Err(source) = created
                && source.kind() != io::ErrorKind::AlreadyExists
            {
                return Err(StorageError::of_io("make the folder", folder, source));
            }
            root.resolve_text(folder)?;
        }
        probe(&root, "open")?;
        Ok(root)
    }

    /// Opens the root for those who only read clones.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Root, StorageError> {
        let given = path.as_ref();
        let unmounted = |why, source| StorageError::Unmounted {
            path: given.to_owned(),
            why,
            source,
        };
        let path = given.canonicalize().map_err(|source| match source.kind() {
            io::ErrorKind::NotFound => unmounted("does not exist", Some(source)),
            _ => unmounted("cannot be reached", Some(source)),
        })?;
        if !path.is_dir() {
            return Err(unmounted("is not a folder", None));
        }
        Ok(Root { path: path.into() })
    }

    /// Where this node mounts the root. For people, never for events.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where a job's bare clone lies, under the root.
    pub fn clone_path(&self, job: &JobId) -> RelPath {
        #[expect(
            clippy::missing_panics_doc,
            reason = "a job id is one token of letters, digits, _ and -, so this is a path"
        )]
        RelPath::new(format!("{JOBS}/{job}/{REPO}")).expect("a job id is part of a path")
    }

    /// The place of a path on this node. Refused is what leaves the root, and everything that
    /// goes through a symbolic link: there are none in what we write, so one is a trick.
    pub fn resolve(&self, path: &RelPath) -> Result<PathBuf, StorageError> {
        self.resolve_text(path.as_str())
    }

    fn resolve_text(&self, path: &str) -> Result<PathBuf, StorageError> {
        let mut place = self.path.to_path_buf();
        let mut exists = true;
        for part in path.split('/') {
            place.push(part);
            if !exists {
                continue;
            }
            match fs::symlink_metadata(&place) {
                Ok(meta) if meta.is_symlink() => {
                    let why = "it goes through a symbolic link";
                    return Err(StorageError::Refused {
                        path: path.to_owned(),
                        why,
                    });
                }
                Ok(_) => {}
                Err(source) if source.kind() == io::ErrorKind::NotFound => exists = false,
                Err(source) => return Err(StorageError::of_io("look at", path, source)),
            }
        }
        Ok(place)
    }

    /// Whether the job's clone is there, and so complete.
    pub fn exists(&self, job: &JobId) -> bool {
        matches!(self.published(job), Ok(Some(_)))
    }

    /// The job's clone, when it is there; an error when something else is at its place.
    pub fn published(&self, job: &JobId) -> Result<Option<Published>, StorageError> {
        let marker = self.marker(job)?;
        Ok(marker.map(|Marker { commit, tree, .. }| Published {
            clone: self.clone_path(job),
            commit,
            tree,
        }))
    }

    /// The job's folder on this node.
    pub(crate) fn job_folder(&self, job: &JobId) -> Result<PathBuf, StorageError> {
        self.resolve_text(&format!("{JOBS}/{job}"))
    }

    /// The marker in the job's folder: `None` without a folder; an error when what is there is
    /// not one of ours.
    pub(crate) fn marker(&self, job: &JobId) -> Result<Option<Marker>, StorageError> {
        let folder = self.job_folder(job)?;
        let at = format!("{JOBS}/{job}/{MARKER}");
        match fs::symlink_metadata(&folder) {
            Ok(meta) if meta.is_dir() => {}
            Ok(_) => {
                return Err(StorageError::Foreign {
                    job: job.clone(),
                    why: "it is not a folder",
                });
            }
            Err(source) if source.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(StorageError::of_io("look at", at, source)),
        }
        let marker = folder.join(MARKER);
        let foreign = |why| {
            Err(StorageError::Foreign {
                job: job.clone(),
                why,
            })
        };
        let text = match fs::symlink_metadata(&marker) {
            Ok(meta) if !meta.is_file() || meta.len() > MARKER_BYTES_MAX => {
                return foreign("its marker is not one of ours");
            }
            Ok(_) => fs::read(&marker),
            Err(source) => Err(source),
        };
        match text {
            Ok(text) => match serde_json::from_slice::<Marker>(&text) {
                Ok(marker) if marker.job == *job => Ok(Some(marker)),
                Ok(_) => foreign("its marker names another job"),
                Err(_) => foreign("its marker cannot be read"),
            },
            Err(source) if source.kind() == io::ErrorKind::NotFound => {
                // The folder may have gone between the two looks; then so has the marker.
                if folder.exists() {
                    foreign("it carries no marker of ours")
                } else {
                    Ok(None)
                }
            }
            Err(source) => Err(StorageError::of_io("read", at, source)),
        }
    }

    /// A new folder in `tmp/`, of this job.
    pub(crate) fn fresh_folder(&self, job: &JobId) -> Result<PathBuf, StorageError> {
        // Many nodes share the root, so the name is only a guess: making the folder decides.
        loop {
            let name = fresh_name(job.as_str());
            match fs::create_dir(self.path.join(TMP).join(&name)) {
                Ok(()) => return Ok(self.path.join(TMP).join(name)),
                Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {}
                Err(source) => {
                    return Err(StorageError::of_io(
                        "make the folder",
                        format!("{TMP}/{name}"),
                        source,
                    ));
                }
            }
        }
    }
}

/// A name that starts with `owner.`, which no job id contains, and that is likely to be new.
pub(crate) fn fresh_name(owner: &str) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("{owner}.{}-{count}", std::process::id())
}

/// Makes what was written to a file or folder last.
pub(crate) fn sync(place: &Path, path: &str) -> Result<(), StorageError> {
    File::open(place)
        .and_then(|file| file.sync_all())
        .map_err(|source| StorageError::of_io("sync", path, source))
}
