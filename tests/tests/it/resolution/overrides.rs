//! Which method stands in for which, where several have one name.

use std::fmt::Write as _;

use graph::Tree;
use insta::assert_snapshot;

use super::{graph_of, place};

/// The methods that override another, a line each.
fn overrides(files: &[(&str, &str)]) -> String {
    let graph = graph_of(files);
    let mut told = String::new();
    for found in graph::overrides(&graph, &Tree::of(&graph)) {
        let (method, base) = (place(&graph, found.method), place(&graph, found.base));
        writeln!(told, "{method} overrides {base}").expect("a string takes all");
    }
    told
}

#[test]
fn an_overload_overrides_the_one_that_takes_the_same_types() {
    assert_snapshot!(overrides(&[("A.java", "
        class Item {}
        class Base {
            void put(int a) {}
            void put(String a) {}
            void put(Item a) {}
            void put(Item[] a) {}
            void put(Item a, int b) {}
            void only(int a) {}
        }
        class Sub extends Base {
            void put(Item a, int b) {}
            void put(Item[] a) {}
            void put(Item a) {}
            void put(String a) {}
            void put(int a) {}
            void only(Item a) {}
        }
        class Last extends Sub { void only(int a) {} }
    ")]), @"
    A.java:11 Sub.put overrides A.java:7 Base.put
    A.java:12 Sub.put overrides A.java:6 Base.put
    A.java:13 Sub.put overrides A.java:5 Base.put
    A.java:14 Sub.put overrides A.java:4 Base.put
    A.java:15 Sub.put overrides A.java:3 Base.put
    A.java:18 Last.only overrides A.java:8 Base.only
    ");
    assert_snapshot!(overrides(&[("a.cpp", "
        class Item {};
        class Base {
         public:
            virtual void put(int a);
            virtual void put(const Item &a);
        };
        class Sub : public Base {
         public:
            void put(const Item &a) override {}
            void put(int a) override {}
        };
    ")]), @"
    a.cpp:9 Sub.put overrides a.cpp:5 Base.put
    ");
    assert_snapshot!(overrides(&[("a.cs", "
        class Item { }
        class Base
        {
            public virtual void Put(int a) { }
            public virtual void Put(Item a) { }
        }
        class Sub : Base
        {
            public override void Put(Item a) { }
            public override void Put(int a) { }
        }
    ")]), @"
    a.cs:9 Sub.Put overrides a.cs:5 Base.Put
    a.cs:10 Sub.Put overrides a.cs:4 Base.Put
    ");
    assert_snapshot!(overrides(&[("a.kt", "
        class Item
        open class Base {
            open fun put(a: Int) {}
            open fun put(a: Item) {}
        }
        class Sub : Base() {
            override fun put(a: Item) {}
            override fun put(a: Int) {}
        }
    ")]), @"
    a.kt:7 Sub.put overrides a.kt:4 Base.put
    a.kt:8 Sub.put overrides a.kt:3 Base.put
    ");
}

#[test]
fn what_stands_for_other_types_takes_any() {
    assert_snapshot!(overrides(&[("A.java", "
        interface Handler<T> {
            void handle(T t);
            void both(T t);
            void both(String t);
        }
        class Item {}
        class Of implements Handler<Item> {
            public void handle(Item t) {}
            public void both(String t) {}
            public void both(Item t) {}
        }
    ")]), @"
    A.java:8 Of.handle overrides A.java:2 Handler.handle
    A.java:9 Of.both overrides A.java:4 Handler.both
    A.java:10 Of.both overrides A.java:3 Handler.both
    ");
}
