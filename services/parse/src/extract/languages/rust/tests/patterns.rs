//! What patterns bind, and where it is seen.

use insta::assert_snapshot;

use super::rust;
use crate::extract::testing::{definitions, references, references_of};

#[test]
fn a_let_is_seen_in_what_follows() {
    assert_snapshot!(references_of(&rust("
        fn f(x: u8) {
            x;
            let x = x + 1;
            x;
            { let x = x; x; }
            let Some(x) = x else { return x; };
            x;
        }
        fn x() {}
        fn g() { x }
    "), "x"), @"
    2:4 read x in f -> parameter 1:5
    3:12 read x in f -> parameter 1:5
    4:4 read x in f -> local 3:8
    5:14 read x in f -> local 3:8
    5:17 read x in f -> local 5:10
    6:18 read x in f -> local 3:8
    6:34 read x in f -> local 3:8
    7:4 read x in f -> local 6:13
    10:9 read x in g -> function 9:3
    ");
}

#[test]
fn conditions_bind_for_what_they_guard() {
    assert_snapshot!(references_of(&rust("
        fn f(x: Option<u8>) {
            if let Some(x) = x && x.a() { x } else if let Some(x) = x { x } else { x };
            while let Some(x) = x { x; }
            x;
        }
    "), "x"), @"
    2:21 read x in f -> parameter 1:5
    2:26 read x in f -> local 2:16
    2:34 read x in f -> local 2:16
    2:60 read x in f -> parameter 1:5
    2:64 read x in f -> local 2:55
    2:75 read x in f -> parameter 1:5
    3:24 read x in f -> parameter 1:5
    3:28 read x in f -> local 3:19
    4:4 read x in f -> parameter 1:5
    ");
}

#[test]
fn a_loop_binds_for_its_body() {
    assert_snapshot!(references_of(&rust("
        fn f(x: Vec<u8>) {
            for x in x.iter().map(|x| x) { x; }
            for (i, &x) in x { for x in x { x; } x; }
            x;
        }
    "), "x"), @"
    2:13 read x in f -> parameter 1:5
    2:30 read x in f -> parameter 2:27
    2:35 read x in f -> local 2:8
    3:19 read x in f -> parameter 1:5
    3:32 read x in f -> local 3:13
    3:36 read x in f -> local 3:27
    3:41 read x in f -> local 3:13
    4:4 read x in f -> parameter 1:5
    ");
}

#[test]
fn arms_and_closures_have_scopes() {
    assert_snapshot!(references_of(&rust("
        fn f(x: u8) {
            match x {
                A(x) | B { x } if x > 0 => x,
                x @ 1..=9 => x,
                [first, x, ..] => x,
                _ => x,
            };
            let g = |x: u8, (y, z)| x;
            x;
        }
    "), "x"), @"
    2:10 read x in f -> parameter 1:5
    3:19 read B.x in f
    3:19 write x in f -> local 3:10
    3:26 read x in f -> local 3:10
    3:35 read x in f -> local 3:10
    4:21 read x in f -> local 4:8
    5:26 read x in f -> local 5:16
    6:13 read x in f -> parameter 1:5
    8:28 read x in f -> parameter 8:13
    9:4 read x in f -> parameter 1:5
    ");
}

#[test]
fn a_capital_or_a_known_constant_is_not_bound() {
    let facts = rust(
        "
        const lower: u8 = 1;
        fn f(v: E) {
            match v {
                LIMIT => 1,
                None => 2,
                lower => 3,
                m::CONST => 4,
                E::A(y, ..) => 5,
                other => 6,
            }
        }
    ",
    );
    assert_snapshot!(definitions(&facts), @"
    constant lower 1:6 in 1:0-1:20
    function f(1) 2:3 in 2:0-11:1
      parameter v 2:5 in 2:5-2:9 : E
      local y 8:13
      local other 9:8 = v
    ");
    assert_snapshot!(references(&facts), @"
    2:8 type E in f -> free
    3:10 read v in f -> parameter 2:5
    4:8 read LIMIT in f -> free
    5:8 read None in f -> free
    6:8 read lower in f -> constant 1:6
    7:8 read m in f -> free
    7:11 read m::CONST in f
    8:8 type E in f -> free
    8:11 read E::A in f
    ");
}

#[test]
fn fields_in_patterns_are_fields_and_bindings() {
    let facts = rust(
        "
        fn f(s: S) {
            let S { a, b: c, ref mut d, .. } = s;
            a + c + d;
        }
    ",
    );
    assert_snapshot!(definitions(&facts), @"
    function f(1) 1:3 in 1:0-4:1
      parameter s 1:5 in 1:5-1:9 : S
      local a 2:12
      local c 2:18
      local d 2:29
    ");
    assert_snapshot!(references(&facts), @"
    1:8 type S in f -> free
    2:8 type S in f -> free
    2:12 read S.a in f
    2:15 read S.b in f
    2:29 read S.d in f
    2:39 read s in f -> parameter 1:5
    3:4 read a in f -> local 2:12
    3:8 read c in f -> local 2:18
    3:12 read d in f -> local 2:29
    ");
}

#[test]
fn what_is_matched_types_what_is_bound() {
    assert_snapshot!(definitions(&rust("
        fn f() {
            match a.find() { Some(x) => 1, Ok(ref y) => 2, Err(z) => 3, w => 4 };
            if let Some(b) = c.next() {}
            let Ok(d) = D::new() else { return };
        }
    ")), @"
    function f(0) 1:3 in 1:0-5:1
      local x 2:26 = a.find(0)
      local y 2:42 = a.find(0)
      local z 2:55
      local w 2:64 = a.find(0)
      local b 3:16 = c.next(0)
      local d 4:11 = D::new(0)
    ");
}

#[test]
fn names_in_types_of_functions_are_not_bound() {
    assert_snapshot!(definitions(&rust("
        type F = fn(a: u8, b: B) -> C;
        fn f(g: impl Fn(u8) -> D, h: fn(x: u8)) {}
    ")), @"
    type_alias F 1:5 in 1:0-1:30
    function f(2) 2:3 in 2:0-2:42
      parameter g 2:5 in 2:5-2:24 : Fn
      parameter h 2:26 in 2:26-2:38
    ");
}
