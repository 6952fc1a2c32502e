//! Kotlin.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("b/Store.kt", "
        package b

        open class Base { fun close() {} }
        open class Store() : Base() {
            open fun save() {}
            companion object {
                fun shared() {}
            }
        }
        fun opened(): Store = find()
        fun Store.extend() {}
    "),
    ("c/Wild.kt", "
        package c

        class Wild
    "),
    ("a/Beside.kt", "
        package a

        fun beside() {}
    "),
    ("a/Desk.kt", "
        package a

        import b.Store
        import b.extend
        import b.opened
        import b.opened as begun
        import c.*

        fun helper() {}

        class Desk(private val kept: Store) : Store() {
            override fun save() {
                super.save() //: above
            }
            fun <T : Store> run(given: Store, bounded: T) {
                val count = 1
                print(count) //: local
                helper() //: file
                this.own() //: own
                own() //: own
                this.close() //: inherited
                close() //: inherited
                opened() //: import
                begun() //: renamed
                Wild() //: wildcard
                beside() //: package
                Store.shared() //: of a type
                given.save() //: annotated
                val fresh = Store()
                fresh.save() //: made
                kept.save() //: field
                opened().save() //: returned
                bounded.save() //: bound
                given.close() //: inherited by a value
                given.extend() //: extension
            }
            fun own() {}
        }
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("b/Cache.kt", "
        package b

        class Cache {
            fun get() {}
            fun save() {}
            fun log() {}
            fun run() {}
        }
        fun tidy() {}
        fun Cache.far() {}
    "),
    ("a/Logger.kt", "
        package a

        class Logger { fun log() {} }
        fun warn() {}
        fun hidden() {}
    "),
    ("a/lib.py", "
        def lost(): ...
    "),
    ("a/src/test/FakeCache.kt", "
        package b

        class FakeCache { fun get() {} }
        class Cache { fun reset() {} }
    "),
    ("a/App.kt", "
        package a

        import b.Cache
        import org.slf4j.Logger
        import org.slf4j.warn

        fun main(thing: Unknown, logger: Logger, hidden: () -> Int) {
            thing.get() //: common
            thing.save() //: common
            thing.log() //: common
            thing.first().run() //: common
            hidden() //: shadowed
            logger.log() //: blocked
            warn() //: blocked
            tidy() //: unseen
            thing.far() //: unseen
            lost() //: family
            thing.lost() //: family
            thing.get() //: double
            Cache() //: double
        }
    "),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    above                a/Desk.kt:13 save -> b/Store.kt:5 Store.save [inherited 85 call]
    local                a/Desk.kt:17 print -> of the language
    local                a/Desk.kt:17 count -> a/Desk.kt:16 Desk.run.count [local 100 read]
    file                 a/Desk.kt:18 helper -> a/Desk.kt:9 helper [same_file 100 call]
    own                  a/Desk.kt:19 own -> a/Desk.kt:37 Desk.own [same_class 95 call]
    own                  a/Desk.kt:20 own -> a/Desk.kt:37 Desk.own [same_class 95 call]
    inherited            a/Desk.kt:21 close -> b/Store.kt:3 Base.close [inherited 85 call]
    inherited            a/Desk.kt:22 close -> b/Store.kt:3 Base.close [inherited 85 call]
    import               a/Desk.kt:23 opened -> b/Store.kt:10 opened [import 95 call]
    renamed              a/Desk.kt:24 begun -> b/Store.kt:10 opened [import 95 call]
    wildcard             a/Desk.kt:25 Wild -> c/Wild.kt:3 Wild [wildcard 80 call]
    package              a/Desk.kt:26 beside -> a/Beside.kt:3 beside [same_package 90 call]
    of a type            a/Desk.kt:27 Store -> b/Store.kt:4 Store [import 95 read]
    of a type            a/Desk.kt:27 shared -> b/Store.kt:7 Store.Companion.shared [receiver_type 90 call]
    annotated            a/Desk.kt:28 save -> b/Store.kt:5 Store.save [receiver_type 90 call]
    made                 a/Desk.kt:30 save -> b/Store.kt:5 Store.save [receiver_type 90 call]
    field                a/Desk.kt:31 kept -> a/Desk.kt:11 Desk.kept [same_class 95 read]
    field                a/Desk.kt:31 save -> b/Store.kt:5 Store.save [receiver_type 90 call]
    returned             a/Desk.kt:32 opened -> b/Store.kt:10 opened [import 95 call]
    returned             a/Desk.kt:32 save -> b/Store.kt:5 Store.save [receiver_type 90 call]
    bound                a/Desk.kt:33 save -> b/Store.kt:5 Store.save [receiver_type 90 call]
    inherited by a value a/Desk.kt:34 close -> b/Store.kt:3 Base.close [inherited 85 call]
    extension            a/Desk.kt:35 extend -> b/Store.kt:11 extend [import 90 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               a/App.kt:8 get -> perhaps b/Cache.kt:4 Cache.get
    common               a/App.kt:9 save -> perhaps b/Cache.kt:5 Cache.save
    common               a/App.kt:10 log -> perhaps a/Logger.kt:3 Logger.log, b/Cache.kt:6 Cache.log
    common               a/App.kt:11 first -> ?
    common               a/App.kt:11 run -> perhaps b/Cache.kt:7 Cache.run
    shadowed             a/App.kt:12 hidden -> a/App.kt:7 main.hidden [local 100 call]
    blocked              a/App.kt:13 log -> external org.slf4j Logger.log
    blocked              a/App.kt:14 warn -> external org.slf4j warn
    unseen               a/App.kt:15 tidy -> ?
    unseen               a/App.kt:16 far -> perhaps b/Cache.kt:10 far
    family               a/App.kt:17 lost -> ?
    family               a/App.kt:18 lost -> ?
    double               a/App.kt:19 get -> perhaps b/Cache.kt:4 Cache.get
    double               a/App.kt:20 Cache -> b/Cache.kt:3 Cache [import 95 call]
    ");
}
