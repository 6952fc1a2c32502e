//! Variables: each belongs to the function that it stands in.

use facts::{Bound, DefinitionKind, Flags, NameId, Role};

use super::functions::{Function, Sight};
use super::vocabulary::{Field, Kind};
use super::{Php, Visit, is_member};
use crate::extract::builder::Builder;
use crate::extract::text::span;
use crate::extract::walk::Value;

/// How many arrow functions in each other see the variables of the outermost.
const SIGHT_MAX: usize = 64;
/// How far behind a key in a list its arrow stands.
const KEY_GAP_BYTES_MAX: usize = 64;

/// A variable that is met before anything gives it a value.
pub(super) struct Pending {
    name: NameId,
    reference: u32,
    /// How many arrow functions it was handed out of.
    moves: usize,
    /// Who takes it may give it one: `f($x)`, `$x[] = 1`.
    may_define: bool,
}

/// A `foreach` around.
pub(super) struct Loop {
    /// Where its variables stand.
    targets: (usize, usize),
}

impl Php {
    pub(super) fn enter_loop(&mut self, visit: &Visit<'_, '_>) {
        let mut targets = (usize::MAX, usize::MAX);
        let mut cursor = visit.node.walk();
        let mut has_more = cursor.goto_first_child();
        while has_more {
            let child = cursor.node();
            match child.kind() {
                "as" => targets.0 = child.end_byte(),
                ")" => targets.1 = child.start_byte(),
                _ => {}
            }
            if cursor.field_name() == Some("body") {
                break;
            }
            has_more = cursor.goto_next_sibling();
        }
        self.loops.push(Loop { targets });
    }

    /// `$x`.
    pub(super) fn variable(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(name) = visit.node.named_child(0) else {
            return Value::Unknown;
        };
        let text = b.text(name);
        if text == b"this" {
            return Value::This(None);
        }
        let id = b.name(name);
        let (parent, field) = (visit.parent(), visit.field);
        match (parent, field) {
            (Kind::SimpleParameter | Kind::VariadicParameter, Field::Name) => {
                self.parameter(visit, b)
            }
            (Kind::PropertyPromotion, Field::Name) => self.promoted(visit, 0, b),
            (Kind::ByRef, _) if visit.above(1) == Kind::PropertyPromotion => {
                self.promoted(visit, 1, b)
            }
            (Kind::PropertyElement, Field::Name) => self
                .property
                .take()
                .map_or(Value::Unknown, Value::Definition),
            (Kind::ScopedProperty, Field::Name) => self.static_property(visit, b),
            (Kind::GlobalDeclaration, _) => self.global(visit, id, b),
            (Kind::CaptureClause, _) => self.capture(visit, id, b),
            (Kind::ByRef, _) if visit.above(1) == Kind::CaptureClause => self.capture(visit, id, b),
            (Kind::StaticVariable, Field::Name) => self.assigned(visit, id, b),
            (Kind::CatchClause, Field::Name) => self.caught(visit, id, b),
            (_, Field::Name) if is_member(parent) => {
                self.read(visit, id, b);
                Value::Unknown
            }
            _ if self.is_assigned(visit, b) => self.assigned(visit, id, b),
            _ => self.read(visit, id, b),
        }
    }

    /// Whether a variable is given a value where it stands.
    fn is_assigned(&self, visit: &Visit<'_, '_>, b: &Builder<'_>) -> bool {
        let is_loop_target = || {
            let at = visit.node.start_byte();
            self.loops
                .last()
                .is_some_and(|l| (l.targets.0..l.targets.1).contains(&at))
        };
        match visit.parent() {
            Kind::ForeachStatement | Kind::Pair => is_loop_target(),
            Kind::ByRef => match visit.above(1) {
                Kind::ForeachStatement | Kind::Pair => is_loop_target(),
                Kind::ListLiteral => true,
                _ => false,
            },
            Kind::ListLiteral => !is_key(visit, b),
            _ => is_target(visit, 0),
        }
    }

    fn parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = self.define_variable(visit, DefinitionKind::Parameter, b);
        if let Some(at) = value.definition() {
            b.definition_mut(at).flags.set(Flags::NAMED);
        }
        value
    }

    /// A parameter that is a property too.
    fn promoted(&mut self, visit: &Visit<'_, '_>, above: usize, b: &mut Builder<'_>) -> Value {
        let Some(whole) = visit.node_above(above) else {
            return Value::Unknown;
        };
        let head = self.head_of(whole, whole.end_byte(), b);
        let value = self.define_variable(visit, DefinitionKind::Field, b);
        let Some(at) = value.definition() else {
            return value;
        };
        let class = self.classes.last_mut();
        let definition = b.definition_mut(at);
        definition.flags = head.flags;
        definition.flags.set(Flags::NAMED);
        definition.signature = Some(head.signature);
        definition.body = span(whole);
        if let Some(class) = class {
            definition.parent = class.definition;
            class.fields.insert(definition.name, at);
        }
        value
    }

    /// A value is given to it: the first time it is defined.
    fn assigned(&mut self, visit: &Visit<'_, '_>, name: NameId, b: &mut Builder<'_>) -> Value {
        let known = self.functions.last().and_then(|f| f.variables.get(&name));
        match known.copied() {
            Some(known) => {
                if let Some(function) = self.functions.last_mut() {
                    function.latest.remove(&known);
                }
                reference(visit, Role::Write, Bound::Definition(known), b)
            }
            None => self.define_variable(visit, DefinitionKind::Local, b),
        }
    }

    /// What is caught is of its own type, though the variable may have been another's before.
    fn caught(&mut self, visit: &Visit<'_, '_>, name: NameId, b: &mut Builder<'_>) -> Value {
        let value = self.assigned(visit, name, b);
        let variable = self.functions.last_mut();
        if let Some(function) = variable
            && let Some(&at) = function.variables.get(&name)
        {
            function.latest.insert(at, visit.sibling(Field::Type));
        }
        value
    }

    /// Behind a branch nobody knows what the variable holds that it gave a value.
    pub(super) fn forget_latest(&mut self, value: Value, b: &Builder<'_>) {
        let variable = match value {
            Value::Definition(at) => Some(at),
            Value::Reference(at) => match b.reference_at(at).bound {
                Bound::Definition(variable) => Some(variable),
                Bound::Import(_) | Bound::Free | Bound::Member => None,
            },
            _ => None,
        };
        if let (Some(variable), Some(function)) = (variable, self.functions.last_mut()) {
            function.latest.remove(&variable);
        }
    }

    fn define_variable(
        &mut self,
        visit: &Visit<'_, '_>,
        kind: DefinitionKind,
        b: &mut Builder<'_>,
    ) -> Value {
        let Some(name) = visit.node.named_child(0) else {
            return Value::Unknown;
        };
        let whole = match visit.parent() {
            Kind::AssignmentExpression | Kind::SimpleParameter | Kind::VariadicParameter => {
                visit.node_above(0).unwrap_or(visit.node)
            }
            _ => visit.node,
        };
        let at = b.define(kind, name, whole);
        let id = b.definition(at).name;
        if let Some(function) = self.functions.last_mut() {
            function.variables.insert(id, at);
            let hint = function.hints.iter().position(|(name, _)| *name == id);
            if let Some(hint) = hint {
                let (_, told) = function.hints.swap_remove(hint);
                told.declare(at, b);
            }
        }
        Value::Definition(at)
    }

    /// What a variable is, as far as it was met.
    pub(super) fn known_variable(&self, name: NameId) -> Option<u32> {
        for function in self.functions.iter().rev().take(SIGHT_MAX) {
            if let Some(&at) = function.variables.get(&name) {
                return Some(at);
            }
            if function.sight == Sight::Closed {
                return None;
            }
        }
        None
    }

    fn read(&mut self, visit: &Visit<'_, '_>, name: NameId, b: &mut Builder<'_>) -> Value {
        if let Some(known) = self.known_variable(name) {
            let value = reference(visit, Role::Read, Bound::Definition(known), b);
            let latest = self.functions.last().and_then(|f| f.latest.get(&known));
            return latest.copied().unwrap_or(value);
        }
        let value = reference(visit, Role::Read, Bound::Free, b);
        let may_define = match visit.parent() {
            Kind::Argument => true,
            Kind::SubscriptExpression => visit
                .node_above(0)
                .is_some_and(|s| s.start_byte() == visit.node.start_byte()),
            _ => false,
        };
        if let (Some(reference), Some(function)) = (value.reference(), self.functions.last_mut()) {
            function.pending.push(Pending {
                name,
                reference,
                moves: 0,
                may_define,
            });
        }
        value
    }

    /// `use ($x)` of a closure: the variable around, in here too.
    fn capture(&mut self, visit: &Visit<'_, '_>, name: NameId, b: &mut Builder<'_>) -> Value {
        let Some(closure) = self.functions.pop() else {
            return Value::Unknown;
        };
        let known = match self.known_variable(name) {
            Some(known) => {
                reference(visit, Role::Read, Bound::Definition(known), b);
                Some(known)
            }
            None => self
                .define_variable(visit, DefinitionKind::Local, b)
                .definition(),
        };
        self.functions.push(closure);
        if let (Some(known), Some(closure)) = (known, self.functions.last_mut()) {
            closure.variables.insert(name, known);
        }
        Value::Unknown
    }

    /// `global $x`: the file's variable, if it has one.
    fn global(&mut self, visit: &Visit<'_, '_>, name: NameId, b: &mut Builder<'_>) -> Value {
        let known = self.functions.first().and_then(|f| f.variables.get(&name));
        match known.copied() {
            Some(known) => {
                if let Some(function) = self.functions.last_mut() {
                    function.variables.insert(name, known);
                }
                reference(visit, Role::Read, Bound::Definition(known), b)
            }
            None => self.assigned(visit, name, b),
        }
    }

    /// Says of the variables that were met too early what they are after all.
    pub(super) fn close_variables(&mut self, mut function: Function, b: &mut Builder<'_>) {
        if function.sight == Sight::Open {
            let variables = &function.variables;
            let (own, outer): (Vec<Pending>, Vec<Pending>) = function
                .pending
                .into_iter()
                .partition(|p| variables.contains_key(&p.name) || p.moves >= SIGHT_MAX);
            function.pending = own;
            if let Some(around) = self.functions.last_mut() {
                around.pending.extend(outer.into_iter().map(|p| Pending {
                    moves: p.moves + 1,
                    ..p
                }));
            }
        }
        for pending in function.pending {
            let r = b.reference_at(pending.reference);
            let place = r.span;
            if let Some(&known) = function.variables.get(&pending.name) {
                b.reference_mut(pending.reference).bound = Bound::Definition(known);
            } else if pending.may_define {
                let at = b.define_named(DefinitionKind::Local, pending.name, place, place);
                b.definition_mut(at).flags = Flags::default();
                function.variables.insert(pending.name, at);
                b.retire(pending.reference);
            } else {
                // With its sign it is no name of a constant.
                let name = format!("${}", b.name_of_reference(pending.reference));
                let name = b.intern(name);
                b.reference_mut(pending.reference).name = name;
            }
        }
    }
}

fn reference(visit: &Visit<'_, '_>, role: Role, bound: Bound, b: &mut Builder<'_>) -> Value {
    let name = visit.node.named_child(0).unwrap_or(visit.node);
    Value::Reference(b.bound_reference(name, role, bound))
}

/// Whether what stands `above` steps over a node is given a value: 0 asks of the node itself.
pub(super) fn is_target(visit: &Visit<'_, '_>, above: usize) -> bool {
    let field = match above {
        0 => visit.field,
        n => visit.field_above(n - 1),
    };
    match visit.above(above) {
        Kind::AssignmentExpression | Kind::ReferenceAssignment | Kind::AugmentedAssignment => {
            field == Field::Left
        }
        Kind::UpdateExpression | Kind::ListLiteral => true,
        _ => false,
    }
}

/// Whether a variable in a list is the key of what follows.
fn is_key(visit: &Visit<'_, '_>, b: &Builder<'_>) -> bool {
    let end = visit.node.end_byte();
    let behind = b.slice(end, end + KEY_GAP_BYTES_MAX);
    behind.trim_ascii_start().starts_with(b"=>")
}
