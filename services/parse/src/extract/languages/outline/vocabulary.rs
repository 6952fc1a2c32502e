//! The words of the grammars of outlines that matter: each is of the same sort in all of them.

use crate::extract::vocabulary::{Vocabulary, vocabulary};

/// Sorts of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// None of those below.
    Other,
    /// A function or method with a name.
    Function,
    /// A constructor.
    Constructor,
    /// A class or object.
    Class,
    /// A type whose sort is told by its first word.
    Declared,
    /// A trait.
    Trait,
    /// An interface or protocol.
    Interface,
    /// An enumeration.
    Enum,
    /// A name for another type.
    TypeAlias,
    /// A call.
    Call,
    /// `new` with a type.
    New,
    /// A call that may define: Elixir has no other words.
    Open,
    /// A parameter, or names of variables: they hide functions of their names.
    Names,
}

impl Vocabulary for Kind {
    const OTHER: Self = Kind::Other;
    const LISTED: &'static [(&'static str, bool, Self)] = &[
        ("function_definition", false, Kind::Function),
        ("function_declaration", false, Kind::Function),
        ("protocol_function_declaration", false, Kind::Function),
        ("init_declaration", false, Kind::Constructor),
        ("class_definition", false, Kind::Class),
        ("object_definition", false, Kind::Class),
        ("package_object", false, Kind::Class),
        ("class_declaration", false, Kind::Declared),
        ("trait_definition", false, Kind::Trait),
        ("protocol_declaration", false, Kind::Interface),
        ("enum_definition", false, Kind::Enum),
        ("type_definition", false, Kind::TypeAlias),
        ("typealias_declaration", false, Kind::TypeAlias),
        ("call_expression", false, Kind::Call),
        ("function_call", false, Kind::Call),
        ("command", false, Kind::Call),
        ("instance_expression", false, Kind::New),
        ("call", false, Kind::Open),
        ("parameter", false, Kind::Names),
        ("parameters", false, Kind::Names),
        ("variable_list", false, Kind::Names),
        ("val_definition", false, Kind::Names),
        ("var_definition", false, Kind::Names),
        ("pattern", false, Kind::Names),
    ];
}

vocabulary! {
    /// Fields: none is asked of the walk.
    pub(crate) enum Field {
        Name = "name",
    }
}
