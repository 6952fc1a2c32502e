//! Types, functions, constants and what stands with them.

use events::Language;
use insta::assert_snapshot;

use super::go;
use crate::extract::testing::{definitions, facts_of, show, signatures};

#[test]
fn a_method_belongs_to_the_type_of_its_receiver_which_is_this() {
    assert_snapshot!(show(&go("
        package a

        // Server serves.
        type Server struct {
            // Addr says where.
            Addr string
            a, b *Conn
        }

        // Run runs.
        // It blocks.
        func (s *Server) Run(n int, xs ...string) (*Conn, error) {
            s.stop(n, s.Addr)
            go func() { s.a.Close() }()
            return s.b, nil
        }
        func (Server) stop(int, string) {}
    ")), @r#"
    package a
    struct Server 4:5 in 4:0-8:1 +public "Server serves."
      field Addr 6:4 in 6:4-6:15 +public : string "Addr says where."
      field a 7:4 in 7:4-7:14 : Conn
      field b 7:7 in 7:4-7:14 : Conn
    method Server::Run(*) 12:17 in 12:0-16:1 +public : Conn "Run runs.\nIt blocks."
      parameter s 12:6 in 12:6-12:15 : Server
      parameter n 12:21 in 12:21-12:26 : int
      parameter xs 12:28 in 12:28-12:40 : string
    method Server::stop(2) 17:14 in 17:0-17:34
    6:9 type string in Server -> free
    7:10 type Conn in Server -> free
    12:9 type Server in Run -> struct 4:5
    12:23 type int in Run -> free
    12:34 type string in Run -> free
    12:44 type Conn in Run -> free
    12:50 type error in Run -> free
    13:4 read s in Run -> parameter 12:6
    13:6 call <this>.stop(2) in Run
    13:11 read n in Run -> parameter 12:21
    13:14 read s in Run -> parameter 12:6
    13:16 read <this>.Addr in Run
    14:16 read s in Run -> parameter 12:6
    14:18 read <this>.a in Run
    14:20 call <this>.a.Close(0) in Run
    15:11 read s in Run -> parameter 12:6
    15:13 read <this>.b in Run
    17:6 type Server in stop -> struct 4:5
    17:19 type int in stop -> free
    17:24 type string in stop -> free
    "#);
}

#[test]
fn interfaces_have_methods_and_embed() {
    assert_snapshot!(show(&go("
        package a
        type Reader interface {
            io.Closer
            Other
            // Read reads.
            Read(p []byte) (n int, err error)
            private()
        }
        type Number interface { ~int | Other }
        type Both struct {
            *Reader
            p.Conn `json:\"c\"`
            Box[T]
            Mutex sync.Mutex
        }
    ")), @r#"
    package a
    interface Reader 2:5 in 2:0-8:1 +public
      method Read(1) 6:4 in 6:4-6:37 +public +abstract : int "Read reads."
        parameter p 6:9 in 6:9-6:17 : byte
        local n 6:20 in 6:20-6:25 : int
        local err 6:27 in 6:27-6:36 : error
      method private(0) 7:4 in 7:4-7:13 +abstract
    interface Number 9:5 in 9:0-9:38 +public
    struct Both 10:5 in 10:0-15:1 +public
      field Reader 11:5 in 11:4-11:11 +public : Reader
      field Conn 12:6 in 12:4-12:21 +public : p.Conn
      field Box 13:4 in 13:4-13:10 +public : Box
      field Mutex 14:4 in 14:4-14:20 +public : sync.Mutex
    Reader embeds io.Closer
    Reader embeds Other
    Both embeds Reader
    Both embeds p.Conn
    Both embeds Box
    3:4 read io in Reader -> free
    3:7 supertype io.Closer in Reader
    4:4 supertype Other in Reader -> free
    6:13 type byte in Reader.Read -> free
    6:22 type int in Reader.Read -> free
    6:31 type error in Reader.Read -> free
    9:25 type int in Number -> free
    9:31 type Other in Number -> free
    11:5 supertype Reader in Both -> interface 2:5
    12:4 read p in Both -> free
    12:6 supertype p.Conn in Both
    13:4 supertype Box in Both -> free
    13:8 type T in Both -> free
    14:10 read sync in Both -> free
    14:15 type sync.Mutex in Both
    "#);
}

#[test]
fn constants_of_a_group_repeat_what_stands_above() {
    assert_snapshot!(show(&go("
        package a
        type Color int
        const (
            // Red is red.
            Red Color = iota
            Green
            _
            blue, x = p.Blue(1), 2
            y, z
        )
        const Single = 1
        var _ Iface = (*T)(nil)
        var one, Two = make(map[string]int), run()
        var (
            three *T // not above
            four = T{}
        )
    ")), @r#"
    package a
    type_alias Color 2:5 in 2:0-2:14 +public = int
    constant Red 5:4 in 5:4-5:20 +public : Color "Red is red."
    constant Green 6:4 +public : Color
    constant blue 8:4 in 8:4-8:26 = p.Blue(1)
    constant x 8:10 in 8:4-8:26
    constant y 9:4 in 9:4-9:8 = p.Blue(1)
    constant z 9:7 in 9:4-9:8
    constant Single 11:6 in 11:0-11:16 +public
    variable one 13:4 in 13:0-13:42 = int
    variable Two 13:9 in 13:0-13:42 +public = run(0)
    variable three 15:4 in 15:4-15:12 : T
    variable four 16:4 in 16:4-16:14 = T(*)
    2:11 type int in Color -> free
    5:8 type Color in Red -> type_alias 2:5
    8:14 read p in blue -> free
    8:16 call p.Blue(1) in blue
    12:6 type Iface -> free
    12:16 call T(1) -> free
    13:15 call make(1) in one -> free
    13:24 type string in one -> free
    13:31 type int in one -> free
    13:37 call run(0) in one -> free
    15:11 type T in three -> free
    16:11 instantiate T(*) in four -> free
    "#);
}

#[test]
fn types_are_defined_and_named_anew() {
    assert_snapshot!(show(&go("
        package a
        type (
            // F is called.
            F func(a int, b T) (c string)
            A = p.B
            M map[string]T
        )
        func (f F) Call() { f(1, nil) }
        func f() {
            type local struct { x int; self *local }
            var l local
            l.self.x = 1
        }
    ")), @r#"
    package a
    type_alias F 4:4 in 4:4-4:33 +public "F is called."
      parameter a 4:11 in 4:11-4:16 : int
      parameter b 4:18 in 4:18-4:21 : T
      local c 4:24 in 4:24-4:32 : string
    type_alias A 5:4 in 5:4-5:11 +public : p.B
    type_alias M 6:4 in 6:4-6:18 +public
    method F::Call(0) 8:11 in 8:0-8:31 +public
      parameter f 8:6 in 8:6-8:9 : F
    function f(0) 9:5 in 9:0-13:1
      struct local 10:9 in 10:4-10:44
        field x 10:24 in 10:24-10:29 : int
        field self 10:31 in 10:31-10:42 : local
      local l 11:8 in 11:8-11:15 : local
    4:13 type int in F -> free
    4:20 type T in F -> free
    4:26 type string in F -> free
    5:8 read p in A -> free
    5:10 type p.B in A
    6:10 type string in M -> free
    6:17 type T in M -> free
    8:8 type F in Call -> type_alias 4:4
    8:20 call f(2) in Call -> parameter 8:6
    10:26 type int in f.local -> free
    10:37 type local in f.local -> struct 10:9
    11:10 type local in f -> struct 10:9
    12:4 read l in f -> local 11:8
    12:6 read l.self in f
    12:11 write l.self.x in f
    "#);
}

#[test]
fn type_parameters_are_local_and_have_bounds() {
    assert_snapshot!(show(&go("
        package a
        type Stack[T any] struct { items []T }
        func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
        func Map[K comparable, V fmt.Stringer](m map[K]V) V {
            for _, v := range m { v.String() }
            return Map[K, V](m)
        }
    ")), @"
    package a
    struct Stack 2:5 in 2:0-2:38 +public
      type_parameter T 2:11 : any
      field items 2:27 in 2:27-2:36 : T
    method Stack::Push(1) 3:19 in 3:0-3:61 +public
      parameter s 3:6 in 3:6-3:17 : Stack
      type_parameter T 3:15
      parameter x 3:24 in 3:24-3:27 : T
    function Map(1) 4:5 in 4:0-7:1 +public : V
      type_parameter K 4:9 : comparable
      type_parameter V 4:23 : fmt.Stringer
      parameter m 4:39 in 4:39-4:48 : V
      local v 5:11 in 5:8-5:23 = m
    2:13 type any in Stack -> free
    2:35 type T in Stack -> type_parameter 2:11
    3:9 type Stack in Push -> struct 2:5
    3:26 type T in Push -> type_parameter 3:15
    3:31 read s in Push -> parameter 3:6
    3:33 write <this>.items in Push
    3:41 call append(2) in Push -> free
    3:48 read s in Push -> parameter 3:6
    3:50 read <this>.items in Push
    3:57 read x in Push -> parameter 3:24
    4:11 type comparable in Map -> free
    4:25 read fmt in Map -> free
    4:29 type fmt.Stringer in Map
    4:45 type K in Map -> type_parameter 4:9
    4:47 type V in Map -> type_parameter 4:23
    4:50 type V in Map -> type_parameter 4:23
    5:22 read m in Map -> parameter 4:39
    5:26 read v in Map -> local 5:11
    5:28 call v.String(0) in Map
    6:11 call Map(1) in Map -> function 4:5
    6:15 type K in Map -> type_parameter 4:9
    6:18 type V in Map -> type_parameter 4:23
    6:21 read m in Map -> parameter 4:39
    ");
}

#[test]
fn a_struct_without_a_name_belongs_to_what_is_declared_with_it() {
    assert_snapshot!(definitions(&go("
        package a
        var config struct { Port int; TLS struct { On bool } }
        type T struct { in struct { x, y int }; f func(z struct { no int }) }
        func f() {
            tests := []struct { name string }{{\"a\"}}
            var x struct { y int }
        }
        var cases = []struct { A int }{{1}}
    ")), @"
    variable config 2:4 in 2:0-2:54
      field Port 2:20 in 2:20-2:28 +public : int
      field TLS 2:30 in 2:30-2:52 +public
        field On 2:43 in 2:43-2:50 +public : bool
    struct T 3:5 in 3:0-3:69 +public
      field in 3:16 in 3:16-3:38
        field x 3:28 in 3:28-3:36 : int
        field y 3:31 in 3:28-3:36 : int
      field f 3:40 in 3:40-3:67
      parameter z 3:47 in 3:47-3:66
      local no 3:58 in 3:58-3:64 : int
    function f(0) 4:5 in 4:0-7:1
      local tests 5:4 in 5:4-5:44
      local name 5:24 in 5:24-5:35 : string
      local x 6:8 in 6:8-6:26
      local y 6:19 in 6:19-6:24 : int
    variable cases 8:4 in 8:0-8:35
      field A 8:23 in 8:23-8:28 +public : int
    ");
}

#[test]
fn tests_are_marked() {
    assert_snapshot!(show(&facts_of(Language::Go, "a/x_test.go", "
        package a_test
        func TestA(t *testing.T) { t.Run(\"x\", func(t *testing.T) { t.Log(x) }) }
        var x = 1
    ")), @"
    package a_test
    function TestA(1) 2:5 in 2:0-2:72 +public +test
      parameter t 2:11 in 2:11-2:23 : testing.T
      parameter t 2:43 in 2:43-2:55 : testing.T
    variable x 3:4 in 3:0-3:9 +test
    2:14 read testing in TestA -> free
    2:22 type testing.T in TestA
    2:27 read t in TestA -> parameter 2:11
    2:29 call t.Run(2) in TestA
    2:46 read testing in TestA -> free
    2:54 type testing.T in TestA
    2:59 read t in TestA -> parameter 2:43
    2:61 call t.Log(1) in TestA
    2:65 read x in TestA -> variable 3:4
    ");
}

#[test]
fn signatures_are_the_heads_in_one_line() {
    assert_snapshot!(signatures(&go("
        package a
        func F(
            a int, // first
            b /* second */ string,
        ) (T, error) { return nil }
        type S struct { X, Y int `json:\"x\"` }
        type I interface { M() }
        type F func(a int)
        var V, W T = f(), g()
        const (
            A = iota
        )
    ")), @"
    func F( a int, b string, ) (T, error)
    type S struct
    X, Y int
    X, Y int
    type I interface
    M()
    type F func(a int)
    var V, W T = f(), g()
    var V, W T = f(), g()
    const A = iota
    ");
}

#[test]
fn documentation_stands_right_above() {
    assert_snapshot!(definitions(&go("
        // Package a is.
        package a

        // Not this.

        // A is.
        //
        //go:noinline
        //	code
        func A() {}
        /* B
        is. */
        func B() {}
        var x = 1 // trailing
        func C() {}
    ")), @r#"
    function A(0) 10:5 in 10:0-10:11 +public "A is.\n\ncode"
    function B(0) 13:5 in 13:0-13:11 +public "B\nis."
    variable x 14:4 in 14:0-14:9
    function C(0) 15:5 in 15:0-15:11 +public
    "#);
}
