//! C#'s parameters and local variables.

use facts::{DefinitionKind, Flags};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{CSharp, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// As many arguments of a call, and parameters of a lambda, are told apart.
const PLACES: u8 = 15;

/// A lambda around.
#[derive(Default)]
pub(super) struct Lambda {
    /// The type of its first parameter, where its call gives it elements of that.
    element: Option<u32>,
    /// What is called with it.
    given_to: Option<u32>,
    /// Which argument it is.
    position: u8,
    /// How many parameters were met.
    parameters: u8,
}

impl CSharp {
    /// A parameter; a positional one of a record is a property too.
    pub(super) fn enter_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.field = None;
        let Some(name) = visit.node.child_by_field_name("name") else {
            return;
        };
        if b.text(name).is_empty() {
            return;
        }
        let is_component = visit.above(1) == Kind::RecordDeclaration;
        let kind = if is_component {
            DefinitionKind::Field
        } else {
            DefinitionKind::Parameter
        };
        let at = b.define(kind, name, visit.node);
        if is_component {
            let signature = b.signature(visit.node.start_byte(), visit.node.end_byte());
            let definition = b.definition_mut(at);
            definition.flags.set(Flags::PUBLIC);
            definition.signature = Some(signature);
            self.remember_field(at, b);
        } else {
            b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        }
        self.field = Some(at);
    }

    pub(super) fn leave_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        // A default value or an attribute does not define another one.
        let Some(at) = self.field.take() else {
            return Value::Unknown;
        };
        self.declare(at, visit.child(Field::Type), visit.node, "type", b);
        if visit.child(Field::Type) == Value::Unknown && visit.above(1) == Kind::LambdaExpression {
            self.give(at, b);
        }
        // What stands after the name is the default value.
        let end = visit
            .node
            .child_by_field_name("name")
            .map(|name| name.end_byte());
        if end.is_some_and(|end| end < visit.node.end_byte()) {
            b.definition_mut(at).flags.set(Flags::OPTIONAL);
        }
        if is_extended(visit.node, b) {
            // What it is a member of by its calls is the first parameter.
            if let Some(Some(method)) = self.functions.last() {
                b.definition_mut(*method).flags.set(Flags::EXTENSION);
            }
        }
        Value::Unknown
    }

    /// `params T[] name`, whose parts stand in the list itself.
    pub(super) fn parameter_array(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let at = b.define(DefinitionKind::Parameter, visit.node, visit.node);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        b.definition_mut(at).flags.set(Flags::OPTIONAL);
        if let Some(of) = visit.sibling(Field::Type).reference() {
            self.hold_elements(at, of, b);
        }
        Value::Spread
    }

    /// `x => …`
    pub(super) fn implicit_parameter(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let at = b.define(DefinitionKind::Parameter, visit.node, visit.node);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        self.give(at, b);
        Value::Unknown
    }

    pub(super) fn enter_lambda(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let is_given = visit.parent() == Kind::Argument && visit.above(1) == Kind::ArgumentList;
        let callee = match visit.above(2) {
            _ if !is_given => Value::Unknown,
            Kind::ObjectCreation => visit.value_above(2, Field::Type),
            Kind::ImplicitObjectCreation => self.created.last().copied().unwrap_or_default(),
            Kind::ConstructorInitializer => {
                self.initializer.map_or(Value::Unknown, Value::Reference)
            }
            _ => visit.value_above(2, Field::Function),
        };
        let position = self.arguments.position();
        self.lambdas.push(Lambda {
            element: self.given_element(callee, position, b),
            given_to: callee.reference(),
            position,
            parameters: 0,
        });
        b.open_scope(visit.depth(), ScopeKind::Function);
    }

    /// A parameter of a lambda without a type of its own: what the lambda is given to tells it.
    fn give(&mut self, at: u32, b: &mut Builder<'_>) {
        let Some(lambda) = self.lambdas.last_mut() else {
            return;
        };
        let place = lambda.parameters;
        lambda.parameters = lambda.parameters.saturating_add(1);
        if let Some(element) = lambda.element.take() {
            b.declare_type(at, Value::Reference(element));
        } else if let Some(callee) = lambda.given_to
            && lambda.position < PLACES
            && place < PLACES
        {
            b.assign_type(at, Value::Reference(callee));
            let definition = b.definition_mut(at);
            definition.flags.set(Flags::GIVEN);
            definition.arity = lambda.position * PLACES + place;
        }
    }

    /// A variable that a pattern, an argument or a handler declares; its type is told on leaving.
    pub(super) fn designation(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let whole = match visit.parent() {
            Kind::ParenthesizedDesignation | Kind::TuplePattern => visit.node,
            _ => visit.node_above(0).unwrap_or(visit.node),
        };
        let at = b.define(DefinitionKind::Local, visit.node, whole);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        if visit.parent() == Kind::VarPattern && visit.above(1) == Kind::IsPattern {
            b.assign_type(at, visit.value_above(1, Field::Expression));
        }
        Value::Definition(at)
    }

    pub(super) fn leave_typed(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Value::Definition(at) = visit.child(Field::Name) {
            self.declare(at, visit.child(Field::Type), visit.node, "type", b);
        }
    }

    /// The variable of a `foreach`. What it takes its values from is not met yet, so it is typed
    /// by its own type here, and by the elements where that is `var` on leaving.
    pub(super) fn iterated(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let declared = visit.sibling(Field::Type);
        let Some(statement) = visit.node_above(0) else {
            return Value::Unknown;
        };
        if declared == Value::Unknown && statement.child_by_field_name("type").is_none() {
            // `foreach (x in …)` with a variable that is there.
            return Value::Reference(b.reference(visit.node, facts::Role::Write));
        }
        let at = b.define(DefinitionKind::Local, visit.node, visit.node);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        if declared == Value::Nothing {
            self.iterating.push((visit.depth_above(0), at));
        } else {
            self.declare(at, declared, statement, "type", b);
        }
        Value::Definition(at)
    }

    /// A variable of a query.
    pub(super) fn ranged(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let at = b.define(DefinitionKind::Local, visit.node, visit.node);
        match visit.parent() {
            Kind::FromClause => {
                let declared = visit.sibling(Field::Type);
                if let (Value::Reference(_), Some(clause)) = (declared, visit.node_above(0)) {
                    self.declare(at, declared, clause, "type", b);
                } else {
                    self.iterating.push((visit.depth_above(0), at));
                }
                b.bind_after(visit.depth_above(0), at, Space::VALUES);
            }
            Kind::LetClause => {
                self.iterating.push((visit.depth_above(0), at));
                b.bind_after(visit.depth_above(0), at, Space::VALUES);
            }
            _ => b.bind(b.scope(), at, Space::VALUES, Seen::FromHere),
        }
        Value::Definition(at)
    }

    /// A clause of a query is left: its variable is told by what it takes.
    pub(super) fn leave_clause(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(at) = self.iterating_at(visit.depth()) else {
            return Value::Unknown;
        };
        if visit.kind == Kind::LetClause {
            self.assign(at, visit.last(), b);
        } else {
            self.iterate(at, visit.last(), b);
        }
        Value::Unknown
    }

    /// What a `foreach` goes through is left: its variable takes elements of it.
    pub(super) fn iterate_over(
        &mut self,
        visit: &Visit<'_, '_>,
        value: Value,
        b: &mut Builder<'_>,
    ) {
        if visit.parent() == Kind::ForeachStatement
            && visit.field == Field::Right
            && let Some(depth) = visit.depth().checked_sub(1)
            && let Some(at) = self.iterating_at(depth)
        {
            self.iterate(at, value, b);
        }
    }

    /// Where what it goes through is of no kind that the walk tells of, its variable still waits,
    /// and another loop's elements are not for it.
    pub(super) fn leave_loop(&mut self, visit: &Visit<'_, '_>) {
        self.iterating_at(visit.depth());
    }

    fn iterating_at(&mut self, depth: u32) -> Option<u32> {
        // What a broken text left is no more waited for.
        while self.iterating.last().is_some_and(|last| last.0 > depth) {
            self.iterating.pop();
        }
        let &(at_depth, at) = self.iterating.last()?;
        if at_depth != depth {
            return None;
        }
        self.iterating.pop();
        Some(at)
    }

    /// The implicit parameter of a setter.
    pub(super) fn enter_accessor(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        b.open_scope(visit.depth(), ScopeKind::Function);
        let Some(name) = visit.node.child_by_field_name("name") else {
            return;
        };
        let has_body = visit.node.child_by_field_name("body").is_some();
        if !has_body || !matches!(b.text(name), b"set" | b"init" | b"add" | b"remove") {
            return;
        }
        let value = b.intern("value");
        let at = b.define_named(DefinitionKind::Parameter, value, span(name), span(name));
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        if let (Some(property), declared) = (visit.node_above(1), visit.value_above(1, Field::Type))
        {
            self.declare(at, declared, property, "type", b);
        }
    }
}

/// `this T x`
fn is_extended(parameter: Node<'_>, b: &Builder<'_>) -> bool {
    let mut cursor = parameter.walk();
    let mut has_more = cursor.goto_first_child();
    while has_more {
        let child = cursor.node();
        match child.kind() {
            "modifier" if b.text(child) == b"this" => return true,
            "modifier" | "attribute_list" | "comment" => {}
            _ => return false,
        }
        has_more = cursor.goto_next_sibling();
    }
    false
}
