//! Creating and checking the streams, durables and buckets of the map.

use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, Consumer, DeliverPolicy, pull};
use async_nats::jetstream::stream::{self, Compression, DiscardPolicy, StorageType};
use async_nats::jetstream::{kv, object_store};
use events::limits::MESSAGE_BYTES_MAX;
use events::map::{DURABLES, Durable, GATE, GRAPHS, STREAMS, Stream};
use pipeline::PortError;
use tracing::{info, warn};

use crate::{Bus, failed};

/// What an operator may set of the topology.
#[derive(Debug, Clone, Copy)]
pub struct Topology {
    /// Replicas of each stream: 1, 3 or 5.
    pub replicas: usize,
    /// Bytes that each stream may hold.
    pub stream_bytes_max: i64,
}

impl Default for Topology {
    fn default() -> Topology {
        Topology {
            replicas: 1,
            stream_bytes_max: -1,
        }
    }
}

/// Whether what is missing is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TopologyMode {
    /// Create what is missing, update what may be updated.
    Create,
    /// Only look: somebody else owns the streams.
    Verify,
}

/// Why the topology cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TopologyError {
    /// JetStream did not do it.
    #[error(transparent)]
    Port(#[from] PortError),
    /// Something is missing or differs in what cannot be changed.
    #[error("the streams do not fit: {}. Run `graphmill topology` with a user that may create them, or correct them by hand; nothing was deleted", .0.join("; "))]
    Mismatch(Vec<String>),
}

impl Bus {
    /// Creates what is missing and checks the rest. Never deletes or recreates anything.
    pub async fn ensure(
        &self,
        topology: &Topology,
        mode: TopologyMode,
    ) -> Result<(), TopologyError> {
        let mut problems = Vec::new();
        for stream in STREAMS {
            self.ensure_stream(stream, topology, mode, &mut problems)
                .await?;
        }
        if mode == TopologyMode::Create {
            for durable in DURABLES {
                self.make_durable(durable).await?;
            }
            self.make_buckets(topology).await?;
        } else {
            for durable in DURABLES {
                let found = self
                    .js
                    .get_consumer_from_stream::<pull::Config, _, _>(
                        durable.name,
                        durable.stream.name,
                    )
                    .await;
                if found.is_err() {
                    problems.push(format!(
                        "consumer {} of {} is missing",
                        durable.name, durable.stream.name
                    ));
                }
            }
        }
        if problems.is_empty() {
            Ok(())
        } else {
            Err(TopologyError::Mismatch(problems))
        }
    }

    async fn ensure_stream(
        &self,
        wanted: &Stream,
        topology: &Topology,
        mode: TopologyMode,
        problems: &mut Vec<String>,
    ) -> Result<(), PortError> {
        let Ok(found) = self.js.get_stream(wanted.name).await else {
            if mode == TopologyMode::Verify {
                problems.push(format!("stream {} is missing", wanted.name));
                return Ok(());
            }
            // Two services that start at once both create: the same configuration is no error.
            self.js
                .create_stream(config(wanted, topology))
                .await
                .map_err(failed(format!("creating the stream {}", wanted.name)))?;
            info!(stream = wanted.name, "created");
            return Ok(());
        };
        let found = found.cached_info().config.clone();
        let mut subjects = found.subjects.clone();
        subjects.sort();
        let mut expected: Vec<String> = wanted.subjects.iter().map(|s| (*s).to_owned()).collect();
        expected.sort();
        if subjects != expected {
            problems.push(format!(
                "stream {} captures {subjects:?}, expected {expected:?}",
                wanted.name
            ));
        }
        if found.retention != stream::RetentionPolicy::Limits {
            problems.push(format!(
                "stream {} does not keep its messages (retention must be limits)",
                wanted.name
            ));
        }
        if found.storage != StorageType::File {
            warn!(
                stream = wanted.name,
                "is not kept in files: a restart of the server loses it"
            );
        }
        Ok(())
    }

    /// Creates a durable, or brings one that exists up to the map.
    pub(crate) async fn make_durable(
        &self,
        durable: &Durable,
    ) -> Result<Consumer<pull::Config>, PortError> {
        self.js
            .create_consumer_on_stream(durable_config(durable), durable.stream.name)
            .await
            .map_err(failed(format!("creating the consumer {}", durable.name)))
    }

    /// Deletes a durable, and with it its place in the stream: whoever makes it again starts from
    /// the first message. For operators who want just that, and for tests.
    pub async fn remove_durable(&self, durable: &Durable) -> Result<(), PortError> {
        self.js
            .delete_consumer_from_stream(durable.name, durable.stream.name)
            .await
            .map_err(failed(format!("deleting the consumer {}", durable.name)))?;
        Ok(())
    }

    async fn make_buckets(&self, topology: &Topology) -> Result<(), PortError> {
        if self.js.get_key_value(GATE.name).await.is_err() {
            self.js
                .create_key_value(kv::Config {
                    bucket: GATE.name.into(),
                    description: GATE.purpose.into(),
                    max_age: GATE.ttl.unwrap_or_default(),
                    // A bucket with a TTL and more history does not expire keys in time.
                    history: 1,
                    num_replicas: topology.replicas,
                    ..kv::Config::default()
                })
                .await
                .map_err(failed("creating the bucket GATE"))?;
        }
        if self.js.get_object_store(GRAPHS.name).await.is_err() {
            self.js
                .create_object_store(object_store::Config {
                    bucket: GRAPHS.name.into(),
                    description: Some(GRAPHS.purpose.into()),
                    num_replicas: topology.replicas,
                    ..object_store::Config::default()
                })
                .await
                .map_err(failed("creating the object store GRAPHS"))?;
        }
        Ok(())
    }
}

fn config(wanted: &Stream, topology: &Topology) -> stream::Config {
    stream::Config {
        name: wanted.name.into(),
        description: Some(wanted.purpose.into()),
        subjects: wanted.subjects.iter().map(|s| (*s).to_owned()).collect(),
        retention: stream::RetentionPolicy::Limits,
        discard: if wanted.refuse_when_full {
            DiscardPolicy::New
        } else {
            DiscardPolicy::Old
        },
        storage: StorageType::File,
        max_age: wanted.age_max,
        max_bytes: topology.stream_bytes_max,
        max_message_size: i32::try_from(MESSAGE_BYTES_MAX).unwrap_or(i32::MAX),
        num_replicas: topology.replicas,
        no_ack: wanted.no_ack,
        // Facts are packed already.
        compression: Some(if wanted.name == events::map::FACTS.name {
            Compression::None
        } else {
            Compression::S2
        }),
        allow_direct: true,
        deny_delete: true,
        duplicate_window: Duration::from_secs(120),
        ..stream::Config::default()
    }
}

fn durable_config(durable: &Durable) -> pull::Config {
    pull::Config {
        durable_name: Some(durable.name.into()),
        description: Some(durable.purpose.into()),
        filter_subjects: durable.filters.iter().map(|s| (*s).to_owned()).collect(),
        deliver_policy: DeliverPolicy::All,
        ack_policy: AckPolicy::Explicit,
        ack_wait: durable.ack_wait,
        // The loop counts deliveries and ends a message by its own event: a limit at the server
        // would drop the message in silence when the last worker is killed.
        max_deliver: -1,
        max_ack_pending: i64::from(durable.ack_pending_max),
        max_waiting: 4096,
        ..pull::Config::default()
    }
}
