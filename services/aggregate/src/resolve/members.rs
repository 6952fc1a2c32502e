//! Members of types, with those that they inherit.

use events::language::Family;
use facts::{DefinitionKind, Flags, SupertypeKind, TypeOf};
use graph::{NodeRef, Supers};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::choose::{ARITY_UNKNOWN, Choice, Usage, admitted, choose, may_take, takes};
use super::companions::{companions, fitting_ranked};
use super::lineage::{Direct, Line, line};
use super::rules::Overloads;
use super::symbols::Symbol;
use super::world::World;

/// A supertype as a type names it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inheritance {
    /// Who inherits.
    pub(super) of: NodeRef,
    /// From what; `None` when it is not of the repository.
    pub(super) base: Option<NodeRef>,
    /// How; `None` for a type that is only made of the other, which tells no more than where its
    /// fields are.
    pub(super) kind: Option<SupertypeKind>,
}

/// A member of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Member {
    /// Of the type itself.
    Own(NodeRef),
    /// Of a supertype; perhaps one that nobody here knows has it before.
    Inherited {
        /// The member.
        node: NodeRef,
        /// Whether an unknown supertype stands before.
        is_past_unknown: bool,
    },
    /// One of the overloads in this type.
    Several(NodeRef),
    /// None that is known.
    Missing,
}

/// What is looked for in a type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    /// Its name.
    pub(super) name: Symbol,
    /// How it is used.
    pub(super) usage: Usage,
    /// Where the name stands.
    pub(super) through: Through,
}

/// Through what a member is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Through {
    /// A value of the type, or it is not told.
    Value,
    /// The type itself.
    Type,
    /// Nothing: the name stands alone, where the language lets the object go without saying.
    Nothing,
}

impl Through {
    /// Whether a member is not to be seen so.
    fn hides(self, world: &World<'_>, member: NodeRef) -> bool {
        if world.rules(member.file).has_statics_apart {
            return self.is_other_side(world, member);
        }
        match self {
            // The name of a constructor is that of its type, and alone it is the type's.
            Through::Nothing => world.kind(member) == DefinitionKind::Constructor,
            // An interface and a namespace of one name are two things in TypeScript.
            Through::Value => around(world, member) == Some(DefinitionKind::Namespace),
            Through::Type => around(world, member) == Some(DefinitionKind::Interface),
        }
    }
}

impl Through {
    /// Whether a member is of the type, and asked of its value, or the other way round.
    fn is_other_side(self, world: &World<'_>, member: NodeRef) -> bool {
        let kind = world.kind(member);
        if !(kind.is_callable() || kind == DefinitionKind::Field) {
            return false;
        }
        let is_of_both = world.has(member, Flags::CLASS_METHOD);
        let is_of_type = world.has(member, Flags::STATIC);
        match self {
            Through::Value => is_of_type && !is_of_both,
            Through::Type => !is_of_type && !is_of_both,
            Through::Nothing => false,
        }
    }
}

/// What a member of TypeScript stands in.
fn around(world: &World<'_>, member: NodeRef) -> Option<DefinitionKind> {
    let parent = world.definition(member)?.parent?;
    let is_merged = world.family(member.file) == Family::JavaScript;
    is_merged.then(|| {
        world.kind(NodeRef {
            definition: parent,
            ..member
        })
    })
}

/// Who inherits from whom.
#[derive(Debug, Default)]
pub(super) struct Kin {
    pub(super) lines: FxHashMap<NodeRef, Line>,
    /// What types themselves have of modules, where that is apart from what their values have.
    extended: FxHashMap<NodeRef, Vec<NodeRef>>,
    /// The class that each class extends, whichever of its pieces says so.
    classes_above: FxHashMap<NodeRef, NodeRef>,
    supers: Vec<Supers>,
    /// The companion of each type that has one.
    pub(super) companions: FxHashMap<NodeRef, NodeRef>,
}

impl Kin {
    /// Of these, which are in the order of the text.
    pub(super) fn of(world: &World<'_>, bases: &[Inheritance]) -> Kin {
        let mut direct = Direct::default();
        let mut order = Vec::new();
        let mut extended: FxHashMap<NodeRef, Vec<NodeRef>> = FxHashMap::default();
        for base in bases {
            let of = world.whole(base.of);
            if base.kind == Some(SupertypeKind::Embeds) && world.rules(of.file).has_statics_apart {
                let known = extended.entry(of).or_default();
                known.extend(base.base.map(|base| world.whole(base)));
                continue;
            }
            let known = direct.entry(of).or_insert_with(|| {
                order.push(of);
                Vec::new()
            });
            known.push(base.base.map(|base| world.whole(base)));
        }
        let lines = order
            .par_iter()
            .map(|&of| (of, line(world.rules(of.file).lineage, &direct, of)));
        let supers = bases.iter().filter_map(|b| {
            let base = b.base.filter(|&base| base != b.of)?;
            let (of, kind) = (b.of, b.kind?);
            Some(Supers { of, base, kind })
        });
        let mut supers: Vec<Supers> = supers.collect();
        supers.sort_unstable();
        supers.dedup();
        let mut classes_above = FxHashMap::default();
        for found in supers.iter().filter(|s| s.kind == SupertypeKind::Extends) {
            let of = world.whole(found.of);
            classes_above.entry(of).or_insert(found.base);
        }
        Kin {
            classes_above,
            lines: lines.collect(),
            extended,
            supers,
            companions: companions(world),
        }
    }

    /// What was found, sorted, each once.
    pub(super) fn into_supers(self) -> Vec<Supers> {
        self.supers
    }

    /// A member of a type, its own or inherited.
    pub(super) fn member(&self, world: &World<'_>, of: NodeRef, sought: Sought) -> Member {
        match fitting(world, of, sought) {
            Choice::One(node) if is_declared(world, node) => Member::Own(node),
            // What a Python class merely assigns is what a class above declares, if one does.
            Choice::One(node) => match self.inherited(world, of, sought) {
                above @ Member::Inherited {
                    node: other,
                    is_past_unknown: false,
                } if is_declared(world, other) => above,
                _ => Member::Own(node),
            },
            Choice::Several => Member::Several(world.whole(of)),
            Choice::Nothing => match self.inherited(world, of, sought) {
                Member::Missing if sought.through != Through::Value => {
                    self.of_companion(world, of, sought)
                }
                found => found,
            },
        }
    }

    /// What a type itself has.
    pub(super) fn own(&self, world: &World<'_>, of: NodeRef, sought: Sought) -> Choice {
        fitting(world, of, sought)
    }

    /// Whether a type inherits from another, as far as is known.
    pub(super) fn is_below(&self, world: &World<'_>, of: NodeRef, above: NodeRef) -> bool {
        let line = self.lines.get(&world.whole(of));
        line.is_some_and(|line| line.iter().any(|&(s, _)| s == world.whole(above)))
    }

    /// The class that a class extends, if it is known.
    pub(super) fn class_above(&self, world: &World<'_>, of: NodeRef) -> Option<NodeRef> {
        self.classes_above.get(&world.whole(of)).copied()
    }

    /// A member of the supertypes of a type.
    pub(super) fn inherited(&self, world: &World<'_>, of: NodeRef, sought: Sought) -> Member {
        match self.above(world, of, sought) {
            Member::Missing if sought.through == Through::Type => {
                self.of_extensions(world, of, sought)
            }
            found => found,
        }
    }

    /// A member of the modules with which a type, or one above it, is extended.
    fn of_extensions(&self, world: &World<'_>, of: NodeRef, sought: Sought) -> Member {
        if self.extended.is_empty() {
            return Member::Missing;
        }
        let whole = world.whole(of);
        let above = self.lines.get(&whole).into_iter().flatten();
        let through = Through::Value;
        let sought = Sought { through, ..sought };
        for (of, is_past_unknown) in [(whole, false)].into_iter().chain(above.copied()) {
            for &module in self.extended.get(&of).into_iter().flatten() {
                match fitting(world, module, sought) {
                    Choice::One(node) => {
                        return Member::Inherited {
                            node,
                            is_past_unknown,
                        };
                    }
                    Choice::Several => return Member::Several(module),
                    Choice::Nothing => {}
                }
                match self.above(world, module, sought) {
                    Member::Missing => {}
                    found => return found,
                }
            }
        }
        Member::Missing
    }

    fn above(&self, world: &World<'_>, of: NodeRef, sought: Sought) -> Member {
        let Some(line) = self.lines.get(&world.whole(of)) else {
            return Member::Missing;
        };
        // What an object inherits are members of a value.
        let is_object = world.rules(of.file).has_ranked_names && world.has(of, Flags::STATIC);
        let sought = match sought.through {
            Through::Type if is_object => Sought {
                through: Through::Value,
                ..sought
            },
            _ => sought,
        };
        let mut nearest = Member::Missing;
        for &(supertype, is_past_unknown) in line {
            match fitting(world, supertype, sought) {
                Choice::One(node) => {
                    let found = Member::Inherited {
                        node,
                        is_past_unknown,
                    };
                    if is_declared(world, node) {
                        let is_first = nearest == Member::Missing || !is_past_unknown;
                        return if is_first { found } else { nearest };
                    }
                    if nearest == Member::Missing {
                        nearest = found;
                    }
                }
                Choice::Several if nearest == Member::Missing => {
                    return Member::Several(supertype);
                }
                Choice::Several | Choice::Nothing => {}
            }
        }
        nearest
    }
}

/// Whether a member is more than an assignment to an attribute, which in Python declares nothing.
fn is_declared(world: &World<'_>, member: NodeRef) -> bool {
    world.family(member.file) != Family::Python
        || world.definition(member).is_none_or(|d| {
            d.kind != DefinitionKind::Field || matches!(d.type_of, Some(TypeOf::Declared(_)))
        })
}

/// The member of one type that fits; one that takes another number of arguments leaves the place
/// to the supertypes where the language has overloads.
pub(super) fn fitting(world: &World<'_>, of: NodeRef, sought: Sought) -> Choice {
    if world.rules(of.file).has_ranked_names {
        return fitting_ranked(world, of, sought);
    }
    let Sought {
        name,
        usage,
        through,
    } = sought;
    let found = admitted(world, world.named(world.place(of), name), usage);
    let found = found.as_ref();
    let has_names_apart = world.rules(of.file).has_names_apart;
    let hides = |&node: &NodeRef| {
        through.hides(world, node) || (has_names_apart && !usage.takes(world.kind(node)))
    };
    let seen: Vec<NodeRef>;
    let found = if found.iter().any(hides) {
        seen = found.iter().copied().filter(|n| !hides(n)).collect();
        seen.as_slice()
    } else {
        found
    };
    if found.is_empty() {
        return Choice::Nothing;
    }
    let Usage::Call(arguments) = usage else {
        return choose(world, found, usage);
    };
    let overloads = world.rules(of.file).overloads;
    let fits = |&node: &NodeRef| {
        let Some(d) = world.definition(node).filter(|d| d.kind.is_callable()) else {
            return true;
        };
        match overloads {
            Overloads::None => true,
            Overloads::Exact => takes(d.arity, arguments),
            Overloads::Nearest => may_take(world, node, arguments),
            Overloads::Defaults => arguments == ARITY_UNKNOWN || d.arity >= arguments,
        }
    };
    if found.iter().any(fits) {
        choose(world, found, usage)
    } else {
        Choice::Nothing
    }
}
