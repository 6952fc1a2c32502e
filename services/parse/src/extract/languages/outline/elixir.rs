//! Elixir's definitions, which are calls: `def f(x) do`, `defmodule A.B do`.

use facts::DefinitionKind;
use tree_sitter::Node;

use super::{Outline, Visit, bind, call};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Space};
use facts::{Bound, Role};

impl Outline {
    /// A call that may define.
    pub(super) fn open_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        if self.head == Some((node.start_byte(), node.end_byte())) {
            self.head = None;
            return;
        }
        let Some(target) = node.child_by_field_name("target") else {
            return;
        };
        let word = b.text(target);
        let kind = match word {
            b"defmodule" | b"defprotocol" => DefinitionKind::Module,
            b"def" | b"defp" => DefinitionKind::Function,
            b"defmacro" | b"defmacrop" => DefinitionKind::Macro,
            _ => {
                if let Some(member) = target.child_by_field_name("right") {
                    if member.kind() == "identifier" {
                        b.member(member, Role::Call, crate::extract::walk::Value::Unknown);
                    }
                } else {
                    call(target, Role::Call, b);
                }
                return;
            }
        };
        let Some((name, arity)) = self.head(node) else {
            return;
        };
        let end = node
            .named_child(1)
            .map_or(node.end_byte(), |a| a.end_byte());
        let signature = b.signature(node.start_byte(), end);
        let at = b.define(kind, name, node);
        let definition = b.definition_mut(at);
        definition.signature = Some(signature);
        definition.arity = arity;
        let known = b.scopes.own(b.scope(), b.definition(at).name, Space::CALLS);
        match known {
            // Another clause of the same function.
            Some(Bound::Definition(first)) if b.definition(first).arity == arity => {}
            _ => bind(at, b),
        }
        b.hold(visit.depth(), at);
        let scope = match kind {
            DefinitionKind::Module => ScopeKind::Members,
            _ => ScopeKind::Function,
        };
        b.open_scope(visit.depth(), scope);
    }

    /// The name that a definition is given, and the number of its parameters.
    fn head<'t>(&mut self, node: Node<'t>) -> Option<(Node<'t>, u8)> {
        let arguments = node.named_child(1).filter(|a| a.kind() == "arguments")?;
        let mut head = arguments.named_child(0)?;
        if head.kind() == "binary_operator" {
            let operator = head.child_by_field_name("operator")?;
            // Any other is what is defined.
            if operator.kind() != "when" {
                return None;
            }
            head = head.child_by_field_name("left")?;
        }
        match head.kind() {
            "alias" => Some((head, u8::MAX)),
            "identifier" => Some((head, 0)),
            "call" => {
                self.head = Some((head.start_byte(), head.end_byte()));
                let name = head.child_by_field_name("target")?;
                let parameters = head
                    .named_child(1)
                    .map_or(0, |list| list.named_child_count());
                let is_plain = name.kind() == "identifier";
                is_plain.then_some((name, u8::try_from(parameters).unwrap_or(u8::MAX)))
            }
            _ => None,
        }
    }
}
