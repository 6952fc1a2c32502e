//! `nats/accounts.conf` speaks of the streams, durables and subjects of the map, and of no others.

use std::collections::BTreeSet;

use events::map::{DURABLES, GATE, GRAPHS, JOBS, STREAMS};

use crate::served::USERS;
use crate::workspace;

/// JetStream's own words in its subjects.
const WORDS: [&str; 19] = [
    "$JS", "API", "ACK", "FC", "STREAM", "CONSUMER", "DIRECT", "MSG", "GET", "NEXT", "INFO",
    "CREATE", "UPDATE", "DELETE", "PURGE", "PAUSE", "RESET", "UNPIN", "NAMES",
];

/// Every quoted subject in the file, with the user that it stands under.
fn subjects() -> Vec<(String, String)> {
    let mut user = String::new();
    let mut subjects = Vec::new();
    for line in workspace::read("nats/accounts.conf").lines() {
        let line = line.split('#').next().unwrap_or_default();
        if let Some((_, name)) = line.split_once("user: ") {
            let name = name.split([',', '}']).next().unwrap_or_default();
            name.trim().clone_into(&mut user);
        }
        for quoted in line.split('"').skip(1).step_by(2) {
            subjects.push((user.clone(), quoted.to_owned()));
        }
    }
    subjects
}

fn captures(pattern: &str, subject: &str) -> bool {
    let (mut pattern, mut subject) = (pattern.split('.'), subject.split('.'));
    loop {
        match (pattern.next(), subject.next()) {
            (None, None) | (Some(">"), Some(_)) => return true,
            (Some(p), Some(s)) if p == "*" || p == s => {}
            _ => return false,
        }
    }
}

#[test]
fn permissions_name_only_what_the_map_names() {
    let buckets = [format!("KV_{}", GATE.name), format!("OBJ_{}", GRAPHS.name)];
    for (user, subject) in subjects() {
        let tokens: Vec<&str> = subject.split('.').collect();
        match tokens[0] {
            "_INBOX" => assert_eq!(subject, format!("_INBOX.{user}.>")),
            "$O" => assert_eq!(tokens[1], GRAPHS.name, "{user}: {subject}"),
            "$KV" => assert_eq!(tokens[1], GATE.name, "{user}: {subject}"),
            "$JS" => {
                let mut names = tokens
                    .iter()
                    .filter(|token| !WORDS.contains(token) && !["*", ">"].contains(token));
                let Some(name) = names.next() else { continue };
                let stream = STREAMS.iter().find(|stream| stream.name == *name);
                assert!(
                    stream.is_some() || buckets.contains(&(*name).to_owned()),
                    "{user}: {subject}: no stream {name}"
                );
                if let Some(durable) = names.next() {
                    let known = DURABLES
                        .iter()
                        .any(|one| one.name == *durable && one.stream.name == *name);
                    assert!(known, "{user}: {subject}: {name} has no durable {durable}");
                }
            }
            _ => {
                let example = subject.replace(['*', '>'], "x");
                let captured = STREAMS
                    .iter()
                    .any(|stream| stream.subjects.iter().any(|s| captures(s, &example)));
                assert!(captured, "{user}: {subject}: no stream captures it");
            }
        }
    }
}

#[test]
fn every_service_has_a_user_who_takes_its_work() {
    let subjects = subjects();
    for durable in DURABLES {
        let (stream, name) = (durable.stream.name, durable.name);
        for needed in [
            format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.{name}"),
            format!("$JS.ACK.{stream}.{name}.>"),
        ] {
            assert!(
                subjects.contains(&(name.to_owned(), needed.clone())),
                "{name} lacks {needed}"
            );
        }
    }
    let found: BTreeSet<&str> = subjects.iter().map(|(user, _)| user.as_str()).collect();
    assert_eq!(
        found,
        USERS.into_iter().collect(),
        "the users of nats/accounts.conf"
    );
}

#[test]
fn requesters_are_kept_from_the_durables_of_the_jobs() {
    let subjects = subjects();
    for durable in DURABLES
        .iter()
        .filter(|durable| durable.stream.name == JOBS.name)
    {
        for verb in ["MSG.NEXT", "CREATE", "DELETE"] {
            let denied = format!("$JS.API.CONSUMER.{verb}.{}.{}", JOBS.name, durable.name);
            assert!(
                subjects.contains(&("requester".into(), denied.clone())),
                "requester may say {denied}"
            );
        }
    }
}
