//! JavaScript's and TypeScript's modules: files by relative path, and what they export.

use events::Language;
use events::language::Family;
use facts::{Bound, DefinitionKind, Export, FileFacts, Flags, Import, ImportKind};
use graph::NodeRef;
use rustc_hash::FxHashMap;

use super::super::builtins;
use super::super::meaning::{Meaning, Outside, Target};
use super::super::rules::{Pieces, Rules, SuperCalls};
use super::super::symbols::Symbol;
use super::super::table::Table;
use super::super::world::{Place, World, folder};
use super::npm::{Found, Specifiers};
use super::paths::join;
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted};

/// The rules of JavaScript and TypeScript.
pub(super) const RULES: Rules = Rules {
    constructor: Some("constructor"),
    super_calls: SuperCalls::Named("constructor"),
    pieces: Pieces::InFile(|d| {
        matches!(d.kind, DefinitionKind::Namespace | DefinitionKind::Function) || d.kind.is_type()
    }),
    ..Rules::USUAL
};

/// Extensions in the order in which a specifier without one tries them.
const EXTENSIONS: [&str; 10] = [
    "ts", "tsx", "d.ts", "js", "jsx", "mjs", "cjs", "mts", "cts", "d.mts",
];
/// What a compiler writes, and so what a specifier may say of a TypeScript source.
const WRITTEN: [&str; 4] = [".js", ".jsx", ".mjs", ".cjs"];

/// All files of the family by how they are imported.
pub(super) struct Files<'a> {
    /// Files by path without extension.
    by_stem: FxHashMap<&'a str, u32>,
    /// Exports by file and name.
    exports: Table<(u32, Symbol), u32>,
    /// Imports that are given on, by file and name.
    given_on: Table<(u32, Symbol), u32>,
    /// What specifiers without a dot mean.
    specifiers: Specifiers<'a>,
    /// `export * from`, by file.
    all_given_on: Table<u32, u32>,
    /// Objects that are all that a module of plain JavaScript exports, by their names; `None` where
    /// there are several of one name.
    objects: FxHashMap<Symbol, Option<NodeRef>>,
}

impl<'a> Files<'a> {
    pub(super) fn of(world: &World<'a>) -> Files<'a> {
        let mut stems: FxHashMap<&str, (usize, u32)> = FxHashMap::default();
        let mut objects: FxHashMap<Symbol, Option<NodeRef>> = FxHashMap::default();
        let (mut exports, mut given_on, mut all_given_on) = (Vec::new(), Vec::new(), Vec::new());
        for (at, file) in (0..).zip(world.files) {
            if file.language.family() != Family::JavaScript {
                continue;
            }
            if let Some((stem, rank)) = split(&file.path) {
                let best = stems.entry(stem).or_insert((rank, at));
                *best = (*best).min((rank, at));
            }
            for (export, e) in (0..).zip(&file.exports) {
                exports.push(((at, world.symbols.at(at, e.name)), export));
                if let Some((name, object)) = whole_object(world, at, file, e) {
                    let known = objects.entry(name).or_insert(Some(object));
                    if *known != Some(object) {
                        *known = None;
                    }
                }
            }
            for (import, i) in (0..).zip(&file.imports).filter(|(_, i)| i.reexport) {
                match (i.kind, i.binding.or(i.member)) {
                    (ImportKind::Wildcard, _) => all_given_on.push((at, import)),
                    (_, Some(name)) => {
                        given_on.push(((at, world.symbols.at(at, name)), import));
                    }
                    (_, None) => {}
                }
            }
        }
        Files {
            by_stem: stems
                .into_iter()
                .map(|(stem, (_, at))| (stem, at))
                .collect(),
            specifiers: Specifiers::of(world),
            exports: Table::of(exports),
            given_on: Table::of(given_on),
            all_given_on: Table::of(all_given_on),
            objects,
        }
    }

    /// The file that `./a` names.
    fn relative(&self, world: &World<'_>, file: u32, specifier: &str) -> Option<u32> {
        let from = folder(&world.file(file)?.path);
        self.at(world, &join(from, specifier)?)
    }

    /// The file of a path: with its extension, with one added, or as a folder.
    fn at(&self, world: &World<'_>, path: &str) -> Option<u32> {
        if let Some(&exact) = world.paths.get(path)
            && world.family(exact) == Family::JavaScript
        {
            return Some(exact);
        }
        let written = WRITTEN.iter().find_map(|w| path.strip_suffix(w));
        let stem = self.by_stem.get(path);
        let stem = stem.or_else(|| self.by_stem.get(written?));
        stem.copied().or_else(|| {
            let index = if path.is_empty() {
                "index".to_owned()
            } else {
                format!("{path}/index")
            };
            self.by_stem.get(index.as_str()).copied()
        })
    }

    /// What a file gives under a name, by itself or from elsewhere.
    fn given(&self, maps: &Maps<'_>, file: u32, wanted: Wanted, trail: &mut Trail) -> Target {
        // Signatures of overloads stand before the function.
        let mut announced = None;
        for &export in self.exports.get((file, wanted.name)) {
            match exported(maps, file, export, wanted, trail).found() {
                Some(found) if is_announced(maps, found) => {
                    announced = announced.or(Some(found));
                }
                Some(found) => return found,
                None => {}
            }
        }
        if let Some(found) = announced {
            return found;
        }
        for &import in self.given_on.get((file, wanted.name)) {
            let at = ImportRef { file, import };
            if let Some(found) = maps.follow(at, wanted.usage, trail).found() {
                return found;
            }
        }
        if wanted.name == Symbol::DEFAULT {
            return Target::Missing;
        }
        for &import in self.all_given_on.get(file) {
            let at = ImportRef { file, import };
            if !trail.ask(at, wanted.name) {
                continue;
            }
            if let Target::Place(place @ Place::File(_)) = maps.follow(at, wanted.usage, trail)
                && let Some(found) = self.member(maps, Wanted { place, ..wanted }, trail).found()
            {
                return found;
            }
        }
        Target::Missing
    }
}

/// The object that a file of plain JavaScript exports instead of its names, with its own name.
fn whole_object(
    world: &World<'_>,
    at: u32,
    file: &FileFacts,
    export: &Export,
) -> Option<(Symbol, NodeRef)> {
    let Bound::Definition(definition) = export.bound else {
        return None;
    };
    let is_whole = matches!(file.name(export.name), "=" | "default");
    let d = file.definitions.get(definition as usize)?;
    let is_object = matches!(d.kind, DefinitionKind::Variable | DefinitionKind::Constant);
    let is_plain = file.language == Language::JavaScript && !d.flags.has(Flags::TEST);
    let name = world.symbols.at(at, d.name);
    let file = at;
    (is_whole && is_object && is_plain).then_some((name, NodeRef { file, definition }))
}

impl ModuleMap for Files<'_> {
    /// Parameters of callbacks get their values from code that cannot be followed without types.
    /// But a repository that has one object `res`, the whole of a module, means that object by a
    /// parameter `res`.
    fn namesake(&self, maps: &Maps<'_>, file: u32, name: Symbol) -> Option<NodeRef> {
        let is_plain = maps.world.language(file) == Language::JavaScript;
        self.objects
            .get(&name)
            .copied()
            .flatten()
            .filter(|_| is_plain)
    }

    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, _: &mut Trail) -> Target {
        let symbol = maps.world.symbols.at(at.file, import.module);
        let specifier = maps.world.symbols.text(symbol);
        if specifier.starts_with('.') {
            return match self.relative(maps.world, at.file, specifier) {
                Some(file) => Target::Place(Place::File(file)),
                None => Target::Missing,
            };
        }
        if let Some(file) = maps.world.file(at.file) {
            let found = self
                .specifiers
                .find(&file.path, specifier, |path| self.at(maps.world, path));
            match found {
                Found::File(file) => return Target::Place(Place::File(file)),
                Found::Lost => return Target::Missing,
                Found::Outside => {}
            }
        }
        // `@/…`, `~/…` and `#…` are the project's own names for folders of its own.
        if specifier.starts_with(['/', '~', '#']) || specifier.starts_with("@/") {
            return Target::Missing;
        }
        Target::Outside(Outside::module(symbol))
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, trail: &mut Trail) -> Target {
        let Place::File(file) = wanted.place else {
            return maps.named(wanted);
        };
        if let Some(found) = self.given(maps, file, wanted, trail).found() {
            return found;
        }
        let Some(face) = self.face(maps, file, trail) else {
            // `import x from` a file that only sets members of `exports` brings all of it.
            let gives = maps.world.file(file).is_some_and(|f| !f.exports.is_empty());
            return if wanted.name == Symbol::DEFAULT && gives {
                Target::Place(wanted.place)
            } else {
                Target::Missing
            };
        };
        if wanted.name == Symbol::DEFAULT {
            return face;
        }
        match face {
            Target::Place(place @ Place::Node(_)) => maps.named(Wanted { place, ..wanted }),
            Target::Place(place @ Place::File(other)) if other != file => {
                self.given(maps, other, Wanted { place, ..wanted }, trail)
            }
            Target::Place(_) | Target::Missing => Target::Missing,
            Target::Outside(outside) => {
                let member = outside.member(wanted.name);
                member.map_or(Target::Missing, Target::Outside)
            }
        }
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        if builtins::javascript_has(maps.world.symbols.text(bare.name)) {
            return Meaning::Outside(Outside::builtin(bare.name));
        }
        Meaning::Unknown
    }

    /// What `module.exports` was set to.
    fn face(&self, maps: &Maps<'_>, file: u32, trail: &mut Trail) -> Option<Target> {
        let &[export] = self.exports.get((file, Symbol::ASSIGNED)) else {
            return None;
        };
        let wanted = Wanted {
            place: Place::File(file),
            name: Symbol::ASSIGNED,
            usage: super::Usage::Any,
        };
        exported(maps, file, export, wanted, trail).found()
    }
}

/// What an export of a file gives.
fn exported(maps: &Maps<'_>, file: u32, export: u32, wanted: Wanted, trail: &mut Trail) -> Target {
    let Some(export) = maps
        .world
        .file(file)
        .and_then(|f| f.exports.get(export as usize))
    else {
        return Target::Missing;
    };
    match export.bound {
        Bound::Definition(definition) => Target::Place(Place::Node(NodeRef { file, definition })),
        Bound::Import(import) => maps.follow(ImportRef { file, import }, wanted.usage, trail),
        Bound::Free | Bound::Member => Target::Missing,
    }
}

/// Whether a definition only announces one.
fn is_announced(maps: &Maps<'_>, target: Target) -> bool {
    match target {
        Target::Place(Place::Node(node)) => maps.world.has(node, Flags::DECLARATION),
        Target::Place(_) | Target::Outside(_) | Target::Missing => false,
    }
}

/// A path without its extension, and the rank of that extension.
fn split(path: &str) -> Option<(&str, usize)> {
    // `.d.ts` ends in `.ts` too, and the longer one is meant.
    let mut found = None;
    for (rank, extension) in EXTENSIONS.iter().enumerate() {
        let stem = path
            .strip_suffix(extension)
            .and_then(|p| p.strip_suffix('.'));
        if let Some(stem) = stem
            && found.is_none_or(|(shortest, _): (&str, usize)| stem.len() < shortest.len())
        {
            found = Some((stem, rank));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn the_longest_extension_is_cut() {
        assert_eq!(split("a/b.d.ts"), Some(("a/b", 2)));
        assert_eq!(split("a/b.test.ts"), Some(("a/b.test", 0)));
        assert_eq!(split("a/b.py"), None);
    }
}
