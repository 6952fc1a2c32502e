//! Contents that are of another kind than the names of their files say.

use events::Language;

/// So much of a header is looked at.
const HEADER_BYTES_MAX: usize = 1 << 18;
/// The length of a packet of an MPEG transport stream, each of which starts with the same byte.
const PACKET_BYTES: usize = 188;
/// Beginnings of translations of Qt.
const TRANSLATIONS: [&[u8]; 2] = [b"<!DOCTYPE TS", b"<TS"];
/// Words with which Objective-C announces what stands elsewhere.
const ANNOUNCING: [&[u8]; 2] = [b"@class ", b"@protocol "];

/// What a file really is, as the reason for which it is not read.
pub(super) fn other_than_named(
    language: Language,
    path: &str,
    source: &[u8],
) -> Option<&'static str> {
    let end = path.rsplit('.').next().unwrap_or(path);
    match (language, end) {
        (Language::TypeScript, "ts") if is_video(source) => Some("other_format: mpeg"),
        (Language::TypeScript, "ts") if is_translation(source) => {
            Some("other_format: qt_translation")
        }
        (Language::C, "h") if is_objective_c(source) => Some("other_language: objective_c"),
        _ => None,
    }
}

fn is_video(source: &[u8]) -> bool {
    let starts = source.iter().step_by(PACKET_BYTES).take(3);
    let mut starts = starts.peekable();
    source.len() > 2 * PACKET_BYTES && starts.all(|byte| *byte == 0x47)
}

fn is_translation(source: &[u8]) -> bool {
    let text = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source);
    let text = text.trim_ascii_start();
    let after_head = match text.strip_prefix(b"<?xml") {
        Some(rest) => match rest.windows(2).take(256).position(|end| end == b"?>") {
            Some(end) => rest[end + 2..].trim_ascii_start(),
            None => return true,
        },
        None => text,
    };
    TRANSLATIONS.iter().any(|t| after_head.starts_with(t)) || after_head.len() < text.len()
}

/// A header that C and Objective-C share says so by a condition, and is C.
fn is_objective_c(source: &[u8]) -> bool {
    let text = &source[..source.len().min(HEADER_BYTES_MAX)];
    if !text.contains(&b'@') && !text.windows(7).any(|word| word == b"#import") {
        return false;
    }
    let mut has_own = false;
    for line in text.split(|c| *c == b'\n') {
        let line = line.trim_ascii();
        if line.windows(8).any(|word| word == b"__OBJC__") {
            return false;
        }
        let is_import = line.strip_prefix(b"#import").is_some_and(|rest| {
            let name = rest.trim_ascii_start();
            name.starts_with(b"<") || name.starts_with(b"\"") && name.ends_with(b".h\"")
        });
        has_own |= is_import || is_line_of_objective_c(line);
    }
    has_own
}

/// Whether no C has such a line, in a comment neither: documentation for Doxygen starts lines with
/// `@class`, `@interface` and `@endcode`.
fn is_line_of_objective_c(line: &[u8]) -> bool {
    let is_end = line
        .strip_prefix(b"@end")
        .is_some_and(|rest| !rest.first().is_some_and(u8::is_ascii_alphabetic));
    is_end || line.ends_with(b";") && ANNOUNCING.iter().any(|word| line.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_of_qt_and_a_video_are_no_typescript() {
        let is = |text: &[u8]| other_than_named(Language::TypeScript, "a/b.ts", text);
        let translation = Some("other_format: qt_translation");
        assert_eq!(
            is(b"<?xml version=\"1.0\"?>\n<!DOCTYPE TS>\n<TS>"),
            translation
        );
        assert_eq!(is(b"\xef\xbb\xbf<!DOCTYPE TS><TS>"), translation);
        assert_eq!(is(b"<TS version=\"2.1\">"), translation);
        let mut video = vec![0xff; 3 * PACKET_BYTES];
        for start in [0, PACKET_BYTES, 2 * PACKET_BYTES] {
            video[start] = 0x47;
        }
        assert_eq!(is(&video), Some("other_format: mpeg"));
        assert_eq!(is(b"GGG"), None);
        assert_eq!(is(b"<TestType>x"), None);
        assert_eq!(is(b"export const x = 1"), None);
        let tsx = other_than_named(Language::Tsx, "a.tsx", b"<TS />");
        assert_eq!(tsx, None, "elements are part of the language");
    }

    #[test]
    fn a_header_of_objective_c_is_no_c() {
        let is = |text: &str| other_than_named(Language::C, "a.h", text.as_bytes()).is_some();
        assert!(is("#import <Foundation/Foundation.h>\n"));
        assert!(is("#import \"Other.h\"\n"));
        assert!(is("\n@interface A : NSObject\n@end\n"));
        assert!(is("  @class B;\nint f(void);\n"));
        assert!(!is("#ifdef __OBJC__\n@class B;\n#endif\nint f(void);\n"));
        assert!(is("\t@end // of A\n"));
        assert!(is("@protocol A, B;\n"));
        assert!(!is("/**\n * @interface\n */\nint f(void);\n"));
        let doxygen = "/**\n@class A\n@code\n@endcode\n*/\nint f(void);\n";
        assert!(!is(doxygen), "its words of documentation look alike");
        assert!(!is(
            "/*!\n@interface A a.h\n@protocol B\n@implementation x\n*/\n"
        ));
        assert!(!is("int f(void); // a@b\n"));
        let source = other_than_named(Language::C, "a.c", b"@end");
        assert_eq!(source, None, "a source says by its name what it is");
    }
}
