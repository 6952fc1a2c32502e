//! Reading a stream from the start, or from now on, without a trace.

use async_nats::jetstream::consumer::{DeliverPolicy, pull};
use bytes::Bytes;
use events::map::Stream;
use futures::StreamExt;
use pipeline::PortError;
use serde::de::DeserializeOwned;

use crate::{Bus, failed, unix_ms};

/// A message that was read.
#[derive(Debug, Clone)]
pub struct Followed {
    /// Its subject.
    pub subject: String,
    /// Its sequence.
    pub sequence: u64,
    /// When it was stored, in milliseconds since 1970.
    pub stored_ms: u64,
    /// Messages behind it that are there already; 0: this is the newest.
    pub pending: u64,
    /// Its content.
    pub payload: Bytes,
}

impl Followed {
    /// The event in it.
    pub fn event<T: DeserializeOwned>(&self) -> Result<T, PortError> {
        pipeline::event(&self.payload).map_err(failed(format!("reading {}", self.subject)))
    }
}

/// Messages in the order of the stream, those to come too. It mends itself: gaps and lost
/// connections are read again.
pub struct Follower {
    inner: pull::Ordered,
    what: String,
}

impl Bus {
    /// Follows what a stream holds and will hold under some filters, from its first message.
    pub async fn follow(&self, stream: &Stream, filters: &[String]) -> Result<Follower, PortError> {
        self.follow_from(stream, filters, DeliverPolicy::All).await
    }

    /// Follows what a stream will hold under some filters, from `sequence` on.
    pub async fn follow_since(
        &self,
        stream: &Stream,
        filters: &[String],
        sequence: u64,
    ) -> Result<Follower, PortError> {
        let start_sequence = sequence.max(1);
        self.follow_from(
            stream,
            filters,
            DeliverPolicy::ByStartSequence { start_sequence },
        )
        .await
    }

    async fn follow_from(
        &self,
        stream: &Stream,
        filters: &[String],
        deliver_policy: DeliverPolicy,
    ) -> Result<Follower, PortError> {
        let what = format!("following {}", filters.join(" "));
        let inner = self
            .js
            .create_consumer_on_stream(
                pull::OrderedConfig {
                    filter_subjects: filters.to_vec(),
                    deliver_policy,
                    ..pull::OrderedConfig::default()
                },
                stream.name,
            )
            .await
            .map_err(failed(what.clone()))?
            .messages()
            .await
            .map_err(failed(what.clone()))?;
        Ok(Follower { inner, what })
    }
}

impl Follower {
    /// The next message; waits for it as long as it takes.
    pub async fn next(&mut self) -> Result<Followed, PortError> {
        match self.inner.next().await {
            Some(Ok(message)) => {
                let info = message.info().map_err(failed(self.what.clone()))?;
                Ok(Followed {
                    subject: message.subject.to_string(),
                    sequence: info.stream_sequence,
                    stored_ms: unix_ms(info.published),
                    pending: info.pending,
                    payload: message.payload.clone(),
                })
            }
            Some(Err(error)) => Err(failed(self.what.clone())(error)),
            None => Err(failed(self.what.clone())(
                "the broker ended the stream of messages",
            )),
        }
    }
}
