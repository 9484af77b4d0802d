//! Warns of dates with a mistyped year or month. Such dates stand alone, far from the others, and with another year or month they would
//! be dates that are missing among the others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::fault::{FAR_WEEK, FILE_DATE, Messages, Place};
use crate::inputs::{DateTally, RequestedWeeks};
use crate::model::RowKind;
use crate::units::Week;

/// Dates stand together if they are closer than this many days.
const TOGETHER: i32 = 28;

/// More dates that stand together are another part of a long history.
const MOST_ALONE: usize = 3;

/// Fewer other dates than this do not show which one is missing.
const FEWEST: usize = 3;

/// Warns of such dates: their rows count in another week than the one that is meant. Dates after the week asked for
/// do not matter. `of_rule` is how many weeks the rule looks at.
pub(super) fn warn(tallies: &[DateTally], asked: RequestedWeeks, of_rule: u32, messages: &mut Messages) {
    let mut dates: BTreeMap<Date, Place> = BTreeMap::new();
    let matters = |date: Date| asked.week.is_none_or(|asked| Week::of(date) <= Week::of(asked));
    for tally in tallies.iter().filter(|tally| tally.kind != RowKind::Nothing) {
        if let (Some(date), Some(place)) =
            (tally.date.filter(|date| matters(*date)), tally.entries.iter().map(|entry| entry.place).min())
        {
            dates.entry(date).and_modify(|first| *first = place.min(*first)).or_insert(place);
        }
    }
    let in_order: Vec<Date> = dates.keys().copied().collect();
    let together: Vec<&[Date]> = in_order.chunk_by(|one, next| days_between(*one, *next) < TOGETHER).collect();
    let Some(others) = together.iter().copied().max_by_key(|dates| (dates.len(), dates.last())) else { return };
    let alone = || together.iter().filter(|dates| **dates != others && dates.len() <= MOST_ALONE);
    // If days and months were exchanged, all dates are wrong, and another warning says so.
    let are_wrong = || messages.warnings.iter().any(|said| said.check == FILE_DATE);
    if alone().next().is_none() || others.len() < FEWEST || are_wrong() {
        return;
    }
    let weeks: BTreeSet<Week> = others.iter().map(|date| Week::of(*date)).collect();
    // With all weeks of the rule, none before them is missing.
    let may_miss_first = weeks.len() < usize::try_from(of_rule).unwrap_or(usize::MAX);
    let missing: Vec<Missing> =
        (1..=MOST_ALONE).map(|ends| Missing::of(others, &weeks, ends, may_miss_first)).collect();
    for dates_alone in alone() {
        let missing = &missing[dates_alone.len() - 1];
        for date in *dates_alone {
            let year = missing.with_another_year(*date).map(|meant| (meant, "year"));
            let month = || missing.with_another_month(*date).map(|meant| (meant, "month"));
            if let Some((meant, what)) = year.or_else(month) {
                let message = format!(
                    "the rows of {date} stand alone, and there are none of {meant}, which would fit the other dates; is the {what} \
                     mistyped?"
                );
                messages.warnings.add(FAR_WEEK, dates[date], message);
            }
        }
    }
}

/// What is missing between some dates, behind them and perhaps before them.
struct Missing {
    weeks: BTreeSet<Week>,
    /// The years of these weeks.
    years: BTreeSet<i16>,
    /// The dates that are missing where the others lie one step apart, by year and day.
    of_year: HashMap<(i16, i8), Date>,
}

impl Missing {
    /// Finds what is missing. `weeks` are those of the dates, and `ends` is how many weeks or steps to look beyond them.
    fn of(dates: &[Date], weeks: &BTreeSet<Week>, ends: usize, may_miss_first: bool) -> Self {
        let mut missing = BTreeSet::new();
        if let (Some(first), Some(last)) = (weeks.first(), weeks.last()) {
            let before = first.backwards().skip(1).take(if may_miss_first { ends } else { 0 });
            let between = first.onwards().take_while(|week| week < last).filter(|week| !weeks.contains(week));
            missing.extend(before.chain(between).chain(last.onwards().skip(1).take(ends)));
        }
        let years = missing.iter().flat_map(|week| [week.monday().year(), week.next().monday().year()]).collect();
        let of_step = missing_dates(dates, ends, may_miss_first);
        let of_year = of_step.into_iter().map(|date| ((date.year(), date.day()), date)).collect();
        Self { weeks: missing, years, of_year }
    }

    /// The same day of another year, if it is in a missing week.
    fn with_another_year(&self, date: Date) -> Option<Date> {
        let other = self.years.iter().filter(|year| **year != date.year());
        let mut meant = other.filter_map(|year| Date::new(*year, date.month(), date.day()).ok());
        meant.find(|meant| self.weeks.contains(&Week::of(*meant)))
    }

    /// The same day of another month, if it is a missing date.
    fn with_another_month(&self, date: Date) -> Option<Date> {
        self.of_year.get(&(date.year(), date.day())).copied()
    }
}

/// Finds the dates that are missing before, after or between others that lie one step apart. There are none if most of the others
/// do not.
fn missing_dates(dates: &[Date], ends: usize, may_miss_first: bool) -> Vec<Date> {
    let mut steps: BTreeMap<i32, usize> = BTreeMap::new();
    for pair in dates.windows(2) {
        *steps.entry(days_between(pair[0], pair[1])).or_default() += 1;
    }
    let Some((step, count)) = steps.into_iter().max_by_key(|(step, count)| (*count, Reverse(*step))) else {
        return Vec::new();
    };
    let ([first, ..], [.., last]) = (dates, dates) else { return Vec::new() };
    if count * 2 < dates.len() - 1 {
        return Vec::new();
    }
    let from = |date: Date, step: i32| {
        std::iter::successors(Some(date), move |date| date.checked_add(step.days()).ok()).skip(1)
    };
    let before = from(*first, -step).take(if may_miss_first { ends } else { 0 });
    let between = dates.windows(2).flat_map(|pair| from(pair[0], step).take_while(|date| *date < pair[1]));
    before.chain(between).chain(from(*last, step).take(ends)).collect()
}

fn days_between(one: Date, other: Date) -> i32 {
    one.until(other).map_or(i32::MAX, |between| between.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn dates_are_missing_before_after_and_between_others() {
        let days = |days: &[i8]| days.iter().map(|day| date(2026, 11, *day)).collect::<Vec<_>>();
        let weekly = |of: &[i8], may_miss_first| missing_dates(&days(of), 1, may_miss_first);
        assert_eq!(weekly(&[2, 9, 16], true), [date(2026, 10, 26), date(2026, 11, 23)]);
        assert_eq!(weekly(&[2, 9, 23, 30], false), [date(2026, 11, 16), date(2026, 12, 7)]);
        assert_eq!(weekly(&[2, 9, 17, 23], true), []);
    }

    #[test]
    fn a_date_of_another_year_is_meant_in_a_missing_week() {
        let dates = [date(2026, 10, 12), date(2026, 10, 20), date(2026, 11, 4), date(2026, 11, 9)];
        let weeks = dates.map(Week::of).into_iter().collect();
        let missing = Missing::of(&dates, &weeks, 1, false);
        for (alone, meant) in [
            // The week after all others, and the one of 26 October.
            (date(2025, 11, 17), Some(date(2026, 11, 17))),
            (date(2025, 10, 27), Some(date(2026, 10, 27))),
            // The week before them does not matter, and this one is there.
            (date(2025, 10, 5), None),
            (date(2025, 11, 9), None),
        ] {
            assert_eq!(missing.with_another_year(alone), meant, "{alone}");
        }
    }
}
