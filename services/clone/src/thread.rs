//! One blocking clone in a thread of its own, watched from outside.
//!
//! Not a thread of tokio's: those are waited for at the end of the process, and libgit2 cannot be
//! told to stop while it waits for a host.

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use events::JobId;
use storage::{Published, Root, StorageError};
use tokio::sync::oneshot;
use tracing::Span;

use crate::{CloneError, Config, Remote, Watch, fetch};

/// Clones, and publishes the clone as the job's.
pub(crate) async fn clone(
    root: &Root,
    config: &Arc<Config>,
    job: &JobId,
    remote: &Remote,
    revision: Option<&str>,
) -> Result<Published, CloneError> {
    let watch = Arc::new(Watch::default());
    // Also when the one who waits is gone: at the end of the process, or when the job is over.
    let _leaving = CancelOnDrop(watch.clone());
    let (tell, mut told) = oneshot::channel();
    let work = {
        let (root, config, watch) = (root.clone(), config.clone(), watch.clone());
        let (job, remote, revision) = (job.clone(), remote.clone(), revision.map(str::to_owned));
        let span = Span::current();
        move || {
            let made =
                span.in_scope(|| make(&root, &config, &job, &remote, revision.as_deref(), &watch));
            // Nobody may be there to hear it.
            tell.send(made).ok();
        }
    };
    let crashed = || CloneError::Crashed {
        remote: remote.to_string(),
    };
    thread::Builder::new()
        .name("clone".into())
        .spawn(work)
        .map_err(|_| crashed())?;

    let started = Instant::now();
    let mut beats = watch.beats();
    loop {
        tokio::select! {
            told = &mut told => return told.unwrap_or_else(|_| Err(crashed())),
            () = tokio::time::sleep(config.silence_max) => {}
        }
        let before = std::mem::replace(&mut beats, watch.beats());
        if watch.is_talking() && before == beats {
            let seconds = config.silence_max.as_secs();
            return Err(CloneError::Silent {
                remote: remote.to_string(),
                seconds,
            });
        }
        // The thread looks at its deadline itself. This is for one that hangs elsewhere.
        if started.elapsed() > config.time_max + config.silence_max {
            let seconds = config.time_max.as_secs();
            return Err(CloneError::Deadline {
                remote: remote.to_string(),
                seconds,
            });
        }
    }
}

fn make(
    root: &Root,
    config: &Config,
    job: &JobId,
    remote: &Remote,
    revision: Option<&str>,
    watch: &Watch,
) -> Result<Published, CloneError> {
    let failed = |source: StorageError| CloneError::Storage {
        remote: remote.to_string(),
        source,
    };
    let staging = root.stage(job).map_err(failed)?;
    let fetched = fetch(remote, revision, staging.path(), config, watch)?;
    if watch.is_cancelled() {
        return Err(CloneError::Cancelled {
            remote: remote.to_string(),
        });
    }
    staging
        .publish(&fetched.commit, &fetched.tree)
        .map_err(failed)
}

struct CancelOnDrop(Arc<Watch>);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}
