//! Java's package clause and imports.

use facts::{Bound, Import, ImportKind, NameId, Role};
use tree_sitter::Node;

use super::Visit;
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Seen, Space};
use crate::extract::text::span;

/// `package a.b;`
pub(super) fn package(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    if let Some(name) = name_in(visit.node) {
        let name = dotted(b.text(name), b);
        b.set_package(name);
    }
}

/// `import a.b.C;`, `import a.b.*;`, `import static a.b.C.m;`, `import static a.b.C.*;`
pub(super) fn import(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let node = visit.node;
    let Some(name) = name_in(node) else {
        return;
    };
    let words = b.slice(node.start_byte(), name.start_byte());
    let is_static = words.windows(6).any(|word| word == b"static");
    let is_wildcard = b.slice(name.end_byte(), node.end_byte()).contains(&b'*');
    if is_wildcard {
        let module = dotted(b.text(name), b);
        b.import(Import {
            kind: ImportKind::Wildcard,
            module,
            member: None,
            binding: None,
            span: span(node),
            holder: None,
            reexport: false,
            type_only: false,
        });
        return;
    }
    let last = name.child_by_field_name("name").unwrap_or(name);
    let module = match name.child_by_field_name("scope") {
        Some(scope) => dotted(b.text(scope), b),
        None => b.intern(""),
    };
    let member = b.name(last);
    let import = b.import(Import {
        kind: ImportKind::Member,
        module,
        member: Some(member),
        binding: Some(member),
        span: span(node),
        holder: None,
        reexport: false,
        type_only: false,
    });
    b.bound_reference(last, Role::Import, Bound::Import(import));
    let spaces: &[Space] = if is_static {
        &[Space::TYPES, Space::VALUES, Space::CALLS]
    } else {
        &[Space::TYPES]
    };
    for &space in spaces {
        b.bind_import(ScopeId::MODULE, import, space, Seen::Throughout);
    }
}

/// The name that a clause is about.
fn name_in(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    let mut has_more = cursor.goto_first_child();
    while has_more {
        let child = cursor.node();
        if matches!(child.kind(), "identifier" | "scoped_identifier") && !child.is_missing() {
            return Some(child);
        }
        has_more = cursor.goto_next_sibling();
    }
    None
}

/// A dotted name without the blanks that may stand in it.
fn dotted<'s>(text: &'s [u8], b: &mut Builder<'s>) -> NameId {
    if !text.iter().any(u8::is_ascii_whitespace) {
        return b.intern_bytes(text);
    }
    let text: Vec<u8> = text
        .iter()
        .copied()
        .filter(|c| !c.is_ascii_whitespace())
        .collect();
    b.intern(String::from_utf8_lossy(&text).into_owned())
}
