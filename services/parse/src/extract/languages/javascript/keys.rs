//! Keys of object literals and patterns, and attributes of elements: members of the type that is
//! expected where they stand.
//!
//! A key is a reference without a receiver. What it is a member of is told as an argument of that
//! reference, since it may stand behind it: `{ a }: Props`. The position tells how:
//! [`facts::Argument::OF_VALUE`] of what the operand is, or is of; any other of the parameter at
//! that place of what the operand names.

use facts::{Argument, Given, Operand, Role, TermId};
use tree_sitter::Node;

use super::arguments::is_called;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// How far up the expected type of a literal is looked for.
const AROUND_MAX: usize = 16;
/// How far up the function is looked for that returns a literal.
const FUNCTION_MAX: usize = 64;

/// Of what the keys of a literal or pattern are members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Unknown,
    /// As in an argument.
    Known(u32, u8),
    /// A value of a type.
    Typed(TermId),
    /// What a function literal returns that something takes.
    Returned(u32, Given),
    /// The first argument of what the call of the reference returns.
    Curried(u32),
    /// To be told when the node around is left, by the node of the literal or pattern.
    Later(usize),
}

/// A literal or pattern around, or an element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keys {
    source: Source,
    /// The latest key.
    latest: Option<u32>,
}

impl JavaScript {
    /// An object literal is entered.
    pub(super) fn enter_keys(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) {
        let source = self.expected(visit, 0, visit.field, b);
        self.keys.push(Keys {
            source,
            latest: None,
        });
    }

    /// A pattern of an object is entered.
    pub(super) fn enter_pattern_keys(&mut self, visit: &Visit<'_, '_>) {
        let source = match visit.parent() {
            Kind::RequiredParameter | Kind::OptionalParameter if visit.field == Field::Pattern => {
                Source::Later(visit.node.id())
            }
            Kind::VariableDeclarator if visit.field == Field::Name => {
                Source::Later(visit.node.id())
            }
            Kind::PairPattern if visit.field == Field::Value => self.of_latest(),
            _ => Source::Unknown,
        };
        self.keys.push(Keys {
            source,
            latest: None,
        });
    }

    /// An element with attributes: they are what the first parameter of its component has.
    pub(super) fn enter_element_keys(&mut self) {
        self.keys.push(Keys {
            source: Source::Unknown,
            latest: None,
        });
    }

    pub(super) fn leave_keys(&mut self) {
        self.keys.pop();
    }

    /// A member is entered; its key may be one that is computed, and then is none of these.
    pub(super) fn enter_member(&mut self) {
        if let Some(keys) = self.keys.last_mut() {
            keys.latest = None;
        }
    }

    /// What a literal that is the value of the latest key is expected to be.
    fn of_latest(&self) -> Source {
        match self.keys.last().and_then(|keys| keys.latest) {
            Some(key) => Source::Known(key, Argument::OF_VALUE),
            None => Source::Unknown,
        }
    }

    /// What takes the function literal that stands so many nodes above, and at which place.
    pub(super) fn taker(
        &self,
        visit: &Visit<'_, '_>,
        literal: usize,
        b: &Builder<'_>,
    ) -> Option<(u32, u8)> {
        let source = match visit.above(literal) {
            Kind::ArrowFunction | Kind::FunctionExpression => {
                self.expected(visit, literal + 1, visit.field_above(literal), b)
            }
            Kind::MethodDefinition if visit.above(literal + 1) == Kind::Object => self.of_latest(),
            _ => Source::Unknown,
        };
        match source {
            Source::Known(of, Argument::OF_VALUE) => Some((of, Given::VALUE)),
            Source::Known(of, place) if place < Given::CURRIED => Some((of, place)),
            Source::Curried(of) => Some((of, Given::CURRIED)),
            _ => None,
        }
    }

    /// What an object or function literal is expected to be where it stands: below the node so far
    /// above, in a field of it.
    fn expected(
        &self,
        visit: &Visit<'_, '_>,
        from: usize,
        field: Field,
        b: &Builder<'_>,
    ) -> Source {
        let of_value = |value: Value| match value.reference() {
            Some(at) => Source::Known(at, Argument::OF_VALUE),
            None => Source::Unknown,
        };
        let mut field = field;
        for n in from..from + AROUND_MAX {
            match visit.above(n) {
                Kind::ParenthesizedExpression | Kind::JsxExpression => {}
                Kind::BinaryExpression if field == Field::Right => {}
                Kind::Ternary if matches!(field, Field::Consequence | Field::Alternative) => {}
                Kind::AsExpression | Kind::SatisfiesExpression if n == 0 => {
                    return Source::Later(visit.node.id());
                }
                Kind::Arguments => {
                    let callee = match visit.above(n + 1) {
                        Kind::CallExpression => visit.value_above(n + 1, Field::Function),
                        Kind::NewExpression => visit.value_above(n + 1, Field::Constructor),
                        _ => return Source::Unknown,
                    };
                    return match (callee.reference(), visit.place_above(n)) {
                        (Some(callee), Some(0)) if is_called(callee, b) => Source::Curried(callee),
                        (Some(callee), _) if is_called(callee, b) => Source::Unknown,
                        (Some(callee), Some(place)) => Source::Known(callee, place),
                        _ => Source::Unknown,
                    };
                }
                Kind::VariableDeclarator
                | Kind::PublicFieldDefinition
                | Kind::RequiredParameter
                | Kind::OptionalParameter
                    if field == Field::Value =>
                {
                    return match of_value(visit.value_above(n, Field::Type)) {
                        Source::Unknown => self.typed(visit, n, Field::Type),
                        told => told,
                    };
                }
                Kind::AssignmentExpression if field == Field::Right => {
                    return of_value(visit.value_above(n, Field::Left));
                }
                Kind::Pair if field == Field::Value => return self.of_latest(),
                Kind::JsxAttribute => return self.of_latest(),
                Kind::ReturnStatement => {
                    return match of_value(returned(visit, n + 1)) {
                        Source::Unknown => self.returned_to_taker(),
                        told => told,
                    };
                }
                Kind::ArrowFunction if field == Field::Body => {
                    return match of_value(visit.value_above(n, Field::ReturnType)) {
                        Source::Unknown => match self.typed(visit, n, Field::ReturnType) {
                            Source::Unknown => self.returned_to_taker(),
                            told => told,
                        },
                        told => told,
                    };
                }
                _ => return Source::Unknown,
            }
            field = visit.field_above(n);
        }
        Source::Unknown
    }

    /// A value of the type that is written in a field of the node so far above.
    fn typed(&self, visit: &Visit<'_, '_>, n: usize, field: Field) -> Source {
        match self.waiting(visit, n, field) {
            Some(term) => Source::Typed(term),
            None => Source::Unknown,
        }
    }

    /// What the function literal around gives back to what takes it.
    fn returned_to_taker(&self) -> Source {
        match self.given(Given::RETURNED) {
            Some((of, given)) => Source::Returned(of, given),
            None => Source::Unknown,
        }
    }

    /// A name that is a key or names an attribute.
    pub(super) fn meet_key(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let role = match visit.parent() {
            Kind::Pair if visit.field == Field::Key => Role::Write,
            Kind::PairPattern if visit.field == Field::Key => Role::Read,
            Kind::MethodDefinition if visit.above(1) == Kind::Object => Role::Write,
            Kind::JsxAttribute => {
                self.tell_component(visit.value_above(1, Field::Name));
                Role::Write
            }
            _ => return,
        };
        self.key(visit.node, role, b);
    }

    /// A key, or the name of an attribute.
    pub(super) fn key(&mut self, node: Node<'_>, role: Role, b: &mut Builder<'_>) -> Option<u32> {
        let keys = self.keys.last_mut()?;
        if keys.source == Source::Unknown {
            keys.latest = None;
            return None;
        }
        let key = b.key(node, role);
        keys.latest = Some(key);
        let (position, operand) = match keys.source {
            Source::Unknown | Source::Curried(_) => return Some(key),
            Source::Later(at) => {
                self.late_keys.entry(at).or_default().push(key);
                return Some(key);
            }
            Source::Known(of, position) => (position, Operand::Reference(of)),
            Source::Typed(term) => (Argument::OF_VALUE, Operand::Typed(term)),
            Source::Returned(of, given) => (Argument::OF_VALUE, Operand::Given(of, given)),
        };
        b.argument(Argument {
            call: key,
            position,
            operand,
        });
        Some(key)
    }

    /// The key by which the name of a pattern gets its value.
    pub(super) fn key_of_name(&self, visit: &Visit<'_, '_>) -> Option<u32> {
        let is_of_key = match visit.parent() {
            Kind::ObjectPattern => visit.kind == Kind::ShorthandPropertyIdentifierPattern,
            Kind::ObjectAssignmentPattern => visit.field == Field::Left,
            Kind::PairPattern => visit.field == Field::Value,
            Kind::AssignmentPattern => {
                visit.field == Field::Left && visit.above(1) == Kind::PairPattern
            }
            _ => false,
        };
        let keys = self.keys.last().filter(|_| is_of_key)?;
        keys.latest
    }

    /// Of what the attributes of the element around are members.
    pub(super) fn tell_element(&mut self, key: u32) {
        if let Some(keys) = self.keys.last_mut() {
            keys.source = Source::Known(key, Argument::OF_VALUE);
        }
    }

    /// The component of an element is known, and so what its attributes are members of.
    fn tell_component(&mut self, component: Value) {
        if let (Some(at), Some(keys)) = (component.reference(), self.keys.last_mut()) {
            keys.source = Source::Known(at, 0);
        }
    }

    /// Of what the keys of a literal or pattern are members, which stands before what tells it.
    pub(super) fn tell_keys(&mut self, node: Option<Node<'_>>, value: Value, b: &mut Builder<'_>) {
        if let Some(of) = value.reference() {
            self.tell_keys_as(node, Operand::Reference(of), b);
        } else if let Some(node) = node {
            self.late_keys.remove(&node.id());
        }
    }

    pub(super) fn tell_keys_as(
        &mut self,
        node: Option<Node<'_>>,
        operand: Operand,
        b: &mut Builder<'_>,
    ) {
        let Some(node) = node.filter(|_| !self.late_keys.is_empty()) else {
            return;
        };
        let keys = self.late_keys.remove(&node.id());
        for call in keys.into_iter().flatten() {
            b.argument(Argument {
                call,
                position: Argument::OF_VALUE,
                operand,
            });
        }
    }
}

/// What the function around is declared to return.
fn returned(visit: &Visit<'_, '_>, from: usize) -> Value {
    for n in from..FUNCTION_MAX {
        match visit.above(n) {
            Kind::FunctionDeclaration
            | Kind::FunctionExpression
            | Kind::ArrowFunction
            | Kind::MethodDefinition => return visit.value_above(n, Field::ReturnType),
            Kind::GeneratorFunction | Kind::GeneratorFunctionDeclaration => break,
            _ => {}
        }
    }
    Value::Unknown
}
