//! The case in the middle of all, by what each takes.

use super::{Rounded, Work};

/// What one case takes: the work of a row, shared out among its cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CaseSize {
    /// The work of all of them.
    work: Work,
    /// How many they are, at least 1.
    count: i64,
}

impl CaseSize {
    /// The size of one of `count` cases, at least 1. Each takes `each` and an equal part of `extra`.
    pub fn of(each: Work, extra: Work, count: i64) -> Self {
        if extra.is_nothing() { Self { work: each, count: 1 } } else { Self { work: each * count + extra, count } }
    }

    fn smaller_first(&self, other: &Self) -> std::cmp::Ordering {
        let share = |one: &Self, other: &Self| one.work.units() * i128::from(other.count);
        share(self, other).cmp(&share(other, self))
    }
}

/// The case in the middle: midway between these two, which are one where the number of cases is odd.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Median(CaseSize, CaseSize);

impl Median {
    /// The median of sizes, each with the number of cases that have it; `None` where there are none.
    pub fn of(sizes: impl IntoIterator<Item = (CaseSize, i64)>) -> Option<Self> {
        let mut sizes: Vec<(CaseSize, i64)> = sizes.into_iter().collect();
        sizes.sort_unstable_by(|(one, _), (other, _)| one.smaller_first(other));
        in_the_middle(&sizes).map(|(one, other)| Self(one, other))
    }

    /// Minutes a month, to one place.
    pub fn minutes(self) -> Rounded {
        let (units, times) = self.doubled();
        Rounded::of(units, times * Work::MINUTE, 1)
    }

    pub fn is_at_most(self, work: Work) -> bool {
        let (units, times) = self.doubled();
        units <= work.units() * times
    }

    /// Units of work, and a divisor: the first divided by the second is the median, exactly.
    pub(super) fn doubled(self) -> (i128, i128) {
        let Self(one, other) = self;
        let (of_one, of_other) = (i128::from(one.count), i128::from(other.count));
        (one.work.units() * of_other + other.work.units() * of_one, 2 * of_one * of_other)
    }
}

/// The two things in the middle of a sorted list of things with their counts. They are the same thing where the counts
/// add up to an odd number. `None` for an empty list.
fn in_the_middle<T: Copy>(sorted: &[(T, i64)]) -> Option<(T, T)> {
    let all: i64 = sorted.iter().map(|(_, count)| count).sum();
    let at = |position: i64| {
        let mut before = 0;
        let found = sorted.iter().find(|(_, count)| {
            before += count;
            before > position
        });
        found.map(|(thing, _)| *thing)
    };
    Some((at((all - 1) / 2)?, at(all / 2)?))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{minutes, work};
    use super::*;

    /// By hand: 300 and 60 extra are 360. Three cases of 100 with 30 extra are 110 each.
    #[test]
    fn the_median_is_midway_between_the_two_in_the_middle() {
        let size =
            |each: &str, extra: &str, count| (CaseSize::of(work(each), Work::extra(minutes(extra)), count), count);
        let middle = |sizes: &[_]| Median::of(sizes.iter().copied()).expect("cases").minutes().to_string();
        assert_eq!(middle(&[size("300", "60", 1), size("100", "30", 3)]), "110.0");
        assert_eq!(middle(&[size("300", "60", 1), size("100", "0", 1)]), "230.0");
        assert_eq!(middle(&[size("300", "60", 2), size("100", "30", 2), size("50", "0", 0)]), "222.5");
        assert_eq!(Median::of([]), None);
        let median = Median::of([size("300", "0", 1), size("100", "0", 1)]).expect("cases");
        assert!(median.is_at_most(work("200")) && !median.is_at_most(work("199.99")));
    }
}
