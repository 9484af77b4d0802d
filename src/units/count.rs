//! Counts of cases and tasks that need not be whole, because they were made some per cent more or less.

use super::{Growth, Percent, Rounded, Work};

/// A number of cases or tasks, exactly, in units of the twelfth decimal place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Count(i128);

impl Count {
    const ONE: i128 = 10_i128.pow(12);

    pub(crate) fn whole(count: i64) -> Self {
        Self(i128::from(count) * Self::ONE)
    }

    /// `None` if the count is not whole.
    pub(crate) fn as_whole(self) -> Option<i64> {
        (self.0 % Self::ONE == 0).then(|| i64::try_from(self.0 / Self::ONE).ok()).flatten()
    }

    /// The count after a growth; `None` if that needs more than twelve decimal places.
    pub(crate) fn scaled(self, growth: Growth) -> Option<Self> {
        let scaled = self.0.checked_mul(growth.factor())?;
        (scaled % Percent::WHOLE == 0).then_some(Self(scaled / Percent::WHOLE))
    }

    /// The work of this many cases or tasks that need `each`; `None` if that needs more decimal places than work has.
    pub(crate) fn work(self, each: Work) -> Option<Work> {
        let units = self.0.checked_mul(each.units())?;
        (units % Self::ONE == 0).then_some(Work::from_units(units / Self::ONE))
    }

    /// For showing: a whole number as it is, any other to two places.
    pub(crate) fn rounded(self) -> Rounded {
        if self.0 % Self::ONE == 0 { Rounded::whole(self.0 / Self::ONE) } else { Rounded::of(self.0, Self::ONE, 2) }
    }
}

adds_up!(Count);
may_be_negative!(Count);

#[cfg(test)]
mod tests {
    use super::super::fixtures::{growth, work};
    use super::*;

    /// By hand: 28 × 1.08 = 30.24, × 0.875 = 26.46; 7 × 1.0825 = 7.5775.
    #[test]
    fn counts_grow_and_shrink_exactly() {
        let scaled = Count::whole(28).scaled(growth("8")).expect("few places");
        assert_eq!((scaled.rounded().to_string().as_str(), scaled.as_whole()), ("30.24", None));
        assert_eq!(scaled.scaled(growth("-12.5")).expect("few places").rounded().to_string(), "26.46");
        assert_eq!(Count::whole(7).scaled(growth("8.25")).expect("few places").rounded().to_string(), "7.58");
        assert_eq!(Count::whole(4).scaled(growth("50")).expect("few places"), Count::whole(6));
        assert_eq!(scaled.work(work("150")), Some(work("4536")));
        assert_eq!(scaled.work(work("0.0000001")), None);
    }
}
