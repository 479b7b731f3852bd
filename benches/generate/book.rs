//! The invoices and customers, each reckoned from its place alone: nothing is kept, so that fifty million need no more memory than ten.
//!
//! Invoices stand by the day of issue. A customer has three, four or five of them, spread over the whole time; two of those of every third customer
//! are neighbours of one day, so that one letter may be about both.

use crate::courses::{BLOCK, Course, Mix, courses};
use crate::random::{Purpose, draw};

/// Days between the first issue and the day before the as-of date, about eighteen months.
pub const DAYS: i64 = 548;
/// Invoices of a group of three customers: 3, 4 and 5.
const SLOTS: u64 = 12;
/// The slots whose invoices stand side by side; both are of the second customer of the group.
const TWINS: u64 = 4;
/// Larger than any number of groups, so that each makes every group appear once. The twins share one.
const STEPS: [u64; SLOTS as usize] = [
    1_000_000_007,
    998_244_353,
    1_000_000_009,
    1_000_000_021,
    1_000_000_033,
    1_000_000_033,
    1_000_000_087,
    1_000_000_093,
    1_000_000_097,
    1_000_000_103,
    1_000_000_123,
    1_000_000_181,
];

/// All that a ledger of the generator is made from.
pub struct Book {
    pub invoices: u64,
    pub seed: u64,
    /// Nothing is issued and nothing happens on this day or later.
    pub as_of: i64,
    pub courses: Vec<Course>,
    first_number: u64,
    groups: u64,
    /// For each slot what undoes its step.
    back: [u64; SLOTS as usize],
}

/// One invoice.
pub struct Invoice {
    pub at: u64,
    pub customer: u64,
    pub issued: i64,
    pub due: i64,
    /// In øre.
    pub amount: i64,
    /// Which course it takes, by its place in the book's courses.
    pub course: usize,
}

/// The kinds of debtor as the ledger writes them.
#[derive(Clone, Copy)]
pub enum Debtor {
    Consumer,
    Business,
    Public,
}

impl Debtor {
    pub fn word(self) -> &'static str {
        match self {
            Debtor::Consumer => "consumer",
            Debtor::Business => "business",
            Debtor::Public => "public",
        }
    }
}

impl Book {
    pub fn new(invoices: u64, seed: u64, as_of: i64, mix: Mix) -> Book {
        let groups = invoices.div_ceil(SLOTS);
        let first_number = (0..).map(|zeros| 10_u64.pow(zeros)).find(|power| invoices < 9 * power).unwrap_or(1) + 1;
        Book {
            first_number,
            invoices,
            seed,
            as_of,
            courses: courses(seed, mix),
            groups,
            back: STEPS.map(|step| inverse(step % groups, groups)),
        }
    }

    /// The number in the ledger of the invoice, or of the customer, at a place. All are of one width, so they sort as bytes as they sort as numbers.
    pub fn number(&self, at: u64) -> u64 {
        self.first_number + at
    }

    pub fn customers(&self) -> u64 {
        self.groups * 3
    }

    pub fn invoice(&self, at: u64) -> Invoice {
        let course = self.course_at(at);
        let issued = self.issued(at);
        Invoice { at, customer: self.customer_of(at), issued, due: issued + self.courses[course].term, amount: self.amount(at), course }
    }

    /// Sixty of a hundred are consumers, thirty businesses, ten public bodies.
    pub fn debtor(&self, customer: u64) -> Debtor {
        match draw(self.seed, Purpose::Debtor, customer) % 100 {
            0..60 => Debtor::Consumer,
            60..90 => Debtor::Business,
            _ => Debtor::Public,
        }
    }

    /// The day of issue. Neighbours share it.
    pub fn issued(&self, at: u64) -> i64 {
        self.as_of - DAYS + ((at & !1) * DAYS.unsigned_abs() / self.invoices).cast_signed()
    }

    /// Places between which all invoices of a day of issue lie.
    pub fn issued_on(&self, day: i64) -> Option<(u64, u64)> {
        let nth = u64::try_from(day - (self.as_of - DAYS)).ok().filter(|nth| *nth < DAYS.unsigned_abs())?;
        let before = nth * self.invoices / DAYS.unsigned_abs();
        let behind = ((nth + 1) * self.invoices).div_ceil(DAYS.unsigned_abs()) + 2;
        Some((before, behind.min(self.invoices)))
    }

    /// Every course comes once in a block of invoices, in an order that differs from block to block; neighbours take courses that are neighbours.
    fn course_at(&self, at: u64) -> usize {
        let (block, place) = (at / BLOCK, at % BLOCK);
        let (step, shift) = self.order_of(block);
        let pair = ((place / 2) * step + shift) % (BLOCK / 2);
        (pair * 2 + place % 2) as usize
    }

    /// Where a block has a course.
    pub fn place_of(&self, block: u64, course: usize) -> u64 {
        let (step, shift) = self.order_of(block);
        let pair = (course as u64 / 2 + BLOCK / 2 - shift) % (BLOCK / 2);
        let place = pair * inverse(step, BLOCK / 2) % (BLOCK / 2);
        block * BLOCK + place * 2 + course as u64 % 2
    }

    fn order_of(&self, block: u64) -> (u64, u64) {
        let drawn = draw(self.seed, Purpose::Block, block);
        ((drawn & (BLOCK / 2 - 1)) | 1, (drawn >> 32) % (BLOCK / 2))
    }

    fn customer_of(&self, at: u64) -> u64 {
        let (slot, place) = self.slot_of(at);
        let group = ((place as u128 * STEPS[slot as usize] as u128 + self.shift(slot) as u128) % self.groups as u128) as u64;
        group * 3 + within_group(slot)
    }

    fn slot_of(&self, at: u64) -> (u64, u64) {
        let slot = at / self.groups;
        if (TWINS..TWINS + 2).contains(&slot) {
            let along = at - TWINS * self.groups;
            return (TWINS + along % 2, along / 2);
        }
        (slot, at % self.groups)
    }

    fn shift(&self, slot: u64) -> u64 {
        // Twins are of one customer.
        let slot = if slot == TWINS + 1 { TWINS } else { slot };
        draw(self.seed, Purpose::Slot, slot) % self.groups
    }

    /// Whether a neighbour of this invoice is of the same customer.
    pub fn is_twin(&self, at: u64) -> bool {
        (TWINS..TWINS + 2).contains(&(at / self.groups)) && (at | 1) < self.invoices
    }

    /// The invoices of a customer in the order of the ledger, put behind those in `into`.
    pub fn invoices_of(&self, customer: u64, into: &mut Vec<u64>) {
        let (group, which) = (customer / 3, customer % 3);
        for slot in (0..SLOTS).filter(|slot| within_group(*slot) == which) {
            let moved = (group + self.groups - self.shift(slot)) % self.groups;
            let place = (moved as u128 * self.back[slot as usize] as u128 % self.groups as u128) as u64;
            let at = match slot {
                TWINS => TWINS * self.groups + place * 2,
                _ if slot == TWINS + 1 => TWINS * self.groups + place * 2 + 1,
                _ => slot * self.groups + place,
            };
            if at < self.invoices {
                into.push(at);
            }
        }
    }

    /// Between 20 and 500 000 kroner, most of them small.
    fn amount(&self, at: u64) -> i64 {
        let drawn = draw(self.seed, Purpose::Amount, at);
        let (least, most) = match drawn % 100 {
            0..10 => (2_000, 20_000),
            10..70 => (20_000, 500_000),
            70..95 => (500_000, 5_000_000),
            _ => (5_000_000, 50_000_000),
        };
        (least + (drawn >> 8) % (most - least)).cast_signed()
    }
}

fn within_group(slot: u64) -> u64 {
    match slot {
        0..3 => 0,
        3..7 => 1,
        _ => 2,
    }
}

/// What times `number` leaves one, among the numbers below `of`; they have no common divisor.
fn inverse(number: u64, of: u64) -> u64 {
    let (mut high, mut low) = (i128::from(of), i128::from(number % of));
    let (mut before, mut now) = (0_i128, 1_i128);
    while low != 0 {
        let times = high / low;
        (high, low) = (low, high - times * low);
        (before, now) = (now, before - times * now);
    }
    before.rem_euclid(i128::from(of)) as u64
}
