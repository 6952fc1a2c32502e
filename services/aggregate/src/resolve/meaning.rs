//! What a reference means while the ladder is climbed.

use facts::Receiver;
use graph::{Confidence, NodeRef, Resolved, Strategy};

use super::symbols::Symbol;
use super::world::Place;

/// How many names below its module an external symbol is told by.
pub(super) const EXTERNAL_NAMES_MAX: usize = 3;

/// A name outside the repository: a module and the names below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Outside {
    /// The module as imported; empty for what the language itself has.
    pub(super) module: Symbol,
    /// Names in it, the outermost first; the rest is empty.
    pub(super) names: [Symbol; EXTERNAL_NAMES_MAX],
}

impl Outside {
    /// A module.
    pub(super) fn module(module: Symbol) -> Outside {
        let names = [Symbol::NONE; EXTERNAL_NAMES_MAX];
        Outside { module, names }
    }

    /// A name of the language itself.
    pub(super) fn builtin(name: Symbol) -> Outside {
        let mut names = [Symbol::NONE; EXTERNAL_NAMES_MAX];
        names[0] = name;
        Outside {
            module: Symbol::NONE,
            names,
        }
    }

    /// A member of this; `None` beyond the limit.
    pub(super) fn member(mut self, name: Symbol) -> Option<Outside> {
        let free = self.names.iter_mut().find(|n| **n == Symbol::NONE)?;
        *free = name;
        Some(self)
    }

    /// The innermost name; empty for a module.
    pub(super) fn last(self) -> Symbol {
        let named = self.names.into_iter().rev();
        named
            .into_iter()
            .find(|n| *n != Symbol::NONE)
            .unwrap_or(Symbol::NONE)
    }
}

/// What an import, or a name in a module, leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// A definition, a file or a package of the repository.
    Place(Place),
    /// Something outside.
    Outside(Outside),
    /// Nothing that is known; still it hides what else has its name.
    Missing,
}

impl Target {
    /// The target, unless it is missing.
    pub(super) fn found(self) -> Option<Target> {
        (self != Target::Missing).then_some(self)
    }
}

/// What a reference means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Not known, or not yet.
    Unknown,
    /// Certainly nothing that a name of this repository could stand for, though it has no name.
    Foreign,
    /// A definition.
    Node(Resolved),
    /// A file, as a module.
    File(u32, Strategy),
    /// A package or a folder.
    Space(Place, Strategy),
    /// A name outside the repository.
    Outside(Outside),
    /// One of those that bear the name in this place; of all in the repository without a place.
    Several(Option<Place>),
}

impl Meaning {
    /// A definition, found on a rung.
    pub(super) fn node(node: NodeRef, strategy: Strategy, confidence: u8) -> Meaning {
        Meaning::Node(Resolved {
            node,
            strategy,
            confidence: Confidence(confidence),
        })
    }

    /// One of the overloads of a place, chosen for a call on this receiver.
    pub(super) fn overload(node: NodeRef, receiver: Receiver) -> Meaning {
        let (strategy, confidence) = match receiver {
            Receiver::None | Receiver::This => (Strategy::SameClass, sure::SAME_CLASS),
            Receiver::Super => (Strategy::Inherited, sure::INHERITED),
            Receiver::Member(_) | Receiver::Path(_) | Receiver::Opaque => {
                (Strategy::ReceiverType, sure::RECEIVER_TYPE)
            }
        };
        Meaning::node(node, strategy, confidence)
    }

    /// What a target means, found on a rung.
    pub(super) fn of(target: Target, strategy: Strategy, confidence: u8) -> Meaning {
        match target {
            Target::Place(Place::Node(node)) => Meaning::node(node, strategy, confidence),
            Target::Place(Place::File(file)) => Meaning::File(file, strategy),
            Target::Place(space @ (Place::Package(_) | Place::Folder(_))) => {
                Meaning::Space(space, strategy)
            }
            Target::Outside(outside) => Meaning::Outside(outside),
            Target::Missing => Meaning::Foreign,
        }
    }
}

/// How sure each rung is, in hundredths.
pub(super) mod sure {
    pub(crate) const LOCAL: u8 = 100;
    pub(crate) const SAME_FILE: u8 = 100;
    pub(crate) const SAME_CLASS: u8 = 95;
    pub(crate) const IMPORT: u8 = 95;
    pub(crate) const RECEIVER_TYPE: u8 = 90;
    /// The type was worked out of type arguments and of what is given to calls.
    pub(crate) const INFERRED: u8 = 85;
    pub(crate) const INHERITED: u8 = 85;
    /// A supertype outside the repository stands before the one that has the member.
    pub(crate) const INHERITED_PAST_UNKNOWN: u8 = 70;
    /// The type of what is extended is not known, and only one function near takes the arguments.
    pub(crate) const EXTENSION_OF_UNKNOWN: u8 = 70;
    pub(crate) const SAME_PACKAGE: u8 = 90;
    pub(crate) const WILDCARD: u8 = 80;
    /// A call that a macro makes for who uses it.
    pub(crate) const EXPANSION: u8 = 90;
    pub(crate) const UNIQUE_NAME: u8 = 60;
    pub(crate) const PARAMETER_NAME: u8 = 50;
    /// A method by its name alone, on a value of which nothing is known.
    pub(crate) const UNIQUE_MEMBER: u8 = 50;
}
