//! `this`, `super`, prototypes, object literals, and the fields that assignments make.

use insta::assert_snapshot;

use super::{js, ts};
use crate::extract::testing::{definitions, references, references_of, show, supertypes};

#[test]
fn this_in_methods_and_the_arrows_in_them_is_the_object() {
    assert_snapshot!(references_of(&js("
        class A {
            field = this.x;
            m() {
                this.x;
                () => this.x;
                [].map(function () { this.x; });
                function inner() { this.x; }
                const o = { x: this.x, f() { this.x; }, g: () => this.x };
                run({ f() { this.x; }, g: () => this.x });
            }
            static { this.x; }
        }
        this.x;
        const top = () => this.x;
    "), "x"), @"
    2:17 read <this>.x in A
    4:13 read <this>.x in A.m
    5:19 read <this>.x in A.m
    6:34 read <?>.x in A.m
    7:32 read <?>.x in A.m.inner
    8:28 read <this>.x in A.m.o
    8:42 read <this>.x in A.m.o.f
    8:62 read <this>.x in A.m.o.g
    9:25 read <?>.x in A.m.f
    9:45 read <this>.x in A.m.g
    11:18 read <this>.x in A
    13:5 read <?>.x
    14:23 read <?>.x in top
    ");
}

#[test]
fn super_is_what_the_classes_above_made() {
    assert_snapshot!(references(&js("
        class A extends B {
            constructor(x) { super(x); super.init(); }
            m() { return () => super.m().n; }
        }
        const o = { m() { super.m(); } };
    ")), @"
    1:16 supertype B in A -> free
    2:21 call <super>.constructor(1) in A.constructor
    2:27 read x in A.constructor -> parameter 2:16
    2:37 call <super>.init(0) in A.constructor
    3:29 call <super>.m(0) in A.m
    3:33 read <super>.m(0).n in A.m
    5:24 call <?>.m(0) in o.m
    ");
}

#[test]
fn fields_are_what_is_assigned_to_this() {
    assert_snapshot!(definitions(&js("
        class A {
            constructor(engine) {
                this.engine = new Engine();
                this.run = 1;
                this.log = null;
                this.declared = new Log();
                this.handler = () => this.engine;
                [this.a, { b: this.b }] = engine;
                this.count += 1;
                this.options = { deep() { this.x; } };
                this.a.b = 1;
            }
            run() {}
            restart() { this.engine = new Engine(); this.log = new Log(); }
            declared;
        }
    ")), @"
    class A 1:6 in 1:0-16:1
      constructor constructor(1) 2:4 in 2:4-12:5 +public
        parameter engine 2:16
      method handler(0) 7:13 in 7:8-7:40 +public = <this>.engine
      field options 10:13 in 10:8-10:45 +public
        method deep(0) 10:25 in 10:25-10:43 +public
      method run(0) 13:4 in 13:4-13:12 +public
      method restart(0) 14:4 in 14:4-14:67 +public
      field declared 15:4 +public = Log(0)
      field engine 3:13 in 3:8-3:34 +public = Engine(0)
      field log 5:13 in 5:8-5:23 +public = Log(0)
      field a 8:14 +public
      field b 8:27 +public
      field count 9:13 +public
    ");
}

#[test]
fn a_function_that_is_called_with_new_has_fields_and_a_prototype() {
    assert_snapshot!(show(&js("
        function Foo(name) {
            this.name = name;
            var self = this;
            this.on('x', function () { self.late = 1; self.run(); });
        }
        Foo.prototype.run = function run() { this.name = 2; this.other = 3; return this.stop(); };
        Foo.prototype.arrow = () => this.name;
        Foo.make = function () {};
        Foo.limit = 3;
        Foo.prototype.run.call(x);
    ")), @"
    function Foo(1) 1:9 in 1:0-5:1
      parameter name 1:13
      local self 3:8 in 3:4-3:20
    method Foo::run(0) 6:14 in 6:0-6:89 +public = <this>.stop(0)
    method Foo::arrow(0) 7:14 in 7:0-7:37 +public = <?>.name
    method Foo::make(0) 8:4 in 8:0-8:25 +public
    field Foo::limit 9:4 in 9:0-9:13 +public
      field name 2:9 in 2:4-2:20 +public
      field late 4:36 in 4:31-4:44 +public
      field other 6:57 in 6:52-6:66 +public
    2:16 read name in Foo -> parameter 1:13
    4:9 call <this>.on(2) in Foo
    4:31 read self in Foo -> local 3:8
    4:46 read self in Foo -> local 3:8
    4:51 call <this>.run(0) in Foo
    6:0 read Foo -> function 1:9
    6:42 write <this>.name in run
    6:80 call <this>.stop(0) in run
    7:0 read Foo -> function 1:9
    7:33 read <?>.name in arrow
    8:0 read Foo -> function 1:9
    9:0 read Foo -> function 1:9
    10:0 read Foo -> function 1:9
    10:14 read Foo.run
    10:18 call Foo.run.call(1)
    10:23 read x -> free
    ");
}

#[test]
fn prototypes_that_are_objects_and_old_inheritance() {
    let facts = js("
        function A() {}
        function B() {}
        A.prototype = { run() { this.stop(); }, stop: function () {}, limit: 1 };
        B.prototype = new A();
        function C() {} C.prototype = Object.create(A.prototype);
        function D() {} util.inherits(D, A);
        function E() {} Object.setPrototypeOf(E.prototype, A.prototype);
        function F() {} Object.assign(F.prototype, Mixin);
        util.inherits(A);
        inherits(param, A);
    ");
    assert_snapshot!(definitions(&facts), @"
    function A(0) 1:9 in 1:0-1:15
    function B(0) 2:9 in 2:0-2:15
    method A::run(0) 3:16 in 3:16-3:38 +public
    method A::stop(0) 3:40 in 3:40-3:60 +public
    field A::limit 3:62 in 3:62-3:70 +public
    function C(0) 5:9 in 5:0-5:15
    function D(0) 6:9 in 6:0-6:15
    function E(0) 7:9 in 7:0-7:15
    function F(0) 8:9 in 8:0-8:15
    ");
    assert_snapshot!(supertypes(&facts), @"
    B extends A(0)
    C extends A
    D extends A
    E extends A
    F extends Mixin
    param extends A
    ");
}

#[test]
fn functions_assigned_to_members_are_methods_of_what_has_them() {
    assert_snapshot!(show(&js("
        var app = {};
        app.use = function use(fn) { this.stack = []; return app.use(fn); };
        res.type = res.contentType = function (type) {};
        app.View = class { m() {} };
        app.settings = { deep: 1 };
        app.count = 1;
        app.count = 2;
        function later(other) { app.late = 1; other.fn = function () {}; }
        a.b.c = function () {};
        a['x'] = function () {};
    ")), @"
    variable app 1:4 in 1:0-1:13
    method app::use(1) 2:4 in 2:0-2:67 +public = app.use(1)
      parameter fn 2:23
    method res::type(1) 3:4 in 3:0-3:47 +public
    method res::contentType(*) 3:15 in 3:11-3:47 +public
      parameter type 3:39
    class app::View 4:4 in 4:0-4:27 +public
      method m(0) 4:19 in 4:19-4:25 +public
    field app::settings 5:4 in 5:0-5:26 +public
      field deep 5:17 in 5:17-5:24 +public
    field app::count 6:4 in 6:0-6:13 +public
    function later(1) 8:9 in 8:0-8:66
      parameter other 8:15
      method other::fn(0) 8:44 in 8:38-8:63 +public
    method a.b::c(0) 9:4 in 9:0-9:22 +public
      field stack 2:34 in 2:29-2:44 +public
    2:0 read app -> variable 1:4
    2:53 read app in use -> variable 1:4
    2:57 call app.use(1) in use
    2:61 read fn in use -> parameter 2:23
    3:0 read res -> free
    3:11 read res in type -> free
    4:0 read app -> variable 1:4
    5:0 read app -> variable 1:4
    6:0 read app -> variable 1:4
    7:0 read app -> variable 1:4
    7:4 write app.count
    8:24 read app in later -> variable 1:4
    8:28 write app.late in later
    8:38 read other in later -> parameter 8:15
    9:0 read a -> free
    9:2 read a.b
    10:0 read a -> free
    ");
}

#[test]
fn object_literals_hold_members_where_they_have_a_name() {
    assert_snapshot!(show(&js("
        const o = {
            a, b: 1, 'c d': () => 1, [e]: 2, 3: 4, ...rest,
            run() { return this.b; },
            get size() { return 1; },
            async load() {},
            nested: { deep: function () { this.x; } },
            Kind: class { m() {} },
        };
        call({ anonymous() {}, plain: 1, fn: function () {} });
        o.nested.deep();
    ")), @"
    constant o 1:6 in 1:0-8:2
      field a 2:4 +public = a
      field b 2:7 in 2:7-2:11 +public
      function c d(0) 2:13 in 2:13-2:27 +public
      field 3 2:37 in 2:37-2:41 +public
      method run(0) 3:4 in 3:4-3:28 +public = <this>.b
      method size(0) 4:8 in 4:4-4:28 +public +property
      method load(0) 5:10 in 5:4-5:19 +public +async
      field nested 6:4 in 6:4-6:45 +public
        method deep(0) 6:14 in 6:14-6:43 +public
      class Kind 7:4 in 7:4-7:26 +public
        method m(0) 7:18 in 7:18-7:24 +public
    function anonymous(0) 9:7 in 9:7-9:21
    function fn(0) 9:33 in 9:33-9:51
    2:4 read a in o -> free
    2:30 read e in o -> free
    2:46 read rest in o -> free
    3:24 read <this>.b in o.run
    6:39 read <this>.x in o.nested.deep
    9:0 call call(1) -> free
    9:7 write anonymous in anonymous
    9:23 write plain
    9:33 write fn in fn
    10:0 read o -> constant 1:6
    10:2 read o.nested
    10:9 call o.nested.deep(0)
    ");
}

#[test]
fn a_name_that_holds_this_is_this() {
    assert_snapshot!(references(&js("
        class A {
            m() {
                const self = this;
                run(function () { self.go(); function named() { self.x; } });
                class B { n() { self.y; } }
                { const self = other; self.z; }
            }
        }
        function f(self) { self.w; }
    ")), @"
    4:8 call run(1) in A.m -> free
    4:26 read self in A.m -> local 3:14
    4:31 call <this>.go(0) in A.m
    4:56 read self in A.m.named -> local 3:14
    4:61 read <this>.x in A.m.named
    5:24 read self in A.m.B.n -> local 3:14
    5:29 read self.y in A.m.B.n
    6:23 read other in A.m -> free
    6:30 read self in A.m -> local 6:16
    6:35 read self.z in A.m
    9:19 read self in f -> parameter 9:11
    9:24 read self.w in f
    ");
}

#[test]
fn common_names_stay_members() {
    assert_snapshot!(references(&ts("
        function get() {}
        function log() {}
        class Store { get() {} save() {} }
        request.form.get('x');
        new Map().get(1);
        console.log(1);
        something().save();
    ")), @"
    4:0 read request -> free
    4:8 read request.form
    4:13 call request.form.get(1)
    5:4 instantiate Map(0) -> free
    5:10 call Map(0).get(1)
    6:0 read console -> free
    6:8 call console.log(1)
    7:0 call something(0) -> free
    7:12 call something(0).save(0)
    ");
}
