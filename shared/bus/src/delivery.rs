//! A message in hand, as JetStream delivers it.

use std::time::Duration;

use async_nats::jetstream::{self, AckKind};
use bytes::Bytes;
use pipeline::{Context, Delivery, PortError};

use crate::{failed, unix_ms};

/// A delivery of a durable.
pub struct JetDelivery {
    message: jetstream::Message,
    client: async_nats::Client,
    context: Context,
}

impl JetDelivery {
    pub(crate) fn new(
        message: jetstream::Message,
        client: async_nats::Client,
    ) -> Result<JetDelivery, PortError> {
        let info = message
            .info()
            .map_err(failed("reading a delivery's metadata"))?;
        let stored_ms = unix_ms(info.published);
        let sequence = info.stream_sequence;
        let delivered = u32::try_from(info.delivered).unwrap_or(u32::MAX);
        let carried = message
            .headers
            .as_ref()
            .and_then(|headers| headers.get("traceparent"));
        let trace = carried.map_or_else(
            || format!("00-{stored_ms:016x}{sequence:016x}-{sequence:016x}-01"),
            |value| value.as_str().to_owned(),
        );
        let context = Context {
            subject: message.subject.to_string(),
            sequence,
            stored_ms,
            delivered,
            trace,
        };
        Ok(JetDelivery {
            message,
            client,
            context,
        })
    }
}

impl Delivery for JetDelivery {
    fn context(&self) -> &Context {
        &self.context
    }

    fn payload(&self) -> &Bytes {
        &self.message.payload
    }

    async fn progress(&self) -> Result<(), PortError> {
        self.message
            .ack_with(AckKind::Progress)
            .await
            .map_err(failed("telling progress"))
    }

    async fn ack(&self) -> Result<(), PortError> {
        // Answered, so that an ack that is lost is known; never a proof that the message is
        // gone, for it succeeds for a deleted consumer too. Handlers are idempotent.
        self.message
            .double_ack()
            .await
            .map_err(failed("acknowledging"))
    }

    async fn nak(&self, delay: Duration) -> Result<(), PortError> {
        self.message
            .ack_with(AckKind::Nak(Some(delay)))
            .await
            .map_err(failed("refusing for now"))
    }

    async fn term(&self, reason: &str) -> Result<(), PortError> {
        // The client's own `Term` cannot carry the reason that the advisory then shows.
        let reply =
            self.message.reply.clone().ok_or_else(|| {
                failed("giving up a message")("the delivery has no reply subject")
            })?;
        let reason: String = reason
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(512)
            .collect();
        self.client
            .publish(reply, format!("+TERM {reason}").into())
            .await
            .map_err(failed("giving up a message"))?;
        self.client
            .flush()
            .await
            .map_err(failed("giving up a message"))
    }
}
