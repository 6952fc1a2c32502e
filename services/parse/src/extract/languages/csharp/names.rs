//! C#'s names: what each is depends on where it stands.

use facts::{Bound, DefinitionKind, Receiver, Role, Subject, SupertypeKind};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{CSharp, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A name's place: the `A` of `A<B>` stands where that stands.
struct Spot {
    /// How many nodes above the name the node stands in whose field the name is.
    up: usize,
    parent: Kind,
    field: Field,
}

impl CSharp {
    /// A name.
    pub(super) fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        if node.start_byte() == node.end_byte() {
            return Value::Unknown;
        }
        let spot = match visit.parent() {
            Kind::GenericName => Spot {
                up: 1,
                parent: visit.above(1),
                field: visit.field_above(0),
            },
            parent => Spot {
                up: 0,
                parent,
                field: visit.field,
            },
        };
        match (spot.parent, spot.field) {
            (
                Kind::ClassDeclaration
                | Kind::StructDeclaration
                | Kind::RecordDeclaration
                | Kind::InterfaceDeclaration
                | Kind::EnumDeclaration
                | Kind::DelegateDeclaration
                | Kind::EnumMember
                | Kind::MethodDeclaration
                | Kind::ConstructorDeclaration
                | Kind::DestructorDeclaration
                | Kind::LocalFunction
                | Kind::PropertyDeclaration
                | Kind::EventDeclaration
                | Kind::AccessorDeclaration
                | Kind::NamespaceDeclaration
                | Kind::FileScopedNamespace
                | Kind::Parameter
                | Kind::Argument
                | Kind::TupleElement,
                Field::Name,
            ) => Value::Unknown,
            (Kind::VariableDeclarator, Field::Name) => self.declared_name(visit, b),
            (Kind::TypeParameter, Field::Name) => {
                let at = b.define(DefinitionKind::TypeParameter, node, node);
                b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
                Value::Definition(at)
            }
            (Kind::ParameterList, Field::Name) => self.parameter_array(visit, b),
            (
                Kind::DeclarationExpression
                | Kind::DeclarationPattern
                | Kind::VarPattern
                | Kind::RecursivePattern
                | Kind::ListPattern
                | Kind::ParenthesizedDesignation
                | Kind::TuplePattern
                | Kind::CatchDeclaration,
                Field::Name,
            ) => self.designation(visit, b),
            (Kind::ForeachStatement, Field::Left) => self.iterated(visit, b),
            (Kind::FromClause, Field::Name) => self.ranged(visit, b),
            (Kind::JoinClause, _) if is_followed_by(node, b"in", b) => self.ranged(visit, b),
            (Kind::LetClause, _) if is_followed_by(node, b"=", b) => self.ranged(visit, b),
            (Kind::JoinIntoClause | Kind::QueryExpression, _) => self.ranged(visit, b),
            (Kind::AnonymousObject, _) if is_assigned(node, b) => Value::Unknown,
            (Kind::WithInitializer, _) if is_assigned(node, b) => {
                let of = self.copied.last().copied().unwrap_or_default();
                Value::Reference(b.member(node, Role::Write, of))
            }
            (Kind::Subpattern, _) => {
                let of = match visit.value_above(2, Field::Type) {
                    Value::Unknown => visit.value_above(3, Field::Expression),
                    told => told,
                };
                Value::Reference(b.member(node, Role::Read, of))
            }
            (Kind::LabeledStatement, _) => {
                let at = b.define(DefinitionKind::Label, node, node);
                b.bind(b.scope(), at, Space::LABELS, Seen::Throughout);
                Value::Unknown
            }
            (Kind::GotoStatement, _) => {
                b.reference_in(node, Role::Read, Space::LABELS);
                Value::Unknown
            }
            (Kind::Attribute, Field::Name) => {
                let at = b.reference_in(node, Role::Decorator, Space::TYPES);
                b.reference_mut(at).arity = 0;
                self.set_attribute(at);
                Value::Reference(at)
            }
            (Kind::AttributeArgument, Field::Name) => {
                let attribute = self.attributes.last().copied().unwrap_or_default();
                if is_assigned(node, b) {
                    Value::Reference(b.member(node, Role::Write, attribute))
                } else {
                    Value::Unknown
                }
            }
            (Kind::QualifiedName, Field::Qualifier) => type_name(node, Role::Type, b),
            (Kind::QualifiedName, Field::Name) => self.qualified(visit, &spot, b),
            // `global::A` is found where a plain `A` is.
            (Kind::AliasQualifiedName, Field::Alias) if b.text(node) == b"global" => Value::Unknown,
            (Kind::AliasQualifiedName, Field::Alias) => type_name(node, Role::Type, b),
            (Kind::AliasQualifiedName, Field::Name) => {
                match visit.value_above(spot.up, Field::Alias) {
                    Value::Unknown => type_name(node, Role::Type, b),
                    alias => {
                        let at = b.member(node, Role::Type, alias);
                        b.reference_mut(at).arity = 0;
                        Value::Reference(at)
                    }
                }
            }
            (_, Field::Type | Field::Returns)
            | (Kind::AsExpression | Kind::IsExpression, Field::Right)
            | (
                Kind::TypeArguments
                | Kind::BaseList
                | Kind::ExplicitInterface
                | Kind::TypeParameterConstraints,
                _,
            ) => {
                let value = type_name(node, Role::Type, b);
                if spot.up == 0 {
                    self.maybe_supertype(visit, value, b)
                } else {
                    value
                }
            }
            (Kind::MemberAccess, Field::Expression) => Value::Reference(b.reference_in_either(
                node,
                Role::Read,
                [Space::VALUES, Space::TYPES],
            )),
            (Kind::MemberAccess, Field::Name) => {
                let of = visit.value_above(spot.up, Field::Expression);
                let role = role_at(visit, spot.up + 1, b);
                Value::Reference(b.member(node, role, of))
            }
            (Kind::MemberBinding, Field::Name) => {
                let of = visit.value_above(spot.up + 1, Field::Condition);
                Value::Reference(b.member(node, Role::Read, of))
            }
            (Kind::AssignmentExpression, Field::Left)
                if visit.above(1) == Kind::InitializerExpression =>
            {
                initialized(visit, b)
            }
            (Kind::InvocationExpression, Field::Function)
                if spot.up == 0 && b.text(node) == b"nameof" =>
            {
                Value::Unknown
            }
            _ => Value::Reference(b.reference(node, role_at(visit, spot.up, b))),
        }
    }

    /// The name after a dot in a name of a type or of an attribute.
    fn qualified(&mut self, visit: &Visit<'_, '_>, spot: &Spot, b: &mut Builder<'_>) -> Value {
        let of = visit.value_above(spot.up, Field::Qualifier);
        let (around, field) = (visit.above(spot.up + 1), visit.field_above(spot.up));
        let role = match (around, field) {
            (Kind::Attribute, Field::Name) => Role::Decorator,
            _ => Role::Type,
        };
        let at = b.member(visit.node, role, of);
        b.reference_mut(at).arity = 0;
        if role == Role::Decorator {
            self.set_attribute(at);
        }
        Value::Reference(at)
    }

    fn set_attribute(&mut self, at: u32) {
        if let Some(attribute) = self.attributes.last_mut() {
            *attribute = Value::Reference(at);
        }
    }

    /// `this`; in the head of a constructor the call of another one.
    pub(super) fn this(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() != Kind::ConstructorInitializer {
            return Value::This(None);
        }
        let at = b.member(visit.node, Role::Read, Value::This(None));
        self.initializer = Some(at);
        if let Some(class) = self.classes.last().and_then(|class| class.definition) {
            self.chained.push((at, class));
        }
        Value::Unknown
    }

    /// `base`; in the head of a constructor the call of one of the class above.
    pub(super) fn base(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() != Kind::ConstructorInitializer {
            return Value::Super;
        }
        let at = b.member(visit.node, Role::Read, Value::Super);
        self.initializer = Some(at);
        Value::Unknown
    }

    /// If the type is in a list of supertypes, says so.
    pub(super) fn maybe_supertype(
        &mut self,
        visit: &Visit<'_, '_>,
        value: Value,
        b: &mut Builder<'_>,
    ) -> Value {
        if visit.parent() != Kind::BaseList {
            return value;
        }
        let (Some(class), Some(base)) = (self.classes.last_mut(), value.reference()) else {
            return value;
        };
        let is_first = !std::mem::replace(&mut class.has_supertypes, true);
        let kind = match class.kind {
            Kind::InterfaceDeclaration => SupertypeKind::Extends,
            Kind::StructDeclaration => SupertypeKind::Implements,
            // Only the name tells a class from an interface.
            _ if is_first && !is_interface_name(b.name_of_reference(base)) => {
                SupertypeKind::Extends
            }
            _ => SupertypeKind::Implements,
        };
        if class.kind == Kind::EnumDeclaration {
            return value;
        }
        if let Some(of) = class.definition {
            b.reference_mut(base).role = Role::Supertype;
            b.inherit(Subject::Definition(of), base, kind);
        }
        value
    }

    /// `new A(…) { … }`
    pub(super) fn leave_creation(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(at) = visit.child(Field::Type).reference() else {
            return Value::Unknown;
        };
        if b.reference_at(at).role == Role::Type {
            // How many type arguments it is given stays: they tell which type it is.
            b.reference_mut(at).role = Role::Instantiate;
        }
        Value::Reference(at)
    }

    /// `new(…)`: of the type that the declaration around tells.
    pub(super) fn enter_implicit_creation(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let made = made_by_new(visit, b);
        self.created.push(made);
    }
}

fn made_by_new(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let target = target_of_new(visit, 0);
    let Some(of) = target.reference() else {
        return Value::Unknown;
    };
    let (name, arity, receiver) = {
        let of = b.reference_at(of);
        (of.name, of.arity, of.receiver)
    };
    if receiver == Receiver::None {
        let mut place = span(visit.node);
        (place.end_line, place.end_col) = (place.start_line, place.start_col + 3);
        let at = b.reference_named(name, place, Role::Instantiate, Space::TYPES);
        b.reference_mut(at).arity = arity;
        return Value::Reference(at);
    }
    target
}

/// The type that `new(…)` is of, as far as the declaration around tells it.
fn target_of_new(visit: &Visit<'_, '_>, up: usize) -> Value {
    match visit.above(up) {
        Kind::VariableDeclarator => visit.value_above(up + 1, Field::Type),
        Kind::PropertyDeclaration => visit.value_above(up, Field::Type),
        Kind::Arrow => match visit.above(up + 1) {
            Kind::MethodDeclaration => visit.value_above(up + 1, Field::Returns),
            _ => visit.value_above(up + 1, Field::Type),
        },
        _ => Value::Unknown,
    }
}

/// `where T : A`: a type parameter is told by its bound.
pub(super) fn leave_constraints(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let Some(parameter) = visit.first().reference() else {
        return;
    };
    let name = b.reference_at(parameter).name;
    if let Some(Bound::Definition(at)) = b.scopes.so_far(b.scope(), name, Space::TYPES)
        && b.definition(at).type_of.is_none()
    {
        b.declare_type(at, visit.last());
    }
}

/// `{ A = … }`: a member of what is made.
fn initialized(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let of = match visit.above(2) {
        Kind::ObjectCreation => visit.value_above(2, Field::Type),
        Kind::AssignmentExpression => visit.value_above(2, Field::Left),
        Kind::ImplicitObjectCreation => target_of_new(visit, 3),
        _ => Value::Unknown,
    };
    Value::Reference(b.member(visit.node, Role::Write, of))
}

/// The name of a type; so far with no type arguments.
fn type_name(node: Node<'_>, role: Role, b: &mut Builder<'_>) -> Value {
    let at = b.reference_in(node, role, Space::TYPES);
    b.reference_mut(at).arity = 0;
    Value::Reference(at)
}

/// The role of an expression, which is the `up`-th node above the name or the name itself.
fn role_at(visit: &Visit<'_, '_>, up: usize, b: &Builder<'_>) -> Role {
    let field = match up {
        0 => visit.field,
        up => visit.field_above(up - 1),
    };
    let is_written = match visit.above(up) {
        Kind::AssignmentExpression => field == Field::Left,
        Kind::PrefixUnary | Kind::PostfixUnary => visit.node_above(up).is_some_and(|unary| {
            let text = b.text(unary);
            [&b"++"[..], b"--"]
                .iter()
                .any(|step| text.starts_with(step) || text.ends_with(step))
        }),
        Kind::Argument => visit.node_above(up).is_some_and(|argument| {
            let text = b.text(argument);
            text.starts_with(b"out ") || text.starts_with(b"ref ")
        }),
        _ => false,
    };
    if is_written { Role::Write } else { Role::Read }
}

/// `a ?? b`
pub(super) fn leave_binary(visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
    let left = visit.child(Field::Left);
    let Some(at) = left.reference() else {
        return Value::Unknown;
    };
    let operator = visit.node.child_by_field_name("operator");
    let is_coalescing = operator.is_some_and(|operator| b.text(operator) == b"??");
    if is_coalescing {
        Value::Reference(at)
    } else {
        Value::Unknown
    }
}

/// Whether a text stands right after a node.
fn is_followed_by(node: Node<'_>, text: &[u8], b: &Builder<'_>) -> bool {
    let end = node.end_byte();
    b.slice(end, end + 64).trim_ascii_start().starts_with(text)
}

/// Whether `=` stands right after a node.
fn is_assigned(node: Node<'_>, b: &Builder<'_>) -> bool {
    is_followed_by(node, b"=", b) && !is_followed_by(node, b"==", b)
}

/// `IThing`, by the custom of the language.
fn is_interface_name(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next() == Some('I') && letters.next().is_some_and(char::is_uppercase)
}
