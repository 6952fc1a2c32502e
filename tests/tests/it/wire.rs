//! Just enough of the NATS protocol to hear what a server refuses.
//!
//! The client that services use shows a refusal as a time-out; here it is a sentence.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What the server said to something that it does not allow.
pub(crate) type Refusal = String;

/// Long enough for a loaded machine; a server on the same one answers at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection as one user.
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
    user: String,
    requests: u32,
}

impl Wire {
    pub(crate) fn connect(port: u16, user: &str, password: &str) -> Result<Wire, Refusal> {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a socket takes a time-out");
        let mut wire = Wire {
            stream: BufReader::new(stream),
            user: user.to_owned(),
            requests: 0,
        };
        assert!(wire.line().starts_with("INFO "), "a server speaks first");
        let who = serde_json::json!({
            "user": user, "pass": password, "verbose": false, "pedantic": false,
            "headers": true, "no_responders": true, "lang": "rust", "version": "0", "protocol": 1,
        });
        wire.send(&format!("CONNECT {who}\r\n"));
        wire.answers().map(|_| wire)
    }

    /// Publishes, and waits until the server has taken or refused it.
    pub(crate) fn publish(&mut self, subject: &str, payload: &str) -> Result<(), Refusal> {
        self.send(&format!("PUB {subject} {}\r\n{payload}\r\n", payload.len()));
        self.answers().map(drop)
    }

    /// Subscribes, and gives what arrives until the server has answered a ping.
    pub(crate) fn subscribe(&mut self, subject: &str) -> Result<(), Refusal> {
        self.requests += 1;
        self.send(&format!("SUB {subject} {}\r\n", self.requests));
        self.answers().map(drop)
    }

    /// Asks JetStream something, and reads its answer as JSON.
    pub(crate) fn ask(&mut self, subject: &str) -> Result<serde_json::Value, Refusal> {
        self.requests += 1;
        let sid = self.requests;
        let inbox = format!("_INBOX.{}.{sid}", self.user);
        self.send(&format!(
            "SUB {inbox} {sid}\r\nUNSUB {sid} 1\r\nPUB {subject} {inbox} 2\r\n{{}}\r\n"
        ));
        let mut arrived = self.answers()?;
        while arrived.is_empty() {
            arrived = self.answers()?;
        }
        Ok(serde_json::from_slice(&arrived[0]).expect("JetStream answers in JSON"))
    }

    /// The messages that arrive before the answer to a ping.
    fn answers(&mut self) -> Result<Vec<Vec<u8>>, Refusal> {
        self.send("PING\r\n");
        let mut arrived = Vec::new();
        let mut refused = None;
        loop {
            let line = self.line();
            let words: Vec<&str> = line.split(' ').collect();
            match words[0] {
                "PONG" => return refused.map_or(Ok(arrived), Err),
                "PING" => self.send("PONG\r\n"),
                "-ERR" => {
                    let refusal = line
                        .trim_start_matches("-ERR ")
                        .trim_matches('\'')
                        .to_owned();
                    // After this one the server hangs up and no answer comes.
                    if refusal == "Authorization Violation" {
                        return Err(refusal);
                    }
                    refused = Some(refusal);
                }
                "MSG" | "HMSG" => {
                    let number = |word: &str| word.parse::<usize>().expect("lengths are numbers");
                    let headers = if words[0] == "HMSG" {
                        number(words[words.len() - 2])
                    } else {
                        0
                    };
                    let mut content = vec![0; number(words[words.len() - 1]) + 2];
                    self.stream
                        .read_exact(&mut content)
                        .expect("a message arrives whole");
                    content.truncate(content.len() - 2);
                    arrived.push(content.split_off(headers));
                }
                _ => {}
            }
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        let read = self
            .stream
            .read_line(&mut line)
            .expect("the server answers in time");
        assert!(read > 0, "the server hung up");
        line.trim_end().to_owned()
    }

    fn send(&mut self, text: &str) {
        self.stream
            .get_mut()
            .write_all(text.as_bytes())
            .expect("the server listens");
    }
}
