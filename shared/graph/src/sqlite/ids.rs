//! The ids of nodes: dense, from 1, in an order that follows from the graph alone.

use std::collections::BTreeSet;

use crate::{CodeGraph, ExternalId, NodeRef, Symbols};

/// The repository's id.
pub(super) const REPOSITORY: u32 = 1;

/// Repository, folders by path, each file followed by its definitions, externals.
pub(super) struct Ids<'a> {
    symbols: &'a Symbols,
    /// Folders that hold files of the graph, by path.
    pub(super) folders: Vec<&'a str>,
    files: Vec<u32>,
    externals: u32,
}

impl<'a> Ids<'a> {
    pub(super) fn of(graph: &'a CodeGraph, symbols: &'a Symbols) -> Ids<'a> {
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for file in &graph.files {
            let mut path = file.facts.path.as_str();
            while let Some((folder, _)) = path.rsplit_once('/') {
                if !folders.insert(folder) {
                    break;
                }
                path = folder;
            }
        }
        let folders: Vec<&str> = folders.into_iter().collect();
        let mut next = REPOSITORY + 1 + folders.len() as u32;
        let mut files = Vec::with_capacity(graph.files.len());
        for file in 0..graph.files.len() as u32 {
            files.push(next);
            next += 1 + symbols.tree().globals(file);
        }
        Ids {
            symbols,
            folders,
            files,
            externals: next,
        }
    }

    /// The folder that a path lies in; the repository, if in none.
    pub(super) fn around(&self, path: &str) -> u32 {
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        folder
            .and_then(|folder| self.folders.binary_search(&folder).ok())
            .map_or(REPOSITORY, Self::folder)
    }

    /// The folder of that index.
    pub(super) fn folder(at: usize) -> u32 {
        REPOSITORY + 1 + at as u32
    }

    pub(super) fn file(&self, file: u32) -> u32 {
        self.files[file as usize]
    }

    /// A definition that is not local.
    pub(super) fn node(&self, node: NodeRef) -> u32 {
        self.file(node.file) + 1 + self.symbols.tree().rank(node)
    }

    pub(super) fn external(&self, id: ExternalId) -> u32 {
        self.externals + id
    }
}
