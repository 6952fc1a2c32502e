//! Functions that extend the type that they name, and the objects that bare names belong to.

use facts::{Definition, DefinitionKind, Flags, Receiver, Reference, Role, TypeOf};
use graph::{NodeRef, Strategy};

use super::choose::{Usage, ranked};
use super::ladder::Climb;
use super::meaning::{Meaning, Target, sure};
use super::members::{Member, Sought, Through};
use super::modules::ImportRef;
use super::symbols::Symbol;
use super::values::Value;
use super::world::{Place, World};

/// How many definitions around a bare name are asked for it.
const AROUND_MAX: usize = 32;

/// What numbers and the like have themselves: as extensions these are told by their types alone.
const OPERATORS: [&str; 24] = [
    "and",
    "compareTo",
    "contains",
    "dec",
    "div",
    "equals",
    "get",
    "hashCode",
    "inc",
    "inv",
    "invoke",
    "iterator",
    "minus",
    "not",
    "or",
    "plus",
    "rangeTo",
    "rem",
    "set",
    "shl",
    "shr",
    "times",
    "toString",
    "xor",
];

/// Whether an extension is for a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    Perhaps,
    Yes,
}

/// The object of a block.
enum Object {
    /// The block has none.
    None,
    /// Nothing is known of it.
    Unknown,
    /// This one.
    Known(Value),
}

impl Climb<'_> {
    /// A bare name that is a member of an object around: of a block, of a function that extends a
    /// type, of the types that it stands in. `None` if it is of none of them.
    pub(super) fn of_objects_around(
        &self,
        reference: &Reference,
        name: Symbol,
        usage: Usage,
    ) -> Option<Meaning> {
        match self.object(reference) {
            Object::None => {}
            Object::Unknown => {
                // Names of types stand alone as a rule, and members do not have such names.
                let text = self.stand.world.symbols.text(name);
                if !text.starts_with(|c: char| c.is_uppercase()) {
                    return Some(Meaning::Unknown);
                }
            }
            Object::Known(object) => match self.of_value(object, name, usage) {
                found @ (Meaning::Node(_) | Meaning::Several(_)) => return Some(found),
                _ => {
                    if let Some(found) = self.extension(reference, object, name, usage, Fit::Yes) {
                        return Some(found);
                    }
                }
            },
        }
        self.of_definitions_around(reference, name, usage)
    }

    fn of_definitions_around(
        &self,
        reference: &Reference,
        name: Symbol,
        usage: Usage,
    ) -> Option<Meaning> {
        let world = self.stand.world;
        let file = self.file;
        let mut at = reference.holder?;
        if reference.role == Role::Supertype {
            // The head of a type does not see what is in it, nor what it is about to inherit.
            at = world.definition(self.type_around(at)?)?.parent?;
        }
        for _ in 0..AROUND_MAX {
            let node = NodeRef {
                file,
                definition: at,
            };
            let d = world.definition(node)?;
            let of = if d.kind.is_type() {
                Some((node, Through::Nothing))
            } else if d.flags.has(Flags::RECEIVER) {
                let owners = self.stand.owners.get(file as usize);
                let owner = owners.and_then(|o| o.get(at as usize)).copied().flatten();
                owner.map(|owner| (owner, Through::Value))
            } else {
                None
            };
            if let Some((of, through)) = of {
                let sought = Sought {
                    name,
                    usage,
                    through,
                };
                let member = self.stand.kin.member(world, of, sought);
                if member != Member::Missing {
                    let (strategy, confidence) = match through {
                        Through::Nothing => (Strategy::SameClass, sure::SAME_CLASS),
                        Through::Value | Through::Type => {
                            (Strategy::ReceiverType, sure::RECEIVER_TYPE)
                        }
                    };
                    return Some(self.of_member(member, strategy, confidence));
                }
            }
            at = d.parent?;
        }
        None
    }

    /// The object that a block around a bare name has.
    fn object(&self, reference: &Reference) -> Object {
        match reference.receiver {
            Receiver::None | Receiver::This | Receiver::Super => Object::None,
            Receiver::Opaque => Object::Unknown,
            Receiver::Member(of) => match self.value(self.file, of) {
                Value::Unknown | Value::Foreign => Object::Unknown,
                known => Object::Known(known),
            },
            Receiver::Path(by) => {
                let callee = match self.meaning(self.file, by) {
                    Meaning::Node(callee) => callee,
                    // It may be known in a later round.
                    Meaning::Unknown if !self.stand.is_late => return Object::Unknown,
                    _ => return Object::None,
                };
                // The block is given last.
                let last = last_parameter(self.stand.world, callee.node);
                match last.map(|d| (d.flags.has(Flags::RECEIVER), d.type_of)) {
                    Some((true, Some(TypeOf::Declared(of)))) => {
                        match self.named_type(callee.node.file, of) {
                            Some(of) => Object::Known(Value::Instance(of)),
                            None => Object::Unknown,
                        }
                    }
                    Some((false, Some(TypeOf::Declared(of)))) => {
                        self.object_of_alias(callee.node.file, of)
                    }
                    _ => Object::None,
                }
            }
        }
    }

    /// The object of a block whose type has a name of its own.
    fn object_of_alias(&self, file: u32, reference: u32) -> Object {
        let world = self.stand.world;
        let Meaning::Node(alias) = self.meaning(file, reference) else {
            return Object::None;
        };
        let Some(d) = world.definition(alias.node) else {
            return Object::None;
        };
        match d.type_of {
            Some(TypeOf::Declared(of))
                if d.kind == DefinitionKind::TypeAlias && d.flags.has(Flags::RECEIVER) =>
            {
                match self.named_type(alias.node.file, of) {
                    Some(of) => Object::Known(Value::Instance(of)),
                    None => Object::Unknown,
                }
            }
            _ => Object::None,
        }
    }

    /// What no member is may be a function that extends the type.
    pub(super) fn or_extension(
        &self,
        reference: &Reference,
        name: Symbol,
        usage: Usage,
        meaning: Meaning,
    ) -> Meaning {
        if !matches!(
            meaning,
            Meaning::Unknown | Meaning::Foreign | Meaning::Outside(_)
        ) {
            return meaning;
        }
        let value = match reference.receiver {
            Receiver::Member(of) => self.value(self.file, of),
            Receiver::This => match reference.holder.and_then(|h| self.type_around(h)) {
                Some(of) => Value::Instance(of),
                None => Value::Unknown,
            },
            Receiver::Opaque => Value::Unknown,
            Receiver::None | Receiver::Super | Receiver::Path(_) => return meaning,
        };
        self.extension(reference, value, name, usage, Fit::Perhaps)
            .unwrap_or(meaning)
    }

    /// The extension in scope that is for a value. Where it is not known what the value is, one
    /// counts only if it is near, and the only one there that takes the arguments.
    fn extension(
        &self,
        reference: &Reference,
        value: Value,
        name: Symbol,
        usage: Usage,
        least: Fit,
    ) -> Option<Meaning> {
        let world = self.stand.world;
        let mut perhaps: Vec<(NodeRef, Strategy)> = Vec::new();
        for (place, name, strategy) in self.places_of_extensions(reference, name) {
            let extensions = world.named(place, name).iter().copied();
            let extensions: Vec<NodeRef> = extensions
                .filter(|&node| world.has(node, Flags::RECEIVER))
                .collect();
            let fitting: Vec<(Fit, NodeRef)> = ranked(world, &extensions, usage)
                .into_iter()
                .map(|node| (self.is_for(node, value), node))
                .collect();
            let certain = fitting.iter().filter(|(fit, _)| *fit == Fit::Yes);
            let certain: Vec<NodeRef> = certain.map(|&(_, node)| node).collect();
            match certain.as_slice() {
                &[node] => return Some(Meaning::node(node, strategy, sure::RECEIVER_TYPE)),
                [] => {}
                _ => return Some(Meaning::Several(Some(place))),
            }
            let others = fitting.iter().filter(|(fit, _)| *fit == Fit::Perhaps);
            for &(_, node) in others.filter(|_| is_near(strategy)) {
                if perhaps.iter().all(|(known, _)| *known != node) {
                    perhaps.push((node, strategy));
                }
            }
        }
        let is_operator = OPERATORS.contains(&world.symbols.text(name));
        match perhaps.as_slice() {
            &[(node, strategy)] if least == Fit::Perhaps && !is_operator => {
                Some(Meaning::node(node, strategy, sure::EXTENSION_OF_UNKNOWN))
            }
            _ => None,
        }
    }

    /// Where extensions of a name are looked for, the nearest first, with the name that they have
    /// there.
    fn places_of_extensions(
        &self,
        reference: &Reference,
        name: Symbol,
    ) -> Vec<(Place, Symbol, Strategy)> {
        let world = self.stand.world;
        let file = self.file;
        let mut places = Vec::new();
        for &import in world.bindings(file, name) {
            if let Some((Target::Place(place), import)) =
                self.stand.maps.module_of(ImportRef { file, import })
                && let Some(member) = import.member
            {
                let member = world.symbols.at(file, member);
                places.push((place, member, Strategy::Import));
            }
        }
        places.extend(self.types_around(reference, name));
        places.push((Place::File(file), name, Strategy::SameFile));
        let package = world.package(file);
        places.extend(package.map(|p| (p, name, Strategy::SamePackage)));
        for &import in world.wildcards(file) {
            if let Target::Place(place) = self.stand.maps.target(ImportRef { file, import }) {
                places.push((place, name, Strategy::Wildcard));
            }
        }
        places
    }

    /// The types around, which may extend others for their own use.
    fn types_around(&self, reference: &Reference, name: Symbol) -> Vec<(Place, Symbol, Strategy)> {
        let world = self.stand.world;
        let file = self.file;
        let mut places = Vec::new();
        let mut at = reference.holder;
        for _ in 0..AROUND_MAX {
            let Some(definition) = at else { break };
            let node = NodeRef { file, definition };
            let Some(d) = world.definition(node) else {
                break;
            };
            if d.kind.is_type() {
                let line = self.stand.kin.line(world, node);
                for of in std::iter::once(node).chain(line) {
                    places.push((world.place(of), name, Strategy::SameClass));
                    let companion = self.stand.kin.companion(of);
                    places.extend(companion.map(|c| (world.place(c), name, Strategy::SameClass)));
                }
            }
            at = d.parent;
        }
        places
    }

    /// Whether an extension is for a value.
    fn is_for(&self, extension: NodeRef, value: Value) -> Fit {
        let world = self.stand.world;
        let owners = self.stand.owners.get(extension.file as usize);
        let owner = owners.and_then(|o| o.get(extension.definition as usize));
        if let Some(owner) = owner.copied().flatten() {
            return match value {
                Value::Instance(of) | Value::Itself(of) => {
                    let is_one = of == owner || self.stand.kin.is_below(world, of, owner);
                    if is_one { Fit::Yes } else { Fit::No }
                }
                Value::Unknown | Value::Foreign => Fit::Perhaps,
                Value::Place(_) | Value::Outside(_) => Fit::No,
            };
        }
        let named = world.definition(extension).and_then(|d| d.owner);
        let Some(named) = named else {
            return Fit::Perhaps;
        };
        match (self.meaning(extension.file, named), value) {
            (Meaning::Outside(of), Value::Outside(value)) if of == value => Fit::Yes,
            (Meaning::Outside(of), _) if world.symbols.text(of.last()) == "Any" => Fit::Yes,
            (Meaning::Node(of), _) if world.kind(of.node) == DefinitionKind::TypeParameter => {
                match world.definition(of.node).and_then(|d| d.type_of) {
                    None => Fit::Yes,
                    Some(_) => Fit::Perhaps,
                }
            }
            _ => Fit::Perhaps,
        }
    }
}

/// Whether what is found so was imported by its name, or stands in the same file or in the types
/// around.
fn is_near(strategy: Strategy) -> bool {
    matches!(
        strategy,
        Strategy::Import | Strategy::SameClass | Strategy::SameFile
    )
}

/// The last parameter of a function. Parameters stand right behind their function.
fn last_parameter<'a>(world: &World<'a>, function: NodeRef) -> Option<&'a Definition> {
    let definitions = &world.file(function.file)?.definitions;
    let behind = definitions.get(function.definition as usize + 1..)?;
    let parameters = behind
        .iter()
        .take_while(|d| d.kind.is_local() && d.kind != DefinitionKind::Local);
    let own = parameters.filter(|d| d.parent == Some(function.definition));
    own.filter(|d| d.flags.has(Flags::NAMED)).last()
}
