//! The clone service as a process.

use std::process::ExitCode;

fn main() -> ExitCode {
    boot::service(|settings, bus| async move { graphmill_clone::start(&settings, &bus) })
}
