//! Declarations: variables, fields, parameters, prototypes, type definitions.

use facts::{DefinitionKind, Flags, NameId, Role};
use tree_sitter::Node;

use super::declarators::{Declared, Head};
use super::vocabulary::{Field, Kind};
use super::{C, Context, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Space};
use crate::extract::walk::Value;

/// With more children it is not looked whether a declaration has one declarator or several.
const CHILDREN_MAX: u32 = 24;

/// A declaration around.
pub(super) struct Declaration {
    pub(super) kind: Kind,
    /// The node of the name that is defined already, with its definition.
    pub(super) made: Option<(usize, u32)>,
    /// The definition around the declaration.
    pub(super) holder: Option<u32>,
    pub(super) marks: Marks,
    /// What stands for the type where a macro stands in its place.
    pub(super) real_type: Option<Value>,
}

/// What is known of a declaration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks(u16);

impl Marks {
    const STATIC: Marks = Marks(1);
    pub(super) const EXTERN: Marks = Marks(2);
    const CONST: Marks = Marks(4);
    const CONSTEXPR: Marks = Marks(8);
    /// It declares a name at all.
    pub(super) const NAMED: Marks = Marks(16);
    /// The first name is the only one, and holds the whole declaration.
    pub(super) const SINGLE: Marks = Marks(32);
    /// It gives an unnamed type its name.
    pub(super) const NAMES_TYPE: Marks = Marks(64);
    /// It is no declaration but a macro that is called where one may stand.
    const MACRO: Marks = Marks(128);
    /// In a function: what looks like a function is a variable that is made with arguments.
    pub(super) const MADE: Marks = Marks(256);

    pub(super) const fn has(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn set(&mut self, other: Marks) {
        self.0 |= other.0;
    }

    const fn set_if(&mut self, other: Marks, is_so: bool) {
        if is_so {
            self.set(other);
        }
    }
}

impl Declaration {
    pub(super) fn of(kind: Kind, holder: Option<u32>) -> Declaration {
        Declaration {
            kind,
            made: None,
            holder,
            marks: Marks(0),
            real_type: None,
        }
    }
}

impl C {
    /// The whole of a definition: with the template that it is of.
    pub(super) fn whole<'t>(visit: &Visit<'_, 't>) -> Node<'t> {
        let mut whole = visit.node;
        let mut n = 0;
        while visit.above(n) == Kind::TemplateDeclaration {
            let Some(template) = visit.node_above(n) else {
                break;
            };
            whole = template;
            n += 1;
        }
        whole
    }

    /// A declaration of any kind but a function's definition.
    pub(super) fn enter_declaration(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let mut declaration = Declaration::of(visit.kind, b.holder());
        if visit.kind.is_parameter() || visit.kind == Kind::ForRangeLoop {
            if visit.kind == Kind::ForRangeLoop {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            declaration.marks.set(Marks::NAMED);
            self.declarations.push(declaration);
            return;
        }
        let first = visit.node.child_by_field_name("declarator");
        declaration.marks.set_if(Marks::NAMED, first.is_some());
        let is_local = visit.parent() == Kind::FunctionDefinition
            || self.context() == Context::Function && visit.kind != Kind::TypeDefinition;
        if let Some(first) = first
            && !is_local
            && self.context() != Context::Nowhere
            && visit.parent() != Kind::FriendDeclaration
            && let Some(head) = self.head(first)
        {
            if self.is_macro_call(visit, &head, b) {
                declaration.marks.set(Marks::MACRO);
            } else {
                let is_single = is_single(visit.node, b);
                declaration.marks.set_if(Marks::SINGLE, is_single);
                self.make(visit, &head, &mut declaration, b);
            }
        }
        self.declarations.push(declaration);
    }

    /// `Q_PROPERTY(x);` among the members of a class: a function without a type that is neither
    /// constructor nor destructor.
    fn is_macro_call(&self, visit: &Visit<'_, '_>, head: &Head<'_>, b: &Builder<'_>) -> bool {
        self.is_cpp
            && visit.kind == Kind::Declaration
            && head.function.is_some()
            && !head.is_qualified
            && self.kind_of(head.name) == Kind::Identifier
            && visit.node.child_by_field_name("type").is_none()
            && !self.is_constructor(head, b)
    }

    /// Defines the first name of a declaration before its type is read, so that it may hold it.
    fn make(
        &mut self,
        visit: &Visit<'_, '_>,
        head: &Head<'_>,
        declaration: &mut Declaration,
        b: &mut Builder<'_>,
    ) {
        let kind = match visit.kind {
            Kind::TypeDefinition => match self.unnamed_type(visit.node) {
                Some(kind) => {
                    declaration.marks.set(Marks::NAMES_TYPE);
                    kind
                }
                None => DefinitionKind::TypeAlias,
            },
            _ => self.kind_of_head(head, b),
        };
        let whole = Self::whole(visit);
        let is_whole =
            declaration.marks.has(Marks::SINGLE) || declaration.marks.has(Marks::NAMES_TYPE);
        let body = if is_whole { whole } else { head.name };
        let at = self.define_head(kind, head, body, b);
        let signature = self.declaration_signature(visit.node, whole, b);
        b.definition_mut(at).signature = Some(signature);
        if is_whole {
            b.hold(visit.depth(), at);
        }
        declaration.made = Some((head.name.id(), at));
        self.document_member(at, whole, b);
    }

    /// A word before a declaration.
    pub(super) fn specifier(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) {
        if !visit.parent().is_declaration() {
            return;
        }
        let Some(declaration) = self.declarations.last_mut() else {
            return;
        };
        match b.text(visit.node) {
            b"static" => declaration.marks.set(Marks::STATIC),
            b"extern" => declaration.marks.set(Marks::EXTERN),
            b"const" => declaration.marks.set(Marks::CONST),
            b"constexpr" | b"constinit" => declaration.marks.set(Marks::CONSTEXPR),
            _ => {}
        }
    }

    /// A name in a declarator.
    pub(super) fn declare(
        &mut self,
        visit: &Visit<'_, '_>,
        declared: Declared,
        b: &mut Builder<'_>,
    ) -> Value {
        match declared.kind {
            kind if kind.is_parameter() => self.declare_parameter(visit, declared, b),
            Kind::ForRangeLoop => self.declare_local(visit, declared, b),
            Kind::TypeDefinition => self.declare_further(visit, declared, b),
            // A macro that takes the name of the function that it makes: `TEST(name) { … }`.
            Kind::FunctionDefinition => Value::Unknown,
            _ if visit.above(declared.steps + 1) == Kind::FriendDeclaration => Value::Unknown,
            _ if self
                .declarations
                .last()
                .is_some_and(|d| d.marks.has(Marks::MACRO)) =>
            {
                let arguments = declared
                    .function
                    .and_then(|n| visit.node_above(n))
                    .map_or(u8::MAX, |function| self.arity(function, true, b));
                let callee = b.reference(visit.node, Role::Call);
                b.reference_mut(callee).arity = arguments;
                Value::Unknown
            }
            _ if visit.above(declared.steps + 1) == Kind::FunctionDefinition => {
                self.old_style_parameter(visit, declared, b)
            }
            _ => match self.context() {
                Context::Function if declared.kind == Kind::Declaration => {
                    self.declare_in_function(visit, declared, b)
                }
                Context::Nowhere | Context::Function => Value::Unknown,
                Context::Namespace | Context::Record => self.declare_further(visit, declared, b),
            },
        }
    }

    /// A name after the first of a declaration.
    fn declare_further(
        &mut self,
        visit: &Visit<'_, '_>,
        declared: Declared,
        b: &mut Builder<'_>,
    ) -> Value {
        let is_function = declared.function.is_some();
        let kind = match (declared.kind, self.context(), is_function) {
            (Kind::TypeDefinition, ..) => DefinitionKind::TypeAlias,
            (_, Context::Record, true) => DefinitionKind::Method,
            (_, Context::Record, false) => DefinitionKind::Field,
            (.., true) => DefinitionKind::Function,
            (.., false) => DefinitionKind::Variable,
        };
        let whole = match declared.steps.checked_sub(1) {
            Some(n) => visit.node_above(n).unwrap_or(visit.node),
            None => visit.node,
        };
        let signature = b.signature(whole.start_byte(), whole.end_byte());
        let at = b.define(kind, visit.node, whole);
        b.definition_mut(at).signature = Some(signature);
        if declared.steps > 0 {
            b.hold(visit.depth_above(declared.steps - 1), at);
        }
        if let Some(declaration) = visit.node_above(declared.steps) {
            self.document_member(at, declaration, b);
        }
        self.complete(at, visit, declared, b)
    }

    /// The name that is defined already is reached: by now the words and the type before it are read.
    pub(super) fn reach(&mut self, at: u32, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match self.declared_of_made(visit) {
            Some(declared) => self.complete(at, visit, declared, b),
            None => Value::Definition(at),
        }
    }

    /// Tells what is known of a definition when its name is reached, and binds the name.
    fn complete(
        &mut self,
        at: u32,
        visit: &Visit<'_, '_>,
        declared: Declared,
        b: &mut Builder<'_>,
    ) -> Value {
        let Some(declaration) = self.declarations.last() else {
            return Value::Definition(at);
        };
        let is_definition = declared.kind == Kind::FunctionDefinition;
        let marks = declaration.marks;
        let names_type = marks.has(Marks::NAMES_TYPE) && declared.kind == Kind::TypeDefinition;
        let is_static = marks.has(Marks::STATIC);
        let is_constant =
            marks.has(Marks::CONSTEXPR) || (marks.has(Marks::CONST) && !declared.is_pointer);
        let type_of = declaration
            .real_type
            .unwrap_or_else(|| visit.value_above(declared.steps, Field::Type));
        let node = visit.node_above(declared.steps);
        let function = declared.function.and_then(|n| visit.node_above(n));

        if let Some(function) = function
            && (b.definition(at).kind.is_callable())
        {
            b.definition_mut(at).arity = self.arity(function, is_definition, b);
        }
        if b.definition(at).kind == DefinitionKind::Variable && is_constant {
            b.definition_mut(at).kind = DefinitionKind::Constant;
        }
        let mut flags = self.visibility(is_static);
        if is_static {
            flags.set(Flags::STATIC);
        }
        let has_value = visit.above(declared.steps.saturating_sub(1)) == Kind::InitDeclarator
            || node.is_some_and(|n| n.child_by_field_name("default_value").is_some());
        let kind = b.definition(at).kind;
        let is_pure = kind == DefinitionKind::Method
            && !is_definition
            && has_value
            && declared.kind == Kind::FieldDeclaration;
        let is_announced = match kind {
            // A pure virtual function may be defined, out of its class.
            kind if kind.is_callable() => !is_definition,
            DefinitionKind::Variable | DefinitionKind::Constant => {
                marks.has(Marks::EXTERN) && !has_value
            }
            // The static field of a class is defined out of it.
            DefinitionKind::Field => {
                self.context() == Context::Record
                    && is_static
                    && !has_value
                    && !marks.has(Marks::CONSTEXPR)
            }
            _ => false,
        };
        if is_pure {
            flags.set(Flags::ABSTRACT);
        }
        if is_announced {
            flags.set(Flags::DECLARATION);
        }
        b.definition_mut(at).flags.set(flags);
        if !names_type && kind != DefinitionKind::Constructor {
            b.declare_type(at, type_of);
        }
        self.remember_pointer(at, declared.is_pointer, type_of);
        if let Some(scope) = self.scope_before(visit) {
            b.definition_mut(at).owner = Some(scope);
        } else if !is_definition {
            let home = self.home(b);
            match kind {
                _ if names_type => self.bind_type(home, at, Space::VALUES, b),
                DefinitionKind::TypeAlias => self.bind_type(home, at, Space::VALUES, b),
                // C's fields are never bare; a constructor has the name of its class.
                DefinitionKind::Field | DefinitionKind::Method if !self.is_cpp => {}
                DefinitionKind::Constructor => {}
                _ => self.bind_value(home, at, b),
            }
        }
        Value::Definition(at)
    }

    /// The marks that the place of a declaration gives.
    pub(super) fn visibility(&self, is_static: bool) -> Flags {
        let mut flags = Flags::default();
        if self.is_test_file {
            flags.set(Flags::TEST);
        }
        match self.context() {
            Context::Record => {
                if self.records.last().is_none_or(|record| record.is_public) {
                    flags.set(Flags::PUBLIC);
                }
            }
            Context::Namespace if self.nameless > 0 => flags.set(Flags::STATIC),
            Context::Namespace if !is_static => flags.set(Flags::PUBLIC),
            Context::Namespace | Context::Nowhere | Context::Function => {}
        }
        flags
    }

    /// What a declarator is given: `x = v`, `x(a, b)`, `x{a, b}`.
    pub(super) fn leave_initialized(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let declarator = visit.child(Field::Declarator);
        let (Some(at), value) = (declarator.definition(), visit.child(Field::Value)) else {
            return declarator;
        };
        match visit.sibling(Field::Type) {
            Value::Nothing => b.assign_type(at, value),
            made if self.is_cpp && matches!(value, Value::Count(_)) && !self.is_pointer(at) => {
                b.call(made, Role::Instantiate, value);
            }
            _ => {}
        }
        declarator
    }

    /// `auto f() -> T`.
    pub(super) fn leave_return_type(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let declared = visit.sibling(Field::Declarator).definition();
        if visit.parent() == Kind::FunctionDeclarator
            && let Some(at) = declared
        {
            b.declare_type(at, visit.last());
        }
        Value::Unknown
    }

    pub(super) fn leave_declaration(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        self.declarations.pop();
        // `if (auto x = v)`
        if let Some(at) = visit.child(Field::Declarator).definition()
            && visit.child(Field::Type) == Value::Nothing
            && visit.kind != Kind::ForRangeLoop
        {
            match visit.child(Field::Value) {
                Value::Unknown => {}
                value => b.assign_type(at, value),
            }
        }
        Value::Unknown
    }

    /// A declaration without its values and bodies.
    fn declaration_signature(
        &self,
        node: Node<'_>,
        whole: Node<'_>,
        b: &mut Builder<'_>,
    ) -> NameId {
        let mut end = node.end_byte();
        let body = node
            .child_by_field_name("type")
            .and_then(|of| of.child_by_field_name("body"));
        if let Some(body) = body {
            end = body.start_byte();
        } else if let Some(declarator) = node.child_by_field_name("declarator") {
            let declarator = match self.kind_of(declarator) {
                Kind::InitDeclarator => declarator.child_by_field_name("declarator"),
                _ => Some(declarator),
            };
            end = declarator.map_or(end, |d| d.end_byte());
        }
        b.signature(whole.start_byte(), end)
    }

    /// The kind of the type without a name that a `typedef` gives a name to.
    fn unnamed_type(&self, node: Node<'_>) -> Option<DefinitionKind> {
        let of = node.child_by_field_name("type")?;
        let kind = match self.kind_of(of) {
            Kind::StructSpecifier => DefinitionKind::Struct,
            Kind::UnionSpecifier => DefinitionKind::Union,
            Kind::EnumSpecifier => DefinitionKind::Enum,
            Kind::ClassSpecifier => DefinitionKind::Class,
            _ => return None,
        };
        let has_name = of.child_by_field_name("name").is_some();
        (!has_name && of.child_by_field_name("body").is_some()).then_some(kind)
    }
}

/// Whether a declaration has no comma between declarators.
fn is_single(node: Node<'_>, b: &Builder<'_>) -> bool {
    let count = node.child_count();
    count <= CHILDREN_MAX
        && (0..count)
            .filter_map(|n| node.child(n))
            .all(|child| !matches!(b.text(child), [b',']))
}
