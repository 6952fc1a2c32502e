//! Broken, extreme and garbled sources.

use events::Language;
use insta::assert_snapshot;

use super::facts_of;
use crate::extract::testing::show;
use crate::extract::tests::{assert_ends_soon, assert_sound_when_garbled};

#[test]
fn broken_sources_give_what_is_whole() {
    let facts = facts_of(
        "<?php
        class A {
            function m( { $a->b(; }
            function n() { $this->o() }
            function o() {}
        }
        function p(A $q) { $q->n(); }
        ",
    );
    assert_snapshot!(show(&facts), @"
    partial (syntax)
    missing 3:23
    error 3:31
    error 4:27
    class A 2:14 in 2:8-6:9 +public
      method m(0) 3:21 in 3:12-3:35 +public
      method n(0) 4:21 in 4:12-4:39 +public
      method o(0) 5:21 in 5:12-5:27 +public
    function p(1) 7:17 in 7:8-7:37 +public
      parameter q 7:22 in 7:19-7:23 : A
    3:27 read $a in A.m -> free
    3:30 read $a.b in A.m
    4:34 call <this>.o(0) in A.n
    7:19 type A in p -> class 2:14
    7:28 read q in p -> parameter 7:22
    7:31 call q.n(0) in p
    ");
}

/// Sources that are extreme in one way.
fn extremes() -> Vec<(&'static str, String)> {
    const DEEP: usize = 100_000;
    let many = |n: usize, part: &str| part.repeat(n);
    let php = |inside: String| format!("<?php {inside}");
    let within =
        |open: &str, close: &str| php(format!("$y = {}$x{};", many(DEEP, open), many(DEEP, close)));
    vec![
        ("parentheses", within("(", ")")),
        (
            "calls in calls",
            php(format!(
                "$y = {}$x{};",
                many(20_000, "f("),
                many(20_000, ")")
            )),
        ),
        ("elements", php(format!("$x{} = 1;", many(DEEP, "[$x]")))),
        ("arrays", within("[", "]")),
        ("arrow functions", within("fn($x) => $z + ", "")),
        ("closures", within("function() use ($x) { return ", "; }")),
        (
            "anonymous classes",
            within("new class { public $y = ", "; }"),
        ),
        ("members", php(format!("$x{} = 1;", many(DEEP, "->b")))),
        ("calls", php(format!("$x{};", many(DEEP, "->f()")))),
        ("sum", php(format!("$y = $x{};", many(300_000, "+$x")))),
        ("texts", php(format!("$y = $x{};", many(100_000, ".'a'.B")))),
        ("names", php(format!("new A{};", many(DEEP, "\\B")))),
        (
            "namespaces",
            php(many(20_000, "namespace A\\B; class C {} ")),
        ),
        ("imports", php(many(50_000, "use A\\B\\C;\n"))),
        (
            "group",
            php(format!("use A\\{{{}B}};", many(50_000, "C, "))),
        ),
        ("list", php(format!("[{}$x] = f();", many(100_000, "$x, ")))),
        (
            "keys",
            php(format!("[{}$x] = f();", many(50_000, "$k => $x, "))),
        ),
        ("loops", php(many(20_000, "foreach ($x as $y) { "))),
        ("branches", php(many(20_000, "if ($x) {} else "))),
        (
            "functions",
            php(many(50_000, "function f($x) { return $x; } ")),
        ),
        (
            "parameters",
            php(format!("function f({}A $b) {{}}", many(50_000, "A $b, "))),
        ),
        (
            "promoted",
            php(format!(
                "class A {{ function __construct({}public A $b) {{}} }}",
                many(50_000, "public A $b, ")
            )),
        ),
        (
            "properties",
            php(format!(
                "class A {{ public {}$c; }}",
                many(50_000, "$b = 1, ")
            )),
        ),
        (
            "constants",
            php(format!("const {}A = 1;", many(50_000, "A = 1, "))),
        ),
        (
            "supertypes",
            php(format!("class A implements {}B {{}}", many(50_000, "B, "))),
        ),
        (
            "unions",
            php(format!("function f({}B $x) {{}}", many(50_000, "A|"))),
        ),
        (
            "variables",
            php((0..50_000).map(|n| format!("f($v{n});")).collect()),
        ),
        (
            "hints",
            php((0..50_000)
                .map(|n| format!("/** @var A $h{n} */\n$v{n} = 1;"))
                .collect()),
        ),
        (
            "tags",
            php(format!(
                "/**\n{}*/ function f({}$x) {{}}",
                (0..30_000)
                    .map(|n| format!(" * @param A $p{n}\n"))
                    .collect::<String>(),
                (0..30_000).map(|n| format!("$p{n}, ")).collect::<String>(),
            )),
        ),
        (
            "types of documentation",
            php(format!(
                "/** @var {}A{} $x */ $x = 1;",
                many(DEEP, "array<A, "),
                many(DEEP, ">")
            )),
        ),
        ("labels", php(format!("f({}b: 1);", many(50_000, "a: 1, ")))),
        ("comments", php(many(50_000, "/** @var A */ "))),
        ("statements", php(many(100_000, "$x++;"))),
        ("html", many(30_000, "<a><?php $x ?></a>")),
        ("strings", php(format!("\"{}\";", many(50_000, "{$x->y}")))),
        ("open braces", php(many(DEEP, "class A {"))),
        ("errors", php(many(50_000, "] )"))),
    ]
}

#[test]
fn extreme_sources_end_soon() {
    for (name, source) in extremes() {
        assert_ends_soon(Language::Php, name, &source);
    }
}

#[test]
fn garbled_sources_give_sound_facts() {
    assert_sound_when_garbled(Language::Php, EVERYTHING);
}

/// A bit of everything, to be garbled.
const EVERYTHING: &str = r#"<html><?= $x ?><?php
namespace A\B;
use function A\{foo as f, g};
use X\{Y, Q\R as S};
/** Doc.
 * @template T
 * @property-read Foo|null $magic
 * @method static array<int, Foo> list(int $a)
 */
#[Attr(name: 1)]
abstract class C extends D implements E, \F\G {
    use T, U { T::a insteadof U; U::a as protected b; c as d; }
    const X = 1, Y = self::X;
    private ?static $p = null, $q;
    /** @var S[] */
    protected $doc;
    public function m(int|Foo|null $x, Foo&Bar $y, &...$r): static { return new static($x); }
    /** @param Y $u
     * @return $this */
    public function __construct(private readonly Foo $foo, $u = []) { $this->q = new Q; return $this; }
    public string $hooked { get => $this->p; set { $this->p = $value; } }
}
enum Suit: string { case Hearts = 'H'; const Wild = self::Hearts; }
$x = new class(1) extends Foo { function a() { return fn($z) => $z + $x; } };
foreach ($a as $k => [$v, 'x' => &$w]) { echo "a{$v->x} $w->y[0] ${z}"; }
list($c, , $d) = foo(...); $x?->y()::Z; $x->{$y}(); new $c; namespace\foo(a: 1, ...$b);
require_once __DIR__ . '/x.php'; define('FOO', 1);
try {} catch (A|\B $e) {} finally {}
function h() { global $g; static $n = 1; return function () use ($x, &$y): int { yield $y; }; }
/** @var \A\B $t */ $t = match (true) { $t instanceof C => 1, default => <<<EOT
 {$t->go()} $x[0]
EOT };
goto end; end: ?><b><?php exit;
"#;
