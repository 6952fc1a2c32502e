//! Rust, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn paths_go_through_modules_and_re_exports() {
    assert_snapshot!(edges(&[
        ("src/lib.rs", "
            mod orders;
            pub mod prices;
            pub use orders::{place as put, Order};
            pub use prices::*;

            pub fn top() {
                orders::place();
                crate::prices::of();
                self::prices::deep::under();
            }
        "),
        ("src/orders.rs", "
            use super::prices::{self, of};

            pub struct Order { pub id: u32 }
            impl Order {
                pub fn new() -> Self { Self { id: 1 } }
                pub fn save(&self) { Self::log(self.id); prices::of(); of(); super::top(); }
                fn log(id: u32) {}
            }
            pub fn place() {}
        "),
        ("src/prices/mod.rs", "
            pub mod deep;
            pub fn of() {}
        "),
        ("src/prices/deep.rs", "
            pub fn under() { super::of(); crate::put(); crate::of(); }
        "),
    ]), @r"
    src/lib.rs:7 top orders -> src/orders.rs (import)
    src/lib.rs:7 top place -> src/orders.rs:9 place (import)
    src/lib.rs:8 top crate -> src/lib.rs (same_package)
    src/lib.rs:8 top prices -> src/prices/mod.rs (import)
    src/lib.rs:8 top of -> src/prices/mod.rs:2 of (import)
    src/lib.rs:9 top self -> src/lib.rs (same_package)
    src/lib.rs:9 top prices -> src/prices/mod.rs (import)
    src/lib.rs:9 top deep -> src/prices/deep.rs (import)
    src/lib.rs:9 top under -> src/prices/deep.rs:1 under (import)
    src/orders.rs:4  Order -> src/orders.rs:3 Order (same_file)
    src/orders.rs:5 Order.new Self -> src/orders.rs:3 Order (same_class)
    src/orders.rs:5 Order.new Self -> src/orders.rs:3 Order (same_class)
    src/orders.rs:5 Order.new id -> src/orders.rs:3 Order.id (same_class)
    src/orders.rs:6 Order.save log -> src/orders.rs:7 Order.log (same_class)
    src/orders.rs:6 Order.save id -> src/orders.rs:3 Order.id (same_class)
    src/orders.rs:6 Order.save prices -> src/prices/mod.rs (import)
    src/orders.rs:6 Order.save of -> src/prices/mod.rs:2 of (import)
    src/orders.rs:6 Order.save of -> src/prices/mod.rs:2 of (import)
    src/orders.rs:6 Order.save super -> src/lib.rs (same_package)
    src/orders.rs:6 Order.save top -> src/lib.rs:6 top (import)
    src/prices/deep.rs:1 under super -> src/prices/mod.rs (same_package)
    src/prices/deep.rs:1 under of -> src/prices/mod.rs:2 of (import)
    src/prices/deep.rs:1 under crate -> src/lib.rs (same_package)
    src/prices/deep.rs:1 under put -> src/orders.rs:9 place (import)
    src/prices/deep.rs:1 under crate -> src/lib.rs (same_package)
    src/prices/deep.rs:1 under of -> src/prices/mod.rs:2 of (import)
    ");
}

#[test]
fn a_workspace_is_several_crates() {
    assert_snapshot!(edges(&[
        ("crates/core/src/lib.rs", "
            pub struct Engine;
            impl Engine { pub fn start(&self) {} }
            pub fn run() {}
        "),
        ("crates/app/src/main.rs", "
            use core_engine::run as other;
            use serde::Deserialize;
            mod run;

            fn main() {
                other();
                run::here();
                std::mem::swap();
            }
        "),
        ("crates/app/src/run.rs", "
            pub fn here() {}
        "),
        ("crates/named-thing/src/lib.rs", "
            pub fn go() {}
        "),
        ("crates/app/tests/it.rs", "
            use named_thing::go;

            #[test]
            fn works() { go(); named_thing::go(); }
        "),
    ]), @r"
    crates/app/src/main.rs:6 main other -> external core_engine run
    crates/app/src/main.rs:7 main run -> crates/app/src/run.rs (import)
    crates/app/src/main.rs:7 main here -> crates/app/src/run.rs:1 here (import)
    crates/app/src/main.rs:8 main std -> external std
    crates/app/src/main.rs:8 main mem -> external std mem
    crates/app/src/main.rs:8 main swap -> external std mem.swap
    crates/app/tests/it.rs:4 works go -> crates/named-thing/src/lib.rs:1 go (import)
    crates/app/tests/it.rs:4 works named_thing -> crates/named-thing/src/lib.rs (import)
    crates/app/tests/it.rs:4 works go -> crates/named-thing/src/lib.rs:1 go (import)
    crates/core/src/lib.rs:2  Engine -> crates/core/src/lib.rs:1 Engine (same_file)
    ");
}

#[test]
fn self_is_the_type_and_the_trait_gives_what_it_lacks() {
    assert_snapshot!(edges(&[
        ("src/lib.rs", "
            pub trait Shape {
                fn area(&self) -> f64;
                fn twice(&self) -> f64 { self.area() * 2.0 }
            }
            pub struct Square { side: f64 }
            impl Square {
                fn new() -> Square { Self::with(1.0) }
                fn with(side: f64) -> Self { Square { side } }
                fn own(&self) -> f64 { self.side }
            }
            impl Shape for Square {
                fn area(&self) -> f64 { self.own() * self.side }
            }
            fn helper() {}
            fn main(any: &dyn Shape, some: impl Shape) {
                let square = Square::new();
                square.area();
                square.twice();
                Square::with(2.0).own();
                any.area();
                some.twice();
                Shape::area(&square);
            }
            impl Square {
                fn call(&self) { self.helper(); Self::helper(); helper(); }
            }
        "),
    ]), @r"
    src/lib.rs:3 Shape.twice area -> src/lib.rs:2 Shape.area (same_class)
    src/lib.rs:6  Square -> src/lib.rs:5 Square (same_file)
    src/lib.rs:7 Square.new Square -> src/lib.rs:5 Square (same_file)
    src/lib.rs:7 Square.new with -> src/lib.rs:8 Square.with (same_class)
    src/lib.rs:8 Square.with Self -> src/lib.rs:5 Square (same_class)
    src/lib.rs:8 Square.with Square -> src/lib.rs:5 Square (same_file)
    src/lib.rs:8 Square.with side -> src/lib.rs:5 Square.side (receiver_type)
    src/lib.rs:9 Square.own side -> src/lib.rs:5 Square.side (same_class)
    src/lib.rs:11  Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:11  Square -> src/lib.rs:5 Square (same_file)
    src/lib.rs:12 Square.area own -> src/lib.rs:9 Square.own (same_class)
    src/lib.rs:12 Square.area side -> src/lib.rs:5 Square.side (same_class)
    src/lib.rs:15 main Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:15 main Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:16 main Square -> src/lib.rs:5 Square (same_file)
    src/lib.rs:16 main new -> src/lib.rs:7 Square.new (receiver_type)
    src/lib.rs:17 main area -> src/lib.rs:12 Square.area (receiver_type)
    src/lib.rs:18 main twice -> src/lib.rs:3 Shape.twice (inherited)
    src/lib.rs:19 main Square -> src/lib.rs:5 Square (same_file)
    src/lib.rs:19 main with -> src/lib.rs:8 Square.with (receiver_type)
    src/lib.rs:19 main own -> src/lib.rs:9 Square.own (receiver_type)
    src/lib.rs:20 main area -> src/lib.rs:2 Shape.area (receiver_type)
    src/lib.rs:21 main twice -> src/lib.rs:3 Shape.twice (receiver_type)
    src/lib.rs:22 main Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:22 main area -> src/lib.rs:2 Shape.area (receiver_type)
    src/lib.rs:24  Square -> src/lib.rs:5 Square (same_file)
    src/lib.rs:25 Square.call helper -> ?
    src/lib.rs:25 Square.call helper -> ?
    src/lib.rs:25 Square.call helper -> src/lib.rs:14 helper (same_file)
    ");
}

#[test]
fn fields_of_variants_are_those_of_the_variant() {
    assert_snapshot!(edges(&[
        ("src/lib.rs", "
            enum Shape {
                Circle { radius: u32 },
                Square { side: u32 },
                Point(u32),
            }
            impl Shape {
                fn make() -> Shape { Self::Circle { radius: 1 } }
                fn size(&self) -> u32 {
                    match self {
                        Shape::Circle { radius } => *radius,
                        Self::Square { side: s } => *s,
                        Shape::Point(n) => *n,
                    }
                }
            }
            fn main() {
                let shape = Shape::Square { side: 2 };
                shape.size();
                Shape::Point(1).size();
            }
        "),
    ]), @r"
    src/lib.rs:6  Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:7 Shape.make Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:7 Shape.make Circle -> src/lib.rs:2 Shape.Circle (same_class)
    src/lib.rs:7 Shape.make radius -> src/lib.rs:2 Shape.Circle.radius (receiver_type)
    src/lib.rs:10 Shape.size Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:10 Shape.size Circle -> src/lib.rs:2 Shape.Circle (receiver_type)
    src/lib.rs:10 Shape.size radius -> src/lib.rs:2 Shape.Circle.radius (receiver_type)
    src/lib.rs:11 Shape.size Square -> src/lib.rs:3 Shape.Square (same_class)
    src/lib.rs:11 Shape.size side -> src/lib.rs:3 Shape.Square.side (receiver_type)
    src/lib.rs:12 Shape.size Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:12 Shape.size Point -> src/lib.rs:4 Shape.Point (receiver_type)
    src/lib.rs:17 main Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:17 main Square -> src/lib.rs:3 Shape.Square (receiver_type)
    src/lib.rs:17 main side -> src/lib.rs:3 Shape.Square.side (receiver_type)
    src/lib.rs:18 main size -> src/lib.rs:8 Shape.size (receiver_type)
    src/lib.rs:19 main Shape -> src/lib.rs:1 Shape (same_file)
    src/lib.rs:19 main Point -> src/lib.rs:4 Shape.Point (receiver_type)
    src/lib.rs:19 main size -> src/lib.rs:8 Shape.size (receiver_type)
    ");
}

#[test]
fn values_have_the_types_that_the_text_tells() {
    assert_snapshot!(edges(&[
        ("src/lib.rs", "
            struct Store { next: Option<Box<Store>>, all: Vec<Store> }
            impl Store {
                fn open() -> Result<Store, String> { Ok(Store { next: None, all: vec![] }) }
                fn save(&mut self) {}
                fn next(&self) -> Option<&Store> { None }
            }
            fn main(given: &mut Store, maybe: Option<Store>) -> Result<(), String> {
                given.save();
                let mut opened = Store::open()?;
                opened.save();
                if let Some(store) = maybe { store.save(); }
                for store in opened.all { store.save(); }
                let next = given.next().unwrap();
                next.save();
                Ok(())
            }
        "),
    ]), @r"
    src/lib.rs:1 Store Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:1 Store Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:2  Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:3 Store.open Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:3 Store.open Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:3 Store.open next -> src/lib.rs:1 Store.next (receiver_type)
    src/lib.rs:3 Store.open all -> src/lib.rs:1 Store.all (receiver_type)
    src/lib.rs:5 Store.next Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:7 main Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:7 main Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:8 main save -> src/lib.rs:4 Store.save (receiver_type)
    src/lib.rs:9 main Store -> src/lib.rs:1 Store (same_file)
    src/lib.rs:9 main open -> src/lib.rs:3 Store.open (receiver_type)
    src/lib.rs:10 main save -> src/lib.rs:4 Store.save (receiver_type)
    src/lib.rs:11 main save -> src/lib.rs:4 Store.save (receiver_type)
    src/lib.rs:12 main all -> src/lib.rs:1 Store.all (receiver_type)
    src/lib.rs:12 main save -> perhaps src/lib.rs:4 Store.save
    src/lib.rs:13 main next -> src/lib.rs:5 Store.next (receiver_type)
    src/lib.rs:13 main unwrap -> ?
    src/lib.rs:14 main save -> src/lib.rs:4 Store.save (receiver_type)
    ");
}

#[test]
fn common_names_shadows_and_outside_make_no_edge() {
    assert_snapshot!(edges(&[
        ("src/lib.rs", "
            use log::info;
            use std::collections::HashMap;
            mod other;

            struct Cache;
            impl Cache { fn get(&self) {} fn len(&self) {} }

            fn run() {}
            fn main(map: HashMap<u32, u32>, list: Vec<u32>, run: fn()) {
                map.get(&1);
                list.len();
                list.iter().map(|x| x.get());
                run();
                info(1);
                save();
                Cache::new();
                HashMap::new();
            }
        "),
        ("src/other.rs", "
            pub struct HashMap;
            impl HashMap { pub fn new() {} }
            pub fn save() {}
            pub fn info() {}
        "),
        ("src/lib.py", "
            def save(): ...
        "),
    ]), @r"
    src/lib.rs:6  Cache -> src/lib.rs:5 Cache (same_file)
    src/lib.rs:9 main HashMap -> external std::collections HashMap
    src/lib.rs:10 main get -> external std::collections HashMap.get
    src/lib.rs:12 main map -> ?
    src/lib.rs:12 main get -> perhaps src/lib.rs:6 Cache.get
    src/lib.rs:14 main info -> external log info
    src/lib.rs:15 main save -> ?
    src/lib.rs:16 main Cache -> src/lib.rs:5 Cache (same_file)
    src/lib.rs:16 main new -> ?
    src/lib.rs:17 main HashMap -> external std::collections HashMap
    src/lib.rs:17 main new -> external std::collections HashMap.new
    src/other.rs:2  HashMap -> src/other.rs:1 HashMap (same_file)
    ");
}

#[test]
fn macros_are_seen_through_the_crate() {
    assert_snapshot!(edges(&[
        ("src/lib.rs", "
            #[macro_use]
            mod macros;
            mod user;
        "),
        ("src/macros.rs", "
            macro_rules! shout { ($x:expr) => { println!($x) } }
        "),
        ("src/user.rs", "
            fn go() { shout!(loud()); vec![loud()]; }
            fn loud() -> u32 { 1 }
        "),
    ]), @r"
    src/user.rs:1 go shout -> src/macros.rs:1 shout (unique_name)
    src/user.rs:1 go loud -> src/user.rs:2 loud (same_file)
    src/user.rs:1 go loud -> src/user.rs:2 loud (same_file)
    ");
}
