//! What stands around a reference: its type, its method, and whether that is of values.

use facts::{Flags, Receiver, Reference, Role};
use graph::{NodeRef, Strategy};

use super::choose::Usage;
use super::ladder::Climb;
use super::meaning::{Meaning, sure};
use super::members::{Member, Sought, Through};
use super::symbols::Symbol;
use super::values::Value;
use super::world::World;

/// How many definitions around a reference are asked.
const HOLDERS_MAX: usize = 64;

impl Climb<'_> {
    /// The constructor that a call of the method means that makes values, where that is a method.
    pub(super) fn made(
        &self,
        reference: &Reference,
        name: Symbol,
        usage: Usage,
    ) -> Option<Meaning> {
        let world = self.stand.world;
        let (maker, constructor) = world.rules(self.file).maker?;
        if reference.role != Role::Call || world.symbols.text(name) != maker {
            return None;
        }
        let of = self.made_of_call(self.file, reference)?;
        let sought = |name, through| Sought {
            name,
            usage,
            through,
        };
        let own = self
            .stand
            .kin
            .member(world, of, sought(name, Through::Type));
        let constructor = world.symbols.find(constructor);
        let member = match (own, constructor) {
            (Member::Missing, Some(constructor)) => {
                let sought = sought(constructor, Through::Value);
                self.stand.kin.member(world, of, sought)
            }
            (own, _) => own,
        };
        let meaning = self.of_member(member, Strategy::ReceiverType, sure::RECEIVER_TYPE);
        (meaning != Meaning::Unknown).then_some(meaning)
    }

    /// The type of which a call of its maker makes a value.
    pub(super) fn made_of_call(&self, file: u32, call: &Reference) -> Option<NodeRef> {
        let world = self.stand.world;
        match (call.receiver, call.holder) {
            (Receiver::Member(of), _) => {
                let is_made = world.reference(file, of)?.role == Role::Instantiate;
                match self.held(self.meaning(file, of)) {
                    Value::Itself(of) if is_made && world.kind(of).is_type() => Some(of),
                    _ => None,
                }
            }
            (Receiver::None | Receiver::This, Some(definition)) => {
                let inside = NodeRef { file, definition };
                let of = world.enclosing_type(inside, self.stand.owners)?;
                (side(world, inside) == Through::Type).then_some(of)
            }
            _ => None,
        }
    }

    /// Whether the object around a definition of this file is a type or a value of it.
    pub(super) fn side(&self, definition: u32) -> Through {
        let file = self.file;
        if !self.stand.world.rules(file).has_statics_apart {
            return Through::Value;
        }
        side(self.stand.world, NodeRef { file, definition })
    }

    /// The name of the method around a reference.
    pub(super) fn method_around(&self, reference: &Reference) -> Symbol {
        let world = self.stand.world;
        let mut holder = reference.holder;
        for _ in 0..HOLDERS_MAX {
            let Some(definition) = holder else { break };
            let file = self.file;
            let node = NodeRef { file, definition };
            if world.kind(node).is_callable() {
                return world.name(node);
            }
            holder = world.definition(node).and_then(|d| d.parent);
        }
        Symbol::NONE
    }

    /// The type around a definition of this file.
    pub(super) fn type_around(&self, definition: u32) -> Option<NodeRef> {
        let file = self.file;
        let inside = NodeRef { file, definition };
        self.stand.world.enclosing_type(inside, self.stand.owners)
    }
}

/// Whether `self` in a definition is a type or a value of it, where the two are apart.
fn side(world: &World<'_>, inside: NodeRef) -> Through {
    let mut at = inside;
    for _ in 0..HOLDERS_MAX {
        let Some(d) = world.definition(at) else { break };
        if d.kind.is_type() {
            return Through::Type;
        }
        if d.kind.is_callable() {
            let is_of_type = d.flags.has(Flags::STATIC);
            return if is_of_type {
                Through::Type
            } else {
                Through::Value
            };
        }
        let Some(definition) = d.parent else { break };
        at = NodeRef { definition, ..at };
    }
    Through::Value
}
