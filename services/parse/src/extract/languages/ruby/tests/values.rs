//! Ruby's names and what is told of values.

use insta::assert_snapshot;

use facts::{Bound, Receiver, Role};

use super::facts;
use crate::extract::testing::{references, references_of, show};

#[test]
fn a_bare_name_is_a_local_after_its_assignment_and_a_call_before() {
    assert_snapshot!(show(&facts("
        def f(a)
          x
          x = a
          x
          x()
          [1].each { |i; j| x += i; j = y = x }
          y
          if (z = x) then z end
          b, (c, *d) = a
          b + c + d
          for e in a do e end
        end
        x
    ")), @"
    function f(1) 1:4 in 1:0-12:3 +public
      parameter a 1:6
      local x 3:2
      parameter i 6:14
      local j 6:17 = x
      local y 6:32 = x
      local z 8:6 = x
      local b 9:2
      local c 9:6
      local d 9:10
      local e 11:6
    2:2 call x(0) in f -> free
    3:6 read a in f -> parameter 1:6
    4:2 read x in f -> local 3:2
    5:2 call x(0) in f -> free
    6:6 call <?>.each(0) in f
    6:20 write x in f -> local 3:2
    6:25 read i in f -> parameter 6:14
    6:28 write j in f -> local 6:17
    6:36 read x in f -> local 3:2
    7:2 call y(0) in f -> free
    8:10 read x in f -> local 3:2
    8:18 read z in f -> local 8:6
    9:15 read a in f -> parameter 1:6
    10:2 read b in f -> local 9:2
    10:6 read c in f -> local 9:6
    10:10 read d in f -> local 9:10
    11:11 read a in f -> parameter 1:6
    11:16 read e in f -> local 11:6
    13:0 call x(0) -> free
    ");
}

#[test]
fn methods_and_types_do_not_see_the_locals_around() {
    assert_snapshot!(references_of(&facts("
        x = 1
        def f; x; end
        class A
          x
          define_method(:g) { x }
          y = 2
          define_method(:h) { y }
        end
        -> { x }
    "), "x"), @"
    2:7 call x(0) in f -> free
    4:2 call x(0) in A -> free
    5:22 call x(0) in A.g -> free
    9:5 read x -> local 1:0
    ");
}

#[test]
fn variables_of_an_object_and_of_its_type_are_apart() {
    assert_snapshot!(show(&facts("
        class A
          attr_reader :x
          @x = B.new
          @@y = 1
          def initialize
            @x = C.new
          end
          def f
            @x.go
            @@y
            @z
            $w = 1
          end
          def self.g; @x; end
          class D
            def f; @x; end
          end
        end
        $w
    ")), @"
    class A 1:6 in 1:0-18:3 +public
      method x(0) 2:14 in 2:2-2:16 +public = C(0)
      field @x 3:2 in 3:2-3:12 +static = B(0)
      field @@y 4:2 in 4:2-4:9 +static
      constructor initialize(0) 5:6 in 5:2-7:5 +public
        field @x 6:4 in 6:4-6:14 = C(0)
      method f(0) 8:6 in 8:2-13:5 +public
        variable $w 12:4 in 12:4-12:10
      method g(0) 14:11 in 14:2-14:21 +public +static = @x
      class D 15:8 in 15:2-17:5 +public
        method f(0) 16:8 in 16:4-16:18 +public = @x
    2:2 call attr_reader(1) in A -> free
    3:7 instantiate B(0) in A -> free
    3:9 call B(0).new(*) in A
    6:9 instantiate C(0) in A.initialize -> free
    6:11 call C(0).new(*) in A.initialize
    9:4 read @x in A.f -> field 6:4
    9:7 call @x.go(0) in A.f
    10:4 read @@y in A.f -> field 4:2
    11:4 read @z in A.f -> free
    14:14 read @x in A.g -> field 3:2
    16:11 read @x in A.D.f -> free
    19:0 read $w -> variable 12:4
    ");
}

#[test]
fn what_is_made_is_of_the_class() {
    assert_snapshot!(show(&facts("
        class A
          def client
            @client ||= Http::Client.new(1)
          end
          def go
            client.get
            x = B.new
            x.run(2).then { |y| y.z }
            B.new.run
            self.class.make
            return x
          end
          def fluent
            self
          end
          def assign
            self.name = 1
            x.y.name ||= 2
          end
        end
    ")), @"
    class A 1:6 in 1:0-20:3 +public
      method client(0) 2:6 in 2:2-4:5 +public = Http::Client(1)
        field @client 3:4 in 3:4-3:35 = Http::Client(1)
      method go(0) 5:6 in 5:2-12:5 +public
        local x 7:4 = B(0)
        parameter y 8:21
      method fluent(0) 13:6 in 13:2-15:5 +public +fluent
      method assign(0) 16:6 in 16:2-19:5 +public
    3:16 read Http in A.client -> free
    3:22 instantiate Http::Client(1) in A.client
    3:29 call Http::Client(1).new(*) in A.client
    6:4 call client(0) in A.go -> free
    6:11 call client(0).get(0) in A.go
    7:8 instantiate B(0) in A.go -> free
    7:10 call B(0).new(*) in A.go
    8:4 read x in A.go -> local 7:4
    8:6 call x.run(1) in A.go
    8:13 call x.run(1).then(0) in A.go
    8:24 read y in A.go -> parameter 8:21
    8:26 call y.z(0) in A.go
    9:4 instantiate B(0) in A.go -> free
    9:6 call B(0).new(*) in A.go
    9:10 call B(0).run(0) in A.go
    10:9 call <this>.class(0) in A.go
    10:15 call <this>.class(0).make(0) in A.go
    11:11 read x in A.go -> local 7:4
    17:9 write <this>.name in A.assign
    18:4 call x(0) in A.assign -> free
    18:6 call x(0).y(0) in A.assign
    18:8 write x(0).y(0).name in A.assign
    ");
}

#[test]
fn patterns_rescues_and_texts() {
    assert_snapshot!(show(&facts("
        def f(v)
          case v
          in [A => a, *rest] then a
          in { name:, size: Integer => s } if name then s
          in B | nil then rest
          end
          \"x#{v.y}\"
          <<~END
            #{v.z}
          END
        rescue C::D, E => e
          e
        rescue F => e2
          e2
        end
    ")), @"
    function f(1) 1:4 in 1:0-15:3 +public
      parameter v 1:6
      local a 3:11
      local rest 3:15
      local name 4:7
      local s 4:31
      local e 11:18
      local e2 13:12 : F
    2:7 read v in f -> parameter 1:6
    3:6 read A in f -> free
    3:26 read a in f -> local 3:11
    4:20 read Integer in f -> free
    4:38 read name in f -> local 4:7
    4:48 read s in f -> local 4:31
    5:5 read B in f -> free
    5:18 read rest in f -> local 3:15
    7:6 read v in f -> parameter 1:6
    7:8 call v.y(0) in f
    9:6 read v in f -> parameter 1:6
    9:8 call v.z(0) in f
    11:7 read C in f -> free
    11:10 type C::D in f
    11:13 type E in f -> free
    12:2 read e in f -> local 11:18
    13:7 type F in f -> free
    14:2 read e2 in f -> local 13:12
    ");
}

#[test]
fn a_label_means_the_parameter_of_a_method_of_this_file() {
    assert_snapshot!(references_of(&facts("
        class A
          def initialize(a:); end
          def self.b(a:) = new(a: 1)
          def c(a: 1); end
          def d
            c(a: 2)
            other(a: 3)
            A.b(a: 4)
            A.new(a: 5)
            B.new(a: 6)
            x.c(a: 7)
            { a: 8 }
          end
        end
    "), "a"), @"
    3:23 read a in A.b -> parameter 2:17
    6:6 read a in A.d -> parameter 4:8
    8:8 read a in A.d -> parameter 3:13
    9:10 read a in A.d -> parameter 2:17
    ");
}

#[test]
fn super_and_itself() {
    assert_snapshot!(references(&facts("
        class A < B
          def f(x)
            super
            super(x)
            super.g
            self.h
            self[1]
          end
        end
    ")), @"
    1:10 supertype B -> free
    3:4 call <super>.super(*) in A.f
    4:4 call <super>.super(1) in A.f
    4:10 read x in A.f -> parameter 2:8
    5:4 call <super>.super(*) in A.f
    5:10 call <super>.super(*).g(0) in A.f
    6:9 call <this>.h(0) in A.f
    ");
}

#[test]
fn a_label_without_a_value_reads_the_name() {
    assert_snapshot!(references(&facts("
        def f(x)
          g(x:, y:)
        end
    ")), @"
    2:2 call g(2) in f -> free
    2:4 read x in f -> parameter 1:6
    2:8 call y(*) in f -> free
    ");
}

#[test]
fn whose_a_bare_call_is_in_a_block_of_a_class_is_not_told() {
    let facts = facts(
        "
        a { b }
        class C
          d
          e { f; g { h }; Class.new { i } }
          j
          def k; l { m }; end
          class D; n; end
        end
        o { p }
    ",
    );
    let open = facts.references.iter().filter(|r| {
        r.role == Role::Call && r.bound == Bound::Free && r.receiver == Receiver::Opaque
    });
    let open: Vec<&str> = open.map(|r| facts.name(r.name)).collect();
    assert_eq!(open, ["f", "g", "h"]);
}

#[test]
fn the_same_call_twice_in_blocks_tells_one_type() {
    assert_snapshot!(show(&facts("
        class C
          setup { @a = build(1) }
          setup { @a = build(2) }
          setup { @b = build }
          setup { @b = other }
        end
    ")), @"
    class C 1:6 in 1:0-6:3 +public
      field @a 2:10 in 2:10-2:23 +static = <?>.build(1)
      field @b 4:10 in 4:10-4:20 +static
    2:2 call setup(0) in C -> free
    2:15 call <?>.build(1) in C -> free
    3:2 call setup(0) in C -> free
    3:10 write @a in C -> field 2:10
    3:15 call <?>.build(1) in C -> free
    4:2 call setup(0) in C -> free
    4:15 call <?>.build(0) in C -> free
    5:2 call setup(0) in C -> free
    5:10 write @b in C -> field 4:10
    5:15 call <?>.other(0) in C -> free
    ");
}
