//! Names in the tokens of Rust's macro calls, which the grammar does not parse.
//!
//! Most macros are called with expressions (`assert!`, `format!`, `vec!`), so their tokens are
//! read as such: paths, calls, members, and names of locals. But any token may be anything, so a
//! name is taken only where its neighbours leave one meaning; a lower-case name alone is taken
//! only if it is a local, and no parameter of a closure, and bound by no pattern in the tokens.

use std::ops::Range;

use facts::{Bound, DefinitionKind, NameId, Role};
use tree_sitter::Node;

use super::paths::{is_of_other_function, role_of_step};
use super::vocabulary::{Field, Kind};
use super::{Rust, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::Space;
use crate::extract::walk::{Step, Value};

/// Names bound in the tokens of one macro that are kept; with more, no local is found in them.
const SHADOWS_MAX: usize = 64;

/// So much of the arguments of `matches!` is looked at for its pattern.
const ARGUMENTS_BYTES_MAX: usize = 4096;
/// So much text is looked at for the end of a parameter or of a turbofish.
const PARAMETER_BYTES_MAX: usize = 128;

/// How the tokens of a macro are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Reading {
    /// Not at all: what they mean is the macro's secret.
    #[default]
    Nothing,
    /// As expressions.
    Expressions,
    /// With caution: they may be items, or a language of their own. Only what the file knows.
    Known,
}

/// The macro call around.
#[derive(Default)]
pub(super) struct Tokens {
    reading: Reading,
    /// Where lower-case names are patterns: the second argument of `matches!`.
    patterns: Range<usize>,
    /// Names that the tokens bind.
    shadows: Vec<NameId>,
}

/// What stands beside a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before<'s> {
    /// `.`
    Dot,
    /// `::` that goes on with what stands before it.
    Path,
    /// `::` that starts a path.
    Root,
    /// `'`, `$` or `#`: no name of the program, or one in a quotation; or a path that is lost.
    Sigil,
    /// A word.
    Word(&'s [u8]),
    /// Another byte; 0 at the start.
    Byte(u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Path,
    /// `(`, or a turbofish.
    Call,
    /// `!` of a macro call.
    Bang,
    /// A single `:`.
    Colon,
    /// A single `=`.
    Equals,
    /// `=>`
    Arrow,
    Byte(u8),
}

impl Rust {
    pub(super) fn enter_macro(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let text = b.text(node);
        let name = node.child_by_field_name("macro");
        let path = name.map_or(&b""[..], |name| b.text(name));
        let last = path.rsplit(|c| *c == b':').next().unwrap_or(path);
        let reading = match last {
            b"quote"
            | b"quote_spanned"
            | b"parse_quote"
            | b"parse_quote_spanned"
            | b"asm"
            | b"global_asm"
            | b"naked_asm"
            | b"stringify"
            | b"concat_idents"
            | b"cfg"
            | b"html"
            | b"view"
            | b"rsx" => Reading::Nothing,
            _ if text.ends_with(b"}") => Reading::Known,
            _ => Reading::Expressions,
        };
        self.tokens.reading = reading;
        self.tokens.shadows.clear();
        self.tokens.patterns = 0..0;
    }

    pub(super) fn leave_macro(&mut self) {
        self.tokens.reading = Reading::Nothing;
    }

    /// The name of a macro that is called.
    pub(super) fn macro_name(&mut self, node: Node<'_>, b: &mut Builder<'_>) -> Value {
        if let b"matches" | b"assert_matches" | b"debug_assert_matches" = b.text(node) {
            let end = node.end_byte();
            let patterns = second_argument(b.slice(end, end + ARGUMENTS_BYTES_MAX));
            self.tokens.patterns = end + patterns.start..end + patterns.end;
        }
        // An import brings a name of any sort; that of a macro of the prelude is no macro.
        let at = if is_of_prelude(b.text(node)) {
            let name = b.name(node);
            match b.scopes.so_far(b.scope(), name, Space::MACROS) {
                Some(bound @ Bound::Definition(_)) => b.bound_reference(node, Role::Call, bound),
                _ => b.bound_reference(node, Role::Call, Bound::Free),
            }
        } else {
            b.reference_in(node, Role::Call, Space::MACROS)
        };
        Value::Reference(at)
    }

    /// A group of tokens: walked only where it is read.
    pub(super) fn enter_tokens(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        if visit.parent() == Kind::Attribute {
            return self.enter_attribute_arguments(visit, b);
        }
        if self.tokens.reading == Reading::Nothing && visit.parent() != Kind::TokenTree {
            return Step::Done(Value::Unknown);
        }
        Step::Into
    }

    /// A group of tokens in others comes to what is called with it.
    pub(super) fn leave_tokens(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() != Kind::TokenTree {
            return Value::Unknown;
        }
        let Some(callee) = visit.previous().reference() else {
            return Value::Unknown;
        };
        let reference = b.reference_mut(callee);
        let start = visit.node.start_position();
        let is_beside = reference.role == Role::Call
            && reference.span.end_line as usize == start.row
            && reference.span.end_col as usize == start.column;
        if is_beside {
            Value::Reference(callee)
        } else {
            Value::Unknown
        }
    }

    /// A name among tokens.
    pub(super) fn token(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.tokens.reading == Reading::Nothing {
            // Only `derive` is walked without a macro.
            return self.derived(visit, b);
        }
        let node = visit.node;
        let text = b.text(node);
        let before = before(b.slice(0, node.start_byte()));
        let after = after(b.slice(node.end_byte(), usize::MAX));
        match before {
            Before::Dot => return self.token_member(visit, after, b),
            Before::Path => {
                let of = visit.previous();
                if of == Value::Unknown {
                    return Value::Unknown;
                }
                let role = match after {
                    After::Path => role_of_step(text),
                    After::Call | After::Bang => Role::Call,
                    After::Byte(b'{') => Role::Instantiate,
                    _ => Role::Read,
                };
                return Value::Reference(b.path(node, role, of));
            }
            Before::Sigil => return Value::Unknown,
            Before::Word(b"let" | b"mut" | b"ref" | b"for") => {
                self.shadow(node, b);
                return Value::Unknown;
            }
            Before::Word(
                b"fn" | b"struct" | b"enum" | b"union" | b"trait" | b"mod" | b"type" | b"const"
                | b"static" | b"use" | b"crate" | b"macro_rules",
            ) => return Value::Unknown,
            _ => {}
        }
        if text == b"Self" {
            return match after {
                After::Path => Value::This(None),
                _ => Self::self_type(node, b),
            };
        }
        let is_type = text.first().is_some_and(u8::is_ascii_uppercase);
        match after {
            After::Path => self.token_read(node, role_of_step(text), Space::TYPES, b),
            After::Bang => self.macro_name(node, b),
            After::Call => self.token_read(node, Role::Call, Space::VALUES, b),
            After::Colon => {
                if is_parameter(b.slice(node.end_byte(), node.end_byte() + PARAMETER_BYTES_MAX)) {
                    self.shadow(node, b);
                }
                Value::Unknown
            }
            After::Equals => Value::Unknown,
            After::Byte(b'{') if is_camel_case(text) => {
                self.token_read(node, Role::Instantiate, Space::TYPES, b)
            }
            _ if is_type => {
                let is_in_type = matches!(
                    before,
                    Before::Byte(b'<' | b':') | Before::Word(b"as" | b"dyn" | b"impl")
                ) || matches!(after, After::Byte(b'<' | b'>'));
                if is_in_type {
                    self.token_read(node, Role::Type, Space::TYPES, b)
                } else {
                    self.token_read(node, Role::Read, Space::VALUES, b)
                }
            }
            _ => self.token_local(node, before, after, b),
        }
    }

    /// A name after a dot.
    fn token_member(&mut self, visit: &Visit<'_, '_>, after: After, b: &mut Builder<'_>) -> Value {
        let of = visit.previous();
        if self.tokens.reading == Reading::Known && of == Value::Unknown {
            return Value::Unknown;
        }
        let role = match after {
            After::Call => Role::Call,
            _ => Role::Read,
        };
        let at = b.member(visit.node, role, of);
        Value::Reference(at)
    }

    /// A name that is no local of the tokens.
    fn token_read(
        &mut self,
        node: Node<'_>,
        role: Role,
        space: Space,
        b: &mut Builder<'_>,
    ) -> Value {
        let name = b.name(node);
        if space == Space::VALUES && self.tokens.shadows.contains(&name) {
            return Value::Unknown;
        }
        if self.tokens.reading == Reading::Known
            && b.scopes.so_far(b.scope(), name, space).is_none()
        {
            return Value::Unknown;
        }
        Value::Reference(self.read(node, role, space, b))
    }

    /// A lower-case name alone: a local, or nothing that is known.
    fn token_local(
        &mut self,
        node: Node<'_>,
        before: Before<'_>,
        after: After,
        b: &mut Builder<'_>,
    ) -> Value {
        let is_parameter = matches!(
            (before, after),
            (Before::Byte(b'|'), After::Byte(b'|' | b','))
                | (Before::Byte(b',' | b'&' | b'(' | b')'), After::Byte(b'|'))
                | (_, After::Arrow)
        );
        if is_parameter {
            self.shadow(node, b);
            return Value::Unknown;
        }
        let name = b.name(node);
        if self.tokens.patterns.contains(&node.start_byte())
            || self.tokens.shadows.len() >= SHADOWS_MAX
            || self.tokens.shadows.contains(&name)
        {
            return Value::Unknown;
        }
        match b.scopes.so_far(b.scope(), name, Space::VALUES) {
            Some(bound @ Bound::Definition(at)) => {
                let definition = b.definition(at);
                let is_local = matches!(
                    definition.kind,
                    DefinitionKind::Local | DefinitionKind::Parameter
                ) && !is_of_other_function(definition, b.holder());
                if is_local {
                    Value::Reference(b.bound_reference(node, Role::Read, bound))
                } else {
                    Value::Unknown
                }
            }
            _ => Value::Unknown,
        }
    }

    /// From here to the end of the macro call a name is one that the tokens bind.
    fn shadow(&mut self, node: Node<'_>, b: &mut Builder<'_>) {
        if self.tokens.shadows.len() < SHADOWS_MAX {
            let name = b.name(node);
            self.tokens.shadows.push(name);
        }
    }

    /// `self`, `super` or `crate` among tokens.
    pub(super) fn token_word(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if self.tokens.reading == Reading::Nothing {
            return Value::Unknown;
        }
        let node = visit.node;
        if after(b.slice(node.end_byte(), usize::MAX)) == After::Path {
            return Self::head_word(visit, b);
        }
        if visit.kind != Kind::SelfWord {
            return Value::Unknown;
        }
        let name = b.name(node);
        match b.scopes.so_far(b.scope(), name, Space::VALUES) {
            Some(bound @ Bound::Definition(_)) => {
                Value::This(Some(b.bound_reference(node, Role::Read, bound)))
            }
            _ => Value::Unknown,
        }
    }

    /// A number after a dot is a field, whether among tokens or not.
    pub(super) fn number(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let of = match (visit.parent(), visit.field) {
            (Kind::FieldExpression, Field::Field) => visit.sibling(Field::Value),
            (Kind::TokenTree, _) if self.tokens.reading != Reading::Nothing => {
                match before(b.slice(0, visit.node.start_byte())) {
                    Before::Dot => visit.previous(),
                    _ => return Value::Unknown,
                }
            }
            _ => return Value::Unknown,
        };
        if of == Value::Unknown {
            return Value::Unknown;
        }
        Value::Reference(b.member(visit.node, Role::Read, of))
    }
}

/// What stands before a token, given the text before it.
fn before(text: &[u8]) -> Before<'_> {
    let text = text.trim_ascii_end();
    match text {
        [.., b'.', b'.'] => Before::Byte(b'.'),
        [.., b'.'] => Before::Dot,
        [.., c, b':', b':'] if c.is_ascii_alphanumeric() || *c == b'_' => Before::Path,
        // What stands before the turbofish is not looked for.
        [.., b'>', b':', b':'] => Before::Sigil,
        [.., b':', b':'] => Before::Root,
        [.., b'\'' | b'$' | b'#'] => Before::Sigil,
        [.., c] if c.is_ascii_alphanumeric() || *c == b'_' => {
            let start = text
                .iter()
                .rposition(|c| !(c.is_ascii_alphanumeric() || *c == b'_'))
                .map_or(0, |at| at + 1);
            Before::Word(&text[start..])
        }
        [.., c] => Before::Byte(*c),
        [] => Before::Byte(0),
    }
}

/// What stands after a token, given the text after it.
fn after(text: &[u8]) -> After {
    match text.trim_ascii_start() {
        [b':', b':', rest @ ..] if rest.starts_with(b"<") => after_turbofish(rest),
        [b':', b':', ..] => After::Path,
        [b':', ..] => After::Colon,
        [b'(', ..] => After::Call,
        [b'!', b'=', ..] => After::Byte(b'!'),
        [b'!', ..] => After::Bang,
        [b'=', b'>', ..] => After::Arrow,
        [b'=', b'=', ..] => After::Byte(b'='),
        [b'=', ..] => After::Equals,
        [c, ..] => After::Byte(*c),
        [] => After::Byte(0),
    }
}

/// A type rather than a constant: a capital, and small letters too.
fn is_camel_case(name: &[u8]) -> bool {
    name.first().is_some_and(u8::is_ascii_uppercase) && name.iter().any(u8::is_ascii_lowercase)
}

/// Where the arguments after the first stand, given the text after a macro's name; strings and
/// characters with brackets in them are rare there.
fn second_argument(text: &[u8]) -> Range<usize> {
    let mut depth = 0_u32;
    let mut start = text.len();
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth <= 1 => return start.min(at)..at,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 1 => start = start.min(at),
            _ => {}
        }
    }
    start..text.len()
}

/// Whether a `|` follows the type of a parameter, given the text after its name: `x: T|`.
fn is_parameter(text: &[u8]) -> bool {
    let near = text.get(..PARAMETER_BYTES_MAX).unwrap_or(text);
    let end = near
        .iter()
        .find(|c| matches!(c, b'|' | b';' | b'{' | b'}' | b'"' | b'='));
    end == Some(&b'|')
}

/// What stands after a turbofish `::<…>`, given the text after the `::`.
fn after_turbofish(text: &[u8]) -> After {
    let mut depth = 0_u32;
    for (at, byte) in text.iter().enumerate().take(PARAMETER_BYTES_MAX) {
        match byte {
            b'<' => depth += 1,
            b'>' if depth <= 1 => {
                let rest = text.get(at + 1..).unwrap_or_default();
                return match rest {
                    [b':', b':', ..] => After::Path,
                    _ => After::Call,
                };
            }
            b'>' => depth -= 1,
            b';' | b'{' => break,
            _ => {}
        }
    }
    After::Byte(b'<')
}

/// Macros that need no import.
fn is_of_prelude(name: &[u8]) -> bool {
    matches!(
        name,
        b"assert"
            | b"assert_eq"
            | b"assert_ne"
            | b"cfg"
            | b"column"
            | b"compile_error"
            | b"concat"
            | b"dbg"
            | b"debug_assert"
            | b"debug_assert_eq"
            | b"debug_assert_ne"
            | b"env"
            | b"eprint"
            | b"eprintln"
            | b"file"
            | b"format"
            | b"format_args"
            | b"include"
            | b"include_bytes"
            | b"include_str"
            | b"line"
            | b"matches"
            | b"module_path"
            | b"option_env"
            | b"panic"
            | b"print"
            | b"println"
            | b"stringify"
            | b"thread_local"
            | b"todo"
            | b"unimplemented"
            | b"unreachable"
            | b"vec"
            | b"write"
            | b"writeln"
    )
}
