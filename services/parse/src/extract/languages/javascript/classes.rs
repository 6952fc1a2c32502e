//! Classes and their fields.

use facts::{DefinitionKind, Flags, Role, Subject, SupertypeKind};
use tree_sitter::Node;

use super::heads::{Extent, children};
use super::objects::Owner;
use super::this::{Home, This};
use super::variables::Shape;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

impl JavaScript {
    pub(super) fn enter_class(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let claimed = self
            .take_claim(node)
            .and_then(|claim| claim.owner.definition());
        let name = node
            .child_by_field_name("name")
            .filter(|name| !b.text(*name).is_empty());
        let definition = claimed.or_else(|| self.define_class(visit, name, b));
        // Type parameters, and the name of a class expression, are seen only in it.
        let scope = b.open_scope(visit.depth(), ScopeKind::Block);
        if visit.kind == Kind::Class
            && let (Some(at), Some(name)) = (definition, name)
        {
            let name = b.name(name);
            let bound = facts::Bound::Definition(at);
            for space in [Space::VALUES, Space::TYPES] {
                b.scopes.bind(scope, name, space, bound, Seen::Throughout);
            }
        }
        self.classes.push(definition);
        self.boundaries += 1;
    }

    /// A class without a name is called by its keyword.
    fn define_class(
        &mut self,
        visit: &Visit<'_, '_>,
        name: Option<Node<'_>>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let node = visit.node;
        let wrapping = self.wrapping(visit);
        let name = name.or_else(|| children(node).find(|child| b.text(*child) == b"class"))?;
        let id = b.name(name);
        let at = b.define_named(DefinitionKind::Class, id, span(name), wrapping.extent.span);
        let mut flags = self.place_flags();
        if visit.kind == Kind::AbstractClassDeclaration {
            flags.set(Flags::ABSTRACT);
        }
        if b.scopes.kind(b.scope()) != ScopeKind::Module {
            flags.set(Flags::OF_BLOCK);
        }
        b.definition_mut(at).flags = flags;
        self.describe(at, wrapping.extent, self.head(node, wrapping.head), b);
        if visit.kind != Kind::Class {
            b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
            b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
            if wrapping.is_exported {
                self.publish(at, b);
            }
        }
        b.hold(visit.depth(), at);
        Some(at)
    }

    pub(super) fn leave_class(&mut self) -> Value {
        self.classes.pop();
        self.boundaries -= 1;
        Value::Unknown
    }

    /// `extends A`.
    pub(super) fn leave_extends(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let base = match visit.kind {
            Kind::ExtendsClause => visit.child(Field::Value),
            // In TypeScript the clauses in it have told.
            _ => visit.last(),
        };
        if let (Some(&Some(class)), Some(base)) = (self.classes.last(), base.reference()) {
            inherit(class, base, SupertypeKind::Extends, b);
        }
        Value::Unknown
    }

    /// A field of a class, or a property of an interface or object type.
    pub(super) fn enter_field(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let decorated = self.decorated.take();
        let key = node
            .child_by_field_name("name")
            .or_else(|| node.child_by_field_name("property"));
        let Some(key) = key else {
            return;
        };
        let is_of_class = visit.kind != Kind::PropertySignature;
        let owner = if is_of_class {
            self.classes.last().copied().flatten()
        } else if self.object_types.last() == Some(&true) {
            b.holder()
        } else {
            return;
        };
        let value = node.child_by_field_name("value");
        let (shape, inner) = match value {
            Some(value) => self.shape(value),
            None => (Shape::Other, node),
        };
        let kind = match shape {
            Shape::Function | Shape::Arrow => DefinitionKind::Method,
            Shape::Class => DefinitionKind::Class,
            Shape::Object | Shape::Other => DefinitionKind::Field,
        };
        let extent = decorated.unwrap_or(Extent::of(node)).until(node);
        let Some(at) = self.define_key(kind, key, extent, b) else {
            return;
        };
        let mut flags = self.modifiers(node, key.start_byte(), b).member_flags();
        flags.set(self.place_flags());
        if b.text(inner).starts_with(b"async") && kind == DefinitionKind::Method {
            flags.set(Flags::ASYNC);
        }
        let definition = b.definition_mut(at);
        definition.flags = flags;
        let name = definition.name;
        if let Some(owner) = owner {
            self.members
                .entry((Home::Definition(owner), name))
                .or_insert(at);
        }
        let start = self.after_decorators(node);
        let head = match shape {
            Shape::Object | Shape::Other => self.head_of_value(start, node.end_byte(), value),
            Shape::Function | Shape::Arrow | Shape::Class => start..self.head(inner, start).end,
        };
        self.describe(at, extent, head, b);
        self.told = (key.id(), Value::Definition(at));
        if shape != Shape::Other {
            let this = match shape {
                Shape::Function => This::Class(self.classes.len()),
                _ => This::Unknown,
            };
            self.claim(inner, Owner::Definition(at), this);
        }
        if shape != Shape::Other || !is_of_class {
            b.hold(visit.depth(), at);
        }
    }

    pub(super) fn leave_field(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let key = match visit.child(Field::Name) {
            Value::Unknown => visit.child(Field::Property),
            key => key,
        };
        if let Value::Definition(at) = key
            && b.definition(at).kind == DefinitionKind::Field
        {
            let (declared, assigned) = (visit.child(Field::Type), visit.child(Field::Value));
            let has_value = visit.node.child_by_field_name("value").is_some();
            let assigned = if has_value { assigned } else { Value::Nothing };
            Self::tell_type(at, visit.node, declared, assigned, b);
        }
        Value::Unknown
    }
}

/// Says that a type inherits from what a reference names.
pub(super) fn inherit(class: u32, base: u32, kind: SupertypeKind, b: &mut Builder<'_>) {
    let reference = b.reference_mut(base);
    if matches!(reference.role, Role::Read | Role::Type) {
        reference.role = Role::Supertype;
    }
    b.inherit(Subject::Definition(class), base, kind);
}
