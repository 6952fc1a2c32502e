//! What the delivery loop does with each end of an attempt, on a broker of memory and paused time.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use events::FailureKind;
use events::map::{self, Durable};
use pipeline::{
    Context, Delivery, Drive, Failure, Fault, Inlet, Input, Outgoing, Outlet, PortError, Published,
    Stage, drive,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Everything that was said to the broker, in order.
#[derive(Clone, Default)]
struct Broker {
    log: Arc<Mutex<Vec<String>>>,
    waiting: Arc<Mutex<VecDeque<(u32, Bytes)>>>,
    publish_fails: Arc<Mutex<u32>>,
    said: Arc<Notify>,
}

impl Broker {
    fn with(messages: &[(u32, &'static str)]) -> Broker {
        let broker = Broker::default();
        for (delivered, text) in messages {
            broker
                .waiting
                .lock()
                .unwrap()
                .push_back((*delivered, Bytes::from_static(text.as_bytes())));
        }
        broker
    }

    fn say(&self, what: impl Into<String>) {
        self.log.lock().unwrap().push(what.into());
        self.said.notify_one();
    }

    async fn until(&self, what: &str) -> Vec<String> {
        let heard = async {
            loop {
                let log = self.log.lock().unwrap().clone();
                if log.iter().any(|line| line.starts_with(what)) {
                    return log;
                }
                self.said.notified().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(600), heard)
            .await
            .expect(what)
    }
}

struct Held {
    broker: Broker,
    payload: Bytes,
    context: Context,
}

impl Delivery for Held {
    fn context(&self) -> &Context {
        &self.context
    }
    fn payload(&self) -> &Bytes {
        &self.payload
    }
    async fn progress(&self) -> Result<(), PortError> {
        self.broker.say("progress");
        Ok(())
    }
    async fn ack(&self) -> Result<(), PortError> {
        self.broker.say("ack");
        Ok(())
    }
    async fn nak(&self, delay: Duration) -> Result<(), PortError> {
        self.broker.say(format!("nak {}", delay.as_millis()));
        Ok(())
    }
    async fn term(&self, reason: &str) -> Result<(), PortError> {
        self.broker.say(format!("term {reason}"));
        Ok(())
    }
}

impl Inlet for Broker {
    type Delivery = Held;
    async fn next(&self) -> Result<Option<Held>, PortError> {
        let next = self.waiting.lock().unwrap().pop_front();
        let Some((delivered, payload)) = next else {
            return std::future::pending().await;
        };
        let context = Context {
            subject: "parse.requested".into(),
            sequence: 7,
            stored_ms: 0,
            delivered,
            trace: "00-trace".into(),
        };
        Ok(Some(Held {
            broker: self.clone(),
            payload,
            context,
        }))
    }
}

impl Outlet for Broker {
    async fn publish(&self, messages: Vec<Outgoing>) -> Result<Vec<Published>, PortError> {
        {
            let mut fails = self.publish_fails.lock().unwrap();
            if *fails > 0 {
                *fails -= 1;
                self.say("publish failed");
                return Err(PortError {
                    operation: "publishing".into(),
                    source: "no leader".into(),
                });
            }
        }
        for message in &messages {
            assert!(
                message
                    .headers
                    .contains(&("traceparent", "00-trace".into())),
                "the trace is carried on"
            );
            self.say(format!("publish {}", message.subject));
        }
        Ok(vec![Published::Stored(1); messages.len()])
    }
}

/// Does as its input says.
struct Obedient;

/// Takes any event.
struct Newest;

impl Stage for Newest {
    type In = serde_json::Value;
    const DURABLE: &'static Durable = &map::SPLIT;

    async fn handle(&self, _: &Context, _: &serde_json::Value) -> Result<Vec<Outgoing>, Fault> {
        Ok(vec![Outgoing::once("out".into(), "x")])
    }

    fn failed(&self, _: &Context, _: &serde_json::Value, failure: &Failure) -> Vec<Outgoing> {
        vec![Outgoing::once(format!("failed.{}", failure.kind), "x")]
    }
}

/// Takes anybody's requests.
struct Open;

impl Stage for Open {
    type In = serde_json::Value;
    const DURABLE: &'static Durable = &map::CLONE;
    const INPUT: Input = Input::Request;

    async fn handle(&self, _: &Context, _: &serde_json::Value) -> Result<Vec<Outgoing>, Fault> {
        Ok(vec![Outgoing::once("out".into(), "x")])
    }

    fn failed(&self, _: &Context, _: &serde_json::Value, _: &Failure) -> Vec<Outgoing> {
        Vec::new()
    }
}

impl Stage for Obedient {
    type In = String;
    const DURABLE: &'static Durable = &map::CLONE;

    async fn handle(&self, _: &Context, input: &String) -> Result<Vec<Outgoing>, Fault> {
        match input.as_str() {
            "retry" => Err(Fault::retry("not now")),
            "reject" => Err(Fault::reject(FailureKind::NotFound, "there is none")),
            "halt" => Err(Fault::halt("the disk is full")),
            "later" => Err(Fault::Later(Duration::from_secs(9))),
            "panic" => panic!("as told"),
            "slow" => {
                tokio::time::sleep(map::CLONE.ack_wait * 2).await;
                Ok(vec![Outgoing::once("out".into(), "x")])
            }
            _ => Ok(vec![Outgoing::once("out".into(), "x")]),
        }
    }

    fn failed(&self, _: &Context, _: &String, failure: &Failure) -> Vec<Outgoing> {
        vec![Outgoing::once(format!("failed.{}", failure.kind), "x")]
    }

    fn malformed(&self, _: &Context, _: &Bytes, failure: &Failure) -> Vec<Outgoing> {
        vec![Outgoing::once(format!("malformed.{}", failure.kind), "x")]
    }
}

fn run(broker: &Broker) -> (CancellationToken, tokio::task::JoinHandle<()>) {
    run_stage(Obedient, broker)
}

fn run_stage(
    stage: impl Stage,
    broker: &Broker,
) -> (CancellationToken, tokio::task::JoinHandle<()>) {
    let shutdown = CancellationToken::new();
    let how = Drive {
        slots: 1,
        grace: Duration::from_secs(5),
    };
    let (inlet, outlet) = (Arc::new(broker.clone()), Arc::new(broker.clone()));
    let running = tokio::spawn(drive(Arc::new(stage), inlet, outlet, how, shutdown.clone()));
    (shutdown, running)
}

#[tokio::test(start_paused = true)]
async fn the_output_is_stored_before_the_input_is_acknowledged() {
    let broker = Broker::with(&[(1, "\"ok\"")]);
    let _running = run(&broker);
    assert_eq!(broker.until("ack").await, ["publish out", "ack"]);
}

#[tokio::test(start_paused = true)]
async fn an_output_that_is_not_stored_brings_the_input_again() {
    let broker = Broker::with(&[(1, "\"ok\"")]);
    *broker.publish_fails.lock().unwrap() = 1;
    let _running = run(&broker);
    assert_eq!(broker.until("nak").await, ["publish failed", "nak 500"]);
}

#[tokio::test(start_paused = true)]
async fn a_retry_pauses_and_ends_at_the_last_delivery() {
    let broker = Broker::with(&[(1, "\"retry\""), (3, "\"retry\""), (5, "\"retry\"")]);
    let _running = run(&broker);
    let log = broker.until("term").await;
    assert_eq!(
        log[..3],
        ["nak 500", "nak 5000", "publish failed.exhausted"]
    );
    assert!(
        log[3].starts_with("term exhausted: tried 4 times"),
        "{log:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_failure_is_stored_before_the_message_is_given_up() {
    let broker = Broker::with(&[(1, "\"reject\"")]);
    let _running = run(&broker);
    let log = broker.until("term").await;
    assert_eq!(
        log,
        ["publish failed.not_found", "term not_found: there is none"]
    );

    let broker = Broker::with(&[(1, "\"reject\"")]);
    *broker.publish_fails.lock().unwrap() = 1;
    let _running = run(&broker);
    assert_eq!(broker.until("nak").await, ["publish failed", "nak 500"]);
}

#[tokio::test(start_paused = true)]
async fn a_malformed_message_is_answered_and_dead_lettered() {
    let broker = Broker::with(&[(1, "{")]);
    let _running = run(&broker);
    let log = broker.until("term").await;
    assert_eq!(log[0], "publish malformed.bad_request");
    assert!(
        log[1].starts_with("term bad_request: the message cannot be read"),
        "{log:?}"
    );
}

/// On its last delivery, too: whoever can read it must not find it worn out.
#[tokio::test(start_paused = true)]
async fn an_event_of_a_newer_release_waits_for_one_that_can_read_it() {
    for delivered in [1, 5, 100] {
        let broker = Broker::with(&[(delivered, r#"{"v":2,"job":"j"}"#)]);
        let (shutdown, running) = run_stage(Newest, &broker);
        broker.until("progress").await;
        tokio::time::sleep(Duration::from_secs(300)).await;
        let log = broker.log.lock().unwrap().clone();
        assert!(log.iter().all(|line| line == "progress"), "{log:?}");
        // The release that replaces this one is given it at once.
        shutdown.cancel();
        running.await.unwrap();
        assert_eq!(broker.log.lock().unwrap().last().unwrap(), "nak 0");
    }
    let broker = Broker::with(&[(1, r#"{"v":1,"job":"j"}"#)]);
    let _running = run_stage(Newest, &broker);
    assert_eq!(broker.until("ack").await, ["publish out", "ack"]);
}

#[tokio::test(start_paused = true)]
async fn a_number_in_a_request_holds_nothing_up() {
    let broker = Broker::with(&[(1, r#"{"v":99,"repo":"a/b"}"#)]);
    let _running = run_stage(Open, &broker);
    assert_eq!(broker.until("ack").await, ["publish out", "ack"]);
}

#[tokio::test(start_paused = true)]
async fn a_halt_holds_the_delivery_and_burns_none() {
    let broker = Broker::with(&[(1, "\"halt\"")]);
    let (shutdown, running) = run(&broker);
    broker.until("progress").await;
    tokio::time::sleep(Duration::from_secs(300)).await;
    assert!(
        broker
            .log
            .lock()
            .unwrap()
            .iter()
            .all(|line| line == "progress")
    );
    shutdown.cancel();
    running.await.unwrap();
    assert_eq!(broker.log.lock().unwrap().last().unwrap(), "nak 0");
}

#[tokio::test(start_paused = true)]
async fn not_yet_is_no_error() {
    let broker = Broker::with(&[(4, "\"later\"")]);
    let _running = run(&broker);
    assert_eq!(broker.until("nak").await, ["nak 9000"]);
}

#[tokio::test(start_paused = true)]
async fn slow_work_tells_that_it_goes_on() {
    let broker = Broker::with(&[(1, "\"slow\"")]);
    let _running = run(&broker);
    let log = broker.until("ack").await;
    assert!(
        log.iter().filter(|line| *line == "progress").count() >= 5,
        "{log:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_panic_costs_one_delivery_not_the_service() {
    let broker = Broker::with(&[(1, "\"panic\""), (1, "\"ok\"")]);
    let _running = run(&broker);
    assert_eq!(broker.until("ack").await, ["publish out", "ack"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_in_hand_finishes_before_the_end() {
    let broker = Broker::with(&[(1, "\"ok\""), (1, "\"ok\"")]);
    let (shutdown, running) = run(&broker);
    broker.until("ack").await;
    shutdown.cancel();
    running.await.unwrap();
    let log = broker.log.lock().unwrap().clone();
    assert_eq!(log.last().unwrap(), "ack", "{log:?}");
}
