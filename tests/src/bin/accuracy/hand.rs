//! References that people looked up by hand, one in a line of `tests/accuracy/<language>.ndjson`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::index::Spot;
use crate::opinions::Opinions;
use crate::problem::Problem;

/// A line. Lines and columns are from zero.
#[derive(Debug, Deserialize)]
pub(crate) struct Row {
    repo: String,
    commit: String,
    file: String,
    line: u32,
    col: u32,
    #[serde(default)]
    role: String,
    target: Target,
    /// Where the same is declared or defined too.
    #[serde(default)]
    also: Vec<Target>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Target {
    Place {
        file: String,
        line: u32,
    },
    /// `external`, or `unknown` where nobody could tell.
    Word(String),
}

/// How much was found right, of one role or of all.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// References to definitions of the repository.
    pub(crate) inside: usize,
    pub(crate) resolved: usize,
    /// References that we resolve to a definition of the repository and that people could tell.
    pub(crate) judged: usize,
    pub(crate) right: usize,
}

impl Tally {
    pub(crate) fn plus(self, other: Tally) -> Tally {
        Tally {
            inside: self.inside + other.inside,
            resolved: self.resolved + other.resolved,
            judged: self.judged + other.judged,
            right: self.right + other.right,
        }
    }

    pub(crate) fn recall(&self) -> f64 {
        self.resolved as f64 / self.inside.max(1) as f64
    }

    pub(crate) fn precision(&self) -> f64 {
        self.right as f64 / self.judged.max(1) as f64
    }
}

/// The rows of a file by repository and commit. The first line says how they were drawn.
pub(crate) fn read(path: &Path) -> Result<BTreeMap<(String, String), Vec<Row>>, Problem> {
    let text = fs::read_to_string(path).map_err(Problem::file(path))?;
    let mut rows: BTreeMap<(String, String), Vec<Row>> = BTreeMap::new();
    for (line, number) in text.lines().zip(1..).skip(1) {
        let row: Row = serde_json::from_str(line).map_err(|error| Problem::Line {
            path: path.to_owned(),
            line: number,
            why: error.to_string(),
        })?;
        rows.entry((row.repo.clone(), row.commit.clone()))
            .or_default()
            .push(row);
    }
    Ok(rows)
}

/// Adds what our index says of a repository's rows, by role. Gives the places that are not as people say.
pub(crate) fn tally(
    rows: &[Row],
    ours: &Opinions,
    tallies: &mut BTreeMap<String, Tally>,
) -> Vec<Spot> {
    let mut faults = Vec::new();
    for row in rows {
        let spot = (row.file.clone(), row.line, row.col);
        let given = ours.at.get(&spot).map(|opinion| &opinion.definitions);
        let given = given.filter(|definitions| !definitions.is_empty());
        let is_given = |target: &Target| match target {
            Target::Place { file, line } => given.is_some_and(|definitions| {
                let mut definitions = definitions.iter();
                definitions.any(|(f, l, _)| f == file && l == line)
            }),
            Target::Word(_) => false,
        };
        let hit = is_given(&row.target) || row.also.iter().any(is_given);
        let inside = matches!(row.target, Target::Place { .. });
        let told = !matches!(&row.target, Target::Word(word) if word == "unknown");
        if inside && !hit || !inside && told && given.is_some() {
            faults.push(spot);
        }
        let one = tallies.entry(row.role.clone()).or_default();
        one.inside += usize::from(inside);
        one.resolved += usize::from(hit);
        one.judged += usize::from(told && given.is_some());
        one.right += usize::from(hit);
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::index;

    #[test]
    fn what_nobody_could_tell_is_not_judged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ruby.ndjson");
        let row = |line: u32, target: &str| {
            format!(
                r#"{{"repo":"o/n","commit":"c","file":"a.rb","line":{line},"col":0,"name":"x","role":"call","target":{target}}}"#
            )
        };
        let place = r#"{"file":"b.rb","line":3,"col":0}"#;
        let lines = [
            r#"{"how":"drawn at random"}"#.to_owned(),
            row(1, place),
            row(2, place),
            row(3, "\"external\""),
            row(4, "\"unknown\""),
        ];
        fs::write(&path, lines.join("\n")).unwrap();
        let rows = read(&path).unwrap();
        let ours = Opinions::of(&index(
            "b.rb 3 4 = g . . . b/f().
             a.rb 1 0 . g . . . b/f().
             a.rb 3 0 . g . . . b/f().
             a.rb 4 0 . g . . . b/f().",
        ));
        let mut tallies = BTreeMap::new();
        let faults = tally(
            &rows[&("o/n".to_owned(), "c".to_owned())],
            &ours,
            &mut tallies,
        );
        let wanted = Tally {
            inside: 2,
            resolved: 1,
            judged: 2,
            right: 1,
        };
        assert_eq!(tallies["call"], wanted);
        let lines: Vec<u32> = faults.iter().map(|spot| spot.1).collect();
        assert_eq!(lines, [2, 3]);
    }
}
