//! Measures how many references graphmill resolves, and how many of them rightly.

#![expect(clippy::print_stdout, reason = "a report for people")]
#![expect(clippy::print_stderr, reason = "a report for people")]

mod contexts;
mod grammar;
mod hand;
mod index;
mod libclang;
mod opinions;
mod pairs;
mod problem;
mod record;
mod syntax;
mod tiers;
mod tools;

use std::collections::BTreeMap;
use std::error::Error as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::index::Index;
use crate::opinions::Opinions;
use crate::problem::Problem;
use crate::record::{ByHand, Measurement, Record};
use crate::tiers::{Comparison, TIERS, View};
use crate::tools::Workshop;

/// Measures how many references graphmill resolves, and how many of them rightly.
#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Indexes a repository and compares with a truth; writes the figures into ACCURACY.md
    Measure(Measure),
    /// Compares with references that were looked up by hand; writes the figures into ACCURACY.md
    Hand(Hand),
    /// Compares two indexes that are there already, and only prints the figures
    Compare(Compare),
    /// Makes the tables of ACCURACY.md anew
    Tables,
}

#[derive(Args)]
struct Shop {
    /// Where clones, indexers and truths are kept
    #[arg(long, value_name = "FOLDER", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/accuracy"))]
    cache: PathBuf,
    /// The graphmill to measure
    #[arg(long, value_name = "FILE", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/release/graphmill"))]
    graphmill: PathBuf,
    /// Only print the figures
    #[arg(long)]
    dry: bool,
    /// Print so many errors of each tier
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
}

#[derive(Args)]
struct Measure {
    /// URL or path of a repository
    repository: String,
    #[arg(long)]
    language: String,
    /// Branch, tag or commit; the default branch if absent
    #[arg(long)]
    revision: Option<String>,
    /// How the repository is called in the tables; the last two parts of its address if absent
    #[arg(long)]
    name: Option<String>,
    /// A truth: SCIP (.scip, .scip.gz) or occurrences in lines of JSON; if absent, an indexer from npm or libclang makes one
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
    /// How a given truth was made, for the tables
    #[arg(long, value_name = "WORDS", requires = "truth")]
    made_with: Option<String>,
    /// What installs the dependencies of the repository, or for C and C++ has CMake write
    /// `.truth/compile_commands.json`, for the shell
    #[arg(long, value_name = "COMMAND")]
    prepare: Option<String>,
    /// A folder with a tsconfig.json; may be repeated
    #[arg(long = "project", value_name = "FOLDER")]
    projects: Vec<String>,
    /// Say that nobody looked at its errors when rules were written
    #[arg(long)]
    held_out: bool,
    #[command(flatten)]
    shop: Shop,
}

#[derive(Args)]
struct Hand {
    /// A file of references, such as tests/accuracy/ruby.ndjson
    file: PathBuf,
    /// Where repositories are fetched from; the end of an address is `owner/name`
    #[arg(long, value_name = "URL", default_value = "https://github.com")]
    base: String,
    /// Where one repository is fetched from; may be repeated
    #[arg(long = "from", value_name = "OWNER/NAME=URL")]
    from: Vec<String>,
    #[command(flatten)]
    shop: Shop,
}

#[derive(Args)]
struct Compare {
    /// SCIP (.scip, .scip.gz) or occurrences in lines of JSON
    truth: PathBuf,
    /// The index to judge
    ours: PathBuf,
    /// The tree of files: counts pairs of definitions too, and tells kinds of errors
    #[arg(long, value_name = "FOLDER")]
    root: Option<PathBuf>,
    /// Print so many errors of each tier
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
}

fn main() -> ExitCode {
    let ended = match Arguments::parse().what {
        What::Measure(measure) => measured(&measure),
        What::Hand(hand) => by_hand(&hand),
        What::Compare(compare) => compared(&compare),
        What::Tables => Record::read().and_then(|record| record.write()),
    };
    let Err(problem) = ended else {
        return ExitCode::SUCCESS;
    };
    eprintln!("{problem}");
    let mut source = problem.source();
    while let Some(deeper) = source {
        eprintln!("  {deeper}");
        source = deeper.source();
    }
    ExitCode::FAILURE
}

/// A truth as it is given: with symbols or without.
enum Truth {
    Index(Index),
    Opinions(Opinions),
}

impl Truth {
    fn read(path: &Path) -> Result<Truth, Problem> {
        let is = |path: &Path, wanted: &str| path.extension().is_some_and(|known| known == wanted);
        let plain = path.with_extension("");
        if is(path, "scip") || is(path, "gz") && is(&plain, "scip") {
            Ok(Truth::Index(Index::read(path)?))
        } else {
            Ok(Truth::Opinions(Opinions::read(path)?))
        }
    }

    fn index(&self) -> Option<&Index> {
        match self {
            Truth::Index(index) => Some(index),
            Truth::Opinions(_) => None,
        }
    }

    fn compare(&self, ours: &Index) -> Comparison {
        let view = match self {
            Truth::Index(index) => View::of(index),
            Truth::Opinions(opinions) => View::told(opinions, ours),
        };
        tiers::compare(&view, &View::of(ours))
    }

    fn pairs(&self, ours: &Index, root: &Path) -> pairs::Pairs {
        let ours = Opinions::of(ours);
        match self {
            Truth::Index(index) => pairs::compare(&Opinions::of(index), &ours, root),
            Truth::Opinions(opinions) => pairs::compare(opinions, &ours, root),
        }
    }
}

fn measured(measure: &Measure) -> Result<(), Problem> {
    let workshop = measure.shop.workshop();
    let checkout = workshop.checkout(
        &measure.repository,
        measure.revision.as_deref(),
        measure.name.as_deref(),
    )?;
    let (truth, made_with) = if let Some(path) = &measure.truth {
        let made_with = measure.made_with.as_deref().unwrap_or("a given truth");
        (path.clone(), made_with.to_owned())
    } else if let Some(made_with) = libclang::named(&measure.language) {
        let prepare = measure.prepare.as_deref();
        (libclang::truth(&workshop, &checkout, prepare)?, made_with)
    } else {
        let indexer = tools::indexer(&measure.language)?;
        let truth = workshop.truth(
            indexer,
            &checkout,
            measure.prepare.as_deref(),
            &measure.projects,
        )?;
        let package = indexer.package.rsplit('/').next().unwrap_or_default();
        (truth, format!("{package} {}", indexer.version))
    };
    let truth = Truth::read(&truth)?;
    let ours = Index::read(&workshop.graph(&checkout)?)?;
    let comparison = truth.compare(&ours);
    if comparison.files == 0 {
        let why = "the truth and our index share no file".to_owned();
        return Err(Problem::Asked(why));
    }
    let pairs = truth.pairs(&ours, &checkout.tree);
    let kinds = contexts::kinds(&comparison.faults, truth.index(), &checkout.tree);
    report(&comparison, measure.shop.worst);
    report_pairs(&pairs);
    report_kinds(&kinds);
    if measure.shop.dry {
        return Ok(());
    }
    let count = |tier| comparison.tiers.get(&tier).copied().unwrap_or_default();
    let mut record = Record::read()?;
    record.put(Measurement {
        language: measure.language.clone(),
        repository: checkout.name.clone(),
        commit: checkout.commit.clone(),
        truth: made_with,
        held_out: measure.held_out,
        files: comparison.files,
        cross: count(TIERS[0]),
        file: count(TIERS[1]),
        local: count(TIERS[2]),
        pairs: (pairs.all.of > 0).then_some(pairs),
        kinds: record::most_frequent(kinds),
    });
    record.write()
}

fn by_hand(hand: &Hand) -> Result<(), Problem> {
    let workshop = hand.shop.workshop();
    let language = hand.file.file_stem().unwrap_or_default();
    let (mut tallies, mut repositories) = (BTreeMap::new(), Vec::new());
    for ((name, commit), rows) in hand::read(&hand.file)? {
        let told = hand.from.iter().filter_map(|from| from.split_once('='));
        let mut told = told.filter(|(whose, _)| *whose == name);
        let address = told.next().map_or_else(
            || format!("{}/{name}", hand.base),
            |(_, address)| address.to_owned(),
        );
        let checkout = workshop.checkout(&address, Some(&commit), Some(&name))?;
        let ours = Index::read(&workshop.graph(&checkout)?)?;
        let faults = hand::tally(&rows, &Opinions::of(&ours), &mut tallies);
        for spot in faults.iter().take(hand.shop.worst) {
            println!("{name} {}", contexts::place(spot));
        }
        repositories.push(format!("{name} {}", commit.get(..8).unwrap_or(&commit)));
    }
    let all = tallies
        .values()
        .fold(hand::Tally::default(), |sum, one| sum.plus(*one));
    let mut tallies: Vec<_> = tallies.into_iter().collect();
    tallies.push(("all".to_owned(), all));
    for (role, tally) in &tallies {
        println!(
            "{role:12} precision {:.3} ({}/{})   recall {:.3} ({}/{})",
            tally.precision(),
            tally.right,
            tally.judged,
            tally.recall(),
            tally.resolved,
            tally.inside
        );
    }
    if hand.shop.dry {
        return Ok(());
    }
    let mut record = Record::read()?;
    record.put_by_hand(ByHand {
        language: language.to_string_lossy().into_owned(),
        repositories,
        tallies,
    });
    record.write()
}

fn compared(compare: &Compare) -> Result<(), Problem> {
    let truth = Truth::read(&compare.truth)?;
    let ours = Index::read(&compare.ours)?;
    let comparison = truth.compare(&ours);
    report(&comparison, compare.worst);
    if let Some(root) = &compare.root {
        report_pairs(&truth.pairs(&ours, root));
        let kinds = contexts::kinds(&comparison.faults, truth.index(), root);
        report_kinds(&kinds);
    }
    Ok(())
}

impl Shop {
    fn workshop(&self) -> Workshop {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        Workshop {
            cache: absolute(&self.cache),
            graphmill: absolute(&self.graphmill),
        }
    }
}

fn report(comparison: &Comparison, worst: usize) {
    println!(
        "files compared {}, only in the truth {}",
        comparison.files, comparison.files_only_truth
    );
    for (tier, count) in &comparison.tiers {
        println!(
            "{:7} recall {:.4} ({}/{})   precision {:.4} ({}/{})   extra {}",
            format!("{tier:?}").to_lowercase(),
            count.recall(),
            count.resolved,
            count.truth,
            count.precision(),
            count.right,
            count.judged,
            count.extra
        );
    }
    for tier in TIERS {
        let faults: Vec<_> = comparison
            .faults
            .iter()
            .filter(|f| f.tier == tier)
            .collect();
        // Spread over all files.
        let step = faults.len().checked_div(worst).unwrap_or(0).max(1);
        for fault in faults.iter().step_by(step).take(worst) {
            let target = fault.target.as_ref();
            let target = target.map_or("outside".to_owned(), |(f, l)| format!("{f}:{}", l + 1));
            println!(
                "{tier:?} {:?} {} is {target}",
                fault.what,
                contexts::place(&fault.spot)
            );
        }
    }
}

fn report_pairs(pairs: &pairs::Pairs) {
    for (name, (share, found, of)) in pairs::rows(pairs) {
        println!("{name:10} {share:.4} ({found}/{of})");
    }
    println!(
        "wrong {}, without a name {}, not judged {}",
        pairs.wrong, pairs.nameless, pairs.unjudged
    );
}

fn report_kinds(kinds: &[contexts::Kind]) {
    for kind in record::most_frequent(kinds.to_vec()) {
        println!(
            "{:5} {:?} {:?} {} ({})",
            kind.count, kind.tier, kind.what, kind.reference, kind.example
        );
    }
}
