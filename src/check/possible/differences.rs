/// Whole numbers of which it is known by how much one is at most above another: `x − y ≤ c`. The number 0 is nothing but 0, and stands for constants.
///
/// It is kept closed: every bound that follows from others is there. So what is known of some of them is all that any values of the rest allow, and
/// every value within the bounds of one is part of a solution.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Differences {
    count: usize,
    /// `most[x * count + y]`: how far x is above y at most.
    most: Vec<i64>,
}

/// No bound.
const FREE: i64 = i64::MAX / 4;

impl Differences {
    /// So many numbers besides 0, of which nothing is known.
    pub fn of(count: usize) -> Differences {
        let count = count + 1;
        let mut most = vec![FREE; count * count];
        (0..count).for_each(|at| most[at * count + at] = 0);
        Differences { count, most }
    }

    fn at(&self, x: usize, y: usize) -> i64 {
        self.most[x * self.count + y]
    }

    /// How far x is above y at most; a number beyond all that are thought of where there is no end.
    pub fn apart(&self, x: usize, y: usize) -> i64 {
        self.at(x, y)
    }

    /// Learns that x is above y by `most` at most; whether that can be.
    pub fn learn(&mut self, x: usize, y: usize, most: i64) -> bool {
        if most >= self.at(x, y) {
            return true;
        }
        if most + self.at(y, x) < 0 {
            return false;
        }
        for from in 0..self.count {
            let so_far = self.at(from, x);
            if so_far >= FREE {
                continue;
            }
            for to in 0..self.count {
                let rest = self.at(y, to);
                let bound = &mut self.most[from * self.count + to];
                if rest < FREE && so_far + most + rest < *bound {
                    *bound = so_far + most + rest;
                }
            }
        }
        true
    }

    /// Learns that x is a number; whether that can be.
    pub fn is(&mut self, x: usize, number: i64) -> bool {
        self.learn(x, 0, number) && self.learn(0, x, -number)
    }

    /// The least and the greatest a number can be, where there is an end.
    pub fn range(&self, x: usize) -> (Option<i64>, Option<i64>) {
        let end = |bound: i64| Some(bound).filter(|bound| *bound < FREE);
        (end(self.at(0, x)).map(|most| -most), end(self.at(x, 0)))
    }

    /// Learns no more than what is known of these and of others alike.
    pub fn widen(&mut self, other: &Differences) {
        self.most.iter_mut().zip(&other.most).for_each(|(own, others)| *own = (*own).max(*others));
    }

    /// Forgets a number: it may be another from now on.
    pub fn forget(&mut self, x: usize) {
        for other in (0..self.count).filter(|other| *other != x) {
            self.most[x * self.count + other] = FREE;
            self.most[other * self.count + x] = FREE;
        }
    }

    /// A number may fall from now on, and cannot rise.
    pub fn may_fall(&mut self, x: usize) {
        (0..self.count).filter(|other| *other != x).for_each(|other| self.most[other * self.count + x] = FREE);
    }

    /// Settles a number on the value nearest to one that is wished for, and answers with it.
    pub fn settle(&mut self, x: usize, wished: i64) -> i64 {
        let (least, most) = self.range(x);
        let value = wished.min(most.unwrap_or(i64::MAX)).max(least.unwrap_or(i64::MIN));
        self.is(x, value);
        value
    }
}

#[cfg(test)]
mod tests {
    use super::Differences;

    /// Every system of a few random bounds on three numbers, held against trying all values of a small range.
    #[test]
    fn what_is_known_is_what_some_values_allow() {
        let mut seed = 7_u64;
        let mut draw = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let (mut can, mut cannot) = (0, 0);
        for _ in 0..3_000 {
            let mut known = Differences::of(3);
            let mut bounds: Vec<(usize, usize, i64)> = (1..4).flat_map(|x| [(x, 0, 6), (0, x, 0)]).collect();
            bounds.extend((0..draw(6)).map(|_| (draw(4) as usize, draw(4) as usize, draw(9) as i64 - 4)).filter(|(x, y, _)| x != y));
            let feasible = bounds.iter().all(|(x, y, most)| known.learn(*x, *y, *most));
            let values = (0..7_i64).flat_map(|a| (0..7).flat_map(move |b| (0..7).map(move |c| [0, a, b, c])));
            let fitting: Vec<[i64; 4]> = values.filter(|v| bounds.iter().all(|(x, y, most)| v[*x] - v[*y] <= *most)).collect();
            assert_eq!(feasible, !fitting.is_empty(), "{bounds:?}");
            if !feasible {
                cannot += 1;
                continue;
            }
            can += 1;
            for x in 1..4 {
                let least = fitting.iter().map(|values| values[x]).min();
                assert_eq!(known.range(x), (least, fitting.iter().map(|values| values[x]).max()), "{bounds:?}");
            }
            let settled: Vec<i64> = {
                let mut known = known.clone();
                (1..4).map(|x| known.settle(x, 3)).collect()
            };
            assert!(fitting.iter().any(|values| values[1..] == settled[..]), "{bounds:?} {settled:?}");
            // What is left once one is forgotten is what the others can be with some value of it.
            known.forget(2);
            for one in 0..7 {
                for other in 0..7 {
                    let mut tried = known.clone();
                    let is = tried.is(1, one) && tried.is(3, other);
                    assert_eq!(is, fitting.iter().any(|values| values[1] == one && values[3] == other), "{bounds:?}");
                }
            }
        }
        assert!(can > 500 && cannot > 500);
    }
}
