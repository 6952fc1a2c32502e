//! What each language's imports and bare names lead to: one file a language behind one trait, with
//! the language's rules. They are registered here, in two lists.

mod c;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod npm;
mod outline;
mod paths;
mod php;
mod python;
mod ruby;
mod rust;

use events::Language;
use events::language::Family;
use facts::{Import, ImportKind};
use graph::NodeRef;
use rayon::prelude::*;

use super::choose::{Choice, Usage, admitted, choose};
use super::meaning::{Meaning, Outside, Target};
use super::rules::Rules;
use super::symbols::Symbol;
use super::world::{Place, World};

/// How many imports are followed one after the other.
const TRAIL_DEPTH_MAX: usize = 24;
/// How many wildcards are asked for one name.
const WILDCARDS_MAX: usize = 512;

/// An import of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ImportRef {
    /// The file.
    pub(super) file: u32,
    /// Index into its imports.
    pub(super) import: u32,
}

/// A name that is looked for in a module, package or namespace.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    /// Where.
    pub(super) place: Place,
    /// The name.
    pub(super) name: Symbol,
    /// How it is used.
    pub(super) usage: Usage,
}

/// A bare name that nothing in its file brings.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bare {
    /// The file that uses it.
    pub(super) file: u32,
    /// The name.
    pub(super) name: Symbol,
    /// How it is used.
    pub(super) usage: Usage,
    /// The definition around it.
    pub(super) holder: Option<u32>,
}

/// The repository's own map of one family's modules.
trait ModuleMap: Sync {
    /// The module that an import names; its member is looked for afterwards.
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, trail: &mut Trail) -> Target;

    /// What a module, package or namespace has under a name.
    fn member(&self, maps: &Maps<'_>, wanted: Wanted, trail: &mut Trail) -> Target;

    /// What a bare name means that nothing in its file brings.
    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning;

    /// The definition that a mere announcement (a prototype) stands for.
    fn defined(&self, _maps: &Maps<'_>, _announced: NodeRef) -> Option<NodeRef> {
        None
    }

    /// Where a definition belongs that only adds to what is defined outside.
    fn added_to(&self, _maps: &Maps<'_>, _node: NodeRef) -> Option<Outside> {
        None
    }

    /// The object that parameters of a name stand for by convention, where a language has no types.
    fn namesake(&self, _maps: &Maps<'_>, _file: u32, _name: Symbol) -> Option<NodeRef> {
        None
    }

    /// Whether a place sees a function that may be called as a member of its first parameter.
    fn sees_extension(&self, _maps: &Maps<'_>, _from: Bare, _extension: NodeRef) -> bool {
        false
    }

    /// What the members of a file are found in; CommonJS gives one value instead of a module.
    fn face(&self, _maps: &Maps<'_>, _file: u32, _trail: &mut Trail) -> Option<Target> {
        None
    }
}

/// The map of a family over one world: one line each.
fn map_of<'a>(family: Family, world: &'a World<'a>) -> Box<dyn ModuleMap + 'a> {
    match family {
        Family::C => Box::new(c::Includes::of(world)),
        Family::Go => Box::new(go::Folders::of(world)),
        Family::Jvm => Box::new(java::Packages::of(world)),
        Family::JavaScript => Box::new(javascript::Files::of(world)),
        Family::Php => Box::new(php::Namespaces::of(world)),
        Family::Python => Box::new(python::Roots::of(world)),
        Family::Bash | Family::Elixir | Family::Lua | Family::Scala | Family::Swift => {
            Box::new(outline::Alone)
        }
        Family::Ruby => Box::new(ruby::LoadPaths::of(world)),
        Family::Rust => Box::new(rust::Crates::of(world)),
        Family::CSharp => Box::new(csharp::Namespaces::of(world)),
    }
}

/// The rules of a language: one line each.
pub(super) fn rules(language: Language) -> &'static Rules {
    match language {
        Language::C => &c::C,
        Language::Cpp => &c::CPP,
        Language::CSharp => &csharp::RULES,
        Language::Go => &go::RULES,
        Language::Java => &java::RULES,
        Language::JavaScript | Language::TypeScript | Language::Tsx => &javascript::RULES,
        Language::Kotlin => &kotlin::RULES,
        Language::Php => &php::RULES,
        Language::Python => &python::RULES,
        Language::Bash | Language::Elixir | Language::Lua | Language::Scala | Language::Swift => {
            &outline::RULES
        }
        Language::Ruby => &ruby::RULES,
        Language::Rust => &rust::RULES,
    }
}

/// The module maps of all families, over one world.
pub(super) struct Maps<'a> {
    /// The files.
    pub(super) world: &'a World<'a>,
    /// By the number of the family.
    of_families: Vec<Box<dyn ModuleMap + 'a>>,
    /// The module that each import names, by file and import; none of Rust's, whose paths lead
    /// through other imports.
    located: Vec<Vec<Target>>,
}

impl<'a> Maps<'a> {
    /// The maps of a world whose names are placed.
    pub(super) fn of(world: &'a World<'a>) -> Maps<'a> {
        let mut maps = Maps {
            world,
            of_families: Family::ALL.iter().map(|&f| map_of(f, world)).collect(),
            located: Vec::new(),
        };
        maps.located = maps.locate_all();
        maps
    }

    fn locate_all(&self) -> Vec<Vec<Target>> {
        let files = self.world.files.par_iter().enumerate();
        let located = files.map(|(file, facts)| {
            let file = file as u32;
            let family = facts.language.family();
            let imports = (0..).zip(&facts.imports);
            let imports = imports.filter(|_| family != Family::Rust);
            let targets = imports.map(|(import, i)| {
                let at = ImportRef { file, import };
                self.map(family).locate(self, at, i, &mut Trail::default())
            });
            targets.collect()
        });
        located.collect()
    }

    /// The module that an import names.
    fn located(&self, at: ImportRef, import: &Import, trail: &mut Trail) -> Target {
        let known = self.located.get(at.file as usize);
        if let Some(&known) = known.and_then(|file| file.get(at.import as usize)) {
            return known;
        }
        let map = self.map(self.world.family(at.file));
        map.locate(self, at, import, trail)
    }

    fn map(&self, family: Family) -> &dyn ModuleMap {
        // There is one for each family of the list, in its order.
        &*self.of_families[family as usize]
    }

    /// What an import brings.
    pub(super) fn target(&self, at: ImportRef) -> Target {
        self.follow(at, Usage::Any, &mut Trail::default())
    }

    /// What an import brings that is used so, where overloads make it bring several.
    pub(super) fn target_used(&self, at: ImportRef, usage: Usage) -> Target {
        self.follow(at, usage, &mut Trail::default())
    }

    /// What an import brings, on the way from another import.
    fn follow(&self, at: ImportRef, usage: Usage, trail: &mut Trail) -> Target {
        let file = self.world.file(at.file);
        let Some(import) = file.and_then(|f| f.imports.get(at.import as usize)) else {
            return Target::Missing;
        };
        if !trail.enter(at) {
            return Target::Missing;
        }
        let map = self.map(self.world.family(at.file));
        let located = self.located(at, import, trail);
        let target = match (import.kind, import.member) {
            (ImportKind::Member, Some(member)) => {
                let name = self.world.symbols.at(at.file, member);
                self.member_of(located, name, usage, trail)
            }
            (ImportKind::Module, _) => match located {
                Target::Place(Place::File(file)) => map.face(self, file, trail).unwrap_or(located),
                Target::Place(_) | Target::Outside(_) | Target::Missing => located,
            },
            (
                ImportKind::Member
                | ImportKind::Wildcard
                | ImportKind::Include
                | ImportKind::SystemInclude
                | ImportKind::Child,
                _,
            ) => located,
        };
        trail.leave();
        target
    }

    /// A member of what an import names.
    fn member_of(&self, of: Target, name: Symbol, usage: Usage, trail: &mut Trail) -> Target {
        match of {
            Target::Place(place) => self.member(Wanted { place, name, usage }, trail),
            // A library's default export is the library, as its users see it.
            Target::Outside(_) if name == Symbol::DEFAULT => of,
            Target::Outside(outside) => outside
                .member(name)
                .map_or(Target::Missing, Target::Outside),
            Target::Missing => Target::Missing,
        }
    }

    /// What a module, package or namespace has under a name.
    fn member(&self, wanted: Wanted, trail: &mut Trail) -> Target {
        let family = match wanted.place {
            Place::File(file) | Place::Node(NodeRef { file, .. }) => self.world.family(file),
            Place::Folder(_) => Family::Python,
            Place::Package(_) => return self.named(wanted),
        };
        self.map(family).member(self, wanted, trail)
    }

    /// What a name of a reference finds in a module, package or namespace.
    pub(super) fn lookup(&self, wanted: Wanted) -> Target {
        self.member(wanted, &mut Trail::default())
    }

    /// Where the member of an import is looked for.
    pub(super) fn module_of(&self, at: ImportRef) -> Option<(Target, &'a Import)> {
        let import = self.world.file(at.file)?.imports.get(at.import as usize)?;
        Some((self.located(at, import, &mut Trail::default()), import))
    }

    /// What is defined in a place itself.
    fn named(&self, wanted: Wanted) -> Target {
        let found = self.world.named(wanted.place, wanted.name);
        let found = admitted(self.world, found, wanted.usage);
        match choose(self.world, &found, wanted.usage) {
            Choice::One(node) => Target::Place(Place::Node(node)),
            Choice::Nothing | Choice::Several => Target::Missing,
        }
    }

    /// What a bare name means that nothing in its file brings.
    pub(super) fn bare(&self, bare: Bare) -> Meaning {
        self.map(self.world.family(bare.file)).bare(self, bare)
    }

    /// The object that a parameter of a file stands for by its name alone.
    pub(super) fn namesake(&self, file: u32, name: Symbol) -> Option<NodeRef> {
        self.map(self.world.family(file)).namesake(self, file, name)
    }

    /// Where a definition belongs that only adds to what is defined outside.
    pub(super) fn added_to(&self, node: NodeRef) -> Option<Outside> {
        let family = self.world.family(node.file);
        self.map(family).added_to(self, node)
    }

    /// Whether a place sees a function that may be called as a member of its first parameter.
    pub(super) fn sees_extension(&self, from: Bare, extension: NodeRef) -> bool {
        let family = self.world.family(from.file);
        self.map(family).sees_extension(self, from, extension)
    }

    /// The definition that a mere announcement stands for.
    pub(super) fn defined(&self, announced: NodeRef) -> Option<NodeRef> {
        let family = self.world.family(announced.file);
        self.map(family).defined(self, announced)
    }
}

/// The way of one name through imports, so that circles and mazes end.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// Those that are being followed.
    path: Vec<ImportRef>,
    /// Wildcards that were asked for a name; asking again gives nothing new.
    asked: Vec<(ImportRef, Symbol)>,
}

impl Trail {
    /// Starts to follow an import, unless that is a circle or too far.
    fn enter(&mut self, at: ImportRef) -> bool {
        let go = self.path.len() < TRAIL_DEPTH_MAX && !self.path.contains(&at);
        if go {
            self.path.push(at);
        }
        go
    }

    /// Is done with the innermost import.
    fn leave(&mut self) {
        self.path.pop();
    }

    /// Whether a wildcard is to be asked for a name.
    fn ask(&mut self, wildcard: ImportRef, name: Symbol) -> bool {
        let go = self.asked.len() < WILDCARDS_MAX && !self.asked.contains(&(wildcard, name));
        if go {
            self.asked.push((wildcard, name));
        }
        go
    }
}
