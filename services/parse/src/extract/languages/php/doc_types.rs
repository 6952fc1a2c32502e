//! Types as documentation writes them: `A|null`, `B[]`, `array<int, C>`.

use facts::{Bound, NameId, Role, Span};

use super::Php;
use super::docs::Doc;
use crate::extract::builder::Builder;
use crate::extract::scope::Space;
use crate::extract::walk::Value;

/// What a type of documentation comes to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct DocType {
    /// The class that it names.
    reference: Option<u32>,
    /// It is an array of that class.
    is_array: bool,
    /// It is the object itself.
    pub(super) is_object: bool,
}

impl DocType {
    /// Whether it tells anything of a class.
    pub(super) fn tells(self) -> bool {
        self.is_object || (self.reference.is_some() && !self.is_array)
    }

    /// Says of a definition that this is its type.
    pub(super) fn declare(self, at: u32, b: &mut Builder<'_>) {
        if let Some(reference) = self.reference.filter(|_| !self.is_array) {
            b.declare_type(at, Value::Reference(reference));
        }
    }
}

/// Reads a line of documentation.
#[derive(Clone, Copy)]
pub(super) struct Reader<'s> {
    /// The line.
    pub(super) text: &'s [u8],
    /// How far it is read.
    pub(super) at: usize,
    /// Where the line stands in the file.
    pub(super) row: u32,
    /// In which column it starts.
    pub(super) column: u32,
}

impl<'s> Reader<'s> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|c| c.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Up to the next blank.
    pub(super) fn word(&mut self) -> &'s [u8] {
        self.take_while(|c| !c.is_ascii_whitespace())
    }

    fn take_while(&mut self, is_wanted: impl Fn(u8) -> bool) -> &'s [u8] {
        let start = self.at;
        while self.peek().is_some_and(&is_wanted) {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    /// `$x`, its name without the sign.
    pub(super) fn variable(&mut self) -> Option<(&'s [u8], Span)> {
        self.take_while(|c| c.is_ascii_whitespace() || matches!(c, b'.' | b'&'));
        if self.peek() != Some(b'$') {
            return None;
        }
        self.at += 1;
        let start = self.at;
        let name = self.take_while(is_part_of_word);
        (!name.is_empty()).then(|| (name, self.span(start, self.at)))
    }

    /// The place of a part of the line.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span {
            start_line: self.row,
            start_col: self.column + start as u32,
            end_line: self.row,
            end_col: self.column + end as u32,
        }
    }

    /// The line from a place on, as a signature.
    pub(super) fn rest_as_signature(&self, start: usize, b: &mut Builder<'_>) -> NameId {
        let rest = self.text.get(start..).unwrap_or_default();
        let rest = String::from_utf8_lossy(rest);
        b.signature_of(rest.trim_end_matches(['*', '/', ' ']))
    }
}

fn is_part_of_word(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'_' || !c.is_ascii()
}

/// What is gathered while a type is read.
#[derive(Default)]
struct Reading {
    /// Classes of which it may be.
    classes: Vec<u32>,
    /// Classes of which it may be an array.
    elements: Vec<u32>,
    /// Of the brackets that are open, what they hold.
    open: Vec<u8>,
    /// The brackets are those of an array's type.
    is_in_array: bool,
    /// What the last part of the brackets names.
    part: Vec<u32>,
    is_object: bool,
    /// The classes are one thing that is all of them.
    is_intersection: bool,
}

impl Php {
    /// A type, up to the blank behind it.
    pub(super) fn read_type<'s>(
        &mut self,
        r: &mut Reader<'s>,
        doc: &Doc,
        b: &mut Builder<'s>,
    ) -> DocType {
        let mut reading = Reading::default();
        let mut word: &[u8] = b"";
        while let Some(c) = r.peek() {
            match c {
                b' ' | b'\t' | b'\r' if reading.open.is_empty() => {
                    if !goes_on(r) {
                        break;
                    }
                    r.skip_blanks();
                    continue;
                }
                b'$' => {
                    let rest = &r.text[r.at + 1..];
                    let is_this = rest.starts_with(b"this")
                        && !rest.get(4).copied().is_some_and(is_part_of_word);
                    if !is_this && reading.open.is_empty() {
                        break;
                    }
                    reading.is_object |= is_this && reading.open.is_empty();
                    r.at += 1;
                    r.take_while(is_part_of_word);
                    continue;
                }
                b'[' if r.text.get(r.at + 1) == Some(&b']') => {
                    if reading.open.is_empty()
                        && let Some(class) = reading.classes.pop()
                    {
                        reading.elements.push(class);
                    }
                    r.at += 2;
                    continue;
                }
                b'<' | b'(' | b'{' | b'[' => {
                    if reading.open.is_empty() {
                        reading.is_in_array = c == b'<' && is_array(word);
                        reading.part.clear();
                    }
                    reading.open.push(c);
                }
                b'>' | b')' | b'}' | b']' => {
                    if reading.open.pop().is_none() {
                        break;
                    }
                    if reading.open.is_empty() && reading.is_in_array {
                        let part = std::mem::take(&mut reading.part);
                        reading.elements.extend(part);
                    }
                }
                b',' if reading.open.is_empty() => break,
                b',' if reading.open.len() == 1 => reading.part.clear(),
                b'&' if reading.open.is_empty() => reading.is_intersection = true,
                b'\'' | b'"' => {
                    r.at += 1;
                    r.take_while(|other| other != c);
                }
                b'*' if r.text.get(r.at + 1) == Some(&b'/') => break,
                _ if is_part_of_word(c) || c == b'\\' => {
                    word = self.read_class(r, doc, &mut reading, b);
                    continue;
                }
                _ => {}
            }
            r.at += 1;
        }
        told(&reading, b)
    }

    /// A word of a type, which may be a class; the word.
    fn read_class<'s>(
        &mut self,
        r: &mut Reader<'s>,
        doc: &Doc,
        reading: &mut Reading,
        b: &mut Builder<'s>,
    ) -> &'s [u8] {
        let start = r.at;
        let text = r.take_while(|c| is_part_of_word(c) || matches!(c, b'\\' | b'-'));
        if text.is_empty() {
            r.at += 1;
            return text;
        }
        let is_outermost = reading.open.is_empty();
        if is_outermost && text.eq_ignore_ascii_case(b"static") {
            reading.is_object = true;
        }
        let after = &r.text[r.at..];
        let is_key = reading.open.last() == Some(&b'{')
            && (after.starts_with(b":") || after.starts_with(b"?:"))
            && !after.starts_with(b"::");
        let Some(at) = self
            .class_of_doc(start, text, r, doc, b)
            .filter(|_| !is_key)
        else {
            return text;
        };
        if after.starts_with(b"::") {
            return text;
        }
        if is_outermost {
            reading.classes.push(at);
        } else if reading.is_in_array && reading.open.len() == 1 {
            reading.part.push(at);
        }
        text
    }

    /// The reference to a class, if a word is one.
    fn class_of_doc<'s>(
        &mut self,
        start: usize,
        text: &'s [u8],
        r: &Reader<'s>,
        doc: &Doc,
        b: &mut Builder<'s>,
    ) -> Option<u32> {
        if text.eq_ignore_ascii_case(b"self") {
            let class = self.classes.last()?.definition?;
            let place = r.span(start, start + text.len());
            let bound = Bound::Definition(class);
            return Some(b.bound_reference_spelled(text, place, Role::Type, bound));
        }
        let name_start = text
            .iter()
            .rposition(|c| *c == b'\\')
            .map_or(0, |at| at + 1);
        let name = &text[name_start..];
        // Those of the language are in small letters, and so is no class that is written as usual.
        let is_class = name.first().is_some_and(u8::is_ascii_uppercase) && !text.contains(&b'-');
        if !is_class || self.is_template(text, doc) {
            return None;
        }
        let place = r.span(start + name_start, start + text.len());
        if name_start == 0 {
            return Some(b.reference_spelled_in(name, place, Role::Type, Space::TYPES));
        }
        let full = self.namespaces.complete(text);
        let import = self.namespaces.standing_for(full, true, place, b);
        Some(b.bound_reference_spelled(name, place, Role::Type, Bound::Import(import)))
    }

    /// Whether a name is one that documentation gives to a type.
    fn is_template(&self, text: &[u8], doc: &Doc) -> bool {
        let around = self.classes.last().map(|class| &class.templates);
        let mut templates = doc.templates.iter().chain(around.into_iter().flatten());
        templates.any(|template| template.as_bytes() == text)
    }
}

/// Whether a type goes on behind a blank: `A | B`.
fn goes_on(r: &Reader<'_>) -> bool {
    let before = r.text[..r.at].last().copied();
    let mut rest = *r;
    rest.skip_blanks();
    let after = rest.peek();
    let binds = |c: Option<u8>| c == Some(b'|');
    binds(after) || (binds(before) && after.is_some_and(|c| c != b'$'))
}

fn told(reading: &Reading, b: &Builder<'_>) -> DocType {
    let is_double = |at: &u32| b.name_of_reference(*at).ends_with("MockObject");
    let real: Vec<u32> = reading
        .classes
        .iter()
        .copied()
        .filter(|at| !is_double(at))
        .collect();
    let classes = if real.is_empty() {
        reading.classes.as_slice()
    } else {
        real.as_slice()
    };
    let (reference, is_array) = match (classes, reading.elements.as_slice()) {
        (&[class], _) => (Some(class), false),
        (&[class, ..], _) if reading.is_intersection => (Some(class), false),
        (&[], &[element]) => (Some(element), true),
        _ => (None, false),
    };
    DocType {
        reference,
        is_array,
        is_object: reading.is_object,
    }
}

/// Whether what stands before `<` is an array.
fn is_array(word: &[u8]) -> bool {
    const ARRAYS: [&[u8]; 5] = [
        b"array",
        b"iterable",
        b"list",
        b"non-empty-array",
        b"non-empty-list",
    ];
    ARRAYS.iter().any(|known| word.eq_ignore_ascii_case(known))
}
