//! `graphmill submit`, `status`, `watch`: speaking with a running system.

use std::process::ExitCode;
use std::time::Duration;

use bus::{Access, Bus};
use events::JobId;
use events::map::{self, DURABLES, JOBS, RESULTS};

use crate::args::{JobArgs, SubmitArgs, Where};
use crate::failure::Failure;
use crate::index::{new_job, request, submit as publish};
use crate::progress::{Progress, Stage};
use crate::watch::Display;
use crate::{outputs, repository, show, watch};

/// A connection that creates nothing: the streams are the system's.
pub(crate) async fn connect(place: &Where) -> Result<Bus, Failure> {
    let settings = settings(place)?;
    boot::telemetry(&boot::settings::LogSettings {
        filter: "error".into(),
        format: boot::LogFormat::Text,
    });
    let access = Access {
        url: settings.nats.url.clone(),
        user: settings.nats.user.clone(),
        password: settings
            .nats
            .password
            .as_ref()
            .map(|secret| secret.reveal().to_owned()),
        credentials_file: settings.nats.credentials_file.clone(),
        inbox_prefix: settings.nats.inbox_prefix.clone(),
        name: "graphmill-cli".into(),
        patience: Duration::from_secs(2),
    };
    Ok(Bus::connect(&access).await.map_err(boot::BootError::from)?)
}

pub(crate) fn settings(place: &Where) -> Result<boot::Settings, Failure> {
    let mut flags = Vec::new();
    if let Some(url) = &place.nats {
        flags.push(("nats.url", url.clone()));
    }
    let settings =
        boot::Settings::load(place.config.as_deref(), &flags).map_err(boot::BootError::from)?;
    Ok(settings)
}

pub(crate) async fn submit(args: SubmitArgs) -> Result<ExitCode, Failure> {
    let repo = repository::elsewhere(&args.what.repo)?;
    let mut request = request(&args.what, repo)?;
    let job = match &args.job_id {
        Some(id) => job_id(id)?,
        None => new_job("cli")?,
    };
    request.job_id = Some(job.clone());
    if let Some(out) = &args.out {
        outputs::prepare(out)?;
    }
    let bus = connect(&args.place).await?;
    let sequence = publish(&bus, &request).await?;
    if args.json {
        show::json(&serde_json::json!({ "event": "submitted", "job": job, "sequence": sequence }));
    } else {
        show::line(job.as_str());
    }
    if args.watch || args.out.is_some() {
        return to_the_end(&bus, &job, args.out.as_deref(), args.json).await;
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn watch(args: JobArgs) -> Result<ExitCode, Failure> {
    let job = job_id(&args.job)?;
    if let Some(out) = &args.out {
        outputs::prepare(out)?;
    }
    let bus = connect(&args.place).await?;
    to_the_end(&bus, &job, args.out.as_deref(), args.json).await
}

async fn to_the_end(
    bus: &Bus,
    job: &JobId,
    out: Option<&std::path::Path>,
    json: bool,
) -> Result<ExitCode, Failure> {
    let interrupted = boot::on_signals();
    let mut display = Display::new(json);
    let progress = tokio::select! {
        progress = watch::follow(bus, job, &mut display) => progress?,
        () = interrupted.cancelled() => return Err(Failure::Interrupted),
    };
    let done = watch::outcome(progress, json)?;
    if let Some(out) = out {
        let manifest = outputs::fetch(bus, &done, out).await?;
        if json {
            show::json(&outputs::summary_json(&manifest, out));
        } else {
            show::line(&outputs::summary(&manifest, &done, out));
        }
    } else if !json {
        show::line(&format!(
            "done: {} definitions, {} of {} references resolved, {}",
            show::number(done.definitions),
            show::number(done.resolved),
            show::number(done.references),
            show::duration_ms(done.elapsed_ms),
        ));
    }
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn status(args: JobArgs) -> Result<ExitCode, Failure> {
    let job = job_id(&args.job)?;
    let bus = connect(&args.place).await?;
    let mut progress = Progress::new(job.clone());
    let mut known = false;
    for filter in map::job_events(&job) {
        for subject in bus.subjects(&JOBS, &filter).await?.into_keys() {
            if let Some(stored) = bus.last(&JOBS, &subject).await? {
                known = true;
                progress.take(&subject, &stored.payload)?;
            }
        }
    }
    for subject in bus
        .subjects(&RESULTS, &map::units_done(&job))
        .await?
        .into_keys()
    {
        if let Some(stored) = bus.last(&RESULTS, &subject).await? {
            progress.take(&subject, &stored.payload)?;
        }
    }
    if args.json {
        let progress = serde_json::to_value(&progress).unwrap_or_default();
        show::json(&serde_json::json!({ "event": "status", "known": known, "progress": progress }));
    } else {
        show::line(&format!("job        {job}"));
        show::line(&format!("stage      {}", progress.stage.words()));
        if let Some(commit) = &progress.commit {
            show::line(&format!("commit     {commit}"));
        }
        if let (Some(units), Some(files)) = (progress.units, progress.files) {
            show::line(&format!("units      {}/{units}", progress.units_done));
            show::line(&format!("files      {}/{files}", progress.files_done));
        }
        if let Some((kind, message)) = &progress.failure {
            show::line(&format!("failure    {kind}: {message}"));
        }
        if progress.is_over() {
            let clone = if progress.clone_removed {
                "removed"
            } else {
                "still there"
            };
            show::line(&format!("clone      {clone}"));
        }
        if !known {
            show::line(
                "           no event of this job yet: it waits for the clone service, or was never submitted",
            );
            waiting(&bus).await?;
        }
    }
    if let (Some(out), Some(done)) = (&args.out, &progress.done) {
        outputs::prepare(out)?;
        outputs::fetch(&bus, done, out).await?;
    }
    Ok(if progress.stage == Stage::Failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// What waits before each service, so that a job that does not start is explained.
async fn waiting(bus: &Bus) -> Result<(), Failure> {
    for durable in DURABLES {
        let state = bus.durable_state(durable).await?;
        let hands = if state.waiting == 0 && state.ack_pending == 0 {
            " (nobody pulls)"
        } else {
            ""
        };
        show::line(&format!(
            "           {:<10} {} waiting, {} in work{hands}",
            durable.name, state.pending, state.ack_pending
        ));
    }
    Ok(())
}

fn job_id(text: &str) -> Result<JobId, Failure> {
    JobId::new(text).map_err(|error| Failure::usage(error.to_string()))
}
