//! The split service: cuts a commit into units, with an account of every file.

mod cut;
mod label;
mod plan;
mod projects;
mod scripts;
mod selection;
mod stage;

pub use cut::{CutLimits, cut};
pub use plan::{Plan, plan};
pub use projects::{project_files, said};
pub use scripts::Scripts;
pub use selection::{BadGlob, Selector};
pub use stage::{Split, read_projects, start};
