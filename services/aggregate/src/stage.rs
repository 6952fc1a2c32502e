//! The aggregate stage: from a manifest to the graph of its commit.

use std::path::Path;
use std::time::Instant;

use boot::{BootError, Settings};
use bus::Bus;
use events::map::{self, Durable, JOBS};
use events::{
    AggregateDone, AggregateFailed, Artifact, FailureKind, JobId, SCHEMA_VERSION, SplitDone,
};
use graph::{Counts, GRAPH_DB, INDEX_SCIP, MANIFEST_JSON, Manifest, Written, counts, write_all};
use pipeline::{Context, Failure, Fault, Outgoing, Stage, json, unix_ms};
use tracing::info;

use crate::fold::{Folded, fold};
use crate::resolve::resolve;

/// Folds units into graphs.
pub struct Aggregate {
    bus: Bus,
    job_time_max_ms: u64,
}

/// The stage and its slots, as the settings say.
pub fn start(settings: &Settings, bus: &Bus) -> Result<(Aggregate, usize), BootError> {
    let job_time_max_ms = settings.aggregate.job_time_max_s.saturating_mul(1000);
    Ok((
        Aggregate {
            bus: bus.clone(),
            job_time_max_ms,
        },
        settings.aggregate.slots,
    ))
}

/// What is known once the outputs are written.
struct Outputs {
    written: Vec<Written>,
    counts: Counts,
}

impl Stage for Aggregate {
    type In = SplitDone;
    const DURABLE: &'static Durable = &map::AGGREGATE;

    async fn handle(&self, _: &Context, manifest: &SplitDone) -> Result<Vec<Outgoing>, Fault> {
        let job = &manifest.job;
        let ended = self
            .bus
            .last(&JOBS, &map::aggregate_ends(job))
            .await
            .map_err(Fault::retry)?;
        if ended.is_some() {
            return Ok(Vec::new());
        }
        let started_ms = unix_ms();
        let deadline_ms = manifest.requested_ms.saturating_add(self.job_time_max_ms);
        let Folded {
            files,
            skipped,
            tally,
            last_unit_ms,
        } = fold(&self.bus, manifest, deadline_ms).await?;

        let folded = Instant::now();
        let folder = tempfile::Builder::new()
            .prefix("graphmill-graph-")
            .tempdir()
            .map_err(Fault::halt)?;
        let (place, split) = (folder.path().to_owned(), manifest.clone());
        let parse_ms = last_unit_ms.saturating_sub(started_ms);
        let work = move || {
            let graph = resolve(files, skipped);
            let resolve_ms = folded.elapsed().as_millis() as u64;
            let written = write_all(&graph, &place)?;
            let write_ms = folded.elapsed().as_millis() as u64 - resolve_ms;
            let stages = [
                ("parse", parse_ms),
                ("resolve", resolve_ms),
                ("write", write_ms),
            ];
            let stages = stages.map(|(name, ms)| (name.to_owned(), ms));
            let summary = Manifest::new(&split, &graph, &written, stages).to_json();
            std::fs::write(place.join(MANIFEST_JSON), summary).map_err(|source| {
                graph::OutputError::File {
                    path: place.join(MANIFEST_JSON),
                    source,
                }
            })?;
            Ok::<_, graph::OutputError>(Outputs {
                written,
                counts: counts(&graph),
            })
        };
        // A full disk is mended by others, so the job waits rather than fails.
        let Outputs { written, counts } = tokio::task::spawn_blocking(work)
            .await
            .map_err(Fault::retry)?
            .map_err(Fault::halt)?;
        let artifacts = self.store(job, folder.path(), &written).await?;

        let elapsed_ms = unix_ms().saturating_sub(manifest.requested_ms);
        info!(
            %job,
            units = tally.seen(),
            definitions = counts.definitions,
            resolved = counts.resolved,
            elapsed_ms,
            "aggregated"
        );
        let event = AggregateDone {
            v: SCHEMA_VERSION,
            job: job.clone(),
            repo: manifest.repo.clone(),
            commit: manifest.commit.clone(),
            units: tally.seen(),
            units_digest: tally.digest(),
            outcomes: counts.outcomes,
            definitions: counts.definitions,
            references: counts.references,
            resolved: counts.resolved,
            ambiguous: counts.ambiguous,
            external: counts.external,
            artifacts,
            elapsed_ms,
        };
        Ok(vec![Outgoing::once_among(
            map::aggregate_ends(job),
            map::aggregate_done(job),
            json(&event),
        )])
    }

    fn failed(&self, _: &Context, manifest: &SplitDone, failure: &Failure) -> Vec<Outgoing> {
        let event = AggregateFailed {
            v: SCHEMA_VERSION,
            job: manifest.job.clone(),
            kind: failure.kind,
            message: failure.message.clone(),
        };
        vec![Outgoing::once_among(
            map::aggregate_ends(&manifest.job),
            map::aggregate_failed(&manifest.job),
            json(&event),
        )]
    }
}

impl Aggregate {
    /// Stores the outputs. What another replica stored before is left: the graph has the same
    /// bytes, and of two manifests, which differ in their times, the first one stays.
    async fn store(
        &self,
        job: &JobId,
        folder: &Path,
        written: &[Written],
    ) -> Result<Vec<Artifact>, Fault> {
        let graph = [GRAPH_DB, INDEX_SCIP];
        let puts = graph.iter().map(|name| async move {
            let output = written
                .iter()
                .find(|output| output.name == *name)
                .ok_or_else(|| {
                    Fault::reject(
                        FailureKind::Internal,
                        format!("the output {name} was not written"),
                    )
                })?;
            let object = map::object(job, name);
            let there = self
                .bus
                .object_sha256(&object)
                .await
                .map_err(Fault::retry)?;
            if there.as_ref() != Some(&output.sha256) {
                self.bus
                    .put_object(&object, &folder.join(name))
                    .await
                    .map_err(Fault::retry)?;
            }
            Ok::<_, Fault>(Artifact {
                name: (*name).to_owned(),
                object,
                bytes: output.bytes,
                sha256: output.sha256.clone(),
            })
        });
        let artifacts = futures::future::try_join_all(puts).await?;
        let summary = map::object(job, MANIFEST_JSON);
        if self
            .bus
            .object_sha256(&summary)
            .await
            .map_err(Fault::retry)?
            .is_none()
        {
            self.bus
                .put_object(&summary, &folder.join(MANIFEST_JSON))
                .await
                .map_err(Fault::retry)?;
        }
        Ok(artifacts)
    }
}
