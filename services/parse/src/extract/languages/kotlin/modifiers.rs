//! What stands before a declaration: its modifiers and annotations.

use facts::{Flags, NameId};
use tree_sitter::Node;

use crate::extract::builder::Builder;
use crate::extract::languages::java::modifiers::TESTS;

/// The modifiers of a declaration.
#[derive(Default)]
pub(super) struct Modifiers {
    /// The marks that they give.
    pub(super) flags: Flags,
    pub(super) is_constant: bool,
    is_hidden: bool,
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
        if let Some(list) = node.child(0).filter(|first| first.kind() == "modifiers") {
            modifiers.end = list.end_byte();
            let mut cursor = list.walk();
            let mut has_more = cursor.goto_first_child();
            while has_more {
                modifiers.take(cursor.node(), b);
                has_more = cursor.goto_next_sibling();
            }
        }
        if !modifiers.is_hidden {
            modifiers.flags.set(Flags::PUBLIC);
        }
        modifiers
    }

    fn take(&mut self, modifier: Node<'_>, b: &Builder<'_>) {
        let text = b.text(modifier);
        match modifier.kind() {
            "annotation" => {
                let name = text.strip_prefix(b"@").unwrap_or(text);
                let end = name.iter().position(|c| matches!(c, b'(' | b'<'));
                let name = &name[..end.unwrap_or(name.len())];
                let last = name.rsplit(|c| *c == b'.').next().unwrap_or(name);
                if TESTS.contains(&last.trim_ascii()) {
                    self.flags.set(Flags::TEST);
                }
                return;
            }
            "line_comment" | "multiline_comment" => return,
            _ => {}
        }
        match text {
            b"private" | b"protected" | b"internal" => self.is_hidden = true,
            b"abstract" => self.flags.set(Flags::ABSTRACT),
            b"suspend" => self.flags.set(Flags::ASYNC),
            b"expect" => self.flags.set(Flags::DECLARATION),
            b"const" => self.is_constant = true,
            _ => {}
        }
        self.words.push_str(&String::from_utf8_lossy(text));
        self.words.push(' ');
    }

    /// The head of the declaration up to an offset, without annotations and comments.
    pub(super) fn head(&self, end: usize, b: &mut Builder<'_>) -> NameId {
        b.head(&self.words, self.end, end.max(self.end))
    }
}
