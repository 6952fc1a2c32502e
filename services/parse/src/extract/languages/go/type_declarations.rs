//! Go's types: their declarations, fields, and the names in them.

use facts::{DefinitionKind, Role, Subject, SupertypeKind};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{Go, Visit, is_variable};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// A longer declaration is no signature; its head alone is.
pub(super) const SIGNATURE_BYTES_MAX: usize = 120;

/// A type declaration around.
pub(super) struct Spec {
    depth: u32,
    /// Absent for `type _ T`.
    definition: Option<u32>,
}

impl Go {
    /// `type T …`, alone or in a group.
    pub(super) fn enter_spec(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let definition = self.define_type(visit, b);
        // For its parameters.
        b.open_scope(visit.depth(), ScopeKind::Block);
        self.specs.push(Spec {
            depth: visit.depth(),
            definition,
        });
    }

    fn define_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let name = node.child_by_field_name("name")?;
        let text = b.text(name);
        if text.is_empty() || text == b"_" {
            return None;
        }
        let of = node.child_by_field_name("type");
        let (kind, word) = match of.map(|of| of.kind()) {
            Some("struct_type") => (DefinitionKind::Struct, "struct"),
            Some("interface_type") => (DefinitionKind::Interface, "interface"),
            _ => (DefinitionKind::TypeAlias, ""),
        };
        let end = match of {
            Some(of) if !word.is_empty() => of.start_byte() + word.len(),
            Some(of) if node.end_byte() - node.start_byte() > SIGNATURE_BYTES_MAX => {
                of.start_byte()
            }
            _ => node.end_byte(),
        };
        let whole = whole(visit, 0);
        let signature = b.head("type ", node.start_byte(), end);
        let doc = self.comments.above(whole, b);
        let flags = self.flags(text);
        let at = b.define(kind, name, whole);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        let seen = if self.functions.is_empty() {
            Seen::Throughout
        } else {
            Seen::FromHere
        };
        b.bind(b.scope(), at, Space::VALUES, seen);
        b.hold(visit.depth(), at);
        Some(at)
    }

    pub(super) fn leave_spec(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(definition) = self.specs.pop().and_then(|spec| spec.definition) else {
            return;
        };
        let value = visit.child(Field::Type);
        if visit.kind == Kind::TypeAlias {
            b.declare_type(definition, value);
        } else if let Some(of) = value.reference() {
            if self.contained.contains(&of) {
                self.elements.insert(definition, of);
            } else {
                b.assign_type(definition, value);
            }
        }
    }

    /// The fields of a struct without a name belong to what is declared with it.
    pub(super) fn enter_struct(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let owner = self.declared_here(b);
        if let Some(owner) = owner {
            b.hold(visit.depth(), owner);
        }
        let names = self.names.last().map_or(0, |&(depth, _)| depth);
        let is_in_type = self.spec_depth() > self.function_depth() && self.spec_depth() > names;
        self.structs.push(is_in_type || owner.is_some());
    }

    /// Whether the fields of the struct around belong to something that can be found by its name.
    fn has_named_fields(&self) -> bool {
        self.structs.last().is_some_and(|&has| has)
    }

    /// The field or variable whose declaration is the innermost around.
    fn declared_here(&self, b: &Builder<'_>) -> Option<u32> {
        let &(depth, name) = self.names.last()?;
        let name = name?;
        let holds = matches!(
            b.definition(name).kind,
            DefinitionKind::Field | DefinitionKind::Variable | DefinitionKind::Constant
        );
        (holds && depth > self.spec_depth() && depth > self.function_depth()).then_some(name)
    }

    fn spec_depth(&self) -> u32 {
        self.specs.last().map_or(0, |spec| spec.depth)
    }

    fn function_depth(&self) -> u32 {
        self.functions.last().map_or(0, |function| function.depth)
    }

    /// `x` in `x, y T` in a struct.
    pub(super) fn field(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let depth = visit.depth_above(0);
        let text = b.text(visit.node);
        if text.is_empty() || text == b"_" {
            self.names.push((depth, None));
            return Value::Unknown;
        }
        let declaration = visit.node_above(0).unwrap_or(visit.node);
        let at = if self.has_named_fields() {
            let signature = self.signature_of(declaration, b, |b| {
                let end = declaration
                    .child_by_field_name("type")
                    .unwrap_or(visit.node)
                    .end_byte()
                    .min(declaration.start_byte() + SIGNATURE_BYTES_MAX);
                b.head("", declaration.start_byte(), end)
            });
            let doc = self.comments.above(declaration, b);
            let flags = self.flags(text);
            let at = b.define(DefinitionKind::Field, visit.node, declaration);
            let definition = b.definition_mut(at);
            definition.flags = flags;
            definition.signature = Some(signature);
            definition.doc = doc;
            at
        } else {
            b.define(DefinitionKind::Local, visit.node, declaration)
        };
        self.names.push((depth, Some(at)));
        Value::Definition(at)
    }

    /// A field's type is known; without a name the type is the name.
    pub(super) fn leave_field(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let value = visit.child(Field::Type);
        if self.declare_names(visit.depth(), value, b) > 0 {
            return;
        }
        let Some(base) = value.reference() else {
            return;
        };
        let (name, place) = {
            let reference = b.reference_at(base);
            (reference.name, reference.span)
        };
        let kind = if self.has_named_fields() {
            DefinitionKind::Field
        } else {
            DefinitionKind::Local
        };
        let end = visit
            .node
            .end_byte()
            .min(visit.node.start_byte() + SIGNATURE_BYTES_MAX);
        let signature = b.head("", visit.node.start_byte(), end);
        let doc = self.comments.above(visit.node, b);
        let at = b.define_named(kind, name, place, span(visit.node));
        b.declare_type(at, value);
        if kind == DefinitionKind::Field {
            let flags = self.flags(b.name_of_definition(at).as_bytes());
            let definition = b.definition_mut(at);
            definition.flags = flags;
            definition.signature = Some(signature);
            definition.doc = doc;
        }
        // field_declaration < field_declaration_list < struct_type < type_spec
        if visit.above(2) == Kind::TypeSpec {
            self.embed(base, b);
        }
    }

    /// A type among the methods of an interface, if it is not one of several.
    pub(super) fn leave_type_elem(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.count() != 1 {
            return Value::Unknown;
        }
        if let Some(base) = visit.last().reference()
            && visit.parent() == Kind::InterfaceType
            && visit.above(1) == Kind::TypeSpec
            && !self.contained.contains(&base)
        {
            self.embed(base, b);
        }
        visit.last()
    }

    fn embed(&mut self, base: u32, b: &mut Builder<'_>) {
        b.reference_mut(base).role = Role::Supertype;
        if let Some(of) = self.specs.last().and_then(|spec| spec.definition) {
            b.inherit(Subject::Definition(of), base, SupertypeKind::Embeds);
        }
    }

    /// The name of a type.
    pub(super) fn type_identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::TypeSpec | Kind::TypeAlias if visit.field == Field::Name => Value::Unknown,
            Kind::QualifiedType => {
                let package = visit.sibling(Field::Package);
                let role = if is_variable(package, b) {
                    // In brackets that were taken for those of a type.
                    Role::Read
                } else {
                    Role::Type
                };
                Value::Reference(b.member(visit.node, role, package))
            }
            Kind::TypeElem if is_parameter_of_receiver(visit) => {
                let at = b.define(DefinitionKind::TypeParameter, visit.node, visit.node);
                b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
                Value::Unknown
            }
            Kind::TypeCase if b.text(visit.node) == b"nil" => Value::Nothing,
            _ => {
                let at = b.reference(visit.node, Role::Type);
                let value = Value::Reference(at);
                if is_variable(value, b) {
                    self.is_index = true;
                    b.reference_mut(at).role = Role::Read;
                }
                value
            }
        }
    }

    /// A type that is an element of another.
    pub(super) fn contain(&mut self, element: Value) -> Value {
        if let Some(at) = element.reference() {
            self.contained.insert(at);
        }
        element
    }
}

/// `List[T]`; nothing for `xs[i]`, which reads like it.
pub(super) fn generic(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    let of = visit.child(Field::Type);
    if visit.child(Field::TypeArguments) != Value::Nothing {
        return of;
    }
    if let Some(at) = of.reference() {
        b.reference_mut(at).role = Role::Read;
    }
    Value::Nothing
}

/// `T` in `func (s *Stack[T]) Push()`.
fn is_parameter_of_receiver(visit: &Visit<'_, '_>) -> bool {
    // type_elem < type_arguments < generic_type < (pointer_type <) parameter_declaration < list
    if visit.above(1) != Kind::TypeArguments || visit.above(2) != Kind::GenericType {
        return false;
    }
    (3..=5)
        .find(|&n| visit.above(n) == Kind::ParameterDeclaration)
        .is_some_and(|n| visit.field_above(n + 1) == Field::Receiver)
}

/// The declaration `n` above, with its keyword where it is not one of a group.
pub(super) fn whole<'t>(visit: &Visit<'_, 't>, n: usize) -> Node<'t> {
    let is_declaration = matches!(
        visit.above(n),
        Kind::TypeDeclaration | Kind::ConstDeclaration | Kind::VarDeclaration
    );
    match visit.node_above(n) {
        Some(declaration)
            if is_declaration && declaration.child(1).is_some_and(|c| c.kind() != "(") =>
        {
            declaration
        }
        _ if n == 0 => visit.node,
        _ => visit.node_above(n - 1).unwrap_or(visit.node),
    }
}
