//! Python: what each node means.
//!
//! Names follow the language's own rules: a name that is assigned anywhere in a function is the
//! function's, classes do not show their names to their methods, comprehensions have a scope, and
//! `global` and `nonlocal` send a name elsewhere.

mod annotations;
mod decorators;
mod definitions;
mod imports;
mod returns;
mod targets;
mod vocabulary;

use std::sync::OnceLock;

use events::Language;
use facts::{Argument, Bound, NameId, Operand, Receiver, Role, Subject, SupertypeKind};

use self::annotations::type_of_generic;
use self::decorators::Decorators;
use self::returns::Returns;
use self::targets::FieldWrite;
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Space};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, Python>;

/// Where the walk stands in a Python file.
pub(super) struct Python {
    /// The whole file is tests.
    is_test_file: bool,
    /// The file is the face of its package.
    is_package_face: bool,
    /// The walk is in so many annotations.
    types: u32,
    /// The walk is in so many targets of `as`.
    as_targets: u32,
    /// A decorated definition that was made at its decorators.
    decorated: Option<u32>,
    /// What its decorators say.
    decorators: Decorators,
    functions: Vec<Function>,
    classes: Vec<Class>,
    comprehensions: Vec<Comprehension>,
    /// The scopes of the comprehensions in whose `for` clauses the walk is.
    clauses: Vec<ScopeId>,
}

/// A function or lambda around.
struct Function {
    scope: ScopeId,
    /// The scope around, in which annotations and default values are read.
    outer: ScopeId,
    /// Absent for a lambda.
    definition: Option<u32>,
    /// Its first parameter is the object or the class.
    is_method: bool,
    /// That parameter.
    this: Option<This>,
    /// The parameter that was defined last.
    last_parameter: Option<u32>,
    parameters: u32,
    has_variable_parameters: bool,
    /// Classes around.
    classes: usize,
    /// What its decorators say.
    decorators: Decorators,
    /// What it gives back.
    returns: Returns,
}

#[derive(Clone, Copy)]
struct This {
    name: NameId,
    parameter: u32,
}

/// A class around.
struct Class {
    /// Absent where a broken text has no name for it.
    definition: Option<u32>,
    scope: ScopeId,
    is_test: bool,
    /// Assignments to attributes of the object, in the order of the text.
    writes: Vec<FieldWrite>,
}

/// A comprehension around.
struct Comprehension {
    scope: ScopeId,
    outer: ScopeId,
    /// Its first `for` clause was seen.
    has_clause: bool,
}

impl Extractor for Python {
    type Kind = Kind;
    type Field = Field;

    fn tables(_: Language) -> &'static Tables<Kind, Field> {
        static TABLES: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        TABLES.get_or_init(|| Tables::new(tree_sitter_python::LANGUAGE.into()))
    }

    fn new(path: &str, _: Language) -> Self {
        let file = path.rsplit('/').next().unwrap_or(path);
        Python {
            is_test_file: is_test_path(path),
            is_package_face: matches!(file, "__init__.py" | "__init__.pyi"),
            types: 0,
            as_targets: 0,
            decorated: None,
            decorators: Decorators::default(),
            functions: Vec::new(),
            classes: Vec::new(),
            comprehensions: Vec::new(),
            clauses: Vec::new(),
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::Identifier => return Step::Done(self.identifier(visit, b)),
            Kind::None => return Step::Done(Value::Nothing),
            Kind::String if self.types > 0 => {
                return Step::Done(self.quoted_type(visit, b));
            }
            Kind::ImportStatement | Kind::ImportFromStatement | Kind::FutureImportStatement => {
                self.import(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::DottedName
                if visit.node.child_count() == 1 && visit.parent() != Kind::ClassPattern =>
            {
                return Step::Done(self.capture(visit, b));
            }
            Kind::DecoratedDefinition => self.enter_decorated(visit, b),
            Kind::FunctionDefinition => self.enter_function(visit, b),
            Kind::ClassDefinition => self.enter_class(visit, b),
            Kind::Block if visit.parent() == Kind::ClassDefinition => {
                self.enter_class_body(visit, b);
            }
            Kind::Lambda => self.enter_lambda(visit, b),
            Kind::TypedParameter | Kind::DefaultParameter | Kind::TypedDefaultParameter => {
                if let Some(function) = self.functions.last() {
                    b.reenter_scope(visit.depth(), function.outer);
                }
            }
            Kind::Type => {
                self.types += 1;
                if visit.field == Field::ReturnType
                    && let Some(function) = self.functions.last()
                {
                    b.reenter_scope(visit.depth(), function.outer);
                }
            }
            Kind::TypeAliasStatement => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::AsPatternTarget => self.as_targets += 1,
            Kind::ListComprehension
            | Kind::DictionaryComprehension
            | Kind::SetComprehension
            | Kind::GeneratorExpression => {
                let outer = b.scope();
                self.comprehensions.push(Comprehension {
                    scope: b.open_scope(visit.depth(), ScopeKind::Comprehension),
                    outer,
                    has_clause: false,
                });
            }
            Kind::ForInClause => {
                if let Some(comprehension) = self.comprehensions.last_mut() {
                    self.clauses.push(comprehension.scope);
                    // The first iterable is read before the comprehension's scope is there.
                    if !comprehension.has_clause {
                        comprehension.has_clause = true;
                        b.reenter_scope(visit.depth(), comprehension.outer);
                    }
                } else {
                    self.clauses.push(b.scope());
                }
            }
            _ => {}
        }
        Step::Into
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::Attribute => self.maybe_base(visit, visit.child(Field::Attribute), b),
            Kind::Call => {
                let callee = visit.child(Field::Function);
                match b.call(callee, Role::Call, visit.child(Field::Arguments)) {
                    Value::Unknown if callee == Value::Super => Value::Super,
                    value => value,
                }
            }
            Kind::ArgumentList => {
                expected_error(visit, b);
                Value::Count(visit.count())
            }
            Kind::ListSplat | Kind::DictionarySplat if visit.parent() == Kind::ArgumentList => {
                Value::Spread
            }
            Kind::Subscript => {
                let value = self.subscript(visit, b);
                self.maybe_base(visit, value, b)
            }
            Kind::TypeParameter => {
                type_of_generic(visit.previous(), visit.first(), visit.last(), b)
            }
            Kind::BinaryOperator if self.types > 0 => {
                match (visit.child(Field::Left), visit.child(Field::Right)) {
                    (Value::Nothing, value) | (value, Value::Nothing) => value,
                    _ => Value::Unknown,
                }
            }
            Kind::Type => {
                self.types -= 1;
                annotations::annotated(visit.last(), b)
            }
            Kind::ParenthesizedExpression | Kind::Await | Kind::GenericType | Kind::DottedName => {
                visit.last()
            }
            Kind::Assignment | Kind::AugmentedAssignment => self.leave_assignment(visit, b),
            Kind::NamedExpression => {
                let value = visit.child(Field::Value);
                if let Some(definition) = visit.child(Field::Name).definition() {
                    b.assign_type(definition, value);
                }
                value
            }
            Kind::AsPatternTarget => self.leave_as_target(visit, b),
            Kind::TypedParameter | Kind::DefaultParameter | Kind::TypedDefaultParameter => {
                self.leave_parameter(visit, b)
            }
            Kind::Decorator => {
                self.leave_decorator(visit, b);
                Value::Unknown
            }
            Kind::FunctionDefinition | Kind::Lambda => {
                self.leave_function(visit.child(Field::ReturnType), b);
                Value::Unknown
            }
            Kind::ClassDefinition => {
                self.leave_class(b);
                Value::Unknown
            }
            Kind::ReturnStatement | Kind::Yield => {
                self.leave_return(visit, b);
                Value::Unknown
            }
            Kind::ForStatement => targets::leave_loop(visit, b),
            Kind::ForInClause => {
                self.clauses.pop();
                targets::leave_loop(visit, b)
            }
            Kind::ListComprehension
            | Kind::DictionaryComprehension
            | Kind::SetComprehension
            | Kind::GeneratorExpression => {
                self.comprehensions.pop();
                if visit.field == Field::Arguments {
                    Value::Count(1)
                } else {
                    Value::Unknown
                }
            }
            _ => Value::Unknown,
        }
    }
}

impl Python {
    /// A name: what it is depends on where it stands.
    fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::FunctionDefinition | Kind::ClassDefinition if visit.field == Field::Name => {
                Value::Unknown
            }
            Kind::KeywordArgument if visit.field == Field::Name => {
                label(visit, b);
                Value::Unknown
            }
            Kind::KeywordPattern => Value::Unknown,
            Kind::Attribute if visit.field == Field::Attribute => self.attribute(visit, b),
            Kind::Parameters | Kind::LambdaParameters => self.parameter(visit, b),
            Kind::DefaultParameter | Kind::TypedDefaultParameter if visit.field == Field::Name => {
                self.parameter(visit, b)
            }
            Kind::TypedParameter if visit.field != Field::Type => self.parameter(visit, b),
            Kind::ListSplatPattern | Kind::DictionarySplatPattern
                if matches!(
                    visit.above(1),
                    Kind::Parameters | Kind::LambdaParameters | Kind::TypedParameter
                ) =>
            {
                self.variable_parameter(visit, b)
            }
            Kind::GlobalStatement | Kind::NonlocalStatement => targets::redirect(visit, b),
            Kind::SplatPattern => self.capture(visit, b),
            Kind::AsPattern if visit.above(1) == Kind::CasePattern => self.capture(visit, b),
            Kind::Type | Kind::GenericType | Kind::SplatType if definitions::names_type(visit) => {
                self.type_name(visit, b)
            }
            Kind::DottedName if visit.previous() != Value::Unknown => {
                Value::Reference(b.member(visit.node, Role::Read, visit.previous()))
            }
            parent if self.is_target(parent, visit.field) => self.target(visit, b),
            _ => {
                let value = self.read(visit, b);
                self.maybe_base(visit, value, b)
            }
        }
    }

    /// A bare name that is read.
    fn read(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() == Kind::Call
            && visit.field == Field::Function
            && b.text(visit.node) == b"super"
        {
            b.reference(visit.node, Role::Call);
            return Value::Super;
        }
        let role = if self.types > 0 || visit.above(1) == Kind::ClassPattern {
            Role::Type
        } else {
            Role::Read
        };
        let at = b.reference(visit.node, role);
        if self.is_this(b.reference_mut(at).name, b) {
            Value::This(Some(at))
        } else {
            Value::Reference(at)
        }
    }

    /// The name after a dot.
    fn attribute(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let object = visit.sibling(Field::Object);
        let is_target = self.is_target(visit.above(1), visit.field_above(0));
        let role = if is_target {
            Role::Write
        } else if self.types > 0 && visit.above(1) != Kind::Attribute {
            Role::Type
        } else {
            Role::Read
        };
        let at = b.member(visit.node, role, object);
        if is_target && b.reference_mut(at).receiver == Receiver::This {
            self.write_field(at, visit, b);
        }
        Value::Reference(at)
    }

    /// Whether a bare name is the object or class around: the first parameter of the method of the
    /// innermost class, not bound anew.
    fn is_this(&self, name: NameId, b: &Builder<'_>) -> bool {
        let classes = self.classes.len();
        let Some(this) = self
            .functions
            .iter()
            .rev()
            .take_while(|function| function.classes == classes)
            .find_map(|function| function.this)
        else {
            return false;
        };
        this.name == name
            && b.scopes.so_far(b.scope(), name, Space::VALUES)
                == Some(Bound::Definition(this.parameter))
    }

    /// What an element or a parametrized type comes to.
    fn subscript(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.types == 0 && visit.parent() != Kind::ArgumentList {
            return Value::Unknown;
        }
        let argument = visit.child(Field::Subscript);
        type_of_generic(visit.child(Field::Value), argument, argument, b)
    }

    /// If the expression is one of the bases of a class, says so.
    fn maybe_base(&self, visit: &Visit<'_, '_>, value: Value, b: &mut Builder<'_>) -> Value {
        if visit.parent() == Kind::ArgumentList
            && visit.field_above(0) == Field::Superclasses
            && let Some(class) = self.classes.last().and_then(|class| class.definition)
            && let Some(base) = value.reference()
        {
            b.reference_mut(base).role = Role::Supertype;
            b.inherit(Subject::Definition(class), base, SupertypeKind::Extends);
        }
        value
    }
}

/// `x` in `f(x=1)`: a path from what is called, where that is a name or a member.
fn label(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let callee = visit.value_above(2, Field::Function).reference();
    // Arguments stand before the call is seen as a whole: a call by now is `f(1)` in `f(1)(x=2)`.
    if visit.above(2) == Kind::Call
        && let Some(callee) = callee.filter(|at| b.reference_at(*at).role != Role::Call)
    {
        b.path(visit.node, Role::Write, Value::Reference(callee));
    }
}

/// The class of the error in `raises(E)`: what was raised is one.
fn expected_error(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let callee = visit.sibling(Field::Function).reference();
    if let (Some(call), Some(error)) = (callee, visit.first().reference())
        && visit.parent() == Kind::Call
        && b.name_of_reference(call) == "raises"
    {
        b.argument(Argument {
            call,
            position: 0,
            operand: Operand::Reference(error),
        });
    }
}

/// Whether a file is tests by its name or folder.
fn is_test_path(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.starts_with("test_")
        || stem.ends_with("_test")
        || matches!(stem, "test" | "tests" | "conftest")
        || folders
            .split('/')
            .any(|folder| matches!(folder, "test" | "tests"))
}

#[cfg(test)]
mod tests;
