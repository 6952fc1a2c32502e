//! Shows facts as compact text, for snapshots.
//!
//! Places are `line:column`, lines counted from 1 as editors do, columns from 0 in bytes.

use std::fmt::Write;

use events::Language;
use facts::{
    Bound, Definition, DefinitionKind, FileFacts, Flags, ImportKind, Receiver, Role, Span, Subject,
    SupertypeKind, Term, TermId, TypeOf,
};

use super::{Limits, extract};

/// The facts of a source that is indented for the test's sake.
pub(crate) fn facts_of(language: Language, path: &str, source: &str) -> FileFacts {
    sound(extract(
        path,
        "",
        language,
        dedent(source).as_bytes(),
        &Limits::default(),
    ))
}

/// Facts are sound whatever the source was.
pub(crate) fn sound(facts: FileFacts) -> FileFacts {
    assert_eq!(facts.unsound(), None);
    facts
}

/// Everything: outcome unless parsed, definitions, supertypes, imports, exports, references.
pub(crate) fn show(facts: &FileFacts) -> String {
    let mut out = String::new();
    if let Some(reason) = &facts.reason {
        line(&mut out, &format!("{} ({reason})", facts.outcome.name()));
    }
    for defect in &facts.defects {
        let what = if defect.missing { "missing" } else { "error" };
        line(&mut out, &format!("{what} {}", place(defect.span)));
    }
    if let Some(package) = facts.package {
        line(&mut out, &format!("package {}", facts.name(package)));
    }
    for part in [
        definitions(facts),
        supertypes(facts),
        imports(facts),
        exports(facts),
        references(facts),
    ] {
        out.push_str(&part);
    }
    out
}

/// Definitions, one a line, indented by their parents:
/// `kind name(arity) place-end +flags : Declared = value "doc"`.
pub(crate) fn definitions(facts: &FileFacts) -> String {
    let mut out = String::new();
    for definition in &facts.definitions {
        let mut text = "  ".repeat(ancestors(facts, definition.parent).len());
        text.push_str(definition.kind.name());
        text.push(' ');
        if let Some(owner) = definition.owner {
            write!(text, "{}::", chain(facts, owner)).unwrap();
        }
        text.push_str(facts.name(definition.name));
        if definition.kind.is_callable() {
            match definition.arity {
                u8::MAX => text.push_str("(*)"),
                arity => write!(text, "({arity})").unwrap(),
            }
        }
        write!(text, " {}", place(definition.name_span)).unwrap();
        if definition.body != definition.name_span {
            let body = definition.body;
            write!(
                text,
                " in {}-{}:{}",
                place(body),
                body.end_line + 1,
                body.end_col
            )
            .unwrap();
        }
        text.push_str(&flags(definition));
        match definition.type_of {
            Some(TypeOf::Declared(at)) => write!(text, " : {}", chain(facts, at)).unwrap(),
            Some(TypeOf::Value(at)) => write!(text, " = {}", chain(facts, at)).unwrap(),
            Some(TypeOf::Named(name)) => write!(text, " : {}", facts.name(name)).unwrap(),
            None => {}
        }
        if let Some(doc) = definition.doc {
            write!(text, " {:?}", facts.name(doc)).unwrap();
        }
        line(&mut out, &text);
    }
    out
}

/// Signatures of definitions, one a line.
pub(crate) fn signatures(facts: &FileFacts) -> String {
    let mut out = String::new();
    for definition in &facts.definitions {
        if let Some(signature) = definition.signature {
            line(&mut out, facts.name(signature));
        }
    }
    out
}

/// Inheritance, one a line: `A extends B`.
pub(crate) fn supertypes(facts: &FileFacts) -> String {
    let mut out = String::new();
    for supertype in &facts.supertypes {
        let of = match supertype.of {
            Subject::Definition(at) => qualified(facts, at),
            Subject::Reference(at) => chain(facts, at),
        };
        let how = match supertype.kind {
            SupertypeKind::Extends => "extends",
            SupertypeKind::Implements => "implements",
            SupertypeKind::Embeds => "embeds",
        };
        line(
            &mut out,
            &format!("{of} {how} {}", chain(facts, supertype.base)),
        );
    }
    out
}

/// Imports, one a line: `import module . member as binding`.
pub(crate) fn imports(facts: &FileFacts) -> String {
    let mut out = String::new();
    for import in &facts.imports {
        let how = match import.kind {
            ImportKind::Module => "module",
            ImportKind::Member => "member",
            ImportKind::Wildcard => "wildcard",
            ImportKind::Include => "include",
            ImportKind::SystemInclude => "system include",
            ImportKind::Child => "child",
        };
        let mut text = format!("import {how} {:?}", facts.name(import.module));
        if let Some(member) = import.member {
            write!(text, " . {}", facts.name(member)).unwrap();
        }
        if let Some(binding) = import.binding {
            write!(text, " as {}", facts.name(binding)).unwrap();
        }
        write!(text, " {}", place(import.span)).unwrap();
        if let Some(holder) = import.holder {
            write!(text, " in {}", qualified(facts, holder)).unwrap();
        }
        if import.reexport {
            text.push_str(" +reexport");
        }
        if import.type_only {
            text.push_str(" +type_only");
        }
        line(&mut out, &text);
    }
    out
}

/// Exports, one a line: `export name = meaning`.
pub(crate) fn exports(facts: &FileFacts) -> String {
    let mut out = String::new();
    for export in &facts.exports {
        let mut text = format!(
            "export {} = {}",
            facts.name(export.name),
            meaning(facts, export.bound)
        );
        if let Some(at) = export.reference {
            write!(text, " by {}", chain(facts, at)).unwrap();
        }
        line(&mut out, &text);
    }
    out
}

/// References, one a line: `place role receiver.name(arity) in holder -> meaning`. A member has no
/// meaning in its file.
pub(crate) fn references(facts: &FileFacts) -> String {
    references_if(facts, |_| true)
}

/// References of one name.
pub(crate) fn references_of(facts: &FileFacts, name: &str) -> String {
    references_if(facts, |spelled| spelled == name)
}

fn references_if(facts: &FileFacts, is_wanted: impl Fn(&str) -> bool) -> String {
    let mut out = String::new();
    for (at, reference) in facts.references.iter().enumerate() {
        if !is_wanted(facts.name(reference.name)) {
            continue;
        }
        let role = match reference.role {
            Role::Call => "call",
            Role::Instantiate => "instantiate",
            Role::Read => "read",
            Role::Write => "write",
            Role::Type => "type",
            Role::Supertype => "supertype",
            Role::Import => "import",
            Role::Decorator => "decorator",
        };
        let mut text = format!(
            "{} {role} {}",
            place(reference.span),
            chain(facts, at as u32)
        );
        if let Some(holder) = reference.holder {
            write!(text, " in {}", qualified(facts, holder)).unwrap();
        }
        if reference.bound != Bound::Member {
            write!(text, " -> {}", meaning(facts, reference.bound)).unwrap();
        }
        line(&mut out, &text);
    }
    out
}

/// A reference with its receivers: `a.b(2).c`.
fn chain(facts: &FileFacts, at: u32) -> String {
    // Receivers are few in tests; longer chains are shown by their end.
    let mut parts = Vec::new();
    let mut next = Some(at);
    while let Some(at) = next.take() {
        let reference = &facts.references[at as usize];
        let mut part = facts.name(reference.name).to_owned();
        if matches!(reference.role, Role::Call | Role::Instantiate) {
            match reference.arity {
                u8::MAX => part.push_str("(*)"),
                arity => write!(part, "({arity})").unwrap(),
            }
        }
        let before = match reference.receiver {
            Receiver::None => "",
            Receiver::This => "<this>.",
            Receiver::Super => "<super>.",
            Receiver::Opaque => "<?>.",
            Receiver::Member(of) => {
                next = Some(of);
                "."
            }
            Receiver::Path(of) => {
                next = Some(of);
                "::"
            }
        };
        parts.push(format!("{before}{part}"));
        if parts.len() == 16 {
            break;
        }
    }
    parts.reverse();
    parts.concat()
}

fn meaning(facts: &FileFacts, bound: Bound) -> String {
    match bound {
        Bound::Definition(at) => {
            let definition = &facts.definitions[at as usize];
            format!("{} {}", definition.kind.name(), place(definition.name_span))
        }
        Bound::Import(at) => {
            let import = &facts.imports[at as usize];
            let module = facts.name(import.module);
            match import.member {
                Some(member) => format!("import {module} . {}", facts.name(member)),
                None => format!("import {module}"),
            }
        }
        Bound::Free => "free".to_owned(),
        Bound::Member => "member".to_owned(),
    }
}

/// A definition with its parents: `A.go`.
fn qualified(facts: &FileFacts, at: u32) -> String {
    let mut names: Vec<&str> = ancestors(facts, Some(at))
        .into_iter()
        .map(|definition| facts.name(definition.name))
        .collect();
    names.reverse();
    names.join(".")
}

fn ancestors(facts: &FileFacts, from: Option<u32>) -> Vec<&Definition> {
    let mut found = Vec::new();
    let mut next = from;
    while let Some(at) = next {
        let definition = &facts.definitions[at as usize];
        found.push(definition);
        next = definition.parent;
    }
    found
}

fn flags(definition: &Definition) -> String {
    let names: [(Flags, &str); 19] = [
        (Flags::PUBLIC, "public"),
        (Flags::STATIC, "static"),
        (Flags::TEST, "test"),
        (Flags::DECLARATION, "declaration"),
        (Flags::ABSTRACT, "abstract"),
        (Flags::ASYNC, "async"),
        (Flags::PROPERTY, "property"),
        (Flags::CLASS_METHOD, "class_method"),
        (Flags::INJECTED, "injected"),
        (Flags::FIXTURE, "fixture"),
        (Flags::ARRAY, "array"),
        (Flags::FLUENT, "fluent"),
        (Flags::PIECE, "piece"),
        (Flags::EXTENSION, "extension"),
        (Flags::GIVEN, "given"),
        (Flags::OPTIONAL, "optional"),
        (Flags::RECEIVER, "receiver"),
        (Flags::COMPANION, "companion"),
        (Flags::OF_BLOCK, "of_block"),
    ];
    names
        .into_iter()
        .filter(|(flag, _)| definition.flags.has(*flag))
        .fold(String::new(), |text, (_, name)| format!("{text} +{name}"))
}

/// Definitions of one kind, by their qualified names.
pub(crate) fn names_of(facts: &FileFacts, kind: DefinitionKind) -> String {
    let mut out = String::new();
    for (at, definition) in facts.definitions.iter().enumerate() {
        if definition.kind == kind {
            line(&mut out, &qualified(facts, at as u32));
        }
    }
    out
}

/// What is written of types: declared, signatures, type arguments, one a line.
pub(crate) fn terms(facts: &FileFacts) -> String {
    let mut out = String::new();
    let terms = &facts.terms;
    let rows = [
        (":", &terms.declared),
        ("= by default", &terms.defaults),
        ("is called", &terms.signatures),
    ];
    for (word, rows) in rows {
        for &(of, term) in rows {
            let name = qualified(facts, of);
            line(&mut out, &format!("{name} {word} {}", written(facts, term)));
        }
    }
    for &(of, term) in &terms.arguments {
        line(
            &mut out,
            &format!("{}{}", chain(facts, of), written(facts, term)),
        );
    }
    out
}

fn written(facts: &FileFacts, term: TermId) -> String {
    let one = |of: &TermId| written(facts, *of);
    let all = |of: &[TermId], between: &str| of.iter().map(one).collect::<Vec<_>>().join(between);
    let name = |of: u32| facts.name(facts.definitions[of as usize].name).to_owned();
    match &facts.terms.all[term as usize] {
        Term::Other => "_".to_owned(),
        Term::Name(of) => chain(facts, *of),
        Term::Called(of) => format!("{}()()", chain(facts, *of)),
        Term::Element(of, Term::ANY) => format!("{}[]", chain(facts, *of)),
        Term::Element(of, at) => format!("{}[{at}]", chain(facts, *of)),
        Term::This => "this".to_owned(),
        Term::Literal(of) => format!("{:?}", facts.name(*of)),
        Term::Union(of) => format!("({})", all(of, " | ")),
        Term::Intersection(of) => format!("({})", all(of, " & ")),
        Term::Array(of) => format!("{}[]", one(of)),
        Term::Tuple(of) => format!("[{}]", all(of, ", ")),
        Term::List(of) => format!("<{}>", all(of, ", ")),
        Term::Rest(of) => format!("...{}", one(of)),
        Term::Function {
            type_parameters,
            parameters,
            returns,
        } => {
            let own: Vec<String> = type_parameters.iter().map(|&of| name(of)).collect();
            let taken = parameters.as_ref().map(one).unwrap_or_default();
            let returned = returns.as_ref().map(one).unwrap_or_default();
            format!("{own:?}{taken} => {returned}")
        }
        Term::Object { holder } => format!("{{{}}}", qualified(facts, *holder)),
        Term::Lookup(of, member) => format!("{}[{}]", one(of), one(member)),
        Term::Keys(of) => format!("keyof {}", one(of)),
        Term::Mapped {
            parameter,
            over,
            value,
        } => {
            let value = value.as_ref().map(one).unwrap_or_default();
            format!("{{[{} in {}]: {value}}}", name(*parameter), one(over))
        }
        Term::Members(of) => {
            let members = of.iter();
            let members = members.map(|(name, of)| format!("{}: {}", facts.name(*name), one(of)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Term::Inferred(of) => format!("infer {}", name(*of)),
        Term::Conditional {
            test,
            one: then,
            other,
        } => {
            let test = test.map(|(of, pattern)| format!("{} is {} ? ", one(&of), one(&pattern)));
            format!(
                "({}{} : {})",
                test.unwrap_or_default(),
                one(then),
                one(other)
            )
        }
    }
}

fn place(span: Span) -> String {
    format!("{}:{}", span.start_line + 1, span.start_col)
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Takes away the first line if it is empty, and from all lines the indentation of the first.
fn dedent(source: &str) -> String {
    let source = source.strip_prefix('\n').unwrap_or(source);
    let margin = source.len() - source.trim_start_matches(' ').len();
    let mut out = String::new();
    for text in source.split_inclusive('\n') {
        let indent = text.len() - text.trim_start_matches(' ').len();
        out.push_str(&text[indent.min(margin)..]);
    }
    out
}
