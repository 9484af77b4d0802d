//! How much work would have to go to be back at the limit, or how much room there is: in hours and in median cases.

use serde::Serialize;

use crate::model::{Line, PostWeek, Weights, contracted, holds_untiered};
use crate::units::{Hours, Load, Percent, Rounded, Work, in_the_middle};

/// How far the work is from the limit, and from the time there is.
#[derive(Debug, Serialize)]
pub struct Balance {
    pub(crate) limit_percent: Rounded,
    /// Why there is no time left to speak of, or nobody knows how much; `None` where it is known.
    #[serde(skip)]
    pub(crate) why_none: Option<&'static str>,
    /// Whether the work is above the limit, by however little.
    pub(crate) is_above_limit: bool,
    /// Hours a week above the limit; below 0 there is room. `None` where `why_none` says why.
    pub(crate) hours_above_limit: Option<Rounded>,
    /// Hours a week above 100 per cent; below 0 there is room.
    pub(crate) hours_above_100_percent: Option<Rounded>,
    /// Minutes a month of the median of the officer's counted cases; `None` where no case counts.
    pub(crate) median_case_minutes: Option<Rounded>,
    /// How many median cases fewer bring the work to the limit or below it; 0 when it is not over, `None` also where
    /// the officer has fewer counted cases than that.
    pub(crate) cases_to_limit: Option<i128>,
    /// How many median cases more keep the work at 100 per cent or below it; 0 when there is no room.
    pub(crate) cases_of_room: Option<i128>,
}

pub(super) fn balance(lines: &[&Line], posts: &[PostWeek], load: Load, weights: &Weights) -> Balance {
    let limit = weights.limits.over;
    let why_none = match contracted(posts) {
        _ if !load.has_no_hours() && (load.exceeds(limit) || !holds_untiered(posts)) => None,
        _ if !load.has_no_hours() => Some("not known (cases without a tier)"),
        None => Some("not known, as no contracted hours are known"),
        Some(contracted) if contracted == Hours::default() => Some("none: contracted hours are 0"),
        Some(_) => Some("none: all hours are reduced"),
    };
    let above = |share: Percent| why_none.is_none().then(|| weights.hours.hours_above(load, share));
    let median = twice_the_median(lines);
    let known = median.filter(|_| why_none.is_none());
    Balance {
        limit_percent: limit.rounded(),
        why_none,
        is_above_limit: load.exceeds(limit),
        hours_above_limit: above(limit),
        hours_above_100_percent: above(Percent::ALL),
        median_case_minutes: median.map(|twice| Rounded::of(twice.units(), 2 * Work::MINUTE, 1)),
        cases_to_limit: known.map(|twice| load.cases_above(limit, twice)).filter(|cases| *cases <= counted(lines)),
        cases_of_room: known.map(|twice| load.cases_of_room(twice)),
    }
}

/// How many cases count.
fn counted(lines: &[&Line]) -> i128 {
    let counts = |line: &&&Line| line.what.is_case() && !line.each.is_nothing() && !line.counted.is_nothing();
    lines.iter().filter(counts).map(|line| i128::from(line.count)).sum()
}

/// Twice the median time of the counted cases. For an even number of cases it is the sum of the two in the middle.
fn twice_the_median(lines: &[&Line]) -> Option<Work> {
    let cases = lines.iter().filter(|line| line.what.is_case() && line.count > 0);
    let mut times: Vec<(Work, i64)> = cases
        .map(|line| (Work::of(1, line.each, line.counted), line.count))
        .filter(|(time, _)| !time.is_nothing())
        .collect();
    times.sort_unstable();
    in_the_middle(&times).map(|(one, other)| one + other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::What;
    use crate::units::{Decimal, Minutes};

    fn line(minutes: i32, count: i64) -> Line {
        let what = What::Case { case_type: "community".into(), tier: "A1".into(), status: "active".into() };
        let each = Minutes::new(Decimal::whole(minutes)).expect("in bounds");
        let (week, case_id, extra, is_later) = (None, None, Minutes::default(), false);
        Line { week, what, case_id, count, each, counted: Percent::ALL, extra, is_later }
    }

    #[test]
    fn the_median_of_an_even_number_is_between_the_two_in_the_middle() {
        for (cases, twice) in [
            (vec![(100, 1)], Some(200)),
            (vec![(100, 1), (300, 1)], Some(400)),
            (vec![(300, 1), (100, 2)], Some(200)),
            (vec![(300, 2), (100, 2)], Some(400)),
            (vec![(0, 5), (100, 1)], Some(200)),
            (vec![(0, 5)], None),
        ] {
            let lines: Vec<Line> = cases.iter().map(|(minutes, count)| line(*minutes, *count)).collect();
            let median = twice_the_median(&lines.iter().collect::<Vec<_>>());
            assert_eq!(median.map(|median| median.units() / Work::MINUTE), twice, "{cases:?}");
        }
    }
}
