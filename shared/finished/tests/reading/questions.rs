//! Each question, on the small graph.

use finished::{Options, Question};
use insta::assert_snapshot;

use crate::fixture::{Small, options};

fn told(question: &Question) -> String {
    Small::new().told(question, &options())
}

fn deep(question: &Question, depth: u32) -> String {
    let options = Options {
        depth: Some(depth),
        ..options()
    };
    Small::new().told(question, &options)
}

#[test]
fn a_definition_is_listed_wherever_it_is() {
    assert_snapshot!(told(&Question::Definition("Shop".into())), @"");
}

#[test]
fn references_stand_at_their_places() {
    assert_snapshot!(told(&Question::References("View".into())), @"");
}

#[test]
fn callers_of_a_type_make_objects_of_it() {
    assert_snapshot!(told(&Question::Callers("shop.py:Shop".into())), @"");
    assert_snapshot!(told(&Question::Callers("View".into())), @"");
}

#[test]
fn callers_are_followed_step_by_step() {
    let question = Question::Callers("shop.py:fetch".into());
    assert_snapshot!(told(&question), @"");
    assert_snapshot!(deep(&question, 2), @"");
    let base = Question::Callers("View.render".into());
    assert_snapshot!(deep(&base, 1), @"");
}

#[test]
fn a_walk_that_stops_says_so() {
    let print = Question::Callers("print".into());
    assert_snapshot!(deep(&print, 2), @"");
    let few = Options {
        limit: 1,
        ..options()
    };
    assert_snapshot!(
        Small::new().told(&Question::Callees("shop.py:Shop.render".into()), &few), @"");
    let few = Options { limit: 2, ..few };
    assert_snapshot!(
        Small::new().told(&Question::References("shop.py:fetch".into()), &Options { limit: 1, ..few }), @"");
}

#[test]
fn callees_of_a_type_are_those_of_its_members() {
    assert_snapshot!(told(&Question::Callees("shop.py:Shop".into())), @"");
}

#[test]
fn a_file_defines_what_is_in_it() {
    assert_snapshot!(told(&Question::Defines("shop.py".into())), @"");
}

#[test]
fn importers_of_a_file_are_followed_through_files() {
    let question = Question::Importers("web/base.py".into());
    assert_snapshot!(told(&question), @"");
    assert_snapshot!(deep(&question, 2), @"");
}

#[test]
fn implementations_are_types_and_methods() {
    assert_snapshot!(told(&Question::Implementations("View".into())), @"");
    assert_snapshot!(told(&Question::Implementations("View.render".into())), @"");
}

#[test]
fn uses_of_a_package_are_those_of_all_its_names() {
    assert_snapshot!(told(&Question::Uses("requests.get".into())), @"");
    assert_snapshot!(told(&Question::Uses("requests".into())), @"");
}

#[test]
fn a_path_leads_along_references() {
    let path = |from: &str, to: &str| Question::Path {
        from: from.into(),
        to: to.into(),
    };
    assert_snapshot!(told(&path("test_render", "requests.get")), @"");
    assert_snapshot!(told(&path("requests.get", "test_render")), @"");
    assert_snapshot!(deep(&path("test_render", "requests.get"), 2), @"");
}

#[test]
fn between_two_things_is_all_that_is_on_a_shortest_path() {
    let question = Question::Between {
        from: "test_render".into(),
        to: "web/base.py".into(),
    };
    assert_snapshot!(told(&question), @"");
}

#[test]
fn search_knows_words_of_names_and_texts() {
    assert_snapshot!(told(&Question::Search("shows".into())), @"");
    assert_snapshot!(told(&Question::Search("\"* OR (".into())), @"");
}

#[test]
fn json_has_one_shape_for_every_answer() {
    let small = Small::new();
    let keys = |name: &str| {
        let answer = small.ask(&Question::Callers(name.into()));
        let value = serde_json::to_value(answer).unwrap();
        let keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        keys.join(" ")
    };
    let expected = keys("View.render");
    assert_eq!(keys("Shop"), expected);
    assert_eq!(keys("nobody"), expected);
    assert_snapshot!(expected, @"");
    let answer = small.ask(&Question::Uses("requests.get".into()));
    assert_snapshot!(serde_json::to_string(&answer.edges).unwrap(), @"");
}
