//! One fetch for a whole process, however many ask for it at once.

use std::future::Future;
use tokio::sync::OnceCell;

/// A result that is made once and then given to everyone, failures too:
/// a thousand readers of a dead source must not wait a thousand timeouts.
///
/// A maker that is dropped half-way leaves the work to the next one.
#[derive(Debug, Default)]
pub struct Once<T, E> {
    result: OnceCell<Result<T, E>>,
}

impl<T: Clone, E: Clone> Once<T, E> {
    /// Nothing made yet.
    pub const fn new() -> Self {
        Self { result: OnceCell::const_new() }
    }

    /// The result, made by `make` if nobody has made it yet.
    ///
    /// # Errors
    /// The failure of whoever made it.
    pub async fn get_or_make<F: Future<Output = Result<T, E>>>(&self, make: impl FnOnce() -> F) -> Result<T, E> {
        self.result.get_or_init(make).await.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Once;
    use std::sync::atomic::{AtomicUsize, Ordering};

    async fn ask_a_hundred_times(result: Result<u8, &'static str>) -> (Vec<Result<u8, &'static str>>, usize) {
        let (once, made) = (Once::new(), AtomicUsize::new(0));
        let ask = || {
            once.get_or_make(|| async {
                made.fetch_add(1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                result
            })
        };
        let answers = futures::future::join_all((0..100).map(|_| ask())).await;
        drop(once);
        (answers, made.into_inner())
    }

    #[tokio::test]
    async fn makes_success_and_failure_once() {
        for result in [Ok(7), Err("refused")] {
            assert_eq!(ask_a_hundred_times(result).await, (vec![result; 100], 1));
        }
    }

    #[tokio::test]
    async fn a_dropped_maker_leaves_the_work_to_the_next() {
        let once: Once<u8, ()> = Once::new();
        let never = once.get_or_make(std::future::pending);
        assert!(tokio::time::timeout(std::time::Duration::from_millis(1), never).await.is_err());
        assert_eq!(once.get_or_make(|| async { Ok(7) }).await, Ok(7));
    }
}
