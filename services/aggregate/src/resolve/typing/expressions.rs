//! What expressions are.

use std::rc::Rc;

use facts::{DefinitionKind, Flags, Given, Receiver, Role, TypeOf};
use graph::NodeRef;

use super::super::ladder::Climb;
use super::super::meaning::Meaning;
use super::super::values::Value;
use super::{Arguments, Type, nothing};

impl Climb<'_> {
    /// What the expression is that ends in a reference: what it names, or what its call gives.
    pub(super) fn expression(&self, file: u32, of: u32, steps: u8) -> Type {
        if let Some(known) = self.known.expressions.borrow().get(&(file, of)) {
            return known.clone();
        }
        let Some(less) = self.step(steps) else {
            return Type::Unknown;
        };
        let Some(reference) = self.stand.world.reference(file, of) else {
            return Type::Unknown;
        };
        let found = match reference.role {
            Role::Call => self.called_type(file, of, less),
            Role::Instantiate => self.made_type(file, of, less),
            Role::Type => self.named(file, of, &nothing(), less),
            _ => self.held_type(file, of, less),
        };
        // What was cut short may be told when it is asked from nearer.
        if !found.is_unknown() {
            let mut known = self.known.expressions.borrow_mut();
            known.insert((file, of), found.clone());
        }
        found
    }

    /// What a name holds, whether or not it is called there.
    pub(super) fn held_type(&self, file: u32, of: u32, steps: u8) -> Type {
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let world = self.stand.world;
        let Some(reference) = world.reference(file, of) else {
            return Type::Unknown;
        };
        let meaning = self.meaning(file, of);
        let Meaning::Node(found) = meaning else {
            return match self.held(meaning).into() {
                Type::Unknown | Type::Plain(Value::Foreign) => self.part(file, of, steps),
                known => known,
            };
        };
        let receiver = match reference.receiver {
            Receiver::Member(of) => self.expression(file, of, steps),
            _ if reference.is_key() => self.expected_of_key(file, of, steps),
            _ => return self.type_of(found.node, &nothing(), steps),
        };
        let name = world.symbols.at(file, reference.name);
        let usage = world.usage(file, reference);
        match self.member_in(&receiver, name, usage) {
            Some((Meaning::Node(member), part)) if member.node == found.node => {
                self.of_declared(found.node, part, steps)
            }
            _ => self.type_of(found.node, &nothing(), steps),
        }
    }

    /// What a member or key holds that no definition stands for.
    fn part(&self, file: u32, of: u32, steps: u8) -> Type {
        let world = self.stand.world;
        let Some(reference) = world.reference(file, of) else {
            return Type::Unknown;
        };
        let whole = match reference.receiver {
            Receiver::Member(of) => self.expression(file, of, steps),
            _ if reference.is_key() => self.expected_of_key(file, of, steps),
            _ => return Type::Unknown,
        };
        self.type_of_member(&whole, world.symbols.at(file, reference.name), steps)
    }

    /// The type of what a definition holds; of a function or type, itself.
    pub(super) fn type_of(&self, node: NodeRef, known: &Arguments, steps: u8) -> Type {
        // What is local is named often.
        let is_kept = known.is_empty() && self.stand.world.kind(node).is_local();
        if is_kept && let Some(told) = self.known.locals.borrow().get(&node) {
            return told.clone();
        }
        let told = self.held_by_definition(node, known, steps);
        if is_kept && !told.is_unknown() {
            let mut kept = self.known.locals.borrow_mut();
            kept.insert(node, told.clone());
        }
        told
    }

    fn held_by_definition(&self, node: NodeRef, known: &Arguments, steps: u8) -> Type {
        use DefinitionKind as Kind;
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let world = self.stand.world;
        let (Some(d), Some(file)) = (world.definition(node), world.file(node.file)) else {
            return Type::Unknown;
        };
        match d.kind {
            Kind::Method | Kind::Function if d.flags.has(Flags::PROPERTY) => {
                self.returned_type(node, known, steps)
            }
            Kind::Field | Kind::Variable | Kind::Constant | Kind::Parameter | Kind::Local => {
                let declared = file.terms.declared(node.definition);
                let declared = declared.map_or(Type::Unknown, |term| {
                    self.term(node.file, term, known, steps)
                });
                match (declared, d.type_of) {
                    (Type::Unknown, Some(TypeOf::Value(of))) if d.flags.has(Flags::GIVEN) => {
                        self.given_type(node.file, of, Given(d.arity), steps)
                    }
                    (Type::Unknown, Some(TypeOf::Value(of))) if !d.flags.has(Flags::ELEMENT) => {
                        self.expression(node.file, of, steps)
                    }
                    (Type::Unknown, Some(TypeOf::Declared(of))) => {
                        self.named(node.file, of, known, steps)
                    }
                    (Type::Unknown, None) => Type::Itself(node, known.clone()),
                    (told, _) => told,
                }
            }
            // What a function literal is cast to is more than the literal says.
            Kind::Function if let Some(term) = file.terms.declared(node.definition) => {
                match self.term(node.file, term, known, steps) {
                    Type::Unknown => Type::Itself(node, known.clone()),
                    told => told,
                }
            }
            Kind::EnumMember => {
                let parent = d.parent.map(|definition| NodeRef { definition, ..node });
                parent.map_or(Type::Unknown, |of| Type::Of(of, nothing()))
            }
            Kind::TypeParameter | Kind::Label => Type::Unknown,
            _ => Type::Itself(node, known.clone()),
        }
    }

    /// What a function gives back, by what is written, else by what it returns.
    pub(super) fn returned_type(&self, function: NodeRef, known: &Arguments, steps: u8) -> Type {
        let world = self.stand.world;
        let Some(d) = world.definition(function) else {
            return Type::Unknown;
        };
        let written = world.file(function.file).and_then(|file| {
            let term = file.terms.signatures(function.definition).next()?;
            match self.written(function.file, term)? {
                facts::Term::Function { returns, .. } => *returns,
                _ => None,
            }
        });
        match (written, d.type_of) {
            (Some(term), _) => self.term(function.file, term, known, steps),
            (None, Some(TypeOf::Declared(of))) => self.named(function.file, of, known, steps),
            (None, Some(TypeOf::Value(of))) => self.expression(function.file, of, steps),
            (None, _) => Type::Unknown,
        }
    }

    /// What is made by `new`.
    fn made_type(&self, file: u32, of: u32, steps: u8) -> Type {
        let Meaning::Node(found) = self.meaning(file, of) else {
            return self.made_of_library(file, of, steps);
        };
        let world = self.stand.world;
        if world.kind(found.node).is_type() {
            let mut known = self.applied(found.node, file, of, &nothing(), steps);
            if known.is_empty() {
                known = self.inferred_of_made(found.node, file, of, steps);
            }
            return Type::Of(found.node, known);
        }
        self.value(file, of).into()
    }

    /// What an argument is.
    pub(super) fn operand_type(&self, file: u32, operand: facts::Operand, steps: u8) -> Type {
        match operand {
            facts::Operand::Reference(of) => self.expression(file, of, steps),
            facts::Operand::Returning(of) => {
                Type::Returning(Rc::new(self.expression(file, of, steps)))
            }
            facts::Operand::Typed(term) => self.term(file, term, &nothing(), steps),
            facts::Operand::Literal(_) | facts::Operand::Given(..) => Type::Unknown,
        }
    }
}
