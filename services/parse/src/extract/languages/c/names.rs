//! Names: what each is by where it stands, and the references that they make.

use facts::{Bound, DefinitionKind, Flags, Receiver, Role, Subject, SupertypeKind};

use super::declarations::Marks;
use super::functions::is_macro_name;
use super::vocabulary::{Field, Kind};
use super::{C, Context, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Seen, Space};
use crate::extract::walk::Value;

/// How many scopes may stand before a name.
const SCOPES_MAX: usize = 32;

/// What stands before a name.
pub(super) enum Before {
    /// Nothing.
    Nothing,
    /// `::`
    Global,
    /// `scope::`
    Scope(Value),
    /// `object.`
    Object(Value),
}

impl C {
    /// A name of a value, or one whose sort the grammar does not know.
    pub(super) fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if let Some(at) = self.made_here(visit) {
            return self.reach(at, visit, b);
        }
        match visit.parent() {
            Kind::Enumerator | Kind::ConceptDefinition if visit.field == Field::Name => {
                Value::Unknown
            }
            Kind::ParameterList => self.old_parameter(visit, b),
            Kind::LambdaCaptureInitializer if visit.field == Field::Left => {
                let at = b.define(DefinitionKind::Local, visit.node, visit.node);
                b.bind(b.scope(), at, Space::VALUES, Seen::FromHere);
                Value::Definition(at)
            }
            Kind::GnuAsmInputOperand | Kind::GnuAsmOutputOperand
                if visit.field == Field::Symbol =>
            {
                Value::Unknown
            }
            Kind::GnuAsmGotoList => {
                Value::Reference(b.reference_in(visit.node, Role::Read, Space::LABELS))
            }
            parent if parent.is_declarator() || parent.is_declaration() => {
                match self.declared(visit) {
                    Some(declared) => self.declare(visit, declared, b),
                    None if self.is_orphan(visit) => self.orphan(visit, b),
                    None => self.read(visit, b),
                }
            }
            Kind::Other if self.is_broken && is_in_error(visit) => self.broken(visit, b),
            _ => self.read(visit, b),
        }
    }

    /// The definition that was made before its name is reached, at its name.
    fn made_here(&self, visit: &Visit<'_, '_>) -> Option<u32> {
        let (node, at) = self.declarations.last()?.made?;
        (node == visit.node.id()).then_some(at)
    }

    /// A name that is used.
    fn read(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let text = b.text(visit.node);
        if is_word_of_language(text, self.is_cpp) || text.is_empty() {
            return Value::Unknown;
        }
        if visit.parent() == Kind::TemplateFunction && is_cast(text) {
            return Value::Unknown;
        }
        let role = if is_written(visit, Self::top(visit)) {
            Role::Write
        } else {
            Role::Read
        };
        Value::Reference(self.refer(visit, role, Space::VALUES, b))
    }

    /// A reference, with what stands before it.
    pub(super) fn refer(
        &mut self,
        visit: &Visit<'_, '_>,
        role: Role,
        space: Space,
        b: &mut Builder<'_>,
    ) -> u32 {
        match self.before(visit, b) {
            Before::Nothing => b.reference_in(visit.node, role, space),
            Before::Scope(of) => b.path(visit.node, role, of),
            Before::Object(of) => self.member(visit, role, of, b),
            Before::Global => {
                let name = b.name(visit.node);
                let bound = b.scopes.so_far(ScopeId::MODULE, name, space);
                let at = b.bound_reference(visit.node, role, bound.unwrap_or(Bound::Free));
                // Nothing around it is meant.
                b.reference_mut(at).receiver = match bound {
                    Some(_) => Receiver::None,
                    None => Receiver::Opaque,
                };
                at
            }
        }
    }

    /// What stands before a name.
    pub(super) fn before(&self, visit: &Visit<'_, '_>, b: &Builder<'_>) -> Before {
        let n = wrappers(visit);
        match (visit.above(n), field_below(visit, n)) {
            (Kind::QualifiedIdentifier, Field::Name) => self.scope_of(visit, n, b),
            (Kind::QualifiedIdentifier, Field::Scope)
                if visit.above(n + 1) == Kind::QualifiedIdentifier
                    && visit.field_above(n) == Field::Name =>
            {
                self.scope_of(visit, n + 1, b)
            }
            (Kind::FieldExpression, Field::Field) => {
                Before::Object(visit.value_above(n, Field::Argument))
            }
            _ => Before::Nothing,
        }
    }

    /// The scope that the `n`-th node above, `scope::name`, tells.
    fn scope_of(&self, visit: &Visit<'_, '_>, n: usize, b: &Builder<'_>) -> Before {
        match visit.value_above(n, Field::Scope) {
            Value::Unknown => {
                let text = visit.node_above(n).map_or(&b""[..], |node| b.text(node));
                if text.starts_with(b"::") {
                    Before::Global
                } else {
                    Before::Scope(Value::Unknown)
                }
            }
            scope => Before::Scope(scope),
        }
    }

    /// The reference to the scope that stands before a name.
    pub(super) fn scope_before(&self, visit: &Visit<'_, '_>) -> Option<u32> {
        let n = wrappers(visit);
        if visit.above(n) != Kind::QualifiedIdentifier || field_below(visit, n) != Field::Name {
            return None;
        }
        visit.value_above(n, Field::Scope).reference()
    }

    /// How many steps up the construct stands that a name with its scopes and arguments is part of.
    pub(super) fn top(visit: &Visit<'_, '_>) -> usize {
        let mut field = visit.field;
        for n in 0..SCOPES_MAX {
            let is_part = match visit.above(n) {
                Kind::QualifiedIdentifier
                | Kind::TemplateFunction
                | Kind::TemplateMethod
                | Kind::TemplateType => field == Field::Name,
                Kind::DependentName | Kind::DependentType => true,
                _ => false,
            };
            if !is_part {
                return n;
            }
            field = visit.field_above(n);
        }
        SCOPES_MAX
    }

    /// A name in the role of a type.
    pub(super) fn type_identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if let Some(at) = self.made_here(visit) {
            return self.reach(at, visit, b);
        }
        let parent = visit.parent();
        let mut space = if self.is_cpp {
            Space::TYPES
        } else {
            Space::VALUES
        };
        match parent {
            Kind::TypeParameterDeclaration | Kind::VariadicTypeParameterDeclaration => {
                return self.type_parameter(visit, b);
            }
            Kind::OptionalTypeParameterDeclaration if visit.field == Field::Name => {
                return self.type_parameter(visit, b);
            }
            Kind::AliasDeclaration if visit.field == Field::Name => {
                return b.holder().map_or(Value::Unknown, Value::Definition);
            }
            Kind::ParameterDeclaration if self.is_argument(visit) => {
                return Value::Reference(b.reference(visit.node, Role::Read));
            }
            Kind::EnumSpecifier => space = Space::TYPES,
            kind if kind.is_record() => space = Space::TYPES,
            kind if kind.is_declarator() || kind.is_declaration() => {
                if let Some(declared) = self.declared(visit) {
                    return self.declare(visit, declared, b);
                }
            }
            _ => {}
        }
        if self.is_own_name(visit, b) || visit.node.is_missing() {
            return Value::Unknown;
        }
        let top = Self::top(visit);
        if visit.above(top) == Kind::BaseClassClause && is_last(visit, top) {
            let at = self.refer(visit, Role::Supertype, space, b);
            if let Some(class) = self.records.last().and_then(|record| record.definition) {
                b.inherit(Subject::Definition(class), at, SupertypeKind::Extends);
            }
            return Value::Reference(at);
        }
        Value::Reference(self.refer(visit, Role::Type, space, b))
    }

    /// Whether a type in a list of parameters is an argument: `T x(a);` in a function.
    fn is_argument(&self, visit: &Visit<'_, '_>) -> bool {
        visit.field == Field::Type
            && visit.above(2) == Kind::FunctionDeclarator
            && self
                .declarations
                .iter()
                .nth_back(1)
                .is_some_and(|around| around.marks.has(Marks::MADE))
    }

    /// A type of the language; only what a `typedef` names so matters.
    pub(super) fn primitive_type(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match self.made_here(visit) {
            Some(at) => self.reach(at, visit, b),
            None => Value::Unknown,
        }
    }

    /// A namespace or class before `::`.
    pub(super) fn scope_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if visit.parent() != Kind::QualifiedIdentifier {
            return Value::Unknown;
        }
        Value::Reference(self.refer(visit, Role::Type, Space::TYPES, b))
    }

    /// `operator==`, `~A`.
    pub(super) fn special_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if let Some(at) = self.made_here(visit) {
            return self.reach(at, visit, b);
        }
        let parent = visit.parent();
        if parent.is_declarator() || parent.is_declaration() {
            return match self.declared(visit) {
                Some(declared) => self.declare(visit, declared, b),
                None => Value::Unknown,
            };
        }
        Value::Reference(self.refer(visit, Role::Read, Space::VALUES, b))
    }

    /// The name of a member.
    pub(super) fn field_identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if let Some(at) = self.made_here(visit) {
            return self.reach(at, visit, b);
        }
        let top = Self::top(visit);
        match visit.above(top) {
            Kind::FieldDesignator => return self.designator(visit, b),
            Kind::InitializerPair => return self.designator(visit, b),
            Kind::OffsetofExpression => {
                let of = visit.sibling(Field::Type);
                return Value::Reference(b.member(visit.node, Role::Read, of));
            }
            Kind::FieldInitializer => return self.initialized(visit, b),
            Kind::FieldExpression => {}
            kind if kind.is_declarator() || kind.is_declaration() => {
                return match self.declared(visit) {
                    Some(declared) => self.declare(visit, declared, b),
                    None => Value::Unknown,
                };
            }
            _ => return Value::Unknown,
        }
        let role = if is_written(visit, top + 1) && visit.field_above(top) != Field::Argument {
            Role::Write
        } else {
            Role::Read
        };
        Value::Reference(self.refer(visit, role, Space::VALUES, b))
    }

    /// Whether the head of a function stands in broken text.
    fn is_orphan(&self, visit: &Visit<'_, '_>) -> bool {
        visit.parent() == Kind::FunctionDeclarator
            && visit.field == Field::Declarator
            && self.context() != Context::Function
            && visit.node_above(1).is_some_and(|node| node.is_error())
    }

    /// The head of a function whose body is lost in broken text.
    fn orphan(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let Some(head) = visit.node_above(0) else {
            return Value::Unknown;
        };
        let signature = b.signature(head.start_byte(), head.end_byte());
        let arity = self.arity(head, true, b);
        let mut flags = self.visibility(false);
        flags.set(Flags::DECLARATION);
        let at = b.define(DefinitionKind::Function, visit.node, head);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.arity = arity;
        definition.signature = Some(signature);
        self.bind_value(self.home(b), at, b);
        Value::Definition(at)
    }

    /// A name in broken text: most often a macro among the words of a declaration, or the type
    /// behind such a macro.
    fn broken(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let is_word = is_word_of_language(b.text(visit.node), self.is_cpp);
        if visit.above(1).is_declaration()
            && visit.value_above(1, Field::Declarator) == Value::Unknown
            && let Some(at) = visit.value_above(1, Field::Type).reference()
            && is_macro_name(b.name_of_reference(at).as_bytes())
            && let Some(declaration) = self.declarations.last_mut()
            && declaration.kind == visit.above(1)
        {
            b.reference_mut(at).role = Role::Read;
            let space = if self.is_cpp {
                Space::TYPES
            } else {
                Space::VALUES
            };
            let real = if is_word {
                Value::Unknown
            } else {
                Value::Reference(b.reference_in(visit.node, Role::Type, space))
            };
            declaration.real_type = Some(real);
            return Value::Unknown;
        }
        if is_word {
            return Value::Unknown;
        }
        self.read(visit, b)
    }
}

/// How many nodes around a name are but its arguments: `name<…>`.
fn wrappers(visit: &Visit<'_, '_>) -> usize {
    let mut n = 0;
    while matches!(
        visit.above(n),
        Kind::TemplateFunction | Kind::TemplateMethod | Kind::TemplateType
    ) && field_below(visit, n) == Field::Name
        || visit.above(n) == Kind::DependentName
    {
        n += 1;
    }
    n
}

/// The field of the `n`-th node above that the name stands in.
fn field_below(visit: &Visit<'_, '_>, n: usize) -> Field {
    match n.checked_sub(1) {
        Some(n) => visit.field_above(n),
        None => visit.field,
    }
}

/// Whether a name ends all of what is `top` steps up: in `a::b` only `b` does.
fn is_last(visit: &Visit<'_, '_>, top: usize) -> bool {
    let end = visit.node.end_byte();
    match top {
        0 => true,
        top => visit.node_above(top - 1).is_some_and(|node| {
            node.end_byte() == end || field_below(visit, wrappers(visit)) != Field::Scope
        }),
    }
}

/// Whether what stands below the `n`-th node above is assigned to.
fn is_written(visit: &Visit<'_, '_>, n: usize) -> bool {
    match visit.above(n) {
        Kind::AssignmentExpression => field_below(visit, n) == Field::Left,
        Kind::UpdateExpression => true,
        _ => false,
    }
}

fn is_in_error(visit: &Visit<'_, '_>) -> bool {
    visit.node_above(0).is_some_and(|node| node.is_error())
}

fn is_cast(name: &[u8]) -> bool {
    matches!(
        name,
        b"static_cast" | b"dynamic_cast" | b"const_cast" | b"reinterpret_cast"
    )
}

/// Words that stand as names only where the grammar was misled: in arguments of macros, in broken text.
fn is_word_of_language(text: &[u8], is_cpp: bool) -> bool {
    match text {
        b"int" | b"char" | b"void" | b"long" | b"short" | b"unsigned" | b"signed" | b"float"
        | b"double" | b"bool" | b"size_t" | b"ssize_t" | b"const" | b"static" | b"inline"
        | b"extern" | b"struct" | b"union" | b"enum" | b"if" | b"else" | b"for" | b"while"
        | b"do" | b"return" | b"switch" | b"case" | b"default" | b"break" | b"continue"
        | b"goto" | b"sizeof" | b"typedef" | b"volatile" | b"register" | b"auto" | b"int8_t"
        | b"int16_t" | b"int32_t" | b"int64_t" | b"uint8_t" | b"uint16_t" | b"uint32_t"
        | b"uint64_t" => true,
        b"class" | b"namespace" | b"template" | b"typename" | b"public" | b"private"
        | b"protected" | b"virtual" | b"final" | b"override" | b"noexcept" | b"using" | b"this"
        | b"operator" | b"friend" | b"delete" | b"new" | b"constexpr" | b"explicit" => is_cpp,
        _ => false,
    }
}
