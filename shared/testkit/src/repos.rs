//! Small Git repositories, made for one test.

use std::path::{Path, PathBuf};
use std::process::Command;

use git2::{ObjectType, Oid, Repository, Signature};

/// A repository under construction.
pub struct TestRepo {
    git: Repository,
    path: PathBuf,
}

impl TestRepo {
    /// A new bare repository, with `main` as its default branch.
    pub fn bare(path: impl AsRef<Path>) -> TestRepo {
        TestRepo::init(path.as_ref(), true)
    }

    /// A new repository with a work tree, with `main` as its default branch.
    pub fn worktree(path: impl AsRef<Path>) -> TestRepo {
        TestRepo::init(path.as_ref(), false)
    }

    fn init(path: &Path, bare: bool) -> TestRepo {
        let mut options = git2::RepositoryInitOptions::new();
        options
            .bare(bare)
            .initial_head("main")
            .external_template(false);
        let git = Repository::init_opts(path, &options).expect("a repository can be made");
        TestRepo {
            git,
            path: path.to_owned(),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts a commit with exactly these files onto a branch, which is made if need be. Same
    /// content, same id: author and time are fixed.
    pub fn commit(&self, branch: &str, files: &[(&str, &[u8])]) -> String {
        self.commit_entries(
            branch,
            &files
                .iter()
                .map(|(path, text)| (*path, *text, 0o100_644))
                .collect::<Vec<_>>(),
        )
    }

    /// As [`TestRepo::commit`], with the mode of each entry: `0o120_000` for a symbolic link, …
    pub fn commit_entries(&self, branch: &str, entries: &[(&str, &[u8], i32)]) -> String {
        let tree = self.tree(entries);
        let tree = self.git.find_tree(tree).expect("the tree was just written");
        let name = format!("refs/heads/{branch}");
        let parent = self
            .git
            .find_reference(&name)
            .ok()
            .and_then(|r| r.peel_to_commit().ok());
        let author = author();
        let parents: Vec<_> = parent.iter().collect();
        let message = format!("commit {} of {branch}", parents.len());
        let commit = self
            .git
            .commit(Some(&name), &author, &author, &message, &tree, &parents);
        commit.expect("a commit can be made").to_string()
    }

    fn tree(&self, entries: &[(&str, &[u8], i32)]) -> Oid {
        let mut builder = self.git.treebuilder(None).expect("a tree can be made");
        let mut folders: Vec<&str> = entries
            .iter()
            .filter_map(|(path, ..)| path.split_once('/'))
            .map(|(folder, _)| folder)
            .collect();
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            let inside: Vec<_> = entries
                .iter()
                .filter_map(|(path, text, mode)| {
                    Some((path.strip_prefix(folder)?.strip_prefix('/')?, *text, *mode))
                })
                .collect();
            builder
                .insert(folder, self.tree(&inside), 0o040_000)
                .expect("a folder can be added");
        }
        for (path, text, mode) in entries.iter().filter(|(path, ..)| !path.contains('/')) {
            let blob = self.git.blob(text).expect("a file can be written");
            builder
                .insert(path, blob, *mode)
                .expect("a file can be added");
        }
        builder.write().expect("the tree can be written")
    }

    /// An annotated tag on any object; returns the tag's own id.
    pub fn tag(&self, name: &str, target: &str) -> String {
        let target = self
            .git
            .find_object(oid(target), None)
            .expect("the target is there");
        self.git
            .tag(name, &target, &author(), "tagged", true)
            .expect("a tag can be made")
            .to_string()
    }

    /// A lightweight tag.
    pub fn light_tag(&self, name: &str, target: &str) {
        self.git
            .reference(&format!("refs/tags/{name}"), oid(target), true, "")
            .expect("a tag can be made");
    }

    /// The id of a commit's tree.
    pub fn tree_of(&self, commit: &str) -> String {
        let commit = self
            .git
            .find_commit(oid(commit))
            .expect("the commit is there");
        commit.tree_id().to_string()
    }

    /// Sets something in the repository's configuration.
    pub fn set(&self, name: &str, value: &str) {
        let config = self
            .git
            .config()
            .and_then(|mut config| config.set_str(name, value));
        config.expect("the configuration can be written");
    }

    /// Points the default branch to a ref, which need not be there.
    pub fn set_head(&self, name: &str) {
        self.git.set_head(name).expect("HEAD can be set");
    }

    /// Writes an object whatever is in it.
    pub fn raw(&self, kind: ObjectType, content: &[u8]) -> String {
        let odb = self.git.odb().expect("the objects can be opened");
        odb.write(kind, content)
            .expect("an object can be written")
            .to_string()
    }

    /// Packs everything that is reachable.
    pub fn pack(&self) {
        git(&self.path, &["gc", "--quiet"]);
    }
}

/// Runs Git itself, where libgit2 cannot do what a test needs; returns what it wrote.
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "safe.directory=*", "-c", "protocol.file.allow=always"])
        .args(arguments)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("git runs");
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Bytes that do not compress.
pub fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 1u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    };
    (0..bytes).map(|_| next()).collect()
}

fn author() -> Signature<'static> {
    Signature::new(
        "Test",
        "test@example.org",
        &git2::Time::new(1_700_000_000, 0),
    )
    .expect("a valid signature")
}

fn oid(hex: &str) -> Oid {
    Oid::from_str(hex).expect("a full id")
}
