//! Walks along edges, level by level, within limits.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;

use crate::rows::EDGE;
use crate::{Cut, Edge, Finished, Node, ReadError};

/// Edges by which something runs, or may run.
pub(crate) const CALLS: &[&str] = &["calls", "instantiates", "dispatches"];
/// Edges from a type to its supertypes, and from a method to those that it stands in for.
pub(crate) const INHERITS: &[&str] = &["inherits", "implements", "overrides"];
/// Edges from an import to what it names.
pub(crate) const IMPORTS: &[&str] = &["imports"];
/// From what holds to what is held.
pub(crate) const CONTAINS: &[&str] = &["contains"];
/// Edges that stand where a name is written.
pub(crate) const REFERENCES: &[&str] = &[
    "imports",
    "calls",
    "instantiates",
    "reads",
    "writes",
    "references",
    "inherits",
    "implements",
    "overrides",
];
/// All by which one thing hangs on another.
pub(crate) const LEADS: &[&str] = &[
    "imports",
    "calls",
    "instantiates",
    "dispatches",
    "reads",
    "writes",
    "references",
    "inherits",
    "implements",
    "overrides",
];

/// More definitions in one thing are not looked at.
const CONTENTS_MAX: usize = 100_000;

/// Which way edges are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// From sources to targets.
    Along,
    /// From targets to sources.
    Against,
}

/// What stands for a thing beside itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Widen {
    /// Nothing.
    No,
    /// For a type, its constructors.
    Constructors,
    /// All that is in it.
    Contents,
    /// The file in which it stands, and all that is in that.
    File,
}

/// A walk.
pub(crate) struct Walk {
    pub(crate) way: Way,
    pub(crate) kinds: &'static [&'static str],
    /// What stands for the roots.
    pub(crate) first: Widen,
    /// What stands for what was found, when the walk goes on from there.
    pub(crate) next: Widen,
    pub(crate) depth: u32,
    /// Of nodes beside those where it starts.
    pub(crate) limit: usize,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Piece {
    pub(crate) distances: BTreeMap<i64, u32>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) cut: Option<Cut>,
}

/// An edge, as far as a walk needs it.
struct End {
    row: i64,
    near: i64,
    far: i64,
}

impl Way {
    /// The columns of the end where it comes from, and of that where it goes to.
    const fn ends(self) -> (&'static str, &'static str) {
        match self {
            Way::Along => ("source", "target"),
            Way::Against => ("target", "source"),
        }
    }
}

impl Finished {
    pub(crate) fn walk(&self, roots: &[Node], walk: &Walk) -> Result<Piece, ReadError> {
        let mut piece = Piece::default();
        let ids: Vec<i64> = roots.iter().map(|node| node.id).collect();
        piece.distances.extend(ids.iter().map(|id| (*id, 0)));
        let mut room = walk.limit;
        let mut frontier = self.widened(&ids, walk.first)?;
        let mut expanded: BTreeSet<i64> = BTreeSet::new();
        for distance in 1..=walk.depth {
            frontier.retain(|id| expanded.insert(*id));
            let ends = self.ends(&frontier, walk)?;
            let fresh: BTreeSet<i64> = ends
                .iter()
                .map(|end| end.far)
                .filter(|id| !piece.distances.contains_key(id) && !expanded.contains(id))
                .collect();
            if fresh.len() > room {
                piece.cut = Some(Cut::Limit);
            }
            let kept: Vec<i64> = fresh.into_iter().take(room).collect();
            room -= kept.len();
            piece
                .distances
                .extend(kept.iter().map(|id| (*id, distance)));
            // Of what is much used, most is over the limit, and needs not be read as a whole.
            let mut rows = Vec::new();
            for end in ends {
                if piece.distances.contains_key(&end.far) || expanded.contains(&end.far) {
                    for id in [end.near, end.far] {
                        piece.distances.entry(id).or_insert(distance - 1);
                    }
                    rows.push(end.row);
                }
            }
            piece.edges.extend(self.edges_at(&rows)?);
            // Who asks for one step knows that there may be more.
            if kept.is_empty() || piece.cut.is_some() || walk.depth == 1 {
                return Ok(piece);
            }
            frontier = self.widened(&kept, walk.next)?;
        }
        frontier.retain(|id| !expanded.contains(id));
        let beyond = self.ends(&frontier, walk)?;
        let is_new =
            |end: &End| !piece.distances.contains_key(&end.far) && !expanded.contains(&end.far);
        piece.cut = beyond.iter().any(is_new).then_some(Cut::Depth);
        Ok(piece)
    }

    /// The ends of all edges that a walk can take from these nodes.
    fn ends(&self, nodes: &[i64], walk: &Walk) -> Result<Vec<End>, ReadError> {
        let (near, far) = walk.way.ends();
        let sql = format!("SELECT rowid, {far} FROM edges WHERE {near} = ?1 AND kind = ?2");
        let mut statement = self.statement(&sql)?;
        let mut ends = Vec::new();
        for &near in nodes {
            for kind in walk.kinds {
                let rows = statement.query_map(params![near, kind], |row| {
                    Ok(End {
                        row: row.get(0)?,
                        near,
                        far: row.get(1)?,
                    })
                });
                let found = rows.and_then(|rows| {
                    for row in rows {
                        ends.push(row?);
                    }
                    Ok(())
                });
                found.map_err(self.failed("following edges"))?;
            }
        }
        Ok(ends)
    }

    fn edges_at(&self, rows: &[i64]) -> Result<Vec<Edge>, ReadError> {
        let sql = format!("SELECT {EDGE} FROM edges WHERE rowid = ?1");
        let mut statement = self.statement(&sql)?;
        let edges = rows.iter().map(|row| statement.query_row([row], Edge::of));
        let edges: rusqlite::Result<Vec<Edge>> = edges.collect();
        edges.map_err(self.failed("reading edges"))
    }

    /// The edges of these kinds at these nodes.
    pub(crate) fn edges_of(
        &self,
        nodes: &[i64],
        way: Way,
        kinds: &[&str],
    ) -> Result<Vec<Edge>, ReadError> {
        let (near, _) = way.ends();
        let sql = format!("SELECT {EDGE} FROM edges WHERE {near} = ?1 AND kind = ?2");
        let mut statement = self.statement(&sql)?;
        let mut edges = Vec::new();
        for node in nodes {
            for kind in kinds {
                let rows = statement.query_map(params![node, kind], Edge::of);
                let found = rows.and_then(|rows| {
                    for row in rows {
                        edges.push(row?);
                    }
                    Ok(())
                });
                found.map_err(self.failed("following edges"))?;
            }
        }
        Ok(edges)
    }

    /// The other ends of edges of these kinds.
    pub(crate) fn ends_of(
        &self,
        node: i64,
        way: Way,
        kinds: &[&str],
        mut found: impl FnMut(i64),
    ) -> Result<(), ReadError> {
        let (near, far) = way.ends();
        let sql = format!("SELECT {far} FROM edges WHERE {near} = ?1 AND kind = ?2");
        let mut statement = self.statement(&sql)?;
        for kind in kinds {
            let rows = statement.query_map(params![node, kind], |row| row.get(0));
            let all = rows.and_then(|rows| {
                for row in rows {
                    found(row?);
                }
                Ok(())
            });
            all.map_err(self.failed("following edges"))?;
        }
        Ok(())
    }

    /// These and what stands for them, sorted.
    pub(crate) fn widened(&self, ids: &[i64], widen: Widen) -> Result<Vec<i64>, ReadError> {
        let mut all: BTreeSet<i64> = ids.iter().copied().collect();
        match widen {
            Widen::No => {}
            Widen::Constructors => {
                for id in ids {
                    let sql = "kind = 'constructor' AND id IN \
                               (SELECT target FROM edges WHERE source = ?1 AND kind = 'contains')";
                    all.extend(self.nodes(sql, [id])?.iter().map(|node| node.id));
                }
            }
            Widen::Contents => self.put_contents(&mut all)?,
            Widen::File => {
                for id in ids {
                    let sql = "kind = 'file' AND qualified_name = \
                               (SELECT file FROM nodes WHERE id = ?1)";
                    all.extend(self.nodes(sql, [id])?.iter().map(|node| node.id));
                }
                self.put_contents(&mut all)?;
            }
        }
        Ok(all.into_iter().collect())
    }

    fn put_contents(&self, all: &mut BTreeSet<i64>) -> Result<(), ReadError> {
        let mut open: Vec<i64> = all.iter().copied().collect();
        while let Some(id) = open.pop() {
            self.ends_of(id, Way::Along, CONTAINS, |target| {
                if all.len() < CONTENTS_MAX && all.insert(target) {
                    open.push(target);
                }
            })?;
        }
        Ok(())
    }
}
