//! TypeScript and TSX, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn receivers_have_the_types_that_the_text_tells() {
    assert_snapshot!(edges(&[
        ("src/store.ts", "
            export interface Store { get(key: string): Item; save(): void }
            export interface Item { price: number; owner(): Store }
            export class Disk implements Store {
                get(key: string): Item { return this.load(key); }
                save() {}
                private load(key: string): Item { return { price: 1, owner: () => this }; }
            }
            export function open(): Disk { return new Disk(); }
        "),
        ("src/app.ts", "
            import { Store, Disk, open } from './store';
            import type { Item } from './store';

            class App {
                private made = new Disk();
                constructor(private given: Store, public readonly item: Item) {}
                close() {
                    this.made.save();
                    this.given.save();
                    this.item.owner().get('a').price;
                }
            }
            function typed(store: Store, maybe?: Store, list: Store[] = []) {
                store.get('a').owner().save();
                maybe?.save();
                maybe!.save();
                (store as Disk).save();
                open().save();
                const [first] = list;
            }
            function unknown(thing: any) {
                thing.save();
            }
        "),
    ]), @"
    src/app.ts:5 App Disk -> src/store.ts:3 Disk (import)
    src/app.ts:6 App.constructor Store -> src/store.ts:1 Store (import)
    src/app.ts:6 App.constructor Item -> src/store.ts:2 Item (import)
    src/app.ts:8 App.close made -> src/app.ts:5 App.made (same_class)
    src/app.ts:8 App.close save -> src/store.ts:5 Disk.save (receiver_type)
    src/app.ts:9 App.close given -> src/app.ts:6 App.given (same_class)
    src/app.ts:9 App.close save -> src/store.ts:1 Store.save (receiver_type)
    src/app.ts:10 App.close item -> src/app.ts:6 App.item (same_class)
    src/app.ts:10 App.close owner -> src/store.ts:2 Item.owner (receiver_type)
    src/app.ts:10 App.close get -> src/store.ts:1 Store.get (receiver_type)
    src/app.ts:10 App.close price -> src/store.ts:2 Item.price (receiver_type)
    src/app.ts:13 typed Store -> src/store.ts:1 Store (import)
    src/app.ts:13 typed Store -> src/store.ts:1 Store (import)
    src/app.ts:13 typed Store -> src/store.ts:1 Store (import)
    src/app.ts:14 typed get -> src/store.ts:1 Store.get (receiver_type)
    src/app.ts:14 typed owner -> src/store.ts:2 Item.owner (receiver_type)
    src/app.ts:14 typed save -> src/store.ts:1 Store.save (receiver_type)
    src/app.ts:15 typed save -> src/store.ts:1 Store.save (receiver_type)
    src/app.ts:16 typed save -> src/store.ts:1 Store.save (receiver_type)
    src/app.ts:17 typed Disk -> src/store.ts:3 Disk (import)
    src/app.ts:17 typed save -> src/store.ts:5 Disk.save (receiver_type)
    src/app.ts:18 typed open -> src/store.ts:8 open (import)
    src/app.ts:18 typed save -> src/store.ts:5 Disk.save (receiver_type)
    src/app.ts:22 unknown save -> perhaps src/store.ts:1 Store.save, src/store.ts:5 Disk.save
    src/store.ts:1 Store.get Item -> src/store.ts:2 Item (same_file)
    src/store.ts:2 Item.owner Store -> src/store.ts:1 Store (same_file)
    src/store.ts:3 Disk Store -> src/store.ts:1 Store (same_file)
    src/store.ts:4 Disk.get Item -> src/store.ts:2 Item (same_file)
    src/store.ts:4 Disk.get load -> src/store.ts:6 Disk.load (same_class)
    src/store.ts:6 Disk.load Item -> src/store.ts:2 Item (same_file)
    src/store.ts:6 Disk.load price -> src/store.ts:2 Item.price (receiver_type)
    src/store.ts:6 Disk.load.owner owner -> src/store.ts:2 Item.owner (receiver_type)
    src/store.ts:8 open Disk -> src/store.ts:3 Disk (same_file)
    src/store.ts:8 open Disk -> src/store.ts:3 Disk (same_file)
    ");
}

#[test]
fn a_declared_type_counts_before_what_the_literal_has() {
    assert_snapshot!(edges(&[
        ("app.ts", "
            interface Shape { area(): number }
            const square: Shape = { area() { return 1; }, side() { return 1; } };
            const open = { area() { return 2; } };

            function main() {
                square.area();
                square.side();
                open.area();
            }
        "),
    ]), @"
    app.ts:2 square Shape -> app.ts:1 Shape (same_file)
    app.ts:2 square.area area -> app.ts:1 Shape.area (receiver_type)
    app.ts:2 square.side side -> ?
    app.ts:6 main square -> app.ts:2 square (same_file)
    app.ts:6 main area -> app.ts:1 Shape.area (receiver_type)
    app.ts:7 main square -> app.ts:2 square (same_file)
    app.ts:7 main side -> app.ts:2 square.side (receiver_type)
    app.ts:8 main open -> app.ts:3 open (same_file)
    app.ts:8 main area -> app.ts:3 open.area (receiver_type)
    ");
}

#[test]
fn what_merges_under_one_name_stays_two_things() {
    assert_snapshot!(edges(&[
        ("doc.ts", "
            export interface Doc { text(): string; lines: number }
            export namespace Doc {
                export function create(): Doc { return new Full(); }
                export function update(doc: Doc): Doc { return doc; }
            }
            class Full implements Doc {
                text() { return ''; }
                lines = 1;
                update() {}
            }
            export type Options = { [key: string]: string };
            export namespace Options {
                export function assign(a: Options): Options { return a; }
            }
        "),
        ("app.ts", "
            import { Doc, Options } from './doc';

            function main(doc: Doc, options: Options) {
                Doc.create().text();
                Doc.update(doc);
                doc.lines;
                doc.update();
                Options.assign(options);
            }
        "),
    ]), @r"
    app.ts:3 main Doc -> doc.ts:1 Doc (import)
    app.ts:3 main Options -> doc.ts:11 Options (import)
    app.ts:4 main Doc -> doc.ts:1 Doc (import)
    app.ts:4 main create -> doc.ts:3 Doc.create (receiver_type)
    app.ts:4 main text -> doc.ts:1 Doc.text (receiver_type)
    app.ts:5 main Doc -> doc.ts:1 Doc (import)
    app.ts:5 main update -> doc.ts:4 Doc.update (receiver_type)
    app.ts:6 main lines -> doc.ts:1 Doc.lines (receiver_type)
    app.ts:7 main update -> perhaps doc.ts:9 Full.update
    app.ts:8 main Options -> doc.ts:11 Options (import)
    app.ts:8 main assign -> doc.ts:13 Options.assign (receiver_type)
    doc.ts:3 Doc.create Doc -> doc.ts:1 Doc (same_file)
    doc.ts:3 Doc.create Full -> doc.ts:6 Full (same_file)
    doc.ts:4 Doc.update Doc -> doc.ts:1 Doc (same_file)
    doc.ts:4 Doc.update Doc -> doc.ts:1 Doc (same_file)
    doc.ts:6 Full Doc -> doc.ts:1 Doc (same_file)
    doc.ts:13 Options.assign Options -> doc.ts:11 Options (same_file)
    doc.ts:13 Options.assign Options -> doc.ts:11 Options (same_file)
    ");
}

#[test]
fn overloads_and_accessors_are_one_definition() {
    assert_snapshot!(edges(&[
        ("lib.ts", "
            export function on(name: 'a'): void;
            export function on(name: 'b', extra: number): void;
            export function on(name: string, extra?: number) {}
            export class Box {
                get value(): Item { return new Item(); }
                set value(item: Item) {}
            }
            export class Item { open() {} }
        "),
        ("app.ts", "
            import { on, Box } from './lib';
            function main(box: Box) {
                on('a');
                on('b', 1);
                box.value.open();
            }
        "),
    ]), @r"
    app.ts:2 main Box -> lib.ts:4 Box (import)
    app.ts:3 main on -> lib.ts:3 on (import)
    app.ts:4 main on -> lib.ts:3 on (import)
    app.ts:5 main value -> lib.ts:5 Box.value (receiver_type)
    app.ts:5 main open -> lib.ts:8 Item.open (receiver_type)
    lib.ts:5 Box.value Item -> lib.ts:8 Item (same_file)
    lib.ts:5 Box.value Item -> lib.ts:8 Item (same_file)
    lib.ts:6 Box.value Item -> lib.ts:8 Item (same_file)
    ");
}

#[test]
fn types_come_through_generics_enums_and_aliases() {
    assert_snapshot!(edges(&[
        ("types.ts", "
            export enum Kind { One, Two }
            export class Repo<T> { find(): T { throw new Error(); } size() { return 1; } }
            export type Users = Repo<User>;
            export class User { greet() {} }
            export abstract class Base { abstract run(): void; start() { this.run(); } }
        "),
        ("app.ts", "
            import * as types from './types';
            import { Kind, Repo, Users, User, Base } from './types';

            class Job extends Base { run() {} }

            function main<T extends User>(users: Users, one: T, kind: Kind) {
                users.size();
                users.find().greet();
                one.greet();
                kind === Kind.One;
                new Job().start();
                new types.User().greet();
            }
        "),
    ]), @"
    app.ts:4 Job Base -> types.ts:5 Base (import)
    app.ts:6 main User -> types.ts:4 User (import)
    app.ts:6 main Users -> types.ts:3 Users (import)
    app.ts:6 main Kind -> types.ts:1 Kind (import)
    app.ts:7 main size -> types.ts:2 Repo.size (receiver_type)
    app.ts:8 main find -> types.ts:2 Repo.find (receiver_type)
    app.ts:8 main greet -> types.ts:4 User.greet (receiver_type)
    app.ts:9 main greet -> types.ts:4 User.greet (receiver_type)
    app.ts:10 main Kind -> types.ts:1 Kind (import)
    app.ts:10 main One -> types.ts:1 Kind.One (receiver_type)
    app.ts:11 main Job -> app.ts:4 Job (same_file)
    app.ts:11 main start -> types.ts:5 Base.start (inherited)
    app.ts:12 main types -> types.ts (import)
    app.ts:12 main User -> types.ts:4 User (import)
    app.ts:12 main greet -> types.ts:4 User.greet (receiver_type)
    types.ts:3 Users Repo -> types.ts:2 Repo (same_file)
    types.ts:3 Users User -> types.ts:4 User (same_file)
    types.ts:5 Base.start run -> types.ts:5 Base.run (same_class)
    ");
}

#[test]
fn types_of_one_name_in_two_blocks_are_two() {
    assert_snapshot!(edges(&[("app.ts", "
        test('a', () => {
            interface Item { first: string }
            const item: Item = { first: 'a' };
        });
        test('b', () => {
            interface Item { second: string }
            const item: Item = { first: 'a', second: 'b' };
            item.first;
            item.second;
        });
    ")]), @"
    app.ts:1  test -> ?
    app.ts:3  Item -> app.ts:2 Item (same_file)
    app.ts:3  first -> app.ts:2 Item.first (receiver_type)
    app.ts:5  test -> ?
    app.ts:7  Item -> app.ts:6 Item (same_file)
    app.ts:7  first -> ?
    app.ts:7  second -> app.ts:6 Item.second (receiver_type)
    app.ts:8  first -> perhaps app.ts:2 Item.first
    app.ts:9  second -> app.ts:6 Item.second (receiver_type)
    ");
}

#[test]
fn classes_of_one_name_in_two_blocks_are_two() {
    assert_snapshot!(edges(&[("app.ts", "
        test('a', () => {
            class Fake { first() {} }
            new Fake().first();
        });
        test('b', () => {
            class Fake { second() {} }
            new Fake().first();
            new Fake().second();
        });
    ")]), @"
    app.ts:1  test -> ?
    app.ts:3  Fake -> app.ts:2 Fake (same_file)
    app.ts:3  first -> app.ts:2 Fake.first (receiver_type)
    app.ts:5  test -> ?
    app.ts:7  Fake -> app.ts:6 Fake (same_file)
    app.ts:7  first -> perhaps app.ts:2 Fake.first
    app.ts:8  Fake -> app.ts:6 Fake (same_file)
    app.ts:8  second -> app.ts:6 Fake.second (receiver_type)
    ");
}

#[test]
fn components_of_tsx_are_called() {
    assert_snapshot!(edges(&[
        ("src/Button.tsx", "
            export default function Button(props: { label: string }) { return <b>{props.label}</b>; }
            export const Icon = () => <i/>;
        "),
        ("src/App.tsx", "
            import Button, { Icon } from './Button';
            import { Link } from 'router';

            export function App() {
                return <div><Button label='a'/><Icon/><Link to='b'/></div>;
            }
        "),
    ]), @"
    src/App.tsx:5 App div -> ?
    src/App.tsx:5 App Button -> src/Button.tsx:1 Button (import)
    src/App.tsx:5 App label -> ?
    src/App.tsx:5 App Icon -> src/Button.tsx:2 Icon (import)
    src/App.tsx:5 App Link -> external router Link
    src/App.tsx:5 App to -> ?
    src/App.tsx:5 App div -> ?
    src/Button.tsx:1 Button b -> ?
    src/Button.tsx:1 Button label -> ?
    src/Button.tsx:1 Button b -> ?
    src/Button.tsx:2 Icon i -> ?
    ");
}

#[test]
fn common_names_shadows_and_outside_make_no_edge() {
    assert_snapshot!(edges(&[
        ("lib.ts", "
            export class Cache { get() {} save() {} }
            export class Event { log() {} }
            export function run() {}
        "),
        ("app.ts", "
            import { Event } from 'vscode';
            import { run } from './lib';

            function main(cache: Map<string, string>, event: Event, run: () => void) {
                cache.get('a');
                event.log();
                run();
                Promise.resolve().then(x => x.save());
            }
            declare const given: { get(): void };
            given.get();
        "),
        ("Lib.java", "
            class Lib { void get() {} void log() {} }
        "),
    ]), @r"
    app.ts:4 main Event -> external vscode Event
    app.ts:6 main log -> external vscode Event.log
    app.ts:8 main then -> ?
    app.ts:8 main save -> perhaps lib.ts:1 Cache.save
    app.ts:11  given -> app.ts:10 given (same_file)
    app.ts:11  get -> perhaps lib.ts:1 Cache.get
    ");
}
