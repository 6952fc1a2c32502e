//! Precision and recall of pairs: a definition that holds a reference, and the one that it means.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::grammar;
use crate::index::Spot;
use crate::opinions::{Opinion, Opinions};
use crate::syntax::{Definition, Point, Role, Source};

/// How many pairs there are, and how many of them were found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Recall {
    pub(crate) of: usize,
    pub(crate) found: usize,
}

impl Recall {
    pub(crate) fn share(&self) -> f64 {
        self.found as f64 / self.of.max(1) as f64
    }
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Pairs {
    /// Pairs with a call among their references.
    pub(crate) call: Recall,
    pub(crate) all: Recall,
    /// The same, over the border of a file.
    pub(crate) call_cross: Recall,
    pub(crate) all_cross: Recall,
    pub(crate) right: usize,
    /// The truth resolves each name in the holder that could be meant to something else.
    pub(crate) wrong: usize,
    /// The name does not stand in the holder.
    pub(crate) nameless: usize,
    /// The truth does not know all of these names.
    pub(crate) unjudged: usize,
}

impl Pairs {
    pub(crate) fn precision(&self) -> f64 {
        let judged = self.right + self.wrong + self.nameless;
        self.right as f64 / judged.max(1) as f64
    }
}

/// A definition: the number of its file, and its own.
type Id = (usize, usize);

/// The sources that the truth knows, and who holds which name in them.
#[derive(Default)]
struct World {
    sources: Vec<Source>,
    numbers: HashMap<String, usize>,
    holders: HashMap<(usize, Point), Id>,
    /// The names in each holder, with where they stand.
    names: HashMap<Id, HashMap<String, Vec<Point>>>,
}

/// Pairs of a holder and the definitions that a reference may mean, with whether one is a call.
type Found = HashMap<(Id, BTreeSet<Id>), bool>;

/// Whether a place has to be the name of a definition, or may be another token of its header.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    Names,
    Headers,
}

/// Compares over the files of the truth that lie below the root.
pub(crate) fn compare(truth: &Opinions, ours: &Opinions, root: &Path) -> Pairs {
    let world = World::read(&truth.files, root);
    let wanted = world.pairs(truth, Places::Names);
    let flat = |found: &Found| -> HashSet<(Id, Id)> {
        let pairs = found.keys();
        pairs
            .flat_map(|(holder, targets)| targets.iter().map(|target| (*holder, *target)))
            .collect()
    };
    let given = flat(&world.pairs(ours, Places::Headers));
    let right = flat(&wanted);
    let mut pairs = Pairs::default();
    for pair in &given {
        if right.contains(pair) {
            pairs.right += 1;
        } else {
            *match world.judge(*pair, truth) {
                Verdict::Wrong => &mut pairs.wrong,
                Verdict::Nameless => &mut pairs.nameless,
                Verdict::Unjudged => &mut pairs.unjudged,
            } += 1;
        }
    }
    for ((holder, targets), call) in &wanted {
        let found = targets
            .iter()
            .any(|target| given.contains(&(*holder, *target)));
        let cross = targets.iter().all(|target| target.0 != holder.0);
        for (recall, counts) in [
            (&mut pairs.all, true),
            (&mut pairs.call, *call),
            (&mut pairs.all_cross, cross),
            (&mut pairs.call_cross, cross && *call),
        ] {
            recall.of += usize::from(counts);
            recall.found += usize::from(counts && found);
        }
    }
    pairs
}

enum Verdict {
    Wrong,
    Nameless,
    Unjudged,
}

impl World {
    fn read(files: &BTreeSet<String>, root: &Path) -> World {
        let mut world = World::default();
        for file in files {
            let Ok(text) = fs::read(root.join(file)) else {
                continue;
            };
            let Some(source) = Source::parse(file, &text) else {
                continue;
            };
            let number = world.sources.len();
            for (point, holder) in source.held() {
                let holder = (number, lifted(&source, holder));
                world.holders.insert((number, point), holder);
                let names = world.names.entry(holder).or_default();
                let name = source.names[&point].clone();
                names.entry(name).or_default().push(point);
            }
            world.numbers.insert(file.clone(), number);
            world.sources.push(source);
        }
        world
    }

    fn definition(&self, id: Id) -> &Definition {
        &self.sources[id.0].definitions[id.1]
    }

    /// A constructor as a target is its class.
    fn target(&self, (file, line, column): &Spot, places: Places) -> Option<Id> {
        let number = *self.numbers.get(file)?;
        let source = &self.sources[number];
        let point = (*line, *column);
        let mut found = source.named_at(point);
        if places == Places::Headers && !source.names.contains_key(&point) {
            found = found.or_else(|| source.header(*line));
        }
        let one = &source.definitions[found?];
        let class = one.parent.map(|parent| &source.definitions[parent]);
        let class =
            class.filter(|class| class.role == Role::Class && grammar::is_constructor(&one.name));
        Some((number, class.unwrap_or(one).same))
    }

    fn pairs(&self, opinions: &Opinions, places: Places) -> Found {
        let mut found = Found::new();
        for ((file, line, column), opinion) in &opinions.at {
            let point = (*line, *column);
            let Some(&number) = self.numbers.get(file) else {
                continue;
            };
            let Some(&holder) = self.holders.get(&(number, point)) else {
                continue;
            };
            let targets: BTreeSet<Id> = opinion
                .definitions
                .iter()
                .filter_map(|spot| self.target(spot, places))
                .collect();
            if !targets.is_empty() {
                *found.entry((holder, targets)).or_default() |=
                    self.sources[number].callees.contains(&point);
            }
        }
        found
    }

    /// What the truth says where the target's name stands in the holder.
    fn judge(&self, (holder, target): (Id, Id), truth: &Opinions) -> Verdict {
        let one = self.definition(target);
        let mut names = BTreeSet::from([one.name.as_str()]);
        if one.role == Role::Class {
            names.extend(["super", "__init__", "cls", "constructor"]);
        }
        let held = self.names.get(&holder);
        let mut points = names
            .iter()
            .filter_map(|name| held?.get(*name))
            .flatten()
            .peekable();
        if points.peek().is_none() {
            return Verdict::Nameless;
        }
        let file = self.numbers.iter().find(|(_, number)| **number == holder.0);
        let file = file.map_or("", |(file, _)| file.as_str());
        let unknown = Opinion::default();
        let known = points.all(|(line, column)| {
            let spot = (file.to_owned(), *line, *column);
            *truth.at.get(&spot).unwrap_or(&unknown) != unknown
        });
        if known {
            Verdict::Wrong
        } else {
            Verdict::Unjudged
        }
    }
}

/// The outermost function around a definition, else itself: graphs differ in whether a function
/// inside a function is a node.
fn lifted(source: &Source, definition: usize) -> usize {
    let (mut top, mut at) = (definition, Some(definition));
    while let Some(one) = at {
        let here = &source.definitions[one];
        if here.role == Role::Function {
            top = one;
        }
        at = here.parent;
    }
    source.definitions[top].same
}

/// The counts by name, for reports.
pub(crate) fn rows(pairs: &Pairs) -> BTreeMap<&'static str, (f64, usize, usize)> {
    let recall = |recall: Recall| (recall.share(), recall.found, recall.of);
    [
        ("call", recall(pairs.call)),
        ("all", recall(pairs.all)),
        ("call_x", recall(pairs.call_cross)),
        ("all_x", recall(pairs.all_cross)),
        (
            "precision",
            (
                pairs.precision(),
                pairs.right,
                pairs.right + pairs.wrong + pairs.nameless,
            ),
        ),
    ]
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "import { g, h } from './b';
export function f() { g(); h(); const k = () => g(); }
class C { constructor() {} }
function make() { return new C(); }
";
    const B: &str = "export function g() {}
export function h() {}
";

    /// A line and a column, and the definition that is meant there.
    type Row<'a> = (u32, u32, Option<(&'a str, u32, u32)>);

    fn opinions(rows: &[Row<'_>]) -> Opinions {
        let mut opinions = Opinions::default();
        for (line, column, target) in rows {
            let opinion = opinions
                .at
                .entry(("a.ts".to_owned(), *line, *column))
                .or_default();
            match target {
                Some((file, line, column)) => {
                    let spot = ((*file).to_owned(), *line, *column);
                    opinion.definitions.insert(spot);
                }
                None => opinion.outside = true,
            }
        }
        opinions.files = ["a.ts".to_owned(), "b.ts".to_owned()].into();
        opinions
    }

    fn compared(truth: &Opinions, ours: &Opinions) -> Pairs {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.ts"), A).unwrap();
        fs::write(folder.path().join("b.ts"), B).unwrap();
        compare(truth, ours, folder.path())
    }

    const G: Option<(&str, u32, u32)> = Some(("b.ts", 0, 16));
    const H: Option<(&str, u32, u32)> = Some(("b.ts", 1, 16));
    const C: Option<(&str, u32, u32)> = Some(("a.ts", 2, 6));
    const CONSTRUCTOR: Option<(&str, u32, u32)> = Some(("a.ts", 2, 10));

    #[test]
    fn a_function_inside_another_adds_no_pair_and_a_constructor_is_its_class() {
        let truth = opinions(&[(1, 22, G), (1, 27, H), (1, 48, G), (3, 29, C)]);
        let ours = opinions(&[(1, 48, G), (3, 29, CONSTRUCTOR)]);
        let pairs = compared(&truth, &ours);
        assert_eq!(pairs.call, Recall { of: 3, found: 2 });
        assert_eq!(pairs.call_cross, Recall { of: 2, found: 1 });
        assert_eq!((pairs.right, pairs.wrong), (2, 0));
    }

    #[test]
    fn a_pair_is_wrong_when_the_truth_says_something_else_of_each_such_name() {
        let truth = opinions(&[(1, 22, None), (1, 48, None)]);
        assert_eq!(compared(&truth, &opinions(&[(1, 22, G)])).wrong, 1);
        // One of the two is not known: perhaps it is that one.
        let truth = opinions(&[(1, 22, None)]);
        let pairs = compared(&truth, &opinions(&[(1, 22, G)]));
        assert_eq!((pairs.wrong, pairs.unjudged), (0, 1));
    }

    #[test]
    fn a_pair_without_a_name_to_stand_on_is_counted_as_false() {
        let truth = opinions(&[(3, 29, C)]);
        let pairs = compared(&truth, &opinions(&[(3, 29, H)]));
        assert_eq!((pairs.nameless, pairs.right), (1, 0));
        assert!(pairs.precision() < f64::EPSILON);
    }

    #[test]
    fn references_in_imports_and_outside_definitions_do_not_count() {
        let truth = opinions(&[(0, 9, G)]);
        assert_eq!(compared(&truth, &truth).all.of, 0);
    }
}
