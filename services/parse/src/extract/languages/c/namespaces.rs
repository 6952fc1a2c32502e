//! C++'s namespaces, and what `using` brings.

use facts::{Bound, DefinitionKind, Import, ImportKind, NameId, Role};
use tree_sitter::Node;

use super::vocabulary::Kind;
use super::{C, Context, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;

impl C {
    /// A namespace; one that is inline or has no name shows its names to the one around, and is
    /// taken for that.
    pub(super) fn enter_namespace(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        self.contexts.push(Context::Namespace);
        let name = node.child_by_field_name("name");
        let is_nameless = name.is_none();
        self.namespaces.push(is_nameless);
        self.nameless += u32::from(is_nameless);
        let Some(name) = name else {
            return;
        };
        let is_inline = b.text(node).starts_with(b"inline");
        if self.kind_of(name) == Kind::NamespaceIdentifier {
            self.open_namespace(visit, name, is_inline, b);
            return;
        }
        // `a::b::c`, nested to the right.
        let mut next = Some(name);
        while let Some(names) = next.take() {
            let mut cursor = names.walk();
            let mut has_more = cursor.goto_first_child();
            while has_more {
                let part = cursor.node();
                if self.kind_of(part) == Kind::NamespaceIdentifier {
                    self.open_namespace(visit, part, false, b);
                } else if part.is_named() {
                    next = Some(part);
                }
                has_more = cursor.goto_next_sibling();
            }
        }
    }

    fn open_namespace(
        &mut self,
        visit: &Visit<'_, '_>,
        name: Node<'_>,
        is_inline: bool,
        b: &mut Builder<'_>,
    ) {
        let node = visit.node;
        let at = b.define(DefinitionKind::Namespace, name, node);
        let end = node
            .child_by_field_name("body")
            .map_or(node.end_byte(), |body| body.start_byte());
        let signature = b.signature(node.start_byte(), end);
        let flags = self.visibility(false);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        let id = definition.name;
        self.document(at, node, b);
        if is_inline {
            self.scopes.insert(at, b.scope());
            b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
            return;
        }
        b.hold(visit.depth(), at);
        // A namespace goes on where it was left.
        let known = match b.scopes.own(b.scope(), id, Space::TYPES) {
            Some(Bound::Definition(first)) => self.scopes.get(&first).copied(),
            _ => None,
        };
        let scope = known.unwrap_or_else(|| {
            b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
            b.scopes.add(b.scope(), ScopeKind::Module)
        });
        self.scopes.insert(at, scope);
        b.reenter_scope(visit.depth(), scope);
    }

    /// `namespace a = b::c;`
    pub(super) fn namespace_alias(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let count = u32::try_from(node.named_child_count()).unwrap_or(0);
        let (Some(name), Some(of)) = (
            node.child_by_field_name("name"),
            count.checked_sub(1).and_then(|last| node.named_child(last)),
        ) else {
            return;
        };
        let binding = b.name(name);
        let module = path(b.text(of), b);
        let import = b.import(Import {
            kind: ImportKind::Module,
            module,
            member: None,
            binding: Some(binding),
            span: span(node),
            holder: None,
            reexport: false,
            type_only: false,
        });
        let scope = self.home(b);
        b.bind_import(scope, import, Space::TYPES, Seen::Throughout);
    }

    /// `using namespace a::b;`, `using a::b;`. In a class it names a member of a base, which is no
    /// import: then this is false.
    pub(super) fn using(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> bool {
        if self.context() == Context::Record {
            return false;
        }
        let node = visit.node;
        let count = u32::try_from(node.named_child_count()).unwrap_or(0);
        let Some(of) = count.checked_sub(1).and_then(|last| node.named_child(last)) else {
            return true;
        };
        let text = b.text(of);
        let mut words = b
            .text(node)
            .split(u8::is_ascii_whitespace)
            .filter(|word| !word.is_empty());
        let is_wildcard = words.nth(1) == Some(b"namespace");
        if is_wildcard {
            let module = path(text, b);
            b.import(Import {
                kind: ImportKind::Wildcard,
                module,
                member: None,
                binding: None,
                span: span(of),
                holder: None,
                reexport: false,
                type_only: false,
            });
            return true;
        }
        let Some(at) = text.windows(2).rposition(|pair| pair == b"::") else {
            return true;
        };
        let module = path(&text[..at], b);
        let member = b.intern_bytes(text[at + 2..].trim_ascii());
        let import = b.import(Import {
            kind: ImportKind::Member,
            module,
            member: Some(member),
            binding: Some(member),
            span: span(of),
            holder: None,
            reexport: false,
            type_only: false,
        });
        if let Some(last) = last_name(of) {
            b.bound_reference(last, Role::Import, Bound::Import(import));
        }
        let (scope, seen) = match self.context() {
            Context::Function => (b.scope(), Seen::FromHere),
            _ => (self.home(b), Seen::Throughout),
        };
        for space in [Space::VALUES, Space::TYPES] {
            if b.scopes.own(scope, member, space).is_none() {
                b.bind_import(scope, import, space, seen);
            }
        }
        true
    }
}

/// The last name of a path.
fn last_name(of: Node<'_>) -> Option<Node<'_>> {
    let mut node = of;
    for _ in 0..32 {
        match node.child_by_field_name("name") {
            Some(name) => node = name,
            None => return (!node.is_missing()).then_some(node),
        }
    }
    None
}

/// A path of names without the blanks in it, and without the `::` that it may start with.
fn path<'s>(text: &'s [u8], b: &mut Builder<'s>) -> NameId {
    let text = text.trim_ascii();
    let text = text.strip_prefix(b"::").unwrap_or(text);
    b.intern_path(text)
}
