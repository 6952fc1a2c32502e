//! The parse service: extracts definitions, references and imports with tree-sitter.

pub mod extract;
mod stage;

pub use stage::{Parse, start};
