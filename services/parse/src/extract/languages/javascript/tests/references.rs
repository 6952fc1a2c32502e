//! Calls and other uses.

use insta::assert_snapshot;

use super::{js, ts, tsx};
use crate::extract::testing::{references, show};

#[test]
fn calls_know_their_arguments_and_receivers() {
    assert_snapshot!(references(&js("
        f(1, a, /* no argument */ g());
        a.b.c(...args);
        a?.b?.(1);
        f()(2)();
        new A;
        new a.B(1).c();
        (f)(1); (0, f)(2);
        tag`x ${y}`;
        a[b](c);
        new (make())();
        f(1).then(x);
    ")), @"
    1:0 call f(3) -> free
    1:5 read a -> free
    1:26 call g(0) -> free
    2:0 read a -> free
    2:2 read a.b
    2:4 call a.b.c(*)
    2:9 read args -> free
    3:0 read a -> free
    3:3 call a.b(1)
    4:0 call f(0) -> free
    5:4 instantiate A(0) -> free
    6:4 read a -> free
    6:6 instantiate a.B(1)
    6:11 call a.B(1).c(0)
    7:1 call f(1) -> free
    7:12 call f(1) -> free
    8:0 call tag(*) -> free
    8:8 read y -> free
    9:0 read a -> free
    9:2 read b -> free
    9:5 read c -> free
    10:5 call make(0) -> free
    11:0 call f(1) -> free
    11:5 call f(1).then(1)
    11:10 read x -> free
    ");
}

#[test]
fn literals_and_words_of_the_language_give_nothing() {
    assert_snapshot!(references(&js("
        'a'; 1; /re/g; `text`; null; undefined; true; new.target; import.meta; void 0; this;
        ({ a: 1, 'b': 2 }); [1, , 2];
    ")), @"");
}

#[test]
fn decorators_are_references() {
    assert_snapshot!(references(&ts("
        @plain @made(x) @ns.member @ns.made()
        class A { @field f; @method() m(@parameter() p) {} }
    ")), @"
    1:1 decorator plain in A -> free
    1:8 call made(1) in A -> free
    1:13 read x in A -> free
    1:17 read ns in A -> free
    1:20 decorator ns.member in A
    1:28 read ns in A -> free
    1:31 call ns.made(0) in A
    2:11 decorator field in A -> free
    2:21 call method(0) in A -> free
    2:33 call parameter(0) in A.m -> free
    ");
}

#[test]
fn elements_call_their_components() {
    assert_snapshot!(show(&tsx("
        const App = ({ items }: Props) => (
            <Layout.Main title={title} {...rest} onClick={() => run()}>
                <div className=\"x\"><svg:rect /></div>
                <my-element />
                {items.map((item: Item) => <Row<Item> key={item.id} />)}
                <></>
            </Layout.Main>
        );
    ")), @"
    function App(1) 1:6 in 1:0-8:2
      parameter items 1:15 = items
      parameter item 5:20 in 5:20-5:30 : Item
    1:15 read items in App
    1:24 type Props in App -> free
    2:5 read Layout in App -> free
    2:12 call Layout.Main(*) in App
    2:17 write title in App
    2:24 read title in App -> free
    2:35 read rest in App -> free
    2:41 write onClick in App
    2:56 call run(0) in App -> free
    3:9 read div in App
    3:13 write className in App
    3:41 read div in App
    4:9 read my-element in App
    5:9 read items in App -> parameter 1:15
    5:15 call items.map(1) in App
    5:26 type Item in App -> free
    5:36 call Row(*) in App -> free
    5:40 type Item in App -> free
    5:46 write key in App
    5:51 read item in App -> parameter 5:20
    5:56 read item.id in App
    7:6 read Layout in App -> free
    7:13 read Layout.Main in App
    ");
}

#[test]
fn elements_of_plain_javascript() {
    assert_snapshot!(references(&js("
        const el = <Foo a='b'>text {x}</Foo>;
    ")), @"
    1:12 call Foo(*) -> free
    1:16 write a
    1:28 read x -> free
    1:32 read Foo -> free
    ");
}

#[test]
fn casts_tell_what_an_expression_is() {
    assert_snapshot!(references(&ts("
        (x as Foo).a();
        (<Foo>x).b();
        (x satisfies Foo).c();
        x!.d();
        (x as const).e();
        (x as any).f();
        f<Foo>(x);
        const g = f<Foo>;
    ")), @"
    1:1 read x -> free
    1:6 type Foo -> free
    1:11 call Foo.a(0)
    2:2 type Foo -> free
    2:6 read x -> free
    2:9 call Foo.b(0)
    3:1 read x -> free
    3:13 type Foo -> free
    3:18 call x.c(0)
    4:0 read x -> free
    4:3 call x.d(0)
    5:1 read x -> free
    5:13 call x.e(0)
    6:1 read x -> free
    6:11 call <?>.f(0)
    7:0 call f(1) -> free
    7:2 type Foo -> free
    7:7 read x -> free
    8:10 read f -> free
    8:12 type Foo -> free
    ");
}
