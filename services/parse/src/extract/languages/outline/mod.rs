//! Outlines: definitions and calls of languages that are not read in full, by one table of words.
//!
//! A call is bound only to a function of its file that its scopes show. Namesakes in one scope, as
//! overloads, bind nothing, and a variable hides a function of its name.

mod elixir;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::sync::OnceLock;

use events::Language;
use facts::{Bound, DefinitionKind, Role};
use tree_sitter::Node;

use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, Outline>;

/// How deep a name may stand in what is called: through type arguments and members.
const CALLEE_DEPTH_MAX: usize = 4;
/// Children that are looked at for a name.
const CHILDREN_MAX: usize = 64;

/// Where the walk stands in a file of which an outline is made.
pub(super) struct Outline {
    language: Language,
    /// The head of the definition that was met last, where it looks like a call: from where to where.
    head: Option<(usize, usize)>,
}

impl Extractor for Outline {
    type Kind = Kind;
    type Field = Field;

    fn tables(language: Language) -> &'static Tables<Kind, Field> {
        static TABLES: [OnceLock<Tables<Kind, Field>>; 5] = [const { OnceLock::new() }; 5];
        let (at, grammar) = match language {
            Language::Elixir => (0, tree_sitter_elixir::LANGUAGE),
            Language::Lua => (1, tree_sitter_lua::LANGUAGE),
            Language::Swift => (2, tree_sitter_swift::LANGUAGE),
            Language::Scala => (3, tree_sitter_scala::LANGUAGE),
            _ => (4, tree_sitter_bash::LANGUAGE),
        };
        TABLES[at].get_or_init(|| Tables::new(grammar.into()))
    }

    fn new(_: &str, language: Language) -> Self {
        Outline {
            language,
            head: None,
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::Function => self.function(visit, b),
            Kind::Constructor => self.constructor(visit, b),
            Kind::Class => self.type_of(DefinitionKind::Class, visit, b),
            Kind::Trait => self.type_of(DefinitionKind::Trait, visit, b),
            Kind::Interface => self.type_of(DefinitionKind::Interface, visit, b),
            Kind::Enum => self.type_of(DefinitionKind::Enum, visit, b),
            Kind::Declared => self.declared(visit, b),
            Kind::TypeAlias => {
                if let Some(name) = name_of(visit.node) {
                    self.define(DefinitionKind::TypeAlias, name, visit, b);
                }
            }
            Kind::Call => {
                let field = visit.node.child_by_field_name("function");
                let field = field.or_else(|| visit.node.child_by_field_name("name"));
                let callee = field.or_else(|| visit.node.named_child(0));
                if let Some(callee) = callee {
                    call(callee, Role::Call, b);
                }
            }
            Kind::New => {
                if let Some(of) = visit.node.named_child(0) {
                    call(of, Role::Instantiate, b);
                }
            }
            Kind::Open if self.language == Language::Elixir => self.open_call(visit, b),
            Kind::Names => hide(visit.node, b),
            Kind::Open | Kind::Other => {}
        }
        Step::Into
    }

    fn leave(&mut self, _: &Visit<'_, '_>, _: &mut Builder<'_>) -> Value {
        Value::Unknown
    }
}

impl Outline {
    fn function(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(whole) = visit.node.child_by_field_name("name") {
            let (kind, name) = match whole.kind() {
                // Lua's `function a.b()` and `function a:b()`: whose `a` is, is not asked.
                "dot_index_expression" | "method_index_expression" => {
                    let last = whole.child_by_field_name("field");
                    let last = last.or_else(|| whole.child_by_field_name("method"));
                    (DefinitionKind::Method, last.unwrap_or(whole))
                }
                _ if b.scopes.kind(b.scope()) == ScopeKind::Members => {
                    (DefinitionKind::Method, whole)
                }
                _ => (DefinitionKind::Function, whole),
            };
            let at = self.define(kind, name, visit, b);
            if name == whole {
                bind(at, b);
            }
            b.hold(visit.depth(), at);
        }
        b.open_scope(visit.depth(), ScopeKind::Function);
    }

    fn constructor(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(name) = visit.node.child_by_field_name("name") {
            let at = self.define(DefinitionKind::Constructor, name, visit, b);
            b.hold(visit.depth(), at);
        }
        b.open_scope(visit.depth(), ScopeKind::Function);
    }

    fn type_of(&mut self, kind: DefinitionKind, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(name) = name_of(visit.node) {
            let at = self.define(kind, name, visit, b);
            bind(at, b);
            b.hold(visit.depth(), at);
        }
        b.open_scope(visit.depth(), ScopeKind::Members);
    }

    /// Swift's `class`, `struct`, `enum`, `actor`, and `extension`, which defines no type.
    fn declared(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let word = visit.node.child_by_field_name("declaration_kind");
        let kind = match word.map(|word| b.text(word)) {
            Some(b"struct") => DefinitionKind::Struct,
            Some(b"enum") => DefinitionKind::Enum,
            Some(b"extension") => DefinitionKind::Namespace,
            _ => DefinitionKind::Class,
        };
        if kind != DefinitionKind::Namespace {
            self.type_of(kind, visit, b);
            return;
        }
        if let Some(name) = name_of(visit.node) {
            let at = self.define(kind, name, visit, b);
            b.hold(visit.depth(), at);
        }
        b.open_scope(visit.depth(), ScopeKind::Members);
    }

    /// Defines a name; its signature is the text up to its body.
    fn define(
        &self,
        kind: DefinitionKind,
        name: Node<'_>,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> u32 {
        let node = visit.node;
        let end = node
            .child_by_field_name("body")
            .map_or(node.end_byte(), |body| body.start_byte());
        let signature = b.signature(node.start_byte(), end.max(name.end_byte()));
        let at = b.define(kind, name, node);
        b.definition_mut(at).signature = Some(signature);
        at
    }
}

/// Binds the name of a function or type where it stands; a second one of the name unbinds both.
fn bind(at: u32, b: &mut Builder<'_>) {
    let (scope, name) = (b.scope(), b.definition(at).name);
    let is_known = b.scopes.own(scope, name, Space::CALLS).is_some();
    let bound = if is_known {
        Bound::Free
    } else {
        Bound::Definition(at)
    };
    b.scopes
        .bind(scope, name, Space::CALLS, bound, Seen::Throughout);
}

/// The name of a type, through what stands around it.
fn name_of(node: Node<'_>) -> Option<Node<'_>> {
    let mut name = node.child_by_field_name("name")?;
    for _ in 0..CALLEE_DEPTH_MAX {
        if name.named_child_count() == 0 {
            break;
        }
        name = name.named_child(0)?;
    }
    (!name.is_missing()).then_some(name)
}

/// A call of what an expression names: a bare name, or a member of something.
fn call(callee: Node<'_>, role: Role, b: &mut Builder<'_>) {
    let mut node = callee;
    for _ in 0..CALLEE_DEPTH_MAX {
        let member = match node.kind() {
            "identifier" | "simple_identifier" | "type_identifier" | "word" => {
                b.reference_in(node, role, Space::CALLS);
                return;
            }
            "field_expression" | "dot_index_expression" => node.child_by_field_name("field"),
            "method_index_expression" => node.child_by_field_name("method"),
            "navigation_expression" => node
                .child_by_field_name("suffix")
                .and_then(|suffix| suffix.child_by_field_name("suffix")),
            "generic_function" => {
                let Some(function) = node.child_by_field_name("function") else {
                    return;
                };
                node = function;
                continue;
            }
            "command_name" | "variable" | "user_type" | "generic_type" => {
                let Some(inner) = node.named_child(0) else {
                    return;
                };
                node = inner;
                continue;
            }
            _ => return,
        };
        if let Some(member) = member {
            let first = node.named_child(0).map(|first| b.text(first));
            let of = match first {
                Some(b"self" | b"this") => Value::This(None),
                _ => Value::Unknown,
            };
            b.member(member, role, of);
        }
        return;
    }
}

/// Variables and parameters hide the functions of their names.
fn hide(node: Node<'_>, b: &mut Builder<'_>) {
    if b.scopes.kind(b.scope()) != ScopeKind::Function {
        return;
    }
    let field = ["name", "pattern"]
        .into_iter()
        .find_map(|field| node.child_by_field_name(field));
    let mut cursor = node.walk();
    let names: Vec<Node<'_>> = match field {
        Some(name) => vec![name],
        None => node
            .named_children(&mut cursor)
            .take(CHILDREN_MAX)
            .collect(),
    };
    for name in names {
        if matches!(name.kind(), "identifier" | "simple_identifier") {
            let (scope, id) = (b.scope(), b.name(name));
            b.scopes
                .bind(scope, id, Space::CALLS, Bound::Free, Seen::Throughout);
        }
    }
}
