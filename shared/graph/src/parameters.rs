//! Whether two methods take the same types, as far as that is told.

use facts::{Definition, DefinitionKind, Flags, TypeOf};

use crate::{CodeGraph, NodeRef, Resolution};

/// How the parameters of one method fit those of another, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// A type differs.
    No,
    /// Not all types are told.
    Perhaps,
    /// All are the same.
    Yes,
}

/// What is told of the type of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told<'a> {
    /// Nothing, or the name of something that stands for other types.
    Nothing,
    /// A type of the repository.
    Ours(NodeRef),
    /// A type from outside, by the last part of its name: it may be imported or written in full.
    Outside(&'a str),
    /// A word of the language, as `int`.
    Word(&'a str),
}

/// Whether two methods that take as many parameters take the same types.
pub(crate) fn fit(
    graph: &CodeGraph,
    whole: impl Fn(NodeRef) -> NodeRef,
    a: NodeRef,
    b: NodeRef,
) -> Fit {
    let pairs = parameters(graph, a).zip(parameters(graph, b));
    let fits = pairs.map(|(one, other)| {
        let is_array = |d: &Definition| d.flags.has(Flags::ARRAY);
        match (told(graph, a, one), told(graph, b, other)) {
            (Told::Nothing, _) | (_, Told::Nothing) => Fit::Perhaps,
            _ if is_array(one) != is_array(other) => Fit::No,
            (Told::Ours(one), Told::Ours(other)) if whole(one) == whole(other) => Fit::Yes,
            // It may be announced in one place and defined in another.
            (Told::Ours(one), Told::Ours(other)) if graph.name(one) == graph.name(other) => {
                Fit::Perhaps
            }
            (one, other) if one == other => Fit::Yes,
            // `string` and `String` are one in C#.
            (Told::Outside(_), Told::Word(_)) | (Told::Word(_), Told::Outside(_)) => Fit::Perhaps,
            _ => Fit::No,
        }
    });
    fits.min().unwrap_or(Fit::Yes)
}

/// The parameters of a method, which stand right behind it.
fn parameters(graph: &CodeGraph, method: NodeRef) -> impl Iterator<Item = &Definition> {
    let definitions = &graph.files[method.file as usize].facts.definitions;
    let behind = definitions.iter().skip(method.definition as usize + 1);
    behind
        .take_while(move |d| d.parent >= Some(method.definition))
        .filter(move |d| d.parent == Some(method.definition) && d.kind == DefinitionKind::Parameter)
}

fn told<'a>(graph: &'a CodeGraph, method: NodeRef, parameter: &Definition) -> Told<'a> {
    let file = &graph.files[method.file as usize];
    match parameter.type_of {
        Some(TypeOf::Declared(of)) => match file.resolutions.get(of as usize) {
            Some(Resolution::Node(to)) if is_itself(graph.definition(to.node).kind) => {
                Told::Ours(to.node)
            }
            Some(Resolution::External(id)) => {
                let name = &graph.externals[*id as usize].name;
                Told::Outside(name.rsplit('.').next().unwrap_or(name))
            }
            _ => Told::Nothing,
        },
        Some(TypeOf::Named(name)) => Told::Word(file.facts.name(name)),
        Some(TypeOf::Value(_)) | None => Told::Nothing,
    }
}

/// Whether a name means a type, and no other one that is given or stands behind it.
fn is_itself(kind: DefinitionKind) -> bool {
    kind.is_type()
        && !matches!(
            kind,
            DefinitionKind::TypeParameter | DefinitionKind::TypeAlias
        )
}
