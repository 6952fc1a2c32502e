//! A whole system in this process: a NATS server of its own, a storage root, all services.

use std::path::PathBuf;
use std::sync::Arc;

use boot::{Secret, Settings};
use bus::Bus;
use embedded::{Options, Server, ServerOptions, locate};
use pipeline::{Drive, Stage, drive};
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;
use crate::show;

/// The services in this process, and all that they need.
pub(crate) struct Local {
    pub(crate) bus: Bus,
    server: Server,
    services: JoinSet<()>,
    shutdown: CancellationToken,
    /// Holds the storage root and the streams; goes with this value.
    scratch: TempDir,
}

/// What may be chosen of a local system.
#[derive(Debug, Clone, Default)]
pub(crate) struct LocalOptions {
    pub(crate) nats_server: Option<PathBuf>,
    pub(crate) scratch: Option<PathBuf>,
    pub(crate) workers: Option<u32>,
    /// A path that may be cloned although local paths are not allowed in general.
    pub(crate) allowed_path: Option<PathBuf>,
    pub(crate) log: String,
}

impl Local {
    /// Finds or fetches a server, starts it, and all services against it.
    pub(crate) async fn start(options: &LocalOptions) -> Result<Local, Failure> {
        let mut finding = Options::from_env();
        if let Some(server) = &options.nats_server {
            finding.server = Some(server.clone());
        }
        let binary = locate(&finding, &|what: &str| show::error(what))
            .await
            .map_err(|error| Failure::environment("there is no nats-server to use", error))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix("graphmill-");
        let scratch = match &options.scratch {
            Some(folder) => builder.tempdir_in(folder),
            None => builder.tempdir(),
        }
        .map_err(|error| {
            Failure::environment(
                "no folder for temporary files; give one with --scratch",
                error,
            )
        })?;
        let server_options = ServerOptions {
            parent_dir: Some(scratch.path().to_owned()),
            ..ServerOptions::default()
        };
        let server = Server::start(&binary, server_options)
            .await
            .map_err(|error| Failure::environment("the nats-server did not start", error))?;

        let root = scratch.path().join("storage");
        std::fs::create_dir(&root)
            .map_err(|error| Failure::environment("no folder for temporary files", error))?;
        let mut flags = vec![
            ("storage.root", root.display().to_string()),
            ("log.filter", options.log.clone()),
            ("nats.url", server.url()),
        ];
        if let Some(workers) = options.workers {
            flags.push(("parse.workers", workers.to_string()));
        }
        let mut settings = Settings::load(None, &flags).map_err(boot::BootError::from)?;
        settings.nats.user = Some(server.user().to_owned());
        settings.nats.password = Some(Secret::new(server.password().expose()));
        settings.nats.credentials_file = None;
        settings.nats.topology = boot::settings::TopologySetting::Create;
        settings.nats.replicas = 1;
        settings
            .clone
            .allowed_paths
            .extend(options.allowed_path.clone());
        boot::telemetry(&settings.log);
        let bus = boot::connect(&settings, "index").await?;

        let mut local = Local {
            bus,
            server,
            services: JoinSet::new(),
            shutdown: CancellationToken::new(),
            scratch,
        };
        local.serve(&settings)?;
        Ok(local)
    }

    fn serve(&mut self, settings: &Settings) -> Result<(), Failure> {
        let (clone, slots) = graphmill_clone::start(settings, &self.bus)?;
        self.spawn(settings, clone, slots);
        let (split, slots) = graphmill_split::start(settings, &self.bus)?;
        self.spawn(settings, split, slots);
        let (parse, slots) = graphmill_parse::start(settings, &self.bus)?;
        self.spawn(settings, parse, slots);
        let (aggregate, slots) = graphmill_aggregate::start(settings, &self.bus)?;
        self.spawn(settings, aggregate, slots);
        let (janitor, slots) = graphmill_janitor::start(settings, &self.bus)?;
        self.spawn(settings, janitor, slots);
        Ok(())
    }

    fn spawn<S: Stage>(&mut self, settings: &Settings, stage: S, slots: usize) {
        let how = Drive {
            slots,
            grace: settings.grace(),
        };
        let inlet = Arc::new(self.bus.inlet(S::DURABLE));
        let outlet = Arc::new(self.bus.clone());
        self.services.spawn(drive(
            Arc::new(stage),
            inlet,
            outlet,
            how,
            self.shutdown.clone(),
        ));
    }

    /// Waits for the server to die by itself, which it never should.
    pub(crate) async fn broken(&mut self) -> Failure {
        let error = self.server.ended().await;
        Failure::environment("the nats-server ended", error)
    }

    /// Ends all services, then the server, and removes everything temporary.
    pub(crate) async fn stop(mut self) {
        self.shutdown.cancel();
        // The job is over, or nobody wants it any more: what is in hand need not finish.
        self.services.shutdown().await;
        self.bus.close().await;
        if let Err(error) = self.server.stop().await {
            show::error(&format!("warning: {error}"));
        }
        let place = self.scratch.path().to_owned();
        if let Err(error) = self.scratch.close() {
            show::error(&format!(
                "warning: {} could not be removed: {error}",
                place.display()
            ));
        }
    }
}
