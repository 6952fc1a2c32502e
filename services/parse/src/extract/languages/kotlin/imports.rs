//! Kotlin's package clause and imports.

use facts::{Bound, Import, ImportKind, Role};
use tree_sitter::Node;

use super::Visit;
use crate::extract::builder::Builder;
use crate::extract::text::span;

/// `package a.b`
pub(super) fn package(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    if let Some(name) = child_of_kind(visit.node, "identifier") {
        let name = plain(b.text(name), b);
        b.set_package(name);
    }
}

/// `import a.b.C`, `import a.b.C as D`, `import a.b.*`
///
/// No name is bound here: what is imported stands behind the members of the types around, and only
/// who knows the supertypes can tell.
pub(super) fn import(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let node = visit.node;
    let Some(name) = child_of_kind(node, "identifier") else {
        return;
    };
    if child_of_kind(node, "wildcard_import").is_some() {
        let module = plain(b.text(name), b);
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
    let Some(last) = last_child(name) else {
        return;
    };
    let path = b.slice(name.start_byte(), last.start_byte());
    let path = path.trim_ascii_end();
    let module = plain(path.strip_suffix(b".").unwrap_or(path), b);
    let member = plain(b.text(last), b);
    let alias = child_of_kind(node, "import_alias").and_then(last_child);
    let binding = alias.map_or(member, |alias| plain(b.text(alias), b));
    let import = b.import(Import {
        kind: ImportKind::Member,
        module,
        member: Some(member),
        binding: Some(binding),
        span: span(node),
        holder: None,
        reexport: false,
        type_only: false,
    });
    b.bound_reference(last, Role::Import, Bound::Import(import));
}

/// A dotted name without blanks and quotes.
pub(super) fn plain<'s>(text: &'s [u8], b: &mut Builder<'s>) -> facts::NameId {
    if !text.contains(&b'`') {
        return b.intern_path(text);
    }
    let text = String::from_utf8_lossy(text).replace('`', "");
    b.intern(text)
}

fn child_of_kind<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
    let mut cursor = node.walk();
    let mut has_more = cursor.goto_first_child();
    while has_more {
        let child = cursor.node();
        if child.kind() == kind && !child.is_missing() {
            return Some(child);
        }
        has_more = cursor.goto_next_sibling();
    }
    None
}

fn last_child(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    (cursor.goto_last_child() && !cursor.node().is_missing()).then(|| cursor.node())
}
