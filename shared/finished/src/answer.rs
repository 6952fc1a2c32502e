//! What is answered: one shape for every question.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Edge, Node};

/// The version of the shape of [`Answer`] as JSON. New fields may come without a new one.
pub const ANSWER_VERSION: u32 = 1;

/// An answer: a piece of the graph, or why there is none.
///
/// As JSON it always has all of these fields. Lines and columns count from 0, as in `graph.db`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// [`ANSWER_VERSION`].
    pub version: u32,
    /// The question's name, as on the command line.
    pub question: &'static str,
    /// What it was asked of, as given.
    pub of: Vec<String>,
    /// How many steps were allowed.
    pub depth: u32,
    /// How it came out.
    pub outcome: Outcome,
    /// The ids of what the names mean; they are among `nodes`.
    pub roots: Vec<i64>,
    /// By distance, then by id. Ids hold for this `graph.db` only; `symbol` holds across runs.
    pub nodes: Vec<Reached>,
    /// Between these nodes, by place.
    pub edges: Vec<Edge>,
    /// Why this is not all.
    pub cut: Option<Cut>,
    /// The name that is not clear, unless `answered`.
    pub unclear: Option<String>,
    /// If `ambiguous`, what that name may mean; if `unknown`, what has a name near it.
    pub candidates: Vec<Node>,
    /// How many candidates there are, of which some may be left out.
    pub candidates_total: usize,
}

/// How a question came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Each name means one thing; the answer may still be empty.
    Answered,
    /// A name may mean several things.
    Ambiguous,
    /// A name means nothing here.
    Unknown,
}

/// A node of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reached {
    /// Steps from the nearest root.
    pub distance: u32,
    /// The node.
    #[serde(flatten)]
    pub node: Node,
}

/// Why an answer is not all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cut {
    /// There are more than the limit.
    Limit,
    /// There is more behind the last step.
    Depth,
}

impl Answer {
    /// The nodes by their ids.
    pub fn by_id(&self) -> BTreeMap<i64, &Node> {
        let nodes = self.nodes.iter();
        nodes
            .map(|reached| (reached.node.id, &reached.node))
            .collect()
    }
}
