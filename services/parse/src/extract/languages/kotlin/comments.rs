//! KDoc: the comment right above a declaration.

use facts::NameId;
use tree_sitter::Node;

use crate::extract::builder::Builder;

/// The documentation that was met last, from its first byte to the one after its last.
#[derive(Default)]
pub(super) struct Comments {
    last: Option<(usize, usize)>,
}

impl Comments {
    /// A block comment.
    pub(super) fn meet(&mut self, node: Node<'_>, b: &Builder<'_>) {
        if b.text(node).starts_with(b"/**") {
            self.last = Some((node.start_byte(), node.end_byte()));
        }
    }

    /// The documentation of what starts at a node.
    pub(super) fn above(&mut self, node: Node<'_>, b: &mut Builder<'_>) -> Option<NameId> {
        let (start, end) = self.last.take()?;
        if !b.slice(end, node.start_byte()).trim_ascii().is_empty() {
            return None;
        }
        let text = String::from_utf8_lossy(b.slice(start, end));
        let text = text.strip_prefix("/**").unwrap_or(&text);
        let text = text.strip_suffix("*/").unwrap_or(text);
        b.doc(text.lines().map(|line| {
            let line = line.trim_start();
            line.strip_prefix('*').unwrap_or(line)
        }))
    }
}
