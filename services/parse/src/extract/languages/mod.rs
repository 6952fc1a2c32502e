//! The languages: what an extractor must do, and which extractor each language has.

mod c;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod outline;
mod php;
mod python;
mod ruby;
mod rust;

use std::borrow::Cow;

use events::Language;
use tree_sitter::Tree;

use super::builder::Builder;
use super::vocabulary::{Tables, Vocabulary};
use super::walk::{Step, Value, Visit, walk};

pub(super) use self::c::dialect;

/// Where a visit stands, for an extractor `L`.
pub(crate) type VisitOf<'w, 't, L> = Visit<'w, 't, <L as Extractor>::Kind, <L as Extractor>::Field>;

/// Reads one language's tree: is told of each node of interest, and tells the builder what it means.
/// One value serves one file, so it may keep state.
pub(crate) trait Extractor: Sized {
    /// The kinds of nodes that matter; others are walked through in silence.
    type Kind: Vocabulary;
    /// The fields that matter.
    type Field: Vocabulary;

    /// The grammar of a dialect with its vocabularies, made once a process.
    fn tables(language: Language) -> &'static Tables<Self::Kind, Self::Field>;

    /// For one file.
    fn new(path: &str, language: Language) -> Self;

    /// A node is entered, before its children.
    fn enter(&mut self, visit: &VisitOf<'_, '_, Self>, builder: &mut Builder<'_>) -> Step;

    /// A node is left, after its children; what it came to is given to the parent.
    fn leave(&mut self, visit: &VisitOf<'_, '_, Self>, builder: &mut Builder<'_>) -> Value;

    /// The text as the grammar is to see it: of the same length and the same lines.
    fn readable(text: &[u8]) -> Cow<'_, [u8]> {
        Cow::Borrowed(text)
    }

    /// The walk is over; names are not bound yet.
    fn finish(&mut self, _builder: &mut Builder<'_>) {}
}

/// A language's part in an extraction.
#[derive(Clone, Copy)]
pub(crate) struct Registered {
    /// The grammar to parse with.
    pub(crate) grammar: fn(Language) -> &'static tree_sitter::Language,
    /// The text as that grammar is to see it.
    pub(crate) readable: fn(&[u8]) -> Cow<'_, [u8]>,
    /// Walks a tree of that grammar.
    pub(crate) walk: fn(&Tree, &str, Language, &mut Builder<'_>),
}

/// The extractor of a language: one line each.
pub(crate) fn registered(language: Language) -> Registered {
    match language {
        Language::C | Language::Cpp => registration::<c::C>(),
        Language::CSharp => registration::<csharp::CSharp>(),
        Language::Go => registration::<go::Go>(),
        Language::Java => registration::<java::Java>(),
        Language::Kotlin => registration::<kotlin::Kotlin>(),
        Language::Php => registration::<php::Php>(),
        Language::Python => registration::<python::Python>(),
        Language::Bash | Language::Elixir | Language::Lua | Language::Scala | Language::Swift => {
            registration::<outline::Outline>()
        }
        Language::Ruby => registration::<ruby::Ruby>(),
        Language::Rust => registration::<rust::Rust>(),
        Language::JavaScript | Language::TypeScript | Language::Tsx => {
            registration::<javascript::JavaScript>()
        }
    }
}

fn registration<L: Extractor>() -> Registered {
    Registered {
        grammar: |language| &L::tables(language).grammar,
        readable: L::readable,
        walk: |tree, path, language, builder| {
            let mut extractor = L::new(path, language);
            walk(tree, L::tables(language), &mut extractor, builder);
            extractor.finish(builder);
        },
    }
}
