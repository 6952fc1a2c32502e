//! Rust: what each node means.
//!
//! Items are seen in the whole module or block that they stand in, names of `let` and of patterns
//! in the text that follows, and a module does not see the names of the module around it. Types,
//! values and macros have a namespace each; an import binds its name in all three, for what it
//! brings is told elsewhere.
//!
//! A type that only hands on what it holds (`&T`, `Box<T>`) is taken for that, and so are
//! `Option<T>`, `Result<T, E>` and the like: `?`, patterns and `unwrap` open them everywhere. Where
//! a value is known to be in one of these, the methods of `Option` itself are not looked for in `T`.

mod attributes;
mod items;
mod paths;
mod patterns;
mod tokens;
mod uses;
mod vocabulary;

use std::sync::OnceLock;

use events::Language;
use facts::{Bound, DefinitionKind, NameId, Role};
use rustc_hash::{FxHashMap, FxHashSet};

use self::attributes::Lead;
use self::items::{Function, Impl};
use self::patterns::{Alternatives, Root};
use self::tokens::Tokens;
use self::uses::UseTree;
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, Rust>;

/// Where the walk stands in a Rust file.
#[derive(Default)]
pub(super) struct Rust {
    /// The whole file is tests.
    is_test: bool,
    /// Attributes and documentation that wait for their item.
    lead: Lead,
    /// The `impl` whose head the walk is in is for tests.
    is_test_impl: bool,
    impls: Vec<Impl>,
    functions: Vec<Function>,
    /// The patterns around, each with what it belongs to.
    roots: Vec<Root>,
    /// Names of `for` that wait for its body, with the depth of the `for`.
    deferred: Vec<(u32, u32)>,
    alternatives: Alternatives,
    /// The structs whose fields are named here, in expressions and patterns.
    structs: Vec<Value>,
    /// The values of the `match`es around.
    scrutinees: Vec<Value>,
    /// The field whose type comes next.
    field: Option<u32>,
    /// The list of fields without names that the walk is in, by its start, and the number of the
    /// last field.
    tuple: Option<(usize, u32)>,
    uses: Option<UseTree>,
    tokens: Tokens,
    /// References to types that were found in an `Option` or the like, and fields of such types.
    wrapped: FxHashSet<u32>,
    wrapped_fields: FxHashSet<NameId>,
    /// Methods of `Option` and the like, and what they are called on.
    of_containers: FxHashMap<u32, u32>,
    /// The only argument of the call that is about to be left.
    argument: Value,
}

impl Extractor for Rust {
    type Kind = Kind;
    type Field = Field;

    fn tables(_: Language) -> &'static Tables<Kind, Field> {
        static TABLES: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        TABLES.get_or_init(|| Tables::new(tree_sitter_rust::LANGUAGE.into()))
    }

    fn new(path: &str, _: Language) -> Self {
        Rust {
            is_test: attributes::is_test_path(path),
            ..Rust::default()
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let step = self.enter_node(visit, b);
        if let Step::Done(value) = step
            && visit.parent() == Kind::OrderedFields
        {
            self.tuple_field(visit, value, b);
        }
        step
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = self.leave_node(visit, b);
        if visit.parent() == Kind::OrderedFields {
            self.tuple_field(visit, value, b);
        }
        value
    }
}

impl Rust {
    fn enter_node(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::Identifier => return Step::Done(self.identifier(visit, b)),
            Kind::TypeIdentifier => return Step::Done(self.type_name(visit, b)),
            Kind::FieldIdentifier => return Step::Done(self.field_name(visit, b)),
            Kind::ShorthandFieldIdentifier => {
                return Step::Done(self.shorthand_pattern(visit, b));
            }
            Kind::SelfWord => return Step::Done(self.self_word(visit, b)),
            Kind::Super | Kind::Crate => return Step::Done(self.module_word(visit, b)),
            Kind::IntegerLiteral => return Step::Done(self.number(visit, b)),
            Kind::PrimitiveType => return Step::Done(primitive(visit, b)),
            Kind::Lifetime | Kind::Label => return Step::Done(self.label(visit, b)),
            Kind::LineComment | Kind::BlockComment => {
                self.comment(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::VisibilityModifier => return Step::Done(Value::Unknown),
            Kind::AttributeItem => self.enter_attribute(visit, b),
            Kind::InnerAttributeItem => {
                self.inner_attribute(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::TokenTree => return self.enter_tokens(visit, b),
            Kind::MacroInvocation => self.enter_macro(visit, b),
            Kind::MacroDefinition => {
                self.enter_item(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::FunctionItem | Kind::FunctionSignatureItem => self.enter_function(visit, b),
            Kind::ModItem if visit.node.child_by_field_name("body").is_none() => {
                self.child_module(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::ModItem => self.enter_module(visit, b),
            Kind::StructItem
            | Kind::EnumItem
            | Kind::UnionItem
            | Kind::TraitItem
            | Kind::TypeItem
            | Kind::AssociatedType => {
                self.enter_item(visit, b);
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::ConstItem | Kind::StaticItem => {
                self.enter_item(visit, b);
            }
            Kind::EnumVariant => self.enter_variant(visit, b),
            Kind::FieldDeclaration => self.enter_field(visit, b),
            Kind::ImplItem => self.enter_impl(visit, b),
            Kind::DeclarationList if visit.parent() == Kind::ImplItem => {
                self.enter_impl_body(visit, b);
            }
            Kind::UseDeclaration => self.enter_use(visit, b),
            Kind::ScopedUseList => self.enter_use_group(visit, b),
            Kind::ExternCrate => {
                self.extern_crate(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::SelfParameter => {
                let node = visit.node;
                let last = node.child_count().saturating_sub(1);
                if let Some(word) = node.child(last) {
                    self.self_parameter(word, node, b);
                }
                return Step::Done(Value::Unknown);
            }
            Kind::VariadicParameter => {
                self.variadic_parameter();
                self.enter_parameter(visit);
            }
            Kind::Parameter | Kind::ClosureParameters => self.enter_parameter(visit),
            Kind::LetDeclaration | Kind::LetCondition => {
                self.roots.push(Root::After(visit.depth()));
            }
            Kind::ForExpression => self.roots.push(Root::Body(visit.depth())),
            Kind::MatchArm => {
                self.roots.push(Root::Here);
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::MatchBlock => self.enter_arms(visit),
            Kind::OrPattern => self.enter_alternatives(),
            Kind::IfExpression | Kind::WhileExpression | Kind::ClosureExpression => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::ElseClause => {
                // What `if let` binds is not seen after `else`.
                let around = b.scopes.parent(b.scope());
                b.reenter_scope(visit.depth(), around);
            }
            Kind::Block => self.enter_block(visit, b),
            Kind::FieldInitializerList => self.enter_initializers(visit, b),
            Kind::FieldPattern => self.structs.push(visit.sibling(Field::Type)),
            _ => {}
        }
        Step::Into
    }

    fn leave_node(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::ScopedIdentifier => return visit.child(Field::Name),
            Kind::ScopedTypeIdentifier => {
                let value = visit.child(Field::Name);
                return Self::type_ends(visit, value, b);
            }
            Kind::FieldExpression => return visit.child(Field::Field),
            Kind::CallExpression => return self.leave_call(visit, b),
            Kind::Arguments => return self.leave_arguments(visit),
            Kind::GenericFunction => return visit.child(Field::Function),
            Kind::GenericType => return self.leave_generic(visit, b),
            Kind::GenericTypeWithTurbofish => return visit.child(Field::Type),
            Kind::TypeArguments => {
                return match visit.first() {
                    Value::Nothing => visit.last(),
                    first => first,
                };
            }
            Kind::TraitBounds => {
                return match visit.first() {
                    Value::Nothing | Value::Unknown => visit.last(),
                    first => first,
                };
            }
            Kind::BoundedType => return visit.first(),
            Kind::ReferenceType | Kind::PointerType => return visit.child(Field::Type),
            Kind::AbstractType | Kind::DynamicType | Kind::FunctionType => {
                return visit.child(Field::Trait);
            }
            Kind::HigherRankedTraitBound => {
                let value = visit.child(Field::Type);
                return Self::type_ends(visit, value, b);
            }
            Kind::QualifiedType => return visit.child(Field::Alias),
            Kind::TypeCastExpression => return visit.child(Field::Type),
            Kind::ReferenceExpression => return visit.child(Field::Value),
            Kind::UnaryExpression => return Self::leave_unary(visit, b),
            Kind::ParenthesizedExpression
            | Kind::TryExpression
            | Kind::AwaitExpression
            | Kind::BracketedType
            | Kind::Block
            | Kind::UnsafeBlock
            | Kind::MutPattern
            | Kind::RefPattern
            | Kind::ReferencePattern => return visit.last(),
            Kind::CapturedPattern | Kind::GenericPattern => return visit.first(),
            Kind::TupleStructPattern => return Self::leave_tuple_struct(visit, b),
            Kind::StructExpression => return Self::leave_struct(visit),
            Kind::MatchPattern => return self.leave_match_pattern(visit, b),
            Kind::LetDeclaration | Kind::LetCondition => return self.leave_let(visit, b),
            Kind::Parameter => return self.leave_parameter(visit, b),
            Kind::Parameters => return Self::leave_parameters(visit),
            Kind::TokenTree => return Self::leave_tokens(visit, b),
            _ => {}
        }
        match visit.kind {
            Kind::FunctionItem | Kind::FunctionSignatureItem => self.leave_function(visit, b),
            Kind::ConstItem | Kind::StaticItem | Kind::TypeItem | Kind::AssociatedType => {
                leave_typed(visit, b);
            }
            Kind::FieldDeclaration => self.leave_field(visit, b),
            Kind::DeclarationList if visit.parent() == Kind::ImplItem => {
                self.impls.pop();
            }
            Kind::TypeParameter => {
                if let Some(at) = visit.child(Field::Name).definition() {
                    b.declare_type(at, visit.child(Field::Bounds));
                }
            }
            Kind::WherePredicate => Self::leave_where(visit, b),
            Kind::MacroInvocation => self.leave_macro(),
            Kind::UseDeclaration => self.leave_use(),
            Kind::ScopedUseList => self.leave_use_group(),
            Kind::UseWildcard => self.leave_use_wildcard(visit, b),
            Kind::VariadicParameter
            | Kind::ClosureParameters
            | Kind::ForExpression
            | Kind::MatchArm => {
                self.roots.pop();
            }
            Kind::MatchBlock => {
                self.scrutinees.pop();
            }
            Kind::OrPattern => self.leave_alternatives(),
            Kind::FieldInitializerList | Kind::FieldPattern => {
                self.structs.pop();
            }
            Kind::AssignmentExpression | Kind::CompoundAssignment => {
                self.leave_assignment(visit, b);
            }
            _ => {}
        }
        Value::Unknown
    }

    /// A name: what it is depends on where it stands.
    fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.uses.is_some() {
            return self.used_name(visit, b);
        }
        match (visit.parent(), visit.field) {
            (Kind::TokenTree, _) => self.token(visit, b),
            (Kind::ScopedIdentifier | Kind::ScopedTypeIdentifier, Field::Path) => {
                self.head(visit, b)
            }
            (Kind::ScopedIdentifier | Kind::ScopedTypeIdentifier, _) => self.segment(visit, b),
            (Kind::MacroInvocation, Field::Macro) => self.macro_name(visit.node, b),
            (Kind::Attribute, Field::Value) => {
                Value::Reference(self.read(visit.node, Role::Read, Space::VALUES, b))
            }
            (Kind::Attribute, _) => self.attribute_name(visit, b),
            (Kind::ConstParameter, Field::Name) => self.constant_parameter(visit, b),
            (Kind::ConstItem | Kind::StaticItem, Field::Name) => paths::item_name(visit, b),
            (
                Kind::FunctionItem
                | Kind::FunctionSignatureItem
                | Kind::ModItem
                | Kind::EnumVariant,
                Field::Name,
            ) => Value::Unknown,
            (Kind::GenericType, Field::Type) => {
                Value::Reference(self.read(visit.node, Role::Type, Space::TYPES, b))
            }
            (Kind::ShorthandFieldInitializer, _) => self.shorthand_field(visit, b),
            _ if Self::is_pattern(visit) => self.binding(visit, b),
            _ if b.text(visit.node) == b"Self" => Self::self_type(visit.node, b),
            _ => Value::Reference(self.read(visit.node, Role::Read, Space::VALUES, b)),
        }
    }

    /// `self`: a module at the start of a path, else the object.
    fn self_word(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.uses.is_some() {
            return self.used_name(visit, b);
        }
        match (visit.parent(), visit.field) {
            (Kind::TokenTree, _) => self.token_word(visit, b),
            (Kind::ScopedIdentifier | Kind::ScopedTypeIdentifier, Field::Path) => {
                Self::head_word(visit, b)
            }
            (Kind::Parameter, Field::Pattern) => {
                let whole = visit.node_above(0).unwrap_or(visit.node);
                self.self_parameter(visit.node, whole, b);
                Value::Unknown
            }
            _ => Value::This(Some(self.read(visit.node, Role::Read, Space::VALUES, b))),
        }
    }

    /// `super` and `crate`
    fn module_word(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.uses.is_some() {
            return self.used_name(visit, b);
        }
        match (visit.parent(), visit.field) {
            (Kind::TokenTree, _) => self.token_word(visit, b),
            (Kind::ScopedIdentifier | Kind::ScopedTypeIdentifier, Field::Name) => {
                self.segment(visit, b)
            }
            _ => Self::head_word(visit, b),
        }
    }

    /// A lifetime or the label of a loop. Their names are alike, but a loop's hides a lifetime's
    /// nowhere, so those of a function's head have the scope of its type parameters.
    fn label(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        if matches!(b.text(node), b"'static" | b"'_" | b"'") {
            return Value::Nothing;
        }
        let scope = match (visit.kind, visit.parent()) {
            (Kind::Lifetime, Kind::LifetimeParameter) if visit.field == Field::Name => {
                Some((self.item_scope(b), Seen::Throughout))
            }
            (Kind::Label, Kind::Break | Kind::Continue) | (Kind::Lifetime, _) => None,
            _ => Some((b.scope(), Seen::FromHere)),
        };
        if let Some((scope, seen)) = scope {
            let at = b.define(DefinitionKind::Label, node, node);
            b.bind(scope, at, Space::LABELS, seen);
        } else {
            b.reference_in(node, Role::Read, Space::LABELS);
        }
        Value::Nothing
    }
}

/// A constant or an alias of a type ends.
fn leave_typed(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    if let Some(at) = visit.child(Field::Name).definition() {
        let declared = match visit.kind {
            // What an associated type is at least.
            Kind::AssociatedType => visit.child(Field::Bounds),
            _ => visit.child(Field::Type),
        };
        b.declare_type(at, declared);
    }
}

/// A type of the language: a name only where something belongs to it.
fn primitive(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    match (visit.parent(), visit.field) {
        (Kind::ImplItem, Field::Type) => {
            Value::Reference(b.bound_reference(visit.node, Role::Type, Bound::Free))
        }
        _ => Value::Unknown,
    }
}

#[cfg(test)]
mod tests;
