//! From source text to edges: extraction and resolution together, a language a file.

mod c;
mod cpp;
mod csharp;
mod go;
mod inference;
mod java;
mod javascript;
mod keys;
mod kotlin;
mod kotlin_calls;
mod order;
mod overrides;
mod php;
mod projects;
mod python;
mod ruby;
mod rungs;
mod rust;
mod typescript;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use events::Language;
use facts::{Project, Role, SkippedFiles};
use graph::{CodeGraph, NodeRef, Resolution, Strategy};
use graphmill_aggregate::resolve::resolve;
use graphmill_parse::extract::{Limits, extract};
use graphmill_split::said;

/// The graph of these files, each a path and its text, sources and project files; the indentation of the first line is taken
/// off all lines.
fn graph_of(files: &[(&str, &str)]) -> CodeGraph {
    let (mut facts, mut account) = (Vec::new(), SkippedFiles::default());
    let mut texts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (path, text) in files {
        let (path, text) = ((*path).to_owned(), unindented(text));
        if let Some(language) = Language::of_path(&path) {
            let file = extract(&path, "0", language, text.as_bytes(), &Limits::default());
            assert_eq!(file.unsound(), None, "{path}");
            facts.push(file);
            texts.insert(path, text.into_bytes());
        } else {
            let says = said(&path, text.as_bytes()).expect("a project file");
            account.projects.push(Project { path, says });
        }
    }
    let graph = resolve(facts, account);
    assert_sound(&graph, &texts);
    graph
}

/// Whatever a case is about, its SCIP index has no fault, beside the texts it is made of.
fn assert_sound(graph: &CodeGraph, texts: &BTreeMap<String, Vec<u8>>) {
    let mut index = Vec::new();
    graph::write_scip(graph, &mut index).expect("a vector takes all");
    let mut text = |path: &str| texts.get(path).cloned();
    let verdict = graph::examine(&mut index.as_slice(), Some(&mut text));
    assert_eq!(verdict.texts, texts.len() as u64);
    assert_eq!(verdict.faults, []);
}

/// What the references of these files mean, a line each, without what is local to a function,
/// what is imported, and what the language itself has.
fn edges(files: &[(&str, &str)]) -> String {
    let graph = graph_of(files);
    let mut told = String::new();
    for (at, file) in (0..).zip(&graph.files) {
        for (reference, resolution) in file.facts.references.iter().zip(&file.resolutions) {
            let Some(meaning) = meaning(&graph, resolution) else {
                continue;
            };
            if reference.role == Role::Import {
                continue;
            }
            let holder = reference.holder.map(|definition| NodeRef {
                file: at,
                definition,
            });
            let holder = holder.map_or(String::new(), |holder| qualified(&graph, holder));
            let name = file.facts.name(reference.name);
            let (path, line) = (&file.facts.path, reference.span.start_line + 1);
            writeln!(told, "{path}:{line} {holder} {name} -> {meaning}")
                .expect("a string takes all");
        }
        for expansion in &file.expansions {
            let reference = &file.facts.references[expansion.reference as usize];
            let name = file.facts.name(reference.name);
            let (path, line) = (&file.facts.path, reference.span.start_line + 1);
            let target = place(&graph, expansion.target);
            let strategy = expansion.strategy.name();
            writeln!(told, "{path}:{line} {name} calls {target} ({strategy})")
                .expect("a string takes all");
        }
    }
    told
}

/// As [`edges`], of one file alone.
fn edges_in(file: &str, files: &[(&str, &str)]) -> String {
    let all = edges(files);
    let lines = all.lines().filter(|line| line.starts_with(file));
    lines.map(|line| format!("{line}\n")).collect()
}

fn meaning(graph: &CodeGraph, resolution: &Resolution) -> Option<String> {
    Some(match resolution {
        Resolution::Node(found) if found.strategy == Strategy::Local => return None,
        Resolution::Node(found) => {
            format!("{} ({})", place(graph, found.node), found.strategy.name())
        }
        Resolution::File { file, strategy } => {
            format!(
                "{} ({})",
                graph.files[*file as usize].facts.path,
                strategy.name()
            )
        }
        Resolution::External(id) => {
            let external = &graph.externals[*id as usize];
            if external.module.is_empty() {
                return None;
            }
            format!("external {} {}", external.module, external.name)
                .trim_end()
                .to_owned()
        }
        Resolution::Ambiguous(candidates) => {
            let candidates: Vec<String> =
                candidates.iter().map(|&node| place(graph, node)).collect();
            format!("perhaps {}", candidates.join(", "))
        }
        Resolution::Unresolved => "?".to_owned(),
    })
}

/// Where a definition is: `lib.py:2 Base.run`.
fn place(graph: &CodeGraph, node: NodeRef) -> String {
    let path = &graph.files[node.file as usize].facts.path;
    let line = graph.definition(node).name_span.start_line + 1;
    format!("{path}:{line} {}", qualified(graph, node))
}

fn qualified(graph: &CodeGraph, node: NodeRef) -> String {
    let mut names = vec![graph.name(node)];
    let mut at = node;
    while let Some(parent) = graph.parent(at) {
        names.push(graph.name(parent));
        at = parent;
    }
    names.reverse();
    names.join(".")
}

/// The text from its first line that is not empty, without that line's indentation.
fn unindented(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .collect();
    let first = lines.first().copied().unwrap_or_default();
    let margin = first.len() - first.trim_start().len();
    let cut = |line: &&str| line.get(margin..).unwrap_or_default().to_owned() + "\n";
    lines.iter().map(cut).collect()
}
