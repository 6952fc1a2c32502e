//! Items and what belongs to them.

use events::Language;
use facts::Flags;
use insta::assert_snapshot;

use super::rust;
use crate::extract::testing::{
    definitions, facts_of, references, references_of, show, signatures, supertypes,
};

#[test]
fn structs_and_enums_have_their_parts() {
    assert_snapshot!(definitions(&rust("
        pub struct Named { pub a: A, b: Vec<B> }
        struct Pair(pub A, [u8; 2], Option<Box<B>>);
        struct Unit;
        pub enum Kind { One, Two(A, u8), Three { x: B } = 3 }
        union Bits { int: u32, float: F }
    ")), @"
    struct Named 1:11 in 1:0-1:40 +public
      field a 1:23 in 1:19-1:27 +public : A
      field b 1:29 in 1:29-1:38 : Vec
    struct Pair 2:7 in 2:0-2:44
      field 0 2:16 +public : A
      field 1 2:19
      field 2 2:28 : B
    struct Unit 3:7 in 3:0-3:12
    enum Kind 4:9 in 4:0-4:53 +public
      enum_member One 4:16 +public
      enum_member Two 4:21 in 4:21-4:31 +public
        field 0 4:25 +public : A
        field 1 4:28 +public
      enum_member Three 4:33 in 4:33-4:51 +public
        field x 4:41 in 4:41-4:45 +public : B
    union Bits 5:6 in 5:0-5:33
      field int 5:13 in 5:13-5:21
      field float 5:23 in 5:23-5:31 : F
    ");
}

#[test]
fn functions_know_parameters_types_and_marks() {
    assert_snapshot!(definitions(&rust("
        pub async fn run<'a, T: Work, const N: usize>(work: &'a T, (a, b): (A, B), n: [u8; N]) -> Done<T> {}
        pub(crate) unsafe fn raw(_: u8) {}
        extern \"C\" {
            fn puts(s: *const Text, ...) -> i32;
            static VERSION: Version;
        }
        const LIMIT: Size = Size(3);
        static mut STATE: State = State::new();
        const _: () = check();
        type Alias<T> = std::sync::Arc<T>;
    ")), @"
    function run(3) 1:13 in 1:0-1:100 +public +async : Done
      label 'a 1:17
      type_parameter T 1:21 : Work
      type_parameter N 1:36
      parameter work 1:46 in 1:46-1:57 : T
      parameter a 1:60
      parameter b 1:63
      parameter n 1:75 in 1:75-1:85
    function raw(1) 2:21 in 2:0-2:34 +public
    function puts(*) 4:7 in 4:4-4:40 +declaration
      parameter s 4:12 in 4:12-4:26 : Text
    variable VERSION 5:11 in 5:4-5:28 +declaration : Version
    constant LIMIT 7:6 in 7:0-7:28 : Size
    variable STATE 8:11 in 8:0-8:39 : State
    type_alias Alias 10:5 in 10:0-10:34 : T
      type_parameter T 10:11
    ");
}

#[test]
fn what_hands_on_is_taken_for_what_it_holds() {
    assert_snapshot!(definitions(&rust("
        fn f(
            a: &mut A, b: Box<dyn B>, c: Option<Rc<RefCell<C>>>, d: io::Result<D>,
            e: Result<(), E>, f: impl F + Send, g: Vec<G>, h: Cow<'a, H>, i: &[I], j: m::J<K>,
        ) -> Result<Self, Error> {}
    ")), @"
    function f(10) 1:3 in 1:0-4:27 : Self
      parameter a 2:4 in 2:4-2:13 : A
      parameter b 2:15 in 2:15-2:28 : B
      parameter c 2:30 in 2:30-2:55 : C
      parameter d 2:57 in 2:57-2:73 : D
      parameter e 3:4 in 3:4-3:20
      parameter f 3:22 in 3:22-3:38 : F
      parameter g 3:40 in 3:40-3:49 : Vec
      parameter h 3:51 in 3:51-3:64 : H
      parameter i 3:66 in 3:66-3:73
      parameter j 3:75 in 3:75-3:85 : m::J
    ");
}

#[test]
fn methods_belong_to_the_type_that_the_impl_names() {
    assert_snapshot!(show(&rust("
        impl<T: Bound> Owner<T> {
            pub const MAX: usize = 3;
            pub fn new() -> Self {}
            fn get(&self, at: usize) -> &T {}
            fn boxed(self: Box<Self>) {}
        }
        impl m::Trait for Owner<u8> {
            type Item = Item;
            fn go(self) -> Self::Item {}
        }
        impl !Send for Owner<u8> {}
        impl Trait for u8 { fn a() {} }
        impl Trait for [T; 2] { fn b() {} }
    ")), @"
    type_parameter T 1:5 : Bound
    constant Owner::MAX 2:14 in 2:4-2:29 +public
    method Owner::new(0) 3:11 in 3:4-3:27 +public +static : Self
    method Owner::get(1) 4:7 in 4:4-4:37 : T
      parameter self 4:12 in 4:11-4:16
      parameter at 4:18 in 4:18-4:27
    method Owner::boxed(0) 5:7 in 5:4-5:32
      parameter self 5:13 in 5:13-5:28
    type_alias Owner::Item 8:9 in 8:4-8:21 +public : Item
    method Owner::go(0) 9:7 in 9:4-9:32 +public : <this>.Item
      parameter self 9:10
    method u8::a(0) 12:23 in 12:20-12:29 +public +static
    method <?>.[T; 2]::b(0) 13:27 in 13:24-13:33 +public +static
    Owner implements m::Trait
    u8 implements Trait
    1:8 type Bound -> free
    1:15 type Owner -> free
    1:21 type T -> type_parameter 1:5
    3:20 type Self in new -> free
    4:33 type T in get -> type_parameter 1:5
    5:19 type Box in boxed -> free
    5:23 type Self in boxed -> free
    7:5 read m -> free
    7:8 supertype m::Trait
    7:18 type Owner -> free
    8:16 type Item in Item -> free
    9:25 type <this>.Item in go
    11:6 type Send -> free
    11:15 type Owner -> free
    12:5 supertype Trait -> free
    12:15 type u8 -> free
    13:5 type Trait -> free
    13:15 type <?>.[T; 2]
    13:16 type T -> free
    ");
}

#[test]
fn an_impl_for_a_container_is_not_one_for_what_it_holds() {
    assert_snapshot!(definitions(&rust("
        struct A;
        impl Trait for Option<A> { fn a() {} }
        impl Trait for Box<A> { fn b() {} }
        impl Trait for &A { fn c() {} }
        impl<T: Other> Trait for T { fn d() {} }
    ")), @"
    struct A 1:7 in 1:0-1:9
    method Option::a(0) 2:30 in 2:27-2:36 +public +static
    method Box::b(0) 3:27 in 3:24-3:33 +public +static
    method A::c(0) 4:23 in 4:20-4:29 +public +static
    type_parameter T 5:5 : Other
    method T::d(0) 5:32 in 5:29-5:38 +public +static
    ");
}

#[test]
fn traits_announce_and_inherit() {
    let facts = rust(
        "
        pub trait Shape: Base + fmt::Debug + From<u8> + 'static {
            const SIDES: usize;
            type Point: Pointed;
            fn area(&self) -> f64;
            fn name() -> String { Self::default_name() }
        }
    ",
    );
    assert_snapshot!(definitions(&facts), @"
    trait Shape 1:10 in 1:0-6:1 +public
      constant SIDES 2:10 in 2:4-2:23 +public +abstract
      type_alias Point 3:9 in 3:4-3:24 +public +abstract : Pointed
      method area(0) 4:7 in 4:4-4:26 +public +abstract
        parameter self 4:13 in 4:12-4:17
      method name(0) 5:7 in 5:4-5:48 +public +static : String
    ");
    assert_snapshot!(supertypes(&facts), @"
    Shape extends Base
    Shape extends fmt::Debug
    Shape extends From
    ");
}

#[test]
fn type_parameters_are_told_by_their_bounds() {
    assert_snapshot!(show(&rust("
        struct S<'a, T: 'a + One, U>(&'a T, U) where U: Two + Send;
        impl<'a, T, U> S<'a, T, U> where T: One {
            fn m<V: ?Sized + Three>(&self, v: &V, t: T) { v.go(t) }
        }
        fn n<const N: usize>() -> [u8; N] { [N; N] }
    ")), @"
    struct S 1:7 in 1:0-1:59
      label 'a 1:9
      type_parameter T 1:13 : One
      type_parameter U 1:26 : Two
      field 0 1:29 : T
      field 1 1:36 : U
    label 'a 2:5
    type_parameter T 2:9 : One
    type_parameter U 2:12
    method S::m(2) 3:7 in 3:4-3:59
      type_parameter V 3:9 : Three
      parameter self 3:29 in 3:28-3:33
      parameter v 3:35 in 3:35-3:40 : V
      parameter t 3:42 in 3:42-3:46 : T
    function n(0) 5:3 in 5:0-5:44
      type_parameter N 5:11
    1:16 read 'a in S -> label 1:9
    1:21 type One in S -> free
    1:30 read 'a in S -> label 1:9
    1:33 type T in S -> type_parameter 1:13
    1:36 type U in S -> type_parameter 1:26
    1:45 type U in S -> type_parameter 1:26
    1:48 type Two in S -> free
    1:54 type Send in S -> free
    2:15 type S -> struct 1:7
    2:17 read 'a -> label 2:5
    2:21 type T -> type_parameter 2:9
    2:24 type U -> type_parameter 2:12
    2:33 type T -> type_parameter 2:9
    2:36 type One -> free
    3:13 type Sized in m -> free
    3:21 type Three in m -> free
    3:39 type V in m -> type_parameter 3:9
    3:45 type T in m -> type_parameter 2:9
    3:50 read v in m -> parameter 3:35
    3:52 call v.go(1) in m
    3:55 read t in m -> parameter 3:42
    5:31 read N in n -> type_parameter 5:11
    5:37 read N in n -> type_parameter 5:11
    5:40 read N in n -> type_parameter 5:11
    ");
}

#[test]
fn a_module_does_not_see_the_names_around_it() {
    assert_snapshot!(references(&rust("
        fn get() {}
        struct A;
        macro_rules! m { () => {} }
        use crate::x::save;
        mod inner {
            fn f() { get(); A; m!(); save(); save!(); own(); super::get(); }
            fn own() {}
        }
    ")), @"
    4:4 import crate -> free
    4:11 import crate::x
    4:14 import save -> import crate::x . save
    6:13 call get(0) in inner.f -> free
    6:20 read A in inner.f -> free
    6:23 call m(*) in inner.f -> macro 3:13
    6:29 call save(0) in inner.f -> free
    6:37 call save(*) in inner.f -> free
    6:46 call own(0) in inner.f -> function 7:7
    6:53 read super in inner.f -> free
    6:60 call super::get(0) in inner.f
    ");
}

#[test]
fn items_of_a_function_are_seen_in_all_of_it_and_not_outside() {
    assert_snapshot!(references_of(&rust("
        fn f(x: u8) {
            run(x);
            fn run(y: u8) { x; y; }
            let run = run;
            run();
        }
        fn g() { run() }
    "), "run"), @"
    2:4 call run(1) in f -> function 3:7
    4:14 read run in f -> function 3:7
    5:4 call run(0) in f -> local 4:8
    7:9 call run(0) in g -> free
    ");
}

#[test]
fn an_inner_function_does_not_see_the_locals_around_it() {
    assert_snapshot!(references_of(&rust("
        fn f(x: u8) {
            let g = || x;
            fn inner() { x; }
            const C: u8 = x;
        }
    "), "x"), @"
    2:15 read x in f -> parameter 1:5
    3:17 read x in f.inner -> free
    4:18 read x in f.C -> free
    ");
}

#[test]
fn attributes_and_documentation_belong_to_their_item() {
    let facts = rust(
        "
        /// One.
        // Not this.
        ///   Two.
        #[derive(Debug, serde::Serialize)]
        #[serde(rename = \"x\")]
        struct A {
            /** A
             * field. */
            #[serde(skip)]
            a: u8, /// Another.
            b: u8,
        }
        mod m {
            //! Inner.
            //! Docs.
            #[doc = \"By attribute.\"] #[inline] #[tokio::main]
            fn f() {}
        }
        //// No documentation.
        fn g() {}
        /// Lost.

        let_me!();
        fn h() {}
    ",
    );
    assert_snapshot!(show(&facts), @r#"
    struct A 6:7 in 1:0-12:1 "One.\nTwo."
      field a 10:4 in 7:4-10:9 "A\nfield."
      field b 11:4 in 10:11-11:9 "Another."
    module m 13:4 in 13:0-18:1 "Inner.\nDocs."
      function f(0) 17:7 in 16:4-17:13
    function g(0) 20:3 in 20:0-20:9
    function h(0) 24:3 in 24:0-24:9
    4:9 decorator Debug in A -> free
    4:16 read serde in A -> free
    4:23 decorator serde::Serialize in A
    5:2 decorator serde in A -> free
    9:6 decorator serde in A.a -> free
    16:41 read tokio in m.f -> free
    16:48 decorator tokio::main in m.f
    23:0 call let_me(*) -> free
    "#);
}

#[test]
fn tests_are_marked_by_attribute_module_and_file() {
    let marked = |path: &str, source: &str| {
        let facts = facts_of(Language::Rust, path, source);
        let tests = facts.definitions.iter();
        tests.filter(|d| d.flags.has(Flags::TEST)).count()
    };
    let source = "
        #[test] fn a() {}
        #[tokio::test(flavor = \"x\")] async fn b() {}
        #[cfg(test)] mod t { fn c() {} struct D { e: u8 } }
        #[cfg(all(test, unix))] impl F { fn g() {} }
        #[cfg(not(test))] fn h() {}
        #[cfg(feature = \"test\")] fn i() {}
        #[derive(Debug)] struct J;
    ";
    assert_eq!(marked("src/lib.rs", source), 7);
    assert_eq!(marked("src/lib.rs", "#![cfg(test)]\nfn a() {}"), 1);
    assert_eq!(marked("tests/x.rs", "fn a() {}"), 1);
    assert_eq!(marked("src/x/tests.rs", "fn a() {}"), 1);
    assert_eq!(marked("src/latest.rs", "fn a() {}"), 0);
}

#[test]
fn signatures_are_heads_in_one_line() {
    assert_snapshot!(signatures(&rust("
        #[inline]
        pub async fn f<T>(
            a: T,
        ) -> Result<T, E>
        where
            T: X,
        { a }
        pub struct S<T> where T: X { a: T }
        pub struct P(pub u8);
        enum E { A { x: u8 }, B }
        trait T: U { fn m(&self); }
        const C: u8 = 1;
        type A = B;
        macro_rules! m { () => {} }
        mod x { }
    ")), @"
    pub async fn f<T>( a: T, ) -> Result<T, E> where T: X,
    pub struct S<T> where T: X
    a: T
    pub struct P(pub u8)
    enum E
    A { x: u8 }
    x: u8
    B
    trait T: U
    fn m(&self)
    const C: u8 = 1
    type A = B
    macro_rules! m
    mod x
    ");
}
