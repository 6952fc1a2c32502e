//! Graphs made by hand.

use events::{Language, SkipReason};
use facts::{
    Bound, Definition, DefinitionKind, FileFacts, Flags, Receiver, Reference, Role, Skipped, Span,
    Subject, Supertype, SupertypeKind,
};
use graph::{
    CodeGraph, Confidence, External, NodeRef, Resolution, Resolved, SourceFile, Strategy, Supers,
};

pub(crate) fn node(file: u32, definition: u32) -> NodeRef {
    NodeRef { file, definition }
}

pub(crate) fn found(file: u32, definition: u32, strategy: Strategy) -> Resolution {
    Resolution::Node(Resolved {
        node: node(file, definition),
        strategy,
        confidence: Confidence(90),
    })
}

/// A file in the making. Everything stands on a line of its own.
pub(crate) struct File(SourceFile);

impl File {
    pub(crate) fn new(path: &str, language: Language) -> File {
        let facts = FileFacts::empty(path.into(), "0".repeat(40), 100, language);
        File(SourceFile {
            facts,
            resolutions: Vec::new(),
            owners: Vec::new(),
            expansions: Vec::new(),
        })
    }

    pub(crate) fn failed(path: &str, language: Language, reason: &str) -> File {
        let mut file = File::new(path, language);
        file.0.facts = FileFacts::failed(
            path.into(),
            "0".repeat(40),
            100,
            language,
            reason.to_owned(),
        );
        file
    }

    fn intern(&mut self, name: &str) -> u32 {
        let names = &mut self.0.facts.names;
        let at = names.iter().position(|known| known == name);
        at.unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        }) as u32
    }

    pub(crate) fn package(mut self, name: &str) -> File {
        self.0.facts.package = Some(self.intern(name));
        self
    }

    /// A definition on the next even line, three lines long.
    pub(crate) fn define(self, kind: DefinitionKind, name: &str, parent: Option<u32>) -> File {
        self.define_with(kind, name, parent, Flags::default(), None)
    }

    pub(crate) fn define_with(
        mut self,
        kind: DefinitionKind,
        name: &str,
        parent: Option<u32>,
        flags: Flags,
        doc: Option<&str>,
    ) -> File {
        let line = self.0.facts.definitions.len() as u32 * 2;
        let signature = (!kind.is_local()).then(|| self.intern(&format!("{} {name}", kind.name())));
        let definition = Definition {
            name: self.intern(name),
            kind,
            flags,
            parent,
            owner: None,
            name_span: place(line, 4, name.len() as u32),
            body: Span {
                start_line: line,
                start_col: 0,
                end_line: line + 2,
                end_col: 1,
            },
            type_of: None,
            arity: 255,
            signature,
            doc: doc.map(|doc| self.intern(doc)),
        };
        self.0.facts.definitions.push(definition);
        self.0.owners.push(None);
        self
    }

    /// The last definition belongs to that one.
    pub(crate) fn owned_by(mut self, owner: NodeRef) -> File {
        *self.0.owners.last_mut().unwrap() = Some(owner);
        self
    }

    /// The last definition takes so many arguments.
    pub(crate) fn taking(mut self, arity: u8) -> File {
        self.0.facts.definitions.last_mut().unwrap().arity = arity;
        self
    }

    /// A reference on the next odd line.
    pub(crate) fn refer(
        mut self,
        role: Role,
        name: &str,
        holder: Option<u32>,
        to: Resolution,
    ) -> File {
        let line = self.0.facts.references.len() as u32 * 2 + 1;
        let name = self.intern(name);
        self.0.facts.references.push(Reference {
            name,
            span: place(line, 8, 3),
            role,
            holder,
            receiver: Receiver::None,
            bound: Bound::Free,
            arity: 255,
        });
        self.0.resolutions.push(to);
        self
    }

    /// The last reference is a supertype of that definition.
    pub(crate) fn supertype_of(mut self, of: Subject, kind: SupertypeKind) -> File {
        self.0.facts.supertypes.push(Supertype {
            of,
            base: self.0.facts.references.len() as u32 - 1,
            kind,
        });
        self
    }
}

pub(crate) fn place(line: u32, col: u32, length: u32) -> Span {
    Span {
        start_line: line,
        start_col: col,
        end_line: line,
        end_col: col + length,
    }
}

pub(crate) fn graph(files: Vec<File>) -> CodeGraph {
    let files: Vec<SourceFile> = files.into_iter().map(|file| file.0).collect();
    assert!(files.is_sorted_by(|a, b| a.facts.path < b.facts.path));
    for file in &files {
        assert_eq!(file.facts.unsound(), None);
    }
    CodeGraph {
        files,
        ..CodeGraph::default()
    }
}

/// Two Python files, one of which cannot be read whole, a Rust type with members in two files, a
/// C file that cannot be read at all, and a picture.
pub(crate) fn small() -> CodeGraph {
    use DefinitionKind as D;
    let import = Strategy::Import;
    let mut graph = graph(vec![
        File::failed("broken.c", Language::C, "timeout: 5000 ms"),
        File::new("lib/model.rs", Language::Rust)
            .define_with(D::Struct, "Point", None, Flags::PUBLIC, None)
            .define(D::Method, "new", None)
            .owned_by(node(1, 0)),
        File::new("lib/moves.rs", Language::Rust)
            .define(D::Method, "new", None)
            .owned_by(node(1, 0))
            .define(D::Method, "shift", None)
            .owned_by(node(1, 0)),
        File::new("src/app.py", Language::Python)
            .define_with(D::Class, "App", None, Flags::PUBLIC, Some("The app."))
            .define(D::Method, "run", Some(0))
            .define(D::Parameter, "self", Some(1))
            .define(D::Local, "x", Some(1))
            .define_with(D::Function, "test_main", None, Flags::TEST, None)
            .define(D::Class, "App", None)
            .refer(
                Role::Import,
                "base",
                None,
                Resolution::File {
                    file: 4,
                    strategy: import,
                },
            )
            .refer(Role::Import, "Base", None, found(4, 0, import))
            .refer(Role::Import, "requests", None, Resolution::External(1))
            .refer(Role::Supertype, "Base", Some(0), found(4, 0, import))
            .supertype_of(Subject::Definition(0), SupertypeKind::Extends)
            .refer(Role::Call, "run", Some(1), found(4, 1, Strategy::Inherited))
            .refer(Role::Write, "x", Some(1), found(3, 3, Strategy::Local))
            .refer(Role::Read, "x", Some(1), found(3, 3, Strategy::Local))
            .refer(Role::Read, "LIMIT", Some(1), found(4, 4, import))
            .refer(Role::Write, "LIMIT", Some(1), found(4, 4, import))
            .refer(Role::Call, "get", Some(1), Resolution::External(2))
            .refer(
                Role::Call,
                "save",
                Some(1),
                Resolution::Ambiguous(vec![node(4, 1), node(4, 3)]),
            )
            .refer(Role::Call, "App", Some(4), found(3, 0, Strategy::SameFile))
            .refer(
                Role::Call,
                "run",
                Some(4),
                found(3, 1, Strategy::ReceiverType),
            )
            .refer(Role::Type, "App", Some(4), found(3, 0, Strategy::SameFile))
            .refer(Role::Read, "mystery", None, Resolution::Unresolved)
            .refer(Role::Call, "print", None, Resolution::External(0)),
        File::new("src/base.py", Language::Python)
            .define(D::Class, "Base", None)
            .define(D::Method, "run", Some(0))
            .define(D::Parameter, "self", Some(1))
            .define(D::Method, "run", Some(0))
            .define(D::Constant, "LIMIT", None),
    ]);
    let partial = &mut graph.files[4].facts;
    partial.outcome = facts::Outcome::Partial;
    partial.reason = Some("syntax".into());
    graph.supers.push(Supers {
        of: node(3, 0),
        base: node(4, 0),
        kind: SupertypeKind::Extends,
    });
    for (module, name) in [("", "print"), ("requests", ""), ("requests", "get")] {
        graph.externals.push(External {
            ecosystem: "python".into(),
            module: module.into(),
            name: name.into(),
            pinned: None,
        });
    }
    graph.skipped.push(Skipped {
        path: "docs/logo.png".into(),
        oid: "1".repeat(40),
        bytes: 5,
        reason: SkipReason::Binary,
    });
    graph
}
