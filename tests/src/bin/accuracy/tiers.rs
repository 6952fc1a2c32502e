//! Precision and recall of occurrences, in tiers: the first makes a graph, the last is nearly free.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::index::{self, Index, Spot, Symbols};
use crate::opinions::Opinions;

/// How far a definition stands from the reference. The hardest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tier {
    /// In another file.
    Cross,
    /// A global symbol of the same file.
    File,
    /// A local or a parameter.
    Local,
}

pub(crate) const TIERS: [Tier; 3] = [Tier::Cross, Tier::File, Tier::Local];

/// The definitions that a reference means, by file and line: writers of indexes disagree which
/// token of a definition they mark.
type Lines = BTreeSet<(String, u32)>;

/// What one side says of all places.
#[derive(Debug, Default)]
pub(crate) struct View {
    files: BTreeSet<String>,
    resolved: HashMap<Spot, (Lines, Tier)>,
    /// Where it says that the meaning lies outside.
    outside: HashSet<Spot>,
}

/// What was counted in a tier.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Count {
    /// References of the truth.
    pub(crate) truth: usize,
    /// Of these, resolved to a same place.
    pub(crate) resolved: usize,
    /// References of ours at which the truth has an opinion.
    pub(crate) judged: usize,
    /// Of these, resolved to a same place.
    pub(crate) right: usize,
    /// References of ours at which the truth has none.
    pub(crate) extra: usize,
}

impl Count {
    pub(crate) fn recall(&self) -> f64 {
        self.resolved as f64 / self.truth.max(1) as f64
    }

    pub(crate) fn precision(&self) -> f64 {
        self.right as f64 / self.judged.max(1) as f64
    }
}

/// A reference that is not as the truth has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    pub(crate) tier: Tier,
    pub(crate) what: Error,
    pub(crate) spot: Spot,
    /// Where the truth has the definition; none when it lies outside.
    pub(crate) target: Option<(String, u32)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Error {
    /// The truth resolves it and we do not.
    Missing,
    /// We resolve it to something else.
    Wrong,
}

#[derive(Debug, Default)]
pub(crate) struct Comparison {
    pub(crate) files: usize,
    pub(crate) files_only_truth: usize,
    pub(crate) tiers: BTreeMap<Tier, Count>,
    pub(crate) faults: Vec<Fault>,
}

impl View {
    pub(crate) fn of(index: &Index) -> View {
        let symbols = Symbols::of(index);
        let mut view = View {
            files: index.files.keys().cloned().collect(),
            ..View::default()
        };
        for (file, one) in index.occurrences().filter(|(_, one)| !one.defines) {
            // Some indexers have parameters among the global symbols.
            let local = index::is_local(&one.symbol) || one.symbol.ends_with(')');
            let spot = (file.to_owned(), one.line, one.column);
            match symbols.definitions(file, &one.symbol) {
                Some(definitions) => view.resolve(spot, definitions, local),
                None if symbols.is_outside(&one.symbol) => {
                    view.outside.insert(spot);
                }
                None => {}
            }
        }
        view
    }

    /// A truth that tells no symbols; which definitions are locals, our index says.
    pub(crate) fn told(opinions: &Opinions, ours: &Index) -> View {
        let locals: HashSet<(&str, u32, u32)> = ours
            .occurrences()
            .filter(|(_, one)| one.defines && index::is_local(&one.symbol))
            .map(|(file, one)| (file, one.line, one.column))
            .collect();
        let mut view = View {
            files: opinions.files.clone(),
            ..View::default()
        };
        for (spot, opinion) in &opinions.at {
            if opinion.outside {
                view.outside.insert(spot.clone());
            }
            if !opinion.definitions.is_empty() {
                let local = opinion
                    .definitions
                    .iter()
                    .all(|(file, line, column)| locals.contains(&(file.as_str(), *line, *column)));
                view.resolve(spot.clone(), &opinion.definitions, local);
            }
        }
        view
    }

    /// Several symbols at a place add up, and the hardest tier of them counts.
    fn resolve(&mut self, spot: Spot, definitions: &BTreeSet<Spot>, local: bool) {
        let tier = if definitions.iter().all(|(file, ..)| *file != spot.0) {
            Tier::Cross
        } else if local {
            Tier::Local
        } else {
            Tier::File
        };
        let known = self
            .resolved
            .entry(spot)
            .or_insert_with(|| (Lines::new(), tier));
        let lines = definitions.iter();
        known
            .0
            .extend(lines.map(|(file, line, _)| (file.clone(), *line)));
        known.1 = known.1.min(tier);
    }
}

/// Compares over the files that both sides hold.
pub(crate) fn compare(truth: &View, ours: &View) -> Comparison {
    let both: BTreeSet<&String> = truth.files.intersection(&ours.files).collect();
    let mut out = Comparison {
        files: both.len(),
        files_only_truth: truth.files.len() - both.len(),
        tiers: TIERS.map(|tier| (tier, Count::default())).into(),
        faults: Vec::new(),
    };
    let meets = |a: &Lines, b: &Lines| !a.is_disjoint(b);
    for (spot, (wanted, tier)) in truth.resolved.iter().filter(|(s, _)| both.contains(&s.0)) {
        let count = out.tiers.entry(*tier).or_default();
        count.truth += 1;
        match ours.resolved.get(spot) {
            Some((given, _)) if meets(wanted, given) => count.resolved += 1,
            Some(_) => {}
            None => out.faults.push(Fault {
                tier: *tier,
                what: Error::Missing,
                spot: spot.clone(),
                target: wanted.first().cloned(),
            }),
        }
    }
    for (spot, (given, tier)) in ours.resolved.iter().filter(|(s, _)| both.contains(&s.0)) {
        let count = out.tiers.entry(*tier).or_default();
        let wanted = truth.resolved.get(spot).map(|(wanted, _)| wanted);
        if wanted.is_none() && !truth.outside.contains(spot) {
            count.extra += 1;
            continue;
        }
        count.judged += 1;
        if wanted.is_some_and(|wanted| meets(wanted, given)) {
            count.right += 1;
        } else {
            out.faults.push(Fault {
                tier: *tier,
                what: Error::Wrong,
                spot: spot.clone(),
                target: wanted.and_then(|wanted| wanted.first().cloned()),
            });
        }
    }
    out.faults.sort();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::index;

    const TRUTH: &str = "
        a.ts 0 0 = npm . p 1 a.ts/f().
        a.ts 0 9 = npm . p 1 a.ts/f().(x)
        a.ts 1 0 . npm . p 1 a.ts/f().(x)
        a.ts 2 0 . npm . p 1 a.ts/f().
        a.ts 3 0 . npm . p 1 b.ts/g().
        a.ts 4 0 . npm . q 1 c.ts/h().
        a.ts 5 0 . npm . p 1 b.ts/g().
        b.ts 7 0 = npm . p 1 b.ts/g().";

    fn counted(comparison: &Comparison, tier: Tier) -> [usize; 5] {
        let count = comparison.tiers[&tier];
        [
            count.truth,
            count.resolved,
            count.judged,
            count.right,
            count.extra,
        ]
    }

    #[test]
    fn each_reference_is_counted_in_its_tier() {
        let ours = index(
            "a.ts 0 0 = graphmill . . . a/f().
             a.ts 0 9 = local 1
             a.ts 1 0 . local 1
             a.ts 3 0 . graphmill . . . b/g().
             a.ts 4 0 . graphmill . . . b/g().
             a.ts 6 0 . graphmill . . . b/g().
             b.ts 7 4 = graphmill . . . b/g().",
        );
        let found = compare(&View::of(&index(TRUTH)), &View::of(&ours));
        assert_eq!((found.files, found.files_only_truth), (2, 0));
        // Found at line 3, missed at 5; at 4 we name what is outside, and of line 6 nothing is known.
        assert_eq!(counted(&found, Tier::Cross), [2, 1, 2, 1, 1]);
        assert_eq!(counted(&found, Tier::File), [1, 0, 0, 0, 0]);
        assert_eq!(counted(&found, Tier::Local), [1, 1, 1, 1, 0]);
        let faults: Vec<(Tier, Error, u32)> = found
            .faults
            .iter()
            .map(|fault| (fault.tier, fault.what, fault.spot.1))
            .collect();
        assert_eq!(
            faults,
            [
                (Tier::Cross, Error::Missing, 5),
                (Tier::Cross, Error::Wrong, 4),
                (Tier::File, Error::Missing, 2),
            ]
        );
    }

    #[test]
    fn of_several_symbols_at_a_place_the_hardest_tier_counts() {
        let both = index(
            "a.ts 0 0 = npm . p 1 a.ts/f().
             b.ts 0 0 = npm . p 1 b.ts/f().
             a.ts 1 0 . npm . p 1 a.ts/f().
             a.ts 1 0 . npm . p 1 b.ts/f().",
        );
        let view = View::of(&both);
        let found = compare(&view, &view);
        assert_eq!(counted(&found, Tier::Cross), [1, 1, 1, 1, 0]);
        assert_eq!(counted(&found, Tier::File), [0; 5]);
    }

    #[test]
    fn a_truth_without_symbols_takes_the_locals_from_our_index() {
        let ours = index(
            "a.ts 0 0 = graphmill . . . a/f().
             a.ts 0 9 = local 1",
        );
        let mut opinions = Opinions::default();
        for (line, column) in [(1, 0), (2, 9)] {
            let opinion = opinions.at.entry(("a.ts".to_owned(), line, 0)).or_default();
            opinion.definitions.insert(("a.ts".to_owned(), 0, column));
        }
        opinions.files.insert("a.ts".to_owned());
        let view = View::told(&opinions, &ours);
        let found = compare(&view, &View::of(&ours));
        assert_eq!(found.tiers[&Tier::File].truth, 1);
        assert_eq!(found.tiers[&Tier::Local].truth, 1);
    }
}
