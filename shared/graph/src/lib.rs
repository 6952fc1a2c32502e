//! The code graph: facts of all files with the meaning of each reference, and its outputs.
//!
//! Outputs hold nothing of the job: the same graph gives the same bytes.

pub mod model;

mod counts;
mod error;
mod grammar;
mod manifest;
mod outputs;
mod overrides;
mod parameters;
mod scip;
mod sqlite;
mod symbol;
mod tree;
mod validate;

pub use counts::{Counts, counts};
pub use error::OutputError;
pub use grammar::{Descriptor, Suffix, Symbol, parse_symbol};
pub use manifest::{ArtifactEntry, Manifest};
pub use model::{
    CodeGraph, Confidence, Expansion, External, ExternalId, NodeRef, Resolution, Resolved,
    SourceFile, Strategy, Supers,
};
pub use outputs::{
    GRAPH_DB, INDEX_SCIP, MANIFEST_JSON, Written, write_all, write_database, write_index,
};
pub use overrides::{Override, overrides};
pub use scip::write_scip;
pub use sqlite::{APPLICATION_ID, SCHEMA, SCHEMA_VERSION, write_sqlite};
pub use symbol::{Symbols, package_of};
pub use tree::Tree;
pub use validate::{Fault, Rule, Texts, Verdict, examine, validate};
