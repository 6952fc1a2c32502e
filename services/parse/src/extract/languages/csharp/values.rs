//! What C#'s variables hold: by their declared types, else by their values.
//!
//! An array and a collection of the library hold elements of a type that the text tells; what is
//! awaited is told by what its task gives.

use facts::{Bound, Flags, Receiver, Role};
use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::Node;

use super::vocabulary::{Field, Kind};
use super::{CSharp, Visit};
use crate::extract::builder::Builder;
use crate::extract::scope::Space;
use crate::extract::walk::Value;

/// Types of the library that stand for what they hold where they are awaited or read.
const WRAPPERS: &[&str] = &["Nullable", "Task", "ValueTask"];
/// Types of the library whose elements are of their only type argument.
const COLLECTIONS: &[&str] = &[
    "BlockingCollection",
    "Collection",
    "ConcurrentBag",
    "ConcurrentQueue",
    "ConcurrentStack",
    "HashSet",
    "IAsyncEnumerable",
    "ICollection",
    "IEnumerable",
    "IEnumerator",
    "IList",
    "IOrderedEnumerable",
    "IQueryable",
    "IReadOnlyCollection",
    "IReadOnlyList",
    "IReadOnlySet",
    "ISet",
    "ImmutableArray",
    "ImmutableList",
    "LinkedList",
    "List",
    "ObservableCollection",
    "Queue",
    "ReadOnlyCollection",
    "ReadOnlySpan",
    "SortedSet",
    "Span",
    "Stack",
];
/// Methods of the library that are given functions whose first parameter is an element of what they
/// are called on.
const OF_ELEMENTS: &[&str] = &[
    "All",
    "Any",
    "Average",
    "ConvertAll",
    "Count",
    "DistinctBy",
    "Exists",
    "Find",
    "FindAll",
    "FindIndex",
    "FindLast",
    "First",
    "FirstOrDefault",
    "ForEach",
    "GroupBy",
    "Last",
    "LastOrDefault",
    "Max",
    "MaxBy",
    "Min",
    "MinBy",
    "OrderBy",
    "OrderByDescending",
    "RemoveAll",
    "Select",
    "SelectMany",
    "Single",
    "SingleOrDefault",
    "SkipWhile",
    "Sum",
    "TakeWhile",
    "ThenBy",
    "ThenByDescending",
    "ToDictionary",
    "ToHashSet",
    "ToLookup",
    "TrueForAll",
    "Where",
];
/// Methods of the library that give elements of what they are called on.
const SAME_ELEMENTS: &[&str] = &[
    "AsEnumerable",
    "AsReadOnly",
    "Concat",
    "Distinct",
    "DistinctBy",
    "Except",
    "FindAll",
    "Intersect",
    "OrderBy",
    "OrderByDescending",
    "Reverse",
    "Skip",
    "SkipWhile",
    "Take",
    "TakeWhile",
    "ThenBy",
    "ThenByDescending",
    "ToArray",
    "ToHashSet",
    "ToList",
    "Union",
    "Where",
];
/// Methods of the library that give one element of what they are called on.
const ONE_ELEMENT: &[&str] = &[
    "Dequeue",
    "ElementAt",
    "ElementAtOrDefault",
    "Find",
    "FindLast",
    "First",
    "FirstOrDefault",
    "Last",
    "LastOrDefault",
    "MaxBy",
    "MinBy",
    "Peek",
    "Pop",
    "Single",
    "SingleOrDefault",
];

/// What is known of elements.
#[derive(Default)]
pub(super) struct Elements {
    /// References to types that stand in arrays.
    arrays: FxHashSet<u32>,
    /// By the reference to a collection's type: that to the type of its elements.
    collections: FxHashMap<u32, u32>,
    /// By definition: the reference to the type of its elements.
    held: FxHashMap<u32, u32>,
    /// By the reference to a method of the library: the type of the elements that it gives.
    given: FxHashMap<u32, u32>,
    /// The list of type arguments that was left last: its only argument.
    only: Option<u32>,
}

impl CSharp {
    /// `T[]`: told by the type of its elements.
    pub(super) fn array(&mut self, element: Value) -> Value {
        if let Some(at) = element.reference() {
            self.elements.arrays.insert(at);
        }
        element
    }

    /// `<A, B>`
    pub(super) fn leave_type_arguments(&mut self, visit: &Visit<'_, '_>, b: &Builder<'_>) -> Value {
        let count = match visit.count() {
            // `<,>`
            0 => {
                let parts = b.text(visit.node).split(|c| *c == b',').count();
                u8::try_from(parts).unwrap_or(u8::MAX)
            }
            count => count,
        };
        self.elements.only = visit.first().reference().filter(|_| count == 1);
        Value::Count(count)
    }

    /// `A<B>`
    pub(super) fn leave_generic(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let value = visit.first();
        let only = self.elements.only.take();
        let Some(at) = value.reference() else {
            return value;
        };
        if let Value::Count(count) = visit.last() {
            b.reference_mut(at).arity = count;
        }
        let Some(only) = only else {
            return value;
        };
        let name = b.name_of_reference(at);
        if COLLECTIONS.binary_search(&name).is_ok() {
            if !self.elements.arrays.contains(&only) {
                self.elements.collections.insert(at, only);
            }
        } else if WRAPPERS.contains(&name)
            && !matches!(
                visit.parent(),
                Kind::ObjectCreation | Kind::MemberAccess | Kind::BaseList | Kind::QualifiedName
            )
        {
            return Value::Reference(only);
        }
        value
    }

    /// Tells what a definition holds, by the node that declares it with a type in a field.
    pub(super) fn declare(
        &mut self,
        at: u32,
        declared: Value,
        declaration: Node<'_>,
        field: &str,
        b: &mut Builder<'_>,
    ) {
        match declared.reference() {
            Some(of) if self.elements.arrays.contains(&of) => {
                self.elements.held.insert(at, of);
                b.definition_mut(at).flags.set(Flags::ARRAY);
                let name = b.intern("Array");
                b.name_type(at, name);
            }
            Some(of) => {
                if let Some(&element) = self.elements.collections.get(&of) {
                    self.elements.held.insert(at, element);
                }
                b.declare_type(at, declared);
            }
            None => {
                if let Some(name) = predefined(declaration, field) {
                    let name = b.name(name);
                    b.name_type(at, name);
                }
            }
        }
    }

    /// Tells what a definition holds, by a value.
    pub(super) fn assign(&mut self, at: u32, value: Value, b: &mut Builder<'_>) {
        if let Some(of) = value.reference() {
            if self.elements.arrays.contains(&of) {
                self.elements.held.insert(at, of);
                b.definition_mut(at).flags.set(Flags::ARRAY);
                return;
            }
            if let Some(element) = self.elements_of(of, b) {
                self.elements.held.insert(at, element);
                if self.elements.given.contains_key(&of) {
                    return;
                }
            }
        }
        b.assign_type(at, value);
    }

    /// A definition holds elements of the type that a reference names.
    pub(super) fn hold_elements(&mut self, at: u32, of: u32, b: &mut Builder<'_>) {
        self.elements.held.insert(at, of);
        b.definition_mut(at).flags.set(Flags::ARRAY);
    }

    /// The type of the elements of what an expression ends in.
    pub(super) fn elements_of(&self, reference: u32, b: &Builder<'_>) -> Option<u32> {
        let of = &self.elements;
        let known = of.collections.get(&reference).or(of.given.get(&reference));
        if let Some(&known) = known {
            return Some(known);
        }
        let r = b.reference_at(reference);
        let bound = match (r.bound, r.receiver) {
            (Bound::Definition(of), _) => Some(of),
            (Bound::Free, Receiver::None) => {
                match b.scopes.so_far(b.scope(), r.name, Space::VALUES) {
                    Some(Bound::Definition(of)) => Some(of),
                    _ => self.member_of_class(r.name),
                }
            }
            (Bound::Member, Receiver::This) => self.member_of_class(r.name),
            _ => None,
        };
        of.held.get(&bound?).copied()
    }

    /// A variable that takes the elements of a value one by one.
    pub(super) fn iterate(&mut self, at: u32, over: Value, b: &mut Builder<'_>) {
        let element = over.reference().and_then(|of| self.elements_of(of, b));
        if let Some(element) = element {
            b.declare_type(at, Value::Reference(element));
        }
    }

    /// `a[i]`
    pub(super) fn element(&self, of: Value, b: &Builder<'_>) -> Value {
        let element = of.reference().and_then(|of| self.elements_of(of, b));
        element.map_or(Value::Unknown, Value::Reference)
    }

    /// What a call comes to.
    pub(super) fn leave_call(&mut self, visit: &Visit<'_, '_>, b: &mut Builder<'_>) -> Value {
        let callee = visit.child(Field::Function);
        let is_value = |at: u32| b.reference_at(at).role == Role::Type;
        if callee.reference().is_some_and(is_value) {
            // What an element or a cast gives is called.
            return Value::Unknown;
        }
        // So far it tells of type arguments.
        let types = callee
            .reference()
            .map_or(u8::MAX, |at| b.reference_at(at).arity);
        let call = b.call(callee, Role::Call, visit.child(Field::Arguments));
        let Some(at) = call.reference() else {
            return call;
        };
        self.given_to(at, types, b);
        let Receiver::Member(of) = b.reference_at(at).receiver else {
            return call;
        };
        if b.name_of_reference(at) == "ConfigureAwait" {
            return Value::Reference(of);
        }
        let Some(element) = self.elements_of(of, b) else {
            return call;
        };
        let name = b.name_of_reference(at);
        if SAME_ELEMENTS.binary_search(&name).is_ok() {
            self.elements.given.insert(at, element);
        } else if ONE_ELEMENT.binary_search(&name).is_ok() {
            return Value::Reference(element);
        }
        call
    }

    /// The type of the first parameter of a function that is given to a method of a collection, in
    /// this place among its arguments.
    pub(super) fn given_element(
        &self,
        callee: Value,
        position: u8,
        b: &Builder<'_>,
    ) -> Option<u32> {
        let at = callee.reference()?;
        let Receiver::Member(of) = b.reference_at(at).receiver else {
            return None;
        };
        let name = b.name_of_reference(at);
        OF_ELEMENTS.binary_search(&name).ok()?;
        // Its other functions are given keys.
        if name == "GroupBy" && position > 0 {
            return None;
        }
        self.elements_of(of, b)
    }

    /// A member of the class around that was met before.
    fn member_of_class(&self, name: facts::NameId) -> Option<u32> {
        self.classes.last()?.fields.get(&name).copied()
    }
}

/// The word of the language that a declaration has for its type.
fn predefined<'t>(declaration: Node<'t>, field: &str) -> Option<Node<'t>> {
    let declared = declaration.child_by_field_name(field)?;
    let declared = match declared.kind() {
        "nullable_type" => declared.child_by_field_name("type")?,
        _ => declared,
    };
    (declared.kind() == "predefined_type").then_some(declared)
}

#[cfg(test)]
mod tests {
    use super::{COLLECTIONS, OF_ELEMENTS, ONE_ELEMENT, SAME_ELEMENTS};

    #[test]
    fn what_is_searched_is_sorted() {
        for table in [COLLECTIONS, OF_ELEMENTS, ONE_ELEMENT, SAME_ELEMENTS] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }
}
