//! Questions to the streams' leaders: what was said last, and how many different things.

use std::collections::BTreeMap;

use async_nats::jetstream::consumer::pull;
use async_nats::jetstream::stream::LastRawMessageErrorKind;
use bytes::Bytes;
use events::map::{Durable, Stream};
use futures::TryStreamExt;
use pipeline::PortError;
use serde::de::DeserializeOwned;

use crate::{Bus, failed, unix_ms};

/// A message as it lies in its stream.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its subject.
    pub subject: String,
    /// Its sequence.
    pub sequence: u64,
    /// When it was stored, in milliseconds since 1970.
    pub stored_ms: u64,
    /// Its content.
    pub payload: Bytes,
}

impl Stored {
    /// The event in it.
    pub fn event<T: DeserializeOwned>(&self) -> Result<T, PortError> {
        pipeline::event(&self.payload).map_err(failed(format!("reading {}", self.subject)))
    }
}

/// How a stream stands.
#[derive(Debug, Clone)]
pub struct StreamState {
    /// Messages in it.
    pub messages: u64,
    /// Bytes in it.
    pub bytes: u64,
    /// Sequence of the last message.
    pub last_sequence: u64,
}

/// How a durable stands.
#[derive(Debug, Clone)]
pub struct DurableState {
    /// Not yet delivered.
    pub pending: u64,
    /// Delivered and not settled.
    pub ack_pending: u64,
    /// Delivered more than once and not settled.
    pub redelivered: u64,
    /// Pulls that wait.
    pub waiting: u64,
}

impl Bus {
    async fn stream(
        &self,
        stream: &Stream,
    ) -> Result<async_nats::jetstream::stream::Stream<()>, PortError> {
        self.js
            .get_stream_no_info(stream.name)
            .await
            .map_err(failed(format!("looking up the stream {}", stream.name)))
    }

    /// The last message under a subject or filter, from the leader.
    pub async fn last(&self, stream: &Stream, subject: &str) -> Result<Option<Stored>, PortError> {
        match self
            .stream(stream)
            .await?
            .get_last_raw_message_by_subject(subject)
            .await
        {
            Ok(message) => Ok(Some(Stored {
                subject: message.subject.to_string(),
                sequence: message.sequence,
                stored_ms: unix_ms(message.time),
                payload: message.payload,
            })),
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => Ok(None),
            Err(error) => Err(failed(format!("looking up {subject}"))(error)),
        }
    }

    /// The subjects under a filter, with the number of messages of each, from the leader.
    pub async fn subjects(
        &self,
        stream: &Stream,
        filter: &str,
    ) -> Result<BTreeMap<String, usize>, PortError> {
        let operation = || format!("counting {filter}");
        let found = self
            .js
            .get_stream(stream.name)
            .await
            .map_err(failed(operation()))?
            .info_with_subjects(filter)
            .await
            .map_err(failed(operation()))?;
        found.try_collect().await.map_err(failed(operation()))
    }

    /// How a stream stands.
    pub async fn stream_state(&self, stream: &Stream) -> Result<StreamState, PortError> {
        let found = self
            .js
            .get_stream(stream.name)
            .await
            .map_err(failed(format!("looking up the stream {}", stream.name)))?;
        let state = &found.cached_info().state;
        Ok(StreamState {
            messages: state.messages,
            bytes: state.bytes,
            last_sequence: state.last_sequence,
        })
    }

    /// How a durable stands.
    pub async fn durable_state(&self, durable: &Durable) -> Result<DurableState, PortError> {
        let found = self
            .js
            .get_consumer_from_stream::<pull::Config, _, _>(durable.name, durable.stream.name)
            .await
            .map_err(failed(format!("looking up the consumer {}", durable.name)))?;
        let info = found.cached_info();
        Ok(DurableState {
            pending: info.num_pending,
            ack_pending: info.num_ack_pending as u64,
            redelivered: info.num_redelivered as u64,
            waiting: info.num_waiting as u64,
        })
    }
}
