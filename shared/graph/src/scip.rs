//! `index.scip`: the graph as a SCIP index.
//!
//! A SCIP index is one protobuf message, and protobuf messages of a type may be concatenated. So
//! the metadata, each document and the external symbols are an `Index` each, and never more than
//! a few documents are in memory.

use std::io::Write;

use ::scip::types as wire;
use facts::{DefinitionKind, FileFacts, Flags, Outcome, Role, Span};
use protobuf::{EnumOrUnknown, Message, MessageField};
use rayon::prelude::*;

use crate::overrides::{Override, overrides};
use crate::{CodeGraph, NodeRef, OutputError, Resolution, Symbols};

/// Documents that are encoded side by side and then written.
const DOCUMENTS_AT_ONCE: usize = 64;

const DEFINITION: i32 = wire::SymbolRole::Definition as i32;
const IMPORT: i32 = wire::SymbolRole::Import as i32;
const WRITE: i32 = wire::SymbolRole::WriteAccess as i32;
const READ: i32 = wire::SymbolRole::ReadAccess as i32;
const TEST: i32 = wire::SymbolRole::Test as i32;

/// Writes the index and gives its size.
pub fn write_scip(graph: &CodeGraph, out: &mut impl Write) -> Result<u64, OutputError> {
    write(graph, &Symbols::of(graph), out)
}

pub(crate) fn write(
    graph: &CodeGraph,
    symbols: &Symbols,
    out: &mut impl Write,
) -> Result<u64, OutputError> {
    let maker = Maker {
        graph,
        symbols,
        overrides: overrides(graph, symbols.tree()),
    };
    let mut size = 0;
    let mut give = |bytes: &[u8]| {
        size += bytes.len() as u64;
        out.write_all(bytes).map_err(OutputError::Write)
    };
    give(&encode(&metadata())?)?;
    let files: Vec<u32> = (0..graph.files.len() as u32).collect();
    for chunk in files.chunks(DOCUMENTS_AT_ONCE) {
        let encoded: Vec<Result<Vec<u8>, OutputError>> = chunk
            .par_iter()
            .map(|file| {
                encode(&wire::Index {
                    documents: vec![maker.document(*file)],
                    ..wire::Index::default()
                })
            })
            .collect();
        for bytes in encoded {
            give(&bytes?)?;
        }
    }
    if !graph.externals.is_empty() {
        give(&encode(&maker.externals())?)?;
    }
    Ok(size)
}

fn encode(index: &wire::Index) -> Result<Vec<u8>, OutputError> {
    index.write_to_bytes().map_err(OutputError::Encode)
}

fn metadata() -> wire::Index {
    let tool = wire::ToolInfo {
        name: "graphmill".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        ..wire::ToolInfo::default()
    };
    wire::Index {
        metadata: MessageField::some(wire::Metadata {
            tool_info: MessageField::some(tool),
            // The graph is of a commit, wherever that is checked out.
            project_root: "file:///".into(),
            text_document_encoding: wire::TextEncoding::UTF8.into(),
            ..wire::Metadata::default()
        }),
        ..wire::Index::default()
    }
}

/// What an occurrence means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meaning {
    File(u32),
    Node(NodeRef),
    External(u32),
}

/// An occurrence before it is encoded.
struct Place {
    span: Span,
    meaning: Meaning,
    roles: i32,
    /// Of a definition.
    body: Option<Span>,
}

struct Maker<'a> {
    graph: &'a CodeGraph,
    symbols: &'a Symbols,
    overrides: Vec<Override>,
}

impl Maker<'_> {
    fn document(&self, file: u32) -> wire::Document {
        let facts = &self.graph.files[file as usize].facts;
        let mut occurrences: Vec<wire::Occurrence> = self
            .places(file)
            .into_iter()
            .map(|place| self.occurrence(&place))
            .collect();
        if let Some(first) = occurrences.first_mut() {
            first.diagnostics.extend(diagnostic(facts));
        }
        wire::Document {
            language: facts.language.scip_name().into(),
            relative_path: facts.path.clone(),
            occurrences,
            symbols: self.informations(file),
            position_encoding: wire::PositionEncoding::UTF8CodeUnitOffsetFromLineStart.into(),
            ..wire::Document::default()
        }
    }

    /// Everything that has a meaning in a file: first the file itself, at its very start, then by
    /// place. A name that is defined and written at once is one place with both roles.
    fn places(&self, file: u32) -> Vec<Place> {
        let source = &self.graph.files[file as usize];
        let (definitions, references) = (&source.facts.definitions, &source.facts.references);
        let mut places = Vec::with_capacity(definitions.len() + references.len() + 1);
        for (definition, facts) in definitions.iter().enumerate() {
            let definition = definition as u32;
            let test = if facts.flags.has(Flags::TEST) {
                TEST
            } else {
                0
            };
            places.push(Place {
                span: facts.name_span,
                meaning: Meaning::Node(NodeRef { file, definition }),
                roles: DEFINITION | test,
                body: Some(around(facts.body, facts.name_span)),
            });
        }
        for (reference, resolution) in references.iter().zip(&source.resolutions) {
            let meaning = match resolution {
                Resolution::Node(to) => Meaning::Node(to.node),
                Resolution::File { file, .. } => Meaning::File(*file),
                Resolution::External(id) => Meaning::External(*id),
                Resolution::Ambiguous(_) | Resolution::Unresolved => continue,
            };
            // A local's number means something else in another document.
            if let Meaning::Node(node) = meaning
                && node.file != file
                && self.is_numbered(node)
            {
                continue;
            }
            places.push(Place {
                span: reference.span,
                meaning,
                roles: roles(reference.role),
                body: None,
            });
        }
        for expansion in &source.expansions {
            places.push(Place {
                span: references[expansion.reference as usize].span,
                meaning: Meaning::Node(expansion.target),
                roles: 0,
                body: None,
            });
        }
        let end = places
            .iter()
            .flat_map(|place| [Some(place.span), place.body])
            .flatten()
            .map(|span| (span.end_line, span.end_col))
            .max();
        let (end_line, end_col) = end.unwrap_or_default();
        places.push(Place {
            span: Span::default(),
            meaning: Meaning::File(file),
            roles: DEFINITION,
            body: Some(Span {
                end_line,
                end_col,
                ..Span::default()
            }),
        });
        places.sort_unstable_by_key(|p| (p.span, p.body.is_none(), p.meaning, p.roles));
        places.dedup_by(|later, kept| {
            let same = later.span == kept.span && later.meaning == kept.meaning;
            if same {
                kept.roles |= later.roles;
            }
            same
        });
        places
    }

    fn occurrence(&self, place: &Place) -> wire::Occurrence {
        wire::Occurrence {
            range: range(place.span),
            symbol: match place.meaning {
                Meaning::File(file) => self.symbols.file(file).to_owned(),
                Meaning::Node(node) => self.symbol(node),
                Meaning::External(id) => self.symbols.external(id).to_owned(),
            },
            symbol_roles: place.roles,
            enclosing_range: place.body.map(range).unwrap_or_default(),
            ..wire::Occurrence::default()
        }
    }

    fn symbol(&self, node: NodeRef) -> String {
        if !self.graph.definition(node).kind.is_local() {
            return self.symbols.node(node).to_owned();
        }
        let named = self.symbols.parameter(self.graph, node);
        named.unwrap_or_else(|| format!("local {}", self.symbols.local(node)))
    }

    /// Whether a definition has a number for a symbol.
    fn is_numbered(&self, node: NodeRef) -> bool {
        self.graph.definition(node).kind.is_local()
            && self.symbols.parameter(self.graph, node).is_none()
    }

    /// What is defined in a file, by symbol.
    fn informations(&self, file: u32) -> Vec<wire::SymbolInformation> {
        let facts = &self.graph.files[file as usize].facts;
        let mut informations = Vec::with_capacity(facts.definitions.len() + 1);
        informations.push(wire::SymbolInformation {
            symbol: self.symbols.file(file).to_owned(),
            kind: Kind::File.into(),
            display_name: facts.path.clone(),
            ..wire::SymbolInformation::default()
        });
        for definition in 0..facts.definitions.len() as u32 {
            informations.push(self.information(facts, NodeRef { file, definition }));
        }
        informations.sort_unstable_by(|a, b| a.symbol.cmp(&b.symbol));
        informations
    }

    fn information(&self, facts: &FileFacts, node: NodeRef) -> wire::SymbolInformation {
        let definition = self.graph.definition(node);
        let mut information = wire::SymbolInformation {
            symbol: self.symbol(node),
            kind: kind(definition.kind, definition.flags),
            display_name: facts.name(definition.name).to_owned(),
            ..wire::SymbolInformation::default()
        };
        if definition.kind.is_local() {
            return information;
        }
        if let Some(doc) = definition.doc {
            information.documentation.push(facts.name(doc).to_owned());
        }
        if let Some(signature) = definition.signature {
            information.signature_documentation = MessageField::some(wire::Signature {
                language: facts.language.scip_name().into(),
                text: facts.name(signature).to_owned(),
                ..wire::Signature::default()
            });
        }
        if let Some(parent) = self.symbols.tree().parent(node) {
            information.enclosing_symbol = self.symbol(parent);
        }
        information.relationships = self.relationships(node);
        information
    }

    /// To supertypes, and from a method to the methods that it stands in for.
    fn relationships(&self, node: NodeRef) -> Vec<wire::Relationship> {
        let supers = &self.graph.supers;
        let first = supers.partition_point(|s| s.of < node);
        let types = supers[first..].iter().take_while(|s| s.of == node);
        let first = self.overrides.partition_point(|o| o.method < node);
        let methods = self.overrides[first..]
            .iter()
            .take_while(|o| o.method == node);
        let mut related: Vec<wire::Relationship> = types
            .map(|s| (s.base, false))
            .chain(methods.map(|o| (o.base, true)))
            .map(|(base, is_reference)| wire::Relationship {
                symbol: self.symbol(base),
                is_implementation: true,
                is_reference,
                ..wire::Relationship::default()
            })
            .collect();
        related.sort_unstable_by(|a, b| a.symbol.cmp(&b.symbol));
        related.dedup_by(|a, b| a.symbol == b.symbol);
        related
    }

    fn externals(&self) -> wire::Index {
        let mut external_symbols: Vec<wire::SymbolInformation> = self
            .graph
            .externals
            .iter()
            .enumerate()
            .map(|(id, external)| wire::SymbolInformation {
                symbol: self.symbols.external(id as u32).to_owned(),
                display_name: if external.name.is_empty() {
                    external.module.clone()
                } else {
                    external.name.clone()
                },
                ..wire::SymbolInformation::default()
            })
            .collect();
        external_symbols.sort_unstable_by(|a, b| a.symbol.cmp(&b.symbol));
        wire::Index {
            external_symbols,
            ..wire::Index::default()
        }
    }
}

/// What is to be said of a file that was not read as a whole.
fn diagnostic(facts: &FileFacts) -> Option<wire::Diagnostic> {
    let severity = match facts.outcome {
        Outcome::Parsed => return None,
        Outcome::Partial => wire::Severity::Warning,
        Outcome::Failed => wire::Severity::Error,
    };
    Some(wire::Diagnostic {
        severity: severity.into(),
        code: facts.outcome.name().into(),
        message: facts.reason.clone().unwrap_or_default(),
        source: "graphmill".into(),
        ..wire::Diagnostic::default()
    })
}

const fn roles(role: Role) -> i32 {
    match role {
        Role::Import => IMPORT,
        Role::Write => WRITE,
        Role::Read => READ,
        Role::Call | Role::Instantiate | Role::Type | Role::Supertype | Role::Decorator => 0,
    }
}

/// The whole of a definition. It holds the name, also where only the name is known.
fn around(body: Span, name: Span) -> Span {
    if body == Span::default() {
        return name;
    }
    let start = (body.start_line, body.start_col).min((name.start_line, name.start_col));
    let end = (body.end_line, body.end_col).max((name.end_line, name.end_col));
    Span {
        start_line: start.0,
        start_col: start.1,
        end_line: end.0,
        end_col: end.1,
    }
}

fn range(span: Span) -> Vec<i32> {
    let number = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let (line, from, to) = (
        number(span.start_line),
        number(span.start_col),
        number(span.end_col),
    );
    if span.start_line == span.end_line {
        vec![line, from, to]
    } else {
        vec![line, from, number(span.end_line), to]
    }
}

use wire::symbol_information::Kind;

fn kind(kind: DefinitionKind, flags: Flags) -> EnumOrUnknown<Kind> {
    let kind = match kind {
        DefinitionKind::Module | DefinitionKind::Mixin => Kind::Module,
        DefinitionKind::Namespace => Kind::Namespace,
        DefinitionKind::Class => Kind::Class,
        DefinitionKind::Struct => Kind::Struct,
        DefinitionKind::Union => Kind::Union,
        DefinitionKind::Interface => Kind::Interface,
        DefinitionKind::Trait => Kind::Trait,
        DefinitionKind::Enum => Kind::Enum,
        DefinitionKind::EnumMember => Kind::EnumMember,
        DefinitionKind::Function => Kind::Function,
        DefinitionKind::Method if flags.has(Flags::ABSTRACT) => Kind::AbstractMethod,
        DefinitionKind::Method if flags.has(Flags::STATIC) => Kind::StaticMethod,
        DefinitionKind::Method => Kind::Method,
        DefinitionKind::Constructor => Kind::Constructor,
        DefinitionKind::Field => Kind::Field,
        DefinitionKind::Variable | DefinitionKind::Local => Kind::Variable,
        DefinitionKind::Constant => Kind::Constant,
        DefinitionKind::TypeAlias => Kind::TypeAlias,
        DefinitionKind::Macro => Kind::Macro,
        DefinitionKind::TypeParameter => Kind::TypeParameter,
        DefinitionKind::Parameter => Kind::Parameter,
        DefinitionKind::Label => Kind::UnspecifiedKind,
    };
    kind.into()
}
