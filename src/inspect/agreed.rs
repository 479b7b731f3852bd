//! Where the ledger contradicts what a policy says was agreed.

use super::books::Books;
use super::kinds::{FEE_AGREED, FEE_NOT_AGREED, INTEREST_DIFFERS, SENT_LATE};
use super::{Detail, FindingKind, LedgerFinding};

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let invoices = &books.ledger.invoices;
    for id in books.open() {
        let (Some(at), Some(bound)) = (books.plan_at(id), books.plan(id)) else { continue };
        let (policy, balance, currency) = (bound.plan, books.claim(id).balance, books.currency(id));
        let mut say = |kind: &'static FindingKind, detail: Detail| {
            said.push(kind.of_invoice(books, id, detail).on(invoices.issued[id]).amount(balance, currency));
        };
        match (policy.agreed_fee, invoices.fee_agreed[id]) {
            (true, Some(false)) => say(FEE_NOT_AGREED, Detail::FeeNotAgreed { policy: at }),
            (false, Some(true)) => say(FEE_AGREED, Detail::FeeAgreed { policy: at }),
            (true, Some(true)) | (false, Some(false)) | (_, None) => {}
        }
        if let (Some(stated), Some(own)) = (policy.agreed_interest, invoices.interest_agreed[id])
            && stated != own
        {
            say(INTEREST_DIFFERS, Detail::InterestDiffers { policy: at, stated, own });
        }
        if let (Some(promised), Some(due)) =
            (policy.sent_before_due, invoices.due[id].or_else(|| Some(books.law(id)?.due_date(None, invoices.issued[id]))))
        {
            let sent = invoices.sent[id];
            if due.since(sent) < promised {
                say(SENT_LATE, Detail::SentLate { policy: at, sent, due, promised });
            }
        }
    }
}
