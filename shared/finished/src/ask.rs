//! Questions, and how each is answered.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension;

use crate::rows::NODE;
use crate::walk::{CALLS, CONTAINS, IMPORTS, INHERITS, LEADS, Piece, REFERENCES, Walk, Way, Widen};
use crate::way::Ways;
use crate::{ANSWER_VERSION, Answer, Cut, Edge, Finished, Node, Outcome, Reached, ReadError};

/// Candidates that are listed.
const CANDIDATES_MAX: usize = 20;
/// Things that a name may mean and that are answered for together.
const ROOTS_MAX: usize = 10_000;

/// What is asked. Names are simple or qualified names, `file:name`, `file:line` or SCIP symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Where everything of this name is defined.
    Definition(String),
    /// Where it is referred to.
    References(String),
    /// What calls it, or makes an object of it.
    Callers(String),
    /// What it calls; of a type or a file, what is called in it.
    Callees(String),
    /// What is in a file or a definition.
    Defines(String),
    /// What imports a file, something in it, or a definition.
    Importers(String),
    /// What inherits from a type or implements it; what stands in for a method.
    Implementations(String),
    /// What uses a name outside the repository, or one in it.
    Uses(String),
    /// What has these words in its names or documentation.
    Search(String),
    /// One shortest way along references.
    Path {
        /// From where.
        from: String,
        /// To where.
        to: String,
    },
    /// All that is on one of the shortest ways.
    Between {
        /// From where.
        from: String,
        /// To where.
        to: String,
    },
}

impl Question {
    /// Its name, as on the command line.
    pub const fn name(&self) -> &'static str {
        match self {
            Question::Definition(_) => "definition",
            Question::References(_) => "references",
            Question::Callers(_) => "callers",
            Question::Callees(_) => "callees",
            Question::Defines(_) => "defines",
            Question::Importers(_) => "importers",
            Question::Implementations(_) => "implementations",
            Question::Uses(_) => "uses",
            Question::Search(_) => "search",
            Question::Path { .. } => "path",
            Question::Between { .. } => "between",
        }
    }

    /// What it is asked of.
    pub fn of(&self) -> Vec<&str> {
        match self {
            Question::Definition(name)
            | Question::References(name)
            | Question::Callers(name)
            | Question::Callees(name)
            | Question::Defines(name)
            | Question::Importers(name)
            | Question::Implementations(name)
            | Question::Uses(name)
            | Question::Search(name) => vec![name],
            Question::Path { from, to } | Question::Between { from, to } => vec![from, to],
        }
    }

    /// The steps that are made if nobody says how many.
    pub const fn depth(&self) -> u32 {
        match self {
            Question::Definition(_)
            | Question::References(_)
            | Question::Callers(_)
            | Question::Callees(_)
            | Question::Importers(_)
            | Question::Uses(_)
            | Question::Search(_) => 1,
            Question::Implementations(_) | Question::Defines(_) => 16,
            Question::Path { .. } | Question::Between { .. } => 32,
        }
    }

    /// Whether it is asked of all that a name may mean: the answer tells them apart.
    const fn is_of_all(&self) -> bool {
        matches!(
            self,
            Question::Definition(_) | Question::Uses(_) | Question::Search(_)
        )
    }
}

/// How a question is to be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Steps; by the question if absent.
    pub depth: Option<u32>,
    /// More nodes, or references, are left out.
    pub limit: usize,
    /// Names mean only what is of this kind.
    pub kind: Option<String>,
    /// A name that may mean several things means all of them.
    pub all: bool,
}

/// What a name means.
enum Meant {
    These(Vec<Node>),
    OneOf(Vec<Node>),
    Nothing,
}

impl Finished {
    /// Answers a question.
    pub fn ask(&self, question: &Question, options: &Options) -> Result<Answer, ReadError> {
        let of = question.of();
        let mut answer = Answer {
            version: ANSWER_VERSION,
            question: question.name(),
            of: of.iter().map(|name| (*name).to_owned()).collect(),
            depth: options.depth.unwrap_or(question.depth()),
            outcome: Outcome::Answered,
            roots: Vec::new(),
            nodes: Vec::new(),
            edges: Vec::new(),
            cut: None,
            unclear: None,
            candidates: Vec::new(),
            candidates_total: 0,
        };
        let mut meant = Vec::new();
        for name in of {
            let (outcome, mut candidates) = match self.meant(question, name, options)? {
                Meant::These(nodes) => {
                    meant.push(nodes);
                    continue;
                }
                Meant::OneOf(nodes) => (Outcome::Ambiguous, nodes),
                Meant::Nothing => (Outcome::Unknown, self.near(name)?),
            };
            answer.outcome = outcome;
            answer.unclear = Some(name.to_owned());
            answer.candidates_total = candidates.len();
            candidates.truncate(CANDIDATES_MAX);
            answer.candidates = candidates;
            return Ok(answer);
        }
        let piece = self.piece(question, &meant, options, answer.depth)?;
        let mut roots: Vec<i64> = meant.iter().flatten().map(|node| node.id).collect();
        roots.retain(|id| piece.distances.contains_key(id));
        answer.roots = roots;
        self.fill(&mut answer, piece, meant)?;
        Ok(answer)
    }

    fn meant(
        &self,
        question: &Question,
        name: &str,
        options: &Options,
    ) -> Result<Meant, ReadError> {
        let kind = options.kind.as_deref();
        let mut found = match question {
            Question::Uses(_) => self.outside(name)?,
            Question::Search(_) => {
                let mut found = self.searched(name, options.limit.saturating_add(1))?;
                found.retain(|node| kind.is_none_or(|kind| node.kind == kind));
                return Ok(Meant::These(found));
            }
            Question::Definition(_)
            | Question::References(_)
            | Question::Callers(_)
            | Question::Callees(_)
            | Question::Defines(_)
            | Question::Importers(_)
            | Question::Implementations(_)
            | Question::Path { .. }
            | Question::Between { .. } => self.named(name, kind)?,
        };
        found.truncate(ROOTS_MAX);
        Ok(match found.len() {
            0 => Meant::Nothing,
            1 => Meant::These(found),
            _ if options.all || question.is_of_all() => Meant::These(found),
            _ => Meant::OneOf(found),
        })
    }

    fn piece(
        &self,
        question: &Question,
        meant: &[Vec<Node>],
        options: &Options,
        depth: u32,
    ) -> Result<Piece, ReadError> {
        let limit = options.limit;
        let first = meant.first().map(Vec::as_slice).unwrap_or_default();
        let second = meant.get(1).map(Vec::as_slice).unwrap_or_default();
        let walk = |way, kinds, first_widen, next| {
            let walk = Walk {
                way,
                kinds,
                first: first_widen,
                next,
                depth,
                limit,
            };
            self.walk(first, &walk)
        };
        match question {
            Question::Definition(_) | Question::Search(_) => Ok(listed(first, limit)),
            Question::References(_) => self.references(first, limit),
            Question::Uses(_) => self.references(first, limit),
            Question::Callers(_) => walk(Way::Against, CALLS, Widen::Constructors, Widen::No),
            Question::Callees(_) => walk(Way::Along, CALLS, Widen::Contents, Widen::No),
            Question::Defines(_) => walk(Way::Along, CONTAINS, Widen::No, Widen::No),
            Question::Importers(_) => walk(Way::Against, IMPORTS, Widen::Contents, Widen::File),
            Question::Implementations(_) => walk(Way::Against, INHERITS, Widen::No, Widen::No),
            Question::Path { .. } => self.ways(first, second, LEADS, Ways::One, depth, limit),
            Question::Between { .. } => self.ways(first, second, LEADS, Ways::All, depth, limit),
        }
    }

    /// All references to these, each an edge.
    fn references(&self, roots: &[Node], limit: usize) -> Result<Piece, ReadError> {
        let ids: Vec<i64> = roots.iter().map(|node| node.id).collect();
        let mut piece = Piece {
            edges: self.edges_of(&ids, Way::Against, REFERENCES)?,
            ..Piece::default()
        };
        piece.edges.sort_by(by_place);
        if piece.edges.len() > limit {
            piece.edges.truncate(limit);
            piece.cut = Some(Cut::Limit);
        }
        piece.distances.extend(ids.iter().map(|id| (*id, 0)));
        for edge in &piece.edges {
            piece.distances.entry(edge.source).or_insert(1);
        }
        Ok(piece)
    }

    fn fill(
        &self,
        answer: &mut Answer,
        mut piece: Piece,
        meant: Vec<Vec<Node>>,
    ) -> Result<(), ReadError> {
        let mut known: BTreeMap<i64, Node> = meant
            .into_iter()
            .flatten()
            .map(|node| (node.id, node))
            .collect();
        let mut statement = self.statement(&format!("SELECT {NODE} FROM nodes WHERE id = ?1"))?;
        for (id, distance) in piece.distances {
            let node = match known.remove(&id) {
                Some(node) => Some(node),
                None => statement
                    .query_row([id], Node::of)
                    .optional()
                    .map_err(self.failed("reading nodes"))?,
            };
            let reached = node.map(|node| Reached { distance, node });
            answer.nodes.extend(reached);
        }
        answer
            .nodes
            .sort_by_key(|reached| (reached.distance, reached.node.id));
        piece.edges.sort_by(by_place);
        answer.edges = piece.edges;
        answer.cut = piece.cut;
        Ok(())
    }
}

/// Nothing but what the names mean.
fn listed(roots: &[Node], limit: usize) -> Piece {
    let ids = roots.iter().take(limit).map(|node| (node.id, 0));
    Piece {
        distances: ids.collect(),
        edges: Vec::new(),
        cut: (roots.len() > limit).then_some(Cut::Limit),
    }
}

fn by_place(a: &Edge, b: &Edge) -> std::cmp::Ordering {
    let key = |edge: &Edge| (edge.start_line, edge.start_col, edge.source, edge.target);
    a.file
        .cmp(&b.file)
        .then_with(|| key(a).cmp(&key(b)))
        .then_with(|| a.kind.cmp(&b.kind))
}
