//! The lines above and below a table for people, in words. Tables and Markdown share them.

use crate::fault::plural;
use crate::report::{Change, Changes, Heading, HeldWork, NamedRun, Report, Summary, Table, WeekHeading};
use crate::units::{Rounded, Week};

use super::page::{Page, Part, ReportObject};

/// The most officers that are named in one line; the others are counted.
const NAMED: usize = 12;

/// The most officers with room that are named: they are for allocating the next case or two.
const MOST_ROOM: usize = 5;

impl Page for Report<'_> {
    fn heading(&self) -> String {
        format!("{}, {}", self.heading.scope, week_and_weights(&self.heading.of_week))
    }
    fn parts(&self) -> Vec<Part<'_>> {
        vec![Part::rows(&self.table, "Nobody to show."), Part::Lines(below(&self.heading, &self.summary()))]
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
    fn object(&self) -> impl serde::Serialize {
        ReportObject { heading: &self.heading, rows: &self.table, summary: self.summary() }
    }
}

/// Which week, which weights, what counts as over.
pub(super) fn week_and_weights(of_week: &WeekHeading) -> String {
    let week = of_week.week.map_or_else(|| "undated".to_owned(), |week| format!("week {week}"));
    let WeekHeading { weights, weights_file, limit_percent, .. } = of_week;
    format!("{week}, weights {weights} ({weights_file}), over >{limit_percent}%")
}

/// The lines below, each a label and a text.
fn below(heading: &Heading, summary: &Summary) -> Vec<(&'static str, String)> {
    let mut lines = rule(heading, summary);
    lines.push(("Total", total(summary)));
    let nobody = unheld(summary);
    if !nobody.is_empty() {
        lines.push(("No hours", format!("work that nobody with hours holds: {}", nobody.join("; "))));
    }
    if !summary.room.is_empty() {
        let these = listed(&summary.room, MOST_ROOM, |room| format!("{} ({} h)", room.who, room.hours));
        lines.push(("Room", format!("hours a week left below 100%: {these}")));
    }
    lines.extend(counted(summary));
    lines.extend(summary.reductions.iter().flat_map(changes));
    lines.extend(doubts(summary));
    lines
}

fn rule(heading: &Heading, summary: &Summary) -> Vec<(&'static str, String)> {
    if heading.of_week.week.is_none() {
        let text = "nothing dates this caseload, so no run of weeks can be judged; give the week with --week";
        return vec![("Undated", text.to_owned())];
    }
    let WeekHeading { limit_percent, limit_weeks, .. } = &heading.of_week;
    let rule = format!("over {limit_percent}% for {limit_weeks} weeks or more");
    let mut lines = Vec::new();
    if !summary.excessive_units.is_empty() {
        lines
            .push(("Excessive", format!("{rule}, as a whole: {}", listed(&summary.excessive_units, NAMED, excessive))));
    }
    if !summary.possible_units.is_empty() {
        lines.push(("Possible", format!("as a whole: {}", listed(&summary.possible_units, NAMED, possible))));
    }
    lines.push((
        "Excessive",
        match summary.excessive.as_slice() {
            [] => format!("nobody is {rule}"),
            runs => format!("{rule}: {}", listed(runs, NAMED, excessive)),
        },
    ));
    if !summary.possible.is_empty() {
        lines.push(("Possible", listed(&summary.possible, NAMED, possible)));
    }
    lines
}

fn excessive(run: &NamedRun) -> String {
    let (weeks, since) = (weeks(run), run.since.map(|week| format!(" since {week}")).unwrap_or_default());
    format!("{} ({weeks}{since})", run.who)
}

fn possible(run: &NamedRun) -> String {
    let missing: Vec<String> = run.missing_weeks.iter().map(Week::to_string).collect();
    let then = if missing.len() == 1 { "that week" } else { "those weeks" };
    let missing = missing.join(" and ");
    format!("{} (over for {}; no figure for {missing}: excessive if over in {then} too)", run.who, weeks(run))
}

fn weeks(run: &NamedRun) -> String {
    plural(run.weeks_over.unwrap_or(0), "week", "weeks")
}

fn total(summary: &Summary) -> String {
    let total = &summary.total;
    let capacity = total.capacity_percent.map_or_else(|| "no hours".to_owned(), |percent| format!("{percent}%"));
    let (over, work, available) = (total.over, total.work_hours, total.available_hours);
    let (officers, cases) = (plural(total.officers, "officer", "officers"), plural(total.cases, "case", "cases"));
    format!("{officers}, {over} over; {cases}; {work} h of work a week for {available} h available: {capacity}")
}

fn unheld(summary: &Summary) -> Vec<String> {
    let text = |holding: &HeldWork| {
        let who = holding.who.as_deref().unwrap_or("unallocated");
        format!("{who} ({}, {} h a week)", plural(holding.cases, "case", "cases"), holding.work_hours)
    };
    let shown = summary.unallocated.iter().chain(summary.without_hours.iter().take(NAMED)).map(text);
    let more = summary.without_hours.len().saturating_sub(NAMED);
    shown.chain((more > 0).then(|| format!("{more} more officers"))).collect()
}

/// What counts nothing, what does not count yet, and who holds many cases.
fn counted(summary: &Summary) -> Vec<(&'static str, String)> {
    let nothing = &summary.counts_nothing;
    let parts =
        [(nothing.by_status, "by status"), (nothing.untiered, "untiered"), (nothing.by_tier, "in tiers of 0 minutes")];
    let parts: Vec<String> =
        parts.iter().filter(|(cases, _)| *cases != 0).map(|(cases, why)| format!("{cases} {why}")).collect();
    let mut lines = Vec::new();
    let cases =
        (nothing.cases != 0).then(|| format!("{} ({})", plural(nothing.cases, "case", "cases"), parts.join(", ")));
    let tasks = (nothing.tasks != 0).then(|| plural(nothing.tasks, "task", "tasks"));
    let all: Vec<String> = cases.into_iter().chain(tasks).collect();
    if !all.is_empty() {
        lines.push(("Counts 0", all.join("; ")));
    }
    if let Some(later) = &summary.not_yet_due {
        let text = format!(
            "{}, {} h a week, due more than 30 days after the snapshot",
            plural(later.tasks, "task", "tasks"),
            later.work_hours
        );
        lines.push(("Not yet due", text));
    }
    if let Some(many) = &summary.many_cases {
        let above = |cases: i64| if many.max_cases.is_some_and(|most| cases > most) { ", above the most" } else { "" };
        let most = many.max_cases.map(|most| format!(", at most {most}")).unwrap_or_default();
        let these = listed(&many.officers, NAMED, |(who, cases)| format!("{who} ({cases}{})", above(*cases)));
        lines.push(("Cases", format!("{} or more{most}: {these}", many.warn_cases)));
    }
    lines
}

/// Reductions that end, ended or start near the snapshot, each on a line of its own.
fn changes(changes: &Changes) -> Vec<(&'static str, String)> {
    let kinds = [
        ("Ending", "ends", &changes.ending),
        ("Ended", "ended", &changes.ended),
        ("Starting", "starts", &changes.starting),
    ];
    let mut lines = Vec::new();
    for (label, verb, these) in kinds {
        lines.extend(these.iter().take(NAMED).map(|these| (label, change(these, verb))));
        let more = these.len().saturating_sub(NAMED);
        if more > 0 {
            lines.push((label, format!("and {} more", plural(more, "reduction", "reductions"))));
        }
    }
    lines
}

fn change(change: &Change, verb: &str) -> String {
    let what = change.reason.as_deref().unwrap_or("reduction");
    let team =
        change.team.as_ref().filter(|_| change.has_several_posts).map(|team| format!(" in {team}")).unwrap_or_default();
    let hours = match (&change.hours, &change.percent) {
        (Some(hours), _) => format!("{} h a week", hours.0),
        (None, Some(percent)) => format!("{percent}% of contracted hours"),
        (None, None) => "no hours known".to_owned(),
    };
    let shown =
        |percent: Option<Rounded>| percent.map_or_else(|| "no hours".to_owned(), |percent| format!("{percent}%"));
    let (before, after) = (shown(change.capacity_before_percent), shown(change.capacity_after_percent));
    format!("{what} for {}{team} {verb} {}: {hours}; capacity {before} → {after}", change.officer, change.day)
}

/// What a reader should know before relying on the figures.
fn doubts(summary: &Summary) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if !summary.listed_only.is_empty() {
        let these = listed(&summary.listed_only, NAMED, String::clone);
        lines.push(("No rows", format!("in the staff list, with nothing in the caseload: {these}")));
    }
    if !summary.no_figure.is_empty() {
        let these = listed(&summary.no_figure, NAMED, |seen| format!("{} (last seen {})", seen.officer, seen.last));
        lines.push(("No figure", format!("no rows this week for {these}")));
    }
    for aside in &summary.set_aside {
        let lost = plural(aside.officers_lost, "officer is", "officers are");
        lines.push((
            "Left out",
            format!("the snapshot of {}, as a later one of the week counts; {lost} only in it", aside.date),
        ));
    }
    if !summary.grade_hours_more_than_once.is_empty() {
        let these = listed(&summary.grade_hours_more_than_once, NAMED, String::clone);
        lines.push(("Hours", format!("the grade's hours were taken for more than one team: {these}")));
    }
    if !summary.other_weights.is_empty() {
        lines.push(("Weights", format!("earlier weeks are worked out with {}", summary.other_weights.join(", "))));
    }
    lines
}

fn listed<T>(all: &[T], most: usize, text: impl Fn(&T) -> String) -> String {
    let shown = all.iter().take(most).map(text);
    let more = all.len().saturating_sub(most);
    shown.chain((more > 0).then(|| format!("and {more} more"))).collect::<Vec<_>>().join("; ")
}
