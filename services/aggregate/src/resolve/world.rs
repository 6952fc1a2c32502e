//! What the files say, indexed by name and place; nothing is resolved here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use events::Language;
use events::language::Family;
use facts::{
    Argument, Definition, DefinitionKind, FileFacts, Flags, ImportKind, Project, Receiver,
    Reference, Role, Skipped, TypeOf,
};
use graph::NodeRef;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::choose::Usage;
use super::opened::{Opened, opened};
use super::rules::{Packages, Pieces, Rules, SuperCalls};
use super::symbols::{Symbol, Symbols};
use super::table::Table;

/// How many pieces deep one that names its owner is put into it.
const OWNED_PIECES_TURNS: u8 = 4;
/// How many names of a path are compared.
const PATH_NAMES_MAX: usize = 8;
/// How many definitions deep a climb through the text goes.
const PARENTS_MAX: usize = 64;

/// Something that holds names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
    /// A file, as a module.
    File(u32),
    /// Several files that share their names: a package of Go or Java.
    Package(u32),
    /// A folder of Python, numbered by its module map.
    Folder(u32),
    /// A type, a module or namespace inside a file, an object.
    Node(NodeRef),
}

/// The owners that were found, by file and definition.
pub(super) type Owners = [Vec<Option<NodeRef>>];

/// All files, read-only, with the tables that every rung of the ladder asks.
pub(super) struct World<'a> {
    /// By path.
    pub(super) files: &'a [FileFacts],
    /// Whether a file tells its types as they are written.
    pub(super) has_terms: bool,
    /// All names.
    pub(super) symbols: Symbols<'a>,
    /// Files by path.
    pub(super) paths: FxHashMap<&'a str, u32>,
    /// Paths of all other files of the commit: what has no grammar still marks where packages are.
    pub(super) others: FxHashSet<&'a str>,
    /// What project files say, by path.
    pub(super) projects: &'a [Project],
    /// The package of each file that declares one.
    pub(super) package_of: Vec<Option<u32>>,
    /// The files of each package, in order.
    pub(super) packages: Vec<Vec<u32>>,
    /// Pieces of one namespace or merged type, each with its first piece.
    pieces: FxHashMap<NodeRef, NodeRef>,
    /// The same, with what names its owner put into it.
    owned_pieces: OnceLock<FxHashMap<NodeRef, NodeRef>>,
    /// Definitions by where the text puts them.
    names: Table<(Place, Symbol), NodeRef>,
    /// Definitions by where they are found when their owners are known too.
    owned: OnceLock<Table<(Place, Symbol), NodeRef>>,
    /// Definitions by their bare names; locals left out.
    everywhere: Table<(Family, Symbol), NodeRef>,
    /// Those that are called as members of their first parameters.
    extensions: Table<(Family, Symbol), NodeRef>,
    /// Imports by file and the name that they bring.
    bindings: Table<(u32, Symbol), u32>,
    /// Wildcard imports by file.
    wildcards: Vec<Vec<u32>>,
    /// The namespace that each file enters by a macro.
    opened: Vec<Option<Opened>>,
}

impl<'a> World<'a> {
    /// The index of `files`, which are by path.
    pub(super) fn of(
        files: &'a [FileFacts],
        skipped: &'a [Skipped],
        projects: &'a [Project],
    ) -> World<'a> {
        let mut symbols = Symbols::of(files);
        let languages: BTreeSet<Language> = files.iter().map(|file| file.language).collect();
        for rules in languages.into_iter().map(Rules::of) {
            let ends = rules.setters.into_iter().chain(rules.decorator_suffix);
            ends.for_each(|end| symbols.know_end(end));
        }
        let paths = (0..).zip(files).map(|(at, f)| (f.path.as_str(), at));
        let (package_of, packages) = packages(files);
        let opened = opened(files, &symbols);
        let pieces = pieces(files, &symbols, |node, known| {
            above_in_text(files, &opened, node, known)
        });
        let bindings = by_file(files, |at, file| {
            let imports = (0..).zip(&file.imports);
            let bound = imports.filter_map(|(i, import)| Some((import.binding?, i)));
            bound.map(|(b, i)| ((at, symbols.at(at, b)), i)).collect()
        });
        let everywhere = by_file(files, |at, file| {
            let definitions = (0..).zip(&file.definitions);
            let seen = definitions.filter(|(_, d)| !d.kind.is_local());
            seen.map(|(definition, d)| {
                let key = (file.language.family(), symbols.at(at, d.name));
                let file = at;
                (key, NodeRef { file, definition })
            })
            .collect()
        });
        let is_extension = |n: &NodeRef| {
            let file = files.get(n.file as usize);
            let definition = file.and_then(|f| f.definitions.get(n.definition as usize));
            definition.is_some_and(|d| d.flags.has(Flags::EXTENSION))
        };
        let extensions = everywhere.iter().filter(|(_, n)| is_extension(n)).copied();
        let extensions = Table::of(extensions.collect());
        let wildcards = files.iter().map(|file| {
            let imports = (0..).zip(&file.imports);
            let wild = imports.filter(|(_, i)| i.kind == ImportKind::Wildcard);
            wild.map(|(at, _)| at).collect()
        });
        let mut world = World {
            has_terms: files.iter().any(|file| !file.terms.is_empty()),
            paths: paths.collect(),
            projects,
            others: skipped.iter().map(|s| s.path.as_str()).collect(),
            package_of,
            packages,
            names: Table::of(Vec::new()),
            everywhere: Table::of(everywhere),
            extensions,
            bindings: Table::of(bindings),
            wildcards: wildcards.collect(),
            opened,
            pieces,
            owned_pieces: OnceLock::new(),
            symbols,
            files,
            owned: OnceLock::new(),
        };
        world.names = world.placed(&[]);
        world
    }

    /// From now on definitions that have an owner are found in it. Owners are told once.
    pub(super) fn tell_owners(&self, owners: &Owners) {
        let has_owned_pieces = |file: &FileFacts| match Rules::of(file.language).pieces {
            Pieces::InRepository(merges) => {
                let is_owned = |d: &Definition| d.owner.is_some() && merges(d);
                file.definitions.iter().any(is_owned)
            }
            Pieces::Apart | Pieces::InFile(_) => false,
        };
        if self.files.iter().any(has_owned_pieces) {
            self.owned_pieces.get_or_init(|| self.pieces_with(owners));
        }
        self.owned.get_or_init(|| self.placed(owners));
    }

    /// The pieces, those of `class A::B` among them. A piece of a piece is found a turn later.
    fn pieces_with(&self, owners: &Owners) -> FxHashMap<NodeRef, NodeRef> {
        let mut known = self.pieces.clone();
        for _ in 0..OWNED_PIECES_TURNS {
            let whole = |node: NodeRef| known.get(&node).copied().unwrap_or(node);
            let parent = |node: NodeRef| self.parent(node, owners).map(whole);
            let next = pieces(self.files, &self.symbols, |node, _| {
                let owner = self.definition(node).and_then(|d| d.owner);
                let is_of_repository =
                    matches!(self.rules(node.file).pieces, Pieces::InRepository(_));
                match (parent(node), owner) {
                    (_, Some(_)) if !is_of_repository => Above::Lost,
                    (None, Some(owner)) => Above::Spelled(self.spelled(node.file, owner)),
                    (parent, _) => Above::Known(parent),
                }
            });
            let is_settled = next == known;
            known = next;
            if is_settled {
                break;
            }
        }
        known
    }

    /// Every definition under the place in which it is found, given the owners.
    fn placed(&self, owners: &Owners) -> Table<(Place, Symbol), NodeRef> {
        let placed = by_file(self.files, |at, file| {
            let mut placed = Vec::with_capacity(file.definitions.len());
            for (definition, d) in (0..).zip(&file.definitions) {
                if d.kind.is_local() {
                    continue;
                }
                let node = NodeRef {
                    file: at,
                    definition,
                };
                let name = self.symbols.at(at, d.name);
                let mut put = |place: Place| placed.push(((place, name), node));
                let place = self.place_of(node, owners);
                place.into_iter().for_each(&mut put);
                if let Some(Place::File(_)) = place {
                    self.package(at).into_iter().for_each(&mut put);
                    self.opened_around(node).into_iter().for_each(&mut put);
                }
                // C's enumerators are names beside their enum.
                if let Some(parent) = d.parent
                    && d.kind == DefinitionKind::EnumMember
                    && file.language.family() == Family::C
                {
                    let beside = NodeRef {
                        file: at,
                        definition: parent,
                    };
                    self.place_of(beside, owners).into_iter().for_each(&mut put);
                    self.opened_around(beside).into_iter().for_each(put);
                }
            }
            placed
        });
        Table::of(placed)
    }

    /// Where a definition is found by its name; nowhere inside functions.
    fn place_of(&self, node: NodeRef, owners: &Owners) -> Option<Place> {
        let d = self.definition(node)?;
        if has_owner(d) {
            let owner = *owners
                .get(node.file as usize)?
                .get(node.definition as usize)?;
            return Some(self.place(owner?));
        }
        let Some(parent) = d.parent else {
            return Some(Place::File(node.file));
        };
        let around = NodeRef {
            file: node.file,
            definition: parent,
        };
        let kind = self.definition(around)?.kind;
        if kind.is_callable() && self.is_set_on_object(node) {
            // An attribute that a method sets on its object. A function inside a method has an
            // object of its own in JavaScript.
            let has_own =
                kind == DefinitionKind::Function && self.family(node.file) == Family::JavaScript;
            let object = (!has_own).then(|| self.enclosing_type(around, owners));
            return Some(self.place(object.flatten().unwrap_or(around)));
        }
        if kind == DefinitionKind::Namespace && self.name(around) == Symbol::NONE {
            return self.place_of(around, owners);
        }
        (!kind.is_callable() && !kind.is_local()).then(|| self.place(around))
    }

    /// The namespace that a file entered by a macro before a definition, if nothing else is around it.
    fn opened_around(&self, node: NodeRef) -> Option<Place> {
        let opened = (*self.opened.get(node.file as usize)?)?;
        let d = self.definition(node)?;
        let space = opened.around(d).filter(|_| d.parent.is_none())?;
        Some(self.place(space))
    }

    /// Whether a definition inside a function is one of a member, as `this.x = …` is.
    fn is_set_on_object(&self, node: NodeRef) -> bool {
        match self.kind(node) {
            DefinitionKind::Field => true,
            // In other languages it is one of a type without a name.
            DefinitionKind::Method => self.family(node.file) == Family::JavaScript,
            _ => false,
        }
    }

    /// The place that a definition is, one for all pieces of a namespace.
    pub(super) fn place(&self, node: NodeRef) -> Place {
        Place::Node(self.whole(node))
    }

    /// The piece that stands for all pieces of a namespace or merged type.
    pub(super) fn whole(&self, node: NodeRef) -> NodeRef {
        let pieces = self.owned_pieces.get().unwrap_or(&self.pieces);
        pieces.get(&node).copied().unwrap_or(node)
    }

    /// Pieces of types, each with its first piece, sorted.
    pub(super) fn type_pieces(&self) -> Vec<(NodeRef, NodeRef)> {
        let all = self.owned_pieces.get().unwrap_or(&self.pieces);
        let of_types = all.iter().filter(|(piece, _)| self.kind(**piece).is_type());
        let mut pieces: Vec<_> = of_types.map(|(&piece, &whole)| (piece, whole)).collect();
        pieces.sort_unstable();
        pieces
    }

    /// The package that a file declares.
    pub(super) fn package(&self, file: u32) -> Option<Place> {
        let package = *self.package_of.get(file as usize)?;
        package.map(Place::Package)
    }

    /// What is found under a name in a place.
    pub(super) fn named(&self, place: Place, name: Symbol) -> &[NodeRef] {
        let names = self.owned.get().unwrap_or(&self.names);
        names.get((place, name))
    }

    /// All definitions of that name in the languages of a family.
    pub(super) fn everywhere(&self, family: Family, name: Symbol) -> &[NodeRef] {
        self.everywhere.get((family, name))
    }

    /// All functions of that name that are called as members of their first parameters.
    pub(super) fn extensions(&self, family: Family, name: Symbol) -> &[NodeRef] {
        self.extensions.get((family, name))
    }

    /// The imports by which a file brings a name.
    pub(super) fn bindings(&self, file: u32, name: Symbol) -> &[u32] {
        self.bindings.get((file, name))
    }

    /// The wildcard imports of a file.
    pub(super) fn wildcards(&self, file: u32) -> &[u32] {
        self.wildcards.get(file as usize).map_or(&[], Vec::as_slice)
    }

    /// A file's facts.
    pub(super) fn file(&self, file: u32) -> Option<&'a FileFacts> {
        self.files.get(file as usize)
    }

    /// A reference's facts.
    pub(super) fn reference(&self, file: u32, reference: u32) -> Option<&'a Reference> {
        self.file(file)?.references.get(reference as usize)
    }

    /// The names of a path, the innermost first.
    pub(super) fn spelled(&self, file: u32, reference: u32) -> Vec<Symbol> {
        let mut names = Vec::new();
        let mut at = Some(reference);
        while let Some(r) = at.and_then(|at| self.reference(file, at))
            && names.len() < PATH_NAMES_MAX
        {
            names.push(self.symbols.at(file, r.name));
            at = match r.receiver {
                Receiver::Path(of) => Some(of),
                _ => None,
            };
        }
        names
    }

    /// A definition's facts.
    pub(super) fn definition(&self, node: NodeRef) -> Option<&'a Definition> {
        let file = self.files.get(node.file as usize)?;
        file.definitions.get(node.definition as usize)
    }

    /// What stands in a function itself, in the order of the text: its parameters first.
    pub(super) fn inside(
        &self,
        function: NodeRef,
    ) -> impl Iterator<Item = (NodeRef, &'a Definition)> + use<'a> {
        let NodeRef { file, definition } = function;
        let definitions = self.file(file).map_or(&[][..], |f| &f.definitions);
        let after = (0..).zip(definitions).skip(definition as usize + 1);
        // Everything in it stands behind it, and its parts have parents that are not before it.
        after
            .take_while(move |(_, d)| d.parent >= Some(definition))
            .filter(move |(_, d)| d.parent == Some(definition))
            .map(move |(definition, d)| (NodeRef { file, definition }, d))
    }

    /// The parameters of a function.
    pub(super) fn parameters(
        &self,
        function: NodeRef,
    ) -> impl Iterator<Item = (NodeRef, &'a Definition)> + use<'a> {
        self.inside(function)
            .filter(|(_, d)| d.kind == DefinitionKind::Parameter)
    }

    /// What a definition is.
    pub(super) fn kind(&self, node: NodeRef) -> DefinitionKind {
        self.definition(node)
            .map_or(DefinitionKind::Label, |d| d.kind)
    }

    /// Whether a definition has a mark.
    pub(super) fn has(&self, node: NodeRef, flag: Flags) -> bool {
        self.definition(node).is_some_and(|d| d.flags.has(flag))
    }

    /// Whether a definition is a type of its own that is made of another, as Go's `type T U`.
    pub(super) fn is_made_type(&self, node: NodeRef) -> bool {
        self.definition(node).is_some_and(|d| {
            d.kind == DefinitionKind::TypeAlias
                && matches!(d.type_of, Some(TypeOf::Value(_)))
                && self.family(node.file) == Family::Go
        })
    }

    /// A definition's name.
    pub(super) fn name(&self, node: NodeRef) -> Symbol {
        self.definition(node)
            .map_or(Symbol::NONE, |d| self.symbols.at(node.file, d.name))
    }

    /// The rules of a file's language.
    pub(super) fn rules(&self, file: u32) -> &'static Rules {
        Rules::of(self.language(file))
    }

    /// How a reference of a file uses its name.
    pub(super) fn usage(&self, file: u32, reference: &Reference) -> Usage {
        let rules = self.rules(file);
        match reference.role {
            _ if rules.has_types_apart => Usage::apart(reference),
            Role::Instantiate | Role::Decorator if rules.has_names_apart => Usage::Type,
            _ => Usage::of(reference),
        }
    }

    /// The name under which a place has what a reference means: the constructor that a call of
    /// `super` means has the name of its type in some languages, and what an assignment calls has
    /// an end.
    pub(super) fn name_in(&self, place: Place, file: u32, reference: &Reference) -> Symbol {
        let name = self.symbols.at(file, reference.name);
        let rules = self.rules(file);
        if reference.role == Role::Write
            && let Some(end) = rules.setters
            && let Some(setter) = self
                .symbols
                .find(&format!("{}{end}", self.symbols.text(name)))
            && !self.named(place, setter).is_empty()
        {
            return setter;
        }
        let word = match rules.super_calls {
            SuperCalls::TypeName(word) => word,
            SuperCalls::Members | SuperCalls::SameName | SuperCalls::Named(_) => return name,
        };
        match place {
            Place::Node(of)
                if reference.role == Role::Call
                    && (name == Symbol::THIS || self.symbols.text(name) == word) =>
            {
                self.name(of)
            }
            _ => name,
        }
    }

    /// What a call is given, by place; the facts have all calls' arguments in order.
    pub(super) fn arguments(
        &self,
        file: u32,
        call: u32,
    ) -> impl Iterator<Item = &'a Argument> + use<'a> {
        let all = self.file(file).map_or(&[][..], |f| &f.arguments);
        let start = all.partition_point(|a| a.call < call);
        let own = all.iter().skip(start);
        own.take_while(move |a| a.call == call)
    }

    /// The language of a file.
    pub(super) fn language(&self, file: u32) -> Language {
        self.file(file).map_or(Language::C, |f| f.language)
    }

    /// The family of a file's language.
    pub(super) fn family(&self, file: u32) -> Family {
        self.language(file).family()
    }

    /// The definition that holds this one: by its owner, else by the text.
    pub(super) fn parent(&self, node: NodeRef, owners: &Owners) -> Option<NodeRef> {
        let d = self.definition(node)?;
        if has_owner(d) {
            let owners = owners.get(node.file as usize)?;
            return *owners.get(node.definition as usize)?;
        }
        let file = node.file;
        d.parent.map(|definition| NodeRef { file, definition })
    }

    /// The innermost type around a definition, which may be that definition. What a method's
    /// owner is counts as a type whatever it is: in JavaScript it is often a function.
    pub(super) fn enclosing_type(&self, inside: NodeRef, owners: &Owners) -> Option<NodeRef> {
        let mut at = inside;
        for _ in 0..PARENTS_MAX {
            let d = self.definition(at)?;
            if d.kind.is_type() {
                return Some(at);
            }
            if has_owner(d) {
                return self.parent(at, owners);
            }
            let around = self.parent(at, owners)?;
            let is_object = matches!(
                self.kind(around),
                DefinitionKind::Variable | DefinitionKind::Constant | DefinitionKind::Field
            );
            if d.kind == DefinitionKind::Method && is_object {
                // A method of an object literal.
                return Some(around);
            }
            at = around;
        }
        None
    }

    /// The innermost module or namespace inside the file around a definition, else the file.
    pub(super) fn enclosing_module(&self, file: u32, inside: Option<u32>) -> Place {
        let module = self.module_around(file, inside);
        module.map_or(Place::File(file), |module| self.place(module))
    }

    /// The innermost module or namespace inside the file around a definition.
    pub(super) fn module_around(&self, file: u32, inside: Option<u32>) -> Option<NodeRef> {
        let mut at = inside;
        for _ in 0..PARENTS_MAX {
            let definition = at?;
            let node = NodeRef { file, definition };
            let d = self.definition(node)?;
            if matches!(d.kind, DefinitionKind::Module | DefinitionKind::Namespace) {
                return Some(node);
            }
            at = d.parent;
        }
        None
    }
}

/// Whether a definition belongs to what it names; what extends a type stays where it stands.
fn has_owner(d: &Definition) -> bool {
    d.owner.is_some() && !d.flags.has(Flags::RECEIVER)
}

/// The pairs that each file gives, one after the other.
fn by_file<T: Send>(
    files: &[FileFacts],
    pairs: impl Fn(u32, &FileFacts) -> Vec<T> + Sync,
) -> Vec<T> {
    let given: Vec<Vec<T>> = files
        .par_iter()
        .enumerate()
        .map(|(at, file)| pairs(at as u32, file))
        .collect();
    given.into_iter().flatten().collect()
}

/// The packages that files declare.
fn packages(files: &[FileFacts]) -> (Vec<Option<u32>>, Vec<Vec<u32>>) {
    let mut found: BTreeMap<(Family, &str, &str), Vec<u32>> = BTreeMap::new();
    for (at, file) in (0..).zip(files) {
        let family = file.language.family();
        let packages = Rules::of(file.language).packages;
        let folder = match packages {
            Packages::Folder => folder(&file.path),
            Packages::Repository => "",
            Packages::None => continue,
        };
        let clause = match file.package {
            Some(clause) => file.name(clause),
            None if packages == Packages::Repository => "",
            None => continue,
        };
        found.entry((family, folder, clause)).or_default().push(at);
    }
    let mut package_of = vec![None; files.len()];
    for (package, members) in (0..).zip(found.values()) {
        for &file in members {
            package_of[file as usize] = Some(package);
        }
    }
    (package_of, found.into_values().collect())
}

/// The pieces of what several declarations make one by the rules of their language, be it within
/// a file or over all of them, each with the first piece.
fn pieces(
    files: &[FileFacts],
    symbols: &Symbols<'_>,
    above: impl Fn(NodeRef, &FxHashMap<NodeRef, NodeRef>) -> Above,
) -> FxHashMap<NodeRef, NodeRef> {
    let mut first: FxHashMap<(Family, u32, Option<NodeRef>, Symbol, u8), NodeRef> =
        FxHashMap::default();
    let mut outside: FxHashMap<(Family, u32, Vec<Symbol>, Symbol), NodeRef> = FxHashMap::default();
    let mut pieces = FxHashMap::default();
    for (at, file) in (0..).zip(files) {
        let (unit, merges) = match Rules::of(file.language).pieces {
            Pieces::Apart => continue,
            Pieces::InFile(merges) => (at, merges),
            Pieces::InRepository(merges) => (u32::MAX, merges),
        };
        let family = file.language.family();
        let has_types_apart = Rules::of(file.language).has_types_apart;
        for (definition, d) in (0..).zip(&file.definitions) {
            let name = symbols.at(at, d.name);
            if !merges(d) || name == Symbol::NONE || d.flags.has(Flags::OF_BLOCK) {
                continue;
            }
            let is_apart = has_types_apart && d.kind.is_type();
            let arity = if is_apart { d.arity } else { 0 };
            let node = NodeRef {
                file: at,
                definition,
            };
            let parent = match above(node, &pieces) {
                Above::Known(parent) => parent,
                Above::Spelled(path) => {
                    let whole = *outside.entry((family, unit, path, name)).or_insert(node);
                    if whole != node {
                        pieces.insert(node, whole);
                    }
                    continue;
                }
                Above::Lost => continue,
            };
            let key = (family, unit, parent, name, arity);
            let whole = *first.entry(key).or_insert(node);
            if whole != node {
                pieces.insert(node, whole);
            }
        }
    }
    pieces
}

/// What a piece stands in.
enum Above {
    /// The first piece of it, or nothing.
    Known(Option<NodeRef>),
    /// Something that nobody here defines, by its path, the innermost first.
    Spelled(Vec<Symbol>),
    /// Something that is not known.
    Lost,
}

/// What a definition stands in by the text alone.
fn above_in_text(
    files: &[FileFacts],
    opened: &[Option<Opened>],
    node: NodeRef,
    pieces: &FxHashMap<NodeRef, NodeRef>,
) -> Above {
    let file = files.get(node.file as usize);
    let definition = file.and_then(|f| f.definitions.get(node.definition as usize));
    let Some(d) = definition.filter(|d| d.owner.is_none()) else {
        return Above::Lost;
    };
    let opened = opened.get(node.file as usize).copied().flatten();
    let parent = d.parent.map(|definition| NodeRef { definition, ..node });
    let parent = parent.or_else(|| opened?.around(d));
    Above::Known(parent.map(|parent| pieces.get(&parent).copied().unwrap_or(parent)))
}

/// The folder of a path, without the slash; empty for the root.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
