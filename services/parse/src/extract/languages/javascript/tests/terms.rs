//! Types as they are written, and what takes a function literal.

use insta::assert_snapshot;

use super::ts;
use crate::extract::testing::{definitions, terms};

#[test]
fn types_are_kept_as_they_are_written() {
    assert_snapshot!(terms(&ts("
        type A<T, D = string> = T extends string ? [T, ...D[]] : B<T>['x'] | (typeof q) | null | 'lit' | this;
        interface B<T> { <U extends T>(this: X, a: U, ...b: U[]): R; new (x: Y): Z; m?(this: Q, x?: P): void; x: T }
        type O = { (p: P): F; a: { b: string } } & keyof A<X.Y>;
        type M<S> = { readonly [K in keyof S]?: B<S[K]> };
        type G = new (a: readonly A[]) => C;
        function f<T>(a: T, { b }: B<T>, c = 1): Promise<T> {}
        class K<T> extends L<T, 1> implements N<T> { x: Map<A, B> = new Map<A, B>(); }
        const made = make<S>()((set) => set), cast = (x => x) as G, plain: B<string> = f<string>(1);
    ")), @r#"
    A : ([T, ...D[]] : ((((B["x"] | q)) | "lit")))
    B.U : T
    B.a : U
    B.x : Y
    B.m.x : P
    B.x : T
    O : ({O} & keyof A)
    O.p : P
    O.a : {O.a}
    M : {[K in keyof S]: B}
    G : []<A[]> => C
    G.a : A[]
    f.a : T
    K.x : Map
    made : make(0)()()
    cast : G
    plain : B
    B is called ["U"]<U, ...U[]> => R
    B is called []<Y> => Z
    B.m is called []<P> => 
    O is called []<P> => F
    f is called ["T"]<T, B, _> => Promise
    cast is called [] => 
    B<T>
    A<X.Y>
    B<S[K]>
    B<T>
    Promise<T>
    L<T, _>
    N<T>
    Map<A, B>
    Map(0)<A, B>
    make(0)<S>
    B<_>
    f(1)<_>
    "#);
}

#[test]
fn parameters_of_a_literal_are_of_what_takes_it() {
    assert_snapshot!(definitions(&ts("
        take(a, (b, c) => 1, x => 2);
        take<T>()((d, { e }) => 3);
        const f: F = (g) => ({ h(i) {}, j: (k) => 4 });
        const l: L = { m(n) {}, o: (p: P, q = 1) => 5 };
        new Made(function (r) {});
        function s(t) {}
    ")), @"
    parameter b 1:9 +given = take(3)
    parameter c 1:12 +given = take(3)
    parameter x 1:21 +given = take(3)
    parameter d 2:11 +given = take(0)
    parameter e 2:16 = e
    function f(1) 3:6 in 3:0-3:47
      parameter g 3:14 +given = F
      function h(1) 3:23 in 3:23-3:30
        parameter i 3:25 +given = h
      function j(1) 3:32 in 3:32-3:43
        parameter k 3:36 +given = j
    constant l 4:6 in 4:0-4:48 : L
      method m(1) 4:15 in 4:15-4:22 +public
        parameter n 4:17 +given = m
      function o(2) 4:24 in 4:24-4:45 +public
        parameter p 4:28 in 4:28-4:32 : P
        parameter q 4:34 in 4:34-4:39
    parameter r 5:19 +given = Made(1)
    function s(1) 6:9 in 6:0-6:16
      parameter t 6:11
    ");
}
