//! A real Git server over HTTP, with basic authentication, for one test.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

/// The server itself, so that it is found from wherever the test runs.
const SCRIPT: &str = include_str!("../git_http.py");

/// `git http-backend` behind Python's own HTTP server; gone when dropped.
#[derive(Debug)]
pub struct GitServer {
    child: Child,
    port: u16,
    requests: Receiver<String>,
}

impl GitServer {
    /// Serves the repositories below `root` to everybody.
    pub fn open(root: &Path) -> GitServer {
        GitServer::start(root, None)
    }

    /// Serves the repositories below `root` to one user.
    pub fn with_user(root: &Path, user: &str, password: &str) -> GitServer {
        GitServer::start(root, Some((user, password)))
    }

    fn start(root: &Path, user: Option<(&str, &str)>) -> GitServer {
        let mut child = Command::new("python3")
            .args(["-u", "-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 runs");
        let quoted =
            |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let (user, password) = user.map_or(("null".into(), "null".into()), |(user, password)| {
            (quoted(user), quoted(password))
        });
        let root = quoted(root.to_str().expect("a path of UTF-8"));
        // By stdin, for a process list shows arguments to everybody.
        let stdin = child.stdin.as_mut().expect("stdin is a pipe");
        writeln!(
            stdin,
            "{{\"root\":{root},\"user\":{user},\"password\":{password}}}"
        )
        .expect("the server listens");
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        let mut port = String::new();
        stdout
            .read_line(&mut port)
            .expect("the server tells its port");
        let port = port.trim().parse().expect("the server tells its port");
        let (say, requests) = mpsc::channel();
        thread::spawn(move || relay(stdout, &say));
        GitServer {
            child,
            port,
            requests,
        }
    }

    /// The URL of a repository below the root.
    pub fn url(&self, repository: &str) -> String {
        self.at(&format!("git/{repository}"))
    }

    /// The URL of a place of the server itself: `silent/…`, `moved/<port>/…`, `page`.
    pub fn at(&self, place: &str) -> String {
        format!("http://127.0.0.1:{}/{place}", self.port)
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What was asked since the last call: `METHOD STATUS PATH`.
    pub fn requests(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }
}

fn relay(stdout: impl BufRead, say: &Sender<String>) {
    for line in stdout.lines().map_while(Result::ok) {
        if say.send(line).is_err() {
            return;
        }
    }
}

impl Drop for GitServer {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
