//! Members, calls and pointers: what an expression comes to.

use facts::{Bound, Receiver, Role};

use super::names::Before;
use super::vocabulary::{Field, Kind};
use super::{C, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::Space;
use crate::extract::walk::Value;

/// How a variable points to what its type names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pointer {
    /// A pointer or an array.
    Plain,
    /// An object that is used like a pointer.
    Smart,
}

impl C {
    /// A member of an object; what a smart pointer has of its own is no member of what it holds.
    pub(super) fn member(
        &self,
        visit: &Visit<'_, '_>,
        role: Role,
        of: Value,
        b: &mut Builder<'_>,
    ) -> u32 {
        let of = match of.reference() {
            Some(object) if self.is_cpp => {
                let (bound, is_bare) = {
                    let object = b.reference_at(object);
                    (object.bound, object.receiver == Receiver::None)
                };
                let is_smart = match bound {
                    Bound::Definition(at) if is_bare => {
                        self.pointers.get(&at) == Some(&Pointer::Smart)
                    }
                    _ => is_method_of_pointers(b.text(visit.node)),
                };
                if is_smart && is_dot(visit, b) {
                    Value::Unknown
                } else {
                    of
                }
            }
            _ => of,
        };
        b.member(visit.node, role, of)
    }

    /// `x` in `A() : x(1)`: a member, a base, or the class itself.
    pub(super) fn initialized(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let name = b.name(visit.node);
        let is_base = match self.before(visit, b) {
            Before::Nothing => match b.scopes.so_far(b.scope(), name, Space::TYPES) {
                Some(_) => true,
                None => {
                    visit.parent() != Kind::FieldInitializer
                        || b.scopes.so_far(b.scope(), name, Space::VALUES).is_none()
                            && b.text(visit.node)
                                .first()
                                .is_some_and(u8::is_ascii_uppercase)
                }
            },
            _ => true,
        };
        if is_base {
            return Value::Reference(self.refer(visit, Role::Read, Space::TYPES, b));
        }
        b.member(visit.node, Role::Write, Value::This(None));
        Value::Unknown
    }

    /// Arguments are read: those of a base in an initializer of a constructor make it a call.
    pub(super) fn leave_arguments(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if visit.parent() == Kind::FieldInitializer {
            b.call(visit.previous(), Role::Call, Value::Count(visit.count()));
        }
    }

    pub(super) fn leave_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let callee = visit.child(Field::Function);
        let Some(at) = callee.reference() else {
            return Value::Unknown;
        };
        match b.reference_at(at).role {
            // `static_cast<T>(x)`
            Role::Type => callee,
            // `make_unique<T>(x)`
            Role::Instantiate if self.unwrapped == Some(at) => {
                if let Value::Count(count) = visit.child(Field::Arguments) {
                    b.reference_mut(at).arity = count;
                }
                callee
            }
            _ => b.call(callee, Role::Call, visit.child(Field::Arguments)),
        }
    }

    /// `f<T>`
    pub(super) fn leave_template(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let (name, argument) = (visit.child(Field::Name), visit.child(Field::Arguments));
        let Some(at) = name.reference() else {
            // `static_cast<T>`
            return argument;
        };
        let is_maker = matches!(b.name_of_reference(at), "make_unique" | "make_shared");
        match argument.reference() {
            Some(made) if is_maker => {
                b.reference_mut(at).role = Role::Call;
                b.call(argument, Role::Instantiate, Value::Unknown);
                self.unwrapped = Some(made);
                argument
            }
            _ => name,
        }
    }

    /// `A<T>`; a smart pointer is taken for what it points to.
    pub(super) fn leave_template_type(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let (name, argument) = (visit.child(Field::Name), visit.child(Field::Arguments));
        if let (Some(at), Some(held)) = (name.reference(), argument.reference())
            && matches!(
                b.name_of_reference(at),
                "unique_ptr" | "shared_ptr" | "weak_ptr" | "optional" | "scoped_refptr"
            )
        {
            self.unwrapped = Some(held);
            return argument;
        }
        name
    }

    /// `MACRO(type) x;`
    pub(super) fn leave_macro_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        b.call(visit.child(Field::Name), Role::Call, Value::Count(1));
        Value::Unknown
    }

    pub(super) fn leave_new(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let arguments = match visit.child(Field::Arguments) {
            Value::Unknown => Value::Count(0),
            count => count,
        };
        b.call(visit.child(Field::Type), Role::Instantiate, arguments)
    }

    /// `*x`, `&x`, `x[i]`. In C++ an object may have an operator of its own for it.
    pub(super) fn pointee(&self, visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
        let argument = visit.child(Field::Argument);
        if !self.is_cpp || matches!(argument, Value::This(_)) {
            return argument;
        }
        let is_pointer_expression = visit.kind == Kind::PointerExpression;
        if is_pointer_expression && b.text(visit.node).starts_with(b"&") {
            return argument;
        }
        let Some(at) = argument.reference() else {
            return Value::Unknown;
        };
        let reference = b.reference_at(at);
        let pointer = match (reference.bound, reference.role) {
            (Bound::Definition(of), Role::Read | Role::Write) => self.pointers.get(&of),
            _ => None,
        };
        match pointer {
            Some(Pointer::Plain) => argument,
            Some(Pointer::Smart) if is_pointer_expression => argument,
            _ => Value::Unknown,
        }
    }

    /// Whether a definition is known to be a pointer or an array.
    pub(super) fn is_pointer(&self, at: u32) -> bool {
        self.pointers.get(&at) == Some(&Pointer::Plain)
    }
}

/// Whether a member is asked with a dot, not an arrow.
fn is_dot(visit: &Visit<'_, '_>, b: &Builder<'_>) -> bool {
    (0..4)
        .filter_map(|n| visit.node_above(n))
        .find_map(|node| node.child_by_field_name("operator"))
        .is_some_and(|operator| b.text(operator) == b".")
}

/// Methods that smart pointers themselves have.
fn is_method_of_pointers(name: &[u8]) -> bool {
    matches!(
        name,
        b"get"
            | b"reset"
            | b"release"
            | b"swap"
            | b"use_count"
            | b"lock"
            | b"expired"
            | b"value"
            | b"has_value"
            | b"value_or"
            | b"emplace"
    )
}
