//! The account of a commit: every file is planned, or skipped with a reason.

use events::limits::PATH_BYTES_MAX;
use events::{Language, PlannedFile, SkipReason};
use facts::Skipped;
use storage::{Entry, EntryKind};

use crate::label::{is_binary, is_generated, is_vendored};
use crate::{Scripts, Selector};

/// What becomes of each file of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// By path.
    pub planned: Vec<PlannedFile>,
    /// By path.
    pub skipped: Vec<Skipped>,
}

/// Plans or skips every entry.
pub fn plan(
    entries: &[Entry],
    selector: &Selector,
    file_bytes_max: u64,
    scripts: &Scripts,
) -> Plan {
    let mut plan = Plan {
        planned: Vec::new(),
        skipped: Vec::new(),
    };
    for entry in entries {
        match judge(entry, selector, file_bytes_max, scripts) {
            Ok(file) => plan.planned.push(file),
            Err(reason) => plan.skipped.push(Skipped {
                path: readable(&entry.path),
                oid: entry.oid.clone(),
                bytes: entry.bytes.unwrap_or(0),
                reason,
            }),
        }
    }
    plan.planned.sort_by(|a, b| a.path.cmp(&b.path));
    plan.skipped.sort();
    plan
}

fn judge(
    entry: &Entry,
    selector: &Selector,
    file_bytes_max: u64,
    scripts: &Scripts,
) -> Result<PlannedFile, SkipReason> {
    match entry.kind {
        EntryKind::Submodule => return Err(SkipReason::Submodule),
        EntryKind::Symlink => return Err(SkipReason::Symlink),
        EntryKind::File | EntryKind::Executable => {}
    }
    let path = std::str::from_utf8(&entry.path).map_err(|_| SkipReason::NameNotUtf8)?;
    if path.len() > PATH_BYTES_MAX {
        return Err(SkipReason::PathTooLong);
    }
    if is_binary(path) {
        return Err(SkipReason::Binary);
    }
    let language = Language::of_path(path)
        .or_else(|| scripts.language(entry))
        .ok_or(SkipReason::NoGrammar)?;
    if !selector.wants_path(path) || !selector.wants_language(language) {
        return Err(SkipReason::NotSelected);
    }
    if is_vendored(path) {
        return Err(SkipReason::Vendored);
    }
    if is_generated(path) {
        return Err(SkipReason::Generated);
    }
    let bytes = entry.bytes.ok_or(SkipReason::Missing)?;
    if bytes > file_bytes_max {
        return Err(SkipReason::TooLarge);
    }
    Ok(PlannedFile {
        path: path.to_owned(),
        oid: entry.oid.clone(),
        bytes,
        language,
    })
}

/// A path as text: one that is not UTF-8 is quoted as Git quotes it, so that nothing is lost.
fn readable(path: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(path) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for byte in path {
        match byte {
            b'"' => out += "\\\"",
            b'\\' => out += "\\\\",
            0x20..=0x7e => out.push(char::from(*byte)),
            other => out += &format!("\\{other:03o}"),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use events::Selection;

    use super::*;

    fn entry(path: &[u8], kind: EntryKind, bytes: Option<u64>) -> Entry {
        Entry {
            path: path.to_vec(),
            oid: "0".repeat(40),
            kind,
            bytes,
        }
    }

    #[test]
    fn every_entry_is_planned_or_skipped_with_a_reason() {
        let long = format!("{}.py", "x".repeat(PATH_BYTES_MAX));
        let entries = [
            entry(b"a.py", EntryKind::File, Some(3)),
            entry(b"run", EntryKind::Executable, Some(3)),
            entry(b"link.py", EntryKind::Symlink, Some(9)),
            entry(b"sub", EntryKind::Submodule, None),
            entry(b"caf\xe9.py", EntryKind::File, Some(3)),
            entry(long.as_bytes(), EntryKind::File, Some(3)),
            entry(b"big.py", EntryKind::File, Some(101)),
            entry(b"gone.py", EntryKind::File, None),
            entry(b"logo.png", EntryKind::File, Some(3)),
            entry(b"x/node_modules/y.js", EntryKind::File, Some(3)),
            entry(b"y.min.js", EntryKind::File, Some(3)),
            entry(b"docs/conf.py", EntryKind::File, Some(3)),
            entry(b"empty.py", EntryKind::File, Some(0)),
        ];
        let selection = Selection {
            exclude: vec!["docs".into()],
            ..Selection::default()
        };
        let selector = Selector::new(&selection).unwrap();
        let plan = plan(&entries, &selector, 100, &Scripts::default());
        assert_eq!(plan.planned.len() + plan.skipped.len(), entries.len());
        let planned: Vec<&str> = plan.planned.iter().map(|f| f.path.as_str()).collect();
        assert_eq!(planned, ["a.py", "empty.py"]);
        let reason = |path: &str| {
            plan.skipped
                .iter()
                .find(|s| s.path == path)
                .map(|s| s.reason)
        };
        assert_eq!(reason("run"), Some(SkipReason::NoGrammar));
        assert_eq!(reason("link.py"), Some(SkipReason::Symlink));
        assert_eq!(reason("sub"), Some(SkipReason::Submodule));
        assert_eq!(reason("\"caf\\351.py\""), Some(SkipReason::NameNotUtf8));
        assert_eq!(reason(&long), Some(SkipReason::PathTooLong));
        assert_eq!(reason("big.py"), Some(SkipReason::TooLarge));
        assert_eq!(reason("gone.py"), Some(SkipReason::Missing));
        assert_eq!(reason("logo.png"), Some(SkipReason::Binary));
        assert_eq!(reason("x/node_modules/y.js"), Some(SkipReason::Vendored));
        assert_eq!(reason("y.min.js"), Some(SkipReason::Generated));
        assert_eq!(reason("docs/conf.py"), Some(SkipReason::NotSelected));
    }
}
