//! Go's packages: folders, found by the ends of import paths.

use std::collections::{BTreeMap, BTreeSet};

use events::language::Family;
use facts::{Import, Says};
use graph::Strategy;
use rustc_hash::FxHashMap;

use super::super::builtins;
use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::rules::{Lineage, Packages, Rules};
use super::super::world::{Place, World, folder};
use super::paths::join;
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted};

/// Go's rules.
pub(super) const RULES: Rules = Rules {
    lineage: Lineage::Level,
    packages: Packages::Folder,
    ..Rules::USUAL
};

/// Hosts whose repositories are two segments below them, so that no shorter path is a module.
const FORGES: [&str; 3] = ["github.com", "gitlab.com", "bitbucket.org"];
/// Folders that a module's path must account for before it is believed.
const WITNESSES_MIN: usize = 2;

/// The packages by folder, and by import path where that is known.
pub(super) struct Folders<'a> {
    by_folder: FxHashMap<&'a str, u32>,
    /// The modules that `go.mod` files tell, with their folders, the longest path first.
    modules: Vec<(&'a str, &'a str)>,
    /// The folder of each import path that is one of ours, where no file tells a module.
    by_path: FxHashMap<&'a str, &'a str>,
}

impl<'a> Folders<'a> {
    pub(super) fn of(world: &World<'a>) -> Folders<'a> {
        let mut by_folder: FxHashMap<&str, u32> = FxHashMap::default();
        for (package, files) in (0..).zip(&world.packages) {
            let Some(file) = files.first().and_then(|&file| world.file(file)) else {
                continue;
            };
            let clause = file.package.map_or("", |name| file.name(name));
            // A folder's external tests and its odd programs are never imported.
            let is_beside = clause.ends_with("_test") || clause == "main";
            if file.language.family() != Family::Go {
                continue;
            }
            let home = folder(&file.path);
            if is_beside {
                by_folder.entry(home).or_insert(package);
            } else {
                by_folder.insert(home, package);
            }
        }
        let told = world
            .projects
            .iter()
            .filter_map(|project| match &project.says {
                Says::Go { module, .. } => Some((module.as_str(), folder(&project.path))),
                Says::Npm(_)
                | Says::TypeScript(_)
                | Says::Cargo(_)
                | Says::Lock(_)
                | Says::Composer(_) => None,
            });
        let mut modules: Vec<(&str, &str)> = told.collect();
        modules.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        let by_path = if modules.is_empty() {
            import_paths(world, &by_folder)
        } else {
            FxHashMap::default()
        };
        Folders {
            by_folder,
            modules,
            by_path,
        }
    }

    /// The package of an import path, if a module of ours has it.
    fn package(&self, path: &str) -> Option<Target> {
        for &(module, home) in &self.modules {
            let Some(inside) = path.strip_prefix(module) else {
                continue;
            };
            if inside.is_empty() || inside.starts_with('/') {
                let package = join(home, inside).and_then(|home| self.by_folder.get(home.as_str()));
                let place = package.map(|&package| Target::Place(Place::Package(package)));
                // A package that is generated elsewhere is no library of others.
                return Some(place.unwrap_or(Target::Missing));
            }
        }
        let package = self.by_folder.get(self.by_path.get(path)?);
        package.map(|&package| Target::Place(Place::Package(package)))
    }
}

/// Which import paths are ours, without the module's own word for it: a module's path is what is
/// left of its import paths when the folders are taken off their ends, so the true one is met with
/// many folders. Each folder goes to the one that has most.
fn import_paths<'a>(
    world: &World<'a>,
    by_folder: &FxHashMap<&'a str, u32>,
) -> FxHashMap<&'a str, &'a str> {
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    for file in world.files {
        if file.language.family() == Family::Go {
            paths.extend(file.imports.iter().map(|i| file.name(i.module)));
        }
    }
    let mut witnesses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut claims: Vec<(&str, &str, &str)> = Vec::new();
    for path in paths {
        for (module, home) in splits(path) {
            let Some((&home, _)) = by_folder.get_key_value(home) else {
                continue;
            };
            if may_be_module(module) {
                witnesses.entry(module).or_default().insert(home);
                claims.push((home, path, module));
            }
        }
    }
    let weight = |module: &str| witnesses.get(module).map_or(0, BTreeSet::len);
    let most = witnesses.values().map(BTreeSet::len).max().unwrap_or(0);
    let mut best: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (home, path, module) in claims {
        let weight = weight(module);
        let believed = weight >= WITNESSES_MIN || weight == most;
        let won = best.get(home).is_none_or(|&(other, _)| weight > other);
        if believed && won {
            best.insert(home, (weight, path));
        }
    }
    best.into_iter()
        .map(|(home, (_, path))| (path, home))
        .collect()
}

/// The ways to cut an import path into a module and a folder of it.
fn splits(path: &str) -> impl Iterator<Item = (&str, &str)> {
    let cuts = path.match_indices('/').map(|(at, _)| at);
    cuts.map(|at| (&path[..at], &path[at + 1..]))
        .chain([(path, "")])
}

/// Whether a path may be a module's: not the standard library, and not a mere owner on a forge.
fn may_be_module(path: &str) -> bool {
    let mut segments = path.split('/');
    let host = segments.next().unwrap_or(path);
    let depth = segments.count();
    !builtins::go_has_module(host) && (depth >= 2 || !FORGES.contains(&host))
}

/// Whether a file is compiled for tests only.
fn is_test(maps: &Maps<'_>, file: u32) -> bool {
    let file = maps.world.file(file);
    file.is_some_and(|f| f.path.ends_with("_test.go"))
}

/// Whether something is declared for tests only, and so seen by no other file.
fn is_of_test(maps: &Maps<'_>, target: Target) -> bool {
    matches!(target, Target::Place(Place::Node(node)) if is_test(maps, node.file))
}

impl ModuleMap for Folders<'_> {
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, _: &mut Trail) -> Target {
        let symbol = maps.world.symbols.at(at.file, import.module);
        let ours = self.package(maps.world.symbols.text(symbol));
        ours.unwrap_or(Target::Outside(Outside::module(symbol)))
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, _: &mut Trail) -> Target {
        maps.named(wanted)
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        let Bare {
            file, name, usage, ..
        } = bare;
        if let Some(place) = maps.world.package(file)
            && let Some(found) = maps.named(Wanted { place, name, usage }).found()
            && (is_test(maps, file) || !is_of_test(maps, found))
        {
            return Meaning::of(found, Strategy::SamePackage, sure::SAME_PACKAGE);
        }
        for &import in maps.world.wildcards(file) {
            if let Target::Place(place) = maps.target(ImportRef { file, import })
                && let Some(found) = maps.named(Wanted { place, name, usage }).found()
            {
                return Meaning::of(found, Strategy::Wildcard, sure::WILDCARD);
            }
        }
        if builtins::go_has(maps.world.symbols.text(name)) {
            return Meaning::Outside(Outside::builtin(name));
        }
        Meaning::Unknown
    }
}
