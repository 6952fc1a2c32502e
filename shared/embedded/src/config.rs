//! The configuration file of an embedded server.

use crate::secret::Secret;

/// The one who may do everything on a server that lives for one run.
pub(crate) const USER: &str = "graphmill";

/// Streams in memory: none of graphmill's are, so this only bounds a mistake.
const MEMORY_STORE_BYTES_MAX: u64 = 1 << 30;
/// Streams on disk: the disk ends first, and the server says so.
const FILE_STORE_BYTES_MAX: u64 = 1 << 40;

/// When an acknowledged message is on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SyncInterval {
    /// The server's own two minutes: a lost process loses nothing, lost power may. Right for a
    /// server whose messages nobody wants after the run.
    #[default]
    Relaxed,
    /// Before the acknowledgement.
    Always,
}

/// What a configuration says.
pub(crate) struct Config<'a> {
    pub(crate) name: &'a str,
    /// `None`: one that is free.
    pub(crate) port: Option<u16>,
    pub(crate) password: &'a Secret,
    pub(crate) sync_interval: SyncInterval,
}

impl Config<'_> {
    /// The file. Its paths are relative to the folder in which the server runs, so no path needs
    /// quoting; the host is named, since by default the server listens to the whole network.
    pub(crate) fn render(&self) -> String {
        let port = self
            .port
            .map_or_else(|| "-1".into(), |port| port.to_string());
        let sync_interval = match self.sync_interval {
            SyncInterval::Relaxed => "",
            SyncInterval::Always => "sync_interval: always",
        };
        format!(
            r#"server_name: "{name}"
listen: "127.0.0.1:{port}"
ports_file_dir: "{PORTS_DIR}"
debug: false
authorization {{
    user: "{USER}"
    password: "{password}"
}}
jetstream {{
    store_dir: "store"
    max_memory_store: {MEMORY_STORE_BYTES_MAX}
    max_file_store: {FILE_STORE_BYTES_MAX}
    {sync_interval}
}}
"#,
            name = self.name,
            password = self.password.expose(),
        )
    }
}

/// Where the server writes the ports it got, once it serves them.
pub(crate) const PORTS_DIR: &str = "ports";

/// The client port in a ports file; `None` while the file is not whole.
pub(crate) fn port_in(ports_file: &str) -> Option<u16> {
    let (_, from_port) = ports_file.split_once(r#""nats://127.0.0.1:"#)?;
    let (port, _) = from_port.split_once('"')?;
    port.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_config_says_where_and_how_durably() {
        let password = Secret::random().unwrap();
        let mut config = Config {
            name: "n",
            port: None,
            password: &password,
            sync_interval: SyncInterval::Relaxed,
        };
        assert!(config.render().contains("listen: \"127.0.0.1:-1\"\n"));
        assert!(!config.render().contains("sync_interval"));
        (config.port, config.sync_interval) = (Some(4222), SyncInterval::Always);
        assert!(config.render().contains("listen: \"127.0.0.1:4222\"\n"));
        assert!(config.render().contains("sync_interval: always\n"));
    }

    #[test]
    fn a_ports_file_is_read_only_when_whole() {
        let whole = "{\n\t\"nats\": [\n\t\t\"nats://127.0.0.1:37661\"\n\t]\n}";
        assert_eq!(port_in(whole), Some(37661));
        for end in 0..=whole.find("37661").unwrap() + 5 {
            assert_eq!(port_in(&whole[..end]), None);
        }
    }
}
