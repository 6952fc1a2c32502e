//! Kotlin's properties and local variables.

use facts::DefinitionKind;

use super::blocks::Context;
use super::definitions::{child_of_kind, is_in_function};
use super::imports::plain;
use super::modifiers::Modifiers;
use super::vocabulary::Kind;
use super::{Kotlin, Visit, local};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A longer declaration is no signature; its head alone is.
const SIGNATURE_BYTES_MAX: usize = 120;

/// A property or local variable around.
pub(super) struct Property {
    pub(super) definition: Option<u32>,
    /// It was defined where its declaration starts.
    is_member: bool,
}

impl Kotlin {
    /// A property of a type or file is made where its declaration starts, so that it holds its
    /// annotations and its type.
    pub(super) fn enter_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.block_of = None;
        let is_anonymous = matches!(self.contexts.last(), Some(Context::Anonymous(_)));
        let definition = if is_in_function(visit) || is_anonymous {
            None
        } else {
            self.define_property(visit, b)
        };
        self.contexts.push(Context::Function {
            definition,
            extends: None,
        });
        self.properties.push(Property {
            definition,
            is_member: definition.is_some(),
        });
        if definition.is_some() {
            b.open_scope(visit.depth(), ScopeKind::Block);
        }
    }

    fn define_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let variable = child_of_kind(node, "variable_declaration")?;
        let name = child_of_kind(variable, "simple_identifier")?;
        if b.text(name).is_empty() {
            return None;
        }
        let modifiers = Modifiers::of(node, b);
        let is_short = node.end_byte() - node.start_byte() <= SIGNATURE_BYTES_MAX;
        let end = if is_short { node } else { variable }.end_byte();
        let signature = modifiers.head(end, b);
        let doc = self.comments.above(node, b);
        let flags = self.flags(&modifiers);
        let kind = match self.contexts.last() {
            Some(Context::Class(_)) => DefinitionKind::Field,
            _ if modifiers.is_constant => DefinitionKind::Constant,
            _ => DefinitionKind::Variable,
        };
        let spelled = plain(b.text(name), b);
        let at = b.define_named(kind, spelled, span(name), span(node));
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        b.hold(visit.depth(), at);
        Some(at)
    }

    /// The name of a variable that is declared.
    pub(super) fn declared_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        // `(val name = property)`
        if let Value::Definition(_) = visit.previous() {
            return visit.previous();
        }
        match visit.above(1) {
            Kind::PropertyDeclaration => {
                let Some(property) = self.properties.last_mut() else {
                    return Value::Unknown;
                };
                if property.is_member {
                    return property
                        .definition
                        .map_or(Value::Unknown, Value::Definition);
                }
                let whole = visit.node_above(1).unwrap_or(visit.node);
                let at = b.define(DefinitionKind::Local, visit.node, whole);
                property.definition = Some(at);
                b.bind_after(visit.depth_above(1), at, Space::VALUES);
                Value::Definition(at)
            }
            // It is not seen in its own value.
            Kind::WhenSubject => {
                let at = b.define(DefinitionKind::Local, visit.node, visit.node);
                b.bind_after(visit.depth_above(1), at, Space::VALUES);
                Value::Definition(at)
            }
            Kind::LambdaParameters => self.block_parameter(visit, b),
            Kind::MultiVariable if visit.above(2) == Kind::LambdaParameters => {
                local(visit, DefinitionKind::Parameter, b)
            }
            _ => local(visit, DefinitionKind::Local, b),
        }
    }

    /// A property is told by its type, or by its value.
    pub(super) fn leave_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.contexts.pop();
        if let Some(Some(at)) = self.properties.pop().map(|property| property.definition)
            && visit.last().reference().is_some()
        {
            b.assign_type(at, visit.last());
        }
    }

    /// `by lazy { … }` is what the block comes to.
    pub(super) fn leave_delegate(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
        match visit.last().reference() {
            Some(at) if b.name_of_reference(at) == "lazy" => self.last_block,
            _ => Value::Unknown,
        }
    }

    pub(super) fn enter_accessor(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.accessors += 1;
        b.open_scope(visit.depth(), ScopeKind::Function);
    }

    pub(super) fn leave_accessor(&mut self) {
        self.accessors -= 1;
    }
}

/// What an object expression has of its own is seen in it, and nowhere else.
pub(super) fn open_object(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    b.open_scope(visit.depth(), ScopeKind::Members);
}
