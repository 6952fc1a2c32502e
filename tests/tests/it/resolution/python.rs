//! Python, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn self_and_super_go_up_to_the_base_of_another_file() {
    assert_snapshot!(edges(&[
        ("lib.py", "
            class Base:
                def run(self): ...
                def get(self): ...
        "),
        ("app.py", "
            from lib import Base as Above

            class Sub(Above):
                def run(self):
                    super().run()
                    self.get()
                    self.own()

                def own(self): ...
        "),
    ]), @r"
    app.py:3 Sub Above -> lib.py:1 Base (import)
    app.py:5 Sub.run run -> lib.py:2 Base.run (inherited)
    app.py:6 Sub.run get -> lib.py:3 Base.get (inherited)
    app.py:7 Sub.run own -> app.py:9 Sub.own (same_class)
    ");
}

#[test]
fn names_come_through_packages_and_wildcards() {
    assert_snapshot!(edges(&[
        ("src/shop/__init__.py", "
            from .orders import *
            from . import prices as money
        "),
        ("src/shop/orders.py", "
            __all__ = ['place']
            def place(): ...
            def save(): ...
        "),
        ("src/shop/prices.py", "
            def of(thing): ...
        "),
        ("tests/test_shop.py", "
            import shop
            import shop.orders
            from shop import *

            def test_place():
                shop.place()
                shop.orders.save()
                shop.money.of(1)
                place()
                save()
        "),
    ]), @r"
    tests/test_shop.py:6 test_place shop -> src/shop/__init__.py (import)
    tests/test_shop.py:6 test_place place -> src/shop/orders.py:2 place (import)
    tests/test_shop.py:7 test_place shop -> src/shop/__init__.py (import)
    tests/test_shop.py:7 test_place orders -> src/shop/orders.py (import)
    tests/test_shop.py:7 test_place save -> src/shop/orders.py:3 save (import)
    tests/test_shop.py:8 test_place shop -> src/shop/__init__.py (import)
    tests/test_shop.py:8 test_place money -> src/shop/prices.py (import)
    tests/test_shop.py:8 test_place of -> src/shop/prices.py:1 of (import)
    tests/test_shop.py:9 test_place place -> src/shop/orders.py:2 place (wildcard)
    tests/test_shop.py:10 test_place save -> ?
    ");
}

#[test]
fn an_import_from_outside_hides_namesakes() {
    assert_snapshot!(edges(&[
        ("tools.py", "
            def get(url): ...
            class Session:
                def get(self, url): ...
        "),
        ("app.py", "
            import requests
            from requests import get
            from requests.sessions import Session

            def fetch(session: Session):
                get('u')
                requests.get('u')
                session.get('u')
                requests.get('u').save()
        "),
    ]), @r"
    app.py:5 fetch Session -> external requests.sessions Session
    app.py:6 fetch get -> external requests get
    app.py:7 fetch requests -> external requests
    app.py:7 fetch get -> external requests get
    app.py:8 fetch get -> external requests.sessions Session.get
    app.py:9 fetch requests -> external requests
    app.py:9 fetch get -> external requests get
    app.py:9 fetch save -> ?
    ");
}

#[test]
fn receivers_have_the_types_that_the_text_tells() {
    assert_snapshot!(edges(&[
        ("store.py", "
            class Store:
                def save(self): ...
        "),
        ("app.py", "
            import store
            from store import Store

            class App:
                def __init__(self, given: Store):
                    self.made = Store()
                    self.given = given

                def close(self):
                    self.made.save()
                    self.given.save()

            def local():
                here = store.Store()
                here.save()
                Store().save()

            def unknown(thing):
                thing.save()
        "),
    ]), @r"
    app.py:5 App.__init__ Store -> store.py:1 Store (import)
    app.py:6 App.__init__ Store -> store.py:1 Store (import)
    app.py:10 App.close made -> app.py:6 App.made (same_class)
    app.py:10 App.close save -> store.py:2 Store.save (receiver_type)
    app.py:11 App.close given -> app.py:7 App.given (same_class)
    app.py:11 App.close save -> store.py:2 Store.save (receiver_type)
    app.py:14 local store -> store.py (import)
    app.py:14 local Store -> store.py:1 Store (import)
    app.py:15 local save -> store.py:2 Store.save (receiver_type)
    app.py:16 local Store -> store.py:1 Store (import)
    app.py:16 local save -> store.py:2 Store.save (receiver_type)
    app.py:19 unknown save -> perhaps store.py:2 Store.save
    ");
}

#[test]
fn common_names_and_shadowed_names_make_no_edge() {
    assert_snapshot!(edges(&[
        ("lib.py", "
            def run(): ...
            class Cache:
                def get(self): ...
            class Model:
                def get(self): ...
        "),
        ("app.py", "
            from lib import run

            def shadowed(run):
                run()

            def other(thing, kwargs):
                thing.get()
                kwargs.update()
                save()
        "),
        ("lib.go", "
            package lib
            func save() {}
        "),
    ]), @r"
    app.py:7 other get -> perhaps lib.py:3 Cache.get, lib.py:5 Model.get
    app.py:8 other update -> ?
    app.py:9 other save -> ?
    ");
}

#[test]
fn modules_that_import_each_other_in_a_circle_end() {
    assert_snapshot!(edges(&[
        ("a.py", "
            from b import *
            from b import lost
            def here(): there()
        "),
        ("b.py", "
            from a import *
            from a import lost
            def there(): here()
        "),
        ("c.py", "
            from a import lost, there
            lost()
            there()
        "),
    ]), @r"
    a.py:3 here there -> b.py:3 there (wildcard)
    b.py:3 there here -> a.py:3 here (wildcard)
    c.py:2  lost -> ?
    c.py:3  there -> b.py:3 there (import)
    ");
}
