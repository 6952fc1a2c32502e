//! What PHP's variables and functions are known to hold and to give back.

use insta::assert_snapshot;

use super::facts_of;
use crate::extract::testing::{definitions, references_of};

#[test]
fn values_tell_types_where_nothing_declares_them() {
    let facts = facts_of(
        "<?php
        class A {
            private $x;
            private $y;
            function __construct(B $b) { $this->x = $b; $this->y = new C; $this->y = new D; }
            function itself() { return $this; }
            function fresh(): static { return new static; }
            function made() { $c = new C; return $c ?? null; }
            function either($q) { return $q ? new C : null; }
            function several(C|null|string $x, C|D $y) {}
        }
        ",
    );
    assert_snapshot!(definitions(&facts), @"
    class A 2:14 in 2:8-11:9 +public
      field x 3:21 in 3:12-3:23 = b
      field y 4:21 in 4:12-4:23
      constructor __construct(1) 5:21 in 5:12-5:93 +public
        parameter b 5:36 in 5:33-5:37 : B
      method itself(0) 6:21 in 6:12-6:47 +public +fluent
      method fresh(0) 7:21 in 7:12-7:59 +public +fluent
      method made(0) 8:21 in 8:12-8:62 +public = C(*)
        local c 8:31 in 8:30-8:40 = C(*)
      method either(1) 9:21 in 9:12-9:61 +public = C(*)
        parameter q 9:29 in 9:28-9:30
      method several(2) 10:21 in 10:12-10:57 +public
        parameter x 10:44 in 10:29-10:45 : C
        parameter y 10:52 in 10:47-10:53
    ");
}

#[test]
fn a_value_that_is_given_in_no_branch_holds_from_there() {
    let facts = facts_of(
        "<?php
        function f(A $x) {
            $x->m();
            $x = new B;
            $x->m();
            if ($x) { $x = new C; }
            $x->m();
        }
        ",
    );
    assert_snapshot!(references_of(&facts, "m"), @"
    3:16 call x.m(0) in f
    5:16 call B(*).m(0) in f
    7:16 call x.m(0) in f
    ");
}
