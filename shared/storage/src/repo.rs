//! Reading a clone: objects by their id, straight from its packs.

use std::fmt;
use std::path::Path;
use std::sync::Once;

use events::RelPath;
use events::limits::FILE_BYTES_MAX;
use git2::{ErrorCode, ObjectType, Odb, OdbObject, Oid};

use crate::tree::{self, Entry};
use crate::{Root, StorageError};

/// An open clone. One for each thread that reads: opening costs less than waiting for a lock.
pub struct Repo {
    odb: Odb<'static>,
    /// For messages.
    name: String,
}

impl fmt::Debug for Repo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repo")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Repo {
    /// Opens the bare clone at a path under the root.
    pub fn open(root: &Root, path: &RelPath) -> Result<Repo, StorageError> {
        Repo::open_at(&root.resolve(path)?, path.as_str())
    }

    /// Opens a bare clone that is not under `jobs/` yet, to see whether it is whole. `name` is
    /// what messages call it.
    pub fn open_at(place: &Path, name: &str) -> Result<Repo, StorageError> {
        // Git verifies what it stores, zlib what it unpacks; a hash over each object that is
        // read would cost as much as the rest of reading.
        static FAST: Once = Once::new();
        FAST.call_once(|| git2::opts::strict_hash_verification(false));

        let objects = place.join("objects");
        if !objects.is_dir() {
            return Err(StorageError::CloneMissing {
                path: name.to_owned(),
            });
        }
        let Some(objects) = objects.to_str() else {
            let why = "the path of the storage root is not UTF-8";
            return Err(StorageError::Refused {
                path: name.to_owned(),
                why,
            });
        };
        // An object database alone: a repository would be opened with its configuration, and
        // refused when another user, on another node, has made it.
        let odb = Odb::new().and_then(|odb| odb.add_disk_alternate(objects).map(|()| odb));
        let odb = odb.map_err(|source| StorageError::CloneDamaged {
            path: name.to_owned(),
            what: "its objects cannot be opened".into(),
            source: Some(source),
        })?;
        Ok(Repo {
            odb,
            name: name.to_owned(),
        })
    }

    #[cfg(test)]
    pub(crate) fn in_memory() -> Repo {
        let odb = Odb::new().unwrap();
        odb.add_new_mempack_backend(1).unwrap();
        Repo {
            odb,
            name: "memory".into(),
        }
    }

    #[cfg(test)]
    pub(crate) fn write(&self, kind: ObjectType, data: &[u8]) -> Oid {
        self.odb.write(kind, data).unwrap()
    }

    /// Every file of a commit, or of a tree, as `git ls-tree -r` counts and sorts them.
    pub fn entries(&self, commit_or_tree: &str) -> Result<Vec<Entry>, StorageError> {
        tree::walk(self, self.tree_of(self.oid(commit_or_tree)?)?)
    }

    /// The id of a commit's tree.
    pub fn tree(&self, commit: &str) -> Result<String, StorageError> {
        self.tree_of(self.oid(commit)?).map(|tree| tree.to_string())
    }

    /// The content of a file. Larger ones than the limit of a source file are refused before
    /// they are unpacked.
    pub fn blob(&self, oid: &str) -> Result<Vec<u8>, StorageError> {
        self.blob_within(oid, FILE_BYTES_MAX)
    }

    /// The content of a file, with a limit of the caller's.
    pub fn blob_within(&self, oid: &str, bytes_max: u64) -> Result<Vec<u8>, StorageError> {
        let id = self.oid(oid)?;
        let (bytes, kind) = self
            .odb
            .read_header(id)
            .map_err(|source| self.unreadable(id, source))?;
        if kind != ObjectType::Blob {
            return Err(self.damaged(format!("object {oid} is no file")));
        }
        if bytes as u64 > bytes_max {
            return Err(StorageError::OverLimit {
                what: format!("file {oid}"),
                max: bytes_max,
                unit: "bytes",
            });
        }
        Ok(self.read(id)?.data().to_vec())
    }

    /// Whether the object is there.
    pub fn holds(&self, oid: &str) -> bool {
        self.oid(oid).is_ok_and(|id| self.odb.exists(id))
    }

    /// The size of an object without unpacking it; `None` when it is not there.
    pub(crate) fn bytes_of(&self, id: Oid) -> Result<Option<u64>, StorageError> {
        match self.odb.read_header(id) {
            Ok((bytes, _)) => Ok(Some(bytes as u64)),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(source) => Err(self.unreadable(id, source)),
        }
    }

    pub(crate) fn read(&self, id: Oid) -> Result<OdbObject<'_>, StorageError> {
        self.odb
            .read(id)
            .map_err(|source| self.unreadable(id, source))
    }

    pub(crate) fn damaged(&self, what: String) -> StorageError {
        StorageError::CloneDamaged {
            path: self.name.clone(),
            what,
            source: None,
        }
    }

    fn oid(&self, hex: &str) -> Result<Oid, StorageError> {
        // libgit2 pads a short id with zeros, which would name another object.
        let full = (hex.len() == 40).then(|| Oid::from_str(hex).ok()).flatten();
        full.ok_or_else(|| self.damaged(format!("`{hex}` is no full object id")))
    }

    fn tree_of(&self, id: Oid) -> Result<Oid, StorageError> {
        let object = self.read(id)?;
        match object.kind() {
            ObjectType::Tree => Ok(id),
            // A commit starts with its tree: "tree <40 digits>\n".
            ObjectType::Commit => object
                .data()
                .strip_prefix(b"tree ")
                .and_then(|rest| rest.get(..40))
                .and_then(|hex| std::str::from_utf8(hex).ok())
                .and_then(|hex| Oid::from_str(hex).ok())
                .ok_or_else(|| self.damaged(format!("commit {id} names no tree"))),
            _ => Err(self.damaged(format!("object {id} is neither commit nor tree"))),
        }
    }

    fn unreadable(&self, id: Oid, source: git2::Error) -> StorageError {
        if source.code() == ErrorCode::NotFound {
            return StorageError::ObjectMissing {
                path: self.name.clone(),
                oid: id.to_string(),
            };
        }
        let what = format!("object {id} cannot be read");
        StorageError::CloneDamaged {
            path: self.name.clone(),
            what,
            source: Some(source),
        }
    }
}
