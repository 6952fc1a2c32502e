//! The resolution of a repository's references: facts in, code graph out.
//!
//! Nothing here reads a clock, a file or the network, and nothing depends on the order in which
//! facts arrive: files are sorted first, all indexes are built before any reference is looked at,
//! and every file is resolved on its own, on all cores.
//!
//! # The ladder
//! A reference is resolved on the first rung that holds. What no rung holds stays ambiguous, with
//! its candidates, or unresolved: a false edge costs more than a missing one.
//!
//! 1. **Local, same file**: what the file's own scopes found when it was parsed.
//! 2. **Import**: the import is followed to its module, through re-exports, to the definition. If
//!    it leads out of the repository the name is external, and hides every namesake here.
//! 3. **Same class**: a member of `this` is one of the type around, or of its supertypes.
//! 4. **Receiver's type**: a member of what the receiver names (a module, a type) or of the type
//!    that the text tells of its value (an annotation, a constructor, what a function returns).
//!    Of TypeScript the type is worked out with its arguments where nothing plain tells it
//!    (see `typing`).
//! 5. **Inherited**: a member of a supertype, in the order of the language.
//! 6. **Same package, wildcard**: a bare name of another file of the package, or one that a
//!    wildcard import or an include brings.
//! 7. **Unique name**: only for what a linker finds by its name alone (C) and for macros.
//!    In Ruby, a name of several words that only one method here has, and none of the language.
//! 8. **Name of a parameter**: in plain JavaScript, which has no types, a parameter `res` means the
//!    one object `res` of the repository that is the whole of a module; in Ruby `line_item` is of the
//!    only class `LineItem`.
//!
//! What a macro of C calls is called where the macro is used: such a call has the strategy `macro`.
//! The constructor of the type of which a value is made is called there too.
//!
//! But for what rungs 7 and 8 say, a member is never resolved by its bare name; no name is resolved
//! across families of languages, and what is a test comes after what is none.
//!
//! # Rounds
//! The type of a receiver may hang on the meaning of a reference in another file. So references
//! are resolved in rounds: each round reads only what the rounds before it found, and the rounds
//! end when one finds nothing new. Owners and supertypes come first, since members hang on them.

mod access;
mod around;
mod bare;
mod builtins;
mod by_name;
mod candidates;
mod choose;
mod companions;
mod constructors;
mod early;
mod elements;
mod expansions;
mod extensions;
mod finish;
mod fixtures;
mod keys;
mod labels;
mod ladder;
mod lineage;
mod literals;
mod meaning;
mod members;
mod modules;
mod opened;
mod overloads;
mod receivers;
mod ruby_methods;
mod rules;
mod symbols;
mod table;
#[cfg(test)]
mod tests;
mod typing;
mod values;
mod versions;
mod world;

use facts::{Bound, FileFacts, Flags, Project, Receiver, Reference, Skipped, SkippedFiles};
use graph::{CodeGraph, NodeRef, SourceFile};
use rayon::prelude::*;

use self::constructors::constructed;
use self::early::{bases, find_owners, told_early};
use self::expansions::Expansions;
use self::finish::{Externals, resolutions};
use self::labels::is_label;
use self::ladder::{Climb, Stand};
use self::meaning::{Meaning, Target};
use self::members::Kin;
use self::modules::{ImportRef, Maps};
use self::rules::Rules;
use self::versions::Versions;
use self::world::World;

/// How many rounds are made. Each lets a type come from one file further away.
const ROUNDS_MAX: usize = 8;

/// Resolves all references of a repository.
///
/// The facts must be sound ([`FileFacts::unsound`]); what is not is left unresolved.
pub fn resolve(mut files: Vec<FileFacts>, account: SkippedFiles) -> CodeGraph {
    let SkippedFiles {
        files: mut skipped,
        mut projects,
    } = account;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    skipped.sort();
    projects.sort_by(|a, b| a.path.cmp(&b.path));
    projects.dedup_by(|a, b| a.path == b.path);
    let found = find(&files, &skipped, &projects);
    let sources = files
        .into_iter()
        .zip(found.resolutions)
        .zip(found.owners)
        .zip(found.expansions);
    CodeGraph {
        files: sources
            .map(|(((facts, resolutions), owners), expansions)| SourceFile {
                facts,
                resolutions,
                owners,
                expansions,
            })
            .collect(),
        skipped,
        externals: found.externals,
        supers: found.supers,
        pieces: found.pieces,
    }
}

/// All that is found, beside the files.
struct Found {
    resolutions: Vec<Vec<graph::Resolution>>,
    owners: Vec<Vec<Option<NodeRef>>>,
    expansions: Vec<Vec<graph::Expansion>>,
    externals: Vec<graph::External>,
    supers: Vec<graph::Supers>,
    pieces: Vec<(NodeRef, NodeRef)>,
}

fn find(files: &[FileFacts], skipped: &[Skipped], projects: &[Project]) -> Found {
    let world = World::of(files, skipped, projects);
    let maps = Maps::of(&world);
    let targets = targets(&maps);
    let mut meanings: Vec<Vec<Meaning>> = files
        .iter()
        .map(|f| vec![Meaning::Unknown; f.references.len()])
        .collect();

    // What types are and whose members are whose: first without owners, then with them.
    let mut owners: Vec<Vec<Option<NodeRef>>> = files
        .iter()
        .map(|f| vec![None; f.definitions.len()])
        .collect();
    let early: Vec<Vec<bool>> = files.par_iter().map(told_early).collect();
    let nobody = Kin::default();
    for _ in 0..2 {
        let stand = Stand {
            world: &world,
            maps: &maps,
            targets: &targets,
            owners: &owners,
            kin: &nobody,
            meanings: &meanings,
            is_late: false,
        };
        let next = round(&stand, |file, at, _| early[file as usize][at as usize]);
        let found = find_owners(&Stand {
            meanings: &next,
            ..stand
        });
        (meanings, owners) = (next, found);
    }
    world.tell_owners(&owners);
    let kin = {
        let stand = Stand {
            world: &world,
            maps: &maps,
            targets: &targets,
            owners: &owners,
            kin: &nobody,
            meanings: &meanings,
            is_late: false,
        };
        Kin::of(&world, &bases(&stand))
    };

    let has_blocks = files
        .iter()
        .any(|file| Rules::of(file.language).has_receivers);
    let mut is_late = false;
    for turn in 0..ROUNDS_MAX {
        let stand = Stand {
            world: &world,
            maps: &maps,
            targets: &targets,
            owners: &owners,
            kin: &kin,
            meanings: &meanings,
            is_late,
        };
        // Only members, overloads and names in blocks wait for other references; all else is told by the first round.
        let next = round(&stand, |file, at, r| {
            let is_several = || {
                let meanings = stand.meanings.get(file as usize);
                let meaning = meanings.and_then(|m| m.get(at as usize));
                matches!(meaning, Some(Meaning::Several(_)))
            };
            // What a block's object is hangs on other references.
            let is_of_block = r.bound == Bound::Free && r.receiver != Receiver::None;
            let is_waiting = r.bound == Bound::Member && waits(world.rules(file), r);
            let is_open = turn == 0 || is_waiting || is_of_block || is_several();
            is_open && !is_label(&world, file, r)
        });
        let is_settled = next == meanings;
        meanings = next;
        // What waits for the object of a block goes on without one in the end.
        let is_at_end = is_settled || turn + 3 >= ROUNDS_MAX;
        if !is_late && has_blocks && is_at_end {
            is_late = true;
        } else if is_settled {
            break;
        }
    }
    // Names of arguments hang on what is called, and nothing hangs on them.
    let stand = Stand {
        world: &world,
        maps: &maps,
        targets: &targets,
        owners: &owners,
        kin: &kin,
        meanings: &meanings,
        is_late: true,
    };
    meanings = round(&stand, |file, _, r| is_label(&world, file, r));

    // What extends a type stays where it stands.
    for (file, owners) in files.iter().zip(&mut owners) {
        for (d, owner) in file.definitions.iter().zip(owners) {
            if d.flags.has(Flags::RECEIVER) {
                *owner = None;
            }
        }
    }
    let externals = Externals::of(&world, &Versions::of(projects), &meanings);
    let resolutions = files
        .par_iter()
        .zip(&meanings)
        .enumerate()
        .map(|(at, (file, meanings))| resolutions(&world, &externals, at as u32, file, meanings))
        .collect();
    let macros = Expansions::of(&world, &meanings);
    let expansions = files
        .par_iter()
        .zip(&meanings)
        .enumerate()
        .map(|(at, (file, meanings))| {
            let mut called = macros.in_file(file, meanings);
            called.extend(constructed(&world, &kin, at as u32, file, meanings));
            called
        })
        .collect();
    Found {
        resolutions,
        owners,
        expansions,
        externals: externals.list,
        supers: kin.into_supers(),
        pieces: world.type_pieces(),
    }
}

/// What every import of every file brings.
fn targets(maps: &Maps<'_>) -> Vec<Vec<Target>> {
    let files = maps.world.files.par_iter().enumerate();
    files
        .map(|(file, facts)| {
            let file = file as u32;
            let imports = 0..facts.imports.len() as u32;
            imports
                .map(|import| maps.target(ImportRef { file, import }))
                .collect()
        })
        .collect()
}

/// Whether what a member means may hang on the meanings of other references. What the object around
/// has hangs on types and supertypes alone, which do not change any more.
fn waits(rules: &Rules, member: &Reference) -> bool {
    match member.receiver {
        Receiver::This | Receiver::Super | Receiver::Opaque => {
            rules.has_extensions || rules.has_receivers
        }
        Receiver::None | Receiver::Member(_) | Receiver::Path(_) => true,
    }
}

/// One round through all files.
fn round(
    stand: &Stand<'_>,
    is_wanted: impl Fn(u32, u32, &Reference) -> bool + Sync,
) -> Vec<Vec<Meaning>> {
    (0..stand.world.files.len() as u32)
        .into_par_iter()
        .map(|file| Climb::at(stand, file).all(|at, r| is_wanted(file, at, r)))
        .collect()
}
