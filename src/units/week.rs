//! ISO weeks, named by their Monday.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use serde::Serialize;

use super::dates::YEARS;

/// An ISO week, Monday to Sunday, named and ordered by its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Week(Date);

/// Whether rows of a date fit a file that is dated so: they are of its week, or of the three days before. An export is often made on a
/// Friday and dated with the Monday behind it.
pub(crate) fn fits_file_of(date: Date, dated: Date) -> bool {
    Week::of(date) == Week::of(dated) || (dated.saturating_sub(3.days())..=dated).contains(&date)
}

impl Week {
    /// The week that a date is in.
    pub fn of(date: Date) -> Self {
        let monday = ISOWeekDate::from(date).first_of_week();
        Self(Date::from(monday.expect("dates are between 2000 and 2099, far inside the calendar")))
    }

    /// The week of a Monday. `None` for other days, and where no day of the week is in the years 2000 to 2099.
    pub fn of_monday(date: Date) -> Option<Self> {
        let has_day = [date, date.saturating_add(6.days())].iter().any(|day| YEARS.contains(&day.year()));
        (has_day && date.weekday() == Weekday::Monday).then_some(Self(date))
    }

    /// Its Monday.
    pub const fn monday(self) -> Date {
        self.0
    }

    /// Its Monday: `2026-11-16`, in ASCII.
    pub fn written(self) -> [u8; 10] {
        // By hand, two digits at a time, because every row of a report has a week.
        let figure = |number: i16| u8::try_from(number).map_or(b'?', |figure| b'0' + figure);
        let two = |number: i16| [figure(number / 10), figure(number % 10)];
        let [century, year, month, day] =
            [self.0.year() / 100, self.0.year() % 100, self.0.month().into(), self.0.day().into()].map(two);
        [century[0], century[1], year[0], year[1], b'-', month[0], month[1], b'-', day[0], day[1]]
    }

    /// The week before this one.
    #[must_use]
    pub fn previous(self) -> Self {
        // Most of the time that is another day of the month, which is found much faster.
        if self.0.day() > 7 {
            return Self(date(self.0.year(), self.0.month(), self.0.day() - 7));
        }
        Self(self.0.saturating_sub(7.days()))
    }

    /// The week that is this many weeks earlier.
    #[must_use]
    pub fn back(self, weeks: u32) -> Self {
        Self(self.0.saturating_sub((7 * i64::from(weeks)).days()))
    }

    /// How many weeks later another week is.
    pub fn weeks_until(self, later: Self) -> i64 {
        (later.0.duration_since(self.0).as_hours()) / (7 * 24)
    }

    /// The week after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(7.days()))
    }

    /// This week and all after it.
    pub(crate) fn onwards(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |week| Some(week.next()))
    }

    /// This week and all before it.
    pub(crate) fn backwards(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |week| Some(week.previous()))
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(std::str::from_utf8(&self.written()).expect("figures are ASCII"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::parse_date;
    use proptest::prelude::*;

    #[test]
    fn a_week_is_named_by_its_monday_across_the_year_end() {
        let last_of_2026 = Week::of(date(2027, 1, 3));
        assert_eq!(last_of_2026.to_string(), "2026-12-28");
        assert_eq!(parse_date("2026-W53").map(Week::of), Ok(last_of_2026));
        assert_eq!(last_of_2026.next(), Week::of(date(2027, 1, 4)));
        assert_eq!(Week::of(date(2027, 1, 4)).previous(), last_of_2026);
    }

    #[test]
    fn weeks_that_a_date_may_be_in_are_known_by_their_mondays() {
        for (monday, is_known) in [
            (date(2026, 11, 16), true),
            (date(2026, 11, 17), false),
            (Week::of(date(2000, 1, 1)).monday(), true),
            (Week::of(date(2000, 1, 1)).previous().monday(), false),
            (Week::of(date(2099, 12, 31)).monday(), true),
            (Week::of(date(2099, 12, 31)).next().monday(), false),
            (Date::MIN, false),
            (Date::MAX, false),
        ] {
            assert_eq!(Week::of_monday(monday).map(Week::monday), is_known.then_some(monday), "{monday}");
        }
    }

    proptest! {
        #[test]
        fn every_date_of_a_week_names_the_same_week(day in 0_i32..36_000) {
            let date = date(2000, 1, 3).saturating_add(jiff::ToSpan::days(day));
            let monday = Week::of(date).monday();
            prop_assert_eq!(monday.weekday(), Weekday::Monday);
            prop_assert!((0..7).contains(&(date - monday).get_days()));
            prop_assert_eq!(Week::of(date).next().previous(), Week::of(date));
        }
    }
}
