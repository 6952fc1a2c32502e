//! Everything that no crate can test alone, in one binary.

mod contract;
mod journey;
mod resolution;
mod tidy;

mod served;
mod wire;
mod workspace;
