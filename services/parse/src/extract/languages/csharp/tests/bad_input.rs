//! Broken, extreme and garbled sources.

use events::Language;
use insta::assert_snapshot;

use crate::extract::testing::{facts_of, show};
use crate::extract::tests::{assert_ends_soon, assert_sound_when_garbled};

#[test]
fn broken_sources_give_what_is_whole() {
    let facts = facts_of(
        Language::CSharp,
        "A.cs",
        "
        class A {
            void M( { a.B(; }
            int x = ;
            void N() { x.Y() }
            class {
            void O() { N(); }
        ",
    );
    assert_snapshot!(show(&facts), @"
    partial (syntax)
    error 1:0
    function M(0) 2:9 in 2:4-2:21 : void
    field x 3:8 in 3:4-3:13 : int
    function N(0) 4:9 in 4:4-4:22 : void
    function O(0) 6:9 in 6:4-6:21 : void
    1:6 read A -> free
    2:14 read a in M -> free
    2:16 call a.B(0) in M
    4:15 read x in N -> free
    4:17 call x.Y(0) in N
    6:15 call N(0) in O -> free
    ");
}

/// Sources that are extreme in one way.
fn extremes() -> Vec<(&'static str, String)> {
    // The grammar weighs several readings of each open bracket, so that depth costs more than its due.
    const DEEP: usize = 20_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let class = |inside: String| format!("class A {{ int x; {inside} }}");
    let body = |inside: String| class(format!("void F(int y) {{ {inside} }}"));
    let within =
        |open: &str, close: &str| body(format!("y = {}x{};", many(DEEP, open), many(DEEP, close)));
    vec![
        ("parentheses", within("(", ")")),
        ("calls in calls", within("f(", ")")),
        ("elements in elements", within("x[", "]")),
        ("lambdas", within("z => ", "")),
        ("casts", within("(B)", "")),
        ("members", body(format!("x{} = 1;", many(DEEP, ".b")))),
        ("calls", body(format!("x{};", many(DEEP, ".f()")))),
        (
            "conditional calls",
            body(format!("x{};", many(20_000, "?.f()"))),
        ),
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
                many(DEEP, "class A { void F() { G(); } "),
                many(DEEP, "}")
            ),
        ),
        (
            "namespaces",
            format!("{}{}", many(DEEP, "namespace A { "), many(DEEP, "}")),
        ),
        ("namespace", format!("namespace A{};", many(DEEP, ".B"))),
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
        ("overloads", class(many(50_000, "void G() { G(); }"))),
        ("constructors", class(many(50_000, "A() : this() { }"))),
        (
            "attributes",
            class(format!("{}int b, c;", many(100_000, "[B] "))),
        ),
        (
            "constants",
            format!("enum A {{ {} }}", many(100_000, "B, ")),
        ),
        (
            "components",
            format!("record A({}int c);", many(100_000, "int b, ")),
        ),
        (
            "supertypes",
            format!("class A : {}B {{}}", many(100_000, "B, ")),
        ),
        (
            "parameters",
            class(format!("void F({}int b) {{}}", many(100_000, "int b, "))),
        ),
        ("usings", many(100_000, "using A.B;\n")),
        ("comments", many(100_000, "/// A.\n")),
        ("statements", body(many(300_000, "x++;"))),
        ("conditions", many(50_000, "#if A\n#endif\n")),
        ("open conditions", many(50_000, "#if A\n")),
        (
            "quotes",
            format!(
                "#if\n{} {}",
                many(300_000, "\""),
                many(10, &(many(299_999, "\"") + " "))
            ),
        ),
        ("open braces", many(DEEP, "class A {")),
        ("errors", many(100_000, "] )")),
    ]
}

#[test]
fn extreme_sources_end_soon() {
    for (name, source) in extremes() {
        assert_ends_soon(Language::CSharp, name, &source);
    }
}

#[test]
fn garbled_sources_give_sound_facts() {
    assert_sound_when_garbled(Language::CSharp, EVERYTHING);
}

/// A bit of everything, to be garbled.
const EVERYTHING: &str = r#"
global using A.B;
using static A.B.C;
using D = A.D<int>;
#if DEBUG && !X
using E;
#endif
[assembly: P.Marked(Name = A.NAME, Of = new[] { typeof(B) })]
namespace X.Y
{
    /// <summary>Is <see cref="B"/>.</summary>
    [Marked(1)]
    public abstract partial class A<T> : P.Base<T>, I, J<K> where T : B, new()
    {
        private const int MAX = 1, MIN = MAX;
        public event Handler Changed, Other;
        public event Handler Own { add { x += value; } remove { } }
        B b = new B(1) { Z = 1, Q = { R = 2 }, [3] = 4 };
        public List<B> Items { get; private set; } = new() { };
        public int this[int i] => Items[i].Z;
        A() : this(1, "x") { }
        internal A(int a, params string[] s) : base(a) => b = null;
        ~A() { }
        public static A<T> operator +(A<T> l, A<T> r) => l;
        public static explicit operator int(A<T> a) => 1;
        protected abstract U Own<U>(this A<T> a, ref U u, out int n, in B c, int d = 1) where U : T;
        async Task<B> M()
        {
            outer: foreach (var v in Items) { if (v is B { Z: > 1 } bb && bb.Ok(out var w)) goto outer; }
            using (var r = Open()) using var t = r; 
            try { } catch (P.E e) when (e.F) { throw; } finally { }
            var (q, (s, _)) = (1, (2, 3));
            var o = from x in Items join y in Items on x.Z equals y.Z into g let k = x.Z orderby k group x by k into h select new { h.Key, A = k };
            var z = o switch { 1 => a, B c when c.Z > 2 => c, [var first, .. var rest] => b, _ => default(B) };
            Run(A.N, x => x.A(this.y), (a, c) => { return a; }, delegate (int j) { j++; }, async static (B p) => await p);
            string text = $"a {b.C:x} {{ {d ?? e}" + @"q""r" + """raw""";
            var copy = rec with { X = 1, Y = b?.C?[0]?.D() };
            int L(int l) => l + nameof(Items).Length;
            checked { i = (int)((B)c).d + base.x + global::A.B.C.D; }
        }
        void I.Do() { lock (this) { } }
        record struct Point<V>(int X, [N] V Y = default) : Shape(X) { }
        enum Color : byte { Red = 1, [Old] Blue }
        interface R { int M { get; } void F(); }
        delegate U Make<out U>(int a);
    }
}
"#;
