//! What becomes of a delivery, as a pure function.

use std::time::Duration;

use events::FailureKind;

use crate::fault::chain;
use crate::{Failure, Fault};

/// The pause before a held delivery is tried again.
pub const HALT_PAUSE: Duration = Duration::from_secs(2);

/// Pauses before the second, third, … delivery; the last one repeats.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(500),
    Duration::from_secs(2),
    Duration::from_secs(5),
    Duration::from_secs(15),
    Duration::from_secs(30),
];

/// What is to be done with a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// Its outputs are stored: acknowledge it.
    Ack,
    /// Let it come again after a pause.
    Again(Duration),
    /// Publish the failure, then give it up.
    Fail(Failure),
    /// Hold it and try again here, after [`HALT_PAUSE`].
    Hold(String),
}

/// Decides after an attempt: `delivered` counts this delivery, `deliveries_max` is the durable's.
pub fn settle(
    result: Result<(), Fault>,
    delivered: u32,
    deliveries_max: Option<u32>,
) -> Settlement {
    match result {
        Ok(()) => Settlement::Ack,
        Err(Fault::Reject(failure)) => Settlement::Fail(failure),
        Err(Fault::Later(pause)) => Settlement::Again(pause),
        Err(Fault::Halt(cause)) => Settlement::Hold(chain(cause.as_ref())),
        Err(Fault::Retry(cause)) => match deliveries_max {
            Some(max) if delivered >= max => Settlement::Fail(Failure {
                kind: FailureKind::Exhausted,
                message: format!(
                    "given up after {delivered} attempts: {}",
                    chain(cause.as_ref())
                ),
            }),
            _ => Settlement::Again(pause(delivered)),
        },
    }
}

fn pause(delivered: u32) -> Duration {
    let at = delivered.saturating_sub(1) as usize;
    PAUSES[at.min(PAUSES.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_ends_at_the_last_delivery() {
        let retry = || Err(Fault::retry("broken pipe"));
        assert_eq!(settle(retry(), 1, Some(3)), Settlement::Again(PAUSES[0]));
        assert_eq!(settle(retry(), 2, Some(3)), Settlement::Again(PAUSES[1]));
        let Settlement::Fail(failure) = settle(retry(), 3, Some(3)) else {
            panic!("must end")
        };
        assert_eq!(failure.kind, FailureKind::Exhausted);
        assert!(failure.message.contains("broken pipe"));
    }

    #[test]
    fn without_a_limit_it_never_ends() {
        assert_eq!(
            settle(Err(Fault::retry("x")), 1000, None),
            Settlement::Again(PAUSES[4])
        );
    }

    #[test]
    fn a_halt_burns_no_delivery() {
        assert_eq!(
            settle(Err(Fault::halt("disk")), 5, Some(5)),
            Settlement::Hold("disk".into())
        );
    }

    #[test]
    fn a_rejection_is_final_at_once() {
        let Settlement::Fail(failure) =
            settle(Err(Fault::reject(FailureKind::NotFound, "no")), 1, Some(5))
        else {
            panic!("must end")
        };
        assert_eq!(failure.kind, FailureKind::NotFound);
    }
}
