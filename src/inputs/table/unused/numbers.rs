//! The numbers of a column that may be numbers of cases.

use std::collections::BTreeSet;

use crate::inputs::table::cells::says_nothing;
use crate::units::Decimal;

/// The numbers of a column, as far as they tell whether it counts cases. Which rows come first makes no difference,
/// because several threads read a file.
#[derive(Debug, Default)]
pub(super) struct ColumnNumbers {
    all: BTreeSet<i64>,
    has_twice: bool,
    /// Whether there is a cell that is no number of cases.
    pub(super) has_other: bool,
}

impl ColumnNumbers {
    /// No row counts so many cases: such numbers are those of cases, people and money.
    const TOO_MANY: i64 = 1_000;

    /// Notes a cell. A dash may stand for no cases, and nothing is known of `n/a`.
    pub(super) fn note(&mut self, text: &str) {
        if says_nothing(text) {
            return;
        }
        match whole_number(text).filter(|number| (0..Self::TOO_MANY).contains(number)) {
            Some(number) => self.has_twice |= !self.all.insert(number),
            None => self.has_other = true,
        }
    }

    /// Takes in the numbers of other rows of the same file.
    pub(super) fn absorb(&mut self, other: Self) {
        self.has_other |= other.has_other;
        self.has_twice |= other.has_twice || !self.all.is_disjoint(&other.all);
        self.all.extend(other.all);
    }

    /// Whether these are numbers of cases. Those that are 0 or 1 throughout say yes or no, or change nothing; and those
    /// of the rows, where they may be such, run from 0 or 1 on, each once.
    pub(super) fn are_counts(&self, may_be_of_rows: bool) -> bool {
        let (Some(first), Some(last)) = (self.all.first(), self.all.last()) else { return false };
        let is_run = || (*first..=*last).eq(self.all.iter().copied());
        let are_of_rows = may_be_of_rows && !self.has_twice && *first <= 1 && is_run();
        !self.has_other && *last > 1 && !are_of_rows
    }
}

pub(super) fn whole_number(text: &str) -> Option<i64> {
    Decimal::parse(text).ok()?.as_whole()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the numbers of some rows and of others, read apart, are numbers of cases: under any heading, and under
    /// one that numbers rows.
    fn are_counts(some: &str, others: &str) -> [bool; 2] {
        let [mut numbers, other] = [some, others].map(|texts| {
            let mut numbers = ColumnNumbers::default();
            texts.split_whitespace().for_each(|text| numbers.note(text));
            numbers
        });
        numbers.absorb(other);
        [false, true].map(|may_be_of_rows| numbers.are_counts(may_be_of_rows))
    }

    #[test]
    fn numbers_of_cases_are_told_from_those_of_rows_people_and_money() {
        for (some, others, expected) in [
            ("25", "", [true, true]),
            ("25 12", "7 12.0 - n/a", [true, true]),
            ("0 1 1", "2", [true, true]),
            ("1 2 3", "4 5", [true, false]),
            ("5 3 1", "2 4", [true, false]),
            ("0 1", "2", [true, false]),
            ("1 2 3", "3 4", [true, true]),
            ("1 2 3", "5", [true, true]),
            ("0 1 0", "1 1", [false, false]),
            ("4412 4413", "12", [false, false]),
            ("25 12", "12.50", [false, false]),
            ("25 yes", "12", [false, false]),
            ("", "", [false, false]),
        ] {
            assert_eq!(are_counts(some, others), expected, "{some} | {others}");
            assert_eq!(are_counts(others, some), expected, "{others} | {some}");
        }
    }
}
