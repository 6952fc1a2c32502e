//! Go's variables and constants: what declares them, and what their values tell of them.

use facts::{Bound, DefinitionKind, NameId, Role};
use tree_sitter::Node;

use super::type_declarations::{SIGNATURE_BYTES_MAX, whole};
use super::vocabulary::{Field, Kind};
use super::{Go, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{Seen, Space};
use crate::extract::walk::Value;

/// An element of a list of a statement around: a target or a value.
#[derive(Clone, Copy)]
pub(super) struct Item {
    /// The depth of the statement.
    depth: u32,
    is_target: bool,
    value: Value,
}

impl Go {
    /// `x` in `var x, y = …`, `const x = …`.
    pub(super) fn variable(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let depth = visit.depth_above(0);
        let text = b.text(visit.node);
        if text.is_empty() || text == b"_" {
            self.names.push((depth, None));
            return Value::Unknown;
        }
        let spec = visit.node_above(0).unwrap_or(visit.node);
        let is_constant = visit.parent() == Kind::ConstSpec;
        if !self.functions.is_empty() {
            let at = b.define(DefinitionKind::Local, visit.node, spec);
            b.bind_after(depth, at, Space::VALUES);
            self.names.push((depth, Some(at)));
            return Value::Definition(at);
        }
        let is_first = self.names.last().is_none_or(|&(at, _)| at < depth);
        let (kind, prefix) = if is_constant {
            (DefinitionKind::Constant, "const ")
        } else {
            (DefinitionKind::Variable, "var ")
        };
        let body = whole(visit, 1);
        let signature = self.signature_of(spec, b, |b| {
            let end = end_of_signature(spec, visit.node);
            b.head(prefix, spec.start_byte(), end)
        });
        let doc = if is_first {
            self.comments.above(body, b)
        } else {
            None
        };
        let flags = self.flags(text);
        let at = b.define(kind, visit.node, body);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        // Not the name before it in the same declaration.
        definition.parent = None;
        b.bind(b.scope(), at, Space::VALUES, Seen::Throughout);
        if is_first {
            b.hold(depth, at);
        }
        self.names.push((depth, Some(at)));
        Value::Definition(at)
    }

    /// The signature of a declaration, which its names have in common.
    pub(super) fn signature_of<'s>(
        &mut self,
        declaration: Node<'_>,
        b: &mut Builder<'s>,
        make: impl FnOnce(&mut Builder<'s>) -> NameId,
    ) -> NameId {
        let start = declaration.start_byte();
        match self.signature {
            Some((of, signature)) if of == start => signature,
            _ => {
                let signature = make(b);
                self.signature = Some((start, signature));
                signature
            }
        }
    }

    /// A name before `:=`: declared, unless its scope has it.
    pub(super) fn target(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if b.text(visit.node) == b"_" {
            return Value::Unknown;
        }
        let name = b.name(visit.node);
        if visit.above(1) == Kind::ShortVarDeclaration
            && let Some(bound @ Bound::Definition(_)) = b.scopes.own(b.scope(), name, Space::VALUES)
        {
            return Value::Reference(b.bound_reference(visit.node, Role::Write, bound));
        }
        let statement = visit.node_above(1).unwrap_or(visit.node);
        let at = b.define(DefinitionKind::Local, visit.node, statement);
        b.bind_after(visit.depth_above(1), at, Space::VALUES);
        Value::Definition(at)
    }

    /// A comma, in a list of a statement or between the types of a case.
    pub(super) fn comma(&mut self, visit: &Visit<'_, '_>) {
        match visit.parent() {
            Kind::ExpressionList if takes_items(visit.above(1)) => self.items.push(Item {
                depth: visit.depth_above(1),
                is_target: visit.field_above(0) == Field::Left,
                value: visit.previous(),
            }),
            Kind::TypeCase => {
                if let Some(switch) = self.switches.last_mut() {
                    switch.has_several = true;
                }
            }
            _ => {}
        }
    }

    /// The last element of a list.
    pub(super) fn leave_list(&mut self, visit: &Visit<'_, '_>) {
        if takes_items(visit.parent()) {
            self.items.push(Item {
                depth: visit.depth_above(0),
                is_target: visit.field == Field::Left,
                value: visit.last(),
            });
        }
    }

    /// `x, y := a, b`, also with `=`, which declares nothing.
    pub(super) fn leave_assignment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let start = self.start_of_items(visit.depth());
        let items = &self.items[start..];
        let targets = items.iter().take_while(|item| item.is_target).count();
        let (targets, values) = items.split_at(targets);
        for (at, target) in targets.iter().enumerate() {
            if let Value::Definition(target) = target.value {
                b.assign_type(target, value_of(at, targets.len(), values));
            }
        }
        self.items.truncate(start);
    }

    /// `k, v := range x`, `v, ok := <-x`.
    pub(super) fn leave_clause(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let start = self.start_of_items(visit.depth());
        let of = visit.child(Field::Right);
        let (at, value) = if visit.kind == Kind::RangeClause {
            (1, self.element(of, b))
        } else {
            (0, of)
        };
        if let Some(item) = self.items.get(start + at)
            && let Value::Definition(target) = item.value
        {
            b.assign_type(target, value);
        }
        self.items.truncate(start);
    }

    /// `var x, y T = a, b`, `const x, y T = a, b`.
    pub(super) fn leave_variables(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let depth = visit.depth();
        let start = self.start_of_items(depth);
        let mut declared = visit.child(Field::Type);
        let mut repeated = Value::Unknown;
        if visit.kind == Kind::ConstSpec {
            if declared != Value::Unknown || start < self.items.len() {
                let first = self.items.get(start);
                self.constant = (declared, first.map_or(Value::Unknown, |item| item.value));
            } else {
                (declared, repeated) = self.constant;
            }
        }
        let end = self.names.len();
        let first = self.names[..end]
            .iter()
            .rposition(|&(at, _)| at < depth)
            .map_or(0, |before| before + 1);
        let values = &self.items[start..];
        for (at, &(_, name)) in self.names[first..].iter().enumerate() {
            let Some(name) = name else { continue };
            b.declare_type(name, declared);
            let value = match at {
                0 if values.is_empty() => repeated,
                _ => value_of(at, end - first, values),
            };
            b.assign_type(name, value);
        }
        self.names.truncate(first);
        self.items.truncate(start);
    }

    /// Where the elements of the statement at `depth` start.
    fn start_of_items(&self, depth: u32) -> usize {
        self.items
            .iter()
            .rposition(|item| item.depth < depth)
            .map_or(0, |before| before + 1)
    }
}

/// The value that the target at a place gets; several targets of one value are its results, of
/// which only the first has a type that is known.
fn value_of(at: usize, targets: usize, values: &[Item]) -> Value {
    if values.len() == targets {
        values.get(at).map_or(Value::Unknown, |item| item.value)
    } else if let ([value], 0) = (values, at) {
        value.value
    } else {
        Value::Unknown
    }
}

/// Statements that give values to what stands in their lists.
fn takes_items(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ShortVarDeclaration
            | Kind::AssignmentStatement
            | Kind::RangeClause
            | Kind::ReceiveStatement
            | Kind::VarSpec
            | Kind::ConstSpec
    )
}

/// Whether a loop or a case of a `select` declares its variables: `:=`.
pub(super) fn declares(clause: Node<'_>, b: &Builder<'_>) -> bool {
    clause.child_by_field_name("left").is_some_and(|left| {
        let rest = b.slice(left.end_byte(), clause.end_byte());
        let at = rest.iter().position(|c| !c.is_ascii_whitespace());
        at.is_some_and(|at| rest[at..].starts_with(b":="))
    })
}

/// A variable's signature: its declaration where that is short, else without the value.
fn end_of_signature(spec: Node<'_>, name: Node<'_>) -> usize {
    if spec.end_byte() - spec.start_byte() <= SIGNATURE_BYTES_MAX {
        return spec.end_byte();
    }
    spec.child_by_field_name("type").unwrap_or(name).end_byte()
}
