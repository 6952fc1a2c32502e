//! How much is in a graph.

use events::{Language, Outcomes};
use facts::{Bound, Outcome, Receiver, Reference, Role};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::{CodeGraph, Resolution, SourceFile};

/// How much is in a graph. `references` is the sum of the four below it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Definitions that are not local.
    pub definitions: u64,
    /// Uses of names that could make an edge: all but the names in import statements, which say
    /// where a name comes from and are no use of it, and but those of locals and parameters, names
    /// of arguments too.
    pub references: u64,
    /// Those that mean a definition or a file of the repository.
    pub resolved: u64,
    /// Those that may mean several, and so make no edge.
    pub ambiguous: u64,
    /// Those that mean something outside the repository.
    pub external: u64,
    /// Those of which nothing is known.
    pub unresolved: u64,
    /// How the files came out.
    pub outcomes: Outcomes,
}

/// Counts a graph.
pub fn counts(graph: &CodeGraph) -> Counts {
    graph
        .files
        .par_iter()
        .map(|file| of_file(graph, file))
        .reduce(Counts::default, |a, b| Counts {
            definitions: a.definitions + b.definitions,
            references: a.references + b.references,
            resolved: a.resolved + b.resolved,
            ambiguous: a.ambiguous + b.ambiguous,
            external: a.external + b.external,
            unresolved: a.unresolved + b.unresolved,
            outcomes: Outcomes {
                parsed: a.outcomes.parsed + b.outcomes.parsed,
                partial: a.outcomes.partial + b.outcomes.partial,
                failed: a.outcomes.failed + b.outcomes.failed,
            },
        })
}

fn of_file(graph: &CodeGraph, file: &SourceFile) -> Counts {
    let mut counts = Counts::default();
    match file.facts.outcome {
        Outcome::Parsed => counts.outcomes.parsed = 1,
        Outcome::Partial => counts.outcomes.partial = 1,
        Outcome::Failed => counts.outcomes.failed = 1,
    }
    let definitions = &file.facts.definitions;
    counts.definitions = definitions.iter().filter(|d| !d.kind.is_local()).count() as u64;
    for (reference, resolution) in file.facts.references.iter().zip(&file.resolutions) {
        if reference.role == Role::Import {
            continue;
        }
        match resolution {
            Resolution::Node(to) if graph.definition(to.node).kind.is_local() => continue,
            Resolution::Node(_) | Resolution::File { .. } => counts.resolved += 1,
            Resolution::External(_) => counts.external += 1,
            Resolution::Ambiguous(_) => counts.ambiguous += 1,
            // The name of an argument or a key, where it is not known of what.
            Resolution::Unresolved if is_label(file.facts.language, reference) => continue,
            Resolution::Unresolved => counts.unresolved += 1,
        }
        counts.references += 1;
    }
    counts
}

/// Whether a reference is the name of an argument, or a key: something is given under it. Elsewhere a
/// path is written to where it names a variable of a module or type.
fn is_label(language: Language, reference: &Reference) -> bool {
    let is_path =
        reference.bound == Bound::Member && matches!(reference.receiver, Receiver::Path(_));
    reference.is_key() || language.has_labels() && is_path && reference.role == Role::Write
}

#[cfg(test)]
mod tests {
    use facts::Span;

    use super::*;

    #[test]
    fn names_of_arguments_and_keys_are_told_from_other_uses() {
        let reference = |bound, receiver, role| Reference {
            name: 0,
            span: Span::default(),
            role,
            holder: None,
            receiver,
            bound,
            arity: u8::MAX,
        };
        let label = reference(Bound::Member, Receiver::Path(0), Role::Write);
        for language in [Language::Python, Language::Php, Language::Kotlin] {
            assert!(is_label(language, &label), "{language}");
        }
        // `crate::LEVEL = 1`, and in Kotlin a bare name in a block.
        assert!(!is_label(Language::Rust, &label));
        let in_block = reference(Bound::Free, Receiver::Path(0), Role::Write);
        assert!(!is_label(Language::Kotlin, &in_block));
        let key = reference(Bound::Member, Receiver::None, Role::Read);
        assert!(is_label(Language::TypeScript, &key));
        let member = reference(Bound::Member, Receiver::Opaque, Role::Write);
        assert!(!is_label(Language::TypeScript, &member));
    }
}
