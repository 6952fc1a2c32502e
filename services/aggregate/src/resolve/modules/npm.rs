//! What JavaScript's specifiers without a dot mean: packages of the repository, `paths` of
//! TypeScript's configurations, names that start with `#`.

use std::collections::BTreeMap;

use facts::{Entry, Npm, Says, TypeScript};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::world::{World, folder};
use super::paths::join;

/// How many configurations build on each other.
const EXTENDS_MAX: usize = 8;
/// Folders of what only looks like a package of the project.
const STAGED: [&str; 8] = [
    "__fixtures__",
    "__mocks__",
    "__tests__",
    "fixtures",
    "mocks",
    "test",
    "testdata",
    "tests",
];
/// The names of a folder's own configuration.
const CONFIGS: [&str; 2] = ["tsconfig.json", "jsconfig.json"];

/// What a specifier means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// A file.
    File(u32),
    /// Something of the repository, but nobody knows which file.
    Lost,
    /// Nothing of the repository.
    Outside,
}

/// A package of the repository.
#[derive(Clone, Copy)]
struct Package<'a> {
    folder: &'a str,
    npm: &'a Npm,
}

/// A configuration with what it builds on.
#[derive(Debug, Clone, Default)]
struct Config<'a> {
    /// The folder where names without a dot start.
    base: Option<String>,
    /// Patterns, and the folder of the file that tells them.
    paths: Option<(&'a [Entry], &'a str)>,
}

/// The packages and configurations of the repository.
pub(super) struct Specifiers<'a> {
    /// By name; none where two have it.
    packages: BTreeMap<&'a str, Option<Package<'a>>>,
    /// By folder.
    homes: FxHashMap<&'a str, &'a Npm>,
    /// By path.
    configs: FxHashMap<&'a str, &'a TypeScript>,
    /// Folders of what is built, with those of its sources, the longest first.
    built: Vec<(String, String)>,
}

impl<'a> Specifiers<'a> {
    pub(super) fn of(world: &World<'a>) -> Specifiers<'a> {
        let mut specifiers = Specifiers {
            packages: BTreeMap::new(),
            homes: FxHashMap::default(),
            configs: FxHashMap::default(),
            built: Vec::new(),
        };
        for project in world.projects {
            let home = folder(&project.path);
            match &project.says {
                Says::Npm(npm) => {
                    specifiers.homes.insert(home, npm);
                    if let Some(name) = &npm.name {
                        let package = Package { folder: home, npm };
                        let known = specifiers.packages.entry(name);
                        known.and_modify(|p| *p = None).or_insert(Some(package));
                    }
                }
                Says::TypeScript(config) => {
                    specifiers.configs.insert(&project.path, config);
                    if let Some(out) = &config.out_dir
                        && let Some(out) = join(home, out)
                        && let Some(root) = join(home, config.root_dir.as_deref().unwrap_or("."))
                        && !out.is_empty()
                    {
                        specifiers.built.push((out, root));
                    }
                }
                Says::Cargo(_) | Says::Go { .. } | Says::Lock(_) | Says::Composer(_) => {}
            }
        }
        let built = &mut specifiers.built;
        built.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        built.dedup();
        specifiers
    }

    /// What a specifier means in a file; `at` tells the file of a path.
    pub(super) fn find(
        &self,
        from: &str,
        specifier: &str,
        at: impl Fn(&str) -> Option<u32>,
    ) -> Found {
        let found = if specifier.starts_with('#') {
            self.own_name(from, specifier, &at)
        } else {
            let configured = self.configured(from, specifier, &at);
            configured.or_else(|| self.package(from, specifier, &at))
        };
        found.unwrap_or(Found::Outside)
    }

    /// A name of a package for itself.
    fn own_name(&self, from: &str, name: &str, at: impl Fn(&str) -> Option<u32>) -> Option<Found> {
        let (folder, npm) = above(from, |folder| self.homes.get(folder).copied())?;
        let targets = matching(&npm.imports, name)?;
        Some(self.first(folder, &targets, at))
    }

    /// A name that the nearest configuration explains.
    fn configured(
        &self,
        from: &str,
        name: &str,
        at: impl Fn(&str) -> Option<u32>,
    ) -> Option<Found> {
        let config = self.config_of(from)?;
        if let Some((paths, home)) = config.paths
            && let Some(targets) = matching(paths, name)
        {
            let home = config.base.as_deref().unwrap_or(home);
            let targets = targets.iter().filter_map(|t| join(home, t));
            if let Some(file) = targets.into_iter().find_map(|path| at(&path)) {
                return Some(Found::File(file));
            }
        }
        let path = join(config.base.as_deref()?, name)?;
        at(&path).map(Found::File)
    }

    /// The configuration of the nearest folder that has one.
    fn config_of(&self, from: &str) -> Option<Config<'a>> {
        let (home, (path, config)) = above(from, |folder| {
            let paths = CONFIGS.iter().filter_map(|name| join(folder, name));
            let mut known = paths.filter_map(|path| self.configs.get_key_value(path.as_str()));
            known.next()
        })?;
        let whole = self.extended(path, config, EXTENDS_MAX);
        if whole.paths.is_some() || whole.base.is_some() {
            return Some(whole);
        }
        // A configuration of parts says nothing by itself.
        let parts = config.references.iter().filter_map(|part| {
            let (path, config) = self.config_at(home, part)?;
            let is_around = folder(path).is_empty() || is_below(from, folder(path));
            is_around.then(|| self.extended(path, config, EXTENDS_MAX))
        });
        let mut parts = parts.filter(|part| part.paths.is_some() || part.base.is_some());
        parts.next().or(Some(whole))
    }

    /// The configuration that another one names.
    fn config_at(&self, home: &str, named: &str) -> Option<(&'a str, &'a TypeScript)> {
        let path = if named.starts_with('.') {
            join(home, named)?
        } else {
            let (package, rest) = package_name(named);
            let package = (*self.packages.get(package)?)?;
            join(package.folder, rest)?
        };
        let tries = [
            path.clone(),
            format!("{path}.json"),
            format!("{path}/tsconfig.json"),
        ];
        let mut known = tries.iter().filter_map(|path| {
            let (path, config) = self.configs.get_key_value(path.as_str())?;
            Some((*path, *config))
        });
        known.next()
    }

    /// A configuration with all that it builds on; a later one counts more, itself most.
    fn extended(&self, path: &'a str, config: &'a TypeScript, depth: usize) -> Config<'a> {
        let home = folder(path);
        let mut whole = Config::default();
        if let Some(depth) = depth.checked_sub(1) {
            for named in &config.extends {
                if let Some((path, config)) = self.config_at(home, named) {
                    let below = self.extended(path, config, depth);
                    whole.base = below.base.or(whole.base);
                    whole.paths = below.paths.or(whole.paths);
                }
            }
        }
        let base = config.base_url.as_deref().and_then(|url| join(home, url));
        whole.base = base.or(whole.base);
        let paths = config.paths.as_deref().map(|paths| (paths, home));
        whole.paths = paths.or(whole.paths);
        whole
    }

    /// A package of the repository, or what it gives under a path.
    fn package(
        &self,
        from: &str,
        specifier: &str,
        at: impl Fn(&str) -> Option<u32>,
    ) -> Option<Found> {
        let (name, rest) = package_name(specifier);
        let package = (*self.packages.get(name)?)?;
        // What tests pretend to be a package is one for them alone.
        if let Some(stage) = stage(package.folder)
            && !is_below(from, stage)
        {
            return None;
        }
        let key = if rest.is_empty() {
            ".".to_owned()
        } else {
            format!("./{rest}")
        };
        if let Some(exports) = &package.npm.exports {
            let targets = matching(exports, &key);
            let found = targets.map(|targets| self.first(package.folder, &targets, at));
            return Some(found.unwrap_or(Found::Lost));
        }
        if !rest.is_empty() {
            return Some(self.first(package.folder, &[key], at));
        }
        let mains = package.npm.mains.iter().cloned();
        let usual = ["index", "src/index"].map(str::to_owned);
        let targets: Vec<String> = mains.chain(usual).collect();
        Some(self.first(package.folder, &targets, at))
    }

    /// The first of some targets in a package that is a file, or was built of one.
    fn first(&self, home: &str, targets: &[String], at: impl Fn(&str) -> Option<u32>) -> Found {
        for target in targets {
            let Some(path) = join(home, target) else {
                continue;
            };
            if let Some(file) = at(&path) {
                return Found::File(file);
            }
            let mut sources: FxHashSet<u32> = FxHashSet::default();
            for (out, root) in &self.built {
                if is_below(&path, out)
                    && let Some(source) = join(root, &path[out.len()..])
                    && let Some(file) = at(stem(&source))
                {
                    sources.insert(file);
                }
            }
            let mut sources = sources.into_iter();
            match (sources.next(), sources.next()) {
                (Some(only), None) => return Found::File(only),
                // Two configurations that build one file of two.
                (Some(_), Some(_)) => return Found::Lost,
                (None, _) => {}
            }
            // `dist/a.js` of `src/a.ts`, where no configuration says so.
            let inside = path.strip_prefix(home).unwrap_or(&path);
            let inside = inside.trim_start_matches('/');
            if let Some((_, inside)) = inside.split_once('/')
                && let Some(source) = join(home, &format!("src/{inside}"))
                && let Some(file) = at(stem(&source))
            {
                return Found::File(file);
            }
        }
        Found::Lost
    }
}

/// The nearest folder around a path that has something.
fn above<T>(path: &str, has: impl Fn(&str) -> Option<T>) -> Option<(&str, T)> {
    let mut at = folder(path);
    loop {
        if let Some(found) = has(at) {
            return Some((at, found));
        }
        if at.is_empty() {
            return None;
        }
        at = folder(at);
    }
}

/// Where the entry leads that fits a name: the exact one, else the one with the longest part before
/// its star.
fn matching(entries: &[Entry], name: &str) -> Option<Vec<String>> {
    if let Some(exact) = entries.iter().find(|e| e.key == name) {
        return Some(exact.targets.clone());
    }
    let fitting = entries.iter().filter_map(|entry| {
        let (before, after) = entry.key.split_once('*')?;
        let star = name.strip_prefix(before)?.strip_suffix(after)?;
        Some((before.len(), star, entry))
    });
    let (_, star, entry) = fitting.max_by_key(|(length, ..)| *length)?;
    let targets = entry.targets.iter().map(|target| target.replace('*', star));
    Some(targets.collect())
}

/// A package's name, `a` or `@a/b`, and what is asked of it.
fn package_name(specifier: &str) -> (&str, &str) {
    let slashes = specifier.match_indices('/').map(|(at, _)| at);
    let nth = usize::from(specifier.starts_with('@'));
    match slashes.into_iter().nth(nth) {
        Some(at) => (&specifier[..at], &specifier[at + 1..]),
        None => (specifier, ""),
    }
}

/// The folder up to the one that says that nothing below it is the project's own.
fn stage(path: &str) -> Option<&str> {
    let mut end = 0;
    for part in path.split('/') {
        end += part.len();
        if STAGED.contains(&part) {
            return Some(&path[..end]);
        }
        end += 1;
    }
    None
}

fn is_below(path: &str, folder: &str) -> bool {
    let rest = path.strip_prefix(folder);
    rest.is_some_and(|rest| folder.is_empty() || rest.is_empty() || rest.starts_with('/'))
}

/// A path without what a compiler's output ends in.
fn stem(path: &str) -> &str {
    let endings = [
        ".d.ts", ".d.mts", ".d.cts", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".tsx",
    ];
    let cut = endings.iter().find_map(|ending| path.strip_suffix(ending));
    cut.unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_pattern_fits() {
        let entry = |key: &str, target: &str| Entry {
            key: key.into(),
            targets: vec![target.into()],
        };
        let entries = [
            entry("@/*", "src/*"),
            entry("@/lib/*", "lib/*/index"),
            entry("@/lib/one", "one"),
            entry("*", "any/*"),
        ];
        let told = |name: &str| matching(&entries, name).map(|t| t.join(" "));
        assert_eq!(told("@/a/b").as_deref(), Some("src/a/b"));
        assert_eq!(told("@/lib/two").as_deref(), Some("lib/two/index"));
        assert_eq!(told("@/lib/one").as_deref(), Some("one"));
        assert_eq!(told("react").as_deref(), Some("any/react"));
        assert_eq!(matching(&entries[..3], "react"), None);
    }

    #[test]
    fn a_specifier_is_a_package_and_what_is_asked_of_it() {
        assert_eq!(package_name("a"), ("a", ""));
        assert_eq!(package_name("a/b/c"), ("a", "b/c"));
        assert_eq!(package_name("@a/b"), ("@a/b", ""));
        assert_eq!(package_name("@a/b/c"), ("@a/b", "c"));
        assert_eq!(package_name("@a"), ("@a", ""));
    }

    #[test]
    fn what_tests_set_up_is_told_by_its_folder() {
        assert_eq!(stage("packages/a/test/fixtures/b"), Some("packages/a/test"));
        assert_eq!(stage("fixtures"), Some("fixtures"));
        assert_eq!(stage("packages/latest"), None);
        assert!(is_below("a/b", "a") && is_below("a", "a") && is_below("a", ""));
        assert!(!is_below("ab", "a"));
    }
}
