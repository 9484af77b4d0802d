//! Percentages: shares of a whole, and the limit that capacity is compared with.

use super::{Decimal, Rounded};

/// A percentage of 0 or more with at most two places, held as whole hundredths of a per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(i128);

impl Percent {
    /// Hundredths of a per cent in the whole.
    pub const WHOLE: i128 = 10_000;
    /// All of it: 100 per cent.
    pub const ALL: Self = Self(Self::WHOLE);
    pub const NOTHING: Self = Self(0);
    const TEN_THOUSANDTHS: i64 = 100;

    /// A percentage from a number; `None` when it is below 0 or has more than two places.
    pub fn new(number: Decimal) -> Option<Self> {
        let units = number.ten_thousandths();
        (units >= 0 && units % Self::TEN_THOUSANDTHS == 0).then(|| Self(i128::from(units / Self::TEN_THOUSANDTHS)))
    }

    /// The number of hundredths of a per cent.
    pub const fn hundredths(self) -> i128 {
        self.0
    }

    /// The number for showing, exactly: without places where it has none, else with two.
    pub fn rounded(self) -> Rounded {
        Rounded::of(self.0, 100, if self.0 % 100 == 0 { 0 } else { 2 })
    }

    /// The part `count` of `parts`, rounded down to a hundredth of a per cent; for charts only.
    #[must_use]
    pub fn part(self, count: u32, parts: u32) -> Self {
        Self(self.0 * i128::from(count) / i128::from(parts))
    }

    pub const fn is_nothing(self) -> bool {
        self.0 == 0
    }
}

impl std::fmt::Display for Percent {
    /// The number without a sign for per cent: `110`, `12.5`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let units = i64::try_from(self.0).expect("made from an i64") * Self::TEN_THOUSANDTHS;
        Decimal::from_ten_thousandths(units).fmt(out)
    }
}

/// A change in per cent, with at most two places: 8 is 8 per cent more, -100 leaves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Growth(Decimal);

impl Growth {
    /// The most that there can be: eleven times as much.
    pub(crate) const MOST: i32 = 1_000;

    /// A growth from a number; `None` when it is below -100, above [`Growth::MOST`] or has more than two places.
    pub(crate) fn new(number: Decimal) -> Option<Self> {
        let is_sound = number.ten_thousandths() % Percent::TEN_THOUSANDTHS == 0
            && (Decimal::whole(-100)..=Decimal::whole(Self::MOST)).contains(&number);
        is_sound.then_some(Self(number))
    }

    /// What it makes of the whole, in hundredths of a per cent: 10,800 for 8 per cent more.
    pub(crate) fn factor(self) -> i128 {
        Percent::WHOLE + i128::from(self.0.ten_thousandths() / Percent::TEN_THOUSANDTHS)
    }

    /// The number for showing: without places where it has none, else with two.
    pub(crate) fn rounded(self) -> Rounded {
        let hundredths = self.factor() - Percent::WHOLE;
        Rounded::of(hundredths, 100, if hundredths % 100 == 0 { 0 } else { 2 })
    }
}

impl std::fmt::Display for Growth {
    /// The number with its sign: `+8`, `-12.5`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < Decimal::default() { "" } else { "+" };
        write!(out, "{sign}{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_two_places_and_refuses_the_rest() {
        let percent = |text| Percent::new(Decimal::parse(text).expect("a number"));
        assert_eq!(percent("12.5").map(Percent::hundredths), Some(1_250));
        assert_eq!(percent("110").map(|percent| percent.to_string()).as_deref(), Some("110"));
        assert_eq!(percent("0.001"), None);
        assert_eq!(percent("-1"), None);
    }
}
