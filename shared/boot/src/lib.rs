//! How a service starts, is told its settings, is watched, and stops.

mod environment;
mod secret;
mod service;
pub mod settings;
mod shutdown;
mod telemetry;

pub use secret::Secret;
pub use service::{BootError, Flags, connect, service};
pub use settings::{Settings, SettingsError};
pub use shutdown::on_signals;
pub use telemetry::{LogFormat, telemetry};
