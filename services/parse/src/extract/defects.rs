//! Finds the places of a tree that the grammar could not read.

use facts::Defect;
use tree_sitter::Tree;

use super::text::span;

/// Defects that are kept of a file.
pub(crate) const DEFECTS_MAX: usize = 64;

/// The first defects in the order of the text. Only subtrees with an error in them are looked at,
/// so a sound tree costs nothing.
pub(crate) fn defects(tree: &Tree) -> Vec<Defect> {
    let mut found = Vec::new();
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        let (is_error, is_missing) = (node.is_error(), node.is_missing());
        if is_error || is_missing {
            found.push(Defect {
                span: span(node),
                missing: is_missing,
            });
            if found.len() == DEFECTS_MAX {
                return found;
            }
        }
        // What stands in an error is no news.
        if node.has_error() && !is_error && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return found;
            }
        }
    }
}
