//! Ruby's constants and files: constants by their paths from whatever file, files by load paths.

use events::language::Family;
use facts::{Definition, DefinitionKind, Flags, Import, ImportKind};
use graph::{NodeRef, Strategy};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::builtins;
use super::super::choose::{Choice, Usage, choose};
use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::ruby_methods::{is_own_word, ruby_gives};
use super::super::rules::{self, Pieces, Rules, SuperCalls};
use super::super::symbols::Symbol;
use super::super::world::{Place, World, folder};
use super::paths::{join, shared_folders};
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted};

/// Ruby's rules.
pub(super) const RULES: Rules = Rules {
    has_implicit_members: true,
    has_self_type: false,
    has_lexical_constants: true,
    has_statics_apart: true,
    maker: Some(("new", "initialize")),
    type_reader: Some("class"),
    setters: Some("="),
    super_calls: SuperCalls::SameName,
    packages: rules::Packages::Repository,
    pieces: Pieces::InRepository(is_piece),
    is_main_piece: Some(is_main_piece),
    tells_method: Some(is_own_word),
    is_everywhere: Some(ruby_gives),
    ..Rules::USUAL
};

/// How many namesakes of a required file are looked at.
const NAMESAKES_MAX: usize = 64;

/// Classes and modules may be opened again anywhere.
fn is_piece(d: &Definition) -> bool {
    matches!(d.kind, DefinitionKind::Class | DefinitionKind::Mixin)
}

/// A type is mainly in the file of its name: `ForLoop` in `for_loop.rb`.
fn is_main_piece(name: &str, path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.strip_suffix(".rb").unwrap_or(file);
    plain_chars(stem).eq(plain_chars(name))
}

/// The files of Ruby, as they are required.
pub(super) struct LoadPaths<'a> {
    /// By the last part of their paths, without `.rb`.
    by_stem: FxHashMap<&'a str, Vec<u32>>,
    /// What is required from outside, by its first part in small letters without marks.
    gems: FxHashMap<String, Symbol>,
    /// Classes by their names in small letters without marks; none where several have it.
    classes: FxHashMap<String, Option<NodeRef>>,
}

impl<'a> LoadPaths<'a> {
    pub(super) fn of(world: &World<'a>) -> LoadPaths<'a> {
        let mut paths = LoadPaths {
            by_stem: FxHashMap::default(),
            gems: FxHashMap::default(),
            classes: FxHashMap::default(),
        };
        let files = || {
            (0..)
                .zip(world.files)
                .filter(|(_, f)| f.language.family() == Family::Ruby)
        };
        for (at, file) in files() {
            let name = file.path.rsplit('/').next().unwrap_or(&file.path);
            let stem = name.strip_suffix(".rb").unwrap_or(name);
            paths.by_stem.entry(stem).or_default().push(at);
        }
        let mut seen = FxHashSet::default();
        for (at, file) in files() {
            paths.note_classes(world, at);
            for import in &file.imports {
                let module = file.name(import.module);
                if import.kind == ImportKind::Wildcard {
                    continue;
                }
                if module.starts_with('.') || !seen.insert(module) {
                    continue;
                }
                if paths.required(world, at, module).is_none() {
                    let top = module.split('/').next().unwrap_or(module);
                    let symbol = world.symbols.at(at, import.module);
                    paths.gems.entry(plain(top)).or_insert(symbol);
                }
            }
        }
        paths
    }

    fn note_classes(&mut self, world: &World<'a>, file: u32) {
        let definitions = world
            .file(file)
            .map_or(&[][..], |f| f.definitions.as_slice());
        for (definition, d) in (0..).zip(definitions) {
            if d.kind != DefinitionKind::Class || d.flags.has(Flags::TEST) {
                continue;
            }
            let whole = world.whole(NodeRef { file, definition });
            let name = plain(world.symbols.text(world.name(whole)));
            self.classes
                .entry(name)
                .and_modify(|known| *known = known.filter(|&known| known == whole))
                .or_insert(Some(whole));
        }
    }

    /// The file that `require "a/b"` finds: below a load path, the nearest to who asks.
    fn required(&self, world: &World<'_>, asker: u32, module: &str) -> Option<u32> {
        let module = module.strip_suffix(".rb").unwrap_or(module);
        let stem = module.rsplit('/').next().unwrap_or(module);
        let from = &world.file(asker)?.path;
        let namesakes = self.by_stem.get(stem)?.iter().take(NAMESAKES_MAX);
        let fitting = namesakes.filter_map(|&at| {
            let path = &world.file(at)?.path;
            let path = path.strip_suffix(".rb").unwrap_or(path);
            let root = path.strip_suffix(module)?;
            let is_root = root.is_empty() || root.ends_with('/');
            let last = root
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or(root);
            let is_load_path = is_root && matches!(last, "" | "lib" | "test" | "spec" | "ext");
            is_load_path.then(|| (shared_folders(from, path), std::cmp::Reverse(at)))
        });
        fitting.max().map(|(_, at)| at.0)
    }

    /// Where a file leads that is named from the file that asks.
    fn relative(world: &World<'_>, asker: u32, module: &str) -> Option<u32> {
        let from = folder(&world.file(asker)?.path);
        let path = join(from, module)?;
        let with_end = format!("{path}.rb");
        let found = world.paths.get(with_end.as_str());
        found.or_else(|| world.paths.get(path.as_str())).copied()
    }

    /// A function that a file, or one that it requires, defines for all.
    fn function(maps: &Maps<'_>, bare: Bare) -> Option<Meaning> {
        let own = of_file(maps.world, bare.file, bare.name);
        if let Some(node) = own {
            return Some(Meaning::node(node, Strategy::SameFile, sure::SAME_FILE));
        }
        let mut required = required_by(maps, bare.file);
        let node = required.find_map(|file| of_file(maps.world, file, bare.name))?;
        Some(Meaning::node(node, Strategy::Wildcard, sure::WILDCARD))
    }

    /// A constant of the top.
    fn constant(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        let world = maps.world;
        if builtins::ruby_has(world.symbols.text(bare.name)) {
            // To open a class of the language again does not define it.
            return Meaning::Outside(Outside::builtin(bare.name));
        }
        let found = world
            .package(bare.file)
            .map_or(&[][..], |place| world.named(place, bare.name));
        let kept: Vec<NodeRef> = found
            .iter()
            .copied()
            .filter(|&node| !world.kind(node).is_callable())
            .collect();
        match choose(world, &kept, Usage::Value) {
            Choice::One(node) if node.file == bare.file => {
                Meaning::node(node, Strategy::SameFile, sure::SAME_FILE)
            }
            Choice::One(node) => Meaning::node(node, Strategy::SamePackage, sure::SAME_PACKAGE),
            Choice::Several => Meaning::Unknown,
            Choice::Nothing => match LoadPaths::included(maps, bare) {
                Some(node) => Meaning::node(node, Strategy::Wildcard, sure::WILDCARD),
                None => self.outside(world, bare.name),
            },
        }
    }

    /// A constant of a module that the file, or one that it requires, includes outside of types.
    fn included(maps: &Maps<'_>, bare: Bare) -> Option<NodeRef> {
        let world = maps.world;
        let in_file = |file: u32| {
            let imports = world.wildcards(file).iter();
            let mut found = imports.filter_map(|&import| {
                let Target::Place(place @ Place::Node(_)) = maps.target(ImportRef { file, import })
                else {
                    return None;
                };
                let named = world.named(place, bare.name).iter().copied();
                let kept: Vec<NodeRef> = named.filter(|&n| !world.kind(n).is_callable()).collect();
                match choose(world, &kept, Usage::Value) {
                    Choice::One(node) => Some(node),
                    Choice::Several | Choice::Nothing => None,
                }
            });
            found.next()
        };
        in_file(bare.file).or_else(|| required_by(maps, bare.file).find_map(in_file))
    }

    /// The module that a path of constants names from the top.
    fn at_top(world: &World<'_>, asker: u32, path: &str) -> Option<NodeRef> {
        let mut place = world.package(asker)?;
        let mut found = None;
        for name in path.split("::") {
            let name = world.symbols.find(name)?;
            let Choice::One(node) = choose(world, world.named(place, name), Usage::Type) else {
                return None;
            };
            found = Some(node).filter(|&node| world.kind(node).is_type());
            place = world.place(found?);
        }
        found
    }

    /// A constant that nothing here defines is a gem's, of which some file requires a part of that
    /// name, or of something else outside.
    fn outside(&self, world: &World<'_>, name: Symbol) -> Meaning {
        let text = world.symbols.text(name);
        let of_gem = self.gems.get(&plain(text));
        let of_gem = of_gem.and_then(|&gem| Outside::module(gem).member(name));
        Meaning::Outside(of_gem.unwrap_or(Outside::builtin(name)))
    }
}

/// The files that a file requires.
fn required_by(maps: &Maps<'_>, file: u32) -> impl Iterator<Item = u32> {
    let imports = maps.world.file(file).map_or(0, |f| f.imports.len() as u32);
    (0..imports).filter_map(
        move |import| match maps.target(ImportRef { file, import }) {
            Target::Place(Place::File(file)) => Some(file),
            _ => None,
        },
    )
}

/// A method that a file defines outside of all types.
fn of_file(world: &World<'_>, file: u32, name: Symbol) -> Option<NodeRef> {
    let found = world.named(Place::File(file), name);
    let is_function = |node: &&NodeRef| world.kind(**node) == DefinitionKind::Function;
    found.iter().find(is_function).copied()
}

/// A name without capitals and marks: `ActiveSupport` and `active_support` are one.
fn plain(name: &str) -> String {
    plain_chars(name).collect()
}

fn plain_chars(name: &str) -> impl Iterator<Item = char> {
    let kept = name.chars().filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase())
}

impl ModuleMap for LoadPaths<'_> {
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, _: &mut Trail) -> Target {
        let symbol = maps.world.symbols.at(at.file, import.module);
        let module = maps.world.symbols.text(symbol);
        if import.kind == ImportKind::Wildcard {
            let node = LoadPaths::at_top(maps.world, at.file, module);
            return node.map_or(Target::Missing, |node| {
                Target::Place(maps.world.place(node))
            });
        }
        if module.starts_with('.') {
            let file = LoadPaths::relative(maps.world, at.file, module);
            return file.map_or(Target::Missing, |file| Target::Place(Place::File(file)));
        }
        match self.required(maps.world, at.file, module) {
            Some(file) => Target::Place(Place::File(file)),
            None => Target::Outside(Outside::module(symbol)),
        }
    }

    fn namesake(&self, maps: &Maps<'_>, _: u32, name: Symbol) -> Option<NodeRef> {
        let text = maps.world.symbols.text(name).trim_start_matches(['@', '_']);
        let is_of_value = text.starts_with(|c: char| c.is_ascii_lowercase());
        let of_name = is_of_value.then(|| self.classes.get(&plain(text)).copied());
        of_name.flatten().flatten()
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, _: &mut Trail) -> Target {
        maps.named(wanted)
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        let text = maps.world.symbols.text(bare.name);
        if text.starts_with('@') {
            return Meaning::Unknown;
        }
        if matches!(bare.usage, Usage::Call(_)) && !text.starts_with(char::is_uppercase) {
            return match LoadPaths::function(maps, bare) {
                Some(meaning) => meaning,
                None if builtins::ruby_has(text) => Meaning::Outside(Outside::builtin(bare.name)),
                None => Meaning::Unknown,
            };
        }
        self.constant(maps, bare)
    }
}
