//! What project files say of the names of modules.

use insta::assert_snapshot;

use graph::Symbols;

use super::{edges, graph_of};

#[test]
fn packages_of_a_workspace_know_each_other_by_name() {
    assert_snapshot!(edges(&[
        ("package.json", r#"
            { "name": "root", "private": true, "workspaces": ["packages/*"] }
        "#),
        ("packages/core/package.json", r#"
            {
                "name": "@shop/core",
                "exports": {
                    ".": { "types": "./lib/main.d.ts", "default": "./lib/main.js" },
                    "./node": { "browser": "./lib/web/main.js", "default": "./lib/node/main.js" },
                    "./parts/*": "./src/parts/*.ts",
                    "./parts/secret": null
                }
            }
        "#),
        ("packages/core/src/tsconfig.json", r#"
            { "compilerOptions": { "rootDir": ".", "outDir": "../lib", } } // what is built
        "#),
        ("packages/core/src/main.ts", "
            export function run() {}
        "),
        ("packages/core/src/node/main.ts", "
            export function here() {}
        "),
        ("packages/core/src/parts/one.ts", "
            export function one() {}
        "),
        ("packages/core/src/parts/secret.ts", "
            export function secret() {}
        "),
        ("packages/plain/package.json", r#"
            { "name": "plain", "main": "dist/index.js" }
        "#),
        ("packages/plain/src/index.ts", "
            export class Plain { go() {} }
        "),
        ("packages/plain/tools/extra.js", "
            exports.extra = function () {};
        "),
        ("packages/app/app.ts", "
            import { run } from '@shop/core';
            import { here } from '@shop/core/node';
            import { one } from '@shop/core/parts/one';
            import { secret } from '@shop/core/parts/secret';
            import { hidden } from '@shop/core/lib/hidden';
            import { Plain } from 'plain';
            import { extra } from 'plain/tools/extra';
            import { other } from '@shop/other';

            function main() {
                run();
                here();
                one();
                secret();
                hidden();
                new Plain().go();
                extra();
                other();
            }
        "),
    ]), @r"
    packages/app/app.ts:11 main run -> packages/core/src/main.ts:1 run (import)
    packages/app/app.ts:12 main here -> packages/core/src/node/main.ts:1 here (import)
    packages/app/app.ts:13 main one -> packages/core/src/parts/one.ts:1 one (import)
    packages/app/app.ts:14 main secret -> ?
    packages/app/app.ts:15 main hidden -> ?
    packages/app/app.ts:16 main Plain -> packages/plain/src/index.ts:1 Plain (import)
    packages/app/app.ts:16 main go -> packages/plain/src/index.ts:1 Plain.go (receiver_type)
    packages/app/app.ts:17 main extra -> packages/plain/tools/extra.js:1 extra (import)
    packages/app/app.ts:18 main other -> external @shop/other other
    ");
}

#[test]
fn a_name_that_two_packages_have_or_only_a_test_pretends_is_outside() {
    assert_snapshot!(edges(&[
        ("a/package.json", r#"
            { "name": "twice", "main": "index.js" }
        "#),
        ("a/index.js", "
            exports.run = function () {};
        "),
        ("b/package.json", r#"
            { "name": "twice", "main": "index.js" }
        "#),
        ("b/index.js", "
            exports.run = function () {};
        "),
        ("test/fixtures/react/package.json", r#"
            { "name": "react" }
        "#),
        ("test/fixtures/react/index.js", "
            exports.render = function () {};
        "),
        ("test/render.js", "
            const react = require('react');
            function inside() { react.render(); }
        "),
        ("app.js", "
            const twice = require('twice');
            const react = require('react');
            function main() {
                twice.run();
                react.render();
            }
        "),
    ]), @r"
    app.js:4 main twice -> external twice
    app.js:4 main run -> external twice run
    app.js:5 main react -> external react
    app.js:5 main render -> external react render
    test/render.js:2 inside react -> test/fixtures/react/index.js (import)
    test/render.js:2 inside render -> test/fixtures/react/index.js:1 render (import)
    ");
}

#[test]
fn configurations_of_typescript_give_names_to_folders() {
    assert_snapshot!(edges(&[
        ("tsconfig.base.json", r#"
            {
                "compilerOptions": {
                    "baseUrl": ".",
                    "paths": {
                        "@/*": ["./app/src/*"],
                        "@/lib/*": ["./generated/*", "./app/lib/*"],
                        "config": ["./app/config.ts"]
                    }
                }
            }
        "#),
        ("app/tsconfig.json", r#"
            { "files": [], "references": [{ "path": "./tsconfig.web.json" }] }
        "#),
        ("app/tsconfig.web.json", r#"
            { "extends": "../tsconfig.base" }
        "#),
        ("app/src/user.ts", "
            export class User { greet() {} }
        "),
        ("app/lib/log.ts", "
            export function log() {}
        "),
        ("app/config.ts", "
            export default function config() {}
        "),
        ("app/src/main.ts", "
            import { User } from '@/user';
            import { log } from '@/lib/log';
            import config from 'config';
            import { User as Same } from 'app/src/user';
            import { lost } from '@/lost';
            import { readable } from 'stream';

            function main() {
                new User().greet();
                new Same().greet();
                log();
                config();
                lost();
                readable();
            }
        "),
        ("other/main.ts", "
            import { User } from '@/user';
            function main() { new User().greet(); }
        "),
    ]), @r"
    app/src/main.ts:9 main User -> app/src/user.ts:1 User (import)
    app/src/main.ts:9 main greet -> app/src/user.ts:1 User.greet (receiver_type)
    app/src/main.ts:10 main Same -> app/src/user.ts:1 User (import)
    app/src/main.ts:10 main greet -> app/src/user.ts:1 User.greet (receiver_type)
    app/src/main.ts:11 main log -> app/lib/log.ts:1 log (import)
    app/src/main.ts:12 main config -> app/config.ts:1 config (import)
    app/src/main.ts:13 main lost -> ?
    app/src/main.ts:14 main readable -> external stream readable
    other/main.ts:2 main User -> ?
    other/main.ts:2 main greet -> ?
    ");
}

#[test]
fn a_package_has_names_for_itself() {
    assert_snapshot!(edges(&[
        ("package.json", r##"
            { "name": "self", "imports": { "#tools/*": "./src/tools/*.js", "#dep": "lodash" }, "exports": "./src/index.js" }
        "##),
        ("src/index.js", "
            export function whole() {}
        "),
        ("src/tools/trim.js", "
            export function trim() {}
        "),
        ("test/it.js", "
            import { trim } from '#tools/trim';
            import { dep } from '#dep';
            import { whole } from 'self';
            trim();
            dep();
            whole();
        "),
    ]), @r"
    test/it.js:4  trim -> src/tools/trim.js:1 trim (import)
    test/it.js:5  dep -> ?
    test/it.js:6  whole -> src/index.js:1 whole (import)
    ");
}

#[test]
fn manifests_of_cargo_name_the_crates() {
    assert_snapshot!(edges(&[
        ("crates/core/Cargo.toml", r#"
            [package]
            name = "engine-core"
        "#),
        ("crates/core/src/lib.rs", "
            pub struct Engine;
            impl Engine { pub fn start(&self) {} }
            pub fn run() {}
        "),
        ("crates/odd/Cargo.toml", r#"
            [package]
            name = "odd"
            [lib]
            name = "even"
            path = "library.rs"
        "#),
        ("crates/odd/library.rs", "
            pub fn only() {}
        "),
        ("crates/odd/src/main.rs", "
            fn main() { even::only(); }
        "),
        ("crates/app/Cargo.toml", r#"
            [package]
            name = "app"
        "#),
        ("crates/app/src/main.rs", "
            use engine_core::{run, Engine};
            use serde_core::run as other;

            fn main(engine: Engine) {
                run();
                engine.start();
                other();
                even::only();
                odd::only();
            }
        "),
    ]), @r"
    crates/app/src/main.rs:4 main Engine -> crates/core/src/lib.rs:1 Engine (import)
    crates/app/src/main.rs:5 main run -> crates/core/src/lib.rs:3 run (import)
    crates/app/src/main.rs:6 main start -> crates/core/src/lib.rs:2 Engine.start (receiver_type)
    crates/app/src/main.rs:7 main other -> external serde_core run
    crates/app/src/main.rs:8 main even -> crates/odd/library.rs (import)
    crates/app/src/main.rs:8 main only -> crates/odd/library.rs:1 only (import)
    crates/app/src/main.rs:9 main odd -> ?
    crates/app/src/main.rs:9 main only -> ?
    crates/core/src/lib.rs:2  Engine -> crates/core/src/lib.rs:1 Engine (same_file)
    crates/odd/src/main.rs:1 main even -> crates/odd/library.rs (import)
    crates/odd/src/main.rs:1 main only -> crates/odd/library.rs:1 only (import)
    ");
}

#[test]
fn a_module_of_go_starts_where_its_file_says() {
    assert_snapshot!(edges(&[
        ("go.mod", "
            module example.com/shop

            go 1.22
        "),
        ("tools/go.mod", "
            module example.com/shop/tools
        "),
        ("store/store.go", "
            package store
            func New() {}
        "),
        ("tools/gen/gen.go", "
            package gen
            func New() {}
        "),
        ("errors/errors.go", "
            package errors
            func New() {}
        "),
        ("main.go", "
            package main

            import (
                \"example.com/shop/store\"
                \"example.com/shop/tools/gen\"
                \"example.com/shop/proto\"
                \"github.com/pkg/errors\"
            )

            func main() {
                store.New()
                gen.New()
                proto.New()
                errors.New()
            }
        "),
    ]), @r"
    main.go:11 main store -> store/store.go (import)
    main.go:11 main New -> store/store.go:2 New (import)
    main.go:12 main gen -> tools/gen/gen.go (import)
    main.go:12 main New -> tools/gen/gen.go:2 New (import)
    main.go:13 main proto -> ?
    main.go:13 main New -> ?
    main.go:14 main errors -> external github.com/pkg/errors
    main.go:14 main New -> external github.com/pkg/errors New
    ");
}

#[test]
fn what_is_outside_has_the_version_that_a_lock_file_pins() {
    assert_snapshot!(externals(&[
        ("Cargo.lock", "
            [[package]]
            name = \"serde-json\"
            version = \"1.0.140\"
            source = \"registry\"
        "),
        ("Cargo.toml", "
            [package]
            name = \"reader\"
            [dependencies]
            serde-json = \"1\"
        "),
        ("src/lib.rs", "
            use serde_json::Value;
            pub fn read(text: &str) -> Value { serde_json::from_str(text) }
            pub fn other() { unheard_of::call() }
        "),
        ("requirements.txt", "
            requests==2.31.0
        "),
        ("app.py", "
            import os
            import requests
            def get(url): return requests.get(url, os.environ)
        "),
        ("go.mod", "
            module example.org/a
            require example.org/b/v2 v2.1.0
        "),
        ("main.go", "
            package main
            import \"example.org/b/v2/log\"
            func main() { log.Put() }
        "),
    ]), @r"
    graphmill cargo serde_json 1.0.140 serde_json/
    graphmill cargo serde_json 1.0.140 serde_json/Value.
    graphmill cargo serde_json 1.0.140 serde_json/from_str.
    graphmill go example.org/b/v2 v2.1.0 `example.org/b/v2/log`/
    graphmill go example.org/b/v2 v2.1.0 `example.org/b/v2/log`/Put.
    graphmill python os . os/
    graphmill python os . os/environ.
    graphmill python requests 2.31.0 requests/
    graphmill python requests 2.31.0 requests/get.
    ");
}

/// The symbols of what is outside, a line each.
fn externals(files: &[(&str, &str)]) -> String {
    let graph = graph_of(files);
    let symbols = Symbols::of(&graph);
    let externals = (0..graph.externals.len() as u32).map(|id| symbols.external(id));
    externals.collect::<Vec<_>>().join("\n")
}
