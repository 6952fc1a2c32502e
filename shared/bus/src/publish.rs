//! Publishing: pipelined, guarded, and not done before every ack is in.

use std::time::Duration;

use async_nats::header::HeaderValue;
use async_nats::jetstream::context::{PublishError, PublishErrorKind};
use async_nats::jetstream::message::PublishMessage;
use futures::stream::{self, StreamExt, TryStreamExt};
use pipeline::{Guard, Outgoing, Outlet, PortError, Published};
use tracing::warn;

use crate::{Bus, failed};

/// Widens the check of `expected_last_subject_sequence` from the subject to a filter.
const CHECKED_SUBJECT: &str = "Nats-Expected-Last-Subject-Sequence-Subject";
/// Messages on their way at once: beyond this a file-backed stream gains nothing.
const IN_FLIGHT: usize = 128;
/// Pauses between attempts at one message.
const PAUSES_MS: [u64; 4] = [50, 200, 800, 2000];

impl Outlet for Bus {
    async fn publish(&self, messages: Vec<Outgoing>) -> Result<Vec<Published>, PortError> {
        stream::iter(messages)
            .map(|message| async move { self.publish_one(&message).await })
            .buffered(IN_FLIGHT)
            .try_collect()
            .await
    }
}

impl Bus {
    /// Publishes one message, trying again while the outcome is unknown: its guard makes that safe.
    pub async fn publish_one(&self, message: &Outgoing) -> Result<Published, PortError> {
        let mut pauses = PAUSES_MS.iter();
        loop {
            match self.try_publish(message).await {
                Ok(published) => return Ok(published),
                Err(error) => {
                    let Some(pause) = pauses.next().filter(|_| may_pass(error.kind())) else {
                        return Err(failed(format!("publishing {}", message.subject))(error));
                    };
                    warn!(subject = message.subject, %error, "publishing again");
                    tokio::time::sleep(Duration::from_millis(*pause)).await;
                }
            }
        }
    }

    async fn try_publish(&self, message: &Outgoing) -> Result<Published, PublishError> {
        let mut publish = PublishMessage::build().payload(message.payload.clone());
        for (name, value) in &message.headers {
            publish = publish.header(*name, value.as_str());
        }
        publish = match &message.guard {
            Guard::Always => publish,
            Guard::Once => publish.expected_last_subject_sequence(0),
            Guard::OnceAmong(filter) => publish
                .expected_last_subject_sequence(0)
                .header(CHECKED_SUBJECT, HeaderValue::from(filter.as_str())),
        };
        // The first await only sends; the second is the stream's word that it is stored.
        let ack = self
            .js
            .send_publish(message.subject.clone(), publish)
            .await?;
        match ack.await {
            Ok(ack) if ack.duplicate => Ok(Published::AlreadyThere),
            Ok(ack) => Ok(Published::Stored(ack.sequence)),
            Err(error) if error.kind() == PublishErrorKind::WrongLastSequence => {
                Ok(Published::AlreadyThere)
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether another attempt may end differently. A stream is not found also while its leader is elected.
fn may_pass(kind: PublishErrorKind) -> bool {
    match kind {
        PublishErrorKind::StreamNotFound
        | PublishErrorKind::TimedOut
        | PublishErrorKind::BrokenPipe
        | PublishErrorKind::MaxAckPending
        | PublishErrorKind::Other => true,
        PublishErrorKind::WrongLastMessageId
        | PublishErrorKind::WrongLastSequence
        | PublishErrorKind::MaxPayloadExceeded => false,
    }
}
