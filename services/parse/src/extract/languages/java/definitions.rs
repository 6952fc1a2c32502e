//! Java's types, methods and constructors.

use facts::{DefinitionKind, Flags};
use tree_sitter::Node;

use super::arguments::shape;
use super::modifiers::Modifiers;
use super::vocabulary::{Field, Kind};
use super::{Java, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::walk::Value;

/// A type around.
pub(super) struct Class {
    /// Absent for an anonymous class and for the body of a constant.
    pub(super) definition: Option<u32>,
    /// Among the types of the file.
    pub(super) index: u32,
    /// What an anonymous class is made of.
    pub(super) anonymous: Option<Value>,
    /// Its members are public and, without a body, abstract.
    pub(super) is_interface: bool,
    /// How many methods are around it.
    pub(super) methods: usize,
}

impl Java {
    /// A class, interface, enum, record or annotation type.
    pub(super) fn enter_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let definition = self.define_type(visit, b);
        // For its type parameters and components; its head does not see its members.
        b.open_scope(visit.depth(), ScopeKind::Block);
        let is_interface = matches!(
            visit.kind,
            Kind::InterfaceDeclaration | Kind::AnnotationTypeDeclaration
        );
        self.push_class(definition, None, is_interface);
    }

    fn define_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let name = node.child_by_field_name("name")?;
        if b.text(name).is_empty() {
            return None;
        }
        let kind = match visit.kind {
            Kind::InterfaceDeclaration | Kind::AnnotationTypeDeclaration => {
                DefinitionKind::Interface
            }
            Kind::EnumDeclaration => DefinitionKind::Enum,
            _ => DefinitionKind::Class,
        };
        let modifiers = Modifiers::of(node, b);
        let signature = modifiers.head(start_of_body(node), b);
        let doc = self.comments.above(node, b);
        let flags = self.flags(&modifiers);
        let at = b.define(kind, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        // A class in a method is seen from where it stands.
        let seen = match b.scopes.kind(b.scope()) {
            ScopeKind::Module | ScopeKind::Members => Seen::Throughout,
            _ => Seen::FromHere,
        };
        b.bind(b.scope(), at, Space::TYPES, seen);
        b.hold(visit.depth(), at);
        Some(at)
    }

    fn push_class(
        &mut self,
        definition: Option<u32>,
        anonymous: Option<Value>,
        is_interface: bool,
    ) {
        let outer = self.classes.last().map(|class| class.index);
        let index = self.calls.add(outer, definition);
        if anonymous.is_some() {
            self.calls.inherits(index);
        }
        self.classes.push(Class {
            definition,
            index,
            anonymous,
            is_interface,
            methods: self.methods.len(),
        });
    }

    pub(super) fn leave_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let class = self.classes.pop();
        if visit.kind == Kind::RecordDeclaration
            && let Some(definition) = class.and_then(|class| class.definition)
            && let Value::Count(components) = visit.child(Field::Parameters)
        {
            b.definition_mut(definition).arity = components;
        }
    }

    /// The body of a type, which may be an anonymous class or a constant of an enum.
    pub(super) fn enter_body(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        b.open_scope(visit.depth(), ScopeKind::Members);
        let anonymous = match visit.parent() {
            Kind::ObjectCreation => Some(visit.sibling(Field::Type)),
            Kind::EnumConstant => None,
            _ => return,
        };
        self.push_class(None, anonymous, false);
    }

    pub(super) fn leave_body(&mut self, visit: &Visit<'_, '_>) {
        if matches!(visit.parent(), Kind::ObjectCreation | Kind::EnumConstant) {
            self.classes.pop();
        }
    }

    /// A method, a constructor, or an element of an annotation type.
    pub(super) fn enter_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let definition = self.define_method(visit, b);
        self.methods.push(definition);
        b.open_scope(visit.depth(), ScopeKind::Function);
    }

    fn define_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let name = node.child_by_field_name("name")?;
        if b.text(name).is_empty() {
            return None;
        }
        let kind = match visit.kind {
            Kind::ConstructorDeclaration | Kind::CompactConstructor => DefinitionKind::Constructor,
            _ if self.classes.is_empty() => DefinitionKind::Function,
            _ => DefinitionKind::Method,
        };
        let modifiers = Modifiers::of(node, b);
        let signature = modifiers.head(start_of_body(node), b);
        let doc = self.comments.above(node, b);
        let mut flags = self.flags(&modifiers);
        let is_interface = self.classes.last().is_some_and(|class| class.is_interface);
        if is_interface && node.child_by_field_name("body").is_none() {
            flags.set(Flags::ABSTRACT);
        }
        let at = b.define(kind, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        let name = definition.name;
        if let Some(class) = self.classes.last() {
            if kind == DefinitionKind::Constructor {
                self.calls.constructor(class.index, at);
            } else {
                self.calls.method(class.index, name, at);
            }
        }
        b.hold(visit.depth(), at);
        Some(at)
    }

    pub(super) fn leave_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(Some(definition)) = self.methods.pop() else {
            return;
        };
        b.declare_type(definition, visit.child(Field::Type));
        shape(definition, visit.node, visit.node, b);
        let arity = match visit.child(Field::Parameters) {
            Value::Count(count) => count,
            _ if visit.kind == Kind::AnnotationElement => 0,
            _ => return,
        };
        b.definition_mut(definition).arity = arity;
    }

    /// The marks that modifiers and the place give.
    pub(super) fn flags(&self, modifiers: &Modifiers) -> Flags {
        let mut flags = modifiers.flags;
        let is_interface = self.classes.last().is_some_and(|class| class.is_interface);
        if is_interface && !modifiers.is_private {
            flags.set(Flags::PUBLIC);
        }
        if self.is_test_file {
            flags.set(Flags::TEST);
        }
        flags
    }
}

/// Where the head of a declaration ends.
fn start_of_body(node: Node<'_>) -> usize {
    node.child_by_field_name("body")
        .map_or(node.end_byte(), |body| body.start_byte())
}
