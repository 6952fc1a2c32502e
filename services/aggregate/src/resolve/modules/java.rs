//! Java's packages: types by the names of their packages, from whatever folder.

use events::language::Family;
use facts::Import;
use graph::Strategy;
use rustc_hash::FxHashMap;

use super::super::builtins;
use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::rules::{self, ByTypes, Overloads, Rules, SuperCalls};
use super::super::world::{Place, World};
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted, kotlin};

/// Java's rules.
pub(super) const RULES: Rules = Rules {
    overloads: Overloads::Exact,
    by_types: ByTypes::MostSpecific,
    has_implicit_members: true,
    has_methods_apart: true,
    super_calls: SuperCalls::TypeName("super"),
    packages: rules::Packages::Repository,
    ..Rules::USUAL
};

/// Types that the language got after others had used their names.
const LATE: [&str; 2] = ["Module", "Record"];

/// The packages by name.
pub(super) struct Packages<'a> {
    by_name: FxHashMap<&'a str, u32>,
}

impl<'a> Packages<'a> {
    pub(super) fn of(world: &World<'a>) -> Packages<'a> {
        let mut by_name = FxHashMap::default();
        for (package, files) in (0..).zip(&world.packages) {
            let file = files.first().and_then(|&file| world.file(file));
            if let Some(file) = file
                && file.language.family() == Family::Jvm
            {
                by_name.insert(file.package.map_or("", |name| file.name(name)), package);
            }
        }
        Packages { by_name }
    }

    /// The package or type of a dotted name: the longest package, then types in types.
    fn dotted(&self, maps: &Maps<'_>, dotted: &str) -> Option<Place> {
        if let Some(&package) = self.by_name.get(dotted) {
            return Some(Place::Package(package));
        }
        let (outer, last) = dotted.rsplit_once('.')?;
        let wanted = Wanted {
            place: self.dotted(maps, outer)?,
            name: maps.world.symbols.find(last)?,
            usage: super::Usage::Type,
        };
        match maps.named(wanted) {
            Target::Place(place @ Place::Node(_)) => Some(place),
            Target::Place(_) | Target::Outside(_) | Target::Missing => None,
        }
    }
}

impl ModuleMap for Packages<'_> {
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, _: &mut Trail) -> Target {
        let symbols = &maps.world.symbols;
        let module = symbols.at(at.file, import.module);
        match self.dotted(maps, symbols.text(module)) {
            Some(place) => Target::Place(place),
            None => Target::Outside(Outside::module(module)),
        }
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, _: &mut Trail) -> Target {
        maps.named(wanted)
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        if maps.world.rules(bare.file).has_late_imports {
            return kotlin::bare(maps, bare);
        }
        let named = |place| {
            let Bare { name, usage, .. } = bare;
            maps.named(Wanted { place, name, usage })
        };
        if let Some(package) = maps.world.package(bare.file)
            && let Some(found) = named(package).found()
        {
            return Meaning::of(found, Strategy::SamePackage, sure::SAME_PACKAGE);
        }
        let mut found = Target::Missing;
        let mut is_open = false;
        for &import in maps.world.wildcards(bare.file) {
            let file = bare.file;
            match maps.target(ImportRef { file, import }) {
                Target::Place(place) => match named(place) {
                    Target::Missing => {}
                    // Two wildcards that bring the name are an error of the source.
                    _ if found != Target::Missing => return Meaning::Unknown,
                    one => found = one,
                },
                Target::Outside(_) => is_open = true,
                Target::Missing => {}
            }
        }
        if found != Target::Missing {
            return Meaning::of(found, Strategy::Wildcard, sure::WILDCARD);
        }
        // The language's own types are brought as by a wildcard, and two that bring one name are an
        // error of the source; only names that are newer than some sources may be another's.
        let text = maps.world.symbols.text(bare.name);
        if builtins::java_has(text) && !(is_open && LATE.contains(&text)) {
            return Meaning::Outside(Outside::builtin(bare.name));
        }
        Meaning::Unknown
    }
}
