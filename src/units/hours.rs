//! Hours a week, and what the deductions leave of them for casework.

use super::wide::Wide;
use super::{Available, Decimal, Load, Percent, Rounded, Work, Written, round_half_away};

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

    /// The number, to four places; contracted hours have no more.
    pub fn number(self) -> Decimal {
        let number = i64::try_from(self.0 / Self::TEN_THOUSANDTH).expect("contracted hours are fewer than a week has");
        Decimal::from_ten_thousandths(number)
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

    /// Whether these hours are `exact` to one decimal place, as the ministry's exports round them. A half may go up or down.
    pub fn are_about(self, exact: Self) -> bool {
        const TENTH: i128 = Hours::HOUR / 10;
        self.0 % TENTH == 0 && 2 * (self.0 - exact.0).abs() <= TENTH
    }

    /// The number of units, for products with other quantities.
    pub(super) const fn units(self) -> i128 {
        self.0
    }

    /// These hours in those of a full-time officer, to two places.
    pub fn full_time_equivalent(self, full_time: Self) -> Rounded {
        Rounded::of(self.0, full_time.0, 2)
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

impl serde::Serialize for Hours {
    /// A JSON number with two places, as all hours are there.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.rounded().serialize(serializer)
    }
}

adds_up!(Hours);

/// How hours a week become minutes a month for casework.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HoursPolicy {
    way: HoursWay,
    /// Weeks in a year, in ten-thousandths.
    weeks_per_year: i128,
    /// Contracted hours a week of a full-time officer.
    full_time: Hours,
    /// Units of available time for one unit of net hours.
    each: i128,
}

/// Where the time for casework comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursWay {
    /// Two deductions, and the weeks of a year. Non-effective time is deducted from contracted hours less reductions, and
    /// non-attributable time from the rest (HM Inspectorate of Probation, Research & Analysis Bulletin 2021/02), unless a
    /// weights file adds the two together.
    Deducted {
        /// Non-effective time: holidays, sickness, training.
        non_effective: Percent,
        /// Non-attributable time: travel, ICT, supervision, breaks.
        non_attributable: Percent,
        is_together: bool,
    },
    /// The weights state the hours a month for casework of a full-time officer.
    Stated {
        /// Hours a month for casework.
        available_a_month: Decimal,
    },
}

impl HoursPolicy {
    /// Contracted hours a week of a full-time officer, where the weights do not say.
    pub const FULL_TIME: i32 = 37;

    /// Time for casework in one of the two ways. Where it is stated, an officer has the share of it that their hours have in those
    /// of full time, the minutes a month of one contracted hour are rounded to ten places, and `weeks_per_year` is only for
    /// showing hours a week. Where it is deducted, `full_time` changes no available time.
    ///
    /// There must be weeks in the year and hours of full time, and the deductions may not come to more than 100 per cent.
    pub fn new(way: HoursWay, full_time: Hours, weeks_per_year: Decimal) -> Self {
        let weeks_per_year = i128::from(weeks_per_year.ten_thousandths());
        let each = match way {
            HoursWay::Deducted { non_effective, non_attributable, is_together } => {
                let [first, second] = [non_effective, non_attributable].map(Percent::hundredths);
                let left = if is_together {
                    (Percent::WHOLE - first - second) * Percent::WHOLE
                } else {
                    (Percent::WHOLE - first) * (Percent::WHOLE - second)
                };
                // One hour a week is 60 / 12 = 5 minutes a month for each week of the year. Hours have eight places, weeks four
                // and the share that is left eight: together the twenty places of available time.
                5 * weeks_per_year * left
            }
            HoursWay::Stated { available_a_month } => {
                const MINUTES_AN_HOUR: i128 = 60;
                const TEN_PLACES: i128 = 10_i128.pow(10);
                let minutes = i128::from(available_a_month.ten_thousandths()) * MINUTES_AN_HOUR * TEN_PLACES;
                let of_one_hour = round_half_away(minutes * Hours::HOUR, full_time.0 * i128::from(Decimal::ONE));
                of_one_hour * (Available::MINUTE / TEN_PLACES / Hours::HOUR)
            }
        };
        assert!(weeks_per_year > 0 && each >= 0, "the weights reader checks both");
        Self { way, weeks_per_year, full_time, each }
    }

    /// The hours of a full-time officer where the weights do not say.
    pub fn usual_full_time() -> Hours {
        Hours::new(Decimal::whole(Self::FULL_TIME)).expect("fewer hours than a week has")
    }

    /// The time for casework of net hours (contracted less reductions), exactly.
    pub fn available(self, net: Hours) -> Available {
        Available::from_units(net.0 * self.each)
    }

    pub const fn way(self) -> HoursWay {
        self.way
    }

    /// The weeks of a year, by which minutes a month are shown as hours a week.
    pub fn weeks_per_year(self) -> Decimal {
        Decimal::from_ten_thousandths(i64::try_from(self.weeks_per_year).expect("made from an i64"))
    }

    /// Contracted hours a week of a full-time officer.
    pub const fn full_time(self) -> Hours {
        self.full_time
    }

    /// Net hours less non-effective time alone, in hours a week to two places.
    pub fn effective_hours(net: Hours, non_effective: Percent) -> Rounded {
        let left = Percent::WHOLE - non_effective.hundredths();
        Rounded::of(net.0 * left, Hours::HOUR * Percent::WHOLE, 2)
    }

    /// Available time as hours a week, to two places: minutes a month × 12 ÷ weeks per year ÷ 60.
    pub fn available_hours(self, available: Available) -> Rounded {
        Rounded::of(available.units(), self.in_an_hour() * Available::IN_A_UNIT_OF_WORK, 2)
    }

    /// Available time as hours a week, exactly and in the shortest form; `None` if the decimal fraction never ends.
    pub fn exact_hours(self, available: Available) -> Option<String> {
        let (scaled, each) = (available.units().checked_mul(Decimal::ONE.into())?, 5 * self.weeks_per_year);
        (scaled % each == 0).then(|| Written::shortest(scaled / each, Available::PLACES).as_str().to_owned())
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

    /// Work in [`Load::PARTS`] as hours a week, to two places.
    pub fn hours_of_parts(self, parts: i128) -> Rounded {
        Rounded::of_wide(Wide::product(parts, 100), self.in_an_hour() * Load::PARTS, 2)
    }

    /// Work as hours a week, to two places: minutes a month × 12 ÷ weeks per year ÷ 60.
    pub fn work_hours(self, work: Work) -> Rounded {
        Rounded::of(work.units(), self.in_an_hour(), 2)
    }

    /// Units of available time for one unit of net hours.
    pub(super) const fn each(self) -> i128 {
        self.each
    }

    /// Units of work a month in an hour a week.
    pub(super) fn in_an_hour(self) -> i128 {
        Work::MINUTE / i128::from(Decimal::ONE) * 5 * self.weeks_per_year
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{decimal, deducting, hours, minutes, percent, policy};
    use super::*;

    /// By hand: 37 × 0.80 × 0.84 = 24.864 hours a week; × 60 × 52.5 ÷ 12 = 6,526.8 minutes a month.
    #[test]
    fn thirty_seven_hours_leave_6526_point_8_minutes_a_month() {
        let available = policy().available(hours("37"));
        assert_eq!(available.to_string(), "6526.8");
        assert_eq!(policy().available_hours(available).to_string(), "24.86");
    }

    /// By hand: of 37 hours full time, 120 × 60 ÷ 37 = 194.59459459459… is 194.5945945946.
    #[test]
    fn time_that_is_stated_is_shared_out_by_contracted_hours() {
        let way = HoursWay::Stated { available_a_month: decimal("120") };
        let policy = HoursPolicy::new(way, HoursPolicy::usual_full_time(), decimal("52"));
        assert_eq!(policy.available(hours("1")).to_string(), "194.5945945946");
        assert_eq!(policy.available(hours("37")).to_string(), "7200.0000000002");
    }

    /// By hand: 29.6 × 12.5 % = 3.7; 0.0001 × 0.01 % = 0.00000001.
    #[test]
    fn a_share_of_contracted_hours_is_exact() {
        assert_eq!(hours("29.6").share(percent("12.5")), hours("3.7"));
        assert_eq!(hours("0.0001").share(percent("0.01")).to_string(), "0.00000001");
        assert_eq!(hours("3.7").less(hours("4")), hours("0"));
    }

    #[test]
    fn hours_to_one_place_are_about_others() {
        for (written, exact, expected) in [
            ("1.9", "1.85", true),
            ("1.8", "1.85", true),
            ("4.4", "4.44", true),
            ("1.7", "1.85", false),
            ("1.86", "1.85", false),
        ] {
            assert_eq!(hours(written).are_about(hours(exact)), expected, "{written} {exact}");
        }
    }

    #[test]
    fn work_as_hours_a_week_undoes_the_month() {
        assert_eq!(policy().work_hours(Work::of(10, minutes("652.68"), Percent::ALL)).to_string(), "24.86");
    }

    /// By hand: 168 × 2^32 hours; each leaves 60 × 53 ÷ 12 = 265 minutes a month.
    #[test]
    fn the_hours_of_as_many_posts_as_there_can_be_add_up() {
        let all = (0..32).fold(hours("168"), |sum, _| sum + sum);
        assert_eq!(all.to_string(), "721554505728");
        let policy = deducting("53", "0", "0");
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
