//! What services may rely on from each other: payloads of every released version stay readable,
//! and the broker lets each say what it says, and no more.

mod payloads;
mod permissions;
mod topology;
