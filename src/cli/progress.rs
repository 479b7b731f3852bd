//! How far the reading of a ledger is: told on a terminal, to whoever has waited for a while, until there is something else to say.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Who waits no longer than this is told nothing.
const A_WHILE: Duration = Duration::from_secs(2);

/// So often what is told is brought up to date.
const OFTEN: Duration = Duration::from_millis(200);

/// While there is something left to read, and once it is read.
const READING: &str = "{bar:24} {percent}% read, {msg}{eta} left";
const READ_ALL: &str = "{msg}all read, at work for {elapsed}";

// One for the process, since a process is one run.
static SIZE: AtomicU64 = AtomicU64::new(0);
static READ: AtomicU64 = AtomicU64::new(0);
static ROWS: AtomicU64 = AtomicU64::new(0);
static TELLER: Mutex<Option<(Sender<()>, JoinHandle<()>)>> = Mutex::new(None);

/// A file of a ledger of so many bytes; where somebody looks on, how much of it was read is told from now on. Whoever gives it up before its end was not
/// to read it.
pub fn told(file: File, size: u64) -> Counted {
    SIZE.fetch_add(size, Relaxed);
    let is_told = io::stderr().is_terminal();
    if is_told {
        let mut teller = TELLER.lock().unwrap_or_else(PoisonError::into_inner);
        if teller.is_none() {
            let (end, ended) = channel();
            *teller = Builder::new().spawn(move || tell(&ended)).ok().map(|thread| (end, thread));
        }
    }
    Counted { file, size, read: 0, has_lines: is_told }
}

/// How many bytes there are to read, or were.
pub fn size() -> u64 {
    SIZE.load(Relaxed)
}

/// Clears what is told: something else is to be said.
pub fn end() {
    let teller = TELLER.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some((end, thread)) = teller {
        drop(end);
        let _ = thread.join();
    }
}

fn tell(ended: &Receiver<()>) {
    let begun = Instant::now();
    let goes_on = |for_now| ended.recv_timeout(for_now) == Err(RecvTimeoutError::Timeout);
    let bar = ProgressBar::with_draw_target(Some(1), ProgressDrawTarget::hidden());
    if !goes_on(A_WHILE) {
        return;
    }
    draw(&bar, begun);
    bar.set_draw_target(ProgressDrawTarget::stderr());
    while goes_on(OFTEN) {
        draw(&bar, begun);
    }
    bar.finish_and_clear();
}

fn draw(bar: &ProgressBar, begun: Instant) {
    let (read, size) = (READ.load(Relaxed), SIZE.load(Relaxed));
    let form = if read < size { READING } else { READ_ALL };
    ProgressStyle::with_template(form).into_iter().for_each(|style| bar.set_style(style));
    bar.set_length(size.max(1));
    bar.set_position(read.min(size));
    bar.set_message(rows(ROWS.load(Relaxed), (read < size).then(|| begun.elapsed())));
}

/// How many rows were read, and how many a second while they still are. Nothing of a file that has no lines.
fn rows(rows: u64, since: Option<Duration>) -> String {
    let count = |count: u64| HumanCount(count).to_string().replace(',', " ");
    let rate = |since: Duration| u64::try_from(u128::from(rows) * 1000 / since.as_millis().max(1)).unwrap_or(u64::MAX);
    match since {
        _ if rows == 0 => String::new(),
        Some(since) => format!("{} rows, {} a second, ", count(rows), count(rate(since))),
        None => format!("{} rows, ", count(rows)),
    }
}

/// A file of which is counted what is read.
pub struct Counted {
    file: File,
    size: u64,
    read: u64,
    /// Whether its lines are counted.
    has_lines: bool,
}

impl Counted {
    /// The same of a file that has no lines.
    #[cfg(feature = "parquet")]
    pub fn without_lines(mut self) -> Counted {
        self.has_lines = false;
        self
    }
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.read += read as u64;
        READ.fetch_add(read as u64, Relaxed);
        if self.has_lines {
            ROWS.fetch_add(memchr::memchr_iter(b'\n', &into[..read]).count() as u64, Relaxed);
        }
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        if self.read < self.size {
            SIZE.fetch_sub(self.size, Relaxed);
            READ.fetch_sub(self.read, Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A million and a half in three seconds is half a million in each.
    #[test]
    fn rows_and_their_rate() {
        assert_eq!(rows(1_500_000, Some(Duration::from_secs(3))), "1 500 000 rows, 500 000 a second, ");
        assert_eq!(rows(1_500_000, None), "1 500 000 rows, ");
        assert_eq!([Some(Duration::ZERO), None].map(|since| rows(0, since)), ["", ""]);
    }

    #[test]
    fn what_is_given_up_was_not_to_be_read() {
        let mut file = tempfile::tempfile().expect("a file");
        std::io::Write::write_all(&mut file, b"12345678\n").expect("written");
        let again = |file: &File| told(file.try_clone().expect("a file"), 9);
        // Other tests of this process read no ledger.
        for read in [4, 9] {
            let mut counted = again(&file);
            counted.seek(SeekFrom::Start(0)).expect("there");
            counted.read_exact(&mut vec![0; read]).expect("read");
            assert_eq!((size(), READ.load(Relaxed)), (9, read as u64));
        }
        assert_eq!((size(), READ.load(Relaxed)), (9, 9));
    }

    #[test]
    fn the_forms_can_be_drawn() {
        assert!([READING, READ_ALL].into_iter().all(|form| ProgressStyle::with_template(form).is_ok()));
    }
}
