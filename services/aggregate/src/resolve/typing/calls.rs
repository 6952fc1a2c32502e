//! Calls: by which signature, what they give, and what a function literal takes that is given to one.

use facts::{Flags, Given, Receiver, Term, TermId};
use graph::NodeRef;

use super::super::ladder::Climb;
use super::super::meaning::Meaning;
use super::super::world::Place;
use super::{Arguments, Type, nothing};

/// How many signatures of one callee are looked at.
const SIGNATURES_MAX: usize = 64;

/// How something is called.
#[derive(Debug, Clone)]
pub(super) struct Signature {
    pub(super) file: u32,
    pub(super) term: TermId,
    /// What is known of the type parameters around.
    pub(super) known: Arguments,
    /// The function that is defined so, if it is one.
    function: Option<NodeRef>,
}

impl Climb<'_> {
    /// What a call gives.
    pub(super) fn called_type(&self, file: u32, call: u32, steps: u8) -> Type {
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let world = self.stand.world;
        if let Meaning::Node(callee) = self.meaning(file, call) {
            if world.has(callee.node, Flags::FLUENT)
                && let Some(Receiver::Member(of)) = world.reference(file, call).map(|r| r.receiver)
            {
                return self.expression(file, of, steps);
            }
        } else {
            let known = self.called_of_library(file, call, steps);
            if !known.is_unknown() {
                return known;
            }
        }
        let callee = self.held_type(file, call, steps);
        match self.result_of(&callee, file, Some(call), steps) {
            // What the plain rules know of it.
            Type::Unknown => self.value(file, call).into(),
            known => known,
        }
    }

    /// What calling a value gives; the call tells its arguments, where there is one.
    pub(super) fn result_of(&self, callee: &Type, file: u32, call: Option<u32>, steps: u8) -> Type {
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let world = self.stand.world;
        let count = call
            .and_then(|call| world.reference(file, call))
            .map_or(u8::MAX, |r| r.arity);
        let signatures = self.fitting(self.signatures(callee, steps), count);
        let Some(chosen) = signatures.first() else {
            return Type::Unknown;
        };
        let known = match call {
            Some(call) => self.inferred_of_call(chosen, file, call, None, steps),
            None => chosen.known.clone(),
        };
        self.returned_by_signature(chosen, &known, steps)
    }

    pub(super) fn returned_by_signature(
        &self,
        of: &Signature,
        known: &Arguments,
        steps: u8,
    ) -> Type {
        match (self.written(of.file, of.term), of.function) {
            (
                Some(Term::Function {
                    returns: Some(returns),
                    ..
                }),
                _,
            ) => self.term(of.file, *returns, known, steps),
            (_, Some(function)) => self.returned_type(function, known, steps),
            _ => Type::Unknown,
        }
    }

    /// How a value is called.
    pub(super) fn signatures(&self, of: &Type, steps: u8) -> Vec<Signature> {
        let mut found = Vec::new();
        self.add_signatures(of, &mut found, steps);
        found
    }

    fn add_signatures(&self, of: &Type, found: &mut Vec<Signature>, steps: u8) {
        let Some(steps) = self.step(steps) else {
            return;
        };
        if found.len() >= SIGNATURES_MAX {
            return;
        }
        match of {
            Type::Function(file, term, known) => found.push(Signature {
                file: *file,
                term: *term,
                known: known.clone(),
                function: None,
            }),
            Type::Itself(node, known) => {
                let is_function = self.stand.world.kind(*node).is_callable();
                self.add_signatures_of(*node, known, is_function, found);
            }
            Type::Of(node, known) => {
                let before = found.len();
                self.add_signatures_of(*node, known, false, found);
                if found.len() == before {
                    self.add_inherited_signatures(*node, known, found, steps);
                }
            }
            Type::Any(of) | Type::Union(of) => {
                for of in of.iter() {
                    self.add_signatures(of, found, steps);
                }
            }
            Type::Unknown
            | Type::Members(..)
            | Type::Returning(_)
            | Type::Array(_)
            | Type::Map(_)
            | Type::Mapped(_)
            | Type::Tuple(_)
            | Type::Literal(_)
            | Type::Plain(_) => {}
        }
    }

    fn add_signatures_of(
        &self,
        node: NodeRef,
        known: &Arguments,
        is_function: bool,
        found: &mut Vec<Signature>,
    ) {
        let Some(file) = self.stand.world.file(node.file) else {
            return;
        };
        let heads = if is_function {
            self.heads_of(node)
        } else {
            vec![node]
        };
        for head in heads.into_iter().take(SIGNATURES_MAX) {
            let own = file.terms.signatures(head.definition);
            found.extend(own.map(|term| Signature {
                file: node.file,
                term,
                known: known.clone(),
                function: is_function.then_some(head),
            }));
        }
    }

    /// The heads by which a function is called: those that only announce it, if there are some.
    fn heads_of(&self, function: NodeRef) -> Vec<NodeRef> {
        let world = self.stand.world;
        let around = world.parent(function, self.stand.owners);
        let place = around.map_or(Place::File(function.file), |of| world.place(of));
        let namesakes = world.named(place, world.name(function)).iter().copied();
        let heads: Vec<NodeRef> = namesakes
            .filter(|of| {
                of.file == function.file
                    && world.kind(*of).is_callable()
                    && world.has(*of, Flags::DECLARATION)
            })
            .collect();
        if heads.is_empty() {
            vec![function]
        } else {
            heads
        }
    }

    fn add_inherited_signatures(
        &self,
        of: NodeRef,
        known: &Arguments,
        found: &mut Vec<Signature>,
        steps: u8,
    ) {
        let Some(file) = self.stand.world.file(of.file) else {
            return;
        };
        let subject = facts::Subject::Definition(of.definition);
        for base in file.supertypes.iter().filter(|s| s.of == subject) {
            if let Meaning::Node(above) = self.meaning(of.file, base.base) {
                let applied = self.applied(above.node, of.file, base.base, known, steps);
                self.add_signatures(&Type::Of(above.node, applied), found, steps);
            }
        }
    }

    /// The parameters of a signature.
    pub(super) fn parameters_of(&self, of: &Signature) -> &[TermId] {
        match self.written(of.file, of.term) {
            Some(Term::Function {
                parameters: Some(list),
                ..
            }) => match self.written(of.file, *list) {
                Some(Term::List(of)) => of,
                _ => &[],
            },
            _ => &[],
        }
    }

    fn takes(&self, of: &Signature, count: u8) -> bool {
        let parameters = self.parameters_of(of);
        let has_rest = parameters
            .last()
            .is_some_and(|&last| matches!(self.written(of.file, last), Some(Term::Rest(_))));
        has_rest || parameters.len() >= usize::from(count)
    }

    /// The type of a parameter of a signature, where the type parameters stand for these.
    pub(super) fn parameter_at(
        &self,
        of: &Signature,
        place: u8,
        known: &Arguments,
        steps: u8,
    ) -> Type {
        let parameters = self.parameters_of(of);
        let place = usize::from(place);
        let last = parameters.len().saturating_sub(1);
        let at = place.min(last);
        let Some(&term) = parameters.get(at) else {
            return Type::Unknown;
        };
        let Some(Term::Rest(rest)) = self.written(of.file, term) else {
            let is_own = place <= last;
            return if is_own {
                self.term(of.file, term, known, steps)
            } else {
                Type::Unknown
            };
        };
        match self.term(of.file, *rest, known, steps) {
            Type::Array(element) => (*element).clone(),
            Type::Tuple(of) => of.get(place - at).cloned().unwrap_or(Type::Unknown),
            _ => Type::Unknown,
        }
    }

    /// What the parameter at a place takes of what a reference calls, or of a component.
    pub(super) fn parameter(&self, file: u32, callee: u32, place: u8, steps: u8) -> Type {
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let types = self
            .parameters_at(file, callee, place, steps)
            .collect::<Vec<_>>();
        Type::any(types.into_iter())
    }

    /// The same, of each signature that takes so many.
    fn parameters_at(
        &self,
        file: u32,
        callee: u32,
        place: u8,
        steps: u8,
    ) -> impl Iterator<Item = Type> {
        let of = self.callee(file, callee, steps);
        let count = self
            .stand
            .world
            .reference(file, callee)
            .map_or(u8::MAX, |r| r.arity);
        let fitting = self.fitting(self.signatures(&of, steps), count);
        fitting.into_iter().map(move |signature| {
            let known = self.inferred_of_call(&signature, file, callee, Some(place), steps);
            self.parameter_at(&signature, place, &known, steps)
        })
    }

    /// Those that take so many: just so many first. All, if none does.
    fn fitting(&self, signatures: Vec<Signature>, count: u8) -> Vec<Signature> {
        let len = |s: &Signature| self.parameters_of(s).len();
        let rank = |s: &Signature| match count {
            u8::MAX => 0,
            _ if len(s) == usize::from(count) => 0,
            _ if self.takes(s, count) => 1,
            _ => 2,
        };
        let best = signatures.iter().map(rank).min().unwrap_or(0).max(1);
        let mut ranked: Vec<(u8, Signature)> = signatures
            .into_iter()
            .map(|s| (rank(&s), s))
            .filter(|(rank, _)| *rank <= best)
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, s)| s).collect()
    }

    /// What a reference calls; of a class its constructor.
    fn callee(&self, file: u32, callee: u32, steps: u8) -> Type {
        let world = self.stand.world;
        let held = self.held_type(file, callee, steps);
        let Type::Itself(of, known) = &held else {
            return held;
        };
        if !world.kind(*of).is_type() {
            return held;
        }
        let constructor = self.constructor_of(*of);
        constructor.map_or(Type::Unknown, |made| Type::Itself(made, known.clone()))
    }

    /// What a parameter of a function literal is that something takes, or what the literal returns.
    pub(super) fn given_type(&self, file: u32, of: u32, given: Given, steps: u8) -> Type {
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let expected = match given.place() {
            Given::VALUE => match self.stand.world.reference(file, of) {
                Some(r) if r.role == facts::Role::Type => self.named(file, of, &nothing(), steps),
                _ => self.held_type(file, of, steps),
            },
            Given::CURRIED => self.curried(file, of, steps),
            place => {
                let told = self.given_by_library(file, of, place, given.index(), steps);
                if !told.is_unknown() {
                    return told;
                }
                let mut told = self
                    .parameters_at(file, of, place, steps)
                    .map(|expected| self.of_literal(&expected, given.index(), steps));
                let told = told.find(|of| !of.is_unknown());
                return told.unwrap_or(Type::Unknown);
            }
        };
        self.of_literal(&expected, given.index(), steps)
    }

    /// What a parameter of a function literal is that is of this type, or what the literal returns.
    fn of_literal(&self, expected: &Type, index: u8, steps: u8) -> Type {
        let signatures = self.signatures(expected, steps).into_iter();
        let mut told = signatures.map(|s| {
            if index == Given::RETURNED {
                self.returned_by_signature(&s, &s.known, steps)
            } else {
                self.parameter_at(&s, index, &s.known, steps)
            }
        });
        let told = told.find(|of| !of.is_unknown());
        told.unwrap_or(Type::Unknown)
    }

    /// What the first parameter takes of what a call returns.
    pub(super) fn curried(&self, file: u32, call: u32, steps: u8) -> Type {
        let inner = self.expression(file, call, steps);
        let signatures = self.signatures(&inner, steps).into_iter();
        Type::any(signatures.map(|s| self.parameter_at(&s, 0, &s.known, steps)))
    }
}
