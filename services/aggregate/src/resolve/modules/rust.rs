//! Rust's modules: trees of files and inline modules below the roots of crates.

use events::language::Family;
use facts::{DefinitionKind, Import, ImportKind, Says};
use graph::{NodeRef, Strategy};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::builtins;
use super::super::choose::Usage;
use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::rules::Rules;
use super::super::symbols::Symbol;
use super::super::world::{Place, World, folder};
use super::paths::join;
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted};

/// Rust's rules.
pub(super) const RULES: Rules = Rules { ..Rules::USUAL };

/// How deep a module stands below its crate.
const MODULES_MAX: usize = 64;
/// Crates that come with the compiler.
const STANDARD: [&str; 5] = ["std", "core", "alloc", "proc_macro", "test"];
/// Folders of a package that hold roots beside the library.
const TARGETS: [&str; 4] = ["tests", "examples", "benches", "src"];

/// A library of the workspace.
struct Library {
    /// The package's folder.
    package: String,
    /// The name that its manifest tells, else the last part of that folder as a crate's name.
    name: String,
    /// Whether the manifest tells the name.
    is_told: bool,
    root: u32,
}

/// All modules and the libraries that they may be asked from.
pub(super) struct Crates<'a> {
    /// The module that has a file as its child.
    parents: FxHashMap<u32, Place>,
    children: FxHashMap<(Place, Symbol), u32>,
    libraries: Vec<Library>,
    /// The crates that any manifest of the repository depends on.
    dependencies: FxHashSet<&'a str>,
}

impl<'a> Crates<'a> {
    pub(super) fn of(world: &World<'a>) -> Crates<'a> {
        let mut crates = Crates {
            parents: FxHashMap::default(),
            children: FxHashMap::default(),
            libraries: Vec::new(),
            dependencies: FxHashSet::default(),
        };
        for project in world.projects {
            if let Says::Cargo(cargo) = &project.says {
                let names = cargo.dependencies.iter().map(String::as_str);
                crates.dependencies.extend(names);
            }
            if let Says::Cargo(cargo) = &project.says
                && let package = folder(&project.path)
                && let Some(root) = join(package, cargo.root.as_deref().unwrap_or("src/lib.rs"))
                && let Some(&root) = world.paths.get(root.as_str())
            {
                crates.libraries.push(Library {
                    package: package.to_owned(),
                    name: cargo.library.clone(),
                    is_told: true,
                    root,
                });
            }
        }
        for (at, file) in (0..).zip(world.files) {
            if file.language.family() != Family::Rust {
                continue;
            }
            let library = match file.path.strip_suffix("src/lib.rs") {
                Some("") => Some(""),
                Some(package) => package.strip_suffix('/'),
                None => None,
            };
            if let Some(package) = library
                && crates.libraries.iter().all(|l| l.root != at)
            {
                crates.libraries.push(Library {
                    package: package.to_owned(),
                    name: folder_name(package),
                    is_told: false,
                    root: at,
                });
            }
            for import in file.imports.iter().filter(|i| i.kind == ImportKind::Child) {
                let module = file.name(import.module);
                let Some(child) = child(world, at, &file.path, import.holder, module) else {
                    continue;
                };
                let place = world.enclosing_module(at, import.holder);
                crates.parents.entry(child).or_insert(place);
                let name = world.symbols.at(at, import.module);
                crates.children.insert((place, name), child);
            }
        }
        crates
    }

    /// The module around a module.
    fn parent(&self, world: &World<'_>, place: Place) -> Option<Place> {
        match place {
            Place::File(file) => self.parents.get(&file).copied(),
            Place::Node(node) => {
                let around = world.definition(node)?.parent;
                Some(world.enclosing_module(node.file, around))
            }
            Place::Package(_) | Place::Folder(_) => None,
        }
    }

    /// The root module of the crate that a module is in.
    fn root(&self, world: &World<'_>, place: Place) -> Place {
        let mut at = place;
        for _ in 0..MODULES_MAX {
            match self.parent(world, at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }

    /// What `a::b` names in a module; `member` is what is asked of it.
    fn path(
        &self,
        maps: &Maps<'_>,
        from: Place,
        symbol: Symbol,
        member: Option<Symbol>,
        trail: &mut Trail,
    ) -> Target {
        let symbols = &maps.world.symbols;
        let written = symbols.text(symbol);
        // `::a::b` starts at a crate, whatever is called `a` here.
        let text = written.strip_prefix("::").unwrap_or(written);
        let is_absolute = text.len() < written.len();
        let outside = Outside::module(symbols.find(text).unwrap_or(symbol));
        let mut segments = text.split("::");
        let first = segments.next().unwrap_or_default();
        let mut place = match first {
            "crate" | "$crate" => self.root(maps.world, from),
            "self" => from,
            "super" => match self.parent(maps.world, from) {
                Some(parent) => parent,
                None => return Target::Missing,
            },
            _ => {
                let name = symbols.find(first).filter(|_| !is_absolute);
                let usage = Usage::Path;
                let here = name.map(|name| Wanted {
                    place: from,
                    name,
                    usage,
                });
                let here = here.and_then(|wanted| self.member(maps, wanted, trail).found());
                let next = text.split("::").nth(1);
                let next = next.and_then(|next| symbols.find(next)).or(member);
                match here {
                    Some(Target::Place(place)) => place,
                    Some(of @ Target::Outside(_)) => {
                        let rest = segments.try_fold(of, |of, name| {
                            let name = symbols.find(name)?;
                            Some(maps.member_of(of, name, usage, trail))
                        });
                        return rest.unwrap_or(Target::Outside(outside));
                    }
                    Some(Target::Missing) | None => match self.library(maps, from, first, next) {
                        Some(root) => Place::File(root),
                        None => return Target::Outside(outside),
                    },
                }
            }
        };
        for segment in segments {
            if segment == "super" {
                match self.parent(maps.world, place) {
                    Some(parent) => place = parent,
                    None => return Target::Missing,
                }
                continue;
            }
            let Some(name) = symbols.find(segment) else {
                return Target::Missing;
            };
            let usage = Usage::Path;
            match self.member(maps, Wanted { place, name, usage }, trail) {
                Target::Place(inner) => place = inner,
                other => return other,
            }
        }
        Target::Place(place)
    }

    /// The library of the workspace that a crate's name means. Without a manifest the name is a
    /// guess from the folder; it is believed only when the name asked for is in there.
    fn library(
        &self,
        maps: &Maps<'_>,
        from: Place,
        name: &str,
        next: Option<Symbol>,
    ) -> Option<u32> {
        if STANDARD.contains(&name) || name.is_empty() {
            return None;
        }
        let mut named = self.libraries.iter().filter(|l| l.name == name);
        if let Some(library) = named.next() {
            // Two crates of one name are not of one workspace.
            return named.next().is_none().then_some(library.root);
        }
        let has_next = |root: u32| {
            let Some(name) = next else {
                return false;
            };
            let place = Place::File(root);
            let is_child = self.children.contains_key(&(place, name));
            is_child
                || !maps.world.named(place, name).is_empty()
                || !maps.world.bindings(root, name).is_empty()
        };
        // `printer/` may hold the crate `grep_printer`; where nothing is asked of it, there must be
        // a library `grep` too.
        let guessed = self.libraries.iter().filter(|l| !l.is_told);
        let mut ends = guessed.clone().filter(|l| {
            let prefix = name.strip_suffix(l.name.as_str());
            let prefix = prefix.and_then(|p| p.strip_suffix('_'));
            prefix.is_some_and(|prefix| match next {
                Some(_) => has_next(l.root),
                None => self.libraries.iter().any(|l| l.name == prefix),
            })
        });
        if let Some(only) = ends.next()
            && ends.next().is_none()
        {
            return Some(only.root);
        }
        // A package's programs and tests call its own library by a name that only its manifest
        // tells.
        let (Place::File(file) | Place::Node(NodeRef { file, .. })) = self.root(maps.world, from)
        else {
            return None;
        };
        let path = &maps.world.file(file)?.path;
        let own = guessed.clone().find(|l| {
            let inside = path.strip_prefix(l.package.as_str());
            let inside = inside.map(|p| p.trim_start_matches('/'));
            let target = inside.and_then(|p| p.split('/').next());
            target.is_some_and(|t| TARGETS.contains(&t)) && l.root != file
        })?;
        has_next(own.root).then_some(own.root)
    }

    /// What the wildcards of a module bring under a name.
    fn wildcards(&self, maps: &Maps<'_>, wanted: Wanted, trail: &mut Trail) -> Target {
        let (Place::File(file) | Place::Node(NodeRef { file, .. })) = wanted.place else {
            return Target::Missing;
        };
        for &import in maps.world.wildcards(file) {
            let at = ImportRef { file, import };
            let facts = maps
                .world
                .file(file)
                .and_then(|f| f.imports.get(import as usize));
            let is_here =
                facts.is_some_and(|i| maps.world.enclosing_module(file, i.holder) == wanted.place);
            if !is_here || !trail.ask(at, wanted.name) {
                continue;
            }
            if let Target::Place(place) = maps.follow(at, wanted.usage, trail)
                && let Some(found) = self.member(maps, Wanted { place, ..wanted }, trail).found()
            {
                return found;
            }
        }
        Target::Missing
    }

    /// What a module itself has under a name: children, items, names that it uses.
    fn own(&self, maps: &Maps<'_>, wanted: Wanted, trail: &mut Trail) -> Target {
        let child = self.children.get(&(wanted.place, wanted.name)).copied();
        let child = child.map(|file| Target::Place(Place::File(file)));
        let item = maps.named(wanted);
        match (item, child) {
            // `mod x;` may be told as a definition too, which is empty.
            (Target::Place(Place::Node(node)), Some(child))
                if maps.world.kind(node) == DefinitionKind::Module
                    || wanted.usage == Usage::Path =>
            {
                return child;
            }
            (Target::Missing, Some(child)) => return child,
            (Target::Missing, None) => {}
            (item, _) => return item,
        }
        let (Place::File(file) | Place::Node(NodeRef { file, .. })) = wanted.place else {
            return Target::Missing;
        };
        for &import in maps.world.bindings(file, wanted.name) {
            let facts = maps
                .world
                .file(file)
                .and_then(|f| f.imports.get(import as usize));
            let is_here = facts.is_some_and(|i| {
                i.kind != ImportKind::Child
                    && maps.world.enclosing_module(file, i.holder) == wanted.place
            });
            let at = ImportRef { file, import };
            if is_here && let Some(found) = maps.follow(at, wanted.usage, trail).found() {
                return found;
            }
        }
        Target::Missing
    }
}

impl ModuleMap for Crates<'_> {
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, trail: &mut Trail) -> Target {
        let from = maps.world.enclosing_module(at.file, import.holder);
        let module = maps.world.symbols.at(at.file, import.module);
        if import.kind == ImportKind::Child {
            let child = self.children.get(&(from, module));
            return child.map_or(Target::Missing, |&file| Target::Place(Place::File(file)));
        }
        let member = import.member.map(|m| maps.world.symbols.at(at.file, m));
        self.path(maps, from, module, member, trail)
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, trail: &mut Trail) -> Target {
        match self.own(maps, wanted, trail) {
            Target::Missing => self.wildcards(maps, wanted, trail),
            found => found,
        }
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        let world = maps.world;
        let Bare {
            file, name, usage, ..
        } = bare;
        let here = world.enclosing_module(file, bare.holder);
        let module = match name {
            Symbol::CRATE => Some(self.root(world, here)),
            Symbol::SELF => Some(here),
            Symbol::SUPER => self.parent(world, here),
            _ => None,
        };
        if let Some(module) = module {
            return Meaning::of(
                Target::Place(module),
                Strategy::SamePackage,
                sure::SAME_PACKAGE,
            );
        }
        let place = here;
        let wanted = Wanted { place, name, usage };
        let mut trail = Trail::default();
        if let Some(found) = self.own(maps, wanted, &mut trail).found() {
            return Meaning::of(found, Strategy::SameFile, sure::SAME_FILE);
        }
        if let Some(found) = self.wildcards(maps, wanted, &mut trail).found() {
            return Meaning::of(found, Strategy::Wildcard, sure::WILDCARD);
        }
        let text = world.symbols.text(name);
        if STANDARD.contains(&text) {
            return Meaning::Outside(Outside::module(name));
        }
        if builtins::rust_has(text) {
            return Meaning::Outside(Outside::builtin(name));
        }
        // Locals are bound in their file and constants have capitals: what is left starts a path.
        if !matches!(usage, Usage::Call(_))
            && let Some(root) = self.library(maps, here, text, None)
        {
            return Meaning::File(root, Strategy::Import);
        }
        if !matches!(usage, Usage::Call(_)) && self.dependencies.contains(text) {
            return Meaning::Outside(Outside::module(name));
        }
        // Macros are seen by the order of the text through the whole crate.
        if let Usage::Call(_) = usage {
            let everywhere = world.everywhere(Family::Rust, name).iter();
            let mut macros = everywhere.filter(|&&n| world.kind(n) == DefinitionKind::Macro);
            if let Some(&only) = macros.next()
                && macros.next().is_none()
            {
                return Meaning::node(only, Strategy::UniqueName, sure::UNIQUE_NAME);
            }
        }
        Meaning::Unknown
    }
}

/// The file of `mod name;`: beside a root or `mod.rs`, else in the folder named as the file.
fn child(world: &World<'_>, file: u32, path: &str, holder: Option<u32>, name: &str) -> Option<u32> {
    let home = folder(path);
    let stem = path.rsplit('/').next()?.strip_suffix(".rs")?;
    let mut inline = Vec::new();
    let mut place = world.enclosing_module(file, holder);
    while let Place::Node(node) = place {
        inline.push(world.symbols.text(world.name(node)));
        place = world.enclosing_module(file, world.definition(node)?.parent);
    }
    let own = [home, stem].into_iter().filter(|_| !is_mod_root(stem));
    let own: Vec<&str> = own.collect();
    for base in [own, vec![home]] {
        let parts = base.iter().copied().chain(inline.iter().rev().copied());
        let parts: Vec<&str> = parts.chain([name]).filter(|p| !p.is_empty()).collect();
        let module = parts.join("/");
        for candidate in [format!("{module}.rs"), format!("{module}/mod.rs")] {
            if let Some(&found) = world.paths.get(candidate.as_str())
                && found != file
            {
                return Some(found);
            }
        }
    }
    None
}

/// Whether a file of that name has its children beside it.
fn is_mod_root(stem: &str) -> bool {
    matches!(stem, "mod" | "lib" | "main" | "build")
}

/// The name that a crate in a folder has, when it is named as the folder.
fn folder_name(package: &str) -> String {
    let last = package.rsplit('/').next().unwrap_or(package);
    last.replace('-', "_")
}
