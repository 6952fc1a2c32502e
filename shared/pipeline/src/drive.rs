//! The delivery loop.

use std::sync::Arc;
use std::time::Duration;

use events::FailureKind;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, Span, debug, error, info_span, warn};

use crate::fault::chain;
use crate::{
    Context, Delivery, Failure, Fault, HALT_PAUSE, Inlet, Input, Outgoing, Outlet, Settlement,
    Stage, Unreadable, event, settle,
};

/// How a service is driven.
#[derive(Debug, Clone, Copy)]
pub struct Drive {
    /// Deliveries worked on at once. A slot is taken before anything is pulled.
    pub slots: usize,
    /// How long deliveries in hand may go on after the shutdown was asked for.
    pub grace: Duration,
}

/// Pulls, works, publishes and acknowledges until `shutdown`, then lets what is in hand finish.
///
/// A delivery that does not finish in the grace period is dropped unacknowledged: it comes again.
pub async fn drive<S, I, O>(
    stage: Arc<S>,
    inlet: Arc<I>,
    outlet: Arc<O>,
    how: Drive,
    shutdown: CancellationToken,
) where
    S: Stage,
    I: Inlet,
    O: Outlet,
{
    let mut slots = JoinSet::new();
    for _ in 0..how.slots.max(1) {
        let (stage, inlet, outlet, shutdown) = (
            stage.clone(),
            inlet.clone(),
            outlet.clone(),
            shutdown.clone(),
        );
        slots.spawn(slot(stage, inlet, outlet, shutdown).in_current_span());
    }
    let all_done = async {
        while let Some(ended) = slots.join_next().await {
            if let Err(panic) = ended
                && !shutdown.is_cancelled()
            {
                error!(durable = S::DURABLE.name, error = %panic, "a slot ended; starting it again");
                let (stage, inlet, outlet, shutdown) = (
                    stage.clone(),
                    inlet.clone(),
                    outlet.clone(),
                    shutdown.clone(),
                );
                slots.spawn(slot(stage, inlet, outlet, shutdown).in_current_span());
            }
        }
    };
    let out_of_grace = async {
        shutdown.cancelled().await;
        tokio::time::sleep(how.grace).await;
    };
    tokio::select! {
        () = all_done => {}
        () = out_of_grace => warn!(durable = S::DURABLE.name, "work is left after the grace period; it will be delivered again"),
    }
}

async fn slot<S: Stage, I: Inlet, O: Outlet>(
    stage: Arc<S>,
    inlet: Arc<I>,
    outlet: Arc<O>,
    shutdown: CancellationToken,
) {
    let mut failures = 0u32;
    loop {
        let next = tokio::select! {
            biased;
            () = shutdown.cancelled() => return,
            next = inlet.next() => next,
        };
        match next {
            Ok(Some(delivery)) => {
                failures = 0;
                let context = delivery.context();
                let span = info_span!(
                    "delivery",
                    durable = S::DURABLE.name,
                    subject = %context.subject,
                    sequence = context.sequence,
                    delivered = context.delivered,
                    trace = %context.trace,
                );
                one(stage.as_ref(), &delivery, outlet.as_ref(), &shutdown)
                    .instrument(span)
                    .await;
            }
            Ok(None) => failures = 0,
            // The end of a pull never ends the service: a consumer that was deleted, a broker
            // that restarts, are met again after a pause.
            Err(fault) => {
                failures = failures.saturating_add(1);
                warn!(
                    durable = S::DURABLE.name,
                    error = chain(&fault),
                    "cannot pull; trying again"
                );
                let pause = Duration::from_millis(100 << failures.min(6));
                tokio::select! {
                    () = shutdown.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
    }
}

/// Works on one delivery, telling that it is in progress all the while.
async fn one<S: Stage, D: Delivery, O: Outlet>(
    stage: &S,
    delivery: &D,
    outlet: &O,
    shutdown: &CancellationToken,
) {
    let work = async {
        loop {
            match attempt(stage, delivery, outlet).await {
                Settlement::Hold(reason) => {
                    warn!(reason, "held until it can be done");
                    tokio::select! {
                        // Unacknowledged: it comes again to somebody else.
                        () = shutdown.cancelled() => return Settlement::Again(Duration::ZERO),
                        () = tokio::time::sleep(HALT_PAUSE) => {}
                    }
                }
                settlement => return settlement,
            }
        }
    };
    let progress = async {
        loop {
            tokio::time::sleep(S::DURABLE.ack_wait / 3).await;
            if let Err(fault) = delivery.progress().await {
                warn!(
                    error = chain(&fault),
                    "cannot tell that work is in progress"
                );
            }
        }
    };
    let settlement = tokio::select! {
        settlement = work => settlement,
        never = progress => never,
    };
    let told = match &settlement {
        Settlement::Ack => delivery.ack().await,
        Settlement::Again(pause) => delivery.nak(*pause).await,
        Settlement::Fail(failure) => delivery.term(&failure.to_string()).await,
        Settlement::Hold(_) => Ok(()),
    };
    if let Err(fault) = told {
        // It comes again, and handlers are idempotent.
        debug!(
            error = chain(&fault),
            "the broker did not hear what became of the delivery"
        );
    }
}

/// One attempt, up to the point where all that it has to say is stored.
async fn attempt<S: Stage, D: Delivery, O: Outlet>(
    stage: &S,
    delivery: &D,
    outlet: &O,
) -> Settlement {
    let context = delivery.context();
    let read = match S::INPUT {
        Input::Event => event(delivery.payload()),
        Input::Request => serde_json::from_slice(delivery.payload()).map_err(Unreadable::Malformed),
    };
    let input: S::In = match read {
        Ok(input) => input,
        // Not the message is wrong but this process is old. A delivery that is given back would
        // be counted, and the newer process that can read it would find it worn out.
        Err(newer @ Unreadable::Newer { .. }) => return Settlement::Hold(newer.to_string()),
        Err(malformed @ Unreadable::Malformed(_)) => {
            let failure = Failure {
                kind: FailureKind::BadRequest,
                message: malformed.to_string(),
            };
            warn!(%failure, "malformed");
            let outputs = stage.malformed(context, delivery.payload(), &failure);
            return match publish(outlet, context, outputs).await {
                Ok(()) => Settlement::Fail(failure),
                Err(fault) => settle(Err(fault), 1, None),
            };
        }
    };
    // A message that kills the process never reaches the error path, so the count is looked at
    // before the work is.
    let max = S::DURABLE.deliveries_max;
    let worked = if max.is_some_and(|max| context.delivered >= max) {
        warn!("last delivery: working with care");
        stage.last_resort(context, &input).await
    } else {
        stage.handle(context, &input).await
    };
    let result = match worked {
        Ok(outputs) => publish(outlet, context, outputs).await,
        Err(fault) => Err(fault),
    };
    if let Err(Fault::Retry(cause)) = &result {
        warn!(error = chain(cause.as_ref()), "did not work this time");
    }
    match settle(result, context.delivered, max) {
        Settlement::Fail(failure) => {
            warn!(%failure, "failed");
            let outputs = stage.failed(context, &input, &failure);
            match publish(outlet, context, outputs).await {
                Ok(()) => Settlement::Fail(failure),
                // The end of the job must be stored before the message is given up.
                Err(fault) => settle(Err(fault), context.delivered, None),
            }
        }
        settlement => settlement,
    }
}

async fn publish<O: Outlet>(
    outlet: &O,
    context: &Context,
    mut outputs: Vec<Outgoing>,
) -> Result<(), Fault> {
    if outputs.is_empty() {
        return Ok(());
    }
    for output in &mut outputs {
        output.headers.push(("traceparent", context.trace.clone()));
    }
    let count = outputs.len();
    let published = outlet.publish(outputs).await.map_err(Fault::retry)?;
    let repeated = published
        .iter()
        .filter(|one| matches!(one, crate::Published::AlreadyThere))
        .count();
    Span::current().in_scope(|| debug!(count, repeated, "published"));
    Ok(())
}
