//! A small finished graph, made by hand.

use std::path::Path;

use events::Language;
use facts::{
    Bound, Definition, DefinitionKind, FileFacts, Flags, Receiver, Reference, Role, Span, Subject,
    Supertype, SupertypeKind,
};
use finished::{Answer, Finished, Options, Question};
use graph::{
    CodeGraph, Confidence, External, NodeRef, Resolution, Resolved, SourceFile, Strategy, Supers,
};
use tempfile::TempDir;

/// A file in the making: each definition and reference stands on the next line.
struct File {
    source: SourceFile,
    line: u32,
}

impl File {
    fn new(path: &str) -> File {
        File {
            source: SourceFile {
                facts: FileFacts::empty(path.into(), "0".repeat(40), 100, Language::Python),
                resolutions: Vec::new(),
                owners: Vec::new(),
                expansions: Vec::new(),
            },
            line: 0,
        }
    }

    fn span(&mut self, length: usize) -> Span {
        self.line += 1;
        Span {
            start_line: self.line - 1,
            start_col: 4,
            end_line: self.line - 1,
            end_col: 4 + length as u32,
        }
    }

    fn intern(&mut self, name: &str) -> u32 {
        let names = &mut self.source.facts.names;
        names.push(name.to_owned());
        names.len() as u32 - 1
    }

    /// A definition whose body has so many lines.
    fn define(mut self, kind: DefinitionKind, name: &str, parent: Option<u32>, lines: u32) -> File {
        let name_span = self.span(name.len());
        let definition = Definition {
            name: self.intern(name),
            kind,
            flags: Flags::default(),
            parent,
            owner: None,
            name_span,
            body: Span {
                start_col: 0,
                end_line: name_span.start_line + lines - 1,
                end_col: 40,
                ..name_span
            },
            type_of: None,
            arity: 255,
            signature: Some(self.intern(&format!("def {name}"))),
            doc: None,
        };
        self.source.facts.definitions.push(definition);
        self.source.owners.push(None);
        self
    }

    /// Marks the last definition as a test, or documents it.
    fn test(mut self) -> File {
        self.last().flags.set(Flags::TEST);
        self
    }

    fn documented(mut self, text: &str) -> File {
        let doc = self.intern(text);
        self.last().doc = Some(doc);
        self
    }

    fn last(&mut self) -> &mut Definition {
        self.source.facts.definitions.last_mut().unwrap()
    }

    fn refer(mut self, role: Role, name: &str, holder: Option<u32>, to: Resolution) -> File {
        let span = self.span(name.len());
        let name = self.intern(name);
        self.source.facts.references.push(Reference {
            name,
            span,
            role,
            holder,
            receiver: Receiver::None,
            bound: Bound::Free,
            arity: 255,
        });
        self.source.resolutions.push(to);
        self
    }

    /// The last reference is a supertype of that definition.
    fn supertype_of(mut self, of: u32) -> File {
        self.source.facts.supertypes.push(Supertype {
            of: Subject::Definition(of),
            base: self.source.facts.references.len() as u32 - 1,
            kind: SupertypeKind::Extends,
        });
        self
    }
}

fn to(file: u32, definition: u32) -> Resolution {
    Resolution::Node(Resolved {
        node: NodeRef { file, definition },
        strategy: Strategy::Import,
        confidence: Confidence(95),
    })
}

fn module(file: u32) -> Resolution {
    Resolution::File {
        file,
        strategy: Strategy::Import,
    }
}

/// A name that is awkward in every format.
pub(crate) const AWKWARD: &str = "q\"<&>'\\,;\u{1}`\u{202e}é";
/// A text of several lines that is, too.
pub(crate) const AWKWARD_TEXT: &str = "one, \"two\"\r\nthree\n\u{0}\u{b}four\u{fffe}\ttab";

/// `web` gives on what `web.base` defines; `shop.py` uses it, and a test too.
fn small() -> CodeGraph {
    use DefinitionKind as D;
    let files = vec![
        // 0
        File::new("shop.py")
            .refer(Role::Import, "View", None, to(4, 0))
            .refer(Role::Import, "requests", None, Resolution::External(1))
            .define(D::Class, "Shop", None, 8)
            .refer(Role::Supertype, "View", Some(0), to(4, 0))
            .supertype_of(0)
            .define(D::Method, "render", Some(0), 4)
            .refer(Role::Call, "fetch", Some(1), to(0, 2))
            .refer(Role::Call, "fetch", Some(1), to(0, 2))
            .refer(Role::Call, "render", Some(1), to(4, 2))
            .define(D::Function, "fetch", None, 2)
            .refer(Role::Call, "get", Some(2), Resolution::External(2)),
        // 1
        File::new("test_shop.py")
            .refer(Role::Import, "shop", None, module(0))
            .define(D::Function, "test_render", None, 4)
            .test()
            .refer(Role::Call, "Shop", Some(0), to(0, 0))
            .refer(Role::Call, "render", Some(0), to(0, 1))
            .define(D::Function, "fetch", None, 1)
            .test(),
        // 2
        File::new("twin.py").define(D::Class, "Shop", None, 1),
        // 3
        File::new("web/__init__.py").refer(Role::Import, "View", None, to(4, 0)),
        // 4
        File::new("web/base.py")
            .define(D::Class, "View", None, 6)
            .documented("Shows a thing.")
            .define(D::Constructor, "__init__", Some(0), 1)
            .define(D::Method, "render", Some(0), 2)
            .refer(Role::Call, "print", Some(2), Resolution::External(0))
            .define(D::Variable, AWKWARD, None, 1)
            .documented(AWKWARD_TEXT),
    ];
    let external = |module: &str, name: &str| External {
        ecosystem: "python".into(),
        module: module.into(),
        name: name.into(),
        pinned: None,
    };
    CodeGraph {
        files: files.into_iter().map(|file| file.source).collect(),
        skipped: Vec::new(),
        externals: vec![
            external("", "print"),
            external("requests", ""),
            external("requests", "get"),
        ],
        supers: vec![Supers {
            of: NodeRef {
                file: 0,
                definition: 0,
            },
            base: NodeRef {
                file: 4,
                definition: 0,
            },
            kind: SupertypeKind::Extends,
        }],
        pieces: Vec::new(),
    }
}

/// The small graph, finished.
pub(crate) struct Small {
    pub(crate) folder: TempDir,
    pub(crate) graph: Finished,
}

impl Small {
    pub(crate) fn new() -> Small {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path());
        let graph = Finished::open(folder.path()).unwrap();
        Small { folder, graph }
    }

    pub(crate) fn ask(&self, question: &Question) -> Answer {
        self.graph.ask(question, &options()).unwrap()
    }

    /// The answer as lines: nodes with their distances, then edges.
    pub(crate) fn told(&self, question: &Question, options: &Options) -> String {
        told(&self.graph.ask(question, options).unwrap())
    }
}

pub(crate) fn write(folder: &Path) {
    graph::write_all(&small(), folder).unwrap();
}

pub(crate) fn options() -> Options {
    Options {
        depth: None,
        limit: 100,
        kind: None,
        all: false,
    }
}

pub(crate) fn told(answer: &Answer) -> String {
    let nodes = answer.by_id();
    let name = |id: i64| {
        let node = nodes[&id];
        match &node.file {
            Some(file) if node.is_definition() => format!("{file}:{}", node.qualified_name),
            _ => node.qualified_name.clone(),
        }
    };
    let mut lines: Vec<String> = Vec::new();
    for reached in &answer.nodes {
        let root = if answer.roots.contains(&reached.node.id) {
            " root"
        } else {
            ""
        };
        lines.push(format!(
            "{} {} {}{root}",
            reached.distance,
            reached.node.kind,
            name(reached.node.id)
        ));
    }
    for edge in &answer.edges {
        lines.push(format!(
            "{} {} {} at {}:{}",
            name(edge.source),
            edge.kind,
            name(edge.target),
            edge.file.as_deref().unwrap_or("-"),
            edge.start_line.map_or(0, |line| line + 1),
        ));
    }
    lines.extend(answer.cut.map(|cut| format!("cut: {cut:?}")));
    lines.join("\n")
}
