//! Java: what each node means.
//!
//! Variables, methods and types have namespaces of their own. Members are seen throughout their
//! type, locals from where they are declared. A bare call is bound where the file alone can tell
//! which method is meant; else it stays free, and may be of a supertype.
//!
//! An anonymous class is no definition: its methods belong to the method or field around it, its
//! names are seen inside it, and `this` in it is told by the type that it is made of. An array is
//! told by the type of its elements.

mod arguments;
mod calls;
mod definitions;
mod imports;
mod members;
pub(super) mod modifiers;
mod type_names;
mod vocabulary;

use std::sync::OnceLock;

use events::Language;
use facts::{Bound, DefinitionKind, Role, TypeOf};
use rustc_hash::FxHashSet;

use self::arguments::{Arguments, shape};
use self::calls::Calls;
use self::definitions::Class;
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::doc_comments::Comments;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, Java>;

/// Where the walk stands in a Java file.
pub(super) struct Java {
    /// The whole file is tests.
    is_test_file: bool,
    comments: Comments,
    classes: Vec<Class>,
    /// The methods and constructors around, as far as they are defined.
    methods: Vec<Option<u32>>,
    /// The list of parameters that is entered names the object.
    has_receiver: bool,
    /// The field that was defined where its declaration starts, until its name is met.
    field: Option<u32>,
    /// What the switches around look at.
    switches: Vec<Value>,
    /// The annotations in whose arguments the walk is.
    annotations: Vec<Value>,
    /// References to types that stand in arrays.
    contained: FxHashSet<u32>,
    calls: Calls,
    arguments: Arguments,
}

impl Extractor for Java {
    type Kind = Kind;
    type Field = Field;

    fn tables(_: Language) -> &'static Tables<Kind, Field> {
        static TABLES: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        TABLES.get_or_init(|| Tables::new(tree_sitter_java::LANGUAGE.into()))
    }

    fn new(path: &str, _: Language) -> Self {
        Java {
            is_test_file: is_test_path(path),
            comments: Comments::default(),
            classes: Vec::new(),
            methods: Vec::new(),
            has_receiver: false,
            field: None,
            switches: Vec::new(),
            annotations: Vec::new(),
            contained: FxHashSet::default(),
            calls: Calls::default(),
            arguments: Arguments::default(),
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let step = self.meet(visit, b);
        if let Step::Done(value) = step {
            self.give(visit, value, b);
        }
        step
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = self.complete(visit, b);
        self.give(visit, value, b);
        value
    }

    fn finish(&mut self, b: &mut Builder<'_>) {
        self.calls.bind(b);
    }
}

impl Java {
    fn meet(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::Identifier => return Step::Done(self.identifier(visit, b)),
            Kind::TypeIdentifier => return Step::Done(self.type_identifier(visit, b)),
            Kind::This => return Step::Done(self.this(visit, b)),
            Kind::Super => return Step::Done(self.super_(visit, b)),
            Kind::NullLiteral => return Step::Done(Value::Nothing),
            Kind::LineComment => return Step::Done(visit.previous()),
            Kind::BlockComment => {
                self.comments.meet(visit.node, b);
                return Step::Done(visit.previous());
            }
            Kind::PackageDeclaration => {
                imports::package(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::ImportDeclaration => {
                imports::import(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::ModuleDeclaration => return Step::Done(Value::Unknown),
            Kind::ReceiverParameter => {
                self.has_receiver = true;
                return Step::Done(Value::Unknown);
            }
            Kind::ClassDeclaration
            | Kind::InterfaceDeclaration
            | Kind::EnumDeclaration
            | Kind::RecordDeclaration
            | Kind::AnnotationTypeDeclaration => self.enter_type(visit, b),
            Kind::ClassBody | Kind::InterfaceBody | Kind::EnumBody | Kind::AnnotationTypeBody => {
                self.enter_body(visit, b);
            }
            Kind::EnumConstant => self.enter_constant(visit, b),
            Kind::MethodDeclaration
            | Kind::ConstructorDeclaration
            | Kind::CompactConstructor
            | Kind::AnnotationElement => self.enter_method(visit, b),
            Kind::FieldDeclaration | Kind::ConstantDeclaration => self.enter_fields(visit, b),
            Kind::VariableDeclarator => self.enter_declarator(visit, b),
            Kind::LambdaExpression => {
                b.open_scope(visit.depth(), ScopeKind::Function);
            }
            Kind::Block
            | Kind::ConstructorBody
            | Kind::ForStatement
            | Kind::EnhancedForStatement
            | Kind::TryWithResources
            | Kind::CatchClause
            | Kind::SwitchRule => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::SwitchBlock => {
                b.open_scope(visit.depth(), ScopeKind::Block);
                self.switches.push(visit.sibling(Field::Condition));
            }
            Kind::FormalParameters => self.has_receiver = false,
            Kind::ArgumentList => self.enter_arguments(),
            Kind::AnnotationArguments => self.annotations.push(visit.sibling(Field::Name)),
            _ => {}
        }
        Step::Into
    }

    fn complete(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::MethodInvocation => {
                let callee = visit.child(Field::Name);
                let call = b.call(callee, Role::Call, visit.child(Field::Arguments));
                self.given_to(call, b);
                call
            }
            Kind::ObjectCreation => b.call(
                visit.child(Field::Type),
                Role::Instantiate,
                visit.child(Field::Arguments),
            ),
            Kind::ConstructorInvocation => {
                let callee = visit.child(Field::Constructor);
                let call = b.call(callee, Role::Call, visit.child(Field::Arguments));
                self.given_to(call, b);
                call
            }
            Kind::MethodReference => self.leave_method_reference(visit, b),
            Kind::ArgumentList => {
                self.leave_arguments(visit, b);
                Value::Count(visit.count())
            }
            Kind::FieldAccess => visit.child(Field::Field),
            Kind::ArrayAccess => visit.child(Field::Array),
            Kind::ArrayCreation | Kind::CastExpression => visit.child(Field::Type),
            Kind::AssignmentExpression => visit.child(Field::Right),
            Kind::ParenthesizedExpression => visit.last(),
            Kind::ScopedIdentifier => visit.child(Field::Name),
            Kind::GenericType => self.maybe_supertype(visit, visit.first(), b),
            Kind::ScopedTypeIdentifier | Kind::AnnotatedType => {
                self.maybe_supertype(visit, visit.last(), b)
            }
            Kind::ArrayType => self.contain(visit.child(Field::Element)),
            Kind::Superclass => {
                self.leave_superclass(visit, b);
                Value::Unknown
            }
            // `A::<T>b`
            Kind::TypeArguments if visit.parent() == Kind::MethodReference => visit.previous(),
            Kind::TypeBound => visit.first(),
            Kind::TypeParameter => {
                type_names::leave_parameter(visit, b);
                Value::Unknown
            }
            Kind::CatchType if visit.count() == 1 => visit.last(),
            Kind::VariableDeclarator => self.leave_declarator(visit, b),
            Kind::FormalParameter | Kind::Resource | Kind::EnhancedForStatement => {
                leave_typed(visit, b);
                Value::Unknown
            }
            Kind::SpreadParameter => Value::Spread,
            Kind::FormalParameters => match visit.count() {
                u8::MAX => Value::Count(u8::MAX),
                count => Value::Count(count - u8::from(self.has_receiver).min(count)),
            },
            Kind::ClassDeclaration
            | Kind::InterfaceDeclaration
            | Kind::EnumDeclaration
            | Kind::RecordDeclaration
            | Kind::AnnotationTypeDeclaration => {
                self.leave_type(visit, b);
                Value::Unknown
            }
            Kind::ClassBody => {
                self.leave_body(visit);
                Value::Unknown
            }
            Kind::MethodDeclaration
            | Kind::ConstructorDeclaration
            | Kind::CompactConstructor
            | Kind::AnnotationElement => {
                self.leave_method(visit, b);
                Value::Unknown
            }
            Kind::SwitchBlock => {
                self.switches.pop();
                Value::Unknown
            }
            Kind::AnnotationArguments => {
                self.annotations.pop();
                Value::Unknown
            }
            _ => Value::Unknown,
        }
    }

    /// A name: what it is depends on where it stands.
    fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        match (visit.parent(), visit.field) {
            (Kind::MethodInvocation, Field::Name) => self.method_name(visit, b),
            (Kind::MethodInvocation | Kind::FieldAccess, Field::Object) => qualifier(visit, b),
            (Kind::FieldAccess, Field::Field) => self.field_name(visit, b),
            (Kind::MethodReference, _) => {
                if is_first(visit) {
                    qualifier(visit, b)
                } else {
                    // What is passed is called sooner or later.
                    Value::Reference(b.member(node, Role::Call, visit.previous()))
                }
            }
            (
                Kind::ClassDeclaration
                | Kind::InterfaceDeclaration
                | Kind::EnumDeclaration
                | Kind::RecordDeclaration
                | Kind::AnnotationTypeDeclaration
                | Kind::EnumConstant
                | Kind::MethodDeclaration
                | Kind::ConstructorDeclaration
                | Kind::CompactConstructor
                | Kind::AnnotationElement,
                Field::Name,
            ) => Value::Unknown,
            (Kind::VariableDeclarator, Field::Name) => self.declared_name(visit, b),
            (Kind::FormalParameter, Field::Name) if visit.above(2) == Kind::RecordDeclaration => {
                self.component(visit, b)
            }
            (Kind::FormalParameter, Field::Name)
            | (Kind::LambdaExpression, Field::Parameters)
            | (Kind::InferredParameters, _) => local(visit, DefinitionKind::Parameter, b),
            (Kind::CatchParameter, Field::Name) => typed_local(visit, visit.previous(), b),
            (Kind::EnhancedForStatement | Kind::Resource, Field::Name) => {
                local(visit, DefinitionKind::Local, b)
            }
            (Kind::InstanceofExpression, Field::Name) => {
                typed_local(visit, visit.sibling(Field::Right), b)
            }
            (Kind::TypePattern | Kind::RecordPatternComponent, _) => {
                typed_local(visit, visit.previous(), b)
            }
            (Kind::RecordPattern, _) => {
                Value::Reference(b.reference_in(node, Role::Type, Space::TYPES))
            }
            // `case null, default`
            (Kind::SwitchLabel, _) if b.text(node) == b"default" => Value::Unknown,
            (Kind::SwitchLabel, _) => self.case(visit, b),
            (Kind::LabeledStatement, _) => {
                let at = b.define(DefinitionKind::Label, node, node);
                b.bind(b.scope(), at, Space::LABELS, Seen::FromHere);
                Value::Unknown
            }
            (Kind::BreakStatement | Kind::ContinueStatement, _) => {
                b.reference_in(node, Role::Read, Space::LABELS);
                Value::Unknown
            }
            (Kind::MarkerAnnotation | Kind::Annotation, Field::Name) => {
                Value::Reference(b.reference_in(node, Role::Decorator, Space::TYPES))
            }
            (Kind::ScopedIdentifier, Field::Scope) => {
                Value::Reference(b.reference_in(node, Role::Read, Space::TYPES))
            }
            (Kind::ScopedIdentifier, Field::Name) => {
                let role = match visit.above(1) {
                    Kind::MarkerAnnotation | Kind::Annotation => Role::Decorator,
                    _ => Role::Read,
                };
                Value::Reference(b.member(node, role, visit.sibling(Field::Scope)))
            }
            (Kind::ElementValuePair, Field::Key) => {
                let annotation = self.annotations.last().copied().unwrap_or_default();
                Value::Reference(b.member(node, Role::Read, annotation))
            }
            (parent, field) => {
                Value::Reference(b.reference_in(node, role_in(parent, field), Space::VALUES))
            }
        }
    }

    /// The name after a dot.
    fn field_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let object = match visit.sibling(Field::Object) {
            object if b.text(visit.node) == b"length" && self.is_array(object, b) => Value::Unknown,
            object => object,
        };
        let role = role_in(visit.above(1), visit.field_above(0));
        Value::Reference(b.member(visit.node, role, object))
    }

    /// Whether a value is a variable that holds an array, whose own members are the language's.
    fn is_array(&self, value: Value, b: &Builder<'_>) -> bool {
        let Some(at) = value.reference() else {
            return false;
        };
        let reference = b.reference_at(at);
        let bound = match reference.bound {
            Bound::Free => b.scopes.so_far(b.scope(), reference.name, Space::VALUES),
            bound => Some(bound),
        };
        let Some(Bound::Definition(of)) = bound else {
            return false;
        };
        match b.definition(of).type_of {
            Some(TypeOf::Declared(of) | TypeOf::Value(of)) => self.contained.contains(&of),
            Some(TypeOf::Named(_)) | None => false,
        }
    }

    /// `this`: in an anonymous class a value of the type that it is made of.
    fn this(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match (visit.parent(), visit.field) {
            (Kind::ConstructorInvocation, Field::Constructor) => self.this_call(visit, b),
            // `Outer.this`
            (Kind::FieldAccess, Field::Field) => visit.sibling(Field::Object),
            _ => self.anonymous().unwrap_or(Value::This(None)),
        }
    }

    fn super_(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match (visit.parent(), visit.field) {
            (Kind::ConstructorInvocation, Field::Constructor) => self.super_call(visit, b),
            _ => self.anonymous().unwrap_or(Value::Super),
        }
    }

    /// What the innermost class is made of, if it has no name.
    fn anonymous(&self) -> Option<Value> {
        self.classes.last().and_then(|class| class.anonymous)
    }

    /// `case X`: a constant of the enum that is looked at, unless a variable has the name.
    fn case(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let name = b.name(visit.node);
        let value = self.switches.last().copied().unwrap_or_default();
        let is_known = b.scopes.so_far(b.scope(), name, Space::VALUES).is_some();
        if is_known || value.reference().is_none() {
            return Value::Reference(b.reference(visit.node, Role::Read));
        }
        Value::Reference(b.member(visit.node, Role::Read, value))
    }
}

/// A name before a dot: a variable, else a type or package.
fn qualifier(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    Value::Reference(b.reference_in_either(visit.node, Role::Read, [Space::VALUES, Space::TYPES]))
}

/// Whether a node is the first of its parent.
fn is_first(visit: &Visit<'_, '_>) -> bool {
    visit
        .node_above(0)
        .is_none_or(|parent| parent.start_byte() == visit.node.start_byte())
}

/// The role of an expression by where it stands.
fn role_in(parent: Kind, field: Field) -> Role {
    match (parent, field) {
        (Kind::AssignmentExpression, Field::Left) | (Kind::UpdateExpression, _) => Role::Write,
        _ => Role::Read,
    }
}

/// A local or parameter that is seen from here on.
fn local(visit: &Visit<'_, '_>, kind: DefinitionKind, b: &mut Builder<'_>) -> Value {
    let whole = match (visit.parent(), visit.node_above(0)) {
        (Kind::VariableDeclarator | Kind::FormalParameter, Some(parent)) => parent,
        _ => visit.node,
    };
    let at = b.define(kind, visit.node, whole);
    b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
    Value::Definition(at)
}

/// A local whose type stands before it.
fn typed_local(visit: &Visit<'_, '_>, declared: Value, b: &mut Builder<'_>) -> Value {
    let value = local(visit, DefinitionKind::Local, b);
    if let Value::Definition(at) = value {
        b.declare_type(at, declared);
    }
    value
}

/// What has a type, a name and perhaps a value in fields of its own.
fn leave_typed(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let Value::Definition(at) = visit.child(Field::Name) else {
        return;
    };
    match visit.child(Field::Type) {
        // `var`
        Value::Nothing if visit.kind == Kind::Resource => {
            b.assign_type(at, visit.child(Field::Value));
        }
        declared => b.declare_type(at, declared),
    }
    shape(at, visit.node, visit.node, b);
}

/// Whether a file is tests by its folder or name.
fn is_test_path(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.strip_suffix(".java").unwrap_or(file);
    ["Test", "Tests", "TestCase", "IT"]
        .iter()
        .any(|end| stem.ends_with(end))
        || folders
            .split('/')
            .any(|folder| matches!(folder, "test" | "tests" | "androidTest"))
}

#[cfg(test)]
mod tests;
