//! The janitor's stage: from the end of a job to the end of its clone.

use std::time::Duration;

use boot::{BootError, Settings};
use bus::Bus;
use events::map::{self, Durable, JOBS, RESULTS};
use events::{AggregateDone, JanitorDone, JanitorRefused, JobId, SCHEMA_VERSION, SplitDone};
use facts::units_digest;
use pipeline::{Context, Failure, Fault, Outgoing, Stage, json, unix_ms};
use serde::Deserialize;
use storage::Root;
use tracing::{info, warn};

use crate::{Counted, Verdict, verdict};

/// Removes the clones of jobs that are over.
pub struct Janitor {
    root: Root,
    bus: Bus,
    grace: Duration,
}

/// The stage and its slots, as the settings say.
pub fn start(settings: &Settings, bus: &Bus) -> Result<(Janitor, usize), BootError> {
    let path = settings
        .storage
        .root
        .as_ref()
        .ok_or_else(BootError::no_storage_root)?;
    let root = Root::open(path).map_err(BootError::service)?;
    let grace = Duration::from_secs(settings.janitor.grace_s);
    Ok((
        Janitor {
            root,
            bus: bus.clone(),
            grace,
        },
        settings.janitor.slots,
    ))
}

/// Any event that ends a job.
#[derive(Debug, Deserialize)]
pub struct Ended {
    job: JobId,
}

impl Stage for Janitor {
    type In = Ended;
    const DURABLE: &'static Durable = &map::JANITOR;

    async fn handle(&self, context: &Context, ended: &Ended) -> Result<Vec<Outgoing>, Fault> {
        let job = &ended.job;
        // Who wrote the message does not matter, only which subject it was stored under.
        if context.subject == map::aggregate_done(job) {
            match self.examine(job).await? {
                Verdict::Remove => {}
                Verdict::Refuse(reason) => {
                    warn!(%job, reason, "the clone is kept");
                    let event = JanitorRefused {
                        v: SCHEMA_VERSION,
                        job: job.clone(),
                        reason,
                    };
                    return Ok(vec![Outgoing::once(
                        map::janitor_refused(job),
                        json(&event),
                    )]);
                }
            }
        } else if context.subject != map::clone_failed(job) {
            // Units of the failed job may still be read: nothing is removed before they have ended.
            let due = context.stored_ms + self.grace.as_millis() as u64;
            let wait = due.saturating_sub(unix_ms());
            if wait > 0 {
                return Err(Fault::Later(Duration::from_millis(wait)));
            }
        }
        let (root, id) = (self.root.clone(), job.clone());
        let removed = tokio::task::spawn_blocking(move || root.remove(&id))
            .await
            .map_err(Fault::retry)?;
        let freed_bytes = removed?;
        info!(%job, freed_bytes, after = context.subject, "removed");
        let event = JanitorDone {
            v: SCHEMA_VERSION,
            job: job.clone(),
            after: context.subject.clone(),
            freed_bytes,
        };
        Ok(vec![Outgoing::once(map::janitor_done(job), json(&event))])
    }

    /// Nothing follows from what the janitor cannot do but that the clone stays.
    fn failed(&self, _: &Context, ended: &Ended, failure: &Failure) -> Vec<Outgoing> {
        let reason = failure.to_string();
        let event = JanitorRefused {
            v: SCHEMA_VERSION,
            job: ended.job.clone(),
            reason,
        };
        vec![Outgoing::once(
            map::janitor_refused(&ended.job),
            json(&event),
        )]
    }
}

impl Janitor {
    /// Reads the manifest and the graph's event, and counts the units, all at the streams' leaders.
    async fn examine(&self, job: &JobId) -> Result<Verdict, Fault> {
        let manifest = self
            .bus
            .last(&JOBS, &map::split_done(job))
            .await
            .map_err(Fault::retry)?;
        let manifest: Option<SplitDone> = manifest
            .map(|stored| stored.event())
            .transpose()
            .map_err(Fault::retry)?;
        let done = self
            .bus
            .last(&JOBS, &map::aggregate_done(job))
            .await
            .map_err(Fault::retry)?;
        let Some(done) = done else {
            return Ok(Verdict::Refuse(
                "the stream's leader knows no aggregate.done".into(),
            ));
        };
        let done: AggregateDone = done.event().map_err(Fault::retry)?;
        let subjects = self
            .bus
            .subjects(&RESULTS, &map::units_done(job))
            .await
            .map_err(Fault::retry)?;
        let units: Vec<_> = subjects
            .keys()
            .filter_map(|s| map::unit_of_subject(s))
            .collect();
        let counted = Counted {
            units: units.len() as u64,
            digest: units_digest(&units),
        };
        Ok(verdict(manifest.as_ref(), &done, &counted))
    }
}
