//! What a ledger's invoices and customers are to have on a day, read off the pages as slowly and plainly as can be.

use std::collections::BTreeMap;

use super::before_last::before;
use super::books::{Books, Terms};
use super::case::{Case, Decided, bears, due_date, last_day_of_grace};
use super::customers::{Totals, Whole, totals};
use super::dates::{Date, show};
use super::law::Law;
use super::ledger::{Invoice, Ledger, What};
use super::letters::{Goes, rows, together};
use super::open_items::Opening;
use super::policy::Policy;
use super::print::money;

/// Policies, laws and a ledger.
#[derive(Clone, Debug)]
pub struct World<'a> {
    /// In the order in which they are tried.
    pub policies: &'a [Policy],
    pub laws: &'a [Law],
    pub ledger: &'a Ledger,
}

/// One line of a worklist, or one object about a customer: what is absent has no entry. `because`, `reason`, names and titles are left out.
pub type Row = BTreeMap<&'static str, String>;

/// What a run is to say.
pub struct Run {
    /// Of every invoice, in ledger order.
    pub lines: Vec<Row>,
    /// What decided each of them, for counting.
    pub reasons: Vec<String>,
    /// What else is known of them, for counting.
    pub besides: Vec<String>,
    /// Of customers: by policy, escalations before credit.
    pub customers: Vec<Row>,
}

impl World<'_> {
    pub fn law(&self, name: &str) -> &Law {
        self.laws.iter().find(|law| law.name == name).unwrap()
    }

    pub fn run(&self, on: Date) -> Run {
        World { ledger: &self.ledger.with_letters_of_customers(), ..*self }.decided(on)
    }

    fn decided(&self, on: Date) -> Run {
        let invoices = &self.ledger.invoices;
        let chosen: Vec<Option<&Policy>> = (0..invoices.len()).map(|at| self.choose(at, on)).collect();
        // A chosen reading: in its customer's totals an invoice without a policy counts under the first of its currency.
        let counts_under = |at: usize| chosen[at].or_else(|| self.policies.iter().find(|policy| policy.currency == invoices[at].currency));
        let mut cases: Vec<Option<Case>> = (0..invoices.len()).map(|at| counts_under(at).map(|policy| self.case(policy, at, on))).collect();
        let of_each: Vec<Totals> = invoices.iter().map(|invoice| totals(&cases, invoice.customer, invoice.currency)).collect();
        for (case, totals) in cases.iter_mut().zip(of_each) {
            case.iter_mut().for_each(|case| case.totals = totals);
        }
        let rows = rows(self.ledger, on);
        let covered: Vec<Option<&Case>> = chosen.iter().zip(&cases).map(|(chosen, case)| chosen.and(case.as_ref())).collect();
        let mut decided: Vec<Option<Decided>> = covered.iter().map(|case| case.map(|case| case.decide(&rows))).collect();
        let letters = together(&covered, &mut decided);
        let mut lines: Vec<Row> = (0..invoices.len()).map(|at| self.row(at, on, covered[at], decided[at].as_ref())).collect();
        for (at, letter) in letters.iter().enumerate() {
            if let Goes::With(carrier) = letter {
                let key = lines[*carrier]["key"].clone();
                lines[at].insert("notice_id", key);
            }
        }
        let reasons = (0..invoices.len()).map(|at| reason(decided[at].as_ref(), letters[at], at)).collect();
        let customers = self.customers(on, &cases, &lines);
        let told = cases.iter().flatten().zip(&self.ledger.openings).flat_map(|(case, opening)| told(case, opening));
        let besides = covered.iter().zip(&decided).filter_map(|(case, decided)| case.zip(decided.as_ref()));
        let besides = besides.flat_map(|(case, decided)| case.besides(decided, &rows)).map(Into::into).chain(told).collect();
        Run { lines, reasons, besides, customers }
    }

    /// What each version that is in force says of the customers who have something open under its name.
    fn customers(&self, on: Date, cases: &[Option<Case>], lines: &[Row]) -> Vec<Row> {
        let mut said = Vec::new();
        for policy in self.policies.iter().filter(|policy| in_force(self.policies, &policy.name, on) == Some(*policy)) {
            let counts = |at: &usize| {
                let line = &lines[*at];
                let open =
                    cases[*at].as_ref().is_some_and(|case| case.books.balance > 0 && case.invoice.issued <= case.on && !case.is_assigned());
                open && line.get("policy") == Some(&policy.name) && !["exempt", "unmatched"].contains(&line["decision"].as_str())
            };
            let whole = |customer: usize| {
                let of_it = (0..lines.len()).filter(counts).map(|at| &self.ledger.invoices[at]);
                let open: Vec<&Invoice> = of_it.filter(|invoice| invoice.customer == customer).collect();
                let totals = totals(cases, customer, policy.currency);
                (!open.is_empty()).then_some(Whole { policy, law: self.law(policy.law), ledger: self.ledger, on, customer, totals, open })
            };
            // A chosen reading of the ledger's order: as its invoices first name them.
            let mut customers: Vec<usize> = Vec::new();
            for invoice in &self.ledger.invoices {
                if !customers.contains(&invoice.customer) {
                    customers.push(invoice.customer);
                }
            }
            let wholes: Vec<Whole> = customers.into_iter().filter_map(whole).collect();
            for at in 0..policy.escalate.len() {
                said.extend(wholes.iter().filter_map(|whole| whole.escalated(at)));
            }
            said.extend(wholes.iter().flat_map(Whole::credited));
        }
        said
    }

    fn events_of(&self, at: usize) -> Vec<(Date, &What)> {
        self.ledger.events_of(at).map(|event| (event.on, &event.what)).collect()
    }

    /// The policy an invoice belongs to on a day: the first that fits, in the version that is the invoice's.
    fn choose(&self, at: usize, on: Date) -> Option<&Policy> {
        self.policies.iter().find(|policy| self.version(&policy.name, at, on) == Some(*policy) && self.fits(policy, at, on))
    }

    fn fits(&self, policy: &Policy, at: usize, on: Date) -> bool {
        let invoice = &self.ledger.invoices[at];
        let customer = &self.ledger.customers[invoice.customer];
        customer.country.is_none_or(|country| country == policy.law)
            && policy.debtors.contains(&self.ledger.debtor(invoice))
            && invoice.currency == policy.currency
            && policy.applies.as_ref().is_none_or(|applies| self.case(policy, at, on).holds(applies) != Some(false))
    }

    /// Of the versions of one name, the one that was in force when dunning began or that has taken over since, otherwise the one in force.
    fn version(&self, name: &str, at: usize, on: Date) -> Option<&Policy> {
        let versions = versions(self.policies, name);
        let in_force = |day: Date| in_force(self.policies, name, day);
        let now = in_force(on)?;
        if versions.len() == 1 {
            return Some(now);
        }
        let books = self.case(now, at, on).books;
        let first = books.valid().map(|sent| sent.on).next();
        let taken_over =
            |begun: &&Policy| versions.iter().rfind(|policy| policy.takes_over && policy.from > begun.from && policy.from <= on);
        let begun = first.and_then(in_force);
        let kept = begun.map(|begun| taken_over(&begun).copied().unwrap_or(begun));
        kept.filter(|kept| self.fits(kept, at, on)).or(Some(now))
    }

    fn case<'a>(&'a self, policy: &'a Policy, at: usize, on: Date) -> Case<'a> {
        let (law, invoice) = (self.law(policy.law), &self.ledger.invoices[at]);
        let due = due_date(law, invoice);
        let events = self.events_of(at);
        let consumer = self.ledger.debtor(invoice) == "consumer";
        let bears = bears(policy, law, invoice, consumer);
        let first = due.min(invoice.issued);
        let grace = last_day_of_grace(law, consumer, due);
        let terms = Terms { policy, bears: &bears, grace: grace.map(|last| (due, last)) };
        let books = match self.ledger.openings.get(at) {
            Some(opening) => opening.books(&terms, first, on),
            None => Books::on(&terms, invoice.amount, first, &events, on),
        };
        let mut case =
            Case { policy, law, at, invoice, ledger: self.ledger, on, due, grace, books, before: None, totals: Totals::default() };
        if let Some(Ok(before)) = self.ledger.openings.get(at).map(|opening| before(&case, opening)) {
            // What is owed of fees stands on one of the letters before.
            case.books.untold = 0;
            case.books.untold_fees = before.fees;
            case.before = Some(before);
        }
        case
    }

    fn row(&self, at: usize, on: Date, case: Option<&Case>, decided: Option<&Decided>) -> Row {
        let invoice = &self.ledger.invoices[at];
        let mut row = Row::new();
        row.insert("invoice", invoice.number.clone());
        row.insert("customer", self.ledger.customers[invoice.customer].number.clone());
        row.insert("currency", invoice.currency.into());
        row.insert("amount", money(invoice.amount));
        let (Some(case), Some(decided)) = (case, decided) else {
            row.insert("decision", "unmatched".into());
            invoice.due.map(|due| row.insert("due", show(due)));
            return row;
        };
        let (books, policy) = (&case.books, case.policy);
        row.insert("policy", policy.name.clone());
        row.insert("due", show(case.due));
        row.insert("overdue", case.overdue().to_string());
        for (name, minor) in [("balance", books.balance), ("interest", books.interest), ("fees", books.fees), ("credit", books.credit)] {
            row.insert(name, money(minor));
        }
        row.insert("claim", money(books.claim()));
        if books.written_off > 0 {
            row.insert("written_off", money(books.written_off));
            row.insert("recovered", money(books.recovered));
        }
        let step = |row: &mut Row, at: usize| {
            let step = &policy.steps[at];
            row.insert("step", step.name.clone());
            row.insert("act", step.act.into());
            step.channel.map(|channel| row.insert("channel", channel.into()));
        };
        let decision = match decided {
            Decided::Plain(decision, _) => decision,
            Decided::Wait(at, day, _) => {
                row.insert("next_step", policy.steps[*at].name.clone());
                day.map(|day| row.insert("next_on", show(day)));
                "wait"
            }
            Decided::Withheld(at, rule) => {
                step(&mut row, *at);
                row.insert("rule", (*rule).into());
                "withheld"
            }
            Decided::Send(at, letter) => {
                step(&mut row, *at);
                row.insert("send_on", show(on));
                policy.steps[*at].to.map(|to| row.insert("to", to.into()));
                letter.deadline.map(|deadline| row.insert("deadline", show(deadline)));
                row.insert("fee", money(letter.fee));
                row.insert("compensation", money(letter.compensation));
                row.insert("claim", money(books.claim() + letter.fee + letter.compensation));
                // A chosen reading: the notices that name the step, undone ones too.
                let name = &policy.steps[*at].name;
                let before = books.sent.iter().filter(|sent| sent.notice.step.as_ref() == Some(name)).count();
                row.insert("key", format!("{}/{}/{}", invoice.number, policy.steps[*at].name, before + 1));
                "send"
            }
        };
        row.insert("decision", decision.into());
        row
    }
}

fn told(case: &Case, opening: &Opening) -> Vec<String> {
    match before(case, opening) {
        Ok(before) => before.constructs().into_iter().map(Into::into).collect(),
        Err(why) => vec![format!("open item: {why}")],
    }
}

/// The versions of one name, by their first day.
fn versions<'a>(policies: &'a [Policy], name: &str) -> Vec<&'a Policy> {
    let mut versions: Vec<&Policy> = policies.iter().filter(|policy| policy.name == name).collect();
    versions.sort_by_key(|policy| policy.from);
    versions
}

fn in_force<'a>(policies: &'a [Policy], name: &str, day: Date) -> Option<&'a Policy> {
    let begun = versions(policies, name).into_iter().rfind(|policy| policy.from <= day)?;
    begun.until.is_none_or(|until| day <= until).then_some(begun)
}

fn reason(decided: Option<&Decided>, goes: Goes, at: usize) -> String {
    match decided {
        None => "unmatched: no policy".into(),
        Some(Decided::Plain(_, reason) | Decided::Wait(.., reason)) => (*reason).into(),
        Some(Decided::Withheld(_, rule)) => format!("withheld by {rule}"),
        Some(Decided::Send(_, letter)) => match goes {
            Goes::Alone if letter.act == "assignment" => "sent: an assignment",
            Goes::Alone => "sent",
            Goes::Left => "sent: left the letter that it may not be in",
            Goes::With(carrier) if carrier == at && letter.fee > 0 => "sent: carries the fee of a letter",
            Goes::With(_) if letter.other_rows > 0 => "sent: without its fee in a letter",
            Goes::With(_) => "sent: in a free letter",
        }
        .into(),
    }
}
