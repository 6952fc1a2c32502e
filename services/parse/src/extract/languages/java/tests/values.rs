//! What expressions refer to, and what they tell of types.

use insta::assert_snapshot;

use super::java;
use crate::extract::testing::{definitions, references, show};

#[test]
fn annotations_are_decorators_with_named_values() {
    assert_snapshot!(references(&java("
        @Entity(name = A.NAME, of = {B.class, C.class})
        class A {
            @p.Column(@Inner(1)) int x;
            @Test void t(@Param(\"a\") int y) { @Local int z; }
        }
    ")), @"
    1:1 decorator Entity in A -> free
    1:8 read Entity.name in A
    1:15 read A in A -> class 2:6
    1:17 read A.NAME in A
    1:23 read Entity.of in A
    1:29 type B in A -> free
    1:38 type C in A -> free
    3:5 read p in A.x -> free
    3:7 decorator p.Column in A.x
    3:15 decorator Inner in A.x -> free
    4:5 decorator Test in A.t -> free
    4:18 decorator Param in A.t -> free
    4:39 decorator Local in A.t -> free
    ");
}

#[test]
fn an_anonymous_class_is_told_by_what_it_is_made_of() {
    assert_snapshot!(show(&java("
        class A {
            Runnable r = new Base(1) {
                int count;
                public void run() { count++; this.base(); super.run(); mine(); own(); }
                void mine() {}
            };
            void m(int x) {
                use(new p.Pet() {{ setName(x); }});
                new Thread() { public void run() { x(); own(); } };
            }
            void own() {}
        }
    ")), @"
    class A 1:6 in 1:0-12:1
      field r 2:13 in 2:4-6:6 : Runnable
        field count 3:12 in 3:8-3:18 : int
        method run(0) 4:20 in 4:8-4:79 +public
        method mine(0) 5:13 in 5:8-5:22
      method m(1) 7:9 in 7:4-10:5
        parameter x 7:15 in 7:11-7:16 : int
        method run(0) 9:35 in 9:23-9:56 +public
      method own(0) 11:9 in 11:4-11:17
    2:4 type Runnable in A.r -> free
    2:21 instantiate Base(1) in A.r -> free
    4:28 write count in A.r.run -> field 3:12
    4:42 call Base(1).base(0) in A.r.run
    4:56 call Base(1).run(0) in A.r.run
    4:63 call mine(0) in A.r.run -> method 5:13
    4:71 call own(0) in A.r.run -> free
    8:8 call use(1) in A.m -> free
    8:16 type p in A.m -> free
    8:18 instantiate p.Pet(0) in A.m
    8:27 call p.Pet(0).setName(1) in A.m
    8:35 read x in A.m -> parameter 7:15
    9:12 instantiate Thread(0) in A.m -> free
    9:43 call x(0) in A.m.run -> free
    9:48 call own(0) in A.m.run -> free
    ");
}

#[test]
fn values_tell_types_where_they_are_not_declared() {
    assert_snapshot!(definitions(&java("
        class A {
            void m(java.util.List<B> p, B[] q) throws Exception {
                var a = new B();
                var b = p.get(0);
                B c = make(), d[] = null;
                final int e = 1;
                for (B f : p) {}
                for (var g : p) {}
                for (int i = 0, j = 1; ; ) {}
                try (var h = B.open(); C k = null; a) {} catch (E | p.F l) {} catch (final G n) {}
                if (x instanceof final B o && o.ok()) {}
                if (x instanceof Point(int r, var s, Sub(B t))) {}
                var u = (p.B) x;
                var v = q[0];
            }
        }
    ")), @"
    class A 1:6 in 1:0-16:1
      method m(2) 2:9 in 2:4-15:5
        parameter p 2:29 in 2:11-2:30 : java.util.List
        parameter q 2:36 in 2:32-2:37 +array : B
        local a 3:12 in 3:12-3:23 = B(0)
        local b 4:12 in 4:12-4:24 = p.get(1)
        local c 5:10 in 5:10-5:20 : B
        local d 5:22 in 5:22-5:32 +array : B
        local e 6:18 in 6:18-6:23 : int
        local f 7:15 : B
        local g 8:17
        local i 9:17 in 9:17-9:22 : int
        local j 9:24 in 9:24-9:29 : int
        local h 10:17 = B.open(0)
        local k 10:33 : C
        local l 10:64
        local n 10:85 : G
        local o 11:33 : B
        local r 12:35
        local s 12:42
        local t 12:51 : B
        local u 13:12 in 13:12-13:23 = p.B
        local v 14:12 in 14:12-14:20 = q
    ");
}

#[test]
fn patterns_bind_in_a_switch() {
    assert_snapshot!(references(&java("
        class A {
            int m(Object o) {
                return switch (o) {
                    case B b when b.ok() -> b.x;
                    case C(D d, int n) -> d.y + n;
                    case null, default -> b.z;
                };
            }
        }
    ")), @"
    2:10 type Object in A.m -> free
    3:23 read o in A.m -> parameter 2:17
    4:17 type B in A.m -> free
    4:26 read b in A.m -> local 4:19
    4:28 call b.ok(0) in A.m
    4:36 read b in A.m -> local 4:19
    4:38 read b.x in A.m
    5:17 type C in A.m -> free
    5:19 type D in A.m -> free
    5:34 read d in A.m -> local 5:21
    5:36 read d.y in A.m
    5:40 read n in A.m -> local 5:28
    6:34 read b in A.m -> free
    6:36 read b.z in A.m
    ");
}

#[test]
fn lambdas_and_method_references() {
    assert_snapshot!(show(&java("
        class A {
            F f = x -> x.a(this.y);
            void m(G g) {
                run((a, b) -> a.c(b), (C c) -> { return c.d(); });
                run(A::n, this::o, super::p, g::q, B::new, int[]::new, B[]::new, x.C::<T>s);
            }
        }
    ")), @"
    class A 1:6 in 1:0-7:1
      field f 2:6 in 2:4-2:27 : F
        parameter x 2:10
      method m(1) 3:9 in 3:4-6:5
        parameter g 3:13 in 3:11-3:14 : G
        parameter a 4:13
        parameter b 4:16
        parameter c 4:33 in 4:31-4:34 : C
    2:4 type F in A.f -> free
    2:15 read x in A.f -> parameter 2:10
    2:17 call x.a(1) in A.f
    2:24 read <this>.y in A.f
    3:11 type G in A.m -> free
    4:8 call run(2) in A.m -> free
    4:22 read a in A.m -> parameter 4:13
    4:24 call a.c(1) in A.m
    4:26 read b in A.m -> parameter 4:16
    4:31 type C in A.m -> free
    4:48 read c in A.m -> parameter 4:33
    4:50 call c.d(0) in A.m
    5:8 call run(8) in A.m -> free
    5:12 read A in A.m -> class 1:6
    5:15 call A.n(*) in A.m
    5:24 call <this>.o(*) in A.m
    5:34 call <super>.p(*) in A.m
    5:37 read g in A.m -> parameter 3:13
    5:40 call g.q(*) in A.m
    5:43 instantiate B(*) in A.m -> free
    5:63 type B in A.m -> free
    5:73 read x in A.m -> free
    5:75 read x.C in A.m
    5:79 type T in A.m -> free
    5:81 call x.C.s(*) in A.m
    ");
}

#[test]
fn arrays_have_no_members_of_their_elements() {
    assert_snapshot!(references(&java("
        class A {
            B[] bs;
            B b;
            void m(B... cs) {
                bs.length = 1; b.length = 1; cs.length = 1;
                bs[0].length = 1;
                bs.clone(); b.clone();
                new B[]{b}[0].go(new B[2]);
            }
        }
    ")), @"
    2:4 type B in A.bs -> free
    3:4 type B in A.b -> free
    4:11 type B in A.m -> free
    5:8 read bs in A.m -> field 2:8
    5:11 write <?>.length in A.m
    5:23 read b in A.m -> field 3:6
    5:25 write b.length in A.m
    5:37 read cs in A.m -> parameter 4:16
    5:40 write <?>.length in A.m
    6:8 read bs in A.m -> field 2:8
    6:14 write <?>.length in A.m
    7:8 read bs in A.m -> field 2:8
    7:11 call <?>.clone(0) in A.m
    7:20 read b in A.m -> field 3:6
    7:22 call b.clone(0) in A.m
    8:12 type B in A.m -> free
    8:16 read b in A.m -> field 3:6
    8:22 call B.go(1) in A.m
    8:29 type B in A.m -> free
    ");
}

#[test]
fn qualified_names_start_with_what_they_start_with() {
    assert_snapshot!(references(&java("
        class A {
            java.util.Map.Entry<K, a.b.V> e = java.util.Map.entry(1, 2);
            Outer.Inner i = new Outer.Inner<T>(1);
            void m() { a.b.c(); e.f.g = 1; B.class.cast(x); System.out.println(\"\".trim()); }
            void n() { o.new P(); ((Q) o).r().s(t -> t); }
        }
    ")), @"
    2:4 type java in A.e -> free
    2:9 type java.util in A.e
    2:14 type java.util.Map in A.e
    2:18 type java.util.Map.Entry in A.e
    2:24 type K in A.e -> free
    2:27 type a in A.e -> free
    2:29 type a.b in A.e
    2:31 type a.b.V in A.e
    2:38 read java in A.e -> free
    2:43 read java.util in A.e
    2:48 read java.util.Map in A.e
    2:52 call java.util.Map.entry(2) in A.e
    3:4 type Outer in A.i -> free
    3:10 type Outer.Inner in A.i
    3:24 type Outer in A.i -> free
    3:30 instantiate Outer.Inner(1) in A.i
    3:36 type T in A.i -> free
    4:15 read a in A.m -> free
    4:17 read a.b in A.m
    4:19 call a.b.c(0) in A.m
    4:24 read e in A.m -> field 2:34
    4:26 read e.f in A.m
    4:28 write e.f.g in A.m
    4:35 type B in A.m -> free
    4:43 call <?>.cast(1) in A.m
    4:48 read x in A.m -> free
    4:52 read System in A.m -> free
    4:59 read System.out in A.m
    4:63 call System.out.println(1) in A.m
    4:74 call <?>.trim(0) in A.m
    5:15 read o in A.n -> free
    5:21 instantiate P(0) in A.n -> free
    5:28 type Q in A.n -> free
    5:31 read o in A.n -> free
    5:34 call Q.r(0) in A.n
    5:38 call Q.r(0).s(1) in A.n
    5:45 read t in A.n -> parameter 5:40
    ");
}
