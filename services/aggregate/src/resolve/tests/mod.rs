//! Resolution, with facts made by hand.

mod builder;
mod members;
mod modules;
mod order;
