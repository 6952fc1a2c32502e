//! What the environment says, as layers of the settings.

use std::collections::BTreeMap;
use std::ffi::OsString;

use figment::value::{Dict, Map, Value};
use figment::{Error, Figment, Metadata, Profile, Provider};

use crate::SettingsError;
use crate::settings::variable;

const PREFIX: &str = "GRAPHMILL_";

/// Variables that are understood because the predecessor had them.
const PREDECESSORS: [(&str, &str); 3] = [
    ("PROJECT_PATH", "storage.root"),
    ("GITBUCKET_USERNAME", "clone.username"),
    ("GITBUCKET_PASSWORD", "clone.password"),
];

/// Settings that are taken letter by letter: as a number or a list a password would be refused,
/// and shown by the error, or become another password.
pub const TEXTS: [&str; 11] = [
    "nats.url",
    "nats.user",
    "nats.password",
    "nats.password_file",
    "nats.credentials_file",
    "nats.inbox_prefix",
    "storage.root",
    "clone.base_url",
    "clone.username",
    "clone.password",
    "log.filter",
];

/// Lists, and the fields of an item; none when an item is a text. All of them are texts, so
/// each is a variable of its own: a list in one variable would need quotes, and who quotes has to
/// know what to escape.
pub const LISTS: [(&str, &[&str]); 2] = [
    ("clone.allowed_paths", &[]),
    ("clone.credentials", &["host", "username", "password"]),
];

/// The items of a list by their numbers, with the texts of each by its fields.
type Items = BTreeMap<u32, BTreeMap<String, String>>;

/// `under`, then the predecessor's names, then ours.
pub(crate) fn over(
    under: Figment,
    variables: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Figment, SettingsError> {
    let mut variables: Vec<_> = variables
        .into_iter()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .collect();
    variables.sort();
    let mut figment = under;
    for (name, value) in &variables {
        if let Some((_, setting)) = PREDECESSORS.iter().find(|(known, _)| known == name) {
            figment = figment.merge(Variable::text(setting, text(name, value)?));
        }
    }
    let mut lists: BTreeMap<&str, Items> = BTreeMap::new();
    for (name, value) in variables {
        let Some(rest) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let setting = rest.to_ascii_lowercase().replace("__", ".");
        let text = text(&name, &value)?;
        if TEXTS.contains(&setting.as_str()) {
            figment = figment.merge(Variable::text(&setting, text));
        } else if let Some((list, fields)) = list_of(&setting) {
            let (number, field) =
                item(&setting[list.len()..], fields).ok_or_else(|| SettingsError::List {
                    variable: name,
                    how: how(list, fields),
                })?;
            let items = lists.entry(list).or_default();
            items.entry(number).or_default().insert(field, text);
        } else {
            figment = figment.merge(Variable::read(&setting, &text));
        }
    }
    for (list, items) in lists {
        figment = figment.merge(Variable::list(list, items));
    }
    Ok(figment)
}

fn text(name: &str, value: &OsString) -> Result<String, SettingsError> {
    let text = value.to_str().ok_or_else(|| SettingsError::NotUtf8 {
        variable: name.to_owned(),
    })?;
    Ok(text.to_owned())
}

/// The list that a setting is, or is in.
fn list_of(setting: &str) -> Option<(&'static str, &'static [&'static str])> {
    LISTS.into_iter().find(|(list, _)| {
        setting
            .strip_prefix(list)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// The number and the field in `.0.host`; the field is empty where an item is a text.
fn item(place: &str, fields: &[&str]) -> Option<(u32, String)> {
    let place = place.strip_prefix('.')?;
    let (number, field) = place.split_once('.').unwrap_or((place, ""));
    let known = if fields.is_empty() {
        field.is_empty()
    } else {
        fields.contains(&field)
    };
    let number = number.parse().ok()?;
    known.then(|| (number, field.to_owned()))
}

/// How a list is set instead.
fn how(list: &str, fields: &[&str]) -> String {
    let first = variable(&format!("{list}.0"));
    if fields.is_empty() {
        return format!(
            "{first} for its first item, {} for the second",
            variable(&format!("{list}.1"))
        );
    }
    let names: Vec<String> = fields
        .iter()
        .map(|field| variable(&format!("{list}.0.{field}")))
        .collect();
    format!("{} for its first item, and so on", names.join(", "))
}

/// One variable, as a layer.
struct Variable {
    setting: String,
    value: Value,
}

impl Variable {
    fn text(setting: &str, text: String) -> Variable {
        Variable {
            setting: setting.to_owned(),
            value: Value::from(text),
        }
    }

    /// A number, a truth, a word.
    fn read(setting: &str, text: &str) -> Variable {
        let Ok(value) = text.parse();
        Variable {
            setting: setting.to_owned(),
            value,
        }
    }

    fn list(setting: &str, items: Items) -> Variable {
        let item = |mut fields: BTreeMap<String, String>| match fields.remove("") {
            Some(text) => Value::from(text),
            None => Value::from(fields.into_iter().collect::<BTreeMap<String, String>>()),
        };
        let items: Vec<Value> = items.into_values().map(item).collect();
        Variable {
            setting: setting.to_owned(),
            value: Value::from(items),
        }
    }
}

impl Provider for Variable {
    fn metadata(&self) -> Metadata {
        Metadata::named("the environment").interpolater(|_, keys| variable(&keys.join(".")))
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let nested = figment::util::nest(&self.setting, self.value.clone());
        Ok(Profile::Default.collect(nested.into_dict().unwrap_or_default()))
    }
}
