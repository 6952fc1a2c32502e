//! Python.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("shop/__init__.py", "
        from .store import opened as passed
    "),
    ("shop/store.py", "
        class Base:
            def close(self): ...

        class Store(Base):
            def __init__(self): ...
            def save(self): ...
            @staticmethod
            def shared(): ...

        def opened() -> Store: ...
    "),
    ("shop/names.py", "
        def wild(): ...
    "),
    ("app.py", "
        import shop.store
        from shop import passed
        from shop.names import *
        from shop.store import Store, opened
        from shop.store import opened as begun

        def helper(): ...

        class Desk(Store):
            kept: Store

            def __init__(self):
                self.made = Store()  #: constructor

            def run(self, given: Store, many: list[Store]):
                count = 1
                print(count)  #: local
                helper()  #: file
                self.own()  #: own
                self.close()  #: inherited
                super().save()  #: above
                opened()  #: import
                shop.store.opened()  #: import
                begun()  #: renamed
                passed()  #: passed on
                wild()  #: wildcard
                Store.shared()  #: of a type
                given.save()  #: annotated
                fresh = Store()
                fresh.save()  #: made
                self.made.save()  #: field
                self.kept.save()  #: field
                opened().save()  #: returned
                for one in many:
                    one.save()  #: element
                given.close()  #: inherited by a value

            def own(self): ...
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("lib.py", "
        def run(): ...
        def log(): ...
        class Cache:
            def get(self): ...
            def save(self): ...
            def log(self): ...
            def run(self): ...
    "),
    ("lib.go", "
        package lib
        func far() {}
    "),
    ("tests/fakes.py", "
        class FakeCache:
            def get(self): ...
    "),
    ("app.py", "
        import requests
        from lib import run
        from requests import get

        def get_all(thing, run):
            thing.get()  #: common
            thing.save()  #: common
            thing.log()  #: common
            thing.first().run()  #: common
            run()  #: shadowed
            get()  #: blocked
            requests.get()  #: blocked
            log()  #: unseen
            far()  #: family
            thing.far()  #: family
            thing.get()  #: double
    "),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    constructor          app.py:13 Store -> shop/store.py:4 Store [import 95 call]
    constructor          app.py:13 Store -> shop/store.py:5 Store.__init__ [import 95 call beside]
    local                app.py:17 print -> of the language
    local                app.py:17 count -> app.py:16 Desk.run.count [local 100 read]
    file                 app.py:18 helper -> app.py:7 helper [same_file 100 call]
    own                  app.py:19 own -> app.py:38 Desk.own [same_class 95 call]
    inherited            app.py:20 close -> shop/store.py:2 Base.close [inherited 85 call]
    above                app.py:21 super -> of the language
    above                app.py:21 save -> shop/store.py:6 Store.save [inherited 85 call]
    import               app.py:22 opened -> shop/store.py:10 opened [import 95 call]
    import               app.py:23 shop -> shop/__init__.py (import)
    import               app.py:23 store -> shop/store.py (import)
    import               app.py:23 opened -> shop/store.py:10 opened [import 95 call]
    renamed              app.py:24 begun -> shop/store.py:10 opened [import 95 call]
    passed on            app.py:25 passed -> shop/store.py:10 opened [import 95 call]
    wildcard             app.py:26 wild -> shop/names.py:1 wild [wildcard 80 call]
    of a type            app.py:27 Store -> shop/store.py:4 Store [import 95 read]
    of a type            app.py:27 shared -> shop/store.py:8 Store.shared [receiver_type 90 call]
    annotated            app.py:28 save -> shop/store.py:6 Store.save [receiver_type 90 call]
    made                 app.py:30 save -> shop/store.py:6 Store.save [receiver_type 90 call]
    field                app.py:31 made -> app.py:13 Desk.made [same_class 95 read]
    field                app.py:31 save -> shop/store.py:6 Store.save [receiver_type 90 call]
    field                app.py:32 kept -> app.py:10 Desk.kept [same_class 95 read]
    field                app.py:32 save -> shop/store.py:6 Store.save [receiver_type 90 call]
    returned             app.py:33 opened -> shop/store.py:10 opened [import 95 call]
    returned             app.py:33 save -> shop/store.py:6 Store.save [receiver_type 90 call]
    element              app.py:35 save -> shop/store.py:6 Store.save [receiver_type 90 call]
    inherited by a value app.py:36 close -> shop/store.py:2 Base.close [inherited 85 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               app.py:6 get -> perhaps lib.py:4 Cache.get
    common               app.py:7 save -> perhaps lib.py:5 Cache.save
    common               app.py:8 log -> perhaps lib.py:6 Cache.log
    common               app.py:9 first -> ?
    common               app.py:9 run -> perhaps lib.py:7 Cache.run
    shadowed             app.py:10 run -> app.py:5 get_all.run [local 100 call]
    blocked              app.py:11 get -> external requests get
    blocked              app.py:12 requests -> external requests
    blocked              app.py:12 get -> external requests get
    unseen               app.py:13 log -> ?
    family               app.py:14 far -> ?
    family               app.py:15 far -> ?
    double               app.py:16 get -> perhaps lib.py:4 Cache.get
    ");
}
