//! Lock files: which version of each package a project was last built with.
//!
//! Only what a project names itself is of use here, and lock files hold much more, so of a package
//! that is there in several versions none is told.

use std::collections::BTreeMap;

use facts::{Lock, Pinned};
use serde_json::Value;

/// More packages of one lock file are not looked at.
const PACKAGES_MAX: usize = 50_000;

/// How a lock file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// `Cargo.lock`.
    Cargo,
    /// `package-lock.json`, `npm-shrinkwrap.json`.
    Npm,
    /// `yarn.lock`, of both of its formats.
    Yarn,
    /// `pnpm-lock.yaml`.
    Pnpm,
    /// `poetry.lock`, `uv.lock`, `pdm.lock`.
    PythonTables,
    /// `Pipfile.lock`.
    Pipfile,
    /// `requirements*.txt`, as far as it pins.
    Requirements,
}

/// How the file of a name is written; `None` for what is no lock file.
pub(super) fn format(name: &str) -> Option<Format> {
    Some(match name {
        "Cargo.lock" => Format::Cargo,
        "package-lock.json" | "npm-shrinkwrap.json" => Format::Npm,
        "yarn.lock" => Format::Yarn,
        "pnpm-lock.yaml" => Format::Pnpm,
        "poetry.lock" | "uv.lock" | "pdm.lock" => Format::PythonTables,
        "Pipfile.lock" => Format::Pipfile,
        _ => {
            let stem = name.strip_suffix(".txt")?;
            let is_list = stem.starts_with("requirements") || stem.ends_with("requirements");
            return is_list.then_some(Format::Requirements);
        }
    })
}

/// What a lock file pins; `None` when it cannot be read or pins nothing.
pub(super) fn said(format: Format, text: &str) -> Option<Lock> {
    let value: Value = match format {
        Format::Npm | Format::Pipfile => serde_json::from_str(text).ok()?,
        _ => Value::Null,
    };
    let mut pins = Pins::default();
    let ecosystem = match format {
        Format::Cargo => {
            tables(text, true, &mut pins)?;
            "cargo"
        }
        Format::Npm => {
            npm(&value, &mut pins);
            "npm"
        }
        Format::Yarn => {
            yarn(text, &mut pins);
            "npm"
        }
        Format::Pnpm => {
            pnpm(text, &mut pins);
            "npm"
        }
        Format::PythonTables => {
            tables(text, false, &mut pins)?;
            "python"
        }
        Format::Pipfile => {
            pipfile(&value, &mut pins);
            "python"
        }
        Format::Requirements => {
            requirements(text, &mut pins);
            "python"
        }
    };
    let pinned = pins.single();
    (!pinned.is_empty()).then(|| Lock {
        ecosystem: ecosystem.to_owned(),
        pinned,
    })
}

/// The modules that a `go.mod` requires.
pub(super) fn go_requires(text: &str) -> Vec<Pinned> {
    let mut pins = Pins::default();
    let mut is_in_block = false;
    for line in text.lines() {
        let line = line.split("//").next().unwrap_or(line).trim();
        let required = match line.strip_prefix("require") {
            Some(rest) if rest.trim_start().starts_with('(') => {
                is_in_block = true;
                continue;
            }
            Some(rest) if rest.starts_with([' ', '\t']) => rest,
            _ if line.starts_with(')') => {
                is_in_block = false;
                continue;
            }
            _ if is_in_block => line,
            _ => continue,
        };
        let mut words = required.split_whitespace();
        if let (Some(module), Some(version)) = (words.next(), words.next()) {
            pins.put(module.trim_matches(['"', '`']), version);
        }
    }
    pins.single()
}

/// Packages with their version, or with `None` where there are several.
#[derive(Debug, Default)]
struct Pins<'a> {
    by_name: BTreeMap<String, Option<&'a str>>,
}

impl<'a> Pins<'a> {
    fn put(&mut self, name: &str, version: &'a str) {
        if name.is_empty() || version.is_empty() {
            return;
        }
        if let Some(known) = self.by_name.get_mut(name) {
            if *known != Some(version) {
                *known = None;
            }
        } else if self.by_name.len() < PACKAGES_MAX {
            self.by_name.insert(name.to_owned(), Some(version));
        }
    }

    fn single(self) -> Vec<Pinned> {
        let pinned = self.by_name.into_iter().filter_map(|(name, version)| {
            Some(Pinned {
                name,
                version: version?.to_owned(),
            })
        });
        pinned.collect()
    }
}

/// `[[package]]` with a name and a version. One of Cargo without a source is the repository's own.
fn tables<'a>(text: &'a str, is_cargo: bool, pins: &mut Pins<'a>) -> Option<()> {
    // The versions are needed as slices of the text, and the format is one key a line.
    let value = |line: &'a str, key: &str| {
        let rest = line.strip_prefix(key)?.trim_start().strip_prefix('=')?;
        rest.trim().strip_prefix('"')?.strip_suffix('"')
    };
    let (mut name, mut version, mut has_source) = ("", "", !is_cargo);
    let mut is_package = false;
    let mut found = false;
    for line in text.lines().chain(["[[package]]"]) {
        let line = line.trim_end();
        if line.starts_with('[') {
            if is_package && has_source {
                let crate_name = name.replace('-', "_");
                let name = if is_cargo {
                    crate_name
                } else {
                    normalized(name)
                };
                pins.put(&name, version);
            }
            found |= is_package;
            is_package = line == "[[package]]";
            (name, version, has_source) = ("", "", !is_cargo);
        } else if let Some(told) = value(line, "name") {
            name = told;
        } else if let Some(told) = value(line, "version") {
            version = told;
        } else if value(line, "source").is_some() {
            has_source = true;
        }
    }
    found.then_some(())
}

/// The packages at the top of `node_modules`: what the project itself finds there.
fn npm<'a>(lock: &'a Value, pins: &mut Pins<'a>) {
    let entries = |key: &str| lock.get(key).and_then(Value::as_object);
    for (place, package) in entries("packages").into_iter().flatten() {
        let name = place.strip_prefix("node_modules/");
        let version = package.get("version").and_then(Value::as_str);
        if let (Some(name), Some(version)) = (name, version)
            && !name.contains("/node_modules/")
        {
            pins.put(name, version);
        }
    }
    for (name, package) in entries("dependencies").into_iter().flatten() {
        if let Some(version) = package.get("version").and_then(Value::as_str) {
            pins.put(name, version);
        }
    }
}

/// A head `"a@^1", "a@npm:^2":`, and below it `version "1.0.0"` or `version: 1.0.0`.
fn yarn<'a>(text: &'a str, pins: &mut Pins<'a>) {
    let mut name = "";
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            // What is indented by more is a dependency, which may be called so too.
            let version = line.strip_prefix("  version");
            if let Some(version) = version.filter(|rest| rest.starts_with([' ', ':'])) {
                let version = version.trim_start_matches(':').trim().trim_matches('"');
                // `0.0.0-use.local` is a workspace's own.
                if !version.ends_with("-use.local") {
                    pins.put(name, version);
                }
            }
        } else {
            let first = line
                .split(',')
                .next()
                .unwrap_or(line)
                .trim_matches(['"', ':', ' ']);
            name = before_version(first).map_or("", |(name, _)| name);
        }
    }
}

/// The keys of `packages`: `a@1.0.0:`, `'@s/a@1.0.0(b@2.0.0)':`, `/a@1.0.0:`.
fn pnpm<'a>(text: &'a str, pins: &mut Pins<'a>) {
    let mut is_packages = false;
    for line in text.lines() {
        if line.is_empty() {
            continue;
        }
        if !line.starts_with(' ') {
            is_packages = matches!(line.trim_end(), "packages:" | "snapshots:");
            continue;
        }
        let Some(key) = line.strip_prefix("  ").filter(|key| !key.starts_with(' ')) else {
            continue;
        };
        let Some(key) = key.trim_end().strip_suffix(':').filter(|_| is_packages) else {
            continue;
        };
        let key = key.trim_matches(['\'', '"']).trim_start_matches('/');
        let key = key.split('(').next().unwrap_or(key);
        if let Some((name, version)) = before_version(key) {
            pins.put(name, version);
        }
    }
}

/// `@s/a@1.0.0` in its name and its version.
fn before_version(text: &str) -> Option<(&str, &str)> {
    let at = text.char_indices().skip(1).find(|(_, c)| *c == '@')?.0;
    Some((&text[..at], &text[at + 1..]))
}

fn pipfile<'a>(lock: &'a Value, pins: &mut Pins<'a>) {
    for key in ["default", "develop"] {
        let packages = lock.get(key).and_then(Value::as_object);
        for (name, package) in packages.into_iter().flatten() {
            let version = package.get("version").and_then(Value::as_str);
            if let Some(version) = version.and_then(|v| v.strip_prefix("==")) {
                pins.put(&normalized(name), version);
            }
        }
    }
}

/// `name[extra]==1.0 ; condition --hash=…`.
fn requirements<'a>(text: &'a str, pins: &mut Pins<'a>) {
    for line in text.lines() {
        let line = line.split('#').next().unwrap_or(line);
        let Some((name, rest)) = line.split_once("==") else {
            continue;
        };
        let name = name.split('[').next().unwrap_or(name).trim();
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let rest = rest.trim_start_matches('=').trim_start();
        let version = rest.split([' ', ';', ',', '\t', '\\']).next();
        if let Some(version) = version.filter(|v| !v.contains('*') && name.chars().all(is_name)) {
            pins.put(&normalized(name), version);
        }
    }
}

/// A name of Python's index as all of its spellings have it.
fn normalized(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '-' | '_' | '.' if out.ends_with('-') => {}
            '-' | '_' | '.' => out.push('-'),
            c => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins(name: &str, text: &str) -> String {
        let Some(lock) = said(format(name).expect("a lock file"), text) else {
            return "nothing".to_owned();
        };
        let pinned = lock.pinned.iter();
        let pinned: Vec<String> = pinned
            .map(|p| format!("{} {}", p.name, p.version))
            .collect();
        format!("{}: {}", lock.ecosystem, pinned.join(", "))
    }

    #[test]
    fn cargo_pins_what_has_a_source_and_one_version() {
        let text = "version = 4\n\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n\n\
            [[package]]\nname = \"a-b\"\nversion = \"1.2.3\"\nsource = \"registry+x\"\n\n\
            [[package]]\nname = \"two\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\n\n\
            [[package]]\nname = \"two\"\nversion = \"2.0.0\"\nsource = \"registry+x\"\n";
        assert_eq!(pins("Cargo.lock", text), "cargo: a_b 1.2.3");
        assert_eq!(pins("Cargo.lock", "no lock at all"), "nothing");
    }

    #[test]
    fn npm_pins_what_is_at_the_top() {
        let text = r#"{"lockfileVersion": 3, "packages": {
            "": {"version": "9.9.9"},
            "packages/own": {"version": "0.0.1"},
            "node_modules/a": {"version": "1.0.0"},
            "node_modules/@s/b": {"version": "2.0.0"},
            "node_modules/a/node_modules/c": {"version": "3.0.0"}}}"#;
        assert_eq!(pins("package-lock.json", text), "npm: @s/b 2.0.0, a 1.0.0");
        let old = r#"{"dependencies": {"a": {"version": "1.0.0"}}}"#;
        assert_eq!(pins("npm-shrinkwrap.json", old), "npm: a 1.0.0");
        assert_eq!(pins("package-lock.json", "[1"), "nothing");
        assert_eq!(pins("package-lock.json", "[1]"), "nothing");
    }

    #[test]
    fn yarn_has_two_formats() {
        let classic = "# yarn lockfile v1\n\n\"@s/a@^1.0\", \"@s/a@^1.1\":\n  version \"1.1.0\"\n  \
            dependencies:\n    b \"^2\"\n\nb@^2:\n  version \"2.0.1\"\n";
        assert_eq!(pins("yarn.lock", classic), "npm: @s/a 1.1.0, b 2.0.1");
        let berry = "__metadata:\n  version: 8\n\n\"b@npm:^2\":\n  version: 2.0.1\n\n\
            \"own@workspace:.\":\n  version: 0.0.0-use.local\n";
        assert_eq!(pins("yarn.lock", berry), "npm: b 2.0.1");
    }

    #[test]
    fn a_dependency_of_yarn_may_be_called_version() {
        let text = "a@^1:\n  version \"1.0.0\"\n  dependencies:\n    version \"^0.1\"\n    \
            version-x \"2\"\n";
        assert_eq!(pins("yarn.lock", text), "npm: a 1.0.0");
    }

    #[test]
    fn a_full_list_still_learns_of_second_versions() {
        let mut pins = Pins::default();
        for at in 0..PACKAGES_MAX {
            pins.put(&at.to_string(), "1");
        }
        pins.put("7", "2");
        pins.put("new", "1");
        let told = pins.single();
        assert_eq!(told.len(), PACKAGES_MAX - 1);
        assert!(told.iter().all(|pinned| pinned.name != "7"));
    }

    #[test]
    fn pnpm_pins_by_keys() {
        let lines = [
            "lockfileVersion: '9.0'",
            "importers:",
            "  .:",
            "    dependencies:",
            "packages:",
            "",
            "  '@s/a@1.0.0':",
            "    resolution: {}",
            "  b@2.0.0(c@1.0.0):",
            "    x: y",
            "  /c@3.0.0:",
        ];
        assert_eq!(
            pins("pnpm-lock.yaml", &lines.join("\n")),
            "npm: @s/a 1.0.0, b 2.0.0, c 3.0.0"
        );
    }

    #[test]
    fn python_pins_under_one_spelling() {
        let poetry = "[[package]]\nname = \"Flask_Login\"\nversion = \"0.6\"\n\n[package.extras]\n\
            name = \"no\"\n\n[metadata]\n";
        assert_eq!(pins("poetry.lock", poetry), "python: flask-login 0.6");
        let pipfile = r#"{"default": {"Jinja2": {"version": "==3.1"}, "x": {"git": "y"}}}"#;
        assert_eq!(pins("Pipfile.lock", pipfile), "python: jinja2 3.1");
        let list = "# pins\nrequests[socks]==2.31.0 ; python_version > '3'\nb>=1\nc==1.*\n\
            d == 4.0 \\\n    --hash=sha256:00\n-r other.txt\n";
        assert_eq!(
            pins("requirements-dev.txt", list),
            "python: d 4.0, requests 2.31.0"
        );
    }

    #[test]
    fn go_requires_in_lines_and_blocks() {
        let text = "module a\nrequire x.org/a v1.0.0\nrequire (\n\tx.org/b v2.1.0 // indirect\n)\n\
            replace x.org/c => ../c\n";
        let pinned = go_requires(text);
        let pinned: Vec<_> = pinned.iter().map(|p| (&*p.name, &*p.version)).collect();
        assert_eq!(pinned, [("x.org/a", "v1.0.0"), ("x.org/b", "v2.1.0")]);
    }

    #[test]
    fn other_files_are_no_lock_files() {
        for name in ["requirements.md", "Cargo.toml", "notes.txt", "lock"] {
            assert_eq!(format(name), None, "{name}");
        }
    }
}
