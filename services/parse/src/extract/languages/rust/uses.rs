//! Rust's imports: trees of `use`, `extern crate`, and modules that are files of their own.

use facts::{Bound, Import, ImportKind, NameId, Role};
use tree_sitter::Node;

use super::items::is_public;
use super::vocabulary::{Field, Kind};
use super::{Rust, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::text::{lossy, span};
use crate::extract::walk::Value;

/// A path longer than this brings nothing: nested groups must not make paths quadratic in size.
const PATH_BYTES_MAX: usize = 1024;

/// The `use` around.
pub(super) struct UseTree {
    is_reexport: bool,
    /// The path of the groups around, and how long it was before each.
    path: String,
    marks: Vec<usize>,
}

impl UseTree {
    fn push(&mut self, path: &str) {
        self.marks.push(self.path.len());
        if self.path.len() <= PATH_BYTES_MAX {
            self.path = joined(&self.path, path);
        }
    }

    fn pop(&mut self) {
        if let Some(mark) = self.marks.pop() {
            self.path.truncate(mark);
        }
    }
}

impl Rust {
    pub(super) fn enter_use(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.uses = Some(UseTree {
            is_reexport: is_public(b.text(visit.node)),
            path: String::new(),
            marks: Vec::new(),
        });
    }

    pub(super) fn leave_use(&mut self) {
        self.uses = None;
    }

    /// `a::b::{…}`
    pub(super) fn enter_use_group(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let path = visit.node.child_by_field_name("path");
        let path = path.map_or(String::new(), |path| path_text(path, b));
        // `::{a, b}` stands for crates, as `::a` does.
        if let Some(uses) = &mut self.uses {
            uses.push(&path);
        }
    }

    pub(super) fn leave_use_group(&mut self) {
        if let Some(uses) = &mut self.uses {
            uses.pop();
        }
    }

    /// `a::*`
    pub(super) fn leave_use_wildcard(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let path = visit.node.named_child(0);
        let path = path.map_or(String::new(), |path| path_text(path, b));
        let Some(uses) = &self.uses else {
            return;
        };
        let module = joined(&uses.path, &path);
        let reexport = uses.is_reexport;
        if module.is_empty() || module.len() > PATH_BYTES_MAX {
            return;
        }
        let module = b.intern(module);
        b.import(Import {
            kind: ImportKind::Wildcard,
            module,
            member: None,
            binding: None,
            span: span(visit.node),
            holder: None,
            reexport,
            type_only: false,
        });
    }

    /// A name in a `use`: a step of a path, or what is brought.
    pub(super) fn used_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        match (visit.parent(), visit.field) {
            (Kind::ScopedIdentifier, Field::Path)
            | (Kind::ScopedUseList, _)
            | (Kind::UseWildcard, _) => {
                // Not by the file's scopes: in `use x::x` the first name is not what the second binds.
                let at = b.bound_reference(node, Role::Import, Bound::Free);
                Value::Reference(at)
            }
            (Kind::ScopedIdentifier, _) => match (visit.above(1), visit.field_above(0)) {
                (Kind::ScopedIdentifier | Kind::ScopedUseList, _) | (Kind::UseWildcard, _) => {
                    Value::Reference(b.path(node, Role::Import, visit.sibling(Field::Path)))
                }
                (Kind::UseAsClause, _) => {
                    self.used(node, visit.node_above(0), visit.node_above(1), b)
                }
                _ => self.used(node, visit.node_above(0), None, b),
            },
            (Kind::UseAsClause, Field::Alias) => Value::Unknown,
            (Kind::UseAsClause, _) => self.used(node, None, visit.node_above(0), b),
            _ => self.used(node, None, None, b),
        }
    }

    /// What a `use` brings: the last name, the path that it ends, and the clause that renames it.
    fn used(
        &mut self,
        name: Node<'_>,
        path: Option<Node<'_>>,
        clause: Option<Node<'_>>,
        b: &mut Builder<'_>,
    ) -> Value {
        let Some(uses) = &self.uses else {
            return Value::Unknown;
        };
        let reexport = uses.is_reexport;
        let before = path.map_or(String::new(), |path| {
            match path.child_by_field_name("path") {
                Some(before) => path_text(before, b),
                None => "::".to_owned(),
            }
        });
        let before = joined(&uses.path, &before);
        if before.len() > PATH_BYTES_MAX || name.is_missing() {
            return Value::Unknown;
        }
        let is_self = b.text(name) == b"self";
        let alias = clause.and_then(|clause| clause.child_by_field_name("alias"));
        let binding = match alias {
            Some(alias) if b.text(alias) == b"_" => None,
            Some(alias) => Some(b.name(alias)),
            None if is_self => {
                let last = before.rsplit("::").next().unwrap_or_default().to_owned();
                Some(b.intern(last))
            }
            None => Some(b.name(name)),
        };
        let (kind, module, member) = if is_self || before.is_empty() {
            let module = if is_self { before } else { text(name, b) };
            (ImportKind::Module, module, None)
        } else if before == "::" {
            (ImportKind::Module, format!("::{}", text(name, b)), None)
        } else {
            (ImportKind::Member, before, Some(b.name(name)))
        };
        if module.is_empty() {
            return Value::Unknown;
        }
        let module = b.intern(module);
        let import = b.import(Import {
            kind,
            module,
            member,
            binding,
            span: span(clause.or(path).unwrap_or(name)),
            holder: None,
            reexport,
            type_only: false,
        });
        let at = b.bound_reference(name, Role::Import, Bound::Import(import));
        self.bind_used(import, binding, b);
        Value::Reference(at)
    }

    /// Binds an import in all namespaces, for what it is, is not told here. What the file itself
    /// defines under the name comes before it.
    fn bind_used(&self, import: u32, binding: Option<NameId>, b: &mut Builder<'_>) {
        let (Some(name), scope) = (binding, self.item_scope(b)) else {
            return;
        };
        for space in [Space::TYPES, Space::VALUES, Space::MACROS] {
            if b.scopes.own(scope, name, space).is_none() {
                b.bind_import(scope, import, space, Seen::Throughout);
            }
        }
    }

    /// `extern crate x as y;`
    pub(super) fn extern_crate(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let Some(name) = node
            .child_by_field_name("name")
            .filter(|name| !name.is_missing())
        else {
            return;
        };
        let binding = match node.child_by_field_name("alias") {
            Some(alias) if b.text(alias) == b"_" => None,
            Some(alias) => Some(b.name(alias)),
            None => Some(b.name(name)),
        };
        let module = b.name(name);
        let import = b.import(Import {
            kind: ImportKind::Module,
            module,
            member: None,
            binding,
            span: span(node),
            holder: None,
            reexport: is_public(b.text(node)),
            type_only: false,
        });
        b.bound_reference(name, Role::Import, Bound::Import(import));
        let scope = self.item_scope(b);
        b.bind_import(scope, import, Space::TYPES, Seen::Throughout);
    }

    /// `mod x;`
    pub(super) fn child_module(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let _ = self.take_lead(node, b);
        let Some(name) = node
            .child_by_field_name("name")
            .filter(|name| !name.is_missing())
        else {
            return;
        };
        let module = b.name(name);
        let import = b.import(Import {
            kind: ImportKind::Child,
            module,
            member: None,
            binding: Some(module),
            span: span(node),
            holder: None,
            reexport: is_public(b.text(node)),
            type_only: false,
        });
        b.bound_reference(name, Role::Import, Bound::Import(import));
        let scope = self.item_scope(b);
        b.bind_import(scope, import, Space::TYPES, Seen::Throughout);
    }
}

/// Two parts of a path.
fn joined(before: &str, after: &str) -> String {
    if before.is_empty() || before.ends_with("::") || after.is_empty() {
        [before, after].concat()
    } else {
        [before, after].join("::")
    }
}

fn text(node: Node<'_>, b: &Builder<'_>) -> String {
    lossy(b.text(node), PATH_BYTES_MAX).into_owned()
}

/// A path without the blanks and comments that may stand in it; too long where it is too long.
fn path_text(node: Node<'_>, b: &Builder<'_>) -> String {
    let text = lossy(b.text(node), 2 * PATH_BYTES_MAX);
    if text.contains(char::is_whitespace) {
        text.split_whitespace().collect()
    } else {
        text.into_owned()
    }
}
