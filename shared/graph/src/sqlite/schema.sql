-- graph.db: the code graph of one commit.
--
-- Lines and columns are 0-based, columns count bytes of UTF-8, ranges are half-open, as in SCIP.
-- Paths are those in the repository. Nothing here depends on when, where or how often the graph
-- was made: the same commit gives the same bytes. PRAGMA user_version is the schema's version.

-- What made this file: schema_version, extractor_version, graphmill.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Every file of the commit, parsed or not.
CREATE TABLE files (
    path     TEXT PRIMARY KEY,
    language TEXT,             -- by name; NULL where no extractor knows the file
    bytes    INTEGER NOT NULL,
    oid      TEXT NOT NULL,    -- Git's id of the content
    outcome  TEXT NOT NULL,    -- parsed, partial (around defects), failed, skipped
    reason   TEXT,             -- why, unless parsed
    depth    TEXT              -- how much of its language is read: full, or outline (definitions, and calls
                               -- within the file); NULL where no extractor knows the file
) WITHOUT ROWID;

-- What can be at an end of an edge: the repository, its folders and files that have an extractor,
-- every definition that is not local to a function, and names outside the repository.
CREATE TABLE nodes (
    id              INTEGER PRIMARY KEY, -- dense from 1: repository, folders, then each file and its definitions, externals
    symbol          TEXT NOT NULL,       -- the SCIP symbol, the identity of the node across runs
    kind            TEXT NOT NULL,       -- repository folder file external, or: module namespace class struct union interface
                                         -- trait enum enum_member function method constructor field variable constant type_alias macro
    name            TEXT NOT NULL,
    qualified_name  TEXT NOT NULL,       -- with package and owners, in the language's own way
    file            TEXT,                -- where it stands; NULL for repository, folder, external
    start_line      INTEGER,             -- of the name
    start_col       INTEGER,
    end_line        INTEGER,
    end_col         INTEGER,
    body_start_line INTEGER,             -- of the whole, decorators included
    body_start_col  INTEGER,
    body_end_line   INTEGER,
    body_end_col    INTEGER,
    signature       TEXT,
    documentation   TEXT,
    visibility      TEXT,                -- public: seen from other files or packages; internal; NULL where the language has none
    language        TEXT,                -- of an external: its ecosystem
    is_test         INTEGER NOT NULL     -- 1: is a test or stands in one
);

-- contains is a tree from the repository down. All others are references or follow from them.
CREATE TABLE edges (
    source     INTEGER NOT NULL, -- the definition around the reference; at the top of a file, the file
    target     INTEGER NOT NULL,
    kind       TEXT NOT NULL,    -- contains imports calls instantiates reads writes references inherits implements overrides
                                 -- dispatches: what a call may run instead of the method that it names
    file       TEXT,             -- the place of the reference; of contains and overrides, the name of the member
    start_line INTEGER,
    start_col  INTEGER,
    end_line   INTEGER,
    end_col    INTEGER,
    strategy   TEXT,             -- how it was resolved: local same_file same_class import wildcard receiver_type inherited
                                 -- same_package unique_name macro parameter_name external; NULL for contains
    confidence INTEGER           -- how sure, in hundredths; NULL for contains
);

-- References that may mean one of several definitions. They have no edge.
CREATE TABLE ambiguous (
    id         INTEGER PRIMARY KEY,
    source     INTEGER NOT NULL, -- as in edges
    name       TEXT NOT NULL,
    file       TEXT NOT NULL,
    start_line INTEGER NOT NULL,
    start_col  INTEGER NOT NULL,
    end_line   INTEGER NOT NULL,
    end_col    INTEGER NOT NULL
);

-- What each of them may mean.
CREATE TABLE ambiguous_targets (
    reference INTEGER NOT NULL, -- ambiguous.id
    target    INTEGER NOT NULL, -- nodes.id
    PRIMARY KEY (reference, target)
) WITHOUT ROWID;

-- Both together: a row for each reference and definition.
CREATE VIEW candidates AS
    SELECT file, start_line, start_col, end_line, end_col, name, source, target
    FROM ambiguous JOIN ambiguous_targets ON reference = id;

-- Full text over names; search.rowid = nodes.id. A name is found by its parts, between underscores
-- and in camelCase (for the latter, the parts were put into the search beside the name):
--   SELECT nodes.* FROM search JOIN nodes ON nodes.id = search.rowid WHERE search MATCH 'redirect' ORDER BY rank;
CREATE VIRTUAL TABLE search USING fts5 (
    name, qualified_name, documentation,
    content = 'nodes', content_rowid = 'id'
);
