//! What Ruby defines.

use insta::assert_snapshot;

use super::facts;
use crate::extract::testing::{definitions, imports, show, signatures, supertypes};

#[test]
fn modules_classes_and_methods_with_their_documentation() {
    assert_snapshot!(definitions(&facts("
        # frozen_string_literal: true

        # A module.
        # Two lines.
        module A
          LIMIT = 3
          # A class.
          class B < C
            # Makes one.
            #
            # @return [B]
            def initialize(a, b = 1, *rest, key:, opt: 2, **others, &block); end
            def plain(a, b); end # not of the next
            def b=(value); end
            def self.make(x) = new(x)
            class << self
              def build; end
            end
          end
          class D::E
          end
        end

        def helper(...) end
    ")), @r#"
    module A 5:7 in 5:0-22:3 +public "A module.\nTwo lines."
      constant LIMIT 6:2 in 6:2-6:11 +public
      class B 8:8 in 8:2-19:5 +public "A class."
        constructor initialize(*) 12:8 in 12:4-12:72 +public "Makes one.\n\n@return [B]"
          parameter a 12:19
          parameter b 12:22 in 12:22-12:27
          parameter rest 12:30 in 12:29-12:34
          parameter key 12:36 in 12:36-12:40
          parameter opt 12:42 in 12:42-12:48
          parameter others 12:52 in 12:50-12:58
          parameter block 12:61 in 12:60-12:66
        method plain(2) 13:8 in 13:4-13:24 +public
          parameter a 13:14
          parameter b 13:17
        method b=(1) 14:8 in 14:4-14:22 +public
          parameter value 14:11
        method make(1) 15:13 in 15:4-15:29 +public +static = new(1)
          parameter x 15:18
        method build(0) 17:10 in 17:6-17:20 +public +static
      class D::E 20:11 in 20:2-21:5 +public
    function helper(*) 24:4 in 24:0-24:19 +public
    "#);
}

#[test]
fn heads_are_signatures() {
    assert_snapshot!(signatures(&facts("
        class A < B::C
          attr_reader :x
          def f(a,
                b: 1)
          end
          def self.g = 1
          X = Y.new
        end
    ")), @"
    class A < B::C
    attr_reader :x
    def f(a, b: 1)
    def self.g
    X = Y.new
    ");
}

#[test]
fn what_is_private_is_marked_and_what_is_of_the_type_too() {
    assert_snapshot!(definitions(&facts("
        module A
          def self.own; end
          module_function
          def both; end
        end
        module B
          def before; end
          extend self
          def after; end
        end
        class C
          def seen; end
          def hidden; end
          private :hidden
          private def also_hidden; end
          def seen_too; end
          private
          def helper; end
          public
          def seen_again; end
          protected
          attr_reader :x
        end
    ")), @"
    module A 1:7 in 1:0-5:3 +public
      method own(0) 2:11 in 2:2-2:19 +public +static
      method both(0) 4:6 in 4:2-4:15 +public +class_method
    module B 6:7 in 6:0-10:3 +public
      method before(0) 7:6 in 7:2-7:17 +public +class_method
      method after(0) 9:6 in 9:2-9:16 +public +class_method
    class C 11:6 in 11:0-23:3 +public
      method seen(0) 12:6 in 12:2-12:15 +public
      method hidden(0) 13:6 in 13:2-13:17
      method also_hidden(0) 15:14 in 15:10-15:30
      method seen_too(0) 16:6 in 16:2-16:19 +public
      method helper(0) 18:6 in 18:2-18:17
      method seen_again(0) 20:6 in 20:2-20:21 +public
      method x(0) 22:14 in 22:2-22:16
    ");
}

#[test]
fn calls_that_declare() {
    assert_snapshot!(show(&facts("
        class A
          include B, C::D
          prepend P
          extend E
          attr_accessor :one, :two
          attr_writer :three
          alias old one
          alias_method :older, :two
          define_method(:made) { |x| x }
          def self.included(base)
            base.extend(Other)
          end
        end
    ")), @"
    class A 1:6 in 1:0-13:3 +public
      method one(0) 5:16 in 5:2-5:26 +public
      method two(0) 5:22 in 5:2-5:26 +public
      method three=(1) 6:14 in 6:2-6:20 +public
      method old(*) 7:8 in 7:2-7:15 +public
      method older(*) 8:15 in 8:2-8:27 +public
      method made(*) 9:16 in 9:2-9:32 +public
        parameter x 9:26
      method included(1) 10:11 in 10:2-12:5 +public +static = base.extend(1)
        parameter base 10:20
    A implements P
    A implements C::D
    A implements B
    A embeds E
    2:2 call include(2) in A -> free
    2:10 supertype B in A -> free
    2:13 read C in A -> free
    2:16 supertype C::D in A
    3:2 call prepend(1) in A -> free
    3:10 supertype P in A -> free
    4:2 call extend(1) in A -> free
    4:9 supertype E in A -> free
    5:2 call attr_accessor(2) in A -> free
    6:2 call attr_writer(1) in A -> free
    7:12 read one in A -> free
    8:2 call alias_method(2) in A -> free
    8:23 read two in A -> free
    9:2 call define_method(1) in A -> free
    9:29 read x in A.made -> parameter 9:26
    11:4 read base in A.included -> parameter 10:20
    11:9 call base.extend(1) in A.included
    11:16 read Other in A.included -> free
    ");
}

#[test]
fn types_that_calls_make() {
    assert_snapshot!(show(&facts("
        Error = Class.new(StandardError)
        Point = Struct.new(:x, :y) do
          def sum; x + y; end
        end
        Size = Data.define(:width)
        Sub = Class.new(Base) do
          include Mixed
          def go; end
        end
        Tools = Module.new do
          def tool; end
        end
        class Pair < Struct.new(:left, :right); end
        X::Y = Class.new
    ")), @"
    class Error 1:0 in 1:0-1:32 +public
    class Point 2:0 in 2:0-4:3 +public
      method sum(0) 3:6 in 3:2-3:21 +public
      method x(0) 2:19 in 2:8-4:3 +public
      method y(0) 2:23 in 2:8-4:3 +public
    class Size 5:0 in 5:0-5:26 +public
      method width(0) 5:19 in 5:7-5:26 +public
    class Sub 6:0 in 6:0-9:3 +public
      method go(0) 8:6 in 8:2-8:13 +public
    module Tools 10:0 in 10:0-12:3 +public
      method tool(0) 11:6 in 11:2-11:15 +public
    class Pair 13:6 in 13:0-13:43 +public
      method left(0) 13:24 in 13:13-13:38 +public
      method right(0) 13:31 in 13:13-13:38 +public
    class X::Y 14:3 in 14:0-14:16 +public
    Error extends StandardError
    Sub implements Mixed
    Sub extends Base
    1:8 instantiate Class(1) -> free
    1:14 call Class(1).new(*)
    1:18 supertype StandardError -> free
    2:8 instantiate Struct(2) -> free
    2:15 call Struct(2).new(*)
    3:11 call x(0) in Point.sum -> free
    3:15 call y(0) in Point.sum -> free
    5:7 read Data -> free
    5:12 call Data.define(1)
    6:6 instantiate Class(1) -> free
    6:12 call Class(1).new(*)
    6:16 supertype Base -> free
    7:2 call include(1) in Sub -> free
    7:10 supertype Mixed in Sub -> free
    10:8 instantiate Module(0) -> free
    10:15 call Module(0).new(*)
    13:13 instantiate Struct(2) -> free
    13:20 call Struct(2).new(*)
    14:0 read X -> free
    14:7 instantiate Class(0) -> free
    14:13 call Class(0).new(*)
    ");
}

#[test]
fn a_type_without_a_name_gives_nothing_to_the_one_around() {
    assert_snapshot!(definitions(&facts("
        class A
          def f
            Class.new(Base) do
              def g; end
            end
          end
          Other.class_eval do
            def patched; end
          end
          class << @single
            def lonely; end
          end
          def object.odd; end
          def B.direct; end
        end
    ")), @"
    class A 1:6 in 1:0-15:3 +public
      method f(0) 2:6 in 2:2-6:5 +public = Class(1)
        method Class(1).new(*)::g(0) 4:10 in 4:6-4:16 +public
      method Other::patched(0) 8:8 in 8:4-8:20 +public
      method <?>.@single::lonely(0) 11:8 in 11:4-11:19 +public +static
      method <?>.object::odd(0) 13:13 in 13:2-13:21 +public +static
      method B::direct(0) 14:8 in 14:2-14:19 +public +static
    ");
}

#[test]
fn files_are_required() {
    assert_snapshot!(imports(&facts("
        require 'json'
        require \"a/b\"
        require_relative '../c'
        require name
        require \"a/#{name}\"
        module A
          autoload :B, 'a/b'
        end
    ")), @r#"
    import include "json" 1:9
    import include "a/b" 2:9
    import include "./../c" 3:18
    import include "a/b" 7:16 in A
    "#);
}

#[test]
fn what_is_included_last_is_asked_first() {
    assert_snapshot!(supertypes(&facts("
        class A < B
          include C
          include D, E
          class << self
            include F
          end
          extend G
        end
    ")), @"
    A embeds F
    A implements E
    A implements D
    A implements C
    A extends B
    A embeds G
    ");
}

#[test]
fn what_a_file_includes_outside_of_types_is_imported() {
    let facts = facts(
        "
        include A
        include A::B, ::C
        extend D
        [1].each { include E }
        class F; include G; end
        def f; include H; end
    ",
    );
    let imports = facts.imports.iter().map(|import| {
        let module = facts.name(import.module);
        format!("{:?} {module} {}", import.kind, import.span.start_line)
    });
    assert_snapshot!(imports.collect::<Vec<_>>().join("\n"), @"
    Wildcard A 0
    Wildcard A::B 1
    Wildcard C 1
    ");
}
