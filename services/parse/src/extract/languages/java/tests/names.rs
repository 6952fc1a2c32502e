//! What names are bound to.

use insta::assert_snapshot;

use super::java;
use crate::extract::testing::{references, references_of, show, supertypes};

#[test]
fn imports_bring_types_members_and_all() {
    assert_snapshot!(show(&java("
        package a;
        import java.util.List;
        import java.io.*;
        import static org.junit.Assert.assertTrue;
        import static a.B.*;
        import Plain;
        class C {
            List<Plain> list;
            void m() { assertTrue(list.isEmpty()); other(); List.of(); }
        }
    ")), @r#"
    package a
    class C 7:6 in 7:0-10:1
      field list 8:16 in 8:4-8:21 : List
      method m(0) 9:9 in 9:4-9:64
    import member "java.util" . List as List 2:0
    import wildcard "java.io" 3:0
    import member "org.junit.Assert" . assertTrue as assertTrue 4:0
    import wildcard "a.B" 5:0
    import member "" . Plain as Plain 6:0
    2:17 import List -> import java.util . List
    4:31 import assertTrue -> import org.junit.Assert . assertTrue
    6:7 import Plain -> import  . Plain
    8:4 type List in C.list -> import java.util . List
    8:9 type Plain in C.list -> import  . Plain
    9:15 call assertTrue(1) in C.m -> import org.junit.Assert . assertTrue
    9:26 read list in C.m -> field 8:16
    9:31 call list.isEmpty(0) in C.m
    9:43 call other(0) in C.m -> free
    9:52 read List in C.m -> import java.util . List
    9:57 call List.of(0) in C.m
    "#);
}

#[test]
fn locals_hide_fields_and_types_stand_apart() {
    assert_snapshot!(references(&java("
        class A {
            int x;
            Foo Foo;
            void m(int y) {
                x = y;
                int x = this.x;
                x++;
                { int z = x; }
                z = 1;
                Foo f = Foo.bar;
                Bar.go();
                y.go();
            }
            void x() { x(); late.go(); }
            Bar late;
        }
        class Bar {}
    ")), @"
    3:4 type Foo in A.Foo -> free
    5:8 write x in A.m -> field 2:8
    5:12 read y in A.m -> parameter 4:15
    6:21 read <this>.x in A.m
    7:8 write x in A.m -> local 6:12
    8:18 read x in A.m -> local 6:12
    9:8 write z in A.m -> free
    10:8 type Foo in A.m -> free
    10:16 read Foo in A.m -> field 3:8
    10:20 read Foo.bar in A.m
    11:8 read Bar in A.m -> class 17:6
    11:12 call Bar.go(0) in A.m
    12:8 read y in A.m -> parameter 4:15
    12:10 call y.go(0) in A.m
    14:15 call x(0) in A.x -> method 14:9
    14:20 read late in A.x -> field 15:8
    14:25 call late.go(0) in A.x
    15:4 type Bar in A.late -> class 17:6
    ");
}

#[test]
fn a_bare_call_is_bound_where_the_file_can_tell() {
    assert_snapshot!(references(&java("
        import static p.Q.imported;
        class A extends Base {
            void own() {}
            void many(int a) {}
            void many(String a) {}
            void many(int a, int b) {}
            void m() {
                own();
                many(1);
                many(1, 2);
                many();
                inherited();
                imported();
            }
            class Inner { void n() { own(); } }
            class Heir extends Other { void n() { own(); imported(); } }
            void var(Object... all) { var(1, 2, 3); }
        }
    ")), @"
    1:18 import imported -> import p.Q . imported
    2:16 supertype Base in A -> free
    5:14 type String in A.many -> free
    8:8 call own(0) in A.m -> method 3:9
    9:8 call many(1) in A.m -> free
    10:8 call many(2) in A.m -> method 6:9
    11:8 call many(0) in A.m -> free
    12:8 call inherited(0) in A.m -> free
    13:8 call imported(0) in A.m -> import p.Q . imported
    15:29 call own(0) in A.Inner.n -> method 3:9
    16:23 supertype Other in A.Heir -> free
    16:42 call own(0) in A.Heir.n -> free
    16:49 call imported(0) in A.Heir.n -> import p.Q . imported
    17:13 type Object in A.var -> free
    17:30 call var(3) in A.var -> method 17:9
    ");
}

#[test]
fn a_case_names_a_constant_of_what_is_looked_at() {
    assert_snapshot!(references(&java("
        class A {
            static final int ONE = 1;
            int m(Color c, int n) {
                switch (n) { case ONE: return 1; }
                return switch (c.next()) { case RED, BLUE -> { yield 1; } default -> 2; };
            }
        }
    ")), @"
    3:10 type Color in A.m -> free
    4:16 read n in A.m -> parameter 3:23
    4:26 read ONE in A.m -> field 2:21
    5:23 read c in A.m -> parameter 3:16
    5:25 call c.next(0) in A.m
    5:40 read c.next(0).RED in A.m
    5:45 read c.next(0).BLUE in A.m
    ");
}

#[test]
fn labels_are_names_of_their_own() {
    assert_snapshot!(references_of(&java("
        class A {
            void m() {
                outer: for (;;) { if (outer) break outer; else continue outer; }
            }
        }
    "), "outer"), @"
    3:30 read outer in A.m -> free
    3:43 read outer in A.m -> label 3:8
    3:64 read outer in A.m -> label 3:8
    ");
}

#[test]
fn a_file_as_they_are() {
    let facts = java(
        "
        package com.acme.store;

        import com.acme.log.Logger;
        import java.util.*;

        /** Keeps things. */
        public class Store<K, V extends Value> extends AbstractStore<K> implements AutoCloseable {
            private static final Logger LOG = Logger.of(Store.class);
            private final Map<K, V> values = new HashMap<>();
            private final List<Listener> listeners;

            public Store(List<Listener> listeners) {
                super(listeners.size());
                this.listeners = listeners;
            }

            public V get(K key) throws MissingException {
                V value = values.get(key);
                if (value == null) {
                    throw new MissingException(\"missing \" + key);
                }
                for (Listener listener : listeners) {
                    listener.read(key, value.size());
                }
                LOG.info(\"read\");
                return check(value);
            }

            protected V check(V value) {
                touch();
                return value;
            }

            @Override
            public void close() {
                listeners.forEach(Listener::close);
            }

            interface Listener {
                void read(Object key, int size);
                void close();
            }
        }
    ",
    );
    assert_snapshot!(show(&facts), @r#"
    package com.acme.store
    class Store 7:13 in 7:0-43:1 +public "Keeps things."
      type_parameter K 7:19
      type_parameter V 7:22 : Value
      field LOG 8:32 in 8:4-8:61 +static : Logger
      field values 9:28 in 9:4-9:53 : Map
      field listeners 10:33 in 10:4-10:43 : List
      constructor Store(1) 12:11 in 12:4-15:5 +public
        parameter listeners 12:32 in 12:17-12:41 : List
      method get(1) 17:13 in 17:4-27:5 +public : V
        parameter key 17:19 in 17:17-17:22 : K
        local value 18:10 in 18:10-18:33 : V
        local listener 22:22 : Listener
      method check(1) 29:16 in 29:4-32:5 : V
        parameter value 29:24 in 29:22-29:29 : V
      method close(0) 35:16 in 34:4-37:5 +public
      interface Listener 39:14 in 39:4-42:5
        method read(2) 40:13 in 40:8-40:40 +public +abstract
          parameter key 40:25 in 40:18-40:28 : Object
          parameter size 40:34 in 40:30-40:38 : int
        method close(0) 41:13 in 41:8-41:21 +public +abstract
    Store extends AbstractStore
    Store implements AutoCloseable
    import member "com.acme.log" . Logger as Logger 3:0
    import wildcard "java.util" 4:0
    3:20 import Logger -> import com.acme.log . Logger
    7:32 type Value in Store -> free
    7:47 supertype AbstractStore in Store -> free
    7:61 type K in Store -> type_parameter 7:19
    7:75 supertype AutoCloseable in Store -> free
    8:25 type Logger in Store.LOG -> import com.acme.log . Logger
    8:38 read Logger in Store.LOG -> import com.acme.log . Logger
    8:45 call Logger.of(1) in Store.LOG
    8:48 type Store in Store.LOG -> class 7:13
    9:18 type Map in Store.values -> free
    9:22 type K in Store.values -> type_parameter 7:19
    9:25 type V in Store.values -> type_parameter 7:22
    9:41 instantiate HashMap(0) in Store.values -> free
    10:18 type List in Store.listeners -> free
    10:23 type Listener in Store.listeners -> interface 39:14
    12:17 type List in Store.Store -> free
    12:22 type Listener in Store.Store -> interface 39:14
    13:8 call <super>.super(1) in Store.Store
    13:14 read listeners in Store.Store -> parameter 12:32
    13:24 call listeners.size(0) in Store.Store
    14:13 write <this>.listeners in Store.Store
    14:25 read listeners in Store.Store -> parameter 12:32
    17:11 type V in Store.get -> type_parameter 7:22
    17:17 type K in Store.get -> type_parameter 7:19
    17:31 type MissingException in Store.get -> free
    18:8 type V in Store.get -> type_parameter 7:22
    18:18 read values in Store.get -> field 9:28
    18:25 call values.get(1) in Store.get
    18:29 read key in Store.get -> parameter 17:19
    19:12 read value in Store.get -> local 18:10
    20:22 instantiate MissingException(1) in Store.get -> free
    20:52 read key in Store.get -> parameter 17:19
    22:13 type Listener in Store.get -> interface 39:14
    22:33 read listeners in Store.get -> field 10:33
    23:12 read listener in Store.get -> local 22:22
    23:21 call listener.read(2) in Store.get
    23:26 read key in Store.get -> parameter 17:19
    23:31 read value in Store.get -> local 18:10
    23:37 call value.size(0) in Store.get
    25:8 read LOG in Store.get -> field 8:32
    25:12 call LOG.info(1) in Store.get
    26:15 call check(1) in Store.get -> method 29:16
    26:21 read value in Store.get -> local 18:10
    29:14 type V in Store.check -> type_parameter 7:22
    29:22 type V in Store.check -> type_parameter 7:22
    30:8 call touch(0) in Store.check -> free
    31:15 read value in Store.check -> parameter 29:24
    34:5 decorator Override in Store.close -> free
    36:8 read listeners in Store.close -> field 10:33
    36:18 call listeners.forEach(1) in Store.close
    36:26 read Listener in Store.close -> interface 39:14
    36:36 call Listener.close(*) in Store.close
    40:18 type Object in Store.Listener.read -> free
    "#);
    assert_snapshot!(supertypes(&facts), @"
    Store extends AbstractStore
    Store implements AutoCloseable
    ");
}
