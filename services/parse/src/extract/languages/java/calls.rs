//! Java's bare calls: which method of the types around is meant.

use facts::{Bound, NameId, Receiver, Role};
use rustc_hash::FxHashMap;

use super::vocabulary::Field;
use super::{Java, Visit, is_first};
use crate::extract::builder::Builder;
use crate::extract::scope::{ScopeId, Space};
use crate::extract::walk::Value;

/// How many types around a bare call are asked for it.
const AROUND_MAX: usize = 32;
/// Arguments or parameters of an unknown number.
const UNKNOWN: u8 = u8::MAX;

/// What the end of the file needs, to say what bare calls mean.
#[derive(Default)]
pub(super) struct Calls {
    /// All types, anonymous ones too.
    types: Vec<Type>,
    /// The index of each type that has a definition.
    by_definition: FxHashMap<u32, u32>,
    /// Methods by their type and name.
    methods: Vec<(u32, NameId, u32)>,
    /// Constructors by their type.
    constructors: Vec<(u32, u32)>,
    bare: Vec<BareCall>,
    /// `this(…)`, `super(…)`.
    chained: Vec<(u32, u32)>,
}

/// `f(…)`.
struct BareCall {
    reference: u32,
    /// The type that it stands in.
    class: Option<u32>,
    /// What an anonymous class is made of, if the call stands in its body and in no method of it.
    anonymous: Option<u32>,
}

/// A type of the file.
#[derive(Default)]
struct Type {
    outer: Option<u32>,
    has_supertypes: bool,
    /// The reference to the class that it extends, and the scope of that.
    superclass: Option<(u32, ScopeId)>,
}

impl Calls {
    /// A type in another; its index.
    pub(super) fn add(&mut self, outer: Option<u32>, definition: Option<u32>) -> u32 {
        let index = self.types.len() as u32;
        self.types.push(Type {
            outer,
            ..Type::default()
        });
        if let Some(definition) = definition {
            self.by_definition.insert(definition, index);
        }
        index
    }

    /// A type has supertypes.
    pub(super) fn inherits(&mut self, of: u32) {
        if let Some(of) = self.types.get_mut(of as usize) {
            of.has_supertypes = true;
        }
    }

    /// A class extends what a reference in this scope names.
    pub(super) fn extends(&mut self, of: u32, base: u32, scope: ScopeId) {
        if let Some(of) = self.types.get_mut(of as usize) {
            of.superclass = Some((base, scope));
        }
    }

    /// A method of a type, or what can be called like one.
    pub(super) fn method(&mut self, of: u32, name: NameId, definition: u32) {
        self.methods.push((of, name, definition));
    }

    /// A constructor of a type.
    pub(super) fn constructor(&mut self, of: u32, definition: u32) {
        self.constructors.push((of, definition));
    }

    /// Binds what the file can tell.
    pub(super) fn bind(&mut self, b: &mut Builder<'_>) {
        self.methods.sort_unstable();
        self.constructors.sort_unstable();
        for call in &self.bare {
            let bound = self.bound(call.reference, call.class, b);
            let reference = b.reference_mut(call.reference);
            reference.bound = bound;
            // `new A() {{ set(1); }}`
            if let (Bound::Free, Some(base)) = (bound, call.anonymous) {
                reference.bound = Bound::Member;
                reference.receiver = Receiver::Member(base);
            }
        }
        for &(call, of) in &self.chained {
            let arity = b.reference_at(call).arity;
            let of = match b.reference_at(call).receiver {
                Receiver::Super => self.superclass(of, b),
                _ => Some(of),
            };
            if let Some(constructor) = of.and_then(|of| self.constructor_for(of, arity, b)) {
                let reference = b.reference_mut(call);
                reference.receiver = Receiver::None;
                reference.bound = Bound::Definition(constructor);
            }
        }
    }

    fn bound(&self, call: u32, of: Option<u32>, b: &Builder<'_>) -> Bound {
        let (name, arity) = {
            let call = b.reference_at(call);
            (call.name, call.arity)
        };
        let mut at = of;
        let mut may_be_inherited = false;
        for _ in 0..AROUND_MAX {
            let Some(of) = at else { break };
            let Some(around) = self.types.get(of as usize) else {
                break;
            };
            let start = self.methods.partition_point(|m| (m.0, m.1) < (of, name));
            let end = self.methods.partition_point(|m| (m.0, m.1) <= (of, name));
            if start < end {
                let mut fitting = self.methods[start..end]
                    .iter()
                    .filter(|m| takes(b.definition(m.2).arity, arity));
                return match (fitting.next(), fitting.next()) {
                    (Some(&(_, _, method)), None) if !may_be_inherited => Bound::Definition(method),
                    _ => Bound::Free,
                };
            }
            may_be_inherited |= around.has_supertypes;
            at = around.outer;
        }
        // What is imported is hidden by what is inherited, but that has another name as a rule.
        b.scopes
            .so_far(ScopeId::MODULE, name, Space::CALLS)
            .unwrap_or(Bound::Free)
    }

    fn superclass(&self, of: u32, b: &Builder<'_>) -> Option<u32> {
        let (base, scope) = self.types.get(of as usize)?.superclass?;
        let base = b.reference_at(base);
        if base.receiver != Receiver::None {
            return None;
        }
        match b.scopes.so_far(scope, base.name, Space::TYPES)? {
            Bound::Definition(class) => self.by_definition.get(&class).copied(),
            Bound::Import(_) | Bound::Free | Bound::Member => None,
        }
    }

    fn constructor_for(&self, of: u32, arity: u8, b: &Builder<'_>) -> Option<u32> {
        let start = self.constructors.partition_point(|c| c.0 < of);
        let end = self.constructors.partition_point(|c| c.0 <= of);
        let mut fitting = self.constructors[start..end]
            .iter()
            .filter(|c| takes(b.definition(c.1).arity, arity));
        match (fitting.next(), fitting.next()) {
            (Some(&(_, constructor)), None) => Some(constructor),
            _ => None,
        }
    }
}

impl Java {
    /// The name of a method that is called.
    pub(super) fn method_name(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        if is_first(visit) {
            let at = b.bound_reference(visit.node, Role::Read, Bound::Free);
            let class = self.classes.last();
            let anonymous = class.filter(|class| class.methods == self.methods.len());
            self.calls.bare.push(BareCall {
                reference: at,
                class: class.map(|class| class.index),
                anonymous: anonymous.and_then(|class| class.anonymous?.reference()),
            });
            return Value::Reference(at);
        }
        let object = match visit.sibling(Field::Object) {
            object if b.text(visit.node) == b"clone" && self.is_array(object, b) => Value::Unknown,
            object => object,
        };
        Value::Reference(b.member(visit.node, Role::Read, object))
    }

    /// `this(…)` calls another constructor of the class.
    pub(super) fn this_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let at = b.bound_reference(visit.node, Role::Read, Bound::Free);
        self.chain(at)
    }

    /// `super(…)` calls a constructor of the class above.
    pub(super) fn super_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let at = b.member(visit.node, Role::Read, Value::Super);
        self.chain(at)
    }

    fn chain(&mut self, at: u32) -> Value {
        if let Some(class) = self.classes.last() {
            self.calls.chained.push((at, class.index));
        }
        Value::Reference(at)
    }
}

/// Whether so many parameters take so many arguments.
fn takes(parameters: u8, arguments: u8) -> bool {
    parameters == arguments || parameters == UNKNOWN || arguments == UNKNOWN
}
