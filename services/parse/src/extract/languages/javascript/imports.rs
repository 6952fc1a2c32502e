//! Imports and exports of ECMAScript modules.

use facts::{Bound, DefinitionKind, Flags, Import, ImportKind, NameId, Role};
use tree_sitter::Node;

use super::heads::{Extent, children, unquoted};
use super::objects::Owner;
use super::this::This;
use super::variables::Shape;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::{Step, Value};

/// What all parts of an import or export statement share.
#[derive(Clone, Copy)]
pub(super) struct Statement {
    pub(super) module: NameId,
    pub(super) type_only: bool,
    pub(super) reexport: bool,
}

impl JavaScript {
    /// An import statement of any form.
    pub(super) fn import(&mut self, node: Node<'_>, b: &mut Builder<'_>) {
        let clause = children(node).find(|child| {
            matches!(
                self.kind(*child),
                Kind::ImportClause | Kind::ImportRequireClause
            )
        });
        let source = node
            .child_by_field_name("source")
            .or_else(|| clause?.child_by_field_name("source"));
        let Some(source) = source.filter(|source| !source.is_missing()) else {
            return;
        };
        let statement = Statement {
            module: b.intern_bytes(unquoted(b.text(source))),
            type_only: has_type_token(node, b),
            reexport: false,
        };
        self.name_module(statement, source, b);
        let Some(clause) = clause else {
            return;
        };
        for part in children(clause) {
            match self.kind(part) {
                Kind::Identifier if self.kind(clause) == Kind::ImportRequireClause => {
                    self.bind_module(statement, part, clause, b);
                }
                Kind::Identifier => {
                    let member = b.intern("default");
                    let binding = b.name(part);
                    let kind = ImportKind::Member;
                    let at = self.bring(kind, statement, Some(member), Some(binding), part, b);
                    self.bind_imported(at, part, b);
                }
                Kind::NamespaceImport => {
                    let name = children(part).find(|n| self.kind(*n) == Kind::Identifier);
                    if let Some(name) = name {
                        self.bind_module(statement, name, part, b);
                    }
                }
                Kind::NamedImports => {
                    for specifier in children(part) {
                        if self.kind(specifier) == Kind::ImportSpecifier {
                            self.import_specifier(statement, specifier, b);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The text in quotes that says from where is a reference to that module.
    fn name_module(&self, statement: Statement, source: Node<'_>, b: &mut Builder<'_>) {
        // What is given on are the names beside it.
        let named = Statement {
            reexport: false,
            ..statement
        };
        let at = self.bring(ImportKind::Module, named, None, None, source, b);
        refer(at, source, b);
    }

    fn bind_module(
        &mut self,
        statement: Statement,
        name: Node<'_>,
        part: Node<'_>,
        b: &mut Builder<'_>,
    ) {
        let binding = b.name(name);
        let at = self.bring(ImportKind::Module, statement, None, Some(binding), part, b);
        self.bind_imported(at, name, b);
    }

    /// `a`, `a as b`, `type a`.
    fn import_specifier(&mut self, statement: Statement, specifier: Node<'_>, b: &mut Builder<'_>) {
        let Some(name) = specifier.child_by_field_name("name") else {
            return;
        };
        let alias = specifier.child_by_field_name("alias").unwrap_or(name);
        if name.is_missing() || alias.is_missing() {
            return;
        }
        let member = b.intern_bytes(unquoted(b.text(name)));
        let binding = b.name(alias);
        let statement = Statement {
            type_only: statement.type_only || has_type_token(specifier, b),
            ..statement
        };
        let kind = ImportKind::Member;
        let at = self.bring(kind, statement, Some(member), Some(binding), specifier, b);
        self.bind_imported(at, name, b);
    }

    /// Makes an import. It binds no name yet.
    pub(super) fn bring(
        &self,
        kind: ImportKind,
        statement: Statement,
        member: Option<NameId>,
        binding: Option<NameId>,
        part: Node<'_>,
        b: &mut Builder<'_>,
    ) -> u32 {
        b.import(Import {
            kind,
            module: statement.module,
            member,
            binding,
            span: span(part),
            holder: None,
            reexport: statement.reexport,
            type_only: statement.type_only,
        })
    }

    /// Binds the name of an import in the scope of this place; `name` is the reference to it.
    fn bind_imported(&self, import: u32, name: Node<'_>, b: &mut Builder<'_>) {
        refer(import, name, b);
        self.bind_import_in(b.scope(), import, b);
    }

    pub(super) fn bind_import_in(&self, scope: ScopeId, import: u32, b: &mut Builder<'_>) {
        b.bind_import(scope, import, Space::VALUES, Seen::Throughout);
        if self.has_types {
            b.bind_import(scope, import, Space::TYPES, Seen::Throughout);
        }
    }

    // ---- exports

    pub(super) fn enter_export(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let node = visit.node;
        self.is_default = false;
        let source = node
            .child_by_field_name("source")
            .filter(|source| !source.is_missing());
        let from = source.map(|source| Statement {
            module: b.intern_bytes(unquoted(b.text(source))),
            type_only: has_type_token(node, b),
            reexport: self.namespaces == 0,
        });
        if let (Some(source), Some(from)) = (source, from) {
            self.name_module(from, source, b);
        }
        let mut default = None;
        for child in children(node) {
            match (self.kind(child), from) {
                (Kind::ExportClause, _) => {
                    for specifier in children(child) {
                        if self.kind(specifier) == Kind::ExportSpecifier {
                            self.export_specifier(from, specifier, b);
                        }
                    }
                    return Step::Done(Value::Unknown);
                }
                (Kind::NamespaceExport, Some(from)) => {
                    // `* as name`: the name comes last.
                    if let Some(name) = children(child).last() {
                        let binding = b.intern_bytes(unquoted(b.text(name)));
                        let kind = ImportKind::Module;
                        let at = self.bring(kind, from, None, Some(binding), child, b);
                        refer(at, name, b);
                    }
                    return Step::Done(Value::Unknown);
                }
                (Kind::Other, _) if !child.is_named() => match (b.text(child), from) {
                    (b"*", Some(from)) => {
                        self.bring(ImportKind::Wildcard, from, None, None, child, b);
                        return Step::Done(Value::Unknown);
                    }
                    (b"default", _) => default = Some(child),
                    // `export as namespace X`
                    (b"namespace", _) => return Step::Done(Value::Unknown),
                    _ => {}
                },
                _ => {}
            }
        }
        self.is_default = default.is_some();
        if let (Some(name), Some(value)) = (default, node.child_by_field_name("value")) {
            self.export_default(visit, name, value, b);
        }
        Step::Into
    }

    /// `a`, `a as b`, `type a`.
    fn export_specifier(
        &mut self,
        from: Option<Statement>,
        specifier: Node<'_>,
        b: &mut Builder<'_>,
    ) {
        let Some(name) = specifier.child_by_field_name("name") else {
            return;
        };
        let alias = specifier.child_by_field_name("alias").unwrap_or(name);
        if name.is_missing() || alias.is_missing() {
            return;
        }
        let given = b.intern_bytes(unquoted(b.text(alias)));
        if let Some(from) = from {
            let member = b.intern_bytes(unquoted(b.text(name)));
            let from = Statement {
                type_only: from.type_only || has_type_token(specifier, b),
                ..from
            };
            let kind = ImportKind::Member;
            let at = self.bring(kind, from, Some(member), Some(given), specifier, b);
            refer(at, name, b);
            return;
        }
        let spaces = [Space::VALUES, Space::TYPES];
        let reference = b.reference_in_either(name, Role::Read, spaces);
        self.named_exports.push((b.scope(), reference));
        if self.namespaces == 0 {
            b.export_reference(given, reference);
        }
    }

    /// `export default` of an expression. A function, a class or an object gets the name `default`.
    fn export_default(
        &mut self,
        visit: &Visit<'_, '_>,
        name: Node<'_>,
        value: Node<'_>,
        b: &mut Builder<'_>,
    ) {
        let (shape, value) = self.shape(value);
        let kind = match shape {
            Shape::Function | Shape::Arrow => DefinitionKind::Function,
            Shape::Class => DefinitionKind::Class,
            Shape::Object => DefinitionKind::Constant,
            Shape::Other => return,
        };
        let extent = Extent::of(visit.node);
        let id = b.intern("default");
        let at = b.define_named(kind, id, span(name), extent.span);
        let mut flags = self.place_flags();
        if b.text(value).starts_with(b"async") {
            flags.set(Flags::ASYNC);
        }
        b.definition_mut(at).flags = flags;
        let head = match shape {
            Shape::Object => extent.start..value.start_byte(),
            _ => extent.start..self.head(value, extent.start).end,
        };
        self.describe(at, extent, head, b);
        self.publish(at, b);
        let this = match shape {
            Shape::Function => self.plain_this(at),
            _ => This::Unknown,
        };
        self.claim(value, Owner::Definition(at), this);
        b.hold(visit.depth(), at);
    }

    pub(super) fn leave_export(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        if self.namespaces > 0 {
            return Value::Unknown;
        }
        if let Some(value) = node.child_by_field_name("value") {
            if self.shape(value).0 == Shape::Other {
                let name = children(node).find(|child| b.text(*child) == b"default");
                if let Some(name) = name {
                    let extent = Extent::of(node);
                    self.export_value(name, extent, Some(value), visit.child(Field::Value), b);
                }
            }
        } else if let Some(rest) = b.text(node).strip_prefix(b"export")
            && rest.trim_ascii_start().starts_with(b"=")
            && let Some(reference) = visit.last().reference()
        {
            let name = b.intern("=");
            b.export_reference(name, reference);
        }
        Value::Unknown
    }

    /// A definition is given away by the statement that makes it.
    pub(super) fn publish(&mut self, at: u32, b: &mut Builder<'_>) {
        b.definition_mut(at).flags.set(Flags::PUBLIC);
        let is_default = std::mem::take(&mut self.is_default);
        if self.namespaces > 0 {
            return;
        }
        let name = if is_default {
            b.intern("default")
        } else {
            b.definition(at).name
        };
        b.export(name, Bound::Definition(at), None);
    }

    /// What export clauses name is public.
    pub(super) fn publish_named(&mut self, b: &mut Builder<'_>) {
        for (scope, reference) in std::mem::take(&mut self.named_exports) {
            let name = b.reference_at(reference).name;
            for space in [Space::VALUES, Space::TYPES] {
                if let Some(Bound::Definition(at)) = b.scopes.own(scope, name, space) {
                    b.definition_mut(at).flags.set(Flags::PUBLIC);
                }
            }
        }
    }
}

/// A name that an import brings, without its quotes.
pub(super) fn refer(import: u32, name: Node<'_>, b: &mut Builder<'_>) {
    let id = b.intern_bytes(unquoted(b.text(name)));
    let at = b.bound_reference(name, Role::Import, Bound::Import(import));
    b.reference_mut(at).name = id;
}

/// `import type`, `export type`, `{ type a }`, `typeof` too.
fn has_type_token(node: Node<'_>, b: &Builder<'_>) -> bool {
    children(node)
        .take(2)
        .any(|child| !child.is_named() && matches!(b.text(child), b"type" | b"typeof"))
}
