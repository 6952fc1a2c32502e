//! Names of arguments: which parameter of what is called each one means.

use facts::{Bound, DefinitionKind, Flags, Receiver, Reference, TypeOf};
use graph::{NodeRef, Strategy};

use super::choose::Usage;
use super::ladder::Climb;
use super::meaning::{Meaning, sure};
use super::members::{Member, Sought, Through};
use super::rules::Labels;
use super::symbols::Symbol;
use super::values::Value;
use super::world::World;

/// Whether a reference is the name of an argument. No other reference hangs on its meaning.
pub(super) fn is_label(world: &World<'_>, file: u32, reference: &Reference) -> bool {
    reference.bound == Bound::Member
        && matches!(reference.receiver, Receiver::Path(_))
        && world.rules(file).labels.is_some()
}

impl Climb<'_> {
    /// The parameter of that name of what a reference calls; the field of that name where a type
    /// without a constructor is called.
    pub(super) fn labelled(&self, callee: u32, name: Symbol, labels: Labels) -> Meaning {
        let meaning = self.meaning(self.file, callee);
        let confidence = match meaning {
            Meaning::Node(called) => called.confidence.0.min(sure::RECEIVER_TYPE),
            _ => sure::RECEIVER_TYPE,
        };
        let found = match self.behind(meaning) {
            Value::Itself(of) if self.stand.world.kind(of).is_callable() => {
                self.parameter_of(of, name)
            }
            Value::Itself(of) if self.stand.world.kind(of).is_type() => {
                self.argument_of(of, name, labels)
            }
            Value::Instance(of) => {
                let (member, _) = self.member_of(of, labels.call);
                member.and_then(|function| self.parameter_of(function, name))
            }
            _ => None,
        };
        found.map_or(Meaning::Unknown, |node| {
            Meaning::node(node, Strategy::ReceiverType, confidence)
        })
    }

    /// What is called: a function itself, what a variable holds.
    fn behind(&self, callee: Meaning) -> Value {
        let world = self.stand.world;
        match callee {
            Meaning::Node(called)
                if world.kind(called.node).is_callable()
                    && !world.has(called.node, Flags::PROPERTY) =>
            {
                Value::Itself(called.node)
            }
            other => self.held(other),
        }
    }

    /// What making a value of a type takes under a name. A constructor of the type itself tells all
    /// that it takes. One that is inherited is perhaps not the one that is called: a type that
    /// declares such a field has one made of its fields.
    fn argument_of(&self, of: NodeRef, name: Symbol, labels: Labels) -> Option<NodeRef> {
        if labels.constructor.is_empty() {
            return self.parameter_of_constructors(of, name);
        }
        let (constructor, is_own) = self.member_of(of, labels.constructor);
        if let Some(constructor) = constructor
            && is_own
        {
            return self.parameter_of(constructor, name);
        }
        let (field, is_own) = self.field_of(of, name);
        match (field, constructor) {
            (Some(field), _) if is_own => Some(field),
            (_, Some(constructor)) => self.parameter_of(constructor, name),
            (field, None) => field,
        }
    }

    /// What the constructor in the head of a type takes under a name, else the only other one that
    /// takes it.
    fn parameter_of_constructors(&self, of: NodeRef, name: Symbol) -> Option<NodeRef> {
        let world = self.stand.world;
        if let Some(parameter) = self.parameter_of(of, name) {
            return Some(parameter);
        }
        let others = world.named(world.place(of), world.name(of)).iter();
        let others = others.filter(|&&n| world.kind(n) == DefinitionKind::Constructor);
        let mut found = others.filter_map(|&n| self.parameter_of(n, name));
        match (found.next(), found.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// A member of a type, and whether it is its own.
    fn member_of(&self, of: NodeRef, name: &str) -> (Option<NodeRef>, bool) {
        let symbol = self.stand.world.symbols.find(name);
        symbol.map_or((None, false), |name| self.found(of, name))
    }

    /// A declared field of a type, and whether it is its own.
    fn field_of(&self, of: NodeRef, name: Symbol) -> (Option<NodeRef>, bool) {
        let (member, is_own) = self.found(of, name);
        let field = member.filter(|&node| {
            let definition = self.stand.world.definition(node);
            definition.is_some_and(|d| {
                d.kind == DefinitionKind::Field && matches!(d.type_of, Some(TypeOf::Declared(_)))
            })
        });
        (field, is_own)
    }

    fn found(&self, of: NodeRef, name: Symbol) -> (Option<NodeRef>, bool) {
        let sought = Sought {
            name,
            usage: Usage::Any,
            through: Through::Value,
        };
        match self.stand.kin.member(self.stand.world, of, sought) {
            Member::Own(node) => (Some(node), true),
            Member::Inherited {
                node,
                is_past_unknown: false,
            } => (Some(node), false),
            Member::Inherited { .. } | Member::Several(_) | Member::Missing => (None, false),
        }
    }

    /// The parameter of a function that may be given by this name. Parameters stand right behind
    /// their function.
    fn parameter_of(&self, function: NodeRef, name: Symbol) -> Option<NodeRef> {
        let world = self.stand.world;
        let definitions = &world.file(function.file)?.definitions;
        let is_field = |d: &facts::Definition| d.kind == DefinitionKind::Field;
        let behind = definitions.get(function.definition as usize + 1..)?;
        let parameters = behind
            .iter()
            .take_while(|d| d.kind.is_local() && d.kind != DefinitionKind::Local || is_field(d));
        // One that is a field too belongs to the type.
        let (at, _) = parameters.enumerate().find(|(_, d)| {
            (d.parent == Some(function.definition) || is_field(d))
                && d.flags.has(Flags::NAMED)
                && world.symbols.at(function.file, d.name) == name
        })?;
        Some(NodeRef {
            definition: function.definition + 1 + at as u32,
            ..function
        })
    }
}
