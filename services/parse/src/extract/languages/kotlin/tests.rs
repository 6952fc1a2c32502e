//! What Kotlin's extractor says of small sources.

mod bad_input;

use events::Language;
use facts::FileFacts;
use insta::assert_snapshot;

use super::vocabulary::{Field, Kind};
use crate::extract::testing::{facts_of, show, signatures};
use crate::extract::vocabulary::assert_known;

fn kotlin(source: &str) -> FileFacts {
    let facts = facts_of(Language::Kotlin, "src/main/kotlin/a/A.kt", source);
    assert_eq!(facts.reason, None, "the source of a test is sound");
    facts
}

#[test]
fn every_listed_name_is_in_the_grammar() {
    assert_known::<Kind, Field>(&[tree_sitter_kotlin_sg::LANGUAGE.into()]);
}

#[test]
fn blocks_have_objects() {
    let facts = kotlin(
        r#"
        class Store(val name: String) {
            fun all(store: Store, build: Builder) {
                store.apply { open(); this.close() }
                with(build) { add(name) }
                store.let { it.open() }
                store.also { other -> other.open() }
                html { head(this@Store.name) }
                listOf(1).forEach { open() }
                "text".apply { open() }
            }

            fun Builder.extend() {
                add(this.size)
                this@Store.open()
            }

            val listener = object : Listener() {
                override fun on() = close()
            }
        }
        "#,
    );
    assert_snapshot!(show(&facts), @r"
    class Store 1:6 in 1:0-20:1 +public
      field name 1:16 in 1:12-1:28 +public : String
      method all(2) 2:8 in 2:4-10:5 +public
        parameter store 2:12 in 2:12-2:24 : Store
        parameter build 2:26 in 2:26-2:40 : Builder
        parameter other 6:21 = store
      method Builder::extend(0) 12:16 in 12:4-15:5 +public +receiver
      field listener 17:8 in 17:4-19:5 +public = Listener
        method on(0) 18:21 in 18:8-18:35 +public = Listener.close(0)
    1:22 type String in Store -> free
    2:19 type Store in Store.all -> free
    2:33 type Builder in Store.all -> free
    3:8 read store in Store.all -> parameter 2:12
    3:14 call store.apply(1) in Store.all
    3:22 call store.open(0) in Store.all -> free
    3:35 call store.close(0) in Store.all
    4:8 call with(2) in Store.all -> free
    4:13 read build in Store.all -> parameter 2:26
    4:22 call build.add(1) in Store.all -> free
    4:26 read build.name in Store.all -> free
    5:8 read store in Store.all -> parameter 2:12
    5:14 call store.let(1) in Store.all
    5:23 call store.open(0) in Store.all
    6:8 read store in Store.all -> parameter 2:12
    6:14 call store.also(1) in Store.all
    6:30 read other in Store.all -> parameter 6:21
    6:36 call other.open(0) in Store.all
    7:8 call html(1) in Store.all -> free
    7:15 call html(1)::head(1) in Store.all -> free
    7:31 read <this>.name in Store.all
    8:8 call listOf(1) in Store.all -> free
    8:18 call listOf(1).forEach(1) in Store.all
    8:28 call open(0) in Store.all -> free
    9:15 call <?>.apply(1) in Store.all
    9:23 call <?>.open(0) in Store.all -> free
    12:8 type Builder in Store.extend -> free
    13:8 call add(1) in Store.extend -> free
    13:17 read Builder.size in Store.extend
    14:19 call <this>.open(0) in Store.extend
    17:28 type Listener in Store.listener -> free
    18:28 call Listener.close(0) in Store.listener.on -> free
    ");
}

#[test]
fn classes_and_their_members() {
    let facts = kotlin(
        r#"
        package a.b

        /** Holds a name. */
        data class Person(val name: String, private var age: Int = 1, id: Long) : Base<Int>(id), Named {
            constructor(other: Person) : this(other.name, 1, 2L)

            companion object Factory {
                const val MAX = 3
                fun make() = Person("x", id = 1)
            }

            inner class Part
        }

        interface Named {
            fun label(): String
        }

        enum class Color(val code: Int) {
            RED(1) {
                override fun mix() = RED
            };

            abstract fun mix(): Color
        }

        object Registry
        typealias Block = Person.() -> Unit
        "#,
    );
    assert_snapshot!(show(&facts), @r#"
    package a.b
    class Person 4:11 in 4:0-13:1 +public "Holds a name."
      field name 4:22 in 4:18-4:34 +public : String
      field age 4:48 in 4:36-4:60 +optional : Int
      parameter id 4:62 in 4:62-4:70 : Long
      constructor Person(1) 5:4 in 5:4-5:56 +public
        parameter other 5:16 in 5:16-5:29 : Person
      class Factory 7:21 in 7:4-10:5 +public +static +companion
        field MAX 8:18 in 8:8-8:25 +public
        method make(0) 9:12 in 9:8-9:40 +public = Person(2)
      class Part 12:16 in 12:4-12:20 +public
    interface Named 15:10 in 15:0-17:1 +public
      method label(0) 16:8 in 16:4-16:23 +public +abstract : String
    enum Color 19:11 in 19:0-25:1 +public
      field code 19:21 in 19:17-19:30 +public : Int
      enum_member RED 20:4 in 20:4-22:5 +public +static
        method mix(0) 21:21 in 21:8-21:32 +public = RED
      method mix(0) 24:17 in 24:4-24:29 +public +abstract : Color
    class Registry 27:7 in 27:0-27:15 +public +static
    type_alias Block 28:10 in 28:0-28:35 +public +receiver : Person
    Person extends Base
    Person implements Named
    4:28 type String in Person -> free
    4:53 type Int in Person -> free
    4:66 type Long in Person -> free
    4:74 supertype Base in Person -> free
    4:79 type Int in Person -> free
    4:84 read id in Person -> parameter 4:62
    4:89 supertype Named in Person -> free
    5:23 type Person in Person.Person -> free
    5:33 call this(3) in Person.Person -> class 4:11
    5:38 read other in Person.Person -> parameter 5:16
    5:44 read other.name in Person.Person
    9:21 call Person(2) in Person.Factory.make -> free
    9:33 read Person(2)::id in Person.Factory.make
    16:17 type String in Named.label -> free
    19:27 type Int in Color -> free
    21:29 read RED in Color.RED.mix -> free
    24:24 type Color in Color.mix -> free
    28:18 type Person in Block -> free
    28:31 type Unit in Block -> free
    "#);
    assert_snapshot!(signatures(&facts), @r"
    data class Person(val name: String, private var age: Int = 1, id: Long) : Base<Int>(id), Named
    val name: String
    private var age: Int = 1
    constructor(other: Person)
    companion object Factory
    const val MAX = 3
    fun make()
    inner class Part
    interface Named
    fun label(): String
    enum class Color(val code: Int)
    val code: Int
    RED
    override fun mix()
    abstract fun mix(): Color
    object Registry
    typealias Block = Person.() -> Unit
    ");
}

#[test]
fn functions_and_properties() {
    let facts = kotlin(
        r"
        private suspend fun <T : Any> List<T>.second(default: T, vararg more: Int): T? = default

        val String.shout: String get() = uppercase()
        val shared by lazy { Store() }
        const val LIMIT = 3

        class Store {
            lateinit var log: Log
            var size: Int = 0
                set(value) {
                    field = value
                }

            @Test
            fun saves() = log
        }
        ",
    );
    assert_snapshot!(show(&facts), @r"
    function List::second(*) 1:38 in 1:0-1:88 +async +receiver : T
      type_parameter T 1:21 : Any
      parameter default 1:45 in 1:45-1:55 : T
      parameter more 1:64 in 1:64-1:73 +array +optional : Int
    variable String::shout 3:11 in 3:0-3:44 +public +receiver : String
    variable shared 4:4 in 4:0-4:30 +public = Store(0)
    constant LIMIT 5:10 in 5:0-5:19 +public
    class Store 7:6 in 7:0-16:1 +public
      field log 8:17 in 8:4-8:25 +public : Log
      field size 9:8 in 9:4-9:21 +public : Int
      parameter value 10:12
      method saves(0) 15:8 in 14:4-15:21 +public +test = log
    1:25 type Any in second -> free
    1:30 type List in second -> free
    1:35 type T in second -> type_parameter 1:21
    1:54 type T in second -> type_parameter 1:21
    1:70 type Int in second -> free
    1:76 type T in second -> type_parameter 1:21
    1:81 read default in second -> parameter 1:45
    3:4 type String in shout -> free
    3:18 type String in shout -> free
    3:33 call uppercase(0) in shout -> free
    4:14 call lazy(1) in shared -> free
    4:21 call Store(0) in shared -> free
    8:22 type Log in Store.log -> free
    9:14 type Int in Store.size -> free
    11:20 read value in Store -> parameter 10:12
    14:5 decorator Test in Store.saves -> free
    15:18 read log in Store.saves -> free
    ");
    assert_snapshot!(signatures(&facts), @r"
    private suspend fun <T : Any> List<T>.second(default: T, vararg more: Int): T?
    val String.shout: String get() = uppercase()
    val shared by lazy { Store() }
    const val LIMIT = 3
    class Store
    lateinit var log: Log
    var size: Int = 0
    fun saves()
    ");
}

#[test]
fn imports_are_free_until_members_are_asked() {
    let facts = kotlin(
        r"
        package a.b

        import c.Plain
        import c.Long as Short
        import c.inner.*
        import `in`.`when`

        val x: Plain = Short(when_())
        ",
    );
    assert_snapshot!(show(&facts), @r#"
    package a.b
    variable x 8:4 in 8:0-8:29 +public : Plain
    import member "c" . Plain as Plain 3:0
    import member "c" . Long as Short 4:0
    import wildcard "c.inner" 5:0
    import member "in" . when as when 6:0
    3:9 import Plain -> import c . Plain
    4:9 import Long -> import c . Long
    6:12 import `when` -> import in . when
    8:7 type Plain in x -> free
    8:15 call Short(1) in x -> free
    8:21 call when_(0) in x -> free
    "#);
}

#[test]
fn names_by_where_they_stand() {
    let facts = kotlin(
        r#"
        fun go(a: Any, xs: List<Item>) {
            val (first, _) = pair()
            val a = a.copy(size = 3)
            for (x in xs) x.count += 1
            val f = ::go
            val g = Item::name
            when (val s = first.kind) {
                is Item -> s.name
                Kind.BIG, in all -> a to s
                else -> throw Failure("no $a ${s.name}")
            }
            outer@ while (true) break@outer
            (a as? Item)?.name!!.size
            xs[0] = a ?: return
            fun local(n: Int = 1) = n
            local()
            try { local(2) } catch (e: Failure) { e.print() }
            super<Base>.go()
        }
        "#,
    );
    assert_snapshot!(show(&facts), @r"
    function go(2) 1:4 in 1:0-19:1 +public
      parameter a 1:7 in 1:7-1:13 : Any
      parameter xs 1:15 in 1:15-1:29 : List
      local first 2:9
      local a 3:8 in 3:4-3:28 = a.copy(1)
      local x 4:9
      local f 5:8 in 5:4-5:16
      local g 6:8 in 6:4-6:22
      local s 7:14 = first.kind
      label outer 12:4 in 12:4-12:10
      function local(1) 15:8 in 15:4-15:29 +public = n
        parameter n 15:14 in 15:14-15:20 +optional : Int
      local e 17:28 : Failure
    1:10 type Any in go -> free
    1:19 type List in go -> free
    1:24 type Item in go -> free
    2:21 call pair(0) in go -> free
    3:12 read a in go -> parameter 1:7
    3:14 call a.copy(1) in go
    3:19 read a.copy(1)::size in go
    4:14 read xs in go -> parameter 1:15
    4:18 read x in go -> local 4:9
    4:20 write x.count in go
    5:14 call go(*) in go -> free
    6:12 read Item in go -> free
    6:18 call Item.name(*) in go
    7:18 read first in go -> local 2:9
    7:24 read first.kind in go
    8:11 type Item in go -> free
    8:19 read s in go -> local 7:14
    8:21 read s.name in go
    9:8 read Kind in go -> free
    9:13 read Kind.BIG in go
    9:21 read all in go -> free
    9:28 read a in go -> local 3:8
    9:30 call a.to(1) in go
    9:33 read s in go -> local 7:14
    10:22 call Failure(1) in go -> free
    10:35 read a in go -> local 3:8
    10:39 read s in go -> local 7:14
    10:41 read s.name in go
    12:30 read outer in go -> label 12:4
    13:5 read a in go -> local 3:8
    13:11 type Item in go -> free
    13:18 read <?>.name in go
    13:25 read <?>.name.size in go
    14:4 read xs in go -> parameter 1:15
    14:12 read a in go -> local 3:8
    15:17 type Int in go.local -> free
    15:28 read n in go.local -> parameter 15:14
    16:4 call local(0) in go -> function 15:8
    17:10 call local(1) in go -> function 15:8
    17:31 type Failure in go -> free
    17:42 read e in go -> local 17:28
    17:44 call e.print(0) in go
    18:10 type Base in go -> free
    18:16 call Base.go(0) in go
    ");
}
