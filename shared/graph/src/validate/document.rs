//! One document of an index.

use std::collections::{BTreeMap, BTreeSet};

use ::scip::types::{Document, Occurrence, PositionEncoding, SymbolRole};

use super::text::Lines;
use super::{Rule, Verdict, check_symbol};
use crate::Symbol;

/// What a document says of global symbols, each once.
#[derive(Default)]
pub(super) struct Globals {
    pub(super) defined: BTreeSet<String>,
    pub(super) used: BTreeSet<String>,
}

/// Start and end, each a line and a column.
type Range = [i32; 4];

struct Page<'a> {
    document: &'a Document,
    path: &'a str,
    lines: Option<Lines>,
    /// The names of what the document has information on.
    names: BTreeMap<&'a str, &'a str>,
    defined: BTreeSet<&'a str>,
    locals_used: BTreeSet<&'a str>,
    globals: Globals,
    verdict: &'a mut Verdict,
}

/// What is known of a document's text.
pub(super) enum Source {
    /// No texts are at hand.
    NotAsked,
    /// There is no such file.
    Missing,
    Text(Vec<u8>),
}

/// Examines a document.
pub(super) fn examine(document: &Document, source: Source, verdict: &mut Verdict) -> Globals {
    verdict.documents += 1;
    let path = document.relative_path.as_str();
    let steps = |step: &str| matches!(step, "" | "." | "..");
    if path.split('/').any(steps) || path.contains('\\') {
        let why = format!("`{path}` is no path in a repository");
        verdict.add(Rule::Document, why);
    }
    if document.position_encoding != PositionEncoding::UTF8CodeUnitOffsetFromLineStart.into() {
        let why = format!("{path}: positions do not count bytes of UTF-8");
        verdict.add(Rule::Encoding, why);
    }
    if document.language.is_empty() {
        let why = format!("{path}: the language is missing");
        verdict.add(Rule::Document, why);
    }
    let lines = match source {
        Source::Missing => {
            verdict.add(Rule::Text, format!("{path}: there is no such file"));
            None
        }
        Source::Text(text) => {
            verdict.texts += 1;
            Some(Lines::of(text))
        }
        Source::NotAsked => None,
    };
    let informations = document.symbols.iter();
    let names = informations.map(|i| (i.symbol.as_str(), i.display_name.as_str()));
    let mut page = Page {
        document,
        path,
        lines,
        names: names.collect(),
        defined: BTreeSet::new(),
        locals_used: BTreeSet::new(),
        globals: Globals::default(),
        verdict,
    };
    page.occurrences();
    page.informations();
    page.globals
}

impl<'a> Page<'a> {
    fn fault(&mut self, rule: Rule, what: &str) {
        self.verdict.add(rule, format!("{}: {what}", self.path));
    }

    fn occurrences(&mut self) {
        let mut last: Option<Range> = None;
        let mut here: BTreeSet<&str> = BTreeSet::new();
        for occurrence in &self.document.occurrences {
            self.verdict.occurrences += 1;
            let symbol = occurrence.symbol.as_str();
            let Some(range) = self.range(symbol, &occurrence.range) else {
                continue;
            };
            if last > Some(range) {
                self.fault(
                    Rule::Order,
                    &format!("{range:?} of `{symbol}` is out of order"),
                );
            }
            if last != Some(range) {
                here.clear();
            }
            if !here.insert(symbol) {
                self.fault(
                    Rule::Order,
                    &format!("{range:?} of `{symbol}` is there twice"),
                );
            }
            last = Some(range);
            let is_local = match check_symbol(symbol, self.path, self.verdict) {
                None => continue,
                Some(Symbol::Local(_)) => true,
                Some(Symbol::Global { .. }) => false,
            };
            let span = self.in_text(symbol, range);
            if occurrence.symbol_roles & SymbolRole::Definition as i32 != 0 {
                self.definition(occurrence, range, span, is_local);
            } else if is_local {
                self.locals_used.insert(symbol);
            } else {
                self.globals.used.insert(symbol.to_owned());
            }
        }
        let lost: Vec<&str> = self
            .locals_used
            .difference(&self.defined)
            .copied()
            .collect();
        for local in lost {
            self.fault(Rule::Local, &format!("`{local}` has no definition"));
        }
    }

    fn definition(
        &mut self,
        occurrence: &'a Occurrence,
        range: Range,
        span: Option<(usize, usize)>,
        is_local: bool,
    ) {
        let symbol = occurrence.symbol.as_str();
        if !self.defined.insert(symbol) {
            self.fault(Rule::Duplicate, &format!("`{symbol}` is defined twice"));
        } else if !is_local {
            self.globals.defined.insert(symbol.to_owned());
        }
        if !self.names.contains_key(symbol) {
            let why = format!("there is no information on `{symbol}`, which is defined there");
            self.fault(Rule::Information, &why);
        }
        self.on_name(symbol, range, span);
        if occurrence.enclosing_range.is_empty() {
            self.fault(
                Rule::Enclosing,
                &format!("`{symbol}` has no enclosing range"),
            );
            return;
        }
        let Some(body) = self.range(symbol, &occurrence.enclosing_range) else {
            return;
        };
        self.in_text(symbol, body);
        if body[..2] > range[..2] || body[2..] < range[2..] {
            let why = format!("the enclosing range of `{symbol}` is not around it");
            self.fault(Rule::Enclosing, &why);
        }
    }

    /// A definition's range lies on its name. A name that is not written, such as that of the file
    /// itself, has an empty range or stands for what is written there.
    fn on_name(&mut self, symbol: &str, range: Range, span: Option<(usize, usize)>) {
        let (Some((from, to)), Some(name)) = (span, self.names.get(symbol)) else {
            return;
        };
        let lines = self.lines.as_ref();
        let written = lines
            .map(|lines| lines.between(from, to))
            .unwrap_or_default();
        let is_on = written.is_empty() || is_name(written, name);
        if !is_on {
            let written = String::from_utf8_lossy(written).into_owned();
            let why = format!("{range:?} of `{symbol}` lies on `{written}`, not on `{name}`");
            self.fault(Rule::Name, &why);
        }
    }

    fn informations(&mut self) {
        let mut last = "";
        for information in &self.document.symbols {
            let symbol = information.symbol.as_str();
            if symbol <= last {
                let why = format!("information on `{symbol}` is out of order, or there twice");
                self.fault(Rule::Order, &why);
            }
            last = symbol;
            check_symbol(symbol, self.path, self.verdict);
            if !self.defined.contains(symbol) {
                let why = format!("information on `{symbol}`, which is not defined there");
                self.fault(Rule::Information, &why);
            }
            for relationship in &information.relationships {
                let is_any = relationship.is_reference
                    || relationship.is_implementation
                    || relationship.is_type_definition
                    || relationship.is_definition;
                if !is_any || relationship.symbol == symbol {
                    let why = format!("a relationship of `{symbol}` says nothing");
                    self.fault(Rule::Relationship, &why);
                }
                self.related(&relationship.symbol);
            }
            if !information.enclosing_symbol.is_empty() {
                self.related(&information.enclosing_symbol);
            }
        }
    }

    fn related(&mut self, other: &str) {
        match check_symbol(other, self.path, self.verdict) {
            Some(Symbol::Global { .. }) => {
                self.globals.used.insert(other.to_owned());
            }
            Some(Symbol::Local(_)) if !self.defined.contains(other) => {
                self.fault(Rule::Local, &format!("`{other}` has no definition"));
            }
            Some(Symbol::Local(_)) | None => {}
        }
    }

    fn range(&mut self, symbol: &str, range: &[i32]) -> Option<Range> {
        let whole = match *range {
            [line, from, to] => [line, from, line, to],
            [line, from, last, to] if line != last => [line, from, last, to],
            _ => {
                self.fault(Rule::Range, &format!("{range:?} of `{symbol}` is no range"));
                return None;
            }
        };
        if whole.iter().any(|n| *n < 0) || whole[..2] > whole[2..] {
            self.fault(
                Rule::Range,
                &format!("{range:?} of `{symbol}` goes backwards"),
            );
            return None;
        }
        Some(whole)
    }

    /// The bytes that a range is, if there is a text.
    fn in_text(&mut self, symbol: &str, range: Range) -> Option<(usize, usize)> {
        let lines = self.lines.as_ref()?;
        let ends = (lines.at(range[0], range[1]), lines.at(range[2], range[3]));
        match ends {
            (Ok(from), Ok(to)) => Some((from, to)),
            (Err(why), _) | (_, Err(why)) => {
                let why = format!("{range:?} of `{symbol}` is not in the text: {why}");
                self.fault(Rule::Text, &why);
                None
            }
        }
    }
}

/// Whether what is written somewhere is a name: with quotes around it or other marks, or a part of
/// it where the rest stands elsewhere. A field that is named by its number (Rust's `.0`) is where
/// its type is.
fn is_name(written: &[u8], name: &str) -> bool {
    let name = name.as_bytes();
    let holds = |long: &[u8], short: &[u8]| {
        short.is_empty() || long.windows(short.len()).any(|window| window == short)
    };
    holds(written, name) || holds(name, written) || name.iter().all(u8::is_ascii_digit)
}
