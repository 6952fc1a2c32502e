//! The walk over a commit's tree, in Git's order, without recursion.

use std::fmt;

use events::limits::{COMMIT_FILES_MAX, PATH_BYTES_MAX};
use git2::{ObjectType, Oid};

use crate::{Repo, StorageError};

/// All paths of a commit together. Only a tree that is nested on purpose comes near it.
const PATHS_BYTES_MAX: u64 = 1 << 30;
const _: () =
    assert!(PATHS_BYTES_MAX > COMMIT_FILES_MAX * 256 && PATHS_BYTES_MAX > PATH_BYTES_MAX as u64);

/// What an entry of a tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A file.
    File,
    /// A file that may be run.
    Executable,
    /// A symbolic link; its content is where it points to.
    Symlink,
    /// A commit of another repository.
    Submodule,
}

/// Something in a commit that is not a tree.
#[derive(Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path, as Git keeps it: any bytes but NUL.
    pub path: Vec<u8>,
    /// The id of the content.
    pub oid: String,
    /// What it is.
    pub kind: EntryKind,
    /// Size of the content; `None` when the clone does not hold it, as always for a submodule.
    pub bytes: Option<u64>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Entry {
            path,
            oid,
            kind,
            bytes,
        } = self;
        write!(f, "{kind:?} {oid} {bytes:?} {}", path.escape_ascii())
    }
}

/// A tree on the way down.
struct Level {
    data: Vec<u8>,
    /// Where its next entry starts.
    at: usize,
    /// How much of the current folder's path belongs to it.
    prefix: usize,
}

pub(crate) fn walk(repo: &Repo, tree: Oid) -> Result<Vec<Entry>, StorageError> {
    let over = |what: &str, max, unit| StorageError::OverLimit {
        what: format!("{what} of tree {tree}"),
        max,
        unit,
    };
    let mut entries = Vec::new();
    let (mut trees, mut path_bytes) = (0, 0);
    let mut folder: Vec<u8> = Vec::new();
    let mut levels = vec![level(repo, tree, 0)?];
    while let Some(current) = levels.last_mut() {
        folder.truncate(current.prefix);
        let Some(raw) = next(repo, current)? else {
            levels.pop();
            continue;
        };
        let Some(kind) = raw.kind else {
            // A tree without files would never reach the limit of files, and a few of them,
            // each naming the next one ten times, would keep this loop busy for ever.
            trees += 1;
            if trees > COMMIT_FILES_MAX {
                return Err(over("the number of folders", COMMIT_FILES_MAX, "folders"));
            }
            folder.extend_from_slice(raw.name);
            folder.push(b'/');
            if folder.len() as u64 > PATHS_BYTES_MAX {
                return Err(over("the length of a path", PATHS_BYTES_MAX, "bytes"));
            }
            let (oid, prefix) = (raw.oid, folder.len());
            levels.push(level(repo, oid, prefix)?);
            continue;
        };
        if entries.len() as u64 >= COMMIT_FILES_MAX {
            return Err(over("the number of files", COMMIT_FILES_MAX, "files"));
        }
        let path = [folder.as_slice(), raw.name].concat();
        path_bytes += path.len() as u64;
        if path_bytes > PATHS_BYTES_MAX {
            return Err(over("the length of all paths", PATHS_BYTES_MAX, "bytes"));
        }
        let bytes = match kind {
            EntryKind::Submodule => None,
            EntryKind::File | EntryKind::Executable | EntryKind::Symlink => {
                repo.bytes_of(raw.oid)?
            }
        };
        entries.push(Entry {
            path,
            oid: raw.oid.to_string(),
            kind,
            bytes,
        });
    }
    Ok(entries)
}

fn level(repo: &Repo, tree: Oid, prefix: usize) -> Result<Level, StorageError> {
    let object = repo.read(tree)?;
    if object.kind() != ObjectType::Tree {
        return Err(repo.damaged(format!("object {tree} should be a tree")));
    }
    Ok(Level {
        data: object.data().to_vec(),
        at: 0,
        prefix,
    })
}

/// An entry as a tree holds it: `<octal mode> <name>\0<20 bytes of id>`.
struct Raw<'tree> {
    /// `None`: a tree.
    kind: Option<EntryKind>,
    name: &'tree [u8],
    oid: Oid,
}

fn next<'tree>(repo: &Repo, level: &'tree mut Level) -> Result<Option<Raw<'tree>>, StorageError> {
    if level.at == level.data.len() {
        return Ok(None);
    }
    match parse(&level.data[level.at..]) {
        Some((raw, length)) => {
            level.at += length;
            Ok(Some(raw))
        }
        None => Err(repo.damaged(format!("a tree cannot be read at byte {}", level.at))),
    }
}

fn parse(data: &[u8]) -> Option<(Raw<'_>, usize)> {
    const OID_BYTES: usize = 20;
    let space = data.iter().position(|&b| b == b' ')?;
    let mode = u32::from_str_radix(std::str::from_utf8(&data[..space]).ok()?, 8).ok()?;
    let rest = &data[space + 1..];
    let end = rest.iter().position(|&b| b == 0)?;
    let name = &rest[..end];
    if name.is_empty() || name.contains(&b'/') {
        return None;
    }
    let oid = Oid::from_bytes(rest.get(end + 1..end + 1 + OID_BYTES)?).ok()?;
    let kind = match mode & 0o170_000 {
        0o040_000 => None,
        0o120_000 => Some(EntryKind::Symlink),
        0o160_000 => Some(EntryKind::Submodule),
        _ if mode & 0o111 != 0 => Some(EntryKind::Executable),
        _ => Some(EntryKind::File),
    };
    Some((Raw { kind, name, oid }, space + 1 + end + 1 + OID_BYTES))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn entry(mode: &str, name: &[u8]) -> Vec<u8> {
        [mode.as_bytes(), b" ", name, b"\0", &[7; 20]].concat()
    }

    /// A tree with one tree in it, `depth` times, and `leaf` at the end.
    fn nested(repo: &Repo, depth: usize, leaf: &[u8]) -> Oid {
        let mut tree = repo.write(ObjectType::Tree, leaf);
        for _ in 0..depth {
            tree = repo.write(ObjectType::Tree, &[b"40000 d\0", tree.as_bytes()].concat());
        }
        tree
    }

    #[test]
    fn a_tree_of_any_depth_is_walked() {
        let repo = Repo::in_memory();
        let blob = repo.write(ObjectType::Blob, b"x = 1\n");
        let tree = nested(&repo, 50_000, &[b"100644 f.py\0", blob.as_bytes()].concat());
        let entries = repo.entries(&tree.to_string()).unwrap();
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].bytes, Some(6));
        assert_eq!(entries[0].path.len(), 50_000 * 2 + 4);
    }

    #[test]
    fn a_tree_that_unfolds_without_end_is_refused() {
        let repo = Repo::in_memory();
        let mut tree = repo.write(ObjectType::Tree, b"");
        for _ in 0..30 {
            let twice: Vec<u8> = ["a", "b"]
                .iter()
                .flat_map(|name| [format!("40000 {name}\0").as_bytes(), tree.as_bytes()].concat())
                .collect();
            tree = repo.write(ObjectType::Tree, &twice);
        }
        // In a thread, for a walk without the limit would never come back.
        let (tell, told) = std::sync::mpsc::channel();
        let walk = move || tell.send(repo.entries(&tree.to_string()).map(|found| found.len()));
        std::thread::spawn(walk);
        let walked = told.recv_timeout(Duration::from_secs(60));
        let refused = walked.expect("the walk ends").unwrap_err();
        assert_eq!(refused.kind(), events::FailureKind::TooLarge, "{refused}");
    }

    #[test]
    fn what_the_clone_does_not_hold_has_no_size() {
        let repo = Repo::in_memory();
        let mut data = entry("100644", b"gone.py");
        data.extend(entry("160000", b"submodule"));
        let tree = repo.write(ObjectType::Tree, &data).to_string();
        let entries = repo.entries(&tree).unwrap();
        assert_eq!(
            entries
                .iter()
                .map(|e| (e.kind, e.bytes))
                .collect::<Vec<_>>(),
            [(EntryKind::File, None), (EntryKind::Submodule, None)]
        );
        let missing = repo.blob(&entries[0].oid).unwrap_err();
        assert!(
            matches!(missing, StorageError::ObjectMissing { .. }),
            "{missing}"
        );
    }

    #[test]
    fn only_full_ids_of_the_right_kind_are_read() {
        let repo = Repo::in_memory();
        let blob = repo.write(ObjectType::Blob, &[0; 11]).to_string();
        assert_eq!(repo.blob(&blob).unwrap().len(), 11);
        assert_eq!(
            repo.blob_within(&blob, 10).unwrap_err().kind(),
            events::FailureKind::TooLarge
        );
        assert!(matches!(
            repo.blob(&blob[..12]),
            Err(StorageError::CloneDamaged { .. })
        ));
        assert!(matches!(
            repo.entries(&blob),
            Err(StorageError::CloneDamaged { .. })
        ));
        let tree = nested(&repo, 1, b"").to_string();
        assert!(matches!(
            repo.blob(&tree),
            Err(StorageError::CloneDamaged { .. })
        ));
    }

    #[test]
    fn a_mode_tells_what_an_entry_is() {
        let kind = |mode| parse(&entry(mode, b"x")).unwrap().0.kind;
        assert_eq!(kind("40000"), None);
        assert_eq!(kind("100644"), Some(EntryKind::File));
        assert_eq!(kind("100664"), Some(EntryKind::File));
        assert_eq!(kind("100755"), Some(EntryKind::Executable));
        assert_eq!(kind("120000"), Some(EntryKind::Symlink));
        assert_eq!(kind("160000"), Some(EntryKind::Submodule));
    }

    #[test]
    fn a_broken_tree_is_no_entry_at_any_length() {
        let whole = entry("100644", b"\xff\xfe name");
        assert_eq!(parse(&whole).unwrap().1, whole.len());
        for end in 0..whole.len() {
            assert!(parse(&whole[..end]).is_none(), "{end}");
        }
        assert!(parse(&entry("100644", b"a/b")).is_none());
        assert!(parse(&entry("100644", b"")).is_none());
        assert!(parse(&entry("9", b"x")).is_none());
    }
}
