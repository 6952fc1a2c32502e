//! The shipped server configuration: each user can do its service's work, and nobody else's.

use std::time::Duration;

use bus::{Bus, TopologyMode};
use bytes::Bytes;
use events::limits::PART_BYTES_MAX;
use events::map::{self, DURABLES, Durable, FACTS, JOBS, RESULTS};
use events::{Digest, JobId, UnitId};
use pipeline::{Delivery, Inlet, Outgoing, Outlet, Published};

use super::topology::UNBOUNDED;
use crate::served::{Served, USERS, examine, password, variable};
use crate::wire::Wire;
use crate::workspace;

async fn with_topology() -> Served {
    let served = Served::start().await;
    let bootstrap = served.bus("bootstrap").await;
    bootstrap
        .ensure(&UNBOUNDED, TopologyMode::Create)
        .await
        .expect("bootstrap may create");
    served
}

#[tokio::test]
async fn a_server_accepts_the_configurations() {
    for file in ["nats/server.conf", "nats/cluster.conf"] {
        let said = examine(&workspace::root().join(file), None).await;
        assert!(
            said.status.success(),
            "{file}: {}",
            String::from_utf8_lossy(&said.stderr)
        );
    }
}

#[tokio::test]
async fn a_server_does_not_start_without_every_password() {
    for user in USERS.iter().chain(&["sys"]) {
        let said = examine(
            &workspace::root().join("nats/server.conf"),
            Some(&variable(user)),
        )
        .await;
        assert!(
            !said.status.success(),
            "it starts without the password of {user}"
        );
    }
}

/// Takes the next delivery of a durable, as the runtime does.
async fn take(bus: &Bus, durable: &'static Durable) -> impl Delivery {
    let inlet = bus.inlet(durable);
    let next = tokio::time::timeout(Duration::from_secs(20), inlet.next()).await;
    let delivery = next.unwrap_or_else(|_| panic!("{}: nothing is delivered", durable.name));
    let delivery = delivery.unwrap_or_else(|error| panic!("{}: {error:?}", durable.name));
    let delivery = delivery.unwrap_or_else(|| panic!("{}: nothing is delivered", durable.name));
    delivery.progress().await.expect("progress is told");
    delivery
}

async fn say(bus: &Bus, messages: Vec<Outgoing>) {
    let published = bus
        .publish(messages)
        .await
        .unwrap_or_else(|error| panic!("{error:?}"));
    assert!(
        published
            .iter()
            .all(|one| matches!(one, Published::Stored(_))),
        "{published:?}"
    );
}

#[tokio::test]
async fn each_user_can_do_the_work_of_its_service() {
    let served = with_topology().await;
    let [_, requester, clone, split, parse, aggregate, janitor] = connect(&served).await;
    let job = JobId::new("j1").expect("an id");
    let digest = Digest::new("a".repeat(64)).expect("a digest");
    let unit = UnitId::from(&digest);
    let event = || Bytes::from_static(b"{}");

    say(
        &requester,
        vec![Outgoing::once(map::PARSE_REQUESTED.into(), event())],
    )
    .await;

    let request = take(&clone, &map::CLONE).await;
    clone
        .last(&JOBS, &map::clone_ends(&job))
        .await
        .expect("clone looks for the end of its job");
    say(
        &clone,
        vec![Outgoing::once_among(
            map::clone_ends(&job),
            map::clone_done(&job),
            event(),
        )],
    )
    .await;
    request.ack().await.expect("clone acknowledges");

    let cloned = take(&split, &map::SPLIT).await;
    // In several messages: an account of many skipped files is large.
    let account = Digest::new("b".repeat(64)).expect("a digest");
    let account = split
        .put_blob(&account, vec![7; PART_BYTES_MAX + 1].into())
        .await
        .expect("split stores the account");
    assert_eq!(account.parts, 2);
    let outputs = vec![
        Outgoing::once_among(map::split_ends(&job), map::split_done(&job), event()),
        Outgoing::once(map::unit_ready(&job, &unit), event()),
    ];
    say(&split, outputs).await;
    cloned.ack().await.expect("split acknowledges");

    let ready = take(&parse, &map::PARSE).await;
    assert!(
        parse
            .find_blob(&digest)
            .await
            .expect("parse looks into the cache")
            .is_none()
    );
    let facts = parse
        .put_blob(&digest, Bytes::from_static(b"facts"))
        .await
        .expect("parse stores facts");
    assert_eq!(
        parse
            .get_blob(&facts)
            .await
            .expect("parse reads cached facts"),
        "facts"
    );
    say(
        &parse,
        vec![Outgoing::once(map::unit_done(&job, &unit), event())],
    )
    .await;
    ready.ack().await.expect("parse acknowledges");

    let manifest = take(&aggregate, &map::AGGREGATE).await;
    aggregate
        .last(&JOBS, &map::aggregate_ends(&job))
        .await
        .expect("aggregate looks for the end of its job");
    let mut results = aggregate
        .follow(&RESULTS, &[map::units_done(&job)])
        .await
        .expect("aggregate follows results");
    assert_eq!(
        results
            .next()
            .await
            .expect("aggregate reads results")
            .subject,
        map::unit_done(&job, &unit)
    );
    aggregate
        .get_blob(&account)
        .await
        .expect("aggregate reads the account");
    let object = map::object(&job, "graph.db");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("graph.db");
    // Twice: a replica that takes over replaces what the other one left.
    for content in ["first", "second"] {
        std::fs::write(&file, content).expect("a file");
        aggregate
            .object_sha256(&object)
            .await
            .expect("aggregate looks for an object");
        aggregate
            .put_object(&object, &file, &facts::sha256(content.as_bytes()))
            .await
            .expect("aggregate stores an object");
    }
    say(
        &aggregate,
        vec![Outgoing::once_among(
            map::aggregate_ends(&job),
            map::aggregate_done(&job),
            event(),
        )],
    )
    .await;
    manifest.ack().await.expect("aggregate acknowledges");

    let ended = take(&janitor, &map::JANITOR).await;
    janitor
        .last(&JOBS, &map::split_done(&job))
        .await
        .expect("the janitor reads the manifest");
    let done = janitor
        .subjects(&RESULTS, &map::units_done(&job))
        .await
        .expect("the janitor counts units");
    assert_eq!(done.len(), 1);
    say(
        &janitor,
        vec![Outgoing::once(map::janitor_done(&job), event())],
    )
    .await;
    ended.nak(Duration::ZERO).await.expect("the janitor waits");
    take(&janitor, &map::JANITOR)
        .await
        .term("tried")
        .await
        .expect("the janitor gives up");

    let mut events = requester
        .follow(&JOBS, &map::job_events(&job))
        .await
        .expect("a requester watches its job");
    let mut heard = Vec::new();
    while heard.len() < 4 {
        heard.push(
            events
                .next()
                .await
                .expect("a requester watches its job")
                .subject,
        );
    }
    assert_eq!(
        heard,
        [
            map::clone_done(&job),
            map::split_done(&job),
            map::aggregate_done(&job),
            map::janitor_done(&job)
        ]
    );
    let mut units = requester
        .follow(&RESULTS, &[map::units_done(&job)])
        .await
        .expect("a requester watches units");
    units.next().await.expect("a requester watches units");
    for (stream, filter) in [
        (&JOBS, map::clone_ends(&job)),
        (&RESULTS, map::units_done(&job)),
    ] {
        let subjects = requester
            .subjects(stream, &filter)
            .await
            .expect("a requester asks how a job stands");
        let subject = subjects.keys().next().expect("something happened");
        requester
            .last(stream, subject)
            .await
            .expect("a requester asks how a job stands")
            .expect("it was counted");
    }
    let fetched = folder.path().join("fetched");
    requester
        .get_object(&object, &fetched)
        .await
        .expect("a requester fetches the graph");
    assert_eq!(std::fs::read(fetched).expect("it was fetched"), b"second");
    for durable in DURABLES {
        requester
            .durable_state(durable)
            .await
            .expect("a requester sees how far behind a service is");
    }
    requester
        .stream_state(&FACTS)
        .await
        .expect("a requester sees how full a stream is");
}

/// Every user, as services connect: looking only.
async fn connect(served: &Served) -> [Bus; 7] {
    let mut all = Vec::new();
    for user in USERS {
        let bus = served.bus(user).await;
        let verified = bus.ensure(&UNBOUNDED, TopologyMode::Verify).await;
        verified.unwrap_or_else(|error| panic!("{user} cannot verify the topology: {error}"));
        all.push(bus);
    }
    all.try_into()
        .unwrap_or_else(|_| unreachable!("there are as many as users"))
}

/// What may be said, and by whom alone. `j` is a job, `u` a unit.
const SAYINGS: [(&str, &[&str]); 34] = [
    ("parse.requested", &["requester"]),
    ("clone.done.j", &["clone"]),
    ("clone.failed.j", &["clone"]),
    ("split.done.j", &["split"]),
    ("split.failed.j", &["split"]),
    ("unit.ready.j.u", &["split"]),
    ("facts.d", &["split", "parse"]),
    ("facts.d.0", &["split", "parse"]),
    ("unit.done.j.u", &["parse"]),
    ("aggregate.done.j", &["aggregate"]),
    ("aggregate.failed.j", &["aggregate"]),
    ("$O.GRAPHS.M.x", &["aggregate"]),
    ("$O.GRAPHS.C.x", &["aggregate"]),
    ("janitor.done.j", &["janitor"]),
    ("janitor.refused.j", &["janitor"]),
    ("anything.else", &[]),
    // To take another's work.
    ("$JS.API.CONSUMER.MSG.NEXT.REQUESTS.clone", &["clone"]),
    ("$JS.API.CONSUMER.MSG.NEXT.JOBS.split", &["split"]),
    ("$JS.API.CONSUMER.MSG.NEXT.UNITS.parse", &["parse"]),
    ("$JS.API.CONSUMER.MSG.NEXT.JOBS.aggregate", &["aggregate"]),
    ("$JS.API.CONSUMER.MSG.NEXT.JOBS.janitor", &["janitor"]),
    ("$JS.ACK.JOBS.aggregate.1.1.1.1.0", &["aggregate"]),
    ("$JS.ACK.hub.hash.UNITS.parse.1.1.1.1.0.x", &["parse"]),
    // To change how work is handed out.
    ("$JS.API.CONSUMER.CREATE.UNITS.parse", &["bootstrap"]),
    ("$JS.API.CONSUMER.CREATE.JOBS.janitor", &["bootstrap"]),
    (
        "$JS.API.CONSUMER.CREATE.JOBS.split.clone.done.*",
        &["bootstrap"],
    ),
    ("$JS.API.CONSUMER.DELETE.JOBS.aggregate", &[]),
    ("$JS.API.CONSUMER.DELETE.UNITS.parse", &[]),
    ("$JS.API.CONSUMER.PAUSE.UNITS.parse", &[]),
    // To lose what was said.
    ("$JS.API.STREAM.CREATE.X", &["bootstrap"]),
    ("$JS.API.STREAM.DELETE.JOBS", &[]),
    ("$JS.API.STREAM.PURGE.RESULTS", &[]),
    ("$JS.API.STREAM.MSG.DELETE.JOBS", &[]),
    ("$JS.API.STREAM.RESTORE.JOBS", &[]),
];

#[tokio::test]
async fn nobody_speaks_for_another() {
    let served = Served::start().await;
    for user in USERS {
        let mut wire = Wire::connect(served.port, user, &password(user)).expect("a user is known");
        for (subject, speakers) in SAYINGS {
            let said = wire.publish(subject, "");
            let may = speakers.contains(&user);
            assert_eq!(said.is_ok(), may, "{user} says {subject}: {said:?}");
        }
        for subject in [">", "parse.requested", "facts.>", "$JS.ACK.>"] {
            let heard = wire.subscribe(subject);
            assert!(heard.is_err(), "{user} listens to {subject}");
        }
    }
}

/// What one is told in answer, such as the message that it pulls, nobody else hears.
#[tokio::test]
async fn nobody_hears_what_another_is_told() {
    let served = Served::start().await;
    for user in USERS {
        let mut wire = Wire::connect(served.port, user, &password(user)).expect("a user is known");
        for other in USERS {
            let heard = wire.subscribe(&format!("_INBOX.{other}.>"));
            assert_eq!(
                heard.is_ok(),
                user == other,
                "{user}, of {other}: {heard:?}"
            );
        }
        for all in ["_INBOX.>", "_INBOX.*.x", "_INBOX.*"] {
            assert!(wire.subscribe(all).is_err(), "{user} listens to {all}");
        }
    }
}

#[tokio::test]
async fn strangers_stay_outside() {
    let served = Served::start().await;
    for (user, password) in [
        ("", ""),
        ("parse", ""),
        ("parse", "secret-of-clone"),
        ("nobody", "secret-of-parse"),
    ] {
        assert!(
            Wire::connect(served.port, user, password).is_err(),
            "{user:?} is let in"
        );
    }
}
