//! Every rung of the ladder in every language that has it, and what must not be found there.
//!
//! A line of a source that ends in `//: rung` (`#: rung`) is a case of that rung, and each language
//! has a case of every rung but those that it lacks.

mod c;
mod cpp;
mod csharp;
mod go;
mod java;
mod javascript;
mod kotlin;
mod php;
mod python;
mod ruby;
mod rust;
mod typescript;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::iter;

use events::Language;
use events::language::Depth;
use facts::DefinitionKind;
use graph::{Confidence, NodeRef, Resolution, Strategy};

use super::{graph_of, meaning, place};

/// The files of a case, each a path and its text.
type Case = &'static [(&'static str, &'static str)];

/// How a rung is found, with the strategies that say so.
#[rustfmt::skip]
const RUNGS: &[(&str, &[Strategy])] = &[
    ("local", &[Strategy::Local]),
    ("file", &[Strategy::SameFile]),
    ("own", &[Strategy::SameClass]),
    ("inherited", &[Strategy::Inherited]),
    // Through `super`, or what stands for it.
    ("above", &[Strategy::Inherited, Strategy::ReceiverType]),
    ("import", &[Strategy::Import]),
    ("renamed", &[Strategy::Import]),
    // By the import of another file.
    ("passed on", &[Strategy::Import]),
    ("wildcard", &[Strategy::Wildcard]),
    ("package", &[Strategy::SamePackage]),
    ("of a type", &[Strategy::ReceiverType]),
    // From here the type of a value is told by…
    ("annotated", &[Strategy::ReceiverType]),
    ("made", &[Strategy::ReceiverType]),
    ("field", &[Strategy::ReceiverType]),
    ("returned", &[Strategy::ReceiverType]),
    ("bound", &[Strategy::ReceiverType, Strategy::Inherited]),
    ("element", &[Strategy::ReceiverType]),
    ("inherited by a value", &[Strategy::Inherited]),
    ("extension", &[Strategy::Import, Strategy::Wildcard, Strategy::ReceiverType]),
    // A second edge, to the constructor.
    ("constructor", &[Strategy::Import, Strategy::Wildcard, Strategy::ReceiverType]),
    ("unique", &[Strategy::UniqueName]),
    ("macro", &[Strategy::Macro]),
    ("named", &[Strategy::ParameterName]),
];

/// What must not be found.
#[rustfmt::skip]
const NEGATIVES: &[&str] = &[
    // A member of something unknown, by a name that much has.
    "common",
    // A local or a parameter has the name.
    "shadowed",
    // An import from outside has it.
    "blocked",
    // A definition of that name is not in sight.
    "unseen",
    // Only another family of languages has it.
    "family",
    // Only a test has it, or a test has it too.
    "double",
];

/// The languages, with their cases. TSX has those of TypeScript, with the ends of the paths changed.
#[rustfmt::skip]
const CASES: &[(Language, Case, Case)] = &[
    (Language::C, c::RUNGS, c::NEGATIVES),
    (Language::Cpp, cpp::RUNGS, cpp::NEGATIVES),
    (Language::CSharp, csharp::RUNGS, csharp::NEGATIVES),
    (Language::Go, go::RUNGS, go::NEGATIVES),
    (Language::Java, java::RUNGS, java::NEGATIVES),
    (Language::JavaScript, javascript::RUNGS, javascript::NEGATIVES),
    (Language::Kotlin, kotlin::RUNGS, kotlin::NEGATIVES),
    (Language::Php, php::RUNGS, php::NEGATIVES),
    (Language::Python, python::RUNGS, python::NEGATIVES),
    (Language::Ruby, ruby::RUNGS, ruby::NEGATIVES),
    (Language::Rust, rust::RUNGS, rust::NEGATIVES),
    (Language::TypeScript, typescript::RUNGS, typescript::NEGATIVES),
];

/// The rungs that languages lack, and why.
#[rustfmt::skip]
const LACKING: &[(&[Language], &[&str], &str)] = &[
    (&[Language::C], &["own", "inherited", "above", "of a type", "made", "bound", "inherited by a value", "constructor"],
        "a struct has fields alone"),
    (&[Language::C], &["import", "renamed", "passed on", "blocked"],
        "an include names a file, and none of the names in it"),
    (&[Language::Go, Language::Rust], &["above", "constructor"], "types extend no others, and functions make their values"),
    (&[Language::CSharp], &["import"], "a using brings all of a namespace, or renames one name"),
    (&[Language::Ruby], &["import", "renamed", "passed on"], "a require brings all that a file has"),
    (&[Language::Java], &["renamed"], "an import gives no other name"),
    (&[Language::Cpp, Language::CSharp, Language::Go, Language::Java, Language::Kotlin, Language::Php], &["passed on"],
        "no import of a file is one for others"),
    (&[Language::JavaScript, Language::Php, Language::TypeScript], &["wildcard"],
        "names are imported one by one, or all as one object"),
    (&[Language::C, Language::Cpp, Language::JavaScript, Language::Python, Language::TypeScript], &["package"],
        "files see of each other what they import"),
    (&[Language::JavaScript, Language::Ruby], &["annotated", "bound"], "nothing is annotated"),
    (&[Language::Cpp, Language::Php], &["bound"], "type parameters have no bound, or there are none"),
    (&[
        Language::C, Language::Cpp, Language::Go, Language::Java, Language::JavaScript, Language::Php, Language::Python,
        Language::Ruby, Language::Rust, Language::TypeScript,
    ], &["extension"], "a type has the members that it declares"),
    (&[
        Language::CSharp, Language::Go, Language::Java, Language::JavaScript, Language::Kotlin, Language::Php,
        Language::Python, Language::TypeScript,
    ], &["unique"], "a name alone tells nothing"),
    (&[
        Language::CSharp, Language::Go, Language::Java, Language::JavaScript, Language::Kotlin, Language::Php,
        Language::Python, Language::Ruby, Language::Rust, Language::TypeScript,
    ], &["macro"], "there are no macros, or what they call is not known"),
    (&[
        Language::C, Language::Cpp, Language::CSharp, Language::Go, Language::Java, Language::Kotlin, Language::Php,
        Language::Python, Language::Rust, Language::TypeScript,
    ], &["named"], "types tell more than names, and no convention is trusted"),
    // The language has these, and we do not.
    (&[Language::Python], &["bound"], "not yet: what a type variable is bound by"),
    (&[
        Language::Java, Language::JavaScript, Language::Kotlin, Language::Php, Language::Ruby, Language::Rust,
    ], &["element"], "not yet: what a loop takes out of a container"),
    (&[Language::Cpp, Language::CSharp, Language::Java, Language::Kotlin], &["constructor"],
        "not yet: the constructor that has the name of its type"),
];

/// What a reference on the line of a case leads to.
struct Told<'a> {
    rung: &'a str,
    line: String,
    /// How the edge was found, where there is one.
    strategy: Option<Strategy>,
    /// The file of what it leads to.
    target: Option<String>,
    /// What it leads to, where that is no file.
    kind: Option<DefinitionKind>,
    is_external: bool,
}

/// What is told of the cases, a line each; without locals, which stand before many a dot, where the
/// case is not about one.
fn told(files: &[(&str, &str)]) -> String {
    let is_told = |told: &Told<'_>| {
        told.strategy != Some(Strategy::Local) || matches!(told.rung, "local" | "shadowed")
    };
    let lines = cases(files).into_iter().filter(is_told);
    let lines = lines.map(|told| format!("{:<20} {}\n", told.rung, told.line));
    lines.collect()
}

/// The references on the lines of cases, with the edges that they have beside their own.
fn cases<'a>(files: &[(&'a str, &'a str)]) -> Vec<Told<'a>> {
    let rungs: BTreeMap<(&str, u32), &str> = files
        .iter()
        .flat_map(|&(path, text)| rungs_of(text).map(move |(line, rung)| ((path, line), rung)))
        .collect();
    let graph = graph_of(files);
    let mut cases = Vec::new();
    for file in &graph.files {
        let path = file.facts.path.as_str();
        let references = file.facts.references.iter().zip(&file.resolutions);
        for (at, (reference, resolution)) in (0..).zip(references) {
            let line = reference.span.start_line + 1;
            let Some(rung) = rungs.get(&(path, line)) else {
                continue;
            };
            let name = file.facts.name(reference.name);
            let role = format!("{:?}", reference.role).to_lowercase();
            let edge = |node: NodeRef, strategy: Strategy, sure: Confidence, role: &str| Told {
                rung,
                line: format!(
                    "{path}:{line} {name} -> {} [{} {} {role}]",
                    place(&graph, node),
                    strategy.name(),
                    sure.0
                ),
                strategy: Some(strategy),
                target: Some(graph.files[node.file as usize].facts.path.clone()),
                kind: Some(graph.definition(node).kind),
                is_external: false,
            };
            cases.push(match resolution {
                Resolution::Node(found) => {
                    edge(found.node, found.strategy, found.confidence, &role)
                }
                other => {
                    let (strategy, target) = match other {
                        Resolution::File { file, strategy } => {
                            let path = &graph.files[*file as usize].facts.path;
                            (Some(*strategy), Some(path.clone()))
                        }
                        _ => (None, None),
                    };
                    let meaning = meaning(&graph, other);
                    let meaning = meaning.unwrap_or_else(|| "of the language".to_owned());
                    Told {
                        rung,
                        line: format!("{path}:{line} {name} -> {meaning}"),
                        strategy,
                        target,
                        kind: None,
                        is_external: matches!(other, Resolution::External(_)),
                    }
                }
            });
            let beside = file.expansions.iter().filter(|e| e.reference == at);
            cases.extend(beside.map(|e| edge(e.target, e.strategy, e.confidence, "call beside")));
        }
    }
    cases
}

/// The lines of a text that are cases, numbered as [`graph_of`] reads it.
fn rungs_of(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let lines = text.lines().skip_while(|line| line.trim().is_empty());
    (1..).zip(lines).filter_map(|(at, line)| {
        let (_, rung) = line.split_once("//: ").or(line.split_once("#: "))?;
        Some((at, rung))
    })
}

/// The strategy after this one: a new one does not compile until it is here, and then wants a rung.
fn next(strategy: Strategy) -> Option<Strategy> {
    match strategy {
        Strategy::Local => Some(Strategy::SameFile),
        Strategy::SameFile => Some(Strategy::SameClass),
        Strategy::SameClass => Some(Strategy::Import),
        Strategy::Import => Some(Strategy::Wildcard),
        Strategy::Wildcard => Some(Strategy::ReceiverType),
        Strategy::ReceiverType => Some(Strategy::Inherited),
        Strategy::Inherited => Some(Strategy::SamePackage),
        Strategy::SamePackage => Some(Strategy::UniqueName),
        Strategy::UniqueName => Some(Strategy::Macro),
        Strategy::Macro => Some(Strategy::ParameterName),
        Strategy::ParameterName => None,
    }
}

fn lacks(language: Language, rung: &str) -> bool {
    let mut lacking = LACKING.iter();
    lacking.any(|(languages, rungs, _)| languages.contains(&language) && rungs.contains(&rung))
}

#[test]
fn every_strategy_finds_a_case() {
    let found: Vec<Strategy> = CASES
        .iter()
        .flat_map(|(_, files, _)| cases(files))
        .filter_map(|told| told.strategy)
        .collect();
    let all = iter::successors(Some(Strategy::Local), |strategy| next(*strategy));
    let missing: Vec<Strategy> = all.filter(|strategy| !found.contains(strategy)).collect();
    assert_eq!(missing, []);
}

#[test]
fn every_language_has_a_case_of_every_rung_or_lacks_it() {
    let known = CASES.iter().map(|(language, ..)| *language);
    let known: BTreeSet<Language> = known.chain([Language::Tsx]).collect();
    let full = Language::ALL.iter().copied();
    assert_eq!(known, full.filter(|l| l.depth() == Depth::Full).collect());
    let mut wrong = String::new();
    for &(language, files, _) in CASES {
        let cases = cases(files);
        let unknown = cases
            .iter()
            .find(|told| RUNGS.iter().all(|(rung, _)| *rung != told.rung));
        assert_eq!(unknown.map(|told| told.rung), None);
        for (rung, strategies) in RUNGS {
            let stands = |told: &Told| {
                let is_so = told.strategy.is_some_and(|s| strategies.contains(&s));
                let is_made = told.kind == Some(DefinitionKind::Constructor);
                told.rung == *rung && is_so && (*rung != "constructor" || is_made)
            };
            if cases.iter().any(stands) == lacks(language, rung) {
                writeln!(wrong, "{}: {rung}", language.name()).expect("a string takes all");
            }
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn every_language_has_cases_of_what_must_not_be_found() {
    let mut wrong = String::new();
    for &(language, _, files) in CASES {
        let cases = cases(files);
        for rung in NEGATIVES {
            let mut of_rung = cases.iter().filter(|told| told.rung == *rung).peekable();
            let is_there = of_rung.peek().is_some();
            let is_wrong = |told: &Told| match (*rung, &told.target, told.strategy) {
                ("double", Some(target), _) => target.to_lowercase().contains("test"),
                ("blocked", None, _) => !told.is_external,
                (_, None, _) | (_, _, Some(Strategy::Local)) => false,
                _ => true,
            };
            if is_there == lacks(language, rung) || of_rung.any(is_wrong) {
                writeln!(wrong, "{}: {rung}", language.name()).expect("a string takes all");
            }
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn tsx_is_told_as_typescript_is() {
    for case in [typescript::RUNGS, typescript::NEGATIVES] {
        let paths: Vec<String> = case
            .iter()
            .map(|(path, _)| path.replace(".ts", ".tsx"))
            .collect();
        let files: Vec<(&str, &str)> = paths
            .iter()
            .zip(case)
            .map(|(path, (_, text))| (path.as_str(), *text))
            .collect();
        assert_eq!(told(&files), told(case).replace(".ts", ".tsx"));
    }
}
