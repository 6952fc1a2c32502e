//! Receivers, inheritance and overloads.

use facts::{Bound, DefinitionKind, ImportKind, Receiver, Role};

use super::builder::{File, meanings};

/// `lib.py` with a class `Base` that has `run`.
fn base() -> File {
    let mut lib = File::new("lib.py");
    let class = lib.class("Base");
    lib.method(class, "run");
    lib
}

/// `app.py` with a class `Sub` of `Base` that has `go`, and we are in `go`.
fn sub() -> File {
    let mut app = File::new("app.py");
    let import = app.from("lib", "Base");
    let class = app.class("Sub");
    let base = app.refer(
        Role::Supertype,
        Receiver::None,
        "Base",
        Bound::Import(import),
    );
    app.inherit(class, base);
    let go = app.method(class, "go");
    app.inside(go);
    app
}

#[test]
fn a_method_of_this_is_found_in_the_base_of_another_file() {
    let mut app = sub();
    app.call_on(Receiver::This, "run");
    assert_eq!(
        meanings(vec![base(), app], "run"),
        "app.py: run -> lib.py Base.run (inherited 85)"
    );
}

#[test]
fn a_method_of_super_is_not_the_one_beside() {
    let mut app = sub();
    app.call_on(Receiver::Super, "go");
    app.call_on(Receiver::Super, "run");
    assert_eq!(
        meanings(vec![base(), app], "run"),
        "app.py: run -> lib.py Base.run (inherited 85)"
    );
    let mut app = sub();
    app.call_on(Receiver::Super, "go");
    assert_eq!(
        meanings(vec![base(), app], "go"),
        "app.py: go -> perhaps app.py Sub.go"
    );
}

#[test]
fn a_base_outside_the_repository_is_not_guessed_at() {
    let mut app = File::new("app.py");
    let import = app.from("requests", "Session");
    let class = app.class("Mine");
    let base = app.read("Session", Bound::Import(import));
    app.inherit(class, base);
    let go = app.method(class, "go");
    app.inside(go).call_on(Receiver::This, "get");
    let mut other = File::new("other.py");
    let class = other.class("Cache");
    other.method(class, "get");
    assert_eq!(
        meanings(vec![app, other], "get"),
        "app.py: get -> perhaps other.py Cache.get"
    );
}

#[test]
fn types_that_inherit_in_a_circle_end() {
    let mut lib = File::new("lib.py");
    let (a, b) = (lib.class("A"), lib.class("B"));
    let to_b = lib.read("B", Bound::Definition(b));
    lib.inherit(a, to_b);
    let to_a = lib.read("A", Bound::Definition(a));
    lib.inherit(b, to_a);
    let go = lib.method(a, "go");
    lib.inside(go).call_on(Receiver::This, "nothing");
    assert_eq!(
        meanings(vec![lib], "nothing"),
        "lib.py: nothing -> unresolved"
    );
}

#[test]
fn the_diamond_is_asked_in_pythons_order() {
    // class Top: f; class Left(Top); class Right(Top): f; class Low(Left, Right)
    let mut lib = File::new("lib.py");
    let top = lib.class("Top");
    lib.method(top, "f");
    let (left, right) = (lib.class("Left"), lib.class("Right"));
    lib.method(right, "f");
    let low = lib.class("Low");
    for (of, base, name) in [
        (left, top, "Top"),
        (right, top, "Top"),
        (low, left, "Left"),
        (low, right, "Right"),
    ] {
        let base = lib.read(name, Bound::Definition(base));
        lib.inherit(of, base);
    }
    let go = lib.method(low, "go");
    lib.inside(go).call_on(Receiver::This, "f");
    assert_eq!(
        meanings(vec![lib], "f"),
        "lib.py: f -> lib.py Right.f (inherited 85)"
    );
}

#[test]
fn a_value_has_the_type_of_its_annotation_or_constructor() {
    let mut app = File::new("app.py");
    let import = app.from("lib", "Base");
    let go = app.function("go");
    app.inside(go);
    let annotated = app.define(DefinitionKind::Parameter, "annotated");
    let annotation = app.typed("Base", Bound::Import(import));
    app.declared(annotated, annotation);
    let made = app.define(DefinitionKind::Local, "made");
    let constructor = app.call("Base", Bound::Import(import));
    app.value(made, constructor);
    for (local, name) in [(annotated, "annotated"), (made, "made")] {
        let receiver = app.read(name, Bound::Definition(local));
        app.call_on(Receiver::Member(receiver), "run");
    }
    assert_eq!(
        meanings(vec![base(), app], "run"),
        "app.py: run -> lib.py Base.run (receiver_type 90)\n\
         app.py: run -> lib.py Base.run (receiver_type 90)"
    );
}

#[test]
fn a_type_comes_through_what_functions_of_other_files_return() {
    // lib.py: def make() -> Base; mid.py: def pass_on(): return make(); app.py: pass_on().run()
    let mut lib = base();
    let make = lib.function("make");
    let returned = lib.typed("Base", Bound::Definition(0));
    lib.declared(make, returned);
    let mut mid = File::new("mid.py");
    let import = mid.from("lib", "make");
    let pass_on = mid.function("pass_on");
    let call = mid.call("make", Bound::Import(import));
    mid.value(pass_on, call);
    let mut app = File::new("app.py");
    let import = app.from("mid", "pass_on");
    let call = app.call("pass_on", Bound::Import(import));
    app.call_on(Receiver::Member(call), "run");
    assert_eq!(
        meanings(vec![lib, mid, app], "run"),
        "app.py: run -> lib.py Base.run (receiver_type 90)"
    );
}

#[test]
fn common_names_on_unknown_receivers_make_no_edge() {
    let mut lib = File::new("lib.py");
    for class in ["Cache", "Model"] {
        let class = lib.class(class);
        for method in ["get", "save", "log"] {
            lib.method(class, method);
        }
    }
    let mut app = File::new("app.py");
    let go = app.function("go");
    app.inside(go);
    let unknown = app.define(DefinitionKind::Parameter, "unknown");
    let receiver = app.read("unknown", Bound::Definition(unknown));
    app.call_on(Receiver::Member(receiver), "get");
    app.call_on(Receiver::Opaque, "get");
    assert_eq!(
        meanings(vec![lib, app], "get"),
        "app.py: get -> perhaps lib.py Cache.get or lib.py Model.get\n\
         app.py: get -> perhaps lib.py Cache.get or lib.py Model.get"
    );
}

#[test]
fn candidates_are_of_the_same_family_and_no_tests() {
    let mut lib = base();
    let double = lib.class("Double");
    let run = lib.method(double, "run");
    lib.of(run).flags.set(facts::Flags::TEST);
    let mut java = File::new("A.java");
    let class = java.class("A");
    java.method(class, "run");
    let mut app = File::new("app.py");
    app.call_on(Receiver::Opaque, "run");
    assert_eq!(
        meanings(vec![lib, java, app], "run"),
        "app.py: run -> perhaps lib.py Base.run"
    );
}

#[test]
fn what_an_outside_call_gives_has_no_candidates_here() {
    let mut app = File::new("app.py");
    let import = app.import(ImportKind::Module, "requests", None, Some("requests"));
    let module = app.read("requests", Bound::Import(import));
    let get = app.call_on(Receiver::Member(module), "get");
    app.call_on(Receiver::Member(get), "run");
    assert_eq!(
        meanings(vec![base(), app], "run"),
        "app.py: run -> unresolved"
    );
}

#[test]
fn an_overload_is_chosen_by_arity_or_not_at_all() {
    let build = |arities: [u8; 3]| {
        let mut a = File::new("A.java");
        let class = a.class("A");
        for arity in arities {
            let method = a.method(class, "put");
            a.of(method).arity = arity;
        }
        let go = a.method(class, "go");
        let call = a.inside(go).call_on(Receiver::This, "put");
        a.with_arity(call, 2);
        vec![a]
    };
    assert_eq!(
        meanings(build([1, 2, 3]), "put"),
        "A.java: put -> A.java A.put (same_class 95)"
    );
    assert_eq!(
        meanings(build([1, 2, 2]), "put"),
        "A.java: put -> perhaps A.java A.put or A.java A.put or A.java A.put"
    );
}

#[test]
fn a_method_belongs_to_the_type_that_its_owner_names() {
    // Go: type T struct; func (t *T) Close(); in another file of the package t.Close().
    let mut types = File::new("pkg/types.go");
    types.package("pkg");
    types.define(DefinitionKind::Struct, "T");
    let mut methods = File::new("pkg/methods.go");
    methods.package("pkg");
    let owner = methods.typed("T", Bound::Free);
    let close = methods.define(DefinitionKind::Method, "Close");
    methods.of(close).owner = Some(owner);
    let mut app = File::new("pkg/app.go");
    app.package("pkg");
    let go = app.function("go");
    app.inside(go);
    let t = app.define(DefinitionKind::Parameter, "t");
    let annotation = app.typed("T", Bound::Free);
    app.declared(t, annotation);
    let receiver = app.read("t", Bound::Definition(t));
    app.call_on(Receiver::Member(receiver), "Close");
    assert_eq!(
        meanings(vec![types, methods, app], "Close"),
        "pkg/app.go: Close -> pkg/methods.go T.Close (receiver_type 90)"
    );
}

#[test]
fn a_trait_gives_its_methods_to_what_implements_it() {
    let mut lib = File::new("src/lib.rs");
    let shape = lib.define(DefinitionKind::Trait, "Shape");
    lib.method(shape, "area");
    let square = lib.define(DefinitionKind::Struct, "Square");
    let of = lib.typed("Square", Bound::Definition(square));
    let base = lib.typed("Shape", Bound::Definition(shape));
    lib.implement(of, base);
    let go = lib.function("go");
    lib.inside(go);
    let s = lib.define(DefinitionKind::Parameter, "s");
    let annotation = lib.typed("Square", Bound::Definition(square));
    lib.declared(s, annotation);
    let receiver = lib.read("s", Bound::Definition(s));
    lib.call_on(Receiver::Member(receiver), "area");
    assert_eq!(
        meanings(vec![lib], "area"),
        "src/lib.rs: area -> src/lib.rs Shape.area (inherited 85)"
    );
}
