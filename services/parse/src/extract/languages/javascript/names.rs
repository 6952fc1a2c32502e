//! Bare names: what each is depends on where it stands.

use facts::{DefinitionKind, Role};

use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::walk::Value;

impl JavaScript {
    pub(super) fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.told.0 == visit.node.id() {
            return self.told.1;
        }
        match visit.parent() {
            Kind::FunctionDeclaration
            | Kind::GeneratorFunctionDeclaration
            | Kind::FunctionExpression
            | Kind::GeneratorFunction
            | Kind::FunctionSignature
            | Kind::Class
            | Kind::ClassDeclaration
            | Kind::AbstractClassDeclaration
            | Kind::EnumDeclaration
            | Kind::Module
            | Kind::InternalModule
                if visit.field == Field::Name =>
            {
                Value::Unknown
            }
            // The name of an element of a tuple.
            Kind::RequiredParameter | Kind::OptionalParameter if visit.field == Field::Name => {
                Value::Unknown
            }
            Kind::JsxNamespaceName => Value::Unknown,
            Kind::JsxOpeningElement | Kind::JsxSelfClosingElement | Kind::JsxClosingElement
                if visit.field == Field::Name && is_intrinsic(b.text(visit.node)) =>
            {
                self.element(visit, b)
            }
            Kind::FormalParameters => self.parameter(visit, b),
            Kind::ArrowFunction if visit.field == Field::Parameter => self.parameter(visit, b),
            Kind::IndexSignature if visit.field == Field::Name => self.parameter(visit, b),
            Kind::RequiredParameter | Kind::OptionalParameter if visit.field == Field::Pattern => {
                self.parameter(visit, b)
            }
            Kind::ObjectPattern | Kind::ArrayPattern | Kind::RestPattern => {
                self.pattern_name(visit, b)
            }
            Kind::AssignmentPattern | Kind::ObjectAssignmentPattern | Kind::ForIn
                if visit.field == Field::Left =>
            {
                self.pattern_name(visit, b)
            }
            Kind::PairPattern if visit.field == Field::Value => self.pattern_name(visit, b),
            Kind::CatchClause if visit.field == Field::Parameter => self.pattern_name(visit, b),
            Kind::AssignmentExpression if visit.field == Field::Left => {
                if self.is_exports(visit, b) {
                    return Value::Unknown;
                }
                super::variables::write(visit.node, b)
            }
            Kind::AugmentedAssignment if visit.field == Field::Left => {
                super::variables::write(visit.node, b);
                Value::Unknown
            }
            Kind::UpdateExpression => {
                super::variables::write(visit.node, b);
                Value::Unknown
            }
            Kind::MemberExpression if self.is_exports(visit, b) => Value::Module,
            Kind::CallExpression if visit.field == Field::Function => {
                match self.required(visit, b) {
                    Some(value) => value,
                    None => self.read(visit, b),
                }
            }
            _ => self.read(visit, b),
        }
    }

    fn read(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let at = b.reference(visit.node, Role::Read);
        self.alias(at, b).unwrap_or(Value::Reference(at))
    }

    /// A name of a type: a use, a type parameter, or nothing where the definition is made already.
    pub(super) fn type_identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.told.0 == visit.node.id() {
            return self.told.1;
        }
        match visit.parent() {
            Kind::Class
            | Kind::ClassDeclaration
            | Kind::AbstractClassDeclaration
            | Kind::InterfaceDeclaration
            | Kind::TypeAliasDeclaration
                if visit.field == Field::Name =>
            {
                Value::Unknown
            }
            Kind::TypeParameter | Kind::MappedTypeClause if visit.field == Field::Name => {
                type_parameter(visit, b)
            }
            Kind::InferType if visit.previous() == Value::Unknown && is_first(visit) => {
                type_parameter(visit, b)
            }
            Kind::NestedTypeIdentifier if visit.field == Field::Name => {
                let of = visit.sibling(Field::Module);
                Value::Reference(b.member(visit.node, Role::Type, of))
            }
            _ => Value::Reference(b.reference_in(visit.node, Role::Type, Space::TYPES)),
        }
    }
}

/// `U` in `infer U extends T`.
fn is_first(visit: &Visit<'_, '_>) -> bool {
    visit
        .node_above(0)
        .and_then(|infer| infer.named_child(0))
        .is_some_and(|first| first.id() == visit.node.id())
}

fn type_parameter(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let at = b.define(DefinitionKind::TypeParameter, visit.node, visit.node);
    let home = match visit.parent() {
        // The whole condition sees it, however deep in the pattern it stands.
        Kind::InferType => b.scope_where(|kind| kind == ScopeKind::Block),
        _ => b.scope(),
    };
    b.bind(home, at, Space::TYPES, Seen::Throughout);
    Value::Definition(at)
}

/// Whether a tag is one of the language of the page.
fn is_intrinsic(tag: &[u8]) -> bool {
    tag.first().is_none_or(u8::is_ascii_lowercase) || tag.contains(&b'-')
}
