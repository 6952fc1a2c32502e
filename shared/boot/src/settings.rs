//! All settings, in one place: defaults, then `graphmill.toml`, then the environment, then flags.
//!
//! A setting `a.b` is `GRAPHMILL_A__B` in the environment and `b` under `[a]` in the file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use figment::Figment;
use figment::providers::{Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::{LogFormat, Secret, environment};

pub use crate::environment::{LISTS, TEXTS};

/// The file that is read when it is there.
pub const FILE: &str = "graphmill.toml";

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
    /// Under what to listen for answers; `_INBOX.<user>` if absent, `_INBOX` with a credentials file.
    pub inbox_prefix: Option<String>,
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
    /// Executable files without an extension, up to this size, are looked into for a first line
    /// as `#!/usr/bin/env python3`; 0 looks into none.
    pub script_bytes_max: u64,
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
    /// A list, or an item of one, that is not said as it must be.
    #[error(
        "{variable} is not read: in the environment each text of a list has a variable of its own, and is taken letter by letter. Set {how}; or set the list in {FILE}"
    )]
    List {
        /// The variable.
        variable: String,
        /// What to set instead.
        how: String,
    },
    /// A value of other bytes.
    #[error("{variable} is not UTF-8; set it to text")]
    NotUtf8 {
        /// The variable.
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

/// The variable of a setting, or of an item of a list.
pub(crate) fn variable(setting: &str) -> String {
    format!("GRAPHMILL_{}", setting.to_uppercase().replace('.', "__"))
}

impl Settings {
    /// Defaults, `file` (or `graphmill.toml` where it is there), the environment, then `flags`:
    /// pairs of a setting's dotted name and its value.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the place that reads the environment"
    )]
    pub fn load(file: Option<&Path>, flags: &[(&str, String)]) -> Result<Settings, SettingsError> {
        Settings::under(file, std::env::vars_os(), flags)
    }

    fn under(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
        flags: &[(&str, String)],
    ) -> Result<Settings, SettingsError> {
        if let Some(path) = file {
            // figment takes a missing file for an empty one.
            std::fs::metadata(path).map_err(|source| SettingsError::File {
                what: "the settings",
                path: path.into(),
                source,
            })?;
        }
        let figment = Figment::new()
            .merge(Toml::string(DEFAULTS))
            .merge(Toml::file(file.unwrap_or(Path::new(FILE))));
        let mut figment = environment::over(figment, variables)?;
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
        let checks: [(&'static str, String, bool, &'static str); 14] = [
            (
                "nats.url",
                self.nats.url.clone(),
                !self.nats.url.trim().is_empty(),
                "must be nats://host:port",
            ),
            (
                "nats.inbox_prefix",
                self.nats.inbox_prefix.clone().unwrap_or_default(),
                self.nats
                    .inbox_prefix
                    .as_deref()
                    .is_none_or(bus::is_subject),
                "must be words with dots between them",
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
                "split.script_bytes_max",
                self.split.script_bytes_max.to_string(),
                self.split.script_bytes_max <= events::limits::FILE_BYTES_MAX,
                "must be from 0 to 4194304",
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
                return Err(SettingsError::Invalid {
                    setting,
                    value,
                    rule,
                    variable: variable(setting),
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
    fn a_prefix_of_inboxes_is_no_pattern() {
        assert!(of("[nats]\ninbox_prefix = \"_INBOX_parse.x\"").is_ok());
        for prefix in ["", ".", "a.", "a.>", "*", "a b"] {
            let error = of(&format!("[nats]\ninbox_prefix = \"{prefix}\"")).unwrap_err();
            assert!(
                error.to_string().contains("GRAPHMILL_NATS__INBOX_PREFIX"),
                "{error}"
            );
        }
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

    /// What the environment says, over the defaults alone.
    fn told(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let nowhere = tempfile::NamedTempFile::new().unwrap();
        let variables = variables
            .iter()
            .map(|(name, value)| (OsString::from(name), OsString::from(value)));
        Settings::under(Some(nowhere.path()), variables, &[])
    }

    #[test]
    fn a_list_of_credentials_is_taken_letter_by_letter() {
        for text in [
            "0123",
            "true",
            "[a]",
            "{a=1}",
            "1e5",
            "\"q\"",
            "'",
            " s ",
            "a\\\"b",
            "é:/#%?+@",
            "",
        ] {
            let settings = told(&[
                ("GRAPHMILL_CLONE__CREDENTIALS__10__HOST", "second.example"),
                ("GRAPHMILL_CLONE__CREDENTIALS__10__USERNAME", "7"),
                ("GRAPHMILL_CLONE__CREDENTIALS__10__PASSWORD", "x"),
                (
                    "GRAPHMILL_CLONE__CREDENTIALS__2__HOST",
                    "first.example:8443",
                ),
                ("GRAPHMILL_CLONE__CREDENTIALS__2__USERNAME", text),
                ("GRAPHMILL_CLONE__CREDENTIALS__2__PASSWORD", text),
                ("GRAPHMILL_CLONE__ALLOWED_PATHS__0", text),
                ("GRAPHMILL_CLONE__SLOTS", "7"),
            ])
            .unwrap();
            let [first, second] = &settings.clone.credentials[..] else {
                panic!("two: {:?}", settings.clone.credentials)
            };
            assert_eq!(
                (first.host.as_str(), second.host.as_str()),
                ("first.example:8443", "second.example")
            );
            assert_eq!(
                (first.username.as_str(), first.password.reveal()),
                (text, text)
            );
            assert_eq!(second.username, "7");
            assert_eq!(settings.clone.allowed_paths, [Path::new(text)]);
            assert_eq!(settings.clone.slots, 7);
        }
    }

    #[test]
    fn a_text_is_taken_letter_by_letter() {
        let settings = told(&[
            ("GRAPHMILL_LOG__FILTER", "[delivery]"),
            ("GRAPHMILL_NATS__USER", "0123"),
            ("GITBUCKET_USERNAME", "under"),
            ("GRAPHMILL_CLONE__USERNAME", "1e5"),
            ("GITBUCKET_PASSWORD", "true"),
        ])
        .unwrap();
        assert_eq!(settings.log.filter, "[delivery]");
        assert_eq!(settings.nats.user.as_deref(), Some("0123"));
        assert_eq!(settings.clone.username.as_deref(), Some("1e5"));
        assert_eq!(settings.clone.password.unwrap().reveal(), "true");
    }

    #[test]
    fn a_list_that_is_set_otherwise_is_refused_with_what_to_set() {
        for name in [
            "",
            "__HOST",
            "__0",
            "__0__TOKEN",
            "__X__HOST",
            "__0__HOST__A",
            "__-1__HOST",
        ] {
            let name = format!("GRAPHMILL_CLONE__CREDENTIALS{name}");
            let error = told(&[(&name, "hunter2")]).unwrap_err().to_string();
            assert!(
                error.contains(&name)
                    && error.contains("GRAPHMILL_CLONE__CREDENTIALS__0__PASSWORD"),
                "{error}"
            );
            assert!(!error.contains("hunter2"), "{error}");
        }
        let error = told(&[("GRAPHMILL_CLONE__ALLOWED_PATHS", "/srv/git")]).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("GRAPHMILL_CLONE__ALLOWED_PATHS__0"),
            "{error}"
        );
        let lacks = told(&[
            ("GRAPHMILL_CLONE__CREDENTIALS__0__HOST", "a.example"),
            ("GRAPHMILL_CLONE__CREDENTIALS__0__PASSWORD", "hunter2"),
        ]);
        let error = lacks.unwrap_err().to_string();
        assert!(
            error.contains("username") && !error.contains("hunter2"),
            "{error}"
        );
    }

    #[test]
    fn a_wrong_or_unknown_variable_is_named() {
        let wrong = told(&[("GRAPHMILL_CLONE__SLOTS", "many")]).unwrap_err();
        assert!(
            wrong.to_string().contains("GRAPHMILL_CLONE__SLOTS"),
            "{wrong}"
        );
        let unknown = told(&[("GRAPHMILL_CLONE__SLOT", "1")]).unwrap_err();
        assert!(unknown.to_string().contains("`slot`"), "{unknown}");
    }

    #[test]
    fn a_password_stays_unseen() {
        let settings = of("[clone]\npassword = \"hunter2\"").unwrap();
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
