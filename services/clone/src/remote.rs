//! What a request's `repo` means: a place on the network, or an allowed path.

use std::fmt;
use std::path::{Path, PathBuf};

use url::Url;

use crate::{CloneError, Config};

/// Where a repository lies. Free of credentials, so it may be shown and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remote {
    /// A Git server.
    Http {
        /// The URL to clone.
        url: String,
        /// Its host, with the port where one is given.
        host: String,
    },
    /// A repository on this machine.
    Local {
        /// Where, free of symbolic links.
        path: PathBuf,
        /// The allowed folder that it is in and that it must not leave, not even by what its
        /// own files point to; `None` when all of this machine, or this very path, is allowed.
        within: Option<PathBuf>,
    },
}

impl fmt::Display for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Remote::Http { url, .. } => f.write_str(url),
            Remote::Local { path, .. } => write!(f, "{}", path.display()),
        }
    }
}

impl Remote {
    /// Reads a request's `repo`, and refuses what is not allowed here.
    pub fn parse(repo: &str, config: &Config) -> Result<Remote, CloneError> {
        let repo = repo.trim();
        if repo.is_empty() {
            return Err(bad(
                "`repo` is empty: give a URL, owner/name or a path".into()
            ));
        }
        if let Some(path) = repo.strip_prefix("file://") {
            // Of `file://localhost/srv/x` and `file:///srv/x` the path is the same.
            let path = path.strip_prefix("localhost").unwrap_or(path);
            let path = percent_decode(path)
                .ok_or_else(|| bad("the path of `repo` is not UTF-8".into()))?;
            return local(Path::new(&path), config);
        }
        if repo.starts_with('/') {
            return local(Path::new(repo), config);
        }
        if let Some((scheme, _)) = repo.split_once("://") {
            return match scheme.to_ascii_lowercase().as_str() {
                "http" | "https" => http(repo),
                other => Err(CloneError::NotAllowed {
                    message: transport(other),
                }),
            };
        }
        if is_owner_and_name(repo) {
            let Some(base) = &config.base_url else {
                return Err(bad(format!(
                    "`{repo}` is a name, and no base URL is configured for names: give a URL, or set \
                     GRAPHMILL_CLONE__BASE_URL"
                )));
            };
            let base = base.trim_end_matches('/');
            let name = repo.strip_suffix(".git").unwrap_or(repo);
            return http(&format!("{base}/{name}.git"));
        }
        // `git@host:owner/name`: Git's short form of ssh.
        let scp = repo
            .split_once(':')
            .is_some_and(|(host, _)| !host.is_empty() && !host.contains('/'));
        if scp {
            return Err(CloneError::NotAllowed {
                message: transport("ssh"),
            });
        }
        Err(bad(
            "`repo` is neither a URL (https://…), nor owner/name, nor an absolute path: a relative path means \
             nothing to a service"
                .into(),
        ))
    }
}

fn bad(message: String) -> CloneError {
    CloneError::BadRequest { message }
}

fn transport(scheme: &str) -> String {
    // A scheme is what stands before `://`; in garbage it may be anything.
    let known = [
        "ssh", "git", "ftp", "ftps", "git+ssh", "ssh+git", "rsync", "s3",
    ];
    let scheme = if known.contains(&scheme) {
        scheme
    } else {
        "this scheme"
    };
    format!(
        "`repo` asks for {scheme}, and only http, https and, where allowed, local paths are cloned"
    )
}

fn http(text: &str) -> Result<Remote, CloneError> {
    // Nothing of a URL that cannot be read is repeated: there may be a password in it.
    let url = Url::parse(text).map_err(|error| bad(format!("`repo` is no valid URL: {error}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad(
            "`repo` holds credentials, and events are no place for them: give the URL without, and set \
             `[[clone.credentials]]` for this host where the clone service runs"
                .into(),
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(bad(
            "`repo` is a URL with `?` or `#`, which no Git server needs: give it without".into(),
        ));
    }
    let Some(host) = url.host_str() else {
        return Err(bad("`repo` is a URL without a host".into()));
    };
    let host = url
        .port()
        .map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    Ok(Remote::Http {
        url: url.to_string(),
        host,
    })
}

fn is_owner_and_name(repo: &str) -> bool {
    let mut parts = 0;
    let named = repo.split('/').all(|part| {
        parts += 1;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '~');
        !part.is_empty() && !part.starts_with('.') && part.chars().all(plain)
    });
    named && parts >= 2
}

fn local(path: &Path, config: &Config) -> Result<Remote, CloneError> {
    let refused = || CloneError::NotAllowed {
        message: format!(
            "{} is a local path, and those are not cloned here: set GRAPHMILL_CLONE__ALLOW_LOCAL=true to allow it",
            path.display()
        ),
    };
    if !path.is_absolute() {
        return Err(bad("a local path in `repo` must be absolute".into()));
    }
    if !config.allow_local && config.allowed_paths.is_empty() {
        return Err(refused());
    }
    // Compared is where a path leads, not how it is spelled: `..` and symbolic links are gone.
    let real = match path.canonicalize() {
        Ok(real) => real,
        // Whether a path exists that is not allowed is nobody's business.
        Err(_)
            if !config.allow_local && !config.allowed_paths.iter().any(|a| path.starts_with(a)) =>
        {
            return Err(refused());
        }
        Err(source) => {
            let why = format!("there is no repository at this path: {}", source.kind());
            return Err(CloneError::NotFound {
                remote: path.display().to_string(),
                why,
            });
        }
    };
    if config.allow_local {
        return Ok(Remote::Local {
            path: real,
            within: None,
        });
    }
    let allowed = config
        .allowed_paths
        .iter()
        .filter_map(|allowed| allowed.canonicalize().ok());
    let home = allowed
        .filter(|allowed| real.starts_with(allowed))
        .max_by_key(|allowed| allowed.as_os_str().len());
    let Some(home) = home else {
        return Err(refused());
    };
    let within = (home != real).then_some(home);
    Ok(Remote::Local { path: real, within })
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) if byte == b'%' => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use events::FailureKind;

    use super::*;

    fn kind(repo: &str, config: &Config) -> FailureKind {
        Remote::parse(repo, config).unwrap_err().kind()
    }

    #[test]
    fn a_url_is_taken_as_it_is() {
        let config = Config::default();
        let remote = Remote::parse(" https://git.example:8443/a/b.git ", &config).unwrap();
        let (url, host) = (
            "https://git.example:8443/a/b.git".into(),
            "git.example:8443".into(),
        );
        assert_eq!(remote, Remote::Http { url, host });
    }

    #[test]
    fn a_name_lies_under_the_base_url() {
        let config = Config {
            base_url: Some("http://git.example/git/".into()),
            ..Config::default()
        };
        for name in ["owner/name", "owner/name.git"] {
            assert_eq!(
                Remote::parse(name, &config).unwrap().to_string(),
                "http://git.example/git/owner/name.git"
            );
        }
        assert_eq!(
            Remote::parse("g/sub/n", &config).unwrap().to_string(),
            "http://git.example/git/g/sub/n.git"
        );
        assert_eq!(
            kind("owner/name", &Config::default()),
            FailureKind::BadRequest
        );
        for bad in [
            "../name",
            "./name",
            "name",
            "owner/",
            "owner/na me",
            "a/../b",
        ] {
            assert_eq!(kind(bad, &config), FailureKind::BadRequest, "{bad}");
        }
    }

    #[test]
    fn other_transports_are_refused_by_name() {
        for repo in [
            "ssh://git@h/a/b",
            "git@h:a/b.git",
            "h:a/b",
            "git://h/a",
            "ext::sh -c id",
            "EXT://x",
        ] {
            let error = Remote::parse(
                repo,
                &Config {
                    allow_local: true,
                    ..Config::default()
                },
            )
            .unwrap_err();
            assert_eq!(error.kind(), FailureKind::NotAllowed, "{repo}");
            assert!(error.to_string().contains("https"), "{error}");
        }
    }

    #[test]
    fn credentials_in_a_url_are_refused_and_not_repeated() {
        for repo in [
            "https://user:hunter2@git.example/a/b",
            "https://hunter2@git.example/a/b",
            "https://git.example/a/b?token=hunter2",
            "https://git.example/a/b#hunter2",
            "https://user:hunter2@:bad/a",
            "https://user:hunter2@git.example:99999/a",
            "hunter2://user@h/",
            "user:hunter2@h/x",
        ] {
            let error = Remote::parse(repo, &Config::default()).unwrap_err();
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn a_local_path_is_refused_unless_it_is_allowed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let (repos, secret) = (root.join("repos"), root.join("secret"));
        fs::create_dir_all(repos.join("a b")).unwrap();
        fs::create_dir(&secret).unwrap();
        symlink(&secret, repos.join("link")).unwrap();
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let inside = text(repos.join("a b"));

        assert_eq!(kind(&inside, &Config::default()), FailureKind::NotAllowed);
        assert_eq!(
            kind(&format!("file://{inside}"), &Config::default()),
            FailureKind::NotAllowed
        );

        let config = Config {
            allowed_paths: vec![repos.clone()],
            ..Config::default()
        };
        let expected = Remote::Local {
            path: repos.join("a b"),
            within: Some(repos.clone()),
        };
        assert_eq!(Remote::parse(&inside, &config).unwrap(), expected);
        let encoded = format!("file://{}", inside.replace(' ', "%20"));
        assert_eq!(Remote::parse(&encoded, &config).unwrap(), expected);
        let itself = Remote::Local {
            path: repos.clone(),
            within: None,
        };
        assert_eq!(
            Remote::parse(&text(repos.clone()), &config).unwrap(),
            itself
        );
        // Neither a link, nor `..`, nor a name that only starts alike leads out.
        for out in [
            text(repos.join("link")),
            text(repos.join("../secret")),
            text(secret.clone()),
        ] {
            assert_eq!(kind(&out, &config), FailureKind::NotAllowed, "{out}");
        }
        let alike = Config {
            allowed_paths: vec![root.join("rep")],
            ..Config::default()
        };
        assert_eq!(kind(&inside, &alike), FailureKind::NotAllowed);
        // Nor does the answer tell what exists elsewhere.
        assert_eq!(
            kind(&text(root.join("absent")), &config),
            FailureKind::NotAllowed
        );
        assert_eq!(
            kind(&text(repos.join("absent")), &config),
            FailureKind::NotFound
        );
    }
}
