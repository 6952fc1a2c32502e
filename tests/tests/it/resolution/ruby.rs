//! Ruby, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn constants_are_found_by_nesting_then_by_ancestors_then_at_the_top() {
    assert_snapshot!(edges(&[
        ("lib/shop.rb", "
            module Shop
              Error = Class.new(StandardError)
              class Base
                LIMIT = 1
              end
            end
            class Limit; end
        "),
        ("lib/shop/order.rb", "
            module Shop
              class Order < Base
                def f
                  Error
                  LIMIT
                  Limit
                  Shop::Base::LIMIT
                  ::Limit
                  Missing
                  String
                end
              end
            end
        "),
        ("lib/top.rb", "
            Error
            class Shop::Late
              Error
              Base
            end
        "),
    ]), @"
    lib/shop/order.rb:2 Shop Base -> lib/shop.rb:3 Shop.Base (same_package)
    lib/shop/order.rb:4 Shop.Order.f Error -> lib/shop.rb:2 Shop.Error (same_package)
    lib/shop/order.rb:5 Shop.Order.f LIMIT -> lib/shop.rb:4 Shop.Base.LIMIT (inherited)
    lib/shop/order.rb:6 Shop.Order.f Limit -> lib/shop.rb:7 Limit (same_package)
    lib/shop/order.rb:7 Shop.Order.f Shop -> lib/shop.rb:1 Shop (same_package)
    lib/shop/order.rb:7 Shop.Order.f Base -> lib/shop.rb:3 Shop.Base (receiver_type)
    lib/shop/order.rb:7 Shop.Order.f LIMIT -> lib/shop.rb:4 Shop.Base.LIMIT (receiver_type)
    lib/shop/order.rb:8 Shop.Order.f Limit -> lib/shop.rb:7 Limit (same_package)
    lib/top.rb:2  Shop -> lib/shop.rb:1 Shop (same_package)
    ");
}

#[test]
fn pieces_of_a_class_are_one_however_they_are_named() {
    assert_snapshot!(edges(&[
        ("lib/a.rb", "
            module A
              class B
                def one; two; three; end
              end
            end
        "),
        ("lib/a/b.rb", "
            class A::B
              def two; end
            end
        "),
        ("lib/a/b_more.rb", "
            module A
              class B
                def three; two; end
              end
            end
        "),
        ("lib/other.rb", "
            class B
              def one; two; end
            end
            A::B.new.three
        "),
    ]), @"
    lib/a.rb:3 A.B.one two -> lib/a/b.rb:2 A.B.two (same_class)
    lib/a.rb:3 A.B.one three -> lib/a/b_more.rb:3 A.B.three (same_class)
    lib/a/b.rb:1  A -> lib/a.rb:1 A (same_package)
    lib/a/b_more.rb:3 A.B.three two -> lib/a/b.rb:2 A.B.two (same_class)
    lib/other.rb:2 B.one two -> ?
    lib/other.rb:4  A -> lib/a.rb:1 A (same_package)
    lib/other.rb:4  B -> lib/a/b.rb:1 A.B (receiver_type)
    lib/other.rb:4  new -> ?
    lib/other.rb:4  three -> lib/a/b_more.rb:3 A.B.three (receiver_type)
    ");
}

#[test]
fn methods_of_a_class_and_of_its_values_are_apart() {
    assert_snapshot!(edges(&[("lib/a.rb", "
        class A
          def self.call(x) = new(x).call
          def initialize(x); @x = x; end
          def call
            run
            self.class.run
          end
          def run; end
          class << self
            def run; call(1); end
          end
          run
        end
        A.call(1)
        A.new(1).run
        a = A.new(2)
        a.call
        a.missing
    ")]), @"
    lib/a.rb:2 A.call new -> lib/a.rb:3 A.initialize (receiver_type)
    lib/a.rb:2 A.call call -> lib/a.rb:4 A.call (receiver_type)
    lib/a.rb:5 A.call run -> lib/a.rb:8 A.run (same_class)
    lib/a.rb:6 A.call class -> ?
    lib/a.rb:6 A.call run -> lib/a.rb:10 A.run (receiver_type)
    lib/a.rb:10 A.run call -> lib/a.rb:2 A.call (same_class)
    lib/a.rb:12 A run -> lib/a.rb:10 A.run (same_class)
    lib/a.rb:14  A -> lib/a.rb:1 A (same_file)
    lib/a.rb:14  call -> lib/a.rb:2 A.call (receiver_type)
    lib/a.rb:15  A -> lib/a.rb:1 A (same_file)
    lib/a.rb:15  new -> lib/a.rb:3 A.initialize (receiver_type)
    lib/a.rb:15  run -> lib/a.rb:8 A.run (receiver_type)
    lib/a.rb:16  A -> lib/a.rb:1 A (same_file)
    lib/a.rb:16  new -> lib/a.rb:3 A.initialize (receiver_type)
    lib/a.rb:17  call -> lib/a.rb:4 A.call (receiver_type)
    lib/a.rb:18  missing -> ?
    ");
}

#[test]
fn what_is_included_and_extended_is_inherited() {
    assert_snapshot!(edges(&[
        ("lib/mixed.rb", "
            module Log
              def log(x); end
            end
            module Find
              def find(x); end
            end
            class Base
              include Log
              def self.make; end
              def initialize(a); end
              def go; end
            end
        "),
        ("lib/sub.rb", "
            class Sub < Base
              extend Find
              def initialize(a)
                super
              end
              def go
                super()
                log(1)
                find(1)
              end
              def self.all
                find(1)
                log(1)
                make
              end
            end
            Sub.find(2)
            Sub.make
            Sub.new(1).log(2)
        "),
    ]), @"
    lib/mixed.rb:8 Base Log -> lib/mixed.rb:1 Log (same_file)
    lib/sub.rb:1  Base -> lib/mixed.rb:7 Base (same_package)
    lib/sub.rb:2 Sub Find -> lib/mixed.rb:4 Find (same_package)
    lib/sub.rb:4 Sub.initialize super -> lib/mixed.rb:10 Base.initialize (inherited)
    lib/sub.rb:7 Sub.go super -> lib/mixed.rb:11 Base.go (inherited)
    lib/sub.rb:8 Sub.go log -> lib/mixed.rb:2 Log.log (inherited)
    lib/sub.rb:9 Sub.go find -> ?
    lib/sub.rb:12 Sub.all find -> lib/mixed.rb:5 Find.find (inherited)
    lib/sub.rb:13 Sub.all log -> ?
    lib/sub.rb:14 Sub.all make -> lib/mixed.rb:9 Base.make (inherited)
    lib/sub.rb:17  Sub -> lib/sub.rb:1 Sub (same_file)
    lib/sub.rb:17  find -> lib/mixed.rb:5 Find.find (inherited)
    lib/sub.rb:18  Sub -> lib/sub.rb:1 Sub (same_file)
    lib/sub.rb:18  make -> lib/mixed.rb:9 Base.make (inherited)
    lib/sub.rb:19  Sub -> lib/sub.rb:1 Sub (same_file)
    lib/sub.rb:19  new -> lib/sub.rb:3 Sub.initialize (receiver_type)
    lib/sub.rb:19  log -> lib/mixed.rb:2 Log.log (inherited)
    ");
}

#[test]
fn the_type_of_a_variable_tells_its_methods() {
    assert_snapshot!(edges(&[
        ("lib/client.rb", "
            class Client
              attr_accessor :name
              def get(path); end
              def name=(value); end
            end
        "),
        ("lib/app.rb", "
            require_relative 'client'
            class App
              attr_reader :client
              def initialize; @client = Client.new; end
              def other = @other ||= Client.new
              def run(given)
                @client.get(1)
                client.get(2)
                other.get(3)
                given.get(4)
                client.name = 5
                begin
                  x
                rescue Client => e
                  e.get(6)
                end
              end
            end
        "),
    ]), @"
    lib/app.rb:4 App.initialize Client -> lib/client.rb:1 Client (same_package)
    lib/app.rb:4 App.initialize new -> ?
    lib/app.rb:5 App.other Client -> lib/client.rb:1 Client (same_package)
    lib/app.rb:5 App.other new -> ?
    lib/app.rb:7 App.run @client -> lib/app.rb:4 App.initialize.@client (same_file)
    lib/app.rb:7 App.run get -> lib/client.rb:3 Client.get (receiver_type)
    lib/app.rb:8 App.run client -> lib/app.rb:3 App.client (same_class)
    lib/app.rb:8 App.run get -> lib/client.rb:3 Client.get (receiver_type)
    lib/app.rb:9 App.run other -> lib/app.rb:5 App.other (same_class)
    lib/app.rb:9 App.run get -> lib/client.rb:3 Client.get (receiver_type)
    lib/app.rb:10 App.run get -> perhaps lib/client.rb:3 Client.get
    lib/app.rb:11 App.run client -> lib/app.rb:3 App.client (same_class)
    lib/app.rb:11 App.run name -> lib/client.rb:4 Client.name= (receiver_type)
    lib/app.rb:13 App.run x -> ?
    lib/app.rb:14 App.run Client -> lib/client.rb:1 Client (same_package)
    lib/app.rb:15 App.run get -> lib/client.rb:3 Client.get (receiver_type)
    ");
}

#[test]
fn common_names_are_no_edges() {
    assert_snapshot!(edges(&[
        ("lib/store.rb", "
            class Store
              def get(x); end
              def save; end
              def log; end
            end
        "),
        ("lib/use.rb", "
            class User
              def run(thing)
                thing.get(1)
                thing.save
                log
                save
                other.run
              end
            end
            get(1)
        "),
    ]), @"
    lib/use.rb:3 User.run get -> perhaps lib/store.rb:2 Store.get
    lib/use.rb:4 User.run save -> perhaps lib/store.rb:3 Store.save
    lib/use.rb:5 User.run log -> ?
    lib/use.rb:6 User.run save -> ?
    lib/use.rb:7 User.run other -> ?
    lib/use.rb:7 User.run run -> perhaps lib/use.rb:2 User.run
    lib/use.rb:10  get -> ?
    ");
}

#[test]
fn a_local_hides_a_method_and_a_gem_what_is_not_defined() {
    assert_snapshot!(edges(&[("lib/a.rb", "
        require 'nokogiri'
        require 'active_support/all'
        class A
          def get; end
          def f(get)
            get
            get()
            Nokogiri::HTML.parse(get)
            ActiveSupport.run
            Unknown::Thing.get
          end
        end
    ")]), @"
    lib/a.rb:7 A.f get -> lib/a.rb:4 A.get (same_class)
    lib/a.rb:8 A.f Nokogiri -> external nokogiri Nokogiri
    lib/a.rb:8 A.f HTML -> external nokogiri Nokogiri.HTML
    lib/a.rb:8 A.f parse -> external nokogiri Nokogiri.HTML.parse
    lib/a.rb:9 A.f ActiveSupport -> external active_support/all ActiveSupport
    lib/a.rb:9 A.f run -> external active_support/all ActiveSupport.run
    ");
}

#[test]
fn functions_are_seen_in_their_file_and_in_those_that_require_it() {
    assert_snapshot!(edges(&[
        ("test/test_helper.rb", "
            def build; end
        "),
        ("test/a_test.rb", "
            require 'test_helper'
            def own; end
            class ATest < Minitest::Test
              def test_it
                own
                build
                assert true
              end
            end
        "),
        ("lib/b.rb", "
            build
        "),
    ]), @"
    lib/b.rb:1  build -> ?
    test/a_test.rb:5 ATest.test_it own -> test/a_test.rb:2 own (same_file)
    test/a_test.rb:6 ATest.test_it build -> test/test_helper.rb:1 build (wildcard)
    test/a_test.rb:7 ATest.test_it assert -> ?
    ");
}

#[test]
fn a_class_of_a_gem_that_is_opened_again_has_what_is_put_into_it() {
    assert_snapshot!(edges(&[
        ("test/helper.rb", "
            class Minitest::Test
              def build; end
            end
            class String
              def shout; end
            end
        "),
        ("test/other.rb", "
            class Minitest::Test
              def other; build; end
              def self.it; end
            end
            class Else::Test
              def build; end
            end
        "),
        ("test/a_test.rb", "
            class ATest < Minitest::Test
              it
              def test_it; build; other; String; end
            end
        "),
    ]), @"
    test/a_test.rb:1  Test -> test/helper.rb:1 Test (receiver_type)
    test/a_test.rb:2 ATest it -> test/other.rb:3 Test.it (inherited)
    test/a_test.rb:3 ATest.test_it build -> test/helper.rb:2 Test.build (inherited)
    test/a_test.rb:3 ATest.test_it other -> test/other.rb:2 Test.other (inherited)
    test/other.rb:2 Test.other build -> test/helper.rb:2 Test.build (same_class)
    ");
}

#[test]
fn names_of_other_languages_are_no_concern() {
    assert_snapshot!(edges(&[
        ("a.py", "
            class Store:
                def get(self): ...
            def build(): ...
        "),
        ("a.rb", "
            Store.new.get
            build
        "),
    ]), @"
    a.rb:2  build -> ?
    ");
}

#[test]
fn what_is_a_test_comes_after_what_is_none() {
    assert_snapshot!(edges(&[
        ("spec/fake.rb", "
            class Store
              def get; end
            end
        "),
        ("store.rb", "
            class Store
              def get; end
            end
        "),
        ("use.rb", "
            Store.new.get
        "),
    ]), @"
    use.rb:1  Store -> store.rb:1 Store (same_package)
    use.rb:1  new -> ?
    use.rb:1  get -> store.rb:2 Store.get (receiver_type)
    ");
}

#[test]
fn types_of_an_object_that_nobody_defines_stay_apart_beside_ruby() {
    assert_snapshot!(edges(&[
        ("a.js", "Outer.Inner = class { go() { this.stop(); } };"),
        ("b.js", "Outer.Inner = class { stop() { } };"),
        ("c.rb", "
            class Outer::Inner
            end
        "),
    ]), @"
    a.js:1  Outer -> ?
    a.js:1 Inner.go stop -> perhaps b.js:1 Inner.stop
    b.js:1  Outer -> ?
    ");
}

#[test]
fn the_main_piece_of_a_type_stands_in_the_file_of_its_name() {
    assert_snapshot!(edges(&[
        ("lib/a.rb", "
            module BigShop
              class Order; end
            end
        "),
        ("lib/big_shop.rb", "
            module BigShop; end
        "),
        ("lib/big_shop/cart.rb", "
            module BigShop
              class Cart
                def f; BigShop; Order; end
              end
            end
        "),
    ]), @"
    lib/big_shop/cart.rb:3 BigShop.Cart.f BigShop -> lib/big_shop.rb:1 BigShop (same_package)
    lib/big_shop/cart.rb:3 BigShop.Cart.f Order -> lib/a.rb:2 BigShop.Order (same_package)
    ");
}

#[test]
fn a_name_of_several_words_tells_the_only_method_that_has_it() {
    assert_snapshot!(edges(&[
        ("lib/ledger.rb", "
            class Ledger
              def post_entry(entry); end
              def total; end
              def twice_told; end
              def each_with_index; end
              def update_all; end
            end
            class Other
              def twice_told; end
            end
        "),
        ("test/fake.rb", "
            class Fake
              def only_faked; end
            end
        "),
        ("lib/use.rb", "
            require 'json'
            class Use
              def use(a)
                a.post_entry(1)
                a.first.post_entry(1)
                a.post_entry
                a.total
                a.twice_told
                a.each_with_index
                a.update_all
                a.only_faked
                Other.new.post_entry(1)
                JSON.parse(a).post_entry(1)
                post_entry(1)
                self.post_entry(1)
              end
            end
        "),
    ]), @"
    lib/use.rb:4 Use.use post_entry -> lib/ledger.rb:2 Ledger.post_entry (unique_name)
    lib/use.rb:5 Use.use first -> ?
    lib/use.rb:5 Use.use post_entry -> lib/ledger.rb:2 Ledger.post_entry (unique_name)
    lib/use.rb:6 Use.use post_entry -> perhaps lib/ledger.rb:2 Ledger.post_entry
    lib/use.rb:7 Use.use total -> perhaps lib/ledger.rb:3 Ledger.total
    lib/use.rb:8 Use.use twice_told -> perhaps lib/ledger.rb:4 Ledger.twice_told, lib/ledger.rb:9 Other.twice_told
    lib/use.rb:9 Use.use each_with_index -> perhaps lib/ledger.rb:5 Ledger.each_with_index
    lib/use.rb:10 Use.use update_all -> perhaps lib/ledger.rb:6 Ledger.update_all
    lib/use.rb:11 Use.use only_faked -> perhaps test/fake.rb:2 Fake.only_faked
    lib/use.rb:12 Use.use Other -> lib/ledger.rb:8 Other (same_package)
    lib/use.rb:12 Use.use new -> ?
    lib/use.rb:12 Use.use post_entry -> perhaps lib/ledger.rb:2 Ledger.post_entry
    lib/use.rb:13 Use.use JSON -> external json JSON
    lib/use.rb:13 Use.use parse -> external json JSON.parse
    lib/use.rb:13 Use.use post_entry -> ?
    lib/use.rb:14 Use.use post_entry -> ?
    lib/use.rb:15 Use.use post_entry -> perhaps lib/ledger.rb:2 Ledger.post_entry
    ");
}

#[test]
fn an_object_with_the_name_of_the_only_class_of_it_has_its_methods() {
    assert_snapshot!(edges(&[
        ("lib/line_item.rb", "
            class Base
              def above; end
            end
            class LineItem < Base
              def price; end
              def size; end
            end
            module A
              class Twice; def get; end; end
            end
            module B
              class Twice; end
            end
        "),
        ("lib/use.rb", "
            class Use
              def use(line_item, twice, other)
                line_item.price
                line_item.above
                line_item.size
                line_item.missing
                twice.get
                other.price
                @line_item.price
              end
              def known(order)
                line_item = Use.new
                line_item.price
              end
            end
        "),
    ]), @"
    lib/line_item.rb:4  Base -> lib/line_item.rb:1 Base (same_file)
    lib/use.rb:3 Use.use price -> lib/line_item.rb:5 LineItem.price (parameter_name)
    lib/use.rb:4 Use.use above -> lib/line_item.rb:2 Base.above (parameter_name)
    lib/use.rb:5 Use.use size -> perhaps lib/line_item.rb:6 LineItem.size
    lib/use.rb:6 Use.use missing -> ?
    lib/use.rb:7 Use.use get -> perhaps lib/line_item.rb:9 A.Twice.get
    lib/use.rb:8 Use.use price -> perhaps lib/line_item.rb:5 LineItem.price
    lib/use.rb:9 Use.use @line_item -> ?
    lib/use.rb:9 Use.use price -> lib/line_item.rb:5 LineItem.price (parameter_name)
    lib/use.rb:12 Use.known Use -> lib/use.rb:1 Use (same_file)
    lib/use.rb:12 Use.known new -> ?
    lib/use.rb:13 Use.known price -> perhaps lib/line_item.rb:5 LineItem.price
    ");
}

#[test]
fn a_block_in_a_class_may_run_for_its_values() {
    assert_snapshot!(edges(&[
        ("test/a_test.rb", "
            class ATest
              def self.build; end
              def helper; end
              helper
              setup do
                build
                helper
                missing
              end
            end
        "),
    ]), @"
    test/a_test.rb:4 ATest helper -> ?
    test/a_test.rb:5 ATest setup -> ?
    test/a_test.rb:6 ATest build -> test/a_test.rb:2 ATest.build (same_class)
    test/a_test.rb:7 ATest helper -> test/a_test.rb:3 ATest.helper (same_class)
    test/a_test.rb:8 ATest missing -> ?
    ");
}

#[test]
fn what_a_block_includes_is_not_of_the_class_around() {
    assert_snapshot!(edges(&[
        ("lib/help.rb", "
            module Help
              def aid; end
            end
        "),
        ("test/a_test.rb", "
            class ATest
              describe 'x' do
                include Help
              end
              def test_a; aid; end
            end
        "),
    ]), @"
    test/a_test.rb:2 ATest describe -> ?
    test/a_test.rb:3 ATest Help -> lib/help.rb:1 Help (same_package)
    test/a_test.rb:5 ATest.test_a aid -> ?
    ");
}

#[test]
fn constants_of_what_a_file_includes_are_seen_where_it_is_required() {
    assert_snapshot!(edges(&[
        ("lib/shop.rb", "
            module Shop
              module Parts
                class Wheel
                  def turn; end
                end
              end
              class Order; end
            end
        "),
        ("test/helper.rb", "
            require 'shop'
            include Shop
            include Shop::Parts
            include Elsewhere
            Order
        "),
        ("test/a_test.rb", "
            require 'helper'
            Wheel.new.turn
            class ATest
              def f; Order; Missing; end
            end
        "),
        ("test/apart_test.rb", "
            Wheel
        "),
    ]), @"
    test/a_test.rb:2  Wheel -> lib/shop.rb:3 Shop.Parts.Wheel (wildcard)
    test/a_test.rb:2  new -> ?
    test/a_test.rb:2  turn -> lib/shop.rb:4 Shop.Parts.Wheel.turn (receiver_type)
    test/a_test.rb:4 ATest.f Order -> lib/shop.rb:7 Shop.Order (wildcard)
    test/helper.rb:2  Shop -> lib/shop.rb:1 Shop (same_package)
    test/helper.rb:3  Shop -> lib/shop.rb:1 Shop (same_package)
    test/helper.rb:3  Parts -> lib/shop.rb:2 Shop.Parts (receiver_type)
    test/helper.rb:5  Order -> lib/shop.rb:7 Shop.Order (wildcard)
    ");
}
