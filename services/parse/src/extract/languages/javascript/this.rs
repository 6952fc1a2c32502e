//! What `this` and `super` are, and the fields that assignments to `this` make.

use facts::{Bound, DefinitionKind, Flags, NameId, Receiver, Role};
use tree_sitter::Node;

use super::heads::{Extent, documentation, signature};
use super::vocabulary::Kind;
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::Space;
use crate::extract::text::span;
use crate::extract::walk::Value;

/// What has members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Home {
    /// A class, a function, an object of this file.
    Definition(u32),
    /// What this file knows by its name only.
    Name(NameId),
}

/// What `this` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum This {
    /// Not known.
    Unknown,
    /// What a CommonJS file exports.
    Exports,
    /// An object of the class that is the innermost of so many.
    Class(usize),
    /// What this function makes with `new`.
    Function(u32),
    /// The object literal that this definition holds.
    Object(u32),
    /// What owns this method, by its assignment.
    Owner(Option<Home>),
}

/// A name that holds `this`: `const self = this`.
pub(super) struct Alias {
    name: NameId,
    definition: u32,
    this: This,
    /// [`JavaScript::boundaries`] where it was defined.
    boundaries: u32,
}

/// An assignment to a member of `this`: perhaps the definition of a field; the end of the file
/// tells, for what is declared counts more.
pub(super) struct FieldWrite {
    home: Home,
    /// The definition around.
    within: Option<u32>,
    name: NameId,
    pub(super) reference: u32,
    extent: Extent,
    signature: NameId,
    pub(super) assigned: Value,
}

impl JavaScript {
    /// What `this` stands for here.
    pub(super) fn this_value(&mut self) -> Value {
        let this = self.this.last().copied().unwrap_or(This::Unknown);
        self.alias_used = this;
        match this {
            This::Unknown => Value::Unknown,
            This::Exports => Value::Module,
            This::Class(_) | This::Function(_) | This::Object(_) | This::Owner(_) => {
                Value::This(None)
            }
        }
    }

    /// What `super` stands for here.
    pub(super) fn super_value(&self) -> Value {
        match self.this.last() {
            Some(This::Class(_)) => Value::Super,
            _ => Value::Unknown,
        }
    }

    /// `super(…)`.
    pub(super) fn call_super(
        &self,
        call: Node<'_>,
        arguments: Value,
        b: &mut Builder<'_>,
    ) -> Value {
        if let Some(node) = call.child_by_field_name("function") {
            let name = b.intern("constructor");
            let at = b.member(node, Role::Read, Value::Super);
            b.reference_mut(at).name = name;
            b.call(Value::Reference(at), Role::Call, arguments);
        }
        Value::Unknown
    }

    /// A variable was given a value; remembers those that were given `this`.
    pub(super) fn note_alias(&mut self, definition: u32, value: Value, b: &Builder<'_>) {
        if value != Value::This(None) {
            return;
        }
        if let Some(&this) = self.this.last() {
            self.aliases.push(Alias {
                name: b.definition(definition).name,
                definition,
                this,
                boundaries: self.boundaries,
            });
        }
    }

    /// If a bare name holds `this`, what it stands for.
    pub(super) fn alias(&mut self, reference: u32, b: &mut Builder<'_>) -> Option<Value> {
        if self.aliases.is_empty() {
            return None;
        }
        let name = b.reference_mut(reference).name;
        if !self
            .aliases
            .iter()
            .rev()
            .take(ALIASES_MAX)
            .any(|alias| alias.name == name)
        {
            return None;
        }
        let bound = b.scopes.so_far(b.scope(), name, Space::VALUES);
        let alias = self
            .aliases
            .iter()
            .rev()
            .take(ALIASES_MAX)
            .find(|alias| bound == Some(Bound::Definition(alias.definition)))?;
        let is_seen = alias.boundaries == self.boundaries
            && match alias.this {
                // Readers take `this` for that of the function around.
                This::Function(function) => b.holder() == Some(function),
                _ => true,
            };
        is_seen.then(|| {
            self.alias_used = alias.this;
            Value::This(Some(reference))
        })
    }

    /// What has the members of the `this` that was named last.
    pub(super) fn home_of_this(&self) -> Option<Home> {
        match self.alias_used {
            This::Class(n) => {
                let class = *self.classes.get(n.checked_sub(1)?)?;
                class.map(Home::Definition)
            }
            This::Function(at) | This::Object(at) => Some(Home::Definition(at)),
            This::Owner(home) => home,
            This::Unknown | This::Exports => None,
        }
    }

    /// What has the members of what a reference names.
    pub(super) fn home_of_reference(reference: u32, b: &mut Builder<'_>) -> Option<Home> {
        let (name, receiver) = {
            let reference = b.reference_mut(reference);
            (reference.name, reference.receiver)
        };
        if receiver != Receiver::None {
            return None;
        }
        match b.scopes.so_far(b.scope(), name, Space::VALUES) {
            Some(Bound::Definition(at)) => Some(Home::Definition(at)),
            _ => Some(Home::Name(name)),
        }
    }

    /// `this.x = …`, `[this.x] = …`, `this.x += …`.
    pub(super) fn write_field(
        &mut self,
        reference: u32,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) {
        let Some(home) = self.home_of_this() else {
            return;
        };
        let name = b.reference_mut(reference).name;
        let (extent, signature, assigned) = match (visit.above(1), visit.node_above(1)) {
            (Kind::AssignmentExpression, Some(assignment)) => {
                let value = assignment.child_by_field_name("right");
                let start = visit.node.start_byte();
                let head = self.head_of_value(start, assignment.end_byte(), value);
                let text = signature(head.start, head.end, b);
                (Extent::of(assignment), text, Value::Unknown)
            }
            (Kind::AugmentedAssignment | Kind::UpdateExpression, _) => {
                (Extent::of(visit.node), name, Value::Nothing)
            }
            _ => (Extent::of(visit.node), name, Value::Unknown),
        };
        self.writes.push(FieldWrite {
            home,
            within: b.holder(),
            name,
            reference,
            extent,
            signature,
            assigned,
        });
    }

    /// Makes fields of what is assigned to `this`, unless there is such a member.
    pub(super) fn define_fields(&mut self, b: &mut Builder<'_>) {
        for write in std::mem::take(&mut self.writes) {
            let key = (write.home, write.name);
            let known = self.members.get(&key).copied();
            let Some(at) = known.or_else(|| self.define_field(&write, b)) else {
                continue;
            };
            if b.definition(at).kind == DefinitionKind::Field {
                Self::assign(at, write.assigned, b);
            }
        }
    }

    fn define_field(&mut self, write: &FieldWrite, b: &mut Builder<'_>) -> Option<u32> {
        let parent = match write.home {
            Home::Definition(at) => Some(at),
            // The method names its owner.
            Home::Name(_) => write.within,
        };
        let parent = parent.filter(|at| !b.definition(*at).kind.is_local())?;
        let place = b.reference_at(write.reference).span;
        b.retire(write.reference);
        let at = b.define_named(DefinitionKind::Field, write.name, place, write.extent.span);
        let mut flags = self.file_flags;
        if !b.name_of_definition(at).starts_with('#') {
            flags.set(Flags::PUBLIC);
        }
        let doc = documentation(write.extent.start, b);
        let definition = b.definition_mut(at);
        definition.parent = Some(parent);
        definition.flags = flags;
        definition.signature = Some(write.signature);
        definition.doc = doc;
        self.members.insert((write.home, write.name), at);
        Some(at)
    }

    /// `this.x = function …` or `this.x = { … }`: a member at once, for it holds others.
    pub(super) fn define_on_this(
        &mut self,
        kind: DefinitionKind,
        visit: &Visit<'_, '_>,
        assignment: Node<'_>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let home = self.home_of_this()?;
        let name = b.name(visit.node);
        let parent = match home {
            Home::Definition(at) => at,
            Home::Name(_) => return None,
        };
        if self.members.contains_key(&(home, name)) || b.definition(parent).kind.is_local() {
            return None;
        }
        let at = b.define_named(kind, name, span(visit.node), span(assignment));
        self.members.insert((home, name), at);
        b.definition_mut(at).parent = Some(parent);
        Some(at)
    }
}

/// How many of the latest aliases are asked for a name.
const ALIASES_MAX: usize = 32;
