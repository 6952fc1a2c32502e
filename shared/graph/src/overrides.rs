//! Which method stands in for which method of a supertype.

use std::collections::BTreeSet;

use events::Language;
use events::language::Family;
use facts::{DefinitionKind, Flags};
use rustc_hash::FxHashMap;

use crate::{CodeGraph, NodeRef, Tree};

/// More supertypes than this are not followed from one type.
const ANCESTORS_MAX: usize = 256;
/// A call that may run more methods than these names only so many.
const IMPLEMENTERS_MAX: usize = 32;

/// A method of the same name as one of the nearest supertype that has one; where a language has
/// overloads, of as many arguments too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Override {
    /// The method of the subtype.
    pub method: NodeRef,
    /// The method of the supertype.
    pub base: NodeRef,
    /// Whether both take as many arguments, as far as that is known.
    pub same_arity: bool,
}

/// All of them, sorted.
pub fn overrides(graph: &CodeGraph, tree: &Tree) -> Vec<Override> {
    let mut bases: FxHashMap<NodeRef, Vec<NodeRef>> = FxHashMap::default();
    let mut methods: FxHashMap<NodeRef, Vec<NodeRef>> = FxHashMap::default();
    let pieces: FxHashMap<NodeRef, NodeRef> = graph.pieces.iter().copied().collect();
    let whole = |node: NodeRef| pieces.get(&node).copied().unwrap_or(node);
    for supers in &graph.supers {
        let (of, base) = (whole(supers.of), whole(supers.base));
        bases.entry(of).or_default().push(base);
        methods.entry(of).or_default();
        methods.entry(base).or_default();
    }
    if methods.is_empty() {
        return Vec::new();
    }
    for (file, source) in graph.files.iter().enumerate() {
        for (definition, facts) in source.facts.definitions.iter().enumerate() {
            if facts.kind != DefinitionKind::Method {
                continue;
            }
            let node = NodeRef {
                file: file as u32,
                definition: definition as u32,
            };
            if let Some(members) = tree.parent(node).and_then(|of| methods.get_mut(&whole(of))) {
                members.push(node);
            }
        }
    }
    let mut found = BTreeSet::new();
    for of in bases.keys() {
        for method in &methods[of] {
            overridden(graph, &bases, &methods, *of, *method, &mut found);
        }
    }
    found.into_iter().collect()
}

/// The methods that may run where a method is called, the method itself apart: those that stand in
/// for it, and for those.
#[derive(Debug)]
pub(crate) struct Dispatch {
    below: FxHashMap<NodeRef, Vec<NodeRef>>,
    /// Of the methods that were asked for; many calls name one method.
    known: FxHashMap<NodeRef, Vec<NodeRef>>,
}

impl Dispatch {
    /// Of these. A call of a static method names its type, so nothing runs instead.
    pub(crate) fn of(graph: &CodeGraph, overrides: &[Override]) -> Dispatch {
        let is_static = |node: NodeRef| {
            let flags = graph.definition(node).flags;
            flags.has(Flags::STATIC) && !flags.has(Flags::CLASS_METHOD)
        };
        let mut below: FxHashMap<NodeRef, Vec<NodeRef>> = FxHashMap::default();
        for found in overrides {
            if is_static(found.base) || is_static(found.method) {
                continue;
            }
            below.entry(found.base).or_default().push(found.method);
        }
        let known = FxHashMap::default();
        Dispatch { below, known }
    }

    /// Sorted, each once; of more than [`IMPLEMENTERS_MAX`] only those that were found first.
    pub(crate) fn implementers(&mut self, called: NodeRef) -> Vec<NodeRef> {
        if !self.below.contains_key(&called) {
            return Vec::new();
        }
        if let Some(known) = self.known.get(&called) {
            return known.clone();
        }
        let found = self.found_below(called);
        self.known.insert(called, found.clone());
        found
    }

    fn found_below(&self, called: NodeRef) -> Vec<NodeRef> {
        let mut found: Vec<NodeRef> = Vec::new();
        let mut seen = BTreeSet::from([called]);
        let mut next = Some(called);
        let mut at = 0;
        while let Some(method) = next
            && found.len() < IMPLEMENTERS_MAX
        {
            for &below in self.below.get(&method).into_iter().flatten() {
                if found.len() < IMPLEMENTERS_MAX && seen.insert(below) {
                    found.push(below);
                }
            }
            next = found.get(at).copied();
            at += 1;
        }
        found.sort_unstable();
        found
    }
}

/// Whether methods of one name that take other numbers of arguments are different methods.
fn has_overloads(language: Language) -> bool {
    language == Language::Cpp
        || matches!(
            language.family(),
            Family::CSharp | Family::Jvm | Family::Scala | Family::Swift
        )
}

/// Looks upwards from a type for a method's namesakes; on each way up, the first one counts.
fn overridden(
    graph: &CodeGraph,
    bases: &FxHashMap<NodeRef, Vec<NodeRef>>,
    methods: &FxHashMap<NodeRef, Vec<NodeRef>>,
    of: NodeRef,
    method: NodeRef,
    found: &mut BTreeSet<Override>,
) {
    let (name, arity) = (graph.name(method), graph.definition(method).arity);
    let language = graph.files[method.file as usize].facts.language;
    let has_overloads = has_overloads(language);
    let mut ways = vec![of];
    let mut at = 0;
    while let Some(from) = ways.get(at).copied() {
        at += 1;
        for base in bases.get(&from).into_iter().flatten() {
            if ways.contains(base) || ways.len() > ANCESTORS_MAX {
                continue;
            }
            let same_arity = |m: NodeRef| {
                matches!((arity, graph.definition(m).arity), (255, _) | (_, 255))
                    || graph.definition(m).arity == arity
            };
            let mut named = methods[base].iter().filter(|m| graph.name(**m) == name);
            let first = named.next();
            let best = first
                .into_iter()
                .chain(named)
                .find(|m| same_arity(**m))
                .or(first.filter(|_| !has_overloads));
            match best {
                Some(best) => {
                    found.insert(Override {
                        method,
                        base: *best,
                        same_arity: same_arity(*best),
                    });
                }
                None => ways.push(*base),
            }
        }
    }
}
