//! The floor: the same extraction, resolution and writing, called directly.

use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use events::Selection;
use facts::{FileFacts, SkippedFiles};
use graph::write_all;
use graphmill_aggregate::resolve::resolve;
use graphmill_parse::extract::{Limits, extract};
use graphmill_split::{CutLimits, Scripts, Selector, cut, plan, read_projects};
use storage::Repo;

use crate::failure::Failure;

/// What a run came to.
pub(crate) struct FloorRun {
    pub(crate) files: u64,
    pub(crate) bytes: u64,
}

/// Reads, extracts, resolves and writes a commit with no message in between, on `workers` threads.
pub(crate) fn run(
    git_dir: &Path,
    commit: &str,
    workers: usize,
    settings: &boot::settings::SplitSettings,
    out: &Path,
) -> Result<FloorRun, Failure> {
    let failed = |what: &str| {
        let message = format!("the floor could not {what}");
        move |error: Box<dyn std::error::Error + Send + Sync>| Failure::environment(message, error)
    };
    let name = git_dir.display().to_string();
    let open = || Repo::open_at(git_dir, &name);
    let (entries, scripts) = open()
        .and_then(|repo| {
            let entries = repo.entries(commit)?;
            let scripts = Scripts::read(&repo, &entries, settings.script_bytes_max)?;
            Ok((entries, scripts))
        })
        .map_err(|error| failed("read the commit")(error.into()))?;
    let selector = Selector::new(&Selection::default())
        .map_err(|error| failed("select files")(error.into()))?;
    let plan = plan(&entries, &selector, settings.file_bytes_max, &scripts);
    let limits = CutLimits {
        bytes_target: settings.unit_bytes_target,
        files_max: settings.unit_files_max,
    };
    let units = cut(&plan.planned, &limits);

    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<FileFacts>> = Mutex::new(Vec::new());
    let broken: Mutex<Option<storage::StorageError>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let repo = match open() {
                    Ok(repo) => repo,
                    Err(error) => return keep(&broken, error),
                };
                while let Some(unit) = units.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let mut facts = Vec::with_capacity(unit.len());
                    for file in *unit {
                        match repo.blob(&file.oid) {
                            Ok(source) => facts.push(extract(
                                &file.path,
                                &file.oid,
                                file.language,
                                &source,
                                &Limits::default(),
                            )),
                            Err(error) => return keep(&broken, error),
                        }
                    }
                    if let Ok(mut found) = found.lock() {
                        found.append(&mut facts);
                    }
                }
            });
        }
    });
    if let Ok(Some(error)) = broken.into_inner() {
        return Err(failed("read a file")(error.into()));
    }
    let files = found.into_inner().unwrap_or_default();
    let run = FloorRun {
        files: files.len() as u64,
        bytes: files.iter().map(|file| file.bytes).sum(),
    };
    let projects = open()
        .and_then(|repo| read_projects(&repo, &plan.skipped))
        .map_err(|error| failed("read the project files")(error.into()))?;
    let account = SkippedFiles {
        files: plan.skipped,
        projects,
    };
    let graph = resolve(files, account);
    write_all(&graph, out).map_err(|error| failed("write the outputs")(error.into()))?;
    Ok(run)
}

fn keep(place: &Mutex<Option<storage::StorageError>>, error: storage::StorageError) {
    if let Ok(mut place) = place.lock() {
        place.get_or_insert(error);
    }
}
