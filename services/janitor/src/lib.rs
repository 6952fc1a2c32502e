//! The janitor: removes a job's clone when nobody can read it any more, and not before.

mod stage;
mod verdict;

pub use stage::{Janitor, start};
pub use verdict::{Counted, Verdict, verdict};
