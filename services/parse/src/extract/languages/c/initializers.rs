//! Lists of initial values, and the members that they name.

use facts::Role;

use super::vocabulary::{Field, Kind};
use super::{C, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// Arrays in arrays; more are not counted.
const DIMENSIONS_MAX: u8 = 8;

/// A list of initial values around.
#[derive(Clone, Copy)]
pub(super) struct Initializer {
    /// The type, or the member, whose members are named in the list.
    of: Value,
    /// So many lists inward are elements of arrays.
    arrays: u8,
}

const UNKNOWN: Initializer = Initializer {
    of: Value::Unknown,
    arrays: 0,
};

impl C {
    pub(super) fn enter_initializers(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) {
        let initializer = match visit.parent() {
            Kind::InitDeclarator => Initializer {
                of: visit.value_above(1, Field::Type),
                arrays: self.dimensions(visit),
            },
            Kind::FieldDeclaration => Initializer {
                of: visit.sibling(Field::Type),
                arrays: 0,
            },
            Kind::CompoundLiteralExpression => {
                let of = visit
                    .node_above(0)
                    .and_then(|node| node.child_by_field_name("type"));
                let is_array = of.is_some_and(|of| b.text(of).ends_with(b"]"));
                Initializer {
                    of: visit.sibling(Field::Type),
                    arrays: u8::from(is_array),
                }
            }
            Kind::InitializerList => self.element(),
            Kind::InitializerPair => match visit.sibling(Field::Designator) {
                Value::Unknown => self.element(),
                member => Initializer {
                    of: member,
                    arrays: 0,
                },
            },
            _ => UNKNOWN,
        };
        self.initializers.push(initializer);
    }

    /// What a list in the list around is: an element, if that is an array's.
    fn element(&self) -> Initializer {
        match self.initializers.last() {
            Some(around) if around.arrays > 0 => Initializer {
                of: around.of,
                arrays: around.arrays - 1,
            },
            _ => UNKNOWN,
        }
    }

    /// The dimensions of the array that is declared with the list.
    fn dimensions(&self, visit: &Visit<'_, '_>) -> u8 {
        let mut next = visit
            .node_above(0)
            .and_then(|node| node.child_by_field_name("declarator"));
        let mut dimensions = 0;
        for _ in 0..DIMENSIONS_MAX {
            let Some(node) = next else {
                break;
            };
            dimensions += u8::from(self.kind_of(node) == Kind::ArrayDeclarator);
            next = node.child_by_field_name("declarator");
        }
        dimensions
    }

    /// `.member` or `member:` before an initial value.
    pub(super) fn designator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        // The designator before it in `.a.b`.
        let before = match visit.parent() {
            Kind::FieldDesignator => visit.value_above(1, Field::Designator),
            _ => Value::Unknown,
        };
        let of = match (before, self.initializers.last()) {
            (Value::Unknown, Some(around)) => around.of,
            (before, _) => before,
        };
        Value::Reference(b.member(visit.node, Role::Write, of))
    }
}
