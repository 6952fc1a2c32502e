//! Parameters that get their value by their name: pytest's fixtures.

use facts::{DefinitionKind, Flags};
use graph::NodeRef;

use super::choose::Usage;
use super::ladder::Climb;
use super::meaning::Target;
use super::members::{Member, Sought, Through};
use super::modules::ImportRef;
use super::symbols::Symbol;
use super::world::{Place, folder};

/// The file that gives fixtures to its folder and those below.
const SHARED: &str = "conftest.py";

impl Climb<'_> {
    /// The fixture that a parameter is given, as pytest looks for it: in the class, in the module,
    /// in the nearest `conftest.py` of the folders around. What asks for its own name means the
    /// one above.
    pub(super) fn fixture_of(&self, parameter: NodeRef) -> Option<NodeRef> {
        let world = self.stand.world;
        let name = world.name(parameter);
        let file = parameter.file;
        let definition = world.definition(parameter)?.parent?;
        let asker = NodeRef { file, definition };
        let class = world.enclosing_type(asker, self.stand.owners);
        if let Some(found) = class.and_then(|class| self.fixture_of_class(class, name))
            && found != asker
        {
            return Some(found);
        }
        if let Some(found) = self.fixture_of_file(file, name)
            && found != asker
        {
            return Some(found);
        }
        let mut home = folder(&world.file(file)?.path);
        loop {
            let path = match home {
                "" => SHARED.to_owned(),
                home => format!("{home}/{SHARED}"),
            };
            if let Some(&shared) = world.paths.get(path.as_str())
                && shared != file
                && let Some(found) = self.fixture_of_file(shared, name)
            {
                return Some(found);
            }
            if home.is_empty() {
                return None;
            }
            home = folder(home);
        }
    }

    fn fixture_of_class(&self, class: NodeRef, name: Symbol) -> Option<NodeRef> {
        let world = self.stand.world;
        let (usage, through) = (Usage::Any, Through::Value);
        let sought = Sought {
            name,
            usage,
            through,
        };
        match self.stand.kin.member(world, class, sought) {
            Member::Own(node) | Member::Inherited { node, .. } => self.fixture(node),
            Member::Several(_) | Member::Missing => None,
        }
    }

    /// A fixture that a file defines or imports.
    fn fixture_of_file(&self, file: u32, name: Symbol) -> Option<NodeRef> {
        let world = self.stand.world;
        let place = Place::File(file);
        let own = world.named(place, name);
        if let &[node] = own {
            return self.fixture(node);
        }
        let &[import] = world.bindings(file, name) else {
            return None;
        };
        match self.stand.maps.target(ImportRef { file, import }) {
            Target::Place(Place::Node(node)) if own.is_empty() => self.fixture(node),
            Target::Place(_) | Target::Outside(_) | Target::Missing => None,
        }
    }

    fn fixture(&self, node: NodeRef) -> Option<NodeRef> {
        let world = self.stand.world;
        let is_function = matches!(
            world.kind(node),
            DefinitionKind::Function | DefinitionKind::Method
        );
        (is_function && world.has(node, Flags::FIXTURE)).then_some(node)
    }
}
