//! Project files: which are read, and what they say of the names of modules.

mod composer;
mod locks;
mod npm;
mod typescript;

use std::collections::BTreeSet;

use events::SkipReason;
use events::limits::{
    LOCK_FILE_BYTES_MAX, PROJECT_BYTES_MAX, PROJECT_FILE_BYTES_MAX, PROJECT_FILES_MAX,
};
use facts::{Cargo, Says, Skipped};
use serde_json::Value;

use crate::label::is_vendored;

/// The project files among the files that nobody parses, as many as are read.
pub fn project_files(skipped: &[Skipped]) -> impl Iterator<Item = &Skipped> {
    let files = skipped.iter().filter_map(|file| {
        let tool = tool(&file.path)?;
        let is_read = file.reason == SkipReason::NoGrammar
            && (1..=tool.bytes_max()).contains(&file.bytes)
            && !is_vendored(&file.path);
        is_read.then_some((tool, file))
    });
    // Edges hang on the names of modules, and only versions on lock files, which are larger.
    let (locks, others): (Vec<_>, Vec<_>) =
        files.partition(|(tool, _)| matches!(tool, Tool::Lock(_)));
    let files = others.into_iter().chain(locks).map(|(_, file)| file);
    let mut bytes_left = PROJECT_BYTES_MAX;
    files.take(PROJECT_FILES_MAX).take_while(move |file| {
        let rest = bytes_left.checked_sub(file.bytes);
        bytes_left = rest.unwrap_or(0);
        rest.is_some()
    })
}

/// What a project file says; nothing when it cannot be read or says nothing of names.
pub fn said(path: &str, text: &[u8]) -> Option<Says> {
    let text = std::str::from_utf8(text).ok()?;
    match tool(path)? {
        Tool::Npm => {
            let value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
            Some(Says::Npm(npm::said(&value)))
        }
        Tool::TypeScript => Some(Says::TypeScript(typescript::said(text)?)),
        Tool::Composer => {
            let value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
            composer::said(&value).map(Says::Composer)
        }
        Tool::Cargo => cargo(text).map(Says::Cargo),
        Tool::Go => go(text).map(|module| Says::Go {
            module,
            requires: locks::go_requires(text),
        }),
        Tool::Lock(format) => locks::said(format, text).map(Says::Lock),
    }
}

/// Whose project file it is.
enum Tool {
    Npm,
    TypeScript,
    Composer,
    Cargo,
    Go,
    Lock(locks::Format),
}

impl Tool {
    /// A larger file is not read.
    const fn bytes_max(&self) -> u64 {
        match self {
            Tool::Npm | Tool::TypeScript | Tool::Composer | Tool::Cargo | Tool::Go => {
                PROJECT_FILE_BYTES_MAX
            }
            Tool::Lock(_) => LOCK_FILE_BYTES_MAX,
        }
    }
}

fn tool(path: &str) -> Option<Tool> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_config = |stem: &str| {
        let rest = name
            .strip_prefix(stem)
            .and_then(|n| n.strip_suffix(".json"));
        rest.is_some_and(|middle| middle.is_empty() || middle.starts_with(['.', '-']))
    };
    match name {
        "package.json" => Some(Tool::Npm),
        "composer.json" => Some(Tool::Composer),
        "Cargo.toml" => Some(Tool::Cargo),
        "go.mod" => Some(Tool::Go),
        _ if is_config("tsconfig") || is_config("jsconfig") => Some(Tool::TypeScript),
        _ => locks::format(name).map(Tool::Lock),
    }
}

fn cargo(text: &str) -> Option<Cargo> {
    let manifest: toml::Table = text.parse().ok()?;
    let text = |table: &str, key: &str| {
        let value = manifest.get(table)?.get(key)?.as_str()?;
        Some(value.to_owned())
    };
    let library = text("lib", "name").or_else(|| text("package", "name"))?;
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables = kinds
        .iter()
        .filter_map(|kind| manifest.get(*kind)?.as_table());
    let names = tables.flat_map(|table| table.keys());
    let names: BTreeSet<String> = names.map(|name| name.replace('-', "_")).collect();
    Some(Cargo {
        library: library.replace('-', "_"),
        root: text("lib", "path"),
        dependencies: names.into_iter().collect(),
    })
}

fn go(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| {
        let line = line.trim_start().strip_prefix("module")?;
        line.starts_with([' ', '\t']).then_some(line)
    })?;
    let path = line.split("//").next().unwrap_or(line).trim();
    let path = path.trim_matches(['"', '`']);
    (!path.is_empty()).then(|| path.to_owned())
}

/// The text under a key.
fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_which_files_are_read() {
        let skipped = |path: &str, bytes, reason| Skipped {
            path: path.into(),
            oid: "0".into(),
            bytes,
            reason,
        };
        let files = [
            skipped("a/package.json", 9, SkipReason::NoGrammar),
            skipped("a/tsconfig.base.json", 9, SkipReason::NoGrammar),
            skipped("a/tsconfig-esm.json", 9, SkipReason::NoGrammar),
            skipped("a/composer.json", 9, SkipReason::NoGrammar),
            skipped("jsconfig.json", 9, SkipReason::NoGrammar),
            skipped("go.mod", 9, SkipReason::NoGrammar),
            skipped("Cargo.toml", 9, SkipReason::NoGrammar),
            skipped("tsconfigs.json", 9, SkipReason::NoGrammar),
            skipped("empty/package.json", 0, SkipReason::NoGrammar),
            skipped("huge/package.json", u64::MAX, SkipReason::NoGrammar),
            skipped("link/package.json", 9, SkipReason::Symlink),
            skipped("node_modules/x/package.json", 9, SkipReason::NoGrammar),
        ];
        let read: Vec<&str> = project_files(&files).map(|f| f.path.as_str()).collect();
        assert_eq!(
            read,
            [
                "a/package.json",
                "a/tsconfig.base.json",
                "a/tsconfig-esm.json",
                "a/composer.json",
                "jsconfig.json",
                "go.mod",
                "Cargo.toml"
            ]
        );
    }

    #[test]
    fn no_more_is_read_than_the_limits_say_and_lock_files_last() {
        let file = |path: String, bytes: u64| Skipped {
            path,
            oid: "0".into(),
            bytes,
            reason: SkipReason::NoGrammar,
        };
        let locks = PROJECT_BYTES_MAX / LOCK_FILE_BYTES_MAX;
        let mut files: Vec<Skipped> = (0..2 * locks)
            .map(|at| file(format!("{at}/Cargo.lock"), LOCK_FILE_BYTES_MAX))
            .collect();
        assert_eq!(project_files(&files).count() as u64, locks);
        files.push(file("z/package.json".into(), 1));
        let read: Vec<&str> = project_files(&files).map(|f| f.path.as_str()).collect();
        assert_eq!(read.first(), Some(&"z/package.json"));
        assert_eq!(read.len() as u64, locks);
        let many = (0..=PROJECT_FILES_MAX).map(|at| file(format!("{at}/go.mod"), 1));
        let many: Vec<Skipped> = many.collect();
        assert_eq!(project_files(&many).count(), PROJECT_FILES_MAX);
    }

    #[test]
    fn cargo_tells_the_name_of_the_library() {
        let says = |text: &str| said("Cargo.toml", text.as_bytes());
        let named = |library: &str, root: Option<&str>| {
            Some(Says::Cargo(Cargo {
                library: library.into(),
                root: root.map(str::to_owned),
                dependencies: Vec::new(),
            }))
        };
        let needs = said(
            "Cargo.toml",
            b"[package]\nname = 'a'\n[dependencies]\nb-c = '1'\n[dev-dependencies]\nd = { path = '.' }\n",
        );
        let Some(Says::Cargo(needs)) = needs else {
            panic!("{needs:?}");
        };
        assert_eq!(needs.dependencies, ["b_c", "d"]);
        assert_eq!(says("[package]\nname = \"a-b\"\n"), named("a_b", None));
        let other = "[package]\nname = 'a'\n[lib]\nname = \"c\"\npath = \"lib.rs\"\n";
        assert_eq!(says(other), named("c", Some("lib.rs")));
        assert_eq!(says("[workspace]\nmembers = []\n"), None);
        assert_eq!(says("[package\nname ="), None);
    }

    #[test]
    fn go_tells_the_path_of_the_module() {
        let says = |text: &str| said("x/go.mod", text.as_bytes());
        let module = |path: &str| {
            Some(Says::Go {
                requires: Vec::new(),
                module: path.into(),
            })
        };
        assert_eq!(
            says("// a\nmodule example.com/a // b\n\ngo 1.22\n"),
            module("example.com/a")
        );
        assert_eq!(says("module \"example.com/a\"\n"), module("example.com/a"));
        assert_eq!(says("modules x\n"), None);
        assert_eq!(said("go.mod", b"module \xff"), None);
    }
}
