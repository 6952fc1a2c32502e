//! Functions, classes, variables and their heads.

use facts::DefinitionKind;
use insta::assert_snapshot;

use super::{js, ts};
use crate::extract::testing::{definitions, names_of, signatures};

#[test]
fn functions_are_known_by_the_name_they_are_given_to() {
    assert_snapshot!(definitions(&js("
        function a(x, y = 1) {}
        async function* b(...rest) {}
        const c = async x => x, d = function () {};
        let e = (function inner() { inner(); });
        run(function named() {}, () => 1);
        export default () => 1;
    ")), @"
    function a(2) 1:9 in 1:0-1:23
      parameter x 1:11
      parameter y 1:14 in 1:14-1:19
    function b(*) 2:16 in 2:0-2:29 +async
      parameter rest 2:21
    function c(1) 3:6 in 3:6-3:22 +async = x
      parameter x 3:16
    function d(0) 3:24 in 3:24-3:42
    function e(0) 4:4 in 4:0-4:40
    function named(0) 5:13 in 5:4-5:23
    function default(0) 6:7 in 6:0-6:23 +public
    ");
}

#[test]
fn a_function_expression_is_one_definition_whatever_it_is_called_inside() {
    assert_snapshot!(crate::extract::testing::references_of(&js("
        const outer = function inner() { inner(); outer(); };
        inner();
    "), "inner"), @"
    1:33 call inner(0) in outer -> function 1:6
    2:0 call inner(0) -> free
    ");
}

#[test]
fn classes_have_fields_accessors_and_a_constructor() {
    assert_snapshot!(definitions(&js("
        class A extends B {
            #secret = 1;
            static count = 0;
            handler = () => this.#secret;
            'quoted name'() {}
            [computed]() { return 1; }
            constructor(x, { y, z: [w] }) { super(x); this.x = x; this.count = 2; }
            get size() { return this.x; }
            set size(v) {}
            static async make() {}
            *each() {}
            static { this.ready = true; }
        }
        const C = class Inner {};
        mixin(class extends A {});
    ")), @"
    class A 1:6 in 1:0-13:1
      field #secret 2:4 in 2:4-2:15
      field count 3:11 in 3:4-3:20 +public +static
      method handler(0) 4:4 in 4:4-4:32 +public = <this>.#secret
      method quoted name(0) 5:4 in 5:4-5:22 +public
      constructor constructor(2) 7:4 in 7:4-7:75 +public
        parameter x 7:16
        parameter y 7:21
        parameter w 7:28
      method size(0) 8:8 in 8:4-8:33 +public +property = <this>.x
      method size(1) 9:8 in 9:4-9:18 +public +property
        parameter v 9:13
      method make(0) 10:17 in 10:4-10:26 +public +static +async
      method each(0) 11:5 in 11:4-11:14 +public
    class C 14:6 in 14:0-14:25
    class class 15:6 in 15:6-15:24
      field x 7:51 in 7:46-7:56 +public = x
      field ready 12:18 in 12:13-12:30 +public
    ");
}

#[test]
fn classes_of_typescript_declare_fields_in_their_constructors() {
    assert_snapshot!(definitions(&ts("
        @Injectable()
        export abstract class A<T> extends Base<T> implements I, ns.J<T> {
            private readonly log: Log;
            declare item?: Item;
            items: Item[] = [];
            @Input() name!: string;
            constructor(private http: Http, readonly n: number, plain: Plain) { super(); }
            @Get('/') async find(@Param() id: string): Promise<Item | undefined> {}
            over(a: string): Item;
            over(a: any) { return a as Item; }
            abstract todo(): void;
            protected get p(): Log { return this.log; }
        }
    ")), @"
    class A 2:22 in 1:0-13:1 +public +abstract
      type_parameter T 2:24
      field log 3:21 in 3:4-3:29 : Log
      field item 4:12 in 4:4-4:23 +public +declaration : Item
      field items 5:4 in 5:4-5:22 +public
      field name 6:13 in 6:4-6:26 +public
      constructor constructor(3) 7:4 in 7:4-7:82 +public
        parameter http 7:24 in 7:16-7:34 : Http
      field http 7:24 in 7:16-7:34 : Http
        parameter n 7:45 in 7:36-7:54
      field n 7:45 in 7:36-7:54 +public
        parameter plain 7:56 in 7:56-7:68 : Plain
      method find(1) 8:20 in 8:4-8:75 +public +async : Item
        parameter id 8:34 in 8:25-8:44
      method over(1) 9:4 in 9:4-9:25 +public +declaration : Item
        parameter a 9:9 in 9:9-9:18
      method over(1) 10:4 in 10:4-10:38 +public : Item
        parameter a 10:9 in 10:9-10:15
      method todo(0) 11:13 in 11:4-11:25 +public +abstract
      method p(0) 12:18 in 12:4-12:47 +property : Log
    ");
}

#[test]
fn variables_of_the_file_are_nodes_and_others_are_local() {
    assert_snapshot!(definitions(&js("
        const LIMIT = 3;
        let engine = new Engine(), other;
        var { a, b: renamed, ...rest } = config;
        if (a) { const inner = 1; var hoisted = 2; }
        function f() {
            const local = 1, helper = () => local, Local = class {};
            const api = { run() {} };
            const plain = { run: 1 };
        }
    ")), @"
    constant LIMIT 1:6 in 1:0-1:16
    variable engine 2:4 in 2:4-2:25 = Engine(0)
    variable other 2:27
    variable a 3:6 = a
    variable renamed 3:12 = b
    variable rest 3:24
    local inner 4:15 in 4:9-4:25
    variable hoisted 4:30 in 4:26-4:42
    function f(0) 5:9 in 5:0-9:1
      local local 6:10 in 6:10-6:19
      function helper(0) 6:21 in 6:21-6:41 = local
      class Local 6:43 in 6:43-6:59
      constant api 7:10 in 7:4-7:29
        method run(0) 7:18 in 7:18-7:26 +public
      local plain 8:10 in 8:4-8:29
    ");
}

#[test]
fn heads_are_in_one_line_and_comments_before_are_documentation() {
    let facts = js("
        /**
         * Adds.
         * @param {number} a
         */
        export const add = (
            a, // the first
            b /* the second */
        ) => a + b;
        /* no documentation */
        function plain() {}
        /** Old. */
        const gap = 1;
        /** A class. */
        @decorate
        export class A extends B { /** A method. */ m(x) {} }
        const long = ['12345678901234567890123456789012345678901234567890', '12345678901234567890123456789012345678901234567890', 3];
    ");
    assert_snapshot!(signatures(&facts), @"
    export const add = ( a, b )
    function plain()
    const gap = 1
    export class A extends B
    m(x)
    const long
    ");
    assert_snapshot!(definitions(&facts), @r#"
    function add(2) 5:13 in 5:0-8:11 +public "Adds.\n@param {number} a"
      parameter a 6:4
      parameter b 7:4
    function plain(0) 10:9 in 10:0-10:19
    constant gap 12:6 in 12:0-12:14 "Old."
    class A 15:13 in 14:0-15:53 +public "A class."
      method m(1) 15:44 in 15:44-15:51 +public "A method."
        parameter x 15:46
    constant long 16:6 in 16:0-16:125
    "#);
}

#[test]
fn what_a_function_returns_tells_its_type() {
    assert_snapshot!(definitions(&js("
        function one() { return new A(); }
        function two(x) { if (x) return new A(); return null; }
        function differs(x) { return x ? new A() : new B(); }
        function several(x) { if (x) return new A(); return new B(); }
        function* gen() { return new A(); }
        const arrow = () => new A();
        async function later() { return await load(); }
        class A { get log() { return this.logger; } }
    ")), @"
    function one(0) 1:9 in 1:0-1:34 = A(0)
    function two(1) 2:9 in 2:0-2:55 = A(0)
      parameter x 2:13
    function differs(1) 3:9 in 3:0-3:53
      parameter x 3:17
    function several(1) 4:9 in 4:0-4:62
      parameter x 4:17
    function gen(0) 5:10 in 5:0-5:35
    function arrow(0) 6:6 in 6:0-6:28 = A(0)
    function later(0) 7:15 in 7:0-7:47 +async = load(0)
    class A 8:6 in 8:0-8:45
      method log(0) 8:14 in 8:10-8:43 +public +property = <this>.logger
    ");
}

#[test]
fn values_tell_types_unless_they_do_not_agree() {
    assert_snapshot!(definitions(&ts("
        const a = new A();
        const b: B = make();
        const c = make() as C;
        const d = x || new D();
        const e = x ?? y;
        let f = new A(); f = new B();
        let g; g = new A(); g = null;
        const h: string[] = make();
        const i = await load();
        const j: typeof a = make();
        const k = cond ? null : new K();
        const l = <L>make();
        const m: Promise<Readonly<M> | undefined> = make();
        const n: N | O = make();
    ")), @"
    constant a 1:6 in 1:0-1:18 = A(0)
    constant b 2:6 in 2:0-2:20 : B
    constant c 3:6 in 3:0-3:22 : C
    constant d 4:6 in 4:0-4:23 = D(0)
    constant e 5:6 in 5:0-5:17 = x
    variable f 6:4 in 6:0-6:16
    variable g 7:4 in 7:0-7:6 = A(0)
    constant h 8:6 in 8:0-8:27
    constant i 9:6 in 9:0-9:23 = load(0)
    constant j 10:6 in 10:0-10:27 = a
    constant k 11:6 in 11:0-11:32 = K(0)
    constant l 12:6 in 12:0-12:20 : L
    constant m 13:6 in 13:0-13:51 : M
    constant n 14:6 in 14:0-14:24
    ");
}

#[test]
fn tests_are_told_by_their_paths() {
    for (path, is_test) in [
        ("src/a.test.ts", true),
        ("src/a.spec.js", true),
        ("test/a.js", true),
        ("src/__tests__/a.tsx", true),
        ("src/latest.ts", false),
        ("src/testing/a.ts", false),
    ] {
        assert_eq!(super::super::heads::is_test_path(path), is_test, "{path}");
    }
}

#[test]
fn enum_members_are_names_in_their_enum() {
    let facts = ts("
        export enum Color { Red = 1, Green = Red << 1, 'Dark Blue' }
    ");
    assert_eq!(
        names_of(&facts, DefinitionKind::EnumMember),
        "Color.Red\nColor.Green\nColor.Dark Blue\n"
    );
}
