//! `package.json`.

use facts::{Entry, Npm};
use serde_json::Value;

use super::text;

/// Conditions that hold in no program that runs on Node or is compiled.
const FOREIGN: [&str; 6] = [
    "browser",
    "bun",
    "deno",
    "react-native",
    "worker",
    "workerd",
];
/// The other conditions, the nearest to the source first; those that are not named here come before
/// the last.
const NEAREST: [&str; 5] = ["source", "types", "import", "module", "default"];
/// Where the whole of a package is told, the nearest to its source first.
const MAINS: [&str; 6] = ["source", "types", "typings", "module", "main", "browser"];
/// How deep conditions nest.
const DEPTH_MAX: usize = 8;

pub(super) fn said(value: &Value) -> Npm {
    let mains = MAINS.iter().filter_map(|key| text(value, key));
    Npm {
        name: text(value, "name").filter(|name| !name.is_empty()),
        exports: value.get("exports").map(|exports| entries(exports, ".")),
        imports: value
            .get("imports")
            .map_or(Vec::new(), |imports| entries(imports, "#")),
        mains: mains.collect(),
    }
}

/// `{ "./a": …, "./b": … }`, or what stands for `"."` alone.
fn entries(value: &Value, start: &str) -> Vec<Entry> {
    let entry = |key: &str, value: &Value| {
        let mut targets = Vec::new();
        collect(value, &mut targets, 0);
        Entry {
            key: key.to_owned(),
            targets,
        }
    };
    match value {
        Value::Object(map) if map.keys().all(|key| key.starts_with(start)) => {
            map.iter().map(|(key, value)| entry(key, value)).collect()
        }
        other => vec![entry(".", other)],
    }
}

/// All targets below conditions.
fn collect(value: &Value, targets: &mut Vec<String>, depth: usize) {
    if depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::String(target) => targets.push(target.clone()),
        Value::Array(all) => all.iter().for_each(|v| collect(v, targets, depth + 1)),
        Value::Object(conditions) => {
            let held = conditions.iter();
            let held = held.filter(|(condition, _)| !FOREIGN.contains(&condition.as_str()));
            let mut held: Vec<(&String, &Value)> = held.collect();
            held.sort_by_key(|(condition, _)| distance(condition));
            for (_, value) in held {
                collect(value, targets, depth + 1);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// How far from the source a condition leads.
fn distance(condition: &str) -> usize {
    let last = NEAREST.len() - 1;
    match NEAREST.iter().position(|n| *n == condition) {
        Some(at) if at == last => last + 1,
        Some(at) => at,
        None => last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries_of(text: &str) -> Vec<(String, Vec<String>)> {
        let npm = said(&serde_json::from_str(text).unwrap());
        let exports = npm.exports.unwrap_or_default().into_iter();
        exports.map(|e| (e.key, e.targets)).collect()
    }

    fn entry(key: &str, targets: &[&str]) -> (String, Vec<String>) {
        (key.into(), targets.iter().map(|&t| t.into()).collect())
    }

    #[test]
    fn exports_are_told_in_every_form() {
        assert_eq!(
            entries_of(r#"{"exports": "./a.js"}"#),
            [entry(".", &["./a.js"])]
        );
        let conditions =
            r#"{"exports": {"types": "./a.d.ts", "browser": "./b.js", "default": "./a.js"}}"#;
        assert_eq!(
            entries_of(conditions),
            [entry(".", &["./a.d.ts", "./a.js"])]
        );
        let several = r#"{"exports": {".": ["./a.js"], "./x/*": {"import": {"default": "./x/*.mjs"}}, "./no": null}}"#;
        let mut told = entries_of(several);
        told.sort();
        assert_eq!(
            told,
            [
                entry(".", &["./a.js"]),
                entry("./no", &[]),
                entry("./x/*", &["./x/*.mjs"])
            ]
        );
    }

    #[test]
    fn a_package_without_exports_has_mains() {
        let npm = said(
            &serde_json::from_str(r#"{"name": "@a/b", "main": "lib", "types": "lib.d.ts"}"#)
                .unwrap(),
        );
        assert_eq!(npm.name.as_deref(), Some("@a/b"));
        assert_eq!(
            (npm.exports, npm.mains),
            (None, vec!["lib.d.ts".into(), "lib".into()])
        );
        let odd = said(&serde_json::from_str(r"[1]").unwrap());
        assert_eq!(odd, Npm::default());
    }
}
