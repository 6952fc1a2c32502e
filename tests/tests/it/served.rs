//! A nats-server under the configuration that this repository ships.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use bus::{Access, Bus};
use tempfile::TempDir;

use crate::workspace;

/// Whom `nats/accounts.conf` knows, in the order of the data's way.
pub(crate) const USERS: [&str; 7] = [
    "bootstrap",
    "requester",
    "clone",
    "split",
    "parse",
    "aggregate",
    "janitor",
];

const STORE_DIR: &str = "\"/data/jetstream\"";
const READY_LIMIT: Duration = Duration::from_secs(20);

/// A server; gone when dropped, with its streams.
pub(crate) struct Served {
    child: Child,
    folder: TempDir,
    pub(crate) port: u16,
}

impl Served {
    /// Runs `nats/server.conf` on a free port of this machine. Only the place of its streams is
    /// another one.
    pub(crate) async fn start() -> Served {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let server = workspace::read("nats/server.conf");
        assert!(
            server.contains(STORE_DIR),
            "nats/server.conf names its store_dir: {STORE_DIR}"
        );
        let store = format!("\"{}\"", folder.path().join("store").display());
        write(
            folder.path(),
            "server.conf",
            &server.replace(STORE_DIR, &store),
        );
        write(
            folder.path(),
            "accounts.conf",
            &workspace::read("nats/accounts.conf"),
        );
        let ports = folder.path().join("ports");
        fs::create_dir(&ports).expect("a folder can be made");
        let log = fs::File::create(folder.path().join("log")).expect("a file can be made");
        let child = command(&binary().await)
            .current_dir(folder.path())
            .args([
                "-c",
                "server.conf",
                "-a",
                "127.0.0.1",
                "-p",
                "-1",
                "-m",
                "-1",
            ])
            .stderr(log)
            .arg("--ports_file_dir")
            .arg(&ports)
            .spawn()
            .expect("nats-server runs");
        let mut served = Served {
            child,
            folder,
            port: 0,
        };
        served.port = served.await_port(&ports);
        served
    }

    fn await_port(&mut self, ports: &Path) -> u16 {
        let until = Instant::now() + READY_LIMIT;
        loop {
            if let Some(port) = port_in(ports) {
                return port;
            }
            let ended = self.child.try_wait().expect("a child can be asked after");
            let waits = ended.is_none() && Instant::now() < until;
            assert!(waits, "the server does not serve: {}", self.log());
            sleep(Duration::from_millis(5));
        }
    }

    /// What it wrote to its log.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// A connection of the kind that services have.
    pub(crate) async fn bus(&self, user: &str) -> Bus {
        let access = Access {
            url: format!("nats://127.0.0.1:{}", self.port),
            user: Some(user.into()),
            password: Some(password(user)),
            name: user.into(),
            patience: READY_LIMIT,
            ..Access::default()
        };
        Bus::connect(&access)
            .await
            .unwrap_or_else(|error| panic!("{error}: {}", self.log()))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What the server says to a configuration, without running it.
pub(crate) async fn examine(file: &Path, unset: Option<&str>) -> Output {
    let mut command = command(&binary().await);
    command
        .arg("-t")
        .arg("-c")
        .arg(file)
        .env("NATS_NAME", "nats-1");
    if let Some(variable) = unset {
        command.env_remove(variable);
    }
    command.output().expect("nats-server runs")
}

/// The variable that holds a user's password.
pub(crate) fn variable(user: &str) -> String {
    format!("NATS_{}_PASSWORD", user.to_uppercase())
}

/// The password of a user in these tests.
pub(crate) fn password(user: &str) -> String {
    format!("secret-of-{user}")
}

fn command(binary: &Path) -> Command {
    let mut command = Command::new(binary);
    command.stdin(Stdio::null());
    for user in USERS.iter().chain(&["sys"]) {
        command.env(variable(user), password(user));
    }
    command
}

async fn binary() -> PathBuf {
    embedded::locate(&embedded::Options::from_env(), &|_| {})
        .await
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The client port in the file that the server writes; `None` while it is not there, or not whole.
fn port_in(folder: &Path) -> Option<u16> {
    let file = fs::read_dir(folder).ok()?.next()?.ok()?.path();
    let ports: serde_json::Value = serde_json::from_slice(&fs::read(file).ok()?).ok()?;
    ports["nats"][0].as_str()?.rsplit_once(':')?.1.parse().ok()
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a file can be written");
}
