//! Imports and exports of ECMAScript modules.

use insta::assert_snapshot;

use super::{js, ts};
use crate::extract::testing::{exports, imports, references, show};

#[test]
fn imports_of_all_forms() {
    let facts = ts("
        import def, { a as b, type T, default as d, 'x-y' as xy } from './m';
        import * as ns from '../ns';
        import other, * as both from '@scope/pkg/sub';
        import type { U } from './types';
        import type V from './types';
        import './side';
        import fs = require('fs');
        import {} from './nothing';
    ");
    assert_snapshot!(imports(&facts), @r#"
    import module "./m" 1:63
    import member "./m" . default as def 1:7
    import member "./m" . a as b 1:14
    import member "./m" . T as T 1:22 +type_only
    import member "./m" . default as d 1:30
    import member "./m" . x-y as xy 1:44
    import module "../ns" 2:20
    import module "../ns" as ns 2:7
    import module "@scope/pkg/sub" 3:29
    import member "@scope/pkg/sub" . default as other 3:7
    import module "@scope/pkg/sub" as both 3:14
    import module "./types" 4:23 +type_only
    import member "./types" . U as U 4:14 +type_only
    import module "./types" 5:19 +type_only
    import member "./types" . default as V 5:12 +type_only
    import module "./side" 6:7
    import module "fs" 7:20
    import module "fs" as fs 7:7
    import module "./nothing" 8:15
    "#);
    assert_snapshot!(references(&facts), @"
    1:7 import def -> import ./m . default
    1:14 import a -> import ./m . a
    1:27 import T -> import ./m . T
    1:30 import default -> import ./m . default
    1:44 import x-y -> import ./m . x-y
    1:63 import ./m -> import ./m
    2:12 import ns -> import ../ns
    2:20 import ../ns -> import ../ns
    3:7 import other -> import @scope/pkg/sub . default
    3:19 import both -> import @scope/pkg/sub
    3:29 import @scope/pkg/sub -> import @scope/pkg/sub
    4:14 import U -> import ./types . U
    4:23 import ./types -> import ./types
    5:12 import V -> import ./types . default
    5:19 import ./types -> import ./types
    6:7 import ./side -> import ./side
    7:7 import fs -> import fs
    7:20 import fs -> import fs
    8:15 import ./nothing -> import ./nothing
    ");
}

#[test]
fn exports_of_all_forms() {
    let facts = ts("
        export const a = 1, { b, c: [d] } = x;
        export function f() {}
        export class C {}
        export interface I {}
        export type T = I;
        export enum E { A }
        export namespace N {}
        const local = 1;
        interface Shape {}
        export { local, local as other, Shape, missing, type T as T2, local as 'quoted' };
        import { brought } from './m';
        export { brought };
        namespace Inner { export const hidden = 1; export { hidden as h }; }
    ");
    assert_snapshot!(exports(&facts), @"
    export a = constant 1:13
    export b = constant 1:22
    export d = constant 1:29
    export f = function 2:16
    export C = class 3:13
    export I = interface 4:17
    export T = type_alias 5:12
    export E = enum 6:12
    export N = namespace 7:17
    export local = constant 8:6 by local
    export other = constant 8:6 by local
    export Shape = interface 9:10 by Shape
    export missing = free by missing
    export T2 = type_alias 5:12 by T
    export quoted = constant 8:6 by local
    export brought = import ./m . brought by brought
    ");
}

#[test]
fn what_is_given_on_is_an_import() {
    let facts = ts("
        export { a, b as c, default as d } from './re';
        export { default } from './re';
        export * from './star';
        export * as ns from './ns';
        export type { T } from './types';
    ");
    assert_snapshot!(imports(&facts), @r#"
    import module "./re" 1:40
    import member "./re" . a as a 1:9 +reexport
    import member "./re" . b as c 1:12 +reexport
    import member "./re" . default as d 1:20 +reexport
    import module "./re" 2:24
    import member "./re" . default as default 2:9 +reexport
    import module "./star" 3:14
    import wildcard "./star" 3:7 +reexport
    import module "./ns" 4:20
    import module "./ns" as ns 4:7 +reexport
    import module "./types" 5:23 +type_only
    import member "./types" . T as T 5:14 +reexport +type_only
    "#);
    assert_eq!(exports(&facts), "");
}

#[test]
fn the_default_is_what_it_names_or_a_definition() {
    for (source, ()) in [
        ("export default function f() {}", ()),
        ("export default class A {}", ()),
        ("export default abstract class A {}", ()),
        ("export default interface A {}", ()),
        ("export default function () { this.x; }", ()),
        ("export default class extends B {}", ()),
        ("export default async () => {};", ()),
        ("export default { run() { this.go(); }, name: 'x' };", ()),
        ("const a = 1; export default a;", ()),
        ("export default make(1);", ()),
        ("export default 3;", ()),
        ("class A {} export = A;", ()),
        ("import a from 'b'; export { a as default };", ()),
    ] {
        let facts = ts(source);
        assert!(exports(&facts).starts_with("export "), "{source}");
    }
    assert_snapshot!(show(&ts("export default { run() { this.go(); }, name: 'x' };")), @"
    constant default 1:7 in 1:0-1:51 +public
      method run(0) 1:17 in 1:17-1:37 +public
      field name 1:39 in 1:39-1:48 +public
    export default = constant 1:7
    1:30 call <this>.go(0) in default.run
    ");
    assert_snapshot!(show(&ts("export default make(1);")), @"
    constant default 1:7 in 1:0-1:23 +public = make(1)
    export default = constant 1:7
    1:15 call make(1) -> free
    ");
    assert_snapshot!(show(&ts("export default class extends B {}")), @"
    class default 1:7 in 1:0-1:33 +public
    default extends B
    export default = class 1:7
    1:29 supertype B in default -> free
    ");
    assert_snapshot!(show(&ts("class A {} export = A;")), @"
    class A 1:6 in 1:0-1:10
    export = = class 1:6 by A
    1:20 read A -> class 1:6
    ");
}

#[test]
fn modules_that_are_loaded_later() {
    assert_snapshot!(show(&js("
        const a = await import('./a');
        const { b, c: d } = await import('./b');
        import('./c').then((m) => m.run());
        const lazy = () => import('./d');
        import(name);
    ")), @r#"
    parameter m 3:20
    function lazy(0) 4:6 in 4:0-4:33 = import
    import module "./a" as a 1:6
    import member "./b" . b as b 2:8
    import member "./b" . c as d 2:11
    import module "./c" 3:0
    import module "./d" 4:19 in lazy
    1:6 import a -> import ./a
    2:8 import b -> import ./b . b
    2:11 import c -> import ./b . c
    3:0 import import -> import ./c
    3:14 call import.then(1)
    3:26 read m -> parameter 3:20
    3:28 call m.run(0)
    4:19 import import in lazy -> import ./d
    5:7 read name -> free
    "#);
}

#[test]
fn an_import_hides_a_namesake_of_the_file() {
    assert_snapshot!(references(&js("
        import { save } from 'library';
        class Store { save() {} }
        save();
        const { load } = require('library');
        function f() { load(); }
    ")), @"
    1:9 import save -> import library . save
    1:21 import library -> import library
    3:0 call save(0) -> import library . save
    4:8 import load -> import library . load
    5:15 call load(0) in f -> import library . load
    ");
}
