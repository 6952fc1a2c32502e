//! Go: what each node means.
//!
//! Names of the package are seen throughout, those in functions only from where they are declared.
//! A type tells what its values are *and* what they hold: slices, maps and channels have no members
//! in Go, so `[]T` is told as `T`, and an element, a value of a loop or of a channel is a `T`.

mod comments;
mod functions;
mod imports;
mod switches;
mod type_declarations;
mod variables;
mod vocabulary;

use std::sync::OnceLock;

use events::Language;
use facts::{Bound, DefinitionKind, NameId, Role, TypeOf};
use rustc_hash::{FxHashMap, FxHashSet};

use self::comments::Comments;
use self::functions::Function;
use self::switches::Switch;
use self::type_declarations::Spec;
use self::variables::Item;
use self::vocabulary::{Field, Kind};
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Space};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, Go>;

/// Where the walk stands in a Go file.
pub(super) struct Go {
    /// The file is for tests.
    is_test_file: bool,
    comments: Comments,
    functions: Vec<Function>,
    /// Parameters of the functions around, which are seen in their bodies only.
    parameters: Vec<u32>,
    /// The variable that stands for the object in the method around.
    receiver: Option<u32>,
    /// The type declarations around.
    specs: Vec<Spec>,
    /// The structs around: whether their fields belong to something that has a name.
    structs: Vec<bool>,
    /// Names of the declarations around whose types and values are still to come, by the depth of
    /// the declaration; nothing for `_`.
    names: Vec<(u32, Option<u32>)>,
    /// Elements of the lists in the statements around.
    items: Vec<Item>,
    /// Where the declaration of fields or variables starts whose signature is known.
    signature: Option<(usize, NameId)>,
    switches: Vec<Switch>,
    literals: Vec<Literal>,
    /// References to types that stand in slices, arrays, maps and channels.
    contained: FxHashSet<u32>,
    /// For named types that are slices and the like, what they are made of.
    elements: FxHashMap<u32, u32>,
    /// The loop or case that is entered declares its variables.
    declares: bool,
    /// What stands in brackets is no type, so they are an index.
    is_index: bool,
    /// What `new` or `make` makes, when its arguments were left.
    made: Value,
    /// The type and the value that a constant has from the ones above it.
    constant: (Value, Value),
}

/// A composite literal around.
#[derive(Clone, Copy)]
struct Literal {
    of: Value,
    /// Its keys are keys, and not names of fields.
    is_container: bool,
}

impl Extractor for Go {
    type Kind = Kind;
    type Field = Field;

    fn tables(_: Language) -> &'static Tables<Kind, Field> {
        static TABLES: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        TABLES.get_or_init(|| Tables::new(tree_sitter_go::LANGUAGE.into()))
    }

    fn new(path: &str, _: Language) -> Self {
        Go {
            is_test_file: path.ends_with("_test.go"),
            comments: Comments::default(),
            functions: Vec::new(),
            parameters: Vec::new(),
            receiver: None,
            specs: Vec::new(),
            structs: Vec::new(),
            names: Vec::new(),
            items: Vec::new(),
            signature: None,
            switches: Vec::new(),
            literals: Vec::new(),
            contained: FxHashSet::default(),
            elements: FxHashMap::default(),
            declares: false,
            is_index: false,
            made: Value::Unknown,
            constant: (Value::Unknown, Value::Unknown),
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::Identifier => return Step::Done(self.identifier(visit, b)),
            Kind::FieldIdentifier => return Step::Done(self.field_identifier(visit, b)),
            Kind::TypeIdentifier => return Step::Done(self.type_identifier(visit, b)),
            Kind::PackageIdentifier => return Step::Done(self.package_identifier(visit, b)),
            Kind::LabelName => return Step::Done(functions::label(visit, b)),
            Kind::Nil => return Step::Done(Value::Nothing),
            Kind::InterpretedString | Kind::RawString => return Step::Done(Value::Unknown),
            Kind::Comma => {
                self.comma(visit);
                return Step::Done(Value::Unknown);
            }
            Kind::Comment => {
                self.comments.meet(visit.node, b);
                return Step::Done(visit.previous());
            }
            Kind::ImportSpec => {
                imports::import(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::FunctionDeclaration
            | Kind::MethodDeclaration
            | Kind::FuncLiteral
            | Kind::FunctionType
            | Kind::MethodElem => self.enter_function(visit, b),
            Kind::Block => self.enter_block(visit, b),
            Kind::TypeSpec | Kind::TypeAlias => self.enter_spec(visit, b),
            Kind::StructType => self.enter_struct(visit, b),
            Kind::ConstDeclaration => self.constant = (Value::Unknown, Value::Unknown),
            Kind::IfStatement
            | Kind::ForStatement
            | Kind::ExpressionSwitchStatement
            | Kind::ExpressionCase
            | Kind::CommunicationCase => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            Kind::RangeClause | Kind::ReceiveStatement => {
                self.declares = variables::declares(visit.node, b);
            }
            Kind::TypeSwitchStatement => {
                b.open_scope(visit.depth(), ScopeKind::Block);
                self.switches.push(Switch::default());
            }
            Kind::TypeCase | Kind::DefaultCase => {
                b.open_scope(visit.depth(), ScopeKind::Block);
                if let Some(switch) = self.switches.last_mut() {
                    switch.has_several = false;
                }
            }
            Kind::StatementList if visit.above(1) == Kind::TypeSwitchStatement => {
                self.enter_type_case(visit, b);
            }
            Kind::TypeArguments => self.is_index = false,
            Kind::LiteralValue => self.enter_literal(visit, b),
            _ => {}
        }
        Step::Into
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::SelectorExpression => visit.child(Field::Field),
            Kind::CallExpression => self.leave_call(visit, b),
            Kind::ArgumentList => {
                self.leave_arguments(visit, b);
                Value::Count(visit.count())
            }
            Kind::VariadicArgument => Value::Spread,
            Kind::ParenthesizedExpression
            | Kind::ParenthesizedType
            | Kind::PointerType
            | Kind::LiteralElement => visit.last(),
            Kind::UnaryExpression | Kind::SliceExpression => visit.child(Field::Operand),
            Kind::IndexExpression => self.element(visit.child(Field::Operand), b),
            Kind::CompositeLiteral | Kind::TypeAssertion | Kind::TypeInstantiation => {
                visit.child(Field::Type)
            }
            Kind::GenericType => type_declarations::generic(visit, b),
            Kind::TypeConversion => self.leave_conversion(visit, b),
            Kind::QualifiedType => visit.child(Field::Name),
            Kind::SliceType | Kind::ArrayType | Kind::ImplicitLengthArrayType => {
                self.contain(visit.child(Field::Element))
            }
            Kind::MapType | Kind::ChannelType => self.contain(visit.child(Field::Value)),
            Kind::TypeArguments if self.is_index => {
                self.is_index = false;
                Value::Nothing
            }
            Kind::TypeConstraint if visit.count() == 1 => visit.last(),
            Kind::TypeElem => self.leave_type_elem(visit, b),
            Kind::LiteralValue => {
                self.literals.pop();
                Value::Unknown
            }
            Kind::StructType => {
                self.structs.pop();
                Value::Unknown
            }
            Kind::ExpressionList => {
                self.leave_list(visit);
                Value::Unknown
            }
            Kind::ParameterDeclaration | Kind::VariadicParameter => {
                self.leave_parameter(visit, b);
                Value::Unknown
            }
            Kind::TypeParameterDeclaration => {
                self.declare_names(visit.depth(), visit.child(Field::Type), b);
                Value::Unknown
            }
            Kind::FunctionDeclaration
            | Kind::MethodDeclaration
            | Kind::FuncLiteral
            | Kind::FunctionType
            | Kind::MethodElem => {
                self.leave_function(visit, b);
                Value::Unknown
            }
            Kind::TypeSpec | Kind::TypeAlias => {
                self.leave_spec(visit, b);
                Value::Unknown
            }
            Kind::FieldDeclaration => {
                self.leave_field(visit, b);
                Value::Unknown
            }
            Kind::VarSpec | Kind::ConstSpec => {
                self.leave_variables(visit, b);
                Value::Unknown
            }
            Kind::ShortVarDeclaration | Kind::AssignmentStatement => {
                self.leave_assignment(visit, b);
                Value::Unknown
            }
            Kind::RangeClause | Kind::ReceiveStatement => {
                self.leave_clause(visit, b);
                Value::Unknown
            }
            Kind::TypeSwitchStatement => {
                self.leave_type_switch(visit, b);
                Value::Unknown
            }
            _ => Value::Unknown,
        }
    }
}

impl Go {
    /// A name: what it is depends on where it stands.
    fn identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let is_name = visit.field == Field::Name;
        match visit.parent() {
            Kind::FunctionDeclaration if is_name => Value::Unknown,
            Kind::VarSpec | Kind::ConstSpec if is_name => self.variable(visit, b),
            Kind::ParameterDeclaration | Kind::VariadicParameter if is_name => {
                self.parameter(visit, b)
            }
            Kind::TypeParameterDeclaration if is_name => self.type_parameter(visit, b),
            Kind::ExpressionList => match (visit.above(1), visit.field_above(0)) {
                (Kind::ShortVarDeclaration, Field::Left) => self.target(visit, b),
                (Kind::RangeClause | Kind::ReceiveStatement, Field::Left) if self.declares => {
                    self.target(visit, b)
                }
                (
                    Kind::RangeClause | Kind::ReceiveStatement | Kind::AssignmentStatement,
                    Field::Left,
                ) => self.use_name(visit, Role::Write, b),
                (Kind::TypeSwitchStatement, Field::Alias) => self.alias_of_switch(visit, b),
                _ => self.use_name(visit, Role::Read, b),
            },
            Kind::IncStatement | Kind::DecStatement => self.use_name(visit, Role::Write, b),
            Kind::LiteralElement if visit.field_above(0) == Field::Key => self.key(visit, b),
            _ => self.use_name(visit, Role::Read, b),
        }
    }

    /// A bare name that is used.
    fn use_name(&mut self, visit: &Visit<'_, '_>, role: Role, b: &mut Builder<'_>) -> Value {
        if b.text(visit.node) == b"_" {
            return Value::Unknown;
        }
        let at = b.reference(visit.node, role);
        match (b.reference_at(at).bound, self.receiver) {
            (Bound::Definition(named), Some(receiver)) if named == receiver => {
                Value::This(Some(at))
            }
            _ => Value::Reference(at),
        }
    }

    /// The name after a dot, or of a field.
    fn field_identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::SelectorExpression if visit.field == Field::Field => {
                let is_target = match visit.above(1) {
                    Kind::IncStatement | Kind::DecStatement => true,
                    Kind::ExpressionList => {
                        visit.field_above(1) == Field::Left
                            && visit.above(2) == Kind::AssignmentStatement
                    }
                    _ => false,
                };
                let role = if is_target { Role::Write } else { Role::Read };
                Value::Reference(b.member(visit.node, role, visit.sibling(Field::Operand)))
            }
            Kind::FieldDeclaration => self.field(visit, b),
            _ => Value::Unknown,
        }
    }

    /// The name of a package: in its clause, or before a type.
    fn package_identifier(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.parent() {
            Kind::PackageClause => {
                let name = b.name(visit.node);
                b.set_package(name);
                Value::Unknown
            }
            Kind::QualifiedType => {
                let value = self.use_name(visit, Role::Read, b);
                self.is_index |= is_variable(value, b);
                value
            }
            _ => Value::Unknown,
        }
    }

    fn leave_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let made = std::mem::take(&mut self.made);
        if visit.child(Field::TypeArguments) == Value::Nothing {
            // `handlers[i](x)` calls an element, of which nothing is known.
            return Value::Unknown;
        }
        let callee = visit.child(Field::Function);
        let value = b.call(callee, Role::Call, visit.child(Field::Arguments));
        if made == Value::Unknown { value } else { made }
    }

    /// `[]T(x)`, but also `F[T](x)`, which may call a function.
    fn leave_conversion(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.child(Field::Type) {
            Value::Reference(at) if !self.contained.contains(&at) => {
                b.call(Value::Reference(at), Role::Call, Value::Count(1))
            }
            Value::Nothing => Value::Unknown,
            value => value,
        }
    }

    /// Notes what `new(T)` and `make([]T, n)` make.
    fn leave_arguments(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        self.made = Value::Unknown;
        if let Value::Reference(callee) = visit.sibling(Field::Function)
            && b.reference_at(callee).bound == Bound::Free
            && matches!(b.name_of_reference(callee), "new" | "make")
        {
            self.made = visit.first();
        }
    }

    /// The body of a composite literal, or of one in it.
    fn enter_literal(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        if visit.parent() != Kind::CompositeLiteral {
            let around = self.literals.last().map_or(Value::Unknown, |l| l.of);
            self.literals.push(Literal {
                of: around,
                is_container: false,
            });
            return;
        }
        let of = visit.sibling(Field::Type);
        let mut is_container = false;
        if let Some(at) = of.reference() {
            is_container = self.contained.contains(&at);
            if !is_container {
                b.reference_mut(at).role = Role::Instantiate;
            }
        } else if let Some(literal) = visit.node_above(0) {
            // `map[string]func()`, `[]struct{ … }`, but not `struct{ … }`.
            is_container = !b.text(literal).starts_with(b"struct");
        }
        self.literals.push(Literal { of, is_container });
    }

    /// A name before a colon in a composite literal: of a field, or a key.
    fn key(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match self.literals.last() {
            Some(literal) if !literal.is_container => {
                Value::Reference(b.member(visit.node, Role::Write, literal.of))
            }
            _ => self.use_name(visit, Role::Read, b),
        }
    }

    /// What an element of a value is: of a variable of a named type what that type is made of, of
    /// all else what its own type says.
    fn element(&self, of: Value, b: &Builder<'_>) -> Value {
        let Some(at) = of.reference() else {
            return Value::Unknown;
        };
        let Bound::Definition(variable) = b.reference_at(at).bound else {
            return of;
        };
        let variable = b.definition(variable);
        let named = match variable.type_of {
            _ if variable.kind.is_callable() => return of,
            Some(TypeOf::Declared(named)) => named,
            Some(TypeOf::Value(value)) if b.reference_at(value).role == Role::Instantiate => value,
            Some(TypeOf::Value(_) | TypeOf::Named(_)) | None => return of,
        };
        if self.contained.contains(&named) {
            return of;
        }
        let name = b.reference_at(named).name;
        match b.scopes.so_far(b.scope(), name, Space::VALUES) {
            Some(Bound::Definition(named)) => self
                .elements
                .get(&named)
                .map_or(Value::Unknown, |&element| Value::Reference(element)),
            _ => Value::Unknown,
        }
    }
}

/// Whether a name is bound to something that holds a value.
fn is_variable(value: Value, b: &Builder<'_>) -> bool {
    let Some(at) = value.reference() else {
        return false;
    };
    match b.reference_at(at).bound {
        Bound::Definition(of) => matches!(
            b.definition(of).kind,
            DefinitionKind::Parameter
                | DefinitionKind::Local
                | DefinitionKind::Variable
                | DefinitionKind::Constant
        ),
        Bound::Import(_) | Bound::Free | Bound::Member => false,
    }
}

#[cfg(test)]
mod tests;
