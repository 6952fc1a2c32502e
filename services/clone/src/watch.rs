//! A clone seen from outside of its thread: does it still get on, and how it is told to stop.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Shared between the thread that clones and whoever waits for it.
///
/// libgit2 blocks, and while it waits for a host it cannot be interrupted. So the one who waits
/// looks for beats, and may leave when there are none.
#[derive(Debug, Default)]
pub struct Watch {
    cancelled: AtomicBool,
    talking: AtomicBool,
    beats: AtomicU64,
}

impl Watch {
    /// Tells the thread to stop at its next beat.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was told to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// How often it has got on.
    pub fn beats(&self) -> u64 {
        self.beats.load(Ordering::Relaxed)
    }

    /// Whether it depends on a remote at present.
    pub fn is_talking(&self) -> bool {
        self.talking.load(Ordering::Relaxed)
    }

    /// It starts, or ends, to depend on a remote.
    pub(crate) fn talks(&self, talking: bool) {
        self.talking.store(talking, Ordering::Relaxed);
    }

    /// It got on.
    pub(crate) fn beat(&self) {
        self.beats.fetch_add(1, Ordering::Relaxed);
    }
}
