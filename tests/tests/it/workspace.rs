//! The files of this repository, for tests that read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use cargo_metadata::{Metadata, MetadataCommand};

/// The top folder of the repository.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("..")
            .canonicalize()
            .expect("the workspace is there")
    });
    &ROOT
}

/// A file, by its path from the top.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What cargo knows of the workspace. No dependency is resolved, so none is fetched.
pub(crate) fn metadata() -> &'static Metadata {
    static METADATA: LazyLock<Metadata> = LazyLock::new(|| {
        MetadataCommand::new()
            .manifest_path(root().join("Cargo.toml"))
            .no_deps()
            .exec()
            .unwrap_or_else(|error| panic!("cargo metadata: {error}"))
    });
    &METADATA
}

/// The paths of all files with one of these extensions, or with any, from the top, sorted. What Git ignores is
/// not of the project.
pub(crate) fn files(extensions: &[&str]) -> Vec<String> {
    let git = Command::new("git")
        .current_dir(root())
        .args([
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .output()
        .expect("git runs");
    assert!(
        git.status.success(),
        "git ls-files: {}",
        String::from_utf8_lossy(&git.stderr)
    );
    let mut files: Vec<String> = String::from_utf8(git.stdout)
        .expect("our paths are UTF-8")
        .split('\0')
        .filter(|path| {
            extensions.is_empty()
                || extensions
                    .iter()
                    .any(|extension| path.ends_with(&format!(".{extension}")))
        })
        // What is removed but not yet committed.
        .filter(|path| root().join(path).is_file())
        .map(str::to_owned)
        .collect();
    files.sort();
    files.dedup();
    files
}

/// Holds a file, or the part of it between the markers `<!-- part:begin -->` and `<!-- part:end -->`,
/// against what it should be; with `UPDATE_DOCS` set, makes it so.
pub(crate) fn hold(path: &str, part: Option<&str>, wanted: &str) {
    let found = fs::read_to_string(root().join(path)).unwrap_or_default();
    let whole = match part {
        None => wanted.to_owned(),
        Some(part) => {
            let (begin, end) = (
                format!("<!-- {part}:begin -->\n"),
                format!("<!-- {part}:end -->"),
            );
            let (Some(from), Some(to)) = (found.find(&begin), found.find(&end)) else {
                panic!("{path} lacks the markers {begin}…{end}");
            };
            format!("{}{wanted}{}", &found[..from + begin.len()], &found[to..])
        }
    };
    if found == whole {
        return;
    }
    #[expect(
        clippy::disallowed_methods,
        reason = "no setting of graphmill: a wish of who runs the tests"
    )]
    let update = std::env::var_os("UPDATE_DOCS").is_some();
    assert!(
        update,
        "{path} does not say what the code says; run `just docs` and look at the difference"
    );
    fs::write(root().join(path), whole).unwrap_or_else(|error| panic!("{path}: {error}"));
}
