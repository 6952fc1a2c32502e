//! A running system: a nats-server, a storage root, services as processes.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use bus::{Access, Bus, Topology, TopologyMode};
use bytes::Bytes;
use events::map::{self, JOBS, PARSE_REQUESTED, STREAMS};
use events::{AggregateDone, JobId};
use pipeline::{Guard, Outgoing, Outlet, Published};
use serde::de::DeserializeOwned;
use tempfile::TempDir;
use testkit::{TestServer, eventually};

use super::programs::program;

/// How long anything may take; on a loaded machine all of it is needed.
pub(crate) const LIMIT: Duration = Duration::from_secs(120);

/// Everything goes when dropped.
pub(crate) struct System {
    pub(crate) bus: Bus,
    pub(crate) server: TestServer,
    folder: TempDir,
    services: Vec<Service>,
}

/// A service's process; killed when dropped.
struct Service {
    child: Child,
}

impl Drop for Service {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl System {
    /// A server with its topology, and a storage root; no services yet.
    pub(crate) async fn new() -> System {
        let server = testkit::nats().await;
        let access = Access {
            url: server.url(),
            user: Some(server.user().to_owned()),
            password: Some(server.password().to_owned()),
            name: "test".into(),
            patience: LIMIT,
            ..Access::default()
        };
        let bus = Bus::connect(&access).await.unwrap();
        bus.ensure(&Topology::default(), TopologyMode::Create)
            .await
            .unwrap();
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("storage")).unwrap();
        std::fs::create_dir(folder.path().join("logs")).unwrap();
        System {
            bus,
            server,
            folder,
            services: Vec::new(),
        }
    }

    /// One of each service.
    pub(crate) async fn whole() -> System {
        let mut system = System::new().await;
        for service in ["clone", "split", "parse", "aggregate", "janitor"] {
            system.start(service, &[]);
        }
        system
    }

    /// Starts a service; returns its number.
    pub(crate) fn start(&mut self, service: &str, settings: &[(&str, &str)]) -> usize {
        self.launch(&[], service, settings)
    }

    /// Starts a service by a command that is given its program as the last argument, and becomes it.
    pub(crate) fn launch(
        &mut self,
        launcher: &[&str],
        service: &str,
        settings: &[(&str, &str)],
    ) -> usize {
        let number = self.services.len();
        let log =
            File::create(self.folder.path().join(format!("logs/{number}-{service}"))).unwrap();
        let program = program(&format!("graphmill-{service}"));
        let mut words = launcher.iter().map(Path::new).chain([program.as_path()]);
        let child = Command::new(words.next().unwrap())
            .args(words)
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("GRAPHMILL_NATS__URL", self.server.url())
            .env("GRAPHMILL_NATS__USER", self.server.user())
            .env("GRAPHMILL_NATS__PASSWORD", self.server.password())
            .env("GRAPHMILL_STORAGE__ROOT", self.root())
            .env("GRAPHMILL_CLONE__ALLOW_LOCAL", "true")
            .env("GRAPHMILL_LOG__FILTER", "debug")
            // So that a small repository has many units.
            .env("GRAPHMILL_SPLIT__UNIT_BYTES_TARGET", "2048")
            .envs(settings.iter().copied())
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        self.services.push(Service { child });
        number
    }

    /// The process of a service.
    pub(crate) fn id(&self, number: usize) -> u32 {
        self.services[number].child.id()
    }

    /// Kills a service as `kill -9` does.
    pub(crate) fn kill(&mut self, number: usize) {
        self.services[number].child.kill().unwrap();
        self.services[number].child.wait().unwrap();
    }

    /// Asks a service to stop as Kubernetes does; returns whether it ended in success.
    pub(crate) async fn stop(&mut self, number: usize) -> bool {
        let child = &mut self.services[number].child;
        let told = Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status()
            .unwrap();
        assert!(told.success());
        eventually(LIMIT, "the service to end", async || {
            child.try_wait().unwrap()
        })
        .await
        .success()
    }

    /// The storage root.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("storage")
    }

    /// All that the services logged.
    pub(crate) fn logs(&self) -> String {
        let mut all = String::new();
        for entry in std::fs::read_dir(self.folder.path().join("logs")).unwrap() {
            let path = entry.unwrap().path();
            all += &format!(
                "== {}\n{}",
                path.display(),
                std::fs::read_to_string(&path).unwrap()
            );
        }
        all
    }

    /// Publishes a request as any client would; returns the id of its job.
    pub(crate) async fn request(&self, request: &serde_json::Value) -> JobId {
        let sequence = self.publish(request.to_string()).await;
        if let Some(id) = request.get("job_id") {
            return JobId::new(id.as_str().unwrap()).unwrap();
        }
        self.job_of(sequence).await
    }

    /// Publishes any bytes as a request; returns their sequence.
    pub(crate) async fn publish(&self, payload: impl Into<Bytes>) -> u64 {
        let message = Outgoing {
            subject: PARSE_REQUESTED.into(),
            payload: payload.into(),
            guard: Guard::Always,
            headers: Vec::new(),
        };
        match self.bus.publish(vec![message]).await.unwrap()[..] {
            [Published::Stored(sequence)] => sequence,
            _ => panic!("the request was not stored"),
        }
    }

    /// The job of a request without an id, found by what it became.
    pub(crate) async fn job_of(&self, sequence: u64) -> JobId {
        let prefix = format!("j{sequence}-");
        eventually(LIMIT, "an end of cloning", async || {
            let subjects = self.bus.subjects(&JOBS, "clone.*.*").await.unwrap();
            let mut ids = subjects
                .keys()
                .filter_map(|subject| subject.rsplit('.').next());
            ids.find(|id| id.starts_with(&prefix))
                .map(|id| JobId::new(id).unwrap())
        })
        .await
    }

    /// Subject and payload of every message in every stream.
    pub(crate) async fn everything_said(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        for stream in STREAMS {
            if self.bus.stream_state(stream).await.unwrap().messages == 0 {
                continue;
            }
            let filters: Vec<String> = stream.subjects.iter().map(|s| (*s).to_owned()).collect();
            let mut messages = self.bus.follow(stream, &filters).await.unwrap();
            loop {
                let message = tokio::time::timeout(LIMIT, messages.next())
                    .await
                    .unwrap()
                    .unwrap();
                let payload = String::from_utf8_lossy(&message.payload).into_owned();
                all.push((message.subject, payload));
                if message.pending == 0 {
                    break;
                }
            }
        }
        all
    }

    /// Waits for a message under a subject.
    pub(crate) async fn event<T: DeserializeOwned>(&self, subject: &str) -> T {
        let waited = tokio::time::timeout(LIMIT, async {
            let mut events = self.bus.follow(&JOBS, &[subject.to_owned()]).await.unwrap();
            loop {
                if let Ok(message) = events.next().await {
                    return message.event::<T>().unwrap();
                }
            }
        });
        let waited = waited.await;
        waited.unwrap_or_else(|_| panic!("no {subject} within {LIMIT:?}\n{}", self.logs()))
    }

    /// Waits for a job's graph, and for the end of its clone.
    pub(crate) async fn finished(&self, job: &JobId) -> AggregateDone {
        let done: AggregateDone = self.event(&map::aggregate_done(job)).await;
        let _: events::JanitorDone = self.event(&map::janitor_done(job)).await;
        assert!(
            !self.root().join("jobs").join(job.as_str()).exists(),
            "the clone is gone"
        );
        let ends = self
            .bus
            .subjects(&JOBS, &map::aggregate_ends(job))
            .await
            .unwrap();
        assert_eq!(ends.values().sum::<usize>(), 1, "one end: {ends:?}");
        done
    }
}

/// The digests of the graph's files.
pub(crate) fn digests(done: &AggregateDone) -> Vec<(String, String)> {
    done.artifacts
        .iter()
        .map(|a| (a.name.clone(), a.sha256.to_string()))
        .collect()
}

/// Everything below a folder that holds a text.
pub(crate) fn files_with(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = std::fs::read(&path)
                && bytes
                    .windows(text.len())
                    .any(|window| window == text.as_bytes())
            {
                found.push(path);
            }
        }
    }
    found
}
