//! Kotlin's types where they are named: uses, supertypes, what they tell of a definition.

use facts::{Bound, DefinitionKind, Flags, Role, Subject, SupertypeKind};

use super::blocks::Context;
use super::vocabulary::{Field, Kind};
use super::{Kotlin, Visit, is_followed_by_equals};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::walk::Value;

impl Kotlin {
    /// The name of a type.
    pub(super) fn type_identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        match visit.parent() {
            Kind::TypeParameter => {
                let at = b.define(DefinitionKind::TypeParameter, node, node);
                // Functions of a class see its type parameters, and not those of its constructor.
                let scope = match b.scopes.kind(b.scope()) {
                    ScopeKind::ClassBody => b.scopes.parent(b.scope()),
                    _ => b.scope(),
                };
                b.bind(scope, at, Space::TYPES, Seen::Throughout);
                Value::Definition(at)
            }
            Kind::ClassDeclaration
            | Kind::ObjectDeclaration
            | Kind::CompanionObject
            | Kind::TypeAlias => Value::Unknown,
            Kind::UserType if visit.previous().reference().is_some() => {
                Value::Reference(b.member(node, Role::Type, visit.previous()))
            }
            Kind::ThisExpression => self.this_of(visit, b),
            Kind::SuperExpression => Value::Unknown,
            // An object, a value or a type.
            Kind::CallableReference => self.bare(visit, Role::Read, b),
            _ => {
                let name = b.name(node);
                let bound = b.scopes.so_far(b.scope(), name, Space::TYPES);
                let at = b.bound_reference(node, Role::Type, bound.unwrap_or(Bound::Free));
                self.unquote(at, visit, b);
                Value::Reference(at)
            }
        }
    }

    /// A type, which may tell what a definition is.
    pub(super) fn leave_type_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = match visit.kind {
            Kind::UserType | Kind::ParenthesizedType => visit.last(),
            Kind::FunctionType => {
                self.block_of = visit.child(Field::Receiver).reference();
                Value::Unknown
            }
            _ => visit.first(),
        };
        match visit.parent() {
            Kind::FunctionDeclaration | Kind::AnonymousFunction => {
                if let Some(function) = self.functions.last_mut() {
                    function.is_typed = true;
                    if let Some(at) = function.definition {
                        b.declare_type(at, value);
                    }
                }
            }
            Kind::Getter => {
                if let Some(at) = self.properties.last().and_then(|p| p.definition) {
                    b.declare_type(at, value);
                }
            }
            Kind::VariableDeclaration
            | Kind::Parameter
            | Kind::ParameterOptionallyTyped
            | Kind::CatchBlock
            | Kind::TypeParameter => {
                if let Value::Definition(at) = visit.previous() {
                    self.declare(at, value, b);
                }
                // The name stays what the declaration came to.
                return visit.previous();
            }
            Kind::ClassParameter => {
                if let Some(at) = self.class_parameter.map(|(_, at)| at) {
                    self.declare(at, value, b);
                    if is_followed_by_equals(visit.node.end_byte(), b) {
                        b.definition_mut(at).flags.set(Flags::OPTIONAL);
                    }
                }
            }
            Kind::TypeAlias => {
                if let Some(at) = self.alias {
                    self.declare(at, value, b);
                }
            }
            Kind::DelegationSpecifier => self.inherit(visit, value, b),
            Kind::ConstructorInvocation | Kind::ExplicitDelegation
                if visit.above(1) == Kind::DelegationSpecifier =>
            {
                self.inherit(visit, value, b);
            }
            Kind::Annotation | Kind::FileAnnotation => decorate(value, b),
            Kind::ConstructorInvocation => decorate(value, b),
            _ => {}
        }
        value
    }

    /// The type of a definition; if it is a block for an object, of what type that is.
    fn declare(&mut self, at: u32, value: Value, b: &mut Builder<'_>) {
        let block_of = self.block_of.take();
        match (value, block_of) {
            (Value::Unknown, Some(of)) => {
                b.definition_mut(at).flags.set(Flags::RECEIVER);
                b.declare_type(at, Value::Reference(of));
            }
            _ => b.declare_type(at, value),
        }
    }

    fn inherit(&mut self, visit: &Visit<'_, '_>, value: Value, b: &mut Builder<'_>) {
        let Some(base) = value.reference() else {
            return;
        };
        b.reference_mut(base).role = Role::Supertype;
        let is_made = visit.parent() == Kind::ConstructorInvocation;
        match self.contexts.last_mut() {
            // Of an object expression the first type is what it is taken for.
            Some(Context::Anonymous(of @ Value::Unknown)) => {
                b.reference_mut(base).role = Role::Type;
                *of = value;
            }
            Some(Context::Class(Some(of))) => {
                let is_interface = self.classes.last().is_some_and(|class| class.is_interface);
                let kind = if is_made || is_interface {
                    SupertypeKind::Extends
                } else {
                    SupertypeKind::Implements
                };
                b.inherit(Subject::Definition(*of), base, kind);
            }
            _ => b.reference_mut(base).role = Role::Type,
        }
    }

    /// `T.` before the name of a function or property that extends it.
    pub(super) fn leave_receiver(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = visit.last();
        let value = match value {
            Value::Unknown => visit.first(),
            value => value,
        };
        if !matches!(
            visit.parent(),
            Kind::FunctionDeclaration | Kind::PropertyDeclaration
        ) {
            return value;
        }
        let extended = match visit.parent() {
            Kind::FunctionDeclaration => self.functions.last().and_then(|f| f.definition),
            _ => self.properties.last().and_then(|p| p.definition),
        };
        if let Some(at) = extended {
            let definition = b.definition_mut(at);
            definition.owner = value.reference();
            definition.flags.set(Flags::RECEIVER);
        }
        if let Some(Context::Function { extends, .. }) = self.contexts.last_mut() {
            *extends = Some(value);
        }
        value
    }
}

fn decorate(value: Value, b: &mut Builder<'_>) {
    if let Some(at) = value.reference() {
        b.reference_mut(at).role = Role::Decorator;
    }
}
