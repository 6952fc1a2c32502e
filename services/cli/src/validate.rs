//! `graphmill validate`: whether an index is as SCIP asks, and true to the sources.

use std::fs::File;
use std::io::BufReader;
use std::path::{Component, Path};
use std::process::ExitCode;

use graph::{INDEX_SCIP, Verdict, examine};

use crate::args::ValidateArgs;
use crate::failure::Failure;
use crate::table::shown;
use crate::{place, show};

/// The index has faults.
const FAULTY: u8 = 1;

pub(crate) fn run(args: &ValidateArgs) -> Result<ExitCode, Failure> {
    let index = place::or_usual(args.index.as_ref(), INDEX_SCIP);
    let file = File::open(&index).map_err(|error| {
        Failure::environment(format!("{} cannot be read", index.display()), error)
    })?;
    let mut file = BufReader::new(file);
    let verdict = match &args.root {
        Some(root) if !root.is_dir() => {
            let why = format!("{} is no folder; give a checkout", root.display());
            return Err(Failure::usage(why));
        }
        Some(root) => examine(&mut file, Some(&mut |path: &str| text(root, path))),
        None => examine(&mut file, None),
    };
    print(args, &verdict);
    Ok(if verdict.faults_total() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FAULTY)
    })
}

/// A file of the checkout, and nothing outside of it.
fn text(root: &Path, path: &str) -> Option<Vec<u8>> {
    let path = Path::new(path);
    let is_inside = path
        .components()
        .all(|step| matches!(step, Component::Normal(_)));
    let whole = root.join(path);
    let is_file = std::fs::symlink_metadata(&whole).is_ok_and(|found| found.is_file());
    if is_inside && is_file {
        std::fs::read(whole).ok()
    } else {
        None
    }
}

fn print(args: &ValidateArgs, verdict: &Verdict) {
    let counts = verdict.counts.iter();
    if args.json {
        let faults = verdict.faults.iter().map(
            |fault| serde_json::json!({ "rule": fault.rule.name(), "message": fault.message }),
        );
        let counts: serde_json::Map<String, serde_json::Value> = counts
            .map(|(rule, count)| (rule.name().to_owned(), (*count).into()))
            .collect();
        show::json(&serde_json::json!({
            "documents": verdict.documents,
            "occurrences": verdict.occurrences,
            "texts": verdict.texts,
            "faults_total": verdict.faults_total(),
            "faults_by_rule": counts,
            "faults": faults.collect::<Vec<_>>(),
        }));
        return;
    }
    for fault in &verdict.faults {
        show::error(&format!("{}: {}", fault.rule.name(), shown(&fault.message)));
    }
    let texts = match verdict.texts {
        0 => String::new(),
        texts => format!(", {} of them beside their text", show::number(texts)),
    };
    let verdicts = if verdict.faults_total() == 0 {
        "sound".to_owned()
    } else {
        let counts: Vec<String> = counts
            .map(|(rule, count)| format!("{} {}", rule.name(), show::number(*count)))
            .collect();
        format!("faults: {}", counts.join(", "))
    };
    show::line(&format!(
        "{} documents with {} occurrences{texts}: {verdicts}",
        show::number(verdict.documents),
        show::number(verdict.occurrences)
    ));
}
