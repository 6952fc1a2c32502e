//! What kind of reference a name is, by what stands around it in the syntax tree.

use std::collections::BTreeMap;
use std::path::Path;
use std::{collections::HashMap, fs};

use serde::{Deserialize, Serialize};
use tree_sitter::{Node, Parser, Tree};

use crate::grammar;
use crate::index::{Index, Spot};
use crate::tiers::{Error, Fault, Tier};

/// Errors of one kind, over which nothing more is known than how many they are and where one is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kind {
    pub(crate) tier: Tier,
    pub(crate) what: Error,
    /// What stands around the name, and what it means.
    pub(crate) reference: String,
    pub(crate) count: usize,
    /// File and line, from one.
    pub(crate) example: String,
}

/// Counts the faults by kind, the most frequent first.
pub(crate) fn kinds(faults: &[Fault], truth: Option<&Index>, root: &Path) -> Vec<Kind> {
    let mut trees: HashMap<&str, Option<(Tree, Vec<u8>)>> = HashMap::new();
    let targets = truth.map(targets).unwrap_or_default();
    let mut counted: BTreeMap<(Tier, Error, String), (usize, String)> = BTreeMap::new();
    for fault in faults {
        let (file, line, column) = &fault.spot;
        let tree = trees
            .entry(file)
            .or_insert_with(|| parsed(file, root))
            .as_ref();
        let context = tree.map_or("name", |(tree, _)| {
            context(tree, *line as usize, *column as usize)
        });
        let target = match &fault.target {
            None => "outside",
            Some(place) => targets.get(place).copied().unwrap_or("a definition"),
        };
        let (count, _) = counted
            .entry((fault.tier, fault.what, format!("{context} → {target}")))
            .or_insert_with(|| (0, format!("{file}:{}", line + 1)));
        *count += 1;
    }
    let mut kinds: Vec<Kind> = counted
        .into_iter()
        .map(|((tier, what, reference), (count, example))| Kind {
            tier,
            what,
            reference,
            count,
            example,
        })
        .collect();
    kinds.sort_by_key(|kind| (kind.tier, kind.what, std::cmp::Reverse(kind.count)));
    kinds
}

fn parsed(file: &str, root: &Path) -> Option<(Tree, Vec<u8>)> {
    let text = fs::read(root.join(file)).ok()?;
    let mut parser = Parser::new();
    parser.set_language(&grammar::of(file, &text)?).ok()?;
    Some((parser.parse(&text, None)?, text))
}

/// What is defined at a place, by the end of its symbol.
fn targets(index: &Index) -> HashMap<(String, u32), &'static str> {
    let definitions = index.occurrences().filter(|(_, one)| one.defines);
    // Of several in a line the first is the outermost, so it is put in last.
    let mut found: Vec<((String, u32), u32, &'static str)> = definitions
        .map(|(file, one)| ((file.to_owned(), one.line), one.column, sort(&one.symbol)))
        .collect();
    found.sort_by_key(|(_, column, _)| std::cmp::Reverse(*column));
    found
        .into_iter()
        .map(|(place, _, sort)| (place, sort))
        .collect()
}

/// Sorts of symbols, as their last descriptor tells.
pub(crate) fn sort(symbol: &str) -> &'static str {
    match symbol.as_bytes().last() {
        _ if symbol.starts_with("local ") => "local",
        Some(b'.') if symbol.ends_with(").") => {
            if symbol.contains('#') {
                "method"
            } else {
                "function"
            }
        }
        Some(b'.') if symbol.contains('#') => "field",
        Some(b'.') => "variable",
        Some(b'#') => "type",
        Some(b')') => "parameter",
        Some(b']') => "type parameter",
        Some(b'/') => "module",
        Some(b':') => "meta",
        _ => "a definition",
    }
}

fn context(tree: &Tree, line: usize, column: usize) -> &'static str {
    let point = |column| tree_sitter::Point { row: line, column };
    let root = tree.root_node();
    let Some(node) = root.descendant_for_point_range(point(column), point(column + 1)) else {
        return "text";
    };
    let Some(parent) = node.parent() else {
        return "file";
    };
    let outer = parent.parent();
    let is = |node: Option<Node<'_>>, names: &[&str], child: Node<'_>| {
        node.is_some_and(|node| {
            names
                .iter()
                .any(|name| node.child_by_field_name(name) == Some(child))
        })
    };
    let member = ["attribute", "property", "field"];
    match parent.kind() {
        "import_specifier"
        | "import_clause"
        | "namespace_import"
        | "import_from_statement"
        | "aliased_import"
        | "dotted_name"
        | "use_declaration"
        | "use_list" => "import",
        "export_specifier" | "namespace_export" => "export",
        "nested_type_identifier" | "qualified_type" => "type of a module",
        "jsx_attribute" => "attribute of an element",
        "jsx_opening_element" | "jsx_closing_element" | "jsx_self_closing_element" => "element",
        "keyword_argument" if is(Some(parent), &["name"], node) => "keyword of a call",
        "pair" | "method_definition" if is(Some(parent), &["key", "name"], node) => {
            "key of a literal"
        }
        "pair_pattern" if is(Some(parent), &["key"], node) => "key of a pattern",
        "object" => "shorthand key",
        "property_signature" | "public_field_definition" | "method_signature"
            if is(Some(parent), &["name"], node) =>
        {
            "name of a member"
        }
        "string" | "string_fragment" => "string",
        _ if node.kind() == "shorthand_property_identifier" => "shorthand key",
        _ if node.kind() == "shorthand_property_identifier_pattern" => "key of a pattern",
        kind if grammar::calls(kind)
            && is(Some(parent), &["function", "constructor", "name"], node) =>
        {
            "name, called"
        }
        kind if grammar::is_path(kind) && is(Some(parent), &member, node) => {
            if outer.is_some_and(|outer| grammar::calls(outer.kind()))
                && is(outer, &["function", "constructor"], parent)
            {
                "member, called"
            } else {
                "member"
            }
        }
        _ if node.kind() == "type_identifier" => "type",
        _ if node.kind() == "namespace_identifier" => "scope",
        "extends_clause" | "class_heritage" | "implements_clause" => "supertype",
        "type_query" => "type of a value",
        _ if node.kind() == "this" => "this",
        _ => "name",
    }
}

/// A fault's place, for lists.
pub(crate) fn place((file, line, column): &Spot) -> String {
    format!("{file}:{}:{}", line + 1, column + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::testing::index;

    fn fault(line: u32, column: u32, target: Option<u32>) -> Fault {
        Fault {
            tier: Tier::Cross,
            what: Error::Missing,
            spot: ("a.ts".to_owned(), line, column),
            target: target.map(|line| ("b.ts".to_owned(), line)),
        }
    }

    #[test]
    fn kinds_are_told_by_the_tree_and_counted() {
        let folder = tempfile::tempdir().unwrap();
        let text = "a.b();\na.b;\nc();\nlet x: T = { k: c };\na.b();\nconst { k } = x;\n";
        fs::write(folder.path().join("a.ts"), text).unwrap();
        let truth = index(
            "b.ts 0 0 = npm . p 1 b.ts/A#b().
             b.ts 1 0 = npm . p 1 b.ts/c().
             b.ts 2 0 = npm . p 1 b.ts/T#",
        );
        let faults = [
            fault(0, 2, Some(0)),
            fault(1, 2, Some(0)),
            fault(2, 0, Some(1)),
            fault(3, 7, Some(2)),
            fault(3, 13, None),
            fault(4, 2, Some(0)),
            fault(5, 8, None),
        ];
        let kinds = kinds(&faults, Some(&truth), folder.path());
        let told: Vec<(&str, usize)> = kinds
            .iter()
            .map(|k| (k.reference.as_str(), k.count))
            .collect();
        assert_eq!(
            told,
            [
                ("member, called → method", 2),
                ("key of a literal → outside", 1),
                ("key of a pattern → outside", 1),
                ("member → method", 1),
                ("name, called → function", 1),
                ("type → type", 1),
            ]
        );
        assert_eq!(kinds[0].example, "a.ts:1");
    }
}
