//! Go, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn a_package_is_its_folder() {
    assert_snapshot!(edges(&[
        ("store/store.go", "
            package store

            type Store struct{ items []Item }
            type Item struct{ Price int }

            func New() *Store { return &Store{} }
            func (s *Store) Get(key string) *Item { return s.find(key) }
        "),
        ("store/find.go", "
            package store

            func (s *Store) find(key string) *Item { return &s.items[0] }
            func helper() { New().Get(\"a\") }
        "),
        ("cmd/main.go", "
            package main

            import (
                \"fmt\"
                st \"example.com/shop/store\"
                . \"example.com/shop/prices\"
                _ \"example.com/shop/store\"
            )

            func main() {
                s := st.New()
                item := s.Get(\"a\")
                fmt.Println(item.Price)
                var other st.Store
                other.Get(\"b\")
                Of(item)
                helper()
            }
        "),
        ("prices/prices.go", "
            package prices

            import \"example.com/shop/store\"

            func Of(item *store.Item) int { return item.Price }
        "),
    ]), @r"
    cmd/main.go:11 main st -> store/find.go (import)
    cmd/main.go:11 main New -> store/store.go:6 New (import)
    cmd/main.go:12 main Get -> store/store.go:7 Store.Get (receiver_type)
    cmd/main.go:13 main fmt -> external fmt
    cmd/main.go:13 main Println -> external fmt Println
    cmd/main.go:13 main Price -> store/store.go:4 Item.Price (receiver_type)
    cmd/main.go:14 main st -> store/find.go (import)
    cmd/main.go:14 main Store -> store/store.go:3 Store (import)
    cmd/main.go:15 main Get -> store/store.go:7 Store.Get (receiver_type)
    cmd/main.go:16 main Of -> prices/prices.go:5 Of (wildcard)
    cmd/main.go:17 main helper -> ?
    prices/prices.go:5 Of store -> store/find.go (import)
    prices/prices.go:5 Of Item -> store/store.go:4 Item (import)
    prices/prices.go:5 Of Price -> store/store.go:4 Item.Price (receiver_type)
    store/find.go:3 Store.find Store -> store/store.go:3 Store (same_package)
    store/find.go:3 Store.find Item -> store/store.go:4 Item (same_package)
    store/find.go:3 Store.find items -> store/store.go:3 Store.items (same_class)
    store/find.go:4 helper New -> store/store.go:6 New (same_package)
    store/find.go:4 helper Get -> store/store.go:7 Store.Get (receiver_type)
    store/store.go:3 Store Item -> store/store.go:4 Item (same_file)
    store/store.go:6 New Store -> store/store.go:3 Store (same_file)
    store/store.go:6 New Store -> store/store.go:3 Store (same_file)
    store/store.go:7 Store.Get Store -> store/store.go:3 Store (same_file)
    store/store.go:7 Store.Get Item -> store/store.go:4 Item (same_file)
    store/store.go:7 Store.Get find -> store/find.go:3 Store.find (same_class)
    ");
}

#[test]
fn methods_come_by_embedding_and_the_shallow_one_wins() {
    assert_snapshot!(edges(&[
        ("a.go", "
            package a

            type Deep struct{}
            func (Deep) Run() {}
            func (Deep) Log() {}

            type Left struct{ Deep }
            type Right struct{}
            func (*Right) Run() {}

            type Both struct {
                Left
                *Right
                named Deep
            }

            type Runner interface { Run() }
            type Closer interface {
                Runner
                Close()
            }

            func main(both Both, closer Closer) {
                both.Run()
                both.Log()
                both.named.Run()
                both.Left.Log()
                closer.Run()
                closer.Close()
            }
        "),
    ]), @r"
    a.go:4 Deep.Run Deep -> a.go:3 Deep (same_file)
    a.go:5 Deep.Log Deep -> a.go:3 Deep (same_file)
    a.go:7 Left Deep -> a.go:3 Deep (same_file)
    a.go:9 Right.Run Right -> a.go:8 Right (same_file)
    a.go:12 Both Left -> a.go:7 Left (same_file)
    a.go:13 Both Right -> a.go:8 Right (same_file)
    a.go:14 Both Deep -> a.go:3 Deep (same_file)
    a.go:19 Closer Runner -> a.go:17 Runner (same_file)
    a.go:23 main Both -> a.go:11 Both (same_file)
    a.go:23 main Closer -> a.go:18 Closer (same_file)
    a.go:24 main Run -> a.go:9 Right.Run (inherited)
    a.go:25 main Log -> a.go:5 Deep.Log (inherited)
    a.go:26 main named -> a.go:14 Both.named (receiver_type)
    a.go:26 main Run -> a.go:4 Deep.Run (receiver_type)
    a.go:27 main Left -> a.go:12 Both.Left (receiver_type)
    a.go:27 main Log -> a.go:5 Deep.Log (inherited)
    a.go:28 main Run -> a.go:17 Runner.Run (inherited)
    a.go:29 main Close -> a.go:20 Closer.Close (receiver_type)
    ");
}

#[test]
fn a_type_made_of_another_has_its_fields_and_own_methods() {
    assert_snapshot!(edges(&[
        ("a.go", "
            package a

            type T struct{ count int }
            func (T) Run() {}

            type Made T
            func (m Made) Go() { m.count++ }

            type Alias = T

            type List []T
            func (l List) First() T { return l[0] }

            type Handler func(T) T

            func main(made Made, alias Alias, list List, handler Handler) {
                made.Go()
                made.count = 1
                alias.Run()
                alias.count = 2
                list.First().Run()
                for _, t := range list {
                    t.Run()
                }
                Made(T{}).Go()
                handler(T{})
            }
        "),
    ]), @r"
    a.go:4 T.Run T -> a.go:3 T (same_file)
    a.go:6 Made T -> a.go:3 T (same_file)
    a.go:7 Made.Go Made -> a.go:6 Made (same_file)
    a.go:7 Made.Go count -> a.go:3 T.count (inherited)
    a.go:9 Alias T -> a.go:3 T (same_file)
    a.go:11 List T -> a.go:3 T (same_file)
    a.go:12 List.First List -> a.go:11 List (same_file)
    a.go:12 List.First T -> a.go:3 T (same_file)
    a.go:14 Handler T -> a.go:3 T (same_file)
    a.go:14 Handler T -> a.go:3 T (same_file)
    a.go:16 main Made -> a.go:6 Made (same_file)
    a.go:16 main Alias -> a.go:9 Alias (same_file)
    a.go:16 main List -> a.go:11 List (same_file)
    a.go:16 main Handler -> a.go:14 Handler (same_file)
    a.go:17 main Go -> a.go:7 Made.Go (receiver_type)
    a.go:18 main count -> a.go:3 T.count (inherited)
    a.go:19 main Run -> a.go:4 T.Run (receiver_type)
    a.go:20 main count -> a.go:3 T.count (receiver_type)
    a.go:21 main First -> a.go:12 List.First (receiver_type)
    a.go:21 main Run -> a.go:4 T.Run (receiver_type)
    a.go:23 main Run -> a.go:4 T.Run (receiver_type)
    a.go:25 main Made -> a.go:6 Made (same_file)
    a.go:25 main T -> a.go:3 T (same_file)
    a.go:25 main Go -> a.go:7 Made.Go (receiver_type)
    a.go:26 main T -> a.go:3 T (same_file)
    ");
}

#[test]
fn values_have_the_types_that_the_text_tells() {
    assert_snapshot!(edges(&[
        ("a.go", "
            package a

            type Store struct{ next *Store; byName map[string]*Store; all []Store }
            func (s *Store) Save() error { return nil }
            func open(name string) (*Store, error) { return nil, nil }

            var global = &Store{}

            func main(any interface{}) {
                s, err := open(\"a\")
                s.Save()
                s.next.next.Save()
                s.byName[\"a\"].Save()
                for _, one := range s.all {
                    one.Save()
                }
                global.Save()
                if typed, ok := any.(*Store); ok {
                    typed.Save()
                }
                switch v := any.(type) {
                case *Store:
                    v.Save()
                }
                func() { s.Save() }()
                _ = err
            }
        "),
    ]), @r"
    a.go:3 Store Store -> a.go:3 Store (same_file)
    a.go:3 Store Store -> a.go:3 Store (same_file)
    a.go:3 Store Store -> a.go:3 Store (same_file)
    a.go:4 Store.Save Store -> a.go:3 Store (same_file)
    a.go:5 open Store -> a.go:3 Store (same_file)
    a.go:7 global Store -> a.go:3 Store (same_file)
    a.go:10 main open -> a.go:5 open (same_file)
    a.go:11 main Save -> a.go:4 Store.Save (receiver_type)
    a.go:12 main next -> a.go:3 Store.next (receiver_type)
    a.go:12 main next -> a.go:3 Store.next (receiver_type)
    a.go:12 main Save -> a.go:4 Store.Save (receiver_type)
    a.go:13 main byName -> a.go:3 Store.byName (receiver_type)
    a.go:13 main Save -> a.go:4 Store.Save (receiver_type)
    a.go:14 main all -> a.go:3 Store.all (receiver_type)
    a.go:15 main Save -> a.go:4 Store.Save (receiver_type)
    a.go:17 main global -> a.go:7 global (same_file)
    a.go:17 main Save -> a.go:4 Store.Save (receiver_type)
    a.go:18 main Store -> a.go:3 Store (same_file)
    a.go:19 main Save -> a.go:4 Store.Save (receiver_type)
    a.go:22 main Store -> a.go:3 Store (same_file)
    a.go:23 main Save -> a.go:4 Store.Save (receiver_type)
    a.go:25 main Save -> a.go:4 Store.Save (receiver_type)
    ");
}

#[test]
fn common_names_shadows_and_outside_make_no_edge() {
    assert_snapshot!(edges(&[
        ("lib/lib.go", "
            package lib

            type Cache struct{}
            func (Cache) Get() {}
            func (Cache) Save() {}
            type Model struct{}
            func (Model) Get() {}
            func Run() {}
            func Errorf() {}
        "),
        ("app/app.go", "
            package app

            import (
                \"errors\"
                \"github.com/pkg/lib\"
                \"log\"
            )

            func Run() {}
            func get() {}

            func main(thing interface{ Save() }, other any, get func()) {
                thing.Save()
                other.Get()
                get()
                lib.Run()
                errors.New(\"a\")
                log.Println()
                Errorf()
                lib := Model{}
                lib.Get()
                len := func() {}
                len()
            }
        "),
        ("app/lib.py", "
            def Errorf(): ...
            class Model: ...
        "),
    ]), @r"
    app/app.go:13 main Save -> perhaps lib/lib.go:5 Cache.Save
    app/app.go:16 main lib -> external github.com/pkg/lib
    app/app.go:16 main Run -> external github.com/pkg/lib Run
    app/app.go:17 main errors -> external errors
    app/app.go:17 main New -> external errors New
    app/app.go:18 main log -> external log
    app/app.go:18 main Println -> external log Println
    app/app.go:19 main Errorf -> ?
    app/app.go:20 main Model -> ?
    app/app.go:21 main Get -> perhaps lib/lib.go:4 Cache.Get, lib/lib.go:7 Model.Get
    lib/lib.go:4 Cache.Get Cache -> lib/lib.go:3 Cache (same_file)
    lib/lib.go:5 Cache.Save Cache -> lib/lib.go:3 Cache (same_file)
    lib/lib.go:7 Model.Get Model -> lib/lib.go:6 Model (same_file)
    ");
}

#[test]
fn a_test_sees_its_package_and_is_not_seen() {
    assert_snapshot!(edges(&[
        ("store/store.go", "
            package store

            func New() {}
            func use() { fake() }
        "),
        ("store/store_test.go", "
            package store

            func fake() {}
            func TestNew() { New(); fake() }
        "),
        ("store/outside_test.go", "
            package store_test

            import \"example.com/shop/store\"

            func TestOutside() { store.New(); fake() }
        "),
    ]), @r"
    store/outside_test.go:5 TestOutside store -> store/store.go (import)
    store/outside_test.go:5 TestOutside New -> store/store.go:3 New (import)
    store/outside_test.go:5 TestOutside fake -> ?
    store/store.go:4 use fake -> ?
    store/store_test.go:4 TestNew New -> store/store.go:3 New (same_package)
    store/store_test.go:4 TestNew fake -> store/store_test.go:3 fake (same_file)
    ");
}
