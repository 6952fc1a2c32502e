//! Javadoc and KDoc: the comment `/** … */` right above a declaration.

use facts::NameId;
use tree_sitter::Node;

use super::builder::Builder;

/// The documentation that was met last, from its first byte to the one after its last.
#[derive(Default)]
pub(crate) struct Comments {
    last: Option<(usize, usize)>,
}

impl Comments {
    /// A block comment.
    pub(crate) fn meet(&mut self, node: Node<'_>, b: &Builder<'_>) {
        if b.text(node).starts_with(b"/**") {
            self.last = Some((node.start_byte(), node.end_byte()));
        }
    }

    /// The documentation of what starts at a node.
    pub(crate) fn above(&mut self, node: Node<'_>, b: &mut Builder<'_>) -> Option<NameId> {
        let (start, end) = self.last.take()?;
        if !b.slice(end, node.start_byte()).trim_ascii().is_empty() {
            return None;
        }
        b.block_doc(start, end)
    }
}
