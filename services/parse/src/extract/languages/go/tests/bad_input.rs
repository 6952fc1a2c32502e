//! Broken, extreme and garbled sources.

use events::Language;
use insta::assert_snapshot;

use crate::extract::testing::{facts_of, show};
use crate::extract::tests::{assert_ends_soon, assert_sound_when_garbled};

#[test]
fn broken_sources_give_what_is_whole() {
    let facts = facts_of(
        Language::Go,
        "a.go",
        "
        package a
        func f( {
        func (s *S) g() { s.h( }
        type T struct { a int
        func ok() { g() }
        ",
    );
    assert_snapshot!(show(&facts), @"
    partial (syntax)
    missing 2:7
    error 3:0
    error 4:14
    missing 5:14
    package a
    function f(0) 2:5 in 2:0-3:24
      parameter s 3:6 in 3:6-3:10 : S
    struct T 4:5 in 4:0-5:17 +public
      field a 4:16 in 4:16-4:21 : int
      field g 5:12 in 5:12-5:15
    3:9 type S in f -> free
    3:12 type g in f -> free
    3:18 read s in f -> free
    3:20 type s.h in f
    4:18 type int in T -> free
    5:5 read ok in T -> free
    ");
}

/// Sources that are extreme in one way.
fn extremes() -> Vec<(&'static str, String)> {
    const DEEP: usize = 100_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let within = |open: &str, close: &str| {
        let inside = format!("{}x{}", many(DEEP, open), many(DEEP, close));
        format!("package a\nfunc f(x int) {{ y := {inside} }}")
    };
    let body = |inside: String| format!("package a\nfunc f(x int) {{ {inside} }}");
    vec![
        ("parentheses", within("(", ")")),
        ("calls in calls", within("x(", ")")),
        ("elements in elements", within("x[", "]")),
        ("literals", within("T{", "}")),
        (
            "literals without types",
            body(format!("_ = T{}{}", many(DEEP, "{"), many(DEEP, "}"))),
        ),
        ("functions", within("func() { ", " }")),
        ("members", body(format!("x{}", many(DEEP, ".b")))),
        ("calls", body(format!("x{}", many(DEEP, "()")))),
        ("elements", body(format!("x{}", many(DEEP, "[0]")))),
        ("pointers", format!("package a\nvar x {}T", many(DEEP, "*"))),
        ("slices", format!("package a\nvar x {}T", many(DEEP, "[]"))),
        (
            "structs",
            format!(
                "package a\ntype T {}{}",
                many(DEEP, "struct { a "),
                many(DEEP, "}")
            ),
        ),
        (
            "blocks",
            body(format!("{}{}", many(DEEP, "{ x := x;"), many(DEEP, "}"))),
        ),
        (
            "branches",
            body(format!("{} {{}}", many(20_000, "if x {} else "))),
        ),
        ("targets", body(format!("{}x := 1", many(100_000, "x, ")))),
        (
            "names",
            format!("package a\nvar {}x int", many(100_000, "x, ")),
        ),
        (
            "fields",
            format!(
                "package a\ntype T struct {{ {}x int }}",
                many(100_000, "x, ")
            ),
        ),
        (
            "constants",
            format!("package a\nconst (\n{})", many(100_000, "x\n")),
        ),
        (
            "parameters",
            format!("package a\nfunc f({}x int) {{}}", many(100_000, "x, ")),
        ),
        (
            "types of a case",
            body(format!(
                "switch x := y.(type) {{ case {}x: x }}",
                many(100_000, "x, ")
            )),
        ),
        (
            "cases",
            body(format!(
                "switch x := y.(type) {{ {} }}",
                many(50_000, "case x: x\n")
            )),
        ),
        (
            "comments",
            format!("package a\n{}func f() {{}}", many(100_000, "// A.\n")),
        ),
        (
            "comments in a line",
            format!(
                "package a\n{}{}",
                many(100_000, " "),
                many(100_000, "/**/ ")
            ),
        ),
        (
            "imports",
            format!("package a\nimport (\n{})", many(100_000, "\"a/b\"\n")),
        ),
        ("statements", body(many(300_000, "x;"))),
        ("open braces", many(DEEP, "func f() {")),
        ("errors", many(100_000, "] )")),
    ]
}

#[test]
fn extreme_sources_end_soon() {
    for (name, source) in extremes() {
        assert_ends_soon(Language::Go, name, &source);
    }
}

#[test]
fn garbled_sources_give_sound_facts() {
    assert_sound_when_garbled(Language::Go, EVERYTHING);
}

/// A bit of everything, to be garbled.
const EVERYTHING: &str = r#"
// Package a is.
package a

import (
	"fmt"
	y "gopkg.in/yaml.v3"
	. "strings"
	_ "embed"
)

const (
	A, B T = iota, 1
	C, D
)
var one, Two = make(map[string]int), func() int { return 1 }
var cfg struct{ X int; Y struct{ Z []T } }

// T is.
type T[K comparable, V ~int | p.W] struct {
	p.Embedded `json:"x"`
	*Other
	a, b map[K][]*V
	f func(a int, more ...V) (r T, err error)
}
type I interface { M(x int) (y T); p.Q; ~[]byte | J }
type ( Alias = p.Q; List []*T )

func (t *T[K, V]) Run(x, y int, more ...string) (r *T, err error) {
outer:
	for i, v := range t.a[x] {
		if z, ok := v.(*T); ok && z.b[0].f(1, more...) != nil { continue outer }
		switch w := t.f().(type) {
		case nil, *T: w.Run(i, 2)
		case p.Q: w.X++
		default: break outer
		}
	}
	select {
	case x, ok := <-c: x.f(ok)
	case c <- y: goto outer
	}
	defer func() { recover() }()
	go hs[i](c)
	t.a, y = T{a: x, Two: []T{{b: 1}, {}}}, Make[T, int](x)[0]
	const k = 1
	var l struct{ m int }
	type local struct{ n local }
	return &T{}, fmt.Errorf("x", []byte(x), (*T)(nil), new(T), p.G[p.Q](y))
}
func external(int, string) T
"#;
