//! Sets of weights in words.

use crate::fault::plural;
use crate::model::Limits;
use crate::report::{Labelled, SetHeading, SetList, SetOfWeights, Table, WeightsCompared};
use crate::units::{HoursPolicy, HoursWay};

use super::page::{Page, PagePart};

impl Page for SetOfWeights<'_> {
    fn heading(&self) -> String {
        let SetHeading { weights, weights_file, from, .. } = &self.heading;
        format!("Weights {weights} ({weights_file}), from the week {from}")
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        let mut lines: Vec<Labelled> = Vec::new();
        lines.extend(self.in_use.map(|why| ("In use", format!("here, because {why}"))));
        lines.extend(self.heading.weights_source.clone().map(|source| ("Source", source)));
        lines.push(("Time", time(self.hours)));
        lines.push(("Limits", limits(self.limits)));
        let sections = self.parts.iter().flat_map(|part| {
            [PagePart::Lines(vec![(part.label, part.words.clone())]), PagePart::rows(&part.table, "Nothing counts.")]
        });
        std::iter::once(PagePart::Lines(lines)).chain(sections).collect()
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
}

/// How contracted hours become time for casework.
fn time(policy: HoursPolicy) -> String {
    let (weeks, full_time) = (policy.weeks_per_year(), policy.full_time());
    let left = policy.available_hours(policy.available(full_time));
    let casework = format!("{full_time} contracted hours a week leave {left} h a week for casework");
    match policy.way() {
        HoursWay::Stated { available_a_month } => {
            format!(
                "{available_a_month} h a month for casework of a full-time officer; with {weeks} weeks a year {casework}"
            )
        }
        HoursWay::Deducted { non_effective, non_attributable, is_together } => {
            let of_what = if is_together { "of it" } else { "of what is left" };
            format!(
                "{non_effective}% of contracted time is non-effective, {non_attributable}% {of_what} non-attributable; with \
                 {weeks} weeks a year {casework}"
            )
        }
    }
}

fn limits(limits: Limits) -> String {
    let Limits { over, weeks, warn_cases, max_cases } = limits;
    let weeks = plural(weeks, "week", "weeks");
    let mut text = format!("over is above {over}% of the time; excessive is over for {weeks} or more");
    text.extend(warn_cases.map(|cases| format!("; {cases} cases or more are named")));
    text.extend(max_cases.map(|cases| format!("; more than {cases} cases are above the most")));
    text
}

impl Page for SetList<'_> {
    fn heading(&self) -> String {
        "Weights that are built in, by the version that --weights takes".to_owned()
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        vec![PagePart::Table(&self.table)]
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
}

impl Page for WeightsCompared<'_> {
    fn heading(&self) -> String {
        let name = |SetHeading { weights, weights_file, .. }: &SetHeading| format!("{weights} ({weights_file})");
        format!("Weights {} compared with {}", name(&self.after), name(&self.before))
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        let nothing = if self.is_same { "No difference." } else { "All values are the same." };
        let others = (!self.others.is_empty()).then(|| vec![("Other too", self.others.join("; "))]);
        std::iter::once(PagePart::rows(&self.table, nothing)).chain(others.map(PagePart::Lines)).collect()
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
}
