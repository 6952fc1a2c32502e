//! Types with arguments, for what the ladder's plain values do not tell: members of generic types,
//! parameters of function literals, what a generic function returns (TypeScript).
//!
//! A type is asked for where a member's receiver has none that is plain. It is worked out of the
//! terms that the facts hold ([`facts::Terms`]), the meanings of the rounds before, and of the
//! arguments of calls. What hangs on a condition is taken for either branch, the first that has what
//! is asked for; of what is not written in the repository, only arrays, maps and promises are known.
//!
//! Each question has a limit of steps in depth, and in all: types of this language can be asked
//! without end.

mod calls;
mod expressions;
mod inference;
mod library;
mod terms;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use events::language::Family;
use facts::{Import, Operand, Receiver, Reference, Role};
use graph::{NodeRef, Strategy};
use rustc_hash::FxHashMap;

use super::choose::{Choice, Usage, choose};
use super::ladder::Climb;
use super::meaning::{Meaning, Target, sure};
use super::members::{Member, Sought, Through};
use super::modules::Wanted;
use super::symbols::Symbol;
use super::values::Value;

/// Where a library of elements of pages says which there are.
const ELEMENTS_SPACE: &str = "JSX";
const ELEMENTS_TYPE: &str = "IntrinsicElements";
/// How deep a question goes.
const STEPS_MAX: u8 = 40;
/// How many steps a question takes in all.
const FUEL: u32 = 2000;

/// A type, as far as it is known.
#[derive(Debug, Clone)]
enum Type {
    Unknown,
    /// A value of what a definition names.
    Of(NodeRef, Arguments),
    /// A definition as such: a function, a class, an object.
    Itself(NodeRef, Arguments),
    /// A function by its term, in a file.
    Function(u32, facts::TermId, Arguments),
    /// An object of members that no definition holds, by its term, in a file.
    Members(u32, facts::TermId, Arguments),
    /// What a function literal returns.
    Returning(Rc<Type>),
    /// All of these at once, or one of them, which is not known: the first counts that will do.
    Any(Rc<[Type]>),
    /// Any of these: they must agree.
    Union(Rc<[Type]>),
    Array(Rc<Type>),
    /// What is found in it by a key.
    Map(Rc<Type>),
    /// For each member of a type one of its name.
    Mapped(Rc<Mapped>),
    Tuple(Rc<[Type]>),
    /// A text.
    Literal(Symbol),
    /// What the ladder knows as well: a module, something outside.
    Plain(Value),
}

/// For each member of a type one of its name.
#[derive(Debug, Clone)]
struct Mapped {
    over: Type,
    /// What stands for the name.
    parameter: NodeRef,
    value: Option<facts::TermId>,
    known: Arguments,
}

/// What type parameters stand for.
type Arguments = Rc<[(NodeRef, Type)]>;

/// What was worked out in a round.
#[derive(Debug, Default)]
pub(super) struct Known {
    expressions: RefCell<FxHashMap<(u32, u32), Type>>,
    /// What is expected of literals and patterns, by what tells it; all keys of one ask the same.
    expected: RefCell<FxHashMap<(Operand, u8), Type>>,
    /// Of variables and parameters.
    locals: RefCell<FxHashMap<NodeRef, Type>>,
    /// Calls of the file that are arguments themselves: of what, and at which position.
    outer: OnceCell<FxHashMap<u32, (u32, u8)>>,
    fuel: Cell<u32>,
}

fn nothing() -> Arguments {
    Rc::from([])
}

impl Climb<'_> {
    /// Whether types are asked at all.
    fn has_terms(&self) -> bool {
        let world = self.stand.world;
        world.has_terms && world.family(self.file) == Family::JavaScript
    }

    /// Whether a name stands after a call that is given type arguments: they say more than the bound
    /// of what they stand for.
    pub(super) fn is_of_applied(&self, reference: &Reference) -> bool {
        let Receiver::Member(of) = reference.receiver else {
            return false;
        };
        let file = self.stand.world.file(self.file);
        file.is_some_and(|file| !file.terms.arguments(of).is_empty())
    }

    /// A member of what stands before it.
    pub(super) fn typed_member(
        &self,
        reference: &Reference,
        name: Symbol,
        usage: Usage,
    ) -> Option<Meaning> {
        let Receiver::Member(of) = reference.receiver else {
            return None;
        };
        if !self.has_terms() {
            return None;
        }
        self.known.fuel.set(FUEL);
        let receiver = self.expression(self.file, of, STEPS_MAX);
        let (meaning, _) = self.member_in(&receiver, name, usage)?;
        Some(meaning)
    }

    /// What a key is a member of has under its name.
    pub(super) fn typed_key(&self, key: u32, reference: &Reference) -> Option<Meaning> {
        if !self.has_terms() {
            return None;
        }
        let source = self.stand.world.arguments(self.file, key).next()?;
        let source = (source.operand, source.position);
        let told = self.known.expected.borrow().get(&source).cloned();
        let of = told.unwrap_or_else(|| {
            self.known.fuel.set(FUEL);
            let of = self.expected_of_key(self.file, key, STEPS_MAX);
            let mut expected = self.known.expected.borrow_mut();
            expected.insert(source, of.clone());
            of
        });
        let is_value = |of: &Type| !matches!(of, Type::Itself(..) | Type::Plain(_));
        // What a literal has under the key is its own, and no key of what it is.
        if reference.role == Role::Write && !is_value(&of) {
            return None;
        }
        let name = self.stand.world.symbols.at(self.file, reference.name);
        let (meaning, _) = self.member_in(&of, name, Usage::Value)?;
        Some(meaning)
    }

    /// One step less, and one of all; `None` where there is none left.
    fn step(&self, steps: u8) -> Option<u8> {
        let fuel = self.known.fuel.get().checked_sub(1)?;
        self.known.fuel.set(fuel);
        steps.checked_sub(1)
    }

    /// A member, with the part of the type that has it.
    fn member_in<'t>(
        &self,
        of: &'t Type,
        name: Symbol,
        usage: Usage,
    ) -> Option<(Meaning, &'t Type)> {
        let world = self.stand.world;
        let meaning = match of {
            Type::Of(node, _) => {
                let through = Through::Value;
                let sought = Sought {
                    name,
                    usage,
                    through,
                };
                let member = self.stand.kin.member(world, *node, sought);
                self.inferred(member)
            }
            Type::Itself(node, _) => self.of_value(Value::Itself(*node), name, usage),
            Type::Plain(value) => self.of_value(*value, name, usage),
            Type::Any(of) => {
                let mut found = of.iter().filter_map(|of| self.member_in(of, name, usage));
                return found.next();
            }
            Type::Union(of) => return self.member_in_all(of, name, usage),
            Type::Mapped(mapped) => {
                let (meaning, _) = self.member_in(&mapped.over, name, usage)?;
                return Some((meaning, of));
            }
            Type::Unknown
            | Type::Function(..)
            | Type::Members(..)
            | Type::Returning(_)
            | Type::Array(_)
            | Type::Map(_)
            | Type::Tuple(_)
            | Type::Literal(_) => return None,
        };
        matches!(meaning, Meaning::Node(_)).then_some((meaning, of))
    }

    /// A member of any of several types: the same, in those that have it.
    fn member_in_all<'t>(
        &self,
        of: &'t [Type],
        name: Symbol,
        usage: Usage,
    ) -> Option<(Meaning, &'t Type)> {
        let mut found = of.iter().filter_map(|of| self.member_in(of, name, usage));
        let first = found.next()?;
        let same = |(meaning, _): (Meaning, &Type)| match (meaning, first.0) {
            (Meaning::Node(one), Meaning::Node(other)) => one.node == other.node,
            _ => false,
        };
        found.all(same).then_some(first)
    }

    /// A member of a type that was worked out.
    fn inferred(&self, member: Member) -> Meaning {
        self.of_member(member, Strategy::ReceiverType, sure::INFERRED)
    }

    /// What is expected where a key stands: see [`facts::Bound::Member`].
    fn expected_of_key(&self, file: u32, key: u32, steps: u8) -> Type {
        let Some(steps) = self.step(steps) else {
            return Type::Unknown;
        };
        let world = self.stand.world;
        let Some(source) = world.arguments(file, key).next() else {
            return Type::Unknown;
        };
        match source.operand {
            Operand::Reference(of) if source.position == facts::Argument::OF_VALUE => {
                match world.reference(file, of) {
                    Some(r) if r.role == Role::Type => self.named(file, of, &nothing(), steps),
                    _ => self.expression(file, of, steps),
                }
            }
            Operand::Reference(of) => self.parameter(file, of, source.position, steps),
            Operand::Given(of, given) => self.given_type(file, of, given, steps),
            Operand::Typed(term) => self.term(file, term, &nothing(), steps),
            Operand::Literal(_) => self.elements(file),
            Operand::Returning(_) => Type::Unknown,
        }
    }

    /// What there are of elements of pages in a file.
    fn elements(&self, file: u32) -> Type {
        let world = self.stand.world;
        let (Some(facts), Some(targets)) =
            (world.file(file), self.stand.targets.get(file as usize))
        else {
            return Type::Unknown;
        };
        let (Some(space), Some(all)) = (
            world.symbols.find(ELEMENTS_SPACE),
            world.symbols.find(ELEMENTS_TYPE),
        ) else {
            return Type::Unknown;
        };
        let is_library = |import: &Import| {
            let module = facts.name(import.module).rsplit_once('/');
            import.binding.is_none()
                && module.is_some_and(|(_, last)| last == Reference::ELEMENTS_MODULE)
        };
        let imports = facts.imports.iter().zip(targets);
        let library = imports.filter(|(import, _)| is_library(import));
        let usage = Usage::Type;
        for (_, target) in library {
            let Target::Place(place) = *target else {
                continue;
            };
            let name = space;
            let Target::Place(place) = self.stand.maps.lookup(Wanted { place, name, usage }) else {
                continue;
            };
            if let Choice::One(node) = choose(world, world.named(place, all), usage) {
                return Type::Of(node, nothing());
            }
        }
        Type::Unknown
    }
}

impl Type {
    /// The first of these that will do; those that are not known count for nothing.
    fn any(of: impl Iterator<Item = Type>) -> Type {
        let mut all = known(of);
        match all.len() {
            0 => Type::Unknown,
            1 => all.remove(0),
            _ => Type::Any(all.into()),
        }
    }

    /// Any of these, without those that are not known.
    fn union(of: impl Iterator<Item = Type>) -> Type {
        let mut all = known(of);
        match all.len() {
            0 => Type::Unknown,
            1 => all.remove(0),
            _ => Type::Union(all.into()),
        }
    }

    fn is_unknown(&self) -> bool {
        matches!(self, Type::Unknown)
    }

    /// Whether two are the same at a glance. Types share their parts, so that to compare them in full
    /// may take for ever.
    fn is_same(&self, other: &Type) -> bool {
        let is_shared = |own: &Arguments, others: &Arguments| {
            own.is_empty() && others.is_empty() || Rc::ptr_eq(own, others)
        };
        match (self, other) {
            (Type::Of(node, own), Type::Of(other, others))
            | (Type::Itself(node, own), Type::Itself(other, others)) => {
                node == other && is_shared(own, others)
            }
            (Type::Function(file, term, own), Type::Function(other_file, other, others))
            | (Type::Members(file, term, own), Type::Members(other_file, other, others)) => {
                (file, term) == (other_file, other) && is_shared(own, others)
            }
            (Type::Literal(own), Type::Literal(other)) => own == other,
            (Type::Plain(own), Type::Plain(other)) => own == other,
            _ => false,
        }
    }

    /// The arguments of what it is a value of.
    fn arguments(&self) -> Arguments {
        match self {
            Type::Of(_, arguments)
            | Type::Itself(_, arguments)
            | Type::Members(_, _, arguments)
            | Type::Function(_, _, arguments) => Rc::clone(arguments),
            _ => nothing(),
        }
    }
}

/// Those that are known, each once where that is plain to see.
fn known(of: impl Iterator<Item = Type>) -> Vec<Type> {
    let mut all: Vec<Type> = Vec::new();
    for of in of {
        if !of.is_unknown() && !all.iter().any(|other| other.is_same(&of)) {
            all.push(of);
        }
    }
    all
}

impl From<Value> for Type {
    fn from(value: Value) -> Type {
        match value {
            Value::Unknown => Type::Unknown,
            Value::Instance(node) => Type::Of(node, nothing()),
            Value::Itself(node) => Type::Itself(node, nothing()),
            Value::Foreign | Value::Place(_) | Value::Outside(_) => Type::Plain(value),
        }
    }
}
