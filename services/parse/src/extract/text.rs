//! Texts and places of nodes, in the form that facts keep.

use std::borrow::Cow;

use facts::Span;
use tree_sitter::Node;

/// A signature longer than this is cut.
const SIGNATURE_BYTES_MAX: usize = 200;

/// As much of the source is read for a signature; more would be blanks and comments.
pub(crate) const SIGNATURE_SOURCE_BYTES_MAX: usize = 4096;
/// A documentation longer than this is cut.
const DOC_BYTES_MAX: usize = 1024;

/// The place of a node.
pub(crate) fn span(node: Node<'_>) -> Span {
    let (start, end) = (node.start_position(), node.end_position());
    Span {
        start_line: start.row as u32,
        start_col: start.column as u32,
        end_line: end.row as u32,
        end_col: end.column as u32,
    }
}

/// Bytes as text, cut where it is long; what is not UTF-8 becomes U+FFFD.
pub(crate) fn lossy(bytes: &[u8], bytes_max: usize) -> Cow<'_, str> {
    // What will be cut is not looked at: a character has up to four bytes.
    let bytes = &bytes[..bytes.len().min(bytes_max.saturating_add(4))];
    match String::from_utf8_lossy(bytes) {
        Cow::Borrowed(text) => Cow::Borrowed(cut(text, bytes_max)),
        Cow::Owned(text) => Cow::Owned(cut(&text, bytes_max).to_owned()),
    }
}

/// The start of a text, ending between two characters.
pub(crate) fn cut(text: &str, bytes_max: usize) -> &str {
    let mut end = bytes_max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A head as one line, cut where it is long.
pub(crate) fn signature(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > SIGNATURE_BYTES_MAX {
            break;
        }
    }
    line.truncate(cut(&line, SIGNATURE_BYTES_MAX).len());
    line
}

/// A head without the comments of the languages of braces; what stands in quotes is left alone.
pub(crate) fn without_comments(text: &str) -> Cow<'_, str> {
    if !(text.contains("//") || text.contains("/*")) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['/', '"', '\'', '`']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let len = match rest.as_bytes() {
            [b'/', b'/', ..] => rest.find('\n'),
            [b'/', b'*', ..] => rest.find("*/").map(|end| end + 2),
            [b'/', ..] => {
                out.push('/');
                Some(1)
            }
            _ => {
                let end = end_of_quote(rest);
                out.push_str(&rest[..end]);
                Some(end)
            }
        };
        rest = &rest[len.unwrap_or(rest.len())..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Where the quote that a text starts with ends.
fn end_of_quote(text: &str) -> usize {
    let quote = text.as_bytes().first().copied();
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = quote != Some(b'`'),
            _ if Some(byte) == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A documentation: its lines trimmed, empty ones at both ends left out, cut where it is long.
pub(crate) fn doc<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let mut doc = String::new();
    for line in lines {
        let line = line.trim();
        if doc.is_empty() && line.is_empty() {
            continue;
        }
        doc.push_str(line);
        doc.push('\n');
        if doc.len() > DOC_BYTES_MAX {
            break;
        }
    }
    doc.truncate(cut(&doc, DOC_BYTES_MAX).trim_end().len());
    doc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(cut("aé", 2), "a");
        assert_eq!(cut("aé", 3), "aé");
        assert_eq!(cut("aé", 9), "aé");
    }

    #[test]
    fn a_signature_is_one_line_of_limited_length() {
        assert_eq!(signature("def f(\n  a,\n)"), "def f( a, )");
        assert_eq!(signature(&"é".repeat(500)).len(), SIGNATURE_BYTES_MAX);
    }

    #[test]
    fn comments_are_taken_out_and_quotes_are_left() {
        assert_eq!(without_comments("f(a, // b\nc /* d */)"), "f(a, \nc )");
        assert_eq!(
            without_comments(r#"x = "/*\"//" / 2"#),
            r#"x = "/*\"//" / 2"#
        );
        assert_eq!(without_comments("x /* y"), "x ");
        assert_eq!(without_comments("x \"// y"), "x \"// y");
    }

    #[test]
    fn a_documentation_loses_its_margins() {
        assert_eq!(doc("\n  One.\n\n  Two.\n  ".lines()), "One.\n\nTwo.");
    }
}
