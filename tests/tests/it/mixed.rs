//! A repository with something of every language: imports across files, inheritance, overloads,
//! letters of several bytes, and lines that end as on Windows.

/// Paths and texts. Languages that have no extractor yet are skipped by their extensions.
pub(crate) const FILES: &[(&str, &str)] = &[
    (
        "package.json",
        "{\"name\": \"shop\", \"main\": \"web/index.js\"}\n",
    ),
    ("go.mod", "module example.org/shop\n\ngo 1.22\n"),
    (
        "Cargo.toml",
        "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n",
    ),
    ("README.md", "# A shop\n"),
    // Python
    ("shop/__init__.py", "from .price import total as total\n"),
    (
        "shop/price.py",
        "\"\"\"Prices, in €.\"\"\"\nimport decimal\n\nRATE = 'ä€𝒳'; LIMIT = 3\n\n\nclass Priced:\n    größe = 1\n\n    \
         def total(self, items):\n        return sum(item.price for item in items) + LIMIT\n\n\n\
         def total(items):\n    return decimal.Decimal(Priced().total(items))\n",
    ),
    (
        "shop/order.py",
        "from shop import total\r\nfrom shop.price import Priced\r\n\r\n\r\nclass Order(Priced):\r\n    \
         def total(self, items):\r\n        text = 'é' + str(total(items))\r\n        return text\r\n",
    ),
    (
        "shop/broken.py",
        "def broken(:\n    pass\n\ndef whole():\n    return 'ß'\n",
    ),
    ("shop/empty.py", ""),
    // JavaScript, TypeScript, TSX
    (
        "web/index.js",
        "import { format } from './format.js';\nimport React from 'react';\n\nexport class Page {\n  \
         'quoted name'() { return 'ü'; }\n  render(order) { return this['quoted name']() + format(order); }\n}\n\
         export default React;\n",
    ),
    (
        "web/format.js",
        "/** Formats ✓. */\nexport function format(order) {\n  const text = `é${order.id}`; return text;\n}\n",
    ),
    (
        "web/model.ts",
        "export interface Model { id: number; show(): string }\n\nexport class Item implements Model {\n  \
         id = 1;\n  show(): string { return 'é' + this.id; }\n}\n\nexport namespace Inner { export const x = 1; }\n",
    ),
    (
        "web/view.tsx",
        "import { Item, type Model } from './model';\n\nexport function View({ of }: { of: Model }) {\n  \
         return <p title=\"ä\">{new Item().show()}{of.id}</p>;\n}\n",
    ),
    // Go
    (
        "main.go",
        "package main\n\nimport (\n\t\"fmt\"\n\t\"example.org/shop/store\"\n)\n\nfunc main() {\n\t\
         s := store.New(\"ö\"); fmt.Println(s.Name())\n}\n",
    ),
    (
        "store/store.go",
        "package store\n\n// Store is a störe.\ntype Store struct{ name string }\n\ntype Namer interface{ Name() string }\n\n\
         func New(name string) *Store { return &Store{name: name} }\n\nfunc (s *Store) Name() string { return s.name }\n",
    ),
    // Rust
    (
        "src/lib.rs",
        "//! Ein Läden.\nmod shapes;\n\nuse crate::shapes::{Draw, Square};\n\npub fn area<'a, T: Draw>(of: &'a T) -> u32 {\n    \
         let é = of.area(); é + Square { side: 2 }.area()\n}\n",
    ),
    (
        "src/shapes.rs",
        "/// What has an area.\npub trait Draw {\n    fn area(&self) -> u32;\n}\n\npub struct Square { pub side: u32 }\n\n\
         impl Draw for Square {\n    fn area(&self) -> u32 { square!(self.side) }\n}\n\n\
         #[macro_export]\nmacro_rules! square { ($x:expr) => { $x * $x } }\n",
    ),
    // Java
    (
        "java/org/shop/Cart.java",
        "package org.shop;\n\nimport java.util.List;\n\n/** Ein Wägen. */\npublic class Cart extends Basket implements Priced {\n  \
         public Cart(int size) { super(size); }\n  public int total(List<String> of) { return total(of.size()); }\n  \
         int total(int of) { String s = \"é\"; return of + s.length(); }\n  enum Kind { SMALL, LARGE }\n}\n",
    ),
    (
        "java/org/shop/Basket.java",
        "package org.shop;\n\npublic class Basket {\n  protected final int size;\n  public Basket(int size) { this.size = size; }\n}\n",
    ),
    (
        "java/org/shop/Priced.java",
        "package org.shop;\n\nimport java.util.List;\n\npublic interface Priced { int total(List<String> of); }\n",
    ),
    // C and C++
    (
        "c/twice.h",
        "#ifndef TWICE_H\n#define TWICE_H\n#define LIMIT(x) ((x) + 1)\ntypedef struct point { int x; } point;\n\
         enum mode { FAST, SLOW };\nint twice(int a);\n#endif\n",
    ),
    (
        "c/twice.c",
        "#include \"twice.h\"\n#include <stdio.h>\n\nstatic int depth;\n\nint twice(int a) {\n\tconst char *s = \"é\"; \
         depth = LIMIT(a);\n\tprintf(\"%s\", s);\n\treturn 2 * a + depth;\n}\n",
    ),
    (
        "c/main.c",
        "#include \"twice.h\"\n\nint main(void) {\n  point p = { FAST };\n  return twice(p.x);\n}\n",
    ),
    (
        "cpp/shape.hpp",
        "#pragma once\nnamespace geo {\nclass Shape {\n public:\n  virtual ~Shape() = default;\n  virtual int area() const = 0;\n  \
         bool operator==(const Shape &other) const;\n};\ntemplate <typename T> T twice(T a) { return a + a; }\n}\n",
    ),
    (
        "cpp/square.cpp",
        "#include \"shape.hpp\"\n\nnamespace geo {\nclass Square : public Shape {\n public:\n  explicit Square(int s) : side(s) {}\n  \
         int area() const override { auto é = twice(side); return é; }\n private:\n  int side;\n};\n\
         bool Shape::operator==(const Shape &other) const { return area() == other.area(); }\n}\n",
    ),
    // Others
    (
        "cs/Shop.cs",
        "using System;\n\nnamespace Shop {\n  public interface IPriced { int Total(int of); }\n\n  public partial class Cart : IPriced {\n    \
         public int Size { get; set; }\n    public Cart(int size) { Size = size; }\n    \
         public int Total(int of) { var s = \"é\"; Console.WriteLine(s); return of + Size; }\n  }\n}\n",
    ),
    (
        "cs/More.cs",
        "namespace Shop {\n  public partial class Cart {\n    public static Cart Of(int n) => new Cart(n);\n  }\n}\n",
    ),
    (
        "ruby/shop.rb",
        "require_relative 'item'\n\nmodule Shop\n  class Cart < Item\n    attr_reader :size\n\n    def initialize(size)\n      \
         @size = size\n    end\n\n    def total\n      name = 'é'; name.length + price\n    end\n\n    def self.of(n) = new(n)\n  end\nend\n",
    ),
    (
        "ruby/item.rb",
        "module Shop\n  class Item\n    PRICE = 3\n\n    def price\n      PRICE\n    end\n  end\nend\n",
    ),
    (
        "php/Cart.php",
        "<?php\nnamespace Shop;\n\nuse Shop\\Base\\Item as Thing;\n\nclass Cart extends Thing\n{\n    private int $größe = 1;\n\n    \
         public function total(int $of): int\n    {\n        $s = 'é'; return $of + $this->größe + strlen($s) + $this->price();\n    }\n}\n",
    ),
    (
        "php/Base/Item.php",
        "<?php\nnamespace Shop\\Base;\n\nabstract class Item\n{\n    const PRICE = 3;\n\n    public function price(): int\n    {\n        \
         return self::PRICE;\n    }\n}\n",
    ),
    (
        "kotlin/Cart.kt",
        "package org.shop\n\nimport kotlin.math.max\n\ninterface Total { fun total(of: Int): Int }\n\n\
         data class Sum(val größe: Int) : Total {\n    override fun total(of: Int): Int { val s = \"é\"; return max(of, größe) + s.length }\n\n    \
         companion object { fun of(n: Int) = Sum(n) }\n}\n\nfun String.shout() = uppercase()\n",
    ),
    (
        "scala/Cart.scala",
        "package org.shop\n\ntrait Sized { def size: Int }\n\ncase class Box(größe: Int) extends Sized {\n  \
         def size: Int = { val s = \"é\"; größe + s.length }\n}\n\nobject Box { def of(n: Int): Box = Box(n) }\n",
    ),
    (
        "swift/Cart.swift",
        "protocol Sized { func size() -> Int }\n\nstruct Crate: Sized {\n    let größe: Int\n    \
         func size() -> Int { let s = \"é\"; return größe + s.count }\n}\n\nextension Crate { static func of(_ n: Int) -> Crate { Crate(größe: n) } }\n",
    ),
    (
        "bin/shop.sh",
        "#!/bin/bash\nsource ./lib.sh\n\nLIMIT=3\n\ngreet() {\n  local name=\"é$1\"; echo \"$name\"\n}\n\ngreet \"$LIMIT\"\nhelp_me\n",
    ),
    ("bin/lib.sh", "help_me() {\n  echo 'hülp'\n}\n"),
    (
        "lua/till.lua",
        "local item = require('lua.item')\n\nlocal M = {}\n\nfunction M.total(of)\n  local s = 'é'; return item.price(of) + #s\nend\n\nreturn M\n",
    ),
    (
        "elixir/cart.ex",
        "defmodule Shop.Cart do\n  def total(of) do\n    s = \"é\"\n    price(of) + String.length(s)\n  end\n\n  \
         defp price(of), do: of * 3\nend\n",
    ),
    (
        "lua/item.lua",
        "local M = {}\n\nfunction M.price(of)\n  return of * 3\nend\n\nreturn M\n",
    ),
];

/// As it is committed.
pub(crate) fn files() -> Vec<(String, Vec<u8>)> {
    FILES
        .iter()
        .map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
        .collect()
}
