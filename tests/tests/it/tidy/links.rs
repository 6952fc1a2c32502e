//! Documents refer to what is there.

use std::collections::BTreeSet;
use std::path::Path;

use crate::workspace;

/// The text without what stands in fences and in code, where brackets mean something else.
fn prose(text: &str) -> String {
    let mut out = String::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            for (part, quoted) in line.split('`').zip([false, true].into_iter().cycle()) {
                out += if quoted { "code" } else { part };
            }
            out.push('\n');
        }
    }
    out
}

/// Where a document's links and pictures point to.
fn targets(text: &str) -> Vec<String> {
    let prose = prose(text);
    let mut targets = Vec::new();
    for (opening, closing) in [
        ("](", ')'),
        ("src=\"", '"'),
        ("href=\"", '"'),
        ("srcset=\"", '"'),
    ] {
        for (at, _) in prose.match_indices(opening) {
            let target = &prose[at + opening.len()..];
            if let Some(end) = target.find(closing) {
                targets.push(target[..end].to_owned());
            }
        }
    }
    targets
}

/// The anchors of a document's headings, as they are made on the web.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut fenced = false;
    let headings = text.lines().filter(|line| {
        fenced ^= line.starts_with("```");
        !fenced && line.starts_with('#')
    });
    headings
        .map(|line| {
            let name = line.trim_start_matches('#').trim().to_lowercase();
            let kept = name
                .chars()
                .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

#[test]
fn links_lead_somewhere() {
    for path in workspace::files(&["md"]) {
        let text = workspace::read(&path);
        let folder = Path::new(&path).parent().expect("a file is in a folder");
        for target in targets(&text) {
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((&target, ""));
            let place = if file.is_empty() {
                path.clone().into()
            } else {
                folder.join(file)
            };
            let found = workspace::root().join(&place);
            assert!(
                found.exists(),
                "{path} links to {target}, which is not there"
            );
            if !anchor.is_empty() {
                let known = anchors(&workspace::read(
                    place.to_str().expect("our paths are UTF-8"),
                ));
                assert!(
                    known.contains(anchor),
                    "{path} links to {target}; there is no such heading, only {known:?}"
                );
            }
        }
    }
}

#[test]
fn recipes_that_are_recommended_exist() {
    let recipes: BTreeSet<String> = workspace::read("justfile")
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()) && line.contains(':'))
        .filter_map(|line| line.split([' ', ':']).next().map(str::to_owned))
        .collect();
    for path in workspace::files(&["md", "rs", "conf", "yaml"]) {
        let text = workspace::read(&path);
        for said in text.split("`just ").skip(1) {
            let recipe: String = said.chars().take_while(char::is_ascii_lowercase).collect();
            let known = recipe.is_empty() || recipes.contains(&recipe);
            assert!(
                known,
                "{path} recommends `just {recipe}`, which the justfile does not have"
            );
        }
    }
}

/// The guards that ARCHITECTURE.md names for its laws are tests that exist.
#[test]
fn every_law_names_its_test_or_says_later() {
    let text = workspace::read("ARCHITECTURE.md");
    let laws = text
        .split("<!-- laws:begin -->")
        .nth(1)
        .and_then(|rest| rest.split("<!-- laws:end -->").next());
    let laws = laws.expect("ARCHITECTURE.md has the laws between markers");
    let sources: String = workspace::files(&["rs"])
        .iter()
        .map(|path| workspace::read(path))
        .collect();
    let mut count = 0;
    for row in laws
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| law"))
    {
        let guard = row
            .trim_end_matches([' ', '|'])
            .rsplit(" | ")
            .next()
            .expect("a row has cells");
        let tests: Vec<&str> = guard.split('`').skip(1).step_by(2).collect();
        assert!(
            !tests.is_empty() || guard.contains("later"),
            "no test, and not later: {row}"
        );
        for test in tests {
            assert!(
                sources.contains(&format!("fn {test}(")),
                "there is no test `{test}`: {row}"
            );
        }
        count += 1;
    }
    assert!(count >= 12, "there are twelve laws, not {count}");
}
