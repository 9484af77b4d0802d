//! Quantities for tests, by their texts.

use super::{Decimal, Growth, Hours, HoursPolicy, HoursWay, Minutes, Percent, Work};

pub(crate) fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).expect("a number")
}

pub(crate) fn percent(text: &str) -> Percent {
    Percent::new(decimal(text)).expect("a percentage")
}

pub(crate) fn growth(text: &str) -> Growth {
    Growth::new(decimal(text)).expect("a growth")
}

pub(crate) fn hours(text: &str) -> Hours {
    Hours::new(decimal(text)).expect("in bounds")
}

pub(crate) fn minutes(text: &str) -> Minutes {
    Minutes::new(decimal(text)).expect("in bounds")
}

pub(crate) fn work(minutes: &str) -> Work {
    Work::parse(minutes).expect("in bounds")
}

/// The deductions of the ministry: 37 hours leave 6,526.8 minutes a month.
pub(crate) fn policy() -> HoursPolicy {
    deducting("52.5", "20", "16")
}

/// Two deductions, one after the other.
pub(crate) fn deducting(weeks_per_year: &str, non_effective: &str, non_attributable: &str) -> HoursPolicy {
    let [non_effective, non_attributable] = [non_effective, non_attributable].map(percent);
    let way = HoursWay::Deducted { non_effective, non_attributable, is_together: false };
    HoursPolicy::new(way, HoursPolicy::usual_full_time(), decimal(weeks_per_year))
}
