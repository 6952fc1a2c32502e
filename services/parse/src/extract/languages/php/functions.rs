//! Functions, methods and closures: what they take and give back.

use facts::{DefinitionKind, Flags, NameId};
use rustc_hash::FxHashMap;

use super::classes::start_of_body;
use super::doc_types::DocType;
use super::docs::Doc;
use super::names::declared_name;
use super::variables::Pending;
use super::vocabulary::{Field, Kind};
use super::{Php, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Seen, Space};
use crate::extract::walk::Value;

/// How much a function sees of the variables around it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// Nothing but what it names.
    Closed,
    /// All.
    Open,
}

/// A function around.
pub(super) struct Function {
    pub(super) sight: Sight,
    /// Absent for closures and for the file.
    definition: Option<u32>,
    pub(super) variables: FxHashMap<NameId, u32>,
    pub(super) pending: Vec<Pending>,
    /// What its variables hold from where the walk is, if no branch lies between.
    pub(super) latest: FxHashMap<u32, Value>,
    /// What comments in it say of variables that are not met yet.
    pub(super) hints: Vec<(NameId, DocType)>,
    doc: Doc,
    /// What it gives back, unless its head tells.
    returns: Returns,
}

#[derive(Default)]
struct Returns {
    values: Vec<Value>,
    is_generator: bool,
}

impl Function {
    fn new(sight: Sight) -> Function {
        Function {
            sight,
            definition: None,
            variables: FxHashMap::default(),
            pending: Vec::new(),
            latest: FxHashMap::default(),
            hints: Vec::new(),
            doc: Doc::default(),
            returns: Returns::default(),
        }
    }

    /// The text of a file outside its functions.
    pub(super) fn of_file() -> Function {
        Function::new(Sight::Closed)
    }
}

impl Php {
    /// A function with a name.
    pub(super) fn enter_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let mut function = Function::new(Sight::Closed);
        let outer = b.scope_where(|kind| kind == ScopeKind::Module);
        b.open_scope(visit.depth(), ScopeKind::Function);
        if let Some(at) = self.define_function(visit, b) {
            if visit.kind == Kind::FunctionDefinition {
                b.bind(outer, at, Space::CALLS, Seen::Throughout);
            }
            let doc = self.docs.above(visit.node, b);
            b.definition_mut(at).doc = doc.text;
            b.hold(visit.depth(), at);
            function.doc = doc;
            function.definition = Some(at);
        }
        self.functions.push(function);
    }

    fn define_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Option<u32> {
        let node = visit.node;
        let name = declared_name(node, b)?;
        let text = b.text(name);
        let kind = match visit.kind {
            Kind::FunctionDefinition => DefinitionKind::Function,
            _ if text.eq_ignore_ascii_case(b"__construct") => DefinitionKind::Constructor,
            _ => DefinitionKind::Method,
        };
        let head = self.head_of(node, start_of_body(node), b);
        let mut flags = head.flags;
        if self.is_in_interface() && node.child_by_field_name("body").is_none() {
            flags.set(Flags::ABSTRACT);
        }
        let at = b.define(kind, name, node);
        let definition = b.definition_mut(at);
        definition.flags = flags;
        definition.signature = Some(head.signature);
        Some(at)
    }

    pub(super) fn leave_function(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let Some(function) = self.functions.pop() else {
            return;
        };
        if let Some(at) = function.definition {
            if let Value::Count(parameters) = visit.child(Field::Parameters) {
                b.definition_mut(at).arity = parameters;
            }
            if b.definition(at).kind != DefinitionKind::Constructor {
                let has_type = visit.node.child_by_field_name("return_type").is_some();
                give_back(at, visit.child(Field::ReturnType), has_type, &function, b);
            }
        }
        self.close_variables(function, b);
    }

    /// A function without a name.
    pub(super) fn enter_closure(&mut self, visit: &Visit<'_, '_>) {
        let sight = match visit.kind {
            Kind::ArrowFunction => Sight::Open,
            _ => Sight::Closed,
        };
        self.functions.push(Function::new(sight));
    }

    /// What is done when a property is read or written.
    pub(super) fn enter_hook(&mut self) {
        self.functions.push(Function::new(Sight::Closed));
    }

    pub(super) fn leave_closure(&mut self, b: &mut Builder<'_>) {
        if let Some(function) = self.functions.pop() {
            self.close_variables(function, b);
        }
    }

    /// A parameter has its type, or its function's documentation tells it.
    pub(super) fn leave_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let is_variable = visit.kind == Kind::VariadicParameter;
        if let Some(at) = visit.child(Field::Name).definition() {
            let name = b.definition(at).name;
            if visit.child(Field::Type) != Value::Unknown {
                if !is_variable {
                    b.declare_type(at, visit.child(Field::Type));
                }
            } else if let Some(function) = self.functions.last()
                && let Some(tag) = function.doc.parameter(name)
                && !is_variable
            {
                tag.type_of.declare(at, b);
            }
        }
        if is_variable {
            Value::Spread
        } else {
            Value::Unknown
        }
    }

    pub(super) fn leave_return(&mut self, visit: &Visit<'_, '_>) {
        if let Some(function) = self.functions.last_mut() {
            function.returns.values.push(visit.last());
        }
    }

    pub(super) fn leave_yield(&mut self) {
        if let Some(function) = self.functions.last_mut() {
            function.returns.is_generator = true;
        }
    }
}

/// Says what a function gives back: by its head, else by its documentation, else by what it returns.
fn give_back(at: u32, declared: Value, has_type: bool, function: &Function, b: &mut Builder<'_>) {
    let returns = &function.returns;
    let gives_itself = !returns.values.is_empty()
        && returns
            .values
            .iter()
            .all(|value| matches!(value, Value::This(_)));
    let told = function.doc.gives.as_ref();
    if let Some(reference) = declared.reference() {
        let name = b.name_of_reference(reference).to_ascii_lowercase();
        if name == "static" || name == "self" && gives_itself {
            b.definition_mut(at).flags.set(Flags::FLUENT);
        }
        if name != "static" {
            b.declare_type(at, declared);
        }
    } else if let Some(told) = told.filter(|told| told.tells()) {
        if told.is_object {
            b.definition_mut(at).flags.set(Flags::FLUENT);
        } else {
            told.declare(at, b);
        }
    } else if !has_type && !returns.is_generator && told.is_none() {
        if gives_itself {
            b.definition_mut(at).flags.set(Flags::FLUENT);
            return;
        }
        for &value in &returns.values {
            b.assign_type(at, value);
        }
    }
}
