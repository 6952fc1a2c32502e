//! Scripts without an extension: their language stands in their first line.

use std::collections::BTreeMap;

use events::Language;
use storage::{Entry, EntryKind, Repo, StorageError};

/// So many files are looked into, the first of the commit.
const SCRIPTS_MAX: usize = 1000;
/// The shortest first line that names an interpreter.
const SCRIPT_BYTES_MIN: u64 = 8;

/// The languages of scripts, by the object ids of their files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scripts(BTreeMap<String, Language>);

impl Scripts {
    /// Looks into the executable files that have no extension, up to so many bytes each.
    pub fn read(repo: &Repo, entries: &[Entry], bytes_max: u64) -> Result<Scripts, StorageError> {
        let mut scripts = Scripts::default();
        for entry in candidates(entries, bytes_max) {
            let text = repo.blob_within(&entry.oid, bytes_max)?;
            scripts.note(&entry.oid, &text);
        }
        Ok(scripts)
    }

    /// The language of an executable file that is known by its first line.
    pub(crate) fn language(&self, entry: &Entry) -> Option<Language> {
        let is_script = entry.kind == EntryKind::Executable;
        is_script.then(|| self.0.get(&entry.oid).copied()).flatten()
    }

    fn note(&mut self, oid: &str, text: &[u8]) {
        if let Some(language) = Language::of_shebang(text) {
            self.0.insert(oid.to_owned(), language);
        }
    }
}

/// The files to be looked into.
fn candidates(entries: &[Entry], bytes_max: u64) -> impl Iterator<Item = &Entry> {
    let is_candidate = move |entry: &&Entry| {
        let size = entry.bytes.unwrap_or(0);
        let name = entry.path.rsplit(|c| *c == b'/').next();
        entry.kind == EntryKind::Executable
            && (SCRIPT_BYTES_MIN..=bytes_max).contains(&size)
            && name.is_some_and(|name| !name.contains(&b'.'))
    };
    entries.iter().filter(is_candidate).take(SCRIPTS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, kind: EntryKind, bytes: u64) -> Entry {
        Entry {
            path: path.into(),
            oid: path.into(),
            kind,
            bytes: Some(bytes),
        }
    }

    #[test]
    fn small_executables_without_an_extension_are_looked_into() {
        let entries = [
            entry("bin/run", EntryKind::Executable, 100),
            entry("bin/run.py", EntryKind::Executable, 100),
            entry("bin/large", EntryKind::Executable, 101),
            entry("bin/empty", EntryKind::Executable, 0),
            entry("LICENSE", EntryKind::File, 100),
            entry("link", EntryKind::Symlink, 100),
        ];
        let found = candidates(&entries, 100).map(|e| e.oid.as_str());
        assert_eq!(found.collect::<Vec<_>>(), ["bin/run"]);
        assert_eq!(candidates(&entries, 0).count(), 0);
        let many: Vec<Entry> = (0..2 * SCRIPTS_MAX)
            .map(|at| entry(&at.to_string(), EntryKind::Executable, 9))
            .collect();
        assert_eq!(candidates(&many, 100).count(), SCRIPTS_MAX);
    }

    #[test]
    fn a_script_is_known_by_its_first_line_if_it_is_executable() {
        let mut scripts = Scripts::default();
        scripts.note("run", b"#!/usr/bin/env ruby\nputs 1\n");
        scripts.note("other", b"\x7fELF");
        let language = |oid, kind| scripts.language(&entry(oid, kind, 9));
        assert_eq!(language("run", EntryKind::Executable), Some(Language::Ruby));
        assert_eq!(language("run", EntryKind::File), None);
        assert_eq!(language("other", EntryKind::Executable), None);
    }
}
