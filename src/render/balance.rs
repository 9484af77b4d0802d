//! The lines above and below the moves of a balance, in words.

use std::hash::Hash;

use crate::fault::plural;
use crate::ordered::OrderedMap;
use crate::report::{About, BalanceSummary, Labelled, NoRoomFor, Planned, StillAbove, Table};
use crate::units::Rounded;

use super::notes::{arrow, capacity, doubtful, gone, held_work, in_words, list, listed};
use super::page::{Page, PagePart};

/// The most officers and cases that are named.
const NAMED: usize = 12;

impl Page for Planned<'_, BalanceSummary> {
    fn heading(&self) -> String {
        in_words(&self.heading)
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        let BalanceSummary { over_before, still_unallocated, unallocated_hours_after, doubts, .. } = &self.summary;
        // Of what is not worked out, nobody knows.
        let is_known = doubts.not_worked_out.is_empty() && unallocated_hours_after.is_some();
        let is_even = is_known && *over_before == 0 && still_unallocated.is_empty();
        let nothing = if is_even { "Nobody is over, and no case is unallocated." } else { "No case can move." };
        vec![PagePart::rows(&self.table, nothing), PagePart::Lines(below(self))]
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
}

fn below(report: &Planned<'_, BalanceSummary>) -> Vec<Labelled> {
    let Planned { heading, summary, .. } = report;
    let BalanceSummary { still_over, between, still_unallocated, without_hours, cases_not_told_apart, .. } = summary;
    let mut lines = vec![("Moves", total(summary, heading.of_week.limit_percent))];
    lines.push(("Best", best(summary).to_owned()));
    if summary.could_be_wider {
        lines.push((
            "Chosen",
            "only those who are chosen give and receive; without the choice others may have room".to_owned(),
        ));
    }
    let above = |of: &StillAbove| format!("{} ({})", of.about, capacity(of.capacity_percent));
    for (why, these) in by_reason(still_over, |of| of.why) {
        let why = why.map(|why| format!("{why}: ")).unwrap_or_default();
        lines.extend(list("Still over", &why, &these, NAMED, |of| above(of)));
    }
    lines.extend(list("Above 100%", "and not over: ", between, NAMED, above));
    let one = |of: &&NoRoomFor| {
        let team = of.team.as_ref().map(|team| format!(" in {team}")).unwrap_or_default();
        format!("{}{team} ({} h a week)", of.cases, of.hours)
    };
    for (why, these) in by_reason(still_unallocated, |of| of.why) {
        let label = if these[0].could_move { "Full" } else { "Not moved" };
        lines.push((label, format!("still unallocated, as {why}: {}", listed(&these, NAMED, one))));
    }
    lines.extend(list("No hours", "their cases stay: ", without_hours, NAMED, held_work));
    let untiered = "not known (cases without a tier), so they receive nothing: ";
    lines.extend(list("Time left", untiered, &summary.room_unknown, NAMED, About::to_string));
    lines.extend(list("No figure", "now, so they receive nothing: ", &summary.no_figure, NAMED, gone));
    if *cases_not_told_apart > 0 {
        let cases = plural(cases_not_told_apart, "case stays", "cases stay");
        let why = "several rows have one case id, or a row of several cases has a case id or minutes on top";
        lines.push(("Not told apart", format!("{cases}, because {why}")));
    }
    lines.extend(doubtful(heading, &summary.doubts));
    lines
}

/// What stays, together where the reason is the same.
fn by_reason<T, Why: Hash + Eq>(stays: &[T], why: impl Fn(&T) -> Why) -> OrderedMap<Why, Vec<&T>> {
    let mut by_reason: OrderedMap<Why, Vec<&T>> = OrderedMap::default();
    for one in stays {
        by_reason.entry(why(one)).or_default().push(one);
    }
    by_reason
}

fn best(summary: &BalanceSummary) -> &'static str {
    if summary.proven_best {
        "no other moves are better: first by the work above the limit, then by the unallocated work, then by the number of cases"
    } else if summary.is_best_of_told_apart {
        "not proven best, because some cases are not told apart; no other moves of the others are better"
    } else {
        "not proven best: there are too many cases to try all moves; no single case more would help"
    }
}

fn total(summary: &BalanceSummary, limit: Rounded) -> String {
    let unallocated = match (summary.unallocated_hours_before, summary.unallocated_hours_after) {
        (Some(before), Some(after)) => format!("{} h unallocated", arrow(&before, &after)),
        _ => "unallocated work is not known in full".to_owned(),
    };
    format!(
        "{}; {} over; {} h a week above {limit}%; {unallocated}",
        plural(summary.cases_moved, "case", "cases"),
        arrow(&summary.over_before, &summary.over_after),
        arrow(&summary.overload_hours_before, &summary.overload_hours_after),
    )
}
