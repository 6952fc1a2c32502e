//! Kotlin: what calls mean by receivers, extensions, blocks, arguments and platforms.

use insta::assert_snapshot;

use super::edges;

#[test]
fn extensions_need_the_type_and_the_scope() {
    assert_snapshot!(edges(&[
        (
            "a/Types.kt",
            "
            package a

            open class Base
            class Item : Base()
            class Other {
                fun shine() {}
            }
            ",
        ),
        (
            "b/Ext.kt",
            "
            package b

            import a.Base
            import a.Other

            fun Base.shine() {}
            fun Base.glow() {}
            fun Other.shine() {}
            ",
        ),
        (
            "c/Use.kt",
            "
            package c

            import a.Item
            import a.Other
            import b.shine

            fun go(item: Item, other: Other, any: Any) {
                item.shine()
                other.shine()
                item.glow()
            }
            ",
        ),
    ]), @r"
    a/Types.kt:4 Item Base -> a/Types.kt:3 Base (same_file)
    b/Ext.kt:6 shine Base -> a/Types.kt:3 Base (import)
    b/Ext.kt:7 glow Base -> a/Types.kt:3 Base (import)
    b/Ext.kt:8 shine Other -> a/Types.kt:5 Other (import)
    c/Use.kt:7 go Item -> a/Types.kt:4 Item (import)
    c/Use.kt:7 go Other -> a/Types.kt:5 Other (import)
    c/Use.kt:8 go shine -> b/Ext.kt:6 shine (import)
    c/Use.kt:9 go shine -> a/Types.kt:6 Other.shine (receiver_type)
    c/Use.kt:10 go glow -> perhaps b/Ext.kt:7 glow
    ");
}

#[test]
fn blocks_with_an_object() {
    assert_snapshot!(edges(&[
        (
            "a/Html.kt",
            "
            package a

            class Html {
                fun head() {}
                fun id() {}
            }
            class Page {
                fun title() {}
            }
            fun html(block: Html.() -> Unit) {}
            fun plain(block: () -> Unit) {}
            ",
        ),
        (
            "a/Use.kt",
            "
            package a

            class Use {
                fun head() {}
                fun save() {}
                fun go(page: Page) {
                    html { head(); save() }
                    plain { head() }
                    page.apply { title(); head(); this.title() }
                    with(page) { title() }
                    page.let { it.title() }
                    unknown().apply { head() }
                }
            }
            fun Page.more() { title(); this.title() }
            ",
        ),
    ]), @r"
    a/Html.kt:10 html Html -> a/Html.kt:3 Html (same_file)
    a/Html.kt:10 html Unit -> ?
    a/Html.kt:11 plain Unit -> ?
    a/Use.kt:6 Use.go Page -> a/Html.kt:7 Page (same_package)
    a/Use.kt:7 Use.go html -> a/Html.kt:10 html (same_package)
    a/Use.kt:7 Use.go head -> a/Html.kt:4 Html.head (receiver_type)
    a/Use.kt:7 Use.go save -> a/Use.kt:5 Use.save (same_class)
    a/Use.kt:8 Use.go plain -> a/Html.kt:11 plain (same_package)
    a/Use.kt:8 Use.go head -> a/Use.kt:4 Use.head (same_class)
    a/Use.kt:9 Use.go apply -> ?
    a/Use.kt:9 Use.go title -> a/Html.kt:8 Page.title (receiver_type)
    a/Use.kt:9 Use.go head -> a/Use.kt:4 Use.head (same_class)
    a/Use.kt:9 Use.go title -> a/Html.kt:8 Page.title (receiver_type)
    a/Use.kt:10 Use.go title -> a/Html.kt:8 Page.title (receiver_type)
    a/Use.kt:11 Use.go let -> ?
    a/Use.kt:11 Use.go title -> a/Html.kt:8 Page.title (receiver_type)
    a/Use.kt:12 Use.go unknown -> ?
    a/Use.kt:12 Use.go apply -> ?
    a/Use.kt:12 Use.go head -> ?
    a/Use.kt:15 more Page -> a/Html.kt:7 Page (same_package)
    a/Use.kt:15 more title -> a/Html.kt:8 Page.title (receiver_type)
    a/Use.kt:15 more title -> a/Html.kt:8 Page.title (receiver_type)
    ");
}

#[test]
fn overloads_and_arguments_that_are_left_out() {
    assert_snapshot!(edges(&[
        (
            "a/A.kt",
            r#"
            package a

            class A(val name: String, val size: Int = 1) {
                fun put(a: Int) {}
                fun put(a: Int, b: Int, c: Int = 1) {}
                fun same(a: Int) {}
                fun same(a: String) {}
            }
            fun go(a: A) {
                a.put(1)
                a.put(1, 2)
                a.same(x())
                A(name = "x", size = 2)
            }
            "#,
        ),
    ]), @r"
    a/A.kt:9 go A -> a/A.kt:3 A (same_file)
    a/A.kt:10 go put -> a/A.kt:4 A.put (receiver_type)
    a/A.kt:11 go put -> a/A.kt:5 A.put (receiver_type)
    a/A.kt:12 go same -> perhaps a/A.kt:6 A.same, a/A.kt:7 A.same
    a/A.kt:12 go x -> ?
    a/A.kt:13 go A -> a/A.kt:3 A (same_file)
    a/A.kt:13 go name -> a/A.kt:3 A.name (receiver_type)
    a/A.kt:13 go size -> a/A.kt:3 A.size (receiver_type)
    ");
}

#[test]
fn what_is_expected_stands_for_all_platforms() {
    assert_snapshot!(edges(&[
        (
            "m/src/commonMain/a/P.kt",
            "
            package a

            expect class File {
                fun read()
            }
            expect fun open(): File
            fun go() = open().read()
            ",
        ),
        (
            "m/src/jvmMain/a/P.kt",
            "
            package a

            actual class File {
                actual fun read() {}
            }
            actual fun open(): File = File()
            ",
        ),
        (
            "m/src/nativeMain/a/P.kt",
            "
            package a

            actual class File {
                actual fun read() {}
            }
            actual fun open(): File = File()
            ",
        ),
    ]), @r"
    m/src/commonMain/a/P.kt:6 open File -> m/src/commonMain/a/P.kt:3 File (same_file)
    m/src/commonMain/a/P.kt:7 go open -> m/src/commonMain/a/P.kt:6 open (same_file)
    m/src/commonMain/a/P.kt:7 go read -> m/src/commonMain/a/P.kt:4 File.read (receiver_type)
    m/src/jvmMain/a/P.kt:6 open File -> m/src/jvmMain/a/P.kt:3 File (same_file)
    m/src/jvmMain/a/P.kt:6 open File -> m/src/jvmMain/a/P.kt:3 File (same_file)
    m/src/nativeMain/a/P.kt:6 open File -> m/src/nativeMain/a/P.kt:3 File (same_file)
    m/src/nativeMain/a/P.kt:6 open File -> m/src/nativeMain/a/P.kt:3 File (same_file)
    ");
}

#[test]
fn arguments_may_be_given_by_the_names_of_parameters() {
    assert_snapshot!(edges(&[
        (
            "a/A.kt",
            "
            package a

            class A(size: Int, val name: String)
            class B {
                constructor(depth: Int) {}
            }
            fun make(size: Int, depth: Int = 1, block: () -> Unit = {}) {}
            ",
        ),
        (
            "b/Use.kt",
            "
            package b

            import a.A
            import a.B
            import a.make
            import x.outside

            fun go(size: Int) {
                A(size = size, name = n)
                B(depth = 1)
                make(size = 1, depth = 2)
                make(1) {}
                make(other = 1)
                outside(size = 1)
            }
            ",
        ),
    ]), @r"
    a/A.kt:7 make Unit -> ?
    b/Use.kt:9 go A -> a/A.kt:3 A (import)
    b/Use.kt:9 go size -> a/A.kt:3 A.size (receiver_type)
    b/Use.kt:9 go name -> a/A.kt:3 A.name (receiver_type)
    b/Use.kt:9 go n -> ?
    b/Use.kt:10 go B -> a/A.kt:4 B (import)
    b/Use.kt:10 go depth -> a/A.kt:5 B.B.depth (receiver_type)
    b/Use.kt:11 go make -> a/A.kt:7 make (import)
    b/Use.kt:11 go size -> a/A.kt:7 make.size (receiver_type)
    b/Use.kt:11 go depth -> a/A.kt:7 make.depth (receiver_type)
    b/Use.kt:12 go make -> a/A.kt:7 make (import)
    b/Use.kt:13 go make -> a/A.kt:7 make (import)
    b/Use.kt:13 go other -> ?
    b/Use.kt:14 go outside -> external x outside
    b/Use.kt:14 go size -> ?
    ");
}

#[test]
fn an_extension_of_what_is_not_known_is_near_or_no_edge() {
    assert_snapshot!(edges(&[
        (
            "a/Ext.kt",
            "
            package a

            class Item
            class Other
            fun Item.near() {}
            fun Item.far() {}
            fun Item.both() {}
            fun Other.both() {}
            fun Item.get() {}
            ",
        ),
        (
            "b/Use.kt",
            "
            package b

            import a.Item
            import a.both
            import a.get
            import a.near

            fun go() {
                x().near()
                x().near(1)
                x().far()
                x().both()
                x().get()
                x().own()
            }
            fun text(s: String) = s.near()
            private fun Item.own() {}
            ",
        ),
    ]), @r"
    a/Ext.kt:5 near Item -> a/Ext.kt:3 Item (same_file)
    a/Ext.kt:6 far Item -> a/Ext.kt:3 Item (same_file)
    a/Ext.kt:7 both Item -> a/Ext.kt:3 Item (same_file)
    a/Ext.kt:8 both Other -> a/Ext.kt:4 Other (same_file)
    a/Ext.kt:9 get Item -> a/Ext.kt:3 Item (same_file)
    b/Use.kt:9 go x -> ?
    b/Use.kt:9 go near -> a/Ext.kt:5 near (import)
    b/Use.kt:10 go x -> ?
    b/Use.kt:10 go near -> perhaps a/Ext.kt:5 near
    b/Use.kt:11 go x -> ?
    b/Use.kt:11 go far -> perhaps a/Ext.kt:6 far
    b/Use.kt:12 go x -> ?
    b/Use.kt:12 go both -> perhaps a/Ext.kt:7 both, a/Ext.kt:8 both
    b/Use.kt:13 go x -> ?
    b/Use.kt:13 go get -> perhaps a/Ext.kt:9 get
    b/Use.kt:14 go x -> ?
    b/Use.kt:14 go own -> b/Use.kt:17 own (same_file)
    b/Use.kt:17 own Item -> a/Ext.kt:3 Item (import)
    ");
}

#[test]
fn a_block_whose_function_is_known_late_has_its_object() {
    assert_snapshot!(edges(&[
        (
            "a/Dsl.kt",
            "
            package a

            class Dsl {
                fun nest(block: Dsl.() -> Unit) {}
                fun leaf() {}
            }
            fun dsl(): Dsl = Dsl()
            ",
        ),
        (
            "b/Use.kt",
            "
            package b

            import a.dsl
            import x.launch

            class Use {
                fun leaf() {}
                fun own() {}
                fun go() {
                    dsl().nest { leaf(); own(); nest { leaf() } }
                    launch { own() }
                }
            }
            ",
        ),
    ]), @r"
    a/Dsl.kt:4 Dsl.nest Dsl -> a/Dsl.kt:3 Dsl (same_file)
    a/Dsl.kt:4 Dsl.nest Unit -> ?
    a/Dsl.kt:7 dsl Dsl -> a/Dsl.kt:3 Dsl (same_file)
    a/Dsl.kt:7 dsl Dsl -> a/Dsl.kt:3 Dsl (same_file)
    b/Use.kt:10 Use.go dsl -> a/Dsl.kt:7 dsl (import)
    b/Use.kt:10 Use.go nest -> a/Dsl.kt:4 Dsl.nest (receiver_type)
    b/Use.kt:10 Use.go leaf -> a/Dsl.kt:5 Dsl.leaf (receiver_type)
    b/Use.kt:10 Use.go own -> b/Use.kt:8 Use.own (same_class)
    b/Use.kt:10 Use.go nest -> a/Dsl.kt:4 Dsl.nest (receiver_type)
    b/Use.kt:10 Use.go leaf -> a/Dsl.kt:5 Dsl.leaf (receiver_type)
    b/Use.kt:11 Use.go launch -> external x launch
    b/Use.kt:11 Use.go own -> b/Use.kt:8 Use.own (same_class)
    ");
}

#[test]
fn an_extension_is_of_its_type_and_in_sight() {
    assert_snapshot!(edges(&[
        ("a/Cache.kt", "
            package a

            class Cache
            class Other
            fun Cache.shrink() {}
        "),
        ("c/Far.kt", "
            package c

            import a.Cache

            fun Cache.wide() {}
        "),
        ("a/Use.kt", "
            package a

            import c.*

            class Desk {
                fun Cache.mine() {}
                fun go(cache: Cache, other: Other) {
                    cache.mine()
                    cache.shrink()
                    cache.wide()
                    other.mine()
                    other.shrink()
                    other.wide()
                    find().shrink()
                    find().wide()
                }
            }
            fun go(cache: Cache) = cache.mine()
        "),
    ]), @"
    a/Cache.kt:5 shrink Cache -> a/Cache.kt:3 Cache (same_file)
    a/Use.kt:6 Desk.mine Cache -> a/Cache.kt:3 Cache (same_package)
    a/Use.kt:7 Desk.go Cache -> a/Cache.kt:3 Cache (same_package)
    a/Use.kt:7 Desk.go Other -> a/Cache.kt:4 Other (same_package)
    a/Use.kt:8 Desk.go mine -> a/Use.kt:6 Desk.mine (same_class)
    a/Use.kt:9 Desk.go shrink -> a/Cache.kt:5 shrink (same_package)
    a/Use.kt:10 Desk.go wide -> c/Far.kt:5 wide (wildcard)
    a/Use.kt:11 Desk.go mine -> perhaps a/Use.kt:6 Desk.mine
    a/Use.kt:12 Desk.go shrink -> perhaps a/Cache.kt:5 shrink
    a/Use.kt:13 Desk.go wide -> perhaps c/Far.kt:5 wide
    a/Use.kt:14 Desk.go find -> ?
    a/Use.kt:14 Desk.go shrink -> perhaps a/Cache.kt:5 shrink
    a/Use.kt:15 Desk.go find -> ?
    a/Use.kt:15 Desk.go wide -> perhaps c/Far.kt:5 wide
    a/Use.kt:18 go Cache -> a/Cache.kt:3 Cache (same_package)
    a/Use.kt:18 go mine -> perhaps a/Use.kt:6 Desk.mine
    c/Far.kt:5 wide Cache -> a/Cache.kt:3 Cache (import)
    ");
}

#[test]
fn in_a_block_of_an_unknown_object_only_types_stand_alone() {
    assert_snapshot!(edges(&[("a/Use.kt", "
        package a

        class Cache
        fun save() {}
        fun <T> T.within(block: T.() -> Unit) {}
        fun go() {
            find().within {
                Cache()
                save()
            }
        }
    ")]), @"
    a/Use.kt:5 within Unit -> ?
    a/Use.kt:7 go find -> ?
    a/Use.kt:7 go within -> a/Use.kt:5 within (same_file)
    a/Use.kt:8 go Cache -> a/Use.kt:3 Cache (same_file)
    a/Use.kt:9 go save -> ?
    ");
}

#[test]
fn the_head_of_a_type_does_not_see_what_is_in_it() {
    assert_snapshot!(edges(&[("a/Use.kt", "
        package a

        interface Part
        class Whole : Part {
            interface Part
            val part: Part? = null
        }
        class Other : Inner {
            interface Inner
        }
    ")]), @"
    a/Use.kt:4 Whole Part -> a/Use.kt:3 Part (same_file)
    a/Use.kt:6 Whole.part Part -> a/Use.kt:5 Whole.Part (same_class)
    a/Use.kt:8 Other Inner -> ?
    ");
}
