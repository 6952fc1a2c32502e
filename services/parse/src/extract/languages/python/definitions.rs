//! Python's functions, classes and parameters.

use facts::{DefinitionKind, Flags, NameId};
use tree_sitter::Node;

use super::decorators::Decorators;
use super::returns::Returns;
use super::vocabulary::{Field, Kind};
use super::{Class, Function, Python, This, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::walk::Value;

impl Python {
    /// A definition starts at its first decorator, so it is made there.
    pub(super) fn enter_decorated(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.decorators = Decorators::default();
        self.decorated = visit
            .node
            .child_by_field_name("definition")
            .and_then(|inner| self.make(inner, visit.node, visit.depth(), b));
    }

    pub(super) fn enter_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let is_method = b.scopes.kind(b.scope()) == ScopeKind::ClassBody;
        let definition = match self.decorated.take() {
            Some(definition) if visit.parent() == Kind::DecoratedDefinition => Some(definition),
            _ => {
                self.decorators = Decorators::default();
                self.make(node, node, visit.depth(), b)
            }
        };
        if node.child_by_field_name("type_parameters").is_some() {
            b.open_scope(visit.depth(), ScopeKind::Block);
        }
        let is_static = definition.is_some_and(|at| b.definition(at).flags.has(Flags::STATIC));
        self.push_function(visit, definition, is_method && !is_static, b);
    }

    pub(super) fn enter_lambda(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.decorators = Decorators::default();
        self.push_function(visit, None, false, b);
    }

    fn push_function(
        &mut self,
        visit: &Visit<'_, '_>,
        definition: Option<u32>,
        is_method: bool,
        b: &mut Builder<'_>,
    ) {
        let outer = b.scope();
        self.functions.push(Function {
            scope: b.open_scope(visit.depth(), ScopeKind::Function),
            outer,
            definition,
            is_method,
            this: None,
            last_parameter: None,
            parameters: 0,
            has_variable_parameters: false,
            classes: self.classes.len(),
            decorators: std::mem::take(&mut self.decorators),
            returns: Returns::default(),
        });
    }

    /// `declared` is what the annotation of what it gives back came to.
    pub(super) fn leave_function(&mut self, declared: Value, b: &mut Builder<'_>) {
        let Some(function) = self.functions.pop() else {
            return;
        };
        function.tell_returned(declared, b);
        if let Some(definition) = function.definition
            && !function.has_variable_parameters
        {
            let parameters = function.parameters - u32::from(function.this.is_some());
            b.definition_mut(definition).arity = u8::try_from(parameters).unwrap_or(u8::MAX);
        }
    }

    pub(super) fn enter_class(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let definition = match self.decorated.take() {
            Some(definition) if visit.parent() == Kind::DecoratedDefinition => Some(definition),
            _ => self.make(node, node, visit.depth(), b),
        };
        if node.child_by_field_name("type_parameters").is_some() {
            b.open_scope(visit.depth(), ScopeKind::Block);
        }
        let is_test = definition.is_some_and(|at| b.name_of_definition(at).starts_with("Test"));
        self.classes.push(Class {
            definition,
            scope: b.scope(),
            is_test,
            writes: Vec::new(),
        });
    }

    pub(super) fn enter_class_body(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let scope = b.open_scope(visit.depth(), ScopeKind::ClassBody);
        if let Some(class) = self.classes.last_mut() {
            class.scope = scope;
        }
    }

    /// Defines a function or class, binds its name and makes it the holder until the node at
    /// `depth` is left.
    fn make(
        &mut self,
        node: Node<'_>,
        whole: Node<'_>,
        depth: u32,
        b: &mut Builder<'_>,
    ) -> Option<u32> {
        let name = node.child_by_field_name("name")?;
        let text = b.text(name);
        if text.is_empty() {
            // The parser put a name where none is.
            return None;
        }
        let is_class = node.kind() == "class_definition";
        let kind = match b.scopes.kind(b.scope()) {
            _ if is_class => DefinitionKind::Class,
            ScopeKind::ClassBody if text == b"__init__" => DefinitionKind::Constructor,
            ScopeKind::ClassBody => DefinitionKind::Method,
            _ => DefinitionKind::Function,
        };
        let is_test = self.is_test_file
            || text.starts_with(b"test_") && self.classes.last().is_some_and(|class| class.is_test);
        let mut flags = flags(text, is_test);
        if b.text(node).starts_with(b"async") {
            flags.set(Flags::ASYNC);
        }
        let signature = signature(node, name, b);
        let doc = node
            .child_by_field_name("body")
            .and_then(|body| docstring(body, b));

        let scope = b.scope();
        let at = b.define(kind, name, whole);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.doc = doc;
        let home = b.scopes.home(scope, b.definition(at).name);
        b.bind(home, at, Space::VALUES, Seen::Throughout);
        b.hold(depth, at);
        Some(at)
    }

    /// A parameter: `x`, or the name in `x: T = v`.
    pub(super) fn parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(function) = self.functions.last_mut() else {
            return Value::Unknown;
        };
        let whole = match visit.parent() {
            Kind::DefaultParameter | Kind::TypedDefaultParameter | Kind::TypedParameter => {
                visit.node_above(0).unwrap_or(visit.node)
            }
            _ => visit.node,
        };
        let at = b.define(DefinitionKind::Parameter, visit.node, whole);
        let name = b.definition(at).name;
        let is_new = b.scopes.own(function.scope, name, Space::VALUES).is_none();
        b.bind(function.scope, at, Space::VALUES, Seen::Throughout);
        if function.is_method && function.parameters == 0 {
            function.this = Some(This {
                name,
                parameter: at,
            });
        }
        let is_own = function.this.is_some_and(|this| this.parameter == at);
        if function.definition.is_some() && is_new && !is_own {
            b.definition_mut(at).flags.set(Flags::NAMED);
        }
        function.parameters += 1;
        function.last_parameter = Some(at);
        if visit.parent() == Kind::Parameters && !is_own && self.is_injected(at, b) {
            b.definition_mut(at).flags.set(Flags::INJECTED);
        }
        Value::Definition(at)
    }

    /// `*x` or `**x`.
    pub(super) fn variable_parameter(
        &mut self,
        visit: &Visit<'_, '_>,
        b: &mut Builder<'_>,
    ) -> Value {
        if let Some(function) = self.functions.last_mut() {
            let at = b.define(DefinitionKind::Parameter, visit.node, visit.node);
            b.bind(function.scope, at, Space::VALUES, Seen::Throughout);
            function.has_variable_parameters = true;
            // Its annotation is that of its elements.
            function.last_parameter = None;
        }
        Value::Unknown
    }

    pub(super) fn leave_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(at) = self.functions.last().and_then(|f| f.last_parameter) else {
            return Value::Unknown;
        };
        b.declare_type(at, visit.child(Field::Type));
        if visit.kind != Kind::TypedParameter {
            b.assign_type(at, visit.child(Field::Value));
        }
        Value::Unknown
    }

    /// Defines what [`names_type`] found.
    pub(super) fn type_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if type_parameter_list(visit).is_some() {
            let at = b.define(DefinitionKind::TypeParameter, visit.node, visit.node);
            // A function's own scope is open already; its type parameters have the one around.
            let scope = match self.functions.last() {
                Some(function) if function.scope == b.scope() => function.outer,
                _ => b.scope(),
            };
            b.bind(scope, at, Space::VALUES, Seen::Throughout);
            return Value::Definition(at);
        }
        let statement = visit
            .nearest(Kind::TypeAliasStatement)
            .and_then(|n| visit.node_above(n))
            .unwrap_or(visit.node);
        let signature = b.signature(statement.start_byte(), statement.end_byte());
        let at = b.define(DefinitionKind::TypeAlias, visit.node, statement);
        let flags = flags(b.text(visit.node), self.is_test_file);
        let definition = b.definition_mut(at);
        definition.signature = Some(signature);
        definition.flags = flags;
        let scope = b.scopes.parent(b.scope());
        b.bind(scope, at, Space::VALUES, Seen::Throughout);
        Value::Definition(at)
    }

    /// The scope that the targets of a comprehension's `for` belong to.
    pub(super) fn scope_of_clause(&self) -> Option<ScopeId> {
        self.clauses.last().copied()
    }
}

/// Whether a name in a type is a definition: of a type parameter or a type alias.
pub(super) fn names_type(visit: &Visit<'_, '_>) -> bool {
    type_parameter_list(visit).is_some() || is_alias_name(visit)
}

/// `T` in `def f[T: Bound]`, `class C[*T]`, `type A[T]`.
fn type_parameter_list(visit: &Visit<'_, '_>) -> Option<usize> {
    // identifier < type (< constrained_type < type | < splat_type < type) < type_parameter
    let list = match (visit.above(0), visit.above(1)) {
        (Kind::Type, Kind::TypeParameter) => 1,
        (Kind::Type, Kind::ConstrainedType)
            if visit.node.start_byte() == visit.node_above(1)?.start_byte() =>
        {
            3
        }
        (Kind::SplatType, Kind::Type) => 2,
        _ => return None,
    };
    if visit.above(list) != Kind::TypeParameter {
        return None;
    }
    let is_own = visit.field_above(list) == Field::TypeParameters;
    let is_alias = visit.above(list + 1) == Kind::GenericType
        && visit.above(list + 3) == Kind::TypeAliasStatement
        && visit.field_above(list + 2) == Field::Left;
    (is_own || is_alias).then_some(list)
}

/// `A` in `type A = …` and `type A[T] = …`.
fn is_alias_name(visit: &Visit<'_, '_>) -> bool {
    let of_type = match visit.parent() {
        Kind::Type => 0,
        Kind::GenericType => 1,
        _ => return false,
    };
    visit.above(of_type) == Kind::Type
        && visit.above(of_type + 1) == Kind::TypeAliasStatement
        && visit.field_above(of_type) == Field::Left
}

/// The marks that a name and its place give.
pub(super) fn flags(name: &[u8], is_test: bool) -> Flags {
    let mut flags = Flags::default();
    let is_special = name.starts_with(b"__") && name.ends_with(b"__");
    if is_special || !name.starts_with(b"_") {
        flags.set(Flags::PUBLIC);
    }
    if is_test {
        flags.set(Flags::TEST);
    }
    flags
}

/// The head of a function or class, without comments.
fn signature(node: Node<'_>, name: Node<'_>, b: &mut Builder<'_>) -> NameId {
    let (start, end) = (node.start_byte(), end_of_head(node, name));
    let head = b.slice(start, end);
    if !head.contains(&b'#') {
        return b.signature(start, end);
    }
    let head = String::from_utf8_lossy(head);
    let mut text = String::new();
    for line in head.lines() {
        text.push_str(&line[..start_of_comment(line)]);
        text.push('\n');
    }
    b.signature_of(&text)
}

/// Where a line's comment starts; strings of several lines do not stand in heads.
fn start_of_comment(line: &str) -> usize {
    let mut quote = None;
    for (at, byte) in line.bytes().enumerate() {
        match (quote, byte) {
            (None, b'#') => return at,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    line.len()
}

/// Where the head of a function or class ends: before its colon.
fn end_of_head(node: Node<'_>, name: Node<'_>) -> usize {
    [
        "return_type",
        "parameters",
        "superclasses",
        "type_parameters",
    ]
    .iter()
    .find_map(|field| node.child_by_field_name(field))
    .unwrap_or(name)
    .end_byte()
}

/// The string that a body starts with.
fn docstring(body: Node<'_>, b: &mut Builder<'_>) -> Option<NameId> {
    let statement = body.named_child(0)?;
    let string = (statement.kind() == "expression_statement")
        .then(|| statement.named_child(0))
        .flatten()
        .filter(|node| node.kind() == "string")?;
    let text = String::from_utf8_lossy(b.text(string));
    let text = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let quote = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quote| text.starts_with(quote))?;
    let text = text.get(quote.len()..)?;
    b.doc(text.strip_suffix(quote).unwrap_or(text).lines())
}
