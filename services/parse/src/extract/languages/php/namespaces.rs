//! Namespaces, imports and included files.

use facts::{Bound, DefinitionKind, Flags, Import, ImportKind, Role, Span};
use rustc_hash::FxHashMap;
use tree_sitter::Node;

use super::Visit;
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::text::span;

/// The namespace around, with what it imports.
#[derive(Default)]
pub(super) struct Namespaces {
    /// The file has more than one.
    has_several: bool,
    has_package: bool,
    /// Its name, without a backslash at either end.
    current: String,
    /// Names of classes and namespaces that are imported, in small letters, with what they stand for.
    aliases: FxHashMap<String, String>,
    /// The imports that qualified names stand for, by their whole name and whether it is a type's.
    completed: FxHashMap<(String, bool), u32>,
}

/// What an import brings.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brings {
    Type,
    Function,
    Constant,
}

impl Brings {
    fn space(self) -> Space {
        match self {
            Brings::Type => Space::TYPES,
            Brings::Function => Space::CALLS,
            Brings::Constant => Space::VALUES,
        }
    }

    fn of_word(word: &[u8]) -> Option<Brings> {
        if word.eq_ignore_ascii_case(b"function") {
            Some(Brings::Function)
        } else if word.eq_ignore_ascii_case(b"const") {
            Some(Brings::Constant)
        } else {
            None
        }
    }
}

impl Namespaces {
    /// Looks through a file for its namespaces.
    pub(super) fn survey(&mut self, program: Node<'_>) {
        let mut cursor = program.walk();
        let mut has_more = cursor.goto_first_child();
        let mut count = 0;
        while has_more {
            count += u32::from(cursor.node().kind() == "namespace_definition");
            has_more = cursor.goto_next_sibling();
        }
        self.has_several = count > 1;
    }

    /// A namespace: of the rest of the file, or of its braces. The only one of a file is its
    /// package; each of several is a definition.
    pub(super) fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let name = node.child_by_field_name("name");
        let has_braces = node.child_by_field_name("body").is_some();
        self.current = name.map_or(String::new(), |name| spelled(b.text(name)));
        self.aliases.clear();
        let is_package = !self.has_several && !self.has_package;
        if is_package {
            self.has_package = true;
            if !self.current.is_empty() {
                let package = b.intern(self.current.clone());
                b.set_package(package);
            }
            return;
        }
        // Without braces it lasts until the next one, or to the end of the file.
        let depth = if has_braces { visit.depth() } else { 0 };
        let scope = b.scopes.add(ScopeId::MODULE, ScopeKind::Module);
        b.reenter_scope(depth, scope);
        let Some(name) = name else { return };
        let id = b.intern(self.current.clone());
        let at = b.define_named(DefinitionKind::Namespace, id, span(name), span(node));
        let signature = b.signature(node.start_byte(), name.end_byte());
        let definition = b.definition_mut(at);
        definition.parent = None;
        definition.flags = Flags::PUBLIC;
        definition.signature = Some(signature);
        b.hold(depth, at);
    }

    /// `use …;` outside classes.
    pub(super) fn import(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let mut cursor = visit.node.walk();
        let mut has_more = cursor.goto_first_child();
        let mut prefix = String::new();
        let mut brings = Brings::Type;
        while has_more {
            let child = cursor.node();
            match child.kind() {
                "namespace_name" => prefix = spelled(b.text(child)),
                "namespace_use_clause" => brings = self.clause(child, "", brings, b),
                "namespace_use_group" => {
                    let mut inner = child.walk();
                    let mut has_clause = inner.goto_first_child();
                    while has_clause {
                        if inner.node().kind() == "namespace_use_clause" {
                            self.clause(inner.node(), &prefix, brings, b);
                        }
                        has_clause = inner.goto_next_sibling();
                    }
                }
                word => brings = Brings::of_word(word.as_bytes()).unwrap_or(brings),
            }
            has_more = cursor.goto_next_sibling();
        }
    }

    /// One name that is imported; what it brings, for it is said of the first one only.
    fn clause(
        &mut self,
        clause: Node<'_>,
        prefix: &str,
        brings: Brings,
        b: &mut Builder<'_>,
    ) -> Brings {
        let word = clause.child_by_field_name("type");
        let brings = word
            .and_then(|word| Brings::of_word(b.text(word)))
            .unwrap_or(brings);
        let Some(named) = clause.named_child(0) else {
            return brings;
        };
        let last = last_name(named);
        let full = joined(prefix, &spelled(b.text(named)));
        let binding = match clause.child_by_field_name("alias") {
            Some(alias) => b.name(alias),
            None => b.name(last),
        };
        let import = import_of(&full, brings == Brings::Type, span(clause), b);
        let import = Import {
            binding: Some(binding),
            ..import
        };
        let at = b.import(import);
        b.bind_import(b.scope(), at, brings.space(), Seen::Throughout);
        b.bound_reference(last, Role::Import, Bound::Import(at));
        if brings == Brings::Type {
            let alias = clause.child_by_field_name("alias").unwrap_or(last);
            let alias = String::from_utf8_lossy(b.text(alias)).to_ascii_lowercase();
            self.aliases.insert(alias, full);
        }
        brings
    }

    /// The whole name that a qualified one stands for.
    pub(super) fn complete(&self, text: &[u8]) -> String {
        let is_whole = text.first() == Some(&b'\\');
        let text = spelled(text);
        if is_whole {
            return text;
        }
        let (first, rest) = text.split_once('\\').unwrap_or((text.as_str(), ""));
        let small = first.to_ascii_lowercase();
        if small == "namespace" {
            return joined(&self.current, rest);
        }
        match self.aliases.get(&small) {
            Some(full) => joined(full, rest),
            None => joined(&self.current, &text),
        }
    }

    /// The import that a whole name stands for.
    pub(super) fn standing_for(
        &mut self,
        full: String,
        is_type: bool,
        place: Span,
        b: &mut Builder<'_>,
    ) -> u32 {
        let key = (full, is_type);
        if let Some(&known) = self.completed.get(&key) {
            return known;
        }
        let import = import_of(&key.0, is_type, place, b);
        let at = b.import(import);
        self.completed.insert(key, at);
        at
    }
}

/// A member of a namespace, by its whole name.
fn import_of(full: &str, is_type: bool, place: Span, b: &mut Builder<'_>) -> Import {
    let (module, member) = full.rsplit_once('\\').unwrap_or(("", full));
    Import {
        kind: ImportKind::Member,
        module: b.intern(module.to_owned()),
        member: Some(b.intern(member.to_owned())),
        binding: None,
        span: place,
        holder: None,
        reexport: false,
        type_only: is_type,
    }
}

/// The last part of a name.
pub(super) fn last_name(node: Node<'_>) -> Node<'_> {
    let last = node.named_child_count().checked_sub(1);
    last.and_then(|last| node.named_child(last as u32))
        .filter(|last| last.kind() == "name")
        .unwrap_or(node)
}

/// A name without blanks, and without a backslash at either end.
fn spelled(text: &[u8]) -> String {
    let text: Vec<u8> = text
        .iter()
        .copied()
        .filter(|c| !c.is_ascii_whitespace())
        .collect();
    String::from_utf8_lossy(&text).trim_matches('\\').to_owned()
}

fn joined(outer: &str, inner: &str) -> String {
    match (outer, inner) {
        ("", name) | (name, "") => name.to_owned(),
        (outer, inner) => format!("{outer}\\{inner}"),
    }
}

/// `require 'a.php'`, also with `__DIR__ .` before it.
pub(super) fn include(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
    let Some(mut what) = visit.node.named_child(0) else {
        return;
    };
    if what.kind() == "parenthesized_expression"
        && let Some(inner) = what.named_child(0)
    {
        what = inner;
    }
    let mut is_relative = false;
    if what.kind() == "binary_expression" {
        let (Some(left), Some(right)) = (
            what.child_by_field_name("left"),
            what.child_by_field_name("right"),
        ) else {
            return;
        };
        if !matches!(b.text(left), b"__DIR__" | b"dirname(__FILE__)") {
            return;
        }
        is_relative = true;
        what = right;
    }
    if !matches!(what.kind(), "string" | "encapsed_string") || what.named_child_count() != 1 {
        return;
    }
    let Some(content) = what
        .named_child(0)
        .filter(|content| content.kind() == "string_content")
    else {
        return;
    };
    let path = String::from_utf8_lossy(b.text(content)).into_owned();
    let module = if is_relative {
        b.intern(format!("./{}", path.trim_start_matches('/')))
    } else {
        b.intern(path)
    };
    let at = b.import(Import {
        kind: ImportKind::Include,
        module,
        member: None,
        binding: None,
        span: span(visit.node),
        holder: None,
        reexport: false,
        type_only: false,
    });
    b.bound_reference(content, Role::Import, Bound::Import(at));
}
