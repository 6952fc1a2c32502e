//! A whole file, as people write them.

use insta::assert_snapshot;

use super::ts;
use crate::extract::testing::show;

#[test]
fn a_service_of_some_framework() {
    assert_snapshot!(show(&ts("
        import { EventEmitter } from 'events';
        import type { Logger } from './log';
        import * as store from './store';
        import config, { LIMIT as MAX } from '../config';

        export type Handler<T> = (event: T) => Promise<void>;

        export interface Options { retries?: number; logger: Logger }

        /** Counts and forwards. */
        export class Service<T extends store.Item> extends EventEmitter implements Disposable {
            static instances = new Map<string, Service<any>>();
            private readonly handlers: Handler<T>[] = [];
            #closed = false;

            constructor(private readonly options: Options, public name = config.name) {
                super();
                this.on('error', (error: Error) => this.options.logger.warn(error.message));
            }

            get size(): number { return this.handlers.length; }

            async handle(item: T, ...rest: T[]): Promise<store.Result | undefined> {
                if (this.#closed || rest.length > MAX) return undefined;
                const found = await store.find<T>(item.id);
                for (const handler of this.handlers) {
                    try { await handler(item); } catch (error) { this.fail(error as Error); }
                }
                return found?.result;
            }

            private fail = (error: Error): void => { this.emit('error', error); };

            dispose() { this.#closed = true; Service.instances.delete(this.name); }
        }

        export const create = (options: Options) => new Service<store.Item>(options);
        export default create;
    ")), @r#"
    type_alias Handler 6:12 in 6:0-6:53 +public
      type_parameter T 6:20
      parameter event 6:26 in 6:26-6:34 : T
    interface Options 8:17 in 8:0-8:61 +public
      field retries 8:27 in 8:27-8:43 +public
      field logger 8:45 in 8:45-8:59 +public : Logger
    class Service 11:13 in 11:0-35:1 +public "Counts and forwards."
      type_parameter T 11:21 : store.Item
      field instances 12:11 in 12:4-12:54 +public +static = Map(0)
      field handlers 13:21 in 13:4-13:48
      field #closed 14:4 in 14:4-14:19
      constructor constructor(2) 16:4 in 16:4-19:5 +public
        parameter options 16:33 in 16:16-16:49 : Options
      field options 16:33 in 16:16-16:49 : Options
        parameter name 16:58 in 16:51-16:76 = config.name
      field name 16:58 in 16:51-16:76 +public = config.name
        parameter error 18:26 in 18:26-18:38 : Error
      method size(0) 21:8 in 21:4-21:55 +public +property
      method handle(*) 23:10 in 23:4-30:5 +public +async : store.Result
        parameter item 23:17 in 23:17-23:24 : T
        parameter rest 23:29
        local found 25:14 in 25:8-25:51 = store.find(1)
        local handler 26:19
        local error 27:48
      method fail(1) 32:12 in 32:4-32:73
        parameter error 32:20 in 32:20-32:32 : Error
      method dispose(0) 34:4 in 34:4-34:75 +public
    function create(1) 37:13 in 37:0-37:77 +public = Service(1)
      parameter options 37:23 in 37:23-37:39 : Options
    Service extends EventEmitter
    Service implements Disposable
    import module "events" 1:29
    import member "events" . EventEmitter as EventEmitter 1:9
    import module "./log" 2:28 +type_only
    import member "./log" . Logger as Logger 2:14 +type_only
    import module "./store" 3:23
    import module "./store" as store 3:7
    import module "../config" 4:37
    import member "../config" . default as config 4:7
    import member "../config" . LIMIT as MAX 4:17
    export Handler = type_alias 6:12
    export Options = interface 8:17
    export Service = class 11:13
    export create = function 37:13
    export default = function 37:13 by create
    1:9 import EventEmitter -> import events . EventEmitter
    1:29 import events -> import events
    2:14 import Logger -> import ./log . Logger
    2:28 import ./log -> import ./log
    3:12 import store -> import ./store
    3:23 import ./store -> import ./store
    4:7 import config -> import ../config . default
    4:17 import LIMIT -> import ../config . LIMIT
    4:37 import ../config -> import ../config
    6:33 type T in Handler -> type_parameter 6:20
    6:39 type Promise in Handler -> free
    8:53 type Logger in Options.logger -> import ./log . Logger
    11:31 read store in Service -> import ./store
    11:37 type store.Item in Service
    11:51 supertype EventEmitter in Service -> import events . EventEmitter
    11:75 supertype Disposable in Service -> free
    12:27 instantiate Map(0) in Service -> free
    12:39 type Service in Service -> class 11:13
    13:31 type Handler in Service -> type_alias 6:12
    13:39 type T in Service -> type_parameter 11:21
    16:42 type Options in Service.constructor -> interface 8:17
    16:65 read config in Service.constructor -> import ../config . default
    16:72 read config.name in Service.constructor
    17:8 call <super>.constructor(0) in Service.constructor
    18:13 call <this>.on(2) in Service.constructor
    18:33 type Error in Service.constructor -> free
    18:48 read <this>.options in Service.constructor
    18:56 read <this>.options.logger in Service.constructor
    18:63 call <this>.options.logger.warn(1) in Service.constructor
    18:68 read error in Service.constructor -> parameter 18:26
    18:74 read error.message in Service.constructor
    21:37 read <this>.handlers in Service.size
    21:46 read <this>.handlers.length in Service.size
    23:23 type T in Service.handle -> type_parameter 11:21
    23:35 type T in Service.handle -> type_parameter 11:21
    23:41 type Promise in Service.handle -> free
    23:49 read store in Service.handle -> import ./store
    23:55 type store.Result in Service.handle
    24:17 read <this>.#closed in Service.handle
    24:28 read rest in Service.handle -> parameter 23:29
    24:33 read rest.length in Service.handle
    24:42 read MAX in Service.handle -> import ../config . LIMIT
    25:28 read store in Service.handle -> import ./store
    25:34 call store.find(1) in Service.handle
    25:39 type T in Service.handle -> type_parameter 11:21
    25:42 read item in Service.handle -> parameter 23:17
    25:47 read item.id in Service.handle
    26:35 read <this>.handlers in Service.handle
    27:24 call handler(1) in Service.handle -> local 26:19
    27:32 read item in Service.handle -> parameter 23:17
    27:62 call <this>.fail(1) in Service.handle
    27:67 read error in Service.handle -> local 27:48
    27:76 type Error in Service.handle -> free
    29:15 read found in Service.handle -> local 25:14
    29:22 read found.result in Service.handle
    32:27 type Error in Service.fail -> free
    32:50 call <this>.emit(2) in Service.fail
    32:64 read error in Service.fail -> parameter 32:20
    34:21 write <this>.#closed in Service.dispose
    34:37 read Service in Service.dispose -> class 11:13
    34:45 read Service.instances in Service.dispose
    34:55 call Service.instances.delete(1) in Service.dispose
    34:67 read <this>.name in Service.dispose
    37:32 type Options in create -> interface 8:17
    37:48 instantiate Service(1) in create -> class 11:13
    37:56 read store in create -> import ./store
    37:62 type store.Item in create
    37:68 read options in create -> parameter 37:23
    38:15 read create -> function 37:13
    "#);
}
