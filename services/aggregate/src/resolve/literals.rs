//! What generic calls tell: the types of a function literal's parameters, and of what is returned.

use facts::{DefinitionKind, Flags, Receiver, Reference, Role, TypeOf};
use graph::NodeRef;

use super::ladder::Climb;
use super::meaning::Meaning;
use super::values::Value;

/// Arguments of a call that are told apart, and parameters of a literal.
const PLACES: u8 = 15;
/// Types of the library that are functions of their type arguments.
const FUNCTIONS: [&str; 5] = ["Action", "Comparison", "Converter", "Func", "Predicate"];
/// What holds a function as a tree of its text.
const QUOTED: &str = "Expression";

impl Climb<'_> {
    /// What the parameter of a function literal holds that is given to a call.
    pub(super) fn given_to_literal(&self, file: u32, callee: u32, place: u8, steps: u8) -> Value {
        let world = self.stand.world;
        // The names of function types mean this in C# alone.
        if !world.rules(file).has_types_apart {
            return Value::Unknown;
        }
        let (position, index) = (place / PLACES, place % PLACES);
        let (Meaning::Node(found), Some(call)) =
            (self.meaning(file, callee), world.reference(file, callee))
        else {
            return Value::Unknown;
        };
        let function = if world.kind(found.node).is_type() {
            let constructors = world.named(world.place(found.node), world.name(found.node));
            let mut fitting = constructors.iter().copied().filter(|&n| {
                world.kind(n) == DefinitionKind::Constructor
                    && self.literal_type(n, position).is_some()
            });
            match (fitting.next(), fitting.next()) {
                (Some(only), None) => only,
                _ => return Value::Unknown,
            }
        } else {
            found.node
        };
        // One that is called as a member is given its first parameter before the dot.
        let is_extension = world.has(function, Flags::EXTENSION)
            && world
                .definition(function)
                .is_some_and(|d| d.arity.checked_sub(1) == Some(call.arity));
        let position = position + u8::from(is_extension);
        let Some(of) = self.literal_type(function, position) else {
            return Value::Unknown;
        };
        match self.arguments_of(function.file, of).get(usize::from(index)) {
            Some(&argument) => self.instance_in(function.file, argument, steps),
            None => Value::Unknown,
        }
    }

    /// The function type of a parameter, if it has one.
    fn literal_type(&self, function: NodeRef, position: u8) -> Option<u32> {
        let world = self.stand.world;
        let file = world.file(function.file)?;
        let (_, parameter) = world.parameters(function).nth(usize::from(position))?;
        let Some(TypeOf::Declared(mut of)) = parameter.type_of else {
            return None;
        };
        let name = |at: u32| file.references.get(at as usize).map(|r| file.name(r.name));
        if name(of)? == QUOTED {
            of = self.first_argument(function.file, of)?;
        }
        FUNCTIONS.contains(&name(of)?).then_some(of)
    }

    /// How many parameters a function has that a reference names the type of.
    pub(super) fn function_of(&self, file: u32, of: u32) -> Option<u8> {
        let world = self.stand.world;
        let text = |at: u32| {
            let name = world.reference(file, at)?.name;
            Some(world.symbols.text(world.symbols.at(file, name)))
        };
        let mut of = of;
        if text(of)? == QUOTED {
            of = self.first_argument(file, of)?;
        }
        let count = world.reference(file, of)?.arity;
        match text(of)? {
            "Func" => count.checked_sub(1),
            "Action" => Some(count),
            "Comparison" => Some(2),
            "Converter" | "Predicate" => Some(1),
            _ => None,
        }
    }

    /// The reference to the first type argument of what another names, where that is no word of
    /// the language.
    fn first_argument(&self, file: u32, of: u32) -> Option<u32> {
        let world = self.stand.world;
        let (outer, first) = (world.reference(file, of)?, world.reference(file, of + 1)?);
        let (end, start) = (outer.span, first.span);
        let is_next =
            end.end_line == start.start_line && end.end_col.saturating_add(1) == start.start_col;
        is_next.then_some(of + 1)
    }

    /// The type arguments of what a reference names, as long as each is a plain name.
    fn arguments_of(&self, file: u32, of: u32) -> Vec<u32> {
        let world = self.stand.world;
        let Some(count) = world.reference(file, of).map(|r| r.arity) else {
            return Vec::new();
        };
        self.plain_arguments(file, of, count)
    }

    fn plain_arguments(&self, file: u32, of: u32, count: u8) -> Vec<u32> {
        let world = self.stand.world;
        let mut arguments = Vec::new();
        let Some(first) = self.first_argument(file, of) else {
            return arguments;
        };
        let is_argument = |r: &&Reference| r.role == Role::Type && r.receiver == Receiver::None;
        for at in (first..).take(usize::from(count.min(PLACES))) {
            let Some(argument) = world.reference(file, at).filter(is_argument) else {
                return arguments;
            };
            if let Some(before) = at.checked_sub(1).and_then(|at| world.reference(file, at)) {
                // A word of the language stands between, which is no reference.
                let is_beside = before.span.end_line == argument.span.start_line
                    && argument.span.start_col <= before.span.end_col.saturating_add(2);
                if !is_beside {
                    return arguments;
                }
            }
            // In `A.B` the name is the last part.
            let next = world.reference(file, at + 1);
            if next.is_some_and(|next| next.receiver == Receiver::Member(at)) {
                return arguments;
            }
            arguments.push(at);
            if argument.arity != 0 {
                return arguments;
            }
        }
        arguments
    }

    /// What a generic function returns that returns what one of its type arguments names.
    pub(super) fn type_argument(
        &self,
        file: u32,
        call: u32,
        callee: Meaning,
        steps: u8,
    ) -> Option<Value> {
        let world = self.stand.world;
        let Meaning::Node(found) = callee else {
            return None;
        };
        let function = found.node;
        let d = world.definition(function)?;
        let Some(TypeOf::Declared(returned)) = d.type_of else {
            return None;
        };
        if !world.rules(file).has_types_apart || !d.kind.is_callable() {
            return None;
        }
        let Meaning::Node(parameter) = self.meaning(function.file, returned) else {
            return None;
        };
        let parameters: Vec<NodeRef> = world
            .inside(function)
            .filter(|(_, d)| d.kind == DefinitionKind::TypeParameter)
            .map(|(node, _)| node)
            .collect();
        let index = parameters.iter().position(|&node| node == parameter.node)?;
        let count = u8::try_from(parameters.len()).ok()?;
        let arguments = self.plain_arguments(file, call, count);
        let argument = arguments.get(index)?;
        match self.instance_in(file, *argument, steps) {
            Value::Unknown => None,
            known => Some(known),
        }
    }
}
