//! The floor: the same extraction, resolution and writing, called directly.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use boot::settings::SplitSettings;
use events::Selection;
use facts::{FileFacts, SkippedFiles};
use graph::write_all;
use graphmill_aggregate::resolve::resolve;
use graphmill_parse::extract::{Limits, extract};
use graphmill_split::{CutLimits, Plan, Scripts, Selector, cut, plan, read_projects};
use storage::{Repo, StorageError};

use crate::failure::Failure;

/// What a run came to.
pub(crate) struct FloorRun {
    pub(crate) files: u64,
    pub(crate) bytes: u64,
}

/// A commit, ready to be worked on directly.
pub(crate) struct Floor {
    git_dir: PathBuf,
    /// Its files.
    pub(crate) plan: Plan,
}

impl Floor {
    /// Reads which files a commit has, as split does.
    pub(crate) fn of(
        git_dir: &Path,
        commit: &str,
        settings: &SplitSettings,
    ) -> Result<Floor, Failure> {
        let repo = open(git_dir)?;
        let entries = repo.entries(commit).map_err(unreadable)?;
        let scripts = Scripts::read(&repo, &entries, settings.script_bytes_max);
        let scripts = scripts.map_err(unreadable)?;
        let selector = Selector::new(&Selection::default())
            .map_err(|error| Failure::environment("the floor could not select files", error))?;
        Ok(Floor {
            git_dir: git_dir.to_owned(),
            plan: plan(&entries, &selector, settings.file_bytes_max, &scripts),
        })
    }

    /// The repository.
    pub(crate) fn open(&self) -> Result<Repo, Failure> {
        open(&self.git_dir)
    }

    /// The files that are in no unit, and what the project files among them say.
    pub(crate) fn account(&self) -> Result<SkippedFiles, Failure> {
        let projects = read_projects(&self.open()?, &self.plan.skipped).map_err(unreadable)?;
        Ok(SkippedFiles {
            files: self.plan.skipped.clone(),
            projects,
        })
    }
}

fn open(git_dir: &Path) -> Result<Repo, Failure> {
    Repo::open_at(git_dir, &git_dir.display().to_string()).map_err(unreadable)
}

/// What went wrong with the repository.
pub(crate) fn unreadable(error: StorageError) -> Failure {
    Failure::environment("the floor could not read the repository", error)
}

/// Reads, extracts, resolves and writes a commit with no message in between, on `workers` threads.
pub(crate) fn run(
    git_dir: &Path,
    commit: &str,
    workers: usize,
    settings: &SplitSettings,
    out: &Path,
) -> Result<FloorRun, Failure> {
    let floor = Floor::of(git_dir, commit, settings)?;
    let limits = CutLimits {
        bytes_target: settings.unit_bytes_target,
        files_max: settings.unit_files_max,
    };
    let units = cut(&floor.plan.planned, &limits);

    let next = AtomicUsize::new(0);
    let found: Mutex<Vec<FileFacts>> = Mutex::new(Vec::new());
    let broken: Mutex<Option<Failure>> = Mutex::new(None);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let repo = match floor.open() {
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
                            Err(error) => return keep(&broken, unreadable(error)),
                        }
                    }
                    if let Ok(mut found) = found.lock() {
                        found.append(&mut facts);
                    }
                }
            });
        }
    });
    if let Ok(Some(failure)) = broken.into_inner() {
        return Err(failure);
    }
    let files = found.into_inner().unwrap_or_default();
    let run = FloorRun {
        files: files.len() as u64,
        bytes: files.iter().map(|file| file.bytes).sum(),
    };
    let graph = resolve(files, floor.account()?);
    write_all(&graph, out)
        .map_err(|error| Failure::environment("the floor could not write the outputs", error))?;
    Ok(run)
}

fn keep(place: &Mutex<Option<Failure>>, failure: Failure) {
    if let Ok(mut place) = place.lock() {
        place.get_or_insert(failure);
    }
}
