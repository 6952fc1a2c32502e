//! What stands before a declaration: its modifiers and attributes.

use facts::{Flags, NameId};
use tree_sitter::Node;

use crate::extract::builder::Builder;

/// The attributes of test frameworks that make a method a test.
const TESTS: [&[u8]; 8] = [
    b"Fact",
    b"Theory",
    b"Test",
    b"TestCase",
    b"TestCaseSource",
    b"TestMethod",
    b"DataTestMethod",
    b"SkippableFact",
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
        let mut cursor = node.walk();
        let mut has_more = cursor.goto_first_child();
        while has_more {
            let child = cursor.node();
            match child.kind() {
                "modifier" => modifiers.word(child, b),
                "attribute_list" => modifiers.attributes(child, b),
                "comment" | "preproc_if" => {}
                _ => {
                    modifiers.end = child.start_byte();
                    break;
                }
            }
            has_more = cursor.goto_next_sibling();
        }
        modifiers
    }

    fn word(&mut self, modifier: Node<'_>, b: &Builder<'_>) {
        let text = b.text(modifier);
        match text {
            b"public" => self.flags.set(Flags::PUBLIC),
            b"static" | b"const" => self.flags.set(Flags::STATIC),
            b"abstract" => self.flags.set(Flags::ABSTRACT),
            b"async" => self.flags.set(Flags::ASYNC),
            b"partial" => self.flags.set(Flags::PIECE),
            b"private" => self.is_private = true,
            _ => {}
        }
        self.words.push_str(&String::from_utf8_lossy(text));
        self.words.push(' ');
    }

    fn attributes(&mut self, list: Node<'_>, b: &Builder<'_>) {
        let mut cursor = list.walk();
        let mut has_more = cursor.goto_first_child();
        while has_more {
            if let Some(name) = cursor.node().child_by_field_name("name") {
                let text = b.text(name);
                let last = text.rsplit(|c| *c == b'.').next().unwrap_or(text);
                if TESTS.contains(&last) {
                    self.flags.set(Flags::TEST);
                }
            }
            has_more = cursor.goto_next_sibling();
        }
    }

    /// The head of the declaration up to an offset, without attributes and comments.
    pub(super) fn head(&self, end: usize, b: &mut Builder<'_>) -> NameId {
        b.head(&self.words, self.end, end)
    }
}
