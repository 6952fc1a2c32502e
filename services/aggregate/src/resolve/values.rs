//! What expressions are: the type of a receiver, as far as the text tells it.

use events::language::Family;
use facts::{DefinitionKind, Flags, NameId, Receiver, Reference, Role, TypeOf};
use graph::NodeRef;

use super::ladder::Climb;
use super::meaning::{Meaning, Outside};
use super::symbols::Symbol;
use super::world::Place;

/// How many definitions are asked for one type.
const STEPS_MAX: u8 = 16;

/// What an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// Not known.
    Unknown,
    /// Something from outside that has no name.
    Foreign,
    /// A definition as such: a type, a function, an object.
    Itself(NodeRef),
    /// A value of a type.
    Instance(NodeRef),
    /// A module or package.
    Place(Place),
    /// Something outside, or a value of a type there.
    Outside(Outside),
}

impl Climb<'_> {
    /// What a reference's expression is: what it names, or what it returns when it is called.
    pub(super) fn value(&self, file: u32, reference: u32) -> Value {
        self.value_in(file, reference, STEPS_MAX)
    }

    /// What stands behind a name: for an alias what it stands for, for a variable what it holds.
    pub(super) fn held(&self, meaning: Meaning) -> Value {
        self.held_in(meaning, STEPS_MAX)
    }

    /// The type that a reference names, through aliases.
    pub(super) fn named_type(&self, file: u32, reference: u32) -> Option<NodeRef> {
        match self.instance_in(file, reference, STEPS_MAX) {
            Value::Instance(of) => Some(of),
            Value::Unknown
            | Value::Foreign
            | Value::Itself(_)
            | Value::Place(_)
            | Value::Outside(_) => None,
        }
    }

    fn value_in(&self, file: u32, reference: u32, steps: u8) -> Value {
        let (Some(r), Some(steps)) = (
            self.stand.world.reference(file, reference),
            steps.checked_sub(1),
        ) else {
            return Value::Unknown;
        };
        let meaning = self.meaning(file, reference);
        if r.role == Role::Call
            && let Some(told) = self.told_by_name(file, r, steps)
        {
            return told;
        }
        match r.role {
            Role::Call if self.is_fluent(meaning) => {
                match self.object_of(file, r, steps) {
                    // A class method that makes one of the class that it is called on.
                    Value::Itself(of) if self.is_type(of) && self.is_of_class(meaning) => {
                        Value::Instance(of)
                    }
                    object => object,
                }
            }
            Role::Call | Role::Instantiate => self
                .type_argument(file, reference, meaning, steps)
                .unwrap_or_else(|| self.called(meaning, r.role, steps)),
            Role::Read if matches!(meaning, Meaning::Foreign | Meaning::Unknown) => {
                match self.raised(file, r, steps) {
                    Value::Unknown => self.held_in(meaning, steps),
                    raised => raised,
                }
            }
            // A type that stands as a value is what a cast makes, or an object of that type.
            Role::Type if self.stand.world.rules(file).has_receivers => {
                self.instance_in(file, reference, steps)
            }
            Role::Read
            | Role::Write
            | Role::Type
            | Role::Supertype
            | Role::Import
            | Role::Decorator => self.held_in(meaning, steps),
        }
    }

    /// What a call of a method gives that every value or every type has, where the language has
    /// such: the one that makes values, and the one that gives the type of one.
    fn told_by_name(&self, file: u32, call: &Reference, steps: u8) -> Option<Value> {
        let rules = self.stand.world.rules(file);
        let name = self.text_of(file, call);
        if rules.maker.is_some_and(|(maker, _)| name == maker) {
            return self.made_of_call(file, call).map(Value::Instance);
        }
        if rules.type_reader != Some(name) {
            return None;
        }
        match self.object_of(file, call, steps) {
            Value::Instance(of) => Some(Value::Itself(of)),
            _ => None,
        }
    }

    /// Whether what is called gives back the object that it is called on.
    fn is_fluent(&self, callee: Meaning) -> bool {
        match callee {
            Meaning::Node(callee) => self.stand.world.has(callee.node, Flags::FLUENT),
            _ => false,
        }
    }

    fn is_of_class(&self, callee: Meaning) -> bool {
        match callee {
            Meaning::Node(callee) => self.stand.world.has(callee.node, Flags::CLASS_METHOD),
            _ => false,
        }
    }

    /// The object that a member is called on.
    fn object_of(&self, file: u32, call: &Reference, steps: u8) -> Value {
        let world = self.stand.world;
        match (call.receiver, call.holder) {
            (Receiver::Member(of), _) => self.value_in(file, of, steps),
            (Receiver::This | Receiver::Super, Some(definition)) => {
                let inside = NodeRef { file, definition };
                match world.enclosing_type(inside, self.stand.owners) {
                    Some(of) if self.is_type(of) => Value::Instance(of),
                    Some(of) => Value::Itself(of),
                    None => Value::Unknown,
                }
            }
            _ => Value::Unknown,
        }
    }

    fn held_in(&self, meaning: Meaning, steps: u8) -> Value {
        match meaning {
            Meaning::Node(resolved) => self.held_by(resolved.node, steps),
            Meaning::File(file, _) => Value::Place(Place::File(file)),
            Meaning::Space(place, _) => Value::Place(place),
            Meaning::Outside(outside) => Value::Outside(outside),
            Meaning::Foreign => Value::Foreign,
            Meaning::Unknown | Meaning::Several(_) => Value::Unknown,
        }
    }

    /// What a definition holds.
    fn held_by(&self, node: NodeRef, steps: u8) -> Value {
        use DefinitionKind as Kind;
        let world = self.stand.world;
        let (Some(d), Some(steps)) = (world.definition(node), steps.checked_sub(1)) else {
            return Value::Unknown;
        };
        match d.kind {
            // A function for an object of that type.
            _ if d.flags.has(Flags::RECEIVER) && !d.kind.is_callable() && d.owner.is_none() => {
                Value::Unknown
            }
            Kind::TypeAlias => match d.type_of.filter(|_| !world.is_made_type(node)) {
                Some(TypeOf::Declared(r) | TypeOf::Value(r)) => {
                    match self.held_in(self.meaning(node.file, r), steps) {
                        Value::Unknown => Value::Itself(node),
                        known => known,
                    }
                }
                Some(TypeOf::Named(_)) | None => Value::Itself(node),
            },
            Kind::Method | Kind::Function if d.flags.has(Flags::PROPERTY) => {
                self.returned(node, steps)
            }
            Kind::EnumMember => {
                let file = node.file;
                let parent = d.parent.map(|definition| NodeRef { file, definition });
                parent.map_or(Value::Unknown, Value::Instance)
            }
            Kind::Field
            | Kind::Variable
            | Kind::Constant
            | Kind::Parameter
            | Kind::Local
            | Kind::TypeParameter => match d.type_of {
                Some(TypeOf::Declared(r)) => self.instance_in(node.file, r, steps),
                Some(TypeOf::Value(r)) if d.flags.has(Flags::ELEMENT) => {
                    self.element_of(node.file, r, steps)
                }
                Some(TypeOf::Value(r)) if d.flags.has(Flags::GIVEN) => {
                    self.given_to_literal(node.file, r, d.arity, steps)
                }
                Some(TypeOf::Value(r)) => self.value_in(node.file, r, steps),
                Some(TypeOf::Named(name)) => self.named_outside(node.file, name),
                None if d.flags.has(Flags::INJECTED) => match self.fixture_of(node) {
                    Some(fixture) => self.returned(fixture, steps),
                    None => Value::Unknown,
                },
                None if d.kind == Kind::Parameter => self.receiver_parameter(node),
                None if d.kind == Kind::TypeParameter => Value::Unknown,
                None => Value::Itself(node),
            },
            Kind::Module
            | Kind::Namespace
            | Kind::Class
            | Kind::Struct
            | Kind::Union
            | Kind::Interface
            | Kind::Trait
            | Kind::Mixin
            | Kind::Enum
            | Kind::Function
            | Kind::Method
            | Kind::Constructor
            | Kind::Macro
            | Kind::Label => Value::Itself(node),
        }
    }

    /// The parameter that stands for the object: Python's `self` and `cls`, by their names.
    fn receiver_parameter(&self, node: NodeRef) -> Value {
        let world = self.stand.world;
        let name = world.name(node);
        if name != Symbol::SELF && name != Symbol::CLASS {
            return Value::Unknown;
        }
        let of = world.enclosing_type(node, self.stand.owners);
        match of {
            Some(of) if name == Symbol::SELF => Value::Instance(of),
            Some(of) => Value::Itself(of),
            None => Value::Unknown,
        }
    }

    /// A value of the type that a reference names.
    pub(super) fn instance(&self, file: u32, reference: u32) -> Value {
        self.instance_in(file, reference, STEPS_MAX)
    }

    /// As [`Climb::instance`], in so many steps.
    pub(super) fn instance_in(&self, file: u32, reference: u32, steps: u8) -> Value {
        let Some(steps) = steps.checked_sub(1) else {
            return Value::Unknown;
        };
        let world = self.stand.world;
        let meaning = self.meaning(file, reference);
        let is_outside = matches!(meaning, Meaning::Outside(_));
        let held = match meaning {
            Meaning::Node(resolved) => match world.definition(resolved.node) {
                // A type parameter is as much as its bound.
                Some(d) if d.kind == DefinitionKind::TypeParameter => {
                    return match d.type_of {
                        Some(TypeOf::Declared(bound)) => {
                            self.instance_in(resolved.node.file, bound, steps)
                        }
                        Some(TypeOf::Value(_) | TypeOf::Named(_)) | None => Value::Unknown,
                    };
                }
                _ => self.held_by(resolved.node, steps),
            },
            other => self.held_in(other, steps),
        };
        match held {
            Value::Itself(of) if self.is_type(of) => Value::Instance(of),
            // A variable holds a value from outside, which is no type, as `TypeVar("T")`.
            Value::Outside(outside) if is_outside => Value::Outside(outside),
            Value::Foreign => Value::Foreign,
            Value::Unknown
            | Value::Itself(_)
            | Value::Instance(_)
            | Value::Place(_)
            | Value::Outside(_) => Value::Unknown,
        }
    }

    /// What a call of something comes to.
    fn called(&self, callee: Meaning, role: Role, steps: u8) -> Value {
        let Meaning::Node(resolved) = callee else {
            return match callee {
                Meaning::Outside(outside) => self.called_outside(outside, role),
                Meaning::File(..) | Meaning::Space(..) | Meaning::Foreign => Value::Foreign,
                Meaning::Unknown | Meaning::Several(_) | Meaning::Node(_) => Value::Unknown,
            };
        };
        let world = self.stand.world;
        let kind = world.kind(resolved.node);
        if kind.is_callable() && !world.has(resolved.node, Flags::PROPERTY) {
            return self.returned_by(resolved.node, role, steps);
        }
        match self.held_by(resolved.node, steps) {
            Value::Itself(of) if self.is_type(of) => Value::Instance(of),
            Value::Itself(of) if world.kind(of).is_callable() => self.returned_by(of, role, steps),
            // Rust's and Swift's variants are made by calling them.
            Value::Instance(of) if kind == DefinitionKind::EnumMember => Value::Instance(of),
            // A record's fields are read by calling them.
            Value::Instance(of)
                if kind == DefinitionKind::Field
                    && world.family(resolved.node.file) == Family::Jvm
                    && !world.rules(resolved.node.file).has_receivers =>
            {
                Value::Instance(of)
            }
            Value::Outside(outside) => self.called_outside(outside, role),
            Value::Foreign | Value::Place(_) => Value::Foreign,
            Value::Unknown | Value::Itself(_) | Value::Instance(_) => Value::Unknown,
        }
    }

    /// A call of something outside makes a value of it only where it is certainly a type.
    fn called_outside(&self, outside: Outside, role: Role) -> Value {
        let text = self.stand.world.symbols.text(outside.last());
        let is_type = text.starts_with(|c: char| c.is_ascii_uppercase());
        let is_made = role == Role::Instantiate
            || (is_type && self.stand.world.family(self.file) == Family::Python);
        if is_made {
            Value::Outside(outside)
        } else {
            Value::Foreign
        }
    }

    fn returned_by(&self, function: NodeRef, role: Role, steps: u8) -> Value {
        let world = self.stand.world;
        if world.kind(function) == DefinitionKind::Constructor {
            let of = world.enclosing_type(function, self.stand.owners);
            return of.map_or(Value::Unknown, Value::Instance);
        }
        // `new f()` makes a value of the function, in the manner of JavaScript.
        if role == Role::Instantiate {
            return Value::Instance(function);
        }
        self.returned(function, steps)
    }

    fn returned(&self, function: NodeRef, steps: u8) -> Value {
        match self
            .stand
            .world
            .definition(function)
            .and_then(|d| d.type_of)
        {
            Some(TypeOf::Declared(r)) => self.instance_in(function.file, r, steps),
            Some(TypeOf::Value(r)) => self.value_in(function.file, r, steps),
            Some(TypeOf::Named(name)) => self.named_outside(function.file, name),
            None => Value::Unknown,
        }
    }

    /// A value of a type of the language.
    fn named_outside(&self, file: u32, name: NameId) -> Value {
        let name = self.stand.world.symbols.at(file, name);
        Value::Outside(Outside::builtin(name))
    }

    fn text_of(&self, file: u32, reference: &Reference) -> &str {
        let symbols = &self.stand.world.symbols;
        symbols.text(symbols.at(file, reference.name))
    }

    fn is_type(&self, node: NodeRef) -> bool {
        self.stand.world.kind(node).is_type()
    }
}
