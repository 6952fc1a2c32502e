//! What only TypeScript has.

use insta::assert_snapshot;

use super::{sound, ts};
use crate::extract::testing::{definitions, references, show, supertypes};
use events::Language;

#[test]
fn interfaces_and_object_types_have_members() {
    assert_snapshot!(definitions(&ts("
        export interface A<T extends Base = {}> extends B, ns.C<T> {
            readonly name?: string;
            run(a: T): Promise<A<T>>;
            get size(): number;
            handler: (e: Event) => void;
            new (x: number): A<T>;
            (y: T): void;
            [key: string]: unknown;
            options: { deep: Deep; f(): void } | undefined;
        }
        type P = { left: P } & { right: Q };
        function f(o: { inline: number }) {}
        let v: { inline: number };
    ")), @"
    interface A 1:17 in 1:0-10:1 +public
      type_parameter T 1:19 : Base
      field name 2:13 in 2:4-2:26 +public
      method run(1) 3:4 in 3:4-3:28 +public +abstract : A
        parameter a 3:8 in 3:8-3:12 : T
      method size(0) 4:8 in 4:4-4:22 +public +abstract +property
      field handler 5:4 in 5:4-5:31 +public
        parameter e 5:14 in 5:14-5:22 : Event
      parameter x 6:9 in 6:9-6:18
      parameter y 7:5 in 7:5-7:9 : T
      parameter key 8:5
      field options 9:4 in 9:4-9:50 +public
        field deep 9:15 in 9:15-9:25 +public : Deep
        method f(0) 9:27 in 9:27-9:36 +public +abstract
    type_alias P 11:5 in 11:0-11:36
      field left 11:11 in 11:11-11:18 +public : P
      field right 11:25 in 11:25-11:33 +public : Q
    function f(1) 12:9 in 12:0-12:36
      parameter o 12:11 in 12:11-12:32
    variable v 13:4 in 13:0-13:26
    ");
}

#[test]
fn types_are_references() {
    assert_snapshot!(references(&ts("
        type A = B | ns.C.D<E> | F[] | [G, h: H] | ((i: I) => J) | keyof K | L['m'];
        type N = typeof n.o;
        type B1 = A extends C1 ? D1 : E1;
        type M = { [P in keyof A]?: A[P] };
        type T = `x${U}`;
        function guard(x: unknown): asserts x is V {}
        let w: import('./w').W;
        let prim: string | number | null | 'lit' | 1 | true | this;
    ")), @"
    1:9 type B in A -> free
    1:13 read ns in A -> free
    1:16 read ns.C in A
    1:18 type ns.C.D in A
    1:20 type E in A -> free
    1:25 type F in A -> free
    1:32 type G in A -> free
    1:38 type H in A -> free
    1:48 type I in A -> free
    1:54 type J in A -> free
    1:65 type K in A -> free
    1:69 type L in A -> free
    2:16 read n in N -> free
    2:18 read n.o in N
    3:10 type A in B1 -> type_alias 1:5
    3:20 type C1 in B1 -> free
    3:25 type D1 in B1 -> free
    3:30 type E1 in B1 -> free
    4:23 type A in M -> type_alias 1:5
    4:28 type A in M -> type_alias 1:5
    4:30 type P in M -> type_parameter 4:12
    5:13 type U in T -> free
    6:36 read x in guard -> parameter 6:15
    6:41 type V in guard -> free
    7:7 import import -> import ./w
    7:21 type import.W
    ");
}

#[test]
fn supertypes_of_classes_and_interfaces() {
    let facts = ts("
        class A extends B<X> implements I, ns.J<Y> {}
        class C extends ns.D {}
        class E extends mixin(F) {}
        interface G extends H, ns.K<Z> {}
        const L = class extends A {};
    ");
    assert_snapshot!(supertypes(&facts), @"
    A extends B
    A implements I
    A implements ns.J
    C extends ns.D
    E extends mixin(1)
    G extends H
    G extends ns.K
    L extends A
    ");
}

#[test]
fn announcements_and_ambient_modules() {
    assert_snapshot!(show(&ts("
        declare module 'lib/sub' { export function f(a: T): U; import { T } from './t'; interface U {} }
        declare global { interface Window { app: App } var late: App; }
        declare function d(x: string): App;
        declare const c: App, e: App;
        declare namespace N { const x: number; }
        export declare class App { m(): void }
        late; U;
    ")), @r#"
    module lib/sub 1:15 in 1:0-1:96 +declaration
      function f(1) 1:43 in 1:27-1:54 +public +declaration : U
        parameter a 1:45 in 1:45-1:49 : T
      interface U 1:90 in 1:80-1:94
    interface Window 2:27 in 2:17-2:46
      field app 2:36 in 2:36-2:44 +public +declaration : App
    variable late 2:51 in 2:47-2:61 +declaration : App
    function d(1) 3:17 in 3:0-3:35 +declaration : App
      parameter x 3:19 in 3:19-3:28
    constant c 4:14 in 4:14-4:20 +declaration : App
    constant e 4:22 in 4:22-4:28 +declaration : App
    namespace N 5:18 in 5:0-5:40 +declaration
      constant x 5:28 in 5:22-5:38 +declaration
    class App 6:21 in 6:0-6:38 +public +declaration
      method m(0) 6:27 in 6:27-6:36 +public +declaration
    import module "./t" 1:73 in lib/sub
    import member "./t" . T as T 1:64 in lib/sub
    export App = class 6:21
    1:48 type T in lib/sub.f -> import ./t . T
    1:52 type U in lib/sub.f -> interface 1:90
    1:64 import T in lib/sub -> import ./t . T
    1:73 import ./t in lib/sub -> import ./t
    2:41 type App in Window.app -> class 6:21
    2:57 type App -> class 6:21
    3:31 type App in d -> class 6:21
    4:17 type App -> class 6:21
    4:25 type App -> class 6:21
    7:0 read late -> variable 2:51
    7:6 read U -> free
    "#);
}

#[test]
fn a_declaration_file_only_announces() {
    let facts = sound(
        Language::TypeScript,
        "types/index.d.ts",
        "
        export function f(): void;
        export interface A { x: number }
        export const c: A;
        export as namespace Lib;
        ",
    );
    assert_snapshot!(definitions(&facts), @"
    function f(0) 1:16 in 1:0-1:26 +public +declaration
    interface A 2:17 in 2:0-2:32 +public
      field x 2:21 in 2:21-2:30 +public +declaration
    constant c 3:13 in 3:0-3:18 +public +declaration : A
    ");
}

#[test]
fn overloads_are_announced_before_they_are_defined() {
    assert_snapshot!(show(&ts("
        export function f(a: string): A;
        export function f(a: number): B;
        export function f(a: any) { return a; }
        f(1);
    ")), @"
    function f(1) 1:16 in 1:0-1:32 +public +declaration : A
      parameter a 1:18 in 1:18-1:27
    function f(1) 2:16 in 2:0-2:32 +public +declaration : B
      parameter a 2:18 in 2:18-2:27
    function f(1) 3:16 in 3:0-3:39 +public = a
      parameter a 3:18 in 3:18-3:24
    export f = function 1:16
    export f = function 2:16
    export f = function 3:16
    1:30 type A in f -> free
    2:30 type B in f -> free
    3:35 read a in f -> parameter 3:18
    4:0 call f(1) -> function 3:16
    ");
}

#[test]
fn aliases_of_namespaces_are_names_of_both_sorts() {
    assert_snapshot!(show(&ts("
        import X = ns.Y;
        export import Z = X.W;
        let a: X = X.make();
    ")), @"
    type_alias X 1:7 in 1:0-1:16 : ns.Y
    type_alias Z 2:14 in 2:0-2:22 +public : X.W
    variable a 3:4 in 3:0-3:20 : X
    export Z = type_alias 2:14
    1:11 read ns -> free
    1:14 read ns.Y
    2:18 read X -> type_alias 1:7
    2:20 read X.W
    3:7 type X -> type_alias 1:7
    3:11 read X -> type_alias 1:7
    3:13 call X.make(0)
    ");
}
