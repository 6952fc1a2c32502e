//! Variables and patterns.

use facts::{Bound, DefinitionKind, Flags, Role, Term};
use tree_sitter::Node;

use super::heads::Extent;
use super::objects::Owner;
use super::this::This;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::{Step, Value};

/// How many wrappings of a value are looked through.
const WRAPPINGS_MAX: usize = 16;
/// How many members of an object literal are looked at for a function.
const MEMBERS_MAX: usize = 64;

/// What a value is, as far as it makes a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Function,
    /// A function without a `this` of its own.
    Arrow,
    Class,
    Object,
    Other,
}

/// What a declaration makes of its names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declaring {
    /// Where they are bound.
    home: ScopeId,
    /// `const`.
    is_constant: bool,
    /// They are exported.
    is_exported: bool,
    /// The declaration with `export`, if it declares one thing only.
    whole: Option<Extent>,
}

/// What the names in a pattern are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    /// They are declared.
    Declared(Declaring),
    /// They are parameters.
    Parameter,
    /// They are there already.
    Written,
}

impl JavaScript {
    /// What a value is, and its node without parentheses, casts and further assignments.
    pub(super) fn shape<'t>(&self, value: Node<'t>) -> (Shape, Node<'t>) {
        let mut node = value;
        for _ in 0..WRAPPINGS_MAX {
            let inner = match self.kind(node) {
                Kind::ArrowFunction => return (Shape::Arrow, node),
                Kind::FunctionExpression | Kind::GeneratorFunction => {
                    return (Shape::Function, node);
                }
                Kind::Class => return (Shape::Class, node),
                Kind::Object => return (Shape::Object, node),
                Kind::ParenthesizedExpression
                | Kind::AsExpression
                | Kind::SatisfiesExpression
                | Kind::NonNullExpression => node.named_child(0),
                Kind::TypeAssertion => node.named_child(1),
                Kind::AssignmentExpression => node.child_by_field_name("right"),
                _ => None,
            };
            match inner {
                Some(inner) => node = inner,
                None => break,
            }
        }
        (Shape::Other, node)
    }

    /// `var`, `let`, `const`, `using`.
    pub(super) fn enter_declaration(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let is_var = visit.kind == Kind::VariableDeclaration;
        let wrapping = self.wrapping(visit);
        self.declarations.push(Declaring {
            home: home(is_var, b),
            is_constant: b.text(node).starts_with(b"const"),
            is_exported: wrapping.is_exported,
            whole: (node.named_child_count() == 1).then_some(wrapping.extent),
        });
    }

    pub(super) fn enter_declarator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let node = visit.node;
        let (Some(name), Some(&declaring)) =
            (node.child_by_field_name("name"), self.declarations.last())
        else {
            return Step::Into;
        };
        let value = node.child_by_field_name("value");
        if let Some(value) = value
            && self.require(name, value, declaring.home, b)
        {
            return Step::Done(Value::Unknown);
        }
        if self.kind(name) != Kind::Identifier {
            return Step::Into;
        }
        let (shape, inner) = match value {
            Some(value) => self.shape(value),
            None => (Shape::Other, name),
        };
        let extent = declaring.whole.unwrap_or(Extent::of(node));
        let told = self.declare(declaring, name, (shape, inner), extent, b);
        self.told = (name.id(), told);
        let Value::Definition(at) = told else {
            return Step::Into;
        };
        let is_value = matches!(shape, Shape::Object | Shape::Other);
        let head = if is_value {
            self.head_of_value(extent.start, node.end_byte(), value)
        } else {
            extent.start..self.head(inner, extent.start).end
        };
        let is_local = b.definition(at).kind.is_local();
        if !is_local && b.definition(at).signature.is_none() {
            self.describe(at, extent, head, b);
        }
        if shape != Shape::Other && !is_local {
            let this = match shape {
                Shape::Function => self.plain_this(at),
                _ => This::Unknown,
            };
            self.claim(inner, Owner::Definition(at), this);
            b.hold(visit.depth(), at);
        } else if !is_local && value.is_some_and(|value| self.wraps_function(value)) {
            b.hold(visit.depth(), at);
        }
        Step::Into
    }

    /// `memo(() => …)`: what is made of a function holds what the function does.
    fn wraps_function(&self, value: Node<'_>) -> bool {
        if self.kind(value) != Kind::CallExpression {
            return false;
        }
        let first = value
            .child_by_field_name("arguments")
            .and_then(|arguments| arguments.named_child(0));
        first.is_some_and(|first| matches!(self.shape(first).0, Shape::Function | Shape::Arrow))
    }

    pub(super) fn leave_declarator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let source = match visit.child(Field::Type) {
            Value::Unknown => visit.child(Field::Value),
            declared => declared,
        };
        let name = visit.node.child_by_field_name("name");
        self.tell_keys(name, source, b);
        if let Value::Definition(at) = visit.child(Field::Name)
            && super::assignments::holds_value(b.definition(at).kind)
        {
            let (declared, assigned) = (visit.child(Field::Type), visit.child(Field::Value));
            let value = visit.node.child_by_field_name("value");
            let assigned = match value {
                Some(_) => assigned,
                None => Value::Nothing,
            };
            self.note_alias(at, assigned, b);
            Self::tell_type(at, visit.node, declared, assigned, b);
            if let (Some(value), Some((node, of))) = (value, self.called)
                && value.id() == node
                && declared == Value::Unknown
                && self.has_types
            {
                let term = b.term(Term::Called(of));
                b.terms.declared.push((at, term));
            }
        }
        self.tell_elements(name, visit.child(Field::Value), b);
        Value::Unknown
    }

    /// A name is declared that may stand in a pattern of an array.
    fn meet_element(&mut self, visit: &Visit<'_, '_>, at: u32) {
        if self.has_types
            && visit.parent() == Kind::ArrayPattern
            && let (Some(pattern), Some(place)) = (visit.node_above(0), visit.place_above(0))
        {
            self.elements.push((pattern.id(), place, at));
        }
    }

    /// What the names in a pattern of an array are elements of.
    fn tell_elements(&mut self, pattern: Option<Node<'_>>, value: Value, b: &mut Builder<'_>) {
        let is_own = |&(node, _, _): &(usize, u8, u32)| Some(node) == pattern.map(|p| p.id());
        if !self.elements.last().is_some_and(is_own) {
            return;
        }
        let start = self
            .elements
            .iter()
            .rposition(|e| !is_own(e))
            .map_or(0, |at| at + 1);
        for (_, place, at) in self.elements.split_off(start) {
            if let Some(of) = value.reference() {
                let term = b.term(Term::Element(of, place));
                b.terms.declared.push((at, term));
            }
        }
    }

    /// `for (const x of xs)`.
    pub(super) fn leave_for(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let (left, right) = (visit.child(Field::Left), visit.child(Field::Right));
        let operator = visit.node.child_by_field_name("operator");
        if self.has_types
            && let (Value::Definition(at), Some(of)) = (left, right.reference())
            && operator.is_some_and(|word| b.text(word) == b"of")
        {
            let term = b.term(Term::Element(of, Term::ANY));
            b.terms.declared.push((at, term));
        }
        Value::Unknown
    }

    /// Declares a name; what it came to is the definition, which may be an older one.
    fn declare(
        &mut self,
        declaring: Declaring,
        name: Node<'_>,
        (shape, value): (Shape, Node<'_>),
        extent: Extent,
        b: &mut Builder<'_>,
    ) -> Value {
        if b.text(name).is_empty() {
            return Value::Unknown;
        }
        let is_top = b.scopes.kind(declaring.home) == ScopeKind::Module;
        let kind = match shape {
            Shape::Function | Shape::Arrow => DefinitionKind::Function,
            Shape::Class => DefinitionKind::Class,
            // A local object with methods is known by them.
            Shape::Object | Shape::Other
                if is_top || shape == Shape::Object && self.has_functions(value) =>
            {
                if declaring.is_constant {
                    DefinitionKind::Constant
                } else {
                    DefinitionKind::Variable
                }
            }
            Shape::Object | Shape::Other => DefinitionKind::Local,
        };
        if !declaring.is_constant && matches!(shape, Shape::Object | Shape::Other) {
            // `var x` again, or of a parameter.
            let id = b.name(name);
            if let Some(bound @ Bound::Definition(at)) =
                b.scopes.own(declaring.home, id, Space::VALUES)
            {
                b.bound_reference(name, Role::Write, bound);
                return Value::Definition(at);
            }
        }
        let id = b.name(name);
        let at = b.define_named(kind, id, span(name), extent.span);
        b.bind(declaring.home, at, Space::VALUES, Seen::Throughout);
        if shape == Shape::Class && self.has_types {
            b.bind(declaring.home, at, Space::TYPES, Seen::Throughout);
        }
        if kind == DefinitionKind::Local {
            return Value::Definition(at);
        }
        let mut flags = self.place_flags();
        if b.text(value).starts_with(b"async") && matches!(shape, Shape::Function | Shape::Arrow) {
            flags.set(Flags::ASYNC);
        }
        b.definition_mut(at).flags = flags;
        if declaring.is_exported {
            self.publish(at, b);
        }
        Value::Definition(at)
    }

    /// Whether an object literal has a function among its members.
    fn has_functions(&self, object: Node<'_>) -> bool {
        let mut cursor = object.walk();
        let mut has_more = cursor.goto_first_child();
        for _ in 0..MEMBERS_MAX {
            if !has_more {
                return false;
            }
            let member = cursor.node();
            let is_function = match self.kind(member) {
                Kind::MethodDefinition => true,
                Kind::Pair => member.child_by_field_name("value").is_some_and(|value| {
                    matches!(self.shape(value).0, Shape::Function | Shape::Arrow)
                }),
                _ => false,
            };
            if is_function {
                return true;
            }
            has_more = cursor.goto_next_sibling();
        }
        false
    }

    // ---- patterns

    /// A pattern is entered; the outermost tells what its names are.
    pub(super) fn enter_pattern(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if !is_in_pattern(visit) {
            let target = self.target_of(visit, b);
            self.patterns.push(target);
        }
    }

    pub(super) fn leave_pattern(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let is_outermost = !is_in_pattern(visit);
        if is_outermost {
            self.patterns.pop();
        }
        match visit.kind {
            Kind::RestPattern if is_outermost => Value::Spread,
            Kind::AssignmentPattern => {
                let left = visit.child(Field::Left);
                if let Value::Definition(at) = left
                    && is_outermost
                {
                    Self::assign(at, visit.child(Field::Right), b);
                }
                Value::Unknown
            }
            _ => Value::Unknown,
        }
    }

    /// What the names are that a pattern, or a name alone, in this place holds.
    fn target_of(&self, visit: &Visit<'_, '_>, b: &Builder<'_>) -> Target {
        match visit.parent() {
            Kind::FormalParameters | Kind::RequiredParameter | Kind::OptionalParameter => {
                Target::Parameter
            }
            Kind::VariableDeclarator => self
                .declarations
                .last()
                .map_or(Target::Written, |d| Target::Declared(*d)),
            Kind::CatchClause => Target::Declared(declared_here(false, b)),
            Kind::ForIn => {
                let kind = visit
                    .node_above(0)
                    .and_then(|node| node.child_by_field_name("kind"));
                match kind {
                    Some(kind) => {
                        let is_var = b.text(kind) == b"var";
                        Target::Declared(declared_here(is_var, b))
                    }
                    None => Target::Written,
                }
            }
            _ => Target::Written,
        }
    }

    /// A name in a pattern, or alone where a pattern may stand.
    pub(super) fn pattern_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let target = if is_in_pattern(visit) {
            self.patterns.last().copied().unwrap_or(Target::Written)
        } else {
            self.target_of(visit, b)
        };
        if visit.kind == Kind::ShorthandPropertyIdentifierPattern {
            self.key(visit.node, Role::Read, b);
        }
        // A part of something; of what type, nothing but its key tells.
        let part = self
            .key_of_name(visit)
            .map_or(Value::Unknown, Value::Reference);
        match target {
            Target::Parameter => {
                let told = self.parameter(visit, b);
                if let Value::Definition(at) = told
                    && (part.reference().is_some() || visit.parent() == Kind::RestPattern)
                {
                    b.assign_type(at, part);
                }
                told
            }
            Target::Written => {
                let value = write(visit.node, b);
                if let Value::Definition(at) = value
                    && super::assignments::holds_value(b.definition(at).kind)
                {
                    b.assign_type(at, Value::Unknown);
                }
                value
            }
            Target::Declared(declaring) => {
                let node = visit.node;
                let extent = Extent::of(node);
                let told = self.declare(declaring, node, (Shape::Other, node), extent, b);
                if let Value::Definition(at) = told {
                    b.assign_type(at, part);
                    self.meet_element(visit, at);
                    let definition = b.definition(at);
                    if !definition.kind.is_local() && definition.signature.is_none() {
                        self.describe(at, extent, extent.start..node.end_byte(), b);
                    }
                }
                told
            }
        }
    }
}

/// A name that is assigned to; the definition, where it is a variable of the file.
pub(super) fn write(node: Node<'_>, b: &mut Builder<'_>) -> Value {
    let name = b.name(node);
    let bound = b.scopes.so_far(b.scope(), name, Space::VALUES);
    let reference = b.reference(node, Role::Write);
    match bound {
        Some(Bound::Definition(at)) => Value::Definition(at),
        _ => Value::Reference(reference),
    }
}

/// Whether a part of a larger pattern stands here.
fn is_in_pattern(visit: &Visit<'_, '_>) -> bool {
    match visit.parent() {
        Kind::ObjectPattern | Kind::ArrayPattern | Kind::RestPattern => true,
        Kind::AssignmentPattern | Kind::ObjectAssignmentPattern => visit.field == Field::Left,
        Kind::PairPattern => visit.field == Field::Value,
        _ => false,
    }
}

/// A declaration in a place that is no statement.
fn declared_here(is_var: bool, b: &Builder<'_>) -> Declaring {
    Declaring {
        home: home(is_var, b),
        is_constant: false,
        is_exported: false,
        whole: None,
    }
}

/// The scope in which a declaration binds: of the function for `var`, else of the block.
fn home(is_var: bool, b: &Builder<'_>) -> ScopeId {
    if is_var {
        b.scope_where(|kind| matches!(kind, ScopeKind::Function | ScopeKind::Module))
    } else {
        b.scope()
    }
}
