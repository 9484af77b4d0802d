//! Warns of dates with a mistyped year or month. Such a date stands alone, far from the others. Most of the others lie the same
//! number of days apart, and one date that would fit among them is missing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use foldhash::HashMap;
use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::fault::{FAR_WEEK, FILE_DATE, Messages, Place};
use crate::inputs::DateTally;
use crate::model::RowKind;

/// A date stands alone if no other is closer than this many days.
const ALONE: i32 = 28;

/// Fewer other dates than this do not show a regular step.
const FEWEST: usize = 3;

/// Warns of such dates: their rows count in another week than the one that is meant.
pub(super) fn warn(tallies: &[DateTally], messages: &mut Messages) {
    let mut dates: BTreeMap<Date, Place> = BTreeMap::new();
    for tally in tallies.iter().filter(|tally| tally.kind != RowKind::Nothing) {
        if let (Some(date), Some(place)) = (tally.date, tally.entries.iter().map(|entry| entry.place).min()) {
            dates.entry(date).and_modify(|first| *first = place.min(*first)).or_insert(place);
        }
    }
    let in_order: Vec<Date> = dates.keys().copied().collect();
    let is_near = |one: Option<&Date>, other: Option<&Date>| {
        one.zip(other).is_some_and(|(one, other)| days_between(*one, *other) < ALONE)
    };
    let is_alone = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| in_order.get(before));
        !is_near(before, in_order.get(at)) && !is_near(in_order.get(at), in_order.get(at + 1))
    };
    let (alone, others): (Vec<usize>, Vec<usize>) = (0..in_order.len()).partition(|at| is_alone(*at));
    let others: Vec<Date> = others.into_iter().map(|at| in_order[at]).collect();
    // If days and months were exchanged, all dates are wrong, and another warning says so.
    if alone.is_empty() || others.len() < FEWEST || messages.warnings.iter().any(|said| said.check == FILE_DATE) {
        return;
    }
    let missing = missing(&others);
    let of_year: HashMap<(i16, i8), Date> = missing.iter().map(|date| ((date.year(), date.day()), *date)).collect();
    let of_day: HashMap<(i8, i8), Date> = missing.iter().map(|date| ((date.month(), date.day()), *date)).collect();
    for date in alone.into_iter().map(|at| in_order[at]) {
        let year = of_day.get(&(date.month(), date.day())).map(|missing| (missing, "year"));
        let month = || of_year.get(&(date.year(), date.day())).map(|missing| (missing, "month"));
        if let Some((missing, what)) = year.or_else(month) {
            let message = format!(
                "the rows of {date} stand alone, and there are none of {missing}, which would fit the other dates; is the {what} mistyped?"
            );
            messages.warnings.add(FAR_WEEK, dates[&date], message);
        }
    }
}

/// Finds the dates that are missing before, after or between others that lie one step apart. There are none if most of the others
/// do not.
fn missing(dates: &[Date]) -> Vec<Date> {
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
    let by = |date: &Date, days: Span| date.checked_add(days).ok();
    let ends = [by(first, -step.days()), by(last, step.days())];
    let between = dates.windows(2).flat_map(|pair| {
        let next = std::iter::successors(by(&pair[0], step.days()), move |date| by(date, step.days()));
        let end = pair[1];
        next.take_while(move |date| *date < end)
    });
    ends.into_iter().flatten().chain(between).collect()
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
        let weekly = |days: &[i8]| missing(&days.iter().map(|day| date(2026, 11, *day)).collect::<Vec<_>>());
        assert_eq!(weekly(&[2, 9, 16]), [date(2026, 10, 26), date(2026, 11, 23)]);
        assert_eq!(weekly(&[2, 9, 23, 30]), [date(2026, 10, 26), date(2026, 12, 7), date(2026, 11, 16)]);
        assert_eq!(weekly(&[2, 9, 17, 23]), []);
    }
}
