//! Hours a week, and what the deductions leave of them for casework.

use super::rounded::greatest_common_divisor;
use super::sums::adds_up;
use super::{Available, Decimal, Load, Percent, Rounded, Work, Written};

/// Hours a week, in hundred-millionths of an hour. One such unit is the smallest reduction there can be: 0.01 per cent
/// of 0.0001 hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hours(i128);

impl Hours {
    /// The hours of a whole week, the most that contracted hours can be.
    pub const MOST: i32 = 7 * 24;
    const PLACES: usize = 8;
    const HOUR: i128 = 100_000_000;
    const TEN_THOUSANDTH: i128 = 10_000;

    /// Hours from a number; `None` when it is below 0 or above [`Hours::MOST`].
    pub fn new(number: Decimal) -> Option<Self> {
        (Decimal::whole(0)..=Decimal::whole(Self::MOST))
            .contains(&number)
            .then(|| Self(i128::from(number.ten_thousandths()) * Self::TEN_THOUSANDTH))
    }

    /// A percentage of contracted hours. It is exact, because contracted hours have at most four places.
    #[must_use]
    pub fn share(self, share: Percent) -> Self {
        Self(self.0 * share.hundredths() / Percent::WHOLE)
    }

    /// These hours less others, but never below 0.
    #[must_use]
    pub fn less(self, others: Self) -> Self {
        Self((self.0 - others.0).max(0))
    }

    /// The part of these hours that falls to some of all hours, rounded down to a unit. `all` is above 0.
    #[must_use]
    pub fn part_of(self, some: Self, all: Self) -> Self {
        Self(self.0 * some.0 / all.0)
    }

    /// Whether there are none.
    pub const fn is_nothing(self) -> bool {
        self.0 == 0
    }

    /// Rounded to two places, for display.
    pub fn rounded(self) -> Rounded {
        Rounded::of(self.0, Self::HOUR, 2)
    }
}

impl std::fmt::Display for Hours {
    /// Exactly, in the shortest form: `37`, `7.4`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(Written::shortest(self.0, Self::PLACES).as_str())
    }
}

adds_up!(Hours);

/// How hours a week become minutes a month for casework: the two deductions and the weeks of a year.
///
/// Non-effective time is deducted from contracted hours less reductions, and non-attributable time from the rest
/// (HM Inspectorate of Probation, Research & Analysis Bulletin 2021/02), unless a weights file adds the two together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoursPolicy {
    /// Non-effective and non-attributable time, as the weights file gives them.
    deductions: [Percent; 2],
    /// Whether they are added together.
    is_together: bool,
    /// Weeks in a year, in ten-thousandths.
    weeks_per_year: i128,
    /// The share that both deductions leave, as a ratio in lowest terms.
    left: i128,
    left_of: i128,
}

impl HoursPolicy {
    /// Deductions one after the other: the second is deducted from what the first leaves.
    ///
    /// Neither may be above 100 per cent, and there must be weeks in the year.
    pub fn in_turn(weeks_per_year: Decimal, non_effective: Percent, non_attributable: Percent) -> Self {
        let left = |deduction: Percent| Percent::WHOLE - deduction.hundredths();
        let ratio = (left(non_effective) * left(non_attributable), Percent::WHOLE * Percent::WHOLE);
        Self::new(weeks_per_year, [non_effective, non_attributable], false, ratio)
    }

    /// Deductions added together and deducted at once.
    ///
    /// The two may not come to more than 100 per cent, and there must be weeks in the year.
    pub fn together(weeks_per_year: Decimal, non_effective: Percent, non_attributable: Percent) -> Self {
        let left = Percent::WHOLE - non_effective.hundredths() - non_attributable.hundredths();
        Self::new(weeks_per_year, [non_effective, non_attributable], true, (left, Percent::WHOLE))
    }

    fn new(
        weeks_per_year: Decimal,
        deductions: [Percent; 2],
        is_together: bool,
        (left, left_of): (i128, i128),
    ) -> Self {
        let common = greatest_common_divisor(left, left_of);
        let weeks_per_year = i128::from(weeks_per_year.ten_thousandths());
        assert!(weeks_per_year > 0 && left >= 0, "the weights reader checks both");
        Self { deductions, is_together, weeks_per_year, left: left / common, left_of: left_of / common }
    }

    /// The time for casework of net hours (contracted less reductions):
    /// × 60 minutes × weeks per year ÷ 12 × what the deductions leave, exactly.
    pub fn available(self, net: Hours) -> Available {
        // One hour a week is 60 / 12 = 5 minutes a month for each week of the year. Hours have eight places, weeks four
        // and the share that is left eight: together the twenty places of available time.
        let share_in_eight_places = self.left * (Percent::WHOLE * Percent::WHOLE / self.left_of);
        Available::from_units(net.0 * 5 * self.weeks_per_year * share_in_eight_places)
    }

    /// Non-effective and non-attributable time, in this order.
    pub const fn deductions(self) -> [Percent; 2] {
        self.deductions
    }

    /// Whether the two deductions are added together.
    pub const fn is_together(self) -> bool {
        self.is_together
    }

    /// Net hours less non-effective time alone, in hours a week to two places.
    pub fn effective_hours(self, net: Hours) -> Rounded {
        let left = Percent::WHOLE - self.deductions[0].hundredths();
        Rounded::of(net.0 * left, Hours::HOUR * Percent::WHOLE, 2)
    }

    /// Available time as hours a week, to two places: minutes a month × 12 ÷ weeks per year ÷ 60.
    pub fn available_hours(self, available: Available) -> Rounded {
        Rounded::of(available.units(), self.in_an_hour() * Available::IN_A_UNIT_OF_WORK, 2)
    }

    /// Available time less work, in hours a week to two places; below 0 when there is more work than time.
    pub fn spare_hours(self, load: Load) -> Rounded {
        self.hours_above(load, Percent::ALL).negated()
    }

    /// Work above a percentage of the available time, in hours a week to two places; below 0 when there is less.
    pub fn hours_above(self, load: Load, share: Percent) -> Rounded {
        const HUNDREDTHS: i128 = 100;
        Rounded::of_wide(load.above(share, HUNDREDTHS), self.in_an_hour() * Load::PARTS, 2)
    }

    /// Work as hours a week, to two places: minutes a month × 12 ÷ weeks per year ÷ 60.
    pub fn work_hours(self, work: Work) -> Rounded {
        Rounded::of(work.units(), self.in_an_hour(), 2)
    }

    /// Units of work a month in an hour a week.
    fn in_an_hour(self) -> i128 {
        Work::MINUTE / i128::from(Decimal::ONE) * 5 * self.weeks_per_year
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect("a number")
    }

    fn percent(text: &str) -> Percent {
        Percent::new(decimal(text)).expect("a percentage")
    }

    fn hours(text: &str) -> Hours {
        Hours::new(decimal(text)).expect("in bounds")
    }

    /// By hand: 37 × 0.80 × 0.84 = 24.864 hours a week; × 60 × 52.5 ÷ 12 = 6,526.8 minutes a month.
    #[test]
    fn thirty_seven_hours_leave_6526_point_8_minutes_a_month() {
        let policy = HoursPolicy::in_turn(decimal("52.5"), percent("20"), percent("16"));
        let available = policy.available(hours("37"));
        assert_eq!(available.to_string(), "6526.8");
        assert_eq!(policy.available_hours(available).to_string(), "24.86");
    }

    /// By hand: 37 × 0.64 = 23.68 hours a week.
    #[test]
    fn deductions_together_are_36_per_cent_at_once() {
        let policy = HoursPolicy::together(decimal("52.5"), percent("20"), percent("16"));
        assert_eq!(policy.available_hours(policy.available(hours("37"))).to_string(), "23.68");
    }

    /// By hand: 29.6 × 12.5 % = 3.7; 0.0001 × 0.01 % = 0.00000001.
    #[test]
    fn a_share_of_contracted_hours_is_exact() {
        assert_eq!(hours("29.6").share(percent("12.5")), hours("3.7"));
        assert_eq!(hours("0.0001").share(percent("0.01")).to_string(), "0.00000001");
        assert_eq!(hours("3.7").less(hours("4")), hours("0"));
    }

    #[test]
    fn work_as_hours_a_week_undoes_the_month() {
        let policy = HoursPolicy::in_turn(decimal("52.5"), percent("20"), percent("16"));
        let work = Work::of(10, super::super::Minutes::new(decimal("652.68")).expect("in bounds"), Percent::ALL);
        assert_eq!(policy.work_hours(work).to_string(), "24.86");
    }

    /// By hand: 168 × 2^32 hours; each leaves 60 × 53 ÷ 12 = 265 minutes a month.
    #[test]
    fn the_hours_of_as_many_posts_as_there_can_be_add_up() {
        let all = (0..32).fold(hours("168"), |sum, _| sum + sum);
        assert_eq!(all.to_string(), "721554505728");
        let policy = HoursPolicy::in_turn(decimal("53"), percent("0"), percent("0"));
        let available = policy.available(all);
        assert_eq!(available.to_string(), "191211944017920");
        assert_eq!(policy.available_hours(available).to_string(), "721554505728.00");
    }

    #[test]
    fn hours_stay_within_the_week() {
        assert!(Hours::new(decimal("168")).is_some());
        assert!(Hours::new(decimal("168.01")).is_none());
        assert!(Hours::new(decimal("-1")).is_none());
    }
}
