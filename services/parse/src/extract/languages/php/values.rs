//! What expressions and types come to.

use facts::Bound;

use super::vocabulary::{Field, Kind};
use super::{Php, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// A type that is made of several.
#[derive(Default)]
pub(super) struct Union {
    classes: u32,
    value: Value,
}

impl Union {
    /// One of its types; those that are no classes come to nothing.
    pub(super) fn add(&mut self, value: Value) {
        if value.reference().is_some() {
            self.classes += 1;
            self.value = value;
        }
    }
}

impl Php {
    /// A value of several types has members only by the one that is a class.
    pub(super) fn leave_union(&mut self) -> Value {
        match self.unions.pop() {
            Some(Union { classes: 1, value }) => value,
            _ => Value::Unknown,
        }
    }

    pub(super) fn leave_assignment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = visit.child(Field::Right);
        if visit.kind == Kind::AugmentedAssignment && !is_default(visit) {
            return Value::Unknown;
        }
        let hint = self.docs.hint_for(visit.node, b);
        let variable = match visit.child(Field::Left) {
            Value::Definition(at) => Some(at),
            Value::Reference(at) => match b.reference_at(at).bound {
                Bound::Definition(variable) => Some(variable),
                Bound::Member => {
                    self.write_field(at, value, b);
                    None
                }
                Bound::Import(_) | Bound::Free => None,
            },
            _ => None,
        };
        if let Some(variable) = variable {
            match hint {
                Some(told) if told.tells() => told.declare(variable, b),
                _ => {
                    b.assign_type(variable, value);
                    self.hold_latest(visit, variable, value);
                }
            }
        }
        value
    }

    /// From here on a variable holds this value, whatever it was before.
    fn hold_latest(&mut self, visit: &Visit<'_, '_>, variable: u32, value: Value) {
        if visit.kind == Kind::AssignmentExpression
            && value != Value::Nothing
            && is_straight(visit)
            && let Some(function) = self.functions.last_mut()
        {
            function.latest.insert(variable, value);
        }
    }
}

/// Whether an assignment is a statement of its function's own, in no branch.
fn is_straight(visit: &Visit<'_, '_>) -> bool {
    visit.parent() == Kind::ExpressionStatement
        && match visit.above(1) {
            Kind::Program => true,
            Kind::CompoundStatement => matches!(
                visit.above(2),
                Kind::FunctionDefinition | Kind::MethodDeclaration | Kind::AnonymousFunction
            ),
            _ => false,
        }
}

/// `??=`.
fn is_default(visit: &Visit<'_, '_>) -> bool {
    let operator = visit.node.child_by_field_name("operator");
    operator.is_some_and(|operator| operator.kind() == "??=")
}

/// Of `a ?? b` the first, whose declaration tells more than what stands in for it.
pub(super) fn of_binary(visit: &Visit<'_, '_>) -> Value {
    let left = visit.child(Field::Left);
    if !matches!(left, Value::Reference(_)) {
        return Value::Unknown;
    }
    let operator = visit.node.child_by_field_name("operator");
    if operator.is_some_and(|operator| operator.kind() == "??") {
        left
    } else {
        Value::Unknown
    }
}

/// `c ? a : b`, where one of the two tells nothing, and `a ?: b`.
pub(super) fn of_conditional(visit: &Visit<'_, '_>) -> Value {
    if visit.node.child_by_field_name("body").is_none() {
        return visit.child(Field::Condition);
    }
    match (visit.child(Field::Body), visit.child(Field::Alternative)) {
        (Value::Nothing, value) | (value, Value::Nothing) => value,
        _ => Value::Unknown,
    }
}
