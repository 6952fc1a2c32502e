//! The result does not depend on the order in which facts arrive, and no facts make it panic.

use facts::{
    Argument, Bound, DefinitionKind, FileFacts, Flags, Given, ImportKind, NameId, Operand,
    Receiver, Role, SkippedFiles, Term, Terms, TypeOf,
};

use super::super::resolve;
use super::builder::File;

/// A stream of numbers that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % u64::from(end.max(1))) as u32
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u32) as usize]
    }

    fn shuffle(&mut self, files: &mut [FileFacts]) {
        for at in (1..files.len() as u32).rev() {
            files.swap(at as usize, self.below(at + 1) as usize);
        }
    }
}

/// The graph as a text that tells all of it.
fn told(files: Vec<FileFacts>) -> String {
    format!("{:?}", resolve(files, SkippedFiles::default()))
}

/// A repository in which every file needs several others: each class inherits from the next one,
/// and calls what only the last one has.
fn chain(length: usize) -> Vec<FileFacts> {
    let mut files: Vec<FileFacts> = (0..length)
        .map(|at| {
            let mut file = File::new(&format!("p/m{at}.py"));
            let class = file.class("C");
            file.method(class, "make");
            if at + 1 < length {
                let next = format!(".m{}", at + 1);
                let import = file.import(ImportKind::Member, &next, Some("C"), Some("Next"));
                let base = file.read("Next", Bound::Import(import));
                file.inherit(class, base);
                let go = file.method(class, "go");
                file.inside(go);
                file.call_on(Receiver::This, "last");
                file.call_on(Receiver::Opaque, "make");
            } else {
                file.method(class, "last");
            }
            file.done()
        })
        .collect();
    let mut package = File::new("p/__init__.py");
    package.from("os", "path");
    package.wildcard(".m0");
    package.call("C", Bound::Free);
    package.call("print", Bound::Free);
    files.push(package.done());
    files
}

#[test]
fn any_order_of_the_files_gives_the_same_graph() {
    let mut files = chain(12);
    let expected = told(files.clone());
    assert!(expected.contains("Inherited"));
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for _ in 0..50 {
        dice.shuffle(&mut files);
        assert_eq!(told(files.clone()), expected);
    }
}

/// Facts that are sound and make no sense.
fn nonsense(dice: &mut Dice, path: &str) -> FileFacts {
    const NAMES: [&str; 8] = ["a", "b", "C", "run", "default", "=", "self", "super"];
    const MODULES: [&str; 12] = [
        ".",
        "..",
        ".a",
        "a",
        "a.b",
        "./a",
        "../a",
        "crate::a",
        "super",
        "self::a::b",
        "a.h",
        "",
    ];
    const KINDS: [DefinitionKind; 18] = [
        DefinitionKind::Module,
        DefinitionKind::Namespace,
        DefinitionKind::Class,
        DefinitionKind::Trait,
        DefinitionKind::Enum,
        DefinitionKind::Method,
        DefinitionKind::Function,
        DefinitionKind::Field,
        DefinitionKind::Variable,
        DefinitionKind::TypeAlias,
        DefinitionKind::TypeParameter,
        DefinitionKind::Local,
        DefinitionKind::Parameter,
        DefinitionKind::Constructor,
        DefinitionKind::Mixin,
        DefinitionKind::Struct,
        DefinitionKind::Interface,
        DefinitionKind::EnumMember,
    ];
    const IMPORTS: [ImportKind; 6] = [
        ImportKind::Module,
        ImportKind::Member,
        ImportKind::Wildcard,
        ImportKind::Include,
        ImportKind::SystemInclude,
        ImportKind::Child,
    ];
    const ROLES: [Role; 8] = [
        Role::Call,
        Role::Instantiate,
        Role::Read,
        Role::Type,
        Role::Supertype,
        Role::Write,
        Role::Decorator,
        Role::Import,
    ];
    const ARITIES: [u8; 4] = [0, 1, 2, u8::MAX];
    const POSITIONS: [u8; 4] = [0, 1, 2, Argument::OF_VALUE];
    const LITERALS: [&str; 6] = ["int", "String", "null", "=>1", "=>x", "2"];
    let mut file = File::new(path);
    file.package(dice.one(&NAMES));
    let (definitions, imports, references, arguments) = (12, 6, 40, 20);
    for at in 0..definitions {
        if dice.below(2) == 1 && at > 0 {
            file.inside(dice.below(at));
        }
        let (kind, name) = (dice.one(&KINDS), dice.one(&NAMES));
        let definition = file.define(kind, name);
        file.of(definition).arity = dice.one(&ARITIES);
        file.of(definition).flags = Flags(dice.below(1 << 21));
    }
    for _ in 0..imports {
        let (kind, module) = (dice.one(&IMPORTS), dice.one(&MODULES));
        let member = (dice.below(2) == 1).then(|| dice.one(&NAMES));
        let import = file.import(kind, module, member, Some(dice.one(&NAMES)));
        if dice.below(2) == 1 {
            file.given_on(import);
        }
    }
    for at in 0..references {
        let receiver = match dice.below(6) {
            0 => Receiver::This,
            1 => Receiver::Super,
            2 | 3 if at > 0 => Receiver::Member(dice.below(at)),
            4 if at > 0 => Receiver::Path(dice.below(at)),
            _ => Receiver::None,
        };
        let bound = match dice.below(4) {
            0 => Bound::Definition(dice.below(definitions)),
            1 => Bound::Import(dice.below(imports)),
            2 => Bound::Free,
            _ => Bound::Member,
        };
        file.inside(dice.below(definitions));
        let reference = file.refer(dice.one(&ROLES), receiver, dice.one(&NAMES), bound);
        file.with_arity(reference, dice.one(&ARITIES));
    }
    for _ in 0..arguments {
        let (call, position) = (dice.below(references), dice.one(&POSITIONS));
        let operand = match dice.below(5) {
            0 => Operand::Reference(dice.below(references)),
            1 => Operand::Returning(dice.below(references)),
            2 => Operand::Given(dice.below(references), Given(dice.below(256) as u8)),
            3 => Operand::Typed(dice.below(TERMS)),
            _ => Operand::Literal(file.name(dice.one(&LITERALS))),
        };
        file.argument(call, position, operand);
    }
    // What is sound need not be in order.
    if dice.below(8) > 0 {
        file.sort_arguments();
    }
    for definition in 0..definitions {
        let at = dice.below(references);
        match dice.below(5) {
            3 => file.of(definition).type_of = Some(TypeOf::Named(file.name(dice.one(&LITERALS)))),
            0 => file.of(definition).owner = Some(at),
            1 => file.of(definition).type_of = Some(TypeOf::Declared(at)),
            2 => file.of(definition).type_of = Some(TypeOf::Value(at)),
            _ => file.inherit(definition, at),
        }
        file.export(dice.one(&NAMES), Bound::Definition(definition));
    }
    file.implement(dice.below(references), dice.below(references));
    let name = file.name(dice.one(&NAMES));
    let terms = nonsense_terms(dice, name, definitions, references);
    file.terms(terms);
    file.done()
}

/// How many types a file of nonsense writes.
const TERMS: u32 = 24;

/// Types that are sound and make no sense.
fn nonsense_terms(dice: &mut Dice, name: NameId, definitions: u32, references: u32) -> Terms {
    let mut terms = Terms::default();
    let len = TERMS;
    for at in 0..len {
        let mut before = || if at == 0 { 0 } else { dice.below(at) };
        let of = [before(), before(), before()];
        let (definition, reference) = (dice.below(definitions), dice.below(references));
        terms.all.push(match (at, dice.below(20)) {
            (0, _) => Term::Other,
            (_, 0..=3) => Term::Name(reference),
            (_, 4) => Term::Called(reference),
            (_, 5) => Term::Element(reference, of[0] as u8),
            (_, 6) => Term::Literal(name),
            (_, 7) => Term::Union(of.to_vec()),
            (_, 8) => Term::Intersection(of.to_vec()),
            (_, 9) => Term::Array(of[0]),
            (_, 10) => Term::Tuple(of.to_vec()),
            (_, 11 | 12) => Term::List(of.to_vec()),
            (_, 13) => Term::Rest(of[0]),
            (_, 14) => Term::Object { holder: definition },
            (_, 15) => Term::Lookup(of[0], of[1]),
            (_, 16) => Term::Mapped {
                parameter: definition,
                over: of[0],
                value: Some(of[1]),
            },
            (_, 17) => Term::Conditional {
                test: Some((of[0], of[1])),
                one: of[1],
                other: of[2],
            },
            (_, 18) => Term::Inferred(definition),
            (_, _) => Term::Function {
                type_parameters: vec![definition],
                parameters: Some(of[0]),
                returns: Some(of[1]),
            },
        });
    }
    for _ in 0..len {
        let row = (dice.below(definitions), dice.below(len));
        match dice.below(3) {
            0 => terms.declared.push(row),
            1 => terms.defaults.push(row),
            _ => terms.signatures.push(row),
        }
        terms
            .arguments
            .push((dice.below(references), dice.below(len)));
    }
    terms
}

#[test]
fn sound_nonsense_ends_and_gives_the_same_graph_in_any_order() {
    const FOLDERS: [&str; 4] = ["", "a/", "a/b/", "src/"];
    const FILES: [&str; 17] = [
        "a.py",
        "__init__.py",
        "a.js",
        "index.ts",
        "a.tsx",
        "a.go",
        "b.go",
        "A.java",
        "a.rs",
        "lib.rs",
        "mod.rs",
        "a.h",
        "a.c",
        "b.cpp",
        "A.cs",
        "a.php",
        "a.rb",
    ];
    let mut dice = Dice(42);
    for _ in 0..60 {
        let mut files = Vec::new();
        for folder in FOLDERS {
            for file in FILES {
                files.push(nonsense(&mut dice, &format!("{folder}{file}")));
            }
        }
        let expected = told(files.clone());
        dice.shuffle(&mut files);
        assert_eq!(told(files), expected);
    }
}

#[test]
fn an_empty_repository_has_an_empty_graph() {
    let graph = resolve(Vec::new(), SkippedFiles::default());
    assert!(graph.files.is_empty() && graph.externals.is_empty() && graph.supers.is_empty());
}
