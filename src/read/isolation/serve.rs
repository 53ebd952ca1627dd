//! A worker: takes files from its input and answers with what is in them, until the input ends.

use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use super::super::limits::Limits;
use super::super::open;
use super::guard::{self, Guard};
use super::{GREETING, LONGEST_HEAD, frame, wire};

/// Room for an answer is kept for the next one up to so many bytes.
const LARGE: usize = 1 << 20;

/// What two threads do by turns: one waits for the input while the other parses.
struct Service<R, W, A> {
    requests: Mutex<R>,
    answers: Mutex<W>,
    guard: Guard,
    abandoned: A,
}

/// Serves one run: a greeting each, then an answer to each file.
///
/// The input is watched even while a file is parsed: once it ends, the run is gone, and `abandoned` is called, which
/// should end the process. Nothing else is written anywhere.
///
/// # Errors
/// A greeting of another program, an answer that nobody takes, no second thread.
pub fn serve<R, W, A>(mut requests: R, mut answers: W, abandoned: A) -> io::Result<()>
where
    R: Read + Send + 'static,
    W: Write + Send + 'static,
    A: Fn() + Send + Sync + 'static,
{
    match frame::read(&mut requests, LONGEST_HEAD as u64)? {
        Some(greeting) if greeting == GREETING.as_bytes() => {}
        _ => return Err(io::ErrorKind::InvalidData.into()),
    }
    let (started, is_started) = mpsc::channel();
    let (begin, may_begin) = mpsc::channel::<Arc<Service<R, W, A>>>();
    thread::Builder::new()
        .stack_size(guard::stack())
        .spawn(move || {
            // What the thread needs for itself is there once it has made something of its own.
            let _ = started.send(Box::new(0_u8));
            if let Ok(service) = may_begin.recv() {
                let _ = service.turns();
                (service.abandoned)();
            }
        })?;
    let _ = is_started.recv();
    let guard = Guard::new();
    frame::write(&mut answers, &[GREETING.as_bytes()])?;
    let service = Arc::new(Service {
        requests: Mutex::new(requests),
        answers: Mutex::new(answers),
        guard,
        abandoned,
    });
    let _ = begin.send(Arc::clone(&service));
    let result = service.turns();
    (service.abandoned)();
    result
}

impl<R: Read, W: Write, A> Service<R, W, A> {
    /// Takes a file whenever it is this thread's turn, until there is none.
    fn turns(&self) -> io::Result<()> {
        let mut room = Vec::new();
        loop {
            // Let go before the file is parsed: the other thread now waits for what comes.
            let request = request(&mut *held(&self.requests))?;
            let Some((limits, bytes)) = request else {
                return Ok(());
            };
            self.guard.hold(&limits);
            let result = open::workbook(&bytes, &limits);
            drop(bytes);
            room = wire::encode(result, room);
            frame::write(&mut *held(&self.answers), &[&room])?;
            // A large one would count for the files that follow.
            if room.capacity() > LARGE {
                room = Vec::new();
            }
        }
    }
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The next file with the limits that it stands under; `None` once the run is gone.
fn request(requests: &mut impl Read) -> io::Result<Option<(Limits, Vec<u8>)>> {
    let Some(head) = frame::read(requests, LONGEST_HEAD as u64)? else {
        return Ok(None);
    };
    let limits = postcard::from_bytes(&head).map_err(|_| io::ErrorKind::InvalidData)?;
    let bytes = frame::read(requests, u64::MAX)?;
    Ok(bytes.map(|bytes| (limits, bytes)))
}
