//! What Kotlin's grammar stumbles over, made blank.
//!
//! It does not know `actual` before a primary constructor, nor a comment between the name of a class
//! and that constructor, and then loses the class with all that is in it.

use std::borrow::Cow;

/// How many words and comments before a constructor are looked at.
const STEPS_MAX: usize = 8;

/// The text without those words and comments, of the same length and the same lines.
pub(super) fn readable(text: &[u8]) -> Cow<'_, [u8]> {
    let Ok(source) = std::str::from_utf8(text) else {
        return Cow::Borrowed(text);
    };
    let mut changed: Option<Vec<u8>> = None;
    for (at, _) in source.match_indices("constructor") {
        let mut end = at;
        for _ in 0..STEPS_MAX {
            let before = text[..end].trim_ascii_end();
            let line = before
                .iter()
                .rposition(|c| *c == b'\n')
                .map_or(0, |n| n + 1);
            let last = before[line..].trim_ascii_start();
            let word = before.iter().rposition(|c| !c.is_ascii_lowercase());
            let word = word.map_or(0, |n| n + 1);
            let is_on_own_line = text[before.len()..end].contains(&b'\n');
            let (start, is_blank) = if last.starts_with(b"//") && is_on_own_line {
                (before.len() - last.len(), true)
            } else {
                match &before[word..] {
                    b"actual" | b"expect" => (word, true),
                    b"private" | b"internal" | b"protected" | b"public" => (word, false),
                    _ => break,
                }
            };
            if is_blank {
                let changed = changed.get_or_insert_with(|| text.to_vec());
                changed[start..before.len()].fill(b' ');
            }
            end = start;
        }
    }
    changed.map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        String::from_utf8_lossy(&readable(text.as_bytes())).into_owned()
    }

    #[test]
    fn words_and_comments_before_a_constructor_are_blank() {
        assert_eq!(
            read("class A\n// why\ninternal actual constructor(x: Int)"),
            "class A\n      \ninternal        constructor(x: Int)"
        );
    }

    #[test]
    fn all_else_is_left_as_it_is() {
        for text in [
            "// actual\n// a constructor",
            "actual class A(x: Int)",
            "val constructor = 1 // actual",
            "constructor",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
