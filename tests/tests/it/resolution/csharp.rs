//! C#, rung by rung.

use insta::assert_snapshot;

use super::edges;

#[test]
fn names_come_from_the_namespaces_around_and_from_usings() {
    assert_snapshot!(edges(&[
        ("src/App.cs", "
            using Lib;
            using static Lib.Tools;
            using Short = Lib.Deep.Thing;
            using System.Text;

            namespace Acme.App
            {
                using Lib.Deep;

                class Main
                {
                    void Run(Beside beside, Above above, Brought brought, Short thing, Inner inner)
                    {
                        beside.Go();
                        above.Go();
                        brought.Go();
                        thing.Go();
                        inner.Go();
                        Trim();
                        Lib.Tools.Trim();
                        Deep.Nothing();
                        Hidden hidden = null;
                        var text = new StringBuilder();
                        text.Go();
                    }
                }
            }
        "),
        ("src/Beside.cs", "
            namespace Acme.App;
            class Beside { public void Go() {} }
        "),
        ("src/Above.cs", "
            namespace Acme { class Above { public void Go() {} } }
            namespace Elsewhere { class Hidden { public void Go() {} } }
        "),
        ("lib/Lib.cs", "
            namespace Lib
            {
                public class Brought { public void Go() {} }
                public static class Tools { public static void Trim() {} }
                namespace Deep
                {
                    public class Thing { public void Go() {} }
                    public class Inner { public void Go() {} }
                }
            }
        "),
    ]), @"
    src/App.cs:12 Acme.App.Main.Run Beside -> src/Beside.cs:2 Acme.App.Beside (same_package)
    src/App.cs:12 Acme.App.Main.Run Above -> src/Above.cs:1 Acme.Above (same_package)
    src/App.cs:12 Acme.App.Main.Run Brought -> lib/Lib.cs:3 Lib.Brought (wildcard)
    src/App.cs:12 Acme.App.Main.Run Short -> lib/Lib.cs:7 Lib.Deep.Thing (import)
    src/App.cs:12 Acme.App.Main.Run Inner -> lib/Lib.cs:8 Lib.Deep.Inner (wildcard)
    src/App.cs:14 Acme.App.Main.Run Go -> src/Beside.cs:2 Acme.App.Beside.Go (receiver_type)
    src/App.cs:15 Acme.App.Main.Run Go -> src/Above.cs:1 Acme.Above.Go (receiver_type)
    src/App.cs:16 Acme.App.Main.Run Go -> lib/Lib.cs:3 Lib.Brought.Go (receiver_type)
    src/App.cs:17 Acme.App.Main.Run Go -> lib/Lib.cs:7 Lib.Deep.Thing.Go (receiver_type)
    src/App.cs:18 Acme.App.Main.Run Go -> lib/Lib.cs:8 Lib.Deep.Inner.Go (receiver_type)
    src/App.cs:19 Acme.App.Main.Run Trim -> lib/Lib.cs:4 Lib.Tools.Trim (wildcard)
    src/App.cs:20 Acme.App.Main.Run Lib -> lib/Lib.cs:1 Lib (same_package)
    src/App.cs:20 Acme.App.Main.Run Tools -> lib/Lib.cs:4 Lib.Tools (import)
    src/App.cs:20 Acme.App.Main.Run Trim -> lib/Lib.cs:4 Lib.Tools.Trim (receiver_type)
    src/App.cs:21 Acme.App.Main.Run Deep -> ?
    src/App.cs:21 Acme.App.Main.Run Nothing -> ?
    src/App.cs:22 Acme.App.Main.Run Hidden -> ?
    ");
}

#[test]
fn a_global_using_holds_in_the_other_files_too() {
    assert_snapshot!(edges(&[
        ("a/Usings.cs", "global using Lib;"),
        ("a/A.cs", "class A { Tool tool; }"),
        ("lib/Tool.cs", "namespace Lib { public class Tool { } }"),
    ]), @"
    a/A.cs:1 A.tool Tool -> lib/Tool.cs:1 Lib.Tool (wildcard)
    ");
}

#[test]
fn pieces_of_a_partial_class_are_one_class() {
    assert_snapshot!(edges(&[
        ("A.One.cs", "
            namespace N;
            public partial class A : Base { int count; void Run() { Step(count); Shared(); other.Step(1); } }
        "),
        ("A.Two.cs", "
            namespace N;
            public partial class A { A other; void Step(int x) { this.Run(); } }
            public partial class A<T> { void Run() { Step(1); } }
            class Base { protected void Shared() {} }
        "),
    ]), @"
    A.One.cs:2 N.A Base -> A.Two.cs:4 N.Base (same_package)
    A.One.cs:2 N.A.Run Step -> A.Two.cs:2 N.A.Step (same_class)
    A.One.cs:2 N.A.Run count -> A.One.cs:2 N.A.count (same_class)
    A.One.cs:2 N.A.Run Shared -> A.Two.cs:4 N.Base.Shared (inherited)
    A.One.cs:2 N.A.Run other -> A.Two.cs:2 N.A.other (same_class)
    A.One.cs:2 N.A.Run Step -> A.Two.cs:2 N.A.Step (receiver_type)
    A.Two.cs:2 N.A.other A -> A.One.cs:2 N.A (same_package)
    A.Two.cs:2 N.A.Step Run -> A.One.cs:2 N.A.Run (same_class)
    A.Two.cs:3 N.A.Run Step -> ?
    ");
}

#[test]
fn types_differ_by_their_type_parameters_and_from_members_of_their_name() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            class Result { public static Result Ok() => new Result(); }
            class Result<T> { public T Value; public static Result<T> Of(T value) => new Result<T>(); }
            enum Color { Red }
            class Car
            {
                public Color Color { get; set; }
                public Result Result() => null;
                void Paint()
                {
                    Color = Color.Red;
                    var one = Result<int>.Of(1);
                    one.Value.ToString();
                    Result();
                }
            }
        "),
    ]), @"
    A.cs:1 Result.Ok Result -> A.cs:1 Result (same_file)
    A.cs:1 Result.Ok Result -> A.cs:1 Result (same_file)
    A.cs:2 Result.Of Result -> A.cs:2 Result (same_file)
    A.cs:2 Result.Of Result -> A.cs:2 Result (same_file)
    A.cs:6 Car.Color Color -> A.cs:3 Color (same_file)
    A.cs:7 Car.Result Result -> A.cs:1 Result (same_file)
    A.cs:10 Car.Paint Color -> A.cs:6 Car.Color (same_class)
    A.cs:10 Car.Paint Color -> A.cs:3 Color (same_class)
    A.cs:10 Car.Paint Red -> A.cs:3 Color.Red (receiver_type)
    A.cs:11 Car.Paint Result -> A.cs:2 Result (same_file)
    A.cs:11 Car.Paint Of -> A.cs:2 Result.Of (receiver_type)
    A.cs:12 Car.Paint Value -> A.cs:2 Result.Value (receiver_type)
    A.cs:12 Car.Paint ToString -> ?
    A.cs:13 Car.Paint Result -> A.cs:7 Car.Result (same_class)
    ");
}

#[test]
fn receivers_are_typed_by_declarations_and_values() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            using System.Collections.Generic;
            using System.Threading.Tasks;
            class Engine { public void Start() {} public Part Part => null; public async Task<Part> Find() => null; }
            class Part { public string Name { get; set; } public void Fit() {} }
            record Order(Engine Engine, int Count);
            class Car(Engine given)
            {
                private readonly Engine _engine = new();
                private readonly List<Part> parts = new List<Part>();
                Part[] spare;
                async Task Run(Order order, object thing, IDictionary<string, Engine> map)
                {
                    _engine.Start();
                    this._engine.Part.Fit();
                    given.Start();
                    order.Engine.Start();
                    var made = new Engine();
                    made.Part?.Fit();
                    (await made.Find().ConfigureAwait(false)).Fit();
                    var found = await made.Find();
                    found.Fit();
                    if (thing is Part part && part.Name != null) part.Fit();
                    if (thing is Part { Name: \"x\" }) { }
                    if (map.TryGetValue(\"a\", out Engine other)) other.Start();
                    foreach (var p in parts) p.Fit();
                    spare[0].Fit();
                    parts.Where(x => x.Name == \"y\").First().Fit();
                    var list = from q in parts where q.Name == \"z\" select q;
                    ((Engine)thing).Start();
                    (thing as Engine).Start();
                    using var kept = made.Part;
                    kept.Fit();
                    var set = new Part { Name = \"n\" };
                    Part target = new() { Name = \"m\" };
                    void Local(Engine e) { e.Start(); }
                    Local(made);
                    nameof(Part.Name);
                    parts.Fit();
                    spare.Fit();
                    thing.Fit();
                    map.Start();
                }
            }
        "),
    ]), @"
    A.cs:3 Engine.Part Part -> A.cs:4 Part (same_file)
    A.cs:3 Engine.Find Part -> A.cs:4 Part (same_file)
    A.cs:5 Order Engine -> A.cs:3 Engine (same_file)
    A.cs:6 Car Engine -> A.cs:3 Engine (same_file)
    A.cs:8 Car._engine Engine -> A.cs:3 Engine (same_file)
    A.cs:8 Car._engine Engine -> A.cs:3 Engine (same_file)
    A.cs:9 Car.parts Part -> A.cs:4 Part (same_file)
    A.cs:9 Car.parts Part -> A.cs:4 Part (same_file)
    A.cs:10 Car.spare Part -> A.cs:4 Part (same_file)
    A.cs:11 Car.Run Order -> A.cs:5 Order (same_file)
    A.cs:11 Car.Run Engine -> A.cs:3 Engine (same_file)
    A.cs:13 Car.Run _engine -> A.cs:8 Car._engine (same_class)
    A.cs:13 Car.Run Start -> A.cs:3 Engine.Start (receiver_type)
    A.cs:14 Car.Run _engine -> A.cs:8 Car._engine (same_class)
    A.cs:14 Car.Run Part -> A.cs:3 Engine.Part (receiver_type)
    A.cs:14 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:15 Car.Run Start -> A.cs:3 Engine.Start (receiver_type)
    A.cs:16 Car.Run Engine -> A.cs:5 Order.Engine (receiver_type)
    A.cs:16 Car.Run Start -> A.cs:3 Engine.Start (receiver_type)
    A.cs:17 Car.Run Engine -> A.cs:3 Engine (same_file)
    A.cs:18 Car.Run Part -> A.cs:3 Engine.Part (receiver_type)
    A.cs:18 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:19 Car.Run Find -> A.cs:3 Engine.Find (receiver_type)
    A.cs:19 Car.Run ConfigureAwait -> ?
    A.cs:19 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:20 Car.Run Find -> A.cs:3 Engine.Find (receiver_type)
    A.cs:21 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:22 Car.Run Part -> A.cs:4 Part (same_file)
    A.cs:22 Car.Run Name -> A.cs:4 Part.Name (receiver_type)
    A.cs:22 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:23 Car.Run Part -> A.cs:4 Part (same_file)
    A.cs:23 Car.Run Name -> A.cs:4 Part.Name (receiver_type)
    A.cs:24 Car.Run Engine -> A.cs:3 Engine (same_file)
    A.cs:24 Car.Run Start -> A.cs:3 Engine.Start (receiver_type)
    A.cs:25 Car.Run parts -> A.cs:9 Car.parts (same_class)
    A.cs:25 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:26 Car.Run spare -> A.cs:10 Car.spare (same_class)
    A.cs:26 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:27 Car.Run parts -> A.cs:9 Car.parts (same_class)
    A.cs:27 Car.Run Name -> A.cs:4 Part.Name (receiver_type)
    A.cs:27 Car.Run First -> ?
    A.cs:27 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:28 Car.Run parts -> A.cs:9 Car.parts (same_class)
    A.cs:28 Car.Run Name -> A.cs:4 Part.Name (receiver_type)
    A.cs:29 Car.Run Engine -> A.cs:3 Engine (same_file)
    A.cs:29 Car.Run Start -> A.cs:3 Engine.Start (receiver_type)
    A.cs:30 Car.Run Engine -> A.cs:3 Engine (same_file)
    A.cs:30 Car.Run Start -> A.cs:3 Engine.Start (receiver_type)
    A.cs:31 Car.Run Part -> A.cs:3 Engine.Part (receiver_type)
    A.cs:32 Car.Run Fit -> A.cs:4 Part.Fit (receiver_type)
    A.cs:33 Car.Run Part -> A.cs:4 Part (same_file)
    A.cs:33 Car.Run Name -> A.cs:4 Part.Name (receiver_type)
    A.cs:34 Car.Run Part -> A.cs:4 Part (same_file)
    A.cs:34 Car.Run Part -> A.cs:4 Part (same_file)
    A.cs:34 Car.Run Name -> A.cs:4 Part.Name (receiver_type)
    A.cs:35 Car.Run.Local Engine -> A.cs:3 Engine (same_file)
    A.cs:35 Car.Run.Local Start -> A.cs:3 Engine.Start (receiver_type)
    A.cs:36 Car.Run Local -> A.cs:35 Car.Run.Local (same_file)
    A.cs:37 Car.Run Part -> A.cs:4 Part (same_file)
    A.cs:37 Car.Run Name -> A.cs:4 Part.Name (receiver_type)
    A.cs:38 Car.Run parts -> A.cs:9 Car.parts (same_class)
    A.cs:39 Car.Run spare -> A.cs:10 Car.spare (same_class)
    ");
}

#[test]
fn inherited_members_constructors_and_explicit_implementations() {
    assert_snapshot!(edges(&[
        ("Base.cs", "
            namespace N
            {
                interface IJob { void Run(); }
                abstract class Base : IJob
                {
                    protected int count;
                    protected Base(int count) { this.count = count; }
                    protected Base(int count, string name) : this(count) { }
                    public virtual void Run() { }
                    void IJob.Run() { }
                    protected void Log(string text, int level = 0) { }
                }
            }
        "),
        ("Derived.cs", "
            namespace N
            {
                class Derived : Base
                {
                    Derived() : base(1) { }
                    Derived(string name) : base(1, name) { }
                    public override void Run() { base.Run(); Log(\"x\"); this.Log(\"y\", 1); count++; }
                    void Other(IJob job) { job.Run(); }
                }
            }
        "),
    ]), @"
    Base.cs:4 N.Base IJob -> Base.cs:3 N.IJob (same_file)
    Base.cs:7 N.Base.Base count -> Base.cs:6 N.Base.count (same_class)
    Base.cs:8 N.Base.Base this -> Base.cs:7 N.Base.Base (same_file)
    Base.cs:10 N.Base.IJob.Run IJob -> Base.cs:3 N.IJob (same_file)
    Derived.cs:3 N.Derived Base -> Base.cs:4 N.Base (same_package)
    Derived.cs:5 N.Derived.Derived base -> Base.cs:7 N.Base.Base (inherited)
    Derived.cs:6 N.Derived.Derived base -> Base.cs:8 N.Base.Base (inherited)
    Derived.cs:7 N.Derived.Run Run -> Base.cs:9 N.Base.Run (inherited)
    Derived.cs:7 N.Derived.Run Log -> Base.cs:11 N.Base.Log (inherited)
    Derived.cs:7 N.Derived.Run Log -> Base.cs:11 N.Base.Log (inherited)
    Derived.cs:7 N.Derived.Run count -> Base.cs:6 N.Base.count (inherited)
    Derived.cs:8 N.Derived.Other IJob -> Base.cs:3 N.IJob (same_package)
    Derived.cs:8 N.Derived.Other Run -> Base.cs:3 N.IJob.Run (receiver_type)
    ");
}

#[test]
fn an_extension_is_called_where_it_is_in_sight_and_takes_the_receiver() {
    assert_snapshot!(edges(&[
        ("Ext.cs", "
            namespace Ext
            {
                public static class Extensions
                {
                    public static void Paint(this Car car, int color) { }
                    public static void Shout(this string text) { }
                    public static void Both(this IThing thing) { }
                }
            }
            public interface IThing { }
            public class Car : IThing { }
            public class Boat { }
        "),
        ("Sees.cs", "
            using Ext;
            class Sees
            {
                void Run(Car car, Boat boat, string text, object thing)
                {
                    car.Paint(1);
                    car.Both();
                    text.Shout();
                    boat.Paint(1);
                    thing.Shout();
                    car.Paint();
                    Extensions.Paint(car, 1);
                }
            }
        "),
        ("Blind.cs", "
            class Blind { void Run(Car car) { car.Paint(1); } }
        "),
    ]), @"
    Blind.cs:1 Blind.Run Car -> Ext.cs:11 Car (same_package)
    Blind.cs:1 Blind.Run Paint -> perhaps Ext.cs:5 Ext.Extensions.Paint
    Ext.cs:5 Ext.Extensions.Paint Car -> Ext.cs:11 Car (same_file)
    Ext.cs:7 Ext.Extensions.Both IThing -> Ext.cs:10 IThing (same_file)
    Ext.cs:11 Car IThing -> Ext.cs:10 IThing (same_file)
    Sees.cs:4 Sees.Run Car -> Ext.cs:11 Car (same_package)
    Sees.cs:4 Sees.Run Boat -> Ext.cs:12 Boat (same_package)
    Sees.cs:6 Sees.Run Paint -> Ext.cs:5 Ext.Extensions.Paint (receiver_type)
    Sees.cs:7 Sees.Run Both -> Ext.cs:7 Ext.Extensions.Both (receiver_type)
    Sees.cs:8 Sees.Run Shout -> Ext.cs:6 Ext.Extensions.Shout (receiver_type)
    Sees.cs:9 Sees.Run Paint -> perhaps Ext.cs:5 Ext.Extensions.Paint
    Sees.cs:11 Sees.Run Paint -> perhaps Ext.cs:5 Ext.Extensions.Paint
    Sees.cs:12 Sees.Run Extensions -> Ext.cs:3 Ext.Extensions (wildcard)
    Sees.cs:12 Sees.Run Paint -> Ext.cs:5 Ext.Extensions.Paint (receiver_type)
    ");
}

#[test]
fn attributes_leave_out_the_end_of_their_names() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            class MarkedAttribute : System.Attribute { public int Level { get; set; } }
            class Whole : System.Attribute { }
            [Marked(Level = 1)]
            class A
            {
                [Whole, System.Obsolete] void Run() { }
                [MarkedAttribute] int x;
            }
        "),
    ]), @"
    A.cs:3 A Marked -> A.cs:1 MarkedAttribute (same_file)
    A.cs:3 A Level -> A.cs:1 MarkedAttribute.Level (receiver_type)
    A.cs:6 A.Run Whole -> A.cs:2 Whole (same_file)
    A.cs:7 A.x MarkedAttribute -> A.cs:1 MarkedAttribute (same_file)
    ");
}

#[test]
fn what_is_not_known_has_no_edge() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            using Other.Library;
            class Store { public void Save() {} public int Get() => 1; public void Log() {} public void Run() {} }
            class User
            {
                void Go(dynamic any, Unknown given)
                {
                    any.Save();
                    given.Get();
                    Make().Log();
                    var x = Make();
                    x.Run();
                    string Save = null;
                    Save.Trim();
                }
                object Make() => null;
            }
        "),
        ("B.java", "class Unknown { int get() { return 1; } }"),
        ("one/One.cs", "namespace Twice { class Same { } }"),
        ("two/Two.cs", "namespace Twice { class Same { } class Uses { Same same; } }"),
        ("three/Three.cs", "namespace Twice { class Reads { Same same; } }"),
    ]), @"
    A.cs:9 User.Go Make -> A.cs:15 User.Make (same_class)
    A.cs:10 User.Go Make -> A.cs:15 User.Make (same_class)
    three/Three.cs:1 Twice.Reads.same Same -> perhaps one/One.cs:1 Twice.Same, two/Two.cs:1 Twice.Same
    two/Two.cs:1 Twice.Uses.same Same -> perhaps one/One.cs:1 Twice.Same, two/Two.cs:1 Twice.Same
    ");
}

#[test]
fn a_lambda_is_typed_by_what_it_is_given_to() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            using System;
            using System.Linq.Expressions;
            interface IOptions { void Map(string name); }
            class Item { public string Name; }
            class Setup
            {
                public Setup(Action<IOptions> options) { }
                public Setup(string name) { }
                public void Each(string name, Func<Item, IOptions, bool> test) { }
                public void Member(Expression<Func<Item, object>> path) { }
                public static T Make<T>(string name) => default;
                Setup Own() => new(o => o.Map(\"x\"));
                void Run()
                {
                    var setup = new Setup(o => o.Map(\"x\"));
                    setup.Each(\"x\", (item, options) => { options.Map(item.Name); return true; });
                    setup.Member(x => x.Name);
                    Setup.Make<Item>(\"x\").Name.ToString();
                    Unknown(x => x.Name);
                }
            }
        "),
    ]), @"
    A.cs:7 Setup.Setup IOptions -> A.cs:3 IOptions (same_file)
    A.cs:9 Setup.Each Item -> A.cs:4 Item (same_file)
    A.cs:9 Setup.Each IOptions -> A.cs:3 IOptions (same_file)
    A.cs:10 Setup.Member Item -> A.cs:4 Item (same_file)
    A.cs:12 Setup.Own Setup -> A.cs:5 Setup (same_file)
    A.cs:12 Setup.Own Setup -> A.cs:5 Setup (same_file)
    A.cs:12 Setup.Own Map -> A.cs:3 IOptions.Map (receiver_type)
    A.cs:15 Setup.Run Setup -> A.cs:5 Setup (same_file)
    A.cs:15 Setup.Run Map -> A.cs:3 IOptions.Map (receiver_type)
    A.cs:16 Setup.Run Each -> A.cs:9 Setup.Each (receiver_type)
    A.cs:16 Setup.Run Map -> A.cs:3 IOptions.Map (receiver_type)
    A.cs:16 Setup.Run Name -> A.cs:4 Item.Name (receiver_type)
    A.cs:17 Setup.Run Member -> A.cs:10 Setup.Member (receiver_type)
    A.cs:17 Setup.Run Name -> A.cs:4 Item.Name (receiver_type)
    A.cs:18 Setup.Run Setup -> A.cs:5 Setup (same_file)
    A.cs:18 Setup.Run Make -> A.cs:11 Setup.Make (receiver_type)
    A.cs:18 Setup.Run Item -> A.cs:4 Item (same_file)
    A.cs:18 Setup.Run Name -> A.cs:4 Item.Name (receiver_type)
    A.cs:19 Setup.Run Name -> perhaps A.cs:4 Item.Name
    ");
}

#[test]
fn an_overload_is_chosen_where_the_others_cannot_take_the_call() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            using System;
            class Shape { }
            class Round : Shape { }
            class Pen
            {
                public void Draw(string text) { }
                public void Draw(int count) { }
                public void Draw(Shape shape) { }
                public void Draw(Action<int> by) { }
                public void Draw(int count, string text = null) { }
                public void Draw<T>(object any, int size) { }
                public void Draw<T, U>(object any, int size) { }
                public void Fill(object any) { }
                public void Fill(Shape shape) { }
                public void Many(int first, params int[] rest) { }
                public void Many(string first) { }
                void Run(Round round, dynamic any)
                {
                    Draw(\"x\");
                    Draw(1);
                    Draw(round);
                    Draw(n => n.ToString());
                    Draw(1, \"x\");
                    Draw<int>(1, 2);
                    Draw<int, string>(1, 2);
                    Draw(any);
                    Fill(any);
                    Many(1, 2, 3);
                    Many(\"x\");
                    Many();
                }
            }
        "),
    ]), @"
    A.cs:3 Round Shape -> A.cs:2 Shape (same_file)
    A.cs:8 Pen.Draw Shape -> A.cs:2 Shape (same_file)
    A.cs:14 Pen.Fill Shape -> A.cs:2 Shape (same_file)
    A.cs:17 Pen.Run Round -> A.cs:3 Round (same_file)
    A.cs:19 Pen.Run Draw -> A.cs:6 Pen.Draw (same_class)
    A.cs:20 Pen.Run Draw -> A.cs:7 Pen.Draw (same_class)
    A.cs:21 Pen.Run Draw -> A.cs:8 Pen.Draw (same_class)
    A.cs:22 Pen.Run Draw -> A.cs:9 Pen.Draw (same_class)
    A.cs:22 Pen.Run ToString -> ?
    A.cs:23 Pen.Run Draw -> A.cs:10 Pen.Draw (same_class)
    A.cs:24 Pen.Run Draw -> A.cs:11 Pen.Draw (same_class)
    A.cs:25 Pen.Run Draw -> A.cs:12 Pen.Draw (same_class)
    A.cs:26 Pen.Run Draw -> perhaps A.cs:6 Pen.Draw, A.cs:7 Pen.Draw, A.cs:8 Pen.Draw, A.cs:9 Pen.Draw, A.cs:10 Pen.Draw, A.cs:11 Pen.Draw, A.cs:12 Pen.Draw
    A.cs:27 Pen.Run Fill -> perhaps A.cs:13 Pen.Fill, A.cs:14 Pen.Fill
    A.cs:28 Pen.Run Many -> A.cs:15 Pen.Many (same_class)
    A.cs:29 Pen.Run Many -> A.cs:16 Pen.Many (same_class)
    A.cs:30 Pen.Run Many -> ?
    ");
}

#[test]
fn parts_of_a_declaration_under_a_condition_are_read() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            interface IOne { void Go(); }
            class Base { protected void Stop() { } }
            class A : Base
            #if MODERN
                , IOne
            #endif
            {
                public void Go() { Stop(); }
            #if MODERN
                void Old() { Go(); }
            #else
                void New() { Go(); }
            #endif
            }
        "),
    ]), @"
    A.cs:3 A Base -> A.cs:2 Base (same_file)
    A.cs:5 A IOne -> A.cs:1 IOne (same_file)
    A.cs:8 A.Go Stop -> A.cs:2 Base.Stop (inherited)
    A.cs:10 A.Old Go -> A.cs:8 A.Go (same_class)
    A.cs:12 A.New Go -> A.cs:8 A.Go (same_class)
    ");
}

#[test]
fn an_extension_of_a_type_of_the_library_takes_what_certainly_is_one() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            using System.Collections.Generic;
            static class E
            {
                public static void Each(this IEnumerable<int> all) { }
                public static void Put(this ICollection<int> all) { }
                public static void Sort(this List<int> all) { }
            }
            class User
            {
                void Run(List<int> list, IList<int> some, ICollection<int> own, User[] array)
                {
                    some.Each();
                    own.Put();
                    list.Sort();
                    array.Each();
                    list.Each();
                    some.Put();
                    list.Put();
                }
            }
        "),
    ]), @"
    A.cs:10 User.Run User -> A.cs:8 User (same_file)
    A.cs:12 User.Run Each -> A.cs:4 E.Each (receiver_type)
    A.cs:13 User.Run Put -> A.cs:5 E.Put (receiver_type)
    A.cs:14 User.Run Sort -> A.cs:6 E.Sort (receiver_type)
    A.cs:15 User.Run Each -> A.cs:4 E.Each (receiver_type)
    ");
}

#[test]
fn among_many_namesakes_an_extension_is_found_and_among_many_extensions_none() {
    let mut text = String::from("class T { }\nclass U : T { }\n");
    for at in 0..300 {
        text += &format!("class A{at} {{ public void Rare() {{ }} }}\n");
    }
    text += "static class Last { public static void Rare(this T t) { } }\n";
    for at in 0..300 {
        text += &format!("static class E{at} {{ public static void Usual(this A{at} a) {{ }} }}\n");
    }
    text += "class User { void Run(T t, A1 a) { t.Rare(); a.Usual(); } }\n";
    let told = edges(&[("A.cs", &text)]);
    let kept: Vec<&str> = told.lines().filter(|l| l.contains("User.Run")).collect();
    assert_snapshot!(kept.join("\n"), @"
    A.cs:604 User.Run T -> A.cs:1 T (same_file)
    A.cs:604 User.Run A1 -> A.cs:4 A1 (same_file)
    A.cs:604 User.Run Rare -> A.cs:303 Last.Rare (receiver_type)
    A.cs:604 User.Run Usual -> ?
    ");
}

#[test]
fn null_is_given_to_whatever_may_be_null() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            enum Day { First }
            class Pen
            {
                void Draw(int? count, string text) { }
                void Draw(string text, int count) { }
                void Fill(Day? day) { }
                void Fill(string text) { }
                void Run() { Draw(null, \"x\"); Fill(null); }
            }
        "),
    ]), @"
    A.cs:6 Pen.Fill Day -> A.cs:1 Day (same_file)
    A.cs:8 Pen.Run Draw -> A.cs:4 Pen.Draw (same_class)
    A.cs:8 Pen.Run Fill -> perhaps A.cs:6 Pen.Fill, A.cs:7 Pen.Fill
    ");
}

#[test]
fn a_constructor_that_is_not_chosen_leaves_its_candidates() {
    assert_snapshot!(edges(&[
        ("A.cs", "
            class Base { public Base(int a) { } public Base(string a) { } }
            class Sub : Base
            {
                Sub(dynamic any) : base(any) { }
                Sub(int a, dynamic any) : this(any) { }
                Sub(string text) { }
            }
        "),
    ]), @"
    A.cs:2 Sub Base -> A.cs:1 Base (same_file)
    A.cs:4 Sub.Sub base -> perhaps A.cs:1 Base.Base, A.cs:1 Base.Base
    A.cs:5 Sub.Sub this -> ?
    ");
}

#[test]
fn what_one_piece_extends_another_constructs() {
    assert_snapshot!(edges(&[
        ("A.cs", "partial class Sub : Base { }"),
        ("B.cs", "partial class Sub { Sub(int a) : base(a) { } }"),
        ("Base.cs", "class Base { public Base(int a) { } }"),
    ]), @"
    A.cs:1 Sub Base -> Base.cs:1 Base (same_package)
    B.cs:1 Sub.Sub base -> Base.cs:1 Base.Base (inherited)
    ");
}
