//! What only TypeScript has: types, interfaces, enums, namespaces.

use facts::{Bound, DefinitionKind, Flags, NameId, SupertypeKind};
use tree_sitter::Node;

use super::classes::inherit;
use super::heads::{Extent, unquoted};
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

impl JavaScript {
    /// An interface or a type alias.
    pub(super) fn enter_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let kind = match visit.kind {
            Kind::InterfaceDeclaration => DefinitionKind::Interface,
            _ => DefinitionKind::TypeAlias,
        };
        let name = visit.node.child_by_field_name("name");
        if let Some(at) = name.and_then(|name| self.define_type(kind, visit, name, b)) {
            b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
            b.hold(visit.depth(), at);
        }
        // Its type parameters.
        b.open_scope(visit.depth(), ScopeKind::Block);
    }

    fn define_type(
        &mut self,
        kind: DefinitionKind,
        visit: &Visit<'_, '_>,
        name: Node<'_>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        if b.text(name).is_empty() {
            return None;
        }
        let wrapping = self.wrapping(visit);
        let id = b.name(name);
        let at = b.define_named(kind, id, span(name), wrapping.extent.span);
        let is_whole = matches!(kind, DefinitionKind::Interface | DefinitionKind::TypeAlias);
        let mut flags = self.place_flags();
        if is_whole {
            // There is nothing elsewhere that it would announce.
            flags = Flags(flags.0 & !Flags::DECLARATION.0);
        }
        if b.scopes.kind(b.scope()) != ScopeKind::Module {
            flags.set(Flags::OF_BLOCK);
        }
        b.definition_mut(at).flags = flags;
        self.told = (name.id(), Value::Definition(at));
        self.describe(at, wrapping.extent, self.head(visit.node, wrapping.head), b);
        if wrapping.is_exported {
            self.publish(at, b);
        }
        Some(at)
    }

    /// `extends A, B` of an interface, `implements A, B` of a class: one of them.
    pub(super) fn supertype(&self, visit: &Visit<'_, '_>, value: Value, b: &mut Builder<'_>) {
        let (of, kind) = match visit.parent() {
            Kind::ExtendsTypeClause => (b.holder(), SupertypeKind::Extends),
            Kind::ImplementsClause => (
                self.classes.last().copied().flatten(),
                SupertypeKind::Implements,
            ),
            _ => return,
        };
        if let (Some(of), Some(base)) = (of, value.reference()) {
            inherit(of, base, kind, b);
        }
    }

    /// Whether the members of an object type are definitions: where it is what a named type or a
    /// member of one is made of.
    pub(super) fn enter_object_type(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) {
        let mut n = 0;
        while n < 8
            && matches!(
                visit.above(n),
                Kind::UnionType
                    | Kind::IntersectionType
                    | Kind::ParenthesizedType
                    | Kind::ReadonlyType
                    | Kind::ArrayType
                    | Kind::TypeAnnotation
            )
        {
            n += 1;
        }
        let is_named = match visit.above(n) {
            Kind::InterfaceDeclaration | Kind::TypeAliasDeclaration => true,
            Kind::PropertySignature => self.object_types.last() == Some(&true),
            _ => false,
        };
        self.object_types.push(is_named && b.holder().is_some());
    }

    // ---- enums

    pub(super) fn enter_enum(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let name = visit.node.child_by_field_name("name");
        if let Some(name) = name
            && let Some(at) = self.define_type(DefinitionKind::Enum, visit, name, b)
        {
            b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
            b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
            b.hold(visit.depth(), at);
        }
    }

    /// `A` or `A = 1` in an enum.
    pub(super) fn enum_member(&self, key: Node<'_>, whole: Node<'_>, b: &mut Builder<'_>) {
        let extent = Extent::of(whole);
        let Some(at) = self.define_key(DefinitionKind::EnumMember, key, extent, b) else {
            return;
        };
        let mut flags = self.place_flags();
        flags.set(Flags::PUBLIC);
        b.definition_mut(at).flags = flags;
        self.describe(at, extent, extent.start..whole.end_byte(), b);
        b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
    }

    pub(super) fn enter_enum_assignment(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(key) = visit.node.child_by_field_name("name") {
            self.enum_member(key, visit.node, b);
        }
    }

    // ---- namespaces

    /// `namespace A.B { … }`, `declare module "x" { … }`.
    pub(super) fn enter_namespace(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.namespaces += 1;
        let Some(name) = visit.node.child_by_field_name("name") else {
            return;
        };
        let wrapping = self.wrapping(visit);
        let is_exported = wrapping.is_exported;
        // Its own export is that of the scope around.
        self.namespaces -= 1;
        let mut is_outermost = true;
        for part in name_parts(name) {
            let text = unquoted(b.text(part));
            let kind = match self.kind(part) {
                Kind::String => DefinitionKind::Module,
                _ => DefinitionKind::Namespace,
            };
            let id = b.intern_bytes(text);
            let at = b.define_named(kind, id, span(part), wrapping.extent.span);
            b.definition_mut(at).flags = self.place_flags();
            self.describe(at, wrapping.extent, self.head(visit.node, wrapping.head), b);
            if kind == DefinitionKind::Namespace {
                Self::bind_namespace(at, id, b);
            }
            if is_exported || !is_outermost {
                if is_outermost {
                    self.publish(at, b);
                } else {
                    b.definition_mut(at).flags.set(Flags::PUBLIC);
                }
            }
            is_outermost = false;
            b.hold(visit.depth(), at);
            let key = (b.scope(), id);
            if let Some(&scope) = self.namespace_scopes.get(&key) {
                b.reenter_scope(visit.depth(), scope);
            } else {
                let scope = b.open_scope(visit.depth(), ScopeKind::Module);
                self.namespace_scopes.insert(key, scope);
            }
        }
        self.namespaces += 1;
    }

    /// A function, class or enum of the same name keeps it, and the namespace only adds to it; what
    /// an import brings under that name can only be a type.
    fn bind_namespace(at: u32, name: NameId, b: &mut Builder<'_>) {
        let own = b.scopes.own(b.scope(), name, Space::VALUES);
        if !matches!(own, Some(Bound::Definition(_))) {
            b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        }
    }

    // ---- `import A = B.C`

    pub(super) fn enter_import_alias(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(name) = visit.node.named_child(0) else {
            return;
        };
        if let Some(at) = self.define_type(DefinitionKind::TypeAlias, visit, name, b) {
            b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
            b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
        }
    }
}

/// `A`, `B` and `C` of `A.B.C`.
fn name_parts(name: Node<'_>) -> Vec<Node<'_>> {
    let mut parts = Vec::new();
    let mut next = Some(name);
    while let Some(node) = next.take() {
        match node.child_by_field_name("property") {
            Some(last) => {
                parts.push(last);
                next = node.child_by_field_name("object");
            }
            None => parts.push(node),
        }
    }
    parts.reverse();
    parts
}

/// `A | undefined` is an `A`; of `A | B` nothing is known.
pub(super) fn leave_union(visit: &Visit<'_, '_>) -> Value {
    match (visit.count(), visit.first(), visit.last()) {
        (1, _, value) | (_, Value::Nothing, value) | (_, value, Value::Nothing) => value,
        _ => Value::Unknown,
    }
}

/// `A & B` has what `A` has.
pub(super) fn leave_intersection(visit: &Visit<'_, '_>) -> Value {
    match visit.first() {
        Value::Unknown => visit.last(),
        value => value,
    }
}

/// A generic type is what it is made of, but for those that only wrap another.
pub(super) fn leave_generic(visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
    let generic = visit.child(Field::Name);
    let Some(at) = generic.reference() else {
        return Value::Unknown;
    };
    match b.name_of_reference(at) {
        "Promise" | "PromiseLike" | "Awaited" | "Readonly" | "Partial" | "Required"
        | "NonNullable" => visit.child(Field::TypeArguments),
        _ => generic,
    }
}

/// `type A = B`.
pub(super) fn leave_alias(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if let Value::Definition(at) = visit.child(Field::Name) {
        JavaScript::annotate(at, visit.child(Field::Value), b);
    }
    Value::Unknown
}

/// `import A = B.C`.
pub(super) fn leave_import_alias(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if let Value::Definition(at) = visit.first() {
        b.declare_type(at, visit.last());
    }
    Value::Unknown
}

/// `T extends Bound`.
pub(super) fn leave_type_parameter(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if let Value::Definition(at) = visit.child(Field::Name) {
        b.declare_type(at, visit.child(Field::Constraint));
    }
    Value::Unknown
}
