//! Broken, extreme and garbled sources.

use events::Language;
use insta::assert_snapshot;

use crate::extract::testing::{facts_of, show};
use crate::extract::tests::{assert_ends_soon, assert_sound_when_garbled};

#[test]
fn broken_sources_give_what_is_whole() {
    assert_snapshot!(show(&facts_of(Language::C, "a.c", "
        int before(void) { return 1; }
        int broken( { return before();
        struct s { int a; int (; };
        int after(struct s *s) { return before() + s->a; }
    ")), @"
    partial (syntax)
    error 1:0
    function before(0) 1:4 in 1:0-1:30 +public
    struct s 3:7 in 3:0-3:26 +public
      field a 3:15 in 3:11-3:17 +public
    function after(1) 4:4 in 4:0-4:50 +public
      parameter s 4:20 in 4:10-4:21 : s
    2:4 read broken -> free
    2:21 call before(0) -> function 1:4
    4:17 type s in after -> struct 3:7
    4:32 call before(0) in after -> function 1:4
    4:43 read s in after -> parameter 4:20
    4:46 read s.a in after
    ");
}

#[test]
fn macros_do_not_hide_what_follows() {
    assert_snapshot!(show(&facts_of(Language::C, "a.c", "
        NO_SANITIZE(\"alignment\")
        int f(int a) { return a; }
        LOCAL node *g(node *n) { LOCK(n)
            if (n) f(1);
            UNLOCK(n)
        }
        atomic int counter;
        int API h(void) { each(n, list) { f(2); } return va_arg(ap, char *); }
    ")), @"
    partial (syntax)
    missing 1:24
    error 3:25
    function f(1) 2:4 in 2:0-2:26 +public
      parameter a 2:10 in 2:6-2:11
    function g(1) 3:12 in 3:6-8:70 +public : node
      parameter n 3:20 in 3:14-3:21 : node
      local counter 7:11
    1:0 call NO_SANITIZE(1) -> free
    2:22 read a in f -> parameter 2:10
    3:0 read LOCAL -> free
    3:6 type node in g -> free
    3:14 type node in g -> free
    3:25 call LOCK(1) in g -> free
    3:30 type n in g -> parameter 3:20
    4:8 type n in g -> parameter 3:20
    4:11 call f(1) in g -> function 2:4
    5:4 read UNLOCK in g -> free
    5:11 read n in g -> parameter 3:20
    7:0 read atomic in g -> free
    8:4 read API in g -> free
    8:8 read h in g -> free
    8:18 read each in g -> free
    8:23 type n in g -> parameter 3:20
    8:26 type list in g -> free
    8:49 call va_arg(1) in g -> free
    8:56 type ap in g -> free
    ");
}

#[test]
fn conditions_that_tear_a_function_do_not_hide_it() {
    assert_snapshot!(show(&facts_of(Language::C, "a.c", "
        #if A
        int f(int a) {
        #else
        int f(int a, int b) {
        #endif
            return g(a,
        #ifdef B
                b
        #else
                0
        #endif
            );
        }
        int h(void) { return f(1); }
    ")), @"
    function f(1) 2:4 in 2:0-13:1 +public
      parameter a 2:10 in 2:6-2:11
    function h(0) 14:4 in 14:0-14:28 +public
    6:11 call g(2) in f -> free
    6:13 read a in f -> parameter 2:10
    8:8 read b in f -> free
    14:21 call f(1) in h -> function 2:4
    ");
}

/// Sources that are extreme in one way.
fn extremes() -> Vec<(&'static str, String)> {
    const DEEP: usize = 100_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let within = |open: &str, close: &str| {
        let inside = format!("{}x{}", many(DEEP, open), many(DEEP, close));
        format!("int f(int x) {{ {inside}; }}")
    };
    vec![
        ("parentheses", within("(", ")")),
        ("calls", within("x(", ")")),
        ("elements", within("x[", "]")),
        ("blocks", within("{", "}")),
        ("open braces", many(DEEP, "{")),
        ("open functions", many(DEEP, "int f() {")),
        ("pointers", format!("int {}x;", many(DEEP, "*"))),
        (
            "declarators",
            format!("int {}x{};", many(DEEP, "("), many(DEEP, ")")),
        ),
        ("dereferences", within("*", "")),
        (
            "members",
            format!("int f(s *a) {{ a{}; }}", many(DEEP, "->a")),
        ),
        ("casts", within("(T)", "")),
        (
            "structs",
            format!("{}{}", many(DEEP, "struct a {"), many(DEEP, "};")),
        ),
        (
            "unions",
            format!("{}{}", many(DEEP, "union {"), many(DEEP, "};")),
        ),
        (
            "initializers",
            format!("int a[] = {}{};", many(DEEP, "{"), many(DEEP, "}")),
        ),
        (
            "values",
            format!("int a[] = {{ {} }};", many(300_000, "a,")),
        ),
        (
            "designators",
            format!("s a = {{ {} }};", many(100_000, ".b = c,")),
        ),
        ("variables", format!("int a{};", many(100_000, ", b"))),
        (
            "enumerators",
            format!("enum {{ {} }};", many(100_000, "A,")),
        ),
        (
            "parameters",
            format!("int f(int a{});", many(100_000, ", int b")),
        ),
        (
            "statements",
            format!("int f(int a) {{ {} }}", many(100_000, "a = a; ")),
        ),
        ("declarations", many(100_000, "int a; ")),
        ("prototypes", many(50_000, "int f(int a);\n")),
        (
            "conditions",
            format!("{}{}", many(20_000, "#if A\n"), many(20_000, "#endif\n")),
        ),
        (
            "branches",
            format!("#if A\n{}#endif", many(50_000, "int a;\n#elif B\n")),
        ),
        (
            "torn conditions",
            format!("int a = {};", many(50_000, "(\n#if A\n+ 1\n#endif\n")),
        ),
        ("macros", many(50_000, "#define A(x) f(x)\n")),
        (
            "long macro",
            format!("#define A {}", many(100_000, "f(x) \\\n")),
        ),
        ("comments", format!("{}int a;", many(100_000, "// a\n"))),
        ("words", many(300_000, "AB ")),
        (
            "macro calls",
            format!("int f() {{ {} }}", many(50_000, "AB(x)\n  ")),
        ),
        ("comparisons", many(100_000, "a<")),
        ("errors", many(100_000, "int ) ")),
        (
            "blanks",
            format!("int f() {{ AB(x){}y(); }}", many(1_000, &many(1_000, " "))),
        ),
        (
            "one long line",
            format!("char *a = \"{}\";", many(2_000_000, "y")),
        ),
    ]
}

fn extremes_of_cpp() -> Vec<(&'static str, String)> {
    const DEEP: usize = 100_000;
    let many = |n: usize, part: &str| part.repeat(n);
    vec![
        (
            "namespaces",
            format!("{}{}", many(DEEP, "namespace a {"), many(DEEP, "}")),
        ),
        (
            "nested namespaces",
            format!("namespace a{} {{}}", many(DEEP, "::a")),
        ),
        (
            "classes",
            format!("{}{}", many(DEEP, "class A {"), many(DEEP, "};")),
        ),
        ("paths", format!("int f() {{ a{}(); }}", many(DEEP, "::a"))),
        ("owners", format!("int a{}() {{}}", many(DEEP, "::a"))),
        (
            "arguments",
            format!("{}int{} a;", many(DEEP, "A<"), many(DEEP, ">")),
        ),
        (
            "templates",
            format!("{}int f();", many(20_000, "template <class T> ")),
        ),
        (
            "lambdas",
            format!(
                "int f() {{ {}{}; }}",
                many(20_000, "[]() { "),
                many(20_000, "}")
            ),
        ),
        ("bases", format!("class A : B{} {{}};", many(50_000, ", B"))),
        ("overloads", many(50_000, "void f(int a) {}\n")),
        (
            "methods",
            format!("class A {{ {} }};", many(50_000, "void f() { f(); }\n")),
        ),
        ("reopened", many(20_000, "namespace a { int f(); }\n")),
        ("usings", many(50_000, "using a::b;\n")),
    ]
}

#[test]
fn extreme_sources_of_c_end_soon() {
    for (name, source) in extremes() {
        assert_ends_soon(Language::C, name, &source);
    }
}

#[test]
fn extreme_sources_of_cpp_end_soon() {
    for (name, source) in extremes_of_cpp() {
        assert_ends_soon(Language::Cpp, name, &source);
    }
}

#[test]
fn garbled_sources_give_sound_facts() {
    assert_sound_when_garbled(Language::C, C);
    assert_sound_when_garbled(Language::Cpp, C);
    assert_sound_when_garbled(Language::Cpp, CPP);
    assert_sound_when_garbled(Language::C, CPP);
}

/// A bit of everything, to be garbled.
const C: &str = r#"
/* Doc. */
#include "a.h"
#include <b.h>
#define M(x, ...) do { f(x); g("(", __VA_ARGS__); } while (0)
#define N other
#if defined(A) && B > 2
typedef struct s { int a, *b; union { int c; } u; struct { int d; }; } s_t, *p_t;
#else
struct s;
#endif
enum e { X, Y = X + 1 /* y */ };
extern int v; static const s_t table[][2] = { { { .a = 1, .u.c = f }, [1] = { N } } };
API int (*get(int (*cb)(int q), ...))(void) { return (s_t){ .b = &v }.b; }
int old(a, b) int a; struct s *b; { goto end; end: return b->u.c + sizeof(struct s) + offsetof(s_t, a); }
int f(s_t *p, char c) {
    LOCK(p)
    for (int i = 0, j; i < N; i++) { int i = p[i].a; M(i, ({ int k = i; k; })); }
    switch (c) { case 'x': p->b[1] = *p->b; break; default: ; }
    return p ? (*p).a : g(p->u.c++,
#ifdef Z
        1
#endif
    );
}
"#;

/// A bit of everything of C++, to be garbled.
const CPP: &str = r#"
using namespace std; using a::b; namespace fs = x::y;
namespace n::m { namespace { inline namespace v { class EXPORT A; } } }
template <typename T = int, int N = 3, class... Ts> concept C = requires(T t) { t.f(); };
/// Doc.
template <class T> class EXPORT A : public B<T>, virtual n::D {
 public:
    using B<T>::get; enum class E : char { P, Q }; friend class F; friend void g(A&) {}
    A() : B<T>(1), x_{2}, A::y(3) {} explicit A(int a = 1); ~A() override; operator bool() const;
    virtual int p(T t, auto... q) = 0; static int s GUARDED_BY(m); bool operator==(const A& o) const;
    Q_PROPERTY(z)
 private: std::unique_ptr<T> u_; int x_ = 0, *y;
};
template <class T> A<T>::A(int a) try : x_(a) { this->u_->f(); } catch (const E& e) { throw; }
int n::A::s = 3;
auto A::f(int a) const -> std::vector<A> { auto l = [this, &a, b = x_](int c) { return a + b + c; };
    for (auto& [k, v] : m) l(k); if (auto it = f(); it) it->template g<int>(1); ::close(a);
    A x(a, b), y{1}; auto z = new n::A(2); auto w = std::make_unique<A>(3); return static_cast<A*>(z)->h(), R"(x)"; }
TEST_F(Fix, Name) { delete p; a.~A(); }
extern "C" { int c(int); }
"#;
