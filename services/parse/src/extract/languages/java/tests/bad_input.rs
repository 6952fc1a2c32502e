//! Broken, extreme and garbled sources.

use events::Language;
use insta::assert_snapshot;

use crate::extract::testing::{facts_of, show};
use crate::extract::tests::{assert_ends_soon, assert_sound_when_garbled};

#[test]
fn broken_sources_give_what_is_whole() {
    let facts = facts_of(
        Language::Java,
        "A.java",
        "
        class A {
            void m( { a.b(; }
            int x = ;
            void n() { x.y() }
            class {
            void o() { n(); }
        ",
    );
    assert_snapshot!(show(&facts), @"
    partial (syntax)
    missing 2:11
    error 2:17
    error 3:10
    error 4:15
    error 5:4
    missing 6:21
    class A 1:6 in 1:0-6:21
      method m(0) 2:9 in 2:4-2:21
      field x 3:8 in 3:4-3:13 : int
      method n(0) 4:9 in 4:4-4:22
      method o(0) 6:9 in 6:4-6:21
    2:14 read a in A.m -> free
    2:16 read a.b in A.m
    4:15 read x in A.n -> field 3:8
    4:17 call x.y(0) in A.n
    6:15 call n(0) in A.o -> method 4:9
    ");
}

/// Sources that are extreme in one way.
fn extremes() -> Vec<(&'static str, String)> {
    const DEEP: usize = 100_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let class = |inside: String| format!("class A {{ int x; {inside} }}");
    let body = |inside: String| class(format!("void f(int y) {{ {inside} }}"));
    let within =
        |open: &str, close: &str| body(format!("y = {}x{};", many(DEEP, open), many(DEEP, close)));
    vec![
        ("parentheses", within("(", ")")),
        ("calls in calls", within("f(", ")")),
        ("elements in elements", within("x[", "]")),
        ("lambdas", within("z -> ", "")),
        ("casts", within("(B) ", "")),
        ("anonymous classes", within("new B() { int x = ", "; }")),
        ("members", body(format!("x{} = 1;", many(DEEP, ".b")))),
        ("calls", body(format!("x{};", many(DEEP, ".f()")))),
        ("sum", body(format!("y = x{};", many(500_000, "+x")))),
        (
            "types",
            class(format!("{}C{} d;", many(DEEP, "B<"), many(DEEP, ">"))),
        ),
        ("names of types", class(format!("B{} d;", many(DEEP, ".B")))),
        (
            "classes",
            format!(
                "{}{}",
                many(DEEP, "class A { void f() { g(); } "),
                many(DEEP, "}")
            ),
        ),
        (
            "blocks",
            body(format!("{}{}", many(DEEP, "{ int z = x;"), many(DEEP, "}"))),
        ),
        (
            "branches",
            body(format!("{} {{}}", many(20_000, "if (x) {} else "))),
        ),
        ("fields", class(format!("int {}b;", many(100_000, "b, ")))),
        (
            "fields with values",
            class(format!("int {}b;", many(50_000, "b = f(), "))),
        ),
        ("overloads", class(many(50_000, "void g() { g(); }"))),
        ("constructors", class(many(50_000, "A() { this(); }"))),
        (
            "annotations",
            class(format!("{}int b, c;", many(100_000, "@B "))),
        ),
        (
            "annotations in annotations",
            class(format!("{}1{} int b;", many(DEEP, "@B("), many(DEEP, ")"))),
        ),
        (
            "constants",
            format!("enum A {{ {} }}", many(100_000, "B, ")),
        ),
        (
            "components",
            format!("record A({}int c) {{}}", many(100_000, "int b, ")),
        ),
        (
            "supertypes",
            format!("class A implements {}B {{}}", many(100_000, "B, ")),
        ),
        (
            "parameters",
            class(format!("void f({}int b) {{}}", many(100_000, "int b, "))),
        ),
        (
            "cases",
            body(format!("switch (x) {{ case {}B: }}", many(100_000, "B, "))),
        ),
        (
            "switches",
            body(format!(
                "{}{}",
                many(20_000, "switch (x) { case B: "),
                many(20_000, "}")
            )),
        ),
        ("package", format!("package a{};", many(DEEP, ".b"))),
        ("import", format!("import a{};", many(DEEP, ".b"))),
        ("imports", many(100_000, "import a.b.C;\n")),
        ("comments", many(100_000, "/** A. */ ")),
        ("statements", body(many(300_000, "x++;"))),
        ("open braces", many(DEEP, "class A {")),
        ("errors", many(100_000, "] )")),
    ]
}

#[test]
fn extreme_sources_end_soon() {
    for (name, source) in extremes() {
        assert_ends_soon(Language::Java, name, &source);
    }
}

#[test]
fn garbled_sources_give_sound_facts() {
    assert_sound_when_garbled(Language::Java, EVERYTHING);
}

/// A bit of everything, to be garbled.
const EVERYTHING: &str = r#"
package a.b;
import java.util.*;
import static a.B.c;
import a.D;

/** Is. */
@p.Marked(name = A.NAME, of = {B.class, @Inner(1)})
public abstract class A<T extends B & C> extends p.Base<T> implements I, J<K> {
    private static final int MAX = 1, MIN[] = {MAX};
    static { MAX.x(); }
    { this.y = 1; }
    B b = new B(1) { int z; @Override void run() { z++; this.q(); super.r(); own(); }},
      d = x -> x.a(this.y);
    A() { this(1, "x"); }
    <U> A(int a, String... s) throws E { super(a); }
    abstract <U extends T> U own(A this, final U u, @N int[] n, T... more) throws E, F;
    void m() {
        outer: for (var v : own(1)) { if (v instanceof B b && b.ok()) break outer; }
        try (var r = open(); S s = t; u) { w(); } catch (E | p.F e) { throw e; } finally {}
        int i = 0, j[] = new int[3];
        i = j[0].length + (int) ((B) c).d + A.this.x + A.super.y();
        switch (o) { case RED: case B bb when bb.x -> 1; case C(D dd, var ee) -> 2; default: yield 3; }
        run(A::n, this::o, int[]::new, B::new, (a, c) -> { return a; }, (B q) -> q, x.C::<T>s);
        class Local { void n() { m(); } }
        java.util.Map.Entry<K, ? super V> e = o.new P<>();
    }
    enum Color implements Paint { RED(1) { int mix() { return code; } }, BLUE; int code; Color(int c) {} }
    record Point<T>(int x, @N T y, Point... more) implements Shape { Point { x = 1; } int s() { return x(); } }
    interface R { int M = 1; void f(); default void g() { f(); } }
    @interface S { int t() default 1; String U = ""; }
}
"#;
