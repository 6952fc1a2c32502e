//! The ladder: what each reference of a file means, rung by rung.

use std::cell::RefCell;

use events::language::Family;
use facts::{Bound, DefinitionKind, Flags, Receiver, Reference, Role, TypeOf};
use graph::{NodeRef, Strategy};
use rustc_hash::FxHashMap;

use super::choose::{Choice, Usage, choose};
use super::meaning::{Meaning, Outside, Target, sure};
use super::members::{Kin, Member, Sought, Through};
use super::modules::{Bare, ImportRef, Maps, Wanted};
use super::rules::SuperCalls;
use super::symbols::Symbol;
use super::typing::Known;
use super::values::Value;
use super::world::{Owners, Place, World};

/// How many types around a bare name are asked for it.
const TYPES_AROUND_MAX: usize = 8;
/// How many definitions around a reference are asked.
const HOLDERS_MAX: usize = 64;
/// How many namesakes are looked at for a type that is defined outside.
const NAMESAKES_MAX: usize = 64;

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
    bare: RefCell<FxHashMap<Stood, Meaning>>,
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
        let has_overloads = rules.chooses_by_types || rules.has_types_apart;
        for (at, reference) in (0..).zip(references) {
            let is_open = match self.now.get(at as usize) {
                Some(Meaning::Unknown) => true,
                // The types of its arguments may be known by now.
                Some(Meaning::Several(Some(_))) => has_overloads,
                _ => false,
            };
            if is_open && is_wanted(at, reference) {
                let meaning = match self.mean(at, reference) {
                    Meaning::Several(Some(place))
                        if rules.has_types_apart && reference.role == Role::Call =>
                    {
                        self.fitting_overload(at, reference, place)
                    }
                    Meaning::Several(Some(place)) if rules.chooses_by_types => {
                        self.overload(at, reference, place)
                    }
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
    fn announced(&self, meaning: Meaning) -> Meaning {
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

    /// A bare name that nothing in the file brings.
    fn bare(&self, reference: &Reference, name: Symbol) -> Meaning {
        let rules = self.stand.world.rules(self.file);
        let usage = match reference.role {
            Role::Instantiate | Role::Decorator if rules.has_names_apart => Usage::Type,
            _ => self.stand.world.usage(self.file, reference),
        };
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

    /// A name after a dot or a `::`.
    fn member(&self, reference: &Reference, name: Symbol) -> Meaning {
        let usage = self.stand.world.usage(self.file, reference);
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

    /// The constructor that a call of the method means that makes values, where that is a method.
    fn made(&self, reference: &Reference, name: Symbol, usage: Usage) -> Option<Meaning> {
        let world = self.stand.world;
        let (maker, constructor) = world.rules(self.file).maker?;
        if reference.role != Role::Call || world.symbols.text(name) != maker {
            return None;
        }
        let of = self.made_of_call(self.file, reference)?;
        let sought = |name, through| Sought {
            name,
            usage,
            through,
        };
        let own = self
            .stand
            .kin
            .member(world, of, sought(name, Through::Type));
        let constructor = world.symbols.find(constructor);
        let member = match (own, constructor) {
            (Member::Missing, Some(constructor)) => {
                let sought = sought(constructor, Through::Value);
                self.stand.kin.member(world, of, sought)
            }
            (own, _) => own,
        };
        let meaning = self.of_member(member, Strategy::ReceiverType, sure::RECEIVER_TYPE);
        (meaning != Meaning::Unknown).then_some(meaning)
    }

    /// The type of which a call of its maker makes a value.
    pub(super) fn made_of_call(&self, file: u32, call: &Reference) -> Option<NodeRef> {
        let world = self.stand.world;
        match (call.receiver, call.holder) {
            (Receiver::Member(of), _) => {
                let is_made = world.reference(file, of)?.role == Role::Instantiate;
                match self.held(self.meaning(file, of)) {
                    Value::Itself(of) if is_made && world.kind(of).is_type() => Some(of),
                    _ => None,
                }
            }
            (Receiver::None | Receiver::This, Some(definition)) => {
                let inside = NodeRef { file, definition };
                let of = world.enclosing_type(inside, self.stand.owners)?;
                (side(world, inside) == Through::Type).then_some(of)
            }
            _ => None,
        }
    }

    /// Whether the object around a definition of this file is a type or a value of it.
    fn side(&self, definition: u32) -> Through {
        let file = self.file;
        if !self.stand.world.rules(file).has_statics_apart {
            return Through::Value;
        }
        side(self.stand.world, NodeRef { file, definition })
    }

    /// The name of the method around a reference.
    fn method_around(&self, reference: &Reference) -> Symbol {
        let world = self.stand.world;
        let mut holder = reference.holder;
        for _ in 0..HOLDERS_MAX {
            let Some(definition) = holder else { break };
            let file = self.file;
            let node = NodeRef { file, definition };
            if world.kind(node).is_callable() {
                return world.name(node);
            }
            holder = world.definition(node).and_then(|d| d.parent);
        }
        Symbol::NONE
    }

    /// The type around a definition of this file.
    pub(super) fn type_around(&self, definition: u32) -> Option<NodeRef> {
        let file = self.file;
        let inside = NodeRef { file, definition };
        self.stand.world.enclosing_type(inside, self.stand.owners)
    }
}

/// Whether `self` in a definition is a type or a value of it, where the two are apart.
fn side(world: &World<'_>, inside: NodeRef) -> Through {
    let mut at = inside;
    for _ in 0..HOLDERS_MAX {
        let Some(d) = world.definition(at) else { break };
        if d.kind.is_type() {
            return Through::Type;
        }
        if d.kind.is_callable() {
            let is_of_type = d.flags.has(Flags::STATIC);
            return if is_of_type {
                Through::Type
            } else {
                Through::Value
            };
        }
        let Some(definition) = d.parent else { break };
        at = NodeRef { definition, ..at };
    }
    Through::Value
}
