//! What an index, or a file of occurrences, says of each place in the sources.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use serde::Deserialize;

use crate::index::{self, Index, Spot, Symbols};
use crate::problem::Problem;

/// What is said of the name at a place.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Opinion {
    /// The definitions that it may mean, in the repository.
    pub(crate) definitions: BTreeSet<Spot>,
    /// It means something outside.
    pub(crate) outside: bool,
}

/// All that is said of references. With no definition and not outside, it is not known.
#[derive(Debug, Default)]
pub(crate) struct Opinions {
    pub(crate) at: HashMap<Spot, Opinion>,
    pub(crate) files: BTreeSet<String>,
}

/// A line of a file of occurrences: lines from one, columns from zero.
#[derive(Deserialize)]
struct Row {
    file: String,
    line: u32,
    col: u32,
    defs: Vec<(String, u32, u32)>,
    #[serde(default)]
    ext: bool,
}

impl Opinions {
    /// A truth, as occurrences in lines of JSON.
    pub(crate) fn read(path: &Path) -> Result<Opinions, Problem> {
        let text = index::bytes(path)?;
        let text = String::from_utf8_lossy(&text);
        let mut opinions = Opinions::default();
        for (line, number) in text.lines().zip(1..) {
            let row: Row = serde_json::from_str(line).map_err(|error| Problem::Line {
                path: path.to_owned(),
                line: number,
                why: error.to_string(),
            })?;
            opinions.files.insert(row.file.clone());
            let spot = (row.file, row.line.saturating_sub(1), row.col);
            let known = opinions.at.entry(spot).or_default();
            known.outside |= row.ext;
            let places = row.defs.into_iter();
            known
                .definitions
                .extend(places.map(|(file, line, col)| (file, line.saturating_sub(1), col)));
        }
        Ok(opinions)
    }

    pub(crate) fn of(index: &Index) -> Opinions {
        let symbols = Symbols::of(index);
        let mut opinions = Opinions {
            files: index.files.keys().cloned().collect(),
            ..Opinions::default()
        };
        for (file, one) in index.occurrences().filter(|(_, one)| !one.defines) {
            let found = symbols.definitions(file, &one.symbol);
            let spot = (file.to_owned(), one.line, one.column);
            let known = opinions.at.entry(spot).or_default();
            known.outside |= found.is_none() && symbols.is_outside(&one.symbol);
            known
                .definitions
                .extend(found.into_iter().flatten().cloned());
        }
        opinions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::index;

    fn said(opinions: &Opinions, line: u32) -> (Vec<u32>, bool) {
        let opinion = &opinions.at[&("a.ts".to_owned(), line, 0)];
        let lines = opinion.definitions.iter().map(|spot| spot.1).collect();
        (lines, opinion.outside)
    }

    #[test]
    fn a_reference_is_known_or_outside_or_neither() {
        let opinions = Opinions::of(&index(
            "a.ts 0 0 = npm . p 1 a.ts/one().
             a.ts 1 0 . npm . p 1 a.ts/one().
             a.ts 2 0 . npm . other 1 b.ts/two().
             a.ts 3 0 . npm . p 1 a.ts/never_found().
             a.ts 4 0 . npm . p 1 a.ts/one().`<constructor>`().",
        ));
        assert_eq!(said(&opinions, 1), (vec![0], false));
        assert_eq!(said(&opinions, 2), (vec![], true));
        assert_eq!(said(&opinions, 3), (vec![], false));
        assert_eq!(said(&opinions, 4), (vec![0], false));
    }

    #[test]
    fn a_file_of_occurrences_counts_lines_from_one_and_says_which_line_is_bad() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("truth.ndjson");
        let row = r#"{"file":"a.ts","line":2,"col":0,"defs":[["b.ts",1,4]],"ext":false}"#;
        std::fs::write(&path, format!("{row}\n")).unwrap();
        let opinions = Opinions::read(&path).unwrap();
        let opinion = &opinions.at[&("a.ts".to_owned(), 1, 0)];
        assert_eq!(opinion.definitions, [("b.ts".to_owned(), 0, 4)].into());

        std::fs::write(&path, format!("{row}\nnot JSON\n")).unwrap();
        let problem = Opinions::read(&path).unwrap_err().to_string();
        assert!(problem.contains("truth.ndjson, line 2"), "{problem}");
    }
}
