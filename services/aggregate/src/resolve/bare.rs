//! Names that stand alone, where nothing in the file brings them.

use facts::{Receiver, Reference, Role};
use graph::{NodeRef, Strategy};

use super::choose::{Choice, Usage, choose};
use super::ladder::Climb;
use super::meaning::{Meaning, sure};
use super::members::{Member, Sought, Through};
use super::modules::Bare;
use super::symbols::Symbol;

/// How many types around a bare name are asked for it.
const TYPES_AROUND_MAX: usize = 8;
/// How many definitions around a constant are asked.
const HOLDERS_MAX: usize = 64;

impl Climb<'_> {
    /// A bare name that nothing in the file brings.
    pub(super) fn bare(&self, reference: &Reference, name: Symbol) -> Meaning {
        let rules = self.stand.world.rules(self.file);
        let usage = self.stand.world.usage(self.file, reference);
        if rules.has_receivers
            && let Some(meaning) = self.of_objects_around(reference, name, usage)
        {
            return meaning;
        }
        if matches!(name, Symbol::SELF_TYPE | Symbol::THIS) && rules.has_self_type {
            let of = reference.holder.and_then(|h| self.type_around(h));
            return match of {
                Some(of) => Meaning::node(of, Strategy::SameClass, sure::SAME_CLASS),
                None => Meaning::Unknown,
            };
        }
        if rules.has_lexical_constants {
            if reference.role != Role::Call
                && let Some(meaning) = self.lexical(reference, name)
            {
                return meaning;
            }
            if let Some(meaning) = self.made(reference, name, usage) {
                return meaning;
            }
        }
        if rules.has_implicit_members
            && let Some(meaning) = self.implicit_member(reference, name, usage)
        {
            return self.callable(reference, meaning);
        }
        let module = self.stand.world.module_around(self.file, reference.holder);
        let key = (name, usage, module.map(|of| of.definition));
        if let Some(&known) = self.bare.borrow().get(&key) {
            return self.callable(reference, known);
        }
        let meaning = self.announced(self.stand.maps.bare(Bare {
            file: self.file,
            name,
            usage,
            holder: reference.holder,
        }));
        self.bare.borrow_mut().insert(key, meaning);
        self.callable(reference, meaning)
    }

    /// In some languages a bare name that is called is a method, never a type.
    fn callable(&self, reference: &Reference, meaning: Meaning) -> Meaning {
        let world = self.stand.world;
        let is_method = reference.role == Role::Call && world.rules(self.file).has_methods_apart;
        match meaning {
            Meaning::Node(found) if is_method && !world.kind(found.node).is_callable() => {
                Meaning::Unknown
            }
            meaning => meaning,
        }
    }

    /// A bare name may be a member of the types around, where the language has that.
    fn implicit_member(
        &self,
        reference: &Reference,
        name: Symbol,
        usage: Usage,
    ) -> Option<Meaning> {
        let world = self.stand.world;
        let mut holder = reference.holder;
        let is_of_innermost = world.rules(self.file).has_lexical_constants;
        let through = match holder {
            Some(holder) if is_of_innermost => self.side(holder),
            _ => Through::Nothing,
        };
        let alone = Sought {
            name,
            usage,
            through,
        };
        if reference.role == Role::Supertype {
            // The head of a type does not see what is in it, nor what it is about to inherit.
            holder = self.type_around(holder?).and_then(|of| {
                let around = world.definition(of)?.parent;
                around.filter(|_| of.file == self.file)
            });
        }
        for _ in 0..TYPES_AROUND_MAX {
            let of = self.type_around(holder?)?;
            let mut member = self.stand.kin.member(world, of, alone);
            if member == Member::Missing
                && through == Through::Type
                && reference.receiver == Receiver::Opaque
            {
                // The object may as well be a value of the type.
                let through = Through::Value;
                member = self
                    .stand
                    .kin
                    .member(world, of, Sought { through, ..alone });
            }
            let meaning = self.of_member(member, Strategy::SameClass, sure::SAME_CLASS);
            if meaning != Meaning::Unknown {
                return Some(meaning);
            }
            if of.file != self.file || is_of_innermost {
                return None;
            }
            holder = world.definition(of)?.parent;
        }
        None
    }

    /// A constant by the types around, the innermost first, then by what that one inherits.
    fn lexical(&self, reference: &Reference, name: Symbol) -> Option<Meaning> {
        let world = self.stand.world;
        let mut holder = reference.holder;
        let mut innermost = None;
        for _ in 0..HOLDERS_MAX {
            let Some(definition) = holder else { break };
            let file = self.file;
            let around = NodeRef { file, definition };
            let d = world.definition(around)?;
            if d.kind.is_type() {
                innermost.get_or_insert(around);
                let found = world.named(world.place(around), name);
                if let Choice::One(node) = choose(world, found, Usage::Value) {
                    let (strategy, confidence) = if node.file == file {
                        (Strategy::SameFile, sure::SAME_FILE)
                    } else {
                        (Strategy::SamePackage, sure::SAME_PACKAGE)
                    };
                    return Some(Meaning::node(node, strategy, confidence));
                }
            }
            holder = d.parent;
        }
        let sought = Sought {
            name,
            usage: Usage::Value,
            through: Through::Value,
        };
        let member = self.stand.kin.inherited(world, innermost?, sought);
        let meaning = self.of_member(member, Strategy::Inherited, sure::INHERITED);
        (meaning != Meaning::Unknown).then_some(meaning)
    }
}
