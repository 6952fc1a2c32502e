//! Opening a connection.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream;
use async_nats::{ConnectOptions, Event};
use tokio::sync::watch;
use tracing::{error, info, warn};

use crate::Bus;

/// The oldest server that has what the laws need: subject TTLs and serialisable CAS.
const SERVER_MIN: (u64, u64) = (2, 11);
/// Acks that may be awaited at once on a connection.
const ACKS_IN_FLIGHT_MAX: usize = 1024;
/// How long a closing connection is waited for.
const CLOSE_PATIENCE: Duration = Duration::from_secs(2);

/// The first word of every inbox, unless another one is set.
const INBOX: &str = "_INBOX";

/// How to reach a server.
#[derive(Clone, Default)]
pub struct Access {
    /// `nats://host:port`, several separated by commas.
    pub url: String,
    /// User, with `password`.
    pub user: Option<String>,
    /// Never printed.
    pub password: Option<String>,
    /// A file of credentials (JWT and seed), instead of user and password.
    pub credentials_file: Option<PathBuf>,
    /// Under what to listen for answers; `None`: under `_INBOX.<user>`, so that the server can
    /// keep users from hearing each other's, or under `_INBOX` where there is no user.
    pub inbox_prefix: Option<String>,
    /// What the server's monitoring shows.
    pub name: String,
    /// How long to try before giving up at start.
    pub patience: Duration,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Access")
            .field("url", &self.url)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// Nobody answers, or the server refuses.
    #[error(
        "cannot connect to NATS at {url}; is a nats-server with JetStream running there? Set GRAPHMILL_NATS__URL (and GRAPHMILL_NATS__USER, GRAPHMILL_NATS__PASSWORD)"
    )]
    Unreachable {
        /// Where.
        url: String,
        /// What the client says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The file of credentials cannot be used.
    #[error("the NATS credentials file cannot be read; set GRAPHMILL_NATS__CREDENTIALS_FILE")]
    CredentialsFile(#[source] std::io::Error),
    /// The server lacks what is needed.
    #[error("the nats-server at {url} is {found}; graphmill needs {}.{} or newer", SERVER_MIN.0, SERVER_MIN.1)]
    TooOld {
        /// Where.
        url: String,
        /// Its version.
        found: String,
    },
}

impl Bus {
    /// Connects, waiting up to `access.patience` for the server to be there.
    pub async fn connect(access: &Access) -> Result<Bus, ConnectError> {
        let url = access.url.clone();
        let until = tokio::time::Instant::now() + access.patience;
        let mut said = false;
        let closed = Arc::new(watch::Sender::new(false));
        let client = loop {
            // Options are consumed by each attempt.
            match options(access, closed.clone())
                .await?
                .connect(servers(&access.url))
                .await
            {
                Ok(client) => break client,
                Err(source) => {
                    let hopeless = matches!(
                        source.kind(),
                        async_nats::ConnectErrorKind::Authentication
                            | async_nats::ConnectErrorKind::AuthorizationViolation
                            | async_nats::ConnectErrorKind::ServerParse
                    );
                    if hopeless || tokio::time::Instant::now() >= until {
                        return Err(ConnectError::Unreachable {
                            url,
                            source: source.into(),
                        });
                    }
                    if !said {
                        info!(url, error = %source, "waiting for NATS");
                        said = true;
                    }
                    tokio::time::sleep(Duration::from_millis(200)).await;
                }
            }
        };
        let found = client.server_info().version;
        if !new_enough(&found) {
            return Err(ConnectError::TooOld { url, found });
        }
        let js = jetstream::ContextBuilder::new()
            .timeout(Duration::from_secs(10))
            .ack_timeout(Duration::from_secs(30))
            .max_ack_inflight(ACKS_IN_FLIGHT_MAX)
            .backpressure_on_inflight(true)
            .build(client.clone());
        Ok(Bus { client, js, closed })
    }

    /// Sends what is buffered, waiting for the socket.
    pub async fn flush(&self) {
        if let Err(error) = self.client.flush().await {
            warn!(%error, "cannot flush the connection to NATS");
        }
    }

    /// Sends what is buffered and closes the connection: afterwards nobody misses a server that ends.
    /// Says whether the client told that it is closed, rather than the patience running out.
    pub async fn close(&self) -> bool {
        if let Err(error) = self.client.drain().await {
            warn!(%error, "cannot close the connection to NATS");
            return false;
        }
        // Draining only begins here; the client tells when it is over.
        let mut closed = self.closed.subscribe();
        let told = tokio::time::timeout(CLOSE_PATIENCE, closed.wait_for(|closed| *closed)).await;
        if told.is_err() {
            warn!("the connection to NATS did not close in time");
        }
        told.is_ok()
    }

    /// The version of the server.
    pub fn server_version(&self) -> String {
        self.client.server_info().version
    }
}

impl Access {
    /// Under what answers are listened for.
    fn inbox(&self) -> String {
        if let Some(prefix) = &self.inbox_prefix {
            return prefix.clone();
        }
        // Who has a file of credentials is no `user` to the server.
        match &self.user {
            Some(user) if self.credentials_file.is_none() && is_subject(user) => {
                format!("{INBOX}.{user}")
            }
            _ => INBOX.to_owned(),
        }
    }
}

/// Whether a text can be a part of a subject.
pub fn is_subject(text: &str) -> bool {
    let wild = |c: char| c.is_whitespace() || c.is_control() || c == '*' || c == '>';
    !text.contains(wild) && text.split('.').all(|token| !token.is_empty())
}

fn servers(url: &str) -> Vec<String> {
    url.split(',')
        .map(|one| one.trim().to_owned())
        .filter(|one| !one.is_empty())
        .collect()
}

async fn options(
    access: &Access,
    closed: Arc<watch::Sender<bool>>,
) -> Result<ConnectOptions, ConnectError> {
    let mut options = ConnectOptions::new()
        .name(&access.name)
        .custom_inbox_prefix(access.inbox())
        .max_reconnects(None)
        .connection_timeout(Duration::from_secs(5))
        .request_timeout(Some(Duration::from_secs(10)))
        .client_capacity(4096)
        .subscription_capacity(64 * 1024)
        .event_callback(move |event| {
            let closed = closed.clone();
            async move {
                match event {
                    // A refused permission shows as a time-out elsewhere: this is its only cause.
                    Event::ServerError(error) => error!(%error, "NATS refuses"),
                    Event::ClientError(error) => error!(%error, "the NATS client reports an error"),
                    Event::SlowConsumer(subscription) => warn!(subscription, "slow consumer"),
                    Event::Disconnected => warn!("disconnected from NATS; reconnecting"),
                    Event::Connected => info!("connected to NATS"),
                    Event::LameDuckMode | Event::Draining => info!(%event, "NATS"),
                    Event::Closed => {
                        closed.send_replace(true);
                        info!(%event, "NATS");
                    }
                }
            }
        });
    if let Some(file) = &access.credentials_file {
        options = options
            .credentials_file(file)
            .await
            .map_err(ConnectError::CredentialsFile)?;
    } else if let (Some(user), Some(password)) = (&access.user, &access.password) {
        options = options.user_and_password(user.clone(), password.clone());
    }
    Ok(options)
}

/// Whether a version like `2.11.3` is new enough; one that cannot be read is taken.
fn new_enough(version: &str) -> bool {
    let mut parts = version
        .trim_start_matches('v')
        .split('.')
        .map(str::parse::<u64>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= SERVER_MIN,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_servers_are_known_by_their_version() {
        assert!(!new_enough("2.9.10"));
        assert!(!new_enough("2.10.25"));
        assert!(new_enough("2.11.0"));
        assert!(new_enough("2.15.1"));
        assert!(new_enough("3.0.0"));
    }

    #[test]
    fn each_user_has_inboxes_of_its_own() {
        let of = |user: Option<&str>, file: Option<&str>, prefix: Option<&str>| {
            Access {
                user: user.map(str::to_owned),
                credentials_file: file.map(PathBuf::from),
                inbox_prefix: prefix.map(str::to_owned),
                ..Access::default()
            }
            .inbox()
        };
        assert_eq!(of(Some("parse"), None, None), "_INBOX.parse");
        assert_eq!(of(Some("team.parse"), None, None), "_INBOX.team.parse");
        assert_eq!(of(Some("parse"), None, Some("_INBOX_p")), "_INBOX_p");
        assert_eq!(of(None, Some("x.creds"), Some("_INBOX_p")), "_INBOX_p");
        assert_eq!(of(Some("parse"), Some("x.creds"), None), "_INBOX");
        assert_eq!(of(None, None, None), "_INBOX");
        for user in ["", "a b", "*", "a.>", ".a", "a..b", "a.", "a\n"] {
            assert_eq!(of(Some(user), None, None), "_INBOX", "{user:?}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let access = Access {
            password: Some("hunter2".into()),
            ..Access::default()
        };
        assert!(!format!("{access:?}").contains("hunter2"));
    }
}
