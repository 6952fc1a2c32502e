//! The comments that document what stands below or before them.

use tree_sitter::Node;

use super::{C, Visit};
use crate::extract::builder::Builder;
use crate::extract::text::lossy;

/// A longer comment is read no further.
const COMMENT_BYTES_MAX: usize = 4096;

/// Comments that wait for what they document.
#[derive(Default)]
pub(super) struct Comments {
    /// The comment that ended last, with the comments right above it.
    above: Option<Comment>,
    /// The member that was declared last, by its definition and the line where it ends.
    member: Option<(u32, usize)>,
}

#[derive(Clone, Copy)]
struct Comment {
    start: usize,
    end: usize,
    end_row: usize,
    /// One of `//`, which may go on in the next line.
    is_line: bool,
}

impl C {
    /// A comment: that of the member before it in the line, or of what may stand below.
    pub(super) fn comment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let (start, row) = (node.start_byte(), node.start_position().row);
        let comment = Comment {
            start,
            end: node.end_byte(),
            end_row: node.end_position().row,
            is_line: b.slice(start, start + 2) == b"//",
        };
        if let Some((member, at)) = self.comments.member.take()
            && at == row
        {
            self.comments.above = None;
            if b.definition(member).doc.is_none() {
                let doc = text(comment, b);
                b.definition_mut(member).doc = doc;
            }
            return;
        }
        if !starts_line(start, b) {
            self.comments.above = None;
            return;
        }
        match &mut self.comments.above {
            Some(above) if above.is_line && comment.is_line && above.end_row + 1 == row => {
                above.end = comment.end;
                above.end_row = comment.end_row;
            }
            above => *above = Some(comment),
        }
    }

    /// Gives a definition the comment that ends in the line above it.
    pub(super) fn document(&mut self, at: u32, whole: Node<'_>, b: &mut Builder<'_>) {
        self.comments.member = None;
        if let Some(comment) = self.comments.above.take()
            && comment.end_row + 1 == whole.start_position().row
        {
            let doc = text(comment, b);
            b.definition_mut(at).doc = doc;
        }
    }

    /// As [`C::document`]; what has no comment above it may have one behind it in its line.
    pub(super) fn document_member(&mut self, at: u32, whole: Node<'_>, b: &mut Builder<'_>) {
        self.document(at, whole, b);
        self.comments.member = Some((at, whole.end_position().row));
    }
}

/// Whether only blanks stand before an offset in its line.
fn starts_line(start: usize, b: &Builder<'_>) -> bool {
    /// Deeper indentation is taken for the start of a line.
    const INDENT_MAX: usize = 256;
    let before = b.slice(start.saturating_sub(INDENT_MAX), start);
    before
        .iter()
        .rev()
        .take_while(|c| **c != b'\n')
        .all(u8::is_ascii_whitespace)
}

/// What a comment says, without its marks and frames.
fn text(comment: Comment, b: &mut Builder<'_>) -> Option<facts::NameId> {
    let text = lossy(b.slice(comment.start, comment.end), COMMENT_BYTES_MAX);
    b.doc(text.lines().map(|line| {
        let line = line.trim();
        let line = line.strip_suffix("*/").unwrap_or(line);
        let line = line.trim_start_matches(['/', '*', '!']).trim();
        if line
            .bytes()
            .all(|c| matches!(c, b'-' | b'=' | b'*' | b'#' | b'/'))
        {
            ""
        } else {
            line
        }
    }))
}
