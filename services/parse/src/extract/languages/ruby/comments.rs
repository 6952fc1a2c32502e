//! Ruby's comments: the documentation of what stands below them.

use facts::NameId;
use tree_sitter::Node;

use crate::extract::builder::Builder;

/// As much of a run of comments is read for a documentation.
const COMMENT_BYTES_MAX: usize = 4096;

/// The run of comments, each on a line of its own, that the walk passed last.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Comments {
    start: usize,
    end: usize,
    /// The line after the last.
    next_line: usize,
}

impl Comments {
    /// One more comment.
    pub(super) fn pass(&mut self, comment: Node<'_>, b: &Builder<'_>) {
        let first = comment.start_position();
        let start = comment.start_byte();
        let margin = b.slice(start.saturating_sub(first.column), start);
        if !margin.iter().all(u8::is_ascii_whitespace) {
            // A comment behind code belongs to that code.
            *self = Comments::default();
            return;
        }
        if first.row != self.next_line || self.end == 0 {
            self.start = start;
        }
        self.end = comment.end_byte();
        self.next_line = comment.end_position().row + 1;
    }

    /// The documentation of a definition.
    pub(super) fn doc_of(self, whole: Node<'_>, b: &mut Builder<'_>) -> Option<NameId> {
        if self.end == 0 || whole.start_position().row != self.next_line {
            return None;
        }
        let end = self.end.min(self.start + COMMENT_BYTES_MAX);
        let text = String::from_utf8_lossy(b.slice(self.start, end));
        let lines = text.lines().map(str::trim_start);
        let lines = lines.filter(|line| !is_order(line));
        b.doc(lines.map(|line| line.trim_start_matches('#')))
    }
}

/// Whether a comment speaks to a tool.
fn is_order(line: &str) -> bool {
    let text = line.trim_start_matches('#').trim_start();
    line == "=begin"
        || line == "=end"
        || ["frozen_string_literal:", "rubocop:", "encoding:", "!/"]
            .iter()
            .any(|order| text.starts_with(order))
}
