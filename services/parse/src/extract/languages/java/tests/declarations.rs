//! Types, their members and what stands with them.

use events::Language;
use insta::assert_snapshot;

use super::java;
use crate::extract::testing::{definitions, facts_of, show, signatures};

#[test]
fn a_class_with_members() {
    assert_snapshot!(show(&java("
        package a.b;

        /**
         * Serves.
         */
        @Service
        public class Server extends Base<Conn> implements Runnable, x.Closer {
            private static final int MAX = 3;
            /** Where. */
            @Inject protected Conn a, b = open(MAX);

            public Server(Conn a) { this.a = a; }

            @Override
            public void run() { serve(a, this.b, MAX); }

            /** Serves one. */
            static <T extends Conn> T serve(T conn, Conn[] others, String... names) throws E {
                return conn;
            }
        }
    ")), @r#"
    package a.b
    class Server 7:13 in 6:0-21:1 +public "Serves."
      field MAX 8:29 in 8:4-8:37 +static : int
      field a 10:27 in 10:4-10:44 : Conn "Where."
      field b 10:30 in 10:4-10:44 : Conn "Where."
      constructor Server(1) 12:11 in 12:4-12:41 +public
        parameter a 12:23 in 12:18-12:24 : Conn
      method run(0) 15:16 in 14:4-15:48 +public
      method serve(*) 18:30 in 18:4-20:5 +static : T "Serves one."
        type_parameter T 18:12 : Conn
        parameter conn 18:38 in 18:36-18:42 : T
        parameter others 18:51 in 18:44-18:57 +array : Conn
        parameter names 18:69 +array : String
    Server extends Base
    Server implements Runnable
    Server implements x.Closer
    6:1 decorator Service in Server -> free
    7:28 supertype Base in Server -> free
    7:33 type Conn in Server -> free
    7:50 supertype Runnable in Server -> free
    7:60 type x in Server -> free
    7:62 supertype x.Closer in Server
    10:5 decorator Inject in Server.a -> free
    10:22 type Conn in Server.a -> free
    10:34 call open(1) in Server.b -> free
    10:39 read MAX in Server.b -> field 8:29
    12:18 type Conn in Server.Server -> free
    12:33 write <this>.a in Server.Server
    12:37 read a in Server.Server -> parameter 12:23
    14:5 decorator Override in Server.run -> free
    15:24 call serve(3) in Server.run -> method 18:30
    15:30 read a in Server.run -> field 10:27
    15:38 read <this>.b in Server.run
    15:41 read MAX in Server.run -> field 8:29
    18:22 type Conn in Server.serve -> free
    18:28 type T in Server.serve -> type_parameter 18:12
    18:36 type T in Server.serve -> type_parameter 18:12
    18:44 type Conn in Server.serve -> free
    18:59 type String in Server.serve -> free
    18:83 type E in Server.serve -> free
    19:15 read conn in Server.serve -> parameter 18:38
    "#);
}

#[test]
fn constructors_call_each_other() {
    assert_snapshot!(show(&java("
        class A {
            A() { this(1); }
            A(int x) { super(); }
            A(int x, int y) { this(x, y, null); }
        }
        class B extends A {
            B() { super(1); new A(2); }
        }
        class C extends p.D { C() { super(1); } }
    ")), @"
    class A 1:6 in 1:0-5:1
      constructor A(0) 2:4 in 2:4-2:20
      constructor A(1) 3:4 in 3:4-3:25
        parameter x 3:10 in 3:6-3:11 : int
      constructor A(2) 4:4 in 4:4-4:41
        parameter x 4:10 in 4:6-4:11 : int
        parameter y 4:17 in 4:13-4:18 : int
    class B 6:6 in 6:0-8:1
      constructor B(0) 7:4 in 7:4-7:31
    class C 9:6 in 9:0-9:41
      constructor C(0) 9:22 in 9:22-9:39
    B extends A
    C extends p.D
    2:10 call this(1) in A.A -> constructor 3:4
    3:15 call <super>.super(0) in A.A
    4:22 call this(3) in A.A -> free
    4:27 read x in A.A -> parameter 4:10
    4:30 read y in A.A -> parameter 4:17
    6:16 supertype A in B -> class 1:6
    7:10 call super(1) in B.B -> constructor 3:4
    7:24 instantiate A(1) in B.B -> class 1:6
    9:16 type p in C -> free
    9:18 supertype p.D in C
    9:28 call <super>.super(1) in C.C
    ");
}

#[test]
fn enums_have_constants_with_bodies() {
    assert_snapshot!(show(&java("
        public enum Color implements Paint {
            /** Red. */
            RED(1) { int mix() { return code + own() + mix(); } int own() { return this.code; } },
            @Deprecated BLUE;
            final int code;
            Color(int code) { this.code = code; }
            int mix() { return RED.code; }
            static Color of(Color c) {
                switch (c) {
                    case RED: return BLUE;
                    default: return Color.RED;
                }
            }
        }
    ")), @r#"
    enum Color 1:12 in 1:0-14:1 +public
      enum_member RED 3:4 in 3:4-3:89 +public +static "Red."
        method mix(0) 3:17 in 3:13-3:55 : int
        method own(0) 3:60 in 3:56-3:87 : int
      enum_member BLUE 4:16 in 4:4-4:20 +public +static
      field code 5:14 in 5:4-5:19 : int
      constructor Color(1) 6:4 in 6:4-6:41
        parameter code 6:14 in 6:10-6:18 : int
      method mix(0) 7:8 in 7:4-7:34 : int
      method of(1) 8:17 in 8:4-13:5 +static : Color
        parameter c 8:26 in 8:20-8:27 : Color
    Color implements Paint
    1:29 supertype Paint in Color -> free
    3:32 read code in Color.RED.mix -> field 5:14
    3:39 call own(0) in Color.RED.mix -> method 3:60
    3:47 call mix(0) in Color.RED.mix -> method 3:17
    3:80 read <this>.code in Color.RED.own
    4:5 decorator Deprecated in Color.BLUE -> free
    6:27 write <this>.code in Color.Color
    6:34 read code in Color.Color -> parameter 6:14
    7:23 read RED in Color.mix -> enum_member 3:4
    7:27 read RED.code in Color.mix
    8:11 type Color in Color.of -> enum 1:12
    8:20 type Color in Color.of -> enum 1:12
    9:16 read c in Color.of -> parameter 8:26
    10:17 read RED in Color.of -> enum_member 3:4
    10:29 read BLUE in Color.of -> enum_member 4:16
    11:28 read Color in Color.of -> enum 1:12
    11:34 read Color.RED in Color.of
    "#);
}

#[test]
fn records_have_components() {
    assert_snapshot!(show(&java("
        record Point<T>(int x, @Nullable T y, Point... more) implements Shape {
            static int count;
            Point { if (x < 0) throw new E(); }
            int sum() { return x + x() + this.x(); }
        }
    ")), @"
    class Point 1:7 in 1:0-5:1
      type_parameter T 1:13
      field x 1:20 in 1:16-1:21 +public : int
      field y 1:35 in 1:23-1:36 +public : T
      field more 1:47 +public +array : Point
      field count 2:15 in 2:4-2:21 +static : int
      constructor Point(*) 3:4 in 3:4-3:39
      method sum(0) 4:8 in 4:4-4:44 : int
    Point implements Shape
    1:24 decorator Nullable in Point -> free
    1:33 type T in Point -> type_parameter 1:13
    1:38 type Point in Point -> class 1:7
    1:64 supertype Shape in Point -> free
    3:16 read x in Point.Point -> field 1:20
    3:33 instantiate E(0) in Point.Point -> free
    4:23 read x in Point.sum -> field 1:20
    4:27 call x(0) in Point.sum -> field 1:20
    4:38 call <this>.x(0) in Point.sum
    ");
}

#[test]
fn interfaces_and_annotation_types() {
    assert_snapshot!(show(&java("
        interface Repo<T, ID extends Key> extends Base<T>, Other {
            int MAX = 1, MIN = 0;
            T find(ID id);
            default void all() { find(null); }
            static void make() {}
            private void hide() {}
        }
        @interface Marks {
            String value() default DEFAULT;
            Class<?>[] of() default {};
            String DEFAULT = null;
        }
    ")), @"
    interface Repo 1:10 in 1:0-7:1
      type_parameter T 1:15
      type_parameter ID 1:18 : Key
      field MAX 2:8 in 2:4-2:25 +public +static : int
      field MIN 2:17 in 2:4-2:25 +public +static : int
      method find(1) 3:6 in 3:4-3:18 +public +abstract : T
        parameter id 3:14 in 3:11-3:16 : ID
      method all(0) 4:17 in 4:4-4:38 +public
      method make(0) 5:16 in 5:4-5:25 +public +static
      method hide(0) 6:17 in 6:4-6:26
    interface Marks 8:11 in 8:0-12:1
      method value(0) 9:11 in 9:4-9:35 +public +abstract : String
      method of(0) 10:15 in 10:4-10:31 +public +abstract +array : Class
      field DEFAULT 11:11 in 11:4-11:26 +public +static : String
    Repo extends Base
    Repo extends Other
    1:29 type Key in Repo -> free
    1:42 supertype Base in Repo -> free
    1:47 type T in Repo -> type_parameter 1:15
    1:51 supertype Other in Repo -> free
    3:4 type T in Repo.find -> type_parameter 1:15
    3:11 type ID in Repo.find -> type_parameter 1:18
    4:25 call find(1) in Repo.all -> method 3:6
    9:4 type String in Marks.value -> free
    9:27 read DEFAULT in Marks.value -> field 11:11
    10:4 type Class in Marks.of -> free
    11:4 type String in Marks.DEFAULT -> free
    ");
}

#[test]
fn classes_in_methods_are_seen_from_where_they_stand() {
    assert_snapshot!(show(&java("
        class A {
            void m() {
                new Local();
                class Local { int x; void n() { x = 1; } }
                Local l = new Local();
                A.this.m();
                A.super.toString();
            }
            static { int y = 1; }
            { m(); }
        }
    ")), @"
    class A 1:6 in 1:0-11:1
      method m(0) 2:9 in 2:4-8:5
        class Local 4:14 in 4:8-4:50
          field x 4:26 in 4:22-4:28 : int
          method n(0) 4:34 in 4:29-4:48
        local l 5:14 in 5:14-5:29 : Local
      local y 9:17 in 9:17-9:22 : int
    3:12 instantiate Local(0) in A.m -> free
    4:40 write x in A.m.Local.n -> field 4:26
    5:8 type Local in A.m -> class 4:14
    5:22 instantiate Local(0) in A.m -> class 4:14
    6:8 read A in A.m -> class 1:6
    6:15 call A.m(0) in A.m
    7:8 read A in A.m -> class 1:6
    7:16 call A.toString(0) in A.m
    10:6 call m(0) in A -> method 2:9
    ");
}

#[test]
fn tests_are_marked() {
    assert_snapshot!(definitions(&java("
        class A { @Test void a() {} @org.junit.jupiter.api.ParameterizedTest void b() {} void c() {} }
    ")), @"
    class A 1:6 in 1:0-1:94
      method a(0) 1:21 in 1:10-1:27 +test
      method b(0) 1:74 in 1:28-1:80 +test
      method c(0) 1:86 in 1:81-1:92
    ");
    assert_snapshot!(
        definitions(&facts_of(Language::Java, "src/test/java/A.java", "class A { int x; }")),
        @"
    class A 1:6 in 1:0-1:18 +test
      field x 1:14 in 1:10-1:16 +test : int
    "
    );
}

#[test]
fn signatures_are_the_heads_in_one_line() {
    assert_snapshot!(signatures(&java("
        @A(1) public final class B<T> // x
            extends C<T> {
            @D private static E e = new E(), f;
            @Override public @Nullable <U> String g(@H int i,
                /* j */ U... j) throws K { }
            abstract void l();
            B() {}
        }
        enum M { N(1), O { } }
        record P(@Q int r) {}
        @interface S { int t() default 1; }
    ")), @"
    public final class B<T> extends C<T>
    private static E e = new E(), f
    private static E e = new E(), f
    public <U> String g(@H int i, U... j) throws K
    abstract void l()
    B()
    enum M
    N(1)
    O
    record P(@Q int r)
    int r
    @interface S
    int t() default 1
    ");
}
