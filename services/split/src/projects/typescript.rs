//! `tsconfig.json`, which is JSON with comments and commas too many.

use facts::{Entry, TypeScript};
use serde_json::Value;

use super::text;

pub(super) fn said(source: &str) -> Option<TypeScript> {
    let value: Value = serde_json::from_str(&plain(source)).ok()?;
    let nothing = Value::Null;
    let options = value.get("compilerOptions").unwrap_or(&nothing);
    let paths = options.get("paths").and_then(Value::as_object);
    let references = value.get("references").and_then(Value::as_array);
    let references = references.map_or(&[][..], Vec::as_slice).iter();
    Some(TypeScript {
        extends: strings(value.get("extends")),
        references: references.filter_map(|r| text(r, "path")).collect(),
        base_url: text(options, "baseUrl"),
        paths: paths.map(|paths| {
            let entries = paths.iter().map(|(pattern, targets)| Entry {
                key: pattern.clone(),
                targets: strings(Some(targets)),
            });
            entries.collect()
        }),
        root_dir: text(options, "rootDir"),
        out_dir: text(options, "outDir").or_else(|| text(options, "declarationDir")),
    })
}

/// One text, or a list of them.
fn strings(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(all)) => {
            let all = all.iter().filter_map(Value::as_str);
            all.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

/// The text without comments, and without commas before a closing bracket.
fn plain(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut rest = source.trim_start_matches('\u{feff}');
    while let Some(next) = rest.chars().next() {
        let taken = if next == '"' {
            let end = end_of_string(rest);
            plain.push_str(&rest[..end]);
            end
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(comment) = rest.strip_prefix("/*") {
            comment.find("*/").map_or(rest.len(), |at| at + 4)
        } else {
            if matches!(next, '}' | ']') && plain.trim_end().ends_with(',') {
                plain.truncate(plain.trim_end().len() - 1);
            }
            plain.push(next);
            next.len_utf8()
        };
        rest = &rest[taken..];
    }
    plain
}

/// Where a string that starts here ends.
fn end_of_string(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_commas_do_not_count() {
        let config = said(
            r#"{
                // The base. "no string"
                "extends": ["./base", "@scope/config/x.json"],
                /* a, */
                "compilerOptions": {
                    "baseUrl": "./src", "outDir": "lib", "rootDir": "src",
                    "paths": { "@/*": ["./*", "../odd \" // path/*"], "one": ["./one.ts"], },
                },
                "references": [{ "path": "../other" },],
            }"#,
        )
        .unwrap();
        assert_eq!(config.extends, ["./base", "@scope/config/x.json"]);
        assert_eq!(config.references, ["../other"]);
        assert_eq!(config.base_url.as_deref(), Some("./src"));
        assert_eq!(config.out_dir.as_deref(), Some("lib"));
        let paths = config.paths.unwrap();
        let all = paths.iter().find(|p| p.key == "@/*").unwrap();
        assert_eq!(all.targets, ["./*", "../odd \" // path/*"]);
    }

    #[test]
    fn what_is_broken_says_nothing() {
        for broken in ["", "{", "\"", "/*", "{\"extends\": \"a\\", "{\"a\": 1,, }"] {
            assert_eq!(said(broken), None, "{broken}");
        }
        assert_eq!(said("{}"), Some(TypeScript::default()));
    }
}
