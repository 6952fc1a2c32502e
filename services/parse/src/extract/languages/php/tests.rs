//! PHP from text to facts.

mod bad_input;
mod declarations;
mod names;
mod values;

use events::Language;
use facts::FileFacts;

use super::vocabulary::{Field, Kind};
use crate::extract::testing;
use crate::extract::vocabulary::assert_known;

/// The facts of a PHP file; its text starts behind the tag.
fn facts_of(source: &str) -> FileFacts {
    facts_of_file("src/A.php", source)
}

fn facts_of_file(path: &str, source: &str) -> FileFacts {
    testing::facts_of(Language::Php, path, source)
}

#[test]
fn the_words_are_the_grammars() {
    assert_known::<Kind, Field>(&[tree_sitter_php::LANGUAGE_PHP.into()]);
}
