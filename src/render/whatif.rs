//! The lines above and below a what-if, in words.

use std::fmt::Display;

use crate::fault::plural;
use crate::report::{ExcessiveFrom, Table, WhatIf, WhatIfSummary, WhatIfTotal};
use crate::units::{Rounded, Week};

use super::notes::{listed, not_worked_out, warnings, week_and_weights};
use super::page::{Page, PagePart, ReportObject};

/// The most changes, officers and weeks that are named.
const NAMED: usize = 20;

impl Page for WhatIf {
    fn heading(&self) -> String {
        format!("{}, {}", self.heading.scope, week_and_weights(&self.heading.of_week))
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        let rows = PagePart::rows(&self.table, "Nobody changes.");
        let teams = self.teams.as_ref().map(PagePart::Table);
        std::iter::once(rows).chain(teams).chain([PagePart::Lines(below(self))]).collect()
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
    fn object(&self) -> impl serde::Serialize {
        ReportObject { heading: &self.heading, rows: &self.table, summary: self.summary() }
    }
}

fn below(report: &WhatIf) -> Vec<(&'static str, String)> {
    let summary = report.summary();
    let WhatIfSummary { changes, excessive_from, recorded_weeks, counts_are_scaled, .. } = &summary;
    let mut lines: Vec<(&'static str, String)> =
        changes.iter().take(NAMED).map(|change| ("Change", change.clone())).collect();
    let more = changes.len().saturating_sub(NAMED);
    lines.extend((more > 0).then(|| ("Change", format!("and {more} more"))));
    if *counts_are_scaled {
        lines
            .push(("Counts", "counts are scaled as they are, and need not be whole: shown to two decimals".to_owned()));
    }
    if !excessive_from.is_empty() {
        let one = |from: &ExcessiveFrom| {
            let weeks = plural(from.weeks_over, "week", "weeks");
            format!("{} in the week {} (over for {weeks})", from.about, from.week)
        };
        lines.push(("Excessive", format!("would be, if it stayed: {}", listed(excessive_from, NAMED, one))));
    }
    lines.push(("Total", total(summary.total)));
    if !recorded_weeks.is_empty() {
        let weeks = listed(recorded_weeks, NAMED, Week::to_string);
        lines.push(("Recorded", format!("a changed value does not touch weeks that the history alone knows: {weeks}")));
    }
    lines.extend(not_worked_out(&report.heading, summary.not_worked_out));
    lines.extend(warnings(summary.warnings, summary.warnings_elsewhere));
    lines
}

fn total(total: &WhatIfTotal) -> String {
    let percent =
        |percent: Option<Rounded>| percent.map_or_else(|| "no hours".to_owned(), |percent| format!("{percent}%"));
    let capacity = arrow(&percent(total.capacity_before), &percent(total.capacity_after));
    format!(
        "{} officers, {} over; {} cases; {} h of work a week for {} h available: {capacity}",
        arrow(&total.officers_before, &total.officers_after),
        arrow(&total.over_before, &total.over_after),
        arrow(&total.cases_before, &total.cases_after),
        arrow(&total.work_before, &total.work_after),
        arrow(&total.available_before, &total.available_after),
    )
}

fn arrow<T: Display + PartialEq>(before: &T, after: &T) -> String {
    if before == after { before.to_string() } else { format!("{before} → {after}") }
}
