//! JetStream, and the one place that knows its sharp edges.
//!
//! Everything else says what it wants in the words of `pipeline` and `events`; here it becomes
//! streams, consumers, acknowledgements, objects. No other crate names the client.

mod blobs;
mod connect;
mod delivery;
mod follow;
mod inlet;
mod lookup;
mod objects;
mod publish;
mod topology;

use std::sync::Arc;

use async_nats::jetstream;
use tokio::sync::watch;

pub use blobs::blob_messages;
pub use connect::{Access, ConnectError, is_subject};
pub use delivery::JetDelivery;
pub use follow::{Followed, Follower};
pub use inlet::JetInlet;
pub use lookup::{DurableState, Stored, StreamState};
pub use topology::{Topology, TopologyError, TopologyMode};

use pipeline::PortError;

/// A connection to JetStream. Cheap to clone.
#[derive(Clone)]
pub struct Bus {
    client: async_nats::Client,
    js: jetstream::Context,
    /// Told by the client when the connection is closed for good.
    closed: Arc<watch::Sender<bool>>,
}

impl std::fmt::Debug for Bus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bus").finish_non_exhaustive()
    }
}

/// Says which operation failed; the client's error stays its source.
fn failed<E>(operation: impl Into<String>) -> impl FnOnce(E) -> PortError
where
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let operation = operation.into();
    move |source| PortError {
        operation,
        source: source.into(),
    }
}

/// A time of the broker in milliseconds since 1970; an earlier one reads 0.
fn unix_ms(time: time::OffsetDateTime) -> u64 {
    u64::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap_or(0)
}
