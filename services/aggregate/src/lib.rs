//! The aggregate service: resolves references across files into one code graph.

mod fold;
pub mod resolve;
mod stage;
mod tally;

pub use stage::{Aggregate, start};
