use super::Invoices;

impl Invoices {
    /// Puts others behind these. What their customers and texts are numbered by has to be the same; whatever happened to them is left aside.
    pub(super) fn append(&mut self, others: Invoices) {
        let before = self.len();
        let Invoices {
            number,
            customer,
            debtor,
            currency,
            issued,
            due,
            amount,
            due_agreed,
            fee_agreed,
            interest_agreed,
            sent,
            arose,
            tags,
            facts,
            opening,
            first_event: _,
            lines,
        } = others;
        self.number.append(&number);
        self.customer.extend(customer);
        self.debtor.extend(debtor);
        self.currency.extend(currency);
        self.issued.extend(issued);
        self.due.extend(due);
        self.amount.extend(amount);
        self.due_agreed.extend(due_agreed);
        self.fee_agreed.extend(fee_agreed);
        self.interest_agreed.extend(interest_agreed);
        self.sent.extend(sent);
        self.arose.extend(arose);
        self.tags.extend(tags.into_iter().map(|(id, tags)| (before + id, tags)));
        facts.into_iter().for_each(|(name, texts)| self.facts.entry(name).or_default().append(&texts));
        self.opening.extend(opening);
        self.lines.append(lines);
    }
}
