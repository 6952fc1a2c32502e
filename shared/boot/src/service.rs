//! The door of a service: settings, connection, topology, the loop, the end.

use std::future::Future;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use bus::{Access, Bus, ConnectError, Topology, TopologyError, TopologyMode};
use clap::Parser;
use pipeline::{Drive, Stage, drive};
use tracing::{error, info};

use crate::settings::TopologySetting;
use crate::{Settings, SettingsError, on_signals, telemetry};

/// The flags of every service.
#[derive(Debug, Clone, Default, Parser)]
#[command(
    version,
    about = "A service of graphmill. Settings: graphmill.toml, GRAPHMILL_… in the environment, these flags."
)]
pub struct Flags {
    /// Read settings from this file instead of graphmill.toml
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// NATS server, as nats://host:port
    #[arg(long, value_name = "URL")]
    pub nats: Option<String>,
    /// Shared storage root
    #[arg(long, value_name = "FOLDER")]
    pub storage: Option<PathBuf>,
    /// Units parsed at once
    #[arg(long, value_name = "N")]
    pub workers: Option<usize>,
    /// Log level or filter
    #[arg(long, value_name = "FILTER")]
    pub log: Option<String>,
    /// Only check that streams and consumers are there, create nothing
    #[arg(long)]
    pub verify_topology: bool,
}

impl Flags {
    /// The settings under these flags.
    pub fn settings(&self) -> Result<Settings, SettingsError> {
        let mut flags: Vec<(&str, String)> = Vec::new();
        if let Some(url) = &self.nats {
            flags.push(("nats.url", url.clone()));
        }
        if let Some(root) = &self.storage {
            flags.push(("storage.root", root.display().to_string()));
        }
        if let Some(workers) = self.workers {
            flags.push(("parse.workers", workers.to_string()));
        }
        if let Some(filter) = &self.log {
            flags.push(("log.filter", filter.clone()));
        }
        if self.verify_topology {
            flags.push(("nats.topology", "verify".into()));
        }
        Settings::load(self.config.as_deref(), &flags)
    }
}

/// Why a service did not start.
#[derive(Debug, thiserror::Error)]
pub enum BootError {
    /// The settings are wrong.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// NATS is not there.
    #[error(transparent)]
    Connect(#[from] ConnectError),
    /// The streams do not fit.
    #[error(transparent)]
    Topology(#[from] TopologyError),
    /// Something else that the service needs.
    #[error("{0}")]
    Service(
        String,
        #[source] Option<Box<dyn std::error::Error + Send + Sync>>,
    ),
}

impl BootError {
    /// Something that the service needs is not there.
    pub fn service(error: impl std::error::Error + Send + Sync + 'static) -> BootError {
        BootError::Service(
            error.to_string(),
            error.source().map(|source| source.to_string().into()),
        )
    }

    /// The storage root is not set.
    pub fn no_storage_root() -> BootError {
        BootError::Service(
            "no storage root is set; mount the shared volume and set GRAPHMILL_STORAGE__ROOT (or PROJECT_PATH) to it".into(),
            None,
        )
    }
}

/// Connects, and creates or checks the topology, as the settings say.
pub async fn connect(settings: &Settings, name: &str) -> Result<Bus, BootError> {
    let nats = &settings.nats;
    let access = Access {
        url: nats.url.clone(),
        user: nats.user.clone(),
        password: nats
            .password
            .as_ref()
            .map(|secret| secret.reveal().to_owned()),
        credentials_file: nats.credentials_file.clone(),
        inbox_prefix: nats.inbox_prefix.clone(),
        name: format!("graphmill-{name}"),
        patience: Duration::from_secs(nats.patience_s),
    };
    let bus = Bus::connect(&access).await?;
    let topology = Topology {
        replicas: nats.replicas,
        stream_bytes_max: nats.stream_bytes_max,
    };
    let mode = match nats.topology {
        TopologySetting::Create => TopologyMode::Create,
        TopologySetting::Verify => TopologyMode::Verify,
    };
    bus.ensure(&topology, mode).await?;
    Ok(bus)
}

/// Runs a service until a signal stops it. `make` gives its stage and how many deliveries it works on at once.
pub fn service<S, F, Fut>(make: F) -> ExitCode
where
    S: Stage,
    F: FnOnce(Arc<Settings>, Bus) -> Fut,
    Fut: Future<Output = Result<(S, usize), BootError>>,
{
    let flags = Flags::parse();
    let settings = match flags.settings() {
        Ok(settings) => Arc::new(settings),
        Err(error) => return refuse(&error.into()),
    };
    telemetry(&settings.log);
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&BootError::service(error)),
    };
    let ended = runtime.block_on(async {
        let shutdown = on_signals();
        let name = S::DURABLE.name;
        let started = async {
            let bus = connect(&settings, name).await?;
            let (stage, slots) = make(settings.clone(), bus.clone()).await?;
            Ok::<_, BootError>((bus, stage, slots))
        };
        let (bus, stage, slots) = tokio::select! {
            started = started => started?,
            () = shutdown.cancelled() => return Ok(()),
        };
        info!(
            service = name,
            slots,
            server = bus.server_version(),
            "ready"
        );
        let how = Drive {
            slots,
            grace: settings.grace(),
        };
        let inlet = Arc::new(bus.inlet(S::DURABLE));
        drive(Arc::new(stage), inlet, Arc::new(bus.clone()), how, shutdown).await;
        bus.flush().await;
        info!(service = name, "stopped");
        Ok(())
    });
    // What blocks beyond the grace period is not waited for: it is delivered again.
    runtime.shutdown_timeout(Duration::from_secs(1));
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => refuse(&error),
    }
}

#[expect(
    clippy::print_stderr,
    reason = "the log may not be set up when a service cannot start"
)]
fn refuse(error: &BootError) -> ExitCode {
    error!(%error, "cannot start");
    eprintln!("error: {error}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        eprintln!("  because: {cause}");
        source = cause.source();
    }
    ExitCode::from(2)
}
