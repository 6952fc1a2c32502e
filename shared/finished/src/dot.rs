//! An answer as a picture, for Graphviz.
//!
//! Nodes are named by number, so a name of the repository stands only in quoted texts. In those
//! `"` ends the text, `\` begins an escape and `&` an entity; what is no character of a line is
//! shown by its picture.

use std::collections::BTreeMap;

use crate::{Answer, Edge, Node};

/// Longer labels are cut.
const LABEL_CHARS_MAX: usize = 60;

const HEAD: &str = r##"digraph graphmill {
  graph [rankdir=LR, fontname="Helvetica,Arial,sans-serif", fontsize=11, nodesep=0.18, ranksep=0.7, pad=0.3, bgcolor="white", splines=true, tooltip=" "];
  node [shape=box, style="rounded,filled", fontname="Helvetica,Arial,sans-serif", fontsize=11, margin="0.14,0.07", height=0.3, penwidth=1, tooltip=" "];
  edge [fontname="Helvetica,Arial,sans-serif", fontsize=9, fontcolor="#667085", arrowsize=0.65, tailport=e, headport=w];
"##;

/// Draws an answer: a node in the colour of its kind, in a frame for each file, an edge for all
/// references of a kind between two nodes.
pub fn dot(answer: &Answer) -> String {
    let mut out = HEAD.to_owned();
    let drawn = drawn(answer);
    let mut files: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    let mut free: Vec<&Node> = Vec::new();
    for reached in &answer.nodes {
        let node = &reached.node;
        if !drawn(node) {
            continue;
        }
        match node.file.as_deref().filter(|_| node.is_definition()) {
            Some(file) => files.entry(file).or_default().push(node),
            None => free.push(node),
        }
    }
    for (at, (file, nodes)) in files.into_iter().enumerate() {
        out.push_str(
            &format!(
                "  subgraph cluster_{at} {{\n    graph [label={}, labeljust=l, style=\"rounded,filled\", \
                 color=\"#d0d5dd\", fillcolor=\"#f9fafb\", fontcolor=\"#475467\", fontsize=10, margin=10];\n",
                quoted(file)
            ),
        );
        for node in nodes {
            push_node(&mut out, "    ", node, answer);
        }
        out.push_str("  }\n");
    }
    for node in free {
        push_node(&mut out, "  ", node, answer);
    }
    push_edges(&mut out, &answer.edges);
    out.push_str("}\n");
    out
}

/// What has no edge is left out beside what has one.
fn drawn(answer: &Answer) -> impl Fn(&Node) -> bool {
    let ends = answer
        .edges
        .iter()
        .flat_map(|edge| [edge.source, edge.target]);
    let ends: std::collections::BTreeSet<i64> = ends.collect();
    move |node| ends.is_empty() || ends.contains(&node.id)
}

fn push_node(out: &mut String, indent: &str, node: &Node, answer: &Answer) {
    let (fill, line) = colours(&node.kind);
    let root = if answer.roots.contains(&node.id) {
        ", penwidth=2.4"
    } else {
        ""
    };
    let outside = if node.kind == "external" {
        ", style=\"rounded,filled,dashed\""
    } else {
        ""
    };
    let name = match node.qualified_name.as_str() {
        "" => "(repository)",
        name => name,
    };
    let place = match (&node.file, node.start_line) {
        (Some(file), Some(line)) if node.is_definition() => format!("{file}:{}", line + 1),
        _ => node.qualified_name.clone(),
    };
    out.push_str(
        &format!(
            "{indent}n{} [label={}, tooltip={}, fillcolor=\"{fill}\", color=\"{line}\"{root}{outside}];\n",
            node.id,
            quoted(&with_kind(name, &node.kind)),
            quoted(&format!("{} {place}", node.kind)),
        ),
    );
}

/// The name, cut in its middle if it is long; a callable with brackets.
fn with_kind(name: &str, kind: &str) -> String {
    let count = name.chars().count();
    let mut label: String = if count > LABEL_CHARS_MAX {
        let half = LABEL_CHARS_MAX / 2;
        let start = name.chars().take(half);
        let end = name.chars().skip(count - half);
        start.chain(['…']).chain(end).collect()
    } else {
        name.to_owned()
    };
    if matches!(kind, "function" | "method" | "constructor") {
        label.push_str("()");
    }
    label
}

/// Fill and line, by kind: types blue, callables green, values yellow, places grey.
fn colours(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "class" | "struct" | "union" => ("#dbeafe", "#2563eb"),
        "interface" | "trait" => ("#ede9fe", "#7c3aed"),
        "enum" | "type_alias" => ("#cffafe", "#0891b2"),
        "function" => ("#dcfce7", "#16a34a"),
        "method" | "constructor" => ("#ecfccb", "#65a30d"),
        "field" | "variable" | "constant" | "enum_member" => ("#fef9c3", "#ca8a04"),
        "macro" => ("#fce7f3", "#db2777"),
        "external" => ("#ffedd5", "#ea580c"),
        _ => ("#f2f4f7", "#667085"),
    }
}

/// How an edge of a kind looks.
fn look(kind: &str) -> &'static str {
    match kind {
        "calls" => "color=\"#344054\"",
        "instantiates" => "color=\"#344054\", arrowhead=vee",
        "dispatches" => "color=\"#98a2b3\", style=dashed",
        "imports" => "color=\"#98a2b3\", style=dashed, arrowhead=vee",
        "inherits" => "color=\"#2563eb\", arrowhead=empty",
        "implements" => "color=\"#7c3aed\", style=dashed, arrowhead=empty",
        "overrides" => "color=\"#65a30d\", style=dotted, arrowhead=empty",
        "reads" => "color=\"#ca8a04\", arrowhead=vee",
        "writes" => "color=\"#dc2626\", arrowhead=vee",
        "contains" => "color=\"#d0d5dd\", arrowhead=none",
        _ => "color=\"#98a2b3\", arrowhead=vee",
    }
}

fn push_edges(out: &mut String, edges: &[Edge]) {
    let mut bundles: BTreeMap<(i64, i64, &str), Vec<&Edge>> = BTreeMap::new();
    for edge in edges {
        let key = (edge.source, edge.target, edge.kind.as_str());
        bundles.entry(key).or_default().push(edge);
    }
    for ((source, target, kind), bundle) in bundles {
        // Most edges are calls, so these need no word.
        let label = match kind {
            "calls" | "contains" => String::new(),
            kind => format!(", label={}", quoted(kind)),
        };
        // Twice as many references, a little wider.
        let width = 10 + 5 * bundle.len().ilog2();
        let width = format!(", penwidth={}.{}", width / 10, width % 10);
        let place = bundle.first().and_then(|edge| {
            let (file, line) = (edge.file.as_deref()?, edge.start_line?);
            let more = match bundle.len() - 1 {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            Some(format!("{kind} at {file}:{}{more}", line + 1))
        });
        let place = place.unwrap_or_else(|| kind.to_owned());
        out.push_str(&format!(
            "  n{source} -> n{target} [{}{width}, tooltip={}{label}];\n",
            look(kind),
            quoted(&place)
        ));
    }
}

/// A text that Graphviz shows as it is.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            c => out.push(shown(c)),
        }
    }
    out.push('"');
    out
}

/// The picture of a control character; others are themselves.
fn shown(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_quotes() {
        assert_eq!(quoted(r#"a"b\n&lt;"#), r#""a\"b\\n&amp;lt;""#);
        assert_eq!(quoted("a\n\u{1b}[31m\\"), "\"a␊␛[31m\\\\\"");
        assert_eq!(quoted("größe"), "\"größe\"");
    }

    #[test]
    fn a_long_name_keeps_its_start_and_end() {
        let long = format!("{}{}", "a".repeat(90), "b".repeat(90));
        let label = with_kind(&long, "class");
        assert!(label.starts_with("aaa") && label.ends_with("bbb"));
        assert_eq!(label.chars().count(), LABEL_CHARS_MAX + 1);
        assert_eq!(with_kind("run", "method"), "run()");
    }
}
