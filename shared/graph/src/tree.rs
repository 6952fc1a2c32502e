//! Who holds whom: the tree of all definitions that are not local.
//!
//! [`CodeGraph::parent`] tells what the text says; here locals are passed over, circles are cut
//! and depth has a limit, so that a walk upwards ends soon whatever the input was.

use std::hash::Hash;

use facts::DefinitionKind;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{CodeGraph, NodeRef, grammar::Suffix, symbol::shown};

/// Deeper definitions hang beside each other at this depth.
const DEPTH_MAX: u32 = 64;
/// A way up through owners that is longer than this is taken for a mistake.
const WAY_MAX: usize = 256;

/// The tree of definitions, with what makes each one's symbol unique.
#[derive(Debug)]
pub struct Tree {
    files: Vec<Branch>,
}

/// One file's part, each list beside the file's definitions.
#[derive(Debug, Default)]
struct Branch {
    parents: Vec<Option<NodeRef>>,
    /// How many of the same parent, name and suffix stand before it.
    repeats: Vec<u32>,
    /// Its number among the file's locals if it is one, else among those that are none.
    ranks: Vec<u32>,
    globals: u32,
}

impl Tree {
    /// The tree of a graph.
    pub fn of(graph: &CodeGraph) -> Tree {
        let mut files: Vec<Branch> = (0..graph.files.len() as u32)
            .into_par_iter()
            .map(|file| by_text(graph, file))
            .collect();
        adopt(graph, &mut files);
        let repeats: Vec<Vec<u32>> = (0..graph.files.len() as u32)
            .into_par_iter()
            .map(|file| repeats_within(graph, file, &files[file as usize]))
            .collect();
        for (branch, repeats) in files.iter_mut().zip(repeats) {
            branch.repeats = repeats;
        }
        repeats_across(graph, &mut files);
        Tree { files }
    }

    /// The definition that holds this one, if one does; of a local, the one that is not local.
    pub fn parent(&self, node: NodeRef) -> Option<NodeRef> {
        self.files[node.file as usize].parents[node.definition as usize]
    }

    /// How many of the same parent, name and suffix stand before it.
    pub(crate) fn repeat(&self, node: NodeRef) -> u32 {
        self.files[node.file as usize].repeats[node.definition as usize]
    }

    /// Its number among the locals of its file if it is local, else among the others, from 0.
    pub(crate) fn rank(&self, node: NodeRef) -> u32 {
        self.files[node.file as usize].ranks[node.definition as usize]
    }

    /// How many definitions of a file are not local.
    pub(crate) fn globals(&self, file: u32) -> u32 {
        self.files[file as usize].globals
    }

    /// The definition itself, then who holds it, to the top.
    pub(crate) fn upwards(&self, node: NodeRef) -> impl Iterator<Item = NodeRef> + '_ {
        std::iter::successors(Some(node), |at| self.parent(*at))
    }

    /// The definition that an edge from `holder` starts from: itself, or the next one that is not local.
    pub(crate) fn seen(&self, graph: &CodeGraph, holder: NodeRef) -> Option<NodeRef> {
        if graph.definition(holder).kind.is_local() {
            self.parent(holder)
        } else {
            Some(holder)
        }
    }
}

fn by_text(graph: &CodeGraph, file: u32) -> Branch {
    let definitions = &graph.files[file as usize].facts.definitions;
    let mut branch = Branch {
        parents: Vec::with_capacity(definitions.len()),
        ranks: Vec::with_capacity(definitions.len()),
        ..Branch::default()
    };
    let mut depths: Vec<u32> = Vec::with_capacity(definitions.len());
    let mut locals = 0;
    for definition in definitions {
        let (parent, depth) = match definition.parent {
            None => (None, 0),
            Some(parent) => {
                let (at, depth) = (parent as usize, depths[parent as usize]);
                if definitions[at].kind.is_local() || depth == DEPTH_MAX {
                    (branch.parents[at], depth)
                } else {
                    let definition = parent;
                    (Some(NodeRef { file, definition }), depth + 1)
                }
            }
        };
        branch.parents.push(parent);
        depths.push(depth);
        let counter = if definition.kind.is_local() {
            &mut locals
        } else {
            &mut branch.globals
        };
        branch.ranks.push(*counter);
        *counter += 1;
    }
    branch
}

/// Hangs definitions under their owners. The tree has no circle before and after each step, for a
/// step that would close one is not made.
fn adopt(graph: &CodeGraph, files: &mut [Branch]) {
    for (file, source) in graph.files.iter().enumerate() {
        for (definition, owner) in source.owners.iter().enumerate() {
            let (Some(owner), Some(facts)) = (*owner, source.facts.definitions.get(definition))
            else {
                continue;
            };
            let up = |files: &[Branch], at: NodeRef| {
                files[at.file as usize].parents[at.definition as usize]
            };
            let owner = if graph.definition(owner).kind.is_local() {
                up(files, owner)
            } else {
                Some(owner)
            };
            let Some(owner) = owner.filter(|_| !facts.kind.is_local()) else {
                continue;
            };
            let node = NodeRef {
                file: file as u32,
                definition: definition as u32,
            };
            let mut way = std::iter::successors(Some(owner), |at| up(files, *at)).take(WAY_MAX + 1);
            let mut steps = 0;
            if way.all(|at| {
                steps += 1;
                at != node
            }) && steps <= WAY_MAX
            {
                files[file].parents[definition] = Some(owner);
            }
        }
    }
}

fn suffix_and_name(graph: &CodeGraph, node: NodeRef) -> (Suffix, &str) {
    (
        Suffix::of(graph.definition(node).kind),
        shown(graph.name(node)),
    )
}

fn next<K: Hash + Eq>(seen: &mut FxHashMap<K, u32>, key: K) -> u32 {
    let count = seen.entry(key).or_default();
    *count += 1;
    *count - 1
}

fn repeats_within(graph: &CodeGraph, file: u32, branch: &Branch) -> Vec<u32> {
    let definitions = &graph.files[file as usize].facts.definitions;
    let mut seen: FxHashMap<(Option<u32>, Suffix, &str), u32> = FxHashMap::default();
    let mut repeats = Vec::with_capacity(definitions.len());
    for (at, definition) in definitions.iter().enumerate() {
        let parent = branch.parents[at];
        let foreign = parent.is_some_and(|parent| parent.file != file);
        repeats.push(if foreign || definition.kind.is_local() {
            0
        } else {
            let definition = at as u32;
            let (suffix, name) = suffix_and_name(graph, NodeRef { file, definition });
            next(
                &mut seen,
                (parent.map(|parent| parent.definition), suffix, name),
            )
        });
    }
    repeats
}

/// Members that stand in another file than their owner are counted on after those beside it, so
/// that they never change the symbols there.
fn repeats_across(graph: &CodeGraph, files: &mut [Branch]) {
    let mut foreign: FxHashMap<NodeRef, Vec<NodeRef>> = FxHashMap::default();
    for (file, branch) in files.iter().enumerate() {
        let kinds = graph.files[file].facts.definitions.iter().map(|d| d.kind);
        for (definition, (parent, kind)) in branch.parents.iter().zip(kinds).enumerate() {
            let Some(parent) = parent.filter(|p| p.file as usize != file && !kind.is_local())
            else {
                continue;
            };
            foreign.entry(parent).or_default().push(NodeRef {
                file: file as u32,
                definition: definition as u32,
            });
        }
    }
    let mut settled: Vec<(NodeRef, u32)> = Vec::new();
    for (parent, children) in &foreign {
        let mut seen: FxHashMap<(Suffix, &str), u32> = FxHashMap::default();
        let home = &files[parent.file as usize];
        for (definition, held_by) in home.parents.iter().enumerate() {
            let node = NodeRef {
                file: parent.file,
                definition: definition as u32,
            };
            if *held_by == Some(*parent) && !is_local(graph, node) {
                next(&mut seen, suffix_and_name(graph, node));
            }
        }
        for child in children {
            settled.push((*child, next(&mut seen, suffix_and_name(graph, *child))));
        }
    }
    for (node, repeat) in settled {
        files[node.file as usize].repeats[node.definition as usize] = repeat;
    }
}

fn is_local(graph: &CodeGraph, node: NodeRef) -> bool {
    let kind: DefinitionKind = graph.definition(node).kind;
    kind.is_local()
}
