-- Made when all rows are in, which is faster than keeping them while rows come.

-- "What is this symbol?"
CREATE UNIQUE INDEX nodes_by_symbol ON nodes (symbol);
-- "Definition of": WHERE name = 'run'
CREATE INDEX nodes_by_name ON nodes (name);
-- The same: WHERE qualified_name = 'App.run'
CREATE INDEX nodes_by_qualified_name ON nodes (qualified_name);
-- "What this file defines": WHERE file = 'src/app.py' ORDER BY start_line
CREATE INDEX nodes_by_file ON nodes (file, start_line);
-- "References to", "callers of": WHERE target = ? AND kind = 'calls'
CREATE INDEX edges_by_target ON edges (target, kind);
-- "What it calls": WHERE source = ? AND kind = 'calls'
CREATE INDEX edges_by_source ON edges (source, kind);
