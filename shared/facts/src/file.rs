//! What is known of one file.

use events::Language;
use serde::{Deserialize, Serialize};

use crate::terms::{TermId, Terms};

/// The facts of a unit's files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFacts {
    /// By path.
    pub files: Vec<FileFacts>,
}

/// An index into [`FileFacts::names`].
pub type NameId = u32;

/// What one file tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Path in the repository.
    pub path: String,
    /// Object id of the content.
    pub oid: String,
    /// Size of the content.
    pub bytes: u64,
    /// Language that it was parsed as.
    pub language: Language,
    /// How parsing came out.
    pub outcome: Outcome,
    /// Why it is partial or failed: a snake_case name, then perhaps a colon and details.
    pub reason: Option<String>,
    /// Where the text is broken; only the first ones are kept.
    pub defects: Vec<Defect>,
    /// Every name and text that is used below, once each.
    pub names: Vec<String>,
    /// The package that the file declares (Java, Go).
    pub package: Option<NameId>,
    /// Definitions, locals and parameters too; a parent stands before what it holds.
    pub definitions: Vec<Definition>,
    /// References in the order of the text.
    pub references: Vec<Reference>,
    /// What the file brings in from elsewhere.
    pub imports: Vec<Import>,
    /// What the file gives away under a name (JavaScript, TypeScript; Python's `__all__`).
    pub exports: Vec<Export>,
    /// Who inherits from what.
    pub supertypes: Vec<Supertype>,
    /// Arguments of calls, by call and position; only of languages that choose by them. Of Python
    /// the types that a container is of, and the error that a test expects.
    pub arguments: Vec<Argument>,
    /// Types as they are written (TypeScript).
    pub terms: Terms,
}

/// How parsing a file came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Outcome {
    /// Without a defect.
    Parsed,
    /// With facts from around the defects.
    Partial,
    /// Without facts; the reason is given.
    Failed,
}

impl Outcome {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Parsed => "parsed",
            Outcome::Partial => "partial",
            Outcome::Failed => "failed",
        }
    }
}

/// A place in a file: 0-based lines, 0-based columns in bytes of UTF-8, half-open.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First line.
    pub start_line: u32,
    /// First column.
    pub start_col: u32,
    /// Last line.
    pub end_line: u32,
    /// Column after the last.
    pub end_col: u32,
}

/// A piece of text that the grammar could not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defect {
    /// Where.
    pub span: Span,
    /// Something is missing there, rather than wrong.
    pub missing: bool,
}

/// What a definition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the variants are the field's standard terms")]
pub enum DefinitionKind {
    Module,
    Namespace,
    Class,
    Struct,
    Union,
    Interface,
    Trait,
    Enum,
    EnumMember,
    Function,
    Method,
    Constructor,
    /// A member that holds a value: a field, a property, an attribute set on `self`.
    Field,
    /// A value of the file or module.
    Variable,
    Constant,
    TypeAlias,
    Macro,
    TypeParameter,
    /// A parameter of a function; local.
    Parameter,
    /// A name inside a function body; local.
    Local,
    /// A label, a lifetime; local.
    Label,
    /// A module that is a type too: what includes it has its members (Ruby).
    Mixin,
}

impl DefinitionKind {
    /// Whether it is seen only inside its function, and so is no node of the graph.
    pub const fn is_local(self) -> bool {
        matches!(
            self,
            DefinitionKind::Parameter
                | DefinitionKind::Local
                | DefinitionKind::Label
                | DefinitionKind::TypeParameter
        )
    }

    /// Whether its members are found by its name.
    pub const fn is_type(self) -> bool {
        matches!(
            self,
            DefinitionKind::Class
                | DefinitionKind::Struct
                | DefinitionKind::Union
                | DefinitionKind::Interface
                | DefinitionKind::Trait
                | DefinitionKind::Enum
                | DefinitionKind::TypeAlias
                | DefinitionKind::Mixin
        )
    }

    /// Whether it can be called by its name.
    pub const fn is_callable(self) -> bool {
        matches!(
            self,
            DefinitionKind::Function | DefinitionKind::Method | DefinitionKind::Constructor
        )
    }

    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            DefinitionKind::Module | DefinitionKind::Mixin => "module",
            DefinitionKind::Namespace => "namespace",
            DefinitionKind::Class => "class",
            DefinitionKind::Struct => "struct",
            DefinitionKind::Union => "union",
            DefinitionKind::Interface => "interface",
            DefinitionKind::Trait => "trait",
            DefinitionKind::Enum => "enum",
            DefinitionKind::EnumMember => "enum_member",
            DefinitionKind::Function => "function",
            DefinitionKind::Method => "method",
            DefinitionKind::Constructor => "constructor",
            DefinitionKind::Field => "field",
            DefinitionKind::Variable => "variable",
            DefinitionKind::Constant => "constant",
            DefinitionKind::TypeAlias => "type_alias",
            DefinitionKind::Macro => "macro",
            DefinitionKind::TypeParameter => "type_parameter",
            DefinitionKind::Parameter => "parameter",
            DefinitionKind::Local => "local",
            DefinitionKind::Label => "label",
        }
    }
}

/// Marks of a definition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flags(pub u32);

impl Flags {
    /// Seen from other files or packages (`pub`, `public`, `export`, a Go capital).
    pub const PUBLIC: Flags = Flags(1);
    /// Belongs to the type, not to its values; in C, to the file.
    pub const STATIC: Flags = Flags(2);
    /// Is a test, or stands in a test.
    pub const TEST: Flags = Flags(4);
    /// Is announced here and defined elsewhere (a C prototype, `declare`, an overload).
    pub const DECLARATION: Flags = Flags(8);
    /// Has no body in its type (abstract, a trait's or an interface's method).
    pub const ABSTRACT: Flags = Flags(16);
    /// Is asynchronous.
    pub const ASYNC: Flags = Flags(32);
    /// Is read like a field (Python's `property`, JavaScript's `get`).
    pub const PROPERTY: Flags = Flags(64);
    /// A Python `classmethod`: the first parameter is the class.
    pub const CLASS_METHOD: Flags = Flags(128);

    /// A parameter that gets its value by its name, from the fixture of that name.
    pub const INJECTED: Flags = Flags(256);
    /// A function whose value is given to parameters of its name (pytest's fixtures).
    pub const FIXTURE: Flags = Flags(512);
    /// Holds or gives an array of what its type tells.
    pub const ARRAY: Flags = Flags(1024);
    /// Gives back the object that it is called on, whatever its type (`return this`).
    pub const FLUENT: Flags = Flags(2048);
    /// One of several declarations that make one type together (C#'s `partial`).
    pub const PIECE: Flags = Flags(4096);
    /// A function that is called as a member of its first parameter (C#'s `this T x`).
    pub const EXTENSION: Flags = Flags(8192);
    /// A parameter of a function literal that is given to the call that its type names, or is the
    /// value of what it names. Its arity is a [`Given`].
    pub const GIVEN: Flags = Flags(16_384);
    /// A parameter that a call may leave out; only of languages that say it.
    pub const OPTIONAL: Flags = Flags(131_072);
    /// A parameter that a call may give by its name.
    pub const NAMED: Flags = Flags(32_768);
    /// Holds an element of what its type tells, as the variable of a loop does.
    pub const ELEMENT: Flags = Flags(65_536);
    /// A function or property that is reached as if it were a member of the type that its owner
    /// names, though it is none and stays where it stands (Kotlin's `fun T.f()`). A parameter or an
    /// alias: a function whose body has an object of the type that is told (`T.() -> Unit`).
    pub const RECEIVER: Flags = Flags(262_144);
    /// An object whose members are reached through the type around it as well.
    pub const COMPANION: Flags = Flags(524_288);

    /// A type that only the block around it sees: it is one with no namesake elsewhere (TypeScript).
    pub const OF_BLOCK: Flags = Flags(1_048_576);

    /// Whether all of `other` are set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Sets all of `other`.
    pub const fn set(&mut self, other: Flags) {
        self.0 |= other.0;
    }
}

/// Something that has a name here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its name.
    pub name: NameId,
    /// What it is.
    pub kind: DefinitionKind,
    /// Marks.
    pub flags: Flags,
    /// The definition that encloses it in the text; always a smaller index.
    pub parent: Option<u32>,
    /// The reference that names the type it belongs to, where that is written rather than
    /// enclosing: Rust's `impl T`, Go's receiver, C++'s `T::f`, JavaScript's `T.prototype.f`.
    pub owner: Option<u32>,
    /// The name.
    pub name_span: Span,
    /// The whole, from the first decorator to the last brace.
    pub body: Span,
    /// What is known of its type, or of what it returns.
    pub type_of: Option<TypeOf>,
    /// Parameters, receiver apart; 255 when variable or unknown.
    pub arity: u8,
    /// The head, without the body, in one line; empty for locals.
    pub signature: Option<NameId>,
    /// Its documentation, where the language has a place for it.
    pub doc: Option<NameId>,
}

/// Where the type of a definition is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TypeOf {
    /// By an annotation: the reference names the type (of a function: what it returns).
    Declared(u32),
    /// By the value assigned to it: the reference that the value's expression ends in. Of a type
    /// of Go, `type T U`, what it is made of: it has the fields of that, but is another type.
    Value(u32),
    /// By the name of a type that nobody defines, as Java's `int`.
    Named(NameId),
}

/// An argument of a call, where the language chooses by its type which function is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Argument {
    /// The reference that is called.
    pub call: u32,
    /// Which of its arguments, from 0; 255 for the number of its type arguments, as a literal.
    pub position: u8,
    /// What is given.
    pub operand: Operand,
}

impl Argument {
    /// The position of what has the member that a key names: the operand's value. The key stands for
    /// the call then (see [`Bound::Member`]).
    pub const OF_VALUE: u8 = u8::MAX;
    /// The position of the first argument of a call of what the call of the reference returns.
    pub const CURRIED: u8 = u8::MAX - 1;
}

/// What is given as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Operand {
    /// What a reference is, or returns; what it names, if it is a type.
    Reference(u32),
    /// A literal of the type of this name; `null` for one that is of any.
    Literal(NameId),
    /// A value of a type as it is written.
    Typed(TermId),
    /// A function literal that returns what a reference is, or returns.
    Returning(u32),
    /// The parameter of a function literal that is given to what a reference calls, or is a value of
    /// what it names; see [`Given`].
    Given(u32, Given),
}

/// Which parameter of a function literal, and where the literal is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Given(pub u8);

impl Given {
    /// So many parameters are told apart, and places but for the two that follow.
    const PLACES: u8 = 15;
    /// The place of a literal that is the value of what the reference names.
    pub const VALUE: u8 = 15;
    /// In place of a parameter: what the literal returns.
    pub const RETURNED: u8 = 14;
    /// The place of a literal that is the first argument of what the call of the reference returns.
    pub const CURRIED: u8 = 14;

    /// The parameter `index` of a literal at `place`; `None` where that is too far.
    pub fn of(place: u8, index: u8) -> Option<Given> {
        let is_told = index < Self::PLACES && place <= Self::VALUE;
        is_told.then_some(Given(place * Self::PLACES + index))
    }

    /// The place of the literal among the arguments, or one of the two above.
    pub const fn place(self) -> u8 {
        self.0 / Self::PLACES
    }

    /// Which of the literal's parameters.
    pub const fn index(self) -> u8 {
        self.0 % Self::PLACES
    }
}

/// A use of a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The name as written.
    pub name: NameId,
    /// Where it stands.
    pub span: Span,
    /// In what role.
    pub role: Role,
    /// The innermost definition around it that is not local.
    pub holder: Option<u32>,
    /// What stands before it: `receiver.name`.
    pub receiver: Receiver,
    /// What the file itself tells of its meaning.
    pub bound: Bound,
    /// Arguments, for a call; 255 when variable or unknown.
    pub arity: u8,
}

impl Reference {
    /// What the name of an element of a page is a key of, as a literal.
    pub const ELEMENTS: &'static str = "JSX.IntrinsicElements";

    /// The module of a library of elements that says what elements there are.
    pub const ELEMENTS_MODULE: &'static str = "jsx-runtime";

    /// Whether this is a key of an object literal or a pattern: see [`Bound::Member`].
    pub fn is_key(&self) -> bool {
        self.bound == Bound::Member && self.receiver == Receiver::None
    }
}

/// The role of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the variants are the field's standard terms")]
pub enum Role {
    Call,
    /// A call with the language's own word for making an object (`new`, a struct literal).
    Instantiate,
    Read,
    Write,
    /// The name of a type.
    Type,
    /// The name of a supertype.
    Supertype,
    /// A name in an import.
    Import,
    /// A decorator or annotation.
    Decorator,
}

/// What stands before a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Receiver {
    /// Nothing: a bare name.
    None,
    /// `self`, `this`, Rust's `Self`, Python's `cls`: the class around.
    This,
    /// `super`.
    Super,
    /// `reference.name`: a member of what that reference is, or of what it returns if its role is a call.
    Member(u32),
    /// `reference::name`: a path (Rust, C++).
    Path(u32),
    /// Some other expression, of which nothing is known.
    Opaque,
}

/// What the file itself tells of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// A definition of this file, found by the language's scopes.
    Definition(u32),
    /// A name that an import of this file brings.
    Import(u32),
    /// A bare name that nothing in the file brings: another file of the package, a wildcard, the language.
    Free,
    /// A member: to be found through its receiver. Without one it is a key of an object literal or
    /// a pattern (JavaScript): a member of what [`FileFacts::arguments`] tell, by this reference as
    /// the call. With the position [`Argument::OF_VALUE`] that is the value of the operand, or a
    /// value of the type that it names; with another, the parameter at that place of what the
    /// operand calls.
    Member,
}

/// How an import brings names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ImportKind {
    /// The module itself, under the binding (`import a.b`, `import * as x`, `import "fmt"`).
    Module,
    /// One member of the module, under the binding.
    Member,
    /// All members.
    Wildcard,
    /// A file, as C's `#include "x.h"`.
    Include,
    /// A file of the system, as C's `#include <x.h>`.
    SystemInclude,
    /// A module that is a child of this file (Rust's `mod x;`).
    Child,
}

/// What an import says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// How it brings names.
    pub kind: ImportKind,
    /// The module as written, in the language's own form: `..a.b`, `./x`, `java.util`, `crate::a`, `net/http`, `x.h`.
    pub module: NameId,
    /// The member as named there; `default` for JavaScript's default export.
    pub member: Option<NameId>,
    /// The name here; absent where no name is bound. For Python's `import a.b` it is `a`.
    pub binding: Option<NameId>,
    /// The statement's part that brings this.
    pub span: Span,
    /// The innermost definition around it that is not local.
    pub holder: Option<u32>,
    /// What is brought is given on (`export … from`, `pub use`).
    pub reexport: bool,
    /// For types only.
    pub type_only: bool,
}

/// A name that the file gives away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    /// The name for others; `default` for JavaScript's default export, `=` for `module.exports = …`.
    pub name: NameId,
    /// What it is here.
    pub bound: Bound,
    /// The reference that names it here, where there is one.
    pub reference: Option<u32>,
}

/// `of` inherits from what the reference `base` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supertype {
    /// Who.
    pub of: Subject,
    /// From what: a reference.
    pub base: u32,
    /// How.
    pub kind: SupertypeKind,
}

/// A type that is defined here, or only named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// Defined here.
    Definition(u32),
    /// Named by a reference (`impl Trait for Type`).
    Reference(u32),
}

/// How a type inherits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the variants are the field's standard terms")]
pub enum SupertypeKind {
    Extends,
    Implements,
    /// Go's embedding.
    Embeds,
}

impl FileFacts {
    /// The facts of a file that could not be parsed.
    pub fn failed(
        path: String,
        oid: String,
        bytes: u64,
        language: Language,
        reason: String,
    ) -> FileFacts {
        FileFacts {
            outcome: Outcome::Failed,
            reason: Some(reason),
            ..FileFacts::empty(path, oid, bytes, language)
        }
    }

    /// The facts of an empty file.
    pub fn empty(path: String, oid: String, bytes: u64, language: Language) -> FileFacts {
        FileFacts {
            path,
            oid,
            bytes,
            language,
            outcome: Outcome::Parsed,
            reason: None,
            defects: Vec::new(),
            names: Vec::new(),
            package: None,
            definitions: Vec::new(),
            references: Vec::new(),
            imports: Vec::new(),
            exports: Vec::new(),
            supertypes: Vec::new(),
            arguments: Vec::new(),
            terms: Terms::default(),
        }
    }

    /// The text of a name.
    pub fn name(&self, id: NameId) -> &str {
        self.names.get(id as usize).map_or("", String::as_str)
    }

    /// The first index that points outside its list, as a sentence; `None` when the facts are sound.
    /// Facts come over the wire, so a reader checks once and then may index.
    pub fn unsound(&self) -> Option<String> {
        let (names, definitions, references, imports) = (
            self.names.len(),
            self.definitions.len(),
            self.references.len(),
            self.imports.len(),
        );
        let name = |id: NameId| (id as usize) < names;
        let some_name = |id: Option<NameId>| id.is_none_or(name);
        let bound = |bound: Bound| match bound {
            Bound::Definition(at) => (at as usize) < definitions,
            Bound::Import(at) => (at as usize) < imports,
            Bound::Free | Bound::Member => true,
        };
        let reference = |at: u32| (at as usize) < references;
        if !some_name(self.package) {
            return Some("package".into());
        }
        for (at, d) in self.definitions.iter().enumerate() {
            let type_of = d.type_of.is_none_or(|t| match t {
                TypeOf::Declared(r) | TypeOf::Value(r) => reference(r),
                TypeOf::Named(n) => name(n),
            });
            let sound = name(d.name)
                && some_name(d.signature)
                && some_name(d.doc)
                && d.parent.is_none_or(|p| (p as usize) < at)
                && d.owner.is_none_or(reference)
                && type_of;
            if !sound {
                return Some(format!("definition {at}"));
            }
        }
        for (at, r) in self.references.iter().enumerate() {
            // A receiver stands before its member, so chains of receivers end.
            let receiver = match r.receiver {
                Receiver::Member(of) | Receiver::Path(of) => (of as usize) < at,
                Receiver::None | Receiver::This | Receiver::Super | Receiver::Opaque => true,
            };
            let holder = r.holder.is_none_or(|h| (h as usize) < definitions);
            if !(name(r.name) && receiver && holder && bound(r.bound)) {
                return Some(format!("reference {at}"));
            }
        }
        for (at, i) in self.imports.iter().enumerate() {
            let holder = i.holder.is_none_or(|h| (h as usize) < definitions);
            if !(name(i.module) && some_name(i.member) && some_name(i.binding) && holder) {
                return Some(format!("import {at}"));
            }
        }
        for (at, e) in self.exports.iter().enumerate() {
            if !(name(e.name) && bound(e.bound) && e.reference.is_none_or(reference)) {
                return Some(format!("export {at}"));
            }
        }
        for (at, a) in self.arguments.iter().enumerate() {
            let operand = match a.operand {
                Operand::Reference(of) | Operand::Returning(of) | Operand::Given(of, _) => {
                    reference(of)
                }
                Operand::Literal(of) => name(of),
                Operand::Typed(of) => (of as usize) < self.terms.all.len(),
            };
            if !(operand && reference(a.call)) {
                return Some(format!("argument {at}"));
            }
        }
        if !self.terms.is_sound(names, definitions, references) {
            return Some("terms".into());
        }
        for (at, s) in self.supertypes.iter().enumerate() {
            let of = match s.of {
                Subject::Definition(d) => (d as usize) < definitions,
                Subject::Reference(r) => reference(r),
            };
            if !(of && reference(s.base)) {
                return Some(format!("supertype {at}"));
            }
        }
        None
    }
}
