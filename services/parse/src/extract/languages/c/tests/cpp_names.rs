//! References of C++: members, paths, calls, types.

use insta::assert_snapshot;

use super::cpp;
use crate::extract::testing::{references, references_of, show};

#[test]
fn bare_members_of_the_class_around() {
    assert_snapshot!(references(&cpp("
        int x;
        class A {
            int get() { return x + y_ + other() + this->z; }
            int other() { int x = 1; return x; }
            int x, y_;
        };
    ")), @"
    3:23 read x in A.get -> field 5:8
    3:27 read y_ in A.get -> field 5:11
    3:32 call other(0) in A.get -> method 4:8
    3:48 read <this>.z in A.get
    4:36 read x in A.other -> local 4:22
    ");
}

#[test]
fn paths_and_names_of_the_outermost_scope() {
    assert_snapshot!(references(&cpp("
        int known();
        class A {
            void known();
            void f() { ns::B::g(1); ::known(); ::close(2); A::h(); ns::C<int>::D::e; }
        };
    ")), @"
    4:15 type ns in A.f -> free
    4:19 type ns::B in A.f
    4:22 call ns::B::g(1) in A.f
    4:30 call known(0) in A.f -> function 1:4
    4:41 call <?>.close(1) in A.f -> free
    4:51 type A in A.f -> class 2:6
    4:54 call A::h(0) in A.f
    4:59 type ns in A.f -> free
    4:63 type ns::C in A.f
    4:71 type ns::C::D in A.f
    4:74 type ns::C::D::e in A.f
    ");
}

#[test]
fn members_of_values() {
    assert_snapshot!(references(&cpp("
        void f(A a, A* p, A& r) {
            a.x(); p->y->z(); r.w = 1; (*p).v(); p[0].u(); a.B::t();
            make().s<int>(3); a.template q<int>();
        }
    ")), @"
    1:7 type A in f -> free
    1:12 type A in f -> free
    1:18 type A in f -> free
    2:4 read a in f -> parameter 1:9
    2:6 call a.x(0) in f
    2:11 read p in f -> parameter 1:15
    2:14 read p.y in f
    2:17 call p.y.z(0) in f
    2:22 read r in f -> parameter 1:21
    2:24 write r.w in f
    2:33 read p in f -> parameter 1:15
    2:36 call p.v(0) in f
    2:41 read p in f -> parameter 1:15
    2:46 call p.u(0) in f
    2:51 read a in f -> parameter 1:9
    2:53 type B in f -> free
    2:56 call B::t(0) in f
    3:4 call make(0) in f -> free
    3:11 call make(0).s(1) in f
    3:22 read a in f -> parameter 1:9
    3:33 call a.q(0) in f
    ");
}

#[test]
fn an_object_with_operators_of_its_own_is_no_pointer() {
    assert_snapshot!(references(&cpp("
        void f(Vector v, Iterator i, A* p) { v[0].x(); (*i).y(); p[0].z(); (*p).w(); (*this).u(); }
    ")), @"
    1:7 type Vector in f -> free
    1:17 type Iterator in f -> free
    1:29 type A in f -> free
    1:37 read v in f -> parameter 1:14
    1:42 call <?>.x(0) in f
    1:49 read i in f -> parameter 1:26
    1:52 call <?>.y(0) in f
    1:57 read p in f -> parameter 1:32
    1:62 call p.z(0) in f
    1:69 read p in f -> parameter 1:32
    1:72 call p.w(0) in f
    1:85 call <this>.u(0) in f
    ");
}

#[test]
fn smart_pointers_stand_for_what_they_hold() {
    assert_snapshot!(show(&cpp("
        class Engine { public: void run(); void reset(); };
        class A { std::unique_ptr<Engine> engine_; std::shared_ptr<Engine> make(); };
        void f(std::unique_ptr<Engine> e, Engine plain) {
            e->run(); e.reset(); plain.reset(); (*e).run();
            auto made = std::make_unique<Engine>(1, 2);
            made->run(); made.get();
            unknown.get()->run();
        }
    ")), @"
    class Engine 1:6 in 1:0-1:50 +public
      method run(0) 1:28 in 1:23-1:34 +public +declaration
      method reset(0) 1:40 in 1:35-1:48 +public +declaration
    class A 2:6 in 2:0-2:76 +public
      field engine_ 2:34 in 2:10-2:42 : Engine
      method make(0) 2:67 in 2:43-2:74 +declaration : Engine
    function f(2) 3:5 in 3:0-8:1 +public
      parameter e 3:31 in 3:7-3:32 : Engine
      parameter plain 3:41 in 3:34-3:46 : Engine
      local made 5:9 in 5:9-5:46 = Engine(2)
    2:10 type std in A.engine_ -> free
    2:15 type std::unique_ptr in A.engine_
    2:26 type Engine in A.engine_ -> class 1:6
    2:43 type std in A.make -> free
    2:48 type std::shared_ptr in A.make
    2:59 type Engine in A.make -> class 1:6
    3:7 type std in f -> free
    3:12 type std::unique_ptr in f
    3:23 type Engine in f -> class 1:6
    3:34 type Engine in f -> class 1:6
    4:4 read e in f -> parameter 3:31
    4:7 call e.run(0) in f
    4:14 read e in f -> parameter 3:31
    4:16 call <?>.reset(0) in f
    4:25 read plain in f -> parameter 3:41
    4:31 call plain.reset(0) in f
    4:42 read e in f -> parameter 3:31
    4:45 call <?>.run(0) in f
    5:16 type std in f -> free
    5:21 call std::make_unique(*) in f
    5:33 instantiate Engine(2) in f -> class 1:6
    6:4 read made in f -> local 5:9
    6:10 call made.run(0) in f
    6:17 read made in f -> local 5:9
    6:22 call made.get(0) in f
    7:4 read unknown in f -> free
    7:12 call <?>.get(0) in f
    7:19 call <?>.get(0).run(0) in f
    ");
}

#[test]
fn instances_are_made_in_many_ways() {
    assert_snapshot!(references(&cpp("
        void f(int a) {
            A b(1); A c{1, 2}; A d = {3}; A e; A* p{nullptr};
            A g(a, a); A h = A(4); auto i = A{5}; new A(6); new A; new ns::A[3]; A* q = new A{7};
        }
    ")), @"
    2:4 instantiate A(1) in f -> free
    2:12 instantiate A(2) in f -> free
    2:23 instantiate A(1) in f -> free
    2:34 type A in f -> free
    2:39 type A in f -> free
    3:4 instantiate A(2) in f -> free
    3:8 read a in f -> parameter 1:11
    3:11 read a in f -> parameter 1:11
    3:15 type A in f -> free
    3:21 call A(1) in f -> free
    3:36 instantiate A(1) in f -> free
    3:46 instantiate A(1) in f -> free
    3:56 instantiate A(0) in f -> free
    3:63 type ns in f -> free
    3:67 instantiate ns::A(0) in f
    3:73 type A in f -> free
    3:84 instantiate A(1) in f -> free
    ");
}

#[test]
fn constructors_call_bases_and_write_members() {
    assert_snapshot!(references(&cpp("
        class Base {};
        class A : Base, Other { int x_, value; A(int value) : Base(value), Other(1), x_{2}, value(value) {} A() : A(1) {} };
        B::B(int n) : ns::Up<int>(n), Upper(n), lower(n) {}
    ")), @"
    2:10 supertype Base in A -> class 1:6
    2:16 supertype Other in A -> free
    2:54 call Base(1) in A.A -> class 1:6
    2:59 read value in A.A -> parameter 2:45
    2:67 call Other(1) in A.A -> free
    2:77 write <this>.x_ in A.A
    2:84 write <this>.value in A.A
    2:90 read value in A.A -> parameter 2:45
    2:106 call A(1) in A.A -> class 2:6
    3:0 type B in B -> free
    3:14 type ns in B -> free
    3:18 call ns::Up(1) in B
    3:26 read n in B -> parameter 3:9
    3:30 call Upper(1) in B -> free
    3:36 read n in B -> parameter 3:9
    3:40 write <this>.lower in B
    3:46 read n in B -> parameter 3:9
    ");
}

#[test]
fn templates_and_casts() {
    assert_snapshot!(references(&cpp("
        template <typename T, int N> T* f(std::map<T, std::vector<A>> m) {
            static_cast<B*>(m)->x(); make<C>(N); return reinterpret_cast<T*>(0);
        }
        template class Instance<int>;
        extern template struct Other<C>;
        template <> struct Special<D> { int y; };
    ")), @"
    1:29 type T in f -> type_parameter 1:19
    1:34 type std in f -> free
    1:39 type std::map in f
    1:43 type T in f -> type_parameter 1:19
    1:46 type std in f -> free
    1:51 type std::vector in f
    1:58 type A in f -> free
    2:16 type B in f -> free
    2:20 read m in f -> parameter 1:62
    2:24 call B.x(0) in f
    2:29 call make(1) in f -> free
    2:34 type C in f -> free
    2:37 read N in f -> type_parameter 1:26
    2:65 type T in f -> type_parameter 1:19
    4:15 type Instance -> free
    5:23 type Other -> free
    5:29 type C -> free
    6:27 type D in Special -> free
    ");
}

#[test]
fn lambdas_loops_and_bindings() {
    assert_snapshot!(show(&cpp("
        void f(M m, int a) {
            auto g = [&a, b = a, this](int c) -> R { return a + b + c; };
            for (auto& [k, v] : m) g(k, v);
            for (const T& t : m.items()) t.use();
            if (auto it = m.find(1); it.ok()) it.go();
            if (T* p = get()) p->go();
            try { g(1); } catch (const E& e) { e.what(); }
            auto [x, y] = pair(a);
        }
    ")), @"
    function f(2) 1:5 in 1:0-9:1 +public
      parameter m 1:9 in 1:7-1:10 : M
      parameter a 1:16 in 1:12-1:17
      local g 2:9 in 2:9-2:64
      local b 2:18
      parameter c 2:35 in 2:31-2:36
      local k 3:16
      local v 3:19
      local t 4:18 : T
      local it 5:13 in 5:13-5:27 = m.find(1)
      local p 6:11 in 6:9-6:12 : T
      local e 7:34 in 7:25-7:35 : E
      local x 8:10 in 8:9-8:25
      local y 8:13 in 8:9-8:25
    1:7 type M in f -> free
    2:15 read a in f -> parameter 1:16
    2:22 read a in f -> parameter 1:16
    2:41 type R in f -> free
    2:52 read a in f -> parameter 1:16
    2:56 read b in f -> local 2:18
    2:60 read c in f -> parameter 2:35
    3:24 read m in f -> parameter 1:9
    3:27 call g(2) in f -> local 2:9
    3:29 read k in f -> local 3:16
    3:32 read v in f -> local 3:19
    4:15 type T in f -> free
    4:22 read m in f -> parameter 1:9
    4:24 call m.items(0) in f
    4:33 read t in f -> local 4:18
    4:35 call t.use(0) in f
    5:18 read m in f -> parameter 1:9
    5:20 call m.find(1) in f
    5:29 read it in f -> local 5:13
    5:32 call it.ok(0) in f
    5:38 read it in f -> local 5:13
    5:41 call it.go(0) in f
    6:8 type T in f -> free
    6:15 call get(0) in f -> free
    6:22 read p in f -> local 6:11
    6:25 call p.go(0) in f
    7:10 call g(1) in f -> local 2:9
    7:31 type E in f -> free
    7:39 read e in f -> local 7:34
    7:41 call e.what(0) in f
    8:18 call pair(1) in f -> free
    8:23 read a in f -> parameter 1:16
    ");
}

#[test]
fn types_of_auto_and_declared_variables() {
    assert_snapshot!(crate::extract::testing::definitions(&cpp("
        auto a = make(); A b; A c = make(); auto* d = new A(); const auto& e = c.field; auto n = nullptr;
    ")), @"
    variable a 1:5 in 1:0-1:16 +public = make(0)
    variable b 1:19 in 1:17-1:21 +public : A
    variable c 1:24 in 1:22-1:35 +public : A
    variable d 1:42 in 1:36-1:54 +public = A(0)
    constant e 1:67 in 1:55-1:79 +public = c.field
    variable n 1:85 in 1:80-1:97 +public
    ");
}

#[test]
fn an_import_hides_a_namesake() {
    assert_snapshot!(references_of(&cpp("
        using lib::run;
        void f() { run(); }
    "), "run"), @"
    1:11 import run -> import lib . run
    2:11 call run(0) in f -> import lib . run
    ");
}

#[test]
fn enumerators_scoped_and_not() {
    assert_snapshot!(references(&cpp("
        enum Plain { A, B = A };
        enum class Scoped { A, C = A };
        int f() { return A + B + C + Plain::A + (int)Scoped::C; }
    ")), @"
    1:20 read A in Plain -> enum_member 1:13
    2:27 read A in Scoped -> enum_member 2:20
    3:17 read A in f -> enum_member 1:13
    3:21 read B in f -> enum_member 1:16
    3:25 read C in f -> free
    3:29 type Plain in f -> enum 1:5
    3:36 read Plain::A in f
    3:45 type Scoped in f -> enum 2:11
    3:53 read Scoped::C in f
    ");
}

#[test]
fn destructors_by_name() {
    assert_snapshot!(references(&cpp("
        void f(A* a) { a->~A(); delete a; }
    ")), @"
    1:7 type A in f -> free
    1:15 read a in f -> parameter 1:10
    1:18 call a.~A(0) in f
    1:31 read a in f -> parameter 1:10
    ");
}
