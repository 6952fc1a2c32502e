//! Rows of `edges`, and of what is ambiguous.

use std::collections::BTreeSet;

use facts::{DefinitionKind, Receiver, Reference, Role, Span, Subject, Supertype, SupertypeKind};
use rusqlite::{Connection, Result};
use rustc_hash::{FxHashMap, FxHashSet};

use super::ids::{Ids, REPOSITORY};
use super::rows::Rows;
use crate::overrides::{Dispatch, Override, overrides};
use crate::{CodeGraph, NodeRef, Resolution, Strategy, Supers, Symbols};

/// How sure an edge to a whole file or to something outside is: the import names it.
const NAMED: u8 = 100;
/// How sure it is that a method of the same name stands in for one of a supertype.
const OVERRIDES: u8 = 100;
/// How sure it is that a call runs one of several methods that stand in for what it names.
const DISPATCHES: u8 = 50;
/// The same, if it takes another number of arguments.
const OVERRIDES_OTHER_ARITY: u8 = 80;

/// A row of `edges`.
struct Edge<'a> {
    source: u32,
    target: u32,
    kind: &'a str,
    file: Option<&'a str>,
    span: Option<Span>,
    how: Option<(&'a str, u8)>,
}

/// What a reference means: the node, what kind of definition it is if it is one, and how it was found.
struct Target {
    id: u32,
    node: Option<NodeRef>,
    kind: Option<DefinitionKind>,
    how: (&'static str, u8),
}

struct Writer<'a, 'c> {
    graph: &'a CodeGraph,
    symbols: &'a Symbols,
    ids: &'a Ids<'a>,
    edges: Rows<'c>,
    ambiguous: Rows<'c>,
    ambiguous_len: u32,
    targets: Rows<'c>,
    /// Pairs that have their edge already.
    supers: FxHashSet<Supers>,
    dispatch: Dispatch,
}

pub(super) fn edges(
    database: &Connection,
    graph: &CodeGraph,
    symbols: &Symbols,
    ids: &Ids,
) -> Result<()> {
    let overrides = overrides(graph, symbols.tree());
    let mut writer = Writer {
        graph,
        symbols,
        ids,
        edges: Rows::into(
            database,
            "edges",
            "source, target, kind, file, start_line, start_col, end_line, end_col, strategy, confidence",
        )?,
        ambiguous: Rows::into(
            database,
            "ambiguous",
            "id, source, name, file, start_line, start_col, end_line, end_col",
        )?,
        ambiguous_len: 0,
        targets: Rows::into(database, "ambiguous_targets", "reference, target")?,
        supers: FxHashSet::default(),
        dispatch: Dispatch::of(graph, &overrides),
    };
    for (at, path) in ids.folders.iter().enumerate() {
        writer.contains(ids.around(path), Ids::folder(at), None, None)?;
    }
    for (file, source) in (0_u32..).zip(&graph.files) {
        let path = source.facts.path.as_str();
        let (around, id) = (ids.around(path), ids.file(file));
        writer.contains(around, id, Some(path), Some(Span::default()))?;
        writer.members(file)?;
        writer.references(file)?;
    }
    writer.other_supers()?;
    writer.overrides(&overrides)
}

impl Writer<'_, '_> {
    fn insert(&mut self, edge: &Edge) -> Result<()> {
        self.edges
            .value(edge.source)?
            .value(edge.target)?
            .value(edge.kind)?
            .value(edge.file)?
            .span(edge.span)?
            .value(edge.how.map(|(strategy, _)| strategy))?
            .value(edge.how.map(|(_, confidence)| confidence))?
            .end()
    }

    fn contains(
        &mut self,
        source: u32,
        target: u32,
        file: Option<&str>,
        span: Option<Span>,
    ) -> Result<()> {
        debug_assert_ne!(target, REPOSITORY, "nothing holds the repository");
        self.insert(&Edge {
            source,
            target,
            kind: "contains",
            file,
            span,
            how: None,
        })
    }

    fn members(&mut self, file: u32) -> Result<()> {
        let facts = &self.graph.files[file as usize].facts;
        for (at, definition) in facts.definitions.iter().enumerate() {
            if definition.kind.is_local() {
                continue;
            }
            let node = NodeRef {
                file,
                definition: at as u32,
            };
            let parent = self.symbols.tree().parent(node);
            let around = parent.map_or(self.ids.file(file), |parent| self.ids.node(parent));
            let span = Some(definition.name_span);
            self.contains(around, self.ids.node(node), Some(&facts.path), span)?;
        }
        Ok(())
    }

    /// The node around a reference.
    fn holder(&self, file: u32, holder: Option<u32>) -> u32 {
        holder
            .and_then(|definition| {
                let node = NodeRef { file, definition };
                self.symbols.tree().seen(self.graph, node)
            })
            .map_or(self.ids.file(file), |node| self.ids.node(node))
    }

    /// Where an edge may lead to: no local, nothing uncertain.
    fn target(&self, resolution: &Resolution) -> Option<Target> {
        Some(match resolution {
            Resolution::Node(to) => {
                let kind = self.graph.definition(to.node).kind;
                if kind.is_local() {
                    return None;
                }
                Target {
                    id: self.ids.node(to.node),
                    node: Some(to.node),
                    kind: Some(kind),
                    how: (to.strategy.name(), to.confidence.0),
                }
            }
            Resolution::File { file, strategy } => Target {
                id: self.ids.file(*file),
                node: None,
                kind: None,
                how: (strategy.name(), NAMED),
            },
            Resolution::External(id) => Target {
                id: self.ids.external(*id),
                node: None,
                kind: None,
                how: ("external", NAMED),
            },
            Resolution::Ambiguous(_) | Resolution::Unresolved => return None,
        })
    }

    fn candidates(
        &mut self,
        file: u32,
        reference: &Reference,
        candidates: &[NodeRef],
    ) -> Result<()> {
        let tree = self.symbols.tree();
        let seen = candidates
            .iter()
            .filter_map(|candidate| tree.seen(self.graph, *candidate));
        let targets: BTreeSet<u32> = seen.map(|node| self.ids.node(node)).collect();
        if targets.is_empty() {
            return Ok(());
        }
        let facts = &self.graph.files[file as usize].facts;
        let source = self.holder(file, reference.holder);
        self.ambiguous_len += 1;
        self.ambiguous
            .value(self.ambiguous_len)?
            .value(source)?
            .value(facts.name(reference.name))?
            .value(&facts.path)?
            .span(Some(reference.span))?
            .end()?;
        for target in targets {
            self.targets
                .value(self.ambiguous_len)?
                .value(target)?
                .end()?;
        }
        Ok(())
    }

    fn references(&mut self, file: u32) -> Result<()> {
        let source = &self.graph.files[file as usize];
        let facts = &source.facts;
        let mut bases: FxHashMap<u32, Vec<&Supertype>> = FxHashMap::default();
        for supertype in &facts.supertypes {
            bases.entry(supertype.base).or_default().push(supertype);
        }
        let both = facts.references.iter().zip(&source.resolutions);
        for (at, (reference, resolution)) in (0_u32..).zip(both) {
            if let Resolution::Ambiguous(candidates) = resolution {
                self.candidates(file, reference, candidates)?;
                continue;
            }
            let Some(target) = self.target(resolution) else {
                continue;
            };
            let mut inherited = false;
            for supertype in bases.get(&at).into_iter().flatten() {
                let Some(of) = self.subject(file, supertype.of) else {
                    continue;
                };
                inherited = true;
                if let Some(base) = target.node {
                    let kind = supertype.kind;
                    self.supers.insert(Supers { of, base, kind });
                }
                self.insert(&Edge {
                    source: self.ids.node(of),
                    target: target.id,
                    kind: supertype_edge(supertype.kind),
                    file: Some(&facts.path),
                    span: Some(reference.span),
                    how: Some(target.how),
                })?;
            }
            if let Resolution::Node(to) = resolution
                && reference.role == Role::Call
                && reference.receiver != Receiver::Super
            {
                self.dispatches(file, reference, to.node)?;
            }
            if !inherited {
                self.insert(&Edge {
                    source: self.holder(file, reference.holder),
                    target: target.id,
                    kind: edge(reference.role, target.kind),
                    file: Some(&facts.path),
                    span: Some(reference.span),
                    how: Some(target.how),
                })?;
            }
        }
        for expansion in &source.expansions {
            let reference = &facts.references[expansion.reference as usize];
            self.insert(&Edge {
                source: self.holder(file, reference.holder),
                target: self.ids.node(expansion.target),
                kind: "calls",
                file: Some(&facts.path),
                span: Some(reference.span),
                how: Some((expansion.strategy.name(), expansion.confidence.0)),
            })?;
        }
        Ok(())
    }

    /// The methods that may run instead of the one that a call names.
    fn dispatches(&mut self, file: u32, reference: &Reference, called: NodeRef) -> Result<()> {
        for method in self.dispatch.implementers(called) {
            self.insert(&Edge {
                source: self.holder(file, reference.holder),
                target: self.ids.node(method),
                kind: "dispatches",
                file: Some(&self.graph.files[file as usize].facts.path),
                span: Some(reference.span),
                how: Some((Strategy::Inherited.name(), DISPATCHES)),
            })?;
        }
        Ok(())
    }

    /// The definition that inherits, where it is known and no local.
    fn subject(&self, file: u32, subject: Subject) -> Option<NodeRef> {
        let node = match subject {
            Subject::Definition(definition) => NodeRef { file, definition },
            Subject::Reference(reference) => {
                match &self.graph.files[file as usize].resolutions[reference as usize] {
                    Resolution::Node(to) => to.node,
                    Resolution::File { .. }
                    | Resolution::External(_)
                    | Resolution::Ambiguous(_)
                    | Resolution::Unresolved => return None,
                }
            }
        };
        (!self.graph.definition(node).kind.is_local()).then_some(node)
    }

    /// Inheritance that no reference shows, at the name of the one that inherits.
    fn other_supers(&mut self) -> Result<()> {
        for supers in &self.graph.supers {
            let local = |node| self.graph.definition(node).kind.is_local();
            if self.supers.contains(supers) || local(supers.of) || local(supers.base) {
                continue;
            }
            self.insert(&Edge {
                source: self.ids.node(supers.of),
                target: self.ids.node(supers.base),
                kind: supertype_edge(supers.kind),
                file: Some(&self.graph.files[supers.of.file as usize].facts.path),
                span: Some(self.graph.definition(supers.of).name_span),
                how: Some((Strategy::Inherited.name(), NAMED)),
            })?;
        }
        Ok(())
    }

    fn overrides(&mut self, overrides: &[Override]) -> Result<()> {
        for found in overrides {
            let confidence = if found.same_arity {
                OVERRIDES
            } else {
                OVERRIDES_OTHER_ARITY
            };
            self.insert(&Edge {
                source: self.ids.node(found.method),
                target: self.ids.node(found.base),
                kind: "overrides",
                file: Some(&self.graph.files[found.method.file as usize].facts.path),
                span: Some(self.graph.definition(found.method).name_span),
                how: Some((Strategy::Inherited.name(), confidence)),
            })?;
        }
        Ok(())
    }
}

const fn supertype_edge(kind: SupertypeKind) -> &'static str {
    match kind {
        SupertypeKind::Extends | SupertypeKind::Embeds => "inherits",
        SupertypeKind::Implements => "implements",
    }
}

/// The kind of an edge: by the role of the reference, and by what is there. To read a function or
/// a class is to mention it; to call a class is to make an object of it.
const fn edge(role: Role, target: Option<DefinitionKind>) -> &'static str {
    match (role, target) {
        (Role::Import, _) => "imports",
        (Role::Call, Some(kind)) if kind.is_type() || is_constructor(kind) => "instantiates",
        (Role::Call, _) => "calls",
        (Role::Instantiate, _) => "instantiates",
        (Role::Read, Some(kind)) if is_value(kind) => "reads",
        (Role::Write, Some(kind)) if is_value(kind) => "writes",
        (Role::Read | Role::Write | Role::Type | Role::Supertype | Role::Decorator, _) => {
            "references"
        }
    }
}

const fn is_constructor(kind: DefinitionKind) -> bool {
    matches!(kind, DefinitionKind::Constructor)
}

const fn is_value(kind: DefinitionKind) -> bool {
    matches!(
        kind,
        DefinitionKind::Field
            | DefinitionKind::Variable
            | DefinitionKind::Constant
            | DefinitionKind::EnumMember
    )
}
