//! What is asked of `graph.db`, and that indexes answer it.

use events::Language;
use facts::{DefinitionKind, Flags, Role, SupertypeKind};
use graph::{CodeGraph, SCHEMA_VERSION, Strategy, Supers, write_sqlite};
use insta::assert_snapshot;
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::fixture::{File, found, graph, node, small};

struct Database {
    connection: Connection,
    _dir: tempfile::TempDir,
}

impl Database {
    fn of(graph: &CodeGraph) -> Database {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("graph.db");
        let size = write_sqlite(graph, &path).unwrap();
        assert_eq!(size, std::fs::metadata(&path).unwrap().len());
        let connection = Connection::open(&path).unwrap();
        let database = Database {
            connection,
            _dir: dir,
        };
        assert_eq!(database.ask("PRAGMA integrity_check"), "ok");
        database
    }

    /// The rows of an answer, a line each.
    fn ask(&self, sql: &str) -> String {
        let mut statement = self.connection.prepare(sql).unwrap();
        let columns = statement.column_count();
        let rows = statement.query_map((), |row| {
            let values: Vec<String> = (0..columns)
                .map(|at| match row.get_ref(at).unwrap() {
                    ValueRef::Null => "-".to_owned(),
                    ValueRef::Integer(n) => n.to_string(),
                    ValueRef::Real(n) => n.to_string(),
                    ValueRef::Text(t) => String::from_utf8_lossy(t).into_owned(),
                    ValueRef::Blob(b) => format!("{b:?}"),
                })
                .collect();
            Ok(values.join(" | "))
        });
        let rows: Result<Vec<String>, _> = rows.unwrap().collect();
        rows.unwrap().join("\n")
    }
}

#[test]
fn every_file_of_the_commit_has_a_row() {
    let database = Database::of(&small());
    assert_snapshot!(
        database.ask("SELECT path, language, bytes, outcome, reason FROM files ORDER BY path"),
        @r"
    broken.c | c | 100 | failed | timeout: 5000 ms
    docs/logo.png | - | 5 | skipped | binary
    lib/model.rs | rust | 100 | parsed | -
    lib/moves.rs | rust | 100 | parsed | -
    src/app.py | python | 100 | parsed | -
    src/base.py | python | 100 | partial | syntax
    "
    );
    assert_snapshot!(
        database.ask("SELECT * FROM meta WHERE key <> 'graphmill' ORDER BY key"), @r"
    extractor_version | 9
    schema_version | 1
    ");
    assert_eq!(
        database.ask("PRAGMA user_version"),
        SCHEMA_VERSION.to_string()
    );
}

#[test]
fn nodes_are_numbered_without_gaps() {
    let database = Database::of(&small());
    assert_snapshot!(
        database.ask("SELECT id, kind, name, qualified_name, file, start_line, body_end_line, \
                      visibility, language, is_test, symbol FROM nodes ORDER BY id"),
        @r"
    1 | repository |  |  | - | - | - | - | - | 0 | graphmill . . . `/`/
    2 | folder | lib | lib | - | - | - | - | - | 0 | graphmill . . . `lib/`/
    3 | folder | src | src | - | - | - | - | - | 0 | graphmill . . . `src/`/
    4 | file | broken.c | broken.c | broken.c | 0 | - | - | c | 0 | graphmill . . . `broken.c`/
    5 | file | model.rs | lib/model.rs | lib/model.rs | 0 | - | - | rust | 0 | graphmill . . . `lib/model.rs`/
    6 | struct | Point | Point | lib/model.rs | 0 | 2 | public | rust | 0 | graphmill . . . `lib/model.rs`/Point#
    7 | method | new | Point::new | lib/model.rs | 2 | 4 | internal | rust | 0 | graphmill . . . `lib/model.rs`/Point#new().
    8 | file | moves.rs | lib/moves.rs | lib/moves.rs | 0 | - | - | rust | 0 | graphmill . . . `lib/moves.rs`/
    9 | method | new | Point::new | lib/moves.rs | 0 | 2 | internal | rust | 0 | graphmill . . . `lib/model.rs`/Point#new(+1).
    10 | method | shift | Point::shift | lib/moves.rs | 2 | 4 | internal | rust | 0 | graphmill . . . `lib/model.rs`/Point#shift().
    11 | file | app.py | src/app.py | src/app.py | 0 | - | - | python | 0 | graphmill . . . `src/app.py`/
    12 | class | App | App | src/app.py | 0 | 2 | public | python | 0 | graphmill . . . `src/app.py`/App#
    13 | method | run | App.run | src/app.py | 2 | 4 | - | python | 0 | graphmill . . . `src/app.py`/App#run().
    14 | function | test_main | test_main | src/app.py | 8 | 10 | - | python | 1 | graphmill . . . `src/app.py`/test_main().
    15 | class | App | App | src/app.py | 10 | 12 | - | python | 0 | graphmill . . . `src/app.py`/+1:App#
    16 | file | base.py | src/base.py | src/base.py | 0 | - | - | python | 0 | graphmill . . . `src/base.py`/
    17 | class | Base | Base | src/base.py | 0 | 2 | - | python | 0 | graphmill . . . `src/base.py`/Base#
    18 | method | run | Base.run | src/base.py | 2 | 4 | - | python | 0 | graphmill . . . `src/base.py`/Base#run().
    19 | method | run | Base.run | src/base.py | 6 | 8 | - | python | 0 | graphmill . . . `src/base.py`/Base#run(+1).
    20 | constant | LIMIT | LIMIT | src/base.py | 8 | 10 | - | python | 0 | graphmill . . . `src/base.py`/LIMIT.
    21 | external | print | print | - | - | - | - | python | 0 | graphmill python . . print.
    22 | external | requests | requests | - | - | - | - | python | 0 | graphmill python requests . requests/
    23 | external | get | requests.get | - | - | - | - | python | 0 | graphmill python requests . requests/get.
    "
    );
    assert_eq!(
        database.ask("SELECT count(*) = max(id) AND min(id) = 1 FROM nodes"),
        "1"
    );
}

#[test]
fn edges_lead_from_the_holder_to_what_is_meant() {
    let database = Database::of(&small());
    let sql = "SELECT s.qualified_name, e.kind, t.qualified_name, e.file, e.start_line, e.start_col, \
               e.end_line, e.end_col, e.strategy, e.confidence FROM edges e \
               JOIN nodes s ON s.id = e.source JOIN nodes t ON t.id = e.target";
    assert_snapshot!(
        database.ask(&format!("{sql} WHERE e.kind <> 'contains' ORDER BY e.rowid")), @r"
    src/app.py | imports | src/base.py | src/app.py | 1 | 8 | 1 | 11 | import | 100
    src/app.py | imports | Base | src/app.py | 3 | 8 | 3 | 11 | import | 90
    src/app.py | imports | requests | src/app.py | 5 | 8 | 5 | 11 | external | 100
    App | inherits | Base | src/app.py | 7 | 8 | 7 | 11 | import | 90
    App.run | dispatches | App.run | src/app.py | 9 | 8 | 9 | 11 | inherited | 50
    App.run | calls | Base.run | src/app.py | 9 | 8 | 9 | 11 | inherited | 90
    App.run | reads | LIMIT | src/app.py | 15 | 8 | 15 | 11 | import | 90
    App.run | writes | LIMIT | src/app.py | 17 | 8 | 17 | 11 | import | 90
    App.run | calls | requests.get | src/app.py | 19 | 8 | 19 | 11 | external | 100
    test_main | instantiates | App | src/app.py | 23 | 8 | 23 | 11 | same_file | 90
    test_main | calls | App.run | src/app.py | 25 | 8 | 25 | 11 | receiver_type | 90
    test_main | references | App | src/app.py | 27 | 8 | 27 | 11 | same_file | 90
    src/app.py | calls | print | src/app.py | 31 | 8 | 31 | 11 | external | 100
    App.run | overrides | Base.run | src/app.py | 2 | 4 | 2 | 7 | inherited | 100
    ");
    assert_snapshot!(
        database.ask("SELECT s.symbol, t.symbol FROM edges e JOIN nodes s ON s.id = e.source \
                      JOIN nodes t ON t.id = e.target WHERE e.kind = 'contains' ORDER BY e.rowid"),
        @r"
    graphmill . . . `/`/ | graphmill . . . `lib/`/
    graphmill . . . `/`/ | graphmill . . . `src/`/
    graphmill . . . `/`/ | graphmill . . . `broken.c`/
    graphmill . . . `lib/`/ | graphmill . . . `lib/model.rs`/
    graphmill . . . `lib/model.rs`/ | graphmill . . . `lib/model.rs`/Point#
    graphmill . . . `lib/model.rs`/Point# | graphmill . . . `lib/model.rs`/Point#new().
    graphmill . . . `lib/`/ | graphmill . . . `lib/moves.rs`/
    graphmill . . . `lib/model.rs`/Point# | graphmill . . . `lib/model.rs`/Point#new(+1).
    graphmill . . . `lib/model.rs`/Point# | graphmill . . . `lib/model.rs`/Point#shift().
    graphmill . . . `src/`/ | graphmill . . . `src/app.py`/
    graphmill . . . `src/app.py`/ | graphmill . . . `src/app.py`/App#
    graphmill . . . `src/app.py`/App# | graphmill . . . `src/app.py`/App#run().
    graphmill . . . `src/app.py`/ | graphmill . . . `src/app.py`/test_main().
    graphmill . . . `src/app.py`/ | graphmill . . . `src/app.py`/+1:App#
    graphmill . . . `src/`/ | graphmill . . . `src/base.py`/
    graphmill . . . `src/base.py`/ | graphmill . . . `src/base.py`/Base#
    graphmill . . . `src/base.py`/Base# | graphmill . . . `src/base.py`/Base#run().
    graphmill . . . `src/base.py`/Base# | graphmill . . . `src/base.py`/Base#run(+1).
    graphmill . . . `src/base.py`/ | graphmill . . . `src/base.py`/LIMIT.
    "
    );
    assert_snapshot!(
        database.ask("SELECT c.file, c.start_line, c.start_col, c.name, s.name, t.symbol \
                      FROM candidates c JOIN nodes s ON s.id = c.source \
                      JOIN nodes t ON t.id = c.target ORDER BY c.target"),
        @r"
    src/app.py | 21 | 8 | save | run | graphmill . . . `src/base.py`/Base#run().
    src/app.py | 21 | 8 | save | run | graphmill . . . `src/base.py`/Base#run(+1).
    "
    );
}

#[test]
fn what_is_contained_is_a_tree() {
    let database = Database::of(&small());
    let reached = "WITH RECURSIVE reached (id) AS (SELECT 1 UNION ALL SELECT target FROM edges \
                   JOIN reached ON source = reached.id WHERE kind = 'contains') \
                   SELECT count(*), count(DISTINCT id) FROM reached";
    let nodes = database.ask("SELECT count(*), count(*) FROM nodes WHERE kind <> 'external'");
    assert_eq!(database.ask(reached), nodes);
}

#[test]
fn search_knows_names_their_parts_and_documentation() {
    use DefinitionKind as D;
    let database = Database::of(&graph(vec![
        File::new("web.py", Language::Python)
            .define(D::Class, "HttpResponseRedirect", None)
            .define(D::Function, "get_object_or_404", None),
    ]));
    let search = |words: &str| {
        database.ask(&format!(
            "SELECT n.name FROM search JOIN nodes n ON n.id = search.rowid \
             WHERE search MATCH '{words}' ORDER BY rank"
        ))
    };
    assert_eq!(search("redirect"), "HttpResponseRedirect");
    assert_eq!(search("HttpResp*"), "HttpResponseRedirect");
    assert_eq!(search("get_object_or_404"), "get_object_or_404");
    assert_eq!(search("object 404"), "get_object_or_404");
    let database = Database::of(&small());
    assert_eq!(
        database
            .ask("SELECT name, documentation FROM search WHERE search MATCH 'documentation:app'"),
        "App | The app."
    );
}

#[test]
fn questions_are_answered_by_indexes() {
    let database = Database::of(&small());
    let plan = |sql: &str| {
        let plan = database.ask(&format!("EXPLAIN QUERY PLAN {sql}"));
        let steps = plan.lines().map(|l| l.rsplit(" | ").next().unwrap());
        steps.collect::<Vec<_>>().join("\n")
    };
    let callers = "SELECT s.symbol, e.file, e.start_line FROM nodes t \
                   JOIN edges e ON e.target = t.id AND e.kind = 'calls' \
                   JOIN nodes s ON s.id = e.source WHERE t.name = 'run' \
                   ORDER BY e.file, e.start_line";
    assert_snapshot!(database.ask(callers), @r"
    graphmill . . . `src/app.py`/App#run(). | src/app.py | 9
    graphmill . . . `src/app.py`/test_main(). | src/app.py | 25
    ");
    assert_snapshot!(plan(callers), @r"
    SEARCH t USING COVERING INDEX nodes_by_name (name=?)
    SEARCH e USING INDEX edges_by_target (target=? AND kind=?)
    SEARCH s USING INTEGER PRIMARY KEY (rowid=?)
    USE TEMP B-TREE FOR ORDER BY
    ");
    assert_snapshot!(
        plan("SELECT * FROM nodes WHERE qualified_name = 'App.run'"), @"SEARCH nodes USING INDEX nodes_by_qualified_name (qualified_name=?)");
    assert_snapshot!(
        plan("SELECT * FROM nodes WHERE symbol = 'x'"), @"SEARCH nodes USING INDEX nodes_by_symbol (symbol=?)");
    assert_snapshot!(
        plan("SELECT * FROM nodes WHERE file = 'src/app.py' AND kind <> 'file' ORDER BY start_line"), @"SEARCH nodes USING INDEX nodes_by_file (file=?)");
    assert_snapshot!(
        plan("SELECT * FROM edges WHERE target = 7"), @"SEARCH edges USING INDEX edges_by_target (target=?)");
    assert_snapshot!(
        plan("SELECT * FROM edges WHERE source = 7 AND kind = 'calls'"), @"SEARCH edges USING INDEX edges_by_source (source=? AND kind=?)");
    assert_snapshot!(
        plan("SELECT * FROM files WHERE path = 'src/app.py'"), @"SEARCH files USING PRIMARY KEY (path=?)");
}

#[test]
fn two_files_of_one_quoted_name_are_two_rows() {
    let mut graph = small();
    let mut twin = graph.skipped[0].clone();
    twin.oid = "2".repeat(40);
    graph.skipped.push(twin);
    let database = Database::of(&graph);
    assert_eq!(
        database.ask("SELECT path FROM files WHERE outcome = 'skipped' ORDER BY path"),
        "docs/logo.png\ndocs/logo.png (2)"
    );
}

#[test]
fn a_member_hangs_under_its_owner_in_another_file() {
    let database = Database::of(&small());
    let sql = "SELECT s.name, t.name, t.file FROM edges e JOIN nodes s ON s.id = e.source \
               JOIN nodes t ON t.id = e.target WHERE e.kind = 'contains' AND s.name = 'Point'";
    assert_eq!(
        database.ask(sql),
        "Point | new | lib/model.rs\nPoint | new | lib/moves.rs\nPoint | shift | lib/moves.rs"
    );
}

#[test]
fn inheritance_stands_where_it_is_written_and_overrides_follow() {
    use DefinitionKind as D;
    use facts::Subject;
    let same_file = |definition| found(0, definition, Strategy::SameFile);
    let mut graph = graph(vec![
        File::new("a.rs", Language::Rust)
            .define(D::Trait, "Draw", None)
            .define(D::Method, "draw", Some(0))
            .taking(2)
            .define(D::Method, "draw", Some(0))
            .taking(1)
            .define(D::Trait, "Shape", None)
            .define(D::Struct, "Circle", None)
            .define(D::Method, "draw", None)
            .owned_by(node(0, 4))
            .taking(1)
            .define(D::Method, "area", None)
            .owned_by(node(0, 4))
            .refer(Role::Supertype, "Draw", Some(3), same_file(0))
            .supertype_of(Subject::Definition(3), SupertypeKind::Extends)
            .refer(Role::Type, "Circle", None, same_file(4))
            .refer(Role::Supertype, "Shape", None, same_file(3))
            .supertype_of(Subject::Reference(1), SupertypeKind::Implements)
            .refer(Role::Supertype, "Nobody", None, same_file(3))
            .refer(Role::Instantiate, "Circle", Some(6), same_file(4))
            .refer(Role::Read, "draw", Some(6), same_file(5))
            .refer(Role::Decorator, "Shape", Some(6), same_file(3)),
    ]);
    let supers = |of, base, kind| Supers {
        of: node(0, of),
        base: node(0, base),
        kind,
    };
    graph.supers = vec![
        supers(0, 3, SupertypeKind::Extends),
        supers(3, 0, SupertypeKind::Extends),
        supers(4, 3, SupertypeKind::Implements),
    ];
    assert_snapshot!(
        Database::of(&graph).ask("SELECT s.qualified_name, e.kind, t.symbol, e.start_line, \
                                  e.strategy, e.confidence FROM edges e \
                                  JOIN nodes s ON s.id = e.source \
                                  JOIN nodes t ON t.id = e.target \
                                  WHERE e.kind <> 'contains' ORDER BY e.rowid"),
        @r"
    Shape | inherits | graphmill . . . `a.rs`/Draw# | 1 | same_file | 90
    a.rs | references | graphmill . . . `a.rs`/Circle# | 3 | same_file | 90
    Circle | implements | graphmill . . . `a.rs`/Shape# | 5 | same_file | 90
    a.rs | references | graphmill . . . `a.rs`/Shape# | 7 | same_file | 90
    Circle::area | instantiates | graphmill . . . `a.rs`/Circle# | 9 | same_file | 90
    Circle::area | references | graphmill . . . `a.rs`/Circle#draw(). | 11 | same_file | 90
    Circle::area | references | graphmill . . . `a.rs`/Shape# | 13 | same_file | 90
    Draw | inherits | graphmill . . . `a.rs`/Shape# | 0 | inherited | 100
    Circle::draw | overrides | graphmill . . . `a.rs`/Draw#draw(+1). | 10 | inherited | 100
    "
    );
}

#[test]
fn an_empty_graph_has_a_database() {
    let database = Database::of(&CodeGraph::default());
    assert_eq!(database.ask("SELECT kind FROM nodes"), "repository");
}

#[test]
fn a_qualified_name_starts_with_the_package() {
    use DefinitionKind as D;
    let database = Database::of(&graph(vec![
        File::new("a/B.java", Language::Java)
            .package("org.a")
            .define(D::Class, "B", None)
            .define(D::Method, "c", Some(0)),
    ]));
    assert_eq!(
        database.ask("SELECT qualified_name FROM nodes WHERE kind = 'method'"),
        "org.a.B.c"
    );
}

/// A base with `run` of one argument and static `make`; below it a class in two pieces, of which the
/// second has the methods.
fn in_pieces(language: Language, path: &str, arity: u8) -> String {
    use DefinitionKind as D;
    let mut graph = graph(vec![
        File::new(path, language)
            .define(D::Class, "Base", None)
            .define(D::Method, "run", Some(0))
            .taking(1)
            .define_with(D::Method, "make", Some(0), Flags::STATIC, None)
            .define(D::Class, "Sub", None)
            .define(D::Class, "Sub", None)
            .define(D::Method, "run", Some(4))
            .taking(arity)
            .define_with(D::Method, "make", Some(4), Flags::STATIC, None)
            .refer(Role::Call, "run", None, found(0, 1, Strategy::ReceiverType))
            .refer(
                Role::Call,
                "make",
                None,
                found(0, 2, Strategy::ReceiverType),
            ),
    ]);
    graph.supers.push(Supers {
        of: node(0, 3),
        base: node(0, 0),
        kind: SupertypeKind::Extends,
    });
    graph.pieces.push((node(0, 4), node(0, 3)));
    Database::of(&graph).ask(
        "SELECT e.kind, t.qualified_name FROM edges e JOIN nodes t ON t.id = e.target \
         WHERE e.kind IN ('dispatches', 'overrides') ORDER BY e.rowid",
    )
}

#[test]
fn methods_of_all_pieces_override_and_what_is_static_is_not_dispatched() {
    assert_snapshot!(in_pieces(Language::CSharp, "a.cs", 1), @"
    dispatches | Sub.run
    overrides | Base.run
    overrides | Base.make
    ");
}

#[test]
fn another_number_of_parameters_overrides_only_where_there_are_no_overloads() {
    assert_snapshot!(in_pieces(Language::CSharp, "a.cs", 2), @"overrides | Base.make");
    assert_snapshot!(in_pieces(Language::Ruby, "a.rb", 2), @"
    dispatches | Sub::run
    overrides | Base::run
    overrides | Base::make
    ");
}
