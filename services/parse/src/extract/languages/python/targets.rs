//! What Python's assignments bind: variables, fields of the class and of `self`, captures.

use facts::{Bound, DefinitionKind, Flags, NameId, Role, Span};
use rustc_hash::FxHashMap;

use super::definitions::flags;
use super::vocabulary::{Field, Kind};
use super::{Python, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A longer assignment is no signature; its head alone is.
const ASSIGNMENT_BYTES_MAX: usize = 120;

/// An assignment to an attribute of the object.
pub(super) struct FieldWrite {
    name: NameId,
    reference: u32,
    /// The assignment.
    whole: Span,
    signature: NameId,
    declared: Value,
    assigned: Value,
}

impl Python {
    /// Whether a name or attribute in this place is assigned to.
    pub(super) fn is_target(&self, parent: Kind, field: Field) -> bool {
        match parent {
            Kind::Assignment
            | Kind::AugmentedAssignment
            | Kind::ForStatement
            | Kind::ForInClause => field == Field::Left,
            Kind::PatternList
            | Kind::TuplePattern
            | Kind::ListPattern
            | Kind::ListSplatPattern
            | Kind::AsPatternTarget => true,
            Kind::NamedExpression => field == Field::Name,
            Kind::ExceptClause => field == Field::Alias,
            Kind::Tuple | Kind::List => self.as_targets > 0,
            _ => false,
        }
    }

    /// A name that is assigned to: defines it the first time in its scope, else writes it.
    pub(super) fn target(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let scope = if visit.parent() == Kind::NamedExpression {
            b.scope_where(|kind| kind != ScopeKind::Comprehension)
        } else {
            self.scope_of_clause().unwrap_or(b.scope())
        };
        let value = self.assign(scope, visit, b);
        if let Some(definition) = value.definition()
            && !matches!(
                visit.parent(),
                Kind::Assignment
                    | Kind::AugmentedAssignment
                    | Kind::NamedExpression
                    | Kind::AsPatternTarget
                    | Kind::ForStatement
                    | Kind::ForInClause
            )
        {
            b.assign_type(definition, Value::Unknown);
        }
        value
    }

    /// A name in a pattern of `match`.
    pub(super) fn capture(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if b.text(visit.node) == b"_" {
            return Value::Unknown;
        }
        let value = self.assign(b.scope(), visit, b);
        if let Some(definition) = value.definition() {
            b.assign_type(definition, Value::Unknown);
        }
        value
    }

    fn assign(&mut self, scope: ScopeId, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let node = visit.node;
        let name = b.name(node);
        if let Some(bound) = b.scopes.own(scope, name, Space::VALUES) {
            b.bound_reference(node, Role::Write, bound);
            return match bound {
                Bound::Definition(at) if is_variable(b.definition(at).kind) => {
                    Value::Definition(at)
                }
                _ => Value::Unknown,
            };
        }
        let home = b.scopes.home(scope, name);
        if home != scope && home != ScopeId::MODULE {
            // `nonlocal`, and the function that binds the name is farther out.
            return Value::Reference(b.reference(node, Role::Write));
        }
        let text = b.text(node);
        let kind = match b.scopes.kind(home) {
            ScopeKind::Module if is_constant(text) => DefinitionKind::Constant,
            ScopeKind::Module => DefinitionKind::Variable,
            ScopeKind::ClassBody => DefinitionKind::Field,
            _ => DefinitionKind::Local,
        };
        let whole = match (visit.parent(), visit.node_above(0)) {
            (Kind::Assignment | Kind::NamedExpression, Some(parent)) => parent,
            _ => node,
        };
        let at = b.define(kind, node, whole);
        if kind != DefinitionKind::Local {
            let signature = signature(visit, b);
            let definition = b.definition_mut(at);
            definition.signature = Some(signature);
            definition.flags = flags(text, self.is_test_file);
            if home == ScopeId::MODULE {
                // Also where a function assigns it after `global`.
                definition.parent = None;
            }
        }
        b.bind(home, at, Space::VALUES, Seen::Throughout);
        Value::Definition(at)
    }

    /// `self.x = …`: perhaps the definition of a field; the end of the class tells.
    pub(super) fn write_field(
        &mut self,
        reference: u32,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) {
        let (name, place) = {
            let reference = b.reference_mut(reference);
            (reference.name, reference.span)
        };
        // The attribute's parent: the assignment, or a pattern.
        let whole = match (visit.above(1), visit.node_above(1)) {
            (Kind::Assignment, Some(assignment)) => span(assignment),
            _ => place,
        };
        let assigned = match visit.above(1) {
            Kind::AugmentedAssignment => Value::Nothing,
            _ => Value::Unknown,
        };
        let signature = match (visit.above(1), visit.node_above(1), visit.node_above(0)) {
            (Kind::Assignment, Some(assignment), Some(attribute)) => {
                let end = end_of_signature(assignment, attribute);
                b.signature(visit.node.start_byte(), end)
            }
            _ => name,
        };
        if let Some(class) = self.classes.last_mut() {
            class.writes.push(FieldWrite {
                name,
                reference,
                whole,
                signature,
                declared: Value::Unknown,
                assigned,
            });
        }
    }

    pub(super) fn leave_assignment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let (declared, assigned) = (visit.child(Field::Type), visit.child(Field::Right));
        match visit.child(Field::Left) {
            Value::Definition(at) => {
                b.declare_type(at, declared);
                if visit.kind == Kind::Assignment {
                    b.assign_type(at, assigned);
                }
                if b.name_of_definition(at) == "__all__" {
                    super::imports::export_all(visit.node, b);
                }
            }
            Value::Reference(at) if visit.kind == Kind::Assignment => {
                // Nothing but its own right side stands between a target and its assignment.
                let write = self
                    .classes
                    .last_mut()
                    .and_then(|class| class.writes.last_mut())
                    .filter(|write| write.reference == at);
                if let Some(write) = write {
                    write.declared = declared;
                    write.assigned = assigned;
                }
            }
            _ => {}
        }
        assigned
    }

    /// `with … as x`, `except … as x`.
    pub(super) fn leave_as_target(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        self.as_targets -= 1;
        if let Some(definition) = visit.last().definition() {
            if visit.above(1) == Kind::ExceptClause {
                b.declare_type(definition, visit.previous());
            } else {
                b.assign_type(definition, visit.previous());
            }
        }
        Value::Unknown
    }

    /// Makes fields of what methods assign on the object, unless the class has such a member.
    pub(super) fn leave_class(&mut self, b: &mut Builder<'_>) {
        let Some(class) = self.classes.pop() else {
            return;
        };
        let mut fields: FxHashMap<NameId, u32> = FxHashMap::default();
        for write in class.writes {
            let member = b.scopes.own(class.scope, write.name, Space::VALUES);
            let at = match (fields.get(&write.name), member) {
                (Some(&at), _) | (None, Some(Bound::Definition(at))) => at,
                (None, Some(_)) => continue,
                (None, None) => {
                    let place = b.reference_mut(write.reference).span;
                    b.retire(write.reference);
                    let at = b.define_named(DefinitionKind::Field, write.name, place, write.whole);
                    let flags = flags(b.name_of_definition(at).as_bytes(), self.is_test_file);
                    let definition = b.definition_mut(at);
                    definition.parent = class.definition;
                    definition.flags = flags;
                    definition.signature = Some(write.signature);
                    fields.insert(write.name, at);
                    at
                }
            };
            if b.definition(at).kind == DefinitionKind::Field {
                b.declare_type(at, write.declared);
                b.assign_type(at, write.assigned);
            }
        }
    }
}

/// `for x in xs`: what it loops over tells the type of what it holds.
pub(super) fn leave_loop(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if let Some(definition) = visit.child(Field::Left).definition() {
        b.assign_type(definition, visit.child(Field::Right));
        b.definition_mut(definition).flags.set(Flags::ELEMENT);
    }
    Value::Unknown
}

/// `global x`, `nonlocal x`: the name is the module's, or that of a function around.
pub(super) fn redirect(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let (name, scope) = (b.name(visit.node), b.scope());
    if scope != ScopeId::MODULE {
        let to = match visit.parent() {
            Kind::GlobalStatement => ScopeId::MODULE,
            _ => b.scopes.parent(scope),
        };
        b.scopes.redirect(scope, name, to);
    }
    Value::Reference(b.reference(visit.node, Role::Read))
}

/// A variable's signature: its assignment where that is short, else its head.
fn signature(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> NameId {
    let end = match (visit.parent(), visit.node_above(0)) {
        (Kind::Assignment, Some(assignment)) => end_of_signature(assignment, visit.node),
        _ => visit.node.end_byte(),
    };
    b.signature(visit.node.start_byte(), end)
}

fn end_of_signature(assignment: tree_sitter::Node<'_>, target: tree_sitter::Node<'_>) -> usize {
    if assignment.end_byte() - assignment.start_byte() <= ASSIGNMENT_BYTES_MAX {
        return assignment.end_byte();
    }
    assignment
        .child_by_field_name("type")
        .unwrap_or(target)
        .end_byte()
}

/// Whether a value may be assigned to it and tell its type.
fn is_variable(kind: DefinitionKind) -> bool {
    matches!(
        kind,
        DefinitionKind::Variable
            | DefinitionKind::Constant
            | DefinitionKind::Field
            | DefinitionKind::Local
            | DefinitionKind::Parameter
    )
}

/// `UPPER_CASE`.
fn is_constant(name: &[u8]) -> bool {
    name.iter().any(u8::is_ascii_uppercase)
        && name
            .iter()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == b'_')
}
