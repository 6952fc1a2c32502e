//! Rust.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("src/lib.rs", "
        #[macro_use]
        mod macros;
        mod app;
        mod names;
        mod store;
        pub use store::opened as passed;
    "),
    ("src/macros.rs", "
        macro_rules! shout { ($x:expr) => { $x } }
    "),
    ("src/names.rs", "
        pub fn wild() {}
    "),
    ("src/store.rs", "
        pub trait Close { fn close(&self) {} }
        pub struct Store { pub next: Option<Box<Store>> }
        impl Store {
            pub fn new() -> Self { Store { next: None } }
            pub fn save(&self) {}
        }
        impl Close for Store {}
        pub fn opened() -> Store { Store::new() }
    "),
    ("src/app.rs", "
        use crate::names::*;
        use crate::passed;
        use crate::store::opened as begun;
        use crate::store::{Close, Store, opened};

        struct Desk { kept: Store }
        impl Close for Desk {}
        fn helper() {}
        impl Desk {
            fn own(&self) {}
            fn run<T: Close>(&self, given: &Store, bounded: T) {
                let count = 1;
                print(count); //: local
                helper(); //: file
                self.own(); //: own
                Self::own(self); //: own
                self.close(); //: inherited
                opened(); //: import
                begun(); //: renamed
                passed(); //: passed on
                wild(); //: wildcard
                crate::store::opened(); //: package
                Store::new(); //: of a type
                given.save(); //: annotated
                let fresh = Store { next: None };
                fresh.save(); //: made
                self.kept.save(); //: field
                opened().save(); //: returned
                bounded.close(); //: bound
                given.close(); //: inherited by a value
                shout!(1); //: unique
            }
        }
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("src/lib.rs", "
        mod app;
        mod cache;
        #[cfg(test)]
        mod tests;
    "),
    ("src/cache.rs", "
        pub struct Cache;
        impl Cache {
            pub fn get(&self) {}
            pub fn save(&self) {}
            pub fn log(&self) {}
            pub fn run(&self) {}
        }
        pub fn info() {}
        pub fn load() {}
    "),
    ("src/cache.py", "
        def far(): ...
    "),
    ("src/tests.rs", "
        struct FakeCache;
        impl FakeCache { fn get(&self) {} }
        fn fake() {}
    "),
    ("src/app.rs", "
        use log::info;
        use std::collections::HashMap;

        fn run() {}
        fn main(map: HashMap<u32, u32>, run: fn()) {
            run(); //: shadowed
            info(); //: blocked
            map.get(); //: blocked
            HashMap::get(); //: blocked
            load(); //: unseen
            far(); //: family
            fake(); //: double
            each(|thing| {
                thing.get(); //: common
                thing.save(); //: common
                thing.log(); //: common
                thing.first().run(); //: common
                thing.far(); //: family
                thing.get(); //: double
            });
        }
    "),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    local                src/app.rs:13 print -> of the language
    local                src/app.rs:13 count -> src/app.rs:12 Desk.run.count [local 100 read]
    file                 src/app.rs:14 helper -> src/app.rs:8 helper [same_file 100 call]
    own                  src/app.rs:15 own -> src/app.rs:10 Desk.own [same_class 95 call]
    own                  src/app.rs:16 own -> src/app.rs:10 Desk.own [same_class 95 call]
    inherited            src/app.rs:17 close -> src/store.rs:1 Close.close [inherited 85 call]
    import               src/app.rs:18 opened -> src/store.rs:8 opened [import 95 call]
    renamed              src/app.rs:19 begun -> src/store.rs:8 opened [import 95 call]
    passed on            src/app.rs:20 passed -> src/store.rs:8 opened [import 95 call]
    wildcard             src/app.rs:21 wild -> src/names.rs:1 wild [wildcard 80 call]
    package              src/app.rs:22 crate -> src/lib.rs (same_package)
    package              src/app.rs:22 store -> src/store.rs (import)
    package              src/app.rs:22 opened -> src/store.rs:8 opened [import 95 call]
    of a type            src/app.rs:23 Store -> src/store.rs:2 Store [import 95 type]
    of a type            src/app.rs:23 new -> src/store.rs:4 Store.new [receiver_type 90 call]
    annotated            src/app.rs:24 save -> src/store.rs:5 Store.save [receiver_type 90 call]
    made                 src/app.rs:26 save -> src/store.rs:5 Store.save [receiver_type 90 call]
    field                src/app.rs:27 kept -> src/app.rs:6 Desk.kept [same_class 95 read]
    field                src/app.rs:27 save -> src/store.rs:5 Store.save [receiver_type 90 call]
    returned             src/app.rs:28 opened -> src/store.rs:8 opened [import 95 call]
    returned             src/app.rs:28 save -> src/store.rs:5 Store.save [receiver_type 90 call]
    bound                src/app.rs:29 close -> src/store.rs:1 Close.close [receiver_type 90 call]
    inherited by a value src/app.rs:30 close -> src/store.rs:1 Close.close [inherited 85 call]
    unique               src/app.rs:31 shout -> src/macros.rs:1 shout [unique_name 60 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    shadowed             src/app.rs:6 run -> src/app.rs:5 main.run [local 100 call]
    blocked              src/app.rs:7 info -> external log info
    blocked              src/app.rs:8 get -> external std::collections HashMap.get
    blocked              src/app.rs:9 HashMap -> external std::collections HashMap
    blocked              src/app.rs:9 get -> external std::collections HashMap.get
    unseen               src/app.rs:10 load -> ?
    family               src/app.rs:11 far -> ?
    double               src/app.rs:12 fake -> ?
    common               src/app.rs:14 get -> perhaps src/cache.rs:3 Cache.get
    common               src/app.rs:15 save -> perhaps src/cache.rs:4 Cache.save
    common               src/app.rs:16 log -> perhaps src/cache.rs:5 Cache.log
    common               src/app.rs:17 first -> ?
    common               src/app.rs:17 run -> perhaps src/cache.rs:6 Cache.run
    family               src/app.rs:18 far -> ?
    double               src/app.rs:19 get -> perhaps src/cache.rs:3 Cache.get
    ");
}
