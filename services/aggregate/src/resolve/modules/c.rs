//! C's and C++'s includes: what a file sees, and which definition a prototype announces.

use std::collections::BTreeMap;

use events::Language;
use events::language::Family;
use facts::{DefinitionKind, Flags, Import, ImportKind};
use graph::{NodeRef, Strategy};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::super::builtins;
use super::super::choose::{Choice, Usage, choose, is_special, takes};
use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::rules::{Overloads, Pieces, Rules};
use super::super::symbols::Symbol;
use super::super::world::{Place, World, folder};
use super::paths::{join, shared_folders};
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted};

/// C's rules.
pub(super) const C: Rules = Rules {
    has_implicit_members: true,
    pieces: Pieces::InRepository(|d| d.kind == DefinitionKind::Namespace),
    ..Rules::USUAL
};

/// C++'s rules.
pub(super) const CPP: Rules = Rules {
    overloads: Overloads::Defaults,
    ..C
};

/// How many files one file sees through its includes.
const SEEN_MAX: usize = 4096;
/// How many of the files that see a file are asked what they see beside it.
const AROUND_MAX: usize = 64;
/// What whoever writes a standard library defines.
const STD_TYPES: [&str; 4] = ["basic_string", "unique_ptr", "vector", "numeric_limits"];
/// How many namesakes are weighed for one name.
const NAMESAKES_MAX: usize = 256;

/// What each file includes.
pub(super) struct Includes {
    /// By file and import.
    direct: FxHashMap<(u32, u32), u32>,
    /// All that each file sees, itself too, sorted; empty for other languages.
    seen: Vec<Vec<u32>>,
    /// The other files that see each, sorted.
    seen_by: Vec<Vec<u32>>,
    /// `std` is of this repository.
    has_std: bool,
}

impl Includes {
    pub(super) fn of(world: &World<'_>) -> Includes {
        let is_ours = |at: u32| world.family(at) == Family::C;
        let mut by_name: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (at, file) in (0..).zip(world.files).filter(|(at, _)| is_ours(*at)) {
            let name = file.path.rsplit('/').next().unwrap_or(&file.path);
            by_name.entry(name).or_default().push(at);
        }
        let files: Vec<u32> = by_name.values().flatten().copied().collect();
        let direct: Vec<((u32, u32), u32)> = files
            .par_iter()
            .flat_map_iter(|&at| {
                let imports = world.file(at).map_or(&[][..], |f| f.imports.as_slice());
                let by_name = &by_name;
                (0..).zip(imports).filter_map(move |(import, i)| {
                    Some(((at, import), included(world, by_name, at, i)?))
                })
            })
            .collect();
        let direct: FxHashMap<_, _> = direct.into_iter().collect();
        let seen = (0..world.files.len() as u32).into_par_iter().map(|at| {
            if is_ours(at) {
                reach(world, &direct, at)
            } else {
                Vec::new()
            }
        });
        let seen: Vec<Vec<u32>> = seen.collect();
        let mut seen_by = vec![Vec::new(); seen.len()];
        for (by, seen) in (0..).zip(&seen) {
            for &file in seen.iter().filter(|&&file| file != by) {
                if let Some(around) = seen_by.get_mut(file as usize) {
                    around.push(by);
                }
            }
        }
        Includes {
            direct,
            seen,
            seen_by,
            has_std: has_std(world),
        }
    }

    /// Whether one file sees another.
    fn sees(&self, file: u32, other: u32) -> bool {
        let seen = self.seen.get(file as usize);
        seen.is_some_and(|seen| seen.binary_search(&other).is_ok())
    }

    /// The one that is meant among definitions of a name with external linkage: of those whose own
    /// file sees what announces them (a program defines what its headers promise), the only one.
    fn meant(&self, defined: &[NodeRef], announced: Option<NodeRef>) -> Choice {
        match (defined, announced) {
            ([], _) => Choice::Nothing,
            ([only], _) => Choice::One(*only),
            (_, None) => Choice::Several,
            (several, Some(announced)) => {
                let seeing = several.iter().filter(|d| self.sees(d.file, announced.file));
                let mut seeing = seeing.copied();
                match (seeing.next(), seeing.next()) {
                    (Some(only), None) => Choice::One(only),
                    _ => Choice::Several,
                }
            }
        }
    }
}

/// The file that an include names: beside the including file, else the only one whose path ends
/// so, else the nearest of those.
fn included(
    world: &World<'_>,
    by_name: &BTreeMap<&str, Vec<u32>>,
    from: u32,
    import: &Import,
) -> Option<u32> {
    let file = world.file(from)?;
    let written = file.name(import.module);
    let is_system = match import.kind {
        ImportKind::Include => false,
        ImportKind::SystemInclude => true,
        _ => return None,
    };
    if !is_system
        && let Some(beside) = join(folder(&file.path), written)
        && let Some(&at) = world.paths.get(beside.as_str())
    {
        return Some(at);
    }
    if is_system && builtins::c_has_header(written) {
        return None;
    }
    // `../a/b.h` from a folder on the include path ends in `a/b.h`.
    let mut end = written;
    while let Some(rest) = end.strip_prefix("../").or(end.strip_prefix("./")) {
        end = rest;
    }
    let name = end.rsplit('/').next().unwrap_or(end);
    let ends = by_name.get(name)?.iter().copied().filter(|&at| {
        let path = world.file(at).map_or("", |f| f.path.as_str());
        let before = path.strip_suffix(end);
        at != from && before.is_some_and(|b| b.is_empty() || b.ends_with('/'))
    });
    let near = |at: u32| {
        world
            .file(at)
            .map_or(0, |f| shared_folders(&f.path, &file.path))
    };
    let mut best: Option<(usize, u32)> = None;
    let mut is_tied = false;
    for at in ends.take(NAMESAKES_MAX) {
        let shared = near(at);
        match best {
            Some((most, _)) if shared < most => {}
            Some((most, _)) if shared == most => is_tied = true,
            _ => {
                best = Some((shared, at));
                is_tied = false;
            }
        }
    }
    best.filter(|_| !is_tied).map(|(_, at)| at)
}

/// All files that a file sees, itself too, sorted.
fn reach(world: &World<'_>, direct: &FxHashMap<(u32, u32), u32>, from: u32) -> Vec<u32> {
    let mut seen = vec![from];
    let mut is_seen: rustc_hash::FxHashSet<u32> = seen.iter().copied().collect();
    let mut next = 0;
    while let Some(&at) = seen.get(next) {
        next += 1;
        let imports = world.file(at).map_or(0, |f| f.imports.len() as u32);
        for included in (0..imports).filter_map(|i| direct.get(&(at, i))) {
            if seen.len() < SEEN_MAX && is_seen.insert(*included) {
                seen.push(*included);
            }
        }
    }
    seen.sort_unstable();
    seen
}

impl Includes {
    /// The only definition of a name that some file sees together with the file that uses it: a
    /// header may rely on what is included before it, and name types that only sources define.
    fn seen_beside(&self, world: &World<'_>, namesakes: &[NodeRef], file: u32) -> Option<NodeRef> {
        let around = self.seen_by.get(file as usize)?;
        let mut found = namesakes.iter().filter(|n| {
            let around = around.iter().take(AROUND_MAX);
            !world.has(**n, Flags::DECLARATION)
                && !world.has(**n, Flags::STATIC)
                && around.into_iter().any(|&by| self.sees(by, n.file))
        });
        match (found.next(), found.next()) {
            (Some(&only), None) => Some(only),
            _ => None,
        }
    }
}

impl ModuleMap for Includes {
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, _: &mut Trail) -> Target {
        let world = maps.world;
        let module = world.symbols.at(at.file, import.module);
        let place = match import.kind {
            ImportKind::Include | ImportKind::SystemInclude => {
                let file = self.direct.get(&(at.file, at.import));
                file.map(|&file| Place::File(file))
            }
            // What `using` and a namespace's other name go by.
            ImportKind::Module | ImportKind::Member | ImportKind::Wildcard | ImportKind::Child => {
                self.scope(world, world.symbols.text(module))
            }
        };
        match place {
            Some(place) => Target::Place(place),
            None => Target::Outside(Outside::module(module)),
        }
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, _: &mut Trail) -> Target {
        maps.named(wanted)
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        let world = maps.world;
        let Bare {
            file, name, usage, ..
        } = bare;
        if name == Symbol::STD && usage == Usage::Type && !self.has_std {
            return Meaning::Outside(Outside::module(Symbol::STD));
        }
        let namesakes = world.everywhere(Family::C, name).iter().copied();
        let namesakes = namesakes
            .take(NAMESAKES_MAX)
            .filter(|&n| is_outside_types(world, n) && is_used_so(world, n, usage));
        let namesakes = by_tag(world, namesakes.collect(), file, usage);
        let seen: Vec<NodeRef> = namesakes
            .iter()
            .copied()
            .filter(|n| self.sees(file, n.file))
            .collect();
        let (announced, mut here): (Vec<NodeRef>, Vec<NodeRef>) = seen
            .iter()
            .partition(|n| world.has(**n, Flags::DECLARATION));
        if seen.is_empty()
            && let Some(node) = self.seen_beside(world, &namesakes, file)
        {
            return Meaning::node(node, Strategy::Wildcard, sure::WILDCARD);
        }
        if usage == Usage::Type && world.language(file) == Language::C {
            // A bare name is that of a `typedef` rather than a tag.
            let is_alias = |n: &NodeRef| world.kind(*n) == DefinitionKind::TypeAlias;
            if here.iter().any(is_alias) {
                here.retain(is_alias);
            }
        }
        match choose(world, &here, usage) {
            Choice::One(node) => {
                return Meaning::node(node, Strategy::Wildcard, sure::IMPORT);
            }
            Choice::Several => return Meaning::Several(None),
            Choice::Nothing => {}
        }
        let linked: Vec<NodeRef> = namesakes
            .iter()
            .copied()
            .filter(|n| !world.has(*n, Flags::DECLARATION) && is_linked(world, *n))
            .collect();
        match (
            self.meant(&linked, announced.first().copied()),
            announced.first(),
        ) {
            (Choice::One(node), Some(_)) => Meaning::node(node, Strategy::Wildcard, sure::IMPORT),
            // Without a prototype C calls what the linker finds; C++ does not compile.
            (Choice::One(node), None)
                if matches!(usage, Usage::Call(_)) && fits(world, node, file) =>
            {
                Meaning::node(node, Strategy::UniqueName, sure::UNIQUE_NAME)
            }
            (Choice::Several, Some(_)) => Meaning::Several(None),
            (_, Some(&announced)) => Meaning::node(announced, Strategy::Wildcard, sure::WILDCARD),
            (_, None) => Meaning::Unknown,
        }
    }

    /// What a program puts into `std` adds to it: `std::hash` is the library's, though the program
    /// has a `hash` for a type of its own.
    fn added_to(&self, maps: &Maps<'_>, node: NodeRef) -> Option<Outside> {
        let is_added = !self.has_std && is_std(maps.world, node);
        is_added.then(|| Outside::module(Symbol::STD))
    }

    fn defined(&self, maps: &Maps<'_>, announced: NodeRef) -> Option<NodeRef> {
        let world = maps.world;
        let (d, name) = (world.definition(announced)?, world.name(announced));
        if let Some(parent) = d.parent {
            let around = NodeRef {
                file: announced.file,
                definition: parent,
            };
            let beside = world.named(world.place(around), name).iter().copied();
            let beside = beside.filter(|&n| defines(world, n, announced));
            let beside: Vec<NodeRef> = beside.collect();
            match beside.as_slice() {
                [] => {}
                [only] => return Some(*only),
                // Overloads that take as many arguments.
                _ => return None,
            }
        }
        if !is_outside_types(world, announced) {
            return None;
        }
        let namesakes = world.everywhere(Family::C, name).iter().copied();
        let defined: Vec<NodeRef> = namesakes
            .take(NAMESAKES_MAX)
            .filter(|&n| !world.has(n, Flags::DECLARATION))
            .filter(|&n| {
                world
                    .definition(n)
                    .is_some_and(|other| same_sort(d.kind, other.kind))
            })
            .filter(|&n| is_outside_types(world, n))
            .filter(|&n| n.file == announced.file || is_linked(world, n))
            .collect();
        let mut beside = defined.iter().filter(|n| n.file == announced.file);
        if let Some(&beside) = beside.next() {
            return Some(beside);
        }
        match self.meant(&defined, Some(announced)) {
            Choice::One(node) => Some(node),
            Choice::Nothing | Choice::Several => None,
        }
    }
}

/// Whether a definition is of a sort that is used so.
fn is_used_so(world: &World<'_>, node: NodeRef, usage: Usage) -> bool {
    let kind = world.kind(node);
    usage != Usage::Type
        || kind.is_type()
        || matches!(kind, DefinitionKind::Macro | DefinitionKind::Namespace)
}

/// Where C's file itself has a `typedef` of the name, only a tag can be left open in it.
fn by_tag(world: &World<'_>, mut namesakes: Vec<NodeRef>, file: u32, usage: Usage) -> Vec<NodeRef> {
    let is_alias = |n: &NodeRef| world.kind(*n) == DefinitionKind::TypeAlias;
    if usage == Usage::Type
        && world.language(file) == Language::C
        && namesakes.iter().any(|n| n.file == file && is_alias(n))
    {
        namesakes.retain(|n| !is_alias(n));
    }
    namesakes
}

/// Whether a definition is found without naming a type: in a file, a namespace, an enum.
fn is_outside_types(world: &World<'_>, node: NodeRef) -> bool {
    let Some(d) = world.definition(node) else {
        return false;
    };
    if d.owner.is_some() || d.kind == DefinitionKind::Field {
        return false;
    }
    let Some(parent) = d.parent else {
        return true;
    };
    let file = node.file;
    match world.kind(NodeRef {
        file,
        definition: parent,
    }) {
        DefinitionKind::Namespace | DefinitionKind::Module => true,
        DefinitionKind::Enum => d.kind == DefinitionKind::EnumMember,
        // C has no scopes of types: what a struct holds is as if beside it.
        kind => world.language(file) == Language::C && kind.is_type() && d.kind.is_type(),
    }
}

/// Whether a definition of one file is found from others by the linker.
fn is_linked(world: &World<'_>, node: NodeRef) -> bool {
    let kind = world.kind(node);
    let is_symbol = matches!(
        kind,
        DefinitionKind::Function | DefinitionKind::Variable | DefinitionKind::Constant
    ) || kind.is_type();
    is_symbol && !world.has(node, Flags::STATIC)
}

/// Whether the linker of a C program may find `node` for a call in `file`.
fn fits(world: &World<'_>, node: NodeRef, file: u32) -> bool {
    let kind = world.kind(node);
    kind == DefinitionKind::Function
        && world.language(node.file) == world.language(file)
        && !world.has(node, Flags::TEST)
}

impl Includes {
    /// The namespace or type that a path of names leads to.
    fn scope(&self, world: &World<'_>, path: &str) -> Option<Place> {
        let is_scope = |node: NodeRef| {
            let kind = world.kind(node);
            kind == DefinitionKind::Namespace || kind.is_type()
        };
        let mut names = path.split("::").filter(|name| !name.is_empty());
        let first = world.symbols.find(names.next()?)?;
        if first == Symbol::STD && !self.has_std {
            return None;
        }
        let first = world.everywhere(Family::C, first).iter().copied();
        let first: Vec<NodeRef> = first.take(NAMESAKES_MAX).filter(|&n| is_scope(n)).collect();
        let is_outer = |n: &&NodeRef| world.definition(**n).is_some_and(|d| d.parent.is_none());
        let outer = first.iter().find(is_outer).or(first.first())?;
        let mut place = world.place(*outer);
        for name in names {
            let name = world.symbols.find(name)?;
            let mut found = world.named(place, name).iter().copied();
            place = world.place(found.find(|&n| is_scope(n))?);
        }
        Some(place)
    }
}

fn is_std(world: &World<'_>, node: NodeRef) -> bool {
    world.kind(node) == DefinitionKind::Namespace
        && world.name(node) == Symbol::STD
        && world.definition(node).is_some_and(|d| d.parent.is_none())
}

/// Whether the repository is the standard library: it defines types of `std` for all arguments.
/// What others put there is for types of their own.
fn has_std(world: &World<'_>) -> bool {
    let mut spaces = world.everywhere(Family::C, Symbol::STD).iter();
    let Some(&std) = spaces.find(|n| is_std(world, **n)) else {
        return false;
    };
    let types = STD_TYPES.iter().filter(|name| {
        let name = world.symbols.find(name);
        let found = name.map_or(&[][..], |name| world.named(world.place(std), name));
        found.iter().any(|&n| {
            world.kind(n).is_type() && !world.has(n, Flags::DECLARATION) && !is_special(world, n)
        })
    });
    types.count() > 1
}

/// Whether what stands in the same place defines what is announced there.
fn defines(world: &World<'_>, node: NodeRef, announced: NodeRef) -> bool {
    let (Some(d), Some(other)) = (world.definition(announced), world.definition(node)) else {
        return false;
    };
    !other.flags.has(Flags::DECLARATION)
        && same_sort(d.kind, other.kind)
        && (!d.kind.is_callable() || takes(d.arity, other.arity))
}

fn same_sort(a: DefinitionKind, b: DefinitionKind) -> bool {
    let is_value = |kind: DefinitionKind| {
        matches!(
            kind,
            DefinitionKind::Variable | DefinitionKind::Constant | DefinitionKind::Field
        )
    };
    (a.is_callable() && b.is_callable())
        || (a.is_type() && b.is_type())
        || (is_value(a) && is_value(b))
}
