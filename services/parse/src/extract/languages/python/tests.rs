//! What Python's extractor says of small sources.

use events::Language;
use facts::{FileFacts, Flags};
use insta::assert_snapshot;

use super::vocabulary::{Field, Kind};
use crate::extract::testing::{
    definitions, exports, facts_of, imports, references, references_of, show, signatures,
    supertypes,
};
use crate::extract::vocabulary::assert_known;

fn python(source: &str) -> FileFacts {
    let facts = facts_of(Language::Python, "pkg/mod.py", source);
    assert_eq!(facts.reason, None, "the source of a test is sound");
    facts
}

#[test]
fn every_listed_name_is_in_the_grammar() {
    assert_known::<Kind, Field>(&[tree_sitter_python::LANGUAGE.into()]);
}

#[test]
fn a_class_with_a_method_and_a_call_on_self() {
    assert_snapshot!(show(&python("
        class A(Base):
            '''Does it.'''
            def run(self, n: int) -> 'A':
                return self.go(n)
            def go(self, n): ...
    ")), @r#"
    class A 1:6 in 1:0-5:24 +public "Does it."
      method run(1) 3:8 in 3:4-4:25 +public : A
        parameter self 3:12
        parameter n 3:18 in 3:18-3:24 : int
      method go(1) 5:8 in 5:4-5:24 +public
        parameter self 5:11
        parameter n 5:17
    A extends Base
    1:8 supertype Base in A -> free
    3:21 type int in A.run -> free
    3:30 type A in A.run -> class 1:6
    4:15 read self in A.run -> parameter 3:12
    4:20 call <this>.go(1) in A.run
    4:23 read n in A.run -> parameter 3:18
    "#);
}

#[test]
fn fields_are_what_methods_assign_on_the_object() {
    assert_snapshot!(show(&python("
        class A:
            kind = None
            def __init__(self, engine):
                self.engine = engine
                self.log: Log = None
                self.a, self.b = 1, 2
                self.kind = Kind()
            def restart(self):
                self.engine = Engine()
                self.count += 1
                self.run = None
            def run(self): ...
    ")), @"
    class A 1:6 in 1:0-12:22 +public
      field kind 2:4 in 2:4-2:15 +public = Kind(0)
      constructor __init__(1) 3:8 in 3:4-7:26 +public
        parameter self 3:17
        parameter engine 3:23
      method restart(0) 8:8 in 8:4-11:23 +public
        parameter self 8:16
      method run(0) 12:8 in 12:4-12:22 +public
        parameter self 12:12
      field engine 4:13 in 4:8-4:28 +public
      field log 5:13 in 5:8-5:28 +public : Log
      field a 6:13 +public
      field b 6:21 +public
      field count 10:13 +public
    4:8 read self in A.__init__ -> parameter 3:17
    4:22 read engine in A.__init__ -> parameter 3:23
    5:8 read self in A.__init__ -> parameter 3:17
    5:18 type Log in A.__init__ -> free
    6:8 read self in A.__init__ -> parameter 3:17
    6:16 read self in A.__init__ -> parameter 3:17
    7:8 read self in A.__init__ -> parameter 3:17
    7:13 write <this>.kind in A.__init__
    7:20 call Kind(0) in A.__init__ -> free
    9:8 read self in A.restart -> parameter 8:16
    9:13 write <this>.engine in A.restart
    9:22 call Engine(0) in A.restart -> free
    10:8 read self in A.restart -> parameter 8:16
    11:8 read self in A.restart -> parameter 8:16
    11:13 write <this>.run in A.restart
    ");
}

#[test]
fn the_first_parameter_is_this_whatever_its_name_and_depth() {
    assert_snapshot!(references(&python("
        class A:
            def m(me):
                def inner(x):
                    return me.a
                return [me.b for _ in (lambda: me.c)()]
            @classmethod
            def make(cls):
                cls.d()
                return cls()
    ")), @"
    4:19 read me in A.m.inner -> parameter 2:10
    4:22 read <this>.a in A.m.inner
    5:16 read me in A.m -> parameter 2:10
    5:19 read <this>.b in A.m
    5:39 read me in A.m -> parameter 2:10
    5:42 read <this>.c in A.m
    6:5 decorator classmethod in A.make -> free
    8:8 read cls in A.make -> parameter 7:13
    8:12 call <this>.d(0) in A.make
    9:15 call cls(0) in A.make -> parameter 7:13
    ");
}

#[test]
fn what_only_looks_like_self_is_not_this() {
    assert_snapshot!(references_of(&python("
        def plain(self):
            self.x
        class A:
            @staticmethod
            def s(self):
                self.x
            def m(self):
                def inner(self):
                    self.x
                class B:
                    def n(this):
                        self.x
                [self.x for self in y]
    "), "x"), @"
    2:9 read self.x in plain
    6:13 read self.x in A.s
    9:17 read self.x in A.m.inner
    12:21 read self.x in A.m.B.n
    13:14 read <this>.x in A.m
    ");
}

#[test]
fn super_is_the_part_that_the_bases_made() {
    assert_snapshot!(references(&python("
        class A(B):
            def m(self):
                super().m(1)
                super(A, self).n
    ")), @"
    1:8 supertype B in A -> free
    3:8 call super(*) in A.m -> free
    3:16 call <super>.m(1) in A.m
    4:8 call super(*) in A.m -> free
    4:14 read A in A.m -> class 1:6
    4:17 read self in A.m -> parameter 2:10
    4:23 read <super>.n in A.m
    ");
}

#[test]
fn a_class_does_not_show_its_names_to_its_methods() {
    assert_snapshot!(references_of(&python("
        x = 1
        class A:
            x = 2
            y = x
            z = [x for _ in x]
            def m(self):
                return x
    "), "x"), @"
    4:8 read x in A -> field 3:4
    5:9 read x in A -> variable 1:0
    5:20 read x in A -> field 3:4
    7:15 read x in A.m -> variable 1:0
    ");
}

#[test]
fn a_name_assigned_anywhere_in_a_function_is_local_to_it() {
    assert_snapshot!(show(&python("
        x = 1
        def f():
            print(x)
            if y:
                x = 2
        def g():
            return x
    ")), @"
    variable x 1:0 in 1:0-1:5 +public
    function f(0) 2:4 in 2:0-5:13 +public
      local x 5:8 in 5:8-5:13
    function g(0) 6:4 in 6:0-7:12 +public = x
    3:4 call print(1) in f -> free
    3:10 read x in f -> local 5:8
    4:7 read y in f -> free
    7:11 read x in g -> variable 1:0
    ");
}

#[test]
fn global_and_nonlocal_send_a_name_elsewhere() {
    assert_snapshot!(show(&python("
        count = 0
        def f():
            global count, late
            count = 1
            late = 2
            total = 3
            def g():
                nonlocal total
                total = 4
                return total
        print(late)
    ")), @"
    variable count 1:0 in 1:0-1:9 +public
    function f(0) 2:4 in 2:0-10:20 +public
    variable late 5:4 in 5:4-5:12 +public
      local total 6:4 in 6:4-6:13
      function g(0) 7:8 in 7:4-10:20 +public = total
    3:11 read count in f -> variable 1:0
    3:18 read late in f -> variable 5:4
    4:4 write count in f -> variable 1:0
    8:17 read total in f.g -> local 6:4
    9:8 write total in f.g -> local 6:4
    10:15 read total in f.g -> local 6:4
    11:0 call print(1) -> free
    11:6 read late -> variable 5:4
    ");
}

#[test]
fn a_comprehension_has_a_scope_but_its_first_iterable_has_not() {
    assert_snapshot!(references(&python("
        x = [1]
        y = [x for x in x if x]
        z = {k: v for k, v in y for x in k}
        any((n := i) for i in x)
        print(n, i)
    ")), @"
    2:5 read x -> local 2:11
    2:16 read x -> variable 1:0
    2:21 read x -> local 2:11
    3:5 read k -> local 3:14
    3:8 read v -> local 3:17
    3:22 read y -> variable 2:0
    3:33 read k -> local 3:14
    4:0 call any(1) -> free
    4:10 read i -> local 4:17
    4:22 read x -> variable 1:0
    5:0 call print(2) -> free
    5:6 read n -> variable 4:5
    5:9 read i -> free
    ");
}

#[test]
fn defaults_and_annotations_are_read_outside_of_the_function() {
    assert_snapshot!(show(&python("
        x = 1
        def f(x=x, *, T: T = x, **kw: T) -> T:
            return x
        g = lambda x=x: x
    ")), @"
    variable x 1:0 in 1:0-1:5 +public
    function f(*) 2:4 in 2:0-3:12 +public : T
      parameter x 2:6 in 2:6-2:9 = x
      parameter T 2:14 in 2:14-2:22 : T
      parameter kw 2:26
    variable g 4:0 in 4:0-4:17 +public
    parameter x 4:11 in 4:11-4:14 = x
    2:8 read x in f -> variable 1:0
    2:17 type T in f -> free
    2:21 read x in f -> variable 1:0
    2:30 type T in f -> free
    2:36 type T in f -> free
    3:11 read x in f -> parameter 2:6
    4:13 read x -> variable 1:0
    4:16 read x -> parameter 4:11
    ");
}

#[test]
fn imports_in_all_forms() {
    let facts = python(
        "
        import a.b, c.d as e
        from . import m, n as o
        from ..p.q import (
            r as r,
        )
        from s import *
        from __future__ import annotations
        try:
            import json
        except ImportError:
            import simplejson as json
        def f():
            from a import late
            late.x(json)
        a.b.g(e.h, m, o)
    ",
    );
    assert_snapshot!(imports(&facts), @r#"
    import module "a.b" as a 1:7
    import module "a.b" 1:7
    import module "c.d" as e 1:12
    import member "." . m as m 2:14
    import member "." . n as o 2:17
    import module "..p.q" 3:7
    import member "..p.q" . r as r 4:4 +reexport
    import module "s" 6:5
    import wildcard "s" 6:14
    import member "__future__" . annotations as annotations 7:23
    import module "json" as json 9:11
    import module "simplejson" as json 11:11
    import module "a" 13:9 in f
    import member "a" . late as late 13:18 in f
    "#);
    assert_snapshot!(references(&facts), @"
    1:7 import b -> import a.b
    1:14 import d -> import c.d
    2:14 import m -> import . . m
    2:17 import n -> import . . n
    3:7 import q -> import ..p.q
    4:4 import r -> import ..p.q . r
    6:5 import s -> import s
    7:23 import annotations -> import __future__ . annotations
    9:11 import json -> import json
    10:7 read ImportError -> free
    11:11 import simplejson -> import simplejson
    13:9 import a in f -> import a
    13:18 import late in f -> import a . late
    14:4 read late in f -> import a . late
    14:9 call late.x(1) in f
    14:11 read json in f -> import json
    15:0 read a -> import a.b
    15:2 read a.b
    15:4 call a.b.g(3)
    15:6 read e -> import c.d
    15:8 read e.h
    15:11 read m -> import . . m
    15:14 read o -> import . . n
    ");
}

#[test]
fn an_import_hides_nothing_of_other_scopes() {
    assert_snapshot!(references_of(&python("
        def get(): ...
        def f():
            from requests import get
            get()
        def g():
            get()
    "), "get"), @"
    3:25 import get in f -> import requests . get
    4:4 call get(0) in f -> import requests . get
    6:4 call get(0) in g -> function 1:4
    ");
}

#[test]
fn all_names_what_is_given_away() {
    assert_snapshot!(exports(&python("
        from a import b
        __all__ = ['b', \"C\"]
        __all__ += ('gone',)
        class C: ...
    ")), @"
    export b = import a . b
    export C = class 4:6
    export gone = free
    ");
}

#[test]
fn decorators_and_what_they_say() {
    assert_snapshot!(show(&python("
        @register
        @app.route('/x', methods=[])
        class A:
            @property
            def p(self): ...
            @p.setter
            def p(self, v): ...
            @staticmethod
            def s(a, b): ...
            @abc.abstractmethod
            async def go(self, *a): ...
    ")), @"
    class A 3:6 in 1:0-11:31 +public
      method p(0) 5:8 in 4:4-5:20 +public +property
        parameter self 5:10
      method p(1) 7:8 in 6:4-7:23 +public +property
        parameter self 7:10
        parameter v 7:16
      method s(2) 9:8 in 8:4-9:20 +public +static
        parameter a 9:10
        parameter b 9:13
      method go(*) 11:14 in 10:4-11:31 +public +abstract +async
        parameter self 11:17
        parameter a 11:24
    1:1 decorator register in A -> free
    2:1 read app in A -> free
    2:5 call app.route(2) in A
    2:17 write app.route(2)::methods in A
    4:5 decorator property in A.p -> free
    6:5 read p in A.p -> method 7:8
    6:7 decorator p.setter in A.p
    8:5 decorator staticmethod in A.s -> free
    10:5 read abc in A.go -> free
    10:9 decorator abc.abstractmethod in A.go
    ");
}

#[test]
fn types_of_variables_by_annotation_and_by_value() {
    assert_snapshot!(definitions(&python("
        a = C()
        b: Optional[D] = None
        c: x.E | None
        d = await_(a)
        e = F()
        e = F()
        f = F()
        f = G()
        g = None
        g = C()
        h = a[0]
        i = [a]
        def m(n: list[D], o=C(), p: typing.Optional[Q] = None) -> D | None:
            with open(n) as file, lock as (r, s):
                pass
            try: ...
            except (KeyError, ValueError) as error: ...
            except OSError as error2: ...
            for t in n: ...
            if u := a.find(): ...
            async def later(): w = await a.b()
    ")), @"
    variable a 1:0 in 1:0-1:7 +public = C(0)
    variable b 2:0 in 2:0-2:21 +public : D
    variable c 3:0 in 3:0-3:13 +public : x.E
    variable d 4:0 in 4:0-4:13 +public = await_(1)
    variable e 5:0 in 5:0-5:7 +public = F(0)
    variable f 7:0 in 7:0-7:7 +public
    variable g 9:0 in 9:0-9:8 +public = C(0)
    variable h 11:0 in 11:0-11:8 +public
    variable i 12:0 in 12:0-12:7 +public
    function m(3) 13:4 in 13:0-21:38 +public : D
      parameter n 13:6 in 13:6-13:16 : list
      parameter o 13:18 in 13:18-13:23 = C(0)
      parameter p 13:25 in 13:25-13:53 : Q
      local file 14:20 = open(1)
      local r 14:35
      local s 14:38
      local error 17:37
      local error2 18:22 : OSError
      local t 19:8 = n
      local u 20:7 in 20:7-20:20 = a.find(0)
      function later(0) 21:14 in 21:4-21:38 +public +async
        local w 21:23 in 21:23-21:38 = a.b(0)
    ");
}

#[test]
fn bases_of_a_class() {
    assert_snapshot!(supertypes(&python("
        class A(B, c.D, Generic[T], metaclass=Meta): ...
        class E(make()): ...
    ")), @"
    A extends B
    A extends c.D
    A extends Generic
    ");
}

#[test]
fn patterns_capture() {
    assert_snapshot!(show(&python("
        def f(p):
            match p:
                case Point(x=0, y=yy) as q if q: yy
                case [a, *rest]: rest
                case {'k': v, **kw}: kw
                case Color.RED | None: ...
                case _: ...
    ")), @"
    function f(1) 1:4 in 1:0-7:19 +public
      parameter p 1:6
      local yy 3:26
      local q 3:33
      local a 4:14
      local rest 4:18
      local v 5:19
      local kw 5:24
    2:10 read p in f -> parameter 1:6
    3:13 type Point in f -> free
    3:38 read q in f -> local 3:33
    3:41 read yy in f -> local 3:26
    4:25 read rest in f -> local 4:18
    5:29 read kw in f -> local 5:24
    6:13 read Color in f -> free
    6:19 read Color.RED in f
    ");
}

#[test]
fn type_parameters_and_aliases() {
    assert_snapshot!(show(&python("
        type Pair[T] = tuple[T, T]
        type Name = str
        def f[T: int, *Ts](a: T) -> Pair[T]: ...
        class C[T](Base[T]):
            x: T
    ")), @"
    type_alias Pair 1:5 in 1:0-1:26 +public
    type_parameter T 1:10
    type_alias Name 2:5 in 2:0-2:15 +public
    function f(1) 3:4 in 3:0-3:40 +public : Pair
      type_parameter T 3:6
      type_parameter Ts 3:15
      parameter a 3:19 in 3:19-3:23 : T
    class C 4:6 in 4:0-5:8 +public
      type_parameter T 4:8
      field x 5:4 in 5:4-5:8 +public : T
    C extends Base
    1:15 type tuple -> free
    1:21 type T -> type_parameter 1:10
    1:24 type T -> type_parameter 1:10
    2:12 type str -> free
    3:9 type int in f -> free
    3:22 type T in f -> type_parameter 3:6
    3:28 type Pair in f -> type_alias 1:5
    3:33 type T in f -> type_parameter 3:6
    4:11 supertype Base in C -> free
    4:16 read T in C -> type_parameter 4:8
    5:7 type T in C -> type_parameter 4:8
    ");
}

#[test]
fn calls_know_their_arguments() {
    assert_snapshot!(references(&python("
        f()
        f(1, a=2)
        f(*x)
        f(i for i in x)
        f(1)(2).g(3, # three
                  4)
        a.b[0].c()
        'x'.join(y)
        print(f'{a!r:>{w}}')
    ")), @"
    1:0 call f(0) -> free
    2:0 call f(2) -> free
    2:5 write f(2)::a
    3:0 call f(*) -> free
    3:3 read x -> free
    4:0 call f(1) -> free
    4:2 read i -> local 4:8
    4:13 read x -> free
    5:0 call f(1) -> free
    5:8 call <?>.g(2)
    7:0 read a -> free
    7:2 read a.b
    7:7 call <?>.c(0)
    8:4 call <?>.join(1)
    8:9 read y -> free
    9:0 call print(1) -> free
    9:9 read a -> free
    9:15 read w -> free
    ");
}

#[test]
fn signatures_are_heads_in_one_line() {
    let long = "x, ".repeat(100);
    assert_snapshot!(signatures(&python(&format!("
        async def f(
            a: int = 1,  # one
            *b,
        ) -> int:  # yes
            ...
        class A(B, C): ...
        X: int = 3
        Y = [{long}]
        def g({}): ...
    ", long.replace('x', "xx")))), @"
    async def f( a: int = 1, *b, ) -> int
    class A(B, C)
    X: int = 3
    Y
    def g(xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx, xx
    ");
}

#[test]
fn tests_are_marked_by_file_and_by_class() {
    let marked = |path: &str| {
        facts_of(
            Language::Python,
            path,
            "
            def test_a(): ...
            class TestB:
                def test_c(self): ...
            ",
        )
        .definitions
        .iter()
        .filter(|d| d.flags.has(Flags::TEST) && d.kind.is_callable())
        .count()
    };
    assert_eq!(marked("pkg/tests/x.py"), 2);
    assert_eq!(marked("pkg/test_x.py"), 2);
    assert_eq!(marked("pkg/x.py"), 1);
    assert_eq!(marked("pkg/latest/x.py"), 1);
}

#[test]
fn a_broken_text_gives_what_stands_around_the_breaks() {
    assert_snapshot!(show(&facts_of(Language::Python, "a.py", "
        def f(:
            return g()
        class A
            def m(self): self.x
        y = h(
    ")), @"
    partial (syntax)
    missing 1:6
    error 4:4
    error 5:0
    function f(0) 1:4 in 1:0-2:14 +public = g(0)
    class A 3:6 in 3:0-4:23 +public
    A extends self
    2:11 call g(0) in f -> free
    4:4 read def in A -> free
    4:8 read m in A -> free
    4:10 supertype self in A -> free
    4:17 read self in A -> free
    4:22 read self.x in A
    5:0 read y -> free
    5:4 read h -> free
    ");
}

#[test]
fn names_of_arguments_are_paths_from_what_is_called() {
    let facts = python(
        "
        def run(self, a, b=lambda c, d=1: c, *rest, a, **more):
            return lambda e: e
        class A(Base, metaclass=Meta):
            def go(self, f): ...
        run(a=1)
        A.go(f=run(b=2))
        run(1)(e=3)
        A[0](g=4)
    ",
    );
    assert_snapshot!(references_of(&facts, "a"), @"5:4 write run(1)::a");
    assert_snapshot!(references_of(&facts, "f"), @"6:5 write A.go(1)::f");
    assert_snapshot!(references_of(&facts, "b"), @"6:11 write run(1)::b");
    assert_snapshot!(references_of(&facts, "g"), @"");
    assert_snapshot!(references_of(&facts, "metaclass"), @"");
    let named = facts
        .definitions
        .iter()
        .filter(|d| d.flags.has(Flags::NAMED));
    let named: Vec<&str> = named.map(|d| facts.name(d.name)).collect();
    assert_eq!(named, ["self", "a", "b", "f"]);
}

#[test]
fn a_type_may_stand_in_a_string() {
    let facts = python(
        "
        def f(a: 'A', b: \"Optional[x.B]\", c: 'C | None', d: 'D | E', e: list['F']) -> 'G': ...
        g: Literal['H'] = 'I'
        h: 'not a type!'
        i = ['J']
    ",
    );
    assert_snapshot!(definitions(&facts), @r"
    function f(5) 1:4 in 1:0-1:86 +public : G
      parameter a 1:6 in 1:6-1:12 : A
      parameter b 1:14 in 1:14-1:32 : x.B
      parameter c 1:34 in 1:34-1:47 : C
      parameter d 1:49 in 1:49-1:59
      parameter e 1:61 in 1:61-1:73 : list
    variable g 2:0 in 2:0-2:21 +public
    variable h 3:0 in 3:0-3:16 +public
    variable i 4:0 in 4:0-4:9 +public
    ");
    assert_snapshot!(references(&facts), @r"
    1:10 type A in f -> free
    1:18 type Optional in f -> free
    1:27 type x in f -> free
    1:29 type x.B in f
    1:38 type C in f -> free
    1:53 type D in f -> free
    1:57 type E in f -> free
    1:64 type list in f -> free
    1:70 type F in f -> free
    1:79 type G in f -> free
    2:3 type Literal -> free
    ");
}

#[test]
fn what_is_declared_to_be_given_back() {
    assert_snapshot!(definitions(&python("
        class A:
            def other(self) -> B: ...
            def own(self) -> Self: ...
            def same(self: T, n: T) -> T: ...
            @wrapped
            def veiled(self) -> C: ...
            def any(self, n: Any) -> typing.Any: ...
            def one(self) -> D | E: ...
    ")), @r"
    class A 1:6 in 1:0-8:31 +public
      method other(0) 2:8 in 2:4-2:29 +public : B
        parameter self 2:14
      method own(0) 3:8 in 3:4-3:30 +public +fluent
        parameter self 3:12
      method same(1) 4:8 in 4:4-4:37 +public +fluent
        parameter self 4:13 in 4:13-4:20 : T
        parameter n 4:22 in 4:22-4:26 : T
      method veiled(0) 6:8 in 5:4-6:30 +public
        parameter self 6:15
      method any(1) 7:8 in 7:4-7:44 +public
        parameter self 7:12
        parameter n 7:18 in 7:18-7:24
      method one(0) 8:8 in 8:4-8:31 +public
        parameter self 8:12
    ");
}
