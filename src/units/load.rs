//! Capacity: how much of the available time the work needs, kept as the exact ratio until it is shown.

use super::{Hours, HoursPolicy, Percent, Rounded, Work};

/// Work beside the hours there are for it. Loads of posts add up to an officer's, loads of officers to a unit's; a
/// unit's capacity is so all its work over all its time, never a mean of percentages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Load {
    /// Minutes a month that the work needs.
    pub work: Work,
    /// Contracted hours less reductions, a week.
    pub net_hours: Hours,
}

impl Load {
    /// Whether there is no time for work, and so no capacity.
    pub fn has_no_hours(self) -> bool {
        self.net_hours.is_nothing()
    }

    /// Whether capacity is strictly above the limit, decided on the exact ratio. Without hours it is not.
    pub fn exceeds(self, limit: Percent, policy: HoursPolicy) -> bool {
        let (available, parts) = policy.work_in_hours(self.net_hours);
        // work ÷ (available ÷ parts) > limit. Work is a whole number of units, so holding it against the bound
        // rounded down decides the same, and cannot overflow.
        let bound = (available * limit.hundredths()).div_euclid(parts * Percent::WHOLE);
        !self.has_no_hours() && self.work.units() > bound
    }

    /// Whether there is time left when the work is done, decided on the exact ratio.
    pub fn has_room(self, policy: HoursPolicy) -> bool {
        let (available, parts) = policy.work_in_hours(self.net_hours);
        self.work.units() * parts < available
    }

    /// Capacity in per cent to one place; `None` where there is no available time.
    pub fn percent(self, policy: HoursPolicy) -> Option<Rounded> {
        let (available, parts) = policy.work_in_hours(self.net_hours);
        (!self.has_no_hours()).then(|| Rounded::of(self.work.units() * parts * 100, available, 1))
    }

    /// The order of a list by capacity: the highest first, loads without hours last.
    pub fn heavier_first(self, other: Self) -> std::cmp::Ordering {
        match (self.has_no_hours(), other.has_no_hours()) {
            (false, false) => other.lighter_first(self),
            (one, two) => one.cmp(&two),
        }
    }

    /// Which of two loads is the heavier, on the exact ratio; a load without hours comes after every other.
    pub fn lighter_first(self, other: Self) -> std::cmp::Ordering {
        match (self.has_no_hours(), other.has_no_hours()) {
            (false, false) => {
                let hours = |load: Self| i128::from(load.net_hours.number().ten_thousandths());
                let cross =
                    |work: Work, hours: i128| work.units().checked_mul(hours).expect("bounded where it is read");
                cross(self.work, hours(other)).cmp(&cross(other.work, hours(self)))
            }
            (one, two) => one.cmp(&two),
        }
    }
}

impl std::ops::Add for Load {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { work: self.work + other.work, net_hours: self.net_hours + other.net_hours }
    }
}

impl std::iter::Sum for Load {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        parts.fold(Self::default(), std::ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::{Decimal, Minutes};
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect("a number")
    }

    fn policy() -> HoursPolicy {
        let percent = |text| Percent::new(decimal(text)).expect("a percentage");
        HoursPolicy::in_turn(decimal("52.5"), percent("20"), percent("16"))
    }

    fn limit() -> Percent {
        Percent::new(decimal("110")).expect("a percentage")
    }

    fn load(minutes: &str, hours: &str) -> Load {
        let work = Work::extra(Minutes::new(decimal(minutes)).expect("in bounds"));
        Load { work, net_hours: Hours::new(decimal(hours)).expect("in bounds") }
    }

    /// By hand: 110 % of 6,526.8 minutes is 7,179.48 minutes.
    #[test]
    fn exactly_the_limit_is_not_over_and_a_hundredth_of_a_minute_more_is() {
        assert!(!load("7179.48", "37").exceeds(limit(), policy()));
        assert!(load("7179.49", "37").exceeds(limit(), policy()));
        assert_eq!(load("7179.49", "37").percent(policy()).map(|shown| shown.to_string()).as_deref(), Some("110.0"));
    }

    /// One case of every tier A3 … D0 in community, licence and custody: 3,189 points at 3 minutes are 9,567 minutes.
    /// The ministry's engine shows 146.55 % with its 2,176 points; the exact 2,175.6 give 146.58 %.
    #[test]
    fn the_ministrys_forty_eight_cases_agree_to_a_twentieth_of_a_point() {
        assert_eq!(load("9567", "37").percent(policy()).map(|shown| shown.to_string()).as_deref(), Some("146.6"));
    }

    #[test]
    fn no_hours_is_no_capacity_and_never_over() {
        assert_eq!(load("600", "0").percent(policy()), None);
        assert!(!load("600", "0").exceeds(limit(), policy()));
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
            let loads: Vec<Load> = loads.iter().map(|(minutes, hours)| {
                let number = |units: i64| Decimal::from_ten_thousandths(units);
                Load { work: Work::extra(Minutes::new(number(*minutes)).expect("in bounds")), net_hours: Hours::new(number(*hours)).expect("in bounds") }
            }).collect();
            let total: Load = loads.iter().copied().sum();
            let backwards: Load = loads.iter().rev().copied().sum();
            prop_assert_eq!(total, backwards);
            prop_assert_eq!(total.work, loads.iter().map(|load| load.work).sum::<Work>());
        }

        #[test]
        fn more_work_or_fewer_hours_never_make_it_lighter(minutes in 0_i64..400_000_000, more in 0_i64..1_000, hours in 1_i64..500_000) {
            let number = |units: i64| Decimal::from_ten_thousandths(units);
            let work = |units: i64| Work::extra(Minutes::new(number(units)).expect("in bounds"));
            let hours_of = |units: i64| Hours::new(number(units)).expect("in bounds");
            let light = Load { work: work(minutes), net_hours: hours_of(hours + 1) };
            let heavy = Load { work: work(minutes + more), net_hours: hours_of(hours) };
            prop_assert!(light.lighter_first(heavy).is_le());
            prop_assert!(!light.exceeds(limit(), policy()) || heavy.exceeds(limit(), policy()));
        }
    }
}
