//! Versions of nats-server, as it tells them.

use std::{
    env,
    ffi::OsStr,
    fmt,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{process::Command, time::timeout};

use crate::EmbeddedError;

/// A server that cannot tell its version by then is not one.
const TELL_LIMIT: Duration = Duration::from_secs(10);

/// The version of a nats-server; what follows the three numbers is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    major: u32,
    minor: u32,
    patch: u32,
}

impl Version {
    /// The oldest server that graphmill works with: before it there is neither a time to live for a
    /// single message nor, in what Debian 12 ships, a `sync_interval`.
    pub const NEEDED: Version = Version::new(2, 11, 0);

    pub(crate) const fn new(major: u32, minor: u32, patch: u32) -> Version {
        Version {
            major,
            minor,
            patch,
        }
    }

    /// Asks a binary, and refuses what is no nats-server or too old a one.
    pub(crate) async fn accept(binary: &Path) -> Result<Version, EmbeddedError> {
        let found = Version::of(binary).await?;
        if found < Version::NEEDED {
            return Err(EmbeddedError::TooOld {
                binary: binary.to_owned(),
                found,
                needed: Version::NEEDED,
            });
        }
        Ok(found)
    }

    async fn of(binary: &Path) -> Result<Version, EmbeddedError> {
        let mut command = Command::new(binary);
        command
            .arg("--version")
            .stdin(Stdio::null())
            .kill_on_drop(true);
        let answer = timeout(TELL_LIMIT, command.output())
            .await
            .map_err(|_| EmbeddedError::NoVersion {
                binary: binary.to_owned(),
                answer: "nothing".into(),
            })?
            .map_err(|source| EmbeddedError::NotExecutable {
                binary: binary.to_owned(),
                source,
            })?;
        Version::parse(&answer.stdout).ok_or_else(|| EmbeddedError::NoVersion {
            binary: binary.to_owned(),
            answer: match answer.stdout.trim_ascii() {
                [] => answer.status.to_string(),
                said => format!(
                    "{:?}",
                    String::from_utf8_lossy(said)
                        .chars()
                        .take(80)
                        .collect::<String>()
                ),
            },
        })
    }

    /// Of `nats-server: v2.15.1`.
    fn parse(answer: &[u8]) -> Option<Version> {
        let answer = str::from_utf8(answer).ok()?;
        let numbers = answer.trim().strip_prefix("nats-server: v")?;
        let release = numbers.split(['-', '+']).next()?;
        let mut numbers = release.split('.').map(|number| number.parse().ok());
        let version = Version::new(numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// The executables of a name on a search path, in its order.
pub(crate) fn on_path(search_path: &OsStr, name: &str) -> Vec<PathBuf> {
    env::split_paths(search_path)
        .map(|folder| folder.join(name))
        .filter(|file| is_executable(file))
        .collect()
}

/// Whether somebody may execute a file; who that is, the attempt will tell.
pub(crate) fn is_executable(file: &Path) -> bool {
    file.metadata()
        .is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_server_says() {
        for (answer, version) in [
            ("nats-server: v2.15.1\n", Some(Version::new(2, 15, 1))),
            ("nats-server: v2.12.0-RC.3\n", Some(Version::new(2, 12, 0))),
            ("nats-server: v2.9.10", Some(Version::new(2, 9, 10))),
            ("nats-server: v2.9", None),
            ("nats-server: v2.9.1.4", None),
            ("nats-server 2.15.1", None),
            ("", None),
        ] {
            assert_eq!(Version::parse(answer.as_bytes()), version, "{answer:?}");
        }
        assert_eq!(Version::parse(b"\xff\xfe"), None);
    }

    #[test]
    fn versions_are_ordered_by_number_not_by_text() {
        assert!(Version::new(2, 9, 10) < Version::NEEDED);
        assert!(Version::new(2, 11, 0) >= Version::NEEDED);
    }
}
