//! Python's modules: folders and files below the roots of packages.

use events::language::Family;
use facts::Import;
use rustc_hash::FxHashMap;

use super::super::builtins;
use super::super::choose::{Choice, choose};
use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::rules::{Labels, Lineage, Rules};
use super::super::symbols::{Symbol, stem};
use super::super::table::Table;
use super::super::world::{Place, World, folder};
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted};
use graph::{NodeRef, Strategy};

/// Python's rules.
pub(super) const RULES: Rules = Rules {
    constructor: Some("__init__"),
    has_self_type: false,
    lineage: Lineage::Linear,
    labels: Some(Labels {
        constructor: "__init__",
        call: "__call__",
    }),
    ..Rules::USUAL
};

/// Folders that are put on the path by convention.
const ROOTS: [&str; 4] = ["", "src", "lib", "python"];
/// Last folders of a root in a repository of several packages.
const ROOT_NAMES: [&str; 3] = ["src", "lib", "python"];
/// Files that stand beside the packages of a project.
const PROJECT_FILES: [&str; 3] = ["pyproject.toml", "setup.cfg", "setup.py"];

/// A folder that holds Python, itself or further below.
struct Folder {
    path: String,
    parent: Option<u32>,
    /// Its `__init__`.
    init: Option<u32>,
    /// Whether its packages and modules may be imported by their bare names.
    is_root: bool,
}

/// All folders of Python.
pub(super) struct Roots {
    folders: Vec<Folder>,
    /// The folder of each file of the world.
    of_file: Vec<Option<u32>>,
    modules: FxHashMap<(u32, Symbol), u32>,
    subfolders: FxHashMap<(u32, Symbol), u32>,
    /// Roots by the top-level names in them.
    tops: Table<Symbol, u32>,
    all: Option<Symbol>,
}

impl Roots {
    pub(super) fn of(world: &World<'_>) -> Roots {
        let mut roots = Roots {
            folders: Vec::new(),
            of_file: vec![None; world.files.len()],
            modules: FxHashMap::default(),
            subfolders: FxHashMap::default(),
            tops: Table::of(Vec::new()),
            all: world.symbols.find("__all__"),
        };
        let mut ids = FxHashMap::default();
        for (at, file) in (0..).zip(world.files) {
            if file.language.family() != Family::Python {
                continue;
            }
            let home = roots.folder(world, &mut ids, folder(&file.path));
            roots.of_file[at as usize] = Some(home);
            let name = file.path.rsplit('/').next().unwrap_or(&file.path);
            let module = stem(name);
            // A stub stands for its module only where there is no source: `.py` comes first.
            if module == "__init__" {
                roots.folders[home as usize].init.get_or_insert(at);
            } else if let Some(module) = world.symbols.find(module) {
                roots.modules.entry((home, module)).or_insert(at);
            }
        }
        roots.find_tops();
        roots
    }

    /// The number of a folder; its parents get theirs first.
    fn folder<'a>(
        &mut self,
        world: &World<'_>,
        ids: &mut FxHashMap<&'a str, u32>,
        path: &'a str,
    ) -> u32 {
        if let Some(&id) = ids.get(path) {
            return id;
        }
        let parent = (!path.is_empty()).then(|| self.folder(world, ids, folder(path)));
        let id = self.folders.len() as u32;
        let last = path.rsplit('/').next().unwrap_or(path);
        if let (Some(parent), Some(name)) = (parent, world.symbols.find(last)) {
            self.subfolders.insert((parent, name), id);
        }
        self.folders.push(Folder {
            path: path.to_owned(),
            parent,
            init: None,
            is_root: false,
        });
        ids.insert(path, id);
        id
    }

    /// A folder that is no package is a root for what is directly in it.
    fn find_tops(&mut self) {
        for folder in &mut self.folders {
            folder.is_root = folder.init.is_none();
        }
        let is_root = |folder: u32| self.folders[folder as usize].is_root;
        let modules = self.modules.keys().map(|&(folder, name)| (name, folder));
        let folders = self.subfolders.keys().map(|&(folder, name)| (name, folder));
        let tops = modules
            .chain(folders)
            .filter(|&(_, f)| is_root(f))
            .collect();
        self.tops = Table::of(tops);
    }

    /// The place that a folder is as a module.
    fn package(&self, folder: u32) -> Place {
        match self.folders.get(folder as usize).and_then(|f| f.init) {
            Some(init) => Place::File(init),
            None => Place::Folder(folder),
        }
    }

    /// What is in a folder under a name: a package with an `__init__`, a module, a mere folder.
    fn child(&self, folder: u32, name: Symbol) -> Option<Place> {
        let package = self.subfolders.get(&(folder, name)).copied();
        let package = package.map(|folder| self.package(folder));
        if let Some(Place::File(_)) = package {
            return package;
        }
        let module = self.modules.get(&(folder, name)).copied();
        module.map(Place::File).or(package)
    }

    /// The folder whose children are the submodules of a place.
    fn inside(&self, world: &World<'_>, place: Place) -> Option<u32> {
        match place {
            Place::Folder(folder) => Some(folder),
            Place::File(file) => {
                let home = (*self.of_file.get(file as usize)?)?;
                let is_init = self.folders.get(home as usize)?.init == Some(file);
                let name = world.file(file)?.path.rsplit('/').next();
                (is_init || name.is_some_and(|n| stem(n) == "__init__")).then_some(home)
            }
            Place::Package(_) | Place::Node(_) => None,
        }
    }

    /// The module of a dotted path below a folder; an empty path is the folder.
    fn walk(&self, world: &World<'_>, folder: u32, dotted: &str) -> Option<Place> {
        let mut place = self.package(folder);
        for name in dotted.split('.').filter(|name| !name.is_empty()) {
            let inside = self.inside(world, place)?;
            place = self.child(inside, world.symbols.find(name)?)?;
        }
        Some(place)
    }

    /// `..a.b`, counted from the package of the file.
    fn relative(&self, world: &World<'_>, file: u32, module: &str) -> Option<Place> {
        let path = module.trim_start_matches('.');
        let dots = module.len() - path.len();
        let mut home = (*self.of_file.get(file as usize)?)?;
        for _ in 1..dots {
            home = self.folders.get(home as usize)?.parent?;
        }
        self.walk(world, home, path)
    }

    /// `a.b`, below the root that is meant: the nearest around the file, else one by convention,
    /// else the only project that has such a package.
    fn absolute(&self, world: &World<'_>, file: u32, module: &str) -> Option<Place> {
        let top = module.split('.').next().unwrap_or(module);
        let roots = self.tops.get(world.symbols.find(top)?);
        if roots.is_empty() {
            return None;
        }
        let mut around = self.of_file.get(file as usize).copied().flatten();
        let is_standard = builtins::python_has_module(top);
        while let Some(folder) = around {
            let place = roots
                .contains(&folder)
                .then(|| self.walk(world, folder, module));
            if let Some(Some(place)) = place
                && !(is_standard && self.is_mere_folder(world, folder, top))
            {
                return Some(place);
            }
            around = self.folders.get(folder as usize)?.parent;
        }
        if is_standard {
            return None;
        }
        for conventional in ROOTS {
            let mut known = roots.iter().copied();
            if let Some(root) = known.find(|&r| self.folders[r as usize].path == conventional)
                && let Some(place) = self.walk(world, root, module)
            {
                return Some(place);
            }
        }
        let mut projects = roots
            .iter()
            .filter(|&&root| self.is_project(world, root, top))
            .filter_map(|&root| self.walk(world, root, module));
        let only = projects.next()?;
        projects.next().is_none().then_some(only)
    }

    /// Whether a top-level name is only a folder without modules, as `test` or `site` may be.
    fn is_mere_folder(&self, world: &World<'_>, root: u32, top: &str) -> bool {
        let top = world
            .symbols
            .find(top)
            .and_then(|top| self.child(root, top));
        matches!(top, None | Some(Place::Folder(_)))
    }

    /// Whether a folder holds the package `top` of a project of its own.
    fn is_project(&self, world: &World<'_>, root: u32, top: &str) -> bool {
        let path = &self.folders[root as usize].path;
        let last = path.rsplit('/').next().unwrap_or(path);
        let stands = |file: &&str| {
            let beside = format!("{path}/{file}");
            world.others.contains(beside.as_str()) || world.paths.contains_key(beside.as_str())
        };
        !self.is_mere_folder(world, root, top)
            && (ROOT_NAMES.contains(&last) || PROJECT_FILES.iter().any(stands))
    }

    /// What a wildcard import of `place` brings under a name.
    fn wildcard(&self, maps: &Maps<'_>, place: Place, wanted: Wanted, trail: &mut Trail) -> Target {
        let Place::File(file) = place else {
            return Target::Missing;
        };
        let Some(facts) = maps.world.file(file) else {
            return Target::Missing;
        };
        let given = if facts.exports.is_empty() {
            !maps.world.symbols.text(wanted.name).starts_with('_')
        } else {
            let mut exports = facts.exports.iter();
            exports.any(|e| maps.world.symbols.at(file, e.name) == wanted.name)
        };
        if !given || Some(wanted.name) == self.all {
            return Target::Missing;
        }
        self.member(maps, Wanted { place, ..wanted }, trail)
    }

    /// What the wildcard imports of a file bring under a name; the last one wins.
    fn wildcards(&self, maps: &Maps<'_>, file: u32, wanted: Wanted, trail: &mut Trail) -> Target {
        for &import in maps.world.wildcards(file).iter().rev() {
            let at = ImportRef { file, import };
            if !trail.ask(at, wanted.name) {
                continue;
            }
            if let Target::Place(place) = maps.follow(at, wanted.usage, trail)
                && let Some(found) = self.wildcard(maps, place, wanted, trail).found()
            {
                return found;
            }
        }
        Target::Missing
    }
}

impl ModuleMap for Roots {
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, _: &mut Trail) -> Target {
        let world = maps.world;
        let symbols = &world.symbols;
        let mut symbol = symbols.at(at.file, import.module);
        let mut module = symbols.text(symbol);
        if module.starts_with('.') {
            let place = self.relative(world, at.file, module);
            return place.map_or(Target::Missing, Target::Place);
        }
        // `import a.b` brings `a`; `import a.b as c` brings `a.b`.
        if import.member.is_none()
            && let Some(binding) = import.binding.map(|b| symbols.at(at.file, b))
            && let Some((top, _)) = module.split_once('.')
            && symbols.text(binding) == top
        {
            symbol = binding;
            module = top;
        }
        match self.absolute(world, at.file, module) {
            Some(place) => Target::Place(place),
            None => Target::Outside(Outside::module(symbol)),
        }
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, trail: &mut Trail) -> Target {
        let found = maps.named(wanted);
        if found != Target::Missing {
            return found;
        }
        if let Place::File(file) = wanted.place {
            for &import in maps.world.bindings(file, wanted.name) {
                let bound = maps
                    .world
                    .file(file)
                    .and_then(|f| f.imports.get(import as usize));
                // What a function imports is its own.
                if bound.is_some_and(|i| i.holder.is_none())
                    && let at = (ImportRef { file, import })
                    && let Some(found) = maps.follow(at, wanted.usage, trail).found()
                {
                    return found;
                }
            }
            if let Some(found) = self.wildcards(maps, file, wanted, trail).found() {
                return found;
            }
        }
        let inside = self.inside(maps.world, wanted.place);
        let child = inside.and_then(|folder| self.child(folder, wanted.name));
        child.map_or(Target::Missing, Target::Place)
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        let wanted = Wanted {
            place: Place::File(bare.file),
            name: bare.name,
            usage: bare.usage,
        };
        let found = self.wildcards(maps, bare.file, wanted, &mut Trail::default());
        if found != Target::Missing {
            return Meaning::of(found, Strategy::Wildcard, sure::WILDCARD);
        }
        // An attribute of the module that no scope saw, as one set from a class body's branch.
        let own: &[NodeRef] = maps.world.named(wanted.place, bare.name);
        match choose(maps.world, own, bare.usage) {
            Choice::One(node) => Meaning::node(node, Strategy::SameFile, sure::SAME_FILE),
            Choice::Nothing | Choice::Several
                if builtins::python_has(maps.world.symbols.text(bare.name)) =>
            {
                Meaning::Outside(Outside::builtin(bare.name))
            }
            Choice::Nothing | Choice::Several => Meaning::Unknown,
        }
    }
}
