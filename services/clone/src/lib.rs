//! Clones each requested repository once into shared storage: the only service that talks to Git
//! remotes, and the only one that holds credentials.

mod classify;
mod config;
mod credentials;
mod error;
mod fetch;
mod http;
mod local;
mod remote;
mod revision;
mod stage;
mod thread;
mod watch;

pub use config::Config;
pub use error::CloneError;
pub use fetch::{Fetched, fetch};
pub use remote::Remote;
pub use stage::{Clone, start};
pub use watch::Watch;
