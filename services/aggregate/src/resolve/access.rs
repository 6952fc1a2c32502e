//! Names after a dot or a `::`, by what stands before.

use events::language::Family;
use facts::{DefinitionKind, Receiver, Reference, Role, TypeOf};
use graph::{NodeRef, Strategy};

use super::choose::{Choice, Usage, choose};
use super::ladder::Climb;
use super::meaning::{Meaning, Outside, Target, sure};
use super::members::{Member, Sought, Through};
use super::modules::Wanted;
use super::rules::SuperCalls;
use super::symbols::Symbol;
use super::values::Value;
use super::world::Place;

/// How many namesakes are looked at for a type that is defined outside.
const NAMESAKES_MAX: usize = 64;

impl Climb<'_> {
    /// A name after a dot or a `::`.
    pub(super) fn member(&self, reference: &Reference, name: Symbol) -> Meaning {
        let usage = self.stand.world.usage(self.file, reference);
        if self.is_of_applied(reference)
            && let Some(typed) = self.typed_member(reference, name, usage)
        {
            return typed;
        }
        let mut meaning = self.own_member(reference, name, usage);
        if matches!(meaning, Meaning::Unknown | Meaning::Foreign)
            && let Some(typed) = self.typed_member(reference, name, usage)
        {
            meaning = typed;
        }
        if self.stand.world.rules(self.file).has_receivers {
            return self.or_extension(reference, name, usage, meaning);
        }
        match self.extended(reference, name, usage, meaning) {
            Meaning::Unknown => self.by_name(reference, name),
            known => known,
        }
    }

    /// A name after a dot or a `::`, if what stands before has it.
    fn own_member(&self, reference: &Reference, name: Symbol, usage: Usage) -> Meaning {
        let world = self.stand.world;
        let rules = world.rules(self.file);
        if reference.role == Role::Write
            && let Some(end) = rules.setters
            && let Some(setter) = world.symbols.with_end(name, end)
        {
            let set = self.member_named(reference, setter, usage);
            if let Meaning::Node(_) = set {
                return set;
            }
        }
        if let Some(made) = self.made(reference, name, usage) {
            return made;
        }
        self.member_named(reference, name, usage)
    }

    fn member_named(&self, reference: &Reference, name: Symbol, usage: Usage) -> Meaning {
        let world = self.stand.world;
        match reference.receiver {
            Receiver::This => self.of_this(reference, name, usage),
            Receiver::Super => self.of_super(reference, name, usage),
            Receiver::Member(of) => {
                let meaning = self.meaning(self.file, of);
                let is_called = world
                    .reference(self.file, of)
                    .is_some_and(|r| matches!(Usage::of(r), Usage::Call(_)));
                let Meaning::Node(object) = meaning else {
                    return self.of_value(self.value(self.file, of), name, usage);
                };
                if let Some(field) = self.of_variant(object.node, name) {
                    return field;
                }
                // What a literal has counts where the declared type says nothing of it.
                let is_declared = world.definition(object.node).is_some_and(|d| {
                    d.kind != DefinitionKind::TypeAlias
                        && matches!(d.type_of, Some(TypeOf::Declared(_)))
                });
                let own = || self.of_object(object.node, name, usage);
                if !is_called
                    && !is_declared
                    && let Some(own) = own()
                {
                    return own;
                }
                match self.of_value(self.value(self.file, of), name, usage) {
                    Meaning::Unknown if !is_called && is_declared => {
                        own().unwrap_or(Meaning::Unknown)
                    }
                    Meaning::Unknown if !is_called => self.of_namesake(object.node, name, usage),
                    known => known,
                }
            }
            Receiver::Path(of) => match world.rules(self.file).labels {
                Some(labels) => self.labelled(of, name, labels),
                None => self.of_value(self.held(self.meaning(self.file, of)), name, usage),
            },
            Receiver::None | Receiver::Opaque => Meaning::Unknown,
        }
    }

    /// A member of what a parameter without a type stands for by its name.
    fn of_namesake(&self, parameter: NodeRef, name: Symbol, usage: Usage) -> Meaning {
        let world = self.stand.world;
        let is_untyped = world
            .definition(parameter)
            .is_some_and(|d| d.kind == DefinitionKind::Parameter && d.type_of.is_none());
        let own = world.name(parameter);
        let object = is_untyped
            .then(|| self.stand.maps.namesake(self.file, own))
            .flatten();
        match object.and_then(|object| self.of_object(object, name, usage)) {
            Some(Meaning::Node(found)) => {
                Meaning::node(found.node, Strategy::ParameterName, sure::PARAMETER_NAME)
            }
            _ => Meaning::Unknown,
        }
    }

    /// A member of the object around.
    fn of_this(&self, reference: &Reference, name: Symbol, usage: Usage) -> Meaning {
        let world = self.stand.world;
        let Some(holder) = reference.holder else {
            return Meaning::Unknown;
        };
        if let Some(of) = self.type_around(holder) {
            let through = self.side(holder);
            let sought = Sought {
                name,
                usage,
                through,
            };
            let member = self.stand.kin.member(world, of, sought);
            return self.of_member(member, Strategy::SameClass, sure::SAME_CLASS);
        }
        if world.family(self.file) != Family::JavaScript {
            return Meaning::Unknown;
        }
        // A function that is called with `new` sets members of its own.
        let file = self.file;
        let function = NodeRef {
            file,
            definition: holder,
        };
        let own = self.of_object(function, name, usage);
        own.unwrap_or(Meaning::Unknown)
    }

    /// A member of what the type around inherits.
    fn of_super(&self, reference: &Reference, name: Symbol, usage: Usage) -> Meaning {
        let Some(of) = reference.holder.and_then(|h| self.type_around(h)) else {
            return Meaning::Unknown;
        };
        let world = self.stand.world;
        let through = reference.holder.map_or(Through::Value, |h| self.side(h));
        let name = match world.rules(self.file).super_calls {
            SuperCalls::SameName if name == Symbol::SUPER => self.method_around(reference),
            _ => name,
        };
        if let Some(above) = self.constructed_above(reference, of, name) {
            // A type without a constructor is its own.
            let name = match world.rules(self.file).super_calls {
                SuperCalls::TypeName(_) => world.name(above),
                SuperCalls::Members | SuperCalls::SameName | SuperCalls::Named(_) => name,
            };
            let made = Sought {
                name,
                usage,
                through,
            };
            let meaning = match self.stand.kin.own(world, above, made) {
                Choice::One(node) => Meaning::node(node, Strategy::Inherited, sure::INHERITED),
                Choice::Several => Meaning::Several(Some(world.place(above))),
                Choice::Nothing => Meaning::node(above, Strategy::Inherited, sure::INHERITED),
            };
            return self.announced(meaning);
        }
        let sought = Sought {
            name,
            usage,
            through,
        };
        let member = self.stand.kin.inherited(world, of, sought);
        self.of_member(member, Strategy::Inherited, sure::INHERITED)
    }

    /// The class whose constructor `super(…)` calls.
    fn constructed_above(
        &self,
        reference: &Reference,
        of: NodeRef,
        name: Symbol,
    ) -> Option<NodeRef> {
        let world = self.stand.world;
        let is_constructor = match world.rules(self.file).super_calls {
            SuperCalls::Named(word) | SuperCalls::TypeName(word) => {
                world.symbols.text(name) == word
            }
            SuperCalls::Members | SuperCalls::SameName => false,
        };
        if !is_constructor || reference.role != Role::Call {
            return None;
        }
        self.stand.kin.class_above(world, of)
    }

    /// A field of a variant of Rust, which is the variant's and not the enum's.
    fn of_variant(&self, variant: NodeRef, name: Symbol) -> Option<Meaning> {
        let world = self.stand.world;
        let is_variant = world.kind(variant) == DefinitionKind::EnumMember
            && world.family(variant.file) == Family::Rust;
        let fields = is_variant.then(|| world.named(world.place(variant), name))?;
        let &[field] = fields else { return None };
        let (own, confidence) = (Strategy::ReceiverType, sure::RECEIVER_TYPE);
        Some(Meaning::node(field, own, confidence))
    }

    /// What an object literal, or a function used as one, has by itself.
    fn of_object(&self, object: NodeRef, name: Symbol, usage: Usage) -> Option<Meaning> {
        use DefinitionKind as Kind;
        let world = self.stand.world;
        let is_object = matches!(
            world.kind(object),
            Kind::Variable | Kind::Constant | Kind::Field | Kind::Function | Kind::Method
        );
        // A namespace may have the name of a type that is only an alias.
        let is_space = world.kind(object) == Kind::TypeAlias
            && world.family(object.file) == Family::JavaScript;
        if !is_object && !is_space {
            return None;
        }
        let through = Through::Type;
        let sought = Sought {
            name,
            usage,
            through,
        };
        let member = self.stand.kin.member(world, object, sought);
        let meaning = self.of_member(member, Strategy::ReceiverType, sure::RECEIVER_TYPE);
        (meaning != Meaning::Unknown).then_some(meaning)
    }

    /// A member of a value.
    pub(super) fn of_value(&self, value: Value, name: Symbol, usage: Usage) -> Meaning {
        let world = self.stand.world;
        match value {
            Value::Unknown => Meaning::Unknown,
            Value::Foreign => Meaning::Foreign,
            Value::Place(place) => self.of_place(place, name, usage),
            Value::Itself(node)
                if matches!(
                    world.kind(node),
                    DefinitionKind::Module | DefinitionKind::Namespace
                ) =>
            {
                self.of_place(world.place(node), name, usage)
            }
            Value::Itself(node) | Value::Instance(node) => {
                let through = match value {
                    Value::Itself(_) => Through::Type,
                    _ => Through::Value,
                };
                let sought = Sought {
                    name,
                    usage,
                    through,
                };
                let member = self.stand.kin.member(world, node, sought);
                self.of_member(member, Strategy::ReceiverType, sure::RECEIVER_TYPE)
            }
            Value::Outside(outside) if let Some(node) = self.reopened(outside, name) => {
                Meaning::node(node, Strategy::ReceiverType, sure::RECEIVER_TYPE)
            }
            Value::Outside(outside) => match outside.member(name) {
                Some(member) => Meaning::Outside(member),
                None => Meaning::Foreign,
            },
        }
    }

    /// The first piece here of a type that is defined outside, as Ruby's `class Outer::Inner`.
    fn reopened(&self, outside: Outside, name: Symbol) -> Option<NodeRef> {
        let world = self.stand.world;
        if !world.rules(self.file).has_lexical_constants {
            return None;
        }
        let all = world.everywhere(world.family(self.file), name);
        let names = outside.names.into_iter().rev();
        let path: Vec<Symbol> = names.filter(|n| *n != Symbol::NONE).collect();
        let is_piece = |node: &&NodeRef| {
            let d = world.definition(**node).filter(|d| d.kind.is_type());
            d.and_then(|d| d.owner)
                .is_some_and(|owner| world.spelled(node.file, owner) == path)
        };
        all.iter().take(NAMESAKES_MAX).find(is_piece).copied()
    }

    pub(super) fn of_place(&self, place: Place, name: Symbol, usage: Usage) -> Meaning {
        let world = self.stand.world;
        let target = self.stand.maps.lookup(Wanted { place, name, usage });
        if target == Target::Missing
            && choose(world, world.named(place, name), usage) == Choice::Several
        {
            return Meaning::Several(Some(place));
        }
        let meaning = Meaning::of(target, Strategy::Import, sure::IMPORT);
        self.announced(meaning)
    }

    pub(super) fn of_member(&self, member: Member, own: Strategy, confidence: u8) -> Meaning {
        match member {
            Member::Own(node) => self.announced(Meaning::node(node, own, confidence)),
            Member::Inherited {
                node,
                is_past_unknown,
            } => {
                let confidence = if is_past_unknown {
                    sure::INHERITED_PAST_UNKNOWN
                } else {
                    sure::INHERITED
                };
                self.announced(Meaning::node(node, Strategy::Inherited, confidence))
            }
            Member::Several(of) => Meaning::Several(Some(Place::Node(of))),
            Member::Missing => Meaning::Unknown,
        }
    }
}
