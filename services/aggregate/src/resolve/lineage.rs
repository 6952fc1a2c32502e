//! The order in which a language asks the supertypes of a type.

use std::collections::VecDeque;

use graph::NodeRef;
use rustc_hash::{FxHashMap, FxHashSet};

use super::rules::Lineage;

/// How many supertypes of one type are looked at.
const SUPERTYPES_MAX: usize = 512;
/// How far above a type they stand.
const HEIGHT_MAX: usize = 64;

/// The supertypes that each type names, in the order of the text; `None` for one that is not of
/// the repository.
pub(super) type Direct = FxHashMap<NodeRef, Vec<Option<NodeRef>>>;

/// The supertypes of a type, nearest first, each with whether one that nobody here knows stands
/// before it.
pub(super) type Line = Vec<(NodeRef, bool)>;

/// The supertypes of a type in the order of its language.
pub(super) fn line(order: Lineage, direct: &Direct, of: NodeRef) -> Line {
    match order {
        // A hierarchy that Python itself would refuse is still looked at.
        Lineage::Linear => linearized(direct, of).unwrap_or_else(|| in_depth(direct, of)),
        Lineage::Level => by_level(direct, of),
        Lineage::Depth => in_depth(direct, of),
    }
}

fn bases(direct: &Direct, of: NodeRef) -> &[Option<NodeRef>] {
    direct.get(&of).map_or(&[], Vec::as_slice)
}

/// A type in a linearization: known, or the n-th base of a type, which nobody here knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ancestor {
    Known(NodeRef),
    Unknown(NodeRef, usize),
}

/// Python's order, C3; `None` for a hierarchy that has none.
fn linearized(direct: &Direct, of: NodeRef) -> Option<Line> {
    let order = Linearizations::default().of(direct, of, 0)?;
    let mut line = Line::new();
    let mut is_past_unknown = false;
    for ancestor in order.into_iter().skip(1) {
        match ancestor {
            Ancestor::Known(supertype) => line.push((supertype, is_past_unknown)),
            Ancestor::Unknown(..) => is_past_unknown = true,
        }
    }
    Some(line)
}

/// The linearizations of the types above one.
#[derive(Default)]
struct Linearizations {
    /// `None` while it is being made, so that a circle is seen, and for those that have none.
    made: FxHashMap<NodeRef, Option<Vec<Ancestor>>>,
}

impl Linearizations {
    /// The type itself first. Goes up no further than [`HEIGHT_MAX`].
    fn of(&mut self, direct: &Direct, of: NodeRef, height: usize) -> Option<Vec<Ancestor>> {
        if let Some(made) = self.made.get(&of) {
            return made.clone();
        }
        if height >= HEIGHT_MAX {
            return None;
        }
        self.made.insert(of, None);
        let mut own = VecDeque::new();
        let mut lines = Vec::new();
        for (at, base) in bases(direct, of).iter().enumerate() {
            if let Some(base) = *base {
                own.push_back(Ancestor::Known(base));
                lines.push(VecDeque::from(self.of(direct, base, height + 1)?));
            } else {
                own.push_back(Ancestor::Unknown(of, at));
            }
        }
        lines.push(own);
        let mut order = vec![Ancestor::Known(of)];
        merge(lines, &mut order)?;
        self.made.insert(of, Some(order.clone()));
        Some(order)
    }
}

/// Takes the first head that stands in no tail, until nothing is left.
fn merge(mut lines: Vec<VecDeque<Ancestor>>, order: &mut Vec<Ancestor>) -> Option<()> {
    loop {
        lines.retain(|line| !line.is_empty());
        if lines.is_empty() {
            return Some(());
        }
        let heads = lines.iter().filter_map(|line| line.front().copied());
        let mut free = heads.filter(|head| {
            let mut tails = lines.iter().map(|line| line.iter().skip(1));
            !tails.any(|mut tail| tail.any(|other| other == head))
        });
        let next = free.next()?;
        if order.len() > SUPERTYPES_MAX {
            return None;
        }
        order.push(next);
        for line in &mut lines {
            if line.front() == Some(&next) {
                line.pop_front();
            }
        }
    }
}

/// To the depth, each supertype once.
fn in_depth(direct: &Direct, of: NodeRef) -> Line {
    let mut line = Line::new();
    let mut is_past_unknown = false;
    let mut seen = FxHashSet::default();
    seen.insert(of);
    let mut stack = vec![bases(direct, of).iter()];
    while let Some(top) = stack.last_mut() {
        let Some(base) = top.next() else {
            stack.pop();
            continue;
        };
        let Some(base) = *base else {
            is_past_unknown = true;
            continue;
        };
        if !seen.insert(base) {
            continue;
        }
        if line.len() >= SUPERTYPES_MAX || stack.len() >= HEIGHT_MAX {
            break;
        }
        line.push((base, is_past_unknown));
        stack.push(bases(direct, base).iter());
    }
    line
}

/// Go's order: the shallowest embedding wins.
fn by_level(direct: &Direct, of: NodeRef) -> Line {
    let mut line = Line::new();
    let mut is_past_unknown = false;
    let mut seen = FxHashSet::default();
    seen.insert(of);
    let mut queue = VecDeque::from([of]);
    while let Some(next) = queue.pop_front() {
        for base in bases(direct, next) {
            match *base {
                None => is_past_unknown = true,
                Some(base) if line.len() < SUPERTYPES_MAX && seen.insert(base) => {
                    line.push((base, is_past_unknown));
                    queue.push_back(base);
                }
                Some(_) => {}
            }
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(definition: u32) -> NodeRef {
        NodeRef {
            file: 0,
            definition,
        }
    }

    /// The order for a type among `types`, each with the names of its bases; `?` is not known.
    fn order(lineage: Lineage, types: &[(&str, &str)], of: &str) -> String {
        let number = |name: &str| {
            let at = types.iter().position(|(own, _)| *own == name);
            node(at.expect("a type of the list") as u32)
        };
        let direct = types.iter().map(|(own, bases)| {
            let bases = bases.split_whitespace();
            let bases = bases.map(|b| (b != "?").then(|| number(b)));
            (number(own), bases.collect())
        });
        let direct: Direct = direct.collect();
        let told = line(lineage, &direct, number(of))
            .into_iter()
            .map(|(supertype, past)| {
                let name = types[supertype.definition as usize].0;
                if past {
                    format!("{name}?")
                } else {
                    name.to_owned()
                }
            });
        told.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn python_has_the_order_of_c3() {
        // The example of the paper that brought C3 to Python.
        let types = [
            ("O", ""),
            ("A", "O"),
            ("B", "O"),
            ("C", "O"),
            ("D", "O"),
            ("E", "O"),
            ("K1", "A B C"),
            ("K2", "D B E"),
            ("K3", "D A"),
            ("Z", "K1 K2 K3"),
        ];
        assert_eq!(order(Lineage::Linear, &types, "Z"), "K1 K2 K3 D A B C E O");
    }

    #[test]
    fn an_unknown_base_stands_before_those_after_it() {
        let types = [
            ("Top", ""),
            ("Mixin", "Top"),
            ("First", "Top ?"),
            ("Low", "First Mixin"),
        ];
        assert_eq!(order(Lineage::Linear, &types, "Low"), "First Mixin Top");
        let types = [("Mixin", ""), ("Low", "? Mixin")];
        assert_eq!(order(Lineage::Linear, &types, "Low"), "Mixin?");
    }

    #[test]
    fn a_hierarchy_that_python_refuses_is_asked_to_the_depth() {
        let types = [
            ("A", ""),
            ("B", ""),
            ("X", "A B"),
            ("Y", "B A"),
            ("Z", "X Y"),
        ];
        assert_eq!(order(Lineage::Linear, &types, "Z"), "X A B Y");
        let circle = [("A", "B"), ("B", "A")];
        assert_eq!(order(Lineage::Linear, &circle, "A"), "B");
    }

    #[test]
    fn go_asks_the_shallow_before_the_deep() {
        let types = [("Deep", ""), ("A", "Deep"), ("B", ""), ("T", "A B")];
        assert_eq!(order(Lineage::Level, &types, "T"), "A B Deep");
        assert_eq!(order(Lineage::Depth, &types, "T"), "A Deep B");
    }
}
