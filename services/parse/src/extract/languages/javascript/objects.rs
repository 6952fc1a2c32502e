//! Object literals and their members.

use facts::{DefinitionKind, Flags};
use tree_sitter::Node;

use super::heads::Extent;
use super::this::{Home, This};
use super::variables::Shape;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::Space;
use crate::extract::walk::Value;
use facts::Role;

/// Whose members the keys of an object literal are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The literal has no name.
    Nobody,
    /// Of what is defined here.
    Definition(u32),
    /// Of what a reference names: `A.prototype = { … }`.
    Reference(u32),
    /// They are what a CommonJS file exports.
    Exports,
}

impl Owner {
    /// The definition that is meant.
    pub(super) fn definition(self) -> Option<u32> {
        match self {
            Owner::Definition(at) => Some(at),
            Owner::Nobody | Owner::Reference(_) | Owner::Exports => None,
        }
    }
}

/// A function, class or object that is the value of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    /// Its node.
    node: usize,
    /// For what it stands, or whose members it holds.
    pub(super) owner: Owner,
    /// What `this` is in it, if it is a function.
    pub(super) this: This,
}

impl JavaScript {
    /// The node, once the walk comes to it, is what a definition stands for.
    pub(super) fn claim(&mut self, node: Node<'_>, owner: Owner, this: This) {
        self.claim = Some(Claim {
            node: node.id(),
            owner,
            this,
        });
    }

    /// The claim on a node, which stays.
    pub(super) fn claimed(&self, node: Node<'_>) -> Option<Claim> {
        self.claim.filter(|claim| claim.node == node.id())
    }

    /// The claim on a node that is entered now.
    pub(super) fn take_claim(&mut self, node: Node<'_>) -> Option<Claim> {
        let claim = self.claimed(node);
        if claim.is_some() {
            self.claim = None;
        }
        claim
    }

    pub(super) fn enter_object(&mut self, visit: &Visit<'_, '_>) {
        let claim = self.take_claim(visit.node);
        self.objects
            .push(claim.map_or(Owner::Nobody, |claim| claim.owner));
    }

    /// Defines a member of an object literal. A function that is a member of nothing known is no
    /// method.
    pub(super) fn define_member(
        &mut self,
        owner: Owner,
        kind: DefinitionKind,
        key: Node<'_>,
        extent: Extent,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let kind = match (owner, kind) {
            (Owner::Nobody | Owner::Exports, DefinitionKind::Method) => DefinitionKind::Function,
            (Owner::Exports, DefinitionKind::Field) => DefinitionKind::Variable,
            _ => kind,
        };
        let at = self.define_key(kind, key, extent, b)?;
        let mut flags = self.place_flags();
        if owner != Owner::Nobody {
            flags.set(Flags::PUBLIC);
        }
        let definition = b.definition_mut(at);
        definition.flags = flags;
        let name = definition.name;
        let home = match owner {
            Owner::Nobody => None,
            Owner::Definition(of) => Some(Home::Definition(of)),
            Owner::Reference(of) => {
                definition.owner = Some(of);
                Self::home_of_reference(of, b)
            }
            Owner::Exports => {
                definition.parent = None;
                self.export_definition(name, at, b);
                None
            }
        };
        if let Some(home) = home {
            self.members.entry((home, name)).or_insert(at);
        }
        Some(at)
    }

    /// What `this` is in a method of an object literal.
    pub(super) fn this_of_member(owner: Owner, b: &mut Builder<'_>) -> This {
        match owner {
            Owner::Nobody => This::Unknown,
            Owner::Definition(of) => This::Object(of),
            Owner::Reference(of) => This::Owner(Self::home_of_reference(of, b)),
            Owner::Exports => This::Exports,
        }
    }

    /// `key: value`.
    pub(super) fn enter_pair(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let owner = self.objects.last().copied().unwrap_or(Owner::Nobody);
        let (Some(key), Some(value)) = (
            node.child_by_field_name("key"),
            node.child_by_field_name("value"),
        ) else {
            return;
        };
        let (shape, value) = self.shape(value);
        let kind = match (shape, owner) {
            // Its `this` is not the object's.
            (Shape::Arrow, Owner::Definition(_)) => DefinitionKind::Function,
            (Shape::Function | Shape::Arrow, _) => DefinitionKind::Method,
            (Shape::Class, _) => DefinitionKind::Class,
            (Shape::Object, Owner::Definition(_) | Owner::Reference(_) | Owner::Exports)
            | (Shape::Other, Owner::Definition(_) | Owner::Reference(_)) => DefinitionKind::Field,
            _ => return,
        };
        let extent = Extent::of(node);
        let Some(at) = self.define_member(owner, kind, key, extent, b) else {
            return;
        };
        let head = match shape {
            Shape::Function | Shape::Arrow | Shape::Class => {
                extent.start..self.head(value, extent.start).end
            }
            Shape::Object | Shape::Other => {
                self.head_of_value(extent.start, node.end_byte(), Some(value))
            }
        };
        self.describe(at, extent, head, b);
        if shape == Shape::Other {
            self.told = (key.id(), Value::Definition(at));
            return;
        }
        if b.text(value).starts_with(b"async") {
            b.definition_mut(at).flags.set(Flags::ASYNC);
        }
        let this = Self::this_of_member(owner, b);
        self.claim(value, Owner::Definition(at), this);
        b.hold(visit.depth(), at);
    }

    pub(super) fn leave_pair(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = visit.child(Field::Value);
        if let Value::Definition(at) = visit.child(Field::Key) {
            Self::assign(at, value, b);
        } else if self.objects.last() == Some(&Owner::Exports)
            && let Some(key) = visit.node.child_by_field_name("key")
            && let Some(node) = visit.node.child_by_field_name("value")
            && self.shape(node).0 == Shape::Other
        {
            let extent = Extent::of(visit.node);
            self.export_value(key, extent, Some(node), value, b);
        }
        Value::Unknown
    }

    /// `{ a }`.
    pub(super) fn shorthand(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let reference = b.reference_in(visit.node, Role::Read, Space::VALUES);
        self.key(visit.node, Role::Write, b);
        match self.objects.last().copied() {
            Some(Owner::Exports) => {
                let name = b.name(visit.node);
                b.export_reference(name, reference);
            }
            Some(owner @ (Owner::Definition(_) | Owner::Reference(_))) => {
                let extent = Extent::of(visit.node);
                let kind = DefinitionKind::Field;
                if let Some(at) = self.define_member(owner, kind, visit.node, extent, b) {
                    b.assign_type(at, Value::Reference(reference));
                }
            }
            Some(Owner::Nobody) | None => {}
        }
        Value::Unknown
    }

    /// `...x` among arguments, or in an object literal.
    pub(super) fn leave_spread(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::Arguments => Value::Spread,
            Kind::Object if self.objects.last() == Some(&Owner::Exports) => {
                if let Some(at) = visit.last().reference() {
                    self.export_all(at, visit.node, b);
                }
                Value::Unknown
            }
            _ => Value::Unknown,
        }
    }
}
