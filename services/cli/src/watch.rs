//! Following a job to its end, with a display.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use bus::{Bus, Followed};
use events::JobId;
use events::map::{self, JOBS, RESULTS};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::Failure;
use crate::progress::{Progress, Stage};
use crate::show;

/// Between two plain lines that tell of the same stage.
const PLAIN_PAUSE: Duration = Duration::from_secs(5);

/// How progress is shown.
pub(crate) enum Display {
    /// A bar on a terminal.
    Bar(ProgressBar),
    /// Lines on standard error.
    Plain { stage: Stage, last: Instant },
    /// Events on standard output.
    Json,
    /// Not at all.
    Silent,
}

impl Display {
    pub(crate) fn new(json: bool) -> Display {
        if json {
            Display::Json
        } else if std::io::stderr().is_terminal() {
            let bar =
                ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(15));
            bar.enable_steady_tick(Duration::from_millis(100));
            Display::Bar(bar)
        } else {
            Display::Plain {
                stage: Stage::Queued,
                last: Instant::now(),
            }
        }
    }

    fn update(&mut self, progress: &Progress, message: &Followed, started: Instant) {
        let seconds = started.elapsed().as_secs_f64().max(1e-3);
        match self {
            Display::Bar(bar) => {
                let counted = matches!(progress.stage, Stage::Parsing | Stage::Aggregating);
                let template = if counted {
                    "{spinner:.cyan} {msg:<10} {bar:32.cyan/dim} {pos}/{len} files {prefix:.dim}"
                } else {
                    "{spinner:.cyan} {msg} {prefix:.dim}"
                };
                if let Ok(style) = ProgressStyle::with_template(template) {
                    bar.set_style(style.progress_chars("━━╌"));
                }
                bar.set_length(progress.files.unwrap_or(0));
                bar.set_position(progress.files_done);
                bar.set_message(progress.stage.words());
                if counted {
                    let elapsed_ms = (started.elapsed().as_millis() as u64).max(1);
                    let rate = show::bytes(progress.bytes_done * 1000 / elapsed_ms);
                    let (done, units) = (progress.units_done, progress.units.unwrap_or(0));
                    bar.set_prefix(format!("unit {done}/{units}, {rate}/s"));
                }
            }
            Display::Plain { stage, last } => {
                if *stage != progress.stage || (last.elapsed() > PLAIN_PAUSE && !progress.is_over())
                {
                    *stage = progress.stage;
                    *last = Instant::now();
                    show::error(&plain(progress, seconds));
                }
            }
            Display::Json => {
                if let Ok(event) = serde_json::from_slice::<serde_json::Value>(&message.payload) {
                    show::json(&serde_json::json!({
                        "event": "message",
                        "subject": message.subject,
                        "stored_ms": message.stored_ms,
                        "data": event,
                    }));
                }
                if let Ok(progress) = serde_json::to_value(progress) {
                    show::json(&serde_json::json!({ "event": "progress", "progress": progress }));
                }
            }
            Display::Silent => {}
        }
    }

    pub(crate) fn finish(&self) {
        if let Display::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// A line such as `[ 1.2 s] parsing: 20/71 units, 800/2,899 files`.
fn plain(progress: &Progress, seconds: f64) -> String {
    let mut line = format!("[{seconds:6.1} s] {}", progress.stage.words());
    if let (Some(units), Some(files), Stage::Parsing | Stage::Aggregating) =
        (progress.units, progress.files, progress.stage)
    {
        line += &format!(
            ": {}/{units} units, {}/{} files, {}",
            progress.units_done,
            show::number(progress.files_done),
            show::number(files),
            show::bytes(progress.bytes_done),
        );
    }
    line
}

/// Follows a job until it is over; also until its clone is removed, if `removal` is wanted.
pub(crate) async fn follow(
    bus: &Bus,
    job: &JobId,
    display: &mut Display,
) -> Result<Progress, Failure> {
    let started = Instant::now();
    let mut progress = Progress::new(job.clone());
    let mut events = bus.follow(&JOBS, &map::job_events(job)).await?;
    let mut units = bus.follow(&RESULTS, &[map::units_done(job)]).await?;
    while !progress.is_over() {
        let message = tokio::select! {
            message = events.next() => message?,
            message = units.next() => message?,
        };
        progress.take(&message.subject, &message.payload)?;
        display.update(&progress, &message, started);
    }
    display.finish();
    Ok(progress)
}

/// The end of a job as a result.
pub(crate) fn outcome(progress: Progress, json: bool) -> Result<events::AggregateDone, Failure> {
    match (progress.done, progress.failure) {
        (Some(done), _) => Ok(done),
        (None, Some((kind, message))) => Err(Failure::Job {
            kind,
            message,
            json,
        }),
        (None, None) => Err(Failure::usage("the job is not over")),
    }
}
