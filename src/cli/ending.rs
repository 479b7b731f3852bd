//! How a run ends that is told to end: what it is about to put in its place it still puts there, what it has begun goes, and then it ends as one that never
//! heard of signals.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// Files that go when the run is told to end. One list for the process, since a process is one run.
static BEGUN: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// As long as this lives nothing but a kill ends the run. It holds the files that go when the run is told to end.
pub fn hold() -> MutexGuard<'static, Vec<PathBuf>> {
    static LISTENS: Once = Once::new();
    #[cfg(unix)]
    LISTENS.call_once(unix::listen);
    #[cfg(not(unix))]
    LISTENS.call_once(|| {});
    begun()
}

fn begun() -> MutexGuard<'static, Vec<PathBuf>> {
    BEGUN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what was begun, unless it is being put in its place.
#[cfg(unix)]
pub fn leave_nothing() {
    if let Ok(begun) = BEGUN.try_lock() {
        remove(&begun);
    }
}

#[cfg(unix)]
fn remove(begun: &[PathBuf]) {
    for file in begun {
        let _ = std::fs::remove_file(file);
    }
}

#[cfg(unix)]
mod unix {
    use std::sync::mpsc::channel;
    use std::thread;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::super::progress;

    /// The first process of a container, which no signal ends that nobody listens to.
    const FIRST: u32 = 1;

    /// Listens on a thread of its own. Where that cannot be had, the run ends at once when it is told to.
    pub fn listen() {
        let (tell, told) = channel::<()>();
        let ignored = ignored();
        let heard: Vec<i32> = [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored & (1 << (signal - 1)) == 0).collect();
        let listen = move || {
            let signals = Signals::new(heard);
            drop(tell);
            if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
                end(signal);
            }
        };
        let _ = thread::Builder::new().spawn(listen);
        // Nobody ever says a word: that nobody can any more means that signals are heard.
        let _ = told.recv();
    }

    /// Which signals whoever began the run does not want to end it, a bit each: `nohup` is one who does. Where the system does not tell, that is SIGHUP.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let bits = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        bits.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(1 << (SIGHUP - 1))
    }

    fn end(signal: i32) {
        let begun = super::begun();
        super::remove(&begun);
        // Whoever looks on gets an empty line back.
        progress::end();
        if std::process::id() != FIRST {
            let _ = emulate_default_handler(signal);
        }
        std::process::exit(128 + signal)
    }
}
