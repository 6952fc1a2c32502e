//! Facts by hand: every definition and reference gets a line of its own.

use events::Language;
use facts::{
    Argument, Bound, Definition, DefinitionKind, Export, FileFacts, Flags, Import, ImportKind,
    NameId, Operand, Receiver, Reference, Role, SkippedFiles, Span, Subject, Supertype,
    SupertypeKind, Terms, TypeOf,
};
use graph::{CodeGraph, NodeRef, Resolution};

use super::super::resolve;

/// A file in the making.
pub(super) struct File {
    facts: FileFacts,
    line: u32,
    holder: Option<u32>,
}

impl File {
    pub(super) fn new(path: &str) -> File {
        let language = Language::of_path(path).expect("a path of a language");
        File {
            facts: FileFacts::empty(path.into(), "0".into(), 0, language),
            line: 0,
            holder: None,
        }
    }

    pub(super) fn name(&mut self, text: &str) -> NameId {
        let names = &mut self.facts.names;
        let at = names.iter().position(|n| n == text).unwrap_or_else(|| {
            names.push(text.into());
            names.len() - 1
        });
        at as NameId
    }

    fn span(&mut self) -> Span {
        self.line += 1;
        Span {
            start_line: self.line,
            end_line: self.line,
            ..Span::default()
        }
    }

    pub(super) fn package(&mut self, name: &str) {
        self.facts.package = Some(self.name(name));
    }

    /// What follows stands in `holder`.
    pub(super) fn inside(&mut self, holder: u32) -> &mut File {
        self.holder = Some(holder);
        self
    }

    pub(super) fn define(&mut self, kind: DefinitionKind, name: &str) -> u32 {
        let (name, span) = (self.name(name), self.span());
        self.facts.definitions.push(Definition {
            name,
            kind,
            flags: Flags::default(),
            parent: self.holder,
            owner: None,
            name_span: span,
            body: span,
            type_of: None,
            arity: u8::MAX,
            signature: None,
            doc: None,
        });
        self.facts.definitions.len() as u32 - 1
    }

    pub(super) fn class(&mut self, name: &str) -> u32 {
        self.define(DefinitionKind::Class, name)
    }

    /// A method of a class of this file.
    pub(super) fn method(&mut self, class: u32, name: &str) -> u32 {
        let around = self.holder.replace(class);
        let method = self.define(DefinitionKind::Method, name);
        self.holder = around;
        method
    }

    pub(super) fn function(&mut self, name: &str) -> u32 {
        self.define(DefinitionKind::Function, name)
    }

    pub(super) fn of(&mut self, definition: u32) -> &mut Definition {
        &mut self.facts.definitions[definition as usize]
    }

    pub(super) fn declared(&mut self, definition: u32, by: u32) {
        self.of(definition).type_of = Some(TypeOf::Declared(by));
    }

    pub(super) fn value(&mut self, definition: u32, by: u32) {
        self.of(definition).type_of = Some(TypeOf::Value(by));
    }

    pub(super) fn import(
        &mut self,
        kind: ImportKind,
        module: &str,
        member: Option<&str>,
        binding: Option<&str>,
    ) -> u32 {
        let import = Import {
            kind,
            module: self.name(module),
            member: member.map(|m| self.name(m)),
            binding: binding.map(|b| self.name(b)),
            span: self.span(),
            holder: self.holder,
            reexport: false,
            type_only: false,
        };
        self.facts.imports.push(import);
        self.facts.imports.len() as u32 - 1
    }

    /// `from module import name`.
    pub(super) fn from(&mut self, module: &str, name: &str) -> u32 {
        self.import(ImportKind::Member, module, Some(name), Some(name))
    }

    pub(super) fn wildcard(&mut self, module: &str) -> u32 {
        self.import(ImportKind::Wildcard, module, None, None)
    }

    pub(super) fn given_on(&mut self, import: u32) {
        self.facts.imports[import as usize].reexport = true;
    }

    pub(super) fn export(&mut self, name: &str, bound: Bound) {
        let name = self.name(name);
        self.facts.exports.push(Export {
            name,
            bound,
            reference: None,
        });
    }

    pub(super) fn refer(
        &mut self,
        role: Role,
        receiver: Receiver,
        name: &str,
        bound: Bound,
    ) -> u32 {
        let (name, span) = (self.name(name), self.span());
        self.facts.references.push(Reference {
            name,
            span,
            role,
            holder: self.holder,
            receiver,
            bound,
            arity: u8::MAX,
        });
        self.facts.references.len() as u32 - 1
    }

    /// A bare name.
    pub(super) fn read(&mut self, name: &str, bound: Bound) -> u32 {
        self.refer(Role::Read, Receiver::None, name, bound)
    }

    /// The name of a type.
    pub(super) fn typed(&mut self, name: &str, bound: Bound) -> u32 {
        self.refer(Role::Type, Receiver::None, name, bound)
    }

    /// A call of a bare name.
    pub(super) fn call(&mut self, name: &str, bound: Bound) -> u32 {
        self.refer(Role::Call, Receiver::None, name, bound)
    }

    /// A call of a member.
    pub(super) fn call_on(&mut self, receiver: Receiver, name: &str) -> u32 {
        self.refer(Role::Call, receiver, name, Bound::Member)
    }

    pub(super) fn with_arity(&mut self, reference: u32, arity: u8) {
        self.facts.references[reference as usize].arity = arity;
    }

    /// An argument of a call, or what a key is of.
    pub(super) fn argument(&mut self, call: u32, position: u8, operand: Operand) {
        self.facts.arguments.push(Argument {
            call,
            position,
            operand,
        });
    }

    /// The arguments in the order of their calls, as an extractor leaves them.
    pub(super) fn terms(&mut self, terms: Terms) {
        self.facts.terms = terms;
        self.facts.terms.sort();
    }

    pub(super) fn sort_arguments(&mut self) {
        self.facts.arguments.sort_by_key(|a| (a.call, a.position));
    }

    pub(super) fn inherit(&mut self, of: u32, base: u32) {
        self.facts.supertypes.push(Supertype {
            of: Subject::Definition(of),
            base,
            kind: SupertypeKind::Extends,
        });
    }

    pub(super) fn implement(&mut self, of: u32, base: u32) {
        self.facts.supertypes.push(Supertype {
            of: Subject::Reference(of),
            base,
            kind: SupertypeKind::Implements,
        });
    }

    pub(super) fn done(self) -> FileFacts {
        assert_eq!(self.facts.unsound(), None, "{}", self.facts.path);
        self.facts
    }
}

/// What the references named `name` mean, a line each.
pub(super) fn meanings(files: Vec<File>, name: &str) -> String {
    let graph = resolve(
        files.into_iter().map(File::done).collect(),
        SkippedFiles::default(),
    );
    let mut lines = Vec::new();
    for file in &graph.files {
        for (reference, resolution) in file.facts.references.iter().zip(&file.resolutions) {
            if file.facts.name(reference.name) == name {
                let meaning = told(&graph, resolution);
                lines.push(format!("{}: {name} -> {meaning}", file.facts.path));
            }
        }
    }
    lines.join("\n")
}

fn told(graph: &CodeGraph, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Node(found) => format!(
            "{} ({} {})",
            place(graph, found.node),
            found.strategy.name(),
            found.confidence.0
        ),
        Resolution::File { file, strategy } => format!(
            "{} ({})",
            graph.files[*file as usize].facts.path,
            strategy.name()
        ),
        Resolution::External(id) => {
            let external = &graph.externals[*id as usize];
            format!(
                "external {} {:?} {:?}",
                external.ecosystem, external.module, external.name
            )
        }
        Resolution::Ambiguous(candidates) => {
            let candidates: Vec<String> = candidates.iter().map(|&n| place(graph, n)).collect();
            format!("perhaps {}", candidates.join(" or "))
        }
        Resolution::Unresolved => "unresolved".into(),
    }
}

fn place(graph: &CodeGraph, node: NodeRef) -> String {
    let mut names = vec![graph.name(node)];
    let mut at = node;
    while let Some(parent) = graph.parent(at) {
        names.push(graph.name(parent));
        at = parent;
    }
    names.reverse();
    let path = &graph.files[node.file as usize].facts.path;
    format!("{path} {}", names.join("."))
}
