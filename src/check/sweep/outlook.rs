use super::root::Root;
use crate::law::{Amount, Effect, Question, Rule};
use crate::plan::{Condition, Criterion, Fact, FactValue, FeeAmount, Plan, Right, Step};
use crate::terms::{BuiltIn, DateOf, Interest, Measure, Quantity};
use crate::value::Rate;

/// What may still be asked of an invoice once a step has gone out: by the rules on the steps ahead, and by their conditions.
///
/// What this version of the policy remembers of a history is made of this alone; later versions that take over have outlooks of their own.
#[derive(Debug)]
pub struct Outlook<'a> {
    /// The steps ahead.
    pub steps: std::ops::Range<usize>,
    /// Days after the due date from which on something is answered otherwise.
    pub ages: Vec<i32>,
    /// Lengths of payment terms that rules ask for.
    pub terms: Vec<i32>,
    /// Whether a rule asks whether interest has started.
    pub interest_start: bool,
    /// Whether a rule asks whether the due date has passed, moved to a business day.
    pub moved_due: bool,
    /// What rules ask of earlier notices.
    pub asked: Vec<Question>,
    /// Whether a rule asks for the round of charged notices.
    pub rounds: bool,
    /// Whether a rule adds up earlier fees.
    pub fees: bool,
    /// Whether a rule adds up earlier compensation.
    pub compensation: bool,
    /// Whether a condition asks for what is owed besides the balance, which without interest is what was charged.
    pub charges: bool,
    /// Amounts of law with values that are read on another day than the sending day.
    pub dated: Vec<Amount>,
    /// Limits on the late rate that the policy's can be beyond.
    pub rates: Vec<&'a Amount>,
    /// Whether it matters how long ago a step became due, or how soon it will: a later one that is due drops another.
    pub overtaking: bool,
    /// Facts that conditions ask for.
    pub facts: Vec<&'a Fact>,
    /// Tags that conditions ask for.
    pub tags: Vec<&'a Criterion>,
    /// By how many days the age of the customer's oldest overdue invoice and that of this one are compared.
    apart: Vec<i32>,
}

/// Whether a rule can have anything to say about a step. `advice` is asked for only where every run comes on its day.
pub fn concerns(plan: &Plan, step: &Step, rule: &Rule, advice: bool) -> bool {
    let (fees, compensation) = (!step.fee.is_none(), step.compensation);
    let says = match &rule.effect {
        // Fees alone are never above fees; an earlier version may have claimed compensation.
        Effect::Limit(Quantity::TotalCharges, amount) if amount.terms.contains(&Measure::TotalFees) && amount.rounding.is_none() => {
            (fees || compensation) && (plan.takes_over || plan.steps.iter().any(|step| step.compensation))
        }
        Effect::Limit(Quantity::Fee | Quantity::LetterFee | Quantity::TotalFees, _) => fees,
        Effect::Limit(Quantity::Compensation | Quantity::TotalCompensation, _) => compensation,
        Effect::Limit(Quantity::TotalCharges, _) => fees || compensation,
        Effect::Limit(Quantity::InterestRate, _) => plan.interest.is_some(),
        Effect::Require(_) => true,
        Effect::Advise(_) => advice,
    };
    says && rule.of.is_about(step.act)
}

/// Whether the late rate of a kind of invoice keeps a limit, whatever the statute's own is on a day.
fn keeps_rate(plan: &Plan, root: &Root, amount: &Amount) -> bool {
    match plan.interest {
        None => true,
        Some(Interest::Statutory(plus, _)) => plus <= Rate::ZERO && amount.allows_statutory(),
        Some(Interest::Yearly(..)) => false,
        Some(Interest::AgreedOtherwiseStatutory(_)) => match root.interest_agreed.or(plan.agreed_interest) {
            None => amount.allows_statutory(),
            Some(_) => amount.allows_agreed(),
        },
    }
}

impl<'a> Outlook<'a> {
    /// What may be asked of a kind of invoice once the steps before `next` are behind.
    pub fn from(plan: &'a Plan, root: &Root, next: usize, advice: bool) -> Outlook<'a> {
        let ahead = &plan.steps[next..];
        let mut outlook = Outlook {
            steps: next..plan.steps.len(),
            ages: Vec::new(),
            terms: Vec::new(),
            interest_start: false,
            moved_due: false,
            asked: Vec::new(),
            rounds: false,
            fees: false,
            compensation: false,
            charges: false,
            dated: Vec::new(),
            rates: Vec::new(),
            overtaking: ahead.iter().any(|step| step.unless_overtaken),
            facts: Vec::new(),
            tags: Vec::new(),
            apart: Vec::new(),
        };
        if ahead.is_empty() {
            return outlook;
        }
        let rules = plan.law.rules.iter().chain(plan.law.practice.iter().filter(|_| advice));
        let concerning = rules.filter(|rule| ahead.iter().any(|step| concerns(plan, step, rule, advice)));
        concerning.for_each(|rule| outlook.rule(rule, root, root.fee_agreed.unwrap_or(plan.agreed_fee)));
        outlook.rates.retain(|amount| !keeps_rate(plan, root, amount));
        let conditions = ahead.iter().filter_map(|step| step.when.as_ref());
        let always = plan.applies.iter().chain(plan.exempt.iter().map(|exempt| &exempt.when));
        conditions.chain(always).for_each(|condition| outlook.condition(condition));
        outlook.charges = plan.interest.is_none() && (plan.pursue.is_some() || outlook.facts.contains(&&Fact::BuiltIn(BuiltIn::Claim)));
        if ahead.iter().flat_map(|step| step.fee.amounts()).any(FeeAmount::follows_principal) {
            outlook.facts.push(&Fact::BuiltIn(BuiltIn::Principal));
        }
        // What was due before the due date is passed over once that has come.
        outlook.ages.push(0);
        if plan.asks_about_customer() {
            outlook.ages.push(1);
        }
        let apart = outlook.ages.iter().flat_map(|age| outlook.apart.iter().flat_map(move |apart| [age + apart, age + apart + 1]));
        outlook.ages.extend(apart.collect::<Vec<_>>());
        outlook.ages.sort_unstable();
        outlook.ages.dedup();
        outlook.terms.sort_unstable();
        outlook.terms.dedup();
        outlook
    }

    /// Whether anything adds up what was charged before.
    pub fn adds_up(&self) -> bool {
        self.fees || self.compensation || self.charges
    }

    fn rule(&mut self, rule: &'a Rule, root: &Root, fee_agreed: bool) {
        // What the kind of the invoice answers is not asked any more, and may leave the rule with nothing to say.
        let mut ask = |question: &Question| {
            if let Question::Debtor(debtor) = question {
                return Ok(root.debtor == *debtor);
            }
            if *question == Question::FeeAgreed { Ok(fee_agreed) } else { Err(question.clone()) }
        };
        let mut left = Vec::new();
        for (condition, silent) in [(&rule.when, false), (&rule.unless, true)] {
            match condition.as_ref().map(|condition| condition.rest(&mut ask)) {
                None => {}
                Some(Ok(holds)) if holds == silent => return,
                Some(Ok(_)) => {}
                Some(Err(rest)) => left.push(rest),
            }
        }
        left.extend(rule.effect.demanded().and_then(|demanded| demanded.rest(&mut ask).err()));
        left.iter().flat_map(crate::terms::Condition::questions).for_each(|question| self.question(question));
        let Effect::Limit(quantity, amount) = &rule.effect else { return };
        match quantity {
            Quantity::TotalFees => self.fees = true,
            Quantity::TotalCompensation => self.compensation = true,
            Quantity::TotalCharges => (self.fees, self.compensation) = (true, true),
            Quantity::InterestRate => self.rates.push(amount),
            Quantity::Fee | Quantity::LetterFee | Quantity::Compensation => {}
        }
        self.amount(amount);
    }

    fn question(&mut self, question: &Question) {
        match question {
            Question::OverdueAtLeast(days) => self.ages.push(*days),
            Question::TermAtMost(days) => self.terms.push(*days),
            Question::InterestStarted => self.interest_start = true,
            Question::AfterMovedDueDate => self.moved_due = true,
            Question::FeeAbove(amount) | Question::LetterFeeAbove(amount) => self.amount(amount),
            Question::Earlier(..) | Question::Single { .. } | Question::Count(..) | Question::DaysSinceBelow(..) => {
                self.rounds |= question.set().is_some_and(|set| set.this_round);
                if !self.asked.contains(question) {
                    self.asked.push(question.clone());
                }
            }
            // Answered by who owes, by the notice itself, or by how the invoice stands on the day.
            Question::Debtor(_)
            | Question::FeeAgreed
            | Question::Disputed
            | Question::PrincipalOwed
            | Question::AnythingOwed
            | Question::DeadlineAtLeast(_)
            | Question::DeadlineBusinessDays(_) => {}
        }
    }

    fn amount(&mut self, amount: &Amount) {
        let measures = amount.measures();
        if measures.iter().any(|measure| matches!(measure, Measure::TotalFees)) {
            // What follows the fees bounds them once something else was claimed.
            (self.fees, self.compensation) = (true, true);
        }
        if measures.iter().any(|measure| measure.names().is_some_and(|(_, on)| on != DateOf::Send)) && !self.dated.contains(amount) {
            self.dated.push(amount.clone());
        }
    }

    fn condition(&mut self, condition: &'a Condition) {
        for criterion in condition.questions() {
            match criterion {
                Criterion::Compare(comparison) => {
                    self.facts.extend(comparison.facts());
                    let ages = [BuiltIn::Overdue, BuiltIn::CustomerOldestOverdue].map(Fact::BuiltIn);
                    if !ages.contains(&comparison.fact) {
                        continue;
                    }
                    // Where the oldest invoice may be this one, a day from which on it is too old counts for this one too.
                    match &comparison.right {
                        Right::Value(FactValue::Whole(days)) => self.ages.extend([*days as i32, *days as i32 + 1]),
                        Right::Fact(_, plus) => self.apart.extend([*plus as i32, -*plus as i32]),
                        Right::Value(_) => {}
                    }
                }
                Criterion::InvoiceTagged(_) | Criterion::CustomerTagged(_) => self.tags.push(criterion),
            }
        }
    }
}
