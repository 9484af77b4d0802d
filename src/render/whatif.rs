//! The lines above and below a what-if, in words.

use crate::fault::{and_more, plural};
use crate::report::{
    About, Alarming, ExcessiveFrom, Labelled, NamedRun, OutsideChange, Planned, Table, TotalChange, WhatIfSummary,
};
use crate::units::Week;

use super::notes::{UNDATED, arrow, capacity, doubtful, excessive, gone_over, in_words, left_out, list, possible};
use super::page::{Page, PagePart};

/// The most changes, officers and weeks that are named.
const NAMED: usize = 20;

impl Page for Planned<'_, WhatIfSummary> {
    fn heading(&self) -> String {
        let (before, after) = (self.heading.of_week.limit_percent, self.summary.limit_percent_after);
        let after = if before == after { String::new() } else { format!(" → >{after}%") };
        in_words(&self.heading) + &after
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        let is_nobody = self.summary.outside_choice.is_empty();
        let rows = PagePart::rows(&self.table, if is_nobody { "Nobody changes." } else { "Nobody chosen changes." });
        let teams = self.summary.teams.as_ref().map(PagePart::Table);
        std::iter::once(rows).chain(teams).chain([PagePart::Lines(below(self))]).collect()
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
}

fn below(report: &Planned<'_, WhatIfSummary>) -> Vec<Labelled> {
    let summary = &report.summary;
    let WhatIfSummary { changes, excessive_from, recorded_weeks, counts_are_scaled, .. } = summary;
    let mut lines: Vec<Labelled> = changes.iter().take(NAMED).map(|change| ("Change", change.clone())).collect();
    lines.extend(and_more(changes.len(), NAMED).map(|more| ("Change", more)));
    if *counts_are_scaled {
        let text = "counts are scaled as they are, and need not be whole: shown to two decimals; extra minutes stay";
        lines.push(("Counts", text.to_owned()));
    }
    let from = |from: &ExcessiveFrom| {
        let weeks = plural(from.weeks_over, "week", "weeks");
        let whole = match from.about {
            About::Unit { .. } if report.heading.is_of_people => " (counting only the chosen officers)",
            About::Unit { .. } => " as a whole",
            About::Officer { .. } => "",
        };
        format!("{}{whole} in the week {} (over for {weeks})", from.about, from.week)
    };
    lines.extend(report.heading.of_week.week.is_none().then(|| ("Undated", UNDATED.to_owned())));
    lines.extend(list("Excessive", "would be, if it stayed: ", excessive_from, NAMED, from));
    lines.extend(alarming(&summary.after, report.heading.is_of_people));
    lines.extend(list("Outside", "not chosen, and changed too: ", &summary.outside_choice, NAMED, outside));
    lines.extend(unallocated(&summary.total).map(|text| ("Unallocated", text)));
    lines.push(("Total", total(&summary.total)));
    let keep = "weeks that the history alone knows keep their figures, and a changed limit judges them too: ";
    if let (true, Some(week)) = (summary.hours_change, report.heading.of_week.week) {
        let text = format!("hours and reductions change in the week {week} alone; earlier weeks keep their own");
        lines.push(("Weeks", text));
    }
    lines.extend(list("Recorded", keep, recorded_weeks, NAMED, Week::to_string));
    lines.extend(doubtful(&report.heading, &summary.doubts));
    lines
}

/// Who makes the exit code, whether they change or not. Of some officers of a team nothing is known of the team.
fn alarming(after: &Alarming, is_of_people: bool) -> Vec<Labelled> {
    let mut lines = Vec::new();
    let mut say = |word: &str, runs: &[NamedRun], text: fn(&NamedRun) -> String| {
        let is_apart = |run: &&NamedRun| is_of_people && matches!(run.about, About::Unit { .. });
        let (units, others): (Vec<&NamedRun>, Vec<_>) = runs.iter().partition(is_apart);
        let of_units = format!("{word}, counting only the chosen officers: ");
        lines.extend(list("After", &of_units, &units, NAMED, |run| text(run)));
        lines.extend(list("After", &format!("{word}: "), &others, NAMED, |run| text(run)));
    };
    say("excessive", &after.excessive, excessive);
    say("possible", &after.possible, possible);
    lines.extend(list("After", "over before, and no figure now: ", &after.no_figure, NAMED, gone_over));
    lines
}

fn outside(change: &OutsideChange) -> String {
    let OutsideChange { about, capacity_before, capacity_after, standing_before, standing_after } = change;
    let capacity = arrow(&capacity(*capacity_before), &capacity(*capacity_after));
    format!("{about} ({capacity}, {})", arrow(&standing_before.unwrap_or("-"), &standing_after.unwrap_or("-")))
}

fn total(total: &TotalChange) -> String {
    let capacity = arrow(&capacity(total.capacity_before), &capacity(total.capacity_after));
    let noun = |is_one: bool, one: &'static str, many: &'static str| if is_one { one } else { many };
    let officers = noun((total.officers_before, total.officers_after) == (1, 1), "officer", "officers");
    let cases = arrow(&total.cases_before.to_string(), &total.cases_after.to_string());
    let left_out = left_out(total.not_worked_out);
    format!(
        "{} {officers}, {} over{left_out}; {cases} {}; {} h of work a week for {} h available: {capacity}",
        arrow(&total.officers_before, &total.officers_after),
        arrow(&total.over_before, &total.over_after),
        noun(cases == "1", "case", "cases"),
        arrow(&total.work_before, &total.work_after),
        arrow(&total.available_before, &total.available_after),
    )
}

/// Unallocated work, where it changes.
fn unallocated(total: &TotalChange) -> Option<String> {
    let cases = (total.unallocated_cases_before, total.unallocated_cases_after);
    let work = (total.unallocated_work_before, total.unallocated_work_after);
    let is_changed = cases.0 != cases.1 || work.0 != work.1;
    is_changed.then(|| format!("{} cases; {} h of work a week", arrow(&cases.0, &cases.1), arrow(&work.0, &work.1)))
}
