//! What Python's annotations say beyond a name: types in strings, elements of containers.

use facts::{Argument, Operand, Role, Span};

use super::vocabulary::{Field, Kind};
use super::{Python, Visit};
use crate::extract::builder::Builder;
use crate::extract::text::span;
use crate::extract::walk::Value;

/// Types that only wrap another.
const WRAPPERS: [&str; 5] = ["Optional", "Final", "ClassVar", "Required", "NotRequired"];
/// Types of many values of one type, which is their first argument.
const CONTAINERS: [&str; 25] = [
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterator",
    "Collection",
    "Deque",
    "FrozenSet",
    "Generator",
    "Iterable",
    "Iterator",
    "List",
    "MutableSequence",
    "MutableSet",
    "Sequence",
    "Set",
    "ValuesView",
    "deque",
    "frozenset",
    "list",
    "set",
    "Dict",
    "DefaultDict",
    "Mapping",
    "MutableMapping",
    "OrderedDict",
    "dict",
];
/// Types of which a value may be anything, as far as their name tells.
const OPEN: [&str; 6] = ["Any", "Callable", "Literal", "Type", "Union", "type"];
/// Types whose arguments are no types.
const PLAIN: [&str; 2] = ["Literal", "Annotated"];

impl Python {
    /// A string in an annotation: the types that it names.
    pub(super) fn quoted_type(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let is_plain = match visit.parent() {
            // string < type < type_parameter < generic_type
            Kind::Type => visit
                .node_above(2)
                .filter(|_| visit.above(1) == Kind::TypeParameter)
                .and_then(|generic| generic.child(0))
                .is_some_and(|name| PLAIN.iter().any(|p| b.text(name) == p.as_bytes())),
            Kind::Subscript => visit
                .value_above(0, Field::Value)
                .reference()
                .is_none_or(|at| PLAIN.contains(&b.name_of_reference(at))),
            Kind::BinaryOperator => false,
            _ => true,
        };
        if self.types == 0 || is_plain {
            return Value::Unknown;
        }
        let (text, place) = (b.text(visit.node), span(visit.node));
        let quote = text.first().copied().unwrap_or_default();
        let inner = text
            .strip_prefix(&[quote])
            .and_then(|t| t.strip_suffix(&[quote]));
        let is_type = |c: &u8| {
            c.is_ascii_alphanumeric() || matches!(c, b'_' | b'.' | b'[' | b']' | b'|' | b',' | b' ')
        };
        match inner {
            Some(inner) if matches!(quote, b'"' | b'\'') && inner.iter().all(is_type) => {
                types_in(inner, place, b)
            }
            _ => Value::Unknown,
        }
    }
}

/// References from the names in a text, which is behind the first byte of `place`; what the whole
/// comes to.
fn types_in<'s>(text: &'s [u8], place: Span, b: &mut Builder<'s>) -> Value {
    let mut value = Value::Unknown;
    let mut last = Value::Unknown;
    let mut is_clear = true;
    // The type that tells stands so deep in brackets.
    let (mut depth, mut told_at) = (0_usize, 0_usize);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let len = text[at..].iter().take_while(|c| is_word(**c)).count();
        if len == 0 {
            match byte {
                b'[' => {
                    depth += 1;
                    let is_wrapper = last
                        .reference()
                        .is_some_and(|last| WRAPPERS.contains(&b.name_of_reference(last)));
                    if is_wrapper && told_at + 1 == depth && value == last {
                        told_at = depth;
                        value = Value::Unknown;
                    }
                }
                b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if byte != b'.' {
                last = Value::Unknown;
            }
            at += 1;
            continue;
        }
        let word = &text[at..at + len];
        let start_col = place.start_col + 1 + at as u32;
        let here = Span {
            start_line: place.start_line,
            start_col,
            end_line: place.start_line,
            end_col: start_col + len as u32,
        };
        let is_member = at > 0 && text[at - 1] == b'.';
        at += len;
        if word == b"None" || word[0].is_ascii_digit() {
            last = Value::Unknown;
            continue;
        }
        let before = last;
        last = Value::Reference(if is_member {
            b.member_spelled(word, here, Role::Type, before)
        } else {
            b.reference_spelled(word, here, Role::Type)
        });
        if depth == told_at {
            is_clear &= value == Value::Unknown || is_member && value == before;
            value = last;
        }
    }
    if is_clear { value } else { Value::Unknown }
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// What an annotation comes to.
pub(super) fn annotated(value: Value, b: &Builder<'_>) -> Value {
    match value.reference() {
        Some(at) if b.name_of_reference(at) == "Any" => Value::Unknown,
        _ => value,
    }
}

/// A generic type is what it is made of, but for those that only wrap another. Of what a container
/// holds a note is kept, as if the type were called with it.
pub(super) fn type_of_generic(
    generic: Value,
    first: Value,
    argument: Value,
    b: &mut Builder<'_>,
) -> Value {
    let Some(at) = generic.reference() else {
        return Value::Unknown;
    };
    let name = b.name_of_reference(at);
    if WRAPPERS.contains(&name) {
        return argument;
    }
    if OPEN.contains(&name) {
        return Value::Unknown;
    }
    if let Some(known) = CONTAINERS.iter().position(|container| *container == name) {
        let is_map = known >= CONTAINERS.len() - 6;
        let values = [(0, first), (1, argument)];
        for (position, value) in values.into_iter().take(1 + usize::from(is_map)) {
            if let Some(of) = value.reference() {
                b.argument(Argument {
                    call: at,
                    position,
                    operand: Operand::Reference(of),
                });
            }
        }
    }
    generic
}
