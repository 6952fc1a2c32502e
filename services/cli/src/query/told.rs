//! An answer as text, for people. Lines count from 1 here, as in editors.

use std::collections::{BTreeMap, BTreeSet};

use finished::{Answer, Edge, Node, Outcome};

use crate::show::number;
use crate::table::{aligned, shown};

/// Longer signatures are cut.
const SIGNATURE_CHARS_MAX: usize = 80;

/// The answer to a clear question.
pub(super) fn answer(answer: &Answer) -> String {
    let nodes = answer.by_id();
    match answer.question {
        "definition" | "search" => definitions(answer, &nodes),
        "references" | "uses" => references(answer, &nodes),
        "defines" => contents(answer, &nodes),
        "path" => path(answer, &nodes),
        "between" => between(answer, &nodes),
        _ => steps(answer, &nodes),
    }
}

/// What a name may mean, or what is near it, with how to choose.
pub(super) fn unclear(answer: &Answer) -> String {
    let name = shown(answer.unclear.as_deref().unwrap_or_default());
    let mut rows: Vec<Vec<String>> = answer.candidates.iter().map(row).collect();
    for row in &mut rows {
        // Without signatures.
        row.truncate(3);
    }
    let list = aligned(&rows);
    match (answer.outcome, answer.candidates.first()) {
        (Outcome::Ambiguous, Some(first)) => {
            let total = answer.candidates_total;
            let more = match total - answer.candidates.len() {
                0 => String::new(),
                left => format!("  and {} more\n", number(left as u64)),
            };
            format!(
                "error: `{name}` may mean {} things\n{list}{more}Choose one by its place, as `{}`, by a \
                 longer name or --kind; or ask of all with --all.",
                number(total as u64),
                place(first)
            )
        }
        (_, Some(_)) => format!("error: nothing is named `{name}`; near it are\n{list}"),
        (_, None) => format!("error: nothing is named `{name}`, or anything like it"),
    }
}

fn definitions(answer: &Answer, nodes: &BTreeMap<i64, &Node>) -> String {
    let roots = answer.roots.iter().filter_map(|id| nodes.get(id));
    let rows: Vec<Vec<String>> = roots.map(|node| row(node)).collect();
    if rows.is_empty() {
        return "nothing".into();
    }
    aligned(&rows)
}

fn references(answer: &Answer, nodes: &BTreeMap<i64, &Node>) -> String {
    let mut out = head(answer, nodes);
    let is_of_many = answer.roots.len() > 1;
    let rows: Vec<Vec<String>> = answer
        .edges
        .iter()
        .map(|edge| {
            let target = if is_of_many {
                format!("-> {}", name(nodes, edge.target))
            } else {
                String::new()
            };
            vec![
                site(edge),
                edge.kind.clone(),
                name(nodes, edge.source),
                target,
                strategy(edge),
            ]
        })
        .collect();
    out += &aligned(&rows);
    out + &count(rows.len(), "reference")
}

/// Walks: a row for each pair of nodes and kind of edge.
fn steps(answer: &Answer, nodes: &BTreeMap<i64, &Node>) -> String {
    let mut out = head(answer, nodes);
    let is_along = answer.question == "callees";
    let distances: BTreeMap<i64, u32> = answer
        .nodes
        .iter()
        .map(|reached| (reached.node.id, reached.distance))
        .collect();
    let mut bundles: BTreeMap<(u32, i64, i64, &str), Vec<&Edge>> = BTreeMap::new();
    for edge in &answer.edges {
        let near = if is_along { edge.source } else { edge.target };
        let step = distances.get(&near).copied().unwrap_or_default() + 1;
        let key = (step, edge.source, edge.target, edge.kind.as_str());
        bundles.entry(key).or_default().push(edge);
    }
    let is_deep = bundles.keys().any(|(step, ..)| *step > 1);
    let is_wide = bundles.keys().any(|(_, source, target, _)| {
        let near = if is_along { source } else { target };
        answer.roots.first() != Some(near)
    });
    let mut found = BTreeSet::new();
    let rows: Vec<Vec<String>> = bundles
        .iter()
        .map(|((step, source, target, kind), edges)| {
            let (near, far) = if is_along {
                (source, target)
            } else {
                (target, source)
            };
            found.insert(far);
            let times = if edges.len() > 1 {
                format!("x{}", edges.len())
            } else {
                String::new()
            };
            let near = match (is_wide, is_along) {
                (false, _) => String::new(),
                (true, true) => format!("by {}", name(nodes, *near)),
                (true, false) => format!("-> {}", name(nodes, *near)),
            };
            vec![
                if is_deep {
                    step.to_string()
                } else {
                    String::new()
                },
                edges.first().map(|edge| site(edge)).unwrap_or_default(),
                times,
                (*kind).to_owned(),
                name(nodes, *far),
                near,
                edges.first().map(|edge| strategy(edge)).unwrap_or_default(),
            ]
        })
        .collect();
    out += &aligned(&rows);
    let noun = match answer.question {
        "callers" => "caller",
        "callees" => "callee",
        "importers" => "importer",
        _ => "implementation",
    };
    out + &count(found.len(), noun)
}

/// What holds what, as a tree.
fn contents(answer: &Answer, nodes: &BTreeMap<i64, &Node>) -> String {
    let mut children: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for edge in &answer.edges {
        children.entry(edge.source).or_default().push(edge.target);
    }
    let mut open: Vec<(usize, i64)> = answer.roots.iter().rev().map(|id| (0, *id)).collect();
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    while let Some((depth, id)) = open.pop() {
        let Some(node) = nodes.get(&id).filter(|_| seen.insert(id)) else {
            continue;
        };
        let label = match node.qualified_name.as_str() {
            "" => "(repository)",
            whole if depth == 0 => whole,
            _ => &node.name,
        };
        rows.push(vec![
            place(node),
            node.kind.clone(),
            "  ".repeat(depth) + &shown(label),
            signature(node),
        ]);
        let mut below = children.remove(&id).unwrap_or_default();
        below.sort_unstable();
        open.extend(below.into_iter().rev().map(|id| (depth + 1, id)));
    }
    aligned(&rows) + &count(rows.len().saturating_sub(answer.roots.len()), "definition")
}

fn path(answer: &Answer, nodes: &BTreeMap<i64, &Node>) -> String {
    let mut edges: BTreeMap<i64, &Edge> = BTreeMap::new();
    let targets: BTreeSet<i64> = answer.edges.iter().map(|edge| edge.target).collect();
    for edge in &answer.edges {
        edges.entry(edge.source).or_insert(edge);
    }
    let start = edges.keys().find(|id| !targets.contains(id)).copied();
    let Some(mut at) = start else {
        return no_way(answer);
    };
    let start = nodes.get(&at).map(|node| row(node)).unwrap_or_default();
    let mut rows = vec![start];
    while let Some(edge) = edges.remove(&at) {
        at = edge.target;
        rows.push(vec![
            site(edge),
            edge.kind.clone(),
            name(nodes, edge.target),
            strategy(edge),
        ]);
    }
    let steps = rows.len() - 1;
    aligned(&rows) + &count(steps, "step")
}

fn between(answer: &Answer, nodes: &BTreeMap<i64, &Node>) -> String {
    if answer.edges.is_empty() {
        return no_way(answer);
    }
    let distances: BTreeMap<i64, u32> = answer
        .nodes
        .iter()
        .map(|reached| (reached.node.id, reached.distance))
        .collect();
    let mut edges: Vec<&Edge> = answer.edges.iter().collect();
    edges.sort_by_key(|edge| distances.get(&edge.source));
    let mut seen = BTreeSet::new();
    edges.retain(|edge| seen.insert((edge.source, edge.target, edge.kind.as_str())));
    let rows: Vec<Vec<String>> = edges
        .into_iter()
        .map(|edge| {
            vec![
                site(edge),
                name(nodes, edge.source),
                edge.kind.clone(),
                name(nodes, edge.target),
            ]
        })
        .collect();
    aligned(&rows) + &count(answer.nodes.len(), "node")
}

fn no_way(answer: &Answer) -> String {
    let of: Vec<String> = answer.of.iter().map(|name| shown(name)).collect();
    let [from, to] = of.as_slice() else {
        return String::new();
    };
    format!("no way of references leads from {from} to {to}; ask for the way back, too")
}

/// What was asked of.
fn head(answer: &Answer, nodes: &BTreeMap<i64, &Node>) -> String {
    const HEADS_MAX: usize = 5;
    let roots: Vec<String> = answer
        .roots
        .iter()
        .filter_map(|id| nodes.get(id))
        .map(|node| match place(node).as_str() {
            "-" => format!("{} ({})", whole_name(node), node.kind),
            place => format!("{} ({}, {place})", whole_name(node), node.kind),
        })
        .collect();
    let first = roots.iter().take(HEADS_MAX).map(String::as_str);
    let mut out = format!(
        "{} of {}",
        answer.question,
        first.collect::<Vec<_>>().join(", ")
    );
    if roots.len() > HEADS_MAX {
        out += &format!(", and {} more", roots.len() - HEADS_MAX);
    }
    out + "\n"
}

fn count(count: usize, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    match count {
        0 => format!("no {noun}s"),
        count => format!("{} {noun}{s}", number(count as u64)),
    }
}

/// Place, kind, name, signature.
fn row(node: &Node) -> Vec<String> {
    vec![
        place(node),
        node.kind.clone(),
        whole_name(node),
        signature(node),
    ]
}

fn whole_name(node: &Node) -> String {
    if node.qualified_name.is_empty() {
        "(repository)".to_owned()
    } else {
        shown(&node.qualified_name)
    }
}

fn signature(node: &Node) -> String {
    let text = shown(node.signature.as_deref().unwrap_or_default());
    if text.chars().count() > SIGNATURE_CHARS_MAX {
        text.chars()
            .take(SIGNATURE_CHARS_MAX)
            .chain(['…'])
            .collect()
    } else {
        text
    }
}

fn place(node: &Node) -> String {
    match (&node.file, node.start_line) {
        (Some(file), Some(line)) if node.is_definition() => {
            format!("{}:{}", shown(file), u64::from(line) + 1)
        }
        (Some(file), _) => shown(file),
        (None, _) => "-".into(),
    }
}

fn site(edge: &Edge) -> String {
    match (&edge.file, edge.start_line) {
        (Some(file), Some(line)) => format!("{}:{}", shown(file), u64::from(line) + 1),
        _ => "-".into(),
    }
}

fn name(nodes: &BTreeMap<i64, &Node>, id: i64) -> String {
    nodes
        .get(&id)
        .map_or_else(|| "?".into(), |node| whole_name(node))
}

fn strategy(edge: &Edge) -> String {
    edge.strategy.clone().unwrap_or_default()
}
