//! What is known of the language's own library: arrays, promises, and types that only wrap another.
//!
//! A promise is taken for what it promises, here as everywhere: what awaits it is not kept.

use std::rc::Rc;

use facts::{Operand, Receiver};

use super::super::ladder::Climb;
use super::super::meaning::Meaning;
use super::{Arguments, Type, nothing};

/// Types that have what their first argument has.
const WRAPPERS: [&str; 12] = [
    "Promise",
    "PromiseLike",
    "Awaited",
    "Readonly",
    "Partial",
    "Required",
    "NonNullable",
    "Omit",
    "Pick",
    "Extract",
    "Exclude",
    "NoInfer",
];
/// Types that are many of their first argument.
const ARRAYS: [&str; 6] = [
    "Array",
    "ReadonlyArray",
    "Set",
    "ReadonlySet",
    "Iterable",
    "ArrayLike",
];
/// Methods of an array that give such an array.
const SAME: [&str; 12] = [
    "filter",
    "slice",
    "concat",
    "reverse",
    "sort",
    "splice",
    "toSorted",
    "toReversed",
    "fill",
    "toSpliced",
    "with",
    "copyWithin",
];
/// Methods of an array that give an element.
const ELEMENT: [&str; 5] = ["find", "findLast", "pop", "shift", "at"];
/// Types that are many of their second argument, each by a key.
const MAPS: [&str; 5] = ["Map", "ReadonlyMap", "WeakMap", "Record", "MapIterator"];
/// Methods of an array that give what their function returns.
const MAPPED: [&str; 2] = ["map", "flatMap"];
/// Methods of an array whose function takes an element first.
const TAKES_ELEMENT: [&str; 12] = [
    "map",
    "flatMap",
    "filter",
    "forEach",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "some",
    "every",
    "sort",
    "toSorted",
];
/// Those whose function takes another one second.
const COMPARES: [&str; 2] = ["sort", "toSorted"];
/// Those whose function takes an element second.
const FOLDS: [&str; 2] = ["reduce", "reduceRight"];

impl Climb<'_> {
    fn text(&self, file: u32, of: u32) -> Option<&str> {
        let world = self.stand.world;
        let name = world.reference(file, of)?.name;
        Some(world.symbols.text(world.symbols.at(file, name)))
    }

    /// A type that the repository does not define.
    pub(super) fn of_library(&self, file: u32, of: u32, known: &Arguments, steps: u8) -> Type {
        let world = self.stand.world;
        let arguments = world.file(file).map_or(&[][..], |f| f.terms.arguments(of));
        let Some(text) = self.text(file, of) else {
            return Type::Unknown;
        };
        let first = || match arguments.first() {
            Some(&first) => self.term(file, first, known, steps),
            None => Type::Unknown,
        };
        match text {
            _ if WRAPPERS.contains(&text) => first(),
            _ if ARRAYS.contains(&text) => Type::Array(first().into()),
            _ if MAPS.contains(&text) => match arguments.get(1) {
                Some(&second) => Type::Map(self.term(file, second, known, steps).into()),
                None => Type::Unknown,
            },
            "ReturnType" => {
                let of = first();
                let returned = self.signatures(&of, steps).into_iter().next();
                returned.map_or(Type::Unknown, |_| self.result_of(&of, file, None, steps))
            }
            _ => self.instance(file, of).into(),
        }
    }

    /// What `new` makes of a type that the repository does not define.
    pub(super) fn made_of_library(&self, file: u32, of: u32, steps: u8) -> Type {
        let of_array = match self.text(file, of) {
            Some(text) if ARRAYS.contains(&text) || MAPS.contains(&text) => {
                self.of_library(file, of, &nothing(), steps)
            }
            _ => Type::Unknown,
        };
        match of_array {
            Type::Unknown => self.value(file, of).into(),
            known => known,
        }
    }

    /// What a method of an array or a promise gives.
    pub(super) fn called_of_library(&self, file: u32, call: u32, steps: u8) -> Type {
        let Some((name, receiver)) = self.method_of_library(file, call, steps) else {
            return Type::Unknown;
        };
        match (&receiver, name) {
            (Type::Array(_), name) if SAME.contains(&name) => receiver,
            (Type::Array(element), name) if ELEMENT.contains(&name) => (**element).clone(),
            (Type::Array(_), name) if MAPPED.contains(&name) => {
                Type::Array(self.returned_by_argument(file, call, steps).into())
            }
            (Type::Map(value), "get") => (**value).clone(),
            (Type::Map(value), "values") => Type::Array(Rc::clone(value)),
            (_, "then") => self.returned_by_argument(file, call, steps),
            (_, "catch" | "finally") => receiver,
            _ => Type::Unknown,
        }
    }

    /// What the parameter is of a function literal that a method of an array or a promise takes.
    pub(super) fn given_by_library(
        &self,
        file: u32,
        call: u32,
        place: u8,
        index: u8,
        steps: u8,
    ) -> Type {
        if place != 0 || matches!(self.meaning(file, call), Meaning::Node(_)) {
            return Type::Unknown;
        }
        let Some((name, receiver)) = self.method_of_library(file, call, steps) else {
            return Type::Unknown;
        };
        match (&receiver, name, index) {
            (Type::Array(element), name, 0) if TAKES_ELEMENT.contains(&name) => (**element).clone(),
            (Type::Array(element), name, 1)
                if COMPARES.contains(&name) || FOLDS.contains(&name) =>
            {
                (**element).clone()
            }
            (Type::Map(value), "forEach", 0) => (**value).clone(),
            (Type::Array(_), _, _) => Type::Unknown,
            (_, "then", 0) => receiver,
            _ => Type::Unknown,
        }
    }

    /// The name of a method, and what it is called on.
    fn method_of_library(&self, file: u32, call: u32, steps: u8) -> Option<(&str, Type)> {
        let Receiver::Member(of) = self.stand.world.reference(file, call)?.receiver else {
            return None;
        };
        Some((self.text(file, call)?, self.expression(file, of, steps)))
    }

    /// What the function returns that is the first argument of a call.
    fn returned_by_argument(&self, file: u32, call: u32, steps: u8) -> Type {
        let first = self.stand.world.arguments(file, call).next();
        match first.map(|first| first.operand) {
            Some(Operand::Returning(of)) => self.expression(file, of, steps),
            Some(Operand::Reference(of)) => {
                let function = self.held_type(file, of, steps);
                self.result_of(&function, file, None, steps)
            }
            _ => Type::Unknown,
        }
    }
}
