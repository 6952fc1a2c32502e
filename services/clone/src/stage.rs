//! The clone stage: from `parse.requested` to `clone.done`, or to `clone.failed`.

use std::sync::Arc;
use std::time::Instant;

use boot::{BootError, Settings};
use bus::Bus;
use bytes::Bytes;
use events::map::{self, Durable};
use events::{CloneDone, CloneFailed, JobId, ParseRequested, SCHEMA_VERSION};
use pipeline::{Context, Failure, Fault, Input, Outgoing, Stage, json};
use storage::Root;
use tracing::info;

use crate::{CloneError, Config, Remote, thread};

/// Clones repositories.
pub struct Clone {
    root: Root,
    bus: Bus,
    config: Arc<Config>,
}

/// The stage and its slots, as the settings say.
pub fn start(settings: &Settings, bus: &Bus) -> Result<(Clone, usize), BootError> {
    let path = settings
        .storage
        .root
        .as_ref()
        .ok_or_else(BootError::no_storage_root)?;
    let root = Root::open(path).map_err(BootError::service)?;
    Ok((
        Clone::new(root, bus.clone(), Config::from(&settings.clone)),
        settings.clone.slots,
    ))
}

/// The job of a request: what its sender says, else what its place in the stream says.
fn job_of(context: &Context, given: Option<&JobId>) -> JobId {
    given
        .cloned()
        .unwrap_or_else(|| JobId::of_message(context.sequence, context.stored_ms))
}

impl Clone {
    /// A stage that clones into this root.
    pub fn new(root: Root, bus: Bus, config: Config) -> Clone {
        Clone {
            root,
            bus,
            config: Arc::new(config),
        }
    }

    /// Whether the job's clone has come to an end before, good or bad.
    async fn is_over(&self, job: &JobId) -> Result<bool, Fault> {
        let end = self
            .bus
            .last(&map::JOBS, &map::clone_ends(job))
            .await
            .map_err(Fault::retry)?;
        Ok(end.is_some())
    }

    async fn clone(
        &self,
        job: &JobId,
        context: &Context,
        request: &ParseRequested,
    ) -> Result<CloneDone, CloneError> {
        let started = Instant::now();
        if let Some(message) = request.defect() {
            return Err(CloneError::BadRequest { message });
        }
        let remote = Remote::parse(&request.repo, &self.config)?;
        let there = self.root.published(job);
        let there = there.map_err(|source| CloneError::Storage {
            remote: remote.to_string(),
            source,
        })?;
        let published = match there {
            // Whoever made it did not come to say so.
            Some(published) => published,
            None => {
                thread::clone(
                    &self.root,
                    &self.config,
                    job,
                    &remote,
                    request.revision.as_deref(),
                )
                .await?
            }
        };
        let elapsed_ms = started.elapsed().as_millis() as u64;
        info!(%job, %remote, commit = published.commit, elapsed_ms, "cloned");
        Ok(CloneDone {
            v: SCHEMA_VERSION,
            job: job.clone(),
            repo: request.repo.trim().to_owned(),
            revision: request.revision.clone(),
            commit: published.commit,
            tree: published.tree,
            clone: published.clone,
            selection: request.selection.clone(),
            user_id: request.user_id.clone(),
            requested_ms: context.stored_ms,
            elapsed_ms,
        })
    }
}

impl Stage for Clone {
    type In = ParseRequested;
    const DURABLE: &'static Durable = &map::CLONE;
    const INPUT: Input = Input::Request;

    async fn handle(
        &self,
        context: &Context,
        request: &ParseRequested,
    ) -> Result<Vec<Outgoing>, Fault> {
        let job = job_of(context, request.job_id.as_ref());
        if self.is_over(&job).await? {
            return Ok(Vec::new());
        }
        Ok(vec![done(&self.clone(&job, context, request).await?)])
    }

    /// Cloning does not kill the process, so the last time is like the others; but what could
    /// be tried again before is now the end, under its own kind.
    async fn last_resort(
        &self,
        context: &Context,
        request: &ParseRequested,
    ) -> Result<Vec<Outgoing>, Fault> {
        let job = job_of(context, request.job_id.as_ref());
        if self.is_over(&job).await? {
            return Ok(Vec::new());
        }
        let error = match self.clone(&job, context, request).await {
            Ok(event) => return Ok(vec![done(&event)]),
            Err(error) => error,
        };
        let (kind, sentence) = (error.kind(), error.sentence());
        Err(match Fault::from(error) {
            Fault::Retry(_) => Fault::reject(
                kind,
                format!("given up after {} attempts: {sentence}", context.delivered),
            ),
            fault => fault,
        })
    }

    fn failed(
        &self,
        context: &Context,
        request: &ParseRequested,
        failure: &Failure,
    ) -> Vec<Outgoing> {
        vec![failed(&job_of(context, request.job_id.as_ref()), failure)]
    }

    fn malformed(&self, context: &Context, payload: &Bytes, failure: &Failure) -> Vec<Outgoing> {
        // Whatever else is wrong, the sender looks for the end of the job that it named.
        let given = serde_json::from_slice::<serde_json::Value>(payload)
            .ok()
            .and_then(|request| JobId::new(request.get("job_id")?.as_str()?).ok());
        vec![failed(&job_of(context, given.as_ref()), failure)]
    }
}

fn done(event: &CloneDone) -> Outgoing {
    Outgoing::once_among(
        map::clone_ends(&event.job),
        map::clone_done(&event.job),
        json(event),
    )
}

fn failed(job: &JobId, failure: &Failure) -> Outgoing {
    let event = CloneFailed {
        v: SCHEMA_VERSION,
        job: job.clone(),
        kind: failure.kind,
        message: failure.message.clone(),
    };
    Outgoing::once_among(map::clone_ends(job), map::clone_failed(job), json(&event))
}
