//! What was measured, kept in a file of this repository, and the tables that are made of it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::contexts::Kind;
use crate::hand::Tally;
use crate::pairs::Pairs;
use crate::problem::Problem;
use crate::tiers::{Count, Error, TIERS, Tier};

/// Kinds of errors that are kept of each sort, in each tier.
const KINDS_MAX: usize = 6;

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Record {
    pub(crate) compared: Vec<Measurement>,
    pub(crate) by_hand: Vec<ByHand>,
}

/// A repository against a truth.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Measurement {
    pub(crate) language: String,
    pub(crate) repository: String,
    pub(crate) commit: String,
    pub(crate) truth: String,
    /// Nobody looked at its errors when rules were written.
    pub(crate) held_out: bool,
    pub(crate) files: usize,
    pub(crate) cross: Count,
    pub(crate) file: Count,
    pub(crate) local: Count,
    pub(crate) pairs: Option<Pairs>,
    pub(crate) kinds: Vec<Kind>,
}

/// References that people looked up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ByHand {
    pub(crate) language: String,
    /// With their commits.
    pub(crate) repositories: Vec<String>,
    pub(crate) tallies: Vec<(String, Tally)>,
}

impl Measurement {
    pub(crate) fn count(&self, tier: Tier) -> &Count {
        match tier {
            Tier::Cross => &self.cross,
            Tier::File => &self.file,
            Tier::Local => &self.local,
        }
    }
}

/// The most frequent kinds only; a long tail tells nothing.
pub(crate) fn most_frequent(kinds: Vec<Kind>) -> Vec<Kind> {
    let mut kept: Vec<Kind> = Vec::new();
    for kind in kinds {
        let same = |k: &&Kind| k.tier == kind.tier && k.what == kind.what;
        if kept.iter().filter(same).count() < KINDS_MAX {
            kept.push(kind);
        }
    }
    kept
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn path() -> PathBuf {
    root().join("tests/accuracy/measured.json")
}

impl Record {
    pub(crate) fn read() -> Result<Record, Problem> {
        let path = path();
        let text = fs::read_to_string(&path).map_err(Problem::file(&path))?;
        serde_json::from_str(&text).map_err(|error| Problem::Line {
            path,
            line: error.line(),
            why: error.to_string(),
        })
    }

    /// Puts a measurement in the place of an older one of the same repository and truth.
    pub(crate) fn put(&mut self, new: Measurement) {
        let key = |one: &Measurement| {
            (
                one.language.clone(),
                one.held_out,
                one.repository.clone(),
                one.truth.clone(),
            )
        };
        self.compared.retain(|one| {
            (&one.language, &one.repository, &one.truth)
                != (&new.language, &new.repository, &new.truth)
        });
        self.compared.push(new);
        self.compared.sort_by_key(key);
    }

    pub(crate) fn put_by_hand(&mut self, new: ByHand) {
        self.by_hand.retain(|one| one.language != new.language);
        self.by_hand.push(new);
        self.by_hand.sort_by(|a, b| a.language.cmp(&b.language));
    }

    /// Writes the measurements, and the tables of them between the markers of the document.
    pub(crate) fn write(&self) -> Result<(), Problem> {
        let path = path();
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| Problem::Asked(error.to_string()))?;
        fs::write(&path, text + "\n").map_err(Problem::file(&path))?;
        let path = root().join("ACCURACY.md");
        let text = fs::read_to_string(&path).map_err(Problem::file(&path))?;
        fs::write(&path, self.filled(&text)?).map_err(Problem::file(&path))
    }

    fn filled(&self, text: &str) -> Result<String, Problem> {
        let mut text = text.to_owned();
        for (part, table) in [
            ("tiers", self.tiers()),
            ("pairs", self.pairs()),
            ("hand", self.hand()),
            ("kinds", self.kinds()),
        ] {
            let (begin, end) = (
                format!("<!-- {part}:begin -->\n"),
                format!("<!-- {part}:end -->"),
            );
            let (Some(from), Some(to)) = (text.find(&begin), text.find(&end)) else {
                return Err(Problem::Asked(format!(
                    "ACCURACY.md lacks the markers {begin}…{end}"
                )));
            };
            text = format!("{}{table}{}", &text[..from + begin.len()], &text[to..]);
        }
        Ok(text)
    }

    fn tiers(&self) -> String {
        let mut table =
            "| language | repository | truth | files | another file: precision, recall \
             | same file | locals and parameters |\n|---|---|---|--:|---|---|---|\n"
                .to_owned();
        for one in &self.compared {
            let cells: Vec<String> = TIERS.iter().map(|tier| cell(one.count(*tier))).collect();
            table += &format!(
                "| {} | {} | {} | {} | {} |\n",
                one.language,
                repository(one),
                one.truth,
                one.files,
                cells.join(" | ")
            );
        }
        table
    }

    fn pairs(&self) -> String {
        let mut table = "| language | repository | truth | calls found | all found | precision |\n\
             |---|---|---|---|---|---|\n"
            .to_owned();
        for one in &self.compared {
            let Some(pairs) = &one.pairs else {
                continue;
            };
            let judged = pairs.right + pairs.wrong + pairs.nameless;
            table += &format!(
                "| {} | {} | {} | {:.3} ({}/{}) | {:.3} ({}/{}) | {:.3} ({}/{judged}) |\n",
                one.language,
                repository(one),
                one.truth,
                pairs.call.share(),
                pairs.call.found,
                pairs.call.of,
                pairs.all.share(),
                pairs.all.found,
                pairs.all.of,
                pairs.precision(),
                pairs.right,
            );
        }
        table
    }

    fn hand(&self) -> String {
        let mut table = "| language | references | precision | recall | repositories |\n\
             |---|---|---|---|---|\n"
            .to_owned();
        for one in &self.by_hand {
            for (role, tally) in &one.tallies {
                table += &format!(
                    "| {} | {role} | {:.3} ({}/{}) | {:.3} ({}/{}) | {} |\n",
                    one.language,
                    tally.precision(),
                    tally.right,
                    tally.judged,
                    tally.recall(),
                    tally.resolved,
                    tally.inside,
                    one.repositories.join(", ")
                );
            }
        }
        table
    }

    fn kinds(&self) -> String {
        let mut text = String::new();
        for one in &self.compared {
            let mut rows = String::new();
            for kind in &one.kinds {
                let tier = match kind.tier {
                    Tier::Cross => "another file",
                    Tier::File => "same file",
                    Tier::Local => "local",
                };
                let what = match kind.what {
                    Error::Missing => "missing",
                    Error::Wrong => "wrong",
                };
                rows += &format!(
                    "| {tier} | {what} | {} | {} | `{}` |\n",
                    kind.reference, kind.count, kind.example
                );
            }
            if !rows.is_empty() {
                text += &format!(
                    "\n### {}, against {}\n\n| where | what | kind of reference → what it means | count | for example \
                     |\n|---|---|---|--:|---|\n{rows}",
                    one.repository, one.truth
                );
            }
        }
        text
    }
}

fn repository(one: &Measurement) -> String {
    let commit = one.commit.get(..8).unwrap_or(&one.commit);
    let held = if one.held_out { ", held out" } else { "" };
    format!("{} {commit}{held}", one.repository)
}

fn cell(count: &Count) -> String {
    if count.truth + count.judged == 0 {
        return "none".to_owned();
    }
    format!(
        "{:.3} ({}/{}), {:.3} ({}/{})",
        count.precision(),
        count.right,
        count.judged,
        count.recall(),
        count.resolved,
        count.truth
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_has_the_tables_of_what_was_measured() {
        let text = fs::read_to_string(root().join("ACCURACY.md")).unwrap();
        let record = Record::read().unwrap();
        assert_eq!(
            record.filled(&text).unwrap(),
            text,
            "run `just accuracy tables`"
        );
    }

    #[test]
    fn a_new_measurement_takes_the_place_of_the_old_one() {
        let one = Measurement {
            language: "python".to_owned(),
            repository: "ann/shop".to_owned(),
            commit: "1".to_owned(),
            truth: "scip-python 0.6.6".to_owned(),
            held_out: false,
            files: 1,
            cross: Count::default(),
            file: Count::default(),
            local: Count::default(),
            pairs: None,
            kinds: Vec::new(),
        };
        let mut record = Record::default();
        record.put(one.clone());
        record.put(Measurement {
            commit: "2".to_owned(),
            ..one.clone()
        });
        record.put(Measurement {
            language: "go".to_owned(),
            ..one
        });
        let kept: Vec<(&str, &str)> = record
            .compared
            .iter()
            .map(|one| (one.language.as_str(), one.commit.as_str()))
            .collect();
        assert_eq!(kept, [("go", "1"), ("python", "2")]);
    }
}
