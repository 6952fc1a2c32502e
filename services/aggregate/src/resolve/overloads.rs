//! Java's overloads: which of several methods takes arguments of these types.
//!
//! The rules are those of the language, in its three steps: without boxing, with boxing, with a
//! variable number of arguments; in each the most specific method is meant. What is not known may be
//! anything, and where that leaves two methods, none is chosen.

use facts::{Definition, Flags, Operand, Reference, Role};
use graph::{NodeRef, Strategy};

use super::choose::{ARITY_UNKNOWN, takes};
use super::ladder::Climb;
use super::meaning::{Meaning, Outside, sure};
use super::symbols::Symbol;
use super::values::Value;
use super::world::Place;

/// Primitive types, each of which widens to those after it; `char` to those from `int` on.
const NUMBERS: [&str; 6] = ["byte", "short", "int", "long", "float", "double"];
/// Primitive types with the types of their boxes.
const BOXES: [(&str, &str); 8] = [
    ("boolean", "Boolean"),
    ("byte", "Byte"),
    ("char", "Character"),
    ("double", "Double"),
    ("float", "Float"),
    ("int", "Integer"),
    ("long", "Long"),
    ("short", "Short"),
];

/// A type, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type<'a> {
    /// Perhaps any.
    Unknown,
    /// Of `null`.
    Null,
    /// `int` and its like.
    Primitive(&'a str),
    /// A type of the repository.
    Ours(NodeRef),
    /// Another type.
    Outside(Outside),
    /// An array, of known or unknown elements.
    Array(Option<NodeRef>),
}

/// How an argument fits a parameter, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    Perhaps,
    Boxed,
    Plain,
}

/// A method that may be meant.
struct Candidate<'a> {
    node: NodeRef,
    /// `None` when it takes any number.
    parameters: Option<Vec<Type<'a>>>,
    fit: Fit,
}

impl<'a> Climb<'a> {
    /// The one of the overloads in a place that the arguments of a call choose.
    pub(super) fn overload(&self, at: u32, reference: &Reference, place: Place) -> Meaning {
        let world = self.stand.world;
        let several = Meaning::Several(Some(place));
        let name = world.name_in(place, self.file, reference);
        let given = self.given(at, reference.arity);
        let named = world.named(place, name).iter().copied();
        let mut candidates: Vec<Candidate<'_>> = named
            .filter_map(|node| Some((node, world.definition(node)?)))
            .filter(|(_, d)| d.kind.is_callable() && takes(d.arity, reference.arity))
            .map(|(node, d)| self.candidate(node, d, &given))
            .filter(|candidate| candidate.fit != Fit::No)
            .collect();
        // What takes a fixed number, without boxing, goes before the rest.
        for step in [Fit::Plain, Fit::Boxed] {
            let fits = |c: &Candidate<'_>| c.parameters.is_some() && c.fit >= step;
            if candidates.iter().any(fits) {
                candidates.retain(|c| fits(c) || (c.parameters.is_some() && c.fit == Fit::Perhaps));
                break;
            }
        }
        let chosen = match candidates.as_slice() {
            [only] => Some(only.node),
            all if all.iter().all(|c| c.fit > Fit::Perhaps) => self.most_specific(all),
            _ => None,
        };
        chosen.map_or(several, |node| Meaning::overload(node, reference.receiver))
    }

    /// The types of the arguments of a call.
    fn given(&self, call: u32, count: u8) -> Vec<Type<'a>> {
        let mut given = vec![Type::Unknown; usize::from(count)];
        for argument in self.stand.world.arguments(self.file, call) {
            if let Some(slot) = given.get_mut(usize::from(argument.position)) {
                *slot = match argument.operand {
                    Operand::Literal(name) => {
                        self.literal(self.stand.world.symbols.at(self.file, name))
                    }
                    Operand::Reference(of) => self.operand(of),
                    Operand::Typed(_) | Operand::Returning(_) | Operand::Given(..) => Type::Unknown,
                };
            }
        }
        given
    }

    fn literal(&self, name: Symbol) -> Type<'a> {
        match self.stand.world.symbols.text(name) {
            "null" => Type::Null,
            text if is_primitive(text) => Type::Primitive(text),
            _ => Type::Outside(Outside::builtin(name)),
        }
    }

    /// The type of what a reference is or returns.
    fn operand(&self, reference: u32) -> Type<'a> {
        let world = self.stand.world;
        let Some(r) = world.reference(self.file, reference) else {
            return Type::Unknown;
        };
        match (r.role, self.meaning(self.file, reference)) {
            // A cast.
            (Role::Type, Meaning::Outside(outside)) => self.outside(outside),
            (Role::Type, _) => match self.named_type(self.file, reference) {
                Some(of) => Type::Ours(of),
                None => Type::Unknown,
            },
            (_, Meaning::Node(found)) if world.has(found.node, Flags::ARRAY) => {
                match self.value(self.file, reference) {
                    Value::Instance(of) => Type::Array(Some(of)),
                    _ => Type::Array(None),
                }
            }
            // A constant or a call of a library: its name is no type.
            (role, Meaning::Outside(_)) if role != Role::Instantiate => Type::Unknown,
            _ => self.of_value_type(self.value(self.file, reference)),
        }
    }

    fn of_value_type(&self, value: Value) -> Type<'a> {
        match value {
            Value::Instance(of) => Type::Ours(of),
            Value::Outside(outside) => self.outside(outside),
            Value::Unknown | Value::Foreign | Value::Itself(_) | Value::Place(_) => Type::Unknown,
        }
    }

    fn outside(&self, outside: Outside) -> Type<'a> {
        match self.stand.world.symbols.text(outside.last()) {
            text if outside.module == Symbol::NONE && is_primitive(text) => Type::Primitive(text),
            _ => Type::Outside(outside),
        }
    }

    fn candidate(&self, node: NodeRef, d: &Definition, given: &[Type<'a>]) -> Candidate<'a> {
        if d.arity == ARITY_UNKNOWN || usize::from(d.arity) != given.len() {
            let (parameters, fit) = (None, Fit::Perhaps);
            return Candidate {
                node,
                parameters,
                fit,
            };
        }
        let parameters = self.parameters(node, given.len());
        let fits = parameters.iter().zip(given);
        let fits = fits.map(|(&parameter, &argument)| self.fit(argument, parameter));
        let fit = fits.min().unwrap_or(Fit::Plain);
        let parameters = Some(parameters);
        Candidate {
            node,
            parameters,
            fit,
        }
    }

    /// The types of the parameters of a method.
    fn parameters(&self, method: NodeRef, count: usize) -> Vec<Type<'a>> {
        let world = self.stand.world;
        let mut types: Vec<Type<'a>> = world
            .parameters(method)
            .take(count)
            .map(|(node, d)| {
                let value = self.held(Meaning::node(node, Strategy::Local, sure::LOCAL));
                match value {
                    Value::Instance(of) if d.flags.has(Flags::ARRAY) => Type::Array(Some(of)),
                    _ if d.flags.has(Flags::ARRAY) => Type::Array(None),
                    value => self.of_value_type(value),
                }
            })
            .collect();
        types.resize(count, Type::Unknown);
        types
    }

    fn fit(&self, argument: Type<'a>, parameter: Type<'a>) -> Fit {
        match (argument, parameter) {
            (Type::Unknown, _) | (_, Type::Unknown) => Fit::Perhaps,
            (Type::Null, Type::Primitive(_)) => Fit::No,
            (Type::Null, _) => Fit::Plain,
            (_, Type::Null) => Fit::No,
            (Type::Primitive(from), Type::Primitive(to)) => widens(from, to),
            (Type::Primitive(from), Type::Outside(to)) => {
                let text = self.language(to);
                let is_box = BOXES.contains(&(from, text));
                if is_box || is_above_box(boxed(from), text) {
                    Fit::Boxed
                } else {
                    Fit::No
                }
            }
            (Type::Primitive(_), Type::Ours(_) | Type::Array(_))
            | (Type::Ours(_) | Type::Array(_), Type::Primitive(_))
            | (Type::Array(_), Type::Ours(_))
            | (Type::Ours(_), Type::Array(_))
            // No type of a library knows one of ours.
            | (Type::Outside(_), Type::Ours(_)) => Fit::No,
            (Type::Outside(from), Type::Primitive(to)) => {
                let from = self.language(from);
                let unboxed = BOXES.iter().find(|(_, box_of)| *box_of == from);
                match unboxed {
                    Some((from, _)) if widens(from, to) == Fit::Plain => Fit::Boxed,
                    _ => Fit::No,
                }
            }
            (Type::Ours(from), Type::Ours(to)) => {
                let world = self.stand.world;
                if from == to || self.stand.kin.is_below(world, from, to) {
                    Fit::Plain
                } else {
                    Fit::No
                }
            }
            (Type::Ours(_), Type::Outside(to)) => match self.language(to) {
                "Object" => Fit::Plain,
                text if is_final(text) => Fit::No,
                _ => Fit::Perhaps,
            },
            (Type::Array(_), Type::Outside(to)) => match self.language(to) {
                "Object" => Fit::Plain,
                "Cloneable" => Fit::Plain,
                _ => Fit::Perhaps,
            },
            (Type::Outside(from), Type::Array(_)) => match self.language(from) {
                text if is_final(text) => Fit::No,
                _ => Fit::Perhaps,
            },
            (Type::Array(Some(from)), Type::Array(Some(to))) => {
                self.fit(Type::Ours(from), Type::Ours(to))
            }
            (Type::Array(_), Type::Array(_)) => Fit::Perhaps,
            (Type::Outside(from), Type::Outside(to)) => {
                let (from_text, to_text) = (self.language(from), self.language(to));
                if from == to || to_text == "Object" || is_above_box(from_text, to_text) {
                    Fit::Plain
                } else if is_final(from_text) && !to_text.is_empty() {
                    Fit::No
                } else {
                    Fit::Perhaps
                }
            }
        }
    }

    /// The name of a type of the language itself; empty for others.
    fn language(&self, outside: Outside) -> &'a str {
        if outside.module == Symbol::NONE {
            self.stand.world.symbols.text(outside.last())
        } else {
            ""
        }
    }

    /// The one whose parameters fit those of all others.
    fn most_specific(&self, candidates: &[Candidate<'a>]) -> Option<NodeRef> {
        let is_within = |a: &Candidate<'a>, b: &Candidate<'a>| {
            let (Some(a), Some(b)) = (&a.parameters, &b.parameters) else {
                return false;
            };
            a.iter().zip(b).all(|(&a, &b)| self.fit(a, b) == Fit::Plain)
        };
        let mut best = candidates.iter().filter(|a| {
            let mut others = candidates.iter().filter(|b| b.node != a.node);
            others.all(|b| is_within(a, b) && !is_within(b, a))
        });
        let only = best.next()?;
        best.next().is_none().then_some(only.node)
    }
}

fn is_primitive(text: &str) -> bool {
    BOXES.iter().any(|(primitive, _)| *primitive == text)
}

fn boxed(primitive: &str) -> &'static str {
    let found = BOXES.iter().find(|(own, _)| *own == primitive);
    found.map_or("", |(_, of)| of)
}

/// Whether no class extends a type of the language.
fn is_final(text: &str) -> bool {
    text == "String" || BOXES.iter().any(|(_, of)| *of == text)
}

/// Whether a final type of the language is one of another.
fn is_above_box(from: &str, to: &str) -> bool {
    match to {
        "Object" | "Comparable" => is_final(from),
        "CharSequence" => from == "String",
        "Number" => is_final(from) && !matches!(from, "String" | "Boolean" | "Character"),
        _ => false,
    }
}

/// Whether a primitive value is taken for one of another type.
fn widens(from: &str, to: &str) -> Fit {
    let rank = |text: &str| NUMBERS.iter().position(|n| *n == text);
    let is_wider = match (from, rank(from), rank(to)) {
        ("char", _, Some(to)) => NUMBERS[to] != "byte" && NUMBERS[to] != "short",
        (_, Some(from), Some(to)) => from <= to,
        _ => false,
    };
    if from == to || is_wider {
        Fit::Plain
    } else {
        Fit::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_widen_and_nothing_else_does() {
        for (from, to) in [
            ("int", "long"),
            ("char", "int"),
            ("int", "int"),
            ("byte", "double"),
        ] {
            assert_eq!(widens(from, to), Fit::Plain, "{from} {to}");
        }
        for (from, to) in [
            ("long", "int"),
            ("char", "short"),
            ("boolean", "int"),
            ("int", "char"),
        ] {
            assert_eq!(widens(from, to), Fit::No, "{from} {to}");
        }
    }

    #[test]
    fn boxes_are_what_they_are_above() {
        assert!(is_above_box("Integer", "Number") && is_above_box("String", "CharSequence"));
        assert!(!is_above_box("String", "Number") && !is_above_box("List", "Comparable"));
        assert_eq!(boxed("char"), "Character");
    }
}
