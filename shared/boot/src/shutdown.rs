//! Turning signals into a shutdown.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

/// A token that is cancelled on the first SIGTERM or SIGINT.
pub fn on_signals() -> CancellationToken {
    let token = CancellationToken::new();
    let cancelled = token.clone();
    tokio::spawn(async move {
        match (
            signal(SignalKind::terminate()),
            signal(SignalKind::interrupt()),
        ) {
            (Ok(mut terminate), Ok(mut interrupt)) => {
                tokio::select! {
                    _ = terminate.recv() => info!("asked to stop (SIGTERM)"),
                    _ = interrupt.recv() => info!("asked to stop (SIGINT)"),
                }
                cancelled.cancel();
            }
            (Err(error), _) | (_, Err(error)) => {
                warn!(%error, "signals cannot be heard; only SIGKILL stops this process");
            }
        }
    });
    token
}
