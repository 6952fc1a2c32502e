//! What may be cloned from where, with which credentials, within which limits.

use std::path::PathBuf;
use std::time::Duration;

use boot::Secret;
use boot::settings::{CloneSettings, HostCredential};

/// A remote that says nothing for so long is taken as unreachable. Git servers send a sign of
/// life every five seconds while they prepare an answer.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// The settings of cloning.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where `owner/name` lies: `https://git.example.org` makes it
    /// `https://git.example.org/owner/name.git`.
    pub base_url: Option<String>,
    /// Whether any path of this machine may be cloned.
    pub allow_local: bool,
    /// Paths of this machine that may be cloned, with everything below them, also without
    /// `allow_local`.
    pub allowed_paths: Vec<PathBuf>,
    /// Credentials by host. A host that is not listed here is never given any.
    pub credentials: Vec<HostCredential>,
    /// User name for the host of `base_url`, and for it only.
    pub username: Option<String>,
    /// Password for the host of `base_url`, and for it only.
    pub password: Option<Secret>,
    /// A clone that takes longer is given up.
    pub time_max: Duration,
    /// A remote that is silent for longer is taken as unreachable.
    pub silence_max: Duration,
    /// A clone that receives more is given up.
    pub bytes_max: u64,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            base_url: None,
            allow_local: false,
            allowed_paths: Vec::new(),
            credentials: Vec::new(),
            username: None,
            password: None,
            time_max: Duration::from_secs(30 * 60),
            silence_max: SILENCE_MAX,
            bytes_max: 20 << 30,
        }
    }
}

impl From<&CloneSettings> for Config {
    fn from(settings: &CloneSettings) -> Config {
        Config {
            base_url: settings.base_url.clone(),
            allow_local: settings.allow_local,
            allowed_paths: settings.allowed_paths.clone(),
            credentials: settings.credentials.clone(),
            username: settings.username.clone(),
            password: settings.password.clone(),
            time_max: Duration::from_secs(settings.time_max_s),
            silence_max: SILENCE_MAX,
            bytes_max: settings.bytes_max,
        }
    }
}
