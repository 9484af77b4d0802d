//! An explanation in words, which tables for people and Markdown share.

use jiff::civil::Date;

use crate::breach::Standing;
use crate::fault::plural;
use crate::report::{
    CasesOfLine, Explanation, Labelled, OfficerFigure, OfficerHeading, RunBegins, Since, Table, TimeLeft, WorkTotal,
};
use crate::units::{Rounded, Week};

use super::notes::{capacity, warning, week_and_weights};
use super::page::{Page, PagePart};

impl Page for Explanation<'_> {
    fn heading(&self) -> String {
        let OfficerHeading { officer, name, grade, team, of_week } = &self.heading;
        let name = name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let grade = grade.as_ref().map(|grade| format!(", {grade}")).unwrap_or_default();
        let team = if team.is_empty() { String::new() } else { format!(", {team}") };
        format!("{officer}{name}{grade}{team}, {}", week_and_weights(of_week))
    }
    fn parts(&self) -> Vec<PagePart<'_>> {
        let Explanation {
            heading,
            figure,
            set_aside,
            work,
            work_total,
            cases,
            teams,
            time,
            weeks,
            time_left,
            since,
            warnings,
            ..
        } = self;
        let run = || ("Run", run(figure, heading));
        let mut parts = vec![
            PagePart::Lines(figure_lines(figure, heading, set_aside)),
            PagePart::Table(work),
            PagePart::Lines(total(work_total, figure)),
            PagePart::Lines(cases.iter().flatten().map(cases_of).collect()),
            PagePart::Table(time),
            PagePart::Lines(vec![month(figure)]),
            PagePart::Table(teams),
            PagePart::Table(weeks),
            PagePart::Lines((!weeks.is_empty()).then(run).into_iter().collect()),
            PagePart::Lines(to_go_or_left(time_left)),
        ];
        let since = since.iter().flat_map(|since| [PagePart::Table(&since.causes), PagePart::Lines(changed(since))]);
        parts.extend(since);
        parts.push(PagePart::Lines(warnings.iter().map(|line| ("Warning", warning(line))).collect()));
        parts.push(PagePart::Lines(evidence(self)));
        parts.retain(|part| match part {
            PagePart::Table(table) => !table.is_empty(),
            PagePart::Lines(lines) => !lines.is_empty(),
            _ => true,
        });
        parts
    }
    fn table(&self) -> Option<&Table<'_>> {
        None
    }
}

/// The figure as a division and in a sentence, and which snapshots of the week are not in it.
fn figure_lines(figure: &OfficerFigure, heading: &OfficerHeading, set_aside: &[Date]) -> Vec<Labelled> {
    let aside = |date: &Date| ("Left out", format!("the snapshot of {date}, as a later one of the week counts"));
    let figure = sum(figure).into_iter().chain([("Figure", sentence(figure, heading))]);
    figure.chain(set_aside.iter().map(aside)).collect()
}

/// The figure as a division that a reader can do again.
fn sum(figure: &OfficerFigure) -> Option<Labelled> {
    let (work, available) = (grouped(&figure.work_minutes), grouped(&figure.available_minutes));
    Some(("Sum", format!("{work} ÷ {available} minutes a month = {}%", figure.capacity_percent?)))
}

/// How hours a week become minutes a month.
fn month(figure: &OfficerFigure) -> Labelled {
    let OfficerFigure { exact_hours, weeks_per_year, available_minutes, available_hours, .. } = figure;
    let minutes = grouped(available_minutes);
    let text = match exact_hours {
        Some(hours) => format!("{hours} h a week × 60 × {weeks_per_year} ÷ 12 = {minutes} minutes a month"),
        None => format!("{minutes} minutes a month ÷ 60 × 12 ÷ {weeks_per_year} = {available_hours} h a week"),
    };
    ("Time", text)
}

fn cases_of(of_line: &CasesOfLine) -> Labelled {
    let CasesOfLine { work, case_ids, without_id } = of_line;
    let without = (*without_id > 0).then(|| format!("{without_id} without a case_id"));
    let all: Vec<String> = case_ids.iter().cloned().chain(without).collect();
    ("Cases", format!("{work}: {}", all.join(", ")))
}

/// A number with commas between its thousands.
fn grouped(number: &serde_json::Number) -> String {
    let text = number.to_string();
    let (whole, places) = text.split_once('.').map_or((&*text, ""), |(whole, places)| (whole, places));
    let (sign, figures) = whole.strip_prefix('-').map_or(("", whole), |figures| ("-", figures));
    let mut grouped = String::new();
    for (at, figure) in figures.chars().enumerate() {
        if at > 0 && (figures.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(figure);
    }
    let point = if places.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{places}")
}

fn sentence(figure: &OfficerFigure, heading: &OfficerHeading) -> String {
    let OfficerFigure { work_hours, available_hours, capacity_percent, standing, .. } = figure;
    let limit = heading.of_week.limit_percent;
    let Some(percent) = capacity_percent else {
        return format!("{work_hours} h of work a week and no hours available for it, so there is no capacity");
    };
    let meaning = "100% is as much work as there is time for";
    let verdict = match standing {
        Standing::Within | Standing::NoHours | Standing::NotWorkedOut => {
            format!("{}, not over {limit}%", standing.word())
        }
        Standing::Over | Standing::Possible | Standing::Excessive if heading.of_week.week.is_none() => {
            format!("over {limit}%; the caseload has no date, so no run of weeks can be judged")
        }
        Standing::Over => format!("over {limit}%, for {}", weeks_since(figure)),
        Standing::Excessive => format!("excessive, over {limit}% for {}", weeks_since(figure)),
        Standing::Possible => format!("possible, over {limit}% for {}, with weeks missing", weeks_since(figure)),
    };
    format!(
        "{work_hours} h of work a week for {available_hours} h available (rounded) is {percent}%: {verdict}. {meaning}"
    )
}

fn weeks_since(figure: &OfficerFigure) -> String {
    let weeks = plural(figure.weeks_over.unwrap_or(0), "week", "weeks");
    let since = figure.over_since.map(|since| format!(" since {since}")).unwrap_or_default();
    format!("{weeks}{since}")
}

fn total(total: &WorkTotal, figure: &OfficerFigure) -> Vec<Labelled> {
    let WorkTotal { cases, minutes, hours_a_month, hours_a_week, uncounted_minutes_in_full } = total;
    let cases = plural(cases, "case", "cases");
    let mut lines = vec![(
        "Total",
        format!(
            "{cases}; {} minutes a month = {hours_a_month} h a month; × 12 ÷ {} = {hours_a_week} h a week",
            grouped(minutes),
            figure.weeks_per_year
        ),
    )];
    if uncounted_minutes_in_full.to_string() != "0" {
        let minutes = grouped(uncounted_minutes_in_full);
        let text = format!("{minutes} minutes a month more, if it counted in full");
        lines.push(("Not counted", text));
    }
    lines
}

/// How the run was counted.
fn run(figure: &OfficerFigure, heading: &OfficerHeading) -> String {
    let (limit, needed) = (heading.of_week.limit_percent, heading.of_week.limit_weeks);
    let weeks = plural(needed, "week", "adjacent weeks");
    let rule = format!("{weeks} over {limit}% {} excessive", if needed == 1 { "is" } else { "are" });
    let counted = weeks_since(figure);
    match figure.standing {
        Standing::Within => format!("none, as this week is not over; {rule}"),
        Standing::NoHours | Standing::NotWorkedOut => {
            let over = figure.ended_run.map(|run| {
                let weeks = plural(run.weeks, "week", "weeks");
                format!(", after being over for {weeks} up to {}", run.last)
            });
            format!("none, as there is no capacity this week{}; {rule}", over.unwrap_or_default())
        }
        Standing::Over | Standing::Excessive => {
            let back = match figure.begins {
                RunBegins::WithTheData => ", where the data begin; nothing is known of the weeks before",
                RunBegins::BehindAGap => ", counted back to the first week without a figure",
                RunBegins::BehindAWeekWithin => ", counted back to the first week that is not over",
            };
            format!("{counted}{back}; {rule}")
        }
        Standing::Possible => {
            let missing: Vec<String> = figure.missing_weeks.iter().map(Week::to_string).collect();
            format!(
                "{counted}; no figure for {}; the weeks marked `perhaps` count if those without a figure were over, and then \
                 the run is long enough; {rule}",
                missing.join(" and ")
            )
        }
    }
}

fn to_go_or_left(left: &TimeLeft) -> Vec<Labelled> {
    let limit = left.limit_percent;
    let (Some(above_limit), Some(above_whole)) = (left.hours_above_limit, left.hours_above_100_percent) else {
        return left.why_none.map(|why| ("Time left", why.to_owned())).into_iter().collect();
    };
    let in_cases = |cases: Option<i128>, bound: &str| match (cases, left.median_case_minutes) {
        (Some(cases), Some(median)) => {
            let cases = plural(cases, "case", "cases");
            format!("{bound}{cases} of the middle size of this officer's cases that count ({median} minutes a month)")
        }
        _ => String::new(),
    };
    if left.is_above_limit {
        let cases = in_cases(left.cases_to_limit, ". That is ");
        return vec![("To go", format!("{above_limit} h of work a week must go to be back at {limit}%{cases}"))];
    }
    let room = |above: Rounded| if above.units() > 0 { "0.00".to_owned() } else { above.to_string().replace('-', "") };
    let (to_whole, to_limit) = (room(above_whole), room(above_limit));
    let cases = in_cases(left.cases_of_room, ", enough for ");
    vec![("Time left", format!("{to_whole} h a week below 100%{cases}; {to_limit} h below {limit}%"))]
}

fn changed(since: &Since) -> Vec<Labelled> {
    let (then, now) = (capacity(since.capacity_then_percent), capacity(since.capacity_now_percent));
    let points = match since.change_points {
        _ if since.causes.is_empty() => "; nothing changed".to_owned(),
        Some(points) => format!(
            ": {points} percentage points, the sum of the lines above, each of which is added to those above it"
        ),
        None => String::new(),
    };
    let mut lines = vec![("Since", format!("{}: {then} → {now}{points}", since.week))];
    lines.extend(since.remark.map(|remark| ("Remark", remark.to_owned())));
    lines
}

fn evidence(explanation: &Explanation) -> Vec<Labelled> {
    let mut lines = vec![("Weights", explanation.heading.of_week.weights_and_source())];
    let files = explanation.files.iter();
    lines.extend(files.map(|file| ("File", format!("{}, SHA-256 {}", file.file, file.sha256))));
    lines.push(("wmt", explanation.wmt.to_owned()));
    lines.push(("Caution", explanation.caution.to_owned()));
    lines
}
