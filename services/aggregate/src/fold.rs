//! The fold: reads a job's own messages until all of its units are in, with their facts.

use std::sync::Arc;
use std::time::Duration;

use bus::Bus;
use events::map::{self, RESULTS};
use events::{BlobRef, FailureKind, SplitDone, UnitDone};
use facts::{FileFacts, SkippedFiles, UnitFacts, decode_skipped, decode_unit};
use pipeline::{Fault, PortError, unix_ms};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tracing::{debug, error, warn};

use crate::tally::{Standing, Tally};

/// Facts that are fetched and unpacked at once.
const FETCHES_AT_ONCE: usize = 8;
/// After so long without a unit the results are read again from the start: a follower that went
/// deaf must not hold a job up.
const SILENCE_MAX: Duration = Duration::from_secs(60);
/// Facts are stored before the unit is done, but perhaps not on the replica that is asked.
const FETCH_ATTEMPTS: u32 = 6;

/// All that a job's units tell.
pub(crate) struct Folded {
    pub(crate) files: Vec<FileFacts>,
    pub(crate) skipped: SkippedFiles,
    pub(crate) tally: Tally,
    /// When the last unit was stored, in milliseconds since 1970.
    pub(crate) last_unit_ms: u64,
}

/// Folds a job's messages. May be begun anew at any time: there is no state but the streams.
pub(crate) async fn fold(
    bus: &Bus,
    manifest: &SplitDone,
    deadline_ms: u64,
) -> Result<Folded, Fault> {
    let mut tally = Tally::new(manifest);
    let mut last_unit_ms = 0;
    let mut fetches: JoinSet<Result<UnitFacts, Fault>> = JoinSet::new();
    let at_once = Arc::new(Semaphore::new(FETCHES_AT_ONCE));
    let mut units: Vec<UnitFacts> = Vec::new();
    let filters = [map::units_done(&manifest.job)];
    let mut follower = None;
    while tally.standing() == Standing::Waiting {
        let left = deadline_ms.saturating_sub(unix_ms());
        if left == 0 {
            return Err(Fault::reject(
                FailureKind::Deadline,
                format!(
                    "{} of {} units were done in the job's time",
                    tally.seen(),
                    manifest.units
                ),
            ));
        }
        let follow = match &mut follower {
            Some(follow) => follow,
            none => none.insert(bus.follow(&RESULTS, &filters).await.map_err(Fault::retry)?),
        };
        let patience = SILENCE_MAX.min(Duration::from_millis(left));
        tokio::select! {
            next = tokio::time::timeout(patience, follow.next()) => match next {
                Ok(Ok(message)) => {
                    let done: UnitDone = message.event().map_err(Fault::retry)?;
                    last_unit_ms = last_unit_ms.max(message.stored_ms);
                    if tally.add(&done) {
                        let (bus, at_once) = (bus.clone(), at_once.clone());
                        fetches.spawn(async move { unit_facts(&bus, &done.facts, &at_once).await });
                    }
                }
                Ok(Err(fault)) => {
                    warn!(error = %fault, "the results broke off; reading them again");
                    tokio::time::sleep(Duration::from_millis(500)).await;
                    follower = None;
                }
                Err(_silence) => {
                    debug!(job = %manifest.job, seen = tally.seen(), "no unit for a while; reading again");
                    follower = None;
                }
            },
            Some(fetched) = fetches.join_next() => units.push(fetched.map_err(Fault::retry)??),
        }
    }
    if tally.standing() == Standing::Foreign {
        return Err(Fault::reject(
            FailureKind::Internal,
            "other units are done than those of the manifest; report this with the job's events",
        ));
    }
    while let Some(fetched) = fetches.join_next().await {
        units.push(fetched.map_err(Fault::retry)??);
    }
    let account = fetch(bus, &manifest.skipped).await.map_err(Fault::retry)?;
    let skipped = decode_skipped(&account).map_err(Fault::retry)?;
    let files: Vec<FileFacts> = units.into_iter().flat_map(|unit| unit.files).collect();
    if files.len() as u64 != manifest.files_planned
        || skipped.files.len() as u64 + manifest.files_planned != manifest.files_total
    {
        return Err(Fault::reject(
            FailureKind::Internal,
            format!(
                "{} files have facts and {} were skipped, but the commit has {}",
                files.len(),
                skipped.files.len(),
                manifest.files_total
            ),
        ));
    }
    Ok(Folded {
        files,
        skipped,
        tally,
        last_unit_ms,
    })
}

async fn unit_facts(bus: &Bus, blob: &BlobRef, at_once: &Semaphore) -> Result<UnitFacts, Fault> {
    let _permit = at_once.acquire().await.map_err(Fault::retry)?;
    let bytes = fetch(bus, blob).await.map_err(Fault::retry)?;
    let decode = move || {
        let mut unit = decode_unit(&bytes)?;
        for file in &mut unit.files {
            if let Some(place) = file.unsound() {
                error!(path = file.path, place, "facts do not hold together");
                let (path, oid) = (file.path.clone(), file.oid.clone());
                *file = FileFacts::failed(
                    path,
                    oid,
                    file.bytes,
                    file.language,
                    "internal: unsound facts".into(),
                );
            }
        }
        Ok::<_, facts::EncodingError>(unit)
    };
    tokio::task::spawn_blocking(decode)
        .await
        .map_err(Fault::retry)?
        .map_err(Fault::retry)
}

async fn fetch(bus: &Bus, blob: &BlobRef) -> Result<bytes::Bytes, PortError> {
    let mut attempt = 1;
    loop {
        match bus.get_blob(blob).await {
            Ok(bytes) => return Ok(bytes),
            Err(fault) if attempt == FETCH_ATTEMPTS => return Err(fault),
            Err(fault) => warn!(error = %fault, attempt, "facts are not there yet"),
        }
        tokio::time::sleep(Duration::from_millis(50 << attempt)).await;
        attempt += 1;
    }
}
