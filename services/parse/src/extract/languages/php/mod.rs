//! PHP: what each node means.
//!
//! Classes, functions and constants have names apart, and each namespace of a file its own; they
//! are read as they are spelled, though the language would forgive another case. A qualified name
//! is completed here, by the namespace and the imports around it, and stands for an import of its
//! own. Variables belong to their function: a closure sees of the others what it names in `use`,
//! an arrow function sees all. Types are told by declarations and, where these say nothing of a
//! class, by the tags of documentation.
//!
//! An anonymous class is a definition, and `new class` the reference to it.

mod calls;
mod classes;
mod doc_types;
mod docs;
mod functions;
mod members;
mod names;
mod namespaces;
mod values;
mod variables;
mod vocabulary;

use std::sync::OnceLock;

use events::Language;
use facts::Role;

use self::classes::Class;
use self::docs::Docs;
use self::functions::Function;
use self::namespaces::Namespaces;
use self::values::Union;
use self::variables::Loop;
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, Php>;

/// Where the walk stands in a PHP file.
pub(super) struct Php {
    /// The whole file is tests.
    is_test_file: bool,
    namespaces: Namespaces,
    docs: Docs,
    classes: Vec<Class>,
    /// The functions around; the first is the file's own text.
    functions: Vec<Function>,
    /// The `foreach` statements around.
    loops: Vec<Loop>,
    /// The types around that are made of several.
    unions: Vec<Union>,
    /// The property that was defined where its declaration starts, until its name is met.
    property: Option<u32>,
    /// The constant, likewise.
    constant: Option<u32>,
}

impl Extractor for Php {
    type Kind = Kind;
    type Field = Field;

    fn tables(_: Language) -> &'static Tables<Kind, Field> {
        static TABLES: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        TABLES.get_or_init(|| Tables::new(tree_sitter_php::LANGUAGE_PHP.into()))
    }

    fn new(path: &str, _: Language) -> Self {
        Php {
            is_test_file: is_test_path(path),
            namespaces: Namespaces::default(),
            docs: Docs::default(),
            classes: Vec::new(),
            functions: vec![Function::of_file()],
            loops: Vec::new(),
            unions: Vec::new(),
            property: None,
            constant: None,
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let step = match visit.kind {
            Kind::Name => Step::Done(self.name(visit, b)),
            Kind::VariableName => Step::Done(self.variable(visit, b)),
            Kind::QualifiedName | Kind::RelativeName => Step::Done(self.qualified_name(visit, b)),
            Kind::RelativeScope => Step::Done(relative_scope(visit, b)),
            Kind::Null => Step::Done(Value::Nothing),
            Kind::NamespaceName => Step::Done(Value::Unknown),
            Kind::Comment => {
                self.comment(visit, b);
                Step::Done(visit.previous())
            }
            Kind::NamespaceUse => {
                self.namespaces.import(visit, b);
                Step::Done(Value::Unknown)
            }
            _ => {
                self.open(visit, b);
                Step::Into
            }
        };
        if let Step::Done(value) = step {
            self.give(visit, value);
        }
        step
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = self.complete(visit, b);
        self.give(visit, value);
        // A member whose name is told by an expression may be any.
        if visit.field == Field::Name && is_member(visit.parent()) {
            return Value::Unknown;
        }
        value
    }

    fn finish(&mut self, b: &mut Builder<'_>) {
        while let Some(function) = self.functions.pop() {
            self.close_variables(function, b);
        }
    }
}

impl Php {
    fn open(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        match visit.kind {
            Kind::Program => self.namespaces.survey(visit.node),
            Kind::NamespaceDefinition => self.namespaces.enter(visit, b),
            Kind::ClassDeclaration
            | Kind::InterfaceDeclaration
            | Kind::TraitDeclaration
            | Kind::EnumDeclaration => self.enter_class(visit, b),
            Kind::AnonymousClass => self.enter_anonymous_class(visit, b),
            Kind::FunctionDefinition | Kind::MethodDeclaration => self.enter_function(visit, b),
            Kind::AnonymousFunction | Kind::ArrowFunction => self.enter_closure(visit),
            Kind::PropertyHook => self.enter_hook(),
            Kind::PropertyElement => self.enter_property(visit, b),
            Kind::ConstElement => self.enter_constant(visit, b),
            Kind::EnumCase => self.enter_case(visit, b),
            Kind::UseAs => self.enter_alias(visit, b),
            Kind::ForeachStatement => self.enter_loop(visit),
            Kind::UnionType | Kind::NormalFormType => self.unions.push(Union::default()),
            Kind::Include | Kind::IncludeOnce | Kind::Require | Kind::RequireOnce => {
                namespaces::include(visit, b);
            }
            _ => {}
        }
    }

    fn complete(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::FunctionCall => self.leave_function_call(visit, b),
            Kind::MemberCall | Kind::NullsafeCall | Kind::ScopedCall => b.call(
                visit.child(Field::Name),
                Role::Call,
                visit.child(Field::Arguments),
            ),
            Kind::ObjectCreation => calls::leave_creation(visit, b),
            Kind::Attribute => {
                b.call(
                    visit.first(),
                    Role::Decorator,
                    visit.child(Field::Parameters),
                );
                Value::Unknown
            }
            Kind::Arguments => Value::Count(visit.count()),
            Kind::VariadicUnpacking | Kind::VariadicPlaceholder => Value::Spread,
            Kind::MemberAccess | Kind::NullsafeAccess | Kind::ScopedProperty => {
                visit.child(Field::Name)
            }
            Kind::ClassConstantAccess
            | Kind::CloneExpression
            | Kind::ErrorSuppression
            | Kind::Argument
            | Kind::ByRef
            | Kind::OptionalType
            | Kind::NamedType => visit.last(),
            // What `(…)(…)` calls is not told by a name.
            Kind::Parenthesized if visit.field == Field::Function => Value::Unknown,
            Kind::Parenthesized => visit.last(),
            Kind::IntersectionType => visit.first(),
            Kind::UnionType | Kind::NormalFormType => self.leave_union(),
            Kind::TypeList if visit.count() == 1 => visit.last(),
            Kind::BinaryExpression => values::of_binary(visit),
            Kind::ConditionalExpression => values::of_conditional(visit),
            Kind::AssignmentExpression | Kind::ReferenceAssignment | Kind::AugmentedAssignment => {
                self.leave_assignment(visit, b)
            }
            Kind::StaticVariable => {
                assign(visit.child(Field::Name), visit.child(Field::Value), b);
                Value::Unknown
            }
            Kind::CatchClause => {
                declare(visit.child(Field::Name), visit.child(Field::Type), b);
                self.forget_latest(visit.child(Field::Name), b);
                Value::Unknown
            }
            Kind::SimpleParameter | Kind::VariadicParameter | Kind::PropertyPromotion => {
                self.leave_parameter(visit, b)
            }
            Kind::FormalParameters => Value::Count(visit.count()),
            Kind::FunctionDefinition | Kind::MethodDeclaration => {
                self.leave_function(visit, b);
                Value::Unknown
            }
            Kind::AnonymousFunction | Kind::ArrowFunction | Kind::PropertyHook => {
                self.leave_closure(b);
                Value::Unknown
            }
            Kind::ReturnStatement => {
                self.leave_return(visit);
                Value::Unknown
            }
            Kind::YieldExpression => {
                self.leave_yield();
                Value::Unknown
            }
            Kind::PropertyElement => {
                self.leave_property(visit, b);
                Value::Unknown
            }
            Kind::ConstElement => {
                leave_constant(visit, b);
                Value::Unknown
            }
            Kind::ClassDeclaration
            | Kind::InterfaceDeclaration
            | Kind::TraitDeclaration
            | Kind::EnumDeclaration => {
                self.leave_class(b);
                Value::Unknown
            }
            Kind::AnonymousClass => self.leave_anonymous_class(b),
            Kind::ForeachStatement => {
                self.loops.pop();
                Value::Unknown
            }
            _ => Value::Unknown,
        }
    }

    /// Tells the type around what one of its parts is.
    fn give(&mut self, visit: &Visit<'_, '_>, value: Value) {
        if matches!(
            visit.kind,
            Kind::NamedType | Kind::OptionalType | Kind::IntersectionType
        ) && matches!(visit.parent(), Kind::UnionType | Kind::NormalFormType)
            && let Some(union) = self.unions.last_mut()
        {
            union.add(value);
        }
    }
}

/// `self`, `static` or `parent` before `::`.
fn relative_scope(visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
    if b.text(visit.node).eq_ignore_ascii_case(b"parent") {
        Value::Super
    } else {
        Value::This(None)
    }
}

/// Whether a node names a member of what stands before it.
fn is_member(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::MemberAccess
            | Kind::MemberCall
            | Kind::NullsafeAccess
            | Kind::NullsafeCall
            | Kind::ScopedCall
            | Kind::ScopedProperty
    )
}

/// Whether nothing but the start of its parent stands before a node.
fn is_first(visit: &Visit<'_, '_>) -> bool {
    visit
        .node_above(0)
        .is_some_and(|parent| parent.start_byte() == visit.node.start_byte())
}

fn assign(to: Value, value: Value, b: &mut Builder<'_>) {
    if let Some(definition) = to.definition() {
        b.assign_type(definition, value);
    }
}

fn declare(what: Value, type_of: Value, b: &mut Builder<'_>) {
    if let Some(definition) = what.definition() {
        b.declare_type(definition, type_of);
    }
}

fn leave_constant(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    assign(visit.first(), visit.last(), b);
}

/// Whether a file is tests by its name or folder.
fn is_test_path(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let is_test_folder = |folder: &str| matches!(folder, "test" | "tests" | "Test" | "Tests");
    folders.split('/').any(is_test_folder) || file.ends_with("Test.php")
}

#[cfg(test)]
mod tests;
