//! Tables in the documents that are made from the code, and held against it.

use boot::settings::{DEFAULTS, LISTS, TEXTS};
use events::map;
use figment::Figment;
use figment::providers::{Format, Toml};
use serde_json::Value;

use crate::workspace;

/// A documented line of code: a variant, or a field with its type.
struct Item {
    name: String,
    kind: String,
    doc: String,
}

/// The variants or fields of a `pub enum` or `pub struct`, with what is said of them.
fn items(path: &str, head: &str) -> Vec<Item> {
    let text = workspace::read(path);
    let body = text
        .split(&format!("pub {head} {{\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("{path} has no {head}"));
    let body = body.split("\n}").next().unwrap_or_default();
    let (mut items, mut doc) = (Vec::new(), Vec::new());
    for line in body.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim().to_owned());
        } else if let Some(item) = line.strip_suffix(',') {
            let (name, kind) = item
                .trim_start_matches("pub ")
                .split_once(": ")
                .unwrap_or((item, ""));
            items.push(Item {
                name: name.to_owned(),
                kind: kind.to_owned(),
                doc: doc.join(" ").replace('|', "\\|"),
            });
            doc.clear();
        }
    }
    items
}

const REASONS: &str = "shared/events/src/reason.rs";
const RULES: &str = "shared/graph/src/validate/verdict.rs";
const SETTINGS: &str = "shared/boot/src/settings.rs";

/// The names on the wire of an enum of `reason.rs`: its variants in snake case.
pub(crate) fn variants(name: &str) -> Vec<String> {
    let found = items(REASONS, &format!("enum {name}"));
    assert!(
        found.len() > 5,
        "{name} has more variants than {}",
        found.len()
    );
    found.iter().map(|item| snake_case(&item.name)).collect()
}

fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for (at, c) in name.char_indices() {
        // `Utf8` is one word.
        if at > 0 && c.is_ascii_uppercase() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

#[test]
fn the_map_of_subjects_is_the_map() {
    workspace::hold("ARCHITECTURE.md", Some("map"), &map::table());
}

#[test]
fn outcomes_are_all_documented() {
    for (part, head) in [("failures", "FailureKind"), ("skips", "SkipReason")] {
        let mut table = String::from("| name | meaning |\n|---|---|\n");
        for item in items(REASONS, &format!("enum {head}")) {
            table += &format!("| `{}` | {} |\n", snake_case(&item.name), item.doc);
        }
        workspace::hold("docs/outcomes.md", Some(part), &table);
    }
}

#[test]
fn rules_of_validation_are_all_documented() {
    let mut table = String::from("| rule | what must hold |\n|---|---|\n");
    for item in items(RULES, "enum Rule") {
        table += &format!("| `{}` | {} |\n", snake_case(&item.name), item.doc);
    }
    workspace::hold("docs/outputs.md", Some("rules"), &table);
}

#[test]
fn settings_are_all_documented() {
    let defaults: Value = Figment::from(Toml::string(DEFAULTS))
        .extract()
        .expect("the defaults are TOML");
    let (mut alone, mut tables) = (Vec::new(), String::new());
    let mut known = 0;
    for section in items(SETTINGS, "struct Settings") {
        if !section.kind.ends_with("Settings") {
            alone.push((section.name.clone(), section));
            continue;
        }
        let rows = items(SETTINGS, &format!("struct {}", section.kind));
        let rows = rows
            .into_iter()
            .map(|item| (format!("{}.{}", section.name, item.name), item))
            .collect::<Vec<_>>();
        known += rows.len();
        tables += &format!(
            "\n## {}\n\n{}\n\n{}",
            section.name,
            section.doc,
            table(&rows, &defaults)
        );
        if section.name == "clone" {
            let items = items(SETTINGS, "struct HostCredential");
            tables +=
                "\nEach item of `clone.credentials`, in the file a `[[clone.credentials]]`:\n\n";
            tables += "| field | variable, of the first item | what |\n|---|---|---|\n";
            for Item { name, doc, .. } in items {
                let variable = name.to_uppercase();
                tables += &format!(
                    "| `{name}` | `GRAPHMILL_CLONE__CREDENTIALS__0__{variable}` | {doc} |\n"
                );
            }
        }
    }
    known += alone.len();
    let tables = format!("{}{tables}", table(&alone, &defaults));
    workspace::hold("docs/settings.md", Some("settings"), &tables);

    // What the defaults name is in the tables: a setting that the scan overlooks is seen here.
    let names = names_of(&defaults);
    for name in &names {
        assert!(
            tables.contains(&format!("| `{name}` |")),
            "docs/settings.md lacks {name}"
        );
    }
    assert!(
        known >= names.len() && names.len() > 20,
        "{known} settings, {} with a default",
        names.len()
    );
}

fn table(rows: &[(String, Item)], defaults: &Value) -> String {
    let mut table = String::from("| setting | variable | default | what |\n|---|---|---|---|\n");
    for (name, item) in rows {
        let default = match defaults.pointer(&format!("/{}", name.replace('.', "/"))) {
            Some(value) => format!("`{value}`"),
            None => "none".to_owned(),
        };
        assert!(
            default != "none" || item.kind.starts_with("Option<"),
            "{name} has no default and is not optional"
        );
        let variable = format!("GRAPHMILL_{}", name.to_uppercase().replace('.', "__"));
        let variable = match item.kind.as_str() {
            "Vec<HostCredential>" => "see below".to_owned(),
            kind if kind.starts_with("Vec<") => format!("`{variable}__0`, …"),
            _ => format!("`{variable}`"),
        };
        table += &format!("| `{name}` | {variable} | {default} | {} |\n", item.doc);
    }
    table
}

/// What is read as anything else than it is written would become another path or password.
#[test]
fn texts_of_the_environment_are_known_as_texts() {
    let (mut texts, mut lists) = (Vec::new(), Vec::new());
    for section in items(SETTINGS, "struct Settings") {
        if !section.kind.ends_with("Settings") {
            continue;
        }
        for item in items(SETTINGS, &format!("struct {}", section.kind)) {
            let name = format!("{}.{}", section.name, item.name);
            let kind = item.kind.trim_start_matches("Option<");
            if ["String", "PathBuf", "Secret"].contains(&kind.trim_end_matches('>')) {
                texts.push(name);
            } else if let Some(of) = kind.strip_prefix("Vec<") {
                let of = items_of(of.trim_end_matches('>'));
                lists.push((name, of));
            }
        }
    }
    assert_eq!(texts, TEXTS);
    let known: Vec<(String, Vec<String>)> = LISTS
        .iter()
        .map(|(name, fields)| {
            let fields = fields.iter().map(|field| (*field).to_owned());
            ((*name).to_owned(), fields.collect())
        })
        .collect();
    assert_eq!(lists, known);
}

/// The fields of a list's items, none where an item is a text.
fn items_of(kind: &str) -> Vec<String> {
    if kind == "PathBuf" {
        return Vec::new();
    }
    let fields = items(SETTINGS, &format!("struct {kind}"));
    fields.into_iter().map(|field| field.name).collect()
}

fn names_of(defaults: &Value) -> Vec<String> {
    let mut names = Vec::new();
    for (name, value) in defaults.as_object().expect("the defaults are a table") {
        match value.as_object() {
            Some(section) => names.extend(section.keys().map(|key| format!("{name}.{key}"))),
            None => names.push(name.clone()),
        }
    }
    names
}

/// Every setting that a document names in capitals exists.
#[test]
fn variables_that_documents_name_exist() {
    let settings = workspace::read("docs/settings.md");
    let known = |name: &str| {
        ["` |", "`, …"]
            .iter()
            .any(|end| settings.contains(&format!("`{name}{end}")))
    };
    for path in workspace::files(&["md", "yaml", "conf"]) {
        let text = workspace::read(&path);
        for (at, _) in text.match_indices("GRAPHMILL_") {
            let name: String = text[at..]
                .chars()
                .take_while(|c| c.is_ascii_uppercase() || *c == '_' || c.is_ascii_digit())
                .collect();
            // `GRAPHMILL_…` speaks of all of them, and A and B of any.
            let any = ["GRAPHMILL_", "GRAPHMILL_A__B"].contains(&name.as_str());
            assert!(
                any || known(&name),
                "{path} names {name}, which is no setting"
            );
        }
    }
}
