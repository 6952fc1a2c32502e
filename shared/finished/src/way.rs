//! The shortest ways from one thing to another.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::walk::{Piece, Way, Widen};
use crate::{Cut, Edge, Finished, Node, ReadError};

/// More nodes are not visited on the way.
const VISITED_MAX: usize = 1_000_000;

/// How many of the shortest ways are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ways {
    /// One of them, always the same.
    One,
    /// All of them.
    All,
}

impl Finished {
    /// The shortest ways along edges of these kinds, from what is in `from` to what is in `to`.
    pub(crate) fn ways(
        &self,
        from: &[Node],
        to: &[Node],
        kinds: &[&str],
        ways: Ways,
        depth: u32,
        limit: usize,
    ) -> Result<Piece, ReadError> {
        let ids = |nodes: &[Node]| nodes.iter().map(|node| node.id).collect::<Vec<i64>>();
        let (from, to) = (ids(from), ids(to));
        let starts = self.widened(&from, Widen::Contents)?;
        let ends: BTreeSet<i64> = self.widened(&to, Widen::Contents)?.into_iter().collect();
        let mut piece = Piece::default();
        let mut seen: FxHashMap<i64, u32> = starts.iter().map(|id| (*id, 0)).collect();
        let mut frontier = starts;
        let mut met: BTreeSet<i64> = BTreeSet::new();
        let mut distance = 0;
        while met.is_empty() && !frontier.is_empty() {
            if distance == depth || seen.len() > VISITED_MAX {
                piece.cut = Some(Cut::Depth);
                break;
            }
            distance += 1;
            let mut next = Vec::new();
            for id in frontier {
                self.ends_of(id, Way::Along, kinds, |target| {
                    seen.entry(target).or_insert_with(|| {
                        if ends.contains(&target) {
                            met.insert(target);
                        }
                        next.push(target);
                        distance
                    });
                })?;
            }
            next.sort_unstable();
            frontier = next;
        }
        piece.distances.extend(from.iter().map(|id| (*id, 0)));
        if met.is_empty() {
            piece.distances.extend(to.iter().map(|id| (*id, 0)));
            return Ok(piece);
        }
        self.back(&mut piece, &seen, met, distance, kinds, ways, limit)?;
        Ok(piece)
    }

    /// From where the ends were met back to the start, by nodes that are one step nearer each time.
    #[expect(clippy::too_many_arguments, reason = "the second half of the above")]
    fn back(
        &self,
        piece: &mut Piece,
        seen: &FxHashMap<i64, u32>,
        met: BTreeSet<i64>,
        distance: u32,
        kinds: &[&str],
        ways: Ways,
        limit: usize,
    ) -> Result<(), ReadError> {
        let mut level: Vec<i64> = match ways {
            Ways::One => met.into_iter().take(1).collect(),
            Ways::All => met.into_iter().collect(),
        };
        for distance in (0..=distance).rev() {
            if piece.distances.len() + level.len() > limit.saturating_add(1) && ways == Ways::All {
                level.truncate((limit + 1).saturating_sub(piece.distances.len()));
                piece.cut = Some(Cut::Limit);
            }
            for id in &level {
                piece.distances.entry(*id).or_insert(distance);
            }
            if distance == 0 {
                break;
            }
            let nearer = |edge: &Edge| seen.get(&edge.source) == Some(&(distance - 1));
            let mut edges = self.edges_of(&level, Way::Against, kinds)?;
            edges.retain(nearer);
            if ways == Ways::One {
                let source = edges.iter().map(|edge| edge.source).min();
                edges.retain(|edge| Some(edge.source) == source);
            }
            let sources: BTreeSet<i64> = edges.iter().map(|edge| edge.source).collect();
            piece.edges.extend(edges);
            level = sources.into_iter().collect();
        }
        // Of what was cut off, no edge is left.
        let distances = &piece.distances;
        let is_whole = |edge: &Edge| {
            distances.contains_key(&edge.source) && distances.contains_key(&edge.target)
        };
        piece.edges.retain(is_whole);
        Ok(())
    }
}
