//! Calls on values of unknown types whose names alone tell the method.

use facts::{DefinitionKind, Flags, Receiver, Reference, Role};
use graph::{NodeRef, Strategy};

use super::choose::takes;
use super::ladder::Climb;
use super::meaning::{Meaning, sure};
use super::members::{Member, Sought, Through};
use super::symbols::Symbol;
use super::values::Value;

/// How many namesakes are looked at; where there are more, the name tells nothing.
const NAMESAKES_MAX: usize = 16;

impl Climb<'_> {
    /// A method that a call means by names alone, where the language has a convention for it. A
    /// value whose type is known, or that comes from outside, is no such case: what that type has
    /// is known, or is nobody's here.
    pub(super) fn by_name(&self, reference: &Reference, name: Symbol) -> Meaning {
        let rules = self.stand.world.rules(self.file);
        if reference.role != Role::Call || rules.tells_method.is_none() {
            return Meaning::Unknown;
        }
        let object = match reference.receiver {
            Receiver::Member(of) if self.value(self.file, of) == Value::Unknown => Some(of),
            Receiver::Opaque => None,
            _ => return Meaning::Unknown,
        };
        if let Some(node) = object.and_then(|of| self.of_class_named(of, reference, name)) {
            return Meaning::node(node, Strategy::ParameterName, sure::PARAMETER_NAME);
        }
        match self.only_method(name) {
            Some(node) if self.may_call(node, reference) => {
                Meaning::node(node, Strategy::UniqueName, sure::UNIQUE_MEMBER)
            }
            _ => Meaning::Unknown,
        }
    }

    /// The method of the only class that has the name of the object.
    fn of_class_named(&self, object: u32, call: &Reference, name: Symbol) -> Option<NodeRef> {
        let world = self.stand.world;
        let is_everywhere = world.rules(self.file).is_everywhere?;
        if is_everywhere(world.symbols.text(name)) {
            return None;
        }
        let object = world.reference(self.file, object)?;
        let object = world.symbols.at(self.file, object.name);
        let class = self.stand.maps.namesake(self.file, object)?;
        let sought = Sought {
            name,
            usage: world.usage(self.file, call),
            through: Through::Value,
        };
        match self.stand.kin.member(world, class, sought) {
            Member::Own(node) | Member::Inherited { node, .. } => {
                let is_method = world.kind(node) == DefinitionKind::Method;
                (is_method && self.may_call(node, call)).then_some(node)
            }
            Member::Several(_) | Member::Missing => None,
        }
    }

    fn only_method(&self, name: Symbol) -> Option<NodeRef> {
        let world = self.stand.world;
        let tells = world.rules(self.file).tells_method?;
        if !tells(world.symbols.text(name)) {
            return None;
        }
        let all = world.everywhere(world.family(self.file), name);
        if all.len() > NAMESAKES_MAX {
            return None;
        }
        let mut methods = all.iter().filter(|n| world.kind(**n).is_callable());
        let only = methods.next().copied()?;
        let is_method = world.kind(only) == DefinitionKind::Method;
        (is_method && methods.next().is_none()).then_some(only)
    }

    /// Whether it takes so many arguments, and is no test's that another file cannot see.
    fn may_call(&self, method: NodeRef, call: &Reference) -> bool {
        let world = self.stand.world;
        let is_seen = method.file == self.file || !world.has(method, Flags::TEST);
        let definition = world.definition(method);
        is_seen && definition.is_some_and(|d| takes(d.arity, call.arity))
    }
}
