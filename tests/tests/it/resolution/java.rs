//! Java, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn names_come_by_import_package_and_wildcard() {
    assert_snapshot!(edges(&[
        ("src/main/java/a/App.java", "
            package a;

            import b.Brought;
            import c.*;
            import static d.Tools.trim;
            import static d.Tools.*;

            class App {
                Beside beside = new Beside();
                void run(Wild wild) {
                    new Brought().go();
                    wild.go();
                    beside.go();
                    trim();
                    cut();
                    d.Tools.cut();
                    Elsewhere.go();
                }
            }
        "),
        ("src/main/java/a/Beside.java", "
            package a;
            class Beside { void go() {} }
        "),
        ("src/main/java/b/Brought.java", "
            package b;
            public class Brought { public void go() {} }
        "),
        ("src/main/java/c/Wild.java", "
            package c;
            public class Wild { public void go() {} }
        "),
        ("src/main/java/d/Tools.java", "
            package d;
            public class Tools {
                public static void trim() {}
                public static void cut() {}
            }
        "),
        ("src/main/java/e/Elsewhere.java", "
            package e;
            public class Elsewhere { public static void go() {} }
        "),
    ]), @r"
    src/main/java/a/App.java:9 App.beside Beside -> src/main/java/a/Beside.java:2 Beside (same_package)
    src/main/java/a/App.java:9 App.beside Beside -> src/main/java/a/Beside.java:2 Beside (same_package)
    src/main/java/a/App.java:10 App.run Wild -> src/main/java/c/Wild.java:2 Wild (wildcard)
    src/main/java/a/App.java:11 App.run Brought -> src/main/java/b/Brought.java:2 Brought (import)
    src/main/java/a/App.java:11 App.run go -> src/main/java/b/Brought.java:2 Brought.go (receiver_type)
    src/main/java/a/App.java:12 App.run go -> src/main/java/c/Wild.java:2 Wild.go (receiver_type)
    src/main/java/a/App.java:13 App.run beside -> src/main/java/a/App.java:9 App.beside (same_file)
    src/main/java/a/App.java:13 App.run go -> src/main/java/a/Beside.java:2 Beside.go (receiver_type)
    src/main/java/a/App.java:14 App.run trim -> src/main/java/d/Tools.java:3 Tools.trim (import)
    src/main/java/a/App.java:15 App.run cut -> src/main/java/d/Tools.java:4 Tools.cut (wildcard)
    src/main/java/a/App.java:16 App.run d -> ?
    src/main/java/a/App.java:16 App.run Tools -> ?
    src/main/java/a/App.java:16 App.run cut -> perhaps src/main/java/d/Tools.java:4 Tools.cut
    src/main/java/a/App.java:17 App.run Elsewhere -> ?
    src/main/java/a/App.java:17 App.run go -> perhaps src/main/java/a/Beside.java:2 Beside.go, src/main/java/b/Brought.java:2 Brought.go, src/main/java/c/Wild.java:2 Wild.go, src/main/java/e/Elsewhere.java:2 Elsewhere.go
    ");
}

#[test]
fn this_super_and_bare_names_go_up_to_the_class_of_another_file() {
    assert_snapshot!(edges(&[
        ("a/Base.java", "
            package a;
            abstract class Base implements Job {
                protected int count;
                Base(int count) { this.count = count; }
                void run() {}
                void get() {}
                static class Nested { void go() {} }
            }
        "),
        ("a/Job.java", "
            package a;
            interface Job { default void log() {} void run(); }
        "),
        ("a/Sub.java", "
            package a;
            class Sub extends Base {
                Sub() { super(1); }
                void run() {
                    super.run();
                    this.get();
                    get();
                    log();
                    count++;
                    new Nested().go();
                    Runnable r = () -> get();
                    new Object() { void other() { get(); } };
                }
            }
        "),
    ]), @r"
    a/Base.java:2 Base Job -> a/Job.java:2 Job (same_package)
    a/Base.java:4 Base.Base count -> a/Base.java:3 Base.count (same_class)
    a/Sub.java:2 Sub Base -> a/Base.java:2 Base (same_package)
    a/Sub.java:3 Sub.Sub super -> a/Base.java:4 Base.Base (inherited)
    a/Sub.java:5 Sub.run run -> a/Base.java:5 Base.run (inherited)
    a/Sub.java:6 Sub.run get -> a/Base.java:6 Base.get (inherited)
    a/Sub.java:7 Sub.run get -> a/Base.java:6 Base.get (inherited)
    a/Sub.java:8 Sub.run log -> a/Job.java:2 Job.log (inherited)
    a/Sub.java:9 Sub.run count -> a/Base.java:3 Base.count (inherited)
    a/Sub.java:10 Sub.run Nested -> a/Base.java:7 Base.Nested (inherited)
    a/Sub.java:10 Sub.run go -> a/Base.java:7 Base.Nested.go (receiver_type)
    a/Sub.java:11 Sub.run get -> a/Base.java:6 Base.get (inherited)
    a/Sub.java:12 Sub.run.other get -> a/Base.java:6 Base.get (inherited)
    ");
}

#[test]
fn a_constructor_is_no_method_and_a_head_sees_what_is_around() {
    assert_snapshot!(edges(&[
        ("a/Gson.java", "
            package a;
            class Gson extends Super {
                Gson() {}
                Gson(int x) { this(); }
                void x() { Gson(); new Gson(1); Builder(); }
                static class Builder extends Super.Builder { Builder() {} }
                class Other extends Inherited {}
            }
        "),
        ("a/Super.java", "
            package a;
            class Super {
                static class Builder { Builder() {} }
                static class Inherited extends Holder { static class Holder {} }
            }
        "),
        ("a/Holder.java", "
            package a;
            class Holder {}
        "),
    ]), @r"
    a/Gson.java:2 Gson Super -> a/Super.java:2 Super (same_package)
    a/Gson.java:4 Gson.Gson this -> a/Gson.java:3 Gson.Gson (same_file)
    a/Gson.java:5 Gson.x Gson -> ?
    a/Gson.java:5 Gson.x Gson -> a/Gson.java:2 Gson (same_file)
    a/Gson.java:5 Gson.x Builder -> ?
    a/Gson.java:6 Gson.Builder Super -> a/Super.java:2 Super (same_package)
    a/Gson.java:6 Gson.Builder Builder -> a/Super.java:3 Super.Builder (receiver_type)
    a/Gson.java:7 Gson.Other Inherited -> a/Super.java:4 Super.Inherited (inherited)
    a/Super.java:4 Super.Inherited Holder -> a/Holder.java:2 Holder (same_package)
    ");
}

#[test]
fn an_overload_is_chosen_by_arity_or_not_at_all() {
    assert_snapshot!(edges(&[
        ("a/Owner.java", "
            package a;
            class Owner {
                void add(int a) {}
                void add(int a, int b) {}
                Pet get(String name) { return null; }
                Pet get(Integer id) { return null; }
                void all(String... names) {}
            }
            class Pet { void feed() {} }
        "),
        ("a/App.java", "
            package a;
            class App {
                void run(Owner owner, Object thing) {
                    owner.add(1);
                    owner.add(1, 2);
                    owner.add(1, 2, 3);
                    owner.get(thing).feed();
                    owner.all();
                    owner.all(\"a\", \"b\");
                }
            }
        "),
    ]), @r"
    a/App.java:3 App.run Owner -> a/Owner.java:2 Owner (same_package)
    a/App.java:4 App.run add -> a/Owner.java:3 Owner.add (receiver_type)
    a/App.java:5 App.run add -> a/Owner.java:4 Owner.add (receiver_type)
    a/App.java:6 App.run add -> perhaps a/Owner.java:3 Owner.add, a/Owner.java:4 Owner.add
    a/App.java:7 App.run get -> perhaps a/Owner.java:5 Owner.get, a/Owner.java:6 Owner.get
    a/App.java:7 App.run feed -> perhaps a/Owner.java:9 Pet.feed
    a/App.java:8 App.run all -> a/Owner.java:7 Owner.all (receiver_type)
    a/App.java:9 App.run all -> a/Owner.java:7 Owner.all (receiver_type)
    a/Owner.java:5 Owner.get Pet -> a/Owner.java:9 Pet (same_file)
    a/Owner.java:6 Owner.get Pet -> a/Owner.java:9 Pet (same_file)
    ");
}

#[test]
fn an_overload_is_chosen_by_the_types_of_the_arguments() {
    assert_snapshot!(edges(&[
        ("a/Owner.java", "
            package a;
            import java.util.*;
            class Owner extends Person {
                Pet get(String name) { return null; }
                Pet get(Integer id) { return null; }

                void put(int a) {}
                void put(long a) {}
                void put(Object a) {}
                void put(int... a) {}

                void add(Person a) {}
                void add(Owner a) {}
                void add(Pet a) {}

                void many(String[] a) {}
                void many(String a) {}
                void many(Person[] a) {}

                void loose(CharSequence a) {}
                void loose(List<String> a) {}

                <T> void any(T a) {}
                void any(Pet a) {}
            }
            class Person {}
            class Pet { void feed() {} int age() { return 1; } String[] names() { return null; } }
        "),
        ("a/App.java", "
            package a;
            import x.Library;
            class App {
                void run(Owner owner, Person person, Pet pet, Unknown unknown, Object thing, String[] all, long big) {
                    owner.get(\"a\").feed();
                    owner.get(7).feed();
                    owner.get(\"a\" + 7);
                    owner.get(pet.age());
                    owner.get(unknown);
                    owner.get(null);

                    owner.put(1);
                    owner.put(big);
                    owner.put('c');
                    owner.put(1.5);
                    owner.put(\"a\");
                    owner.put((int) big);
                    owner.put(big + 1);

                    owner.add(person);
                    owner.add(owner);
                    owner.add(null);
                    owner.add((Person) null);
                    owner.add(new Pet());
                    owner.add(Library.CONSTANT);

                    owner.many(all);
                    owner.many(all[0]);
                    owner.many(pet.names());
                    owner.many(\"a\");

                    owner.loose(\"a\");
                    owner.any(pet);
                    owner.any(/* none */ owner);
                }
            }
        "),
        ("a/Sub.java", "
            package a;
            class Sub extends Base {
                Sub() { super(1); }
                Sub(String name) { super(name); }
            }
            class Base {
                Base(int a) {}
                Base(String a) {}
            }
        "),
    ]), @r"
    a/App.java:4 App.run Owner -> a/Owner.java:3 Owner (same_package)
    a/App.java:4 App.run Person -> a/Owner.java:26 Person (same_package)
    a/App.java:4 App.run Pet -> a/Owner.java:27 Pet (same_package)
    a/App.java:4 App.run Unknown -> ?
    a/App.java:5 App.run get -> a/Owner.java:4 Owner.get (receiver_type)
    a/App.java:5 App.run feed -> a/Owner.java:27 Pet.feed (receiver_type)
    a/App.java:6 App.run get -> a/Owner.java:5 Owner.get (receiver_type)
    a/App.java:6 App.run feed -> a/Owner.java:27 Pet.feed (receiver_type)
    a/App.java:7 App.run get -> a/Owner.java:4 Owner.get (receiver_type)
    a/App.java:8 App.run get -> a/Owner.java:5 Owner.get (receiver_type)
    a/App.java:8 App.run age -> a/Owner.java:27 Pet.age (receiver_type)
    a/App.java:9 App.run get -> perhaps a/Owner.java:4 Owner.get, a/Owner.java:5 Owner.get
    a/App.java:10 App.run get -> perhaps a/Owner.java:4 Owner.get, a/Owner.java:5 Owner.get
    a/App.java:12 App.run put -> a/Owner.java:7 Owner.put (receiver_type)
    a/App.java:13 App.run put -> a/Owner.java:8 Owner.put (receiver_type)
    a/App.java:14 App.run put -> a/Owner.java:7 Owner.put (receiver_type)
    a/App.java:15 App.run put -> a/Owner.java:9 Owner.put (receiver_type)
    a/App.java:16 App.run put -> a/Owner.java:9 Owner.put (receiver_type)
    a/App.java:17 App.run put -> a/Owner.java:7 Owner.put (receiver_type)
    a/App.java:18 App.run put -> perhaps a/Owner.java:7 Owner.put, a/Owner.java:8 Owner.put, a/Owner.java:9 Owner.put, a/Owner.java:10 Owner.put
    a/App.java:20 App.run add -> a/Owner.java:12 Owner.add (receiver_type)
    a/App.java:21 App.run add -> a/Owner.java:13 Owner.add (receiver_type)
    a/App.java:22 App.run add -> perhaps a/Owner.java:12 Owner.add, a/Owner.java:13 Owner.add, a/Owner.java:14 Owner.add
    a/App.java:23 App.run add -> a/Owner.java:12 Owner.add (receiver_type)
    a/App.java:23 App.run Person -> a/Owner.java:26 Person (same_package)
    a/App.java:24 App.run add -> a/Owner.java:14 Owner.add (receiver_type)
    a/App.java:24 App.run Pet -> a/Owner.java:27 Pet (same_package)
    a/App.java:25 App.run add -> perhaps a/Owner.java:12 Owner.add, a/Owner.java:13 Owner.add, a/Owner.java:14 Owner.add
    a/App.java:25 App.run Library -> external x Library
    a/App.java:25 App.run CONSTANT -> external x Library.CONSTANT
    a/App.java:27 App.run many -> perhaps a/Owner.java:16 Owner.many, a/Owner.java:17 Owner.many, a/Owner.java:18 Owner.many
    a/App.java:28 App.run many -> perhaps a/Owner.java:16 Owner.many, a/Owner.java:17 Owner.many, a/Owner.java:18 Owner.many
    a/App.java:29 App.run many -> perhaps a/Owner.java:16 Owner.many, a/Owner.java:17 Owner.many, a/Owner.java:18 Owner.many
    a/App.java:29 App.run names -> a/Owner.java:27 Pet.names (receiver_type)
    a/App.java:30 App.run many -> a/Owner.java:17 Owner.many (receiver_type)
    a/App.java:32 App.run loose -> perhaps a/Owner.java:20 Owner.loose, a/Owner.java:21 Owner.loose
    a/App.java:33 App.run any -> perhaps a/Owner.java:23 Owner.any, a/Owner.java:24 Owner.any
    a/App.java:34 App.run any -> a/Owner.java:23 Owner.any (receiver_type)
    a/Owner.java:3 Owner Person -> a/Owner.java:26 Person (same_file)
    a/Owner.java:4 Owner.get Pet -> a/Owner.java:27 Pet (same_file)
    a/Owner.java:5 Owner.get Pet -> a/Owner.java:27 Pet (same_file)
    a/Owner.java:12 Owner.add Person -> a/Owner.java:26 Person (same_file)
    a/Owner.java:13 Owner.add Owner -> a/Owner.java:3 Owner (same_file)
    a/Owner.java:14 Owner.add Pet -> a/Owner.java:27 Pet (same_file)
    a/Owner.java:18 Owner.many Person -> a/Owner.java:26 Person (same_file)
    a/Owner.java:21 Owner.loose List -> ?
    a/Owner.java:24 Owner.any Pet -> a/Owner.java:27 Pet (same_file)
    a/Sub.java:2 Sub Base -> a/Sub.java:6 Base (same_file)
    a/Sub.java:3 Sub.Sub super -> a/Sub.java:7 Base.Base (inherited)
    a/Sub.java:4 Sub.Sub super -> a/Sub.java:8 Base.Base (inherited)
    ");
}

#[test]
fn receivers_have_the_types_that_the_text_tells() {
    assert_snapshot!(edges(&[
        ("a/Store.java", "
            package a;
            import java.util.List;
            public class Store {
                Store next;
                List<Store> all;
                static Store open() { return new Store(); }
                Store save() { return this; }
            }
        "),
        ("a/App.java", "
            package a;
            record Pair(Store left, Store right) {}
            enum Kind { ONE, TWO; void go() {} }
            class App {
                private final Store made = new Store();
                void run(Store given, Pair pair, Kind kind) {
                    made.save();
                    this.made.next.next.save();
                    given.save().save();
                    Store.open().save();
                    var local = Store.open();
                    local.save();
                    for (Store one : given.all) { one.save(); }
                    pair.left().save();
                    Kind.ONE.go();
                    if (given instanceof Store s) { s.save(); }
                    given.all.get(0).save();
                }
                <T extends Store> void generic(T t) { t.save(); }
            }
        "),
    ]), @r"
    a/App.java:2 Pair Store -> a/Store.java:3 Store (same_package)
    a/App.java:2 Pair Store -> a/Store.java:3 Store (same_package)
    a/App.java:5 App.made Store -> a/Store.java:3 Store (same_package)
    a/App.java:5 App.made Store -> a/Store.java:3 Store (same_package)
    a/App.java:6 App.run Store -> a/Store.java:3 Store (same_package)
    a/App.java:6 App.run Pair -> a/App.java:2 Pair (same_file)
    a/App.java:6 App.run Kind -> a/App.java:3 Kind (same_file)
    a/App.java:7 App.run made -> a/App.java:5 App.made (same_file)
    a/App.java:7 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:8 App.run made -> a/App.java:5 App.made (same_class)
    a/App.java:8 App.run next -> a/Store.java:4 Store.next (receiver_type)
    a/App.java:8 App.run next -> a/Store.java:4 Store.next (receiver_type)
    a/App.java:8 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:9 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:9 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:10 App.run Store -> a/Store.java:3 Store (same_package)
    a/App.java:10 App.run open -> a/Store.java:6 Store.open (receiver_type)
    a/App.java:10 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:11 App.run Store -> a/Store.java:3 Store (same_package)
    a/App.java:11 App.run open -> a/Store.java:6 Store.open (receiver_type)
    a/App.java:12 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:13 App.run Store -> a/Store.java:3 Store (same_package)
    a/App.java:13 App.run all -> a/Store.java:5 Store.all (receiver_type)
    a/App.java:13 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:14 App.run left -> a/App.java:2 Pair.left (receiver_type)
    a/App.java:14 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:15 App.run Kind -> a/App.java:3 Kind (same_file)
    a/App.java:15 App.run ONE -> a/App.java:3 Kind.ONE (receiver_type)
    a/App.java:15 App.run go -> a/App.java:3 Kind.go (receiver_type)
    a/App.java:16 App.run Store -> a/Store.java:3 Store (same_package)
    a/App.java:16 App.run save -> a/Store.java:7 Store.save (receiver_type)
    a/App.java:17 App.run all -> a/Store.java:5 Store.all (receiver_type)
    a/App.java:17 App.run get -> external java.util List.get
    a/App.java:17 App.run save -> ?
    a/App.java:19 App.generic Store -> a/Store.java:3 Store (same_package)
    a/App.java:19 App.generic save -> a/Store.java:7 Store.save (receiver_type)
    a/Store.java:4 Store.next Store -> a/Store.java:3 Store (same_file)
    a/Store.java:5 Store.all List -> external java.util List
    a/Store.java:5 Store.all Store -> a/Store.java:3 Store (same_file)
    a/Store.java:6 Store.open Store -> a/Store.java:3 Store (same_file)
    a/Store.java:6 Store.open Store -> a/Store.java:3 Store (same_file)
    a/Store.java:7 Store.save Store -> a/Store.java:3 Store (same_file)
    ");
}

#[test]
fn common_names_shadows_and_outside_make_no_edge() {
    assert_snapshot!(edges(&[
        ("a/Lib.java", "
            package a;
            class Cache { void get() {} void save() {} }
            class Model { void get() {} }
            class String { void log() {} }
            class Logger { void log() {} }
        "),
        ("a/App.java", "
            package a;
            import java.util.Map;
            import org.slf4j.Logger;
            class App {
                void run(Map<String, Object> map, Logger logger, Object thing) {
                    map.get();
                    logger.log();
                    thing.toString();
                    map.get().save();
                    save();
                    Cache map2 = null;
                    Object Cache = null;
                    Cache.get();
                }
            }
        "),
        ("a/lib.py", "
            def save(): ...
        "),
        ("b/Far.java", "
            package b;
            class Far { static void save() {} }
        "),
    ]), @r"
    a/App.java:5 App.run Map -> external java.util Map
    a/App.java:5 App.run String -> a/Lib.java:4 String (same_package)
    a/App.java:5 App.run Logger -> external org.slf4j Logger
    a/App.java:6 App.run get -> external java.util Map.get
    a/App.java:7 App.run log -> external org.slf4j Logger.log
    a/App.java:9 App.run get -> external java.util Map.get
    a/App.java:9 App.run save -> ?
    a/App.java:10 App.run save -> ?
    a/App.java:11 App.run Cache -> a/Lib.java:2 Cache (same_package)
    ");
}

#[test]
fn the_double_of_a_test_comes_after_what_is_none() {
    assert_snapshot!(edges(&[
        ("src/main/java/a/Store.java", "
            package a;
            class Store { void flush() {} }
            class App { void run(Object o) { o.hashCode(); } }
        "),
        ("src/test/java/a/StoreTests.java", "
            package a;
            class FakeStore { void flush() {} void drain() {} }
        "),
        ("src/main/java/b/Use.java", "
            package b;
            import x.Unknown;
            class Use {
                void run() { make().flush(); make().drain(); }
                Unknown make() { return null; }
                void other(Missing m) { m.flush(); m.drain(); }
            }
        "),
    ]), @r"
    src/main/java/b/Use.java:4 Use.run make -> src/main/java/b/Use.java:5 Use.make (same_file)
    src/main/java/b/Use.java:4 Use.run flush -> external x Unknown.flush
    src/main/java/b/Use.java:4 Use.run make -> src/main/java/b/Use.java:5 Use.make (same_file)
    src/main/java/b/Use.java:4 Use.run drain -> external x Unknown.drain
    src/main/java/b/Use.java:5 Use.make Unknown -> external x Unknown
    src/main/java/b/Use.java:6 Use.other Missing -> ?
    src/main/java/b/Use.java:6 Use.other flush -> perhaps src/main/java/a/Store.java:2 Store.flush
    src/main/java/b/Use.java:6 Use.other drain -> perhaps src/test/java/a/StoreTests.java:2 FakeStore.drain
    ");
}

#[test]
fn a_constructor_that_is_not_chosen_leaves_its_candidates() {
    assert_snapshot!(edges(&[
        ("A.java", "
            class Base { Base(int a) { } Base(String a) { } }
            class Sub extends Base { Sub(Unknown u) { super(u.any()); } }
        "),
    ]), @"
    A.java:2 Sub Base -> A.java:1 Base (same_file)
    A.java:2 Sub.Sub Unknown -> ?
    A.java:2 Sub.Sub super -> perhaps A.java:1 Base.Base, A.java:1 Base.Base
    A.java:2 Sub.Sub any -> ?
    ");
}
