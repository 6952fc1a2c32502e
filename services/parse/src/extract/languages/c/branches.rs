//! Which branches of the preprocessor a GNU compiler on Linux reads that is told nothing special.

use tree_sitter::Node;

/// How many conditions around a definition are looked at, and how deep one may be.
const DEPTH_MAX: usize = 32;

/// What such a compiler defines by itself.
const DEFINED: [&[u8]; 16] = [
    b"__ELF__",
    b"__EXCEPTIONS",
    b"__GNUC__",
    b"__GNUC_MINOR__",
    b"__GXX_RTTI",
    b"__LP64__",
    b"__SIZEOF_INT128__",
    b"__STDC__",
    b"__has_attribute",
    b"__has_builtin",
    b"__has_cpp_attribute",
    b"__has_include",
    b"__linux__",
    b"__unix__",
    b"__x86_64__",
    b"linux",
];

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    No,
    Unknown,
    Yes,
}

impl Holds {
    const fn not(self) -> Holds {
        match self {
            Holds::No => Holds::Yes,
            Holds::Unknown => Holds::Unknown,
            Holds::Yes => Holds::No,
        }
    }
}

/// Whether a node stands in a branch that is hardly read. What the file itself defines, `is_known`
/// tells: whether it is defined there depends on more than is looked at.
pub(super) fn is_unlikely<'t>(
    mut above: impl FnMut(usize) -> Option<Node<'t>>,
    node: Node<'t>,
    text: impl Fn(Node<'t>) -> &'t [u8],
    is_known: impl Fn(&[u8]) -> bool,
    is_cpp: bool,
) -> bool {
    let defined = |name: &[u8]| match name {
        b"__cplusplus" if is_cpp => Holds::Yes,
        b"__clang__" => Holds::Unknown,
        _ if DEFINED.contains(&name) => Holds::Yes,
        _ if is_known(name) => Holds::Unknown,
        _ => Holds::No,
    };
    let mut below = node;
    for n in 0..DEPTH_MAX {
        let Some(around) = above(n) else {
            return false;
        };
        let holds = match around.kind() {
            "preproc_ifdef" | "preproc_elifdef" => {
                let name = around.child_by_field_name("name").map(&text);
                let holds = name.map_or(Holds::Unknown, defined);
                let directive = around.child(0).map(&text);
                match directive {
                    Some(b"#ifndef" | b"#elifndef") => holds.not(),
                    Some(word) if word.ends_with(b"ndef") => holds.not(),
                    _ => holds,
                }
            }
            "preproc_if" | "preproc_elif" => {
                let condition = around.child_by_field_name("condition").map(&text);
                condition.map_or(Holds::Unknown, |condition| holds(condition, &defined))
            }
            _ => Holds::Unknown,
        };
        let is_otherwise = around.child_by_field_name("alternative") == Some(below);
        let wrong = if is_otherwise { Holds::Yes } else { Holds::No };
        if holds == wrong {
            return true;
        }
        below = around;
    }
    false
}

/// Evaluates a condition. What it compares is not known.
fn holds(condition: &[u8], defined: &impl Fn(&[u8]) -> Holds) -> Holds {
    // For each parenthesis that is open: what the terms of `||` came to, those of `&&`, and
    // whether the next one is negated.
    let mut open = vec![(Holds::No, Holds::Yes, false)];
    let mut last: Option<Holds> = None;
    let mut at = 0;
    let close = |level: (Holds, Holds, bool), last: Option<Holds>| {
        let (or, and, is_negated) = level;
        let last = last.unwrap_or(Holds::Unknown);
        let last = if is_negated { last.not() } else { last };
        or.max(and.min(last))
    };
    while let Some(&byte) = condition.get(at) {
        let Some(level) = open.last_mut() else {
            return Holds::Unknown;
        };
        match byte {
            b'!' if condition.get(at + 1) != Some(&b'=') => level.2 = !level.2,
            b'&' | b'|' if condition.get(at + 1) == Some(&byte) => {
                let value = last.take().unwrap_or(Holds::Unknown);
                let value = if level.2 { value.not() } else { value };
                level.2 = false;
                level.1 = level.1.min(value);
                if byte == b'|' {
                    level.0 = level.0.max(level.1);
                    level.1 = Holds::Yes;
                }
                at += 1;
            }
            b'(' if open.len() < DEPTH_MAX => open.push((Holds::No, Holds::Yes, false)),
            b')' => {
                let Some(level) = open.pop() else {
                    return Holds::Unknown;
                };
                last = Some(close(level, last.take()));
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'_' => {
                let end = end_of_name(condition, at);
                let word = &condition[at..end];
                at = end;
                last = Some(match (word, last) {
                    // A second operand: something is compared.
                    (_, Some(_)) => Holds::Unknown,
                    (b"0" | b"false", _) => Holds::No,
                    (b"1" | b"true", _) => Holds::Yes,
                    (b"defined", _) => {
                        let is_blank = |c: &u8| c.is_ascii_whitespace() || *c == b'(';
                        let from = condition[at..].iter().take_while(|c| is_blank(c)).count() + at;
                        at = end_of_name(condition, from);
                        let name = &condition[from..at];
                        if condition[end..from].contains(&b'(') {
                            let close = condition[at..].iter().position(|c| *c == b')');
                            at = close.map_or(condition.len(), |close| at + close + 1);
                        }
                        defined(name)
                    }
                    _ => Holds::Unknown,
                });
                continue;
            }
            byte if byte.is_ascii_whitespace() => {}
            // Another operator.
            _ => last = Some(Holds::Unknown),
        }
        at += 1;
    }
    match open.as_slice() {
        &[level] => close(level, last),
        _ => Holds::Unknown,
    }
}

fn end_of_name(text: &[u8], from: usize) -> usize {
    let is_part = |c: &&u8| c.is_ascii_alphanumeric() || **c == b'_';
    from + text[from..].iter().take_while(is_part).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_told_by_what_a_compiler_defines() {
        let defined = |name: &[u8]| match name {
            b"__GNUC__" => Holds::Yes,
            b"OURS" => Holds::Unknown,
            _ => Holds::No,
        };
        for (condition, told) in [
            ("defined(_WIN32)", Holds::No),
            ("!defined _WIN32", Holds::Yes),
            ("defined(__GNUC__) && !defined(_MSC_VER)", Holds::Yes),
            ("defined(_MSC_VER) || defined(__GNUC__)", Holds::Yes),
            ("defined(_MSC_VER) || defined(OURS)", Holds::Unknown),
            ("defined(_MSC_VER) && OURS > 1", Holds::No),
            ("!(defined(_MSC_VER) || defined(__GNUC__))", Holds::No),
            ("__GNUC__ >= 4", Holds::Unknown),
            ("defined(__GNUC__) && has(x, y) == 1", Holds::Unknown),
            ("0", Holds::No),
            ("((1)", Holds::Unknown),
            (")", Holds::Unknown),
        ] {
            assert_eq!(holds(condition.as_bytes(), &defined), told, "{condition}");
        }
    }
}
