//! `require` and `module.exports`.

use insta::assert_snapshot;

use super::js;
use crate::extract::testing::{exports, imports, references, show};

#[test]
fn requires_are_imports() {
    let facts = js("
        var a = require('./a');
        const { b, c: d, 'e-f': g } = require('../b');
        let h = require('h').member;
        require('./side');
        var debug = require('debug')('app');
        require('./routes')(app);
        a.run(); b(); d(); h(); debug();
        function f() { const local = require('./local'); local(); }
        const { deep: { x }, y = 1 } = require('./deep');
        let late; late = require('./late');
        require(computed);
    ");
    assert_snapshot!(imports(&facts), @r#"
    import module "./a" as a 1:4
    import member "../b" . b as b 2:8
    import member "../b" . c as d 2:11
    import member "../b" . e-f as g 2:17
    import member "h" . member as h 3:4
    import module "./side" 4:0
    import module "debug" 5:12
    import module "./routes" 6:0
    import module "./local" as local 8:21 in f
    import module "./deep" 9:31
    import module "./late" 10:17
    "#);
    assert_snapshot!(references(&facts), @"
    1:4 import a -> import ./a
    2:8 import b -> import ../b . b
    2:11 import c -> import ../b . c
    2:17 import e-f -> import ../b . e-f
    3:21 import member -> import h . member
    4:0 import require -> import ./side
    5:12 call require(1) -> import debug
    6:0 call require(1) -> import ./routes
    6:20 read app -> free
    7:0 read a -> import ./a
    7:2 call a.run(0)
    7:9 call b(0) -> import ../b . b
    7:14 call d(0) -> import ../b . c
    7:19 call h(0) -> import h . member
    7:24 call debug(0) -> variable 5:4
    8:21 import local in f -> import ./local
    8:49 call local(0) in f -> import ./local
    9:8 read deep
    9:16 read x
    9:21 read y
    9:31 import require -> import ./deep
    10:10 write late -> variable 10:4
    10:17 import require -> import ./late
    11:0 call require(1) -> free
    11:8 read computed -> free
    ");
}

#[test]
fn a_local_require_is_none_and_so_are_local_exports() {
    let facts = js("
        function load(require, exports, module) {
            const a = require('./a');
            exports.x = 1;
            module.exports = a;
        }
    ");
    assert_eq!(imports(&facts), "");
    assert_eq!(exports(&facts), "");
}

#[test]
fn exports_of_single_names() {
    assert_snapshot!(show(&js("
        exports.run = function run() { return exports.help() + this.other(); };
        exports.help = () => 1;
        module.exports.other = other;
        exports.version = '1.0';
        exports.engine = new Engine();
        exports.Route = require('./route');
        exports.options = { deep: 1 };
        exports.a = exports.b = void 0;
        exports.c = exports.d = other;
        function other() {}
    ")), @r#"
    function run(0) 1:8 in 1:0-1:70 +public
    function help(0) 2:8 in 2:0-2:22 +public
    variable version 4:8 in 4:0-4:23 +public
    variable engine 5:8 in 5:0-5:29 +public = Engine(0)
    variable options 7:8 in 7:0-7:29 +public
      field deep 7:20 in 7:20-7:27 +public
    function other(0) 10:9 in 10:0-10:19
    import module "./route" 6:16
    export run = function 1:8
    export help = function 2:8
    export other = function 10:9 by other
    export version = variable 4:8
    export engine = variable 5:8
    export Route = import ./route by require
    export options = variable 7:8
    export d = function 10:9 by other
    export c = function 10:9 by other
    1:46 call <?>.help(0) in run -> function 2:8
    1:60 call <?>.other(0) in run
    3:23 read other -> function 10:9
    5:21 instantiate Engine(0) -> free
    6:16 import require -> import ./route
    9:24 read other -> function 10:9
    "#);
}

#[test]
fn a_file_may_export_one_value() {
    for source in [
        "module.exports = App; class App {}",
        "exports = module.exports = App; function App() {}",
        "module.exports = function (x) { return x; };",
        "module.exports = class Foo { m() {} };",
        "var app = exports = module.exports = {};",
        "const proto = module.exports = function () {};",
        "module.exports = new Engine();",
        "module.exports = require('./lib');",
        "module.exports = make();",
    ] {
        let facts = js(source);
        assert!(exports(&facts).starts_with("export = = "), "{source}");
    }
    assert_snapshot!(show(&js("module.exports = class Foo { m() {} };")), @"
    class Foo 1:23 in 1:0-1:37 +public
      method m(0) 1:29 in 1:29-1:35 +public
    export = = class 1:23
    ");
    assert_snapshot!(show(&js("module.exports = new Engine();")), @"
    variable exports 1:7 in 1:0-1:29 +public = Engine(0)
    export = = variable 1:7
    1:21 instantiate Engine(0) -> free
    ");
    assert_snapshot!(show(&js("
        var app = exports = module.exports = {};
        app.use = function () { this.lazy(); };
    ")), @"
    variable app 1:4 in 1:0-1:40 +public
    method app::use(0) 2:4 in 2:0-2:38 +public
    export = = variable 1:4
    2:0 read app -> variable 1:4
    2:29 call <this>.lazy(0) in use
    ");
}

#[test]
fn an_object_that_is_exported_exports_its_members() {
    assert_snapshot!(show(&js("
        module.exports = {
            helper, renamed: helper, made: make(), limit: 3,
            run() { return this.stop(); },
            stop: () => 1,
            Kind: class {},
            options: { deep() {} },
            ...require('./more'),
        };
        function helper() {}
    ")), @r#"
    variable made 2:29 in 2:29-2:41 +public = make(0)
    variable limit 2:43 in 2:43-2:51 +public
    function run(0) 3:4 in 3:4-3:33 +public = <?>.stop(0)
    function stop(0) 4:4 in 4:4-4:17 +public
    class Kind 5:4 in 5:4-5:18 +public
    variable options 6:4 in 6:4-6:26 +public
      method deep(0) 6:15 in 6:15-6:24 +public
    function helper(0) 9:9 in 9:0-9:20
    import module "./more" 7:7
    import wildcard "./more" 7:4 +reexport
    export helper = function 9:9 by helper
    export renamed = function 9:9 by helper
    export made = variable 2:29
    export limit = variable 2:43
    export run = function 3:4
    export stop = function 4:4
    export Kind = class 5:4
    export options = variable 6:4
    2:4 read helper -> function 9:9
    2:21 read helper -> function 9:9
    2:35 call make(0) -> free
    3:24 call <?>.stop(0) in run -> function 4:4
    7:7 import require -> import ./more
    "#);
}
