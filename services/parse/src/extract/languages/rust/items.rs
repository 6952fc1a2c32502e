//! Rust's items: what defines a name outside function bodies, and the blocks that hold it.

use facts::{DefinitionKind, Flags, NameId, Receiver, Role, Subject, SupertypeKind};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{Rust, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A longer constant, field or variant is no signature; its head alone is.
const SIGNATURE_BYTES_MAX: usize = 120;

/// An `impl` around.
pub(super) struct Impl {
    /// The reference that names the type.
    owner: Option<u32>,
    is_of_trait: bool,
    is_test: bool,
}

/// A function around.
pub(super) struct Function {
    definition: Option<u32>,
    /// The scope of its parameters and of the names that its body binds by `let`.
    pub(super) scope: ScopeId,
    /// The scope of its type parameters, and of the items in its body: these are seen throughout
    /// it, and what `let` binds hides them without replacing them.
    pub(super) items: ScopeId,
    has_self: bool,
    is_variadic: bool,
}

/// Where an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In a module or a function: its name is seen there.
    Open,
    /// In an `impl`.
    Impl,
    /// In a trait.
    Trait,
    /// In `extern "C" { … }`.
    Foreign,
}

impl Place {
    fn of(visit: &Visit<'_, '_>) -> Place {
        match (visit.parent(), visit.above(1)) {
            (Kind::DeclarationList, Kind::ImplItem) => Place::Impl,
            (Kind::DeclarationList, Kind::TraitItem) => Place::Trait,
            (Kind::DeclarationList, Kind::ForeignModItem) => Place::Foreign,
            _ => Place::Open,
        }
    }

    fn is_member(self) -> bool {
        matches!(self, Place::Impl | Place::Trait)
    }
}

impl Rust {
    /// An item with a name; it holds until it is left, and its type parameters have a scope.
    pub(super) fn enter_item(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let led = self.take_lead(node, b);
        let place = Place::of(visit);
        let name = node.child_by_field_name("name");
        let definition = name
            .filter(|name| !name.is_missing() && !matches!(b.text(*name), b"" | b"_"))
            .map(|name| {
                let kind = kind_of(visit.kind, place);
                let mut flags = self.flags(node, place, b);
                if led.is_test {
                    flags.set(Flags::TEST);
                }
                if led.is_exported {
                    flags.set(Flags::PUBLIC);
                }
                let signature = signature(visit.kind, node, name, b);
                let at = b.define(kind, name, node);
                let definition = b.definition_mut(at);
                definition.flags = flags;
                definition.signature = Some(signature);
                led.give(at, b);
                if place == Place::Impl {
                    b.definition_mut(at).owner = self.impls.last().and_then(|i| i.owner);
                } else if place != Place::Trait {
                    self.bind_item(visit.kind, at, node, b);
                }
                at
            });
        if let Some(at) = definition {
            b.hold(visit.depth(), at);
        }
        definition
    }

    /// The scope that an item or a `use` at this place belongs to.
    pub(super) fn item_scope(&self, b: &Builder<'_>) -> ScopeId {
        match self.functions.last() {
            Some(function) if function.scope == b.scope() => function.items,
            _ => b.scope(),
        }
    }

    fn bind_item(&self, kind: Kind, at: u32, node: Node<'_>, b: &mut Builder<'_>) {
        let scope = self.item_scope(b);
        let spaces: &[Space] = match kind {
            Kind::MacroDefinition => {
                // What is seen of it is the text that follows.
                b.bind(b.scope(), at, Space::MACROS, Seen::FromHere);
                return;
            }
            Kind::FunctionItem
            | Kind::FunctionSignatureItem
            | Kind::ConstItem
            | Kind::StaticItem => &[Space::VALUES],
            Kind::StructItem if !has_named_fields(node) => &[Space::TYPES, Space::VALUES],
            _ => &[Space::TYPES],
        };
        for &space in spaces {
            b.bind(scope, at, space, Seen::Throughout);
        }
    }

    /// The marks of an item, by its place and its first word.
    fn flags(&self, node: Node<'_>, place: Place, b: &Builder<'_>) -> Flags {
        let mut flags = Flags::default();
        let around = b.holder().map(|at| b.definition(at).flags);
        let is_public = match place {
            Place::Trait => around.is_some_and(|around| around.has(Flags::PUBLIC)),
            Place::Impl if self.impls.last().is_some_and(|i| i.is_of_trait) => true,
            Place::Impl | Place::Open | Place::Foreign => is_public(b.text(node)),
        };
        if is_public {
            flags.set(Flags::PUBLIC);
        }
        let is_in_test = around.is_some_and(|around| around.has(Flags::TEST))
            || (place == Place::Impl && self.impls.last().is_some_and(|i| i.is_test));
        if self.is_test || is_in_test {
            flags.set(Flags::TEST);
        }
        if place == Place::Foreign {
            flags.set(Flags::DECLARATION);
        }
        if place == Place::Trait
            && node.child_by_field_name("body").is_none()
            && node.child_by_field_name("value").is_none()
        {
            flags.set(Flags::ABSTRACT);
        }
        flags
    }

    pub(super) fn enter_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let definition = self.enter_item(visit, b);
        if let Some(at) = definition {
            let node = visit.node;
            let name = node.child_by_field_name("name").unwrap_or(node);
            let before = b.slice(node.start_byte(), name.start_byte());
            if before.split(u8::is_ascii_whitespace).any(|w| w == b"async") {
                b.definition_mut(at).flags.set(Flags::ASYNC);
            }
        }
        let items = b.open_scope(visit.depth(), ScopeKind::Block);
        let scope = b.open_scope(visit.depth(), ScopeKind::Function);
        self.functions.push(Function {
            definition,
            scope,
            items,
            has_self: false,
            is_variadic: false,
        });
    }

    pub(super) fn leave_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(function) = self.functions.pop() else {
            return;
        };
        let Some(at) = function.definition else {
            return;
        };
        b.declare_type(at, visit.child(Field::ReturnType));
        let definition = b.definition_mut(at);
        if definition.kind == DefinitionKind::Method && !function.has_self {
            definition.flags.set(Flags::STATIC);
        }
        if let Value::Count(count) = visit.child(Field::Parameters)
            && !function.is_variadic
        {
            definition.arity = count.saturating_sub(u8::from(function.has_self));
        }
    }

    /// The list of parameters: their number. It stands in functions and in types of functions.
    pub(super) fn leave_parameters(visit: &Visit<'_, '_>) -> Value {
        match visit.parent() {
            Kind::FunctionItem | Kind::FunctionSignatureItem => Value::Count(visit.count()),
            _ => Value::Unknown,
        }
    }

    /// `self`, `&mut self` and the like.
    pub(super) fn self_parameter(&mut self, word: Node<'_>, whole: Node<'_>, b: &mut Builder<'_>) {
        if let Some(function) = self.functions.last_mut() {
            function.has_self = true;
            let at = b.define(DefinitionKind::Parameter, word, whole);
            b.bind(function.scope, at, Space::VALUES, Seen::FromHere);
        }
    }

    pub(super) fn variadic_parameter(&mut self) {
        if let Some(function) = self.functions.last_mut() {
            function.is_variadic = true;
        }
    }

    /// `mod x { … }`; `mod x;` is an import.
    pub(super) fn enter_module(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.enter_item(visit, b);
        b.open_scope(visit.depth(), ScopeKind::ClosedModule);
    }

    /// The body of an `impl`: by now its trait and its type are known.
    pub(super) fn enter_impl_body(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let owner = match (visit.sibling(Field::Type).reference(), visit.node_above(0)) {
            (Some(owner), _) => Some(owner),
            // Without an owner its functions would be the module's.
            (None, Some(item)) => item
                .child_by_field_name("type")
                .map(|of| b.member(of, Role::Type, Value::Unknown)),
            (None, None) => None,
        };
        let base = visit.sibling(Field::Trait).reference();
        if let (Some(owner), Some(base)) = (owner, base)
            && b.reference_mut(owner).receiver != Receiver::Opaque
            && !visit.node_above(0).is_some_and(|item| is_negative(item, b))
        {
            b.reference_mut(base).role = Role::Supertype;
            b.inherit(Subject::Reference(owner), base, SupertypeKind::Implements);
        }
        self.impls.push(Impl {
            owner,
            is_of_trait: base.is_some(),
            is_test: std::mem::take(&mut self.is_test_impl),
        });
    }

    /// An `impl` has no name: its attributes only tell whether it is for tests.
    pub(super) fn enter_impl(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.is_test_impl = self.take_lead(visit.node, b).is_test;
        b.open_scope(visit.depth(), ScopeKind::Block);
    }

    /// A field of a struct, a union or a variant.
    pub(super) fn enter_field(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let led = self.take_lead(node, b);
        let Some(name) = node
            .child_by_field_name("name")
            .filter(|name| !name.is_missing())
        else {
            return;
        };
        let mut flags = part_flags(b);
        if is_public(b.text(node)) {
            flags.set(Flags::PUBLIC);
        }
        let signature = b.signature(node.start_byte(), node.end_byte());
        let at = b.define(DefinitionKind::Field, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        led.give(at, b);
        self.field = Some(at);
    }

    /// The type of a field is told when the field ends.
    pub(super) fn leave_field(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(at) = self.field.take() {
            self.type_field(at, visit.child(Field::Type), b);
        }
    }

    fn type_field(&mut self, at: u32, declared: Value, b: &mut Builder<'_>) {
        b.declare_type(at, declared);
        if declared.reference().is_some_and(|r| self.is_wrapped(r)) {
            self.wrapped_fields.insert(b.definition(at).name);
        }
    }

    /// A type in `struct P(T, U)`: a field whose name is its number.
    pub(super) fn tuple_field(
        &mut self,
        visit: &Visit<'_, '_>,
        declared: Value,
        b: &mut Builder<'_>,
    ) {
        if visit.parent() != Kind::OrderedFields || visit.field != Field::Type {
            return;
        }
        let Some(list) = visit.node_above(0) else {
            return;
        };
        let number = match self.tuple {
            Some((start, number)) if start == list.start_byte() => number + 1,
            _ => 0,
        };
        self.tuple = Some((list.start_byte(), number));
        let place = span(visit.node);
        let name = b.intern(number.to_string());
        let at = b.define_named(DefinitionKind::Field, name, place, place);
        let mut flags = part_flags(b);
        let before = b.slice(list.start_byte(), visit.node.start_byte());
        let before = before.trim_ascii_end();
        if before.ends_with(b"pub") || before.ends_with(b")") {
            flags.set(Flags::PUBLIC);
        }
        b.definition_mut(at).flags = flags;
        self.type_field(at, declared, b);
    }
}

fn kind_of(kind: Kind, place: Place) -> DefinitionKind {
    match kind {
        Kind::FunctionItem | Kind::FunctionSignatureItem if place.is_member() => {
            DefinitionKind::Method
        }
        Kind::FunctionItem | Kind::FunctionSignatureItem => DefinitionKind::Function,
        Kind::StructItem => DefinitionKind::Struct,
        Kind::EnumItem => DefinitionKind::Enum,
        Kind::EnumVariant => DefinitionKind::EnumMember,
        Kind::UnionItem => DefinitionKind::Union,
        Kind::TraitItem => DefinitionKind::Trait,
        Kind::TypeItem | Kind::AssociatedType => DefinitionKind::TypeAlias,
        Kind::ConstItem => DefinitionKind::Constant,
        Kind::ModItem => DefinitionKind::Module,
        Kind::MacroDefinition => DefinitionKind::Macro,
        _ => DefinitionKind::Variable,
    }
}

/// The marks that a field or variant has from what it stands in; that of an enum is as public as it.
fn part_flags(b: &Builder<'_>) -> Flags {
    let mut flags = Flags::default();
    if let Some(around) = b.holder().map(|at| b.definition(at)) {
        if around.flags.has(Flags::TEST) {
            flags.set(Flags::TEST);
        }
        let is_of_enum = matches!(
            around.kind,
            DefinitionKind::Enum | DefinitionKind::EnumMember
        );
        if is_of_enum && around.flags.has(Flags::PUBLIC) {
            flags.set(Flags::PUBLIC);
        }
    }
    flags
}

impl Rust {
    pub(super) fn enter_variant(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let led = self.take_lead(node, b);
        let Some(name) = node
            .child_by_field_name("name")
            .filter(|name| !name.is_missing())
        else {
            return;
        };
        let flags = part_flags(b);
        let end = match node.end_byte() - node.start_byte() {
            0..=SIGNATURE_BYTES_MAX => node.end_byte(),
            _ => name.end_byte(),
        };
        let signature = b.signature(node.start_byte(), end);
        let at = b.define(DefinitionKind::EnumMember, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        led.give(at, b);
        b.hold(visit.depth(), at);
    }
}

/// Whether an item's text starts with a visibility.
pub(super) fn is_public(text: &[u8]) -> bool {
    text.strip_prefix(b"pub")
        .and_then(|rest| rest.first())
        .is_some_and(|c| c.is_ascii_whitespace() || *c == b'(')
}

/// `impl !Trait for T`.
fn is_negative(item: Node<'_>, b: &Builder<'_>) -> bool {
    item.child_by_field_name("trait").is_some_and(|base| {
        b.slice(item.start_byte(), base.start_byte())
            .trim_ascii_end()
            .ends_with(b"!")
    })
}

fn has_named_fields(item: Node<'_>) -> bool {
    item.child_by_field_name("body")
        .is_some_and(|body| body.kind() == "field_declaration_list")
}

/// The head of an item.
fn signature(kind: Kind, node: Node<'_>, name: Node<'_>, b: &mut Builder<'_>) -> NameId {
    let body = |field: &str| node.child_by_field_name(field);
    let whole = node.end_byte() - usize::from(b.text(node).ends_with(b";"));
    let end = match kind {
        Kind::MacroDefinition => name.end_byte(),
        Kind::ConstItem | Kind::StaticItem => match whole - node.start_byte() {
            0..=SIGNATURE_BYTES_MAX => whole,
            _ => body("type").unwrap_or(name).end_byte(),
        },
        Kind::StructItem if !has_named_fields(node) => whole,
        _ => body("body").map_or(whole, |body| body.start_byte()),
    };
    b.signature(node.start_byte(), end)
}
