//! Imports and bare names, by language.

use facts::{Bound, DefinitionKind, Flags, ImportKind, Receiver, Role};

use super::builder::{File, meanings};

#[test]
fn python_follows_re_exports_of_init_files() {
    let mut module = File::new("src/app/inner/deep.py");
    module.function("run");
    let mut inner = File::new("src/app/inner/__init__.py");
    inner.wildcard(".deep");
    let mut package = File::new("src/app/__init__.py");
    package.from(".inner", "run");
    let mut test = File::new("tests/test_app.py");
    let import = test.from("app", "run");
    test.call("run", Bound::Import(import));
    assert_eq!(
        meanings(vec![module, inner, package, test], "run"),
        "tests/test_app.py: run -> src/app/inner/deep.py run (import 95)"
    );
}

#[test]
fn python_re_exports_in_a_circle_end() {
    let mut a = File::new("a.py");
    a.from("b", "run");
    a.wildcard("b");
    let mut b = File::new("b.py");
    b.from("a", "run");
    b.wildcard("a");
    let mut app = File::new("app.py");
    let import = app.from("a", "run");
    app.call("run", Bound::Import(import));
    assert_eq!(
        meanings(vec![a, b, app], "run"),
        "app.py: run -> unresolved"
    );
}

#[test]
fn python_gives_only_what_all_lists_to_a_wildcard() {
    let meaning = |name: &str| {
        let mut lib = File::new("lib.py");
        let shown = lib.function("shown");
        lib.function("hidden");
        lib.export("shown", Bound::Definition(shown));
        let mut app = File::new("app.py");
        app.wildcard("lib");
        app.call(name, Bound::Free);
        meanings(vec![lib, app], name)
    };
    assert_eq!(
        meaning("shown"),
        "app.py: shown -> lib.py shown (wildcard 80)"
    );
    assert_eq!(meaning("hidden"), "app.py: hidden -> unresolved");
}

#[test]
fn an_import_from_outside_hides_a_namesake_here() {
    let mut lib = File::new("helpers/url_for.py");
    lib.function("get");
    let mut app = File::new("app.py");
    let import = app.from("requests", "get");
    app.call("get", Bound::Import(import));
    assert_eq!(
        meanings(vec![lib, app], "get"),
        "app.py: get -> external python \"requests\" \"get\""
    );
}

#[test]
fn a_member_of_an_outside_module_is_told_with_its_module() {
    let mut app = File::new("app.py");
    let import = app.import(ImportKind::Module, "os.path", None, Some("os"));
    let os = app.read("os", Bound::Import(import));
    let path = app.refer(Role::Read, Receiver::Member(os), "path", Bound::Member);
    app.call_on(Receiver::Member(path), "join");
    assert_eq!(
        meanings(vec![app], "join"),
        "app.py: join -> external python \"os\" \"path.join\""
    );
}

#[test]
fn the_nearest_root_has_the_module() {
    let mut files = Vec::new();
    for root in ["one", "two"] {
        let mut tool = File::new(&format!("{root}/tool.py"));
        tool.function("run");
        let mut app = File::new(&format!("{root}/app.py"));
        let import = app.from("tool", "run");
        app.call("run", Bound::Import(import));
        files.extend([tool, app]);
    }
    let mut app = File::new("three/app.py");
    let import = app.from("tool", "run");
    app.call("run", Bound::Import(import));
    files.push(app);
    assert_eq!(
        meanings(files, "run"),
        "one/app.py: run -> one/tool.py run (import 95)\n\
         three/app.py: run -> external python \"tool\" \"run\"\n\
         two/app.py: run -> two/tool.py run (import 95)"
    );
}

#[test]
fn bare_names_of_other_python_files_are_no_edges() {
    let mut lib = File::new("lib.py");
    lib.function("save");
    lib.function("print");
    let mut app = File::new("app.py");
    app.call("save", Bound::Free);
    app.call("print", Bound::Free);
    assert_eq!(
        meanings(vec![lib, app], "save"),
        "app.py: save -> unresolved"
    );
}

#[test]
fn javascript_follows_index_files_and_stars() {
    let mut deep = File::new("src/lib/deep.ts");
    let run = deep.function("run");
    deep.export("run", Bound::Definition(run));
    let mut index = File::new("src/lib/index.ts");
    let star = index.wildcard("./deep.js");
    index.given_on(star);
    let mut app = File::new("src/app.tsx");
    let import = app.from("./lib", "run");
    app.call("run", Bound::Import(import));
    assert_eq!(
        meanings(vec![deep, index, app], "run"),
        "src/app.tsx: run -> src/lib/deep.ts run (import 95)"
    );
}

#[test]
fn javascript_stars_do_not_give_the_default_on() {
    let mut deep = File::new("deep.js");
    let run = deep.function("run");
    deep.export("default", Bound::Definition(run));
    let mut index = File::new("index.js");
    let star = index.wildcard("./deep");
    index.given_on(star);
    let mut app = File::new("app.js");
    let import = app.import(ImportKind::Member, ".", Some("default"), Some("run"));
    app.call("run", Bound::Import(import));
    assert_eq!(
        meanings(vec![deep, index, app], "run"),
        "app.js: run -> unresolved"
    );
}

#[test]
fn common_js_modules_are_what_they_are_set_to() {
    let mut lib = File::new("lib/app.js");
    let app = lib.define(DefinitionKind::Variable, "app");
    let owner = lib.read("app", Bound::Definition(app));
    let run = lib.define(DefinitionKind::Method, "run");
    lib.of(run).owner = Some(owner);
    lib.export("=", Bound::Definition(app));
    let mut main = File::new("main.js");
    let import = main.import(ImportKind::Module, "./lib/app", None, Some("lib"));
    let module = main.read("lib", Bound::Import(import));
    main.call_on(Receiver::Member(module), "run");
    assert_eq!(
        meanings(vec![lib, main], "run"),
        "main.js: run -> lib/app.js app.run (receiver_type 90)"
    );
}

#[test]
fn merged_declarations_share_their_members() {
    let mut lib = File::new("lib.ts");
    let interface = lib.define(DefinitionKind::Interface, "Position");
    let namespace = lib.define(DefinitionKind::Namespace, "Position");
    lib.inside(namespace).function("create");
    lib.export("Position", Bound::Definition(interface));
    let mut app = File::new("app.ts");
    let import = app.from("./lib", "Position");
    let position = app.read("Position", Bound::Import(import));
    app.call_on(Receiver::Member(position), "create");
    assert_eq!(
        meanings(vec![lib, app], "create"),
        "app.ts: create -> lib.ts Position.create (receiver_type 90)"
    );
}

#[test]
fn go_finds_its_module_by_the_folders_of_its_imports() {
    let package = |path: &str, clause: &str, function: &str| {
        let mut file = File::new(path);
        file.package(clause);
        file.function(function);
        file
    };
    let mut app = File::new("main.go");
    app.package("main");
    for path in [
        "example.com/app/store",
        "example.com/app/errors",
        "github.com/pkg/errors",
    ] {
        let name = path.rsplit('/').next().unwrap_or(path);
        let import = app.import(ImportKind::Module, path, None, Some(name));
        let module = app.read(name, Bound::Import(import));
        app.call_on(Receiver::Member(module), "New");
    }
    let files = vec![
        package("store/store.go", "store", "New"),
        package("errors/errors.go", "errors", "New"),
        app,
    ];
    assert_eq!(
        meanings(files, "New"),
        "main.go: New -> store/store.go New (import 95)\n\
         main.go: New -> errors/errors.go New (import 95)\n\
         main.go: New -> external go \"github.com/pkg/errors\" \"New\""
    );
}

#[test]
fn java_names_are_found_by_package_and_wildcard() {
    let class = |path: &str, package: &str, name: &str| {
        let mut file = File::new(path);
        file.package(package);
        file.class(name);
        file
    };
    let files = || {
        vec![
            class("src/test/java/a/Beside.java", "a", "Beside"),
            class("src/main/java/b/Brought.java", "b", "Brought"),
            class("src/main/java/c/Elsewhere.java", "c", "Elsewhere"),
        ]
    };
    let with = |name: &str| {
        let mut app = File::new("src/main/java/a/App.java");
        app.package("a");
        app.wildcard("b");
        app.typed(name, Bound::Free);
        let mut all = files();
        all.push(app);
        meanings(all, name)
    };
    let at = "src/main/java/a/App.java";
    assert_eq!(
        with("Beside"),
        format!("{at}: Beside -> src/test/java/a/Beside.java Beside (same_package 90)")
    );
    assert_eq!(
        with("Brought"),
        format!("{at}: Brought -> src/main/java/b/Brought.java Brought (wildcard 80)")
    );
    assert_eq!(
        with("String"),
        format!("{at}: String -> external maven \"\" \"String\"")
    );
    assert_eq!(with("Elsewhere"), format!("{at}: Elsewhere -> unresolved"));
}

#[test]
fn rust_paths_go_through_modules_and_re_exports() {
    let mut root = File::new("crates/core-lib/src/lib.rs");
    root.import(ImportKind::Child, "inner", None, Some("inner"));
    let give = root.import(ImportKind::Member, "inner", Some("run"), Some("run"));
    root.given_on(give);
    let mut inner = File::new("crates/core-lib/src/inner/mod.rs");
    inner.function("run");
    let mut app = File::new("crates/app/src/main.rs");
    let import = app.import(ImportKind::Member, "core_lib", Some("run"), Some("run"));
    app.call("run", Bound::Import(import));
    let outside = app.import(ImportKind::Member, "std::mem", Some("swap"), Some("swap"));
    app.call("swap", Bound::Import(outside));
    let mut sibling = File::new("crates/core-lib/src/inner/sub.rs");
    let up = sibling.import(ImportKind::Member, "crate::inner", Some("run"), Some("run"));
    sibling.call("run", Bound::Import(up));
    // `inner` has the child `sub`, so `crate` is known from there.
    inner.import(ImportKind::Child, "sub", None, Some("sub"));
    assert_eq!(
        meanings(vec![root, inner, app, sibling], "run"),
        "crates/app/src/main.rs: run -> crates/core-lib/src/inner/mod.rs run (import 95)\n\
         crates/core-lib/src/inner/sub.rs: run -> crates/core-lib/src/inner/mod.rs run (import 95)"
    );
}

#[test]
fn rust_tests_see_what_is_above_by_a_wildcard() {
    let mut lib = File::new("src/lib.rs");
    lib.function("run");
    let tests = lib.define(DefinitionKind::Module, "tests");
    lib.inside(tests);
    lib.wildcard("super");
    let test = lib.function("works");
    lib.inside(test).call("run", Bound::Free);
    assert_eq!(
        meanings(vec![lib], "run"),
        "src/lib.rs: run -> src/lib.rs run (wildcard 80)"
    );
}

#[test]
fn c_goes_from_the_prototype_that_is_included_to_the_definition() {
    let mut header = File::new("include/list.h");
    let prototype = header.function("push");
    header.of(prototype).flags.set(Flags::DECLARATION);
    let mut source = File::new("src/list.c");
    source.import(ImportKind::Include, "list.h", None, None);
    source.function("push");
    let mut app = File::new("src/app.c");
    app.import(ImportKind::Include, "list.h", None, None);
    app.call("push", Bound::Free);
    // Another program has a function of that name for itself.
    let mut other = File::new("tools/other.c");
    let own = other.function("push");
    other.of(own).flags.set(Flags::STATIC);
    assert_eq!(
        meanings(vec![header, source, app, other], "push"),
        "src/app.c: push -> src/list.c push (wildcard 95)"
    );
}

#[test]
fn c_links_a_call_without_prototype_by_its_name_alone() {
    let meaning = |name: &str| {
        let mut a = File::new("a.c");
        a.function("only");
        a.function("twice");
        let mut b = File::new("b.c");
        b.function("twice");
        let mut app = File::new("app.c");
        app.call(name, Bound::Free);
        meanings(vec![a, b, app], name)
    };
    assert_eq!(meaning("only"), "app.c: only -> a.c only (unique_name 60)");
    assert_eq!(meaning("twice"), "app.c: twice -> unresolved");
}

#[test]
fn cpp_namespaces_are_one_over_all_files() {
    let mut a = File::new("a.hpp");
    let space = a.define(DefinitionKind::Namespace, "geo");
    a.inside(space).function("area");
    let mut b = File::new("b.hpp");
    let space = b.define(DefinitionKind::Namespace, "geo");
    b.inside(space).function("edge");
    let mut app = File::new("app.cpp");
    app.import(ImportKind::Include, "a.hpp", None, None);
    app.import(ImportKind::Include, "b.hpp", None, None);
    let geo = app.read("geo", Bound::Free);
    app.call_on(Receiver::Path(geo), "edge");
    assert_eq!(
        meanings(vec![a, b, app], "edge"),
        "app.cpp: edge -> b.hpp geo.edge (import 95)"
    );
}

#[test]
fn namesakes_of_other_families_are_never_meant() {
    let mut go = File::new("lib.go");
    go.package("lib");
    go.function("run");
    let mut c = File::new("app.c");
    c.call("run", Bound::Free);
    let mut python = File::new("app.py");
    let import = python.from("lib", "run");
    python.call("run", Bound::Import(import));
    assert_eq!(
        meanings(vec![go, c, python], "run"),
        "app.c: run -> unresolved\napp.py: run -> external python \"lib\" \"run\""
    );
}
