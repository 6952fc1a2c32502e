//! Python's imports, and what `__all__` gives away.

use facts::{Bound, Import, ImportKind, NameId, Role};
use tree_sitter::Node;

use super::vocabulary::Kind;
use super::{Python, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Seen, Space};
use crate::extract::text::span;

impl Python {
    /// An import statement of any form.
    pub(super) fn import(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let module = match visit.kind {
            Kind::ImportStatement => None,
            Kind::FutureImportStatement => Some(b.intern("__future__")),
            _ => {
                let Some(module) = node.child_by_field_name("module_name") else {
                    return;
                };
                let name = module_name(module, b);
                name_module(module, name, b);
                Some(name)
            }
        };
        let mut cursor = node.walk();
        if !cursor.goto_first_child() {
            return;
        }
        loop {
            let part = cursor.node();
            if cursor.field_name() == Some("name") {
                self.import_part(part, module, b);
            } else if part.kind() == "wildcard_import"
                && let Some(module) = module
            {
                b.import(Import {
                    kind: ImportKind::Wildcard,
                    module,
                    member: None,
                    binding: None,
                    span: span(part),
                    holder: None,
                    reexport: self.is_package_face,
                    type_only: false,
                });
            }
            if !cursor.goto_next_sibling() {
                return;
            }
        }
    }

    /// `a.b`, `a as b`: one of the things that a statement imports.
    fn import_part(&mut self, part: Node<'_>, module: Option<NameId>, b: &mut Builder<'_>) {
        let (name, alias) = if part.kind() == "aliased_import" {
            let Some(name) = part.child_by_field_name("name") else {
                return;
            };
            (name, part.child_by_field_name("alias"))
        } else {
            (part, None)
        };
        let (Some(first), Some(last)) = (
            name.named_child(0),
            name.named_child((name.named_child_count() as u32).saturating_sub(1)),
        ) else {
            return;
        };
        if name.is_missing() || last.is_missing() {
            return;
        }
        // `import a.b` binds `a`; `import a.b as c` binds `c`.
        let binding = b.name(alias.unwrap_or(first));
        let whole = module_name(name, b);
        let (kind, module, member) = match module {
            Some(module) => (ImportKind::Member, module, Some(whole)),
            None => (ImportKind::Module, whole, None),
        };
        let import = b.import(Import {
            kind,
            module,
            member,
            binding: Some(binding),
            span: span(part),
            holder: None,
            reexport: self.is_package_face || (alias.is_some() && member == Some(binding)),
            type_only: false,
        });
        if kind == ImportKind::Module && alias.is_none() && first != last {
            name_module(name, whole, b);
        } else {
            b.bound_reference(last, Role::Import, Bound::Import(import));
        }
        let scope = b.scopes.home(b.scope(), binding);
        // A second import of a name (`try … except ImportError`) stands behind the first.
        if !matches!(
            b.scopes.own(scope, binding, Space::VALUES),
            Some(Bound::Import(_))
        ) {
            b.bind_import(scope, import, Space::VALUES, Seen::Throughout);
        }
    }
}

/// The module that a statement names: a reference from the whole of its name.
fn name_module(node: Node<'_>, module: NameId, b: &mut Builder<'_>) {
    let named = match node.kind() {
        "relative_import" => node.named_child(1),
        _ => Some(node),
    };
    let Some(named) = named.filter(|named| !named.is_missing()) else {
        return;
    };
    let count = (named.named_child_count() as u32).saturating_sub(1);
    let Some(last) = named.named_child(count) else {
        return;
    };
    let import = b.import(Import {
        kind: ImportKind::Module,
        module,
        member: None,
        binding: None,
        span: span(named),
        holder: None,
        reexport: false,
        type_only: false,
    });
    let reference = b.bound_reference(last, Role::Import, Bound::Import(import));
    b.reference_mut(reference).span = span(named);
}

/// A module's name without the blanks that may stand in it.
fn module_name(node: Node<'_>, b: &mut Builder<'_>) -> NameId {
    b.intern_path(b.text(node))
}

/// `__all__ = ["a", "b"]` or `__all__ += […]`.
pub(super) fn export_all(assignment: Node<'_>, b: &mut Builder<'_>) {
    let Some(list) = assignment.child_by_field_name("right") else {
        return;
    };
    if b.scope() != ScopeId::MODULE || !matches!(list.kind(), "list" | "tuple") {
        return;
    }
    let mut cursor = list.walk();
    let mut has_more = cursor.goto_first_child();
    while has_more {
        let item = cursor.node();
        if item.kind() == "string" {
            let text = b.text(item);
            let name = text.trim_ascii_start();
            let name = name
                .iter()
                .position(|c| matches!(c, b'"' | b'\''))
                .and_then(|quote| name.get(quote + 1..name.len().saturating_sub(1)));
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                let name = b.intern_bytes(name);
                b.export_of_module(name);
            }
        }
        has_more = cursor.goto_next_sibling();
    }
}
