//! Every value of a set of weights, one by one.

use crate::model::{Names, Weights};
use crate::report::Value;
use crate::units::HoursWay;

/// A value of weights: where it stands, and what it is in.
pub(super) struct WeightsValue<'w> {
    pub(super) section: &'static str,
    pub(super) key: &'w str,
    /// The tier that it is of; blank for what has none.
    pub(super) tier: &'w str,
    /// A number, or a word of the weights file.
    pub(super) value: Value<'w>,
    /// What a number is in; blank for a word.
    pub(super) unit: &'static str,
    /// The name of the key in words, where it has one.
    pub(super) name: &'w str,
}

/// All of them, in the order of the sections and of the file.
pub(super) fn values(weights: &Weights) -> Vec<WeightsValue<'_>> {
    let mut all = Values(Vec::new());
    all.hours(weights);
    all.limits(weights);
    all.grades(weights);
    for (case_type, tiers) in weights.case_types.iter() {
        for (tier, minutes) in tiers.tiers.iter() {
            let (value, unit) = (number(&minutes.number()), "minutes a month");
            all.0.push(WeightsValue { section: "cases", key: case_type, tier, value, unit, name: "" });
        }
    }
    all.names(
        "tasks",
        &weights.tasks,
        |task| task.name.as_deref(),
        |task| vec![(number(&task.minutes.number()), "minutes")],
    );
    all.names(
        "status",
        &weights.statuses,
        |_| None,
        |status| {
            let percent = (number(&status.counted), "percent");
            std::iter::once(percent).chain(status.is_flag.then_some((Value::Word("flag"), ""))).collect()
        },
    );
    all.names(
        "reductions",
        &weights.reductions,
        |reason| reason.name.as_deref(),
        |reason| {
            let percent = (Value::or_blank(reason.percent, |percent| number(&percent)), "percent");
            let most = reason.max_percent.map(|most| (number(&most), "percent at most"));
            let months = reason.months.map(|months| (number(&months), "months"));
            std::iter::once(percent).chain(most).chain(months).collect()
        },
    );
    all.0
}

fn number<'w>(number: &impl ToString) -> Value<'w> {
    Value::Exact(number.to_string())
}

struct Values<'w>(Vec<WeightsValue<'w>>);

impl<'w> Values<'w> {
    fn add(&mut self, section: &'static str, key: &'w str, value: Value<'w>, unit: &'static str) {
        self.0.push(WeightsValue { section, key, tier: "", value, unit, name: "" });
    }

    fn hours(&mut self, weights: &Weights) {
        let policy = weights.hours;
        match policy.way() {
            HoursWay::Deducted { non_effective, non_attributable, is_together } => {
                self.add("hours", "non_effective", number(&non_effective), "percent");
                self.add("hours", "non_attributable", number(&non_attributable), "percent");
                let deductions = Value::Word(if is_together { "together" } else { "in-turn" });
                self.add("hours", "deductions", deductions, "");
            }
            HoursWay::Stated { available_a_month } => {
                self.add("hours", "available_a_month", number(&available_a_month), "hours a month");
            }
        }
        self.add("hours", "weeks_per_year", number(&policy.weeks_per_year()), "weeks");
        self.add("hours", "full_time", number(&policy.full_time()), "hours a week");
    }

    fn limits(&mut self, weights: &Weights) {
        let limits = weights.limits;
        self.add("limits", "over", number(&limits.over), "percent");
        self.add("limits", "weeks", number(&limits.weeks), "weeks");
        for (key, cases) in [("warn_cases", limits.warn_cases), ("max_cases", limits.max_cases)] {
            if let Some(cases) = cases {
                self.add("limits", key, number(&cases), "cases");
            }
        }
    }

    fn grades(&mut self, weights: &'w Weights) {
        for (key, grade) in weights.grades.iter() {
            let name = grade.name.as_deref().unwrap_or_default();
            let mut add =
                |tier, value, unit| self.0.push(WeightsValue { section: "grades", key, tier, value, unit, name });
            add("", Value::or_blank(grade.contracted_hours, |hours| number(&hours)), "hours a week");
            if grade.is_trainee {
                add("", Value::Word("trainee"), "");
            }
            grade.may_not_hold.iter().for_each(|tier| add(tier, Value::Word("may not hold"), ""));
        }
    }

    /// Adds the values of declared names, each with what it is in.
    fn names<T>(
        &mut self,
        section: &'static str,
        names: &'w Names<T>,
        name: impl Fn(&'w T) -> Option<&'w str>,
        values: impl Fn(&'w T) -> Vec<(Value<'w>, &'static str)>,
    ) {
        for (key, of) in names.iter() {
            let name = name(of).unwrap_or_default();
            let values = values(of).into_iter();
            self.0.extend(values.map(|(value, unit)| WeightsValue { section, key, tier: "", value, unit, name }));
        }
    }
}
