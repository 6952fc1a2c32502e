//! Paths, members, calls and values.

use insta::assert_snapshot;

use super::rust;
use crate::extract::testing::{definitions, references, references_of};

#[test]
fn paths_have_their_steps() {
    assert_snapshot!(references(&rust("
        fn f() {
            a::b::C::new(1, 2);
            crate::x::Y::<u8>::z();
            self::p();
            super::q::R;
            Vec::<A>::with_capacity(3);
            <B as C>::d();
            <E>::f();
            ::g::h();
            u8::from(1);
            i::<J>(k);
        }
    ")), @"
    2:4 read a in f -> free
    2:7 read a::b in f
    2:10 type a::b::C in f
    2:13 call a::b::C::new(2) in f
    3:4 read crate in f -> free
    3:11 read crate::x in f
    3:14 read crate::x::Y in f
    3:23 call crate::x::Y::z(0) in f
    4:4 read self in f -> free
    4:10 call self::p(0) in f
    5:4 read super in f -> free
    5:11 read super::q in f
    5:14 read super::q::R in f
    6:4 type Vec in f -> free
    6:10 type A in f -> free
    6:14 call Vec::with_capacity(1) in f
    7:5 type B in f -> free
    7:10 type C in f -> free
    7:14 call C::d(0) in f
    8:5 type E in f -> free
    8:9 call E::f(0) in f
    9:6 read g in f -> free
    9:9 call g::h(0) in f
    10:8 call <?>.from(1) in f
    11:4 call i(1) in f -> free
    11:8 type J in f -> free
    11:11 read k in f -> free
    ");
}

#[test]
fn the_type_around_is_this() {
    assert_snapshot!(references(&rust("
        impl A {
            const N: u8 = 1;
            fn m(&self) -> Self {
                self.x.y;
                self.go(1);
                Self::make(Self::N);
                let f = || self.x;
                if let Self::V(x) = self { x; }
                Self { x: 1, ..Self::default() };
                Self(2)
            }
        }
    ")), @"
    1:5 type A -> free
    3:19 type Self in m -> free
    4:8 read self in m -> parameter 3:10
    4:13 read <this>.x in m
    4:15 read <this>.x.y in m
    5:8 read self in m -> parameter 3:10
    5:13 call <this>.go(1) in m
    6:14 call <this>.make(1) in m
    6:25 read <this>.N in m
    7:19 read self in m -> parameter 3:10
    7:24 read <this>.x in m
    8:21 read <this>.V in m
    8:28 read self in m -> parameter 3:10
    8:35 read x in m -> local 8:23
    9:8 instantiate Self(*) in m -> free
    9:15 write <this>.x in m
    9:29 call <this>.default(0) in m
    10:8 call Self(1) in m -> free
    ");
}

#[test]
fn common_names_stay_members() {
    assert_snapshot!(references(&rust("
        struct S;
        impl S { fn get(&self) {} fn new() {} }
        fn get() {}
        fn f(x: &T) {
            x.get();
            y().get();
            T::new();
            S.get();
            get();
        }
    ")), @"
    2:5 type S -> struct 1:7
    4:9 type T in f -> free
    5:4 read x in f -> parameter 4:5
    5:6 call x.get(0) in f
    6:4 call y(0) in f -> free
    6:8 call y(0).get(0) in f
    7:4 type T in f -> free
    7:7 call T::new(0) in f
    8:4 read S in f -> struct 1:7
    8:6 call S.get(0) in f
    9:4 call get(0) in f -> function 3:3
    ");
}

#[test]
fn types_and_values_have_names_apart() {
    assert_snapshot!(references(&rust("
        struct Both;
        struct Named { x: u8 }
        fn named() {}
        mod named {}
        fn f(named: u8) {
            let a: Both = Both;
            Named { x: named };
            named::go();
            Named(1);
        }
    ")), @"
    6:11 type Both in f -> struct 1:7
    6:18 read Both in f -> struct 1:7
    7:4 instantiate Named(*) in f -> struct 2:7
    7:12 write Named(*).x in f
    7:15 read named in f -> parameter 5:5
    8:4 read named in f -> module 4:4
    8:11 call named::go(0) in f
    9:4 call Named(1) in f -> free
    ");
}

#[test]
fn structs_are_made_with_their_fields() {
    assert_snapshot!(references(&rust("
        fn f(a: u8) {
            m::S { a, b: g(), 0: a, ..rest };
            E::V { a: S::<u8> { c: 1 } };
        }
    ")), @"
    2:4 read m in f -> free
    2:7 instantiate m::S(*) in f
    2:11 read a in f -> parameter 1:5
    2:11 write m::S(*).a in f
    2:14 write m::S(*).b in f
    2:17 call g(0) in f -> free
    2:25 read a in f -> parameter 1:5
    2:30 read rest in f -> free
    3:4 type E in f -> free
    3:7 instantiate E::V(*) in f
    3:11 write E::V(*).a in f
    3:14 instantiate S(*) in f -> free
    3:24 write S(*).c in f
    ");
}

#[test]
fn writes_are_told_from_reads() {
    assert_snapshot!(references(&rust("
        fn f(mut x: A, y: &mut B) {
            x = g();
            x.a.b = x;
            *y += 1;
            y[0] = x;
        }
    ")), @"
    1:12 type A in f -> free
    1:23 type B in f -> free
    2:4 write x in f -> parameter 1:9
    2:8 call g(0) in f -> free
    3:4 read x in f -> parameter 1:9
    3:6 read x.a in f
    3:8 write x.a.b in f
    3:12 read x in f -> parameter 1:9
    4:5 write y in f -> parameter 1:15
    5:4 read y in f -> parameter 1:15
    5:11 read x in f -> parameter 1:9
    ");
}

#[test]
fn locals_are_what_their_values_come_to() {
    assert_snapshot!(definitions(&rust("
        fn f() {
            let a = A::new();
            let b = a.load(1)?.parse().await;
            let c = &mut *a;
            let d = B { x: 1 };
            let e: Option<C> = g();
            let f = Some(A::new());
            let g = Arc::new(Mutex::new(D::new()));
            let h = find().unwrap().clone();
            let i = p.expect(Token::X)?;
            let j = q.expect(\"there\").next();
            let k = x as u8;
            let l = { m(); n() };
            let o;
            o = P::new();
            let r = 1;
            let (s, t) = pair();
        }
    ")), @"
    function f(0) 1:3 in 1:0-18:1
      local a 2:8 in 2:4-2:21 = A::new(0)
      local b 3:8 in 3:4-3:37 = a.load(1).parse(0)
      local c 4:8 in 4:4-4:20 = a
      local d 5:8 in 5:4-5:23 = B(*)
      local e 6:8 in 6:4-6:27 : C
      local f 7:8 in 7:4-7:27 = A::new(0)
      local g 8:8 in 8:4-8:43 = D::new(0)
      local h 9:8 in 9:4-9:36 = find(0)
      local i 10:8 in 10:4-10:32 = p.expect(1)
      local j 11:8 in 11:4-11:37 = q.next(0)
      local k 12:8 in 12:4-12:20
      local l 13:8 in 13:4-13:25 = n(0)
      local o 14:8 in 14:4-14:10 = P::new(0)
      local r 16:8 in 16:4-16:14
      local s 17:9
      local t 17:12
    ");
}

#[test]
fn what_is_known_to_be_in_an_option_does_not_have_its_methods() {
    assert_snapshot!(references(&rust("
        struct S { a: Option<A>, b: B }
        impl S {
            fn m(&self, c: Option<C>, d: D) {
                self.a.map(1);
                self.a.as_ref().unwrap().go();
                self.a.go();
                self.b.map(2);
                c.take();
                c?.go();
                d.take();
            }
        }
    ")), @"
    1:14 type Option in S -> free
    1:21 type A in S -> free
    1:28 type B in S -> free
    2:5 type S -> struct 1:7
    3:19 type Option in m -> free
    3:26 type C in m -> free
    3:33 type D in m -> free
    4:8 read self in m -> parameter 3:10
    4:13 read <this>.a in m
    4:15 call <?>.map(1) in m
    5:8 read self in m -> parameter 3:10
    5:13 read <this>.a in m
    5:15 call <?>.as_ref(0) in m
    5:24 call <?>.unwrap(0) in m
    5:33 call <this>.a.go(0) in m
    6:8 read self in m -> parameter 3:10
    6:13 read <this>.a in m
    6:15 call <this>.a.go(0) in m
    7:8 read self in m -> parameter 3:10
    7:13 read <this>.b in m
    7:15 call <this>.b.map(1) in m
    8:8 read c in m -> parameter 3:16
    8:10 call <?>.take(0) in m
    9:8 read c in m -> parameter 3:16
    9:11 call c.go(0) in m
    10:8 read d in m -> parameter 3:30
    10:10 call d.take(0) in m
    ");
}

#[test]
fn labels_and_lifetimes_are_local() {
    assert_snapshot!(references_of(&rust("
        fn f<'a>(x: &'a str, y: &'static str) -> &'a T {
            'a: loop { break 'a; }
            'b: for x in y { continue 'b; }
        }
    "), "'a"), @"
    1:13 read 'a in f -> label 1:5
    1:42 read 'a in f -> label 1:5
    2:21 read 'a in f -> label 2:4
    ");
}
