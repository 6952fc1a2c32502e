//! What expressions come to, and what that tells of types.

use facts::Role;
use tree_sitter::Node;

use super::arguments::is_called;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

impl JavaScript {
    /// Tells the type of a definition by an annotation, which no value contradicts.
    pub(super) fn annotate(at: u32, value: Value, b: &mut Builder<'_>) {
        match value.reference() {
            Some(reference) if b.reference_mut(reference).role == Role::Read => {
                // `typeof x`: what `x` is.
                b.assign_type(at, value);
            }
            Some(_) => b.declare_type(at, value),
            None => b.assign_type(at, Value::Unknown),
        }
    }

    /// Tells the type of a definition by a value; `x as T` is as good as an annotation.
    pub(super) fn assign(at: u32, value: Value, b: &mut Builder<'_>) {
        match value.reference() {
            Some(reference) if b.reference_mut(reference).role == Role::Type => {
                b.declare_type(at, value);
            }
            _ => b.assign_type(at, value),
        }
    }

    /// A call: also of what comes to an import, or says who inherits from whom.
    pub(super) fn leave_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let (callee, arguments) = (visit.child(Field::Function), visit.child(Field::Arguments));
        match callee {
            // `require("x")` and `import("x")` come to what they import; `require("x")()` calls it.
            Value::Reference(at)
                if b.reference_at(at).role == Role::Import && is_bare_call(visit.node, self) =>
            {
                callee
            }
            Value::Super => self.call_super(visit.node, arguments, b),
            _ => {
                if let Some(at) = callee.reference().filter(|&at| is_called(at, b)) {
                    self.called = Some((visit.node.id(), at));
                }
                let known = self.known_call(visit.node, callee, b);
                let value = b.call(callee, Role::Call, arguments);
                known.unwrap_or(value)
            }
        }
    }
}

/// `new A(…)`.
pub(super) fn leave_new(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let arguments = match visit.child(Field::Arguments) {
        Value::Unknown => Value::Count(0),
        arguments => arguments,
    };
    b.call(
        visit.child(Field::Constructor),
        Role::Instantiate,
        arguments,
    )
}

/// `a || b` and `a ?? b` are of the type of `b` where that is made on the spot, else of `a`'s.
pub(super) fn leave_binary(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let (left, right) = (visit.child(Field::Left), visit.child(Field::Right));
    if visit.child(Field::Operator) != Value::Nothing {
        return Value::Unknown;
    }
    match right.reference() {
        Some(at) if b.reference_mut(at).role == Role::Instantiate => right,
        _ => left,
    }
}

/// `a ? b : null` is a `b`; of `a ? b : c` nothing is known.
pub(super) fn leave_ternary(visit: &Visit<'_, '_>) -> Value {
    match (
        visit.child(Field::Consequence),
        visit.child(Field::Alternative),
    ) {
        (Value::Nothing, value) | (value, Value::Nothing) => value,
        _ => Value::Unknown,
    }
}

/// Whether what is called is a plain name.
fn is_bare_call(call: Node<'_>, language: &JavaScript) -> bool {
    call.child_by_field_name("function")
        .is_some_and(|callee| matches!(language.kind(callee), Kind::Identifier | Kind::Import))
}
