//! What needs more than the memory there is: said in a sentence, of a ledger before it is read where that can be known, and otherwise once memory is out.

use std::io;

use super::progress;

/// What somebody can do about it.
const WAY_OUT: &str = "give the run more, or cut the ledger into several with whole customers in each; written as CSV, a worklist of open items, under policies \
                       that ask nothing of customers, or of a folder ordered by customer comes without having the ledger in memory";

/// Bytes in a megabyte, in which memory is told.
const MEGABYTE: u64 = 1_000_000;

/// What is said of a file that takes so many bytes of memory, which cannot be had.
pub fn too_large(needed: u64) -> io::Error {
    io::Error::new(
        io::ErrorKind::OutOfMemory,
        format!("in memory it takes {} MB or more, and there is not so much: {WAY_OUT}", megabytes(needed)),
    )
}

/// Why a file of a ledger cannot be read, with a way out where it is for want of memory.
pub fn explained(error: io::Error) -> io::Error {
    let is_plain = error.kind() == io::ErrorKind::OutOfMemory && error.get_ref().is_none();
    if is_plain { too_large(of_whole(progress::size())) } else { error }
}

fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(MEGABYTE)
}

/// What a file of so many bytes takes where it is in memory with all that is read from it: as much again, or more. It may be ten times as much: that is
/// known only once it is read.
pub fn of_whole(size: u64) -> u64 {
    size.saturating_mul(2)
}

/// Holds the bytes that a file takes, or more, against what this run may have at most.
///
/// # Errors
/// When it cannot be enough.
pub fn look(needed: u64) -> io::Result<()> {
    match most() {
        Some(most) if most < needed => Err(too_large(needed)),
        _ => Ok(()),
    }
}

/// The most memory, in bytes, that this run may have, where the system tells: what is free now, what its group may have, what it may have itself.
#[cfg(target_os = "linux")]
fn most() -> Option<u64> {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    free(&read("/proc/meminfo")).into_iter().chain(of_group(&read("/proc/self/cgroup"), read)).chain(own()).min()
}

/// The most memory, in bytes, that this run may address.
#[cfg(target_os = "linux")]
fn own() -> Option<u64> {
    rustix::process::getrlimit(rustix::process::Resource::As).current
}

#[cfg(not(target_os = "linux"))]
fn most() -> Option<u64> {
    None
}

/// How many threads at most a run can have, 1 at least: each sets aside room to address, and where that is limited too many leave none to work in.
pub fn threads() -> usize {
    #[cfg(target_os = "linux")]
    if let Some(own) = own() {
        /// Twice what the system's allocator sets aside for a thread.
        const A_THREAD: u64 = 1 << 28;
        return usize::try_from(own / A_THREAD).unwrap_or(usize::MAX).max(1);
    }
    usize::MAX
}

/// What /proc/meminfo says could be had without taking it from anybody, in bytes.
#[cfg(target_os = "linux")]
fn free(meminfo: &str) -> Option<u64> {
    let line = |name: &str| meminfo.lines().find_map(|line| line.strip_prefix(name)?.split_whitespace().next()?.parse::<u64>().ok());
    Some((line("MemAvailable:")? + line("SwapFree:").unwrap_or(0)) * 1024)
}

/// What the group of a process, and those that it is in, may have at most, in bytes, given /proc/self/cgroup.
#[cfg(target_os = "linux")]
fn of_group(groups: &str, read: impl Fn(&str) -> String) -> Option<u64> {
    let group = groups.lines().find_map(|line| line.strip_prefix("0::"))?;
    let all = std::path::Path::new(group).ancestors();
    let limit = |group: &std::path::Path| read(&format!("/sys/fs/cgroup{}/memory.max", group.display())).trim().parse().ok();
    // In a container the root of what it sees may be limited as well.
    all.filter_map(limit).min()
}

/// From now on a run for which there is no memory ends with a sentence, and with exit code 2. Where nothing can be done for that, it ends as before.
pub fn guard() {
    #[cfg(unix)]
    {
        static GUARDS: std::sync::Once = std::sync::Once::new();
        GUARDS.call_once(|| unix::guard().unwrap_or_default());
    }
}

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, Read, Write};
    use std::os::fd::AsFd;
    use std::sync::mpsc::channel;
    use std::thread;
    use std::time::Duration;

    use rustix::fs::{OFlags, fcntl_setfl};
    use signal_hook::consts::SIGABRT;
    use signal_hook::low_level::{exit, pipe};

    use super::super::{ending, exit_answer::ExitAnswer};
    use super::{WAY_OUT, megabytes, progress};

    /// Who gets no memory says so on standard error and aborts, which is a signal. A signal may do next to nothing but write: a byte into one pipe, which
    /// another thread waits for to end the run, and a byte into a pipe that is full, so that the thread itself comes no further.
    pub fn guard() -> io::Result<()> {
        let (mut told, tell) = io::pipe()?;
        let (never_read, full) = io::pipe()?;
        // Nothing here may need memory, nor wait for whoever had the word when it was out.
        let mut standard_error = File::from(io::stderr().as_fd().try_clone_to_owned()?);
        let (stand, stands) = channel();
        thread::Builder::new().stack_size(SMALL).spawn(move || {
            let _open = never_read;
            if stand.send(()).is_ok() && told.read_exact(&mut [0]).is_ok() {
                let _ = match megabytes(progress::size()) {
                    0 => writeln!(standard_error, "{TOO_LITTLE}"),
                    size => writeln!(standard_error, "frist: there is not enough memory for a ledger of {size} MB: {WAY_OUT}"),
                };
                ending::leave_nothing();
                exit(ExitAnswer::NotAsked as i32);
            }
        })?;
        // To begin a thread takes memory too. If the guard were told that there is none before it stands, nobody would end the run.
        if stands.recv_timeout(LONG).is_err() {
            let _ = writeln!(io::stderr(), "{TOO_LITTLE}");
            exit(ExitAnswer::NotAsked as i32);
        }
        let fill = full.try_clone()?;
        pipe::register(SIGABRT, tell)?;
        // As long as it is filled nobody waits for it.
        pipe::register(SIGABRT, full)?;
        while (&fill).write(&[0; PAGE]).is_ok() {}
        Ok(fcntl_setfl(&fill, OFlags::empty())?)
    }

    const TOO_LITTLE: &str = "frist: there is not enough memory: give the run more";

    /// More than a thread takes to begin on the busiest machine. One that gets no memory may wait for good.
    const LONG: Duration = Duration::from_secs(20);

    /// Enough to say a sentence, in bytes, and to be had where there is little.
    const SMALL: usize = 1 << 16;

    /// A pipe is filled in pieces of which it holds some without a rest.
    const PAGE: usize = 4096;
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_tells() {
        assert_eq!(free("MemTotal: 9 kB\nMemAvailable:     3 kB\nSwapFree: 2 kB\n"), Some(5 * 1024));
        assert_eq!(free(""), None);
        let read = |path: &str| match path {
            "/sys/fs/cgroup/a/b/memory.max" => "max\n".into(),
            "/sys/fs/cgroup/a/memory.max" => "5000\n".into(),
            _ => String::new(),
        };
        assert_eq!(of_group("1:cpu:/x\n0::/a/b\n", read), Some(5000));
    }

    #[test]
    fn megabytes_are_not_rounded_away() {
        assert_eq!([megabytes(1), megabytes(MEGABYTE), megabytes(MEGABYTE + 1)], [1, 1, 2]);
    }
}
