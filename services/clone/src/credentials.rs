//! Who we are to a Git host, and the care not to tell anybody else.

use boot::Secret;
use boot::settings::HostCredential;
use url::Url;

use crate::Config;

/// What is to be said to the host of a URL; `None` when it is none of ours.
pub(crate) fn for_url<'config>(
    config: &'config Config,
    url: &str,
) -> Option<(&'config str, &'config Secret)> {
    let asking = Url::parse(url).ok()?;
    let listed = config
        .credentials
        .iter()
        .find(|credential| names(&credential.host, &asking));
    if let Some(HostCredential {
        username, password, ..
    }) = listed
    {
        return Some((username, password));
    }
    // The pair without a host belongs to the configured base URL, and to nobody else: a request
    // may name any host, and would otherwise collect it.
    let base = Url::parse(config.base_url.as_deref()?).ok()?;
    let same = base.host() == asking.host()
        && base.port_or_known_default() == asking.port_or_known_default();
    let pair = config.username.as_deref().zip(config.password.as_ref());
    pair.filter(|_| same)
}

fn names(host: &str, url: &Url) -> bool {
    let Some(asking) = url.host_str() else {
        return false;
    };
    let with_port = url
        .port_or_known_default()
        .map(|port| format!("{asking}:{port}"));
    host.eq_ignore_ascii_case(asking)
        || with_port.is_some_and(|with_port| host.eq_ignore_ascii_case(&with_port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        let credential = |host: &str| HostCredential {
            host: host.into(),
            username: host.into(),
            password: Secret::new("hunter2"),
        };
        Config {
            base_url: Some("http://base.example:8080/git".into()),
            username: Some("base".into()),
            password: Some(Secret::new("hunter2")),
            credentials: vec![
                credential("Listed.example"),
                credential("port.example:8443"),
            ],
            ..Config::default()
        }
    }

    #[test]
    fn credentials_go_to_their_own_host_only() {
        let config = config();
        let user = |url| for_url(&config, url).map(|(user, _)| user);
        assert_eq!(user("https://listed.example/a/b"), Some("Listed.example"));
        assert_eq!(
            user("https://listed.example:99/a/b"),
            Some("Listed.example")
        );
        assert_eq!(
            user("https://port.example:8443/a"),
            Some("port.example:8443")
        );
        assert_eq!(user("http://base.example:8080/git/a/b.git"), Some("base"));
        for stranger in [
            "https://port.example/a",
            "http://base.example/git/a",
            "https://evil.example/listed.example",
            "https://listed.example.evil.example/",
            "https://evil.example:8443/",
            "not a url",
        ] {
            assert_eq!(user(stranger), None, "{stranger}");
        }
    }

    #[test]
    fn without_a_base_url_the_pair_is_for_nobody() {
        let config = Config {
            base_url: None,
            ..config()
        };
        assert!(for_url(&config, "http://base.example:8080/git/a").is_none());
    }

    #[test]
    fn a_secret_shows_nowhere() {
        let config = config();
        let shown = format!("{config:?} {config:#?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
