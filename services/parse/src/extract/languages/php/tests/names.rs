//! PHP's names, and what they mean in their file.

use insta::assert_snapshot;

use super::facts_of;
use crate::extract::testing::references;

#[test]
fn classes_functions_and_constants_are_apart() {
    let facts = facts_of(
        "<?php
        namespace A;
        use X\\Y, X\\Z as W;
        class f {} function f() {} const f = 1;
        new f; f(); f; Y::g(); W\\V::h(); \\B\\c(); namespace\\f(); X::class;
        ",
    );
    assert_snapshot!(references(&facts), @r"
    3:14 import Y -> import X . Y
    3:19 import Z -> import X . Z
    5:12 instantiate f(*) -> class 4:14
    5:15 call f(0) -> function 4:28
    5:20 read f -> constant 4:41
    5:23 type Y -> import X . Y
    5:26 call Y.g(0)
    5:33 type V -> import X\Z . V
    5:36 call V.h(0)
    5:44 call c(0) -> import B . c
    5:59 call f(0) -> import A . f
    5:64 type X -> free
    ");
}

#[test]
fn variables_belong_to_their_function() {
    let facts = facts_of(
        "<?php
        $x = 1;
        function f($a) {
            $x;
            preg_match('', '', $m);
            $g = function () use ($a, &$n) { return $a . $x . $n; };
            $h = fn($b) => $a . $b;
            foreach ($m as $k => [$v, $k => $w]) { echo \"$v {$w}\"; }
            global $x;
            return $x;
        }
        ",
    );
    assert_snapshot!(references(&facts), @"
    4:13 read x in f -> local 2:9
    5:12 call preg_match(3) in f -> free
    6:35 read a in f -> parameter 3:20
    6:53 read a in f -> parameter 3:20
    6:58 read $x in f -> free
    6:63 read n in f -> local 6:40
    7:28 read a in f -> parameter 3:20
    7:33 read b in f -> parameter 7:21
    8:22 read m in f -> local 5:32
    8:39 read k in f -> local 8:28
    8:58 read v in f -> local 8:35
    8:62 read w in f -> local 8:45
    9:20 read x in f -> local 2:9
    10:20 read x in f -> local 2:9
    ");
}

#[test]
fn members_have_their_receivers() {
    let facts = facts_of(
        "<?php
        class A extends B {
            private $x;
            function m(self $o) {
                $this->x = $o->m($o)?->x;
                parent::m($o); self::$s; static::K; $this->{$o}();
                f(label: 1); new A(a: 2);
                if ($o instanceof C) {}
                try {} catch (D $e) { $e->g(); }
                return new class extends C { function n() { $this->n(); } };
            }
        }
        ",
    );
    assert_snapshot!(references(&facts), @"
    2:24 supertype B in A -> free
    4:23 type self in A.m -> class 2:14
    5:23 write <this>.x in A.m
    5:28 read o in A.m -> parameter 4:29
    5:31 call o.m(1) in A.m
    5:34 read o in A.m -> parameter 4:29
    5:39 read o.m(1).x in A.m
    6:24 call <super>.m(1) in A.m
    6:27 read o in A.m -> parameter 4:29
    6:38 read <this>.s in A.m
    6:49 read <this>.K in A.m
    6:61 read o in A.m -> parameter 4:29
    7:16 call f(1) in A.m -> free
    7:18 read f(1)::label in A.m
    7:33 instantiate A(1) in A.m -> class 2:14
    7:35 read A(1)::a in A.m
    8:21 read o in A.m -> parameter 4:29
    8:34 type C in A.m -> free
    9:30 type D in A.m -> free
    9:39 read e in A.m -> local 9:33
    9:42 call D.g(0) in A.m
    10:27 instantiate class(*) in A.m -> class 10:27
    10:41 supertype C in A.m.class@anonymous -> free
    10:67 call <this>.n(0) in A.m.class@anonymous.n
    ");
}
