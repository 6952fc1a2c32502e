//! Constructors that run where a value of their type is made.
//!
//! What `new C()` names is the type; the constructor that it runs is a call beside that, so that
//! who asks for the callers of a constructor finds them. Only the type's own constructor is meant:
//! what an inherited one does is told by the type that has it.

use facts::{FileFacts, Role};
use graph::{Expansion, NodeRef};

use super::choose::{ARITY_UNKNOWN, Choice, Usage};
use super::meaning::Meaning;
use super::members::{Kin, Sought, Through};
use super::world::World;

/// The constructors that the references of a file run, in their order.
pub(super) fn constructed(
    world: &World<'_>,
    kin: &Kin,
    at: u32,
    file: &FileFacts,
    meanings: &[Meaning],
) -> Vec<Expansion> {
    let Some(sought) = constructor(world, at) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (reference, (r, meaning)) in (0..).zip(file.references.iter().zip(meanings)) {
        let Meaning::Node(made) = meaning else {
            continue;
        };
        let is_made = matches!(r.role, Role::Call | Role::Instantiate);
        if is_made && let Some(target) = own(world, kin, made.node, sought) {
            let (strategy, confidence) = (made.strategy, made.confidence);
            found.push(Expansion {
                reference,
                target,
                strategy,
                confidence,
            });
        }
    }
    found
}

/// What is looked for in a type of a file for its constructor, where that has a name.
pub(super) fn constructor(world: &World<'_>, file: u32) -> Option<Sought> {
    let name = world.symbols.find(world.rules(file).constructor?)?;
    Some(Sought {
        name,
        usage: Usage::Call(ARITY_UNKNOWN),
        through: Through::Value,
    })
}

/// The constructor that a type itself has.
fn own(world: &World<'_>, kin: &Kin, of: NodeRef, sought: Sought) -> Option<NodeRef> {
    if !world.kind(of).is_type() {
        return None;
    }
    match kin.own(world, of, sought) {
        Choice::One(node) if world.kind(node).is_callable() => Some(node),
        Choice::One(_) | Choice::Several | Choice::Nothing => None,
    }
}
