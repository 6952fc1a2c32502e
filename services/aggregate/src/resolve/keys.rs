//! Keys of object literals and patterns, and attributes of elements: members of the type that is
//! expected there.

use facts::{Argument, Definition, Flags, Operand, Reference, Role, TypeOf};
use graph::NodeRef;

use super::choose::Usage;
use super::constructors::constructor;
use super::ladder::Climb;
use super::meaning::Meaning;
use super::members::Member;
use super::values::Value;

/// How many patterns in each other are looked through.
const PATTERNS_MAX: usize = 8;

impl Climb<'_> {
    /// What a key is a member of has under its name.
    pub(super) fn keyed(&self, key: u32, reference: &Reference) -> Meaning {
        match self.plainly_keyed(key, reference) {
            unknown @ (Meaning::Unknown | Meaning::Foreign) => {
                self.typed_key(key, reference).unwrap_or(unknown)
            }
            known => known,
        }
    }

    /// As [`Climb::keyed`], where the type has no arguments that count.
    fn plainly_keyed(&self, key: u32, reference: &Reference) -> Meaning {
        let Some((of, position)) = self.source_of(self.file, key) else {
            return Meaning::Unknown;
        };
        let value = if position == Argument::OF_VALUE {
            self.value_or_instance(self.file, of)
        } else {
            self.taken(of, position)
        };
        // What a literal has under the key is its own, and no key of what it is.
        if reference.role == Role::Write && !matches!(value, Value::Instance(_) | Value::Outside(_))
        {
            return Meaning::Unknown;
        }
        let name = self.stand.world.symbols.at(self.file, reference.name);
        self.of_value(value, name, Usage::Value)
    }

    /// Of what a key is a member, and how: see [`facts::Bound::Member`].
    fn source_of(&self, file: u32, key: u32) -> Option<(u32, u8)> {
        let world = self.stand.world;
        let argument = world.arguments(file, key).next()?;
        match argument.operand {
            Operand::Reference(of) if world.reference(file, key)?.is_key() => {
                Some((of, argument.position))
            }
            _ => None,
        }
    }

    fn value_or_instance(&self, file: u32, of: u32) -> Value {
        match self.stand.world.reference(file, of).map(|r| r.role) {
            Some(Role::Type) => self.instance(file, of),
            _ => self.value(file, of),
        }
    }

    /// What the parameter at a place takes of what a reference calls.
    fn taken(&self, callee: u32, position: u8) -> Value {
        let world = self.stand.world;
        let Meaning::Node(called) = self.meaning(self.file, callee) else {
            return Value::Unknown;
        };
        let kind = world.kind(called.node);
        let function = if kind.is_callable() {
            Some(called.node)
        } else if kind.is_type() {
            self.constructor_of(called.node)
        } else {
            None
        };
        function.map_or(Value::Unknown, |function| {
            self.parameter_type(function, position)
        })
    }

    /// The constructor of a type, its own or the nearest above, if no unknown type is between.
    pub(super) fn constructor_of(&self, of: NodeRef) -> Option<NodeRef> {
        let world = self.stand.world;
        let sought = constructor(world, of.file)?;
        match self.stand.kin.member(world, of, sought) {
            Member::Own(node)
            | Member::Inherited {
                node,
                is_past_unknown: false,
            } => Some(node),
            Member::Inherited { .. } | Member::Several(_) | Member::Missing => None,
        }
    }

    /// What the parameter of a function at a place is declared to be. The names of a pattern are
    /// parameters each, and tell by their keys what the pattern is of.
    fn parameter_type(&self, function: NodeRef, position: u8) -> Value {
        let world = self.stand.world;
        let file = function.file;
        let takes = world.definition(function).map_or(0, |d| d.arity);
        if position >= takes {
            return Value::Unknown;
        }
        let mut parameters = world.parameters(function).map(|(_, d)| d);
        let mut at = None;
        let mut place = 0;
        loop {
            let Some(parameter) = parameters.next() else {
                return Value::Unknown;
            };
            let pattern = self.pattern_of(file, parameter);
            let is_same = at.is_some_and(|(before, body): (Option<u32>, &Definition)| {
                // Another name of the pattern, or a parameter of the type of the one before.
                (pattern.is_some() && before == pattern) || is_within(parameter, body)
            });
            if is_same {
                continue;
            }
            if at.is_some() {
                place += 1;
            }
            at = Some((pattern, parameter));
            if place == position {
                return match (pattern, parameter.type_of) {
                    (Some(of), _) | (None, Some(TypeOf::Declared(of))) => self.instance(file, of),
                    _ => Value::Unknown,
                };
            }
        }
    }

    /// The type of the pattern that a parameter is a name of.
    fn pattern_of(&self, file: u32, parameter: &Definition) -> Option<u32> {
        let Some(TypeOf::Value(key)) = parameter.type_of else {
            return None;
        };
        if parameter.flags.has(Flags::GIVEN) {
            return None;
        }
        let mut at = key;
        for _ in 0..PATTERNS_MAX {
            let (of, _) = self.source_of(file, at)?;
            if self.stand.world.reference(file, of)?.role == Role::Type {
                return Some(of);
            }
            at = of;
        }
        None
    }
}

fn is_within(inner: &Definition, outer: &Definition) -> bool {
    let start = |d: &Definition| (d.body.start_line, d.body.start_col);
    let end = |d: &Definition| (d.body.end_line, d.body.end_col);
    start(outer) <= start(inner) && end(inner) <= end(outer)
}
