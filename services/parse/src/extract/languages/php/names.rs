//! Names: what each one is depends on where it stands.

use facts::{Bound, Role, Subject, SupertypeKind};
use tree_sitter::Node;

use super::namespaces::last_name;
use super::vocabulary::{Field, Kind};
use super::{Php, Visit, is_first, is_member};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Type(Role),
    Function,
    Constant,
    /// A name that is told elsewhere.
    Nothing,
}

/// What a name that may be qualified stands for.
fn sort(visit: &Visit<'_, '_>) -> Sort {
    match (visit.parent(), visit.field) {
        (Kind::NamedType | Kind::ObjectCreation, _)
        | (Kind::ScopedCall | Kind::ScopedProperty, Field::Scope) => Sort::Type(Role::Type),
        (Kind::BaseClause | Kind::ClassInterfaceClause | Kind::UseDeclaration, _) => {
            Sort::Type(Role::Supertype)
        }
        (Kind::Attribute, _) => Sort::Type(Role::Decorator),
        (Kind::FunctionCall, Field::Function) => Sort::Function,
        (Kind::ClassConstantAccess, _) if is_first(visit) => Sort::Type(Role::Type),
        (Kind::UseInsteadOf, _) => Sort::Type(Role::Type),
        (Kind::BinaryExpression, Field::Right) if is_instance_check(visit) => {
            Sort::Type(Role::Type)
        }
        _ => Sort::Constant,
    }
}

/// Whether a name is the right side of `instanceof`.
fn is_instance_check(visit: &Visit<'_, '_>) -> bool {
    let operator = visit
        .node_above(0)
        .and_then(|binary| binary.child_by_field_name("operator"));
    operator.is_some_and(|operator| operator.kind() == "instanceof")
}

impl Php {
    /// A name without a backslash.
    pub(super) fn name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let sort = match (visit.parent(), visit.field) {
            (parent, Field::Name) if is_member(parent) => {
                return self.member(visit, b);
            }
            (Kind::ClassConstantAccess, _) if !is_first(visit) => {
                return constant_of_class(visit, b);
            }
            (
                Kind::ClassDeclaration
                | Kind::InterfaceDeclaration
                | Kind::TraitDeclaration
                | Kind::EnumDeclaration
                | Kind::FunctionDefinition
                | Kind::MethodDeclaration
                | Kind::EnumCase,
                Field::Name,
            )
            | (Kind::PropertyHook | Kind::UseAs | Kind::VisibilityModifier, _) => Sort::Nothing,
            // The walk told it when it entered.
            (Kind::ConstElement, _) if is_first(visit) => {
                return self
                    .constant
                    .take()
                    .map_or(Value::Unknown, Value::Definition);
            }
            (Kind::Argument, Field::Name) => return label(visit, b),
            (Kind::NamedLabel, _) => {
                let at = b.define(facts::DefinitionKind::Label, node, node);
                b.bind(b.scope(), at, Space::LABELS, Seen::Throughout);
                Sort::Nothing
            }
            (Kind::GotoStatement, _) => {
                b.reference_in(node, Role::Read, Space::LABELS);
                Sort::Nothing
            }
            _ => sort(visit),
        };
        match sort {
            Sort::Type(role) => self.class_name(visit, role, b),
            Sort::Function => Value::Reference(b.reference_in(node, Role::Read, Space::CALLS)),
            Sort::Constant if is_magic(b.text(node)) => Value::Unknown,
            Sort::Constant => Value::Reference(b.reference_in(node, Role::Read, Space::VALUES)),
            Sort::Nothing => Value::Unknown,
        }
    }

    /// `A\b`, `\a`, `namespace\a`.
    pub(super) fn qualified_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let sort = sort(visit);
        let (role, is_type) = match sort {
            Sort::Type(role) => (role, true),
            Sort::Function | Sort::Constant => (Role::Read, false),
            Sort::Nothing => return Value::Unknown,
        };
        let node = visit.node;
        let full = self.namespaces.complete(b.text(node));
        let import = self.namespaces.standing_for(full, is_type, span(node), b);
        let at = b.bound_reference(last_name(node), role, Bound::Import(import));
        self.supertype(visit, at, b);
        Value::Reference(at)
    }

    /// A class by its name alone; `self` and `static` are the class around.
    fn class_name(&mut self, visit: &Visit<'_, '_>, role: Role, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let text = b.text(node);
        if is_word(text, b"parent") {
            return Value::Super;
        }
        let at = if is_word(text, b"self") || is_word(text, b"static") {
            let Some(class) = self.classes.last().and_then(|class| class.definition) else {
                return Value::Unknown;
            };
            b.bound_reference(node, role, Bound::Definition(class))
        } else {
            b.reference_in(node, role, Space::TYPES)
        };
        self.supertype(visit, at, b);
        Value::Reference(at)
    }

    /// If a name stands where a class tells what it is made of, says so.
    fn supertype(&mut self, visit: &Visit<'_, '_>, base: u32, b: &mut Builder<'_>) {
        let kind = match visit.parent() {
            Kind::BaseClause => SupertypeKind::Extends,
            Kind::ClassInterfaceClause => SupertypeKind::Implements,
            Kind::UseDeclaration => SupertypeKind::Embeds,
            _ => return,
        };
        let Some(class) = self.classes.last_mut() else {
            return;
        };
        if let (SupertypeKind::Embeds, Some(of)) = (kind, class.definition) {
            b.inherit(Subject::Definition(of), base, kind);
        } else {
            // A trait has the say over what a class extends, though it stands behind it.
            class.bases.push((base, kind));
        }
    }
}

/// `A::B`, of which the second; `A::class` is no constant.
fn constant_of_class(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if b.text(visit.node).eq_ignore_ascii_case(b"class") {
        return Value::Unknown;
    }
    let role = match visit.above(1) {
        // A method of a trait is named so when it gets another name.
        Kind::UseAs | Kind::UseInsteadOf => Role::Call,
        _ => Role::Read,
    };
    Value::Reference(b.member(visit.node, role, visit.previous()))
}

/// The name of an argument is that of a parameter of what is called.
fn label(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let callee = match visit.above(2) {
        Kind::FunctionCall => visit.value_above(2, Field::Function),
        Kind::MemberCall | Kind::NullsafeCall | Kind::ScopedCall => {
            visit.value_above(2, Field::Name)
        }
        Kind::ObjectCreation | Kind::Attribute => visit.first_above(2),
        _ => Value::Unknown,
    };
    if callee.reference().is_some() {
        b.path(visit.node, Role::Read, callee);
    }
    Value::Unknown
}

/// `__DIR__` and the like.
fn is_magic(text: &[u8]) -> bool {
    text.len() > 4 && text.starts_with(b"__") && text.ends_with(b"__")
}

fn is_word(text: &[u8], word: &[u8]) -> bool {
    text.eq_ignore_ascii_case(word)
}

/// The name that a declaration gives.
pub(super) fn declared_name<'t>(node: Node<'t>, b: &Builder<'_>) -> Option<Node<'t>> {
    let name = node.child_by_field_name("name")?;
    (!b.text(name).is_empty()).then_some(name)
}
