//! The shared root, tried as replicas, janitors and strangers would.

#![expect(clippy::unwrap_used, reason = "panicking is how a test fails")]

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::sync::Barrier;
use std::thread;

use events::{JobId, RelPath};
use storage::{EntryKind, Repo, Root, StorageError, probe};
use tempfile::TempDir;

fn root() -> (TempDir, Root) {
    let folder = tempfile::tempdir().unwrap();
    let root = Root::open(folder.path()).unwrap();
    (folder, root)
}

fn job(name: &str) -> JobId {
    JobId::new(name).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A clone that holds one commit with a file of each kind.
fn fill(place: &Path, text: &str) -> (String, String) {
    let repo = git2::Repository::init_bare(place).unwrap();
    let blob = repo.blob(text.as_bytes()).unwrap();
    let mut sub = repo.treebuilder(None).unwrap();
    sub.insert("run.sh", blob, 0o100_755).unwrap();
    sub.insert("link", blob, 0o120_000).unwrap();
    let sub = sub.write().unwrap();
    let mut top = repo.treebuilder(None).unwrap();
    top.insert("a", sub, 0o040_000).unwrap();
    top.insert("a.py", blob, 0o100_644).unwrap();
    top.insert("b", blob, 0o160_000).unwrap();
    let tree = repo.find_tree(top.write().unwrap()).unwrap();
    let author = git2::Signature::now("a", "a@example.org").unwrap();
    let commit = repo
        .commit(Some("HEAD"), &author, &author, "one", &tree, &[])
        .unwrap();
    (commit.to_string(), tree.id().to_string())
}

#[test]
fn a_clone_appears_whole_or_not_at_all() {
    let (_folder, root) = root();
    let job = job("j1");
    let staging = root.stage(&job).unwrap();
    let (commit, tree) = fill(staging.path(), "x = 1\n");
    assert!(!root.exists(&job));
    assert!(names(&root.path().join("jobs")).is_empty());

    let published = staging.publish(&commit, &tree).unwrap();
    assert!(root.exists(&job));
    assert_eq!(published.clone, root.clone_path(&job));
    assert_eq!(root.published(&job).unwrap().unwrap(), published);
    assert!(names(&root.path().join("tmp")).is_empty());

    let repo = Repo::open(&root, &published.clone).unwrap();
    assert_eq!(repo.tree(&commit).unwrap(), tree);
    let entries = repo.entries(&commit).unwrap();
    let seen: Vec<_> = entries
        .iter()
        .map(|e| (str::from_utf8(&e.path).unwrap(), e.kind, e.bytes))
        .collect();
    // Git sorts `a.py` before the folder `a`, as if the folder were named `a/`.
    assert_eq!(
        seen,
        [
            ("a.py", EntryKind::File, Some(6)),
            ("a/link", EntryKind::Symlink, Some(6)),
            ("a/run.sh", EntryKind::Executable, Some(6)),
            ("b", EntryKind::Submodule, None),
        ]
    );
    assert_eq!(entries, repo.entries(&tree).unwrap());
    assert_eq!(repo.blob(&entries[0].oid).unwrap(), b"x = 1\n");
}

#[test]
fn a_dropped_staging_leaves_nothing() {
    let (_folder, root) = root();
    let staging = root.stage(&job("j1")).unwrap();
    fill(staging.path(), "x");
    drop(staging);
    assert!(names(&root.path().join("tmp")).is_empty());
}

#[test]
fn of_replicas_that_race_for_a_job_one_wins_and_all_agree() {
    let (_folder, root) = root();
    let job = job("j1");
    let barrier = Barrier::new(4);
    let results: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|replica| {
                let (root, job, barrier) = (&root, &job, &barrier);
                scope.spawn(move || {
                    let staging = root.stage(job).unwrap();
                    let (commit, tree) = fill(staging.path(), &format!("replica {replica}"));
                    barrier.wait();
                    staging.publish(&commit, &tree).unwrap()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert!(
        results.iter().all(|published| *published == results[0]),
        "{results:?}"
    );
    let repo = Repo::open(&root, &results[0].clone).unwrap();
    assert_eq!(repo.tree(&results[0].commit).unwrap(), results[0].tree);
    assert!(names(&root.path().join("tmp")).is_empty());
}

#[test]
fn a_removal_can_be_repeated_and_takes_only_its_job() {
    let (_folder, root) = root();
    for name in ["j1", "j1x"] {
        let staging = root.stage(&job(name)).unwrap();
        let (commit, tree) = fill(staging.path(), "x");
        staging.publish(&commit, &tree).unwrap();
    }
    let job = job("j1");
    assert!(root.remove(&job).unwrap() > 0);
    assert!(!root.exists(&job));
    assert_eq!(root.remove(&job).unwrap(), 0);
    assert_eq!(names(&root.path().join("jobs")), ["j1x"]);
    assert!(names(&root.path().join("trash")).is_empty());
}

#[test]
fn what_killed_processes_left_of_a_job_goes_with_it() {
    let (_folder, root) = root();
    for place in [
        "trash/j1.99-0",
        "tmp/j1.98-0",
        "trash/j1x.99-0",
        "tmp/j1x.98-0",
    ] {
        fs::create_dir_all(root.path().join(place).join("repo.git")).unwrap();
        fs::write(root.path().join(place).join("repo.git/pack"), [0; 100]).unwrap();
    }
    assert_eq!(root.remove(&job("j1")).unwrap(), 200);
    assert_eq!(names(&root.path().join("trash")), ["j1x.99-0"]);
    assert_eq!(names(&root.path().join("tmp")), ["j1x.98-0"]);
}

#[test]
fn a_folder_without_our_marker_is_left_alone() {
    let (_folder, root) = root();
    let place = root.path().join("jobs/j1");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("thesis.tex"), "years of work").unwrap();
    let marker = place.join("graphmill-job.json");
    let other_job = r#"{"v":1,"job":"j2","commit":"c","tree":"t"}"#;
    for content in [None, Some("{}"), Some(other_job)] {
        if let Some(content) = content {
            fs::write(&marker, content).unwrap();
        }
        assert!(
            matches!(root.remove(&job("j1")), Err(StorageError::Foreign { .. })),
            "{content:?}"
        );
        assert!(place.join("thesis.tex").exists());
        assert!(!root.exists(&job("j1")));
    }
    // Nor does a clone hide what is there.
    let staging = root.stage(&job("j1")).unwrap();
    let (commit, tree) = fill(staging.path(), "x");
    assert!(matches!(
        staging.publish(&commit, &tree),
        Err(StorageError::Foreign { .. })
    ));
    assert!(place.join("thesis.tex").exists());
}

#[test]
fn symbolic_links_are_never_followed() {
    let (_folder, root) = root();
    let outside = tempfile::tempdir().unwrap();
    let precious = outside.path().join("precious");
    fs::write(&precious, "x").unwrap();
    let own_marker = r#"{"v":1,"job":"j1","commit":"c","tree":"t"}"#;
    fs::write(outside.path().join("graphmill-job.json"), own_marker).unwrap();

    // The job's folder is a link to a folder with a perfect marker.
    symlink(outside.path(), root.path().join("jobs/j1")).unwrap();
    assert!(matches!(
        root.remove(&job("j1")),
        Err(StorageError::Refused { .. })
    ));
    assert!(matches!(
        root.resolve(&root.clone_path(&job("j1"))),
        Err(StorageError::Refused { .. })
    ));
    assert!(!root.exists(&job("j1")));

    // A link inside of a clone goes, its target stays.
    let staging = root.stage(&job("j2")).unwrap();
    let (commit, tree) = fill(staging.path(), "x");
    symlink(outside.path(), staging.path().join("objects/link")).unwrap();
    let published = staging.publish(&commit, &tree).unwrap();
    let through = RelPath::new(format!("{}/objects/link/precious", published.clone)).unwrap();
    assert!(matches!(
        root.resolve(&through),
        Err(StorageError::Refused { .. })
    ));
    symlink(outside.path(), root.path().join("trash/j2.1-1")).unwrap();
    root.remove(&job("j2")).unwrap();
    assert!(precious.exists());
    assert!(names(&root.path().join("trash")).is_empty());
}

#[test]
fn bytes_that_somebody_else_holds_are_not_freed() {
    let (folder, root) = root();
    let staging = root.stage(&job("j1")).unwrap();
    let (commit, tree) = fill(staging.path(), "x");
    fs::write(staging.path().join("own"), [0; 5000]).unwrap();
    fs::write(folder.path().join("shared"), vec![0; 70_000]).unwrap();
    fs::hard_link(folder.path().join("shared"), staging.path().join("shared")).unwrap();
    staging.publish(&commit, &tree).unwrap();
    let freed = root.remove(&job("j1")).unwrap();
    assert!((5000..70_000).contains(&freed), "{freed}");
    assert_eq!(
        fs::metadata(folder.path().join("shared")).unwrap().nlink(),
        1
    );
}

#[test]
fn a_root_that_is_not_there_says_what_to_mount() {
    let folder = tempfile::tempdir().unwrap();
    let absent = Root::open(folder.path().join("absent")).unwrap_err();
    assert!(matches!(absent, StorageError::Unmounted { .. }));
    let text = absent.to_string();
    assert!(
        text.contains("absent") && text.contains("GRAPHMILL_STORAGE__ROOT"),
        "{text}"
    );

    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(matches!(
        Root::open_read_only(&file),
        Err(StorageError::Unmounted { .. })
    ));
}

#[test]
fn a_root_that_cannot_be_written_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    drop(Root::open(folder.path()).unwrap());
    let tmp = folder.path().join("tmp");
    fs::set_permissions(&tmp, fs::Permissions::from_mode(0o500)).unwrap();
    // Root may write everywhere, so for it a file in the folder's place stands in.
    if fs::write(tmp.join("x"), "").is_ok() {
        fs::remove_dir_all(&tmp).unwrap();
        fs::write(&tmp, "").unwrap();
    }
    assert!(Root::open(folder.path()).is_err());
    assert!(Root::open_read_only(folder.path()).is_ok());
    if tmp.is_dir() {
        fs::set_permissions(&tmp, fs::Permissions::from_mode(0o700)).unwrap();
    }
}

#[test]
fn a_probe_leaves_nothing_behind() {
    let (_folder, root) = root();
    let report = probe(&root, "node/../7").unwrap();
    assert_eq!(report.node, "node/../7");
    assert_eq!(names(root.path()), ["jobs", "tmp", "trash"]);
    assert!(names(&root.path().join("tmp")).is_empty());
}

#[test]
fn a_clone_made_by_another_user_is_read() {
    let (_folder, root) = root();
    let staging = root.stage(&job("j1")).unwrap();
    let (commit, tree) = fill(staging.path(), "x");
    let published = staging.publish(&commit, &tree).unwrap();
    let clone = root.resolve(&published.clone).unwrap();
    // Only root can give files away; for anybody else this is the same as reading one's own.
    std::os::unix::fs::chown(&clone, Some(4711), Some(4711)).ok();
    assert_eq!(
        Repo::open(&root, &published.clone)
            .unwrap()
            .entries(&commit)
            .unwrap()
            .len(),
        4
    );
}

#[test]
fn a_clone_that_is_gone_is_missing() {
    let (_folder, root) = root();
    let gone = Repo::open(&root, &root.clone_path(&job("j1"))).unwrap_err();
    assert!(matches!(gone, StorageError::CloneMissing { .. }), "{gone}");
    assert_eq!(gone.kind(), events::FailureKind::CloneLost);
}
