//! The one delivery loop, free of NATS: a service is an idempotent function, the rest is here.
//!
//! Fetching with a slot taken first, progress, retry policy, publishing before acknowledging,
//! poison, spans, drain: all of it happens in [`drive()`], for every service in the same way.

mod clock;
mod drive;
mod fault;
mod payload;
mod port;
mod settle;
mod stage;

pub use clock::unix_ms;
pub use drive::{Drive, drive};
pub use fault::{Cause, Failure, Fault};
pub use payload::{Unreadable, event, json};
pub use port::{Delivery, Guard, Inlet, Outgoing, Outlet, PortError, Published};
pub use settle::{HALT_PAUSE, Settlement, settle};
pub use stage::{Context, Input, Stage};
