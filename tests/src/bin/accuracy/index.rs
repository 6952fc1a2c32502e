//! Reads SCIP indexes, of graphmill and of compilers, as plain occurrences.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use protobuf::Message;
use scip::types::{Occurrence as Wire, SymbolRole};

use crate::problem::Problem;

/// An occurrence of a symbol, known by where it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Occurrence {
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) symbol: String,
    pub(crate) defines: bool,
}

/// The occurrences of each file that has any.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) files: BTreeMap<String, Vec<Occurrence>>,
}

/// The bytes of a file, of a gzipped one what was compressed.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let bytes = fs::read(path).map_err(Problem::file(path))?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(bytes);
    }
    let mut plain = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes.as_slice())
        .read_to_end(&mut plain)
        .map_err(Problem::file(path))?;
    Ok(plain)
}

impl Index {
    pub(crate) fn read(path: &Path) -> Result<Index, Problem> {
        let wire = scip::types::Index::parse_from_bytes(&bytes(path)?).map_err(|source| {
            Problem::Scip {
                path: path.to_owned(),
                source,
            }
        })?;
        let mut index = Index::default();
        for document in wire.documents {
            let file = document.relative_path;
            let file = file.strip_prefix("./").unwrap_or(&file);
            let occurrences: Vec<Occurrence> =
                document.occurrences.iter().filter_map(occurrence).collect();
            if !occurrences.is_empty() {
                let known = index.files.entry(file.to_owned()).or_default();
                known.extend(occurrences);
            }
        }
        Ok(index)
    }

    /// All occurrences with their files.
    pub(crate) fn occurrences(&self) -> impl Iterator<Item = (&str, &Occurrence)> {
        self.files
            .iter()
            .flat_map(|(file, all)| all.iter().map(move |one| (file.as_str(), one)))
    }
}

/// Newer writers give the range as a message of its own; older readers know numbers only.
fn occurrence(wire: &Wire) -> Option<Occurrence> {
    let (line, column) = if let [line, column, ..] = wire.range[..] {
        (line, column)
    } else if wire.has_single_line_range() {
        let range = wire.single_line_range();
        (range.line, range.start_character)
    } else if wire.has_multi_line_range() {
        let range = wire.multi_line_range();
        (range.start_line, range.start_character)
    } else {
        return None;
    };
    let known = !wire.symbol.is_empty();
    known.then(|| Occurrence {
        line: u32::try_from(line).unwrap_or_default(),
        column: u32::try_from(column).unwrap_or_default(),
        symbol: wire.symbol.clone(),
        defines: wire.symbol_roles & SymbolRole::Definition as i32 != 0,
    })
}

/// A symbol that means something in its file only.
pub(crate) fn is_local(symbol: &str) -> bool {
    symbol.starts_with("local ")
}

/// Where a name stands: file, line and column, from zero.
pub(crate) type Spot = (String, u32, u32);

/// Where the symbols of an index are defined.
#[derive(Default)]
pub(crate) struct Symbols<'a> {
    globals: HashMap<&'a str, BTreeSet<Spot>>,
    /// By file.
    locals: HashMap<&'a str, HashMap<&'a str, BTreeSet<Spot>>>,
    /// The packages that it defines something of.
    owned: HashSet<&'a str>,
}

impl<'a> Symbols<'a> {
    pub(crate) fn of(index: &'a Index) -> Symbols<'a> {
        let mut symbols = Symbols::default();
        for (file, one) in index.occurrences().filter(|(_, one)| one.defines) {
            let places = if is_local(&one.symbol) {
                symbols.locals.entry(file).or_default()
            } else {
                symbols.owned.insert(package(&one.symbol));
                &mut symbols.globals
            };
            let spot = (file.to_owned(), one.line, one.column);
            places.entry(&one.symbol).or_default().insert(spot);
        }
        symbols
    }

    pub(crate) fn definitions(&self, file: &str, symbol: &str) -> Option<&BTreeSet<Spot>> {
        if is_local(symbol) {
            return self.locals.get(file)?.get(symbol);
        }
        let found = self.globals.get(symbol);
        // scip-typescript refers to constructors that it does not define: their class stands for them.
        found.or_else(|| {
            let class = symbol.strip_suffix("`<constructor>`().")?;
            self.globals.get(class)
        })
    }

    /// Another package owns it. What its own package never defines was not found, which tells nothing.
    pub(crate) fn is_outside(&self, symbol: &str) -> bool {
        !is_local(symbol) && !self.owned.contains(package(symbol))
    }
}

/// The package that owns a symbol: its first four words.
fn package(symbol: &str) -> &str {
    let end = symbol.match_indices(' ').nth(3).map(|(at, _)| at);
    &symbol[..end.unwrap_or(symbol.len())]
}

#[cfg(test)]
pub(crate) mod testing {
    //! Indexes in few words.

    use super::{Index, Occurrence};

    /// One line for each occurrence: file, line, column, `=` for a definition or `.`, and the symbol.
    pub(crate) fn index(text: &str) -> Index {
        let mut index = Index::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let parts: Vec<&str> = line.splitn(5, ' ').collect();
            let occurrence = Occurrence {
                line: parts[1].parse().unwrap(),
                column: parts[2].parse().unwrap(),
                defines: parts[3] == "=",
                symbol: parts[4].to_owned(),
            };
            let file = index.files.entry(parts[0].to_owned()).or_default();
            file.push(occurrence);
        }
        index
    }
}
