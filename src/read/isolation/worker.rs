//! One worker process as the run sees it: started, asked, timed, and never left behind.

use std::io::{self, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::super::grid::Workbook;
use super::super::limits::Limits;
use super::super::unreadable::{Unreadable, What};
use super::clock::{self, Clock};
use super::{ARGUMENT, GREETING, LONGEST_HEAD, frame, wire};

/// How long a new worker may take to greet: long enough for a busy machine.
const START: Duration = Duration::from_mins(1);
/// How long after a file's own limit of time the worker is ended: its own clock comes first.
const GRACE: Duration = Duration::from_secs(1);
/// The allocator sets nothing aside in advance there: what is set aside needs no more address space, whose limit would
/// then hold nothing.
const RESERVE: (&str, &str) = ("MIMALLOC_ARENA_RESERVE", "0");
/// What the runtime says, in every version, when the system refuses memory or the stack is used up.
const NO_MEMORY: &str = "memory allocation of";
const NO_STACK: &str = "overflowed its stack";

/// A process that serves file after file. Dropped, it is ended and gone.
pub struct Worker {
    child: Arc<Mutex<Child>>,
    input: ChildStdin,
    output: ChildStdout,
}

/// How a worker came to its end over a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// It was not ready in time.
    Late,
    /// The system refused it memory.
    Memory,
    /// Anything else, in English.
    Broken(String),
}

impl End {
    /// What it says about the file: R003 with the limit, or R001.
    pub fn verdict(self, limits: &Limits) -> Unreadable {
        let over = |limit, allowed: u64| Unreadable::OverLimit {
            limit,
            allowed: allowed.to_string(),
            value: format!("> {allowed}"),
        };
        match self {
            Self::Late => over("seconds", limits.seconds),
            Self::Memory => over("memory_mib", limits.memory_mib),
            Self::Broken(how) => Unreadable::broken(What::Damaged, how),
        }
    }
}

impl Worker {
    /// Starts `program` as a worker and waits for its greeting.
    ///
    /// # Errors
    /// The program cannot be started, or is not this one in this version.
    pub fn start(program: &Path, clock: &Clock) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(ARGUMENT)
            .env(RESERVE.0, RESERVE.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let mut worker = Self {
            child: Arc::new(Mutex::new(child)),
            input,
            output,
        };
        let (greeting, _) = clock.watched(&worker.child, START, || {
            frame::write(&mut worker.input, &[GREETING.as_bytes()])?;
            answer(&mut worker.output, GREETING.len() as u64)
        });
        match greeting {
            Ok(greeting) if greeting == GREETING.as_bytes() => Ok(worker),
            _ => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{} is no worker of this version", program.display()),
            )),
        }
    }

    /// Has it read one file. After an `Err` within, the worker is spent.
    ///
    /// # Errors
    /// Limits that no request can carry.
    pub fn read(
        &mut self,
        bytes: &[u8],
        limits: &Limits,
        clock: &Clock,
    ) -> io::Result<Result<Result<Workbook, Unreadable>, End>> {
        let mut room = [0; LONGEST_HEAD];
        let Ok(header) = postcard::to_slice(limits, &mut room) else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        let time = Duration::from_secs(limits.seconds).saturating_add(GRACE);
        let (answered, is_late) = clock.watched(&self.child, time, || {
            frame::write(&mut self.input, &[header, bytes])?;
            answer(&mut self.output, limits.memory_bytes())
        });
        Ok(match answered {
            // Also at the last moment; the worker is found ended at its next file.
            Ok(answer) => wire::decode(&answer)
                .ok_or_else(|| End::Broken("the reader's answer makes no sense".to_owned())),
            Err(_) if is_late => Err(End::Late),
            Err(fault) if fault.kind() == io::ErrorKind::InvalidData => {
                Err(End::Broken("the reader's answer is too long".to_owned()))
            }
            Err(_) => Err(self.end()),
        })
    }

    /// What became of a process that answers no more.
    fn end(&mut self) -> End {
        // If it still runs, nobody waits for it.
        let mut child = clock::child(&self.child);
        let _ = child.kill();
        let Ok(status) = child.wait() else {
            return End::Broken("the reader was lost".to_owned());
        };
        let mut said = Vec::new();
        if let Some(words) = child.stderr.take() {
            // The last words of the runtime; they hold numbers of threads, so they are not repeated.
            let _ = words.take(1 << 16).read_to_end(&mut said);
        }
        let said = String::from_utf8_lossy(&said);
        if said.contains(NO_MEMORY) {
            End::Memory
        } else if said.contains(NO_STACK) {
            End::Broken("the reader's stack overflowed".to_owned())
        } else {
            ended(status)
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // It has nothing to lose, and a process that nobody waits for would stay behind as a zombie.
        let mut child = clock::child(&self.child);
        let _ = child.kill();
        let _ = child.wait();
    }
}

#[cfg(unix)]
fn ended(status: ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt as _;
    match status.signal() {
        Some(signal) if signal == rustix::process::Signal::XCPU.as_raw() => End::Late,
        Some(signal) => End::Broken(format!("the reader was ended by signal {signal}")),
        None => code(status),
    }
}

#[cfg(not(unix))]
fn ended(status: ExitStatus) -> End {
    code(status)
}

fn code(status: ExitStatus) -> End {
    let code = status.code().unwrap_or_default();
    End::Broken(format!("the reader ended with code {code}"))
}

/// The next frame; that there is none is a fault here.
fn answer(output: &mut ChildStdout, most: u64) -> io::Result<Vec<u8>> {
    frame::read(output, most)?.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}
