//! Available time: what is left of contracted hours for casework.

use super::decimal::parse_exact;
use super::{NotDecimal, Work, Written};

/// Available time: minutes a month for casework, exactly, in units of the twentieth decimal place.
///
/// Hours have eight places, weeks four and deductions eight, so twenty places hold every product and available time is
/// never rounded. It is never below 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Available(i128);

impl Available {
    /// Units in a minute.
    pub const MINUTE: i128 = 10_i128.pow(20);
    /// Units in a unit of [`Work`].
    pub const IN_A_UNIT_OF_WORK: i128 = Self::MINUTE / Work::MINUTE;
    /// The most time of one post that is read: ten million minutes a month, far more than the 168 hours of a week. 2^32 such
    /// times add up within 128 bits.
    pub(super) const MOST: i128 = 10_000_000 * Self::MINUTE;
    pub(super) const PLACES: usize = 20;

    /// Reads minutes a month, exactly.
    ///
    /// # Errors
    ///
    /// As [`Decimal::parse`](super::Decimal::parse), but with twenty places; also below 0, or above ten million minutes.
    pub fn parse(text: &str) -> Result<Self, NotDecimal> {
        let units = parse_exact(text, Self::PLACES)?;
        let sound = (0..=Self::MOST).contains(&units);
        if sound { Ok(Self(units)) } else { Err(NotDecimal::TooLarge) }
    }
}

exact_minutes!(Available);
adds_up!(Available);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nobody_has_less_than_no_time() {
        assert_eq!(Available::parse("-0.1"), Err(NotDecimal::TooLarge));
        assert_eq!(Available::parse("0").map(Available::is_nothing), Ok(true));
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back_as_the_same_time(units in 0..=Available::MOST) {
            let available = Available::from_units(units);
            prop_assert_eq!(Available::parse(&available.to_string()), Ok(available));
        }
    }
}
