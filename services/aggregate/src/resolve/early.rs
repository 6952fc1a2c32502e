//! Owners and supertypes: what must be known before any member is looked for.

use events::language::Family;
use facts::{DefinitionKind, FileFacts, Receiver, Role, Subject, Supertype, TypeOf};
use graph::NodeRef;
use rayon::prelude::*;

use super::ladder::{Climb, Stand};
use super::meaning::Meaning;
use super::members::Inheritance;
use super::values::Value;

/// Supertypes outside the repository that give a type no members of note.
const BARE_BASES: [&str; 5] = ["ABC", "Generic", "Object", "Protocol", "object"];

/// The references on which owners and supertypes hang, with their receivers.
pub(super) fn told_early(file: &FileFacts) -> Vec<bool> {
    let mut early = vec![false; file.references.len()];
    let mut mark = |at: u32| {
        if let Some(mark) = early.get_mut(at as usize) {
            *mark = true;
        }
    };
    file.definitions
        .iter()
        .filter_map(|d| d.owner)
        .for_each(&mut mark);
    for supertype in &file.supertypes {
        mark(supertype.base);
        if let Subject::Reference(of) = supertype.of {
            mark(of);
        }
    }
    // Methods of C++ may be put into a type by another name of it, as tests into a fixture.
    if matches!(file.language.family(), Family::Go | Family::C) {
        let types = file.definitions.iter();
        let types = types.filter(|d| d.kind == DefinitionKind::TypeAlias);
        for of in types.filter_map(|d| d.type_of) {
            if let TypeOf::Declared(of) | TypeOf::Value(of) = of {
                mark(of);
            }
        }
    }
    // A receiver stands before its member.
    for at in (0..early.len()).rev() {
        let receiver = match file.references[at].receiver {
            Receiver::Member(of) | Receiver::Path(of) => of as usize,
            Receiver::None | Receiver::This | Receiver::Super | Receiver::Opaque => continue,
        };
        if early[at] && receiver < at {
            early[receiver] = true;
        }
    }
    early
}

/// The owner of each definition that names one, as far as is known.
pub(super) fn find_owners(stand: &Stand<'_>) -> Vec<Vec<Option<NodeRef>>> {
    (0..stand.world.files.len() as u32)
        .into_par_iter()
        .map(|file| {
            let climb = Climb::at(stand, file);
            let facts = stand.world.file(file);
            let definitions = facts.map_or(&[][..], |f| f.definitions.as_slice());
            let owners = definitions.iter().map(|d| climb.owner(d.owner?));
            owners.collect()
        })
        .collect()
}

/// Every supertype that any file tells, in the order of the text.
pub(super) fn bases(stand: &Stand<'_>) -> Vec<Inheritance> {
    let bases: Vec<Vec<Inheritance>> = (0..stand.world.files.len() as u32)
        .into_par_iter()
        .map(|file| {
            let climb = Climb::at(stand, file);
            let facts = stand.world.file(file);
            let supertypes = facts.map_or(&[][..], |f| f.supertypes.as_slice());
            let told = supertypes.iter().filter_map(|s| climb.base(*s));
            let definitions = facts.map_or(&[][..], |f| f.definitions.as_slice());
            let made = (0..definitions.len() as u32).filter_map(|at| climb.made_of(at));
            told.chain(made).collect()
        })
        .collect();
    bases.into_iter().flatten().collect()
}

impl Climb<'_> {
    /// What owns a definition that names its owner: a type, else the object or function itself.
    fn owner(&self, reference: u32) -> Option<NodeRef> {
        let meaning = self.meaning(self.file, reference);
        let Meaning::Node(named) = meaning else {
            return None;
        };
        let world = self.stand.world;
        // `(value as T).m = …` sets a member of that value; it declares none of `T`.
        let is_cast = world.family(self.file) == Family::JavaScript
            && world
                .reference(self.file, reference)
                .is_some_and(|r| r.role == Role::Type);
        if is_cast {
            return None;
        }
        match self.held(meaning) {
            Value::Itself(of) if !world.kind(of).is_local() => Some(of),
            _ if world.kind(named.node).is_local() => None,
            _ => Some(named.node),
        }
    }

    /// Whether something may have what others inherit, though it is no type.
    fn is_prototype(&self, of: NodeRef) -> bool {
        use DefinitionKind as Kind;
        let world = self.stand.world;
        match world.kind(of) {
            Kind::Function => true,
            Kind::Variable | Kind::Constant => world.family(of.file) == Family::JavaScript,
            _ => false,
        }
    }

    /// A supertype as the text tells it; `None` when nothing of this repository inherits.
    fn base(&self, supertype: Supertype) -> Option<Inheritance> {
        let world = self.stand.world;
        let of = match supertype.of {
            Subject::Definition(definition) => NodeRef {
                file: self.file,
                definition,
            },
            Subject::Reference(r) => self.named_type(self.file, r)?,
        };
        let kind = supertype.kind;
        let meaning = self.meaning(self.file, supertype.base);
        let base = self.named_type(self.file, supertype.base);
        let base = base.or_else(|| match self.held(meaning) {
            // Before there were classes, functions and objects were the types of JavaScript.
            Value::Itself(of) if self.is_prototype(of) => Some(of),
            _ => None,
        });
        let is_bare = match meaning {
            Meaning::Outside(outside) => BARE_BASES.contains(&world.symbols.text(outside.last())),
            _ => false,
        };
        // A trait from outside takes no name away from a type's own.
        let is_trait = world.family(self.file) == Family::Rust;
        if base.is_none() && (is_bare || is_trait) {
            return None;
        }
        let kind = Some(kind);
        Some(Inheritance { of, base, kind })
    }

    /// What a type of its own is made of.
    fn made_of(&self, definition: u32) -> Option<Inheritance> {
        let file = self.file;
        let of = NodeRef { file, definition };
        if !self.stand.world.is_made_type(of) {
            return None;
        }
        match self.stand.world.definition(of)?.type_of {
            Some(TypeOf::Value(r)) => {
                let base = self.named_type(file, r);
                let kind = None;
                Some(Inheritance { of, base, kind })
            }
            Some(TypeOf::Declared(_) | TypeOf::Named(_)) | None => None,
        }
    }
}
