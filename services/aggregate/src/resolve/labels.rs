//! Names of arguments: which parameter of what is called each one means.

use facts::DefinitionKind;
use graph::{NodeRef, Strategy};

use super::choose::Usage;
use super::ladder::Climb;
use super::meaning::{Meaning, sure};
use super::members::{Member, Sought, Through};
use super::symbols::Symbol;

impl Climb<'_> {
    /// The parameter of that name of what a reference calls.
    pub(super) fn labelled(&self, callee: u32, name: Symbol) -> Option<Meaning> {
        let Meaning::Node(called) = self.meaning(self.file, callee) else {
            return None;
        };
        let function = self.function_of(called.node)?;
        let parameter = self.parameter_of(function, name)?;
        Some(Meaning::node(
            parameter,
            Strategy::ReceiverType,
            called.confidence.0.min(sure::RECEIVER_TYPE),
        ))
    }

    /// What runs when a definition is called or made.
    fn function_of(&self, called: NodeRef) -> Option<NodeRef> {
        let world = self.stand.world;
        let kind = world.kind(called);
        if kind.is_callable() {
            return Some(called);
        }
        if !kind.is_type() {
            return None;
        }
        let constructor = world.rules(self.file).labels?;
        let sought = Sought {
            name: world.symbols.find(constructor)?,
            usage: Usage::Call(u8::MAX),
            through: Through::Value,
        };
        match self.stand.kin.member(world, called, sought) {
            Member::Own(node) | Member::Inherited { node, .. } => Some(node),
            Member::Several(_) | Member::Missing => None,
        }
    }

    /// Parameters stand right behind their function; one that is a property too belongs to the type.
    fn parameter_of(&self, function: NodeRef, name: Symbol) -> Option<NodeRef> {
        let world = self.stand.world;
        let file = world.file(function.file)?;
        let end = world.definition(function)?.body;
        let end = (end.end_line, end.end_col);
        let behind = function.definition + 1..file.definitions.len() as u32;
        let nodes = behind.map(|definition| NodeRef {
            definition,
            ..function
        });
        let mut parameters = nodes.take_while(|&node| {
            let is_parameter = matches!(
                world.kind(node),
                DefinitionKind::Parameter | DefinitionKind::Field
            );
            let is_inside = world
                .definition(node)
                .is_some_and(|d| (d.name_span.start_line, d.name_span.start_col) < end);
            is_parameter && is_inside
        });
        parameters.find(|&node| world.name(node) == name)
    }
}
