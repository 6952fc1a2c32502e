//! What the grammar is to see of small texts.

use super::readable;

fn see(text: &str) -> String {
    let seen = readable(text.as_bytes());
    assert_eq!(seen.len(), text.len());
    String::from_utf8(seen.into_owned()).unwrap()
}

#[test]
fn macros_among_the_words_of_a_declaration_are_blank() {
    for (text, seen) in [
        ("API int f(int a);", "    int f(int a);"),
        ("int API f(int a) {", "int     f(int a) {"),
        ("STATIC node *f(node *n)", "       node *f(node *n)"),
        ("JNIEXPORT jint JNICALL f(", "          jint         f("),
        ("static API struct s x;", "static     struct s x;"),
        ("atomic int x;", "       int x;"),
        (
            "static INLINE constexpr T x{1};",
            "static        constexpr T x{1};",
        ),
        ("{ FOO BAR x = 1; }", "{     BAR x = 1; }"),
    ] {
        assert_eq!(see(text), seen);
    }
}

#[test]
fn macros_between_declarations_are_blank() {
    for (text, seen) in [
        ("BEGIN_A\nnamespace b {", "       \nnamespace b {"),
        ("int x;\nEND_A\n", "int x;\n     \n"),
        ("x();\nEND_A\n#endif", "x();\n     \n#endif"),
    ] {
        assert_eq!(see(text), seen);
    }
}

#[test]
fn macros_between_class_and_its_name_are_blank() {
    assert_eq!(see("class API A {"), "class     A {");
    assert_eq!(
        see("struct X_API(1)\nA final : B"),
        "struct         \nA final : B"
    );
}

#[test]
fn macros_behind_a_declaration_are_blank() {
    for (text, seen) in [
        ("int x GUARDED_BY(m);", "int x              ;"),
        ("A* const x PT_BY(m) = 1;", "A* const x          = 1;"),
        ("a::B<c> x BY(m);", "a::B<c> x      ;"),
        (
            "void f(int a) const REQUIRES(m);",
            "void f(int a) const            ;",
        ),
        ("A *f(int a) NOTHROW {", "A *f(int a)         {"),
        (
            "void A::f(int a) API(1) BB(2);",
            "void A::f(int a)             ;",
        ),
    ] {
        assert_eq!(see(text), seen);
    }
}

#[test]
fn an_instantiation_is_a_declaration() {
    assert_eq!(see("template class A<int>;"), "         class A<int>;");
    assert_eq!(
        see("extern template struct A<int>;"),
        "                struct A<int>;"
    );
    assert_eq!(
        see("template <class T> class A;"),
        "template <class T> class A;"
    );
}

#[test]
fn a_statement_of_a_macro_has_a_semicolon() {
    assert_eq!(
        see("{\n  GET(x)\n\n  if (y) {"),
        "{\n  GET(x)\n\n; if (y) {"
    );
    assert_eq!(see("{\n  GET(x)\n  }"), "{\n  GET(x)\n; }");
}

#[test]
fn what_the_grammar_reads_stays() {
    for same in [
        "class A {",
        "class A B;",
        "struct API x;",
        "struct API::A {",
        "class API",
        "class",
        "UINT x;",
        "VALUE\nf(int x) {",
        "enum {\nA\n};",
        "x = {\nA\n};",
        "UINT f(int a);",
        "UINT const x = 1;",
        "const UINT *x;",
        "static FOO BAR;",
        "typedef struct FOO BAR;",
        "typedef FOO BAR;",
        "unsigned long FOO;",
        "f(A B C);",
        "x = FOO BAR BAZ;",
        "\"API int f();\"",
        "// API int f();",
        "#define X API int f();",
        "R\"(\nAPI int f();\n)\"",
        "{\n  GET(x);\n  y();",
        "{\n  GET(x)\n  {",
        "{\n  GET(x)\n  + 1;",
        "{\n  f(\n  GET(x)\n  y);",
        "GET(x)\nint y;",
        "if (x) FOO(y);",
        "f(x) FOO(y);",
        "x = y FOO;",
        "int x = FOO(y);",
        "return x * FOO(y);",
        "a < b; FOO(c);",
        "int f(A) + FOO(x);",
        "std::",
        "a<",
        "a *",
        "int x FOO",
        "{\n  x = \n  GET(x)\n  y;",
        "'\\'' API",
        "'",
        "\"",
        "/*",
        "#\\",
        "é é é(",
    ] {
        assert_eq!(see(same), same);
    }
}

#[test]
fn a_condition_that_tears_a_statement_is_blank() {
    for (text, seen) in [
        (
            "f(a,\n#if X\nb\n#else\nc\n#endif\n);",
            "f(a,\n     \nb\n     \n \n      \n);",
        ),
        (
            "A(int a) :\n#if X\n  b(a),\n#endif\n  c(a) {}",
            "A(int a) :\n     \n  b(a),\n      \n  c(a) {}",
        ),
        (
            "#ifdef X\nvoid f() {\n#else\nvoid f(int) {\n#endif\n}\n",
            "        \nvoid f() {\n     \n             \n      \n}\n",
        ),
        (
            "#ifdef C\nextern \"C\" {\n#endif\nint f();\n#ifdef C\n}\n#endif\n",
            "        \nextern \"C\" {\n      \nint f();\n        \n}\n      \n",
        ),
        (
            "{\n#if A\nif (x) y(); else\n#endif\nz();\n}",
            "{\n     \nif (x) y(); else\n      \nz();\n}",
        ),
        (
            "x = {a,\n# if A\nb,\n# endif\nc};",
            "x = {a,\n      \nb,\n       \nc};",
        ),
    ] {
        assert_eq!(see(text), seen);
    }
}

#[test]
fn a_comment_inside_a_macro_is_blank() {
    for (text, seen) in [
        ("#define A /* a */ b\n", "#define A         b\n"),
        (
            "#define A a; /* b */ \\\n  c /* d */\n",
            "#define A a;         \\\n  c /* d */\n",
        ),
        (
            "#define A /* a */ /* b */ c\n",
            "#define A                 c\n",
        ),
        ("#define A /* a\n */ b\n", "#define A /* a\n */ b\n"),
        ("#if A /* a */ && B\n", "#if A /* a */ && B\n"),
    ] {
        assert_eq!(see(text), seen);
    }
}

#[test]
fn a_condition_between_statements_stays() {
    for same in [
        "#if A\nint f();\n#else\nint g();\n#endif\n",
        "{\nx();\n#if A\ny();\n#elif B\nz();\n#endif\n}",
        "enum { A,\n#if X\nB,\n#endif\nC };",
        "struct A {\n#if X\nint x;\n#endif\n};",
        "switch (x) {\ncase A:\n#if X\ncase B:\n#endif\ny();\n}",
        "#if A\n#if B\nint x;\n#endif\n#else\nint y;\n#endif",
        "#endif\nint x;\n#else\n#if",
        "#if A /* {\n */\nint x;\n#endif",
        "DEFINE(x)\n#if A\nint x;\n#else\nint y;\n#endif",
        "public:\n#if A\nint x;\n#endif",
    ] {
        assert_eq!(see(same), same);
    }
}

#[test]
fn macros_before_what_templates_are_of_and_before_constructors_are_blank() {
    for (text, seen) in [
        (
            "template <class T> API T f(T x);",
            "template <class T>     T f(T x);",
        ),
        (
            "template <class T, IF(is_a<T>::value && !is_b<T>::value)>\nint f();",
            "template <class T, IF(is_a<T>::value ,   is_b<T>::value)>\nint f();",
        ),
        (
            "template <class T, IF(sizeof(T) == 1)>\nint f();",
            "template <class T, IF                >\nint f();",
        ),
        (
            "class A {\nFAST A(int x) : y(x) {}\n};",
            "class A {\n     A(int x) : y(x) {}\n};",
        ),
        (
            "LIB_BEGIN\n// what it is\nclass A {};",
            "         \n// what it is\nclass A {};",
        ),
    ] {
        assert_eq!(see(text), seen);
    }
}
