//! Go's functions, their parameters and labels.

use facts::{DefinitionKind, Flags, Role};

use super::vocabulary::{Field, Kind};
use super::{Go, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::walk::Value;

/// A function around, or the type of one.
pub(super) struct Function {
    pub(super) depth: u32,
    /// Absent for a literal or a type.
    definition: Option<u32>,
    /// Its first place in the list of parameters.
    first: usize,
    arity: u32,
    is_variadic: bool,
    /// The first of its results.
    result: Option<Value>,
}

impl Go {
    pub(super) fn enter_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let kind = match visit.kind {
            Kind::FunctionDeclaration => Some(DefinitionKind::Function),
            Kind::MethodDeclaration | Kind::MethodElem => Some(DefinitionKind::Method),
            _ => None,
        };
        let definition = kind.and_then(|kind| self.define_function(kind, visit, b));
        b.open_scope(visit.depth(), ScopeKind::Function);
        self.functions.push(Function {
            depth: visit.depth(),
            definition,
            first: self.parameters.len(),
            arity: 0,
            is_variadic: false,
            result: None,
        });
    }

    fn define_function(
        &mut self,
        kind: DefinitionKind,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let node = visit.node;
        let name = node.child_by_field_name("name")?;
        let text = b.text(name);
        if text.is_empty() || text == b"_" {
            return None;
        }
        let end = ["result", "parameters"]
            .iter()
            .find_map(|field| node.child_by_field_name(field))
            .unwrap_or(name);
        let signature = b.head("", node.start_byte(), end.end_byte());
        let doc = self.comments.above(node, b);
        let mut flags = self.flags(text);
        if visit.kind == Kind::MethodElem {
            flags.set(Flags::ABSTRACT);
        }
        let at = b.define(kind, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        if kind == DefinitionKind::Function && text != b"init" {
            b.bind(ScopeId::MODULE, at, Space::VALUES, Seen::Throughout);
        }
        b.hold(visit.depth(), at);
        Some(at)
    }

    /// The body of a function sees its parameters; any other block only has a scope.
    pub(super) fn enter_block(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        match (visit.parent(), self.functions.last()) {
            (
                Kind::FunctionDeclaration | Kind::MethodDeclaration | Kind::FuncLiteral,
                Some(function),
            ) => {
                for &parameter in &self.parameters[function.first..] {
                    b.bind(b.scope(), parameter, Space::VALUES, Seen::FromHere);
                }
            }
            _ => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
        }
    }

    /// `x` in `x, y T`, among parameters, results or as the receiver.
    pub(super) fn parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if b.text(visit.node) == b"_" {
            self.names.push((visit.depth_above(0), None));
            return Value::Unknown;
        }
        let kind = match visit.field_above(1) {
            Field::Result => DefinitionKind::Local,
            _ => DefinitionKind::Parameter,
        };
        let whole = visit.node_above(0).unwrap_or(visit.node);
        let at = b.define(kind, visit.node, whole);
        if visit.field_above(1) == Field::Receiver {
            self.receiver = Some(at);
        }
        self.parameters.push(at);
        self.names.push((visit.depth_above(0), Some(at)));
        Value::Definition(at)
    }

    pub(super) fn leave_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let mut value = visit.child(Field::Type);
        if visit.kind == Kind::VariadicParameter {
            value = self.contain(value);
        }
        let names = self.declare_names(visit.depth(), value, b);
        let Some(function) = self.functions.last_mut() else {
            return;
        };
        match visit.field_above(0) {
            Field::Parameters => {
                function.arity += names.max(1);
                function.is_variadic |= visit.kind == Kind::VariadicParameter;
            }
            Field::Result => {
                function.result.get_or_insert(value);
            }
            Field::Receiver => {
                if let Some(definition) = function.definition {
                    b.definition_mut(definition).owner = value.reference();
                }
            }
            _ => {}
        }
    }

    pub(super) fn leave_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(function) = self.functions.pop() else {
            return;
        };
        self.parameters.truncate(function.first);
        if visit.kind == Kind::MethodDeclaration {
            self.receiver = None;
        }
        let Some(definition) = function.definition else {
            return;
        };
        if !function.is_variadic {
            b.definition_mut(definition).arity = u8::try_from(function.arity).unwrap_or(u8::MAX);
        }
        let result = function.result.unwrap_or(visit.child(Field::Result));
        b.declare_type(definition, result);
    }

    /// `T` in `[T any]`.
    pub(super) fn type_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let at = b.define(DefinitionKind::TypeParameter, visit.node, visit.node);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        self.names.push((visit.depth_above(0), Some(at)));
        Value::Definition(at)
    }

    /// Gives the names of the declaration at `depth` their type; how many there were.
    pub(super) fn declare_names(&mut self, depth: u32, value: Value, b: &mut Builder<'_>) -> u32 {
        let mut names = 0;
        while let Some(&(at, name)) = self.names.last()
            && at >= depth
        {
            self.names.pop();
            names += 1;
            if let Some(name) = name {
                b.declare_type(name, value);
            }
        }
        names
    }

    /// The marks that a name gives.
    pub(super) fn flags(&self, name: &[u8]) -> Flags {
        let mut flags = Flags::default();
        let first = String::from_utf8_lossy(name.get(..name.len().min(4)).unwrap_or_default());
        if first.starts_with(char::is_uppercase) {
            flags.set(Flags::PUBLIC);
        }
        if self.is_test_file {
            flags.set(Flags::TEST);
        }
        flags
    }
}

/// A label, or a jump to one.
pub(super) fn label(visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
    if visit.parent() == Kind::LabeledStatement && visit.field == Field::Label {
        let at = b.define(DefinitionKind::Label, visit.node, visit.node);
        let function = b.scope_where(|kind| kind == ScopeKind::Function);
        b.bind(function, at, Space::LABELS, Seen::Throughout);
    } else {
        b.reference_in(visit.node, Role::Read, Space::LABELS);
    }
    Value::Unknown
}
