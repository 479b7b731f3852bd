/// What must hold: questions joined by `and`, `or` and `not`. Policies and statutes put theirs together alike, and one evaluator reads both.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Condition<Q> {
    /// Each of them; none at all always holds.
    All(Vec<Condition<Q>>),
    /// At least one; none at all never holds.
    Any(Vec<Condition<Q>>),
    /// Not this one.
    Not(Box<Condition<Q>>),
    /// One question.
    One(Q),
}

impl<Q> Condition<Q> {
    /// Not this one.
    #[must_use]
    pub fn negated(self) -> Condition<Q> {
        Condition::Not(Box::new(self))
    }

    /// Whether it holds, as `ask` answers each question.
    ///
    /// An answer that settles the matter outweighs one that is missing, wherever it stands; of several that are missing the first counts.
    ///
    /// # Errors
    /// With the answer that is missing, where it decides.
    pub fn holds<E>(&self, ask: &mut impl FnMut(&Q) -> Result<bool, E>) -> Result<bool, E> {
        match self {
            Condition::All(all) => Condition::every(all, true, ask),
            Condition::Any(any) => Condition::every(any, false, ask),
            Condition::Not(condition) => condition.holds(ask).map(|holds| !holds),
            Condition::One(question) => ask(question),
        }
    }

    fn every<E>(conditions: &[Condition<Q>], all: bool, ask: &mut impl FnMut(&Q) -> Result<bool, E>) -> Result<bool, E> {
        let mut missing = None;
        for condition in conditions {
            match condition.holds(ask) {
                Ok(holds) if holds != all => return Ok(!all),
                Ok(_) => {}
                Err(error) => missing = missing.or(Some(error)),
            }
        }
        missing.map_or(Ok(all), Err)
    }

    /// What is left of it once some questions are answered: whether it holds.
    ///
    /// # Errors
    /// With those parts of it that still decide, where nothing that is answered settles it.
    pub fn rest<R>(&self, ask: &mut impl FnMut(&Q) -> Result<bool, R>) -> Result<bool, Condition<R>> {
        match self {
            Condition::All(all) => Condition::rests(all, true, ask).map_err(Condition::All),
            Condition::Any(any) => Condition::rests(any, false, ask).map_err(Condition::Any),
            Condition::Not(condition) => condition.rest(ask).map(|holds| !holds).map_err(Condition::negated),
            Condition::One(question) => ask(question).map_err(Condition::One),
        }
    }

    fn rests<R>(conditions: &[Condition<Q>], all: bool, ask: &mut impl FnMut(&Q) -> Result<bool, R>) -> Result<bool, Vec<Condition<R>>> {
        let mut open = Vec::new();
        for condition in conditions {
            match condition.rest(ask) {
                Ok(holds) if holds != all => return Ok(!all),
                Ok(_) => {}
                Err(rest) => open.push(rest),
            }
        }
        if open.is_empty() { Ok(all) } else { Err(open) }
    }

    /// Every question, in the order written.
    pub fn questions(&self) -> Vec<&Q> {
        match self {
            Condition::All(all) | Condition::Any(all) => all.iter().flat_map(Condition::questions).collect(),
            Condition::Not(condition) => condition.questions(),
            Condition::One(question) => vec![question],
        }
    }

    /// Whether any question, however deep, is such.
    pub fn asks(&self, such: &dyn Fn(&Q) -> bool) -> bool {
        match self {
            Condition::All(all) | Condition::Any(all) => all.iter().any(|condition| condition.asks(such)),
            Condition::Not(condition) => condition.asks(such),
            Condition::One(question) => such(question),
        }
    }

    /// The same condition of other questions; `None` where one of them has no counterpart. Each is tried, so that every mistake is told.
    pub fn translated<R>(&self, one: &mut impl FnMut(&Q) -> Option<R>) -> Option<Condition<R>> {
        let each = |all: &[Condition<Q>], one: &mut _| -> Option<Vec<Condition<R>>> {
            all.iter().map(|condition| condition.translated(one)).collect::<Vec<_>>().into_iter().collect()
        };
        Some(match self {
            Condition::All(all) => Condition::All(each(all, one)?),
            Condition::Any(any) => Condition::Any(each(any, one)?),
            Condition::Not(condition) => condition.translated(one)?.negated(),
            Condition::One(question) => Condition::One(one(question)?),
        })
    }

    /// The parts that make it hold, as `holds` answers for each: questions, and what is negated as a whole.
    pub fn holding<'a>(&'a self, holds: &dyn Fn(&Condition<Q>) -> bool) -> Vec<&'a Condition<Q>> {
        match self {
            Condition::All(all) | Condition::Any(all) => {
                all.iter().filter(|condition| holds(condition)).flat_map(|condition| condition.holding(holds)).collect()
            }
            Condition::Not(_) | Condition::One(_) => vec![self],
        }
    }
}
