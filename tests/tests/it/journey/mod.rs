//! Jobs from their request to their end, through the real services as processes of their own.

mod command;
mod finished;
mod inputs;
mod programs;
mod remotes;
mod repositories;
mod services;
mod system;
