//! `graphmill index`: the main job, with everything in this process.

use std::path::Path;
use std::process::ExitCode;

use bus::Bus;
use events::map::PARSE_REQUESTED;
use events::{JobId, ParseRequested, Selection};
use pipeline::{Guard, Outgoing, json, unix_ms};

use crate::args::{IndexArgs, What};
use crate::failure::Failure;
use crate::local::{Local, LocalOptions};
use crate::watch::Display;
use crate::{outputs, repository, show, watch};

pub(crate) async fn run(args: IndexArgs) -> Result<ExitCode, Failure> {
    let (repo, allowed_path) = repository::here(&args.what.repo)?;
    let request = request(&args.what, repo)?;
    outputs::prepare(&args.out)?;
    let options = LocalOptions {
        nats_server: args.nats_server.clone(),
        scratch: args.scratch.clone(),
        workers: args.workers,
        allowed_path,
        log: args.log.clone(),
    };
    let interrupted = boot::on_signals();
    let mut local = tokio::select! {
        local = Local::start(&options) => local?,
        () = interrupted.cancelled() => return Err(Failure::Interrupted),
    };
    let bus = local.bus.clone();
    let mut display = Display::new(args.json);
    let ended = tokio::select! {
        ended = job(&bus, request, &mut display, &args.out, args.json) => ended,
        failure = local.broken() => Err(failure),
        () = interrupted.cancelled() => Err(Failure::Interrupted),
    };
    display.finish();
    local.stop().await;
    show::line(&ended?);
    Ok(ExitCode::SUCCESS)
}

/// Submits, follows, fetches; gives the summary.
async fn job(
    bus: &Bus,
    mut request: ParseRequested,
    display: &mut Display,
    out: &Path,
    json: bool,
) -> Result<String, Failure> {
    let job = new_job("index")?;
    request.job_id = Some(job.clone());
    submit(bus, &request).await?;
    let progress = watch::follow(bus, &job, display).await?;
    let done = watch::outcome(progress, json)?;
    let manifest = outputs::fetch(bus, &done, out).await?;
    Ok(if json {
        outputs::summary_json(&manifest, out).to_string()
    } else {
        outputs::summary(&manifest, &done, out)
    })
}

/// An id that no other job of this machine has.
pub(crate) fn new_job(prefix: &str) -> Result<JobId, Failure> {
    JobId::new(format!("{prefix}-{:x}-{:x}", unix_ms(), std::process::id()))
        .map_err(|error| Failure::environment("no job id", error))
}

/// Publishes a request; returns its sequence.
pub(crate) async fn submit(bus: &Bus, request: &ParseRequested) -> Result<u64, Failure> {
    let message = Outgoing {
        subject: PARSE_REQUESTED.to_owned(),
        payload: json(request),
        guard: Guard::Always,
        headers: Vec::new(),
    };
    match bus.publish_one(&message).await? {
        pipeline::Published::Stored(sequence) => Ok(sequence),
        pipeline::Published::AlreadyThere => Err(Failure::usage("the request was not stored")),
    }
}

/// The request for what was asked, of a repository as the services are to know it.
pub(crate) fn request(what: &What, repo: String) -> Result<ParseRequested, Failure> {
    let selection = Selection {
        languages: what.languages.clone(),
        include: what.include.clone(),
        exclude: what.exclude.clone(),
    };
    let request = ParseRequested {
        repo,
        revision: what.revision.clone(),
        job_id: None,
        user_id: None,
        selection,
    };
    match request.defect() {
        Some(defect) => Err(Failure::usage(defect)),
        None => Ok(request),
    }
}
