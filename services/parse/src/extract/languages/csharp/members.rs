//! C#'s fields, properties, events, constants of enums, and variables of declarations.

use facts::{DefinitionKind, Flags};
use tree_sitter::Node;

use super::definitions::{member_name, start_of_body};
use super::modifiers::Modifiers;
use super::vocabulary::{Field, Kind};
use super::{CSharp, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A longer declaration is no signature; its head alone is.
const SIGNATURE_BYTES_MAX: usize = 120;

impl CSharp {
    /// `int a = 1, b = 2;` in a type: the first field is made where the declaration starts, so that
    /// it holds its attributes and its type.
    pub(super) fn enter_fields(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        self.field = None;
        let Some(name) = first_name(node).filter(|name| !b.text(*name).is_empty()) else {
            return;
        };
        let modifiers = Modifiers::of(node, b);
        let is_short = node.end_byte() - node.start_byte() <= SIGNATURE_BYTES_MAX;
        let end = if is_short { node } else { name }.end_byte();
        let signature = modifiers.head(end, b);
        let doc = self.comments.above(node, b);
        let flags = self.flags(&modifiers);
        let at = b.define(DefinitionKind::Field, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        self.remember_field(at, b);
        b.hold(visit.depth(), at);
        self.field = Some(at);
    }

    /// One of the variables of a declaration.
    pub(super) fn enter_declarator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if !is_of_fields(visit) {
            return;
        }
        if self.field.is_none()
            && let Value::Definition(first) = visit.previous()
        {
            self.field = self.next_field(first, visit, b);
        }
        // What a pattern in the value binds is not the type's.
        b.open_scope(visit.depth(), ScopeKind::Block);
    }

    /// A field that is declared together with the one before it.
    fn next_field(
        &mut self,
        before: u32,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let name = visit.node.child_by_field_name("name")?;
        let whole = visit.node_above(1)?;
        let (parent, flags, signature, doc) = {
            let before = b.definition(before);
            (before.parent, before.flags, before.signature, before.doc)
        };
        let at = b.define(DefinitionKind::Field, name, whole);
        let definition = b.definition_mut(at);
        definition.parent = parent;
        definition.flags = flags;
        definition.signature = signature;
        definition.doc = doc;
        self.remember_field(at, b);
        b.hold(visit.depth(), at);
        Some(at)
    }

    /// The name of a variable that is declared.
    pub(super) fn declared_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if is_of_fields_above(visit) {
            return self.field.take().map_or(Value::Unknown, Value::Definition);
        }
        let whole = visit.node_above(0).unwrap_or(visit.node);
        let at = b.define(DefinitionKind::Local, visit.node, whole);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        Value::Definition(at)
    }

    /// The variable is told by its type, or if that is `var` by its value.
    pub(super) fn leave_declarator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let name = visit.child(Field::Name);
        let Value::Definition(at) = name else {
            return Value::Unknown;
        };
        let declared = visit.sibling(Field::Type);
        if declared == Value::Nothing {
            if visit.last() != name {
                self.assign(at, visit.last(), b);
            }
        } else if let Some(declaration) = visit.node_above(0) {
            self.declare(at, declared, declaration, "type", b);
        }
        name
    }

    /// A property, an indexer, or an event with accessors. Its type is told where it is known: on
    /// leaving its head, so that its own body may use it.
    pub(super) fn enter_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let at = self.define_property(visit, b);
        self.functions.push(at);
        b.open_scope(visit.depth(), ScopeKind::Function);
    }

    fn define_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let (name, place) = if visit.kind == Kind::IndexerDeclaration {
            let mut cursor = node.walk();
            let this = node.children(&mut cursor).find(|c| c.kind() == "this")?;
            (b.intern("this[]"), span(this))
        } else {
            let name = node.child_by_field_name("name")?;
            if b.text(name).is_empty() {
                return None;
            }
            (member_name(node, name, b), span(name))
        };
        let modifiers = Modifiers::of(node, b);
        let end = start_of_body(node).min(start_of_value(node));
        let signature = modifiers.head(end, b);
        let doc = self.comments.above(node, b);
        let flags = self.flags(&modifiers);
        let at = b.define_named(DefinitionKind::Field, name, place, span(node));
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        self.remember_field(at, b);
        b.hold(visit.depth(), at);
        Some(at)
    }

    pub(super) fn leave_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(Some(at)) = self.functions.pop() {
            self.declare(at, visit.child(Field::Type), visit.node, "type", b);
        }
    }

    /// A constant of an enum.
    pub(super) fn enter_constant(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        if b.text(name).is_empty() {
            return;
        }
        let modifiers = Modifiers::of(node, b);
        let is_short = node.end_byte() - node.start_byte() <= SIGNATURE_BYTES_MAX;
        let end = if is_short { node } else { name }.end_byte();
        let signature = modifiers.head(end, b);
        let doc = self.comments.above(node, b);
        let mut flags = self.flags(&modifiers);
        flags.set(Flags::PUBLIC);
        flags.set(Flags::STATIC);
        let at = b.define(DefinitionKind::EnumMember, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        b.hold(visit.depth(), at);
    }

    /// A field or property of the class around.
    pub(super) fn remember_field(&mut self, at: u32, b: &Builder<'_>) {
        if let Some(class) = self.classes.last_mut() {
            class.fields.insert(b.definition(at).name, at);
        }
    }
}

/// The first name of a declaration of fields.
fn first_name(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    let declaration = node
        .children(&mut cursor)
        .find(|child| child.kind() == "variable_declaration")?;
    let mut cursor = declaration.walk();
    let declarator = declaration
        .children(&mut cursor)
        .find(|child| child.kind() == "variable_declarator")?;
    declarator.child_by_field_name("name")
}

/// Whether a declarator is one of fields.
fn is_of_fields(visit: &Visit<'_, '_>) -> bool {
    matches!(
        visit.above(1),
        Kind::FieldDeclaration | Kind::EventFieldDeclaration
    )
}

/// As [`is_of_fields`], of the name in the declarator.
fn is_of_fields_above(visit: &Visit<'_, '_>) -> bool {
    matches!(
        visit.above(2),
        Kind::FieldDeclaration | Kind::EventFieldDeclaration
    )
}

/// Where the value of a property starts, if it has one.
fn start_of_value(node: Node<'_>) -> usize {
    let value = node.child_by_field_name("value");
    value.map_or(node.end_byte(), |value| value.start_byte())
}
