//! Documentation: the comment above a declaration, and the tags in it that tell types.

use facts::{DefinitionKind, NameId, Span};
use tree_sitter::Node;

use super::doc_types::{DocType, Reader};
use super::vocabulary::Kind;
use super::{Php, Visit};
use crate::extract::builder::Builder;

/// How many tags of one sort are kept of one comment.
const TAGS_MAX: usize = 64;

/// The documentation that was met last.
#[derive(Default)]
pub(super) struct Docs {
    /// From its first byte to the one after its last.
    last: Option<(usize, usize, Doc)>,
}

/// What a comment says.
#[derive(Default)]
pub(super) struct Doc {
    /// All of it.
    pub(super) text: Option<NameId>,
    /// `@param`.
    parameters: Vec<Told>,
    /// `@var`.
    pub(super) variables: Vec<Told>,
    /// `@return`.
    pub(super) gives: Option<DocType>,
    /// `@property`, `@method`.
    pub(super) members: Vec<MemberTag>,
    /// Names that it gives to types.
    pub(super) templates: Vec<String>,
}

/// What a tag tells of a variable.
pub(super) struct Told {
    /// Without its sign.
    name: Option<NameId>,
    pub(super) type_of: DocType,
}

/// A member that only the documentation tells of.
pub(super) struct MemberTag {
    pub(super) kind: DefinitionKind,
    pub(super) name: NameId,
    pub(super) span: Span,
    pub(super) signature: NameId,
    pub(super) type_of: DocType,
}

impl Doc {
    /// What is said of a parameter.
    pub(super) fn parameter(&self, name: NameId) -> Option<&Told> {
        self.parameters.iter().find(|told| told.name == Some(name))
    }
}

impl Docs {
    /// The documentation of what starts at a node.
    pub(super) fn above(&mut self, node: Node<'_>, b: &mut Builder<'_>) -> Doc {
        let Some((start, end, mut doc)) = self.last.take() else {
            return Doc::default();
        };
        if !b.slice(end, node.start_byte()).trim_ascii().is_empty() {
            return Doc::default();
        }
        doc.text = b.block_doc(start, end);
        doc
    }

    /// What the comment right above an assignment says of what is assigned.
    pub(super) fn hint_for(&mut self, node: Node<'_>, b: &Builder<'_>) -> Option<DocType> {
        let (_, end, _) = self.last.as_ref()?;
        if !b.slice(*end, node.start_byte()).trim_ascii().is_empty() {
            return None;
        }
        let (_, _, doc) = self.last.take()?;
        let mut told = doc.variables.into_iter();
        told.next().filter(|t| t.name.is_none()).map(|t| t.type_of)
    }
}

impl Php {
    /// A comment.
    pub(super) fn comment(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let text = b.text(node);
        if !text.starts_with(b"/**") {
            return;
        }
        let mut doc = Doc::default();
        if text.contains(&b'@') {
            self.read_doc(node, &mut doc, b);
        }
        if !matches!(
            visit.parent(),
            Kind::DeclarationList | Kind::EnumDeclarationList
        ) {
            self.hint(&mut doc, b);
        }
        self.docs.last = Some((node.start_byte(), node.end_byte(), doc));
    }

    /// `@var A $x` amid statements tells of a variable.
    fn hint(&mut self, doc: &mut Doc, b: &mut Builder<'_>) {
        for told in &doc.variables {
            let Some(name) = told.name.filter(|_| told.type_of.tells()) else {
                continue;
            };
            if let Some(known) = self.known_variable(name) {
                told.type_of.declare(known, b);
            } else if let Some(function) = self.functions.last_mut()
                && function.hints.len() < TAGS_MAX
            {
                function.hints.push((name, told.type_of));
            }
        }
    }

    fn read_doc(&mut self, node: Node<'_>, doc: &mut Doc, b: &mut Builder<'_>) {
        let text = b.text(node);
        let start = node.start_position();
        for (row, line) in (0..).zip(text.split(|c| *c == b'\n')) {
            let is_blank = |c: &u8| matches!(c, b' ' | b'\t' | b'*' | b'/');
            let margin = line.iter().take_while(|c| is_blank(c)).count();
            if line.get(margin) == Some(&b'@') {
                let column = if row == 0 { start.column } else { 0 };
                let reader = Reader {
                    text: line,
                    at: margin + 1,
                    row: start.row as u32 + row,
                    column: column as u32,
                };
                self.read_tag(reader, doc, b);
            }
        }
    }

    fn read_tag<'s>(&mut self, mut r: Reader<'s>, doc: &mut Doc, b: &mut Builder<'s>) {
        let tag = r.word();
        let tag = tag.strip_prefix(b"phpstan-").unwrap_or(tag);
        let tag = tag.strip_prefix(b"psalm-").unwrap_or(tag);
        r.skip_blanks();
        match tag {
            b"var" => {
                let type_of = self.read_type(&mut r, doc, b);
                let name = r.variable().map(|(name, _)| b.intern_bytes(name));
                doc.variables.push(Told { name, type_of });
            }
            b"param" => {
                let type_of = self.read_type(&mut r, doc, b);
                let name = r.variable().map(|(name, _)| b.intern_bytes(name));
                if doc.parameters.len() < TAGS_MAX {
                    doc.parameters.push(Told { name, type_of });
                }
            }
            b"return" => doc.gives = Some(self.read_type(&mut r, doc, b)),
            b"property" | b"property-read" | b"property-write" => {
                let start = r.at;
                let type_of = self.read_type(&mut r, doc, b);
                if let Some((name, span)) = r.variable() {
                    let signature = r.rest_as_signature(start, b);
                    let name = b.intern_bytes(name);
                    doc.members.push(MemberTag {
                        kind: DefinitionKind::Field,
                        name,
                        span,
                        signature,
                        type_of,
                    });
                }
            }
            b"method" => self.read_method(r, doc, b),
            b"template"
            | b"template-covariant"
            | b"template-contravariant"
            | b"type"
            | b"import-type" => {
                let name = String::from_utf8_lossy(r.word()).into_owned();
                if doc.templates.len() < TAGS_MAX {
                    doc.templates.push(name);
                }
            }
            b"throws"
            | b"extends"
            | b"implements"
            | b"use"
            | b"mixin"
            | b"template-extends"
            | b"template-implements"
            | b"template-use" => {
                self.read_type(&mut r, doc, b);
            }
            _ => {}
        }
    }

    /// `@method static A b(C $d)`.
    fn read_method<'s>(&mut self, mut r: Reader<'s>, doc: &mut Doc, b: &mut Builder<'s>) {
        let start = r.at;
        let rest = r.text.get(start..).unwrap_or_default();
        let Some(open) = rest.iter().position(|c| *c == b'(') else {
            return;
        };
        let is_name = |c: &u8| c.is_ascii_alphanumeric() || *c == b'_' || !c.is_ascii();
        let name_len = rest[..open].iter().rev().take_while(|c| is_name(c)).count();
        let name_start = start + open - name_len;
        if name_len == 0 {
            return;
        }
        let mut type_of = DocType::default();
        if rest.starts_with(b"static ") && name_start > start + 7 {
            r.at += 7;
            r.skip_blanks();
        }
        if r.at < name_start {
            let mut type_reader = Reader {
                text: &r.text[..name_start],
                ..r
            };
            type_of = self.read_type(&mut type_reader, doc, b);
        }
        let name = b.intern_bytes(&r.text[name_start..name_start + name_len]);
        doc.members.push(MemberTag {
            kind: DefinitionKind::Method,
            name,
            span: r.span(name_start, name_start + name_len),
            signature: r.rest_as_signature(start, b),
            type_of,
        });
    }
}
