//! Which of several namesakes in one place is meant.

use std::borrow::Cow;

use events::language::Family;
use facts::{Definition, DefinitionKind, Flags, Reference, Role};
use graph::NodeRef;

use super::rules::Overloads;
use super::world::World;

/// Arguments or parameters of an unknown number.
pub(super) const ARITY_UNKNOWN: u8 = u8::MAX;

/// How a name is used, as far as it tells which namesake is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Usage {
    /// With so many arguments.
    Call(u8),
    /// As a type.
    Type,
    /// As a type with so many type arguments, where types are apart from members.
    Generic(u8),
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

    /// As [`Usage::of`], where types are apart from members.
    pub(super) fn apart(reference: &Reference) -> Usage {
        match reference.role {
            Role::Type | Role::Supertype | Role::Instantiate | Role::Decorator => {
                Usage::Generic(reference.arity)
            }
            // `A<B>.c`
            Role::Read | Role::Write if reference.arity != ARITY_UNKNOWN => {
                Usage::Generic(reference.arity)
            }
            Role::Call | Role::Read | Role::Write | Role::Import => Usage::of(reference),
        }
    }

    /// Whether a definition may be meant at all, where types are apart from members.
    fn admits(self, d: &Definition) -> bool {
        let kind = d.kind;
        let is_space = matches!(kind, DefinitionKind::Module | DefinitionKind::Namespace);
        match self {
            Usage::Generic(count) => kind.is_type() && takes(d.arity, count) || is_space,
            Usage::Call(_) => !kind.is_type() && !is_space,
            Usage::Value => !kind.is_type() || takes(d.arity, 0),
            Usage::Type | Usage::Path | Usage::Any => true,
        }
    }

    /// Whether a member is meant by a name that is used so, where names of methods are apart.
    pub(super) fn takes(self, kind: DefinitionKind) -> bool {
        match self {
            Usage::Call(_) => kind.is_callable(),
            Usage::Value => !kind.is_callable(),
            Usage::Type | Usage::Generic(_) | Usage::Path | Usage::Any => true,
        }
    }

    /// Whether a definition is of the sort that is used so.
    fn suits(self, d: &Definition) -> bool {
        let kind = d.kind;
        match self {
            Usage::Call(_) => kind.is_callable() || kind.is_type() || kind == DefinitionKind::Macro,
            Usage::Type | Usage::Generic(_) => kind.is_type(),
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

/// Those of the namesakes that may be meant at all, where types are apart from members.
pub(super) fn admitted<'n>(
    world: &World<'_>,
    found: &'n [NodeRef],
    usage: Usage,
) -> Cow<'n, [NodeRef]> {
    let is_apart = |n: &NodeRef| world.rules(n.file).has_types_apart;
    let is_admitted = |n: &NodeRef| world.definition(*n).is_some_and(|d| usage.admits(d));
    if !found.first().is_some_and(is_apart) || found.iter().all(is_admitted) {
        return Cow::Borrowed(found);
    }
    Cow::Owned(found.iter().copied().filter(is_admitted).collect())
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
    if left.len() > 1 && world.family(first.file) == Family::C {
        let is_main =
            |&(node, d): &(NodeRef, &Definition)| !(d.kind.is_type() && is_special(world, node));
        if left.iter().any(is_main) {
            left.retain(is_main);
        }
    }
    let rules = world.rules(first.file);
    if left.len() > 1
        && let Some(is_main) = rules.is_main_piece
    {
        let name = world.symbols.text(world.name(first));
        let path = |node: NodeRef| world.file(node.file).map_or("", |file| file.path.as_str());
        let is_main =
            |&(node, d): &(NodeRef, &Definition)| d.kind.is_type() && is_main(name, path(node));
        if let Some(&(node, _)) = left.iter().find(|one| is_main(one)) {
            return Choice::One(node);
        }
    }
    if rules.has_types_apart && left.len() > 1 && left.iter().all(|(_, d)| d.kind.is_type()) {
        return one_type(world, &left);
    }
    let overloads = rules.overloads != Overloads::None;
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
        Usage::Type | Usage::Generic(_) | Usage::Value | Usage::Path | Usage::Any => ARITY_UNKNOWN,
    };
    let is_nearest = left
        .first()
        .is_some_and(|(node, _)| world.rules(node.file).overloads == Overloads::Nearest);
    let of = |fits: &dyn Fn(u8) -> bool| -> Vec<NodeRef> {
        let fitting = left.iter().filter(|(_, d)| fits(d.arity));
        fitting.map(|&(node, _)| node).collect()
    };
    let mut fitting = Vec::new();
    if is_nearest && wanted != ARITY_UNKNOWN {
        fitting = of(&|arity| arity == wanted);
        if fitting.is_empty() {
            let may_take = |n: &NodeRef| may_take(world, *n, wanted);
            fitting = left
                .iter()
                .map(|&(node, _)| node)
                .filter(may_take)
                .collect();
            // A list of any length is the last resort.
            let is_fixed = |n: &NodeRef| {
                world
                    .definition(*n)
                    .is_some_and(|d| d.arity != ARITY_UNKNOWN)
            };
            if fitting.iter().any(is_fixed) {
                fitting.retain(is_fixed);
            }
        }
    }
    if fitting.is_empty() {
        fitting = of(&|arity| takes(arity, wanted));
    }
    let mut fitting = fitting.into_iter();
    let Some(first) = fitting.next() else {
        return Choice::Several;
    };
    // The same head twice is one function under two conditions of the preprocessor.
    if fitting.all(|other| same_head(world, first, other)) {
        return Choice::One(first);
    }
    Choice::Several
}

/// Types of one name in one place are one if they are its pieces, or stand in one file under two
/// conditions; else they are of programs that do not see each other.
fn one_type(world: &World<'_>, left: &[(NodeRef, &Definition)]) -> Choice {
    let Some(&(first, _)) = left.first() else {
        return Choice::Nothing;
    };
    let is_one = |n: NodeRef| n.file == first.file || world.whole(n) == world.whole(first);
    if left.iter().all(|&(node, _)| is_one(node)) {
        Choice::One(first)
    } else {
        Choice::Several
    }
}

/// Whether a function takes so many arguments, where its parameters tell which may be left out.
pub(super) fn may_take(world: &World<'_>, function: NodeRef, arguments: u8) -> bool {
    let Some(d) = world.definition(function) else {
        return false;
    };
    if arguments == ARITY_UNKNOWN || d.arity == arguments {
        return true;
    }
    // Where arguments have names, those of blocks have none.
    let needs_name = world.rules(function.file).labels.is_some();
    let needed = world.parameters(function).filter(|(_, d)| {
        !d.flags.has(Flags::OPTIONAL) && (!needs_name || d.flags.has(Flags::NAMED))
    });
    let needed = u8::try_from(needed.count()).unwrap_or(ARITY_UNKNOWN);
    needed <= arguments && arguments <= d.arity
}

/// The namesakes of one place that a name may mean, where functions, values and types of one name
/// are ranked: the best sort that is there, and of functions those that take the arguments.
pub(super) fn ranked(world: &World<'_>, found: &[NodeRef], usage: Usage) -> Vec<NodeRef> {
    let mut best = u8::MAX;
    let mut left = Vec::new();
    for &node in found {
        let Some(rank) = world.definition(node).and_then(|d| rank(d, usage)) else {
            continue;
        };
        if let Usage::Call(arguments) = usage
            && world.kind(node).is_callable()
            && !may_take(world, node, arguments)
        {
            continue;
        }
        if rank < best {
            best = rank;
            left.clear();
        }
        if rank == best {
            left.push(node);
        }
    }
    left
}

/// How well a definition suits a usage; the smaller the better.
fn rank(d: &Definition, usage: Usage) -> Option<u8> {
    let kind = d.kind;
    let is_interface = kind == DefinitionKind::Interface;
    match usage {
        Usage::Call(_) if kind.is_callable() => Some(0),
        Usage::Call(_) if kind.is_type() && !is_interface => Some(1),
        // What is called is the function that a value holds.
        Usage::Call(_) => Some(if is_interface { 3 } else { 2 }),
        Usage::Type | Usage::Generic(_) => kind.is_type().then_some(0),
        Usage::Value | Usage::Path => match kind {
            _ if kind.is_callable() => None,
            _ if kind.is_type() => Some(1),
            _ => Some(0),
        },
        Usage::Any => Some(0),
    }
}

/// Whether so many parameters take so many arguments.
pub(super) fn takes(parameters: u8, arguments: u8) -> bool {
    parameters == arguments || parameters == ARITY_UNKNOWN || arguments == ARITY_UNKNOWN
}

/// Whether a type of C++ is what a template is for some arguments, as `struct hash<A>` is: in its
/// head they stand behind its name.
pub(super) fn is_special(world: &World<'_>, node: NodeRef) -> bool {
    let head = || {
        let signature = world.definition(node)?.signature?;
        Some(world.file(node.file)?.name(signature))
    };
    let name = world.symbols.text(world.name(node));
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    !name.is_empty()
        && head().is_some_and(|head| {
            let mut places = head
                .match_indices(name)
                .map(|(at, _)| head.as_bytes().split_at(at));
            let whole = places.find(|(before, from)| {
                !before.last().is_some_and(is_part) && !from.get(name.len()).is_some_and(is_part)
            });
            whole.is_some_and(|(_, from)| from[name.len()..].trim_ascii_start().starts_with(b"<"))
        })
}

fn same_head(world: &World<'_>, a: NodeRef, b: NodeRef) -> bool {
    let head = |node: NodeRef| {
        let file = world.file(node.file)?;
        Some(file.name(world.definition(node)?.signature?))
    };
    a.file == b.file && head(a).is_some() && head(a) == head(b)
}
