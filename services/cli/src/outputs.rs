//! Fetching a job's outputs, and telling what is in them.

use std::path::{Path, PathBuf};

use bus::Bus;
use events::{AggregateDone, map};
use graph::{MANIFEST_JSON, Manifest};

use crate::failure::Failure;
use crate::show;

/// Makes the folder, with a clear error when it cannot be used.
pub(crate) fn prepare(folder: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(folder).map_err(|error| {
        Failure::environment(
            format!("the folder {} cannot be made", folder.display()),
            error,
        )
    })
}

/// Fetches all outputs of a job into a folder. Each appears whole, over an older one of its name.
pub(crate) async fn fetch(
    bus: &Bus,
    done: &AggregateDone,
    folder: &Path,
) -> Result<Manifest, Failure> {
    let mut names: Vec<&str> = done
        .artifacts
        .iter()
        .map(|artifact| artifact.name.as_str())
        .collect();
    names.push(MANIFEST_JSON);
    let fetches = names.into_iter().map(|name| async move {
        let partial = folder.join(format!(".{name}.part"));
        if let Err(error) = bus
            .get_object(&map::object(&done.job, name), &partial)
            .await
        {
            // Why it is not whole is what matters; what stays of it is hidden by its name.
            std::fs::remove_file(&partial).ok();
            return Err(error.into());
        }
        std::fs::rename(&partial, folder.join(name)).map_err(|error| {
            Failure::environment(
                format!("{name} cannot be written to {}", folder.display()),
                error,
            )
        })
    });
    futures::future::try_join_all(fetches).await?;
    read(&folder.join(MANIFEST_JSON))
}

fn read(path: &PathBuf) -> Result<Manifest, Failure> {
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        Failure::environment(format!("{} cannot be read", path.display()), error)
    };
    let bytes = std::fs::read(path).map_err(|error| failed(error.into()))?;
    serde_json::from_slice(&bytes).map_err(|error| failed(error.into()))
}

/// The summary for people.
pub(crate) fn summary(manifest: &Manifest, done: &AggregateDone, folder: &Path) -> String {
    let mut out = String::new();
    let mut row = |name: &str, value: String| out += &format!("  {name:<12}{value}\n");
    row("repository", manifest.repo.clone());
    row("commit", manifest.commit.clone());
    let skipped: u64 = manifest.files_skipped.values().sum();
    row(
        "files",
        format!(
            "{} = {} parsed + {} partial + {} failed + {} skipped",
            show::number(manifest.files_total),
            show::number(manifest.outcomes.parsed),
            show::number(manifest.outcomes.partial),
            show::number(manifest.outcomes.failed),
            show::number(skipped),
        ),
    );
    let mut languages: Vec<(&String, &u64)> = manifest.languages.iter().collect();
    languages.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let languages: Vec<String> = languages
        .iter()
        .map(|(name, files)| format!("{name} {}", show::number(**files)))
        .collect();
    row(
        "languages",
        if languages.is_empty() {
            "none".into()
        } else {
            languages.join(", ")
        },
    );
    row("definitions", show::number(manifest.definitions));
    row(
        "references",
        format!(
            "{} = {} resolved + {} external + {} ambiguous + {} unknown",
            show::number(manifest.references),
            show::number(manifest.resolved),
            show::number(manifest.external),
            show::number(manifest.ambiguous),
            show::number(manifest.unresolved),
        ),
    );
    let stages: Vec<String> = ["clone", "split", "parse", "resolve", "write"]
        .iter()
        .filter_map(|name| {
            manifest
                .stages
                .get(*name)
                .map(|ms| format!("{name} {}", show::duration_ms(*ms)))
        })
        .collect();
    row(
        "time",
        format!(
            "{} ({})",
            show::duration_ms(done.elapsed_ms),
            stages.join(", ")
        ),
    );
    for artifact in &manifest.artifacts {
        let path = folder.join(&artifact.name);
        row(
            "output",
            format!("{} ({})", path.display(), show::bytes(artifact.bytes)),
        );
    }
    row("output", folder.join(MANIFEST_JSON).display().to_string());
    out.trim_end().to_owned()
}

/// The summary for programs.
pub(crate) fn summary_json(manifest: &Manifest, folder: &Path) -> serde_json::Value {
    serde_json::json!({
        "event": "summary",
        "out": folder.display().to_string(),
        "manifest": manifest,
    })
}
