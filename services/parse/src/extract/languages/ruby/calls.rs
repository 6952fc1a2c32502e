//! Ruby's calls.

use facts::{Bound, DefinitionKind, NameId, Receiver, Role};

use super::vocabulary::{Field, Kind};
use super::{Ruby, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// How many parameters are asked for the name of a label.
const PARAMETERS_MAX: u32 = 255;

/// A name before a value in a call: the parameter of that name, if what is called is known.
pub(super) struct Label {
    name: NameId,
    reference: u32,
    /// The call.
    callee: u32,
    /// Whose method it may be.
    of: Option<u32>,
    is_static: bool,
}

impl Ruby {
    /// The name of what is called.
    pub(super) fn called_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        // A value for the dot tells that something stands before it.
        if visit.sibling(Field::Operator) == Value::Unknown {
            let at = self.bare_call(node, b);
            self.begin_word(visit, at, None, b);
            return Value::Reference(at);
        }
        let receiver = visit.sibling(Field::Receiver);
        let is_written = matches!(visit.above(1), Kind::Assignment | Kind::OperatorAssignment)
            && visit.field_above(0) == Field::Left
            || matches!(
                visit.above(1),
                Kind::LeftAssignmentList | Kind::DestructuredLeftAssignment | Kind::RestAssignment
            );
        let role = if is_written { Role::Write } else { Role::Call };
        let made = receiver
            .reference()
            .filter(|&of| b.text(node) == b"new" && is_constant(of, b));
        let at = b.member(node, role, receiver);
        self.begin_word(visit, at, receiver.reference(), b);
        match made {
            Some(of) => {
                b.reference_mut(of).role = Role::Instantiate;
                // What comes of it is a value of the class.
                Value::Reference(of)
            }
            None => Value::Reference(at),
        }
    }

    /// `super`, with or without arguments.
    pub(super) fn super_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        Value::Reference(b.member(visit.node, Role::Call, Value::Super))
    }

    pub(super) fn leave_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        self.end_word(visit, b);
        let Some(at) = visit.child(Field::Method).reference() else {
            // `f.(x)` calls a value.
            return Value::Unknown;
        };
        let arity = match visit.child(Field::Arguments) {
            Value::Count(count) => count,
            _ => 0,
        };
        let reference = b.reference_mut(at);
        match reference.role {
            Role::Call | Role::Instantiate => {
                reference.arity = arity;
                Value::Reference(at)
            }
            _ => Value::Unknown,
        }
    }

    /// The key of a pair among arguments.
    pub(super) fn label(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if visit.above(1) != Kind::ArgumentList || visit.above(2) != Kind::Call {
            return;
        }
        let Some(callee) = visit.value_above(2, Field::Method).reference() else {
            return;
        };
        let reference = b.bound_reference(visit.node, Role::Read, Bound::Free);
        self.labels.push(Label {
            name: b.reference_at(reference).name,
            reference,
            callee,
            of: self.types.last().and_then(|of| of.definition),
            is_static: self.is_static(),
        });
    }

    /// Binds labels to the parameters of methods of this file; the others are no references.
    pub(super) fn bind_labels(&mut self, b: &mut Builder<'_>) {
        for label in std::mem::take(&mut self.labels) {
            let parameter = self
                .method_called(&label, b)
                .and_then(|method| self.parameter_of(method, label.name, b));
            match parameter {
                Some(parameter) => {
                    b.reference_mut(label.reference).bound = Bound::Definition(parameter);
                }
                None => b.retire(label.reference),
            }
        }
    }

    fn method_called(&self, label: &Label, b: &mut Builder<'_>) -> Option<u32> {
        let constructor = b.intern("initialize");
        let callee = b.reference_at(label.callee);
        let (name, role, receiver) = (callee.name, callee.role, callee.receiver);
        if role == Role::Instantiate {
            let of = *self.named_types.get(&name)?;
            return self.callables.get(&(of, constructor, false)).copied();
        }
        match receiver {
            Receiver::None | Receiver::This => {
                let is_new = label.is_static && b.name_of_reference(label.callee) == "new";
                let key = if is_new {
                    (label.of, constructor, false)
                } else {
                    (label.of, name, label.is_static)
                };
                self.callables.get(&key).copied()
            }
            Receiver::Member(of) if is_constant(of, b) => {
                let of = b.reference_at(of).name;
                let of = *self.named_types.get(&of)?;
                self.callables.get(&(of, name, true)).copied()
            }
            _ => None,
        }
    }

    fn parameter_of(&self, method: u32, name: NameId, b: &Builder<'_>) -> Option<u32> {
        let end = b.definitions_len().min(method + 1 + PARAMETERS_MAX);
        let of_method = (method + 1..end).take_while(|&at| {
            let d = b.definition(at);
            d.parent == Some(method) && d.kind == DefinitionKind::Parameter
        });
        let mut named = of_method.filter(|&at| b.definition(at).name == name);
        named.next()
    }

    /// Keeps a method in mind under its name.
    pub(super) fn note_callable(&mut self, at: u32, is_static: bool, b: &Builder<'_>) {
        let name = b.definition(at).name;
        let around = self.types.last_mut();
        let of = around.and_then(|around| {
            if !is_static {
                around.own.push(at);
            }
            around.definition
        });
        self.callables.entry((of, name, is_static)).or_insert(at);
    }

    /// Keeps a type in mind under its name, if that is the only one of the file.
    pub(super) fn note_type(&mut self, at: u32, b: &Builder<'_>) {
        let name = b.definition(at).name;
        self.named_types
            .entry(name)
            .and_modify(|known| *known = None)
            .or_insert(Some(at));
    }
}

/// Whether a reference is of a constant that is only named.
pub(super) fn is_constant(at: u32, b: &Builder<'_>) -> bool {
    let is_named = matches!(b.reference_at(at).role, Role::Read);
    let name = b.name_of_reference(at);
    is_named && name.starts_with(char::is_uppercase)
}
