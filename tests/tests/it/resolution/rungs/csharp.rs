//! C#.

use insta::assert_snapshot;

use super::{Case, told};

#[rustfmt::skip]
pub(super) const RUNGS: Case = &[
    ("Shop/Store.cs", "
        namespace Shop
        {
            public class Base { public void Close() { } }
            public class Store : Base
            {
                public Store() { }
                public void Save() { }
                public static void Shared() { }
                public static Store Opened() => null;
            }
        }
    "),
    ("Tools/Names.cs", "
        namespace Tools
        {
            public class Wild { }
            public static class Names
            {
                public static void Brought() { }
                public static void Extend(this Shop.Store store) { }
            }
        }
    "),
    ("App/Beside.cs", "
        namespace App { class Beside { } }
    "),
    ("App/Desk.cs", "
        using System.Collections.Generic;
        using Shop;
        using Tools;
        using static Tools.Names;
        using Renamed = Shop.Store;

        namespace App
        {
            class Helper { }
            class Desk : Store
            {
                Store kept;
                void Run<T>(Store given, T bounded, List<Store> many) where T : Store
                {
                    int count = 1;
                    count++; //: local
                    new Helper(); //: file
                    this.Own(); //: own
                    Own(); //: own
                    this.Close(); //: inherited
                    Close(); //: inherited
                    base.Save(); //: above
                    Renamed.Shared(); //: renamed
                    new Wild(); //: wildcard
                    Brought(); //: wildcard
                    new Beside(); //: package
                    Store.Shared(); //: of a type
                    given.Save(); //: annotated
                    var fresh = new Store();
                    fresh.Save(); //: made
                    kept.Save(); //: field
                    Store.Opened().Save(); //: returned
                    bounded.Save(); //: bound
                    foreach (var one in many) one.Save(); //: element
                    given.Close(); //: inherited by a value
                    given.Extend(); //: extension
                }
                void Own() { }
            }
        }
    "),
];

#[rustfmt::skip]
pub(super) const NEGATIVES: Case = &[
    ("Lib.cs", "
        namespace Lib
        {
            class Cache { public void Get() { } public void Save() { } public void Log() { } public void Run() { } }
            static class Tools { public static void Tidy() { } public static void Far(this Cache cache) { } }
        }
        namespace Logs { class Logger { public void Log() { } } }
    "),
    ("Lib.java", "
        class Lib { void Lost() {} }
    "),
    ("Tests/FakeCache.cs", "
        namespace Tests { class FakeCache { public void Get() { } } }
    "),
    ("App.cs", "
        using Logs;
        using Logger = Outside.Logger;

        class App
        {
            void Main(Logger logger, Unknown given, System.Action Run)
            {
                var thing = given.Find().Thing;
                thing.Get(); //: common
                given.Save(); //: common
                thing.Log(); //: common
                given.First().Run(); //: common
                Run(); //: shadowed
                logger.Log(); //: blocked
                Tidy(); //: unseen
                given.Far(); //: unseen
                Lost(); //: family
                given.Lost(); //: family
                given.Get(); //: double
            }
            void Run() { }
        }
    "),
];

#[test]
fn rungs() {
    assert_snapshot!(told(RUNGS), @"
    local                App/Desk.cs:16 count -> App/Desk.cs:15 App.Desk.Run.count [local 100 write]
    file                 App/Desk.cs:17 Helper -> App/Desk.cs:9 App.Helper [same_file 100 instantiate]
    own                  App/Desk.cs:18 Own -> App/Desk.cs:38 App.Desk.Own [same_class 95 call]
    own                  App/Desk.cs:19 Own -> App/Desk.cs:38 App.Desk.Own [same_class 95 call]
    inherited            App/Desk.cs:20 Close -> Shop/Store.cs:3 Shop.Base.Close [inherited 85 call]
    inherited            App/Desk.cs:21 Close -> Shop/Store.cs:3 Shop.Base.Close [inherited 85 call]
    above                App/Desk.cs:22 Save -> Shop/Store.cs:7 Shop.Store.Save [inherited 85 call]
    renamed              App/Desk.cs:23 Renamed -> Shop/Store.cs:4 Shop.Store [import 95 read]
    renamed              App/Desk.cs:23 Shared -> Shop/Store.cs:8 Shop.Store.Shared [receiver_type 90 call]
    wildcard             App/Desk.cs:24 Wild -> Tools/Names.cs:3 Tools.Wild [wildcard 95 instantiate]
    wildcard             App/Desk.cs:25 Brought -> Tools/Names.cs:6 Tools.Names.Brought [wildcard 95 call]
    package              App/Desk.cs:26 Beside -> App/Beside.cs:1 App.Beside [same_package 90 instantiate]
    of a type            App/Desk.cs:27 Store -> Shop/Store.cs:4 Shop.Store [wildcard 95 read]
    of a type            App/Desk.cs:27 Shared -> Shop/Store.cs:8 Shop.Store.Shared [receiver_type 90 call]
    annotated            App/Desk.cs:28 Save -> Shop/Store.cs:7 Shop.Store.Save [receiver_type 90 call]
    made                 App/Desk.cs:30 Save -> Shop/Store.cs:7 Shop.Store.Save [receiver_type 90 call]
    field                App/Desk.cs:31 kept -> App/Desk.cs:12 App.Desk.kept [same_class 95 read]
    field                App/Desk.cs:31 Save -> Shop/Store.cs:7 Shop.Store.Save [receiver_type 90 call]
    returned             App/Desk.cs:32 Store -> Shop/Store.cs:4 Shop.Store [wildcard 95 read]
    returned             App/Desk.cs:32 Opened -> Shop/Store.cs:9 Shop.Store.Opened [receiver_type 90 call]
    returned             App/Desk.cs:32 Save -> Shop/Store.cs:7 Shop.Store.Save [receiver_type 90 call]
    bound                App/Desk.cs:33 Save -> Shop/Store.cs:7 Shop.Store.Save [receiver_type 90 call]
    element              App/Desk.cs:34 Save -> Shop/Store.cs:7 Shop.Store.Save [receiver_type 90 call]
    inherited by a value App/Desk.cs:35 Close -> Shop/Store.cs:3 Shop.Base.Close [inherited 85 call]
    extension            App/Desk.cs:36 Extend -> Tools/Names.cs:7 Tools.Names.Extend [receiver_type 90 call]
    ");
}

#[test]
fn negatives() {
    assert_snapshot!(told(NEGATIVES), @"
    common               App.cs:9 Get -> ?
    common               App.cs:10 Save -> of the language
    common               App.cs:11 Log -> ?
    common               App.cs:12 First -> of the language
    common               App.cs:12 Run -> ?
    shadowed             App.cs:13 Run -> App.cs:6 App.Main.Run [local 100 call]
    blocked              App.cs:14 Log -> external Outside.Logger Log
    unseen               App.cs:15 Tidy -> ?
    unseen               App.cs:16 Far -> of the language
    family               App.cs:17 Lost -> of the language
    family               App.cs:18 Lost -> of the language
    double               App.cs:19 Get -> of the language
    ");
}
