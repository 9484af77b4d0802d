//! Quantities for tests, by their texts.

use super::{Decimal, Hours, Percent};

pub(super) fn decimal(text: &str) -> Decimal {
    Decimal::parse(text).expect("a number")
}

pub(super) fn percent(text: &str) -> Percent {
    Percent::new(decimal(text)).expect("a percentage")
}

pub(super) fn hours(text: &str) -> Hours {
    Hours::new(decimal(text)).expect("in bounds")
}
