//! What project files say: how the modules of their folders are named.

use serde::{Deserialize, Serialize};

/// A project file of the commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Path in the repository.
    pub path: String,
    /// What it says.
    pub says: Says,
}

/// What a project file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Says {
    /// `package.json`.
    Npm(Npm),
    /// `tsconfig.json`, `jsconfig.json` and those that they name.
    TypeScript(TypeScript),
    /// `Cargo.toml` of a package.
    Cargo(Cargo),
    /// `go.mod`.
    Go {
        /// The path of the module.
        module: String,
        /// The modules that it requires, by path.
        requires: Vec<Pinned>,
    },
    /// A lock file.
    Lock(Lock),
    /// `composer.json`.
    Composer(Composer),
}

/// The versions that a lock file pins.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// The name of the ecosystem, as external symbols have it.
    pub ecosystem: String,
    /// By name; only packages that it has in one version.
    pub pinned: Vec<Pinned>,
}

/// A package in a version.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pinned {
    /// Its name: of Cargo with `_`, of Python in lower case with `-`.
    pub name: String,
    /// The version as written.
    pub version: String,
}

/// A package of npm.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Npm {
    /// Its name.
    pub name: Option<String>,
    /// What others may import of it; absent when it does not say.
    pub exports: Option<Vec<Entry>>,
    /// Names that start with `#`, which it has for itself.
    pub imports: Vec<Entry>,
    /// The files that stand for the whole, the most telling first: `source`, `types`, `main`.
    pub mains: Vec<String>,
}

/// One way into a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// `.`, `./sub`, `./sub/*`, `#name`.
    pub key: String,
    /// Where it may lead, the nearest to the source first; nowhere when it is closed.
    pub targets: Vec<String>,
}

/// A configuration of TypeScript's compiler.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeScript {
    /// Those that it builds on; a later one counts more.
    pub extends: Vec<String>,
    /// The configurations of the parts of a project.
    pub references: Vec<String>,
    /// Where names without a dot start.
    pub base_url: Option<String>,
    /// Patterns of names, with the files that they mean.
    pub paths: Option<Vec<Entry>>,
    /// The folder of sources.
    pub root_dir: Option<String>,
    /// The folder of what is built of them.
    pub out_dir: Option<String>,
}

/// A package of Cargo.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cargo {
    /// The name by which its library is used.
    pub library: String,
    /// The root of the library, where it is not `src/lib.rs`.
    pub root: Option<String>,
    /// The crates that it depends on, by the names that its sources use.
    pub dependencies: Vec<String>,
}

/// A package of Composer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Composer {
    /// Its name.
    pub name: Option<String>,
    /// The folders of its classes by the start of their names, those of its tests too.
    pub roots: Vec<Entry>,
}
