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

#[test]
fn what_is_given_back_without_annotation_has_the_type_of_what_stands_there() {
    assert_snapshot!(edges(&[
        ("lib.py", "
            class Store:
                def save(self): ...
                def same(self): return self
                @classmethod
                def of(cls): return cls()

            class Disk(Store):
                def save(self): ...

            def open(): return Store()
            def either(x):
                if x: return Store()
                return Disk()
            def perhaps(x):
                if x: return None
                return Store()
            def many():
                yield Store()
            def outer():
                def inner(): return Store()
                return inner
            @veiled
            def other(): return Store()
            async def later(): return Store()
        "),
        ("app.py", "
            import lib

            async def main():
                lib.open().save()
                lib.either(1).save()
                lib.perhaps(1).save()
                lib.many().save()
                lib.outer().save()
                lib.other().save()
                lib.Disk().same().save()
                lib.Disk.of().save()
                (await lib.later()).save()
        "),
    ]), @r"
    app.py:4 main lib -> lib.py (import)
    app.py:4 main open -> lib.py:10 open (import)
    app.py:4 main save -> lib.py:2 Store.save (receiver_type)
    app.py:5 main lib -> lib.py (import)
    app.py:5 main either -> lib.py:11 either (import)
    app.py:5 main save -> perhaps lib.py:2 Store.save, lib.py:8 Disk.save
    app.py:6 main lib -> lib.py (import)
    app.py:6 main perhaps -> lib.py:14 perhaps (import)
    app.py:6 main save -> lib.py:2 Store.save (receiver_type)
    app.py:7 main lib -> lib.py (import)
    app.py:7 main many -> lib.py:17 many (import)
    app.py:7 main save -> perhaps lib.py:2 Store.save, lib.py:8 Disk.save
    app.py:8 main lib -> lib.py (import)
    app.py:8 main outer -> lib.py:19 outer (import)
    app.py:8 main save -> perhaps lib.py:2 Store.save, lib.py:8 Disk.save
    app.py:9 main lib -> lib.py (import)
    app.py:9 main other -> lib.py:23 other (import)
    app.py:9 main save -> perhaps lib.py:2 Store.save, lib.py:8 Disk.save
    app.py:10 main lib -> lib.py (import)
    app.py:10 main Disk -> lib.py:7 Disk (import)
    app.py:10 main same -> lib.py:3 Store.same (inherited)
    app.py:10 main save -> lib.py:8 Disk.save (receiver_type)
    app.py:11 main lib -> lib.py (import)
    app.py:11 main Disk -> lib.py:7 Disk (import)
    app.py:11 main of -> lib.py:5 Store.of (inherited)
    app.py:11 main save -> perhaps lib.py:2 Store.save, lib.py:8 Disk.save
    app.py:12 main lib -> lib.py (import)
    app.py:12 main later -> lib.py:24 later (import)
    app.py:12 main save -> lib.py:2 Store.save (receiver_type)
    lib.py:7 Disk Store -> lib.py:1 Store (same_file)
    lib.py:10 open Store -> lib.py:1 Store (same_file)
    lib.py:12 either Store -> lib.py:1 Store (same_file)
    lib.py:13 either Disk -> lib.py:7 Disk (same_file)
    lib.py:16 perhaps Store -> lib.py:1 Store (same_file)
    lib.py:18 many Store -> lib.py:1 Store (same_file)
    lib.py:20 outer.inner Store -> lib.py:1 Store (same_file)
    lib.py:21 outer inner -> lib.py:20 outer.inner (same_file)
    lib.py:22 other veiled -> ?
    lib.py:23 other Store -> lib.py:1 Store (same_file)
    lib.py:24 later Store -> lib.py:1 Store (same_file)
    ");
}

#[test]
fn fixtures_are_given_by_name_from_the_nearest_place() {
    assert_snapshot!(edges(&[
        ("shop.py", "
            class Client:
                def get(self): ...
            class App:
                def route(self): ...
                def client(self) -> Client: ...
        "),
        ("tests/conftest.py", "
            import pytest
            from shop import App
            from shared import brought

            @pytest.fixture
            def app():
                app = App()
                yield app

            @pytest.fixture(name='renamed')
            def _renamed(): return App()

            def plain(): return App()
        "),
        ("shared.py", "
            from pytest import fixture
            from shop import App

            @fixture
            def brought(): return App()
        "),
        ("tests/unit/conftest.py", "
            import pytest

            @pytest.fixture
            def client(app): return app.client()
        "),
        ("tests/unit/test_app.py", "
            import pytest
            from shop import Client

            def test_all(app, client, brought, renamed, plain, missing):
                app.route()
                client.get()
                brought.route()
                renamed.route()
                plain.route()
                missing.route()

            def helper(app): app.route()

            @pytest.mark.parametrize('app, x', [(1, 2)])
            def test_given(app, x, client):
                app.route()
                client.get()

            class TestOwn:
                @pytest.fixture
                def app(self, app): return Client()

                def test_it(self, app): app.get()

            def test_inner(app):
                def view(client): client.get()
        "),
        ("tests/test_above.py", "
            def test_not_below(client): client.get()
        "),
        ("other/test_beside.py", "
            def test_not_beside(app): app.route()
        "),
    ]), @r"
    other/test_beside.py:1 test_not_beside route -> perhaps shop.py:4 App.route
    shared.py:4 brought fixture -> external pytest fixture
    shared.py:5 brought App -> shop.py:3 App (import)
    shop.py:5 App.client Client -> shop.py:1 Client (same_file)
    tests/conftest.py:5 app pytest -> external pytest
    tests/conftest.py:5 app fixture -> external pytest fixture
    tests/conftest.py:7 app App -> shop.py:3 App (import)
    tests/conftest.py:10 _renamed pytest -> external pytest
    tests/conftest.py:10 _renamed fixture -> external pytest fixture
    tests/conftest.py:10 _renamed name -> ?
    tests/conftest.py:11 _renamed App -> shop.py:3 App (import)
    tests/conftest.py:13 plain App -> shop.py:3 App (import)
    tests/test_above.py:1 test_not_below get -> perhaps shop.py:2 Client.get
    tests/unit/conftest.py:3 client pytest -> external pytest
    tests/unit/conftest.py:3 client fixture -> external pytest fixture
    tests/unit/conftest.py:4 client client -> shop.py:5 App.client (receiver_type)
    tests/unit/test_app.py:5 test_all route -> shop.py:4 App.route (receiver_type)
    tests/unit/test_app.py:6 test_all get -> shop.py:2 Client.get (receiver_type)
    tests/unit/test_app.py:7 test_all route -> shop.py:4 App.route (receiver_type)
    tests/unit/test_app.py:8 test_all route -> perhaps shop.py:4 App.route
    tests/unit/test_app.py:9 test_all route -> perhaps shop.py:4 App.route
    tests/unit/test_app.py:10 test_all route -> perhaps shop.py:4 App.route
    tests/unit/test_app.py:12 helper route -> perhaps shop.py:4 App.route
    tests/unit/test_app.py:14 test_given pytest -> external pytest
    tests/unit/test_app.py:14 test_given mark -> external pytest mark
    tests/unit/test_app.py:14 test_given parametrize -> external pytest mark.parametrize
    tests/unit/test_app.py:16 test_given route -> perhaps shop.py:4 App.route
    tests/unit/test_app.py:17 test_given get -> shop.py:2 Client.get (receiver_type)
    tests/unit/test_app.py:20 TestOwn.app pytest -> external pytest
    tests/unit/test_app.py:20 TestOwn.app fixture -> external pytest fixture
    tests/unit/test_app.py:21 TestOwn.app Client -> shop.py:1 Client (import)
    tests/unit/test_app.py:23 TestOwn.test_it get -> shop.py:2 Client.get (receiver_type)
    tests/unit/test_app.py:26 test_inner.view get -> perhaps shop.py:2 Client.get
    ");
}

#[test]
fn names_of_arguments_mean_parameters_and_fields() {
    assert_snapshot!(edges(&[
        ("lib.py", "
            from dataclasses import dataclass

            def run(n, *rest, deep=False, **more): ...

            class Base:
                def __init__(self, size): ...
                def __call__(self, turn): ...

            class Sub(Base): ...

            @dataclass
            class Point(Base):
                x: int
                y: int = 0
                z = 1
        "),
        ("app.py", "
            from lib import run, Sub, Point
            from other import far

            run(n=1, deep=True, rest=2, more=3, other=lambda n: n)
            Sub(size=1)(turn=2)
            Point(x=1, y=2, z=3)
            far(n=1)
            sub = Sub(size=run(n=1))
            sub(turn=1)
            run(1)(n=1)

            class Own(Sub):
                def __init__(self):
                    super().__init__(size=1)
                @classmethod
                def make(cls):
                    return cls(size=1)
        "),
    ]), @r"
    app.py:4  run -> lib.py:3 run (import)
    app.py:4  n -> lib.py:3 run.n (receiver_type)
    app.py:4  deep -> lib.py:3 run.deep (receiver_type)
    app.py:4  rest -> ?
    app.py:4  more -> ?
    app.py:4  other -> ?
    app.py:5  Sub -> lib.py:9 Sub (import)
    app.py:5  size -> lib.py:6 Base.__init__.size (receiver_type)
    app.py:6  Point -> lib.py:12 Point (import)
    app.py:6  x -> lib.py:13 Point.x (receiver_type)
    app.py:6  y -> lib.py:14 Point.y (receiver_type)
    app.py:6  z -> ?
    app.py:7  far -> external other far
    app.py:7  n -> ?
    app.py:8  Sub -> lib.py:9 Sub (import)
    app.py:8  size -> lib.py:6 Base.__init__.size (receiver_type)
    app.py:8  run -> lib.py:3 run (import)
    app.py:8  n -> lib.py:3 run.n (receiver_type)
    app.py:9  sub -> app.py:8 sub (same_file)
    app.py:9  turn -> lib.py:7 Base.__call__.turn (receiver_type)
    app.py:10  run -> lib.py:3 run (import)
    app.py:12 Own Sub -> lib.py:9 Sub (import)
    app.py:14 Own.__init__ __init__ -> lib.py:6 Base.__init__ (inherited)
    app.py:14 Own.__init__ size -> lib.py:6 Base.__init__.size (receiver_type)
    app.py:17 Own.make size -> ?
    lib.py:9 Sub Base -> lib.py:5 Base (same_file)
    lib.py:11 Point dataclass -> external dataclasses dataclass
    lib.py:12 Point Base -> lib.py:5 Base (same_file)
    ");
}

#[test]
fn what_a_function_is_annotated_to_give_back_tells_the_type() {
    assert_snapshot!(edges(&[
        ("lib.py", "
            class Reply:
                def read(self): ...

            class Client:
                def get(self) -> Reply: ...
                async def later(self) -> 'Reply': ...
                def any(self) -> Any: ...
                def __enter__(self: T) -> T: ...
                @classmethod
                def make(cls) -> Self: ...
        "),
        ("app.py", "
            from lib import Client

            class Own(Client):
                def own(self): ...

            async def main():
                client = Client()
                client.get().read()
                (await client.later()).read()
                client.any().read()
                Own().__enter__().own()
                Own.make().own()
        "),
    ]), @r"
    app.py:3 Own Client -> lib.py:4 Client (import)
    app.py:7 main Client -> lib.py:4 Client (import)
    app.py:8 main get -> lib.py:5 Client.get (receiver_type)
    app.py:8 main read -> lib.py:2 Reply.read (receiver_type)
    app.py:9 main later -> lib.py:6 Client.later (receiver_type)
    app.py:9 main read -> lib.py:2 Reply.read (receiver_type)
    app.py:10 main any -> lib.py:7 Client.any (receiver_type)
    app.py:10 main read -> perhaps lib.py:2 Reply.read
    app.py:11 main Own -> app.py:3 Own (same_file)
    app.py:11 main __enter__ -> lib.py:8 Client.__enter__ (inherited)
    app.py:11 main own -> app.py:4 Own.own (receiver_type)
    app.py:12 main Own -> app.py:3 Own (same_file)
    app.py:12 main make -> lib.py:10 Client.make (inherited)
    app.py:12 main own -> app.py:4 Own.own (receiver_type)
    lib.py:5 Client.get Reply -> lib.py:1 Reply (same_file)
    lib.py:6 Client.later Reply -> lib.py:1 Reply (same_file)
    lib.py:7 Client.any Any -> ?
    lib.py:8 Client.__enter__ T -> ?
    lib.py:8 Client.__enter__ T -> ?
    lib.py:10 Client.make Self -> ?
    ");
}

#[test]
fn loops_over_containers_give_what_they_are_of() {
    assert_snapshot!(edges(&[
        ("lib.py", "
            class Item:
                def run(self): ...

            class Store:
                items: list[Item]
                by_name: dict[str, 'Item']
                pair: tuple[Item, int]
                def all(self) -> Iterator[Item]: ...
        "),
        ("app.py", "
            from lib import Store

            def main(store: Store):
                for item in store.items:
                    item.run()
                for item in store.all():
                    item.run()
                [item.run() for item in store.by_name.values()]
                [key.run() for key in store.by_name]
                for part in store.pair:
                    part.run()
                items = store.items
                for own in items:
                    own.run()
        "),
    ]), @r"
    app.py:3 main Store -> lib.py:4 Store (import)
    app.py:4 main items -> lib.py:5 Store.items (receiver_type)
    app.py:5 main run -> perhaps lib.py:2 Item.run
    app.py:6 main all -> lib.py:8 Store.all (receiver_type)
    app.py:7 main run -> perhaps lib.py:2 Item.run
    app.py:8 main run -> lib.py:2 Item.run (receiver_type)
    app.py:8 main by_name -> lib.py:6 Store.by_name (receiver_type)
    app.py:9 main by_name -> lib.py:6 Store.by_name (receiver_type)
    app.py:10 main pair -> lib.py:7 Store.pair (receiver_type)
    app.py:11 main run -> perhaps lib.py:2 Item.run
    app.py:12 main items -> lib.py:5 Store.items (receiver_type)
    app.py:14 main run -> lib.py:2 Item.run (receiver_type)
    lib.py:5 Store Item -> lib.py:1 Item (same_file)
    lib.py:6 Store Item -> lib.py:1 Item (same_file)
    lib.py:7 Store Item -> lib.py:1 Item (same_file)
    lib.py:8 Store.all Iterator -> ?
    lib.py:8 Store.all Item -> lib.py:1 Item (same_file)
    ");
}

#[test]
fn what_a_test_expects_to_be_raised_is_the_value_of_its_context() {
    assert_snapshot!(edges(&[
        ("lib.py", "
            class Wrong(Exception):
                def told(self): ...
        "),
        ("tests/test_lib.py", "
            import pytest
            from lib import Wrong

            def test_it(thing):
                with pytest.raises(Wrong) as error:
                    pass
                error.value.told()
                error.other.told()
                with pytest.warns(Wrong) as warning:
                    pass
                warning.value.told()
                thing.value.told()
        "),
    ]), @r"
    tests/test_lib.py:5 test_it pytest -> external pytest
    tests/test_lib.py:5 test_it raises -> external pytest raises
    tests/test_lib.py:5 test_it Wrong -> lib.py:1 Wrong (import)
    tests/test_lib.py:7 test_it value -> ?
    tests/test_lib.py:7 test_it told -> lib.py:2 Wrong.told (receiver_type)
    tests/test_lib.py:8 test_it other -> ?
    tests/test_lib.py:8 test_it told -> ?
    tests/test_lib.py:9 test_it pytest -> external pytest
    tests/test_lib.py:9 test_it warns -> external pytest warns
    tests/test_lib.py:9 test_it Wrong -> lib.py:1 Wrong (import)
    tests/test_lib.py:11 test_it value -> ?
    tests/test_lib.py:11 test_it told -> ?
    tests/test_lib.py:12 test_it value -> ?
    tests/test_lib.py:12 test_it told -> perhaps lib.py:2 Wrong.told
    ");
}
