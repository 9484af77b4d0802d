//! How the dates of a file are written, which tells dates that a program has changed.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::fault::{FILE_DATE, Messages, Place};
use crate::units::is_monday_in_summer;

/// The dates of a file, as far as their parts are figures, each with the first row that has it.
#[derive(Debug, Default)]
pub(super) struct WrittenDates {
    year_first: BTreeMap<Date, Place>,
    day_first: BTreeMap<Date, Place>,
    /// Whether they are the ends of stretches of time, and not weeks.
    are_ends: bool,
    /// The first row of a Sunday at 23:00 in UTC that is a Monday in summer time.
    monday_in_summer: Option<Place>,
}

impl WrittenDates {
    /// Notes a date that a cell is read as. `is_end` says that it begins or ends a stretch of time.
    pub(super) fn note(&mut self, is_end: bool, text: &str, date: Date, place: Place) {
        let mut parts = text
            .split(['-', '/', '.', ' ', '\u{a0}'])
            .map(|part| part.bytes().all(|b| b.is_ascii_digit()).then_some(part.len()));
        let dates = match (parts.next().flatten(), parts.next().flatten()) {
            (Some(4), Some(_)) => &mut self.year_first,
            (Some(1 | 2), Some(_)) => &mut self.day_first,
            _ => return,
        };
        let first = dates.entry(date).or_insert(place);
        *first = place.min(*first);
        self.are_ends |= is_end;
        if is_monday_in_summer(text, date) {
            self.monday_in_summer = earlier(self.monday_in_summer, Some(place));
        }
    }

    /// Notes the dates of other rows of the same file.
    pub(super) fn extend(&mut self, other: &Self) {
        for (dates, others) in [(&mut self.year_first, &other.year_first), (&mut self.day_first, &other.day_first)] {
            for (date, place) in others {
                let first = dates.entry(*date).or_insert(*place);
                *first = (*place).min(*first);
            }
        }
        self.are_ends |= other.are_ends;
        self.monday_in_summer = earlier(self.monday_in_summer, other.monday_in_summer);
    }

    /// Warns of dates that a program has changed.
    pub(super) fn warn(&self, messages: &mut Messages) {
        if let Some((date, place)) = self.year_first.first_key_value().filter(|_| self.are_turned_round()) {
            let turned = turned(*date).unwrap_or(*date);
            let message = format!(
                "dates with the year first, as date cells are read, are all of days up to the 12th, and those with the day first are all of \
                 later days; has a spreadsheet turned day and month round, so that {turned} became {date}? write dates as 2026-11-18"
            );
            messages.warnings.add(FILE_DATE, *place, message);
        }
        if let Some(place) = self.monday_in_summer {
            let message = "this is Sunday at 23:00 in UTC and counts as Sunday, but by British summer time it is midnight, and Monday begins; \
                           write dates without a time, or in local time";
            messages.warnings.add(FILE_DATE, place, message);
        }
    }

    /// Whether a spreadsheet of US dates seems to have read the month first where it could. It makes 12 July of `07/12/2026`, and leaves
    /// `13/12/2026` as a text.
    fn are_turned_round(&self) -> bool {
        /// Fewer dates may be of such days by chance. Those of weeks must fit better when they are turned round, too.
        const FEWEST: [usize; 2] = [3, 5];
        let (read, left) = (&self.year_first, &self.day_first);
        let is_split = read.keys().all(|date| date.day() <= 12) && left.keys().all(|date| date.day() > 12);
        if read.is_empty() || left.is_empty() || !is_split {
            return false;
        }
        let meant: Vec<Date> = read.keys().filter_map(|date| turned(*date)).collect();
        let fits = || span(left.keys().copied().chain(meant)) < span(left.keys().chain(read.keys()).copied());
        read.len() + left.len() >= FEWEST[usize::from(self.are_ends)] && (self.are_ends || fits())
    }
}

/// The earlier of two places.
pub(super) fn earlier(one: Option<Place>, other: Option<Place>) -> Option<Place> {
    one.into_iter().chain(other).min()
}

/// A date with day and month turned round, where the calendar has it.
fn turned(date: Date) -> Option<Date> {
    Date::new(date.year(), date.day(), date.month()).ok()
}

/// How many days lie between the first and the last of some dates.
fn span(dates: impl Iterator<Item = Date> + Clone) -> i32 {
    let (first, last) = (dates.clone().min(), dates.max());
    first.zip(last).map_or(0, |(first, last)| (last - first).get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Files;

    fn noted(are_ends: bool, texts: &[&str]) -> Vec<&'static str> {
        let (mut dates, mut messages, file) =
            (WrittenDates::default(), Messages::default(), Files::default().add("a.csv"));
        for (text, line) in texts.iter().zip(1..) {
            let read = crate::units::parse_date(text).unwrap_or_else(|why| panic!("{text}: {}", why.reason));
            dates.note(are_ends, text, read, Place::new(file, line));
        }
        dates.warn(&mut messages);
        messages.warnings.iter().map(|warning| warning.check).collect()
    }

    #[test]
    fn dates_that_a_spreadsheet_turned_round_are_found_by_their_days() {
        // Mondays from 16 November to 7 December, the last as 12 July.
        let turned = ["16/11/2026", "23/11/2026", "30/11/2026", "2026-07-12"];
        assert_eq!(noted(false, &turned), [FILE_DATE]);
        for sound in [
            &["16/11/2026", "23/11/2026", "30/11/2026", "2026-12-07"][..],
            &["09/11/2026", "16/11/2026", "23/11/2026", "2026-12-07"],
            &["16/11/2026", "2026-11-23", "2026-12-07"],
            &["2026-11-02", "2026-11-09", "16/11/2026", "23/11/2026"],
            &["16 November 2026", "23 November 2026", "2026-07-12"],
        ] {
            assert!(noted(false, sound).is_empty(), "{sound:?}");
        }
        let ends = ["2026-01-05", "2026-03-12", "2026-05-01", "31/12/2026", "16/02/2026", "30/11/2026"];
        assert_eq!(noted(true, &ends), [FILE_DATE]);
        assert!(noted(true, &ends[2..]).is_empty(), "four may be so by chance");
    }

    #[test]
    fn a_sunday_at_23_in_utc_is_a_monday_in_summer() {
        for text in ["2026-03-29T23:00:00Z", "2026-10-18 23:00:00.000 UTC", "28/06/2026 23:00 +00:00"] {
            assert_eq!(noted(false, &[text]), [FILE_DATE], "{text}");
        }
        // In winter it is Sunday, on any other day the week is the same.
        for text in [
            "2026-03-29T23:00:00", "2026-03-29T22:00:00Z", "2026-03-30T23:00:00Z", "2026-03-29T23:00:00+01:00",
            "2026-03-22T23:00:00Z", "2026-10-25T23:00:00Z", "2027-01-10T23:00:00Z",
        ] {
            assert!(noted(false, &[text]).is_empty(), "{text}");
        }
    }
}
