//! What the ladder asks of a language, beside the map of its modules: one value a language.

use events::Language;
use facts::Definition;

use super::modules;

/// A language's answers. What most languages say is the default.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own"
)]
pub(super) struct Rules {
    /// Whether functions of one name differ by their parameters.
    pub(super) overloads: Overloads,
    /// How the types of arguments choose among overloads.
    pub(super) by_types: ByTypes,
    /// A bare name may be a member of the types around.
    pub(super) has_implicit_members: bool,
    /// A bare name that is called is a method, never a type.
    pub(super) has_methods_apart: bool,
    /// Types, functions and values of one name are apart, members too: what is meant hangs on how
    /// the name is used.
    pub(super) has_names_apart: bool,
    /// Functions, values and types of one name are ranked by how the name is used: what is called is
    /// a function, else a type, else what a value holds.
    pub(super) has_ranked_names: bool,
    /// The name of constructors, where a call names the type.
    pub(super) constructor: Option<&'static str>,
    /// `Self` and `this` are words of the language.
    pub(super) has_self_type: bool,
    /// A constant is looked for in all types around, then in what the innermost inherits; a bare
    /// name that is called is asked of the innermost type alone.
    pub(super) has_lexical_constants: bool,
    /// What is of the type itself is not of its values, and the other way round.
    pub(super) has_statics_apart: bool,
    /// The method by which values are made, with the constructor that it calls.
    pub(super) maker: Option<(&'static str, &'static str)>,
    /// The method that gives the type of a value.
    pub(super) type_reader: Option<&'static str>,
    /// What the name of a method ends in that is called by an assignment.
    pub(super) setters: Option<&'static str>,
    /// How supertypes are asked.
    pub(super) lineage: Lineage,
    /// What constructor a call of `super` means.
    pub(super) super_calls: SuperCalls,
    /// Whether an argument may be given by the name of its parameter: such a name is told as a path
    /// from what is called.
    pub(super) labels: Option<Labels>,
    /// Where a package's clause holds.
    pub(super) packages: Packages,
    /// What several declarations make one.
    pub(super) pieces: Pieces,
    /// How a name is used tells whether it is a type's or a member's, and types of one name differ
    /// by how many type parameters they have.
    pub(super) has_types_apart: bool,
    /// What the name of a decorator may leave out at its end.
    pub(super) decorator_suffix: Option<&'static str>,
    /// A function may be called as a member of its first parameter, if it says so by
    /// [`facts::Flags::EXTENSION`] and the place of the call sees it.
    pub(super) has_extensions: bool,
    /// A function or property may extend the type that it names ([`facts::Flags::RECEIVER`]), and a
    /// block may have an object whose members stand alone in it.
    pub(super) has_receivers: bool,
    /// A bare name is looked for in the imports that bind it, then in its file, its package, and what
    /// wildcards bring; no scope of the file has bound it to an import before.
    pub(super) has_late_imports: bool,
    /// Whether a file, by its path, is where a type of this name has its main piece.
    pub(super) is_main_piece: Option<fn(&str, &str) -> bool>,
    /// Which names tell by themselves what method is called on a value of an unknown type, if the
    /// repository has one method of that name.
    pub(super) tells_method: Option<fn(&str) -> bool>,
    /// Which names of methods say nothing of a value, since the language's own have them; where it
    /// is told, a variable may tell its class by its name, as `order` an `Order`.
    pub(super) is_everywhere: Option<fn(&str) -> bool>,
}

/// Whether functions of one name differ by their parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overloads {
    /// The first that is defined stands for all.
    None,
    /// They do, and a call gives every argument.
    Exact,
    /// They do, and a call may leave arguments out.
    Defaults,
    /// As `Defaults`, but what takes just as many goes first.
    Nearest,
}

/// How the types of arguments choose among functions that take as many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByTypes {
    /// They are not looked at.
    Never,
    /// The most specific of those that take them, as in Java.
    MostSpecific,
    /// Those that certainly do not take them are left out, as far as is told.
    LeftOut,
}

/// The order in which supertypes are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lineage {
    /// All that is above the first before the second.
    Depth,
    /// The nearest level first.
    Level,
    /// C3, as in Python.
    Linear,
}

/// What constructor a call of `super` means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SuperCalls {
    /// None: `super` is an object like others.
    Members,
    /// The one with the name of the type above, where this is the word for `super`.
    TypeName(&'static str),
    /// The one of this name.
    Named(&'static str),
    /// The method of the name of the one around: `super` is a method of every class.
    SameName,
}

/// What runs when something else than a function is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Labels {
    /// The name of the constructors of types; empty where they have that of their type, and the
    /// first may stand in its head.
    pub(super) constructor: &'static str,
    /// The name of the method that makes a value callable; empty where none does.
    pub(super) call: &'static str,
}

/// Where a package's clause holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packages {
    /// Nowhere: files are modules, or name nothing.
    None,
    /// In one folder; a file without a clause is in none.
    Folder,
    /// In the whole repository; files without a clause share one.
    Repository,
}

/// Which declarations of one name, with one parent, are pieces of one thing.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pieces {
    /// None.
    Apart,
    /// Those of one file that pass.
    InFile(fn(&Definition) -> bool),
    /// Those of the repository that pass.
    InRepository(fn(&Definition) -> bool),
}

impl Rules {
    /// What most languages say.
    pub(super) const USUAL: Rules = Rules {
        overloads: Overloads::None,
        by_types: ByTypes::Never,
        has_implicit_members: false,
        has_methods_apart: false,
        has_names_apart: false,
        has_ranked_names: false,
        constructor: None,
        has_self_type: true,
        has_lexical_constants: false,
        has_statics_apart: false,
        maker: None,
        type_reader: None,
        setters: None,
        lineage: Lineage::Depth,
        super_calls: SuperCalls::Members,
        labels: None,
        packages: Packages::None,
        pieces: Pieces::Apart,
        has_types_apart: false,
        decorator_suffix: None,
        has_extensions: false,
        has_receivers: false,
        has_late_imports: false,
        is_main_piece: None,
        tells_method: None,
        is_everywhere: None,
    };

    /// The rules of a language.
    pub(super) fn of(language: Language) -> &'static Rules {
        modules::rules(language)
    }
}

#[cfg(test)]
mod tests {
    use events::language::Depth;

    use super::*;

    #[test]
    fn the_list_of_languages_says_what_the_rules_say() {
        for &language in Language::ALL {
            if language.depth() == Depth::Full {
                let rules = Rules::of(language);
                let has_overloads = rules.overloads != Overloads::None;
                assert_eq!(language.has_overloads(), has_overloads, "{language}");
                assert_eq!(language.has_labels(), rules.labels.is_some(), "{language}");
            }
        }
    }
}
