//! What Rust's constructs come to.

use events::Language;

use crate::extract::testing::{facts_of, references, show};

#[test]
fn a_call_reaches_the_function_of_its_file() {
    let facts = facts_of(
        Language::Rust,
        "src/main.rs",
        "fn main() { run(); }\nfn run() {}\n",
    );
    assert!(references(&facts).contains("run"), "{}", show(&facts));
    let run = facts
        .references
        .iter()
        .find(|r| facts.name(r.name) == "run")
        .expect("run is called");
    assert_eq!(run.role, facts::Role::Call);
    assert!(matches!(run.bound, facts::Bound::Definition(_)));
}

#[test]
fn a_local_hides_a_function() {
    let text = "fn run() {}\nfn main() { let run = || (); run(); }\n";
    let facts = facts_of(Language::Rust, "src/main.rs", text);
    let run = facts
        .references
        .iter()
        .find(|r| facts.name(r.name) == "run")
        .expect("run is called");
    let facts::Bound::Definition(at) = run.bound else {
        panic!("{}", show(&facts))
    };
    assert!(facts.definitions[at as usize].kind.is_local());
}

#[test]
fn broken_source_still_gives_facts() {
    let facts = facts_of(
        Language::Rust,
        "src/x.rs",
        "fn a( {\nstruct S;\nimpl S { fn m(&self) {} }\n",
    );
    assert_eq!(facts.outcome, facts::Outcome::Partial);
}
