//! Files are parsed in processes of their own, so that one that makes its reader abort, overflow its stack, run
//! forever or take all memory ends as a finding about that file, and the run goes on.
//!
//! The run starts its own program again as a worker ([`serve`]), one for each file that is read at a time; each serves
//! file after file through its input and output, and is replaced when one was too much for it. A file is blamed only
//! if a worker that served nothing before came to its end over it, so that the answer does not depend on which files
//! came before.
//!
//! What holds a worker:
//!
//! | | Linux | macOS, other Unix | Windows |
//! |---|---|---|---|
//! | abort, stack overflow, crash: R001 | its own process | the same | the same |
//! | time: R003 `seconds` | the run's clock ends it; limit of processor time | the same | the run's clock ends it |
//! | memory: R003 `memory_mib` | the reader counts; limit of address space | the reader counts | the reader counts |
//! | writing files, memory images | forbidden | forbidden | – |
//! | the run is gone | it ends with its input | the same | the same |
//!
//! Linux is proved by `tests/isolation.rs`. Without a program to start ([`Reader::here`]: tests, other programs that use
//! the library) files are parsed in this process under the limits that the reader counts itself.

mod clock;
mod frame;
mod guard;
mod serve;
mod wire;
mod worker;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::grid::Workbook;
use super::limits::Limits;
use super::open;
use super::unreadable::Unreadable;
use clock::Clock;
use worker::{End, Worker};

pub use serve::serve;

/// The one argument by which the program is told to be a worker: no command, and in no help.
pub const ARGUMENT: &str = "__read";

/// Both sides begin with it: a worker of another version would answer in another form.
const GREETING: &str = concat!("tonghop ", env!("CARGO_PKG_VERSION"));

/// The most bytes that the head of a request, or a greeting, takes.
const LONGEST_HEAD: usize = 128;

/// Where files are parsed.
#[derive(Default)]
pub struct Reader {
    workers: Option<Workers>,
}

/// Workers of one run. Only those without work are kept here; the lock is held for a moment, never while one reads.
struct Workers {
    program: PathBuf,
    idle: Mutex<Vec<Worker>>,
    /// Started with the first worker.
    clock: Mutex<Option<Arc<Clock>>>,
}

impl Reader {
    /// Parses in this process.
    pub fn here() -> Self {
        Self::default()
    }

    /// Parses in workers, which are this `program` started with [`ARGUMENT`] when they are needed.
    pub fn in_workers(program: &Path) -> Self {
        Self {
            workers: Some(Workers {
                program: program.to_owned(),
                idle: Mutex::default(),
                clock: Mutex::default(),
            }),
        }
    }

    /// Lets the workers end: all files are read, and what follows needs the memory.
    pub fn rest(&self) {
        if let Some(workers) = &self.workers {
            workers.idle().clear();
        }
    }

    /// What [`super::workbook`] says of the file's bytes.
    ///
    /// # Errors
    /// The outer one: the machine cannot start a worker. The inner one is a finding about the file.
    pub fn workbook(
        &self,
        bytes: &[u8],
        limits: &Limits,
    ) -> io::Result<Result<Workbook, Unreadable>> {
        match &self.workers {
            Some(workers) => workers.workbook(bytes, limits),
            None => Ok(open::workbook(bytes, limits)),
        }
    }
}

impl Workers {
    fn idle(&self) -> MutexGuard<'_, Vec<Worker>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn clock(&self) -> io::Result<Arc<Clock>> {
        let mut clock = self.clock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(clock) = &*clock {
            return Ok(Arc::clone(clock));
        }
        Ok(Arc::clone(clock.insert(Arc::new(Clock::start()?))))
    }

    fn workbook(&self, bytes: &[u8], limits: &Limits) -> io::Result<Result<Workbook, Unreadable>> {
        if let Err(over) = limits.file_size(bytes.len() as u64) {
            return Ok(Err(over));
        }
        let clock = self.clock()?;
        let kept = self.idle().pop();
        if let Some(mut worker) = kept {
            match worker.read(bytes, limits, &clock)? {
                Ok(result) => {
                    self.idle().push(worker);
                    return Ok(result);
                }
                // A second try would be as long.
                Err(End::Late) => return Ok(Err(End::Late.verdict(limits))),
                // What it kept of other files may have been too much for it.
                Err(End::Memory | End::Broken(_)) => {}
            }
        }
        let mut fresh = Worker::start(&self.program, &clock)?;
        Ok(match fresh.read(bytes, limits, &clock)? {
            Ok(result) => {
                self.idle().push(fresh);
                result
            }
            Err(end) => Err(end.verdict(limits)),
        })
    }
}
