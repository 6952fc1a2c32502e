//! What tests need of the world: a real server, patience with a limit.
//!
//! A dev-dependency only.

#![expect(clippy::missing_panics_doc, reason = "panicking is how a test fails")]

mod certificates;
pub mod git_http;
mod nats;
mod patience;
pub mod repos;

pub use nats::{TestServer, nats, nats_sync_always};
pub use patience::{Condition, eventually};
