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

impl Depth {
    /// The name in outputs.
    pub const fn name(self) -> &'static str {
        match self {
            Depth::Full => "full",
            Depth::Outline => "outline",
        }
    }
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
    /// C#.
    CSharp "csharp" CSharp "CSharp" Full "." ["c#" "cs"] ["cs" "csx"];
    /// PHP, with the HTML around it.
    Php "php" Php "PHP" Full "\\" [] ["php" "phtml"];
    /// Ruby.
    Ruby "ruby" Ruby "Ruby" Full "::" ["rb"] ["rb" "rake" "gemspec" "ru" "rbw" "thor" "podspec"];
    /// Shell scripts of Bash and its like, as an outline.
    Bash "bash" Bash "ShellScript" Outline "." ["shell" "sh"] ["sh" "bash" "zsh" "ksh" "bats"];
    /// Lua, as an outline.
    Lua "lua" Lua "Lua" Outline "." [] ["lua"];
    /// Scala, as an outline.
    Scala "scala" Scala "Scala" Outline "." [] ["scala" "sc" "sbt"];
    /// Swift, as an outline.
    Swift "swift" Swift "Swift" Outline "." [] ["swift"];
    /// Elixir, as an outline.
    Elixir "elixir" Elixir "Elixir" Outline "." [] ["ex" "exs"];
    /// Kotlin, and its scripts.
    Kotlin "kotlin" Jvm "Kotlin" Full "." ["kt"] ["kt" "kts"];
}

/// Names of files that tell their language as a whole.
#[rustfmt::skip]
const NAMED: [(&str, Language); 23] = [
    ("Appraisals", Language::Ruby), ("Berksfile", Language::Ruby), ("Brewfile", Language::Ruby),
    ("Capfile", Language::Ruby), ("Dangerfile", Language::Ruby), ("Fastfile", Language::Ruby),
    ("Gemfile", Language::Ruby), ("Guardfile", Language::Ruby), ("Podfile", Language::Ruby),
    ("Puppetfile", Language::Ruby), ("Rakefile", Language::Ruby), ("Thorfile", Language::Ruby),
    ("Vagrantfile", Language::Ruby), ("rakefile", Language::Ruby),
    ("BUILD", Language::Python), ("BUILD.bazel", Language::Python),
    ("SConscript", Language::Python), ("SConstruct", Language::Python),
    ("Tiltfile", Language::Python), ("WORKSPACE", Language::Python),
    ("WORKSPACE.bazel", Language::Python), ("wscript", Language::Python),
    ("Jakefile", Language::JavaScript),
];

/// Programs that run scripts, without their versions.
#[rustfmt::skip]
const INTERPRETERS: [(&str, Language); 28] = [
    ("ash", Language::Bash), ("bash", Language::Bash), ("bats", Language::Bash),
    ("dash", Language::Bash), ("ksh", Language::Bash), ("sh", Language::Bash),
    ("zsh", Language::Bash), ("elixir", Language::Elixir), ("lua", Language::Lua),
    ("luajit", Language::Lua), ("php", Language::Php), ("scala", Language::Scala),
    ("swift", Language::Swift), ("kotlin", Language::Kotlin), ("kscript", Language::Kotlin),
    ("bun", Language::TypeScript), ("deno", Language::TypeScript), ("jruby", Language::Ruby),
    ("node", Language::JavaScript), ("nodejs", Language::JavaScript), ("pypy", Language::Python),
    ("python", Language::Python), ("ruby", Language::Ruby), ("rust-script", Language::Rust),
    ("truffleruby", Language::Ruby), ("ts-node", Language::TypeScript),
    ("tsx", Language::TypeScript), ("zx", Language::JavaScript),
];

/// The first line of a script is no longer than this.
const SHEBANG_BYTES_MAX: usize = 256;

impl Language {
    /// The name in requests and outputs.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Whether functions of one name differ by their parameters.
    pub const fn has_overloads(self) -> bool {
        match self.family() {
            Family::CSharp | Family::Jvm | Family::Scala | Family::Swift => true,
            _ => matches!(self, Language::Cpp),
        }
    }

    /// Whether an argument may be given by the name of its parameter, as far as we read it.
    pub const fn has_labels(self) -> bool {
        matches!(self, Language::Kotlin | Language::Php | Language::Python)
    }

    /// The language called `name` in a request; common short names are accepted.
    pub fn named(name: &str) -> Option<Language> {
        let name = name.to_ascii_lowercase();
        let mut rows = Language::ALL.iter().map(|language| language.row());
        let row = rows.find(|row| row.name == name || row.aliases.contains(&name.as_str()))?;
        Some(row.language)
    }

    /// The language of a script by its first line: `#!/usr/bin/python3.11`,
    /// `#!/usr/bin/env -S FLAG=1 ruby -w`.
    pub fn of_shebang(text: &[u8]) -> Option<Language> {
        let text = text.strip_prefix(b"#!")?;
        let line = text
            .iter()
            .take(SHEBANG_BYTES_MAX)
            .take_while(|c| **c != b'\n');
        let line: Vec<u8> = line.copied().collect();
        let line = std::str::from_utf8(&line).ok()?;
        let mut words = line.split_ascii_whitespace();
        let mut program = words.next()?;
        if program.rsplit('/').next() == Some("env") {
            let is_program = |word: &&str| {
                let is_option = word.starts_with('-') && !word.starts_with("-S");
                !(is_option || word.contains('=') || *word == "-S")
            };
            program = words.find(is_program)?;
            program = program.strip_prefix("-S").unwrap_or(program);
        }
        let program = program.rsplit('/').next().unwrap_or(program);
        let program = program.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let known = INTERPRETERS.iter().find(|(name, _)| *name == program)?;
        Some(known.1)
    }

    /// The language of a file by its name: the whole of it, else its end.
    pub fn of_path(path: &str) -> Option<Language> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(&(_, language)) = NAMED.iter().find(|(whole, _)| *whole == name) {
            return Some(language);
        }
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
    Php "composer";
    Python "python";
    Rust "cargo";
    CSharp "nuget";
    Ruby "gem";
    Bash "bash";
    Lua "luarocks";
    Scala "maven";
    Swift "swift";
    Elixir "hex";
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
    fn a_file_is_known_by_its_whole_name() {
        assert_eq!(Language::of_path("a/Rakefile"), Some(Language::Ruby));
        assert_eq!(Language::of_path("SConstruct"), Some(Language::Python));
        assert_eq!(Language::of_path("a/BUILD.bazel"), Some(Language::Python));
        assert_eq!(Language::of_path("build"), None);
        let mut names: Vec<&str> = NAMED.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMED.len());
    }

    #[test]
    fn a_script_is_known_by_its_interpreter() {
        let of = |text: &str| Language::of_shebang(text.as_bytes());
        for text in [
            "#!/usr/bin/env python3",
            "#!/usr/bin/python3.11 -u\nx",
            "#! /usr/bin/python",
            "#!/usr/bin/env -S python3 -u\r\n",
            "#!/usr/bin/env -Spython3 -u",
            "#!/usr/bin/env -i PATH=/bin python2.7",
        ] {
            assert_eq!(of(text), Some(Language::Python), "{text}");
        }
        assert_eq!(of("#!/usr/bin/env ruby\n"), Some(Language::Ruby));
        assert_eq!(of("#!/usr/local/bin/node"), Some(Language::JavaScript));
        for text in [
            "",
            "#!",
            "#!/bin/fish",
            "#!/usr/bin/env",
            "#!/usr/bin/pythonista",
            "#!/usr/bin/env\npython3",
            "python3",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }

    #[test]
    fn every_language_of_scripts_has_an_interpreter() {
        for &language in Language::ALL {
            let is_compiled = matches!(
                language,
                Language::C
                    | Language::Cpp
                    | Language::CSharp
                    | Language::Go
                    | Language::Java
                    | Language::Tsx
            );
            let has_one = INTERPRETERS.iter().any(|(_, of)| *of == language);
            assert_eq!(has_one, !is_compiled, "{language}");
        }
        let of = |text: &str| Language::of_shebang(text.as_bytes());
        assert_eq!(of("#!/usr/bin/php8.2"), Some(Language::Php));
        assert_eq!(of("#!/usr/bin/env luajit"), Some(Language::Lua));
        assert_eq!(of("#!/usr/bin/env bats"), Some(Language::Bash));
    }

    #[test]
    fn a_whole_name_says_what_its_end_does_not() {
        for (name, language) in NAMED {
            if let Some((stem, end)) = name.rsplit_once('.') {
                let other = format!("{stem}x.{end}");
                assert_ne!(Language::of_path(&other), Some(language), "{name}");
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
