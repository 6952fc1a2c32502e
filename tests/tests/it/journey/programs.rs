//! The programs of this workspace, built once.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::workspace;

/// Where a program lies, built from the sources that are tested.
///
/// Cargo builds a package's programs only for that package's own tests, so this asks for them.
pub(crate) fn program(name: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let built = Command::new(env!("CARGO"))
            .current_dir(workspace::root())
            .args(["build", "--workspace", "--bins", "--quiet"])
            .output()
            .expect("cargo runs");
        assert!(
            built.status.success(),
            "{}",
            String::from_utf8_lossy(&built.stderr)
        );
        profile_folder()
    });
    folder.join(name)
}

/// The folder of this test's profile: the test itself lies in `deps` below it.
fn profile_folder() -> PathBuf {
    let own = std::env::current_exe().expect("a process knows its program");
    let deps = own.parent().expect("a program lies in a folder");
    deps.parent()
        .map(Path::to_owned)
        .expect("deps lies in the profile's folder")
}
