//! `nats/topology.json` is what `graphmill topology` makes, to the letter.

use std::time::Duration;

use bus::{Topology, TopologyMode};
use events::limits::MESSAGE_BYTES_MAX;
use events::map::{Bucket, DURABLES, Durable, FACTS, GATE, GRAPHS, STREAMS, Stream};
use serde_json::{Value, json};

use crate::served::{Served, password};
use crate::wire::Wire;
use crate::workspace;

/// As by default, on a disk of any size.
pub(super) const UNBOUNDED: Topology = Topology {
    replicas: 1,
    stream_bytes_max: -1,
};

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).expect("what is kept is kept for less than centuries")
}

/// A stream in the words of JetStream's own configuration.
fn stream(stream: &Stream) -> Value {
    json!({
        "name": stream.name,
        "description": stream.purpose,
        "subjects": stream.subjects,
        "retention": "limits",
        "storage": "file",
        "discard": if stream.refuse_when_full { "new" } else { "old" },
        "max_age": nanoseconds(stream.age_max),
        "max_bytes": Topology::default().stream_bytes_max,
        "max_msg_size": MESSAGE_BYTES_MAX,
        "num_replicas": Topology::default().replicas,
        "compression": if stream.name == FACTS.name { "none" } else { "s2" },
        "no_ack": stream.no_ack,
        "allow_direct": true,
        "deny_delete": true,
    })
}

fn consumer(durable: &Durable) -> Value {
    let mut config = json!({
        "durable_name": durable.name,
        "description": durable.purpose,
        "deliver_policy": "all",
        "ack_policy": "explicit",
        "ack_wait": nanoseconds(durable.ack_wait),
        "max_deliver": -1,
        "max_ack_pending": durable.ack_pending_max,
    });
    match durable.filters {
        [] => {}
        [one] => config["filter_subject"] = json!(one),
        several => config["filter_subjects"] = json!(several),
    }
    json!({ "stream": durable.stream.name, "config": config })
}

fn bucket(bucket: &Bucket) -> Value {
    json!({
        "bucket": bucket.name,
        "description": bucket.purpose,
        "max_age": bucket.ttl.map_or(0, nanoseconds),
        "num_replicas": Topology::default().replicas,
    })
}

fn topology() -> Value {
    json!({
        "about": "Generated from shared/events/src/map.rs by `just docs`. Replicas and bytes are the settings' defaults; durations are in nanoseconds.",
        "streams": STREAMS.map(stream),
        "consumers": DURABLES.map(consumer),
        "key_value": [bucket(&GATE)],
        "object_stores": [bucket(&GRAPHS)],
    })
}

#[test]
fn the_file_is_the_map() {
    let text = serde_json::to_string_pretty(&topology()).expect("plain data");
    workspace::hold("nats/topology.json", None, &format!("{text}\n"));
}

/// Whether a server has each field as it was wanted. What it adds by itself is its own.
fn assert_within(wanted: &Value, found: &Value, what: &str) {
    for (field, value) in wanted.as_object().expect("a configuration is an object") {
        if field == "max_bytes" {
            // A wish of the operator.
            continue;
        }
        // A server leaves out what is false, and takes one filter of several as one.
        let told = match &found[field] {
            Value::Null if *value == json!(false) => json!(false),
            Value::Null if field == "filter_subject" => found["filter_subjects"][0].clone(),
            told => told.clone(),
        };
        assert_eq!(told, *value, "{what}: {field}");
    }
}

#[tokio::test]
async fn a_server_is_given_what_the_file_says() {
    let served = Served::start().await;
    let bus = served.bus("bootstrap").await;
    bus.ensure(&UNBOUNDED, TopologyMode::Create)
        .await
        .expect("bootstrap may create");
    let mut wire = Wire::connect(served.port, "bootstrap", &password("bootstrap")).expect("known");
    let wanted = topology();
    for stream in wanted["streams"].as_array().expect("a list") {
        let name = stream["name"].as_str().expect("a name");
        let found = wire
            .ask(&format!("$JS.API.STREAM.INFO.{name}"))
            .expect("may look");
        assert_within(stream, &found["config"], name);
    }
    for consumer in wanted["consumers"].as_array().expect("a list") {
        let (stream, config) = (&consumer["stream"], &consumer["config"]);
        let (stream, name) = (
            stream.as_str().expect("a name"),
            config["durable_name"].as_str().expect("a name"),
        );
        let found = wire
            .ask(&format!("$JS.API.CONSUMER.INFO.{stream}.{name}"))
            .expect("may look");
        assert_within(config, &found["config"], name);
    }
    for (kind, prefix) in [("key_value", "KV"), ("object_stores", "OBJ")] {
        for bucket in wanted[kind].as_array().expect("a list") {
            let name = bucket["bucket"].as_str().expect("a name");
            let found = wire
                .ask(&format!("$JS.API.STREAM.INFO.{prefix}_{name}"))
                .expect("may look");
            for field in ["max_age", "num_replicas", "description"] {
                assert_eq!(found["config"][field], bucket[field], "{name}: {field}");
            }
        }
    }
    // A second time it changes nothing, and there is nothing to complain of.
    bus.ensure(&UNBOUNDED, TopologyMode::Create)
        .await
        .expect("creating is repeatable");
    bus.ensure(&UNBOUNDED, TopologyMode::Verify)
        .await
        .expect("what was created is found");
}

/// A server sets aside what a stream may hold, and refuses to create one that does not fit. By
/// default it has three quarters of what is free on its disk.
#[test]
fn the_defaults_fit_the_disk_of_a_laptop() {
    let bytes_max = Topology::default().stream_bytes_max;
    let reserved = bytes_max.max(0) * i64::try_from(STREAMS.len()).expect("a few");
    assert!(
        reserved <= 8 << 30,
        "the streams set {reserved} bytes aside; -1 sets nothing aside and is bounded by the server"
    );
}
