use super::named::{SHOWN, order_of};

/// Some invoices or customers by their numbers: how many, and as many of them by name as somebody will read. They have an order of their own, whatever the
/// order of a ledger's rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    count: usize,
    /// The first of them; in order once there are more than are kept.
    kept: Vec<String>,
    most: usize,
}

/// How many of a list are kept by name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// As many as a sentence names.
    First,
    /// Every one: for programs.
    All,
}

impl Listed {
    /// An empty list.
    pub fn new(kept: Kept) -> Listed {
        let most = match kept {
            Kept::First => SHOWN,
            Kept::All => usize::MAX,
        };
        Listed { count: 0, kept: Vec::new(), most }
    }

    /// Adds one.
    pub fn push(&mut self, number: &str) {
        self.count += 1;
        if self.kept.len() < self.most {
            self.kept.push(number.into());
            if self.kept.len() == self.most {
                self.sort();
            }
        } else if self.kept.last().is_some_and(|last| number.len() <= 4 * last.len() && order_of(number) < order_of(last)) {
            self.kept.pop();
            let at = self.kept.partition_point(|kept| order_of(kept) <= order_of(number));
            self.kept.insert(at, number.into());
        }
    }

    /// Adds all of another list.
    pub fn extend(&mut self, other: Listed) {
        let more = other.count - other.kept.len();
        other.kept.iter().for_each(|number| self.push(number));
        self.count += more;
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Those that are kept, in order.
    pub fn kept(&self) -> Vec<&str> {
        let mut kept: Vec<&str> = self.kept.iter().map(String::as_str).collect();
        kept.sort_by_key(|number| order_of(number));
        kept
    }

    /// The first few, and how many more there are.
    pub fn words(&self, what: &str) -> String {
        super::named::in_words(what, self.count, &self.kept())
    }

    fn sort(&mut self) {
        self.kept.sort_by(|one, other| order_of(one).cmp(&order_of(other)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_few_are_the_first_of_all() {
        let numbers: Vec<String> = (1..200_u32).map(|at| (at * 7_919 % 1_009).to_string()).collect();
        let (mut few, mut all) = (Listed::new(Kept::First), Listed::new(Kept::All));
        for part in numbers.chunks(17) {
            let (mut of_part, mut all_of_part) = (Listed::new(Kept::First), Listed::new(Kept::All));
            part.iter().for_each(|number| of_part.push(number));
            part.iter().for_each(|number| all_of_part.push(number));
            few.extend(of_part);
            all.extend(all_of_part);
        }
        assert_eq!((few.count(), all.count(), all.kept().len()), (199, 199, 199));
        assert_eq!(few.kept(), all.kept()[..SHOWN]);
        assert_eq!(few.words("invoice"), all.words("invoice"));
    }
}
