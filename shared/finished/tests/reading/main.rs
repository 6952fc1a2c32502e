//! What users ask of a finished graph, and what other programs read of it.

#![expect(clippy::unwrap_used, reason = "panicking is how a test fails")]

mod exports;
mod fixture;
mod names;
mod opening;
mod pictures;
mod questions;
