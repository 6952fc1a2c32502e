//! JavaScript.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("lib/store.js", "
        export class Base { close() {} }
        export class Store extends Base {
            constructor() { super(); }
            save() {}
            static shared() {}
        }
        export function opened() { return new Store(); }
    "),
    ("lib/index.js", "
        export { opened as passed } from './store.js';
        export * from './store.js';
    "),
    ("lib/response.js", "
        var res = Object.create(null);
        module.exports = res;
        res.send = function send() {};
    "),
    ("app.js", "
        import { Store, opened } from './lib/store.js';
        import { opened as begun } from './lib/store.js';
        import { passed } from './lib/index.js';
        import * as lib from './lib/index.js';

        function helper() {}

        class Desk extends Store {
            kept = new Store();
            run(res) {
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
                const fresh = new Store(); //: constructor
                fresh.save(); //: made
                this.kept.save(); //: field
                opened().save(); //: returned
                fresh.close(); //: inherited by a value
                res.send(); //: named
            }
            own() {}
        }
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("lib.js", "
        export function run() {}
        export function log() {}
        export class Cache { get() {} save() {} log() {} run() {} }
    "),
    ("lib.py", "
        def far(): ...
    "),
    ("test/lib.test.js", "
        class FakeCache { get() {} }
    "),
    ("app.js", "
        import { run } from './lib.js';
        import { get } from 'axios';
        import axios from 'axios';

        function use(thing, run) {
            thing.get(); //: common
            thing.save(); //: common
            thing.log(); //: common
            thing.first().run(); //: common
            run(); //: shadowed
            get(); //: blocked
            axios.get(); //: blocked
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
    local                app.js:12 print -> ?
    local                app.js:12 count -> app.js:11 Desk.run.count [local 100 read]
    file                 app.js:13 helper -> app.js:6 helper [same_file 100 call]
    own                  app.js:14 own -> app.js:29 Desk.own [same_class 95 call]
    inherited            app.js:15 close -> lib/store.js:1 Base.close [inherited 85 call]
    above                app.js:16 save -> lib/store.js:4 Store.save [inherited 85 call]
    import               app.js:17 opened -> lib/store.js:7 opened [import 95 call]
    renamed              app.js:18 begun -> lib/store.js:7 opened [import 95 call]
    passed on            app.js:19 passed -> lib/store.js:7 opened [import 95 call]
    passed on            app.js:20 lib -> lib/index.js (import)
    passed on            app.js:20 opened -> lib/store.js:7 opened [import 95 call]
    of a type            app.js:21 Store -> lib/store.js:2 Store [import 95 read]
    of a type            app.js:21 shared -> lib/store.js:5 Store.shared [receiver_type 90 call]
    constructor          app.js:22 Store -> lib/store.js:2 Store [import 95 instantiate]
    constructor          app.js:22 Store -> lib/store.js:3 Store.constructor [import 95 call beside]
    made                 app.js:23 save -> lib/store.js:4 Store.save [receiver_type 90 call]
    field                app.js:24 kept -> app.js:9 Desk.kept [same_class 95 read]
    field                app.js:24 save -> lib/store.js:4 Store.save [receiver_type 90 call]
    returned             app.js:25 opened -> lib/store.js:7 opened [import 95 call]
    returned             app.js:25 save -> lib/store.js:4 Store.save [receiver_type 90 call]
    inherited by a value app.js:26 close -> lib/store.js:1 Base.close [inherited 85 call]
    named                app.js:27 send -> lib/response.js:3 res.send [parameter_name 50 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               app.js:6 get -> perhaps lib.js:3 Cache.get
    common               app.js:7 save -> perhaps lib.js:3 Cache.save
    common               app.js:8 log -> perhaps lib.js:3 Cache.log
    common               app.js:9 first -> ?
    common               app.js:9 run -> perhaps lib.js:3 Cache.run
    shadowed             app.js:10 run -> app.js:5 use.run [local 100 call]
    blocked              app.js:11 get -> external axios get
    blocked              app.js:12 axios -> external axios
    blocked              app.js:12 get -> external axios get
    unseen               app.js:13 log -> ?
    family               app.js:14 far -> ?
    family               app.js:15 far -> ?
    double               app.js:16 get -> perhaps lib.js:3 Cache.get
    ");
}
