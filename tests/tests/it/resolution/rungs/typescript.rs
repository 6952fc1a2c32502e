//! TypeScript, which TSX is too.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("lib/store.ts", "
        export class Base { close() {} }
        export class Store extends Base {
            constructor() { super(); }
            save() {}
            static shared() {}
        }
        export function opened(): Store { return find(); }
    "),
    ("lib/index.ts", "
        export { opened as passed } from './store';
        export * from './store';
    "),
    ("app.ts", "
        import { Store, opened } from './lib/store';
        import { opened as begun } from './lib/store';
        import { passed } from './lib';
        import * as lib from './lib';

        function helper() {}

        class Desk extends Store {
            private made = new Store();
            constructor(private kept: Store) { super(); }
            run<T extends Store>(given: Store, bounded: T, many: Store[]) {
                const count = 1;
                print(count); //: local
                helper(); //: file
                this.own(); //: own
                this.close(); //: inherited
                super.save(); //: above
                opened(); //: import
                begun(); //: renamed
                passed(); //: passed on
                lib.opened(); //: passed on
                Store.shared(); //: of a type
                given.save(); //: annotated
                const fresh = new Store(); //: constructor
                fresh.save(); //: made
                this.made.save(); //: field
                this.kept.save(); //: field
                opened().save(); //: returned
                bounded.save(); //: bound
                for (const one of many) one.save(); //: element
                given.close(); //: inherited by a value
            }
            own() {}
        }
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("lib.ts", "
        export function run() {}
        export function log() {}
        export class Cache { get() {} save() {} log() {} run() {} }
    "),
    ("lib.py", "
        def far(): ...
    "),
    ("test/lib.test.ts", "
        class FakeCache { get() {} }
    "),
    ("app.ts", "
        import { run } from './lib';
        import { get, Cache } from 'axios';

        function use(thing: any, cache: Cache, run: () => void) {
            thing.get(); //: common
            thing.save(); //: common
            thing.log(); //: common
            thing.first().run(); //: common
            run(); //: shadowed
            get(); //: blocked
            cache.save(); //: blocked
            log(); //: unseen
            far(); //: family
            thing.far(); //: family
            thing.get(); //: double
        }
    "),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    local                app.ts:13 print -> ?
    local                app.ts:13 count -> app.ts:12 Desk.run.count [local 100 read]
    file                 app.ts:14 helper -> app.ts:6 helper [same_file 100 call]
    own                  app.ts:15 own -> app.ts:33 Desk.own [same_class 95 call]
    inherited            app.ts:16 close -> lib/store.ts:1 Base.close [inherited 85 call]
    above                app.ts:17 save -> lib/store.ts:4 Store.save [inherited 85 call]
    import               app.ts:18 opened -> lib/store.ts:7 opened [import 95 call]
    renamed              app.ts:19 begun -> lib/store.ts:7 opened [import 95 call]
    passed on            app.ts:20 passed -> lib/store.ts:7 opened [import 95 call]
    passed on            app.ts:21 lib -> lib/index.ts (import)
    passed on            app.ts:21 opened -> lib/store.ts:7 opened [import 95 call]
    of a type            app.ts:22 Store -> lib/store.ts:2 Store [import 95 read]
    of a type            app.ts:22 shared -> lib/store.ts:5 Store.shared [receiver_type 90 call]
    annotated            app.ts:23 save -> lib/store.ts:4 Store.save [receiver_type 90 call]
    constructor          app.ts:24 Store -> lib/store.ts:2 Store [import 95 instantiate]
    constructor          app.ts:24 Store -> lib/store.ts:3 Store.constructor [import 95 call beside]
    made                 app.ts:25 save -> lib/store.ts:4 Store.save [receiver_type 90 call]
    field                app.ts:26 made -> app.ts:9 Desk.made [same_class 95 read]
    field                app.ts:26 save -> lib/store.ts:4 Store.save [receiver_type 90 call]
    field                app.ts:27 kept -> app.ts:10 Desk.kept [same_class 95 read]
    field                app.ts:27 save -> lib/store.ts:4 Store.save [receiver_type 90 call]
    returned             app.ts:28 opened -> lib/store.ts:7 opened [import 95 call]
    returned             app.ts:28 save -> lib/store.ts:4 Store.save [receiver_type 90 call]
    bound                app.ts:29 save -> lib/store.ts:4 Store.save [receiver_type 90 call]
    element              app.ts:30 save -> lib/store.ts:4 Store.save [receiver_type 85 call]
    inherited by a value app.ts:31 close -> lib/store.ts:1 Base.close [inherited 85 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               app.ts:5 get -> perhaps lib.ts:3 Cache.get
    common               app.ts:6 save -> perhaps lib.ts:3 Cache.save
    common               app.ts:7 log -> perhaps lib.ts:3 Cache.log
    common               app.ts:8 first -> ?
    common               app.ts:8 run -> perhaps lib.ts:3 Cache.run
    shadowed             app.ts:9 run -> app.ts:4 use.run [local 100 call]
    blocked              app.ts:10 get -> external axios get
    blocked              app.ts:11 save -> external axios Cache.save
    unseen               app.ts:12 log -> ?
    family               app.ts:13 far -> ?
    family               app.ts:14 far -> ?
    double               app.ts:15 get -> perhaps lib.ts:3 Cache.get
    ");
}
