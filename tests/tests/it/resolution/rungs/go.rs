//! Go.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("go.mod", "
        module example.com/shop
    "),
    ("store/store.go", "
        package store

        type Base struct{}
        func (b *Base) Close() {}

        type Item struct{ Price int }
        type Store struct {
            Base
            Items []Item
        }
        func (s *Store) Save() {}
        func Open() *Store { return nil }
    "),
    ("prices/prices.go", "
        package prices

        func Of() {}
    "),
    ("app/beside.go", "
        package app

        func beside() {}
    "),
    ("app/app.go", r#"
        package app

        import (
            . "example.com/shop/prices"
            "example.com/shop/store"
            again "example.com/shop/store"
        )

        type Saver interface{ Save() }
        type Desk struct {
            store.Base
            kept *store.Store
        }

        func helper() {}
        func (d *Desk) own() {}

        func (d *Desk) run(given *store.Store) {
            count := 1
            print(count) //: local
            helper() //: file
            d.own() //: own
            d.Close() //: inherited
            store.Open() //: import
            again.Open() //: renamed
            Of() //: wildcard
            beside() //: package
            _ = (*store.Store).Save //: of a type
            given.Save() //: annotated
            fresh := store.Store{}
            fresh.Save() //: made
            d.kept.Save() //: field
            store.Open().Save() //: returned
            for _, one := range given.Items {
                print(one.Price) //: element
            }
            given.Close() //: inherited by a value
        }

        func bounded[T Saver](one T) {
            one.Save() //: bound
        }
    "#),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("go.mod", "
        module example.com/shop
    "),
    ("lib/lib.go", "
        package lib

        type Cache struct{}
        func (Cache) get() {}
        func (Cache) Get() {}
        func (Cache) Save() {}
        func (Cache) Log() {}
        func (Cache) Run() {}
        func Errorf() {}
    "),
    ("lib.py", "
        def far(): ...
    "),
    ("app/fake_test.go", "
        package app

        func fake() {}
        type FakeCache struct{}
        func (FakeCache) Get() {}
    "),
    ("app/app.go", r#"
        package app

        import (
            "github.com/pkg/lib"
            "log"
        )

        func run() {}

        func main(run func()) {
            thing := find()
            thing.Get() //: common
            thing.Save() //: common
            thing.Log() //: common
            thing.First().Run() //: common
            run() //: shadowed
            lib.Errorf() //: blocked
            log.Errorf() //: blocked
            Errorf() //: unseen
            far() //: family
            thing.far() //: family
            fake() //: double
            thing.Get() //: double
        }
    "#),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    local                app/app.go:20 print -> of the language
    local                app/app.go:20 count -> app/app.go:19 Desk.run.count [local 100 read]
    file                 app/app.go:21 helper -> app/app.go:15 helper [same_file 100 call]
    own                  app/app.go:22 own -> app/app.go:16 Desk.own [same_class 95 call]
    inherited            app/app.go:23 Close -> store/store.go:4 Base.Close [inherited 85 call]
    import               app/app.go:24 store -> store/store.go (import)
    import               app/app.go:24 Open -> store/store.go:12 Open [import 95 call]
    renamed              app/app.go:25 again -> store/store.go (import)
    renamed              app/app.go:25 Open -> store/store.go:12 Open [import 95 call]
    wildcard             app/app.go:26 Of -> prices/prices.go:3 Of [wildcard 80 call]
    package              app/app.go:27 beside -> app/beside.go:3 beside [same_package 90 call]
    of a type            app/app.go:28 store -> store/store.go (import)
    of a type            app/app.go:28 Store -> store/store.go:7 Store [import 95 read]
    of a type            app/app.go:28 Save -> store/store.go:11 Store.Save [receiver_type 90 read]
    annotated            app/app.go:29 Save -> store/store.go:11 Store.Save [receiver_type 90 call]
    made                 app/app.go:31 Save -> store/store.go:11 Store.Save [receiver_type 90 call]
    field                app/app.go:32 kept -> app/app.go:12 Desk.kept [same_class 95 read]
    field                app/app.go:32 Save -> store/store.go:11 Store.Save [receiver_type 90 call]
    returned             app/app.go:33 store -> store/store.go (import)
    returned             app/app.go:33 Open -> store/store.go:12 Open [import 95 call]
    returned             app/app.go:33 Save -> store/store.go:11 Store.Save [receiver_type 90 call]
    element              app/app.go:35 print -> of the language
    element              app/app.go:35 Price -> store/store.go:6 Item.Price [receiver_type 90 read]
    inherited by a value app/app.go:37 Close -> store/store.go:4 Base.Close [inherited 85 call]
    bound                app/app.go:41 Save -> app/app.go:9 Saver.Save [receiver_type 90 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               app/app.go:12 Get -> perhaps lib/lib.go:5 Cache.Get
    common               app/app.go:13 Save -> perhaps lib/lib.go:6 Cache.Save
    common               app/app.go:14 Log -> perhaps lib/lib.go:7 Cache.Log
    common               app/app.go:15 First -> ?
    common               app/app.go:15 Run -> perhaps lib/lib.go:8 Cache.Run
    shadowed             app/app.go:16 run -> app/app.go:10 main.run [local 100 call]
    blocked              app/app.go:17 lib -> external github.com/pkg/lib
    blocked              app/app.go:17 Errorf -> external github.com/pkg/lib Errorf
    blocked              app/app.go:18 log -> external log
    blocked              app/app.go:18 Errorf -> external log Errorf
    unseen               app/app.go:19 Errorf -> ?
    family               app/app.go:20 far -> ?
    family               app/app.go:21 far -> ?
    double               app/app.go:22 fake -> ?
    double               app/app.go:23 Get -> perhaps lib/lib.go:5 Cache.Get
    ");
}
