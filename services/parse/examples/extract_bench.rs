//! Measures extraction over a folder on one core: `extract_bench FOLDER [LANGUAGE] [ROUNDS]`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program whose output is its purpose"
)]

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use events::Language;
use facts::Outcome;
use graphmill_parse::extract::{Limits, extract};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(folder) = arguments.next() else {
        eprintln!("usage: extract_bench FOLDER [LANGUAGE|all] [ROUNDS]");
        return ExitCode::FAILURE;
    };
    let wanted = arguments.next().and_then(|name| Language::named(&name));
    let rounds: usize = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(3);

    let mut files = Vec::new();
    gather(Path::new(&folder), wanted, &mut files);
    let bytes: usize = files.iter().map(|(.., source)| source.len()).sum();
    let megabytes = bytes as f64 / 1e6;
    println!("{} files, {megabytes:.1} MB", files.len());

    let limits = Limits::default();
    for _ in 0..rounds {
        let (started, busy) = (Instant::now(), busy_seconds());
        let (mut definitions, mut references, mut imports) = (0, 0, 0);
        let mut outcomes = [0; 3];
        for (path, language, source) in &files {
            let facts = extract(path, "", *language, source, &limits);
            definitions += facts.definitions.len();
            references += facts.references.len();
            imports += facts.imports.len();
            outcomes[match facts.outcome {
                Outcome::Parsed => 0,
                Outcome::Partial => 1,
                Outcome::Failed => 2,
            }] += 1;
        }
        let wall = started.elapsed().as_secs_f64();
        let seconds = match (busy, busy_seconds()) {
            (Some(before), Some(now)) => now - before,
            _ => wall,
        };
        println!(
            "{seconds:.3} s CPU ({wall:.3} s wall), {:.2} MB/s: {definitions} definitions, {references} references, \
             {imports} imports; parsed {}, partial {}, failed {}",
            megabytes / seconds,
            outcomes[0],
            outcomes[1],
            outcomes[2],
        );
    }
    ExitCode::SUCCESS
}

/// How long this thread has run, where the system tells; the figure that other programs on the
/// machine disturb least.
fn busy_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Reads the sources below a folder, by path.
fn gather(folder: &Path, wanted: Option<Language>, files: &mut Vec<(String, Language, Vec<u8>)>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut entries: Vec<_> = entries.flatten().collect();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if kind.is_dir() {
            gather(&path, wanted, files);
        } else if kind.is_file()
            && let Some(language) = path.to_str().and_then(Language::of_path)
            && wanted.is_none_or(|wanted| wanted == language)
            && let Ok(source) = std::fs::read(&path)
        {
            files.push((path.to_string_lossy().into_owned(), language, source));
        }
    }
}
