use crate::decide::{BoundPlan, Case, Decision, DecisionKind, Letter};
use crate::ledger::InvoiceId;
use crate::run::Run;
use crate::value::{Currency, Day, Minor, Money};
use crate::words::{because, tell_because, write_because};

/// The columns of a worklist, in the order of contracts.md. Other programs read them: a name changes only with a version.
pub const COLUMNS: [&str; 31] = [
    "invoice",
    "customer",
    "name",
    "policy",
    "decision",
    "step",
    "title",
    "act",
    "send_on",
    "deadline",
    "channel",
    "due",
    "overdue",
    "amount",
    "balance",
    "interest",
    "fees",
    "fee",
    "compensation",
    "claim",
    "credit",
    "currency",
    "next_step",
    "next_on",
    "rule",
    "because",
    "key",
    "notice_id",
    "to",
    "written_off",
    "recovered",
];

/// One decision as its reader sees it; `None` is absent. Nothing of it is owned: it is written where it is made.
#[derive(Clone, Copy, Debug)]
pub struct WorklistRow<'a> {
    run: &'a Run<'a>,
    id: InvoiceId,
    /// Invoice number.
    pub invoice: &'a str,
    /// Customer number.
    pub customer: &'a str,
    /// Customer name.
    pub name: Option<&'a str>,
    /// Policy.
    pub policy: Option<&'a str>,
    /// Which of the nine.
    pub decision: DecisionKind,
    /// Step, on `send` and `withheld`.
    pub step: Option<&'a str>,
    /// What the letter is headed.
    pub title: Option<&'a str>,
    /// Its act.
    pub act: Option<&'static str>,
    /// The day it goes out.
    pub send_on: Option<Day>,
    /// The last day to pay it sets.
    pub deadline: Option<Day>,
    /// How it is sent.
    pub channel: Option<&'a str>,
    /// The due date that counts.
    pub due: Option<Day>,
    /// Days past it; negative before it.
    pub overdue: Option<i32>,
    /// With VAT.
    pub amount: Minor,
    /// Principal still outstanding.
    pub balance: Option<Minor>,
    /// Late interest.
    pub interest: Option<Minor>,
    /// Earlier fees and compensation.
    pub fees: Option<Minor>,
    /// This notice's fee.
    pub fee: Option<Minor>,
    /// This notice's compensation.
    pub compensation: Option<Minor>,
    /// Everything owed, this notice's charges included.
    pub claim: Option<Minor>,
    /// What is left of payments.
    pub credit: Option<Minor>,
    /// Currency of every amount.
    pub currency: Currency,
    /// The next step, on `wait`.
    pub next_step: Option<&'a str>,
    /// When it comes.
    pub next_on: Option<Day>,
    /// The rule that withholds it.
    pub rule: Option<&'a str>,
    /// What a sender remembers, so as not to act twice.
    pub key: Option<Key<'a>>,
    /// The invoice that carries the fee of the letter that lists this one too, on another line than its own.
    pub letter_of: Option<&'a str>,
    /// What the lines of one letter share: the key of the line that carries its fee.
    pub notice_id: Option<Key<'a>>,
    /// To whom the claim is handed or sold, on `send`.
    pub to: Option<&'a str>,
    /// Principal that was given up, where there is any.
    pub written_off: Option<Minor>,
    /// What came in on it.
    pub recovered: Option<Minor>,
}

/// The key of a notice: its invoice, its step, and the how many-th of that step it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Key<'a> {
    /// Invoice number.
    pub invoice: &'a str,
    /// Step.
    pub step: &'a str,
    /// From 1.
    pub nth: u32,
}

/// A value of a line.
#[derive(Clone, Copy)]
pub enum Cell<'a> {
    /// There is none.
    Absent,
    /// A text.
    Text(&'a str),
    /// A day.
    Day(Day),
    /// An amount, without its currency.
    Money(Money),
    /// A number of days.
    Days(i32),
    /// A key.
    Key(Key<'a>),
}

/// Takes the values of a line one after another, in the order of [`COLUMNS`].
pub trait Cells {
    /// The next value.
    fn cell(&mut self, cell: Cell);

    /// The reasons, where they stand among the values: each is told as it is made.
    fn reasons(&mut self, row: &WorklistRow);
}

/// The rows of a run: what somebody has to act on, or with `all` one for every invoice, in ledger order.
pub fn rows<'a>(run: &'a Run<'a>, all: bool) -> impl Iterator<Item = WorklistRow<'a>> {
    let acted_on = |kind: DecisionKind| matches!(kind, DecisionKind::Send | DecisionKind::Withheld);
    let listed = move |(_, decision): &(usize, Decision)| all || acted_on(decision.kind);
    run.decided.iter().filter(move |decided| decided.by.as_ref().map_or(all, listed)).map(|decided| {
        let case = run.case(decided.invoice);
        let mut row = blank(run, &case, decided.invoice);
        if let Some((at, decision)) = &decided.by {
            fill(&mut row, &case, &run.plans[*at], decision, run.on);
            if let Some(letter) = &decision.letter {
                join(&mut row, run, letter);
            }
        }
        row
    })
}

fn blank<'a>(run: &'a Run<'a>, case: &Case, id: InvoiceId) -> WorklistRow<'a> {
    let (invoices, customers) = (&run.ledger.invoices, &run.ledger.customers);
    let customer = invoices.customer[id];
    WorklistRow {
        run,
        id,
        invoice: &invoices.number[id],
        customer: &customers.number[customer],
        name: customers.name(customer),
        policy: None,
        decision: DecisionKind::Unmatched,
        step: None,
        title: None,
        act: None,
        send_on: None,
        deadline: None,
        channel: None,
        due: case.stated_due,
        overdue: None,
        amount: case.amount,
        balance: None,
        interest: None,
        fees: None,
        fee: None,
        compensation: None,
        claim: None,
        credit: None,
        currency: case.currency,
        next_step: None,
        next_on: None,
        rule: None,
        key: None,
        letter_of: None,
        notice_id: None,
        to: None,
        written_off: None,
        recovered: None,
    }
}

/// What the lines of a letter share: the key of its carrier.
fn join<'a>(row: &mut WorklistRow<'a>, run: &'a Run<'a>, letter: &Letter) {
    let carrier = &run.ledger.invoices.number[letter.carrier];
    row.notice_id = run.nth_of_letter(letter).map(|(step, nth)| Key { invoice: carrier, step, nth });
    row.letter_of = Some(carrier).filter(|carrier| *carrier != row.invoice);
}

fn fill<'a>(row: &mut WorklistRow<'a>, case: &Case, bound: &'a BoundPlan<'a>, decision: &'a Decision, on: Day) {
    let claim = &decision.claim;
    row.policy = Some(&bound.plan.name);
    row.decision = decision.kind;
    row.due = Some(decision.due);
    row.overdue = Some(case.grace(bound).overdue(on));
    row.balance = Some(claim.balance);
    row.interest = claim.interest;
    row.fees = Some(claim.fees);
    row.claim = claim.total();
    row.credit = Some(claim.credit);
    if claim.written_off > 0 {
        (row.written_off, row.recovered) = (Some(claim.written_off), Some(claim.recovered));
    }
    let step = decision.step.map(|step| &bound.plan.steps[step]);
    match (decision.kind, step) {
        (DecisionKind::Send | DecisionKind::Withheld, Some(step)) => {
            row.step = Some(&step.name);
            row.title = step.title.as_deref();
            row.act = Some(step.act.word());
            row.channel = step.channel.as_deref();
            row.key = Some(Key { invoice: row.invoice, step: &step.name, nth: decision.nth() });
        }
        (DecisionKind::Wait, Some(step)) => {
            row.next_step = Some(&step.name);
            row.next_on = decision.next_on;
        }
        _ => {}
    }
    if let (DecisionKind::Send, Some(proposed)) = (decision.kind, &decision.proposed) {
        row.send_on = Some(on);
        row.to = step.and_then(|step| step.to.as_deref());
        row.deadline = proposed.deadline;
        row.fee = Some(proposed.fee);
        row.compensation = Some(proposed.compensation);
        row.claim = claim.total().map(|total| total + proposed.fee + proposed.compensation);
    }
    if decision.kind == DecisionKind::Withheld {
        row.key = None;
        row.rule = decision.why.forbidden_by(&bound.plan.law).next().map(|rule| rule.id.as_str());
    }
}

impl<'a> WorklistRow<'a> {
    /// The invoice, in the ledger of its run.
    pub fn id(&self) -> InvoiceId {
        self.id
    }

    /// Why, in sentences.
    pub fn because(&self) -> Vec<String> {
        because(self.run, self.id)
    }

    /// Tells why, sentence by sentence.
    pub fn tell_because(&self, each: &mut dyn FnMut(&str)) {
        tell_because(self.run, self.id, each);
    }

    /// Writes why behind a text: the sentences with `; ` between them.
    pub fn write_because(&self, out: &mut String) {
        write_because(self.run, self.id, "; ", out);
    }

    /// Tells its values in the order of [`COLUMNS`].
    pub fn tell(&self, cells: &mut impl Cells) {
        let text = |value: Option<&'a str>| value.map_or(Cell::Absent, Cell::Text);
        let day = |value: Option<Day>| value.map_or(Cell::Absent, Cell::Day);
        let money = |value: Option<Minor>| value.map_or(Cell::Absent, |minor| Cell::Money(Money::new(minor, self.currency)));
        let key = |value: Option<Key<'a>>| value.map_or(Cell::Absent, Cell::Key);
        cells.cell(Cell::Text(self.invoice));
        cells.cell(Cell::Text(self.customer));
        cells.cell(text(self.name));
        cells.cell(text(self.policy));
        cells.cell(Cell::Text(self.decision.word()));
        cells.cell(text(self.step));
        cells.cell(text(self.title));
        cells.cell(text(self.act));
        cells.cell(day(self.send_on));
        cells.cell(day(self.deadline));
        cells.cell(text(self.channel));
        cells.cell(day(self.due));
        cells.cell(self.overdue.map_or(Cell::Absent, Cell::Days));
        cells.cell(money(Some(self.amount)));
        for minor in [self.balance, self.interest, self.fees, self.fee, self.compensation, self.claim, self.credit] {
            cells.cell(money(minor));
        }
        cells.cell(Cell::Text(self.currency.code()));
        cells.cell(text(self.next_step));
        cells.cell(day(self.next_on));
        cells.cell(text(self.rule));
        cells.reasons(self);
        cells.cell(key(self.key));
        cells.cell(key(self.notice_id));
        cells.cell(text(self.to));
        cells.cell(money(self.written_off));
        cells.cell(money(self.recovered));
    }

    /// The values in the order of [`COLUMNS`], as programs read them; the reasons are one text.
    pub fn cells(&self) -> Vec<Option<String>> {
        let mut owned = Owned(Vec::new());
        self.tell(&mut owned);
        owned.0
    }
}

impl Key<'_> {
    /// Writes it behind a text.
    pub fn write(&self, out: &mut String) {
        out.push_str(self.invoice);
        out.push('/');
        out.push_str(self.step);
        out.push('/');
        out.push_str(itoa::Buffer::new().format(self.nth));
    }
}

impl std::fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.invoice, self.step, self.nth)
    }
}

struct Owned(Vec<Option<String>>);

impl Cells for Owned {
    fn cell(&mut self, cell: Cell) {
        self.0.push(match cell {
            Cell::Absent => None,
            Cell::Text(text) => Some(text.into()),
            Cell::Day(day) => Some(day.to_string()),
            Cell::Money(money) => Some(money.plain()),
            Cell::Days(days) => Some(days.to_string()),
            Cell::Key(key) => Some(key.to_string()),
        });
    }

    fn reasons(&mut self, row: &WorklistRow) {
        let mut all = String::new();
        row.write_because(&mut all);
        self.0.push(Some(all));
    }
}
