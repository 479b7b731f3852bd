use super::case::Asking;
use crate::evaluate::schedule::next;
use crate::evaluate::worded::worded;
use crate::evaluate::{Kind, Why, because};
use crate::terms::Hold;

/// One question of the order in which decisions are tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gate {
    /// The decision it would be.
    pub kind: Kind,
    /// Whether it is the answer.
    pub stops: bool,
    /// Why, or why not.
    pub why: String,
}

/// The order of semantics.md.
const ORDER: [Kind; 9] =
    [Kind::Unmatched, Kind::Settled, Kind::Exempt, Kind::Hold, Kind::Ignore, Kind::Finished, Kind::Wait, Kind::Withheld, Kind::Send];

impl Asking<'_> {
    pub(super) fn gates(&self) -> Vec<Gate> {
        let kind = self.decision.kind;
        let before = ORDER.into_iter().take_while(|one| *one != kind && !self.cut_short(*one));
        let passed = before.map(|kind| Gate { kind, stops: false, why: self.why_not(kind) });
        let said = because(self.bound, self.case, self.decision, self.on);
        let stop = Gate { kind, stops: true, why: said.into_iter().next().unwrap_or_default() };
        passed.chain([stop]).collect()
    }

    /// Whether a value the law does not tell ended the questions at this one, before their turn came to the notice itself.
    fn cut_short(&self, kind: Kind) -> bool {
        let unknown = matches!(self.decision.why, Why::NotKnown(_));
        let before_steps = self.decision.step.is_none();
        unknown && (before_steps && kind == Kind::Exempt || kind == Kind::Wait && self.decision.proposed.is_none())
    }

    fn why_not(&self, kind: Kind) -> String {
        let (policy, decision, on) = (self.bound.plan, self.decision, self.on);
        match kind {
            Kind::Unmatched => format!("`{}` is for it, and no fact it needs is missing", policy.name),
            Kind::Settled if decision.claim.balance == 0 => "the principal is settled, but the policy pursues the charges".into(),
            Kind::Settled => format!("{} of the principal is outstanding", self.money(decision.claim.balance)),
            Kind::Exempt => match policy.exempt.as_slice() {
                [] => "the policy exempts nobody".into(),
                exempt => {
                    let all: Vec<String> = exempt.iter().map(|exempt| format!("`{}`", worded(policy, &exempt.when))).collect();
                    format!("not exempt: {} {} not hold", all.join(", "), if all.len() == 1 { "does" } else { "do" })
                }
            },
            Kind::Hold => {
                let disputed = policy.continue_disputed && self.standing.disputed.is_some();
                let open = |hold: Hold, open: bool| !policy.holds.contains(&hold) && open;
                let passed_by = [
                    (disputed, "a dispute"),
                    (open(Hold::OnPlan, self.standing.plan.is_some()), "a payment plan"),
                    (open(Hold::OnPromise, self.standing.promise.is_some()), "a promise"),
                    (open(Hold::OnUnallocated, self.around.unallocated > 0), "a payment that is not allocated"),
                ];
                let passed_by: Vec<&str> = passed_by.into_iter().filter(|(is, _)| *is).map(|(_, what)| what).collect();
                if passed_by.is_empty() {
                    "nothing holds it".into()
                } else {
                    format!("the policy does not hold for {}", passed_by.join(" or "))
                }
            }
            Kind::Ignore if policy.ignore == 0 => "the policy ignores no balance".into(),
            Kind::Ignore if decision.claim.balance < policy.ignore => "its charges are pursued, however small the balance".into(),
            Kind::Ignore => format!("{} is not below {}", self.money(decision.claim.balance), self.money(policy.ignore)),
            Kind::Finished => {
                let limitation = self.bound.plan.law.limitation.as_ref().and_then(|limitation| limitation.cite.as_ref());
                let cite = limitation.map_or(String::new(), |cite| format!(" ({})", cite.text));
                let barred =
                    self.not_barred_until.map_or(String::new(), |last| format!(", and not time-barred before {}{cite}", last.plus(1)));
                let step = decision.step.map_or("a step", |step| policy.step_name(step));
                format!("`{step}` is left{barred}")
            }
            Kind::Wait => {
                let due = next(&self.asked(), &self.progress).ok().flatten().and_then(|next| next.due);
                let since = due.filter(|due| *due < on).map_or("due".into(), |due| format!("due since {due}"));
                format!("it is {since}, notices go out on {on}, and none has gone out on it yet")
            }
            Kind::Withheld => "no rule of law forbids it".into(),
            Kind::Send => String::new(),
        }
    }
}
