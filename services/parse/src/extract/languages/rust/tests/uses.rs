//! Imports.

use insta::assert_snapshot;

use super::rust;
use crate::extract::testing::{imports, references, references_of, show};

#[test]
fn a_use_brings_each_leaf_of_its_tree() {
    assert_snapshot!(imports(&rust("
        use a;
        use a::b::C;
        use a::b as c;
        pub use crate::d::{self, e::{F, self as g, *}, H as I};
        pub(crate) use self::j::k;
        use super::super::l::*;
        use ::m::N;
        use {o, p::Q};
        use r::S as _;
        use t::{};
        extern crate u;
        pub extern crate v as w;
        mod x;
        pub mod y;
        fn f() { use z::Z; }
        mod i { use super::*; }
    ")), @r#"
    import module "a" as a 1:4
    import member "a::b" . C as C 2:4
    import member "a" . b as c 3:4
    import module "crate::d" as d 4:19 +reexport
    import member "crate::d::e" . F as F 4:29 +reexport
    import module "crate::d::e" as g 4:32 +reexport
    import wildcard "crate::d::e" 4:43 +reexport
    import member "crate::d" . H as I 4:47 +reexport
    import member "self::j" . k as k 5:15 +reexport
    import wildcard "super::super::l" 6:4
    import member "::m" . N as N 7:4
    import module "o" as o 8:5
    import member "p" . Q as Q 8:8
    import member "r" . S 9:4
    import module "u" as u 11:0
    import module "v" as w 12:0 +reexport
    import child "x" as x 13:0
    import child "y" as y 14:0 +reexport
    import member "z" . Z as Z 15:13 in f
    import wildcard "super" 16:12 in i
    "#);
}

#[test]
fn the_steps_of_a_path_are_references() {
    assert_snapshot!(references(&rust("
        use crate::a::{b::C as D, self};
        use x::x;
        use super::*;
    ")), @"
    1:4 import crate -> free
    1:11 import crate::a
    1:15 import b -> free
    1:18 import C -> import crate::a::b . C
    1:26 import self -> import crate::a
    2:4 import x -> free
    2:7 import x -> import x . x
    3:4 import super -> free
    ");
}

#[test]
fn an_import_blocks_a_namesake_and_yields_to_what_the_file_defines() {
    assert_snapshot!(references(&rust("
        use a::{get, Type, save};
        fn save() {}
        fn f() {
            get();
            let x: Type = Type::new();
            save();
            get!();
        }
    ")), @"
    1:4 import a -> free
    1:8 import get -> import a . get
    1:13 import Type -> import a . Type
    1:19 import save -> import a . save
    4:4 call get(0) in f -> import a . get
    5:11 type Type in f -> import a . Type
    5:18 type Type in f -> import a . Type
    5:24 call Type::new(0) in f
    6:4 call save(0) in f -> function 2:3
    7:4 call get(*) in f -> import a . get
    ");
}

#[test]
fn a_use_in_a_block_is_seen_in_that_block() {
    assert_snapshot!(references_of(&rust("
        use a::run;
        fn f() {
            run();
            use b::run;
            if x { use c::run; run(); }
            let run = run();
            run();
        }
        fn g() { run() }
    "), "run"), @"
    1:7 import run -> import a . run
    3:4 call run(0) in f -> import b . run
    4:11 import run in f -> import b . run
    5:18 import run in f -> import c . run
    5:23 call run(0) in f -> import c . run
    6:14 call run(0) in f -> import b . run
    7:4 call run(0) in f -> local 6:8
    9:9 call run(0) in g -> import a . run
    ");
}

#[test]
fn a_module_of_its_own_file_is_no_definition() {
    assert_snapshot!(show(&rust("
        /// Docs.
        #[cfg(test)]
        mod child;
        fn f() { child::run(); child(); }
    ")), @r#"
    function f(0) 4:3 in 4:0-4:33
    import child "child" as child 3:0
    3:4 import child -> import child
    4:9 read child in f -> import child
    4:16 call child::run(0) in f
    4:23 call child(0) in f -> free
    "#);
}
