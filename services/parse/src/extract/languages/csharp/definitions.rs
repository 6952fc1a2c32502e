//! C#'s types, methods and constructors.

use facts::{Bound, DefinitionKind, Flags, NameId, Receiver};
use rustc_hash::FxHashMap;
use tree_sitter::Node;

use super::modifiers::Modifiers;
use super::vocabulary::{Field, Kind};
use super::{CSharp, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// Arguments or parameters of an unknown number.
const UNKNOWN: u8 = u8::MAX;

/// A type around.
pub(super) struct Class {
    /// Absent where the text has no name for it.
    pub(super) definition: Option<u32>,
    pub(super) kind: Kind,
    /// One of its supertypes was met.
    pub(super) has_supertypes: bool,
    /// The fields and properties that were met, by name.
    pub(super) fields: FxHashMap<NameId, u32>,
}

impl CSharp {
    /// A class, struct, record, interface, enum or delegate.
    pub(super) fn enter_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let definition = self.define_type(visit, b);
        // For its type parameters, and those of a constructor that stands in its head.
        b.open_scope(visit.depth(), ScopeKind::Block);
        self.classes.push(Class {
            definition,
            kind: visit.kind,
            has_supertypes: false,
            fields: FxHashMap::default(),
        });
    }

    fn define_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let name = node.child_by_field_name("name")?;
        if b.text(name).is_empty() {
            return None;
        }
        let kind = match visit.kind {
            Kind::InterfaceDeclaration => DefinitionKind::Interface,
            Kind::EnumDeclaration => DefinitionKind::Enum,
            Kind::StructDeclaration => DefinitionKind::Struct,
            _ => DefinitionKind::Class,
        };
        let modifiers = Modifiers::of(node, b);
        let signature = modifiers.head(start_of_body(node), b);
        let doc = self.comments.above(node, b);
        let flags = self.flags(&modifiers);
        let arity = type_parameters(node);
        let at = b.define(kind, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        definition.arity = arity;
        b.hold(visit.depth(), at);
        Some(at)
    }

    pub(super) fn leave_type(&mut self) {
        self.classes.pop();
    }

    /// A method, constructor, destructor, operator or local function.
    pub(super) fn enter_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let definition = self.define_method(visit, b);
        self.functions.push(definition);
        b.open_scope(visit.depth(), ScopeKind::Function);
    }

    fn define_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let (name, place) = method_name(visit, b)?;
        let kind = match visit.kind {
            Kind::ConstructorDeclaration => DefinitionKind::Constructor,
            Kind::LocalFunction => DefinitionKind::Function,
            _ if self.classes.is_empty() => DefinitionKind::Function,
            _ => DefinitionKind::Method,
        };
        let modifiers = Modifiers::of(node, b);
        let signature = modifiers.head(start_of_body(node), b);
        let doc = self.comments.above(node, b);
        let mut flags = self.flags(&modifiers);
        if self.is_interface() && node.child_by_field_name("body").is_none() {
            flags.set(Flags::ABSTRACT);
        }
        let at = b.define_named(kind, name, place, span(node));
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        if visit.kind == Kind::LocalFunction {
            b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        }
        if kind == DefinitionKind::Constructor
            && let Some(class) = self.classes.last().and_then(|class| class.definition)
        {
            self.constructors.push((class, at));
        }
        b.hold(visit.depth(), at);
        Some(at)
    }

    pub(super) fn leave_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(Some(at)) = self.functions.pop() else {
            return;
        };
        match visit.kind {
            Kind::MethodDeclaration => {
                self.declare(at, visit.child(Field::Returns), visit.node, "returns", b);
            }
            Kind::ConstructorDeclaration | Kind::DestructorDeclaration => {}
            _ => self.declare(at, visit.child(Field::Type), visit.node, "type", b),
        }
        if let Value::Count(count) = visit.child(Field::Parameters) {
            b.definition_mut(at).arity = count;
        }
    }

    /// The marks that modifiers and the place give.
    pub(super) fn flags(&self, modifiers: &Modifiers) -> Flags {
        let mut flags = modifiers.flags;
        if self.is_interface() && !modifiers.is_private {
            flags.set(Flags::PUBLIC);
        }
        if self.is_test_file {
            flags.set(Flags::TEST);
        }
        flags
    }

    fn is_interface(&self) -> bool {
        let class = self.classes.last();
        class.is_some_and(|class| class.kind == Kind::InterfaceDeclaration)
    }

    /// Binds what the file can tell of `this(…)`: the only constructor that takes so many.
    pub(super) fn bind_chained(&mut self, b: &mut Builder<'_>) {
        self.constructors.sort_unstable();
        for &(call, class) in &self.chained {
            let start = self.constructors.partition_point(|c| c.0 < class);
            let end = self.constructors.partition_point(|c| c.0 <= class);
            let arguments = b.reference_at(call).arity;
            let of = |takes: fn(u8, u8) -> bool| {
                let mut fitting = self.constructors[start..end]
                    .iter()
                    .filter(|c| takes(b.definition(c.1).arity, arguments));
                (fitting.next().map(|c| c.1), fitting.next().is_some())
            };
            let chosen = match of(|parameters, arguments| parameters == arguments) {
                (Some(only), false) => Some(only),
                (Some(_), true) => None,
                (None, _) => match of(|parameters, arguments| parameters > arguments) {
                    (Some(only), false) if arguments != UNKNOWN => Some(only),
                    _ => None,
                },
            };
            if let Some(constructor) = chosen {
                let reference = b.reference_mut(call);
                reference.receiver = Receiver::None;
                reference.bound = Bound::Definition(constructor);
            }
        }
    }
}

/// The name of a method and its place.
fn method_name(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<(NameId, facts::Span)> {
    let node = visit.node;
    match visit.kind {
        Kind::OperatorDeclaration => {
            let operator = node.child_by_field_name("operator")?;
            let text = String::from_utf8_lossy(b.text(operator)).into_owned();
            Some((b.intern(format!("operator {text}")), span(operator)))
        }
        Kind::ConversionOperator => {
            let to = node.child_by_field_name("type")?;
            let text = String::from_utf8_lossy(b.text(to)).into_owned();
            Some((b.intern(format!("operator {text}")), span(to)))
        }
        Kind::DestructorDeclaration => {
            let name = node.child_by_field_name("name")?;
            let text = String::from_utf8_lossy(b.text(name)).into_owned();
            Some((b.intern(format!("~{text}")), span(name)))
        }
        _ => {
            let name = node.child_by_field_name("name")?;
            if b.text(name).is_empty() {
                return None;
            }
            Some((member_name(node, name, b), span(name)))
        }
    }
}

/// The name of a member; one that implements a member of an interface under that interface's name
/// is found by no other.
pub(super) fn member_name(node: Node<'_>, name: Node<'_>, b: &mut Builder<'_>) -> NameId {
    let mut cursor = node.walk();
    let mut has_more = cursor.goto_first_child();
    while has_more {
        let child = cursor.node();
        if child.start_byte() >= name.start_byte() {
            break;
        }
        if child.kind() == "explicit_interface_specifier" {
            let text = b.text(child);
            let of = text.split(|c| *c == b'<').next().unwrap_or(text);
            let of = String::from_utf8_lossy(of);
            let own = String::from_utf8_lossy(b.text(name));
            let whole = format!("{}.{own}", of.trim().trim_end_matches('.'));
            return b.intern(whole);
        }
        has_more = cursor.goto_next_sibling();
    }
    b.name(name)
}

/// How many type parameters a type has.
fn type_parameters(node: Node<'_>) -> u8 {
    let mut cursor = node.walk();
    let mut has_more = cursor.goto_first_child();
    while has_more {
        let child = cursor.node();
        if child.kind() == "type_parameter_list" {
            let mut inside = child.walk();
            let parameters = child.named_children(&mut inside);
            let count = parameters.filter(|p| p.kind() == "type_parameter").count();
            return u8::try_from(count).unwrap_or(UNKNOWN);
        }
        has_more = cursor.goto_next_sibling();
    }
    0
}

/// Where the head of a declaration ends.
pub(super) fn start_of_body(node: Node<'_>) -> usize {
    ["body", "accessors"]
        .iter()
        .find_map(|field| node.child_by_field_name(field))
        .map_or(node.end_byte(), |body| body.start_byte())
}
