//! Ruby: what each node means.
//!
//! A bare name is a local where one was assigned before it, else a call of the object around.
//! Constants are never bound here: a constant of the same path may stand in any file. Methods and
//! type bodies are closed, blocks see the locals around them.

mod calls;
mod comments;
mod definitions;
mod names;
#[cfg(test)]
mod tests;
mod vocabulary;
mod words;

use std::sync::OnceLock;

use events::Language;
use facts::NameId;
use rustc_hash::FxHashMap;

use self::calls::Label;
use self::comments::Comments;
use self::vocabulary::{Field, Kind};
use self::words::Word;
use super::{Extractor, VisitOf};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, ScopeKind};
use crate::extract::vocabulary::Tables;
use crate::extract::walk::{Step, Value};

type Visit<'w, 't> = VisitOf<'w, 't, Ruby>;

/// Where the walk stands in a Ruby file.
pub(super) struct Ruby {
    /// The whole file is tests.
    is_test_file: bool,
    comments: Comments,
    types: Vec<Type>,
    methods: Vec<Method>,
    /// Calls around whose names say more than that something is called.
    words: Vec<Word>,
    /// Methods by their type, their name, and whether they are of the type itself.
    callables: FxHashMap<(Option<u32>, NameId, bool), u32>,
    /// Types by their names; those that have a namesake in the file are left out.
    named_types: FxHashMap<NameId, Option<u32>>,
    labels: Vec<Label>,
}

/// A class, module or `class << self` around.
struct Type {
    /// Absent for the object of the file, for the singleton of another object and for types
    /// without a name.
    definition: Option<u32>,
    /// The reference that names it, where its methods are not in its text.
    owner: Option<u32>,
    /// The depth of the block that it is.
    block: Option<u32>,
    /// The names of its variables.
    variables: ScopeId,
    /// What is defined here is of the type itself.
    is_singleton: bool,
    /// Which object `self` is, is not told.
    is_veiled: bool,
    /// Methods around.
    methods: usize,
    /// Blocks that the walk stands in since the type began.
    blocks: usize,
    mode: Mode,
    /// What it includes, extends itself with and inherits, by the references.
    included: Vec<u32>,
    extended: Vec<u32>,
    superclass: Option<u32>,
    /// Methods of its values.
    own: Vec<u32>,
    /// Methods that read a variable of the object.
    readers: Vec<(NameId, u32)>,
}

/// How methods are seen that are defined next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Public,
    Private,
    /// Both of the module and of what includes it.
    ModuleFunction,
}

/// A method around.
struct Method {
    definition: Option<u32>,
    /// The depth of the block that it is.
    block: Option<u32>,
    is_static: bool,
    has_variable_parameters: bool,
    parameters: u32,
    /// What it gives back by `return`.
    returned: Vec<Value>,
}

impl Extractor for Ruby {
    type Kind = Kind;
    type Field = Field;

    fn tables(_: Language) -> &'static Tables<Kind, Field> {
        static TABLES: OnceLock<Tables<Kind, Field>> = OnceLock::new();
        TABLES.get_or_init(|| Tables::new(tree_sitter_ruby::LANGUAGE.into()))
    }

    fn new(path: &str, _: Language) -> Self {
        Ruby {
            is_test_file: is_test_path(path),
            comments: Comments::default(),
            types: vec![Type::of(None, ScopeId::MODULE, 0)],
            methods: Vec::new(),
            words: Vec::new(),
            callables: FxHashMap::default(),
            named_types: FxHashMap::default(),
            labels: Vec::new(),
        }
    }

    fn enter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Step {
        match visit.kind {
            Kind::Comment => {
                self.comments.pass(visit.node, b);
                return Step::Done(Value::Unknown);
            }
            Kind::Identifier => return Step::Done(self.identifier(visit, b)),
            Kind::Constant => return Step::Done(self.constant(visit, b)),
            Kind::InstanceVariable | Kind::ClassVariable | Kind::GlobalVariable => {
                return Step::Done(self.variable(visit, b));
            }
            Kind::Self_ => return Step::Done(self.this()),
            Kind::Super => return Step::Done(self.super_call(visit, b)),
            Kind::Nil => return Step::Done(Value::Nothing),
            Kind::HashKeySymbol => return Step::Done(self.key(visit, b)),
            Kind::Dot | Kind::SafeDot | Kind::ScopeDots => return Step::Done(Value::Nothing),
            Kind::Setter | Kind::Undef => return Step::Done(Value::Unknown),
            Kind::Alias => {
                self.alias(visit, b);
                return Step::Done(Value::Unknown);
            }
            Kind::Class | Kind::Module => self.enter_type(visit, b),
            Kind::SingletonClass => self.enter_singleton(visit, b),
            Kind::Method | Kind::SingletonMethod => self.enter_method(visit, b),
            Kind::BodyStatement => self.enter_body(visit, b),
            Kind::Block | Kind::DoBlock => self.enter_block(visit, b),
            Kind::Lambda => {
                b.open_scope(visit.depth(), ScopeKind::Block);
            }
            _ => {}
        }
        Step::Into
    }

    fn leave(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        match visit.kind {
            Kind::Call => self.leave_call(visit, b),
            Kind::ScopeResolution => self.leave_scope_resolution(visit),
            Kind::ArgumentList => Value::Count(visit.count()),
            Kind::SplatArgument | Kind::HashSplatArgument | Kind::ForwardArgument
                if visit.parent() == Kind::ArgumentList =>
            {
                Value::Spread
            }
            Kind::ForwardParameter => {
                self.count_variable_parameter();
                Value::Unknown
            }
            Kind::Assignment | Kind::OperatorAssignment => self.leave_assignment(visit, b),
            Kind::ParenthesizedStatements if visit.count() == 1 => visit.last(),
            // What a body gives back is its last expression, unless something is rescued or ensured.
            Kind::BodyStatement => match visit.parent() {
                Kind::Method | Kind::SingletonMethod => visit.last(),
                _ => Value::Unknown,
            },
            Kind::Class | Kind::Module | Kind::SingletonClass => {
                self.leave_type(b);
                Value::Unknown
            }
            Kind::Method | Kind::SingletonMethod => self.leave_method(visit, b),
            Kind::Block | Kind::DoBlock => {
                self.leave_block(visit, b);
                Value::Unknown
            }
            Kind::Superclass => {
                self.leave_superclass(visit, b);
                Value::Unknown
            }
            Kind::Return => {
                self.leave_return(visit);
                Value::Unknown
            }
            Kind::Exceptions if visit.count() == 1 => visit.first(),
            Kind::Rescue => self.leave_rescue(visit, b),
            Kind::ExceptionVariable => visit.first(),
            _ => Value::Unknown,
        }
    }

    fn finish(&mut self, b: &mut Builder<'_>) {
        while !self.types.is_empty() {
            self.leave_type(b);
        }
        self.bind_labels(b);
    }
}

impl Type {
    fn of(definition: Option<u32>, variables: ScopeId, methods: usize) -> Type {
        Type {
            definition,
            owner: None,
            block: None,
            variables,
            is_singleton: false,
            is_veiled: false,
            methods,
            blocks: 0,
            mode: Mode::Public,
            included: Vec::new(),
            extended: Vec::new(),
            superclass: None,
            own: Vec::new(),
            readers: Vec::new(),
        }
    }
}

/// Whether a file is tests by its name or folder.
fn is_test_path(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or(path);
    let stem = file.strip_suffix(".rb").unwrap_or(file);
    stem.ends_with("_test")
        || stem.ends_with("_spec")
        || stem.starts_with("test_")
        || parts.any(|folder| matches!(folder, "test" | "tests" | "spec" | "specs" | "features"))
}
