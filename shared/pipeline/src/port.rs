//! What the loop needs of a broker.

use std::future::Future;
use std::time::Duration;

use bytes::Bytes;

use crate::Context;

/// Why a broker did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("{operation} failed")]
pub struct PortError {
    /// What was asked.
    pub operation: String,
    /// What the broker's client says.
    #[source]
    pub source: Box<dyn std::error::Error + Send + Sync>,
}

/// Against what a message is guarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// Stored only if its subject holds nothing yet.
    Once,
    /// Stored only if no subject under this filter holds anything yet.
    OnceAmong(String),
    /// Stored each time.
    Always,
}

/// A message to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Where to.
    pub subject: String,
    /// What.
    pub payload: Bytes,
    /// Against what.
    pub guard: Guard,
    /// More headers.
    pub headers: Vec<(&'static str, String)>,
}

impl Outgoing {
    /// A message that is stored once.
    pub fn once(subject: String, payload: impl Into<Bytes>) -> Outgoing {
        Outgoing {
            subject,
            payload: payload.into(),
            guard: Guard::Once,
            headers: Vec::new(),
        }
    }

    /// A message of which one is stored among all under `filter`.
    pub fn once_among(filter: String, subject: String, payload: impl Into<Bytes>) -> Outgoing {
        Outgoing {
            subject,
            payload: payload.into(),
            guard: Guard::OnceAmong(filter),
            headers: Vec::new(),
        }
    }
}

/// What became of a published message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// It is stored, at this sequence of its stream.
    Stored(u64),
    /// The guard held it back: somebody said it before.
    AlreadyThere,
}

/// Where messages go.
pub trait Outlet: Send + Sync + 'static {
    /// Publishes all, pipelined, and waits until every one is stored or held back by its guard.
    /// On an error some may be stored: publishing again is harmless.
    fn publish(
        &self,
        messages: Vec<Outgoing>,
    ) -> impl Future<Output = Result<Vec<Published>, PortError>> + Send;
}

/// Where deliveries come from.
pub trait Inlet: Send + Sync + 'static {
    /// What is delivered.
    type Delivery: Delivery;

    /// The next delivery; `None` after a while without one.
    fn next(&self) -> impl Future<Output = Result<Option<Self::Delivery>, PortError>> + Send;
}

/// A message in hand.
pub trait Delivery: Send + Sync + 'static {
    /// What is known of it beside its payload.
    fn context(&self) -> &Context;
    /// The message.
    fn payload(&self) -> &Bytes;
    /// Tells that it is still worked on.
    fn progress(&self) -> impl Future<Output = Result<(), PortError>> + Send;
    /// Done with it.
    fn ack(&self) -> impl Future<Output = Result<(), PortError>> + Send;
    /// Wants it again, not before `delay`.
    fn nak(&self, delay: Duration) -> impl Future<Output = Result<(), PortError>> + Send;
    /// Gives it up for good, with the reason.
    fn term(&self, reason: &str) -> impl Future<Output = Result<(), PortError>> + Send;
}
