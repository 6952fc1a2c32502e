//! Every name of the repository once, as a number.

use facts::{FileFacts, NameId, Operand, Term, TypeOf};
use rustc_hash::FxHashMap;

/// A name. Numbers are given in the order of the files, so they are the same in every run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Symbol(u32);

impl Symbol {
    /// The empty name.
    pub(super) const NONE: Symbol = Symbol(0);
    /// JavaScript's default export.
    pub(super) const DEFAULT: Symbol = Symbol(1);
    /// CommonJS's `module.exports = …`.
    pub(super) const ASSIGNED: Symbol = Symbol(2);
    /// The type around, where a language has a word for it as a type.
    pub(super) const SELF_TYPE: Symbol = Symbol(3);
    /// The value of the type around.
    pub(super) const SELF: Symbol = Symbol(4);
    /// The same, in the languages of braces.
    pub(super) const THIS: Symbol = Symbol(5);
    /// The module or type above.
    pub(super) const SUPER: Symbol = Symbol(6);
    /// The root module of Rust.
    pub(super) const CRATE: Symbol = Symbol(7);
    /// The standard library of Rust and of C++.
    pub(super) const STD: Symbol = Symbol(8);
    /// The type around, in Python's class methods.
    pub(super) const CLASS: Symbol = Symbol(9);

    /// Their texts, in the order of their numbers.
    const KNOWN: [&'static str; 10] = [
        "", "default", "=", "Self", "self", "this", "super", "crate", "std", "cls",
    ];
}

/// The texts of all symbols.
pub(super) struct Symbols<'a> {
    texts: Vec<&'a str>,
    by_text: FxHashMap<&'a str, Symbol>,
    /// By file and name.
    by_file: Vec<Vec<Symbol>>,
    /// By an end of texts: those that have it, by those without it.
    longer: FxHashMap<&'static str, FxHashMap<Symbol, Symbol>>,
}

impl<'a> Symbols<'a> {
    /// Those of the files. Signatures and documentation are names to the facts, but never looked
    /// up, so they get no symbol.
    pub(super) fn of(files: &'a [FileFacts]) -> Symbols<'a> {
        let mut symbols = Symbols {
            texts: Vec::new(),
            by_text: FxHashMap::default(),
            by_file: Vec::with_capacity(files.len()),
            longer: FxHashMap::default(),
        };
        for known in Symbol::KNOWN {
            symbols.intern(known);
        }
        for file in files {
            for part in file.path.split('/') {
                symbols.intern(part);
                symbols.intern(stem(part));
            }
            let names = symbols.intern_file(file);
            symbols.by_file.push(names);
        }
        symbols
    }

    fn intern_file(&mut self, file: &'a FileFacts) -> Vec<Symbol> {
        let mut names = vec![Symbol::NONE; file.names.len()];
        let mut seen = |id: NameId| {
            if let Some(symbol) = names.get_mut(id as usize)
                && *symbol == Symbol::NONE
            {
                *symbol = self.intern(file.name(id));
            }
        };
        file.package.into_iter().for_each(&mut seen);
        file.definitions.iter().for_each(|d| seen(d.name));
        file.references.iter().for_each(|r| seen(r.name));
        for import in &file.imports {
            seen(import.module);
            import.member.into_iter().for_each(&mut seen);
            import.binding.into_iter().for_each(&mut seen);
        }
        file.exports.iter().for_each(|e| seen(e.name));
        for definition in &file.definitions {
            if let Some(TypeOf::Named(name)) = definition.type_of {
                seen(name);
            }
        }
        for argument in &file.arguments {
            if let Operand::Literal(name) = argument.operand {
                seen(name);
            }
        }
        for term in &file.terms.all {
            match term {
                Term::Literal(name) => seen(*name),
                Term::Members(of) => of.iter().for_each(|(name, _)| seen(*name)),
                _ => {}
            }
        }
        names
    }

    fn intern(&mut self, text: &'a str) -> Symbol {
        let next = Symbol(self.texts.len() as u32);
        let texts = &mut self.texts;
        *self.by_text.entry(text).or_insert_with(|| {
            texts.push(text);
            next
        })
    }

    /// The symbol of a file's name.
    pub(super) fn at(&self, file: u32, name: NameId) -> Symbol {
        self.by_file
            .get(file as usize)
            .and_then(|names| names.get(name as usize))
            .copied()
            .unwrap_or(Symbol::NONE)
    }

    /// The symbol of a text, if any file has it as a name.
    pub(super) fn find(&self, text: &str) -> Option<Symbol> {
        self.by_text.get(text).copied()
    }

    /// From now on names that end so are found by the names without it.
    pub(super) fn know_end(&mut self, end: &'static str) {
        let texts = (0..).zip(&self.texts);
        let longer = texts.filter_map(|(at, text)| {
            let short = self.find(text.strip_suffix(end)?)?;
            Some((short, Symbol(at)))
        });
        let longer = longer.collect();
        self.longer.insert(end, longer);
    }

    /// The name that is this one with a known end behind it, if any file has it.
    pub(super) fn with_end(&self, name: Symbol, end: &str) -> Option<Symbol> {
        self.longer.get(end)?.get(&name).copied()
    }

    /// The text of a symbol.
    pub(super) fn text(&self, symbol: Symbol) -> &'a str {
        self.texts.get(symbol.0 as usize).copied().unwrap_or("")
    }
}

/// A file's name up to its first dot; the whole of a name that starts with one.
pub(super) fn stem(name: &str) -> &str {
    match name.find('.') {
        Some(0) | None => name,
        Some(dot) => &name[..dot],
    }
}
