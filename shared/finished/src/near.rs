//! Names that are near one that nobody has.

use rusqlite::params;
use rustc_hash::FxHashSet;

use crate::rows::NODE;
use crate::{Finished, Node, ReadError};

/// How many are suggested.
const NEAR_MAX: usize = 8;
/// How many are looked at for each beginning.
const SEEN_MAX: usize = 200;
/// Shorter beginnings have too many names.
const PREFIX_CHARS_MIN: usize = 3;
/// Longer texts are no names.
const TEXT_CHARS_MAX: usize = 200;

impl Finished {
    /// Names near a text, nearest first: by the search over names, with ever shorter beginnings,
    /// then by how many letters differ.
    pub(crate) fn near(&self, text: &str) -> Result<Vec<Node>, ReadError> {
        let last = text.rsplit(['.', ':', '#', '/', ' ']);
        let last = last.into_iter().find(|part| !part.is_empty());
        let wanted: Vec<char> = last
            .unwrap_or_default()
            .chars()
            .take(TEXT_CHARS_MAX)
            .collect();
        let mut seen = FxHashSet::default();
        let mut near: Vec<(usize, Node)> = Vec::new();
        for length in (PREFIX_CHARS_MIN.min(wanted.len())..=wanted.len()).rev() {
            let start: String = wanted[..length].iter().collect();
            for node in self.searched(&start, SEEN_MAX)? {
                if seen.insert(node.id) {
                    let name: Vec<char> = node.name.chars().take(TEXT_CHARS_MAX).collect();
                    near.push((distance(&wanted, &name), node));
                }
            }
            if near.len() >= SEEN_MAX {
                break;
            }
        }
        near.sort_by_key(|(distance, node)| (*distance, node.is_test, node.id));
        near.truncate(NEAR_MAX);
        Ok(near.into_iter().map(|(_, node)| node).collect())
    }

    /// Nodes that have these words, the last of which may be a beginning, in their names or documentation.
    pub(crate) fn searched(&self, words: &str, limit: usize) -> Result<Vec<Node>, ReadError> {
        let pieces = words.split(|c: char| !c.is_alphanumeric());
        let words: Vec<String> = pieces
            .filter(|piece| !piece.is_empty())
            .map(|piece| format!("\"{piece}\""))
            .collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        // A word in a name counts for more than one in a text.
        let query = format!("{}*", words.join(" "));
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.statement(&format!(
            "SELECT {NODE} FROM (SELECT rowid AS found, rank AS place FROM search \
             WHERE search MATCH ?1 AND rank MATCH 'bm25(10.0, 4.0, 1.0)' ORDER BY rank LIMIT ?2) \
             JOIN nodes ON id = found ORDER BY place, id"
        ))?;
        let rows = statement.query_map(params![query, limit], Node::of);
        rows.and_then(Iterator::collect)
            .map_err(self.failed("searching"))
    }
}

/// How many letters must be put in, left out, changed, or swapped with the next one.
fn distance(a: &[char], b: &[char]) -> usize {
    let same = |x: char, y: char| x.to_lowercase().eq(y.to_lowercase());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = last[j - 1] + usize::from(!same(a[i - 1], b[j - 1]));
            row[j] = change.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]) {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_near() {
        let far = |a: &str, b: &str| {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            distance(&letters(a), &letters(b))
        };
        assert_eq!(far("resolve", "reslove"), 1);
        assert_eq!(far("resolve", "Resolver"), 1);
        assert_eq!(far("", "abc"), 3);
        assert_eq!(far("étage", "etage"), 1);
    }
}
