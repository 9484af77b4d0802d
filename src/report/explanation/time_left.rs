//! How much work would have to go to be back at the limit, or how much room there is: in hours and in median cases.

use serde::Serialize;

use crate::model::{Weights, WorkLine, holds_untiered, median_case};
use crate::rollup::OfficerResult;
use crate::units::{Hours, Median, Percent, Rounded};

/// How far the work is from the limit, and from the time there is.
#[derive(Debug, Serialize)]
pub(crate) struct TimeLeft {
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

pub(super) fn time_left(lines: &[&WorkLine], officer: &OfficerResult, weights: &Weights) -> TimeLeft {
    let (load, limit) = (officer.load, weights.limits.over);
    let why_none = match officer.week.contracted() {
        _ if officer.is_unseen => Some("not known (no rows this week, and some lately)"),
        _ if !load.has_no_hours() && (load.exceeds(limit) || !holds_untiered(officer.week.posts)) => None,
        _ if !load.has_no_hours() => Some("not known (cases without a tier)"),
        None => Some("not known, as no contracted hours are known"),
        Some(contracted) if contracted == Hours::default() => Some("none: contracted hours are 0"),
        Some(_) => Some("none: all hours are reduced"),
    };
    let above = |share: Percent| why_none.is_none().then(|| weights.hours.hours_above(load, share));
    let all: i128 = lines.iter().filter(|line| line.is_counted_case()).map(|line| i128::from(line.count)).sum();
    let median = median_case(lines.iter().copied());
    let known = median.filter(|_| why_none.is_none());
    TimeLeft {
        limit_percent: limit.rounded(),
        why_none,
        is_above_limit: load.exceeds(limit),
        hours_above_limit: above(limit),
        hours_above_100_percent: above(Percent::ALL),
        median_case_minutes: median.map(Median::minutes),
        cases_to_limit: known.map(|case| load.cases_above(limit, case)).filter(|cases| *cases <= all),
        cases_of_room: known.map(|case| load.cases_of_room(case)),
    }
}
