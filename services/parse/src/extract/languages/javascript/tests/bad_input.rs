//! Broken, extreme and garbled sources.

use events::Language;
use insta::assert_snapshot;

use crate::extract::testing::{facts_of, show};
use crate::extract::tests::{assert_ends_soon, assert_sound_when_garbled};

const DIALECTS: [Language; 3] = [Language::JavaScript, Language::TypeScript, Language::Tsx];

#[test]
fn broken_sources_give_what_is_whole() {
    let facts = facts_of(
        Language::JavaScript,
        "a.js",
        "
        import { a } from './a';
        function f() { return g(; }
        class A { m() { this.x. } n() { this.m(); } }
        const ok = () => f(a), = 3;
        export { , ok };
        ",
    );
    assert_snapshot!(show(&facts), @r#"
    partial (syntax)
    missing 2:24
    error 3:22
    error 4:21
    error 5:9
    function f(0) 2:9 in 2:0-2:27 = g(0)
    class A 3:6 in 3:0-3:45
      method m(0) 3:10 in 3:10-3:25 +public
      method n(0) 3:26 in 3:26-3:43 +public
    function ok(0) 4:6 in 4:6-4:21 +public = f(1)
    import module "./a" 1:18
    import member "./a" . a as a 1:9
    export ok = function 4:6 by ok
    1:9 import a -> import ./a . a
    1:18 import ./a -> import ./a
    2:22 call g(0) in f -> free
    3:21 read <this>.x in A.m
    3:37 call <this>.m(0) in A.n
    4:17 call f(1) in ok -> function 2:9
    4:19 read a in ok -> import ./a . a
    5:11 read ok -> function 4:6
    "#);
    let facts = facts_of(
        Language::TypeScript,
        "a.ts",
        "
        interface A { x: ; m(): B }
        class { y: A; }
        enum P { Q, = 2 }
        namespace N { let z: A }
        type = A;
        function g(a: A, : B): { }
        ",
    );
    assert_snapshot!(show(&facts), @"
    partial (syntax)
    error 1:15
    error 3:10
    error 6:17
    interface A 1:10 in 1:0-1:27
      field x 1:14 +public
      method m(0) 1:19 in 1:19-1:25 +public +abstract : B
    class class 2:0 in 2:0-2:15
      field y 2:8 in 2:8-2:12 +public : A
    enum P 3:5 in 3:0-3:17
      enum_member Q 3:9 in 3:9-3:15 +public
    namespace N 4:10 in 4:0-4:24
      variable z 4:18 in 4:14-4:22 : A
    function g(2) 6:9 in 6:0-6:26 +declaration
      parameter a 6:11 in 6:11-6:15 : A
      parameter B 6:19
    1:24 type B in A.m -> free
    2:11 type A in class -> interface 1:10
    4:21 type A in N -> interface 1:10
    5:0 write type -> free
    5:7 read A -> free
    6:14 type A in g -> interface 1:10
    ");
}

/// Sources that are extreme in one way, for all dialects.
fn extremes() -> Vec<(&'static str, String)> {
    const DEEP: usize = 100_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let nested =
        |n: usize, open: &str, close: &str| format!("x = {}1{}", many(n, open), many(n, close));
    vec![
        ("parentheses", nested(DEEP, "(", ")")),
        ("open parentheses", many(DEEP, "(")),
        ("arrays", nested(DEEP, "[", "]")),
        ("objects", nested(20_000, "{a:", "}")),
        (
            "named objects",
            format!("const o = {}1{}", many(20_000, "{a:"), many(20_000, "}")),
        ),
        ("calls in calls", nested(DEEP, "f(", ")")),
        ("arrows", nested(20_000, "y=>", "")),
        ("functions", nested(10_000, "function(){return ", "}")),
        (
            "named functions",
            format!("{}{}", many(10_000, "function f(x){x;"), many(10_000, "}")),
        ),
        (
            "classes",
            format!(
                "{}{}",
                many(10_000, "class A{m(){this.x=1;"),
                many(10_000, "}}")
            ),
        ),
        ("blocks", format!("{}x{}", many(DEEP, "{"), many(DEEP, "}"))),
        (
            "patterns",
            format!("const {}a{} = x", many(10_000, "["), many(10_000, "]")),
        ),
        ("members", format!("x = a{}", many(DEEP, ".b"))),
        (
            "members of this",
            format!("class A {{ m() {{ this{} = 1 }} }}", many(DEEP, ".b")),
        ),
        (
            "prototypes",
            format!("a{}.b = function(){{}}", many(DEEP, ".prototype")),
        ),
        ("calls", format!("x = a{}", many(DEEP, "()"))),
        ("elements", format!("x = a{}", many(DEEP, "[0]"))),
        (
            "assignments",
            format!("{}function(){{}}", many(20_000, "a.b=")),
        ),
        ("exports", format!("{}1", many(20_000, "exports.a="))),
        ("ternaries", many(20_000, "a?b:")),
        ("sum", format!("x = a{}", many(300_000, "+a"))),
        ("list", format!("x = [{}]", many(300_000, "a,"))),
        ("arguments", format!("f({})", many(300_000, "a,"))),
        ("variables", format!("var {}z", many(200_000, "a=b,"))),
        (
            "members of an object",
            format!("const o = {{{}}}", many(100_000, "a:1,b(){},")),
        ),
        (
            "fields",
            format!("class A {{ m() {{ {} }} }}", many(100_000, "this.a=1;")),
        ),
        ("imports", many(50_000, "import {a} from 'b';")),
        (
            "names of an import",
            format!("import {{{}}} from 'b'", many(100_000, "a,")),
        ),
        (
            "names of an export",
            format!("export {{{}}}", many(100_000, "a,")),
        ),
        ("requires", many(50_000, "const a = require('b');")),
        (
            "aliases of this",
            format!(
                "class A {{ m() {{ {} }} }}",
                many(50_000, "let a = this; a.b;")
            ),
        ),
        ("one long line", format!("x = '{}'", many(2_000_000, "y"))),
        ("one long name", many(2_000_000, "y")),
        (
            "comments",
            format!("{}function f() {{}}", many(100_000, "/** x */ ")),
        ),
        ("documented", many(50_000, "/** x */ function f() {}")),
        (
            "blanks",
            format!("/** x */{}function f() {{}}", many(1_000_000, " ")),
        ),
        ("templates", nested(5_000, "`${", "}`")),
        (
            "decorators",
            format!("class A {{ {} m() {{}} }}", many(50_000, "@d ")),
        ),
        ("statements", many(200_000, "a;")),
        ("errors", many(100_000, "] )")),
        ("quotes", many(300_000, "'`")),
        ("switches", many(5_000, "switch(a){case b:")),
        ("labels", format!("{};", many(20_000, "a:"))),
    ]
}

#[test]
fn extreme_sources_end_soon() {
    for (name, source) in extremes() {
        for language in [Language::JavaScript, Language::Tsx] {
            assert_ends_soon(language, name, &source);
        }
    }
}

#[test]
fn extreme_types_end_soon() {
    let many = |n: usize, part: &str| part.repeat(n);
    for (name, source) in [
        (
            "generics",
            format!("let a: {}B{}", many(10_000, "A<"), many(10_000, ">")),
        ),
        (
            "object types",
            format!("type A = {}B{}", many(10_000, "{a:"), many(10_000, "}")),
        ),
        ("unions", format!("type A = {}B", many(100_000, "A|"))),
        (
            "conditions",
            format!("type A = {}B", many(5_000, "A extends B ? C : ")),
        ),
        (
            "functions",
            format!("type A = {}B", many(5_000, "(a: A) => ")),
        ),
        (
            "namespaces",
            format!("{}{}", many(5_000, "namespace A {"), many(5_000, "}")),
        ),
        (
            "dotted namespaces",
            format!("namespace A{} {{}}", many(5_000, ".A")),
        ),
        ("arrays", format!("let a: A{}", many(50_000, "[]"))),
        ("enums", format!("enum A {{ {} }}", many(100_000, "a,"))),
        ("interfaces", many(30_000, "interface A { a: B }")),
        ("heads of signatures", many(100_000, "a\n <b")),
        (
            "signatures",
            format!("interface A {{\n{}}}", many(30_000, "a\n <b>(c): d\n")),
        ),
        (
            "long heads",
            many(20_000, &format!("a\n <b>({})\n", many(50, "c, "))),
        ),
        (
            "keys in keys",
            format!(
                "let a: A = {}1{}",
                many(5_000, "{ a: f({ b: "),
                many(5_000, "}) }"),
            ),
        ),
        (
            "patterns in patterns",
            format!("let {}a{} = b", many(5_000, "{ a: "), many(5_000, "}")),
        ),
        ("literals", format!("f({})", many(50_000, "{ a: 1 }, "))),
    ] {
        assert_ends_soon(Language::TypeScript, name, &source);
    }
}

#[test]
fn garbled_sources_give_sound_facts() {
    for language in DIALECTS {
        assert_sound_when_garbled(language, JAVASCRIPT);
    }
    assert_sound_when_garbled(Language::TypeScript, TYPESCRIPT);
    assert_sound_when_garbled(Language::Tsx, TYPESCRIPT);
}

/// A bit of everything, to be garbled.
const JAVASCRIPT: &str = r#"
import d, { a as b, default as c } from './m'; import * as ns from "ns"; import './side';
export { b as x, c }; export * from './s'; export * as all from './s'; export { y as default } from './y';
const { p, q: [r = 1, ...s] } = require('./z'), t = require('t').u; var debug = require('debug')('x');
exports.f = function g() { return exports.h + this.k }; module.exports = { a, b: c, d() {}, ...require('w') };
var app = exports = module.exports = {}; app.use = app.get = function use() { var self = this; self.a = 1 };
function Foo(x, { y, z: w = y }, ...rest) { this.x = x; var self = this; on(function () { self.run(); self.n = 1 }) }
Foo.prototype.run = function () { this.x = this.y || new Foo() }; Foo.prototype = { a: 1, b() { this.a } };
util.inherits(Foo, Bar); Foo.prototype = Object.create(Bar.prototype); Foo.limit = 3;
class A extends B.C { #p = 1; static s = new Foo(); h = () => { this.#p };
  constructor() { super(1); this.f = function () { this.z }; [this.q] = a } get v() { return this.x } set v(u) {}
  static async *gen() { yield this.x } [k]() {} 'q r'() {} static { this.s = 2 } }
out: for (const [k, v] of ns.m()) { if (k) continue out; switch (k) { case 1: let z; break out } }
try { f`x ${y}` } catch ({ message: m }) { m } finally { x++ }
const o = { a, [b]: 1, c: { d() { this.e } }, f: () => 1, get g() { return 1 }, async *h() {} };
export default async (x = 1) => { await import('./lazy'); for (x of y) x?.z?.(...x)[0].k };
el = <Foo.Bar x={v} {...o}><div onClick={f}/>text {a}</Foo.Bar>;
"#;

const TYPESCRIPT: &str = r#"
import type { U } from './types'; import fs = require('fs'); import X = N.Y; export = Foo;
@Component({ sel: x }) export abstract class Foo<Q extends R = string> extends Base<Q> implements S, ns.I<Q> {
  private readonly svc: Service; static #n: number = 0; declare z?: Foo; @Input() val!: Color;
  constructor(private http: Http, public readonly x?: Foo, @P() y = 2) { super(http); this.svc = new Service() }
  over(a: string): Foo; over(a: any) { return a as Foo } abstract todo(this: Foo): void; get p(): Service { return this.svc } }
export interface I<P> extends A, ns.B<P> { readonly a?: string; m(a: P): Promise<I<P>>; new (x: U): I<P>; (y: U): void;
  [key: string]: any; o: { deep: Foo } }
type T<X> = X extends Array<infer E> ? { [K in keyof X]: X[K] } : ((a: X) => x is Foo) | `a${X}` | typeof y.z | [a: X, b?: E];
export const enum Color { Red = 1, Green = Red << 1, 'Blue' } namespace N.M { export function f(): N { return <N>x! } }
declare module "m" { export const z: Foo; } declare global { interface Window { a: Foo } } declare function d(x: U): void;
function g<T extends Foo>(x: T, { o }: { o: Foo }): asserts x is T { let q: import('./q').Q<T> = x satisfies T; f<T>(q) }
export { g as h, type T }; let u: unique symbol, v: Foo | undefined = await make<Foo>();
"#;
