//! Types as they are written, of languages whose types have arguments that tell what members are.

use serde::{Deserialize, Serialize};

use crate::file::NameId;

/// An index into [`Terms::all`].
pub type TermId = u32;

/// The types that a file writes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// All of them; what a term is made of stands before it.
    pub all: Vec<Term>,
    /// What definitions are declared to be, by definition: a variable, a field, a parameter; what an
    /// alias stands for; the bound of a type parameter.
    pub declared: Vec<(u32, TermId)>,
    /// What type parameters are that nothing tells, by definition.
    pub defaults: Vec<(u32, TermId)>,
    /// How what is defined is called, by definition: a function by its head, a type by its call
    /// signatures. In the order of the text.
    pub signatures: Vec<(u32, TermId)>,
    /// Type arguments, by the reference that is given them: each a [`Term::List`].
    pub arguments: Vec<(u32, TermId)>,
}

/// A type as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Term {
    /// One of which nothing is known.
    Other,
    /// What a reference names, with its arguments if it has some; what it is, if it names a value.
    Name(u32),
    /// What comes of calling what a call of the reference gives: a value, not a type.
    Called(u32),
    /// An element of what the reference is: the one at a place, or any behind [`Term::ANY`].
    Element(u32, u8),
    /// The object around.
    This,
    /// A text, as itself.
    Literal(NameId),
    /// Any of these.
    Union(Vec<TermId>),
    /// All of these at once.
    Intersection(Vec<TermId>),
    /// Many of it.
    Array(TermId),
    /// These, one after the other.
    Tuple(Vec<TermId>),
    /// Type arguments, or the parameters of a function.
    List(Vec<TermId>),
    /// What the parameters from here on are an array of.
    Rest(TermId),
    /// A function.
    Function {
        /// Its own type parameters: definitions.
        type_parameters: Vec<u32>,
        /// A [`Term::List`].
        parameters: Option<TermId>,
        /// What it returns, where that is written.
        returns: Option<TermId>,
    },
    /// An object with the members that a definition holds, which is called by the signatures of it.
    Object {
        /// The definition.
        holder: u32,
    },
    /// The member of the first that the second names.
    Lookup(TermId, TermId),
    /// The names of the members of it.
    Keys(TermId),
    /// For each of the names, which are the parameter in turn, a member.
    Mapped {
        /// A definition, the type parameter.
        parameter: u32,
        /// The names.
        over: TermId,
        /// What each member is.
        value: Option<TermId>,
    },
    /// An object of these members, which no definition holds.
    Members(Vec<(NameId, TermId)>),
    /// The one, if a type is as a pattern says, or the other.
    Conditional {
        /// The type, and the pattern.
        test: Option<(TermId, TermId)>,
        /// Where it is so.
        one: TermId,
        /// Where it is not.
        other: TermId,
    },
    /// In a pattern, what a type parameter is to stand for: its definition.
    Inferred(u32),
}

impl Terms {
    /// What a definition is declared to be.
    pub fn declared(&self, definition: u32) -> Option<TermId> {
        first(&self.declared, definition)
    }

    /// What a type parameter is that nothing tells.
    pub fn default_of(&self, definition: u32) -> Option<TermId> {
        first(&self.defaults, definition)
    }

    /// How a definition is called.
    pub fn signatures(&self, definition: u32) -> impl Iterator<Item = TermId> + '_ {
        let start = self.signatures.partition_point(|s| s.0 < definition);
        let own = self.signatures.get(start..).unwrap_or_default().iter();
        own.take_while(move |s| s.0 == definition).map(|s| s.1)
    }

    /// The type arguments that a reference is given.
    pub fn arguments(&self, reference: u32) -> &[TermId] {
        match first(&self.arguments, reference).and_then(|at| self.all.get(at as usize)) {
            Some(Term::List(of)) => of,
            _ => &[],
        }
    }

    /// Whether nothing is told.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Puts the tables in order, so that they can be asked.
    pub fn sort(&mut self) {
        for table in [
            &mut self.declared,
            &mut self.defaults,
            &mut self.signatures,
            &mut self.arguments,
        ] {
            table.sort_by_key(|row| row.0);
        }
    }

    /// Whether every index is inside of its list, every term after what it is made of, and every
    /// table in order.
    pub(crate) fn is_sound(&self, names: usize, definitions: usize, references: usize) -> bool {
        let terms = self.all.len();
        let sound = |rows: &[(u32, TermId)], of: usize| {
            rows.iter()
                .all(|&(at, term)| (at as usize) < of && (term as usize) < terms)
                && rows.is_sorted_by_key(|row| row.0)
        };
        (0u32..)
            .zip(&self.all)
            .all(|(at, term)| term.is_sound(at, names, definitions, references))
            && sound(&self.declared, definitions)
            && sound(&self.defaults, definitions)
            && sound(&self.signatures, definitions)
            && sound(&self.arguments, references)
    }
}

impl Term {
    /// No place: each element alike.
    pub const ANY: u8 = u8::MAX;

    fn is_sound(&self, at: TermId, names: usize, definitions: usize, references: usize) -> bool {
        let before = |of: &TermId| *of < at;
        match self {
            Term::Other | Term::This => true,
            Term::Name(of) | Term::Called(of) | Term::Element(of, _) => (*of as usize) < references,
            Term::Literal(name) => (*name as usize) < names,
            Term::Union(of) | Term::Intersection(of) | Term::Tuple(of) | Term::List(of) => {
                of.iter().all(before)
            }
            Term::Array(of) | Term::Rest(of) | Term::Keys(of) => before(of),
            Term::Mapped {
                parameter,
                over,
                value,
            } => (*parameter as usize) < definitions && before(over) && value.iter().all(before),
            Term::Function {
                type_parameters,
                parameters,
                returns,
            } => {
                let own = |&of: &u32| (of as usize) < definitions;
                type_parameters.iter().all(own)
                    && parameters.iter().all(before)
                    && returns.iter().all(before)
            }
            Term::Object { holder } => (*holder as usize) < definitions,
            Term::Lookup(of, other) => before(of) && before(other),
            Term::Members(of) => of
                .iter()
                .all(|(name, term)| (*name as usize) < names && before(term)),
            Term::Conditional { test, one, other } => {
                let is_sound = |(of, pattern): &(TermId, TermId)| before(of) && before(pattern);
                test.iter().all(is_sound) && before(one) && before(other)
            }
            Term::Inferred(of) => (*of as usize) < definitions,
        }
    }
}

fn first(rows: &[(u32, TermId)], of: u32) -> Option<TermId> {
    let start = rows.partition_point(|row| row.0 < of);
    rows.get(start).filter(|row| row.0 == of).map(|row| row.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_that_holds_itself_is_not_sound() {
        let mut terms = Terms::default();
        terms.all.push(Term::Array(0));
        assert!(!terms.is_sound(0, 0, 0));
        terms.all = vec![Term::Other, Term::Array(0)];
        assert!(terms.is_sound(0, 0, 0));
        terms.declared = vec![(1, 1), (0, 0)];
        assert!(!terms.is_sound(0, 2, 0));
        terms.sort();
        assert!(terms.is_sound(0, 2, 0));
        assert_eq!(terms.declared(1), Some(1));
        assert_eq!(terms.declared(2), None);
    }
}
