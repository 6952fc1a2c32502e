//! Repositories on this machine, in all the shapes that they come in.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;

use events::FailureKind;
use graphmill_clone::{Config, Remote, Watch, fetch};
use pipeline::Fault;
use testkit::git_http::GitServer;
use testkit::repos::{TestRepo, git};

use crate::{Made, clone, failure, text};

fn allowed() -> Config {
    Config {
        allow_local: true,
        ..Config::default()
    }
}

fn made(path: &Path, revision: Option<&str>) -> Made {
    clone(text(path), revision, &allowed()).unwrap_or_else(|error| panic!("{}", error.sentence()))
}

#[test]
fn bare_or_with_a_work_tree_loose_or_packed() {
    let folder = tempfile::tempdir().unwrap();
    let bare = TestRepo::bare(folder.path().join("bare.git"));
    let tree = TestRepo::worktree(folder.path().join("tree"));
    for repo in [&bare, &tree] {
        repo.commit("main", &[("a.py", b"1\n")]);
        let commit = repo.commit("main", &[("a.py", b"1\n"), ("b/c.py", b"2\n")]);
        for packed in [false, true] {
            if packed {
                repo.pack();
            }
            let made = made(repo.path(), None);
            assert_eq!(made.fetched.commit, commit);
            assert_eq!(made.files(), ["a.py", "b/c.py"]);
            assert_eq!(made.commits(), 2);
        }
    }
    // The folder inside of it, and a URL, are the same repository.
    let url = format!("file://{}", text(tree.path()));
    assert_eq!(
        clone(&url, None, &allowed()).unwrap().fetched,
        made(&tree.path().join(".git"), None).fetched
    );
}

#[test]
fn packs_are_linked_and_outlive_their_source() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::bare(folder.path().join("bare.git"));
    repo.commit("main", &[("a.py", b"1\n")]);
    repo.pack();
    let clone = tempfile::tempdir_in(folder.path()).unwrap();
    let remote = graphmill_clone::Remote::parse(text(repo.path()), &allowed()).unwrap();
    let staging = clone.path().join("repo.git");
    let fetched = graphmill_clone::fetch(
        &remote,
        None,
        &staging,
        &allowed(),
        &graphmill_clone::Watch::default(),
    )
    .unwrap();
    let packs: Vec<_> = fs::read_dir(staging.join("objects/pack"))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(packs.len(), 2);
    assert!(
        packs
            .iter()
            .all(|pack| pack.metadata().unwrap().nlink() == 2)
    );
    fs::remove_dir_all(repo.path()).unwrap();
    let read = storage::Repo::open_at(&staging, "clone").unwrap();
    assert_eq!(read.entries(&fetched.commit).unwrap().len(), 1);
}

#[test]
fn revisions_are_found_as_on_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::worktree(folder.path().join("tree"));
    let first = repo.commit("main", &[("a.py", b"1\n")]);
    let second = repo.commit("main", &[("a.py", b"2\n")]);
    let tag = repo.tag("v1", &first);
    git(
        repo.path(),
        &["update-ref", "refs/remotes/origin/gone", &first],
    );
    let commit = |revision: &str| made(repo.path(), Some(revision)).fetched.commit;
    assert_eq!(commit("main"), second);
    for same in [
        "v1",
        "refs/tags/v1",
        &tag,
        &tag[..10],
        &first,
        &first[..8],
        "origin/gone",
        "gone",
    ] {
        assert_eq!(commit(same), first, "{same}");
    }
    for none in [
        "nope",
        "HEAD~1",
        "0123456",
        &"0".repeat(39),
        &"1".repeat(40),
        "../a",
    ] {
        let (kind, message) = failure(text(repo.path()), Some(none), &allowed());
        assert_eq!(kind, FailureKind::NoSuchRevision, "{none}: {message}");
    }
    // A detached HEAD is a default too.
    git(repo.path(), &["update-ref", "--no-deref", "HEAD", &first]);
    assert_eq!(made(repo.path(), None).fetched.commit, first);
}

#[test]
fn a_short_id_means_a_commit_even_when_a_file_starts_alike() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::bare(folder.path().join("bare.git"));
    let commit = repo.commit("main", &[("a.py", b"1\n")]);
    // Looked for until one starts with the same four digits: about 65,536 tries.
    let alike = (0..=u32::MAX).map(u32::to_le_bytes).find(|text| {
        let id = git2::Oid::hash_object(git2::ObjectType::Blob, text)
            .unwrap()
            .to_string();
        id[..4] == commit[..4]
    });
    repo.raw(git2::ObjectType::Blob, &alike.unwrap());
    assert_eq!(made(repo.path(), Some(&commit[..4])).fetched.commit, commit);

    // Two commits alike are too many.
    let template = git(repo.path(), &["cat-file", "commit", &commit]);
    let alike = (0..=u32::MAX)
        .map(|n| format!("{template} {n}\n"))
        .find(|text| {
            let id = git2::Oid::hash_object(git2::ObjectType::Commit, text.as_bytes())
                .unwrap()
                .to_string();
            id[..4] == commit[..4]
        });
    repo.raw(git2::ObjectType::Commit, alike.unwrap().as_bytes());
    let (kind, message) = failure(text(repo.path()), Some(&commit[..4]), &allowed());
    assert_eq!(kind, FailureKind::NoSuchRevision);
    assert!(message.contains("more digits"), "{message}");
}

#[test]
fn shallow_sources_alternates_and_linked_work_trees() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::worktree(folder.path().join("tree"));
    repo.commit("main", &[("a.py", b"1\n")]);
    let commit = repo.commit("main", &[("a.py", b"1\n"), ("b.py", b"2\n")]);

    let url = format!("file://{}", text(repo.path()));
    git(
        folder.path(),
        &["clone", "-q", "--bare", "--depth", "1", &url, "shallow.git"],
    );
    let shallow = made(&folder.path().join("shallow.git"), None);
    assert_eq!(
        (shallow.fetched.commit.as_str(), shallow.commits()),
        (commit.as_str(), 1)
    );

    git(
        folder.path(),
        &["clone", "-q", "--shared", "tree", "shared"],
    );
    git(
        folder.path(),
        &["clone", "-q", "--shared", "shared", "twice"],
    );
    assert!(
        folder
            .path()
            .join("twice/.git/objects/info/alternates")
            .exists()
    );
    let twice = made(&folder.path().join("twice"), None);
    assert_eq!(
        (twice.fetched.commit.as_str(), twice.commits()),
        (commit.as_str(), 2)
    );
    assert!(!twice.path().join("objects/info/alternates").exists());

    git(
        repo.path(),
        &["worktree", "add", "-q", "-b", "linked", "../linked"],
    );
    let linked = made(&folder.path().join("linked"), None);
    assert_eq!(linked.fetched.commit, commit);
    assert_eq!(linked.files(), ["a.py", "b.py"]);
}

#[test]
fn what_is_no_repository_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::worktree(folder.path().join("tree"));
    repo.commit("main", &[("a.py", b"1\n")]);
    fs::create_dir(repo.path().join("sub")).unwrap();
    fs::create_dir(folder.path().join("plain")).unwrap();
    fs::write(folder.path().join("file"), "").unwrap();

    let asked = |name: &str| failure(text(&folder.path().join(name)), None, &allowed());
    for (name, says) in [
        ("absent", "no repository at this path"),
        ("plain", "no Git repository"),
        ("tree/sub", "root"),
    ] {
        let (kind, message) = asked(name);
        assert_eq!(kind, FailureKind::NotFound, "{name}: {message}");
        assert!(message.contains(says), "{name}: {message}");
    }
    assert_eq!(asked("file").0, FailureKind::NotFound);
}

#[test]
fn an_empty_repository_is_called_empty() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::worktree(folder.path().join("tree"));
    assert_eq!(
        failure(text(repo.path()), None, &allowed()).0,
        FailureKind::EmptyRepository
    );
    // With another branch it is not empty: only its default branch is not there.
    repo.commit("other", &[("a.py", b"1\n")]);
    let (kind, message) = failure(text(repo.path()), None, &allowed());
    assert_eq!(kind, FailureKind::NoSuchRevision);
    assert!(message.contains("`other`"), "{message}");
}

#[test]
fn an_allowed_folder_is_no_way_to_what_lies_outside() {
    let folder = tempfile::tempdir().unwrap();
    let (repos, outside) = (folder.path().join("repos"), folder.path().join("outside"));
    let secret = TestRepo::worktree(&outside);
    let commit = secret.commit("main", &[("secret.py", b"key = 1\n")]);
    fs::create_dir(&repos).unwrap();
    let config = Config {
        allowed_paths: vec![repos.clone()],
        ..Config::default()
    };

    let fine = TestRepo::bare(repos.join("fine.git"));
    fine.commit("main", &[("a.py", b"1\n")]);
    assert_eq!(
        clone(text(fine.path()), None, &config).unwrap().files(),
        ["a.py"]
    );

    // A link, a `.git` file, and alternates that lead out; each is read where all is allowed.
    symlink(&outside, repos.join("link")).unwrap();
    git(
        &outside,
        &[
            "worktree",
            "add",
            "-q",
            "-b",
            "linked",
            text(&repos.join("linked")),
        ],
    );
    let borrowing = TestRepo::bare(repos.join("borrowing.git"));
    let alternates = borrowing.path().join("objects/info/alternates");
    fs::create_dir_all(alternates.parent().unwrap()).unwrap();
    fs::write(
        &alternates,
        format!("{}\n", text(&outside.join(".git/objects"))),
    )
    .unwrap();
    fs::write(
        borrowing.path().join("refs/heads/main"),
        format!("{commit}\n"),
    )
    .unwrap();
    for trick in ["link", "linked", "borrowing.git"] {
        let path = repos.join(trick);
        let (kind, message) = failure(text(&path), None, &config);
        assert_eq!(kind, FailureKind::NotAllowed, "{trick}: {message}");
        assert_eq!(made(&path, None).files(), ["secret.py"], "{trick}");
    }

    // Nor is a link among the objects followed.
    let object = secret
        .path()
        .join(".git/objects")
        .join(&commit[..2])
        .join(&commit[2..]);
    let linking = TestRepo::bare(repos.join("linking.git"));
    let place = linking.path().join("objects").join(&commit[..2]);
    fs::create_dir_all(&place).unwrap();
    symlink(object, place.join(&commit[2..])).unwrap();
    fs::write(
        linking.path().join("refs/heads/main"),
        format!("{commit}\n"),
    )
    .unwrap();
    failure(text(linking.path()), None, &config);
}

#[test]
fn a_source_with_missing_objects_is_not_taken_for_whole() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::bare(folder.path().join("bare.git"));
    let commit = repo.commit("main", &[("a.py", b"1\n")]);
    let tree = repo.tree_of(&commit);
    fs::remove_file(
        repo.path()
            .join("objects")
            .join(&tree[..2])
            .join(&tree[2..]),
    )
    .unwrap();
    assert_eq!(
        failure(text(repo.path()), None, &allowed()).0,
        FailureKind::CloneLost
    );
}

/// Git's newer ways to keep a repository that cannot be read here, and what helps.
#[test]
fn repositories_of_newer_kinds_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    git(
        folder.path(),
        &["init", "-q", "--object-format=sha256", "sha256"],
    );
    // Git before 2.45 knows no reftable; what its refs are kept in is only named here.
    let reftable = TestRepo::worktree(folder.path().join("reftable"));
    reftable.set("core.repositoryFormatVersion", "1");
    reftable.set("extensions.refStorage", "reftable");
    let place = folder.path().join("sha256");
    fs::write(place.join("a.py"), "1\n").unwrap();
    git(&place, &["add", "a.py"]);
    git(
        &place,
        &[&author[..], &["commit", "-q", "-m", "one"]].concat(),
    );
    let server = GitServer::open(folder.path());
    let path = |name: &str| text(&folder.path().join(name)).to_owned();
    for (repo, says) in [
        (path("sha256"), "only SHA-1"),
        (server.url("sha256/.git"), "only SHA-1"),
        (path("reftable"), "give its URL"),
    ] {
        let remote = Remote::parse(&repo, &allowed()).unwrap();
        let staging = folder.path().join("staging");
        let error = fetch(&remote, None, &staging, &allowed(), &Watch::default()).unwrap_err();
        assert_eq!(error.kind(), FailureKind::NotFound, "{}", error.sentence());
        assert!(error.sentence().contains(says), "{}", error.sentence());
        // It will not be another one at the next try.
        assert!(matches!(Fault::from(error), Fault::Reject(_)), "{repo}");
        fs::remove_dir_all(&staging).ok();
    }
}

/// What a partial clone left out is a matter of its files; without its folders there is no commit.
#[test]
fn a_partial_source_gives_what_it_has() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::worktree(folder.path().join("tree"));
    let commit = repo.commit("main", &[("a.py", b"1\n")]);
    repo.set("uploadpack.allowFilter", "true");
    let url = format!("file://{}", text(repo.path()));
    for (name, option) in [
        ("blobless", "--filter=blob:none"),
        ("treeless", "--filter=tree:0"),
    ] {
        git(
            folder.path(),
            &["clone", "-q", "--bare", option, &url, name],
        );
    }
    let made = made(&folder.path().join("blobless"), None);
    let read = storage::Repo::open_at(&made.path(), "made").unwrap();
    let entries = read.entries(&commit).unwrap();
    let told: Vec<_> = entries.iter().map(|e| (&e.path[..], e.bytes)).collect();
    // Without a size: `split` gives such a file the reason `missing`.
    assert_eq!(told, [(&b"a.py"[..], None)]);

    let (kind, message) = failure(text(&folder.path().join("treeless")), None, &allowed());
    assert_eq!(kind, FailureKind::CloneLost, "{message}");
    assert!(message.contains("incomplete"), "{message}");
}

/// libgit2 does not understand what such a server says before anything else.
#[test]
fn a_shallow_source_behind_a_server_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let repo = TestRepo::worktree(folder.path().join("tree"));
    repo.commit("main", &[("a.py", b"1\n")]);
    repo.commit("main", &[("a.py", b"2\n")]);
    let url = format!("file://{}", text(repo.path()));
    git(
        folder.path(),
        &["clone", "-q", "--bare", "--depth=1", &url, "shallow.git"],
    );
    let server = GitServer::open(folder.path());
    let (kind, message) = failure(&server.url("shallow.git"), None, &Config::default());
    assert_eq!(kind, FailureKind::NotFound, "{message}");
    assert!(message.contains("git fetch --unshallow"), "{message}");
}
