//! The command line.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// Turns Git repositories into code graphs.
#[derive(Debug, Parser)]
#[command(name = "graphmill", version, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Index a repository here and now, with a NATS server of its own
    Index(IndexArgs),
    /// Ask a finished graph: who calls, refers, imports, inherits; and how things hang together
    Query(QueryArgs),
    /// Give a finished graph in another format
    Export(ExportArgs),
    /// Check that an index.scip is as SCIP asks, and true to the sources
    Validate(ValidateArgs),
    /// Ask a running system to index a repository; prints the job's id
    Submit(SubmitArgs),
    /// Show how a job of a running system stands
    Status(JobArgs),
    /// Follow a job of a running system to its end
    Watch(JobArgs),
    /// Create or check the streams, consumers and buckets of a system
    Topology(TopologyArgs),
    /// Measure
    Bench(BenchArgs),
}

/// What is to be indexed.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct What {
    /// URL, path, or owner/name against the configured base URL. An absolute path is one where the services run
    pub(crate) repo: String,
    /// Branch, tag or commit; the default branch if absent
    #[arg(long, short, value_name = "REVISION")]
    pub(crate) revision: Option<String>,
    /// Only this language; may be repeated
    #[arg(long = "language", value_name = "NAME")]
    pub(crate) languages: Vec<String>,
    /// Only files under this glob; may be repeated
    #[arg(long = "include", value_name = "GLOB")]
    pub(crate) include: Vec<String>,
    /// No files under this glob; may be repeated
    #[arg(long = "exclude", value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct IndexArgs {
    #[command(flatten)]
    pub(crate) what: What,
    /// Folder for index.scip, graph.db and manifest.json
    #[arg(long, short, value_name = "FOLDER", default_value = "graphmill-out")]
    pub(crate) out: PathBuf,
    /// Units parsed at once; one for each core if absent
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(crate) workers: Option<u32>,
    /// Print events and the summary as JSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// A nats-server binary to use instead of the one that is found or fetched
    #[arg(long, value_name = "FILE")]
    pub(crate) nats_server: Option<PathBuf>,
    /// Folder for temporary files
    #[arg(long, value_name = "FOLDER")]
    pub(crate) scratch: Option<PathBuf>,
    /// Log filter; logs go to standard error
    #[arg(long, value_name = "FILTER", default_value = "error")]
    pub(crate) log: String,
}

/// Where the running system is.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Where {
    /// NATS server, as nats://host:port
    #[arg(long, value_name = "URL")]
    pub(crate) nats: Option<String>,
    /// Read settings from this file instead of graphmill.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct SubmitArgs {
    #[command(flatten)]
    pub(crate) what: What,
    #[command(flatten)]
    pub(crate) place: Where,
    /// Idempotency key: a second request with the same one is the same job
    #[arg(long, value_name = "ID")]
    pub(crate) job_id: Option<String>,
    /// Follow the job to its end
    #[arg(long)]
    pub(crate) watch: bool,
    /// Fetch the outputs into this folder when the job is done; implies --watch
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Print JSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct JobArgs {
    /// The job's id
    pub(crate) job: String,
    #[command(flatten)]
    pub(crate) place: Where,
    /// Fetch the outputs into this folder when the job is done
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Print JSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct TopologyArgs {
    #[command(flatten)]
    pub(crate) place: Where,
    /// Only check, create nothing
    #[arg(long)]
    pub(crate) verify: bool,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct BenchArgs {
    #[command(subcommand)]
    pub(crate) what: BenchCommand,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum BenchCommand {
    /// The pipeline against the same code called directly, in turn
    Floor(FloorArgs),
    /// Each stage by itself: extraction on one core, resolution, writing
    Stages(StagesArgs),
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct FloorArgs {
    #[command(flatten)]
    pub(crate) of: Measured,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct StagesArgs {
    #[command(flatten)]
    pub(crate) of: Measured,
}

/// What is measured, and how often.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Measured {
    /// Path of a local repository
    pub(crate) repo: String,
    /// Branch, tag or commit; the default branch if absent
    #[arg(long, short, value_name = "REVISION")]
    pub(crate) revision: Option<String>,
    /// Counted runs of each, after one that is not counted
    #[arg(long, short = 'n', value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(crate) runs: u32,
    /// Units parsed at once by both; one for each core if absent
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1024))]
    pub(crate) workers: Option<u32>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// A nats-server binary to use instead of the one that is found or fetched
    #[arg(long, value_name = "FILE")]
    pub(crate) nats_server: Option<PathBuf>,
}

/// A NAME is a simple or qualified name (`resolve`, `View.dispatch`, `django.urls.resolve`),
/// `file:name`, `file:line` with lines from 1, or a SCIP symbol.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct QueryArgs {
    #[command(subcommand)]
    pub(crate) what: QueryCommand,
    /// graph.db, or a folder with one; graphmill-out or this folder if absent
    #[arg(long, short, value_name = "PLACE", global = true)]
    pub(crate) graph: Option<PathBuf>,
    /// How many steps to go
    #[arg(long, short, value_name = "N", global = true)]
    pub(crate) depth: Option<u32>,
    /// Leave out what is more than this
    #[arg(long, short, value_name = "N", global = true, default_value_t = 200)]
    pub(crate) limit: usize,
    /// Names mean only what is of this kind: class, function, method, field, file, external, ...
    #[arg(long, short, value_name = "KIND", global = true)]
    pub(crate) kind: Option<String>,
    /// Ask of everything that a name may mean, instead of listing it
    #[arg(long, short, global = true)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) show: Showing,
}

/// How an answer is shown.
#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Showing {
    /// Print the answer as JSON, in one line
    #[arg(long, global = true, conflicts_with = "dot")]
    pub(crate) json: bool,
    /// Print the answer for Graphviz: `graphmill query ... --dot | dot -Tsvg`
    #[arg(long, global = true)]
    pub(crate) dot: bool,
    /// Tell on standard error how long opening and answering took
    #[arg(long, global = true)]
    pub(crate) timing: bool,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum QueryCommand {
    /// Where everything of a name is defined
    #[command(visible_alias = "def")]
    Definition(NameArg),
    /// Every place that refers to it
    #[command(visible_alias = "refs")]
    References(NameArg),
    /// What calls it, or makes an object of it
    Callers(NameArg),
    /// What it calls; of a type or a file, what is called in it
    Callees(NameArg),
    /// What is in a file, or in a definition
    Defines(NameArg),
    /// What imports a file, or a definition
    Importers(NameArg),
    /// What inherits from a type or implements it; what overrides a method
    #[command(visible_alias = "impls")]
    Implementations(NameArg),
    /// What uses a name outside the repository, as `requests.get`, or anything in `requests`
    Uses(NameArg),
    /// One shortest way of references from one thing to another
    Path(FromTo),
    /// All that is on a shortest way of references from one thing to another
    Between(FromTo),
    /// Names and documentation with these words; the last may be a beginning
    Search(Words),
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct NameArg {
    /// A name, `file:name`, `file:line`, or a SCIP symbol
    pub(crate) name: String,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct FromTo {
    /// A name, `file:name`, `file:line`, or a SCIP symbol
    pub(crate) from: String,
    /// Another
    pub(crate) to: String,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct Words {
    /// Words
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct ExportArgs {
    /// The format
    #[arg(long, short, value_enum)]
    pub(crate) format: ExportFormat,
    /// graph.db, or a folder with one; graphmill-out or this folder if absent
    #[arg(long, short, value_name = "PLACE")]
    pub(crate) graph: Option<PathBuf>,
    /// Folder for the files; that of graph.db if absent
    #[arg(long, short, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
    /// Print the summary as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExportFormat {
    /// graph.ndjson: a node or an edge a line
    Ndjson,
    /// nodes.csv and edges.csv, for `neo4j-admin database import full --multiline-fields=true`
    Neo4j,
    /// nodes.parquet and edges.parquet
    Parquet,
    /// graph.graphml
    #[value(name = "graphml")]
    GraphMl,
}

#[derive(Debug, Clone, ClapArgs)]
pub(crate) struct ValidateArgs {
    /// index.scip, or a folder with one; graphmill-out or this folder if absent
    pub(crate) index: Option<PathBuf>,
    /// A checkout of the commit, to look whether ranges lie on what they name
    #[arg(long, value_name = "FOLDER")]
    pub(crate) root: Option<PathBuf>,
    /// Print the verdict as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
