//! What stands around the name of a definition: modifiers, head, documentation, extent.

use std::ops::Range;

use facts::{Flags, NameId, Span};
use tree_sitter::Node;

use super::vocabulary::Kind;
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::text::{self, span};

/// A longer variable or field is no signature; its head alone is.
const VALUE_BYTES_MAX: usize = 120;
/// How far before a definition the end of its documentation may stand.
const GAP_BYTES_MAX: usize = 256;
/// A longer comment is no documentation.
const DOC_BYTES_MAX: usize = 16 << 10;

/// All of a definition, from its first decorator on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// Where it stands.
    pub(super) span: Span,
    /// Offset of its first byte.
    pub(super) start: usize,
}

impl Extent {
    /// That of a node.
    pub(super) fn of(node: Node<'_>) -> Extent {
        Extent {
            span: span(node),
            start: node.start_byte(),
        }
    }

    /// From its start to the end of a node.
    pub(super) fn until(self, last: Node<'_>) -> Extent {
        let end = span(last);
        Extent {
            span: Span {
                end_line: end.end_line,
                end_col: end.end_col,
                ..self.span
            },
            start: self.start,
        }
    }
}

/// What stands around a declaration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrapping {
    /// The declaration with `export` and `declare`.
    pub(super) extent: Extent,
    /// Where its head starts: after decorators.
    pub(super) head: usize,
    /// It is exported.
    pub(super) is_exported: bool,
}

/// Words before the name of a definition.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Modifiers {
    /// As flags.
    pub(super) flags: Flags,
    /// `*`: what is returned is no value of the body's `return`.
    pub(super) is_generator: bool,
    /// `private`, `protected`, `#`.
    is_hidden: bool,
    /// One of the words that make a parameter a field.
    pub(super) is_property: bool,
}

impl Modifiers {
    /// The flags of a member.
    pub(super) fn member_flags(self) -> Flags {
        let mut flags = self.flags;
        if !self.is_hidden {
            flags.set(Flags::PUBLIC);
        }
        flags
    }
}

impl JavaScript {
    /// The declaration at hand with what wraps it.
    pub(super) fn wrapping(&self, visit: &Visit<'_, '_>) -> Wrapping {
        let node = visit.node;
        let mut wrapping = Wrapping {
            extent: Extent::of(node),
            head: self.after_decorators(node),
            is_exported: false,
        };
        let mut n = 0;
        loop {
            match visit.above(n) {
                Kind::ExportStatement => wrapping.is_exported = true,
                Kind::AmbientDeclaration => {}
                _ => return wrapping,
            }
            if let Some(around) = visit.node_above(n) {
                if wrapping.head == wrapping.extent.start {
                    wrapping.head = self.after_decorators(around);
                }
                wrapping.extent = Extent::of(around);
            }
            n += 1;
        }
    }

    /// The words of a declaration before its name, which starts at `end`.
    pub(super) fn modifiers(&self, node: Node<'_>, end: usize, b: &Builder<'_>) -> Modifiers {
        let mut modifiers = Modifiers {
            is_hidden: b.slice(end, end + 1) == b"#",
            ..Modifiers::default()
        };
        for child in children(node).take_while(|child| child.start_byte() < end) {
            let kind = self.kind(child);
            let is_access = kind == Kind::AccessibilityModifier;
            if child.is_named() && !is_access {
                modifiers.is_property |= kind == Kind::OverrideModifier;
                continue;
            }
            modifiers.is_property |= is_access;
            match b.text(child) {
                b"async" => modifiers.flags.set(Flags::ASYNC),
                b"static" => modifiers.flags.set(Flags::STATIC),
                b"abstract" => modifiers.flags.set(Flags::ABSTRACT),
                b"declare" => modifiers.flags.set(Flags::DECLARATION),
                b"get" | b"set" | b"accessor" => modifiers.flags.set(Flags::PROPERTY),
                b"private" | b"protected" => modifiers.is_hidden = true,
                b"readonly" => modifiers.is_property = true,
                b"*" => modifiers.is_generator = true,
                // The grammar takes `static get` at the end of a line for one word.
                text if text.starts_with(b"static") => {
                    modifiers.flags.set(Flags::STATIC);
                    modifiers.flags.set(Flags::PROPERTY);
                }
                _ => {}
            }
        }
        modifiers
    }

    /// The marks of everything in this place.
    pub(super) fn place_flags(&self) -> Flags {
        let mut flags = self.file_flags;
        if self.ambient > 0 {
            flags.set(Flags::DECLARATION);
        }
        flags
    }

    /// Gives a definition its signature and its documentation.
    pub(super) fn describe(
        &self,
        at: u32,
        extent: Extent,
        head: Range<usize>,
        b: &mut Builder<'_>,
    ) {
        let signature = signature(head.start, head.end, b);
        let doc = documentation(extent.start, b);
        let definition = b.definition_mut(at);
        definition.signature = Some(signature);
        definition.doc = doc;
    }

    /// Where the head of a function, class or the like stands: up to its body.
    pub(super) fn head(&self, node: Node<'_>, start: usize) -> Range<usize> {
        let body = node.child_by_field_name("body").filter(|body| {
            matches!(
                self.kind(*body),
                Kind::StatementBlock
                    | Kind::ClassBody
                    | Kind::InterfaceBody
                    | Kind::ObjectType
                    | Kind::EnumBody
            ) || self.kind(node) == Kind::ArrowFunction
        });
        start..body.map_or(node.end_byte(), |body| body.start_byte())
    }

    /// Where the head of a variable or field stands: all of it where that is short, else what is
    /// before its value.
    pub(super) fn head_of_value(
        &self,
        start: usize,
        end: usize,
        value: Option<Node<'_>>,
    ) -> Range<usize> {
        match value {
            Some(value) if end.saturating_sub(start) > VALUE_BYTES_MAX => start..value.start_byte(),
            _ => start..end,
        }
    }

    /// Where a class or member starts when its decorators are left out.
    pub(super) fn after_decorators(&self, node: Node<'_>) -> usize {
        children(node)
            .find(|child| self.kind(*child) != Kind::Decorator)
            .map_or(node.start_byte(), |child| child.start_byte())
    }
}

/// A head in one line, without what leads over to the body, and without comments.
pub(super) fn signature(start: usize, end: usize, b: &mut Builder<'_>) -> NameId {
    let text = String::from_utf8_lossy(b.slice(start, end));
    let text = text::without_comments(&text);
    let mut head = text.trim_end();
    for lead in ["{", "=>", "=", ";", ","] {
        head = head.strip_suffix(lead).unwrap_or(head).trim_end();
    }
    b.signature_of(head)
}

/// The comment `/** … */` that ends just before `start`.
pub(super) fn documentation(start: usize, b: &mut Builder<'_>) -> Option<NameId> {
    let gap = b.slice(start.saturating_sub(GAP_BYTES_MAX), start);
    let blank = gap.len() - gap.trim_ascii_end().len();
    let end = start - blank;
    if !gap.trim_ascii_end().ends_with(b"*/") {
        return None;
    }
    let from = end.saturating_sub(DOC_BYTES_MAX);
    let text = b.slice(from, end - 2);
    let open = text.windows(2).rposition(|two| two == b"/*")?;
    let is_documentation = text[open..].starts_with(b"/**");
    is_documentation
        .then(|| b.block_doc(from + open, end))
        .flatten()
}

/// The children of a node.
pub(super) fn children(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let mut cursor = node.walk();
    let mut has_more = cursor.goto_first_child();
    std::iter::from_fn(move || {
        let child = has_more.then(|| cursor.node());
        has_more = has_more && cursor.goto_next_sibling();
        child
    })
}

/// The text of a name without its quotes.
pub(super) fn unquoted(text: &[u8]) -> &[u8] {
    match text {
        [open @ (b'"' | b'\'' | b'`'), inner @ .., close] if open == close => inner,
        _ => text,
    }
}

/// The marks that a file's path gives to everything in it.
pub(super) fn file_flags(path: &str) -> Flags {
    let mut flags = Flags::default();
    if is_test_path(path) {
        flags.set(Flags::TEST);
    }
    if [".d.ts", ".d.mts", ".d.cts"]
        .iter()
        .any(|end| path.ends_with(end))
    {
        flags.set(Flags::DECLARATION);
    }
    flags
}

/// Whether a file is tests by its name or folder.
pub(super) fn is_test_path(path: &str) -> bool {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let kind = stem.rsplit_once('.').map_or(stem, |(_, kind)| kind);
    matches!(kind, "test" | "tests" | "spec")
        || folders
            .split('/')
            .any(|folder| matches!(folder, "test" | "tests" | "__tests__" | "spec"))
}
