//! PHP, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn names_come_by_namespace_import_and_from_the_global_one() {
    assert_snapshot!(edges(&[
        ("src/App.php", "
            <?php
            namespace A;
            use B\\Brought as Other;
            use function B\\help;
            class App {
                function run(Beside $b) {
                    new Other(); help(); near(); everywhere(); LIMIT;
                    \\B\\help(); Elsewhere::go(); \\Wide::go(); strlen('');
                }
            }
        "),
        ("src/Beside.php", "
            <?php
            namespace A;
            class Beside {}
            function near() {}
        "),
        ("src/b.php", "
            <?php
            namespace B { class Brought {} function help() {} class Elsewhere { static function go() {} } }
            namespace { class Wide { static function go() {} } const LIMIT = 1; }
        "),
        ("src/global.php", "
            <?php
            function everywhere() {}
            class Beside {}
        "),
    ]), @"
    src/App.php:6 App.run Beside -> src/Beside.php:3 Beside (same_package)
    src/App.php:7 App.run Other -> src/b.php:2 B.Brought (import)
    src/App.php:7 App.run help -> src/b.php:2 B.help (import)
    src/App.php:7 App.run near -> src/Beside.php:4 near (same_package)
    src/App.php:7 App.run everywhere -> src/global.php:2 everywhere (wildcard)
    src/App.php:7 App.run LIMIT -> src/b.php:3 LIMIT (wildcard)
    src/App.php:8 App.run help -> src/b.php:2 B.help (import)
    src/App.php:8 App.run Elsewhere -> external A Elsewhere
    src/App.php:8 App.run go -> external A Elsewhere.go
    src/App.php:8 App.run Wide -> src/b.php:3 Wide (import)
    src/App.php:8 App.run go -> src/b.php:3 Wide.go (receiver_type)
    ");
}

#[test]
fn receivers_tell_their_types() {
    assert_snapshot!(edges(&[
        ("src/Base.php", "
            <?php
            namespace A;
            abstract class Base implements Job {
                use Loud;
                protected ?Engine $engine;
                function save(): static { return $this; }
                function get() { return $this->engine; }
            }
            interface Job { function run(); const RETRY = 1; }
            trait Loud { function log() { $this->save(); } }
        "),
        ("src/Sub.php", "
            <?php
            namespace A;
            class Sub extends Base {
                function __construct(private Engine $own, int $size = 0) { parent::save(); }
                function go($any) {
                    $this->save()->only()->log();
                    $this->get()->start();
                    $this->own->start(); $this->engine?->start();
                    self::RETRY; static::run();
                    $any->start(); $any->save();
                    (new Engine)->stop(); Engine::make()->start(); $f = Engine::Idle; $f->start();
                    new Sub(own: $any, size: 1);
                }
                function only(): self { return $this; }
            }
        "),
        ("src/Engine.php", "
            <?php
            namespace A;
            class Engine {
                public $start;
                const Idle = 1;
                static function make(): self { return new self; }
                function start() { $this->start; }
            }
        "),
    ]), @"
    src/Base.php:3 Base Job -> src/Base.php:9 Job (same_file)
    src/Base.php:4 Base Loud -> src/Base.php:10 Loud (same_file)
    src/Base.php:5 Base Engine -> src/Engine.php:3 Engine (same_package)
    src/Base.php:6 Base.save static -> src/Base.php:3 Base (same_file)
    src/Base.php:7 Base.get engine -> src/Base.php:5 Base.engine (same_class)
    src/Base.php:10 Loud.log save -> perhaps src/Base.php:6 Base.save
    src/Engine.php:6 Engine.make self -> src/Engine.php:3 Engine (same_file)
    src/Engine.php:6 Engine.make self -> src/Engine.php:3 Engine (same_file)
    src/Engine.php:7 Engine.start start -> src/Engine.php:4 Engine.start (same_class)
    src/Sub.php:3 Sub Base -> src/Base.php:3 Base (same_package)
    src/Sub.php:4 Sub.__construct Engine -> src/Engine.php:3 Engine (same_package)
    src/Sub.php:4 Sub.__construct save -> src/Base.php:6 Base.save (inherited)
    src/Sub.php:6 Sub.go save -> src/Base.php:6 Base.save (inherited)
    src/Sub.php:6 Sub.go only -> src/Sub.php:14 Sub.only (receiver_type)
    src/Sub.php:6 Sub.go log -> src/Base.php:10 Loud.log (inherited)
    src/Sub.php:7 Sub.go get -> src/Base.php:7 Base.get (inherited)
    src/Sub.php:7 Sub.go start -> src/Engine.php:7 Engine.start (receiver_type)
    src/Sub.php:8 Sub.go own -> src/Sub.php:4 Sub.own (same_class)
    src/Sub.php:8 Sub.go start -> src/Engine.php:7 Engine.start (receiver_type)
    src/Sub.php:8 Sub.go engine -> src/Base.php:5 Base.engine (inherited)
    src/Sub.php:8 Sub.go start -> src/Engine.php:7 Engine.start (receiver_type)
    src/Sub.php:9 Sub.go RETRY -> src/Base.php:9 Job.RETRY (inherited)
    src/Sub.php:9 Sub.go run -> src/Base.php:9 Job.run (inherited)
    src/Sub.php:10 Sub.go start -> perhaps src/Engine.php:7 Engine.start
    src/Sub.php:10 Sub.go save -> perhaps src/Base.php:6 Base.save
    src/Sub.php:11 Sub.go Engine -> src/Engine.php:3 Engine (same_package)
    src/Sub.php:11 Sub.go stop -> ?
    src/Sub.php:11 Sub.go Engine -> src/Engine.php:3 Engine (same_package)
    src/Sub.php:11 Sub.go make -> src/Engine.php:6 Engine.make (receiver_type)
    src/Sub.php:11 Sub.go start -> src/Engine.php:7 Engine.start (receiver_type)
    src/Sub.php:11 Sub.go Engine -> src/Engine.php:3 Engine (same_package)
    src/Sub.php:11 Sub.go Idle -> src/Engine.php:5 Engine.Idle (receiver_type)
    src/Sub.php:11 Sub.go start -> perhaps src/Engine.php:7 Engine.start
    src/Sub.php:12 Sub.go Sub -> src/Sub.php:3 Sub (same_file)
    src/Sub.php:12 Sub.go own -> src/Sub.php:4 Sub.own (receiver_type)
    src/Sub.php:12 Sub.go size -> src/Sub.php:4 Sub.__construct.size (receiver_type)
    src/Sub.php:14 Sub.only self -> src/Sub.php:3 Sub (same_file)
    src/Sub.php:12 Sub calls src/Sub.php:4 Sub.__construct (same_file)
    ");
}

#[test]
fn common_names_shadowing_and_names_from_outside_make_no_edge() {
    assert_snapshot!(edges(&[
        ("src/a.php", "
            <?php
            namespace A;
            use Vendor\\Logger;
            use Vendor\\Missing\\Thing as Store;
            function f(Logger $logger, $x) {
                $logger->log(); $x->get(); $x->save();
                Store::run(); new \\Exception('');
                $store = function (Store $s) { $s->save(); };
            }
        "),
        ("src/b.php", "
            <?php
            namespace B;
            class Logger { function log() {} }
            class Store { function get() {} function save() {} static function run() {} }
            class Exception {}
        "),
        ("tests/LoggerTest.php", "
            <?php
            namespace A;
            class Double { function log() {} }
        "),
        ("lib/a.py", "
            class Exception: pass
            def strlen(): pass
        "),
    ]), @r"
    src/a.php:5 f Logger -> external Vendor Logger
    src/a.php:6 f log -> external Vendor Logger.log
    src/a.php:6 f get -> perhaps src/b.php:4 Store.get
    src/a.php:6 f save -> perhaps src/b.php:4 Store.save
    src/a.php:7 f Store -> external Vendor\Missing Thing
    src/a.php:7 f run -> external Vendor\Missing Thing.run
    src/a.php:8 f Store -> external Vendor\Missing Thing
    src/a.php:8 f save -> external Vendor\Missing Thing.save
    ");
}

#[test]
fn composer_tells_which_of_two_classes_is_loaded() {
    assert_snapshot!(edges(&[
        ("composer.json", r#"
            {"name": "a/a", "autoload": {"psr-4": {"A\\": "src/"}}}
        "#),
        ("compat/Thing.php", "
            <?php
            namespace A;
            class Thing { function go() {} }
        "),
        ("src/Thing.php", "
            <?php
            namespace A;
            class Thing { function go() {} }
        "),
        ("src/Use.php", "
            <?php
            namespace A\\B;
            use A\\Thing;
            use A\\Lost;
            function f(Thing $t, Lost $l, Near $n) { $t->go(); $l->go(); $n->go(); }
        "),
    ]), @"
    src/Use.php:5 f Thing -> src/Thing.php:3 Thing (import)
    src/Use.php:5 f Lost -> ?
    src/Use.php:5 f Near -> ?
    src/Use.php:5 f go -> src/Thing.php:3 Thing.go (receiver_type)
    src/Use.php:5 f go -> ?
    src/Use.php:5 f go -> perhaps compat/Thing.php:3 Thing.go, src/Thing.php:3 Thing.go
    ");
}

#[test]
fn traits_come_before_what_a_class_extends() {
    assert_snapshot!(edges(&[
        ("src/a.php", "
            <?php
            class Top { function m() {} function n() {} }
            trait T { function m() {} }
            class Low extends Top { use T { m as other; } function run() { $this->m(); $this->n(); $this->other(); } }
            require 'src/b.php';
        "),
        ("src/b.php", "
            <?php
            (new Low)->m();
        "),
    ]), @"
    src/a.php:4 Low Top -> src/a.php:2 Top (same_file)
    src/a.php:4 Low T -> src/a.php:3 T (same_file)
    src/a.php:4 Low m -> src/a.php:3 T.m (inherited)
    src/a.php:4 Low.run m -> src/a.php:3 T.m (inherited)
    src/a.php:4 Low.run n -> src/a.php:2 Top.n (inherited)
    src/a.php:4 Low.run other -> src/a.php:4 Low.other (same_class)
    src/b.php:2  Low -> src/a.php:4 Low (same_package)
    src/b.php:2  m -> src/a.php:3 T.m (inherited)
    ");
}

#[test]
fn each_namespace_of_a_file_has_names_of_its_own() {
    assert_snapshot!(edges(&[
        ("a.php", "
            <?php
            namespace A { class U { function go() { f(); } } }
            namespace B { class V { function go() { f(); } } }
            namespace { f(); }
        "),
        ("fa.php", "
            <?php
            namespace A;
            function f() {}
        "),
        ("fb.php", "
            <?php
            namespace B;
            function f() {}
        "),
        ("fc.php", "
            <?php
            function f() {}
        "),
    ]), @"
    a.php:2 A.U.go f -> fa.php:3 f (same_package)
    a.php:3 B.V.go f -> fb.php:3 f (same_package)
    a.php:4  f -> fc.php:2 f (same_package)
    ");
}
