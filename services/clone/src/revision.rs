//! Which commit a revision means.

use git2::{ErrorCode, ObjectType, Oid, Repository};

/// Branches that an error names.
const KNOWN_MAX: usize = 8;

/// A ref of the repository, with the object that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) oid: Oid,
}

/// What has to be looked up for a revision.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The object of this ref.
    Ref(Named),
    /// The object of this full id, which no ref names.
    Id(String),
    /// The one commit whose id starts like this.
    Prefix(String),
    /// Nothing has this name.
    Unknown,
    /// No revision was asked for, and there is no default branch.
    NoDefault,
}

/// Finds what a revision means among the refs of a repository: a branch before a tag before a
/// branch of a remote before an id, for who names a branch `deadbeef` means it.
pub(crate) fn find(refs: &[Named], revision: Option<&str>) -> Target {
    let named = |name: &str| refs.iter().find(|r| r.name == name).cloned();
    let revision = revision
        .map(str::trim)
        .filter(|revision| !revision.is_empty() && *revision != "HEAD");
    let Some(revision) = revision else {
        return named("HEAD").map_or(Target::NoDefault, Target::Ref);
    };
    let places = [
        "refs/heads/",
        "refs/tags/",
        "refs/remotes/",
        "refs/remotes/origin/",
    ];
    let full = revision
        .starts_with("refs/")
        .then(|| named(revision))
        .flatten();
    let found = full.or_else(|| {
        places
            .iter()
            .find_map(|place| named(&format!("{place}{revision}")))
    });
    if let Some(found) = found {
        return Target::Ref(found);
    }
    let hex = revision.to_ascii_lowercase();
    if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Target::Unknown;
    }
    match hex.len() {
        40 => by_id(refs, &hex).map_or(Target::Id(hex), Target::Ref),
        4..40 => Target::Prefix(hex),
        _ => Target::Unknown,
    }
}

/// A ref that names this object itself, or by way of a tag.
fn by_id(refs: &[Named], hex: &str) -> Option<Named> {
    let oid = Oid::from_str(hex).ok()?;
    let found = refs.iter().find(|r| r.oid == oid)?;
    // A server lists what an annotated tag leads to as `<tag>^{}`, which is no ref of its own.
    let name = found.name.strip_suffix("^{}").unwrap_or(&found.name);
    refs.iter().find(|r| r.name == name).cloned()
}

/// Some names of branches, for a message.
pub(crate) fn known(refs: &[Named]) -> Vec<String> {
    let branches = || {
        refs.iter()
            .filter_map(|r| r.name.strip_prefix("refs/heads/"))
    };
    let mut known: Vec<String> = branches()
        .take(KNOWN_MAX)
        .map(|name| format!("`{name}`"))
        .collect();
    let more = branches().count().saturating_sub(KNOWN_MAX);
    if more > 0 {
        known.push(format!("and {more} more branches"));
    }
    known
}

/// What came of looking for a short id.
pub(crate) enum Prefixed {
    One(Oid),
    None,
    Several,
}

/// The commit whose id starts with these digits, in a repository that holds all there are.
pub(crate) fn by_prefix(repo: &Repository, hex: &str) -> Result<Prefixed, git2::Error> {
    match repo.find_object_by_prefix(hex, None) {
        Ok(object) => {
            return Ok(object
                .peel_to_commit()
                .map_or(Prefixed::None, |commit| Prefixed::One(commit.id())));
        }
        Err(error) if error.code() == ErrorCode::Ambiguous => {}
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(Prefixed::None),
        Err(error) => return Err(error),
    }
    // Of several objects, files and folders among them, only the commits were meant.
    let odb = repo.odb()?;
    let mut commits = Vec::new();
    odb.foreach(|&oid| {
        if oid.to_string().starts_with(hex) {
            commits.push(oid);
        }
        true
    })?;
    commits.sort_unstable();
    commits.dedup();
    commits.retain(|&oid| matches!(odb.read_header(oid), Ok((_, ObjectType::Commit))));
    Ok(match commits[..] {
        [] => Prefixed::None,
        [one] => Prefixed::One(one),
        _ => Prefixed::Several,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refs() -> Vec<Named> {
        [
            ("HEAD", '1'),
            ("refs/heads/main", '1'),
            ("refs/heads/deadbeef", '2'),
            ("refs/heads/v1", '3'),
            ("refs/pull/7/head", '6'),
            ("refs/tags/v1", '4'),
            ("refs/tags/v2", '5'),
            ("refs/tags/v2^{}", '7'),
        ]
        .map(|(name, digit)| Named {
            name: name.into(),
            oid: oid(digit),
        })
        .to_vec()
    }

    fn oid(digit: char) -> Oid {
        Oid::from_str(&digit.to_string().repeat(40)).unwrap()
    }

    fn found(revision: Option<&str>) -> String {
        match find(&refs(), revision) {
            Target::Ref(named) => named.name,
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_branch_wins_over_a_tag_and_a_name_over_an_id() {
        assert_eq!(found(None), "HEAD");
        assert_eq!(found(Some("HEAD")), "HEAD");
        assert_eq!(found(Some("")), "HEAD");
        assert_eq!(found(Some("main")), "refs/heads/main");
        assert_eq!(found(Some("v1")), "refs/heads/v1");
        assert_eq!(found(Some("v2")), "refs/tags/v2");
        assert_eq!(found(Some("refs/tags/v1")), "refs/tags/v1");
        assert_eq!(found(Some("refs/pull/7/head")), "refs/pull/7/head");
        assert_eq!(found(Some("deadbeef")), "refs/heads/deadbeef");
    }

    #[test]
    fn an_id_is_found_by_the_ref_that_names_it() {
        assert_eq!(found(Some(&"4".repeat(40))), "refs/tags/v1");
        assert_eq!(found(Some(&"7".repeat(40))), "refs/tags/v2");
        assert_eq!(
            find(&refs(), Some(&"A".repeat(40))),
            Target::Id("a".repeat(40))
        );
        assert_eq!(
            find(&refs(), Some("C0FFEE")),
            Target::Prefix("c0ffee".into())
        );
    }

    #[test]
    fn nothing_else_is_a_revision() {
        for none in [
            "nope",
            "HEAD~1",
            "main^",
            "main:README",
            "@{-1}",
            "abc",
            "v2^{}x",
            &"a".repeat(41),
        ] {
            assert_eq!(find(&refs(), Some(none)), Target::Unknown, "{none}");
        }
        assert_eq!(find(&refs()[1..], None), Target::NoDefault);
    }

    #[test]
    fn an_error_names_a_few_branches() {
        let many: Vec<Named> = (0..20)
            .map(|n| Named {
                name: format!("refs/heads/b{n}"),
                oid: oid('1'),
            })
            .collect();
        let known = known(&many);
        assert_eq!(known.len(), KNOWN_MAX + 1);
        assert_eq!(known[KNOWN_MAX], "and 12 more branches");
    }
}
