//! What the preprocessor is told: includes and macros.

use facts::{Bound, DefinitionKind, Import, ImportKind, Role, Span};
use tree_sitter::Node;

use super::branches::is_unlikely;
use super::readable::{blank_macros, end_of_comment, end_of_literal, end_of_word, is_name_byte};
use super::vocabulary::Kind;
use super::{C, Visit, is_better};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::{Step, Value};

/// What stands behind so many bytes in the body of a macro is not looked at.
const BODY_BYTES_MAX: usize = 4096;

impl C {
    /// `#include "x.h"`, `#include <x.h>`, and `#include X` where the file says what `X` is.
    pub(super) fn include(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let Some(path) = visit.node.child_by_field_name("path") else {
            return Step::Done(Value::Unknown);
        };
        let mut text = b.text(path);
        let mut step = Step::Done(Value::Unknown);
        if self.kind_of(path) == Kind::Identifier {
            // The macro itself is read.
            step = Step::Into;
            let name = b.name(path);
            if let Some((start, end)) = self.macro_values.get(&name) {
                text = b.slice(*start, *end).trim_ascii();
            }
        }
        let (kind, module) = match text {
            [b'"', inside @ .., b'"'] => (ImportKind::Include, inside),
            [b'<', inside @ .., b'>'] => (ImportKind::SystemInclude, inside),
            _ => return Step::Into,
        };
        let module = b.intern_bytes(module);
        let import = b.import(Import {
            kind,
            module,
            member: None,
            binding: None,
            span: span(path),
            holder: None,
            reexport: false,
            type_only: false,
        });
        if step != Step::Into {
            // Between the quotes.
            let at = b.bound_reference(path, Role::Import, Bound::Import(import));
            let reference = b.reference_mut(at);
            reference.name = module;
            reference.span.start_col += 1;
            reference.span.end_col -= 1;
        }
        step
    }

    /// `#define X …`, `#define X(a, b) …`. Macros belong to the file wherever they stand.
    pub(super) fn macro_definition(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let parameters = node.child_by_field_name("parameters");
        let value = node.child_by_field_name("value");
        let at = b.define(DefinitionKind::Macro, name, node);
        let end = parameters.unwrap_or(name).end_byte();
        let signature = match value {
            Some(value) if parameters.is_none() => {
                let text = b.text(value);
                let is_short = text.len() <= 80 && !text.contains(&b'\n');
                let end = if is_short { value.end_byte() } else { end };
                b.signature(node.start_byte(), end)
            }
            _ => b.signature(node.start_byte(), end),
        };
        let mut flags = facts::Flags::PUBLIC;
        if self.is_test_file {
            flags.set(facts::Flags::TEST);
        }
        let mut place = span(node);
        if let Some(last) = value.or(parameters).or(Some(name)) {
            let end = span(last);
            (place.end_line, place.end_col) = (end.end_line, end.end_col);
        }
        let arity = parameters.map_or(u8::MAX, |parameters| arity(parameters, b));
        let (text, is_cpp) = (|node| b.text(node), self.is_cpp);
        let is_known = |name: &[u8]| self.macros.contains(name);
        let above = |n| visit.node_above(n);
        if is_unlikely(above, node, text, is_known, is_cpp) {
            // One that is read goes first.
            flags.set(facts::Flags::DECLARATION);
        }
        self.macros.insert(b.text(name).into());
        let definition = b.definition_mut(at);
        definition.parent = None;
        definition.body = place;
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.arity = arity;
        self.document(at, node, b);
        if let Some(value) = value
            && parameters.is_none()
            && matches!(b.text(value), [b'"' | b'<', ..])
        {
            let name = b.definition(at).name;
            self.macro_values
                .insert(name, (value.start_byte(), value.end_byte()));
        }
        let is_better = match b
            .scopes
            .own(ScopeId::MODULE, b.definition(at).name, Space::VALUES)
        {
            None => true,
            Some(Bound::Definition(old)) => {
                let old = b.definition(old);
                old.kind == DefinitionKind::Macro && is_better(b.definition(at), old)
            }
            Some(Bound::Import(_) | Bound::Free | Bound::Member) => false,
        };
        if is_better {
            b.bind(ScopeId::MODULE, at, Space::VALUES, Seen::Throughout);
        }
        if let Some(value) = value {
            define_namespaces(value, b);
            b.hold(visit.depth(), at);
            let text = b.text(value).trim_ascii();
            if parameters.is_none() && is_name(text) {
                // `#define malloc my_malloc`: another name for something.
                let mut place = span(value);
                (place.end_line, place.end_col) =
                    (place.start_line, place.start_col + text.len() as u32);
                let of = b.reference_spelled(text, place, Role::Read);
                b.assign_type(at, Value::Reference(of));
            } else {
                calls_of_body(value, parameters, b);
            }
        }
    }
}

/// References to the macros that the grammar does not see, each held by what is around it.
pub(super) fn refer_to_blank_ones(b: &mut Builder<'_>) {
    let source = b.slice(0, usize::MAX);
    let macros = blank_macros(source);
    let mut holders: Vec<u32> = (0..b.definitions_len())
        .filter(|&at| !b.definition(at).kind.is_local())
        .collect();
    let start = |at: u32, b: &Builder<'_>| {
        let body = b.definition(at).body;
        (body.start_line, body.start_col)
    };
    holders.sort_by_key(|&at| start(at, b));
    let mut holders = holders.into_iter().peekable();
    let mut open: Vec<u32> = Vec::new();
    let (mut line, mut line_start, mut passed) = (0_u32, 0_usize, 0_usize);
    for (from, to) in macros {
        for newline in memchr::memchr_iter(b'\n', &source[passed..from]) {
            line += 1;
            line_start = passed + newline + 1;
        }
        passed = from;
        let column = (from - line_start) as u32;
        while let Some(at) = holders.next_if(|&at| start(at, b) <= (line, column)) {
            open.push(at);
        }
        // What has ended hides nothing that is open, for definitions lie in each other or apart.
        while let Some(&last) = open.last()
            && {
                let body = b.definition(last).body;
                (body.end_line, body.end_col) <= (line, column)
            }
        {
            open.pop();
        }
        let place = Span {
            start_line: line,
            start_col: column,
            end_line: line,
            end_col: column + (to - from) as u32,
        };
        let at = b.reference_spelled(&source[from..to], place, Role::Read);
        b.reference_mut(at).holder = open.last().copied();
    }
}

/// The namespaces that the body of a macro opens and leaves open; those that are inline are taken
/// for the ones around them.
fn define_namespaces(value: Node<'_>, b: &mut Builder<'_>) {
    let text = b.text(value);
    let text = &text[..text.len().min(BODY_BYTES_MAX)];
    if memchr::memmem::find(text, b"namespace").is_none() {
        return;
    }
    let start = value.start_position();
    let (mut line, mut line_start) = (start.row as u32, 0_usize);
    let mut open: Vec<Vec<(&[u8], Span)>> = Vec::new();
    // The words since the last sign that ends something.
    let mut words: Vec<(&[u8], Span)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\n' => {
                line += 1;
                line_start = at + 1;
            }
            b'{' => {
                open.push(names_of_namespace(&words));
                words.clear();
            }
            b'}' => {
                open.pop();
                words.clear();
            }
            b';' => words.clear(),
            byte if is_name_byte(byte) => {
                let end = end_of_word(text, at);
                let column = if line == start.row as u32 {
                    start.column + at
                } else {
                    at - line_start
                };
                let place = Span {
                    start_line: line,
                    start_col: column as u32,
                    end_line: line,
                    end_col: (column + end - at) as u32,
                };
                words.push((&text[at..end], place));
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    let mut around = None;
    for (name, place) in open.into_iter().flatten() {
        let name = b.intern_bytes(name);
        let space = b.define_named(DefinitionKind::Namespace, name, place, span(value));
        let definition = b.definition_mut(space);
        definition.parent = around;
        definition.flags = facts::Flags::PUBLIC;
        around = Some(space);
    }
}

/// `a` and `b` of `namespace a::b`; nothing of an inline one and of what is no namespace.
fn names_of_namespace<'t>(words: &[(&'t [u8], Span)]) -> Vec<(&'t [u8], Span)> {
    let is_word = |word: &(&[u8], Span)| word.0 == b"namespace";
    match words.iter().position(is_word) {
        Some(0) => words[1..].to_vec(),
        _ => Vec::new(),
    }
}

/// How many arguments a macro takes; 255 when variable.
fn arity(parameters: Node<'_>, b: &Builder<'_>) -> u8 {
    if b.text(parameters).windows(3).any(|dots| dots == b"...") {
        return u8::MAX;
    }
    u8::try_from(parameters.named_child_count()).unwrap_or(u8::MAX)
}

/// What the body of a macro calls. Its text has no tree: a name before a parenthesis is a call,
/// unless it is a parameter, a word of the language or a member.
fn calls_of_body(value: Node<'_>, parameters: Option<Node<'_>>, b: &mut Builder<'_>) {
    let text = b.text(value);
    let text = &text[..text.len().min(BODY_BYTES_MAX)];
    let parameters = parameters.map_or(&b""[..], |parameters| b.text(parameters));
    let is_parameter = |word: &[u8]| {
        parameters
            .split(|c| !is_name_byte(*c))
            .any(|parameter| parameter == word)
    };
    let start = value.start_position();
    let (mut line, mut line_start) = (start.row as u32, 0_usize);
    // The last two signs before a name.
    let (mut before, mut further) = (0_u8, 0_u8);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\n' => {
                line += 1;
                line_start = at + 1;
                at += 1;
            }
            b'"' | b'\'' => {
                at = end_of_literal(text, at);
                before = byte;
            }
            b'/' if text.get(at + 1) == Some(&b'*') => {
                // Its lines are counted as they are passed.
                let end = end_of_comment(text, at);
                for (n, c) in text[at..end].iter().enumerate() {
                    if *c == b'\n' {
                        line += 1;
                        line_start = at + n + 1;
                    }
                }
                at = end;
            }
            b'/' if text.get(at + 1) == Some(&b'/') => return,
            byte if is_name_byte(byte) => {
                let end = end_of_word(text, at);
                let word = &text[at..end];
                let is_called = text[end..]
                    .iter()
                    .find(|c| !matches!(**c, b' ' | b'\t'))
                    .is_some_and(|c| *c == b'(');
                let is_member = before == b'.' || (further, before) == (b'-', b'>');
                let is_plain =
                    !byte.is_ascii_digit() && !is_member && !matches!(before, b'#' | b':');
                if is_called && is_plain && !is_word(word) && !is_parameter(word) {
                    let column = if line == start.row as u32 {
                        start.column as u32 + at as u32
                    } else {
                        (at - line_start) as u32
                    };
                    let place = Span {
                        start_line: line,
                        start_col: column,
                        end_line: line,
                        end_col: column + word.len() as u32,
                    };
                    b.reference_spelled(word, place, Role::Call);
                }
                at = end;
                before = b'a';
            }
            byte => {
                if !byte.is_ascii_whitespace() && byte != b'\\' {
                    (further, before) = (before, byte);
                }
                at += 1;
            }
        }
    }
}

/// Whether a text is one name and nothing else.
fn is_name(text: &[u8]) -> bool {
    text.first().is_some_and(|c| !c.is_ascii_digit())
        && text.iter().all(|c| is_name_byte(*c))
        && !is_word(text)
}

/// Words that stand before a parenthesis and call nothing.
fn is_word(word: &[u8]) -> bool {
    matches!(
        word,
        b"if"
            | b"while"
            | b"for"
            | b"switch"
            | b"return"
            | b"sizeof"
            | b"defined"
            | b"__attribute__"
            | b"__declspec"
            | b"__typeof__"
            | b"typeof"
            | b"alignof"
            | b"decltype"
            | b"static_assert"
            | b"_Static_assert"
            | b"asm"
            | b"const"
            | b"static"
            | b"inline"
            | b"extern"
            | b"__inline"
            | b"__inline__"
            | b"unsigned"
            | b"long"
            | b"bool"
            | b"NULL"
            | b"nullptr"
            | b"true"
            | b"false"
            | b"class"
            | b"struct"
            | b"restrict"
            | b"__restrict"
            | b"volatile"
            | b"noexcept"
            | b"__asm__"
            | b"void"
            | b"int"
            | b"char"
            | b"else"
            | b"do"
            | b"case"
            | b"and"
            | b"or"
            | b"not"
    )
}
