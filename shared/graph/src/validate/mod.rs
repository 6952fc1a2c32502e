//! Whether bytes are a SCIP index as it should be.

mod document;
mod text;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use ::scip::types::{Document, Metadata, SymbolInformation, TextEncoding};
use protobuf::CodedInputStream;
use rustc_hash::FxHashMap;

use self::document::Source;
pub use self::verdict::{Fault, Rule, Verdict};

use crate::{Symbol, parse_symbol};

/// Tags of an `Index`: field number and wire type 2, a message.
const METADATA: u32 = 1 << 3 | 2;
const DOCUMENT: u32 = 2 << 3 | 2;
const EXTERNAL: u32 = 3 << 3 | 2;

/// Gives the text of a file by its path; nothing if there is no such file.
pub type Texts<'a> = dyn FnMut(&str) -> Option<Vec<u8>> + 'a;

/// The faults of a SCIP index, each as a sentence; none, if it is sound.
pub fn validate(index: &[u8]) -> Vec<String> {
    let verdict = examine(&mut &*index, None);
    verdict.faults.into_iter().map(|f| f.message).collect()
}

/// Examines a SCIP index by all of [`Rule`]. With texts, it also looks whether ranges are in the
/// files and lie on what they name. One document at a time is in memory.
pub fn examine(index: &mut dyn Read, texts: Option<&mut Texts>) -> Verdict {
    let mut examination = Examination {
        texts,
        ..Examination::default()
    };
    let mut input = CodedInputStream::new(index);
    if let Err(error) = examination.index(&mut input) {
        let why = format!("the bytes are no index: {error}");
        examination.verdict.add(Rule::Bytes, why);
    }
    examination.end()
}

/// What was seen of an index so far.
#[derive(Default)]
struct Examination<'a, 't> {
    texts: Option<&'a mut Texts<'t>>,
    verdict: Verdict,
    metadata: u32,
    /// The path of the last document.
    last_path: Option<String>,
    paths: Vec<String>,
    /// Global symbols that have a definition, with the document.
    defined: FxHashMap<String, u32>,
    /// Global symbols that were used before a definition was seen, with the first document.
    used: FxHashMap<String, u32>,
    last_external: String,
    external: BTreeSet<String>,
}

impl Examination<'_, '_> {
    fn index(&mut self, input: &mut CodedInputStream) -> protobuf::Result<()> {
        let mut first = true;
        while let Some(tag) = input.read_raw_tag_or_eof()? {
            if first && tag != METADATA {
                let why = "metadata does not stand first";
                self.verdict.add(Rule::Metadata, why.into());
            }
            first = false;
            match tag {
                METADATA => self.metadata(&input.read_message()?),
                DOCUMENT => self.document(&input.read_message()?),
                EXTERNAL => self.external(&input.read_message()?),
                other => {
                    let why = format!("an index has no field of tag {other}");
                    self.verdict.add(Rule::Bytes, why);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn metadata(&mut self, metadata: &Metadata) {
        self.metadata += 1;
        if metadata.text_document_encoding != TextEncoding::UTF8.into() {
            let why = "the encoding of the documents is not UTF-8";
            self.verdict.add(Rule::Encoding, why.into());
        }
        if metadata.project_root.is_empty() || metadata.tool_info.name.is_empty() {
            let why = "the project's root or the tool's name is missing";
            self.verdict.add(Rule::Metadata, why.into());
        }
    }

    fn document(&mut self, document: &Document) {
        let path = document.relative_path.as_str();
        if let Some(last) = &self.last_path
            && path <= last.as_str()
        {
            let why = format!("document {path} does not come after {last}");
            self.verdict.add(Rule::Order, why);
        }
        self.last_path = Some(path.to_owned());
        let source = match self.texts.as_mut() {
            None => Source::NotAsked,
            Some(texts) => texts(path).map_or(Source::Missing, Source::Text),
        };
        let number = self.paths.len() as u32;
        self.paths.push(path.to_owned());
        let globals = document::examine(document, source, &mut self.verdict);
        for symbol in globals.used {
            if !self.defined.contains_key(&symbol) {
                self.used.entry(symbol).or_insert(number);
            }
        }
        for symbol in globals.defined {
            self.used.remove(&symbol);
            if let Some(elsewhere) = self.defined.get(&symbol) {
                let elsewhere = &self.paths[*elsewhere as usize];
                let why = format!("{path}: `{symbol}` is defined in {elsewhere} too");
                self.verdict.add(Rule::Duplicate, why);
            } else {
                self.defined.insert(symbol, number);
            }
        }
    }

    fn external(&mut self, information: &SymbolInformation) {
        let symbol = &information.symbol;
        check_symbol(symbol, "the external symbols", &mut self.verdict);
        if *symbol <= self.last_external {
            let why = format!("external `{symbol}` is out of order, or there twice");
            self.verdict.add(Rule::Order, why);
        }
        self.last_external.clone_from(symbol);
        self.external.insert(symbol.clone());
    }

    fn end(mut self) -> Verdict {
        if self.metadata != 1 {
            let why = format!("metadata is there {} times, not once", self.metadata);
            self.verdict.add(Rule::Metadata, why);
        }
        for symbol in &self.external {
            if self.defined.contains_key(symbol) {
                let why = format!("external `{symbol}` is defined in a document");
                self.verdict.add(Rule::Duplicate, why);
            }
        }
        let missing: BTreeMap<&String, &u32> = self
            .used
            .iter()
            .filter(|(symbol, _)| {
                !self.external.contains(*symbol) && !self.defined.contains_key(*symbol)
            })
            .collect();
        for (symbol, document) in missing {
            let path = &self.paths[*document as usize];
            let why = format!("{path}: `{symbol}` is neither defined nor external");
            self.verdict.add(Rule::Undefined, why);
        }
        self.verdict
    }
}

fn check_symbol(symbol: &str, path: &str, verdict: &mut Verdict) -> Option<Symbol> {
    match parse_symbol(symbol) {
        Ok(parsed) => Some(parsed),
        Err(why) => {
            let why = format!("{path}: `{symbol}` is no symbol: {why}");
            verdict.add(Rule::Symbol, why);
            None
        }
    }
}
