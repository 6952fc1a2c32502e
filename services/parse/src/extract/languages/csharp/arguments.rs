//! What C#'s calls are given: it chooses among overloads.

use facts::{Argument, Operand};
use tree_sitter::Node;

use super::vocabulary::Kind;
use super::{CSharp, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// Calls with more arguments are not chosen by them.
const ARGUMENTS_MAX: u8 = 32;
/// The place of the number of type arguments.
const TYPE_ARGUMENTS: u8 = u8::MAX;

/// The arguments of the calls around.
#[derive(Default)]
pub(super) struct Arguments {
    /// Of each list around, how many were met, and what is known of them.
    open: Vec<(u8, Vec<(u8, Operand)>)>,
    /// Of the list that was left last.
    last: Vec<(u8, Operand)>,
}

impl Arguments {
    pub(super) fn enter(&mut self) {
        self.open.push((0, Vec::new()));
    }

    pub(super) fn leave(&mut self) {
        self.last = self.open.pop().unwrap_or_default().1;
    }

    /// Which argument of the innermost list the walk is in.
    pub(super) fn position(&self) -> u8 {
        self.open.last().map_or(u8::MAX, |list| list.0)
    }
}

impl CSharp {
    /// An argument is left.
    pub(super) fn leave_argument(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = visit.last();
        if visit.parent() != Kind::ArgumentList {
            return value;
        }
        let operand = operand(visit.node, value, b);
        if let Some((met, known)) = self.arguments.open.last_mut() {
            if let Some(operand) = operand
                && *met < ARGUMENTS_MAX
            {
                known.push((*met, operand));
            }
            *met = met.saturating_add(1);
        }
        value
    }

    /// The list that was left last was given to this call, with so many type arguments.
    pub(super) fn given_to(&mut self, call: u32, types: u8, b: &mut Builder<'_>) {
        for (position, operand) in std::mem::take(&mut self.arguments.last) {
            b.argument(Argument {
                call,
                position,
                operand,
            });
        }
        if types != u8::MAX {
            let operand = Operand::Literal(b.intern(types.to_string()));
            b.argument(Argument {
                call,
                position: TYPE_ARGUMENTS,
                operand,
            });
        }
    }
}

/// What tells the type of an argument.
fn operand(argument: Node<'_>, value: Value, b: &mut Builder<'_>) -> Option<Operand> {
    if argument.child_by_field_name("name").is_some() {
        // It may stand anywhere.
        return None;
    }
    let last = u32::try_from(argument.named_child_count())
        .ok()?
        .checked_sub(1)?;
    let node = argument.named_child(last)?;
    let text = b.text(node);
    let ends = |letters: [u8; 2]| text.last().is_some_and(|last| letters.contains(last));
    let literal = match node.kind() {
        "identifier"
        | "member_access_expression"
        | "invocation_expression"
        | "object_creation_expression"
        | "cast_expression" => return value.reference().map(Operand::Reference),
        "string_literal"
        | "verbatim_string_literal"
        | "raw_string_literal"
        | "interpolated_string_expression" => "string",
        "character_literal" => "char",
        "boolean_literal" => "bool",
        "null_literal" => "null",
        "integer_literal" if ends([b'l', b'L']) => "long",
        "integer_literal" => "int",
        "real_literal" if ends([b'f', b'F']) => "float",
        "real_literal" if ends([b'm', b'M']) => "decimal",
        "real_literal" => "double",
        "lambda_expression" => {
            let parameters = node.child_by_field_name("parameters")?;
            let count = match parameters.kind() {
                "parameter_list" => parameters.named_child_count(),
                _ => 1,
            };
            return Some(Operand::Literal(b.intern(format!("=>{count}"))));
        }
        _ => return None,
    };
    Some(Operand::Literal(b.intern(literal)))
}
