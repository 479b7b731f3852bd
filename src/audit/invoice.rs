use super::auditor::Auditor;
use super::fault::{AuditFinding, Wrong};
use super::interest::{self, TooMuch};
use super::over::Over;
use super::unjudged::{self, Obstacle};
use crate::claim::Fold;
use crate::decide::{Case, InLaw, recorded};
use crate::diagnostic::Severity;
use crate::law::{self, Breach, InterestClaimed, Invoice, Law, Proposal, Reader, allowed};
use crate::ledger::{Event, EventKind, InvoiceId, Notice, Opening, restarting};
use crate::terms::{Effect, Part, Quantity, Restarter};
use crate::value::{Act, Day, Minor};

impl<'a> Auditor<'a> {
    /// Judges every notice of one invoice: each on its own day, with what had happened by then.
    pub fn invoice(&mut self, id: InvoiceId, case: &Case) {
        self.audit.summary.invoices += 1;
        if let Some(opening) = case.opening {
            self.opening(id, case, opening);
            return;
        }
        let until = self.until;
        let mut standing = std::mem::take(&mut self.standing);
        let fold = Fold {
            amount: case.amount,
            opening: None,
            // The ledger does not tell the policy's rate or order.
            accrual: case.accrual_under(self.law),
            settle: Part::USUAL,
            grace: case.grace_under(self.law),
            notices: case.notices,
            on: until,
        };
        let mut in_law = InLaw::new(case, self.law, &fold, &mut standing);
        let (mut over, mut too_much) = (Over::default(), TooMuch::default());
        for (at, event) in case.events.iter().enumerate().take_while(|(_, event)| event.on <= until) {
            if let EventKind::Notice(place) = event.what {
                let notice = &case.notices[place as usize];
                let history = in_law.history(event.on);
                let seen = in_law.seen(event.on, case.seen_by(self.law, case.amount, &history));
                let audited = AuditedNotice { id, case, on: event.on, act: notice.act };
                let rate = |_| notice.interest_rate;
                // A notice states one rate, that of its day.
                let stated =
                    notice.interest_rate.map(|_| InterestClaimed { first: event.on, last: event.on, is_statutory: false, rate: &rate });
                let proposal = recorded(case, place, event.on, stated);
                let claimed = notice.interest.map(|claimed| InterestInNotice { case, before: &case.events[..at], claimed });
                let breaches = breaches(self.law, &seen, &proposal, claimed);
                if case.currency == self.law.currency {
                    in_law.allow(place, notice, allowed(self.law, &seen, &proposal, &breaches));
                }
                let faults = self.judged(&audited, notice, breaches, (&over, &too_much));
                self.audit.summary.charge(case.currency, over.add(place, notice, &faults) + too_much.add(place, &faults));
                self.audit.faults.extend(faults);
                self.barred(&audited, last_day(self.law, case, &case.events[..at], in_law.standing()));
            }
            let undone = in_law.read(event);
            over.undo(undone);
            too_much.undo(undone);
        }
        self.standing = standing;
    }

    /// The faults of one notice, counted; what cannot be judged is counted apart.
    fn judged(
        &mut self,
        audited: &AuditedNotice,
        notice: &Notice,
        breaches: Vec<Breach<'a>>,
        (over, too_much): (&Over, &TooMuch),
    ) -> Vec<AuditFinding<'a>> {
        let summary = &mut self.audit.summary;
        summary.notices += 1;
        let foreign = audited.case.currency != self.law.currency;
        if foreign && notice.fee + notice.compensation > 0 {
            summary.leave_unjudged(Obstacle::Currency(audited.case.currency), audited.on);
        }
        let mut faults = Vec::new();
        for breach in breaches {
            if foreign && unjudged::is_about_money(breach.rule) {
                continue;
            }
            let severity = breach.severity();
            let wrong = match breach.fault {
                law::BreachKind::NotKnown(unknown) => {
                    summary.leave_unjudged(Obstacle::Value { rule: breach.rule.id.as_str(), value: unknown.value }, unknown.on);
                    continue;
                }
                law::BreachKind::TooMuch(charged, allowed) => {
                    // Only a limit bounds an amount.
                    let Effect::Limit(what, _) = breach.rule.effect else { continue };
                    let excess = charged - allowed;
                    // Of a limit on the rate it is the interest claimed.
                    let over = if what == Quantity::InterestRate { too_much.added(excess) } else { over.added(what, notice, excess) };
                    Wrong::Charged { what, charged, allowed, over }
                }
                law::BreachKind::RateTooHigh(stated, allowed, _) => Wrong::Rate { stated, allowed },
                law::BreachKind::NotMet => Wrong::NotMet(&breach.rule.demand),
                law::BreachKind::Advice => Wrong::NotFollowed(&breach.rule.demand),
            };
            let rule = breach.rule;
            let cite = rule.cite.as_ref().map_or("", |cite| &cite.text);
            let fault = audited.fault(&rule.id, &rule.title, cite, severity, wrong);
            summary.count(&fault);
            faults.push(fault);
        }
        faults
    }

    fn barred(&mut self, audited: &AuditedNotice, last: Option<Day>) {
        let (Some(limitation), Some(last)) = (&self.law.limitation, last) else { return };
        // What is sold or pledged is asked of nobody.
        if audited.on > last && audited.act != Act::Assignment {
            let cite = limitation.cite.as_ref().map_or("", |cite| &cite.text);
            let wrong = Wrong::Barred(last.plus(1));
            let fault = audited.fault(&limitation.id, "The claim was time-barred", cite, Severity::Warning, wrong);
            self.audit.summary.count(&fault);
            self.audit.faults.push(fault);
        }
    }

    /// What an open-items file states of the last notice, under the rules that ask for nothing else.
    fn opening(&mut self, id: InvoiceId, case: &Case, opening: &Opening) {
        let (Some(act), Some(on)) = (opening.last_act, opening.last_sent.filter(|on| *on <= self.until)) else { return };
        let notice = Notice {
            act,
            step: None,
            deadline: opening.last_deadline,
            fee: 0,
            compensation: 0,
            interest_rate: None,
            interest: None,
            letter: None,
        };
        let seen = case.seen_by(self.law, opening.balance, &[]);
        let mut breaches = breaches(self.law, &seen, &Proposal { deadline: notice.deadline, ..Proposal::free(act, on) }, None);
        breaches.retain(|breach| !unjudged::asks_history(breach.rule));
        let faults = self.judged(&AuditedNotice { id, case, on, act }, &notice, breaches, (&Over::default(), &TooMuch::default()));
        self.audit.faults.extend(faults);
        self.audit.summary.leave_unjudged(Obstacle::OpenItems, on);
    }
}

/// A notice with what every fault of it says.
struct AuditedNotice<'b> {
    id: InvoiceId,
    case: &'b Case<'b>,
    on: Day,
    act: Act,
}

impl AuditedNotice<'_> {
    fn fault<'a>(&self, rule: &'a str, title: &'a str, cite: &'a str, severity: Severity, wrong: Wrong<'a>) -> AuditFinding<'a> {
        let AuditedNotice { id, case, on, act } = *self;
        AuditFinding { invoice: id, on, act, currency: case.currency, rule, title, cite, severity, wrong }
    }
}

/// The interest that a notice claims, with all that it is reckoned from.
struct InterestInNotice<'b> {
    case: &'b Case<'b>,
    before: &'b [Event],
    claimed: Minor,
}

fn breaches<'a>(law: &'a Law, seen: &Invoice, proposal: &Proposal, interest: Option<InterestInNotice>) -> Vec<Breach<'a>> {
    let reader = Reader { law, invoice: seen, proposal, rate_day: proposal.on };
    let mut breaches = law.rules.broken_by(&reader);
    if let Some(InterestInNotice { case, before, claimed }) = interest {
        breaches.extend(interest::breaches(&reader, &law.rules, case, before, claimed));
        breaches.sort_by_key(|breach| breach.at);
    }
    breaches
}

/// The last day on which a claim is not time-barred, as events tell it, with the notices that stand after them.
fn last_day(law: &Law, case: &Case, events: &[Event], standing: &[(u32, Day)]) -> Option<Day> {
    let first = law.lapses(case.debtor, case.due_under(law), case.is_due_agreed(), case.arose)?;
    let notices = standing.iter().map(|(place, on)| (*on, Restarter::Act(case.notices[*place as usize].act)));
    Some(law.lapses_after(first, case.debtor, restarting(events).into_iter().chain(notices)))
}
