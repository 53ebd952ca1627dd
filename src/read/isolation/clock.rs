//! The time that workers have: one thread ends those that are not ready by their deadline, since pipes know none on every
//! system.
//!
//! It sleeps until the nearest deadline that it knows. A file that is read in time costs two looks at a list and wakes
//! nobody: its deadline is later than the one that the thread already waits for.

use std::io;
use std::process::Child;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Watches the workers of one run.
pub struct Clock {
    watch: Arc<Watch>,
}

#[derive(Default)]
struct Watch {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// What is being waited for, each with its own number.
    running: Vec<(u64, Arc<Deadline>)>,
    last: u64,
    /// When the thread will look again without being woken; `None`: never.
    awake_at: Option<Instant>,
    is_over: bool,
}

struct Deadline {
    at: Instant,
    child: Arc<Mutex<Child>>,
}

impl Clock {
    /// Starts the thread.
    ///
    /// # Errors
    /// The machine has none left.
    pub fn start() -> io::Result<Self> {
        let watch = Arc::new(Watch::default());
        let there = Arc::clone(&watch);
        thread::Builder::new().spawn(move || there.run())?;
        Ok(Self { watch })
    }

    /// Does `work` on a child's pipes and ends the child after `time`, upon which the pipes end too; whether it was
    /// ended so.
    pub fn watched<T>(
        &self,
        child: &Arc<Mutex<Child>>,
        time: Duration,
        work: impl FnOnce() -> T,
    ) -> (T, bool) {
        // A time beyond what the machine can count is no deadline.
        let Some(at) = Instant::now().checked_add(time) else {
            return (work(), false);
        };
        let deadline = Arc::new(Deadline {
            at,
            child: Arc::clone(child),
        });
        let number = {
            let mut state = self.watch.state();
            state.last += 1;
            let number = state.last;
            state.running.push((number, deadline));
            if state.awake_at.is_none_or(|awake| awake > at) {
                self.watch.changed.notify_one();
            }
            number
        };
        let result = work();
        let mut state = self.watch.state();
        let before = state.running.len();
        state.running.retain(|(n, _)| *n != number);
        // What the thread ended it has taken from the list.
        (result, state.running.len() == before)
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        self.watch.state().is_over = true;
        self.watch.changed.notify_one();
    }
}

impl Watch {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.state();
        while !state.is_over {
            let now = Instant::now();
            state.running.retain(|(_, deadline)| {
                let is_late = deadline.at <= now;
                if is_late {
                    let _ = child(&deadline.child).kill();
                }
                !is_late
            });
            state.awake_at = state.running.iter().map(|(_, d)| d.at).min();
            state = if let Some(at) = state.awake_at {
                let woken = self.changed.wait_timeout(state, at - now);
                woken.unwrap_or_else(PoisonError::into_inner).0
            } else {
                let woken = self.changed.wait(state);
                woken.unwrap_or_else(PoisonError::into_inner)
            };
        }
    }
}

/// The process behind its lock, which nobody holds for long.
pub fn child(child: &Mutex<Child>) -> MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::Read as _;
    use std::process::{Command, Stdio};

    use super::*;

    fn sleeper() -> io::Result<Arc<Mutex<Child>>> {
        let mut sleep = Command::new("sleep");
        let started = sleep.arg("600").stdout(Stdio::piped()).spawn()?;
        Ok(Arc::new(Mutex::new(started)))
    }

    #[test]
    fn the_late_one_alone_is_ended() {
        let clock = Clock::start().unwrap();
        let (patient, late) = (sleeper().unwrap(), sleeper().unwrap());
        let mut output = child(&late).stdout.take().unwrap();
        // The nearer deadline comes when the thread already sleeps until the other.
        let ((ended, was_late), is_late) = clock.watched(&patient, Duration::from_hours(1), || {
            clock.watched(&late, Duration::from_millis(50), || {
                output.read_to_end(&mut Vec::new())
            })
        });
        assert_eq!(ended.unwrap(), 0);
        assert!(was_late && !is_late);
        assert!(!child(&late).wait().unwrap().success());
        let mut patient = child(&patient);
        assert_eq!(patient.try_wait().unwrap(), None, "it still runs");
        patient.kill().unwrap();
        patient.wait().unwrap();
    }

    #[test]
    fn what_is_ready_in_time_is_not_late() {
        let clock = Clock::start().unwrap();
        let sleeper = sleeper().unwrap();
        for _ in 0..3 {
            let (value, is_late) = clock.watched(&sleeper, Duration::from_hours(1), || 7);
            assert!(value == 7 && !is_late);
        }
        assert!(clock.watch.state().running.is_empty());
        let mut sleeper = child(&sleeper);
        sleeper.kill().unwrap();
        sleeper.wait().unwrap();
    }
}
