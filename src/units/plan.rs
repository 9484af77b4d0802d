//! Planning: how many full-time officers work needs, and what is left of the time of those there are. Each figure is one exact
//! quotient, rounded once.

use super::wide::Wide;
use super::{Available, Growth, Hours, HoursPolicy, Load, Median, Percent, Rounded, Work};

/// What work and time are planned with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    /// The share of available time that work is to take.
    pub target: Percent,
    /// The share of available time that officers are absent, below 100 per cent.
    pub absence: Percent,
    /// By how much the work grows.
    pub growth: Growth,
}

/// Factors have four places each, and most figures are shown with two.
const FACTOR: i128 = Percent::WHOLE;
const HUNDREDTHS: i128 = 100;

impl Plan {
    /// The share of available time that is left, in hundredths of a per cent.
    fn presence(self) -> i128 {
        FACTOR - self.absence.hundredths()
    }

    /// Work a month as hours a week, with the growth.
    pub(crate) fn work_hours(self, policy: HoursPolicy, work: Work) -> Rounded {
        let hundredths = Wide::product(work.units(), self.growth.factor() * HUNDREDTHS);
        Rounded::of_wide(hundredths, policy.in_an_hour() * FACTOR, 2)
    }

    /// Available time a month as hours a week, without the absence.
    pub(crate) fn available_hours(self, policy: HoursPolicy, available: Available) -> Rounded {
        let hundredths = Wide::product(available.units(), self.presence() * HUNDREDTHS);
        Rounded::of_wide(hundredths, policy.in_an_hour() * Available::IN_A_UNIT_OF_WORK * FACTOR, 2)
    }

    /// Capacity in per cent to one place; `None` where there is no available time.
    pub(crate) fn percent(self, load: Load) -> Option<Rounded> {
        const TENTHS: i128 = Available::IN_A_UNIT_OF_WORK * 1_000;
        let tenths = Wide::product(load.work.units(), TENTHS * self.growth.factor());
        (!load.has_no_hours()).then(|| Rounded::of_wide(tenths, load.available.units() * self.presence(), 1))
    }

    /// How many full-time officers the work needs if it takes `share` of the time that absence leaves them, to two
    /// places.
    pub(crate) fn needed(self, policy: HoursPolicy, work: Work, share: Percent) -> Rounded {
        self.short(policy, work, [Hours::default(); 2], share)
    }

    /// How many full-time officers are missing: those needed, less those there by contracted hours less reductions. To
    /// two places; below 0 if there are more than needed.
    pub(crate) fn short(
        self,
        policy: HoursPolicy,
        work: Work,
        [contracted, reduction]: [Hours; 2],
        share: Percent,
    ) -> Rounded {
        let of_an_hour = policy.each() * self.presence() * share.hundredths();
        let all =
            Wide::product(work.units(), Available::IN_A_UNIT_OF_WORK * FACTOR * self.growth.factor() * HUNDREDTHS);
        let there = Wide::product(contracted.units() - reduction.units(), of_an_hour * HUNDREDTHS);
        Rounded::of_wide(all - there, policy.full_time().units() * of_an_hour, 2)
    }

    /// Time left below the target when the work is done, multiplied by `times`, in units of available time and both
    /// factors.
    fn room(self, load: Load, times: i128) -> Wide {
        let time = Wide::product(load.available.units(), self.presence() * self.target.hundredths() * times);
        time - Wide::product(load.work.units(), Available::IN_A_UNIT_OF_WORK * FACTOR * self.growth.factor() * times)
    }

    /// Whether anything is left below the target when the work is done. Without hours there is nothing.
    pub(crate) fn has_room(self, load: Load) -> bool {
        !load.has_no_hours() && self.room(load, 1) > Wide::product(0, 0)
    }

    /// Whether as much is left below the target as a case takes. Without hours there is nothing.
    pub(crate) fn has_room_for(self, load: Load, case: Median) -> bool {
        let (size, times) = case.doubled();
        !load.has_no_hours()
            && self.room(load, times) >= Wide::product(size, Available::IN_A_UNIT_OF_WORK * FACTOR * FACTOR)
    }

    /// What is left below the target, in hours a week to two places.
    pub(crate) fn room_hours(self, policy: HoursPolicy, load: Load) -> Rounded {
        let each = policy.in_an_hour() * Available::IN_A_UNIT_OF_WORK * FACTOR * FACTOR;
        Rounded::of_wide(self.room(load, HUNDREDTHS), each, 2)
    }
}

#[cfg(test)]
mod tests {
    use super::super::CaseSize;
    use super::super::fixtures::{growth, hours, percent, policy, work};
    use super::*;

    fn plan(target: &str, absence: &str, more: &str) -> Plan {
        Plan { target: percent(target), absence: percent(absence), growth: growth(more) }
    }

    /// By hand: a full-time officer has 6,526.8 minutes. 16,317 are 2.5 of them; at 125 % 2. With 5 % absence and 14 % growth
    /// 18,601.38 ÷ 6,200.46 = 3. Of 74 hours less 18.5 there are 1.5, so that 1.5 are short.
    #[test]
    fn work_needs_as_many_officers_as_it_takes_of_their_time() {
        let needed = |plan: Plan, share: &str| plan.needed(policy(), work("16317"), percent(share)).to_string();
        assert_eq!(needed(plan("100", "0", "0"), "100"), "2.50");
        assert_eq!(needed(plan("100", "0", "0"), "125"), "2.00");
        assert_eq!(needed(plan("100", "5", "14"), "100"), "3.00");
        let short = plan("100", "5", "14").short(policy(), work("16317"), [hours("74"), hours("18.5")], Percent::ALL);
        assert_eq!(short.to_string(), "1.50");
    }

    /// By hand: 37 hours less 10 % are 5,874.12 minutes, of which 50 % are 2,937.06; 2,000 and 20 % more are 2,400, which leaves
    /// 537.06, that is 2.05 hours a week.
    #[test]
    fn what_is_left_is_below_the_target_with_absence_and_growth() {
        let (plan, load) =
            (plan("50", "10", "20"), Load { work: work("2000"), available: policy().available(hours("37")) });
        assert_eq!(plan.room_hours(policy(), load).to_string(), "2.05");
        assert_eq!(plan.percent(load).expect("a capacity").to_string(), "40.9");
        let case = |minutes: &str| Median::of([(CaseSize::of(work(minutes), Work::default(), 1), 1)]).expect("a case");
        assert!(plan.has_room(load) && plan.has_room_for(load, case("537.06")));
        assert!(!plan.has_room_for(load, case("537.06000001")));
        assert!(!plan.has_room_for(Load::default(), case("0")));
    }
}
