//! C++.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("store.hpp", "
        #pragma once
        #define touch() opened()
        namespace shop {
        class Base { public: void close() {} };
        class Store : public Base {
         public:
            Store() {}
            void save() {}
            static void shared() {}
        };
        Store *opened();
        void beside();
        }
        void everywhere();
    "),
    ("store.cpp", r#"
        #include "store.hpp"
        namespace shop {
        Store *opened() { return nullptr; }
        void beside() {}
        }
        void everywhere() {}
    "#),
    ("far.cpp", "
        int linked() { return 1; }
    "),
    ("app.cpp", r#"
        #include "store.hpp"
        using shop::opened;
        namespace begun = shop;

        static void helper() {}

        class Desk : public shop::Store {
            shop::Store kept;
            void own() {}
            void run(shop::Store &given) {
                int count = 1;
                count++; //: local
                helper(); //: file
                this->own(); //: own
                own(); //: own
                this->close(); //: inherited
                close(); //: inherited
                Store::save(); //: above
                opened(); //: import
                begun::beside(); //: renamed
                everywhere(); //: wildcard
                shop::Store::shared(); //: of a type
                given.save(); //: annotated
                auto fresh = shop::Store();
                fresh.save(); //: made
                this->kept.save(); //: field
                opened()->save(); //: returned
                shop::Store some[2];
                some[0].save(); //: element
                given.close(); //: inherited by a value
                touch(); //: macro
                linked(); //: unique
            }
        };
        namespace shop {
        void last() {
            beside(); //: wildcard
        }
        }
    "#),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("lib.hpp", "
        class Cache { public: void get() {} void save() {} void log() {} void run() {} };
    "),
    ("lib.cpp", "
        static int hidden() { return 1; }
        int twice() { return 1; }
    "),
    ("other/lib.cpp", "
        int twice() { return 2; }
    "),
    ("lib.py", "
        def far(): ...
    "),
    ("tests/test_lib.cpp", "
        int fake() { return 1; }
        class FakeCache { public: void get() {} };
    "),
    ("app.cpp", r#"
        #include "lib.hpp"
        int run();
        template <typename T> int use(T &thing, int (*run)(void), std::map<int, int> map) {
            thing.get(); //: common
            thing.save(); //: common
            thing.log(); //: common
            thing.first().run(); //: common
            run(); //: shadowed
            map.get(); //: blocked
            hidden(); //: unseen
            twice(); //: unseen
            far(); //: family
            thing.far(); //: family
            fake(); //: double
            thing.get(); //: double
            return 0;
        }
    "#),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    local                app.cpp:12 count -> app.cpp:11 Desk.run.count [local 100 write]
    file                 app.cpp:13 helper -> app.cpp:5 helper [same_file 100 call]
    own                  app.cpp:14 own -> app.cpp:9 Desk.own [same_class 95 call]
    own                  app.cpp:15 own -> app.cpp:9 Desk.own [same_file 100 call]
    inherited            app.cpp:16 close -> store.hpp:4 shop.Base.close [inherited 85 call]
    inherited            app.cpp:17 close -> store.hpp:4 shop.Base.close [inherited 85 call]
    above                app.cpp:18 Store -> store.hpp:5 shop.Store [wildcard 95 type]
    above                app.cpp:18 save -> store.hpp:8 shop.Store.save [receiver_type 90 call]
    import               app.cpp:19 opened -> store.cpp:3 shop.opened [import 95 call]
    renamed              app.cpp:20 begun -> app.cpp:35 shop [import 95 type]
    renamed              app.cpp:20 beside -> store.cpp:4 shop.beside [import 95 call]
    wildcard             app.cpp:21 everywhere -> store.cpp:6 everywhere [wildcard 95 call]
    of a type            app.cpp:22 shop -> app.cpp:35 shop [same_file 100 type]
    of a type            app.cpp:22 Store -> store.hpp:5 shop.Store [import 95 type]
    of a type            app.cpp:22 shared -> store.hpp:9 shop.Store.shared [receiver_type 90 call]
    annotated            app.cpp:23 save -> store.hpp:8 shop.Store.save [receiver_type 90 call]
    made                 app.cpp:25 save -> store.hpp:8 shop.Store.save [receiver_type 90 call]
    field                app.cpp:26 kept -> app.cpp:8 Desk.kept [same_class 95 read]
    field                app.cpp:26 save -> store.hpp:8 shop.Store.save [receiver_type 90 call]
    returned             app.cpp:27 opened -> store.cpp:3 shop.opened [import 95 call]
    returned             app.cpp:27 save -> store.hpp:8 shop.Store.save [receiver_type 90 call]
    element              app.cpp:29 save -> store.hpp:8 shop.Store.save [receiver_type 90 call]
    inherited by a value app.cpp:30 close -> store.hpp:4 shop.Base.close [inherited 85 call]
    macro                app.cpp:31 touch -> store.hpp:2 touch [wildcard 95 call]
    macro                app.cpp:31 touch -> store.cpp:3 shop.opened [macro 90 call beside]
    unique               app.cpp:32 linked -> far.cpp:1 linked [unique_name 60 call]
    wildcard             app.cpp:37 beside -> store.cpp:4 shop.beside [wildcard 95 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               app.cpp:4 get -> perhaps lib.hpp:1 Cache.get
    common               app.cpp:5 save -> perhaps lib.hpp:1 Cache.save
    common               app.cpp:6 log -> perhaps lib.hpp:1 Cache.log
    common               app.cpp:7 first -> ?
    common               app.cpp:7 run -> perhaps lib.hpp:1 Cache.run
    shadowed             app.cpp:8 run -> app.cpp:3 use.run [local 100 call]
    blocked              app.cpp:9 get -> external std map.get
    unseen               app.cpp:10 hidden -> ?
    unseen               app.cpp:11 twice -> ?
    family               app.cpp:12 far -> ?
    family               app.cpp:13 far -> ?
    double               app.cpp:14 fake -> ?
    double               app.cpp:15 get -> perhaps lib.hpp:1 Cache.get
    ");
}
