//! `graphmill bench`: what messaging costs, as a ratio in one run, and what each stage costs.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use events::ParseRequested;
use graph::Manifest;
use serde::Serialize;

use crate::args::{BenchArgs, BenchCommand, FloorArgs, Measured, StagesArgs, What};
use crate::failure::Failure;
use crate::floor::Floor;
use crate::index::{new_job, request, submit};
use crate::local::{Local, LocalOptions};
use crate::watch::Display;
use crate::{floor, outputs, repository, show, stages, watch};

pub(crate) async fn run(args: BenchArgs) -> Result<ExitCode, Failure> {
    match args.what {
        BenchCommand::Floor(args) => floor_bench(args).await,
        BenchCommand::Stages(args) => stages_bench(args).await,
    }
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report {
    pipeline_s: f64,
    floor_s: f64,
    ratio: f64,
    runs: usize,
    workers: usize,
    files: u64,
    bytes: u64,
    pipeline_runs_s: Vec<f64>,
    floor_runs_s: Vec<f64>,
}

/// A local repository that is indexed by a whole system.
struct Subject {
    request: ParseRequested,
    path: PathBuf,
    options: LocalOptions,
}

impl Subject {
    fn of(of: &Measured) -> Result<Subject, Failure> {
        let what = What {
            repo: of.repo.clone(),
            revision: of.revision.clone(),
            languages: Vec::new(),
            include: Vec::new(),
            exclude: Vec::new(),
        };
        let (repo, path) = repository::here(&what.repo)?;
        let request = request(&what, repo)?;
        let path = path.ok_or_else(|| {
            Failure::usage("give the path of a local repository: it is read directly too")
        })?;
        let options = LocalOptions {
            nats_server: of.nats_server.clone(),
            workers: of.workers,
            allowed_path: Some(path.clone()),
            log: "error".into(),
            ..LocalOptions::default()
        };
        Ok(Subject {
            request,
            path: git_dir(path),
            options,
        })
    }

    /// The manifest of one run, and what it took in seconds, in a system of its own: facts that an
    /// earlier run left would make it too fast.
    async fn pipeline(&self, run: u32, out: &Path) -> Result<(Manifest, f64), Failure> {
        let local = Local::start(&self.options).await?;
        let mut request = self.request.clone();
        let job = new_job(&format!("bench{run}"))?;
        request.job_id = Some(job.clone());
        let started = Instant::now();
        submit(&local.bus, &request).await?;
        let progress = watch::follow(&local.bus, &job, &mut Display::Silent).await?;
        let done = watch::outcome(progress, false)?;
        let manifest = outputs::fetch(&local.bus, &done, out).await?;
        let took = started.elapsed().as_secs_f64();
        local.stop().await;
        Ok((manifest, took))
    }
}

/// The stages, called one after the other in this process.
async fn stages_bench(args: StagesArgs) -> Result<ExitCode, Failure> {
    let subject = Subject::of(&args.of)?;
    let out = temporary()?;
    let (manifest, _) = subject.pipeline(0, out.path()).await?;
    let settings = boot::Settings::load(None, &[]).map_err(boot::BootError::from)?;
    let work = move || {
        let floor = Floor::of(&subject.path, &manifest.commit, &settings.split)?;
        stages::run(&floor, args.of.runs, args.of.json)
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| Failure::environment("the measuring broke off", error))?
}

fn temporary() -> Result<tempfile::TempDir, Failure> {
    tempfile::tempdir().map_err(|error| Failure::environment("no temporary folder", error))
}

async fn floor_bench(args: FloorArgs) -> Result<ExitCode, Failure> {
    let args = args.of;
    let subject = Subject::of(&args)?;
    let settings = boot::Settings::load(None, &[]).map_err(boot::BootError::from)?;
    let workers = args
        .workers
        .map_or_else(|| settings.parse_workers(), |n| n as usize);
    let (mut pipeline_runs, mut floor_runs) = (Vec::new(), Vec::new());
    let (mut files, mut bytes) = (0, 0);
    for run in 0..=args.runs {
        let (out, direct) = (temporary()?, temporary()?);
        let (manifest, pipeline_s) = subject.pipeline(run, out.path()).await?;

        let split = settings.split.clone();
        let (git_dir, commit, place) = (
            subject.path.clone(),
            manifest.commit.clone(),
            direct.path().to_owned(),
        );
        let started = Instant::now();
        let floor_run = tokio::task::spawn_blocking(move || {
            floor::run(&git_dir, &commit, workers, &split, &place)
        })
        .await
        .map_err(|error| Failure::environment("the floor broke off", error))??;
        let floor_s = started.elapsed().as_secs_f64();
        same_outputs(out.path(), direct.path())?;
        (files, bytes) = (floor_run.files, floor_run.bytes);
        // The first run of each warms the caches of the system.
        if run > 0 {
            pipeline_runs.push(pipeline_s);
            floor_runs.push(floor_s);
        }
        if !args.json {
            let counted = if run > 0 {
                format!("run {run:>2}")
            } else {
                "warm-up".into()
            };
            show::error(&format!(
                "{counted}: pipeline {pipeline_s:.3} s, floor {floor_s:.3} s"
            ));
        }
    }
    let report = Report {
        pipeline_s: median(&pipeline_runs),
        floor_s: median(&floor_runs),
        ratio: median(&pipeline_runs) / median(&floor_runs),
        runs: pipeline_runs.len(),
        workers,
        files,
        bytes,
        pipeline_runs_s: pipeline_runs,
        floor_runs_s: floor_runs,
    };
    if args.json {
        show::json(&serde_json::to_value(&report).unwrap_or_default());
    } else {
        show::line(&format!(
            "{} files, {}, {workers} workers",
            show::number(files),
            show::bytes(bytes)
        ));
        for (name, median, runs) in [
            ("pipeline", report.pipeline_s, &report.pipeline_runs_s),
            ("floor", report.floor_s, &report.floor_runs_s),
        ] {
            let (min, max) = spread(runs);
            show::line(&format!(
                "{name:<9} median {median:.3} s (min {min:.3}, max {max:.3})"
            ));
        }
        show::line(&format!("ratio     {:.3}", report.ratio));
    }
    Ok(ExitCode::SUCCESS)
}

/// Where Git keeps the objects of the repository at a path.
fn git_dir(path: PathBuf) -> PathBuf {
    let inner = path.join(".git");
    if inner.is_dir() { inner } else { path }
}

/// A comparison is worth nothing when the two do not do the same.
fn same_outputs(pipeline: &std::path::Path, floor: &std::path::Path) -> Result<(), Failure> {
    for name in [graph::GRAPH_DB, graph::INDEX_SCIP] {
        let read = |folder: &std::path::Path| {
            std::fs::read(folder.join(name))
                .map_err(|error| Failure::environment(format!("{name} cannot be read"), error))
        };
        if read(pipeline)? != read(floor)? {
            return Err(Failure::usage(format!(
                "pipeline and floor wrote a different {name}; please report this"
            )));
        }
    }
    Ok(())
}

fn median(runs: &[f64]) -> f64 {
    let mut sorted = runs.to_vec();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        n if n.is_multiple_of(2) => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
        n => sorted[n / 2],
    }
}

fn spread(runs: &[f64]) -> (f64, f64) {
    runs.iter().fold((f64::MAX, 0.0), |(min, max), run| {
        (run.min(min), run.max(max))
    })
}
