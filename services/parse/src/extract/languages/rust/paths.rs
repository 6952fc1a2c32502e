//! Rust's paths, members and calls: what a name in an expression or a type refers to.

use facts::{Bound, Definition, DefinitionKind, Receiver, Role, Subject, SupertypeKind, TypeOf};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{Rust, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::walk::Value;

impl Rust {
    /// A bare name, by the scopes. What an outer function binds is not seen in the items in it.
    pub(super) fn read(
        &mut self,
        node: Node<'_>,
        role: Role,
        space: Space,
        b: &mut Builder<'_>,
    ) -> u32 {
        let at = b.reference_in(node, role, space);
        let holder = b.holder();
        if let Bound::Definition(definition) = b.reference_mut(at).bound
            && is_of_other_function(b.definition(definition), holder)
        {
            b.reference_mut(at).bound = Bound::Free;
        }
        at
    }

    /// The first name of a path: a module, a crate or a type.
    pub(super) fn head(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let text = b.text(node);
        if text == b"Self" {
            // What is after it says all.
            return Value::This(None);
        }
        if is_primitive(text) {
            let name = b.name(node);
            if b.scopes.so_far(b.scope(), name, Space::TYPES).is_none() {
                return Value::Unknown;
            }
        }
        let at = self.read(node, role_of_step(text), Space::TYPES, b);
        if visit.above(1) == Kind::Attribute {
            self.lead_reference(at);
        }
        Value::Reference(at)
    }

    /// `self`, `super` or `crate` at the start of a path.
    pub(super) fn head_word(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        Value::Reference(b.bound_reference(visit.node, Role::Read, Bound::Free))
    }

    /// `Self`
    pub(super) fn self_type(node: Node<'_>, b: &mut Builder<'_>) -> Value {
        Value::This(Some(b.bound_reference(node, Role::Type, Bound::Free)))
    }

    /// A name after a `::`.
    pub(super) fn segment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        if let Some(at) = self.attribute_path(visit, b) {
            return Value::Reference(at);
        }
        let is_step = visit.field_above(0) == Field::Path;
        let role = match visit.kind {
            _ if is_step => role_of_step(b.text(node)),
            Kind::TypeIdentifier => Role::Type,
            _ if visit.field_above(0) == Field::Macro => Role::Call,
            _ => Role::Read,
        };
        let at = match visit.sibling(Field::Path) {
            // `::a`: a crate.
            Value::Unknown if is_absolute(visit) => b.bound_reference(node, role, Bound::Free),
            of => b.path(node, role, of),
        };
        Value::Reference(at)
    }

    /// A name of a type.
    pub(super) fn type_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        match (visit.parent(), visit.field) {
            (Kind::TypeParameter, Field::Name) => {
                let at = b.define(DefinitionKind::TypeParameter, node, node);
                b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
                return Value::Definition(at);
            }
            (Kind::TypeItem | Kind::AssociatedType, Field::Name) => return item_name(visit, b),
            (
                Kind::StructItem
                | Kind::EnumItem
                | Kind::UnionItem
                | Kind::TraitItem
                | Kind::TypeBinding,
                Field::Name,
            ) => return Value::Unknown,
            (Kind::ScopedTypeIdentifier, Field::Name) => return self.segment(visit, b),
            _ => {}
        }
        if b.text(node) == b"Self" {
            return Self::self_type(node, b);
        }
        let value = Value::Reference(self.read(node, Role::Type, Space::TYPES, b));
        Self::type_ends(visit, value, b)
    }

    /// A type ends here; what it is for is told by what it stands in.
    pub(super) fn type_ends(visit: &Visit<'_, '_>, value: Value, b: &mut Builder<'_>) -> Value {
        if visit.parent() == Kind::TraitBounds
            && visit.above(1) == Kind::TraitItem
            && let (Some(of), Some(base)) = (b.holder(), value.reference())
            && b.definition(of).kind == DefinitionKind::Trait
        {
            b.reference_mut(base).role = Role::Supertype;
            b.inherit(Subject::Definition(of), base, SupertypeKind::Extends);
        }
        value
    }

    /// A constant parameter is a value that stands among types.
    pub(super) fn constant_parameter(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let at = b.define(DefinitionKind::TypeParameter, visit.node, visit.node);
        b.bind(b.scope(), at, Space::TYPES, Seen::Throughout);
        b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        Value::Definition(at)
    }

    /// `T<U>`: its outer type, but for those that hand on what they hold.
    pub(super) fn leave_generic(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let outer = visit.child(Field::Type);
        let Some(at) = outer.reference() else {
            return outer;
        };
        // The methods of `impl T for Box<U>` are not those of `U`.
        let value = if visit.parent() == Kind::ImplItem {
            outer
        } else {
            match wrapping(b.name_of_reference(at)) {
                Wrapping::None => outer,
                Wrapping::Pointer => visit.child(Field::TypeArguments),
                Wrapping::Container => {
                    let inner = visit.child(Field::TypeArguments);
                    self.wrapped.extend(inner.reference());
                    inner
                }
            }
        };
        Self::type_ends(visit, value, b)
    }

    /// Whether a reference to a type was found in an `Option` or the like.
    pub(super) fn is_wrapped(&self, reference: u32) -> bool {
        self.wrapped.contains(&reference)
    }

    /// `T: Bound`, of a type parameter.
    pub(super) fn leave_where(visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(left) = visit.child(Field::Left).reference() else {
            return;
        };
        let name = b.reference_mut(left).name;
        if let Some(Bound::Definition(at)) = b.scopes.so_far(b.scope(), name, Space::TYPES)
            && b.definition(at).kind == DefinitionKind::TypeParameter
            && b.definition(at).type_of.is_none()
        {
            b.declare_type(at, visit.child(Field::Bounds));
        }
    }

    /// `x` in `a.x`.
    pub(super) fn field_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let (role, of) = match (visit.parent(), visit.field) {
            (Kind::FieldExpression, Field::Field) => (Role::Read, visit.sibling(Field::Value)),
            (Kind::FieldInitializer, Field::Field) => (Role::Write, self.struct_around()),
            (Kind::FieldPattern, Field::Name) => (Role::Read, self.struct_around()),
            _ => return Value::Unknown,
        };
        let at = b.member(node, role, of);
        if let Some(of) = self.container(at, of, b) {
            b.reference_mut(at).receiver = Receiver::Opaque;
            self.of_containers.insert(at, of);
        }
        Value::Reference(at)
    }

    fn struct_around(&self) -> Value {
        self.structs.last().copied().unwrap_or_default()
    }

    /// What a member is of, if it is one of `Option`'s own or the like, not of the type in it.
    fn container(&self, at: u32, of: Value, b: &mut Builder<'_>) -> Option<u32> {
        let of = of.reference()?;
        let receiver = b.reference_mut(of);
        let is_wrapped = match (receiver.receiver, receiver.bound) {
            (Receiver::This, _) => {
                receiver.role == Role::Read && self.wrapped_fields.contains(&receiver.name)
            }
            (_, Bound::Definition(definition)) => match b.definition(definition).type_of {
                Some(TypeOf::Declared(told)) => self.is_wrapped(told),
                _ => false,
            },
            _ => false,
        };
        (is_wrapped && is_of_containers(b.name_of_reference(at))).then_some(of)
    }

    /// The arguments of a call: their number. The only one is kept, for `Some(x)`.
    pub(super) fn leave_arguments(&mut self, visit: &Visit<'_, '_>) -> Value {
        self.argument = match visit.count() {
            1 => visit.first(),
            _ => Value::Unknown,
        };
        Value::Count(visit.count())
    }

    /// A call. What is unwrapped is what was in it.
    pub(super) fn leave_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let argument = std::mem::take(&mut self.argument);
        let callee = visit.child(Field::Function);
        let value = b.call(callee, Role::Call, visit.child(Field::Arguments));
        let Value::Reference(at) = value else {
            return value;
        };
        let receiver = match self.of_containers.get(&at) {
            Some(&of) => Receiver::Member(of),
            None => b.reference_mut(at).receiver,
        };
        match receiver {
            Receiver::None if matches!(b.name_of_reference(at), "Some" | "Ok") => argument,
            Receiver::Path(of)
                if b.name_of_reference(at) == "new"
                    && wrapping(b.name_of_reference(of)) != Wrapping::None =>
            {
                argument
            }
            Receiver::Member(of) if hands_on(at, visit.node, b) => Value::Reference(of),
            _ => value,
        }
    }

    /// `*x` is as much as `x`, for methods find what they are of by themselves.
    pub(super) fn leave_unary(visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
        match b.text(visit.node).first() {
            Some(b'*') => visit.last(),
            _ => Value::Unknown,
        }
    }

    pub(super) fn leave_assignment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(at) = visit.child(Field::Left).reference() else {
            return;
        };
        let reference = b.reference_mut(at);
        if reference.role != Role::Read {
            return;
        }
        reference.role = Role::Write;
        // `let x; … x = T::new();`
        if let Bound::Definition(definition) = reference.bound
            && b.definition(definition).kind == DefinitionKind::Local
            && visit.kind == Kind::AssignmentExpression
        {
            b.assign_type(definition, visit.child(Field::Right));
        }
    }

    /// `S { … }`
    pub(super) fn leave_struct(visit: &Visit<'_, '_>) -> Value {
        visit
            .child(Field::Name)
            .reference()
            .map_or(Value::Unknown, Value::Reference)
    }

    /// The fields of `S { … }`: by now the name of the struct is known.
    pub(super) fn enter_initializers(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let of = visit.sibling(Field::Name);
        if let Some(at) = of.reference() {
            b.reference_mut(at).role = Role::Instantiate;
        }
        self.structs.push(of);
    }
}

/// The name of an item that holds since it was entered.
pub(super) fn item_name(visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
    match b.holder() {
        Some(at) if b.text(visit.node) != b"_" => Value::Definition(at),
        _ => Value::Unknown,
    }
}

/// Whether a local is one of another function than the holder.
pub(super) fn is_of_other_function(definition: &Definition, holder: Option<u32>) -> bool {
    matches!(
        definition.kind,
        DefinitionKind::Local | DefinitionKind::Parameter
    ) && definition.parent != holder
}

/// Types of the language, whose names modules may have too: `use std::str;`.
fn is_primitive(name: &[u8]) -> bool {
    matches!(
        name,
        b"u8"
            | b"i8"
            | b"u16"
            | b"i16"
            | b"u32"
            | b"i32"
            | b"u64"
            | b"i64"
            | b"u128"
            | b"i128"
            | b"usize"
            | b"isize"
            | b"f32"
            | b"f64"
            | b"bool"
            | b"char"
            | b"str"
    )
}

/// A path without a first name: `::a`.
fn is_absolute(visit: &Visit<'_, '_>) -> bool {
    visit
        .node_above(0)
        .is_some_and(|path| path.child_by_field_name("path").is_none())
}

/// A step of a path is a type if it has a capital, else a module.
pub(super) fn role_of_step(name: &[u8]) -> Role {
    if name.first().is_some_and(u8::is_ascii_uppercase) {
        Role::Type
    } else {
        Role::Read
    }
}

/// How much a type is what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrapping {
    None,
    /// Methods are found through it.
    Pointer,
    /// It has to be opened first, which `?`, patterns and methods such as `unwrap` do.
    Container,
}

fn wrapping(name: &str) -> Wrapping {
    match name {
        "Arc" | "Box" | "Rc" | "Pin" | "Cow" | "MutexGuard" | "Ref" | "RefMut"
        | "RwLockReadGuard" | "RwLockWriteGuard" => Wrapping::Pointer,
        "Option" | "Result" | "Cell" | "Mutex" | "OnceCell" | "OnceLock" | "LazyLock"
        | "RefCell" | "RwLock" | "Weak" => Wrapping::Container,
        _ => Wrapping::None,
    }
}

/// Whether a call of a method comes to what the method's object holds.
fn hands_on(at: u32, call: Node<'_>, b: &Builder<'_>) -> bool {
    match b.name_of_reference(at) {
        "unwrap" | "unwrap_or_default" | "unwrap_or" | "unwrap_or_else" | "as_ref" | "as_mut"
        | "as_deref" | "as_deref_mut" | "clone" | "cloned" | "borrow" | "borrow_mut" | "lock"
        | "to_owned" | "ok_or" | "ok_or_else" | "map_err" | "with_context" => true,
        // Parsers have methods of these names, which take no texts.
        "expect" | "context" => call
            .child_by_field_name("arguments")
            .is_some_and(|arguments| b.text(arguments).starts_with(b"(\"")),
        _ => false,
    }
}

/// Methods of `Option`, `Result` and the other containers: on a value that is known to be in one
/// they are not those of what it holds.
fn is_of_containers(name: &str) -> bool {
    matches!(
        name,
        "and"
            | "and_then"
            | "as_deref"
            | "as_deref_mut"
            | "as_mut"
            | "as_ref"
            | "borrow"
            | "borrow_mut"
            | "clone"
            | "cloned"
            | "copied"
            | "err"
            | "expect"
            | "expect_err"
            | "filter"
            | "flatten"
            | "get"
            | "get_mut"
            | "get_or_init"
            | "get_or_insert"
            | "get_or_insert_with"
            | "insert"
            | "inspect"
            | "into_inner"
            | "into_iter"
            | "is_err"
            | "is_none"
            | "is_ok"
            | "is_some"
            | "iter"
            | "iter_mut"
            | "lock"
            | "map"
            | "map_err"
            | "map_or"
            | "map_or_else"
            | "ok"
            | "ok_or"
            | "ok_or_else"
            | "or"
            | "or_else"
            | "read"
            | "replace"
            | "set"
            | "swap"
            | "take"
            | "transpose"
            | "unwrap"
            | "unwrap_or"
            | "unwrap_or_default"
            | "unwrap_or_else"
            | "upgrade"
            | "write"
            | "xor"
            | "zip"
    )
}
