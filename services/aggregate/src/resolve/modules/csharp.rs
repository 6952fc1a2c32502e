//! C#'s namespaces: types by the namespaces around and those that usings bring.

use events::language::Family;
use facts::{DefinitionKind, Flags, Import, ImportKind};
use graph::{NodeRef, Strategy};
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::choose::{Choice, Usage, admitted, choose};
use super::super::meaning::{Meaning, Outside, Target, sure};
use super::super::rules::{self, ByTypes, Overloads, Pieces, Rules, SuperCalls};
use super::super::world::{Place, World, folder};
use super::{Bare, ImportRef, Maps, ModuleMap, Trail, Wanted};

/// C#'s rules.
pub(super) const RULES: Rules = Rules {
    overloads: Overloads::Nearest,
    has_implicit_members: true,
    has_self_type: false,
    super_calls: SuperCalls::TypeName("base"),
    packages: rules::Packages::Repository,
    by_types: ByTypes::LeftOut,
    pieces: Pieces::InRepository(|d| match d.kind {
        DefinitionKind::Namespace => true,
        DefinitionKind::Class | DefinitionKind::Struct | DefinitionKind::Interface => {
            d.flags.has(Flags::PIECE)
        }
        _ => false,
    }),
    has_types_apart: true,
    decorator_suffix: Some("Attribute"),
    has_extensions: true,
    ..Rules::USUAL
};

/// How many namespaces deep a name is looked for.
const NESTED_MAX: usize = 64;

/// The projects of the repository, and what holds in a whole project.
pub(super) struct Namespaces<'a> {
    /// The project of each file, by the folder of its project file.
    project_of: Vec<&'a str>,
    /// The global usings of each project.
    global: FxHashMap<&'a str, Vec<ImportRef>>,
    /// What stands in no namespace.
    root: Option<Place>,
}

impl<'a> Namespaces<'a> {
    pub(super) fn of(world: &World<'a>) -> Namespaces<'a> {
        let projects = world.others.iter().filter(|path| path.ends_with(".csproj"));
        let projects: FxHashSet<&str> = projects.map(|path| folder(path)).collect();
        let mut map = Namespaces {
            project_of: vec![""; world.files.len()],
            global: FxHashMap::default(),
            root: None,
        };
        for (file, facts) in (0..).zip(world.files) {
            if facts.language.family() != Family::CSharp {
                continue;
            }
            let mut around = folder(&facts.path);
            while !projects.contains(around) && !around.is_empty() {
                around = folder(around);
            }
            if let Some(project) = map.project_of.get_mut(file as usize) {
                *project = around;
            }
            map.root = map.root.or(world.package(file));
            for (import, i) in (0..).zip(&facts.imports) {
                if i.reexport {
                    let global = map.global.entry(around).or_default();
                    global.push(ImportRef { file, import });
                }
            }
        }
        map
    }

    fn project(&self, file: u32) -> &'a str {
        self.project_of.get(file as usize).copied().unwrap_or("")
    }

    /// What a place itself has under a name; of several programs' types, this one's.
    fn named(&self, world: &World<'_>, from: u32, wanted: Wanted) -> Choice {
        let found = admitted(world, world.named(wanted.place, wanted.name), wanted.usage);
        match choose(world, &found, wanted.usage) {
            Choice::Several => {
                let project = self.project(from);
                let near = found.iter().filter(|n| self.project(n.file) == project);
                let near: Vec<NodeRef> = near.copied().collect();
                match choose(world, &near, wanted.usage) {
                    Choice::Nothing => Choice::Several,
                    chosen => chosen,
                }
            }
            chosen => chosen,
        }
    }

    /// The namespace or type of a dotted name, seen from a place.
    fn dotted(
        &self,
        world: &World<'_>,
        at: ImportRef,
        holder: Option<u32>,
        dotted: &str,
    ) -> Option<Place> {
        let mut bases: Vec<Place> = spaces(world, at.file, holder)
            .into_iter()
            .map(|node| world.place(node))
            .collect();
        bases.extend(self.root);
        bases.into_iter().find_map(|base| {
            let mut place = base;
            for part in dotted.split('.') {
                let wanted = Wanted {
                    place,
                    name: world.symbols.find(part)?,
                    usage: Usage::Any,
                };
                let Choice::One(node) = self.named(world, at.file, wanted) else {
                    return None;
                };
                place = world.place(node);
            }
            Some(place)
        })
    }

    /// What the usings of one place bring under a name.
    fn brought(
        &self,
        maps: &Maps<'_>,
        bare: Bare,
        usings: impl Iterator<Item = ImportRef>,
    ) -> Option<Meaning> {
        let world = maps.world;
        let Bare { name, usage, .. } = bare;
        let mut found: Option<NodeRef> = None;
        let mut several = None;
        // A value is rather a field than a method.
        let mut method = None;
        for at in usings {
            let Some(import) = world
                .file(at.file)
                .and_then(|f| f.imports.get(at.import as usize))
            else {
                continue;
            };
            if let Some(binding) = import.binding {
                let is_meant =
                    world.symbols.at(at.file, binding) == name && !matches!(usage, Usage::Call(_));
                if is_meant {
                    return Some(Meaning::of(maps.target(at), Strategy::Import, sure::IMPORT));
                }
                continue;
            }
            let Target::Place(place) = maps.target(at) else {
                continue;
            };
            match self.named(world, bare.file, Wanted { place, name, usage }) {
                Choice::Nothing => {}
                Choice::Several if usage == Usage::Value => {
                    method = Some(Meaning::Several(Some(place)));
                }
                Choice::One(node) if usage == Usage::Value && world.kind(node).is_callable() => {
                    method = Some(Meaning::node(node, Strategy::Wildcard, sure::IMPORT));
                }
                Choice::Several => several = Some(place),
                // A using of a namespace brings its types, not the namespaces in it.
                Choice::One(node) if world.kind(node) == DefinitionKind::Namespace => {}
                Choice::One(node) => match found {
                    Some(other) if world.whole(other) != world.whole(node) => {
                        return Some(Meaning::Unknown);
                    }
                    _ => found = Some(node),
                },
            }
        }
        match (found, several) {
            (Some(node), None) => Some(Meaning::node(node, Strategy::Wildcard, sure::IMPORT)),
            (None, Some(place)) => Some(Meaning::Several(Some(place))),
            (Some(_), Some(_)) => Some(Meaning::Unknown),
            (None, None) => method,
        }
    }

    /// The usings that stand in a namespace's declaration, or at the top of a file, where those of
    /// the whole project hold too.
    fn usings(&self, world: &World<'_>, file: u32, holder: Option<u32>) -> Vec<ImportRef> {
        let imports = world.file(file).map_or(&[][..], |f| f.imports.as_slice());
        let own = (0..).zip(imports).filter(|(_, i)| i.holder == holder);
        let mut usings: Vec<ImportRef> =
            own.map(|(import, _)| ImportRef { file, import }).collect();
        if holder.is_none()
            && let Some(global) = self.global.get(self.project(file))
        {
            usings.extend(global.iter().filter(|at| at.file != file));
        }
        usings
    }

    /// A name that nothing in sight has is one of a library, unless the repository has a namesake
    /// that the build may bring in ways that its sources do not tell.
    fn outside(&self, world: &World<'_>, bare: Bare) -> Meaning {
        let Bare { name, usage, .. } = bare;
        let is_type_name = world
            .symbols
            .text(name)
            .starts_with(|c: char| c.is_uppercase());
        let namesakes = admitted(world, world.everywhere(Family::CSharp, name), usage);
        let is_known = match usage {
            Usage::Generic(_) => namesakes.iter().any(|&n| world.kind(n).is_type()),
            _ => !is_type_name || !namesakes.is_empty(),
        };
        if is_known {
            Meaning::Unknown
        } else {
            Meaning::Outside(Outside::builtin(name))
        }
    }
}

/// The namespaces of a file around a definition, the innermost first.
fn spaces(world: &World<'_>, file: u32, holder: Option<u32>) -> Vec<NodeRef> {
    let mut spaces = Vec::new();
    let mut at = holder;
    for _ in 0..NESTED_MAX {
        let Some(definition) = at else { break };
        let node = NodeRef { file, definition };
        let Some(d) = world.definition(node) else {
            break;
        };
        if d.kind == DefinitionKind::Namespace {
            spaces.push(node);
        }
        at = d.parent;
    }
    spaces
}

impl ModuleMap for Namespaces<'_> {
    fn locate(&self, maps: &Maps<'_>, at: ImportRef, import: &Import, _: &mut Trail) -> Target {
        let world = maps.world;
        let module = world.symbols.at(at.file, import.module);
        let place = self.dotted(world, at, import.holder, world.symbols.text(module));
        let is_fit = |place: &Place| match (import.kind, place) {
            (ImportKind::Wildcard, Place::Node(node)) => {
                (world.kind(*node) == DefinitionKind::Namespace) == import.type_only
            }
            _ => true,
        };
        match place.filter(is_fit) {
            Some(place) => Target::Place(place),
            None => Target::Outside(Outside::module(module)),
        }
    }

    fn member(&self, maps: &Maps<'_>, wanted: Wanted, _: &mut Trail) -> Target {
        maps.named(wanted)
    }

    fn bare(&self, maps: &Maps<'_>, bare: Bare) -> Meaning {
        let world = maps.world;
        let Bare {
            file, name, usage, ..
        } = bare;
        let here = |place: Place| match self.named(world, file, Wanted { place, name, usage }) {
            Choice::One(node) => {
                let (strategy, confidence) = if node.file == file {
                    (Strategy::SameFile, sure::SAME_FILE)
                } else {
                    (Strategy::SamePackage, sure::SAME_PACKAGE)
                };
                Some(Meaning::node(node, strategy, confidence))
            }
            Choice::Several => Some(Meaning::Several(Some(place))),
            Choice::Nothing => None,
        };
        for space in spaces(world, file, bare.holder) {
            let usings = self.usings(world, file, Some(space.definition));
            let found =
                here(world.place(space)).or_else(|| self.brought(maps, bare, usings.into_iter()));
            if let Some(found) = found {
                return found;
            }
        }
        let usings = self.usings(world, file, None);
        self.root
            .and_then(here)
            .or_else(|| self.brought(maps, bare, usings.into_iter()))
            .unwrap_or_else(|| self.outside(world, bare))
    }

    fn sees_extension(&self, maps: &Maps<'_>, from: Bare, extension: NodeRef) -> bool {
        let world = maps.world;
        if !world.has(extension, Flags::EXTENSION) {
            return false;
        }
        let around = |node: NodeRef| {
            let file = node.file;
            let parent = world.definition(node)?.parent;
            parent.map(|definition| NodeRef { file, definition })
        };
        let Some(class) = around(extension) else {
            return false;
        };
        let Some(space) = around(class).map(|space| world.whole(space)) else {
            return true;
        };
        let spaces = spaces(world, from.file, from.holder);
        if spaces.iter().any(|&s| world.whole(s) == space) {
            return true;
        }
        let holders = spaces.iter().map(|s| Some(s.definition)).chain([None]);
        holders.into_iter().any(|holder| {
            let usings = self.usings(world, from.file, holder);
            usings.into_iter().any(|at| {
                let target = maps.target(at);
                target == Target::Place(Place::Node(space))
                    || target == Target::Place(world.place(class))
            })
        })
    }
}
