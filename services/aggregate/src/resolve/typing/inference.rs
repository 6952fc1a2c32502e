//! What type parameters stand for in a call: by its arguments, and by what is expected of it.

use facts::{Argument, DefinitionKind, Operand, Term, TermId};
use graph::NodeRef;

use super::super::ladder::Climb;
use super::super::meaning::Meaning;
use super::calls::Signature;
use super::{Arguments, Type, nothing};

/// What is found of some type parameters.
pub(super) struct Inferred {
    /// The type parameters that are sought.
    pub(super) own: Vec<NodeRef>,
    /// What is known of them, and of those around.
    pub(super) known: Vec<(NodeRef, Type)>,
}

impl Inferred {
    /// The first that is told holds.
    fn tell(&mut self, of: NodeRef, given: &Type) {
        if !self.known.iter().any(|(known, _)| *known == of) {
            self.known.push((of, given.clone()));
        }
    }

    /// Those of which nothing is known.
    fn open(&self) -> impl Iterator<Item = NodeRef> {
        let is_open = |of: &NodeRef| !self.known.iter().any(|(known, _)| known == of);
        self.own.iter().copied().filter(is_open)
    }
}

impl Climb<'_> {
    /// What the type parameters of a signature stand for in a call: as its type arguments say, else
    /// as its arguments tell, but for the one at a place.
    pub(super) fn inferred_of_call(
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
        let mut sought = Inferred {
            own,
            known: of.known.to_vec(),
        };
        let written = self.stand.world.file(file).map(|f| f.terms.arguments(call));
        let written = written.unwrap_or_default();
        if written.is_empty() {
            self.infer(of, file, call, but, &mut sought, steps);
            if but.is_some() && sought.open().next().is_some() {
                self.infer_of_outer(of, file, call, &mut sought, steps);
            }
            // What nothing here tells may be told by what is not known here.
            let has_arguments = self
                .stand
                .world
                .reference(file, call)
                .is_some_and(|r| r.arity > 0);
            if has_arguments {
                let open: Vec<NodeRef> = sought.open().collect();
                let open = open.into_iter().map(|of| (of, Type::Unknown));
                sought.known.extend(open);
            }
        } else {
            let told = written
                .iter()
                .map(|&term| self.term(file, term, &nothing(), steps));
            sought.known.extend(sought.own.into_iter().zip(told));
        }
        sought.known.into()
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
        let Some(made) = self.constructor_of(of) else {
            return nothing();
        };
        let known = Vec::new();
        let mut sought = Inferred { own, known };
        for signature in self.signatures(&Type::Itself(made, nothing()), steps) {
            self.infer(&signature, file, call, None, &mut sought, steps);
        }
        sought.known.into()
    }

    /// What type parameters stand for where the call is an argument itself, by what is expected of it.
    fn infer_of_outer(
        &self,
        of: &Signature,
        file: u32,
        call: u32,
        sought: &mut Inferred,
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
            self.unify(of.file, *returns, &expected, sought, steps);
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

    fn infer(
        &self,
        of: &Signature,
        file: u32,
        call: u32,
        but: Option<u8>,
        sought: &mut Inferred,
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
                self.unify(of.file, term, &given, sought, steps);
            }
        }
    }

    /// Finds what type parameters stand for, where a term means this type.
    pub(super) fn unify(
        &self,
        file: u32,
        term: TermId,
        given: &Type,
        sought: &mut Inferred,
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
                        self.unify(file, only, element, sought, steps);
                    } else if let Some(&[only]) = terms {
                        self.unify(file, only, given, sought, steps);
                    }
                    return;
                };
                if sought.own.contains(&found.node) {
                    sought.tell(found.node, given);
                    return;
                }
                self.unify_named(file, *of, found.node, given, sought, steps);
            }
            (Some(&Term::Inferred(definition)), _) => {
                sought.tell(NodeRef { file, definition }, given);
            }
            (Some(Term::Members(members)), _) => {
                for (name, of) in members {
                    let name = self.stand.world.symbols.at(file, *name);
                    let member = self.type_of_member(given, name, steps);
                    if !member.is_unknown() {
                        self.unify(file, *of, &member, sought, steps);
                    }
                }
            }
            (Some(Term::Array(of)), Type::Array(element)) => {
                self.unify(file, *of, element, sought, steps);
            }
            (Some(Term::Union(of) | Term::Intersection(of)), _) => {
                for &of in of {
                    self.unify(file, of, given, sought, steps);
                }
            }
            (
                Some(Term::Function {
                    returns: Some(returns),
                    ..
                }),
                Type::Returning(returned),
            ) => self.unify(file, *returns, returned, sought, steps),
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
                            self.unify(file, term, &taken, sought, steps);
                        }
                    }
                }
                if let Some(returns) = returns {
                    let returned = self.returned_by_signature(&signature, &signature.known, steps);
                    if !returned.is_unknown() {
                        self.unify(file, *returns, &returned, sought, steps);
                    }
                }
            }
            _ => {}
        }
    }

    /// As [`Climb::unify`], of a name with type arguments.
    fn unify_named(
        &self,
        file: u32,
        of: u32,
        node: NodeRef,
        given: &Type,
        sought: &mut Inferred,
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
            let mut of_alias = Inferred {
                own: parameters.clone(),
                known: Vec::new(),
            };
            let terms = world.file(node.file).map(|f| &f.terms);
            if let Some(term) = terms.and_then(|t| t.declared(node.definition)) {
                self.unify(node.file, term, given, &mut of_alias, steps);
            }
            // What a parameter is that is not written may name one that is.
            let open = parameters.iter().skip(written.len());
            for &parameter in open {
                let default = terms.and_then(|t| t.default_of(parameter.definition));
                let told = of_alias.known.iter();
                let of = { told }.find(|(of, _)| *of == parameter).cloned();
                if let (Some(term), Some((_, of))) = (default, of) {
                    self.unify(node.file, term, &of, &mut of_alias, steps);
                }
            }
            told = of_alias.known;
        }
        for (&term, parameter) in written.iter().zip(&parameters) {
            if let Some((_, given)) = told.iter().find(|(of, _)| of == parameter)
                && !given.is_unknown()
            {
                self.unify(file, term, given, sought, steps);
            }
        }
    }
}
