//! The packages that external names come from, in the versions that the repository's lock files pin.

use std::collections::BTreeMap;

use facts::{Pinned, Project, Says};

/// Python's packages that are imported under a name which is not their own.
const PYTHON_NAMES: &[(&str, &str)] = &[
    ("OpenSSL", "pyopenssl"),
    ("PIL", "pillow"),
    ("attr", "attrs"),
    ("bs4", "beautifulsoup4"),
    ("cv2", "opencv-python"),
    ("dateutil", "python-dateutil"),
    ("dotenv", "python-dotenv"),
    ("git", "gitpython"),
    ("google.protobuf", "protobuf"),
    ("jose", "python-jose"),
    ("jwt", "pyjwt"),
    ("magic", "python-magic"),
    ("multipart", "python-multipart"),
    ("psycopg2", "psycopg2-binary"),
    ("rest_framework", "djangorestframework"),
    ("serial", "pyserial"),
    ("skimage", "scikit-image"),
    ("sklearn", "scikit-learn"),
    ("slugify", "python-slugify"),
    ("yaml", "pyyaml"),
    ("zmq", "pyzmq"),
];

/// What all lock files of the repository pin; a package on which they disagree has no version.
pub(super) struct Versions<'a> {
    by_name: BTreeMap<(&'a str, &'a str), Option<&'a str>>,
}

impl<'a> Versions<'a> {
    pub(super) fn of(projects: &'a [Project]) -> Versions<'a> {
        let mut by_name: BTreeMap<(&str, &str), Option<&str>> = BTreeMap::new();
        for project in projects {
            let (ecosystem, pinned) = match &project.says {
                Says::Lock(lock) => (lock.ecosystem.as_str(), &lock.pinned),
                Says::Go { requires, .. } => ("go", requires),
                Says::Npm(_) | Says::TypeScript(_) | Says::Cargo(_) | Says::Composer(_) => continue,
            };
            for Pinned { name, version } in pinned {
                by_name
                    .entry((ecosystem, name))
                    .and_modify(|known| {
                        if *known != Some(version) {
                            *known = None;
                        }
                    })
                    .or_insert(Some(version));
            }
        }
        Versions { by_name }
    }

    /// The package of a module, where a lock file has it in one version. `package` is what the name
    /// of the module alone tells.
    pub(super) fn pinned(&self, ecosystem: &str, module: &str, package: &str) -> Option<Pinned> {
        if self.by_name.is_empty() || module.is_empty() {
            return None;
        }
        match ecosystem {
            // A module's path is any number of folders, so the longest that is required counts.
            "go" => {
                let ends = module.match_indices('/').map(|(at, _)| at);
                let ends = ends.chain([module.len()]).rev();
                let mut paths = ends.map(|end| &module[..end]);
                paths.find_map(|path| self.exact(ecosystem, path))
            }
            "python" => {
                let own = package.to_ascii_lowercase().replace(['_', '.'], "-");
                let other = PYTHON_NAMES.iter().find(|(name, _)| {
                    let rest = module.strip_prefix(name);
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                });
                self.exact(ecosystem, &own)
                    .or_else(|| self.exact(ecosystem, other?.1))
            }
            _ => self.exact(ecosystem, package),
        }
    }

    fn exact(&self, ecosystem: &str, name: &str) -> Option<Pinned> {
        let version = (*self.by_name.get(&(ecosystem, name))?)?;
        Some(Pinned {
            name: name.to_owned(),
            version: version.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use facts::Lock;

    use super::*;

    fn lock(ecosystem: &str, pinned: &[(&str, &str)]) -> Project {
        let pinned = pinned.iter().map(|(name, version)| Pinned {
            name: (*name).to_owned(),
            version: (*version).to_owned(),
        });
        Project {
            path: "lock".into(),
            says: Says::Lock(Lock {
                ecosystem: ecosystem.to_owned(),
                pinned: pinned.collect(),
            }),
        }
    }

    #[test]
    fn a_module_finds_the_package_that_it_comes_in() {
        let projects = [
            lock("python", &[("flask-login", "0.6"), ("pyyaml", "6.0")]),
            lock("go", &[("x.org/a", "v1.0.0"), ("x.org/a/v2", "v2.3.0")]),
            lock("npm", &[("@s/a", "1.0.0"), ("b", "2.0.0")]),
            lock("npm", &[("b", "3.0.0")]),
        ];
        let versions = Versions::of(&projects);
        let told = |ecosystem: &str, module: &str, package: &str| {
            let found = versions.pinned(ecosystem, module, package);
            found.map(|p| format!("{} {}", p.name, p.version))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            told("python", "flask_login.utils", "flask_login"),
            some("flask-login 0.6")
        );
        assert_eq!(told("python", "yaml", "yaml"), some("pyyaml 6.0"));
        assert_eq!(told("python", "yamlish", "yamlish"), None);
        assert_eq!(
            told("go", "x.org/a/v2/b", "x.org/a"),
            some("x.org/a/v2 v2.3.0")
        );
        assert_eq!(told("go", "x.org/ab", "x.org/ab"), None);
        assert_eq!(told("npm", "@s/a/sub", "@s/a"), some("@s/a 1.0.0"));
        // Two lock files disagree.
        assert_eq!(told("npm", "b", "b"), None);
        assert_eq!(told("cargo", "b", "b"), None);
    }
}
