//! Broken, extreme and garbled sources.

use events::Language;
use insta::assert_snapshot;

use super::facts;
use crate::extract::testing::show;
use crate::extract::tests::{assert_ends_soon, assert_sound_when_garbled};

#[test]
fn broken_sources_give_what_is_whole() {
    assert_snapshot!(show(&facts("
        class A
          def f(
            @x = B.new(
          end
        end
        def ok; f(1); end
    ")), @"
    partial (syntax)
    error 1:0
    function ok(0) 6:4 in 6:0-6:17 +public = f(1)
    1:6 read A -> free
    2:6 call f(0) -> free
    3:4 read @x -> free
    3:9 read B -> free
    3:11 call new(0) -> free
    4:2 call end(0) -> free
    5:0 call end(1) -> free
    6:8 call f(1) in ok -> free
    ");
}

/// Sources that are extreme in one way.
fn extremes() -> Vec<(&'static str, String)> {
    const DEEP: usize = 50_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let within = |open: &str, close: &str| format!("{}x{}", many(DEEP, open), many(DEEP, close));
    vec![
        ("parentheses", within("(", ")")),
        ("calls in calls", within("x(", ")")),
        ("arrays", within("[", "]")),
        ("hashes", within("{ a: ", " }")),
        ("modules", within("module A\n", "\nend")),
        ("singletons", within("class << self\n", "\nend")),
        ("methods", within("def f\n", "\nend")),
        ("blocks", within("f { |x| ", " }")),
        ("types in blocks", within("Class.new do\n", "\nend")),
        ("conditions", within("if x\n", "\nend")),
        ("texts in texts", within("\"#{", "}\"")),
        ("members", format!("x{}", many(DEEP, ".b"))),
        ("paths", format!("A{}", many(DEEP, "::B"))),
        ("elements", format!("x{}", many(DEEP, "[0]"))),
        ("targets", format!("{}x = 1", many(DEEP, "x, "))),
        ("names in a row", many(DEEP, "x = x\n")),
        (
            "fields",
            format!("class A\n{}end", many(DEEP, "@x = B.new\n")),
        ),
        ("parameters", format!("def f({}x)\nend", many(DEEP, "x, "))),
        (
            "labels",
            format!("def f(x:)\nend\nf({}x: 1)", many(DEEP, "x: 1, ")),
        ),
        (
            "accessors",
            format!("class A\nattr_reader {}:x\nend", many(DEEP, ":x, ")),
        ),
        ("classes", many(DEEP, "class A < B\nend\n")),
        (
            "includes",
            format!("class A\n{}end", many(DEEP, "include B\n")),
        ),
        ("comments", format!("{}def f; end", many(DEEP, "# A.\n"))),
        ("heredocs", many(5_000, "x = <<~A\n  #{y}\nA\n")),
        (
            "extensions",
            format!(
                "module A\n{}{}end",
                many(2_000, "def f; end\n"),
                many(2_000, "extend self\n")
            ),
        ),
    ]
}

#[test]
fn extreme_sources_end_soon() {
    for (name, source) in extremes() {
        assert_ends_soon(Language::Ruby, name, &source);
    }
}

#[test]
fn garbled_sources_are_sound() {
    assert_sound_when_garbled(
        Language::Ruby,
        "
        module A
          class B < C::D
            include E
            attr_accessor :x
            def initialize(a, *b, c: 1, &d)
              @x ||= F.new(a, c: c) { |y| y.z = \"#{a}\" }
              super
            rescue G, H::I => e
              raise
            end
            class << self
              def make(...) = new(...)
            end
            J = Struct.new(:k) do
              def l; self.k; end
            end
            define_method(:m) { |n| n in { o: [p, *q] } }
            alias r m
          end
        end
        ",
    );
}
