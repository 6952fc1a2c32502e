//! The outputs of hand-made graphs.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod faults;
mod fixture;
mod index;
mod manifest;
mod names;
mod queries;
