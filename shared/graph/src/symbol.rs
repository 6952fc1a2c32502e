//! The SCIP symbol of everything in the graph: its identity in all outputs.
//!
//! `graphmill . . . ` and the descriptors: the file's path as one namespace, then who holds the
//! definition from the outside in, then itself:
//!
//! ```text
//! graphmill . . . `src/flask/app.py`/Flask#run().
//! graphmill . . . `src/flask/app.py`/Flask#run(+1).     the second `run` of that class
//! graphmill . . . `src/flask/app.py`/+1:Flask#          the second class `Flask` of that file
//! graphmill python requests . requests/get.             outside the repository
//! graphmill . . . `src/flask/app.py`/Flask#run().(port) a parameter that calls give by its name
//! local 3                                               the fourth local of a document
//! ```
//! Neither the repository's name nor the job's is in a symbol, so a fork has the same ones. A
//! member that stands in another file than its owner (Rust's `impl`, Go's methods) is named after
//! its owner. Names that are empty, or longer than a limit, are replaced as [`shown`] says.

use facts::{DefinitionKind, Flags};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::grammar::{Suffix, push_descriptor, push_field};
use crate::{CodeGraph, External, ExternalId, NodeRef, Tree};

/// Longer names are cut in symbols.
const NAME_BYTES_MAX: usize = 256;
const IN_REPOSITORY: &str = "graphmill . . . ";

/// All symbols of a graph, in a few large texts.
#[derive(Debug)]
pub struct Symbols {
    tree: Tree,
    files: Vec<Texts>,
    externals: Texts,
}

/// Many texts in one.
#[derive(Debug, Default)]
struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    fn get(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[start as usize..self.ends[at] as usize]
    }

    fn end(&mut self) {
        self.ends.push(self.text.len() as u32);
    }
}

impl Symbols {
    /// The symbols of a graph.
    pub fn of(graph: &CodeGraph) -> Symbols {
        let tree = Tree::of(graph);
        let files = (0..graph.files.len() as u32)
            .into_par_iter()
            .map(|file| of_file(graph, &tree, file))
            .collect();
        Symbols {
            tree,
            files,
            externals: of_externals(&graph.externals),
        }
    }

    /// Who holds whom.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The symbol of a definition; empty for a local, which has a number only.
    pub fn node(&self, node: NodeRef) -> &str {
        self.files[node.file as usize].get(node.definition as usize + 1)
    }

    /// The symbol of a parameter that calls may give by its name; `None` for other definitions.
    pub fn parameter(&self, graph: &CodeGraph, node: NodeRef) -> Option<String> {
        let definition = graph.definition(node);
        let is_named =
            definition.kind == DefinitionKind::Parameter && definition.flags.has(Flags::NAMED);
        // Too deep in the text, it hangs under another function than its own.
        let around = self.tree.parent(node).filter(|_| is_named)?;
        if around.file != node.file || definition.parent != Some(around.definition) {
            return None;
        }
        let name = graph.name(node);
        // A name that is cut may be that of another parameter.
        if name.is_empty() || name.len() > NAME_BYTES_MAX {
            return None;
        }
        let mut symbol = self.node(around).to_owned();
        push_descriptor(&mut symbol, Suffix::Parameter, name, 0);
        Some(symbol)
    }

    /// The number `N` of the symbol `local N` of a local.
    pub fn local(&self, node: NodeRef) -> u32 {
        self.tree.rank(node)
    }

    /// The symbol of a file.
    pub fn file(&self, file: u32) -> &str {
        self.files[file as usize].get(0)
    }

    /// The symbol of a name outside the repository.
    pub fn external(&self, id: ExternalId) -> &str {
        self.externals.get(id as usize)
    }

    /// The symbol of a folder; of the repository, if the path is empty. A file's path has no
    /// slash at its end, so the two are never the same.
    pub fn folder(path: &str) -> String {
        let mut symbol = IN_REPOSITORY.to_owned();
        push_descriptor(&mut symbol, Suffix::Namespace, &format!("{path}/"), 0);
        symbol
    }
}

/// The name as it stands in symbols: never empty, never longer than a limit.
pub(crate) fn shown(name: &str) -> &str {
    if name.is_empty() {
        return "<anonymous>";
    }
    let mut end = name.len().min(NAME_BYTES_MAX);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    &name[..end]
}

fn of_file(graph: &CodeGraph, tree: &Tree, file: u32) -> Texts {
    let facts = &graph.files[file as usize].facts;
    let mut texts = Texts::default();
    texts.ends.reserve_exact(facts.definitions.len() + 1);
    push_file(&mut texts.text, graph, file);
    texts.end();
    let mut way = Vec::new();
    for (definition, facts) in facts.definitions.iter().enumerate() {
        if !facts.kind.is_local() {
            let definition = definition as u32;
            way.clear();
            way.extend(tree.upwards(NodeRef { file, definition }));
            let home = way.last().map_or(file, |top| top.file);
            push_file(&mut texts.text, graph, home);
            for step in way.iter().rev() {
                push_descriptor(
                    &mut texts.text,
                    Suffix::of(graph.definition(*step).kind),
                    shown(graph.name(*step)),
                    tree.repeat(*step),
                );
            }
        }
        texts.end();
    }
    texts.text.shrink_to_fit();
    texts
}

fn push_file(out: &mut String, graph: &CodeGraph, file: u32) {
    out.push_str(IN_REPOSITORY);
    // A path is unique only as a whole, so it is not cut.
    let path = &graph.files[file as usize].facts.path;
    let path = if path.is_empty() { shown(path) } else { path };
    push_descriptor(out, Suffix::Namespace, path, 0);
}

fn of_externals(externals: &[External]) -> Texts {
    let mut texts = Texts::default();
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    let mut symbol = String::new();
    for external in externals {
        symbol.clear();
        push_external(&mut symbol, external, 0);
        let repeat = seen.entry(symbol.clone()).or_default();
        if *repeat > 0 {
            symbol.clear();
            push_external(&mut symbol, external, *repeat);
        }
        *repeat += 1;
        texts.text.push_str(&symbol);
        texts.end();
    }
    texts
}

/// What is outside has no kind that is known here, so its names are terms.
fn push_external(out: &mut String, external: &External, repeat: u32) {
    out.push_str("graphmill ");
    push_field(out, placeholder(&external.ecosystem));
    let (package, version) = match &external.pinned {
        Some(pinned) => (pinned.name.as_str(), pinned.version.as_str()),
        None => (package_of(&external.ecosystem, &external.module), ""),
    };
    push_field(out, placeholder(package));
    push_field(out, placeholder(version));
    if !external.module.is_empty() || external.name.is_empty() {
        let repeat = if external.name.is_empty() { repeat } else { 0 };
        push_descriptor(out, Suffix::Namespace, shown(&external.module), repeat);
    }
    if !external.name.is_empty() {
        let mut names = external.name.split('.').peekable();
        while let Some(name) = names.next() {
            let repeat = if names.peek().is_none() { repeat } else { 0 };
            push_descriptor(out, Suffix::Term, shown(name), repeat);
        }
    }
}

/// A lone dot stands for nothing, so it cannot be a field's content.
fn placeholder(field: &str) -> &str {
    if field == "." { "" } else { field }
}

/// The part of a module's name that is the package it comes in, as far as the name tells.
pub fn package_of<'a>(ecosystem: &str, module: &'a str) -> &'a str {
    let pieces = |separator: &str, count: usize| {
        let end = module.match_indices(separator).nth(count - 1);
        &module[..end.map_or(module.len(), |(at, _)| at)]
    };
    match ecosystem {
        "python" => pieces(".", 1),
        "npm" if module.starts_with('@') => pieces("/", 2),
        // `github.com/owner/name/folder`: a host has a dot.
        "go" if pieces("/", 1).contains('.') => pieces("/", 3),
        "npm" | "go" | "c" => pieces("/", 1),
        "cargo" => pieces("::", 1),
        _ => module,
    }
}
