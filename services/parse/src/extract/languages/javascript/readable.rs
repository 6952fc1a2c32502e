//! What TypeScript's grammar stumbles over, mended in the text.
//!
//! It does not end a line before `<`, as TypeScript does between the members of a type, and takes
//! `a: A` and the call signature `<T>(b: T): B` in the line below it for one broken member, with all
//! that comes after it.

use std::borrow::Cow;

/// How many comments before a signature are looked over.
const COMMENTS_MAX: usize = 8;
/// How far the signature's head is read, in bytes.
const HEAD_MAX: usize = 4096;
/// How deep brackets are nested in it.
const DEPTH_MAX: usize = 16;

/// The text with a `;` in the blank before each call signature that begins a line, of the same
/// length and the same lines.
pub(super) fn readable(text: &[u8]) -> Cow<'_, [u8]> {
    let mut changed: Option<Vec<u8>> = None;
    for at in memchr::memchr_iter(b'<', text) {
        let line = text[..at].trim_ascii_end();
        let blank = &text[line.len()..at];
        let begins_line = blank.contains(&b'\n') && matches!(blank.last(), Some(b' ' | b'\t'));
        if begins_line && ends_member(line) && is_signature(&text[at..]) {
            changed.get_or_insert_with(|| text.to_vec())[at - 1] = b';';
        }
    }
    changed.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Whether the last thing of a text may be the end of a member that no `;` ends.
fn ends_member(mut text: &[u8]) -> bool {
    for _ in 0..COMMENTS_MAX {
        text = text.trim_ascii_end();
        let line = text.iter().rposition(|c| *c == b'\n').map_or(0, |n| n + 1);
        if text[line..].trim_ascii_start().starts_with(b"//") {
            text = &text[..line];
        } else if text.ends_with(b"*/") {
            let start = text.len().saturating_sub(HEAD_MAX);
            match memchr::memmem::rfind(&text[start..], b"/*") {
                Some(comment) => text = &text[..start + comment],
                None => return false,
            }
        } else {
            break;
        }
    }
    match text {
        [.., b'=', b'>'] => false,
        [.., last] => {
            last.is_ascii_alphanumeric()
                || matches!(last, b'_' | b'$' | b'>' | b')' | b']' | b'}' | b'\'' | b'"')
        }
        [] => false,
    }
}

/// Whether a text begins with `<…>(…):`, as a call signature does and no element of JSX.
fn is_signature(text: &[u8]) -> bool {
    let is_name = |c: &u8| c.is_ascii_alphabetic() || matches!(c, b'_' | b'$');
    if !text[1..].trim_ascii_start().first().is_some_and(is_name) {
        return false;
    }
    let text = &text[..text.len().min(HEAD_MAX)];
    let Some(types) = closed(text) else {
        return false;
    };
    let rest = text[types..].trim_ascii_start();
    if rest.first() != Some(&b'(') {
        return false;
    }
    closed(rest).is_some_and(|end| rest[end..].trim_ascii_start().first() == Some(&b':'))
}

/// Where the bracket that a text begins with is closed.
fn closed(text: &[u8]) -> Option<usize> {
    let mut open = 0_usize;
    let mut before = 0;
    for (at, &c) in text.iter().enumerate() {
        match c {
            b'<' | b'(' | b'[' | b'{' => open += 1,
            // An arrow.
            b'>' if before == b'=' => {}
            b'>' | b')' | b']' | b'}' => open = open.checked_sub(1)?,
            _ => {}
        }
        if open == 0 {
            return Some(at + 1);
        }
        if open > DEPTH_MAX {
            return None;
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        String::from_utf8_lossy(&readable(text.as_bytes())).into_owned()
    }

    #[test]
    fn a_signature_begins_where_the_member_before_it_ends() {
        assert_eq!(
            read("interface A {\n  a: B\n  // c\n  /** d */\n  <T = (x: any) => 1>(b: T): C\n}"),
            "interface A {\n  a: B\n  // c\n  /** d */\n ;<T = (x: any) => 1>(b: T): C\n}"
        );
    }

    #[test]
    fn all_else_is_left_as_it_is() {
        for text in [
            "const f =\n  <T>(x: T): T => x",
            "call(a,\n  <T>(x: T): T => x)",
            "interface A {\n  <T>(b: T): C\n}",
            "interface A {\n  a: B;\n  <T>(b: T): C\n}",
            "return (\n  <A>(b)</A>\n)",
            "a\n  < b && c > (d)",
            "x = <A>\n  <B>(c)</B>\n</A>",
            "a\n  <",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
