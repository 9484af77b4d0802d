//! The lines above and below a table for people, in words. Tables, Markdown, pages and workbooks share them.

use std::fmt::Display;

use crate::fault::{and_more, plural};
use crate::model::{DUE_WITHIN_DAYS, SetAside};
use crate::report::{
    About, Change, Changes, CountsNothing, Elsewhere, Heading, HeldWork, Labelled, NamedRun, NoFigure, NotWorkedOut,
    OfficerInTeam, Report, Room, Summary, Table, Trend, Warned, WarningLine, WeekHeading,
};
use crate::units::{Rounded, Week};

use super::page::{Page, PagePart};

/// The most officers that are named in one line; the others are counted.
pub(super) const NAMED: usize = 12;

/// The most officers with room that are named: they are for allocating the next case or two.
const MOST_ROOM: usize = 5;

impl Page for Report<'_> {
    fn heading(&self) -> String {
        in_words(&self.heading)
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        vec![PagePart::rows(&self.table, "Nobody to show."), PagePart::Lines(below(&self.heading, &self.summary()))]
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.table)
    }
}

impl Page for Trend<'_> {
    fn heading(&self) -> String {
        let Heading { scope, of_week, .. } = &self.last.heading;
        format!("{scope}, to {}", week_and_weights(of_week).trim_start_matches("week "))
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        let (table, explained) = self.for_people();
        let below = below(&self.last.heading, &self.last.summary());
        let rows =
            if table.is_empty() { PagePart::Nothing("Nobody to show.") } else { PagePart::ForPeople(table, explained) };
        vec![rows, PagePart::Lines(below)]
    }
    fn table(&self) -> Option<&Table<'_>> {
        Some(&self.rows)
    }
}

/// Of which unit and which week a report is.
pub(super) fn in_words(heading: &Heading) -> String {
    format!("{}, {}", heading.scope, week_and_weights(&heading.of_week))
}

/// Which week, which weights, what counts as over.
pub(super) fn week_and_weights(of_week: &WeekHeading) -> String {
    let week = of_week.week.map_or_else(|| "undated".to_owned(), |week| format!("week {week}"));
    let WeekHeading { weights, weights_file, limit_percent, .. } = of_week;
    format!("{week}, weights {weights} ({weights_file}), over >{limit_percent}%")
}

/// The lines below, each a label and a text.
fn below(heading: &Heading, summary: &Summary) -> Vec<Labelled> {
    [rule(heading, summary), behind_rule(heading, summary, NAMED)].concat()
}

/// The lines behind those that say who is excessive. Each names at most `most` officers who may be within the limit.
pub(super) fn behind_rule(heading: &Heading, summary: &Summary, most: usize) -> Vec<Labelled> {
    let mut lines = vec![("Total", total(summary))];
    let rows = "the total leaves out what these officers have in other teams: ";
    lines.extend(list("Elsewhere", rows, &summary.elsewhere, most, elsewhere));
    let nobody = unheld(summary);
    if !nobody.is_empty() {
        lines.push(("No hours", format!("work for which there are no hours: {}", nobody.join("; "))));
    }
    let room = |room: &Room| format!("{} ({} h)", room.about, room.hours);
    let most_room = most.min(MOST_ROOM);
    lines.extend(list("Time left", "hours a week below 100%: ", &summary.room, most_room, room));
    let untiered = "not known (cases without a tier): ";
    lines.extend(list("Time left", untiered, &summary.room_unknown, most_room, About::to_string));
    if summary.in_several > 0 {
        let officers = plural(summary.in_several, "officer is", "officers are");
        let text = format!("{officers} in more than one row, and over, lowest and highest are of all their work");
        lines.push(("In several", text));
    }
    lines.extend(counted(summary, most));
    lines.extend(summary.reductions.iter().flat_map(|reductions| changes(reductions, most)));
    lines.extend(not_worked_out(heading, &summary.not_worked_out));
    lines.extend(doubts(summary, most));
    lines.extend(warnings(&summary.warnings, summary.warnings_elsewhere));
    lines
}

pub(super) const UNDATED: &str =
    "this caseload has no date, so no run of weeks can be judged; give the week with --week";

/// Who is excessive or possible, and who has no figure.
pub(super) fn rule(heading: &Heading, summary: &Summary) -> Vec<Labelled> {
    if heading.of_week.week.is_none() {
        return vec![("Undated", UNDATED.to_owned())];
    }
    let WeekHeading { limit_percent, limit_weeks, .. } = &heading.of_week;
    let rule = format!("over {limit_percent}% for {} or more", plural(limit_weeks, "week", "weeks"));
    // Of some officers of a team nothing is known of the team.
    let whole = if heading.is_of_people { "counting only the chosen officers: " } else { "as a whole: " };
    let units = format!("{rule}, {whole}");
    let before = heading.of_week.week.map(Week::previous);
    let ended = summary.no_figure.iter().filter(|gone| gone.weeks_over.is_some());
    let (last_week, earlier): (Vec<&NoFigure>, Vec<_>) = ended.partition(|gone| gone.over_until == before);
    let without = "nobody has a figure in ";
    let lines = [
        list("Excessive", &units, &summary.excessive_units, NAMED, excessive),
        list("Possible", whole, &summary.possible_units, NAMED, possible),
        list("Excessive", &many(&summary.excessive, &rule), &summary.excessive, NAMED, excessive)
            .or_else(|| Some(("Excessive", nobody(heading, summary)))),
        list("Possible", "", &summary.possible, NAMED, possible),
        list("Missing", without, &summary.weeks_without_figures, NAMED, Week::to_string),
        list("No figure", "over last week, and no figure now: ", &last_week, NAMED, |gone| gone_over(gone)),
        list("No figure", "over, then weeks without a figure, and none now: ", &earlier, NAMED, |gone| {
            gone_earlier(gone)
        }),
    ];
    lines.into_iter().flatten().collect()
}

/// Why no officer is called excessive: nobody is, or it cannot be known.
pub(super) fn nobody(heading: &Heading, summary: &Summary) -> String {
    let WeekHeading { limit_percent, limit_weeks, .. } = &heading.of_week;
    if heading.of_week.week.is_none() {
        return UNDATED.to_owned();
    }
    if !summary.has_weeks {
        let known = plural(summary.weeks_known, "week", "weeks");
        return format!("not known yet: {known} known; {limit_weeks} are needed");
    }
    if summary.has_no_figure(heading.of_week.week) {
        return "not known, as nobody has a figure this week".to_owned();
    }
    if summary.total.officers == 0 {
        return "not known, as nobody is worked out this week".to_owned();
    }
    let who = if summary.total.not_worked_out == 0 { "nobody" } else { "nobody who is worked out" };
    format!("{who} is over {limit_percent}% for {} or more", plural(limit_weeks, "week", "weeks"))
}

/// The words before a list of people; how many there are, where not all are named.
fn many(people: &[NamedRun], rule: &str) -> String {
    let count = if people.len() > NAMED { plural(people.len(), "officer ", "officers ") } else { String::new() };
    format!("{count}{rule}: ")
}

/// Somebody who has no figure now: for how long they were over, or when they had rows last.
pub(super) fn gone(gone: &NoFigure) -> String {
    if gone.weeks_over.is_some() { gone_over(gone) } else { format!("{} (last seen {})", gone.about, gone.last) }
}

/// Somebody who was over in the week before and has no figure now.
pub(super) fn gone_over(gone: &NoFigure) -> String {
    format!("{} (over for {})", gone.about, plural(gone.weeks_over.unwrap_or(0), "week", "weeks"))
}

/// Somebody who was over before weeks in which they, or all, have no figure, and has none now.
fn gone_earlier(gone: &NoFigure) -> String {
    let until = gone.over_until.map(|until| format!(" up to {until}")).unwrap_or_default();
    format!("{} (over for {}{until})", gone.about, plural(gone.weeks_over.unwrap_or(0), "week", "weeks"))
}

pub(super) fn excessive(run: &NamedRun) -> String {
    let (weeks, since) = (weeks(run), run.judged.since.map(|week| format!(" since {week}")).unwrap_or_default());
    format!("{} ({weeks}{since})", run.about)
}

pub(super) fn possible(run: &NamedRun) -> String {
    let missing: Vec<String> = run.judged.missing.iter().map(Week::to_string).collect();
    let then = if missing.len() == 1 { "that week" } else { "those weeks" };
    let missing = missing.join(" and ");
    format!("{} (over for {}; no figure for {missing}: excessive if over in {then} too)", run.about, weeks(run))
}

fn weeks(run: &NamedRun) -> String {
    plural(run.judged.weeks_over.unwrap_or(0), "week", "weeks")
}

/// Capacity, or that there is none.
pub(super) fn capacity(percent: Option<Rounded>) -> String {
    percent.map_or_else(|| "no hours".to_owned(), |percent| format!("{percent}%"))
}

/// How many officers are not worked out, behind the others; nothing where all are.
pub(super) fn left_out(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", {count} not worked out") }
}

fn total(summary: &Summary) -> String {
    let total = &summary.total;
    let (capacity, over) = (capacity(total.capacity_percent), total.over);
    let (officers, left_out) = (plural(total.officers, "officer", "officers"), left_out(total.not_worked_out));
    let (Some(cases), Some(work), Some(available)) = (total.cases, total.work_hours, total.available_hours) else {
        return format!("{}, not worked out", plural(total.not_worked_out, "officer", "officers"));
    };
    let cases = plural(cases, "case", "cases");
    format!(
        "{officers}, {over} over{left_out}; {cases}; {work} h of work a week for {available} h available: {capacity}"
    )
}

fn in_team(listed: &OfficerInTeam) -> String {
    let team = listed.team.as_ref().map(|team| format!(" in {team}")).unwrap_or_default();
    format!("{}{team}", listed.about)
}

fn elsewhere(elsewhere: &Elsewhere) -> String {
    let Elsewhere { about, work_hours, available_hours } = elsewhere;
    format!("{about} ({work_hours} h of work, {available_hours} h available)")
}

pub(super) fn held_work(held: &HeldWork) -> String {
    format!("{} ({}, {} h a week)", held.about, plural(held.cases, "case", "cases"), held.work_hours)
}

fn unheld(summary: &Summary) -> Vec<String> {
    let shown = summary.unallocated.iter().chain(summary.without_hours.iter().take(NAMED)).map(held_work);
    let more = summary.without_hours.len().saturating_sub(NAMED);
    shown.chain((more > 0).then(|| plural(more, "more officer", "more officers"))).collect()
}

/// What counts nothing, what does not count yet, and who holds many cases.
fn counted(summary: &Summary, most: usize) -> Vec<Labelled> {
    let mut lines: Vec<Labelled> =
        not_counted(summary.counts_nothing.as_ref()).map(|text| ("Not counted", text)).into_iter().collect();
    if let Some(later) = &summary.not_yet_due {
        let (tasks, hours) = (tasks(later.tasks), &later.work_hours);
        let text = format!("{tasks}, {hours} h a week, due more than {DUE_WITHIN_DAYS} days after the snapshot");
        lines.push(("Not yet due", text));
    }
    if let Some(many) = &summary.many_cases {
        let above = |cases: i64| if many.max_cases.is_some_and(|most| cases > most) { ", too many" } else { "" };
        let too_many = many.max_cases.map(|most| format!(" (more than {most} is too many)")).unwrap_or_default();
        let these = listed(&many.officers, most, |officer| {
            format!("{} ({}{})", officer.about, officer.cases, above(officer.cases))
        });
        lines.push(("Cases", format!("officers with {} cases or more{too_many}: {these}", many.warn_cases)));
    }
    lines
}

/// What is held and counts nothing; `None` where there is nothing of the kind.
fn not_counted(nothing: Option<&CountsNothing>) -> Option<String> {
    let Some(CountsNothing { cases, why }) = nothing else {
        return Some("not known, because a history does not keep it".to_owned());
    };
    let parts = [(why.by_status, "by status"), (why.untiered, "untiered"), (why.by_tier, "in tiers of 0 minutes")];
    let parts: Vec<String> =
        parts.iter().filter(|(cases, _)| *cases != 0).map(|(cases, why)| format!("{cases} {why}")).collect();
    let cases = (*cases != 0).then(|| format!("{} ({})", plural(cases, "case", "cases"), parts.join(", ")));
    let tasks = (why.tasks != 0).then(|| tasks(why.tasks));
    let all: Vec<String> = cases.into_iter().chain(tasks).collect();
    (!all.is_empty()).then(|| all.join("; "))
}

/// A number of tasks; one below 0 is of tasks that a colleague did.
fn tasks(count: i64) -> String {
    let text = plural(count.unsigned_abs(), "task", "tasks");
    if count < 0 { format!("{text} that a colleague did") } else { text }
}

/// Reductions that end, ended or start near the snapshot, each on a line of its own.
fn changes(changes: &Changes, most: usize) -> Vec<Labelled> {
    let kinds = [
        ("Ending", "ends", &changes.ending),
        ("Ended", "ended", &changes.ended),
        ("Starting", "starts", &changes.starting),
    ];
    let mut lines = Vec::new();
    for (label, verb, these) in kinds {
        lines.extend(these.iter().take(most).map(|these| (label, change(these, verb))));
        let more = plural(these.len().saturating_sub(most), "reduction", "reductions");
        if most == 0 && !these.is_empty() {
            lines.push((label, more));
        } else if these.len() > most {
            lines.push((label, format!("and {more} more")));
        }
    }
    lines
}

fn change(change: &Change, verb: &str) -> String {
    let what = change.reason.as_deref().unwrap_or("reduction");
    let team =
        change.team.as_ref().filter(|_| change.has_several_posts).map(|team| format!(" in {team}")).unwrap_or_default();
    let hours = match (&change.hours, &change.percent) {
        (Some(hours), _) => format!("{hours} h a week"),
        (None, Some(percent)) => format!("{percent}% of contracted hours"),
        (None, None) => "no hours known".to_owned(),
    };
    let from_to = if change.is_left_out {
        "not worked out".to_owned()
    } else {
        format!("{} → {}", capacity(change.capacity_before_percent), capacity(change.capacity_after_percent))
    };
    format!("{what} for {}{team} {verb} {}: {hours}; capacity {from_to}", change.officer, change.day)
}

/// What a reader should know before relying on the figures.
fn doubts(summary: &Summary, most: usize) -> Vec<Labelled> {
    let seen = |seen: &&NoFigure| format!("{} (last seen {})", seen.about, seen.last);
    let gone: Vec<&NoFigure> = summary.no_figure.iter().filter(|gone| gone.weeks_over.is_none()).collect();
    let aside = |aside: &SetAside| {
        let text = format!("the snapshot of {}, as a later one of the week counts", aside.date);
        let lost = plural(aside.officers_lost, "officer is", "officers are");
        ("Left out", if aside.officers_lost == 0 { text } else { format!("{text}; {lost} only in it") })
    };
    let no_rows = "in the staff list, with nothing in the caseload: ";
    let hours = "the usual hours of the grade were added to those of another team: ";
    let its = if summary.other_weights.len() == 1 { "its limit" } else { "their limits" };
    let others = format!("earlier weeks are worked out with {} and judged by {its}", summary.other_weights.join(", "));
    let mut lines = Vec::new();
    lines.extend(list("No rows", no_rows, &summary.listed_only, most, in_team));
    lines.extend(list("No figure", "no rows this week for ", &gone, NAMED, seen));
    lines.extend(summary.set_aside.iter().map(aside));
    lines.extend(list("Hours", hours, &summary.grade_hours_more_than_once, most, About::to_string));
    lines.extend((!summary.other_weights.is_empty()).then_some(("Weights", others)));
    lines
}

/// Who is not worked out, each on a line of its own with the first fault; then how many more there are.
fn not_worked_out(heading: &Heading, all: &[NotWorkedOut]) -> Vec<Labelled> {
    let line = |these: &NotWorkedOut| {
        let team = these.team.iter().filter(|_| these.officer.is_none()).map(|team| format!(" in {team}"));
        let officer = these.officer.as_deref().unwrap_or("rows without an officer");
        let name = these.name.iter().filter(|_| these.officer.is_some()).map(|name| format!(" {name}"));
        let week = these.week.filter(|week| Some(*week) != heading.of_week.week);
        let week = week.map(|week| format!(" in the week {week}")).unwrap_or_default();
        let place = place(&these.file, these.line);
        let more = if these.faults > 1 {
            format!("; {} in all", plural(these.faults, "fault", "faults"))
        } else {
            String::new()
        };
        format!("{officer}{}{week}: {place}: {}{more}", name.chain(team).collect::<String>(), these.message)
    };
    let mut lines: Vec<String> = all.iter().take(NAMED).map(line).collect();
    lines.extend(and_more(all.len(), NAMED));
    lines.into_iter().map(|text| ("Not worked out", text)).collect()
}

/// What there is to doubt in a report: who is not worked out, and the warnings.
pub(super) fn doubtful(heading: &Heading, doubts: &Warned) -> Vec<Labelled> {
    let mut lines = not_worked_out(heading, &doubts.not_worked_out);
    lines.extend(warnings(&doubts.warnings, doubts.warnings_elsewhere));
    lines
}

/// A value before and after, or the one that both are.
pub(super) fn arrow<T: Display + PartialEq>(before: &T, after: &T) -> String {
    if before == after { before.to_string() } else { format!("{before} → {after}") }
}

/// What there is to warn of, each on a line of its own.
fn warnings(all: &[WarningLine], elsewhere: usize) -> Vec<Labelled> {
    let mut lines: Vec<String> = all.iter().take(NAMED).map(warning).collect();
    let more = all.len().saturating_sub(NAMED);
    if more > 0 {
        lines.push(format!("and {}; `wmt check` lists them all", plural(more, "more warning", "more warnings")));
    }
    if elsewhere > 0 {
        let are = plural(elsewhere, "more warning is", "more warnings are");
        lines.push(format!("{are} about officers or teams that are not shown"));
    }
    lines.into_iter().map(|text| ("Warning", text)).collect()
}

pub(super) fn warning(warning: &WarningLine) -> String {
    let WarningLine { check, message, file, line } = warning;
    format!("{}: {message} ({check})", place(file, *line))
}

fn place(file: &str, line: Option<u32>) -> String {
    line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"))
}

/// A line that lists all of a kind; none where there is none of it.
pub(super) fn list<T>(
    label: &'static str,
    words: &str,
    all: &[T],
    most: usize,
    text: impl Fn(&T) -> String,
) -> Option<Labelled> {
    (!all.is_empty()).then(|| (label, format!("{words}{}", listed(all, most, text))))
}

/// The first ones, and how many more there are; of officers of whom none is to be named, how many there are.
pub(super) fn listed<T>(all: &[T], most: usize, text: impl Fn(&T) -> String) -> String {
    if most == 0 {
        return plural(all.len(), "officer", "officers");
    }
    let shown = all.iter().take(most).map(text);
    shown.chain(and_more(all.len(), most)).collect::<Vec<_>>().join("; ")
}
