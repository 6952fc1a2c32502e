//! The house stays as its documents say: a remark that was made twice becomes a test here.

mod crates;
pub(crate) mod docs;
mod links;
mod permissions;
mod queries;
mod sources;
