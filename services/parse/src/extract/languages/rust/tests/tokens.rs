//! Macros and what is in their tokens.

use insta::assert_snapshot;

use super::rust;
use crate::extract::testing::{references, references_of, show};

#[test]
fn the_tokens_of_expressions_are_read() {
    assert_snapshot!(references(&rust("
        fn helper() {}
        impl S {
            fn m(&self, x: X) {
                assert_eq!(self.a.len(), x.b(helper()).c, \"{}\", LIMIT);
                println!(\"{}\", m::f::<u8>(x)?.g());
                vec![S { x: 1 }, Self::make(), T::<u8>::new(), &x];
                log::debug!(\"{}\", format!(\"{x}\", x = x));
            }
        }
    ")), @"
    2:5 type S -> free
    3:19 type X in m -> free
    4:8 call assert_eq(*) in m -> free
    4:19 read self in m -> parameter 3:10
    4:24 read <this>.a in m
    4:26 call <this>.a.len(*) in m
    4:33 read x in m -> parameter 3:16
    4:35 call x.b(*) in m
    4:37 call helper(*) in m -> function 1:3
    4:47 read x.b(*).c in m
    4:56 read LIMIT in m -> free
    5:8 call println(*) in m -> free
    5:23 read m in m -> free
    5:26 call m::f(*) in m
    5:34 read x in m -> parameter 3:16
    5:38 call <?>.g(*) in m
    6:8 call vec(*) in m -> free
    6:13 read S in m -> free
    6:31 call <this>.make(*) in m
    6:39 type T in m -> free
    6:56 read x in m -> parameter 3:16
    7:8 read log in m -> free
    7:13 call log::debug(*) in m
    7:26 call format(*) in m -> free
    7:45 read x in m -> parameter 3:16
    ");
}

#[test]
fn names_bound_by_tokens_hide_locals() {
    assert_snapshot!(references_of(&rust("
        fn f(x: u8, y: u8) {
            assert!(v.iter().any(|x| x.ok() && y));
            assert!(v.iter().any(|a, x: u8| x.ok()));
            m!({ let x = 1; x });
            assert!(matches!(y, Some(x)));
            matches!(x, Some(x) if x);
            n!(x: 1, x = 2);
            assert!(x == 1);
        }
    "), "x"), @"
    6:13 read x in f -> parameter 1:5
    8:12 read x in f -> parameter 1:5
    ");
}

#[test]
fn unknown_names_in_tokens_are_left_alone() {
    assert_snapshot!(references(&rust("
        use a::Known;
        fn known() {}
        items! {
            struct Other { x: Known }
            fn make() { known(); unknown(); Known::new(); Unknown::new(); }
        }
        quote!(fn f() { known() });
        fn f() { m!(word word, 'a', #x, \"s\".len()); }
    ")), @"
    1:4 import a -> free
    1:7 import Known -> import a . Known
    3:0 call items(*) -> free
    4:22 type Known -> import a . Known
    5:16 call known(*) -> function 2:3
    5:36 type Known -> import a . Known
    5:43 call Known::new(*)
    7:0 call quote(*) -> free
    8:9 call m(*) in f -> free
    8:36 call <?>.len(*) in f
    ");
}

#[test]
fn macros_are_seen_in_the_text_that_follows() {
    assert_snapshot!(show(&rust("
        use crate::format;
        fn a() { twice!(); format!(\"x\"); }
        #[macro_export]
        macro_rules! twice { ($e:expr) => { $e.go(); helper() } }
        fn b() { twice!(1); crate::twice!(); }
        mod m { fn c() { twice!(); } }
        macro_rules! vec { () => {} }
        fn d() { vec![]; }
    ")), @r#"
    function a(0) 2:3 in 2:0-2:34
    macro twice 4:13 in 3:0-4:57 +public
    function b(0) 5:3 in 5:0-5:38
    module m 6:4 in 6:0-6:30
      function c(0) 6:11 in 6:8-6:28
    macro vec 7:13 in 7:0-7:29
    function d(0) 8:3 in 8:0-8:18
    import member "crate" . format as format 1:4
    1:4 import crate -> free
    1:11 import format -> import crate . format
    2:9 call twice(*) in a -> free
    2:19 call format(*) in a -> free
    5:9 call twice(*) in b -> macro 4:13
    5:20 read crate in b -> free
    5:27 call crate::twice(*) in b
    6:17 call twice(*) in m.c -> macro 4:13
    8:9 call vec(*) in d -> macro 7:13
    "#);
}
