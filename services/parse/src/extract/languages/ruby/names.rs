//! Ruby's names: locals, constants, variables, what is assigned to.

use facts::{Bound, DefinitionKind, Flags, NameId, Receiver, Role};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{Mode, Ruby, Type, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Seen, Space};
use crate::extract::walk::Value;

/// A longer assignment is no signature.
const ASSIGNMENT_BYTES_MAX: usize = 120;

impl Ruby {
    /// A name in small letters.
    pub(super) fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::Method | Kind::SingletonMethod
                if matches!(visit.field, Field::Name | Field::Object) =>
            {
                Value::Unknown
            }
            Kind::SingletonClass if visit.field == Field::Value => Value::Unknown,
            Kind::MethodParameters
            | Kind::BlockParameters
            | Kind::LambdaParameters
            | Kind::DestructuredParameter => self.parameter(visit, b),
            Kind::OptionalParameter | Kind::KeywordParameter if visit.field == Field::Name => {
                self.parameter(visit, b)
            }
            Kind::BlockParameter => self.parameter(visit, b),
            Kind::SplatParameter | Kind::HashSplatParameter => match visit.above(1) {
                Kind::MethodParameters
                | Kind::BlockParameters
                | Kind::LambdaParameters
                | Kind::DestructuredParameter => self.parameter(visit, b),
                _ => self.assigned(visit, b),
            },
            Kind::Call if visit.field == Field::Method => self.called_name(visit, b),
            _ if is_target(visit) || is_capture(visit) => self.assigned(visit, b),
            _ => self.read(visit, b),
        }
    }

    /// A bare name that is read: a local, else a call without arguments.
    fn read(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let name = b.name(visit.node);
        if b.scopes.so_far(b.scope(), name, Space::VALUES).is_some() {
            return Value::Reference(b.reference(visit.node, Role::Read));
        }
        if self.set_mode(visit, b) {
            return Value::Unknown;
        }
        let at = self.bare_call(visit.node, b);
        b.reference_mut(at).arity = 0;
        Value::Reference(at)
    }

    /// A call of the object around, by its name alone.
    pub(super) fn bare_call(&mut self, node: Node<'_>, b: &mut Builder<'_>) -> u32 {
        if self.types.last().is_some_and(|of| of.is_veiled) && !self.is_in_method() {
            return b.member(node, Role::Call, Value::Unknown);
        }
        let at = b.bound_reference(node, Role::Call, Bound::Free);
        if self.is_in_block_of_type() {
            // `setup do … end`: who runs the block may do so for a value of the type.
            b.reference_mut(at).receiver = Receiver::Opaque;
        }
        at
    }

    fn is_in_block_of_type(&self) -> bool {
        let is_in_block = |of: &Type| of.definition.is_some() && of.blocks > 0;
        !self.is_in_method() && self.types.last().is_some_and(is_in_block)
    }

    /// A local that is assigned to: defined the first time.
    fn assigned(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let name = b.name(visit.node);
        let known = b.scopes.so_far(b.scope(), name, Space::VALUES);
        if let Some(known) = known {
            b.bound_reference(visit.node, Role::Write, known);
            return match known {
                Bound::Definition(at) => Value::Definition(at),
                _ => Value::Unknown,
            };
        }
        let at = b.define(DefinitionKind::Local, visit.node, visit.node);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        Value::Definition(at)
    }

    /// A name with a capital.
    pub(super) fn constant(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::Class | Kind::Module | Kind::Method | Kind::SingletonMethod
                if matches!(visit.field, Field::Name | Field::Object) =>
            {
                Value::Unknown
            }
            Kind::SingletonClass if visit.field == Field::Value => Value::Unknown,
            Kind::ScopeResolution if visit.field == Field::Name => self.scoped(visit, b),
            Kind::Call if visit.field == Field::Method => self.called_name(visit, b),
            Kind::Assignment | Kind::OperatorAssignment if visit.field == Field::Left => {
                self.define_constant(visit.node, None, visit.node_above(0), b)
            }
            Kind::LeftAssignmentList => {
                self.define_constant(visit.node, None, visit.node_above(0), b)
            }
            _ => {
                let role = role_of_constant(visit);
                let at = b.bound_reference(visit.node, role, Bound::Free);
                self.given(at, visit);
                Value::Reference(at)
            }
        }
    }

    /// `B` in `A::B`.
    fn scoped(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let (above, field) = (visit.above(1), visit.field_above(0));
        let scope = visit.sibling(Field::Scope);
        match above {
            Kind::Class | Kind::Module if field == Field::Name => {
                // The type was defined when it was entered.
                if let (Some(definition), Some(owner)) = (
                    self.types.last().and_then(|of| of.definition),
                    scope.reference(),
                ) {
                    b.definition_mut(definition).owner = Some(owner);
                }
                return Value::Unknown;
            }
            Kind::Assignment | Kind::OperatorAssignment if field == Field::Left => {
                let whole = visit.node_above(1);
                return self.define_constant(visit.node, scope.reference(), whole, b);
            }
            _ => {}
        }
        let role = match above {
            Kind::Exceptions => Role::Type,
            _ => Role::Read,
        };
        let at = match scope {
            // `::A` is looked for at the top.
            Value::Unknown if visit.node_above(0).is_some_and(is_at_top) => {
                b.bound_reference(visit.node, role, Bound::Free)
            }
            scope => b.path(visit.node, role, scope),
        };
        Value::Reference(at)
    }

    pub(super) fn leave_scope_resolution(&mut self, visit: &Visit<'_, '_>) -> Value {
        let value = visit.child(Field::Name);
        if let Some(at) = value.reference() {
            self.given(at, visit);
        }
        value
    }

    /// `A = value`: a constant; a class if the value makes one.
    fn define_constant(
        &mut self,
        name: Node<'_>,
        owner: Option<u32>,
        assignment: Option<Node<'_>>,
        b: &mut Builder<'_>,
    ) -> Value {
        let whole = assignment.unwrap_or(name);
        let right = whole.child_by_field_name("right");
        let kind = match right.map_or(b"".as_slice(), |right| made_by(right, b)) {
            b"Class" | b"Struct" | b"Data" => DefinitionKind::Class,
            b"Module" => DefinitionKind::Mixin,
            _ => DefinitionKind::Constant,
        };
        let doc = self.comments.doc_of(whole, b);
        let end = match right {
            Some(right) if right.end_byte() - whole.start_byte() <= ASSIGNMENT_BYTES_MAX => {
                right.end_byte()
            }
            _ => name.end_byte(),
        };
        let signature = b.signature(whole.start_byte(), end);
        let at = b.define(kind, name, whole);
        let flags = self.flags(Mode::Public);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.doc = doc;
        definition.signature = Some(signature);
        definition.owner = owner;
        if kind.is_type() {
            self.note_type(at, b);
        }
        Value::Definition(at)
    }

    /// `@x`, `@@x`, `$x`.
    pub(super) fn variable(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() == Kind::SingletonClass && visit.field == Field::Value {
            return Value::Unknown;
        }
        let is_target = is_target(visit);
        let (scope, space) = self.room(visit.kind);
        let name = b.name(visit.node);
        let known = b.scopes.own(scope, name, space);
        if is_target && known.is_none() {
            return self.define_variable(visit, name, scope, space, b);
        }
        let role = if is_target { Role::Write } else { Role::Read };
        b.reenter_scope(visit.depth(), scope);
        let at = b.reference_in(visit.node, role, space);
        match known {
            Some(Bound::Definition(at)) if is_target => Value::Definition(at),
            _ => Value::Reference(at),
        }
    }

    /// Where the names of variables of a sort are kept: apart for the object and its type.
    fn room(&self, kind: Kind) -> (ScopeId, Space) {
        let variables = self.types.last().map_or(ScopeId::MODULE, |of| of.variables);
        match kind {
            Kind::GlobalVariable => (ScopeId::MODULE, Space::LABELS),
            Kind::ClassVariable => (variables, Space::CALLS),
            _ if self.is_static() => (variables, Space::TYPES),
            _ => (variables, Space::LABELS),
        }
    }

    fn define_variable(
        &mut self,
        visit: &Visit<'_, '_>,
        name: NameId,
        scope: ScopeId,
        space: Space,
        b: &mut Builder<'_>,
    ) -> Value {
        let is_of_type = self.types.last().is_some_and(|of| of.definition.is_some());
        let kind = match visit.kind {
            Kind::InstanceVariable | Kind::ClassVariable if is_of_type => DefinitionKind::Field,
            _ => DefinitionKind::Variable,
        };
        let whole = match visit.parent() {
            Kind::Assignment | Kind::OperatorAssignment => {
                visit.node_above(0).unwrap_or(visit.node)
            }
            _ => visit.node,
        };
        let doc = self.comments.doc_of(whole, b);
        let len = whole.end_byte() - whole.start_byte();
        let signed = if len <= ASSIGNMENT_BYTES_MAX {
            whole
        } else {
            visit.node
        };
        let signature = b.signature(signed.start_byte(), signed.end_byte());
        let at = b.define(kind, visit.node, whole);
        let mut flags = self.flags(Mode::Private);
        if kind == DefinitionKind::Field && space != Space::LABELS {
            flags.set(Flags::STATIC);
        }
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.doc = doc;
        definition.signature = Some(signature);
        b.scopes
            .bind(scope, name, space, Bound::Definition(at), Seen::Throughout);
        Value::Definition(at)
    }

    /// An assignment is left: what is assigned tells the type.
    pub(super) fn leave_assignment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let (left, right) = (visit.child(Field::Left), visit.child(Field::Right));
        if let Some(at) = left.definition() {
            if !b.definition(at).kind.is_type() {
                b.assign_type(at, right);
            }
            return match right {
                Value::Reference(_) => right,
                _ => Value::Unknown,
            };
        }
        match right {
            Value::Reference(_) => right,
            _ => Value::Unknown,
        }
    }

    /// `rescue A => e`: what is rescued is the type of its variable, if it is one.
    pub(super) fn leave_rescue(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let (types, variable) = (visit.child(Field::Exceptions), visit.child(Field::Variable));
        if let Some(at) = variable.definition() {
            b.declare_type(at, types);
        }
        Value::Unknown
    }

    /// The key of a pair: a name without a value stands for itself.
    pub(super) fn key(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let pair = visit.node_above(0);
        let has_value = pair.is_some_and(|pair| pair.child_by_field_name("value").is_some());
        match visit.parent() {
            Kind::KeywordPattern if !has_value => self.assigned(visit, b),
            Kind::Pair if !has_value => {
                let name = b.name(visit.node);
                let is_local = b.scopes.so_far(b.scope(), name, Space::VALUES).is_some();
                let at = if is_local {
                    b.reference(visit.node, Role::Read)
                } else {
                    self.bare_call(visit.node, b)
                };
                Value::Reference(at)
            }
            Kind::Pair => {
                self.label(visit, b);
                Value::Unknown
            }
            _ => Value::Unknown,
        }
    }

    /// The walk stands in a method of the innermost type.
    pub(super) fn is_in_method(&self) -> bool {
        let around = self.types.last().map_or(0, |of| of.methods);
        self.methods.len() > around
    }

    /// Whether `self` is the type here, and no value of it.
    pub(super) fn is_static(&self) -> bool {
        match self.methods.last() {
            Some(method) if self.is_in_method() => method.is_static,
            _ => self.types.last().is_some_and(|of| of.definition.is_some()),
        }
    }

    pub(super) fn this(&self) -> Value {
        if self.types.last().is_some_and(|of| of.is_veiled) && !self.is_in_method() {
            return Value::Unknown;
        }
        Value::This(None)
    }
}

/// In what role a constant is used that is not called.
fn role_of_constant(visit: &Visit<'_, '_>) -> Role {
    match visit.parent() {
        Kind::Exceptions => Role::Type,
        _ => Role::Read,
    }
}

/// Whether a name in this place is assigned to.
pub(super) fn is_target(visit: &Visit<'_, '_>) -> bool {
    match visit.parent() {
        Kind::Assignment | Kind::OperatorAssignment => visit.field == Field::Left,
        Kind::LeftAssignmentList
        | Kind::DestructuredLeftAssignment
        | Kind::RestAssignment
        | Kind::ExceptionVariable => true,
        Kind::For => visit.field == Field::Pattern,
        _ => false,
    }
}

/// Whether a name in this place is bound by a pattern.
fn is_capture(visit: &Visit<'_, '_>) -> bool {
    match visit.parent() {
        Kind::ArrayPattern
        | Kind::FindPattern
        | Kind::AlternativePattern
        | Kind::ParenthesizedPattern => true,
        Kind::AsPattern => true,
        Kind::KeywordPattern => visit.field == Field::Value,
        Kind::InClause | Kind::MatchPattern | Kind::TestPattern => visit.field == Field::Pattern,
        _ => false,
    }
}

/// Whether `::A` has nothing before its dots.
fn is_at_top(scoped: Node<'_>) -> bool {
    scoped.child_by_field_name("scope").is_none()
}

/// The class whose `new` makes a value that is a type itself; else empty.
fn made_by<'s>(value: Node<'_>, b: &Builder<'s>) -> &'s [u8] {
    let is_call = value.kind() == "call";
    let Some((of, method)) = is_call
        .then(|| value.child_by_field_name("receiver"))
        .flatten()
        .zip(value.child_by_field_name("method"))
    else {
        return b"";
    };
    match (b.text(of), b.text(method)) {
        (of @ (b"Class" | b"Struct" | b"Module"), b"new") => of,
        (of @ b"Data", b"define") => of,
        _ => b"",
    }
}
