//! What the extractor says of small sources.

mod bad_input;
mod common_js;
mod definitions;
mod es_modules;
mod members;
mod references;
mod scopes;
mod terms;
mod type_names;
mod whole;

use events::Language;
use facts::FileFacts;

use super::vocabulary::{Field, Kind};
use crate::extract::testing::facts_of;
use crate::extract::vocabulary::assert_known;

fn sound(language: Language, path: &str, source: &str) -> FileFacts {
    let facts = facts_of(language, path, source);
    assert_eq!(facts.reason, None, "the source of a test is sound");
    facts
}

fn js(source: &str) -> FileFacts {
    sound(Language::JavaScript, "src/mod.js", source)
}

fn ts(source: &str) -> FileFacts {
    sound(Language::TypeScript, "src/mod.ts", source)
}

fn tsx(source: &str) -> FileFacts {
    sound(Language::Tsx, "src/mod.tsx", source)
}

#[test]
fn every_listed_name_is_in_a_grammar() {
    assert_known::<Kind, Field>(&[
        tree_sitter_javascript::LANGUAGE.into(),
        tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
        tree_sitter_typescript::LANGUAGE_TSX.into(),
    ]);
}
