//! What expressions refer to, and what they tell of types.

use insta::assert_snapshot;

use super::go;
use crate::extract::testing::{definitions, references, show};

#[test]
fn values_tell_types() {
    assert_snapshot!(definitions(&go("
        package a
        func f(c chan T) {
            a := New()
            b := &T{}
            c2, ok := <-c
            d := x.(*T)
            e, g := b, a.Get()
            h := new(T)
            i := make([]T, 1)
            j := p.Make[int](1)
            k := T(1)
            l, m := pair()
            n := i[0]
            o := func() T { return k }
            var q, r *p.T
            var s = p.T{}.M()
        }
    ")), @"
    function f(1) 2:5 in 2:0-17:1
      parameter c 2:7 in 2:7-2:15 : T
      local a 3:4 in 3:4-3:14 = New(0)
      local b 4:4 in 4:4-4:13 = T(*)
      local c2 5:4 in 5:4-5:17 = c
      local ok 5:8 in 5:4-5:17
      local d 6:4 in 6:4-6:15 = T
      local e 7:4 in 7:4-7:22 = b
      local g 7:7 in 7:4-7:22 = a.Get(0)
      local h 8:4 in 8:4-8:15 = T
      local i 9:4 in 9:4-9:21 = T
      local j 10:4 in 10:4-10:23 = p.Make(1)
      local k 11:4 in 11:4-11:13 = T(1)
      local l 12:4 in 12:4-12:18 = pair(0)
      local m 12:7 in 12:4-12:18
      local n 13:4 in 13:4-13:13 = i
      local o 14:4 in 14:4-14:30
      local q 15:8 in 15:8-15:17 : p.T
      local r 15:11 in 15:8-15:17 : p.T
      local s 16:8 in 16:8-16:21 = p.T(*).M(0)
    ");
}

#[test]
fn loops_give_elements() {
    assert_snapshot!(show(&go("
        package a
        type List []Item
        type Item struct{ next []*Item; byName map[string]Item }
        func (l List) f(xs []Item, named List, other Other) {
            for i, x := range xs { x.a(i) }
            for _, x := range named { x.b() }
            for _, x := range l { x.c() }
            for _, x := range other { x.d() }
            for _, x := range xs[0].next { x.e() }
            for i := range xs { i.f() }
            for i = range xs { xs[i].g() }
        }
    ")), @"
    package a
    type_alias List 2:5 in 2:0-2:16 +public
    struct Item 3:5 in 3:0-3:56 +public
      field next 3:18 in 3:18-3:30 : Item
      field byName 3:32 in 3:32-3:54 : Item
    method List::f(3) 4:14 in 4:0-12:1
      parameter l 4:6 in 4:6-4:12 : List
      parameter xs 4:16 in 4:16-4:25 : Item
      parameter named 4:27 in 4:27-4:37 : List
      parameter other 4:39 in 4:39-4:50 : Other
      local i 5:8 in 5:8-5:24
      local x 5:11 in 5:8-5:24 = xs
      local x 6:11 in 6:8-6:27 = Item
      local x 7:11 in 7:8-7:23 = Item
      local x 8:11 in 8:8-8:27
      local x 9:11 in 9:8-9:32 = xs.next
      local i 10:8 in 10:8-10:21
    2:12 type Item in List -> struct 3:5
    3:26 type Item in Item -> struct 3:5
    3:43 type string in Item -> free
    3:50 type Item in Item -> struct 3:5
    4:8 type List in f -> type_alias 2:5
    4:21 type Item in f -> struct 3:5
    4:33 type List in f -> type_alias 2:5
    4:45 type Other in f -> free
    5:22 read xs in f -> parameter 4:16
    5:27 read x in f -> local 5:11
    5:29 call x.a(1) in f
    5:31 read i in f -> local 5:8
    6:22 read named in f -> parameter 4:27
    6:30 read x in f -> local 6:11
    6:32 call x.b(0) in f
    7:22 read l in f -> parameter 4:6
    7:26 read x in f -> local 7:11
    7:28 call x.c(0) in f
    8:22 read other in f -> parameter 4:39
    8:30 read x in f -> local 8:11
    8:32 call x.d(0) in f
    9:22 read xs in f -> parameter 4:16
    9:28 read xs.next in f
    9:35 read x in f -> local 9:11
    9:37 call x.e(0) in f
    10:19 read xs in f -> parameter 4:16
    10:24 read i in f -> local 10:8
    10:26 call i.f(0) in f
    11:8 write i in f -> free
    11:18 read xs in f -> parameter 4:16
    11:23 read xs in f -> parameter 4:16
    11:26 read i in f -> free
    11:29 call xs.g(0) in f
    ");
}

#[test]
fn a_type_switch_gives_its_variable_the_type_of_each_case() {
    assert_snapshot!(show(&go("
        package a
        func f(v any) {
            switch x := v.(type) {
            case *A:
                x.a()
            case B, C:
                x.b()
            case nil:
            case []p.D:
                x[0].c()
            default:
                x.d()
            }
        }
    ")), @"
    package a
    function f(1) 2:5 in 2:0-14:1
      parameter v 2:7 in 2:7-2:12 : any
      local x 3:11 = v
      local x 3:11 : A
      local x 3:11 : p.D
    2:9 type any in f -> free
    3:16 read v in f -> parameter 2:7
    4:10 type A in f -> free
    5:8 read x in f -> local 3:11
    5:10 call x.a(0) in f
    6:9 type B in f -> free
    6:12 type C in f -> free
    7:8 read x in f -> local 3:11
    7:10 call x.b(0) in f
    9:11 read p in f -> free
    9:13 type p.D in f
    10:8 read x in f -> local 3:11
    10:13 call x.c(0) in f
    12:8 read x in f -> local 3:11
    12:10 call x.d(0) in f
    ");
}

#[test]
fn composite_literals_write_fields_of_their_type() {
    assert_snapshot!(show(&go("
        package a
        func f(k, v string) {
            _ = T{k: v, Next: &p.T{A: k}}
            _ = []T{{A: k}, T{B: v}}
            _ = map[string]T{k: {A: v}}
            _ = [...]string{k: v}
            _ = Box[int]{C: 1}
            _ = struct{ D int }{D: 1}
            _ = []struct{ E int }{{E: 1}}
            _ = map[string]func(){k: nil}
        }
    ")), @"
    package a
    function f(2) 2:5 in 2:0-11:1
      parameter k 2:7 in 2:7-2:18 : string
      parameter v 2:10 in 2:7-2:18 : string
      local D 8:16 in 8:16-8:21 : int
      local E 9:18 in 9:18-9:23 : int
    2:12 type string in f -> free
    3:8 instantiate T(*) in f -> free
    3:10 write T(*).k in f
    3:13 read v in f -> parameter 2:10
    3:16 write T(*).Next in f
    3:23 read p in f -> free
    3:25 instantiate p.T(*) in f
    3:27 write p.T(*).A in f
    3:30 read k in f -> parameter 2:7
    4:10 type T in f -> free
    4:13 write T.A in f
    4:16 read k in f -> parameter 2:7
    4:20 instantiate T(*) in f -> free
    4:22 write T(*).B in f
    4:25 read v in f -> parameter 2:10
    5:12 type string in f -> free
    5:19 type T in f -> free
    5:21 read k in f -> parameter 2:7
    5:25 write T.A in f
    5:28 read v in f -> parameter 2:10
    6:13 type string in f -> free
    6:20 read k in f -> parameter 2:7
    6:23 read v in f -> parameter 2:10
    7:8 instantiate Box(*) in f -> free
    7:12 type int in f -> free
    7:17 write Box(*).C in f
    8:18 type int in f -> free
    8:24 write <?>.D in f
    9:20 type int in f -> free
    9:27 write <?>.E in f
    10:12 type string in f -> free
    10:26 read k in f -> parameter 2:7
    ");
}

#[test]
fn brackets_hold_types_or_an_index() {
    assert_snapshot!(references(&go("
        package a
        func (c *C) f(hs []H, i int) {
            hs[i](c)
            c.hs[c.i](c)
            Make[T](c)
            p.Make[p.T](c)
            hs[0].Run()
        }
    ")), @"
    2:9 type C in f -> free
    2:19 type H in f -> free
    2:24 type int in f -> free
    3:4 read hs in f -> parameter 2:14
    3:7 read i in f -> parameter 2:22
    3:10 read c in f -> parameter 2:6
    4:4 read c in f -> parameter 2:6
    4:6 read <this>.hs in f
    4:9 read c in f -> parameter 2:6
    4:11 read <this>.i in f
    4:14 read c in f -> parameter 2:6
    5:4 call Make(1) in f -> free
    5:9 type T in f -> free
    5:12 read c in f -> parameter 2:6
    6:4 read p in f -> free
    6:6 call p.Make(1) in f
    6:11 read p in f -> free
    6:13 type p.T in f
    6:16 read c in f -> parameter 2:6
    7:4 read hs in f -> parameter 2:14
    7:10 call hs.Run(0) in f
    ");
}

#[test]
fn methods_are_values_too() {
    assert_snapshot!(references(&go("
        package a
        func (s *S) f() {
            h := s.f
            g := (*S).f
            handle(s.f, S.f, h)
            defer s.mu.Unlock()
            s.next.count += len(s.items)
            s.f().g().h(xs...)
            (*T)(s).g()
        }
    ")), @"
    2:9 type S in f -> free
    3:9 read s in f -> parameter 2:6
    3:11 read <this>.f in f
    4:11 read S in f -> free
    4:14 read S.f in f
    5:4 call handle(3) in f -> free
    5:11 read s in f -> parameter 2:6
    5:13 read <this>.f in f
    5:16 read S in f -> free
    5:18 read S.f in f
    5:21 read h in f -> local 3:4
    6:10 read s in f -> parameter 2:6
    6:12 read <this>.mu in f
    6:15 call <this>.mu.Unlock(0) in f
    7:4 read s in f -> parameter 2:6
    7:6 read <this>.next in f
    7:11 write <this>.next.count in f
    7:20 call len(1) in f -> free
    7:24 read s in f -> parameter 2:6
    7:26 read <this>.items in f
    8:4 read s in f -> parameter 2:6
    8:6 call <this>.f(0) in f
    8:10 call <this>.f(0).g(0) in f
    8:14 call <this>.f(0).g(0).h(*) in f
    8:16 read xs in f -> free
    9:6 call T(1) in f -> free
    9:9 read s in f -> parameter 2:6
    9:12 call T(1).g(0) in f
    ");
}
