//! Which of the two languages a file is in.

use events::Language;

/// A header that has shown no C++ in so many bytes is C.
const HEADER_BYTES_MAX: usize = 1 << 18;

/// The dialect to parse a file in. A header says nothing by its name: one that holds what only C++
/// has is C++.
pub(in crate::extract) fn dialect(language: Language, path: &str, text: &[u8]) -> Language {
    let is_open =
        language == Language::C && path.rsplit_once('.').is_some_and(|(_, end)| end == "h");
    if is_open && is_cpp_header(text) {
        Language::Cpp
    } else {
        language
    }
}

/// Whether a line starts as only C++ does; what C headers keep for C++ alone does not count.
fn is_cpp_header(text: &[u8]) -> bool {
    let text = &text[..text.len().min(HEADER_BYTES_MAX)];
    let mut is_in_comment = false;
    // Conditions around, and the outermost of them that only C++ passes.
    let (mut depth, mut cpp_only) = (0_u32, None);
    for line in text.split(|c| *c == b'\n') {
        let line = line.trim_ascii();
        if is_in_comment {
            is_in_comment = !line.windows(2).any(|pair| pair == b"*/");
            continue;
        }
        if line.starts_with(b"/*") {
            is_in_comment = !line.windows(2).skip(1).any(|pair| pair == b"*/");
            continue;
        }
        if let Some(directive) = line.strip_prefix(b"#") {
            let directive = directive.trim_ascii_start();
            if directive.starts_with(b"if") {
                depth += 1;
                let is_cpp_only = directive.windows(11).any(|word| word == b"__cplusplus")
                    && !directive.starts_with(b"ifndef")
                    && !directive.contains(&b'!');
                if is_cpp_only && cpp_only.is_none() {
                    cpp_only = Some(depth);
                }
            } else if directive.starts_with(b"endif") || directive.starts_with(b"el") {
                if cpp_only == Some(depth) {
                    cpp_only = None;
                }
                if directive.starts_with(b"endif") {
                    depth = depth.saturating_sub(1);
                }
            }
            continue;
        }
        if cpp_only.is_none() && starts_as_cpp(line) {
            return true;
        }
    }
    false
}

fn starts_as_cpp(line: &[u8]) -> bool {
    let end = line
        .iter()
        .position(|c| !(c.is_ascii_alphanumeric() || *c == b'_'))
        .unwrap_or(line.len());
    let (word, rest) = line.split_at(end);
    let after = rest.trim_ascii_start();
    let is_name = after
        .first()
        .is_some_and(|c| c.is_ascii_alphabetic() || *c == b'_');
    match word {
        b"class" => is_name && rest != after && !after.contains(&b'='),
        b"namespace" => (is_name && rest != after) || after.starts_with(b"{"),
        b"template" => after.starts_with(b"<"),
        b"using" => is_name && rest != after && line.ends_with(b";"),
        b"public" | b"private" | b"protected" => after == b":",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_cpp(text: &str) -> bool {
        dialect(Language::C, "a.h", text.as_bytes()) == Language::Cpp
    }

    #[test]
    fn a_header_with_what_only_cpp_has_is_cpp() {
        for text in [
            "class A {",
            "  class A;\n",
            "namespace a {",
            "template<typename T>",
            "template <class T>",
            "using namespace std;",
            "struct A {\n public:\n",
            "#ifndef A_H\n#define A_H\nnamespace a {\n}\n#endif",
        ] {
            assert!(is_cpp(text), "{text}");
        }
    }

    #[test]
    fn a_header_that_serves_both_is_c() {
        for text in [
            "int class = 1;",
            "class = 1;",
            "/*\nclass A is\n*/ int x;",
            "/* one */\n// class A\nint x;",
            "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f(void);\n#ifdef __cplusplus\n}\n#endif",
            "#if defined(__cplusplus)\nclass A;\n#else\ntypedef struct A A;\n#endif",
        ] {
            assert!(!is_cpp(text), "{text}");
        }
        let text = "#ifdef __cplusplus\nnamespace x {}\n#endif\nclass A {};";
        assert!(is_cpp(text), "what follows the condition counts");
        assert_eq!(
            dialect(Language::C, "a.c", b"class A {"),
            Language::C,
            "a source says by its name what it is"
        );
    }
}
