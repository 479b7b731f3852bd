use super::columns::lined;
use super::{account, rules, tables};
use crate::diagnostic::visible;
use crate::explain::{Explained, Forecast};
use crate::value::Money;
use crate::words::why::{because, comes, due_date, interest_run, not_for, stage, version};

/// The whole answer as people read it.
pub fn human(explained: &Explained) -> String {
    let mut out = head(explained);
    out.push_str(&belongs(explained));
    if let Some(policy) = &explained.policy {
        out.push_str(&account::account(explained, policy));
        section(&mut out, "notices", &tables::notices(policy, explained.currency));
        section(&mut out, "disputes, holds, plans, promises", &tables::interruptions(policy, explained.currency));
        section(&mut out, "steps", &tables::steps(explained.plan_of(policy), policy));
        section(&mut out, "asked in turn", &tables::in_turn(explained, policy));
        if let Some(proposed) = &policy.decision.proposed {
            out.push_str(&rules::rules(explained, policy, proposed.step));
        }
    }
    if let Some(forecast) = &explained.forecast {
        out.push_str(&format!("\nif nothing else happens\n  {}\n", ahead(explained, forecast).join("\n  ")));
    }
    out
}

/// Lines under their heading; nothing where there are none.
fn section(out: &mut String, heading: &str, lines: &[Vec<String>]) {
    if !lines.is_empty() {
        out.push_str(&format!("\n{heading}\n{}", lined(lines, &[])));
    }
}

fn head(explained: &Explained) -> String {
    let who = explained.name.as_ref().map_or(explained.customer.clone(), |name| format!("{name} ({})", explained.customer));
    let amount = Money::new(explained.amount, explained.currency);
    let proposed = explained.policy.as_ref().and_then(|policy| Some((policy, policy.decision.proposed.as_ref()?)));
    let step = proposed.map_or(String::new(), |(policy, proposed)| format!(" {}", explained.plan_of(policy).step_name(proposed.step)));
    let (invoice, who) = (visible(&explained.invoice), visible(&who));
    let mut out = format!("{invoice}: {amount} to {who}, {}, issued {}\n", explained.debtor.described(), explained.issued);
    out.push_str(&format!("{}: {}{step}\n", explained.on, explained.decision.word()));
    because(explained).iter().for_each(|why| out.push_str(&format!("  {}\n", visible(why))));
    out
}

fn belongs(explained: &Explained) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut line = |what: &str, text: String| lines.push(vec![what.into(), text]);
    if let Some(policy) = &explained.policy {
        let plan = explained.plan_of(policy);
        let title = plan.title.as_ref().map_or(String::new(), |title| format!(" \"{title}\""));
        let until = plan.valid.until.map_or(String::new(), |until| format!(" until {until}"));
        line("policy", format!("`{}`{title}, law {}, valid from {}{until}", plan.name, plan.law.name, plan.valid.from));
        if let Some(choice) = &policy.version {
            line("", version(explained, choice));
        }
    }
    for (at, other) in explained.not_for.iter().enumerate() {
        let what = if at == 0 && explained.policy.is_none() { "policy" } else { "" };
        let plan = explained.plans[other.at];
        line(what, format!("not `{}` from {}: {}", plan.name, plan.valid.from, not_for(explained, other)));
    }
    if let Some(policy) = &explained.policy {
        line("due", format!("{}: {}", policy.due.on, due_date(explained, policy)));
        let from = policy.interest.map_or("none".into(), |interest| format!("from {}", interest.from));
        line("interest", format!("{from}: {}", interest_run(explained, policy)));
    }
    format!("\n{}", lined(&lines, &[]))
}

/// What comes next: a sentence, and what is decided instead where no notice goes out.
fn ahead(explained: &Explained, forecast: &Forecast) -> Vec<String> {
    let stages = match forecast {
        Forecast::Notice { .. } => &[][..],
        Forecast::Nothing { stages, .. } => stages,
    };
    [comes(explained, forecast)].into_iter().chain(stages.iter().map(|one| stage(explained, one))).collect()
}
