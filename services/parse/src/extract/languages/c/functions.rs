//! Functions and lambdas, their parameters and labels.

use facts::{Bound, DefinitionKind, Flags, NameId, Role, Span};
use tree_sitter::Node;

use super::declarations::{Declaration, Marks};
use super::declarators::Head;
use super::vocabulary::Kind;
use super::{C, Context, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind, Seen, Space};
use crate::extract::text::span;
use crate::extract::walk::Value;

/// Scopes before a name, as `a::b::` in `a::b::f`; more are not followed.
const SCOPES_MAX: usize = 16;

/// A function or lambda around.
pub(super) struct Function {
    scope: ScopeId,
    /// The node that its own parameters stand in.
    declarator: usize,
    /// Its head is read.
    is_in_body: bool,
}

/// A function that a macro makes of its arguments: `TEST(Suite, Name) { … }`.
struct Made {
    name: NameId,
    place: Span,
    is_test: bool,
    /// The first argument is the class that the body is a method of.
    is_of_fixture: bool,
}

impl C {
    pub(super) fn enter_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let node = visit.node;
        let whole = Self::whole(visit);
        let mut declaration = Declaration::of(Kind::FunctionDefinition, b.holder());
        declaration.marks.set(Marks::NAMED);
        declaration.marks.set(Marks::SINGLE);
        let declarator = node.child_by_field_name("declarator");
        let head = declarator.and_then(|declarator| self.head(declarator));
        let mut parameters = 0;
        let mut around = None;
        if let Some(head) = &head {
            if let Some(made) = self.made_by_macro(node, head, b) {
                self.enter_made(visit, head, &made, b);
            } else {
                let kind = match self.kind_of_head(head, b) {
                    DefinitionKind::Variable => DefinitionKind::Function,
                    DefinitionKind::Field => DefinitionKind::Method,
                    kind => kind,
                };
                let known = if head.is_qualified {
                    declarator.and_then(|declarator| self.scopes_of(declarator, b))
                } else {
                    None
                };
                let kind = match known {
                    _ if visit.parent() == Kind::FriendDeclaration => DefinitionKind::Function,
                    Some((of, _)) if b.definition(of).kind == DefinitionKind::Namespace => {
                        DefinitionKind::Function
                    }
                    _ => kind,
                };
                let at = self.define_head(kind, head, whole, b);
                let end = declarator.map_or(node.end_byte(), |declarator| declarator.end_byte());
                let signature = b.signature(whole.start_byte(), end);
                let arity = head
                    .function
                    .map_or(u8::MAX, |function| self.arity(function, true, b));
                let definition = b.definition_mut(at);
                definition.signature = Some(signature);
                definition.arity = arity;
                self.document(at, whole, b);
                declaration.made = Some((head.name.id(), at));
                around = known.map(|(_, scope)| scope);
                if kind != DefinitionKind::Constructor {
                    let is_friend = visit.parent() == Kind::FriendDeclaration;
                    match around {
                        Some(scope) => self.bind_value(scope, at, b),
                        None if head.is_qualified => {}
                        None if is_friend => {
                            self.bind_value(b.scopes.parent(self.home(b)), at, b);
                        }
                        None => self.bind_value(self.home(b), at, b),
                    }
                }
                b.hold(visit.depth(), at);
            }
            parameters = head.function.map_or(0, |function| function.id());
        }
        if let Some(scope) = around {
            let types = self.type_parameters();
            b.reenter_scope(visit.depth(), scope);
            self.push_function(visit, parameters, b);
            for (name, bound) in types {
                for space in [Space::TYPES, Space::VALUES] {
                    b.scopes
                        .bind(b.scope(), name, space, bound, Seen::Throughout);
                }
            }
        } else {
            self.push_function(visit, parameters, b);
        }
        self.declarations.push(declaration);
    }

    pub(super) fn enter_lambda(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let declarator = visit.node.child_by_field_name("declarator");
        self.push_function(visit, declarator.map_or(0, |d| d.id()), b);
    }

    fn push_function(&mut self, visit: &Visit<'_, '_>, declarator: usize, b: &mut Builder<'_>) {
        let scope = b.open_scope(visit.depth(), ScopeKind::Function);
        // What stands in a head belongs to what is around the function.
        let is_in_body = declarator == 0 || declarator == self.read;
        if is_in_body {
            self.contexts.push(Context::Function);
        }
        self.functions.push(Function {
            scope,
            declarator,
            is_in_body,
        });
    }

    /// A declarator is left: if it is the head of the function around, its body comes.
    pub(super) fn leave_head(&mut self, visit: &Visit<'_, '_>) {
        if let Some(function) = self.functions.last_mut()
            && function.declarator == visit.node.id()
            && !function.is_in_body
        {
            function.is_in_body = true;
            self.contexts.push(Context::Function);
        }
    }

    pub(super) fn pop_function(&mut self) {
        if self
            .functions
            .pop()
            .is_some_and(|function| function.is_in_body)
        {
            self.contexts.pop();
        }
    }

    pub(super) fn leave_function(&mut self) -> Value {
        self.declarations.pop();
        self.pop_function();
        Value::Unknown
    }

    /// Parameters: a function's own stand in its scope, those of a type in one of theirs.
    pub(super) fn enter_parameters(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if !self.is_own(visit) {
            b.open_scope(visit.depth(), ScopeKind::Function);
        }
    }

    /// Whether a list of parameters is that of the function around.
    fn is_own(&self, visit: &Visit<'_, '_>) -> bool {
        match visit.parent() {
            Kind::CatchClause | Kind::RequiresExpression => true,
            _ => self
                .functions
                .last()
                .zip(visit.node_above(0))
                .is_some_and(|(function, node)| function.declarator == node.id()),
        }
    }

    /// A bare name in a list of parameters: C's old style.
    pub(super) fn old_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let is_own = self
            .functions
            .last()
            .zip(visit.node_above(1))
            .is_some_and(|(function, node)| function.declarator == node.id());
        if !is_own {
            return Value::Reference(b.reference(visit.node, Role::Read));
        }
        let at = b.define(DefinitionKind::Parameter, visit.node, visit.node);
        b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
        Value::Definition(at)
    }

    /// `operator bool() const`: it has no name to be reached later.
    pub(super) fn operator_cast(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let made = self.declarations.last().and_then(|d| d.made);
        if let Some((node, at)) = made
            && node == visit.node.id()
        {
            let is_definition = visit_kind_of_declaration(visit) == Kind::FunctionDefinition;
            let mut flags = self.visibility(false);
            if !is_definition {
                flags.set(Flags::DECLARATION);
            }
            b.definition_mut(at).flags.set(flags);
            b.definition_mut(at).arity = 0;
            if let Some(owner) = self.scope_before(visit) {
                b.definition_mut(at).owner = Some(owner);
            }
        }
    }

    /// `goto` and its target.
    pub(super) fn label(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() != Kind::LabeledStatement {
            return Value::Reference(b.reference_in(visit.node, Role::Read, Space::LABELS));
        }
        if let Some(function) = self.functions.last() {
            let at = b.define(DefinitionKind::Label, visit.node, visit.node);
            b.bind(function.scope, at, Space::LABELS, Seen::Throughout);
        }
        Value::Unknown
    }

    /// Whether a member function is a constructor: it has the name of its class.
    pub(super) fn is_constructor(&self, head: &Head<'_>, b: &Builder<'_>) -> bool {
        if self.kind_of(head.name) != Kind::Identifier {
            return false;
        }
        let name = b.text(head.name);
        if !head.is_qualified {
            let class = self.records.last().and_then(|record| record.definition);
            return class.is_some_and(|class| b.name_of_definition(class).as_bytes() == name);
        }
        // `A<T>::A`: the text before the name ends in the name.
        let Some(function) = head.function else {
            return false;
        };
        let before = b.slice(function.start_byte(), head.name.start_byte());
        let Some(scopes) = before.trim_ascii_end().strip_suffix(b"::") else {
            return false;
        };
        let scopes = match scopes.last() {
            Some(b'>') => scopes.split(|c| *c == b'<').next().unwrap_or(scopes),
            _ => scopes,
        };
        let last = scopes.trim_ascii_end().rsplit(|c| *c == b':').next();
        last.is_some_and(|last| last.trim_ascii() == name)
    }

    /// The class or namespace that a declarator's name stands in, where it is of this file.
    fn scopes_of(&self, declarator: Node<'_>, b: &mut Builder<'_>) -> Option<(u32, ScopeId)> {
        let mut node = declarator;
        while self.kind_of(node) != Kind::QualifiedIdentifier {
            node = match self.kind_of(node) {
                Kind::ReferenceDeclarator | Kind::ParenthesizedDeclarator => {
                    let last = u32::try_from(node.named_child_count()).ok()?;
                    node.named_child(last.checked_sub(1)?)?
                }
                _ => node.child_by_field_name("declarator")?,
            };
        }
        let mut found: Option<(u32, ScopeId)> = None;
        for _ in 0..SCOPES_MAX {
            if self.kind_of(node) != Kind::QualifiedIdentifier {
                return found;
            }
            if let Some(scope) = node.child_by_field_name("scope") {
                let name = match self.kind_of(scope) {
                    Kind::TemplateType => scope.child_by_field_name("name")?,
                    _ => scope,
                };
                let name = b.name(name);
                let bound = match found {
                    None => b.scopes.so_far(b.scope(), name, Space::TYPES)?,
                    Some((_, around)) => b.scopes.own(around, name, Space::TYPES)?,
                };
                let Bound::Definition(at) = bound else {
                    return None;
                };
                found = Some((at, *self.scopes.get(&at)?));
            }
            node = node.child_by_field_name("name")?;
        }
        None
    }

    /// The type parameters of the templates around, by name.
    fn type_parameters(&self) -> Vec<(NameId, Bound)> {
        self.templates
            .iter()
            .flat_map(|template| template.parameters.iter().copied())
            .collect()
    }

    /// `TEST(Suite, Name) { … }`: in C++ a function without a type, whose name is in capitals and
    /// whose parameters are bare words.
    fn made_by_macro(&self, node: Node<'_>, head: &Head<'_>, b: &mut Builder<'_>) -> Option<Made> {
        let is_macro = self.is_cpp
            && self.context() == Context::Namespace
            && !head.is_qualified
            && self.kind_of(head.name) == Kind::Identifier
            && node.child_by_field_name("type").is_none();
        let parameters = head.function?.child_by_field_name("parameters")?;
        if !is_macro || parameters.named_child_count() == 0 {
            return None;
        }
        let name = b.text(head.name);
        if !is_macro_name(name) {
            return None;
        }
        let text = b.text(parameters);
        let inside = text.strip_prefix(b"(")?.strip_suffix(b")")?;
        let words: Vec<&[u8]> = inside
            .split(|c| *c == b',')
            .map(<[u8]>::trim_ascii)
            .collect();
        let is_word = |word: &&[u8]| {
            !word.is_empty() && word.iter().all(|c| c.is_ascii_alphanumeric() || *c == b'_')
        };
        if words.len() > 4 || !words.iter().all(is_word) {
            return None;
        }
        let (first, last) = (
            parameters.named_child(0)?,
            parameters.named_child(words.len() as u32 - 1)?,
        );
        let (mut place, end) = (span(first), span(last));
        (place.end_line, place.end_col) = (end.end_line, end.end_col);
        let name_of_made: Vec<_> = words
            .iter()
            .map(|word| String::from_utf8_lossy(word))
            .collect();
        Some(Made {
            name: b.intern(name_of_made.join(".")),
            place,
            is_test: name.windows(4).any(|part| part == b"TEST"),
            is_of_fixture: matches!(
                name,
                b"TEST_F" | b"TEST_P" | b"TYPED_TEST" | b"TYPED_TEST_P"
            ),
        })
    }

    fn enter_made(
        &mut self,
        visit: &Visit<'_, '_>,
        head: &Head<'_>,
        made: &Made,
        b: &mut Builder<'_>,
    ) {
        let kind = if made.is_of_fixture {
            DefinitionKind::Method
        } else {
            DefinitionKind::Function
        };
        let at = b.define_named(kind, made.name, made.place, span(visit.node));
        let end = head
            .function
            .map_or(head.name.end_byte(), |function| function.end_byte());
        let signature = b.signature(visit.node.start_byte(), end);
        let mut flags = Flags::STATIC;
        if made.is_test || self.is_test_file {
            flags.set(Flags::TEST);
        }
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(signature);
        definition.arity = 0;
        self.document(at, visit.node, b);
        b.hold(visit.depth(), at);
        let callee = b.reference(head.name, Role::Call);
        if let Some(parameters) = head
            .function
            .and_then(|function| function.child_by_field_name("parameters"))
        {
            b.reference_mut(callee).arity =
                u8::try_from(parameters.named_child_count()).unwrap_or(u8::MAX);
            if made.is_of_fixture
                && let Some(fixture) = parameters.named_child(0)
            {
                let owner = b.reference_in(fixture, Role::Type, Space::TYPES);
                b.definition_mut(at).owner = Some(owner);
            }
        }
        self.read = head.function.map_or(0, |function| function.id());
    }

    /// Whether a declarator is read already.
    pub(super) fn is_read(&self, visit: &Visit<'_, '_>) -> bool {
        self.read == visit.node.id()
    }
}

/// Whether a name is in capitals, as those of macros.
pub(super) fn is_macro_name(name: &[u8]) -> bool {
    name.len() > 1
        && name.iter().any(u8::is_ascii_uppercase)
        && !name.iter().any(u8::is_ascii_lowercase)
}

fn visit_kind_of_declaration(visit: &Visit<'_, '_>) -> Kind {
    (0..8)
        .map(|n| visit.above(n))
        .find(|kind| kind.is_declaration())
        .unwrap_or(Kind::Other)
}
