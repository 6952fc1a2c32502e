//! Namespaces, classes and functions of C++.

use insta::assert_snapshot;

use super::cpp;
use crate::extract::testing::{definitions, facts_of, imports, show, signatures, supertypes};

#[test]
fn namespaces_nested_anonymous_inline_and_reopened() {
    assert_snapshot!(show(&cpp("
        namespace a::b { int f(); namespace { int hidden; } }
        namespace a { namespace b { int g() { return f() + hidden; } } }
        inline namespace v1 { int h(); }
        int i() { return h(); }
    ")), @"
    namespace a 1:10 in 1:0-1:53 +public
      namespace b 1:13 in 1:0-1:53 +public
        function f(0) 1:21 in 1:17-1:25 +public +declaration
        variable hidden 1:42 in 1:38-1:49 +static
    namespace a 2:10 in 2:0-2:64 +public
      namespace b 2:24 in 2:14-2:62 +public
        function g(0) 2:32 in 2:28-2:60 +public
    namespace v1 3:17 in 3:0-3:32 +public
    function h(0) 3:26 in 3:22-3:30 +public +declaration
    function i(0) 4:4 in 4:0-4:23 +public
    2:45 call f(0) in a.b.g -> function 1:21
    2:51 read hidden in a.b.g -> variable 1:42
    4:17 call h(0) in i -> function 3:26
    ");
}

#[test]
fn what_using_brings() {
    assert_snapshot!(show(&cpp("
        using namespace std;
        using std::vector;
        using ::a::b::run;
        namespace fs = std::filesystem;
        vector<int> v;
        fs::path p;
        int f() { using a::local; return run() + local(1); }
        int local();
    ")), @r#"
    variable v 5:12 in 5:0-5:14 +public : vector
    variable p 6:9 in 6:0-6:11 +public : fs::path
    function f(0) 7:4 in 7:0-7:52 +public
    function local(0) 8:4 in 8:0-8:12 +public +declaration
    import wildcard "std" 1:16
    import member "std" . vector as vector 2:6
    import member "a::b" . run as run 3:6
    import module "std::filesystem" as fs 4:0
    import member "a" . local as local 7:16 in f
    2:11 import vector -> import std . vector
    3:14 import run -> import a::b . run
    5:0 type vector in v -> import std . vector
    6:0 type fs in p -> import std::filesystem
    6:4 type fs::path in p
    7:19 import local in f -> import a . local
    7:33 call run(0) in f -> import a::b . run
    7:41 call local(1) in f -> import a . local
    "#);
}

#[test]
fn a_class_with_access_and_all_kinds_of_members() {
    assert_snapshot!(definitions(&cpp("
        class Base;
        template <typename K, class V = int, int N = 3, typename... Ts>
        class Map final : public Base {
            int hidden;
         public:
            Map() : size_(0) {}
            explicit Map(int a, int b = 2);
            Map(const Map&) = delete;
            ~Map() override;
            virtual void pure(int a) = 0;
            virtual int body() const { return 1; }
            static Map make();
            bool operator==(const Map& other) const;
            operator bool() const;
            template <class U> void each(U u) {}
            using Item = K;
            typedef V Value;
            enum class Mode : char { A, B };
            enum { MAX = 3 };
            struct Node { int x; };
            static int count;
            static constexpr int limit = 3;
         private:
            int size_ = 0, *data_;
            void (*callback_)(int);
            friend class Other;
            friend void helper(Map&);
        };
    ")), @"
    class Base 1:6 in 1:0-1:10 +public +declaration
    type_parameter K 2:19 in 2:10-2:20
    type_parameter V 2:28 in 2:22-2:35
    type_parameter N 2:41 in 2:37-2:46
    type_parameter Ts 2:60 in 2:48-2:62
    class Map 3:6 in 2:0-28:2 +public
      field hidden 4:8 in 4:4-4:15
      constructor Map(0) 6:4 in 6:4-6:23 +public
      constructor Map(*) 7:13 in 7:4-7:35 +public +declaration
        parameter a 7:21 in 7:17-7:22
        parameter b 7:28 in 7:24-7:33
      constructor Map(1) 8:4 in 8:4-8:29 +public
      method ~Map(0) 9:4 in 9:4-9:20 +public +declaration
      method pure(1) 10:17 in 10:4-10:33 +public +declaration +abstract
        parameter a 10:26 in 10:22-10:27
      method body(0) 11:16 in 11:4-11:42 +public
      method make(0) 12:15 in 12:4-12:22 +public +static +declaration : Map
      method operator==(1) 13:9 in 13:4-13:44 +public +declaration
        parameter other 13:31 in 13:20-13:36 : Map
      method operator bool(0) 14:4 in 14:4-14:26 +public +declaration
      type_parameter U 15:20 in 15:14-15:21
      method each(1) 15:28 in 15:4-15:40 +public
        parameter u 15:35 in 15:33-15:36 : U
      type_alias Item 16:10 in 16:4-16:19 +public : K
      type_alias Value 17:14 in 17:4-17:20 +public : V
      enum Mode 18:15 in 18:4-18:35 +public
        enum_member A 18:29 +public
        enum_member B 18:32 +public
      enum_member MAX 19:11 in 19:11-19:18 +public
      struct Node 20:11 in 20:4-20:26 +public
        field x 20:22 in 20:18-20:24 +public
      field count 21:15 in 21:4-21:21 +public +static +declaration
      field limit 22:25 in 22:4-22:35 +public +static
      field size_ 24:8
      field data_ 24:20 in 24:19-24:25
      field callback_ 25:11 in 25:4-25:27
    ");
}

#[test]
fn bases() {
    assert_snapshot!(supertypes(&cpp("
        struct A {};
        struct B : A, private virtual ns::C, public D<A>, E::F<int>::G {};
        template <class T> class H : T::Base {};
    ")), @"
    B extends A
    B extends ns::C
    B extends D
    B extends E::F::G
    H extends T::Base
    ");
}

#[test]
fn definitions_out_of_their_class() {
    assert_snapshot!(show(&cpp("
        namespace ns {
        class A { int f(int x); A(); ~A(); static int n; int m_; operator bool(); struct In { int k(); }; };
        }
        int ns::A::f(int x) { return m_ + n + x + f(1); }
        ns::A::A() : m_(1) {}
        ns::A::~A() {}
        int ns::A::n = 3;
        ns::A::operator bool() { return m_; }
        int ns::A::In::k() { return 1; }
        int Unknown::f() { return m_; }
        Unknown::Unknown() {}
        template <class T> T Box<T>::get() const { return T(value); }
        void ns::free() {}
    ")), @"
    namespace ns 1:10 in 1:0-3:1 +public
      class A 2:6 in 2:0-2:99 +public
        method f(1) 2:14 in 2:10-2:23 +declaration
          parameter x 2:20 in 2:16-2:21
        constructor A(0) 2:24 in 2:24-2:28 +declaration
        method ~A(0) 2:29 in 2:29-2:34 +declaration
        field n 2:46 in 2:35-2:48 +static +declaration
        field m_ 2:53 in 2:49-2:56
        method operator bool(0) 2:57 in 2:57-2:73 +declaration
        struct In 2:81 in 2:74-2:96
          method k(0) 2:90 in 2:86-2:94 +public +declaration
    method ns::A::f(1) 4:11 in 4:0-4:49 +public
      parameter x 4:17 in 4:13-4:18
    constructor ns::A::A(0) 5:7 in 5:0-5:21 +public
    method ns::A::~A(0) 6:7 in 6:0-6:14 +public
    field ns::A::n 7:11 in 7:0-7:17 +public
    method ns::A::operator bool(0) 8:7 in 8:0-8:37 +public
    method ns::A::In::k(0) 9:15 in 9:0-9:32 +public
    method Unknown::f(0) 10:13 in 10:0-10:31 +public
    constructor Unknown::Unknown(0) 11:9 in 11:0-11:21 +public
    type_parameter T 12:16 in 12:10-12:17
    method Box::get(0) 12:29 in 12:0-12:61 +public : T
    function ns::free(0) 13:9 in 13:0-13:18 +public
    4:4 type ns in f -> namespace 1:10
    4:8 type ns::A in f
    4:29 read m_ in f -> field 2:53
    4:34 read n in f -> field 2:46
    4:38 read x in f -> parameter 4:17
    4:42 call f(1) in f -> method 4:11
    5:0 type ns in A -> namespace 1:10
    5:4 type ns::A in A
    5:13 write <this>.m_ in A
    6:0 type ns in ~A -> namespace 1:10
    6:4 type ns::A in ~A
    7:4 type ns in n -> namespace 1:10
    7:8 type ns::A in n
    8:0 type ns in operator bool -> namespace 1:10
    8:4 type ns::A in operator bool
    8:32 read m_ in operator bool -> field 2:53
    9:4 type ns in k -> namespace 1:10
    9:8 type ns::A in k
    9:11 type ns::A::In in k
    10:4 type Unknown in f -> free
    10:26 read m_ in f -> free
    11:0 type Unknown in Unknown -> free
    12:19 type T in get -> type_parameter 12:16
    12:21 type Box in get -> free
    12:25 type T in get -> type_parameter 12:16
    12:50 call T(1) in get -> type_parameter 12:16
    12:52 read value in get -> free
    13:5 type ns in free -> namespace 1:10
    ");
}

#[test]
fn overloads_are_left_open_and_redeclarations_are_not() {
    assert_snapshot!(show(&cpp("
        int twice(int a);
        int twice(int a) { return a; }
        int over(int a) { return a; }
        int over(double a, int b) { return b; }
        int f() { return twice(1) + over(1) + over(1, 2); }
    ")), @"
    function twice(1) 1:4 in 1:0-1:17 +public +declaration
      parameter a 1:14 in 1:10-1:15
    function twice(1) 2:4 in 2:0-2:30 +public
      parameter a 2:14 in 2:10-2:15
    function over(1) 3:4 in 3:0-3:29 +public
      parameter a 3:13 in 3:9-3:14
    function over(2) 4:4 in 4:0-4:39 +public
      parameter a 4:16 in 4:9-4:17
      parameter b 4:23 in 4:19-4:24
    function f(0) 5:4 in 5:0-5:51 +public
    2:26 read a in twice -> parameter 2:14
    3:25 read a in over -> parameter 3:13
    4:35 read b in over -> parameter 4:23
    5:17 call twice(1) in f -> function 2:4
    5:28 call over(1) in f -> free
    5:38 call over(2) in f -> free
    ");
}

#[test]
fn arity_with_defaults_and_packs_is_open() {
    assert_snapshot!(definitions(&cpp("
        void a(int x, int y = 1);
        template <class... Ts> void b(Ts... ts);
        void c(const char*, ...);
        void d();
        void e(void);
    ")), @"
    function a(*) 1:5 in 1:0-1:25 +public +declaration
      parameter x 1:11 in 1:7-1:12
      parameter y 1:18 in 1:14-1:23
    type_parameter Ts 2:19 in 2:10-2:21
    function b(*) 2:28 in 2:0-2:40 +public +declaration
      parameter ts 2:36 in 2:30-2:38 : Ts
    function c(*) 3:5 in 3:0-3:25 +public +declaration
    function d(0) 4:5 in 4:0-4:9 +public +declaration
    function e(0) 5:5 in 5:0-5:13 +public +declaration
    ");
}

#[test]
fn tests_that_macros_make() {
    assert_snapshot!(show(&cpp("
        class Fixture { protected: int helper(); };
        TEST(Suite, Adds) { check(1); }
        TEST_F(Fixture, Helps) { helper(); }
        BENCHMARK_DEFINE(Speed) { run(); }
    ")), @"
    class Fixture 1:6 in 1:0-1:42 +public
      method helper(0) 1:31 in 1:27-1:40 +declaration
    function Suite.Adds(0) 2:5 in 2:0-2:31 +static +test
    method Fixture::Fixture.Helps(0) 3:7 in 3:0-3:36 +static +test
    function Speed(0) 4:17 in 4:0-4:34 +static
    2:0 call TEST(2) in Suite.Adds -> free
    2:20 call check(1) in Suite.Adds -> free
    3:0 call TEST_F(2) in Fixture.Helps -> free
    3:7 type Fixture in Fixture.Helps -> class 1:6
    3:25 call helper(0) in Fixture.Helps -> free
    4:0 call BENCHMARK_DEFINE(1) in Speed -> free
    4:26 call run(0) in Speed -> free
    ");
}

#[test]
fn macros_among_members_are_no_methods() {
    assert_snapshot!(show(&cpp("
        class A {
            Q_OBJECT
            Q_PROPERTY(x);
            A(int a);
         public:
            int y GUARDED_BY(mutex_);
        };
    ")), @"
    class A 1:6 in 1:0-7:1 +public
      constructor A(1) 4:4 in 4:4-4:13 +declaration
        parameter a 4:10 in 4:6-4:11
      field y 6:8 in 6:4-6:29 +public
    2:4 read Q_OBJECT in A -> free
    3:4 call Q_PROPERTY(1) in A -> free
    3:15 type x in A -> free
    6:10 read GUARDED_BY in A.y -> free
    ");
}

#[test]
fn aliases_concepts_and_return_types() {
    assert_snapshot!(show(&cpp("
        using Int = ns::Number;
        template <class T> using List = std::vector<T>;
        template <typename T> concept Sized = requires(T t) { t.size(); };
        auto f(Int i) -> List<Int> { return {}; }
        extern \"C\" { int c_function(int); }
        extern \"C\" int other(void) { return 1; }
    ")), @"
    type_alias Int 1:6 in 1:0-1:23 +public : ns::Number
    type_parameter T 2:16 in 2:10-2:17
    type_alias List 2:25 in 2:0-2:47 +public : std::vector
    type_parameter T 3:19 in 3:10-3:20
    trait Sized 3:30 in 3:0-3:66 +public
      parameter t 3:49 in 3:47-3:50 : T
    function f(1) 4:5 in 4:0-4:41 +public : List
      parameter i 4:11 in 4:7-4:12 : Int
    function c_function(1) 5:17 in 5:13-5:33 +public +declaration
    function other(0) 6:15 in 6:11-6:40 +public
    1:12 type ns in Int -> free
    1:16 type ns::Number in Int
    2:32 type std in List -> free
    2:37 type std::vector in List
    2:44 type T in List -> type_parameter 2:16
    3:47 type T in Sized -> type_parameter 3:19
    3:54 read t in Sized -> parameter 3:49
    3:56 call t.size(0) in Sized
    4:7 type Int in f -> type_alias 1:6
    4:17 type List in f -> type_alias 2:25
    4:22 type Int in f -> type_alias 1:6
    ");
}

#[test]
fn signatures_of_cpp() {
    assert_snapshot!(signatures(&cpp("
        template <class T>
        class A : public B { A() : x(1) {} int f() const override; };
        int A::f() const { return 1; }
        namespace n { enum class E { A }; }
    ")), @"
    template <class T> class A : public B
    A()
    int f() const override
    int A::f() const
    namespace n
    enum class E
    A
    ");
}

#[test]
fn a_header_with_classes_is_cpp() {
    let facts = facts_of(
        events::Language::C,
        "a.h",
        "
        #include <vector>
        class A { public: int f(); };
        ",
    );
    assert_eq!(facts.language, events::Language::Cpp);
    assert_snapshot!(definitions(&facts), @"
    class A 2:6 in 2:0-2:28 +public
      method f(0) 2:22 in 2:18-2:26 +public +declaration
    ");
    assert_snapshot!(imports(&facts), @r#"import system include "vector" 1:9"#);
}
