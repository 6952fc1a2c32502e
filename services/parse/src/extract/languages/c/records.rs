//! Structs, unions, classes and enums; names for types.

use facts::{Bound, DefinitionKind, Flags, NameId, Role};
use tree_sitter::Node;

use super::declarations::Marks;
use super::vocabulary::{Field, Kind};
use super::{C, Context, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::walk::{Step, Value};

/// A template around.
pub(super) struct Template {
    pub(super) scope: ScopeId,
    pub(super) parameters: Vec<(NameId, Bound)>,
}

/// A type with members around.
pub(super) struct Record {
    /// The node of all of it.
    node: usize,
    /// The node of its name.
    name: usize,
    pub(super) definition: Option<u32>,
    /// What names it where it stands as the type of a declaration.
    reference: Option<u32>,
    /// What is declared next is public.
    pub(super) is_public: bool,
    /// The scope of what it lists, for an enum.
    scope: Option<ScopeId>,
}

impl C {
    /// A struct, union or class: its definition, its announcement, or its name as that of a type.
    pub(super) fn enter_record(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let node = visit.node;
        let kind = match visit.kind {
            Kind::UnionSpecifier => DefinitionKind::Union,
            Kind::ClassSpecifier => DefinitionKind::Class,
            _ => DefinitionKind::Struct,
        };
        let name = node.child_by_field_name("name");
        let body = node.child_by_field_name("body");
        let Some(body) = body else {
            return self.enter_announced(visit, kind, name, b);
        };
        let record = self.define_record(visit, kind, name, body, b);
        let is_public = visit.kind != Kind::ClassSpecifier;
        if self.is_cpp
            && let Some(at) = record.definition
        {
            let scope = b.open_scope(visit.depth(), ScopeKind::Members);
            self.scopes.insert(at, scope);
        }
        let is_nowhere = name.is_none()
            && record.definition.is_none()
            && self.context() == Context::Function
            && self.declares(visit);
        self.contexts.push(if is_nowhere {
            Context::Nowhere
        } else {
            Context::Record
        });
        // What has no name belongs to the type around, and so do its members.
        let is_public = match (record.definition, self.records.last()) {
            (None, Some(around)) => around.is_public,
            _ => is_public,
        };
        self.records.push(Record {
            is_public,
            ..record
        });
        Step::Into
    }

    pub(super) fn enter_enum(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        let node = visit.node;
        let name = node.child_by_field_name("name");
        let Some(body) = node.child_by_field_name("body") else {
            return self.enter_announced(visit, DefinitionKind::Enum, name, b);
        };
        let mut record = self.define_record(visit, DefinitionKind::Enum, name, body, b);
        if self.is_cpp
            && let Some(at) = record.definition
        {
            let scope = b.scopes.add(b.scope(), ScopeKind::Members);
            self.scopes.insert(at, scope);
            let head = b.slice(node.start_byte(), body.start_byte());
            let is_scoped = head
                .split(|c| !c.is_ascii_alphanumeric())
                .nth(1)
                .is_some_and(|word| matches!(word, b"class" | b"struct"));
            if is_scoped {
                b.reenter_scope(visit.depth(), scope);
            }
            record.scope = Some(scope);
        }
        self.contexts.push(Context::Record);
        self.records.push(Record {
            is_public: self.records.last().is_none_or(|around| around.is_public),
            ..record
        });
        Step::Into
    }

    pub(super) fn leave_record(&mut self, visit: &Visit<'_, '_>) -> Value {
        if self
            .records
            .last()
            .is_none_or(|record| record.node != visit.node.id())
        {
            return visit.child(Field::Name);
        }
        self.contexts.pop();
        let reference = self.records.pop().and_then(|record| record.reference);
        reference.map_or(Value::Unknown, Value::Reference)
    }

    /// `struct x;` or `struct x *y`.
    fn enter_announced(
        &mut self,
        visit: &Visit<'_, '_>,
        kind: DefinitionKind,
        name: Option<Node<'_>>,
        b: &mut Builder<'_>,
    ) -> Step {
        let Some(name) = name else {
            return Step::Into;
        };
        // `template class A<int>;` is of a template that is there.
        let is_instance =
            self.kind_of(name) == Kind::TemplateType && visit.above(0) != Kind::TemplateDeclaration;
        if is_instance || self.declares(visit) || name.is_missing() {
            return Step::Into;
        }
        let Some(name) = self.simple_name(name) else {
            return Step::Into;
        };
        let whole = Self::whole(visit);
        let at = b.define(kind, name, whole);
        let signature = b.signature(whole.start_byte(), visit.node.end_byte());
        let mut flags = self.visibility(false);
        flags.set(Flags::DECLARATION);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        self.document(at, whole, b);
        self.bind_type(self.home(b), at, Space::TYPES, b);
        Step::Done(Value::Unknown)
    }

    /// Whether something of the type is declared, or the type is named for another reason.
    fn declares(&self, visit: &Visit<'_, '_>) -> bool {
        if visit.field != Field::Type {
            return false;
        }
        let parent = visit.parent();
        if parent.is_declaration() && !parent.is_parameter() {
            self.declarations
                .last()
                .is_some_and(|declaration| declaration.marks.has(Marks::NAMED))
        } else {
            true
        }
    }

    /// Defines a type and makes it the holder; one without a name is that of what it is the type of.
    fn define_record(
        &mut self,
        visit: &Visit<'_, '_>,
        kind: DefinitionKind,
        name: Option<Node<'_>>,
        body: Node<'_>,
        b: &mut Builder<'_>,
    ) -> Record {
        let mut record = Record {
            node: visit.node.id(),
            name: 0,
            definition: None,
            reference: None,
            is_public: true,
            scope: None,
        };
        let is_type_of = visit.parent().is_declaration() && visit.field == Field::Type;
        let of = self.declarations.last().filter(|_| is_type_of);
        let name_of_record = name.and_then(|name| self.simple_name(name));
        let (Some(name), Some(written)) = (name_of_record, name) else {
            if let Some(declaration) = of
                && let Some((_, made)) = declaration.made
            {
                if declaration.marks.has(Marks::NAMES_TYPE) {
                    record.definition = Some(made);
                } else if !declaration.marks.has(Marks::SINGLE) {
                    b.hold(visit.depth(), made);
                }
            }
            return record;
        };
        let around = of.map(|declaration| declaration.holder);
        let whole = Self::whole(visit);
        let at = b.define(kind, name, whole);
        if let Some(around) = around {
            b.definition_mut(at).parent = around;
        }
        let signature = b.signature(whole.start_byte(), body.start_byte());
        let flags = self.visibility(false);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        self.document(at, whole, b);
        if self.kind_of(written) != Kind::QualifiedIdentifier {
            self.bind_type(self.home(b), at, Space::TYPES, b);
        }
        if self.declares(visit) {
            // What is declared has this type; the only place that names the type is its definition.
            record.reference = Some(b.bound_reference(name, Role::Type, Bound::Definition(at)));
        }
        b.hold(visit.depth(), at);
        record.name = name.id();
        record.definition = Some(at);
        record
    }

    /// The last part of a name, without scopes and arguments.
    fn simple_name<'t>(&self, name: Node<'t>) -> Option<Node<'t>> {
        let mut node = name;
        for _ in 0..16 {
            node = match self.kind_of(node) {
                Kind::TypeIdentifier => return (!node.is_missing()).then_some(node),
                Kind::QualifiedIdentifier | Kind::TemplateType => {
                    node.child_by_field_name("name")?
                }
                _ => return None,
            };
        }
        None
    }

    /// Whether a name is that of the type whose definition it stands in; then its scopes own the type.
    pub(super) fn is_own_name(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> bool {
        let Some(record) = self.records.last() else {
            return false;
        };
        if record.name != visit.node.id() {
            return false;
        }
        if let Some(at) = record.definition
            && let Some(owner) = self.scope_before(visit)
        {
            b.definition_mut(at).owner = Some(owner);
        }
        true
    }

    /// `public:`
    pub(super) fn access(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) {
        if visit.parent() == Kind::BaseClassClause {
            return;
        }
        let is_public = b.text(visit.node).starts_with(b"public");
        if let Some(record) = self.records.last_mut() {
            record.is_public = is_public;
        }
    }

    pub(super) fn enter_enumerator(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let at = b.define(DefinitionKind::EnumMember, name, node);
        let signature = b.signature(node.start_byte(), node.end_byte());
        let flags = self.visibility(false);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        self.document_member(at, node, b);
        let home = self.home(b);
        let seen = if self.functions.is_empty() {
            Seen::Throughout
        } else {
            Seen::FromHere
        };
        b.bind(home, at, Space::VALUES, seen);
        if let Some(scope) = self.records.last().and_then(|record| record.scope)
            && scope != home
        {
            b.bind(scope, at, Space::VALUES, Seen::Throughout);
        }
    }

    /// `using T = …;` and `concept C = …;`
    pub(super) fn enter_alias(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let kind = if visit.kind == Kind::ConceptDefinition {
            DefinitionKind::Trait
        } else {
            DefinitionKind::TypeAlias
        };
        let whole = Self::whole(visit);
        let at = b.define(kind, name, whole);
        let signature = b.signature(whole.start_byte(), node.end_byte());
        let flags = self.visibility(false);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        self.document(at, whole, b);
        self.bind_type(self.home(b), at, Space::TYPES, b);
        b.hold(visit.depth(), at);
    }

    pub(super) fn leave_alias(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if let Some(at) = visit.child(Field::Name).definition() {
            b.declare_type(at, visit.child(Field::Type));
        }
        Value::Unknown
    }

    /// `T` in `template <typename T>`.
    pub(super) fn type_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let whole = visit.node_above(0).unwrap_or(visit.node);
        let at = b.define(DefinitionKind::TypeParameter, visit.node, whole);
        let scope = b.scope();
        for space in [Space::TYPES, Space::VALUES] {
            b.bind(scope, at, space, Seen::FromHere);
        }
        self.add_to_template(at, b);
        Value::Definition(at)
    }

    /// Keeps a parameter of the template around, if it is of that one.
    pub(super) fn add_to_template(&mut self, at: u32, b: &Builder<'_>) {
        let name = b.definition(at).name;
        if let Some(template) = self.templates.last_mut()
            && template.scope == b.scope()
        {
            template.parameters.push((name, Bound::Definition(at)));
        }
    }
}
