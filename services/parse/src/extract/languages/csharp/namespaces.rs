//! C#'s namespaces and usings.

use facts::{Bound, DefinitionKind, Flags, Import, ImportKind, Role};
use tree_sitter::Node;

use super::Visit;
use super::vocabulary::Kind;
use crate::extract::builder::Builder;
use crate::extract::text::span;

/// More parts than these a namespace does not have.
const PARTS_MAX: usize = 64;

/// `namespace A.B { … }`, `namespace A.B;`: one definition for each part, each in the one before.
pub(super) fn enter(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let node = visit.node;
    let mut body = span(node);
    let mut depth = visit.depth();
    if visit.kind == Kind::FileScopedNamespace {
        // It holds what stands beside it, down to the end of the file.
        depth = visit.depth_above(0);
        if let Some(around) = visit.node_above(0) {
            let around = span(around);
            (body.end_line, body.end_col) = (around.end_line, around.end_col);
        }
    }
    let Some(name) = node.child_by_field_name("name") else {
        return;
    };
    for part in parts(name) {
        if b.text(part).is_empty() {
            continue;
        }
        let id = b.name(part);
        let at = b.define_named(DefinitionKind::Namespace, id, span(part), body);
        let signature = b.signature(node.start_byte(), part.end_byte());
        let definition = b.definition_mut(at);
        definition.signature = Some(signature);
        definition.flags.set(Flags::PUBLIC);
        b.hold(depth, at);
    }
}

/// The names in a dotted name, the first first.
fn parts(name: Node<'_>) -> Vec<Node<'_>> {
    let mut parts = Vec::new();
    let mut at = name;
    while at.kind() == "qualified_name" && parts.len() < PARTS_MAX {
        parts.extend(at.child_by_field_name("name"));
        let Some(before) = at.child_by_field_name("qualifier") else {
            break;
        };
        at = before;
    }
    if at.kind() == "identifier" {
        parts.push(at);
    }
    parts.reverse();
    parts
}

/// `using A.B;`, `using static A.B.C;`, `using X = A.B.C;`, `global using …;`
///
/// A plain one brings the types of a namespace, a static one the members of a type, and a global
/// one is given on to the other files of the project.
pub(super) fn using(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let node = visit.node;
    let (mut is_global, mut is_static, mut has_alias) = (false, false, false);
    let mut target = None;
    let mut cursor = node.walk();
    let mut has_more = cursor.goto_first_child();
    while has_more {
        let child = cursor.node();
        match child.kind() {
            "global" => is_global = true,
            "static" => is_static = true,
            "=" => has_alias = true,
            "comment" => {}
            _ if child.is_named() => target = Some(child),
            _ => {}
        }
        has_more = cursor.goto_next_sibling();
    }
    let Some(target) = target.filter(|target| !target.is_missing()) else {
        return;
    };
    let alias = node
        .child_by_field_name("name")
        .filter(|alias| has_alias && *alias != target);
    let text = b.text(target);
    let text = text.strip_prefix(b"global::").unwrap_or(text);
    let is_name = matches!(
        target.kind(),
        "identifier" | "qualified_name" | "generic_name" | "alias_qualified_name"
    );
    let module = match text.split(|c| *c == b'<').next() {
        Some(name) if is_name => b.intern_path(name),
        _ => b.intern(""),
    };
    let binding = alias.map(|alias| b.name(alias));
    let import = b.import(Import {
        kind: if alias.is_some() {
            ImportKind::Module
        } else {
            ImportKind::Wildcard
        },
        module,
        member: None,
        binding,
        span: span(node),
        holder: None,
        reexport: is_global,
        type_only: !is_static,
    });
    if let Some(last) = last_name(target) {
        b.bound_reference(last, Role::Import, Bound::Import(import));
    }
}

/// The last name of a dotted name.
fn last_name(target: Node<'_>) -> Option<Node<'_>> {
    let name = match target.kind() {
        "qualified_name" | "alias_qualified_name" => target.child_by_field_name("name")?,
        _ => target,
    };
    match name.kind() {
        "identifier" => Some(name),
        "generic_name" => name.child(0).filter(|name| name.kind() == "identifier"),
        _ => None,
    }
}
