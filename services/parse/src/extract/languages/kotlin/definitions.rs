//! Kotlin's types, functions and constructors.

use facts::{Bound, DefinitionKind, Flags, Role, Span};
use tree_sitter::Node;

use super::blocks::Context;
use super::imports::plain;
use super::modifiers::Modifiers;
use super::vocabulary::Kind;
use super::{Kotlin, Visit, is_followed_by_equals, local};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A type around that has a name.
#[derive(Default)]
pub(super) struct Class {
    pub(super) definition: Option<u32>,
    pub(super) is_interface: bool,
    /// Parameters of the primary constructor, so far.
    parameters: u8,
    is_variadic: bool,
    has_primary: bool,
    /// The other constructors.
    constructors: Vec<u32>,
    /// `this(…)`, as references.
    chained: Vec<u32>,
}

/// A function or constructor around.
#[derive(Default)]
pub(super) struct Function {
    pub(super) definition: Option<u32>,
    /// What it returns is declared.
    pub(super) is_typed: bool,
    parameters: u8,
    is_variadic: bool,
}

impl Kotlin {
    /// A class, interface, object or companion object.
    pub(super) fn enter_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let (definition, is_interface) = self.define_type(visit, b);
        self.contexts.push(Context::Class(definition));
        self.classes.push(Class {
            definition,
            is_interface,
            ..Class::default()
        });
        // For type parameters; then for the parameters of the constructor, which are seen by what
        // makes the object and by nothing that runs later.
        b.open_scope(visit.depth(), ScopeKind::Block);
        b.open_scope(visit.depth(), ScopeKind::ClassBody);
    }

    fn define_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> (Option<u32>, bool) {
        let node = visit.node;
        let head = Head::of(node);
        let kind = match (head.is_interface, head.is_enum) {
            (true, _) => DefinitionKind::Interface,
            (_, true) => DefinitionKind::Enum,
            _ => DefinitionKind::Class,
        };
        let (name, place) = match (head.name, head.keyword) {
            (Some(name), _) if !b.text(name).is_empty() => (plain(b.text(name), b), name),
            (None, Some(keyword)) if visit.kind == Kind::CompanionObject => {
                (b.intern("Companion"), keyword)
            }
            _ => return (None, head.is_interface),
        };
        let modifiers = Modifiers::of(node, b);
        let signature = modifiers.head(head.end, b);
        let doc = self.comments.above(node, b);
        let mut flags = self.flags(&modifiers);
        match visit.kind {
            Kind::ObjectDeclaration => flags.set(Flags::STATIC),
            Kind::CompanionObject => {
                flags.set(Flags::STATIC);
                flags.set(Flags::COMPANION);
            }
            _ => {}
        }
        let written = match head.name {
            Some(_) => span(place),
            None => before(span(place)),
        };
        let at = b.define_named(kind, name, written, span(node));
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        if is_in_function(visit) {
            b.bind(b.scope(), at, Space::TYPES, Seen::FromHere);
        }
        b.hold(visit.depth(), at);
        (Some(at), head.is_interface)
    }

    pub(super) fn leave_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.contexts.pop();
        let Some(class) = self.classes.pop() else {
            return;
        };
        let Some(definition) = class.definition else {
            return;
        };
        let is_made = visit.kind == Kind::ClassDeclaration && !class.is_interface;
        if is_made && !class.is_variadic && (class.has_primary || class.constructors.is_empty()) {
            b.definition_mut(definition).arity = class.parameters;
        }
        for &call in &class.chained {
            let arity = b.reference_at(call).arity;
            let all = class.constructors.iter().copied();
            let all = all.chain(class.has_primary.then_some(definition));
            let mut fitting = all.filter(|&at| b.definition(at).arity == arity);
            if let (Some(only), None) = (fitting.next(), fitting.next()) {
                b.reference_mut(call).bound = Bound::Definition(only);
            }
        }
    }

    /// A parameter of a primary constructor, which may be a property.
    pub(super) fn enter_class_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        self.class_parameter = None;
        self.block_of = None;
        let mut is_property = false;
        let mut cursor = node.walk();
        let mut has_more = cursor.goto_first_child();
        let mut name = None;
        let mut is_variadic = false;
        while has_more && name.is_none() {
            let child = cursor.node();
            match child.kind() {
                "binding_pattern_kind" => is_property = true,
                "modifiers" => {
                    let words = b.text(child).windows(6);
                    is_variadic = words.into_iter().any(|word| word == b"vararg");
                }
                "simple_identifier" => name = Some(child),
                _ => {}
            }
            has_more = cursor.goto_next_sibling();
        }
        if let Some(class) = self.classes.last_mut() {
            class.parameters = class.parameters.saturating_add(1);
            class.is_variadic |= is_variadic;
        }
        let Some(name) = name.filter(|name| !b.text(*name).is_empty()) else {
            return;
        };
        let spelled = plain(b.text(name), b);
        let kind = if is_property {
            DefinitionKind::Field
        } else {
            DefinitionKind::Parameter
        };
        let at = b.define_named(kind, spelled, span(name), span(node));
        if is_property {
            let modifiers = Modifiers::of(node, b);
            let signature = modifiers.head(node.end_byte(), b);
            let doc = self.comments.above(node, b);
            let flags = self.flags(&modifiers);
            let definition = b.definition_mut(at);
            definition.flags = flags;
            definition.signature = Some(signature);
            definition.doc = doc;
        }
        b.definition_mut(at).flags.set(Flags::NAMED);
        if is_variadic {
            b.definition_mut(at).flags.set(Flags::ARRAY);
        }
        b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        self.class_parameter = Some((name.start_byte(), at));
    }

    pub(super) fn leave_primary_constructor(&mut self) {
        if let Some(class) = self.classes.last_mut() {
            class.has_primary = true;
        }
    }

    /// A constant of an enum.
    pub(super) fn enter_entry(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let name = child_of_kind(node, "simple_identifier");
        let definition = name.filter(|name| !b.text(*name).is_empty()).map(|name| {
            let modifiers = Modifiers::of(node, b);
            let signature = modifiers.head(name.end_byte(), b);
            let doc = self.comments.above(node, b);
            let mut flags = self.flags(&modifiers);
            flags.set(Flags::STATIC);
            let spelled = plain(b.text(name), b);
            let at = b.define_named(DefinitionKind::EnumMember, spelled, span(name), span(node));
            let definition = b.definition_mut(at);
            definition.flags = flags;
            definition.signature = Some(signature);
            definition.doc = doc;
            b.hold(visit.depth(), at);
            at
        });
        self.contexts.push(Context::Class(definition));
        b.open_scope(visit.depth(), ScopeKind::Block);
    }

    /// `typealias A = …`
    pub(super) fn enter_alias(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        self.alias = None;
        self.block_of = None;
        b.open_scope(visit.depth(), ScopeKind::Block);
        let name = child_of_kind(node, "type_identifier");
        let Some(name) = name.filter(|name| !b.text(*name).is_empty()) else {
            return;
        };
        let modifiers = Modifiers::of(node, b);
        let signature = modifiers.head(node.end_byte(), b);
        let doc = self.comments.above(node, b);
        let flags = self.flags(&modifiers);
        let spelled = plain(b.text(name), b);
        let at = b.define_named(DefinitionKind::TypeAlias, spelled, span(name), span(node));
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        b.hold(visit.depth(), at);
        self.alias = Some(at);
    }

    /// A function, a constructor, or a function without a name.
    pub(super) fn enter_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let is_of_class = matches!(self.contexts.last(), Some(Context::Class(_)));
        let definition = match visit.kind {
            Kind::FunctionDeclaration => self.define_function(visit, b),
            Kind::SecondaryConstructor => self.define_constructor(visit, b),
            _ => None,
        };
        self.contexts.push(Context::Function {
            definition,
            extends: None,
        });
        self.functions.push(Function {
            definition,
            ..Function::default()
        });
        let kind = if is_of_class {
            ScopeKind::Function
        } else {
            ScopeKind::Block
        };
        b.open_scope(visit.depth(), kind);
    }

    fn define_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let name = child_of_kind(node, "simple_identifier")?;
        if b.text(name).is_empty() {
            return None;
        }
        let is_in_type = matches!(visit.parent(), Kind::ClassBody | Kind::EnumClassBody);
        let kind = if is_in_type {
            DefinitionKind::Method
        } else {
            DefinitionKind::Function
        };
        let body = child_of_kind(node, "function_body");
        let modifiers = Modifiers::of(node, b);
        let end = body.map_or(node.end_byte(), |body| body.start_byte());
        let signature = modifiers.head(end, b);
        let doc = self.comments.above(node, b);
        let mut flags = self.flags(&modifiers);
        let is_interface = self.classes.last().is_some_and(|class| class.is_interface);
        if is_in_type && is_interface && body.is_none() {
            flags.set(Flags::ABSTRACT);
        }
        let spelled = plain(b.text(name), b);
        let at = b.define_named(kind, spelled, span(name), span(node));
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        // Of members only those of an object expression are known to be nowhere else.
        let is_anonymous = matches!(self.contexts.last(), Some(Context::Anonymous(_)));
        if is_in_function(visit) || (is_in_type && is_anonymous) {
            b.bind(b.scope(), at, Space::CALLS, Seen::FromHere);
        }
        b.hold(visit.depth(), at);
        Some(at)
    }

    fn define_constructor(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let keyword = child_of_kind(node, "constructor")?;
        let class = self.classes.last().and_then(|class| class.definition)?;
        let modifiers = Modifiers::of(node, b);
        let head = child_of_kind(node, "function_value_parameters");
        let signature = modifiers.head(head.unwrap_or(keyword).end_byte(), b);
        let doc = self.comments.above(node, b);
        let flags = self.flags(&modifiers);
        let name = b.definition(class).name;
        let written = before(span(keyword));
        let at = b.define_named(DefinitionKind::Constructor, name, written, span(node));
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        if let Some(class) = self.classes.last_mut() {
            class.constructors.push(at);
        }
        b.hold(visit.depth(), at);
        Some(at)
    }

    pub(super) fn leave_function(&mut self, b: &mut Builder<'_>) {
        self.contexts.pop();
        let Some(function) = self.functions.pop() else {
            return;
        };
        if let Some(at) = function.definition {
            b.definition_mut(at).arity = if function.is_variadic {
                u8::MAX
            } else {
                function.parameters
            };
        }
    }

    /// What a function returns that is one expression.
    pub(super) fn leave_function_body(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        if !b.text(visit.node).starts_with(b"=") {
            return Value::Unknown;
        }
        let told = match visit.parent() {
            Kind::FunctionDeclaration => {
                let function = self.functions.last();
                function.filter(|f| !f.is_typed).and_then(|f| f.definition)
            }
            Kind::Getter => self.properties.last().and_then(|p| p.definition),
            _ => None,
        };
        if let (Some(at), Some(_)) = (told, visit.last().reference()) {
            b.assign_type(at, visit.last());
        }
        Value::Unknown
    }

    /// `vararg` before a parameter.
    pub(super) fn enter_parameter_modifiers(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) {
        let mut words = b.text(visit.node).windows(6);
        if words.any(|word| word == b"vararg")
            && let Some(function) = self.functions.last_mut()
        {
            function.is_variadic = true;
            self.is_next_variadic = true;
        }
    }

    /// The name of a parameter of a function, or of the type of one.
    pub(super) fn parameter_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.above(1) != Kind::FunctionValueParameters {
            return Value::Unknown;
        }
        self.block_of = None;
        if let Some(function) = self.functions.last_mut() {
            function.parameters = function.parameters.saturating_add(1);
        }
        let is_variadic = std::mem::take(&mut self.is_next_variadic);
        let value = local(visit, DefinitionKind::Parameter, b);
        if let Value::Definition(at) = value {
            let flags = &mut b.definition_mut(at).flags;
            flags.set(Flags::NAMED);
            if is_variadic {
                flags.set(Flags::ARRAY);
                flags.set(Flags::OPTIONAL);
            }
        }
        value
    }

    pub(super) fn leave_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if let Value::Definition(at) = visit.first()
            && is_followed_by_equals(visit.node.end_byte(), b)
        {
            b.definition_mut(at).flags.set(Flags::OPTIONAL);
        }
        Value::Unknown
    }

    /// `: this(…)`, `: super(…)`
    pub(super) fn enter_delegation(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(word) = visit.node.child(0) else {
            return;
        };
        let at = if word.kind() == "super" {
            b.member(word, Role::Call, Value::Super)
        } else {
            let at = b.bound_reference(word, Role::Call, Bound::Member);
            if let Some(class) = self.classes.last_mut() {
                class.chained.push(at);
            }
            at
        };
        self.delegation = Some(at);
    }

    pub(super) fn leave_delegation(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let (Some(at), Value::Count(count)) = (self.delegation.take(), visit.last()) {
            b.reference_mut(at).arity = count;
        }
    }

    /// The marks that modifiers and the place give.
    pub(super) fn flags(&self, modifiers: &Modifiers) -> Flags {
        let mut flags = modifiers.flags;
        if self.is_test_file {
            flags.set(Flags::TEST);
        }
        flags
    }
}

/// The place of a name that is written nowhere: right before a word.
fn before(word: Span) -> Span {
    Span {
        end_line: word.start_line,
        end_col: word.start_col,
        ..word
    }
}

/// What the head of a type says.
struct Head<'t> {
    name: Option<Node<'t>>,
    /// The word before the name.
    keyword: Option<Node<'t>>,
    is_interface: bool,
    is_enum: bool,
    /// Where the body starts.
    end: usize,
}

impl<'t> Head<'t> {
    fn of(node: Node<'t>) -> Head<'t> {
        let mut head = Head {
            name: None,
            keyword: None,
            is_interface: false,
            is_enum: false,
            end: node.end_byte(),
        };
        let mut cursor = node.walk();
        let mut has_more = cursor.goto_first_child();
        while has_more {
            let child = cursor.node();
            match child.kind() {
                "interface" => head.is_interface = true,
                "enum" => head.is_enum = true,
                "companion" => head.keyword = Some(child),
                "type_identifier" if head.name.is_none() => head.name = Some(child),
                "class_body" | "enum_class_body" => head.end = child.start_byte(),
                _ => {}
            }
            has_more = cursor.goto_next_sibling();
        }
        head
    }
}

/// Whether a declaration is a local one.
pub(super) fn is_in_function(visit: &Visit<'_, '_>) -> bool {
    matches!(visit.parent(), Kind::Statements | Kind::ControlBody)
}

/// The first child of a kind.
pub(super) fn child_of_kind<'t>(node: Node<'t>, kind: &str) -> Option<Node<'t>> {
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
