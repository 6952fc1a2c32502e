//! C#'s declarations and names.

use insta::assert_snapshot;

use super::csharp;
use crate::extract::testing::{definitions, show, signatures};

#[test]
fn a_file_tells_its_namespaces_types_members_and_names() {
    let facts = csharp(
        "
        using System;
        using static A.B.C;
        using D = A.D<int>;
        namespace X.Y;
        /// <summary>Is.</summary>
        public partial class A<T> : Base, IThing<T> where T : class {
            private readonly List<Foo> items = new(), others;
            public Foo P { get; set { field = value; } } = new() { Q = 1 };
            public A(int x) : base(x) { }
            public A() : this(1) { }
            public async Task<Foo> Get(this Foo a, params int[] b) {
                foreach (var i in items) i.Go();
                var f = await other.GetAsync().ConfigureAwait(false);
                f?.Bar(1)?.Baz();
                if (f is Foo { Name: \"x\" } g && g.Q(out var z)) return z;
                items.Where(x => x.Is).First().Do();
                return new X.Foo<int>(1) { A = nameof(P), B = { C = 2 } };
            }
            void IFoo.Bar() => Base.Go<int>(this.items);
        }
    ",
    );
    assert_snapshot!(show(&facts), @r#"
    namespace X 4:10 in 4:0-21:0 +public
      namespace Y 4:12 in 4:0-21:0 +public
        class A 6:21 in 6:0-20:1 +public +piece "Is."
          type_parameter T 6:23
          field items 7:31 in 7:4-7:53 : List
          field others 7:46 in 7:4-7:53 : List
          field P 8:15 in 8:4-8:67 +public : Foo
            parameter value 8:24 : Foo
          constructor A(1) 9:11 in 9:4-9:33 +public
            parameter x 9:17 in 9:13-9:18 : int
          constructor A(0) 10:11 in 10:4-10:28 +public
          method Get(*) 11:27 in 11:4-18:5 +public +async +extension : Foo
            parameter a 11:40 in 11:31-11:41 : Foo
            parameter b 11:56 +optional
            local i 12:21 : Foo
            local f 13:12 in 13:12-13:60 = other.GetAsync(0)
            local g 15:35 in 15:17-15:36 : Foo
            local z 15:52 in 15:48-15:53
            parameter x 16:20 : Foo
          method IFoo.Bar(0) 19:14 in 19:4-19:48 : void
    X.Y.A extends Base
    X.Y.A implements IThing
    import wildcard "System" 1:0 +type_only
    import wildcard "A.B.C" 2:0
    import module "A.D" as D 3:0 +type_only
    1:6 import System -> import System
    2:17 import C -> import A.B.C
    3:12 import D -> import A.D
    6:28 supertype Base in X.Y.A -> free
    6:34 supertype IThing in X.Y.A -> free
    6:41 type T in X.Y.A -> type_parameter 6:23
    6:50 type T in X.Y.A -> type_parameter 6:23
    7:21 type List in X.Y.A.items -> free
    7:26 type Foo in X.Y.A.items -> free
    7:39 instantiate List(1) in X.Y.A.items -> free
    8:11 type Foo in X.Y.A.P -> free
    8:30 write field in X.Y.A.P -> free
    8:38 read value in X.Y.A.P -> parameter 8:24
    8:51 instantiate Foo(0) in X.Y.A.P -> free
    8:59 write Foo.Q in X.Y.A.P
    9:22 call <super>.base(1) in X.Y.A.A
    9:27 read x in X.Y.A.A -> parameter 9:17
    10:17 call this(1) in X.Y.A.A -> constructor 9:11
    11:17 type Task in X.Y.A.Get -> free
    11:22 type Foo in X.Y.A.Get -> free
    11:36 type Foo in X.Y.A.Get -> free
    12:26 read items in X.Y.A.Get -> free
    12:33 read i in X.Y.A.Get -> local 12:21
    12:35 call i.Go(0) in X.Y.A.Get
    13:22 read other in X.Y.A.Get -> free
    13:28 call other.GetAsync(0) in X.Y.A.Get
    13:39 call other.GetAsync(0).ConfigureAwait(1) in X.Y.A.Get
    14:8 read f in X.Y.A.Get -> local 13:12
    14:11 call f.Bar(1) in X.Y.A.Get
    14:19 call f.Bar(1).Baz(0) in X.Y.A.Get
    15:12 read f in X.Y.A.Get -> local 13:12
    15:17 type Foo in X.Y.A.Get -> free
    15:23 read Foo.Name in X.Y.A.Get
    15:40 read g in X.Y.A.Get -> local 15:35
    15:42 call g.Q(1) in X.Y.A.Get
    15:63 read z in X.Y.A.Get -> local 15:52
    16:8 read items in X.Y.A.Get -> free
    16:14 call items.Where(1) in X.Y.A.Get
    16:25 read x in X.Y.A.Get -> parameter 16:20
    16:27 read x.Is in X.Y.A.Get
    16:31 call items.Where(1).First(0) in X.Y.A.Get
    16:39 call Foo.Do(0) in X.Y.A.Get
    17:19 type X in X.Y.A.Get -> free
    17:21 instantiate X.Foo(1) in X.Y.A.Get
    17:35 write X.Foo(1).A in X.Y.A.Get
    17:46 read P in X.Y.A.Get -> free
    17:50 write X.Foo(1).B in X.Y.A.Get
    17:56 write X.Foo(1).B.C in X.Y.A.Get
    19:9 type IFoo in X.Y.A.IFoo.Bar -> free
    19:23 read Base in X.Y.A.IFoo.Bar -> free
    19:28 call Base.Go(1) in X.Y.A.IFoo.Bar
    19:41 read <this>.items in X.Y.A.IFoo.Bar
    "#);
}

#[test]
fn every_kind_of_declaration_is_a_definition() {
    let facts = csharp("
        global using A;
        namespace N.M
        {
            public interface I<in T> { int P { get; } void F(int a, string b = null); }
            internal struct S { public const int MAX = 1; public static readonly S Zero, One; }
            enum E : byte { First, [Old] Second = 2 }
            public delegate T Make<T>(int a);
            record R(int X, string Y = null) : B(X) { }
            abstract class C(I given) : B, I
            {
                [Fact] public void Tests() { }
                public event Handler Changed;
                event Handler Own { add { value(); } remove { } }
                public int this[int index] => index;
                static C() { }
                ~C() { }
                public static C operator +(C left, C right) => left;
                public static explicit operator int(C of) => 1;
                protected abstract U Make<U>(ref U u) where U : B;
                void Body()
                {
                    int Local(int n) => n;
                    var (a, (b, _)) = (1, (2, 3));
                    try { } catch (E e) when (e.F) { }
                    var q = from x in given let k = x.Z join y in given on x.Z equals y.Z into g select new { k, y };
                    outer: goto outer;
                }
                class Inner { }
            }
        }
        class Global { }
    ");
    assert_snapshot!(definitions(&facts), @"
    namespace N 2:10 in 2:0-30:1 +public
      namespace M 2:12 in 2:0-30:1 +public
        interface I 4:21 in 4:4-4:79 +public
          type_parameter T 4:26
          field P 4:35 in 4:31-4:45 +public : int
          method F(2) 4:51 in 4:46-4:77 +public +abstract : void
            parameter a 4:57 in 4:53-4:58 : int
            parameter b 4:67 in 4:60-4:75 +optional : string
        struct S 5:20 in 5:4-5:87
          field MAX 5:41 in 5:24-5:49 +public +static : int
          field Zero 5:75 in 5:50-5:85 +public +static : S
          field One 5:81 in 5:50-5:85 +public +static : S
        enum E 6:9 in 6:4-6:45
          enum_member First 6:20 +public +static
          enum_member Second 6:33 in 6:27-6:43 +public +static
        class Make 7:22 in 7:4-7:37 +public
          type_parameter T 7:27
          parameter a 7:34 in 7:30-7:35 : int
        class R 8:11 in 8:4-8:47
          field X 8:17 in 8:13-8:18 +public : int
          field Y 8:27 in 8:20-8:35 +public +optional : string
        class C 9:19 in 9:4-29:5 +abstract
          parameter given 9:23 in 9:21-9:28 : I
          method Tests(0) 11:27 in 11:8-11:38 +public +test : void
          field Changed 12:29 in 12:8-12:37 +public : Handler
          field Own 13:22 in 13:8-13:57 : Handler
            parameter value 13:28 : Handler
            parameter value 13:45 : Handler
          field this[] 14:19 in 14:8-14:44 +public : int
            parameter index 14:28 in 14:24-14:33 : int
          constructor C(0) 15:15 in 15:8-15:22 +static
          method ~C(0) 16:9 in 16:8-16:16
          method operator +(2) 17:33 in 17:8-17:60 +public +static : C
            parameter left 17:37 in 17:35-17:41 : C
            parameter right 17:45 in 17:43-17:50 : C
          method operator int(1) 18:40 in 18:8-18:55 +public +static : int
            parameter of 18:46 in 18:44-18:48 : C
          method Make(1) 19:29 in 19:8-19:58 +abstract : U
            type_parameter U 19:34 : B
            parameter u 19:43 in 19:37-19:44 : U
          method Body(0) 20:13 in 20:8-27:9 : void
            function Local(1) 22:16 in 22:12-22:34 : int
              parameter n 22:26 in 22:22-22:27 : int
            local a 23:17
            local b 23:21
            local e 24:29 in 24:26-24:31 : E
            local q 25:16 in 25:16-25:108
            local x 25:25
            local k 25:40 = x.Z
            local y 25:53
            local g 25:87
            label outer 26:12
          class Inner 28:14 in 28:8-28:23
    class Global 31:6 in 31:0-31:16
    ");
    assert_snapshot!(signatures(&facts), @"
    namespace N
    namespace N.M
    public interface I<in T>
    int P
    void F(int a, string b = null)
    internal struct S
    public const int MAX = 1
    public static readonly S Zero, One
    public static readonly S Zero, One
    enum E : byte
    First
    Second = 2
    public delegate T Make<T>(int a)
    record R(int X, string Y = null) : B(X)
    int X
    string Y = null
    abstract class C(I given) : B, I
    public void Tests()
    public event Handler Changed
    event Handler Own
    public int this[int index]
    static C()
    ~C()
    public static C operator +(C left, C right)
    public static explicit operator int(C of)
    protected abstract U Make<U>(ref U u) where U : B
    void Body()
    int Local(int n)
    class Inner
    class Global
    ");
}
