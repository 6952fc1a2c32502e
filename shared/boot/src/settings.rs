//! All settings, in one place: defaults, then `graphmill.toml`, then the environment, then flags.
//!
//! A setting `a.b` is `GRAPHMILL_A__B` in the environment and `b` under `[a]` in the file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::{LogFormat, Secret};

/// The file that is read when it is there.
pub const FILE: &str = "graphmill.toml";
const PREFIX: &str = "GRAPHMILL_";

/// Everything that can be set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// How to reach NATS.
    pub nats: NatsSettings,
    /// Shared storage.
    pub storage: StorageSettings,
    /// The clone service.
    pub clone: CloneSettings,
    /// The split service.
    pub split: SplitSettings,
    /// The parse service.
    pub parse: ParseSettings,
    /// The aggregate service.
    pub aggregate: AggregateSettings,
    /// The janitor.
    pub janitor: JanitorSettings,
    /// Logging.
    pub log: LogSettings,
    /// Seconds that work in hand may take after a shutdown was asked for.
    pub grace_s: u64,
}

/// `[nats]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NatsSettings {
    /// `nats://host:port`; several separated by commas.
    pub url: String,
    /// User, with `password`.
    pub user: Option<String>,
    /// Password of `user`.
    pub password: Option<Secret>,
    /// A file with the password: for secrets that are mounted.
    pub password_file: Option<PathBuf>,
    /// A file with JWT and seed, instead of user and password.
    pub credentials_file: Option<PathBuf>,
    /// Seconds to wait for the server at start.
    pub patience_s: u64,
    /// `create`: create missing streams and consumers. `verify`: only check them.
    pub topology: TopologySetting,
    /// Replicas of each stream: 1, 3 or 5.
    pub replicas: usize,
    /// Bytes that each stream may hold; when full, new work is refused, nothing is lost.
    pub stream_bytes_max: i64,
}

/// Who makes the streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopologySetting {
    /// Services create what is missing.
    Create,
    /// Somebody else does; services only check.
    Verify,
}

/// `[storage]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StorageSettings {
    /// The shared root, the same volume on every node. `PROJECT_PATH` is accepted too.
    pub root: Option<PathBuf>,
}

/// `[clone]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CloneSettings {
    /// Clones at once.
    pub slots: usize,
    /// What `owner/name` is relative to, such as `https://git.example.com`.
    pub base_url: Option<String>,
    /// Take local paths and `file:` URLs from requests.
    pub allow_local: bool,
    /// Local paths that are taken although `allow_local` is false.
    pub allowed_paths: Vec<PathBuf>,
    /// User for the host of `base_url`. `GITBUCKET_USERNAME` is accepted too.
    pub username: Option<String>,
    /// Password for the host of `base_url`. `GITBUCKET_PASSWORD` is accepted too.
    pub password: Option<Secret>,
    /// Users and passwords by host.
    pub credentials: Vec<HostCredential>,
    /// Seconds that a clone may take.
    pub time_max_s: u64,
    /// Bytes that a clone may receive.
    pub bytes_max: u64,
}

/// An item of `[[clone.credentials]]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostCredential {
    /// `host` or `host:port`.
    pub host: String,
    /// User.
    pub username: String,
    /// Password or token.
    pub password: Secret,
}

/// `[split]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitSettings {
    /// Commits cut at once.
    pub slots: usize,
    /// Larger files are skipped as `too_large`.
    pub file_bytes_max: u64,
    /// Source in a unit, unless one file is larger.
    pub unit_bytes_target: u64,
    /// Files in a unit.
    pub unit_files_max: usize,
}

/// `[parse]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParseSettings {
    /// Units parsed at once; 0: one for each core.
    pub workers: usize,
    /// CPU seconds that one file may take.
    pub file_time_max_s: u64,
}

/// `[aggregate]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AggregateSettings {
    /// Jobs folded at once; each holds its facts in memory.
    pub slots: usize,
    /// Seconds from the request after which a job is ended without a graph.
    pub job_time_max_s: u64,
}

/// `[janitor]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JanitorSettings {
    /// Removals at once.
    pub slots: usize,
    /// Seconds that a failed job's clone is kept, longer than any unit takes.
    pub grace_s: u64,
}

/// `[log]`
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// A level, or a filter such as `info,graphmill_parse=debug`.
    pub filter: String,
    /// `text` or `json`.
    pub format: LogFormat,
}

/// Why the settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A value has the wrong type, or a name is not known.
    #[error("a setting cannot be read: {0}")]
    Figment(Box<figment::Error>),
    /// A value that makes no sense.
    #[error("{setting} is {value}, {rule}; set {variable} or `{setting}` in {FILE}")]
    Invalid {
        /// The setting.
        setting: &'static str,
        /// Its value.
        value: String,
        /// What it must be.
        rule: &'static str,
        /// Its variable in the environment.
        variable: String,
    },
    /// A file that was named is not there.
    #[error("{what} cannot be read from {path}")]
    File {
        /// What is in it.
        what: &'static str,
        /// Where.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
}

/// The defaults, as the file would say them.
pub const DEFAULTS: &str = include_str!("defaults.toml");

/// Variables that are understood because the predecessor had them.
const PREDECESSORS: [(&str, &str); 3] = [
    ("PROJECT_PATH", "storage.root"),
    ("GITBUCKET_USERNAME", "clone.username"),
    ("GITBUCKET_PASSWORD", "clone.password"),
];

/// Settings that are taken from the environment letter by letter: as a number or a list a
/// password would be refused, and shown by the error.
const TEXTS: [&str; 6] = [
    "nats.user",
    "nats.password",
    "storage.root",
    "clone.base_url",
    "clone.username",
    "clone.password",
];

/// A variable as a text, if it is set.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the place that reads the environment"
)]
fn text_of(variable: &str, setting: &str) -> Figment {
    match std::env::var(variable) {
        Ok(value) => Figment::from(Serialized::default(setting, value)),
        Err(_) => Figment::new(),
    }
}

impl Settings {
    /// Defaults, `file` (or `graphmill.toml` where it is there), the environment, then `flags`:
    /// pairs of a setting's dotted name and its value.
    pub fn load(file: Option<&Path>, flags: &[(&str, String)]) -> Result<Settings, SettingsError> {
        if let Some(path) = file {
            // figment takes a missing file for an empty one.
            std::fs::metadata(path).map_err(|source| SettingsError::File {
                what: "the settings",
                path: path.into(),
                source,
            })?;
        }
        let mut figment = Figment::new()
            .merge(Toml::string(DEFAULTS))
            .merge(Toml::file(file.unwrap_or(Path::new(FILE))));
        // Names of the predecessor, below our own.
        for (variable, setting) in PREDECESSORS {
            figment = figment.merge(text_of(variable, setting));
        }
        let texts: Vec<String> = TEXTS
            .iter()
            .map(|setting| setting.replace('.', "__"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        figment = figment.merge(Env::prefixed(PREFIX).ignore(&texts).split("__"));
        for setting in TEXTS {
            let variable = format!("{PREFIX}{}", setting.to_uppercase().replace('.', "__"));
            figment = figment.merge(text_of(&variable, setting));
        }
        for (setting, value) in flags {
            figment = figment.merge(Serialized::default(setting, value));
        }
        Settings::from(&figment)
    }

    fn from(figment: &Figment) -> Result<Settings, SettingsError> {
        let mut settings: Settings = figment
            .extract_lossy()
            .map_err(|error| SettingsError::Figment(Box::new(error)))?;
        settings.validate()?;
        if let Some(path) = &settings.nats.password_file {
            let text = std::fs::read_to_string(path).map_err(|source| SettingsError::File {
                what: "the NATS password",
                path: path.clone(),
                source,
            })?;
            settings.nats.password = Some(Secret::new(text.trim_end_matches(['\n', '\r'])));
        }
        Ok(settings)
    }

    fn validate(&self) -> Result<(), SettingsError> {
        let at_least_one = "must be at least 1";
        let checks: [(&'static str, String, bool, &'static str); 12] = [
            (
                "nats.url",
                self.nats.url.clone(),
                !self.nats.url.trim().is_empty(),
                "must be nats://host:port",
            ),
            (
                "nats.replicas",
                self.nats.replicas.to_string(),
                matches!(self.nats.replicas, 1 | 3 | 5),
                "must be 1, 3 or 5",
            ),
            (
                "clone.slots",
                self.clone.slots.to_string(),
                self.clone.slots > 0,
                at_least_one,
            ),
            (
                "clone.time_max_s",
                self.clone.time_max_s.to_string(),
                self.clone.time_max_s > 0,
                at_least_one,
            ),
            (
                "split.slots",
                self.split.slots.to_string(),
                self.split.slots > 0,
                at_least_one,
            ),
            (
                "split.unit_bytes_target",
                self.split.unit_bytes_target.to_string(),
                self.split.unit_bytes_target >= 1024,
                "must be at least 1024",
            ),
            (
                "split.unit_files_max",
                self.split.unit_files_max.to_string(),
                (1..=events::limits::UNIT_FILES_MAX).contains(&self.split.unit_files_max),
                "must be from 1 to 1000",
            ),
            (
                "split.file_bytes_max",
                self.split.file_bytes_max.to_string(),
                (1..=events::limits::FILE_BYTES_MAX).contains(&self.split.file_bytes_max),
                "must be from 1 to 4194304",
            ),
            (
                "parse.file_time_max_s",
                self.parse.file_time_max_s.to_string(),
                self.parse.file_time_max_s > 0,
                at_least_one,
            ),
            (
                "parse.workers",
                self.parse.workers.to_string(),
                self.parse.workers <= 1024,
                "must be at most 1024",
            ),
            (
                "aggregate.slots",
                self.aggregate.slots.to_string(),
                self.aggregate.slots > 0,
                at_least_one,
            ),
            (
                "janitor.slots",
                self.janitor.slots.to_string(),
                self.janitor.slots > 0,
                at_least_one,
            ),
        ];
        for (setting, value, sound, rule) in checks {
            if !sound {
                let variable = format!("{PREFIX}{}", setting.to_uppercase().replace('.', "__"));
                return Err(SettingsError::Invalid {
                    setting,
                    value,
                    rule,
                    variable,
                });
            }
        }
        Ok(())
    }

    /// Units that are parsed at once.
    pub fn parse_workers(&self) -> usize {
        match self.parse.workers {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            workers => workers,
        }
    }

    /// How long work in hand may go on after a shutdown was asked for.
    pub fn grace(&self) -> Duration {
        Duration::from_secs(self.grace_s)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(toml: &str) -> Result<Settings, SettingsError> {
        Settings::from(
            &Figment::new()
                .merge(Toml::string(DEFAULTS))
                .merge(Toml::string(toml)),
        )
    }

    #[test]
    fn the_defaults_are_sound() {
        let settings = of("").unwrap();
        assert!(!settings.clone.allow_local);
        assert!(settings.parse_workers() >= 1);
    }

    #[test]
    fn an_error_names_the_variable_to_set() {
        let error = of("[split]\nunit_bytes_target = 3")
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("GRAPHMILL_SPLIT__UNIT_BYTES_TARGET"),
            "{error}"
        );
        let error = of("[split]\nunit_bytes = 3").unwrap_err().to_string();
        assert!(error.contains("unit_bytes"), "{error}");
    }

    #[test]
    fn a_password_stays_unseen() {
        let settings = of("[clone]\npassword = \"hunter2\"").unwrap();
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
