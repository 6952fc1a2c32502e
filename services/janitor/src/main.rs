//! The janitor as a process.

use std::process::ExitCode;

fn main() -> ExitCode {
    boot::service(|settings, bus| async move { graphmill_janitor::start(&settings, &bus) })
}
