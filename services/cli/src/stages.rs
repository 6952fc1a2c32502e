//! `graphmill bench stages`: what each stage of the work costs by itself, in processor time.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use cpu_time::{ProcessTime, ThreadTime};
use events::Language;
use facts::FileFacts;
use graph::write_all;
use graphmill_aggregate::resolve::resolve;
use graphmill_parse::extract::{Limits, extract};
use serde::Serialize;

use crate::failure::Failure;
use crate::floor::{Floor, unreadable};
use crate::show;

/// What `--json` prints; times in seconds, of the run that took the least.
#[derive(Debug, Serialize)]
struct Report {
    runs: u32,
    extraction: Vec<Extraction>,
    /// Processor time of all threads.
    resolution_cpu_s: f64,
    resolution_wall_s: f64,
    writing_cpu_s: f64,
    writing_wall_s: f64,
}

/// The extraction of a language's files on one core.
#[derive(Debug, Serialize)]
struct Extraction {
    language: &'static str,
    files: u64,
    bytes: u64,
    cpu_s: f64,
    megabytes_per_s: f64,
}

/// Measures the stages on a commit, `runs` times.
pub(crate) fn run(floor: &Floor, runs: u32, is_json: bool) -> Result<ExitCode, Failure> {
    let mut report: Option<Report> = None;
    for run in 1..=runs {
        let next = once(floor, runs)?;
        if !is_json {
            show::error(&format!(
                "run {run:>2}: resolution {:.3} s of processor time, writing {:.3} s",
                next.resolution_cpu_s, next.writing_cpu_s
            ));
        }
        report = Some(match report {
            None => next,
            Some(best) => least(best, next),
        });
    }
    let Some(report) = report else {
        return Err(Failure::usage("give `--runs` of 1 or more"));
    };
    if is_json {
        show::json(&serde_json::to_value(&report).unwrap_or_default());
        return Ok(ExitCode::SUCCESS);
    }
    for of in &report.extraction {
        show::line(&format!(
            "extraction  {:<11} {:>6.1} MB/s a core  ({} files, {}, {:.3} s)",
            of.language,
            of.megabytes_per_s,
            show::number(of.files),
            show::bytes(of.bytes),
            of.cpu_s
        ));
    }
    for (stage, cpu, wall) in [
        (
            "resolution",
            report.resolution_cpu_s,
            report.resolution_wall_s,
        ),
        ("writing", report.writing_cpu_s, report.writing_wall_s),
    ] {
        show::line(&format!(
            "{stage:<11} {cpu:.3} s of processor time, {wall:.3} s passed"
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn once(floor: &Floor, runs: u32) -> Result<Report, Failure> {
    let repo = floor.open()?;
    let mut spent: BTreeMap<Language, (u64, u64, Duration)> = BTreeMap::new();
    let mut found: Vec<FileFacts> = Vec::with_capacity(floor.plan.planned.len());
    for file in &floor.plan.planned {
        let source = repo.blob(&file.oid).map_err(unreadable)?;
        let started = ThreadTime::now();
        let facts = extract(
            &file.path,
            &file.oid,
            file.language,
            &source,
            &Limits::default(),
        );
        let took = started.elapsed();
        let (files, bytes, time) = spent.entry(facts.language).or_default();
        *files += 1;
        *bytes += facts.bytes;
        *time += took;
        found.push(facts);
    }
    let account = floor.account()?;
    let (started, clock) = (ProcessTime::now(), Instant::now());
    let graph = resolve(found, account);
    let resolution = (started.elapsed(), clock.elapsed());
    let out =
        tempfile::tempdir().map_err(|error| Failure::environment("no temporary folder", error))?;
    let (started, clock) = (ProcessTime::now(), Instant::now());
    write_all(&graph, out.path())
        .map_err(|error| Failure::environment("the outputs cannot be written", error))?;
    let writing = (started.elapsed(), clock.elapsed());
    let extraction = spent.into_iter().map(|(language, (files, bytes, time))| {
        let cpu_s = time.as_secs_f64();
        Extraction {
            language: language.name(),
            files,
            bytes,
            cpu_s,
            megabytes_per_s: megabytes_per_s(bytes, cpu_s),
        }
    });
    Ok(Report {
        runs,
        extraction: extraction.collect(),
        resolution_cpu_s: resolution.0.as_secs_f64(),
        resolution_wall_s: resolution.1.as_secs_f64(),
        writing_cpu_s: writing.0.as_secs_f64(),
        writing_wall_s: writing.1.as_secs_f64(),
    })
}

fn megabytes_per_s(bytes: u64, seconds: f64) -> f64 {
    bytes as f64 / 1e6 / seconds.max(1e-9)
}

/// The least of each figure of two runs over the same files.
fn least(a: Report, b: Report) -> Report {
    let extraction = a.extraction.into_iter().zip(b.extraction);
    let extraction = extraction.map(|(a, b)| if b.cpu_s < a.cpu_s { b } else { a });
    Report {
        runs: a.runs,
        extraction: extraction.collect(),
        resolution_cpu_s: a.resolution_cpu_s.min(b.resolution_cpu_s),
        resolution_wall_s: a.resolution_wall_s.min(b.resolution_wall_s),
        writing_cpu_s: a.writing_cpu_s.min(b.writing_cpu_s),
        writing_wall_s: a.writing_wall_s.min(b.writing_wall_s),
    }
}
