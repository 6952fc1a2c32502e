//! Kotlin's calls: who is called, and with what.

use facts::{Bound, Flags, Role};

use super::vocabulary::Kind;
use super::{Kotlin, Visit, is_first, is_followed_by_equals};
use crate::extract::builder::Builder;
use crate::extract::scope::Space;
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A call in whose arguments the walk is.
pub(super) struct Call {
    /// The reference to what is called, if it has a name.
    pub(super) callee: Value,
    /// What the first argument came to.
    pub(super) first: Value,
}

impl Kotlin {
    /// The name of what is called, where nothing stands before it.
    pub(super) fn callee(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let spaces = [Space::CALLS, Space::VALUES, Space::TYPES];
        self.bare_in(visit, Role::Read, &spaces, b)
    }

    /// `(…)`, `{ … }`, or both, behind what is called.
    pub(super) fn enter_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let before = visit.node_above(0).and_then(|call| call.child(0));
        let callee = match (visit.previous(), before) {
            (Value::Reference(at), Some(before)) => {
                let (place, whole) = (b.reference_at(at).span, span(before));
                let is_name = (place.end_line, place.end_col) == (whole.end_line, whole.end_col)
                    && matches!(b.reference_at(at).role, Role::Read);
                if is_name {
                    b.reference_mut(at).role = Role::Call;
                    Value::Reference(at)
                } else {
                    Value::Unknown
                }
            }
            _ => Value::Unknown,
        };
        self.calls.push(Call {
            callee,
            first: Value::Unknown,
        });
    }

    /// What a call came to.
    pub(super) fn leave_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(call) = self.calls.pop() else {
            return Value::Unknown;
        };
        if let (Some(at), Value::Count(count)) = (call.callee.reference(), visit.last()) {
            b.reference_mut(at).arity = count;
        }
        call.callee
    }

    /// Arguments in parentheses.
    pub(super) fn enter_arguments(&mut self, visit: &Visit<'_, '_>) {
        if visit.parent() == Kind::CallSuffix {
            return;
        }
        let callee = match visit.parent() {
            Kind::ConstructorInvocation => visit.previous(),
            _ => Value::Unknown,
        };
        self.calls.push(Call {
            callee,
            first: Value::Unknown,
        });
    }

    pub(super) fn leave_arguments(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() == Kind::CallSuffix {
            if let Some(call) = self.calls.last_mut() {
                call.first = visit.first();
            }
        } else if let Some(call) = self.calls.pop()
            && let Some(at) = call.callee.reference()
        {
            b.reference_mut(at).arity = visit.count();
        }
        Value::Count(visit.count())
    }

    /// The name of a parameter before what it gets: `f(name = …)`.
    pub(super) fn argument_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if let Some(Value::Reference(callee)) = self.calls.last().map(|call| call.callee) {
            let at = b.path(visit.node, Role::Read, Value::Reference(callee));
            self.unquote(at, visit, b);
        }
        Value::Unknown
    }

    /// The name after a dot.
    pub(super) fn member_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let of = self.receivers.last().copied().unwrap_or_default();
        let is_passed = visit
            .node_above(0)
            .is_some_and(|suffix| b.text(suffix).starts_with(b"::"));
        if is_passed {
            // What is passed is called sooner or later.
            b.member(node, Role::Call, of);
            return Value::Unknown;
        }
        // A block that was given, called on the object that it is for.
        let name = b.name(node);
        if let Some(bound @ Bound::Definition(block)) =
            b.scopes.so_far(b.scope(), name, Space::VALUES)
            && b.definition(block).flags.has(Flags::RECEIVER)
        {
            return Value::Reference(b.bound_reference(node, Role::Read, bound));
        }
        let at = b.member(node, Role::Read, of);
        self.unquote(at, visit, b);
        Value::Reference(at)
    }

    /// `::f`, `T::f`
    pub(super) fn referenced(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.previous().reference().is_some() {
            b.member(visit.node, Role::Call, visit.previous());
        } else {
            let spaces = [Space::CALLS, Space::VALUES, Space::TYPES];
            self.bare_in(visit, Role::Call, &spaces, b);
        }
        Value::Unknown
    }

    /// A name in `x f y`.
    pub(super) fn in_infix(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let is_operator = !is_first(visit) && self.infixes.last() == Some(&None);
        if !is_operator {
            return self.bare(visit, Role::Read, b);
        }
        let at = b.member(visit.node, Role::Call, visit.previous());
        b.reference_mut(at).arity = 1;
        self.unquote(at, visit, b);
        if let Some(operator) = self.infixes.last_mut() {
            *operator = Some(at);
        }
        Value::Reference(at)
    }

    pub(super) fn leave_infix(&mut self) -> Value {
        match self.infixes.pop() {
            Some(Some(at)) => Value::Reference(at),
            _ => Value::Unknown,
        }
    }
}

/// Whether a name is that of a parameter, before an equals sign.
pub(super) fn is_label(visit: &Visit<'_, '_>, b: &Builder<'_>) -> bool {
    is_followed_by_equals(visit.node.end_byte(), b)
}

/// `*x` stands for any number of arguments.
pub(super) fn leave_argument(visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
    if b.text(visit.node).starts_with(b"*") {
        Value::Spread
    } else {
        visit.last()
    }
}
