//! What stands before a declaration: its modifiers and annotations.

use facts::{Flags, NameId};
use tree_sitter::Node;

use crate::extract::builder::Builder;

/// The annotations of test frameworks that make a method a test.
pub(in crate::extract::languages) const TESTS: [&[u8]; 5] = [
    b"Test",
    b"ParameterizedTest",
    b"RepeatedTest",
    b"TestFactory",
    b"TestTemplate",
];

/// The modifiers of a declaration.
#[derive(Default)]
pub(super) struct Modifiers {
    /// The marks that they give.
    pub(super) flags: Flags,
    pub(super) is_private: bool,
    /// The words among them, each with a blank behind it.
    words: String,
    /// Where the declaration goes on after them.
    end: usize,
}

impl Modifiers {
    /// The modifiers that a declaration starts with.
    pub(super) fn of(node: Node<'_>, b: &Builder<'_>) -> Modifiers {
        let mut modifiers = Modifiers {
            end: node.start_byte(),
            ..Modifiers::default()
        };
        let Some(list) = node.child(0).filter(|first| first.kind() == "modifiers") else {
            return modifiers;
        };
        modifiers.end = list.end_byte();
        let mut cursor = list.walk();
        let mut has_more = cursor.goto_first_child();
        while has_more {
            modifiers.take(cursor.node(), b);
            has_more = cursor.goto_next_sibling();
        }
        modifiers
    }

    fn take(&mut self, modifier: Node<'_>, b: &Builder<'_>) {
        let flag = match modifier.kind() {
            "marker_annotation" | "annotation" => {
                let name = modifier.child_by_field_name("name");
                let text = name.map_or(&b""[..], |name| b.text(name));
                let last = text.rsplit(|c| *c == b'.').next().unwrap_or(text);
                if TESTS.contains(&last) {
                    self.flags.set(Flags::TEST);
                }
                return;
            }
            "line_comment" | "block_comment" => return,
            "public" => Flags::PUBLIC,
            "static" => Flags::STATIC,
            "abstract" => Flags::ABSTRACT,
            "private" => {
                self.is_private = true;
                Flags::default()
            }
            _ => Flags::default(),
        };
        self.flags.set(flag);
        self.words
            .push_str(&String::from_utf8_lossy(b.text(modifier)));
        self.words.push(' ');
    }

    /// The head of the declaration up to an offset, without annotations and comments.
    pub(super) fn head(&self, end: usize, b: &mut Builder<'_>) -> NameId {
        b.head(&self.words, self.end, end)
    }
}
