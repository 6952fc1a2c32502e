//! A real Git server over HTTP or HTTPS, with basic authentication, for one test.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use crate::certificates::{Certificates, certificates};

/// The server itself, so that it is found from wherever the test runs.
const SCRIPT: &str = include_str!("../git_http.py");

/// `git http-backend` behind Python's own HTTP server; gone when dropped.
#[derive(Debug)]
pub struct GitServer {
    child: Child,
    /// Its URL, up to the path.
    base: String,
    port: u16,
    authority: Option<String>,
    requests: Receiver<String>,
}

impl GitServer {
    /// Serves the repositories below `root` to everybody.
    pub fn open(root: &Path) -> GitServer {
        GitServer::start(root, None, None)
    }

    /// Serves the repositories below `root` to everybody, over TLS, as `localhost`, with a
    /// certificate of an authority of its own.
    pub fn secure(root: &Path) -> GitServer {
        let certificates = certificates("localhost").expect("certificates can be made");
        GitServer::start(root, None, Some(certificates))
    }

    /// Serves the repositories below `root` to one user.
    pub fn with_user(root: &Path, user: &str, password: &str) -> GitServer {
        GitServer::start(root, Some((user, password)), None)
    }

    fn start(
        root: &Path,
        user: Option<(&str, &str)>,
        certificates: Option<Certificates>,
    ) -> GitServer {
        let mut child = Command::new("python3")
            .args(["-u", "-c", SCRIPT])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 runs");
        let quoted = |text: Option<&str>| match text {
            Some(text) => {
                let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
                format!("\"{}\"", escaped.replace('\n', "\\n"))
            }
            None => "null".to_owned(),
        };
        let (authority, server) = certificates.map(|it| (it.authority, it.server)).unzip();
        let asked = [
            (
                "root",
                quoted(Some(root.to_str().expect("a path of UTF-8"))),
            ),
            ("user", quoted(user.map(|(user, _)| user))),
            ("password", quoted(user.map(|(_, password)| password))),
            ("certificate", quoted(server.as_deref())),
        ]
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .join(",");
        // By stdin, for a process list shows arguments to everybody.
        let stdin = child.stdin.as_mut().expect("stdin is a pipe");
        writeln!(stdin, "{{{asked}}}").expect("the server listens");
        let mut stdout = BufReader::new(child.stdout.take().expect("stdout is a pipe"));
        let mut port = String::new();
        stdout
            .read_line(&mut port)
            .expect("the server tells its port");
        let port = port.trim().parse().expect("the server tells its port");
        let base = match authority {
            Some(_) => format!("https://localhost:{port}"),
            None => format!("http://127.0.0.1:{port}"),
        };
        let (say, requests) = mpsc::channel();
        thread::spawn(move || relay(stdout, &say));
        GitServer {
            child,
            base,
            port,
            authority,
            requests,
        }
    }

    /// The URL of a repository below the root.
    pub fn url(&self, repository: &str) -> String {
        self.at(&format!("git/{repository}"))
    }

    /// The URL of a place of the server itself: `silent/…`, `moved/<port>/…`, `page`.
    pub fn at(&self, place: &str) -> String {
        format!("{}/{place}", self.base)
    }

    /// The certificate, in PEM, of the authority that a client of [`GitServer::secure`] has to trust.
    pub fn authority(&self) -> &str {
        self.authority.as_deref().expect("it speaks TLS")
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
