//! What a run leaves behind that is told to end, that is killed or that runs out of memory. `.ci/kills` does it a hundred times and says what it saw.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::{DAY, Folder, POLICIES};
use crate::checked::repository;

const OLD: &str = "yesterday's\n";
const RESULT: &str = "out.csv";

const INT: i32 = 2;
const KILL: i32 = 9;
const TERM: i32 = 15;

/// Open items, none of which asks anything of the next.
fn open_items(invoices: usize) -> String {
    let row = |at| format!("{at},C{},consumer,NOK,2026-01-02,2026-01-16,1000.00,1000.00\n", at / 3);
    format!("invoice,customer,debtor,currency,issued,due,amount,balance\n{}", (0..invoices).map(row).collect::<String>())
}

fn begun(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frist"));
    command.args(arguments).current_dir(repository("")).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn send(signal: i32, to: &Child) {
    Command::new("kill").args([format!("-{signal}"), to.id().to_string()]).stderr(Stdio::null()).status().unwrap();
}

/// Whether the suite is not to hear of a signal, and whatever it runs with it: a shell has what it runs in the background ignore INT.
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let bits = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    bits.and_then(|bits| u64::from_str_radix(bits.trim(), 16).ok()).unwrap_or(0) & (1 << (signal - 1)) != 0
}

/// The names in a folder, in their order.
fn names(folder: &Folder) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder.path("")).unwrap().flatten().map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn whoever_is_ended_leaves_the_old_or_the_new() {
    let tries = std::env::var("FRIST_TRIES").ok().and_then(|tries| tries.parse().ok()).unwrap_or(9);
    let seed = std::env::var("FRIST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let ledger = Folder::new();
    let items = ledger.write("items.csv", &open_items(if tries > 9 { 40_000 } else { 4_000 }));
    let run = |folder: &Folder| begun(&["evaluate", POLICIES, "--ledger", &items, "--as-of", DAY, "--all", "--output", &folder.at(RESULT)]);
    let folder = Folder::new();
    let begin = Instant::now();
    assert!(run(&folder).wait().unwrap().success());
    let (whole, new) = (begin.elapsed().as_micros() as u64, folder.read(RESULT));
    let mut moment: u64 = seed;
    let (mut old_ones, mut new_ones, mut strays) = (0, 0, 0);
    for at in 0..tries {
        let signal = [TERM, INT, KILL][at % 3];
        // The target is there in one half of them, and is not in the other.
        let before = (at % 2 == 0).then_some(OLD);
        let folder = Folder::new();
        before.iter().for_each(|old| drop(folder.write(RESULT, old)));
        let mut running = run(&folder);
        moment = moment.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Most of them while it still works, some when it is about to be done, or is.
        std::thread::sleep(Duration::from_micros((moment >> 33) % (whole + whole / 10)));
        send(signal, &running);
        let status = running.wait().unwrap();
        assert!(status.success() || status.signal() == Some(signal), "try {at} of seed {seed}: {status}");
        let after = folder.has(RESULT).then(|| folder.read(RESULT));
        if after.as_ref() == Some(&new) {
            new_ones += 1;
        } else {
            assert_eq!(after.as_deref(), before, "try {at} of seed {seed}: half a file after signal {signal}");
            old_ones += 1;
        }
        let left: Vec<_> = names(&folder).into_iter().filter(|name| name != RESULT).collect();
        assert!(left.is_empty() || signal == KILL, "try {at} of seed {seed}: signal {signal} leaves {left:?}");
        strays += left.len();
    }
    assert!(tries < 50 || old_ones > 0, "none of {tries} runs of seed {seed} was ended while it worked");
    println!("{tries} runs of {whole} µs were ended: {old_ones} left what was there, {new_ones} the whole result, {strays} a stray file");
}

#[test]
fn a_run_ends_by_the_signal_that_ends_it() {
    let folder = Folder::new();
    assert!(Command::new("mkfifo").arg(folder.path("pipe")).status().unwrap().success());
    folder.write(RESULT, OLD);
    let (pipe, result) = (folder.at("pipe"), folder.at(RESULT));
    // It waits for a ledger that nobody writes.
    let arguments = ["evaluate", POLICIES, "--ledger", &pipe, "--as-of", DAY, "--output", &result];
    for signal in [INT, TERM].into_iter().filter(|signal| !is_ignored(*signal)) {
        let mut running = begun(&arguments);
        send(signal, &running);
        assert_eq!(running.wait().unwrap().signal(), Some(signal));
        assert_eq!((folder.read(RESULT).as_str(), names(&folder).len()), (OLD, 2));
    }
}

#[test]
fn who_does_not_hang_up_goes_on() {
    let folder = Folder::new();
    fs::create_dir(folder.path("ledger")).unwrap();
    folder.write("ledger/invoices.csv", "invoice,customer,currency,issued,amount\n1,C,NOK,2026-03-01,100\n");
    folder.write("sent.csv", "invoice,decision,step,act,send_on,fee,currency,key\n1,send,r,reminder,2026-05-04,38.00,NOK,1/r/1\n");
    // Another that records: the lock it waits for is held here until it has been told to hang up.
    let lock = fs::File::create(folder.path("ledger/.frist.lock")).unwrap();
    lock.lock().unwrap();
    let mut command = Command::new("nohup");
    command.args([env!("CARGO_BIN_EXE_frist"), "record", "--ledger", &folder.at("ledger"), "--sent", &folder.at("sent.csv")]);
    let running = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(100));
    send(1, &running);
    drop(lock);
    let ran = running.wait_with_output().unwrap();
    assert!(ran.status.success(), "{ran:?}");
    assert!(folder.has("ledger/events.csv"));
}

#[test]
fn whoever_reads_from_a_pipe_sees_no_progress() {
    let folder = Folder::new();
    let items = folder.write("items.csv", &open_items(300));
    for more in [&["--format", "csv"][..], &["--output", &folder.at(RESULT)]] {
        let ran = super::evaluate(&items, DAY, more);
        assert_eq!(ran.code, 0);
        let is_known = |line: &str| line.starts_with("note: ") || line.contains(" rows written to ");
        assert!(ran.err.lines().all(is_known) && !ran.err.contains(['\r', '\u{1b}']), "{}", ran.err);
    }
}

/// A policy under which a ledger has to be in memory.
const ASKS_OF_CUSTOMERS: &str = "policies/examples/norway-consumer.frist";

/// A run that may have so many kilobytes. It ends by itself: who is short of memory must not wait for it.
fn within(kilobytes: usize, arguments: &[&str]) -> Output {
    let script = format!("ulimit -v {kilobytes}; exec timeout 120 \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    // A thread that gets no memory for a backtrace waits for good: the guard ends it, which takes longer.
    command.env_remove("RUST_BACKTRACE");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_frist")]).args(arguments).current_dir(repository(""));
    let ran = command.output().unwrap();
    assert_ne!(ran.status.code(), Some(124), "{arguments:?} with {kilobytes} kB does not end");
    ran
}

#[test]
fn nobody_waits_for_memory() {
    // From where the program cannot be had at all: where its threads get the memory they begin with, and where just not.
    let mut began = 0;
    for kilobytes in (10_000..100_000).step_by(16) {
        let ran = within(kilobytes, &["--version"]);
        began = if ran.status.success() { began + 1 } else { 0 };
        if began == 20 {
            return;
        }
    }
    panic!("the program does not begin");
}

#[test]
fn a_check_without_memory_says_so() {
    // From where the program itself can be had to where the check can.
    let begins = |kilobytes: &usize| within(*kilobytes, &["--version"]).status.success();
    let mut said_so = 0;
    for kilobytes in (10_000..100_000).step_by(250).skip_while(|kilobytes| !begins(kilobytes)).skip(1) {
        let ran = within(kilobytes, &["check", "policies/examples"]);
        let said = String::from_utf8(ran.stderr).unwrap();
        match ran.status.code() {
            Some(0) => break,
            Some(2) if said.contains("frist: there is not enough memory: give the run more") => said_so += 1,
            other => panic!("{other:?} with {kilobytes} kB: {said}"),
        }
    }
    assert!(said_so > 0, "memory was never short");
}

#[test]
fn whoever_runs_out_of_memory_says_so() {
    let folder = Folder::new();
    let items = folder.write("items.csv", &open_items(300_000));
    // Less than twice the file, which is known before it is read, and more, of which the program itself takes some twenty megabytes.
    let size = fs::metadata(&items).unwrap().len();
    assert!((15_000_000..20_000_000).contains(&size), "{size}");
    let commands: [&[&str]; 4] = [
        &["evaluate", ASKS_OF_CUSTOMERS, "--as-of", DAY, "--ledger", &items],
        &["audit", "--law", "NO", "--ledger", &items],
        &["simulate", POLICIES, "--from", DAY, "--to", "2026-04-30", "--ledger", &items],
        &["ledger", "check", "--as-of", DAY, "--ledger", &items],
    ];
    for command in commands {
        for kilobytes in [29_000, 70_000] {
            let ran = within(kilobytes, command);
            let said = String::from_utf8(ran.stderr).unwrap();
            assert_eq!(ran.status.code(), Some(2), "{command:?} with {kilobytes} kB for {size} bytes: {said}");
            assert!(said.contains("memory") && said.contains("cut the ledger into several"), "{command:?} with {kilobytes} kB: {said}");
            assert!(!said.contains("panicked"), "{said}");
        }
    }
}
