//! What Ruby defines: modules, classes, methods and their parameters.

use facts::{Bound, DefinitionKind, Flags, Role, Subject, SupertypeKind};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::words::Word;
use super::{Method, Mode, Ruby, Type, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::walk::Value;

impl Ruby {
    /// `class A`, `class A::B < C`, `module A`.
    pub(super) fn enter_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let name = node.child_by_field_name("name").and_then(last_name);
        let definition = name.map(|name| {
            let kind = if visit.kind == Kind::Class {
                DefinitionKind::Class
            } else {
                DefinitionKind::Mixin
            };
            let end = node.child_by_field_name("superclass").unwrap_or(name);
            let signature = b.signature(node.start_byte(), end.end_byte());
            let doc = self.comments.doc_of(node, b);
            let at = b.define(kind, name, node);
            let flags = self.flags(Mode::Public);
            let definition = b.definition_mut(at);
            definition.signature = Some(signature);
            definition.doc = doc;
            definition.flags = flags;
            self.note_type(at, b);
            at
        });
        let methods = self.methods.len();
        self.types
            .push(Type::of(definition, ScopeId::MODULE, methods));
    }

    /// `class << self`: what it defines is of the type around.
    pub(super) fn enter_singleton(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let value = visit.node.child_by_field_name("value");
        let is_self = value.is_some_and(|value| value.kind() == "self");
        let methods = self.methods.len();
        let around = self.types.last();
        let variables = around.map_or(ScopeId::MODULE, |around| around.variables);
        let mut of = Type::of(None, variables, methods);
        of.is_singleton = true;
        match around {
            Some(around) if is_self => {
                of.definition = around.definition;
                of.owner = around.owner;
            }
            _ => {
                of.is_veiled = true;
                of.owner = value.map(|value| match value.kind() {
                    "constant" => b.bound_reference(value, Role::Read, Bound::Free),
                    // What a single object has is nobody else's.
                    _ => b.member(value, Role::Read, Value::Unknown),
                });
            }
        }
        self.types.push(of);
    }

    /// The body of a type or a method.
    pub(super) fn enter_body(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        match visit.parent() {
            Kind::Class | Kind::Module => {
                let scope = b.open_scope(visit.depth(), ScopeKind::ClosedModule);
                if let Some(of) = self.types.last_mut() {
                    of.variables = scope;
                    if let Some(definition) = of.definition {
                        b.hold(visit.depth(), definition);
                    }
                }
            }
            Kind::SingletonClass => {
                b.open_scope(visit.depth(), ScopeKind::ClosedModule);
            }
            _ => {}
        }
    }

    /// A type is left: what it inherits, the nearest first.
    pub(super) fn leave_type(&mut self, b: &mut Builder<'_>) {
        let Some(of) = self.types.pop() else {
            return;
        };
        for (variable, reader) in &of.readers {
            let of_object = b.scopes.own(of.variables, *variable, Space::LABELS);
            if let Some(Bound::Definition(field)) = of_object {
                b.definition_mut(*reader).type_of = b.definition(field).type_of;
            }
        }
        let Some(definition) = of.definition else {
            return;
        };
        let subject = Subject::Definition(definition);
        // What is included last is asked first.
        for &base in of.included.iter().rev() {
            b.inherit(subject, base, SupertypeKind::Implements);
        }
        if let Some(base) = of.superclass {
            b.inherit(subject, base, SupertypeKind::Extends);
        }
        for &base in of.extended.iter().rev() {
            b.inherit(subject, base, SupertypeKind::Embeds);
        }
    }

    pub(super) fn leave_superclass(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(base) = visit.last().reference()
            && b.reference_at(base).role == Role::Read
            && let Some(of) = self.types.last_mut()
        {
            b.reference_mut(base).role = Role::Supertype;
            of.superclass = Some(base);
        }
    }

    /// `def x`, `def self.x`, `def object.x`.
    pub(super) fn enter_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let object = node.child_by_field_name("object");
        let is_of_self = object.is_some_and(|object| object.kind() == "self");
        let (owner_around, is_singleton) = self
            .types
            .last()
            .map_or((None, false), |of| (of.owner, of.is_singleton));
        let is_singleton = object.is_some() || is_singleton;
        let definition = node.child_by_field_name("name").map(|name| {
            let signature = b.signature(node.start_byte(), end_of_head(node, name));
            let mode = self.mode(visit);
            let doc = self.comments.doc_of(self.whole(visit), b);
            let owner = match object {
                Some(object) if object.kind() == "constant" => {
                    Some(b.bound_reference(object, Role::Read, Bound::Free))
                }
                Some(object) if !is_of_self => Some(b.member(object, Role::Read, Value::Unknown)),
                _ => owner_around,
            };
            let is_free = b.holder().is_none() && owner.is_none();
            let kind = match b.text(name) {
                _ if is_free => DefinitionKind::Function,
                b"initialize" if !is_singleton => DefinitionKind::Constructor,
                _ => DefinitionKind::Method,
            };
            let at = b.define(kind, name, node);
            let mut flags = self.flags(mode);
            if is_singleton && !is_free {
                flags.set(Flags::STATIC);
            }
            let definition = b.definition_mut(at);
            definition.flags = flags;
            definition.signature = Some(signature);
            definition.doc = doc;
            definition.owner = owner;
            self.note_callable(at, is_singleton, b);
            at
        });
        b.open_scope(visit.depth(), ScopeKind::ClosedModule);
        if let Some(definition) = definition {
            b.hold(visit.depth(), definition);
        }
        self.methods.push(Method::of(definition, is_singleton));
    }

    pub(super) fn leave_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(method) = self.methods.pop() else {
            return Value::Unknown;
        };
        let Some(definition) = method.definition else {
            return Value::Unknown;
        };
        if !method.has_variable_parameters {
            let arity = u8::try_from(method.parameters).unwrap_or(u8::MAX);
            b.definition_mut(definition).arity = arity;
        }
        if b.definition(definition).kind != DefinitionKind::Constructor {
            method.tell_returned(visit.child(Field::Body), b);
        }
        Value::Definition(definition)
    }

    /// `return x`.
    pub(super) fn leave_return(&mut self, visit: &Visit<'_, '_>) {
        let Some(method) = self.methods.last_mut() else {
            return;
        };
        // Its value stands in a list of arguments, of which the walk keeps the number only.
        let value = match visit.last() {
            Value::Count(_) => Value::Unknown,
            _ => Value::Nothing,
        };
        method.returned.push(value);
    }

    /// A parameter of a method, a block or a lambda.
    pub(super) fn parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let whole = match visit.parent() {
            Kind::MethodParameters
            | Kind::BlockParameters
            | Kind::LambdaParameters
            | Kind::DestructuredParameter => visit.node,
            _ => visit.node_above(0).unwrap_or(visit.node),
        };
        let is_local = visit.field == Field::Locals;
        let kind = if is_local {
            DefinitionKind::Local
        } else {
            DefinitionKind::Parameter
        };
        let at = b.define(kind, visit.node, whole);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        let list = match visit.parent() {
            Kind::MethodParameters => Kind::MethodParameters,
            _ => visit.above(1),
        };
        if list == Kind::MethodParameters {
            match visit.parent() {
                Kind::MethodParameters | Kind::DestructuredParameter => {
                    if let Some(method) = self.methods.last_mut() {
                        method.parameters += 1;
                    }
                }
                Kind::BlockParameter => {}
                _ => self.count_variable_parameter(),
            }
        }
        Value::Definition(at)
    }

    pub(super) fn count_variable_parameter(&mut self) {
        if let Some(method) = self.methods.last_mut() {
            method.has_variable_parameters = true;
        }
    }

    /// The marks of what is defined here.
    pub(super) fn flags(&self, mode: Mode) -> Flags {
        let mut flags = Flags::default();
        match mode {
            Mode::Public => flags.set(Flags::PUBLIC),
            Mode::Private => {}
            Mode::ModuleFunction => {
                flags.set(Flags::PUBLIC);
                flags.set(Flags::CLASS_METHOD);
            }
        }
        if self.is_test_file {
            flags.set(Flags::TEST);
        }
        flags
    }

    /// How a method is seen that is defined here: `private def x` says it for this one.
    fn mode(&self, visit: &Visit<'_, '_>) -> Mode {
        let is_argument = visit.parent() == Kind::ArgumentList;
        let said = self
            .words
            .last()
            .filter(|word| is_argument && visit.depth() >= 2 && word.depth == visit.depth_above(1));
        if let Some(mode) = said.and_then(Word::mode) {
            return mode;
        }
        match self.types.last() {
            Some(of) if of.methods == self.methods.len() && visit.kind == Kind::Method => of.mode,
            _ => Mode::Public,
        }
    }

    /// The node whose line a method's documentation stands above.
    fn whole<'t>(&self, visit: &Visit<'_, 't>) -> Node<'t> {
        match (visit.parent(), visit.node_above(1)) {
            (Kind::ArgumentList, Some(call)) => call,
            _ => visit.node,
        }
    }
}

impl Method {
    pub(super) fn of(definition: Option<u32>, is_static: bool) -> Method {
        Method {
            definition,
            block: None,
            is_static,
            has_variable_parameters: false,
            parameters: 0,
            returned: Vec::new(),
        }
    }

    /// Tells the type of what a method gives back, by its last expression.
    fn tell_returned(&self, last: Value, b: &mut Builder<'_>) {
        let Some(definition) = self.definition else {
            return;
        };
        if self.returned.iter().any(|value| *value != Value::Nothing) {
            return;
        }
        match last {
            Value::This(_) => b.definition_mut(definition).flags.set(Flags::FLUENT),
            Value::Reference(_) => b.assign_type(definition, last),
            _ => {}
        }
    }
}

/// The name in `A::B`, or the name.
pub(super) fn last_name(name: Node<'_>) -> Option<Node<'_>> {
    let name = match name.kind() {
        "scope_resolution" => name.child_by_field_name("name")?,
        _ => name,
    };
    (!name.is_missing()).then_some(name)
}

/// Where the head of a method ends.
fn end_of_head(node: Node<'_>, name: Node<'_>) -> usize {
    let parameters = node.child_by_field_name("parameters");
    parameters.unwrap_or(name).end_byte()
}
