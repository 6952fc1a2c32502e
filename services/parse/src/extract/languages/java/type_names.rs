//! Java's types where they are named: uses, supertypes, type parameters.

use facts::{DefinitionKind, Role, Subject, SupertypeKind};

use super::vocabulary::Kind;
use super::{Java, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::walk::Value;

impl Java {
    /// The name of a type.
    pub(super) fn type_identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        match visit.parent() {
            Kind::TypeParameter => {
                let at = b.define(DefinitionKind::TypeParameter, node, node);
                b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
                Value::Definition(at)
            }
            Kind::ScopedTypeIdentifier if !super::is_first(visit) => {
                Value::Reference(b.member(node, Role::Type, visit.previous()))
            }
            Kind::LocalVariableDeclaration
            | Kind::EnhancedForStatement
            | Kind::FormalParameter
            | Kind::RecordPatternComponent
            | Kind::Resource
                if b.text(node) == b"var" =>
            {
                Value::Nothing
            }
            _ => {
                let value = Value::Reference(b.reference_in(node, Role::Type, Space::TYPES));
                self.maybe_supertype(visit, value, b)
            }
        }
    }

    /// If the type is in a list of supertypes, says so.
    pub(super) fn maybe_supertype(
        &mut self,
        visit: &Visit<'_, '_>,
        value: Value,
        b: &mut Builder<'_>,
    ) -> Value {
        if visit.parent() == Kind::TypeList {
            match visit.above(1) {
                Kind::SuperInterfaces => self.inherit(value, SupertypeKind::Implements, b),
                Kind::ExtendsInterfaces => self.inherit(value, SupertypeKind::Extends, b),
                _ => {}
            }
        }
        value
    }

    pub(super) fn leave_superclass(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.inherit(visit.last(), SupertypeKind::Extends, b);
        if let (Some(class), Some(base)) = (self.classes.last(), visit.last().reference()) {
            self.calls.extends(class.index, base, b.scope());
        }
    }

    fn inherit(&mut self, value: Value, kind: SupertypeKind, b: &mut Builder<'_>) {
        let (Some(class), Some(base)) = (self.classes.last(), value.reference()) else {
            return;
        };
        self.calls.inherits(class.index);
        if let Some(of) = class.definition {
            b.reference_mut(base).role = Role::Supertype;
            b.inherit(Subject::Definition(of), base, kind);
        }
    }

    /// A type that is the element of an array.
    pub(super) fn contain(&mut self, element: Value) -> Value {
        if let Some(at) = element.reference() {
            self.contained.insert(at);
        }
        element
    }

    /// `A::b`, `A::new`.
    pub(super) fn leave_method_reference(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let is_new = b.text(visit.node).ends_with(b"new");
        if is_new
            && let Some(at) = visit.first().reference()
            && visit.first() == visit.last()
            && !self.contained.contains(&at)
        {
            b.reference_mut(at).role = Role::Instantiate;
        }
        Value::Unknown
    }
}

/// `T extends Bound`.
pub(super) fn leave_parameter(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    if let Value::Definition(at) = visit.first() {
        b.declare_type(at, visit.last());
    }
}
