//! The languages that have an extractor, under the names that requests and outputs use.
//!
//! What is known of a language without looking into its text stands in one line of the table
//! below: adding a language begins there.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What the table says of one language.
#[derive(Debug)]
struct Row {
    language: Language,
    name: &'static str,
    family: Family,
    /// As SCIP's own list of languages names it.
    scip: &'static str,
    depth: Depth,
    /// Between the parts of a qualified name.
    separator: &'static str,
    /// Other names that requests may use.
    aliases: &'static [&'static str],
    /// Ends of file names, without the dot.
    extensions: &'static [&'static str],
}

/// How much of a language is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Definitions, references and imports, resolved across files.
    Full,
    /// Definitions and calls; only calls within one file are resolved.
    Outline,
}

macro_rules! languages {
    ($($(#[$doc:meta])* $language:ident $name:literal $family:ident $scip:literal $depth:ident
        $separator:literal [$($alias:literal)*] [$($extension:literal)*];)*) => {
        /// A language that has an extractor.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "lowercase")]
        pub enum Language {
            $($(#[$doc])* $language,)*
        }

        impl Language {
            /// All of them.
            pub const ALL: &[Language] = &[$(Language::$language),*];

            const fn row(self) -> &'static Row {
                match self {
                    $(Language::$language => &Row {
                        language: Language::$language,
                        name: $name,
                        family: Family::$family,
                        scip: $scip,
                        depth: Depth::$depth,
                        separator: $separator,
                        aliases: &[$($alias),*],
                        extensions: &[$($extension),*],
                    },)*
                }
            }
        }
    };
}

// Name, family, name in SCIP, depth, separator, aliases, extensions. Facts know a language by its
// place in this list: new ones go to the end.
#[rustfmt::skip]
languages! {
    /// C, and headers that are not known to be C++.
    C "c" C "C" Full "." [] ["c" "h"];
    /// C++.
    Cpp "cpp" C "CPP" Full "::" ["c++" "cxx"]
        ["cc" "cpp" "cxx" "c++" "C" "hpp" "hh" "hxx" "h++" "ipp" "tpp" "inl" "cppm" "ixx"];
    /// Go.
    Go "go" Go "Go" Full "." ["golang"] ["go"];
    /// Java.
    Java "java" Jvm "Java" Full "." [] ["java"];
    /// JavaScript, with JSX.
    JavaScript "javascript" JavaScript "JavaScript" Full "." ["js"] ["js" "mjs" "cjs" "jsx"];
    /// Python.
    Python "python" Python "Python" Full "." ["py"] ["py" "pyi" "pyw"];
    /// Rust.
    Rust "rust" Rust "Rust" Full "::" ["rs"] ["rs"];
    /// TypeScript without JSX.
    TypeScript "typescript" JavaScript "TypeScript" Full "." ["ts"] ["ts" "mts" "cts"];
    /// TypeScript with JSX.
    Tsx "tsx" JavaScript "TypeScriptReact" Full "." [] ["tsx"];
    /// Ruby.
    Ruby "ruby" Ruby "Ruby" Full "::" ["rb"] ["rb" "rake" "gemspec" "ru" "rbw" "thor" "podspec"];
}

impl Language {
    /// The name in requests and outputs.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The language called `name` in a request; common short names are accepted.
    pub fn named(name: &str) -> Option<Language> {
        let name = name.to_ascii_lowercase();
        let mut rows = Language::ALL.iter().map(|language| language.row());
        let row = rows.find(|row| row.name == name || row.aliases.contains(&name.as_str()))?;
        Some(row.language)
    }

    /// The language of a file by the end of its name.
    pub fn of_path(path: &str) -> Option<Language> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) = name.rsplit_once('.')?;
        if stem.is_empty() {
            return None;
        }
        let mut rows = Language::ALL.iter().map(|language| language.row());
        let row = rows.find(|row| row.extensions.contains(&extension))?;
        Some(row.language)
    }

    /// Languages whose names may refer to each other's definitions.
    pub const fn family(self) -> Family {
        self.row().family
    }

    /// The name in SCIP's own list of languages.
    pub const fn scip_name(self) -> &'static str {
        self.row().scip
    }

    /// How much of it is read.
    pub const fn depth(self) -> Depth {
        self.row().depth
    }

    /// What stands between the parts of a qualified name.
    pub const fn separator(self) -> &'static str {
        self.row().separator
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! families {
    ($($family:ident $ecosystem:literal;)*) => {
        /// Languages that share definitions; a name is never resolved across families.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "the variants are the names of the languages")]
        pub enum Family {
            $($family,)*
        }

        impl Family {
            /// All of them, in the order of their numbers.
            pub const ALL: &[Family] = &[$(Family::$family),*];

            /// Where its libraries come from.
            pub const fn ecosystem(self) -> &'static str {
                match self {
                    $(Family::$family => $ecosystem,)*
                }
            }
        }
    };
}

families! {
    C "c";
    Go "go";
    Jvm "maven";
    JavaScript "npm";
    Python "python";
    Rust "cargo";
    Ruby "gem";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_under_its_own_name() {
        for &language in Language::ALL {
            assert_eq!(Language::named(language.name()), Some(language));
        }
    }

    #[test]
    fn no_two_languages_claim_a_name_or_an_extension() {
        let mut claimed = std::collections::BTreeSet::new();
        for row in Language::ALL.iter().map(|language| language.row()) {
            let names = row.aliases.iter().chain([&row.name]);
            let names = names.map(|name| format!("language {name}"));
            let ends = row.extensions.iter().map(|end| format!("extension {end}"));
            for claim in names.chain(ends) {
                assert!(claimed.insert(claim.clone()), "{claim} is claimed twice");
            }
        }
    }

    #[test]
    fn a_file_is_known_by_its_extension() {
        assert_eq!(Language::of_path("a/b.tsx"), Some(Language::Tsx));
        assert_eq!(Language::of_path("a/b.h"), Some(Language::C));
        assert_eq!(Language::of_path("a/.py"), None);
        assert_eq!(Language::of_path("Makefile"), None);
    }
}
