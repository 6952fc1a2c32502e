//! Waits for what will come about, within a limit.

use std::time::Duration;

/// Often enough not to be felt, seldom enough not to load a small machine.
const POLL: Duration = Duration::from_millis(10);

/// Something that holds or does not yet: a `bool`, or an `Option` with what was found.
pub trait Condition {
    /// What it gives when it holds.
    type Found;

    /// `Some` when it holds.
    fn found(self) -> Option<Self::Found>;
}

impl Condition for bool {
    type Found = ();

    fn found(self) -> Option<()> {
        self.then_some(())
    }
}

impl<T> Condition for Option<T> {
    type Found = T;

    fn found(self) -> Option<T> {
        self
    }
}

/// Waits until a condition holds, and gives what it found; panics after the limit.
///
/// `what` completes the sentence "not within 5 s: …". The condition is looked at every 10 ms; one
/// that hangs is given up at the limit as well.
pub async fn eventually<C: Condition>(
    limit: Duration,
    what: &str,
    mut condition: impl AsyncFnMut() -> C,
) -> C::Found {
    let waiting = async {
        loop {
            if let Some(found) = condition().await.found() {
                return found;
            }
            tokio::time::sleep(POLL).await;
        }
    };
    tokio::time::timeout(limit, waiting)
        .await
        .unwrap_or_else(|_| panic!("not within {limit:?}: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_comes_about_is_waited_for() {
        let mut looks = 0;
        let found = eventually(Duration::from_secs(5), "the third look", async || {
            looks += 1;
            (looks == 3).then_some("it")
        });
        assert_eq!(found.await, "it");
        eventually(Duration::from_secs(5), "the obvious", async || true).await;
    }

    #[tokio::test]
    #[should_panic(expected = ": pigs fly")]
    async fn what_does_not_is_named() {
        eventually(Duration::from_millis(30), "pigs fly", async || false).await;
    }

    #[tokio::test]
    #[should_panic(expected = ": an answer")]
    async fn a_condition_that_hangs_is_given_up() {
        eventually(Duration::from_millis(30), "an answer", async || {
            std::future::pending::<bool>().await
        })
        .await;
    }
}
