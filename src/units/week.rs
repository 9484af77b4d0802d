//! Weeks and dates: ISO weeks named by their Monday, and dates as people write them.

use std::ops::RangeInclusive;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

/// Dates in other years are taken for typing errors.
const YEARS: RangeInclusive<i16> = 2000..=2099;

/// An ISO week, Monday to Sunday, named and ordered by its Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(Date);

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
        Self(self.0.saturating_sub(7.days()))
    }

    /// The week after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(7.days()))
    }
}

impl std::fmt::Display for Week {
    /// As it is [written](Self::written).
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(std::str::from_utf8(&self.written()).expect("figures are ASCII"))
    }
}

impl serde::Serialize for Week {
    /// Its Monday, as a text.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why a text is not a date, in words that end the sentence "`…` is not a date: ".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotDate(pub String);

/// Reads `2026-11-18`, `18/11/2026` or the ISO week `2026-W47`, which stands for its Monday.
///
/// # Errors
///
/// Anything else, a day or week that the calendar does not have, and years outside 2000 to 2099.
pub fn parse_date(text: &str) -> Result<Date, NotDate> {
    let week = text.split_once("-W").or_else(|| text.split_once("-w"));
    match week {
        Some((year, week)) => parse_week(year, week),
        None => parse_day(text),
    }
}

/// Reads a last day: as [`parse_date`], but an ISO week stands for its Sunday.
///
/// # Errors
///
/// As [`parse_date`].
pub fn parse_last_day(text: &str) -> Result<Date, NotDate> {
    let date = parse_date(text)?;
    let is_week = text.contains(['w', 'W']);
    Ok(if is_week { date.saturating_add(6.days()) } else { date })
}

/// Reads `2026-11-18` or `18/11/2026`.
///
/// # Errors
///
/// As [`parse_date`].
pub fn parse_day(text: &str) -> Result<Date, NotDate> {
    let iso: Vec<&str> = text.split('-').collect();
    let british: Vec<&str> = text.split('/').collect();
    let (year, month, day) = match (iso.as_slice(), british.as_slice()) {
        (&[year, month, day], _) if year.len() == 4 => (year, month, day),
        (_, &[day, month, year]) if year.len() == 4 => (year, month, day),
        (_, &[_, _, year]) if year.len() == 2 => return Err(NotDate("the year needs four figures".to_owned())),
        _ => return Err(unreadable()),
    };
    let (year, month, day) = (parse_year(year)?, parse_figures(month)?, parse_figures(day)?);
    let no_such_day = || NotDate("the calendar has no such day".to_owned());
    let [month, day] = [month, day].map(|figure| i8::try_from(figure).ok());
    Date::new(year, month.ok_or_else(no_such_day)?, day.ok_or_else(no_such_day)?).map_err(|_| no_such_day())
}

fn parse_week(year: &str, week: &str) -> Result<Date, NotDate> {
    if year.len() != 4 {
        return Err(unreadable());
    }
    let (year, week) = (parse_year(year)?, parse_figures(week)?);
    let last = ISOWeekDate::new(year, 1, Weekday::Monday).map_or(52, ISOWeekDate::weeks_in_year);
    let monday = i8::try_from(week).ok().and_then(|week| ISOWeekDate::new(year, week, Weekday::Monday).ok());
    monday.map(Date::from).ok_or_else(|| NotDate(format!("{year} has {last} weeks")))
}

fn parse_year(text: &str) -> Result<i16, NotDate> {
    let year = parse_figures(text)?;
    if YEARS.contains(&year) { Ok(year) } else { Err(NotDate(format!("the year {text} cannot be right"))) }
}

fn parse_figures(text: &str) -> Result<i16, NotDate> {
    let plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain).ok_or_else(unreadable)
}

fn unreadable() -> NotDate {
    NotDate("write 2026-11-18, 18/11/2026 or 2026-W47".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn reads_the_three_ways_to_write_a_date() {
        for text in ["2026-11-18", "18/11/2026"] {
            assert_eq!(parse_date(text), Ok(date(2026, 11, 18)));
        }
        assert_eq!(parse_date("1/6/2026"), Ok(date(2026, 6, 1)));
        assert_eq!(parse_date("2026-W47"), Ok(date(2026, 11, 16)));
        assert_eq!(parse_date("2026-w47"), Ok(date(2026, 11, 16)));
        assert_eq!(parse_last_day("2026-W47"), Ok(date(2026, 11, 22)));
        assert_eq!(parse_last_day("2026-11-16"), Ok(date(2026, 11, 16)));
    }

    #[test]
    fn says_why_a_date_is_none() {
        for (text, why) in [
            ("2025-W53", "2025 has 52 weeks"),
            ("2026-W54", "2026 has 53 weeks"),
            ("2026-W00", "2026 has 53 weeks"),
            ("31/02/2026", "the calendar has no such day"),
            ("2026-13-01", "the calendar has no such day"),
            ("11/18/2026", "the calendar has no such day"),
            ("18/11/26", "the year needs four figures"),
            ("0202-11-18", "the year 0202 cannot be right"),
            ("18.11.2026", "write 2026-11-18, 18/11/2026 or 2026-W47"),
            ("", "write 2026-11-18, 18/11/2026 or 2026-W47"),
            ("2026-W", "write 2026-11-18, 18/11/2026 or 2026-W47"),
            ("2026-+1-01", "write 2026-11-18, 18/11/2026 or 2026-W47"),
        ] {
            assert_eq!(parse_date(text), Err(NotDate(why.to_owned())), "{text:?}");
        }
    }

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

        #[test]
        fn no_text_makes_it_panic(text in ".{0,20}") {
            let _ = parse_date(&text);
        }
    }
}
