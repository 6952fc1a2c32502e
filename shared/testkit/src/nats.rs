//! A real nats-server for each test.

use std::path::{Path, PathBuf};

use embedded::{Options, Server, ServerOptions, SyncInterval, locate};
use tokio::sync::OnceCell;

/// A server with streams of its own, gone when dropped.
#[derive(Debug)]
pub struct TestServer(Server);

/// Starts a server whose messages survive it, though not a loss of power.
pub async fn nats() -> TestServer {
    start(SyncInterval::Relaxed).await
}

/// Starts a server as production runs it: a message is on the disk before it is acknowledged.
pub async fn nats_sync_always() -> TestServer {
    start(SyncInterval::Always).await
}

impl TestServer {
    /// Where it listens, without the credentials.
    pub fn url(&self) -> String {
        self.0.url()
    }

    /// Who may do everything.
    pub fn user(&self) -> &str {
        self.0.user()
    }

    /// The password of [`TestServer::user`].
    pub fn password(&self) -> &str {
        self.0.password().expose()
    }

    /// Kills it as a crash would. Clients see the connection break.
    pub async fn kill(&mut self) {
        self.0.kill().await.expect("the server can be killed");
    }

    /// Starts it again with its streams, where clients look for it; kills it first if it runs.
    pub async fn restart(&mut self) {
        self.0
            .restart()
            .await
            .unwrap_or_else(|error| panic!("{error}"));
    }
}

async fn start(sync_interval: SyncInterval) -> TestServer {
    let options = ServerOptions {
        sync_interval,
        ..ServerOptions::default()
    };
    TestServer(
        Server::start(binary().await, options)
            .await
            .unwrap_or_else(|error| panic!("{error}")),
    )
}

/// Looked for once in a process, whichever test comes first.
async fn binary() -> &'static Path {
    static BINARY: OnceCell<PathBuf> = OnceCell::const_new();
    let locate = async || {
        locate(&Options::from_env(), &|_| {})
            .await
            .unwrap_or_else(|error| panic!("{error}"))
    };
    BINARY.get_or_init(locate).await
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpStream;

    use super::*;

    async fn serves(server: &TestServer) -> bool {
        let address = server.url().replace("nats://", "");
        TcpStream::connect(address).await.is_ok()
    }

    #[tokio::test]
    async fn each_test_has_its_own_server() {
        let (one, other) = tokio::join!(nats(), nats_sync_always());
        assert_ne!(one.url(), other.url());
        assert_ne!(one.password(), other.password());
        assert!(serves(&one).await && serves(&other).await);
    }

    #[tokio::test]
    async fn a_killed_server_serves_again_after_a_restart() {
        let mut server = nats().await;
        server.kill().await;
        assert!(!serves(&server).await);
        server.restart().await;
        assert!(serves(&server).await);
    }
}
