//! The lines above and below the moves of a balance, in words.

use indexmap::IndexSet;

use crate::fault::plural;
use crate::report::{BalanceReport, Between, NoRoomFor, StillOver, Summed, Table};
use crate::units::Rounded;

use super::notes::{arrow, capacity, doubtful, held_work, listed, week_and_weights};
use super::page::{Page, PagePart, ReportObject};

/// The most officers and cases that are named.
const NAMED: usize = 12;

impl Page for BalanceReport<'_> {
    fn heading(&self) -> String {
        format!("{}, {}", self.heading().scope, week_and_weights(&self.heading().of_week))
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        let summary = self.summary();
        let is_even = summary.sums.over_before == 0 && summary.sums.still_unallocated.is_empty();
        let nothing = if is_even { "Nobody is over, and no case is unallocated." } else { "No case can move." };
        vec![PagePart::rows(&self.table, nothing), PagePart::Lines(below(self))]
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
    fn object(&self) -> impl serde::Serialize {
        ReportObject { heading: self.heading(), rows: &self.table, summary: self.summary() }
    }
}

fn below(report: &BalanceReport) -> Vec<(&'static str, String)> {
    let summary = report.summary();
    let Summed { still_over, between, still_unallocated, without_hours, cases_not_told_apart, .. } = summary.sums;
    let limit = report.heading().of_week.limit_percent;
    let mut lines = vec![("Moves", total(summary.sums, limit))];
    lines.push(("Best", best(summary.sums).to_owned()));
    if !still_over.is_empty() {
        let one = |of: &StillOver| format!("{} ({}: {})", of.about, capacity(of.capacity_percent), of.why);
        lines.push(("Still over", listed(still_over, NAMED, one)));
    }
    if !between.is_empty() {
        let one = |of: &Between| format!("{} ({})", of.about, capacity(of.capacity_percent));
        lines.push(("Above 100%", format!("and not over: {}", listed(between, NAMED, one))));
    }
    let one = |of: &&NoRoomFor| {
        let team = of.team.as_ref().map(|team| format!(" in {team}")).unwrap_or_default();
        format!("{}{team} ({} h a week)", of.cases, of.hours)
    };
    let whys: IndexSet<&str> = still_unallocated.iter().map(|of| of.why).collect();
    for why in whys {
        let these: Vec<&NoRoomFor> = still_unallocated.iter().filter(|of| of.why == why).collect();
        lines.push(("Full", format!("still unallocated, as {why}: {}", listed(&these, NAMED, one))));
    }
    if !without_hours.is_empty() {
        lines.push(("No hours", format!("their cases stay: {}", listed(without_hours, NAMED, held_work))));
    }
    if *cases_not_told_apart > 0 {
        let cases = plural(cases_not_told_apart, "case stays", "cases stay");
        let why = "several rows have one case id, or a row of several cases has a case id or minutes on top";
        lines.push(("Not told apart", format!("{cases}, because {why}")));
    }
    lines.extend(doubtful(report.heading(), summary.doubts));
    lines
}

fn best(sums: &Summed) -> &'static str {
    if sums.proven_best {
        "no other moves are better: first by the work above the limit, then by the unallocated work, then by the number of cases"
    } else {
        "not proven best: there are too many cases to try all moves; no single case more would help"
    }
}

fn total(sums: &Summed, limit: Rounded) -> String {
    let unallocated = match (sums.unallocated_hours_before, sums.unallocated_hours_after) {
        (Some(before), Some(after)) => format!("{} h unallocated", arrow(&before, &after)),
        _ => "unallocated work is not known in full".to_owned(),
    };
    format!(
        "{}; {} over; {} h a week above {limit}%; {unallocated}",
        plural(sums.cases_moved, "case", "cases"),
        arrow(&sums.over_before, &sums.over_after),
        arrow(&sums.overload_hours_before, &sums.overload_hours_after),
    )
}
