//! The languages that have an extractor, under the names that requests and outputs use.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language that has an extractor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// C, and headers that are not known to be C++.
    C,
    /// C++.
    Cpp,
    /// Go.
    Go,
    /// Java.
    Java,
    /// JavaScript, with JSX.
    JavaScript,
    /// Python.
    Python,
    /// Rust.
    Rust,
    /// TypeScript without JSX.
    TypeScript,
    /// TypeScript with JSX.
    Tsx,
}

impl Language {
    /// All of them, in the order of their names.
    pub const ALL: [Language; 9] = [
        Language::C,
        Language::Cpp,
        Language::Go,
        Language::Java,
        Language::JavaScript,
        Language::Python,
        Language::Rust,
        Language::Tsx,
        Language::TypeScript,
    ];

    /// The name in requests and outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Language::C => "c",
            Language::Cpp => "cpp",
            Language::Go => "go",
            Language::Java => "java",
            Language::JavaScript => "javascript",
            Language::Python => "python",
            Language::Rust => "rust",
            Language::TypeScript => "typescript",
            Language::Tsx => "tsx",
        }
    }

    /// The language called `name` in a request; common short names are accepted.
    pub fn named(name: &str) -> Option<Language> {
        Some(match name.to_ascii_lowercase().as_str() {
            "c" => Language::C,
            "cpp" | "c++" | "cxx" => Language::Cpp,
            "go" | "golang" => Language::Go,
            "java" => Language::Java,
            "javascript" | "js" => Language::JavaScript,
            "python" | "py" => Language::Python,
            "rust" | "rs" => Language::Rust,
            "typescript" | "ts" => Language::TypeScript,
            "tsx" => Language::Tsx,
            _ => return None,
        })
    }

    /// The language of a file by the end of its name.
    pub fn of_path(path: &str) -> Option<Language> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, extension) = name.rsplit_once('.')?;
        if stem.is_empty() {
            return None;
        }
        Some(match extension {
            "py" | "pyi" | "pyw" => Language::Python,
            "js" | "mjs" | "cjs" | "jsx" => Language::JavaScript,
            "ts" | "mts" | "cts" => Language::TypeScript,
            "tsx" => Language::Tsx,
            "go" => Language::Go,
            "rs" => Language::Rust,
            "java" => Language::Java,
            "c" | "h" => Language::C,
            "cc" | "cpp" | "cxx" | "c++" | "C" | "hpp" | "hh" | "hxx" | "h++" | "ipp" | "tpp"
            | "inl" | "cppm" | "ixx" => Language::Cpp,
            _ => return None,
        })
    }

    /// Languages whose names may refer to each other's definitions.
    pub const fn family(self) -> Family {
        match self {
            Language::C | Language::Cpp => Family::C,
            Language::Go => Family::Go,
            Language::Java => Family::Jvm,
            Language::JavaScript | Language::TypeScript | Language::Tsx => Family::JavaScript,
            Language::Python => Family::Python,
            Language::Rust => Family::Rust,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Languages that share definitions; a name is never resolved across families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the names of the languages")]
pub enum Family {
    C,
    Go,
    Jvm,
    JavaScript,
    Python,
    Rust,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_under_its_own_name() {
        for language in Language::ALL {
            assert_eq!(Language::named(language.name()), Some(language));
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
