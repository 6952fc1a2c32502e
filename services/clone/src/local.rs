//! A clone of a repository on this machine: its objects are linked, not read.
//!
//! libgit2's own way is slow from a URL and fails on shallow sources. A hard link costs nothing
//! whatever the size, stays when the source is packed anew or removed, and where links are not
//! possible (another file system, another owner) a copy is made.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use git2::{ErrorCode, ObjectType, Oid, Repository};
use storage::StorageError;

use crate::CloneError;
use crate::classify;
use crate::fetch::{KEPT, Order};
use crate::revision::{self, Named, Prefixed, Target, by_prefix};

/// How many stores of objects may stand behind one another. Git's own limit.
const ALTERNATES_MAX: usize = 5;
/// How often linking starts anew because the source was packed meanwhile.
const ROUNDS_MAX: usize = 3;

/// Links into `order.staging`; returns the commit's id.
pub(crate) fn fetch(
    order: &Order<'_>,
    path: &Path,
    within: Option<&Path>,
) -> Result<String, CloneError> {
    let source = open(order, path)?;
    let fence = Fence { order, within };
    fence.check(source.commondir())?;
    let commit = resolve(order, &source)?;
    let stores = stores(&fence, &source.commondir().join("objects"))?;
    let bare = Bare { order };
    bare.lay_out(&commit.to_string())?;
    for round in 1.. {
        let vanished = bare.link(&stores)?;
        match order.verify(&commit.to_string()) {
            Ok(_) if !vanished => break,
            Err(error) if round == ROUNDS_MAX => return Err(error),
            // What is there is whole; what vanished was packed into something that is there too.
            Ok(_) if round == ROUNDS_MAX => break,
            Ok(_) | Err(_) => {}
        }
    }
    bare.copy_shallow(source.commondir())?;
    Ok(commit.to_string())
}

fn open(order: &Order<'_>, path: &Path) -> Result<Repository, CloneError> {
    Repository::open(path).map_err(|error| {
        if error.code() == ErrorCode::NotFound && Repository::discover(path).is_ok() {
            return order
                .not_found("this is a folder inside of a repository: give the repository's root");
        }
        classify::open(order, error)
    })
}

/// The commit that the revision means, in the source.
fn resolve(order: &Order<'_>, source: &Repository) -> Result<Oid, CloneError> {
    let unreadable = |error: git2::Error| unreadable(order, "its refs cannot be read", error);
    let mut refs = Vec::new();
    for reference in source.references().map_err(unreadable)? {
        // A ref that is broken, points nowhere or has no readable name cannot be asked for.
        let Ok(reference) = reference else { continue };
        let (Ok(name), Ok(direct)) = (reference.name(), reference.resolve()) else {
            continue;
        };
        if let Some(oid) = direct.target() {
            refs.push(Named {
                name: name.to_owned(),
                oid,
            });
        }
    }
    match source.head() {
        Ok(head) => refs.extend(head.target().map(|oid| Named {
            name: "HEAD".into(),
            oid,
        })),
        Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => {}
        Err(error) => return Err(unreadable(error)),
    }
    if refs.is_empty() {
        return Err(order.empty());
    }
    let none = || order.no_such_revision(&refs);
    let oid = match revision::find(&refs, order.revision) {
        Target::Ref(named) => named.oid,
        Target::Id(hex) => Oid::from_str(&hex).map_err(|_| none())?,
        Target::Prefix(hex) => match by_prefix(source, &hex).map_err(unreadable)? {
            Prefixed::One(oid) => oid,
            Prefixed::None => return Err(none()),
            Prefixed::Several => return Err(order.ambiguous()),
        },
        Target::Unknown => return Err(none()),
        Target::NoDefault => return Err(order.no_default_branch(&refs)),
    };
    let object = source.find_object(oid, None).map_err(|_| none())?;
    object
        .peel(ObjectType::Commit)
        .map(|commit| commit.id())
        .map_err(|_| none())
}

/// What a source may not lead out of.
struct Fence<'a> {
    order: &'a Order<'a>,
    within: Option<&'a Path>,
}

impl Fence<'_> {
    /// Whoever can write into an allowed folder could otherwise make files there that point to
    /// anybody's repository, and have it read.
    fn check(&self, place: &Path) -> Result<PathBuf, CloneError> {
        let refused = |why: &str| CloneError::NotAllowed {
            message: format!("{} {why}", self.order.remote),
        };
        let real = place
            .canonicalize()
            .map_err(|_| refused("refers to objects that are not there"))?;
        if self.within.is_some_and(|within| !real.starts_with(within)) {
            return Err(refused(
                "refers to objects outside of the folder that is allowed",
            ));
        }
        Ok(real)
    }
}

/// All stores of objects that belong to the source, its own first.
fn stores(fence: &Fence<'_>, own: &Path) -> Result<Vec<PathBuf>, CloneError> {
    let mut stores: Vec<PathBuf> = Vec::new();
    let mut next = vec![own.to_owned()];
    for _ in 0..=ALTERNATES_MAX {
        let mut behind = Vec::new();
        for store in next {
            let store = fence.check(&store)?;
            if stores.contains(&store) {
                continue;
            }
            behind.extend(alternates(&store));
            stores.push(store);
        }
        next = behind;
    }
    Ok(stores)
}

fn alternates(store: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(store.join("info/alternates")).unwrap_or_default();
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    // Relative to the store; joining an absolute one replaces it.
    lines.map(|line| store.join(line)).collect()
}

/// The bare clone under way, written by hand: it is a few files, and libgit2 would refuse to
/// open a folder that network storage shows as another user's.
struct Bare<'a> {
    order: &'a Order<'a>,
}

impl Bare<'_> {
    fn lay_out(&self, commit: &str) -> Result<(), CloneError> {
        for folder in [
            "objects/pack",
            "objects/info",
            "refs/heads",
            "refs/tags",
            "refs/graphmill",
        ] {
            self.written(fs::create_dir_all(self.order.staging.join(folder)))?;
        }
        let config = "[core]\n\trepositoryformatversion = 0\n\tbare = true\n";
        let head = format!("{commit}\n");
        for (name, text) in [("config", config), (KEPT, &head), ("HEAD", &head)] {
            self.written(fs::write(self.order.staging.join(name), text))?;
        }
        Ok(())
    }

    /// Where a shallow source's history ends, so that Git's own tools do not call the clone broken.
    fn copy_shallow(&self, commondir: &Path) -> Result<(), CloneError> {
        let from = commondir.join("shallow");
        if fs::symlink_metadata(&from).is_ok_and(|meta| meta.is_file()) {
            self.written(fs::copy(&from, self.order.staging.join("shallow")))?;
        }
        Ok(())
    }

    /// Links all objects of all stores; tells whether some vanished meanwhile.
    fn link(&self, stores: &[PathBuf]) -> Result<bool, CloneError> {
        let mut bytes = 0;
        let mut vanished = false;
        for store in stores {
            // Git packs loose objects before it deletes them. So with the loose ones taken
            // first, each object is met at least once.
            for folder in files_of(self.order, store)? {
                if is_fan_out(&folder) && is_real(&folder, fs::FileType::is_dir) {
                    let name = folder.file_name();
                    let to = self.order.staging.join("objects").join(&name);
                    self.written(fs::create_dir_all(&to))?;
                    for object in files_of(self.order, &folder.path())? {
                        if is_hex(&object, 38) && is_real(&object, fs::FileType::is_file) {
                            vanished |= !self.link_file(
                                &object.path(),
                                &to.join(object.file_name()),
                                &mut bytes,
                            )?;
                        }
                    }
                }
            }
            let packs = files_of(self.order, &store.join("pack"))?;
            let names: BTreeSet<_> = packs
                .iter()
                .filter(|pack| is_real(pack, fs::FileType::is_file))
                .map(|pack| PathBuf::from(pack.file_name()))
                .collect();
            for index in names
                .iter()
                .filter(|name| name.extension().is_some_and(|kind| kind == "idx"))
            {
                let pack = index.with_extension("pack");
                if !names.contains(&pack) {
                    continue;
                }
                // The index last: it is what makes libgit2 look for the pack.
                for name in [&pack, index] {
                    let to = self.order.staging.join("objects/pack").join(name);
                    vanished |= !self.link_file(&store.join("pack").join(name), &to, &mut bytes)?;
                }
            }
        }
        Ok(vanished)
    }

    /// Links one file, or copies it; `false` when it is gone.
    fn link_file(&self, from: &Path, to: &Path, copied: &mut u64) -> Result<bool, CloneError> {
        self.order.watch.beat();
        self.order.check()?;
        match fs::hard_link(from, to) {
            Ok(()) => return Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            // Another file system, another owner, too many links: whatever it is, a copy will
            // do, or will say better what is wrong.
            Err(_) => {}
        }
        // What cannot be read is the source's fault, and no reason to doubt our own storage.
        if let Err(error) = fs::File::open(from)
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(unreadable(self.order, "its objects cannot be read", error));
        }
        match fs::copy(from, to) {
            Ok(bytes) => {
                *copied += bytes;
                if *copied > self.order.config.bytes_max {
                    return Err(self.order.too_large());
                }
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => self.written(Err(error)),
        }
    }

    fn written<T>(&self, result: io::Result<T>) -> Result<T, CloneError> {
        result.map_err(|source| CloneError::Storage {
            remote: self.order.remote.clone(),
            source: StorageError::of_io("write", "tmp", source),
        })
    }
}

/// What is in a folder of the source; nothing when it is not there.
fn files_of(order: &Order<'_>, folder: &Path) -> Result<Vec<DirEntry>, CloneError> {
    match fs::read_dir(folder).and_then(Iterator::collect) {
        Ok(entries) => Ok(entries),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(unreadable(order, "its objects cannot be listed", error)),
    }
}

fn unreadable(
    order: &Order<'_>,
    why: &str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> CloneError {
    CloneError::Unreadable {
        remote: order.remote.clone(),
        why: why.to_owned(),
        source: Some(source.into()),
    }
}

/// Whether an entry is of a kind itself, and not by way of a symbolic link.
fn is_real(entry: &DirEntry, kind: fn(&fs::FileType) -> bool) -> bool {
    entry.file_type().is_ok_and(|of| kind(&of))
}

fn is_fan_out(entry: &DirEntry) -> bool {
    is_hex(entry, 2)
}

fn is_hex(entry: &DirEntry, length: usize) -> bool {
    let name = entry.file_name();
    name.len() == length && name.as_encoded_bytes().iter().all(u8::is_ascii_hexdigit)
}
