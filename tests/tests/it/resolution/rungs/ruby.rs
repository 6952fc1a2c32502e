//! Ruby.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("lib/store.rb", "
        class Base
          def close; end
        end
        class Store < Base
          def initialize; end
          def save; end
          def self.shared; end
          def self.opened = Store.new
          def post_entry(entry); end
        end
        class LineItem
          def price; end
        end
    "),
    ("lib/tools.rb", "
        def brought; end
    "),
    ("lib/desk.rb", "
        require_relative 'tools'
        def helper; end
        class Desk < Store
          attr_reader :kept
          def initialize
            @kept = Store.new #: constructor
          end
          def save
            super #: above
          end
          def run(line_item, other)
            count = 1
            puts(count) #: local
            helper #: file
            own #: own
            self.own #: own
            close #: inherited
            brought #: wildcard
            LineItem #: package
            Store.shared #: of a type
            fresh = Store.new
            fresh.save #: made
            @kept.save #: field
            kept.save #: field
            Store.opened.save #: returned
            fresh.close #: inherited by a value
            other.post_entry(1) #: unique
            line_item.price #: named
          end
          def own; end
        end
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("lib/cache.rb", "
        class Cache
          def get; end
          def save; end
          def log; end
          def run; end
          def tidy; end
        end
    "),
    ("lib/cache.py", "
        def far(): ...
    "),
    ("test/fakes.rb", "
        class FakeCache
          def get; end
          def only_faked; end
        end
    "),
    ("lib/app.rb", "
        require 'json'
        class App
          def run(thing)
            save = 1
            thing.get #: common
            thing.save #: common
            thing.log #: common
            thing.first.run #: common
            save #: shadowed
            JSON.get #: blocked
            tidy #: unseen
            far #: family
            thing.far #: family
            thing.get #: double
            thing.only_faked #: double
          end
          def save; end
        end
    "),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    constructor          lib/desk.rb:6 Store -> lib/store.rb:4 Store [same_package 90 instantiate]
    constructor          lib/desk.rb:6 new -> lib/store.rb:5 Store.initialize [receiver_type 90 call]
    above                lib/desk.rb:9 super -> lib/store.rb:6 Store.save [inherited 85 call]
    local                lib/desk.rb:13 puts -> of the language
    local                lib/desk.rb:13 count -> lib/desk.rb:12 Desk.run.count [local 100 read]
    file                 lib/desk.rb:14 helper -> lib/desk.rb:2 helper [same_file 100 call]
    own                  lib/desk.rb:15 own -> lib/desk.rb:30 Desk.own [same_class 95 call]
    own                  lib/desk.rb:16 own -> lib/desk.rb:30 Desk.own [same_class 95 call]
    inherited            lib/desk.rb:17 close -> lib/store.rb:2 Base.close [inherited 85 call]
    wildcard             lib/desk.rb:18 brought -> lib/tools.rb:1 brought [wildcard 80 call]
    package              lib/desk.rb:19 LineItem -> lib/store.rb:11 LineItem [same_package 90 read]
    of a type            lib/desk.rb:20 Store -> lib/store.rb:4 Store [same_package 90 read]
    of a type            lib/desk.rb:20 shared -> lib/store.rb:7 Store.shared [receiver_type 90 call]
    made                 lib/desk.rb:22 save -> lib/store.rb:6 Store.save [receiver_type 90 call]
    field                lib/desk.rb:23 @kept -> lib/desk.rb:6 Desk.initialize.@kept [same_file 100 read]
    field                lib/desk.rb:23 save -> lib/store.rb:6 Store.save [receiver_type 90 call]
    field                lib/desk.rb:24 kept -> lib/desk.rb:4 Desk.kept [same_class 95 call]
    field                lib/desk.rb:24 save -> lib/store.rb:6 Store.save [receiver_type 90 call]
    returned             lib/desk.rb:25 Store -> lib/store.rb:4 Store [same_package 90 read]
    returned             lib/desk.rb:25 opened -> lib/store.rb:8 Store.opened [receiver_type 90 call]
    returned             lib/desk.rb:25 save -> lib/store.rb:6 Store.save [receiver_type 90 call]
    inherited by a value lib/desk.rb:26 close -> lib/store.rb:2 Base.close [inherited 85 call]
    unique               lib/desk.rb:27 post_entry -> lib/store.rb:9 Store.post_entry [unique_name 50 call]
    named                lib/desk.rb:28 price -> lib/store.rb:12 LineItem.price [parameter_name 50 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               lib/app.rb:5 get -> perhaps lib/cache.rb:2 Cache.get
    common               lib/app.rb:6 save -> perhaps lib/app.rb:17 App.save, lib/cache.rb:3 Cache.save
    common               lib/app.rb:7 log -> perhaps lib/cache.rb:4 Cache.log
    common               lib/app.rb:8 first -> ?
    common               lib/app.rb:8 run -> perhaps lib/app.rb:3 App.run, lib/cache.rb:5 Cache.run
    shadowed             lib/app.rb:9 save -> lib/app.rb:4 App.run.save [local 100 read]
    blocked              lib/app.rb:10 JSON -> external json JSON
    blocked              lib/app.rb:10 get -> external json JSON.get
    unseen               lib/app.rb:11 tidy -> ?
    family               lib/app.rb:12 far -> ?
    family               lib/app.rb:13 far -> ?
    double               lib/app.rb:14 get -> perhaps lib/cache.rb:2 Cache.get
    double               lib/app.rb:15 only_faked -> perhaps test/fakes.rb:3 FakeCache.only_faked
    ");
}
