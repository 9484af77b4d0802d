//! Hours that look like something else: days, minutes, a percentage.

use crate::fault::{Place, named};
use crate::model::PostWeek;
use crate::units::{Decimal, Hours, Percent};

use super::examined::Examined;
use super::finding::{Findings, Severity};

pub(super) fn odd(examined: &Examined, found: &mut Findings) {
    let Some(weights) = examined.of_week() else { return };
    let hours = |number: i32| Hours::new(Decimal::whole(number)).unwrap_or_default();
    for post in examined.caseload.reported_posts().iter().filter(|post| post.officer.is_some()) {
        let Some(contracted) = post.contracted.filter(|_| !post.hours_are_the_grades) else { continue };
        let is_whole = (1..=7).any(|days| hours(days) == contracted);
        let what = if is_whole && contracted <= hours(5) {
            Some(format!("contracted hours are {contracted}; are they days?"))
        } else if contracted > hours(48) {
            Some(format!("contracted hours are {contracted}; are they a percentage, or hours a month?"))
        } else if contracted < hours(1) && !contracted.is_nothing() {
            Some(format!("contracted hours are {contracted}; are they a share of full time?"))
        } else {
            None
        };
        say(examined, post, post.hours_place, what, found);
        let reduction = post.reduction_of_caseload;
        let fixed = weights.reductions.iter().filter_map(|(_, reason)| reason.percent);
        let looks_like = fixed
            .filter(|percent| is_number(*percent, reduction))
            .find(|percent| contracted.share(*percent) != reduction && *percent < Percent::ALL);
        let what = match looks_like {
            Some(percent) => {
                let hours = contracted.share(percent);
                Some(format!(
                    "reduction hours are {reduction} of {contracted}; are they {percent} per cent, {hours} hours?"
                ))
            }
            None if reduction < hours(1) && !reduction.is_nothing() => {
                Some(format!("reduction hours are {reduction}; are they days, or a share?"))
            }
            None => None,
        };
        say(examined, post, post.place, what, found);
    }
}

/// Whether hours have the number of a percentage of 10 or more: 20 hours may mean 20 per cent.
fn is_number(percent: Percent, hours: Hours) -> bool {
    percent.hundredths() >= 1_000 && percent.to_string() == hours.to_string()
}

fn say(examined: &Examined, post: &PostWeek, place: Place, what: Option<String>, found: &mut Findings) {
    let (Some(officer), Some(what)) = (post.officer, what) else { return };
    let message = format!("{}: {what}", named(examined.code(officer)));
    found.add(Severity::Warning, place, examined.subject_of(Some(officer), post.unit.team), message);
}
