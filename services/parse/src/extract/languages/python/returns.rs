//! What Python's functions give back.

use facts::{Flags, TypeOf};

use super::vocabulary::Kind;
use super::{Function, Python, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// What a function gives back, as far as its statements tell.
#[derive(Debug, Default)]
pub(super) struct Returns {
    returned: Vec<Value>,
    yielded: Vec<Value>,
}

impl Python {
    /// `return x`, `yield x`.
    pub(super) fn leave_return(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) {
        let Some(function) = self.functions.last_mut() else {
            return;
        };
        let is_from = b.text(visit.node).split(u8::is_ascii_whitespace).nth(1) == Some(b"from");
        let value = match visit.last() {
            _ if visit.node.named_child_count() == 0 => Value::Nothing,
            Value::Super => Value::Unknown,
            _ if is_from => Value::Unknown,
            value => value,
        };
        if visit.kind == Kind::Yield {
            function.returns.yielded.push(value);
        } else {
            function.returns.returned.push(value);
        }
    }
}

impl Function {
    /// Tells the type of what the function gives back. A generator gives back a generator; only a
    /// fixture gives what it yields.
    pub(super) fn tell_returned(&self, declared: Value, b: &mut Builder<'_>) {
        let Some(definition) = self.definition else {
            return;
        };
        if let Some(declared) = declared.reference() {
            if !self.decorators.is_veiled && !self.decorators.is_fixture {
                self.tell_declared(definition, declared, b);
            }
            return;
        }
        let Returns { returned, yielded } = &self.returns;
        let values = match (yielded.is_empty(), self.decorators.is_fixture) {
            _ if self.decorators.is_veiled => return,
            // What a class method makes is of the class that it is called on.
            _ if b.definition(definition).flags.has(Flags::CLASS_METHOD) => return,
            (true, _) => returned,
            (false, true) => yielded,
            (false, false) => return,
        };
        let mut told = values.iter().filter(|value| **value != Value::Nothing);
        if told.clone().all(|value| matches!(value, Value::This(_))) && told.next().is_some() {
            b.definition_mut(definition).flags.set(Flags::FLUENT);
            return;
        }
        for value in values {
            let value = match *value {
                // What is given back to a subclass is of the subclass.
                Value::This(_) => Value::Unknown,
                value => value,
            };
            b.assign_type(definition, value);
        }
    }

    /// Tells the type of what the function gives back by its annotation.
    fn tell_declared(&self, definition: u32, declared: u32, b: &mut Builder<'_>) {
        let this = self
            .this
            .and_then(|this| match b.definition(this.parameter).type_of {
                Some(TypeOf::Declared(of)) => Some(b.name_of_reference(of)),
                _ => None,
            });
        // `-> Self`, or `-> T` where the object is a `T`: of a subclass it is the subclass.
        let name = b.name_of_reference(declared);
        if self.this.is_some() && (name == "Self" || this == Some(name)) {
            b.definition_mut(definition).flags.set(Flags::FLUENT);
        } else {
            b.declare_type(definition, Value::Reference(declared));
        }
    }
}
