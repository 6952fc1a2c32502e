//! The contract between the services: what is said, how it is named, how large it may be.
//!
//! A fact that crosses a process lives here. Nothing here knows NATS, a clock, a file or a network.

pub mod event;
pub mod id;
pub mod language;
pub mod limits;
pub mod map;
pub mod reason;
pub mod request;

pub use event::{
    AggregateDone, AggregateFailed, Artifact, BlobRef, CloneDone, CloneFailed, JanitorDone,
    JanitorRefused, Outcomes, PlannedFile, SplitDone, SplitFailed, UnitDone, UnitReady,
};
pub use id::{BadId, Digest, JobId, RelPath, UnitId};
pub use language::{Family, Language};
pub use reason::{FailureKind, SkipReason};
pub use request::{ParseRequested, Selection};

/// The version of the event schemas. Additive changes keep it; a reader takes nothing from an
/// event with a larger one, and leaves it to a newer release.
pub const SCHEMA_VERSION: u32 = 1;
