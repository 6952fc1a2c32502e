//! Go's type switches: a variable that has another type in each case.

use facts::DefinitionKind;

use super::vocabulary::{Field, Kind};
use super::{Go, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::walk::Value;

/// A type switch around.
#[derive(Default)]
pub(super) struct Switch {
    /// Its variable.
    alias: Option<u32>,
    /// The case around has several types.
    pub(super) has_several: bool,
}

impl Go {
    /// `x` in `switch x := y.(type)`.
    pub(super) fn alias_of_switch(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if b.text(visit.node) == b"_" {
            return Value::Unknown;
        }
        let at = b.define(DefinitionKind::Local, visit.node, visit.node);
        if let Some(switch) = self.switches.last_mut() {
            switch.alias = Some(at);
        }
        Value::Definition(at)
    }

    /// The statements of a case: where it has one type the variable is of that type, which is a
    /// variable of its own at the same place.
    pub(super) fn enter_type_case(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(&Switch {
            alias: Some(alias),
            has_several,
        }) = self.switches.last()
        else {
            return;
        };
        let declared = visit.sibling(Field::Type);
        let mut seen = alias;
        if visit.parent() == Kind::TypeCase && !has_several && declared.reference().is_some() {
            let whole = b.definition(alias);
            let (name, place, body) = (whole.name, whole.name_span, whole.body);
            seen = b.define_named(DefinitionKind::Local, name, place, body);
            b.declare_type(seen, declared);
        }
        b.bind(b.scope(), seen, Space::VALUES, Seen::FromHere);
    }

    pub(super) fn leave_type_switch(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(alias) = self.switches.pop().and_then(|switch| switch.alias) {
            b.assign_type(alias, visit.child(Field::Value));
        }
    }
}
