//! Kotlin: imports, members before imports, companions, families, and what hides what.

use insta::assert_snapshot;

use super::edges;

#[test]
fn imports_lead_to_what_they_name() {
    assert_snapshot!(edges(&[
        (
            "a/Store.kt",
            "
            package a

            class Store {
                fun save() {}
            }
            fun open(): Store = Store()
            val shared = open()
            object Log {
                fun warn() {}
            }
            ",
        ),
        (
            "b/Use.kt",
            "
            package b

            import a.Log.warn
            import a.Store as Shop
            import a.open
            import a.shared
            import x.outside

            fun go(shop: Shop) {
                shop.save()
                open().save()
                shared.save()
                warn()
                outside()
            }
            ",
        ),
    ]), @r"
    a/Store.kt:6 open Store -> a/Store.kt:3 Store (same_file)
    a/Store.kt:6 open Store -> a/Store.kt:3 Store (same_file)
    a/Store.kt:7 shared open -> a/Store.kt:6 open (same_file)
    b/Use.kt:9 go Shop -> a/Store.kt:3 Store (import)
    b/Use.kt:10 go save -> a/Store.kt:4 Store.save (receiver_type)
    b/Use.kt:11 go open -> a/Store.kt:6 open (import)
    b/Use.kt:11 go save -> a/Store.kt:4 Store.save (receiver_type)
    b/Use.kt:12 go shared -> a/Store.kt:7 shared (import)
    b/Use.kt:12 go save -> a/Store.kt:4 Store.save (receiver_type)
    b/Use.kt:13 go warn -> a/Store.kt:9 Log.warn (import)
    b/Use.kt:14 go outside -> external x outside
    ");
}

#[test]
fn an_import_from_outside_hides_a_namesake() {
    assert_snapshot!(edges(&[
        (
            "a/Save.kt",
            "
            package a

            fun save() {}
            class Store
            ",
        ),
        (
            "a/Use.kt",
            "
            package a

            import x.Store
            import x.save

            fun go(store: Store) = save()
            ",
        ),
    ]), @r"
    a/Use.kt:6 go Store -> external x Store
    a/Use.kt:6 go save -> external x save
    ");
}

#[test]
fn what_a_wildcard_brings() {
    assert_snapshot!(edges(&[
        (
            "a/Store.kt",
            "
            package a

            class Store
            ",
        ),
        (
            "b/Use.kt",
            "
            package b

            import a.*

            fun go() = Store()
            ",
        ),
    ]), @r"
    b/Use.kt:5 go Store -> a/Store.kt:3 Store (wildcard)
    ");
}

#[test]
fn a_bare_name_is_a_member_before_it_is_anything_else() {
    assert_snapshot!(edges(&[
        (
            "a/Base.kt",
            "
            package a

            open class Base {
                fun log() {}
                open val size = 1
            }
            ",
        ),
        (
            "a/Log.kt",
            "
            package a

            fun log() {}
            fun other() {}
            ",
        ),
        (
            "a/Use.kt",
            "
            package a

            class Use : Base() {
                fun go() {
                    log()
                    other()
                    size
                }
            }

            fun top() = log()
            ",
        ),
    ]), @r"
    a/Use.kt:3 Use Base -> a/Base.kt:3 Base (same_package)
    a/Use.kt:5 Use.go log -> a/Base.kt:4 Base.log (inherited)
    a/Use.kt:6 Use.go other -> a/Log.kt:4 other (same_package)
    a/Use.kt:7 Use.go size -> a/Base.kt:5 Base.size (inherited)
    a/Use.kt:11 top log -> a/Log.kt:3 log (same_package)
    ");
}

#[test]
fn companions_and_objects() {
    assert_snapshot!(edges(&[
        (
            "a/A.kt",
            "
            package a

            open class Maker {
                fun make() = 1
            }
            class A {
                companion object : Maker() {
                    fun of() = A()
                    const val MAX = 1
                }
                fun go() {
                    of()
                    MAX
                    make()
                    run()
                }
                fun run() {}
            }
            object O {
                fun get() = 1
            }
            fun use() {
                A.of().go()
                A.make()
                A.MAX
                A.run()
                O.get()
                A.Companion.of()
            }
            ",
        ),
    ]), @r"
    a/A.kt:7 A.Companion Maker -> a/A.kt:3 Maker (same_file)
    a/A.kt:8 A.Companion.of A -> a/A.kt:6 A (same_file)
    a/A.kt:12 A.go of -> a/A.kt:8 A.Companion.of (same_class)
    a/A.kt:13 A.go MAX -> a/A.kt:9 A.Companion.MAX (same_class)
    a/A.kt:14 A.go make -> a/A.kt:4 Maker.make (inherited)
    a/A.kt:15 A.go run -> a/A.kt:17 A.run (same_class)
    a/A.kt:23 use A -> a/A.kt:6 A (same_file)
    a/A.kt:23 use of -> a/A.kt:8 A.Companion.of (receiver_type)
    a/A.kt:23 use go -> a/A.kt:11 A.go (receiver_type)
    a/A.kt:24 use A -> a/A.kt:6 A (same_file)
    a/A.kt:24 use make -> a/A.kt:4 Maker.make (inherited)
    a/A.kt:25 use A -> a/A.kt:6 A (same_file)
    a/A.kt:25 use MAX -> a/A.kt:9 A.Companion.MAX (receiver_type)
    a/A.kt:26 use A -> a/A.kt:6 A (same_file)
    a/A.kt:26 use run -> perhaps a/A.kt:17 A.run
    a/A.kt:27 use O -> a/A.kt:19 O (same_file)
    a/A.kt:27 use get -> a/A.kt:20 O.get (receiver_type)
    a/A.kt:28 use A -> a/A.kt:6 A (same_file)
    a/A.kt:28 use Companion -> a/A.kt:7 A.Companion (receiver_type)
    a/A.kt:28 use of -> a/A.kt:8 A.Companion.of (receiver_type)
    ");
}

#[test]
fn names_cross_between_java_and_kotlin() {
    assert_snapshot!(edges(&[
        (
            "a/Shop.java",
            "
            package a;

            class Shop {
                Store store;
                void go() { store.save(); new Store(); }
            }
            ",
        ),
        (
            "a/Store.kt",
            "
            package a

            class Store {
                fun save() {}
            }
            fun go(shop: Shop) { shop.go(); shop.store.save() }
            ",
        ),
    ]), @r"
    a/Shop.java:4 Shop.store Store -> a/Store.kt:3 Store (same_package)
    a/Shop.java:5 Shop.go store -> a/Shop.java:4 Shop.store (same_file)
    a/Shop.java:5 Shop.go save -> a/Store.kt:4 Store.save (receiver_type)
    a/Shop.java:5 Shop.go Store -> a/Store.kt:3 Store (same_package)
    a/Store.kt:6 go Shop -> a/Shop.java:3 Shop (same_package)
    a/Store.kt:6 go go -> a/Shop.java:5 Shop.go (receiver_type)
    a/Store.kt:6 go store -> a/Shop.java:4 Shop.store (receiver_type)
    a/Store.kt:6 go save -> a/Store.kt:4 Store.save (receiver_type)
    ");
}

#[test]
fn common_names_of_unknown_objects_have_no_edge() {
    assert_snapshot!(edges(&[
        (
            "a/A.kt",
            "
            package a

            class A {
                fun get() {}
                fun save() {}
                fun log() {}
                fun run() {}
            }
            fun get() {}
            ",
        ),
        (
            "a/B.kt",
            "
            package a

            fun go(x: Any, y: List<A>) {
                x.get()
                y.save()
                z().log()
                x.toString().run()
            }
            fun shadow(get: () -> Unit) = get()
            ",
        ),
    ]), @r"
    a/B.kt:3 go A -> a/A.kt:3 A (same_package)
    a/B.kt:6 go z -> ?
    a/B.kt:6 go log -> perhaps a/A.kt:6 A.log
    a/B.kt:7 go run -> ?
    a/B.kt:9 shadow Unit -> ?
    ");
}

#[test]
fn types_in_types_and_type_parameters() {
    assert_snapshot!(edges(&[
        (
            "a/Spec.kt",
            "
            package a

            class Spec {
                interface Builder<T : Spec> {
                    fun build(): T
                }
            }
            ",
        ),
        (
            "a/Use.kt",
            "
            package a

            class Other {
                class Builder
            }
            fun go(builder: Spec.Builder<Spec>) = builder.build()
            ",
        ),
    ]), @r"
    a/Spec.kt:4 Spec.Builder Spec -> a/Spec.kt:3 Spec (same_file)
    a/Use.kt:6 go Spec -> a/Spec.kt:3 Spec (same_package)
    a/Use.kt:6 go Builder -> a/Spec.kt:4 Spec.Builder (receiver_type)
    a/Use.kt:6 go Spec -> a/Spec.kt:3 Spec (same_package)
    a/Use.kt:6 go build -> a/Spec.kt:5 Spec.Builder.build (receiver_type)
    ");
}

#[test]
fn no_name_leads_to_another_family() {
    assert_snapshot!(edges(&[
        (
            "a/store.py",
            "
            class Store:
                def save(self): ...

            def log(): ...
            ",
        ),
        (
            "a/Use.kt",
            "
            package a

            fun go(store: Store) {
                store.save()
                log()
            }
            ",
        ),
    ]), @r"
    a/Use.kt:3 go Store -> ?
    a/Use.kt:4 go save -> ?
    a/Use.kt:5 go log -> ?
    ");
}

#[test]
fn a_double_in_the_tests_stands_behind_what_it_stands_for() {
    assert_snapshot!(edges(&[
        (
            "src/main/a/Clock.kt",
            "
            package a

            class Clock {
                fun now() = 1
            }
            ",
        ),
        (
            "src/test/a/Clock.kt",
            "
            package a

            class Clock {
                fun now() = 2
            }
            ",
        ),
        (
            "src/main/b/Use.kt",
            "
            package b

            import a.Clock

            fun go(clock: Clock) = clock.now()
            ",
        ),
    ]), @r"
    src/main/b/Use.kt:5 go Clock -> src/main/a/Clock.kt:3 Clock (import)
    src/main/b/Use.kt:5 go now -> src/main/a/Clock.kt:4 Clock.now (receiver_type)
    ");
}

#[test]
fn what_is_nearer_hides_what_is_further() {
    assert_snapshot!(edges(&[
        (
            "a/Log.kt",
            "
            package a

            fun log() {}
            val size = 1
            ",
        ),
        (
            "b/Use.kt",
            "
            package b

            import a.log
            import a.size

            fun go(size: Int): Int {
                fun log() {}
                log()
                listOf(1).forEach { size -> use(size) }
                return size
            }
            fun far() = log()
            val near = size
            ",
        ),
    ]), @r"
    b/Use.kt:8 go log -> b/Use.kt:7 go.log (same_file)
    b/Use.kt:9 go forEach -> ?
    b/Use.kt:9 go use -> ?
    b/Use.kt:12 far log -> a/Log.kt:3 log (import)
    b/Use.kt:13 near size -> a/Log.kt:4 size (import)
    ");
}
