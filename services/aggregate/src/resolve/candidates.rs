//! C#'s overloads: those that cannot take what a call is given are left out.
//!
//! A candidate is left out only for what is certain of its parameters and of the arguments; if one is
//! left, it is meant, and if several are, the one whose known parameters are just what is given.

use facts::{DefinitionKind, Flags, Operand, Reference, TypeOf};
use graph::NodeRef;

use super::choose::may_take;
use super::ladder::Climb;
use super::meaning::Meaning;
use super::symbols::Symbol;
use super::values::Value;
use super::world::Place;

/// The place of the number of type arguments among the arguments of a call.
const TYPE_ARGUMENTS: u8 = u8::MAX;
/// Numbers. A constant is taken for any of them that can hold it, so none is left out for another.
const NUMBERS: [&str; 10] = [
    "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double",
];

/// What a parameter takes, or an argument is, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort<'a> {
    /// Perhaps anything.
    Unknown,
    /// A word of the language, as `int`; `null` too.
    Word(&'a str),
    /// A function of so many parameters.
    Function(u8),
    /// A type of the repository.
    Ours(NodeRef),
    /// An array.
    Array,
}

/// How an argument fits a parameter, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    Perhaps,
    Exact,
}

impl<'a> Climb<'a> {
    /// The one of the overloads in a place that takes what a call is given.
    pub(super) fn fitting_overload(&self, at: u32, reference: &Reference, place: Place) -> Meaning {
        let world = self.stand.world;
        let several = Meaning::Several(Some(place));
        let name = world.name_in(place, self.file, reference);
        let named = world.named(place, name).iter().copied();
        let callable = named.filter(|&n| world.kind(n).is_callable());
        let mut best = Vec::new();
        let mut best_fit = Fit::No;
        let arguments: Vec<(u8, Operand)> = world
            .arguments(self.file, at)
            .map(|a| (a.position, a.operand))
            .collect();
        let is_exact = |n: &NodeRef| {
            world
                .definition(*n)
                .is_some_and(|d| d.arity == reference.arity)
        };
        let found: Vec<(NodeRef, Fit)> = callable
            .filter(|&n| may_take(world, n, reference.arity))
            .map(|n| (n, self.fit_of(n, &arguments)))
            .filter(|(_, fit)| *fit != Fit::No)
            .collect();
        // What leaves no argument out goes before the rest.
        let has_exact = found.iter().any(|(n, _)| is_exact(n));
        for (node, fit) in found {
            if has_exact && !is_exact(&node) {
                continue;
            }
            if fit > best_fit {
                best.clear();
                best_fit = fit;
            }
            if fit == best_fit {
                best.push(node);
            }
        }
        let [only] = best.as_slice() else {
            return several;
        };
        Meaning::overload(*only, reference.receiver)
    }

    /// How the arguments fit the parameters of a function.
    fn fit_of(&self, function: NodeRef, arguments: &[(u8, Operand)]) -> Fit {
        let world = self.stand.world;
        let (mut parameters, mut types) = (Vec::new(), 0_usize);
        for (node, d) in world.inside(function) {
            match d.kind {
                DefinitionKind::Parameter => parameters.push(node),
                DefinitionKind::TypeParameter => types += 1,
                _ => {}
            }
        }
        let mut whole = Fit::Exact;
        for &(position, operand) in arguments {
            let fit = match operand {
                Operand::Literal(count) if position == TYPE_ARGUMENTS => {
                    let count = world.symbols.at(self.file, count);
                    if world.symbols.text(count).parse() == Ok(types) {
                        Fit::Exact
                    } else {
                        Fit::No
                    }
                }
                operand => match parameters.get(usize::from(position)) {
                    Some(&parameter) => self.fit_one(self.sort_given(operand), parameter),
                    None => Fit::Perhaps,
                },
            };
            whole = whole.min(fit);
        }
        whole
    }

    fn fit_one(&self, given: Sort<'a>, parameter: NodeRef) -> Fit {
        let world = self.stand.world;
        match (given, self.sort_taken(parameter)) {
            (Sort::Unknown, _)
            | (_, Sort::Unknown)
            | (Sort::Array, _)
            // Of `int?` no more is known than of `int`.
            | (Sort::Word("null"), _)
            | (_, Sort::Word("object")) => Fit::Perhaps,
            (Sort::Word(from), Sort::Word(to)) if from == to => Fit::Exact,
            (Sort::Word(from), Sort::Word(to)) => {
                let rank = |text: &str| NUMBERS.iter().position(|n| *n == text);
                let is_wider = match (rank(from), rank(to)) {
                    (Some(_), Some(_)) => true,
                    (Some(_), None) => to == "decimal",
                    (None, Some(_)) => from == "char",
                    (None, None) => false,
                };
                if is_wider { Fit::Perhaps } else { Fit::No }
            }
            (Sort::Function(given), Sort::Function(taken)) => {
                if given == taken {
                    Fit::Exact
                } else {
                    Fit::No
                }
            }
            (Sort::Function(_), Sort::Ours(of)) => match world.kind(of) {
                // A delegate is a class to the graph.
                DefinitionKind::Class => Fit::Perhaps,
                _ => Fit::No,
            },
            (Sort::Ours(given), Sort::Ours(taken)) => {
                if world.whole(given) == world.whole(taken) {
                    Fit::Exact
                } else if self.stand.kin.is_below(world, given, taken) {
                    Fit::Perhaps
                } else {
                    Fit::No
                }
            }
            (Sort::Word(_), Sort::Function(_) | Sort::Ours(_) | Sort::Array)
            | (Sort::Function(_), Sort::Word(_) | Sort::Array)
            | (Sort::Ours(_), Sort::Word(_) | Sort::Function(_) | Sort::Array) => Fit::No,
        }
    }

    fn sort_given(&self, operand: Operand) -> Sort<'a> {
        let world = self.stand.world;
        match operand {
            Operand::Literal(name) => {
                let text = world.symbols.text(world.symbols.at(self.file, name));
                match text.strip_prefix("=>") {
                    Some(count) => count.parse().map_or(Sort::Unknown, Sort::Function),
                    None => Sort::Word(text),
                }
            }
            Operand::Typed(_) | Operand::Returning(_) | Operand::Given(..) => Sort::Unknown,
            Operand::Reference(of) => {
                let is_array = match self.meaning(self.file, of) {
                    Meaning::Node(found) => world.has(found.node, Flags::ARRAY),
                    _ => false,
                };
                if is_array {
                    return Sort::Array;
                }
                match self.value(self.file, of) {
                    Value::Instance(of) => Sort::Ours(of),
                    // A cast.
                    Value::Itself(of) if world.kind(of).is_type() => Sort::Ours(of),
                    Value::Outside(outside) if outside.module == Symbol::NONE => {
                        word(world.symbols.text(outside.names[0]), outside.names[1])
                    }
                    _ => Sort::Unknown,
                }
            }
        }
    }

    fn sort_taken(&self, parameter: NodeRef) -> Sort<'a> {
        let world = self.stand.world;
        let Some(d) = world.definition(parameter) else {
            return Sort::Unknown;
        };
        if d.flags.has(Flags::ARRAY) {
            return Sort::Array;
        }
        match d.type_of {
            Some(TypeOf::Named(name)) => {
                let name = world.symbols.at(parameter.file, name);
                word(world.symbols.text(name), Symbol::NONE)
            }
            Some(TypeOf::Declared(of)) => {
                if let Some(count) = self.function_of(parameter.file, of) {
                    return Sort::Function(count);
                }
                match self.meaning(parameter.file, of) {
                    Meaning::Node(found) if world.kind(found.node).is_type() => {
                        Sort::Ours(found.node)
                    }
                    _ => Sort::Unknown,
                }
            }
            Some(TypeOf::Value(_)) | None => Sort::Unknown,
        }
    }
}

/// A word of the language, if it is one.
fn word(text: &str, member: Symbol) -> Sort<'_> {
    let is_word = NUMBERS.contains(&text)
        || matches!(text, "bool" | "char" | "decimal" | "object" | "string");
    if is_word && member == Symbol::NONE {
        Sort::Word(text)
    } else {
        Sort::Unknown
    }
}
