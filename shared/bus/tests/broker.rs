//! What the bus promises, against a real nats-server.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use sha2::{Digest as _, Sha256};
use std::time::Duration;
use tokio::io::AsyncReadExt as _;

use bus::{Access, Bus, Topology, TopologyMode};
use bytes::Bytes;
use events::map::{self, DEAD, JOBS, REQUESTS, RESULTS};
use events::{Digest, JobId, UnitId};
use pipeline::{Delivery, Guard, Inlet, Outgoing, Outlet, Published};
use testkit::{TestServer, eventually};

const LIMIT: Duration = Duration::from_secs(20);

async fn connect(server: &TestServer) -> Bus {
    let access = Access {
        url: server.url(),
        user: Some(server.user().to_owned()),
        password: Some(server.password().to_owned()),
        name: "test".into(),
        patience: LIMIT,
        ..Access::default()
    };
    Bus::connect(&access).await.unwrap()
}

async fn started() -> (TestServer, Bus) {
    let server = testkit::nats().await;
    let bus = connect(&server).await;
    bus.ensure(&Topology::default(), TopologyMode::Create)
        .await
        .unwrap();
    (server, bus)
}

fn job() -> JobId {
    JobId::new("j1").unwrap()
}

fn digest(c: char) -> Digest {
    Digest::new(c.to_string().repeat(64)).unwrap()
}

async fn request(bus: &Bus, text: &'static str) {
    let message = Outgoing {
        subject: map::PARSE_REQUESTED.into(),
        payload: Bytes::from_static(text.as_bytes()),
        guard: Guard::Always,
        headers: Vec::new(),
    };
    bus.publish(vec![message]).await.unwrap();
}

#[tokio::test]
async fn the_topology_is_made_once_and_then_verified() {
    let server = testkit::nats().await;
    let bus = connect(&server).await;
    let missing = bus
        .ensure(&Topology::default(), TopologyMode::Verify)
        .await
        .unwrap_err();
    assert!(
        missing.to_string().contains("stream REQUESTS is missing"),
        "{missing}"
    );
    // Two services that start at once both create.
    let other = connect(&server).await;
    let topology = Topology::default();
    let (one, two) = tokio::join!(
        bus.ensure(&topology, TopologyMode::Create),
        other.ensure(&topology, TopologyMode::Create)
    );
    one.unwrap();
    two.unwrap();
    bus.ensure(&Topology::default(), TopologyMode::Verify)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_subject_is_written_once() {
    let (_server, bus) = started().await;
    let say = |payload: &'static str| Outgoing::once(map::clone_done(&job()), payload);
    assert!(matches!(
        bus.publish(vec![say("one")]).await.unwrap()[..],
        [Published::Stored(_)]
    ));
    assert_eq!(
        bus.publish(vec![say("two")]).await.unwrap(),
        [Published::AlreadyThere]
    );
    let last = bus
        .last(&JOBS, &map::clone_done(&job()))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(last.payload, "one");
}

#[tokio::test]
async fn an_event_of_a_newer_release_is_not_taken_for_one_of_ours() {
    let (_server, bus) = started().await;
    // The shape fits, and may still mean something else.
    let payload = r#"{"v":2,"job":"j1","reason":"x"}"#;
    let subject = map::janitor_refused(&job());
    bus.publish(vec![Outgoing::once(subject.clone(), payload)])
        .await
        .unwrap();
    let last = bus.last(&JOBS, &subject).await.unwrap().unwrap();
    let mut follow = bus.follow(&JOBS, &[subject]).await.unwrap();
    let followed = follow.next().await.unwrap();
    for read in [
        last.event::<events::JanitorRefused>(),
        followed.event::<events::JanitorRefused>(),
    ] {
        let why = read.unwrap_err().source.to_string();
        assert!(why.contains("start that release here too"), "{why}");
    }
}

#[tokio::test]
async fn of_done_and_failed_exactly_one_is_stored() {
    let (_server, bus) = started().await;
    let ends = map::aggregate_ends(&job());
    let say = |subject: String| Outgoing::once_among(ends.clone(), subject, "x");
    let (done, failed) = (
        say(map::aggregate_done(&job())),
        say(map::aggregate_failed(&job())),
    );
    let (one, two) = tokio::join!(bus.publish(vec![done]), bus.publish(vec![failed]));
    let stored = [one.unwrap()[0], two.unwrap()[0]]
        .iter()
        .filter(|end| matches!(end, Published::Stored(_)))
        .count();
    assert_eq!(stored, 1);
    assert_eq!(bus.subjects(&JOBS, &ends).await.unwrap().len(), 1);
}

#[tokio::test]
async fn distinct_units_are_counted_not_messages() {
    let (_server, bus) = started().await;
    for c in ['a', 'b', 'a'] {
        let unit = UnitId::from(&digest(c));
        bus.publish(vec![Outgoing::once(map::unit_done(&job(), &unit), "{}")])
            .await
            .unwrap();
    }
    let subjects = bus
        .subjects(&RESULTS, &map::units_done(&job()))
        .await
        .unwrap();
    assert_eq!(subjects.len(), 2);
    let none = bus
        .subjects(&RESULTS, &map::units_done(&JobId::new("other").unwrap()))
        .await
        .unwrap();
    assert!(none.is_empty());
}

#[tokio::test]
async fn contents_larger_than_a_message_come_back_whole() {
    let (_server, bus) = started().await;
    for (c, size) in [
        ('a', 0),
        ('b', 10),
        ('c', events::limits::PART_BYTES_MAX),
        ('d', 3_000_001),
    ] {
        let content: Bytes = (0..size)
            .map(|i| (i % 251) as u8)
            .collect::<Vec<u8>>()
            .into();
        assert_eq!(bus.find_blob(&digest(c)).await.unwrap(), None);
        let blob = bus.put_blob(&digest(c), content.clone()).await.unwrap();
        // Again, as a worker would whose ack was lost.
        assert_eq!(
            bus.put_blob(&digest(c), content.clone()).await.unwrap(),
            blob
        );
        assert_eq!(bus.find_blob(&digest(c)).await.unwrap(), Some(blob.clone()));
        assert_eq!(bus.get_blob(&blob).await.unwrap(), content);
    }
}

#[tokio::test]
async fn objects_are_stored_and_fetched() {
    let (server, bus) = started().await;
    let folder = tempfile::tempdir().unwrap();
    let (source, copy) = (folder.path().join("a"), folder.path().join("b"));
    std::fs::write(&source, vec![7u8; 2_000_000]).unwrap();
    assert_eq!(bus.object_sha256("j1/a").await.unwrap(), None);
    let sha256 = Digest::from(<[u8; 32]>::from(Sha256::digest(vec![7u8; 2_000_000])));
    bus.put_object("j1/a", &source, &sha256).await.unwrap();
    assert_eq!(bus.object_sha256("j1/a").await.unwrap(), Some(sha256));
    assert_eq!(bus.get_object("j1/a", &copy).await.unwrap(), 2_000_000);
    assert_eq!(
        std::fs::read(&copy).unwrap(),
        std::fs::read(&source).unwrap()
    );
    // The client library reads it too, and what it stores is read here.
    let (user, password) = (server.user().to_owned(), server.password().to_owned());
    let client = async_nats::ConnectOptions::with_user_and_password(user, password)
        .connect(server.url())
        .await
        .unwrap();
    let library = async_nats::jetstream::new(client)
        .get_object_store(map::GRAPHS.name)
        .await
        .unwrap();
    let mut read = Vec::new();
    let mut object = library.get("j1/a").await.unwrap();
    object.read_to_end(&mut read).await.unwrap();
    assert_eq!(read, std::fs::read(&source).unwrap());
    library.put("j1/theirs", &mut &read[..]).await.unwrap();
    assert_eq!(bus.get_object("j1/theirs", &copy).await.unwrap(), 2_000_000);

    let missing = bus.get_object("j1/none", &copy).await.unwrap_err();
    assert!(missing.to_string().contains("j1/none"), "{missing}");
}

#[tokio::test]
async fn an_object_that_is_not_what_was_promised_is_refused() {
    let (_server, bus) = started().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a");
    std::fs::write(&file, vec![7u8; 600_000]).unwrap();
    bus.put_object("j1/a", &file, &digest('a')).await.unwrap();
    let refused = bus.get_object("j1/a", &file).await.unwrap_err();
    let why = std::error::Error::source(&refused).unwrap().to_string();
    assert!(why.contains("not what was stored"), "{why}");
}

#[tokio::test]
async fn a_refused_delivery_comes_again_and_an_acknowledged_one_does_not() {
    let (_server, bus) = started().await;
    request(&bus, "one").await;
    let inlet = bus.inlet(&map::CLONE);
    let first = inlet.next().await.unwrap().unwrap();
    assert_eq!(
        (first.payload().as_ref(), first.context().delivered),
        (&b"one"[..], 1)
    );
    first.progress().await.unwrap();
    first.nak(Duration::ZERO).await.unwrap();
    let second = inlet.next().await.unwrap().unwrap();
    assert_eq!(second.context().delivered, 2);
    assert_eq!(second.context().trace, first.context().trace);
    second.ack().await.unwrap();
    eventually(LIMIT, "the message to be settled", async || {
        let state = bus.durable_state(&map::CLONE).await.unwrap();
        state.ack_pending == 0 && state.pending == 0
    })
    .await;
}

#[tokio::test]
async fn a_message_that_is_given_up_is_dead_lettered_with_its_reason() {
    let (_server, bus) = started().await;
    request(&bus, "{").await;
    let delivery = bus.inlet(&map::CLONE).next().await.unwrap().unwrap();
    delivery
        .term("bad_request: it cannot be read\nreally")
        .await
        .unwrap();
    let mut dead = bus
        .follow(
            &DEAD,
            &["$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.>".into()],
        )
        .await
        .unwrap();
    let letter = tokio::time::timeout(LIMIT, dead.next())
        .await
        .unwrap()
        .unwrap();
    let advisory = String::from_utf8_lossy(&letter.payload).into_owned();
    assert!(
        advisory.contains("bad_request: it cannot be read really"),
        "{advisory}"
    );
    // The original stays readable by its sequence.
    assert_eq!(bus.stream_state(&REQUESTS).await.unwrap().messages, 1);
}

#[tokio::test]
async fn a_deleted_consumer_is_made_again() {
    let (_server, bus) = started().await;
    let inlet = bus.inlet(&map::CLONE);
    request(&bus, "one").await;
    inlet.next().await.unwrap().unwrap().ack().await.unwrap();
    bus.remove_durable(&map::CLONE).await.unwrap();
    request(&bus, "two").await;
    let mut seen = Vec::new();
    // The first pull may fail: the loop pulls again after an error.
    while seen.last().is_none_or(|last: &String| last != "two") {
        if let Ok(Some(delivery)) = tokio::time::timeout(LIMIT, inlet.next()).await.unwrap() {
            seen.push(String::from_utf8_lossy(delivery.payload()).into_owned());
            delivery.ack().await.unwrap();
        }
    }
    // It starts from the first message: repeats are harmless, losses are not.
    assert_eq!(seen, ["one", "two"]);
}

#[tokio::test]
async fn everything_goes_on_after_the_server_was_killed() {
    let (mut server, bus) = started().await;
    let mut follower = bus.follow(&JOBS, &[map::clone_done(&job())]).await.unwrap();
    request(&bus, "one").await;
    server.kill().await;
    server.restart().await;
    let inlet = bus.inlet(&map::CLONE);
    let delivery = loop {
        if let Ok(Some(delivery)) = tokio::time::timeout(LIMIT, inlet.next()).await.unwrap() {
            break delivery;
        }
    };
    bus.publish(vec![Outgoing::once(map::clone_done(&job()), "x")])
        .await
        .unwrap();
    delivery.ack().await.unwrap();
    let followed = tokio::time::timeout(LIMIT, follower.next()).await.unwrap();
    // A follower may end with an error, which its readers answer by following anew.
    if let Ok(followed) = followed {
        assert_eq!(followed.payload, "x");
    }
}

/// Closing ends with the client's own word, not with the patience that bounds it.
#[tokio::test]
async fn a_closed_connection_says_so() {
    let (_server, bus) = started().await;
    request(&bus, "one").await;
    assert!(bus.close().await, "the client never told that it is closed");
}
