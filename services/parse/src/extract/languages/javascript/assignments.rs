//! Members and what is assigned to them.

use facts::{DefinitionKind, Flags, Receiver, Role, Subject, SupertypeKind};
use tree_sitter::Node;

use super::heads::Extent;
use super::objects::Owner;
use super::this::{Home, This};
use super::variables::Shape;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::text::span;
use crate::extract::walk::Value;

impl JavaScript {
    /// A name after a dot, or a key.
    pub(super) fn property(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::MemberExpression if visit.field == Field::Property => self.member(visit, b),
            Kind::NestedIdentifier if visit.field == Field::Property => {
                let of = visit.sibling(Field::Object);
                Value::Reference(b.member(visit.node, Role::Read, of))
            }
            Kind::EnumBody => {
                self.enum_member(visit.node, visit.node, b);
                Value::Unknown
            }
            _ => {
                self.meet_key(visit, b);
                self.told_of(visit.node)
            }
        }
    }

    fn member(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let object = visit.sibling(Field::Object);
        let assignment = visit
            .node_above(1)
            .filter(|_| {
                visit.above(1) == Kind::AssignmentExpression && visit.field_above(0) == Field::Left
            })
            .filter(|assignment| !self.is_missing_value(*assignment));
        if object == Value::Module && self.is_face(visit, b) {
            return match assignment {
                Some(assignment) => self.assign_face(visit, assignment, b),
                None => Value::Module,
            };
        }
        match (object, assignment) {
            (Value::Module, Some(assignment)) => return self.assign_export(visit, assignment, b),
            (Value::Reference(of), _) if b.text(visit.node) == b"prototype" => {
                if let Some(assignment) = assignment {
                    self.assign_prototype(of, assignment);
                    return Value::Unknown;
                }
                // Its members are those of the function.
                return object;
            }
            (Value::This(_), Some(assignment)) => {
                if let Some(at) = self.assign_on_this(visit, assignment, b) {
                    return Value::Definition(at);
                }
            }
            (Value::Reference(of), Some(assignment)) => {
                if let Some(at) = self.assign_member(of, visit, assignment, b) {
                    return Value::Definition(at);
                }
            }
            _ => {}
        }
        let is_target = self.is_target(visit, 1);
        let role = if is_target {
            Role::Write
        } else if self.is_type_of_import(object, b) {
            Role::Type
        } else {
            Role::Read
        };
        let at = b.member(visit.node, role, object);
        match object {
            Value::Module => self.export_reads.push(at),
            Value::This(_) if is_target => self.write_field(at, visit, b),
            _ => {}
        }
        Value::Reference(at)
    }

    /// `a.b = ` and nothing: a broken text.
    fn is_missing_value(&self, assignment: Node<'_>) -> bool {
        assignment.child_by_field_name("right").is_none()
    }

    /// Whether what stands at a parent and field of these is assigned to.
    pub(super) fn is_target(&self, visit: &Visit<'_, '_>, n: usize) -> bool {
        let field = match n {
            0 => visit.field,
            n => visit.field_above(n - 1),
        };
        match visit.above(n) {
            Kind::AssignmentExpression
            | Kind::AugmentedAssignment
            | Kind::ForIn
            | Kind::AssignmentPattern
            | Kind::ObjectAssignmentPattern => field == Field::Left,
            Kind::UpdateExpression | Kind::ArrayPattern | Kind::RestPattern => true,
            Kind::PairPattern => field == Field::Value,
            _ => false,
        }
    }

    /// `A.b = function …`, `A.prototype.b = function …`, `A.b = { … }`.
    fn assign_member(
        &mut self,
        of: u32,
        visit: &Visit<'_, '_>,
        assignment: Node<'_>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let right = assignment.child_by_field_name("right")?;
        let (shape, value) = self.shape(right);
        let home = Self::home_of_reference(of, b);
        let name = b.name(visit.node);
        let kind = match shape {
            Shape::Function | Shape::Arrow => DefinitionKind::Method,
            Shape::Class => DefinitionKind::Class,
            Shape::Object | Shape::Other => {
                // What is set where anything may have happened before declares nothing.
                let is_declared = self.functions.is_empty()
                    && home.is_some_and(|home| {
                        matches!(home, Home::Definition(at) if !b.definition(at).kind.is_local())
                            && !self.members.contains_key(&(home, name))
                    });
                if !is_declared {
                    return None;
                }
                DefinitionKind::Field
            }
        };
        let at = b.define_named(kind, name, span(visit.node), span(assignment));
        b.definition_mut(at).owner = Some(of);
        if let Some(home) = home {
            self.members.entry((home, name)).or_insert(at);
        }
        let this = if shape == Shape::Arrow {
            This::Unknown
        } else {
            This::Owner(home)
        };
        self.assigned(at, (shape, value), this, visit, b);
        Some(at)
    }

    /// `this.x = function …`, `this.x = { … }`.
    fn assign_on_this(
        &mut self,
        visit: &Visit<'_, '_>,
        assignment: Node<'_>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let right = assignment.child_by_field_name("right")?;
        let (shape, value) = self.shape(right);
        let kind = match shape {
            Shape::Function | Shape::Arrow => DefinitionKind::Method,
            Shape::Class => DefinitionKind::Class,
            Shape::Object => DefinitionKind::Field,
            Shape::Other => return None,
        };
        let at = self.define_on_this(kind, visit, assignment, b)?;
        let this = match self.alias_used {
            this @ This::Class(_) => this,
            _ => This::Unknown,
        };
        self.assigned(at, (shape, value), this, visit, b);
        Some(at)
    }

    /// Completes a definition that an assignment makes, and gives it its value.
    pub(super) fn assigned(
        &mut self,
        at: u32,
        (shape, value): (Shape, Node<'_>),
        this: This,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) {
        let assignment = visit.node_above(1).unwrap_or(visit.node);
        let extent = Extent::of(assignment);
        let mut flags = self.place_flags();
        flags.set(Flags::PUBLIC);
        if b.text(value).starts_with(b"async") {
            flags.set(Flags::ASYNC);
        }
        b.definition_mut(at).flags.set(flags);
        let head = match shape {
            Shape::Function | Shape::Arrow | Shape::Class => {
                extent.start..self.head(value, extent.start).end
            }
            Shape::Object | Shape::Other => {
                self.head_of_value(extent.start, assignment.end_byte(), Some(value))
            }
        };
        self.describe(at, extent, head, b);
        match self.claimed(value) {
            _ if shape == Shape::Other => {}
            // `a.b = a.c = function …`: one function with two names, neither in the other.
            Some(claim) => {
                if let Some(first) = claim.owner.definition() {
                    let parent = b.definition(first).parent;
                    b.definition_mut(at).parent = parent;
                }
            }
            None => {
                self.claim(value, Owner::Definition(at), this);
                b.hold(visit.depth_above(1), at);
            }
        }
    }

    /// `A.prototype = …`.
    fn assign_prototype(&mut self, of: u32, assignment: Node<'_>) {
        let Some(right) = assignment.child_by_field_name("right") else {
            return;
        };
        let (shape, value) = self.shape(right);
        if shape == Shape::Object {
            self.claim(value, Owner::Reference(of), This::Unknown);
        } else {
            self.prototype_of = Some((assignment.id(), of));
        }
    }

    pub(super) fn leave_assignment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = visit.child(Field::Right);
        match visit.child(Field::Left) {
            Value::Module => self.leave_export_assignment(visit.node, value, b),
            Value::Definition(at) if holds_value(b.definition(at).kind) => {
                Self::assign(at, value, b);
            }
            Value::Reference(at) => {
                if let Some(write) = self.writes.last_mut().filter(|w| w.reference == at) {
                    write.assigned = value;
                }
            }
            _ => {}
        }
        // `A.prototype = new B()`, `A.prototype = Object.create(B.prototype)`
        if let Some((assignment, of)) = self.prototype_of
            && assignment == visit.node.id()
        {
            self.prototype_of = None;
            if let Some(base) = value.reference() {
                self.inherit_by_name(of, base, b);
            }
        }
        value
    }

    /// Calls that say whose members something has; `Object.create(B)` is as good as a `B`.
    pub(super) fn known_call(
        &self,
        call: Node<'_>,
        callee: Value,
        b: &mut Builder<'_>,
    ) -> Option<Value> {
        let callee = callee.reference()?;
        let is_of_object = |b: &Builder<'_>| match b.reference_at(callee).receiver {
            Receiver::Member(of) => b.name_of_reference(of) == "Object",
            _ => false,
        };
        let is_create = match b.name_of_reference(callee) {
            "inherits" | "mixin" => false,
            "setPrototypeOf" | "assign" if is_of_object(b) => false,
            "create" if is_of_object(b) => true,
            _ => return None,
        };
        let first = self.first_argument;
        let of = first.reference()?;
        if is_create {
            return Some(first);
        }
        let mut second = call.child_by_field_name("arguments")?.named_child(1)?;
        if b.text(second).ends_with(b".prototype") {
            second = second.child_by_field_name("object")?;
        }
        let base = b.latest_reference_to(second)?;
        self.inherit_by_name(of, base, b);
        None
    }

    /// What a reference names has the members of what another names.
    fn inherit_by_name(&self, of: u32, base: u32, b: &mut Builder<'_>) {
        let subject = match Self::home_of_reference(of, b) {
            Some(Home::Definition(at)) if b.definition(at).kind.is_local() => return,
            Some(Home::Definition(at)) => Subject::Definition(at),
            Some(Home::Name(_)) => Subject::Reference(of),
            None => return,
        };
        b.inherit(subject, base, SupertypeKind::Extends);
    }
}

/// Whether a value may be assigned to it and tell its type.
pub(super) fn holds_value(kind: DefinitionKind) -> bool {
    matches!(
        kind,
        DefinitionKind::Variable
            | DefinitionKind::Constant
            | DefinitionKind::Field
            | DefinitionKind::Local
            | DefinitionKind::Parameter
    )
}
