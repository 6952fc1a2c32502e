//! Go's comments: documentation right above a declaration, or in the way of its signature.

use facts::NameId;
use tree_sitter::Node;

use crate::extract::builder::Builder;

/// Comments that stand on lines of their own, one below the other.
#[derive(Clone, Copy)]
struct Group {
    start: usize,
    end: usize,
    end_row: usize,
}

/// The comments that were met last.
#[derive(Default)]
pub(super) struct Comments {
    group: Option<Group>,
}

impl Comments {
    /// A comment.
    pub(super) fn meet(&mut self, node: Node<'_>, b: &Builder<'_>) {
        let (start, end) = (node.start_byte(), node.end_byte());
        let (row, end_row) = (node.start_position().row, node.end_position().row);
        let column = node.start_position().column;
        // From the right, so that many comments in one line are not read over and over.
        let before = b.slice(start - column, start);
        let is_behind_code = before.iter().rev().any(|c| !c.is_ascii_whitespace());
        self.group = match self.group {
            _ if is_behind_code => None,
            Some(group) if group.end_row + 1 == row => Some(Group {
                start: group.start,
                end,
                end_row,
            }),
            _ => Some(Group {
                start,
                end,
                end_row,
            }),
        };
    }

    /// The documentation of what starts at a node.
    pub(super) fn above(&mut self, node: Node<'_>, b: &mut Builder<'_>) -> Option<NameId> {
        let row = node.start_position().row;
        let group = self.group.filter(|group| group.end_row + 1 == row)?;
        self.group = None;
        let text = String::from_utf8_lossy(b.slice(group.start, group.end));
        b.doc(text.lines().filter_map(line))
    }
}

/// What a line of a comment says; nothing for an order to a tool, as `//go:build`.
fn line(line: &str) -> Option<&str> {
    let line = line.trim();
    if let Some(said) = line.strip_prefix("//") {
        let word = said.split_whitespace().next().unwrap_or(said);
        let is_order = word.contains(':')
            && said.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
        return (!is_order).then_some(said);
    }
    let line = line.strip_prefix("/*").unwrap_or(line);
    Some(line.strip_suffix("*/").unwrap_or(line))
}
