//! What a name means: a simple or qualified name, `file:name`, `file:line`, or a SCIP symbol.

use rusqlite::{Params, params};

use crate::rows::NODE;
use crate::walk::{IMPORTS, Way};
use crate::{Finished, Node, ReadError};

/// What separates the parts of qualified names and of paths.
const SEPARATORS: [char; 4] = ['.', ':', '#', '/'];
/// The last part of a path that its folder stands for.
const STANDS_FOR_FOLDER: [&str; 4] = ["__init__", "index", "mod", "lib"];

impl Finished {
    /// Everything that a name may mean; what is a test comes last. Without `kind`, of all kinds.
    pub(crate) fn named(&self, text: &str, kind: Option<&str>) -> Result<Vec<Node>, ReadError> {
        let mut found = self.all_named(text.trim())?;
        if let Some(kind) = kind {
            found.retain(|node| node.kind == kind);
        }
        let is_here = found.iter().any(Node::is_definition);
        // What is outside, and has another full name, is not asked for by its last part.
        found.retain(|node| {
            !is_here
                || node.is_definition()
                || node.kind == "file"
                || node.kind == "external" && node.qualified_name == text.trim()
        });
        found.sort_by_key(|node| (!node.is_definition(), node.is_test, node.id));
        found.dedup_by_key(|node| node.id);
        Ok(found)
    }

    fn all_named(&self, text: &str) -> Result<Vec<Node>, ReadError> {
        match text {
            "" => return Ok(Vec::new()),
            "." => return self.nodes("id = 1 AND kind = 'repository'", ()),
            _ => {}
        }
        if text.contains(' ') {
            let found = self.nodes("symbol = ?1", [text])?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let exact = self.nodes("name = ?1 OR qualified_name = ?1", [text])?;
        if exact.iter().any(|node| node.qualified_name == text)
            || !exact.is_empty() && !text.contains(SEPARATORS)
        {
            let is_simple = !text.contains(SEPARATORS);
            let keep = |node: &Node| is_simple || node.qualified_name == text;
            return Ok(exact.into_iter().filter(keep).collect());
        }
        let in_file = self.in_file(text)?;
        if !in_file.is_empty() {
            return Ok(in_file);
        }
        if !exact.is_empty() {
            return Ok(exact);
        }
        let files = self.files(text)?;
        if !files.is_empty() {
            return Ok(files);
        }
        let parts = parts(text);
        let Some(last) = parts.last() else {
            return Ok(Vec::new());
        };
        let named = self.nodes("name = ?1", [*last])?;
        let mut found = named.clone();
        found.retain(|node| is_end_of(&parts, node));
        if found.is_empty() {
            return self.given_on(&parts, named);
        }
        Ok(found)
    }

    /// What the module before the last part imports under its own name: `django.urls.reverse`.
    fn given_on(&self, parts: &[&str], named: Vec<Node>) -> Result<Vec<Node>, ReadError> {
        let module = &parts[..parts.len().saturating_sub(1)];
        let mut found = Vec::new();
        if module.is_empty() {
            return Ok(found);
        }
        for node in named {
            let mut importers = Vec::new();
            self.ends_of(node.id, Way::Against, IMPORTS, |id| importers.push(id))?;
            importers.dedup();
            for id in importers {
                let file = self.nodes("id = ?1 AND kind = 'file'", [id])?;
                let is_module =
                    |file: &Node| ways(&file.qualified_name).any(|way| way.ends_with(module));
                if file.iter().any(is_module) {
                    found.push(node);
                    break;
                }
            }
        }
        Ok(found)
    }

    /// `file:name`, or `file:line` with or without a column.
    fn in_file(&self, text: &str) -> Result<Vec<Node>, ReadError> {
        for (at, _) in text.match_indices(':') {
            let (path, rest) = (&text[..at], &text[at + 1..]);
            if path.is_empty() || path.ends_with(':') || rest.is_empty() || rest.starts_with(':') {
                continue;
            }
            let mut found = Vec::new();
            for file in self.files(path)? {
                match line(rest) {
                    Some(line) => found.extend(self.at_line(&file, line)?),
                    None => found.extend(self.of_file_named(&file, rest)?),
                }
            }
            if !found.is_empty() {
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// Files of that path, or whose path ends in it.
    pub(crate) fn files(&self, path: &str) -> Result<Vec<Node>, ReadError> {
        let path = path.strip_prefix("./").unwrap_or(path);
        let exact = self.nodes("qualified_name = ?1 AND kind = 'file'", [path])?;
        if !exact.is_empty() {
            return Ok(exact);
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let mut found = self.nodes("name = ?1 AND kind = 'file'", [name])?;
        let end = format!("/{path}");
        found.retain(|file| file.qualified_name.ends_with(&end));
        Ok(found)
    }

    /// The innermost definition around a line, counted from 1; else the file.
    fn at_line(&self, file: &Node, line: u32) -> Result<Vec<Node>, ReadError> {
        let Some(line) = line.checked_sub(1) else {
            return Ok(Vec::new());
        };
        let around = self.nodes(
            "file = ?1 AND start_line <= ?2 AND kind <> 'file' \
             AND max(body_end_line, end_line) >= ?2 AND min(body_start_line, start_line) <= ?2 \
             ORDER BY body_start_line DESC, body_start_col DESC, id DESC LIMIT 1",
            params![file.qualified_name, line],
        )?;
        if !around.is_empty() {
            return Ok(around);
        }
        // Decorators stand before the name's line.
        let below = self.nodes(
            "file = ?1 AND kind <> 'file' AND body_start_line <= ?2 AND start_line > ?2 \
             ORDER BY body_start_line DESC, body_start_col DESC, id DESC LIMIT 1",
            params![file.qualified_name, line],
        )?;
        Ok(if below.is_empty() {
            vec![file.clone()]
        } else {
            below
        })
    }

    fn of_file_named(&self, file: &Node, name: &str) -> Result<Vec<Node>, ReadError> {
        let parts = parts(name);
        let Some(last) = parts.last() else {
            return Ok(Vec::new());
        };
        let mut found = self.nodes(
            "name IN (?1, ?3) AND +file = ?2 AND kind <> 'file'",
            params![last, file.qualified_name, name],
        )?;
        let whole = |node: &Node| node.qualified_name == name;
        if found.iter().any(whole) {
            found.retain(whole);
        } else {
            found.retain(|node| node.name == name || is_end_of(&parts, node));
        }
        Ok(found)
    }

    /// Names outside the repository: this one, and those in it.
    pub(crate) fn outside(&self, text: &str) -> Result<Vec<Node>, ReadError> {
        let mut found = self.nodes(
            "kind = 'external' AND (symbol = ?1 OR qualified_name = ?1)",
            [text],
        )?;
        for separator in [".", "::", "/"] {
            let start = format!("{text}{separator}");
            let mut end = start.clone();
            // Of no name that starts so is any byte as large as this character's first.
            end.push(char::MAX);
            found.extend(self.nodes(
                "qualified_name >= ?1 AND qualified_name < ?2 AND kind = 'external'",
                [start, end],
            )?);
        }
        if found.is_empty() && !text.contains(SEPARATORS) {
            found = self.nodes("name = ?1 AND kind = 'external'", [text])?;
        }
        found.sort_by_key(|node| node.id);
        found.dedup_by_key(|node| node.id);
        Ok(found)
    }

    /// The rows of `nodes` for which a condition holds.
    pub(crate) fn nodes(&self, sql: &str, values: impl Params) -> Result<Vec<Node>, ReadError> {
        let mut statement = self.statement(&format!("SELECT {NODE} FROM nodes WHERE {sql}"))?;
        let rows = statement.query_map(values, Node::of);
        rows.and_then(Iterator::collect)
            .map_err(self.failed("looking for names"))
    }
}

/// `12` or `12:5`: the line.
fn line(text: &str) -> Option<u32> {
    let (line, column) = text.split_once(':').unwrap_or((text, "0"));
    let _column: u32 = column.parse().ok()?;
    line.parse().ok()
}

fn parts(text: &str) -> Vec<&str> {
    let parts = text.split(SEPARATORS);
    parts.filter(|part| !part.is_empty()).collect()
}

/// Whether these are the last parts of where a node stands: its path without the extension, then
/// its qualified name.
fn is_end_of(wanted: &[&str], node: &Node) -> bool {
    let own = parts(&node.qualified_name);
    if own.ends_with(wanted) {
        return true;
    }
    if !node.is_definition() {
        return false;
    }
    let path = node.file.as_deref().unwrap_or_default();
    ways(path).any(|way| [way.as_slice(), own.as_slice()].concat().ends_with(wanted))
}

/// A path as the parts of a module's name: without the extension, and, if its last part stands
/// for the folder, without that too.
fn ways(path: &str) -> impl Iterator<Item = Vec<&str>> {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let way: Vec<&str> = stem.split('/').collect();
    let folder = match way.split_last() {
        Some((last, folder)) if STANDS_FOR_FOLDER.contains(last) => Some(folder.to_vec()),
        _ => None,
    };
    std::iter::once(way).chain(folder)
}
