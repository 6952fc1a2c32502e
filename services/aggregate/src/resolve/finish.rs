//! Turns meanings into the graph's resolutions.

use std::collections::BTreeMap;

use events::language::Family;
use facts::{Bound, Definition, FileFacts, Flags, Receiver};
use graph::{External, ExternalId, NodeRef, Resolution, Strategy, package_of};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::choose::{ARITY_UNKNOWN, Usage};
use super::meaning::{Meaning, Outside};
use super::symbols::Symbol;
use super::versions::Versions;
use super::world::{Place, World};

/// With more candidates than these a name tells nothing, and none is kept.
pub(super) const CANDIDATES_MAX: usize = 16;

/// The external symbols, sorted, and the number of each.
pub(super) struct Externals {
    /// Sorted, each once.
    pub(super) list: Vec<External>,
    ids: FxHashMap<(Family, Outside), ExternalId>,
}

impl Externals {
    /// Those that are meant by any reference.
    pub(super) fn of(
        world: &World<'_>,
        versions: &Versions<'_>,
        meanings: &[Vec<Meaning>],
    ) -> Externals {
        let found: Vec<FxHashSet<(Family, Outside)>> = world
            .files
            .par_iter()
            .zip(meanings)
            .map(|(file, meanings)| {
                let outside = meanings.iter().filter_map(|meaning| match meaning {
                    Meaning::Outside(outside) => Some((file.language.family(), *outside)),
                    _ => None,
                });
                outside.collect()
            })
            .collect();
        let found: FxHashSet<(Family, Outside)> = found.into_iter().flatten().collect();
        // Two keys may be told by one text, so texts are numbered, not keys.
        let mut by_text: BTreeMap<External, Vec<(Family, Outside)>> = BTreeMap::new();
        for key in found {
            by_text
                .entry(external(world, versions, key))
                .or_default()
                .push(key);
        }
        let mut externals = Externals {
            list: Vec::with_capacity(by_text.len()),
            ids: FxHashMap::default(),
        };
        for (id, (external, keys)) in (0..).zip(by_text) {
            externals.list.push(external);
            externals.ids.extend(keys.into_iter().map(|key| (key, id)));
        }
        externals
    }

    fn id(&self, family: Family, outside: Outside) -> Option<ExternalId> {
        self.ids.get(&(family, outside)).copied()
    }
}

fn external(
    world: &World<'_>,
    versions: &Versions<'_>,
    (family, outside): (Family, Outside),
) -> External {
    let names = outside.names.iter().filter(|n| **n != Symbol::NONE);
    let names: Vec<&str> = names.map(|&n| world.symbols.text(n)).collect();
    let (ecosystem, module) = (family.ecosystem(), world.symbols.text(outside.module));
    External {
        ecosystem: ecosystem.to_owned(),
        module: module.to_owned(),
        name: names.join("."),
        pinned: versions.pinned(ecosystem, module, package_of(ecosystem, module)),
    }
}

/// The resolutions of one file, beside its references.
pub(super) fn resolutions(
    world: &World<'_>,
    externals: &Externals,
    at: u32,
    file: &FileFacts,
    meanings: &[Meaning],
) -> Vec<Resolution> {
    let family = file.language.family();
    // Members of one name that are used alike have the same candidates.
    let mut of_members: FxHashMap<(Symbol, Usage), Resolution> = FxHashMap::default();
    let resolved = file.references.iter().zip(meanings).map(|(r, meaning)| {
        let name = world.symbols.at(at, r.name);
        match *meaning {
            Meaning::Node(resolved) => Resolution::Node(resolved),
            Meaning::File(file, strategy) => Resolution::File { file, strategy },
            Meaning::Space(place, strategy) => of_space(world, place, strategy),
            Meaning::Outside(outside) => externals
                .id(family, outside)
                .map_or(Resolution::Unresolved, Resolution::External),
            Meaning::Foreign => Resolution::Unresolved,
            Meaning::Several(Some(place)) => candidates(
                world,
                world
                    .named(place, world.name_in(place, at, r))
                    .iter()
                    .copied(),
                world.usage(at, r),
            ),
            Meaning::Several(None) => {
                let all = world.everywhere(family, name).iter().copied();
                candidates(
                    world,
                    all.filter(|&n| !is_member(world, n)),
                    world.usage(at, r),
                )
            }
            Meaning::Unknown => match (r.bound, r.receiver) {
                (Bound::Member, Receiver::Path(_) | Receiver::None) => Resolution::Unresolved,
                (Bound::Member, _) => {
                    let usage = match world.usage(at, r) {
                        Usage::Call(_) => Usage::Call(ARITY_UNKNOWN),
                        Usage::Generic(_) => Usage::Type,
                        other => other,
                    };
                    let found = of_members.entry((name, usage)).or_insert_with(|| {
                        let all = world.everywhere(family, name).iter().copied();
                        candidates(world, all.filter(|&n| is_member(world, n)), usage)
                    });
                    found.clone()
                }
                (Bound::Free | Bound::Definition(_) | Bound::Import(_), _) => {
                    Resolution::Unresolved
                }
            },
        }
    });
    resolved.collect()
}

/// A package is told by its first file that is no test.
fn of_space(world: &World<'_>, place: Place, strategy: Strategy) -> Resolution {
    let Place::Package(package) = place else {
        return Resolution::Unresolved;
    };
    let files = world.packages.get(package as usize);
    let files = files.map_or(&[][..], Vec::as_slice);
    let is_test = |file: u32| {
        world
            .file(file)
            .is_some_and(|f| f.path.ends_with("_test.go"))
    };
    let file = files.iter().find(|&&f| !is_test(f)).or(files.first());
    file.map_or(Resolution::Unresolved, |&file| Resolution::File {
        file,
        strategy,
    })
}

/// The few that a name may mean; one alone is a candidate too, not an edge.
fn candidates(
    world: &World<'_>,
    all: impl Iterator<Item = NodeRef> + Clone,
    usage: Usage,
) -> Resolution {
    let is_used_so = |d: &Definition| match usage {
        Usage::Call(_) => d.kind.is_callable() || d.kind.is_type(),
        Usage::Type | Usage::Generic(_) => d.kind.is_type(),
        Usage::Value | Usage::Path | Usage::Any => true,
    };
    let fitting = all.filter(|&n| world.definition(n).is_some_and(is_used_so));
    let sources = fitting.clone().filter(|&n| !world.has(n, Flags::TEST));
    let mut found: Vec<NodeRef> = sources.take(CANDIDATES_MAX + 1).collect();
    if found.is_empty() {
        found = fitting.take(CANDIDATES_MAX + 1).collect();
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty() || found.len() > CANDIDATES_MAX {
        return Resolution::Unresolved;
    }
    Resolution::Ambiguous(found)
}

/// Whether a definition is found through a value or a type.
fn is_member(world: &World<'_>, node: NodeRef) -> bool {
    let Some(d) = world.definition(node) else {
        return false;
    };
    let file = node.file;
    let is_in_type = d
        .parent
        .is_some_and(|definition| world.kind(NodeRef { file, definition }).is_type());
    d.owner.is_some() || is_in_type || d.kind == facts::DefinitionKind::Field
}
