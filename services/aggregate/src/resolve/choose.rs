//! Which of several namesakes in one place is meant.

use facts::{Definition, DefinitionKind, Flags, Reference, Role};
use graph::NodeRef;

use super::rules::Overloads;
use super::world::World;

/// Arguments or parameters of an unknown number.
const ARITY_UNKNOWN: u8 = u8::MAX;

/// How a name is used, as far as it tells which namesake is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Usage {
    /// With so many arguments.
    Call(u8),
    /// As a type.
    Type,
    /// As a value.
    Value,
    /// Before a `::`.
    Path,
    /// Nothing is told.
    Any,
}

impl Usage {
    /// How a reference uses its name.
    pub(super) fn of(reference: &Reference) -> Usage {
        match reference.role {
            Role::Call | Role::Instantiate | Role::Decorator => Usage::Call(reference.arity),
            Role::Type | Role::Supertype => Usage::Type,
            Role::Read | Role::Write => Usage::Value,
            Role::Import => Usage::Any,
        }
    }

    /// Whether a member is meant by a name that is used so, where names of methods are apart.
    pub(super) fn takes(self, kind: DefinitionKind) -> bool {
        match self {
            Usage::Call(_) => kind.is_callable(),
            Usage::Value => !kind.is_callable(),
            Usage::Type | Usage::Path | Usage::Any => true,
        }
    }

    /// Whether a definition is of the sort that is used so.
    fn suits(self, d: &Definition) -> bool {
        let kind = d.kind;
        match self {
            Usage::Call(_) => kind.is_callable() || kind.is_type() || kind == DefinitionKind::Macro,
            Usage::Type => kind.is_type(),
            Usage::Value => !kind.is_callable() || d.flags.has(Flags::PROPERTY),
            Usage::Path => {
                kind.is_type() || matches!(kind, DefinitionKind::Module | DefinitionKind::Namespace)
            }
            Usage::Any => true,
        }
    }
}

/// What was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Choice {
    /// There is none.
    Nothing,
    /// This one.
    One(NodeRef),
    /// One of them, but which?
    Several,
}

/// Chooses among the namesakes of one place. Where a language lets a name be declared again
/// (conditions, overload signatures, accessors) the first that is defined stands for all; where
/// it has overloads, arity must leave one.
pub(super) fn choose(world: &World<'_>, found: &[NodeRef], usage: Usage) -> Choice {
    let (&first, rest) = match found {
        [] => return Choice::Nothing,
        [first, rest @ ..] => (first, rest),
    };
    if rest.is_empty() {
        return Choice::One(first);
    }
    let mut left: Vec<(NodeRef, &Definition)> = found
        .iter()
        .filter_map(|&node| Some((node, world.definition(node)?)))
        .collect();
    prefer(&mut left, |d| usage.suits(d));
    prefer(&mut left, |d| !d.flags.has(Flags::DECLARATION));
    prefer(&mut left, |d| !d.flags.has(Flags::TEST));
    let overloads = world.rules(first.file).overloads != Overloads::None;
    if overloads && left.len() > 1 && left.iter().all(|(_, d)| d.kind.is_callable()) {
        return by_arity(world, &left, usage);
    }
    left.first()
        .map_or(Choice::Nothing, |&(node, _)| Choice::One(node))
}

/// Keeps only what passes, unless nothing does.
fn prefer(left: &mut Vec<(NodeRef, &Definition)>, passes: impl Fn(&Definition) -> bool) {
    if left.len() > 1 && left.iter().any(|(_, d)| passes(d)) {
        left.retain(|(_, d)| passes(d));
    }
}

fn by_arity(world: &World<'_>, left: &[(NodeRef, &Definition)], usage: Usage) -> Choice {
    let wanted = match usage {
        Usage::Call(arity) => arity,
        Usage::Type | Usage::Value | Usage::Path | Usage::Any => ARITY_UNKNOWN,
    };
    let mut fitting = left
        .iter()
        .filter(|(_, d)| takes(d.arity, wanted))
        .map(|&(node, _)| node);
    let Some(first) = fitting.next() else {
        return Choice::Several;
    };
    // The same head twice is one function under two conditions of the preprocessor.
    if fitting.all(|other| same_head(world, first, other)) {
        return Choice::One(first);
    }
    Choice::Several
}

/// Whether so many parameters take so many arguments.
pub(super) fn takes(parameters: u8, arguments: u8) -> bool {
    parameters == arguments || parameters == ARITY_UNKNOWN || arguments == ARITY_UNKNOWN
}

fn same_head(world: &World<'_>, a: NodeRef, b: NodeRef) -> bool {
    let head = |node: NodeRef| {
        let file = world.file(node.file)?;
        Some(file.name(world.definition(node)?.signature?))
    };
    a.file == b.file && head(a).is_some() && head(a) == head(b)
}
