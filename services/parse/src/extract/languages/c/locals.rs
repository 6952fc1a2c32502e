//! Declarations inside functions, and parameters.

use facts::{Bound, DefinitionKind, Role};

use super::declarations::Marks;
use super::declarators::Declared;
use super::expressions::Pointer;
use super::vocabulary::{Field, Kind};
use super::{C, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::walk::Value;

impl C {
    /// A parameter of a function, or of a template that takes a value.
    pub(super) fn declare_parameter(
        &mut self,
        visit: &Visit<'_, '_>,
        declared: Declared,
        b: &mut Builder<'_>,
    ) -> Value {
        let kind = match (
            visit.above(declared.steps + 1),
            visit.above(declared.steps + 2),
        ) {
            (_, Kind::CatchClause) => DefinitionKind::Local,
            (Kind::ParameterList, _) => DefinitionKind::Parameter,
            // Of a template, it is a value.
            _ => DefinitionKind::TypeParameter,
        };
        let whole = visit.node_above(declared.steps).unwrap_or(visit.node);
        let at = b.define(kind, visit.node, whole);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        if kind == DefinitionKind::TypeParameter {
            // As an argument of a template it looks like a type.
            b.bind(b.scope(), at, Space::TYPES, Seen::FromHere);
            self.add_to_template(at, b);
        }
        let type_of = visit.value_above(declared.steps, Field::Type);
        b.declare_type(at, type_of);
        self.remember_pointer(at, declared.is_pointer, type_of);
        Value::Definition(at)
    }

    /// A name that is declared in a function: a variable, unless only announced.
    pub(super) fn declare_in_function(
        &mut self,
        visit: &Visit<'_, '_>,
        declared: Declared,
        b: &mut Builder<'_>,
    ) -> Value {
        let Some(declaration) = self.declarations.last_mut() else {
            return Value::Unknown;
        };
        if declaration.marks.has(Marks::EXTERN) {
            return Value::Unknown;
        }
        if declared.function.is_some() {
            if !self.is_cpp {
                return Value::Unknown;
            }
            // `T x(a, b);` is read as a function that takes an `a` and a `b`.
            declaration.marks.set(Marks::MADE);
            let arguments = declared
                .function
                .and_then(|n| visit.node_above(n))
                .map_or(u8::MAX, |function| self.arity(function, true, b));
            let type_of = visit.value_above(declared.steps, Field::Type);
            b.call(type_of, Role::Instantiate, Value::Count(arguments));
        }
        self.declare_local(visit, declared, b)
    }

    /// A variable of a function.
    pub(super) fn declare_local(
        &mut self,
        visit: &Visit<'_, '_>,
        declared: Declared,
        b: &mut Builder<'_>,
    ) -> Value {
        let whole = match declared.steps.checked_sub(1) {
            Some(n) if declared.kind != Kind::ForRangeLoop => visit.node_above(n),
            _ => None,
        };
        let at = b.define(
            DefinitionKind::Local,
            visit.node,
            whole.unwrap_or(visit.node),
        );
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        if visit.parent() == Kind::StructuredBindingDeclarator {
            return Value::Unknown;
        }
        let type_of = visit.value_above(declared.steps, Field::Type);
        b.declare_type(at, type_of);
        self.remember_pointer(at, declared.is_pointer, type_of);
        Value::Definition(at)
    }

    /// `int f(a) int a; { … }`: tells the type of a parameter that is defined already.
    pub(super) fn old_style_parameter(
        &mut self,
        visit: &Visit<'_, '_>,
        declared: Declared,
        b: &mut Builder<'_>,
    ) -> Value {
        let name = b.name(visit.node);
        match b.scopes.own(b.scope(), name, Space::VALUES) {
            Some(Bound::Definition(at)) => {
                b.declare_type(at, visit.value_above(declared.steps, Field::Type));
                Value::Definition(at)
            }
            _ => Value::Unknown,
        }
    }

    /// Keeps whether a variable is a pointer, which in C++ tells what its signs mean.
    pub(super) fn remember_pointer(&mut self, at: u32, is_pointer: bool, type_of: Value) {
        if !self.is_cpp {
            return;
        }
        if is_pointer {
            self.pointers.insert(at, Pointer::Plain);
        } else if type_of.reference().is_some() && type_of.reference() == self.unwrapped {
            self.pointers.insert(at, Pointer::Smart);
        }
    }
}
