//! PHP.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("src/Store.php", r"
        <?php
        namespace Shop;
        class Base { function close() {} }
        class Store extends Base {
            function __construct() {}
            function save() {}
            static function shared() {}
        }
        function opened(): Store { return find(); }
    "),
    ("src/Beside.php", r"
        <?php
        namespace App;
        class Beside { static function go() {} }
    "),
    ("src/Desk.php", r"
        <?php
        namespace App;
        use Shop\Store;
        use Shop\Store as Renamed;
        use function Shop\opened;

        function helper() {}
        class Desk extends Store {
            private $made;
            private Store $kept;
            function __construct() {
                $this->made = new Store(); //: constructor
            }
            function run(Store $given) {
                $count = 1;
                echo $count; //: local
                helper(); //: file
                $this->own(); //: own
                $this->close(); //: inherited
                parent::save(); //: above
                opened(); //: import
                Renamed::class; //: renamed
                Beside::go(); //: package
                Store::shared(); //: of a type
                $given->save(); //: annotated
                $fresh = new Store();
                $fresh->save(); //: made
                $this->made->save(); //: field
                $this->kept->save(); //: field
                opened()->save(); //: returned
                $given->close(); //: inherited by a value
            }
            function own() {}
        }
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("src/lib.php", r"
        <?php
        namespace Lib;
        class Cache { function get() {} function save() {} function log() {} function run() {} }
        class Logger { function log() {} }
        function tidy() {}
    "),
    ("src/lib.py", "
        def far(): ...
    "),
    ("tests/FakeCache.php", r"
        <?php
        namespace Tests;
        class FakeCache { function get() {} }
    "),
    ("src/app.php", r"
        <?php
        namespace App;
        use Vendor\Logger;
        use Vendor\Cache;

        class Thing { function get() {} }
        function main(Logger $logger, $thing) {
            $thing->get(); //: common
            $thing->save(); //: common
            $thing->log(); //: common
            $thing->first()->run(); //: common
            $logger->log(); //: blocked
            Cache::run(); //: blocked
            tidy(); //: unseen
            far(); //: family
            $thing->far(); //: family
            $thing->get(); //: double
            $made = new Thing();
            $use = function ($made) {
                $made->get(); //: shadowed
            };
        }
    "),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    constructor          src/Desk.php:12 made -> src/Desk.php:9 Desk.made [same_class 95 write]
    constructor          src/Desk.php:12 Store -> src/Store.php:4 Store [import 95 instantiate]
    constructor          src/Desk.php:12 Store -> src/Store.php:5 Store.__construct [import 95 call beside]
    local                src/Desk.php:16 count -> src/Desk.php:15 Desk.run.count [local 100 read]
    file                 src/Desk.php:17 helper -> src/Desk.php:7 helper [same_file 100 call]
    own                  src/Desk.php:18 own -> src/Desk.php:33 Desk.own [same_class 95 call]
    inherited            src/Desk.php:19 close -> src/Store.php:3 Base.close [inherited 85 call]
    above                src/Desk.php:20 save -> src/Store.php:6 Store.save [inherited 85 call]
    import               src/Desk.php:21 opened -> src/Store.php:9 opened [import 95 call]
    renamed              src/Desk.php:22 Renamed -> src/Store.php:4 Store [import 95 type]
    package              src/Desk.php:23 Beside -> src/Beside.php:3 Beside [same_package 90 type]
    package              src/Desk.php:23 go -> src/Beside.php:3 Beside.go [receiver_type 90 call]
    of a type            src/Desk.php:24 Store -> src/Store.php:4 Store [import 95 type]
    of a type            src/Desk.php:24 shared -> src/Store.php:7 Store.shared [receiver_type 90 call]
    annotated            src/Desk.php:25 save -> src/Store.php:6 Store.save [receiver_type 90 call]
    made                 src/Desk.php:27 save -> src/Store.php:6 Store.save [receiver_type 90 call]
    field                src/Desk.php:28 made -> src/Desk.php:9 Desk.made [same_class 95 read]
    field                src/Desk.php:28 save -> src/Store.php:6 Store.save [receiver_type 90 call]
    field                src/Desk.php:29 kept -> src/Desk.php:10 Desk.kept [same_class 95 read]
    field                src/Desk.php:29 save -> src/Store.php:6 Store.save [receiver_type 90 call]
    returned             src/Desk.php:30 opened -> src/Store.php:9 opened [import 95 call]
    returned             src/Desk.php:30 save -> src/Store.php:6 Store.save [receiver_type 90 call]
    inherited by a value src/Desk.php:31 close -> src/Store.php:3 Base.close [inherited 85 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               src/app.php:8 get -> perhaps src/app.php:6 Thing.get, src/lib.php:3 Cache.get
    common               src/app.php:9 save -> perhaps src/lib.php:3 Cache.save
    common               src/app.php:10 log -> perhaps src/lib.php:3 Cache.log, src/lib.php:4 Logger.log
    common               src/app.php:11 first -> ?
    common               src/app.php:11 run -> perhaps src/lib.php:3 Cache.run
    blocked              src/app.php:12 log -> external Vendor Logger.log
    blocked              src/app.php:13 Cache -> external Vendor Cache
    blocked              src/app.php:13 run -> external Vendor Cache.run
    unseen               src/app.php:14 tidy -> of the language
    family               src/app.php:15 far -> of the language
    family               src/app.php:16 far -> ?
    double               src/app.php:17 get -> perhaps src/app.php:6 Thing.get, src/lib.php:3 Cache.get
    shadowed             src/app.php:20 made -> src/app.php:19 main.made [local 100 read]
    shadowed             src/app.php:20 get -> perhaps src/app.php:6 Thing.get, src/lib.php:3 Cache.get
    ");
}
