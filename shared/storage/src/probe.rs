//! The proof that this node can use the shared root: a file is written, synced, renamed, read back.

use std::fs::{self, File};
use std::io::Write;
use std::time::{Duration, Instant};

use crate::root::{TMP, fresh_name};
use crate::{Root, StorageError};

/// A passed probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeReport {
    /// Who probed.
    pub node: String,
    /// How long it took: slow storage shows here first.
    pub elapsed: Duration,
}

/// Probes the root, and leaves nothing behind.
pub fn probe(root: &Root, node: &str) -> Result<ProbeReport, StorageError> {
    let started = Instant::now();
    let token: String = node
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
                c
            } else {
                '_'
            }
        })
        .collect();
    // A job id has no dot, so this name is never taken for a leftover of a job.
    let name = fresh_name(&format!("probe.{token}"));
    let (written, path) = (root.path().join(TMP).join(&name), format!("{TMP}/{name}"));
    let renamed = root.path().join(TMP).join(format!("{name}.renamed"));
    let proof = format!("{name} is here\n");

    let outcome = File::create(&written)
        .and_then(|mut file| {
            file.write_all(proof.as_bytes())
                .and_then(|()| file.sync_all())
        })
        .map_err(|source| StorageError::of_io("write", &path, source))
        .and_then(|()| {
            fs::rename(&written, &renamed)
                .map_err(|source| StorageError::of_io("rename", &path, source))
        })
        .and_then(|()| {
            fs::read(&renamed).map_err(|source| StorageError::of_io("read back", &path, source))
        })
        .and_then(|read| {
            if read == proof.as_bytes() {
                Ok(())
            } else {
                Err(StorageError::Unfaithful { path: path.clone() })
            }
        });
    let removed =
        fs::remove_file(&renamed).map_err(|source| StorageError::of_io("remove", &path, source));
    if outcome.is_err() {
        // Whatever of it was written; that it cannot be removed is no news then.
        fs::remove_file(&written).ok();
    }
    outcome.and(removed)?;
    Ok(ProbeReport {
        node: node.to_owned(),
        elapsed: started.elapsed(),
    })
}
