//! Members: properties, constants, cases, and the names after an arrow or a double colon.

use facts::{DefinitionKind, Flags, Receiver, Role};

use super::docs::Doc;
use super::names::declared_name;
use super::variables::is_target;
use super::vocabulary::{Field, Kind};
use super::{Php, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::walk::Value;

impl Php {
    /// The name after an arrow or a double colon.
    pub(super) fn member(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let of = match visit.parent() {
            Kind::ScopedCall | Kind::ScopedProperty => visit.sibling(Field::Scope),
            _ => visit.sibling(Field::Object),
        };
        let role = if is_target(visit, 1) {
            Role::Write
        } else {
            Role::Read
        };
        Value::Reference(b.member(visit.node, role, of))
    }

    /// A property, one of those that its declaration names.
    pub(super) fn enter_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let (Some(whole), Some(variable)) =
            (visit.node_above(0), visit.node.child_by_field_name("name"))
        else {
            return;
        };
        let Some(name) = variable.named_child(0) else {
            return;
        };
        let doc = self.docs.above(whole, b);
        let head = self.head_of(whole, visit.node.end_byte(), b);
        let at = b.define(DefinitionKind::Field, name, whole);
        let definition = b.definition_mut(at);
        definition.flags = head.flags;
        definition.signature = Some(head.signature);
        definition.doc = doc.text;
        let name = definition.name;
        b.declare_type(at, visit.sibling(Field::Type));
        if visit.sibling(Field::Type) == Value::Unknown {
            declare_by_doc(at, &doc, b);
        }
        if let Some(class) = self.classes.last_mut() {
            class.fields.insert(name, at);
        }
        self.property = Some(at);
    }

    pub(super) fn leave_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        // A default that is no object tells nothing of what is assigned later.
        let default = match visit.last() {
            Value::Reference(at) => Value::Reference(at),
            _ => Value::Nothing,
        };
        super::assign(visit.child(Field::Name), default, b);
    }

    /// `const A = …`, of a class or of the namespace.
    pub(super) fn enter_constant(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let (Some(whole), Some(name)) = (visit.node_above(0), visit.node.named_child(0)) else {
            return;
        };
        let doc = self.docs.above(whole, b);
        let head = self.head_of(whole, visit.node.end_byte(), b);
        let at = b.define(DefinitionKind::Constant, name, whole);
        let definition = b.definition_mut(at);
        definition.flags = head.flags;
        definition.signature = Some(head.signature);
        definition.doc = doc.text;
        b.declare_type(at, visit.sibling(Field::Type));
        if self.classes.is_empty() {
            b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        }
        self.constant = Some(at);
    }

    /// A case of an enum.
    pub(super) fn enter_case(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(name) = declared_name(visit.node, b) else {
            return;
        };
        let doc = self.docs.above(visit.node, b);
        let head = self.head_of(visit.node, visit.node.end_byte(), b);
        let at = b.define(DefinitionKind::EnumMember, name, visit.node);
        let definition = b.definition_mut(at);
        definition.flags = head.flags;
        definition.signature = Some(head.signature);
        definition.doc = doc.text;
    }

    /// `a as b`, in the `use` of a trait: a method under another name.
    pub(super) fn enter_alias(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let mut cursor = visit.node.walk();
        let mut has_more = cursor.goto_first_child();
        let mut is_after = false;
        let mut method = None;
        while has_more {
            let child = cursor.node();
            match child.kind() {
                "as" => is_after = true,
                "name" if is_after => {
                    let at = b.define(DefinitionKind::Method, child, visit.node);
                    let signature = b.signature(visit.node.start_byte(), visit.node.end_byte());
                    let flags = self.flags_of_tests();
                    let definition = b.definition_mut(at);
                    definition.signature = Some(signature);
                    definition.flags = flags;
                    definition.flags.set(Flags::PUBLIC);
                    if let Some(method) = method {
                        b.assign_type(at, method);
                    }
                }
                "name" => {
                    let at = b.member(child, Role::Call, Value::This(None));
                    method = Some(Value::Reference(at));
                }
                _ => {}
            }
            has_more = cursor.goto_next_sibling();
        }
    }

    /// Perhaps a field of the object around is given a value.
    pub(super) fn write_field(&mut self, reference: u32, value: Value, b: &Builder<'_>) {
        let r = b.reference_at(reference);
        if r.receiver == Receiver::This
            && let Some(class) = self.classes.last_mut()
        {
            class.writes.push((r.name, value));
        }
    }

    /// `A::$b`.
    pub(super) fn static_property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(name) = visit.node.named_child(0) else {
            return Value::Unknown;
        };
        let role = if is_target(visit, 1) {
            Role::Write
        } else {
            Role::Read
        };
        Value::Reference(b.member(name, role, visit.sibling(Field::Scope)))
    }

    /// A member that only the documentation of its class tells of.
    pub(super) fn define_documented(&mut self, doc: &Doc, b: &mut Builder<'_>) {
        for tag in &doc.members {
            let at = b.define_named(tag.kind, tag.name, tag.span, tag.span);
            let flags = self.flags_of_tests();
            let definition = b.definition_mut(at);
            definition.flags = flags;
            definition.flags.set(Flags::PUBLIC);
            definition.signature = Some(tag.signature);
            tag.type_of.declare(at, b);
        }
    }
}

/// What `@var` says of a property.
fn declare_by_doc(at: u32, doc: &Doc, b: &mut Builder<'_>) {
    if let Some(tag) = doc.variables.first() {
        tag.type_of.declare(at, b);
    }
}
