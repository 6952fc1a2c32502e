//! Kotlin's bare names: explicit imports, the file, its package, wildcards, the language.
//!
//! Its packages are those of the whole family.

use facts::{FileFacts, Flags, ImportKind};
use graph::{NodeRef, Strategy};

use super::super::builtins;
use super::super::choose::{Usage, ranked};
use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::rules::{self, Labels, Overloads, Rules, SuperCalls};
use super::super::symbols::Symbol;
use super::super::world::{Place, World};
use super::{Bare, ImportRef, Maps};

/// Kotlin's rules.
pub(super) const RULES: Rules = Rules {
    overloads: Overloads::Nearest,
    has_ranked_names: true,
    has_receivers: true,
    has_late_imports: true,
    labels: Some(Labels {
        constructor: "",
        call: "invoke",
    }),
    super_calls: SuperCalls::TypeName("super"),
    packages: rules::Packages::Repository,
    ..Rules::USUAL
};

/// What a bare name means that is no local and no member of an object around.
pub(super) fn bare(maps: &Maps<'_>, bare: Bare) -> Meaning {
    let world = maps.world;
    let Bare {
        file, name, usage, ..
    } = bare;
    let imported = imported(maps, bare);
    if imported != Meaning::Unknown {
        return imported;
    }
    let package = world.package(file);
    let near = [Some(Place::File(file)), package].into_iter().flatten();
    for place in near {
        let strategy = match place {
            Place::File(_) => (Strategy::SameFile, sure::SAME_FILE),
            Place::Package(_) | Place::Folder(_) | Place::Node(_) => {
                (Strategy::SamePackage, sure::SAME_PACKAGE)
            }
        };
        let found = of_places(world, file, &[place], name, usage, strategy);
        if found != Meaning::Unknown {
            return found;
        }
    }
    let mut places = Vec::new();
    for &import in world.wildcards(file) {
        if let Target::Place(place) = maps.target(ImportRef { file, import }) {
            places.push(place);
        }
    }
    let strategy = (Strategy::Wildcard, sure::WILDCARD);
    let found = of_places(world, file, &places, name, usage, strategy);
    if found != Meaning::Unknown {
        return found;
    }
    if builtins::kotlin_has(world.symbols.text(name)) {
        return Meaning::Outside(Outside::builtin(name));
    }
    Meaning::Unknown
}

/// What the imports by name bring.
fn imported(maps: &Maps<'_>, bare: Bare) -> Meaning {
    let world = maps.world;
    let Bare {
        file, name, usage, ..
    } = bare;
    let mut outside = None;
    let mut is_missing = false;
    let mut found = Vec::new();
    let mut at = None;
    for &import in world.bindings(file, name) {
        let Some((module, import)) = maps.module_of(ImportRef { file, import }) else {
            continue;
        };
        let (ImportKind::Member, Some(member)) = (import.kind, import.member) else {
            continue;
        };
        let member = world.symbols.at(file, member);
        match module {
            Target::Place(place) => {
                let all = world.named(place, member);
                is_missing |= all.is_empty();
                found.extend_from_slice(all);
                at = at.or(Some(place));
            }
            Target::Outside(module) => outside = outside.or(module.member(member)),
            Target::Missing => is_missing = true,
        }
    }
    let left = nearest(world, file, ranked(world, &found, usage));
    match (left.as_slice(), outside) {
        (&[node], _) => Meaning::node(node, Strategy::Import, sure::IMPORT),
        ([], Some(outside)) => Meaning::Outside(outside),
        ([], None) if is_missing => Meaning::Foreign,
        ([], None) => Meaning::Unknown,
        _ => Meaning::Several(at),
    }
}

fn of_places(
    world: &World<'_>,
    file: u32,
    places: &[Place],
    name: Symbol,
    usage: Usage,
    (strategy, confidence): (Strategy, u8),
) -> Meaning {
    let all = places.iter().flat_map(|&place| world.named(place, name));
    let all: Vec<NodeRef> = all.copied().collect();
    let left = nearest(world, file, ranked(world, &all, usage));
    match left.as_slice() {
        [] => Meaning::Unknown,
        &[node] => Meaning::node(node, strategy, confidence),
        _ => Meaning::Several(places.first().copied()),
    }
}

/// Of namesakes those that stand nearest to a file: a source set has its own, and what is only
/// expected in a common one stands for all others. What is no test does not see one, however near.
fn nearest(world: &World<'_>, file: u32, all: Vec<NodeRef>) -> Vec<NodeRef> {
    let mut left = all;
    if left.len() < 2 {
        return left;
    }
    keep(&mut left, |n| {
        !(world.kind(*n).is_callable() && world.has(*n, Flags::RECEIVER))
    });
    let is_test = |f: &FileFacts| f.definitions.iter().any(|d| d.flags.has(Flags::TEST));
    if !world.file(file).is_some_and(is_test) {
        keep(&mut left, |n| !world.has(*n, Flags::TEST));
    }
    let is_expected = left.iter().any(|n| world.has(*n, Flags::DECLARATION));
    let is_several_files = left.iter().any(|n| n.file != left[0].file);
    let is_one_thing = is_expected || left.iter().all(|n| !world.kind(*n).is_callable());
    if is_several_files && is_one_thing {
        let path = |file: u32| world.file(file).map_or("", |f| f.path.as_str());
        let own = path(file);
        let shared = |n: &NodeRef| {
            let pairs = own.split('/').zip(path(n.file).split('/'));
            pairs.take_while(|(a, b)| a == b).count()
        };
        let most = left.iter().map(shared).max().unwrap_or(0);
        keep(&mut left, |n| shared(n) == most);
        keep(&mut left, |n| world.has(*n, Flags::DECLARATION));
        keep(&mut left, |n| !world.has(*n, Flags::TEST));
    }
    left
}

/// Keeps only what passes, unless nothing does.
fn keep(left: &mut Vec<NodeRef>, passes: impl Fn(&NodeRef) -> bool) {
    if left.len() > 1 && left.iter().any(&passes) {
        left.retain(passes);
    }
}
