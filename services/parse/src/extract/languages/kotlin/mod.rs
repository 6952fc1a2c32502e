//! Kotlin: what each node means.
//!
//! Only locals, parameters and type parameters are bound here. All other bare names stay free: they
//! may be members of the types around, which are asked before the imports and the package, and
//! some of those types stand in other files.
//!
//! A bare name in a block may belong to an object that the block is given. It stays free, but has
//! a receiver: that object where the text tells it (`x.apply { … }`, an object expression), else as
//! a path the function that was given the block, whose parameter tells the type of the object.
//!
//! An object expression is no definition: its functions belong to what is around it.

mod blocks;
mod calls;
mod definitions;
mod imports;
mod modifiers;
mod properties;
mod readable;
mod type_names;
mod vocabulary;

use std::borrow::Cow;
use std::sync::OnceLock;

use events::Language;
use facts::{DefinitionKind, Role};

use self::blocks::Context;
use self::calls::{Call, is_label, leave_argument};
use self::definitions::{Class, Function};
use self::properties::{Property, open_object};
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::doc_comments::Comments;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, Kotlin>;

/// Where the walk stands in a Kotlin file.
pub(super) struct Kotlin {
    /// The whole file is tests.
    is_test_file: bool,
    comments: Comments,
    /// What is around and tells what `this` and bare names are.
    contexts: Vec<Context>,
    /// The types around that have a name.
    classes: Vec<Class>,
    /// The functions and constructors around.
    functions: Vec<Function>,
    /// The properties around that are no locals.
    properties: Vec<Property>,
    /// What stands before the dots of the navigations around.
    receivers: Vec<Value>,
    /// The calls around whose arguments the walk is in.
    calls: Vec<Call>,
    /// The functions between two operands of the expressions around, once they are met.
    infixes: Vec<Option<u32>>,
    /// How many accessors are around.
    accessors: usize,
    /// The parameter of a primary constructor that the walk is in: where its name starts.
    class_parameter: Option<(usize, u32)>,
    /// The alias that the walk is in.
    alias: Option<u32>,
    /// The next parameter takes any number of arguments.
    is_next_variadic: bool,
    /// `this(…)` or `super(…)` that the walk is in.
    delegation: Option<u32>,
    /// The type of the object that the function type which was left last is for.
    block_of: Option<u32>,
    /// What the block which was entered last gets as its first parameter.
    given: Option<Value>,
    /// What the block which was left last came to.
    last_block: Value,
}

impl Extractor for Kotlin {
    type Kind = Kind;
    type Field = Field;

    fn tables(_: Language) -> &'static Tables<Kind, Field> {
        static TABLES: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        TABLES.get_or_init(|| Tables::new(tree_sitter_kotlin_sg::LANGUAGE.into()))
    }

    fn new(path: &str, _: Language) -> Self {
        Kotlin {
            is_test_file: is_test_path(path),
            comments: Comments::default(),
            contexts: Vec::new(),
            classes: Vec::new(),
            functions: Vec::new(),
            properties: Vec::new(),
            receivers: Vec::new(),
            calls: Vec::new(),
            infixes: Vec::new(),
            accessors: 0,
            class_parameter: None,
            alias: None,
            is_next_variadic: false,
            delegation: None,
            block_of: None,
            given: None,
            last_block: Value::Unknown,
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::SimpleIdentifier | Kind::InterpolatedIdentifier => {
                return Step::Done(self.identifier(visit, b));
            }
            Kind::TypeIdentifier => return Step::Done(self.type_identifier(visit, b)),
            Kind::NullLiteral => return Step::Done(Value::Nothing),
            Kind::Label => {
                label(visit, b);
                return Step::Done(visit.previous());
            }
            Kind::LineComment => return Step::Done(visit.previous()),
            Kind::MultilineComment => {
                self.comments.meet(visit.node, b);
                return Step::Done(visit.previous());
            }
            Kind::PackageHeader => {
                imports::package(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::ImportHeader => {
                imports::import(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::ClassDeclaration | Kind::ObjectDeclaration | Kind::CompanionObject => {
                self.enter_type(visit, b);
            }
            Kind::ObjectLiteral => {
                self.contexts.push(Context::Anonymous(Value::Unknown));
                open_object(visit, b);
            }
            Kind::ConstructorDelegation => self.enter_delegation(visit, b),
            Kind::InfixExpression => self.infixes.push(None),
            Kind::EnumEntry => self.enter_entry(visit, b),
            Kind::ClassParameter => self.enter_class_parameter(visit, b),
            Kind::FunctionDeclaration | Kind::SecondaryConstructor | Kind::AnonymousFunction => {
                self.enter_function(visit, b);
            }
            Kind::PropertyDeclaration => self.enter_property(visit, b),
            Kind::Getter | Kind::Setter => self.enter_accessor(visit, b),
            Kind::AnonymousInitializer
            | Kind::ForStatement
            | Kind::CatchBlock
            | Kind::ControlBody
            | Kind::WhenExpression
            | Kind::TryExpression => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::TypeAlias => self.enter_alias(visit, b),
            Kind::ParameterModifiers => self.enter_parameter_modifiers(visit, b),
            Kind::NavigationSuffix => self.receivers.push(visit.previous()),
            Kind::CallSuffix => self.enter_call(visit, b),
            Kind::ValueArguments => self.enter_arguments(visit),
            Kind::LambdaLiteral => self.enter_lambda(visit, b),
            _ => {}
        }
        Step::Into
    }

    fn readable(text: &[u8]) -> Cow<'_, [u8]> {
        readable::readable(text)
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::ClassDeclaration | Kind::ObjectDeclaration | Kind::CompanionObject => {
                self.leave_type(visit, b);
                Value::Unknown
            }
            Kind::PrimaryConstructor => {
                self.leave_primary_constructor();
                Value::Unknown
            }
            Kind::ObjectLiteral => match self.contexts.pop() {
                Some(Context::Anonymous(of)) => of,
                _ => Value::Unknown,
            },
            Kind::EnumEntry => {
                self.contexts.pop();
                Value::Unknown
            }
            Kind::FunctionDeclaration | Kind::SecondaryConstructor | Kind::AnonymousFunction => {
                self.leave_function(b);
                Value::Unknown
            }
            Kind::FunctionBody => self.leave_function_body(visit, b),
            Kind::Parameter | Kind::ParameterOptionallyTyped => self.leave_parameter(visit, b),
            Kind::PropertyDeclaration => {
                self.leave_property(visit, b);
                Value::Unknown
            }
            Kind::PropertyDelegate => self.leave_delegate(visit, b),
            Kind::Getter | Kind::Setter => {
                self.leave_accessor();
                Value::Unknown
            }
            Kind::VariableDeclaration => visit.first(),
            Kind::WhenSubject => leave_when_subject(visit, b),
            Kind::UserType
            | Kind::NullableType
            | Kind::ParenthesizedType
            | Kind::NotNullableType
            | Kind::FunctionType => self.leave_type_name(visit, b),
            Kind::ReceiverType => self.leave_receiver(visit, b),
            Kind::TypeArguments => visit.previous(),
            Kind::ConstructorInvocation | Kind::ExplicitDelegation => visit.first(),
            Kind::ConstructorDelegation => {
                self.leave_delegation(visit, b);
                Value::Unknown
            }
            Kind::NavigationSuffix => {
                self.receivers.pop();
                visit.last()
            }
            Kind::CallableReference => Value::Unknown,
            Kind::NavigationExpression
            | Kind::CallExpression
            | Kind::ParenthesizedExpression
            | Kind::InterpolatedExpression
            | Kind::Statements
            | Kind::AsExpression => visit.last(),
            Kind::PostfixExpression => leave_postfix(visit, b),
            Kind::PrefixExpression => leave_prefix(visit, b),
            Kind::ElvisExpression => visit.first(),
            Kind::DirectlyAssignable => {
                written(visit.last(), b);
                visit.last()
            }
            Kind::CallSuffix => self.leave_call(visit, b),
            Kind::ValueArguments => self.leave_arguments(visit, b),
            Kind::ValueArgument => leave_argument(visit, b),
            Kind::AnnotatedLambda => match visit.previous() {
                Value::Count(count) => Value::Count(count.saturating_add(1)),
                _ => Value::Count(1),
            },
            Kind::LambdaLiteral => self.leave_lambda(visit),
            Kind::InfixExpression => self.leave_infix(),
            Kind::ThisExpression => self.this(visit),
            Kind::SuperExpression => self.super_(visit),
            _ => Value::Unknown,
        }
    }
}

impl Kotlin {
    /// A name: what it is depends on where it stands.
    fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::VariableDeclaration => self.declared_name(visit, b),
            Kind::FunctionDeclaration | Kind::EnumEntry => Value::Unknown,
            Kind::ClassParameter
                if self
                    .class_parameter
                    .is_some_and(|(start, _)| start == visit.node.start_byte()) =>
            {
                Value::Unknown
            }
            Kind::Parameter => self.parameter_name(visit, b),
            Kind::ParameterOptionallyTyped => local(visit, DefinitionKind::Parameter, b),
            Kind::CatchBlock => local(visit, DefinitionKind::Local, b),
            Kind::NavigationSuffix => self.member_name(visit, b),
            Kind::CallExpression => self.callee(visit, b),
            Kind::InfixExpression => self.in_infix(visit, b),
            Kind::CallableReference => self.referenced(visit, b),
            Kind::ValueArgument if is_label(visit, b) => self.argument_name(visit, b),
            _ => self.bare(visit, Role::Read, b),
        }
    }
}

/// Whether a node is the first of its parent.
fn is_first(visit: &Visit<'_, '_>) -> bool {
    visit
        .node_above(0)
        .is_none_or(|parent| parent.start_byte() == visit.node.start_byte())
}

/// Whether an equals sign follows, and no other operator that starts with one.
fn is_followed_by_equals(end: usize, b: &Builder<'_>) -> bool {
    // Behind the end of what is looked at stand blanks, and comments but seldom.
    let rest = b.slice(end, end + BLANKS_MAX).trim_ascii_start();
    rest.first() == Some(&b'=') && rest.get(1) != Some(&b'=')
}

/// How far ahead an equals sign is looked for.
const BLANKS_MAX: usize = 128;

/// A local or parameter that is seen from here on.
fn local(visit: &Visit<'_, '_>, kind: DefinitionKind, b: &mut Builder<'_>) -> Value {
    if b.text(visit.node) == b"_" {
        return Value::Unknown;
    }
    let whole = match (visit.parent(), visit.node_above(0)) {
        (
            Kind::Parameter | Kind::ParameterOptionallyTyped | Kind::VariableDeclaration,
            Some(parent),
        ) => parent,
        _ => visit.node,
    };
    let at = b.define(kind, visit.node, whole);
    b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
    Value::Definition(at)
}

/// What a name came to is assigned to.
fn written(value: Value, b: &mut Builder<'_>) {
    if let Some(at) = value.reference()
        && b.reference_at(at).role == Role::Read
    {
        b.reference_mut(at).role = Role::Write;
    }
}

/// `x++`, `x--`, `x!!`
fn leave_postfix(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let text = b.text(visit.node);
    if text.ends_with(b"++") || text.ends_with(b"--") {
        written(visit.first(), b);
    }
    visit.first()
}

/// `++x`, `--x`; `label@ x` and `@Annotation x` are what stands behind.
fn leave_prefix(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let text = b.text(visit.node);
    if text.starts_with(b"++") || text.starts_with(b"--") {
        written(visit.last(), b);
    }
    match text.first() {
        Some(b'!' | b'-' | b'+') => Value::Unknown,
        _ => visit.last(),
    }
}

/// `when (val x = …)`
fn leave_when_subject(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if let Value::Definition(at) = visit.first()
        && visit.count() > 1
    {
        b.assign_type(at, visit.last());
        return Value::Unknown;
    }
    visit.last()
}

/// `name@` before a loop or block; `break@name` behind it.
fn label(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let node = visit.node;
    let text = b.text(node);
    if let Some(name) = text.strip_suffix(b"@") {
        let name = b.intern_bytes(name);
        let place = crate::extract::text::span(node);
        let at = b.define_named(DefinitionKind::Label, name, place, place);
        b.definition_mut(at).name_span.end_col -= 1;
        b.bind(b.scope(), at, Space::LABELS, Seen::FromHere);
        return;
    }
    let name = b.intern_bytes(text);
    if let Some(bound) = b.scopes.so_far(b.scope(), name, Space::LABELS) {
        b.bound_reference(node, Role::Read, bound);
    }
}

/// Whether a file is tests by its folder or name.
fn is_test_path(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.strip_suffix(".kt").unwrap_or(file);
    ["Test", "Tests", "TestCase", "IT"]
        .iter()
        .any(|end| stem.ends_with(end))
        || folders.split('/').any(|folder| {
            // Source sets of several platforms: `jvmTest`.
            matches!(folder, "test" | "tests") || folder.ends_with("Test")
        })
}

#[cfg(test)]
mod tests;
