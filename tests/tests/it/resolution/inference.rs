//! What types with arguments tell: members of generic types, parameters of function literals, what
//! generic functions return (TypeScript).

use insta::assert_snapshot;

use super::edges_in;

#[test]
fn type_arguments_go_with_the_members() {
    assert_snapshot!(edges_in("src/app.ts", &[
        ("src/box.ts", "
            export interface Box<T> { value: T; map<U>(f: (value: T) => U): Box<U>; all: T[] }
            export class Held<K, V> implements Named<V> { first!: K; second!: V; named!: V }
            interface Named<N> { named: N; label: Box<N> }
            export class Item { price = 1; size(): number { return 1; } }
            export class Other { price = 2; }
        "),
        ("src/app.ts", "
            import { Box, Held, Item, Other } from './box';
            function given(box: Box<Item>, held: Held<Other, Item>, made: Held<string, Other>) {
                box.value.price;
                box.map((it) => it.price);
                box.map((it) => new Other()).value.price;
                held.first.price;
                held.second.size();
                held.label.value.size();
                made.first.price;
                box.all.filter((it) => it.size() > 0).map((it) => it.price);
                box.all[0].price;
            }
        "),
    ]), @"
    src/app.ts:2 given Box -> src/box.ts:1 Box (import)
    src/app.ts:2 given Item -> src/box.ts:4 Item (import)
    src/app.ts:2 given Held -> src/box.ts:2 Held (import)
    src/app.ts:2 given Other -> src/box.ts:5 Other (import)
    src/app.ts:2 given Item -> src/box.ts:4 Item (import)
    src/app.ts:2 given Held -> src/box.ts:2 Held (import)
    src/app.ts:2 given Other -> src/box.ts:5 Other (import)
    src/app.ts:3 given value -> src/box.ts:1 Box.value (receiver_type)
    src/app.ts:3 given price -> src/box.ts:4 Item.price (receiver_type)
    src/app.ts:4 given map -> src/box.ts:1 Box.map (receiver_type)
    src/app.ts:4 given price -> src/box.ts:4 Item.price (receiver_type)
    src/app.ts:5 given map -> src/box.ts:1 Box.map (receiver_type)
    src/app.ts:5 given Other -> src/box.ts:5 Other (import)
    src/app.ts:5 given value -> src/box.ts:1 Box.value (receiver_type)
    src/app.ts:5 given price -> src/box.ts:5 Other.price (receiver_type)
    src/app.ts:6 given first -> src/box.ts:2 Held.first (receiver_type)
    src/app.ts:6 given price -> src/box.ts:5 Other.price (receiver_type)
    src/app.ts:7 given second -> src/box.ts:2 Held.second (receiver_type)
    src/app.ts:7 given size -> src/box.ts:4 Item.size (receiver_type)
    src/app.ts:8 given label -> src/box.ts:3 Named.label (inherited)
    src/app.ts:8 given value -> src/box.ts:1 Box.value (receiver_type)
    src/app.ts:8 given size -> src/box.ts:4 Item.size (receiver_type)
    src/app.ts:9 given first -> src/box.ts:2 Held.first (receiver_type)
    src/app.ts:9 given price -> perhaps src/box.ts:4 Item.price, src/box.ts:5 Other.price
    src/app.ts:10 given all -> src/box.ts:1 Box.all (receiver_type)
    src/app.ts:10 given filter -> ?
    src/app.ts:10 given size -> src/box.ts:4 Item.size (receiver_type)
    src/app.ts:10 given map -> perhaps src/box.ts:1 Box.map
    src/app.ts:10 given price -> src/box.ts:4 Item.price (receiver_type)
    src/app.ts:11 given all -> src/box.ts:1 Box.all (receiver_type)
    src/app.ts:11 given price -> perhaps src/box.ts:4 Item.price, src/box.ts:5 Other.price
    ");
}

#[test]
fn what_takes_a_function_tells_its_parameters() {
    assert_snapshot!(edges_in("src/app.ts", &[
        ("src/web.ts", "
            export class Context { get req(): Req { return new Req(); } json = (of: object): void => {}; }
            export class Req { param(name: string): string { return name; } }
            export type Next = () => Promise<void>;
            export type Handler<E = any> = (c: Context, next: Next) => void;
            export type Middleware = (c: Context, next: Next) => Promise<void>;
            export type Any = Handler | Middleware;
            export interface Routes { (handler: Any): App; (path: string, ...handlers: Any[]): App; (path: string, ...two: [Any, Any]): App }
            export class App { get!: Routes; use(of: Middleware): this { return this; } on: { error: (e: Req, c: Context) => void } }
        "),
        ("src/app.ts", "
            import { App, Handler, Middleware } from './web';
            const app = new App();
            app.get((c) => c.json({}));
            app.get('/', (c) => c.req.param('a'), async (d, next) => { d.req; next(); });
            app.use(async (c) => { c.req.param('b'); });
            app.on.error = (e, c) => { e.param('x'); c.req; };
            const handler: Handler = (c) => { c.req.param('c'); };
            const made = (): Middleware => async ({ req }, next) => { req.param('d'); };
            function other(): Middleware { return async (c) => { c.json({}); }; }
            app.unknown((c) => c.json({}));
            [1, 2].forEach((c) => c.json({}));
        "),
    ]), @"
    src/app.ts:2  App -> src/web.ts:8 App (import)
    src/app.ts:3  app -> src/app.ts:2 app (same_file)
    src/app.ts:3  get -> src/web.ts:8 App.get (receiver_type)
    src/app.ts:3  json -> src/web.ts:1 Context.json (receiver_type)
    src/app.ts:4  app -> src/app.ts:2 app (same_file)
    src/app.ts:4  get -> src/web.ts:8 App.get (receiver_type)
    src/app.ts:4  req -> src/web.ts:1 Context.req (receiver_type)
    src/app.ts:4  param -> src/web.ts:2 Req.param (receiver_type)
    src/app.ts:4  req -> src/web.ts:1 Context.req (receiver_type)
    src/app.ts:5  app -> src/app.ts:2 app (same_file)
    src/app.ts:5  use -> src/web.ts:8 App.use (receiver_type)
    src/app.ts:5  req -> src/web.ts:1 Context.req (receiver_type)
    src/app.ts:5  param -> src/web.ts:2 Req.param (receiver_type)
    src/app.ts:6  app -> src/app.ts:2 app (same_file)
    src/app.ts:6  on -> src/web.ts:8 App.on (receiver_type)
    src/app.ts:6 error param -> perhaps src/web.ts:2 Req.param
    src/app.ts:6 error req -> perhaps src/web.ts:1 Context.req
    src/app.ts:7 handler Handler -> src/web.ts:4 Handler (import)
    src/app.ts:7 handler req -> src/web.ts:1 Context.req (receiver_type)
    src/app.ts:7 handler param -> src/web.ts:2 Req.param (receiver_type)
    src/app.ts:8 made Middleware -> src/web.ts:5 Middleware (import)
    src/app.ts:8 made req -> src/web.ts:1 Context.req (receiver_type)
    src/app.ts:8 made param -> src/web.ts:2 Req.param (receiver_type)
    src/app.ts:9 other Middleware -> src/web.ts:5 Middleware (import)
    src/app.ts:9 other json -> src/web.ts:1 Context.json (receiver_type)
    src/app.ts:10  app -> src/app.ts:2 app (same_file)
    src/app.ts:10  unknown -> ?
    src/app.ts:10  json -> perhaps src/web.ts:1 Context.json
    src/app.ts:11  forEach -> ?
    src/app.ts:11  json -> perhaps src/web.ts:1 Context.json
    ");
}

#[test]
fn generic_functions_return_what_their_arguments_tell() {
    assert_snapshot!(edges_in("src/app.ts", &[
        ("src/store.ts", "
            export interface Api<T> { get: () => T; set: (part: Partial<T>) => void; on: (f: (state: T, before: T) => void) => void }
            export type Make<T> = (set: Api<T>['set'], get: Api<T>['get']) => T;
            export function store<T>(make: Make<T>): Api<T> { return null as any; }
            export function same<T>(of: T): T { return of; }
            export function each<T>(of: T[], f: (one: T) => void): void {}
            export type Create = { <T>(make: Make<T>): Api<T>; <T>(): (make: Make<T>) => Api<T> };
            export const create = ((f: any) => f) as Create;
        "),
        ("src/app.ts", "
            import { store, same, each, create } from './store';
            interface Bears { count: number; grow(): void }
            class Bear { name = ''; growl() {} }
            const one = store<Bears>((set, get) => ({ count: 1, grow() { get().count; set({ count: 2 }); } }));
            one.get().grow();
            one.on((now, before) => now.count - before.count);
            const two = create<Bears>()((set, get) => ({ count: get().count, grow: () => set({ count: 2 }) }));
            two.get().count;
            same(new Bear()).growl();
            each([new Bear()], (bear) => bear.growl());
            const bears: Bear[] = [];
            each(bears, (bear) => bear.growl());
            Promise.resolve(1).then((bear) => bear.growl());
        "),
    ]), @"
    src/app.ts:4 one store -> src/store.ts:3 store (import)
    src/app.ts:4 one Bears -> src/app.ts:2 Bears (same_file)
    src/app.ts:4 one count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:4 one.grow grow -> src/app.ts:2 Bears.grow (receiver_type)
    src/app.ts:4 one.grow count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:4 one.grow count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:5  one -> src/app.ts:4 one (same_file)
    src/app.ts:5  get -> src/store.ts:1 Api.get (receiver_type)
    src/app.ts:5  grow -> src/app.ts:2 Bears.grow (receiver_type)
    src/app.ts:6  one -> src/app.ts:4 one (same_file)
    src/app.ts:6  on -> src/store.ts:1 Api.on (receiver_type)
    src/app.ts:6  count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:6  count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:7 two create -> src/store.ts:7 create (import)
    src/app.ts:7 two Bears -> src/app.ts:2 Bears (same_file)
    src/app.ts:7 two count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:7 two count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:7 two.grow grow -> src/app.ts:2 Bears.grow (receiver_type)
    src/app.ts:7 two.grow count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:8  two -> src/app.ts:7 two (same_file)
    src/app.ts:8  get -> src/store.ts:1 Api.get (receiver_type)
    src/app.ts:8  count -> src/app.ts:2 Bears.count (receiver_type)
    src/app.ts:9  same -> src/store.ts:4 same (import)
    src/app.ts:9  Bear -> src/app.ts:3 Bear (same_file)
    src/app.ts:9  growl -> src/app.ts:3 Bear.growl (receiver_type)
    src/app.ts:10  each -> src/store.ts:5 each (import)
    src/app.ts:10  Bear -> src/app.ts:3 Bear (same_file)
    src/app.ts:10  growl -> perhaps src/app.ts:3 Bear.growl
    src/app.ts:11  Bear -> src/app.ts:3 Bear (same_file)
    src/app.ts:12  each -> src/store.ts:5 each (import)
    src/app.ts:12  bears -> src/app.ts:11 bears (same_file)
    src/app.ts:12  growl -> src/app.ts:3 Bear.growl (receiver_type)
    src/app.ts:13  then -> ?
    src/app.ts:13  growl -> perhaps src/app.ts:3 Bear.growl
    ");
}

#[test]
fn elements_are_those_of_the_library_of_the_file() {
    assert_snapshot!(edges_in("src/page.tsx", &[
        ("src/jsx/jsx-runtime.ts", "
            export namespace JSX { export interface IntrinsicElements extends All { special: Special } }
            interface All { a: Link }
            interface Link { href: string }
            interface Special { wide: boolean }
        "),
        ("src/page.tsx", "
            /** @jsxImportSource ./jsx */
            const page = <a href='x'><special wide href='y'></special><unknown wide /></a>;
        "),
        ("src/other.tsx", "
            const page = <a href='x'></a>;
        "),
    ]), @"
    src/page.tsx:2  a -> src/jsx/jsx-runtime.ts:2 All.a (inherited)
    src/page.tsx:2  href -> src/jsx/jsx-runtime.ts:3 Link.href (receiver_type)
    src/page.tsx:2  special -> src/jsx/jsx-runtime.ts:1 JSX.IntrinsicElements.special (receiver_type)
    src/page.tsx:2  wide -> src/jsx/jsx-runtime.ts:4 Special.wide (receiver_type)
    src/page.tsx:2  href -> ?
    src/page.tsx:2  special -> src/jsx/jsx-runtime.ts:1 JSX.IntrinsicElements.special (receiver_type)
    src/page.tsx:2  unknown -> ?
    src/page.tsx:2  wide -> ?
    src/page.tsx:2  a -> src/jsx/jsx-runtime.ts:2 All.a (inherited)
    ");
}

#[test]
fn what_is_not_told_means_nothing() {
    assert_snapshot!(edges_in("src/app.ts", &[
        ("src/shop.ts", "
            export interface Cat { kind: 'cat'; name: string; save(): void }
            export interface Dog { kind: 'dog'; name: string; save(): void }
            export interface Box<T> { value: T; get(): T; with(f: (of: T) => void): void }
            export type Pet = Cat | Dog;
            export type Loop<T> = T extends string ? Loop<Loop<T>> : Loop<T[]>;
            export interface Deep<T> extends Deep<Deep<T>> { next: Deep<Deep<T>> }
            export function pick<A, B>(a: A, b: B): A | B { return a; }
            export function later<T>(): Box<T> { return null as any; }
        "),
        ("src/app.ts", "
            import { Box, Cat, Deep, Dog, Loop, Pet, later, pick } from './shop';
            import { outside } from 'elsewhere';
            function run(pet: Pet, text: Box<string>, any: Box<any>, loop: Loop<Cat>, deep: Deep<Cat>, cat: Cat, dog: Dog) {
                pet.save();
                text.value.save();
                text.with((of) => of.save());
                any.get().save();
                later().value.save();
                pick(cat, dog).save();
                pick(cat, cat).save();
                loop.save();
                deep.next.next.save();
                outside((of) => of.save());
                new Map<string, Cat>().get('a').save();
                new Map<Cat, string>().get(cat).save();
                [cat].map((of) => of.save());
            }
        "),
    ]), @"
    src/app.ts:3 run Pet -> src/shop.ts:4 Pet (import)
    src/app.ts:3 run Box -> src/shop.ts:3 Box (import)
    src/app.ts:3 run Box -> src/shop.ts:3 Box (import)
    src/app.ts:3 run Loop -> src/shop.ts:5 Loop (import)
    src/app.ts:3 run Cat -> src/shop.ts:1 Cat (import)
    src/app.ts:3 run Deep -> src/shop.ts:6 Deep (import)
    src/app.ts:3 run Cat -> src/shop.ts:1 Cat (import)
    src/app.ts:3 run Cat -> src/shop.ts:1 Cat (import)
    src/app.ts:3 run Dog -> src/shop.ts:2 Dog (import)
    src/app.ts:4 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:5 run value -> src/shop.ts:3 Box.value (receiver_type)
    src/app.ts:5 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:6 run with -> src/shop.ts:3 Box.with (receiver_type)
    src/app.ts:6 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:7 run get -> src/shop.ts:3 Box.get (receiver_type)
    src/app.ts:7 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:8 run later -> src/shop.ts:8 later (import)
    src/app.ts:8 run value -> src/shop.ts:3 Box.value (receiver_type)
    src/app.ts:8 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:9 run pick -> src/shop.ts:7 pick (import)
    src/app.ts:9 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:10 run pick -> src/shop.ts:7 pick (import)
    src/app.ts:10 run save -> src/shop.ts:1 Cat.save (receiver_type)
    src/app.ts:11 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:12 run next -> src/shop.ts:6 Deep.next (receiver_type)
    src/app.ts:12 run next -> src/shop.ts:6 Deep.next (receiver_type)
    src/app.ts:12 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:13 run outside -> external elsewhere outside
    src/app.ts:13 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    src/app.ts:14 run Cat -> src/shop.ts:1 Cat (import)
    src/app.ts:14 run save -> src/shop.ts:1 Cat.save (receiver_type)
    src/app.ts:15 run Cat -> src/shop.ts:1 Cat (import)
    src/app.ts:15 run save -> ?
    src/app.ts:16 run map -> ?
    src/app.ts:16 run save -> perhaps src/shop.ts:1 Cat.save, src/shop.ts:2 Dog.save
    ");
}

const PETS: (&str, &str) = (
    "src/pets.ts",
    "
    export class Cat { name = ''; purr() {} }
    export class Dog { name = ''; bark() {} }
    export interface Named { name: string }
    export interface Api<T> { get: () => T; on(f: (of: T) => void): void }
",
);

#[test]
fn an_overload_is_one_that_takes_the_arguments() {
    assert_snapshot!(edges_in("src/app.ts", &[PETS,
        ("src/lib.ts", "
            import { Cat, Dog } from './pets';
            export function take(f: (of: Cat) => void): void;
            export function take(name: string, f: (of: Dog) => void): void;
            export function take(a: any, b?: any): void {}
            export type Two = { (name: string, ...two: [(of: Cat) => void, (of: Dog) => void]): void };
            export interface Made { (): Cat; (name: string): Dog }
            export interface Wide { (f: (of: Cat) => void): void; (f: (of: Dog) => void, a: any, b?: any): void }
        "),
        ("src/app.ts", "
            import { take, Two, Made, Wide } from './lib';
            take((of) => of.name);
            take('a', (of) => of.name);
            function run(two: Two, made: Made, wide: Wide) {
                two('a', (of) => of.name, (of) => of.name);
                made().name;
                made('a').name;
                wide((of) => of.name, 1);
            }
        "),
    ]), @"
    src/app.ts:2  take -> src/lib.ts:4 take (import)
    src/app.ts:2  name -> src/pets.ts:1 Cat.name (receiver_type)
    src/app.ts:3  take -> src/lib.ts:4 take (import)
    src/app.ts:3  name -> src/pets.ts:2 Dog.name (receiver_type)
    src/app.ts:4 run Two -> src/lib.ts:5 Two (import)
    src/app.ts:4 run Made -> src/lib.ts:6 Made (import)
    src/app.ts:4 run Wide -> src/lib.ts:7 Wide (import)
    src/app.ts:5 run name -> src/pets.ts:1 Cat.name (receiver_type)
    src/app.ts:5 run name -> src/pets.ts:2 Dog.name (receiver_type)
    src/app.ts:6 run name -> src/pets.ts:1 Cat.name (receiver_type)
    src/app.ts:7 run name -> src/pets.ts:2 Dog.name (receiver_type)
    src/app.ts:8 run name -> src/pets.ts:2 Dog.name (receiver_type)
    ");
}

#[test]
fn types_are_made_of_others() {
    assert_snapshot!(edges_in("src/app.ts", &[PETS,
        ("src/lib.ts", "
            import { Api } from './pets';
            export type State<S> = S extends { get: () => infer T } ? T : never;
            export type Makers<S> = { [K in keyof S]: (of: S[K]) => S[K] };
            export function use<S>(api: S): State<S> { return null as any; }
            export function make<S>(makers: Makers<S>): Api<S> { return null as any; }
        "),
        ("src/app.ts", "
            import { Api, Cat, Dog } from './pets';
            import { use, make, Makers } from './lib';
            interface Home { cat: Cat; dog: Dog }
            function run(api: Api<Cat>, homes: Home[], pair: [Cat, Dog], known: Map<string, Dog>) {
                use(api).purr();
                make<Home>({ cat: (of) => of, dog: (of) => of });
                const makers: Makers<Home> = { cat: (of) => of, dog: (of) => of };
                makers.dog(null).bark();
                for (const home of homes) home.cat.purr();
                const [cat, dog] = pair;
                cat.purr();
                dog.bark();
                known.get('a')?.bark();
                known.forEach((of) => of.bark());
                const home: Home['cat'] = { name: 'a' };
            }
        "),
    ]), @"
    src/app.ts:3 Home.cat Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:3 Home.dog Dog -> src/pets.ts:2 Dog (import)
    src/app.ts:4 run Api -> src/pets.ts:4 Api (import)
    src/app.ts:4 run Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:4 run Home -> src/app.ts:3 Home (same_file)
    src/app.ts:4 run Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:4 run Dog -> src/pets.ts:2 Dog (import)
    src/app.ts:4 run Dog -> src/pets.ts:2 Dog (import)
    src/app.ts:5 run use -> src/lib.ts:4 use (import)
    src/app.ts:5 run purr -> src/pets.ts:1 Cat.purr (receiver_type)
    src/app.ts:6 run make -> src/lib.ts:5 make (import)
    src/app.ts:6 run Home -> src/app.ts:3 Home (same_file)
    src/app.ts:6 run.cat cat -> src/app.ts:3 Home.cat (receiver_type)
    src/app.ts:6 run.dog dog -> src/app.ts:3 Home.dog (receiver_type)
    src/app.ts:7 run.makers Makers -> src/lib.ts:3 Makers (import)
    src/app.ts:7 run.makers Home -> src/app.ts:3 Home (same_file)
    src/app.ts:7 run.makers.cat cat -> src/app.ts:3 Home.cat (receiver_type)
    src/app.ts:7 run.makers.dog dog -> src/app.ts:3 Home.dog (receiver_type)
    src/app.ts:8 run makers -> src/app.ts:7 run.makers (same_file)
    src/app.ts:8 run dog -> src/app.ts:7 run.makers.dog (receiver_type)
    src/app.ts:8 run bark -> src/pets.ts:2 Dog.bark (receiver_type)
    src/app.ts:9 run cat -> src/app.ts:3 Home.cat (receiver_type)
    src/app.ts:9 run purr -> src/pets.ts:1 Cat.purr (receiver_type)
    src/app.ts:11 run purr -> src/pets.ts:1 Cat.purr (receiver_type)
    src/app.ts:12 run bark -> src/pets.ts:2 Dog.bark (receiver_type)
    src/app.ts:13 run bark -> src/pets.ts:2 Dog.bark (receiver_type)
    src/app.ts:14 run bark -> src/pets.ts:2 Dog.bark (receiver_type)
    src/app.ts:15 run Home -> src/app.ts:3 Home (same_file)
    src/app.ts:15 run name -> src/pets.ts:1 Cat.name (receiver_type)
    ");
}

#[test]
fn what_is_expected_of_a_call_tells_its_type_arguments() {
    assert_snapshot!(edges_in("src/app.ts", &[PETS,
        ("src/lib.ts", "
            import { Named } from './pets';
            export type Make<T> = (set: (of: T) => void) => T;
            export function store<T extends Named>(make: Make<T>): T { return null as any; }
            export function logged<T>(make: Make<T>): Make<T> { return make; }
            export function bound<T extends Named>(of: unknown): T { return null as any; }
            export interface Sender<T> { send(of: T): void }
            export function sender<T extends Named>(make: Make<T>): Sender<T> { return null as any; }
        "),
        ("src/app.ts", "
            import { Cat, Named } from './pets';
            import { store, logged, bound, sender } from './lib';
            import { outside } from 'elsewhere';
            store<Cat>(logged((set) => ({ name: 'a' })));
            store<Cat>(logged(logged((set) => ({ name: 'b' }))));
            logged((set) => ({ name: 'c' }));
            bound(1).name;
            bound<Cat>(1).name;
            sender(outside).send({ name: 'not told' });
            sender<Cat>(outside).send({ name: 'd' });
        "),
    ]), @"
    src/app.ts:4  store -> src/lib.ts:3 store (import)
    src/app.ts:4  Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:4  logged -> src/lib.ts:4 logged (import)
    src/app.ts:4  name -> src/pets.ts:1 Cat.name (receiver_type)
    src/app.ts:5  store -> src/lib.ts:3 store (import)
    src/app.ts:5  Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:5  logged -> src/lib.ts:4 logged (import)
    src/app.ts:5  logged -> src/lib.ts:4 logged (import)
    src/app.ts:5  name -> src/pets.ts:1 Cat.name (receiver_type)
    src/app.ts:6  logged -> src/lib.ts:4 logged (import)
    src/app.ts:6  name -> ?
    src/app.ts:7  bound -> src/lib.ts:5 bound (import)
    src/app.ts:7  name -> src/pets.ts:3 Named.name (receiver_type)
    src/app.ts:8  bound -> src/lib.ts:5 bound (import)
    src/app.ts:8  Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:8  name -> src/pets.ts:1 Cat.name (receiver_type)
    src/app.ts:9  sender -> src/lib.ts:7 sender (import)
    src/app.ts:9  outside -> external elsewhere outside
    src/app.ts:9  send -> src/lib.ts:6 Sender.send (receiver_type)
    src/app.ts:9  name -> ?
    src/app.ts:10  sender -> src/lib.ts:7 sender (import)
    src/app.ts:10  Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:10  outside -> external elsewhere outside
    src/app.ts:10  send -> src/lib.ts:6 Sender.send (receiver_type)
    src/app.ts:10  name -> src/pets.ts:1 Cat.name (receiver_type)
    ");
}

#[test]
fn a_function_type_of_any_name_is_what_it_says() {
    assert_snapshot!(edges_in("src/app.ts", &[PETS,
        ("src/lib.ts", "
            import { Cat, Dog } from './pets';
            export type Predicate<T> = (cat: Cat, of: T) => boolean;
            export function any(of: Predicate<Dog>): void {}
        "),
        ("src/app.ts", "
            import { any } from './lib';
            any((of) => of.name);
            any((of, other) => other.name);
        "),
    ]), @"
    src/app.ts:2  any -> src/lib.ts:3 any (import)
    src/app.ts:2  name -> src/pets.ts:1 Cat.name (receiver_type)
    src/app.ts:3  any -> src/lib.ts:3 any (import)
    src/app.ts:3  name -> src/pets.ts:2 Dog.name (receiver_type)
    ");
}

#[test]
fn a_parameter_is_not_what_is_assigned_to_it_later() {
    assert_snapshot!(edges_in("src/app.ts", &[PETS,
        ("src/app.ts", "
            import { Cat } from './pets';
            function run(of, { name }, ...rest) {
                of.purr();
                of = new Cat();
                rest.purr();
                rest = new Cat();
            }
            const arrow = (of) => { of.purr(); of = new Cat(); };
            const bare = of => { of.purr(); of = new Cat(); };
        "),
    ]), @"
    src/app.ts:2 run name -> ?
    src/app.ts:3 run purr -> perhaps src/pets.ts:1 Cat.purr
    src/app.ts:4 run Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:5 run purr -> perhaps src/pets.ts:1 Cat.purr
    src/app.ts:6 run Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:8 arrow purr -> perhaps src/pets.ts:1 Cat.purr
    src/app.ts:8 arrow Cat -> src/pets.ts:1 Cat (import)
    src/app.ts:9 bare purr -> perhaps src/pets.ts:1 Cat.purr
    src/app.ts:9 bare Cat -> src/pets.ts:1 Cat (import)
    ");
}
