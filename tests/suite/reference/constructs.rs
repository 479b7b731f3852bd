//! What stands in a ledger, for counting.

use super::case::last_day_of_grace;
use super::dates::Date;
use super::law::Law;
use super::ledger::{Event, Ledger, Of, What};
use super::open_items::Opening;
use super::policy::Policy;

impl Ledger {
    /// What stands in it, for counting, by the last day of the runs.
    pub fn constructs(&self, policies: &[Policy], laws: &[Law], last: Date) -> Vec<&'static str> {
        let invoices = || self.invoices.iter().enumerate();
        let pairs = || invoices().flat_map(|(at, one)| self.invoices[at + 1..].iter().map(move |other| (one, other)));
        let events = || self.events.iter().filter(|event| event.on <= last);
        let with = |is: &dyn Fn(&What) -> bool| events().any(|event| is(&event.what));
        let money = |event: &Event| match (event.of, &event.what) {
            (Of::Invoice(at), What::Payment(amount) | What::Credit(amount)) => Some((*amount, self.invoices[at].amount)),
            _ => None,
        };
        let all_of = |event: &&Event| money(event).is_some_and(|(amount, all)| amount == all);
        let above = |event: &&Event| money(event).is_some_and(|(amount, all)| amount > all);
        let behind = |one: &Event, first: &dyn Fn(&What) -> bool, then: &dyn Fn(&What) -> bool| {
            let turn = |event: &Event| (event.on, event.what.turn());
            first(&one.what) && events().any(|other| other.of == one.of && turn(other) > turn(one) && then(&other.what))
        };
        let follows = |first: &dyn Fn(&What) -> bool, then: &dyn Fn(&What) -> bool| events().any(|event| behind(event, first, then));
        let in_grace = |is: &dyn Fn(&What) -> bool| {
            invoices().any(|(at, invoice)| {
                let law = laws.iter().find(|law| law.name != "XA" && law.currency == invoice.currency);
                let due = invoice.due.unwrap_or(invoice.issued + 30);
                let last = law.and_then(|law| last_day_of_grace(law, self.debtor(invoice) == "consumer", due));
                events().any(|event| event.of == Of::Invoice(at) && due < event.on && Some(event.on) <= last && is(&event.what))
            })
        };
        let known = |name: &Option<String>| policies.iter().flat_map(|policy| &policy.steps).any(|step| Some(&step.name) == name.as_ref());
        let both = |one: &Event, is: &dyn Fn(&What) -> bool| {
            is(&one.what) && events().any(|other| !std::ptr::eq(one, other) && other.of == one.of && is(&other.what))
        };
        let together = |one: &Event| {
            let notice = |what: &What| matches!(what, What::Notice(_));
            let same = |other: &Event| other.of == one.of && other.on == one.on && notice(&other.what);
            notice(&one.what) && events().any(|other| !std::ptr::eq(one, other) && same(other))
        };
        let has_law = |name: &str| policies.iter().any(|policy| policy.law == name);
        let is = [
            ("several invoices of a customer", pairs().any(|(one, other)| one.customer == other.customer)),
            ("due together", pairs().any(|(one, other)| one.customer == other.customer && one.due == other.due)),
            ("several currencies", pairs().any(|(one, other)| one.currency != other.currency)),
            ("several policies", policies.iter().any(|policy| policy.name != policies[0].name)),
            ("several versions", policies.len() > 1 && policies.iter().any(|policy| policy.from != policies[0].from)),
            ("several laws", policies.iter().any(|policy| policy.law != policies[0].law)),
            ("a foreign country", self.customers.iter().any(|customer| customer.country.is_some_and(|country| !has_law(country)))),
            ("no due date", self.invoices.iter().any(|invoice| invoice.due.is_none())),
            ("rate agreed for an invoice", self.invoices.iter().any(|invoice| invoice.rate_agreed.is_some())),
            ("paid or credited to the end", events().any(|event| all_of(&event))),
            ("paid or credited beyond it", events().any(|event| above(&event))),
            ("unallocated payment", self.unallocated.iter().any(|one| !one.is_credit_note)),
            ("unallocated credit note", self.unallocated.iter().any(|one| one.is_credit_note)),
            (
                "unallocated in one of several currencies",
                self.unallocated
                    .iter()
                    .any(|one| self.invoices.iter().any(|invoice| invoice.customer == one.customer && invoice.currency != one.currency)),
            ),
            ("event of a customer", events().any(|event| matches!(event.of, Of::Customer(_)))),
            ("write-off of a part", with(&|what| matches!(what, What::WriteOff(Some(_))))),
            ("several write-offs", events().any(|event| both(event, &|what| matches!(what, What::WriteOff(_))))),
            ("payment behind a write-off", follows(&|what| matches!(what, What::WriteOff(_)), &|what| matches!(what, What::Payment(_)))),
            ("reversal behind a write-off", follows(&|what| matches!(what, What::WriteOff(_)), &|what| matches!(what, What::Reversal(_)))),
            ("payment behind a promise", follows(&|what| matches!(what, What::Promise(..)), &|what| matches!(what, What::Payment(_)))),
            ("recalled behind an assignment", follows(&|what| matches!(what, What::Assignment(_)), &|what| *what == What::Recalled)),
            ("payment on a day of grace", in_grace(&|what| matches!(what, What::Payment(_)))),
            ("credit note on a day of grace", in_grace(&|what| matches!(what, What::Credit(_)))),
            ("another event on a day of grace", in_grace(&|what| !what.is_money() && what.turn() < 3)),
            ("timed hold", with(&|what| matches!(what, What::Hold(Some(_))))),
            ("several holds", events().any(|event| both(event, &|what| matches!(what, What::Hold(_))))),
            ("plan without end", with(&|what| matches!(what, What::Plan(None)))),
            ("plan through a day", with(&|what| matches!(what, What::Plan(Some(_))))),
            ("promise of an amount", with(&|what| matches!(what, What::Promise(_, Some(_))))),
            ("cancelled by act", with(&|what| matches!(what, What::Cancelled(Some(_), None)))),
            ("cancelled by step", with(&|what| matches!(what, What::Cancelled(_, Some(_))))),
            ("several reversals", events().any(|event| both(event, &|what| matches!(what, What::Reversal(_))))),
            ("several payments", events().any(|event| both(event, &|what| matches!(what, What::Payment(_))))),
            ("several notices on a day", events().any(together)),
            ("notice without a step", with(&|what| matches!(what, What::Notice(notice) if notice.step.is_none()))),
            (
                "notice of a foreign step",
                with(&|what| matches!(what, What::Notice(notice) if notice.step.is_some() && !known(&notice.step))),
            ),
            ("rows of one letter", with(&|what| matches!(what, What::Notice(notice) if notice.letter.is_some()))),
        ];
        let is = is.into_iter().filter(|(_, is)| *is).map(|(name, _)| name);
        is.chain(self.openings.iter().flat_map(Opening::constructs)).collect()
    }
}
