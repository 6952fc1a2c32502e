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
    ]), @"");
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
    ]), @"");
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
    ]), @"");
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
    ]), @"");
}
