//! The split stage: from `clone.done` to the manifest and the units.

use std::collections::BTreeMap;
use std::time::Instant;

use boot::{BootError, Settings};
use bus::Bus;
use bytes::Bytes;
use events::limits::LOCK_FILE_BYTES_MAX;
use events::map::{self, Durable};
use events::{
    CloneDone, Digest, FailureKind, PlannedFile, SCHEMA_VERSION, SplitDone, SplitFailed, UnitId,
    UnitReady,
};
use facts::{Project, Skipped, SkippedFiles, encode_skipped, sha256, unit_digest, units_digest};
use pipeline::{Context, Failure, Fault, Outgoing, Stage, json};
use storage::{Repo, Root, StorageError};
use tracing::info;

use crate::cut::common_folder;
use crate::{CutLimits, Plan, Scripts, Selector, cut, plan, project_files, said};

/// Cuts commits into units.
pub struct Split {
    root: Root,
    bus: Bus,
    file_bytes_max: u64,
    script_bytes_max: u64,
    limits: CutLimits,
}

/// The stage and its slots, as the settings say.
pub fn start(settings: &Settings, bus: &Bus) -> Result<(Split, usize), BootError> {
    let path = settings
        .storage
        .root
        .as_ref()
        .ok_or_else(BootError::no_storage_root)?;
    let root = Root::open_read_only(path).map_err(BootError::service)?;
    let split = Split {
        root,
        bus: bus.clone(),
        file_bytes_max: settings.split.file_bytes_max,
        script_bytes_max: settings.split.script_bytes_max,
        limits: CutLimits {
            bytes_target: settings.split.unit_bytes_target,
            files_max: settings.split.unit_files_max,
        },
    };
    Ok((split, settings.split.slots))
}

/// A unit with its address.
struct Unit {
    digest: Digest,
    label: String,
    files: Vec<PlannedFile>,
}

impl Stage for Split {
    type In = CloneDone;
    const DURABLE: &'static Durable = &map::SPLIT;

    async fn handle(&self, _: &Context, clone: &CloneDone) -> Result<Vec<Outgoing>, Fault> {
        let started = Instant::now();
        let selector = Selector::new(&clone.selection)
            .map_err(|bad| Fault::reject(FailureKind::BadRequest, bad.to_string()))?;
        let (root, path, commit) = (self.root.clone(), clone.clone.clone(), clone.commit.clone());
        let (file_bytes_max, script_bytes_max) = (self.file_bytes_max, self.script_bytes_max);
        let limits = self.limits;
        let work = move || {
            let repo = Repo::open(&root, &path)?;
            let entries = repo.entries(&commit)?;
            let scripts = Scripts::read(&repo, &entries, script_bytes_max)?;
            let Plan { planned, skipped } = plan(&entries, &selector, file_bytes_max, &scripts);
            let units: Vec<Unit> = cut(&planned, &limits)
                .into_iter()
                .map(|files| Unit {
                    digest: unit_digest(files),
                    label: common_folder(files),
                    files: files.to_vec(),
                })
                .collect();
            let projects = read_projects(&repo, &skipped)?;
            Ok::<_, StorageError>((units, skipped, projects))
        };
        let (units, skipped, projects) = tokio::task::spawn_blocking(work)
            .await
            .map_err(Fault::retry)??;

        let mut files_skipped: BTreeMap<String, u64> = BTreeMap::new();
        for file in &skipped {
            *files_skipped
                .entry(file.reason.name().to_owned())
                .or_default() += 1;
        }
        let skipped_total = skipped.len() as u64;
        let account = SkippedFiles {
            files: skipped,
            projects,
        };
        let account = encode_skipped(&account).map_err(Fault::retry)?;
        let account = self
            .bus
            .put_blob(&sha256(&account), Bytes::from(account))
            .await
            .map_err(Fault::retry)?;
        let ids: Vec<UnitId> = units
            .iter()
            .map(|unit| UnitId::from(&unit.digest))
            .collect();
        let files_planned: u64 = units.iter().map(|unit| unit.files.len() as u64).sum();
        let manifest = SplitDone {
            v: SCHEMA_VERSION,
            job: clone.job.clone(),
            repo: clone.repo.clone(),
            revision: clone.revision.clone(),
            commit: clone.commit.clone(),
            tree: clone.tree.clone(),
            clone: clone.clone.clone(),
            units: units.len() as u64,
            units_digest: units_digest(&ids),
            files_total: files_planned + skipped_total,
            files_planned,
            files_skipped,
            bytes_planned: units
                .iter()
                .flat_map(|unit| &unit.files)
                .map(|file| file.bytes)
                .sum(),
            skipped: account,
            requested_ms: clone.requested_ms,
            clone_ms: clone.elapsed_ms,
            elapsed_ms: started.elapsed().as_millis() as u64,
        };
        info!(
            job = %clone.job,
            files = manifest.files_total,
            planned = manifest.files_planned,
            units = manifest.units,
            elapsed_ms = manifest.elapsed_ms,
            "split"
        );
        // The manifest goes first, so that aggregation starts while units are parsed.
        let mut outputs = vec![Outgoing::once_among(
            map::split_ends(&clone.job),
            map::split_done(&clone.job),
            json(&manifest),
        )];
        for (unit, id) in units.into_iter().zip(ids) {
            let ready = UnitReady {
                v: SCHEMA_VERSION,
                job: clone.job.clone(),
                unit: id,
                digest: unit.digest,
                label: unit.label,
                clone: clone.clone.clone(),
                files: unit.files,
            };
            outputs.push(Outgoing::once(
                map::unit_ready(&ready.job, &ready.unit),
                json(&ready),
            ));
        }
        Ok(outputs)
    }

    fn failed(&self, _: &Context, clone: &CloneDone, failure: &Failure) -> Vec<Outgoing> {
        let event = SplitFailed {
            v: SCHEMA_VERSION,
            job: clone.job.clone(),
            kind: failure.kind,
            message: failure.message.clone(),
        };
        vec![Outgoing::once_among(
            map::split_ends(&clone.job),
            map::split_failed(&clone.job),
            json(&event),
        )]
    }
}

/// What the project files among the skipped say.
pub fn read_projects(repo: &Repo, skipped: &[Skipped]) -> Result<Vec<Project>, StorageError> {
    let mut projects = Vec::new();
    for file in project_files(skipped) {
        let text = repo.blob_within(&file.oid, LOCK_FILE_BYTES_MAX)?;
        if let Some(says) = said(&file.path, &text) {
            let path = file.path.clone();
            projects.push(Project { path, says });
        }
    }
    Ok(projects)
}
