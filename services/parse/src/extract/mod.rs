//! Turns the text of one file into facts: never fails, never hangs, never recurses.
//!
//! The text is decoded, parsed by the language's grammar, and its tree walked once by the
//! language's extractor, which tells a builder what it sees. Adding a language is its file in
//! `languages/`, one line in the table there, and its tests.

mod builder;
mod content;
mod decode;
mod defects;
mod doc_comments;
mod languages;
mod names;
mod scope;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod text;
mod vocabulary;
mod walk;

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use events::Language;
use facts::{FileFacts, Outcome};
use tree_sitter::{ParseOptions, Parser, Tree};

use self::builder::Builder;
use self::decode::{Decoded, decode};

/// What one file may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A larger file fails as `too_large`.
    pub file_bytes_max: usize,
    /// Steps of the parser, as it counts them: the limit that decides, for it is the same on every
    /// machine. Dense source takes up to 4 steps a byte; a million of them take 0.1 to 0.7 s.
    pub parse_steps_max: u64,
    /// Wall time of the parser: the net below the steps.
    pub parse_time_max: Duration,
    /// Definitions kept; with more the file is partial.
    pub definitions_max: usize,
    /// References kept; with more the file is partial.
    pub references_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            file_bytes_max: events::limits::FILE_BYTES_MAX as usize,
            parse_steps_max: 8 * events::limits::FILE_BYTES_MAX,
            parse_time_max: Duration::from_secs(60),
            definitions_max: 200_000,
            references_max: 1_000_000,
        }
    }
}

/// Positions are 32-bit numbers in the facts and in the parser.
const _: () = assert!(events::limits::FILE_BYTES_MAX < u32::MAX as u64);

/// Everything that the text of a file tells.
///
/// Bad input has an outcome, never an error: failed with `binary`, `too_large`, `timeout`,
/// `other_format: …` or `other_language: …`;
/// partial with `utf16`, `not_utf8`, `limit: …` or `syntax`.
pub fn extract(
    path: &str,
    oid: &str,
    language: Language,
    source: &[u8],
    limits: &Limits,
) -> FileFacts {
    let bytes = source.len() as u64;
    let failed =
        |reason: &str| FileFacts::failed(path.into(), oid.into(), bytes, language, reason.into());
    let registered = languages::registered(language);
    if source.len() > limits.file_bytes_max || u32::try_from(source.len()).is_err() {
        return failed("too_large");
    }
    let mut facts = FileFacts::empty(path.into(), oid.into(), bytes, language);
    if source.is_empty() {
        return facts;
    }
    if let Some(reason) = content::other_than_named(language, path, source) {
        return failed(reason);
    }
    let (text, flaw) = match decode(source) {
        Decoded::Text { text, flaw } => (text, flaw),
        Decoded::Binary => return failed("binary"),
    };
    // A header of C may turn out to be C++; facts say what it was parsed as.
    let language = languages::dialect(language, path, &text);
    facts.language = language;
    let Some(tree) = parse(
        &(registered.readable)(&text),
        (registered.grammar)(language),
        limits,
    ) else {
        return failed("timeout");
    };
    let mut builder = Builder::new(&text, limits);
    (registered.walk)(&tree, path, language, &mut builder);
    let cut = builder.full();
    builder.finish(&mut facts);

    if tree.root_node().has_error() {
        facts.defects = defects::defects(&tree);
    }
    let reason = if let Some(flaw) = flaw {
        Some(flaw)
    } else if cut.is_some() {
        cut
    } else if tree.root_node().has_error() {
        Some("syntax")
    } else {
        None
    };
    if let Some(reason) = reason {
        facts.outcome = Outcome::Partial;
        facts.reason = Some(reason.into());
    }
    facts
}

/// The tree of a text; `None` when a limit ended the parser.
fn parse(text: &[u8], grammar: &tree_sitter::Language, limits: &Limits) -> Option<Tree> {
    // Operations of the parser between two calls of the progress callback.
    const STEPS_OF_CALL: u64 = 100;
    let mut parser = Parser::new();
    parser.set_language(grammar).ok()?;
    let started = Instant::now();
    let mut calls = 0_u64;
    let mut progress = |_: &tree_sitter::ParseState| {
        calls += 1;
        let is_over = calls * STEPS_OF_CALL > limits.parse_steps_max
            || (calls.is_multiple_of(64) && started.elapsed() > limits.parse_time_max);
        if is_over {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    parser.parse_with_options(
        &mut |offset, _| text.get(offset..).unwrap_or_default(),
        None,
        Some(ParseOptions::new().progress_callback(&mut progress)),
    )
}
