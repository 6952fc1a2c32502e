//! Which files a request wants.

use events::{Language, Selection};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// A glob that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("`{glob}` is no glob: {source}; examples are `src/**`, `*.py`, `docs/`")]
pub struct BadGlob {
    /// As it was given.
    glob: String,
    /// Why.
    source: globset::Error,
}

/// A selection that is ready to be asked.
#[derive(Debug)]
pub struct Selector {
    languages: Vec<Language>,
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
}

impl Selector {
    /// Reads the globs of a selection.
    pub fn new(selection: &Selection) -> Result<Selector, BadGlob> {
        let languages = selection
            .languages
            .iter()
            .filter_map(|name| Language::named(name))
            .collect();
        Ok(Selector {
            languages,
            include: set(&selection.include)?,
            exclude: set(&selection.exclude)?,
        })
    }

    /// Whether a path is wanted.
    pub fn wants_path(&self, path: &str) -> bool {
        self.include
            .as_ref()
            .is_none_or(|globs| globs.is_match(path))
            && !self
                .exclude
                .as_ref()
                .is_some_and(|globs| globs.is_match(path))
    }

    /// Whether a language is wanted. Who asks for TypeScript means TSX too.
    pub fn wants_language(&self, language: Language) -> bool {
        self.languages.is_empty()
            || self.languages.contains(&language)
            || (language == Language::Tsx && self.languages.contains(&Language::TypeScript))
    }
}

/// Globs as people write them: without a slash they match names in any folder, with a slash at
/// the end, or naming a folder, all that is below it.
fn set(globs: &[String]) -> Result<Option<GlobSet>, BadGlob> {
    if globs.is_empty() {
        return Ok(None);
    }
    let mut builder = GlobSetBuilder::new();
    for text in globs {
        let bad = |source| BadGlob {
            glob: text.clone(),
            source,
        };
        let anchored = text.trim_start_matches("./").trim_start_matches('/');
        let rooted = anchored.trim_end_matches('/').contains('/');
        let prefix = if rooted { "" } else { "**/" };
        let stem = anchored.trim_end_matches('/');
        for glob in [format!("{prefix}{stem}"), format!("{prefix}{stem}/**")] {
            builder.add(
                GlobBuilder::new(&glob)
                    .literal_separator(true)
                    .build()
                    .map_err(bad)?,
            );
        }
    }
    builder.build().map(Some).map_err(|source| BadGlob {
        glob: globs.join(" "),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selector(languages: &[&str], include: &[&str], exclude: &[&str]) -> Selector {
        let own = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect();
        Selector::new(&Selection {
            languages: own(languages),
            include: own(include),
            exclude: own(exclude),
        })
        .unwrap()
    }

    #[test]
    fn everything_is_wanted_by_default() {
        let all = selector(&[], &[], &[]);
        assert!(all.wants_path("a/b.py") && all.wants_language(Language::C));
    }

    #[test]
    fn globs_read_as_people_mean_them() {
        let some = selector(&[], &["src/**", "*.py", "docs/"], &["tests", "*_gen.py"]);
        assert!(some.wants_path("src/a/b.rs"));
        assert!(some.wants_path("deep/down/x.py"));
        assert!(some.wants_path("docs/x.md"));
        assert!(!some.wants_path("lib/x.rs"));
        assert!(!some.wants_path("src/tests/x.py"));
        assert!(!some.wants_path("a/x_gen.py"));
    }

    #[test]
    fn a_bad_glob_is_named() {
        let selection = Selection {
            include: vec!["a[".into()],
            ..Selection::default()
        };
        assert!(
            Selector::new(&selection)
                .unwrap_err()
                .to_string()
                .contains("`a[`")
        );
    }

    #[test]
    fn typescript_means_tsx_too() {
        let ts = selector(&["ts"], &[], &[]);
        assert!(ts.wants_language(Language::Tsx) && !ts.wants_language(Language::JavaScript));
    }
}
