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
    assert_snapshot!(told(&Question::Definition("Shop".into())), @r"
    0 class shop.py:Shop root
    0 class twin.py:Shop root
    ");
}

#[test]
fn references_stand_at_their_places() {
    assert_snapshot!(told(&Question::References("View".into())), @r"
    0 class web/base.py:View root
    1 file shop.py
    1 class shop.py:Shop
    1 file web/__init__.py
    shop.py imports web/base.py:View at shop.py:1
    shop.py:Shop inherits web/base.py:View at shop.py:4
    web/__init__.py imports web/base.py:View at web/__init__.py:1
    ");
}

#[test]
fn callers_of_a_type_make_objects_of_it() {
    assert_snapshot!(told(&Question::Callers("shop.py:Shop".into())), @r"
    0 class shop.py:Shop root
    1 function test_shop.py:test_render
    test_shop.py:test_render instantiates shop.py:Shop at test_shop.py:3
    ");
    assert_snapshot!(told(&Question::Callers("View".into())), @"0 class web/base.py:View root");
}

#[test]
fn callers_are_followed_step_by_step() {
    let question = Question::Callers("shop.py:fetch".into());
    assert_snapshot!(told(&question), @r"
    0 function shop.py:fetch root
    1 method shop.py:Shop.render
    shop.py:Shop.render calls shop.py:fetch at shop.py:6
    shop.py:Shop.render calls shop.py:fetch at shop.py:7
    ");
    assert_snapshot!(deep(&question, 2), @r"
    0 function shop.py:fetch root
    1 method shop.py:Shop.render
    2 function test_shop.py:test_render
    shop.py:Shop.render calls shop.py:fetch at shop.py:6
    shop.py:Shop.render calls shop.py:fetch at shop.py:7
    shop.py:Shop.render dispatches shop.py:Shop.render at shop.py:8
    test_shop.py:test_render calls shop.py:Shop.render at test_shop.py:4
    ");
    let base = Question::Callers("View.render".into());
    assert_snapshot!(deep(&base, 1), @r"
    0 method web/base.py:View.render root
    1 method shop.py:Shop.render
    shop.py:Shop.render calls web/base.py:View.render at shop.py:8
    ");
}

#[test]
fn a_walk_that_stops_says_so() {
    let print = Question::Callers("print".into());
    assert_snapshot!(deep(&print, 2), @r"
    0 external print root
    1 method web/base.py:View.render
    2 method shop.py:Shop.render
    shop.py:Shop.render calls web/base.py:View.render at shop.py:8
    web/base.py:View.render calls print at web/base.py:4
    cut: Depth
    ");
    let few = Options {
        limit: 1,
        ..options()
    };
    assert_snapshot!(
        Small::new().told(&Question::Callees("shop.py:Shop.render".into()), &few), @r"
    0 method shop.py:Shop.render root
    1 function shop.py:fetch
    shop.py:Shop.render calls shop.py:fetch at shop.py:6
    shop.py:Shop.render calls shop.py:fetch at shop.py:7
    shop.py:Shop.render dispatches shop.py:Shop.render at shop.py:8
    cut: Limit
    ");
    let few = Options { limit: 2, ..few };
    assert_snapshot!(
        Small::new().told(&Question::References("shop.py:fetch".into()), &Options { limit: 1, ..few }), @r"
    0 function shop.py:fetch root
    1 method shop.py:Shop.render
    shop.py:Shop.render calls shop.py:fetch at shop.py:6
    cut: Limit
    ");
}

#[test]
fn callees_of_a_type_are_those_of_its_members() {
    assert_snapshot!(told(&Question::Callees("shop.py:Shop".into())), @r"
    0 class shop.py:Shop root
    0 method shop.py:Shop.render
    1 function shop.py:fetch
    1 method web/base.py:View.render
    shop.py:Shop.render calls shop.py:fetch at shop.py:6
    shop.py:Shop.render calls shop.py:fetch at shop.py:7
    shop.py:Shop.render dispatches shop.py:Shop.render at shop.py:8
    shop.py:Shop.render calls web/base.py:View.render at shop.py:8
    ");
}

#[test]
fn a_file_defines_what_is_in_it() {
    assert_snapshot!(told(&Question::Defines("shop.py".into())), @r"
    0 file shop.py root
    1 class shop.py:Shop
    1 function shop.py:fetch
    2 method shop.py:Shop.render
    shop.py contains shop.py:Shop at shop.py:3
    shop.py:Shop contains shop.py:Shop.render at shop.py:5
    shop.py contains shop.py:fetch at shop.py:9
    ");
}

#[test]
fn importers_of_a_file_are_followed_through_files() {
    let question = Question::Importers("web/base.py".into());
    assert_snapshot!(told(&question), @r"
    0 file web/base.py root
    0 class web/base.py:View
    1 file shop.py
    1 file web/__init__.py
    shop.py imports web/base.py:View at shop.py:1
    web/__init__.py imports web/base.py:View at web/__init__.py:1
    ");
    assert_snapshot!(deep(&question, 2), @r"
    0 file web/base.py root
    0 class web/base.py:View
    1 file shop.py
    1 file web/__init__.py
    2 file test_shop.py
    shop.py imports web/base.py:View at shop.py:1
    test_shop.py imports shop.py at test_shop.py:1
    web/__init__.py imports web/base.py:View at web/__init__.py:1
    ");
}

#[test]
fn implementations_are_types_and_methods() {
    assert_snapshot!(told(&Question::Implementations("View".into())), @r"
    0 class web/base.py:View root
    1 class shop.py:Shop
    shop.py:Shop inherits web/base.py:View at shop.py:4
    ");
    assert_snapshot!(told(&Question::Implementations("View.render".into())), @r"
    0 method web/base.py:View.render root
    1 method shop.py:Shop.render
    shop.py:Shop.render overrides web/base.py:View.render at shop.py:5
    ");
}

#[test]
fn uses_of_a_package_are_those_of_all_its_names() {
    assert_snapshot!(told(&Question::Uses("requests.get".into())), @r"
    0 external requests.get root
    1 function shop.py:fetch
    shop.py:fetch calls requests.get at shop.py:10
    ");
    assert_snapshot!(told(&Question::Uses("requests".into())), @r"
    0 external requests root
    0 external requests.get root
    1 file shop.py
    1 function shop.py:fetch
    shop.py imports requests at shop.py:2
    shop.py:fetch calls requests.get at shop.py:10
    ");
}

#[test]
fn a_path_leads_along_references() {
    let path = |from: &str, to: &str| Question::Path {
        from: from.into(),
        to: to.into(),
    };
    assert_snapshot!(told(&path("test_render", "requests.get")), @r"
    0 function test_shop.py:test_render root
    1 method shop.py:Shop.render
    2 function shop.py:fetch
    3 external requests.get root
    shop.py:Shop.render calls shop.py:fetch at shop.py:6
    shop.py:Shop.render calls shop.py:fetch at shop.py:7
    shop.py:fetch calls requests.get at shop.py:10
    test_shop.py:test_render calls shop.py:Shop.render at test_shop.py:4
    ");
    assert_snapshot!(told(&path("requests.get", "test_render")), @r"
    0 function test_shop.py:test_render root
    0 external requests.get root
    ");
    assert_snapshot!(deep(&path("test_render", "requests.get"), 2), @r"
    0 function test_shop.py:test_render root
    0 external requests.get root
    cut: Depth
    ");
}

#[test]
fn between_two_things_is_all_that_is_on_a_shortest_path() {
    let question = Question::Between {
        from: "test_render".into(),
        to: "web/base.py".into(),
    };
    assert_snapshot!(told(&question), @r"
    0 function test_shop.py:test_render root
    1 class shop.py:Shop
    1 method shop.py:Shop.render
    2 class web/base.py:View
    2 method web/base.py:View.render
    shop.py:Shop inherits web/base.py:View at shop.py:4
    shop.py:Shop.render overrides web/base.py:View.render at shop.py:5
    shop.py:Shop.render calls web/base.py:View.render at shop.py:8
    test_shop.py:test_render instantiates shop.py:Shop at test_shop.py:3
    test_shop.py:test_render calls shop.py:Shop.render at test_shop.py:4
    ");
}

#[test]
fn search_knows_words_of_names_and_texts() {
    assert_snapshot!(told(&Question::Search("shows".into())), @"0 class web/base.py:View root");
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
    assert_snapshot!(expected, @"candidates candidates_total cut depth edges nodes of outcome question roots unclear version");
    let answer = small.ask(&Question::Uses("requests.get".into()));
    assert_snapshot!(serde_json::to_string(&answer.edges).unwrap(), @r#"[{"source":6,"target":20,"kind":"calls","file":"shop.py","start_line":9,"start_col":4,"end_line":9,"end_col":7,"strategy":"external","confidence":100}]"#);
}
