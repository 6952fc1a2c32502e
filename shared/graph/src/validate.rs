//! Whether bytes are a SCIP index as it should be.

use std::collections::{BTreeMap, BTreeSet};

use ::scip::types::{Document, Index, Occurrence, PositionEncoding, SymbolRole, TextEncoding};
use protobuf::Message;

use crate::{Symbol, parse_symbol};

/// More faults than this are not listed.
const FAULTS_MAX: usize = 100;
/// The key of the first field of an `Index`, the metadata: field 1, a message.
const METADATA_KEY: u8 = 0x0a;

/// The faults of a SCIP index, each as a sentence; none, if it is sound. Looked at are: metadata
/// first, encodings set; documents sorted and unique; ranges of 3 or 4 numbers, forwards, sorted;
/// symbols by the grammar; locals defined in their document; each global symbol defined once, and
/// by a definition or as external if it is used; information sorted, unique, of what is defined
/// there; an enclosing range around each definition.
pub fn validate(index: &[u8]) -> Vec<String> {
    let mut faults = Faults::default();
    if index.first() != Some(&METADATA_KEY) {
        faults.add("metadata does not stand first".into());
    }
    match Index::parse_from_bytes(index) {
        Ok(index) => check(&index, &mut faults),
        Err(error) => faults.add(format!("the bytes are no index: {error}")),
    }
    faults.list
}

#[derive(Default)]
struct Faults {
    list: Vec<String>,
}

impl Faults {
    fn add(&mut self, fault: String) {
        if self.list.len() < FAULTS_MAX {
            self.list.push(fault);
        }
    }
}

/// What all documents together say of global symbols.
#[derive(Default)]
struct Globals<'a> {
    defined: BTreeMap<&'a str, &'a str>,
    used: BTreeMap<&'a str, &'a str>,
}

fn check(index: &Index, faults: &mut Faults) {
    match index.metadata.as_ref() {
        None => faults.add("metadata is missing".into()),
        Some(metadata) => {
            if metadata.text_document_encoding != TextEncoding::UTF8.into() {
                faults.add("the encoding of the documents is not UTF-8".into());
            }
            if metadata.project_root.is_empty() || metadata.tool_info.name.is_empty() {
                faults.add("the project's root or the tool's name is missing".into());
            }
        }
    }
    for pair in index.documents.windows(2) {
        if pair[0].relative_path >= pair[1].relative_path {
            faults.add(format!(
                "document {} does not come after {}",
                pair[1].relative_path, pair[0].relative_path
            ));
        }
    }
    let mut globals = Globals::default();
    for document in &index.documents {
        check_document(document, &mut globals, faults);
    }
    let mut outside = BTreeSet::new();
    let mut last = "";
    for information in &index.external_symbols {
        check_symbol(&information.symbol, "the external symbols", faults);
        if information.symbol.as_str() <= last {
            faults.add(format!("external `{}` is out of order", information.symbol));
        }
        last = &information.symbol;
        outside.insert(last);
        if globals.defined.contains_key(last) {
            faults.add(format!("external `{last}` is defined in a document"));
        }
    }
    for (symbol, path) in globals.used {
        if !globals.defined.contains_key(symbol) && !outside.contains(symbol) {
            faults.add(format!(
                "{path}: `{symbol}` is neither defined nor external"
            ));
        }
    }
}

fn check_symbol(symbol: &str, path: &str, faults: &mut Faults) -> Option<Symbol> {
    match parse_symbol(symbol) {
        Ok(parsed) => Some(parsed),
        Err(why) => {
            faults.add(format!("{path}: `{symbol}` is no symbol: {why}"));
            None
        }
    }
}

fn check_document<'a>(document: &'a Document, globals: &mut Globals<'a>, faults: &mut Faults) {
    let path = document.relative_path.as_str();
    if path.is_empty() || path.starts_with('/') || path.contains('\\') {
        faults.add(format!("`{path}` is no path in a repository"));
    }
    if document.position_encoding != PositionEncoding::UTF8CodeUnitOffsetFromLineStart.into() {
        faults.add(format!("{path}: positions do not count bytes of UTF-8"));
    }
    if document.language.is_empty() {
        faults.add(format!("{path}: the language is missing"));
    }
    let mut defined: BTreeSet<&str> = BTreeSet::new();
    let mut locals_used: BTreeSet<&str> = BTreeSet::new();
    let mut last = None;
    for occurrence in &document.occurrences {
        let symbol = occurrence.symbol.as_str();
        let Some(range) = check_range(path, symbol, &occurrence.range, faults) else {
            continue;
        };
        if last > Some(range) {
            faults.add(format!("{path}: {range:?} of `{symbol}` is out of order"));
        }
        last = Some(range);
        let local = match check_symbol(symbol, path, faults) {
            None => continue,
            Some(Symbol::Local(_)) => true,
            Some(Symbol::Global { .. }) => false,
        };
        if occurrence.symbol_roles & SymbolRole::Definition as i32 != 0 {
            check_enclosing(path, occurrence, range, faults);
            let elsewhere = if local {
                (!defined.insert(symbol)).then_some(path)
            } else {
                defined.insert(symbol);
                globals.defined.insert(symbol, path)
            };
            if let Some(elsewhere) = elsewhere {
                faults.add(format!("{path}: `{symbol}` is defined in {elsewhere} too"));
            }
        } else if local {
            locals_used.insert(symbol);
        } else {
            globals.used.insert(symbol, path);
        }
    }
    for local in locals_used.difference(&defined) {
        faults.add(format!("{path}: `{local}` has no definition"));
    }
    check_informations(document, &defined, globals, faults);
}

fn check_informations<'a>(
    document: &'a Document,
    defined: &BTreeSet<&str>,
    globals: &mut Globals<'a>,
    faults: &mut Faults,
) {
    let path = document.relative_path.as_str();
    let mut last = "";
    for information in &document.symbols {
        let symbol = information.symbol.as_str();
        if symbol <= last {
            faults.add(format!("{path}: information on `{symbol}` is out of order"));
        }
        last = symbol;
        check_symbol(symbol, path, faults);
        if !defined.contains(symbol) {
            faults.add(format!(
                "{path}: information on `{symbol}`, which is not defined there"
            ));
        }
        let related = information.relationships.iter().map(|r| r.symbol.as_str());
        let enclosing = Some(information.enclosing_symbol.as_str()).filter(|s| !s.is_empty());
        for other in related.chain(enclosing) {
            match check_symbol(other, path, faults) {
                Some(Symbol::Global { .. }) => {
                    globals.used.insert(other, path);
                }
                Some(Symbol::Local(_)) if !defined.contains(other) => {
                    faults.add(format!("{path}: `{other}` has no definition"));
                }
                Some(Symbol::Local(_)) | None => {}
            }
        }
    }
}

/// Start and end, each a line and a column.
type Range = [i32; 4];

fn check_range(path: &str, symbol: &str, range: &[i32], faults: &mut Faults) -> Option<Range> {
    let whole = match *range {
        [line, from, to] => [line, from, line, to],
        [line, from, last, to] if line != last => [line, from, last, to],
        _ => {
            faults.add(format!("{path}: {range:?} of `{symbol}` is no range"));
            return None;
        }
    };
    if whole.iter().any(|n| *n < 0) || whole[..2] > whole[2..] {
        faults.add(format!("{path}: {range:?} of `{symbol}` goes backwards"));
        return None;
    }
    Some(whole)
}

fn check_enclosing(path: &str, occurrence: &Occurrence, name: Range, faults: &mut Faults) {
    let symbol = &occurrence.symbol;
    if occurrence.enclosing_range.is_empty() {
        faults.add(format!("{path}: `{symbol}` has no enclosing range"));
        return;
    }
    let Some(body) = check_range(path, symbol, &occurrence.enclosing_range, faults) else {
        return;
    };
    if body[..2] > name[..2] || body[2..] < name[2..] {
        faults.add(format!(
            "{path}: the enclosing range of `{symbol}` is not around it"
        ));
    }
}
