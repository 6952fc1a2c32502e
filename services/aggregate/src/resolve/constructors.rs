//! Constructors that run where a value of their type is made.
//!
//! What `new C()` names is the type; the constructor that it runs is a call beside that, so that
//! who asks for the callers of a constructor finds them. Only the type's own constructor is meant:
//! what an inherited one does is told by the type that has it.

use facts::{FileFacts, Role};
use graph::{Expansion, NodeRef};

use super::choose::{Choice, Usage};
use super::meaning::Meaning;
use super::members::{Kin, Sought, Through};
use super::symbols::Symbol;
use super::world::World;

/// The constructors that the references of a file run, in their order.
pub(super) fn constructed(
    world: &World<'_>,
    kin: &Kin,
    at: u32,
    file: &FileFacts,
    meanings: &[Meaning],
) -> Vec<Expansion> {
    let name = world.rules(at).constructor;
    let Some(name) = name.and_then(|name| world.symbols.find(name)) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (reference, (r, meaning)) in (0..).zip(file.references.iter().zip(meanings)) {
        let Meaning::Node(made) = meaning else {
            continue;
        };
        let is_made = matches!(r.role, Role::Call | Role::Instantiate);
        if is_made && let Some(target) = own(world, kin, made.node, name) {
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

/// The constructor that a type itself has.
fn own(world: &World<'_>, kin: &Kin, of: NodeRef, name: Symbol) -> Option<NodeRef> {
    if !world.kind(of).is_type() {
        return None;
    }
    let sought = Sought {
        name,
        usage: Usage::Call(u8::MAX),
        through: Through::Value,
    };
    match kin.own(world, of, sought) {
        Choice::One(node) if world.kind(node).is_callable() => Some(node),
        Choice::One(_) | Choice::Several | Choice::Nothing => None,
    }
}
