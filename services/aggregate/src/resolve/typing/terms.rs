//! What written types come to.

use std::rc::Rc;

use facts::{DefinitionKind, Role, Term, TermId};
use graph::NodeRef;

use super::super::choose::Usage;
use super::super::ladder::Climb;
use super::super::meaning::Meaning;
use super::super::symbols::Symbol;
use super::inference::Inferred;
use super::{Arguments, Mapped, Type, nothing};

/// How many type parameters a definition has at most that are told.
const PARAMETERS_MAX: usize = 16;
/// How many parts of a pattern are looked at.
const PATTERN_MAX: usize = 64;
/// How many definitions in another are looked at for them.
const INSIDE_MAX: usize = 64;

impl Climb<'_> {
    /// What a term of a file comes to, where its type parameters stand for these.
    pub(super) fn term(&self, file: u32, term: TermId, known: &Arguments, steps: u8) -> Type {
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let Some(term_of) = self.written(file, term) else {
            return Type::Unknown;
        };
        match term_of {
            Term::Other | Term::List(_) | Term::This => Type::Unknown,
            Term::Name(of) => self.named(file, *of, known, steps),
            Term::Called(of) => {
                let inner = self.expression(file, *of, steps);
                self.result_of(&inner, file, None, steps)
            }
            Term::Element(of, place) => element(&self.expression(file, *of, steps), *place),
            Term::Literal(name) => Type::Literal(self.stand.world.symbols.at(file, *name)),
            Term::Union(of) => Type::union(of.iter().map(|&of| self.term(file, of, known, steps))),
            Term::Intersection(of) => {
                Type::any(of.iter().map(|&of| self.term(file, of, known, steps)))
            }
            Term::Keys(_) => Type::Unknown,
            Term::Mapped {
                parameter,
                over,
                value,
            } => {
                let Some(Term::Keys(of)) = self.written(file, *over) else {
                    return Type::Unknown;
                };
                let definition = *parameter;
                match self.term(file, *of, known, steps) {
                    Type::Unknown => Type::Unknown,
                    over => Type::Mapped(Rc::new(Mapped {
                        over,
                        parameter: NodeRef { file, definition },
                        value: *value,
                        known: known.clone(),
                    })),
                }
            }
            Term::Array(of) => Type::Array(self.term(file, *of, known, steps).into()),
            Term::Tuple(of) => {
                let of = of.iter().map(|&of| self.term(file, of, known, steps));
                Type::Tuple(of.collect())
            }
            Term::Rest(of) => self.term(file, *of, known, steps),
            Term::Function { .. } => Type::Function(file, term, known.clone()),
            Term::Object { holder } => {
                let definition = *holder;
                Type::Of(NodeRef { file, definition }, known.clone())
            }
            Term::Lookup(of, member) => {
                let of = self.term(file, *of, known, steps);
                match self.term(file, *member, known, steps) {
                    Type::Literal(name) => self.type_of_member(&of, name, steps),
                    _ => match of {
                        Type::Array(of) => (*of).clone(),
                        _ => Type::Unknown,
                    },
                }
            }
            Term::Members(_) => Type::Members(file, term, known.clone()),
            Term::Inferred(definition) => {
                let definition = *definition;
                self.type_parameter(NodeRef { file, definition }, known, steps)
            }
            Term::Conditional { test, one, other } => {
                let known = match *test {
                    Some((of, pattern)) => self.inferred_by_test(file, of, pattern, known, steps),
                    None => known.clone(),
                };
                let of = [one, other].map(|&of| self.term(file, of, &known, steps));
                Type::any(of.into_iter())
            }
        }
    }

    pub(super) fn written(&self, file: u32, term: TermId) -> Option<&Term> {
        let file = self.stand.world.file(file)?;
        file.terms.all.get(term as usize)
    }

    /// The type that a reference names, or of the value that it names.
    pub(super) fn named(&self, file: u32, of: u32, known: &Arguments, steps: u8) -> Type {
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let world = self.stand.world;
        let Some(reference) = world.reference(file, of) else {
            return Type::Unknown;
        };
        if reference.role == Role::Read {
            return self.held_type(file, of, steps);
        }
        let Meaning::Node(found) = self.meaning(file, of) else {
            return self.of_library(file, of, known, steps);
        };
        let node = found.node;
        match world.kind(node) {
            DefinitionKind::TypeParameter => self.type_parameter(node, known, steps),
            DefinitionKind::TypeAlias => {
                let own = self.applied(node, file, of, known, steps);
                let terms = world.file(node.file).map(|f| &f.terms);
                match terms.and_then(|t| t.declared(node.definition)) {
                    Some(term) => match self.term(node.file, term, &own, steps) {
                        // It has what its literal defines, if it has one.
                        Type::Unknown => Type::Of(node, own),
                        known => known,
                    },
                    None => self.instance(file, of).into(),
                }
            }
            kind if kind.is_type() => Type::Of(node, self.applied(node, file, of, known, steps)),
            _ => self.instance(file, of).into(),
        }
    }

    /// What a type parameter stands for; if nothing tells it, what it is then, or is bound to.
    fn type_parameter(&self, node: NodeRef, known: &Arguments, steps: u8) -> Type {
        if let Some((_, told)) = known.iter().find(|(of, _)| *of == node) {
            return told.clone();
        }
        let Some(file) = self.stand.world.file(node.file) else {
            return Type::Unknown;
        };
        let (of, terms) = (node.definition, &file.terms);
        let told = [terms.default_of(of), terms.declared(of)];
        let told = told.into_iter().flatten();
        let told = told.map(|term| self.term(node.file, term, known, steps));
        { told }
            .find(|of| !of.is_unknown())
            .unwrap_or(Type::Unknown)
    }

    /// What the type parameters of a definition stand for where a reference names it.
    pub(super) fn applied(
        &self,
        node: NodeRef,
        file: u32,
        of: u32,
        known: &Arguments,
        steps: u8,
    ) -> Arguments {
        let Some(written) = self.stand.world.file(file).map(|f| f.terms.arguments(of)) else {
            return nothing();
        };
        if written.is_empty() {
            return nothing();
        }
        let parameters = self.type_parameters(node);
        let told = written.iter().map(|&of| self.term(file, of, known, steps));
        parameters.into_iter().zip(told).collect()
    }

    /// The type parameters of a definition, its own first.
    pub(super) fn type_parameters(&self, node: NodeRef) -> Vec<NodeRef> {
        let world = self.stand.world;
        let inside = world.inside(node).take(INSIDE_MAX);
        let own = inside.filter(|(_, d)| {
            d.kind == DefinitionKind::TypeParameter && d.parent == Some(node.definition)
        });
        own.map(|(node, _)| node).take(PARAMETERS_MAX).collect()
    }

    /// What the type parameters stand for in the type that declares a member, asked of another
    /// type that has it.
    pub(super) fn in_declaring(
        &self,
        of: NodeRef,
        known: &Arguments,
        declaring: NodeRef,
        steps: u8,
    ) -> Option<Arguments> {
        let steps = self.step(steps)?;
        let world = self.stand.world;
        if of == declaring {
            return Some(known.clone());
        }
        if world.whole(of) == world.whole(declaring) {
            // Pieces of one type name their parameters each.
            let (own, other) = (self.type_parameters(of), self.type_parameters(declaring));
            let told = |of: NodeRef| known.iter().find(|(p, _)| *p == of).map(|(_, t)| t.clone());
            let moved = own.into_iter().zip(other);
            return Some(moved.filter_map(|(p, q)| Some((q, told(p)?))).collect());
        }
        let file = world.file(of.file)?;
        let subject = facts::Subject::Definition(of.definition);
        let bases = file.supertypes.iter().filter(|s| s.of == subject);
        { bases }.find_map(|base| {
            let Meaning::Node(found) = self.meaning(of.file, base.base) else {
                return None;
            };
            let node = found.node;
            let is_on_way = world.whole(node) == world.whole(declaring)
                || self.stand.kin.is_below(world, node, declaring);
            if !is_on_way {
                return None;
            }
            let applied = self.applied(node, of.file, base.base, known, steps);
            self.in_declaring(node, &applied, declaring, steps)
        })
    }

    /// What is known where a type is as a pattern says.
    fn inferred_by_test(
        &self,
        file: u32,
        of: TermId,
        pattern: TermId,
        known: &Arguments,
        steps: u8,
    ) -> Arguments {
        let mut own = Vec::new();
        self.add_inferred(file, pattern, &mut own);
        if own.is_empty() {
            return known.clone();
        }
        let given = self.term(file, of, known, steps);
        let known = known.to_vec();
        let mut sought = Inferred { own, known };
        if !given.is_unknown() {
            self.unify(file, pattern, &given, &mut sought, steps);
        }
        sought.known.into()
    }

    /// The type parameters that a pattern is to tell.
    fn add_inferred(&self, file: u32, pattern: TermId, found: &mut Vec<NodeRef>) {
        // What a term is made of stands before it, and what is told in it between.
        let mut open = vec![pattern];
        for _ in 0..PATTERN_MAX {
            let Some(term) = open.pop().and_then(|of| self.written(file, of)) else {
                break;
            };
            match term {
                Term::Inferred(definition) => {
                    let definition = *definition;
                    found.push(NodeRef { file, definition });
                }
                Term::Members(of) => open.extend(of.iter().map(|(_, term)| term)),
                Term::Union(of) | Term::Intersection(of) | Term::Tuple(of) | Term::List(of) => {
                    open.extend(of);
                }
                Term::Array(of) | Term::Rest(of) => open.push(*of),
                Term::Function {
                    parameters,
                    returns,
                    ..
                } => open.extend(parameters.iter().chain(returns)),
                Term::Name(of) => {
                    let arguments = self.stand.world.file(file).map(|f| f.terms.arguments(*of));
                    open.extend(arguments.unwrap_or_default());
                }
                _ => {}
            }
        }
    }

    /// The type of a member of a type.
    pub(super) fn type_of_member(&self, of: &Type, name: Symbol, steps: u8) -> Type {
        if let Type::Members(file, term, known) = of
            && let Some(Term::Members(members)) = self.written(*file, *term)
        {
            let symbols = &self.stand.world.symbols;
            let mut own = members.iter();
            let own = own.find(|(of, _)| symbols.at(*file, *of) == name);
            return own.map_or(Type::Unknown, |(_, of)| self.term(*file, *of, known, steps));
        }
        if let Type::Any(parts) | Type::Union(parts) = of
            && parts.iter().any(|of| matches!(of, Type::Members(..)))
        {
            let told = parts.iter().map(|of| self.type_of_member(of, name, steps));
            return Type::any(told);
        }
        match self.member_in(of, name, Usage::Value) {
            Some((Meaning::Node(found), of)) => self.of_declared(found.node, of, steps),
            _ => Type::Unknown,
        }
    }

    /// The type of a definition that is a member of a value of this type.
    pub(super) fn of_declared(&self, member: NodeRef, of: &Type, steps: u8) -> Type {
        if let Type::Mapped(mapped) = of {
            let Some(value) = mapped.value else {
                return Type::Unknown;
            };
            let name = Type::Literal(self.stand.world.name(member));
            let mut known = mapped.known.to_vec();
            known.push((mapped.parameter, name));
            return self.term(mapped.parameter.file, value, &known.into(), steps);
        }
        let declaring = self.stand.world.parent(member, self.stand.owners);
        let known = match (of, declaring) {
            (Type::Of(node, known), Some(declaring)) => self
                .in_declaring(*node, known, declaring, steps)
                .unwrap_or_else(nothing),
            _ => of.arguments(),
        };
        self.type_of(member, &known, steps)
    }
}

/// An element of an array or a tuple.
fn element(of: &Type, place: u8) -> Type {
    match of {
        Type::Array(element) => (**element).clone(),
        Type::Tuple(all) if place == Term::ANY => Type::union(all.iter().cloned()),
        Type::Tuple(all) => all
            .get(usize::from(place))
            .cloned()
            .unwrap_or(Type::Unknown),
        Type::Any(parts) | Type::Union(parts) => {
            let mut parts = parts.iter().map(|of| element(of, place));
            let told = parts.find(|of| !of.is_unknown());
            told.unwrap_or(Type::Unknown)
        }
        _ => Type::Unknown,
    }
}
