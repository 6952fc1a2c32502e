//! Values that a container holds, and errors that a test expects: what an argument tells of them.

use events::language::Family;
use facts::{DefinitionKind, Operand, Receiver, Reference, Role, TypeOf};
use graph::NodeRef;

use super::ladder::Climb;
use super::meaning::Meaning;
use super::values::Value;

/// A container's arguments: what a loop over it gives, and what a mapping holds.
const FIRST: u8 = 0;
const SECOND: u8 = 1;

impl Climb<'_> {
    /// What a loop over the value of a reference gives.
    pub(super) fn element_of(&self, file: u32, reference: u32, steps: u8) -> Value {
        let Some(r) = self.stand.world.reference(file, reference) else {
            return Value::Unknown;
        };
        if let (Role::Call, Receiver::Member(of)) = (r.role, r.receiver)
            && self
                .stand
                .world
                .symbols
                .text(self.stand.world.symbols.at(file, r.name))
                == "values"
            && !matches!(self.meaning(file, reference), Meaning::Node(_))
        {
            return self.element_at(file, of, SECOND, steps);
        }
        self.element_at(file, reference, FIRST, steps)
    }

    /// What the container that a reference means holds, by one of its arguments.
    fn element_at(&self, file: u32, reference: u32, position: u8, steps: u8) -> Value {
        let Some(steps) = steps.checked_sub(1) else {
            return Value::Unknown;
        };
        let world = self.stand.world;
        let Meaning::Node(found) = self.meaning(file, reference) else {
            return Value::Unknown;
        };
        let file = found.node.file;
        match world.definition(found.node).and_then(|d| d.type_of) {
            Some(TypeOf::Declared(container)) => {
                let argument = self.argument(file, container, position);
                argument.map_or(Value::Unknown, |of| self.instance_in(file, of, steps))
            }
            Some(TypeOf::Value(of)) if !self.is_element(found.node) => {
                self.element_at(file, of, position, steps)
            }
            Some(TypeOf::Value(_) | TypeOf::Named(_)) | None => Value::Unknown,
        }
    }

    fn is_element(&self, node: NodeRef) -> bool {
        self.stand.world.has(node, facts::Flags::ELEMENT)
    }

    /// What a test of pytest expects to be raised: `e.value` after `with raises(E) as e`.
    pub(super) fn raised(&self, file: u32, value: &Reference, steps: u8) -> Value {
        let world = self.stand.world;
        if world.family(file) != Family::Python
            || world.symbols.text(world.symbols.at(file, value.name)) != "value"
        {
            return Value::Unknown;
        }
        let Receiver::Member(of) = value.receiver else {
            return Value::Unknown;
        };
        let Meaning::Node(found) = self.meaning(file, of) else {
            return Value::Unknown;
        };
        let local = world.definition(found.node);
        let local = local.filter(|d| d.kind == DefinitionKind::Local);
        let Some(TypeOf::Value(call)) = local.and_then(|d| d.type_of) else {
            return Value::Unknown;
        };
        let is_test = world
            .reference(file, call)
            .is_some_and(|r| world.symbols.text(world.symbols.at(file, r.name)) == "raises");
        let error = self.argument(file, call, FIRST).filter(|_| is_test);
        error.map_or(Value::Unknown, |error| self.instance_in(file, error, steps))
    }

    /// The reference that is given as an argument.
    fn argument(&self, file: u32, call: u32, position: u8) -> Option<u32> {
        let arguments = &self.stand.world.file(file)?.arguments;
        let at = arguments.binary_search_by_key(&(call, position), |a| (a.call, a.position));
        match arguments.get(at.ok()?)?.operand {
            Operand::Reference(of) => Some(of),
            Operand::Literal(_)
            | Operand::Typed(_)
            | Operand::Returning(_)
            | Operand::Given(..) => None,
        }
    }
}
