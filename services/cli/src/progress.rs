//! How a job stands, as a fold over its events.

use events::map;
use events::{
    AggregateDone, AggregateFailed, CloneDone, CloneFailed, FailureKind, JanitorDone, JobId,
    SplitDone, SplitFailed, UnitDone,
};
use pipeline::PortError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Where a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    Queued,
    Splitting,
    Parsing,
    Aggregating,
    Done,
    Failed,
}

impl Stage {
    /// For people.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Stage::Queued => "waiting for the clone",
            Stage::Splitting => "splitting",
            Stage::Parsing => "parsing",
            Stage::Aggregating => "resolving",
            Stage::Done => "done",
            Stage::Failed => "failed",
        }
    }
}

/// How a job stands.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Progress {
    pub(crate) job: JobId,
    pub(crate) stage: Stage,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) commit: Option<String>,
    pub(crate) units: Option<u64>,
    pub(crate) units_done: u64,
    pub(crate) files: Option<u64>,
    pub(crate) files_done: u64,
    pub(crate) bytes: Option<u64>,
    pub(crate) bytes_done: u64,
    pub(crate) definitions: u64,
    pub(crate) references: u64,
    pub(crate) clone_removed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) failure: Option<(FailureKind, String)>,
    #[serde(skip)]
    pub(crate) done: Option<AggregateDone>,
    #[serde(skip)]
    manifest: Option<SplitDone>,
}

impl Progress {
    pub(crate) fn new(job: JobId) -> Progress {
        Progress {
            job,
            stage: Stage::Queued,
            commit: None,
            units: None,
            units_done: 0,
            files: None,
            files_done: 0,
            bytes: None,
            bytes_done: 0,
            definitions: 0,
            references: 0,
            clone_removed: false,
            failure: None,
            done: None,
            manifest: None,
        }
    }

    /// Whether nothing more is to come but the removal of the clone.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Done | Stage::Failed)
    }

    /// Takes an event in. Each message is to be given once.
    pub(crate) fn take(&mut self, subject: &str, payload: &[u8]) -> Result<(), PortError> {
        let job = self.job.clone();
        if subject == map::clone_done(&job) {
            let event: CloneDone = read(subject, payload)?;
            self.commit = Some(event.commit);
            self.advance(Stage::Splitting);
        } else if subject == map::clone_failed(&job) {
            let event: CloneFailed = read(subject, payload)?;
            self.fail(event.kind, event.message);
        } else if subject == map::split_done(&job) {
            let event: SplitDone = read(subject, payload)?;
            self.units = Some(event.units);
            self.files = Some(event.files_planned);
            self.bytes = Some(event.bytes_planned);
            self.manifest = Some(event);
            self.advance(Stage::Parsing);
            self.perhaps_parsed();
        } else if subject == map::split_failed(&job) {
            let event: SplitFailed = read(subject, payload)?;
            self.fail(event.kind, event.message);
        } else if subject == map::aggregate_done(&job) {
            self.done = Some(read(subject, payload)?);
            self.advance(Stage::Done);
        } else if subject == map::aggregate_failed(&job) {
            let event: AggregateFailed = read(subject, payload)?;
            self.fail(event.kind, event.message);
        } else if subject == map::janitor_done(&job) {
            let _: JanitorDone = read(subject, payload)?;
            self.clone_removed = true;
        } else if map::unit_of_subject(subject).is_some() {
            let event: UnitDone = read(subject, payload)?;
            self.units_done += 1;
            self.files_done += event.outcomes.total();
            self.bytes_done += event.bytes;
            self.definitions += event.definitions;
            self.references += event.references;
            self.perhaps_parsed();
        }
        Ok(())
    }

    fn perhaps_parsed(&mut self) {
        if self.units.is_some_and(|units| self.units_done >= units) {
            self.advance(Stage::Aggregating);
        }
    }

    /// Two streams tell of one job, so an event may come after its successor.
    fn advance(&mut self, stage: Stage) {
        if !self.is_over() && (stage as u8) > (self.stage as u8) {
            self.stage = stage;
        }
    }

    fn fail(&mut self, kind: FailureKind, message: String) {
        self.stage = Stage::Failed;
        self.failure = Some((kind, message));
    }
}

fn read<T: DeserializeOwned>(subject: &str, payload: &[u8]) -> Result<T, PortError> {
    pipeline::event(payload).map_err(|error| PortError {
        operation: format!("reading {subject}"),
        source: error.into(),
    })
}
