//! Java.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("b/Base.java", "
        package b;
        public class Base { public void close() {} }
    "),
    ("b/Store.java", "
        package b;
        public class Store extends Base {
            public Store() {}
            public void save() {}
            public static void shared() {}
            public static Store opened() { return null; }
        }
    "),
    ("c/Wild.java", "
        package c;
        public class Wild {}
    "),
    ("a/Beside.java", "
        package a;
        class Beside {}
    "),
    ("a/Desk.java", "
        package a;

        import static b.Store.opened;
        import b.Store;
        import c.*;

        class Helper {}
        class Desk extends Store {
            Store kept;
            <T extends Store> void run(Store given, T bounded) {
                int count = 1;
                count++; //: local
                new Helper(); //: file
                this.own(); //: own
                this.close(); //: inherited
                close(); //: inherited
                super.save(); //: above
                opened(); //: import
                new Wild(); //: wildcard
                new Beside(); //: package
                Store.shared(); //: of a type
                given.save(); //: annotated
                var fresh = new Store();
                fresh.save(); //: made
                kept.save(); //: field
                opened().save(); //: returned
                bounded.save(); //: bound
                given.close(); //: inherited by a value
            }
            void own() {}
        }
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("src/main/a/Cache.java", "
        package a;
        class Cache { void get() {} void save() {} void log() {} void run() {} }
        class Logger { void log() {} }
        class Tools { static void tidy() {} }
    "),
    ("a/lib.py", "
        def far(): ...
    "),
    ("a/src/test/a/Doubles.java", "
        package a;
        class FakeCache { void get() {} }
        class Tools { static void tidy() {} }
    "),
    ("a/App.java", "
        package a;

        import org.slf4j.Logger;

        class App {
            Cache cache;
            void main(Object thing, Logger logger, Unknown given) {
                Object cache = thing;
                given.get(); //: common
                given.save(); //: common
                given.log(); //: common
                given.first().run(); //: common
                cache.get(); //: shadowed
                logger.log(); //: blocked
                tidy(); //: unseen
                far(); //: family
                given.far(); //: family
                given.get(); //: double
                Tools.tidy(); //: double
            }
        }
    "),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    local                a/Desk.java:12 count -> a/Desk.java:11 Desk.run.count [local 100 write]
    file                 a/Desk.java:13 Helper -> a/Desk.java:7 Helper [same_file 100 instantiate]
    own                  a/Desk.java:14 own -> a/Desk.java:30 Desk.own [same_class 95 call]
    inherited            a/Desk.java:15 close -> b/Base.java:2 Base.close [inherited 85 call]
    inherited            a/Desk.java:16 close -> b/Base.java:2 Base.close [inherited 85 call]
    above                a/Desk.java:17 save -> b/Store.java:4 Store.save [inherited 85 call]
    import               a/Desk.java:18 opened -> b/Store.java:6 Store.opened [import 95 call]
    wildcard             a/Desk.java:19 Wild -> c/Wild.java:2 Wild [wildcard 80 instantiate]
    package              a/Desk.java:20 Beside -> a/Beside.java:2 Beside [same_package 90 instantiate]
    of a type            a/Desk.java:21 Store -> b/Store.java:2 Store [import 95 read]
    of a type            a/Desk.java:21 shared -> b/Store.java:5 Store.shared [receiver_type 90 call]
    annotated            a/Desk.java:22 save -> b/Store.java:4 Store.save [receiver_type 90 call]
    made                 a/Desk.java:24 save -> b/Store.java:4 Store.save [receiver_type 90 call]
    field                a/Desk.java:25 kept -> a/Desk.java:9 Desk.kept [same_file 100 read]
    field                a/Desk.java:25 save -> b/Store.java:4 Store.save [receiver_type 90 call]
    returned             a/Desk.java:26 opened -> b/Store.java:6 Store.opened [import 95 call]
    returned             a/Desk.java:26 save -> b/Store.java:4 Store.save [receiver_type 90 call]
    bound                a/Desk.java:27 save -> b/Store.java:4 Store.save [receiver_type 90 call]
    inherited by a value a/Desk.java:28 close -> b/Base.java:2 Base.close [inherited 85 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               a/App.java:9 get -> perhaps src/main/a/Cache.java:2 Cache.get
    common               a/App.java:10 save -> perhaps src/main/a/Cache.java:2 Cache.save
    common               a/App.java:11 log -> perhaps src/main/a/Cache.java:2 Cache.log, src/main/a/Cache.java:3 Logger.log
    common               a/App.java:12 first -> ?
    common               a/App.java:12 run -> perhaps src/main/a/Cache.java:2 Cache.run
    shadowed             a/App.java:13 cache -> a/App.java:8 App.main.cache [local 100 read]
    shadowed             a/App.java:13 get -> of the language
    blocked              a/App.java:14 log -> external org.slf4j Logger.log
    unseen               a/App.java:15 tidy -> ?
    family               a/App.java:16 far -> ?
    family               a/App.java:17 far -> ?
    double               a/App.java:18 get -> perhaps src/main/a/Cache.java:2 Cache.get
    double               a/App.java:19 Tools -> src/main/a/Cache.java:4 Tools [same_package 90 read]
    double               a/App.java:19 tidy -> src/main/a/Cache.java:4 Tools.tidy [receiver_type 90 call]
    ");
}
