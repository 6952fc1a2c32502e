//! The aggregate service as a process.

use std::process::ExitCode;

fn main() -> ExitCode {
    boot::service(|settings, bus| async move { graphmill_aggregate::start(&settings, &bus) })
}
