//! The ladder: what each reference of a file means, rung by rung.

use std::cell::RefCell;

use facts::{Bound, DefinitionKind, Flags, Receiver, Reference, Role, TypeOf};
use graph::{NodeRef, Strategy};
use rustc_hash::FxHashMap;

use super::choose::{Choice, Usage};
use super::meaning::{Meaning, Target, sure};
use super::members::{Kin, Sought, Through};
use super::modules::{ImportRef, Maps};
use super::rules::ByTypes;
use super::symbols::Symbol;
use super::typing::Known;
use super::world::{Owners, World};

/// What is known before a round; the round reads it and changes nothing.
#[derive(Clone, Copy)]
pub(super) struct Stand<'a> {
    /// The files.
    pub(super) world: &'a World<'a>,
    /// Their modules.
    pub(super) maps: &'a Maps<'a>,
    /// What every import brings.
    pub(super) targets: &'a [Vec<Target>],
    /// The owners that are known.
    pub(super) owners: &'a Owners,
    /// The supertypes that are known.
    pub(super) kin: &'a Kin,
    /// What every reference means, as far as the rounds before told.
    pub(super) meanings: &'a [Vec<Meaning>],
    /// Rounds find no more unless it is guessed that a block whose function is not known has no
    /// object of its own.
    pub(super) is_late: bool,
}

/// One round through one file.
pub(super) struct Climb<'a> {
    /// What the rounds before told.
    pub(super) stand: &'a Stand<'a>,
    /// The file.
    pub(super) file: u32,
    /// What its references mean, as far as this round has come.
    now: Vec<Meaning>,
    /// What bare names of the file mean.
    pub(super) bare: RefCell<FxHashMap<Stood, Meaning>>,
    /// What types were worked out.
    pub(super) known: Known,
}

/// A bare name, how it is used, and the innermost module or namespace around it.
type Stood = (Symbol, Usage, Option<u32>);

impl<'a> Climb<'a> {
    /// Where the rounds before left a file.
    pub(super) fn at(stand: &'a Stand<'a>, file: u32) -> Climb<'a> {
        let now = stand.meanings.get(file as usize).cloned();
        Climb {
            stand,
            file,
            now: now.unwrap_or_default(),
            bare: RefCell::default(),
            known: Known::default(),
        }
    }

    /// Climbs with every wanted reference that is not resolved yet; the file's new meanings.
    pub(super) fn all(mut self, is_wanted: impl Fn(u32, &Reference) -> bool) -> Vec<Meaning> {
        let references = self
            .stand
            .world
            .file(self.file)
            .map_or(&[][..], |f| f.references.as_slice());
        let rules = self.stand.world.rules(self.file);
        for (at, reference) in (0..).zip(references) {
            let is_open = match self.now.get(at as usize) {
                Some(Meaning::Unknown) => true,
                // The types of its arguments may be known by now.
                Some(Meaning::Several(Some(_))) => rules.by_types != ByTypes::Never,
                _ => false,
            };
            if is_open && is_wanted(at, reference) {
                let meaning = match self.mean(at, reference) {
                    Meaning::Several(Some(place)) => match rules.by_types {
                        ByTypes::MostSpecific => self.overload(at, reference, place),
                        ByTypes::LeftOut if reference.role == Role::Call => {
                            self.fitting_overload(at, reference, place)
                        }
                        ByTypes::LeftOut | ByTypes::Never => Meaning::Several(Some(place)),
                    },
                    meaning => self.namesake_type(at, reference, meaning),
                };
                if let Some(slot) = self.now.get_mut(at as usize) {
                    *slot = meaning;
                }
            }
        }
        self.now
    }

    /// `Color.Red` in a type that has a `Color Color`: the type is meant, for the member is its own
    /// and not a value's.
    fn namesake_type(&self, at: u32, reference: &Reference, meaning: Meaning) -> Meaning {
        let world = self.stand.world;
        let Meaning::Node(found) = meaning else {
            return meaning;
        };
        if reference.role != Role::Read
            || world.kind(found.node) != DefinitionKind::Field
            || !world.rules(self.file).has_types_apart
        {
            return meaning;
        }
        let declared = world.definition(found.node).and_then(|d| match d.type_of {
            Some(TypeOf::Declared(of)) => self.named_type(found.node.file, of),
            _ => None,
        });
        let (Some(of), Some(next)) = (declared, world.reference(self.file, at + 1)) else {
            return meaning;
        };
        if world.name(of) != world.name(found.node) || next.receiver != Receiver::Member(at) {
            return meaning;
        }
        let sought = Sought {
            name: world.symbols.at(self.file, next.name),
            usage: world.usage(self.file, next),
            through: Through::Type,
        };
        match self.stand.kin.own(world, of, sought) {
            Choice::One(member) if world.has(member, Flags::STATIC) => {
                Meaning::node(of, found.strategy, found.confidence.0)
            }
            Choice::One(_) | Choice::Several | Choice::Nothing => meaning,
        }
    }

    /// What is known of a reference by now.
    pub(super) fn meaning(&self, file: u32, reference: u32) -> Meaning {
        let known = if file == self.file {
            self.now.get(reference as usize)
        } else {
            let file = self.stand.meanings.get(file as usize);
            file.and_then(|f| f.get(reference as usize))
        };
        known.copied().unwrap_or(Meaning::Unknown)
    }

    fn mean(&self, at: u32, reference: &Reference) -> Meaning {
        if reference.is_key() {
            return self.keyed(at, reference);
        }
        let name = self.stand.world.symbols.at(self.file, reference.name);
        if let Some(meaning) = self.decorator(reference, name) {
            return meaning;
        }
        self.mean_as(reference, name)
    }

    /// What a decorator means whose name leaves out its end.
    fn decorator(&self, reference: &Reference, name: Symbol) -> Option<Meaning> {
        let world = self.stand.world;
        if reference.role != Role::Decorator {
            return None;
        }
        let suffix = world.rules(self.file).decorator_suffix?;
        let whole = world.symbols.with_end(name, suffix)?;
        let meaning = self.mean_as(reference, whole);
        matches!(meaning, Meaning::Node(_)).then_some(meaning)
    }

    /// What a reference means that has this name.
    fn mean_as(&self, reference: &Reference, name: Symbol) -> Meaning {
        match reference.bound {
            Bound::Definition(definition) => self.bound(reference, definition),
            Bound::Import(import) => {
                let targets = self.stand.targets.get(self.file as usize);
                let target = match targets.and_then(|t| t.get(import as usize)) {
                    None => return Meaning::Unknown,
                    Some(Target::Missing) => {
                        let file = self.file;
                        let at = ImportRef { file, import };
                        let usage = self.stand.world.usage(file, reference);
                        self.stand.maps.target_used(at, usage)
                    }
                    Some(&target) => target,
                };
                self.announced(Meaning::of(target, Strategy::Import, sure::IMPORT))
            }
            Bound::Free => self.bare(reference, name),
            Bound::Member => self.member(reference, name),
        }
    }

    /// What the file's own scopes found.
    fn bound(&self, reference: &Reference, definition: u32) -> Meaning {
        let world = self.stand.world;
        let file = self.file;
        let node = NodeRef { file, definition };
        if world.kind(node).is_local() {
            return Meaning::node(node, Strategy::Local, sure::LOCAL);
        }
        if let Some(outside) = self.stand.maps.added_to(node) {
            return Meaning::Outside(outside);
        }
        let meaning = match reference.receiver {
            Receiver::This => Meaning::node(node, Strategy::SameClass, sure::SAME_CLASS),
            Receiver::None
            | Receiver::Super
            | Receiver::Member(_)
            | Receiver::Path(_)
            | Receiver::Opaque => Meaning::node(node, Strategy::SameFile, sure::SAME_FILE),
        };
        self.announced(meaning)
    }

    /// Goes on from a mere announcement, as a prototype, to the definition.
    pub(super) fn announced(&self, meaning: Meaning) -> Meaning {
        let Meaning::Node(found) = meaning else {
            return meaning;
        };
        if !self.stand.world.has(found.node, Flags::DECLARATION) {
            return meaning;
        }
        match self.stand.maps.defined(found.node) {
            Some(node) if node.file == self.file => {
                Meaning::node(node, found.strategy, found.confidence.0)
            }
            Some(node) => {
                let strategy = match found.strategy {
                    Strategy::SameFile => Strategy::Wildcard,
                    other => other,
                };
                Meaning::node(node, strategy, found.confidence.0.min(sure::IMPORT))
            }
            None => meaning,
        }
    }
}
