//! CommonJS: `require`, `import()`, `module.exports`.

use facts::{Bound, DefinitionKind, Flags, ImportKind, NameId, Receiver, Role};
use tree_sitter::Node;

use super::heads::{Extent, children, unquoted};
use super::imports::{Statement, refer};
use super::objects::Owner;
use super::this::This;
use super::variables::Shape;
use super::vocabulary::{Field, Kind};
use super::{JavaScript, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::ScopeId;
use crate::extract::text::span;
use crate::extract::walk::Value;

impl JavaScript {
    // ---- `require`

    /// `const a = require("x")`, `const { a, b: c } = require("x")`, `const a = require("x").b`,
    /// and the same with `await import("x")`: an import like those of the other modules.
    pub(super) fn require(
        &mut self,
        name: Node<'_>,
        value: Node<'_>,
        home: ScopeId,
        b: &mut Builder<'_>,
    ) -> bool {
        let mut value = value;
        let mut member = None;
        if self.kind(value) == Kind::MemberExpression
            && let (Some(object), Some(property)) = (
                value.child_by_field_name("object"),
                value.child_by_field_name("property"),
            )
        {
            (value, member) = (object, Some(property));
        }
        let Some(module) = self.module_of_call(value, b) else {
            return false;
        };
        let statement = Statement {
            module: b.intern_bytes(unquoted(b.text(module))),
            type_only: false,
            reexport: false,
        };
        match (self.kind(name), member) {
            (Kind::Identifier, None) => {
                let kind = ImportKind::Module;
                let binding = b.name(name);
                let at = self.bring(kind, statement, None, Some(binding), name, b);
                refer(at, name, b);
                self.bind_import_in(home, at, b);
                true
            }
            (Kind::Identifier, Some(property)) => {
                let (member, binding) = (b.name(property), b.name(name));
                let kind = ImportKind::Member;
                let at = self.bring(kind, statement, Some(member), Some(binding), name, b);
                refer(at, property, b);
                self.bind_import_in(home, at, b);
                true
            }
            (Kind::ObjectPattern, None) if self.is_plain(name) => {
                for part in children(name) {
                    let (key, local) = match self.kind(part) {
                        Kind::ShorthandPropertyIdentifierPattern => (Some(part), Some(part)),
                        Kind::PairPattern => (
                            part.child_by_field_name("key"),
                            part.child_by_field_name("value"),
                        ),
                        _ => continue,
                    };
                    if let (Some(key), Some(local)) = (key, local) {
                        let member = b.intern_bytes(unquoted(b.text(key)));
                        let binding = b.name(local);
                        let kind = ImportKind::Member;
                        let at = self.bring(kind, statement, Some(member), Some(binding), part, b);
                        refer(at, key, b);
                        self.bind_import_in(home, at, b);
                    }
                }
                true
            }
            _ => false,
        }
    }

    /// Whether a pattern has names only, and perhaps others for them.
    fn is_plain(&self, pattern: Node<'_>) -> bool {
        children(pattern).all(|part| match self.kind(part) {
            Kind::ShorthandPropertyIdentifierPattern => true,
            Kind::PairPattern => part
                .child_by_field_name("value")
                .is_some_and(|value| self.kind(value) == Kind::Identifier),
            Kind::RestPattern | Kind::ObjectAssignmentPattern | Kind::AssignmentPattern => false,
            _ => true,
        })
    }

    /// The string in `require("x")` and in `await import("x")`.
    fn module_of_call<'t>(&self, value: Node<'t>, b: &mut Builder<'_>) -> Option<Node<'t>> {
        let mut call = value;
        if self.kind(call) == Kind::Await {
            call = call.named_child(0)?;
        }
        if self.kind(call) != Kind::CallExpression {
            return None;
        }
        let callee = call.child_by_field_name("function")?;
        let is_require = match self.kind(callee) {
            Kind::Import => true,
            Kind::Identifier => b.text(callee) == b"require" && self.is_free(callee, b),
            _ => false,
        };
        if !is_require {
            return None;
        }
        self.module_of_arguments(call)
    }

    fn module_of_arguments<'t>(&self, call: Node<'t>) -> Option<Node<'t>> {
        call.child_by_field_name("arguments")?
            .named_child(0)
            .filter(|argument| self.kind(*argument) == Kind::String && !argument.is_missing())
    }

    /// `require("x")` anywhere: the callee stands for the module.
    pub(super) fn required(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<Value> {
        if b.text(visit.node) != b"require" || !self.is_free(visit.node, b) {
            return None;
        }
        self.module_reference(visit, b)
    }

    /// `import("x")` anywhere, in types too.
    pub(super) fn dynamic_import(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        self.module_reference(visit, b).unwrap_or(Value::Unknown)
    }

    fn module_reference(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<Value> {
        let call = visit.node_above(0)?;
        let module = self.module_of_arguments(call)?;
        let statement = Statement {
            module: b.intern_bytes(unquoted(b.text(module))),
            type_only: false,
            reexport: false,
        };
        let at = self.bring(ImportKind::Module, statement, None, None, call, b);
        let reference = b.bound_reference(visit.node, Role::Import, Bound::Import(at));
        Some(Value::Reference(reference))
    }

    /// Whether a value is `import("x")` of a type.
    pub(super) fn is_type_of_import(&self, value: Value, b: &mut Builder<'_>) -> bool {
        self.has_types
            && value.reference().is_some_and(|at| {
                b.reference_mut(at).role == Role::Import && b.name_of_reference(at) == "import"
            })
    }

    // ---- `module.exports`

    /// `exports`, or `module` in `module.exports`, that is the file's own.
    pub(super) fn is_exports(&self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> bool {
        let is_named = match b.text(visit.node) {
            b"exports" => visit.field != Field::Property,
            b"module" => visit
                .node_above(0)
                .and_then(|member| member.child_by_field_name("property"))
                .is_some_and(|property| b.text(property) == b"exports"),
            _ => false,
        };
        is_named && self.is_free(visit.node, b)
    }

    /// Whether a property is the `exports` of `module`.
    pub(super) fn is_face(&self, visit: &Visit<'_, '_>, b: &Builder<'_>) -> bool {
        b.text(visit.node) == b"exports"
            && visit
                .node_above(0)
                .and_then(|member| member.child_by_field_name("object"))
                .is_some_and(|object| b.text(object) == b"module")
    }

    /// `module.exports = …`.
    pub(super) fn assign_face(
        &mut self,
        visit: &Visit<'_, '_>,
        assignment: Node<'_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let Some(right) = assignment.child_by_field_name("right") else {
            return Value::Unknown;
        };
        let (shape, value) = self.shape(right);
        // `const app = module.exports = …`
        if let Some(first) = self
            .claimed(value)
            .and_then(|claim| claim.owner.definition())
        {
            b.definition_mut(first).flags.set(Flags::PUBLIC);
            self.export_face(first, b);
            return Value::Unknown;
        }
        let kind = match shape {
            Shape::Function | Shape::Arrow => DefinitionKind::Function,
            Shape::Class => DefinitionKind::Class,
            Shape::Object => {
                self.claim(value, Owner::Exports, This::Exports);
                return Value::Unknown;
            }
            Shape::Other => return Value::Module,
        };
        // A name of its own says more than `exports`.
        let name = value.child_by_field_name("name").unwrap_or(visit.node);
        let id = b.name(name);
        let at = b.define_named(kind, id, span(name), span(assignment));
        b.definition_mut(at).parent = None;
        self.export_face(at, b);
        let this = match shape {
            Shape::Function => self.plain_this(at),
            _ => This::Unknown,
        };
        self.assigned(at, (shape, value), this, visit, b);
        Value::Unknown
    }

    fn export_face(&mut self, at: u32, b: &mut Builder<'_>) {
        let name = b.intern("=");
        b.export(name, Bound::Definition(at), None);
    }

    /// `exports.x = …`.
    pub(super) fn assign_export(
        &mut self,
        visit: &Visit<'_, '_>,
        assignment: Node<'_>,
        b: &mut Builder<'_>,
    ) -> Value {
        let Some(right) = assignment.child_by_field_name("right") else {
            return Value::Unknown;
        };
        let (shape, value) = self.shape(right);
        let kind = match shape {
            Shape::Function | Shape::Arrow => DefinitionKind::Function,
            Shape::Class => DefinitionKind::Class,
            Shape::Object => DefinitionKind::Variable,
            Shape::Other => return Value::Module,
        };
        let name = b.name(visit.node);
        let at = b.define_named(kind, name, span(visit.node), span(assignment));
        b.definition_mut(at).parent = None;
        self.export_definition(name, at, b);
        let this = match shape {
            Shape::Function => This::Exports,
            _ => This::Unknown,
        };
        self.assigned(at, (shape, value), this, visit, b);
        Value::Definition(at)
    }

    /// The end of an assignment to `module.exports` or a member of it whose value is neither a
    /// function nor an object.
    pub(super) fn leave_export_assignment(
        &mut self,
        assignment: Node<'_>,
        value: Value,
        b: &mut Builder<'_>,
    ) {
        let (Some(left), right) = (
            assignment.child_by_field_name("left"),
            assignment.child_by_field_name("right"),
        ) else {
            return;
        };
        let Some(key) = left.child_by_field_name("property") else {
            return;
        };
        let right = right.map(|right| self.shape(right).1);
        // `exports.a = void 0` only announces.
        let is_void = right.is_some_and(|right| b.text(right).starts_with(b"void"));
        if !is_void {
            self.export_value(key, Extent::of(assignment), right, value, b);
        }
    }

    /// Exports a value under a key: what it names, else a definition of its own.
    pub(super) fn export_value(
        &mut self,
        key: Node<'_>,
        extent: Extent,
        node: Option<Node<'_>>,
        value: Value,
        b: &mut Builder<'_>,
    ) {
        let text = unquoted(b.text(key));
        let is_face = self.kind(key) == Kind::PropertyIdentifier
            && text == b"exports"
            && b.slice(extent.start, extent.start + 6) == b"module";
        let name = if is_face {
            b.intern("=")
        } else {
            b.intern_bytes(text)
        };
        if let Some(reference) = value.reference()
            && matches!(b.reference_mut(reference).role, Role::Read | Role::Import)
        {
            b.export_reference(name, reference);
            return;
        }
        let end = node.map_or(extent.start, |node| node.end_byte());
        let id = b.intern_bytes(text);
        let kind = if self.kind(key) == Kind::PropertyIdentifier {
            DefinitionKind::Variable
        } else {
            DefinitionKind::Constant
        };
        let at = b.define_named(kind, id, span(key), extent.span);
        let mut flags = self.place_flags();
        flags.set(Flags::PUBLIC);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.parent = None;
        let head = self.head_of_value(extent.start, end, node);
        self.describe(at, extent, head, b);
        Self::assign(at, value, b);
        self.exported.entry(name).or_insert(at);
        b.export(name, Bound::Definition(at), None);
    }

    /// Exports a definition of CommonJS.
    pub(super) fn export_definition(&mut self, name: NameId, at: u32, b: &mut Builder<'_>) {
        b.definition_mut(at).flags.set(Flags::PUBLIC);
        self.exported.entry(name).or_insert(at);
        b.export(name, Bound::Definition(at), None);
    }

    /// `module.exports = { ...require("x") }`: all of that is given on.
    pub(super) fn export_all(&mut self, reference: u32, part: Node<'_>, b: &mut Builder<'_>) {
        let (role, bound) = {
            let reference = b.reference_mut(reference);
            (reference.role, reference.bound)
        };
        if let (Role::Import, Bound::Import(import)) = (role, bound) {
            let statement = Statement {
                module: b.module_of_import(import),
                type_only: false,
                reexport: true,
            };
            self.bring(ImportKind::Wildcard, statement, None, None, part, b);
        }
    }

    /// `exports.x` that is read is what `exports.x = …` made.
    pub(super) fn bind_export_reads(&mut self, b: &mut Builder<'_>) {
        for at in std::mem::take(&mut self.export_reads) {
            let name = b.reference_mut(at).name;
            if let Some(&definition) = self.exported.get(&name) {
                let reference = b.reference_mut(at);
                reference.bound = Bound::Definition(definition);
                debug_assert_eq!(reference.receiver, Receiver::Opaque, "of the file itself");
            }
        }
    }
}
