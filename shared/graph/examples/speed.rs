//! Measures how fast the outputs of a made-up graph of django's size are written.
//!
//! `cargo run --release -p graph --example speed [RUNS]`

#![expect(clippy::print_stdout, reason = "a report for people")]

use std::path::Path;
use std::time::{Duration, Instant};

use events::Language;
use facts::{
    Bound, Definition, DefinitionKind, FileFacts, Flags, Outcome, Receiver, Reference, Role, Span,
};
use graph::{
    CodeGraph, Confidence, External, NodeRef, Resolution, Resolved, SourceFile, Strategy, Symbols,
    write_all, write_scip, write_sqlite,
};

const FILES: u32 = 2800;
const CLASSES: u32 = 2;
const METHODS: u32 = 6;
const LOCALS: u32 = 3;
const REFERENCES: u32 = 50;

fn at(line: u32, col: u32, length: u32) -> Span {
    Span {
        start_line: line,
        start_col: col,
        end_line: line,
        end_col: col + length,
    }
}

fn file(file: u32) -> SourceFile {
    let path = format!(
        "django/contrib/some_app{:02}/views/module_{file:04}.py",
        file / 70
    );
    let mut facts = FileFacts::empty(path, format!("{file:040x}"), 4000, Language::Python);
    facts.outcome = Outcome::Parsed;
    let mut line = 0;
    let mut define = |facts: &mut FileFacts, name: String, kind, parent, doc: &str, lines| {
        line += 1;
        let named = facts.names.len() as u32;
        facts.names.push(name.clone());
        facts
            .names
            .push(format!("def {name}(self, request, *args)"));
        facts.names.push(doc.to_owned());
        facts.definitions.push(Definition {
            name: named,
            kind,
            flags: Flags::default(),
            parent,
            owner: None,
            name_span: at(line, 8, name.len() as u32),
            body: Span {
                start_line: line,
                start_col: 4,
                end_line: line + lines,
                end_col: 20,
            },
            type_of: None,
            arity: 2,
            signature: Some(named + 1),
            doc: (!doc.is_empty()).then_some(named + 2),
        });
        facts.definitions.len() as u32 - 1
    };
    for class in 0..CLASSES {
        let doc = "Render some template with the context that the view gives, for any request.";
        let class = define(
            &mut facts,
            format!("TemplateView{class}"),
            DefinitionKind::Class,
            None,
            doc,
            40,
        );
        for method in 0..METHODS {
            let doc = if method % 2 == 0 { doc } else { "" };
            let method = define(
                &mut facts,
                format!("get_context_{method}"),
                DefinitionKind::Method,
                Some(class),
                doc,
                5,
            );
            for local in 0..LOCALS {
                define(
                    &mut facts,
                    format!("local{local}"),
                    DefinitionKind::Local,
                    Some(method),
                    "",
                    0,
                );
            }
        }
    }
    let definitions = facts.definitions.len() as u32;
    let mut resolutions = Vec::new();
    for reference in 0..REFERENCES + 20 {
        facts.references.push(Reference {
            name: 0,
            span: at(reference / 2, 20 + 30 * (reference % 2), 13),
            role: [Role::Call, Role::Read, Role::Type, Role::Import][reference as usize % 4],
            holder: Some(1 + reference % 2 * 4),
            receiver: Receiver::None,
            bound: Bound::Free,
            arity: 1,
        });
        let to = |file, definition| {
            Resolution::Node(Resolved {
                node: NodeRef { file, definition },
                strategy: Strategy::Import,
                confidence: Confidence(90),
            })
        };
        resolutions.push(match reference {
            0..6 => Resolution::External(reference * 100 + file % 100),
            6..8 => Resolution::Unresolved,
            8..10 => Resolution::Ambiguous(vec![
                NodeRef {
                    file: 0,
                    definition: 0,
                },
                NodeRef {
                    file: 1,
                    definition: 0,
                },
            ]),
            10..REFERENCES => to((file * 7 + reference * 31) % FILES, 1 + reference % 6 * 4),
            _ => to(file, 2 + reference % 3),
        });
    }
    SourceFile {
        owners: vec![None; definitions as usize],
        expansions: Vec::new(),
        facts,
        resolutions,
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

fn measure(runs: usize, mut work: impl FnMut() -> u64) -> (f64, u64) {
    let mut bytes = 0;
    let times = (0..runs).map(|_| {
        let start = Instant::now();
        bytes = work();
        start.elapsed()
    });
    (median(times.collect()), bytes)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let runs = std::env::args().nth(1).map_or(Ok(5), |n| n.parse())?;
    let mut externals: Vec<External> = (0..600)
        .map(|n| External {
            ecosystem: "python".into(),
            module: format!("package{n:03}.module"),
            name: format!("function_{n}"),
            pinned: None,
        })
        .collect();
    externals.sort();
    let graph = CodeGraph {
        files: (0..FILES).map(file).collect(),
        externals,
        ..CodeGraph::default()
    };
    let counts = graph::counts(&graph);
    println!("{counts:?}");
    let dir = std::env::temp_dir().join(format!("graph-speed-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    let (s, _) = measure(runs, || {
        std::hint::black_box(Symbols::of(&graph));
        0
    });
    println!("symbols  {s:.3} s");
    let (s, bytes) = measure(runs, || {
        write_scip(&graph, &mut std::io::sink()).unwrap_or(0)
    });
    let size = megabytes(bytes);
    println!("scip     {s:.3} s, {size:.1} MB, {:.0} MB/s", size / s);
    let path: &Path = &dir.join("graph.db");
    let (s, bytes) = measure(runs, || write_sqlite(&graph, path).unwrap_or(0));
    println!("sqlite   {s:.3} s, {:.1} MB", megabytes(bytes));
    let (s, _) = measure(runs, || {
        write_all(&graph, &dir).map_or(0, |w| w.len() as u64)
    });
    println!("both     {s:.3} s");
    for written in write_all(&graph, &dir)? {
        println!("{} {} {}", written.name, written.bytes, written.sha256);
    }
    std::fs::remove_dir_all(dir)?;
    Ok(())
}
