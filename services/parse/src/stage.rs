//! The parse stage: from a unit to its facts.

use std::sync::Arc;
use std::time::{Duration, Instant};

use boot::{BootError, Settings};
use bus::{Bus, blob_messages};
use bytes::Bytes;
use events::map::{self, Durable};
use events::{BlobRef, Outcomes, SCHEMA_VERSION, UnitDone, UnitReady};
use facts::{FileFacts, Outcome, UnitFacts, decode_unit, encode_unit, sha256};
use pipeline::{Context, Failure, Fault, Outgoing, Stage, json};
use storage::{Repo, Root, StorageError};
use tokio::sync::Semaphore;
use tracing::{debug, error, warn};

use crate::extract::{Limits, extract};

/// Parses units.
pub struct Parse {
    root: Root,
    bus: Bus,
    limits: Limits,
    /// As many as units are parsed at once; there are more slots than these, so that a core does
    /// not wait for the broker between two units.
    cores: Arc<Semaphore>,
}

/// The stage and its slots, as the settings say.
pub fn start(settings: &Settings, bus: &Bus) -> Result<(Parse, usize), BootError> {
    let path = settings
        .storage
        .root
        .as_ref()
        .ok_or_else(BootError::no_storage_root)?;
    let root = Root::open_read_only(path).map_err(BootError::service)?;
    let workers = settings.parse_workers();
    let limits = Limits {
        parse_time_max: Duration::from_secs(settings.parse.file_time_max_s),
        ..Limits::default()
    };
    let cores = Arc::new(Semaphore::new(workers));
    Ok((
        Parse {
            root,
            bus: bus.clone(),
            limits,
            cores,
        },
        workers * 2,
    ))
}

impl Stage for Parse {
    type In = UnitReady;
    const DURABLE: &'static Durable = &map::PARSE;

    async fn handle(&self, _: &Context, unit: &UnitReady) -> Result<Vec<Outgoing>, Fault> {
        let started = Instant::now();
        if let Some((blob, facts)) = self.cached(unit).await? {
            debug!(job = %unit.job, unit = %unit.unit, "cached");
            return Ok(vec![done(unit, &facts, blob, true, started)]);
        }
        let core = self
            .cores
            .clone()
            .acquire_owned()
            .await
            .map_err(Fault::retry)?;
        let (root, limits, work) = (self.root.clone(), self.limits, unit.clone());
        let parsed = tokio::task::spawn_blocking(move || {
            // The permit ends with the work, also when this future is dropped.
            let _core = core;
            let facts = parse(&root, &work, &limits)?;
            let bytes = encode_unit(&facts).map_err(Fault::retry)?;
            Ok::<_, Fault>((facts, bytes))
        });
        let (facts, bytes) = parsed.await.map_err(Fault::retry)??;
        let blob = self
            .bus
            .put_blob(&unit.digest, Bytes::from(bytes))
            .await
            .map_err(Fault::retry)?;
        Ok(vec![done(unit, &facts, blob, false, started)])
    }

    async fn last_resort(
        &self,
        context: &Context,
        unit: &UnitReady,
    ) -> Result<Vec<Outgoing>, Fault> {
        let tried = context.delivered.saturating_sub(1);
        Ok(give_up(
            unit,
            &format!("poison: the unit did not come to an end in {tried} attempts"),
        ))
    }

    fn failed(&self, _: &Context, unit: &UnitReady, failure: &Failure) -> Vec<Outgoing> {
        give_up(unit, &format!("{failure}"))
    }
}

impl Parse {
    /// The facts of this unit, when somebody parsed the same content before.
    async fn cached(&self, unit: &UnitReady) -> Result<Option<(BlobRef, UnitFacts)>, Fault> {
        let Some(blob) = self
            .bus
            .find_blob(&unit.digest)
            .await
            .map_err(Fault::retry)?
        else {
            return Ok(None);
        };
        let bytes = self.bus.get_blob(&blob).await.map_err(Fault::retry)?;
        match decode_unit(&bytes) {
            Ok(facts) if facts.files.len() == unit.files.len() => Ok(Some((blob, facts))),
            Ok(_) => Err(Fault::retry("the cached facts are of other files")),
            Err(fault) => Err(Fault::retry(fault)),
        }
    }
}

/// Reads and extracts a unit's files, one after another.
fn parse(root: &Root, unit: &UnitReady, limits: &Limits) -> Result<UnitFacts, Fault> {
    let repo = Repo::open(root, &unit.clone)?;
    let mut files = Vec::with_capacity(unit.files.len());
    for file in &unit.files {
        let facts = match repo.blob(&file.oid) {
            Ok(source) => extract(&file.path, &file.oid, file.language, &source, limits),
            Err(StorageError::ObjectMissing { .. }) => failed_file(file, "missing"),
            Err(StorageError::OverLimit { .. }) => failed_file(file, "too_large"),
            Err(other) => return Err(other.into()),
        };
        if let Some(place) = facts.unsound() {
            error!(
                path = file.path,
                place, "an extractor gave facts that do not hold together"
            );
            files.push(failed_file(file, "internal: unsound facts"));
        } else {
            files.push(facts);
        }
    }
    Ok(UnitFacts { files })
}

fn failed_file(file: &events::PlannedFile, reason: &str) -> FileFacts {
    FileFacts::failed(
        file.path.clone(),
        file.oid.clone(),
        file.bytes,
        file.language,
        reason.into(),
    )
}

/// Every file of the unit as failed, for the same reason. Under an address of its own: the cache
/// must not remember it.
fn give_up(unit: &UnitReady, reason: &str) -> Vec<Outgoing> {
    warn!(job = %unit.job, unit = %unit.unit, reason, "giving up a unit");
    let facts = UnitFacts {
        files: unit
            .files
            .iter()
            .map(|file| failed_file(file, reason))
            .collect(),
    };
    let Ok(bytes) = encode_unit(&facts) else {
        return Vec::new();
    };
    let (blob, mut messages) = blob_messages(&sha256(&bytes), Bytes::from(bytes));
    messages.push(done(unit, &facts, blob, false, Instant::now()));
    messages
}

fn done(
    unit: &UnitReady,
    facts: &UnitFacts,
    blob: BlobRef,
    cached: bool,
    started: Instant,
) -> Outgoing {
    let mut outcomes = Outcomes::default();
    for file in &facts.files {
        match file.outcome {
            Outcome::Parsed => outcomes.parsed += 1,
            Outcome::Partial => outcomes.partial += 1,
            Outcome::Failed => outcomes.failed += 1,
        }
    }
    let event = UnitDone {
        v: SCHEMA_VERSION,
        job: unit.job.clone(),
        unit: unit.unit.clone(),
        facts: blob,
        outcomes,
        bytes: facts.files.iter().map(|file| file.bytes).sum(),
        definitions: facts
            .files
            .iter()
            .map(|file| file.definitions.len() as u64)
            .sum(),
        references: facts
            .files
            .iter()
            .map(|file| file.references.len() as u64)
            .sum(),
        cached,
        elapsed_ms: started.elapsed().as_millis() as u64,
    };
    Outgoing::once(map::unit_done(&unit.job, &unit.unit), json(&event))
}
