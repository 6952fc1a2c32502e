//! Bad input of all kinds has an outcome, and costs little.

use std::fmt::Write;
use std::time::{Duration, Instant};

use events::Language;
use facts::{FileFacts, Outcome};

use super::testing::{names_of, references, show, sound};
use super::{Limits, extract};

fn python_with(source: &[u8], limits: &Limits) -> FileFacts {
    sound(extract("a.py", "oid", Language::Python, source, limits))
}

fn python(source: &[u8]) -> FileFacts {
    python_with(source, &Limits::default())
}

fn outcome(facts: &FileFacts) -> (Outcome, Option<&str>) {
    (facts.outcome, facts.reason.as_deref())
}

#[test]
fn an_empty_file_is_parsed() {
    let facts = python(b"");
    assert_eq!(outcome(&facts), (Outcome::Parsed, None));
    assert_eq!(show(&facts), "");
}

#[test]
fn a_binary_file_fails() {
    let facts = python(b"\x7fELF\0\0\0x = 1");
    assert_eq!(outcome(&facts), (Outcome::Failed, Some("binary")));
    assert_eq!(facts.bytes, 12);
}

#[test]
fn a_file_over_the_limit_fails() {
    let limits = Limits {
        file_bytes_max: 4,
        ..Limits::default()
    };
    let facts = python_with(b"x = 1", &limits);
    assert_eq!(outcome(&facts), (Outcome::Failed, Some("too_large")));
    assert_eq!(
        outcome(&python_with(b"x=1\n", &limits)),
        (Outcome::Parsed, None)
    );
}

#[test]
fn utf16_is_read_and_partial() {
    let mut source = vec![0xff, 0xfe];
    source.extend("é = f(é)\n".encode_utf16().flat_map(u16::to_le_bytes));
    let facts = python(&source);
    assert_eq!(outcome(&facts), (Outcome::Partial, Some("utf16")));
    insta::assert_snapshot!(references(&facts), @"
    1:5 call f(1) -> free
    1:7 read é -> variable 1:0
    ");
}

#[test]
fn a_byte_order_mark_counts_in_columns_and_nowhere_else() {
    let facts = python(b"\xef\xbb\xbfx = 1\ny = x\n");
    assert_eq!(outcome(&facts), (Outcome::Parsed, None));
    insta::assert_snapshot!(show(&facts), @"
    variable x 1:3 in 1:3-1:8 +public
    variable y 2:0 in 2:0-2:5 +public = x
    2:4 read x -> variable 1:3
    ");
}

#[test]
fn bytes_that_are_not_utf8_are_read_around() {
    let facts = python(b"def f(): return '\xe9'\nf\xe9 = f()\n");
    assert_eq!(outcome(&facts), (Outcome::Partial, Some("not_utf8")));
    insta::assert_snapshot!(show(&facts), @"
    partial (not_utf8)
    error 2:1
    function f(0) 1:4 in 1:0-1:19 +public
    2:0 write f -> function 1:4
    2:5 call f(0) -> function 1:4
    ");
}

#[test]
fn line_ends_of_windows_change_nothing() {
    let unix = "class A:\n    '''One\n    two'''\n    def m(self):\n        return self.x\n";
    let windows = unix.replace('\n', "\r\n");
    assert_eq!(
        show(&python(windows.as_bytes())),
        show(&python(unix.as_bytes()))
    );
}

#[test]
fn a_parser_that_takes_too_many_steps_is_stopped() {
    let limits = Limits {
        parse_steps_max: 1000,
        ..Limits::default()
    };
    let facts = python_with("x = 1\n".repeat(10_000).as_bytes(), &limits);
    assert_eq!(outcome(&facts), (Outcome::Failed, Some("timeout")));
}

#[test]
fn facts_over_a_limit_are_cut() {
    let limits = Limits {
        definitions_max: 3,
        ..Limits::default()
    };
    let facts = python_with(b"a = 1\nb = 2\nc = 3\nd = 4\n", &limits);
    assert_eq!(
        outcome(&facts),
        (Outcome::Partial, Some("limit: definitions"))
    );
    assert_eq!(
        names_of(&facts, facts::DefinitionKind::Variable),
        "a\nb\nc\n"
    );
    let limits = Limits {
        references_max: 2,
        ..Limits::default()
    };
    let facts = python_with(b"f(a, b, c)\n", &limits);
    assert_eq!(
        outcome(&facts),
        (Outcome::Partial, Some("limit: references"))
    );
    assert_eq!(facts.references.len(), 2);
}

#[test]
fn only_the_first_defects_are_kept() {
    let facts = python("x = = 1\n".repeat(1000).as_bytes());
    assert_eq!(outcome(&facts), (Outcome::Partial, Some("syntax")));
    assert!(facts.defects.len() <= super::defects::DEFECTS_MAX);
    assert!(!facts.defects.is_empty());
}

/// A source that is extreme in one way.
fn extremes() -> Vec<(&'static str, String)> {
    const DEEP: usize = 100_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let mut sources = vec![
        (
            "parentheses",
            format!("x = {}1{}", many(DEEP, "("), many(DEEP, ")")),
        ),
        ("open parentheses", format!("x = {}", many(DEEP, "("))),
        (
            "brackets",
            format!("x = {}{}", many(DEEP, "["), many(DEEP, "]")),
        ),
        (
            "braces that do not match",
            format!("x = {}{}", many(DEEP, "{"), many(DEEP, ")")),
        ),
        ("members", format!("x = a{}", many(DEEP, ".b"))),
        (
            "members of self",
            format!("class A:\n def m(self): self{} = 1", many(DEEP, ".b")),
        ),
        ("calls", format!("x = a{}", many(DEEP, "()"))),
        ("elements", format!("x = a{}", many(DEEP, "[0]"))),
        (
            "calls in calls",
            format!("x = {}1{}", many(DEEP, "f("), many(DEEP, ")")),
        ),
        ("lambdas", format!("x = {}y", many(DEEP, "lambda y: "))),
        ("nots", format!("x = {}1", many(DEEP, "not "))),
        ("sum", format!("x = a{}", many(1_000_000, "+a"))),
        ("list", format!("x = [{}]", many(500_000, "1,"))),
        ("list of names", format!("x = [{}]", many(300_000, "a,"))),
        ("arguments", format!("f({})", many(300_000, "a,"))),
        ("targets", format!("{} = x", many(100_000, "a,"))),
        ("chained targets", format!("{}1", many(100_000, "a = "))),
        ("one long line", format!("x = '{}'", many(2_000_000, "y"))),
        ("one long name", many(2_000_000, "y")),
        (
            "comprehensions",
            format!("x = {}y{}", many(20_000, "["), many(20_000, " for y in y]")),
        ),
        (
            "decorators",
            format!("{}def f(): ...", many(100_000, "@d\n")),
        ),
        ("statements", many(300_000, "a;")),
        ("errors", many(100_000, "@ )")),
        ("quotes", many(500_000, "'\"")),
    ];
    // Indentation makes nested blocks quadratic in size, so they are fewer.
    let mut blocks = String::new();
    let mut classes = String::new();
    for depth in 0..1500 {
        let indent = many(depth, " ");
        writeln!(blocks, "{indent}if x:").unwrap();
        writeln!(classes, "{indent}class A(A):").unwrap();
    }
    writeln!(blocks, "{}x", many(1500, " ")).unwrap();
    writeln!(classes, "{}x = A", many(1500, " ")).unwrap();
    sources.push(("blocks", blocks));
    sources.push(("classes", classes));
    sources
}

/// Sources of Rust that are extreme in one way.
fn extremes_of_rust() -> Vec<(&'static str, String)> {
    const DEEP: usize = 100_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let within = |open: &str, close: &str| {
        let inside = format!("{}x{}", many(DEEP, open), many(DEEP, close));
        format!("fn f(x: u8) {{ {inside} }}")
    };
    vec![
        ("blocks", within("{", "}")),
        ("parentheses", within("(", ")")),
        ("closures", within("|x| ", "")),
        ("calls in calls", within("x(", ")")),
        (
            "tokens",
            format!("fn f() {{ m!{}{}; }}", many(DEEP, "("), many(DEEP, ")")),
        ),
        (
            "tokens of matches",
            format!("m!({})", many(30_000, "matches!(x, ")),
        ),
        (
            "modules",
            format!("{}{}", many(DEEP, "mod a {"), many(DEEP, "}")),
        ),
        (
            "uses",
            format!("use {}b{};", many(DEEP, "a::{"), many(DEEP, "}")),
        ),
        ("used names", format!("use a::{{{}}};", many(100_000, "b,"))),
        ("paths", format!("fn f() {{ a{}() }}", many(DEEP, "::a"))),
        ("members", format!("fn f() {{ a{} }}", many(DEEP, ".a()"))),
        (
            "types",
            format!("type A = {}u8{};", many(DEEP, "Box<"), many(DEEP, ">")),
        ),
        (
            "alternatives",
            format!("fn f() {{ match a {{ {}b => 1 }} }}", many(30_000, "b | ")),
        ),
        (
            "comments",
            format!("{}fn f() {{}}", many(100_000, "/// A.\n")),
        ),
        (
            "inner comments",
            format!("mod m {{ {} }}", many(100_000, "//! A.\n")),
        ),
        (
            "attributes",
            format!("{}fn f() {{}}", many(100_000, "#[a]\n")),
        ),
        (
            "tuple fields",
            format!("struct S({});", many(100_000, "A,")),
        ),
        (
            "lets",
            format!("fn f() {{ {} }}", many(100_000, "let x = x;")),
        ),
        (
            "blanks",
            format!("fn f() {{ m!({}a); }}", many(1_000, &many(1_000, " "))),
        ),
        ("open braces", many(DEEP, "fn f() {")),
    ]
}

#[test]
fn extreme_sources_end_soon() {
    let sources = [
        (Language::Python, extremes()),
        (Language::Rust, extremes_of_rust()),
    ];
    for (language, sources) in sources {
        for (name, source) in sources {
            assert_ends_soon(language, name, &source);
        }
    }
}

/// A source that is extreme in one way costs little; languages call it with their own.
pub(crate) fn assert_ends_soon(language: Language, name: &str, source: &str) {
    let started = Instant::now();
    let limits = Limits::default();
    sound(extract("a", "oid", language, source.as_bytes(), &limits));
    let took = started.elapsed();
    // Unoptimized and beside other tests; what is quadratic takes minutes.
    assert!(took < Duration::from_secs(30), "{name} took {took:?}");
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        // xorshift64
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// Cuts, doubles, swaps and garbles parts of a source.
fn mutated(source: &[u8], dice: &mut Dice) -> Vec<u8> {
    const SPICE: &[&[u8]] = &[
        b"(",
        b")",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"\n",
        b"\"",
        b"'",
        b"@",
        b"=",
        b".",
        b"*",
        b"class ",
        b"self.",
        b"\xff",
        b"\xc3\xa9",
        b"\t",
        b"lambda ",
        b"import ",
        b"super()",
        b"::",
        b"|",
        b"!(",
        b"fn ",
        b"impl ",
        b"let ",
        b"use ",
        b"///",
    ];
    let mut out = source.to_vec();
    for _ in 0..=dice.below(6) {
        let (a, b) = (dice.below(out.len() + 1), dice.below(out.len() + 1));
        let (start, end) = (a.min(b), a.max(b));
        let end = end.min(start + 200);
        match dice.below(4) {
            0 => drop(out.drain(start..end)),
            1 => {
                let part = out[start..end].to_vec();
                out.splice(end..end, part);
            }
            2 => {
                let spice = SPICE[dice.below(SPICE.len())];
                out.splice(start..start, spice.iter().copied());
            }
            _ => out[start..end].reverse(),
        }
    }
    out
}

#[test]
fn garbled_sources_give_sound_facts() {
    // The extractors themselves hold every construct; this test's own sources are theirs.
    let sources: &[(Language, &str)] = &[(Language::Python, PYTHON), (Language::Rust, RUST)];
    for (language, source) in sources {
        assert_sound_when_garbled(*language, source);
    }
}

/// Whatever is done to a source, its facts are sound; languages call it with their own.
pub(crate) fn assert_sound_when_garbled(language: Language, source: &str) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..400 {
        let garbled = mutated(source.as_bytes(), &mut dice);
        let limits = Limits::default();
        sound(extract("a/test_x", "", language, &garbled, &limits));
    }
}

/// A bit of everything, to be garbled.
const PYTHON: &str = r#"
from __future__ import annotations
import a.b, c as d
from ..x import (y as z, w)
from q import *
__all__ = ["A", 'f']
LIMIT: int = 3
type Pair[T] = tuple[T, T]

@decorate(1, *args, key=lambda v=LIMIT: v)
class A(Base, d.Mixin, Generic[T], metaclass=Meta):
    """Doc."""
    kind: Optional[Kind] = None
    first, (second, *rest) = 1, (2, 3)

    def __init__(self, engine: Engine, *args, **kw):
        super().__init__(*args, **kw)
        self.engine = engine or Engine()
        self.a, self.b[0], c = 1, 2, 3
        self.engine.run(x for x in [y for y in z if y] for k in x)

    @property
    async def p(self) -> "A":
        global LIMIT, late
        LIMIT = late = 1
        def inner[U: int](me, /, u: U = LIMIT, *, k=2) -> U:
            nonlocal me2
            me2 = self.engine
            return f"{self.p!r:>{LIMIT}} {u}"
        async with open(a) as f, g() as (h, i):
            await f.read()
        try:
            del self.a
        except (KeyError, ValueError) as e:
            raise X from e
        for n, m in self: yield n
        while (t := next(m)): print(t)
        match t:
            case Point(x=0, y=yy) as q if q: yy
            case [a, *others] | {"k": v, **kw}: kw
            case Color.RED | None: ...
        return A.B.C(self)[0].d()

def f(): return {k: v for k, v in A().items()}
"#;

/// A bit of everything, to be garbled.
const RUST: &str = r#"
//! Docs.
#![cfg(test)]
use std::{fmt::{self, Debug as D}, io::*};
pub(crate) use super::a::{self as b, c as _};
extern crate x as y;
mod child;
/// A.
#[derive(Debug, serde::Serialize)]
pub struct S<'a, T: Trait + 'a = u8, const N: usize = 3> where T: Other { pub a: Option<Box<B>>, b: &'a [T; N] }
struct P(pub A, (B, C), fn(x: u8) -> D);
enum E { A = 1, B(u8), C { x: X } }
union U { a: u8 }
pub trait Tr: Super + for<'b> F<&'b u8> { type I: Bound; const K: u8; fn go(&self, n: u8) -> Self; fn d() {} }
impl<'a, T> Tr for S<'a, T> where T: Late { type I = (); const K: u8 = 1;
    async fn go(mut self: Box<Self>, (p, q): (u8, u8), S { a, b: ref c }: S) -> Result<Self, E> {
        let Some(x) = self.a.take() else { return Err(E::A)?; };
        'l: for (i, x) in x.iter().enumerate() { if let Ok(y) = x && y.z() { continue 'l } else { break 'l; } }
        match x { A | E::B(x) | E::C { x, .. } if x > 1 => x, n @ 1..=9 => n, LIMIT => 3, _ => { 4 } };
        let f = move |a: u8, &b| -> u8 { Self { a, b: 1, ..Self::default() }; a + b };
        assert!(matches!(x, Some(z) if z.f(self.g::<u8>())), "{}", vec![|x| x.y, S { a: 1 }, Self::K]);
        <T as Tr>::d(); a::<u8>::b(*c, -d)[0].e.0.await.unwrap().f = g as H; x += 1;
        macro_rules! m { ($x:expr) => { $x } } unsafe { m!{ fn a() {} } }
        fn inner() -> impl Fn(u8) -> u8 + '_ { use q::r; r } const C: u8 = inner();
        Ok(Box::new(Some(self)))
    }
}
impl !Send for [u8; 2] {}
extern "C" { fn puts(s: *const T, ...) -> i32; static mut V: W; }
static A: B = C; const _: () = d();
#[cfg(not(test))] mod m { //! Inner.
    use super::*; #[test] fn t() {} }
"#;
