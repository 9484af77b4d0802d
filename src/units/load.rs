//! Capacity: how much of the available time the work needs, kept as the exact ratio until it is shown.

use super::wide::Wide;
use super::{Available, Median, Percent, Rounded, Work};

/// Work and the time available for it. Loads of posts add up to the load of an officer, and loads of officers to that
/// of a unit. So the capacity of a unit is all its work over all its time, never a mean of percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// Minutes a month that the work needs.
    pub work: Work,
    /// Minutes a month that are available for it.
    pub available: Available,
}

impl Load {
    /// Whether there is no time for work, and so no capacity.
    pub fn has_no_hours(self) -> bool {
        self.available.is_nothing()
    }

    /// Whether capacity is strictly above the limit, decided on the exact ratio. Without hours it is not.
    pub fn exceeds(self, limit: Percent) -> bool {
        !self.has_no_hours() && self.above(limit, 1) > Wide::ZERO
    }

    /// Whether there is time left when the work is done, decided on the exact ratio. Without hours there is not.
    pub fn has_room(self) -> bool {
        !self.has_no_hours() && self.above(Percent::ALL, 1) < Wide::ZERO
    }

    /// Capacity in per cent to one place; `None` where there is no available time.
    pub fn percent(self) -> Option<Rounded> {
        const TENTHS: i128 = Available::IN_A_UNIT_OF_WORK * 1_000;
        let tenths = Wide::product(self.work.units(), TENTHS);
        (!self.has_no_hours()).then(|| Rounded::of_wide(tenths, self.available.units(), 1))
    }

    /// Work as a part of the available time, to `places` places (at most seven); `None` where there is no available
    /// time.
    pub fn part(self, places: u8) -> Option<Rounded> {
        let scaled = Wide::product(self.work.units(), Available::IN_A_UNIT_OF_WORK * 10_i128.pow(places.into()));
        (!self.has_no_hours()).then(|| Rounded::of_wide(scaled, self.available.units(), places))
    }

    /// How many cases of this size must go, so that the work is at most `share` of the available time; 0 if it is now.
    pub fn cases_above(self, share: Percent, case: Median) -> i128 {
        let (units, times) = case.doubled();
        self.above(share, times).up_over(units * Self::PARTS).max(0)
    }

    /// How many more cases of this size fit into the available time.
    pub fn cases_of_room(self, case: Median) -> i128 {
        let (units, times) = case.doubled();
        -self.above(Percent::ALL, times).down_over(units * Self::PARTS).min(0)
    }

    /// How many parts a unit of work has. They are so small that both work and a percentage of available time are whole
    /// numbers of them.
    pub const PARTS: i128 = Available::IN_A_UNIT_OF_WORK * Percent::WHOLE;

    /// Work above a percentage of the available time, in [`Load::PARTS`], multiplied by `times`: the divisor of a
    /// median, so that all numbers stay whole.
    pub(super) fn above(self, share: Percent, times: i128) -> Wide {
        let Self { work, available } = self;
        Wide::product(work.units(), Self::PARTS * times) - Wide::product(available.units(), share.hundredths() * times)
    }

    /// Work in [`Load::PARTS`]; `None` if that is more than 128 bits hold.
    pub fn parts_of(work: Work) -> Option<i128> {
        work.units().checked_mul(Self::PARTS)
    }

    /// Work above a percentage of the available time, exactly, in [`Load::PARTS`]; `None` if that is more than 128 bits
    /// hold.
    pub fn parts_above(self, share: Percent) -> Option<i128> {
        Self::parts_of(self.work)?.checked_sub(self.available.units().checked_mul(share.hundredths())?)
    }

    /// The order of a list by capacity: the highest first, loads without hours last.
    pub fn heavier_first(self, other: Self) -> std::cmp::Ordering {
        match (self.has_no_hours(), other.has_no_hours()) {
            (false, false) => other.lighter_first(self),
            (one, two) => one.cmp(&two),
        }
    }

    /// The opposite order, on the exact ratio: the lowest capacity first, but loads without hours last too.
    pub fn lighter_first(self, other: Self) -> std::cmp::Ordering {
        match (self.has_no_hours(), other.has_no_hours()) {
            (false, false) => {
                let cross = |one: Self, other: Self| Wide::product(one.work.units(), other.available.units());
                cross(self, other).cmp(&cross(other, self))
            }
            (one, two) => one.cmp(&two),
        }
    }
}

impl std::ops::Add for Load {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { work: self.work + other.work, available: self.available + other.available }
    }
}

impl std::iter::Sum for Load {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), std::ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{decimal, percent, policy};
    use super::*;
    use crate::units::{Decimal, Hours, Minutes};
    use num_bigint::BigInt;
    use proptest::prelude::*;

    fn limit() -> Percent {
        percent("110")
    }

    fn load(work: &str, time: &str) -> Load {
        load_of(decimal(work), decimal(time))
    }

    fn load_of(minutes: Decimal, hours: Decimal) -> Load {
        let (minutes, hours) = (Minutes::new(minutes).expect("in bounds"), Hours::new(hours).expect("in bounds"));
        Load { work: Work::extra(minutes), available: policy().available(hours) }
    }

    fn load_of_ten_thousandths((minutes, hours): (i64, i64)) -> Load {
        load_of(Decimal::from_ten_thousandths(minutes), Decimal::from_ten_thousandths(hours))
    }

    /// By hand: 6,180 ÷ 6,526.8 = 0.94686523…
    #[test]
    fn a_capacity_is_told_from_another_by_its_places() {
        assert_eq!(load("6180", "37").part(7).map(|part| part.to_string()), Some("0.9468652".to_owned()));
        assert_ne!(load("6180.001", "37").part(7), load("6180", "37").part(7));
        assert_eq!(load("6180", "0").part(7), None);
    }

    #[test]
    fn no_hours_is_no_capacity_and_never_over() {
        assert_eq!(load("600", "0").percent(), None);
        assert!(!load("600", "0").exceeds(limit()));
    }

    #[test]
    fn a_list_by_capacity_starts_with_the_highest_and_ends_without_hours() {
        let mut loads = [load("600", "0"), load("600", "37"), load("1200", "37"), load("600", "18.5")];
        loads.sort_by(|one, other| one.heavier_first(*other));
        // 1,200 for 37 hours and 600 for 18.5 are the same capacity, and keep their order.
        assert_eq!(loads, [load("1200", "37"), load("600", "18.5"), load("600", "37"), load("600", "0")]);
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_whole(loads in prop::collection::vec((0_i64..400_000, 0_i64..400_000), 0..20)) {
            let loads: Vec<Load> = loads.into_iter().map(load_of_ten_thousandths).collect();
            let total: Load = loads.iter().copied().sum();
            let backwards: Load = loads.iter().rev().copied().sum();
            prop_assert_eq!(total, backwards);
            prop_assert_eq!(total.work, loads.iter().map(|load| load.work).sum::<Work>());
        }

        #[test]
        fn more_work_or_fewer_hours_never_make_it_lighter(minutes in 0_i64..400_000_000, more in 0_i64..1_000, hours in 1_i64..500_000) {
            let [light, heavy] = [(minutes, hours + 1), (minutes + more, hours)].map(load_of_ten_thousandths);
            prop_assert!(light.lighter_first(heavy).is_le());
            prop_assert!(!light.exceeds(limit()) || heavy.exceeds(limit()));
        }

        /// Loads up to 2^32 posts with the most that is read, so close to each other that one unit decides.
        #[test]
        fn the_largest_sums_compare_and_show_as_big_numbers_do(time in 1..Available::MOST << 32, shift in 0_u32..100, hundredths in 100_i32..100_000, near in -2_i128..3, other in any::<i64>()) {
            let most = Work::MOST.units() << 32;
            let limit = Percent::new(Decimal::from_ten_thousandths(i64::from(hundredths) * 100)).expect("a percentage");
            let available = Available::from_units((time >> shift).max(1));
            let (time, whole) = (BigInt::from(available.units()), BigInt::from(Available::IN_A_UNIT_OF_WORK));
            let at = |hundredths: i32| i128::try_from(&time * hundredths / (&whole * 10_000)).expect("a bounded sum") + near;
            let load = |units: i128| Load { work: Work::from_units(units), available };
            for units in [at(hundredths), at(10_000), most, -most, i128::from(other)] {
                let (big, heavy) = (BigInt::from(units) * &whole, load(units));
                prop_assert_eq!(heavy.exceeds(limit), &big * 10_000 > &time * hundredths);
                prop_assert_eq!(heavy.has_room(), big < time);
                prop_assert_eq!(heavy.lighter_first(load(at(10_000))), units.cmp(&at(10_000)));
                let tenths = big * 1_000;
                let sign = if units < 0 { -1 } else { 1 };
                let half_up: BigInt = (tenths * 2 + &time * sign) / (&time * 2);
                if let Ok(tenths) = i128::try_from(half_up) {
                    prop_assert_eq!(heavy.percent(), Some(Rounded::of(tenths, 10, 1)));
                }
                prop_assert_eq!(policy().spare_hours(heavy), policy().hours_above(heavy, Percent::ALL).negated());
            }
        }
    }
}
