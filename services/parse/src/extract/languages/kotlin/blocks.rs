//! Kotlin's implicit objects: what `this`, `it` and bare names belong to in blocks.

use facts::{Bound, DefinitionKind, Flags, NameId, Receiver, Role};

use super::vocabulary::Kind;
use super::{Kotlin, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeKind, Space};
use crate::extract::walk::Value;

/// How many contexts are looked at for one name.
const CONTEXTS_MAX: usize = 32;

/// Functions of the library that give a block the object they are called on as its parameter.
const GIVE_IT: [&str; 5] = ["also", "let", "takeIf", "takeUnless", "use"];
/// Functions of the library that give a block no object of its own.
const GIVE_NO_OBJECT: [&str; 72] = [
    "all",
    "also",
    "any",
    "associate",
    "associateBy",
    "associateTo",
    "associateWith",
    "compareBy",
    "computeIfAbsent",
    "count",
    "distinctBy",
    "dropWhile",
    "errorOnNull",
    "filter",
    "filterIndexed",
    "filterKeys",
    "filterNot",
    "filterNotTo",
    "filterTo",
    "filterValues",
    "find",
    "findLast",
    "first",
    "firstNotNullOf",
    "firstNotNullOfOrNull",
    "firstOrNull",
    "flatMap",
    "flatMapTo",
    "fold",
    "foldRight",
    "forEach",
    "forEachIndexed",
    "generateSequence",
    "getOrElse",
    "getOrPut",
    "groupBy",
    "groupingBy",
    "ifEmpty",
    "indexOfFirst",
    "indexOfLast",
    "joinTo",
    "joinToString",
    "last",
    "lastOrNull",
    "lazy",
    "let",
    "map",
    "mapIndexed",
    "mapKeys",
    "mapNotNull",
    "mapNotNullTo",
    "mapTo",
    "mapValues",
    "maxByOrNull",
    "minByOrNull",
    "none",
    "onEach",
    "partition",
    "reduce",
    "removeAll",
    "repeat",
    "require",
    "runCatching",
    "single",
    "singleOrNull",
    "sortBy",
    "sortedBy",
    "sumOf",
    "takeIf",
    "takeUnless",
    "takeWhile",
    "use",
];

/// The object that bare names in a block may be members of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Object {
    /// There is none.
    None,
    /// This one.
    Known(Value),
    /// The one that this function, which is called with the block, says.
    Given(u32),
    /// One of which the text tells nothing.
    Unknown,
}

/// What is around, from the file inwards.
pub(super) enum Context {
    /// A type that has a name.
    Class(Option<u32>),
    /// An object expression, by the type that it is made of.
    Anonymous(Value),
    /// A function or property, with the type that it extends.
    Function {
        definition: Option<u32>,
        extends: Option<Value>,
    },
    /// A block that is given to a function.
    Block {
        /// The name of that function.
        callee: Option<NameId>,
        object: Object,
        /// What `it` is, where the block has no other parameter.
        it: Option<Value>,
    },
}

impl Kotlin {
    /// `{ … }`
    pub(super) fn enter_lambda(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        b.open_scope(visit.depth(), ScopeKind::Block);
        let is_given = matches!(visit.parent(), Kind::AnnotatedLambda | Kind::ValueArgument);
        let (callee, first) = match self.calls.last() {
            Some(call) if is_given => (call.callee.reference(), call.first),
            _ => (None, Value::Unknown),
        };
        let named = visit.node.child(1);
        let has_parameters = named.is_some_and(|n| matches!(n.kind(), "lambda_parameters" | "->"));
        let (mut object, mut it) = (Object::None, Value::Unknown);
        if let Some(at) = callee {
            let before = match b.reference_at(at).receiver {
                Receiver::Member(of) if b.reference_at(at).bound == Bound::Member => {
                    Value::Reference(of)
                }
                Receiver::This => Value::This(None),
                _ => Value::Unknown,
            };
            let is_bare = b.reference_at(at).bound != Bound::Member;
            let name = b.name_of_reference(at);
            object = match name {
                "with" if is_bare => known(first),
                "apply" | "run" if !is_bare => known(before),
                "apply" | "run" => Object::None,
                "buildString" | "buildList" | "buildMap" | "buildSet" => Object::Unknown,
                _ if GIVE_NO_OBJECT.binary_search(&name).is_ok() => Object::None,
                _ => Object::Given(at),
            };
            if GIVE_IT.contains(&name) {
                it = before;
            }
        }
        self.contexts.push(Context::Block {
            callee: callee.map(|at| b.reference_at(at).name),
            object,
            it: (!has_parameters).then_some(it),
        });
        self.given = has_parameters.then_some(it);
    }

    pub(super) fn leave_lambda(&mut self, visit: &Visit<'_, '_>) -> Value {
        self.contexts.pop();
        self.last_block = visit.last();
        Value::Unknown
    }

    /// A name that nothing stands before.
    pub(super) fn bare(&mut self, visit: &Visit<'_, '_>, role: Role, b: &mut Builder<'_>) -> Value {
        let spaces = [Space::VALUES, Space::TYPES];
        self.bare_in(visit, role, &spaces, b)
    }

    /// As [`Kotlin::bare`], of a local that may be in these namespaces.
    pub(super) fn bare_in(
        &mut self,
        visit: &Visit<'_, '_>,
        role: Role,
        spaces: &[Space],
        b: &mut Builder<'_>,
    ) -> Value {
        let node = visit.node;
        let name = b.name(node);
        let scope = b.scope();
        let is_called = spaces.contains(&Space::CALLS);
        let bound = spaces.iter().find_map(|&space| {
            let bound = b.scopes.so_far(scope, name, space)?;
            let is_value = is_called && space == Space::VALUES;
            (!is_value || may_be_called(bound, b)).then_some(bound)
        });
        if let Some(bound) = bound {
            return Value::Reference(b.bound_reference(node, role, bound));
        }
        match b.text(node) {
            b"it" => {
                if let Some(it) = self.it() {
                    return it;
                }
            }
            // What an accessor keeps its value in.
            b"field" if self.accessors > 0 => return Value::Unknown,
            _ => {}
        }
        let at = b.bound_reference(node, role, Bound::Free);
        self.unquote(at, visit, b);
        let reference = b.reference_mut(at);
        match self.object() {
            Object::None => {}
            Object::Known(Value::Reference(of)) => reference.receiver = Receiver::Member(of),
            Object::Given(by) => reference.receiver = Receiver::Path(by),
            Object::Known(_) | Object::Unknown => reference.receiver = Receiver::Opaque,
        }
        Value::Reference(at)
    }

    /// `` `name` `` is `name`.
    pub(super) fn unquote(&self, at: u32, visit: &Visit<'_, '_>, b: &mut Builder<'_>) {
        let text = b.text(visit.node);
        if text.first() == Some(&b'`') {
            let name = super::imports::plain(text, b);
            b.reference_mut(at).name = name;
        }
    }

    /// What `it` is, if a block around has it.
    fn it(&self) -> Option<Value> {
        let mut contexts = self.contexts.iter().rev().take(CONTEXTS_MAX);
        contexts.find_map(|context| match context {
            Context::Block { it, .. } => *it,
            Context::Class(_) | Context::Anonymous(_) | Context::Function { .. } => None,
        })
    }

    /// The object that a bare name may be a member of, before the types around.
    fn object(&self) -> Object {
        for context in self.contexts.iter().rev().take(CONTEXTS_MAX) {
            match context {
                Context::Class(_) => return Object::None,
                Context::Anonymous(of @ Value::Reference(_)) => return Object::Known(*of),
                Context::Block {
                    object: Object::Known(Value::This(_)),
                    ..
                } => {}
                Context::Block {
                    object: object @ (Object::Known(_) | Object::Given(_) | Object::Unknown),
                    ..
                } => return *object,
                Context::Block {
                    object: Object::None,
                    ..
                }
                | Context::Anonymous(_)
                | Context::Function { .. } => {}
            }
        }
        Object::None
    }

    /// `this`, `this@Name`
    pub(super) fn this(&mut self, visit: &Visit<'_, '_>) -> Value {
        if visit.count() > 0 {
            return visit.last();
        }
        for context in self.contexts.iter().rev().take(CONTEXTS_MAX) {
            match context {
                Context::Class(_) => return Value::This(None),
                Context::Anonymous(of) => return *of,
                Context::Function {
                    extends: Some(of), ..
                } => return *of,
                Context::Block { object, .. } => match object {
                    // Where a block has an object of its own, few say so by this word.
                    Object::None | Object::Given(_) => {}
                    Object::Known(of) => return *of,
                    Object::Unknown => return Value::Unknown,
                },
                Context::Function { extends: None, .. } => {}
            }
        }
        Value::Unknown
    }

    /// The name in `this@Name`: of a type, a function or a function that is given the block.
    pub(super) fn this_of(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let name = b.name(visit.node);
        let mut is_innermost = true;
        for context in self.contexts.iter().rev().take(CONTEXTS_MAX) {
            match context {
                Context::Class(Some(of)) if b.definition(*of).name == name => {
                    if is_innermost {
                        return Value::This(None);
                    }
                    return Value::Reference(b.bound_reference(
                        visit.node,
                        Role::Type,
                        Bound::Definition(*of),
                    ));
                }
                Context::Class(_) => is_innermost = false,
                Context::Function {
                    definition: Some(of),
                    extends,
                } if b.definition(*of).name == name => return extends.unwrap_or_default(),
                Context::Block {
                    callee: Some(callee),
                    object,
                    ..
                } if *callee == name => {
                    return match object {
                        Object::Known(of) => *of,
                        Object::None | Object::Given(_) | Object::Unknown => Value::Unknown,
                    };
                }
                Context::Anonymous(_) | Context::Function { .. } | Context::Block { .. } => {}
            }
        }
        Value::Unknown
    }

    /// `super`, `super<T>`, `super@Name`
    pub(super) fn super_(&mut self, visit: &Visit<'_, '_>) -> Value {
        if visit.count() > 0 {
            return visit.last();
        }
        let mut contexts = self.contexts.iter().rev().take(CONTEXTS_MAX);
        let around = contexts.find_map(|context| match context {
            Context::Class(_) => Some(Value::Super),
            Context::Anonymous(of) => Some(*of),
            Context::Function { .. } | Context::Block { .. } => None,
        });
        around.unwrap_or_default()
    }

    /// A parameter of a block: `{ name -> … }`.
    pub(super) fn block_parameter(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = super::local(visit, DefinitionKind::Parameter, b);
        if let (Value::Definition(at), Some(given)) = (value, self.given.take())
            && given.reference().is_some()
        {
            b.assign_type(at, given);
        }
        value
    }
}

/// Whether a local may hold a function: of one whose type has a name that is not to be expected.
fn may_be_called(local: Bound, b: &Builder<'_>) -> bool {
    match local {
        Bound::Definition(at) => {
            let local = b.definition(at);
            local.type_of.is_none() || local.flags.has(Flags::RECEIVER)
        }
        Bound::Import(_) | Bound::Free | Bound::Member => true,
    }
}

fn known(value: Value) -> Object {
    match value {
        Value::Reference(_) | Value::This(_) => Object::Known(value),
        _ => Object::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_so_that_it_can_be_searched() {
        assert!(GIVE_NO_OBJECT.is_sorted());
    }
}
