//! PHP's namespaces: names by the namespace that they are declared in, from whatever file.
//!
//! A bare name can mean only one of its namespace or, if it is a function's or a constant's, a
//! global one. What the repository does not declare there is certainly outside.

use facts::{Composer, Definition, DefinitionKind, Import, ImportKind, Says};
use graph::{NodeRef, Strategy};
use rustc_hash::FxHashMap;

use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::rules::{Labels, Packages, Pieces, Rules};
use super::super::symbols::Symbol;
use super::super::world::{Place, World, folder};
use super::paths::join;
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Usage, Wanted};

/// PHP's rules.
pub(super) const RULES: Rules = Rules {
    constructor: Some("__construct"),
    has_names_apart: true,
    has_self_type: false,
    labels: Some(Labels {
        constructor: "__construct",
        call: "__invoke",
    }),
    packages: Packages::Repository,
    pieces: Pieces::InRepository(|d| d.kind == DefinitionKind::Namespace),
    ..Rules::USUAL
};

/// The words that stand for the class around, which no class is named by.
const WORDS: [&str; 3] = ["self", "static", "parent"];

/// The namespaces by name.
pub(super) struct Namespaces<'a> {
    /// Where the names of each are found: in files that are of it alone, in parts of others.
    places: FxHashMap<&'a str, Vec<Place>>,
    /// What the packages of the repository say, with their folders.
    packages: Vec<(&'a str, &'a Composer)>,
}

impl<'a> Namespaces<'a> {
    pub(super) fn of(world: &World<'a>) -> Namespaces<'a> {
        let mut places: FxHashMap<&str, Vec<Place>> = FxHashMap::default();
        for (package, files) in (0..).zip(&world.packages) {
            let file = files.first().and_then(|&file| world.file(file));
            if let Some(file) = file
                && file.language == events::Language::Php
            {
                let name = file.package.map_or("", |name| file.name(name));
                places
                    .entry(name)
                    .or_default()
                    .push(Place::Package(package));
            }
        }
        for (at, file) in (0..).zip(world.files) {
            if file.language != events::Language::Php {
                continue;
            }
            for (definition, d) in (0..).zip(&file.definitions) {
                if d.kind != DefinitionKind::Namespace {
                    continue;
                }
                let node = NodeRef {
                    file: at,
                    definition,
                };
                let of_name = places.entry(file.name(d.name)).or_default();
                if world.whole(node) == node {
                    of_name.push(Place::Node(node));
                }
            }
        }
        let projects = world.projects.iter();
        let packages = projects.filter_map(|project| match &project.says {
            Says::Composer(composer) => Some((folder(&project.path), composer)),
            Says::Npm(_)
            | Says::TypeScript(_)
            | Says::Cargo(_)
            | Says::Go { .. }
            | Says::Lock(_) => None,
        });
        Namespaces {
            places,
            packages: packages.collect(),
        }
    }

    /// Where the packages say that a class of a namespace is. Some have it twice, for two versions
    /// of the language or as a double for tests.
    fn autoloaded(&self, world: &World<'_>, namespace: &str, name: Symbol) -> Option<u32> {
        let name = world.symbols.text(name);
        self.roots().find_map(|(home, root, target)| {
            let inside = below(namespace, root)?.replace('\\', "/");
            let path = join(home, &format!("{target}/{inside}/{name}.php"))?;
            world.paths.get(path.as_str()).copied()
        })
    }

    /// Whether a namespace is one that a package of the repository has for itself.
    fn is_own(&self, namespace: &str) -> bool {
        let mut roots = self.roots().filter(|(_, root, _)| !root.is_empty());
        roots.any(|(_, root, _)| below(namespace, root).is_some())
    }

    /// Folders of packages, starts of names, and their folders in those.
    fn roots(&self) -> impl Iterator<Item = (&'a str, &'a str, &'a str)> + '_ {
        self.packages.iter().flat_map(|&(home, composer)| {
            composer.roots.iter().flat_map(move |entry| {
                let targets = entry.targets.iter();
                targets.map(move |target| (home, entry.key.as_str(), target.as_str()))
            })
        })
    }

    fn named(&self, namespace: &str) -> &[Place] {
        self.places.get(namespace).map_or(&[], Vec::as_slice)
    }

    /// The place of a namespace that has something of that sort under a name.
    fn holder(
        &self,
        maps: &Maps<'_>,
        namespace: &str,
        name: Symbol,
        suits: impl Fn(&Definition) -> bool,
    ) -> Option<Place> {
        let world = maps.world;
        let is_such = |&node: &NodeRef| world.definition(node).is_some_and(&suits);
        if let Some(file) = self.autoloaded(world, namespace, name)
            && world.file(file).and_then(|f| f.package.map(|p| f.name(p))) == Some(namespace)
            && world.named(Place::File(file), name).iter().any(is_such)
        {
            return Some(Place::File(file));
        }
        let mut places = self.named(namespace).iter().copied();
        places.find(|&place| world.named(place, name).iter().any(is_such))
    }

    /// What a name that is used so means in a namespace.
    fn find(&self, maps: &Maps<'_>, namespace: &str, name: Symbol, usage: Usage) -> Option<Target> {
        let place = self.holder(maps, namespace, name, |d| is_used_so(d, usage))?;
        maps.named(Wanted { place, name, usage }).found()
    }

    /// The name of the namespace around a reference.
    fn around(&self, maps: &Maps<'a>, bare: Bare) -> &'a str {
        let world = maps.world;
        if let Place::Node(node) = world.enclosing_module(bare.file, bare.holder) {
            return world.symbols.text(world.name(node));
        }
        let file = world.file(bare.file);
        let package = file.and_then(|file| Some(file.name(file.package?)));
        package.unwrap_or("")
    }
}

/// What is left of a namespace below the start of its name.
fn below<'n>(namespace: &'n str, root: &str) -> Option<&'n str> {
    let rest = namespace.strip_prefix(root)?;
    match rest.strip_prefix('\\') {
        Some(inside) => Some(inside),
        None if rest.is_empty() || root.is_empty() => Some(rest),
        None => None,
    }
}

/// Whether a definition has the sort of name that is used so.
fn is_used_so(d: &Definition, usage: Usage) -> bool {
    match usage {
        Usage::Call(_) => d.kind.is_callable(),
        Usage::Type | Usage::Generic(_) => d.kind.is_type(),
        Usage::Value => d.kind == DefinitionKind::Constant,
        Usage::Path | Usage::Any => true,
    }
}

impl ModuleMap for Namespaces<'_> {
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, _: &mut Trail) -> Target {
        let world = maps.world;
        let Some(file) = world.file(at.file) else {
            return Target::Missing;
        };
        let module = file.name(import.module);
        if import.kind == ImportKind::Include {
            let home = folder(&file.path);
            let path = join(home, module).filter(|path| world.paths.contains_key(path.as_str()));
            let path = path.or_else(|| join("", module));
            let included = path.and_then(|path| world.paths.get(path.as_str()).copied());
            return included.map_or(Target::Missing, |file| Target::Place(Place::File(file)));
        }
        let Some(member) = import.member else {
            return Target::Missing;
        };
        let name = world.symbols.at(at.file, member);
        let is_type = import.type_only;
        let suits = |d: &Definition| {
            if is_type {
                d.kind.is_type()
            } else {
                d.kind.is_callable() || d.kind == DefinitionKind::Constant
            }
        };
        let holder = self.holder(maps, module, name, suits);
        let outside = Outside::module(world.symbols.at(at.file, import.module));
        match holder {
            Some(place) => Target::Place(place),
            None if self.is_own(module) => Target::Missing,
            None => Target::Outside(outside),
        }
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, _: &mut Trail) -> Target {
        maps.named(wanted)
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        let Bare { name, usage, .. } = bare;
        let symbols = &maps.world.symbols;
        let text = symbols.text(name);
        if text.starts_with('$') {
            return if is_superglobal(text) {
                Meaning::Outside(Outside::builtin(name))
            } else {
                Meaning::Unknown
            };
        }
        if WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Meaning::Unknown;
        }
        let around = self.around(maps, bare);
        if let Some(found) = self.find(maps, around, name, usage) {
            return Meaning::of(found, Strategy::SamePackage, sure::SAME_PACKAGE);
        }
        if usage == Usage::Type && !around.is_empty() {
            if self.is_own(around) {
                return Meaning::Unknown;
            }
            let namespace = symbols.find(around).map(Outside::module);
            let outside = namespace.and_then(|namespace| namespace.member(name));
            return outside.map_or(Meaning::Foreign, Meaning::Outside);
        }
        match self.find(maps, "", name, usage) {
            Some(found) => Meaning::of(found, Strategy::Wildcard, sure::WILDCARD),
            None => Meaning::Outside(Outside::builtin(name)),
        }
    }
}

/// Whether the language itself has a variable of that name, everywhere.
fn is_superglobal(name: &str) -> bool {
    matches!(
        name,
        "$GLOBALS"
            | "$_COOKIE"
            | "$_ENV"
            | "$_FILES"
            | "$_GET"
            | "$_POST"
            | "$_REQUEST"
            | "$_SERVER"
            | "$_SESSION"
            | "$argc"
            | "$argv"
            | "$http_response_header"
            | "$php_errormsg"
    )
}
