//! Time that work takes: the minutes of a time value, and their sum.

use super::decimal::parse_exact;
use super::{Decimal, NotDecimal, Percent, Rounded, Written};

/// Minutes a month of one case or task, or extra minutes: 0 or more, in ten-thousandths of a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Minutes(i64);

impl Minutes {
    /// The minutes of a month of 31 days, the most that one case or task can take.
    pub const MOST: i32 = 31 * 24 * 60;

    /// Minutes from a number; `None` when it is below 0 or above [`Minutes::MOST`].
    pub fn new(number: Decimal) -> Option<Self> {
        (Decimal::whole(0)..=Decimal::whole(Self::MOST)).contains(&number).then(|| Self(number.ten_thousandths()))
    }

    pub const fn is_nothing(self) -> bool {
        self.0 == 0
    }

    pub const fn number(self) -> Decimal {
        Decimal::from_ten_thousandths(self.0)
    }
}

/// Work, also called attributable time: minutes a month, exactly, in hundred-millionths of a minute.
///
/// The smallest amount there can be is a ten-thousandth of a minute times 0.01 per cent, so sums of [`Work`] are never
/// rounded. Work can be below 0, when a colleague did a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Work(i128);

impl Work {
    /// Units of work in a minute.
    pub const MINUTE: i128 = 100_000_000;
    /// The most work of one post that is read. No sum of 2^32 rows, each of a million of the largest task, is more, and 2^32
    /// such sums still add up within 128 bits.
    pub const MOST: Self = Self(200_000_000_000_000_000_000 * Self::MINUTE);
    const PLACES: usize = 8;

    /// The work of `count` cases or tasks that take `minutes` each, of which the percentage `counted` counts.
    pub fn of(count: i64, minutes: Minutes, counted: Percent) -> Self {
        Self(i128::from(count) * i128::from(minutes.0) * counted.hundredths())
    }

    /// The work of extra minutes, which count in full.
    pub fn extra(minutes: Minutes) -> Self {
        Self::of(1, minutes, Percent::ALL)
    }

    /// Reads minutes a month, exactly.
    ///
    /// # Errors
    ///
    /// As [`Decimal::parse`], but with eight places; also more than [`Work::MOST`].
    pub fn parse(text: &str) -> Result<Self, NotDecimal> {
        let work = Self(parse_exact(text, Self::PLACES)?);
        if work.0.abs() > Self::MOST.0 { Err(NotDecimal::TooLarge) } else { Ok(work) }
    }

    pub fn is_less_than_half_of(self, other: Self) -> bool {
        self.0 < other.0 / 2
    }

    /// Minutes a month as hours a month, to two places.
    pub fn hours_a_month(self) -> Rounded {
        Rounded::of(self.0, Self::MINUTE * 60, 2)
    }
}

exact_minutes!(Work);
adds_up!(Work);
may_be_negative!(Work);

#[cfg(test)]
mod tests {
    use super::super::fixtures::{decimal, minutes, percent};
    use super::*;

    #[test]
    fn a_month_bounds_minutes() {
        let is_read = ["44640", "44640.0001", "-1"].map(|text| Minutes::new(decimal(text)).is_some());
        assert_eq!(is_read, [true, false, false]);
    }

    #[test]
    fn the_smallest_share_of_the_smallest_time_is_one_unit() {
        assert_eq!(Work::of(1, minutes("0.0001"), percent("0.01")).units(), 1);
        assert_eq!(Work::of(-2, minutes("414"), Percent::ALL).units(), -828 * Work::MINUTE);
    }
}
