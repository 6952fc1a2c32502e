//! `graphmill export`: a finished graph in another format.

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use finished::{Exported, Finished, Format, Progress, export};
use graph::GRAPH_DB;

use crate::args::{ExportArgs, ExportFormat};
use crate::failure::Failure;
use crate::{outputs, place, show};

/// Between two lines of progress.
const NEWS_EVERY: Duration = Duration::from_secs(1);

pub(crate) fn run(args: &ExportArgs) -> Result<ExitCode, Failure> {
    let graph = Finished::open(&place::or_usual(args.graph.as_ref(), GRAPH_DB))?;
    let beside = graph.path().parent().unwrap_or(Path::new("."));
    let folder = match args.out.as_deref() {
        Some(folder) => folder,
        None if beside == Path::new("") => Path::new("."),
        None => beside,
    };
    outputs::prepare(folder)?;
    let format = match args.format {
        ExportFormat::Ndjson => Format::Ndjson,
        ExportFormat::Neo4j => Format::Neo4j,
        ExportFormat::Parquet => Format::Parquet,
        ExportFormat::GraphMl => Format::GraphMl,
    };
    let mut told = Instant::now();
    let mut news = |progress: Progress| {
        if told.elapsed() >= NEWS_EVERY {
            told = Instant::now();
            show::error(&format!(
                "written: {} of {} nodes and edges",
                show::number(progress.done),
                show::number(progress.total)
            ));
        }
    };
    let exported = export(&graph, format, folder, &mut news)?;
    summary(args, &exported);
    Ok(ExitCode::SUCCESS)
}

fn summary(args: &ExportArgs, exported: &Exported) {
    if args.json {
        let files = exported.files.iter().map(|(path, bytes)| {
            serde_json::json!({ "path": path.display().to_string(), "bytes": bytes })
        });
        show::json(&serde_json::json!({
            "nodes": exported.nodes,
            "edges": exported.edges,
            "files": files.collect::<Vec<_>>(),
        }));
        return;
    }
    show::line(&format!(
        "  {:<12}{}\n  {:<12}{}",
        "nodes",
        show::number(exported.nodes),
        "edges",
        show::number(exported.edges)
    ));
    for (path, bytes) in &exported.files {
        let size = show::bytes(*bytes);
        show::line(&format!("  {:<12}{} ({size})", "output", path.display()));
    }
}
