//! What happens to an invoice nobody pays: cases are the policies of `tests/timeline`, each with its arguments in the first line.

mod pictures;

use std::fs;

use frist::decide::DecisionKind;
use frist::forward::{Stated, Timeline, rehearsal_plan, simulate};
use frist::ledger::{File, Files, folder};
use frist::model::Project;
use frist::value::Money;

use crate::checked::{files_below, repository};
use crate::cli::{Ran, frist};

const NORWAY: &str = "policies/examples/norway-consumer.frist";

fn timeline(policy: &str, more: &[&str]) -> Ran {
    frist(&[&["timeline", policy], more].concat())
}

/// The file of a case and what its first line says behind `$`.
fn cases() -> Vec<(String, String, Vec<String>)> {
    let files = files_below(&repository("tests/timeline"), "frist");
    let case = |path: &std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let arguments = text.lines().next().and_then(|line| line.strip_prefix("# $ ")).expect("arguments").split(' ').map(Into::into);
        (path.file_stem().unwrap().to_str().unwrap().to_string(), path.display().to_string(), arguments.collect())
    };
    files.iter().map(case).collect()
}

#[test]
fn every_case_in_every_format() {
    for (name, path, arguments) in cases() {
        for format in ["text", "markdown", "svg"] {
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).chain(["--format", format]).collect();
            let ran = timeline(&path, &arguments);
            assert_eq!(ran.code, 0, "{name}: {}", ran.err);
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path(repository("tests/snapshots/timeline"));
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.bind(|| insta::assert_snapshot!(format!("{name}.{format}"), ran.out));
        }
    }
}

/// The cells of the lines below the head, the bar of days aside.
fn lines(text: &str) -> Vec<Vec<&str>> {
    let rows = text.lines().filter(|line| line.starts_with("20"));
    rows.map(|row| row.split("  ").map(str::trim).filter(|cell| !cell.is_empty() && !cell.contains(['·', '●'])).collect()).collect()
}

/// 10 000 at 12 % are 3.2877 a day through 30 June, at 12.25 % 3.3562 from 1 July. Three days 9.8630; 14 days 46.0274; 15 and 14 days
/// (18 000 + 17 150) / 365 = 96.3014; 15 and 31 days (18 000 + 37 975) / 365 = 153.3562. Fees are 38 each; no day is a holiday or in a weekend.
#[test]
fn across_a_rate_change_worked_out_by_hand() {
    let ran = timeline(NORWAY, &["--due", "2026-06-15"]);
    let expected = [
        "2026-06-18|3|varsling|Betalingspåminnelse|courtesy|9.86|10 009.86",
        "2026-06-29|14|purring|Purring|reminder|2026-07-13|38.00|46.03|10 084.03",
        "2026-07-14|29|varsel|Inkassovarsel|collection-notice|2026-07-28|38.00|96.30|10 172.30",
        "2026-07-31|46|inkasso|Til inkasso|handover|153.36|10 229.36",
    ];
    let lines: Vec<String> = lines(&ran.out).iter().map(|cells| cells.join("|")).collect();
    assert_eq!(lines, expected, "{}", ran.out);
    assert!(ran.out.contains("issued on 2026-06-01 and due on 2026-06-15"), "{}", ran.out);
    assert!(ran.out.contains("Interest runs from 2026-06-16 on, at 12.00 % a year"), "{}", ran.out);
    assert!(ran.out.ends_with("From 2026-08-01 on: handed over on 2026-07-31.\n"), "{}", ran.out);
}

/// 10 000 at 10 % are 2.7397 a day: 7 days 19.18, 22 days 60.27, 42 days 115.07. Of the 450 of compensation the fees of 60 and 180 leave 210.
/// Easter Sunday is 5 April: the demand waits for Tuesday.
#[test]
fn compensation_worked_out_by_hand() {
    let ran = timeline("policies/examples/sweden-business.frist", &["--due", "2026-03-16"]);
    let expected = [
        "2026-03-23|7|påminnelse|Påminnelse|reminder|2026-04-02|60.00|19.18|10 079.18",
        "2026-04-07|22|inkassokrav|Inkassokrav|payment-demand|2026-04-21|180.00|210.00|60.27|10 510.27",
        "2026-04-27|42|föreläggande|Ansökan om betalningsföreläggande|legal-step|115.07|10 565.07",
    ];
    let lines: Vec<String> = lines(&ran.out).iter().map(|cells| cells.join("|")).collect();
    assert_eq!(lines, expected, "{}", ran.out);
}

/// Every figure of a timeline is what the evaluator says of the same invoice in a ledger.
#[test]
fn a_timeline_is_a_ledger_of_one_invoice() {
    let mut notices = 0;
    for path in files_below(&repository("policies/examples"), "frist") {
        let text = fs::read_to_string(&path).unwrap();
        let project = Project::read([("policy.frist", text.as_str())], false);
        let plan = &project.policies[0].plan;
        for (amount, due) in [("49", "2026-03-16"), ("10000", "2026-05-23"), ("75000.50", "2025-12-19"), ("250000", "2026-11-02")] {
            for debtor in plan.debtors.iter() {
                let amount: rust_decimal::Decimal = amount.parse().unwrap();
                let stated = Stated { amount: Some(amount), due: Some(due.parse().unwrap()), debtor: Some(debtor), ..Stated::default() };
                let bound = rehearsal_plan(plan);
                let invoice = stated.invoice(&bound).unwrap().invoice;
                let row = format!(
                    "invoice,customer,debtor,currency,issued,due,amount\n1,1,{},{},{},{due},{}\n",
                    debtor.word(),
                    plan.currency,
                    invoice.issued,
                    Money::new(invoice.amount, plan.currency).plain()
                );
                let files = Files { invoices: Some(File { name: "invoices.csv", bytes: row.as_bytes() }), ..Files::default() };
                let mut ledger = folder(&files).unwrap();
                let last = invoice.issued.plus(300);
                simulate(&[plan], &mut ledger, (invoice.issued, last), None).unwrap();
                let timeline = Timeline::of(&bound, invoice);
                let sent = timeline.entries.iter().filter(|entry| entry.decision.kind == DecisionKind::Send && entry.on <= last);
                let told: Vec<_> = sent
                    .map(|entry| {
                        let proposed = entry.decision.proposed.as_ref().unwrap();
                        (entry.on, plan.steps[proposed.step].name.as_str(), proposed.deadline, proposed.fee, proposed.compensation)
                    })
                    .collect();
                let recorded: Vec<_> = ledger
                    .events
                    .iter()
                    .zip(ledger.notices.iter())
                    .map(|(event, notice)| {
                        (event.on, ledger.texts.get(notice.step.unwrap()), notice.deadline, notice.fee, notice.compensation)
                    })
                    .collect();
                assert_eq!(told, recorded, "{} {amount} {due}", plan.name);
                notices += told.len();
            }
        }
    }
    assert!(notices > 60, "{notices}");
}

#[test]
fn what_cannot_be_asked() {
    let refused = |policy: &str, more: &[&str], expected: &str| {
        let ran = timeline(policy, more);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{more:?}");
        assert!(ran.err.contains(expected), "{more:?}: {}", ran.err);
    };
    refused(NORWAY, &["--policy", "other"], "no policy is called `other`; there is `norway-consumer`");
    refused(NORWAY, &["--debtor", "business"], "`norway-consumer` is not for invoices to a business");
    refused(NORWAY, &["--debtor", "nobody"], "it is `consumer`, `business` or `public`");
    refused(
        NORWAY,
        &["--amount", "12.345"],
        "`norway-consumer`: 12.345 is not an amount in NOK: it is above zero, with at most 2 decimals",
    );
    refused(NORWAY, &["--amount", "0"], "0 is not an amount in NOK");
    refused(NORWAY, &["--amount", "1,000"], "write an amount without its currency");
    refused(NORWAY, &["--due", "2026-03-16", "--issued", "2026-03-17"], "due on 2026-03-16, before its issue date 2026-03-17");
    refused(NORWAY, &["--fact", "score=70"], "no policy here declares a fact `score`");
    refused(NORWAY, &["--fact", "score"], "write the name and the value, such as score=70");
    refused(NORWAY, &["--output", "x.pdf"], "nothing is written as `.pdf`: end the name in .txt, .md or .svg, or say --format");
    let needs = "tests/timeline/before-due.frist";
    refused(needs, &[], "what `trade` does depends on `region`, which has no default: say what it is, such as --fact region=north");
    refused(needs, &["--fact", "key-account=perhaps"], "fact `key-account`: `perhaps` is not `yes` or `no`");
    refused("policies/examples/norway-business.frist", &["--fact", "key=yes"], "declares a fact `key`; there is `key-account`");
}

#[test]
fn facts_and_tags_decide() {
    let steps = |policy: &str, more: &[&str]| -> Vec<String> {
        lines(&timeline(policy, more).out).iter().map(|cells| cells[2].to_string()).collect()
    };
    let business = "policies/examples/norway-business.frist";
    assert_eq!(steps(business, &[])[0], "purring");
    assert_eq!(steps(business, &["--fact", "key-account=yes"])[0], "ring");
    assert_eq!(steps(business, &["--amount", "100000"])[0], "forvarsel");
    assert!(steps(business, &["--customer-tag", "bankrupt"]).is_empty());
    let exempt = timeline(business, &["--customer-tag", "bankrupt"]);
    assert!(exempt.out.contains("Nothing is sent.") && exempt.out.contains("exempt: customer tagged \"bankrupt\""), "{}", exempt.out);
    let small = timeline(NORWAY, &["--amount", "49.99"]);
    assert!(small.out.contains("From 2025-01-01 on: the balance 49.99 NOK is below 50.00 NOK."), "{}", small.out);
}

#[test]
fn a_folder_shows_each_policy_for_the_debtor() {
    let ran = timeline("policies/examples", &["--debtor", "public"]);
    let titles: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("Policy ")).collect();
    assert_eq!(titles.len(), 2, "{}", ran.out);
    assert!(
        ran.err.contains("note: not for invoices to a public debtor: `denmark-consumer`, `finland-consumer`, `norway-consumer`"),
        "{}",
        ran.err
    );
}
