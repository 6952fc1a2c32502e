//! What Java's calls are given: types choose among overloads.

use facts::{Argument, Flags, Operand};
use tree_sitter::Node;

use super::vocabulary::Kind;
use super::{Java, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// Calls with more arguments are not chosen by them.
const ARGUMENTS_MAX: usize = 16;

/// The arguments of the calls around.
#[derive(Default)]
pub(super) struct Arguments {
    /// Of the lists around, those that the walk stopped at, with their places.
    open: Vec<Vec<(usize, Option<Operand>)>>,
    /// Of the list that was left last; `None` for what tells no type.
    last: Vec<Option<Operand>>,
}

impl Java {
    pub(super) fn enter_arguments(&mut self) {
        self.arguments.open.push(Vec::new());
    }

    pub(super) fn leave_arguments(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let met = self.arguments.open.pop().unwrap_or_default();
        self.arguments.last.clear();
        if usize::from(visit.count()) > ARGUMENTS_MAX {
            return;
        }
        let mut cursor = visit.node.walk();
        for node in visit.node.named_children(&mut cursor) {
            if matches!(node.kind(), "line_comment" | "block_comment") {
                continue;
            }
            let known = met.iter().find(|(place, _)| *place == node.start_byte());
            // The walk does not stop at literals.
            let operand = match known {
                Some(&(_, operand)) => operand,
                None => operand(node, Value::Unknown, b),
            };
            self.arguments.last.push(operand);
        }
    }

    /// If the node is an argument, remembers what is known of it.
    pub(super) fn give(&mut self, visit: &Visit<'_, '_>, value: Value, b: &mut Builder<'_>) {
        let is_comment = matches!(visit.kind, Kind::LineComment | Kind::BlockComment);
        if visit.parent() != Kind::ArgumentList || is_comment {
            return;
        }
        let operand = operand(visit.node, value, b);
        if let Some(list) = self.arguments.open.last_mut() {
            list.push((visit.node.start_byte(), operand));
        }
    }

    /// The list that was left last was given to this call.
    pub(super) fn given_to(&mut self, call: Value, b: &mut Builder<'_>) {
        let given = std::mem::take(&mut self.arguments.last);
        let Some(call) = call.reference() else {
            return;
        };
        for (position, operand) in (0..).zip(given) {
            if let Some(operand) = operand {
                b.argument(Argument {
                    call,
                    position,
                    operand,
                });
            }
        }
    }
}

/// What tells the type of an argument.
fn operand(node: Node<'_>, value: Value, b: &mut Builder<'_>) -> Option<Operand> {
    let text = b.text(node);
    let ends = |letters: [u8; 2]| text.last().is_some_and(|last| letters.contains(last));
    let literal = match node.kind() {
        "identifier" | "field_access" | "method_invocation" | "object_creation_expression" => {
            return value.reference().map(Operand::Reference);
        }
        "cast_expression" => {
            let to = node.child_by_field_name("type")?;
            match to.kind() {
                "array_type" => return None,
                kind if is_primitive(kind) => {
                    let name = b.name(to);
                    return Some(Operand::Literal(name));
                }
                _ => return value.reference().map(Operand::Reference),
            }
        }
        "string_literal" => "String",
        "character_literal" => "char",
        "true" | "false" => "boolean",
        "null_literal" => "null",
        "decimal_integer_literal"
        | "hex_integer_literal"
        | "octal_integer_literal"
        | "binary_integer_literal" => {
            if ends([b'l', b'L']) {
                "long"
            } else {
                "int"
            }
        }
        "decimal_floating_point_literal" => {
            if ends([b'f', b'F']) {
                "float"
            } else {
                "double"
            }
        }
        "class_literal" => "Class",
        "binary_expression" => of_binary(node, b)?,
        _ => return None,
    };
    Some(Operand::Literal(b.intern(literal)))
}

/// A text that is put together, or a comparison.
fn of_binary(node: Node<'_>, b: &Builder<'_>) -> Option<&'static str> {
    let operator = node.child_by_field_name("operator")?;
    match b.text(operator) {
        b"+" => {
            let sides = ["left", "right"].map(|side| node.child_by_field_name(side));
            let mut sides = sides.into_iter().flatten();
            let is_text = sides.any(|side| side.kind() == "string_literal");
            is_text.then_some("String")
        }
        b"==" | b"!=" | b"<" | b">" | b"<=" | b">=" | b"&&" | b"||" => Some("boolean"),
        _ => None,
    }
}

fn is_primitive(kind: &str) -> bool {
    matches!(
        kind,
        "integral_type" | "floating_point_type" | "boolean_type"
    )
}

/// Tells of a definition what no reference in its declaration does: that it is an array, or of a
/// primitive type.
pub(super) fn shape(at: u32, declaration: Node<'_>, declarator: Node<'_>, b: &mut Builder<'_>) {
    let Some(kind) = declaration.child_by_field_name("type") else {
        return;
    };
    let has_dimensions = declarator.child_by_field_name("dimensions").is_some();
    if has_dimensions || kind.kind() == "array_type" {
        b.definition_mut(at).flags.set(Flags::ARRAY);
    } else if is_primitive(kind.kind()) {
        let name = b.name(kind);
        b.name_type(at, name);
    }
}
