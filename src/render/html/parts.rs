//! The parts of the page about people, and about how the figures are made.

use maud::{Markup, html};

use crate::breach::{Judgement, Standing};
use crate::fault::{capitalised, plural};
use crate::render::how_made::{CAUTION, sum};
use crate::render::notes::{NAMED, behind_rule, nobody};
use crate::report::{About, GRID, Heading, NamedRun, NoFigure, OfficerLine, Overview, Summary};
use crate::rollup::OfficerResult;
use crate::units::{Rounded, Week};

use super::charts::{bar, bar_end, square};
use super::words::{line, person};

/// The answer in a sentence.
pub(super) fn headline(summary: &Summary, heading: &Heading) -> Markup {
    let total = &summary.total;
    let limit = heading.of_week.limit_percent;
    let weeks = heading.of_week.limit_weeks;
    let is_one = total.over == 1 || total.officers == 1;
    if summary.has_no_figure(heading.of_week.week) {
        return html! { "Nobody has a figure." @if let Some(gone) = gone_sentence(summary) { " " (gone) } };
    }
    if total.cases.is_none() {
        return html! { "Nobody is worked out." @if let Some(gone) = gone_sentence(summary) { " " (gone) } };
    }
    html! {
        (total.over) " of " (plural(total.officers, "officer", "officers")) " " (if is_one { "is" } else { "are" }) " over " (limit) " %"
        @if total.not_worked_out > 0 { ", and " (total.not_worked_out) (if total.not_worked_out == 1 { " is" } else { " are" }) " not worked out" }
        @if heading.of_week.week.is_none() {
            ". " (capitalised(&nobody(heading, summary))) "."
        } @else if !summary.has_weeks && summary.excessive.is_empty() {
            ". Who is over for " (plural(weeks, "week", "weeks")) " or more is not known yet, as "
            (plural(summary.weeks_known, "week is", "weeks are")) " known."
        } @else {
            "; " (summary.excessive.len()) " for " (plural(weeks, "week", "weeks")) " or more"
            @if !summary.possible.is_empty() { ", and " (summary.possible.len()) " perhaps, with weeks missing" }
            "."
        }
        @if !summary.has_weeks && summary.excessive.is_empty() && !summary.possible.is_empty() {
            " " (plural(summary.possible.len(), "officer", "officers")) " may be excessive, with weeks missing."
        }
        @if let Some(gone) = gone_sentence(summary) { " " (gone) }
        " Everyone together: "
        @match total.capacity_percent { Some(percent) => { (percent) " %." } None => "no hours known." }
    }
}

/// How many were over and have no figure now; `None` where there is nobody.
fn gone_sentence(summary: &Summary) -> Option<String> {
    let gone = summary.no_figure.iter().filter(|gone| gone.weeks_over.is_some()).count();
    (gone > 0)
        .then(|| format!("{} no figure now.", plural(gone, "officer who was over has", "officers who were over have")))
}

/// Who is excessive, who is possible and why, who is gone.
pub(super) fn looking(page: &Overview, summary: &Summary) -> Markup {
    let of_week = &page.report.heading.of_week;
    let rule = plural(of_week.limit_weeks, "week", "weeks");
    let rule = format!("over {} % for {rule} or more", of_week.limit_percent);
    let run = |run: &NamedRun| {
        html! {
            (who(&run.about)) ", " (plural(run.judged.weeks_over.unwrap_or(0), "week", "weeks"))
            @if let Some(since) = run.judged.since { " since " (since) }
        }
    };
    let gone: Vec<&NoFigure> = summary.no_figure.iter().filter(|gone| gone.weeks_over.is_some()).collect();
    html! {
        h3 { "Excessive: " (rule) }
        @if summary.excessive.is_empty() { p { (capitalised(&nobody(&page.report.heading, summary))) "." } } @else {
            (named(&summary.excessive, run))
        }
        @if !summary.weeks_without_figures.is_empty() {
            p { "Nobody has a figure in " (weeks(&summary.weeks_without_figures)) "." }
        }
        @if !summary.possible.is_empty() {
            h3 { "Possible: excessive if the missing weeks were over too" }
            (named(&summary.possible, |person| html! { (run(person)) "; no figure for " (weeks(&person.judged.missing)) }))
        }
        @if !gone.is_empty() {
            h3 { "Over in the last week with a figure, and no figure now" }
            ul { @for gone in gone {
                li { (who(&gone.about)) ", over for " (plural(gone.weeks_over.unwrap_or(0), "week", "weeks")) @if let Some(until) = gone.over_until { " up to " (until) } }
            } }
        }
    }
}

/// The first of a list of people, and how many more there are.
fn named(people: &[NamedRun], item: impl Fn(&NamedRun) -> Markup) -> Markup {
    const MOST: usize = 100;
    let more = people.len().saturating_sub(MOST);
    html! {
        ul {
            @for person in people.iter().take(MOST) { li { (item(person)) } }
            @if more > 0 { li { "and " (more) " more; all of them stand below, under Officers" } }
        }
    }
}

fn weeks(weeks: &[Week]) -> String {
    weeks.iter().map(Week::to_string).collect::<Vec<_>>().join(" and ")
}

fn who(about: &About) -> Markup {
    person(&about.to_string())
}

/// Every officer with hours, a bar and the standing: by team, or in another order with the team beside the name.
pub(super) fn by_officer(page: &Overview) -> Markup {
    html! {
        @if page.not_shown > 0 {
            p { (plural(page.not_shown, "officer", "officers")) " within the limit " (if page.not_shown == 1 { "is" } else { "are" }) " not listed; --all-officers lists everyone." }
        }
        @if let Some((only, all)) = page.only {
            p { (page.officers.len()) " of " (plural(all, "officer", "officers")) " listed: those who are " (only.word()) "." }
        }
        @if page.officers.is_empty() { p { "Nobody to show." } } @else { (officer_table(page)) }
    }
}

fn officer_table(page: &Overview) -> Markup {
    let teams = page.officers.chunk_by(|one, next| !page.is_by_team() || one.team == next.team);
    let caption = if page.is_by_team() { "Officers by team" } else { "Officers" };
    html! {
        p class="quiet" { "A bar is capacity, up to " (bar_end(page.limit())) " %; the line across it is the limit of " (page.limit().to_string()) " %." }
        div class="wide" tabindex="0" role="group" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { "Officer" }
                    th scope="col" { "Capacity" }
                    th scope="col" class="n" { "%" }
                    th scope="col" class="n" { "Work, h a week" }
                    th scope="col" class="n" { "Time, h a week" }
                    th scope="col" class="n" { "Weeks over" }
                    th scope="col" { "Standing" }
                } }
                @for team in teams {
                    @let name = if team[0].team.is_empty() { "No team" } else { &*team[0].team };
                    tbody {
                        @if page.is_by_team() { tr { th scope="rowgroup" colspan="7" { (person(name)) } } }
                        @for officer in team { (officer_row(officer, page)) }
                    }
                }
            }
        }
    }
}

fn officer_row(officer: &OfficerLine, page: &Overview) -> Markup {
    let weights = page.report.weights();
    let OfficerResult { load, judgement: Judgement { standing, weeks_over, .. }, .. } = officer.result;
    let is_known = *standing != Standing::NotWorkedOut;
    let shown =
        |figure: Option<Rounded>| figure.filter(|_| is_known).map_or_else(|| "–".to_owned(), |it| it.to_string());
    let beside = [&officer.grade, &officer.team].into_iter().take(if page.is_by_team() { 1 } else { 2 });
    let beside = beside.filter(|text| !text.is_empty());
    let over = weeks_over.map_or_else(|| "–".to_owned(), |weeks| weeks.to_string());
    html! {
        tr {
            th scope="row" { (who(&officer.about)) @for text in beside { " " span class="quiet" { (person(text)) } } }
            td class="chart" { @if is_known { (bar(officer, weights.limits.over)) } }
            td class="n" { (shown(load.percent())) }
            td class="n" { (shown(Some(weights.hours.work_hours(load.work)))) }
            td class="n" { (shown(Some(weights.hours.available_hours(load.available)))) }
            td class="n" { (over) }
            td class=[(*standing == Standing::Excessive).then_some("standing-excessive")] { (standing.word()) }
        }
    }
}

/// A square for each officer and week.
pub(super) fn by_week(page: &Overview) -> Markup {
    /// More weeks than these have room on a sheet that lies.
    const PORTRAIT: usize = 26;
    const ALL: [Option<Standing>; 7] = [
        Some(Standing::Within),
        Some(Standing::Over),
        Some(Standing::Possible),
        Some(Standing::Excessive),
        Some(Standing::NoHours),
        Some(Standing::NotWorkedOut),
        None,
    ];
    if page.weeks.is_empty() {
        return html! { p { "No weeks are known." } };
    }
    if page.officers.is_empty() && page.gone.is_empty() {
        return html! { p { "Nobody to show." } };
    }
    let officers = page.officers.iter().map(|officer| (&officer.about, &officer.by_week));
    let gone = page.gone.iter().map(|gone| (&gone.about, &gone.by_week));
    html! {
        p class="key" { @for standing in ALL {
            @let (class, letter, words) = square(standing);
            span class="grid" { span class=(class) { (letter) } } (words) " "
        } }
        div class=(if page.grid_weeks().len() > PORTRAIT { "wide many" } else { "wide" }) tabindex="0" role="group" aria-label="Officers by week" {
            table class="grid" {
                caption { "How each officer stood in each week" @if page.weeks.len() > GRID { ", the last " (GRID) } }
                thead { tr {
                    th scope="col" { "Officer" }
                    @for point in page.grid_weeks() { th scope="col" { span { (short(point.week)) } } }
                } }
                tbody { @for (about, by_week) in officers.chain(gone) {
                    tr {
                        th scope="row" { (who(about)) }
                        @for standing in by_week {
                            @let (class, letter, _) = square(*standing);
                            @if class.is_empty() { td { (letter) } } @else { td class=(class) { (letter) } }
                        }
                    }
                } }
            }
        }
    }
}

/// The day and the month of a Monday: there is room for no more.
fn short(week: Week) -> String {
    week.monday().strftime("%-d/%-m").to_string()
}

/// What stands below the table of `calc` too, but for who is excessive: each label once, with all that is said under it.
pub(super) fn notes(page: &Overview, summary: &Summary) -> Markup {
    // A page that does not list everyone names nobody who is within the limit.
    let lines = behind_rule(&page.report.heading, summary, if page.is_cut { 0 } else { NAMED });
    html! {
        dl {
            @for same in lines.chunk_by(|one, next| one.0 == next.0) {
                dt { (same[0].0) }
                @for (_, text) in same { dd { (line(text)) } }
            }
        }
        p { (CAUTION) }
    }
}

/// The sum, the weights, and the files with their fingerprints.
pub(super) fn how(page: &Overview) -> Markup {
    let of_week = &page.report.heading.of_week;
    html! {
        ul {
            @for line in sum(page) { li { (line) } }
            li { "Weights " (person(&of_week.weights)) " (" (person(&of_week.weights_file)) ")"
                @if let Some(source) = &of_week.weights_source { ": " (person(source)) } }
            @for file in &page.files { li { (person(&file.file)) ", SHA-256 " code { (file.sha256) } } }
        }
    }
}
