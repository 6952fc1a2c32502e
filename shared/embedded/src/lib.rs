//! A NATS server of graphmill's own, for those who run none.
//!
//! [`locate()`] finds a server binary, or fetches the pinned one; [`Server::start`] runs it on a
//! loopback port of its own, with a password that nobody else knows, in a folder that goes with it.
//! However graphmill ends, the server ends too: see `process.rs`.

mod locate;
mod server;

mod config;
mod error;
mod fetch;
mod process;
mod release;
mod secret;
mod version;

pub use config::SyncInterval;
pub use error::{EmbeddedError, FetchError};
pub use locate::{Options, locate};
pub use secret::Secret;
pub use server::{Server, ServerOptions};
pub use version::Version;
