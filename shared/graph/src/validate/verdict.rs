//! What an examination of an index comes to.

use std::collections::BTreeMap;

/// More faults than this are counted, but not listed.
const FAULTS_MAX: usize = 100;

/// What must hold for an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The bytes are a message of the type `Index`.
    Bytes,
    /// Metadata stands first, once, and tells the tool and the root.
    Metadata,
    /// Documents by path, occurrences by range, information and external symbols by symbol; each once.
    Order,
    /// Texts are UTF-8, and positions count its bytes.
    Encoding,
    /// Paths are relative to the root, with `/`, without `.` and `..`; the language is told.
    Document,
    /// A range has 3 or 4 numbers, none negative, and does not go backwards.
    Range,
    /// With texts: a file is there, and every range is in it, at the borders of characters.
    Text,
    /// With texts: a definition's range lies on its name.
    Name,
    /// Symbols are written by SCIP's grammar, those of relationships and enclosing symbols too.
    Symbol,
    /// A local is defined in the document that uses it, and only there.
    Local,
    /// A symbol has one definition; a namesake is told from it by its symbol, and nothing external is defined.
    Duplicate,
    /// A definition has an enclosing range, and that contains the name.
    Enclosing,
    /// Every definition has its information, and information is of what is defined there.
    Information,
    /// A relationship says what it is, and leads to another symbol.
    Relationship,
    /// Every symbol that is used is defined in a document, external, or local.
    Undefined,
}

impl Rule {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Rule::Bytes => "bytes",
            Rule::Metadata => "metadata",
            Rule::Order => "order",
            Rule::Encoding => "encoding",
            Rule::Document => "document",
            Rule::Range => "range",
            Rule::Text => "text",
            Rule::Name => "name",
            Rule::Symbol => "symbol",
            Rule::Local => "local",
            Rule::Duplicate => "duplicate",
            Rule::Enclosing => "enclosing",
            Rule::Information => "information",
            Rule::Relationship => "relationship",
            Rule::Undefined => "undefined",
        }
    }
}

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What should hold.
    pub rule: Rule,
    /// What is there instead.
    pub message: String,
}

/// What an examination of an index comes to: it is sound if there is no fault.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Documents that were looked at.
    pub documents: u64,
    /// Occurrences in them.
    pub occurrences: u64,
    /// Documents whose text was looked at too.
    pub texts: u64,
    /// The first faults.
    pub faults: Vec<Fault>,
    /// How many there are, by rule.
    pub counts: BTreeMap<Rule, u64>,
}

impl Verdict {
    /// All faults, those that are not listed too.
    pub fn faults_total(&self) -> u64 {
        self.counts.values().sum()
    }

    pub(super) fn add(&mut self, rule: Rule, message: String) {
        *self.counts.entry(rule).or_default() += 1;
        if self.faults.len() < FAULTS_MAX {
            self.faults.push(Fault { rule, message });
        }
    }
}
