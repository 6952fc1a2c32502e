//! Ruby's facts, construct by construct.

mod bad_input;
mod declarations;
mod values;

use events::Language;
use facts::FileFacts;

use crate::extract::testing::facts_of;

/// The facts of a Ruby source.
fn facts(source: &str) -> FileFacts {
    facts_of(Language::Ruby, "lib/a.rb", source)
}

#[test]
fn every_word_is_known_to_the_grammar() {
    use super::vocabulary::{Field, Kind};
    crate::extract::vocabulary::assert_known::<Kind, Field>(&[tree_sitter_ruby::LANGUAGE.into()]);
}
