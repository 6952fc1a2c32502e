//! C and C++: what each node means.
//!
//! A name of a file, namespace or class is seen in the whole of it, a name of a block in the text
//! that follows. In C the tags of structs, unions and enums have names of their own. All branches
//! of the preprocessor are taken; the first definition of a name stands for the others, and any
//! definition for its announcements. In C++ a name with several overloads is left open: whoever
//! sees all of them chooses by the number of arguments.
//!
//! What a pointer or an array holds is taken for the pointer or array, and in C++ so is what a
//! smart pointer holds, but where its own methods are called.

mod branches;
mod declarations;
mod declarators;
mod dialect;
mod docs;
mod expressions;
mod functions;
mod initializers;
mod locals;
mod macros;
mod names;
mod namespaces;
mod readable;
mod records;
mod vocabulary;

use std::borrow::Cow;
use std::sync::OnceLock;

use events::Language;
use facts::{Bound, NameId};
use rustc_hash::{FxHashMap, FxHashSet};

use self::declarations::Declaration;
use self::docs::Comments;
use self::expressions::Pointer;
use self::functions::Function;
use self::initializers::Initializer;
use self::records::{Record, Template};
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

pub(in crate::extract) use self::dialect::dialect;
use self::readable::readable;

type Visit<'w, 't> = VisitOf<'w, 't, C>;

/// What the walk is in, as far as it tells what a declaration declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Context {
    /// A file or a namespace.
    Namespace,
    /// A type with members.
    Record,
    /// A type whose members nobody can name.
    Nowhere,
    /// The body of a function.
    Function,
}

/// Where the walk stands in a file of C or C++.
pub(super) struct C {
    tables: &'static Tables<Kind, Field>,
    is_cpp: bool,
    /// The whole file is tests.
    is_test_file: bool,
    /// Some of the text is broken.
    is_broken: bool,
    contexts: Vec<Context>,
    declarations: Vec<Declaration>,
    functions: Vec<Function>,
    records: Vec<Record>,
    initializers: Vec<Initializer>,
    /// Scopes that hold type parameters only: what is declared in them belongs to the scope around.
    templates: Vec<Template>,
    /// Namespaces around without a name.
    nameless: u32,
    /// Which of the namespaces around have none.
    namespaces: Vec<bool>,
    /// The scopes of classes, enums and namespaces, by their definitions.
    scopes: FxHashMap<u32, ScopeId>,
    /// Variables that are known to be pointers.
    pointers: FxHashMap<u32, Pointer>,
    /// The last type that was taken for the smart pointer around it.
    unwrapped: Option<u32>,
    /// The declarator whose parts are read already.
    read: usize,
    /// Where the texts are that macros stand for, by the macros' names.
    macro_values: FxHashMap<NameId, (usize, usize)>,
    comments: Comments,
    /// The names of the macros so far.
    macros: FxHashSet<Box<[u8]>>,
}

impl Extractor for C {
    type Kind = Kind;
    type Field = Field;

    fn tables(language: Language) -> &'static Tables<Kind, Field> {
        static C: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        static CPP: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        if language == Language::Cpp {
            CPP.get_or_init(|| Tables::new(tree_sitter_cpp::LANGUAGE.into()))
        } else {
            C.get_or_init(|| Tables::new(tree_sitter_c::LANGUAGE.into()))
        }
    }

    fn new(path: &str, language: Language) -> Self {
        C {
            tables: C::tables(language),
            is_cpp: language == Language::Cpp,
            is_test_file: is_test_path(path),
            is_broken: true,
            contexts: Vec::new(),
            declarations: Vec::new(),
            functions: Vec::new(),
            records: Vec::new(),
            initializers: Vec::new(),
            templates: Vec::new(),
            nameless: 0,
            namespaces: Vec::new(),
            scopes: FxHashMap::default(),
            pointers: FxHashMap::default(),
            unwrapped: None,
            read: 0,
            macro_values: FxHashMap::default(),
            comments: Comments::default(),
            macros: FxHashSet::default(),
        }
    }

    fn readable(text: &[u8]) -> Cow<'_, [u8]> {
        readable(text)
    }

    fn finish(&mut self, b: &mut Builder<'_>) {
        macros::refer_to_blank_ones(b);
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::Identifier => return Step::Done(self.identifier(visit, b)),
            Kind::FieldIdentifier => return Step::Done(self.field_identifier(visit, b)),
            Kind::TypeIdentifier => return Step::Done(self.type_identifier(visit, b)),
            Kind::PrimitiveType => return Step::Done(self.primitive_type(visit, b)),
            Kind::NamespaceIdentifier => return Step::Done(self.scope_name(visit, b)),
            Kind::StatementIdentifier => return Step::Done(self.label(visit, b)),
            Kind::OperatorName | Kind::DestructorName => {
                return Step::Done(self.special_name(visit, b));
            }
            Kind::This => return Step::Done(Value::This(None)),
            Kind::Null => return Step::Done(Value::Nothing),
            Kind::Comment => {
                self.comment(visit, b);
                // A comment changes no value.
                return Step::Done(visit.previous());
            }
            Kind::StorageClassSpecifier | Kind::TypeQualifier => {
                self.specifier(visit, b);
                if visit.kind == Kind::StorageClassSpecifier {
                    return Step::Done(visit.previous());
                }
            }
            Kind::AccessSpecifier => {
                self.access(visit, b);
                return Step::Done(visit.previous());
            }
            Kind::Attribute
            | Kind::AttributeSpecifier
            | Kind::MsDeclspecModifier
            | Kind::PreprocCall => return Step::Done(visit.previous()),
            Kind::PreprocInclude => return self.include(visit, b),
            Kind::PreprocDef | Kind::PreprocFunctionDef => {
                self.macro_definition(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::NamespaceAliasDefinition => {
                self.namespace_alias(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::UsingDeclaration if self.using(visit, b) => return Step::Done(Value::Unknown),
            Kind::TranslationUnit => self.is_broken = visit.node.has_error(),
            Kind::FunctionDefinition => self.enter_function(visit, b),
            kind if kind.is_declaration() => self.enter_declaration(visit, b),
            Kind::FunctionDeclarator if self.is_read(visit) => return Step::Done(Value::Unknown),
            Kind::OperatorCast => self.operator_cast(visit, b),
            Kind::ParameterList => self.enter_parameters(visit, b),
            Kind::LambdaExpression => self.enter_lambda(visit, b),
            Kind::StructSpecifier | Kind::UnionSpecifier | Kind::ClassSpecifier => {
                return self.enter_record(visit, b);
            }
            Kind::EnumSpecifier => return self.enter_enum(visit, b),
            Kind::Enumerator => self.enter_enumerator(visit, b),
            Kind::AliasDeclaration | Kind::ConceptDefinition => self.enter_alias(visit, b),
            Kind::NamespaceDefinition => self.enter_namespace(visit, b),
            Kind::TemplateDeclaration => {
                let scope = b.open_scope(visit.depth(), ScopeKind::Block);
                self.templates.push(Template {
                    scope,
                    parameters: Vec::new(),
                });
            }
            Kind::CompoundStatement if visit.parent() == Kind::FunctionDefinition => {}
            Kind::CompoundStatement
            | Kind::ForStatement
            | Kind::IfStatement
            | Kind::WhileStatement
            | Kind::SwitchStatement
            | Kind::CatchClause
            | Kind::RequiresExpression => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::InitializerList => self.enter_initializers(visit, b),
            _ => {}
        }
        Step::Into
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::FieldExpression => visit.child(Field::Field),
            Kind::CallExpression => self.leave_call(visit, b),
            Kind::ArgumentList => {
                self.leave_arguments(visit, b);
                Value::Count(visit.count())
            }
            Kind::ParameterPackExpansion => Value::Spread,
            Kind::ParenthesizedExpression
            | Kind::ExtensionExpression
            | Kind::DependentName
            | Kind::DependentType
            | Kind::ParenthesizedDeclarator
            | Kind::ReferenceDeclarator
            | Kind::VariadicDeclarator
            | Kind::FieldDesignator => visit.last(),
            Kind::AttributedDeclarator => visit.first(),
            Kind::PointerDeclarator | Kind::PointerTypeDeclarator | Kind::ArrayDeclarator => {
                visit.child(Field::Declarator)
            }
            Kind::FunctionDeclarator | Kind::AbstractFunctionDeclarator => {
                self.leave_head(visit);
                visit.child(Field::Declarator)
            }
            Kind::PointerExpression | Kind::SubscriptExpression => self.pointee(visit, b),
            Kind::CastExpression | Kind::TypeDescriptor => visit.child(Field::Type),
            Kind::AssignmentExpression => visit.child(Field::Left),
            Kind::QualifiedIdentifier => visit.child(Field::Name),
            Kind::TemplateArgumentList => visit.first(),
            Kind::TemplateType => self.leave_template_type(visit, b),
            Kind::TemplateFunction | Kind::TemplateMethod => self.leave_template(visit, b),
            Kind::MacroTypeSpecifier => self.leave_macro_type(visit, b),
            Kind::PlaceholderTypeSpecifier => Value::Nothing,
            Kind::NewExpression => self.leave_new(visit, b),
            Kind::CompoundLiteralExpression => b.call(
                visit.child(Field::Type),
                facts::Role::Instantiate,
                visit.child(Field::Value),
            ),
            Kind::InitDeclarator => self.leave_initialized(visit, b),
            Kind::InitializerList => {
                self.initializers.pop();
                Value::Count(visit.count())
            }
            Kind::TrailingReturnType => self.leave_return_type(visit, b),
            Kind::FunctionDefinition => self.leave_function(),
            kind if kind.is_declaration() => self.leave_declaration(visit, b),
            Kind::LambdaExpression => {
                self.pop_function();
                Value::Unknown
            }
            Kind::StructSpecifier
            | Kind::UnionSpecifier
            | Kind::ClassSpecifier
            | Kind::EnumSpecifier => self.leave_record(visit),
            Kind::AliasDeclaration => self.leave_alias(visit, b),
            Kind::NamespaceDefinition => {
                self.contexts.pop();
                if self.namespaces.pop() == Some(true) {
                    self.nameless -= 1;
                }
                Value::Unknown
            }
            Kind::TemplateDeclaration => {
                self.templates.pop();
                Value::Unknown
            }
            _ => Value::Unknown,
        }
    }
}

impl C {
    fn context(&self) -> Context {
        self.contexts.last().copied().unwrap_or(Context::Namespace)
    }

    /// The scope that what is declared here belongs to.
    fn home(&self, b: &Builder<'_>) -> ScopeId {
        let mut scope = b.scope();
        while self.templates.iter().any(|t| t.scope == scope) {
            scope = b.scopes.parent(scope);
        }
        scope
    }

    /// Binds the name of a variable, function or macro. In C++ several overloads leave the name open.
    fn bind_value(&self, scope: ScopeId, at: u32, b: &mut Builder<'_>) {
        if self.context() == Context::Function {
            b.bind(scope, at, Space::VALUES, Seen::FromHere);
            return;
        }
        let new = b.definition(at);
        let name = new.name;
        match b.scopes.own(scope, name, Space::VALUES) {
            None => b.bind(scope, at, Space::VALUES, Seen::Throughout),
            Some(Bound::Definition(old)) => {
                let old = b.definition(old);
                let is_overload = self.is_cpp
                    && old.kind.is_callable()
                    && new.kind.is_callable()
                    && !is_redeclaration(old, new);
                if is_overload {
                    b.scopes
                        .bind(scope, name, Space::VALUES, Bound::Free, Seen::Throughout);
                } else if is_better(new, old) {
                    b.bind(scope, at, Space::VALUES, Seen::Throughout);
                }
            }
            Some(Bound::Import(_) | Bound::Free | Bound::Member) => {}
        }
    }

    /// Binds the name of a type. In C tags are apart from other names; in C++ a type can be called.
    fn bind_type(&self, scope: ScopeId, at: u32, space: Space, b: &mut Builder<'_>) {
        let seen = if self.context() == Context::Function {
            Seen::FromHere
        } else {
            Seen::Throughout
        };
        let name = b.definition(at).name;
        let spaces = if self.is_cpp {
            &[Space::TYPES, Space::VALUES][..]
        } else {
            std::slice::from_ref(&space)
        };
        for &space in spaces {
            let is_wanted = match b.scopes.own(scope, name, space) {
                None => true,
                Some(Bound::Definition(old)) => is_better(b.definition(at), b.definition(old)),
                Some(Bound::Import(_) | Bound::Free | Bound::Member) => false,
            };
            if is_wanted || seen == Seen::FromHere {
                b.bind(scope, at, space, seen);
            }
        }
    }
}

/// Whether a definition takes the place of another of the same name: it defines what the other
/// only announces.
fn is_better(new: &facts::Definition, old: &facts::Definition) -> bool {
    use facts::Flags;
    old.flags.has(Flags::DECLARATION) && !new.flags.has(Flags::DECLARATION)
}

/// Whether two functions of one name are one function, as far as can be told.
fn is_redeclaration(old: &facts::Definition, new: &facts::Definition) -> bool {
    use facts::Flags;
    if old.arity != new.arity {
        return false;
    }
    let is_announced = |d: &facts::Definition| d.flags.has(Flags::DECLARATION);
    is_announced(old) != is_announced(new) || old.signature == new.signature
}

/// Whether a file is tests by its name or folder.
fn is_test_path(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.starts_with("test_")
        || stem.ends_with("_test")
        || stem.ends_with("_tests")
        || stem.ends_with("_unittest")
        || folders.split('/').any(|folder| {
            matches!(
                folder,
                "test" | "tests" | "testing" | "unittest" | "unittests"
            )
        })
}

#[cfg(test)]
mod tests;
