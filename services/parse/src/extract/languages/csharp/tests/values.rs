//! What C#'s variables are told to hold.

use insta::assert_snapshot;

use super::csharp;
use crate::extract::testing::definitions;

#[test]
fn a_loop_does_not_tell_what_another_goes_through() {
    let facts = csharp(
        "
        class A {
            void F(Foo[] foos) {
                foreach (var x in new[] { 1, 2 }) { }
                foreach (Foo f in foos) { }
                foreach (var g in foos) { }
            }
        }
    ",
    );
    assert_snapshot!(definitions(&facts), @"
    class A 1:6 in 1:0-7:1
      method F(1) 2:9 in 2:4-6:5 : void
        parameter foos 2:17 in 2:11-2:21 +array : Array
        local x 3:21
        local f 4:21 : Foo
        local g 5:21 : Foo
    ");
}

#[test]
fn a_function_is_given_elements_only_where_its_place_says_so() {
    let facts = csharp(
        "
        class A {
            void F(Foo[] foos) {
                foos.Where(a => a.Ok);
                foos.Aggregate((b, c) => b.With(c));
                foos.GroupBy(d => d.Key, (e, f) => f);
                foos.SelectMany(g => g.Parts, (h, i) => h);
            }
        }
    ",
    );
    assert_snapshot!(definitions(&facts), @"
    class A 1:6 in 1:0-8:1
      method F(1) 2:9 in 2:4-7:5 : void
        parameter foos 2:17 in 2:11-2:21 +array : Array
        parameter a 3:19 : Foo
        parameter b 4:24 +given = foos.Aggregate(1)
        parameter c 4:27 +given = foos.Aggregate(1)
        parameter d 5:21 : Foo
        parameter e 5:34 +given = foos.GroupBy(2)
        parameter f 5:37 +given = foos.GroupBy(2)
        parameter g 6:24 : Foo
        parameter h 6:39 : Foo
        parameter i 6:42 +given = foos.SelectMany(2)
    ");
}
