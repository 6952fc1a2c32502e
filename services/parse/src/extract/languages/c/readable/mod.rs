//! The text as the grammar is to see it, where the preprocessor would mislead it.
//!
//! The grammars know macros and conditions only where they stand between whole statements. Six
//! things make them lose what follows, and are mended here:
//! - macros among the words of a declaration (`API int f()`, `class EXPORT A {`) become blanks;
//! - a macro among the parameters of a template loses arguments that are no types;
//! - a macro that stands for a statement without a semicolon gets one in a blank behind it;
//! - a condition that tears a statement (`#if` between two arguments, or around one brace) becomes
//!   blanks, and so do its branches but the first;
//! - a comment inside a macro becomes blanks, for the grammar takes it for the macro's end;
//! - the `template` of an explicit instantiation of a class, and `extern` before it, become blanks.
//!
//! Every place stays what it was. It is one pass over the text, and one that knows little: what it
//! is not sure of it leaves.

mod conditions;
mod scan;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use self::conditions::Condition;
pub(super) use self::scan::{end_of_comment, end_of_literal, end_of_word, is_name_byte};
use self::scan::{end_of_raw, starts_line};

/// The text with blanks for what would mislead the grammar; of the same length and lines.
pub(super) fn readable(text: &[u8]) -> Cow<'_, [u8]> {
    read(text).seen
}

/// The names of macros that become blanks, each with where it starts and ends.
pub(super) fn blank_macros(text: &[u8]) -> Vec<(usize, usize)> {
    let mut macros = read(text).macros;
    macros.sort_unstable();
    macros.dedup();
    macros
}

fn read(text: &[u8]) -> Reader<'_> {
    let mut reader = Reader {
        text,
        at: 0,
        state: State::default(),
        is_enum: false,
        is_complete: false,
        conditions: Vec::new(),
        macros: Vec::new(),
        record: None,
        records: Vec::new(),
        seen: Cow::Borrowed(text),
    };
    while reader.at < text.len() {
        reader.step();
    }
    reader
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    state: State,
    /// The declaration is that of an enum.
    is_enum: bool,
    /// What was read last is a whole statement, though it does not look so.
    is_complete: bool,
    conditions: Vec<Condition>,
    macros: Vec<(usize, usize)>,
    /// The type whose body comes.
    record: Option<&'t [u8]>,
    /// The types around, by the braces of their bodies.
    records: Vec<(u32, &'t [u8])>,
    seen: Cow<'t, [u8]>,
}

/// Where a reader stands among braces and statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    braces: u32,
    parentheses: u32,
    /// A statement or declaration may start here.
    is_start: bool,
    /// The braces of the enum around, if any.
    braces_of_enum: Option<u32>,
    /// The last sign or letter that is no blank.
    last: u8,
}

impl Default for State {
    fn default() -> Self {
        State {
            braces: 0,
            parentheses: 0,
            is_start: true,
            braces_of_enum: None,
            last: b';',
        }
    }
}

impl Reader<'_> {
    fn step(&mut self) {
        let byte = self.text[self.at];
        match byte {
            b'#' if starts_line(self.text, self.at) => return self.directive(),
            b'/' if matches!(self.text.get(self.at + 1), Some(b'/' | b'*')) => {
                self.at = end_of_comment(self.text, self.at);
                return;
            }
            b'"' | b'\'' => {
                self.at = end_of_literal(self.text, self.at);
                self.state.is_start = false;
            }
            b'(' | b'[' => {
                self.state.parentheses += 1;
                self.state.is_start = false;
                self.at += 1;
            }
            b')' | b']' => {
                self.state.parentheses = self.state.parentheses.saturating_sub(1);
                self.state.is_start = false;
                self.at += 1;
            }
            b'{' => {
                self.state.braces += 1;
                if let Some(record) = self.record.take() {
                    self.records.push((self.state.braces, record));
                }
                if self.is_enum {
                    self.state.braces_of_enum = Some(self.state.braces);
                }
                self.start_statement();
            }
            b'}' => {
                if self.state.braces_of_enum == Some(self.state.braces) {
                    self.state.braces_of_enum = None;
                }
                self.state.braces = self.state.braces.saturating_sub(1);
                let braces = self.state.braces;
                self.records
                    .truncate(self.records.partition_point(|(of, _)| *of <= braces));
                self.start_statement();
            }
            b';' => {
                self.record = None;
                self.start_statement();
            }
            // Behind a label, but not before the initializers of a constructor.
            b':' => {
                self.state.is_start = is_name_byte(self.state.last);
                self.at += 1;
            }
            byte if is_name_byte(byte) => self.word(),
            byte => {
                self.at += 1;
                if byte.is_ascii_whitespace() {
                    return;
                }
                self.state.is_start = false;
            }
        }
        self.note_last();
    }

    fn start_statement(&mut self) {
        self.state.parentheses = 0;
        self.state.is_start = true;
        self.is_enum = false;
        self.at += 1;
    }

    fn word(&mut self) {
        let is_declaration = self.state.is_start && self.state.parentheses == 0;
        if is_declaration && !self.text[self.at].is_ascii_digit() {
            self.declaration();
            return;
        }
        let start = self.at;
        self.at = end_of_word(self.text, start);
        if self.text.get(self.at) == Some(&b'"') && self.text[start..self.at].ends_with(b"R") {
            self.at = end_of_raw(self.text, self.at);
        }
    }

    fn note_last(&mut self) {
        if self.is_complete {
            self.is_complete = false;
            self.state.is_start = true;
            self.state.last = b';';
            return;
        }
        let read = &self.text[..self.at];
        let last = read.iter().rev().find(|c| !c.is_ascii_whitespace());
        self.state.last = last.copied().unwrap_or(b';');
    }

    /// Blanks the name of a macro, which stays known as that.
    fn blank_macro(&mut self, (start, end): (usize, usize)) {
        self.macros.push((start, end));
        self.blank((start, end));
    }

    fn blank(&mut self, (start, end): (usize, usize)) {
        for byte in &mut self.seen.to_mut()[start..end] {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }
}
