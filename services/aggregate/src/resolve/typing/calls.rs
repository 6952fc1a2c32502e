//! Calls: which signature, what its type parameters stand for, and what a function literal that is
//! given to it takes.

use facts::{Argument, DefinitionKind, Flags, Given, Operand, Receiver, Term, TermId};
use graph::NodeRef;

use super::super::constructors::constructor;
use super::super::ladder::Climb;
use super::super::meaning::Meaning;
use super::super::members::Member;
use super::super::world::Place;
use super::{Arguments, Type, nothing};

/// How many signatures of one callee are looked at.
const SIGNATURES_MAX: usize = 64;

/// How something is called.
#[derive(Debug, Clone)]
pub(super) struct Signature {
    file: u32,
    term: TermId,
    /// What is known of the type parameters around.
    known: Arguments,
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
        } else if let known @ (Type::Of(..)
        | Type::Array(_)
        | Type::Map(_)
        | Type::Any(_)
        | Type::Union(_)
        | Type::Tuple(_)
        | Type::Function(..)) = self.called_of_library(file, call, steps)
        {
            return known;
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

    fn returned_by_signature(&self, of: &Signature, known: &Arguments, steps: u8) -> Type {
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
    fn parameters_of(&self, of: &Signature) -> &[TermId] {
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
    fn parameter_at(&self, of: &Signature, place: u8, known: &Arguments, steps: u8) -> Type {
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
        let found =
            constructor(world, of.file).map(|sought| self.stand.kin.member(world, *of, sought));
        match found {
            Some(Member::Own(node) | Member::Inherited { node, .. }) => {
                Type::Itself(node, known.clone())
            }
            _ => Type::Unknown,
        }
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

    /// What the type parameters of a signature stand for in a call: as its type arguments say, else
    /// as its arguments tell, but for the one at a place.
    fn inferred_of_call(
        &self,
        of: &Signature,
        file: u32,
        call: u32,
        but: Option<u8>,
        steps: u8,
    ) -> Arguments {
        let Some(Term::Function {
            type_parameters, ..
        }) = self.written(of.file, of.term)
        else {
            return of.known.clone();
        };
        if type_parameters.is_empty() {
            return of.known.clone();
        }
        let own: Vec<NodeRef> = type_parameters
            .iter()
            .map(|&definition| NodeRef {
                file: of.file,
                definition,
            })
            .collect();
        let mut known: Vec<(NodeRef, Type)> = of.known.to_vec();
        let written = self.stand.world.file(file).map(|f| f.terms.arguments(call));
        let written = written.unwrap_or_default();
        if written.is_empty() {
            self.infer(of, &own, file, call, but, &mut known, steps);
            let is_open = |p: &&NodeRef| !known.iter().any(|(of, _)| of == *p);
            if but.is_some() && own.iter().any(|p| is_open(&p)) {
                self.infer_of_outer(of, &own, file, call, &mut known, steps);
            }
            // What nothing here tells may be told by what is not known here.
            let has_arguments = self
                .stand
                .world
                .reference(file, call)
                .is_some_and(|r| r.arity > 0);
            if has_arguments {
                let open: Vec<NodeRef> = own
                    .iter()
                    .copied()
                    .filter(|p| !known.iter().any(|(of, _)| of == p))
                    .collect();
                known.extend(open.into_iter().map(|p| (p, Type::Unknown)));
            }
        } else {
            let told = written
                .iter()
                .map(|&term| self.term(file, term, &nothing(), steps));
            known.extend(own.into_iter().zip(told));
        }
        known.into()
    }

    /// What the type parameters of a class stand for that is made without saying.
    pub(super) fn inferred_of_made(
        &self,
        of: NodeRef,
        file: u32,
        call: u32,
        steps: u8,
    ) -> Arguments {
        let own = self.type_parameters(of);
        if own.is_empty() {
            return nothing();
        }
        let world = self.stand.world;
        let found =
            constructor(world, of.file).map(|sought| self.stand.kin.member(world, of, sought));
        let Some(Member::Own(made)) = found else {
            return nothing();
        };
        let mut known = Vec::new();
        for signature in self.signatures(&Type::Itself(made, nothing()), steps) {
            self.infer(&signature, &own, file, call, None, &mut known, steps);
        }
        known.into()
    }

    /// What type parameters stand for where the call is an argument itself, by what is expected of it.
    fn infer_of_outer(
        &self,
        of: &Signature,
        own: &[NodeRef],
        file: u32,
        call: u32,
        known: &mut Vec<(NodeRef, Type)>,
        steps: u8,
    ) {
        let Some(Term::Function {
            returns: Some(returns),
            ..
        }) = self.written(of.file, of.term)
        else {
            return;
        };
        if let Some((outer, position)) = self.outer_of(file, call) {
            let expected = if position == Argument::CURRIED {
                self.curried(file, outer, steps)
            } else {
                self.parameter(file, outer, position, steps)
            };
            self.unify(of.file, *returns, &expected, own, known, steps);
        }
    }

    /// The call that a call is an argument of.
    fn outer_of(&self, file: u32, call: u32) -> Option<(u32, u8)> {
        if file != self.file {
            return None;
        }
        let outer = self.known.outer.get_or_init(|| {
            let arguments = self.stand.world.file(file).map(|f| f.arguments.iter());
            let calls = arguments
                .into_iter()
                .flatten()
                .filter_map(|a| match a.operand {
                    Operand::Reference(of) if a.position != Argument::OF_VALUE => {
                        Some((of, (a.call, a.position)))
                    }
                    _ => None,
                });
            calls.collect()
        });
        outer.get(&call).copied()
    }

    /// What the first parameter takes of what a call returns.
    fn curried(&self, file: u32, call: u32, steps: u8) -> Type {
        let inner = self.expression(file, call, steps);
        let signatures = self.signatures(&inner, steps).into_iter();
        Type::any(signatures.map(|s| self.parameter_at(&s, 0, &s.known, steps)))
    }

    #[expect(clippy::too_many_arguments, reason = "a call and what is sought of it")]
    fn infer(
        &self,
        of: &Signature,
        own: &[NodeRef],
        file: u32,
        call: u32,
        but: Option<u8>,
        known: &mut Vec<(NodeRef, Type)>,
        steps: u8,
    ) {
        let parameters = self.parameters_of(of);
        for argument in self.stand.world.arguments(file, call) {
            let Argument {
                position, operand, ..
            } = *argument;
            // The one that is asked for hangs on this itself.
            let is_asked = but == Some(position);
            let (Some(&term), false) = (parameters.get(usize::from(position)), is_asked) else {
                continue;
            };
            let given = self.operand_type(file, operand, steps);
            if !given.is_unknown() {
                self.unify(of.file, term, &given, own, known, steps);
            }
        }
    }

    /// Finds what type parameters stand for, where a term means this type.
    pub(super) fn unify(
        &self,
        file: u32,
        term: TermId,
        given: &Type,
        own: &[NodeRef],
        known: &mut Vec<(NodeRef, Type)>,
        steps: u8,
    ) {
        let Some(steps) = self.step(steps) else {
            return;
        };
        match (self.written(file, term), given) {
            (Some(Term::Name(of)), _) => {
                let Meaning::Node(found) = self.meaning(file, *of) else {
                    // A wrapper of the library, as a promise of it.
                    let terms = self.stand.world.file(file).map(|f| f.terms.arguments(*of));
                    if let Some(&[only]) = terms
                        && let Type::Array(element) = given
                    {
                        self.unify(file, only, element, own, known, steps);
                    } else if let Some(&[only]) = terms {
                        self.unify(file, only, given, own, known, steps);
                    }
                    return;
                };
                if own.contains(&found.node) {
                    if !known.iter().any(|(of, _)| *of == found.node) {
                        known.push((found.node, given.clone()));
                    }
                    return;
                }
                self.unify_named(file, *of, found.node, given, own, known, steps);
            }
            (Some(&Term::Inferred(definition)), _) => {
                let node = NodeRef { file, definition };
                if !known.iter().any(|(of, _)| *of == node) {
                    known.push((node, given.clone()));
                }
            }
            (Some(Term::Members(members)), _) => {
                for (name, of) in members {
                    let name = self.stand.world.symbols.at(file, *name);
                    let member = self.type_of_member(given, name, steps);
                    if !member.is_unknown() {
                        self.unify(file, *of, &member, own, known, steps);
                    }
                }
            }
            (Some(Term::Array(of)), Type::Array(element)) => {
                self.unify(file, *of, element, own, known, steps);
            }
            (Some(Term::Union(of) | Term::Intersection(of)), _) => {
                for &of in of {
                    self.unify(file, of, given, own, known, steps);
                }
            }
            (
                Some(Term::Function {
                    returns: Some(returns),
                    ..
                }),
                Type::Returning(returned),
            ) => self.unify(file, *returns, returned, own, known, steps),
            (
                Some(Term::Function {
                    parameters,
                    returns,
                    ..
                }),
                Type::Function(..) | Type::Itself(..) | Type::Of(..) | Type::Any(_),
            ) => {
                let Some(signature) = self.signatures(given, steps).into_iter().next() else {
                    return;
                };
                let list = parameters.and_then(|list| self.written(file, list));
                if let Some(Term::List(list)) = list {
                    for (place, &term) in (0..).zip(list) {
                        let taken = self.parameter_at(&signature, place, &signature.known, steps);
                        if !taken.is_unknown() {
                            self.unify(file, term, &taken, own, known, steps);
                        }
                    }
                }
                if let Some(returns) = returns {
                    let returned = self.returned_by_signature(&signature, &signature.known, steps);
                    if !returned.is_unknown() {
                        self.unify(file, *returns, &returned, own, known, steps);
                    }
                }
            }
            _ => {}
        }
    }

    /// As [`Climb::unify`], of a name with type arguments.
    #[expect(clippy::too_many_arguments, reason = "as `unify`, with the name")]
    fn unify_named(
        &self,
        file: u32,
        of: u32,
        node: NodeRef,
        given: &Type,
        own: &[NodeRef],
        known: &mut Vec<(NodeRef, Type)>,
        steps: u8,
    ) {
        let Some(written) = self.stand.world.file(file).map(|f| f.terms.arguments(of)) else {
            return;
        };
        if written.is_empty() {
            return;
        }
        let world = self.stand.world;
        let parameters = self.type_parameters(node);
        let parts: &[Type] = match given {
            Type::Any(of) | Type::Union(of) => of,
            one => std::slice::from_ref(one),
        };
        let is_alias = world.kind(node) == DefinitionKind::TypeAlias;
        let mut told: Vec<(NodeRef, Type)> = Vec::new();
        for part in parts {
            let arguments = part.arguments();
            // What is of the alias itself says what its parameters stand for.
            let is_of_alias = parameters
                .iter()
                .all(|p| arguments.iter().any(|(of, _)| of == p));
            if is_alias && is_of_alias {
                told.extend(arguments.iter().cloned());
            } else if let Type::Of(other, arguments) = part
                && (world.whole(*other) == world.whole(node)
                    || self.stand.kin.is_below(world, *other, node))
                && let Some(above) = self.in_declaring(*other, arguments, node, steps)
            {
                told.extend(above.iter().cloned());
            }
        }
        if told.is_empty() && is_alias {
            let terms = world.file(node.file).map(|f| &f.terms);
            if let Some(term) = terms.and_then(|t| t.declared(node.definition)) {
                self.unify(node.file, term, given, &parameters, &mut told, steps);
            }
            // What a parameter is that is not written may name one that is.
            let open = parameters.iter().skip(written.len());
            for &parameter in open {
                let default = terms.and_then(|t| t.default_of(parameter.definition));
                let of = told.iter().find(|(of, _)| *of == parameter).cloned();
                if let (Some(term), Some((_, of))) = (default, of) {
                    self.unify(node.file, term, &of, &parameters, &mut told, steps);
                }
            }
        }
        for (&term, parameter) in written.iter().zip(&parameters) {
            if let Some((_, given)) = told.iter().find(|(of, _)| of == parameter)
                && !given.is_unknown()
            {
                self.unify(file, term, given, own, known, steps);
            }
        }
    }
}
