//! The graphmill command: index a repository, ask its graph, or speak with a running system.

mod args;
mod bench;
mod export;
mod failure;
mod floor;
mod index;
mod local;
mod outputs;
mod place;
mod progress;
mod query;
mod repository;
mod show;
mod stages;
mod system;
mod table;
mod topology;
mod validate;
mod watch;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};

fn main() -> ExitCode {
    let args = Args::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return failure::Failure::environment("cannot start", error).report(),
    };
    let ended = runtime.block_on(async {
        match args.command {
            Command::Index(args) => index::run(args).await,
            Command::Query(args) => query::run(&args),
            Command::Export(args) => export::run(&args),
            Command::Validate(args) => validate::run(&args),
            Command::Submit(args) => system::submit(args).await,
            Command::Status(args) => system::status(args).await,
            Command::Watch(args) => system::watch(args).await,
            Command::Topology(args) => topology::run(args).await,
            Command::Bench(args) => bench::run(args).await,
        }
    });
    // What still blocks works for nobody any more.
    runtime.shutdown_background();
    match ended {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}
