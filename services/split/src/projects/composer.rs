//! `composer.json`.

use facts::{Composer, Entry};
use serde_json::Value;

use super::text;

/// Folders of one start of names, and starts of one package, are a handful; more is no project.
const ROOTS_MAX: usize = 1024;

/// What it says of where classes are; nothing if it says nothing of that.
pub(super) fn said(value: &Value) -> Option<Composer> {
    let mut roots = Vec::new();
    for section in ["autoload", "autoload-dev"] {
        let Some(Value::Object(map)) = value.get(section).and_then(|s| s.get("psr-4")) else {
            continue;
        };
        for (start, folders) in map {
            let targets = match folders {
                Value::String(folder) => vec![folder.clone()],
                Value::Array(all) => all
                    .iter()
                    .filter_map(|folder| folder.as_str().map(str::to_owned))
                    .collect(),
                _ => continue,
            };
            roots.push(Entry {
                key: start.trim_matches('\\').to_owned(),
                targets,
            });
        }
    }
    roots.truncate(ROOTS_MAX);
    let name = text(value, "name").filter(|name| !name.is_empty());
    (name.is_some() || !roots.is_empty()).then_some(Composer { name, roots })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roots_of(text: &str) -> Option<Vec<(String, Vec<String>)>> {
        let composer = said(&serde_json::from_str(text).unwrap())?;
        let roots = composer.roots.into_iter();
        Some(roots.map(|e| (e.key, e.targets)).collect())
    }

    #[test]
    fn roots_are_told_with_those_of_tests() {
        let text = r#"{"name": "a/b",
            "autoload": {"psr-4": {"A\\B\\": "src/", "": ["lib", "more", 1]}, "classmap": ["x"]},
            "autoload-dev": {"psr-4": {"A\\Tests\\": "tests"}}}"#;
        let entry = |key: &str, targets: &[&str]| {
            let targets: Vec<String> = targets.iter().map(|&t| t.into()).collect();
            (key.to_owned(), targets)
        };
        let mut told = roots_of(text).unwrap();
        told.sort();
        assert_eq!(
            told,
            [
                entry("", &["lib", "more"]),
                entry("A\\B", &["src/"]),
                entry("A\\Tests", &["tests"])
            ]
        );
    }

    #[test]
    fn a_file_that_says_nothing_of_names_is_none() {
        assert_eq!(roots_of(r#"{"require": {}}"#), None);
        assert_eq!(roots_of("[1]"), None);
        assert_eq!(roots_of(r#"{"name": "a/b", "autoload": 1}"#), Some(vec![]));
    }
}
