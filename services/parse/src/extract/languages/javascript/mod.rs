//! JavaScript, TypeScript and TSX: what each node means.
//!
//! One extractor serves all three; the dialects differ by their grammars only. Names follow the
//! language's own rules: `var` and parameters belong to the function, all else to the block, and
//! values and types have namespaces apart. That a name is used before it is declared is let pass.
//!
//! # Choices
//! - A function or class that is given to a name (a variable, a field, a key, a property) is a
//!   definition of that name. It is a method where it is a member of something known: of a class,
//!   of an object literal that has a name, of what an assignment names (`A.prototype.f = …`).
//!   An arrow function in an object literal is a function: its `this` is not the object.
//! - `<Foo/>` calls `Foo`; the closing tag only names it; lower-case tags name nothing.
//! - CommonJS: `module.exports = { … }` exports its members; any other value of `module.exports` is
//!   the export `=`.
//! - `this` in an object literal without a name, and in a nested `function`, is not known.
//! - `super(…)` calls the member `constructor` of the class above.

mod arguments;
mod assignments;
mod classes;
mod commonjs;
mod elements;
mod functions;
mod heads;
mod imports;
mod keys;
mod names;
mod objects;
mod readable;
mod terms;
mod this;
mod type_names;
mod values;
mod variables;
mod vocabulary;

use std::borrow::Cow;
use std::sync::OnceLock;

use events::Language;
use facts::{DefinitionKind, Flags, NameId, Role};
use rustc_hash::FxHashMap;
use tree_sitter::Node;

use self::functions::Function;
use self::keys::Keys;
use self::objects::{Claim, Owner};
use self::terms::Written;
use self::this::{Alias, FieldWrite, Home, This};
use self::variables::{Declaring, Target};
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, JavaScript>;

/// Where the walk stands in a file.
pub(super) struct JavaScript {
    tables: &'static Tables<Kind, Field>,
    /// The dialect has types.
    has_types: bool,
    /// The marks of everything in the file: whether it is tests, or only announces (`.d.ts`).
    file_flags: Flags,
    /// The walk is in so many `declare`s.
    ambient: u32,
    /// The walk is in so many namespaces, whose exports are not the file's.
    namespaces: u32,
    /// The export statement around is of the default.
    is_default: bool,
    functions: Vec<Function>,
    /// The classes around; none where a broken text has no name for it.
    classes: Vec<Option<u32>>,
    /// What `this` is, the innermost last.
    this: Vec<This>,
    /// Local names that hold `this`.
    aliases: Vec<Alias>,
    /// The `this` that the latest alias stood for.
    alias_used: This,
    /// So many definitions around are such that `this` in functions between is not theirs.
    boundaries: u32,
    /// The object literals around.
    objects: Vec<Owner>,
    /// The literals, patterns and elements around that have keys.
    keys: Vec<Keys>,
    /// Keys that wait to be told of what they are members, by the node that has them.
    late_keys: FxHashMap<usize, Vec<u32>>,
    /// The node that is the value of a definition, until it is entered.
    claim: Option<Claim>,
    /// A name that is told already: its node, and what it came to.
    told: (usize, Value),
    /// The declarations around.
    declarations: Vec<Declaring>,
    /// What the names in the patterns around are.
    patterns: Vec<Target>,
    /// Whether object types around define their members.
    object_types: Vec<bool>,
    /// Whether the object type that was left last defines its members.
    is_object_named: bool,
    /// Types that wait for what stands around them.
    written: Vec<Written>,
    /// Names in patterns of arrays: the pattern's node, the place, and what is defined.
    elements: Vec<(usize, u8, u32)>,
    /// What the function literal that was left last returns.
    returned: Option<u32>,
    /// The latest call of what a call returned: its node, and the reference of the inner one.
    called: Option<(usize, u32)>,
    /// The first decorator of the member to come.
    decorated: Option<heads::Extent>,
    /// The scopes of namespaces, which may be opened again.
    namespace_scopes: FxHashMap<(ScopeId, NameId), ScopeId>,
    /// Members by what has them.
    members: FxHashMap<(Home, NameId), u32>,
    /// Assignments to members of `this`, in the order of the text.
    writes: Vec<FieldWrite>,
    /// What CommonJS exports, as far as it is defined here.
    exported: FxHashMap<NameId, u32>,
    /// References to members of `exports`.
    export_reads: Vec<u32>,
    /// References in export clauses, with their scopes.
    named_exports: Vec<(ScopeId, u32)>,
    /// The first argument of the latest call.
    first_argument: Value,
    /// An assignment to the prototype of what a reference names: its node, and the reference.
    prototype_of: Option<(usize, u32)>,
}

impl Extractor for JavaScript {
    type Kind = Kind;
    type Field = Field;

    fn tables(language: Language) -> &'static Tables<Kind, Field> {
        static JAVASCRIPT: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        static TYPESCRIPT: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        static TSX: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        match language {
            Language::TypeScript => TYPESCRIPT
                .get_or_init(|| Tables::new(tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into())),
            Language::Tsx => {
                TSX.get_or_init(|| Tables::new(tree_sitter_typescript::LANGUAGE_TSX.into()))
            }
            _ => JAVASCRIPT.get_or_init(|| Tables::new(tree_sitter_javascript::LANGUAGE.into())),
        }
    }

    fn new(path: &str, language: Language) -> Self {
        JavaScript {
            tables: Self::tables(language),
            has_types: language != Language::JavaScript,
            file_flags: heads::file_flags(path),
            ambient: 0,
            namespaces: 0,
            is_default: false,
            functions: Vec::new(),
            classes: Vec::new(),
            this: Vec::new(),
            aliases: Vec::new(),
            alias_used: This::Unknown,
            boundaries: 0,
            objects: Vec::new(),
            keys: Vec::new(),
            late_keys: FxHashMap::default(),
            claim: None,
            told: (0, Value::Unknown),
            declarations: Vec::new(),
            patterns: Vec::new(),
            object_types: Vec::new(),
            is_object_named: false,
            written: Vec::new(),
            elements: Vec::new(),
            returned: None,
            called: None,
            decorated: None,
            namespace_scopes: FxHashMap::default(),
            members: FxHashMap::default(),
            writes: Vec::new(),
            exported: FxHashMap::default(),
            export_reads: Vec::new(),
            named_exports: Vec::new(),
            first_argument: Value::Unknown,
            prototype_of: None,
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let step = self.enter_node(visit, b);
        if let (Step::Done(value), true) = (step, self.has_types) {
            self.meet_term(visit, value, b);
            self.give_argument(visit, value, b);
        }
        step
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = self.leave_node(visit, b);
        if self.has_types {
            self.leave_term(visit, value, b);
            self.give_argument(visit, value, b);
        }
        value
    }

    fn readable(text: &[u8]) -> Cow<'_, [u8]> {
        readable::readable(text)
    }

    fn finish(&mut self, b: &mut Builder<'_>) {
        self.define_fields(b);
        self.bind_export_reads(b);
        self.publish_named(b);
        if self.has_types {
            elements::import_library(b);
        }
    }
}

impl JavaScript {
    fn enter_node(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::Identifier => return Step::Done(self.identifier(visit, b)),
            Kind::PropertyIdentifier | Kind::PrivatePropertyIdentifier => {
                return Step::Done(self.property(visit, b));
            }
            Kind::TypeIdentifier => {
                let value = self.type_identifier(visit, b);
                self.supertype(visit, value, b);
                return Step::Done(value);
            }
            Kind::ShorthandPropertyIdentifier => return Step::Done(self.shorthand(visit, b)),
            Kind::ShorthandPropertyIdentifierPattern => {
                return Step::Done(self.pattern_name(visit, b));
            }
            Kind::StatementIdentifier => return Step::Done(label(visit, b)),
            Kind::String => {
                if visit.parent() == Kind::EnumBody {
                    self.enum_member(visit.node, visit.node, b);
                }
                return Step::Done(self.told_of(visit.node));
            }
            Kind::Number | Kind::Regex | Kind::MetaProperty | Kind::PredefinedType => {
                return Step::Done(Value::Unknown);
            }
            Kind::Null | Kind::Undefined | Kind::OrToken | Kind::NullishToken => {
                return Step::Done(Value::Nothing);
            }
            Kind::NestedIdentifier
                if visit.field == Field::Name
                    && matches!(visit.parent(), Kind::Module | Kind::InternalModule) =>
            {
                return Step::Done(Value::Unknown);
            }
            Kind::This => return Step::Done(self.this_value()),
            Kind::Super => return Step::Done(self.super_value()),
            Kind::Import => return Step::Done(self.dynamic_import(visit, b)),
            Kind::ImportStatement => {
                self.import(visit.node, b);
                return Step::Done(Value::Unknown);
            }
            Kind::ExportStatement => return self.enter_export(visit, b),
            Kind::VariableDeclaration | Kind::LexicalDeclaration | Kind::UsingDeclaration => {
                self.enter_declaration(visit, b);
            }
            Kind::VariableDeclarator => return self.enter_declarator(visit, b),
            Kind::StatementBlock
            | Kind::SwitchBody
            | Kind::For
            | Kind::ForIn
            | Kind::CatchClause
            | Kind::LabeledStatement
            | Kind::ConditionalType
            | Kind::IndexSignature => enter_block(visit, b),
            Kind::FunctionDeclaration
            | Kind::GeneratorFunctionDeclaration
            | Kind::FunctionSignature
            | Kind::FunctionExpression
            | Kind::GeneratorFunction
            | Kind::ArrowFunction => self.enter_function(visit, b),
            Kind::MethodDefinition | Kind::MethodSignature | Kind::AbstractMethodSignature => {
                self.enter_method(visit, b);
            }
            Kind::CallSignature
            | Kind::ConstructSignature
            | Kind::FunctionType
            | Kind::ConstructorType => self.push_function(visit, None, b),
            Kind::ClassStaticBlock => {
                b.open_scope(visit.depth(), ScopeKind::Function);
            }
            Kind::Class | Kind::ClassDeclaration | Kind::AbstractClassDeclaration => {
                self.enter_class(visit, b);
            }
            Kind::ClassBody => self.this.push(This::Class(self.classes.len())),
            Kind::Decorator if visit.parent() == Kind::ClassBody => {
                self.decorated
                    .get_or_insert_with(|| heads::Extent::of(visit.node));
            }
            Kind::FieldDefinition | Kind::PublicFieldDefinition | Kind::PropertySignature => {
                self.enter_field(visit, b);
            }
            Kind::InterfaceDeclaration | Kind::TypeAliasDeclaration => self.enter_type(visit, b),
            Kind::ObjectType | Kind::InterfaceBody => self.enter_object_type(visit, b),
            Kind::EnumDeclaration => self.enter_enum(visit, b),
            Kind::EnumBody => {
                b.open_scope(visit.depth(), ScopeKind::Members);
            }
            Kind::EnumAssignment => self.enter_enum_assignment(visit, b),
            Kind::Module | Kind::InternalModule => self.enter_namespace(visit, b),
            Kind::AmbientDeclaration => self.ambient += 1,
            Kind::ImportAlias => self.enter_import_alias(visit, b),
            Kind::Object => {
                self.enter_keys(visit, b);
                self.enter_object(visit);
            }
            Kind::JsxOpeningElement | Kind::JsxSelfClosingElement => self.enter_element_keys(),
            Kind::Pair => {
                self.enter_member();
                self.enter_pair(visit, b);
            }
            Kind::PairPattern | Kind::JsxAttribute => self.enter_member(),
            Kind::FormalParameters => self.enter_parameters(visit, b),
            Kind::RequiredParameter | Kind::OptionalParameter => self.enter_parameter(visit, b),
            Kind::ObjectPattern => {
                self.enter_pattern_keys(visit);
                self.enter_pattern(visit, b);
            }
            Kind::ArrayPattern | Kind::RestPattern | Kind::AssignmentPattern => {
                self.enter_pattern(visit, b);
            }
            _ => {}
        }
        Step::Into
    }

    fn leave_node(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::MemberExpression | Kind::NestedIdentifier => visit.child(Field::Property),
            Kind::NestedTypeIdentifier => {
                let value = visit.child(Field::Name);
                self.supertype(visit, value, b);
                value
            }
            Kind::FormalParameters => Value::Count(visit.count()),
            Kind::CallExpression => self.leave_call(visit, b),
            Kind::NewExpression => values::leave_new(visit, b),
            Kind::Arguments => {
                self.first_argument = visit.first();
                Value::Count(visit.count())
            }
            Kind::SpreadElement => self.leave_spread(visit, b),
            Kind::JsxOpeningElement | Kind::JsxSelfClosingElement => {
                self.leave_keys();
                b.call(visit.child(Field::Name), Role::Call, Value::Unknown);
                Value::Unknown
            }
            Kind::ParenthesizedExpression
            | Kind::SequenceExpression
            | Kind::Await
            | Kind::NonNullExpression
            | Kind::TypeAnnotation
            | Kind::Constraint
            | Kind::LiteralType
            | Kind::ReadonlyType
            | Kind::ParenthesizedType
            | Kind::TypeQuery => visit.last(),
            Kind::AsExpression => {
                self.tell_keys(visit.node.named_child(0), visit.last(), b);
                visit.last()
            }
            Kind::SatisfiesExpression => {
                self.tell_keys(visit.node.named_child(0), visit.last(), b);
                visit.first()
            }
            Kind::InstantiationExpression | Kind::TypeAssertion | Kind::TypeArguments => {
                visit.first()
            }
            Kind::UnionType => type_names::leave_union(visit),
            Kind::IntersectionType => type_names::leave_intersection(visit),
            Kind::GenericType => {
                self.supertype(visit, visit.child(Field::Name), b);
                type_names::leave_generic(visit, b)
            }
            Kind::BinaryExpression => values::leave_binary(visit, b),
            Kind::Ternary => values::leave_ternary(visit),
            Kind::AssignmentExpression => self.leave_assignment(visit, b),
            Kind::ReturnStatement => self.leave_return(visit, b),
            // A function's body tells no type by itself.
            Kind::StatementBlock => Value::Nothing,
            Kind::FunctionDeclaration
            | Kind::GeneratorFunctionDeclaration
            | Kind::FunctionSignature
            | Kind::FunctionExpression
            | Kind::GeneratorFunction
            | Kind::ArrowFunction
            | Kind::MethodDefinition
            | Kind::MethodSignature
            | Kind::AbstractMethodSignature
            | Kind::CallSignature
            | Kind::ConstructSignature
            | Kind::FunctionType
            | Kind::ConstructorType => self.leave_function(visit, b),
            Kind::RequiredParameter | Kind::OptionalParameter => self.leave_parameter(visit, b),
            Kind::Class | Kind::ClassDeclaration | Kind::AbstractClassDeclaration => {
                self.leave_class()
            }
            Kind::ClassBody => {
                self.this.pop();
                Value::Unknown
            }
            Kind::ClassHeritage | Kind::ExtendsClause => self.leave_extends(visit, b),
            Kind::Decorator => leave_decorator(visit, b),
            Kind::ForIn => self.leave_for(visit, b),
            Kind::FieldDefinition | Kind::PublicFieldDefinition | Kind::PropertySignature => {
                self.leave_field(visit, b)
            }
            Kind::TypeAliasDeclaration => type_names::leave_alias(visit, b),
            Kind::TypeParameter => type_names::leave_type_parameter(visit, b),
            Kind::ObjectType | Kind::InterfaceBody => {
                self.is_object_named = self.object_types.pop() == Some(true);
                Value::Unknown
            }
            Kind::Module | Kind::InternalModule => {
                self.namespaces -= 1;
                Value::Unknown
            }
            Kind::AmbientDeclaration => {
                self.ambient -= 1;
                Value::Unknown
            }
            Kind::ImportAlias => type_names::leave_import_alias(visit, b),
            Kind::ExportStatement => self.leave_export(visit, b),
            Kind::Object => {
                self.leave_keys();
                self.objects.pop();
                Value::Unknown
            }
            Kind::Pair => self.leave_pair(visit, b),
            Kind::VariableDeclaration | Kind::LexicalDeclaration | Kind::UsingDeclaration => {
                self.declarations.pop();
                Value::Unknown
            }
            Kind::VariableDeclarator => self.leave_declarator(visit, b),
            Kind::ObjectPattern => {
                self.leave_keys();
                self.leave_pattern(visit, b)
            }
            Kind::ArrayPattern | Kind::RestPattern | Kind::AssignmentPattern => {
                self.leave_pattern(visit, b)
            }
            _ => Value::Unknown,
        }
    }

    fn kind(&self, node: Node<'_>) -> Kind {
        self.tables.kind(node.kind_id()).kind
    }

    /// What a name came to when what it names was defined.
    fn told_of(&self, node: Node<'_>) -> Value {
        match self.told {
            (told, value) if told == node.id() => value,
            _ => Value::Unknown,
        }
    }

    /// Whether a bare name is none of the file's own here.
    fn is_free(&self, node: Node<'_>, b: &mut Builder<'_>) -> bool {
        let name = b.name(node);
        b.scopes.so_far(b.scope(), name, Space::VALUES).is_none()
    }
}

/// A block of statements has names of its own, unless it is the body of what has them already.
fn enter_block(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let is_body = match visit.kind {
        Kind::StatementBlock => matches!(
            visit.parent(),
            Kind::FunctionDeclaration
                | Kind::GeneratorFunctionDeclaration
                | Kind::FunctionExpression
                | Kind::GeneratorFunction
                | Kind::ArrowFunction
                | Kind::MethodDefinition
                | Kind::ClassStaticBlock
                | Kind::CatchClause
                | Kind::Module
                | Kind::InternalModule
                // `declare global { … }`
                | Kind::AmbientDeclaration
        ),
        _ => false,
    };
    if !is_body {
        b.open_scope(visit.depth(), ScopeKind::Block);
    }
}

fn leave_decorator(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if let Some(at) = visit.last().reference() {
        let reference = b.reference_mut(at);
        if reference.role == Role::Read {
            reference.role = Role::Decorator;
        }
    }
    Value::Unknown
}

/// A label, or a jump to one.
fn label(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if visit.parent() == Kind::LabeledStatement {
        let at = b.define(DefinitionKind::Label, visit.node, visit.node);
        b.bind(b.scope(), at, Space::LABELS, Seen::Throughout);
    } else {
        b.reference_in(visit.node, Role::Read, Space::LABELS);
    }
    Value::Unknown
}

#[cfg(test)]
mod tests;
