//! Nothing is lost and nothing is overwritten: what a file is it stays, what was read is never written over, and who records waits for its turn.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::{Command, Stdio};

use super::{DAY, Folder, LEDGER, POLICIES, evaluate, frist};
use crate::checked::repository;

const OUT_OF_THE_WAY: &str = "a result is never written over what it comes from";

/// A command that writes a CSV file.
fn written(output: &str) -> super::Ran {
    evaluate(LEDGER, DAY, &["--format", "csv", "--output", output])
}

#[test]
fn a_result_never_takes_the_place_of_what_was_read() {
    let folder = Folder::copy(LEDGER);
    let policy = folder.write("p.frist", &fs::read_to_string(repository(POLICIES)).unwrap());
    symlink(folder.path("invoices.csv"), folder.path("link.csv")).unwrap();
    fs::hard_link(folder.path("invoices.csv"), folder.path("second-name.csv")).unwrap();
    fs::remove_file(folder.path("ledger.csv")).ok();
    let before = folder.read("invoices.csv");
    // A table that is not there would be read by the next run.
    for output in ["invoices.csv", "./invoices.csv", "link.csv", "second-name.csv", "p.frist", "ledger.csv"] {
        let output = if output.starts_with("./") { format!("{}/{output}", folder.at("")) } else { folder.at(output) };
        let ran = frist(&["evaluate", &policy, "--ledger", &folder.at(""), "--as-of", DAY, "--format", "csv", "--output", &output]);
        assert_eq!(ran.code, 2, "{output}");
        assert!(ran.err.contains(OUT_OF_THE_WAY), "{output}: {}", ran.err);
    }
    let said = frist(&["evaluate", &policy, "--ledger", &folder.at(""), "--as-of", DAY, "--output", &folder.at("ledger.csv")]).err;
    let expected = format!("frist: `{}` was looked for in this run, and {OUT_OF_THE_WAY}\n", folder.at("ledger.csv"));
    assert!(said.ends_with(&expected), "{said}");
    assert_eq!(folder.read("invoices.csv"), before);
    assert!(!folder.has("ledger.csv"));
    let statute = folder.write("no.frist", &fs::read_to_string(repository("policies/statutes/no.frist")).unwrap());
    let ran = frist(&["check", &policy, "--statute", &statute, "--output", &statute]);
    assert!(ran.code == 2 && ran.err.contains(OUT_OF_THE_WAY), "{}", ran.err);
}

#[test]
fn a_link_stays_a_link_and_a_file_keeps_its_mode() {
    let folder = Folder::new();
    fs::create_dir(folder.path("there")).unwrap();
    folder.write("there/target.csv", "yesterday's\n");
    symlink("there/target.csv", folder.path("out.csv")).unwrap();
    assert_eq!(written(&folder.at("out.csv")).code, 0);
    assert!(fs::symlink_metadata(folder.path("out.csv")).unwrap().is_symlink());
    let today = folder.read("there/target.csv");
    assert!(today.starts_with("invoice,"), "{today}");

    symlink("there/not-yet.csv", folder.path("new.csv")).unwrap();
    assert_eq!(written(&folder.at("new.csv")).code, 0);
    assert!(fs::symlink_metadata(folder.path("new.csv")).unwrap().is_symlink());
    assert_eq!(folder.read("there/not-yet.csv"), today);

    symlink("round.csv", folder.path("about.csv")).unwrap();
    symlink("about.csv", folder.path("round.csv")).unwrap();
    let ran = written(&folder.at("about.csv"));
    assert!(ran.code == 2 && ran.err.contains("it is a link that leads in a circle"), "{}", ran.err);
    assert!(fs::symlink_metadata(folder.path("about.csv")).unwrap().is_symlink());

    folder.write("one.csv", "yesterday's\n");
    fs::hard_link(folder.path("one.csv"), folder.path("other.csv")).unwrap();
    fs::set_permissions(folder.path("one.csv"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(written(&folder.at("one.csv")).code, 0);
    assert_eq!(folder.read("other.csv"), today);
    let kept = fs::metadata(folder.path("one.csv")).unwrap();
    assert_eq!((kept.nlink(), kept.mode() & 0o777), (2, 0o600));

    folder.write("own.csv", "yesterday's\n");
    fs::set_permissions(folder.path("own.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(written(&folder.at("own.csv")).code, 0);
    assert_eq!(fs::metadata(folder.path("own.csv")).unwrap().mode() & 0o777, 0o640);
}

#[test]
fn devices_and_pipes_are_written_to() {
    let printed = evaluate(LEDGER, DAY, &["--format", "csv"]).out;
    assert_eq!(written("/dev/null").code, 0);
    assert!(fs::metadata("/dev/null").unwrap().len() == 0 && !fs::metadata("/dev/null").unwrap().is_file());
    let ran = written("/dev/stdout");
    assert_eq!((ran.code, ran.out.as_str()), (0, printed.as_str()), "{}", ran.err);

    let folder = Folder::new();
    assert!(Command::new("mkfifo").arg(folder.path("pipe")).status().unwrap().success());
    let reader = Command::new("cat").arg(folder.path("pipe")).stdout(Stdio::piped()).spawn().unwrap();
    let ran = written(&folder.at("pipe"));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap(), printed);
}

#[test]
fn what_is_open_already_goes_on_where_it_is() {
    let folder = Folder::new();
    let log = folder.write("log", "KEEP\n");
    let printed = evaluate(LEDGER, DAY, &["--format", "csv"]).out;
    let script = format!(
        "{} evaluate {POLICIES} --ledger {LEDGER} --as-of {DAY} --format csv --output /dev/stdout; echo END",
        env!("CARGO_BIN_EXE_frist")
    );
    let file = fs::OpenOptions::new().append(true).open(&log).unwrap();
    let ran = Command::new("sh").args(["-c", &script]).current_dir(repository("")).stdout(file).stderr(Stdio::null()).status().unwrap();
    assert!(ran.success());
    assert_eq!(folder.read("log"), format!("KEEP\n{printed}END\n"));
}

#[test]
fn a_file_in_the_memory_of_the_system_is_a_file() {
    let Ok(folder) = tempfile::tempdir_in("/dev/shm") else { return };
    let path = folder.path().join("out.csv");
    let printed = evaluate(LEDGER, DAY, &["--format", "csv"]).out;
    for before in [None, Some("x".repeat(100_000))] {
        before.iter().for_each(|text| fs::write(&path, text).unwrap());
        assert_eq!(written(path.to_str().unwrap()).code, 0);
        assert_eq!(fs::read_to_string(&path).unwrap(), printed);
    }
}

#[test]
fn escalations_are_no_reason_to_refuse_a_pipe() {
    let ran = frist(&[
        "evaluate",
        "policies/examples/norway-business.frist",
        "--ledger",
        LEDGER,
        "--as-of",
        DAY,
        "--format",
        "csv",
        "--output",
        "/dev/null",
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
}

#[test]
fn a_link_to_a_table_that_is_not_there_yet_is_no_way_round() {
    let ledger = Folder::copy(LEDGER);
    fs::remove_file(ledger.path("events.csv")).unwrap();
    let folder = Folder::new();
    symlink(ledger.path("events.csv"), folder.path("a")).unwrap();
    symlink("a", folder.path("b.csv")).unwrap();
    let ran = frist(&["evaluate", POLICIES, "--ledger", &ledger.at(""), "--as-of", DAY, "--output", &folder.at("b.csv")]);
    assert!(ran.code == 2 && ran.err.contains(OUT_OF_THE_WAY), "{}", ran.err);
    assert!(!ledger.has("events.csv"));
}

#[test]
fn a_header_is_widened_without_losing_what_others_add() {
    let rounds = crate::proof::tries().min(30) * 2;
    for round in 0..rounds {
        let (folder, parts) = to_record(400, 1);
        let wide = fs::read_to_string(&parts[0])
            .unwrap()
            .replace("send_on,fee", "send_on,deadline,fee")
            .replace("05-04,38", "05-04,2026-05-18,38");
        let part = folder.write("wide.list", &wide);
        let mut running = Command::new(env!("CARGO_BIN_EXE_frist"));
        running.args(["record", "--ledger", &folder.at(""), "--sent", &part]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = running.spawn().unwrap();
        // Rows before it can have read and while it works, each by a program that opens the table and closes it again.
        let mut added = 0;
        while running.try_wait().unwrap().is_none() {
            assert!(added < 10_000, "it never ends");
            fs::OpenOptions::new()
                .append(true)
                .open(folder.path("events.csv"))
                .unwrap()
                .write_all(b"1,2026-03-03,payment,0.01,,,\n")
                .unwrap();
            added += 1;
            std::thread::sleep(std::time::Duration::from_micros(300 + 100 * (round as u64 % 4)));
        }
        assert_eq!(running.wait().unwrap().code(), Some(0));
        let text = folder.read("events.csv");
        assert_eq!(text.matches(",notice,").count(), 400, "round {round}");
        assert_eq!(text.matches("1,2026-03-03,payment,0.01").count(), added, "round {round}");
    }
}

#[test]
fn a_full_standard_output_is_said() {
    let policy = "policies/examples/norway-consumer.frist";
    let folder = Folder::new();
    let unformatted = folder.write("p.frist", "policy  p {\n}\n");
    let commands: [&[&str]; 13] = [
        &["--version"],
        &["--help"],
        &["evaluate", POLICIES, "--ledger", LEDGER, "--as-of", DAY],
        &["evaluate", POLICIES, "--ledger", LEDGER, "--as-of", DAY, "--format", "json"],
        &["check", "policies/examples/denmark-consumer.frist"],
        &["audit", "--law", "NO", "--ledger", LEDGER],
        &["explain", "F1001"],
        &["law", "NO"],
        &["plan", policy],
        &["timeline", policy],
        &["simulate", POLICIES, "--ledger", LEDGER, "--from", DAY, "--to", "2026-04-30"],
        &["ledger", "check", "--ledger", LEDGER],
        &["fmt", "--check", &unformatted],
    ];
    for arguments in commands {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = Command::new(env!("CARGO_BIN_EXE_frist")).args(arguments).current_dir(repository("")).stdout(full).output().unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("cannot write") && !said.contains("panicked"), "{arguments:?}: {said}");
        // Nobody who closes standard error loses the answer.
        let closed = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let ran = Command::new(env!("CARGO_BIN_EXE_frist")).args(arguments).current_dir(repository("")).stderr(closed).output().unwrap();
        assert!(matches!(ran.status.code(), Some(0 | 1)), "{arguments:?}: {:?}", ran.status);
    }
}

#[test]
fn worklist_and_escalations_are_one() {
    let folder = Folder::new();
    let policy = "policies/examples/norway-business.frist";
    let run = |output: &str| frist(&["evaluate", policy, "--ledger", LEDGER, "--as-of", DAY, "--output", output]);
    let output = folder.write("list.csv", "yesterday's\n");
    fs::create_dir(folder.path("list.escalations.csv")).unwrap();
    let ran = run(&output);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(folder.read("list.csv"), "yesterday's\n");
    fs::remove_dir(folder.path("list.escalations.csv")).unwrap();
    assert_eq!(run(&output).code, 0);
    assert!(folder.read("list.csv").starts_with("invoice,") && folder.read("list.escalations.csv").starts_with("escalation,"));
}

#[test]
fn what_a_killed_run_left_behind_goes_and_what_another_works_on_stays() {
    let folder = Folder::new();
    folder.write(".frist-dead.tmp", "half a wor");
    folder.write(".frist-alive.tmp", "half a wor");
    folder.write(".other.tmp", "not ours");
    let alive = fs::File::open(folder.path(".frist-alive.tmp")).unwrap();
    alive.lock().unwrap();
    assert_eq!(written(&folder.at("out.csv")).code, 0);
    assert_eq!([".frist-dead.tmp", ".frist-alive.tmp", ".other.tmp", "out.csv"].map(|name| folder.has(name)), [false, true, true, true]);
}

/// A ledger of so many invoices, and a worklist with a notice to each, in so many parts.
fn to_record(invoices: usize, parts: usize) -> (Folder, Vec<String>) {
    let folder = Folder::new();
    let rows: String = (0..invoices).map(|at| format!("{at},C,NOK,2026-03-01,100\n")).collect();
    folder.write("invoices.csv", &format!("invoice,customer,currency,issued,amount\n{rows}"));
    folder.write("events.csv", "invoice,date,event,amount,act,step,fee\n0,2026-03-02,payment,1.00,,,\n");
    let part = |part: usize| {
        let rows = (0..invoices).filter(|at| at % parts == part);
        let rows: String = rows.map(|at| format!("{at},send,r,reminder,2026-05-04,38.00,NOK,{at}/r/1\n")).collect();
        folder.write(&format!("part-{part}.list"), &format!("invoice,decision,step,act,send_on,fee,currency,key\n{rows}"))
    };
    let parts = (0..parts).map(part).collect();
    (folder, parts)
}

/// How often the notice of each invoice is in the ledger.
fn recorded(folder: &Folder, invoices: usize) -> Vec<usize> {
    let text = folder.read("events.csv");
    (0..invoices).map(|at| text.lines().filter(|line| *line == format!("{at},2026-05-04,notice,,reminder,r,38.00")).count()).collect()
}

#[test]
fn four_writers_lose_nothing_and_write_nothing_twice() {
    const INVOICES: usize = 40;
    for round in 0..crate::proof::tries().min(100) * 3 {
        let (folder, parts) = to_record(INVOICES, 4);
        let record = |part: &String| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_frist"));
            command.args(["record", "--ledger", &folder.at(""), "--sent", part]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        };
        // Each part twice: the second is refused. Beside them another program adds rows all the time, in the one way that loses nothing.
        let mut running: Vec<_> = parts.iter().chain(&parts).map(record).collect();
        let mut other = fs::OpenOptions::new().append(true).open(folder.path("events.csv")).unwrap();
        let mut added = 0;
        while running.iter_mut().any(|child| child.try_wait().unwrap().is_none()) {
            other.write_all(b"1,2026-03-03,payment,0.01,,,\n").unwrap();
            added += 1;
            std::thread::sleep(std::time::Duration::from_micros(200));
        }
        let codes: Vec<_> = running.iter_mut().map(|child| child.wait().unwrap().code()).collect();
        assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 4, "round {round}: {codes:?}");
        assert_eq!(recorded(&folder, INVOICES), vec![1; INVOICES], "round {round}");
        assert_eq!(folder.read("events.csv").matches("\n1,2026-03-03,payment,0.01,,,").count(), added, "round {round}");
        assert!(added > 0);
        assert!(!folder.has(".frist.lock"));
    }
}

#[test]
fn a_killed_run_records_all_or_can_be_run_again() {
    const INVOICES: usize = 30;
    for round in 0..crate::proof::tries().min(25) * 4 {
        let (folder, parts) = to_record(INVOICES, 1);
        let mut command = Command::new(env!("CARGO_BIN_EXE_frist"));
        command.args(["record", "--ledger", &folder.at(""), "--sent", &parts[0]]).stdout(Stdio::null()).stderr(Stdio::null());
        let mut running = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(1_500 + 370 * (round as u64 % 13)));
        let _ = running.kill();
        running.wait().unwrap();
        let again = frist(&["record", "--ledger", &folder.at(""), "--sent", &parts[0]]);
        assert!(matches!(again.code, 0 | 2), "{}", again.err);
        assert_eq!(recorded(&folder, INVOICES), vec![1; INVOICES], "round {round}: {}", again.err);
    }
}

#[test]
fn a_table_that_is_a_link_is_recorded_in_where_it_is() {
    let (folder, parts) = to_record(2, 1);
    fs::create_dir(folder.path("share")).unwrap();
    fs::rename(folder.path("events.csv"), folder.path("share/events.csv")).unwrap();
    symlink("share/events.csv", folder.path("events.csv")).unwrap();
    // The header lacks `deadline`, so the whole table is written anew.
    let widened =
        fs::read_to_string(&parts[0]).unwrap().replace("send_on,fee", "send_on,deadline,fee").replace("05-04,38", "05-04,2026-05-18,38");
    let part = folder.write("part.list", &widened);
    let ran = frist(&["record", "--ledger", &folder.at(""), "--sent", &part]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::symlink_metadata(folder.path("events.csv")).unwrap().is_symlink());
    let text = folder.read("share/events.csv");
    assert!(text.starts_with("invoice,date,event,amount,act,step,fee,deadline\n0,2026-03-02,payment,1.00,,,,\n"), "{text}");
}

#[test]
fn formatting_keeps_what_a_file_is() {
    let folder = Folder::new();
    folder.write("real.frist", "policy  p {\n    law NO\n}\n");
    fs::set_permissions(folder.path("real.frist"), fs::Permissions::from_mode(0o604)).unwrap();
    symlink("real.frist", folder.path("p.frist")).unwrap();
    let ran = frist(&["fmt", &folder.at("p.frist")]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::symlink_metadata(folder.path("p.frist")).unwrap().is_symlink());
    assert_eq!(fs::metadata(folder.path("real.frist")).unwrap().mode() & 0o777, 0o604);
    assert!(folder.read("real.frist").starts_with("policy p {"), "{}", folder.read("real.frist"));
}

#[test]
fn what_a_ledger_brings_along_moves_nothing_on_a_screen() {
    let ledger = Folder::copy(LEDGER);
    let hostile = "\u{1b}[31mEve\u{202e}\u{7}";
    ledger.write("customers.csv", &format!("customer,name\nC1,{hostile}\nC2,\"Eve\nall is paid\"\n"));
    let table = evaluate(&ledger.at(""), DAY, &["--all"]);
    let hidden = |text: &str| text.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}');
    assert!(!hidden(&table.out) && !hidden(&table.err), "{}", table.out);
    let json = evaluate(&ledger.at(""), DAY, &["--all", "--format", "json"]);
    let name = |row: &serde_json::Value| row["name"].as_str().unwrap_or_default() == hostile;
    assert!(super::results(&json.out).iter().any(name), "programs get the value as it is");
    let folder = Folder::new();
    let wrong = folder.write("invoices.csv", "invoice,customer,currency,issued,amount\n1\u{1b}[2J,C,KRO\u{1b},2026-03-01,5\n");
    let ran = evaluate(&wrong, DAY, &[]);
    assert!(ran.code == 2 && !hidden(&ran.err) && ran.err.contains("\\u{1b}"), "{}", ran.err);
}

/// A text that pretends to be a line of its own.
const FAKE: &str = "x\nFAKE \u{1b}[1mall\u{2028} is paid";

#[test]
fn no_text_of_a_ledger_makes_a_line_of_its_own() {
    let ledger = Folder::new();
    let q = |text: &str| format!("\"{text}{FAKE}\"");
    ledger.write(
        "invoices.csv",
        &format!(
            "invoice,customer,currency,issued,due,amount,tags,region,{}\n{},{},NOK,2026-01-02,2026-01-16,1000,{},{},\n{},{},NOK,2026-01-02,2026-01-16,500,,,\n",
            q("column"), q("1"), q("C"), q("t"), q("r"), q("2"), q("C"),
        ),
    );
    ledger.write("customers.csv", &format!("customer,name,tags\n{},{},{}\n", q("C"), q("n"), q("t")));
    ledger.write(
        "events.csv",
        &format!(
            "invoice,date,event,amount,act,step,fee,deadline,note,channel,notice_id,{2}\n{0},2026-02-02,notice,,reminder,{1},70,2026-02-16,,{1},{1},\n{0},2026-02-20,dispute,,,,,,{1},,,\n{0},2026-02-21,resolved,,,,,,{1},,,\n",
            q("1"), q("s"), q("column"),
        ),
    );
    let policy = ledger.write(
        "p.frist",
        "policy p {\n    law NO\n    debtors consumer\n    currency NOK\n    valid from 2026-01-01 until 2026-12-31\n    fact region is text\n    exempt when region is \"north\"\n    \
         step purring is reminder {\n        send 14 days after due date\n        deadline 14 days\n        fee statutory\n    }\n    \
         step varsel is collection-notice {\n        when any of {\n            region is \"south\"\n            balance above 10 NOK\n        }\n        \
         send 1 day after purring deadline\n        deadline 14 days\n    }\n    \
         escalate \"call them\" {\n        when customer balance above 100 NOK\n        do \"call\"\n    }\n}\n",
    );
    ledger.write(&format!("beside{FAKE}.csv"), "a table that nothing reads");
    let (at, day) = (ledger.at(""), "2026-03-30");
    let wrong = ledger.write(
        &format!("wrong{FAKE}.csv"),
        &format!("invoice,customer,currency,issued,amount\n{},C,{},{},{}\n", q("1"), q("k"), q("d"), q("5")),
    );
    let one = format!("1{FAKE}");
    let written = Folder::new();
    let result = written.at(&format!("r{FAKE}.csv"));
    let mistaken = written.write(&format!("p{FAKE}.frist"), "policy p {\n    law NO\n    nonsense\n}\n");
    let commands: [&[&str]; 12] = [
        &["evaluate", &policy, "--ledger", &at, "--as-of", day, "--all"],
        &["evaluate", &policy, "--ledger", &at, "--as-of", day, "--all", "--payments-through", "2026-03-01"],
        &["why", &policy, "--ledger", &at, "--as-of", day, &one],
        &["audit", "--law", "NO", "--ledger", &at],
        &["audit", "--law", "SE", "--ledger", &at],
        &["ledger", "check", "--ledger", &at, "--all", &policy, "--as-of", day],
        &["simulate", &policy, "--ledger", &at, "--from", day, "--to", "2026-06-30"],
        &["diff", &policy, POLICIES, "--ledger", &at, "--as-of", day],
        &["evaluate", &policy, "--ledger", &wrong, "--as-of", day],
        &["evaluate", &policy, "--ledger", &at, "--as-of", day, "--output", &result],
        &["check", &mistaken],
        &["fmt", &mistaken],
    ];
    for arguments in commands {
        let ran = frist(arguments);
        for (what, text) in [("out", &ran.out), ("err", &ran.err)] {
            let fake: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("FAKE")).collect();
            assert!(fake.is_empty(), "{arguments:?} {what}\n{text}");
            assert!(!text.chars().any(|c| c.is_control() && c != '\n' || c == '\u{2028}'), "{arguments:?} {what}\n{text}");
        }
        assert!(ran.out.contains("\\nFAKE") || ran.err.contains("\\nFAKE"), "{arguments:?} {}{}", ran.out, ran.err);
    }
}

#[test]
fn a_thousand_messages_are_listed_and_the_rest_counted() {
    let folder = Folder::new();
    let policy = folder.write("p.frist", &format!("policy p {{\n{}}}\n", "    nonsense\n".repeat(1_500)));
    for arguments in [&["check", &policy][..], &["plan", &policy]] {
        let ran = frist(arguments);
        let text = ran.out + &ran.err;
        assert_eq!(text.matches("error[F0005]").count(), 1_000, "{arguments:?}");
        assert!(text.contains("\n… and ") && text.contains(" more\n"), "{}", &text[text.len() - 300..]);
    }
}

#[test]
fn a_picture_has_no_hidden_characters() {
    let folder = Folder::new();
    let policy = folder.write(
        "p.frist",
        &fs::read_to_string(repository("policies/examples/norway-consumer.frist")).unwrap().replace("\"Purring\"", "\"Purr\u{202e}ing\""),
    );
    for command in [
        &["timeline", &policy, "--format", "svg"][..],
        &["simulate", &policy, "--ledger", LEDGER, "--from", DAY, "--to", "2026-09-30", "--format", "svg"],
    ] {
        let ran = frist(command);
        assert!(ran.code == 0 && ran.out.starts_with("<svg"), "{command:?} {}", ran.err);
        assert!(!ran.out.contains('\u{202e}'), "{command:?}");
    }
    assert!(frist(&["timeline", &policy, "--format", "svg"]).out.contains("Purr\\u{202e}ing"));
}
