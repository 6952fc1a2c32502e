//! Functions, methods and their parameters.

use facts::{Bound, DefinitionKind, Flags, Given, Operand};
use tree_sitter::Node;

use super::heads::{Extent, unquoted};
use super::objects::Owner;
use super::this::{Home, This};
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A function around, or the head of one.
pub(super) struct Function {
    /// Absent where it has no name.
    definition: Option<u32>,
    /// What its `return`s say tells its type.
    is_inferred: bool,
    /// Whether all its `return`s so far give back `this`; absent before the first.
    gives_this: Option<bool>,
    /// Its own `this`, if it has one.
    this: Option<This>,
    /// It has a parameter for the type of `this`, which takes no argument.
    has_this_parameter: bool,
    /// The flags of the field that the parameter at hand declares too.
    property: Option<Flags>,
    /// That field.
    field: Option<u32>,
    /// Where the function is a literal that something takes: what, and the place.
    given_to: Option<(u32, u8)>,
    /// What its first `return` gives.
    returned: Option<u32>,
}

impl JavaScript {
    pub(super) fn enter_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let (claimed, this) = match self.take_claim(node) {
            Some(claim) => (claim.owner.definition(), claim.this),
            None => (None, This::Unknown),
        };
        let name = node
            .child_by_field_name("name")
            .filter(|name| !b.text(*name).is_empty());
        let is_declaration = matches!(
            visit.kind,
            Kind::FunctionDeclaration
                | Kind::GeneratorFunctionDeclaration
                | Kind::FunctionSignature
        );
        let definition = match (claimed, name) {
            (Some(_), _) => claimed,
            (None, Some(name)) => Some(self.define_function(visit, name, is_declaration, b)),
            (None, None) => None,
        };
        let this = match definition {
            Some(at) if claimed.is_none() => self.plain_this(at),
            _ => this,
        };
        self.push_function(visit, definition, b);
        if !is_declaration && let (Some(at), Some(name)) = (definition, name) {
            // Its own name is seen in it, whatever name it was given to.
            let name = b.name(name);
            let (scope, bound) = (b.scope(), Bound::Definition(at));
            b.scopes
                .bind(scope, name, Space::VALUES, bound, Seen::Throughout);
        }
        let is_arrow = visit.kind == Kind::ArrowFunction;
        let has_owner = definition.is_some_and(|at| b.definition(at).owner.is_some());
        if !is_arrow {
            self.push_this(this);
        } else if has_owner {
            // Readers take `this` in it for the owner, which it is not.
            self.push_this(This::Unknown);
        }
    }

    fn define_function(
        &mut self,
        visit: &Visit<'_, '_>,
        name: Node<'_>,
        is_declaration: bool,
        b: &mut Builder<'_>,
    ) -> u32 {
        let node = visit.node;
        let wrapping = self.wrapping(visit);
        let mut flags = self.modifiers(node, name.start_byte(), b).flags;
        flags.set(self.place_flags());
        if visit.kind == Kind::FunctionSignature {
            flags.set(Flags::DECLARATION);
        }
        let (kind, id) = (DefinitionKind::Function, b.name(name));
        let at = b.define_named(kind, id, span(name), wrapping.extent.span);
        b.definition_mut(at).flags = flags;
        self.describe(at, wrapping.extent, self.head(node, wrapping.head), b);
        if is_declaration {
            b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
            if wrapping.is_exported {
                self.publish(at, b);
            }
        }
        b.hold(visit.depth(), at);
        at
    }

    /// What `this` is in a function that is no member of anything: the object that it makes when
    /// it is called with `new`. Inside of a class or a method readers would take it for theirs.
    pub(super) fn plain_this(&self, definition: u32) -> This {
        if self.boundaries == 0 {
            This::Function(definition)
        } else {
            This::Unknown
        }
    }

    /// Opens the scope of a function, or of the head of one.
    pub(super) fn push_function(
        &mut self,
        visit: &Visit<'_, '_>,
        definition: Option<u32>,
        b: &mut Builder<'_>,
    ) {
        let node = visit.node;
        b.open_scope(visit.depth(), ScopeKind::Function);
        let is_generator = matches!(
            visit.kind,
            Kind::GeneratorFunction | Kind::GeneratorFunctionDeclaration
        );
        let is_inferred = definition.is_some()
            && !is_generator
            && node.child_by_field_name("return_type").is_none();
        self.functions.push(Function {
            definition,
            is_inferred,
            gives_this: None,
            this: None,
            has_this_parameter: false,
            property: None,
            field: None,
            given_to: None,
            returned: None,
        });
    }

    /// The function that was pushed last has a `this` of its own.
    fn push_this(&mut self, this: This) {
        self.this.push(this);
        self.boundaries += u32::from(is_boundary(this));
        if let Some(function) = self.functions.last_mut() {
            function.this = Some(this);
        }
    }

    pub(super) fn leave_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(function) = self.functions.pop() else {
            return Value::Unknown;
        };
        if let Some(this) = function.this {
            self.this.pop();
            self.boundaries -= u32::from(is_boundary(this));
        }
        self.returned = match visit.kind {
            Kind::ArrowFunction => visit.child(Field::Body).reference(),
            _ => None,
        };
        self.returned = self.returned.or(function.returned);
        let Some(at) = function.definition else {
            return Value::Unknown;
        };
        self.tell_signature(at, visit.depth(), b);
        if function.is_inferred && function.gives_this == Some(true) && function.this.is_some() {
            b.definition_mut(at).flags.set(Flags::FLUENT);
        }
        match visit.child(Field::ReturnType) {
            Value::Unknown if function.is_inferred => {
                if visit.kind == Kind::ArrowFunction {
                    Self::assign(at, visit.child(Field::Body), b);
                }
            }
            declared => Self::annotate(at, declared, b),
        }
        let arity = match visit.child(Field::Parameters) {
            Value::Count(count) if count < u8::MAX => {
                count - u8::from(function.has_this_parameter && count > 0)
            }
            Value::Count(count) => count,
            // `x => …`
            _ => 1,
        };
        b.definition_mut(at).arity = arity;
        Value::Unknown
    }

    pub(super) fn leave_return(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if let Some(function) = self.functions.last_mut() {
            function.returned = function.returned.or(visit.last().reference());
        }
        if let Some(function) = self.functions.last_mut()
            && let Some(at) = function.definition
            && function.is_inferred
            && visit.count() > 0
        {
            let value = visit.last();
            if value != Value::Nothing {
                let is_this = matches!(value, Value::This(_));
                function.gives_this = Some(is_this && function.gives_this.unwrap_or(true));
            }
            Self::assign(at, value, b);
        }
        Value::Unknown
    }

    /// A method with a body, or the head of one.
    pub(super) fn enter_method(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let decorated = self.decorated.take();
        let (definition, this) = match (visit.parent(), node.child_by_field_name("name")) {
            (Kind::ClassBody, Some(key)) => {
                let class = self.classes.last().copied().flatten();
                let this = This::Class(self.classes.len());
                (self.define_method(visit, key, class, decorated, b), this)
            }
            (Kind::Object, Some(key)) => self.define_object_method(visit, key, b),
            (_, Some(key)) if self.object_types.last() == Some(&true) => {
                let owner = b.holder();
                let at = self.define_method(visit, key, owner, None, b);
                (at, This::Unknown)
            }
            _ => (None, This::Unknown),
        };
        if let Some(at) = definition {
            b.hold(visit.depth(), at);
        }
        self.push_function(visit, definition, b);
        let is_generator = node
            .child_by_field_name("name")
            .is_some_and(|name| self.modifiers(node, name.start_byte(), b).is_generator);
        if let Some(function) = self.functions.last_mut() {
            function.is_inferred &= !is_generator;
        }
        if visit.kind == Kind::MethodDefinition {
            self.push_this(this);
        }
    }

    /// A method of a class, an interface or an object type.
    fn define_method(
        &mut self,
        visit: &Visit<'_, '_>,
        key: Node<'_>,
        class: Option<u32>,
        decorated: Option<Extent>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let node = visit.node;
        let mut flags = self.modifiers(node, key.start_byte(), b).member_flags();
        flags.set(self.place_flags());
        let is_in_class = visit.parent() == Kind::ClassBody;
        match visit.kind {
            Kind::MethodSignature if is_in_class => flags.set(Flags::DECLARATION),
            Kind::MethodSignature | Kind::AbstractMethodSignature => flags.set(Flags::ABSTRACT),
            _ => {}
        }
        let is_constructor =
            is_in_class && !flags.has(Flags::STATIC) && b.text(key) == b"constructor";
        let kind = if is_constructor {
            DefinitionKind::Constructor
        } else {
            DefinitionKind::Method
        };
        let start = decorated.unwrap_or(Extent::of(node));
        let extent = start.until(node);
        let at = self.define_key(kind, key, extent, b)?;
        let definition = b.definition_mut(at);
        definition.flags = flags;
        let name = definition.name;
        self.describe(at, extent, self.head(node, self.after_decorators(node)), b);
        if let Some(class) = class {
            self.members
                .entry((Home::Definition(class), name))
                .or_insert(at);
        }
        Some(at)
    }

    /// A method of an object literal.
    fn define_object_method(
        &mut self,
        visit: &Visit<'_, '_>,
        key: Node<'_>,
        b: &mut Builder<'_>,
    ) -> (Option<u32>, This) {
        let node = visit.node;
        let extent = Extent::of(node);
        let owner = self.objects.last().copied().unwrap_or(Owner::Nobody);
        let Some(at) = self.define_member(owner, DefinitionKind::Method, key, extent, b) else {
            return (None, This::Unknown);
        };
        let flags = self.modifiers(node, key.start_byte(), b).flags;
        b.definition_mut(at).flags.set(flags);
        self.describe(at, extent, self.head(node, extent.start), b);
        (Some(at), Self::this_of_member(owner, b))
    }

    /// Defines what a key names; `None` for a key that is computed.
    pub(super) fn define_key(
        &self,
        kind: DefinitionKind,
        key: Node<'_>,
        extent: Extent,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let text = unquoted(b.text(key));
        if text.is_empty() || self.kind(key) == Kind::ComputedPropertyName {
            return None;
        }
        let name = b.intern_bytes(text);
        Some(b.define_named(kind, name, span(key), extent.span))
    }

    // ---- parameters

    /// `x` in `(x)`, `(x: T)`, `x => …`, and in patterns there.
    pub(super) fn parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let whole = match visit.parent() {
            Kind::RequiredParameter | Kind::OptionalParameter | Kind::AssignmentPattern => {
                visit.node_above(0).unwrap_or(visit.node)
            }
            _ => visit.node,
        };
        let at = b.define(DefinitionKind::Parameter, visit.node, whole);
        b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        let property = self.functions.last_mut().and_then(|f| f.property.take());
        if let (Some(flags), Some(Some(class))) = (property, self.classes.last().copied()) {
            let field = b.define(DefinitionKind::Field, visit.node, whole);
            let signature = b.signature(whole.start_byte(), whole.end_byte());
            let definition = b.definition_mut(field);
            definition.parent = Some(class);
            definition.flags = flags;
            definition.signature = Some(signature);
            let name = definition.name;
            self.members.insert((Home::Definition(class), name), field);
            if let Some(function) = self.functions.last_mut() {
                function.field = Some(field);
            }
        }
        if visit.parent() == Kind::ArrowFunction {
            // `x => …`
            self.tell_given(visit, 0, b);
            self.give(at, 0, b);
        }
        Value::Definition(at)
    }

    /// The parameters of a function, which may be a literal that something takes.
    pub(super) fn enter_parameters(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) {
        self.tell_given(visit, 0, b);
    }

    /// What takes the function literal that stands so many nodes above.
    fn tell_given(&mut self, visit: &Visit<'_, '_>, literal: usize, b: &Builder<'_>) {
        if !self.has_types {
            return;
        }
        let given_to = self.taker(visit, literal, b);
        if let Some(function) = self.functions.last_mut() {
            function.given_to = given_to;
        }
    }

    /// What takes the function around, if it is a literal, and the place of a parameter of it.
    pub(super) fn given(&self, index: u8) -> Option<(u32, Given)> {
        let (of, place) = self.functions.last()?.given_to?;
        Some((of, Given::of(place, index)?))
    }

    /// A parameter without a type of its own: what takes the literal tells it, and nothing that is
    /// assigned to it later.
    fn give(&self, at: u32, index: u8, b: &mut Builder<'_>) {
        let Some((of, given)) = self.given(index) else {
            b.assign_type(at, Value::Unknown);
            return;
        };
        b.assign_type(at, Value::Reference(of));
        let definition = b.definition_mut(at);
        definition.flags.set(Flags::GIVEN);
        definition.arity = given.0;
    }

    /// A parameter of TypeScript; one of a constructor may declare a field too.
    pub(super) fn enter_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let (Some(pattern), Some(function)) =
            (node.child_by_field_name("pattern"), self.functions.last())
        else {
            return;
        };
        let is_of_constructor = function.definition.is_some_and(|at| {
            visit.above(1) == Kind::MethodDefinition
                && b.definition(at).kind == DefinitionKind::Constructor
        });
        let has_this_parameter = self.kind(pattern) == Kind::This;
        let mut property = None;
        if is_of_constructor {
            let modifiers = self.modifiers(node, pattern.start_byte(), b);
            let mut flags = modifiers.member_flags();
            flags.set(self.place_flags());
            property = modifiers.is_property.then_some(flags);
        }
        if let Some(function) = self.functions.last_mut() {
            function.has_this_parameter |= has_this_parameter;
            function.property = property;
            function.field = None;
        }
    }

    pub(super) fn leave_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let (pattern, declared) = (visit.child(Field::Pattern), visit.child(Field::Type));
        let is_open = self.has_types
            && declared == Value::Unknown
            && visit.child(Field::Value) == Value::Unknown
            && visit.node.child_by_field_name("type").is_none()
            && visit.node.child_by_field_name("value").is_none();
        let index = visit.place_above(0).filter(|_| is_open);
        let keyed = visit.node.child_by_field_name("pattern");
        match index.and_then(|index| self.given(index)) {
            Some((of, given)) => self.tell_keys_as(keyed, Operand::Given(of, given), b),
            None => self.tell_keys(keyed, declared, b),
        }
        if let Value::Definition(at) = pattern {
            let assigned = visit.child(Field::Value);
            match index {
                Some(index) => self.give(at, index, b),
                None => Self::tell_type(at, visit.node, declared, assigned, b),
            }
            if let Some(field) = self.functions.last_mut().and_then(|f| f.field.take()) {
                Self::tell_type(field, visit.node, declared, assigned, b);
            }
        }
        match pattern {
            Value::Spread => Value::Spread,
            _ => Value::Unknown,
        }
    }

    /// Tells the type of what a node declares, by its annotation if it has one, else by its value.
    pub(super) fn tell_type(
        at: u32,
        node: Node<'_>,
        declared: Value,
        assigned: Value,
        b: &mut Builder<'_>,
    ) {
        if declared.reference().is_some() || node.child_by_field_name("type").is_some() {
            Self::annotate(at, declared, b);
        } else {
            Self::assign(at, assigned, b);
        }
    }
}

/// Whether readers take `this` in functions in a method of that `this` for its own.
fn is_boundary(this: This) -> bool {
    matches!(this, This::Object(_) | This::Owner(_))
}
