//! What the macros of C call for those who use them.
//!
//! A call in the body of a macro is made where the macro is used. The body's own references belong
//! to the macro; here each use outside of macros gets the functions that it comes to, through
//! macros that use macros.

use events::language::Family;
use facts::{DefinitionKind, FileFacts, Role, TypeOf};
use graph::{Confidence, Expansion, NodeRef, Strategy};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::meaning::{Meaning, sure};
use super::world::World;

/// With more functions than these a use of a macro says little, and the rest is left out.
const CALLS_MAX: usize = 64;
/// How many macros are looked into for one.
const MACROS_MAX: usize = 256;

/// The functions that each macro calls, where it calls any; each list in the order of its nodes.
pub(super) struct Expansions {
    calls: FxHashMap<NodeRef, Vec<NodeRef>>,
}

impl Expansions {
    /// Of all macros, out of what their bodies' references mean.
    pub(super) fn of(world: &World<'_>, meanings: &[Vec<Meaning>]) -> Expansions {
        let direct = direct(world, meanings);
        let macros: Vec<NodeRef> = direct.keys().copied().collect();
        let calls = macros
            .par_iter()
            .map(|&of| (of, reached(world, &direct, of)));
        let calls = calls.filter(|(_, calls)| !calls.is_empty()).collect();
        Expansions { calls }
    }

    /// What the uses of macros in one file come to, in the order of its references.
    pub(super) fn in_file(&self, file: &FileFacts, meanings: &[Meaning]) -> Vec<Expansion> {
        if self.calls.is_empty() || file.language.family() != Family::C {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (reference, (r, meaning)) in (0..).zip(file.references.iter().zip(meanings)) {
            let Meaning::Node(to) = meaning else { continue };
            // A condition of the preprocessor reads a macro without a call of anything.
            let is_use = match (
                r.role,
                r.holder.and_then(|h| file.definitions.get(h as usize)),
            ) {
                (_, Some(holder)) if holder.kind == DefinitionKind::Macro => false,
                (Role::Call, _) => true,
                (Role::Read, Some(holder)) => holder.kind.is_callable(),
                _ => false,
            };
            let Some(calls) = self.calls.get(&to.node).filter(|_| is_use) else {
                continue;
            };
            let confidence = Confidence(to.confidence.0.min(sure::EXPANSION));
            found.extend(calls.iter().map(|&target| Expansion {
                reference,
                target,
                strategy: Strategy::Macro,
                confidence,
            }));
        }
        found
    }
}

/// The functions and macros that the body of each macro names as called.
fn direct(world: &World<'_>, meanings: &[Vec<Meaning>]) -> FxHashMap<NodeRef, Vec<NodeRef>> {
    let mut direct: FxHashMap<NodeRef, Vec<NodeRef>> = FxHashMap::default();
    for (at, (file, meanings)) in (0..).zip(world.files.iter().zip(meanings)) {
        if file.language.family() != Family::C {
            continue;
        }
        for (reference, (r, meaning)) in (0_u32..).zip(file.references.iter().zip(meanings)) {
            let (Some(definition), Meaning::Node(to)) = (r.holder, meaning) else {
                continue;
            };
            let Some(holder) = file.definitions.get(definition as usize) else {
                continue;
            };
            let is_other_name = holder.type_of == Some(TypeOf::Value(reference));
            let kind = world.kind(to.node);
            let is_called = kind.is_callable() || kind == DefinitionKind::Macro;
            let is_call = r.role == Role::Call || is_other_name;
            if holder.kind == DefinitionKind::Macro && is_call && is_called {
                let file = at;
                let of = NodeRef { file, definition };
                direct.entry(of).or_default().push(to.node);
            }
        }
    }
    direct
}

/// The functions that a macro comes to, through other macros.
fn reached(
    world: &World<'_>,
    direct: &FxHashMap<NodeRef, Vec<NodeRef>>,
    of: NodeRef,
) -> Vec<NodeRef> {
    let mut way = vec![of];
    let mut seen: FxHashSet<NodeRef> = way.iter().copied().collect();
    let mut functions = Vec::new();
    let mut next = 0;
    while let Some(at) = way.get(next) {
        next += 1;
        for &called in direct.get(at).into_iter().flatten() {
            if !seen.insert(called) {
                continue;
            }
            if world.kind(called) != DefinitionKind::Macro {
                functions.push(called);
            } else if way.len() < MACROS_MAX {
                way.push(called);
            }
        }
    }
    functions.sort_unstable();
    functions.truncate(CALLS_MAX);
    functions
}
