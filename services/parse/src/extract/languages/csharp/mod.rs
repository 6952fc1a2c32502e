//! C#: what each node means.
//!
//! The file's scopes know what is local: variables, parameters, type parameters, local functions.
//! Members and types are left to the resolution over all files, since a partial class has members
//! in other files, an inherited member hides a type of the namespace, and a namespace has types of
//! every file. A name that stands for a type tells how many type arguments it is given.

mod arguments;
mod comments;
mod definitions;
mod locals;
mod members;
mod modifiers;
mod names;
mod namespaces;
mod preprocessor;
mod values;
mod vocabulary;

use std::borrow::Cow;
use std::sync::OnceLock;

use events::Language;
use facts::Role;

use self::arguments::Arguments;
use self::comments::Comments;
use self::definitions::Class;
use self::locals::Lambda;
use self::values::Elements;
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::scope::ScopeKind;
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, CSharp>;

/// Where the walk stands in a C# file.
pub(super) struct CSharp {
    /// The whole file is tests.
    is_test_file: bool,
    comments: Comments,
    /// The types around.
    classes: Vec<Class>,
    /// The methods, accessors and local functions around, as far as they are defined.
    functions: Vec<Option<u32>>,
    /// The field that was defined where its declaration starts, until its name is met.
    field: Option<u32>,
    /// The call of another constructor that was met last.
    initializer: Option<u32>,
    /// Calls of `this(…)`, with the types that they stand in.
    chained: Vec<(u32, u32)>,
    /// What constructors each type of the file has.
    constructors: Vec<(u32, u32)>,
    /// The lambdas around.
    lambdas: Vec<Lambda>,
    arguments: Arguments,
    /// What each `new(…)` around makes.
    created: Vec<Value>,
    /// The attributes in whose arguments the walk is.
    attributes: Vec<Value>,
    /// What each `with` around copies.
    copied: Vec<Value>,
    /// Variables that wait for what they take their values from, by the depth of their statement.
    iterating: Vec<(u32, u32)>,
    elements: Elements,
}

impl Extractor for CSharp {
    type Kind = Kind;
    type Field = Field;

    fn tables(_: Language) -> &'static Tables<Kind, Field> {
        static TABLES: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        TABLES.get_or_init(|| Tables::new(tree_sitter_c_sharp::LANGUAGE.into()))
    }

    fn new(path: &str, _: Language) -> Self {
        CSharp {
            is_test_file: is_test_path(path),
            comments: Comments::default(),
            classes: Vec::new(),
            functions: Vec::new(),
            field: None,
            initializer: None,
            chained: Vec::new(),
            constructors: Vec::new(),
            lambdas: Vec::new(),
            arguments: Arguments::default(),
            created: Vec::new(),
            attributes: Vec::new(),
            copied: Vec::new(),
            iterating: Vec::new(),
            elements: Elements::default(),
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let step = self.meet(visit, b);
        if let Step::Done(value) = step {
            self.iterate_over(visit, value, b);
        }
        step
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = self.complete(visit, b);
        self.iterate_over(visit, value, b);
        value
    }

    fn readable(text: &[u8]) -> Cow<'_, [u8]> {
        preprocessor::readable(text)
    }

    fn finish(&mut self, b: &mut Builder<'_>) {
        self.bind_chained(b);
    }
}

impl CSharp {
    fn meet(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let is_condition = visit.field == Field::Condition
            && matches!(visit.parent(), Kind::PreprocIf | Kind::PreprocElif);
        if is_condition {
            return Step::Done(Value::Unknown);
        }
        match visit.kind {
            Kind::Identifier => return Step::Done(self.identifier(visit, b)),
            Kind::ImplicitParameter => return Step::Done(self.implicit_parameter(visit, b)),
            Kind::This => return Step::Done(self.this(visit, b)),
            Kind::Base => return Step::Done(self.base(visit, b)),
            Kind::NullLiteral | Kind::ImplicitType => return Step::Done(Value::Nothing),
            Kind::Comment => {
                self.comments.meet(visit.node, b);
                return Step::Done(visit.previous());
            }
            Kind::UsingDirective => {
                namespaces::using(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::Modifier
            | Kind::AttributeTarget
            | Kind::ExternAlias
            | Kind::PreprocPragma
            | Kind::PredefinedType => return Step::Done(Value::Unknown),
            Kind::NamespaceDeclaration | Kind::FileScopedNamespace => namespaces::enter(visit, b),
            Kind::QualifiedName if is_name_of_namespace(visit) => {
                return Step::Done(Value::Unknown);
            }
            Kind::ClassDeclaration
            | Kind::StructDeclaration
            | Kind::RecordDeclaration
            | Kind::InterfaceDeclaration
            | Kind::EnumDeclaration
            | Kind::DelegateDeclaration => self.enter_type(visit, b),
            Kind::EnumMember => self.enter_constant(visit, b),
            Kind::MethodDeclaration
            | Kind::ConstructorDeclaration
            | Kind::DestructorDeclaration
            | Kind::OperatorDeclaration
            | Kind::ConversionOperator
            | Kind::LocalFunction => self.enter_method(visit, b),
            Kind::PropertyDeclaration | Kind::IndexerDeclaration | Kind::EventDeclaration => {
                self.enter_property(visit, b);
            }
            Kind::AccessorDeclaration => self.enter_accessor(visit, b),
            Kind::FieldDeclaration | Kind::EventFieldDeclaration => self.enter_fields(visit, b),
            Kind::VariableDeclarator => self.enter_declarator(visit, b),
            Kind::Parameter => self.enter_parameter(visit, b),
            Kind::LambdaExpression => self.enter_lambda(visit, b),
            Kind::AnonymousMethod => {
                self.lambdas.push(Lambda::default());
                b.open_scope(visit.depth(), ScopeKind::Function);
            }
            Kind::Block
            | Kind::ForStatement
            | Kind::ForeachStatement
            | Kind::UsingStatement
            | Kind::FixedStatement
            | Kind::CatchClause
            | Kind::SwitchSection
            | Kind::SwitchArm
            | Kind::QueryExpression => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::ArgumentList => self.arguments.enter(),
            Kind::ImplicitObjectCreation => self.enter_implicit_creation(visit, b),
            Kind::Attribute => self.attributes.push(Value::Unknown),
            Kind::WithInitializer => self.copied.push(visit.previous()),
            _ => {}
        }
        Step::Into
    }

    fn complete(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::InvocationExpression => self.leave_call(visit, b),
            Kind::ObjectCreation => self.leave_creation(visit, b),
            Kind::ImplicitObjectCreation => self.created.pop().unwrap_or_default(),
            Kind::ConstructorInitializer => {
                if let Some(at) = self.initializer.take() {
                    b.call(Value::Reference(at), Role::Call, visit.last());
                    self.given_to(at, u8::MAX, b);
                }
                Value::Unknown
            }
            Kind::ArgumentList => {
                self.arguments.leave();
                Value::Count(visit.count())
            }
            Kind::Argument => self.leave_argument(visit, b),
            Kind::AwaitExpression
            | Kind::CheckedExpression
            | Kind::ParenthesizedExpression
            | Kind::RefExpression
            | Kind::ConditionalAccess => visit.last(),
            Kind::PostfixUnary => visit.first(),
            Kind::MemberAccess | Kind::MemberBinding => visit.child(Field::Name),
            Kind::ElementAccess => self.element(visit.child(Field::Expression), b),
            Kind::AsExpression => visit.child(Field::Right),
            Kind::ArrayCreation
            | Kind::CastExpression
            | Kind::DefaultExpression
            | Kind::NullableType
            | Kind::RefType
            | Kind::ScopedType => self.maybe_supertype(visit, visit.child(Field::Type), b),
            Kind::AssignmentExpression => visit.child(Field::Right),
            Kind::ConditionalExpression => match visit.child(Field::Consequence) {
                Value::Nothing => visit.child(Field::Alternative),
                value => value,
            },
            Kind::BinaryExpression => names::leave_binary(visit, b),
            Kind::WithExpression => visit.last(),
            Kind::WithInitializer => self.copied.pop().unwrap_or_default(),
            Kind::TypeParameterConstraint => visit.child(Field::Type),
            Kind::TypeParameterConstraints => {
                names::leave_constraints(visit, b);
                Value::Unknown
            }
            Kind::GenericName => {
                let value = self.leave_generic(visit, b);
                self.maybe_supertype(visit, value, b)
            }
            Kind::TypeArguments => self.leave_type_arguments(visit, b),
            Kind::QualifiedName | Kind::AliasQualifiedName => {
                self.maybe_supertype(visit, visit.child(Field::Name), b)
            }
            Kind::PrimaryConstructorBase => {
                self.maybe_supertype(visit, visit.child(Field::Type), b)
            }
            Kind::ArrayType => self.array(visit.child(Field::Type)),
            Kind::Attribute => {
                self.attributes.pop();
                Value::Unknown
            }
            Kind::DeclarationExpression
            | Kind::DeclarationPattern
            | Kind::RecursivePattern
            | Kind::CatchDeclaration => {
                self.leave_typed(visit, b);
                Value::Unknown
            }
            Kind::IsPattern => Value::Unknown,
            Kind::Parameter => self.leave_parameter(visit, b),
            Kind::ParameterList | Kind::BracketedParameters => Value::Count(visit.count()),
            Kind::VariableDeclarator => self.leave_declarator(visit, b),
            Kind::ClassDeclaration
            | Kind::StructDeclaration
            | Kind::RecordDeclaration
            | Kind::InterfaceDeclaration
            | Kind::EnumDeclaration
            | Kind::DelegateDeclaration => {
                self.leave_type();
                Value::Unknown
            }
            Kind::MethodDeclaration
            | Kind::ConstructorDeclaration
            | Kind::DestructorDeclaration
            | Kind::OperatorDeclaration
            | Kind::ConversionOperator
            | Kind::LocalFunction => {
                self.leave_method(visit, b);
                Value::Unknown
            }
            Kind::PropertyDeclaration | Kind::IndexerDeclaration | Kind::EventDeclaration => {
                self.leave_property(visit, b);
                Value::Unknown
            }
            Kind::FromClause | Kind::LetClause => self.leave_clause(visit, b),
            Kind::ForeachStatement => {
                self.leave_loop(visit);
                Value::Unknown
            }
            Kind::LambdaExpression | Kind::AnonymousMethod => {
                self.lambdas.pop();
                Value::Unknown
            }
            _ => Value::Unknown,
        }
    }
}

fn is_name_of_namespace(visit: &Visit<'_, '_>) -> bool {
    visit.field == Field::Name
        && matches!(
            visit.parent(),
            Kind::NamespaceDeclaration | Kind::FileScopedNamespace
        )
}

/// Whether a file is tests by its folder or name.
fn is_test_path(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.strip_suffix(".cs").unwrap_or(file);
    let is_tests = |name: &str| {
        let end = name.rsplit('.').next().unwrap_or(name);
        matches!(
            end,
            "test" | "tests" | "Test" | "Tests" | "UnitTests" | "IntegrationTests" | "Specs"
        )
    };
    stem.ends_with("Tests") || stem.ends_with("Test") || folders.split('/').any(is_tests)
}

#[cfg(test)]
mod tests;
