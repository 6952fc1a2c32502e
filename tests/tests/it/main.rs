//! Everything that no crate can test alone, in one binary.

#![expect(clippy::unwrap_used, reason = "panicking is how a test fails")]

mod contract;
mod journey;
mod resolution;
mod tidy;

mod mixed;
mod served;
mod wire;
mod workspace;
