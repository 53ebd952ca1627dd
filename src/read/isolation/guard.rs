//! What the operating system holds a worker to, beside the limits that the reader counts itself.
//!
//! On Linux: the address space, so that memory beyond the limit is refused whoever asks for it. On every Unix: time of
//! the processor, no file written, no memory image left behind. On Windows nothing of this: there the reader's own
//! counting and the run's clock remain.

use super::super::limits::Limits;

/// The stack of a process's first thread where the system does not tell.
const USUAL_STACK: usize = 8 * 1024 * 1024;

/// As much stack as the first thread has, so that it does not matter which thread reads a file.
pub fn stack() -> usize {
    #[cfg(unix)]
    let told = rustix::process::getrlimit(rustix::process::Resource::Stack).current;
    #[cfg(not(unix))]
    let told: Option<u64> = None;
    told.and_then(|bytes| usize::try_from(bytes).ok())
        .map_or(USUAL_STACK, |bytes| bytes.min(8 * USUAL_STACK))
}

/// The limits of this process.
pub struct Guard {
    /// Address space of the worker itself, before any file, in bytes.
    #[cfg(target_os = "linux")]
    own: u64,
}

#[cfg(unix)]
impl Guard {
    /// Notes what the worker needs for itself, and forbids it to write files: pipes are not files.
    pub fn new() -> Self {
        use rustix::process::Resource;
        at_most(Resource::Core, 0);
        at_most(Resource::Fsize, 0);
        Self {
            #[cfg(target_os = "linux")]
            own: address_space(),
        }
    }

    /// Before each file: its time and memory count from here.
    pub fn hold(&self, limits: &Limits) {
        use rustix::process::Resource;
        use rustix::time::{ClockId, clock_gettime};
        let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
        // A little later than the clocks of the reader and of the run, which know more to say.
        let seconds = used.saturating_add(limits.seconds).saturating_add(5);
        at_most(Resource::Cpu, seconds);
        #[cfg(target_os = "linux")]
        at_most(Resource::As, self.own.saturating_add(limits.memory_bytes()));
    }
}

#[cfg(not(unix))]
impl Guard {
    /// There is nothing to hold.
    pub fn new() -> Self {
        Self {}
    }

    /// There is nothing to hold.
    pub fn hold(&self, _: &Limits) {}
}

/// Sets what counts now and leaves what may be set; a system that refuses leaves the other guards.
#[cfg(unix)]
fn at_most(what: rustix::process::Resource, value: u64) {
    use rustix::process::{Rlimit, getrlimit, setrlimit};
    let maximum = getrlimit(what).maximum;
    let current = maximum.map_or(value, |most| most.min(value));
    let _ = setrlimit(
        what,
        Rlimit {
            current: Some(current),
            maximum,
        },
    );
}

/// The size of this process as the system counts it for the limit; 0 where it does not tell.
#[cfg(target_os = "linux")]
fn address_space() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmSize:"))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|kib| kib.parse::<u64>().ok())
        .map_or(0, |kib| kib.saturating_mul(1024))
}
