//! The graph in memory: every file's facts, and beside each reference what it means.

use facts::{FileFacts, Pinned, Skipped, SupertypeKind};

/// A definition of the graph: a file and a definition in it. Files are by path, definitions in the
/// order of the text, so these are ordered too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeRef {
    /// Index into [`CodeGraph::files`].
    pub file: u32,
    /// Index into that file's definitions.
    pub definition: u32,
}

/// Index into [`CodeGraph::externals`].
pub type ExternalId = u32;

/// What a reference means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// This definition; with how it was found.
    Node(Resolved),
    /// A module of the repository: a file.
    File {
        /// Index into [`CodeGraph::files`].
        file: u32,
        /// How it was found.
        strategy: Strategy,
    },
    /// Something outside the repository.
    External(ExternalId),
    /// One of several: no edge. Sorted.
    Ambiguous(Vec<NodeRef>),
    /// Nothing is known.
    Unresolved,
}

/// A definition that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// What was found.
    pub node: NodeRef,
    /// How.
    pub strategy: Strategy,
    /// How sure.
    pub confidence: Confidence,
}

/// The rung of the ladder on which a reference was resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strategy {
    /// A local or parameter, by scopes.
    Local,
    /// A definition of the same file, by scopes.
    SameFile,
    /// A member of the class around.
    SameClass,
    /// What an import names.
    Import,
    /// What a wildcard import or an include brings.
    Wildcard,
    /// A member of the receiver's type.
    ReceiverType,
    /// A member of a supertype.
    Inherited,
    /// The same package or namespace.
    SamePackage,
    /// The only definition of that name in the repository.
    UniqueName,
    /// A call that a macro makes where it is used.
    Macro,
    /// A member of the one object whose name a parameter without a type has.
    ParameterName,
}

impl Strategy {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Strategy::Local => "local",
            Strategy::SameFile => "same_file",
            Strategy::SameClass => "same_class",
            Strategy::Import => "import",
            Strategy::Wildcard => "wildcard",
            Strategy::ReceiverType => "receiver_type",
            Strategy::Inherited => "inherited",
            Strategy::SamePackage => "same_package",
            Strategy::UniqueName => "unique_name",
            Strategy::Macro => "macro",
            Strategy::ParameterName => "parameter_name",
        }
    }
}

/// How sure a resolution is, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Confidence(pub u8);

/// A file with its facts and the meaning of its references.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// What the file tells.
    pub facts: FileFacts,
    /// Beside each of `facts.references`.
    pub resolutions: Vec<Resolution>,
    /// Beside each of `facts.definitions`: the type that it belongs to by its `owner`, where that
    /// was found; else the parent in the text counts.
    pub owners: Vec<Option<NodeRef>>,
    /// What is called beside what a reference names, in the order of the references.
    pub expansions: Vec<Expansion>,
}

/// A function that is called where something else is named: by a macro, or as the constructor of
/// the type of which a value is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expansion {
    /// The use of the macro or type: an index into the file's references.
    pub reference: u32,
    /// The function.
    pub target: NodeRef,
    /// How it was found: [`Strategy::Macro`], or how the type was.
    pub strategy: Strategy,
    /// How sure.
    pub confidence: Confidence,
}

/// `of` inherits from `base`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Supers {
    /// Who.
    pub of: NodeRef,
    /// From what.
    pub base: NodeRef,
    /// How.
    pub kind: SupertypeKind,
}

/// A name outside the repository.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct External {
    /// The language family's name for its ecosystem: `python`, `npm`, `go`, `cargo`, `maven`, `c`.
    pub ecosystem: String,
    /// The module as imported (`os.path`, `react`, `fmt`, `std::collections`); empty for built-ins.
    pub module: String,
    /// The name in it; empty for the module itself. Members of members joined with dots.
    pub name: String,
    /// The package that it comes in, where a lock file of the repository tells its version.
    pub pinned: Option<Pinned>,
}

/// The graph of a commit. Holds nothing of the job, so that the same commit gives the same graph.
#[derive(Debug, Clone, Default)]
pub struct CodeGraph {
    /// By path.
    pub files: Vec<SourceFile>,
    /// Files that are in no unit, by path.
    pub skipped: Vec<Skipped>,
    /// Sorted, each once.
    pub externals: Vec<External>,
    /// Sorted, each once.
    pub supers: Vec<Supers>,
    /// Types that are pieces of one, as C#'s `partial`, each with the first of them. Sorted.
    pub pieces: Vec<(NodeRef, NodeRef)>,
}

impl CodeGraph {
    /// The facts of a definition.
    pub fn definition(&self, node: NodeRef) -> &facts::Definition {
        &self.files[node.file as usize].facts.definitions[node.definition as usize]
    }

    /// The name of a definition.
    pub fn name(&self, node: NodeRef) -> &str {
        let facts = &self.files[node.file as usize].facts;
        facts.name(facts.definitions[node.definition as usize].name)
    }

    /// The definition that holds this one: by its owner, else by the text.
    pub fn parent(&self, node: NodeRef) -> Option<NodeRef> {
        let file = &self.files[node.file as usize];
        if let Some(Some(owner)) = file.owners.get(node.definition as usize) {
            return Some(*owner);
        }
        let parent = file.facts.definitions[node.definition as usize].parent?;
        Some(NodeRef {
            file: node.file,
            definition: parent,
        })
    }
}
