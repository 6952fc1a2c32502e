//! Types as they are written, with their arguments: what members of generic types are, and what the
//! parameters of a function literal are, hangs on them.
//!
//! A type's term is made when the walk leaves it. Until what stands around is left too, it waits
//! with the depth of its node; nodes that no type is made of let it go.

use facts::{NameId, Term, TermId};
use tree_sitter::Node;

use super::heads::unquoted;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::walk::Value;

/// The place of a child behind a spread, or beyond what is counted.
const FAR: u8 = u8::MAX;

/// A term that waits for what stands around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    /// How deep its node stands.
    depth: u32,
    /// The field of its node.
    field: Field,
    /// Which child of its parent it is.
    place: u8,
    what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// A type.
    Term(TermId),
    /// A type parameter: its definition.
    Parameter(u32),
    /// A member of an object type that no definition holds.
    Member(NameId, TermId),
}

/// The terms of the children of a node that is being left.
struct Children(Vec<Written>);

impl Children {
    fn terms(&self) -> impl Iterator<Item = (&Written, TermId)> + '_ {
        self.0.iter().filter_map(|w| match w.what {
            What::Term(term) => Some((w, term)),
            What::Parameter(_) | What::Member(..) => None,
        })
    }

    fn all(&self) -> Vec<TermId> {
        self.terms().map(|(_, term)| term).collect()
    }

    fn last(&self) -> Option<TermId> {
        self.terms().last().map(|(_, term)| term)
    }

    fn of(&self, field: Field) -> Option<TermId> {
        let mut found = self.terms().filter(|(w, _)| w.field == field);
        found.next().map(|(_, term)| term)
    }

    fn type_parameters(&self) -> Vec<u32> {
        let parameters = self.0.iter().filter_map(|w| match w.what {
            What::Parameter(at) => Some(at),
            What::Term(_) | What::Member(..) => None,
        });
        parameters.collect()
    }

    /// A term for each child, of which there are so many at least.
    fn list(&self, count: u8, b: &mut Builder<'_>) -> Vec<TermId> {
        let placed = || self.terms().filter(|(w, _)| w.place != FAR);
        let told = placed().map(|(w, _)| usize::from(w.place) + 1).max();
        let count = if count == u8::MAX { 0 } else { count.into() };
        let len = told.unwrap_or(0).max(count);
        let mut list = Vec::with_capacity(len);
        let mut terms = placed().peekable();
        for place in 0..len {
            let own = terms.next_if(|(w, _)| usize::from(w.place) <= place);
            list.push(own.map_or_else(|| b.other_term(), |(_, term)| term));
        }
        list
    }
}

impl JavaScript {
    /// A type of one word is entered, and left at once.
    pub(super) fn meet_term(&mut self, visit: &Visit<'_, '_>, value: Value, b: &mut Builder<'_>) {
        match (visit.kind, value) {
            (Kind::TypeIdentifier, Value::Reference(at)) => self.write(visit, Term::Name(at), b),
            (Kind::ThisType, _) => self.write(visit, Term::This, b),
            _ => {}
        }
    }

    /// A node is left: a type, or what has one.
    pub(super) fn leave_term(&mut self, visit: &Visit<'_, '_>, value: Value, b: &mut Builder<'_>) {
        let depth = visit.depth();
        let has_waiting = self.written.last().is_some_and(|w| w.depth > depth);
        if !has_waiting && !is_told_without(visit.kind) {
            return;
        }
        let children = self.take_children(depth);
        match visit.kind {
            Kind::TypeAnnotation
            | Kind::AddingTypeAnnotation
            | Kind::OmittingTypeAnnotation
            | Kind::OptingTypeAnnotation
            | Kind::AsExpression
            | Kind::SatisfiesExpression
            | Kind::ParenthesizedType
            | Kind::ReadonlyType
            | Kind::Constraint
            | Kind::DefaultType
            | Kind::OptionalType => {
                if let Some(term) = children.last() {
                    self.wait(visit, What::Term(term));
                }
            }
            Kind::IndexTypeQuery => {
                if let Some(of) = children.last() {
                    self.write(visit, Term::Keys(of), b);
                }
            }
            Kind::MappedTypeClause => {
                if let Value::Definition(at) = visit.child(Field::Name) {
                    self.wait(visit, What::Parameter(at));
                }
                if let Some(over) = children.last() {
                    self.wait(visit, What::Term(over));
                }
            }
            Kind::IndexSignature => self.leave_mapped(visit, &children, b),
            Kind::RestType => {
                if let Some(of) = children.last() {
                    self.write(visit, Term::Rest(of), b);
                }
            }
            Kind::LiteralType => {
                let literal = visit.node.named_child(0);
                if let Some(text) = literal.filter(|of| self.kind(*of) == Kind::String) {
                    let name = b.intern_bytes(unquoted(b.text(text)));
                    self.write(visit, Term::Literal(name), b);
                }
            }
            Kind::NestedTypeIdentifier | Kind::TypeQuery => {
                if let Some(at) = value.reference() {
                    self.write(visit, Term::Name(at), b);
                }
            }
            Kind::GenericType => {
                if let Some(at) = visit.child(Field::Name).reference() {
                    apply(at, &children, b);
                }
                if let Some(name) = children.of(Field::Name) {
                    self.wait(visit, What::Term(name));
                }
            }
            Kind::TypeArguments => {
                let list = children.list(visit.count(), b);
                self.write(visit, Term::List(list), b);
            }
            Kind::UnionType => self.write(visit, Term::Union(children.all()), b),
            Kind::IntersectionType => self.write(visit, Term::Intersection(children.all()), b),
            Kind::ArrayType => {
                let of = children.last().unwrap_or_else(|| b.other_term());
                self.write(visit, Term::Array(of), b);
            }
            Kind::TupleType => {
                let list = children.list(visit.count(), b);
                self.write(visit, Term::Tuple(list), b);
            }
            Kind::LookupType => {
                if let [of, member] = children.all()[..] {
                    self.write(visit, Term::Lookup(of, member), b);
                }
            }
            Kind::ConditionalType => {
                let of = [Field::Consequence, Field::Alternative].map(|field| children.of(field));
                match of {
                    [Some(one), Some(other)] => {
                        let test = children.of(Field::Left).zip(children.of(Field::Right));
                        self.write(visit, Term::Conditional { test, one, other }, b);
                    }
                    [Some(one), None] => {
                        let test = children.of(Field::Left).zip(children.of(Field::Right));
                        let other = b.other_term();
                        self.write(visit, Term::Conditional { test, one, other }, b);
                    }
                    [None, Some(only)] => self.wait(visit, What::Term(only)),
                    [None, None] => {}
                }
            }
            Kind::InferType => {
                if let Some(at) = visit.first().definition() {
                    self.write(visit, Term::Inferred(at), b);
                }
            }
            Kind::TypeParameter => {
                if let Value::Definition(at) = visit.child(Field::Name) {
                    let (bound, default) = (Field::Constraint, Field::Value);
                    let terms = [children.of(bound), children.of(default)];
                    b.terms.declared.extend(terms[0].map(|term| (at, term)));
                    b.terms.defaults.extend(terms[1].map(|term| (at, term)));
                    self.wait(visit, What::Parameter(at));
                }
            }
            // They wait for what they are of.
            Kind::TypeParameters => {
                for written in children.0 {
                    self.wait(visit, written.what);
                }
            }
            Kind::RequiredParameter | Kind::OptionalParameter => {
                let told = children.of(Field::Type);
                if let (Value::Definition(at), Some(term)) = (visit.child(Field::Pattern), told) {
                    b.terms.declared.push((at, term));
                }
                let Some(told) = told else { return };
                if self.is_this_parameter(visit.node) {
                    self.write(visit, Term::This, b);
                } else if value == Value::Spread {
                    self.write(visit, Term::Rest(told), b);
                } else {
                    self.wait(visit, What::Term(told));
                }
            }
            Kind::FormalParameters => {
                let mut list = children.list(visit.count(), b);
                let is_this = |of: &TermId| b.terms.all.get(*of as usize) == Some(&Term::This);
                // The type of `this` takes no argument.
                if list.first().is_some_and(is_this) {
                    list.remove(0);
                }
                self.write(visit, Term::List(list), b);
            }
            Kind::FunctionType
            | Kind::ConstructorType
            | Kind::CallSignature
            | Kind::ConstructSignature => {
                let function = function(&children, b);
                self.wait(visit, What::Term(function));
            }
            Kind::ObjectType | Kind::InterfaceBody => self.leave_object_term(visit, &children, b),
            _ => self.tell_terms(visit, &children, b),
        }
    }

    /// What has types, and is none itself.
    fn tell_terms(&mut self, visit: &Visit<'_, '_>, children: &Children, b: &mut Builder<'_>) {
        match visit.kind {
            Kind::TypeAliasDeclaration => {
                tell(visit.child(Field::Name), children.of(Field::Value), b);
            }
            Kind::VariableDeclarator => {
                // `… as T` is as good as an annotation.
                let cast = children.of(Field::Value);
                let told = children.of(Field::Type).or(cast);
                tell(visit.child(Field::Name), told, b);
            }
            Kind::PropertySignature | Kind::PublicFieldDefinition => {
                let of = visit.child(Field::Name);
                tell(of, children.of(Field::Type), b);
                if let (Value::Unknown, Some(term)) = (of, children.of(Field::Type)) {
                    self.wait_member(visit, term, b);
                }
            }
            Kind::MethodSignature => {
                let function = function(children, b);
                self.wait_member(visit, function, b);
            }
            Kind::ExtendsClause => {
                if let Some(base) = visit.child(Field::Value).reference() {
                    apply(base, children, b);
                }
            }
            Kind::CallExpression => {
                if let Some(callee) = visit.child(Field::Function).reference() {
                    apply(callee, children, b);
                }
            }
            Kind::NewExpression => {
                if let Some(callee) = visit.child(Field::Constructor).reference() {
                    apply(callee, children, b);
                }
            }
            _ => {}
        }
    }

    /// A member of an object type that defines none.
    fn wait_member(&mut self, visit: &Visit<'_, '_>, term: TermId, b: &mut Builder<'_>) {
        if self.object_types.last() == Some(&false)
            && let Some(key) = visit.node.child_by_field_name("name")
        {
            let name = b.intern_bytes(unquoted(b.text(key)));
            self.wait(visit, What::Member(name, term));
        }
    }

    /// `[K in keyof T]: T[K]`.
    fn leave_mapped(&mut self, visit: &Visit<'_, '_>, children: &Children, b: &mut Builder<'_>) {
        let parameters = children.type_parameters();
        let value = children.of(Field::Type);
        let over = children.all().into_iter().find(|&of| Some(of) != value);
        if let (Some(&parameter), Some(over)) = (parameters.first(), over) {
            let mapped = Term::Mapped {
                parameter,
                over,
                value,
            };
            self.write(visit, mapped, b);
        }
    }

    /// The members that an object type has, and how it is called.
    fn leave_object_term(
        &mut self,
        visit: &Visit<'_, '_>,
        children: &Children,
        b: &mut Builder<'_>,
    ) {
        let is_mapped =
            |of: &TermId| matches!(b.terms.all.get(*of as usize), Some(Term::Mapped { .. }));
        let (mapped, calls): (Vec<_>, Vec<_>) = children.all().into_iter().partition(is_mapped);
        if let Some(&mapped) = mapped.first() {
            self.wait(visit, What::Term(mapped));
            return;
        }
        let holder = b.holder().filter(|_| self.is_object_named);
        if let Some(holder) = holder {
            let rows = calls.into_iter().map(|call| (holder, call));
            b.terms.signatures.extend(rows);
            if visit.kind == Kind::ObjectType {
                self.write(visit, Term::Object { holder }, b);
            }
            return;
        }
        let members = children.0.iter().filter_map(|w| match w.what {
            What::Member(name, term) => Some((name, term)),
            What::Term(_) | What::Parameter(_) => None,
        });
        let members: Vec<_> = members.collect();
        let mut parts = calls;
        if !members.is_empty() {
            parts.push(b.term(Term::Members(members)));
        }
        match parts[..] {
            [] => {}
            [only] => self.wait(visit, What::Term(only)),
            _ => self.write(visit, Term::Intersection(parts), b),
        }
    }

    /// The type that waits in a field of the node so far above.
    pub(super) fn waiting(&self, visit: &Visit<'_, '_>, n: usize, field: Field) -> Option<TermId> {
        let depth = visit.depth_above(n);
        let below = self.written.iter().rev().take_while(|w| w.depth > depth);
        let mut own = below.filter(|w| w.depth == depth + 1 && w.field == field);
        own.find_map(|w| match w.what {
            What::Term(term) => Some(term),
            What::Parameter(_) | What::Member(..) => None,
        })
    }

    /// The head of a function that has a name is left.
    pub(super) fn tell_signature(&mut self, at: u32, depth: u32, b: &mut Builder<'_>) {
        if !self.has_types {
            return;
        }
        let children = self.take_children(depth);
        let function = function(&children, b);
        b.terms.signatures.push((at, function));
    }

    fn is_this_parameter(&self, parameter: Node<'_>) -> bool {
        let pattern = parameter.child_by_field_name("pattern");
        pattern.is_some_and(|pattern| self.kind(pattern) == Kind::This)
    }

    fn write(&mut self, visit: &Visit<'_, '_>, term: Term, b: &mut Builder<'_>) {
        let term = b.term(term);
        self.wait(visit, What::Term(term));
    }

    fn wait(&mut self, visit: &Visit<'_, '_>, what: What) {
        self.written.push(Written {
            depth: visit.depth(),
            field: visit.field,
            place: visit.place_above(0).unwrap_or(FAR),
            what,
        });
    }

    /// What waits for a node at this depth: what its children came to.
    fn take_children(&mut self, depth: u32) -> Children {
        let deeper = self.written.iter().rev().take_while(|w| w.depth > depth);
        let start = self.written.len() - deeper.count();
        let mut children = self.written.split_off(start);
        children.retain(|w| w.depth == depth + 1);
        Children(children)
    }
}

/// Whether a node has a term of its own even where nothing in it has one.
fn is_told_without(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::LiteralType
            | Kind::TypeQuery
            | Kind::ArrayType
            | Kind::TypeArguments
            | Kind::TypeParameter
            | Kind::InferType
            | Kind::FormalParameters
            | Kind::FunctionType
            | Kind::ConstructorType
            | Kind::CallSignature
            | Kind::ConstructSignature
            | Kind::ObjectType
    )
}

/// The term of a function by what its head came to.
fn function(children: &Children, b: &mut Builder<'_>) -> TermId {
    let returns = children.of(Field::ReturnType);
    b.term(Term::Function {
        type_parameters: children.type_parameters(),
        parameters: children.of(Field::Parameters),
        returns: returns.or_else(|| children.of(Field::Type)),
    })
}

/// The type arguments that a reference is given.
fn apply(at: u32, children: &Children, b: &mut Builder<'_>) {
    if let Some(list) = children.of(Field::TypeArguments) {
        b.terms.arguments.push((at, list));
    }
}

fn tell(of: Value, term: Option<TermId>, b: &mut Builder<'_>) {
    if let (Value::Definition(at), Some(term)) = (of, term) {
        b.terms.declared.push((at, term));
    }
}
