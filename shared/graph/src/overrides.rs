//! Which method stands in for which method of a supertype.

use std::collections::BTreeSet;

use facts::{DefinitionKind, Flags};
use rustc_hash::FxHashMap;

use crate::parameters::{Fit, fit};
use crate::{CodeGraph, NodeRef, Tree};

/// More supertypes than this are not followed from one type.
const ANCESTORS_MAX: usize = 256;
/// A call that may run more methods than these names only so many.
const IMPLEMENTERS_MAX: usize = 32;

/// Parameters of an unknown number.
const ARITY_UNKNOWN: u8 = u8::MAX;

/// A method of the same name as one of the nearest supertype that has one; where a language has
/// overloads, of as many parameters too, of the same types as far as they are told.
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
    let types = Types::of(graph, tree);
    let mut found = BTreeSet::new();
    for of in types.bases.keys() {
        for method in &types.methods[of] {
            types.overridden(*of, *method, &mut found);
        }
    }
    found.into_iter().collect()
}

/// The types that inherit or are inherited from, each as its first piece.
struct Types<'a> {
    graph: &'a CodeGraph,
    pieces: FxHashMap<NodeRef, NodeRef>,
    bases: FxHashMap<NodeRef, Vec<NodeRef>>,
    methods: FxHashMap<NodeRef, Vec<NodeRef>>,
}

impl<'a> Types<'a> {
    fn of(graph: &'a CodeGraph, tree: &Tree) -> Types<'a> {
        let mut types = Types {
            graph,
            pieces: graph.pieces.iter().copied().collect(),
            bases: FxHashMap::default(),
            methods: FxHashMap::default(),
        };
        for supers in &graph.supers {
            let (of, base) = (types.whole(supers.of), types.whole(supers.base));
            types.bases.entry(of).or_default().push(base);
            types.methods.entry(of).or_default();
            types.methods.entry(base).or_default();
        }
        if types.methods.is_empty() {
            return types;
        }
        for (file, source) in (0..).zip(&graph.files) {
            for (definition, facts) in (0..).zip(&source.facts.definitions) {
                if facts.kind != DefinitionKind::Method {
                    continue;
                }
                let node = NodeRef { file, definition };
                let of = tree.parent(node).map(|of| types.whole(of));
                if let Some(members) = of.and_then(|of| types.methods.get_mut(&of)) {
                    members.push(node);
                }
            }
        }
        types
    }

    fn whole(&self, node: NodeRef) -> NodeRef {
        self.pieces.get(&node).copied().unwrap_or(node)
    }

    /// Looks upwards from a type for a method's namesakes; on each way up, the first type that has
    /// one counts.
    fn overridden(&self, of: NodeRef, method: NodeRef, found: &mut BTreeSet<Override>) {
        let mut ways = vec![of];
        let mut at = 0;
        while let Some(from) = ways.get(at).copied() {
            at += 1;
            for base in self.bases.get(&from).into_iter().flatten() {
                if ways.contains(base) || ways.len() > ANCESTORS_MAX {
                    continue;
                }
                match self.meant(*base, method) {
                    Meant::One(best) => {
                        found.insert(Override {
                            method,
                            base: best,
                            same_arity: self.same_arity(method, best),
                        });
                    }
                    Meant::Several => {}
                    Meant::None => ways.push(*base),
                }
            }
        }
    }

    /// The method of a type that a method of a type below overrides.
    fn meant(&self, base: NodeRef, method: NodeRef) -> Meant {
        let graph = self.graph;
        let name = graph.name(method);
        let mut named = self.methods[&base].iter().copied();
        let first = named.find(|m| graph.name(*m) == name);
        let named = named.filter(|m| graph.name(*m) == name);
        let mut of_arity = first.into_iter().chain(named);
        let language = graph.files[method.file as usize].facts.language;
        if !language.has_overloads() {
            let best = of_arity.find(|m| self.same_arity(method, *m)).or(first);
            return best.map_or(Meant::None, Meant::One);
        }
        let (mut best, mut meant) = (Fit::No, Meant::None);
        for other in of_arity.filter(|m| self.same_arity(method, *m)) {
            let fit = fit(graph, |node| self.whole(node), method, other);
            if fit > best {
                (best, meant) = (fit, Meant::One(other));
            } else if fit == best && fit == Fit::Perhaps {
                meant = Meant::Several;
            }
        }
        meant
    }

    fn same_arity(&self, a: NodeRef, b: NodeRef) -> bool {
        let arity = |node| self.graph.definition(node).arity;
        arity(a) == arity(b) || arity(a) == ARITY_UNKNOWN || arity(b) == ARITY_UNKNOWN
    }
}

/// Which method of a type is overridden.
enum Meant {
    None,
    /// This one; of those that take the same types, the first.
    One(NodeRef),
    /// One of several, whose types are not told.
    Several,
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
