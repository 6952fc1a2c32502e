//! Questions to `graph.db` in the documents are questions that it understands.

use rusqlite::Connection;

use crate::workspace;

#[test]
fn documented_queries_fit_the_schema() {
    let database = Connection::open_in_memory().expect("a database in memory");
    database
        .execute_batch(graph::SCHEMA)
        .expect("the schema is SQL");
    let mut count = 0;
    for path in workspace::files(&["md"]) {
        let text = workspace::read(&path);
        for query in text.split("```sql\n").skip(1) {
            let query = query.split("```").next().unwrap_or_default();
            let columns = database
                .prepare(query)
                .map(|statement| statement.column_count());
            assert!(
                columns.as_ref().is_ok_and(|columns| *columns > 0),
                "{path}: {columns:?}: {query}"
            );
            count += 1;
        }
    }
    assert!(count > 1, "README.md asks two questions");
}
