//! Pulling from a durable, one message for each free slot.

use std::time::Duration;

use async_nats::jetstream::consumer::{Consumer, pull};
use events::map::Durable;
use futures::StreamExt;
use pipeline::{Inlet, PortError};
use tokio::sync::Mutex;

use crate::{Bus, JetDelivery, failed};

/// How long a pull waits at the server before it is asked again.
const PULL_EXPIRES: Duration = Duration::from_secs(20);
/// Silence longer than two of these on a waiting pull means that the connection is gone.
const PULL_HEARTBEAT: Duration = Duration::from_secs(5);

/// The deliveries of a durable.
pub struct JetInlet {
    bus: Bus,
    durable: &'static Durable,
    /// Looked up once; forgotten after an error, so that a consumer made anew is found.
    consumer: Mutex<Option<Consumer<pull::Config>>>,
}

impl Bus {
    /// The deliveries of a durable.
    pub fn inlet(&self, durable: &'static Durable) -> JetInlet {
        JetInlet {
            bus: self.clone(),
            durable,
            consumer: Mutex::new(None),
        }
    }
}

impl JetInlet {
    async fn consumer(&self) -> Result<Consumer<pull::Config>, PortError> {
        let mut known = self.consumer.lock().await;
        if let Some(consumer) = known.as_ref() {
            return Ok(consumer.clone());
        }
        let durable = self.durable;
        let found = self
            .bus
            .js
            .get_consumer_from_stream::<pull::Config, _, _>(durable.name, durable.stream.name)
            .await
            .map_err(failed(format!("looking up the consumer {}", durable.name)));
        let consumer = match found {
            Ok(consumer) => consumer,
            // Somebody deleted it. Its place in the stream is lost with it, so it starts from
            // the first message, and write-once subjects make the repeats harmless.
            Err(_) => self.bus.make_durable(durable).await?,
        };
        *known = Some(consumer.clone());
        Ok(consumer)
    }

    async fn pull(&self) -> Result<Option<JetDelivery>, PortError> {
        let consumer = self.consumer().await?;
        let operation = || format!("pulling from {}", self.durable.name);
        // One message for one free slot: nothing is fetched ahead and waits unacknowledged.
        let mut batch = consumer
            .batch()
            .max_messages(1)
            .expires(PULL_EXPIRES)
            .heartbeat(PULL_HEARTBEAT)
            .messages()
            .await
            .map_err(failed(operation()))?;
        match batch.next().await {
            Some(Ok(message)) => JetDelivery::new(message, self.bus.client.clone()).map(Some),
            Some(Err(error)) => Err(failed(operation())(error)),
            None => Ok(None),
        }
    }
}

impl Inlet for JetInlet {
    type Delivery = JetDelivery;

    async fn next(&self) -> Result<Option<JetDelivery>, PortError> {
        let pulled = self.pull().await;
        if pulled.is_err() {
            *self.consumer.lock().await = None;
        }
        pulled
    }
}
