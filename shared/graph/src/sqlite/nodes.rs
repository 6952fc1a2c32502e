//! Rows of `meta`, `files`, `nodes`, `search`.

use events::Language;
use facts::{Definition, FileFacts, Flags, Outcome, Skipped, Span};
use rusqlite::{Connection, Result};

use super::ids::{Ids, REPOSITORY};
use super::rows::Rows;
use crate::{CodeGraph, NodeRef, Symbols};

pub(super) fn meta(database: &Connection) -> Result<()> {
    let mut rows = Rows::into(database, "meta", "key, value")?;
    for (key, value) in [
        ("extractor_version", facts::EXTRACTOR_VERSION.to_string()),
        ("graphmill", env!("CARGO_PKG_VERSION").to_owned()),
        ("schema_version", super::SCHEMA_VERSION.to_string()),
    ] {
        rows.value(key)?.value(value)?.end()?;
    }
    Ok(())
}

/// A file of the commit, read or not.
enum Entry<'a> {
    Read(&'a FileFacts),
    Skipped(&'a Skipped),
}

impl Entry<'_> {
    fn path(&self) -> &str {
        match self {
            Entry::Read(facts) => &facts.path,
            Entry::Skipped(skipped) => &skipped.path,
        }
    }
}

pub(super) fn files(database: &Connection, graph: &CodeGraph) -> Result<()> {
    let read = graph.files.iter().map(|file| Entry::Read(&file.facts));
    let mut entries: Vec<Entry> = read
        .chain(graph.skipped.iter().map(Entry::Skipped))
        .collect();
    entries.sort_by(|a, b| a.path().cmp(b.path()));
    let columns = "path, language, bytes, oid, outcome, reason, depth";
    let mut rows = Rows::into(database, "files", columns)?;
    let mut last = "";
    let mut repeats = 0;
    for entry in &entries {
        // A name that is not UTF-8 is quoted, and some other file may be called just like that.
        repeats = if entry.path() == last { repeats + 1 } else { 0 };
        last = entry.path();
        if repeats == 0 {
            rows.value(entry.path())?;
        } else {
            rows.value(format!("{} ({})", entry.path(), repeats + 1))?;
        }
        match entry {
            Entry::Read(facts) => rows
                .value(facts.language.name())?
                .value(size(facts.bytes))?
                .value(&facts.oid)?
                .value(facts.outcome.name())?
                .value(reason(facts))?
                .value(facts.language.depth().name())?,
            Entry::Skipped(skipped) => rows
                .value(Language::of_path(&skipped.path).map(Language::name))?
                .value(size(skipped.bytes))?
                .value(&skipped.oid)?
                .value("skipped")?
                .value(skipped.reason.name())?
                .value(Language::of_path(&skipped.path).map(|l| l.depth().name()))?,
        };
        rows.end()?;
    }
    Ok(())
}

fn size(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

fn reason(facts: &FileFacts) -> Option<&str> {
    match facts.outcome {
        Outcome::Parsed => None,
        Outcome::Partial | Outcome::Failed => facts.reason.as_deref(),
    }
}

/// A row of `nodes`.
#[derive(Default)]
struct Node<'a> {
    id: u32,
    symbol: &'a str,
    kind: &'a str,
    name: &'a str,
    qualified_name: &'a str,
    file: Option<&'a str>,
    span: Option<Span>,
    body: Option<Span>,
    signature: Option<&'a str>,
    documentation: Option<&'a str>,
    visibility: Option<&'a str>,
    language: Option<&'a str>,
    is_test: bool,
}

struct Tables<'c> {
    nodes: Rows<'c>,
    search: Rows<'c>,
    /// A name with its parts, kept for its memory.
    words: String,
}

impl Tables<'_> {
    fn insert(&mut self, node: &Node) -> Result<()> {
        self.nodes
            .value(node.id)?
            .value(node.symbol)?
            .value(node.kind)?
            .value(node.name)?
            .value(node.qualified_name)?
            .value(node.file)?
            .span(node.span)?
            .span(node.body)?
            .value(node.signature)?
            .value(node.documentation)?
            .value(node.visibility)?
            .value(node.language)?
            .value(node.is_test)?
            .end()?;
        self.words.clear();
        push_words(&mut self.words, node.name);
        self.search
            .value(node.id)?
            .value(&self.words)?
            .value(node.qualified_name)?
            .value(node.documentation)?
            .end()
    }
}

pub(super) fn nodes(
    database: &Connection,
    graph: &CodeGraph,
    symbols: &Symbols,
    ids: &Ids,
) -> Result<()> {
    let mut tables = Tables {
        nodes: Rows::into(
            database,
            "nodes",
            "id, symbol, kind, name, qualified_name, file, \
             start_line, start_col, end_line, end_col, \
             body_start_line, body_start_col, body_end_line, body_end_col, \
             signature, documentation, visibility, language, is_test",
        )?,
        search: Rows::into(
            database,
            "search",
            "rowid, name, qualified_name, documentation",
        )?,
        words: String::new(),
    };
    tables.insert(&Node {
        id: REPOSITORY,
        symbol: &Symbols::folder(""),
        kind: "repository",
        ..Node::default()
    })?;
    for (at, path) in ids.folders.iter().enumerate() {
        tables.insert(&Node {
            id: Ids::folder(at),
            symbol: &Symbols::folder(path),
            kind: "folder",
            name: last_part(path, "/"),
            qualified_name: path,
            ..Node::default()
        })?;
    }
    for file in 0..graph.files.len() as u32 {
        of_file(&mut tables, graph, symbols, ids, file)?;
    }
    for (id, external) in graph.externals.iter().enumerate() {
        let id = id as u32;
        let qualified_name = match (external.module.as_str(), external.name.as_str()) {
            ("", name) => name.to_owned(),
            (module, "") => module.to_owned(),
            (module, name) => format!("{module}{}{name}", separator(&external.ecosystem)),
        };
        let name = match external.name.as_str() {
            "" => external.module.as_str(),
            name => last_part(name, "."),
        };
        tables.insert(&Node {
            id: ids.external(id),
            symbol: symbols.external(id),
            kind: "external",
            name,
            qualified_name: &qualified_name,
            language: Some(&external.ecosystem),
            ..Node::default()
        })?;
    }
    Ok(())
}

fn of_file(
    tables: &mut Tables,
    graph: &CodeGraph,
    symbols: &Symbols,
    ids: &Ids,
    file: u32,
) -> Result<()> {
    let facts = &graph.files[file as usize].facts;
    let path = facts.path.as_str();
    tables.insert(&Node {
        id: ids.file(file),
        symbol: symbols.file(file),
        kind: "file",
        name: last_part(path, "/"),
        qualified_name: path,
        file: Some(path),
        span: Some(Span::default()),
        language: Some(facts.language.name()),
        ..Node::default()
    })?;
    let mut qualified_name = String::new();
    for (at, definition) in facts.definitions.iter().enumerate() {
        if definition.kind.is_local() {
            continue;
        }
        let node = NodeRef {
            file,
            definition: at as u32,
        };
        qualified_name.clear();
        qualify(&mut qualified_name, graph, symbols, node);
        tables.insert(&Node {
            id: ids.node(node),
            symbol: symbols.node(node),
            kind: definition.kind.name(),
            name: facts.name(definition.name),
            qualified_name: &qualified_name,
            file: Some(path),
            span: Some(definition.name_span),
            body: Some(definition.body),
            signature: definition.signature.map(|id| facts.name(id)),
            documentation: definition.doc.map(|id| facts.name(id)),
            visibility: visibility(facts.language, definition),
            language: Some(facts.language.name()),
            is_test: definition.flags.has(Flags::TEST),
        })?;
    }
    Ok(())
}

/// Package, owners and name, as the language writes them.
fn qualify(out: &mut String, graph: &CodeGraph, symbols: &Symbols, node: NodeRef) {
    let way: Vec<NodeRef> = symbols.tree().upwards(node).collect();
    let home = way.last().map_or(node.file, |top| top.file);
    let facts = &graph.files[home as usize].facts;
    let separator = facts.language.separator();
    let package = facts.package.map(|id| facts.name(id));
    let steps = way.iter().rev().map(|step| graph.name(*step));
    for (at, part) in package.into_iter().chain(steps).enumerate() {
        if at > 0 {
            out.push_str(separator);
        }
        out.push_str(part);
    }
}

fn separator(ecosystem: &str) -> &'static str {
    match ecosystem {
        "cargo" => "::",
        "composer" => "\\",
        _ => ".",
    }
}

/// What others see, as far as the marks tell; Python's names are seen by all.
fn visibility(language: Language, definition: &Definition) -> Option<&'static str> {
    if definition.flags.has(Flags::PUBLIC) {
        Some("public")
    } else if language == Language::Python {
        None
    } else {
        Some("internal")
    }
}

fn last_part<'a>(path: &'a str, separator: &str) -> &'a str {
    path.rsplit(separator).next().unwrap_or(path)
}

/// Writes a name, and its words if it has humps: `HTTPServer2` is found by `server2`. The search's
/// own tokens end at `_` and the like.
fn push_words(out: &mut String, name: &str) {
    out.push_str(name);
    let bytes = name.as_bytes();
    let lower = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let humps = (1..bytes.len()).filter(|at| {
        bytes[*at].is_ascii_uppercase()
            && (lower(bytes.get(at - 1))
                || bytes[at - 1].is_ascii_uppercase()
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase))
    });
    let mut start = 0;
    for hump in humps {
        out.push(' ');
        out.push_str(&name[start..hump]);
        start = hump;
    }
    if start > 0 {
        out.push(' ');
        out.push_str(&name[start..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_humps() {
        let words = |name| {
            let mut words = String::new();
            push_words(&mut words, name);
            words
        };
        assert_eq!(words("get_object"), "get_object");
        assert_eq!(words("HttpResponse"), "HttpResponse Http Response");
        assert_eq!(words("HTTPServer2"), "HTTPServer2 HTTP Server2");
        assert_eq!(words("éAé"), "éAé");
        assert_eq!(words(""), "");
    }
}
