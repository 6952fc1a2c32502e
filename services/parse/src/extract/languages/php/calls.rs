//! Calls and what they make.

use facts::{DefinitionKind, Flags, Role};

use super::vocabulary::Field;
use super::{Php, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Seen, Space};
use crate::extract::walk::Value;

impl Php {
    /// `f(…)`.
    pub(super) fn leave_function_call(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let callee = visit.child(Field::Function);
        let call = b.call(callee, Role::Call, visit.child(Field::Arguments));
        if let Some(at) = call.reference()
            && b.name_of_reference(at).eq_ignore_ascii_case("define")
        {
            self.define_constant(visit, b);
        }
        call
    }

    /// `define('A', …)`.
    fn define_constant(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let content = visit
            .node
            .child_by_field_name("arguments")
            .and_then(|arguments| arguments.named_child(0))
            .and_then(|argument| argument.named_child(0))
            .filter(|text| matches!(text.kind(), "string" | "encapsed_string"))
            .and_then(|text| text.named_child(0))
            .filter(|content| content.kind() == "string_content");
        let Some(content) = content else { return };
        let text = b.text(content);
        let is_name = !text.is_empty()
            && text
                .iter()
                .all(|c| c.is_ascii_alphanumeric() || *c == b'_' || !c.is_ascii());
        if !is_name {
            return;
        }
        let signature = b.signature(visit.node.start_byte(), visit.node.end_byte());
        let flags = self.flags_of_tests();
        let at = b.define(DefinitionKind::Constant, content, visit.node);
        let definition = b.definition_mut(at);
        // It is the whole program's, wherever it is said.
        definition.parent = None;
        definition.signature = Some(signature);
        definition.flags = flags;
        definition.flags.set(Flags::PUBLIC);
        b.bind(ScopeId::MODULE, at, Space::VALUES, Seen::Throughout);
    }
}

/// `new A(…)`.
pub(super) fn leave_creation(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let made = visit.first();
    let Some(at) = made.reference() else {
        return Value::Unknown;
    };
    match b.reference_at(at).role {
        Role::Type => b.call(made, Role::Instantiate, visit.last()),
        Role::Instantiate => made,
        // What a variable names is not told.
        _ => Value::Unknown,
    }
}
