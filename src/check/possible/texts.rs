/// Texts of which it is known which are the same and which are not. Some of them are written out; there are always others.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Texts {
    /// For each, the first of those that are the same. Those that are written out come first, and differ from each other.
    same: Vec<u16>,
    /// Two that differ, by the first of those that are the same as each; the smaller first, in order.
    differ: Vec<(u16, u16)>,
    written: u16,
}

impl Texts {
    /// So many that are written out, and so many of which nothing is known.
    pub fn of(written: usize, unknown: usize) -> Texts {
        Texts { same: (0..(written + unknown) as u16).collect(), differ: Vec::new(), written: written as u16 }
    }

    /// Whether two are known to be the same, or to differ; `None` where either can be.
    pub fn are_same(&self, one: usize, other: usize) -> Option<bool> {
        let (one, other) = (self.same[one], self.same[other]);
        let pair = (one.min(other), one.max(other));
        if one == other {
            Some(true)
        } else if pair.1 < self.written || self.differ.contains(&pair) {
            Some(false)
        } else {
            None
        }
    }

    /// Learns that two are the same, or that they differ; whether that can be.
    pub fn learn(&mut self, one: usize, other: usize, same: bool) -> bool {
        match self.are_same(one, other) {
            Some(known) => known == same,
            None => {
                let (one, other) = (self.same[one], self.same[other]);
                let (first, second) = (one.min(other), one.max(other));
                if same {
                    self.rename(second, first);
                } else {
                    self.differ.push((first, second));
                }
                self.order();
                true
            }
        }
    }

    /// Forgets one: it may be another from now on.
    pub fn forget(&mut self, one: usize) {
        let own = one as u16;
        if self.same[one] == own {
            // The next of those that are the same stands for them from now on.
            let next = (one + 1..self.same.len()).find(|at| self.same[*at] == own);
            match next {
                Some(next) => self.rename(own, next as u16),
                None => self.differ.retain(|(a, b)| *a != own && *b != own),
            }
        }
        self.same[one] = own;
        self.order();
    }

    /// Which of those written out it is; `None` where it is some other.
    pub fn written(&self, one: usize) -> Option<usize> {
        Some(self.same[one]).filter(|first| *first < self.written).map(usize::from)
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.same.len()
    }

    /// The place of the first of those that are the same.
    pub fn first(&self, one: usize) -> usize {
        self.same[one].into()
    }

    fn rename(&mut self, from: u16, to: u16) {
        self.same.iter_mut().filter(|same| **same == from).for_each(|same| *same = to);
        for (a, b) in &mut self.differ {
            for end in [a, b] {
                if *end == from {
                    *end = to;
                }
            }
        }
    }

    fn order(&mut self) {
        let written = self.written;
        for (a, b) in &mut self.differ {
            (*a, *b) = ((*a).min(*b), (*a).max(*b));
        }
        // That two written ones differ goes without saying.
        self.differ.retain(|(_, b)| *b >= written);
        self.differ.sort_unstable();
        self.differ.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn what_follows_is_known() {
        // Two written out, three unknown.
        let mut texts = Texts::of(2, 3);
        assert!(texts.learn(2, 3, true) && texts.learn(3, 4, false));
        assert_eq!(texts.are_same(2, 4), Some(false));
        assert!(texts.learn(4, 0, true));
        assert_eq!(texts.are_same(2, 0), Some(false));
        assert!(!texts.learn(3, 0, true));
        assert!(texts.learn(2, 1, true));
        assert_eq!(texts.written(3), Some(1));
        texts.forget(2);
        assert_eq!((texts.are_same(2, 3), texts.written(3)), (None, Some(1)));
    }

    #[test]
    fn what_is_forgotten_leaves_the_rest() {
        let mut texts = Texts::of(0, 4);
        assert!(texts.learn(0, 1, true) && texts.learn(0, 2, false) && texts.learn(2, 3, true));
        texts.forget(0);
        assert_eq!(texts.are_same(1, 3), Some(false));
        texts.forget(2);
        assert_eq!(texts.are_same(1, 3), Some(false));
        texts.forget(3);
        assert_eq!(texts, {
            let mut fresh = Texts::of(0, 4);
            fresh.forget(3);
            fresh
        });
    }
}
