//! What the extractor of C and C++ says of small sources.

mod bad_input;
mod c_definitions;
mod c_names;
mod cpp_definitions;
mod cpp_names;
mod whole;

use events::Language;
use facts::FileFacts;

use super::vocabulary::{Field, Kind};
use crate::extract::testing::facts_of;
use crate::extract::vocabulary::assert_known;

fn c(source: &str) -> FileFacts {
    let facts = facts_of(Language::C, "src/a.c", source);
    assert_eq!(facts.reason, None, "the source of a test is sound");
    facts
}

fn cpp(source: &str) -> FileFacts {
    let facts = facts_of(Language::Cpp, "src/a.cc", source);
    assert_eq!(facts.reason, None, "the source of a test is sound");
    facts
}

#[test]
fn every_listed_name_is_in_a_grammar() {
    assert_known::<Kind, Field>(&[
        tree_sitter_c::LANGUAGE.into(),
        tree_sitter_cpp::LANGUAGE.into(),
    ]);
}
