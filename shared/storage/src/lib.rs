//! The shared root: where clones lie, how they appear, how they are read, how they go.
//!
//! Beside the clone service this is the only crate that names git2, and it uses it for one thing
//! only: to read objects by their id. What is read was made by strangers, so nothing here opens
//! a repository as Git does: no configuration, no hooks, no filters, no attributes.

mod error;
mod fault;
mod probe;
mod repo;
mod root;
mod staging;
mod trash;
mod tree;

pub use error::StorageError;
pub use probe::{ProbeReport, probe};
pub use repo::Repo;
pub use root::Root;
pub use staging::{Published, Staging};
pub use tree::{Entry, EntryKind};
