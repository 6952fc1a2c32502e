//! What the name of a repository on the command line means: here, or where the services run.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// For services in this process. What is there as a path is a path; everything else is for the
/// clone service to judge. Also gives the path, for it must be allowed.
pub(crate) fn here(text: &str) -> Result<(String, Option<PathBuf>), Failure> {
    if text.contains("://") {
        return Ok((text.to_owned(), None));
    }
    let found = Path::new(text).canonicalize();
    match found {
        Ok(path) => Ok((utf8(&path)?, Some(path))),
        Err(error) if is_spelled_as_path(text) => Err(missing(text, error)),
        Err(_) => Ok((text.to_owned(), None)),
    }
}

/// For services elsewhere, whose file system need not be this one: an absolute path is theirs,
/// and is sent as it is. A relative one can only mean a place in this working folder.
pub(crate) fn elsewhere(text: &str) -> Result<String, Failure> {
    if Path::new(text).is_absolute() {
        return Ok(text.to_owned());
    }
    here(text).map(|(repo, _)| repo)
}

fn is_spelled_as_path(text: &str) -> bool {
    Path::new(text).is_absolute() || text.starts_with('.') || text.starts_with('~')
}

fn utf8(path: &Path) -> Result<String, Failure> {
    let text = path.to_str().ok_or_else(|| {
        Failure::usage(format!(
            "the path {} is not UTF-8; rename it, or give a URL",
            path.display()
        ))
    })?;
    Ok(text.to_owned())
}

fn missing(text: &str, error: std::io::Error) -> Failure {
    Failure::environment(
        format!("there is no repository at {text}; give the path of a Git repository, or a URL"),
        error,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_absolute_path_is_the_servers_and_a_relative_one_is_ours() {
        // Neither of them is on this machine, and `..` may lead elsewhere on that one.
        for path in ["/srv/git/no-such-folder/shop.git", "/no-such-folder/../x"] {
            assert_eq!(elsewhere(path).ok().as_deref(), Some(path));
            assert!(here(path).is_err(), "{path}");
        }
        // This crate's own folder is where its tests run.
        let own = Path::new("src").canonicalize().unwrap();
        for relative in ["src", "./src", "src/../src"] {
            let sent = elsewhere(relative).ok();
            assert_eq!(sent.as_deref(), own.to_str(), "{relative}");
        }
        assert!(elsewhere("./no-such-folder").is_err());
        assert!(elsewhere("~/no-such-folder").is_err());
    }

    #[test]
    fn what_is_no_path_is_for_the_clone_service_to_judge() {
        for text in [
            "https://git.example/a/b",
            "ann/shop",
            "file:///srv/git/shop",
        ] {
            assert_eq!(elsewhere(text).ok().as_deref(), Some(text));
            assert_eq!(here(text).ok(), Some((text.to_owned(), None)));
        }
    }

    #[test]
    fn a_link_is_the_servers_to_follow() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path(), &link).unwrap();
        let text = link.to_str().unwrap();
        assert_eq!(elsewhere(text).ok().as_deref(), Some(text));
        assert_eq!(
            here(text).ok().and_then(|(_, path)| path),
            folder.path().canonicalize().ok()
        );
    }
}
