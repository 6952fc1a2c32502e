//! Classes, interfaces, traits and enums.

use facts::{Bound, DefinitionKind, Flags, NameId, Role, Subject, SupertypeKind};
use rustc_hash::FxHashMap;
use tree_sitter::Node;

use super::names::declared_name;
use super::vocabulary::Kind;
use super::{Php, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A class around.
pub(super) struct Class {
    /// Absent where a broken text has no name for it.
    pub(super) definition: Option<u32>,
    /// Its methods have no bodies, and all that is in it is public.
    is_interface: bool,
    /// Its properties by name.
    pub(super) fields: FxHashMap<NameId, u32>,
    /// What is assigned to properties of the object, in the order of the text.
    pub(super) writes: Vec<(NameId, Value)>,
    /// What it extends and implements.
    pub(super) bases: Vec<(u32, SupertypeKind)>,
    /// The names that its documentation gives to types.
    pub(super) templates: Vec<String>,
    /// The reference by which an anonymous class is made.
    made: Option<u32>,
}

/// What stands before the body of a declaration.
pub(super) struct Head {
    pub(super) flags: Flags,
    pub(super) signature: NameId,
}

impl Php {
    pub(super) fn enter_class(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let is_interface = visit.kind == Kind::InterfaceDeclaration;
        let definition = self.define_class(visit, b);
        self.push_class(definition, is_interface);
        if let Some(class) = definition {
            let doc = self.docs.above(visit.node, b);
            b.definition_mut(class).doc = doc.text;
            b.hold(visit.depth(), class);
            self.define_documented(&doc, b);
            if let Some(class) = self.classes.last_mut() {
                class.templates = doc.templates;
            }
        }
    }

    fn define_class(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let name = declared_name(visit.node, b)?;
        let kind = match visit.kind {
            Kind::InterfaceDeclaration => DefinitionKind::Interface,
            Kind::TraitDeclaration => DefinitionKind::Trait,
            Kind::EnumDeclaration => DefinitionKind::Enum,
            _ => DefinitionKind::Class,
        };
        let mut head = self.head_of(visit.node, start_of_body(visit.node), b);
        head.flags.set(Flags::PUBLIC);
        let at = b.define(kind, name, visit.node);
        let definition = b.definition_mut(at);
        definition.flags = head.flags;
        definition.signature = Some(head.signature);
        // Wherever it stands, it belongs to the namespace once it is read.
        let scope = b.scope_where(|kind| kind == ScopeKind::Module);
        b.bind(scope, at, Space::TYPES, Seen::Throughout);
        Some(at)
    }

    fn push_class(&mut self, definition: Option<u32>, is_interface: bool) {
        self.classes.push(Class {
            definition,
            is_interface,
            fields: FxHashMap::default(),
            writes: Vec::new(),
            bases: Vec::new(),
            templates: Vec::new(),
            made: None,
        });
    }

    pub(super) fn leave_class(&mut self, b: &mut Builder<'_>) -> Option<u32> {
        let class = self.classes.pop()?;
        if let Some(definition) = class.definition {
            for (base, kind) in class.bases {
                b.inherit(Subject::Definition(definition), base, kind);
            }
        }
        for (name, value) in class.writes {
            if let Some(&field) = class.fields.get(&name) {
                b.assign_type(field, value);
            }
        }
        class.made
    }

    /// `new class …`: a class without a name, which is made where it is told.
    pub(super) fn enter_anonymous_class(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let mut cursor = node.walk();
        let mut has_more = cursor.goto_first_child();
        while has_more && cursor.node().kind() != "class" {
            has_more = cursor.goto_next_sibling();
        }
        let word = cursor.node();
        if !has_more {
            self.push_class(None, false);
            return;
        }
        let name = b.intern("class@anonymous");
        let head = self.head_of(node, start_of_body(node), b);
        let at = b.define_named(DefinitionKind::Class, name, span(word), span(node));
        let definition = b.definition_mut(at);
        definition.flags = self.flags_of_tests();
        definition.signature = Some(head.signature);
        let made = b.bound_reference(word, Role::Instantiate, Bound::Definition(at));
        self.push_class(Some(at), false);
        if let Some(class) = self.classes.last_mut() {
            class.made = Some(made);
        }
        b.hold(visit.depth(), at);
    }

    pub(super) fn leave_anonymous_class(&mut self, b: &mut Builder<'_>) -> Value {
        self.leave_class(b).map_or(Value::Unknown, Value::Reference)
    }

    /// The marks and the head of a declaration.
    pub(super) fn head_of(&self, node: Node<'_>, end: usize, b: &mut Builder<'_>) -> Head {
        let mut flags = self.flags_of_tests();
        let mut is_hidden = false;
        let mut start = node.start_byte();
        let mut cursor = node.walk();
        let mut has_more = cursor.goto_first_child();
        while has_more {
            let child = cursor.node();
            match child.kind() {
                "attribute_list" => start = child.end_byte(),
                "visibility_modifier" => {
                    let word = b.text(child);
                    is_hidden |= !word.to_ascii_lowercase().starts_with(b"public")
                        && !word.to_ascii_lowercase().ends_with(b"(set)");
                }
                "static_modifier" => flags.set(Flags::STATIC),
                "abstract_modifier" => flags.set(Flags::ABSTRACT),
                "var_modifier" | "final_modifier" | "readonly_modifier" | "comment" => {}
                _ => break,
            }
            has_more = cursor.goto_next_sibling();
        }
        if !is_hidden {
            flags.set(Flags::PUBLIC);
        }
        let signature = b.head("", start, end);
        Head { flags, signature }
    }

    /// Whether the members around are an interface's.
    pub(super) fn is_in_interface(&self) -> bool {
        self.classes.last().is_some_and(|class| class.is_interface)
    }

    /// The marks that the file gives.
    pub(super) fn flags_of_tests(&self) -> Flags {
        if self.is_test_file {
            Flags::TEST
        } else {
            Flags::default()
        }
    }
}

/// Where the head of a declaration ends.
pub(super) fn start_of_body(node: Node<'_>) -> usize {
    node.child_by_field_name("body")
        .map_or(node.end_byte(), |body| body.start_byte())
}
