//! The facts of a file: what its text alone tells, before other files are asked.
//!
//! Parsing does not fail: it gives facts and defects. Facts know nothing of jobs, so that the
//! same content gives the same bytes wherever it is parsed.

mod account;
mod address;
mod encoding;
mod file;
mod projects;
mod terms;

pub use account::{Skipped, SkippedFiles};
pub use address::{sha256, unit_digest, units_digest};
pub use encoding::{EncodingError, decode_skipped, decode_unit, encode_skipped, encode_unit};
pub use file::{
    Argument, Bound, Defect, Definition, DefinitionKind, Export, FileFacts, Flags, Given, Import,
    ImportKind, NameId, Operand, Outcome, Receiver, Reference, Role, Span, Subject, Supertype,
    SupertypeKind, TypeOf, UnitFacts,
};
pub use projects::{Cargo, Composer, Entry, Lock, Npm, Pinned, Project, Says, TypeScript};
pub use terms::{Term, TermId, Terms};

/// The version of what extraction yields. A change of any extractor or of these types raises it,
/// for it is part of the address under which facts are cached.
pub const EXTRACTOR_VERSION: u32 = 9;
