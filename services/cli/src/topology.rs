//! `graphmill topology`: creating or checking streams, consumers and buckets.

use std::process::ExitCode;

use bus::{Topology, TopologyMode};
use events::map::{DURABLES, STREAMS};

use crate::args::TopologyArgs;
use crate::failure::Failure;
use crate::{show, system};

pub(crate) async fn run(args: TopologyArgs) -> Result<ExitCode, Failure> {
    let settings = system::settings(&args.place)?;
    let bus = system::connect(&args.place).await?;
    let mode = if args.verify {
        TopologyMode::Verify
    } else {
        TopologyMode::Create
    };
    let topology = Topology {
        replicas: settings.nats.replicas,
        stream_bytes_max: settings.nats.stream_bytes_max,
    };
    bus.ensure(&topology, mode)
        .await
        .map_err(boot::BootError::from)?;
    for stream in STREAMS {
        let state = bus.stream_state(stream).await?;
        let (messages, bytes) = (show::number(state.messages), show::bytes(state.bytes));
        show::line(&format!(
            "stream    {:<10} {messages:>10} messages {bytes:>10}",
            stream.name
        ));
    }
    for durable in DURABLES {
        let state = bus.durable_state(durable).await?;
        show::line(&format!(
            "consumer  {:<10} {:>10} waiting  {:>6} in work {:>6} redelivered",
            durable.name, state.pending, state.ack_pending, state.redelivered
        ));
    }
    Ok(ExitCode::SUCCESS)
}
