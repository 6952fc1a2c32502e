//! Java's variables: fields, constants of enums, components of records, locals.

use facts::{DefinitionKind, Flags};
use tree_sitter::Node;

use super::arguments::shape;
use super::modifiers::Modifiers;
use super::vocabulary::{Field, Kind};
use super::{Java, Visit, local};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::walk::Value;

/// A longer declaration is no signature; its head alone is.
const SIGNATURE_BYTES_MAX: usize = 120;

impl Java {
    /// `int a = 1, b = 2;` in a type: the first field is made where the declaration starts, so that
    /// it holds its annotations and its type.
    pub(super) fn enter_fields(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        self.field = None;
        let Some(name) = node
            .child_by_field_name("declarator")
            .and_then(|declarator| declarator.child_by_field_name("name"))
        else {
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
        if visit.kind == Kind::ConstantDeclaration {
            flags.set(Flags::STATIC);
        }
        let at = b.define(DefinitionKind::Field, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        b.hold(visit.depth(), at);
        self.field = Some(at);
    }

    /// One of the variables of a declaration.
    pub(super) fn enter_declarator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if !is_of_fields(visit.parent()) {
            return;
        }
        if self.field.is_none()
            && let Value::Definition(first) = visit.previous()
        {
            self.field = next_field(first, visit, b);
        }
        // What a pattern in the value binds is not the type's.
        b.open_scope(visit.depth(), ScopeKind::Block);
    }

    /// The name of a variable that is declared.
    pub(super) fn declared_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.above(1) {
            parent if is_of_fields(parent) => {
                self.field.take().map_or(Value::Unknown, Value::Definition)
            }
            Kind::SpreadParameter if visit.above(3) == Kind::RecordDeclaration => {
                self.component(visit, b)
            }
            Kind::SpreadParameter => local(visit, DefinitionKind::Parameter, b),
            _ => local(visit, DefinitionKind::Local, b),
        }
    }

    /// The variable is told by its type, or if that is `var` by its value.
    pub(super) fn leave_declarator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let name = visit.child(Field::Name);
        let Value::Definition(at) = name else {
            return Value::Unknown;
        };
        let mut declared = visit.sibling(Field::Type);
        if visit.parent() == Kind::SpreadParameter {
            declared = visit.previous();
            self.contain(declared);
        }
        if declared == Value::Nothing {
            b.assign_type(at, visit.child(Field::Value));
        } else {
            b.declare_type(at, declared);
        }
        if visit.parent() == Kind::SpreadParameter {
            b.definition_mut(at).flags.set(Flags::ARRAY);
        } else if let Some(declaration) = visit.node_above(0) {
            shape(at, declaration, visit.node, b);
        }
        name
    }

    /// A component of a record: its field, which also stands for the method of that name and for
    /// the parameter of the constructor.
    pub(super) fn component(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let whole = visit.node_above(0).unwrap_or(node);
        let modifiers = Modifiers::of(whole, b);
        let signature = modifiers.head(whole.end_byte(), b);
        let at = b.define(DefinitionKind::Field, node, whole);
        let mut flags = self.flags(&modifiers);
        flags.set(Flags::PUBLIC);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        let name = definition.name;
        b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        if let Some(class) = self.classes.last() {
            self.calls.method(class.index, name, at);
        }
        Value::Definition(at)
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
        let signature = modifiers.head(end_of_constant(node, name), b);
        let doc = self.comments.above(node, b);
        let mut flags = self.flags(&modifiers);
        flags.set(Flags::PUBLIC);
        flags.set(Flags::STATIC);
        let at = b.define(DefinitionKind::EnumMember, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        b.hold(visit.depth(), at);
    }
}

/// A field that is declared together with the one before it.
fn next_field(before: u32, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
    let name = visit.node.child_by_field_name("name")?;
    let whole = visit.node_above(0)?;
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
    b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
    b.hold(visit.depth(), at);
    Some(at)
}

fn is_of_fields(parent: Kind) -> bool {
    matches!(parent, Kind::FieldDeclaration | Kind::ConstantDeclaration)
}

/// A constant's signature: with its arguments, where those are short.
fn end_of_constant(constant: Node<'_>, name: Node<'_>) -> usize {
    let arguments = constant.child_by_field_name("arguments");
    arguments
        .map(|arguments| arguments.end_byte())
        .filter(|end| end - constant.start_byte() <= SIGNATURE_BYTES_MAX)
        .unwrap_or(name.end_byte())
}
