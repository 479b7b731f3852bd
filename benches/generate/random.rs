//! Small seeded numbers without a state: the same seed, purpose and place give the same number, so any invoice can be made alone.

/// What a number is drawn for. Two purposes never share a number.
#[derive(Clone, Copy)]
pub enum Purpose {
    Amount,
    Block,
    Course,
    Deadline,
    Debtor,
    Order,
    Slot,
}

/// A number that depends on nothing but its arguments.
pub fn draw(seed: u64, purpose: Purpose, place: u64) -> u64 {
    mixed(mixed(seed ^ ((purpose as u64 + 1) << 56)).wrapping_add(place))
}

/// The finish of splitmix64.
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One number after another, for what is made once.
pub struct Draws {
    seed: u64,
    purpose: Purpose,
    place: u64,
}

impl Draws {
    /// The numbers of a purpose from a place on; a place has 4096 of them.
    pub fn new(seed: u64, purpose: Purpose, place: u64) -> Draws {
        Draws { seed, purpose, place: place << 12 }
    }

    /// The next number, from `least` to `most`, both included.
    pub fn within(&mut self, least: i64, most: i64) -> i64 {
        self.place += 1;
        least + (draw(self.seed, self.purpose, self.place) % (most - least + 1).unsigned_abs()).cast_signed()
    }
}
