//! What Rust's patterns bind, and from where on it is seen.

use facts::{Bound, DefinitionKind, NameId, Role};

use super::vocabulary::{Field, Kind};
use super::{Rust, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::walk::Value;

/// Names of one pattern with alternatives that are compared with each other.
const ALTERNATIVES_MAX: usize = 64;

/// From where on the names of a pattern are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    /// At once: an arm of `match`.
    Here,
    /// After the node at this depth: `let`.
    After(u32),
    /// In the body of the loop at this depth.
    Body(u32),
    /// A parameter of a function or closure.
    Parameter,
    /// Nowhere: a name in the type of a function.
    Nowhere,
}

/// The pattern with alternatives around: `A(x) | B(x)` binds `x` once.
#[derive(Default)]
pub(super) struct Alternatives {
    depth: u32,
    bound: Vec<(NameId, u32)>,
}

impl Rust {
    /// Whether a name in this place is a pattern, or a part of one.
    pub(super) fn is_pattern(visit: &Visit<'_, '_>) -> bool {
        match visit.parent() {
            Kind::LetDeclaration
            | Kind::LetCondition
            | Kind::ForExpression
            | Kind::Parameter
            | Kind::FieldPattern => visit.field == Field::Pattern,
            Kind::TupleStructPattern => visit.field != Field::Type,
            Kind::MatchPattern => visit.field != Field::Condition,
            Kind::ClosureParameters
            | Kind::TuplePattern
            | Kind::SlicePattern
            | Kind::RefPattern
            | Kind::MutPattern
            | Kind::CapturedPattern
            | Kind::ReferencePattern
            | Kind::OrPattern => true,
            _ => false,
        }
    }

    pub(super) fn enter_parameter(&mut self, visit: &Visit<'_, '_>) {
        let is_of_type = visit.parent() == Kind::Parameters && visit.above(1) == Kind::FunctionType;
        self.roots.push(if is_of_type {
            Root::Nowhere
        } else {
            Root::Parameter
        });
    }

    pub(super) fn leave_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        self.roots.pop();
        if let Some(at) = visit.child(Field::Pattern).definition() {
            b.declare_type(at, visit.child(Field::Type));
        }
        Value::Unknown
    }

    pub(super) fn enter_alternatives(&mut self) {
        if self.alternatives.depth == 0 {
            self.alternatives.bound.clear();
        }
        self.alternatives.depth += 1;
    }

    pub(super) fn leave_alternatives(&mut self) {
        self.alternatives.depth -= 1;
    }

    /// A bare name in a pattern: what it binds, or the constant that it names. By the custom of
    /// the language, which the compiler watches over, constants and variants have capitals.
    pub(super) fn binding(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let text = b.text(node);
        let name = b.name(node);
        let is_constant = text.first().is_some_and(u8::is_ascii_uppercase)
            || matches!(
                b.scopes.so_far(b.scope(), name, Space::VALUES),
                Some(Bound::Definition(at)) if is_constant(b.definition(at).kind)
            );
        if is_constant {
            return Value::Reference(b.reference(node, Role::Read));
        }
        self.bind_pattern(visit, name, b)
    }

    /// Binds a name in the way of the pattern that it stands in.
    fn bind_pattern(&mut self, visit: &Visit<'_, '_>, name: NameId, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let root = self.roots.last().copied().unwrap_or(Root::Here);
        if root == Root::Nowhere {
            return Value::Unknown;
        }
        if self.alternatives.depth > 0 {
            let bound = &self.alternatives.bound;
            if let Some(&(_, at)) = bound.iter().find(|(other, _)| *other == name) {
                b.bound_reference(node, Role::Write, Bound::Definition(at));
                return Value::Unknown;
            }
        }
        let kind = match root {
            Root::Parameter => DefinitionKind::Parameter,
            _ => DefinitionKind::Local,
        };
        let whole = match (visit.parent(), visit.node_above(0)) {
            (Kind::LetDeclaration | Kind::Parameter, Some(parent)) => parent,
            _ => node,
        };
        let at = b.define(kind, node, whole);
        if self.alternatives.depth > 0 && self.alternatives.bound.len() < ALTERNATIVES_MAX {
            self.alternatives.bound.push((name, at));
        }
        match root {
            Root::After(depth) => b.bind_after(depth, at, Space::VALUES),
            Root::Body(depth) => self.deferred.push((depth, at)),
            Root::Here | Root::Parameter | Root::Nowhere => {
                b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
            }
        }
        Value::Definition(at)
    }

    /// `x` in the pattern `S { x }`: a field, and the name that it is bound to.
    pub(super) fn shorthand_pattern(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let of = self.structs.last().copied().unwrap_or_default();
        b.member(visit.node, Role::Read, of);
        let name = b.name(visit.node);
        self.bind_pattern(visit, name, b)
    }

    /// `x` in the expression `S { x }`: a field, and the value that it is given.
    pub(super) fn shorthand_field(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let of = self.structs.last().copied().unwrap_or_default();
        self.read(visit.node, Role::Read, Space::VALUES, b);
        b.member(visit.node, Role::Write, of);
        Value::Unknown
    }

    /// What a pattern around another comes to: the name that has the whole value, or what is in
    /// an `Option` or a `Result`.
    pub(super) fn leave_tuple_struct(visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
        let is_wrapper = visit
            .child(Field::Type)
            .reference()
            .is_some_and(|at| matches!(b.name_of_reference(at), "Some" | "Ok"));
        match visit.last() {
            value @ Value::Definition(_) if is_wrapper => value,
            _ => Value::Unknown,
        }
    }

    /// `let p: T = v`
    pub(super) fn leave_let(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        self.roots.pop();
        if let Some(at) = visit.child(Field::Pattern).definition() {
            b.declare_type(at, visit.child(Field::Type));
            let value = visit.child(Field::Value);
            // `let x;` waits for an assignment.
            if value != Value::Unknown || visit.node.child_by_field_name("value").is_some() {
                b.assign_type(at, value);
            }
        }
        Value::Unknown
    }

    /// The arms of a `match`: what is matched is known by now.
    pub(super) fn enter_arms(&mut self, visit: &Visit<'_, '_>) {
        self.scrutinees.push(visit.sibling(Field::Value));
    }

    pub(super) fn leave_match_pattern(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        if let Some(at) = visit.first().definition()
            && let Some(&value) = self.scrutinees.last()
        {
            b.assign_type(at, value);
        }
        Value::Unknown
    }

    /// A block has a scope, but for the body of a function, which has the function's.
    pub(super) fn enter_block(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if visit.parent() == Kind::FunctionItem && visit.field == Field::Body {
            return;
        }
        let scope = b.open_scope(visit.depth(), ScopeKind::Block);
        if visit.parent() == Kind::ForExpression && visit.field == Field::Body {
            let of = visit.depth_above(0);
            while let Some(&(depth, at)) = self.deferred.last()
                && depth >= of
            {
                self.deferred.pop();
                b.bind(scope, at, Space::VALUES, Seen::FromHere);
            }
        }
    }
}

fn is_constant(kind: DefinitionKind) -> bool {
    matches!(
        kind,
        DefinitionKind::Constant | DefinitionKind::Variable | DefinitionKind::Struct
    )
}
