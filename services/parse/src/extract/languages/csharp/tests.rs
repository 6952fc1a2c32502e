//! What C#'s extractor says of small sources.

mod bad_input;
mod declarations;
mod values;

use events::Language;
use facts::FileFacts;

use super::vocabulary::{Field, Kind};
use crate::extract::testing::facts_of;
use crate::extract::vocabulary::assert_known;

fn csharp(source: &str) -> FileFacts {
    let facts = facts_of(Language::CSharp, "src/A.cs", source);
    assert_eq!(facts.reason, None, "the source of a test is sound");
    facts
}

#[test]
fn every_listed_name_is_in_the_grammar() {
    assert_known::<Kind, Field>(&[tree_sitter_c_sharp::LANGUAGE.into()]);
}
