//! Every value of a set of weights, one by one.

use crate::model::{Limits, Weights};
use crate::report::Value;
use crate::units::{HoursPolicy, HoursWay};

/// A value of weights, with where it stands and its unit.
#[derive(Debug, Clone)]
pub(crate) struct WeightsValue<'w> {
    pub(crate) section: &'static str,
    pub(crate) key: &'w str,
    /// The tier that it is of; blank for what has none.
    pub(crate) tier: &'w str,
    /// A number, or a word of the weights file.
    pub(crate) value: Value<'w>,
    /// The unit of a number; blank for a word.
    pub(crate) unit: &'static str,
    /// The name of the key in words, where it has one.
    pub(crate) name: &'w str,
}

/// All of them, in the order of the sections and of the file.
pub(crate) fn values<'w>(weights: &'w Weights) -> Vec<WeightsValue<'w>> {
    let Weights { grades, case_types, tasks, statuses, reductions, .. } = weights;
    let mut all = Vec::new();
    let mut add = |section, key: &'w str, tier: &'w str, value, unit, name: Option<&'w String>| {
        all.push(WeightsValue { section, key, tier, value, unit, name: name.map_or("", String::as_str) });
    };
    for (section, of_section) in [("hours", hours(weights.hours)), ("limits", limits(weights.limits))] {
        for (key, value, unit) in of_section {
            add(section, key, "", value, unit, None);
        }
    }
    for (key, grade) in grades.iter() {
        let mut say = |tier, value, unit| add("grades", key, tier, value, unit, grade.name.as_ref());
        say("", Value::or_blank(grade.contracted_hours, number), "hours a week");
        if grade.is_trainee {
            say("", Value::word("trainee"), "");
        }
        grade.may_not_hold.iter().for_each(|tier| say(tier, Value::word("may not hold"), ""));
    }
    for (key, case_type) in case_types.iter() {
        for (tier, minutes) in case_type.tiers.iter() {
            add("cases", key, tier, number(minutes.number()), "minutes a month", None);
        }
    }
    for (key, task) in tasks.iter() {
        add("tasks", key, "", number(task.minutes.number()), "minutes", task.name.as_ref());
    }
    for (key, status) in statuses.iter() {
        add("status", key, "", number(status.counted), "percent", None);
        if status.is_flag {
            add("status", key, "", Value::word("flag"), "", None);
        }
    }
    for (key, reason) in reductions.iter() {
        let mut say = |value, unit| add("reductions", key, "", value, unit, reason.name.as_ref());
        say(Value::or_blank(reason.percent, number), "percent");
        if let Some(most) = reason.max_percent {
            say(number(most), "percent at most");
        }
        if let Some(months) = reason.months {
            say(number(months), "months");
        }
    }
    all
}

fn number<'w>(number: impl ToString + Copy) -> Value<'w> {
    Value::Exact(number.to_string())
}

/// A key, its value, and the unit of the value.
type KeyValue<'w> = (&'static str, Value<'w>, &'static str);

fn hours<'w>(policy: HoursPolicy) -> Vec<KeyValue<'w>> {
    let mut values = match policy.way() {
        HoursWay::Deducted { non_effective, non_attributable, is_together } => vec![
            ("non_effective", number(non_effective), "percent"),
            ("non_attributable", number(non_attributable), "percent"),
            ("deductions", Value::word(if is_together { "together" } else { "in-turn" }), ""),
        ],
        HoursWay::Stated { available_a_month } => {
            vec![("available_a_month", number(available_a_month), "hours a month")]
        }
    };
    values.push(("weeks_per_year", number(policy.weeks_per_year()), "weeks"));
    values.push(("full_time", number(policy.full_time()), "hours a week"));
    values
}

fn limits<'w>(limits: Limits) -> Vec<KeyValue<'w>> {
    let cases = [("warn_cases", limits.warn_cases), ("max_cases", limits.max_cases)];
    let cases = cases.into_iter().filter_map(|(key, cases)| Some((key, number(cases?), "cases")));
    let rule = [("over", number(limits.over), "percent"), ("weeks", number(limits.weeks), "weeks")];
    rule.into_iter().chain(cases).collect()
}
