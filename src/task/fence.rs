//! A piece of work that may panic -> its result, or what it said.
//!
//! One broken article must not take the window, or the rest of a batch, with it.

use super::Failure;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static FENCED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread catches its panics and reports them now, so that nothing else has to be done
/// about them.
pub fn is_fenced() -> bool {
    FENCED.get()
}

/// Does `work`; a panic in it becomes a failure that names what was said.
pub fn fenced<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let before = FENCED.replace(true);
    // What the work may have left half done belongs to it, and is thrown away.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    FENCED.set(before);
    outcome.unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<&str>().map(|said| (*said).to_owned());
        let said = said.or_else(|| payload.downcast_ref::<String>().cloned());
        Err(Failure::Panicked(said.unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_failure_and_the_fence_ends_with_the_work() {
        assert!(!is_fenced());
        let failed = fenced(|| -> Result<(), Failure> { panic!("out of ink") });
        assert_eq!(failed, Err(Failure::Panicked("out of ink".to_owned())));
        assert_eq!(fenced(|| Ok(is_fenced())), Ok(true));
        assert!(!is_fenced());
    }
}
