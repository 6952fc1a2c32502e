//! What bare names mean.

use insta::assert_snapshot;

use super::{js, ts};
use crate::extract::testing::{references, references_of};

#[test]
fn var_belongs_to_the_function_and_let_to_the_block() {
    assert_snapshot!(references(&js("
        function f() {
            early();
            if (a) { var v = 1; let l = 1; v; l; }
            v; l;
            function early() {}
        }
    ")), @"
    2:4 call early(0) in f -> function 5:13
    3:8 read a in f -> free
    3:35 read v in f -> local 3:17
    3:38 read l in f -> local 3:28
    4:4 read v in f -> local 3:17
    4:7 read l in f -> free
    ");
}

#[test]
fn inner_names_shadow_outer_ones() {
    assert_snapshot!(references_of(&js("
        import { x } from 'lib';
        x;
        function f(x) { x; { let x = 1; x; } }
        for (const x of x2) x;
        try { x; } catch (x) { x; }
        const g = ({ a: x = 1 }) => x, h = ([...x]) => x;
        class C { m() { x; } x() {} }
        switch (x) { case 1: let x; x; }
    "), "x"), @"
    1:9 import x -> import lib . x
    2:0 read x -> import lib . x
    3:16 read x in f -> parameter 3:11
    3:32 read x in f -> local 3:25
    4:20 read x -> local 4:11
    5:6 read x -> import lib . x
    5:23 read x -> local 5:18
    6:28 read x in g -> parameter 6:16
    6:47 read x in h -> parameter 6:40
    7:16 read x in C.m -> import lib . x
    8:8 read x -> import lib . x
    8:28 read x -> local 8:25
    ");
}

#[test]
fn closures_see_the_names_around_and_members_are_not_bare() {
    assert_snapshot!(references(&js("
        function outer(a) {
            const b = 1;
            return () => function () { return a + b + c + run(); };
        }
        class K { run() { run(); } }
        const o = { save() { save(); } };
    ")), @"
    3:38 read a in outer -> parameter 1:15
    3:42 read b in outer -> local 2:10
    3:46 read c in outer -> free
    3:50 call run(0) in outer -> free
    5:18 call run(0) in K.run -> free
    6:21 call save(0) in o.save -> free
    ");
}

#[test]
fn defaults_see_parameters_and_a_parameter_declared_again_is_itself() {
    assert_snapshot!(references(&js("
        function f(a, b = a, { c = b } = {}) { var a = a || c; }
    ")), @"
    1:18 read a in f -> parameter 1:11
    1:27 read b in f -> parameter 1:14
    1:43 write a in f -> parameter 1:11
    1:47 read a in f -> parameter 1:11
    1:52 read c in f -> parameter 1:23
    ");
}

#[test]
fn labels_have_names_of_their_own() {
    assert_snapshot!(references_of(&js("
        const out = 1;
        out: for (;;) { for (;;) { continue out; } break out; }
        out;
    "), "out"), @"
    2:36 read out -> label 2:0
    2:49 read out -> label 2:0
    3:0 read out -> constant 1:6
    ");
}

#[test]
fn values_and_types_are_apart() {
    assert_snapshot!(references(&ts("
        const Foo = 1;
        type Foo = Bar;
        interface Bar {}
        let a: Foo = Foo;
        let b: Bar = Bar;
        class C {}
        let c: C = new C();
        let d: typeof Foo;
    ")), @"
    2:11 type Bar in Foo -> interface 3:10
    4:7 type Foo -> type_alias 2:5
    4:13 read Foo -> constant 1:6
    5:7 type Bar -> interface 3:10
    5:13 read Bar -> free
    7:7 type C -> class 6:6
    7:15 instantiate C(0) -> class 6:6
    8:14 read Foo -> constant 1:6
    ");
}

#[test]
fn type_parameters_are_seen_in_what_they_belong_to() {
    assert_snapshot!(references_of(&ts("
        class A<T> { m(x: T) {} n<T>(x: T) {} }
        interface I<T> { f(): T }
        type L<T> = T extends (infer U)[] ? U : T;
        type M = { [T in keyof A<1>]: T };
        function g<T extends T2>(x: T): x is T { let y: T; return true; }
        let z: T;
    "), "T"), @"
    1:18 type T in A.m -> type_parameter 1:8
    1:32 type T in A.n -> type_parameter 1:26
    2:22 type T in I.f -> type_parameter 2:12
    3:12 type T in L -> type_parameter 3:7
    3:40 type T in L -> type_parameter 3:7
    4:30 type T in M -> type_parameter 4:12
    5:28 type T in g -> type_parameter 5:11
    5:37 type T in g -> type_parameter 5:11
    5:48 type T in g -> type_parameter 5:11
    6:7 type T -> free
    ");
}

#[test]
fn pieces_of_a_namespace_share_their_names() {
    assert_snapshot!(references(&ts("
        namespace A { export const x = 1; namespace B.C { x; } }
        namespace A { x; A; }
        x;
    ")), @"
    1:50 read x in A.B.C -> constant 1:27
    2:14 read x in A -> constant 1:27
    2:17 read A in A -> namespace 1:10
    3:0 read x -> free
    ");
}

#[test]
fn an_interface_and_a_namespace_of_one_name_are_both_found() {
    assert_snapshot!(references(&ts("
        import { Position } from './elsewhere';
        namespace Position { export function create(): Position { return Position.make(); } }
        interface Range { start: Position }
        namespace Range { export function of(r: Range) { return Range.of(r); } }
    ")), @"
    1:9 import Position -> import ./elsewhere . Position
    1:25 import ./elsewhere -> import ./elsewhere
    2:47 type Position in Position.create -> import ./elsewhere . Position
    2:65 read Position in Position.create -> namespace 2:10
    2:74 call Position.make(0) in Position.create
    3:25 type Position in Range.start -> import ./elsewhere . Position
    4:40 type Range in Range.of -> interface 3:10
    4:56 read Range in Range.of -> namespace 4:10
    4:62 call Range.of(1) in Range.of
    4:65 read r in Range.of -> parameter 4:37
    ");
}

#[test]
fn assignments_to_what_is_not_declared_are_free() {
    assert_snapshot!(references(&js("
        global1 = 1;
        global1 += 2;
        let a; a = 1; a++; [a, b.c] = [1, 2]; ({ a, d: a } = x);
        for (a of x) ;
    ")), @"
    1:0 write global1 -> free
    2:0 write global1 -> free
    3:7 write a -> variable 3:4
    3:14 write a -> variable 3:4
    3:20 write a -> variable 3:4
    3:23 read b -> free
    3:25 write b.c
    3:41 write a -> variable 3:4
    3:47 write a -> variable 3:4
    3:53 read x -> free
    4:5 write a -> variable 3:4
    4:10 read x -> free
    ");
}
