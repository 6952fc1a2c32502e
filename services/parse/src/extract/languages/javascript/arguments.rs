//! Arguments of calls, by which the parameters of generic functions are told (TypeScript).

use facts::{Argument, Operand, Role};

use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// Whether what a reference calls was called already: what is called now is what that returned.
pub(super) fn is_called(callee: u32, b: &Builder<'_>) -> bool {
    matches!(b.reference_at(callee).role, Role::Call | Role::Instantiate)
}

impl JavaScript {
    /// A node is left that may be an argument of a call.
    pub(super) fn give_argument(&self, visit: &Visit<'_, '_>, value: Value, b: &mut Builder<'_>) {
        if visit.parent() != Kind::Arguments {
            return;
        }
        let callee = match visit.above(1) {
            Kind::CallExpression => visit.value_above(1, Field::Function),
            Kind::NewExpression => visit.value_above(1, Field::Constructor),
            _ => return,
        };
        let (Some(call), Some(position)) = (callee.reference(), visit.place_above(0)) else {
            return;
        };
        let operand = match visit.kind {
            Kind::ArrowFunction | Kind::FunctionExpression => self.returned.map(Operand::Returning),
            _ => value.reference().map(Operand::Reference),
        };
        let position = match is_called(call, b) {
            true if position == 0 => Argument::CURRIED,
            false if position < Argument::CURRIED => position,
            _ => return,
        };
        if let Some(operand) = operand {
            b.argument(Argument {
                call,
                position,
                operand,
            });
        }
    }
}
