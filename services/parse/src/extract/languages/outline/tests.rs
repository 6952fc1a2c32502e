//! Outlines, a language a test.

use events::Language;
use insta::assert_snapshot;

use super::vocabulary::{Field, Kind};
use crate::extract::testing::{facts_of, show};
use crate::extract::tests::{assert_ends_soon, assert_sound_when_garbled};

#[test]
fn every_word_is_known_to_a_grammar() {
    crate::extract::vocabulary::assert_known::<Kind, Field>(&[
        tree_sitter_bash::LANGUAGE.into(),
        tree_sitter_elixir::LANGUAGE.into(),
        tree_sitter_lua::LANGUAGE.into(),
        tree_sitter_scala::LANGUAGE.into(),
        tree_sitter_swift::LANGUAGE.into(),
    ]);
}

#[test]
fn bash() {
    assert_snapshot!(show(&facts_of(Language::Bash, "a.sh", "
        #!/bin/bash
        log() { echo \"$1\"; }
        function run {
          log \"x\" | grep x
          other
        }
        if log a; then run \"$(log b)\"; fi
    ")), @"
    function log(*) 2:0 in 2:0-2:20
    function run(*) 3:9 in 3:0-6:1
    2:8 call echo(*) in log -> free
    4:2 call log(*) in run -> function 2:0
    4:12 call grep(*) in run -> free
    5:2 call other(*) in run -> free
    7:3 call log(*) -> function 2:0
    7:15 call run(*) -> function 3:9
    7:22 call log(*) -> function 2:0
    ");
}

#[test]
fn lua() {
    assert_snapshot!(show(&facts_of(Language::Lua, "a.lua", "
        local M = {}
        local function helper(x) return x end
        function M.open(path) helper(path) end
        function M:close() self:flush() M.open(1) end
        function twice() end
        function twice() end
        local function hides(helper)
          helper(1)
          twice()
          print(2)
        end
    ")), @"
    function helper(*) 2:15 in 2:0-2:37
    method open(*) 3:11 in 3:0-3:38
    method close(*) 4:11 in 4:0-4:45
    function twice(*) 5:9 in 5:0-5:20
    function twice(*) 6:9 in 6:0-6:20
    function hides(*) 7:15 in 7:0-11:3
    3:22 call helper(*) in open -> function 2:15
    4:24 call <this>.flush(*) in close
    4:34 call <?>.open(*) in close
    8:2 call helper(*) in hides -> free
    9:2 call twice(*) in hides -> free
    10:2 call print(*) in hides -> free
    ");
}

#[test]
fn swift() {
    assert_snapshot!(show(&facts_of(Language::Swift, "a.swift", "
        protocol Shape { func area() -> Int }
        struct Box: Shape {
          let side: Int
          init(side: Int) { self.side = side }
          func area() -> Int { return square(side) + twice() }
          func twice() -> Int { self.area() }
          func over(a: Int) {}
          func over(b: Int) { over(a: 1) }
        }
        extension Box { func more() { twice() } }
        enum Kind { case a, b }
        func square(_ x: Int) -> Int { x * x }
        let box = Box(side: 1)
        box.area()
    ")), @"
    interface Shape 1:9 in 1:0-1:37
      method area(*) 1:22 in 1:17-1:35
    struct Box 2:7 in 2:0-9:1
      constructor init(*) 4:2 in 4:2-4:38
      method area(*) 5:7 in 5:2-5:54
      method twice(*) 6:7 in 6:2-6:37
      method over(*) 7:7 in 7:2-7:22
      method over(*) 8:7 in 8:2-8:34
    namespace Box 10:10 in 10:0-10:41
      method more(*) 10:21 in 10:16-10:39
    enum Kind 11:5 in 11:0-11:23
    function square(*) 12:5 in 12:0-12:38
    5:30 call square(*) in Box.area -> function 12:5
    6:29 call <this>.area(*) in Box.twice
    8:22 call over(*) in Box.over -> free
    10:30 call twice(*) in Box.more -> free
    13:10 call Box(*) -> struct 2:7
    14:4 call <?>.area(*)
    ");
}

#[test]
fn scala() {
    assert_snapshot!(show(&facts_of(Language::Scala, "a.scala", "
        package shop
        trait Shape { def area(): Int }
        class Box(side: Int) extends Shape {
          def area(): Int = square(side) + twice()
          def twice() = this.area() + Box.make(1)
          def over(a: Int) = 1
          def over(a: String) = over(1)
        }
        object Box {
          def make(x: Int) = new Box(x).area()
          def hides(make: Int => Int) = make(1)
        }
        enum Kind { case A, B }
        def square(x: Int): Int = Math.abs[Int](x)
    ")), @"
    trait Shape 2:6 in 2:0-2:31
      method area(*) 2:18 in 2:14-2:29
    class Box 3:6 in 3:0-8:1
      method area(*) 4:6 in 4:2-4:42
      method twice(*) 5:6 in 5:2-5:41
      method over(*) 6:6 in 6:2-6:22
      method over(*) 7:6 in 7:2-7:31
    class Box 9:7 in 9:0-12:1
      method make(*) 10:6 in 10:2-10:38
      method hides(*) 11:6 in 11:2-11:39
    enum Kind 13:5 in 13:0-13:23
    function square(*) 14:4 in 14:0-14:42
    4:20 call square(*) in Box.area -> function 14:4
    4:35 call twice(*) in Box.area -> method 5:6
    5:21 call <this>.area(*) in Box.twice
    5:34 call <?>.make(*) in Box.twice
    7:24 call over(*) in Box.over -> free
    10:25 instantiate Box(*) in Box.make -> free
    10:32 call <?>.area(*) in Box.make
    11:32 call make(*) in Box.hides -> free
    14:31 call <?>.abs(*) in square
    ");
}

#[test]
fn elixir() {
    assert_snapshot!(show(&facts_of(Language::Elixir, "a.ex", "
        defmodule Shop.Order do
          def place(order, opts \\\\ []) do
            total(order) |> save()
            Repo.insert(order)
          end
          defp total(%{a: 1}), do: 1
          defp total(order) when is_map(order), do: order.total
          defp twice(a), do: a
          defp twice(a, b), do: twice(a)
          def save(x), do: twice(x)
        end
    ")), @"
    module Shop.Order 1:10 in 1:0-11:3
      function place(2) 2:6 in 2:2-5:5
      function total(1) 6:7 in 6:2-6:28
      function total(1) 7:7 in 7:2-7:55
      function twice(1) 8:7 in 8:2-8:22
      function twice(2) 9:7 in 9:2-9:32
      function save(1) 10:6 in 10:2-10:27
    3:4 call total(*) in Shop.Order.place -> function 6:7
    3:20 call save(*) in Shop.Order.place -> function 10:6
    4:9 call <?>.insert(*) in Shop.Order.place
    7:25 call is_map(*) in Shop.Order.total -> free
    7:50 call <?>.total(*) in Shop.Order.total
    9:24 call twice(*) in Shop.Order.twice -> free
    10:19 call twice(*) in Shop.Order.save -> free
    ");
}

#[test]
fn an_operator_of_elixir_is_not_its_first_operand() {
    assert_snapshot!(show(&facts_of(Language::Elixir, "a.ex", "
        defmodule A do
          def left + right, do: add(left, right)
          def left <~ right when is_map(left), do: add(left, right)
          def add(a, b) when is_map(a), do: b
          def none when true, do: 1
        end
    ")), @"
    module A 1:10 in 1:0-6:3
      function add(2) 4:6 in 4:2-4:37
      function none(0) 5:6 in 5:2-5:27
    2:24 call add(*) in A -> function 4:6
    3:25 call is_map(*) in A -> free
    3:43 call add(*) in A -> function 4:6
    4:21 call is_map(*) in A.add -> free
    ");
}

#[test]
fn extreme_sources_end_soon() {
    const DEEP: usize = 20_000;
    let sources = [
        (Language::Bash, "$(x ".to_owned(), ")"),
        (Language::Bash, "f() { x; }\n".to_owned(), ""),
        (Language::Lua, "function f() f() ".to_owned(), "end "),
        (Language::Lua, "x(".to_owned(), ")"),
        (
            Language::Swift,
            "class A { func f() { f() ".to_owned(),
            "}}",
        ),
        (Language::Swift, "x(".to_owned(), ")"),
        (
            Language::Scala,
            "class A { def f() = { f() ".to_owned(),
            "}}",
        ),
        (Language::Elixir, "def f(x) do f(x) ".to_owned(), " end"),
        (Language::Elixir, "def f(x), do: f(x)\n".to_owned(), ""),
    ];
    for (language, open, close) in sources {
        // The time of Scala's grammar grows with the square of the depth; the limit of a file's
        // time ends what is deeper.
        let deep = match language {
            Language::Scala => DEEP / 10,
            _ => DEEP,
        };
        let source = format!("{}{}", open.repeat(deep), close.repeat(deep));
        assert_ends_soon(language, &open, &source);
    }
}

#[test]
fn garbled_sources_are_sound() {
    let sources = [
        (Language::Bash, "f() { g \"$(h a)\"; }\nf | g"),
        (
            Language::Lua,
            "local function f(x) return x:g(1).h end\nfunction a.b(c) f(c) end",
        ),
        (
            Language::Swift,
            "struct A { func f(x: Int) { g(x).h() } }\nextension A { init() {} }",
        ),
        (
            Language::Elixir,
            "defmodule A.B do\ndef f(x) when x, do: g(x) |> C.h()\nend",
        ),
    ];
    for (language, source) in sources {
        assert_sound_when_garbled(language, source);
    }
}
