//! A finished graph: `graph.db` opened for reading, asked, and given in other formats.
//!
//! Nothing here writes to the database, parses arguments or prints. A question is a value, and so
//! is its answer; [`dot()`] draws one.

mod answer;
mod ask;
mod dot;
mod error;
mod export;
mod names;
mod near;
mod open;
mod rows;
mod walk;
mod way;

pub use answer::{ANSWER_VERSION, Answer, Cut, Outcome, Reached};
pub use ask::{Options, Question};
pub use dot::dot;
pub use error::{ExportError, ReadError};
pub use export::{Exported, Format, Progress, export};
pub use open::Finished;
pub use rows::{Edge, Node};
