//! A service, seen from the loop: an idempotent function from an event to events.

use std::future::Future;

use bytes::Bytes;
use events::map::Durable;
use serde::de::DeserializeOwned;

use crate::{Failure, Fault, Outgoing};

/// What is known of a delivery beside its payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// Its subject.
    pub subject: String,
    /// Its sequence in its stream.
    pub sequence: u64,
    /// When the stream stored it, in milliseconds since 1970.
    pub stored_ms: u64,
    /// How often it has been delivered, this time included.
    pub delivered: u32,
    /// W3C trace context, made at the first hop and carried along.
    pub trace: String,
}

/// Who says what a stage takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// Another service, with the version of its schema.
    Event,
    /// Anybody. Nothing in it is a version, and what is not known is ignored: a stranger's `v`
    /// must not hold a service up.
    Request,
}

/// A service's one function. It may be called again with the same input at any time, also at the
/// same time elsewhere, and must come to the same end.
pub trait Stage: Send + Sync + 'static {
    /// What it takes.
    type In: DeserializeOwned + Send + Sync;

    /// From where.
    const DURABLE: &'static Durable;

    /// Who says what it takes.
    const INPUT: Input = Input::Event;

    /// The work. What it returns is published, then the input is acknowledged.
    fn handle(
        &self,
        context: &Context,
        input: &Self::In,
    ) -> impl Future<Output = Result<Vec<Outgoing>, Fault>> + Send;

    /// What to say when the input is rejected, or was tried as often as is allowed.
    fn failed(&self, context: &Context, input: &Self::In, failure: &Failure) -> Vec<Outgoing>;

    /// What to say of a payload that cannot be read.
    fn malformed(&self, context: &Context, payload: &Bytes, failure: &Failure) -> Vec<Outgoing> {
        let (_, _, _) = (context, payload, failure);
        Vec::new()
    }

    /// The work when `handle` did not come to an end in all the deliveries before: perhaps it
    /// kills the process. Must be safe; by default the input is given up.
    fn last_resort(
        &self,
        context: &Context,
        input: &Self::In,
    ) -> impl Future<Output = Result<Vec<Outgoing>, Fault>> + Send {
        let _ = input;
        let tried = context.delivered.saturating_sub(1);
        async move {
            Err(Fault::reject(
                events::FailureKind::Exhausted,
                format!(
                    "tried {tried} times without an end; see the logs of this service for the cause"
                ),
            ))
        }
    }
}
