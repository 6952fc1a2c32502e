//! Python's decorators: what they say of a function.

use facts::{Flags, Role};

use super::{Python, Visit};
use crate::extract::builder::Builder;

/// Decorators that give back what a function gives back.
const CLEAR: [&[u8]; 18] = [
    b"abstractmethod",
    b"abstractproperty",
    b"cache",
    b"cached_property",
    b"classmethod",
    b"deleter",
    b"final",
    b"fixture",
    b"getter",
    b"lru_cache",
    b"override",
    b"overload",
    b"parametrize",
    b"property",
    b"setter",
    b"staticmethod",
    b"usefixtures",
    b"wraps",
];

/// What the decorators of a function say.
#[derive(Debug, Default)]
pub(super) struct Decorators {
    /// It is a fixture of pytest, under its own name.
    pub(super) is_fixture: bool,
    /// Another value may come of it than it gives back.
    pub(super) is_veiled: bool,
    /// The names of parameters that a test is run with, as pytest's `parametrize` lists them.
    given: Vec<Vec<u8>>,
}

impl Decorators {
    /// One more, with its last name and its whole text.
    fn add(&mut self, last: &[u8], text: &[u8]) {
        self.is_veiled |= !CLEAR.contains(&last);
        match last {
            // `fixture(name="other")` is found under another name.
            b"fixture" => self.is_fixture = !text.windows(5).any(|w| w == b"name="),
            b"parametrize" => {
                // `"a, b"`, or a list of such texts, before the values.
                let arguments = text.split(|c| *c == b'(').nth(1).unwrap_or_default();
                let is_list = arguments.trim_ascii_start().starts_with(b"[");
                let names = if is_list {
                    arguments.split(|c| *c == b']').next()
                } else {
                    let mut quoted = arguments.split(|c| matches!(c, b'"' | b'\''));
                    quoted.nth(1)
                };
                let words = names.unwrap_or(text).split(|c| !is_word(*c));
                let words = words.filter(|word| !word.is_empty());
                self.given.extend(words.map(<[u8]>::to_vec));
            }
            _ => {}
        }
    }
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl Python {
    /// A decorator: what it is for the language, and that it is a reference.
    pub(super) fn leave_decorator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if let Some(at) = visit.last().reference() {
            let reference = b.reference_mut(at);
            if reference.role == Role::Read {
                reference.role = Role::Decorator;
            }
        }
        let Some(definition) = self.decorated else {
            return;
        };
        let text = b.text(visit.node);
        let text = text.strip_prefix(b"@").unwrap_or(text).trim_ascii();
        let head = text.split(|c| *c == b'(').next().unwrap_or(text);
        let last = head.rsplit(|c| *c == b'.').next().unwrap_or(head);
        self.decorators.add(last, text);
        let flag = match last {
            b"property" | b"cached_property" | b"setter" | b"getter" | b"deleter"
            | b"abstractproperty" => Flags::PROPERTY,
            b"staticmethod" => Flags::STATIC,
            b"classmethod" => Flags::CLASS_METHOD,
            b"abstractmethod" => Flags::ABSTRACT,
            b"overload" => Flags::DECLARATION,
            b"fixture" if self.decorators.is_fixture => Flags::FIXTURE,
            _ => return,
        };
        b.definition_mut(definition).flags.set(flag);
    }

    /// Whether pytest gives the parameter that was defined last its value by its name.
    pub(super) fn is_injected(&self, parameter: u32, b: &Builder<'_>) -> bool {
        let Some(function) = self.functions.last() else {
            return false;
        };
        let name = b.name_of_definition(parameter).as_bytes();
        let is_test = |at: u32| self.is_test_file && b.name_of_definition(at).starts_with("test");
        let is_asked = function.decorators.is_fixture || function.definition.is_some_and(is_test);
        is_asked
            && self.functions.len() == 1
            && !function.decorators.given.iter().any(|given| given == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_that_a_test_is_run_with_are_read() {
        let given = |text: &str| {
            let mut decorators = Decorators::default();
            decorators.add(b"parametrize", text.as_bytes());
            let names = decorators.given.iter();
            let names = names.map(|name| String::from_utf8_lossy(name).into_owned());
            names.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(given("pytest.mark.parametrize('app', [1])"), "app");
        assert_eq!(given("parametrize(\"a, b\", [(1, 2)])"), "a b");
        assert_eq!(given("parametrize(('a', 'b'), [])"), "parametrize a b");
        assert_eq!(given("parametrize([\"a\", \"b\"], x)"), "a b");
    }
}
