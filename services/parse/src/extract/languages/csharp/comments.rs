//! C#'s documentation: the lines of `///` right above a declaration.

use std::borrow::Cow;

use facts::NameId;
use tree_sitter::Node;

use crate::extract::builder::Builder;
use crate::extract::text::lossy;

/// As much of a documentation is looked at.
const DOC_SOURCE_BYTES_MAX: usize = 4096;

/// The documentation that was met last, from its first byte to the one after its last.
#[derive(Default)]
pub(super) struct Comments {
    last: Option<(usize, usize)>,
}

impl Comments {
    /// A comment.
    pub(super) fn meet(&mut self, node: Node<'_>, b: &Builder<'_>) {
        let text = b.text(node);
        if !(text.starts_with(b"///") || text.starts_with(b"/**")) {
            return;
        }
        let (mut start, end) = (node.start_byte(), node.end_byte());
        if let Some((first, last)) = self.last
            && text.starts_with(b"///")
            && is_blank(b.slice(last, start))
        {
            start = first;
        }
        self.last = Some((start, end));
    }

    /// The documentation of what starts at a node.
    pub(super) fn above(&mut self, node: Node<'_>, b: &mut Builder<'_>) -> Option<NameId> {
        let (start, end) = self.last.take()?;
        if !is_blank(b.slice(end, node.start_byte())) {
            return None;
        }
        let text = lossy(b.slice(start, end), DOC_SOURCE_BYTES_MAX);
        let text = without_tags(&text);
        b.doc(text.lines().map(|line| {
            let line = line.trim_start();
            let line = line.strip_prefix("///").unwrap_or(line);
            let line = line.strip_prefix("/**").unwrap_or(line);
            line.trim_end()
                .trim_end_matches("*/")
                .trim_start_matches('*')
        }))
    }
}

/// Whether nothing stands there but blanks.
fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}

/// The text without XML's tags; of one that names something by `cref="…"`, that name is left.
fn without_tags(text: &str) -> Cow<'_, str> {
    if !text.contains('<') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let Some(end) = rest.find('>').filter(|_| is_tag) else {
            out.push('<');
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..end];
        if tag.starts_with("<see")
            || tag.starts_with("<paramref")
            || tag.starts_with("<typeparamref")
        {
            out.push_str(tag.split('"').nth(1).unwrap_or_default());
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}
