//! Runs a server of our own on a loopback port.

use std::{
    fs::{self, OpenOptions, Permissions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{self, Path, PathBuf},
    time::{Duration, Instant},
};

use tempfile::TempDir;
use tokio::time::{sleep, timeout};

use crate::{
    EmbeddedError,
    config::{self, Config, SyncInterval},
    process::{CONFIG_FILE, LOG_FILE, Process, Signal},
    secret::{Secret, random_hex},
};

/// A server is ready within a tenth of a second, unless the machine is overloaded.
const READY_LIMIT: Duration = Duration::from_secs(10);
/// How often to look whether it is.
const READY_POLL: Duration = Duration::from_millis(2);
/// After being asked, a server closes its streams; one that hangs is killed then.
const STOP_LIMIT: Duration = Duration::from_secs(5);
/// Of a log, the end tells why.
const LOG_LINES_MAX: usize = 20;

/// How to run a server.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// Where the server's folder is made, which holds its streams; the system's folder for
    /// temporary files unless given. That one may be in memory, and small.
    pub parent_dir: Option<PathBuf>,
    /// When an acknowledged message is on the disk.
    pub sync_interval: SyncInterval,
    /// Above this the server's garbage collector works harder; not a hard limit.
    pub memory_bytes_max: Option<u64>,
}

impl Default for ServerOptions {
    fn default() -> ServerOptions {
        ServerOptions {
            parent_dir: None,
            sync_interval: SyncInterval::default(),
            memory_bytes_max: Some(192 << 20),
        }
    }
}

/// A running nats-server with JetStream, reachable from this machine by whoever has the password.
///
/// Dropping it kills the server and removes its folder; [`Server::stop`] does the same in peace. If
/// this process is killed, both happen all the same.
#[derive(Debug)]
pub struct Server {
    // Dropped first: the server must be gone before its folder is.
    process: Process,
    folder: TempDir,
    binary: PathBuf,
    options: ServerOptions,
    name: String,
    port: u16,
    password: Secret,
}

impl Server {
    /// Starts a server in a folder of its own, and waits until it serves.
    pub async fn start(binary: &Path, options: ServerOptions) -> Result<Server, EmbeddedError> {
        let parent = options
            .parent_dir
            .clone()
            .unwrap_or_else(std::env::temp_dir);
        let folder = tempfile::Builder::new()
            .prefix("graphmill-nats-")
            .permissions(Permissions::from_mode(0o700))
            .tempdir_in(&parent)
            .map_err(folder_failed("made", &parent))?;
        let random = |source| EmbeddedError::Process {
            operation: "given a password",
            binary: binary.to_owned(),
            source,
        };
        let password = Secret::random().map_err(random)?;
        let name = format!("graphmill-{}", random_hex(8).map_err(random)?);
        // The server runs in its folder, where a relative path would name something else.
        let binary = path::absolute(binary).map_err(process_failed("found", binary))?;

        let config = Config {
            name: &name,
            port: None,
            password: &password,
            sync_interval: options.sync_interval,
        };
        let (process, port) = run(&binary, folder.path(), &config, &options).await?;
        Ok(Server {
            process,
            folder,
            binary,
            options,
            name,
            port,
            password,
        })
    }

    /// Where it listens; without the credentials, which never belong into a URL.
    pub fn url(&self) -> String {
        format!("nats://127.0.0.1:{}", self.port)
    }

    /// Who may do everything.
    pub fn user(&self) -> &str {
        config::USER
    }

    /// The password of [`Server::user`]: known to nobody else, and new with each server.
    pub fn password(&self) -> &Secret {
        &self.password
    }

    /// The number of the server's process.
    pub fn pid(&self) -> u32 {
        self.process.pid()
    }

    /// The folder with its configuration, log and streams.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Resolves when the server ends by itself, to the error that tells its last words.
    pub async fn ended(&mut self) -> EmbeddedError {
        match self.process.ended().await {
            Ok(status) => EmbeddedError::Ended {
                status,
                log: log_tail(self.folder.path()),
            },
            Err(source) => process_failed("watched", &self.binary)(source),
        }
    }

    /// Kills it as a crash would (SIGKILL); its folder stays for [`Server::restart`].
    pub async fn kill(&mut self) -> Result<(), EmbeddedError> {
        self.end(Signal::Kill).await
    }

    /// Starts it again, on the same port and with the same streams; kills it first if it runs.
    pub async fn restart(&mut self) -> Result<(), EmbeddedError> {
        self.kill().await?;
        let config = Config {
            name: &self.name,
            port: Some(self.port),
            password: &self.password,
            sync_interval: self.options.sync_interval,
        };
        (self.process, self.port) =
            run(&self.binary, self.folder.path(), &config, &self.options).await?;
        Ok(())
    }

    /// Asks it to end, kills it if it does not within 5 s, and removes its folder.
    pub async fn stop(mut self) -> Result<(), EmbeddedError> {
        match timeout(STOP_LIMIT, self.end(Signal::Term)).await {
            Ok(ended) => ended?,
            Err(_) => self.kill().await?,
        }
        let Server {
            process, folder, ..
        } = self;
        drop(process);
        let path = folder.path().to_owned();
        folder.close().map_err(folder_failed("removed", &path))
    }

    async fn end(&mut self, signal: Signal) -> Result<(), EmbeddedError> {
        self.process
            .signal(signal)
            .map_err(process_failed("signalled", &self.binary))?;
        self.process
            .ended()
            .await
            .map_err(process_failed("ended", &self.binary))?;
        Ok(())
    }
}

/// Runs a server in its folder and gives the port that it serves.
async fn run(
    binary: &Path,
    folder: &Path,
    config: &Config<'_>,
    options: &ServerOptions,
) -> Result<(Process, u16), EmbeddedError> {
    let begin = Instant::now();
    prepare(folder, config).map_err(folder_failed("written", folder))?;
    let mut process = Process::spawn(binary, folder, options.memory_bytes_max)
        .await
        .map_err(process_failed("started", binary))?;
    let port = tokio::select! {
        ended = process.ended() => {
            let status = ended.map_err(process_failed("watched", binary))?;
            return Err(EmbeddedError::Ended { status, log: log_tail(folder) });
        }
        port = timeout(READY_LIMIT, served_port(folder)) => {
            port.map_err(|_| EmbeddedError::NotReady { limit: READY_LIMIT, log: log_tail(folder) })?
        }
    };
    tracing::debug!(
        pid = process.pid(),
        port,
        ready_ms = begin.elapsed().as_millis(),
        "nats-server is ready"
    );
    Ok((process, port))
}

/// Writes the configuration, and removes what a killed server left of its ports.
fn prepare(folder: &Path, config: &Config<'_>) -> io::Result<()> {
    let ports = folder.join(config::PORTS_DIR);
    match fs::remove_dir_all(&ports) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::create_dir(ports)?;
    // It holds the password, so nobody else may read it at any moment.
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(folder.join(CONFIG_FILE))?;
    file.write_all(config.render().as_bytes())
}

/// The server writes its ports to a file once it accepts connections, JetStream included. A free
/// port that we had found ourselves could be taken before the server binds it.
async fn served_port(folder: &Path) -> u16 {
    let ports = folder.join(config::PORTS_DIR);
    loop {
        let files = fs::read_dir(&ports).into_iter().flatten().flatten();
        let mut texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
        if let Some(port) = texts.find_map(|text| config::port_in(&text)) {
            return port;
        }
        sleep(READY_POLL).await;
    }
}

fn log_tail(folder: &Path) -> String {
    let log = fs::read(folder.join(LOG_FILE)).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = log.lines().collect();
    lines[lines.len().saturating_sub(LOG_LINES_MAX)..].join("\n")
}

fn folder_failed(
    operation: &'static str,
    folder: &Path,
) -> impl FnOnce(io::Error) -> EmbeddedError {
    let folder = folder.to_owned();
    move |source| EmbeddedError::Folder {
        operation,
        folder,
        source,
    }
}

fn process_failed(
    operation: &'static str,
    binary: &Path,
) -> impl FnOnce(io::Error) -> EmbeddedError {
    let binary = binary.to_owned();
    move |source| EmbeddedError::Process {
        operation,
        binary,
        source,
    }
}
