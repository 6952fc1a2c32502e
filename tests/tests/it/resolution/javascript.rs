//! JavaScript, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn names_come_from_modules_through_re_exports() {
    assert_snapshot!(edges(&[
        ("lib/index.js", "
            export * from './orders.js';
            export { of as priceOf } from './prices.js';
            export * as money from './prices.js';
        "),
        ("lib/orders.js", "
            export function place() {}
            export default class Order { save() {} }
            function hidden() {}
        "),
        ("lib/prices.js", "
            export const of = thing => 1;
        "),
        ("app.js", "
            import Order, { place as put } from './lib/orders';
            import { place, priceOf, money, hidden } from './lib';
            import * as lib from './lib/index.js';

            function run() {
                put();
                place();
                priceOf(1);
                money.of(2);
                lib.place();
                lib.money.of(3);
                new Order().save();
                hidden();
                lib.hidden();
            }
        "),
    ]), @r"
    app.js:6 run put -> lib/orders.js:1 place (import)
    app.js:7 run place -> lib/orders.js:1 place (import)
    app.js:8 run priceOf -> lib/prices.js:1 of (import)
    app.js:9 run money -> lib/prices.js (import)
    app.js:9 run of -> lib/prices.js:1 of (import)
    app.js:10 run lib -> lib/index.js (import)
    app.js:10 run place -> lib/orders.js:1 place (import)
    app.js:11 run lib -> lib/index.js (import)
    app.js:11 run money -> lib/prices.js (import)
    app.js:11 run of -> lib/prices.js:1 of (import)
    app.js:12 run Order -> lib/orders.js:2 Order (import)
    app.js:12 run save -> lib/orders.js:2 Order.save (receiver_type)
    app.js:13 run hidden -> ?
    app.js:14 run lib -> lib/index.js (import)
    app.js:14 run hidden -> ?
    ");
}

#[test]
fn common_js_gives_what_it_is_set_to() {
    assert_snapshot!(edges(&[
        ("lib/app.js", "
            var app = exports = module.exports = {};
            app.init = function init() { this.use(); };
            app.use = function use() {};
        "),
        ("lib/view.js", "
            module.exports = View;
            function View(name) { this.name = name; }
            View.prototype.render = function render() { return this.resolve(); };
            View.prototype.resolve = function resolve() {};
        "),
        ("lib/tools.js", "
            exports.trim = function (text) { return exports.cut(text); };
            exports.cut = text => text;
        "),
        ("index.js", "
            module.exports = require('./lib/app');
        "),
        ("main.js", "
            var app = require('./');
            var View = require('./lib/view');
            var trim = require('./lib/tools').trim;
            const { cut: slice } = require('./lib/tools');
            const tools = require('./lib/tools');

            function main() {
                app.init();
                new View('a').render();
                trim(' a');
                slice(' a');
                tools.cut('a');
                tools.missing();
            }
        "),
    ]), @r"
    lib/app.js:2  app -> lib/app.js:1 app (same_file)
    lib/app.js:2 app.init use -> lib/app.js:3 app.use (same_class)
    lib/app.js:3  app -> lib/app.js:1 app (same_file)
    lib/tools.js:1 trim cut -> lib/tools.js:2 cut (same_file)
    lib/view.js:1  View -> lib/view.js:2 View (same_file)
    lib/view.js:3  View -> lib/view.js:2 View (same_file)
    lib/view.js:3 View.render resolve -> lib/view.js:4 View.resolve (same_class)
    lib/view.js:4  View -> lib/view.js:2 View (same_file)
    main.js:8 main app -> lib/app.js:1 app (import)
    main.js:8 main init -> lib/app.js:2 app.init (receiver_type)
    main.js:9 main View -> lib/view.js:2 View (import)
    main.js:9 main render -> lib/view.js:3 View.render (receiver_type)
    main.js:10 main trim -> lib/tools.js:1 trim (import)
    main.js:11 main slice -> lib/tools.js:2 cut (import)
    main.js:12 main tools -> lib/tools.js (import)
    main.js:12 main cut -> lib/tools.js:2 cut (import)
    main.js:13 main tools -> lib/tools.js (import)
    main.js:13 main missing -> ?
    ");
}

#[test]
fn a_default_import_of_a_file_without_one_is_the_file() {
    assert_snapshot!(edges(&[
        ("old.js", "
            exports.run = function () {};
        "),
        ("whole.js", "
            module.exports = function whole() {};
        "),
        ("none.js", "
            function run() {}
        "),
        ("app.js", "
            import old from './old.js';
            import whole from './whole.js';
            import none from './none.js';

            function main() {
                old.run();
                whole();
                none.run();
                none();
            }
        "),
    ]), @r"
    app.js:6 main old -> old.js (import)
    app.js:6 main run -> old.js:1 run (import)
    app.js:7 main whole -> whole.js:1 whole (import)
    app.js:8 main none -> ?
    app.js:8 main run -> ?
    app.js:9 main none -> ?
    ");
}

#[test]
fn this_and_super_go_up_to_the_class_of_another_file() {
    assert_snapshot!(edges(&[
        ("base.js", "
            export class Base {
                run() {}
                get() {}
            }
        "),
        ("app.js", "
            import { Base as Above } from './base.js';

            class Sub extends Above {
                constructor() { super(); this.made = new Above(); }
                run() {
                    super.run();
                    this.get();
                    this.own();
                    this.made.get();
                    this.missing();
                }
                own() {}
                static of() { return new Sub(); }
            }

            function main() {
                Sub.of().own();
                const sub = new Sub();
                sub.get();
            }
        "),
    ]), @"
    app.js:3 Sub Above -> base.js:1 Base (import)
    app.js:4 Sub.constructor constructor -> base.js:1 Base (inherited)
    app.js:4 Sub.constructor Above -> base.js:1 Base (import)
    app.js:6 Sub.run run -> base.js:2 Base.run (inherited)
    app.js:7 Sub.run get -> base.js:3 Base.get (inherited)
    app.js:8 Sub.run own -> app.js:12 Sub.own (same_class)
    app.js:9 Sub.run made -> app.js:4 Sub.made (same_class)
    app.js:9 Sub.run get -> base.js:3 Base.get (receiver_type)
    app.js:10 Sub.run missing -> ?
    app.js:13 Sub.of Sub -> app.js:3 Sub (same_file)
    app.js:17 main Sub -> app.js:3 Sub (same_file)
    app.js:17 main of -> app.js:13 Sub.of (receiver_type)
    app.js:17 main own -> app.js:12 Sub.own (receiver_type)
    app.js:18 main Sub -> app.js:3 Sub (same_file)
    app.js:19 main get -> base.js:3 Base.get (inherited)
    app.js:13 Sub calls app.js:4 Sub.constructor (same_file)
    app.js:18 Sub calls app.js:4 Sub.constructor (same_file)
    ");
}

#[test]
fn what_gives_back_this_goes_on_with_the_same_object() {
    assert_snapshot!(edges(&[
        ("app.js", "
            class Query {
                where() { return this; }
                limit() { if (1) return this; return undefined; }
                either() { if (1) return this; return other(); }
                end() { return () => this; }
                run() { this.where().own(); }
                own() {}
            }
            class Special extends Query { own() {} }
            var res = {};
            res.set = function () { return this; };
            res.get = function () { return this.set().get(); };

            function main() {
                new Query().where().limit().own();
                new Special().where().own();
                new Query().either().own();
                new Query().end().own();
                res.set().set().get();
            }
        "),
    ]), @r"
    app.js:4 Query.either other -> ?
    app.js:6 Query.run where -> app.js:2 Query.where (same_class)
    app.js:6 Query.run own -> app.js:7 Query.own (receiver_type)
    app.js:9 Special Query -> app.js:1 Query (same_file)
    app.js:11  res -> app.js:10 res (same_file)
    app.js:12  res -> app.js:10 res (same_file)
    app.js:12 res.get set -> app.js:11 res.set (same_class)
    app.js:12 res.get get -> app.js:12 res.get (receiver_type)
    app.js:15 main Query -> app.js:1 Query (same_file)
    app.js:15 main where -> app.js:2 Query.where (receiver_type)
    app.js:15 main limit -> app.js:3 Query.limit (receiver_type)
    app.js:15 main own -> app.js:7 Query.own (receiver_type)
    app.js:16 main Special -> app.js:9 Special (same_file)
    app.js:16 main where -> app.js:2 Query.where (inherited)
    app.js:16 main own -> app.js:9 Special.own (receiver_type)
    app.js:17 main Query -> app.js:1 Query (same_file)
    app.js:17 main either -> app.js:4 Query.either (receiver_type)
    app.js:17 main own -> perhaps app.js:7 Query.own, app.js:9 Special.own
    app.js:18 main Query -> app.js:1 Query (same_file)
    app.js:18 main end -> app.js:5 Query.end (receiver_type)
    app.js:18 main own -> perhaps app.js:7 Query.own, app.js:9 Special.own
    app.js:19 main res -> app.js:10 res (same_file)
    app.js:19 main set -> app.js:11 res.set (receiver_type)
    app.js:19 main set -> app.js:11 res.set (receiver_type)
    app.js:19 main get -> app.js:12 res.get (receiver_type)
    ");
}

#[test]
fn functions_and_objects_are_types_too() {
    assert_snapshot!(edges(&[
        ("proto.js", "
            var proto = module.exports = {};
            proto.use = function () {};
        "),
        ("app.js", "
            var proto = require('./proto');
            var Kept = class { run() {} };

            function create() {
                var app = function () { app.use(); };
                Object.setPrototypeOf(app, proto);
                mixin(app, proto);
                return app;
            }
            function Old() {
                this.speak = function () {};
                this.name = 'old';
                function Inner() { this.speak = 1; }
            }
            Old.prototype.go = function () { this.speak(); };
            class Sub extends Kept { go() { this.run(); } }

            function main() {
                create().use();
                var old = new Old();
                old.speak();
                old.go();
                old.name;
                var own = { get() {}, put: function () { this.get(); } };
                own.get();
                own.post();
            }
        "),
    ]), @r"
    app.js:5 create.app app -> app.js:5 create.app (same_file)
    app.js:5 create.app use -> proto.js:2 proto.use (inherited)
    app.js:6 create app -> app.js:5 create.app (same_file)
    app.js:6 create proto -> proto.js:1 proto (import)
    app.js:7 create mixin -> ?
    app.js:7 create app -> app.js:5 create.app (same_file)
    app.js:7 create proto -> proto.js:1 proto (import)
    app.js:8 create app -> app.js:5 create.app (same_file)
    app.js:15  Old -> app.js:10 Old (same_file)
    app.js:15 Old.go speak -> app.js:11 Old.speak (same_class)
    app.js:16 Sub Kept -> app.js:2 Kept (same_file)
    app.js:16 Sub.go run -> app.js:2 Kept.run (inherited)
    app.js:19 main create -> app.js:4 create (same_file)
    app.js:19 main use -> proto.js:2 proto.use (inherited)
    app.js:20 main Old -> app.js:10 Old (same_file)
    app.js:21 main speak -> app.js:11 Old.speak (receiver_type)
    app.js:22 main go -> app.js:15 Old.go (receiver_type)
    app.js:23 main name -> app.js:12 Old.name (receiver_type)
    app.js:24 main.own.put get -> app.js:24 main.own.get (same_class)
    app.js:25 main own -> app.js:24 main.own (same_file)
    app.js:25 main get -> app.js:24 main.own.get (receiver_type)
    app.js:26 main own -> app.js:24 main.own (same_file)
    app.js:26 main post -> ?
    proto.js:2  proto -> proto.js:1 proto (same_file)
    ");
}

#[test]
fn an_import_from_outside_hides_namesakes() {
    assert_snapshot!(edges(&[
        ("tools.js", "
            export function get() {}
            export class Session { get() {} }
        "),
        ("app.js", "
            import axios, { get } from 'axios';
            import { Session } from '@scope/net';
            const fs = require('node:fs');

            function fetchAll() {
                get('u');
                axios.get('u');
                new Session().get('u');
                axios.get('u').save();
                fs.log('u');
            }
        "),
    ]), @r"
    app.js:6 fetchAll get -> external axios get
    app.js:7 fetchAll axios -> external axios
    app.js:7 fetchAll get -> external axios get
    app.js:8 fetchAll Session -> external @scope/net Session
    app.js:8 fetchAll get -> external @scope/net Session.get
    app.js:9 fetchAll axios -> external axios
    app.js:9 fetchAll get -> external axios get
    app.js:9 fetchAll save -> ?
    app.js:10 fetchAll fs -> external node:fs
    app.js:10 fetchAll log -> external node:fs log
    ");
}

#[test]
fn common_names_and_shadowed_names_make_no_edge() {
    assert_snapshot!(edges(&[
        ("lib.js", "
            export function run() {}
            export function log() {}
            export class Cache { get() {} save() {} }
            export class Model { get() {} save() {} }
        "),
        ("app.js", "
            import { run } from './lib.js';

            function shadowed(run) {
                run();
                const log = () => {};
                log();
            }
            function other(thing, map) {
                thing.get();
                thing.save();
                map.forEach(x => x.run());
                save();
                log();
                console.log();
                JSON.parse('');
            }
        "),
        ("lib.py", "
            def save(): ...
            class Store:
                def get(self): ...
        "),
    ]), @r"
    app.js:6 shadowed log -> app.js:5 shadowed.log (same_file)
    app.js:9 other get -> perhaps lib.js:3 Cache.get, lib.js:4 Model.get
    app.js:10 other save -> perhaps lib.js:3 Cache.save, lib.js:4 Model.save
    app.js:11 other forEach -> ?
    app.js:11 other run -> ?
    app.js:12 other save -> ?
    app.js:13 other log -> ?
    ");
}

#[test]
fn the_double_of_a_test_comes_after_what_is_none() {
    assert_snapshot!(edges(&[
        ("src/store.js", "
            export class Store { flush() {} }
        "),
        ("test/store.test.js", "
            class FakeStore { flush() {} drain() {} }
            function double(store) { store.flush(); }
        "),
        ("src/app.js", "
            function close(store) {
                store.flush();
                store.drain();
            }
        "),
    ]), @r"
    src/app.js:2 close flush -> perhaps src/store.js:1 Store.flush
    src/app.js:3 close drain -> perhaps test/store.test.js:1 FakeStore.drain
    test/store.test.js:2 double flush -> perhaps src/store.js:1 Store.flush
    ");
}

#[test]
fn modules_that_import_each_other_in_a_circle_end() {
    assert_snapshot!(edges(&[
        ("a.js", "
            export * from './b.js';
            export { lost } from './b.js';
            export function here() {}
        "),
        ("b.js", "
            export * from './a.js';
            export { lost } from './a.js';
            export function there() {}
        "),
        ("c.js", "
            import { lost, here, there } from './b.js';
            lost();
            here();
            there();
        "),
        ("d.js", "
            module.exports = require('./e');
        "),
        ("e.js", "
            module.exports = require('./d');
        "),
        ("f.js", "
            const d = require('./d');
            d.lost();
        "),
    ]), @r"
    c.js:2  lost -> ?
    c.js:3  here -> a.js:3 here (import)
    c.js:4  there -> b.js:3 there (import)
    f.js:2  d -> d.js (import)
    f.js:2  lost -> ?
    ");
}

#[test]
fn a_parameter_means_the_one_object_that_is_a_module_of_its_name() {
    assert_snapshot!(edges(&[
        ("lib/response.js", "
            var res = Object.create(null);
            module.exports = res;
            res.send = function send(body) { return body; };
        "),
        ("lib/log.js", "
            const log = { info() {} };
            module.exports = log;
        "),
        ("lib/other/log.js", "
            const log = { info() {} };
            module.exports = log;
        "),
        ("lib/inner.js", "
            const part = { go() {} };
            exports.part = part;
        "),
        ("app.js", "
            function show(res) { return res.send(1); }
            function two(log) { return log.info(); }
            function not_whole(part) { return part.go(); }
            function known(res) { res = {}; return res.other(); }
            function local() { var res = make(); return res.send(1); }
            function called(res) { return res().send(1); }
        "),
        ("typed.ts", "
            function show(res) { return res.send(1); }
        "),
    ]), @r"
    app.js:1 show send -> lib/response.js:3 res.send (parameter_name)
    app.js:2 two info -> ?
    app.js:3 not_whole go -> ?
    app.js:4 known other -> ?
    app.js:5 local make -> ?
    app.js:5 local send -> perhaps lib/response.js:3 res.send
    app.js:6 called send -> perhaps lib/response.js:3 res.send
    lib/inner.js:2  part -> lib/inner.js:1 part (same_file)
    lib/log.js:2  log -> lib/log.js:1 log (same_file)
    lib/other/log.js:2  log -> lib/other/log.js:1 log (same_file)
    lib/response.js:2  res -> lib/response.js:1 res (same_file)
    lib/response.js:3  res -> lib/response.js:1 res (same_file)
    typed.ts:1 show send -> perhaps lib/response.js:3 res.send
    ");
}
