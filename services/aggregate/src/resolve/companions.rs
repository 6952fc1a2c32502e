//! Objects whose members are reached through the type around them, and members of languages whose
//! functions, values and types of one name are ranked.

use facts::{DefinitionKind, Flags};
use graph::NodeRef;
use rustc_hash::FxHashMap;

use super::choose::{Choice, Usage, ranked};
use super::members::{Kin, Member, Sought, Through, fitting};
use super::world::World;

impl Kin {
    /// The companion of a type.
    pub(super) fn companion(&self, of: NodeRef) -> Option<NodeRef> {
        self.companions.get(&of).copied()
    }

    /// The supertypes of a type, as far as they are known.
    pub(super) fn line(&self, world: &World<'_>, of: NodeRef) -> impl Iterator<Item = NodeRef> {
        let line = self
            .lines
            .get(&world.whole(of))
            .map_or(&[][..], Vec::as_slice);
        line.iter().map(|&(above, _)| above)
    }

    /// A member of the companion of a type; where the name stands alone, of those of its
    /// supertypes too.
    pub(super) fn of_companion(&self, world: &World<'_>, of: NodeRef, sought: Sought) -> Member {
        let above = self.line(world, of);
        let above = above.filter(|_| sought.through == Through::Nothing);
        for of in std::iter::once(of).chain(above) {
            let Some(&companion) = self.companions.get(&of) else {
                continue;
            };
            let sought = Sought {
                through: match sought.through {
                    Through::Nothing => Through::Nothing,
                    Through::Value | Through::Type => Through::Type,
                },
                ..sought
            };
            match fitting(world, companion, sought) {
                Choice::One(node) => return Member::Own(node),
                Choice::Several => return Member::Several(companion),
                Choice::Nothing => {}
            }
            let inherited = Sought {
                through: Through::Value,
                ..sought
            };
            match self.inherited(world, companion, inherited) {
                Member::Missing => {}
                found => return found,
            }
        }
        Member::Missing
    }
}

/// The companion objects of all types.
pub(super) fn companions(world: &World<'_>) -> FxHashMap<NodeRef, NodeRef> {
    let mut companions = FxHashMap::default();
    for (file, facts) in (0..).zip(world.files) {
        for (definition, d) in (0..).zip(&facts.definitions) {
            if let Some(parent) = d.parent
                && d.flags.has(Flags::COMPANION)
            {
                let definition = NodeRef { file, definition };
                let of = NodeRef {
                    file,
                    definition: parent,
                };
                companions.insert(of, definition);
            }
        }
    }
    companions
}

/// As [`fitting`], where functions, values and types of one name are ranked.
pub(super) fn fitting_ranked(world: &World<'_>, of: NodeRef, sought: Sought) -> Choice {
    let found = world.named(world.place(of), sought.name);
    if found.is_empty() {
        return Choice::Nothing;
    }
    let is_object = world.has(of, Flags::STATIC);
    let seen = found.iter().copied().filter(|&node| {
        let kind = world.kind(node);
        let is_static = kind.is_type() || kind == DefinitionKind::EnumMember;
        match sought.through {
            _ if kind == DefinitionKind::Constructor => false,
            // `A.B` as a type: what stands before the dot is none that has a value.
            _ if sought.usage == Usage::Type && kind.is_type() => true,
            // An extension in a type is no member of it.
            Through::Value => !is_static && !world.has(node, Flags::RECEIVER),
            Through::Type => (is_static || is_object) && !world.has(node, Flags::RECEIVER),
            Through::Nothing => true,
        }
    });
    let seen: Vec<NodeRef> = seen.collect();
    let left = ranked(world, &seen, sought.usage);
    match (left.as_slice(), sought.usage) {
        ([], _) => Choice::Nothing,
        ([one], _) => Choice::One(*one),
        // What is left out tells nothing: types choose, and those are not looked at.
        (_, Usage::Call(_)) => Choice::Several,
        ([first, ..], _) => Choice::One(*first),
    }
}
