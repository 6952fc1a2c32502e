//! PHP's declarations.

use insta::assert_snapshot;

use super::{facts_of, facts_of_file};
use crate::extract::testing::{definitions, imports, show, signatures, supertypes};

#[test]
fn classes_have_members_of_every_sort() {
    let facts = facts_of(
        "<?php
        namespace A\\B;
        /** Is. */
        abstract class C extends D implements E {
            use T;
            const X = 1;
            private ?Foo $p = null, $q;
            abstract protected function m(int $x, Foo ...$r): Foo;
            public static function n() {}
            public function __construct(private readonly Foo $foo, array $z = []) {}
        }
        interface I extends J, K { const Y = 2; public function o(); }
        trait T { private $t; }
        enum Suit: string implements I { case Hearts = 'H'; case Spades = 'S'; }
        ",
    );
    assert_snapshot!(definitions(&facts), @r#"
    class C 4:23 in 4:8-11:9 +public +abstract "Is."
      constant X 6:18 in 6:12-6:24 +public
      field p 7:26 in 7:12-7:39 : Foo
      field q 7:37 in 7:12-7:39 : Foo
      method m(*) 8:40 in 8:12-8:66 +abstract : Foo
        parameter x 8:47 in 8:42-8:48
        parameter r 8:58 in 8:50-8:59
      method n(0) 9:35 in 9:12-9:41 +public +static
      constructor __construct(2) 10:28 in 10:12-10:84 +public
      field foo 10:62 in 10:40-10:65 : Foo
        parameter z 10:74 in 10:67-10:80
    interface I 12:18 in 12:8-12:70 +public
      constant Y 12:41 in 12:35-12:47 +public
      method o(0) 12:64 in 12:48-12:68 +public +abstract
    trait T 13:14 in 13:8-13:31 +public
      field t 13:27 in 13:18-13:29
    enum Suit 14:13 in 14:8-14:80 +public
      enum_member Hearts 14:46 in 14:41-14:59 +public
      enum_member Spades 14:65 in 14:60-14:78 +public
    "#);
    assert_snapshot!(signatures(&facts), @"
    abstract class C extends D implements E
    const X = 1
    private ?Foo $p = null
    private ?Foo $p = null, $q
    abstract protected function m(int $x, Foo ...$r): Foo
    public static function n()
    public function __construct(private readonly Foo $foo, array $z = [])
    private readonly Foo $foo
    interface I extends J, K
    const Y = 2
    public function o()
    trait T
    private $t
    enum Suit: string implements I
    case Hearts = 'H'
    case Spades = 'S'
    ");
    assert_snapshot!(supertypes(&facts), @"
    C embeds T
    C extends D
    C implements E
    I extends J
    I extends K
    Suit implements I
    ");
}

#[test]
fn each_of_several_namespaces_is_a_definition() {
    let facts = facts_of(
        "<?php
        namespace A { class C {} function f() {} }
        namespace B { use A\\C; new C; \\A\\f(); }
        ",
    );
    assert_snapshot!(show(&facts), @r#"
    namespace A 2:18 in 2:8-2:50 +public
      class C 2:28 in 2:22-2:32 +public
      function f(0) 2:42 in 2:33-2:48 +public
    namespace B 3:18 in 3:8-3:47 +public
    import member "A" . C as C 3:26 in B +type_only
    import member "A" . f 3:38 in B
    3:28 import C in B -> import A . C
    3:35 instantiate C(*) in B -> import A . C
    3:41 call f(0) in B -> import A . f
    "#);
    let facts = facts_of("<?php namespace A; class C {} namespace B; class D extends C {}");
    assert_snapshot!(show(&facts), @"
    namespace A 1:16 in 1:6-1:18 +public
      class C 1:25 in 1:19-1:29 +public
    namespace B 1:40 in 1:30-1:42 +public
      class D 1:49 in 1:43-1:63 +public
    B.D extends C
    1:59 supertype C in B.D -> free
    ");
}

#[test]
fn imports_come_in_every_form() {
    let facts = facts_of(
        "<?php
        use A\\B;
        use A\\C as D, \\E;
        use function F\\g, F\\h as i;
        use const K\\L;
        use M\\{N, O\\P as Q, function r};
        require_once __DIR__ . '/x.php';
        include 'lib/y.php';
        ",
    );
    assert_snapshot!(imports(&facts), @r#"
    import member "A" . B as B 2:12 +type_only
    import member "A" . C as D 3:12 +type_only
    import member "" . E as E 3:22 +type_only
    import member "F" . g as g 4:12
    import member "F" . h as i 4:26
    import member "K" . L as L 5:12
    import member "M" . N as N 6:15 +type_only
    import member "M\\O" . P as Q 6:18 +type_only
    import member "M" . r as r 6:28
    import include "./x.php" 7:8
    import include "lib/y.php" 8:8
    "#);
}

#[test]
fn documentation_tells_members_and_types() {
    let facts = facts_of(
        "<?php
        /**
         * @template T
         * @property-read Foo|null $magic
         * @method static Foo make(int $a)
         */
        class A {
            /** @var Foo */
            private $a;
            /** @var Foo[] */
            private $b;
            /** @var T */
            private $c;
            /**
             * @param \\X\\Foo|null $x
             * @return $this
             */
            function m($x) { /** @var Foo $y */ $y = f(); return $this; }
        }
        ",
    );
    assert_snapshot!(show(&facts), @r#"
    class A 7:14 in 7:8-19:9 +public "@template T\n@property-read Foo|null $magic\n@method static Foo make(int $a)"
      field magic 4:36 +public : Foo
      method make(*) 5:30 +public : Foo
      field a 9:21 in 9:12-9:23 : Foo "@var Foo"
      field b 11:21 in 11:12-11:23 "@var Foo[]"
      field c 13:21 in 13:12-13:23 "@var T"
      method m(1) 18:21 in 18:12-18:73 +public +fluent "@param \\X\\Foo|null $x\n@return $this"
        parameter x 18:24 in 18:23-18:25 : Foo
        local y 18:49 in 18:48-18:56 : Foo
    import member "X" . Foo 15:25 in A +type_only
    4:26 type Foo -> free
    5:26 type Foo -> free
    8:21 type Foo in A -> free
    10:21 type Foo in A -> free
    15:25 type Foo in A -> import X . Foo
    18:38 type Foo in A.m -> free
    18:53 call f(0) in A.m -> free
    "#);
}

#[test]
fn tests_are_marked_by_their_path() {
    let facts = facts_of_file(
        "tests/ATest.php",
        "<?php class ATest { function testX() {} }",
    );
    assert_snapshot!(definitions(&facts), @"
    class ATest 1:12 in 1:6-1:41 +public +test
      method testX(0) 1:29 in 1:20-1:39 +public +test
    ");
}
