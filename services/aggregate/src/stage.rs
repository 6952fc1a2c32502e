//! The aggregate stage: from a manifest to the graph of its commit.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use boot::{BootError, Settings};
use bus::Bus;
use events::map::{self, Durable, JOBS};
use events::{AggregateDone, AggregateFailed, Artifact, JobId, SCHEMA_VERSION, SplitDone};
use facts::sha256;
use graph::{
    CodeGraph, MANIFEST_JSON, Manifest, OutputError, Symbols, Written, write_database, write_index,
};
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

/// An output that was written and stored.
struct Output {
    written: Written,
    written_at: Instant,
}

/// Writes one output of a graph into a folder.
type Writer = fn(&CodeGraph, &Symbols, &Path) -> Result<Written, OutputError>;

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
        let parse_ms = last_unit_ms.saturating_sub(started_ms);
        let resolved = tokio::task::spawn_blocking(move || {
            let graph = resolve(files, skipped);
            let symbols = Symbols::of(&graph);
            Arc::new((graph, symbols))
        });
        let resolved = resolved.await.map_err(Fault::retry)?;
        let resolve_ms = folded.elapsed().as_millis() as u64;
        // Side by side, each stored as soon as it is written.
        let (database, index) = futures::future::try_join(
            self.output(job, folder.path(), &resolved, write_database),
            self.output(job, folder.path(), &resolved, write_index),
        )
        .await?;
        let written_at = database.written_at.max(index.written_at);
        let write_ms = written_at.duration_since(folded).as_millis() as u64 - resolve_ms;
        let (graph, _) = &*resolved;
        let stages = [
            ("parse", parse_ms),
            ("resolve", resolve_ms),
            ("write", write_ms),
        ];
        let stages = stages.map(|(name, ms)| (name.to_owned(), ms));
        let written = [database.written, index.written];
        let summary = Manifest::new(manifest, graph, &written, stages);
        // Nobody has to wait until all of it is given back.
        tokio::task::spawn_blocking(move || drop(resolved));
        self.store_manifest(job, folder.path(), &summary.to_json())
            .await?;
        let artifacts = written.map(|output| Artifact {
            name: output.name.to_owned(),
            object: map::object(job, output.name),
            bytes: output.bytes,
            sha256: output.sha256,
        });
        let artifacts = artifacts.to_vec();

        let elapsed_ms = unix_ms().saturating_sub(manifest.requested_ms);
        info!(
            %job,
            units = tally.seen(),
            definitions = summary.definitions,
            resolved = summary.resolved,
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
            outcomes: summary.outcomes,
            definitions: summary.definitions,
            references: summary.references,
            resolved: summary.resolved,
            ambiguous: summary.ambiguous,
            external: summary.external,
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
    /// Writes an output and stores it. What another replica stored before is left: it has the same
    /// bytes.
    async fn output(
        &self,
        job: &JobId,
        folder: &Path,
        resolved: &Arc<(CodeGraph, Symbols)>,
        write: Writer,
    ) -> Result<Output, Fault> {
        let (resolved, place) = (resolved.clone(), folder.to_owned());
        let work = move || {
            let (graph, symbols) = &*resolved;
            write(graph, symbols, &place)
        };
        // A full disk is mended by others, so the job waits rather than fails.
        let written = tokio::task::spawn_blocking(work)
            .await
            .map_err(Fault::retry)?
            .map_err(Fault::halt)?;
        let written_at = Instant::now();
        let object = map::object(job, written.name);
        let there = self.bus.object_sha256(&object);
        if there.await.map_err(Fault::retry)?.as_ref() != Some(&written.sha256) {
            let file = folder.join(written.name);
            self.bus
                .put_object(&object, &file, &written.sha256)
                .await
                .map_err(Fault::retry)?;
        }
        Ok(Output {
            written,
            written_at,
        })
    }

    /// Stores the manifest. Of two, which differ in their times, the first one stays.
    async fn store_manifest(
        &self,
        job: &JobId,
        folder: &Path,
        summary: &[u8],
    ) -> Result<(), Fault> {
        let object = map::object(job, MANIFEST_JSON);
        let there = self.bus.object_sha256(&object);
        if there.await.map_err(Fault::retry)?.is_some() {
            return Ok(());
        }
        let file = folder.join(MANIFEST_JSON);
        tokio::fs::write(&file, summary)
            .await
            .map_err(Fault::halt)?;
        self.bus
            .put_object(&object, &file, &sha256(summary))
            .await
            .map_err(Fault::retry)
    }
}
