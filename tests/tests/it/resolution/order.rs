//! The outputs depend neither on the order of files nor on how they are cut into units.

use std::path::Path;

use events::{Language, PlannedFile, SkipReason};
use facts::{
    FileFacts, Project, Skipped, SkippedFiles, UnitFacts, decode_skipped, decode_unit,
    encode_skipped, encode_unit,
};
use graphmill_aggregate::resolve::resolve;
use graphmill_parse::extract::{Limits, extract};
use graphmill_split::{CutLimits, cut, said};

use crate::mixed;

/// Runs with other orders and cuts.
const ROUNDS: u32 = 40;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

fn facts_of(path: &str, text: &str, language: Language) -> FileFacts {
    extract(path, "0", language, text.as_bytes(), &Limits::default())
}

/// What split says of files that are in no unit.
fn account() -> SkippedFiles {
    let mut account = SkippedFiles::default();
    for (path, text) in mixed::FILES {
        if Language::of_path(path).is_some() {
            continue;
        }
        account.files.push(Skipped {
            path: (*path).to_owned(),
            oid: "1".into(),
            bytes: text.len() as u64,
            reason: SkipReason::NoGrammar,
        });
        if let Some(says) = said(path, text.as_bytes()) {
            let path = (*path).to_owned();
            account.projects.push(Project { path, says });
        }
    }
    account
}

/// The outputs of these units, each of which came over the wire.
fn outputs(units: Vec<Vec<FileFacts>>, account: &SkippedFiles, folder: &Path) -> [Vec<u8>; 2] {
    let mut files = Vec::new();
    for unit in units {
        let bytes = encode_unit(&UnitFacts { files: unit }).unwrap();
        files.extend(decode_unit(&bytes).unwrap().files);
    }
    let account = decode_skipped(&encode_skipped(account).unwrap()).unwrap();
    graph::write_all(&resolve(files, account), folder).unwrap();
    [graph::GRAPH_DB, graph::INDEX_SCIP].map(|name| std::fs::read(folder.join(name)).unwrap())
}

#[test]
fn neither_the_order_of_files_nor_their_cut_into_units_changes_a_byte() {
    let folder = tempfile::tempdir().unwrap();
    let mut files: Vec<FileFacts> = mixed::FILES
        .iter()
        .filter_map(|(path, text)| Some(facts_of(path, text, Language::of_path(path)?)))
        .collect();
    let mut account = account();
    assert!(account.projects.len() > 2, "project files say something");
    let expected = outputs(vec![files.clone()], &account, folder.path());
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..ROUNDS {
        dice.shuffle(&mut files);
        dice.shuffle(&mut account.files);
        dice.shuffle(&mut account.projects);
        let mut units = vec![Vec::new(); 1 + dice.below(files.len())];
        for file in &files {
            let unit = dice.below(units.len());
            units[unit].push(file.clone());
        }
        let found = outputs(units, &account, folder.path());
        assert!(found == expected, "round {round} differs");
    }
}

#[test]
fn units_of_any_size_that_split_may_cut_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut planned: Vec<(PlannedFile, FileFacts)> = mixed::FILES
        .iter()
        .filter_map(|(path, text)| {
            let language = Language::of_path(path)?;
            let planned = PlannedFile {
                path: (*path).to_owned(),
                oid: "0".into(),
                bytes: text.len() as u64,
                language,
            };
            Some((planned, facts_of(path, text, language)))
        })
        .collect();
    planned.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    let (files, facts): (Vec<PlannedFile>, Vec<FileFacts>) = planned.into_iter().unzip();
    let account = account();
    let expected = outputs(vec![facts.clone()], &account, folder.path());
    let mut counts = Vec::new();
    for (bytes_target, files_max) in [
        (1, 1),
        (200, 100),
        (600, 100),
        (1_000_000, 3),
        (1_000_000, 1000),
    ] {
        let limits = CutLimits {
            bytes_target,
            files_max,
        };
        let mut rest = facts.iter().cloned();
        let units: Vec<Vec<FileFacts>> = cut(&files, &limits)
            .into_iter()
            .map(|unit| rest.by_ref().take(unit.len()).collect())
            .collect();
        counts.push(units.len());
        // The last unit is the first to be done.
        let units = units.into_iter().rev().collect();
        assert!(
            outputs(units, &account, folder.path()) == expected,
            "{bytes_target} {files_max}"
        );
    }
    counts.sort_unstable();
    counts.dedup();
    assert!(counts.len() > 3, "the cuts differ: {counts:?}");
}
