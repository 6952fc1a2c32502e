//! `graphmill query`: questions to a finished graph.

mod told;

use std::process::ExitCode;
use std::time::Instant;

use finished::{Answer, Cut, Finished, Options, Outcome, Question, dot};
use graph::GRAPH_DB;

use crate::args::{QueryArgs, QueryCommand};
use crate::failure::Failure;
use crate::{place, show};

/// A name is not clear.
const UNCLEAR: u8 = 1;

pub(crate) fn run(args: &QueryArgs) -> Result<ExitCode, Failure> {
    let started = Instant::now();
    let graph = Finished::open(&place::or_usual(args.graph.as_ref(), GRAPH_DB))?;
    let opened = started.elapsed();
    let question = question(&args.what);
    let options = Options {
        depth: args.depth,
        limit: args.limit,
        kind: args.kind.clone(),
        all: args.all,
    };
    let asked = Instant::now();
    let answer = graph.ask(&question, &options)?;
    let answered = asked.elapsed();
    if args.show.timing {
        show::error(&format!(
            "opened in {:.2} ms, answered in {:.2} ms",
            opened.as_secs_f64() * 1e3,
            answered.as_secs_f64() * 1e3
        ));
    }
    Ok(print(args, &answer))
}

fn question(what: &QueryCommand) -> Question {
    match what.clone() {
        QueryCommand::Definition(of) => Question::Definition(of.name),
        QueryCommand::References(of) => Question::References(of.name),
        QueryCommand::Callers(of) => Question::Callers(of.name),
        QueryCommand::Callees(of) => Question::Callees(of.name),
        QueryCommand::Defines(of) => Question::Defines(of.name),
        QueryCommand::Importers(of) => Question::Importers(of.name),
        QueryCommand::Implementations(of) => Question::Implementations(of.name),
        QueryCommand::Uses(of) => Question::Uses(of.name),
        QueryCommand::Search(of) => Question::Search(of.words.join(" ")),
        QueryCommand::Path(ends) => Question::Path {
            from: ends.from,
            to: ends.to,
        },
        QueryCommand::Between(ends) => Question::Between {
            from: ends.from,
            to: ends.to,
        },
    }
}

fn print(args: &QueryArgs, answer: &Answer) -> ExitCode {
    let is_clear = answer.outcome == Outcome::Answered;
    if args.show.json {
        show::json(&serde_json::to_value(answer).unwrap_or_default());
    } else if !is_clear {
        show::error(told::unclear(answer).trim_end());
    } else if args.show.dot {
        show::line(dot(answer).trim_end());
    } else {
        show::line(told::answer(answer).trim_end());
    }
    if !args.show.json && is_clear {
        match answer.cut {
            Some(Cut::Limit) => show::error(&format!(
                "note: there is more than the limit of {}; --limit N gives more",
                args.limit
            )),
            Some(Cut::Depth) => show::error(&format!(
                "note: there is more beyond {} steps; --depth N goes on",
                answer.depth
            )),
            None => {}
        }
    }
    if is_clear {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(UNCLEAR)
    }
}
