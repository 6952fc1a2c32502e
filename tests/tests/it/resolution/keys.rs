//! Keys of literals and patterns, attributes, and the constructors that run where a value is made.

use insta::assert_snapshot;

use super::{edges, edges_in, graph_of};

const SHOP: (&str, &str) = (
    "shop.ts",
    "
    export interface Price { amount: number; tax: Tax }
    export interface Tax { rate: number; save(): void }
    export class Order { constructor(private options: Options) {} }
    export interface Options { price: Price; name: string }
    export function place(id: string, options: Options): Price { return { amount: 1, tax: other } }
    export function pay({ price }: Options, tax: Tax) {}
",
);

#[test]
fn a_literal_has_the_keys_of_the_type_that_is_expected() {
    assert_snapshot!(edges(&[SHOP, ("app.ts", "
        import { Price, Options, Order, place, pay } from './shop';

        const price: Price = { amount: 1, tax: { rate: 2 } };
        function run(): Price {
            place('1', { name: 'a', price });
            new Order({ name: 'b' });
            pay({ name: 'c' }, { rate: 3 });
            const told = { name: 'd' } as Options;
            return flag ? { amount: 2 } : ({ amount: 3 });
        }
        class Till { last: Price = { amount: 4 }; set() { this.last = { amount: 5 } } }
        const arrow = (options: Options = { name: 'e' }): Price => ({ amount: 6 });
    ")]), @"
    app.ts:3 price Price -> shop.ts:1 Price (import)
    app.ts:3 price amount -> shop.ts:1 Price.amount (receiver_type)
    app.ts:3 price.tax tax -> shop.ts:1 Price.tax (receiver_type)
    app.ts:3 price.tax rate -> shop.ts:2 Tax.rate (receiver_type)
    app.ts:4 run Price -> shop.ts:1 Price (import)
    app.ts:5 run place -> shop.ts:5 place (import)
    app.ts:5 run name -> shop.ts:4 Options.name (receiver_type)
    app.ts:5 run price -> app.ts:3 price (same_file)
    app.ts:5 run price -> shop.ts:4 Options.price (receiver_type)
    app.ts:6 run Order -> shop.ts:3 Order (import)
    app.ts:6 run name -> shop.ts:4 Options.name (receiver_type)
    app.ts:7 run pay -> shop.ts:6 pay (import)
    app.ts:7 run name -> shop.ts:4 Options.name (receiver_type)
    app.ts:7 run rate -> shop.ts:2 Tax.rate (receiver_type)
    app.ts:8 run name -> shop.ts:4 Options.name (receiver_type)
    app.ts:8 run Options -> shop.ts:4 Options (import)
    app.ts:9 run flag -> ?
    app.ts:9 run amount -> shop.ts:1 Price.amount (receiver_type)
    app.ts:9 run amount -> shop.ts:1 Price.amount (receiver_type)
    app.ts:11 Till.last Price -> shop.ts:1 Price (import)
    app.ts:11 Till.last amount -> shop.ts:1 Price.amount (receiver_type)
    app.ts:11 Till.set last -> app.ts:11 Till.last (same_class)
    app.ts:11 Till.set amount -> shop.ts:1 Price.amount (receiver_type)
    app.ts:12 arrow Options -> shop.ts:4 Options (import)
    app.ts:12 arrow name -> shop.ts:4 Options.name (receiver_type)
    app.ts:12 arrow Price -> shop.ts:1 Price (import)
    app.ts:12 arrow amount -> shop.ts:1 Price.amount (receiver_type)
    app.ts:6 Order calls shop.ts:3 Order.constructor (import)
    shop.ts:1 Price.tax Tax -> shop.ts:2 Tax (same_file)
    shop.ts:3 Order.constructor Options -> shop.ts:4 Options (same_file)
    shop.ts:4 Options.price Price -> shop.ts:1 Price (same_file)
    shop.ts:5 place Options -> shop.ts:4 Options (same_file)
    shop.ts:5 place Price -> shop.ts:1 Price (same_file)
    shop.ts:5 place amount -> shop.ts:1 Price.amount (receiver_type)
    shop.ts:5 place tax -> shop.ts:1 Price.tax (receiver_type)
    shop.ts:5 place other -> ?
    shop.ts:6 pay price -> shop.ts:4 Options.price (receiver_type)
    shop.ts:6 pay Options -> shop.ts:4 Options (same_file)
    shop.ts:6 pay Tax -> shop.ts:2 Tax (same_file)
    ");
}

#[test]
fn what_is_taken_out_of_an_object_has_the_type_of_its_key() {
    assert_snapshot!(edges_in("app.ts", &[SHOP, ("app.ts", "
        import { Options, place } from './shop';

        function run({ price: { tax }, name = 'a' }: Options) {
            tax.save();
            const { amount, tax: other } = place('1', null);
            other.save();
        }
    ")]), @"
    app.ts:3 run price -> shop.ts:4 Options.price (receiver_type)
    app.ts:3 run tax -> shop.ts:1 Price.tax (receiver_type)
    app.ts:3 run name -> shop.ts:4 Options.name (receiver_type)
    app.ts:3 run Options -> shop.ts:4 Options (import)
    app.ts:4 run save -> shop.ts:2 Tax.save (receiver_type)
    app.ts:5 run amount -> shop.ts:1 Price.amount (receiver_type)
    app.ts:5 run tax -> shop.ts:1 Price.tax (receiver_type)
    app.ts:5 run place -> shop.ts:5 place (import)
    app.ts:6 run save -> shop.ts:2 Tax.save (receiver_type)
    ");
}

#[test]
fn attributes_are_what_the_component_takes() {
    assert_snapshot!(edges(&[("row.tsx", "
        interface Item { id: string }
        interface Props { title: string; item: Item }
        export function Row({ title }: Props) { return <b>{title}</b> }
        export const Cell = (props: Props) => <i id={props.title}/>;
    "), ("app.tsx", "
        import { Row, Cell } from './row';
        export const App = () => <Row title='a' item={{ id: '1' }}><Cell title='b' other/></Row>;
    ")]), @"
    app.tsx:2 App Row -> row.tsx:3 Row (import)
    app.tsx:2 App title -> row.tsx:2 Props.title (receiver_type)
    app.tsx:2 App item -> row.tsx:2 Props.item (receiver_type)
    app.tsx:2 App id -> row.tsx:1 Item.id (receiver_type)
    app.tsx:2 App Cell -> row.tsx:4 Cell (import)
    app.tsx:2 App title -> row.tsx:2 Props.title (receiver_type)
    app.tsx:2 App other -> ?
    app.tsx:2 App Row -> row.tsx:3 Row (import)
    row.tsx:2 Props.item Item -> row.tsx:1 Item (same_file)
    row.tsx:3 Row title -> row.tsx:2 Props.title (receiver_type)
    row.tsx:3 Row Props -> row.tsx:2 Props (same_file)
    row.tsx:3 Row b -> ?
    row.tsx:3 Row b -> ?
    row.tsx:4 Cell Props -> row.tsx:2 Props (same_file)
    row.tsx:4 Cell i -> ?
    row.tsx:4 Cell id -> ?
    row.tsx:4 Cell title -> row.tsx:2 Props.title (receiver_type)
    ");
}

/// What is expected is not known, is of another place, or says nothing of the key.
#[test]
fn a_key_alone_means_nothing() {
    assert_snapshot!(edges_in("app.ts", &[SHOP, ("app.ts", "
        import { Options } from './shop';
        import { send } from 'outside';

        function run(any, ...rest: Options[]) {
            send({ amount: 1 });
            any({ name: 'a' });
            run({ name: 'b' }, { name: 'c' });
            const alone = { name: 'd', rate: 1 };
            const { rate } = any;
            const other: Options = { rate: 2 };
            [1].map(name => ({ name }));
            const odd: Options = { price: any, 'x-y': { amount: 1 }, [any]: { tax: any } };
            const { price, 'x-y': { tax } } = odd;
        }
    ")]), @"
    app.ts:4 run Options -> shop.ts:4 Options (import)
    app.ts:5 run send -> external outside send
    app.ts:5 run amount -> ?
    app.ts:6 run name -> ?
    app.ts:7 run run -> app.ts:4 run (same_file)
    app.ts:7 run name -> ?
    app.ts:7 run name -> shop.ts:4 Options.name (receiver_type)
    app.ts:9 run rate -> ?
    app.ts:10 run Options -> shop.ts:4 Options (import)
    app.ts:10 run rate -> ?
    app.ts:11 run map -> ?
    app.ts:11 run name -> ?
    app.ts:12 run Options -> shop.ts:4 Options (import)
    app.ts:12 run price -> shop.ts:4 Options.price (receiver_type)
    app.ts:13 run price -> shop.ts:4 Options.price (receiver_type)
    ");
}

#[test]
fn labels_and_keys_of_what_is_not_known_are_not_counted() {
    let graph = graph_of(&[
        ("a.py", "unknown(name=1)"),
        ("a.php", "<?php unknown(name: 1);"),
        ("a.kt", "fun f() { unknown(name = 1) }"),
        ("a.tsx", "const a: Lost = { name: 1 }; <Lost name={1} />;"),
    ]);
    let names = graph.files.iter().map(|file| {
        let names = file
            .facts
            .references
            .iter()
            .map(|r| file.facts.name(r.name));
        format!(
            "{} {}\n",
            file.facts.path,
            names.collect::<Vec<_>>().join(" ")
        )
    });
    assert_snapshot!(names.collect::<String>(), @"
    a.kt unknown name
    a.php unknown name
    a.py unknown name
    a.tsx Lost name Lost name
    ");
    let counts = graph::counts(&graph);
    assert_snapshot!(format!("{} unknown, {} outside", counts.unresolved, counts.external), @"
    6 unknown, 1 outside
    ");
}

#[test]
fn signatures_without_a_semicolon_between_them_are_apart() {
    assert_snapshot!(edges_in("lib.ts", &[("lib.ts", "
        import { Price } from './shop';
        export interface Get<E> {
          first: Price
          // a handler
          <A>(path: A): Set<A, E>
          <B extends Price>(path: B): Set<B, E>
          last: E
        }
        interface Set<X, Y> { x: X }
        function run(get: Get<Price>) { get.first.amount; get.last }
    "), SHOP]), @"
    lib.ts:3 Get.first Price -> shop.ts:1 Price (import)
    lib.ts:5 Get Set -> lib.ts:9 Set (same_file)
    lib.ts:6 Get Price -> shop.ts:1 Price (import)
    lib.ts:6 Get Set -> lib.ts:9 Set (same_file)
    lib.ts:10 run Get -> lib.ts:2 Get (same_file)
    lib.ts:10 run Price -> shop.ts:1 Price (import)
    lib.ts:10 run first -> lib.ts:3 Get.first (receiver_type)
    lib.ts:10 run amount -> shop.ts:1 Price.amount (receiver_type)
    lib.ts:10 run last -> lib.ts:7 Get.last (receiver_type)
    ");
}

#[test]
fn constructors_run_where_a_value_of_their_own_type_is_made() {
    assert_snapshot!(edges(&[
        ("a.ts", "
            export class A { constructor() {} }
            class B extends A {}
            function run() { new A(); new B(); }
        "),
        ("b.py", "
            class A:
                def __init__(self): pass

            class B(A): pass

            def run():
                A()
                B()
        "),
        ("c.php", "<?php
            class A { function __construct() {} }
            class B extends A {}
            function run() { new A(); new B(); }
        "),
    ]), @"
    a.ts:2 B A -> a.ts:1 A (same_file)
    a.ts:3 run A -> a.ts:1 A (same_file)
    a.ts:3 run B -> a.ts:2 B (same_file)
    a.ts:3 A calls a.ts:1 A.constructor (same_file)
    b.py:4 B A -> b.py:1 A (same_file)
    b.py:7 run A -> b.py:1 A (same_file)
    b.py:8 run B -> b.py:4 B (same_file)
    b.py:7 A calls b.py:2 A.__init__ (same_file)
    c.php:3 B A -> c.php:2 A (same_file)
    c.php:4 run A -> c.php:2 A (same_file)
    c.php:4 run B -> c.php:3 B (same_file)
    c.php:4 A calls c.php:2 A.__construct (same_file)
    ");
}
